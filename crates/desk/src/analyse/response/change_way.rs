//! One change to how a case would go to the market.

use model::case::Case;
use model::id::{CaseId, WayToMarketId};
use model::record::Record;
use model::role::Permission;
use model::way_to_market::WayToMarket;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;

/// Version 0 is that of a case nobody wrote anything down for.
pub(super) async fn change_way(
    desk: &Desk,
    actor: &Actor,
    case: CaseId,
    version: i64,
    action: &str,
    apply: impl FnOnce(&Case, &mut WayToMarket) -> Result<String, DeskError>,
) -> Result<Record<WayToMarketId, WayToMarket>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let case = store::cases::find(&mut write.tx, &actor.scope, case).await?;
    let there = store::ways_to_market::of_case(&mut write.tx, &actor.scope, case.id).await?;
    if there.as_ref().map_or(0, |record| record.version) != version {
        return Err(DeskError::Stale);
    }
    let mut record = there.unwrap_or_else(|| kept(desk, desk.new_id(), case.audience.clone(), WayToMarket::blank(case.id)));
    let line = apply(&case.noun, &mut record.noun)?;
    record.changed_at = desk.now();
    let record = store::ways_to_market::save(&mut write.tx, &record).await?;
    write.commit(action, "way to market", Some(record.id.uuid()), line).await?;
    Ok(record)
}
