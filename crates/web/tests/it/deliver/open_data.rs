//! Open data in the browser: open to everybody, chosen by those who may, and gone again only with a reason.

use axum::http::StatusCode;
use desk::house::set_up::{kept, operator};
use model::arrangement::Arrangement;
use model::audience::Audience;
use testkit::nouns;

use crate::browser::{Place, words};
use crate::plan::support::done;

fn field<'p>(page: &'p str, name: &str) -> &'p str {
    page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next()).expect("a field")
}

#[tokio::test]
async fn what_is_ticked_is_open_to_everybody_and_nothing_else_is() {
    let place = Place::sample().await;
    let desk = &place.desk;
    let mut write = desk.write(&operator(desk)).await.expect("writes");
    let service = desk.new_id();
    store::services::save(&mut write.tx, &kept(desk, service, Audience::Partners, nouns::service("Rooms", desk.authority)))
        .await
        .expect("a service");
    for (title, model) in [("Rooms in Fell Street", "contract"), ("Kept to ourselves", "contract"), ("Lunch club", "grant")] {
        let noun = Arrangement { title: title.into(), delivery_model: model.into(), ..nouns::arrangement(service, place.provider) };
        store::arrangements::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await.expect("an arrangement");
    }
    write.commit("prepare", "test", None, "Three.").await.expect("commits");

    let mut nobody = place.browser();
    let page = words(&nobody.get("/open-data").await.text);
    assert!(page.contains("No contracts and no grants are published. 3 more are not published."), "{page}");
    assert_ne!(nobody.get("/open-data/choose").await.status, StatusCode::OK);
    let mut lead = place.browser_as("head_of_commissioning", desk.authority).await;
    let form = lead.get("/open-data/choose").await;
    let seen = field(&form.text, "seen").to_owned();
    let ids: Vec<&str> = seen.split(' ').filter_map(|pair| pair.split('=').next()).collect();
    let fields = [("seen", seen.as_str()), ("published", ids[0]), ("published", ids[2]), ("why", "")];
    done(lead.post("/open-data/choose", &fields).await, "/open-data");
    let page = words(&nobody.get("/open-data").await.text);
    assert!(page.contains("A-1: Rooms in Fell Street") && page.contains("£900,000") && !page.contains("Kept to ourselves"), "{page}");
    assert!(page.contains("registered to nobody"), "{page}");
    let contracts = nobody.get("/open-data/contracts.json").await;
    let package: serde_json::Value = serde_json::from_str(&contracts.text).expect("JSON");
    assert_eq!(package["releases"].as_array().map(Vec::len), Some(1));
    assert_eq!(package["releases"][0]["ocid"], "ocds-sample-A-1");
    assert_eq!(package["releases"][0]["contracts"][0]["value"]["amount"], 900_000);
    let grants: serde_json::Value = serde_json::from_str(&nobody.get("/open-data/grants.json").await.text).expect("JSON");
    assert_eq!(grants["grants"][0]["id"], "360G-sample-A-3");
    // A form from before is refused; a tick taken away asks why, and keeps what was typed.
    lead.get("/open-data/choose").await;
    let stale = lead.post("/open-data/choose", &[("seen", seen.as_str())]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let seen = field(&lead.get("/open-data/choose").await.text, "seen").to_owned();
    let bad = lead.post("/open-data/choose", &[("seen", seen.as_str()), ("published", ids[0])]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&bad.text).contains("Say why “Lunch club” is published no longer"), "{}", words(&bad.text));
    let fields = [("seen", seen.as_str()), ("published", ids[0]), ("why", "Paid under another name.")];
    done(lead.post("/open-data/choose", &fields).await, "/open-data");
    let grants: serde_json::Value = serde_json::from_str(&nobody.get("/open-data/grants.json").await.text).expect("JSON");
    assert_eq!(grants["grants"].as_array().map(Vec::len), Some(0));
}
