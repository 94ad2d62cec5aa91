//! Laws of the check, tried on many made-up services.

use model::delivery_model::OperatedBy;
use model::id::OrganisationId;
use model::issue::{ClosingEvidence, OutsideWord, Severity};
use model::readiness::{Answer, Standing};
use principles::evidence::EvidenceGrade;
use principles::readiness_case::{Change, IssueOnRecord, PartTransferred, ReadinessCase};
use principles::{IssueEvidence, Readiness, readiness};
use proptest::prelude::*;
use quantity::Period;

use crate::build::*;

fn an_evidence() -> impl Strategy<Value = Option<IssueEvidence>> {
    let standings = prop::sample::select(vec![
        Standing::Shown,
        Standing::Shown,
        Standing::NotYet,
        Standing::Explain,
        Standing::PointsTheOtherWay,
        Standing::MovedElsewhere,
        Standing::Unknown,
    ]);
    let grades = prop::sample::select(vec![None, Some(EvidenceGrade::Indicative), Some(EvidenceGrade::Likely), Some(EvidenceGrade::Shown)]);
    let some = (standings, grades, any::<bool>(), any::<bool>()).prop_map(|(which, grade, fresh, bad)| IssueEvidence {
        standing: which,
        grade,
        shown_on: if fresh { shown().shown_on } else { None },
        bad_signal: bad.then(|| Period::Month(month("2026-10"))).filter(|_| !fresh),
        failing: vec![failing("C1", "Seven of twelve months are in.")],
        earliest: Some(month("2027-03")),
        ..shown()
    });
    prop::option::weighted(0.85, some)
}

fn an_issue(n: u32) -> impl Strategy<Value = IssueOnRecord> {
    let severities = prop::sample::select(Severity::ALL.to_vec());
    let closings = prop::option::of(prop::sample::select(ClosingEvidence::ALL.to_vec()));
    (severities, 0..4u8, closings, an_evidence(), any::<bool>()).prop_map(move |(severity, kind, closing, evidence, measured)| {
        let base = issue(n, "Late visits", severity);
        let mut record = match (kind, closing) {
            (0, None) => base,
            (1, _) => material(base, None),
            (2, _) => material(base, Some(shown())),
            (_, Some(closing)) => closed(base, closing),
            (_, None) => triaged(base),
        };
        if kind != 2 {
            record.evidence = evidence;
            record.issue.measure = measured.then(|| id(500)).or(record.evidence.as_ref().map(|_| id(500)));
        }
        record
    })
}

fn a_case() -> impl Strategy<Value = ReadinessCase> {
    let issues = (0..4usize).prop_flat_map(|count| (0..count as u32).map(an_issue).collect::<Vec<_>>());
    (issues, prop::sample::select(Change::ALL.to_vec()), any::<bool>(), any::<bool>()).prop_map(|(issues, change, provided, leaves)| {
        let mut built = case(issues);
        built.proposal.change = change;
        if provided {
            built.service.operator = id(PROVIDER);
        }
        if leaves {
            built.proposal.part = built.issues.first().map(|r| PartTransferred { what: "Outreach".into(), leaves_issues: vec![r.id] });
        }
        built.service.none_known = Some(outsider());
        built
    })
}

/// What must not move when names and sectors do.
fn gist(answer: &Readiness) -> (Answer, Vec<String>, Vec<Option<quantity::Month>>, bool) {
    (
        answer.answer,
        answer.reasons.iter().map(|r| r.code.clone()).collect(),
        answer.earliest.iter().map(|e| e.month).collect(),
        answer.needs_exception,
    )
}

fn relabel(word: &mut OutsideWord, from: OrganisationId, to: OrganisationId) {
    if word.organisation == from {
        word.organisation = to;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn deleting_evidence_never_leads_to_ready(case in a_case(), delete in prop::collection::vec(0..6u8, 1..5)) {
        let before = readiness(&case).answer;
        let mut less = case;
        for (n, what) in delete.into_iter().enumerate() {
            let at = n % less.issues.len().max(1);
            let record = less.issues.get_mut(at);
            match (what, record) {
                (0, Some(record)) => record.evidence = None,
                (1, Some(record)) => record.issue.closing = None,
                (2, Some(record)) => record.issue.triage = None,
                // Below the severity that holds, the word is not evidence but a demand on top: taking it back takes an
                // outsider (`say_of_issue`), so only the word that an issue cannot do without is deleted here.
                (3, Some(record)) if record.issue.severity >= less.settings.severity_that_holds => {
                    if let Some(triage) = record.issue.triage.as_mut() { triage.material = None }
                }
                (3, _) => {}
                (4, _) => less.service.none_known = None,
                _ => { less.looks.pop(); }
            }
        }
        let after = readiness(&less).answer;
        prop_assert!(after != Answer::Ready || before == Answer::Ready, "{before:?} became {after:?}");
    }

    #[test]
    fn relabelling_the_provider_or_its_sector_changes_nothing(case in a_case(), sector in 0..3usize) {
        let before = readiness(&case);
        let mut other = case;
        let (from, to): (OrganisationId, OrganisationId) = (id(PROVIDER), id(77));
        if other.service.operator == from { other.service.operator = to; }
        other.service.run_by = "Somebody else".into();
        let sectors = [OperatedBy::Voluntary, OperatedBy::PublicPartner, OperatedBy::Staff];
        other.proposal.model.operated_by = sectors[sector];
        other.proposal.model.title = "Another title".into();
        for record in &mut other.issues {
            if record.issue.holder == from { record.issue.holder = to; }
            if let Some(closing) = record.issue.closing.as_mut() { relabel(&mut closing.signed, from, to); }
            if let Some(word) = record.issue.triage.as_mut().and_then(|t| t.material.as_mut()) { relabel(word, from, to); }
        }
        prop_assert_eq!(gist(&before), gist(&readiness(&other)));
    }

    #[test]
    fn every_change_of_operator_gets_the_same_answer(case in a_case()) {
        let of = |change| { let mut c = case.clone(); c.proposal.change = change; gist(&readiness(&c)) };
        let out = of(Change::Out);
        for change in [Change::In, Change::Across, Change::ReLet, Change::Extend, Change::Merge, Change::Stop] {
            prop_assert_eq!(&out, &of(change));
        }
        prop_assert_eq!(out.0, of(Change::StayAsWeAre).0);
    }

    #[test]
    fn every_reason_is_a_whole_sentence_with_who_could_mend_it(case in a_case()) {
        let answer = readiness(&case);
        for reason in &answer.reasons {
            prop_assert!(reason.text.ends_with('.') && !reason.text.contains("  "), "{}", reason.text);
            let mend = reason.mend.as_ref().expect("a mend");
            prop_assert!(!mend.what.is_empty() && !mend.who.is_empty());
        }
        prop_assert_eq!(answer.answer == Answer::Ready, answer.meanwhile.is_empty());
        prop_assert_eq!(answer.answer == Answer::Ready, answer.earliest.is_empty());
    }

    #[test]
    fn an_open_issue_that_holds_is_never_ready(case in a_case()) {
        let mut open = case;
        open.issues.push(triaged(issue(99, "Calls go unanswered", Severity::Medium)));
        prop_assert_ne!(readiness(&open).answer, Answer::Ready);
    }
}
