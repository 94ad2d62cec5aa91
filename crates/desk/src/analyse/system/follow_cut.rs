//! What a cut at one service of a map brings to the others, month by month. Nothing is kept.

use methods::demand::load::{self, Arrow, Ask, Cut, METHOD, Node};
// What faces name of the answer.
pub use methods::demand::load::{Change, Reading};
use model::id::SystemMapId;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::system_map::SystemMap;
use quantity::Share;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};

/// How far a cut is followed.
pub const MONTHS: usize = 12;

#[derive(Debug, Clone)]
pub struct MapView {
    pub map: Record<SystemMapId, SystemMap>,
    /// The service cut and by how much, with what that brings; none where nothing is cut.
    pub cut: Option<(String, Share, Reading)>,
    pub method: String,
}

pub async fn list_maps(desk: &Desk, actor: &Actor) -> Result<Vec<Record<SystemMapId, SystemMap>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::system_maps::list(&mut tx, &actor.scope).await?)
}

/// `service` and `percent` as typed; both empty: the map alone.
pub async fn follow_cut(desk: &Desk, actor: &Actor, reference: &Reference, service: &str, percent: &str) -> Result<MapView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let map = store::system_maps::by_reference(&mut tx, &actor.scope, reference).await?;
    let method = METHOD.with_edition();
    if service.is_empty() && percent.trim().is_empty() {
        return Ok(MapView { map, cut: None, method });
    }
    let fault = |field: &'static str, said: String| DeskError::Faults(vec![Fault::new(field, said)]);
    let typed = percent.trim().trim_end_matches('%').trim().parse().ok();
    let share = typed
        .and_then(|percent| Share::from_percent(percent).ok())
        .ok_or_else(|| fault("percent", format!("“{}” is not a percentage: write 0 to 100", percent.trim())))?;
    if !map.noun.nodes.iter().any(|node| node.name == service) {
        return Err(fault("service", "Choose a service of this map".to_owned()));
    }
    let ask = Ask { cut: Cut { node: service.to_owned(), share: share.value() }, ..question(&map.noun) };
    let reading = load::follow(&ask).map_err(|refusal| DeskError::refused(refusal.code(), refusal.to_string()))?;
    Ok(MapView { map, cut: Some((service.to_owned(), share, reading)), method })
}

/// The map as the question of the method, nothing cut.
pub(super) fn question(map: &SystemMap) -> Ask {
    Ask {
        nodes: map.nodes.iter().map(|node| Node { code: node.name.clone(), load: node.load, capacity: node.capacity }).collect(),
        arrows: map
            .arrows
            .iter()
            .map(|arrow| Arrow {
                from: arrow.from.clone(),
                to: arrow.to.clone(),
                share: arrow.share.value(),
                delay: usize::try_from(arrow.delay_months).unwrap_or(usize::MAX),
            })
            .collect(),
        cut: Cut { node: String::new(), share: 0.0 },
        months: MONTHS,
    }
}
