//! A way of getting an outcome: contract, grant, in-house, mutual, regulation… Data, not code.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::control::Control;
use crate::option_sheet::Family;

/// Code of staying as we are: always an option.
pub const AS_NOW: &str = "as_now";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryModel {
    /// Lower case with underscores, lasting: `transfer_public_partner`.
    pub code: String,
    pub title: String,
    /// In one sentence, for a resident.
    pub describes: String,
    pub operated_by: OperatedBy,
    /// Is choosing it, from another model, a change of who operates the service? Staying as we are is asked too.
    pub reversible: bool,
    /// The readiness check never holds it (a person's own direct payment, a grant…): the lawful reason.
    pub never_held: Option<String>,
    /// What an authority still controls of people, budget and environment under this model.
    pub keeps: Control,
    /// Documents it needs: "Business plan", "Staff ballot".
    pub artefacts: Vec<String>,
    /// Questions that must be answered: "Has staff consent been recorded?"
    pub checks: Vec<String>,
    pub source: String,
    /// The kind of option it is, where that does not follow from who operates.
    #[serde(default)]
    pub family: Option<Family>,
    pub added: Option<Added>,
    pub retired: bool,
}

/// Why and when a model was added by this authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Added {
    pub on: Date,
    pub by_role: String,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OperatedBy {
    Authority,
    PublicPartner,
    Provider,
    Voluntary,
    Community,
    Staff,
    /// The person themself, with their own budget.
    Person,
    /// Several together.
    Jointly,
    /// Nobody operates a service: a rule, or a change of behaviour.
    Nobody,
}
