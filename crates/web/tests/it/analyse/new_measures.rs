//! Measures of a file that are not held yet: guessed on the page, put right there, and made as they were said.

use axum::http::StatusCode;
use model::measure::Measure;
use quantity::{Direction, MeasureKind, Unit};

use super::spreadsheet::{loaded, service};
use crate::browser::{Place, version, words};

const FILE: &str = "Month,Packages handed back,Answered in time %,Falls per 1000 bed days
Apr-26,9,91.5,6.1
May-26,11,92.0,5.8
Jun-26,7,90.5,6.6
";

async fn measures(place: &Place) -> Vec<Measure> {
    let mut tx = place.desk.read().await.expect("reads");
    let held = store::measures::list(&mut tx, &place.desk.own_scope()).await.expect("measures");
    held.into_iter().map(|record| record.noun).collect()
}

#[tokio::test]
async fn a_new_measure_is_guessed_shown_put_right_and_made_with_the_licence_of_its_file() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let service = service(&mut browser).await;
    let upload = loaded(&mut browser, &service, "agencies.csv", FILE).await;
    let page = browser.get(&upload).await;
    let said = words(&page.text);
    for expected in [
        "# Measures not held yet",
        "A guess: its figures are whole numbers, few a period. Which way is good is for you to say.",
        "A guess: its figures are percentages.",
        "A guess: its name says of how many.",
        "[select new-0-kind]",
        "[input licence]",
    ] {
        assert!(said.contains(expected), "“{expected}” is not said in\n{said}");
    }
    let chosen = |field: &str, value: &str| {
        let select =
            page.text.split(&format!("name=\"{field}\"")).nth(1).and_then(|rest| rest.split("</select>").next()).unwrap_or_default();
        select.contains(&format!("value=\"{value}\" selected"))
    };
    assert!(chosen("new-0-kind", "count") && chosen("new-1-kind", "proportion") && chosen("new-2-kind", "rate"), "{said}");
    assert!(chosen("new-0-unit", "count") && chosen("new-1-unit", "percent") && chosen("new-2-unit", "per"), "{said}");
    assert!(chosen("new-0-direction", "neither"));

    // Something to mend: nothing is made, and all that was typed is there again.
    let version_of = version(&page.text);
    let mut fields = vec![
        ("version", version_of.as_str()),
        ("licence", "Open Government Licence v3.0"),
        ("new-0-text", "Packages handed back"),
        ("new-0-kind", "flow"),
        ("new-0-unit", "count"),
        ("new-0-things", " "),
        ("new-0-direction", "low"),
        ("new-0-definition", "Packages given back by an agency in the month."),
        ("do", "accept"),
    ];
    let refused = browser.post(&upload, &fields).await;
    let said = words(&refused.text);
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
    assert!(said.contains("Say what is counted, in the plural"), "{said}");
    for typed in ["Open Government Licence v3.0", "Packages given back by an agency", "value=\"low\" selected", "value=\"flow\" selected"] {
        assert!(refused.text.contains(typed), "{typed} stays");
    }
    assert_eq!(measures(&place).await, []);

    // Read again with other answers: what was said of the measures is still said.
    fields[5].1 = "packages";
    let again: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, if *name == "do" { "again" } else { *value })).collect();
    assert_eq!(browser.post(&upload, &again).await.status, StatusCode::SEE_OTHER);
    let page = browser.get(&upload).await;
    assert!(words(&page.text).contains("As you said.") && page.text.contains("Packages given back by an agency"), "{}", words(&page.text));

    let sent = browser.post(&upload, &[("version", &version(&page.text)), ("do", "accept")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent.text));
    let made = measures(&place).await;
    let of = |name: &str| made.iter().find(|measure| measure.name == name).unwrap_or_else(|| panic!("{name}: {made:?}"));
    let packages = of("Packages handed back");
    assert_eq!(
        (packages.kind, &packages.unit, packages.direction, packages.definition.as_str()),
        (MeasureKind::Flow, &Unit::Count("packages".into()), Direction::Low, "Packages given back by an agency in the month.")
    );
    assert_eq!((of("Answered in time %").kind, of("Answered in time %").unit.clone()), (MeasureKind::Proportion, Unit::Percent));
    assert_eq!(of("Falls per 1000 bed days").unit, Unit::Per { things: "falls".into(), per: 1_000, of: "bed days".into() });
    let done = browser.get(&upload).await;
    let source = done.text.split("href=\"/sources/").nth(1).and_then(|rest| rest.split('"').next()).expect("a source").to_owned();
    let page = browser.get(&format!("/sources/{source}")).await;
    assert!(words(&page.text).contains("Open Government Licence v3.0"), "{}", words(&page.text));
}
