//! A partnership: any number of bodies of any kind that decide, advise or look on together, with what they agreed, when they met, and
//! what came of it. What each answered blind is kept apart (`partnership_answer.rs`).

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, FundId, OrganisationId, PriorityId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Partnership {
    pub name: String,
    /// What it is for, in a sentence or two.
    pub purpose: String,
    /// In the order in which they joined.
    pub bodies: Vec<TakesPart>,
    /// Money they put to it together.
    pub fund: Option<FundId>,
    /// Cases it works on: there stands who is for each change.
    pub cases: Vec<CaseId>,
    /// They meet at least once in so many weeks, 1 to 52; none: nothing is agreed.
    pub every_weeks: Option<u8>,
    /// Who should sit there: “chief officers, or directors in their place”.
    pub seniority: String,
    /// The last is the newest.
    pub directions: Vec<Direction>,
    pub meetings: Vec<Meeting>,
    pub rounds: Vec<Round>,
    pub notes: Vec<JointNote>,
    pub one_list: Option<OneList>,
    pub incentives: Vec<Incentive>,
    pub reviews: Vec<CollaborationReview>,
    pub structure_changes: Vec<StructureChange>,
}

impl Partnership {
    /// What a body may do here; none where it takes no part.
    pub fn part_of(&self, body: OrganisationId) -> Option<PartIn> {
        self.bodies.iter().find(|one| one.body == body).map(|one| one.part)
    }

    /// Bodies that decide together.
    pub fn deciding(&self) -> Vec<OrganisationId> {
        self.with_part(|part| part == PartIn::Decides)
    }

    /// Bodies that are asked what they think of it: all but those that look on.
    pub fn asked(&self) -> Vec<OrganisationId> {
        self.with_part(|part| part != PartIn::LooksOn)
    }

    fn with_part(&self, fits: impl Fn(PartIn) -> bool) -> Vec<OrganisationId> {
        self.bodies.iter().filter(|one| fits(one.part)).map(|one| one.body).collect()
    }
}

/// A body in a partnership, with what it may do there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakesPart {
    pub body: OrganisationId,
    pub part: PartIn,
    pub since: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartIn {
    /// Signs the direction, puts priorities in order, answers the check, writes meetings down.
    Decides,
    /// Answers the check, and says what it thinks; signs and ranks nothing.
    Advises,
    /// Reads.
    LooksOn,
}

impl PartIn {
    pub const ALL: [PartIn; 3] = [PartIn::Decides, PartIn::Advises, PartIn::LooksOn];

    pub fn code(self) -> &'static str {
        match self {
            PartIn::Decides => "decides",
            PartIn::Advises => "advises",
            PartIn::LooksOn => "looks_on",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            PartIn::Decides => "decides",
            PartIn::Advises => "advises",
            PartIn::LooksOn => "looks on",
        }
    }
}

/// Where they are going, in words each deciding body signs for itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Direction {
    pub says: String,
    pub written_on: Date,
    pub by_role: String,
    pub signed: Vec<SignedBy>,
}

/// A body agreed, through somebody in this role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedBy {
    pub body: OrganisationId,
    pub role: String,
    pub on: Date,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub on: Date,
    /// Who sat there; a body that is not here was missing.
    pub seats: Vec<Seat>,
    /// Elected members among those in the room; none: nobody wrote it down.
    #[serde(default)]
    pub elected_members: Option<u32>,
    pub decisions: Vec<Agreed>,
    pub by_role: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seat {
    pub body: OrganisationId,
    /// In the seniority that was agreed; else somebody sat in.
    pub is_senior: bool,
    /// A role, never a name.
    pub role: String,
}

/// Something decided at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    pub what: String,
    /// It was on the plan; else it came up.
    pub was_planned: bool,
    /// What is different for people because of it; empty: nothing yet.
    #[serde(default)]
    pub changed: String,
    #[serde(default)]
    pub changed_on: Option<Date>,
}

/// A time in which bodies answer without seeing what the others say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    pub asks: Asks,
    pub opened_on: Date,
    /// The last day on which anybody answers.
    pub closes_on: Date,
    /// Closed by hand before that.
    #[serde(default)]
    pub closed_on: Option<Date>,
    /// What is put in order; empty for the check.
    #[serde(default)]
    pub priorities: Vec<PriorityId>,
}

impl Round {
    pub fn is_open(&self, today: Date) -> bool {
        self.closed_on.is_none() && today <= self.closes_on
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// The partnership check: 36 statements.
    Check,
    /// Priorities put in order.
    Order,
}

/// What one body says about one question of the conversation on whether this is truly joint, and truly commissions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JointNote {
    /// Code of the question.
    pub question: String,
    pub body: OrganisationId,
    pub says: String,
    pub on: Date,
    pub by_role: String,
}

/// Whether there is one list of priorities that all agreed to; where not, the record says so and names the meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneList {
    /// The agreed order; empty: no list is agreed.
    pub order: Vec<PriorityId>,
    /// Why not, or how it was reached.
    pub says: String,
    /// When leaders meet about it, where none is agreed.
    #[serde(default)]
    pub leaders_meet: Option<Date>,
    pub on: Date,
    pub by_role: String,
}

/// Who pays for one outcome, and who gains by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Incentive {
    /// What should be different, in a sentence.
    pub outcome: String,
    pub lines: Vec<PaysAndGains>,
    /// Where the figures come from.
    pub source: String,
    pub on: Date,
    pub by_role: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PaysAndGains {
    pub body: OrganisationId,
    /// In a year; none where it has not said.
    pub pays: Option<Money>,
    /// Of all that is gained: shares of one outcome sum to no more than the whole.
    pub gains: Share,
    /// What the outcome does to what this body itself has to spend.
    pub own_cost: OwnCost,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnCost {
    Falls,
    Rises,
    Same,
    #[default]
    NotKnown,
}

impl OwnCost {
    pub const ALL: [OwnCost; 4] = [OwnCost::Falls, OwnCost::Rises, OwnCost::Same, OwnCost::NotKnown];

    pub fn code(self) -> &'static str {
        match self {
            OwnCost::Falls => "falls",
            OwnCost::Rises => "rises",
            OwnCost::Same => "same",
            OwnCost::NotKnown => "not_known",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            OwnCost::Falls => "falls",
            OwnCost::Rises => "rises",
            OwnCost::Same => "stays as it is",
            OwnCost::NotKnown => "not known",
        }
    }
}

/// A look back at what working together cost and brought about, with what is done now and by when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CollaborationReview {
    pub on: Date,
    /// People's hours since the last review, all bodies together.
    pub hours: f64,
    /// What an hour costs.
    pub hour_cost: Money,
    /// Rooms, systems, consultants.
    pub direct: Money,
    /// The outcome for people that can be traced to it, with how; empty: none.
    pub traced_to: String,
    /// What that is worth over the same time; none where nobody valued it.
    pub worth: Option<Money>,
    pub source: String,
    pub next: WhatNext,
    /// When it is stopped or fixed, or looked at again.
    pub by: Date,
    pub because: String,
    pub by_role: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhatNext {
    Stop,
    Fix,
    CarryOn,
}

impl WhatNext {
    pub const ALL: [WhatNext; 3] = [WhatNext::Stop, WhatNext::Fix, WhatNext::CarryOn];

    pub fn code(self) -> &'static str {
        match self {
            WhatNext::Stop => "stop",
            WhatNext::Fix => "fix",
            WhatNext::CarryOn => "carry_on",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            WhatNext::Stop => "stop",
            WhatNext::Fix => "fix",
            WhatNext::CarryOn => "carry on",
        }
    }
}

/// A change of structure (a merger, a joint unit, a new board), with what is done for relationships beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StructureChange {
    pub what: String,
    pub from: Date,
    /// Empty: structure only.
    pub plan: Vec<RelationshipStep>,
    pub noted_on: Date,
    pub by_role: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationshipStep {
    pub what: String,
    pub owner_role: String,
    pub by: Date,
}
