//! A decision paper as a document: Part 1, the exempt Part 2, and the councillor's two pages, all from one gathering of records. What is
//! missing reads “unknown”.

use desk::plan::paper::questions::questions;
use desk::plan::paper::still_clears;
use desk::plan::paper::view::PaperView;
use model::case::Choice;
use model::paper::{Office, PaperKind, SectionOf};
use report::page::{Block, Document, Level, Text};
use report::table::{Cell, Column, Table};
use report::words::{count, readiness};

use crate::plan::paper_parts::{alternatives, evidence, expected, money, outcomes, worth};
use crate::plan::{reference_of, stands_behind};

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Open to the public.
    One,
    /// Exempt: for those who may see it.
    Two,
    /// Two pages for a councillor.
    Summary,
}

impl Part {
    pub const ALL: [Part; 3] = [Part::One, Part::Two, Part::Summary];

    /// As in a file's name: `part-1`.
    pub fn code(self) -> &'static str {
        match self {
            Part::One => "part-1",
            Part::Two => "part-2",
            Part::Summary => "summary",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Part::One => "Part 1: open to the public",
            Part::Two => "Part 2: exempt",
            Part::Summary => "Summary for councillors, two pages",
        }
    }

    pub fn parse(code: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.code() == code)
    }
}

pub const UNKNOWN: &str = "Unknown: nobody has written this yet.";

/// The part as a document. Part 1 and the summary are made from what is left when everything sealed and exempt was taken out.
pub fn of(view: &PaperView, part: Part) -> Document {
    let open = || view.clone().without_sealed().without_exempt();
    match part {
        Part::One => part_1(&open()),
        Part::Two => part_2(view),
        Part::Summary => summary(&open()),
    }
}

pub fn title(view: &PaperView) -> String {
    let titled = view.paper.as_ref().map(|paper| paper.noun.title.clone()).filter(|title| !title.trim().is_empty());
    titled.or_else(|| view.decision.as_ref().map(|decision| decision.noun.what.clone())).unwrap_or_else(|| view.case.noun.question.clone())
}

fn part_1(view: &PaperView) -> Document {
    let mut page = Document::new(title(view), lead(view));
    page.push(Block::Facts(facts(view)));
    asked(&mut page, view);
    page.heading("Reasons");
    page.push(paragraphs(view.paper.as_ref().map(|paper| paper.noun.reasons.as_str())));
    check(&mut page, view);
    priorities(&mut page, view);
    if view.paper.as_ref().is_some_and(|paper| paper.noun.kind == PaperKind::BusinessCase) {
        five_cases(&mut page, view);
    } else {
        page.heading("What should be different");
        outcomes(&mut page, view);
        page.heading("Alternatives considered and rejected");
        page.push(paragraphs(view.paper.as_ref().map(|paper| paper.noun.alternatives.as_str())));
        alternatives(&mut page, view);
        page.push(Block::Heading { level: Level::Three, text: "What the options are worth".into() });
        worth(&mut page, view);
    }
    stands_behind::needs(&mut page, &view.needs);
    shared(&mut page, view);
    page.heading("What the evidence shows");
    evidence(&mut page, view);
    section(&mut page, view, SectionOf::Consultation);
    stands_behind::rounds(&mut page, &view.rounds);
    page.push(Block::Heading { level: Level::Three, text: "Who is for it, group by group".into() });
    stands_behind::buy_in(&mut page, &view.buy_in);
    for of in [SectionOf::Equality, SectionOf::Legal] {
        section(&mut page, view, of);
    }
    section(&mut page, view, SectionOf::Finance);
    money(&mut page, view);
    section(&mut page, view, SectionOf::Risk);
    page.heading("The skills it takes, and who lends them");
    stands_behind::skills(&mut page, &view.skills);
    if let Some(said) = view.decision.as_ref().map(|decision| &decision.noun.skills_missing).filter(|said| !said.is_empty()) {
        page.push(Block::Facts(vec![("What is done about the skills nobody lends yet".into(), Text::plain(said.clone()))]));
    }
    page.heading("What is expected, and by when");
    expected(&mut page, view);
    not_agreed(&mut page, view);
    background(&mut page, view);
    if let Some(exempt) = view.paper.as_ref().and_then(|paper| paper.noun.exempt.as_ref()).filter(|_| view.keeps_back) {
        page.heading("What is kept back");
        page.push(Block::Note(Text::plain(format!(
            "An exempt part goes with this paper, under paragraph {} of Part 1 of Schedule 12A to the Local Government Act 1972, until {}. {}",
            exempt.paragraph,
            count::plain_date(exempt.until),
            exempt.because
        ))));
    }
    foot(&mut page, view);
    page
}

fn part_2(view: &PaperView) -> Document {
    let mut page = Document::new(format!("{} (Part 2: exempt)", title(view)), String::new());
    let paper = view.paper.as_ref().map(|paper| &paper.noun);
    match paper.and_then(|paper| paper.exempt.as_ref()) {
        Some(exempt) => page.push(Block::Note(Text::plain(format!(
            "Not for publication: exempt under paragraph {} of Part 1 of Schedule 12A to the Local Government Act 1972, until {}. {}",
            exempt.paragraph,
            count::plain_date(exempt.until),
            exempt.because
        )))),
        None => page.paragraph("Nothing of this paper is kept back."),
    };
    for section in paper.iter().flat_map(|paper| &paper.sections).filter(|section| !section.exempt.trim().is_empty()) {
        page.heading(section.of.words());
        page.push(paragraphs(Some(&section.exempt)));
        page.push(Block::Paragraph(written(&section.by_role, section.on)));
    }
    foot(&mut page, view);
    page
}

/// Two pages: what is asked, what is known, what was not chosen, what to ask.
fn summary(view: &PaperView) -> Document {
    let mut page = Document::new(format!("{}: a summary for councillors", title(view)), lead(view));
    page.heading("What is asked");
    page.push(recommended(view));
    if let Some(check) = &view.check {
        let told = readiness::banner(&check.noun, "", 0, 0);
        page.push(Block::Answer(report::page::Answer { facts: told.facts.into_iter().skip(1).collect(), ..told }));
    }
    page.heading("Options not chosen");
    stands_behind::options_not_chosen(&mut page, view);
    page.heading("Who is for it, group by group");
    stands_behind::buy_in_briefly(&mut page, &view.buy_in);
    stands_behind::skills_missing(&mut page, &view.skills);
    page.heading("Questions to ask of this paper");
    let asked: Vec<Text> = questions(view).into_iter().map(Text::plain).collect();
    if asked.is_empty() {
        page.paragraph("Its own records leave nothing open. Ask what would change the recommendation.");
    } else {
        page.push(Block::List { numbered: true, items: asked });
    }
    page.heading("How sure this is");
    sure(&mut page, view);
    not_agreed(&mut page, view);
    foot(&mut page, view);
    page
}

/// The plans of shared money it rests on, where it rests on any.
fn shared(page: &mut Document, view: &PaperView) {
    if !view.allocations.is_empty() {
        page.heading("The shared money it rests on");
        stands_behind::shared_money(page, &view.allocations);
    }
}

pub(super) fn is_proposed(view: &PaperView, choice: &Choice) -> bool {
    choice.service == view.service.id && choice.delivery_model == view.model.code && choice.part == view.part
}

fn lead(view: &PaperView) -> String {
    let change = if view.part.is_empty() {
        format!("{}: {}.", view.service.noun.name, view.model.title.to_lowercase())
    } else {
        format!("{}, {} only: {}.", view.service.noun.name, view.part.to_lowercase(), view.model.title.to_lowercase())
    };
    if let Some(decision) = &view.decision {
        return format!("{change} Decided on {}: {}", count::plain_date(decision.noun.decided_on), decision.noun.what);
    }
    match (&view.body, view.timetable.as_ref()) {
        (Some(body), Some(days)) => format!("{change} {} is asked to decide on {}.", body.title, count::plain_date(days.meets_on)),
        (Some(body), None) => format!("{change} {} is asked to decide; when is unknown.", body.title),
        (None, _) => change,
    }
}

fn facts(view: &PaperView) -> Vec<(String, Text)> {
    let mut facts = vec![("Case".to_owned(), Text::plain(format!("{} {}", reference_of(&view.case.reference), view.case.noun.question)))];
    if let Some(record) = &view.paper {
        let paper = &record.noun;
        facts.push(("Paper".into(), Text::plain(reference_of(&record.reference))));
        facts.push(("Answers for what is valued here".into(), Text::plain(paper.accountable.clone())));
        let key = if paper.is_key { "Yes" } else { "No" };
        facts.push(("Key decision".into(), Text::plain(key)));
    } else if let Some(decision) = &view.decision {
        let name = if decision.noun.accountable.is_empty() { "unknown" } else { &decision.noun.accountable };
        facts.push(("Answers for what is valued here".into(), Text::plain(name)));
    }
    if let Some(body) = &view.body {
        facts.push(("Who decides".into(), Text::plain(format!("{}. {}", body.title, body.decides))));
    }
    facts.extend(days(view));
    if let Some(record) = &view.paper {
        for office in Office::ALL {
            let said = match record.noun.clearance(office) {
                Some(given) if still_clears(&record.noun, given) => {
                    format!("{}, {}. {}", given.name, count::plain_date(given.on), given.note)
                }
                Some(given) => format!("{} cleared earlier words on {}: to be cleared again", given.name, count::plain_date(given.on)),
                None => "Not yet".to_owned(),
            };
            facts.push((format!("Cleared by the {}", office.words().to_lowercase()), Text::plain(said.trim().to_owned())));
        }
    }
    facts
}

fn days(view: &PaperView) -> Vec<(String, Text)> {
    let Some(days) = &view.timetable else { return Vec::new() };
    let mut facts = Vec::new();
    if let Some(by) = days.list_by {
        let said = match days.listed_on {
            Some(on) if on <= by => format!("Published on {}; it had to be by {}", count::plain_date(on), count::plain_date(by)),
            Some(on) => {
                format!("Published on {}, later than {}: special urgency or another meeting", count::plain_date(on), count::plain_date(by))
            }
            None => format!("Not published; it has to be by {}", count::plain_date(by)),
        };
        facts.push(("Entry in the forward plan, 28 clear days ahead".to_owned(), Text::plain(said)));
    }
    facts.push(("Papers open to the public by".into(), Text::plain(count::plain_date(days.open_by))));
    let call_in = days.call_in_ends.map_or_else(
        || "Not called in".to_owned(),
        |ends| format!("Until {}, if it is published by {}", count::plain_date(ends), count::plain_date(days.publish_by)),
    );
    facts.push(("Call-in".into(), Text::plain(call_in)));
    facts.push(("May be acted on from".into(), Text::plain(count::plain_date(days.act_from))));
    facts
}

fn asked(page: &mut Document, view: &PaperView) {
    page.heading(if view.decision.is_some() { "What was asked" } else { "What is asked" });
    page.push(recommended(view));
    page.push(Block::Heading { level: Level::Three, text: "How sure this is".into() });
    sure(page, view);
}

fn recommended(view: &PaperView) -> Block {
    let lines = view.paper.iter().flat_map(|paper| paper.noun.recommends.lines()).map(str::trim).filter(|line| !line.is_empty());
    let items: Vec<Text> = lines.map(Text::plain).collect();
    if items.is_empty() { Block::Paragraph(UNKNOWN.into()) } else { Block::List { numbered: true, items } }
}

pub(super) fn sure(page: &mut Document, view: &PaperView) {
    let paper = view.paper.as_ref().map(|paper| &paper.noun);
    let or = |said: Option<&str>| said.filter(|said| !said.trim().is_empty()).unwrap_or("Unknown").to_owned();
    page.push(Block::Facts(vec![
        ("Confidence".into(), Text::plain(or(paper.map(|paper| paper.confidence.as_str())))),
        ("What would change it".into(), Text::plain(or(paper.map(|paper| paper.would_change.as_str())))),
    ]));
}

fn check(page: &mut Document, view: &PaperView) {
    page.push(Block::Heading { level: Level::Three, text: readiness::QUESTION.into() });
    let Some(check) = &view.check else {
        page.paragraph("Unknown: the readiness check has not been asked.");
        return;
    };
    let told = readiness::banner(&check.noun, "", 0, 0);
    page.push(Block::Answer(report::page::Answer { facts: told.facts.into_iter().skip(1).collect(), ..told }));
    if view.is_out_of_date {
        page.push(Block::Note(
            "The records have changed since this answer was kept: it has to be asked again before anything rests on it.".into(),
        ));
    }
    if !check.noun.reasons.is_empty() {
        page.push(readiness::reasons(&check.noun.reasons));
    }
    if !check.noun.conflicts.is_empty() {
        page.push(Block::Table(readiness::conflicts(&check.noun.conflicts)));
    }
    if view.leaves_out {
        page.push(Block::Note("Reasons that speak of what is sealed are not told here, nor a date that rests on them.".into()));
    }
    if let Some(affirmed) = &check.noun.affirmed {
        page.paragraph(format!("Affirmed by {}, {}: {}", affirmed.name, affirmed.role.to_lowercase(), affirmed.note));
    }
    if let Some(kept) = &view.exception {
        page.push(Block::Note(Text::plain(format!("{} goes on by exception: {}", kept.noun.name, kept.noun.reason))));
    }
}

/// On members' authority, and apart from evidence.
fn priorities(page: &mut Document, view: &PaperView) {
    let priorities: Vec<_> = view.paper.iter().flat_map(|paper| &paper.noun.priorities).collect();
    if priorities.is_empty() {
        return;
    }
    page.push(Block::Heading { level: Level::Three, text: "Policy priorities set by members".into() });
    page.paragraph("Entered on the authority of those named. They say what members put first; they are no part of the evidence.");
    let said =
        |set: &&model::paper::PolicyPriority| Text::plain(format!("{} (set by {}, {})", set.says, set.set_by, count::plain_date(set.on)));
    page.push(Block::List { numbered: false, items: priorities.iter().map(said).collect() });
}

fn five_cases(page: &mut Document, view: &PaperView) {
    section(page, view, SectionOf::Strategic);
    outcomes(page, view);
    section(page, view, SectionOf::Economic);
    page.push(Block::Heading { level: Level::Three, text: "Alternatives considered and rejected".into() });
    page.push(paragraphs(view.paper.as_ref().map(|paper| paper.noun.alternatives.as_str())));
    alternatives(page, view);
    worth(page, view);
    for of in [SectionOf::Commercial, SectionOf::Financial, SectionOf::Management] {
        section(page, view, of);
    }
}

fn section(page: &mut Document, view: &PaperView, of: SectionOf) {
    page.heading(of.words());
    match view.paper.as_ref().and_then(|paper| paper.noun.section(of)) {
        Some(section) => {
            page.push(paragraphs(Some(&section.says)));
            page.push(Block::Paragraph(written(&section.by_role, section.on)));
        }
        None => {
            page.paragraph(UNKNOWN);
        }
    }
}

fn written(role: &str, on: quantity::Date) -> Text {
    Text::plain(format!("{}, {}.", role, count::plain_date(on)))
}

fn not_agreed(page: &mut Document, view: &PaperView) {
    let said: Vec<Text> = view
        .paper
        .iter()
        .flat_map(|paper| &paper.noun.not_agreed)
        .map(|not| Text::default().strong(format!("Not agreed by {}: ", not.by)).and(not.says.clone()))
        .chain(
            view.decision
                .iter()
                .filter(|decision| !decision.noun.not_agreed.is_empty())
                .map(|decision| Text::default().strong("Not agreed, when it was decided: ").and(decision.noun.not_agreed.clone())),
        )
        .collect();
    if !said.is_empty() {
        page.heading("Not agreed by");
        page.push(Block::List { numbered: false, items: said });
    }
}

/// The papers named, the files the figures came from, and each kept result with its method.
fn background(page: &mut Document, view: &PaperView) {
    section(page, view, SectionOf::Background);
    if !view.sources.is_empty() {
        let columns = ["File", "Received", "Digest of its bytes"].map(Column::words).to_vec();
        let rows = view.sources.iter().map(|source| {
            let digest = source.noun.digest.clone().unwrap_or_else(|| "No file".to_owned());
            let received = source.noun.dated.map_or_else(|| source.noun.received_by.clone(), count::plain_date);
            vec![Cell::words(source.noun.title.clone()), Cell::words(received), Cell::words(digest.get(..16).unwrap_or(&digest))]
        });
        page.push(Block::Table(Table::new("Where the figures come from", columns, rows.collect())));
    }
    if !view.results.is_empty() {
        let columns = ["What it says", "Method", "Kept as"].map(Column::words).to_vec();
        let rows = view.results.iter().map(|result| {
            let method = format!("{}, edition {}", result.noun.method, result.noun.edition);
            vec![Cell::words(result.noun.statement.clone()), Cell::words(method), Cell::words(reference_of(&result.reference))]
        });
        page.push(Block::Table(Table::new("Results this paper rests on", columns, rows.collect())));
    }
}

/// Each line of what was typed is a paragraph of its own.
pub(super) fn paragraphs(text: Option<&str>) -> Block {
    match text.map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => Block::Paragraph(Text::plain(text)),
        None => Block::Paragraph(UNKNOWN.into()),
    }
}

fn foot(page: &mut Document, view: &PaperView) {
    let (sequence, digest) = &view.head;
    page.foot
        .push(format!("As the records stood on {}. Head of the audit trail: entry {sequence}, {digest}.", count::plain_date(view.dated)));
    if let Some(pack) = view.decision.as_ref().and_then(|decision| decision.noun.pack.as_ref()) {
        page.foot.push(format!("Evidence pack frozen at the decision: {pack}."));
    }
}
