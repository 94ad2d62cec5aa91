//! Questions a councillor could ask of this very paper: each made from what it leaves unknown, what is not settled, and what its figures
//! can and cannot bear.

use model::paper::{Office, SectionOf};
use model::readiness::{Answer, Standing};
use quantity::period;

use crate::analyse::involvement::read_involvement::RoundOfCase;
use crate::plan::paper::not_chosen::not_chosen;
use crate::plan::paper::still_clears;
use crate::plan::paper::view::PaperView;

/// Two pages hold no more.
pub const MOST: usize = 8;

/// Whole sentences, the weightiest first; none where nothing is left open.
pub fn questions(view: &PaperView) -> Vec<String> {
    let mut asked = Vec::new();
    asked.extend(of_the_check(view));
    asked.extend(of_the_issues(view));
    asked.extend(of_the_rounds(view));
    asked.extend(of_the_choices(view));
    asked.extend(of_the_paper(view));
    asked.truncate(MOST);
    asked
}

fn of_the_check(view: &PaperView) -> Vec<String> {
    let Some(check) = &view.check else {
        return vec!["Nobody has asked whether the issue is being solved or moved. Why not, and who will?".to_owned()];
    };
    let mut asked = Vec::new();
    if check.noun.answer != Answer::Ready {
        let first = check.noun.reasons.first().map(|reason| format!(" ({})", reason.text.trim_end_matches('.'))).unwrap_or_default();
        let answer = check.noun.answer.words().to_lowercase();
        asked.push(format!("The readiness check says {answer}{first}. What makes it right to go on now rather than to mend that first?"));
    }
    if view.is_out_of_date {
        asked.push("The records have changed since the readiness check was asked. Would it still say the same?".to_owned());
    }
    if let Some(conflict) = check.noun.conflicts.first() {
        asked.push(format!(
            "{} would be given away with the service. How would the fix go on without it?",
            conflict.what.trim_end_matches('.')
        ));
    }
    asked
}

fn of_the_issues(view: &PaperView) -> Vec<String> {
    let mut asked = Vec::new();
    for (issue, found) in view.issues.iter().filter(|(issue, _)| issue.noun.is_open()) {
        let title = &issue.noun.title;
        match found.evidence.standing {
            Standing::Shown => {}
            Standing::Unknown => {
                asked.push(format!("Nothing is known of “{title}”. By when will it be, and does the decision wait for it?"))
            }
            Standing::Explain => {
                let periods: Vec<String> = found.evidence.to_explain.iter().map(|period| period.in_words()).collect();
                asked.push(format!("“{title}”: what happened in {}, and could it happen again?", periods.join(" and ")));
            }
            Standing::NotYet => {
                let least = found.question.as_ref().map_or(0, |question| question.rule.fewest_periods);
                let has = found.standing.as_ref().map_or(0, |standing| standing.figures.n);
                asked.push(format!("“{title}” rests on {has} of the {least} periods agreed. What would we lose by waiting for the rest?"));
            }
            Standing::PointsTheOtherWay | Standing::MovedElsewhere => {
                asked.push(format!("The evidence on “{title}” points the other way. What does the service’s own team say about why?"));
            }
        }
    }
    asked
}

fn of_the_rounds(view: &PaperView) -> Vec<String> {
    let broken = |round: &RoundOfCase| {
        let test = round.not_met().next()?;
        Some(format!("“{}” does not meet a test of a fair consultation: {} Is what people said safe to rest on?", round.title, test.says))
    };
    view.rounds.iter().filter_map(broken).collect()
}

fn of_the_choices(view: &PaperView) -> Vec<String> {
    let mut asked = Vec::new();
    let case = &view.case.noun;
    if let (Some(saving), true) = (case.saving_counted, view.decision.is_none()) {
        asked.push(format!("{} a year is already counted in the budget. If this is not agreed, what fills the gap?", saving.in_full()));
    }
    for other in not_chosen(view) {
        if let (Some(more), true) = (other.more, other.why.trim().is_empty()) {
            asked.push(format!("“{}” is worth {} more than what is recommended. Why is it not the one?", other.title, more.in_short()));
        }
    }
    if !view.buy_in.not_asked.is_empty() {
        asked.push(format!("What do these think of it, who were not asked: {}?", view.buy_in.not_asked.join("; ")));
    }
    if let Some(gap) = view.skills.gap() {
        asked.push(format!("{gap}. What happens if nobody does?"));
    }
    let open = case.choices.iter().filter(|choice| choice.ruled_out.is_none() && choice.service == view.service.id);
    let unknown: Vec<&str> = open.clone().filter(|choice| choice.cost.is_none()).map(|choice| choice.title.as_str()).collect();
    if !unknown.is_empty() {
        asked.push(format!("What would these cost, which the paper does not say: {}?", unknown.join("; ")));
    }
    if open.count() < 2 {
        asked.push("Fewer than two ways beside staying as we are were compared. Which were never looked at?".to_owned());
    }
    asked
}

fn of_the_paper(view: &PaperView) -> Vec<String> {
    let mut asked = Vec::new();
    let Some(record) = &view.paper else {
        return vec!["This was recorded without a paper. Who wrote down what was known, and where is it?".to_owned()];
    };
    let paper = &record.noun;
    let wanted = [
        (SectionOf::Consultation, "Who was asked, and what did they say? The paper does not tell."),
        (SectionOf::Equality, "Who could be worse off, by protected characteristic? The paper does not tell."),
        (SectionOf::Finance, "What does the section 151 officer say it costs, and out of which budget? The paper does not tell."),
        (SectionOf::Risk, "What could go wrong, and who would bear it? The paper does not tell."),
    ];
    asked.extend(wanted.into_iter().filter(|(of, _)| paper.section(*of).is_none()).map(|(_, question)| question.to_owned()));
    let cleared = |office: Office| paper.clearance(office).is_some_and(|given| still_clears(paper, given));
    for office in Office::ALL.into_iter().filter(|office| !cleared(*office)) {
        asked.push(format!("The {} has not cleared these words. What is still open?", office.words().to_lowercase()));
    }
    if let Some(days) = view.timetable.as_ref().filter(|days| days.is_listed_late(view.dated)) {
        let by = days.list_by.map(period::in_words).unwrap_or_default();
        asked.push(format!("Its entry in the forward plan had to be published by {by}. On what ground is it taken at this meeting?"));
    }
    asked.extend(paper.not_agreed.iter().map(|not| format!("{} does not agree: “{}” What is the answer to that?", not.by, not.says)));
    asked
}
