//! Cards of public figures that were loaded, by file and by what they are.

use model::audience::Scope;
use model::data_set::{DataSet, DataSetKind, DataSetState, Holds};
use model::id::{DataSetId, SourceId};
use model::record::Record;

use crate::kept::{self, Kept, listed_by, plain_functions};
use crate::tx::Value;
use crate::{StoreError, Tx};

impl Kept for DataSet {
    type Id = DataSetId;
    const NOUN: &'static str = "data set";
    const TABLE: &'static str = "data_sets";
    const PREFIX: Option<&'static str> = Some("DS");
    const COLUMNS: &'static [&'static str] = &["source_id", "kind", "state", "digest"];

    fn columns(&self) -> Vec<Value> {
        let digest = match &self.holds {
            Holds::Values(held) => held.digest.clone(),
            Holds::Records(held) => {
                let all: Vec<&str> = held.tables.iter().filter_map(|table| table.digest.as_deref()).collect();
                (!all.is_empty()).then(|| all.join(" "))
            }
            _ => None,
        };
        vec![
            Value::text(self.source),
            Value::text(kind_code(self.kind)),
            Value::text(state_code(&self.state)),
            Value::maybe_text(digest.as_deref()),
        ]
    }
}

plain_functions!(DataSet, DataSetId, by_reference);

listed_by! {
    /// What was read of a file.
    by_source, "source_id", SourceId => DataSet, DataSetId
}

/// Those accepted of a kind, in the order they were loaded: of a figure told twice, the later is in force.
pub async fn accepted(tx: &mut Tx, scope: &Scope, kind: DataSetKind) -> Result<Vec<Record<DataSetId, DataSet>>, StoreError> {
    kept::those(tx, scope, "state = 'accepted' and kind = $3", vec![Value::text(kind_code(kind))]).await
}

/// The tags the model writes, as the columns hold them.
fn kind_code(kind: DataSetKind) -> &'static str {
    match kind {
        DataSetKind::Indicators => "indicators",
        DataSetKind::Population => "population",
        DataSetKind::Areas => "areas",
        DataSetKind::Neighbours => "neighbours",
        DataSetKind::Notices => "notices",
        DataSetKind::Payments => "payments",
        DataSetKind::Contracts => "contracts",
        DataSetKind::Grants => "grants",
        DataSetKind::Providers => "providers",
        DataSetKind::Placements => "placements",
    }
}

fn state_code(state: &DataSetState) -> &'static str {
    match state {
        DataSetState::Waiting => "waiting",
        DataSetState::Accepted { .. } => "accepted",
        DataSetState::SetAside { .. } => "set_aside",
    }
}
