//! A pooled fund or an aligned budget under stress: how an overspend or underspend falls on each partner by the agreed rule, and how large it
//! can be before a partner's share passes what that partner says it can bear.
//!
//! Amounts are whole and 0 or more, in any unit of money; shares always sum to the total.

use serde::{Deserialize, Serialize};

use super::refusal::Refusal;

/// What a partner puts in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    pub partner: String,
    pub amount: i64,
}

/// How what is over or under is shared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by")]
pub enum Rule {
    /// In proportion to what each put in.
    Contribution,
    /// The lead bears the first part, up to this share of its own contribution; the rest in proportion to what each put in.
    LeadFirst { lead: String, share_of_own: f64 },
    /// Each answers for its own money: what is over stays with the lead of the service it arose in.
    OwnMoney { lead: String },
}

/// Each partner's part of an amount over or under, in the order of the contributions.
///
/// # Errors
/// An amount below zero, a partner named twice or not at all, a first part that is no share.
pub fn shared(contributions: &[Contribution], rule: &Rule, amount: i64) -> Result<Vec<i64>, Refusal> {
    check(contributions, rule)?;
    if amount < 0 {
        return Err(Refusal::Negative("The amount to share".to_owned(), "a figure", amount));
    }
    let by_contribution: Vec<i64> = contributions.iter().map(|c| c.amount).collect();
    let at = |lead: &str| contributions.iter().position(|c| c.partner == lead);
    Ok(match rule {
        Rule::Contribution => split(amount, &by_contribution),
        Rule::LeadFirst { lead, .. } => {
            let first = amount.min(lead_bears(contributions, rule));
            let mut parts = split(amount - first, &by_contribution);
            if let Some(part) = at(lead).and_then(|at| parts.get_mut(at)) {
                *part += first;
            }
            parts
        }
        Rule::OwnMoney { lead } => contributions.iter().map(|c| if c.partner == *lead { amount } else { 0 }).collect(),
    })
}

/// The largest amount over at which a partner's share, before rounding, is still no more than it can bear. None where no amount is too
/// large for it, because it bears nothing.
///
/// # Errors
/// As [`shared`], and a partner that is not among the contributions.
pub fn breaks_at(contributions: &[Contribution], rule: &Rule, partner: &str, can_bear: i64) -> Result<Option<i64>, Refusal> {
    check(contributions, rule)?;
    let Some(own) = contributions.iter().find(|c| c.partner == partner).map(|c| c.amount) else { return Err(unknown(partner)) };
    if can_bear < 0 {
        return Err(Refusal::Negative(partner.to_owned(), "what it can bear", can_bear));
    }
    // Of every `of` that is shared, `part` is this partner's.
    let shared = |bears: i64, part: i64, of: i64| {
        (part > 0).then(|| (i128::from(bears) * i128::from(of) / i128::from(part)).min(i128::from(MOST)) as i64)
    };
    let total: i64 = contributions.iter().map(|c| c.amount).sum();
    Ok(match rule {
        Rule::Contribution => shared(can_bear, own, total),
        Rule::OwnMoney { lead } => (lead == partner).then_some(can_bear),
        Rule::LeadFirst { lead, .. } => {
            let first = lead_bears(contributions, rule);
            match can_bear - first {
                _ if lead != partner => shared(can_bear, own, total).map(|rest| first + rest),
                rest if rest < 0 => Some(can_bear),
                rest => shared(rest, own, total).map_or(Some(can_bear), |rest| Some(first + rest)),
            }
        }
    })
}

const MOST: i64 = super::check::LARGEST;

fn lead_bears(contributions: &[Contribution], rule: &Rule) -> i64 {
    match rule {
        Rule::LeadFirst { lead, share_of_own } => {
            let own = contributions.iter().find(|c| c.partner == *lead).map_or(0, |c| c.amount);
            (own as f64 * share_of_own).round() as i64
        }
        _ => 0,
    }
}

fn unknown(name: &str) -> Refusal {
    Refusal::Unknown { version: "The rule".to_owned(), what: "the partner", name: name.to_owned() }
}

fn check(contributions: &[Contribution], rule: &Rule) -> Result<(), Refusal> {
    for (at, one) in contributions.iter().enumerate() {
        if one.amount < 0 {
            return Err(Refusal::Negative(one.partner.clone(), "a contribution", one.amount));
        }
        if one.amount > MOST {
            return Err(Refusal::TooLarge(one.partner.clone(), one.amount));
        }
        if contributions.iter().take(at).any(|other| other.partner == one.partner) {
            return Err(Refusal::Twice(one.partner.clone(), "contributions"));
        }
    }
    if contributions.iter().map(|c| c.amount).sum::<i64>() == 0 {
        return Err(Refusal::Figures(
            "Nobody puts anything in, so there is nothing to share by. Give at least one contribution.".to_owned(),
        ));
    }
    let known = |name: &str| contributions.iter().any(|c| c.partner == name);
    match rule {
        Rule::LeadFirst { lead, .. } | Rule::OwnMoney { lead } if !known(lead) => Err(unknown(lead)),
        Rule::LeadFirst { share_of_own, .. } if !(0.0..=1.0).contains(share_of_own) => {
            Err(Refusal::Figures("The lead's first part has to be a share of its contribution, from 0% to 100%.".to_owned()))
        }
        _ => Ok(()),
    }
}

/// Whole parts in proportion to weights: rounded down, and what is left goes to the largest remainders, the earlier first.
fn split(amount: i64, weights: &[i64]) -> Vec<i64> {
    let total: i128 = weights.iter().map(|w| i128::from(*w)).sum::<i128>().max(1);
    let exact = |weight: &i64| i128::from(amount) * i128::from(*weight);
    let mut parts: Vec<i64> = weights.iter().map(|w| (exact(w) / total) as i64).collect();
    let mut left = amount - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).filter(|at| weights[*at] > 0).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(exact(&weights[*at]) % total), *at));
    for at in order {
        if left <= 0 {
            break;
        }
        parts[at] += 1;
        left -= 1;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn puts_in(amounts: &[(&str, i64)]) -> Vec<Contribution> {
        amounts.iter().map(|(partner, amount)| Contribution { partner: (*partner).to_owned(), amount: *amount }).collect()
    }

    #[test]
    fn an_overspend_of_240_falls_100_90_and_50_on_contributions_of_1000_900_and_500() {
        let three = puts_in(&[("council", 1_000), ("ICB", 900), ("police", 500)]);
        assert_eq!(shared(&three, &Rule::Contribution, 240).expect("parts"), [100, 90, 50]);
    }

    #[test]
    fn the_lead_bears_its_first_part_and_the_rest_is_shared() {
        // Better Care Fund of Northvale (invented), £ thousands: the lead bears 2% of its own 6,800 first.
        let fund = puts_in(&[("NHS", 43_900), ("districts", 7_900), ("council", 6_800)]);
        let rule = Rule::LeadFirst { lead: "council".to_owned(), share_of_own: 0.02 };
        assert_eq!(shared(&fund, &rule, 136).expect("parts"), [0, 0, 136]);
        let parts = shared(&fund, &rule, 1_136).expect("parts");
        assert_eq!((parts.iter().sum::<i64>(), parts[0], parts[2]), (1_136, 749, 136 + 116));
        assert_eq!(breaks_at(&fund, &rule, "council", 252).expect("a point"), Some(1_135));
    }

    #[test]
    fn parts_sum_to_the_whole_and_beyond_the_break_point_a_share_is_too_much() {
        let three = puts_in(&[("a", 333), ("b", 334), ("c", 1)]);
        for rule in [Rule::Contribution, Rule::OwnMoney { lead: "c".to_owned() }] {
            for amount in [0, 1, 2, 7, 99, 100_003] {
                assert_eq!(shared(&three, &rule, amount).expect("parts").iter().sum::<i64>(), amount);
            }
            for partner in ["a", "b", "c"] {
                let Some(point) = breaks_at(&three, &rule, partner, 50).expect("a point") else { continue };
                let at = three.iter().position(|c| c.partner == partner).expect("one of them");
                let share = |amount| shared(&three, &rule, amount).expect("parts")[at];
                // A whole unit of rounding either way, and no more.
                assert!(share(point) <= 51 && share(point + 3) >= 50, "{rule:?} {partner} {point}");
            }
        }
        let own = Rule::OwnMoney { lead: "c".to_owned() };
        assert_eq!(breaks_at(&three, &own, "a", 0).expect("a point"), None);
    }

    #[test]
    fn a_rule_that_cannot_hold_is_refused_by_name() {
        let two = puts_in(&[("a", 1), ("b", 1)]);
        let code = |rule: Rule| shared(&two, &rule, 1).expect_err("a refusal").code();
        assert_eq!(code(Rule::OwnMoney { lead: "z".to_owned() }), "unknown_name");
        assert_eq!(code(Rule::LeadFirst { lead: "a".to_owned(), share_of_own: 2.0 }), "figures");
        assert_eq!(shared(&two, &Rule::Contribution, -1).expect_err("a refusal").code(), "negative");
        assert_eq!(shared(&puts_in(&[("a", 0)]), &Rule::Contribution, 1).expect_err("a refusal").code(), "figures");
        assert_eq!(shared(&puts_in(&[("a", 1), ("a", 1)]), &Rule::Contribution, 1).expect_err("a refusal").code(), "named_twice");
    }
}
