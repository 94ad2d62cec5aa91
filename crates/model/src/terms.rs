//! The terms a choice is proposed on, and what is known of its context: what the readiness check reads of a case.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::IssueId;

/// Why the check never holds a change up: a lawful ground, with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ground {
    pub kind: GroundKind,
    /// The order, the safeguarding concern, the notice.
    pub rests_on: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundKind {
    RiskOfHarm,
    ProviderFailure,
    Order,
    TransferByStatute,
    OwnDirectPayment,
    Grant,
}

impl GroundKind {
    pub const ALL: [GroundKind; 6] = [
        GroundKind::RiskOfHarm,
        GroundKind::ProviderFailure,
        GroundKind::Order,
        GroundKind::TransferByStatute,
        GroundKind::OwnDirectPayment,
        GroundKind::Grant,
    ];

    pub fn code(self) -> &'static str {
        match self {
            GroundKind::RiskOfHarm => "risk_of_harm",
            GroundKind::ProviderFailure => "provider_failure",
            GroundKind::Order => "order",
            GroundKind::TransferByStatute => "transfer_by_statute",
            GroundKind::OwnDirectPayment => "own_direct_payment",
            GroundKind::Grant => "grant",
        }
    }

    pub fn parse(code: &str) -> Option<GroundKind> {
        GroundKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            GroundKind::RiskOfHarm => "someone at risk of harm",
            GroundKind::ProviderFailure => "a provider failing",
            GroundKind::Order => "a court or government order",
            GroundKind::TransferByStatute => "a transfer by statute",
            GroundKind::OwnDirectPayment => "a person’s own direct payment",
            GroundKind::Grant => "a grant",
        }
    }
}

/// Handed over in order to fix it, with the issue on the table. Every term is needed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TransferToFix {
    pub issues: Vec<IssueId>,
    pub price: Option<Money>,
    /// The same measure, with the same definition, in the agreement.
    pub same_measure: bool,
    pub shared_risk: String,
    pub step_in: String,
    pub returns_on: Option<Date>,
}

impl TransferToFix {
    /// Terms not yet in place, in words.
    pub fn missing(&self) -> Vec<&'static str> {
        let terms = [
            (!self.issues.is_empty(), "the issue named"),
            (self.price.is_some(), "a price for mending it"),
            (self.same_measure, "the same measure in the agreement"),
            (!self.shared_risk.trim().is_empty(), "shared risk"),
            (!self.step_in.trim().is_empty(), "a right to step in"),
            (self.returns_on.is_some(), "a return date"),
        ];
        terms.into_iter().filter(|(there, _)| !there).map(|(_, words)| words).collect()
    }
}

/// Whether the context fits (a market, capacity, a timetable): one whole sentence with its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Circumstance {
    /// Lasting, lower case: `market`, `capacity`, `timetable`.
    pub code: String,
    pub says: String,
    /// Absent: nobody knows.
    pub fits: Option<bool>,
    pub who: String,
    pub mend: String,
    pub earliest: Option<Date>,
}

/// The five lawful things to do meanwhile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    FixFirst,
    TestSmall,
    TransferPart,
    TransferToFix,
    StayAndImprove,
}

impl Way {
    pub const ALL: [Way; 5] = [Way::FixFirst, Way::TestSmall, Way::TransferPart, Way::TransferToFix, Way::StayAndImprove];

    pub fn code(self) -> &'static str {
        match self {
            Way::FixFirst => "fix_first",
            Way::TestSmall => "test_small",
            Way::TransferPart => "transfer_part",
            Way::TransferToFix => "transfer_to_fix",
            Way::StayAndImprove => "stay_and_improve",
        }
    }

    pub fn parse(code: &str) -> Option<Way> {
        Way::ALL.into_iter().find(|way| way.code() == code)
    }

    pub fn title(self) -> &'static str {
        match self {
            Way::FixFirst => "Fix first",
            Way::TestSmall => "Test small",
            Way::TransferPart => "Transfer part",
            Way::TransferToFix => "Transfer to fix",
            Way::StayAndImprove => "Stay and improve",
        }
    }
}

/// What a case knows of one of them. What is absent is shown as not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownWay {
    pub way: Way,
    pub what: Option<String>,
    pub takes: Option<String>,
    pub costs: Option<String>,
    pub needs: Option<String>,
}
