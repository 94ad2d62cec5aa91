//! What a commissioner offers a supplier against what it asks it to invest: whether the money comes back, and when.

use quantity::Share;
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::not_negative;
use crate::Method;

pub const METHOD: Method = Method {
    code: "supplier-commitment",
    edition: 1,
    title: "What is offered against what suppliers are asked to invest",
    sources: &["Own rule: months in which what is left of guaranteed volume pays back the investment at the supplier’s cost of capital"],
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// What a supplier has to lay out before it can begin, in pence.
    pub investment_pence: i64,
    /// Of it, what the commissioner pays.
    #[serde(default)]
    pub funded_pence: i64,
    /// Of it, what can be sold or used elsewhere afterwards.
    #[serde(default)]
    pub reusable_pence: i64,
    /// Value of a year at the volume expected.
    pub annual_pence: i64,
    /// Share of that volume that is guaranteed: none where nothing is said, which guarantees nothing.
    #[serde(default)]
    pub guaranteed: Option<Share>,
    /// Share of the value left to pay back investment, after running costs; none where nobody knows.
    #[serde(default)]
    pub margin: Option<Share>,
    /// Months certain.
    pub term_months: u32,
    /// Months that may be added, and may not.
    #[serde(default)]
    pub extension_months: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// What the supplier pays for its money, a year: 0.08 is 8%.
    pub cost_of_capital: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { cost_of_capital: 0.08 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// What is left for the supplier to lay out and get back.
    pub at_risk_pence: i64,
    /// Months until guaranteed volume has paid it back; none where it never does, or where the margin is not known.
    pub months_guaranteed: Option<f64>,
    /// The same at the whole volume expected.
    pub months_expected: Option<f64>,
    pub answer: Answer,
    /// Months certain that would pay it back as guaranteed; none where no term would.
    pub term_needed: Option<u32>,
    /// Share of volume that would pay it back within the term; none where even all of it would not.
    pub guarantee_needed: Option<Share>,
    /// What the commissioner would have to pay of it for the rest to come back within the term.
    pub funding_needed_pence: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nothing is asked, or nothing of it is at risk.
    NothingAtRisk,
    /// Within the months certain, on what is guaranteed.
    PaysBack,
    /// Only if the contract is extended.
    IfExtended,
    /// Only if the volume expected comes, of which less is guaranteed.
    IfVolumeComes,
    /// Not within the contract, however long it may last and however much comes.
    Impossible,
    /// Nobody knows what is left of the value to pay it back with.
    NotKnown,
}

/// Holds an offer against an investment.
///
/// # Errors
/// Where an amount or setting is out of range, or more is funded and reusable than is invested.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    let whose = "The offer";
    not_negative(whose, "investment_pence", ask.investment_pence as f64)?;
    not_negative(whose, "funded_pence", ask.funded_pence as f64)?;
    not_negative(whose, "reusable_pence", ask.reusable_pence as f64)?;
    not_negative(whose, "annual_pence", ask.annual_pence as f64)?;
    if ask.term_months == 0 {
        return Err(Refusal::OutOfRange { whose: whose.into(), field: "term_months", value: 0.0, range: "1 or more" });
    }
    if !(0.0..1.0).contains(&settings.cost_of_capital) {
        return Err(Refusal::Setting { setting: "cost_of_capital", value: settings.cost_of_capital, range: "from 0 to under 1" });
    }
    let at_risk_pence = ask.investment_pence - ask.funded_pence - ask.reusable_pence;
    if at_risk_pence < 0 {
        return Err(Refusal::CannotBe { whose: whose.into(), what: "more is funded and reusable than is asked to be invested" });
    }
    let rate = (1.0 + settings.cost_of_capital).powf(1.0 / 12.0) - 1.0;
    let at_risk = at_risk_pence as f64;
    let certain = f64::from(ask.term_months);
    let longest = certain + f64::from(ask.extension_months);
    let guaranteed = ask.guaranteed.map_or(0.0, Share::value);
    let monthly = ask.margin.map(|margin| ask.annual_pence as f64 * margin.value() / 12.0);
    let payback = |part: f64| monthly.and_then(|monthly| months(at_risk, monthly * part, rate));
    let (months_guaranteed, months_expected) = (payback(guaranteed), payback(1.0));
    let within = |months: Option<f64>, limit: f64| months.is_some_and(|months| months <= limit);
    let answer = match () {
        () if at_risk_pence == 0 => Answer::NothingAtRisk,
        () if monthly.is_none() => Answer::NotKnown,
        () if within(months_guaranteed, certain) => Answer::PaysBack,
        () if within(months_guaranteed, longest) => Answer::IfExtended,
        () if within(months_expected, longest) => Answer::IfVolumeComes,
        () => Answer::Impossible,
    };
    // What the months certain pay back of a penny a month.
    let worth = if rate > 0.0 { (1.0 - (1.0 + rate).powf(-certain)) / rate } else { certain };
    let needed = monthly.filter(|monthly| *monthly > 0.0).map(|monthly| at_risk / (monthly * worth));
    let back = monthly.map(|monthly| monthly * guaranteed * worth);
    Ok(Reading {
        at_risk_pence,
        months_guaranteed,
        months_expected,
        answer,
        term_needed: months_guaranteed.map(|months| months.ceil()).filter(|months| *months <= 12_000.0).map(|months| months as u32),
        guarantee_needed: needed.and_then(|needed| Share::new(needed).ok()),
        funding_needed_pence: back
            .and_then(|back| quantity::rounding::half_away_from_zero((at_risk - back).max(0.0)))
            .and_then(|more| more.checked_add(ask.funded_pence)),
    })
}

/// Months in which equal payments pay back a sum at a monthly rate; none where they never do.
fn months(sum: f64, monthly: f64, rate: f64) -> Option<f64> {
    if sum <= 0.0 {
        return Some(0.0);
    }
    if monthly <= sum * rate || monthly <= 0.0 {
        return None;
    }
    Some(if rate > 0.0 { -(1.0 - sum * rate / monthly).ln() / rate.ln_1p() } else { sum / monthly })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(value: f64) -> Share {
        Share::new(value).expect("a share")
    }

    /// £600,000 invested; £2m a year, 10% of it left; seven years certain.
    fn ask(guaranteed: Option<f64>) -> Ask {
        Ask {
            investment_pence: 60_000_000,
            funded_pence: 0,
            reusable_pence: 0,
            annual_pence: 200_000_000,
            guaranteed: guaranteed.map(share),
            margin: Some(share(0.1)),
            term_months: 84,
            extension_months: 0,
        }
    }

    const FREE: Settings = Settings { cost_of_capital: 0.0 };

    #[test]
    fn without_a_cost_of_capital_the_sum_over_the_monthly_margin_is_the_payback() {
        let reading = read(&ask(Some(1.0)), &FREE).expect("read");
        assert!((reading.months_guaranteed.expect("some") - 36.0).abs() < 1e-9);
        assert_eq!((reading.answer, reading.funding_needed_pence), (Answer::PaysBack, Some(0)));
        assert!((reading.guarantee_needed.expect("some").value() - 36.0 / 84.0).abs() < 1e-12);
    }

    #[test]
    fn nothing_guaranteed_is_a_payback_only_if_the_volume_comes() {
        assert_eq!(read(&ask(None), &FREE).expect("read").answer, Answer::IfVolumeComes);
        let short = Ask { term_months: 24, ..ask(Some(1.0)) };
        assert_eq!(read(&short, &FREE).expect("read").answer, Answer::Impossible);
        assert_eq!(read(&Ask { extension_months: 12, ..short }, &FREE).expect("read").answer, Answer::IfExtended);
    }

    #[test]
    fn what_is_left_never_pays_back_money_that_costs_more_than_it() {
        let thin = Ask { margin: Some(share(0.001)), ..ask(Some(1.0)) };
        let reading = read(&thin, &Settings::default()).expect("read");
        assert_eq!((reading.months_guaranteed, reading.answer, reading.term_needed), (None, Answer::Impossible, None));
        assert!(reading.funding_needed_pence.is_some_and(|pence| pence > 0 && pence < 60_000_000));
        // At 8% a year it takes longer than at none: 36 months become under 42.
        let months = read(&ask(Some(1.0)), &Settings::default()).expect("read").months_guaranteed.expect("some");
        assert!(months > 39.0 && months < 42.0, "{months}");
    }

    #[test]
    fn an_unknown_margin_is_not_known_and_nothing_at_risk_needs_none() {
        assert_eq!(read(&Ask { margin: None, ..ask(Some(1.0)) }, &FREE).expect("read").answer, Answer::NotKnown);
        let paid = Ask { funded_pence: 60_000_000, margin: None, ..ask(None) };
        assert_eq!(read(&paid, &FREE).expect("read").answer, Answer::NothingAtRisk);
        let over = Ask { funded_pence: 60_000_001, ..ask(None) };
        assert_eq!(read(&over, &FREE).expect_err("refused").code(), "cannot_be");
    }
}
