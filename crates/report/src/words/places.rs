//! A place beside its peers, in words: where it lies, what chance may do, what the years say. Nobody's rank is ever said.

use methods::benchmark::trend::{self, Trend};
use methods::benchmark::{Quarters, Reading, Standing};
use methods::funnel;
use quantity::rounding::shown;
use quantity::{Direction, Unit};

use super::count::{amount, label, number, of_things, sentence};
use crate::chart::funnel_chart::FunnelOf;
use crate::chart::series_chart::{SeriesOf, SeriesPoint};
use crate::chart::strip_chart::StripOf;

pub const KEY_PEER: &str = "One of its peers";
pub const KEY_HALF: &str = "The middle half of its peers";
pub const KEY_MEDIAN: &str = "The middle of its peers: half of them lie on each side";
pub const KEY_RANGE: &str = "What chance alone may have made of it";
pub const KEY_WITHIN: &str = "Another place, within the lines";
pub const KEY_BEYOND: &str = "Another place, beyond the outer lines";
pub const KEY_998: &str = "Outer lines: chance alone puts one place in 500 beyond them";
pub const KEY_95: &str = "Inner lines: one place in 20";
pub const KEY_AVERAGE: &str = "The average of all places";
pub const NO_RANGE: &str = "No range known";
pub const TOO_FEW_PEERS: &str = "Too few peers";

/// `Good is low.`
pub fn direction(better: Option<Direction>, aim: Option<(f64, &Unit, usize)>) -> String {
    match (better, aim) {
        (_, Some((aim, unit, places))) => format!("Good is near {}, and neither high nor low by itself.", amount(unit, aim, places)),
        (Some(Direction::High), None) => "Good is high.".to_owned(),
        (Some(Direction::Low), None) => "Good is low.".to_owned(),
        (Some(Direction::Neither), None) => "Neither high nor low is good by itself.".to_owned(),
        (None, None) => "Its publisher does not say which direction is good, so none is taken.".to_owned(),
    }
}

/// A word for a table: no more than the figures can tell.
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Better => "Better than the middle",
        Standing::Worse => "Worse than the middle",
        Standing::Higher => "Higher than the middle",
        Standing::Lower => "Lower than the middle",
        Standing::Alike => "No difference told",
        Standing::NoRange => "Chance not known",
    }
}

/// The heading over a strip.
pub fn headline(reading: &Reading, unit: &Unit, places: usize) -> String {
    let (own, middle) = (amount(unit, reading.own.value, places), label(unit, reading.spread.median, places));
    let place = &reading.own.place;
    match reading.standing {
        Standing::Better => format!("{place}, {own}: better than the middle of its peers, {middle}"),
        Standing::Worse => format!("{place}, {own}: worse than the middle of its peers, {middle}"),
        Standing::Higher => format!("{place}, {own}: higher than the middle of its peers, {middle}"),
        Standing::Lower => format!("{place}, {own}: lower than the middle of its peers, {middle}"),
        Standing::Alike => format!("{place}, {own}: no difference from the middle of its peers, {middle}, that the figures could tell"),
        Standing::NoRange => format!("{place}, {own}, and {middle} in the middle of its peers: what chance may do is not known"),
    }
}

/// `in the highest quarter of its peers`, or between which.
pub fn quarters(quarters: Option<Quarters>) -> String {
    match quarters {
        None => "among too few to speak of quarters".to_owned(),
        Some(found) => match found.one() {
            Some(quarter) => format!("in the {} of its peers", quarter.words()),
            None => format!("somewhere from the {} to the {} of its peers", found.from.words(), found.to.words()),
        },
    }
}

/// `5.5 times the usual distance above the middle`.
pub fn distance(distance: Option<f64>) -> String {
    match distance {
        None => "At least half of its peers have the same figure, so no usual distance can be told.".to_owned(),
        Some(d) if d.abs() < 0.05 => "It stands on the middle of its peers.".to_owned(),
        Some(d) => {
            let side = if d > 0.0 { "above" } else { "below" };
            format!(
                "It is {} times the usual distance {side} the middle: half of its peers are within one such distance.",
                shown(d.abs(), 1)
            )
        }
    }
}

pub fn strip_subtitle(reading: &Reading, of: &StripOf) -> String {
    let missing = match of.without.len() {
        0 => String::new(),
        n => {
            format!(" {} of the list {} no figure.", sentence(&of_things(n as u64, "place", "places")), if n == 1 { "has" } else { "have" })
        }
    };
    format!("Beside {}; it is {}. {}{missing}", of.peers, quarters(reading.quarters), distance(reading.distance))
}

pub fn strip_description(reading: &Reading, of: &StripOf) -> String {
    let say = |value: f64| label(&of.unit, value, of.places);
    let spread = &reading.spread;
    let range = match reading.own.range {
        Some((low, high)) => format!(" Its range is {} to {}.", say(low), say(high)),
        None => " No range is known.".to_owned(),
    };
    format!(
        "{} is at {}.{range} Its {} peers lie from {} to {}, the middle half of them from {} to {}, their middle at {}.",
        reading.own.place,
        say(reading.own.value),
        number(spread.count as u64),
        say(spread.least),
        say(spread.most),
        say(spread.lower_quarter),
        say(spread.upper_quarter),
        say(spread.median)
    )
}

/// What the years say.
pub fn trend(found: &trend::Reading, unit: &Unit, places: usize) -> String {
    let years = of_things(found.points as u64, "figure", "figures");
    let step = amount(unit, found.slope.abs(), places.max(1));
    let way = if found.slope >= 0.0 { "up" } else { "down" };
    match found.trend {
        Trend::Better => format!("It has become better over {years}: {way} by {step} a year"),
        Trend::Worse => format!("It has become worse over {years}: {way} by {step} a year"),
        Trend::Rising => format!("It has risen over {years}: by {step} a year"),
        Trend::Falling => format!("It has fallen over {years}: by {step} a year"),
        Trend::NoneTold => format!("Over {years} no trend can be told from chance"),
    }
}

/// A word for a table.
pub fn trend_word(found: &trend::Reading) -> &'static str {
    match found.trend {
        Trend::Better => "Getting better",
        Trend::Worse => "Getting worse",
        Trend::Rising => "Rising",
        Trend::Falling => "Falling",
        Trend::NoneTold => "No trend told",
    }
}

pub fn series_description(points: &[SeriesPoint], of: &SeriesOf) -> String {
    let one = |point: &SeriesPoint| match &point.value {
        Ok(value) => format!("{} {}", point.label, label(&of.unit, *value, of.places)),
        Err(why) => format!("{} {}", point.label, why.to_lowercase()),
    };
    format!("{}: {}.", of.place, points.iter().map(one).collect::<Vec<_>>().join(", "))
}

pub fn funnel_side(side: i8) -> &'static str {
    match side {
        1 => "Above the lines",
        -1 => "Below the lines",
        _ => "Within the lines",
    }
}

pub fn funnel_headline(reading: &funnel::Reading, of: &FunnelOf) -> String {
    match reading.find(&of.own).map(|own| own.side) {
        Some(1) => format!("{} is above the lines: more than its size and the spread between places account for", of.own),
        Some(-1) => format!("{} is below the lines: more than its size and the spread between places account for", of.own),
        Some(_) => format!("{} is within the lines: no further off than its size and the spread between places account for", of.own),
        None => format!("{} has no figure here", of.own),
    }
}

pub fn funnel_subtitle(reading: &funnel::Reading) -> String {
    let lines = if reading.is_adjusted {
        "Places differ by more than chance anyway, so the lines are widened by that much."
    } else {
        "Places differ by no more than chance, so the lines are those of chance alone."
    };
    format!("The larger a place, the less chance can move it, and the nearer the lines. {lines}")
}

pub fn funnel_description(reading: &funnel::Reading, of: &FunnelOf) -> String {
    let beyond: Vec<&str> = reading.outliers().map(|g| g.name.as_str()).collect();
    let others = match beyond.len() {
        0 => "No place is beyond the outer lines.".to_owned(),
        n => format!("{} of {} beyond the outer lines: {}.", sentence(&number(n as u64)), reading.groups.len(), beyond.join(", ")),
    };
    let own = reading
        .find(&of.own)
        .map(|g| format!("{} is at {} of {}. ", of.own, label(&of.unit, g.figure, of.places), shown(g.denominator, 0)));
    format!("The average is {}. {}{others}", label(&of.unit, reading.target, of.places), own.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::benchmark::Quarter;

    #[test]
    fn a_range_over_two_quarters_is_said_as_both() {
        let found = |from, to| quarters(Some(Quarters { from, to }));
        assert_eq!(found(Quarter::Highest, Quarter::Highest), "in the highest quarter of its peers");
        assert_eq!(
            found(Quarter::LowerMiddle, Quarter::Highest),
            "somewhere from the lower middle quarter to the highest quarter of its peers"
        );
        assert_eq!(quarters(None), "among too few to speak of quarters");
    }

    #[test]
    fn a_direction_that_nobody_said_is_not_taken() {
        assert_eq!(direction(Some(Direction::Low), None), "Good is low.");
        assert!(direction(None, None).contains("does not say"));
        assert_eq!(
            direction(Some(Direction::Neither), Some((0.5, &Unit::Percent, 0))),
            "Good is near 50%, and neither high nor low by itself."
        );
    }

    #[test]
    fn a_distance_says_its_side_and_what_it_means() {
        assert!(distance(Some(5.5)).starts_with("It is 5.5 times the usual distance above the middle"));
        assert!(
            distance(Some(-3.0)).contains("below")
                && distance(Some(0.01)).contains("on the middle")
                && distance(None).contains("same figure")
        );
    }
}
