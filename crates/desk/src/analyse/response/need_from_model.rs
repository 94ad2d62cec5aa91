//! Taking need from a model of demand: each of its years, low, central and high, as it stands today.

use model::id::{DemandModelId, SupplyLineId};
use model::record::Record;
use model::role::Permission;
use model::supply::{StatedNeed, SupplyCell, SupplyLine};
use quantity::Share;

use super::start_supply::change_supply;
use super::state_need::put;
use crate::actor::Actor;
use crate::analyse::demand::read_model::projected;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::typed::{LINE, Typed};

pub struct NeedFromModel {
    pub line: SupplyLineId,
    pub version: i64,
    pub model: Option<DemandModelId>,
    /// Empty: the whole place.
    pub place: String,
    pub lot: String,
    /// Part of what the model says that falls here.
    pub part: Option<Share>,
}

pub async fn need_from_model(desk: &Desk, actor: &Actor, ask: NeedFromModel) -> Result<Record<SupplyLineId, SupplyLine>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let fault = |field: &'static str, mend: String| DeskError::Faults(vec![Fault::new(field, mend)]);
    let mut typed = Typed::new();
    let place = typed.optional("place", &ask.place, LINE);
    let lot = typed.optional("lot", &ask.lot, LINE);
    typed.ask("model", ask.model.is_some(), "Choose a model of demand");
    typed.ask("part", ask.part.is_some_and(|part| part > Share::NONE), "Say what part of it falls here, from more than 0% to 100%");
    typed.done()?;
    let (Some(model), Some(part)) = (ask.model, ask.part) else { return Err(DeskError::NotFound) };
    let model = {
        let mut tx = desk.read().await?;
        store::demand_models::find(&mut tx, &actor.scope, model).await?
    };
    let reading = projected(&model.noun).map_err(|missing| fault("model", format!("It is not worked out yet. {}", missing.join(" "))))?;
    let reference = model.reference.as_ref().map(ToString::to_string).unwrap_or_default();
    let whole = if part == Share::ALL { String::new() } else { format!("{} of ", part.shown(0)) };
    let needs: Vec<StatedNeed> = (model.noun.first_year..)
        .zip(&reading.years)
        .map(|(year, of)| StatedNeed {
            of: SupplyCell { year, place: place.clone(), lot: lot.clone() },
            low: of.volume.low * part.value(),
            central: of.volume.central * part.value(),
            high: of.volume.high * part.value(),
            model: Some(model.id),
            source: format!("{whole}the model “{}” ({reference}), as it stood", model.noun.title),
            on: desk.today(),
            by_role: actor.role.clone(),
        })
        .collect();
    change_supply(desk, actor, ask.line, ask.version, "need_from_model", |noun| {
        if noun.unit.to_lowercase() != model.noun.unit.to_lowercase() {
            let mend = format!("The model counts {}, this line {}: choose a model in the same unit", model.noun.unit, noun.unit);
            return Err(fault("model", mend));
        }
        needs.into_iter().for_each(|need| put(noun, need));
        Ok(format!("{}: need was taken from the model “{}”.", noun.title, model.noun.title))
    })
    .await
}
