//! The vote of a round: what can be chosen, codes on one sheet, ballots on paper typed by two people, and ballots counted together.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::involvement::answers::in_words;
use desk::analyse::involvement::bring_in_ballots::{BringInBallots, bring_in_ballots};
use desk::analyse::involvement::enter_paper::{EnterPaper, Entered, SettlePaper, enter_paper, settle_paper};
use desk::analyse::involvement::lines;
use desk::analyse::involvement::make_codes::{MOST, MakeCodes, make_codes};
use desk::analyse::involvement::read_involvement::InvolvementView;
use desk::analyse::involvement::set_vote::{SetVote, set_vote};
use model::ballot::{LeftOver, Vote, VoteKind};
use model::involvement::Channel;
use model::role::Permission::WriteCases;
use serde::Deserialize;

use super::involvement_forms::{address, around, read_lines, reference, view_of};
use super::say::ballot_form;
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

const VOTE: &str = "Say what can be voted on";
const CODES: &str = "Make codes for a vote";
const PAPER: &str = "Type a ballot on paper";
const SETTLE: &str = "Settle a ballot that two people typed differently";
const BRING_IN: &str = "Bring in ballots counted together";

pub fn routes() -> Routes {
    Routes::new()
        .get("/involvement/{reference}/vote", May(WriteCases), VOTE, vote_blank)
        .post("/involvement/{reference}/vote", May(WriteCases), VOTE, vote_send)
        .get("/involvement/{reference}/codes", May(WriteCases), CODES, codes_blank)
        .post("/involvement/{reference}/codes", May(WriteCases), CODES, codes_send)
        .get("/involvement/{reference}/paper", May(WriteCases), PAPER, paper_blank)
        .post("/involvement/{reference}/paper", May(WriteCases), PAPER, paper_send)
        .get("/involvement/{reference}/settle", May(WriteCases), SETTLE, settle_blank)
        .post("/involvement/{reference}/settle", May(WriteCases), SETTLE, settle_send)
        .get("/involvement/{reference}/bring-in", May(WriteCases), BRING_IN, bring_blank)
        .post("/involvement/{reference}/bring-in", May(WriteCases), BRING_IN, bring_send)
}

fn versioned(view: &InvolvementView) -> Form {
    Form::blank().with("version", view.of.version.to_string())
}

async fn vote_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let mut form = versioned(&view);
    if let Some(vote) = &view.of.noun.vote {
        let left_over = if vote.left_over == LeftOver::Kept { "kept" } else { "most_votes" };
        form = form
            .with("kind", vote.kind.code())
            .with("budget", vote.budget.map(|budget| budget.in_full().trim_start_matches('£').to_owned()).unwrap_or_default())
            .with("points", vote.points.map(|points| points.to_string()).unwrap_or_default())
            .with("choices", lines::of_choices(&vote.choices))
            .with("left_over", left_over)
            .with("takes_words", if vote.takes_words { "yes" } else { "no" });
    }
    Ok(vote_page(frame, &view, &form))
}

fn vote_page(frame: Frame, view: &InvolvementView, form: &Form) -> FormPage {
    let lead = "Fixed before the first ballot. Equal shares suit a neighbourhood’s money; they never decide who is eligible for care.";
    let layout = around(frame, view, "What can be voted on?", lead, form);
    let kind =
        VoteKind::ALL.iter().fold(form.radios("kind", "How do people choose?"), |radios, kind| radios.offer(kind.code(), kind.words()));
    let left_over = form
        .radios("left_over", "With a budget: what becomes of money that equal shares leaves over?")
        .offer("kept", "It stays unspent")
        .offer("most_votes", "It goes to whatever has most votes of what still fits");
    FormPage::new(layout, format!("{}/vote", address(view)), Button::new("Save"))
        .carrying("version", form.value("version"))
        .part(kind)
        .part(form.input("budget", "With a budget: how much is there to spend?").prefix("£").width(10))
        .part(form.input("points", "With points: how many has each person?").width(5))
        .part(form.textarea("choices", "What can be chosen?").hint("One a line: code; title; about it; cost in pounds. Where two come out alike, the code that comes first in the alphabet wins").rows(8))
        .part(left_over)
        .part(form.radios("takes_words", "May people add words of their own?").hint("Names, numbers and addresses are caught before they are kept").offer("yes", "Yes").offer("no", "No"))
}

async fn vote_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let kinds: Vec<(&str, VoteKind)> = VoteKind::ALL.iter().map(|kind| (kind.code(), *kind)).collect();
    let kind = form.choice("kind", "Choose how people choose", &kinds);
    let choices = read_lines(&mut form, "choices", lines::choices);
    let budget = if kind == Some(VoteKind::Approval) { form.optional_money("budget") } else { None };
    let points = match kind {
        Some(VoteKind::Points) => form.whole_number("points", "Write how many points each person has", 1..=1000),
        _ => None,
    };
    let (Some(kind), false) = (kind, form.has_errors()) else { return Ok(vote_page(frame, &view, &form).into_response()) };
    let vote = Vote {
        kind,
        budget,
        points: points.and_then(|points| u32::try_from(points).ok()),
        choices,
        left_over: if form.has("left_over", "most_votes") { LeftOver::ToMostVotes } else { LeftOver::Kept },
        takes_words: form.has("takes_words", "yes"),
    };
    match set_vote(&app.desk, &signed.actor, SetVote { involvement: reference(&view)?, version: form.version(), vote }).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => again(error, form, |form| vote_page(frame, &view, form)),
    }
}

#[derive(Template)]
#[template(path = "analyse/codes.html")]
struct CodesPage {
    layout: Layout,
    at: String,
    codes: Vec<String>,
}

page!(CodesPage);

async fn codes_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(codes_page(frame, &view, &versioned(&view)))
}

fn codes_page(frame: Frame, view: &InvolvementView, form: &Form) -> FormPage {
    let lead = "One code, one vote, whether it comes online or on paper. Codes are shown once and kept as digests only: nobody can look up whose is whose.";
    let layout = around(frame, view, "Make codes", lead, form);
    FormPage::new(layout, format!("{}/codes", address(view)), Button::new("Make codes"))
        .before(paragraph(&format!("{} codes have been made, and {} of them used.", view.codes.0, view.codes.1)))
        .carrying("version", form.value("version"))
        .part(form.input("how_many", "How many?").width(5))
}

async fn codes_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let Some(how_many) = form.whole_number("how_many", &format!("Write how many, from 1 to {MOST}"), 1..=MOST) else {
        return Ok(codes_page(frame, &view, &form).into_response());
    };
    let ask = MakeCodes { involvement: reference(&view)?, version: form.version(), how_many };
    match make_codes(&app.desk, &signed.actor, ask).await {
        Ok(codes) => {
            let layout = around(frame, &view, "Your codes", "Each counts once.", &Form::blank());
            Ok(CodesPage { layout, at: address(&view), codes: codes.iter().map(|code| code.shown()).collect() }.into_response())
        }
        Err(error) => again(error, form, |form| codes_page(frame, &view, form)),
    }
}

async fn paper_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    paper_page(frame, &view, &Form::blank(), "")
}

fn paper_page(frame: Frame, view: &InvolvementView, form: &Form, said: &str) -> Result<FormPage, PageError> {
    let noun = &view.of.noun;
    let vote = noun.vote.as_ref().ok_or(PageError::NotFound)?;
    let lead = "Two people type each paper, on their own. Where both typed the same it is counted; where not, it is settled with the paper in hand.";
    let layout = around(frame, view, "Type a ballot on paper", lead, form);
    let by = form.radios("by", "How did it come?");
    let by = [Channel::Paper, Channel::Phone, Channel::Meeting]
        .iter()
        .fold(by, |radios, way| radios.offer(way.code(), report::words::count::sentence(way.words())));
    let once = view.waiting.iter().filter(|one| one.second.is_none()).count();
    let page = FormPage::new(layout, format!("{}/paper", address(view)), Button::new("Save"))
        .before(paragraph(&format!("{once} papers wait for a second person.")))
        .part(by)
        .part(ballot_form::choices(form, vote))
        .part(ballot_form::about_you(form, noun, vote));
    Ok(if said.is_empty() { page } else { page.saying(said) })
}

async fn paper_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let vote = view.of.noun.vote.as_ref().ok_or(PageError::NotFound)?;
    let ways = [Channel::Paper, Channel::Phone, Channel::Meeting].map(|way| (way.code(), way));
    let Some(by) = form.choice("by", "Say how it came", &ways) else { return Ok(paper_page(frame, &view, &form, "")?.into_response()) };
    let ask =
        EnterPaper { involvement: reference(&view)?, code: form.value("code").to_owned(), by, typed: ballot_form::typed(&form, vote) };
    match enter_paper(&app.desk, &signed.actor, ask).await {
        Ok(entered) => {
            let said = match entered {
                Entered::First => "Kept. Somebody else types this paper too, and then it is counted.",
                Entered::Counted => "Counted: both of you typed the same.",
                Entered::Differs => {
                    "The two of you typed different things. It waits on the page of the round to be settled, with the paper in hand."
                }
            };
            let view = view_of(&app, &signed, &view.of.reference.as_ref().map(ToString::to_string).unwrap_or_default()).await?;
            Ok(paper_page(frame, &view, &Form::blank(), said)?.into_response())
        }
        Err(error) => {
            // What is not shown again would be lost: the page is made before the answer is.
            form.refused(error)?;
            Ok(paper_page(frame, &view, &form, "")?.into_response())
        }
    }
}

#[derive(Deserialize, Default)]
struct Which {
    #[serde(default)]
    paper: String,
}

async fn settle_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(which): Query<Which>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    settle_page(frame, &view, &Form::blank().with("paper", which.paper))
}

fn settle_page(frame: Frame, view: &InvolvementView, form: &Form) -> Result<FormPage, PageError> {
    let vote = view.of.noun.vote.as_ref().ok_or(PageError::NotFound)?;
    let layout = around(
        frame,
        view,
        "Which is right?",
        "Take the paper in your hand. What you choose is counted; both typings then go from here.",
        form,
    );
    let waiting = view.waiting.iter().find(|one| one.id == form.value("paper")).and_then(|one| Some((one, one.second.as_ref()?)));
    let Some((one, second)) = waiting else {
        // Settled meanwhile, or never there: nothing to choose.
        let said = paragraph("Nothing waits here to be settled. It may have been settled already.");
        return Ok(FormPage::new(layout, address(view), Button::link("Back to the round", address(view))).before(said));
    };
    let told = |sheet: &desk::analyse::involvement::enter_paper::Sheet| {
        let group = if sheet.group.is_empty() { "no group".to_owned() } else { sheet.group.clone() };
        let words = if sheet.words.is_empty() { String::new() } else { format!("; “{}”", sheet.words) };
        format!("{}; {group}; {}{words}", in_words(vote, &sheet.chosen).join(", "), sheet.by.words())
    };
    let radios = form.radios("right", "What does the paper say?").offer("first", told(&one.first)).offer("second", told(second));
    Ok(FormPage::new(layout, format!("{}/settle", address(view)), Button::new("Count it so")).carrying("paper", &one.id).part(radios))
}

async fn settle_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let Some(first_is_right) = form.choice("right", "Choose what the paper says", &[("first", true), ("second", false)]) else {
        return Ok(settle_page(frame, &view, &form)?.into_response());
    };
    let ask = SettlePaper { involvement: reference(&view)?, paper: form.value("paper").to_owned(), first_is_right };
    match settle_paper(&app.desk, &signed.actor, ask).await {
        Ok(()) => Ok(to(&address(&view))),
        Err(error) => {
            form.refused(error)?;
            Ok(settle_page(frame, &view, &form)?.into_response())
        }
    }
}

async fn bring_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    bring_page(frame, &view, &versioned(&view))
}

fn bring_page(frame: Frame, view: &InvolvementView, form: &Form) -> Result<FormPage, PageError> {
    let vote = view.of.noun.vote.as_ref().ok_or(PageError::NotFound)?;
    let lead = "For ballots that two people counted at a meeting or a polling table. All of them come in, or none. They had no code, so nothing here can tell whether somebody also voted with one: say how that was kept from happening.";
    let layout = around(frame, view, "Bring in ballots counted together", lead, form);
    let by = form.radios("by", "How did people vote?");
    let by = [Channel::Meeting, Channel::Paper, Channel::Phone]
        .iter()
        .fold(by, |radios, way| radios.offer(way.code(), report::words::count::sentence(way.words())));
    let codes: Vec<&str> = vote.choices.iter().map(|choice| choice.code.as_str()).collect();
    let how = match vote.kind {
        VoteKind::Approval => "codes of what they picked, with commas",
        VoteKind::Ranking => "all codes in order, with commas",
        VoteKind::Pairs => "pairs with what was chosen, as hall/path=hall",
        VoteKind::Points => "codes with points, as hall=3",
    };
    let groups = paragraph(&format!("Codes: {}.", codes.join(", ")));
    Ok(FormPage::new(layout, format!("{}/bring-in", address(view)), Button::new("Bring them in"))
        .before(groups)
        .carrying("version", form.value("version"))
        .part(by)
        .part(form.input("counted_by", "Which two people counted them, where, and how was nobody counted twice?"))
        .part(
            form.textarea("ballots", "What did people choose?")
                .hint(format!("One a line: how many people; group (may be empty); {how}"))
                .rows(8),
        ))
}

async fn bring_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(said): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &said).await?;
    let ways = [Channel::Paper, Channel::Phone, Channel::Meeting].map(|way| (way.code(), way));
    let by = form.choice("by", "Say how people voted", &ways);
    let alike = read_lines(&mut form, "ballots", lines::alike);
    let (Some(by), false) = (by, form.has_errors()) else { return Ok(bring_page(frame, &view, &form)?.into_response()) };
    let ask = BringInBallots {
        involvement: reference(&view)?,
        version: form.version(),
        by,
        counted_by: form.value("counted_by").to_owned(),
        alike,
    };
    match bring_in_ballots(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&address(&view))),
        Err(error) => {
            form.refused(error)?;
            Ok(bring_page(frame, &view, &form)?.into_response())
        }
    }
}
