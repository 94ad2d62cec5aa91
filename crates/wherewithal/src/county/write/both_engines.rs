//! The county written through the desk into a real PostgreSQL and into SQLite: the same trail, and the same answers from both.

use std::collections::BTreeMap;
use std::path::Path;

use desk::house::actors::actor_by_email;
use desk::house::audit::{AuditState, verify_audit};
use desk::house::case::read_case::list_cases;
use desk::house::case::read_home::read_home;
use desk::plan::ask_readiness::read_every_choice;
use desk::plan::financial_plan::read_financial_plan::read_financial_plan;
use desk::plan::money::read_allocation::{list_allocations, read_allocation};
use desk::plan::money::read_budget_change::read_budget_change;
use desk::plan::paper::verify_pack::verify_decision;
use desk::plan::read_options::read_options;
use desk::review::read_measure::read_measure;

use super::*;
use crate::county::people::{AMARA, HELEN, KWAME};

/// What a set of people are told, each under a name; the same whichever engine stands behind.
async fn answers(desk: &Desk) -> BTreeMap<String, String> {
    let mut told = BTreeMap::new();
    let mut tell = |of: String, answer: String| assert!(told.insert(of.clone(), answer).is_none(), "{of} was asked twice");
    let reference = |said: &str| said.parse().expect("a reference");
    let helen = actor_by_email(desk, HELEN).await.expect("a person");

    let AuditState::Whole { entries, head } = verify_audit(desk).await.expect("verified") else { panic!("the trail is broken") };
    tell("the audit trail".into(), format!("{entries} entries, {head:?}"));
    for case in list_cases(desk, &helen).await.expect("cases") {
        let name = case.reference.as_ref().map(ToString::to_string).expect("a reference");
        for service in &case.noun.services {
            let every = read_every_choice(desk, &helen, Some(case.id), *service).await.expect("every choice");
            let readiness: Vec<_> = every.iter().map(|found| (&found.proposal.model.code, &found.readiness)).collect();
            tell(format!("readiness of {name}, {service}"), format!("{readiness:#?}"));
        }
        let options = read_options(desk, &helen, case.id).await.expect("options");
        let weighed = options.criteria.as_ref().map(|criteria| criteria.as_ref().map(|weighed| &weighed.reading));
        tell(
            format!("options of {name}"),
            format!("{:#?}\n{:#?}\n{weighed:#?}\n{:#?}", options.options, options.appraisal(), options.kept),
        );
    }
    for allocation in list_allocations(desk, &helen).await.expect("allocations") {
        let reference = allocation.reference.expect("a reference");
        let view = read_allocation(desk, &helen, &reference, None).await.expect("an allocation");
        let worked = view.worked.as_ref().expect("worked out");
        let plan = (&worked.planned.chosen, worked.planned.answer.plan.as_ref().map(|plan| plan.outcome), worked.planned.answer.bound);
        tell(format!("allocation {reference}"), format!("{plan:#?}\n{:#?}\n{:#?}", view.partners, view.kept));
    }
    let verified = verify_decision(desk, &helen, &reference("D-1")).await.expect("verified");
    assert!(verified.is_equal(), "{verified:#?}");
    tell("the evidence pack of D-1".into(), format!("{verified:#?}"));
    for email in [HELEN, KWAME, AMARA] {
        let actor = actor_by_email(desk, email).await.expect("a person");
        let home = read_home(desk, &actor, desk.now()).await.expect("my cases");
        tell(format!("my cases of {email}"), format!("{home:#?}"));
    }
    tell("the financial plan".into(), format!("{:#?}", read_financial_plan(desk, &helen).await.expect("the plan")));
    tell("the even cut".into(), format!("{:#?}", read_budget_change(desk, &helen, &reference("BC-1")).await.expect("a change").cut));
    let measure = read_measure(desk, &helen, &reference("M-1"), None).await.expect("a measure");
    tell("a measure".into(), format!("{:#?}", measure.points));
    told
}

async fn county(address: &str, folder: &Path) -> BTreeMap<String, String> {
    match write(address, folder, TODAY).await {
        Ok(desk) => answers(&desk).await,
        Err(error) => panic!("{error:#}"),
    }
}

#[tokio::test]
async fn the_county_is_the_same_on_both_engines_and_answers_alike() {
    let Some(postgres) = testkit::postgres::start() else { return };
    let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let sqlite = county(&format!("sqlite:{}", one.path().join("records.db").display()), one.path()).await;
    let postgres = county(postgres.address(), other.path()).await;
    assert_eq!(sqlite.keys().collect::<Vec<_>>(), postgres.keys().collect::<Vec<_>>());
    assert!(sqlite.len() > 30, "{} answers were compared", sqlite.len());
    for (of, answer) in &sqlite {
        let differs = answer.lines().zip(postgres[of].lines()).find(|(one, other)| one != other);
        assert!(*answer == postgres[of], "{of} differs, first here: {differs:?}");
    }
}
