//! Handing a service over: another operator runs it from a date, and its known issues go with it, unchanged.

use model::id::{IssueId, OrganisationId, ServiceId};
use model::issue::{Custody, KnownIssue};
use model::record::Record;
use model::role::Permission;
use model::service::{Operated, Service};
use quantity::Date;

use crate::actor::Actor;
use crate::deliver::rests_on_decision;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, TEXT, Typed};

pub struct HandOver {
    pub service: ServiceId,
    pub version: i64,
    pub to: OrganisationId,
    /// In words where several will run it; may be empty.
    pub run_by: String,
    /// Code of a delivery model.
    pub delivery_model: String,
    /// From which day; a day to come is kept as said.
    pub from: Option<Date>,
    pub ends: Option<Date>,
    pub reason: String,
    /// The open issues the person saw when they chose to hand over.
    pub seen: Vec<IssueId>,
}

/// Under the head of the chain the issues are read again: one raised meanwhile is shown before anything is handed over.
///
/// Refused without a decision that rests on an answer of the readiness check ([`rests_on_decision`]). An issue keeps its identity and
/// history; who holds it changes, and nothing else of it.
pub async fn hand_over(desk: &Desk, actor: &Actor, ask: HandOver) -> Result<Record<ServiceId, Service>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why another operator runs it, and which decision it rests on");
    let run_by = typed.optional("run_by", &ask.run_by, LINE);
    typed.ask("from", ask.from.is_some(), "Say from which day");
    let from = ask.from.unwrap_or_else(|| desk.today());
    typed.ask("ends", ask.ends.is_none_or(|ends| ends > from), "Use a date after the hand-over");
    let mut write = desk.write(actor).await?;
    let mut service = store::services::find(&mut write.tx, &actor.scope, ask.service).await?;
    if service.version != ask.version {
        return Err(DeskError::Stale);
    }
    let model = store::delivery_models::by_code(&mut write.tx, &actor.scope, &ask.delivery_model).await?;
    typed.ask("delivery_model", model.is_some_and(|model| !model.noun.retired), "Choose a delivery model from the list, or add one");
    let same = service.noun.operator == ask.to && service.noun.delivery_model == ask.delivery_model;
    typed.ask("to", !same, "This organisation runs it already, under this delivery model");
    let last = service.noun.operators.last().map(|operated| operated.from);
    typed.ask("from", last.is_none_or(|last| last <= from), "Use a date after the last hand-over");
    typed.done()?;
    let to = store::organisations::find(&mut write.tx, &actor.scope, ask.to).await?;
    // With the desk's own eyes: an issue this person may not see is handed over too.
    let mut issues = store::issues::by_service(&mut write.tx, &desk.own_scope(), ask.service).await?;
    if let Some(sentence) = not_seen(&issues, &ask.seen) {
        return Err(DeskError::refused("issue_raised_meanwhile", sentence));
    }
    rests_on_decision::refuse_without(desk, &mut write.tx, &service, &ask.delivery_model).await?;
    let open = issues.iter().filter(|issue| issue.noun.is_open()).count();
    for issue in &mut issues {
        hold(&mut issue.noun, ask.to, from, &reason);
        issue.about = about(desk, ask.to);
        issue.changed_at = desk.now();
        store::issues::save(&mut write.tx, issue).await?;
    }
    service.noun.operator = ask.to;
    service.noun.run_by = run_by;
    service.noun.delivery_model = ask.delivery_model.clone();
    service.noun.ends = ask.ends;
    service.noun.operators.push(Operated { by: ask.to, from, delivery_model: ask.delivery_model, reason });
    service.about = about(desk, ask.to);
    service.changed_at = desk.now();
    let service = store::services::save(&mut write.tx, &service).await?;
    let with = match open {
        0 => "with no open issue".to_owned(),
        1 => "with 1 open issue".to_owned(),
        many => format!("with {many} open issues"),
    };
    let line = format!("{} was handed to {} from {}, {with}.", service.noun.name, to.noun.name, quantity::period::in_words(from));
    write.commit("hand_over", "service", Some(service.id.uuid()), line).await?;
    Ok(service)
}

/// Whose performance records of a service speak of: nobody's where the authority runs it.
pub(crate) fn about(desk: &Desk, operator: OrganisationId) -> Option<OrganisationId> {
    Some(operator).filter(|operator| *operator != desk.authority)
}

/// What is open now and was not on the page the person decided from.
fn not_seen(issues: &[Record<IssueId, KnownIssue>], seen: &[IssueId]) -> Option<String> {
    let titles: Vec<String> = issues
        .iter()
        .filter(|issue| issue.noun.is_open() && !seen.contains(&issue.id))
        .map(|issue| format!("“{}”", issue.noun.title))
        .collect();
    (!titles.is_empty())
        .then(|| format!("A known issue is open that was not on your page: {}. Look at it, then hand over.", titles.join(", ")))
}

fn hold(issue: &mut KnownIssue, to: OrganisationId, from: Date, reason: &str) {
    if issue.holder != to {
        issue.holder = to;
        issue.custody.push(Custody { holder: to, from, reason: format!("The service was handed over: {reason}") });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::set_up::kept;
    use crate::plan::affirm_readiness::{AffirmReadiness, affirm_readiness};
    use crate::plan::ask_readiness::{AskReadiness, ask_readiness};
    use crate::plan::decide::{Decide, Expected, decide};
    use crate::plan::proceed_by_exception::{ProceedByException, proceed_by_exception};
    use crate::plan::raise_issue::{RaiseIssue, raise_issue};
    use crate::testing::{Bench, bench, may_everything};
    use jiff::civil::date;
    use model::audience::Audience;
    use model::id::CaseId;
    use model::issue::{RaisedBy, Severity};
    use model::organisation::OrganisationKind;
    use testkit::nouns;

    struct Place {
        bench: Bench,
        lead: Actor,
        service: Record<ServiceId, Service>,
        case: CaseId,
        trust: OrganisationId,
    }

    async fn place() -> Place {
        let bench = bench(false).await;
        let desk = &bench.desk;
        let lead = Actor { role_codes: vec!["cabinet".into()], ..may_everything(desk) };
        crate::deliver::tests::model(desk, "in_house").await;
        crate::deliver::tests::model(desk, "transfer_public_partner").await;
        let mut write = desk.write(&lead).await.expect("writes");
        let trust: OrganisationId = desk.new_id();
        let noun = nouns::organisation("Vale Community Trust", OrganisationKind::Nhs);
        store::organisations::save(&mut write.tx, &kept(desk, trust, Audience::Public, noun)).await.expect("a trust");
        let noun = nouns::service("Reablement at home", desk.authority);
        let service = store::services::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await.expect("a service");
        let case: CaseId = desk.new_id();
        let noun = nouns::case("Who should run reablement?", vec![service.id]);
        store::cases::save(&mut write.tx, &kept(desk, case, Audience::Partners, noun)).await.expect("a case");
        let mut model =
            store::delivery_models::by_code(&mut write.tx, &lead.scope, "transfer_public_partner").await.expect("reads").expect("a model");
        model.noun.operated_by = model::delivery_model::OperatedBy::PublicPartner;
        store::delivery_models::save(&mut write.tx, &model).await.expect("saved");
        write.commit("prepare", "test", None, "Prepared.").await.expect("commits");
        Place { bench, lead, service, case, trust }
    }

    /// Asked, affirmed, and gone past by somebody accountable with what is known in sight.
    async fn excepted(place: &Place) {
        let desk = &place.bench.desk;
        let ask = AskReadiness {
            case: Some(place.case),
            service: place.service.id,
            change: "transfer_public_partner".into(),
            part: String::new(),
        };
        let check = ask_readiness(desk, &place.lead, ask).await.expect("asked");
        let ask = AffirmReadiness { check: check.id, version: check.version, note: "I agree.".into() };
        affirm_readiness(desk, &place.lead, ask).await.expect("affirmed");
        let ask = ProceedByException {
            check: check.id,
            role: "cabinet".into(),
            reason: "The grant ends in March.".into(),
            review_on: Some(date(2026, 12, 20)),
        };
        proceed_by_exception(desk, &place.lead, ask).await.expect("an exception");
    }

    async fn decided(place: &Place) {
        let ask = Decide {
            case: place.case,
            version: 1,
            service: place.service.id,
            change: "transfer_public_partner".into(),
            part: String::new(),
            what: "Hand reablement to the trust".into(),
            reasons: "One team for the whole way home.".into(),
            alternatives: "Staying as we are.".into(),
            decided_on: Some(date(2026, 11, 20)),
            expects: vec![Expected { what: "Visits begin sooner".into(), due: Some(date(2027, 6, 30)), measure: None, value: None }],
            smallest_test: "A month with more late visits.".into(),
            review_on: Some(date(2027, 5, 31)),
            accountable: "Cllr Ruth Aldous, cabinet member for adults".into(),
            taken_by: "cabinet".into(),
            not_agreed: String::new(),
            equality_read: None,
            why_not_wider: "One team was looked for, and the trust has it.".into(),
            skills_missing: String::new(),
        };
        decide(&place.bench.desk, &place.lead, ask).await.expect("decided");
    }

    async fn refused(place: &Place, seen: Vec<IssueId>) -> (&'static str, String) {
        match hand_over(&place.bench.desk, &place.lead, ask(place, seen)).await {
            Err(DeskError::Refused { code, sentence }) => (code, sentence),
            other => panic!("a refusal was expected: {other:?}"),
        }
    }

    #[tokio::test]
    async fn another_operator_starts_only_on_a_decision_that_rests_on_an_answer_and_an_exception_where_it_is_held() {
        let place = place().await;
        let (code, sentence) = refused(&place, vec![]).await;
        assert_eq!(code, "not_decided", "{sentence}");
        assert!(sentence.contains("ask the readiness check") && sentence.contains("record the decision"), "{sentence}");
        excepted(&place).await;
        decided(&place).await;
        let issue = raised(&place, "Nobody answers the telephone").await;
        let (code, sentence) = refused(&place, vec![issue.id]).await;
        assert_eq!(code, "known_since_the_exception", "{sentence}");
        assert!(sentence.contains("Nobody answers the telephone"), "{sentence}");
        // Weeks later the exception has run out: the case is held again.
        let zone = jiff::tz::TimeZone::get("Europe/London").expect("a zone");
        let later = place.bench.desk.at(crate::Clock::still_on(date(2026, 12, 22), &zone));
        let held = hand_over(&later, &place.lead, HandOver { from: Some(date(2027, 1, 1)), ..ask(&place, vec![issue.id]) }).await;
        assert!(matches!(held, Err(DeskError::Refused { code: "held", .. })), "{held:?}");
        excepted(&place).await;
        let service = hand_over(&place.bench.desk, &place.lead, ask(&place, vec![issue.id])).await.expect("handed over");
        assert_eq!(service.noun.operator, place.trust);
    }

    #[tokio::test]
    async fn a_lawful_ground_holds_no_hand_over_up() {
        let place = place().await;
        let mut write = place.bench.desk.write(&place.lead).await.expect("writes");
        let mut case = store::cases::find(&mut write.tx, &place.lead.scope, place.case).await.expect("the case");
        case.noun.choices.push(model::case::Choice {
            title: "Hand over at once".into(),
            delivery_model: "transfer_public_partner".into(),
            service: place.service.id,
            leaves_issues: vec![],
            outcome: String::new(),
            cost: None,
            affects: String::new(),
            how_sure: String::new(),
            proposed_on: date(2026, 11, 20),
            proposed_by: "Head of commissioning".into(),
            ruled_out: None,
            part: String::new(),
            ground: Some(model::terms::Ground {
                kind: model::terms::GroundKind::ProviderFailure,
                rests_on: "Notice of 19 November 2026".into(),
            }),
            transfer_to_fix: None,
            sheet: Default::default(),
        });
        store::cases::save(&mut write.tx, &case).await.expect("saved");
        write.commit("prepare", "test", None, "A ground.").await.expect("commits");
        hand_over(&place.bench.desk, &place.lead, ask(&place, vec![])).await.expect("handed over");
    }

    fn ask(place: &Place, seen: Vec<IssueId>) -> HandOver {
        HandOver {
            service: place.service.id,
            version: place.service.version,
            to: place.trust,
            run_by: String::new(),
            delivery_model: "transfer_public_partner".into(),
            from: Some(jiff::civil::date(2026, 12, 1)),
            ends: None,
            reason: "Decided on 20 November".into(),
            seen,
        }
    }

    async fn raised(place: &Place, title: &str) -> Record<IssueId, KnownIssue> {
        let ask = RaiseIssue {
            service: place.service.id,
            title: title.into(),
            describes: "Twelve days on average.".into(),
            severity: Severity::Medium,
            raised_by: RaisedBy::Users,
            measure: None,
            part: String::new(),
        };
        raise_issue(&place.bench.desk, &place.lead, ask).await.expect("an issue")
    }

    #[tokio::test]
    async fn an_issue_raised_meanwhile_is_shown_before_anything_is_handed_over() {
        let place = place().await;
        let first = raised(&place, "The first visit is too late").await;
        let second = raised(&place, "Nobody answers the telephone").await;
        let refused = hand_over(&place.bench.desk, &place.lead, ask(&place, vec![first.id])).await;
        let Err(DeskError::Refused { code: "issue_raised_meanwhile", sentence }) = refused else { panic!("a refusal was expected") };
        assert!(sentence.contains(&second.noun.title), "{sentence}");
        let mut tx = place.bench.desk.read().await.expect("reads");
        let same = store::services::find(&mut tx, &place.lead.scope, place.service.id).await.expect("the service");
        assert_eq!(same.version, place.service.version);
    }

    #[tokio::test]
    async fn an_issue_keeps_its_identity_and_history_whoever_holds_it() {
        let place = place().await;
        let issue = raised(&place, "The first visit is too late").await;
        excepted(&place).await;
        decided(&place).await;
        let service = hand_over(&place.bench.desk, &place.lead, ask(&place, vec![issue.id])).await.expect("handed over");
        assert_eq!(
            (service.noun.operator, service.about, service.noun.operators.len()),
            (place.trust, Some(place.trust), place.service.noun.operators.len() + 1)
        );
        let mut tx = place.bench.desk.read().await.expect("reads");
        let after = store::issues::find(&mut tx, &place.lead.scope, issue.id).await.expect("the issue");
        assert_eq!(
            (after.reference.clone(), after.noun.title.clone(), after.noun.raised_on),
            (issue.reference.clone(), issue.noun.title.clone(), issue.noun.raised_on)
        );
        assert_eq!(after.noun.custody.iter().map(|custody| custody.holder).collect::<Vec<_>>(), [place.bench.desk.authority, place.trust]);
        drop(tx);
        let again = hand_over(&place.bench.desk, &place.lead, HandOver { version: service.version, ..ask(&place, vec![issue.id]) }).await;
        assert!(matches!(again, Err(DeskError::Faults(faults)) if faults[0].field == "to"));
    }
}
