//! The long list told whole: every kind of option, its parts, and how options are scored before their names are shown.

use model::costing::LineKind;
use model::option_sheet::{Characteristic, Contributor, Family};
use quantity::Money;

use super::story::place;
use crate::error::DeskError;
use crate::house::case::add_choice::{RuleOutChoice, rule_out_choice};
use crate::house::check_now::check_now;
use crate::plan::options::add_component::{AddComponent, add_component};
use crate::plan::options::hold_workshop::{AddCriterion, add_criterion, reveal};
use crate::plan::options::keep_results::keep_results;
use crate::plan::options::leave_out::{LeaveOut, leave_out};
use crate::plan::options::note_equality::{NoteEquality, note_equality};
use crate::plan::options::prefer_option::{PreferOption, prefer_option};
use crate::plan::options::score::{GiveScores, Given, give_scores};
use crate::plan::options::state_impact::{Said, StateImpact, state_impact};
use crate::plan::options::weigh::{Weigh, weigh};
use crate::plan::options::write_sheet::{WriteSheet, write_sheet};

#[tokio::test]
async fn the_long_list_holds_every_kind_or_says_why_not_before_one_is_put_forward() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Pay for it together", "section_75").await;
    place.choice("Contract it out", "contract").await;
    let prefer = async |option: &str| {
        let version = place.case().await.version;
        prefer_option(desk, lead, PreferOption { case, version, option: option.into(), because: "It does most.".into() }).await
    };
    let Err(DeskError::Refused { code: "list_too_short", sentence }) = prefer("A").await else { panic!("it is refused") };
    assert!(sentence.contains("in-house; voluntary or community; no service, or other means"), "{sentence}");
    for family in [Family::InHouse, Family::Community, Family::OtherMeans] {
        let version = place.case().await.version;
        let ask = LeaveOut { case, version, family: Some(family), reason: "Tried in 2024; the paper of 3 March says why it ended.".into() };
        leave_out(desk, lead, ask).await.expect("a reason");
    }
    assert!(matches!(prefer("A").await, Err(DeskError::Refused { code: "impact_not_stated", .. })));
    let said = |is_known, says: &str, line: &str| Said { is_known: Some(is_known), says: says.into(), line: line.into() };
    let impact = async |line: &str| {
        let version = place.case().await.version;
        let social = said(true, "Fewer falls.", line);
        let ask = StateImpact {
            case,
            version,
            option: "A".into(),
            social,
            economic: said(true, "None.", line),
            environmental: said(false, "A count of journeys.", ""),
        };
        state_impact(desk, lead, ask).await
    };
    place.start().await;
    place.write("A", "Fewer stays in hospital", LineKind::Benefit, place.icb, 609_000).await;
    let Err(DeskError::Faults(faults)) = impact("Fewer stays in hospital").await else { panic!("counted twice") };
    assert_eq!(faults[0].field, "economic_line");
    impact("").await.expect("stated");
    prefer("A").await.expect("put forward");

    // The one put forward is not ruled out under it: another is put forward first.
    let version = place.case().await.version;
    let ask = RuleOutChoice { case, version, title: "Pay for it together".into(), reason: "Nobody signed.".into() };
    let Err(DeskError::Refused { code: "put_forward", sentence }) = rule_out_choice(desk, lead, ask).await else { panic!("put forward") };
    assert!(sentence.contains("Put another forward first"), "{sentence}");

    // Ruled out, it keeps what it was worth, and the page says where that is more than what is put forward.
    place.write("B", "Savings", LineKind::Benefit, place.icb, 900_000).await;
    let version = place.case().await.version;
    let ask = RuleOutChoice { case, version, title: "Contract it out".into(), reason: "Nobody bid in 2025.".into() };
    rule_out_choice(desk, lead, ask).await.expect("ruled out");
    let options = place.options().await;
    assert!(options.given_up["B"] > Money::from_pounds(7_000_000));
    assert!(
        options.notices.iter().any(|said| said.contains("“Contract it out” was ruled out and is worth more than “Pay for it together”")),
        "{:?}",
        options.notices
    );
}

#[tokio::test]
async fn parts_go_different_ways_and_serve_one_outcome_and_who_put_it_forward_is_on_record() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Halls, walking and one pool", "community_asset_transfer").await;
    for (what, model) in [("Village-hall classes", "grant"), ("The pool", "in_house"), ("Walking groups", "behaviour_change")] {
        let version = place.case().await.version;
        let ask = AddComponent {
            case,
            version,
            option: "A".into(),
            what: what.into(),
            delivery_model: model.into(),
            by: None,
            outcome: None,
            cost: None,
        };
        add_component(desk, lead, ask).await.expect("a part");
    }
    let version = place.case().await.version;
    let ask = WriteSheet {
        case,
        version,
        option: "A".into(),
        outcome: "More people active".into(),
        affects: String::new(),
        how_sure: String::new(),
        cost: None,
        why_not: String::new(),
        contributed_by: vec![Contributor::PresentProvider],
        like_for_like: Some(false),
        builds_on: "38 village halls".into(),
        estimated_value: None,
    };
    write_sheet(desk, lead, ask).await.expect("written");
    let version = place.case().await.version;
    let ask = NoteEquality {
        case,
        version,
        option: Some("A".into()),
        who: Some(Characteristic::Disability),
        effect: "260 disabled swimmers have farther to go".into(),
        evidence: String::new(),
        mitigation: "A transport plan".into(),
        review_on: Some(jiff::civil::date(2027, 6, 1)),
    };
    note_equality(desk, lead, ask).await.expect("noted");
    let version = place.case().await.version;
    let ask = NoteEquality {
        case,
        version,
        option: None,
        who: Some(Characteristic::Age),
        effect: "Older swimmers lose two pools at once".into(),
        evidence: String::new(),
        mitigation: String::new(),
        review_on: Some(jiff::civil::date(2027, 9, 1)),
    };
    note_equality(desk, lead, ask).await.expect("noted of all together");
    let together: Vec<_> = place.case().await.noun.equality.iter().map(|row| (row.who, row.review_on)).collect();
    assert_eq!(together, [(Characteristic::Age, Some(jiff::civil::date(2027, 9, 1)))], "the change as a whole has rows of its own");
    let options = place.options().await;
    let of = |family| options.kinds.iter().find(|kind| kind.family == family).map(|kind| kind.options.clone());
    assert_eq!([of(Family::InHouse), of(Family::Community), of(Family::OtherMeans)], [1, 1, 1].map(|_| Some(vec!["A".to_owned()])));
    assert!(options.notices.iter().any(|said| said.starts_with("Only whoever provides it now")), "{:?}", options.notices);
    assert_eq!(options.option("A").and_then(|option| option.choice.as_ref()).expect("a choice").sheet.equality.len(), 1);
}

#[tokio::test]
async fn options_are_scored_by_letter_before_their_names_are_shown_and_both_scores_are_kept() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Pay for it together", "section_75").await;
    let criterion = async |name: &str, worst, best, reason: &str| {
        let version = place.workshop().await.map_or(0, |record| record.version);
        let ask = AddCriterion {
            case,
            version,
            name: name.into(),
            unit: String::new(),
            worst,
            best,
            half: None,
            about_delivery_model: false,
            published_reason: reason.into(),
            ask_again: false,
        };
        add_criterion(desk, lead, ask).await
    };
    let Err(DeskError::Faults(faults)) = criterion("Falls avoided", None, Some(500.0), "").await else { panic!("no range") };
    assert_eq!(faults[0].field, "worst");
    let Err(DeskError::Faults(faults)) = criterion("Is it in-house?", Some(0.0), Some(1.0), "").await else { panic!("the model itself") };
    assert_eq!(faults[0].field, "published_reason");
    criterion("Falls avoided", Some(0.0), Some(500.0), "").await.expect("a criterion");
    criterion("Cost", Some(600.0), Some(0.0), "").await.expect("a criterion");
    let weight = async |group: &str, swings: [f64; 2]| {
        let version = place.workshop().await.map_or(0, |record| record.version);
        let swings = swings.iter().map(|swing| Some(*swing)).collect();
        weigh(desk, lead, Weigh { case, version, group: group.into(), is_agreed: false, swings, ranges: vec![] }).await.expect("weighed");
    };
    weight("residents", [100.0, 40.0]).await;
    weight("officers", [60.0, 100.0]).await;
    let score = async |option: &str, scores: [f64; 2], reason: &str| {
        let version = place.workshop().await.map_or(0, |record| record.version);
        let given = |figure: f64| Given { figure: Some(figure), low: None, high: None };
        let ask = GiveScores { case, version, option: option.into(), scores: scores.map(given).into(), reason: reason.into() };
        give_scores(desk, lead, ask).await
    };
    score("A", [462.0, 520.0], "").await.expect("scored");
    let version = place.workshop().await.map_or(0, |record| record.version);
    assert!(matches!(reveal(desk, lead, case, version).await, Err(DeskError::Refused { code: "scores_missing", .. })));
    score("now", [0.0, 0.0], "").await.expect("scored");
    let blind = place.options().await;
    let weighed = blind.criteria.as_ref().expect("asked").as_ref().expect("weighed");
    assert_eq!(weighed.case.options, ["Option 0", "Option A"]);
    let version = place.workshop().await.map_or(0, |record| record.version);
    reveal(desk, lead, case, version).await.expect("revealed");
    let shown = place.options().await;
    let named = shown.criteria.as_ref().expect("asked").as_ref().expect("weighed");
    assert_eq!(named.reading.totals, weighed.reading.totals, "names change no score");
    let voices = named.reading.voices.as_ref().expect("voices");
    assert!(!voices.same_first && voices.groups.len() == 2);
    assert!(matches!(score("A", [470.0, 520.0], "").await, Err(DeskError::Faults(_))));
    score("A", [470.0, 520.0], "The count was corrected.").await.expect("with a reason");
    let workshop = place.workshop().await.expect("a workshop").noun;
    assert_eq!(
        (workshop.score("A", "Falls avoided").expect("one").figure, workshop.blind_score("A", "Falls avoided").expect("one").figure),
        (470.0, 462.0)
    );
    let kept = keep_results(desk, lead, case).await.expect("kept");
    assert_eq!(kept.iter().map(|one| one.noun.method.as_str()).collect::<Vec<_>>(), ["mcda-weighted-sum", "smaa"]);
    assert_eq!(check_now(desk, lead).await.expect("checked").results.same, 2);
}
