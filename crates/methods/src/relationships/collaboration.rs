//! What working together costs and brings about, review by review: carry on, or stop or fix; and not known where nobody can say.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::Method;

pub const METHOD: Method = Method {
    code: "collaboration-worth",
    edition: 1,
    title: "What working together costs, and what it brings about",
    sources: &["Own rule: hours at their cost and direct costs, against the worth of outcomes that can be traced to it"],
};

/// What one look back over a stretch of time found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    pub on: Date,
    /// People's hours over the stretch, all bodies together: 0 or more.
    pub hours: f64,
    /// What an hour costs, in pence: 0 or more.
    pub hour_pence: i64,
    /// Rooms, systems, consultants, in pence: 0 or more.
    pub direct_pence: i64,
    /// An outcome for people can be traced to it.
    pub is_traced: bool,
    /// What the traced outcome is worth over the same stretch, in pence: 0 or more; none where nobody has valued it.
    #[serde(default)]
    pub worth_pence: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Reviews in a row without a traced outcome after which it is stopped or fixed: 1 or more.
    pub without_outcome: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { without_outcome: 2 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// By date.
    pub reviews: Vec<Worked>,
    pub answer: Answer,
    pub because: Because,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Worked {
    pub on: Date,
    /// Hours at their cost, to the nearest penny, and direct costs.
    pub cost_pence: i64,
    /// Worth for each pound of cost; none where nothing is traced, or nobody has valued it.
    pub ratio: Option<f64>,
    pub is_traced: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    CarryOn,
    StopOrFix,
    NotKnown,
}

/// The one reason that decides, of the last review or the last few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// As many reviews in a row as the setting says traced no outcome to it.
    NothingTraced,
    /// The last review traced none; one alone does not decide.
    NothingTracedYet,
    /// What it brings about is worth less than it costs.
    WorthLessThanItCosts,
    /// What it brings about is worth what it costs, or more.
    WorthItsCost,
    /// An outcome is traced, and nobody has said what it is worth.
    NotValued,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("Nobody has looked yet at what it costs and brings about. Give at least one review.")]
    NoReview,
    #[error("The review of {0} costs nothing. Give hours with what an hour costs, or direct costs.")]
    NoCost(Date),
    #[error("The review of {on}: {field} is {value}. It has to be 0 or more, and less than a thousand million.")]
    Amount { on: Date, field: &'static str, value: f64 },
    #[error("“without_outcome” is 0. It has to be 1 or more.")]
    Setting,
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoReview => "no_review",
            Refusal::NoCost(_) => "no_cost",
            Refusal::Amount { .. } => "amount_out_of_range",
            Refusal::Setting => "setting_out_of_range",
        }
    }
}

/// Beyond any collaboration: keeps every product exact.
const MOST: f64 = 1e9;

/// Reads the reviews; the order they are given in does not count.
///
/// # Errors
/// Where there is none, one costs nothing, or an amount is out of range.
pub fn read(reviews: &[Review], settings: &Settings) -> Result<Reading, Refusal> {
    if settings.without_outcome == 0 {
        return Err(Refusal::Setting);
    }
    let mut worked = reviews.iter().map(work).collect::<Result<Vec<Worked>, Refusal>>()?;
    worked.sort_by_key(|review| review.on);
    let last = worked.last().ok_or(Refusal::NoReview)?;
    let without = worked.iter().rev().take_while(|review| !review.is_traced).count();
    let (answer, because) = if without >= settings.without_outcome as usize {
        (Answer::StopOrFix, Because::NothingTraced)
    } else if !last.is_traced {
        (Answer::NotKnown, Because::NothingTracedYet)
    } else {
        match last.ratio {
            Some(ratio) if ratio < 1.0 => (Answer::StopOrFix, Because::WorthLessThanItCosts),
            Some(_) => (Answer::CarryOn, Because::WorthItsCost),
            None => (Answer::NotKnown, Because::NotValued),
        }
    };
    Ok(Reading { reviews: worked, answer, because })
}

fn work(review: &Review) -> Result<Worked, Refusal> {
    let on = review.on;
    let amounts = [
        ("hours", review.hours),
        ("hour_pence", review.hour_pence as f64 / 100.0),
        ("direct_pence", review.direct_pence as f64 / 100.0),
        ("worth_pence", review.worth_pence.unwrap_or(0) as f64 / 100.0),
    ];
    if let Some((field, value)) = amounts.into_iter().find(|(_, value)| !(0.0..MOST).contains(value)) {
        return Err(Refusal::Amount { on, field, value });
    }
    let time = quantity::rounding::half_away_from_zero(review.hours * review.hour_pence as f64);
    let too_much = Refusal::Amount { on, field: "hours", value: review.hours };
    let cost_pence = time.and_then(|time| time.checked_add(review.direct_pence)).ok_or(too_much)?;
    if cost_pence == 0 {
        return Err(Refusal::NoCost(on));
    }
    let ratio = review.worth_pence.filter(|_| review.is_traced).map(|worth| worth as f64 / cost_pence as f64);
    Ok(Worked { on, cost_pence, ratio, is_traced: review.is_traced })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(on: &str, is_traced: bool, worth_pounds: Option<i64>) -> Review {
        let on = on.parse().expect("a date");
        Review { on, hours: 600.0, hour_pence: 4_500, direct_pence: 300_000, is_traced, worth_pence: worth_pounds.map(|p| p * 100) }
    }

    fn answer(reviews: &[Review]) -> (Answer, Because) {
        let reading = read(reviews, &Settings::default()).expect("read");
        (reading.answer, reading.because)
    }

    #[test]
    fn one_review_without_an_outcome_is_not_known_and_two_in_a_row_are_to_stop_or_fix() {
        let (first, second) = (review("2026-05-01", false, None), review("2026-11-01", false, None));
        assert_eq!(answer(std::slice::from_ref(&first)), (Answer::NotKnown, Because::NothingTracedYet));
        assert_eq!(answer(&[second.clone(), first.clone()]), (Answer::StopOrFix, Because::NothingTraced));
        assert_eq!(answer(&[first, review("2026-08-01", true, Some(40_000)), second]), (Answer::NotKnown, Because::NothingTracedYet));
    }

    #[test]
    fn what_it_is_worth_is_held_against_what_it_costs() {
        // 600 hours at £45 and £3,000: £30,000.
        let reading = read(&[review("2026-11-01", true, Some(45_000))], &Settings::default()).expect("read");
        assert_eq!((reading.reviews[0].cost_pence, reading.reviews[0].ratio), (3_000_000, Some(1.5)));
        assert_eq!(answer(&[review("2026-11-01", true, Some(30_000))]), (Answer::CarryOn, Because::WorthItsCost));
        assert_eq!(answer(&[review("2026-11-01", true, Some(29_999))]), (Answer::StopOrFix, Because::WorthLessThanItCosts));
        assert_eq!(answer(&[review("2026-11-01", true, None)]), (Answer::NotKnown, Because::NotValued));
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let refused = |reviews: &[Review]| read(reviews, &Settings::default()).expect_err("refused").code();
        assert_eq!(refused(&[]), "no_review");
        let free = Review { hours: 0.0, direct_pence: 0, ..review("2026-11-01", true, None) };
        assert_eq!(refused(&[free]), "no_cost");
        for hours in [-1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(refused(&[Review { hours, ..review("2026-11-01", true, None) }]), "amount_out_of_range");
        }
        assert_eq!(read(&[], &Settings { without_outcome: 0 }).expect_err("refused").code(), "setting_out_of_range");
    }
}
