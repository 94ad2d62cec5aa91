//! The forms of a decision paper: what is asked, what named officers write, who clears it, what members put first, who does not agree.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::config::deciding::{Body, deciding};
use desk::house::case::read_case::find_case;
use desk::plan::money::read_allocation::list_allocations;
use desk::plan::paper::clear_paper::{ClearPaper, clear_paper};
use desk::plan::paper::read_paper::find_paper;
use desk::plan::paper::sees_part_2;
use desk::plan::paper::write_paper::{AddWord, Word, WritePaper, add_word, write_paper};
use desk::plan::paper::write_section::{WriteSection, write_section};
use desk::plan::read_readiness::{Of, ReadReadiness, read_readiness_view};
use model::allocation::Allocation;
use model::id::{AllocationId, PaperId};
use model::paper::{Office, Paper, PaperKind, SectionOf};
use model::record::Record;
use model::role::Permission::{AffirmReadiness, WriteCases};
use serde::Deserialize;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Change,
    Section,
    Clear,
    Priority,
    NotAgreed,
}

impl Which {
    /// Last step of the address, heading, button.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Which::Change => ("change", "What is asked?", "Save"),
            Which::Section => ("section", "Write this part of the paper", "Save"),
            Which::Clear => ("clear", "Clear the paper", "Clear it"),
            Which::Priority => ("priority", "A policy priority set by members", "Save"),
            Which::NotAgreed => ("not-agreed", "Who does not agree?", "Save"),
        }
    }
}

pub fn routes() -> Routes {
    let forms = doors! { blank, send;
        "/papers/{reference}/change", May(WriteCases), "Change what a decision paper asks", Which::Change;
        "/papers/{reference}/section", May(WriteCases), "Write one part of a decision paper", Which::Section;
        "/papers/{reference}/clear", May(AffirmReadiness), "Record that a named officer cleared a paper", Which::Clear;
        "/papers/{reference}/priority", May(WriteCases), "Enter a policy priority set by members", Which::Priority;
        "/papers/{reference}/not-agreed", May(WriteCases), "Record who does not agree with a paper", Which::NotAgreed;
    };
    forms.get("/cases/{reference}/paper", May(WriteCases), "Begin a decision paper", begin_blank).post(
        "/cases/{reference}/paper",
        May(WriteCases),
        "Begin a decision paper",
        begin,
    )
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FilledIn {
    of: String,
    office: String,
    service: String,
    change: String,
    part: String,
}

const KINDS: [(&str, PaperKind, &str); 2] = [
    ("options_appraisal", PaperKind::OptionsAppraisal, "An options appraisal"),
    ("business_case", PaperKind::BusinessCase, "A business case, with its five cases"),
];

async fn paper_of(app: &App, signed: &Signed, reference: &str) -> Result<Record<PaperId, Paper>, PageError> {
    Ok(find_paper(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

/// What the form of a paper offers: who may decide, and the allocations it may rest on.
struct Offered {
    bodies: &'static [Body],
    allocations: Vec<Record<AllocationId, Allocation>>,
}

async fn offered(app: &App, signed: &Signed) -> Result<Offered, PageError> {
    let allocations = list_allocations(&app.desk, &signed.actor).await?;
    Ok(Offered { bodies: &deciding()?.bodies, allocations })
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<FilledIn>,
) -> Result<FormPage, PageError> {
    let paper = paper_of(&app, &signed, &reference).await?;
    let noun = &paper.noun;
    let form = match which {
        Which::Change => as_written(noun),
        Which::Section => {
            let written = SectionOf::parse(&filled.of).and_then(|of| noun.section(of));
            let says = written.map(|section| section.says.clone()).unwrap_or_default();
            let exempt = written.map(|section| section.exempt.clone()).unwrap_or_default();
            Form::blank().with("of", filled.of.clone()).with("says", says).with("exempt", exempt)
        }
        Which::Clear => Form::blank().with("office", filled.office.clone()),
        Which::Priority | Which::NotAgreed => Form::blank(),
    };
    Ok(page(which, &offered(&app, &signed).await?, frame, &signed, &paper, &form))
}

fn as_written(paper: &Paper) -> Form {
    let kind = KINDS.iter().find(|(_, kind, _)| *kind == paper.kind).map_or("", |(code, ..)| *code);
    let mut form = Form::blank().with("kind", kind).with("is_key", if paper.is_key { "yes" } else { "no" });
    for (name, text) in [
        ("title", &paper.title),
        ("recommends", &paper.recommends),
        ("reasons", &paper.reasons),
        ("alternatives", &paper.alternatives),
        ("decides", &paper.decides),
        ("accountable", &paper.accountable),
        ("confidence", &paper.confidence),
        ("would_change", &paper.would_change),
    ] {
        form = form.with(name, text.clone());
    }
    if let Some(allocation) = paper.allocation {
        form = form.with("allocation", allocation.to_string());
    }
    if let Some(exempt) = &paper.exempt {
        form = form.with("paragraph", exempt.paragraph.to_string()).with("exempt_because", exempt.because.clone());
        form = form.with_date("exempt_until", exempt.until);
    }
    form = paper.meets_on.map_or(form.clone(), |on| form.with_date("meets_on", on));
    paper.listed_on.map_or(form.clone(), |on| form.with_date("listed_on", on))
}

fn page(which: Which, offered: &Offered, frame: Frame, signed: &Signed, paper: &Record<PaperId, Paper>, form: &Form) -> FormPage {
    let (path, title, button) = which.words();
    let reference = reference_of(&paper.reference);
    let layout = Layout::new(frame, title)
        .in_section(Section::Plan)
        .crumb(paper.noun.title.clone(), format!("/papers/{reference}"))
        .with_errors(form.errors());
    let page =
        FormPage::new(layout, format!("/papers/{reference}/{path}"), Button::new(button)).carrying("version", &paper.version.to_string());
    match which {
        Which::Change => what_is_asked(page, form, offered),
        Which::Section => {
            let of = SectionOf::parse(form.value("of"));
            let offered =
                SectionOf::ALL.into_iter().fold(form.select("of", "Which part?"), |select, of| select.offer(of.code(), of.words()));
            let hint = of.map_or("", asks);
            let page = page
                .part(offered)
                .part(form.textarea("says", "What everybody may read").hint(hint).rows(10))
                .before(paragraph("What is typed here may be disclosed under Freedom of Information, unless it is exempt."));
            if sees_part_2(&signed.actor.scope, paper) {
                page.part(
                    form.textarea("exempt", "What is exempt (Part 2; not required)").hint("Shown only to those who may see it").rows(6),
                )
            } else {
                page
            }
        }
        Which::Clear => {
            let offered = Office::ALL
                .into_iter()
                .fold(form.radios("office", "Which officer?"), |radios, office| radios.offer(office.code(), office.words()));
            page.before(paragraph("It holds for the words as they stand: a change has to be cleared again."))
                .part(offered)
                .part(form.input("name", "Name of the officer"))
                .part(form.textarea("note", "What they said (not required)"))
        }
        Which::Priority => page
            .before(paragraph("Entered on members’ own authority, and shown apart from the evidence."))
            .part(form.textarea("says", "What is the priority?"))
            .part(form.input("by", "Who set it? Name and office, or the body")),
        Which::NotAgreed => page
            .part(form.input("by", "Who does not agree? Name and office, or the body"))
            .part(form.textarea("says", "What do they say?").hint("In their words: it stands beside the recommendation")),
    }
}

/// What a reader looks for under each heading.
fn asks(of: SectionOf) -> &'static str {
    match of {
        SectionOf::Strategic => "Why anything has to change, and what for",
        SectionOf::Economic => "Which option is best for the public, and how that was found",
        SectionOf::Commercial => "Whether anybody would do it, and on what terms",
        SectionOf::Financial => "Whether it can be paid for, out of which budget",
        SectionOf::Management => "How it is done, by whom, and how it is watched",
        SectionOf::Consultation => "Who was asked, when alternatives were still open, what they said, and what changed",
        SectionOf::Equality => "For each option: who by protected characteristic, the evidence or its absence, mitigation, review date",
        SectionOf::Legal => "Powers, duties, procurement, and who was advised",
        SectionOf::Finance => "Cost, savings and where they fall; what is one-off and what recurs",
        SectionOf::Risk => "What could go wrong, how likely, and who bears it",
        SectionOf::Background => "Papers that were relied on and are open to inspection, one a line",
    }
}

fn what_is_asked(page: FormPage, form: &Form, offered: &Offered) -> FormPage {
    let kinds = KINDS.iter().fold(form.radios("kind", "What kind of paper?"), |radios, (code, _, words)| radios.offer(*code, *words));
    let bodies = offered.bodies.iter().fold(form.radios("decides", "Who decides?"), |radios, body| {
        radios.offer_with_hint(body.code.clone(), body.title.clone(), body.decides.clone())
    });
    let mut allocations = form.select("allocation", "Does it rest on a plan of shared money? (not required)").offer("", "No");
    for allocation in &offered.allocations {
        allocations = allocations.offer(allocation.id.to_string(), allocation.noun.title.clone());
    }
    page.part(kinds)
        .part(form.input("title", "Title, as it stands on the agenda"))
        .part(form.textarea("recommends", "What is asked?").hint("One sentence a line: each becomes a numbered recommendation").rows(5))
        .part(form.textarea("reasons", "Why?").rows(5))
        .part(form.textarea("alternatives", "What else was considered, and why is it not recommended?").rows(5))
        .part(form.input("accountable", "Which elected member answers for what is valued here?").hint("Name and office"))
        .part(form.textarea("confidence", "How sure is this, and what does that rest on?"))
        .part(form.textarea("would_change", "What would change the recommendation?"))
        .part(allocations)
        .part(bodies)
        .part(form.radios("is_key", "Is it a key decision?").offer("yes", "Yes").offer("no", "No").inline())
        .part(form.date_input("meets_on", "When do they meet? (not required)"))
        .part(
            form.date_input("listed_on", "When was its entry in the forward plan published? (not required)")
                .hint("Members see the paper from then on, and always after"),
        )
        .part(form.input("paragraph", "Is a part exempt? Paragraph of Schedule 12A, 1 to 7 (not required)").width(2))
        .part(form.date_input("exempt_until", "Exempt until when? (not required)"))
        .part(form.textarea("exempt_because", "Why does keeping it back outweigh the public’s interest in knowing? (not required)"))
}

/// What was typed, put to the desk.
fn read(form: &mut Form, paper: Option<(PaperId, i64)>, of: &Question) -> WritePaper {
    let kind = KINDS.iter().find(|(code, ..)| *code == form.value("kind")).map(|(_, kind, _)| *kind);
    if kind.is_none() {
        form.add_error("kind", "Choose what kind of paper it is");
    }
    if !["yes", "no"].contains(&form.value("is_key")) {
        form.add_error("is_key", "Say whether it is a key decision");
    }
    let text = |name: &str| form.value(name).to_owned();
    let (title, recommends, reasons, alternatives) = (text("title"), text("recommends"), text("reasons"), text("alternatives"));
    let (decides, accountable, confidence) = (text("decides"), text("accountable"), text("confidence"));
    let (would_change, exempt_because, is_key) = (text("would_change"), text("exempt_because"), form.value("is_key") == "yes");
    let paragraph = form.optional("paragraph", |typed| typed.trim().parse::<u8>().map_err(|_| "Write a number from 1 to 7"));
    WritePaper {
        paper,
        case: of.case,
        service: of.service,
        change: of.change.clone(),
        part: of.part.clone(),
        kind: kind.unwrap_or(PaperKind::OptionsAppraisal),
        title,
        recommends,
        reasons,
        alternatives,
        decides,
        meets_on: form.optional_date("meets_on"),
        listed_on: form.optional_date("listed_on"),
        is_key,
        accountable,
        confidence,
        would_change,
        paragraph,
        exempt_until: form.optional_date("exempt_until"),
        exempt_because,
        allocation: form.value("allocation").parse().ok(),
    }
}

/// What the paper is about.
struct Question {
    case: model::id::CaseId,
    service: model::id::ServiceId,
    change: String,
    part: String,
}

async fn send(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let paper = paper_of(&app, &signed, &reference).await?;
    let mut form = Form::read(fields);
    let offered = &offered(&app, &signed).await?;
    let (desk, actor, version) = (&app.desk, &signed.actor, form.version());
    let done = match which {
        Which::Change => {
            let noun = &paper.noun;
            let of = Question { case: noun.case, service: noun.service, change: noun.change.clone(), part: noun.part.clone() };
            let ask = read(&mut form, Some((paper.id, version)), &of);
            if form.has_errors() {
                return Ok(page(which, offered, frame, &signed, &paper, &form).into_response());
            }
            write_paper(desk, actor, ask).await
        }
        Which::Section => match SectionOf::parse(form.value("of")) {
            Some(of) => {
                let (says, exempt) = (form.value("says").to_owned(), form.value("exempt").to_owned());
                write_section(desk, actor, WriteSection { paper: paper.id, version, of, says, exempt }).await
            }
            None => Err(DeskError::Faults(vec![desk::error::Fault::new("of", "Choose which part it is")])),
        },
        Which::Clear => match Office::parse(form.value("office")) {
            Some(office) => {
                let (name, note) = (form.value("name").to_owned(), form.value("note").to_owned());
                clear_paper(desk, actor, ClearPaper { paper: paper.id, version, office, name, note }).await
            }
            None => Err(DeskError::Faults(vec![desk::error::Fault::new("office", "Choose which officer")])),
        },
        Which::Priority => {
            let word = Word::Priority { says: form.value("says").to_owned(), set_by: form.value("by").to_owned() };
            add_word(desk, actor, AddWord { paper: paper.id, version, word }).await
        }
        Which::NotAgreed => {
            let word = Word::NotAgreed { says: form.value("says").to_owned(), by: form.value("by").to_owned() };
            add_word(desk, actor, AddWord { paper: paper.id, version, word }).await
        }
    };
    match done {
        Ok(_) => Ok(to(&format!("/papers/{reference}"))),
        Err(error) => again(error, form, |form| page(which, offered, frame, &signed, &paper, form)),
    }
}

async fn question(app: &App, signed: &Signed, reference: &str, filled: FilledIn) -> Result<(Question, String, String), PageError> {
    let reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let case = find_case(&app.desk, &signed.actor, &reference).await?;
    let ask = ReadReadiness { service: filled.service, change: filled.change, part: filled.part };
    let view = read_readiness_view(&app.desk, &signed.actor, &Of::Case(reference), &ask).await?;
    let found = &view.found;
    let of = Question { case: case.id, service: found.service.id, change: found.proposal.model.code.clone(), part: found.part() };
    let about = format!("{}, {}", found.service.noun.name, crate::plan::readiness_document::change_in_words(found));
    Ok((of, case.noun.question, about))
}

fn begin_page(
    frame: Frame,
    reference: &str,
    of: &Question,
    service: &str,
    words: (&str, &str),
    form: &Form,
    offered: &Offered,
) -> FormPage {
    let (question, about) = words;
    let layout = Layout::new(frame, "Begin a decision paper")
        .in_section(Section::Plan)
        .crumb("My cases", "/")
        .crumb(question, format!("/cases/{reference}"))
        .caption(about)
        .with_errors(form.errors());
    let page = FormPage::new(layout, format!("/cases/{reference}/paper"), Button::new("Begin the paper"))
        .carrying("service", service)
        .carrying("change", &of.change)
        .carrying("part", &of.part)
        .before(paragraph("The evidence, the choices, the readiness check and what is expected come from the records. What is typed here may be disclosed under Freedom of Information."));
    what_is_asked(page, form, offered)
}

async fn begin_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<FilledIn>,
) -> Result<FormPage, PageError> {
    let (of, question, about) = question(&app, &signed, &reference, filled).await?;
    let offered = &offered(&app, &signed).await?;
    Ok(begin_page(frame, &reference, &of, &of.service.to_string(), (&question, &about), &Form::blank(), offered))
}

async fn begin(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let text = |name: &str| form.value(name).to_owned();
    let filled = FilledIn { service: text("service"), change: text("change"), part: text("part"), ..FilledIn::default() };
    let service = filled.service.clone();
    let (of, question, about) = question(&app, &signed, &reference, filled).await?;
    let offered = &offered(&app, &signed).await?;
    let ask = read(&mut form, None, &of);
    if form.has_errors() {
        return Ok(begin_page(frame, &reference, &of, &service, (&question, &about), &form, offered).into_response());
    }
    match write_paper(&app.desk, &signed.actor, ask).await {
        Ok(paper) => Ok(to(&format!("/papers/{}", reference_of(&paper.reference)))),
        Err(error) => again(error, form, |form| begin_page(frame, &reference, &of, &service, (&question, &about), form, offered)),
    }
}
