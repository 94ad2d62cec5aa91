//! What a person can do about a known issue, in the order it is usually done.

use desk::Desk;
use desk::plan::read_issue::IssueView;
use model::role::Permission::{self, ConfirmFromOutside, RaiseIssues, Reply, TriageIssues};

use crate::plan::reference_of;
use crate::session::Signed;

/// Words and address of each thing this person may do now.
pub fn doing(view: &IssueView, signed: &Signed, desk: &Desk) -> Vec<(String, String)> {
    let at = |what: &str| format!("/issues/{}/{what}", reference_of(&view.issue.reference));
    let can = |permission: Permission| signed.actor.can(permission);
    let issue = &view.issue.noun;
    let test = view.found.test.as_ref().filter(|test| test.noun.voided.is_none());
    let mut doing = Vec::new();
    let mut offer = |may: bool, words: &str, what: String| {
        if may {
            doing.push((words.to_owned(), what));
        }
    };
    if !issue.is_open() {
        offer(can(RaiseIssues), "It has come back: open it again", at("reopen"));
        return doing;
    }
    offer(can(TriageIssues), if issue.triage.is_none() { "Look at it first: triage" } else { "Look at it again" }, at("triage"));
    let triage = issue.triage.as_ref();
    offer(can(ConfirmFromOutside) && triage.is_some(), "Say from outside whether it is one that matters most", at("say"));
    if let Some(lower) = triage.and_then(|triage| triage.lower_to) {
        offer(can(ConfirmFromOutside), &format!("Say from outside whether it is only of {} severity", lower.code()), at("say"));
    }
    offer(can(TriageIssues), "Name what is being done", at("fix"));
    offer(can(TriageIssues), "Engage somebody to help solve it", at("helper"));
    let agree = match view.tests.is_empty() {
        true => "Agree a test: what would show that it is fixed",
        false => "Agree a new test: the last one is void",
    };
    offer(can(TriageIssues) && test.is_none(), agree, at("test"));
    for one in &view.unchecked {
        let words = format!("Check the correction of {} against its source", one.period.in_words());
        offer(can(ConfirmFromOutside), &words, format!("{}?period={}", at("correction"), one.period));
    }
    if let Some(test) = test {
        let noun = &test.noun;
        let registered_on = desk.day_of(noun.registered_at);
        let late = noun.late.is_none() && registered_on > noun.rule.starts.last_day();
        offer(can(ConfirmFromOutside) && late, "Confirm the late registration with a dated document", at("late"));
        for period in &view.found.evidence.to_explain {
            let waiting =
                noun.explanations.iter().any(|given| given.period == *period && given.accepted.is_none() && given.refused.is_none());
            offer(
                (can(TriageIssues) || can(Reply)) && !waiting,
                &format!("Explain {}", period.in_words()),
                format!("{}?period={period}", at("explain")),
            );
            offer(
                can(ConfirmFromOutside) && waiting,
                &format!("Accept the explanation of {}, or not", period.in_words()),
                format!("{}?period={period}", at("judge")),
            );
        }
        offer(can(TriageIssues), "Record what people answered", at("asked"));
        offer(can(TriageIssues), "Note why we think the fix did it", at("why"));
        offer(can(ConfirmFromOutside) && !noun.rule.balancing.is_empty(), "Say whether it moved elsewhere", at("moved"));
        offer(can(ConfirmFromOutside), "Record a check of the figures", at("figures"));
        offer(can(TriageIssues), "Void the test, with the reason", at("void"));
    }
    offer(can(ConfirmFromOutside), "Close it with evidence that fits", at("close"));
    doing
}
