//! Having your say: asking people, taking their ballots, counting them in the open, and saying what changed.

pub mod answers;
pub mod bring_in_ballots;
pub mod cast_ballot;
pub mod close_involvement;
pub mod code;
pub mod count;
pub mod enter_paper;
pub mod lines;
pub mod make_codes;
pub mod open_involvement;
pub mod plan_involvement;
pub mod published;
pub mod read_involvement;
pub mod read_public;
pub mod record_step;
pub mod result;
pub mod say_what_changed;
pub mod set_vote;
#[cfg(test)]
mod story;
mod throttled;

use model::audience::{Audience, Scope};
use model::id::{InvolvementId, OrganisationId};
use model::involvement::Involvement;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::record::Write;

/// Whoever comes without an account: sees what is public, and may do nothing but take part with a code.
pub fn passer_by(desk: &Desk) -> Actor {
    Actor {
        person: None,
        name: "Somebody with a code".into(),
        email: String::new(),
        role: "Somebody with a code".into(),
        role_codes: Vec::new(),
        organisation: desk.authority,
        permissions: Default::default(),
        scope: Scope {
            organisation: OrganisationId(uuid::Uuid::nil()),
            is_owner_staff: false,
            sees_drafts: false,
            sees_sealed: false,
            sees_exempt: false,
            is_partner: false,
            is_member: false,
            is_provider: false,
            today: desk.today(),
        },
    }
}

/// Whether everybody can read it: it was opened to the public.
pub fn is_public(record: &Record<InvolvementId, Involvement>) -> bool {
    record.audience == Audience::Public
}

/// The start of every change by staff: may they, and is it the version they saw?
pub(crate) async fn to_change(
    desk: &Desk,
    actor: &Actor,
    reference: &Reference,
    version: i64,
) -> Result<(Write, Record<InvolvementId, Involvement>), DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let record = store::involvements::by_reference(&mut write.tx, &actor.scope, reference).await?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    Ok((write, record))
}

/// The end of it: kept, with its line.
pub(crate) async fn changed(
    desk: &Desk,
    mut write: Write,
    record: Record<InvolvementId, Involvement>,
    action: &str,
    line: String,
) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    let record = store::involvements::save(&mut write.tx, &Record { changed_at: desk.now(), ..record }).await?;
    write.commit(action, "involvement", Some(record.id.uuid()), line).await?;
    Ok(record)
}
