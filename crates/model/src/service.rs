//! What is provided, by whom: in-house services as well.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;
use crate::issue::OutsideWord;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    pub name: String,
    pub describes: String,
    /// Who runs it today: the authority itself where in-house.
    pub operator: OrganisationId,
    /// In words where several run it: "41 agencies".
    pub run_by: String,
    /// Code of the delivery model in force.
    pub delivery_model: String,
    pub annual_cost: Option<Money>,
    pub volume: String,
    /// When the present arrangement ends, where it does.
    pub ends: Option<Date>,
    pub regime: String,
    /// The operators it has had, oldest first; the last is the present one.
    pub operators: Vec<Operated>,
    /// Where no issue is known: someone outside the service affirmed that there is none.
    #[serde(default)]
    pub none_known: Option<OutsideWord>,
    /// The line of the budget it is paid from; empty where nobody has said.
    #[serde(default)]
    pub budget_line: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operated {
    pub by: OrganisationId,
    pub from: Date,
    pub delivery_model: String,
    pub reason: String,
}
