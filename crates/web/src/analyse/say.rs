//! Having your say without an account, phone first: what is open, taking part by code, and thanks. No script is needed.

pub(crate) mod ballot_form;
pub(crate) mod result;

use std::net::SocketAddr;

use askama::Template;
use axum::Extension;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::analyse::involvement::answers::in_words;
use desk::analyse::involvement::cast_ballot::{CastBallot, cast_ballot, look_at_ballot};
use desk::analyse::involvement::read_public::{PublicView, list_public, read_public};
use model::ballot::{Chosen, LeftOver, Vote, VoteKind};
use model::id::InvolvementId;
use model::involvement::{Involvement, NotUp};
use model::record::Record;
use quantity::{Date, Money};
use report::words::say;

use crate::app::App;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::sign_in;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::plan::reference_of;
use crate::router::Asks::Nothing;
use crate::router::{Routes, to};

pub fn routes() -> Routes {
    Routes::new()
        .get("/having-your-say", Nothing, "Having your say: what is open, and what came of it", list)
        .get("/having-your-say/{reference}", Nothing, "Take part with a code", show)
        .post("/having-your-say/{reference}", Nothing, "Take part with a code", send)
        .get("/having-your-say/{reference}/thanks", Nothing, "Thanks for taking part", thanks)
        .and(result::routes())
}

#[derive(Template)]
#[template(path = "analyse/say_list.html")]
struct SayListPage {
    layout: Layout,
    open: Vec<Listed>,
    over: Vec<Listed>,
    /// Somebody who may read the rounds behind it.
    signed_in: bool,
}

struct Listed {
    reference: String,
    title: String,
    when: String,
    answer: String,
    not_up: Vec<String>,
    closed: bool,
}

#[derive(Template)]
#[template(path = "analyse/say.html")]
struct SayPage {
    layout: Layout,
    at: String,
    when: String,
    answer: String,
    closed: bool,
    not_up: Vec<NotUp>,
    form: Option<VoteForm>,
    other_ways: String,
    supports: Vec<String>,
}

struct VoteForm {
    title: String,
    choices: Markup,
    purse: Option<(String, String)>,
    about_you: Markup,
    can_add_up: bool,
    counted: Vec<String>,
}

#[derive(Template)]
#[template(path = "analyse/say_check.html")]
struct SayCheckPage {
    layout: Layout,
    at: String,
    chosen: Vec<String>,
    purse: Option<(String, String)>,
    group: String,
    words: String,
    hidden: Markup,
}

#[derive(Template)]
#[template(path = "analyse/say_thanks.html")]
struct SayThanksPage {
    layout: Layout,
    at: String,
    answer: String,
}

page!(SayListPage, SayPage, SayCheckPage, SayThanksPage);

/// “We said so on 4 December 2026.”
pub(crate) fn told_on(on: &Date) -> String {
    format!("We told you this on {}.", quantity::period::in_words(*on))
}

async fn list(State(app): State<App>, frame: Frame) -> Result<SayListPage, PageError> {
    let (open, over) = list_public(&app.desk).await?;
    let today = app.desk.today();
    let listed = |record: Record<InvolvementId, Involvement>| Listed {
        reference: reference_of(&record.reference),
        when: when(&record.noun, today),
        answer: answer(&record.noun),
        not_up: record.noun.not_up.iter().map(|one| format!("{}. {}", one.what, one.because)).collect(),
        closed: record.noun.closed.is_some(),
        title: record.noun.title,
    };
    let signed_in = frame.person.is_some() && frame.may(model::role::Permission::ReadCases);
    let layout = Layout::new(frame, "Having your say").lead("Tell us what matters to you. See what came of it.").for_residents();
    Ok(SayListPage { layout, open: open.into_iter().map(listed).collect(), over: over.into_iter().map(listed).collect(), signed_in })
}

fn when(of: &Involvement, today: Date) -> String {
    say::when(of.opens, of.closes, of.closed.as_ref().map(|closed| closed.on), today)
}

fn answer(of: &Involvement) -> String {
    say::answer(of.answer_by, &of.decided_by, of.decided_on)
}

async fn public(app: &App, reference: &str) -> Result<PublicView, PageError> {
    Ok(read_public(&app.desk, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn address(of: &Record<InvolvementId, Involvement>) -> String {
    format!("/having-your-say/{}", reference_of(&of.reference))
}

fn around(frame: Frame, title: impl Into<String>) -> Layout {
    Layout::new(frame, title).crumb("Having your say", "/having-your-say").for_residents()
}

async fn show(State(app): State<App>, frame: Frame, Path(reference): Path<String>) -> Result<SayPage, PageError> {
    let view = public(&app, &reference).await?;
    Ok(page(frame, &view, &Form::blank(), false))
}

fn page(frame: Frame, view: &PublicView, form: &Form, adds_up: bool) -> SayPage {
    let noun = &view.of.noun;
    let vote = noun.vote.as_ref().filter(|_| view.is_open);
    let support = |one: &model::involvement::Support| match one.paid {
        Some(paid) => format!("{}: {} You are paid {} an hour.", one.kind.words(), whole(&one.says), paid.in_full()),
        None => format!("{}: {}", one.kind.words(), whole(&one.says)),
    };
    SayPage {
        layout: around(frame, noun.title.clone()).lead(noun.about.clone()).with_errors(form.errors()),
        at: address(&view.of),
        when: when(noun, view.today),
        answer: answer(noun),
        closed: noun.closed.is_some(),
        not_up: noun.not_up.clone(),
        form: vote.map(|vote| VoteForm {
            title: title(vote),
            choices: ballot_form::choices(form, vote),
            purse: if adds_up { purse(vote, &ballot_form::picked(form, vote)) } else { None },
            about_you: ballot_form::about_you(form, noun, vote),
            can_add_up: vote.kind == VoteKind::Approval && vote.budget.is_some(),
            counted: counted(vote),
        }),
        other_ways: noun.other_ways.clone(),
        supports: noun.supports.iter().map(support).collect(),
    }
}

/// A sentence ends with a full stop.
fn whole(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

fn title(vote: &Vote) -> String {
    match (vote.kind, vote.budget) {
        (VoteKind::Approval, Some(budget)) => format!("How would you spend {}?", budget.in_full()),
        (VoteKind::Approval, None) => "What would you pick?".to_owned(),
        (VoteKind::Ranking, _) => "What should come first?".to_owned(),
        (VoteKind::Pairs, _) => "Which of the two should come first?".to_owned(),
        (VoteKind::Points, _) => format!("How would you share out {} points?", vote.points.unwrap_or_default()),
    }
}

/// How a vote is counted, said before and after.
fn counted(vote: &Vote) -> Vec<String> {
    match vote.kind {
        VoteKind::Approval => say::how_money_is_counted(vote.left_over == LeftOver::ToMostVotes),
        VoteKind::Ranking => vec![say::how_order_is_counted(say::OrderBy::Places).to_owned()],
        VoteKind::Pairs => vec![say::how_order_is_counted(say::OrderBy::Pairs).to_owned()],
        VoteKind::Points => vec![say::how_order_is_counted(say::OrderBy::Points).to_owned()],
    }
}

fn purse(vote: &Vote, codes: &[String]) -> Option<(String, String)> {
    let budget = vote.budget?;
    let spent = codes.iter().filter_map(|code| vote.choice(code)?.cost).fold(Money::ZERO, |sum, cost| sum.checked_add(cost).unwrap_or(sum));
    Some(say::purse(budget, spent, codes.len()))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    connected: Option<Extension<ConnectInfo<SocketAddr>>>,
    headers: HeaderMap,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = public(&app, &reference).await?;
    let step = form.value("step").to_owned();
    if matches!(step.as_str(), "add" | "change") {
        return Ok(page(frame, &view, &form, true).into_response());
    }
    let vote = view.of.noun.vote.as_ref();
    let ask = CastBallot {
        involvement: reference.parse().map_err(|_| PageError::NotFound)?,
        code: form.value("code").to_owned(),
        typed: vote.map(|vote| ballot_form::typed(&form, vote)).unwrap_or_default(),
        from: sign_in::from(connected.map(|Extension(ConnectInfo(address))| address), &headers),
    };
    let outcome = match step.as_str() {
        "send" => cast_ballot(&app.desk, &ask).await.map(|()| None),
        _ => look_at_ballot(&app.desk, &ask).await.map(Some),
    };
    match outcome {
        Ok(None) => Ok(to(&format!("{}/thanks", address(&view.of)))),
        Ok(Some(looked)) => match vote {
            Some(vote) => Ok(check_page(frame, &view, vote, &looked, &form).into_response()),
            None => Err(PageError::NotFound),
        },
        Err(DeskError::Refused { code, sentence }) => {
            form.add_error("", sentence);
            let status = if code == "too_many" { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::CONFLICT };
            Ok((status, page(frame, &view, &form, false)).into_response())
        }
        Err(error) => {
            form.refused(error)?;
            Ok(page(frame, &view, &form, true).into_response())
        }
    }
}

fn check_page(
    frame: Frame,
    view: &PublicView,
    vote: &Vote,
    looked: &desk::analyse::involvement::cast_ballot::Looked,
    form: &Form,
) -> SayCheckPage {
    let codes = match &looked.chosen {
        Chosen::Approved(codes) => codes.clone(),
        _ => Vec::new(),
    };
    let with_cost = |line: String, code: Option<&String>| match code.and_then(|code| vote.choice(code)?.cost) {
        Some(cost) => format!("{line}: {}", cost.in_full()),
        None => line,
    };
    let lines = in_words(vote, &looked.chosen).into_iter().enumerate();
    let at = address(&view.of);
    let hidden = form.fields().iter().filter(|(name, _)| *name != "step");
    let hidden =
        hidden.map(|(name, value)| format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", Markup::text(name), Markup::text(value)));
    SayCheckPage {
        layout: around(frame, "Check your answer").crumb(view.of.noun.title.clone(), at.clone()).lead("It is not sent yet."),
        chosen: lines.map(|(n, line)| with_cost(line, codes.get(n))).collect(),
        purse: if vote.kind == VoteKind::Approval { purse(vote, &codes) } else { None },
        group: looked.group.clone(),
        words: looked.words.clone(),
        hidden: Markup::trusted(hidden.collect::<String>()),
        at,
    }
}

async fn thanks(State(app): State<App>, frame: Frame, Path(reference): Path<String>) -> Result<SayThanksPage, PageError> {
    let view = public(&app, &reference).await?;
    let layout = around(frame, "Thank you").lead("Your answer is in.");
    Ok(SayThanksPage { layout, at: address(&view.of), answer: answer(&view.of.noun) })
}
