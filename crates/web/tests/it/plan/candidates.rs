//! What could be done with the money, mended and taken out by the forms; the case an allocation belongs to.

use axum::http::StatusCode;

use super::support::{done, support};
use crate::browser::words;

const THREE: &str = "A; Classes; 60,000; recurrent; 30\nB; Checks; 50,000; recurrent; 20\nC; Drivers; 40,000; recurrent; 19";

#[tokio::test]
async fn what_could_be_done_is_mended_and_taken_out_by_the_forms_and_the_allocation_names_its_case() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    lead.get("/allocations/add").await;
    let case = support.case.to_string();
    let fields = [
        ("title", "Places to meet"),
        ("purpose", "Fewer people alone"),
        ("case", case.as_str()),
        ("year", "2027"),
        ("limit", "100,000"),
        ("points_mean", "Agreed by nine people."),
        ("accountable", "Cllr Ruth Ashby"),
    ];
    done(lead.post("/allocations/add", &fields).await, "/allocations/AL-1");
    let chosen = format!("value=\"{case}\" selected");
    assert!(lead.get("/allocations/AL-1/case").await.text.contains(&chosen), "the form of opening names the case");
    lead.get("/allocations/AL-1/add").await;
    let fields = [("version", "1"), ("candidates", THREE), ("needs", "C needs B")];
    done(lead.post("/allocations/AL-1/add", &fields).await, "/allocations/AL-1");

    let form = lead.get("/allocations/AL-1/mend?code=B").await;
    assert!(
        form.text.contains("B; costs; 2027/28; £50,000; recurrent</textarea>") && form.text.contains("value=\"20\""),
        "{}",
        words(&form.text)
    );
    let mut fields = vec![("version", "2"), ("code", "B"), ("title", "Home checks"), ("points", "many"), ("described", "B; costs; soon")];
    let bad = lead.post("/allocations/AL-1/mend", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&bad.text);
    assert!(
        said.contains("“many” is not a whole number")
            && said.contains("write it as: A; costs")
            && bad.text.contains("value=\"Home checks\""),
        "{said}"
    );
    fields[3].1 = "26";
    fields[4].1 = "B; costs; 2027/28; 55,000; recurrent";
    done(lead.post("/allocations/AL-1/mend", &fields).await, "/allocations/AL-1/candidates");
    let list = words(&lead.get("/allocations/AL-1/candidates").await.text);
    assert!(list.contains("B Home checks") && list.contains("£55,000") && list.contains("26"), "{list}");
    let stale = lead.post("/allocations/AL-1/mend", &fields).await;
    assert!(stale.status == StatusCode::CONFLICT && stale.text.contains("value=\"Home checks\""), "{}", words(&stale.text));
    assert_eq!(lead.get("/allocations/AL-1/mend?code=Z").await.status, StatusCode::NOT_FOUND);

    let form = words(&lead.get("/allocations/AL-1/take-out?code=B").await.text);
    assert!(form.contains("“C” needs it: mend “C”"), "what rests on it is said before: {form}");
    let held = lead.post("/allocations/AL-1/take-out", &[("version", "3"), ("code", "B"), ("because", "Too dear.")]).await;
    assert!(held.status == StatusCode::UNPROCESSABLE_ENTITY && held.text.contains("Too dear.</textarea>"), "{}", words(&held.text));
    lead.get("/allocations/AL-1/take-out?code=C").await;
    let fields = [("version", "3"), ("code", "C"), ("because", "Nobody can drive in the week.")];
    done(lead.post("/allocations/AL-1/take-out", &fields).await, "/allocations/AL-1/candidates#taken-out");
    let list = words(&lead.get("/allocations/AL-1/candidates").await.text);
    assert!(
        list.contains("Taken out")
            && list.contains("Nobody can drive in the week.")
            && list.contains("21 November 2026, Head of commissioning"),
        "{list}"
    );

    lead.get("/allocations/AL-1/case").await;
    done(lead.post("/allocations/AL-1/case", &[("version", "4"), ("case", "")]).await, "/allocations/AL-1");
    assert!(!lead.get("/allocations/AL-1/case").await.text.contains(&chosen));
    let mut member = support.place.browser_as("scrutiny_member", support.desk().authority).await;
    let theirs = member.get("/allocations/AL-1/candidates").await;
    assert!(!theirs.text.contains("/mend?code="), "who may not write is offered no change: {}", words(&theirs.text));
    assert_eq!(member.get("/allocations/AL-1/mend?code=A").await.status, StatusCode::FORBIDDEN);
}
