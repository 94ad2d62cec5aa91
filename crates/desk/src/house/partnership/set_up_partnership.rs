//! Setting up a partnership, and changing who takes which part in it.

use std::collections::BTreeSet;

use model::audience::Audience;
use model::id::{CaseId, FundId, OrganisationId, PartnershipId};
use model::partnership::{PartIn, Partnership, TakesPart};
use model::record::Record;
use model::role::Permission;
use quantity::Date;
use store::Tx;

use super::{Needs, may};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// What is typed of a partnership itself.
#[derive(Debug, Clone, Default)]
pub struct PartnershipTyped {
    pub name: String,
    pub purpose: String,
    /// Each body once, with its part.
    pub bodies: Vec<(OrganisationId, PartIn)>,
    /// They meet at least once in so many weeks.
    pub every_weeks: Option<u8>,
    pub seniority: String,
    pub fund: Option<FundId>,
    pub cases: Vec<CaseId>,
}

pub async fn set_up_partnership(
    desk: &Desk,
    actor: &Actor,
    typed: PartnershipTyped,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let typed = checked(typed)?;
    let mut write = desk.write(actor).await?;
    found(&mut write.tx, actor, &typed).await?;
    if store::partnerships::list(&mut write.tx, &desk.own_scope()).await?.iter().any(|there| there.noun.name == typed.name) {
        return Err(DeskError::Faults(vec![Fault::new("name", "There is a partnership of this name: name this one otherwise")]));
    }
    let noun = Partnership {
        name: typed.name,
        purpose: typed.purpose,
        bodies: parts(&typed.bodies, &[], desk.today()),
        fund: typed.fund,
        cases: typed.cases,
        every_weeks: typed.every_weeks,
        seniority: typed.seniority,
        directions: Vec::new(),
        meetings: Vec::new(),
        rounds: Vec::new(),
        notes: Vec::new(),
        one_list: None,
        incentives: Vec::new(),
        reviews: Vec::new(),
        structure_changes: Vec::new(),
    };
    let record = store::partnerships::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let line = format!("The partnership “{}” was set up, with {} bodies.", record.noun.name, record.noun.bodies.len());
    write.commit("set_up_partnership", "partnership", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Changes what it is for and who takes part. A body that leaves keeps what it said and signed.
pub async fn change_partnership(
    desk: &Desk,
    actor: &Actor,
    (partnership, version): (PartnershipId, i64),
    typed: PartnershipTyped,
) -> Result<Record<PartnershipId, Partnership>, DeskError> {
    let typed = checked(typed)?;
    let mut write = desk.write(actor).await?;
    found(&mut write.tx, actor, &typed).await?;
    let mut record = store::partnerships::find(&mut write.tx, &actor.scope, partnership).await?;
    may(actor, &record.noun, Needs::Officer)?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let bodies = parts(&typed.bodies, &record.noun.bodies, desk.today());
    record.noun = Partnership {
        name: typed.name,
        purpose: typed.purpose,
        bodies,
        fund: typed.fund,
        cases: typed.cases,
        every_weeks: typed.every_weeks,
        seniority: typed.seniority,
        ..record.noun
    };
    record.changed_at = desk.now();
    let record = store::partnerships::save(&mut write.tx, &record).await?;
    let line = format!("“{}” was changed: {} bodies take part.", record.noun.name, record.noun.bodies.len());
    write.commit("change_partnership", "partnership", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn checked(mut ask: PartnershipTyped) -> Result<PartnershipTyped, DeskError> {
    let mut typed = Typed::new();
    ask.name = typed.text("name", &ask.name, LINE, "Name the partnership as its bodies do: “Adults in crisis”");
    ask.purpose = typed.text("purpose", &ask.purpose, TEXT, "Say what it is for");
    ask.seniority = typed.optional("seniority", &ask.seniority, LINE);
    typed.ask("every_weeks", ask.every_weeks.is_none_or(|weeks| (1..=52).contains(&weeks)), "Use 1 to 52 weeks, or leave it empty");
    let distinct: BTreeSet<OrganisationId> = ask.bodies.iter().map(|(body, _)| *body).collect();
    typed.ask("bodies", distinct.len() == ask.bodies.len(), "A body is named twice: give each one part");
    let deciding = ask.bodies.iter().filter(|(_, part)| *part == PartIn::Decides).count();
    typed.ask("bodies", deciding >= 2, "At least two bodies decide together: otherwise it is no partnership");
    typed.done()?;
    Ok(ask)
}

/// Whatever is named is there, for this actor.
async fn found(tx: &mut Tx, actor: &Actor, typed: &PartnershipTyped) -> Result<(), DeskError> {
    for (body, _) in &typed.bodies {
        store::organisations::find(tx, &actor.scope, *body).await?;
    }
    if let Some(fund) = typed.fund {
        store::funds::find(tx, &actor.scope, fund).await?;
    }
    for case in &typed.cases {
        store::cases::find(tx, &actor.scope, *case).await?;
    }
    Ok(())
}

/// Each body with its part; whoever was there before keeps the day it joined.
fn parts(typed: &[(OrganisationId, PartIn)], before: &[TakesPart], today: Date) -> Vec<TakesPart> {
    let since = |body| before.iter().find(|one| one.body == body).map_or(today, |one| one.since);
    typed.iter().map(|(body, part)| TakesPart { body: *body, part: *part, since: since(*body) }).collect()
}
