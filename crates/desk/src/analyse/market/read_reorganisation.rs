//! Councils that become one: their contracts of the same scope, side by side, and what may become of each pair.

use exchange::tables::Within;
use model::role::Permission;
use quantity::Date;

use super::ground::{Buyer, SetNamed, asked};
use super::read_authorities::public_ground;
use super::side_by_side::{Pair, contracts, pairs};
use crate::actor::Actor;
use crate::config;
use crate::config::reorganisation::Reorganisation;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};

#[derive(Debug, Clone, Default)]
pub struct AskReorganisation {
    /// Keys of councils; none: every buyer with contracts.
    pub councils: Vec<String>,
    /// The day the new council begins; none: two years from now, on 1 April.
    pub day: Option<Date>,
}

#[derive(Debug, Clone)]
pub struct ReorganisationView {
    /// Buyers whose contracts are loaded, to choose among.
    pub councils: Vec<Buyer>,
    pub chosen: Vec<String>,
    pub day: Date,
    pub pairs: Vec<Pair>,
    /// Contracts of the chosen that were laid side by side.
    pub contracts: u64,
    /// Nobody was chosen, and more are loaded than are laid side by side unasked.
    pub too_many: bool,
    pub rules: Reorganisation,
    pub left_out: Vec<String>,
    pub sets: Vec<SetNamed>,
}

/// Buyers laid side by side where nobody chose: a nation's file holds hundreds.
const MOST_UNASKED: usize = 12;

/// A day for the form where nobody has chosen one: the first of April after next.
pub fn usual_day(today: Date) -> Date {
    let year = if today.month() < 4 { today.year() + 1 } else { today.year() + 2 };
    Date::new(year, 4, 1).unwrap_or(today)
}

pub async fn read_reorganisation(desk: &Desk, actor: &Actor, ask: &AskReorganisation) -> Result<ReorganisationView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let today = desk.today();
    let day = ask.day.unwrap_or_else(|| usual_day(today));
    let (ground, left_out) = public_ground(desk, actor).await?;
    let rules = config::reorganisation::defaults().map_err(|error| DeskError::refused("configuration", error.to_string()))?;
    let councils: Vec<Buyer> = ground.buyers.iter().filter(|buyer| buyer.records.contains_key("contracts")).cloned().collect();
    let mut faults = Vec::new();
    if day <= today {
        faults.push(Fault::new("day", "Write the day the new council begins: a day after today"));
    }
    if ask.councils.iter().any(|key| !councils.iter().any(|council| council.key == *key)) {
        faults.push(Fault::new("council", "Choose among the councils whose contracts are loaded"));
    }
    if ask.councils.len() == 1 {
        faults.push(Fault::new("council", "Choose two councils or more, or none for all of them"));
    }
    DeskError::unless_clean(faults)?;
    let parties = councils.iter().filter(|one| ask.councils.contains(&one.key)).flat_map(|one| one.parties.clone()).collect();
    let too_many = ask.councils.is_empty() && councils.len() > MOST_UNASKED;
    let told = if ground.held.is_empty() || councils.len() < 2 || too_many {
        Vec::new()
    } else {
        contracts(&asked(desk, &ground, "contracts-side-by-side", &Within { buyers: parties, ..Within::default() }).await?)?
    };
    let pairs = pairs(&told, &rules, today, day);
    Ok(ReorganisationView {
        chosen: ask.councils.clone(),
        contracts: told.len() as u64,
        sets: ground.sets,
        too_many,
        councils,
        day,
        pairs,
        rules,
        left_out,
    })
}
