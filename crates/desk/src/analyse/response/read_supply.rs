//! Lines of supply with what is missing, year by year, place by place, lot by lot.

use methods::capacity::{self, Ask, Need, Part, Reading, State, Usable};
use model::id::{OutcomeId, SupplyLineId};
use model::outcome::Outcome;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::supply::{SupplyCell, SupplyLine};
use quantity::Date;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// One line with its reading.
#[derive(Debug, Clone)]
pub struct SupplyView {
    pub line: Record<SupplyLineId, SupplyLine>,
    pub service: Option<String>,
    /// Those the actor may see.
    pub outcomes: Vec<Record<OutcomeId, Outcome>>,
    pub supply: Supply,
    /// What each provider has is kept from those who provide themselves: they see the sums.
    pub shows_providers: bool,
    /// Providers that stand in more than one lot of a place and year: the same room must not be counted twice.
    pub in_two_lots: Vec<String>,
}

/// How need and capacity stand to each other.
#[derive(Debug, Clone)]
pub struct Supply {
    /// Each part with its reading, in order of year, place and lot.
    pub parts: Vec<(SupplyCell, Part)>,
    pub state: State,
    /// The part that is worst off, of this year and those to come; of those, the one with most missing.
    pub worst: Option<(SupplyCell, Part)>,
    pub reading: Option<Reading>,
}

pub async fn list_supply(desk: &Desk, actor: &Actor) -> Result<Vec<SupplyView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let mut found = Vec::new();
    for line in store::supply_lines::list(&mut tx, &actor.scope).await? {
        found.push(viewed(desk, &mut tx, actor, &settings, line).await?);
    }
    Ok(found)
}

pub async fn read_supply(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<SupplyView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let line = store::supply_lines::by_reference(&mut tx, &actor.scope, reference).await?;
    viewed(desk, &mut tx, actor, &settings, line).await
}

async fn viewed(
    desk: &Desk,
    tx: &mut store::Tx,
    actor: &Actor,
    settings: &Settings,
    mut line: Record<SupplyLineId, SupplyLine>,
) -> Result<SupplyView, DeskError> {
    let service = match line.noun.service {
        Some(id) => store::services::find(tx, &actor.scope, id).await.ok().map(|service| service.noun.name),
        None => None,
    };
    let mut outcomes = Vec::new();
    for outcome in &line.noun.outcomes {
        outcomes.extend(store::outcomes::find(tx, &actor.scope, *outcome).await.ok());
    }
    let supply = supply_of(&line.noun, settings, desk.today());
    let in_two_lots = in_two_lots(&line.noun);
    let shows_providers = !actor.scope.is_provider;
    if !shows_providers {
        line.noun.capacity.clear();
    }
    let in_two_lots = if shows_providers { in_two_lots } else { Vec::new() };
    Ok(SupplyView { line, service, outcomes, supply, shows_providers, in_two_lots })
}

/// Need against capacity of a line, by the settings in force.
pub(crate) fn supply_of(line: &SupplyLine, settings: &Settings, today: Date) -> Supply {
    // The name of a part is its place in the order: figures are joined by it, not by words.
    let mut cells: Vec<&SupplyCell> = line.needs.iter().map(|need| &need.of).chain(line.capacity.iter().map(|one| &one.of)).collect();
    cells.sort();
    cells.dedup();
    let name = |of: &SupplyCell| of.words();
    let needs = line.needs.iter().map(|need| Need { of: name(&need.of), low: need.low, central: need.central, high: need.high });
    let capacity = line.capacity.iter().map(|one| Usable {
        of: name(&one.of),
        provider: one.provider.clone(),
        is_able: one.is_able,
        usable: one.usable,
    });
    let ask = Ask { needs: needs.collect(), capacity: capacity.collect() };
    let short_below = f64::from(settings.capacity_short_below) / 100.0;
    let tight_below = (f64::from(settings.capacity_tight_below) / 100.0).max(short_below);
    let Ok(reading) = capacity::read(&ask, &capacity::Settings { short_below, tight_below }) else {
        return Supply { parts: Vec::new(), state: State::NotKnown, worst: None, reading: None };
    };
    let part_of = |cell: &SupplyCell| reading.parts.iter().find(|part| part.of == name(cell)).cloned();
    let parts: Vec<(SupplyCell, Part)> = cells.into_iter().filter_map(|cell| part_of(cell).map(|part| (cell.clone(), part))).collect();
    let this_year = if today.month() < 4 { today.year() - 1 } else { today.year() };
    let missing = |part: &Part| part.shortfall.map_or(0.0, |short| short[1]);
    let to_come = parts.iter().filter(|(cell, _)| cell.year >= this_year);
    let worst = to_come
        .reduce(|worst, other| {
            let key = |(_, part): &(SupplyCell, Part)| (overall(part), missing(part));
            let (a, b) = (key(worst), key(other));
            if b.0 > a.0 || (b.0 == a.0 && b.1 > a.1) { other } else { worst }
        })
        .cloned();
    let state = worst.as_ref().map_or(State::NotKnown, |(_, part)| overall(part));
    Supply { parts, state, worst, reading: Some(reading) }
}

/// Enough that hangs on one provider is only just enough.
pub fn overall(part: &Part) -> State {
    if part.state == State::Enough && part.rests_on_one { State::Tight } else { part.state }
}

fn in_two_lots(line: &SupplyLine) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, one) in line.capacity.iter().enumerate() {
        let again = line.capacity.iter().skip(at + 1).any(|other| {
            other.provider == one.provider && (other.of.year, &other.of.place) == (one.of.year, &one.of.place) && other.usable > 0.0
        });
        if again && one.usable > 0.0 && !found.contains(&one.provider) {
            found.push(one.provider.clone());
        }
    }
    found
}
