//! Red flags: procurements, suppliers and buyers that are worth a second look, of the kind Open Contracting's Cardinal points out. A flag
//! says where to look and why it may mean nothing; none says that anybody did wrong.
//!
//! `card.rs` says what each flag is, `processes.rs` reads one procurement at a time, `parties.rs` bidders, buyers and suppliers over all.

mod card;
mod parties;
mod processes;

pub use card::{CARDS, Card};

use std::collections::BTreeSet;

use quantity::{Date, Share};
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::{each_once, not_negative};
use crate::Method;
use crate::numeric::order::quantile;

pub const METHOD: Method = Method {
    code: "red-flags",
    edition: 1,
    title: "Which procurements are worth a second look",
    sources: &[
        "Open Contracting Partnership, Red flags in public procurement, 2024 (definitions, by their codes)",
        "Open Contracting Partnership, OCDS Cardinal (R003, R018, R024, R025, R028, R035, R036, R038, R048, R058: fences at one and a half times the spread between quartiles)",
    ],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub processes: Vec<Process>,
}

/// One procurement, or one lot of it; what is none or empty is not told.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Process {
    pub id: String,
    pub buyer: String,
    pub is_competed: Option<bool>,
    /// Lowest price alone decides.
    pub is_price_only: Option<bool>,
    pub published: Option<Date>,
    pub closes: Option<Date>,
    pub awarded: Option<Date>,
    /// Estimated or awarded, in pence.
    pub value_pence: Option<i64>,
    /// How many bid, where a notice says so without naming them.
    pub bids_received: Option<u32>,
    pub bids: Vec<Bid>,
    pub winners: Vec<String>,
    /// Codes of what was awarded (CPV): the first two digits part one kind from another.
    pub classes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bid {
    pub bidder: String,
    pub pence: Option<i64>,
    pub status: Status,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Valid,
    Disqualified,
    Withdrawn,
    #[default]
    NotTold,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Fewer days than this to bid in are short.
    pub short_days: u32,
    /// The second price is close where it is no further above the winning one than this; none: where it is a low outlier.
    pub close_at_most: Option<f64>,
    /// The winning bid is heavily discounted where the second is this much above it, or more; none: where it is a high outlier.
    pub discounted_from: Option<f64>,
    /// Bids a bidder or a buyer needs for its share of disqualified ones to be judged.
    pub least_bids: usize,
    /// Awards a supplier needs for its variety to be judged.
    pub least_awards: usize,
    /// Awards in this many days before the end of the financial year are pointed out.
    pub last_days: u32,
    /// Thresholds just under which awards may have been kept, in pence.
    pub thresholds_pence: Vec<i64>,
    /// Just under is within this share of the threshold.
    pub just_under: f64,
    /// As many awards just under from one buyer to one supplier within a year, or more.
    pub split_from: usize,
    /// Figures a fence needs to be drawn.
    pub least_figures: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            short_days: 25,
            close_at_most: None,
            discounted_from: None,
            least_bids: 5,
            least_awards: 5,
            last_days: 14,
            thresholds_pence: Vec::new(),
            just_under: 0.1,
            split_from: 2,
            least_figures: 8,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub processes: usize,
    /// In the order of the cards, each once.
    pub flags: Vec<FlagRead>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FlagRead {
    pub code: String,
    pub about: About,
    /// How many could be judged, of how many.
    pub judged: usize,
    pub of: usize,
    pub coverage: Option<Share>,
    /// Beyond which it is raised, in the unit of its figures; none where it is yes or no, or where too few figures draw no fence.
    pub limit: Option<f64>,
    pub raised: Vec<Raised>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    Process,
    Bidder,
    Buyer,
    Supplier,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Raised {
    /// Procurement, bidder, buyer or supplier.
    pub id: String,
    /// What was held against the limit.
    pub figure: Option<f64>,
    /// Procurements it rests on.
    pub processes: Vec<String>,
}

/// Reads procurements.
///
/// # Errors
/// Where there is none, one stands twice, or a figure or setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    if ask.processes.is_empty() {
        return Err(Refusal::Nothing("procurement"));
    }
    each_once(ask.processes.iter().map(|process| process.id.as_str()))?;
    for process in &ask.processes {
        let amounts = process.bids.iter().filter_map(|bid| bid.pence).chain(process.value_pence);
        for pence in amounts {
            not_negative(&process.id, "an amount", pence as f64)?;
        }
    }
    if !(settings.just_under > 0.0 && settings.just_under < 1.0) {
        return Err(Refusal::Setting { setting: "just_under", value: settings.just_under, range: "above 0 and below 1" });
    }
    if settings.split_from < 2 {
        return Err(Refusal::Setting { setting: "split_from", value: settings.split_from as f64, range: "2 or more" });
    }
    let all = &ask.processes;
    let flags = vec![
        processes::short(all, settings),
        processes::single_bid(all),
        processes::close(all, settings),
        parties::unsuccessful(all, settings),
        processes::same_price(all),
        processes::all_but_one(all),
        processes::lowest_out(all),
        parties::disqualified_of_bidder(all, settings),
        parties::disqualified_of_buyer(all, settings),
        parties::variety(all, settings),
        processes::discounted(all, settings),
        processes::year_end(all, settings),
        parties::just_under(all, settings),
    ];
    Ok(Reading { processes: all.len(), flags })
}

impl Process {
    fn winner(&self) -> Option<&str> {
        let names: BTreeSet<&str> = self.winners.iter().map(String::as_str).collect();
        match names.len() {
            1 => names.into_iter().next(),
            _ => None,
        }
    }

    fn is_won_by(&self, bidder: &str) -> bool {
        self.winners.iter().any(|winner| winner == bidder)
    }
}

/// Judged so far of one flag.
struct Tally {
    code: &'static str,
    about: About,
    judged: usize,
    of: usize,
    limit: Option<f64>,
    raised: Vec<Raised>,
}

impl Tally {
    fn of(code: &'static str, about: About, of: usize) -> Tally {
        Tally { code, about, judged: 0, of, limit: None, raised: Vec::new() }
    }

    fn raise(&mut self, id: &str, figure: Option<f64>, processes: &[&str]) {
        let processes = processes.iter().map(|id| (*id).to_owned()).collect();
        self.raised.push(Raised { id: id.to_owned(), figure, processes });
    }

    fn done(self) -> FlagRead {
        FlagRead {
            code: self.code.to_owned(),
            about: self.about,
            judged: self.judged,
            of: self.of,
            coverage: Share::of(self.judged as u64, self.of as u64),
            limit: self.limit,
            raised: self.raised,
        }
    }
}

/// What is unusual among figures: one and a half times the spread between the quartiles below the first and above the third.
#[derive(Debug, Clone, Copy)]
struct Fences {
    low: f64,
    middle: f64,
    high: f64,
}

impl Fences {
    /// None of too few figures.
    fn of(figures: &[f64], least: usize) -> Option<Fences> {
        let (first, middle, third) = (quantile(figures, 0.25)?, quantile(figures, 0.5)?, quantile(figures, 0.75)?);
        let reach = 1.5 * (third - first);
        (figures.len() >= least.max(1)).then_some(Fences { low: first - reach, middle, high: third + reach })
    }

    /// On the lower fence or under it, and not what is usual: where most figures are alike the fence is that figure.
    fn is_low(self, figure: f64) -> bool {
        figure <= self.low && figure < self.middle
    }

    fn is_high(self, figure: f64) -> bool {
        figure >= self.high && figure > self.middle
    }
}

#[cfg(test)]
mod tests;
