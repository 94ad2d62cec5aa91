//! Limits, what each thing costs and takes, and what members set, by their forms: typed, refused with the mend, kept, shown in the plan.

use axum::http::StatusCode;

use super::support::done;
use crate::browser::{Browser, Place, words};

const FIVE: &str = "A; Hall repairs; 100,000 / 0; one-off capital; 30\nB; Strength classes; 60,000 / 60,000; recurrent; 40\nC; Volunteer drivers; 50,000 / 50,000; recurrent; 25\nD; Ramps and rails; 80,000 / 0; one-off capital; 20\nE; Strength classes, small; 30,000 / 30,000; recurrent; 22";

const SAID: &str = "A; costs; 2027/28; 100,000; one-off capital
B; version of; classes
B; costs; 2027/28; 60,000; recurrent
B; costs; 2028/29; 60,000; recurrent; Northvale Integrated Care Board
B; reaches; people aged 80 and over in Northvale East; 120
B; uses; physiotherapists; 2
C; costs; 2027/28; 50,000; recurrent
C; costs; 2028/29; 50,000; recurrent
D; costs; 2027/28; 80,000; one-off capital; ; Disabled facilities grant
E; version of; classes
E; costs; 2027/28; 30,000; recurrent
E; costs; 2028/29; 30,000; recurrent
E; uses; physiotherapists; 1";

const MONEY: &str =
    "all money; 300,000\nrecurrent money; 100,000 / 100,000; recurrent\ngrant; 100,000; one-off capital; ; Disabled facilities grant; D";

async fn opened(lead: &mut Browser) {
    lead.get("/allocations/add").await;
    let fields = [
        ("title", "Places to meet"),
        ("purpose", "Fewer people alone"),
        ("year", "2027"),
        ("limit", "300,000"),
        ("points_mean", "Agreed by nine people"),
        ("accountable", "Cllr Ruth Ashby"),
    ];
    done(lead.post("/allocations/add", &fields).await, "/allocations/AL-1");
}

#[tokio::test]
async fn limits_and_what_each_thing_takes_are_typed_in_and_the_plan_shows_what_is_used_and_what_a_little_more_would_change() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    opened(&mut lead).await;
    // The form comes with what is kept; a row that cannot be read names its line and the mend, and all that was typed stays.
    let form = lead.get("/allocations/AL-1/limits").await;
    assert!(form.text.contains("all money; £300,000") && form.text.contains("value=\"1\""), "{}", words(&form.text));
    let mut fields = [
        ("version", "1"),
        ("years", "2"),
        ("limits", "all money; 300,000\nrecurrent; lots; recurrent\ncare board’s; 5; ; Northvale Care"),
        ("floors", "people aged 80 and over in Northvale East; some"),
        ("capacities", "physiotherapists"),
    ];
    let bad = lead.post("/allocations/AL-1/limits", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "Line 2: “lots” is not an amount of money",
        "Line 3: “Northvale Care” is no organisation here: is it",
        "Line 1: “some” is not a whole number",
        "Line 1: two parts are wanted",
    ] {
        assert!(bad.text.contains(said), "{said}: {}", words(&bad.text));
    }
    assert!(bad.text.contains("care board’s; 5; ; Northvale Care") && bad.text.contains("Northvale East; some"));
    (fields[2].1, fields[3].1, fields[4].1) = ("all money; 300,000 / 1 / 2", "", "physiotherapists; 2");
    let bad = lead.post("/allocations/AL-1/limits", &fields).await;
    assert!(words(&bad.text).contains("“all money” has 3 amounts, and the plan has 2 years"), "{}", words(&bad.text));
    // A limit of a grant is set once there is what it may pay for.
    fields[2].1 = "all money; 300,000\nrecurrent money; 100,000 / 100,000; recurrent";
    done(lead.post("/allocations/AL-1/limits", &fields).await, "/allocations/AL-1");
    let bad = {
        lead.get("/allocations/AL-1/add").await;
        lead.post("/allocations/AL-1/add", &[("version", "2"), ("candidates", "A; Hall; 5; o; 3")]).await
    };
    assert!(words(&bad.text).contains("write one amount for each of the 2 years"), "{}", words(&bad.text));
    done(lead.post("/allocations/AL-1/add", &[("version", "2"), ("candidates", FIVE)]).await, "/allocations/AL-1");
    lead.get("/allocations/AL-1/limits").await;
    (fields[0].1, fields[2].1, fields[3].1) = ("3", MONEY, "people aged 80 and over in Northvale East; 100");
    done(lead.post("/allocations/AL-1/limits", &fields).await, "/allocations/AL-1");
    // Nobody is said to be reached yet: the plan says so, and how far each could go.
    let none = words(&lead.get("/allocations/AL-1").await.text);
    assert!(none.contains("No plan keeps every limit") && none.contains("can reach 0"), "{none}");

    let form = lead.get("/allocations/AL-1/described").await;
    assert!(form.text.contains("B; costs; 2028/29; £60,000; recurrent"), "{}", words(&form.text));
    let bad = lead.post("/allocations/AL-1/described", &[("version", "4"), ("described", "A; helps; many\nB; reaches; carers; few")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("Line 1: “helps” is not understood") && bad.text.contains("Line 2: “few”"), "{}", words(&bad.text));
    let missing = SAID.replace("C; costs; 2027/28; 50,000; recurrent\nC; costs; 2028/29; 50,000; recurrent\n", "");
    let bad = lead.post("/allocations/AL-1/described", &[("version", "4"), ("described", &missing)]).await;
    assert!(words(&bad.text).contains("What “C” costs is missing"), "{}", words(&bad.text));
    done(lead.post("/allocations/AL-1/described", &[("version", "4"), ("described", SAID)]).await, "/allocations/AL-1");
    assert_eq!(lead.post("/allocations/AL-1/described", &[("version", "4"), ("described", SAID)]).await.status, StatusCode::CONFLICT);
    // A typing mistake in lines that somebody was faster with does not hide that somebody was.
    let late = lead.post("/allocations/AL-1/described", &[("version", "4"), ("described", "A; helps; many")]).await;
    assert!(late.status == StatusCode::CONFLICT && late.text.contains("A; helps; many"), "{}", words(&late.text));
    let page = words(&lead.get("/allocations/AL-1").await.text);
    for wanted in [
        "Three things to do for £300,000: 90 points. No plan within these limits is worth more.",
        "£80,000 of the plan is paid from “Disabled facilities grant”",
        "Every limit, and what the plan uses of it",
        "Recurrent money, 2028/29",
        "People reached: people aged 80 and over in Northvale East",
        "At least 100",
        "There is: physiotherapists",
        "Used to its end: all money, 2027/28 to 2028/29 and there is: physiotherapists.",
        "Recurrent money, in each year",
        "If a limit on people, staff or places were looser",
        "One more: physiotherapists",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    // Fewer staff change the plan, and the page says what one more would bring back.
    lead.get("/allocations/AL-1/limits").await;
    (fields[0].1, fields[3].1, fields[4].1) = ("5", "", "physiotherapists; 1");
    done(lead.post("/allocations/AL-1/limits", &fields).await, "/allocations/AL-1");
    let page = words(&lead.get("/allocations/AL-1").await.text);
    assert!(
        page.contains("77 points") && page.contains("One more: physiotherapists | | 13 points | | Strength classes and Ramps and rails"),
        "{page}"
    );
    // Money that goes on costs something in the last year too, unless somebody says that it does not.
    assert!(!page.contains("no cost entered for the last years"), "{page}");
    lead.get("/allocations/AL-1/described").await;
    let ends = SAID.replace("C; costs; 2028/29; 50,000; recurrent\n", "");
    done(lead.post("/allocations/AL-1/described", &[("version", "6"), ("described", &ends)]).await, "/allocations/AL-1");
    let page = words(&lead.get("/allocations/AL-1").await.text);
    assert!(
        page.contains("for the last years of the plan, which count as £0: Volunteer drivers (C). Say what they cost, or write 0."),
        "{page}"
    );
}

#[tokio::test]
async fn what_members_set_stands_apart_and_the_plan_without_it_is_there_on_request() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    opened(&mut lead).await;
    let candidates = FIVE.replace(" / 0", "").replace(" / 60,000", "").replace(" / 50,000", "").replace(" / 30,000", "");
    lead.get("/allocations/AL-1/add").await;
    done(lead.post("/allocations/AL-1/add", &[("version", "1"), ("candidates", &candidates)]).await, "/allocations/AL-1");
    let nothing = words(&lead.get("/allocations/AL-1/members").await.text);
    assert!(nothing.contains("Members have set nothing here"), "{nothing}");
    lead.get("/allocations/AL-1/members/set").await;
    let mut fields = [("version", "2"), ("code", "E"), ("says", "Ramps can wait"), ("set_by", ""), ("is_done", "no")];
    let bad = lead.post("/allocations/AL-1/members/set", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("on whose authority") && bad.text.contains("Ramps can wait"), "{}", words(&bad.text));
    (fields[1].1, fields[3].1) = ("B", "Cabinet, 3 November");
    done(lead.post("/allocations/AL-1/members/set", &fields).await, "/allocations/AL-1/members");
    let both = words(&lead.get("/allocations/AL-1/members").await.text);
    // All but the ramps fit into £300,000; without the classes, everything else does.
    for wanted in [
        "the plan does 97 points with that, and would do 117 points without it",
        "Not to be done",
        "no part of the evidence",
        "Ramps can wait",
        "What differs between the two plans",
    ] {
        assert!(both.contains(wanted), "{wanted}: {both}");
    }
    let page = words(&lead.get("/allocations/AL-1").await.text);
    assert!(page.contains("This plan holds what members set, on their authority: Strength classes is not to be done."), "{page}");
    assert!(page.contains("The plan without it, side by side"), "{page}");
    // What members set is no evidence that every good plan holds it, or none.
    assert!(page.contains("Set by members, whatever the points") && page.contains("Strength classes (not to be done)"), "{page}");
    // Who may only read sees both plans, and is not asked to enter anything.
    let mut partner = place.browser_as("partner_commissioner", place.partner).await;
    let read = partner.get("/allocations/AL-1/members").await;
    assert_eq!((read.status, read.text.contains("/members/set")), (StatusCode::OK, false));
    assert_eq!(partner.get("/allocations/AL-1/members/set").await.status, StatusCode::FORBIDDEN);
    fields[0].1 = "3";
    fields[4].1 = "neither";
    lead.get("/allocations/AL-1/members/set").await;
    done(lead.post("/allocations/AL-1/members/set", &fields).await, "/allocations/AL-1/members");
    assert!(words(&lead.get("/allocations/AL-1/members").await.text).contains("Members have set nothing here"));
}
