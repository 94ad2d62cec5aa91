//! One measure of a place: beside its peers, over the years, with a funnel and a control chart where they fit.

use std::collections::BTreeMap;

use exchange::tables::{Breakdown, IndicatorMeasure, IndicatorValue, ProfileLine};
use methods::benchmark::spread::{Spread, spread};
use methods::spc::{self, Point};
use model::data_set::DataSet;
use model::id::DataSetId;
use model::record::Record;
use model::role::Permission;
use quantity::code::AreaCode;
use quantity::{Date, MeasureKind, Period};

use super::compared::{Compared, better, compared};
use super::known::{ask, known};
use super::peers::{Choice, Peers, peers_of};
use super::read_place::of_measure;
use crate::actor::Actor;
use crate::config::peer_models;
use crate::desk::Desk;
use crate::error::DeskError;

/// A control chart needs so many periods before its limits are more than trial.
pub const LONG: usize = spc::TRIAL_BELOW;

#[derive(Debug, Clone)]
pub struct PlaceMeasureView {
    pub code: AreaCode,
    pub name: String,
    pub compared: Compared,
    pub peers: Peers,
    /// Other groups of people that the measure is told of, here.
    pub groups: Vec<Breakdown>,
    /// The peers' spread in each period of the place's own series, in its order.
    pub peers_by_period: Vec<Option<Spread>>,
    /// The control chart of the place's own series, where it is long enough and its periods are alike.
    pub chart: Option<spc::Reading>,
    /// Other measures of the same title.
    pub namesakes: Vec<IndicatorMeasure>,
    /// The set of figures the last value is from.
    pub card: Option<Record<DataSetId, DataSet>>,
}

/// `group`: which group of people, as its words are; empty for everyone, or for the first there is.
pub async fn read_place_measure(
    desk: &Desk,
    actor: &Actor,
    code: &AreaCode,
    measure: &str,
    group: &str,
    choice: &Choice,
) -> Result<PlaceMeasureView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let known = known(desk, actor).await?;
    let noun = known.measures.get(measure).ok_or(DeskError::NotFound)?;
    let models = peer_models::defaults().map_err(|error| DeskError::refused("peer_models", error.to_string()))?;
    let about = format!("{} {} {}", noun.source, noun.theme, noun.title);
    let peers = peers_of(code, &about, choice, &known.lists, &models).unwrap_or_else(Peers::none);
    let areas = std::iter::once(code).chain(&peers.areas).cloned().collect();
    let (sets, wanted) = (known.sets.clone(), of_measure(measure, areas));
    let values = ask(desk, move |tables| tables.values(&sets, &wanted)).await?;
    let mut groups: Vec<Breakdown> = values.iter().filter(|v| v.area == *code).map(|v| v.of.clone()).collect();
    groups.sort();
    groups.dedup();
    let of = groups.iter().find(|g| g.words() == group).or(groups.first()).ok_or(DeskError::NotFound)?.clone();
    let line = line(measure, &of, code, &values).ok_or(DeskError::NotFound)?;
    let name = known.name(code);
    let compared = compared(noun, &line, &name, &peers.areas, |peer| known.name(peer)).ok_or(DeskError::NotFound)?;
    let peers_by_period = by_period(&compared.series, &of, code, &values);
    let chart = control_chart(noun, &compared.series);
    let dataset = compared.series.iter().rev().find(|v| v.value.is_some()).map(|v| v.dataset.to_string()).unwrap_or_default();
    Ok(PlaceMeasureView {
        code: code.clone(),
        name,
        groups: groups.into_iter().filter(|g| *g != of).collect(),
        peers_by_period,
        chart,
        namesakes: known.namesakes(noun).cloned().collect(),
        card: known.card(&dataset).cloned(),
        compared,
        peers,
    })
}

/// The area's series and its peers in the period of its last value.
fn line(measure: &str, of: &Breakdown, code: &AreaCode, values: &[IndicatorValue]) -> Option<ProfileLine> {
    let of_group = || values.iter().filter(|v| v.of == *of);
    let mut own: Vec<IndicatorValue> = of_group().filter(|v| v.area == *code).cloned().collect();
    own.sort_by_key(|v| (v.period.start, v.period.end));
    let mut line = ProfileLine { measure: measure.into(), of: of.clone(), own, peers: Vec::new() };
    let at = line.last().map(|last| (last.period.start, last.period.end))?;
    line.peers = of_group().filter(|v| v.area != *code && (v.period.start, v.period.end) == at).cloned().collect();
    Some(line)
}

fn by_period(series: &[IndicatorValue], of: &Breakdown, code: &AreaCode, values: &[IndicatorValue]) -> Vec<Option<Spread>> {
    let mut told: BTreeMap<(Date, Date), Vec<f64>> = BTreeMap::new();
    for value in values.iter().filter(|v| v.of == *of && v.area != *code) {
        if let Some(figure) = value.value.filter(|v| v.is_finite()) {
            told.entry((value.period.start, value.period.end)).or_default().push(figure);
        }
    }
    let fewest = methods::benchmark::Settings::default().fewest_peers;
    let at = |v: &IndicatorValue| told.get(&(v.period.start, v.period.end)).filter(|f| f.len() >= fewest).and_then(|f| spread(f));
    series.iter().map(at).collect()
}

/// None where the series is short, or its periods are not months, quarters or years of one kind.
fn control_chart(measure: &IndicatorMeasure, series: &[IndicatorValue]) -> Option<spc::Reading> {
    let points: Vec<Point> = series
        .iter()
        .map(|v| {
            let period = period_of(v.period.start, v.period.end)?;
            Some(v.value.map_or(Point::missing(period), |value| Point::new(period, value)))
        })
        .collect::<Option<_>>()?;
    if points.iter().filter(|p| p.value.is_some()).count() < LONG {
        return None;
    }
    spc::read(&points, &spc::Ask::new(MeasureKind::Value, better(measure))).ok()
}

/// The whole period between two days, if it is one of ours.
fn period_of(start: Date, end: Date) -> Option<Period> {
    let month = quantity::Month::of(start);
    let all = [Period::Month(month), Period::Quarter(month), Period::FinancialYear(start.year()), Period::CalendarYear(start.year())];
    all.into_iter().find(|period| period.first_day() == start && period.last_day() == end)
}
