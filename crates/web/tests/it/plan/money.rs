//! Shared money by its forms: a fund, a partner that may not join, a plan, another amount, and what a partner keeps to itself.

use axum::http::StatusCode;

use super::support::done;
use crate::browser::{Place, words};

const TWELVE: &str = "A; Village-hall strength classes; 310,000; recurrent; 62\nB; Home hazard checks; 140,000; recurrent; 31\nC; Volunteer drivers; 95,000; recurrent; 17\nD; Carers' line; 120,000; recurrent; 24\nE; Support places; 260,000; recurrent; 44\nF; Winter beds; 420,000; one-off; 58\nG; Digital care; 230,000; one-off; 33\nH; Connectors; 215,000; recurrent; 41\nI; Youth work; 180,000; recurrent; 29\nJ; Medicines review; 160,000; recurrent; 34\nK; Rent guarantee; 75,000; recurrent; 15\nL; Night sitting; 245,000; recurrent; 37";

#[tokio::test]
async fn a_fund_says_who_may_join_and_shows_each_partner_its_own_break_point_only() {
    let place = Place::sample().await;
    let (us, nhs, company) = (place.desk.authority.to_string(), place.partner.to_string(), place.provider.to_string());
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let empty = words(&lead.get("/funds").await.text);
    assert!(empty.contains("No fund yet"), "{empty}");
    lead.get("/funds/add").await;
    let bad =
        lead.post("/funds/add", &[("name", "Adults in crisis"), ("year", "soon"), ("sharing", "lead_first"), ("stress", "5, much")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in ["value=\"Adults in crisis\"", "“much” is not a percentage", "Choose the lead", "Say how much the lead bears first"] {
        assert!(bad.text.contains(said), "{said}: {}", words(&bad.text));
    }
    let fields = [
        ("name", "Adults in crisis"),
        ("purpose", "One way in, day and night"),
        ("year", "2027"),
        ("manager", "Priya Nair"),
        ("sharing", "contribution"),
        ("stress", "10"),
    ];
    done(lead.post("/funds/add", &fields).await, "/funds/PF-1");
    let put_in = |version: &'static str, partner: &str, amount: &'static str| {
        vec![
            ("version", version.to_owned()),
            ("partner", partner.to_owned()),
            ("basis", "section_75".to_owned()),
            ("amount", amount.to_owned()),
            ("term", "recurrent".to_owned()),
            ("kind", "revenue".to_owned()),
        ]
    };
    async fn send(browser: &mut crate::browser::Browser, fields: Vec<(&'static str, String)>) -> crate::ask::Answer {
        browser.get("/funds/PF-1/contribute").await;
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        browser.post("/funds/PF-1/contribute", &fields).await
    }
    done(send(&mut lead, put_in("1", &us, "1,000,000")).await, "/funds/PF-1");
    done(send(&mut lead, put_in("2", &nhs, "900,000")).await, "/funds/PF-1");
    let refused = send(&mut lead, put_in("3", &company, "500,000")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("cannot be a party on this basis") && refused.text.contains("value=\"500,000\""),
        "{}",
        words(&refused.text)
    );
    assert_eq!(send(&mut lead, put_in("1", &nhs, "5")).await.status, StatusCode::CONFLICT);

    let mut partner = place.browser_as("partner_commissioner", place.partner).await;
    partner.get("/funds/PF-1/limit").await;
    done(partner.post("/funds/PF-1/limit", &[("can_bear", "45,000")]).await, "/funds/PF-1");
    let theirs = words(&partner.get("/funds/PF-1").await.text);
    assert!(theirs.contains("could bear £45,000") && theirs.contains("when the fund is £95,000 over"), "{theirs}");
    let ours = words(&lead.get("/funds/PF-1").await.text);
    assert!(!ours.contains("45,000") && !ours.contains("95,000 over"), "{ours}");
    for said in ["£1,900,000 to one purpose", "£190,000", "£100,000", "£90,000", "Section 75: pooled fund"] {
        assert!(ours.contains(said), "{said}: {ours}");
    }
}

#[tokio::test]
async fn a_budget_is_put_where_it_does_most_and_another_amount_shows_its_plan_at_once() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    lead.get("/allocations/add").await;
    let mut fields = vec![
        ("title", "£1.2m for staying well"),
        ("purpose", "Fewer falls"),
        ("year", "2027"),
        ("limit", "1,200,000"),
        ("recurrent", "8,000,000"),
        ("points_mean", "Agreed by eleven people"),
        ("accountable", "Cllr Ruth Ashby"),
    ];
    let bad = lead.post("/allocations/add", &fields).await;
    assert!(
        bad.status == StatusCode::UNPROCESSABLE_ENTITY && bad.text.contains("no more than there is all together"),
        "{}",
        words(&bad.text)
    );
    fields[4].1 = "800,000";
    done(lead.post("/allocations/add", &fields).await, "/allocations/AL-1");
    let empty = words(&lead.get("/allocations/AL-1").await.text);
    assert!(empty.contains("There is no plan yet") && empty.contains("nothing to choose from"), "{empty}");

    lead.get("/allocations/AL-1/add").await;
    let bad =
        lead.post("/allocations/AL-1/add", &[("version", "1"), ("candidates", "A; Classes; lots; recurrent; 62"), ("needs", "G B")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.text.contains("Line 1:") && bad.text.contains("Write it as: G needs B") && bad.text.contains("A; Classes; lots"),
        "{}",
        words(&bad.text)
    );
    let fields = [
        ("version", "1"),
        ("candidates", TWELVE),
        ("needs", "G needs B"),
        ("not_together", "F L"),
        ("at_least_one", "I K"),
        ("today", "B J A"),
    ];
    done(lead.post("/allocations/AL-1/add", &fields).await, "/allocations/AL-1");
    let page = lead.get("/allocations/AL-1").await;
    let said = words(&page.text);
    for wanted in [
        "Six things to do for £1,200,000: 217 points. No plan within these limits is worth more.",
        "If any pound could pay for anything, the best plan would be worth 236 points.",
        "that costs 19 points",
        "Points per pound first, whatever the kind of money, would take",
        "224 points for £1,115,000",
        "In every one (core)",
        "The next £100,000",
        "Two rankings",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(page.text.contains("<svg class=\"ww-wide\"") && page.text.contains("line.csv"));
    lead.get("/allocations/AL-1/duty").await;
    let mut fields = [
        ("version", "2"),
        ("duty", "Meet the eligible needs of carers"),
        ("source", "Care Act 2014, section 20"),
        ("low", "260,000"),
        ("central", "260,000"),
        ("high", "260,000"),
        ("made_on-day", "30"),
        ("made_on-month", "10"),
        ("made_on-year", "2025"),
        ("signed_by", "Priya Nair"),
        ("met_by", "D ZZ"),
    ];
    let bad = lead.post("/allocations/AL-1/duty", &fields).await;
    assert!(bad.text.contains("A forecast has a range"), "{}", words(&bad.text));
    (fields[3].1, fields[5].1) = ("180,000", "340,000");
    let bad = lead.post("/allocations/AL-1/duty", &fields).await;
    assert!(bad.text.contains("“ZZ” is not among what could be done") && bad.text.contains("value=\"180,000\""), "{}", words(&bad.text));
    fields[10].1 = "D A";
    done(lead.post("/allocations/AL-1/duty", &fields).await, "/allocations/AL-1");
    let told = words(&lead.get("/allocations/AL-1").await.text);
    assert!(
        told.contains("What duties are forecast to cost") && told.contains("Within the range, and no less than is most likely"),
        "{told}"
    );
    assert!(told.contains("no law sets a least amount") && told.contains("Priya Nair, 30 October 2025"), "{told}");
    let half = words(&lead.get("/allocations/AL-1?money=600,000").await.text);
    assert!(half.contains("This is the plan with 50.0% of the money, £600,000,") && !half.contains("nearest tenth"), "{half}");
    // What is kept is the plan of the whole, so only that is offered; and today's plan is held against it, whatever is asked about.
    assert!(!half.contains("Keep this plan") && said.contains("Keep this plan"), "{half}");
    let below = |text: &str| text.split("Today’s plan is worth").nth(1).map(|rest| rest.chars().take(80).collect::<String>());
    assert!(below(&said).is_some_and(|said| said.contains("below the best plan")) && below(&half) == below(&said), "{half}");
    let near = words(&lead.get("/allocations/AL-1?money=600,590").await.text);
    assert!(near.contains("50.0% of the money, £600,000,") && near.contains("the nearest tenth of a per cent to £600,590"), "{near}");
    let just = words(&lead.get("/allocations/AL-1?money=600,600").await.text);
    assert!(just.contains("50.1% of the money, £601,200,"), "{just}");
    let whole = words(&lead.get("/allocations/AL-1?money=1,200,100").await.text);
    assert!(whole.contains("This is the plan with the whole £1,200,000.") && whole.contains("Keep this plan"), "{whole}");
    let bad = lead.get("/allocations/AL-1?money=90,000,000").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("value=\"90,000,000\"") && bad.text.contains("five times what there is"), "{}", words(&bad.text));
    let nothing = words(&lead.get("/allocations/AL-1?money=0").await.text);
    assert!(
        nothing.contains("No plan keeps every limit") && nothing.contains("At least one of Youth work and Rent guarantee"),
        "{nothing}"
    );
    let csv = lead.get("/allocations/AL-1/line.csv").await;
    assert!(csv.text.contains("1200000,217,217,Yes"), "{}", csv.text);
    lead.get("/allocations/AL-1").await;
    done(lead.post("/allocations/AL-1/keep", &[]).await, "/allocations/AL-1#kept");
    let kept = words(&lead.get("/allocations/AL-1").await.text);
    assert!(kept.contains("The plan is worth 217 points, and no plan is worth more.") && kept.contains("The same"), "{kept}");
    // A provider is not shown what the partners could buy.
    let mut provider = place.browser_as("provider", place.provider).await;
    assert_eq!(provider.get("/allocations/AL-1").await.status, StatusCode::NOT_FOUND);
}

const THREE_LINES: &str = "Libraries; 2,000,000; 5% less; 100,000; 12; readers at three branches
Libraries; ; Later opening on weekdays; 100,000; 3; early readers; the self-service desks
Buses; 1,000,000; 5% less; 50,000; 9; people without a car
Waste; 4,000,000; 5% less; 200,000; 0; ; ; the contract runs to 2031";

#[tokio::test]
async fn a_change_of_several_budget_lines_is_typed_in_and_told_beside_what_the_same_saving_would_lose() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    assert!(lead.get("/budget-changes").await.text.contains("href=\"/budget-changes/add\""));
    lead.get("/budget-changes/add").await;
    let mut fields = [
        ("title", "Three lines, 5% less each"),
        ("year", "2027"),
        ("points_mean", "Agreed by nine people"),
        ("lines", "Libraries; 2,000,000; 5% less; much; 12; readers"),
    ];
    let bad = lead.post("/budget-changes/add", &fields).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("Line 1: ") && bad.text.contains("5% less; much"), "{}", words(&bad.text));
    fields[3].1 = "Libraries; 2,000,000; more than all; 2,100,000; 0\nBuses; 1; all; 1; 0";
    let bad = lead.post("/budget-changes/add", &fields).await;
    assert!(words(&bad.text).contains("“Libraries” cannot save £2,100,000 of £2,000,000"), "{}", words(&bad.text));
    fields[3].1 = THREE_LINES;
    done(lead.post("/budget-changes/add", &fields).await, "/budget-changes/BC-1");
    let said = words(&lead.get("/budget-changes/BC-1").await.text);
    for wanted in ["5.0%", "Later opening on weekdays", "the contract runs to 2031", "loses 21 outcome points", "readers at three branches"]
    {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let mut scrutiny = place.browser_as("scrutiny_member", place.desk.authority).await;
    assert!(!scrutiny.get("/budget-changes").await.text.contains("/budget-changes/add"), "who may not write is not asked to");
}
