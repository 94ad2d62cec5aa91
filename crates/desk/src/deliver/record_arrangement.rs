//! Recording what is in force for a service: a contract, a grant, an agreement.

use model::arrangement::Arrangement;
use model::audience::Audience;
use model::id::{ArrangementId, OrganisationId, ServiceId};
use model::organisation::Organisation;
use model::record::Record;
use model::role::Permission;
use model::service::Service;
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::deliver::rests_on_decision;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct RecordArrangement {
    pub service: ServiceId,
    /// “Home care framework”.
    pub title: String,
    pub with: OrganisationId,
    /// Code of a delivery model.
    pub delivery_model: String,
    pub regime: String,
    pub awarded: Option<Date>,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    /// In a year, nothing or more.
    pub annual_value: Option<Money>,
    /// Why no decision is recorded, where it began before today with somebody other than who runs the service.
    pub undecided: String,
}

/// The earliest end of the arrangements still running becomes the service's own, where it has none.
pub async fn record_arrangement(
    desk: &Desk,
    actor: &Actor,
    ask: RecordArrangement,
) -> Result<Record<ArrangementId, Arrangement>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name the arrangement: “Home care framework”");
    let regime = typed.optional("regime", &ask.regime, LINE);
    let undecided = typed.optional("undecided", &ask.undecided, TEXT);
    let ordered = |earlier: Option<Date>, later: Option<Date>| earlier.zip(later).is_none_or(|(earlier, later)| earlier <= later);
    typed.ask("starts", ordered(ask.awarded, ask.starts), "Use a date on or after the award");
    typed.ask("ends", ordered(ask.starts.or(ask.awarded), ask.ends), "Use a date on or after the start");
    typed.ask("annual_value", ask.annual_value.is_none_or(|value| value >= Money::ZERO), "Use nothing or more");
    let mut write = desk.write(actor).await?;
    let model = store::delivery_models::by_code(&mut write.tx, &actor.scope, &ask.delivery_model).await?;
    typed.ask("delivery_model", model.is_some(), "Choose a delivery model from the list, or add one");
    typed.done()?;
    let mut service = store::services::find(&mut write.tx, &actor.scope, ask.service).await?;
    let with = store::organisations::find(&mut write.tx, &actor.scope, ask.with).await?;
    // Whoever else is to begin has to be decided on first. What has begun already is a fact: where no decision is recorded, that is
    // said openly and stays beside it, so that a date in the past is no way round the decision.
    let begins = ask.starts.or(ask.awarded);
    let mut without_decision = String::new();
    if ask.with != service.noun.operator {
        let found = rests_on_decision::refuse_without(desk, &mut write.tx, &service, &ask.delivery_model).await;
        match found {
            Ok(()) => {}
            // Where a decision is recorded and held, an exception can be: that is asked for, and no reason stands in for it.
            Err(DeskError::Refused { code: "not_decided", .. }) if begins.is_some_and(|day| day < desk.today()) => {
                if undecided.is_empty() {
                    return Err(DeskError::Faults(vec![Fault::new(
                        "undecided",
                        "It began before today, with somebody other than who runs the service, and rests on no recorded decision. Say why none \
                         is recorded, or record the decision first",
                    )]));
                }
                without_decision = undecided;
            }
            Err(error) => return Err(error),
        }
    }
    let noun = Arrangement {
        service: ask.service,
        title,
        with: ask.with,
        delivery_model: ask.delivery_model,
        regime,
        awarded: ask.awarded,
        starts: ask.starts,
        ends: ask.ends,
        annual_value: ask.annual_value,
        undecided: without_decision,
        paid_by: Vec::new(),
    };
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = crate::deliver::hand_over::about(desk, ask.with);
    let record = store::arrangements::save(&mut write.tx, &record).await?;
    if service.noun.ends.is_none() && ask.with == service.noun.operator && ask.ends.is_some_and(|ends| ends >= desk.today()) {
        service.noun.ends = ask.ends;
        service.changed_at = desk.now();
        store::services::save(&mut write.tx, &service).await?;
    }
    let why = match record.noun.undecided.as_str() {
        "" => String::new(),
        why => format!(" No decision is recorded for it: {why}"),
    };
    let line = format!("“{}” with {} was recorded for {}.{why}", record.noun.title, with.noun.name, service.noun.name);
    write.commit("record_arrangement", "arrangement", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// One arrangement with what it belongs to.
#[derive(Debug, Clone)]
pub struct ArrangementView {
    pub arrangement: Record<ArrangementId, Arrangement>,
    pub service: Record<ServiceId, Service>,
    pub with: Record<OrganisationId, Organisation>,
}

/// All the actor may see, the one that ends first on top; those without an end last.
pub async fn read_arrangements(desk: &Desk, actor: &Actor) -> Result<Vec<ArrangementView>, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let services = store::services::list(&mut tx, &actor.scope).await?;
    let bodies = store::organisations::list(&mut tx, &actor.scope).await?;
    let mut views: Vec<ArrangementView> = store::arrangements::list(&mut tx, &actor.scope)
        .await?
        .into_iter()
        .filter_map(|arrangement| {
            let service = services.iter().find(|service| service.id == arrangement.noun.service)?.clone();
            let with = bodies.iter().find(|body| body.id == arrangement.noun.with)?.clone();
            Some(ArrangementView { arrangement, service, with })
        })
        .collect();
    views.sort_by_key(|view| (view.arrangement.noun.ends.is_none(), view.arrangement.noun.ends, view.arrangement.id));
    Ok(views)
}
