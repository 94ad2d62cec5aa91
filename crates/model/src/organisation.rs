//! A body that commissions, partners, provides or speaks for people.

use quantity::Date;
use quantity::code::{CharityNumber, CompanyNumber, OdsCode};
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    pub name: String,
    pub kind: OrganisationKind,
    /// Other spellings met in files; a reader matches on them and says so.
    pub also_called: Vec<String>,
    pub provides: bool,
    pub is_partner: bool,
    pub charity: Option<CharityNumber>,
    pub company: Option<CompanyNumber>,
    pub ods: Option<OdsCode>,
    /// The day from which it is no more: an abolished district, a provider that closed.
    #[serde(default)]
    pub ended: Option<Date>,
    /// What took its place.
    #[serde(default)]
    pub followed_by: Option<OrganisationId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    County,
    District,
    Nhs,
    Police,
    Fire,
    Voluntary,
    Company,
    Community,
    ResidentsPanel,
    Other,
}
