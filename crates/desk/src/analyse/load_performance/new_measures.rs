//! Measures of a file that are not held yet: what the file tells of their kind and unit, what a person says, and how they are made.

use exchange::reading::{ReadMeasure, ReadPoint, Reading};
use model::id::{MeasureId, ServiceId};
use model::measure::Measure;
use model::record::Record;
use model::service::Service;
use quantity::period::Cadence;
use quantity::{Direction, MeasureKind, Unit};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::actor::Actor;
use crate::analyse::define_measure::{self, DefineMeasure};
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::review::small_numbers;

/// How a measure of the file that is not held yet is to be defined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NewMeasure {
    /// As the file says it.
    pub text: String,
    pub kind: MeasureKind,
    pub unit: Unit,
    pub direction: Direction,
    /// May be empty: then it says so.
    pub definition: String,
}

/// A measure not held yet as it would be made now.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    pub measure: NewMeasure,
    /// As it will be called.
    pub name: String,
    /// Its figures were read as percentages, and are held so.
    pub is_share: bool,
    /// A person said so; else it is a guess, and `because` says from what.
    pub said: bool,
    pub because: String,
}

/// Every measure of the reading that is not held, in its order.
pub(super) fn proposed(reading: &Reading, said: &[NewMeasure]) -> Vec<Proposed> {
    let new = reading.measures.iter().enumerate().filter(|(_, read)| read.matched.is_none());
    let made = new.map(|(at, read)| {
        let (measure, because) = guessed(reading, at, read);
        let by_person = said.iter().find(|said| said.text == read.text && (said.unit == Unit::Percent) == read.is_share);
        Proposed {
            name: read.name.clone(),
            is_share: read.is_share,
            said: by_person.is_some(),
            measure: by_person.cloned().unwrap_or(measure),
            because,
        }
    });
    made.collect()
}

/// Fewer than this a period are told one by one: a count of events rather than a total.
const FEW: f64 = 20.0;

/// Words of a heading that tell the kind of its figures, the first that fits.
const TELLS: [(&[&str], MeasureKind); 4] = [
    (&["year to date", "ytd", "cumulative", "since april"], MeasureKind::YearToDate),
    (&["rolling", "moving average", "12 month average", "12-month average"], MeasureKind::Rolling),
    (&["survey", "satisfaction", "respondents"], MeasureKind::Survey),
    (
        &["waiting at", "on the list", "caseload", "outstanding", "open at", "vacancies", "at month end", "in placement"],
        MeasureKind::Snapshot,
    ),
];

/// What the file tells of a measure, and from what. Which way is good it does not tell, but by an aim that is better than a floor.
fn guessed(reading: &Reading, at: usize, read: &ReadMeasure) -> (NewMeasure, String) {
    let points: Vec<&ReadPoint> = reading.points.iter().filter(|point| point.measure as usize == at).collect();
    let valued: Vec<f64> = points.iter().filter_map(|point| point.value).collect();
    let counted = points.iter().filter(|point| point.numerator.is_some() && point.denominator.is_some()).count();
    let whole = !valued.is_empty() && valued.iter().all(|value| value.fract() == 0.0 && *value >= 0.0);
    let quarterly = !points.is_empty() && points.iter().all(|point| point.period.cadence() == Cadence::Quarter);
    let lower = read.name.to_lowercase();
    let unit = match (&read.unit, read.is_share) {
        (_, true) => Unit::Percent,
        (Some(unit), _) => unit.clone(),
        (None, _) => unit_of(&lower, whole),
    };
    let told = TELLS.iter().find_map(|(words, kind)| words.iter().find(|word| lower.contains(**word)).map(|word| (*kind, *word)));
    let mean = valued.iter().sum::<f64>() / (valued.len().max(1) as f64);
    let (kind, because) = match told {
        Some((kind, word)) => (kind, format!("its name says “{word}”")),
        None if read.is_share && counted * 2 > points.len() => {
            (MeasureKind::Proportion, "a numerator and a denominator stand beside its figures".to_owned())
        }
        None if read.is_share => (MeasureKind::Proportion, "its figures are percentages".to_owned()),
        None if matches!(unit, Unit::Per { .. }) => (MeasureKind::Rate, "its name says of how many".to_owned()),
        None if quarterly => (MeasureKind::Quarterly, "there is one figure a quarter".to_owned()),
        None if whole && matches!(unit, Unit::Count(_)) && mean < FEW => {
            (MeasureKind::Count, "its figures are whole numbers, few a period".to_owned())
        }
        None if whole && matches!(unit, Unit::Count(_)) => (MeasureKind::Flow, "its figures are whole numbers".to_owned()),
        None => (MeasureKind::Value, "its figures are no whole numbers of things".to_owned()),
    };
    let direction = reading.targets.iter().filter(|line| line.measure as usize == at).find_map(|line| line.target.zip(line.floor)).map_or(
        Direction::Neither,
        |(target, floor)| match target.total_cmp(&floor) {
            std::cmp::Ordering::Greater => Direction::High,
            std::cmp::Ordering::Less => Direction::Low,
            std::cmp::Ordering::Equal => Direction::Neither,
        },
    );
    (NewMeasure { text: read.text.clone(), kind, unit, direction, definition: String::new() }, because)
}

/// By the words of a name in lower case: `falls per 1,000 bed days`, `cost of a package £`, `weeks to move on`.
fn unit_of(name: &str, whole: bool) -> Unit {
    if let Some((things, rest)) = name.split_once(" per ") {
        let figures: String =
            rest.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')).filter(char::is_ascii_digit).collect();
        let of = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | ' ')).trim();
        if let (Ok(per), false, false) = (figures.parse::<u32>(), things.trim().is_empty(), of.is_empty())
            && per > 0
        {
            return Unit::Per { things: bare(things), per, of: bare(of) };
        }
    }
    let says = |wanted: &str| name.split(|c: char| !c.is_alphabetic()).any(|word| word == wanted);
    let times = [("minutes", Unit::Minutes), ("hours", Unit::Hours), ("days", Unit::Days), ("weeks", Unit::Weeks)];
    if name.contains('£') || says("cost") || says("spend") || says("expenditure") {
        return Unit::Pounds;
    }
    if !whole && let Some((_, unit)) = times.into_iter().find(|(word, _)| says(word)) {
        return unit;
    }
    let things = small_numbers::counted(name).map_or_else(|| bare(name), str::to_owned);
    Unit::Count(if things.is_empty() { "counted".to_owned() } else { things })
}

/// As a unit may be called: short, and without the colon its code is parted by.
fn bare(text: &str) -> String {
    text.replace(':', " ").split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect()
}

/// The measures of the reading in its order, those not held yet defined; and which of them are new.
pub(super) async fn measures(
    desk: &Desk,
    actor: &Actor,
    tx: &mut Tx,
    reading: &Reading,
    service: Option<&Record<ServiceId, Service>>,
    said: &[NewMeasure],
) -> Result<(Vec<Record<MeasureId, Measure>>, Vec<bool>), DeskError> {
    let preset = Settings::in_force(tx).await?.chart_preset.clone();
    let mut proposed = proposed(reading, said).into_iter();
    let (mut found, mut is_new) = (Vec::new(), Vec::new());
    for read in &reading.measures {
        if let Some(id) = read.matched {
            found.push(store::measures::find(tx, &actor.scope, id).await?);
            is_new.push(false);
            continue;
        }
        let Some(service) = service else {
            return Err(DeskError::Faults(vec![Fault::new(
                "service",
                format!("Say which service “{}” is of: it is not held yet", read.name),
            )]));
        };
        let Some(new) = proposed.next() else { continue };
        let there = store::measures::by_service(tx, &desk.own_scope(), service.id).await?;
        let noun = define_measure::measure(define(new, service.id, &reading.file_name), &there, preset.clone())
            .map_err(|error| named(&read.name, error))?;
        found.push(store::measures::save(tx, &define_measure::of_service(desk, service, noun)).await?);
        is_new.push(true);
    }
    Ok((found, is_new))
}

/// What is wrong with one of several measures names it.
fn named(name: &str, error: DeskError) -> DeskError {
    match error {
        DeskError::Faults(faults) => {
            let said = faults.into_iter().map(|fault| Fault::new("new_measures", format!("“{name}”: {}", fault.message)));
            DeskError::Faults(said.collect())
        }
        other => other,
    }
}

fn define(new: Proposed, service: ServiceId, file_name: &str) -> DefineMeasure {
    let NewMeasure { text, kind, unit, direction, definition } = new.measure;
    let definition = definition.trim();
    DefineMeasure {
        service,
        also_called: if text == new.name { Vec::new() } else { vec![text] },
        name: new.name,
        // A percentage of people is held in per cent, or it is not one.
        kind: if kind == MeasureKind::Proportion && unit != Unit::Percent { MeasureKind::Value } else { kind },
        places: u8::from(!matches!(unit, Unit::Count(_))),
        unit,
        direction,
        definition: match definition {
            "" => format!("As it stands in ‘{file_name}’; nobody has written down yet how it is counted."),
            said => said.to_owned(),
        },
        target: None,
        floor: None,
        owner_role: String::new(),
        of_people: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::{Answers, Known, Limits, performance};

    fn of(text: &str) -> Vec<Proposed> {
        let today = jiff::civil::date(2026, 11, 21);
        let read = performance::read("return.csv", text.as_bytes(), &Known::default(), &Answers::default(), &Limits::default(), today);
        proposed(&read.expect("readable"), &[])
    }

    #[test]
    fn the_figures_tell_the_kind_and_the_unit() {
        let count = |things: &str| Unit::Count(things.into());
        let falls = Unit::Per { things: "falls".into(), per: 1_000, of: "bed days".into() };
        let table: [(&str, [&str; 3], MeasureKind, Unit); 9] = [
            ("Visits on time %", ["91.5", "92.1", "90.0"], MeasureKind::Proportion, Unit::Percent),
            ("Complaints", ["4", "0", "6"], MeasureKind::Count, count("complaints")),
            ("Visits made", ["412", "398", "405"], MeasureKind::Flow, count("visits")),
            ("Weeks to move on", ["31.5", "29.0", "30.2"], MeasureKind::Value, Unit::Weeks),
            ("Falls per 1,000 bed days", ["6.1", "5.8", "6.6"], MeasureKind::Rate, falls),
            ("People waiting at month end", ["41", "44", "39"], MeasureKind::Snapshot, count("people")),
            ("Spend year to date £", ["1000.5", "2000.5", "3000.5"], MeasureKind::YearToDate, Unit::Pounds),
            ("Visits, 12 month average", ["400.5", "401.0", "402.5"], MeasureKind::Rolling, count("visits")),
            ("Carers survey points", ["7.5", "7.9", "8.1"], MeasureKind::Survey, count("carers")),
        ];
        for (name, figures, kind, unit) in table {
            let heading = format!("\"{name}\"");
            let text = format!("Month,{heading}\nApr-26,{}\nMay-26,{}\nJun-26,{}\n", figures[0], figures[1], figures[2]);
            let [only] = of(&text).try_into().unwrap_or_else(|all: Vec<Proposed>| panic!("{name}: {all:?}"));
            assert_eq!((only.measure.kind, &only.measure.unit, only.said), (kind, &unit, false), "{name}: {}", only.because);
            assert!(!only.because.is_empty() && only.measure.direction == Direction::Neither);
        }
        let counts = of("Month,Measure,Numerator,Denominator\nApr-26,Seen in time,91,100\nMay-26,Seen in time,88,101\n");
        assert_eq!((counts[0].measure.kind, counts[0].because.contains("numerator")), (MeasureKind::Proportion, true));
        let quarters = of("Quarter,Packages\nQ1 2026/27,112\nQ2 2026/27,120\n");
        assert_eq!(quarters[0].measure.kind, MeasureKind::Quarterly);
    }

    #[test]
    fn an_aim_better_than_a_floor_tells_which_way_is_good() {
        let read = |target: u32, floor: u32| {
            of(&format!("Month,Measure,Value,Target,Floor\nApr-26,Complaints,9,{target},{floor}\nMay-26,Complaints,7,{target},{floor}\n"))
        };
        assert_eq!(read(5, 10)[0].measure.direction, Direction::Low);
        assert_eq!(read(10, 5)[0].measure.direction, Direction::High);
    }

    #[test]
    fn what_a_person_said_stands_before_the_guess_unless_the_figures_are_no_longer_percentages() {
        let today = jiff::civil::date(2026, 11, 21);
        let text = b"Month,Complaints\nApr-26,9\nMay-26,7\n";
        let read = performance::read("a.csv", text, &Known::default(), &Answers::default(), &Limits::default(), today).expect("readable");
        let said = |unit| NewMeasure {
            text: "Complaints".into(),
            kind: MeasureKind::Flow,
            unit,
            direction: Direction::Low,
            definition: "Letters of complaint that came in the month.".into(),
        };
        let now = proposed(&read, &[said(Unit::Count("letters".into()))]);
        assert_eq!((now[0].said, now[0].measure.kind, now[0].measure.direction), (true, MeasureKind::Flow, Direction::Low));
        assert!(!proposed(&read, &[said(Unit::Percent)])[0].said);
    }
}
