//! What market pages stand on: the data sets in force, who is who among their organisations, and who buys.

use std::collections::BTreeMap;
use std::sync::Arc;

use exchange::market::MarketTable;
use exchange::tables::{Answer, Asked, Beside, Held, Question, Within};
use model::data_set::{DataSet, DataSetKind, DataSetState, Holds};
use model::id::DataSetId;
use model::record::Record;
use quantity::Date;
use serde::Serialize;

use super::choice::{Choice, PlaceAsked, place_of, within};
use super::rows::{Columns, money, text, whole};
use super::who::{WhoIsWho, who_is_who};
use crate::actor::Actor;
use crate::analyse::places::known::ask;
use crate::desk::Desk;
use crate::error::DeskError;

/// A data set that answers came from, as a page names it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SetNamed {
    /// `DS-4`; empty where it has none.
    pub reference: String,
    pub title: String,
    pub kind: DataSetKind,
    pub publisher: String,
    pub edition: String,
    pub licence: String,
    /// Names of its kept columns, by table.
    pub digests: Vec<(String, String)>,
    /// The day it came into force.
    pub since: Date,
    /// First and last day its records are of.
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// Lines, rows or releases read, and of them those that could not be.
    pub read: u64,
    pub unreadable: u64,
}

/// One who buys, funds or asks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Buyer {
    /// The key of who is who.
    pub key: String,
    pub name: String,
    /// The keys files name it by.
    pub parties: Vec<String>,
    /// What is known of it, by kind of record: how many.
    pub records: BTreeMap<String, u64>,
    /// The sum of each kind in pence, never added up over kinds.
    pub totals: BTreeMap<String, quantity::Money>,
}

/// As of one reading of the store, for one person's scope.
#[derive(Debug, Clone)]
pub struct Ground {
    pub held: Vec<Held>,
    pub sets: Vec<SetNamed>,
    pub who: Arc<WhoIsWho>,
    pub buyers: Arc<Vec<Buyer>>,
    beside: Arc<Vec<Beside>>,
}

impl Ground {
    /// Whether any records of these kinds are in force.
    pub fn has(&self, kinds: &[DataSetKind]) -> bool {
        self.sets.iter().any(|set| kinds.contains(&set.kind))
    }

    /// The data sets of these kinds.
    pub fn of(&self, kinds: &[DataSetKind]) -> Vec<SetNamed> {
        self.sets.iter().filter(|set| kinds.contains(&set.kind)).cloned().collect()
    }

    pub fn holds(&self, table: MarketTable) -> bool {
        self.held.iter().any(|held| held.table == table)
    }
}

/// What a choice comes to, once buyers and place are looked up.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub choice: Choice,
    pub place: Option<PlaceAsked>,
    pub buyer: Option<Buyer>,
    /// Of what is bought: payments, awards, contracts, grants, by buyer.
    pub bought: Within,
    /// Of what lies or is asked for somewhere: providers and placements, by area.
    pub placed: Within,
    /// A place was asked for, and no buyer of its name is loaded: what is bought cannot be told for it.
    pub place_buys_nothing: bool,
}

/// Data sets of the market in force, in the order they came.
pub(crate) async fn sets_in_force(desk: &Desk, actor: &Actor) -> Result<Vec<Record<DataSetId, DataSet>>, DeskError> {
    let mut tx = desk.read().await?;
    let mut all = Vec::new();
    for kind in DataSetKind::OF_THE_MARKET {
        all.extend(store::data_sets::accepted(&mut tx, &actor.scope, *kind).await?);
    }
    all.sort_by_key(|one| (since(&one.noun), one.id));
    Ok(all)
}

fn since(data_set: &DataSet) -> jiff::Timestamp {
    match data_set.state {
        DataSetState::Accepted { at, .. } => at,
        _ => data_set.loaded_at,
    }
}

/// The kept columns of data sets, each once, in their order.
pub(crate) fn held_by(sets: &[Record<DataSetId, DataSet>]) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for set in sets {
        let Holds::Records(records) = &set.noun.holds else { continue };
        for kept in &records.tables {
            let table = MarketTable::ALL.into_iter().find(|table| table.name() == kept.table);
            let Some((table, digest)) = table.zip(kept.digest.as_deref()) else { continue };
            let one = Held { table, digest: digest.into() };
            if !held.contains(&one) {
                held.push(one);
            }
        }
    }
    held
}

fn named(desk: &Desk, set: &Record<DataSetId, DataSet>) -> SetNamed {
    let noun = &set.noun;
    let records = match &noun.holds {
        Holds::Records(records) => records.clone(),
        _ => model::data_set::RecordsHeld::default(),
    };
    SetNamed {
        reference: set.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
        title: noun.title.clone(),
        kind: noun.kind,
        publisher: noun.publisher.clone(),
        edition: noun.edition.clone(),
        licence: noun.licence.clone(),
        digests: records.tables.iter().filter_map(|t| Some((t.table.clone(), t.digest.clone()?))).collect(),
        since: desk.day_of(since(noun)),
        first: records.first,
        last: records.last,
        read: records.read,
        unreadable: records.unreadable,
    }
}

pub async fn ground(desk: &Desk, actor: &Actor) -> Result<Ground, DeskError> {
    let sets = sets_in_force(desk, actor).await?;
    let held = held_by(&sets);
    let who = who_is_who(desk, actor).await?;
    let beside = Arc::new(who.beside());
    let mut ground = Ground { held, sets: sets.iter().map(|set| named(desk, set)).collect(), who, buyers: Arc::default(), beside };
    if !ground.held.is_empty() {
        ground.buyers = Arc::new(buyers(&asked(desk, &ground, "market-buyers", &Within::default()).await?)?);
    }
    Ok(ground)
}

/// Questions that tell the days of a choice themselves: each record's own day, which the process behind it does not share.
const OF_DAYS: [&str; 8] = [
    "awards-by-buyer",
    "awards-by-category",
    "awards-by-supplier",
    "awards-by-year",
    "competition",
    "market-kinds",
    "money-by-kind",
    "supplier-years",
];

/// Asks one of the questions kept with the columns.
pub(super) async fn asked(desk: &Desk, ground: &Ground, question: &'static str, within: &Within) -> Result<Answer, DeskError> {
    if !OF_DAYS.contains(&question) {
        return put(desk, ground, question, within.clone(), ground.beside.clone()).await;
    }
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let days = Beside { name: "days", columns: &["from_day", "to_day"], rows: vec![vec![day(within.from), day(within.to)]] };
    asked_beside(desk, ground, question, &Within { from: None, to: None, ..within.clone() }, days).await
}

/// The same with one small table more.
pub(super) async fn asked_beside(
    desk: &Desk,
    ground: &Ground,
    question: &'static str,
    within: &Within,
    more: Beside,
) -> Result<Answer, DeskError> {
    let mut all = ground.beside.as_ref().clone();
    all.push(more);
    put(desk, ground, question, within.clone(), Arc::new(all)).await
}

async fn put(desk: &Desk, ground: &Ground, question: &'static str, within: Within, beside: Arc<Vec<Beside>>) -> Result<Answer, DeskError> {
    let held = ground.held.clone();
    ask(desk, move |tables| tables.ask(&Question { asked: Asked::Named(question), of: &held, within: &within, beside: &beside })).await
}

fn buyers(answer: &Answer) -> Result<Vec<Buyer>, DeskError> {
    let columns = Columns::of(answer, ["buyer", "name", "party", "what", "records", "total"])?;
    let mut found: BTreeMap<String, Buyer> = BTreeMap::new();
    for [key, name, party, what, records, total] in columns.rows(answer) {
        let key = text(key);
        let buyer = found.entry(key.clone()).or_insert_with(|| Buyer {
            key,
            name: text(name),
            parties: Vec::new(),
            records: BTreeMap::new(),
            totals: BTreeMap::new(),
        });
        let party = text(party);
        if !buyer.parties.contains(&party) {
            buyer.parties.push(party);
        }
        *buyer.records.entry(text(what)).or_default() += whole(records).unwrap_or(0);
        if let Some(total) = money(total) {
            let sum = buyer.totals.entry(text(what)).or_default();
            *sum = *sum + total;
        }
    }
    let mut buyers: Vec<Buyer> = found.into_values().collect();
    buyers.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    Ok(buyers)
}

/// Looks up what was chosen. What cannot be taken comes back as faults, each with its field.
pub async fn chosen(desk: &Desk, actor: &Actor, ground: &Ground, choice: &Choice) -> Result<Chosen, DeskError> {
    let mut faults = choice.faults();
    let place = place_of(desk, actor, &choice.place).await?;
    let asked = choice.buyer.trim();
    let buyer = ground
        .buyers
        .iter()
        .find(|buyer| buyer.key == asked || buyer.parties.iter().any(|party| party == asked) || buyer.name.eq_ignore_ascii_case(asked))
        .cloned();
    if !asked.is_empty() && buyer.is_none() {
        faults.push(crate::Fault::new("buyer", "No buyer of this name is loaded. Choose one of the list."));
    }
    DeskError::unless_clean(faults)?;
    let (mut bought, mut placed) = (within(choice), within(choice));
    let mut place_buys_nothing = false;
    if let Some(place) = &place {
        let here: Vec<&Buyer> = ground.buyers.iter().filter(|buyer| is_of(buyer, place)).collect();
        place_buys_nothing = here.is_empty() && buyer.is_none();
        bought.buyers = here.iter().flat_map(|buyer| buyer.parties.clone()).collect();
        placed.areas = [&place.code, &place.name].into_iter().filter(|text| !text.is_empty()).cloned().collect();
    }
    if let Some(buyer) = &buyer {
        bought.buyers.clone_from(&buyer.parties);
        placed.buyers.clone_from(&buyer.parties);
    }
    if place_buys_nothing {
        // A key nobody has: nothing is told rather than everything.
        bought.buyers = vec!["name:".to_owned()];
    }
    // Providers and placements have no CPV: a category is no way to choose among them.
    placed.category = None;
    Ok(Chosen { choice: choice.clone(), place, buyer, bought, placed, place_buys_nothing })
}

/// Whether a buyer is the authority of a place: by the code in its key, or by the place's name at the beginning of its own.
fn is_of(buyer: &Buyer, place: &PlaceAsked) -> bool {
    let by_code = !place.code.is_empty() && buyer.parties.iter().any(|party| party.ends_with(&place.code));
    let name = exchange::market::party::even(&place.name);
    let own = exchange::market::party::even(&buyer.name);
    by_code || (!name.is_empty() && (own == name || is_council_of(&own, &name)))
}

/// `TRAFFORD METROPOLITAN BOROUGH COUNCIL` is of `TRAFFORD`; `TRAFFORD HOUSING TRUST` is not.
fn is_council_of(own: &str, place: &str) -> bool {
    const KINDS: [&str; 12] =
        ["METROPOLITAN", "BOROUGH", "COUNCIL", "CITY", "COUNTY", "DISTRICT", "MBC", "MDC", "CC", "BC", "DC", "UNITARY"];
    let rest = match own.strip_suffix(place) {
        // `LONDON BOROUGH OF SUTTON`, `CITY OF SALFORD`, `COUNCIL OF THE ISLES`
        Some(before) if before.ends_with(" OF ") || before.ends_with(" OF THE ") => {
            before.trim_end_matches(" OF THE ").trim_end_matches(" OF ").trim_start_matches("LONDON ").to_owned()
        }
        _ => match own.strip_prefix(place).and_then(|after| after.strip_prefix(' ')) {
            Some(after) => after.to_owned(),
            None => return false,
        },
    };
    !rest.trim().is_empty() && rest.split_whitespace().all(|word| KINDS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_council_is_of_its_place_and_a_trust_of_the_same_name_is_not() {
        for own in ["TRAFFORD COUNCIL", "TRAFFORD METROPOLITAN BOROUGH COUNCIL", "TRAFFORD MBC"] {
            assert!(is_council_of(own, "TRAFFORD"), "{own}");
        }
        assert!(is_council_of("LONDON BOROUGH OF SUTTON", "SUTTON") && is_council_of("CITY OF SALFORD", "SALFORD"));
        for own in ["TRAFFORD HOUSING TRUST", "TRAFFORD", "OLD TRAFFORD COUNCIL", "STRATFORD COUNCIL"] {
            assert!(!is_council_of(own, "TRAFFORD"), "{own}");
        }
    }
}
