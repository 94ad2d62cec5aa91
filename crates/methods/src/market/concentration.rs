//! How concentrated spending is: shares of suppliers, the index of concentration, and how far what could not be matched could move it.

use quantity::Share;
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::{above_nothing, each_once};
use crate::numeric::order::Sum;
use crate::working::{Column, Table};
use crate::{Method, Working};

pub const METHOD: Method = Method {
    code: "market-concentration",
    edition: 1,
    title: "How concentrated spending is",
    sources: &[
        "Herfindahl and Hirschman: the sum of squared percentage shares, 0 to 10,000",
        "European Commission, Guidelines on the assessment of horizontal mergers, 2004 (1,000 and 2,000 as screens); the Competition and Markets Authority applies none since 2021",
    ],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Each supplier once, with what it was paid or awarded net of reversals, in pence.
    pub suppliers: Vec<Supplier>,
    /// What went to suppliers that could not be told apart: no name, redacted, not matched. Net, in pence.
    #[serde(default)]
    pub unmatched_pence: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplier {
    pub name: String,
    pub pence: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Index from which spending is called concentrated, and highly concentrated: a screen, not a rule.
    pub concentrated_from: f64,
    pub highly_from: f64,
    /// Share of the largest, and of the three largest, beyond which it is pointed out.
    pub largest_over: f64,
    pub three_over: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { concentrated_from: 1_000.0, highly_from: 2_000.0, largest_over: 0.4, three_over: 0.75 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Sum over suppliers with net spending above nothing, in pence: the whole of every share.
    pub whole_pence: i64,
    /// Suppliers with net spending above nothing.
    pub suppliers: usize,
    /// Sum of squared percentage shares.
    pub hhi: f64,
    /// How many equal suppliers would give the same index.
    pub effective: f64,
    pub largest: Share,
    pub three_largest: Share,
    pub screen: Screen,
    /// The largest holds more than the setting.
    pub one_is_large: bool,
    pub three_are_large: bool,
    /// Of matched and unmatched spending together, the share that is matched: what all of this rests on.
    pub matched: Share,
    /// Index of the whole if the unmatched were spread over very many, and if it were all the largest supplier's.
    pub hhi_at_least: f64,
    pub hhi_at_most: f64,
    /// Suppliers whose reversals come to as much as their payments or more: in no share.
    pub reversed: Vec<Supplier>,
    pub reversed_pence: i64,
    /// Largest first.
    pub shares: Vec<SupplierRead>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SupplierRead {
    pub name: String,
    pub pence: i64,
    pub share: Share,
    /// Share of this and all larger.
    pub together: Share,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    Unconcentrated,
    Concentrated,
    Highly,
}

/// Reads shares.
///
/// # Errors
/// Where no supplier has net spending above nothing, a supplier stands twice, a sum cannot be held, or a setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    above_nothing("concentrated_from", settings.concentrated_from)?;
    if settings.highly_from < settings.concentrated_from {
        return Err(Refusal::Setting { setting: "highly_from", value: settings.highly_from, range: "at least “concentrated_from”" });
    }
    above_nothing("largest_over", settings.largest_over)?;
    above_nothing("three_over", settings.three_over)?;
    each_once(ask.suppliers.iter().map(|supplier| supplier.name.as_str()))?;
    let (mut paid, mut reversed): (Vec<&Supplier>, Vec<&Supplier>) = ask.suppliers.iter().partition(|supplier| supplier.pence > 0);
    paid.sort_by(|a, b| b.pence.cmp(&a.pence).then_with(|| a.name.cmp(&b.name)));
    reversed.sort_by(|a, b| a.pence.cmp(&b.pence).then_with(|| a.name.cmp(&b.name)));
    let sum = |list: &[&Supplier]| list.iter().try_fold(0_i64, |sum, supplier| sum.checked_add(supplier.pence));
    let too_much = || Refusal::CannotBe { whose: "The suppliers".into(), what: "their sum is more than can be held" };
    let (whole_pence, reversed_pence) = (sum(&paid).ok_or_else(too_much)?, sum(&reversed).ok_or_else(too_much)?);
    let Some(first) = paid.first() else { return Err(Refusal::Nothing("supplier with spending above nothing")) };
    let whole = whole_pence as f64;
    let unmatched = ask.unmatched_pence.max(0) as f64;
    let index = |of: f64| paid.iter().map(|supplier| (100.0 * supplier.pence as f64 / of).powi(2)).collect::<Sum>().total();
    let hhi = index(whole);
    let all = whole + unmatched;
    let hhi_at_least = index(all);
    let largest_of_all = 100.0 * first.pence as f64 / all;
    let with_unmatched = 100.0 * (first.pence as f64 + unmatched) / all;
    let mut running = 0_i64;
    let mut shares = Vec::with_capacity(paid.len());
    for supplier in &paid {
        running += supplier.pence;
        let of = |pence: i64| Share::of(pence as u64, whole_pence as u64).unwrap_or(Share::NONE);
        shares.push(SupplierRead { name: supplier.name.clone(), pence: supplier.pence, share: of(supplier.pence), together: of(running) });
    }
    let at = |place: usize| shares.get(place.min(shares.len() - 1)).map_or(Share::NONE, |share| share.together);
    let (largest, three_largest) = (at(0), at(2));
    Ok(Reading {
        whole_pence,
        suppliers: paid.len(),
        hhi,
        effective: 10_000.0 / hhi,
        largest,
        three_largest,
        screen: match hhi {
            h if h < settings.concentrated_from => Screen::Unconcentrated,
            h if h <= settings.highly_from => Screen::Concentrated,
            _ => Screen::Highly,
        },
        one_is_large: largest.value() > settings.largest_over,
        three_are_large: three_largest.value() > settings.three_over,
        matched: Share::new(whole / all).unwrap_or(Share::NONE),
        hhi_at_least,
        hhi_at_most: hhi_at_least - largest_of_all.powi(2) + with_unmatched.powi(2),
        reversed: reversed.into_iter().cloned().collect(),
        reversed_pence,
        shares,
    })
}

impl Reading {
    /// Every share and its square.
    pub fn working(&self) -> Working {
        let numbers = |each: &dyn Fn(&SupplierRead) -> f64| self.shares.iter().map(|share| Some(each(share))).collect();
        let names = self.shares.iter().map(|share| share.name.clone().into()).collect();
        Working {
            tables: vec![
                Table::new(
                    "Shares and their squares",
                    vec![
                        Column::words("", "supplier", names),
                        Column::numbers("v", "net spending, £", numbers(&|share| share.pence as f64 / 100.0)),
                        Column::numbers("s", "share of the whole, %", numbers(&|share| share.share.percent())),
                        Column::numbers("s²", "square of the share", numbers(&|share| share.share.percent().powi(2))),
                    ],
                ),
                Table::of_figures(
                    "The index",
                    vec![
                        ("Σv", "the whole, £", Some(self.whole_pence as f64 / 100.0)),
                        ("H", "sum of the squares", Some(self.hhi)),
                        ("10,000/H", "equal suppliers with the same index", Some(self.effective)),
                        ("C1", "share of the largest, %", Some(self.largest.percent())),
                        ("C3", "share of the three largest, %", Some(self.three_largest.percent())),
                        ("", "index if the unmatched is spread over very many", Some(self.hhi_at_least)),
                        ("", "index if the unmatched is all the largest’s", Some(self.hhi_at_most)),
                    ],
                ),
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(pounds: &[i64]) -> Ask {
        let suppliers = pounds.iter().enumerate().map(|(at, pounds)| Supplier { name: at.to_string(), pence: pounds * 100 });
        Ask { suppliers: suppliers.collect(), unmatched_pence: 0 }
    }

    fn of(ask: &Ask) -> Reading {
        read(ask, &Settings::default()).expect("read")
    }

    #[test]
    fn the_four_markets_of_the_textbook() {
        for (shares, hhi, effective) in [
            (&[40, 30, 20, 10][..], 3_000.0, 3.333_333_333),
            (&[25, 25, 25, 25], 2_500.0, 4.0),
            (&[60, 20, 10, 5, 5], 4_150.0, 2.409_638_554),
            (&[100], 10_000.0, 1.0),
        ] {
            let reading = of(&ask(shares));
            assert!((reading.hhi - hhi).abs() < 1e-9 && (reading.effective - effective).abs() < 1e-8, "{reading:?}");
        }
        let reading = of(&ask(&[40, 30, 20, 10]));
        assert_eq!((reading.largest.percent(), reading.three_largest.percent()), (40.0, 90.0));
        assert_eq!((reading.one_is_large, reading.three_are_large, reading.screen), (false, true, Screen::Highly));
    }

    #[test]
    fn a_supplier_whose_reversals_outweigh_its_payments_is_said_and_in_no_share() {
        let reading = of(&ask(&[50, 50, -20, 0]));
        assert_eq!((reading.hhi, reading.suppliers, reading.reversed.len(), reading.reversed_pence), (5_000.0, 2, 2, -2_000));
    }

    #[test]
    fn what_is_not_matched_is_a_stated_share_and_two_ends_of_the_index() {
        let half = Ask { unmatched_pence: 10_000, ..ask(&[60, 40]) };
        let reading = of(&half);
        assert_eq!((reading.matched, reading.hhi), (Share::new(0.5).expect("a share"), 5_200.0));
        assert!((reading.hhi_at_least - 1_300.0).abs() < 1e-9 && (reading.hhi_at_most - 6_800.0).abs() < 1e-9);
    }

    #[test]
    fn neither_order_nor_unit_moves_it_and_splitting_a_supplier_lowers_it() {
        let one = of(&ask(&[7, 5, 3, 2]));
        let other = of(&ask(&[3_000, 2_000, 7_000, 5_000]));
        assert!((one.hhi - other.hhi).abs() < 1e-9);
        assert!(of(&ask(&[4, 3, 5, 3, 2])).hhi < one.hhi);
    }

    #[test]
    fn nothing_above_nothing_is_refused() {
        assert_eq!(read(&ask(&[-5, 0]), &Settings::default()).expect_err("refused").code(), "nothing_to_read");
        assert_eq!(read(&ask(&[i64::MAX / 100, i64::MAX / 100]), &Settings::default()).expect_err("refused").code(), "cannot_be");
    }
}
