//! What everybody has left of an equal share: exactly as fractions over one denominator, and nearly in units of 2⁻⁶⁴ pence.
//!
//! The near figures find which project comes next; the exact ones decide wherever two of them are too close to tell apart, so that a tie is
//! a tie and nothing else is.

use std::collections::BTreeMap;

use super::count::{Alike, Counted};
use crate::numeric::natural::{Natural, greatest_common_divisor};

/// Units of a penny: 2⁶⁴.
const BITS: u32 = 64;

pub(super) fn pence(near: i128) -> f64 {
    near as f64 / 2f64.powi(BITS as i32)
}

pub(super) struct Purses<'a> {
    alike: &'a [Alike],
    share: i128,
    near: Vec<i128>,
    /// Nothing left, exactly.
    gone: Vec<bool>,
    /// Rounds in which they paid the full price.
    paid: Vec<Vec<u32>>,
    /// The denominator; the first share and the price of each round are numerators over it.
    whole: Natural,
    first: Natural,
    prices: Vec<Natural>,
}

/// What each supporter would pay, nearly, and how far that may be from the exact price.
#[derive(Debug, Clone, Copy)]
pub(super) struct Near {
    pub price: i128,
    pub within: i128,
}

/// The exact price: `owed / (payers × denominator)`, and who pays all they have left.
pub(super) struct Price {
    owed: Natural,
    pub payers: u64,
    emptied: Vec<u32>,
}

impl<'a> Purses<'a> {
    pub fn of(counted: &'a Counted) -> Purses<'a> {
        let budget = counted.election.budget.pence();
        let share = (i128::from(budget) << BITS) / i128::from(counted.people.max(1));
        let groups = counted.alike.len();
        Purses {
            alike: &counted.alike,
            share,
            near: vec![share; groups],
            gone: vec![false; groups],
            paid: vec![Vec::new(); groups],
            whole: Natural::from(counted.people.max(1)),
            first: Natural::from(budget.unsigned_abs()),
            prices: Vec::new(),
        }
    }

    pub fn is_gone(&self, at: u32) -> bool {
        self.gone.get(at as usize).copied().unwrap_or(true)
    }

    fn people(&self, at: u32) -> u64 {
        self.alike.get(at as usize).map_or(0, |one| one.people)
    }

    fn near_of(&self, at: u32) -> i128 {
        self.near.get(at as usize).copied().unwrap_or(0)
    }

    /// What one person of each kind has paid so far, in pence.
    pub fn spent_pence(&self) -> Vec<f64> {
        self.near.iter().map(|left| pence(self.share - left)).collect()
    }

    /// The price at which `supporters`, all with something left, pay `cost` pence together; `None` where they surely cannot.
    pub fn near(&self, supporters: &[u32], cost: i64) -> Option<Near> {
        let cost = i128::from(cost) << BITS;
        let (mut money, mut people, mut most) = (0i128, 0i128, 0i128);
        for at in supporters {
            let (near, many) = (self.near_of(*at), i128::from(self.people(*at)));
            money += near * many;
            people += many;
            most = most.max(near);
        }
        // Each near figure is off by less than one unit a round and one more; a price gathers that of everybody.
        let within = 4 * (people * (self.prices.len() as i128 + 1) + 2);
        if people == 0 || money + within < cost {
            return None;
        }
        // Newton from below on a concave sum: each step leaves out those who have less than the price, and none comes back.
        let mut price = cost / people;
        loop {
            let (mut owed, mut payers) = (cost, 0i128);
            for at in supporters {
                let (near, many) = (self.near_of(*at), i128::from(self.people(*at)));
                if near < price {
                    owed -= near * many;
                } else {
                    payers += many;
                }
            }
            if payers == 0 {
                return Some(Near { price: most, within });
            }
            let next = owed / payers;
            if next <= price {
                return Some(Near { price, within });
            }
            price = next;
        }
    }

    /// The same exactly; `None` where they cannot pay it.
    pub fn exact(&self, supporters: &[u32], cost: i64, near: Near) -> Option<Price> {
        let mut payers = 0u64;
        let mut emptied = Vec::new();
        let mut less = 0u64;
        let mut full_rounds = vec![0u64; self.prices.len()];
        let mut close: BTreeMap<&[u32], (u64, Vec<u32>)> = BTreeMap::new();
        for at in supporters {
            let (left, many) = (self.near_of(*at), self.people(*at));
            let paid = self.paid.get(*at as usize).map_or(&[][..], Vec::as_slice);
            if left < near.price - near.within {
                less += many;
                emptied.push(*at);
                for round in paid {
                    if let Some(sum) = full_rounds.get_mut(*round as usize) {
                        *sum += many;
                    }
                }
            } else {
                payers += many;
                if left <= near.price + near.within {
                    let entry = close.entry(paid).or_default();
                    entry.0 += many;
                    entry.1.push(*at);
                }
            }
        }
        // What the payers owe: the cost, less all that those with less have: their shares less what they paid.
        let mut owed = self.whole.times(cost.unsigned_abs());
        for (price, people) in self.prices.iter().zip(&full_rounds) {
            owed.add(&price.times(*people));
        }
        let mut owed = owed.less(&self.first.times(less))?;
        let mut close: Vec<(Natural, u64, Vec<u32>)> =
            close.into_iter().filter_map(|(paid, (people, who))| Some((self.left(paid)?, people, who))).collect();
        close.sort_by(|one, other| one.0.cmp(&other.0));
        for (left, people, who) in close {
            match left.times(payers).cmp(&owed) {
                std::cmp::Ordering::Less => {
                    owed = owed.less(&left.times(people))?;
                    payers -= people;
                    emptied.extend(who);
                }
                // They pay in full, and it is all they have.
                std::cmp::Ordering::Equal => emptied.extend(who),
                std::cmp::Ordering::Greater => break,
            }
        }
        (payers > 0).then_some(Price { owed, payers, emptied })
    }

    /// What somebody has left who paid the full price in these rounds, over the denominator.
    fn left(&self, paid: &[u32]) -> Option<Natural> {
        let mut spent = Natural::default();
        for round in paid {
            spent.add(self.prices.get(*round as usize)?);
        }
        self.first.less(&spent)
    }

    /// Everybody who approves pays, and what each paid in full is answered, in pence.
    pub fn pay(&mut self, supporters: &[u32], price: &Price) -> Option<f64> {
        let (_, rest) = price.owed.over(price.payers)?;
        let common = greatest_common_divisor(price.payers, rest);
        let factor = price.payers / common.max(1);
        self.whole = self.whole.times(factor);
        self.first = self.first.times(factor);
        self.prices.iter_mut().for_each(|price| *price = price.times(factor));
        let (each, _) = price.owed.over(common)?;
        let near = each.ratio(&self.whole, BITS)?;
        let round = self.prices.len() as u32;
        self.prices.push(each);
        for at in &price.emptied {
            if let (Some(left), Some(gone)) = (self.near.get_mut(*at as usize), self.gone.get_mut(*at as usize)) {
                *left = 0;
                *gone = true;
            }
        }
        for at in supporters {
            let at = *at as usize;
            if let (Some(left), Some(paid), Some(false)) = (self.near.get_mut(at), self.paid.get_mut(at), self.gone.get(at)) {
                *left -= near;
                paid.push(round);
            }
        }
        Some(pence(near))
    }
}

impl Price {
    /// Which of two prices for a unit of satisfaction is lower, exactly; `one` and `other` are what a project is worth to a supporter.
    pub fn compare(&self, one: u64, other: &Price, of_other: u64) -> std::cmp::Ordering {
        self.owed.times(other.payers).times(of_other).cmp(&other.owed.times(self.payers).times(one))
    }
}
