//! Starting a model of demand: of what, from which year, for how many.

use methods::demand::cohort::MOST_YEARS;
use model::audience::Audience;
use model::demand::DemandModel;
use model::id::{DemandModelId, ServiceId};
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

pub struct StartModel {
    pub title: String,
    pub service: Option<ServiceId>,
    pub unit: String,
    /// The financial year its populations are of: 2026 is 2026/27.
    pub first_year: i64,
    pub years: i64,
}

pub async fn start_model(desk: &Desk, actor: &Actor, ask: StartModel) -> Result<Record<DemandModelId, DemandModel>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name it as people do: “Home care for people aged 65 and over”");
    let unit = typed.text("unit", &ask.unit, LINE, "Say what is counted, in the plural: “hours of home care”");
    typed.ask("first_year", (2000..=2100).contains(&ask.first_year), "Write the year it begins in, for example 2026 for 2026/27");
    let most = i64::try_from(MOST_YEARS).unwrap_or(30);
    typed.ask("years", (1..=most).contains(&ask.years), format!("Use 1 to {most} years"));
    typed.done()?;
    let mut write = desk.write(actor).await?;
    if let Some(service) = ask.service {
        store::services::find(&mut write.tx, &actor.scope, service).await?;
    }
    let noun = DemandModel {
        title,
        service: ask.service,
        unit,
        first_year: i16::try_from(ask.first_year).unwrap_or(0),
        years: u8::try_from(ask.years).unwrap_or(1),
        groups: Vec::new(),
        ways: Vec::new(),
    };
    let record = store::demand_models::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let line = format!("A model of demand was started: {}.", record.noun.title);
    write.commit("start_demand_model", "demand model", Some(record.id.uuid()), line).await?;
    Ok(record)
}
