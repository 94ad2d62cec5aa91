//! Whether *ready* and *not ready* predicted anything here: what became of the services that were asked, a year after.

use jiff::ToSpan;
use model::issue::{KnownIssue, Severity};
use model::readiness::Answer;
use quantity::Date;

/// Of the answers of one kind whose year is over, how many were followed by trouble.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Followed {
    pub answers: u32,
    pub troubled: u32,
}

/// Answers whose year is over, by kind; and those still in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Predicted {
    pub ready: Followed,
    /// *Not ready* and *evidence points the other way*.
    pub not_ready: Followed,
    /// *Not known* says nothing that could come true or not.
    pub not_known: u32,
    pub in_their_year: u32,
    /// When the first of those is over.
    pub first_over: Option<Date>,
}

/// An answer given on a day, with every known issue of the service it was given of.
#[derive(Debug, Clone)]
pub struct Given<'a> {
    pub on: Date,
    pub answer: Answer,
    pub issues: Vec<&'a KnownIssue>,
}

/// Counts what followed each answer in the `days` after it.
pub fn predicted(given: &[Given], days: u32, today: Date) -> Predicted {
    let mut counted = Predicted::default();
    for one in given {
        let end = one.on.checked_add(i64::from(days).days()).unwrap_or(Date::MAX);
        if end > today {
            counted.in_their_year += 1;
            counted.first_over = counted.first_over.map_or(Some(end), |first| Some(first.min(end)));
            continue;
        }
        let kind = match one.answer {
            Answer::Ready => &mut counted.ready,
            Answer::NotReady | Answer::PointsTheOtherWay => &mut counted.not_ready,
            Answer::NotKnown => {
                counted.not_known += 1;
                continue;
            }
        };
        kind.answers += 1;
        kind.troubled += u32::from(one.issues.iter().any(|issue| is_trouble(issue, one.answer, one.on, end)));
    }
    counted
}

/// Of severity medium or more, and raised or opened again after the answer, or open from then to the end. Where the answer was *ready* it had
/// been shown to be fixed: that nobody closed it is no trouble. Only what bears a date of the year counts, so a year that is over stays as it is.
fn is_trouble(issue: &KnownIssue, answer: Answer, from: Date, end: Date) -> bool {
    let set_aside = issue.triage.as_ref().is_some_and(|triage| triage.set_aside.is_some());
    if set_aside || issue.severity < Severity::Medium {
        return false;
    }
    let within = |day: Date| from < day && day <= end;
    let came = within(issue.raised_on) || issue.reopened.iter().any(|again| within(again.on));
    // One opened again after the end was closed before that, and nobody kept when.
    let closed = issue.closing.as_ref().is_some_and(|closing| closing.on <= end) || issue.reopened.iter().any(|again| again.on > end);
    came || (issue.raised_on <= from && !closed && answer != Answer::Ready)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use model::id::{OrganisationId, ServiceId};
    use model::issue::{RaisedBy, Reopened};

    fn issue(raised: Date, severity: Severity) -> KnownIssue {
        KnownIssue {
            service: ServiceId(Default::default()),
            title: "People stay too long".into(),
            describes: String::new(),
            severity,
            raised_by: RaisedBy::Staff,
            raised_on: raised,
            triage_due: raised,
            triage: None,
            measure: None,
            part: String::new(),
            holder: OrganisationId(Default::default()),
            custody: Vec::new(),
            fixes: Vec::new(),
            closing: None,
            reopened: Vec::new(),
        }
    }

    #[test]
    fn an_answer_is_followed_for_its_year_and_not_a_day_less() {
        let (asked, late) = (date(2025, 6, 1), issue(date(2026, 2, 1), Severity::High));
        let given = |answer| Given { on: asked, answer, issues: vec![&late] };
        let all = [given(Answer::Ready), given(Answer::NotReady), given(Answer::NotKnown)];
        let before = predicted(&all, 365, date(2026, 5, 31));
        assert_eq!((before.in_their_year, before.first_over, before.ready.answers), (3, Some(date(2026, 6, 1)), 0));
        let after = predicted(&all, 365, date(2026, 6, 1));
        assert_eq!((after.ready, after.not_ready.troubled, after.not_known), (Followed { answers: 1, troubled: 1 }, 1, 1));
        assert_eq!(predicted(&all, 200, date(2026, 6, 1)).ready, Followed { answers: 1, troubled: 0 }, "it came after 200 days");
    }

    #[test]
    fn trouble_is_an_issue_that_came_came_back_or_stayed() {
        let (from, end) = (date(2025, 6, 1), date(2026, 6, 1));
        let again = |on| Reopened { on, why: "It came back".into(), by_role: "analyst".into() };
        let stayed = issue(date(2025, 1, 1), Severity::Medium);
        assert!(is_trouble(&stayed, Answer::NotReady, from, end) && !is_trouble(&stayed, Answer::Ready, from, end));
        assert!(!is_trouble(&issue(date(2025, 1, 1), Severity::Low), Answer::NotReady, from, end));
        let back = KnownIssue { reopened: vec![again(date(2026, 1, 5))], ..stayed.clone() };
        assert!(is_trouble(&back, Answer::Ready, from, end));
        let later = KnownIssue { reopened: vec![again(date(2026, 7, 5))], ..stayed };
        assert!(!is_trouble(&later, Answer::NotReady, from, end), "it was closed when the year ended");
        assert!(!is_trouble(&issue(date(2026, 6, 2), Severity::Critical), Answer::NotReady, from, end), "raised after the year");
    }
}
