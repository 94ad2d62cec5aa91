//! Recording a decision: what was chosen and why, what is expected of it by when, what would show it was wrong. What the rules refuse
//! is said on the page, with a way on.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::config::deciding::{Body, deciding};
use desk::house::case::read_case::find_case;
use desk::plan::decide::{Decide, Expected, decide};
use desk::plan::money::read_allocation::list_allocations;
use desk::plan::paper::equality_digest;
use desk::plan::paper::read_paper::papers_of;
use desk::plan::read_readiness::{Of, ReadReadiness, ReadinessView, read_readiness_view};
use desk::plan::still_open::{StillOpen, read_still_open};
use model::case::Case;
use model::id::CaseId;
use model::paper::SectionOf;
use model::record::Record;
use model::role::Permission::Decide as MayDecide;
use quantity::Unit;
use serde::Deserialize;

use crate::app::App;
use crate::components::button::Button;
use crate::components::icon::StateLabel;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::error::PageError;
use crate::form::{Fields, Form, STALE};
use crate::house::case::answer_label;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::readiness_document::change_in_words;
use crate::plan::readiness_parts::choice_title;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, in_query, to};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "plan/decide.html")]
struct DecidePage {
    layout: Layout,
    refused: Option<Refused>,
    answer: StateLabel,
    sentence: String,
    readiness_at: String,
    others: Vec<(String, String)>,
    action: String,
    hidden: Vec<(&'static str, String)>,
    parts: Vec<Markup>,
    button: Button,
}

/// Why it cannot be recorded now, and the ways on.
struct Refused {
    says: String,
    ways: Vec<(String, String)>,
}

page!(DecidePage);

pub fn routes() -> Routes {
    Routes::new().get("/cases/{reference}/decide", May(MayDecide), "Record a decision", blank).post(
        "/cases/{reference}/decide",
        May(MayDecide),
        "Record a decision",
        send,
    )
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Question {
    service: String,
    change: String,
    part: String,
}

/// How many expectations the form has room for; one is required.
const EXPECTED: [&str; 3] = ["expects", "expects_2", "expects_3"];

/// What the form is about.
struct Asked {
    case: Record<CaseId, Case>,
    view: ReadinessView,
    bodies: &'static [Body],
    /// What the paper of this question says of equality, with its digest, where it does.
    equality: Option<(String, String)>,
    open: StillOpen,
    /// Reference of its paper; empty where there is none.
    paper: String,
    /// Address of the plan of shared money that its paper names, or of all of them.
    allocation: String,
}

async fn gather(app: &App, signed: &Signed, reference: &str, ask: &ReadReadiness) -> Result<Asked, PageError> {
    let of = reference.parse().map_err(|_| PageError::NotFound)?;
    let case = find_case(&app.desk, &signed.actor, &of).await?;
    let view = read_readiness_view(&app.desk, &signed.actor, &Of::Case(of.clone()), ask).await?;
    let papers = papers_of(&app.desk, &signed.actor, &of).await?;
    let found = &view.found;
    let is_of = |paper: &model::paper::Paper| {
        (paper.service, &paper.change, &paper.part) == (found.service.id, &found.proposal.model.code, &found.part())
    };
    let record = papers.iter().rfind(|paper| is_of(&paper.noun));
    let paper = record.map(|paper| &paper.noun);
    let allocation = match paper.and_then(|paper| paper.allocation) {
        Some(id) => {
            let kept = list_allocations(&app.desk, &signed.actor).await?;
            let named = kept.iter().find(|kept| kept.id == id).map(|kept| format!("/allocations/{}", reference_of(&kept.reference)));
            named.unwrap_or_else(|| "/allocations".to_owned())
        }
        None => "/allocations".to_owned(),
    };
    let equality = paper.and_then(|paper| Some((paper.section(SectionOf::Equality)?.says.clone(), equality_digest(paper)?)));
    let question = desk::plan::gather::Asked {
        case: Some(case.id),
        service: found.service.id,
        change: found.proposal.model.code.clone(),
        part: found.part(),
    };
    let open = read_still_open(&app.desk, &signed.actor, &question).await?;
    let paper = record.map(|paper| reference_of(&paper.reference)).unwrap_or_default();
    Ok(Asked { case, view, bodies: &deciding()?.bodies, equality, open, paper, allocation })
}

async fn blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(question): Query<Question>,
) -> Result<DecidePage, PageError> {
    let ask = ReadReadiness { service: question.service, change: question.change, part: question.part };
    let asked = gather(&app, &signed, &reference, &ask).await?;
    Ok(page_of(frame, &asked, &Form::blank(), None))
}

fn page_of(frame: Frame, asked: &Asked, form: &Form, refused: Option<Refused>) -> DecidePage {
    let Asked { case, view, bodies, equality, open, .. } = asked;
    let reference = reference_of(&case.reference);
    let found = &view.found;
    let at = |page: &str, choice: &desk::plan::gather::Gathered| {
        let service = reference_of(&choice.service.reference);
        format!(
            "/cases/{reference}/{page}?service={service}&change={}&part={}",
            in_query(&choice.proposal.model.code),
            in_query(&choice.part())
        )
    };
    let layout = Layout::new(frame, "Record a decision")
        .in_section(Section::Plan)
        .crumb("My cases", "/")
        .crumb(case.noun.question.clone(), format!("/cases/{reference}"))
        .caption(format!("{} · {}", found.service.noun.name, change_in_words(found)))
        .with_errors(form.errors());
    let is_this =
        |choice: &&desk::plan::gather::Gathered| choice.proposal.model.code == found.proposal.model.code && choice.part() == found.part();
    let mut parts: Vec<Markup> = vec![
        form.input("what", "What was decided?").bold().hint("In one sentence").into(),
        form.textarea("reasons", "Why?").bold().rows(4).into(),
        form.textarea("alternatives", "What else was considered, and why not?")
            .bold()
            .hint("Staying as we are is always among them")
            .rows(4)
            .into(),
        form.date_input("decided_on", "When was it decided?").bold().into(),
    ];
    let measures: Vec<_> = found.issues.iter().filter_map(|(_, standing)| standing.measure.as_ref()).collect();
    for (number, name) in EXPECTED.into_iter().enumerate() {
        let more = if number == 0 { String::new() } else { " (not required)".to_owned() };
        parts.push(
            form.input(name, format!("What do you expect of it?{more}"))
                .bold()
                .hint("It is kept as a promise, and shown beside what happens")
                .into(),
        );
        parts.push(form.date_input(&format!("{name}_due"), format!("By when?{more}")).into());
        let mut select = form.select(&format!("{name}_measure"), "Which measure tells? (not required)").offer("", "None");
        let mut seen = Vec::new();
        for measure in &measures {
            if !seen.contains(&measure.id) {
                seen.push(measure.id);
                select = select.offer(measure.id.to_string(), measure.noun.name.clone());
            }
        }
        parts.push(select.into());
        parts.push(
            form.input(&format!("{name}_value"), "What figure? (not required)")
                .hint("In the measure’s unit; percentages from 0 to 100")
                .width(10)
                .into(),
        );
    }
    parts.push(
        form.textarea("smallest_test", "What is the smallest thing that would show this was wrong?")
            .bold()
            .hint("For example: two months running over 26 weeks")
            .rows(3)
            .into(),
    );
    parts.push(form.input("accountable", "Which elected member answers for what is valued here?").bold().hint("Name and office").into());
    parts.push(
        bodies
            .iter()
            .fold(form.radios("taken_by", "Who took it?"), |radios, body| {
                radios.offer_with_hint(body.code.clone(), body.title.clone(), body.decides.clone())
            })
            .into(),
    );
    parts.push(
        form.textarea("not_agreed", "Who did not agree, and what did they say? (not required)")
            .hint("In their words: it stands beside the decision")
            .into(),
    );
    if let Some((words, digest)) = equality {
        parts.push(Markup::trusted(format!(
            "<div class=\"govuk-inset-text\"><h2 class=\"govuk-heading-s\">What the paper says of equality</h2><p class=\"govuk-body\">{}</p></div>",
            Markup::text(words)
        )));
        parts.push(
            form.checkboxes("equality_read", "Was it read by whoever took the decision?")
                .offer(digest, "Yes: these words were read")
                .into(),
        );
    }
    parts.extend(still_open_parts(form, open));
    parts.push(form.date_input("review_on", "When will it be looked at again?").bold().into());
    DecidePage {
        layout,
        refused,
        answer: answer_label(found.readiness.answer),
        sentence: found.readiness.sentence.clone(),
        readiness_at: at("readiness", found),
        others: view.choices.iter().filter(|choice| !is_this(choice)).map(|choice| (choice_title(choice), at("decide", choice))).collect(),
        action: format!("/cases/{reference}/decide"),
        hidden: vec![
            ("version", case.version.to_string()),
            ("service", reference_of(&found.service.reference)),
            ("change", found.proposal.model.code.clone()),
            ("part", found.part()),
        ],
        parts,
        button: Button::new("Record the decision"),
    }
}

/// What goes without a word so far: asked only where it does.
fn still_open_parts(form: &Form, open: &StillOpen) -> Vec<Markup> {
    let mut parts = Vec::new();
    if !open.kinds.is_empty() {
        parts.push(
            form.textarea("why_not_wider", "Why was no option of some kinds looked at?")
                .bold()
                .hint(format!("In words that can be published. There is none of these, and no reason why not: {}", open.kinds_in_words()))
                .rows(3)
                .into(),
        );
    }
    if let Some(gap) = &open.skills {
        parts.push(
            form.textarea("skills_missing", "What is done about the skills that nobody lends yet?")
                .bold()
                .hint(format!("{gap}."))
                .rows(3)
                .into(),
        );
    }
    if !open.old_needs.is_empty() {
        let names: Vec<String> = open.old_needs.iter().map(|need| format!("“{}” ({})", need.title, need.reference)).collect();
        parts.push(
            InsetText::new(format!(
                "Evidence of what it answers is too old, or missing: {}. That holds the decision back until there is newer evidence, or an accountable person says why it may go on.",
                names.join("; ")
            ))
            .into(),
        );
    }
    if let Some(gap) = &open.not_asked {
        parts.push(InsetText::new(format!("{gap}. It is shown as unknown beside the decision.")).into());
    }
    parts
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let ask = ReadReadiness {
        service: form.value("service").to_owned(),
        change: form.value("change").to_owned(),
        part: form.value("part").to_owned(),
    };
    let asked = gather(&app, &signed, &reference, &ask).await?;
    let ask = read_form(&asked, &mut form);
    if form.has_errors() {
        return Ok(page_of(frame, &asked, &form, None).into_response());
    }
    match decide(&app.desk, &signed.actor, ask).await {
        Ok(decision) => Ok(to(&format!("/decisions/{}", reference_of(&decision.reference)))),
        Err(DeskError::Refused { code, sentence }) => {
            let refused = Refused { says: sentence, ways: ways_on(code, &asked) };
            Ok((StatusCode::CONFLICT, page_of(frame, &asked, &form, Some(refused))).into_response())
        }
        Err(DeskError::Stale) => {
            let refused = Refused {
                says: STALE.to_owned(),
                ways: vec![("See the case as it is now".into(), format!("/cases/{}", reference_of(&asked.case.reference)))],
            };
            Ok((StatusCode::CONFLICT, page_of(frame, &asked, &form, Some(refused))).into_response())
        }
        Err(error) => {
            form.refused(error)?;
            Ok(page_of(frame, &asked, &form, None).into_response())
        }
    }
}

/// No refusal is a dead end.
fn ways_on(code: &str, asked: &Asked) -> Vec<(String, String)> {
    let Asked { case, view, .. } = asked;
    let reference = reference_of(&case.reference);
    let service = reference_of(&view.found.service.reference);
    let query = format!("service={service}&change={}&part={}", in_query(&view.found.proposal.model.code), in_query(&view.found.part()));
    let at = |place: &str| format!("/cases/{reference}/readiness?{query}#{place}");
    let way = |words: &str, place: &str| (words.to_owned(), at(place));
    match code {
        "not_asked" | "asked_before_a_change" => vec![way("Ask, and keep the answer", "kept")],
        "not_affirmed" => vec![way("Put a name to the answer, or ask somebody who may", "kept")],
        "held" => vec![
            way("See what can be done meanwhile", "now"),
            way("See what is missing, and when it could be there", "missing"),
            way("Proceed by exception: who may, and how", "exception"),
        ],
        "need_is_old" => {
            let mut ways: Vec<(String, String)> = asked
                .open
                .old_needs
                .iter()
                .flat_map(|need| {
                    let at = format!("/needs/{}", need.reference);
                    [
                        (format!("Add newer evidence of “{}”", need.title), format!("{at}/evidence")),
                        (
                            format!("Let it rest on the old evidence of “{}”: who may, and how", need.title),
                            format!("{at}/waive?case={reference}"),
                        ),
                    ]
                })
                .collect();
            ways.push(("See which needs it answers".to_owned(), "/needs#outcomes".to_owned()));
            ways
        }
        "plan_not_kept" => vec![("Keep the plan of the shared money".to_owned(), asked.allocation.clone())],
        "plan_does_not_hold" => vec![
            ("Change the limits of the shared money".to_owned(), asked.allocation.clone()),
            ("Let the paper rest on another".to_owned(), format!("/papers/{}/change", asked.paper)),
        ],
        _ => vec![way("See the readiness check", "answer")],
    }
}

fn read_form(asked: &Asked, form: &mut Form) -> Decide {
    let (case, view) = (&asked.case, &asked.view);
    const NUMBERS: std::ops::RangeInclusive<f64> = -1e12..=1e12;
    let (decided_on, review_on) = (form.optional_date("decided_on"), form.optional_date("review_on"));
    let mut expects = Vec::new();
    for name in EXPECTED {
        let due = form.optional_date(&format!("{name}_due"));
        let value = form.optional_number(&format!("{name}_value"), NUMBERS);
        let what = form.value(name).trim().to_owned();
        let measure = form.value(&format!("{name}_measure")).parse().ok();
        if what.is_empty() {
            continue;
        }
        if due.is_none() {
            form.add_error(format!("{name}_due-day"), "Say by when, after today");
        }
        let percent = measure.is_some_and(|id| {
            view.found
                .issues
                .iter()
                .filter_map(|(_, found)| found.measure.as_ref())
                .any(|kept| kept.id == id && kept.noun.unit == Unit::Percent)
        });
        let value = value.map(|value| if percent { value / 100.0 } else { value });
        expects.push(Expected { what, due, measure, value });
    }
    Decide {
        case: case.id,
        version: form.version(),
        service: view.found.service.id,
        change: view.found.proposal.model.code.clone(),
        part: view.found.part(),
        what: form.value("what").to_owned(),
        reasons: form.value("reasons").to_owned(),
        alternatives: form.value("alternatives").to_owned(),
        decided_on,
        expects,
        smallest_test: form.value("smallest_test").to_owned(),
        review_on,
        accountable: form.value("accountable").to_owned(),
        taken_by: form.value("taken_by").to_owned(),
        not_agreed: form.value("not_agreed").to_owned(),
        equality_read: Some(form.value("equality_read").to_owned()).filter(|read| !read.is_empty()),
        why_not_wider: form.value("why_not_wider").to_owned(),
        skills_missing: form.value("skills_missing").to_owned(),
    }
}
