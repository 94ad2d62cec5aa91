//! What keeps providers out of a planned procurement.

use model::barrier_audit::BarrierAudit;
use model::id::BarrierAuditId;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for BarrierAudit {
    type Id = BarrierAuditId;
    const NOUN: &'static str = "barrier audit";
    const TABLE: &'static str = "barrier_audits";
    const PREFIX: Option<&'static str> = Some("BA");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        Vec::new()
    }
}

plain_functions!(BarrierAudit, BarrierAuditId, by_reference);
