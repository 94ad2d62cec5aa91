//! What a named officer writes under one heading of a paper: for everybody, and for the exempt part.

use model::id::PaperId;
use model::paper::{Paper, Section, SectionOf};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::paper::change_paper::change_paper;
use crate::plan::paper::sees_part_2;
use crate::typed::{TEXT, Typed};

pub struct WriteSection {
    pub paper: PaperId,
    pub version: i64,
    pub of: SectionOf,
    pub says: String,
    /// Part 2 only.
    pub exempt: String,
}

/// Exempt words are refused where the paper does not say under which paragraph, and of whoever may not see what is exempt.
pub async fn write_section(desk: &Desk, actor: &Actor, ask: WriteSection) -> Result<Record<PaperId, Paper>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let says = typed.text("says", &ask.says, TEXT, "Say what everybody may read, or that there is nothing to say and why");
    let exempt = typed.optional("exempt", &ask.exempt, TEXT);
    typed.done()?;
    change_paper(desk, actor, (ask.paper, ask.version), "write_section", |record| {
        let sees = sees_part_2(&actor.scope, record);
        let mut typed = Typed::new();
        typed.ask("exempt", exempt.is_empty() || sees, "Your role does not see what is exempt: leave this to someone whose does");
        typed.ask(
            "exempt",
            exempt.is_empty() || !sees || record.noun.exempt.is_some(),
            "First say in the paper under which paragraph of Schedule 12A this is kept back, until when, and why",
        );
        typed.done()?;
        // Who may not see what is exempt cannot lose it either.
        let before = record.noun.section(ask.of).map(|section| section.exempt.clone()).unwrap_or_default();
        let exempt = if sees { exempt } else { before };
        record.noun.sections.retain(|section| section.of != ask.of);
        record.noun.sections.push(Section { of: ask.of, says, exempt, by_role: actor.role.clone(), on: desk.today() });
        record.noun.sections.sort_by_key(|section| section.of);
        Ok(format!("“{}” of the paper “{}” was written.", ask.of.words(), record.noun.title))
    })
    .await
}
