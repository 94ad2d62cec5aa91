//! Priorities: what a place puts first, and whose list says so. An outcome traces to a priority, a priority to the vision.

use quantity::{Date, Share};
use serde::{Deserialize, Serialize};

use crate::id::{InvolvementId, OrganisationId, PriorityId};
use crate::paper::PolicyPriority;

/// One thing the place puts first, for a named group of people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Priority {
    /// As people say it, at most 120 characters.
    pub title: String,
    /// The group of people it is for.
    pub people: String,
    /// Why it is one: need and hope, in a sentence or two.
    pub because: String,
    /// What is known of the need, with its source.
    #[serde(default)]
    pub evidence: Option<NeedKnown>,
    /// How many put it first, group by group.
    #[serde(default)]
    pub voices: Vec<PriorityVoice>,
    /// Whether members set it, on whose authority and in which words: apart from evidence, and no part of any order.
    #[serde(default)]
    pub set_by_members: Option<PolicyPriority>,
}

/// What is known of a need: each part may be unknown, and is never taken for fine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeedKnown {
    /// Of those who need help, who do not get it.
    pub unmet: Option<Share>,
    pub trend: Option<NeedTrend>,
    pub peers: Option<AgainstPeers>,
    pub source: String,
    /// The day the figures are of.
    pub on: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NeedTrend {
    Growing,
    Steady,
    Shrinking,
}

impl NeedTrend {
    pub const ALL: [NeedTrend; 3] = [NeedTrend::Growing, NeedTrend::Steady, NeedTrend::Shrinking];

    pub fn code(self) -> &'static str {
        match self {
            NeedTrend::Growing => "growing",
            NeedTrend::Steady => "steady",
            NeedTrend::Shrinking => "shrinking",
        }
    }
}

/// Where the place stands among its peers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgainstPeers {
    Worse,
    Alike,
    Better,
}

impl AgainstPeers {
    pub const ALL: [AgainstPeers; 3] = [AgainstPeers::Worse, AgainstPeers::Alike, AgainstPeers::Better];

    pub fn code(self) -> &'static str {
        match self {
            AgainstPeers::Worse => "worse",
            AgainstPeers::Alike => "alike",
            AgainstPeers::Better => "better",
        }
    }
}

/// How many of those who were asked put a priority among their first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorityVoice {
    /// Which group was asked; empty is everybody.
    #[serde(default)]
    pub group: String,
    /// People who put it among their first.
    pub chose: u32,
    /// People who answered.
    pub answered: u32,
    pub source: String,
    pub on: Date,
    /// The round of having your say whose kept result it is; none where somebody typed it.
    #[serde(default)]
    pub round: Option<InvolvementId>,
}

/// One list, in order: that of one organisation, or the one list all partners agreed. Of each there is one at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorityList {
    /// Whose; none is the list of the place.
    pub whose: Option<OrganisationId>,
    /// The vision it serves, in one sentence. Kept on the list of the place.
    #[serde(default)]
    pub vision: String,
    /// First comes first.
    pub order: Vec<PriorityId>,
    /// Organisations that agreed to it, of the list of the place.
    #[serde(default)]
    pub agreed_by: Vec<OrganisationId>,
    /// When leaders meet about where lists differ.
    #[serde(default)]
    pub leaders_meet: Option<Date>,
    /// Where it comes from: a plan or a paper.
    #[serde(default)]
    pub said_in: String,
    /// For how many this body's list counts beside the others', 1 to 100.
    #[serde(default = "one")]
    pub weight: u32,
    /// Of the list of the place: the orders kept before costs were known and after, oldest first.
    #[serde(default)]
    pub passes: Vec<Pass>,
}

fn one() -> u32 {
    1
}

/// An order that people kept, and why it is not the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pass {
    /// Before costs were known, or after.
    pub after_costs: bool,
    /// First comes first.
    pub order: Vec<PriorityId>,
    /// What was left out of the order it began from.
    #[serde(default)]
    pub left_out: Vec<Input>,
    /// Every priority that was moved, in the order of this list.
    pub moved: Vec<Moved>,
    pub on: Date,
}

/// One priority that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub priority: PriorityId,
    /// Its place in the order before, from 1.
    pub from: u32,
    pub why: String,
}

/// What priorities are put in order from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    Unmet,
    Trend,
    Peers,
    Voices,
    Partners,
}

impl Input {
    pub const ALL: [Input; 5] = [Input::Unmet, Input::Trend, Input::Peers, Input::Voices, Input::Partners];

    pub fn code(self) -> &'static str {
        match self {
            Input::Unmet => "unmet",
            Input::Trend => "trend",
            Input::Peers => "peers",
            Input::Voices => "voices",
            Input::Partners => "partners",
        }
    }

    pub fn parse(code: &str) -> Option<Input> {
        Input::ALL.into_iter().find(|input| input.code() == code)
    }

    /// Whether it is part of the evidence: unmet need, trend and peers count together for as much as voices or partners do.
    pub fn is_evidence(self) -> bool {
        matches!(self, Input::Unmet | Input::Trend | Input::Peers)
    }
}
