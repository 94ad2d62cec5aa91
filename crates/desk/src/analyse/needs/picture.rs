//! The picture as everybody may see it, without an account: only what is public.

use model::audience::Scope;
use model::id::OrganisationId;

use super::read_needs::{Filter, PictureView, picture};
use crate::desk::Desk;
use crate::error::DeskError;

/// Needs nobody signed in: what it shows is what anybody may read.
pub async fn read_public_picture(desk: &Desk, filter: &Filter) -> Result<PictureView, DeskError> {
    picture(desk, &mut desk.read().await?, &everybody(desk), filter).await
}

/// Of no organisation, and with no role.
fn everybody(desk: &Desk) -> Scope {
    Scope {
        organisation: OrganisationId(uuid::Uuid::nil()),
        is_owner_staff: false,
        sees_drafts: false,
        sees_sealed: false,
        sees_exempt: false,
        is_partner: false,
        is_member: false,
        is_provider: false,
        today: desk.today(),
    }
}
