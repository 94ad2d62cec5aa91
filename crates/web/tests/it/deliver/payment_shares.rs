//! One provider, several outcomes and funders, by the form: typed, refused with the mend, kept, shown.

use axum::http::StatusCode;
use desk::house::set_up::{kept, operator};
use model::arrangement::Arrangement;
use model::audience::Audience;
use testkit::nouns;

use crate::browser::{Place, words};
use crate::plan::support::done;

#[tokio::test]
async fn who_pays_for_what_sums_to_the_whole_and_an_outcome_two_pay_for_says_what_each_buys() {
    let place = Place::sample().await;
    let desk = &place.desk;
    let mut write = desk.write(&operator(desk)).await.expect("writes");
    let service = desk.new_id();
    store::services::save(&mut write.tx, &kept(desk, service, Audience::Partners, nouns::service("Rooms", desk.authority)))
        .await
        .expect("a service");
    let noun = nouns::arrangement(service, place.provider);
    store::arrangements::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await.expect("an arrangement");
    write.commit("prepare", "test", None, "An arrangement.").await.expect("commits");
    let mut lead = place.browser_as("head_of_commissioning", desk.authority).await;
    assert!(lead.get("/arrangements").await.text.contains("/arrangements/A-1/paid-by"));
    let nobody = words(&lead.get("/arrangements/A-1/paid-by").await.text);
    assert!(nobody.contains("Nobody has said yet who pays Lindle Tenancy Trust"), "{nobody}");
    lead.get("/arrangements/A-1/paid-by/change").await;
    let mut fields = [("version", "1"), ("parts", "Northvale Integrated Care Board; homes sooner; lots")];
    let bad = lead.post("/arrangements/A-1/paid-by/change", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("Line 1: “lots” is not a percentage") && bad.text.contains("homes sooner; lots"), "{}", words(&bad.text));
    fields[1].1 = "Northvale Integrated Care Board; homes sooner; 60%\nNorthvale County Council; homes sooner; 30%";
    let bad = words(&lead.post("/arrangements/A-1/paid-by/change", &fields).await.text);
    assert!(bad.contains("The shares sum to 90%: nobody pays the other 10%"), "{bad}");
    fields[1].1 = "Northvale Integrated Care Board; homes sooner; 60%; the nurse\nNorthvale County Council; homes sooner; 30%; the rooms\nNorthvale County Council; fewer evictions; 10%";
    done(lead.post("/arrangements/A-1/paid-by/change", &fields).await, "/arrangements/A-1/paid-by");
    let said = words(&lead.get("/arrangements/A-1/paid-by").await.text);
    for wanted in [
        "Two funders pay Lindle Tenancy Trust for two outcomes, and the shares sum to 100%.",
        "One outcome is paid by two",
        "the nurse",
        "£270,000",
        "£45,000",
        "Nobody else pays for this here",
        "60%",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let form = lead.get("/arrangements/A-1/paid-by/change").await;
    assert!(form.text.contains("homes sooner; 60%; the nurse"), "{}", words(&form.text));
    // Another arrangement is paid for one of the same outcomes: no page says that nothing is paid by two.
    let mut write = desk.write(&operator(desk)).await.expect("writes");
    let noun = Arrangement { title: "Outreach".into(), ..nouns::arrangement(service, place.provider) };
    store::arrangements::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await.expect("another");
    write.commit("prepare", "test", None, "Another arrangement.").await.expect("commits");
    lead.get("/arrangements/A-2/paid-by/change").await;
    let fields = [("version", "1"), ("parts", "Northvale County Council; Fewer evictions; 100%")];
    done(lead.post("/arrangements/A-2/paid-by/change", &fields).await, "/arrangements/A-2/paid-by");
    let said = words(&lead.get("/arrangements/A-2/paid-by").await.text);
    assert!(said.contains("is paid for under") && !said.contains("No outcome is paid by two"), "{said}");
}
