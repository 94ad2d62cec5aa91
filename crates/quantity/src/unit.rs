//! What a figure counts.

use serde::{Deserialize, Serialize};

use crate::{Money, rounding};

/// The unit of a measure. Values of `Percent` measures are held as shares (0 to 1), of `Pounds` as pounds.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Percent,
    Pounds,
    Minutes,
    Hours,
    Days,
    Weeks,
    /// Things counted, named in the plural: people, visits, flats.
    Count(String),
    /// Things per so many others: falls per 100,000 people. Published rates often name neither: both may be empty.
    Per {
        things: String,
        per: u32,
        of: String,
    },
}

impl Unit {
    /// Lasting code, as stored: `weeks`, `count:visits`, `per:falls:100000:people`.
    pub fn code(&self) -> String {
        match self {
            Unit::Percent => "percent".into(),
            Unit::Pounds => "pounds".into(),
            Unit::Minutes => "minutes".into(),
            Unit::Hours => "hours".into(),
            Unit::Days => "days".into(),
            Unit::Weeks => "weeks".into(),
            Unit::Count(things) => format!("count:{things}"),
            Unit::Per { things, per, of } => format!("per:{things}:{per}:{of}"),
        }
    }

    pub fn parse(code: &str) -> Option<Unit> {
        let mut parts = code.split(':');
        let unit = match (parts.next()?, parts.next(), parts.next(), parts.next()) {
            ("percent", None, ..) => Unit::Percent,
            ("pounds", None, ..) => Unit::Pounds,
            ("minutes", None, ..) => Unit::Minutes,
            ("hours", None, ..) => Unit::Hours,
            ("days", None, ..) => Unit::Days,
            ("weeks", None, ..) => Unit::Weeks,
            ("count", Some(things), None, _) if !things.is_empty() => Unit::Count(things.to_owned()),
            ("per", Some(things), Some(per), Some(of)) => {
                Unit::Per { things: things.to_owned(), per: per.parse().ok().filter(|p| *p > 0)?, of: of.to_owned() }
            }
            _ => return None,
        };
        parts.next().is_none().then_some(unit)
    }

    /// After a figure: `weeks`, `%`, `visits`, `falls per 100,000 people`.
    pub fn words(&self) -> String {
        match self {
            Unit::Percent => "%".into(),
            Unit::Pounds => "£".into(),
            Unit::Minutes => "minutes".into(),
            Unit::Hours => "hours".into(),
            Unit::Days => "days".into(),
            Unit::Weeks => "weeks".into(),
            Unit::Count(things) => things.clone(),
            Unit::Per { things, per, of } => {
                let words = format!("{things} per {} {of}", crate::money::group_thousands(u64::from(*per)));
                words.trim().to_owned()
            }
        }
    }

    /// A value with its unit, as shown: `32.0 weeks`, `84.0%`, `£3.64`, `11 packages`.
    pub fn shown(&self, value: f64, places: usize) -> String {
        match self {
            Unit::Percent => format!("{}%", rounding::shown(value * 100.0, places)),
            Unit::Pounds => rounding::half_away_from_zero(value * 100.0)
                .map_or_else(|| "not an amount".to_owned(), |pence| Money::from_pence(pence).in_full()),
            _ => format!("{} {}", rounding::shown(value, places), self.words()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_found_by_its_code() {
        for code in ["percent", "pounds", "weeks", "count:visits", "per:falls:100000:people"] {
            assert_eq!(Unit::parse(code).map(|u| u.code()), Some(code.to_owned()));
        }
        for code in ["", "furlongs", "count:", "per:a:0:b", "weeks:4", "per:a:1:b:c"] {
            assert_eq!(Unit::parse(code), None, "{code}");
        }
    }

    #[test]
    fn figures_carry_their_unit() {
        assert_eq!(Unit::Weeks.shown(32.0, 1), "32.0 weeks");
        assert_eq!(Unit::Percent.shown(0.84, 0), "84%");
        assert_eq!(Unit::Pounds.shown(3.64, 2), "£3.64");
        let bare = Unit::Per { things: String::new(), per: 1000, of: String::new() };
        assert_eq!((bare.shown(3.2, 1).as_str(), Unit::parse(&bare.code())), ("3.2 per 1,000", Some(bare)));
    }
}
