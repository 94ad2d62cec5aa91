//! The check, scene by scene.

use jiff::civil::date;
use model::control::{Control, ControlOf, Hold};
use model::delivery_model::OperatedBy;
use model::issue::{ClosingEvidence, OutsideWord, Reopened, Severity};
use model::readiness::{Answer, Standing};
use principles::p_outsourcing_a_problem::context::Fit;
use principles::p_outsourcing_a_problem::issue_state::State;
use principles::p_outsourcing_a_problem::meanwhile::{NOT_KNOWN, Way};
use principles::p_outsourcing_a_problem::merger::together;
use principles::readiness_case::{Change, Circumstance, Ground, GroundKind, KnownWay, PartTransferred, ReadinessCase, TransferToFix};
use principles::{IssueEvidence, Moved, readiness};
use quantity::{Money, Period};

use crate::build::*;

fn codes(case: &ReadinessCase) -> Vec<String> {
    readiness(case).reasons.into_iter().map(|r| r.code).collect()
}

/// Northvale's first scene: October to explain, seven months of twelve, and an issue raised two days ago.
fn tempting_transfer() -> ReadinessCase {
    let october = IssueEvidence {
        to_explain: vec![Period::Month(month("2026-10"))],
        earliest: Some(month("2026-12")),
        earliest_unexplained: Some(month("2027-10")),
        failing: vec![
            failing("C3", "October 2026 was 32.0 weeks, above its limit of 30.9, and has to be explained before anything is concluded."),
            failing("C5", "The limit, 30.9 weeks, is past the floor of 30."),
        ],
        ..standing(Standing::Explain)
    };
    let short = IssueEvidence {
        earliest: Some(month("2027-03")),
        earliest_unexplained: Some(month("2027-03")),
        failing: vec![failing("C1", "Seven of twelve months are in.")],
        ..standing(Standing::NotYet)
    };
    let mut stays = material(issue(1, "People stay too long before moving on", Severity::High), Some(october));
    stays.issue.fixes = vec![fix(Control { budget: Hold::Full, environment: Hold::Part, ..Control::NONE }, None)];
    let empty = material(issue(2, "Flats stand empty too long", Severity::Medium), Some(short));
    let mut posts = issue(3, "Too many posts stand empty", Severity::Medium);
    (posts.issue.raised_on, posts.issue.triage_due) = (date(2026, 11, 19), date(2026, 11, 26));
    case(vec![stays, empty, posts])
}

#[test]
fn the_tempting_transfer_is_not_ready_and_says_why_by_when_and_what_can_be_done() {
    let answer = readiness(&tempting_transfer());
    assert_eq!(answer.answer, Answer::NotReady);
    assert_eq!((answer.shown, answer.material), (0, 2));
    assert_eq!(
        answer.sentence,
        "A change of operator (procurement) now would move 3 issues with the service, unsolved, and give away some of what is needed to fix them."
    );
    assert_eq!(answer.reasons.iter().map(|r| r.code.as_str()).collect::<Vec<_>>(), ["C3", "C5", "C1", "waiting_for_triage", "control"]);
    assert!(answer.reasons.iter().all(|r| r.mend.as_ref().is_some_and(|m| !m.who.is_empty()) && r.text.ends_with('.')));

    let [explained, unexplained] = answer.earliest.as_slice() else { panic!("two dates") };
    assert_eq!((explained.condition.as_str(), explained.month), ("If October 2026 is explained and accepted", Some(month("2027-03"))));
    assert!(explained.because.contains("Flats stand empty"), "{}", explained.because);
    assert_eq!((unexplained.condition.as_str(), unexplained.month), ("If October 2026 stays unexplained", Some(month("2027-10"))));

    assert_eq!(answer.conflicts.len(), 1);
    assert_eq!(answer.conflicts[0].given_away, [ControlOf::Budget, ControlOf::Environment]);

    assert_eq!(answer.meanwhile.iter().map(|m| m.way).collect::<Vec<_>>(), Way::ALL);
    assert_eq!(answer.meanwhile[0].takes, "to March 2027 at the earliest");
    assert_eq!(answer.meanwhile[0].costs, "about £56.7k a month of saving put off");
    assert_eq!(answer.meanwhile[0].needs, "the repairs budget to stay with you");
    assert_eq!(answer.meanwhile[1].costs, NOT_KNOWN);
    assert_eq!(answer.meanwhile[4].costs, "£3.40m a year, as now");
    assert_eq!(answer.meanwhile[4].needs, "£680,000 found elsewhere");

    assert!(answer.needs_exception);
    assert_eq!(answer.exception.expect("held").review_by, date(2027, 2, 19));
    let triage = answer.reasons.iter().find(|r| r.code == "waiting_for_triage").expect("there");
    assert_eq!(
        triage.text,
        "“Too many posts stand empty” was raised by people who use the service on 19 November 2026, and waits for triage by 26 November 2026 (within 5 working days)."
    );
    assert_eq!(triage.mend.as_ref().and_then(|m| m.earliest), Some(date(2026, 11, 26)));
}

#[test]
fn records_fill_the_lawful_things_and_what_is_not_recorded_is_not_known() {
    let mut case = tempting_transfer();
    case.ways = vec![KnownWay {
        way: Way::TestSmall,
        what: None,
        takes: Some("six months".into()),
        costs: Some("£60,000".into()),
        needs: Some(" ".into()),
    }];
    let answer = readiness(&case);
    assert_eq!((answer.meanwhile[1].takes.as_str(), answer.meanwhile[1].costs.as_str()), ("six months", "£60,000"));
    assert!(answer.meanwhile[1].needs.starts_with("a stop rule"));
}

#[test]
fn a_service_shown_to_be_fixed_is_ready() {
    let case = case(vec![
        material(issue(1, "First visit too late", Severity::High), Some(shown())),
        material(issue(2, "Not at home after 91 days", Severity::High), Some(shown())),
    ]);
    let answer = readiness(&case);
    assert_eq!((answer.answer, answer.shown, answer.material), (Answer::Ready, 2, 2));
    assert!(answer.reasons.is_empty() && answer.earliest.is_empty() && answer.meanwhile.is_empty() && !answer.needs_exception);
    assert_eq!((answer.manner.fit, answer.circumstances.fit), (Fit::Met, Fit::Met));
}

#[test]
fn nine_shown_and_one_open_is_not_ready() {
    let mut issues: Vec<_> = (1..=9).map(|n| closed(issue(n, "Late visits", Severity::Medium), ClosingEvidence::CaseReview)).collect();
    issues[0] = material(issue(1, "First visit too late", Severity::High), Some(shown()));
    assert_eq!(readiness(&case(issues.clone())).answer, Answer::Ready);
    issues.push(triaged(issue(10, "Calls go unanswered", Severity::Medium)));
    let answer = readiness(&case(issues));
    assert_eq!(answer.answer, Answer::NotReady);
    assert_eq!(answer.reasons.len(), 1);
    assert_eq!(
        answer.reasons[0].text,
        "“Calls go unanswered” is open (medium severity): it has to be closed with evidence that fits it, signed by someone outside the service."
    );
}

#[test]
fn an_issue_below_the_severity_that_holds_holds_nothing_once_triaged() {
    let low = issue(2, "The leaflet is out of date", Severity::Low);
    let of = |low| case(vec![material(issue(1, "First visit too late", Severity::High), Some(shown())), low]);
    assert_eq!(readiness(&of(triaged(low.clone()))).answer, Answer::Ready);
    assert_eq!(codes(&of(low)), ["waiting_for_triage"]);
}

#[test]
fn an_issue_raised_the_day_before_the_award_opens_the_check_again() {
    let mut late = issue(2, "Keys go missing", Severity::Low);
    (late.issue.raised_on, late.issue.triage_due) = (date(2026, 11, 20), date(2026, 11, 27));
    let mut case = case(vec![material(issue(1, "First visit too late", Severity::High), Some(shown())), late]);
    case.last_affirmed = Some(date(2026, 11, 16));
    let answer = readiness(&case);
    assert_eq!(answer.answer, Answer::NotReady);
    assert!(
        answer.reasons[0].text.contains("after the last answer was affirmed on 16 November 2026, so the check is open again"),
        "{}",
        answer.reasons[0].text
    );
    case.today = date(2026, 12, 1);
    assert!(readiness(&case).reasons[0].text.contains("2 working days late"));
}

#[test]
fn missing_evidence_is_not_known_and_never_fine() {
    assert_eq!(codes(&case(Vec::new())), ["no_issues_recorded"]);
    assert_eq!(readiness(&case(Vec::new())).answer, Answer::NotKnown);
    let unmeasured = case(vec![material(issue(1, "First visit too late", Severity::High), None)]);
    let answer = readiness(&unmeasured);
    assert_eq!((answer.answer, answer.reasons[0].code.as_str()), (Answer::NotKnown, "no_evidence"));
    assert_eq!(answer.meanwhile.len(), 5);
}

#[test]
fn none_known_needs_a_word_from_outside_and_a_look_at_performance() {
    let mut case = case(Vec::new());
    case.service.none_known = Some(outsider());
    assert_eq!(readiness(&case).answer, Answer::Ready);
    case.looks.retain(|look| look.at != model::case::LookAt::Performance);
    assert_eq!(codes(&case), ["look_missing"]);
    case.looks = looks();
    case.service.operator = id(PROVIDER);
    case.service.none_known = Some(OutsideWord { organisation: id(PROVIDER), ..outsider() });
    assert_eq!(readiness(&case).answer, Answer::NotKnown);
}

#[test]
fn a_standing_lapses_after_ninety_days_with_old_figures_or_at_a_bad_signal() {
    let of = |evidence| case(vec![material(issue(1, "First visit too late", Severity::High), Some(evidence))]);
    let table: [(IssueEvidence, &[&str]); 6] = [
        (shown(), &[]),
        (IssueEvidence { shown_on: Some(date(2026, 8, 23)), ..shown() }, &[]),
        (IssueEvidence { shown_on: Some(date(2026, 8, 22)), ..shown() }, &["lapsed_by_time"]),
        (IssueEvidence { bad_signal: Some(Period::Month(month("2026-10"))), ..shown() }, &["lapsed_bad_signal"]),
        (IssueEvidence { last_period: Some(Period::Month(month("2026-08"))), ..shown() }, &["figures_too_old"]),
        (IssueEvidence { shown_on: None, ..shown() }, &["shown_undated"]),
    ];
    for (evidence, expected) in table {
        assert_eq!(codes(&of(evidence.clone())), expected, "{evidence:?}");
    }
    let lapsed = readiness(&of(IssueEvidence { shown_on: Some(date(2026, 8, 22)), ..shown() }));
    assert_eq!((lapsed.answer, lapsed.shown, lapsed.issues[0].state), (Answer::NotReady, 0, State::Lapsed));
}

#[test]
fn evidence_that_points_the_other_way_outweighs_everything() {
    let falling = IssueEvidence {
        statement: "Arrivals on time have fallen every month since March.".into(),
        ..standing(Standing::PointsTheOtherWay)
    };
    let case_of = |evidence| {
        let mut case = case(vec![
            material(issue(1, "Late arrivals", Severity::High), Some(evidence)),
            triaged(issue(2, "Routes with one offer", Severity::High)),
        ]);
        case.looks.clear();
        case
    };
    let answer = readiness(&case_of(falling));
    assert_eq!(answer.answer, Answer::PointsTheOtherWay);
    assert_eq!(answer.reasons[0].text, "“Late arrivals”: Arrivals on time have fallen every month since March.");
    assert!(answer.needs_exception);

    let moved = IssueEvidence {
        moved: vec![Moved {
            measure: id(501),
            says: "Readmissions rose from 14.0% to 16.2%.".into(),
            since: None,
            confirmed_by: Some("Director of nursing".into()),
        }],
        statement: "Delays fell, and readmissions rose.".into(),
        ..standing(Standing::MovedElsewhere)
    };
    let answer = readiness(&case_of(moved));
    assert_eq!((answer.answer, answer.issues[0].state), (Answer::PointsTheOtherWay, State::MovedElsewhere));
    assert_eq!(answer.displacement[0].confirmed_by.as_deref(), Some("Director of nursing"));
}

#[test]
fn one_to_three_issues_matter_most_and_someone_outside_says_which() {
    let shown_issue = |n| material(issue(n, "Late visits", Severity::High), Some(shown()));
    assert_eq!(codes(&case(vec![closed(issue(1, "Late visits", Severity::Medium), ClosingEvidence::CaseReview)])), ["none_material"]);
    assert_eq!(codes(&case((1..=4).map(shown_issue).collect())), ["too_many_material"]);
    let mut inside = shown_issue(1);
    inside.issue.fixes = vec![fix(Control::NONE, Some(date(2026, 1, 1)))];
    let word = OutsideWord { by_role: "head of housing support ".into(), organisation: id(COUNCIL), ..outsider() };
    inside.issue.triage.as_mut().expect("triaged").material = Some(word);
    assert_eq!(codes(&case(vec![inside.clone()])), ["material_unconfirmed"]);
    inside.issue.triage.as_mut().expect("triaged").material.as_mut().expect("there").by_role = "Internal audit".into();
    assert_eq!(readiness(&case(vec![inside])).answer, Answer::Ready);
}

#[test]
fn an_issue_that_is_not_material_is_closed_with_evidence_that_fits() {
    let of = |closed| case(vec![material(issue(1, "First visit too late", Severity::High), Some(shown())), closed]);
    let base = issue(2, "Late visits", Severity::Medium);
    let unsigned = {
        let mut c = closed(base.clone(), ClosingEvidence::AuditSample);
        c.issue.closing.as_mut().expect("closed").signed = OutsideWord { by_role: String::new(), organisation: id(COUNCIL), ..outsider() };
        c
    };
    let bare = {
        let mut c = closed(base.clone(), ClosingEvidence::AuditSample);
        c.issue.closing.as_mut().expect("closed").note = " ".into();
        c
    };
    let quick = {
        let mut c = closed(base.clone(), ClosingEvidence::NoneReportedFor90Days);
        c.issue.raised_on = date(2026, 7, 1);
        c
    };
    let unread = {
        let mut c = closed(base.clone(), ClosingEvidence::CaseReview);
        c.issue.measure = Some(id(502));
        c
    };
    let reopened = {
        let mut c = closed(base.clone(), ClosingEvidence::CaseReview);
        c.issue.reopened = vec![Reopened { on: date(2026, 10, 1), why: "Again.".into(), by_role: "Staff".into() }];
        c
    };
    let worse = {
        let mut c = closed(base.clone(), ClosingEvidence::CaseReview);
        c.evidence = Some(standing(Standing::PointsTheOtherWay));
        c
    };
    for (name, record, expected) in [
        ("audit sample", closed(base.clone(), ClosingEvidence::AuditSample), None),
        ("none reported", closed(base.clone(), ClosingEvidence::NoneReportedFor90Days), None),
        ("likely without a result", closed(base.clone(), ClosingEvidence::Likely), Some("closed_without_evidence")),
        ("unsigned", unsigned, Some("closed_unsigned")),
        ("bare", bare, Some("closed_without_evidence")),
        ("quick", quick, Some("closed_without_evidence")),
        ("unread", unread, Some("closed_unread")),
        ("reopened", reopened, Some("open_issue")),
        ("worse", worse, Some("points_the_other_way")),
    ] {
        assert_eq!(codes(&of(record)).first().map(String::as_str), expected, "{name}");
    }
}

#[test]
fn a_part_that_leaves_the_issues_behind_may_be_ready() {
    let mut case = tempting_transfer();
    let all = case.issues.iter().map(|r| r.id).collect();
    case.proposal.part = Some(PartTransferred { what: "Outreach".into(), leaves_issues: all });
    let answer = readiness(&case);
    assert_eq!(answer.answer, Answer::Ready);
    assert!(answer.issues.iter().all(|i| i.state == State::LeftBehind) && answer.conflicts.is_empty());
    assert_eq!(answer.sentence, "A change of operator (procurement) of a part (Outreach) can be called ready: no open issue goes with it.");

    case.proposal.part.as_mut().expect("a part").what = " ".into();
    assert_eq!(readiness(&case).answer, Answer::NotReady, "the whole cannot leave its issues behind");
    case.proposal.part = Some(PartTransferred { what: "Outreach".into(), leaves_issues: vec![case.issues[0].id] });
    assert_eq!(readiness(&case).answer, Answer::NotReady);
}

#[test]
fn the_same_question_is_asked_of_every_change_and_of_staying() {
    for change in Change::ALL {
        let mut open = tempting_transfer();
        open.proposal.change = change;
        assert_eq!(readiness(&open).answer, Answer::NotReady, "{change:?}");
        let mut fixed = case(vec![material(issue(1, "First visit too late", Severity::High), Some(shown()))]);
        fixed.proposal.change = change;
        assert_eq!(readiness(&fixed).answer, Answer::Ready, "{change:?}");
    }
    let mut stay = tempting_transfer();
    stay.proposal.change = Change::StayAsWeAre;
    stay.proposal.model = stay.current.clone();
    stay.looks.clear();
    let answer = readiness(&stay);
    assert_eq!(answer.sentence, "Staying as we are would leave 3 issues where they are.");
    assert!(answer.conflicts.is_empty() && !answer.needs_exception);
    assert!(!answer.reasons.iter().any(|r| r.code == "look_missing"), "evidence worked is a look at how the service does");
}

#[test]
fn the_change_is_read_from_the_two_delivery_models() {
    let of = |code: &str, by| model(code, by, Control::NONE);
    let council = of("in_house", OperatedBy::Authority);
    let contract = of("procurement", OperatedBy::Provider);
    for (now, proposed, change) in [
        (&council, of("as_now", OperatedBy::Authority), Change::StayAsWeAre),
        (&council, of("in_house", OperatedBy::Authority), Change::StayAsWeAre),
        (&council, of("mutual", OperatedBy::Staff), Change::Out),
        (&contract, of("in_house", OperatedBy::Authority), Change::In),
        (&contract, of("grant", OperatedBy::Voluntary), Change::Across),
        (&contract, of("re_let", OperatedBy::Provider), Change::ReLet),
        (&council, of("merge", OperatedBy::Jointly), Change::Merge),
    ] {
        assert_eq!(Change::between(now, &proposed), change, "{}", proposed.code);
    }
}

#[test]
fn some_things_are_never_held() {
    for kind in GroundKind::ALL {
        let mut case = tempting_transfer();
        case.proposal.ground = Some(Ground { kind, rests_on: "A named record.".into() });
        let answer = readiness(&case);
        assert_eq!((answer.answer, answer.needs_exception), (Answer::NotReady, false), "{kind:?}");
        assert_eq!(answer.never_held.map(|g| g.kind), Some(kind));
    }
    let mut case = tempting_transfer();
    case.proposal.ground = Some(Ground { kind: GroundKind::Order, rests_on: "  ".into() });
    assert!(readiness(&case).needs_exception, "a ground that rests on nothing is no ground");
    case.proposal.model.never_held = Some("The person chooses.".into());
    case.proposal.model.operated_by = OperatedBy::Person;
    assert_eq!(readiness(&case).never_held.map(|g| g.kind), Some(GroundKind::OwnDirectPayment));
}

#[test]
fn a_transfer_to_fix_with_every_term_is_an_honest_choice_and_needs_no_exception() {
    let mut case = tempting_transfer();
    case.proposal.transfer_to_fix =
        Some(TransferToFix { issues: vec![case.issues[0].id], price: Some(Money::from_pounds(120_000)), ..TransferToFix::default() });
    let answer = readiness(&case);
    assert_eq!(
        answer.transfer_to_fix_lacks.as_deref(),
        Some(["the same measure in the agreement", "shared risk", "a right to step in", "a return date"].map(String::from).as_slice())
    );
    assert!(answer.needs_exception);
    let terms = case.proposal.transfer_to_fix.as_mut().expect("terms");
    (terms.same_measure, terms.shared_risk, terms.step_in, terms.returns_on) =
        (true, "Half each".into(), "Within ten days".into(), Some(date(2028, 3, 31)));
    let answer = readiness(&case);
    assert_eq!((answer.answer, answer.needs_exception), (Answer::NotReady, false));
}

#[test]
fn a_good_manner_does_not_make_up_for_a_context_that_does_not_fit() {
    let mut case = case(vec![material(issue(1, "First visit too late", Severity::High), Some(shown()))]);
    case.circumstances = vec![Circumstance {
        code: "one_able_provider".into(),
        says: "One able provider is within 40 miles.".into(),
        fits: Some(false),
        who: "Head of procurement".into(),
        mend: "Divide the lots and ask the market again".into(),
        earliest: None,
    }];
    let answer = readiness(&case);
    assert_eq!((answer.answer, answer.manner.fit, answer.circumstances.fit), (Answer::NotReady, Fit::Met, Fit::NotMet));
    case.circumstances[0].fits = None;
    assert_eq!(readiness(&case).answer, Answer::NotKnown);
    case.circumstances[0].fits = Some(true);
    assert_eq!(readiness(&case).answer, Answer::Ready);
}

#[test]
fn missing_looks_are_listed_with_the_days_people_looked() {
    let mut case = case(vec![material(issue(1, "First visit too late", Severity::High), Some(shown()))]);
    case.looks.retain(|look| look.at == model::case::LookAt::Need);
    case.looks[0].on = date(2026, 9, 11);
    let answer = readiness(&case);
    assert_eq!(answer.looks.missing.len(), 4, "{:?}", answer.looks);
    assert_eq!((answer.looks.days_of_analysis, answer.looks.after_the_proposal.len()), (Some(-10), 1));
    assert_eq!(answer.reasons[0].text, "Nobody has recorded a look at other ways of doing it.");
    assert_eq!((answer.manner.fit, answer.circumstances.fit), (Fit::NotMet, Fit::NotMet));
}

#[test]
fn a_contract_that_ends_shows_its_date_and_what_is_compared() {
    let mut case = tempting_transfer();
    case.service.ends = Some(date(2027, 1, 21));
    let answer = readiness(&case);
    assert_eq!((answer.endings[0].days, answer.endings[0].ends_before_ready), (61, true));
    assert!(
        answer.endings[0]
            .says
            .starts_with("Housing-related support ends on 21 January 2027, in 61 days. That is before a change could be called ready.")
    );
    assert_eq!(answer.endings[0].compare.len(), 4);
}

#[test]
fn the_full_rule_may_be_asked_of_every_issue() {
    let mut case = case(vec![
        material(issue(1, "First visit too late", Severity::High), Some(shown())),
        closed(issue(2, "Late visits", Severity::Medium), ClosingEvidence::CaseReview),
    ]);
    assert_eq!(readiness(&case).answer, Answer::Ready);
    case.settings.full_rule_of_all = true;
    assert_eq!(readiness(&case).answer, Answer::NotKnown);
}

#[test]
fn a_merger_takes_the_answer_of_its_weakest_part_and_tells_the_parts_apart() {
    let merged = |first: &ReadinessCase, second: &ReadinessCase| {
        together(("Lodgings".into(), readiness(first)), vec![("Home care".into(), readiness(second))], &first.delegation, TODAY)
    };
    let (not_ready, unknown) = (tempting_transfer(), case(Vec::new()));
    assert_eq!((readiness(&not_ready).answer, readiness(&unknown).answer), (Answer::NotReady, Answer::NotKnown));
    for (one, other) in [(&not_ready, &unknown), (&unknown, &not_ready)] {
        let found = merged(one, other);
        assert_eq!(found.answer, Answer::NotReady, "whichever was asked of first");
        assert!(found.sentence.contains("is not ready") && found.sentence.contains("nothing recorded shows"), "{}", found.sentence);
    }
    let both = merged(&unknown, &unknown);
    assert_eq!(both.answer, Answer::NotKnown);
    assert!(!both.sentence.contains("not ready"), "what is not known is not called not ready: {}", both.sentence);
    assert!(both.sentence.contains("Lodgings and Home care"), "{}", both.sentence);
    let named: Vec<&str> = both.reasons.iter().filter(|r| r.code == "no_issues_recorded").map(|r| r.text.as_str()).collect();
    let found = merged(&not_ready, &unknown);
    let of_issues: Vec<_> = found.reasons.iter().filter(|reason| reason.issue.is_some()).collect();
    assert!(!of_issues.is_empty());
    for reason in of_issues {
        assert!(reason.text.starts_with("Lodgings: "), "whose issue it is: {}", reason.text);
        assert!(reason.mend.as_ref().is_none_or(|mend| mend.what.starts_with("Lodgings: ")), "whose to mend: {:?}", reason.mend);
    }
    assert!(named.len() == 2 && named[0].starts_with("Lodgings: ") && named[1].starts_with("Home care: "), "{named:?}");
}
