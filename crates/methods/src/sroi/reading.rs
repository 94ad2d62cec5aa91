//! The answer: ratio, what each outcome brings, what was not counted, and what it turns on.

use serde::Serialize;

use super::ask::{Ask, Outcome, Settings};
use super::guards::{NotCounted, check, not_counted, not_stated};
use super::turning::{Bar, Turning, tornado, turnings};
use super::value::{first_year_impact, gross, present_value, worth, years};
use super::{Refusal, show};
use crate::Working;
use crate::numeric::order::Sum;

/// Present values in the question's unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    pub outcomes: Vec<OutcomeReading>,
    /// Of outcomes that count, harms taken off.
    pub present_value: f64,
    pub investment: f64,
    /// Present value over investment.
    pub ratio: f64,
    pub net_ratio: f64,
    /// Months until the first year's effects have paid back what was put in; none where there is no gain.
    pub payback_months: Option<f64>,
    /// With the outcomes kept out for want of evidence counted too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio_with_outcomes_nobody_was_asked_about: Option<f64>,
    pub at_one_to_one: Vec<Turning>,
    pub tornado: Vec<Bar>,
    #[serde(skip)]
    pub working: Working,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OutcomeReading {
    pub id: String,
    pub gross: f64,
    pub first_year_impact: f64,
    /// Each year it lasts, not discounted.
    pub years: Vec<f64>,
    pub present_value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_counted: Option<NotCounted>,
    /// Fields of the method left empty.
    pub not_stated: Vec<&'static str>,
}

/// Social return of what is put in.
///
/// # Errors
/// A `Refusal` that names the outcome or the input, with the mend.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    check(ask, settings)?;
    let inputs = ask.inputs.iter().map(|input| worth(input, settings).ok_or_else(|| Refusal::Input(input.id.clone())));
    let investment = inputs.collect::<Result<Vec<f64>, Refusal>>()?.into_iter().collect::<Sum>().total();
    if investment <= 0.0 {
        return Err(Refusal::NoInputs);
    }
    let counted: Vec<&Outcome> = ask.outcomes.iter().filter(|o| not_counted(o).is_none()).collect();
    let sum_of = |outcomes: &mut dyn Iterator<Item = &Outcome>, of: &dyn Fn(&Outcome) -> f64| outcomes.map(of).collect::<Sum>().total();
    let value = |outcome: &Outcome| present_value(outcome, settings);
    let total = sum_of(&mut counted.iter().copied(), &value);
    let first_year = sum_of(&mut counted.iter().copied(), &first_year_impact);
    let unasked = |o: &&Outcome| not_counted(o) == Some(NotCounted::NobodyAsked);
    let and_unasked = total + sum_of(&mut ask.outcomes.iter().filter(unasked), &value);
    let outcome = |outcome: &Outcome| OutcomeReading {
        id: outcome.id.clone(),
        gross: gross(outcome),
        first_year_impact: first_year_impact(outcome),
        years: years(outcome),
        present_value: value(outcome),
        not_counted: not_counted(outcome),
        not_stated: not_stated(outcome),
    };
    let outcomes: Vec<OutcomeReading> = ask.outcomes.iter().map(outcome).collect();
    Ok(Reading {
        present_value: total,
        investment,
        ratio: total / investment,
        net_ratio: (total - investment) / investment,
        payback_months: (first_year > 0.0).then(|| investment / (first_year / 12.0)),
        ratio_with_outcomes_nobody_was_asked_about: ask.outcomes.iter().any(|o| unasked(&o)).then_some(and_unasked / investment),
        at_one_to_one: turnings(&counted, total, investment, settings),
        tornado: tornado(&counted, total, investment, settings),
        working: show::working(&outcomes, ask, settings),
        outcomes,
    })
}

#[cfg(test)]
mod tests {
    use super::super::ask::{Claim, Input};
    use super::*;

    fn outcome(id: &str) -> Outcome {
        Outcome {
            id: id.into(),
            quantity: 100.0,
            proxy: 500.0,
            deadweight: 0.2,
            displacement: 0.05,
            attribution: 0.1,
            drop_off: 0.25,
            duration_years: 5,
            material: true,
            chain_share: 1.0,
            ..Outcome::default()
        }
    }

    fn ask(outcomes: Vec<Outcome>) -> Ask {
        Ask { outcomes, inputs: vec![Input { id: "grant".into(), value: Some(50_000.0), ..Input::default() }] }
    }

    const SETTINGS: Settings = Settings { rate: 0.035, first_year_undiscounted: false, usual_range: 0.25 };

    fn code(outcomes: Vec<Outcome>) -> &'static str {
        read(&ask(outcomes), &SETTINGS).map(|_| "answered").unwrap_or_else(|r| r.code())
    }

    #[test]
    fn the_published_sum_and_the_deadweight_that_brings_it_to_one_to_one() {
        let reading = read(&ask(vec![outcome("a")]), &SETTINGS).expect("a reading");
        assert!((reading.present_value - 96_023.50).abs() < 0.005);
        for (got, want) in reading.outcomes[0].years.iter().zip([34_200.0, 25_650.0, 19_237.5, 14_428.125, 10_821.093_75]) {
            assert!((got - want).abs() < 1e-8);
        }
        let at = |field| reading.at_one_to_one.iter().find(|t| t.field == field).and_then(|t| t.at_one_to_one);
        assert!((at("deadweight").expect("a share") - 0.5834).abs() < 5e-5);
        // Whatever figure is put to its turning value, the ratio is one.
        for turning in reading.at_one_to_one.iter().filter(|t| t.at_one_to_one.is_some()) {
            let value = turning.at_one_to_one.expect("a value");
            let mut changed = outcome("a");
            match turning.field {
                "quantity" => changed.quantity = value,
                "proxy" => changed.proxy = value,
                "deadweight" => changed.deadweight = value,
                "displacement" => changed.displacement = value,
                "attribution" => changed.attribution = value,
                _ => changed.drop_off = value,
            }
            assert!((read(&ask(vec![changed]), &SETTINGS).expect("a reading").ratio - 1.0).abs() < 1e-9, "{turning:?}");
        }
        assert!(reading.at_one_to_one.iter().filter(|t| t.at_one_to_one.is_some()).count() >= 5);
    }

    #[test]
    fn volunteers_time_counts_as_put_in_and_a_harm_is_taken_off() {
        let mut asked = ask(vec![outcome("a"), Outcome { negative: true, quantity: 10.0, ..outcome("b") }]);
        asked.inputs.push(Input { id: "time".into(), hours: Some(1_000.0), value_of_hour: Some(10.0), ..Input::default() });
        let reading = read(&asked, &SETTINGS).expect("a reading");
        assert_eq!(reading.investment, 60_000.0);
        assert!((reading.present_value - 0.9 * 96_023.498_490_630_33).abs() < 1e-6);
        assert!((reading.payback_months.expect("months") - 60_000.0 / (0.9 * 34_200.0 / 12.0)).abs() < 1e-9);
    }

    #[test]
    fn what_nobody_was_asked_about_stays_out_of_the_headline() {
        let reading = read(&ask(vec![outcome("a"), Outcome { people_asked: Some(0), ..outcome("b") }]), &SETTINGS).expect("a reading");
        assert!((reading.ratio - 1.920_469_97).abs() < 1e-8);
        assert!((reading.ratio_with_outcomes_nobody_was_asked_about.expect("a ratio") - 2.0 * reading.ratio).abs() < 1e-12);
        let tally = Outcome { claim: Claim::SupplierAction, ..outcome("apprentices") };
        let reading = read(&ask(vec![outcome("a"), tally]), &SETTINGS).expect("a reading");
        assert_eq!(reading.outcomes[1].not_counted, Some(NotCounted::SupplierAction));
        assert!((reading.ratio - 1.920_469_97).abs() < 1e-8);
        assert_eq!(reading.ratio_with_outcomes_nobody_was_asked_about, None);
    }

    #[test]
    fn claiming_too_much_is_refused_by_name() {
        let chained = |share: f64| Outcome { chain: Some("sober, housed, in work".into()), chain_share: share, ..outcome("x") };
        assert_eq!(code(vec![chained(1.0), Outcome { id: "y".into(), ..chained(0.5) }]), "chain_counted_twice");
        assert_eq!(code(vec![chained(0.5), Outcome { id: "y".into(), ..chained(0.5) }]), "answered");
        let same = |id: &str, attribution| Outcome { cohort: Some("fewer falls".into()), attribution, ..outcome(id) };
        assert_eq!(code(vec![same("x", 0.4), same("y", 0.5)]), "claims_over_one");
        assert_eq!(code(vec![same("x", 0.5), same("y", 0.5)]), "answered");
        assert_eq!(code(vec![Outcome { deadweight: 20.0, ..outcome("x") }]), "share_out_of_range");
        assert_eq!(code(vec![Outcome { quantity: -1.0, ..outcome("x") }]), "negative_number");
        assert_eq!(code(vec![Outcome { duration_years: 0, ..outcome("x") }]), "duration");
        assert_eq!(code(vec![outcome("x"), outcome("x")]), "given_twice");
        assert_eq!(code(vec![Outcome { ranges: [("deadweight".to_owned(), (0.3, 0.4))].into(), ..outcome("x") }]), "range");
        assert_eq!(code(Vec::new()), "no_outcomes");
        let nothing = Ask { outcomes: vec![outcome("x")], inputs: Vec::new() };
        assert_eq!(read(&nothing, &SETTINGS).expect_err("refused").code(), "no_inputs");
        let percent = Settings { rate: 3.5, ..SETTINGS };
        assert_eq!(read(&ask(vec![outcome("x")]), &percent).expect_err("refused").code(), "discount_rate");
    }
}
