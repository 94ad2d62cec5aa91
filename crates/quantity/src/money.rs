//! Money as integer pence.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};

use serde::{Deserialize, Serialize};

use crate::rounding;

/// Pounds sterling in whole pence. Sums are exact; a product with a rate is rounded by name (`rounding`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money {
    pence: i64,
}

/// What was typed is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not an amount of money: write pounds as 1200, 1,200.50 or £1.2m")]
pub struct NotMoney(pub String);

impl Money {
    pub const ZERO: Money = Money { pence: 0 };

    pub const fn from_pence(pence: i64) -> Money {
        Money { pence }
    }

    /// Beyond what can be held, the most that can.
    pub const fn from_pounds(pounds: i64) -> Money {
        Money { pence: pounds.saturating_mul(100) }
    }

    /// Pounds of a method or a chart to the nearest whole pound, halves away from zero. What is no number is nothing.
    pub fn nearest_pound(pounds: f64) -> Money {
        Money::from_pounds(pounds.round() as i64)
    }

    pub const fn pence(self) -> i64 {
        self.pence
    }

    /// Whole and part pounds, for methods and charts that need a number.
    pub fn pounds(self) -> f64 {
        self.pence as f64 / 100.0
    }

    /// `self × factor`, rounded half away from zero to the penny; `None` where that is not a representable amount.
    pub fn times(self, factor: f64) -> Option<Money> {
        rounding::half_away_from_zero(self.pence as f64 * factor).map(Money::from_pence)
    }

    pub fn checked_add(self, other: Money) -> Option<Money> {
        self.pence.checked_add(other.pence).map(Money::from_pence)
    }

    /// Reads `1200`, `£1,200.50`, `-£12`, `(1,200)`, `£1.2m`, `680k`, `£1.49bn`.
    pub fn parse(text: &str) -> Result<Money, NotMoney> {
        let refuse = || NotMoney(text.to_owned());
        let mut body = text.trim().replace(['£', ',', ' ', '\u{a0}'], "").to_lowercase();
        let mut sign = 1.0;
        if body.starts_with('(') && body.ends_with(')') && body.len() > 2 {
            body = body[1..body.len() - 1].to_owned();
            sign = -1.0;
        }
        if let Some(rest) = body.strip_prefix(['-', '−']) {
            body = rest.to_owned();
            sign = -sign;
        }
        let (digits, scale) = match () {
            _ if body.ends_with("bn") => (&body[..body.len() - 2], 1e9),
            _ if body.ends_with('m') => (&body[..body.len() - 1], 1e6),
            _ if body.ends_with('k') => (&body[..body.len() - 1], 1e3),
            _ => (body.as_str(), 1.0),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
            return Err(refuse());
        }
        let pounds: f64 = digits.parse().map_err(|_| refuse())?;
        let pence = pounds * scale * 100.0;
        if pence > 9.0e15 || (pence - pence.round()).abs() > 1e-4 * pence.abs().max(1.0) {
            return Err(refuse());
        }
        rounding::half_away_from_zero(sign * pence).map(Money::from_pence).ok_or_else(refuse)
    }

    /// `£680,000`, or `£27.10` where there are odd pence; a true minus sign.
    pub fn in_full(self) -> String {
        let sign = if self.pence < 0 { "−" } else { "" };
        let pence = self.pence.unsigned_abs();
        let pounds = group_thousands(pence / 100);
        match pence % 100 {
            0 => format!("{sign}£{pounds}"),
            odd => format!("{sign}£{pounds}.{odd:02}"),
        }
    }

    /// Three significant figures with its scale: `£3.40m`, `£680k`, `£43.8m`. For prose and headlines, never for sums.
    pub fn in_short(self) -> String {
        let sign = if self.pence < 0 { "−" } else { "" };
        let pounds = self.pence.unsigned_abs() as f64 / 100.0;
        let (value, suffix) = match pounds {
            p if p >= 999_500_000.0 => (p / 1e9, "bn"),
            p if p >= 999_500.0 => (p / 1e6, "m"),
            p if p >= 9_999.5 => (p / 1e3, "k"),
            _ => return self.in_full(),
        };
        let places = if value < 9.995 {
            2
        } else if value < 99.95 {
            1
        } else {
            0
        };
        format!("{sign}£{value:.places$}{suffix}")
    }
}

/// `1234567` as `1,234,567`.
pub fn group_thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_full())
    }
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money::from_pence(self.pence.saturating_add(other.pence))
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money::from_pence(self.pence.saturating_sub(other.pence))
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money::from_pence(self.pence.saturating_neg())
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(amounts: I) -> Money {
        amounts.fold(Money::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_people_type_are_read() {
        for (typed, pence) in [
            ("1200", 120_000),
            ("£1,200.50", 120_050),
            ("-£12", -1_200),
            ("(1,200)", -120_000),
            ("£1.2m", 120_000_000),
            ("680k", 68_000_000),
            ("£1.49bn", 149_000_000_000),
            ("−5", -500),
        ] {
            assert_eq!(Money::parse(typed).map(Money::pence), Ok(pence), "{typed}");
        }
    }

    #[test]
    fn pounds_of_a_method_are_rounded_to_the_nearest_and_stop_at_what_can_be_held() {
        for (pounds, whole) in [(2.5, 3.0), (-2.5, -3.0), (0.4, 0.0), (f64::NAN, 0.0)] {
            assert_eq!(Money::nearest_pound(pounds).pounds(), whole, "{pounds}");
        }
        let most = Money::from_pence(i64::MAX);
        assert_eq!((Money::nearest_pound(f64::INFINITY), Money::from_pounds(i64::MAX)), (most, most));
        assert_eq!(Money::from_pounds(i64::MIN), Money::from_pence(i64::MIN));
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for typed in ["", "£", "twelve", "1.234", "1e9", "--3", "£9e400", "12.3.4", "99999999999999999999"] {
            assert!(Money::parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn amounts_are_written_in_full_and_in_short() {
        for (pence, full, short) in [
            (68_000_000, "£680,000", "£680k"),
            (340_000_000, "£3,400,000", "£3.40m"),
            (4_380_000_000, "£43,800,000", "£43.8m"),
            (2_710, "£27.10", "£27.10"),
            (-120_000, "−£1,200", "−£1,200"),
        ] {
            assert_eq!(Money::from_pence(pence).in_full(), full);
            assert_eq!(Money::from_pence(pence).in_short(), short);
        }
    }
}
