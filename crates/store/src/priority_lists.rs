//! Lists of priorities: one a body, and one of the place.

use model::audience::Scope;
use model::id::{OrganisationId, PriorityListId};
use model::priority::PriorityList;
use model::record::Record;

use crate::kept::{self, Kept, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for PriorityList {
    type Id = PriorityListId;
    const NOUN: &'static str = "list of priorities";
    const TABLE: &'static str = "priority_lists";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["whose"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(whose(self.whose))]
    }
}

fn whose(organisation: Option<OrganisationId>) -> String {
    organisation.map_or_else(|| "place".to_owned(), |id| id.to_string())
}

plain_functions!(PriorityList, PriorityListId);

/// The one list of a body, or of the place.
pub async fn of(
    tx: &mut Tx,
    scope: &Scope,
    organisation: Option<OrganisationId>,
) -> Result<Option<Record<PriorityListId, PriorityList>>, StoreError> {
    kept::one(tx, scope, "whose = $3", Value::text(whose(organisation))).await
}
