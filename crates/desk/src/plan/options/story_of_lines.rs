//! Lines of money and social returns that cannot stand, and what hangs on a line.

use model::costing::LineKind;
use quantity::{Money, Share};

use super::story::place;
use crate::error::DeskError;
use crate::house::check_now::check_now;
use crate::plan::options::keep_results::keep_results;
use crate::plan::options::state_impact::{Said, StateImpact, state_impact};
use crate::plan::options::uncertain::{NameDriver, NameScenario, name_driver, name_scenario};
use crate::plan::options::write_line::{WriteLine, write_line};

#[tokio::test]
async fn thousands_among_pounds_are_seen_and_nothing_typed_is_lost() {
    let place = place().await;
    place.choice("Pay for it together", "section_75").await;
    place.choice("The council alone", "in_house").await;
    place.start().await;
    place.write("A", "Classes", LineKind::Cost, place.bench.desk.authority, 400_000).await;
    place.write("B", "Classes", LineKind::Cost, place.bench.desk.authority, 400).await;
    let options = place.options().await;
    let refusal = options.money.as_ref().expect("asked").answer.as_ref().expect_err("refused");
    assert!(refusal.contains("pounds mixed with thousands?") && refusal.contains("“Classes”"), "{refusal}");
    assert_eq!(options.costing.expect("a costing").noun.lines.len(), 2);
}

#[tokio::test]
async fn a_social_return_says_what_is_taken_off_and_claims_no_chain_twice() {
    use crate::plan::options::social_question::lead;
    use crate::plan::options::value_change::{NameInput, ValueChange, name_input, value_change};
    let place = place().await;
    let (desk, lead_officer, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Grants to halls", "grant").await;
    place.start().await;
    let share = |percent: f64| Share::from_percent(percent).ok();
    let value = async |what: &str, deadweight: Option<Share>, chain: &str| {
        let version = place.costing().await.map_or(0, |record| record.version);
        let ask = ValueChange {
            case,
            version,
            option: "A".into(),
            what: what.into(),
            people: "People aged 65 and over".into(),
            measured_by: "Asked before and after".into(),
            quantity: Some(100.0),
            value_each: Some(Money::from_pounds(500)),
            value_source: "What a class costs elsewhere".into(),
            deadweight,
            displacement: share(5.0),
            attribution: share(10.0),
            drop_off: share(25.0),
            years: Some(5),
            people_asked: Some(30),
            is_harm: false,
            chain: chain.into(),
            chain_share: None,
        };
        value_change(desk, lead_officer, ask).await
    };
    let Err(DeskError::Faults(faults)) = value("Company every week", None, "").await else { panic!("nothing said") };
    assert_eq!((faults.len(), faults[0].field), (1, "deadweight"));
    value("Company every week", share(20.0), "").await.expect("valued");
    let version = place.costing().await.map_or(0, |record| record.version);
    let input = NameInput { case, version, option: "A".into(), what: "The grant".into(), amount: Some(Money::from_pounds(50_000)) };
    name_input(desk, lead_officer, input).await.expect("named");
    let options = place.options().await;
    let reading = options.returns[0].answer.as_ref().expect("an answer");
    // The worked vector of the method: 96,023.50 for 50,000.
    assert!((reading.ratio - 1.920_469_97).abs() < 1e-8, "{}", reading.ratio);
    assert!(
        lead(reading).starts_with("For every £1 put in, £1.92 of what people value comes back: £96.0k for £50.0k."),
        "{}",
        lead(reading)
    );
    let kept = keep_results(desk, lead_officer, case).await.expect("kept");
    assert_eq!((kept[0].noun.method.as_str(), kept[0].noun.part.as_str()), ("sroi", "A"));
    assert_eq!(check_now(desk, lead_officer).await.expect("checked").results.same, 1);
    value("Company every week", share(20.0), "company, health").await.expect("valued");
    value("Fewer visits to the doctor", share(20.0), "company, health").await.expect("valued");
    let refusal = place.options().await.returns[0].answer.clone().expect_err("twice");
    assert!(refusal.contains("company, health"), "{refusal}");
}

#[tokio::test]
async fn a_line_that_cannot_stand_names_its_field_and_the_mend_and_changes_nothing() {
    let place = place().await;
    place.choice("Pay for it together", "section_75").await;
    place.start().await;
    let council = place.bench.desk.authority;
    let fault = async |ask: WriteLine| match write_line(&place.bench.desk, &place.lead, ask).await {
        Err(DeskError::Faults(faults)) => (faults[0].field, faults[0].message.clone()),
        other => panic!("{other:?}"),
    };
    let line = |kind| place.line("A", "Classes", kind, council, 1_000, 1);
    let negative = WriteLine { a_year: Some(Money::from_pounds(-5)), ..line(LineKind::Cost) };
    assert!(matches!(fault(negative).await, ("a_year", said) if said.contains("a cost that falls is a benefit")));
    let no_start = WriteLine { start: None, ..line(LineKind::Benefit) };
    assert!(matches!(fault(no_start).await, ("start", said) if said.contains("without a start")));
    let year_missing =
        WriteLine { a_year: None, by_year: [vec![Some(Money::from_pounds(1)); 9], vec![None]].concat(), ..line(LineKind::Cost) };
    assert!(matches!(fault(year_missing).await, ("by_year", said) if said.contains("Year 9 has no amount")));
    let years_short = WriteLine { a_year: None, by_year: vec![Some(Money::from_pounds(1)); 3], ..line(LineKind::Cost) };
    assert!(matches!(fault(years_short).await, ("by_year", said) if said.contains("3 amounts and 10 years")));
    let nobody = WriteLine { option: "Q".into(), ..line(LineKind::Cost) };
    assert!(matches!(fault(nobody).await, ("option", _)));
    let no_receiver = WriteLine { to: None, ..line(LineKind::Transfer) };
    assert!(matches!(fault(no_receiver).await, ("to", _)));
    assert!(place.costing().await.expect("a costing").noun.lines.is_empty());
    assert!(matches!(
        write_line(&place.bench.desk, &place.lead, WriteLine { version: 9, ..line(LineKind::Cost) }).await,
        Err(DeskError::Stale)
    ));
}

#[tokio::test]
async fn what_hangs_on_a_line_goes_with_its_new_name_and_what_names_no_line_is_not_counted_in_money() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Pay for it together", "section_75").await;
    place.start().await;
    place.write("A", "Hospital", LineKind::Benefit, place.icb, 1_000).await;
    place.write("now", "Hospital", LineKind::Benefit, place.icb, 400).await;
    let version = place.costing().await.expect("a costing").version;
    let lines = vec!["Hospital".to_owned()];
    let ask = NameDriver { case, version, name: "Cost of a stay".into(), value: Some(3_500.0), low: None, high: None, lines };
    name_driver(desk, lead, ask).await.expect("a driver");
    let version = place.costing().await.expect("a costing").version;
    let ask = NameScenario { case, version, name: "A bad winter".into(), what: "Hospital".into(), to: Some(1.5) };
    name_scenario(desk, lead, ask).await.expect("a state");
    let version = place.case().await.version;
    let said = |line: &str| Said { is_known: Some(true), says: "Fewer falls.".into(), line: line.into() };
    let ask = StateImpact { case, version, option: "A".into(), social: said("Hospital"), economic: said(""), environmental: said("") };
    state_impact(desk, lead, ask).await.expect("stated");
    let unpriced = async || {
        let options = place.options().await;
        let (_, appraisal) = options.appraisal().expect("an answer");
        appraisal.options["A"].not_monetised.len()
    };
    assert_eq!(unpriced().await, 2);

    let rename = async |at: usize, option: &str| {
        let version = place.costing().await.expect("a costing").version;
        let ask = place.line(option, "Fewer stays", LineKind::Benefit, place.icb, 1_000, version);
        write_line(desk, lead, WriteLine { at: Some(at), ..ask }).await.expect("renamed").noun
    };
    // While the other line still has the old name, what hangs on it stays.
    let costing = rename(0, "A").await;
    assert_eq!((costing.drivers[0].lines.join(""), costing.scenarios[0].lines[0].0.as_str()), ("Hospital".to_owned(), "Hospital"));
    assert_eq!(unpriced().await, 2, "the effect goes with its line");
    assert_eq!(place.case().await.noun.choices[0].sheet.social.as_ref().map(|effect| effect.line.as_str()), Some("Fewer stays"));
    let costing = rename(1, "now").await;
    assert_eq!((costing.drivers[0].lines.join(""), costing.scenarios[0].lines[0].0.as_str()), ("Fewer stays".to_owned(), "Fewer stays"));
}
