//! Opening a case: a question about a group of people, with three sentences.

use model::audience::Audience;
use model::case::{Case, Size};
use model::id::{CaseId, OrganisationId, ServiceId};
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// The five answers every case needs; a light one needs no more.
pub struct OpenCase {
    pub question: String,
    /// What should be different.
    pub difference: String,
    /// For whom.
    pub people: String,
    /// With whom.
    pub with_whom: String,
    pub lead_role: String,
    pub partners: Vec<OrganisationId>,
    pub services: Vec<ServiceId>,
    /// Without one, the money decides: under the light limit of the settings it is light.
    pub size: Option<Size>,
    pub annual_cost: Option<Money>,
    pub strengths: String,
}

pub async fn open_case(desk: &Desk, actor: &Actor, ask: OpenCase) -> Result<Record<CaseId, Case>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let question = typed.text("question", &ask.question, 120, "Give the case a name, or the question people ask");
    let difference = typed.text("difference", &ask.difference, TEXT, "Say what should be different, in one sentence");
    let people = typed.text("people", &ask.people, TEXT, "Say for whom: which group of people, and about how many");
    let with_whom = typed.text("with_whom", &ask.with_whom, TEXT, "Say with whom: partners, and people with lived experience");
    let lead_role = typed.text("lead_role", &ask.lead_role, LINE, "Name the role that leads: “Head of commissioning”");
    let strengths = typed.optional("strengths", &ask.strengths, TEXT);
    typed.ask("annual_cost", ask.annual_cost.is_none_or(|cost| cost >= Money::ZERO), "Use nothing or more");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let settings = Settings::in_force(&mut write.tx).await?;
    for service in &ask.services {
        store::services::find(&mut write.tx, &actor.scope, *service).await?;
    }
    for partner in &ask.partners {
        store::organisations::find(&mut write.tx, &actor.scope, *partner).await?;
    }
    let size = ask.size.unwrap_or_else(|| size_of(ask.annual_cost, settings.light_limit));
    let stage = settings.stages.first().map(|stage| stage.code.clone()).unwrap_or_default();
    let noun = Case {
        question,
        difference,
        people,
        with_whom,
        partners: ask.partners,
        lead_role,
        size,
        stage,
        next: None,
        services: ask.services,
        strengths,
        annual_cost: ask.annual_cost,
        saving_counted: None,
        looks: Vec::new(),
        rooms: Vec::new(),
        choices: Vec::new(),
        lessons: Vec::new(),
        circumstances: Vec::new(),
        ways: Vec::new(),
        aspirations: String::new(),
        not_considered: Vec::new(),
        preferred: None,
        buy_in: Vec::new(),
        skills: Vec::new(),
        equality: Vec::new(),
    };
    let record = store::cases::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    write.commit("open_case", "case", Some(record.id.uuid()), format!("“{}” was opened.", record.noun.question)).await?;
    Ok(record)
}

/// Without a figure nobody knows that it is light.
fn size_of(annual_cost: Option<Money>, light_limit: Money) -> Size {
    match annual_cost {
        Some(cost) if cost < light_limit => Size::Light,
        _ => Size::Standard,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::set_up::operator;
    use crate::testing::bench;

    fn five(question: &str) -> OpenCase {
        OpenCase {
            question: question.into(),
            difference: "People leaving our flats have a home of their own within 26 weeks, and keep it.".into(),
            people: "Single homeless adults, about 25 a month".into(),
            with_whom: "Five districts".into(),
            lead_role: "Head of commissioning".into(),
            partners: Vec::new(),
            services: Vec::new(),
            size: None,
            annual_cost: Some(Money::from_pounds(80_000)),
            strengths: String::new(),
        }
    }

    #[tokio::test]
    async fn five_answers_open_a_light_case() {
        let place = bench(false).await;
        let case = open_case(&place.desk, &operator(&place.desk), five("A warm place on Fridays")).await.expect("a case");
        assert_eq!(case.noun.size, Size::Light);
        assert_eq!(case.reference.map(|r| r.to_string()), Some("C-1".into()));
    }

    #[tokio::test]
    async fn what_is_left_out_is_asked_for_by_name_and_nothing_is_kept() {
        let place = bench(false).await;
        let actor = operator(&place.desk);
        let ask = OpenCase { difference: " ".into(), people: String::new(), ..five("x") };
        let Err(DeskError::Faults(faults)) = open_case(&place.desk, &actor, ask).await else { panic!("faults were expected") };
        assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["difference", "people"]);
        let mut tx = place.desk.read().await.expect("a transaction");
        assert!(store::cases::list(&mut tx, &actor.scope).await.expect("a list").is_empty());
    }

    #[test]
    fn without_a_figure_a_case_is_not_taken_for_a_light_one() {
        let limit = Money::from_pounds(100_000);
        assert_eq!(size_of(None, limit), Size::Standard);
        assert_eq!(size_of(Some(limit), limit), Size::Standard);
        assert_eq!(size_of(Some(Money::from_pounds(99_999)), limit), Size::Light);
    }
}
