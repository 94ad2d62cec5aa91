//! What keeps providers out of one planned procurement: what it asks, its lots, what is known of providers, and what was done about each barrier.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::ServiceId;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarrierAudit {
    /// What is to be bought, as people say it.
    pub title: String,
    pub service: Option<ServiceId>,
    /// Where providers have to be: the part of the place, in words; empty: all of it.
    pub place: String,
    pub lots: Vec<PlannedLot>,
    pub asks: Vec<BarrierAsk>,
    pub providers: Vec<ProviderFacts>,
    /// What an hour of a bidder's time costs it, where somebody has said.
    pub cost_an_hour: Option<Money>,
    /// Days from the notice to the last day for bids, where planned.
    pub days_to_bid: Option<u32>,
    /// What was done about each barrier, oldest first.
    pub answers: Vec<BarrierAnswer>,
}

/// One lot as it is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedLot {
    pub name: String,
    /// In a year.
    pub value: Money,
}

/// What the procurement asks of whoever bids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarrierAsk {
    pub kind: BarrierKind,
    /// Pounds, years, contracts, hours or days, by its kind; none where it asks for something that is there or not.
    pub level: Option<f64>,
    /// Of an accreditation: its name. Else why it is asked.
    pub says: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarrierKind {
    Turnover,
    Insurance,
    Guarantee,
    Accounts,
    Experience,
    TimeToBid,
    Payment,
    Accreditation,
    Portal,
    Staff,
}

/// What a barrier's level is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BarrierUnit {
    Pounds,
    Years,
    Contracts,
    Hours,
    Days,
    /// It is asked for, or it is not.
    Nothing,
}

impl BarrierKind {
    pub const ALL: [BarrierKind; 10] = [
        BarrierKind::Turnover,
        BarrierKind::Insurance,
        BarrierKind::Guarantee,
        BarrierKind::Accounts,
        BarrierKind::Experience,
        BarrierKind::TimeToBid,
        BarrierKind::Payment,
        BarrierKind::Accreditation,
        BarrierKind::Portal,
        BarrierKind::Staff,
    ];

    /// As it is typed at the start of a line, and lasting.
    pub fn code(self) -> &'static str {
        match self {
            BarrierKind::Turnover => "turnover",
            BarrierKind::Insurance => "insurance",
            BarrierKind::Guarantee => "guarantee",
            BarrierKind::Accounts => "accounts",
            BarrierKind::Experience => "experience",
            BarrierKind::TimeToBid => "time to bid",
            BarrierKind::Payment => "payment",
            BarrierKind::Accreditation => "accreditation",
            BarrierKind::Portal => "portal",
            BarrierKind::Staff => "staff",
        }
    }

    pub fn parse(code: &str) -> Option<BarrierKind> {
        BarrierKind::ALL.into_iter().find(|kind| kind.code() == code.to_lowercase())
    }

    pub fn unit(self) -> BarrierUnit {
        match self {
            BarrierKind::Turnover | BarrierKind::Insurance => BarrierUnit::Pounds,
            BarrierKind::Accounts => BarrierUnit::Years,
            BarrierKind::Experience => BarrierUnit::Contracts,
            BarrierKind::TimeToBid => BarrierUnit::Hours,
            BarrierKind::Payment => BarrierUnit::Days,
            BarrierKind::Guarantee | BarrierKind::Accreditation | BarrierKind::Portal | BarrierKind::Staff => BarrierUnit::Nothing,
        }
    }
}

/// What is known of one provider. What nobody knows is none, and never counts as met.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ProviderFacts {
    pub name: String,
    /// Small or medium; none where nobody knows.
    pub is_small: Option<bool>,
    /// Voluntary, community or social enterprise; none where nobody knows.
    pub is_voluntary: Option<bool>,
    /// In a year.
    pub turnover: Option<Money>,
    /// The cover it holds.
    pub insurance: Option<Money>,
    /// Can a parent or a bank stand behind it?
    pub guarantee: Option<bool>,
    /// Years of accounts it can show.
    pub accounts: Option<f64>,
    /// Contracts like this one it has held.
    pub contracts: Option<f64>,
    /// Hours it can spare for a bid.
    pub hours: Option<f64>,
    /// Days it can go on without being paid.
    pub days: Option<f64>,
    /// What it is accredited with; none where nobody asked.
    pub accredited: Option<Vec<String>>,
    /// Is it signed up to the portal bids are sent by?
    pub portal: Option<bool>,
    /// Can it take on staff with their pensions?
    pub staff: Option<bool>,
    pub source: String,
}

/// What was done about one barrier, and why: Procurement Act 2023, section 12(4).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BarrierAnswer {
    /// The barrier as it was asked then; of the lots none.
    pub kind: Option<BarrierKind>,
    pub done: BarrierDone,
    pub reason: String,
    pub on: Date,
    pub by_role: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BarrierDone {
    Removed,
    Lowered,
    Helped,
    Kept,
}

impl BarrierDone {
    pub const ALL: [BarrierDone; 4] = [BarrierDone::Removed, BarrierDone::Lowered, BarrierDone::Helped, BarrierDone::Kept];

    pub fn code(self) -> &'static str {
        match self {
            BarrierDone::Removed => "removed",
            BarrierDone::Lowered => "lowered",
            BarrierDone::Helped => "helped",
            BarrierDone::Kept => "kept",
        }
    }

    pub fn parse(code: &str) -> Option<BarrierDone> {
        BarrierDone::ALL.into_iter().find(|done| done.code() == code)
    }
}

impl BarrierAudit {
    /// All lots together, in a year.
    pub fn annual_value(&self) -> Money {
        self.lots.iter().map(|lot| lot.value).sum()
    }

    /// What was last said of a barrier; none: nobody has considered it yet.
    pub fn answered(&self, kind: Option<BarrierKind>) -> Option<&BarrierAnswer> {
        self.answers.iter().rev().find(|answer| answer.kind == kind)
    }

    /// Hours a bid takes, as asked.
    pub fn hours_to_bid(&self) -> Option<f64> {
        self.asks.iter().find(|ask| ask.kind == BarrierKind::TimeToBid).and_then(|ask| ask.level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_was_last_said_of_a_barrier_stands_and_each_kind_is_read_by_its_word() {
        let answer = |done, day| BarrierAnswer {
            kind: Some(BarrierKind::Turnover),
            done,
            reason: "Twice is enough".into(),
            on: date(2026, 11, day),
            by_role: "Lead".into(),
        };
        let audit = BarrierAudit {
            title: "Home care".into(),
            service: None,
            place: String::new(),
            lots: vec![],
            asks: vec![],
            providers: vec![],
            cost_an_hour: None,
            days_to_bid: None,
            answers: vec![answer(BarrierDone::Kept, 1), answer(BarrierDone::Lowered, 9)],
        };
        assert_eq!(audit.answered(Some(BarrierKind::Turnover)).map(|one| one.done), Some(BarrierDone::Lowered));
        assert!(audit.answered(None).is_none(), "nobody has considered the lots");
        assert!(BarrierKind::ALL.into_iter().all(|kind| BarrierKind::parse(kind.code()) == Some(kind)));
    }
}
