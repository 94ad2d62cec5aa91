//! The story around an answer of the readiness check: what happened before it, and where the case stands.

use desk::Desk;
use desk::plan::read_readiness::{Of, ReadinessView};
use quantity::Date;
use report::words::count;

use crate::components::attributes::Words;
use crate::components::markup::Markup;
use crate::components::thread::{Standing as Place, Thread};
use crate::components::working::History;
use crate::plan::readiness_document::{brief, change_in_words, lower_first};
use crate::plan::reference_of;
use crate::ww;

/// What happened, newest first; the whole trail is one click away.
pub fn history(view: &ReadinessView, desk: &Desk, of: &Of) -> (History, Option<(String, String)>, String) {
    let mut events: Vec<(Date, Words)> = Vec::new();
    let title = |code: &str| {
        view.choices.iter().find(|choice| choice.proposal.model.code == code).map_or_else(|| code.replace('_', " "), change_in_words)
    };
    for check in &view.checks {
        let noun = &check.noun;
        let words = Markup::text(format!("Asked of {}: ", title(&noun.change)))
            .and(ww::link(&noun.answer.words().to_lowercase(), &format!("/readiness/{}", reference_of(&check.reference))))
            .and(Markup::text(format!(". {}.", noun.asked_by)));
        events.push((desk.day_of(noun.asked_at), words.into()));
        if let Some(affirmed) = &noun.affirmed {
            let said = format!(
                "The answer “{}” was affirmed by {}, {}.",
                noun.answer.words().to_lowercase(),
                affirmed.name,
                lower_first(&affirmed.role)
            );
            events.push((desk.day_of(affirmed.at), said.into()));
        }
    }
    for kept in &view.exceptions {
        let said = format!("{}, {}, proceeded by exception.", kept.noun.name, lower_first(&kept.noun.role));
        events.push((desk.day_of(kept.noun.recorded_at), said.into()));
    }
    for decision in view.decisions.iter().filter(|decision| decision.noun.service == view.found.service.id) {
        events.push((
            decision.noun.decided_on,
            format!("Decided by {}: {}.", lower_first(&decision.noun.decided_by), decision.noun.what).into(),
        ));
    }
    for (issue, found) in &view.found.issues {
        events.push((issue.noun.raised_on, format!("“{}” was raised by {}.", issue.noun.title, issue.noun.raised_by.words()).into()));
        if let Some(test) = &found.test {
            let said = Markup::text(format!("The test of “{}” was locked. ", issue.noun.title))
                .and(Markup::trusted("<span class=\"ww-nowrap\">Digest "));
            let said = said.and(ww::cell(&brief(&test.noun.lock))).and(Markup::trusted("</span>"));
            events.push((desk.day_of(test.noun.registered_at), said.into()));
        }
    }
    events.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
    events.truncate(10);
    let history = events.into_iter().fold(History::default(), |history, (on, words)| history.event(on, words));
    let record = match (of, &view.found.case) {
        (Of::Case(_), Some(case)) => case.id.uuid(),
        _ => view.found.service.id.uuid(),
    };
    let note = if view.exceptions.is_empty() { "No exception has been recorded for this service.".to_owned() } else { String::new() };
    (history, Some(("Every entry".to_owned(), format!("/audit?record={record}"))), note)
}

/// The thread of the case, from want to learned.
pub fn thread(view: &ReadinessView, of: &Of) -> Option<Thread> {
    let (Of::Case(reference), Some(case)) = (of, &view.found.case) else { return None };
    let at = |part: &str| format!("/cases/{reference}#{part}");
    let noun = &case.noun;
    let open = view.found.issues.iter().filter(|(issue, _)| issue.noun.is_open()).count() as u64;
    let choices = noun.choices.iter().filter(|choice| choice.ruled_out.is_none()).count() as u64;
    let some = |n: u64| if n == 0 { Place::Nothing } else { Place::Whole };
    let want = view.outcomes.first().map_or_else(|| noun.difference.clone(), |outcome| outcome.noun.statement.clone());
    let results = view.promises.iter().filter(|promise| promise.noun.result.is_some()).count() as u64;
    let happened = match results {
        0 => "Nothing to show yet".to_owned(),
        n => format!("{}, with what happened", count::sentence(&count::of_things(n, "promise", "promises"))),
    };
    Some(
        Thread::new()
            .step("Want", want, at("want"), Place::Whole)
            .step("Know", count::sentence(&count::of_things(open, "known issue", "known issues")), at("know"), some(open))
            .step(
                "Could",
                format!("{}, and staying as we are", count::sentence(&count::of_things(choices, "choice", "choices"))),
                at("could"),
                some(choices),
            )
            .step("Chose", format!("Readiness: {}", view.found.readiness.answer.words().to_lowercase()), at("chose"), Place::Here)
            .step("Happened", happened, at("happened"), some(results))
            .step(
                "Learned",
                count::sentence(&count::of_things(noun.lessons.len() as u64, "thing", "things")),
                at("learned"),
                some(noun.lessons.len() as u64),
            ),
    )
}
