//! What was loaded of places: data sets in the order they came, the register of areas, published lists of neighbours.

use std::collections::{BTreeMap, HashMap};

use exchange::areas::Gazetteer;
use exchange::tables::{Digest, IndicatorMeasure, NamedArea, Tables, TablesError};
use model::area::{Area, PeerList};
use model::data_set::{DataSet, DataSetKind, Holds};
use model::id::DataSetId;
use model::record::Record;
use quantity::code::AreaCode;

use crate::actor::Actor;
use crate::analyse::data_sets::ground::{areas_held, in_force};
use crate::desk::Desk;
use crate::error::DeskError;

/// As of one reading of the store.
#[derive(Debug, Clone)]
pub struct Known {
    /// Accepted sets of figures, the earliest first.
    pub sets: Vec<Digest>,
    /// Their cards.
    pub cards: Vec<Record<DataSetId, DataSet>>,
    pub areas: Gazetteer,
    /// Published lists; a later file's list of one code takes the place of an earlier one.
    pub lists: Vec<PeerList>,
    /// By code.
    pub measures: BTreeMap<String, IndicatorMeasure>,
    /// Names of what no register holds, as files tell them.
    named: HashMap<AreaCode, NamedArea>,
}

impl Known {
    /// What an area is called: by the register, by a file, else its code.
    pub fn name(&self, code: &AreaCode) -> String {
        let registered = self.areas.find(code).map(|area| area.name.clone());
        registered.or_else(|| self.named.get(code).map(|area| area.name.clone())).unwrap_or_else(|| code.to_string())
    }

    /// What the register says of an area.
    pub fn area(&self, code: &AreaCode) -> Option<&Area> {
        self.areas.find(code)
    }

    pub fn is_named(&self, code: &AreaCode) -> bool {
        self.areas.find(code).is_some() || self.named.contains_key(code)
    }

    /// Areas that files name and no register holds.
    pub fn named(&self) -> impl Iterator<Item = &NamedArea> {
        self.named.values().filter(|area| self.areas.find(&area.code).is_none())
    }

    /// Other measures of the same title: two definitions under one name.
    pub fn namesakes<'k>(&'k self, measure: &'k IndicatorMeasure) -> impl Iterator<Item = &'k IndicatorMeasure> {
        let title = measure.title.to_lowercase();
        self.measures.values().filter(move |other| other.code != measure.code && other.title.to_lowercase() == title)
    }

    /// The card of a set of figures.
    pub fn card(&self, digest: &str) -> Option<&Record<DataSetId, DataSet>> {
        self.cards.iter().find(|card| card.noun.digest() == Some(digest))
    }
}

pub async fn known(desk: &Desk, actor: &Actor) -> Result<Known, DeskError> {
    let mut tx = desk.read().await?;
    let areas = Gazetteer::of(areas_held(&mut tx, &actor.scope).await?);
    let sets = in_force(&mut tx, &actor.scope, DataSetKind::Indicators).await?;
    let cards = store::data_sets::accepted(&mut tx, &actor.scope, DataSetKind::Indicators).await?;
    let neighbours = store::data_sets::accepted(&mut tx, &actor.scope, DataSetKind::Neighbours).await?;
    drop(tx);
    let lists = lists_of(neighbours.into_iter().filter_map(|card| match card.noun.holds {
        Holds::Neighbours { lists } => Some(lists),
        _ => None,
    }));
    let names = sets.clone();
    let (measures, named) = ask(desk, move |tables| {
        let mut named: HashMap<AreaCode, NamedArea> = HashMap::new();
        for set in &names {
            named.extend(tables.areas_of(set)?.into_iter().map(|area| (area.code.clone(), area)));
        }
        Ok((tables.measures(&names)?, named))
    })
    .await?;
    let measures = measures.into_iter().map(|measure| (measure.code.clone(), measure)).collect();
    Ok(Known { sets, cards, areas, lists, measures, named })
}

/// Asks whoever keeps the columns, beside the runtime: it takes the processor, and the disk.
pub(crate) async fn ask<T: Send + 'static>(
    desk: &Desk,
    question: impl FnOnce(&dyn Tables) -> Result<T, TablesError> + Send + 'static,
) -> Result<T, DeskError> {
    let tables = desk.tables.clone();
    let answer = tokio::task::spawn_blocking(move || question(tables.as_ref())).await;
    answer
        .map_err(|_| DeskError::refused("data_sets", "The figures could not be read just now. Try again."))?
        .map_err(|error| DeskError::refused("data_sets", error.to_string()))
}

/// Lists of several files, in the order they were loaded: a later list of one code takes the place of an earlier, but a list of one
/// place's peers only adds to it.
fn lists_of(files: impl Iterator<Item = Vec<PeerList>>) -> Vec<PeerList> {
    let mut all: Vec<PeerList> = Vec::new();
    for list in files.flatten() {
        match all.iter_mut().find(|known| known.code == list.code) {
            Some(known) if list.of.len() == 1 => {
                known.of.retain(|of| list.of(&of.area).is_none());
                known.of.extend(list.of);
            }
            Some(known) => *known = list,
            None => all.push(list),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyse::places::compared::tests::code;
    use model::area::PeersOf;

    #[test]
    fn a_list_of_one_places_peers_adds_to_the_list_it_belongs_to() {
        let of = |area: u32, peer: u32| PeersOf { area: code(area), group: String::new(), peers: vec![code(peer)], closeness: vec![] };
        let list = |of: Vec<PeersOf>| PeerList { code: "adult".into(), title: "Adult".into(), is_ordered: true, of };
        let lists = lists_of([vec![list(vec![of(1, 2), of(2, 1)])], vec![list(vec![of(1, 9)])]].into_iter());
        assert_eq!(lists.len(), 1);
        assert_eq!(lists[0].of(&code(1)).map(|of| of.peers.clone()), Some(vec![code(9)]));
        assert_eq!(lists[0].of(&code(2)).map(|of| of.peers.clone()), Some(vec![code(1)]));
    }
}
