//! What may be seen of a prediction and by whom, what advises against a plan, and how a shortfall is told, through the use cases.

use jiff::civil::date;
use model::audience::Audience;
use model::id::{CaseId, OrganisationId};
use model::organisation::{Organisation, OrganisationKind};
use model::record::Record;
use model::role::Permission;
use model::separation::Separation;
use model::supply::Confidence;
use model::way_to_market::{Although, LearnedKind};
use quantity::Money;

use super::go_on::{GoOn, go_on};
use super::learn_from::{LearnFrom, learn_from};
use super::past_predictions::past_predictions;
use super::plan_way::{PlanWay, plan_way};
use super::rate_market::{RateMarket, rate_market};
use super::read_response::{ResponseView, read_response};
use super::read_supply::{list_supply, read_supply};
use super::record_came::{RecordCame, record_came};
use super::start_supply::{StartSupply, start_supply};
use super::state_capacity::{StateCapacity, state_capacity};
use super::state_need::{CellTyped, StateNeed, state_need};
use super::test_market::{TestMarket, test_market};
use super::told_supply::says;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::testing::{bench, may_everything};

async fn a_case(desk: &Desk) -> CaseId {
    let by = may_everything(desk);
    let mut write = desk.write(&by).await.expect("writes");
    let service = kept(desk, desk.new_id(), Audience::Partners, testkit::nouns::service("Homes with support", desk.authority));
    let service = store::services::save(&mut write.tx, &service).await.expect("a service");
    let case = kept(desk, desk.new_id(), Audience::Partners, testkit::nouns::case("How do we find 11 more homes?", vec![service.id]));
    let case = store::cases::save(&mut write.tx, &case).await.expect("a case");
    write.commit("prepare", "test", None, "A case.").await.expect("commits");
    case.id
}

fn test_of(case: CaseId, providers: &str) -> TestMarket {
    TestMarket {
        case,
        title: "Lot C as it is".into(),
        supply: None,
        providers: providers.into(),
        past: String::new(),
        low: None,
        central: Some(Money::from_pounds(3_100_000)),
        high: None,
        in_house_roles: String::new(),
    }
}

const ONE_ABLE: &str = "Orrin Court; able; 90%; 100%; Met on 3 November\nSallow; not able; 70%; 80%; A call";

async fn view(desk: &Desk, actor: &Actor) -> ResponseView {
    read_response(desk, actor, &"C-1".parse().expect("a reference")).await.expect("reads")
}

/// Somebody of another body.
fn of_body(desk: &Desk, organisation: OrganisationId, provides: bool) -> Actor {
    let mut actor = may_everything(desk);
    actor.organisation = organisation;
    actor.scope.organisation = organisation;
    actor.scope.is_owner_staff = false;
    actor.scope.is_partner = true;
    actor.scope.is_provider = provides;
    actor
}

#[tokio::test]
async fn a_prediction_is_kept_from_those_who_provide_or_would_bid_until_it_is_awarded() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let case = a_case(desk).await;
    let test = TestMarket { in_house_roles: "Head of provider services".into(), ..test_of(case, ONE_ABLE) };
    let test = test_market(desk, lead, test).await.expect("is predicted");
    assert!(test.sealed && (test.noun.predicted.expected - 0.9).abs() < 1e-9);
    assert!((test.noun.predicted.two_or_more.value() - 0.227_517_6).abs() < 1e-6, "1 − e^−0.9 × 1.9");
    let seen = view(desk, lead).await;
    assert_eq!((seen.tests.len(), seen.sealed), (1, 0));
    // A partner with a provider arm, whatever its roles say.
    let mut write = desk.write(lead).await.expect("writes");
    let trust = Organisation {
        name: "Community trust".into(),
        kind: OrganisationKind::Nhs,
        also_called: Vec::new(),
        provides: false,
        is_partner: true,
        charity: None,
        company: None,
        ods: None,
        ended: None,
        followed_by: None,
    };
    let trust: Record<OrganisationId, Organisation> = kept(desk, desk.new_id(), Audience::Public, trust);
    store::organisations::save(&mut write.tx, &trust).await.expect("a body");
    let service = store::cases::find(&mut write.tx, &lead.scope, case).await.expect("the case").noun.services[0];
    write.commit("prepare", "test", None, "A trust.").await.expect("commits");
    let arm = of_body(desk, trust.id, true);
    let kept_from = view(desk, &arm).await;
    assert_eq!((kept_from.tests.len(), kept_from.sealed, kept_from.may_predict), (0, 1, false));
    // A partner that commissions sees it, and no longer once it is under an arrangement to run a service of the case.
    let commissioner = of_body(desk, trust.id, false);
    assert_eq!(view(desk, &commissioner).await.tests.len(), 1);
    let mut write = desk.write(lead).await.expect("writes");
    let arrangement = kept(desk, desk.new_id(), Audience::Partners, testkit::nouns::arrangement(service, trust.id));
    store::arrangements::save(&mut write.tx, &arrangement).await.expect("an arrangement");
    write.commit("prepare", "test", None, "An arrangement.").await.expect("commits");
    assert_eq!(view(desk, &commissioner).await.tests.len(), 0);
    // Those who would bid in-house: named in the test, or the providing role of the body.
    let in_house = Actor { role: "Head of provider services".into(), role_codes: vec!["provider_services".into()], ..lead.clone() };
    assert_eq!(view(desk, &in_house).await.tests.len(), 0);
    let manager = Actor { role: "Homes manager".into(), role_codes: vec!["homes_manager".into()], ..lead.clone() };
    assert_eq!(view(desk, &manager).await.tests.len(), 1);
    let mut write = desk.write(lead).await.expect("writes");
    let separation = Separation {
        body: desk.authority,
        commissioning_role: "Head of commissioning".into(),
        providing_role: "Homes manager".into(),
        how: "Sees no prices.".into(),
        agreed_on: date(2026, 3, 1),
        review_on: date(2027, 3, 1),
        source: "Cabinet".into(),
        by_role: "Head of commissioning".into(),
    };
    store::separations::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, separation)).await.expect("a separation");
    write.commit("prepare", "test", None, "A separation.").await.expect("commits");
    assert_eq!(view(desk, &manager).await.tests.len(), 0);
    let refused = test_market(desk, &manager, test_of(case, ONE_ABLE)).await.expect_err("is refused");
    assert!(matches!(refused, DeskError::Refused { code: "predictions_sealed", .. }), "{refused}");
    // No figure stands in the trail.
    let mut tx = desk.read().await.expect("reads");
    let trail = store::audit::of_record(&mut tx, test.id.uuid()).await.expect("reads");
    assert!(trail.iter().all(|entry| !entry.details.contains("0.9")));
    drop(tx);
    // No award: still sealed. Awarded: open, and held against what came.
    let came = |version, bids, awarded_on| RecordCame {
        test: test.id,
        version,
        bids: Some(bids),
        prices: "£3,250,000".into(),
        awarded_on,
        source: "Contract award notice".into(),
    };
    let none = record_came(desk, lead, RecordCame { prices: String::new(), ..came(1, 0, None) }).await.expect("is written down");
    assert!(none.sealed && view(desk, &arm).await.tests.is_empty());
    let came = record_came(desk, lead, came(2, 3, Some(date(2026, 11, 20)))).await.expect("is written down");
    assert!(!came.sealed);
    assert_eq!(view(desk, &arm).await.tests.len(), 1);
    let past = past_predictions(desk, &arm).await.expect("reads");
    let score = past.score.expect("a score");
    // Two or more came, and were given a chance of 0.2275.
    assert!((score.brier - (1.0_f64 - 0.227_517_6).powi(2)).abs() < 1e-6 && (score.mean_error - 2.1).abs() < 1e-9);
}

#[tokio::test]
async fn a_plan_against_advice_names_who_answers_for_it_and_a_mature_market_is_not_claimed_without_room() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let case = a_case(desk).await;
    test_market(desk, lead, test_of(case, ONE_ABLE)).await.expect("is predicted");
    let seen = view(desk, lead).await;
    assert_eq!(seen.cautions.iter().map(|(one, _)| one.although).collect::<Vec<_>>(), [Although::FewBids]);
    let answers = [4, 0, 4, 4, 4].map(|points| (Some(points), "Looked at.".to_owned())).to_vec();
    let way = rate_market(desk, lead, RateMarket { case, version: 0, answers }).await.expect("is rated");
    let plan = |version, way: &str, reason: &str, who: &str, bid_days, development_days| PlanWay {
        case,
        version,
        way: way.into(),
        complexity: "complex".into(),
        starts_on: Some(date(2027, 6, 1)),
        engagement_days: Some(60),
        development_days: Some(development_days),
        bid_days: Some(bid_days),
        assessment_days: Some(30),
        mobilisation_days: Some(60),
        reason: reason.into(),
        who: who.into(),
    };
    let Err(DeskError::Faults(faults)) = plan_way(desk, lead, plan(way.version, "open", "", "", 25, 0)).await else {
        panic!("four things advise against it")
    };
    let said = faults.iter().map(|fault| format!("{}: {}", fault.field, fault.message)).collect::<Vec<_>>().join("\n");
    for wanted in [
        "who: Name who answers",
        "A competition is not advised",
        "is not mature",
        "No dialogue, pilot or co-design",
        "is the least the law asks (25)",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    let went = plan_way(desk, lead, plan(way.version, "open", "The court order leaves no time.", "Ruth Aldous, director", 25, 0))
        .await
        .expect("goes on, openly");
    assert_eq!(went.noun.going_on.len(), 4);
    let seen = view(desk, lead).await;
    assert!(
        seen.cautions.len() == 4 && seen.cautions.iter().all(|(_, going)| going.as_ref().is_some_and(|one| one.who.starts_with("Ruth")))
    );
    assert_eq!(
        seen.days.first().map(|day| (day.what, day.on)),
        Some(("Talk with the market", date(2026, 12, 8))),
        "175 days before 1 June 2027"
    );
    // A way that needs no bids and develops the market first, with time, meets no advice against it.
    let calm = plan_way(desk, lead, plan(went.version, "prototype", "", "", 0, 120)).await.expect("is planned");
    assert!(view(desk, lead).await.cautions.is_empty() && calm.noun.going_on.len() == 4, "what was said stays");
    let unknown = plan_way(desk, lead, plan(calm.version, "handshake", "", "", 10, 10)).await.expect_err("is refused");
    assert!(unknown.to_string().contains("way: Choose a way"), "{unknown}");
    let nobody = GoOn { case, version: calm.version, although: Some(Although::FewBids), reason: "Because.".into(), who: String::new() };
    assert!(go_on(desk, lead, nobody).await.expect_err("is refused").to_string().contains("who: Name who answers"));
}

#[tokio::test]
async fn what_is_missing_is_told_as_a_quantity_and_rivals_do_not_see_each_others_room() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let ask = StartSupply { title: "Homes, lot C".into(), service: None, outcomes: Vec::new(), unit: "places".into() };
    let line = start_supply(desk, lead, ask).await.expect("is named");
    let cell = |year| CellTyped { year, place: String::new(), lot: "C".into() };
    let need = |version, source: &str| StateNeed {
        line: line.id,
        version,
        of: cell(2028),
        central: Some(25.0),
        low: Some(22.0),
        high: Some(27.0),
        source: source.into(),
    };
    assert!(state_need(desk, lead, need(1, "")).await.expect_err("is refused").to_string().contains("without a source is not taken"));
    let line = state_need(desk, lead, need(1, "Discharge plans")).await.expect("is stated");
    assert!(matches!(state_need(desk, lead, need(1, "Discharge plans")).await, Err(DeskError::Stale)));
    let offer = |version, provider: &str, is_able, usable| StateCapacity {
        line: line.id,
        version,
        of: cell(2028),
        provider: provider.into(),
        supplier: String::new(),
        can: "Staff awake at night".into(),
        is_able: Some(is_able),
        usable: Some(usable),
        source: "A meeting".into(),
        on: Some(date(2026, 11, 3)),
        confidence: Some(Confidence::Medium),
    };
    let line = state_capacity(desk, lead, offer(line.version, "Orrin Court", true, 12.0)).await.expect("is stated");
    let line = state_capacity(desk, lead, offer(line.version, "orrin court", true, 14.0)).await.expect("takes the place");
    let line = state_capacity(desk, lead, offer(line.version, "Sallow", false, 30.0)).await.expect("is stated");
    let reference = line.reference.clone().expect("a reference");
    let view = read_supply(desk, lead, &reference).await.expect("reads");
    assert_eq!(
        says(&view.supply, "places"),
        "11 places too few in 2028/29, lot C, 8 to 13 as need turns out: 25 needed, 14 usable. One provider is able."
    );
    assert_eq!(view.line.noun.capacity.len(), 2);
    let rival = of_body(desk, desk.new_id(), true);
    let seen = read_supply(desk, &rival, &reference).await.expect("reads");
    assert!(!seen.shows_providers && seen.line.noun.capacity.is_empty() && seen.supply.parts[0].1.usable == Some(14.0));
    assert_eq!(list_supply(desk, lead).await.expect("lists").len(), 1);
}

#[tokio::test]
async fn what_is_known_from_inside_alone_is_said_to_look_inward() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let case = a_case(desk).await;
    assert!(view(desk, lead).await.outward.looks_inward);
    let learned = |version, kind| LearnFrom {
        case,
        version,
        kind: Some(kind),
        what: "Four would come in.".into(),
        from: "Ash Tree Trust".into(),
        on: Some(date(2026, 11, 3)),
    };
    let way = learn_from(desk, lead, learned(0, LearnedKind::Own)).await.expect("is written down");
    let inward = view(desk, lead).await.outward;
    assert!(inward.looks_inward && inward.says.starts_with("All that is known of this market comes from inside"), "{}", inward.says);
    let way = learn_from(desk, lead, learned(way.version, LearnedKind::Provider)).await.expect("is written down");
    assert!(view(desk, lead).await.outward.looks_inward, "one view may be chance");
    learn_from(desk, lead, learned(way.version, LearnedKind::Peer)).await.expect("is written down");
    let outward = view(desk, lead).await.outward;
    assert!(!outward.looks_inward && outward.outward == 2, "{}", outward.says);
    let cannot = Actor { permissions: [Permission::ReadCases].into(), ..lead.clone() };
    assert!(matches!(learn_from(desk, &cannot, learned(3, LearnedKind::Own)).await, Err(DeskError::MayNot(Permission::WriteCases))));
}
