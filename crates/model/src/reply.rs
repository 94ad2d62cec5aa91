//! An organisation's reply to a draft judgement of its own performance. It travels with the judgement.

use quantity::{Date, Period};
use serde::{Deserialize, Serialize};

use crate::id::{MeasureId, OrganisationId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub measure: MeasureId,
    pub period: Option<Period>,
    pub from: OrganisationId,
    pub by_role: String,
    pub text: String,
    pub on: Date,
}
