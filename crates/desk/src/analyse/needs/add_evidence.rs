//! What shows that there is a need: what it says, how far to believe it, of which day it speaks, and where it can be read.

use model::id::NeedId;
use model::need::{EvidenceGrade, Need, NeedEvidence};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use super::{change, names_nobody};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct AddEvidence {
    pub need: NeedId,
    pub version: i64,
    pub says: String,
    pub grade: Option<EvidenceGrade>,
    /// The day it speaks of.
    pub dated: Option<Date>,
    pub source: String,
}

pub async fn add_evidence(desk: &Desk, actor: &Actor, ask: AddEvidence) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let says = typed.text("says", &ask.says, TEXT, "Say what it shows");
    names_nobody(&mut typed, "says", &says);
    typed.ask("grade", ask.grade.is_some(), "Choose how far to believe it");
    let dated = typed.past("dated", ask.dated, desk.today(), "Say of which day it speaks");
    let source = typed.text("source", &ask.source, LINE, "Say where it can be read");
    typed.done()?;
    let (noted_on, by_role) = (desk.today(), actor.role.clone());
    let grade = ask.grade.unwrap_or(EvidenceGrade::Weak);
    change(desk, actor, ask.need, ask.version, (Permission::WriteCases, "add_need_evidence"), |need| {
        let line = format!("Evidence of “{}” was written down: {source} ({}).", need.title, grade.code());
        need.evidence.push(NeedEvidence { says, grade, dated, source, by_role, noted_on });
        need.edition += 1;
        Ok(line)
    })
    .await
}
