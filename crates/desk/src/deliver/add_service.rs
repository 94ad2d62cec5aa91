//! Adding a service: what is provided, by whom, since when. In-house ones too.

use model::audience::Audience;
use model::id::{OrganisationId, ServiceId};
use model::record::Record;
use model::role::Permission;
use model::service::{Operated, Service};
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct AddService {
    pub name: String,
    /// In one sentence, for a resident.
    pub describes: String,
    /// Who runs it today; none: the authority itself.
    pub operator: Option<OrganisationId>,
    /// In words where several run it: "41 agencies".
    pub run_by: String,
    /// Code of the delivery model in force.
    pub delivery_model: String,
    pub annual_cost: Option<Money>,
    pub volume: String,
    /// Since when this operator has run it.
    pub since: Option<Date>,
    pub ends: Option<Date>,
    pub regime: String,
}

/// A service that another organisation operates speaks of that organisation: it sees its own, and only its own.
pub async fn add_service(desk: &Desk, actor: &Actor, ask: AddService) -> Result<Record<ServiceId, Service>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let today = desk.today();
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Name the service, as people would say it: “Home care”");
    let describes = typed.text("describes", &ask.describes, TEXT, "Say in one sentence what it does, and for whom");
    let run_by = typed.optional("run_by", &ask.run_by, LINE);
    let volume = typed.optional("volume", &ask.volume, LINE);
    let regime = typed.optional("regime", &ask.regime, LINE);
    let since = typed.past("since", ask.since, today, "Say since when it has been run by those who run it now");
    typed.ask("ends", ask.ends.is_none_or(|ends| ends > since), "Use a date after the one it began on");
    typed.ask("annual_cost", ask.annual_cost.is_none_or(|cost| cost >= Money::ZERO), "Use nothing or more");
    typed.done()?;
    let operator = ask.operator.unwrap_or(desk.authority);
    let mut write = desk.write(actor).await?;
    let body = match store::organisations::find(&mut write.tx, &actor.scope, operator).await {
        Ok(body) => body.noun.name,
        Err(store::StoreError::NotFound { .. }) => {
            return Err(DeskError::Faults(vec![Fault::new("operator", "Choose an organisation from the list, or add it")]));
        }
        Err(error) => return Err(error.into()),
    };
    let model = store::delivery_models::by_code(&mut write.tx, &actor.scope, ask.delivery_model.trim()).await?;
    let Some(model) = model.filter(|model| !model.noun.retired) else {
        return Err(DeskError::Faults(vec![Fault::new("delivery_model", "Choose a delivery model from the list, or add one")]));
    };
    let there = store::services::list(&mut write.tx, &actor.scope).await?;
    if there.iter().any(|service| service.noun.name.to_lowercase() == name.to_lowercase()) {
        return Err(DeskError::Faults(vec![Fault::new("name", format!("“{name}” is here already"))]));
    }
    let delivery_model = model.noun.code;
    let noun = Service {
        name,
        describes,
        operator,
        run_by: if run_by.is_empty() { body } else { run_by },
        annual_cost: ask.annual_cost,
        volume,
        ends: ask.ends,
        regime,
        operators: vec![Operated {
            by: operator,
            from: since,
            delivery_model: delivery_model.clone(),
            reason: "As it was when it was first written down".into(),
        }],
        delivery_model,
        none_known: None,
        budget_line: String::new(),
    };
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = Some(operator).filter(|operator| *operator != desk.authority);
    let record = store::services::save(&mut write.tx, &record).await?;
    let line = format!("{} was added, run by {}.", record.noun.name, record.noun.run_by);
    write.commit("add_service", "service", Some(record.id.uuid()), line).await?;
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::set_up::operator;
    use crate::testing::bench;
    use jiff::civil::date;
    use model::id::DeliveryModelId;

    fn ask(name: &str) -> AddService {
        AddService {
            name: name.into(),
            describes: "Six schemes where single homeless adults live with support.".into(),
            operator: None,
            run_by: "the council’s own team".into(),
            delivery_model: "own_team".into(),
            annual_cost: Some(Money::from_pounds(3_400_000)),
            volume: "148 flats".into(),
            since: Some(date(2011, 4, 1)),
            ends: None,
            regime: String::new(),
        }
    }

    #[tokio::test]
    async fn a_service_is_added_once_with_its_operator_and_a_delivery_model_of_the_list() {
        let bench = bench(false).await;
        let (desk, actor) = (&bench.desk, operator(&bench.desk));
        let unknown = add_service(desk, &actor, ask("Housing-related support")).await;
        assert!(matches!(&unknown, Err(DeskError::Faults(faults)) if faults[0].field == "delivery_model"), "{unknown:?}");
        let mut write = desk.write(&actor).await.expect("a transaction");
        let model: Record<DeliveryModelId, _> = kept(desk, desk.new_id(), Audience::Public, testkit::nouns::delivery_model("own_team"));
        store::delivery_models::save(&mut write.tx, &model).await.expect("a model");
        write.commit("prepare", "test", None, "Prepared.").await.expect("a commit");
        let service = add_service(desk, &actor, ask("Housing-related support")).await.expect("a service");
        assert_eq!((service.noun.operator, service.about, service.noun.operators.len()), (desk.authority, None, 1));
        let again = add_service(desk, &actor, ask("Housing-Related Support")).await;
        assert!(matches!(&again, Err(DeskError::Faults(faults)) if faults[0].field == "name"), "{again:?}");
        let nobody = add_service(desk, &actor, AddService { operator: Some(desk.new_id()), since: None, ..ask("Another") }).await;
        assert!(matches!(&nobody, Err(DeskError::Faults(faults)) if faults[0].field == "since"), "{nobody:?}");
    }
}
