//! Small counts of people withheld from a series, with whatever would give them away: its complement, and the parts and the
//! whole it could be worked back from. What is withheld is shown as fewer than the threshold, never as nought.

use std::collections::{BTreeMap, BTreeSet};

use methods::disclosure::{Cell, PairShown, Settings, differs_by_small, pair, withhold};
use model::measure::Measure;
use model::observation::{Missing, Observation};
use quantity::{MeasureKind, Period, Unit};

/// Words of people, as names, definitions and units use them.
const PEOPLE: [&str; 30] = [
    "people",
    "person",
    "persons",
    "children",
    "child",
    "adults",
    "adult",
    "carers",
    "carer",
    "residents",
    "resident",
    "pupils",
    "pupil",
    "clients",
    "client",
    "patients",
    "patient",
    "users",
    "placements",
    "deaths",
    "death",
    "households",
    "families",
    "tenants",
    "tenancies",
    "admissions",
    "reviews",
    "leavers",
    "staff",
    "completers",
];

/// Words of things that are nobody.
const THINGS: [&str; 30] = [
    "visits",
    "visit",
    "routes",
    "route",
    "posts",
    "flats",
    "packages",
    "incidents",
    "journeys",
    "arrivals",
    "hours",
    "tonnes",
    "miles",
    "km",
    "claims",
    "applications",
    "grants",
    "hazards",
    "complaints",
    "calls",
    "sessions",
    "classes",
    "heaps",
    "deductions",
    "invoices",
    "pounds",
    "days",
    "weeks",
    "offers",
    "availability",
];

/// Does it count people? As somebody said; else by the first word of its unit, name or definition that tells; else yes.
pub fn is_of_people(measure: &Measure) -> bool {
    if let Some(said) = measure.of_people {
        return said;
    }
    let unit = match &measure.unit {
        Unit::Count(of) => of.as_str(),
        _ => "",
    };
    let text = [unit, &measure.name, &measure.definition].join(" ").to_lowercase();
    let tells = text.split(|c: char| !c.is_alphabetic()).find_map(|word| match () {
        () if PEOPLE.contains(&word) => Some(true),
        () if THINGS.contains(&word) => Some(false),
        () => None,
    });
    tells.unwrap_or(true)
}

/// The first word of a name that says what is counted: `people` of “People who moved on”.
pub fn counted(name: &str) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic());
    words.find_map(|word| PEOPLE.iter().chain(&THINGS).copied().find(|known| *known == word && word.len() > 2))
}

/// The count of people a data point stands for, and of how many where that is known.
fn counts(measure: &Measure, point: &Observation) -> Option<Counted> {
    let whole = |n: i64| u64::try_from(n).ok();
    match (measure.unit.clone(), point.numerator.and_then(whole), point.denominator.and_then(whole)) {
        (Unit::Percent, Some(part), of) => Some((part, of)),
        (Unit::Percent, None, _) => None,
        (Unit::Count(_), ..) => point.value.filter(|v| *v >= 0.0 && v.fract() == 0.0).map(|v| (v as u64, None)),
        (Unit::Per { .. }, Some(part), _) => Some((part, None)),
        _ => None,
    }
}

fn is_small(measure: &Measure, point: &Observation, settings: &Settings) -> bool {
    match counts(measure, point) {
        None => false,
        Some((part, None)) => settings.is_small(part),
        Some((part, Some(of))) if part > of => false,
        Some((part, Some(of))) => !matches!(pair(part, of, settings), PairShown::All { .. }),
    }
}

/// A count, and of how many where that is known.
type Counted = (u64, Option<u64>);

/// Parts of one period to be withheld beside those that are small themselves, so that none can be worked back from the whole, nor
/// whoever is in the whole and in no part: two totals that differ by one person give that person away.
fn protecting(whole: Counted, row: &[(String, Counted)], is_hidden: impl Fn(&str) -> bool, settings: &Settings) -> BTreeSet<String> {
    let sum = row.iter().fold(0u64, |sum, (_, (count, _))| sum.saturating_add(*count));
    let rest = whole.0.saturating_sub(sum);
    let gives_rest_away = rest > 0 && differs_by_small(whole.0, sum, settings);
    let mut hide = BTreeSet::new();
    if row.len() > 1 || gives_rest_away {
        let cells: Vec<u64> = row.iter().map(|(_, (count, _))| *count).chain((rest > 0).then_some(rest)).collect();
        let table = withhold(&[cells], settings).ok();
        for ((part, _), cell) in row.iter().zip(table.iter().flat_map(|table| table.cells.first()).flatten()) {
            if !matches!(cell, Cell::Shown(_)) {
                hide.insert(part.clone());
            }
        }
    }
    let shown = |hide: &BTreeSet<String>| {
        let left = row.iter().filter(|(part, _)| !is_hidden(part) && !hide.contains(part));
        left.min_by_key(|(_, (count, _))| *count).map(|(part, _)| part.clone())
    };
    let hidden = |hide: &BTreeSet<String>| row.iter().filter(|(part, _)| is_hidden(part) || hide.contains(part)).count();
    // One part alone withheld, because its complement is small, would be the whole less the others.
    if row.len() > 1 && rest == 0 && hidden(&hide) == 1 {
        hide.extend(shown(&hide));
    }
    // The same of those it is counted of: with every part shown, the whole less the parts is whoever is in none.
    let of = row.iter().try_fold(0u64, |sum, (_, (_, of))| sum.checked_add((*of)?));
    let differs = whole.1.zip(of).is_some_and(|(whole, of)| whole > of && differs_by_small(whole, of, settings));
    if differs && hidden(&hide) == 0 {
        hide.extend(shown(&hide));
    }
    hide
}

/// Every data point of a measure, all its parts together, with the small ones withheld. Points of measures that count no
/// people, and figures (medians, rates without their numbers) that are no counts, pass as they are.
pub fn withheld(measure: &Measure, points: Vec<Observation>, below: u32) -> Vec<Observation> {
    let settings = Settings { below: u64::from(below).max(2), zero_is_small: false };
    // Averages of people tell no count; totals, shares and events do.
    let counted = !matches!(measure.kind, MeasureKind::Value);
    if !counted || !is_of_people(measure) {
        return points;
    }
    let mut hide: BTreeSet<(Period, String)> = BTreeSet::new();
    let mut parts: BTreeMap<Period, Vec<(String, Counted)>> = BTreeMap::new();
    let mut wholes: BTreeMap<Period, Counted> = BTreeMap::new();
    for point in &points {
        if is_small(measure, point, &settings) {
            hide.insert((point.period, point.part.clone()));
        }
        match counts(measure, point) {
            Some(count) if !point.part.is_empty() => parts.entry(point.period).or_default().push((point.part.clone(), count)),
            Some(count) => {
                wholes.insert(point.period, count);
            }
            None => {}
        }
    }
    for (period, row) in &parts {
        if let Some(whole) = wholes.get(period) {
            let names = protecting(*whole, row, |part| hide.contains(&(*period, part.to_owned())), &settings);
            hide.extend(names.into_iter().map(|part| (*period, part)));
        }
    }
    let mask = |point: Observation| if hide.contains(&(point.period, point.part.clone())) { masked(point) } else { point };
    points.into_iter().map(mask).collect()
}

/// Without its figures.
pub fn masked(mut point: Observation) -> Observation {
    (point.value, point.numerator, point.denominator) = (None, None, None);
    point.missing = Some(Missing::Suppressed);
    point
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use model::id::{MeasureId, ObservationId, ServiceId};
    use quantity::Direction;
    use testkit::nouns;
    use uuid::Uuid;

    fn measure(name: &str, kind: MeasureKind, unit: Unit) -> Measure {
        let mut measure = nouns::measure(ServiceId(Uuid::from_u128(1)), name);
        (measure.kind, measure.unit, measure.direction, measure.definition) = (kind, unit, Direction::High, String::new());
        measure
    }

    fn of(part: &str, numerator: i64, denominator: i64) -> Observation {
        let id = ObservationId(Uuid::from_u128(7));
        let value = numerator as f64 / denominator as f64;
        let point = nouns::point(id, MeasureId(Uuid::from_u128(1)), "2026-10", value, Timestamp::UNIX_EPOCH);
        Observation { part: part.into(), numerator: Some(numerator), denominator: Some(denominator), ..point }
    }

    fn shown(points: Vec<Observation>, measure: &Measure) -> Vec<bool> {
        withheld(measure, points, 5).iter().map(|point| point.value.is_some()).collect()
    }

    #[test]
    fn a_small_count_of_people_and_its_complement_are_withheld_and_of_visits_not() {
        let reviews = measure("Reviews of people in time", MeasureKind::Proportion, Unit::Percent);
        assert_eq!(shown(vec![of("", 13, 14)], &reviews), [false], "one person");
        assert_eq!(shown(vec![of("", 14, 14)], &reviews), [true]);
        assert_eq!(shown(vec![of("", 2, 60)], &reviews), [false]);
        let visits = measure("Visits within 30 minutes of plan", MeasureKind::Proportion, Unit::Percent);
        assert_eq!(shown(vec![of("", 297, 300)], &visits), [true]);
        let said = Measure { of_people: Some(true), ..visits };
        assert_eq!(shown(vec![of("", 297, 300)], &said), [false], "somebody said these are people");
    }

    #[test]
    fn a_part_cannot_be_worked_back_from_the_whole_and_the_other_parts() {
        let children = measure("Placements", MeasureKind::Count, Unit::Count("children".into()));
        let count = |part: &str, n: f64| Observation { value: Some(n), numerator: None, denominator: None, ..of(part, 1, 1) };
        assert_eq!(
            shown(vec![count("", 40.0), count("A", 3.0), count("B", 12.0), count("C", 25.0)], &children),
            [true, false, false, true]
        );
        assert_eq!(shown(vec![count("", 40.0), count("A", 0.0), count("B", 15.0), count("C", 25.0)], &children), [true; 4]);
    }

    #[test]
    fn two_filters_that_differ_by_one_person_do_not_both_stand() {
        let children = measure("Placements", MeasureKind::Count, Unit::Count("children".into()));
        let count = |part: &str, n: f64| Observation { value: Some(n), numerator: None, denominator: None, ..of(part, 1, 1) };
        assert_eq!(shown(vec![count("", 120.0), count("A", 119.0)], &children), [true, false], "120 less 119 is one child");
        assert_eq!(shown(vec![count("", 120.0), count("A", 115.0)], &children), [true, true], "five are not picked out");
        assert_eq!(shown(vec![count("", 120.0), count("A", 120.0)], &children), [true, true], "nobody is left");
        let three = vec![count("", 160.0), count("A", 119.0), count("B", 40.0)];
        assert_eq!(shown(three, &children), [true, true, false], "one filter fewer is enough");
        // The same of those a share is of: 12 of 60 and 12 of 59 tell that the one in between was not.
        let reviews = measure("Reviews of people in time", MeasureKind::Proportion, Unit::Percent);
        assert_eq!(shown(vec![of("", 12, 60), of("A", 12, 59)], &reviews), [true, false]);
        assert_eq!(shown(vec![of("", 30, 60), of("A", 12, 30), of("B", 18, 30)], &reviews), [true; 3]);
    }
}
