//! One table of eligibility as it is, and with thresholds moved on paper: who gains and loses, cost, outcome, groups. Nothing is kept.

use std::collections::BTreeMap;

use methods::demand::eligibility::{Fact, METHOD, Reading, Refusal, compare, gets};
use methods::disclosure::Settings as Small;
use model::eligibility::EligibilityTable;
use model::id::{EligibilityTableId, SourceId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::source::Source;
use quantity::Money;

use super::shown::{TrialShown, shown};
use super::{fact, people, question, values};
use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};

#[derive(Debug, Clone)]
pub struct TableView {
    pub table: Record<EligibilityTableId, EligibilityTable>,
    /// The file of its population.
    pub source: Option<Record<SourceId, Source>>,
    /// What each invented person gets as it is and with the thresholds moved; else why the table cannot say.
    pub samples: Vec<(String, Result<(String, String), String>)>,
    /// Thresholds moved, code and value.
    pub moved: BTreeMap<String, f64>,
    /// None where there is no population.
    pub trial: Option<TrialShown>,
    pub smallest: u64,
    pub method: String,
}

impl TableView {
    pub fn is_moved(&self) -> bool {
        !self.moved.is_empty()
    }
}

pub async fn list_tables(desk: &Desk, actor: &Actor) -> Result<Vec<Record<EligibilityTableId, EligibilityTable>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::eligibility_tables::list(&mut tx, &actor.scope).await?)
}

/// `asked`: a threshold's code with what was typed for it. What is left as it is, is not moved.
pub async fn try_thresholds(desk: &Desk, actor: &Actor, reference: &Reference, asked: &[(String, String)]) -> Result<TableView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let table = store::eligibility_tables::by_reference(&mut tx, &actor.scope, reference).await?;
    let small = Small { below: u64::from(Settings::in_force(&mut tx).await?.smallest_count).max(2), zero_is_small: false };
    let source = match &table.noun.population {
        Some(file) => store::sources::find(&mut tx, &actor.scope, file.source).await.ok(),
        None => None,
    };
    drop(tx);
    let moved = moved(&table.noun, asked)?;
    let asks = question(&table.noun);
    let before = values(&table.noun);
    let after: BTreeMap<String, f64> = before.iter().map(|(code, value)| (code.clone(), *moved.get(code).unwrap_or(value))).collect();
    let name = |at: usize| table.noun.results.get(at).map(|one| one.name.clone()).unwrap_or_default();
    let samples = table.noun.samples.iter().map(|sample| {
        let facts: BTreeMap<String, Fact> = sample.facts.iter().map(|(name, said)| (name.clone(), fact(said))).collect();
        let get = |values: &BTreeMap<String, f64>| match gets(&asks, values, &facts, 1) {
            Ok(at) => Ok(name(at)),
            Err(Refusal::NotSaid { fact, .. } | Refusal::NotANumberSaid { fact, .. }) => {
                Err(format!("Not known: nothing is said of “{fact}”."))
            }
            Err(other) => Err(other.to_string()),
        };
        (sample.name.clone(), get(&before).and_then(|one| Ok((one, get(&after)?))))
    });
    let samples: Vec<_> = samples.collect();
    let trial = worked(&table.noun, &moved)?.map(|reading| shown(&reading, &small)).transpose();
    let trial = trial.map_err(|said| DeskError::refused("too_large", said))?;
    Ok(TableView { samples, moved, trial, smallest: small.below, method: METHOD.with_edition(), source, table })
}

/// The table tried on its population; none where it has none.
pub(crate) fn worked(table: &EligibilityTable, moved: &BTreeMap<String, f64>) -> Result<Option<Reading>, DeskError> {
    let Some(file) = &table.population else { return Ok(None) };
    compare(&question(table), moved, &people(file)).map(Some).map_err(|refusal| DeskError::refused(refusal.code(), refusal.to_string()))
}

/// Thresholds that were typed and are not what they are; a national one is refused with its source.
pub(crate) fn moved(table: &EligibilityTable, asked: &[(String, String)]) -> Result<BTreeMap<String, f64>, DeskError> {
    let mut moved = BTreeMap::new();
    let mut faults = Vec::new();
    for (code, typed) in asked.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
        let Some(threshold) = table.thresholds.iter().find(|one| one.code == *code) else {
            faults.push(Fault::new("threshold", format!("There is no threshold called “{code}” in this table")));
            continue;
        };
        let value: Option<f64> = typed.trim().replace(',', "").parse().ok().filter(|value: &f64| value.is_finite());
        match value {
            None => faults.push(Fault::new(
                "threshold",
                format!("{}: “{}” is not a number. Write it in {}", threshold.name, typed.trim(), threshold.unit),
            )),
            Some(value) if value == threshold.value => {}
            Some(value) if value < 0.0 => faults.push(Fault::new("threshold", format!("{}: use nothing or more", threshold.name))),
            Some(_) if !threshold.kind.is_movable() => faults.push(Fault::new(
                "threshold",
                format!("{} is set nationally and cannot be moved here: {}", threshold.name, threshold.source),
            )),
            Some(value) => {
                moved.insert(code.clone(), value);
            }
        }
    }
    DeskError::unless_clean(faults)?;
    Ok(moved)
}

/// Who gains, who loses, and what it costs, as a means of an option says it: whole sentences. None without a population.
pub(crate) fn in_words(view: &TableView) -> Option<(String, Option<Money>)> {
    use methods::disclosure::Cell;
    let trial = view.trial.as_ref()?;
    let moved: Vec<String> = (view.table.noun.thresholds.iter())
        .filter_map(|one| {
            view.moved.get(&one.code).map(|to| format!("{} from {} to {} {}", one.name, number(one.value), number(*to), one.unit))
        })
        .collect();
    let people = |cell: Cell| match cell {
        Cell::Shown(count) => format!("{} people", quantity::money::group_thousands(count)),
        Cell::Withheld(_) => "a number of people that is withheld".to_owned(),
    };
    let saves = trial.cost.map(|cost| Money::nearest_pound(-cost));
    let cost = match saves {
        Some(saves) if saves >= Money::ZERO => format!(" It saves {} a year.", saves.in_full()),
        Some(saves) => format!(" It costs {} more a year.", (-saves).in_full()),
        None => " What it costs is withheld, because it would give a small count away.".to_owned(),
    };
    let said = format!(
        "{}. Of {} people, {} get less and {} get more.{cost}",
        moved.join("; "),
        quantity::money::group_thousands(view.table.noun.population.as_ref()?.people()),
        people(trial.lose),
        people(trial.gain)
    );
    Some((said, saves))
}

fn number(value: f64) -> String {
    let places = if value.fract() == 0.0 { 0 } else { 2 };
    quantity::rounding::shown(value, places)
}
