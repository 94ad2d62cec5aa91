//! Shared money from a fund to a plan, as its people do it.

use model::allocation::{Candidate, Gain, MoneyLimit, Needs};
use model::fund::{Contribution, MoneyKind, MoneyTerm, Sharing};
use model::id::OrganisationId;
use model::organisation::OrganisationKind;
use model::role::Permission;
use quantity::{Money, Share};
use serde_json::json;

use super::add_candidates::{AddCandidates, add_candidates};
use super::contribute::{Contribute, contribute};
use super::keep_plan::keep_plan;
use super::open_allocation::{OpenAllocation, open_allocation};
use super::propose_budget_change::{ProposeBudgetChange, propose_budget_change};
use super::read_allocation::read_allocation;
use super::read_budget_change::read_budget_change;
use super::read_fund::read_fund;
use super::say_what_we_can_bear::{SayWhatWeCanBear, say_what_we_can_bear};
use super::set_up_fund::{SetUpFund, set_up_fund};
use super::{pasted, worked};
use crate::actor::Actor;
use crate::error::DeskError;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::house::rework::{Rework, of_result};
use crate::testing::{Bench, bench, may_everything};

const TWELVE: &str = "A; Village-hall strength classes; 310,000; r; 62
B; Home hazard checks; 140,000; r; 31
C; Volunteer drivers; 95,000; r; 17
D; Carers' emergency line; 120,000; r; 24
E; Support places; 260,000; r; 44
F; Winter beds; 420,000; o; 58
G; Digital care; 230,000; o; 33
H; Connectors; 215,000; r; 41
I; Youth work; 180,000; r; 29
J; Medicines review; 160,000; r; 34
K; Rent guarantee; 75,000; r; 15
L; Night sitting; 245,000; r; 37";

async fn body(bench: &Bench, name: &str, kind: OrganisationKind) -> OrganisationId {
    let ask = AddOrganisation {
        name: name.into(),
        kind,
        also_called: Vec::new(),
        provides: false,
        is_partner: true,
        ended: None,
        followed_by: None,
    };
    add_organisation(&bench.desk, &may_everything(&bench.desk), ask).await.expect("a body")
}

fn puts_in(partner: OrganisationId, basis: &str, pounds: i64, term: MoneyTerm) -> Contribution {
    Contribution {
        partner,
        basis: basis.into(),
        amount: Some(Money::from_pounds(pounds)),
        term,
        kind: MoneyKind::Revenue,
        conditions: String::new(),
        carry_at_most: None,
    }
}

fn fund(name: &str) -> SetUpFund {
    SetUpFund {
        name: name.into(),
        purpose: "Staying well at home".into(),
        year: 2027,
        host: None,
        manager: "Priya Nair".into(),
        sharing: Sharing::Contribution,
        stress: vec![Share::from_percent(10.0).expect("a share")],
        review_on: None,
    }
}

/// Someone of a partner, who may confirm from outside and no more.
fn of_partner(bench: &Bench, organisation: OrganisationId) -> Actor {
    let mut actor = may_everything(&bench.desk);
    actor.organisation = organisation;
    actor.permissions = [Permission::ReadCases, Permission::ConfirmFromOutside].into();
    actor.scope.organisation = organisation;
    actor.scope.is_owner_staff = false;
    actor.scope.is_partner = true;
    actor
}

#[tokio::test]
async fn police_cannot_join_a_section_75_fund_and_every_partner_sees_its_own_break_point_only() {
    let bench = bench(true).await;
    let desk = &bench.desk;
    let us = may_everything(desk);
    let (nhs, police) =
        (body(&bench, "Integrated Care Board", OrganisationKind::Nhs).await, body(&bench, "Police", OrganisationKind::Police).await);
    let mut record = set_up_fund(desk, &us, fund("Adults in crisis")).await.expect("a fund");
    for one in
        [puts_in(desk.authority, "section_75", 1_000_000, MoneyTerm::Recurrent), puts_in(nhs, "section_75", 900_000, MoneyTerm::Recurrent)]
    {
        record = contribute(desk, &us, Contribute { fund: record.id, version: record.version, contribution: one }).await.expect("puts in");
    }
    let refused = puts_in(police, "section_75", 500_000, MoneyTerm::Recurrent);
    let ask = Contribute { fund: record.id, version: record.version, contribution: refused };
    let Err(DeskError::Faults(faults)) = contribute(desk, &us, ask).await else { panic!("police cannot join") };
    assert_eq!(faults[0].field, "basis");
    assert!(faults[0].message.contains("Nobody else can be a party") && faults[0].message.contains("Aligned budget"), "{faults:?}");
    let aligned = puts_in(police, "aligned", 500_000, MoneyTerm::Recurrent);
    let record =
        contribute(desk, &us, Contribute { fund: record.id, version: record.version, contribution: aligned }).await.expect("aligned");

    let reference = record.reference.clone().expect("a reference");
    let view = read_fund(desk, &us, &reference).await.expect("a fund");
    // 10% of £2.4m over: £100,000, £90,000 and £50,000.
    assert_eq!(view.stress[0].parts, [100_000, 90_000, 50_000].map(|pounds| Some(Money::from_pounds(pounds))));
    assert!(view.own.is_none());

    let theirs = of_partner(&bench, nhs);
    let said = SayWhatWeCanBear { fund: record.id, can_bear: Money::from_pounds(45_000) };
    say_what_we_can_bear(desk, &theirs, said).await.expect("said");
    let (limit, point) = read_fund(desk, &theirs, &reference).await.expect("a fund").own.expect("its own");
    assert_eq!((limit.noun.can_bear, point), (Money::from_pounds(45_000), Ok(Some(Money::from_pounds(120_000)))));
    for other in [us.clone(), of_partner(&bench, police)] {
        assert!(read_fund(desk, &other, &reference).await.expect("a fund").own.is_none());
    }
    let stranger = of_partner(&bench, body(&bench, "Fire and Rescue", OrganisationKind::Fire).await);
    let refused = say_what_we_can_bear(desk, &stranger, SayWhatWeCanBear { fund: record.id, can_bear: Money::ZERO }).await;
    assert!(matches!(refused, Err(DeskError::Refused { code: "not_a_partner", .. })));
}

#[tokio::test]
async fn what_a_partner_has_not_shared_is_not_taken_for_nothing_and_a_rule_that_cannot_be_worked_out_names_it() {
    let bench = bench(true).await;
    let desk = &bench.desk;
    let us = may_everything(desk);
    let (nhs, district) =
        (body(&bench, "Integrated Care Board", OrganisationKind::Nhs).await, body(&bench, "Aldermere", OrganisationKind::District).await);
    let shared_by = async |sharing: Sharing| {
        let mut record = set_up_fund(desk, &us, SetUpFund { sharing, ..fund("Adults in crisis") }).await.expect("a fund");
        let silent = Contribution { amount: None, ..puts_in(district, "aligned", 0, MoneyTerm::Recurrent) };
        let known = puts_in(nhs, "section_75", 900_000, MoneyTerm::Recurrent);
        for one in [puts_in(desk.authority, "section_75", 1_000_000, MoneyTerm::Recurrent), known, silent] {
            let ask = Contribute { fund: record.id, version: record.version, contribution: one };
            record = contribute(desk, &us, ask).await.expect("puts in");
        }
        let theirs = of_partner(&bench, district);
        let said = SayWhatWeCanBear { fund: record.id, can_bear: Money::from_pounds(45_000) };
        say_what_we_can_bear(desk, &theirs, said).await.expect("said");
        read_fund(desk, &theirs, &record.reference.expect("a reference")).await.expect("a fund")
    };
    let pounds = |pounds: i64| Some(Money::from_pounds(pounds));
    let point = |view: &super::read_fund::FundView| view.own.as_ref().map(|(_, point)| point.clone()).expect("its own");

    let by_share = shared_by(Sharing::Contribution).await;
    assert_eq!(by_share.stress[0].parts, [pounds(100_000), pounds(90_000), None]);
    assert_eq!(point(&by_share), Err("Aldermere has not shared what it puts in.".to_owned()));

    let share_of_own = Share::from_percent(2.0).expect("a share");
    let silent_lead = shared_by(Sharing::LeadFirst { lead: district, share_of_own }).await;
    assert_eq!(silent_lead.not_worked.as_deref(), Some("Aldermere bears the first part, and has not shared what it puts in."));
    assert!(silent_lead.stress.is_empty() && point(&silent_lead).is_err());

    // Whoever answers for its own money needs no figure to be told so, and bears nothing that is not its own.
    let own = shared_by(Sharing::OwnMoney { lead: nhs }).await;
    assert_eq!(own.stress[0].parts, [pounds(0), pounds(190_000), pounds(0)]);
    assert_eq!(point(&own), Ok(None));

    // A lead that puts nothing in is named, and not by its number.
    let stranger = body(&bench, "Fire and Rescue", OrganisationKind::Fire).await;
    let outside = shared_by(Sharing::LeadFirst { lead: stranger, share_of_own }).await;
    let why = outside.not_worked.expect("a reason");
    assert!(why.contains("“Fire and Rescue”") && !why.contains(&stranger.to_string()), "{why}");
}

#[tokio::test]
async fn the_honest_plan_is_worth_217_and_each_partner_sees_what_it_pays_and_gains() {
    let bench = bench(true).await;
    let desk = &bench.desk;
    let us = may_everything(desk);
    let nhs = body(&bench, "Integrated Care Board", OrganisationKind::Nhs).await;
    let mut record = set_up_fund(desk, &us, fund("Home first")).await.expect("a fund");
    for (partner, pounds, term) in [
        (nhs, 500_000, MoneyTerm::Recurrent),
        (desk.authority, 300_000, MoneyTerm::Recurrent),
        (nhs, 200_000, MoneyTerm::OneOff),
        (desk.authority, 200_000, MoneyTerm::OneOff),
    ] {
        let one = puts_in(partner, "section_75", pounds, term);
        record = contribute(desk, &us, Contribute { fund: record.id, version: record.version, contribution: one }).await.expect("puts in");
    }
    let limit = |name: &str, term, pounds| MoneyLimit {
        name: name.into(),
        term,
        amounts: vec![Money::from_pounds(pounds)],
        ..MoneyLimit::default()
    };
    let ask = OpenAllocation {
        title: "£1.2m for staying well at home".into(),
        purpose: "Fewer falls and admissions".into(),
        fund: Some(record.id),
        case: None,
        year: 2027,
        years: 1,
        points_mean: "Agreed by the panel of eleven".into(),
        accountable: "Cllr Ada North".into(),
        limits: vec![limit("all money", None, 1_200_000), limit("recurrent", Some(MoneyTerm::Recurrent), 800_000)],
        floors: Vec::new(),
    };
    let allocation = open_allocation(desk, &us, ask).await.expect("opened");
    let reference = allocation.reference.clone().expect("a reference");
    let empty = read_allocation(desk, &us, &reference, None).await.expect("a page");
    assert!(empty.worked.is_err_and(|said| said.contains("nothing to choose from")));

    let mut candidates: Vec<Candidate> = pasted::candidates(TWELVE, 1).expect("twelve");
    for one in &mut candidates {
        one.gains = vec![
            Gain { partner: nhs, points: one.points * 3 / 4 },
            Gain { partner: desk.authority, points: one.points - one.points * 3 / 4 },
        ];
    }
    let codes = |all: &[&str]| all.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    let ask = |candidates: Vec<Candidate>, version| AddCandidates {
        allocation: allocation.id,
        version,
        candidates,
        needs: vec![Needs { code: "G".into(), needs: "B".into() }],
        not_together: vec![codes(&["F", "L"])],
        at_least_one: vec![codes(&["I", "K"])],
        today: codes(&["B", "J", "A", "D", "K"]),
    };
    let mut twice = candidates.clone();
    twice.push(candidates[0].clone());
    let Err(DeskError::Faults(faults)) = add_candidates(desk, &us, ask(twice, allocation.version)).await else {
        panic!("A is there twice")
    };
    assert!(faults[0].field == "candidates" && faults[0].message.contains("“A”"), "{faults:?}");
    add_candidates(desk, &us, ask(candidates.clone(), allocation.version)).await.expect("added");
    assert!(matches!(add_candidates(desk, &us, ask(candidates, allocation.version)).await, Err(DeskError::Stale)));

    let view = read_allocation(desk, &us, &reference, None).await.expect("a page");
    let worked = view.worked.as_ref().expect("worked");
    assert_eq!(worked.planned.chosen.join(""), "ABCFJK");
    assert_eq!(worked.planned.answer.plan.as_ref().map(|p| p.outcome), Some(217));
    assert_eq!(worked.any_pound.as_ref().map(|(points, codes)| (*points, codes.join(""))), Some((236, "ABDHIJK".to_owned())));
    assert_eq!((view.total(), worked.line.len(), worked.margins.len(), worked.rankings.len()), (Money::from_pounds(1_200_000), 11, 2, 12));
    let partners = view.partners.as_ref().expect("what each pays");
    assert_eq!(partners.iter().filter_map(|p| p.pays).map(Money::pence).sum::<i64>(), 120_000_000);
    assert_eq!(partners.iter().map(|p| p.gains).sum::<i64>(), 217);
    assert!(view.misaligned().is_some_and(|apart| apart > 0.1));

    let less = read_allocation(desk, &us, &reference, Some(Money::from_pounds(600_000))).await.expect("a page");
    let (share, planned) = less.asked.expect("asked");
    let points = planned.answer.plan.as_ref().map(|p| p.outcome).expect("a plan");
    assert_eq!(share, 500);
    assert!(points < 217 && points >= 100, "{points}");
    let Err(DeskError::Faults(faults)) = read_allocation(desk, &us, &reference, Some(Money::from_pounds(9_000_000))).await else {
        panic!("too much")
    };
    assert_eq!(faults[0].field, "money");
    // A kept plan holds up against its question, and what was altered in it does not.
    let kept = keep_plan(desk, &us, &reference).await.expect("kept");
    assert_eq!(kept.noun.statement, "The plan is worth 217 points, and no plan is worth more.");
    assert_eq!(keep_plan(desk, &us, &reference).await.expect("kept").id, kept.id);
    let mut tx = desk.read().await.expect("reads");
    assert_eq!(of_result(desk, &mut tx, &kept.noun).await.expect("checked"), Rework::Same);
    for (field, value) in [("best_known", json!(230)), ("bound", json!(210)), ("chosen", json!(["A", "B", "E", "H"]))] {
        let mut altered = kept.noun.clone();
        altered.figures[field] = value;
        assert!(matches!(of_result(desk, &mut tx, &altered).await.expect("checked"), Rework::Otherwise(_)), "{field}");
    }
    drop(tx);
    // The same question is not worked out again.
    let again = read_allocation(desk, &us, &reference, None).await.expect("a page");
    assert!(std::sync::Arc::ptr_eq(&again.worked.expect("worked"), worked));
    assert_eq!(worked::LIMIT.seed, 1);
}

#[tokio::test]
async fn a_five_per_cent_cut_of_every_line_is_told_beside_the_choice_that_loses_least() {
    use model::budget_change::{BudgetLine, Saving};
    let bench = bench(true).await;
    let us = may_everything(&bench.desk);
    let saving = |what: &str, thousands: i64, points_lost| Saving {
        what: what.into(),
        amount: Money::from_pounds(thousands * 1_000),
        points_lost,
        who_is_hit: String::new(),
        replaced_by: String::new(),
    };
    let line = |name: &str, before: i64, lost, other: Option<(i64, i64)>| BudgetLine {
        name: name.into(),
        service: None,
        before: Money::from_pounds(before * 1_000),
        protected_by: String::new(),
        proposed: saving("5% less", before / 20, lost),
        otherwise: other.into_iter().map(|(amount, lost)| saving("another way", amount, lost)).collect(),
    };
    let ask = |lines| ProposeBudgetChange { title: "Three lines".into(), year: 2027, points_mean: "Agreed".into(), lines };
    let lines = vec![line("libraries", 6_000, 9, Some((500, 6))), line("grants", 2_000, 14, None), line("buses", 2_000, 5, None)];
    let change = propose_budget_change(&bench.desk, &us, ask(lines.clone())).await.expect("proposed");
    let view = read_budget_change(&bench.desk, &us, &change.reference.expect("a reference")).await.expect("a page");
    assert!(view.cut.as_ref().is_ok_and(|cut| cut.near_uniform));
    assert_eq!((view.saved, view.points_lost), (Money::from_pounds(500_000), 28));
    let best = view.best.expect("a better use");
    assert_eq!((best.saved, best.points_lost, best.shown), (Money::from_pounds(500_000), 6, true));
    assert!(best.by_line[0].is_some() && best.by_line[1].is_none() && best.by_line[2].is_none());
    let mut wrong = lines;
    wrong[1].proposed.amount = Money::from_pounds(9_000_000);
    let Err(DeskError::Faults(faults)) = propose_budget_change(&bench.desk, &us, ask(wrong)).await else { panic!("more than there is") };
    assert!(faults[0].message.contains("“grants” cannot save £9,000,000 of £2,000,000"), "{faults:?}");
}
