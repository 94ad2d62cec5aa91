//! A case as a document, for a terminal or on paper: the same six headings as its page, each with its gaps.

use desk::Desk;
use desk::house::case::read_case::CaseView;
use model::case::Part;
use model::promise::Kept;
use quantity::Date;
use report::page::{Block, Document, Level, Text};
use report::table::{Cell, Column, Table};
use report::words::{count, evidence, readiness};

use super::case::heading;
use crate::plan::reference_of;
use crate::plan::stands_behind;
use desk::plan::read_readiness::proposed;

/// The whole case, as it stands on `today`.
pub fn of(view: &CaseView, desk: &Desk) -> Document {
    let today = desk.today();
    let case = &view.case.noun;
    let mut page = Document::new(case.question.clone(), lead(view, today));
    page.push(Block::Facts(vec![
        ("Case".into(), Text::plain(reference_of(&view.case.reference))),
        ("Lead".into(), Text::plain(case.lead_role.clone())),
        ("Stage".into(), Text::plain(view.stage_title.clone())),
        ("Size".into(), Text::plain(case.size.code())),
    ]));
    for part in Part::ALL {
        page.heading(heading(part));
        match part {
            Part::Want => want(&mut page, view),
            Part::Know => know(&mut page, view),
            Part::Could => could(&mut page, view),
            Part::Chose => chose(&mut page, view, desk),
            Part::Happened => happened(&mut page, view),
            Part::Learned => learned(&mut page, view),
        }
        missing(&mut page, view, part);
    }
    page.foot.push(format!("Records of {}. Every change of this case is in the audit trail.", count::plain_date(today)));
    page
}

fn lead(view: &CaseView, today: Date) -> String {
    let case = &view.case.noun;
    let mut told = Vec::new();
    if let Some(saving) = case.saving_counted {
        told.push(format!("A saving of {} is already counted.", count::money(saving)));
    }
    if let Some(found) = view.services.first().and_then(|choices| proposed(choices)) {
        told.push(found.readiness.sentence.clone());
    }
    if let Some(next) = &case.next {
        told.push(format!("{}, by {}.", next.what.trim_end_matches('.'), count::date_seen_from(today, next.by)));
    }
    if told.is_empty() { case.difference.clone() } else { told.join(" ") }
}

fn missing(page: &mut Document, view: &CaseView, part: Part) {
    let gaps = view.parts.iter().filter(|state| state.part == part).flat_map(|state| &state.gaps);
    let items: Vec<Text> = gaps.map(|gap| Text::plain(gap.clone())).collect();
    if !items.is_empty() {
        page.push(Block::Heading { level: Level::Three, text: "Still missing".into() });
        page.push(Block::List { numbered: false, items });
    }
}

fn want(page: &mut Document, view: &CaseView) {
    let case = &view.case.noun;
    page.push(Block::Facts(vec![
        ("What should be different".into(), Text::plain(case.difference.clone())),
        ("For whom".into(), Text::plain(case.people.clone())),
        ("With whom".into(), Text::plain(case.with_whom.clone())),
    ]));
    let outcomes = view.outcomes.iter().map(|record| {
        let by = record.noun.by.map_or_else(|| "no date yet".to_owned(), |by| format!("by {}", count::plain_date(by)));
        Text::plain(format!("{} ({}; {by})", record.noun.statement, record.noun.people))
    });
    list(page, outcomes.collect());
}

fn know(page: &mut Document, view: &CaseView) {
    for found in view.services.iter().filter_map(|choices| choices.first()) {
        let columns = vec![Column::words("Known issue"), Column::words("Stands at"), Column::words("Why")];
        let open = found.issues.iter().filter(|(issue, _)| issue.noun.is_open());
        let rows: Vec<Vec<Cell>> = open
            .map(|(issue, standing)| {
                vec![
                    Cell::words(format!("{} {}", reference_of(&issue.reference), issue.noun.title)),
                    Cell::words(evidence::summed(standing.evidence.standing).word),
                    Cell::words(standing.evidence.statement.clone()),
                ]
            })
            .collect();
        let name = format!("{} {}", reference_of(&found.service.reference), found.service.noun.name);
        if rows.is_empty() {
            page.paragraph(format!("{name}: no open issue is known."));
        } else {
            page.push(Block::Table(Table::new(name, columns, rows)));
        }
    }
    let strengths = view.case.noun.strengths.trim();
    if !strengths.is_empty() {
        page.push(Block::Facts(vec![("What is good here".into(), Text::plain(strengths))]));
    }
}

fn could(page: &mut Document, view: &CaseView) {
    let columns = ["Choice", "What it brings", "Cost in a year", "Who is affected", "Ready?"].map(Column::words).to_vec();
    let or = |text: &str| Cell::words(if text.trim().is_empty() { "Not known" } else { text.trim() });
    let mut rows = Vec::new();
    for found in view.services.iter().filter_map(|choices| choices.first()) {
        let cost = found.service.noun.annual_cost.map_or_else(|| "Not known".to_owned(), count::money);
        let title = format!("Stay as we are ({})", found.service.noun.name);
        let ready = found.readiness.answer.words();
        rows.push(vec![
            Cell::words(title),
            Cell::words("As it is today, carried on"),
            Cell::words(cost),
            Cell::words("Nobody is moved"),
            Cell::words(ready),
        ]);
    }
    let choices = &view.case.noun.choices;
    for choice in choices.iter().filter(|choice| choice.ruled_out.is_none() && choice.delivery_model != "as_now") {
        let found = view.services.iter().flat_map(|choices| choices.iter()).find(|found| {
            let part = found.proposal.part.as_ref().map_or("", |part| part.what.as_str());
            found.service.id == choice.service && found.proposal.model.code == choice.delivery_model && part == choice.part
        });
        let ready = found.map_or("Not asked", |found| found.readiness.answer.words());
        let cost = choice.cost.map_or_else(|| "Not known".to_owned(), count::money);
        rows.push(vec![Cell::words(choice.title.clone()), or(&choice.outcome), Cell::words(cost), or(&choice.affects), Cell::words(ready)]);
    }
    if rows.is_empty() {
        page.paragraph("Nothing is compared yet.");
    } else {
        page.push(Block::Table(Table::new("The choices", columns, rows)));
    }
    let ruled =
        choices.iter().filter_map(|choice| choice.ruled_out.as_ref().map(|why| Text::plain(format!("Ruled out: {}. {why}", choice.title))));
    list(page, ruled.collect());
}

fn chose(page: &mut Document, view: &CaseView, desk: &Desk) {
    for found in view.services.iter().filter_map(|choices| proposed(choices)) {
        let told = &found.readiness;
        page.push(Block::Answer(report::page::Answer {
            look: readiness::look(told.answer),
            word: told.answer.words().to_owned(),
            say: format!("{}, {}. {}", found.service.noun.name, found.proposal.model.title.to_lowercase(), told.sentence),
            facts: told.earliest.iter().take(3).map(readiness::earliest).collect(),
        }));
    }
    for decision in &view.decisions {
        let made = &decision.noun;
        page.push(Block::Facts(vec![
            ("Decided".into(), Text::plain(made.what.clone())),
            ("By".into(), Text::plain(format!("{}, {}", made.decided_by, count::plain_date(made.decided_on)))),
            ("Because".into(), Text::plain(made.reasons.clone())),
            ("Review".into(), Text::plain(count::date_seen_from(desk.today(), made.review_on))),
        ]));
        let exception = made.exception.and_then(|id| view.exceptions.iter().find(|kept| kept.id == id));
        if let Some(kept) = exception {
            let on = desk.day_of(kept.noun.recorded_at);
            page.push(Block::Note(Text::plain(readiness::exception(&kept.noun, on))));
        }
    }
    if view.decisions.is_empty() {
        page.paragraph("No choice is made.");
    }
    if !view.case.noun.choices.is_empty() {
        page.push(Block::Heading { level: Level::Three, text: "Who is for it, group by group".into() });
        stands_behind::buy_in(page, &view.buy_in);
        page.push(Block::Heading { level: Level::Three, text: "The skills it takes, and who lends them".into() });
        stands_behind::skills(page, &view.skills);
    }
}

fn happened(page: &mut Document, view: &CaseView) {
    let columns = ["We said", "By", "What happened", "Kept?"].map(Column::words).to_vec();
    let rows: Vec<Vec<Cell>> = view
        .promises
        .iter()
        .map(|record| {
            let promise = &record.noun;
            let (happened, word) = match &promise.result {
                Some(result) => (result.happened.clone(), kept(result.kept)),
                None => ("Still to come".to_owned(), "Not known yet"),
            };
            vec![Cell::words(promise.what.clone()), Cell::words(count::plain_date(promise.due)), Cell::words(happened), Cell::words(word)]
        })
        .collect();
    if rows.is_empty() {
        page.paragraph("Nothing is expected by a date yet.");
    } else {
        page.push(Block::Table(Table::new("What we said, and what happened", columns, rows)));
    }
}

fn kept(kept: Kept) -> &'static str {
    super::promises::KEPT.iter().find(|(_, known, _)| *known == kept).map_or("Not known", |(_, _, word)| word)
}

fn learned(page: &mut Document, view: &CaseView) {
    let lessons = view.case.noun.lessons.iter().map(|lesson| {
        let shared = if lesson.shared_with.is_empty() { String::new() } else { format!(" Shared with {}.", lesson.shared_with) };
        Text::plain(format!("{}{shared}", lesson.text))
    });
    let tests =
        view.decisions.iter().map(|made| Text::plain(format!("The smallest test that would show us wrong: {}", made.noun.smallest_test)));
    let items: Vec<Text> = lessons.chain(tests).collect();
    if items.is_empty() {
        page.paragraph("Nothing is written down yet.");
    } else {
        list(page, items);
    }
}

fn list(page: &mut Document, items: Vec<Text>) {
    if !items.is_empty() {
        page.push(Block::List { numbered: false, items });
    }
}
