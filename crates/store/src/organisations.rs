//! Organisations, by name.

use model::audience::Scope;
use model::id::OrganisationId;
use model::organisation::{Organisation, OrganisationKind};
use model::record::Record;

use crate::kept::{self, Kept};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for Organisation {
    type Id = OrganisationId;
    const NOUN: &'static str = "organisation";
    const TABLE: &'static str = "organisations";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["kind", "provides", "is_partner"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(kind_code(self.kind)), Value::Truth(self.provides), Value::Truth(self.is_partner)]
    }
}

/// Keeps a new organisation (version 0) or replaces the version it was made from.
pub async fn save(tx: &mut Tx, record: &Record<OrganisationId, Organisation>) -> Result<Record<OrganisationId, Organisation>, StoreError> {
    kept::save(tx, record).await
}

/// The organisation of this id, where the scope may see it; else not found.
pub async fn find(tx: &mut Tx, scope: &Scope, id: OrganisationId) -> Result<Record<OrganisationId, Organisation>, StoreError> {
    kept::find(tx, scope, id).await
}

/// All the scope may see, by name.
pub async fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<Record<OrganisationId, Organisation>>, StoreError> {
    let mut organisations: Vec<Record<OrganisationId, Organisation>> = kept::all(tx, scope).await?;
    // Sorted here: the two engines do not order text alike.
    organisations.sort_by_cached_key(|organisation| (organisation.noun.name.to_lowercase(), organisation.id));
    Ok(organisations)
}

/// For making the actor of a session, before there is a scope.
pub async fn for_session(tx: &mut Tx, id: OrganisationId) -> Result<Option<Record<OrganisationId, Organisation>>, StoreError> {
    Ok(kept::unscoped(tx, "id = $1", vec![Value::text(id)]).await?.into_iter().next())
}

/// The tag the model writes, as the column holds it.
fn kind_code(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::County => "county",
        OrganisationKind::District => "district",
        OrganisationKind::Nhs => "nhs",
        OrganisationKind::Police => "police",
        OrganisationKind::Fire => "fire",
        OrganisationKind::Voluntary => "voluntary",
        OrganisationKind::Company => "company",
        OrganisationKind::Community => "community",
        OrganisationKind::ResidentsPanel => "residents_panel",
        OrganisationKind::Other => "other",
    }
}
