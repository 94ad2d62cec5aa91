//! A neighbourhood runs a round within its limit: it decides alone up to it, waits above it, and cannot spend its budget twice.

use model::organisation::OrganisationKind;
use model::role::Permission;
use quantity::Money;

use super::propose_project::{ProposeProject, propose_project};
use super::read_neighbourhoods::read_neighbourhoods;
use super::say_of_project::{SayOfProject, WordOf, say_of_project};
use super::set_up_neighbourhood::{SetUpNeighbourhood, set_up_neighbourhood};
use crate::error::DeskError;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::house::set_up::operator;
use crate::testing::{bench, may_everything, person, role};

#[tokio::test]
async fn a_neighbourhood_decides_alone_up_to_its_limit_waits_above_it_and_never_spends_twice() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let ask = AddOrganisation {
        name: "Fenwold Parish Cluster".into(),
        kind: OrganisationKind::Community,
        also_called: vec![],
        provides: false,
        is_partner: true,
        ended: None,
        followed_by: None,
    };
    let parishes = add_organisation(desk, &operator(desk), ask).await.expect("a body");
    let set_up = |limit| SetUpNeighbourhood {
        commissioner: Some(parishes),
        place: "Fenwold".into(),
        year: Some(2026),
        budget: Some(Money::from_pounds(180_000)),
        limit: Some(Money::from_pounds(limit)),
        delegated_in: "Constitution, part 3".into(),
        priorities: vec![],
    };
    assert!(matches!(set_up_neighbourhood(desk, lead, set_up(190_000)).await, Err(DeskError::Faults(_))));
    let mut record = set_up_neighbourhood(desk, lead, set_up(50_000)).await.expect("a neighbourhood");
    assert!(matches!(set_up_neighbourhood(desk, lead, set_up(50_000)).await, Err(DeskError::Faults(_))), "one budget a year");
    for (title, pounds) in [("Hall", 62_000), ("Bus", 36_000), ("Everything else", 120_000)] {
        let ask = ProposeProject {
            neighbourhood: record.id,
            version: record.version,
            title: title.into(),
            cost: Some(Money::from_pounds(pounds)),
            need: None,
            priority: None,
            how_chosen: "412 ballots".into(),
        };
        record = propose_project(desk, lead, ask).await.expect("put forward");
    }
    let say = |record: &model::record::Record<model::id::NeighbourhoodId, _>, project, word_of, yes| SayOfProject {
        neighbourhood: record.id,
        version: record.version,
        project,
        word_of,
        yes: Some(yes),
        note: "Minutes".into(),
    };
    let early = say_of_project(desk, lead, say(&record, 0, WordOf::Authority, true)).await;
    assert!(matches!(early, Err(DeskError::Refused { code: "neighbourhood_first", .. })));
    record = say_of_project(desk, lead, say(&record, 0, WordOf::Neighbourhood, true)).await.expect("chosen");
    record = say_of_project(desk, lead, say(&record, 1, WordOf::Neighbourhood, true)).await.expect("chosen");
    let view = read_neighbourhoods(desk, lead).await.expect("all");
    assert_eq!((view.goes_ahead, view.waiting), (Money::from_pounds(36_000), Money::from_pounds(62_000)));
    let twice = say_of_project(desk, lead, say(&record, 2, WordOf::Neighbourhood, true)).await;
    assert!(matches!(twice, Err(DeskError::Refused { code: "budget_is_spent", .. })), "{twice:?}");
    let within = say_of_project(desk, lead, say(&record, 1, WordOf::Authority, true)).await;
    assert!(matches!(within, Err(DeskError::Refused { code: "within_the_limit", .. })));
    role(desk, "officer", &[Permission::ReadCases, Permission::WriteCases]).await;
    let (_, officer) = person(desk, "dan@northvale.example", "officer").await;
    assert!(matches!(say_of_project(desk, &officer, say(&record, 0, WordOf::Authority, true)).await, Err(DeskError::MayNot(_))));
    record = say_of_project(desk, lead, say(&record, 0, WordOf::Authority, true)).await.expect("agreed");
    let view = read_neighbourhoods(desk, lead).await.expect("all");
    assert_eq!((view.goes_ahead, view.waiting), (Money::from_pounds(98_000), Money::ZERO));
    assert_eq!(record.noun.left(), Money::from_pounds(82_000));
}
