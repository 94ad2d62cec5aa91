//! The thread told whole: three bodies with lists of their own, one list for the place, outcomes that trace to it and money that does not.

use model::case::Case;
use model::id::{CaseId, OrganisationId, PriorityId, ServiceId};
use model::organisation::OrganisationKind;
use model::outcome::OutcomeKind;
use quantity::Money;
use testkit::nouns;

use crate::error::DeskError;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::house::case::add_outcome::{AddOutcome, add_outcome};
use crate::house::set_up::{kept, operator};
use crate::plan::thread::add_priority::{AddPriority, add_priority};
use crate::plan::thread::keep_list::{KeepList, keep_list};
use crate::plan::thread::link_outcome::{LinkOutcome, link_outcome};
use crate::plan::thread::read_thread::read_thread;
use crate::testing::{bench, may_everything};

#[tokio::test]
async fn three_lists_are_set_side_by_side_and_money_that_traces_to_none_is_counted() {
    let bench = bench(false).await;
    let (desk, lead) = (&bench.desk, &may_everything(&bench.desk));
    let mut named: Vec<PriorityId> = Vec::new();
    for letter in ["A", "B", "C", "D", "E", "F", "G", "H"] {
        let ask = AddPriority { title: format!("Priority {letter}"), people: "Adults in crisis".into(), because: "They said so.".into() };
        named.push(add_priority(desk, lead, ask).await.expect("a priority").id);
    }
    let again = AddPriority { title: "Priority A".into(), people: "All".into(), because: "Twice.".into() };
    assert!(matches!(add_priority(desk, lead, again).await, Err(DeskError::Faults(_))));
    let body = async |name: &str, kind| {
        let ask = AddOrganisation {
            name: name.into(),
            kind,
            also_called: vec![],
            provides: false,
            is_partner: true,
            ended: None,
            followed_by: None,
        };
        add_organisation(desk, &operator(desk), ask).await.expect("a body")
    };
    let (icb, police) = (body("The ICB", OrganisationKind::Nhs).await, body("The police", OrganisationKind::Police).await);
    let keep = async |whose: Option<OrganisationId>, order: &str, version| {
        let order = order.bytes().map(|letter| named[usize::from(letter - b'A')]).collect();
        let vision = "Nobody faces a crisis alone.".to_owned();
        let ask = KeepList {
            whose,
            version,
            vision,
            order,
            agreed_by: vec![],
            leaders_meet: Some(jiff::civil::date(2026, 12, 10)),
            said_in: String::new(),
            weight: 1,
        };
        keep_list(desk, lead, ask).await
    };
    for (whose, order) in [(desk.authority, "BAEDCHGF"), (icb, "CABFEGDH"), (police, "DGHAFCEB")] {
        keep(Some(whose), order, 0).await.expect("a list");
    }
    keep(None, "ABC", 0).await.expect("the list of the place");
    assert!(matches!(keep(None, "AB", 0).await, Err(DeskError::Stale)), "two lists are never in force at once");
    let Err(DeskError::Faults(faults)) = keep(None, "AAB", 1).await else { panic!("twice on a list") };
    assert_eq!(faults[0].field, "order");
    let view = read_thread(desk, lead).await.expect("the thread");
    let map = &view.partners.as_ref().expect("lists that can be compared").map;
    let pairs: Vec<f64> = map.pairs.iter().map(|pair| (100.0 * pair.tau.expect("a tau")).round() / 100.0).collect();
    assert_eq!((pairs, (100.0 * map.overall.expect("W")).round()), (vec![0.21, -0.36, -0.43], 17.0));
    assert_eq!(
        (map.items[0].item, map.items[0].best, map.items[0].worst),
        (0, 1.0, 8.0),
        "B, the first of the first list, is last of the last"
    );

    // Money: a service whose case wants nothing that serves a priority traces to none.
    let (service, case): (ServiceId, CaseId) = (desk.new_id(), desk.new_id());
    let mut write = desk.write(lead).await.expect("writes");
    let mut noun = nouns::service("Crisis line", desk.authority);
    noun.annual_cost = Some(Money::from_pounds(400_000));
    store::services::save(&mut write.tx, &kept(desk, service, model::audience::Audience::Partners, noun)).await.expect("a service");
    let noun: Case = nouns::case("Who answers at night?", vec![service]);
    store::cases::save(&mut write.tx, &kept(desk, case, model::audience::Audience::Partners, noun)).await.expect("a case");
    write.commit("prepare", "test", None, "A case.").await.expect("commits");
    let ask = AddOutcome {
        case,
        statement: "Fewer people reach crisis.".into(),
        people: "Adults".into(),
        kind: OutcomeKind::Outcome,
        measure: None,
        baseline: None,
        target: None,
        by: None,
    };
    let outcome = add_outcome(desk, lead, ask).await.expect("an outcome");
    let view = read_thread(desk, lead).await.expect("the thread");
    assert_eq!((view.spent, view.untraced, view.orphans.len()), (Money::from_pounds(400_000), Money::from_pounds(400_000), 1));
    let link = |version| LinkOutcome { outcome: outcome.id, version, priority: Some(named[0]), kind: OutcomeKind::Output };
    link_outcome(desk, lead, link(1)).await.expect("linked");
    assert!(matches!(link_outcome(desk, lead, link(1)).await, Err(DeskError::Stale)));
    let view = read_thread(desk, lead).await.expect("the thread");
    assert_eq!((view.untraced, view.orphans.len(), view.outcomes[0].outcome.noun.kind), (Money::ZERO, 0, OutcomeKind::Output));
}
