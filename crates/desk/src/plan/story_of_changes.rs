//! What happens to a test, an issue and an answer when something under them changes.

use jiff::civil::date;
use model::audience::Audience;
use model::id::{CheckId, IssueId, OrganisationId, ServiceId};
use model::issue::Severity;
use model::organisation::OrganisationKind;
use model::public_interest::{Indication, InterestAnswer, Leaning};
use model::readiness::{Answer, Standing};
use model::record::Record;
use model::terms::{Ground, GroundKind, TransferToFix, Way};
use quantity::{Money, Period};
use testkit::nouns;

use super::story::{FALSE_RECOVERY, Place, RECOVERY, asked, confirmed, decision, looked_everywhere, place, tested};
use crate::analyse::correct_data_point::{CorrectDataPoint, correct_data_point, read_data_point};
use crate::analyse::tests_touched::{CheckCorrection, check_correction};
use crate::clock::Clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::add_choice::{AddChoice, add_choice};
use crate::house::case::choice_terms::{SetTerms, Terms, set_terms};
use crate::house::case::note_context::{NoteWay, note_way};
use crate::house::set_up::kept;
use crate::house::settings::{ChangeSetting, change_setting};
use crate::plan::affirm_readiness::{AffirmReadiness, affirm_readiness};
use crate::plan::answer_public_interest::{AnswerPublicInterest, answer_public_interest};
use crate::plan::ask_readiness::{AskReadiness, ask_readiness};
use crate::plan::decide::decide;
use crate::plan::read_issue::{IssueView, read_issue};
use crate::plan::register_test::{RegisterTest, register_test};
use crate::plan::triage_issue::{Said, SayOfIssue, TriageIssue, say_of_issue, triage_issue};
use crate::plan::void_test::{VoidTest, void_test};
use crate::review::reply_to_measure::{ReplyToMeasure, reply_to_measure};

fn setting(key: &str, value: &str) -> ChangeSetting {
    ChangeSetting { key: key.into(), version: 0, value: value.into(), reason: "Agreed in public on 18 November.".into() }
}

async fn issue(place: &Place, reference: &str) -> IssueView {
    read_issue(place.desk(), &place.lead, &reference.parse().expect("a reference")).await.expect("the issue")
}

#[tokio::test]
async fn a_changed_setting_makes_void_the_open_tests_it_touches_and_says_so() {
    let place = place(&RECOVERY).await;
    let (_, test) = tested(&place).await;
    confirmed(&place, &test).await;
    let untouched = [
        setting("evidence.fewest_quarters", "9"),
        setting("evidence.level_high", "98%"),
        setting("evidence.simulated_runs", "1000"),
        setting("readiness.lapse_days", "60"),
    ];
    for ask in untouched {
        let key = ask.key.clone();
        change_setting(place.desk(), &place.lead, ask).await.expect("changed");
        assert_eq!(issue(&place, "I-1").await.found.evidence.standing, Standing::Shown, "{key} says nothing of this monthly test");
    }
    change_setting(place.desk(), &place.lead, setting("evidence.completeness", "90%")).await.expect("changed");
    let view = issue(&place, "I-1").await;
    let voided = view.tests[0].noun.voided.clone().expect("void");
    let why = "the setting “Least share of the figures due that must be there (C9)” changed from 95% to 90%";
    assert_eq!((voided.why.as_str(), voided.on), (why, date(2026, 11, 21)));
    assert!(view.found.evidence.statement.contains(why), "{}", view.found.evidence.statement);
    assert_ne!(view.found.evidence.standing, Standing::Shown);
    let found = asked(&place, "procurement").await;
    assert_eq!(found.readiness.answer, Answer::NotReady);
    assert!(found.readiness.reasons.iter().any(|reason| reason.code == "voided" && reason.text.contains("changed from 95% to 90%")));
    let line = crate::house::settings::read_setting(place.desk(), "evidence.completeness").await.expect("the setting");
    assert!(line.history[0].said.contains("Test period T-1 is void."), "{:?}", line.history);
    // Back again, and it stays void: a new one is registered, under the settings in force.
    let back = ChangeSetting { version: line.version, ..setting("evidence.completeness", "95%") };
    change_setting(place.desk(), &place.lead, back).await.expect("changed back");
    assert!(issue(&place, "I-1").await.tests[0].noun.voided.is_some());
    let month = |year, month| Period::month(year, month).expect("a month");
    let ask = RegisterTest {
        issue: view.issue.id,
        measure: place.measure,
        part: String::new(),
        baseline_from: month(2023, 11),
        baseline_to: month(2025, 10),
        starts: month(2026, 12),
        target: None,
        floor: None,
        balancing: vec![place.beside],
        tolerable_rate: None,
    };
    let new = register_test(place.desk(), &place.lead, ask).await.expect("a new one");
    assert_eq!((new.noun.severity, new.noun.settings.len()), (Some(Severity::Medium), 64));
}

#[tokio::test]
async fn a_test_registered_under_other_settings_than_those_in_force_is_void_whoever_changed_them() {
    let place = place(&RECOVERY).await;
    let (_, test) = tested(&place).await;
    let mut test = confirmed(&place, &test).await;
    test.noun.settings = "0".repeat(64);
    let mut write = place.desk().write(&place.lead).await.expect("writes");
    store::test_periods::save(&mut write.tx, &test).await.expect("saved");
    write.commit("prepare", "test", None, "Another edition of the program brought other defaults.").await.expect("commits");
    let evidence = issue(&place, "I-1").await.found.evidence.clone();
    assert!(evidence.voided.is_some_and(|why| why.contains("the settings it was registered under")));
    assert_ne!(evidence.standing, Standing::Shown);
}

#[tokio::test]
async fn a_test_is_voided_by_hand_with_a_reason_and_another_can_be_registered() {
    let place = place(&RECOVERY).await;
    let (_, test) = tested(&place).await;
    let ask = |why: &str| VoidTest { test: test.id, version: test.version, why: why.into() };
    assert!(matches!(void_test(place.desk(), &place.lead, ask(" ")).await, Err(DeskError::Faults(faults)) if faults[0].field == "why"));
    let void = void_test(place.desk(), &place.lead, ask("The new rota starts in February.")).await.expect("void");
    assert_eq!(void.noun.voided.as_ref().map(|voided| voided.by_role.as_str()), Some("Operator"));
    let again = VoidTest { version: void.version, ..ask("Again.") };
    assert!(matches!(void_test(place.desk(), &place.lead, again).await, Err(DeskError::Refused { code: "already_void", .. })));
}

#[tokio::test]
async fn a_correction_checked_from_outside_keeps_the_test_and_its_old_answer_stands_beside_the_new() {
    let place = place(&FALSE_RECOVERY).await;
    tested(&place).await;
    let october = Period::month(2026, 10).expect("a month");
    let point = issue(&place, "I-1").await.found.points.iter().find(|point| point.period == october).cloned().expect("October");
    let ask = CorrectDataPoint {
        point: point.id,
        value: Some(23.5),
        numerator: None,
        denominator: None,
        reason: "Two moves were counted twice.".into(),
        document: "Letter of 12 November".into(),
        dated: None,
    };
    let changed = correct_data_point(place.desk(), &place.lead, ask).await.expect("corrected");
    let view = issue(&place, "I-1").await;
    assert_eq!(view.unchecked.iter().map(|one| (one.period, one.old_value)).collect::<Vec<_>>(), [(october, Some(32.0))]);
    let cell = read_data_point(place.desk(), &place.lead, changed.point.id).await.expect("the data point");
    assert_eq!(cell.to_check.iter().map(ToString::to_string).collect::<Vec<_>>(), ["I-1"]);
    let test = view.found.test.clone().expect("a test");
    let ask = CheckCorrection { test: test.id, version: test.version, period: october, note: "Seen the letter.".into() };
    check_correction(place.desk(), &place.lead, ask).await.expect("checked");
    let view = issue(&place, "I-1").await;
    assert!(view.unchecked.is_empty() && view.tests[0].noun.voided.is_none());
    assert_ne!(view.found.evidence.standing, Standing::Explain);
    let before = view.found.before_correction.as_ref().expect("the answer with the old value");
    assert_eq!(crate::plan::standing::ours(before), Standing::Explain);
}

#[tokio::test]
async fn the_lead_alone_cannot_talk_an_issue_down() {
    let place = place(&FALSE_RECOVERY).await;
    let (issue, _) = tested(&place).await;
    let lower = |version| TriageIssue {
        issue: issue.id,
        version,
        severity: Severity::Low,
        note: "Fewer people than we thought.".into(),
        measure: None,
        part: String::new(),
    };
    let proposed = triage_issue(place.desk(), &place.lead, lower(issue.version)).await.expect("proposed");
    let triage = proposed.noun.triage.clone().expect("triage");
    assert_eq!((proposed.noun.severity, triage.lower_to), (Severity::Medium, Some(Severity::Low)));
    assert_eq!(asked(&place, "procurement").await.readiness.answer, Answer::NotReady);
    let say = |version, said| SayOfIssue { issue: issue.id, version, said, note: "Counted the people again.".into() };
    let mut lead = place.lead.clone();
    lead.permissions.remove(&model::role::Permission::ConfirmFromOutside);
    assert!(matches!(say_of_issue(place.desk(), &lead, say(proposed.version, Said::Lower)).await, Err(DeskError::MayNot(_))));
    let as_severe = say_of_issue(place.desk(), &place.lead, say(proposed.version, Said::AsSevere)).await.expect("said");
    assert_eq!(as_severe.noun.severity, Severity::Medium);
    let nothing = say_of_issue(place.desk(), &place.lead, say(as_severe.version, Said::Lower)).await;
    assert!(matches!(nothing, Err(DeskError::Refused { code: "nothing_to_lower", .. })));
    let proposed = triage_issue(place.desk(), &place.lead, lower(as_severe.version)).await.expect("proposed again");
    let lowered = say_of_issue(place.desk(), &place.lead, say(proposed.version, Said::Lower)).await.expect("lowered");
    assert_eq!(lowered.noun.severity, Severity::Low);
    let raised = TriageIssue { severity: Severity::High, ..lower(lowered.version) };
    assert_eq!(triage_issue(place.desk(), &place.lead, raised).await.expect("raised at once").noun.severity, Severity::High);
}

#[tokio::test]
async fn a_raised_severity_makes_void_the_test_locked_at_the_lower_bar_and_a_lower_one_voids_nothing() {
    let place = place(&RECOVERY).await;
    let (known, test) = tested(&place).await;
    assert_eq!(test.noun.severity, Some(Severity::Medium));
    let at = |version, severity| TriageIssue {
        issue: known.id,
        version,
        severity,
        note: "Two people fell.".into(),
        measure: Some(place.measure),
        part: String::new(),
    };
    let standing = |view: IssueView| view.tests[0].noun.voided.clone();
    let version = issue(&place, "I-1").await.issue.version;
    // Proposed lower, then agreed: the higher bar it was locked at still holds.
    let proposed = triage_issue(place.desk(), &place.lead, at(version, Severity::Low)).await.expect("proposed");
    let say = SayOfIssue { issue: known.id, version: proposed.version, said: Said::Lower, note: "Counted them.".into() };
    let lowered = say_of_issue(place.desk(), &place.lead, say).await.expect("lowered");
    assert!(standing(issue(&place, "I-1").await).is_none(), "a lower severity voids nothing");
    // Back to the severity it was locked for, and nothing is void.
    let again = triage_issue(place.desk(), &place.lead, at(lowered.version, Severity::Medium)).await.expect("raised");
    assert!(standing(issue(&place, "I-1").await).is_none(), "it was locked at this very bar");
    triage_issue(place.desk(), &place.lead, at(again.version, Severity::High)).await.expect("raised");
    let view = issue(&place, "I-1").await;
    let why = "the severity of the issue was raised to high, and the test was locked at the lower bar of medium severity";
    assert_eq!(standing(issue(&place, "I-1").await).map(|voided| voided.why), Some(why.to_owned()));
    assert!(view.found.evidence.statement.contains(why), "{}", view.found.evidence.statement);
    assert_ne!(view.found.evidence.standing, Standing::Shown);
}

#[tokio::test]
async fn error_rates_are_worked_with_as_many_runs_as_the_setting_says() {
    let place = place(&FALSE_RECOVERY).await;
    tested(&place).await;
    let first = issue(&place, "I-1").await.error_rates.expect("rates");
    assert_eq!(first.runs, 3_000);
    assert_eq!(issue(&place, "I-1").await.error_rates, Some(first));
    change_setting(place.desk(), &place.lead, setting("evidence.simulated_runs", "700")).await.expect("changed");
    assert_eq!(issue(&place, "I-1").await.error_rates.map(|rates| rates.runs), Some(700));
}

/// A second service of the case, in which nothing is known.
async fn second_service(place: &Place) -> ServiceId {
    let (desk, id): (&Desk, ServiceId) = (place.desk(), place.desk().new_id());
    crate::deliver::tests::model(desk, "merge").await;
    let mut write = desk.write(&place.lead).await.expect("writes");
    let noun = nouns::service("Reablement at home", desk.authority);
    store::services::save(&mut write.tx, &kept(desk, id, Audience::Partners, noun)).await.expect("a service");
    let mut case = store::cases::find(&mut write.tx, &place.lead.scope, place.case).await.expect("the case");
    case.noun.services.push(id);
    store::cases::save(&mut write.tx, &case).await.expect("saved");
    write.commit("prepare", "test", None, "A second service.").await.expect("commits");
    id
}

#[tokio::test]
async fn a_merger_is_asked_of_every_part_and_what_is_not_known_of_one_is_not_called_not_ready() {
    let place = place(&FALSE_RECOVERY).await;
    tested(&place).await;
    looked_everywhere(&place).await;
    second_service(&place).await;
    let found = asked(&place, "merge").await;
    assert_eq!(found.readiness.answer, Answer::NotReady);
    assert_eq!(
        found.readiness.sentence,
        "A merger is no readier than any of its parts. Housing-related support is not ready: what is missing is named below. \
         Of Reablement at home nothing recorded shows whether anything is fixed; that never reads as fine."
    );
    assert!(found.readiness.reasons.iter().any(|reason| reason.text.starts_with("Reablement at home: no known issue is recorded")));
    assert_eq!(found.merged_with.len(), 1);
    // Another change of the same case is asked of its one service.
    assert!(asked(&place, "procurement").await.merged_with.is_empty());
}

#[tokio::test]
async fn a_provider_may_reply_before_a_decision_rests_on_an_answer_about_it() {
    let place = place(&RECOVERY).await;
    let (_, test) = tested(&place).await;
    let (desk, trust): (&Desk, OrganisationId) = (place.desk(), place.desk().new_id());
    let mut write = desk.write(&place.lead).await.expect("writes");
    let noun = nouns::organisation("Lindle Tenancy Trust", OrganisationKind::Voluntary);
    store::organisations::save(&mut write.tx, &kept(desk, trust, Audience::Public, noun)).await.expect("a trust");
    let mut service = store::services::find(&mut write.tx, &place.lead.scope, place.service).await.expect("the service");
    service.noun.operator = trust;
    store::services::save(&mut write.tx, &service).await.expect("saved");
    write.commit("prepare", "test", None, "Run by a trust.").await.expect("commits");
    confirmed(&place, &test).await;
    looked_everywhere(&place).await;
    let ask = AskReadiness { case: Some(place.case), service: place.service, change: "procurement".into(), part: String::new() };
    let check = ask_readiness(desk, &place.lead, ask).await.expect("asked");
    let ask = AffirmReadiness { check: check.id, version: check.version, note: "I agree.".into() };
    affirm_readiness(desk, &place.lead, ask).await.expect("affirmed");
    let refused = decide(desk, &place.lead, decision(&place, 2)).await;
    let Err(DeskError::Refused { code: "provider_may_reply", sentence }) = refused else { panic!("a refusal was expected: {refused:?}") };
    assert!(sentence.contains("Lindle Tenancy Trust") && sentence.contains("until 4 December 2026"), "{sentence}");
    let late = desk.at(Clock::still_on(date(2026, 12, 5), &jiff::tz::TimeZone::get("Europe/London").expect("a zone")));
    let mut tx = late.read().await.expect("reads");
    let found = crate::plan::gather::of_check(&late, &mut tx, &check.noun).await.expect("an answer");
    assert_eq!(crate::plan::reply_due::until(&late, &mut tx, &found, &check.noun).await.expect("a day"), None, "the days have passed");
    drop(tx);
    let mut manager = place.lead.clone();
    manager.organisation = trust;
    let reply = ReplyToMeasure { measure: place.measure, period: None, text: "We found the homes sooner.".into() };
    reply_to_measure(desk, &manager, reply).await.expect("a reply");
    decide(desk, &place.lead, decision(&place, 2)).await.expect("decided, with the reply beside it");
    let view = crate::plan::read_check::read_check(desk, &place.lead, &"R-1".parse().expect("a reference")).await.expect("the check");
    assert_eq!(view.replies.len(), 1, "it travels with the answer");
}

#[tokio::test]
async fn the_answers_of_a_public_interest_test_are_kept_with_the_check_and_a_bare_claim_is_not() {
    let place = place(&FALSE_RECOVERY).await;
    tested(&place).await;
    let ask = AskReadiness { case: Some(place.case), service: place.service, change: "procurement".into(), part: String::new() };
    let check = ask_readiness(place.desk(), &place.lead, ask).await.expect("asked");
    let answer = |code: &str, because: &str| InterestAnswer {
        code: code.into(),
        points: Some(Leaning::TowardsInHouse),
        because: because.into(),
        evidence: String::new(),
    };
    let ask = |answers| AnswerPublicInterest {
        check: check.id,
        version: check.version,
        estimated_value: Some(Money::from_pounds(17_000_000)),
        excluded: String::new(),
        answers,
        indication: Indication::NotYetSaid,
        reasons: String::new(),
    };
    for bad in [vec![answer("value", " ")], vec![answer("luck", "We like it.")]] {
        let refused = answer_public_interest(place.desk(), &place.lead, ask(bad)).await;
        assert!(matches!(refused, Err(DeskError::Faults(ref faults)) if faults[0].field == "answers"), "{refused:?}");
    }
    let bare = AnswerPublicInterest { indication: Indication::InHouse, ..ask(vec![]) };
    assert!(
        matches!(answer_public_interest(place.desk(), &place.lead, bare).await, Err(DeskError::Faults(faults)) if faults[0].field == "reasons")
    );
    let kept: Record<CheckId, _> =
        answer_public_interest(place.desk(), &place.lead, ask(vec![answer("value", "Our own team costs less over ten years.")]))
            .await
            .expect("kept");
    let answers = kept.noun.public_interest.expect("answers");
    assert_eq!((answers.answers.len(), answers.answers[0].code.as_str()), (1, "value"));
    let all = crate::house::take_away::take_everything(place.desk(), &place.lead).await.expect("everything");
    assert!(all["checks"].to_string().contains("Our own team costs less over ten years."), "it is taken away with the rest");
}

#[tokio::test]
async fn the_terms_of_a_choice_decide_what_is_held_and_what_stays_behind() {
    let place = place(&FALSE_RECOVERY).await;
    let (issue, _) = tested(&place).await;
    looked_everywhere(&place).await;
    let (desk, lead) = (place.desk(), &place.lead);
    let mut version = 2;
    for (title, part) in [("Let all of it", ""), ("Let outreach", "Outreach")] {
        let ask = AddChoice {
            case: place.case,
            version,
            title: title.into(),
            delivery_model: "procurement".into(),
            service: place.service,
            part: part.into(),
            leaves_issues: Vec::new(),
            outcome: String::new(),
            cost: None,
            affects: String::new(),
            how_sure: String::new(),
            ground: None,
            transfer_to_fix: None,
        };
        version = add_choice(desk, lead, ask).await.expect("a choice").version;
    }
    let set = |version, choice: &str, terms| SetTerms { case: place.case, version, choice: choice.into(), terms };
    let mut agreed = TransferToFix {
        issues: vec![issue.id],
        price: Some(Money::from_pounds(90_000)),
        same_measure: true,
        shared_risk: "A tenth of the fee.".into(),
        step_in: "After two months over 30 weeks.".into(),
        returns_on: None,
    };
    let kept = set_terms(desk, lead, set(version, "Let all of it", Terms::TransferToFix(agreed.clone()))).await.expect("terms");
    let found = asked(&place, "procurement").await;
    assert!(found.readiness.needs_exception);
    assert_eq!(found.readiness.transfer_to_fix_lacks, Some(vec!["a return date".to_owned()]));
    agreed.returns_on = Some(date(2028, 4, 1));
    let kept = set_terms(desk, lead, set(kept.version, "Let all of it", Terms::TransferToFix(agreed.clone()))).await.expect("terms");
    let found = asked(&place, "procurement").await;
    assert_eq!((found.readiness.answer, found.readiness.needs_exception), (Answer::NotReady, false), "it says so, and holds nothing");

    let whole = set_terms(desk, lead, set(kept.version, "Let all of it", Terms::StayBehind(vec![issue.id]))).await;
    assert!(matches!(whole, Err(DeskError::Faults(faults)) if faults[0].field == "choice"), "of the whole nothing stays behind");
    let elsewhere: IssueId = desk.new_id();
    assert!(set_terms(desk, lead, set(kept.version, "Let outreach", Terms::StayBehind(vec![elsewhere]))).await.is_err());
    let kept = set_terms(desk, lead, set(kept.version, "Let outreach", Terms::StayBehind(vec![issue.id]))).await.expect("stays");
    let outreach = AskReadiness { case: Some(place.case), service: place.service, change: "procurement".into(), part: "Outreach".into() };
    let found = crate::plan::ask_readiness::read_readiness(desk, lead, &outreach).await.expect("an answer");
    assert_eq!(found.readiness.answer, Answer::Ready, "{:#?}", found.readiness.reasons);

    let ground = Ground { kind: GroundKind::RiskOfHarm, rests_on: " ".into() };
    let bare = set_terms(desk, lead, set(kept.version, "Let all of it", Terms::Ground(Some(ground.clone())))).await;
    assert!(matches!(bare, Err(DeskError::Faults(faults)) if faults[0].field == "rests_on"));
    let ground = Ground { rests_on: "Safeguarding concern of 19 November 2026".into(), ..ground };
    let kept = set_terms(desk, lead, set(kept.version, "Let all of it", Terms::Ground(Some(ground)))).await.expect("a ground");
    assert!(asked(&place, "procurement").await.readiness.never_held.is_some());

    let way = |needs: &str| NoteWay {
        case: place.case,
        version: kept.version,
        way: Way::TestSmall,
        what: "One scheme of six.".into(),
        takes: "six months".into(),
        costs: String::new(),
        needs: needs.into(),
    };
    assert!(matches!(note_way(desk, lead, way("")).await, Err(DeskError::Faults(faults)) if faults[0].field == "needs"), "no stop rule");
    note_way(desk, lead, way("Stop at 22 empty days, two months running: the lead says so.")).await.expect("noted");
}
