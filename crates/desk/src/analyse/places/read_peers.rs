//! Who a place's peers are, by every list that holds it, and by our own distance on measures a person chose.

use exchange::tables::{IndicatorMeasure, Wanted};
use methods::benchmark::neighbours::{self, Feature, Place};
use model::area::PeerList;
use model::role::Permission;
use quantity::code::AreaCode;

use super::known::{ask, known};
use super::read_place::PlaceLine;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

/// More features are no choice.
pub const MOST_FEATURES: usize = 12;

/// One published list that holds the place.
#[derive(Debug, Clone)]
pub struct ListLine {
    pub list: PeerList,
    pub group: String,
    /// Code, name, and how near in the publisher's word.
    pub peers: Vec<(AreaCode, String, String)>,
    /// How many of these other lists hold as well.
    pub shared: usize,
}

#[derive(Debug, Clone)]
pub struct PeersView {
    pub code: AreaCode,
    pub name: String,
    pub lists: Vec<ListLine>,
    /// Measures a distance can be worked on: one figure for everyone, for the place.
    pub features: Vec<IndicatorMeasure>,
    /// Places of the same kind, for a group of one's own.
    pub alike: Vec<PlaceLine>,
    /// Our own distance on the chosen features, or why there is none. None where none was chosen.
    pub own: Option<Result<neighbours::Reading, String>>,
    /// Codes of the chosen features.
    pub chosen: Vec<String>,
    /// The one that counts double.
    pub doubled: Option<String>,
}

/// `chosen`: codes of measures, each with its weight.
pub async fn read_peers(desk: &Desk, actor: &Actor, code: &AreaCode, chosen: &[(String, f64)]) -> Result<PeersView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let known = known(desk, actor).await?;
    let (sets, own) = (known.sets.clone(), code.clone());
    let told = ask(desk, move |tables| tables.profile(&sets, &own, &[])).await?;
    if told.is_empty() && !known.is_named(code) {
        return Err(DeskError::NotFound);
    }
    let holding: Vec<_> = known.lists.iter().filter_map(|list| Some((list, list.of(code)?))).collect();
    let lists = holding
        .iter()
        .map(|(list, of)| {
            let elsewhere = |peer: &AreaCode| holding.iter().any(|(other, held)| other.code != list.code && held.peers.contains(peer));
            let word = |at: usize| of.closeness.get(at).cloned().unwrap_or_default();
            ListLine {
                list: (*list).clone(),
                group: of.group.clone(),
                peers: of.peers.iter().enumerate().map(|(at, peer)| (peer.clone(), known.name(peer), word(at))).collect(),
                shared: of.peers.iter().filter(|peer| elsewhere(peer)).count(),
            }
        })
        .collect();
    let mut features: Vec<IndicatorMeasure> = told
        .iter()
        .filter(|line| line.of.is_everyone() && line.last().is_some_and(|last| last.value.is_some()))
        .filter_map(|line| known.measures.get(&*line.measure).cloned())
        .collect();
    features.sort_by(|a, b| (&a.title, &a.code).cmp(&(&b.title, &b.code)));
    let area = known.area(code);
    let is_alike = |kind: &str, ends: Option<quantity::Date>| ends.is_none() && area.is_none_or(|own| own.kind == kind);
    let mut alike: Vec<PlaceLine> = (known.areas.areas().iter())
        .filter(|other| other.code != *code && is_alike(&other.kind, other.ends))
        .map(|other| PlaceLine {
            code: other.code.clone(),
            name: other.name.clone(),
            kind: other.kind.clone(),
            region: other.region.clone(),
            ended: None,
        })
        .collect();
    alike.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
    let chosen: Vec<(String, f64)> = chosen.iter().take(MOST_FEATURES).cloned().collect();
    let own = match chosen.as_slice() {
        [] => None,
        chosen => {
            let mut codes: Vec<AreaCode> = alike.iter().map(|place| place.code.clone()).collect();
            codes.push(code.clone());
            let names: Vec<String> = codes.iter().map(|code| known.name(code)).collect();
            let mut columns = Vec::with_capacity(chosen.len());
            for (measure, weight) in chosen {
                let title = known.measures.get(measure).ok_or(DeskError::NotFound)?.title.clone();
                let wanted = Wanted { measures: vec![measure.as_str().into()], areas: codes.clone(), everyone: true, ..Wanted::default() };
                let sets = known.sets.clone();
                let values = ask(desk, move |tables| tables.values(&sets, &wanted)).await?;
                // In the period of the place's own last value, so that years are not compared with others.
                let last = values.iter().filter(|v| v.area == *code && v.value.is_some()).map(|v| (v.period.start, v.period.end)).max();
                let figure = |area: &AreaCode| {
                    let at = last?;
                    values.iter().find(|v| v.area == *area && (v.period.start, v.period.end) == at)?.value
                };
                columns.push((Feature { name: title, weight: *weight }, codes.iter().map(figure).collect::<Vec<Option<f64>>>()));
            }
            let features: Vec<Feature> = columns.iter().map(|(feature, _)| feature.clone()).collect();
            let place = |(at, name): (usize, &String)| Place {
                name: name.clone(),
                values: columns.iter().map(|(_, values)| values.get(at).copied().flatten()).collect(),
            };
            let places: Vec<Place> = names.iter().enumerate().map(place).collect();
            Some(neighbours::read(&known.name(code), &features, &places).map_err(|r| r.message()))
        }
    };
    let doubled = chosen.iter().find(|(_, weight)| *weight > 1.0).map(|(code, _)| code.clone());
    let chosen = chosen.into_iter().map(|(code, _)| code).collect();
    Ok(PeersView { code: code.clone(), name: known.name(code), lists, features, alike, own, chosen, doubled })
}
