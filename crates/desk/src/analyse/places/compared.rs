//! One measure of a place beside its peers, worked from plain values: no store, no clock.

use exchange::tables::{Breakdown, IndicatorMeasure, IndicatorValue, ProfileLine, Stretch};
use methods::benchmark::interval::{How, of_proportion, of_rate};
use methods::benchmark::{Ask, Figure, Reading, read, trend};
use methods::funnel::{self, DataType, Group};
use model::observation::Missing;
use quantity::code::AreaCode;
use quantity::{Direction, Unit};
use serde_json::{Value, json};

/// Ranges we work out ourselves hold the true figure so often, as the publishers' own do.
const LEVEL: f64 = 0.95;
/// A figure and its own count agree where they differ by no more than rounding to two figures would make them.
const AGREE: f64 = 0.02;

/// A measure of one place, as far as it can be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    pub measure: IndicatorMeasure,
    pub of: Breakdown,
    /// Of the last value; the peers' values are of the same.
    pub period: Stretch,
    /// The place's own last value.
    pub value: f64,
    /// How its range was worked; none where none is known.
    pub how: Option<How>,
    /// The comparison, or why there is none.
    pub reading: Result<Reading, String>,
    /// Peers with a figure, in the order of their list.
    pub peers: Vec<Figure>,
    /// Peers without one, each with why.
    pub without: Vec<(String, String)>,
    /// What the years say, or why they say nothing.
    pub trend: Result<trend::Reading, String>,
    /// The funnel of this period, where counts are known; none where they are not.
    pub funnel: Option<Result<funnel::Reading, String>>,
    /// The place's own values, oldest first.
    pub series: Vec<IndicatorValue>,
    /// What a reader should know before believing it.
    pub odd: Vec<String>,
}

impl Compared {
    /// Which way is good: neither where its publisher says so, says nothing, or names a value to be near.
    pub fn better(&self) -> Direction {
        better(&self.measure)
    }

    /// Decimals shown.
    pub fn places(&self) -> usize {
        self.measure.places.map_or_else(|| usual_places(&self.measure.unit, self.value), usize::from)
    }

    /// The measure, and the group of people it is of.
    pub fn title(&self) -> String {
        if self.of.is_everyone() { self.measure.title.clone() } else { format!("{}: {}", self.measure.title, self.of.words()) }
    }

    /// Somebody should look: far from the peers, or beyond the lines of the funnel.
    pub fn is_notable(&self) -> bool {
        self.reading.as_ref().is_ok_and(|r| r.is_far) || self.side() != 0
    }

    /// The comparison as `calc benchmark` prints it; a refusal where there is none.
    pub fn answer(&self) -> Value {
        match &self.reading {
            Ok(reading) => methods::calc::benchmark::answer(reading, &self.peers),
            Err(why) => json!({ "refusal": why }),
        }
    }

    pub fn trend_answer(&self) -> Value {
        self.trend.as_ref().map_or_else(|why| json!({ "refusal": why }), |found| json!(found))
    }

    /// The funnel as `calc funnel` prints it; null where no counts are known.
    pub fn funnel_answer(&self) -> Value {
        match &self.funnel {
            None => Value::Null,
            Some(Ok(reading)) => methods::calc::funnel::answer(reading),
            Some(Err(why)) => json!({ "refusal": why }),
        }
    }

    /// −1 below the lines of the funnel, +1 above, 0 within or without one.
    pub fn side(&self) -> i8 {
        let Some(Ok(funnel)) = &self.funnel else { return 0 };
        let Ok(reading) = &self.reading else { return 0 };
        funnel.find(&reading.own.place).map_or(0, |own| own.side)
    }
}

pub fn better(measure: &IndicatorMeasure) -> Direction {
    match measure.aim {
        Some(_) => Direction::Neither,
        None => measure.polarity.unwrap_or(Direction::Neither),
    }
}

/// Enough decimals to tell figures apart, no more.
fn usual_places(unit: &Unit, value: f64) -> usize {
    match unit {
        Unit::Percent => 1,
        _ if value.abs() >= 100.0 => 0,
        _ => 1,
    }
}

/// Sets the area's last value beside those of its peers. None where the area has no value at all.
///
/// `own` is the area's name, `peers` the codes of its peers in their order, `name` what an area is called.
pub fn compared(
    measure: &IndicatorMeasure,
    line: &ProfileLine,
    own: &str,
    peers: &[AreaCode],
    name: impl Fn(&AreaCode) -> String,
) -> Option<Compared> {
    let last = line.last()?;
    let value = last.value.filter(|v| v.is_finite())?;
    let mut odd = Vec::new();
    if matches!(measure.unit, Unit::Percent) && value > 1.0 + 1e-9 {
        odd.push("A figure over 100% is more than all of them. Check in the definition what it is a share of.".to_owned());
    }
    if last.provisional {
        odd.push("The last figure is provisional.".to_owned());
    }
    let (own_figure, how) = figure(measure, last, own.to_owned(), &mut odd);
    let mut figures: Vec<Figure> = Vec::new();
    let mut without = Vec::new();
    for code in peers.iter().filter(|code| **code != last.area) {
        let found = line.peers.iter().find(|v| v.area == *code);
        match found.map(|v| (v, v.value.filter(|x| x.is_finite()))) {
            Some((told, Some(_))) => figures.push(figure(measure, told, name(code), &mut Vec::new()).0),
            Some((told, None)) => without.push((name(code), why(told.missing).to_owned())),
            None => without.push((name(code), "No figure for this period".to_owned())),
        }
    }
    let reading = read(&own_figure, &figures, &Ask::of(better(measure))).map_err(|r| r.message());
    let series = line.own.clone();
    Some(Compared {
        trend: trend_of(&series, better(measure)),
        funnel: funnel_of(measure, last, own, line, peers, &name),
        measure: measure.clone(),
        of: line.of.clone(),
        period: last.period.clone(),
        value,
        how,
        reading,
        peers: figures,
        without,
        series,
        odd,
    })
}

/// Why there is no figure, in words.
pub fn why(missing: Option<Missing>) -> &'static str {
    match missing {
        Some(Missing::Suppressed) => "Withheld by its publisher: too few people",
        Some(Missing::NotApplicable) => "Does not apply there",
        Some(Missing::Unreadable) => "Could not be read",
        Some(Missing::NotAvailable) | None => "No figure",
    }
}

/// A value with its range: the publisher's own where it prints one, else worked from the counts where they make the value.
fn figure(measure: &IndicatorMeasure, told: &IndicatorValue, place: String, odd: &mut Vec<String>) -> (Figure, Option<How>) {
    let value = told.value.unwrap_or_default();
    if let (Some(low), Some(high)) = (told.lower, told.upper) {
        if low <= value && value <= high {
            return (Figure { place, value, range: Some((low, high)) }, Some(How::Published));
        }
        odd.push("The range its publisher prints does not hold its figure, and is left out.".to_owned());
    }
    let (Some(count), Some(whole)) = (told.count, told.denominator) else {
        if is_rate(&measure.unit) && told.count.is_some() {
            odd.push("Its file gives no denominator, so how far chance may have moved it cannot be worked out.".to_owned());
        }
        return (Figure { place, value, range: None }, None);
    };
    let limits = match &measure.unit {
        Unit::Percent => of_proportion(&place, count, whole, LEVEL),
        Unit::Per { per, .. } => of_rate(&place, count, whole, f64::from(*per), LEVEL),
        _ => return (Figure { place, value, range: None }, None),
    };
    match limits {
        // A count that does not make the figure counts something else: a standardised rate, or a share of others.
        Ok(found) if (found.value - value).abs() <= AGREE * value.abs().max(1e-9) => {
            (Figure { range: Some((found.low.min(value), found.high.max(value))), place, value }, Some(found.how))
        }
        Ok(_) => (Figure { place, value, range: None }, None),
        Err(refusal) => {
            odd.push(refusal.message());
            (Figure { place, value, range: None }, None)
        }
    }
}

fn is_rate(unit: &Unit) -> bool {
    matches!(unit, Unit::Percent | Unit::Per { .. })
}

fn trend_of(series: &[IndicatorValue], better: Direction) -> Result<trend::Reading, String> {
    let point = |told: &IndicatorValue| {
        let value = told.value.filter(|v| v.is_finite())?;
        Some(trend::Point { start: told.period.start, end: told.period.end, label: told.period.text.to_string(), value })
    };
    trend::read(&series.iter().filter_map(point).collect::<Vec<_>>(), better).map_err(|r| r.message())
}

/// A funnel where the area and its peers have counts that make their figures; none where they have not.
fn funnel_of(
    measure: &IndicatorMeasure,
    last: &IndicatorValue,
    own: &str,
    line: &ProfileLine,
    peers: &[AreaCode],
    name: &impl Fn(&AreaCode) -> String,
) -> Option<Result<funnel::Reading, String>> {
    let (data, multiplier) = match &measure.unit {
        Unit::Percent => (DataType::Proportion, 1.0),
        Unit::Per { per, .. } => (DataType::RatioOfCounts, f64::from(*per)),
        _ => return None,
    };
    let group = |told: &IndicatorValue, name: String| {
        let (count, whole, value) = (told.count?, told.denominator.filter(|n| *n > 0.0)?, told.value?);
        let agrees = (multiplier * count / whole - value).abs() <= AGREE * value.abs().max(1e-9);
        agrees.then_some(Group { name, numerator: count, denominator: whole })
    };
    let own = group(last, own.to_owned())?;
    let others = line.peers.iter().filter(|v| peers.contains(&v.area) && v.area != last.area);
    let groups: Vec<Group> = std::iter::once(own).chain(others.filter_map(|v| group(v, name(&v.area)))).collect();
    if groups.len() < funnel::ask::FEWEST_GROUPS {
        return None;
    }
    Some(funnel::read(&groups, &funnel::Ask { multiplier, ..funnel::Ask::of(data) }).map_err(|r| r.message()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use jiff::civil::date;
    use methods::benchmark::{Quarter, Standing};

    pub(crate) fn code(at: u32) -> AreaCode {
        AreaCode::parse(&format!("E{at:08}")).expect("a code")
    }

    pub(crate) fn measure(unit: Unit, polarity: Option<Direction>) -> IndicatorMeasure {
        IndicatorMeasure {
            code: "made:1".into(),
            title: "Still at home 91 days after reablement".into(),
            unit,
            polarity,
            aim: None,
            places: None,
            source: "Made up".into(),
            licence: String::new(),
            vintage: "2026".into(),
            theme: "Adults".into(),
            definition: String::new(),
        }
    }

    pub(crate) fn value(area: u32, year: i16, counted: Option<(f64, f64)>) -> IndicatorValue {
        IndicatorValue {
            measure: "made:1".into(),
            area: code(area),
            period: Stretch { start: date(year, 4, 1), end: date(year + 1, 3, 31), text: format!("{year}").into() },
            of: Breakdown::default(),
            value: counted.map(|(k, n)| k / n),
            lower: None,
            upper: None,
            count: counted.map(|c| c.0),
            denominator: counted.map(|c| c.1),
            missing: counted.is_none().then_some(Missing::Suppressed),
            provisional: false,
            dataset: Default::default(),
        }
    }

    fn line() -> ProfileLine {
        let own = (2020..2026).map(|year| value(1, year, Some((300.0 - f64::from(year - 2020) * 12.0, 400.0)))).collect();
        let peers = (2..14).map(|at| value(at, 2025, (at != 9).then_some((330.0 + f64::from(at), 400.0 + f64::from(at))))).collect();
        ProfileLine { measure: "made:1".into(), of: Breakdown::default(), own, peers }
    }

    fn peers() -> Vec<AreaCode> {
        (1..15).map(code).collect()
    }

    #[test]
    fn a_place_is_set_beside_its_peers_with_a_range_from_its_counts() {
        let found = compared(&measure(Unit::Percent, Some(Direction::High)), &line(), "Northvale", &peers(), ToString::to_string)
            .expect("compared");
        let reading = found.reading.as_ref().expect("a reading");
        assert_eq!((found.how, reading.standing, reading.spread.count), (Some(How::Wilson), Standing::Worse, 11));
        assert_eq!(reading.quarters.and_then(|q| q.one()), Some(Quarter::Lowest));
        assert_eq!(
            found.without,
            [
                (code(9).to_string(), why(Some(Missing::Suppressed)).to_owned()),
                (code(14).to_string(), "No figure for this period".to_owned())
            ]
        );
        assert!(found.is_notable() && found.side() == -1, "{:?}", found.funnel);
        assert_eq!(found.trend.as_ref().map(|t| t.trend), Ok(trend::Trend::Worse));
    }

    #[test]
    fn where_nobody_said_which_way_is_good_nothing_is_better_or_worse() {
        for measure in [measure(Unit::Percent, None), IndicatorMeasure { aim: Some(0.5), ..measure(Unit::Percent, Some(Direction::High)) }]
        {
            let found = compared(&measure, &line(), "Northvale", &peers(), ToString::to_string).expect("compared");
            assert_eq!(found.reading.expect("a reading").standing, Standing::Lower);
        }
    }

    #[test]
    fn a_count_that_does_not_make_the_figure_gives_no_range_and_no_funnel() {
        let mut line = line();
        line.own.iter_mut().chain(&mut line.peers).for_each(|v| v.value = v.value.map(|x| x * 0.5));
        let found =
            compared(&measure(Unit::Percent, Some(Direction::High)), &line, "Northvale", &peers(), ToString::to_string).expect("compared");
        assert_eq!((found.how, found.funnel.is_none()), (None, true));
        assert_eq!(found.reading.expect("a reading").standing, Standing::NoRange);
    }

    #[test]
    fn a_rate_without_a_denominator_and_a_share_over_all_are_said() {
        let mut line = line();
        line.own.iter_mut().for_each(|v| (v.denominator, v.value) = (None, Some(1.4)));
        let found =
            compared(&measure(Unit::Percent, Some(Direction::High)), &line, "Northvale", &peers(), ToString::to_string).expect("compared");
        assert!(
            found.odd.iter().any(|o| o.contains("over 100%")) && found.odd.iter().any(|o| o.contains("no denominator")),
            "{:?}",
            found.odd
        );
    }

    #[test]
    fn too_few_peers_are_a_sentence_and_no_value_is_no_line() {
        let found =
            compared(&measure(Unit::Percent, Some(Direction::High)), &line(), "Northvale", &[code(2), code(3)], ToString::to_string)
                .expect("compared");
        assert!(found.reading.expect_err("too few").contains("Choose a wider group"));
        let mut empty = line();
        empty.own.iter_mut().for_each(|v| v.value = None);
        assert_eq!(compared(&measure(Unit::Percent, None), &empty, "Northvale", &peers(), ToString::to_string), None);
    }
}
