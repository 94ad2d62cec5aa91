//! From what is typed about an option's social return to the question of its method, and what the answer says.

use methods::sroi::{self, Ask, Outcome, Reading, Settings};
use model::costing::{Costing, SocialReturn};
use quantity::rounding::shown;
use serde_json::{Value, json};

use crate::config::discount::{DiscountRates, Effects};
use crate::plan::options::money_words::money;

/// The range tried either way where nobody gave one.
const USUAL_RANGE: f64 = 0.25;

/// One option's social return as asked and answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Returned {
    /// Code of the option.
    pub option: String,
    pub ask: Ask,
    pub settings: Settings,
    /// Else a sentence that says what cannot stand, with the mend.
    pub answer: Result<Reading, String>,
}

/// Every option with something typed, worked out.
pub fn returns(costing: &Costing, discount: &DiscountRates) -> Vec<Returned> {
    let found = discount.in_force(Effects::Money, costing.priced_on, 2);
    let rate = found.and_then(|found| found.schedule.rates(1).ok()).and_then(|rates| rates.first().copied());
    let one = |kept: &SocialReturn| {
        let ask = ask(kept);
        let settings = Settings { rate: rate.unwrap_or_default(), first_year_undiscounted: false, usual_range: USUAL_RANGE };
        let answer = match rate {
            Some(_) => sroi::read(&ask, &settings).map_err(|refusal| refusal.message()),
            None => Err("No discount schedule is in force on the day this is priced.".to_owned()),
        };
        Returned { option: kept.option.clone(), ask, settings, answer }
    };
    costing.returns.iter().map(one).collect()
}

fn ask(kept: &SocialReturn) -> Ask {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let outcomes = kept.changes.iter().map(|change| Outcome {
        id: change.what.clone(),
        quantity: change.quantity,
        proxy: change.value_each.pounds(),
        deadweight: change.deadweight.value(),
        displacement: change.displacement.value(),
        attribution: change.attribution.value(),
        drop_off: change.drop_off.value(),
        duration_years: change.years,
        negative: change.is_harm,
        who: text(&change.people),
        what_changes: text(&change.what),
        measured_by: text(&change.measured_by),
        proxy_source: text(&change.value_source),
        people_asked: change.people_asked,
        material: true,
        chain: text(&change.chain),
        chain_share: change.chain_share.map_or(1.0, |share| share.value()),
        ..Outcome::default()
    });
    let inputs = kept.inputs.iter().map(|input| sroi::Input {
        id: input.what.clone(),
        value: Some(input.amount.pounds()),
        ..sroi::Input::default()
    });
    Ask { outcomes: outcomes.collect(), inputs: inputs.collect() }
}

/// The same question as a file for `calc sroi`.
pub fn file(returned: &Returned) -> Value {
    json!({ "options": returned.settings, "input": { "outcomes": returned.ask.outcomes, "inputs": returned.ask.inputs } })
}

/// The answer in a sentence or two.
pub fn lead(reading: &Reading) -> String {
    let turns =
        reading.tornado.first().map_or_else(String::new, |bar| format!(" It moves most with {} of “{}”.", field(bar.field), bar.outcome));
    format!(
        "For every £1 put in, {} of what people value comes back: {} for {}.{turns}",
        quantity::Money::from_pence((100.0 * reading.ratio).round() as i64).in_full(),
        money(reading.present_value).in_short(),
        money(reading.investment).in_short()
    )
}

/// A field of the method in plain words.
pub fn field(code: &str) -> &'static str {
    match code {
        "quantity" => "how many people it reaches",
        "proxy" => "what one is worth",
        "deadweight" => "what would have happened anyway",
        "displacement" => "what only moved from others",
        "attribution" => "what is the doing of others",
        _ => "how fast it fades",
    }
}

/// At which value of each figure a pound would bring back just a pound, in whole sentences; the nearest first.
pub fn at_one_to_one(reading: &Reading) -> Vec<String> {
    let mut turning: Vec<(&sroi::turning::Turning, f64)> =
        reading.at_one_to_one.iter().filter_map(|turn| Some((turn, turn.at_one_to_one?))).collect();
    let apart = |(turn, at): &(&sroi::turning::Turning, f64)| (at - turn.used).abs() / turn.used.abs().max(0.05);
    turning.sort_by(|a, b| apart(a).total_cmp(&apart(b)));
    let figure = |code: &str, value: f64| match code {
        "quantity" => shown(value, 0),
        "proxy" => money(value).in_full(),
        _ => format!("{}%", shown(100.0 * value, 1)),
    };
    let said = |(turn, at): (&sroi::turning::Turning, f64)| {
        format!(
            "“{}”: if {} were {} in place of {}",
            turn.outcome,
            field(turn.field),
            figure(turn.field, at),
            figure(turn.field, turn.used)
        )
    };
    turning.into_iter().take(6).map(said).collect()
}

/// Why a change is shown and not counted.
pub fn why_not_counted(why: sroi::guards::NotCounted) -> &'static str {
    use sroi::guards::NotCounted;
    match why {
        NotCounted::NobodyAsked => "Not counted: nobody it is for was asked",
        NotCounted::NotMaterial => "Not counted: too small to matter",
        NotCounted::SupplierAction => "Not counted: it is what a supplier does, not what changes",
    }
}
