//! Drawing a map of services from lines, or changing one. Every figure says where it is from.

use methods::demand::load::{self, Ask, Cut};
use model::audience::Audience;
use model::id::SystemMapId;
use model::record::Record;
use model::role::Permission;
use model::system_map::{MapArrow, MapNode, SystemMap};
use quantity::Share;

use super::follow_cut::{MONTHS, question};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

pub struct DrawMap {
    /// None: a new one.
    pub map: Option<(SystemMapId, i64)>,
    pub title: String,
    /// `Reablement; 254; 260; service return`: name, people a month, people it can take (empty: not known), where from.
    pub nodes: String,
    /// `Reablement; Home care; 55%; 0; casework sample`: from, to, share of those turned away, months until they come, where from.
    pub arrows: String,
}

pub async fn draw_map(desk: &Desk, actor: &Actor, ask: DrawMap) -> Result<Record<SystemMapId, SystemMap>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name it: “Who goes where after a stay in hospital”");
    let nodes = typed.lines("nodes", &ask.nodes, node);
    let arrows = typed.lines("arrows", &ask.arrows, arrow);
    typed.done()?;
    let map = SystemMap { title, nodes, arrows };
    let first = map.nodes.first().map(|node| node.name.clone()).unwrap_or_default();
    let tried = Ask { cut: Cut { node: first, share: 0.0 }, months: MONTHS, ..question(&map) };
    if let Err(refusal) = load::follow(&tried) {
        let mut typed = Typed::new();
        let field = match refusal {
            load::Refusal::Nodes | load::Refusal::Twice(_) | load::Refusal::Number(_) => "nodes",
            _ => "arrows",
        };
        typed.fault(field, refusal.to_string());
        typed.done()?;
    }
    let mut write = desk.write(actor).await?;
    let record = match ask.map {
        None => kept(desk, desk.new_id(), Audience::Partners, map),
        Some((id, version)) => {
            let mut record = store::system_maps::find(&mut write.tx, &actor.scope, id).await?;
            if record.version != version {
                return Err(DeskError::Stale);
            }
            (record.noun, record.changed_at) = (map, desk.now());
            record
        }
    };
    let record = store::system_maps::save(&mut write.tx, &record).await?;
    let line = format!("The map “{}” was drawn, with {} services.", record.noun.title, record.noun.nodes.len());
    write.commit("draw_map", "system map", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn people(said: &str) -> Result<f64, String> {
    let value: Option<f64> = said.replace(',', "").parse().ok().filter(|value: &f64| value.is_finite() && *value >= 0.0);
    value.ok_or_else(|| format!("“{said}” is not a number of people: use nothing or more"))
}

fn node(parts: &[&str]) -> Result<MapNode, String> {
    let [name, load, capacity, source] = parts else {
        return Err(
            "write four parts: the service; people a month; people it can take, empty where nobody has said; where the figures are from"
                .into(),
        );
    };
    if name.is_empty() || source.is_empty() {
        return Err("name the service, and say where its figures are from".into());
    }
    let capacity = if capacity.is_empty() { None } else { Some(people(capacity)?) };
    Ok(MapNode { name: (*name).to_owned(), load: people(load)?, capacity, source: (*source).to_owned() })
}

fn arrow(parts: &[&str]) -> Result<MapArrow, String> {
    let [from, to, share, delay, source] = parts else {
        return Err("write five parts: from; to; share of those turned away; months until they come; where the figure is from".into());
    };
    if source.is_empty() {
        return Err("say where the share is from".into());
    }
    let percent: Option<f64> = share.strip_suffix('%').and_then(|share| share.trim().parse().ok());
    let share = percent
        .and_then(|percent| Share::from_percent(percent).ok())
        .ok_or_else(|| format!("“{share}” is not a percentage from 0% to 100%"))?;
    let delay_months = delay.parse().map_err(|_| format!("“{delay}” is not a number of months: write 0 where they come at once"))?;
    Ok(MapArrow { from: (*from).to_owned(), to: (*to).to_owned(), share, delay_months, source: (*source).to_owned() })
}

/// The same lines again, for a form that changes a map.
pub fn written(map: &SystemMap) -> (String, String) {
    let capacity = |node: &MapNode| node.capacity.map(|people| people.to_string()).unwrap_or_default();
    let nodes: Vec<String> =
        map.nodes.iter().map(|node| format!("{}; {}; {}; {}", node.name, node.load, capacity(node), node.source)).collect();
    let arrows: Vec<String> = map
        .arrows
        .iter()
        .map(|arrow| format!("{}; {}; {}%; {}; {}", arrow.from, arrow.to, arrow.share.percent(), arrow.delay_months, arrow.source))
        .collect();
    (nodes.join("\n"), arrows.join("\n"))
}
