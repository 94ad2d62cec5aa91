//! What keeps providers out of a procurement: each requirement held against what is known of each provider; who comes in if one goes, or
//! two together; and what it costs to bid.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::{each_once, not_negative};
use crate::Method;

pub const METHOD: Method = Method {
    code: "barriers-to-bid",
    edition: 1,
    title: "What keeps providers out",
    sources: &[
        "Own rule: a provider is shut out by each requirement it is known not to meet, and comes in when the last of them goes",
        "Procurement Act 2023, section 12(4) (barriers small and medium bodies face, and whether they can be removed or reduced)",
    ],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub requirements: Vec<Requirement>,
    pub providers: Vec<Provider>,
    /// What it takes to bid; none where nobody has reckoned it.
    #[serde(default)]
    pub bidding: Option<Bidding>,
}

/// One thing asked of a bidder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    pub name: String,
    /// Which fact about a provider it is held against: `turnover_pence`, `insurance_pence`, `years_of_accounts`, `parent_guarantee`.
    pub fact: String,
    pub asks: Asks,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// The fact is a number, this or more: turnover, cover, years, staff.
    AtLeast(f64),
    /// The fact is a number, this or less: the longest a body can wait to be paid, the smallest lot it can take on.
    AtMost(f64),
    /// It has it: an accreditation, a guarantor, a registration.
    Held,
}

/// A provider, as far as anything is known of it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    pub name: String,
    /// Small or medium; none where nobody knows.
    #[serde(default)]
    pub is_small: Option<bool>,
    /// Voluntary, community or social enterprise; none where nobody knows.
    #[serde(default)]
    pub is_voluntary: Option<bool>,
    /// Facts by name. What is not here is not known, and is never taken for met.
    #[serde(default)]
    pub facts: BTreeMap<String, Fact>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Fact {
    Held(bool),
    Number(f64),
}

/// What one bid takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bidding {
    /// A bidder's hours, all people together.
    pub hours: f64,
    pub hour_pence: i64,
    /// Bonds, accreditations, advice, portal fees.
    #[serde(default)]
    pub direct_pence: i64,
    /// What the contract is worth in a year; none where it is not known.
    #[serde(default)]
    pub annual_pence: Option<i64>,
    /// Days from the notice to the last day for bids.
    #[serde(default)]
    pub days: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Known to meet all that is asked.
    pub able: Vec<String>,
    /// Not known to fail anything, and something about them is not known.
    pub not_known: Vec<String>,
    /// Known not to meet one requirement or more.
    pub shut_out: Vec<ShutOut>,
    pub small_shut_out: usize,
    pub voluntary_shut_out: usize,
    pub requirements: Vec<RequirementRead>,
    /// Two requirements that let more in together than either alone and the other alone, most first.
    pub together: Vec<Together>,
    /// Which to drop first, second and so on, so that each step lets in as many as a single step can.
    pub order: Vec<Step>,
    pub bidding: Option<BiddingRead>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShutOut {
    pub name: String,
    /// Names of the requirements it is known not to meet.
    pub by: Vec<String>,
    /// Some fact about it is not known: were every barrier gone it might still fail another.
    pub has_unknown: bool,
    pub is_small: Option<bool>,
    pub is_voluntary: Option<bool>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequirementRead {
    pub name: String,
    /// Known not to meet it.
    pub shuts_out: Vec<String>,
    /// Whom it alone keeps out: they come in if it goes.
    pub alone: Vec<String>,
    /// Of those who come in, known to meet all else; the rest have something not known.
    pub surely: usize,
    pub small_alone: usize,
    /// Providers of whom the fact is not known.
    pub not_known: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Together {
    pub names: [String; 2],
    /// Who comes in if both go.
    pub come_in: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub name: String,
    /// Who comes in with this one and all before it gone.
    pub come_in: Vec<String>,
    /// Not known to be shut out after this step.
    pub in_now: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BiddingRead {
    /// Hours at their cost and direct costs, of one bid.
    pub pence: i64,
    /// Of a year's value: 0.02 is 2%. None where that is not known.
    pub of_a_year: Option<f64>,
    /// Of all who are able, were each to bid: what the market spends to be chosen from.
    pub all_able_pence: i64,
    /// Hours of work for each day there is to bid in.
    pub hours_a_day: Option<f64>,
}

/// Sets of requirements are held as bits.
const MOST_REQUIREMENTS: usize = 64;

/// Holds requirements against providers.
///
/// # Errors
/// Where there is no requirement or no provider, a name stands twice, or a figure is out of range.
pub fn read(ask: &Ask) -> Result<Reading, Refusal> {
    check(ask)?;
    let held: Vec<Standing> = ask.providers.iter().map(|provider| Standing::of(provider, &ask.requirements)).collect();
    let of = |test: &dyn Fn(&Standing) -> bool| -> Vec<String> {
        ask.providers.iter().zip(&held).filter(|(_, one)| test(one)).map(|(provider, _)| provider.name.clone()).collect()
    };
    let come_in = |gone: u64| of(&|one| one.fails != 0 && one.fails & !gone == 0);
    let pick = |test: &dyn Fn(&Standing) -> bool, which: &dyn Fn(&Provider) -> Option<bool>| {
        ask.providers.iter().zip(&held).filter(|(provider, one)| test(one) && which(provider) == Some(true)).count()
    };
    let requirements = ask.requirements.iter().enumerate().map(|(at, requirement)| {
        let bit = 1_u64 << at;
        RequirementRead {
            name: requirement.name.clone(),
            shuts_out: of(&|one| one.fails & bit != 0),
            alone: come_in(bit),
            surely: held.iter().filter(|one| one.fails == bit && one.unknown & !bit == 0).count(),
            small_alone: pick(&|one| one.fails == bit, &|provider| provider.is_small),
            not_known: held.iter().filter(|one| one.unknown & bit != 0).count(),
        }
    });
    let able = of(&|one| one.fails == 0 && one.unknown == 0);
    Ok(Reading {
        not_known: of(&|one| one.fails == 0 && one.unknown != 0),
        shut_out: shut_out(ask, &held),
        small_shut_out: pick(&|one| one.fails != 0, &|provider| provider.is_small),
        voluntary_shut_out: pick(&|one| one.fails != 0, &|provider| provider.is_voluntary),
        requirements: requirements.collect(),
        together: together(&ask.requirements, &come_in),
        order: order(&ask.requirements, &held, &come_in),
        bidding: ask.bidding.map(|bidding| cost(&bidding, able.len())).transpose()?,
        able,
    })
}

fn check(ask: &Ask) -> Result<(), Refusal> {
    if ask.requirements.is_empty() {
        return Err(Refusal::Nothing("requirement"));
    }
    if ask.providers.is_empty() {
        return Err(Refusal::Nothing("provider"));
    }
    if ask.requirements.len() > MOST_REQUIREMENTS {
        return Err(Refusal::CannotBe { whose: "The requirements".into(), what: "there are more than 64 of them" });
    }
    each_once(ask.requirements.iter().map(|one| one.name.as_str()))?;
    each_once(ask.providers.iter().map(|one| one.name.as_str()))?;
    for requirement in &ask.requirements {
        if let Asks::AtLeast(value) | Asks::AtMost(value) = requirement.asks {
            not_negative(&requirement.name, "what it asks", value)?;
        }
    }
    for provider in &ask.providers {
        for fact in provider.facts.values() {
            if let Fact::Number(value) = fact {
                not_negative(&provider.name, "a fact about it", *value)?;
            }
        }
    }
    Ok(())
}

/// Requirements of one provider, as bits.
struct Standing {
    fails: u64,
    unknown: u64,
}

impl Standing {
    fn of(provider: &Provider, requirements: &[Requirement]) -> Standing {
        let mut standing = Standing { fails: 0, unknown: 0 };
        for (at, requirement) in requirements.iter().enumerate() {
            let met = match (requirement.asks, provider.facts.get(&requirement.fact)) {
                (Asks::AtLeast(least), Some(Fact::Number(value))) => Some(*value >= least),
                (Asks::AtMost(most), Some(Fact::Number(value))) => Some(*value <= most),
                (Asks::Held, Some(Fact::Held(held))) => Some(*held),
                _ => None,
            };
            match met {
                Some(true) => {}
                Some(false) => standing.fails |= 1 << at,
                None => standing.unknown |= 1 << at,
            }
        }
        standing
    }
}

fn shut_out(ask: &Ask, held: &[Standing]) -> Vec<ShutOut> {
    let out = ask.providers.iter().zip(held).filter(|(_, one)| one.fails != 0);
    out.map(|(provider, one)| ShutOut {
        name: provider.name.clone(),
        by: ask.requirements.iter().enumerate().filter(|(at, _)| one.fails >> at & 1 == 1).map(|(_, r)| r.name.clone()).collect(),
        has_unknown: one.unknown != 0,
        is_small: provider.is_small,
        is_voluntary: provider.is_voluntary,
    })
    .collect()
}

fn together(requirements: &[Requirement], come_in: &dyn Fn(u64) -> Vec<String>) -> Vec<Together> {
    let mut pairs = Vec::new();
    for (first, one) in requirements.iter().enumerate() {
        for (second, other) in requirements.iter().enumerate().skip(first + 1) {
            let both = come_in(1 << first | 1 << second);
            if both.len() > come_in(1 << first).len() + come_in(1 << second).len() {
                pairs.push(Together { names: [one.name.clone(), other.name.clone()], come_in: both });
            }
        }
    }
    pairs.sort_by(|a, b| b.come_in.len().cmp(&a.come_in.len()).then_with(|| a.names.cmp(&b.names)));
    pairs
}

/// One at a time, the one that lets the most in; where none lets anybody in by itself, the one that stands in most providers' way.
fn order(requirements: &[Requirement], held: &[Standing], come_in: &dyn Fn(u64) -> Vec<String>) -> Vec<Step> {
    let (mut gone, mut steps) = (0_u64, Vec::new());
    let mut before: Vec<String> = Vec::new();
    loop {
        let left = (0..requirements.len()).filter(|at| gone >> at & 1 == 0 && held.iter().any(|one| one.fails >> at & 1 == 1));
        let best = left.max_by_key(|at| {
            let in_the_way = held.iter().filter(|one| one.fails >> at & 1 == 1).count();
            (come_in(gone | 1 << at).len(), in_the_way, std::cmp::Reverse(*at))
        });
        let Some((at, requirement)) = best.and_then(|at| requirements.get(at).map(|requirement| (at, requirement))) else { return steps };
        gone |= 1 << at;
        let all = come_in(gone);
        let fresh = all.iter().filter(|name| !before.contains(name)).cloned().collect();
        let in_now = held.iter().filter(|one| one.fails & !gone == 0).count();
        steps.push(Step { name: requirement.name.clone(), come_in: fresh, in_now });
        before = all;
    }
}

fn cost(bidding: &Bidding, able: usize) -> Result<BiddingRead, Refusal> {
    let whose = "The cost of a bid";
    let hours = not_negative(whose, "hours", bidding.hours)?;
    let (hour, direct) = (not_negative(whose, "hour_pence", bidding.hour_pence as f64)?, bidding.direct_pence);
    not_negative(whose, "direct_pence", direct as f64)?;
    let too_much = || Refusal::OutOfRange { whose: whose.into(), field: "hours", value: hours, range: "an amount that can be held" };
    let time = quantity::rounding::half_away_from_zero(hours * hour).ok_or_else(too_much)?;
    let pence = time.checked_add(direct).ok_or_else(too_much)?;
    let all_able_pence = i64::try_from(able).ok().and_then(|able| pence.checked_mul(able)).ok_or_else(too_much)?;
    Ok(BiddingRead {
        pence,
        of_a_year: bidding.annual_pence.filter(|annual| *annual > 0).map(|annual| pence as f64 / annual as f64),
        all_able_pence,
        hours_a_day: bidding.days.filter(|days| *days > 0).map(|days| hours / f64::from(days)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement(name: &str, fact: &str, asks: Asks) -> Requirement {
        Requirement { name: name.into(), fact: fact.into(), asks }
    }

    fn provider(name: &str, insurance: Option<f64>, years: Option<f64>) -> Provider {
        let facts = [("insurance", insurance), ("years", years)];
        let facts = facts.into_iter().filter_map(|(fact, value)| Some((fact.to_owned(), Fact::Number(value?)))).collect();
        Provider { name: name.into(), is_small: Some(true), is_voluntary: None, facts }
    }

    /// £5m of insurance and three years' accounts shut out four of six.
    fn six() -> Ask {
        Ask {
            requirements: vec![
                requirement("£5m of insurance", "insurance", Asks::AtLeast(5e8)),
                requirement("three years’ accounts", "years", Asks::AtLeast(3.0)),
            ],
            providers: vec![
                provider("A", Some(1e9), Some(12.0)),
                provider("B", Some(5e8), Some(3.0)),
                provider("C", Some(2e8), Some(9.0)),
                provider("D", Some(1e9), Some(1.0)),
                provider("E", Some(2e8), Some(2.0)),
                provider("F", Some(2e8), Some(1.0)),
            ],
            bidding: None,
        }
    }

    #[test]
    fn who_is_shut_out_by_which_and_who_comes_in_if_it_goes() {
        let reading = read(&six()).expect("read");
        assert_eq!((reading.able.len(), reading.shut_out.len()), (2, 4));
        assert_eq!((reading.requirements[0].shuts_out.len(), reading.requirements[0].alone.clone()), (3, vec!["C".to_owned()]));
        assert_eq!(reading.requirements[1].alone, ["D"]);
        assert_eq!(reading.together[0].come_in, ["C", "D", "E", "F"]);
        assert_eq!(reading.order.iter().map(|step| (step.come_in.len(), step.in_now)).collect::<Vec<_>>(), [(1, 3), (3, 6)]);
        assert_eq!(reading.small_shut_out, 4);
    }

    #[test]
    fn dropping_a_requirement_never_shuts_anybody_out() {
        let whole = read(&six()).expect("read");
        for at in 0..2 {
            let mut fewer = six();
            fewer.requirements.remove(at);
            let reading = read(&fewer).expect("read");
            assert_eq!(reading.able.len(), whole.able.len() + whole.requirements[at].alone.len());
        }
    }

    #[test]
    fn what_is_not_known_of_a_provider_is_never_taken_for_met() {
        let mut ask = six();
        ask.providers.push(provider("G", None, Some(8.0)));
        ask.providers.push(provider("H", None, Some(1.0)));
        let reading = read(&ask).expect("read");
        assert_eq!(reading.not_known, ["G"]);
        assert!(reading.shut_out.iter().any(|one| one.name == "H" && one.has_unknown));
        assert_eq!((reading.requirements[1].alone.len(), reading.requirements[1].surely), (2, 1));
        assert_eq!(reading.requirements[0].not_known, 2);
    }

    #[test]
    fn what_a_bid_costs_is_held_against_a_years_value() {
        let bidding = Bidding { hours: 160.0, hour_pence: 5_000, direct_pence: 200_000, annual_pence: Some(50_000_000), days: Some(20) };
        let reading = read(&Ask { bidding: Some(bidding), ..six() }).expect("read").bidding.expect("reckoned");
        assert_eq!((reading.pence, reading.all_able_pence), (1_000_000, 2_000_000));
        assert_eq!((reading.of_a_year, reading.hours_a_day), (Some(0.02), Some(8.0)));
    }

    #[test]
    fn a_question_that_cannot_be_is_refused_by_name() {
        let refused = |ask: &Ask| read(ask).expect_err("refused").code();
        assert_eq!(refused(&Ask { requirements: vec![], ..six() }), "nothing_to_read");
        assert_eq!(refused(&Ask { providers: vec![], ..six() }), "nothing_to_read");
        let mut twice = six();
        twice.providers.push(provider("A", None, None));
        assert_eq!(refused(&twice), "same_name");
        let mut wrong = six();
        wrong.providers.push(provider("Z", Some(f64::NAN), None));
        assert_eq!(refused(&wrong), "out_of_range");
    }
}
