//! Numbers, people, dates and money, as they are said on a page.

use quantity::period::Cadence;
use quantity::rounding::shown;
use quantity::{Date, Money, Month, Period, Unit};

const WORDS: [&str; 13] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// In words up to twelve, in figures above: `eleven`, `25`, `1,240`. Nothing is `none`.
pub fn number(count: u64) -> String {
    usize::try_from(count)
        .ok()
        .and_then(|at| WORDS.get(at))
        .map_or_else(|| quantity::money::group_thousands(count), |word| (*word).to_owned())
}

/// `one month`, `eleven months`, `25 months`; `no months` for none.
pub fn of_things(count: u64, one: &str, many: &str) -> String {
    match count {
        0 => format!("no {many}"),
        1 => format!("one {one}"),
        _ => format!("{} {many}", number(count)),
    }
}

/// Of things named before: `two are`, `one is`, `none is`.
pub fn of_them(count: u64, one: &str, many: &str) -> String {
    let what = if count < 2 { one } else { many };
    format!("{} {what}", number(count))
}

/// `eleven months`, `one quarter`.
pub fn periods(count: u64, cadence: Cadence) -> String {
    of_things(count, cadence.word(), &format!("{}s", cadence.word()))
}

/// `13 of 14`: people are never a bare percentage.
pub fn people(part: u64, whole: u64) -> String {
    format!("{} of {}", quantity::money::group_thousands(part), quantity::money::group_thousands(whole))
}

/// The first letter made a capital: `eleven months` → `Eleven months`.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// `a`, `a and b`, `a, b and c`.
pub fn list(things: &[String]) -> String {
    match things {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// `Tuesday 1 December 2026`.
pub fn date(date: Date) -> String {
    quantity::period::with_weekday(date)
}

/// `Tuesday 1 December`, with the year only where it is another than today's.
pub fn date_seen_from(today: Date, day: Date) -> String {
    let full = date(day);
    if day.year() == today.year() { full.trim_end_matches(&format!(" {}", day.year())).to_owned() } else { full }
}

/// `20 November 2026`.
pub fn plain_date(date: Date) -> String {
    quantity::period::in_words(date)
}

/// `today`, `tomorrow`, `in 24 days`, `yesterday`, `3 days ago`.
pub fn days_from(today: Date, day: Date) -> String {
    let days = i64::from((day - today).get_days());
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        days if days > 0 => format!("in {days} days"),
        days => format!("{} days ago", -days),
    }
}

/// `March 2027`.
pub fn month(month: Month) -> String {
    month.in_words()
}

/// A period said briefly, where its year is plain from what stands beside it: `October`, `July to September`, `26 October`.
pub fn brief(period: Period) -> String {
    match period {
        Period::Month(month) => month.name().to_owned(),
        Period::Quarter(month) => format!("{} to {}", month.name(), month.plus(2).name()),
        Period::Week(day) | Period::Day(day) => format!("{} {}", day.day(), Month::of(day).name()),
        Period::CalendarYear(_) | Period::FinancialYear(_) => period.in_words(),
    }
}

/// Money in prose: whole pounds in full up to a million (`£57,000`), short above it (`£3.40m`).
pub fn money(amount: Money) -> String {
    if amount.pence().unsigned_abs() < 100_000_000 { amount.in_full() } else { amount.in_short() }
}

/// A figure without its unit, its percentage without the sign: `32.0`, `84.2`, `3.64`.
pub fn figure(unit: &Unit, value: f64, places: usize) -> String {
    match unit {
        Unit::Percent => shown(value * 100.0, places),
        _ => shown(value, places),
    }
}

/// A figure as a chart labels it, `32.0`, `84%`, `£3.64`.
pub fn label(unit: &Unit, value: f64, places: usize) -> String {
    match unit {
        Unit::Percent => format!("{}%", shown(value * 100.0, places)),
        Unit::Pounds if value < 0.0 => format!("−£{}", shown(-value, places)),
        Unit::Pounds => format!("£{}", shown(value, places)),
        _ => shown(value, places),
    }
}

/// [`label`] without noughts after the point: `26`, `26.5`, `84%`.
pub fn plain_label(unit: &Unit, value: f64, places: usize) -> String {
    for fewer in 0..places {
        let scale = if matches!(unit, Unit::Percent) { 100.0 } else { 1.0 } * 10f64.powi(fewer as i32);
        if ((value * scale).round() - value * scale).abs() < 1e-6 {
            return label(unit, value, fewer);
        }
    }
    label(unit, value, places)
}

/// A figure in a sentence, with its unit and without idle noughts: `26 weeks`, `84%`, `£3.64`, `one week`… always in figures.
pub fn amount(unit: &Unit, value: f64, places: usize) -> String {
    let figure = plain_label(unit, value, places);
    match unit {
        Unit::Percent | Unit::Pounds => figure,
        Unit::Minutes | Unit::Hours | Unit::Days | Unit::Weeks if figure == "1" => {
            format!("1 {}", unit.words().trim_end_matches('s'))
        }
        _ => format!("{figure} {}", unit.words()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn numbers_are_words_up_to_twelve() {
        for (count, said) in [(0, "none"), (1, "one"), (12, "twelve"), (13, "13"), (1240, "1,240")] {
            assert_eq!(number(count), said);
        }
    }

    #[test]
    fn things_agree_with_their_number() {
        for (count, said) in [(0, "no months"), (1, "one month"), (2, "two months"), (25, "25 months")] {
            assert_eq!(periods(count, Cadence::Month), said);
        }
        assert_eq!(periods(8, Cadence::Quarter), "eight quarters");
        assert_eq!(of_things(3, "person", "people"), "three people");
    }

    #[test]
    fn days_are_said_from_today() {
        let today = day("2026-11-21");
        for (other, said) in [
            ("2026-11-21", "today"),
            ("2026-11-22", "tomorrow"),
            ("2026-11-20", "yesterday"),
            ("2026-12-15", "in 24 days"),
            ("2027-01-21", "in 61 days"),
            ("2026-10-22", "30 days ago"),
        ] {
            assert_eq!(days_from(today, day(other)), said);
        }
        assert_eq!(date_seen_from(today, day("2026-12-01")), "Tuesday 1 December");
        assert_eq!(date_seen_from(today, day("2027-01-29")), "Friday 29 January 2027");
    }

    #[test]
    fn figures_keep_their_unit() {
        assert_eq!(amount(&Unit::Weeks, 26.0, 1), "26 weeks");
        assert_eq!(amount(&Unit::Weeks, 1.0, 1), "1 week");
        assert_eq!(amount(&Unit::Percent, 0.29, 0), "29%");
        assert_eq!(amount(&Unit::Percent, 0.925, 1), "92.5%");
        assert_eq!(amount(&Unit::Pounds, 3.64, 2), "£3.64");
        assert_eq!(
            amount(&Unit::Per { things: "falls".into(), per: 100_000, of: "people".into() }, 2130.0, 0),
            "2,130 falls per 100,000 people"
        );
        assert_eq!(label(&Unit::Pounds, -12.0, 0), "−£12");
        assert_eq!(money(Money::from_pounds(57_000)), "£57,000");
        assert_eq!(money(Money::from_pounds(3_400_000)), "£3.40m");
        assert_eq!(people(13, 14), "13 of 14");
    }

    #[test]
    fn a_list_ends_with_and() {
        let things: Vec<String> = ["budget", "buildings", "people"].iter().map(|t| (*t).to_owned()).collect();
        assert_eq!(list(&things), "budget, buildings and people");
        assert_eq!(list(&things[..2]), "budget and buildings");
        assert_eq!(list(&things[..1]), "budget");
        assert_eq!(list(&[]), "");
        assert_eq!(sentence("eleven months"), "Eleven months");
    }
}
