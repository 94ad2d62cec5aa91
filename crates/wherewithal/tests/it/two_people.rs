//! Two people at once, each with a program of their own, on PostgreSQL: one hands a service over while the other raises an issue of it.
//! Never do both go through blind: either the hand-over is told of the issue, or the issue is raised against the new operator.

use std::path::Path;

use desk::deliver::hand_over::{HandOver, hand_over};
use desk::house::add_organisation::{AddOrganisation, add_organisation};
use desk::house::set_up::{SetUp, kept, operator, set_up};
use desk::plan::raise_issue::{RaiseIssue, raise_issue};
use desk::{Clock, Desk, DeskError};
use model::audience::Audience;
use model::id::{CaseId, CheckId, DecisionId, ExceptionId, ServiceId};
use model::issue::{RaisedBy, Severity};
use model::organisation::OrganisationKind;
use model::place::Place;
use model::record::Record;
use testkit::nouns;

use crate::ours::{Folder, service};

async fn two_desks(address: &str, folder: &Path) -> (Desk, Desk) {
    let place = Place { name: "Northvale".into(), country: "England".into(), zone: "Europe/London".into(), is_sample: false };
    let ask = SetUp { place, authority: "Northvale County Council".into(), kind: OrganisationKind::County };
    let one = set_up(address, folder, Clock::System, desk::desk::system_chance(), ask).await.expect("a place");
    let other = Desk::open(address, folder, Clock::System).await.expect("opens");
    (one, other)
}

/// Decided, by exception, with nothing known of the service: what a hand-over has to rest on.
async fn decided(desk: &Desk, service: ServiceId) {
    let mut write = desk.write(&operator(desk)).await.expect("writes");
    let case = kept(desk, desk.new_id(), Audience::Partners, nouns::case("Who should run it?", vec![service]));
    let case: Record<CaseId, _> = store::cases::save(&mut write.tx, &case).await.expect("a case");
    let mut noun = nouns::readiness_check(case.id, service, None);
    noun.change = "transfer_public_partner".into();
    let check: Record<CheckId, _> = kept(desk, desk.new_id(), Audience::Members, noun);
    let check = store::readiness_checks::save(&mut write.tx, &check).await.expect("a check");
    let mut noun = nouns::exception(case.id, service, check.id);
    noun.change = "transfer_public_partner".into();
    noun.review_on = desk.today().tomorrow().expect("a day");
    let exception: Record<ExceptionId, _> = kept(desk, desk.new_id(), Audience::Public, noun);
    let exception = store::exceptions::save(&mut write.tx, &exception).await.expect("an exception");
    let mut noun = nouns::decision(case.id, service);
    noun.delivery_model = "transfer_public_partner".into();
    (noun.check, noun.exception) = (Some(check.id), Some(exception.id));
    noun.decided_on = desk.today();
    let decision: Record<DecisionId, _> = kept(desk, desk.new_id(), Audience::Members, noun);
    store::decisions::save(&mut write.tx, &decision).await.expect("a decision");
    write.commit("prepare", "test", None, "Decided.").await.expect("commits");
}

async fn never_both_blind(address: &str, rounds: usize) {
    let folder = Folder::new();
    let (one, other) = two_desks(address, folder.0.path()).await;
    let (lead, colleague) = (operator(&one), operator(&other));
    let trust = AddOrganisation {
        name: "Vale Community Trust".into(),
        kind: OrganisationKind::Nhs,
        also_called: vec![],
        provides: true,
        is_partner: true,
        ended: None,
        followed_by: None,
    };
    let trust = add_organisation(&one, &lead, trust).await.expect("a trust");
    let (mut told, mut after) = (0, 0);
    for round in 0..rounds {
        let service = service(&one, &format!("Service {round}")).await;
        decided(&one, service.id).await;
        let handing = HandOver {
            service: service.id,
            version: service.version,
            to: trust,
            run_by: String::new(),
            delivery_model: "transfer_public_partner".into(),
            from: Some(one.today()),
            ends: None,
            reason: "Decided by Cabinet.".into(),
            seen: vec![],
        };
        let raising = RaiseIssue {
            service: service.id,
            title: "The first visit is too late".into(),
            describes: "Twelve days on average.".into(),
            severity: Severity::High,
            raised_by: RaisedBy::Users,
            measure: None,
            part: String::new(),
        };
        // Each begins a little before the other in turn, so that both orders and the overlap between them are met.
        let wait = |turn: usize| std::time::Duration::from_micros(if round % 3 == turn { 1_500 } else { 0 });
        let (handed, raised) = tokio::join!(
            async {
                tokio::time::sleep(wait(0)).await;
                hand_over(&one, &lead, handing).await
            },
            async {
                tokio::time::sleep(wait(1)).await;
                raise_issue(&other, &colleague, raising).await
            }
        );
        let issue = raised.expect("an issue can be raised whoever runs the service");
        let custody: Vec<_> = issue.noun.custody.iter().map(|custody| custody.holder).collect();
        match handed {
            Ok(_) => {
                assert_eq!(custody, [trust], "round {round}: handed over blind to an issue raised before");
                after += 1;
            }
            Err(DeskError::Refused { code: "issue_raised_meanwhile", sentence }) => {
                assert!(sentence.contains("The first visit is too late"), "{sentence}");
                assert_eq!(custody, [one.authority], "round {round}");
                told += 1;
            }
            Err(error) => panic!("round {round}: {error}"),
        }
    }
    println!("{rounds} rounds: {told} times the hand-over was told, {after} times the issue came after");
    assert!(told > 0 && after > 0, "only one order was met: {told} and {after}");
    let state = desk::house::audit::verify_audit(&one).await.expect("reads");
    assert!(matches!(state, desk::house::audit::AuditState::Whole { .. }), "{state:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_postgresql_a_hand_over_and_an_issue_beside_it_are_never_both_blind() {
    let Some(postgres) = testkit::postgres::start() else { return };
    never_both_blind(postgres.address(), 60).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn on_sqlite_neither() {
    let folder = Folder::new();
    never_both_blind(&format!("sqlite:{}", folder.at("records.db")), 30).await;
}
