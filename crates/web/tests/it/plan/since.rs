//! What changed since a person last looked, good news too; looking itself writes nothing.

use jiff::civil::date;

use super::support::{RECOVERY, raise, support};
use crate::browser::words;

#[tokio::test]
async fn my_cases_say_what_changed_since_the_person_was_last_here_and_looking_writes_nothing() {
    let support = support(&RECOVERY).await;
    support.tested().await;
    // The lead comes on 10 November and looks; what shows the recovery comes on the 21st, and so does a new issue.
    support.at(date(2026, 11, 10), "head_of_commissioning").await.get("/").await;
    support.confirmed().await;
    raise(&mut support.auditor().await, "Flats stand empty too long", "high", "").await;

    let mut later = support.at(date(2026, 11, 23), "head_of_commissioning").await;
    let before = support.trail().await;
    let home = later.get("/").await.text;
    let page = words(&home);
    assert_eq!(support.trail().await, before, "looking writes nothing");
    for said in ["# Since you last looked", "You were last here on 21 November 2026, 2 days ago.", "1 went well"] {
        assert!(page.contains(said), "“{said}” is missing: {page}");
    }
    assert!(home.contains("<b>New</b>"), "what went well is new: {page}");
    let new = page.lines().find(|line| line.contains("“Flats stand empty too long” was raised")).unwrap_or_else(|| panic!("{page}"));
    assert!(new.contains("New. "), "{new}");
    assert!(page.contains("that others made since then"), "{page}");

    // Three days later nothing is new, and what went well still does.
    let home = support.at(date(2026, 11, 26), "head_of_commissioning").await.get("/").await.text;
    let page = words(&home);
    assert!(page.contains("You were last here on 23 November 2026, 3 days ago."), "{page}");
    assert!(page.contains("Nothing new since then. What was shown to be fixed still is:"), "{page}");
    assert!(!home.contains("<b>New</b>") && !home.contains("<b>New.</b>"), "{page}");

    // Nobody is told of a visit they did not make.
    let page = words(&support.at(date(2026, 11, 26), "scrutiny_member").await.get("/").await.text);
    assert!(page.contains("You have not been here before, so this is how things stand."), "{page}");
}
