//! One line of the pipeline that is published to the market: what is coming, how long it may be relied on, and what is offered to whoever invests.

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::ServiceId;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PipelineLine {
    /// As it stands now.
    pub facts: PipelineFacts,
    /// What the market was told, oldest first; empty: not published yet. Once told, nothing of it is taken back.
    pub told: Vec<PipelineTold>,
    /// How long the policy behind it may be relied on.
    pub rests_on: PolicyGround,
    /// What is asked of suppliers and what is offered; none where no investment is asked.
    pub offer: Option<CommitmentOffer>,
    pub service: Option<ServiceId>,
}

/// What is coming.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelineFacts {
    pub what: String,
    /// How much, in words with a unit: “9,400 hours a week”.
    pub volume: String,
    /// Over its whole length.
    pub value: Money,
    /// When the market is to be asked.
    pub expected: Date,
    /// How long it runs.
    pub months: u16,
    pub place: String,
    /// The way thought of, in words: open procedure, framework, grant.
    pub way: String,
    /// A role and an address, never a private one.
    pub contact: String,
    /// Code of the common procurement vocabulary; empty where nobody has chosen one.
    pub cpv: String,
}

/// What the market was told on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PipelineTold {
    pub on: Date,
    pub facts: PipelineFacts,
    /// It will not come.
    pub is_cancelled: bool,
    /// Why it changed; empty the first time.
    pub reason: String,
    pub by_role: String,
}

/// What a policy rests on; none where nobody has looked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PolicyGround {
    pub law: Option<PolicyLaw>,
    /// The last day it has money for.
    pub funded_until: Option<Date>,
    pub parties: Option<PolicyParties>,
    /// Grade of the best evidence that it works: 0 (somebody says so) to 6 (a systematic review).
    pub evidence: Option<u8>,
    /// Times it was turned round in the ten years before.
    pub reversals: Option<u32>,
    pub source: String,
}

/// An enum of choices with lasting codes and words.
macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$inner:meta])* $one:ident = $code:literal, $words:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$inner])* $one,)+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$one,)+];

            pub fn code(self) -> &'static str {
                match self { $($name::$one => $code,)+ }
            }

            pub fn words(self) -> &'static str {
                match self { $($name::$one => $words,)+ }
            }

            pub fn parse(code: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}

choices! {
    /// The strongest text behind a policy.
    PolicyLaw {
        Announced = "announced", "Said, and in no text that binds";
        Strategy = "strategy", "A strategy or a plan";
        Guidance = "guidance", "Guidance that has to be had regard to";
        Regulations = "regulations", "Regulations";
        Act = "act", "A duty in an Act";
    }
}

choices! {
    /// Who stands behind it among those who may come to decide.
    PolicyParties {
        OneAgainstOthers = "one_against_others", "One party or group, and others against";
        One = "one", "One party or group";
        Several = "several", "More than one, not all";
        All = "all", "All who may come to decide";
    }
}

/// What a supplier is asked to invest, and what it is offered for that.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CommitmentOffer {
    /// What one supplier has to lay out before it can begin.
    pub investment: Money,
    /// Of it, what the authority pays.
    pub funding: Money,
    /// Of it, what can be used or sold elsewhere afterwards.
    pub reusable: Money,
    /// What one supplier would be paid in a year if everything came that is planned.
    pub income: Money,
    /// The part of that which is promised whatever comes.
    pub guaranteed: Share,
    /// What is left of its income to pay an investment back, after running costs; none: nobody knows.
    pub margin: Option<Share>,
    /// Months that are certain.
    pub months: u32,
    /// Months that may be added, and may not.
    pub more_months: u32,
    /// Where these figures are from.
    pub source: String,
}

impl PipelineLine {
    pub fn is_published(&self) -> bool {
        !self.told.is_empty()
    }

    pub fn is_cancelled(&self) -> bool {
        self.told.last().is_some_and(|told| told.is_cancelled)
    }

    /// What the market was told first.
    pub fn first_told(&self) -> Option<&PipelineTold> {
        self.told.first()
    }
}
