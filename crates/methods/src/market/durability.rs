//! How long a policy is likely to last: what law, money, parties and evidence stand behind it, and how often it has been turned round.

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::not_negative;
use crate::Method;

pub const METHOD: Method = Method {
    code: "policy-durability",
    edition: 1,
    title: "How long a policy is likely to last",
    sources: &[
        "Own rule: five items from 0 to 4 (law, years of funding, parties, evidence, reversals), and never more than one above the lower of law and funding",
    ],
};

/// What stands behind a policy; none where nobody has looked.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Ask {
    pub law: Option<Law>,
    /// Years of funding agreed from now.
    pub funded_years: Option<f64>,
    pub parties: Option<Parties>,
    /// Grade of the best evidence that it works: 0 (assertion) to 6 (systematic review).
    pub evidence: Option<u8>,
    /// Times it was turned round in the ten years before.
    pub reversals: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Law {
    /// Said, and in no text that binds.
    Announced,
    /// A strategy or a plan.
    Strategy,
    /// Guidance that has to be had regard to.
    Guidance,
    /// Regulations.
    Regulations,
    /// A duty in an Act.
    Act,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parties {
    /// One party or group, and others against.
    OneAgainstOthers,
    One,
    /// More than one, not all.
    Several,
    /// All who may come to decide.
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Years of funding from which the item is 1, 2, 3 and 4.
    pub funding_steps: [f64; 4],
    pub may_change_from: f64,
    pub lasting_from: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { funding_steps: [1.0, 2.0, 3.0, 5.0], may_change_from: 1.5, lasting_from: 2.75 }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// 0 to 4, with what is not known at 0.
    pub rating: f64,
    /// The same with what is not known at 4.
    pub at_most: f64,
    /// Items somebody has looked at, of five.
    pub known: u8,
    pub items: Items,
    pub level: Level,
}

/// Each from 0 to 4; none where nobody has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Items {
    pub law: Option<u8>,
    pub funding: Option<u8>,
    pub parties: Option<u8>,
    pub evidence: Option<u8>,
    pub reversals: Option<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Think before investing in it.
    MayPass,
    MayChange,
    Lasting,
    NotKnown,
}

/// Rates a policy.
///
/// # Errors
/// Where nobody has looked at anything, or a figure or setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    if let Some(years) = ask.funded_years {
        not_negative("The policy", "years of funding", years)?;
    }
    if let Some(grade) = ask.evidence.filter(|grade| *grade > 6) {
        let whose = "The policy".to_owned();
        return Err(Refusal::OutOfRange { whose, field: "the grade of evidence", value: f64::from(grade), range: "from 0 to 6" });
    }
    if settings.may_change_from > settings.lasting_from {
        return Err(Refusal::Setting { setting: "may_change_from", value: settings.may_change_from, range: "at most “lasting_from”" });
    }
    let items = Items {
        law: ask.law.map(|law| law as u8),
        funding: ask.funded_years.map(|years| settings.funding_steps.iter().filter(|step| years >= **step).count() as u8),
        parties: ask.parties.map(|parties| match parties {
            Parties::OneAgainstOthers => 0,
            Parties::One => 1,
            Parties::Several => 3,
            Parties::All => 4,
        }),
        // Grades 5 and 6 are both as good as an item gets.
        evidence: ask.evidence.map(|grade| grade.min(4)),
        reversals: ask.reversals.map(|times| 4 - 2 * times.min(2) as u8),
    };
    let all = [items.law, items.funding, items.parties, items.evidence, items.reversals];
    let known = all.iter().flatten().count() as u8;
    if known == 0 {
        return Err(Refusal::Nothing("item that anybody has looked at"));
    }
    let rate = |unknown: u8| {
        let [law, funding, ..] = all.map(|item| f64::from(item.unwrap_or(unknown)));
        let mean = all.iter().map(|item| f64::from(item.unwrap_or(unknown))).sum::<f64>() / all.len() as f64;
        mean.min(law.min(funding) + 1.0)
    };
    let level = |rating: f64| match rating {
        r if r < settings.may_change_from => Level::MayPass,
        r if r < settings.lasting_from => Level::MayChange,
        _ => Level::Lasting,
    };
    let (rating, at_most) = (rate(0), rate(4));
    let level = if level(rating) == level(at_most) { level(rating) } else { Level::NotKnown };
    Ok(Reading { rating, at_most, known, items, level })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ask: Ask) -> Reading {
        read(&ask, &Settings::default()).expect("read")
    }

    #[test]
    fn a_duty_in_an_act_with_money_and_all_parties_lasts() {
        let care = Ask { law: Some(Law::Act), funded_years: Some(5.0), parties: Some(Parties::All), evidence: Some(4), reversals: Some(0) };
        assert_eq!((of(care).rating, of(care).level), (4.0, Level::Lasting));
    }

    #[test]
    fn a_single_partys_one_year_fund_may_pass_however_good_the_rest() {
        let fund =
            Ask { law: Some(Law::Announced), funded_years: Some(1.0), parties: Some(Parties::One), evidence: Some(1), reversals: Some(1) };
        assert_eq!((of(fund).rating, of(fund).level), (1.0, Level::MayPass));
        let liked = Ask { parties: Some(Parties::All), evidence: Some(6), reversals: Some(0), ..fund };
        assert_eq!((of(liked).rating, of(liked).level), (1.0, Level::MayPass));
    }

    #[test]
    fn what_nobody_has_looked_at_never_makes_it_last() {
        let half = Ask { law: Some(Law::Act), funded_years: Some(5.0), ..Ask::default() };
        let reading = of(half);
        assert!((reading.rating - 1.6).abs() < 1e-12 && reading.at_most == 4.0);
        assert_eq!((reading.known, reading.level), (2, Level::NotKnown));
        assert_eq!(read(&Ask::default(), &Settings::default()).expect_err("refused").code(), "nothing_to_read");
    }
}
