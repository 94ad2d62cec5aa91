//! A named officer clears a paper: the section 151 officer for money, the monitoring officer for law.

use model::id::PaperId;
use model::paper::{Clearance, Office, Paper};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::paper::change_paper::change_paper;
use crate::plan::paper::digest_of;
use crate::typed::{LINE, TEXT, Typed};

pub struct ClearPaper {
    pub paper: PaperId,
    pub version: i64,
    pub office: Office,
    /// Who holds the office.
    pub name: String,
    pub note: String,
}

/// Recorded by whoever may affirm; the name is the officer's own. It holds for the words as they stand: a later change has to be cleared
/// again.
pub async fn clear_paper(desk: &Desk, actor: &Actor, ask: ClearPaper) -> Result<Record<PaperId, Paper>, DeskError> {
    actor.may(Permission::AffirmReadiness)?;
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Name the officer who cleared it");
    let note = typed.optional("note", &ask.note, TEXT);
    typed.done()?;
    change_paper(desk, actor, (ask.paper, ask.version), "clear_paper", |record| {
        let of = digest_of(&record.noun);
        record.noun.clearances.retain(|given| given.office != ask.office);
        record.noun.clearances.push(Clearance { office: ask.office, name, on: desk.today(), note, of });
        Ok(format!("The paper “{}” was cleared by the {}.", record.noun.title, ask.office.words().to_lowercase()))
    })
    .await
}
