//! Two people at one file, a service chosen while accepting, and more new measures than are asked about at once.

use axum::http::StatusCode;
use model::upload::UploadState;
use quantity::Direction;

use super::spreadsheet::{loaded, service};
use crate::browser::{Place, location, version, words};

const FILE: &str = "Month,Packages handed back,Visits made\nApr-26,9,412\nMay-26,11,398\nJun-26,7,405\n";

/// What a select of the page holds.
fn selected(page: &str, name: &str) -> String {
    let select = page.split(&format!("name=\"{name}\"")).nth(1).and_then(|rest| rest.split("</select>").next()).unwrap_or_default();
    let before = select.split("\" selected").next().unwrap_or_default();
    before.rsplit("value=\"").next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn two_people_at_one_file_the_second_sees_both_versions_and_keeps_what_was_typed() {
    let place = Place::sample().await;
    let mut first = place.browser_as("analyst", place.desk.authority).await;
    let mut second = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let service = service(&mut first).await;
    let upload = loaded(&mut first, &service, "agencies.csv", FILE).await;
    let page = first.get(&upload).await;
    let (seen, was) = (version(&page.text), selected(&page.text, "column-0-2"));
    assert!(!was.is_empty() && was != "comment", "{was}");
    second.get(&upload).await;
    let theirs = [("version", seen.as_str()), ("column-0-2", "comment"), ("licence", "Sent to us alone"), ("do", "again")];
    assert_eq!(second.post(&upload, &theirs).await.status, StatusCode::SEE_OTHER);

    let ours = [("version", seen.as_str()), ("column-0-2", was.as_str()), ("licence", "Open Government Licence v3.0"), ("do", "accept")];
    let stale = first.post(&upload, &ours).await;
    let said = words(&stale.text);
    assert_eq!(stale.status, StatusCode::CONFLICT, "{said}");
    assert!(said.contains("Somebody else changed this while you were working on it.") && said.contains("# Check what I read"), "{said}");
    let line = said.lines().find(|line| line.starts_with("| Column B, Packages handed back")).unwrap_or_else(|| panic!("{said}"));
    assert!(line.contains("omment"), "as it is saved now, and as it was typed: {line}");
    assert!(said.contains("| Licence of the file | | Sent to us alone | | Open Government Licence v3.0"), "{said}");
    assert_eq!(selected(&stale.text, "column-0-2"), was, "what was typed is in the form");
    assert!(stale.text.contains("value=\"Open Government Licence v3.0\""), "{said}");
    // Sent again from that page, it is taken.
    let now = version(&stale.text);
    let again = [("version", now.as_str()), ("column-0-2", was.as_str()), ("licence", "Open Government Licence v3.0"), ("do", "again")];
    assert_eq!(first.post(&upload, &again).await.status, StatusCode::SEE_OTHER);
    let page = first.get(&upload).await;
    assert_eq!(selected(&page.text, "column-0-2"), was);
}

#[tokio::test]
async fn a_service_chosen_while_accepting_is_accepted_only_once_the_reading_it_changes_was_seen() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let held = service(&mut browser).await;
    browser.get(&format!("{held}/measures/new")).await;
    let fields = [
        ("name", "Visits made"),
        ("kind", "flow"),
        ("unit", "count"),
        ("things", "visits"),
        ("direction", "high"),
        ("definition", "Visits made in the month."),
    ];
    let made = browser.post(&format!("{held}/measures/new"), &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", words(&made.text));
    browser.get("/services/new").await;
    let fields = [
        ("name", "Reablement"),
        ("describes", "Six weeks of help at home."),
        ("delivery_model", "in_house"),
        ("since-day", "1"),
        ("since-month", "4"),
        ("since-year", "2020"),
    ];
    let other = location(&browser.post("/services/new", &fields).await).rsplit('/').next().unwrap_or_default().to_owned();
    // Of no service yet: “Visits made” is read as the measure of home care.
    browser.get("/upload").await;
    let sent = browser.post_file("/upload", &[("service", "")], ("file", "agencies.csv", FILE.as_bytes())).await;
    let upload = location(&sent).to_owned();
    let page = browser.get(&upload).await;
    let answers = [("version", version(&page.text)), ("service", other.clone()), ("do", "accept".to_owned())];
    let answers: Vec<(&str, &str)> = answers.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let chosen = browser.post(&upload, &answers).await;
    assert_eq!(
        (chosen.status, location(&chosen)),
        (StatusCode::SEE_OTHER, format!("{upload}?changed=yes").as_str()),
        "{}",
        words(&chosen.text)
    );
    let page = browser.get(&format!("{upload}?changed=yes")).await;
    let said = words(&page.text);
    assert!(said.contains("Your choice changes what I read") && said.contains("# Check what I read"), "{said}");
    let points = |desk: desk::Desk| async move {
        let mut tx = desk.read().await.expect("reads");
        store::observations::counts(&mut tx, &desk.own_scope()).await.expect("counts").len()
    };
    assert_eq!(points(place.desk.clone()).await, 0, "nothing was accepted unseen");
    let sent = browser.post(&upload, &[("version", &version(&page.text)), ("do", "accept")]).await;
    assert_eq!(location(&sent), upload, "{}", words(&sent.text));
    let mut tx = place.desk.read().await.expect("reads");
    let kept = store::uploads::list(&mut tx, &place.desk.own_scope()).await.expect("uploads");
    assert!(matches!(kept[0].noun.state, UploadState::Accepted { points: 6, .. }), "{:?}", kept[0].noun.state);
}

#[tokio::test]
async fn more_new_measures_than_are_asked_about_at_once_are_asked_next_and_what_was_said_is_kept() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let service = service(&mut browser).await;
    let names: Vec<String> = (1..=23).map(|number| format!("Calls of kind {number}")).collect();
    let row =
        |month: &str, from: usize| format!("{month},{}\n", (0..23).map(|at| (from + at * 3).to_string()).collect::<Vec<_>>().join(","));
    let text = format!("Month,{}\n{}{}{}", names.join(","), row("Apr-26", 40), row("May-26", 44), row("Jun-26", 39));
    let upload = loaded(&mut browser, &service, "wide.csv", &text).await;
    let page = browser.get(&upload).await;
    let said = words(&page.text);
    assert!(said.contains("hree measures more of the file are not asked about here.") && said.contains("Ask me about the next"), "{said}");
    assert!(page.text.contains("new-19-kind") && !page.text.contains("new-20-kind"));
    let mut fields = vec![("version".to_owned(), version(&page.text)), ("do".to_owned(), "next".to_owned())];
    for (at, name) in names.iter().take(20).enumerate() {
        let said =
            [("text", name.as_str()), ("kind", "count"), ("unit", "count"), ("things", "calls"), ("direction", "low"), ("definition", "")];
        fields.extend(said.map(|(field, value)| (format!("new-{at}-{field}"), value.to_owned())));
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let sent = browser.post(&upload, &fields).await;
    assert_eq!(location(&sent), format!("{upload}#new_measures"), "{}", words(&sent.text));
    let page = browser.get(&upload).await;
    let said = words(&page.text);
    assert!(page.text.contains("new-20-kind") && page.text.contains("new-22-kind"), "the next are asked about: {said}");
    assert!(!said.contains("not asked about here"), "{said}");
    let sent = browser.post(&upload, &[("version", &version(&page.text)), ("do", "accept")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent.text));
    let mut tx = place.desk.read().await.expect("reads");
    let made = store::measures::list(&mut tx, &place.desk.own_scope()).await.expect("measures");
    let low = made.iter().filter(|measure| measure.noun.direction == Direction::Low).count();
    assert_eq!((made.len(), low), (23, 20), "what was said of the first twenty was kept");
}
