//! A noun as it is kept: who owns it, who may see it, and which version it is.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::audience::Audience;
use crate::id::OrganisationId;
use crate::reference::Reference;

/// The envelope around every kept noun. `I` is the noun's own id type.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record<I, T> {
    pub id: I,
    /// Set by the store where the noun has a short reference.
    pub reference: Option<Reference>,
    pub owner: OrganisationId,
    pub audience: Audience,
    /// The organisation whose performance this speaks of: it sees its own, and only its own.
    pub about: Option<OrganisationId>,
    /// Commercially sealed: never shown to a provider, nor to an organisation with a provider arm.
    pub sealed: bool,
    /// 1 when first kept, one more at each change. A write names the version it was made from.
    pub version: i64,
    pub changed_at: Timestamp,
    pub noun: T,
}
