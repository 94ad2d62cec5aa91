//! The supply that outcomes rest on, as a case and its outcomes tell it: too little shows even where the money is there.

use methods::capacity::State;
use model::id::{CaseId, OutcomeId};
use model::outcome::Outcome;
use model::record::Record;
use quantity::money::group_thousands;
use quantity::rounding::shown;
use store::Tx;

use super::read_supply::{Supply, supply_of};
use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// One line of supply that an outcome rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct SupplyTold {
    pub outcome: OutcomeId,
    /// Of the outcome.
    pub statement: String,
    pub title: String,
    pub reference: String,
    pub state: State,
    /// A whole sentence.
    pub says: String,
}

/// What the outcomes rest on, as far as the actor may see.
pub(crate) async fn told_supply(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    outcomes: &[Record<OutcomeId, Outcome>],
) -> Result<Vec<SupplyTold>, DeskError> {
    let lines = store::supply_lines::list(tx, &actor.scope).await?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let settings = Settings::in_force(tx).await?;
    let mut told = Vec::new();
    for outcome in outcomes {
        for line in lines.iter().filter(|line| line.noun.outcomes.contains(&outcome.id)) {
            let supply = supply_of(&line.noun, &settings, desk.today());
            told.push(SupplyTold {
                outcome: outcome.id,
                statement: outcome.noun.statement.clone(),
                title: line.noun.title.clone(),
                reference: line.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
                state: supply.state,
                says: says(&supply, &line.noun.unit),
            });
        }
    }
    Ok(told)
}

/// What a case says of its market under its headings: whole sentences without a full stop, as a list shows them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MarketTold {
    pub supply: Vec<SupplyTold>,
    pub in_place: Vec<String>,
    pub gaps: Vec<String>,
    /// Once what was predicted may be seen.
    pub came: Vec<String>,
    /// Somebody wrote something down of how it would go to the market.
    pub is_begun: bool,
}

pub(crate) async fn told_market(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    case: CaseId,
    outcomes: &[Record<OutcomeId, Outcome>],
) -> Result<MarketTold, DeskError> {
    let supply = told_supply(desk, tx, actor, outcomes).await?;
    let mut told = MarketTold::default();
    for one in &supply {
        let says = one.says.trim_end_matches('.');
        match one.state {
            State::Short => told.gaps.push(format!("There is too little of what “{}” rests on. {}: {says}", one.statement, one.title)),
            State::NotKnown => {
                told.gaps.push(format!("Nobody knows whether there is enough of what “{}” rests on ({})", one.statement, one.title))
            }
            State::Tight => {
                told.gaps.push(format!("There is only just enough of what “{}” rests on. {}: {says}", one.statement, one.title))
            }
            State::Enough => told.in_place.push(format!("There is enough of what “{}” rests on ({})", one.statement, one.title)),
        }
    }
    let way = store::ways_to_market::of_case(tx, &actor.scope, case).await?;
    let tests = store::market_responses::by_case(tx, &desk.own_scope(), case).await?;
    told.is_begun = way.is_some() || !tests.is_empty();
    // Only what is open by award: the rest stays where it is sealed.
    for test in tests.iter().filter(|test| !test.sealed) {
        if let Some(came) = &test.noun.came {
            let expected = shown(test.noun.predicted.expected, 1);
            told.came.push(format!("Bids for “{}”: {expected} expected, {} came", test.noun.title, came.bids));
        }
    }
    told.supply = supply;
    Ok(told)
}

/// How a line stands, in a sentence: the worst part, with its figures.
pub fn says(supply: &Supply, unit: &str) -> String {
    let Some((cell, part)) = &supply.worst else {
        return "Nobody has said what is needed, or who could provide it, from this year on.".to_owned();
    };
    let one = if part.able == 1 { " One provider is able." } else { "" };
    let of = cell.words();
    match (part.need, part.usable, part.shortfall) {
        (Some([_, need, _]), Some(usable), Some([_, short, _])) => {
            let (need, usable) = (amount(need), amount(usable));
            if short > 0.0 {
                let range = match part.shortfall {
                    Some([low, _, high]) if high > low => format!(", {} to {} as need turns out", amount(low.max(0.0)), amount(high)),
                    _ => String::new(),
                };
                format!("{} {unit} too few in {of}{range}: {need} needed, {usable} usable.{one}", amount(short))
            } else {
                format!("{usable} {unit} usable of {need} needed in {of}.{one}")
            }
        }
        (None, Some(usable), _) => format!("{} {unit} usable in {of}; nobody has said how many are needed.{one}", amount(usable)),
        (Some([_, need, _]), None, _) => format!("{} {unit} needed in {of}; nobody has looked at who could provide them.", amount(need)),
        _ => format!("Neither need nor capacity is known in {of}."),
    }
}

/// A figure of capacity as people read it: whole where it is, else with one place.
pub fn amount(value: f64) -> String {
    if value.fract() == 0.0 && (0.0..1e15).contains(&value) { group_thousands(value as u64) } else { shown(value, 1) }
}
