//! What the readiness check is asked of: a plain assembly of records that the desk gathers.

use model::arrangement::Arrangement;
use model::case::Look;
use model::delivery_model::{DeliveryModel, OperatedBy};
use model::id::{IssueId, OrganisationId};
use model::issue::KnownIssue;
use model::service::Service;
pub use model::terms::{Circumstance, Ground, GroundKind, KnownWay, TransferToFix, Way};
use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::delegation::Delegation;
use crate::evidence::IssueEvidence;
use crate::settings::ReadinessSettings;
use crate::working_days::BankHolidays;

/// One question: may this change of operator (or staying as we are) be called ready?
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadinessCase {
    pub today: Date,
    /// With `none_known`, where someone outside it affirmed that no issue is known.
    pub service: Service,
    /// The commissioning authority; an in-house service is operated by it.
    pub authority: OrganisationId,
    /// The role that leads the case: who mends what nobody else is named for.
    pub lead_role: String,
    /// Every known issue of the service, closed and set aside ones too.
    pub issues: Vec<IssueOnRecord>,
    pub proposal: Proposal,
    /// The delivery model in force now.
    pub current: DeliveryModel,
    pub looks: Vec<Look>,
    pub circumstances: Vec<Circumstance>,
    /// What is in force for this service, for those that end on a date.
    pub arrangements: Vec<Arrangement>,
    /// What records know of the lawful things to do meanwhile.
    pub ways: Vec<KnownWay>,
    /// A saving in a year already counted on the strength of the change.
    pub saving_counted: Option<Money>,
    /// When an answer was last affirmed: issues raised since re-open the check.
    pub last_affirmed: Option<Date>,
    pub holidays: BankHolidays,
    pub delegation: Delegation,
    pub settings: ReadinessSettings,
}

/// A known issue with what its evidence says. Give evidence for every issue that has a measure: for an issue at the
/// severity that holds, a measure nobody has read is not known, never fine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssueOnRecord {
    pub id: IssueId,
    pub issue: KnownIssue,
    pub evidence: Option<IssueEvidence>,
}

/// What is proposed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    pub change: Change,
    pub model: DeliveryModel,
    pub proposed_on: Option<Date>,
    /// Only a part goes; the issues named stay behind, with the authority.
    pub part: Option<PartTransferred>,
    /// A lawful ground on which the check never holds anything up, with what it rests on.
    pub ground: Option<Ground>,
    /// The terms on which it is handed over in order to be fixed.
    pub transfer_to_fix: Option<TransferToFix>,
}

/// The change of who operates a service. The same question is asked of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    StayAsWeAre,
    Out,
    In,
    Across,
    ReLet,
    Extend,
    Merge,
    Stop,
}

impl Change {
    pub const ALL: [Change; 8] =
        [Change::StayAsWeAre, Change::Out, Change::In, Change::Across, Change::ReLet, Change::Extend, Change::Merge, Change::Stop];

    /// Read from the two delivery models: the codes `as_now`, `re_let`, `extend`, `merge` and `stop` say it themselves.
    pub fn between(now: &DeliveryModel, proposed: &DeliveryModel) -> Change {
        let by_authority = |model: &DeliveryModel| matches!(model.operated_by, OperatedBy::Authority);
        match proposed.code.as_str() {
            "as_now" => Change::StayAsWeAre,
            "re_let" => Change::ReLet,
            "extend" => Change::Extend,
            "stop" => Change::Stop,
            "merge" => Change::Merge,
            code if code == now.code => Change::StayAsWeAre,
            _ => match (by_authority(now), by_authority(proposed)) {
                (true, true) => Change::StayAsWeAre,
                (true, false) => Change::Out,
                (false, true) => Change::In,
                (false, false) => Change::Across,
            },
        }
    }

    pub fn code(self) -> &'static str {
        match self {
            Change::StayAsWeAre => "stay_as_we_are",
            Change::Out => "out",
            Change::In => "in",
            Change::Across => "across",
            Change::ReLet => "re_let",
            Change::Extend => "extend",
            Change::Merge => "merge",
            Change::Stop => "stop",
        }
    }

    /// At the head of a sentence: “A merger”.
    pub fn words(self) -> &'static str {
        match self {
            Change::StayAsWeAre => "Staying as we are",
            Change::Out => "A change of operator",
            Change::In => "Bringing it in-house",
            Change::Across => "A move to another operator",
            Change::ReLet => "Letting it again",
            Change::Extend => "Extending it",
            Change::Merge => "A merger",
            Change::Stop => "Stopping it",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartTransferred {
    /// “Outreach”. Where empty, it is not a part.
    pub what: String,
    pub leaves_issues: Vec<IssueId>,
}
