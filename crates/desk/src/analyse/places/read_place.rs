//! A place's profile: every measure loaded of it, beside its peers, by theme. And the places there are.

use std::collections::BTreeMap;

use exchange::tables::Wanted;
use model::area::{Area, PeerList};
use model::role::Permission;
use quantity::code::AreaCode;

use super::compared::{Compared, compared};
use super::known::{Known, ask, known};
use super::peers::{Choice, Peers, peers_of};
use crate::actor::Actor;
use crate::config::peer_models;
use crate::desk::Desk;
use crate::error::DeskError;

/// One place among those a person may choose.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceLine {
    pub code: AreaCode,
    pub name: String,
    pub kind: String,
    pub region: String,
    /// Its last day, where it was abolished.
    pub ended: Option<quantity::Date>,
}

#[derive(Debug, Clone)]
pub struct PlacesView {
    pub places: Vec<PlaceLine>,
    /// Measures that are loaded, of any place.
    pub measures: usize,
    pub lists: Vec<PeerList>,
}

#[derive(Debug, Clone)]
pub struct PlaceView {
    pub code: AreaCode,
    pub name: String,
    /// What the register says of it, where one is loaded that holds it.
    pub area: Option<Area>,
    /// Who governs its ground since, where it was abolished.
    pub since: Vec<(AreaCode, String)>,
    pub themes: Vec<Theme>,
    /// Titles that two measures have, with their codes: two definitions under one name.
    pub two_definitions: Vec<(String, Vec<String>)>,
    /// Titles of the sets of figures, with their editions.
    pub sources: Vec<String>,
}

#[derive(Debug, Clone)]
pub struct Theme {
    pub title: String,
    pub lines: Vec<(Compared, Peers)>,
}

/// The places there are, by name; `find` narrows by a part of the name or the code.
pub async fn list_places(desk: &Desk, actor: &Actor, find: &str) -> Result<PlacesView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let known = known(desk, actor).await?;
    let wanted = find.trim().to_lowercase();
    let fits =
        |name: &str, code: &AreaCode| wanted.is_empty() || name.to_lowercase().contains(&wanted) || code.as_str().to_lowercase() == wanted;
    let registered = known.areas.areas().iter().map(|area| PlaceLine {
        code: area.code.clone(),
        name: area.name.clone(),
        kind: area.kind.clone(),
        region: area.region.clone(),
        ended: area.ends,
    });
    let named = known.named().map(|area| PlaceLine {
        code: area.code.clone(),
        name: area.name.clone(),
        kind: area.kind.clone(),
        region: String::new(),
        ended: None,
    });
    let mut places: Vec<PlaceLine> = registered.chain(named).filter(|place| fits(&place.name, &place.code)).collect();
    places.sort_by(|a, b| (a.ended.is_some(), &a.name, &a.code).cmp(&(b.ended.is_some(), &b.name, &b.code)));
    Ok(PlacesView { places, measures: known.measures.len(), lists: known.lists })
}

pub async fn read_place(desk: &Desk, actor: &Actor, code: &AreaCode, choice: &Choice) -> Result<PlaceView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let known = known(desk, actor).await?;
    let lines = lines(desk, &known, code, choice).await?;
    if lines.is_empty() && !known.is_named(code) {
        return Err(DeskError::NotFound);
    }
    Ok(view(&known, code, lines))
}

/// Every measure of the place beside the peers that suit it. All lists' peers are asked for at once; each measure then takes its own.
pub(super) async fn lines(desk: &Desk, known: &Known, code: &AreaCode, choice: &Choice) -> Result<Vec<(Compared, Peers)>, DeskError> {
    let models = peer_models::defaults().map_err(|error| DeskError::refused("peer_models", error.to_string()))?;
    let mut all: Vec<AreaCode> = choice.own.clone();
    for list in &known.lists {
        all.extend(list.of(code).into_iter().flat_map(|of| of.peers.iter().cloned()));
    }
    all.sort();
    all.dedup();
    let (sets, own) = (known.sets.clone(), code.clone());
    let told = ask(desk, move |tables| tables.profile(&sets, &own, &all)).await?;
    let mut found = Vec::with_capacity(told.len());
    for line in &told {
        let Some(measure) = known.measures.get(&*line.measure) else { continue };
        let about = format!("{} {} {}", measure.source, measure.theme, measure.title);
        let peers = peers_of(code, &about, choice, &known.lists, &models).unwrap_or_else(Peers::none);
        if let Some(mut one) = compared(measure, line, &known.name(code), &peers.areas, |peer| known.name(peer)) {
            one.odd.extend(ended_peers(known, &peers, &one));
            found.push((one, peers));
        }
    }
    Ok(found)
}

/// Peers that were no more when the figure was taken, with who governs their ground since.
fn ended_peers(known: &Known, peers: &Peers, one: &Compared) -> Vec<String> {
    let gone = |code: &AreaCode| {
        let area = known.area(code)?;
        let ended = area.ends.filter(|day| *day < one.period.end)?;
        let since: Vec<String> = area.replaced_by.iter().map(|code| known.name(code)).collect();
        let since =
            if since.is_empty() { String::new() } else { format!(" {} took its place; its figures are not these.", since.join(" and ")) };
        Some(format!("{} was abolished on {}, and has no figure of this period.{since}", area.name, quantity::period::in_words(ended)))
    };
    peers.areas.iter().filter_map(gone).collect()
}

fn view(known: &Known, code: &AreaCode, lines: Vec<(Compared, Peers)>) -> PlaceView {
    let area = known.area(code).cloned();
    let since = area.iter().flat_map(|a| &a.replaced_by).map(|code| (code.clone(), known.name(code))).collect();
    let mut titles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (one, _) in lines.iter().filter(|(one, _)| one.of.is_everyone()) {
        let codes = titles.entry(one.measure.title.clone()).or_default();
        if !codes.contains(&one.measure.code) {
            codes.push(one.measure.code.clone());
        }
    }
    let two_definitions = titles.into_iter().filter(|(_, codes)| codes.len() > 1).collect();
    let mut sources: Vec<String> = lines.iter().map(|(one, _)| source_of(&one.measure)).collect();
    sources.sort();
    sources.dedup();
    let mut themes: BTreeMap<String, Vec<(Compared, Peers)>> = BTreeMap::new();
    for line in lines {
        let theme = if line.0.measure.theme.is_empty() { "Other measures".to_owned() } else { line.0.measure.theme.clone() };
        themes.entry(theme).or_default().push(line);
    }
    let themes = themes.into_iter().map(|(title, lines)| Theme { title, lines }).collect();
    PlaceView { code: code.clone(), name: known.name(code), area, since, themes, two_definitions, sources }
}

/// `Department for Education, edition of March 2026`.
pub fn source_of(measure: &exchange::tables::IndicatorMeasure) -> String {
    if measure.vintage.is_empty() { measure.source.clone() } else { format!("{}, edition {}", measure.source, measure.vintage) }
}

/// Values wanted of one measure, for a place and its peers.
pub(super) fn of_measure(measure: &str, areas: Vec<AreaCode>) -> Wanted {
    Wanted { measures: vec![measure.into()], areas, ..Wanted::default() }
}
