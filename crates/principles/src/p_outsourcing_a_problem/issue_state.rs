//! Where each known issue stands for the check (C10), and what its standing holds.

use model::id::IssueId;
use model::issue::{Closing, ClosingEvidence, KnownIssue, OutsideWord};
use model::readiness::{Mend, Standing};
use quantity::{Date, Month, Period, period};
use serde::{Deserialize, Serialize};

use super::{Said, Weight, and, said};
use crate::evidence::{EvidenceGrade, FailingCriterion, IssueEvidence};
use crate::readiness_case::{IssueOnRecord, ReadinessCase};
use crate::working_days::{days, days_after};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Shown,
    NotYet,
    Explain,
    /// Was shown; lapsed by time or by a bad signal.
    Lapsed,
    PointsTheOtherWay,
    MovedElsewhere,
    NotKnown,
    WaitingForTriage,
    Open,
    Closed,
    SetAside,
    LeftBehind,
    /// Below the severity that holds, and not material.
    HoldsNothing,
}

impl State {
    pub fn words(self) -> &'static str {
        match self {
            State::Shown => "Shown to be fixed",
            State::NotYet => "Not yet",
            State::Explain => "Not yet: a month to explain",
            State::Lapsed => "Shown before, and lapsed",
            State::PointsTheOtherWay => "Evidence points the other way",
            State::MovedElsewhere => "Moved elsewhere, not solved",
            State::NotKnown => "Not known",
            State::WaitingForTriage => "Not known: waiting for triage",
            State::Open => "Open",
            State::Closed => "Closed with evidence that fits",
            State::SetAside => "Not an issue of this service",
            State::LeftBehind => "Not in the part that would go",
            State::HoldsNothing => "Open, below the severity that holds",
        }
    }

    /// Of this service, and in what would change.
    pub fn is_live(self) -> bool {
        !matches!(self, State::SetAside | State::LeftBehind)
    }
}

/// One known issue, for the list under the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IssueState {
    pub issue: IssueId,
    pub title: String,
    pub severity: model::issue::Severity,
    pub material: bool,
    pub state: State,
    pub weight: Weight,
    /// The evidence's own sentence, or why there is none.
    pub says: String,
}

/// An issue judged: its state, its reasons and its dates.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    pub state: IssueState,
    pub(crate) said: Vec<Said>,
    pub earliest: Option<Month>,
    pub earliest_unexplained: Option<Month>,
    pub explain: Vec<Period>,
}

/// Someone outside the service: another organisation than the one that operates it; where the authority operates it
/// itself, another role than those that own its fixes.
pub(crate) fn is_outside(case: &ReadinessCase, word: &OutsideWord) -> bool {
    if word.organisation != case.service.operator {
        return true;
    }
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    case.service.operator == case.authority
        && !word.by_role.trim().is_empty()
        && !case.issues.iter().flat_map(|r| &r.issue.fixes).any(|fix| same(&fix.owner_role, &word.by_role))
}

pub(crate) fn judge(case: &ReadinessCase, record: &IssueOnRecord) -> Judged {
    let issue = &record.issue;
    let settings = &case.settings;
    let holds = issue.severity >= settings.severity_that_holds;
    let material = issue.is_material() || (settings.full_rule_of_all && holds);
    let ask = Ask { case, record, id: record.id, issue, title: format!("“{}”", issue.title.trim()) };
    let left = case.proposal.part.as_ref().is_some_and(|part| !part.what.trim().is_empty() && part.leaves_issues.contains(&record.id));

    let (state, mut reasons) = if left {
        (State::LeftBehind, Vec::new())
    } else if let Some(word) = issue.triage.as_ref().and_then(|t| t.set_aside.as_ref()) {
        ask.set_aside(word)
    } else if let (Some(triage), true) = (&issue.triage, material) {
        let (state, mut reasons) = ask.full_rule();
        if triage.material.as_ref().is_some_and(|word| !is_outside(case, word)) {
            reasons.push(ask.says(
                Weight::NotKnown,
                "material_unconfirmed",
                format!("Nobody outside the service has confirmed that {} is among the issues that matter most.", ask.title),
                Mend {
                    what: "Have the choice of issues confirmed by someone outside the service".into(),
                    who: "Someone outside the service".into(),
                    earliest: Some(case.today),
                },
            ));
        }
        (state, reasons)
    } else if issue.triage.is_none() && issue.closing.is_none() {
        ask.waiting_for_triage()
    } else if holds {
        ask.closed_with_evidence_that_fits()
    } else if ask.closing().is_some() {
        (State::Closed, Vec::new())
    } else {
        (State::HoldsNothing, Vec::new())
    };

    let weight = reasons.iter().map(|s| s.weight).max().unwrap_or(Weight::Settled);
    reasons.sort_by_key(|s| std::cmp::Reverse(s.weight));
    let evidence = record.evidence.as_ref().filter(|_| weight != Weight::Settled);
    let explains = evidence.filter(|_| state == State::Explain);
    Judged {
        earliest: evidence.and_then(|e| e.earliest),
        earliest_unexplained: evidence
            .and_then(|e| if state == State::Explain { e.earliest_unexplained } else { e.earliest.or(e.earliest_unexplained) }),
        explain: explains.map(|e| e.to_explain.clone()).unwrap_or_default(),
        state: IssueState {
            issue: record.id,
            title: issue.title.trim().to_owned(),
            severity: issue.severity,
            material,
            state,
            weight,
            says: record
                .evidence
                .as_ref()
                .map(|e| e.statement.clone())
                .filter(|s| !s.is_empty())
                .unwrap_or_else(|| state.words().to_owned()),
        },
        said: reasons,
    }
}

/// What is said of the issues together: that there are any, and that one to three were named as mattering most.
pub(crate) fn of_them_all(case: &ReadinessCase, judged: &[Judged]) -> Vec<Said> {
    let settings = &case.settings;
    let live: Vec<&Judged> = judged.iter().filter(|j| j.state.state.is_live()).collect();
    let mend = |what: &str| Mend { what: what.into(), who: case.lead_role.clone(), earliest: Some(case.today) };
    if live.is_empty() {
        if judged.iter().any(|j| j.state.state == State::LeftBehind) {
            return Vec::new();
        }
        let affirmed = case.service.none_known.as_ref().is_some_and(|word| is_outside(case, word));
        return if affirmed {
            Vec::new()
        } else {
            let text = "No known issue is recorded for this service, and nobody outside it has affirmed that there is none.";
            vec![said(
                Weight::NotKnown,
                "no_issues_recorded",
                None,
                text.into(),
                mend("Name the first issue, or have someone outside the service affirm that there is none"),
            )]
        };
    }
    let material = live.iter().filter(|j| j.state.material).count();
    let (fewest, most) = (settings.fewest_material as usize, settings.most_material as usize);
    if material < fewest && live.iter().any(|j| j.state.state != State::WaitingForTriage) {
        let text = format!("{material} issues are named as mattering most, and at least {fewest} must be.")
            .replace("0 issues are", "No issue is")
            .replace("1 issues are", "One issue is");
        vec![said(
            Weight::NotKnown,
            "none_material",
            None,
            text,
            mend("Name the issues that matter most, and have them confirmed by someone outside the service"),
        )]
    } else if material > most && !settings.full_rule_of_all {
        let text = format!(
            "{material} issues are named as mattering most, and at most {most} may be: of more, the full rule almost never passes even where all are fixed."
        );
        vec![said(
            Weight::NotKnown,
            "too_many_material",
            None,
            text,
            mend("Choose those that matter most, and have them confirmed by someone outside the service"),
        )]
    } else {
        Vec::new()
    }
}

struct Ask<'a> {
    case: &'a ReadinessCase,
    record: &'a IssueOnRecord,
    id: IssueId,
    issue: &'a KnownIssue,
    /// In quotation marks.
    title: String,
}

type Answered = (State, Vec<Said>);

impl Ask<'_> {
    fn says(&self, weight: Weight, code: &str, text: String, mend: Mend) -> Said {
        said(weight, code, Some(self.id), text, mend)
    }

    fn lead(&self) -> String {
        self.issue
            .triage
            .as_ref()
            .map(|t| t.by_role.clone())
            .filter(|role| !role.trim().is_empty())
            .unwrap_or_else(|| self.case.lead_role.clone())
    }

    fn fixer(&self) -> String {
        let owner = self.issue.fixes.iter().find(|fix| fix.finished.is_none()).or(self.issue.fixes.last());
        owner.map(|fix| fix.owner_role.clone()).filter(|role| !role.trim().is_empty()).unwrap_or_else(|| self.case.lead_role.clone())
    }

    /// The closing in force: one followed by a reopening is not.
    fn closing(&self) -> Option<&Closing> {
        let closing = self.issue.closing.as_ref()?;
        let reopened = self.issue.reopened.iter().any(|r| r.on >= closing.on);
        (!reopened).then_some(closing)
    }

    fn set_aside(&self, word: &OutsideWord) -> Answered {
        if is_outside(self.case, word) {
            return (State::SetAside, Vec::new());
        }
        let text = format!("{} was set aside as no issue of this service, and nobody outside the service has said so.", self.title);
        let mend = Mend {
            what: "Have it confirmed by someone outside the service, or take it up again".into(),
            who: "Someone outside the service".into(),
            earliest: Some(self.case.today),
        };
        (State::Open, vec![self.says(Weight::NotReady, "set_aside_unsigned", text, mend)])
    }

    fn waiting_for_triage(&self) -> Answered {
        let due = self.issue.triage_due;
        let allowed = self.case.settings.triage_working_days;
        let late = self.case.holidays.between(due, self.case.today);
        let raised = format!("{} was raised by {} on {}", self.title, self.issue.raised_by.words(), period::in_words(self.issue.raised_on));
        let again = match self.case.last_affirmed {
            Some(on) if self.issue.raised_on >= on => {
                format!(", after the last answer was affirmed on {}, so the check is open again", period::in_words(on))
            }
            _ => String::new(),
        };
        let waits = match late {
            0 => format!("and waits for triage by {} (within {allowed} working days)", period::in_words(due)),
            1 => format!("and its triage, due by {}, is one working day late", period::in_words(due)),
            n => format!("and its triage, due by {}, is {n} working days late", period::in_words(due)),
        };
        let joined = if again.is_empty() {
            format!("{raised}, {waits}.")
        } else {
            format!("{raised}{again}; {}.", waits.trim_start_matches("and "))
        };
        let mend =
            Mend { what: format!("Triage {}", self.title), who: self.case.lead_role.clone(), earliest: Some(due.max(self.case.today)) };
        (State::WaitingForTriage, vec![self.says(Weight::NotReady, "waiting_for_triage", joined, mend)])
    }

    fn full_rule(&self) -> Answered {
        let Some(evidence) = self.record.evidence.as_ref().filter(|e| e.standing != Standing::Unknown) else {
            let why = self.record.evidence.as_ref().map(|e| e.statement.trim()).filter(|s| !s.is_empty());
            let text = why.map_or_else(
                || format!("{}: nothing is agreed or measured that could show it to be fixed.", self.title),
                |why| format!("{}: {why}", self.title),
            );
            let mend = Mend { what: format!("Register a test period for {}", self.title), who: self.lead(), earliest: None };
            return (State::NotKnown, vec![self.says(Weight::NotKnown, "no_evidence", text, mend)]);
        };
        let mut reasons: Vec<Said> = match evidence.standing {
            Standing::PointsTheOtherWay | Standing::MovedElsewhere => return self.points_the_other_way(evidence),
            Standing::Shown => {
                let lapsed = self.lapses(evidence);
                let state = if lapsed.is_empty() { State::Shown } else { State::Lapsed };
                return (state, lapsed);
            }
            _ => evidence.failing.iter().map(|failing| self.criterion(failing, evidence)).collect(),
        };
        if let Some(why) = &evidence.voided {
            let mend =
                Mend { what: format!("Register a new test period for {}", self.title), who: self.lead(), earliest: Some(self.case.today) };
            reasons.insert(
                0,
                self.says(
                    Weight::NotReady,
                    "voided",
                    format!("{}: the test period is void: {}.", self.title, why.trim().trim_end_matches('.')),
                    mend,
                ),
            );
        }
        let explains = evidence.standing == Standing::Explain;
        if explains && !evidence.failing.iter().any(|f| f.code == "C3") {
            let names: Vec<String> = evidence.to_explain.iter().map(|p| p.in_words()).collect();
            let which = if names.is_empty() { "A month".to_owned() } else { and(&names) };
            let text = format!("{}: {which} has to be explained before anything is concluded.", self.title);
            reasons.insert(0, self.says(Weight::NotReady, "C3", text, self.mend_of("C3", None, None, evidence)));
        }
        if reasons.is_empty() {
            let statement = if evidence.statement.trim().is_empty() {
                "it is not yet shown to be fixed.".to_owned()
            } else {
                evidence.statement.trim().to_owned()
            };
            reasons.push(self.says(
                Weight::NotReady,
                "not_yet",
                format!("{}: {statement}", self.title),
                self.mend_of("C1", None, None, evidence),
            ));
        }
        (if explains { State::Explain } else { State::NotYet }, reasons)
    }

    fn points_the_other_way(&self, evidence: &IssueEvidence) -> Answered {
        let moved = evidence.standing == Standing::MovedElsewhere;
        let says = match (evidence.statement.trim(), moved) {
            ("", true) => "it has moved elsewhere and is not solved.",
            ("", false) => "the figures are getting worse.",
            (statement, _) => statement,
        };
        let mend = Mend {
            what: "Find what changed, mend it, and register a new test period".into(),
            who: self.fixer(),
            earliest: evidence.earliest.map(Month::last_day),
        };
        let (state, code) =
            if moved { (State::MovedElsewhere, "moved_elsewhere") } else { (State::PointsTheOtherWay, "points_the_other_way") };
        (state, vec![self.says(Weight::PointsTheOtherWay, code, format!("{}: {says}", self.title), mend)])
    }

    /// Why a standing of shown is no longer in force; empty where it is.
    fn lapses(&self, evidence: &IssueEvidence) -> Vec<Said> {
        let settings = &self.case.settings;
        let again = Mend {
            what: format!("Work the evidence for {} again with the latest figures", self.title),
            who: self.lead(),
            earliest: Some(self.case.today),
        };
        let mut lapsed = Vec::new();
        let mut lapse = |weight, code, text: String| lapsed.push(self.says(weight, code, text, again.clone()));
        if let Some(bad) = evidence.bad_signal {
            lapse(
                Weight::NotReady,
                "lapsed_bad_signal",
                format!("{} was shown to be fixed, and lapsed at a bad signal in {}.", self.title, bad.in_words()),
            );
        }
        match evidence.shown_on {
            None => lapse(Weight::NotKnown, "shown_undated", format!("{}: it is not recorded when it was shown to be fixed.", self.title)),
            Some(on) if days(on, self.case.today) > i64::from(settings.lapse_days) => lapse(
                Weight::NotReady,
                "lapsed_by_time",
                format!("{} was shown to be fixed on {}, more than {} days ago.", self.title, period::in_words(on), settings.lapse_days),
            ),
            Some(_) => {}
        }
        match evidence.last_period {
            None => lapse(Weight::NotKnown, "figures_undated", format!("{}: it is not recorded when its last figures were.", self.title)),
            Some(last) if self.case.today > last.plus(settings.newest_periods).last_day() => lapse(
                Weight::NotReady,
                "figures_too_old",
                format!("{}: the last figures are of {}, more than {} periods ago.", self.title, last.in_words(), settings.newest_periods),
            ),
            Some(_) => {}
        }
        lapsed
    }

    fn criterion(&self, failing: &FailingCriterion, evidence: &IssueEvidence) -> Said {
        let sentence = failing.sentence.trim();
        let text = if sentence.is_empty() {
            format!("{}: {} is not met.", self.title, failing.code)
        } else {
            format!("{}: {sentence}", self.title)
        };
        self.says(Weight::NotReady, &failing.code, text, self.mend_of(&failing.code, failing.who.clone(), failing.earliest, evidence))
    }

    /// What mends a criterion, by its code; who by the record, else by custom.
    fn mend_of(&self, code: &str, who: Option<String>, earliest: Option<Date>, evidence: &IssueEvidence) -> Mend {
        let outside = || "Someone outside the service".to_owned();
        let (what, by_custom) = match code {
            "C0" => (
                "Register a test period before looking again, or attach a dated document that someone outside the service confirms",
                self.lead(),
            ),
            "C1" => ("Load the months still to come", self.lead()),
            "C2" => ("Keep it up until the better months follow one another for long enough", self.fixer()),
            "C3" => ("Explain it with evidence, and have the explanation accepted by someone outside the service", self.fixer()),
            "C4" => ("Bring the level to its aim", self.fixer()),
            "C5" => ("Make bad months rarer, so that the limit stays inside the floor", self.fixer()),
            "C6" => ("Wait for more months: each month is much like the one before", self.lead()),
            "C7" => ("Say in writing why the fix did it, or compare with people who did not have it", self.lead()),
            "C8" => ("Look at what was named in advance, and say whether it moved there", outside()),
            "C9" => ("Have the figures checked", outside()),
            "C11" => ("Ask the people who use the service and its front-line staff", self.lead()),
            _ => ("Bring what is missing", self.lead()),
        };
        let dated = earliest.or_else(|| match code {
            "C1" | "C2" | "C4" | "C5" | "C6" => evidence.earliest.map(Month::last_day),
            _ => None,
        });
        Mend { what: what.into(), who: who.filter(|w| !w.trim().is_empty()).unwrap_or(by_custom), earliest: dated }
    }

    /// C10 for an issue that is not material: closed, with evidence that fits, signed by someone outside the service.
    fn closed_with_evidence_that_fits(&self) -> Answered {
        let case = self.case;
        let evidence = self.record.evidence.as_ref();
        if let Some(evidence) = evidence.filter(|e| matches!(e.standing, Standing::PointsTheOtherWay | Standing::MovedElsewhere)) {
            return self.points_the_other_way(evidence);
        }
        let Some(closing) = self.closing() else {
            let again = if self.issue.closing.is_some() { " again" } else { "" };
            let text = format!(
                "{} is open{again} ({} severity): it has to be closed with evidence that fits it, signed by someone outside the service.",
                self.title,
                self.issue.severity.code()
            );
            let mend = Mend {
                what: format!("Close {} with evidence that fits it", self.title),
                who: self.fixer(),
                earliest: evidence.and_then(|e| e.earliest).map(Month::last_day),
            };
            return (State::Open, vec![self.says(Weight::NotReady, "open_issue", text, mend)]);
        };
        let mut reasons = Vec::new();
        let mut refuse = |weight, code: &str, text: String, what: &str, who: String, earliest| {
            reasons.push(self.says(weight, code, text, Mend { what: what.into(), who, earliest }));
        };
        if !is_outside(case, &closing.signed) {
            refuse(
                Weight::NotReady,
                "closed_unsigned",
                format!("{} was closed without the word of someone outside the service.", self.title),
                "Sign the closing, or open it again",
                "Someone outside the service".into(),
                Some(case.today),
            );
        }
        let unread = self.issue.measure.is_some() && evidence.is_none_or(|e| e.standing == Standing::Unknown);
        if unread {
            refuse(
                Weight::NotKnown,
                "closed_unread",
                format!("{} is closed, and nobody has read its measure.", self.title),
                "Read its measure",
                self.lead(),
                Some(case.today),
            );
        }
        let grade = evidence.and_then(|e| e.grade);
        let lacks = match closing.evidence {
            ClosingEvidence::FullRule if grade != Some(EvidenceGrade::Shown) => Some(("the full rule", None)),
            ClosingEvidence::Likely if grade < Some(EvidenceGrade::Likely) => Some(("C1 to C6 on its measure", None)),
            ClosingEvidence::CaseReview if closing.source.is_none() && closing.note.trim().is_empty() => Some(("a case review", None)),
            ClosingEvidence::AuditSample if closing.source.is_none() && closing.note.trim().is_empty() => Some(("an audit sample", None)),
            ClosingEvidence::NoneReportedFor90Days
                if days(self.issue.raised_on, closing.on) < i64::from(case.settings.none_reported_days) =>
            {
                Some(("a long enough time without a report", Some(days_after(self.issue.raised_on, case.settings.none_reported_days))))
            }
            _ => None,
        };
        if let Some((what, when)) = lacks {
            refuse(
                Weight::NotReady,
                "closed_without_evidence",
                format!("{} was closed on {what}, and the record does not show it.", self.title),
                "Add the evidence, or open it again",
                self.fixer(),
                when.or(Some(case.today)),
            );
        }
        if evidence.is_some_and(|e| e.bad_signal.is_some()) {
            refuse(
                Weight::NotReady,
                "closed_bad_signal",
                format!("{} is closed, and its measure has shown a bad signal since.", self.title),
                "Explain it, or open the issue again",
                self.fixer(),
                None,
            );
        }
        (if reasons.is_empty() { State::Closed } else { State::Open }, reasons)
    }
}
