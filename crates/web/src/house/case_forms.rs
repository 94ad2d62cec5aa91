//! The short forms of a case: who was in the room, a look taken, an outcome, a choice, a promise, the next step, the stage, a lesson.
//!
//! Each is one page with one question or few; a stale one comes back with what was typed and the version to save on.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::case::add_choice::{AddChoice, RuleOutChoice, add_choice, rule_out_choice};
use desk::house::case::add_outcome::{AddOutcome, add_outcome};
use desk::house::case::change_case::{MoveToStage, SetNextStep, move_to_stage, set_next_step};
use desk::house::case::make_promise::{MakePromise, make_promise};
use desk::house::case::read_case::{Offers, find_case, offers};
use desk::house::case::record_lesson::{RecordLesson, record_lesson};
use desk::house::case::record_look::{RecordLook, record_look};
use desk::house::case::record_room::{RecordRoom, record_room};
use model::case::{Case, LookAt, Part};
use model::id::CaseId;
use model::outcome::OutcomeKind;
use model::record::Record;
use model::role::Permission::WriteCases;
use model::terms::{Ground, GroundKind};
use serde::Deserialize;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

/// The forms, by the last step of their address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Room,
    Look,
    Outcome,
    Choice,
    RuleOut,
    Promise,
    Next,
    Stage,
    Lesson,
}

const ALL: [(Which, &str, &str); 9] = [
    (Which::Room, "room", "Record who was in the room"),
    (Which::Look, "look", "Record a look taken"),
    (Which::Outcome, "outcome", "Add an outcome"),
    (Which::Choice, "choice", "Add a choice"),
    (Which::RuleOut, "rule-out", "Rule a choice out"),
    (Which::Promise, "promise", "Write what you expect, and by when"),
    (Which::Next, "next", "Set the next step"),
    (Which::Stage, "stage", "Move to another stage"),
    (Which::Lesson, "lesson", "Write what was learned"),
];

pub fn routes() -> Routes {
    doors! { blank, send;
        "/cases/{reference}/room", May(WriteCases), "Record who was in the room", Which::Room;
        "/cases/{reference}/look", May(WriteCases), "Record a look taken", Which::Look;
        "/cases/{reference}/outcome", May(WriteCases), "Add an outcome", Which::Outcome;
        "/cases/{reference}/choice", May(WriteCases), "Add a choice", Which::Choice;
        "/cases/{reference}/rule-out", May(WriteCases), "Rule a choice out", Which::RuleOut;
        "/cases/{reference}/promise", May(WriteCases), "Write what you expect, and by when", Which::Promise;
        "/cases/{reference}/next", May(WriteCases), "Set the next step", Which::Next;
        "/cases/{reference}/stage", May(WriteCases), "Move to another stage", Which::Stage;
        "/cases/{reference}/lesson", May(WriteCases), "Write what was learned", Which::Lesson;
    }
}

/// What a link may fill in: `?part=want`.
#[derive(Deserialize, Default)]
#[serde(default)]
struct FilledIn {
    part: String,
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<FilledIn>,
) -> Result<FormPage, PageError> {
    let case = case_of(&app, &signed, &reference).await?;
    let form = Form::blank().with("version", case.version.to_string()).with("part", filled.part);
    form_page(which, &app, frame, &signed, &case, form, false).await
}

pub(super) async fn case_of(app: &App, signed: &Signed, reference: &str) -> Result<Record<CaseId, Case>, PageError> {
    Ok(find_case(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn form_page(
    which: Which,
    app: &App,
    frame: Frame,
    signed: &Signed,
    case: &Record<CaseId, Case>,
    form: Form,
    stale: bool,
) -> Result<FormPage, PageError> {
    let reference = reference_of(&case.reference);
    let (path, title) = ALL.iter().find(|(known, ..)| *known == which).map_or(("", ""), |(_, path, title)| (*path, *title));
    let layout = Layout::new(frame, title)
        .in_section(Section::Cases)
        .crumb("My cases", "/")
        .crumb(case.noun.question.clone(), format!("/cases/{reference}"))
        .with_errors(form.errors());
    let offers = offers(&app.desk, &signed.actor).await?;
    let page =
        FormPage::new(layout, format!("/cases/{reference}/{path}"), Button::new("Save")).carrying("version", &case.version.to_string());
    let page = if stale {
        page.before(paragraph(
            "Somebody else changed this case while you were writing. What you typed is still here: look at the case, then save again.",
        ))
    } else {
        page
    };
    Ok(match which {
        Which::Room => room(page, &form),
        Which::Look => look(page, &form),
        Which::Outcome => outcome(page, &form, &offers),
        Which::Choice => choice(page, &form, &offers, &case.noun),
        Which::RuleOut => rule_out(page, &form, &case.noun),
        Which::Promise => promise(page, &form, &offers),
        Which::Next => next(page, &form),
        Which::Stage => stage(page, &form, &offers),
        Which::Lesson => lesson(page, &form),
    })
}

fn room(page: FormPage, form: &Form) -> FormPage {
    let mut parts = form.radios("part", "Which part of the case?");
    for (part, words) in [
        (Part::Want, "What we want"),
        (Part::Know, "What we know"),
        (Part::Could, "What we could do"),
        (Part::Chose, "What we chose"),
        (Part::Happened, "What happened"),
        (Part::Learned, "What we learned"),
    ] {
        parts = parts.offer(part.code(), words);
    }
    page.part(parts)
        .part(
            form.textarea("who", "Who was in the room?")
                .hint("Residents by role, never by name: for example nine people with lived experience"),
        )
        .part(form.input("elected_members", "How many elected members were among them? (not required)").width(3))
        .part(form.date_input("on", "When was that?"))
}

fn look(page: FormPage, form: &Form) -> FormPage {
    let mut at = form.radios("at", "What was looked at?");
    for look in LookAt::ALL {
        at = at.offer(look.code(), report::words::count::sentence(look.words()));
    }
    page.part(at)
        .part(form.textarea("note", "What was seen?").hint("In a sentence or two; a link to a paper is welcome"))
        .part(form.date_input("on", "When was it looked at?"))
}

fn measures(form: &Form, offers: &Offers) -> crate::components::typed::Select {
    let mut select = form.select("measure", "Which measure tells? (not required)").offer("", "None yet");
    for measure in &offers.measures {
        select = select.offer(measure.id.to_string(), measure.noun.name.clone());
    }
    select
}

fn outcome(page: FormPage, form: &Form, offers: &Offers) -> FormPage {
    page.part(form.textarea("statement", "What will be different in people’s lives?"))
        .part(form.input("people", "For whom?"))
        .part(measures(form, offers))
        .part(
            form.input("baseline", "Where is it now? (not required)")
                .hint("In the measure’s unit; percentages as a number from 0 to 100")
                .width(10),
        )
        .part(form.input("target", "What is the aim? (not required)").width(10))
        .part(form.date_input("by", "By when? (not required)"))
}

fn choice(page: FormPage, form: &Form, offers: &Offers, case: &Case) -> FormPage {
    let mut models = form.radios("delivery_model", "Which delivery model?");
    for model in &offers.models {
        models = models.offer_with_hint(model.noun.code.clone(), model.noun.title.clone(), model.noun.describes.clone());
    }
    let mut services = form.select("service", "Of which service?").offer("", "Choose one");
    let of_case = offers.services.iter().filter(|service| case.services.is_empty() || case.services.contains(&service.id));
    for service in of_case {
        services = services.offer(service.id.to_string(), service.noun.name.clone());
    }
    let mut ground = form.select("ground", "Is there a lawful ground on which nothing is held up? (not required)").offer("", "None");
    for kind in GroundKind::ALL {
        ground = ground.offer(kind.code(), kind.words());
    }
    page.part(form.input("title", "What is the choice called?"))
        .part(services)
        .part(models)
        .part(
            form.input("part", "If only a part goes, which? (not required)")
                .hint("For example outreach. Known issues that stay behind are named on the readiness check"),
        )
        .part(form.textarea("outcome", "What would it bring? (not required)").rows(2))
        .part(form.input("cost", "What would it cost in a year? (not required)").prefix("£").width(10))
        .part(form.textarea("affects", "Who is affected? (not required)").rows(2))
        .part(form.textarea("how_sure", "How sure are we? (not required)").rows(2))
        .part(ground)
        .part(form.input("rests_on", "What does that ground rest on? (not required)").hint("The order, the notice, the concern"))
}

fn rule_out(page: FormPage, form: &Form, case: &Case) -> FormPage {
    let mut titles = form.select("title", "Which choice?").offer("", "Choose one");
    for choice in case.choices.iter().filter(|choice| choice.ruled_out.is_none()) {
        titles = titles.offer(choice.title.clone(), choice.title.clone());
    }
    page.part(titles).part(form.textarea("reason", "Why?").hint("In a line that can be published"))
}

fn promise(page: FormPage, form: &Form, offers: &Offers) -> FormPage {
    page.part(form.input("what", "What will happen?"))
        .part(form.date_input("due", "By when?"))
        .part(measures(form, offers))
        .part(form.input("expected", "What figure do you expect? (not required)").width(10))
}

fn next(page: FormPage, form: &Form) -> FormPage {
    page.part(form.input("what", "What comes next?").hint("Begin with a verb: choose what to do"))
        .part(form.date_input("by", "By when?"))
        .part(form.input("if_not", "What lapses if nobody does it?"))
        .part(form.textarea("because", "Why does it need somebody?").hint("One sentence, shown on My cases").rows(2))
}

fn stage(page: FormPage, form: &Form, offers: &Offers) -> FormPage {
    let mut stages = form.radios("stage", "Which stage?");
    for stage in &offers.stages {
        stages = stages.offer_with_hint(stage.code.clone(), stage.title.clone(), stage.says.clone());
    }
    page.part(stages)
}

fn lesson(page: FormPage, form: &Form) -> FormPage {
    page.part(form.textarea("text", "What was learned?").hint("What to keep, or what was wrong"))
        .part(form.input("shared_with", "With whom was it shared? (not required)"))
}

async fn send(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let case = case_of(&app, &signed, &reference).await?;
    let answer = match ask(which, &app, &signed, &case, &mut form).await {
        _ if form.has_errors() => None,
        Ok(way) => Some(to(&way)),
        Err(DeskError::Stale) => {
            let now = case_of(&app, &signed, &reference).await?;
            return Ok(form_page(which, &app, frame, &signed, &now, form, true).await?.into_response());
        }
        Err(error) => {
            form.refused(error)?;
            None
        }
    };
    match answer {
        Some(response) => Ok(response),
        None => Ok(form_page(which, &app, frame, &signed, &case, form, false).await?.into_response()),
    }
}

/// Reads the form and asks the desk; answers where to go.
async fn ask(which: Which, app: &App, signed: &Signed, record: &Record<CaseId, Case>, form: &mut Form) -> Result<String, DeskError> {
    let (desk, actor) = (&app.desk, &signed.actor);
    let (case, version) = (record.id, form.version());
    let reference = reference_of(&record.reference);
    let home = |part: Part| format!("/cases/{reference}#{}", part.code());
    let typed = |form: &Form, name: &str| form.value(name).to_owned();
    const NUMBERS: std::ops::RangeInclusive<f64> = -1e12..=1e12;
    match which {
        Which::Room => {
            let on = form.date("on", "Say when that was");
            let part = Part::parse(form.value("part"));
            if part.is_none() {
                form.add_error("part", "Choose a part of the case");
            }
            let elected_members = form.optional_number("elected_members", 0.0..=1_000.0);
            if elected_members.is_some_and(|members| members.fract() != 0.0) {
                form.add_error("elected_members", "Write a whole number, or leave it empty");
            }
            let (Some(part), who, false) = (part, typed(form, "who"), form.has_errors()) else { return Ok(String::new()) };
            let elected_members = elected_members.map(|members| members as u32);
            record_room(desk, actor, RecordRoom { case, version, part, who, on, elected_members }).await?;
            Ok(home(part))
        }
        Which::Look => {
            let on = form.date("on", "Say when it was looked at");
            let at = LookAt::parse(form.value("at"));
            if at.is_none() {
                form.add_error("at", "Choose what was looked at");
            }
            let (Some(at), note) = (at, typed(form, "note")) else { return Ok(String::new()) };
            record_look(desk, actor, RecordLook { case, version, at, on, note, source: None }).await?;
            Ok(home(Part::Know))
        }
        Which::Outcome => {
            let (baseline, target) = (form.optional_number("baseline", NUMBERS), form.optional_number("target", NUMBERS));
            let by = form.optional_date("by");
            if form.has_errors() {
                return Ok(String::new());
            }
            let measure = form.value("measure").parse().ok();
            let offered = offers(desk, actor).await?;
            // A percentage is typed as people say it, and kept as a share.
            let percent =
                measure.is_some_and(|id| offered.measures.iter().any(|kept| kept.id == id && kept.noun.unit == quantity::Unit::Percent));
            let scaled = |value: Option<f64>| value.map(|v| if percent { v / 100.0 } else { v });
            let ask = AddOutcome {
                case,
                statement: typed(form, "statement"),
                people: typed(form, "people"),
                kind: OutcomeKind::Outcome,
                measure,
                baseline: scaled(baseline),
                target: scaled(target),
                by,
            };
            add_outcome(desk, actor, ask).await?;
            Ok(home(Part::Want))
        }
        Which::Choice => {
            let cost = form.optional_money("cost");
            let Ok(service) = form.value("service").parse() else {
                form.add_error("service", "Choose the service it is about");
                return Ok(String::new());
            };
            let delivery_model = typed(form, "delivery_model");
            if delivery_model.is_empty() {
                form.add_error("delivery_model", "Choose a delivery model");
            }
            if form.has_errors() {
                return Ok(String::new());
            }
            let ground = GroundKind::parse(form.value("ground")).map(|kind| Ground { kind, rests_on: typed(form, "rests_on") });
            let part = typed(form, "part");
            let ask = AddChoice {
                case,
                version,
                title: typed(form, "title"),
                delivery_model: delivery_model.clone(),
                service,
                part: part.clone(),
                leaves_issues: Vec::new(),
                outcome: typed(form, "outcome"),
                cost,
                affects: typed(form, "affects"),
                how_sure: typed(form, "how_sure"),
                ground,
                transfer_to_fix: None,
            };
            add_choice(desk, actor, ask).await?;
            // Whatever is proposed is asked at once: are we solving it, or moving it?
            let query = crate::router::in_query;
            Ok(format!("/cases/{reference}/readiness?service={service}&change={}&part={}", query(&delivery_model), query(part.trim())))
        }
        Which::RuleOut => {
            let ask = RuleOutChoice { case, version, title: typed(form, "title"), reason: typed(form, "reason") };
            rule_out_choice(desk, actor, ask).await?;
            Ok(home(Part::Could))
        }
        Which::Promise => {
            let due = form.date("due", "Say by when");
            let expected = form.optional_number("expected", NUMBERS);
            if form.has_errors() {
                return Ok(String::new());
            }
            let ask = MakePromise {
                case: Some(case),
                decision: None,
                service: record.noun.services.first().copied(),
                what: typed(form, "what"),
                due,
                measure: form.value("measure").parse().ok(),
                expected,
            };
            make_promise(desk, actor, ask).await?;
            Ok(home(Part::Happened))
        }
        Which::Next => {
            let by = form.date("by", "Say by when");
            let ask = SetNextStep {
                case,
                version,
                what: typed(form, "what"),
                by,
                if_not: typed(form, "if_not"),
                because: typed(form, "because"),
            };
            set_next_step(desk, actor, ask).await?;
            Ok(format!("/cases/{reference}"))
        }
        Which::Stage => {
            move_to_stage(desk, actor, MoveToStage { case, version, stage: typed(form, "stage") }).await?;
            Ok(format!("/cases/{reference}"))
        }
        Which::Lesson => {
            let ask = RecordLesson { case, version, text: typed(form, "text"), shared_with: typed(form, "shared_with") };
            record_lesson(desk, actor, ask).await?;
            Ok(home(Part::Learned))
        }
    }
}
