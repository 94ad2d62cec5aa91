//! Are we solving it, or moving it? The readiness check, asked of a case or of a service alone.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::plan::affirm_readiness::{AffirmReadiness, affirm_readiness};
use desk::plan::ask_readiness::{AskReadiness, ask_readiness};
use desk::plan::proceed_by_exception::{ProceedByException, proceed_by_exception};
use desk::plan::read_check::read_check;
use desk::plan::read_readiness::{Of, ReadReadiness, ReadinessView, read_readiness_view};
use model::id::CheckId;
use model::readiness::{Answer, ReadinessCheck};
use model::record::Record;
use model::role::Permission::{AffirmReadiness as MayAffirm, Decide, ProceedByException as MayProceed, ReadCases, WriteCases};
use quantity::Date;
use report::html;
use report::words::{count, readiness};
use serde::Deserialize;

use crate::app::App;
use crate::components::answer::Answer as Banner;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::icon::StateLabel;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::thread::Thread;
use crate::components::working::{Exception, Gaps, History};
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::issue_column::column;
use crate::plan::readiness_document::change_in_words;
use crate::plan::{readiness_parts as parts, readiness_story as story, reference_of, state_of};
use crate::router::Asks::May;
use crate::router::{Routes, in_query, to};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "plan/readiness.html")]
struct ReadinessPage {
    layout: Layout,
    banner: Banner,
    stamps: Vec<Exception>,
    never_held_here: Option<String>,
    four: Vec<(StateLabel, &'static str)>,
    issues_lead: String,
    columns: Vec<Markup>,
    raise_at: Option<String>,
    fold: Markup,
    choices: Markup,
    conflicts: Markup,
    reasons: Markup,
    missing: Markup,
    ways_lead: String,
    ways: Vec<parts::WayShown>,
    never_held: String,
    /// Where a ground is named, the context noted: for those who may change the case.
    ground_at: Option<String>,
    circumstance_at: Option<String>,
    reply_until: Option<String>,
    replies: Markup,
    context: SummaryList,
    looked: Gaps,
    looked_for: String,
    steps: Gaps,
    steps_lead: String,
    endings: Vec<String>,
    raised_after: Vec<String>,
    kept: Option<parts::Kept>,
    ask: Option<Asking>,
    affirm: Option<Affirming>,
    exception: Excepting,
    decide_at: Option<String>,
    open_case_at: Option<String>,
    history: History,
    history_more: Option<(String, String)>,
    history_note: String,
    thread: Option<Thread>,
    rule: Markup,
}

/// The form that keeps the answer.
struct Asking {
    action: String,
    hidden: Markup,
    button: Button,
}

struct Affirming {
    action: String,
    fields: Vec<Markup>,
    button: Button,
}

/// Proceeding by exception: what the scheme of delegation says, and the form where this person may.
struct Excepting {
    says: String,
    why_no_form: Option<String>,
    form: Option<Affirming>,
    right: Markup,
}

page!(ReadinessPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/cases/{reference}/readiness", May(ReadCases), "Are we solving it, or moving it?", of_case)
        .post("/cases/{reference}/readiness", May(WriteCases), "Ask the readiness check and keep its answer", ask_case)
        .get("/services/{reference}/readiness", May(ReadCases), "The readiness check of a service alone", of_service)
        .post("/services/{reference}/readiness", May(WriteCases), "Ask the readiness check of a service and keep its answer", ask_service)
        .post("/readiness/{reference}/affirm", May(MayAffirm), "Affirm the answer of a readiness check", affirm)
        .post("/readiness/{reference}/exception", May(MayProceed), "Proceed by exception", proceed)
}

/// Which question: `?service=S-1&change=contract&part=Outreach`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Question {
    service: String,
    change: String,
    part: String,
}

impl Question {
    fn ask(&self) -> ReadReadiness {
        ReadReadiness { service: self.service.trim().to_owned(), change: self.change.trim().to_owned(), part: self.part.trim().to_owned() }
    }
}

async fn of_case(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(question): Query<Question>,
) -> Result<ReadinessPage, PageError> {
    let of = Of::Case(reference.parse().map_err(|_| PageError::NotFound)?);
    show(&app, frame, &signed, &of, &question.ask(), &Form::blank()).await
}

async fn of_service(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(question): Query<Question>,
) -> Result<ReadinessPage, PageError> {
    let of = Of::Service(reference.parse().map_err(|_| PageError::NotFound)?);
    show(&app, frame, &signed, &of, &question.ask(), &Form::blank()).await
}

async fn show(app: &App, frame: Frame, signed: &Signed, of: &Of, ask: &ReadReadiness, form: &Form) -> Result<ReadinessPage, PageError> {
    let view = read_readiness_view(&app.desk, &signed.actor, of, ask).await?;
    Ok(page_of(app, frame, signed, of, &view, form))
}

fn page_of(app: &App, frame: Frame, signed: &Signed, of: &Of, view: &ReadinessView, form: &Form) -> ReadinessPage {
    let (found, today, actor) = (&view.found, app.desk.today(), &signed.actor);
    let answer = &found.readiness;
    let service_at = format!("/services/{}", reference_of(&found.service.reference));
    let at = match of {
        Of::Case(reference) => format!("/cases/{reference}/readiness"),
        Of::Service(_) => format!("{service_at}/readiness"),
    };
    let mut layout = Layout::new(frame, readiness::QUESTION).in_section(Section::Plan);
    layout = match (&found.case, of) {
        (Some(case), Of::Case(reference)) => layout.crumb("My cases", "/").crumb(case.noun.question.clone(), format!("/cases/{reference}")),
        _ => layout.crumb("Services", "/services").crumb(found.service.noun.name.clone(), service_at.clone()),
    };
    let layout = layout
        .caption(format!("{} · proposed: {}", found.service.noun.name, change_in_words(found)))
        .source(parts::source(view, today))
        .check("/check")
        .audit(format!("/audit?record={}", found.case.as_ref().map_or(found.service.id.uuid(), |case| case.id.uuid())))
        .with_errors(form.errors());

    let same = |check: &ReadinessCheck| {
        check.service == found.service.id
            && check.case == found.case.as_ref().map(|case| case.id)
            && check.change == found.proposal.model.code
            && check.part == found.part()
    };
    let last = view.checks.iter().rfind(|check| same(&check.noun));
    let fewest = found.settings.fewest_periods(quantity::period::Cadence::Month);
    let columns = found
        .issues
        .iter()
        .filter_map(|(issue, standing)| {
            let said = answer.issues.iter().find(|said| said.issue == issue.id)?;
            Some(column(issue, standing, said, fewest, parts::service_of(found, issue)))
        })
        .collect();
    let raise_at = actor.can(model::role::Permission::RaiseIssues).then(|| format!("{service_at}/issues/new"));
    let current = last.filter(|check| check.noun.inputs == found.inputs);
    let case_at = match of {
        Of::Case(reference) if actor.can(WriteCases) => Some(format!("/cases/{reference}")),
        _ => None,
    };
    let ways = parts::ways(view, of, case_at.as_deref(), actor.can(WriteCases));
    let (history, history_more, history_note) = story::history(view, &app.desk, of);
    ReadinessPage {
        banner: banner(view, last.filter(|check| check.noun.inputs == found.inputs)),
        stamps: parts::stamps(view, &app.desk),
        never_held_here: answer
            .never_held
            .as_ref()
            .map(|ground| format!("This check holds nothing up here: {}. It rests on: {}", ground.kind.words(), ground.rests_on.trim())),
        four: readiness::four_answers().into_iter().map(|(look, word, meaning)| (StateLabel::new(state_of(look), word), meaning)).collect(),
        issues_lead: parts::issues_lead(view),
        columns,
        raise_at,
        fold: parts::every_check(view),
        choices: parts::choices(view, &at),
        conflicts: parts::conflicts(found),
        reasons: if answer.reasons.is_empty() {
            Markup::default()
        } else {
            Markup::trusted(html::block(&readiness::reasons(&answer.reasons)))
        },
        missing: parts::missing(found, today),
        ways_lead: readiness::ways_lead(ways.len(), parts::choose_by(found, today), today),
        ways,
        never_held: readiness::never_held(),
        ground_at: case_at.as_ref().map(|at| format!("{at}/ground?choice={}", in_query(&parts::choice_title(found)))),
        circumstance_at: case_at.as_ref().map(|at| format!("{at}/circumstance")),
        reply_until: view.reply_until.as_ref().map(|(name, on)| readiness::reply_until(name, *on, today)),
        replies: parts::replies(&view.replies),
        context: parts::context(found),
        looked: parts::looked(found),
        looked_for: parts::looked_for(found),
        steps: parts::steps(found),
        steps_lead: parts::steps_lead(found),
        endings: answer.endings.iter().map(|ending| ending.says.clone()).collect(),
        raised_after: view.raised_after.iter().map(|raised| raised.says.clone()).collect(),
        kept: last.map(|check| parts::kept(check, &app.desk, found)),
        ask: (actor.can(WriteCases) && current.is_none()).then(|| asking(&at, view)),
        affirm: current.filter(|check| check.noun.affirmed.is_none() && actor.can(MayAffirm)).map(|check| affirming(check, form)),
        exception: excepting(view, signed, current, form, today),
        decide_at: match of {
            Of::Case(reference) if actor.can(Decide) => Some(format!("/cases/{reference}/decide?{}", query(view))),
            _ => None,
        },
        open_case_at: (matches!(of, Of::Service(_)) && actor.can(WriteCases)).then(|| "/cases/new".to_owned()),
        history,
        history_more: history_more.filter(|_| actor.can(model::role::Permission::ReadAudit)),
        history_note,
        thread: story::thread(view, of),
        rule: parts::rule(view),
        layout,
    }
}

/// The question as an address carries it.
fn query(view: &ReadinessView) -> String {
    let found = &view.found;
    format!(
        "service={}&change={}&part={}",
        reference_of(&found.service.reference),
        in_query(&found.proposal.model.code),
        in_query(&found.part())
    )
}

fn banner(view: &ReadinessView, kept: Option<&Record<CheckId, ReadinessCheck>>) -> Banner {
    let answer = &view.found.readiness;
    let check = parts::as_check(&view.found, kept);
    let drawn = readiness::banner(&check, &answer.sentence, answer.shown, answer.material);
    drawn.facts.into_iter().fold(Banner::new(state_of(drawn.look), drawn.say), |banner, (name, fact)| banner.fact(name, fact))
}

fn asking(at: &str, view: &ReadinessView) -> Asking {
    let found = &view.found;
    let service = reference_of(&found.service.reference);
    let hidden = hidden("service", &service).and(hidden("change", &found.proposal.model.code)).and(hidden("part", &found.part()));
    Asking { action: at.to_owned(), hidden, button: Button::new("Ask, and keep the answer") }
}

fn hidden(name: &str, value: &str) -> Markup {
    Markup::trusted(format!(r#"<input type="hidden" name="{}" value="{}">"#, Markup::text(name), Markup::text(value)))
}

fn affirming(check: &Record<CheckId, ReadinessCheck>, form: &Form) -> Affirming {
    let label = format!("Do you agree that the answer is “{}”?", check.noun.answer.words().to_lowercase());
    Affirming {
        action: format!("/readiness/{}/affirm", reference_of(&check.reference)),
        fields: vec![
            hidden("version", &check.version.to_string()),
            form.textarea("note", label)
                .bold()
                .hint("Say that you agree, or what you see differently. Your name and role are shown with it.")
                .rows(3)
                .into(),
        ],
        button: Button::new("Put my name to it"),
    }
}

fn excepting(
    view: &ReadinessView,
    signed: &Signed,
    current: Option<&Record<CheckId, ReadinessCheck>>,
    form: &Form,
    today: Date,
) -> Excepting {
    let answer = &view.found.readiness;
    let title = |code: &String| {
        view.roles.iter().find(|role| role.noun.code == *code).map_or_else(|| code.replace('_', " "), |role| role.noun.title.clone())
    };
    let none = |says: String, why: Option<String>| Excepting { says, why_no_form: why, form: None, right: Markup::default() };
    if answer.answer == Answer::Ready {
        return none("The check says ready, so nothing asks for an exception.".into(), None);
    }
    let Some(asked) = &answer.exception else {
        return none(readiness::exception_offer(&[], answer.answer), None);
    };
    let roles: Vec<String> = asked.roles.iter().map(title).collect();
    let says = readiness::exception_offer(&roles, answer.answer);
    let own: Vec<&String> = asked.roles.iter().filter(|code| signed.actor.role_codes.contains(code)).collect();
    if own.is_empty() || !signed.actor.can(MayProceed) {
        return none(says, Some("Your own role is not among them. The scheme is data of this authority, set in public.".into()));
    }
    if view.found.case.is_none() {
        return none(says, Some("Ask in a case first, so that the exception is shown with the decision.".into()));
    }
    let Some(check) = current else {
        return none(
            says,
            Some("Keep the answer first: an exception names the answer it goes past. Anybody who may change cases can keep it.".into()),
        );
    };
    let mut select = form.select("role", "In which role?").bold().offer("", "Choose a role");
    for code in own {
        select = select.offer(code.clone(), title(code));
    }
    let days = i64::from(today.until(asked.review_by).map_or(0, |span| span.get_days()));
    let review = form
        .date_input("review_on", "When will it be reviewed?")
        .bold()
        .hint(format!("Within {days} days, by {}", count::plain_date(asked.review_by)));
    let reason = form
        .textarea("reason", "What is the reason?")
        .bold()
        .hint("Say what would happen if you waited, and who was asked. This is published.")
        .rows(5);
    let action = format!("/readiness/{}/exception", reference_of(&check.reference));
    Excepting {
        says,
        why_no_form: None,
        form: Some(Affirming {
            action,
            fields: vec![select.into(), review.into()],
            button: Button::new("Record the exception").secondary(),
        }),
        right: reason.into(),
    }
}

async fn ask_case(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let of = Of::Case(reference.parse().map_err(|_| PageError::NotFound)?);
    ask(&app, frame, &signed, &of, fields).await
}

async fn ask_service(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let of = Of::Service(reference.parse().map_err(|_| PageError::NotFound)?);
    ask(&app, frame, &signed, &of, fields).await
}

async fn ask(app: &App, frame: Frame, signed: &Signed, of: &Of, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let question = ReadReadiness {
        service: form.value("service").to_owned(),
        change: form.value("change").to_owned(),
        part: form.value("part").to_owned(),
    };
    let view = read_readiness_view(&app.desk, &signed.actor, of, &question).await?;
    let ask = AskReadiness {
        case: view.found.case.as_ref().map(|case| case.id),
        service: view.found.service.id,
        change: view.found.proposal.model.code.clone(),
        part: view.found.part(),
    };
    match ask_readiness(&app.desk, &signed.actor, ask).await {
        Ok(_) => {
            let at = match of {
                Of::Case(reference) => format!("/cases/{reference}/readiness"),
                Of::Service(reference) => format!("/services/{reference}/readiness"),
            };
            Ok(to(&format!("{at}?{}#kept", query(&view))))
        }
        Err(error) => {
            form.refused(error)?;
            Ok(page_of(app, frame, signed, of, &view, &form).into_response())
        }
    }
}

async fn affirm(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read_check(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let ask = AffirmReadiness { check: view.check.id, version: form.version(), note: form.value("note").to_owned() };
    let answer = affirm_readiness(&app.desk, &signed.actor, ask).await;
    back(
        &app,
        frame,
        &signed,
        &view.check.noun,
        view.case.as_ref().and_then(|case| case.reference.clone()),
        view.service.reference.clone(),
        &mut form,
        answer.map(|_| "kept"),
    )
    .await
}

async fn proceed(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read_check(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let review_on = form.optional_date("review_on");
    let (case, service) = (view.case.as_ref().and_then(|case| case.reference.clone()), view.service.reference.clone());
    if form.has_errors() {
        return back(&app, frame, &signed, &view.check.noun, case, service, &mut form, Ok("exception")).await;
    }
    let ask = ProceedByException {
        check: view.check.id,
        role: form.value("role").to_owned(),
        reason: form.value("reason").to_owned(),
        review_on,
    };
    let answer = proceed_by_exception(&app.desk, &signed.actor, ask).await;
    back(&app, frame, &signed, &view.check.noun, case, service, &mut form, answer.map(|_| "answer")).await
}

/// Back to the page the check was asked on, or the same page with what has to be mended.
#[allow(clippy::too_many_arguments, reason = "what came in, what came out, and where it belongs")]
async fn back(
    app: &App,
    frame: Frame,
    signed: &Signed,
    check: &ReadinessCheck,
    case: Option<model::reference::Reference>,
    service: Option<model::reference::Reference>,
    form: &mut Form,
    answer: Result<&str, DeskError>,
) -> Result<Response, PageError> {
    let of = match (case, &service) {
        (Some(case), _) => Of::Case(case),
        (None, Some(service)) => Of::Service(service.clone()),
        (None, None) => return Err(PageError::NotFound),
    };
    let question = ReadReadiness { service: reference_of(&service), change: check.change.clone(), part: check.part.clone() };
    match answer {
        Err(error) => form.refused(error)?,
        Ok(place) if !form.has_errors() => {
            let at = match &of {
                Of::Case(reference) => format!("/cases/{reference}/readiness"),
                Of::Service(reference) => format!("/services/{reference}/readiness"),
            };
            let query = format!("service={}&change={}&part={}", question.service, in_query(&check.change), in_query(&check.part));
            return Ok(to(&format!("{at}?{query}#{place}")));
        }
        Ok(_) => {}
    }
    Ok(show(app, frame, signed, &of, &question, form).await?.into_response())
}

/// Words for a cell of a table.
pub(crate) fn link_cell(words: &str, href: &str) -> Words {
    Words::from(ww::link(words, href))
}
