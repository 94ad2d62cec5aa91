//! The record of a Public Interest Test: shown with what the records say and what people answered, taken away as data, and answered.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::config::public_interest_test::{self as config, defaults};
use desk::house::roles::list_roles;
use desk::plan::answer_public_interest::{AnswerPublicInterest, answer_public_interest};
use desk::plan::approve_public_interest::{ApprovePublicInterest, approve_public_interest, may_approve};
use desk::plan::read_check::CheckView;
use model::public_interest::{Indication, InterestAnswer, Leaning, PublicInterest};
use model::role::Permission::{Decide, ReadCases, WriteCases};
use report::html;
use report::public_interest_test::{Approval, Basis, Earlier, Field, Part, PublicInterestTest, Question};
use report::words::count;

use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::download;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::kept_check::view_of;
use crate::plan::readiness_document::{change_in_words, lower_first};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

#[derive(Template)]
#[template(
    source = r#"{% extends "layout.html" %}{% block main %}<ul class="govuk-list">{% if let Some(at) = answer_at %}<li><a class="govuk-link" href="{{ at }}">Answer its questions</a></li>{% endif %}{% if let Some(at) = approve_at %}<li><a class="govuk-link" href="{{ at }}">Approve it</a></li>{% endif %}<li><a class="govuk-link" href="{{ json_at }}" download>Download the record (JSON)</a></li></ul>{{ document }}{% endblock %}"#,
    ext = "html"
)]
struct TestPage {
    layout: Layout,
    document: Markup,
    answer_at: Option<String>,
    /// For a draft that somebody has answered, and a role that may.
    approve_at: Option<String>,
    json_at: String,
}

page!(TestPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/readiness/{reference}/public-interest-test", May(ReadCases), "The record of a Public Interest Test", show)
        .get("/readiness/{reference}/public-interest-test.json", May(ReadCases), "The record of a Public Interest Test as data", as_data)
        .get("/readiness/{reference}/public-interest-test/answers", May(WriteCases), "Answer a Public Interest Test", blank)
        .post("/readiness/{reference}/public-interest-test/answers", May(WriteCases), "Answer a Public Interest Test", send)
        .get("/readiness/{reference}/public-interest-test/approval", May(Decide), "Approve a Public Interest Test", approval)
        .post("/readiness/{reference}/public-interest-test/approval", May(Decide), "Approve a Public Interest Test", approve)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<TestPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let mut document = record(&view, &app.desk)?.document();
    let said = reference_of(&view.check.reference);
    let title = std::mem::take(&mut document.title);
    let lead = std::mem::take(&mut document.lead);
    let foot = std::mem::take(&mut document.foot);
    let layout = Layout::new(frame, title)
        .in_section(Section::Plan)
        .crumb("The readiness check", format!("/readiness/{said}"))
        .lead(lead)
        .source(Markup::text(foot.join(" ")));
    let blocks: String = document.blocks.iter().map(html::block).collect();
    let at = format!("/readiness/{said}/public-interest-test");
    let answer_at = signed.actor.can(WriteCases).then(|| format!("{at}/answers"));
    let is_answered_draft = view.check.noun.public_interest.as_ref().is_some_and(|kept| kept.approved.is_none());
    let approve_at = (is_answered_draft && may_approve(&signed.actor)?).then(|| format!("{at}/approval"));
    let layout = layout.audit(format!("/audit?record={}", view.check.id));
    Ok(TestPage { layout, document: Markup::trusted(blocks), answer_at, approve_at, json_at: format!("{at}.json") })
}

async fn as_data(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let text = serde_json::to_string_pretty(&record(&view, &app.desk)?).map_err(|_| PageError::Broken)?;
    Ok(download::file(text, "application/json", &format!("public-interest-test-{}.json", reference_of(&view.check.reference))))
}

fn asked() -> Result<config::PublicInterestTest, PageError> {
    defaults().map_err(|error| PageError::Refused(error.to_string()))
}

async fn blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let test = asked()?;
    let known = record(&view, &app.desk)?;
    let kept = view.check.noun.public_interest.as_ref();
    let mut form = Form::blank()
        .with("estimated_value", known.estimated_value.map(|value| value.in_full()).unwrap_or_default())
        .with("excluded", known.excluded.clone().unwrap_or_default())
        .with("indication", kept.map_or("", |kept| kept.indication.code()))
        .with("reasons", known.reasons.clone());
    for question in known.parts.iter().flat_map(|part| &part.questions) {
        form = form
            .with(&named("points", &question.code), question.answer.map_or("", Leaning::code))
            .with(&named("because", &question.code), question.because.clone())
            .with(&named("evidence", &question.code), question.evidence.clone());
    }
    Ok(page(frame, &view, &test, &form))
}

fn named(what: &str, code: &str) -> String {
    format!("{what}-{code}")
}

fn page(frame: Frame, view: &CheckView, test: &config::PublicInterestTest, form: &Form) -> FormPage {
    let said = reference_of(&view.check.reference);
    let at = format!("/readiness/{said}/public-interest-test");
    let layout = Layout::new(frame, "Could we run it ourselves?")
        .in_section(Section::Plan)
        .crumb("The readiness check", format!("/readiness/{said}"))
        .crumb("Public Interest Test", at.clone())
        .caption(format!("{} · {}", view.service.noun.name, change_in_words(&view.now)))
        .with_errors(form.errors());
    let approved = view.check.noun.public_interest.as_ref().filter(|kept| kept.approved.is_some());
    let again = approved.map_or_else(Markup::default, |kept| {
        let next = kept.version.saturating_add(1);
        paragraph(&format!(
            "Version {} is approved. What you change here makes version {next}, a draft until it is approved too.",
            kept.version
        ))
    });
    let first = "Answer what you can, and leave the rest: what is not answered is said so in the record. It may be asked for under the Freedom of Information Act.";
    let mut page = FormPage::new(layout, format!("{at}/answers"), Button::new("Save the answers"))
        .before(paragraph(first).and(again))
        .carrying("version", &view.check.version.to_string())
        .part(form.input("estimated_value", "What is its value over the whole term, VAT included? (not required)").prefix("£").width(10))
        .part(form.input("excluded", "If the test does not apply, why? (not required)").hint(left_out(test)));
    for part in &test.parts {
        page = page.part(Markup::trusted(format!("<h2 class=\"govuk-heading-m\">{}</h2>", Markup::text(&part.title))));
        for question in &part.questions {
            let radios = form.radios(&named("points", &question.code), question.asks.clone());
            let radios = Leaning::ALL.into_iter().fold(radios, |radios, leaning| radios.offer(leaning.code(), leaning.words()));
            page = page
                .part(radios.offer("", "Not answered yet"))
                .part(form.textarea(&named("because", &question.code), "Because").rows(2))
                .part(form.input(&named("evidence", &question.code), "What does that rest on? (not required)"));
        }
    }
    let indication = Indication::ALL.into_iter().fold(form.radios("indication", "What does the test indicate?"), |radios, indication| {
        radios.offer(indication.code(), indication.words())
    });
    page.part(indication).part(form.textarea("reasons", "Why? (not required while nothing is indicated)").rows(3))
}

/// What the note leaves out, in one sentence.
fn left_out(test: &config::PublicInterestTest) -> String {
    match test.leaves_out.as_slice() {
        [] => "The note names nothing that it leaves out.".to_owned(),
        named => format!("It leaves out {}.", named.join("; ")),
    }
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let test = asked()?;
    let estimated_value = form.optional_money("estimated_value");
    let offered = Indication::ALL.map(|indication| (indication.code(), indication));
    let indication = form.choice("indication", "Choose what the test indicates, or that nothing is indicated yet", &offered);
    let mut answers = Vec::new();
    for question in test.questions() {
        let points = Leaning::parse(form.value(&named("points", &question.code)));
        let (because, evidence) =
            (form.value(&named("because", &question.code)).to_owned(), form.value(&named("evidence", &question.code)).to_owned());
        if points.is_some() && because.trim().is_empty() {
            form.add_error(named("because", &question.code), "Say why the answer points there");
        }
        answers.push(InterestAnswer { code: question.code.clone(), points, because, evidence });
    }
    let (Some(indication), false) = (indication, form.has_errors()) else {
        return Ok(page(frame, &view, &test, &form).into_response());
    };
    let ask = AnswerPublicInterest {
        check: view.check.id,
        version: form.version(),
        estimated_value,
        excluded: form.value("excluded").to_owned(),
        answers,
        indication,
        reasons: form.value("reasons").to_owned(),
    };
    match answer_public_interest(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/readiness/{}/public-interest-test", reference_of(&view.check.reference)))),
        Err(error) => again(error, form, |form| page(frame, &view, &test, form)),
    }
}

async fn approval(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    Ok(approval_page(frame, &view, &who_may(&app).await?, &Form::blank()))
}

/// The roles that may approve it, and why those.
async fn who_may(app: &App) -> Result<String, PageError> {
    let test = asked()?;
    let roles = list_roles(&app.desk).await?;
    let title = |code: &String| {
        roles.iter().find(|role| role.noun.code == *code).map_or_else(|| code.replace('_', " "), |role| lower_first(&role.noun.title))
    };
    let named = count::list(&test.approved_by.iter().map(title).collect::<Vec<_>>());
    Ok(format!("It is approved in one of these roles: {named}. {}", test.approval_reason))
}

fn approval_page(frame: Frame, view: &CheckView, who: &str, form: &Form) -> FormPage {
    let at = format!("/readiness/{}/public-interest-test", reference_of(&view.check.reference));
    let state = match &view.check.noun.public_interest {
        None => "Nobody has answered its questions yet, so there is nothing to approve.".to_owned(),
        Some(kept) => match &kept.approved {
            Some(by) => format!("Version {} was approved by {}, {}.", kept.version, by.name, lower_first(&by.role)),
            None => format!("Version {} is a draft. It says: {}.", kept.version, lower_first(kept.indication.words())),
        },
    };
    let layout = Layout::new(frame, "Approve the Public Interest Test")
        .in_section(Section::Plan)
        .crumb("The readiness check", format!("/readiness/{}", reference_of(&view.check.reference)))
        .crumb("Public Interest Test", at.clone())
        .caption(format!("{} · {}", view.service.noun.name, change_in_words(&view.now)))
        .lead(state)
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/approval"), Button::new("Approve it"))
        .before(paragraph(&format!("{who} Answers changed afterwards are a new version, to be approved again.")))
        .carrying("version", &view.check.version.to_string())
        .part(form.textarea("note", "What did you look at?").hint("Your name, role and the day are shown with it.").rows(3))
}

async fn approve(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let ask = ApprovePublicInterest { check: view.check.id, version: form.version(), note: form.value("note").to_owned() };
    match approve_public_interest(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/readiness/{}/public-interest-test", reference_of(&view.check.reference)))),
        Err(error) => {
            let who = who_may(&app).await?;
            again(error, form, |form| approval_page(frame, &view, &who, form))
        }
    }
}

/// The record as far as the records and the answers go: what nobody has answered is said to be unanswered, never filled in.
fn record(view: &CheckView, desk: &desk::Desk) -> Result<PublicInterestTest, PageError> {
    let basis = asked()?;
    let kept = view.check.noun.public_interest.as_ref();
    let (noun, current) = (&view.service.noun, &view.now.current);
    let run_now = if noun.run_by.trim().is_empty() { current.title.clone() } else { format!("{}: {}", current.title, noun.run_by) };
    let fields = basis.fields.iter().map(|field| Field {
        code: field.code.clone(),
        title: field.title.clone(),
        required: field.required,
        says: said_of(view, &field.code, &run_now),
    });
    let fields = fields.collect();
    Ok(PublicInterestTest {
        fields,
        parts: basis.parts.iter().map(|part| answered(view, part)).collect(),
        authority: desk.place.name.clone(),
        service: noun.name.clone(),
        run_now,
        estimated_value: kept.and_then(|kept| kept.estimated_value),
        is_re_let: view.check.noun.change == "re_let",
        excluded: kept.map(|kept| kept.excluded.clone()).filter(|why| !why.is_empty()),
        indication: kept.map_or(Indication::NotYetSaid, |kept| kept.indication),
        reasons: kept.map(|kept| kept.reasons.clone()).unwrap_or_default(),
        readiness: Some((view.check.noun.answer, desk.day_of(view.check.noun.asked_at))),
        made_on: kept.map_or_else(|| desk.today(), |kept| kept.on),
        by_role: kept.map_or_else(|| view.check.noun.asked_by.clone(), |kept| kept.by_role.clone()),
        version: kept.map_or(1, |kept| kept.version),
        approved: kept.and_then(|kept| approval_of(kept, desk)),
        earlier: kept
            .iter()
            .flat_map(|kept| &kept.earlier)
            .map(|earlier| Earlier {
                version: earlier.version,
                indication: earlier.indication,
                reasons: earlier.reasons.clone(),
                approved: approval_of(earlier, desk),
            })
            .collect(),
        basis: Basis {
            title: basis.title,
            published: basis.dated,
            in_force: basis.mandatory_from.unwrap_or(basis.dated),
            above: basis.over,
            binding: false,
            source: format!("{}. Required of {}; encouraged for {}.", basis.source, basis.mandatory_for, basis.encouraged_for),
            verified_on: basis.checked.verified_on,
            still_to_check: basis.still_to_check,
        },
    })
}

fn approval_of(kept: &PublicInterest, desk: &desk::Desk) -> Option<Approval> {
    kept.approved.as_ref().map(|by| Approval {
        name: by.name.clone(),
        role: by.role.clone(),
        on: desk.day_of(by.at),
        note: by.note.clone(),
    })
}

/// The questions of a part with what was answered; where nobody has, with what the case knows of the context.
fn answered(view: &CheckView, part: &config::Part) -> Part {
    let kept = view.check.noun.public_interest.iter().flat_map(|kept| &kept.answers);
    let circumstances = view.case.iter().flat_map(|case| &case.noun.circumstances);
    let questions = part.questions.iter().map(|question| {
        let answer = kept.clone().find(|answer| answer.code == question.code);
        let code = if question.code == "people" { "capacity" } else { question.code.as_str() };
        let known = circumstances.clone().find(|known| known.code == code).map(|known| known.says.clone());
        Question {
            code: question.code.clone(),
            asks: question.asks.clone(),
            answer: answer.and_then(|answer| answer.points),
            because: answer.map(|answer| answer.because.clone()).unwrap_or_default(),
            evidence: answer.map_or_else(|| known.unwrap_or_default(), |answer| answer.evidence.clone()),
        }
    });
    Part { title: part.title.clone(), questions: questions.collect() }
}

/// What the records say of one field of the record; none where they do not say.
fn said_of(view: &CheckView, code: &str, run_now: &str) -> Option<String> {
    let (service, check) = (&view.service.noun, &view.check.noun);
    let case = view.case.as_ref().map(|case| &case.noun);
    let decision = view.decisions.last().map(|decision| &decision.noun);
    let choices: Vec<_> = case.iter().flat_map(|case| &case.choices).filter(|choice| choice.service == view.service.id).collect();
    let chosen = choices.iter().find(|choice| choice.delivery_model == check.change && choice.part == check.part);
    let each = |said: &dyn Fn(&model::case::Choice) -> Option<String>| {
        let said: Vec<String> = choices.iter().filter_map(|choice| Some(format!("{}: {}", choice.title, said(choice)?))).collect();
        (!said.is_empty()).then(|| said.join("; "))
    };
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match code {
        "service" => Some(format!("{}: {}", service.name, service.describes)),
        "current_delivery" => filled(run_now),
        "annual_value" => chosen
            .and_then(|choice| choice.cost)
            .map(|cost| format!("{} in a year", cost.in_full()))
            .or_else(|| service.annual_cost.map(|cost| format!("{} in a year, as it is now", cost.in_full()))),
        "first_or_again" => Some(
            match (check.change == "re_let", service.ends) {
                (true, _) => "Let again",
                (false, Some(_)) => "What is in force ends; let anew",
                (false, None) => "For the first time",
            }
            .to_owned(),
        ),
        "outcomes" => case.and_then(|case| filled(&case.difference)),
        "delivery_models_compared" => {
            let titles: Vec<&str> = choices.iter().map(|choice| choice.title.as_str()).collect();
            Some(if titles.is_empty() { "Staying as we are".to_owned() } else { format!("Staying as we are; {}", titles.join("; ")) })
        }
        "performance" => {
            let said: Vec<String> = view.now.issues.iter().map(|(_, found)| found.evidence.statement.clone()).collect();
            filled(&said.join(" "))
        }
        "open_issues" => {
            let said: Vec<&str> = check.reasons.iter().filter(|reason| reason.issue.is_some()).map(|reason| reason.text.as_str()).collect();
            filled(&said.join(" "))
        }
        "whole_cost" => each(&|choice| choice.cost.map(|cost| format!("{} in a year", cost.in_full()))),
        "people_affected" => each(&|choice| filled(&choice.affects)),
        "control_kept" => {
            let keeps = &view.now.proposal.model.keeps;
            let of = [("people", keeps.people), ("the budget", keeps.budget), ("buildings, systems and rules", keeps.environment)];
            let hold = |hold| match hold {
                model::control::Hold::None => "none",
                model::control::Hold::Part => "some",
                model::control::Hold::Full => "all",
            };
            Some(count::sentence(&count::list(&of.map(|(what, held)| format!("{} of {what}", hold(held))))))
        }
        "answer" => decision.map(|decision| format!("{}. {}", decision.what.trim_end_matches('.'), decision.reasons)),
        "decided_by" => {
            decision.map(|decision| format!("{}, {}", lower_first(&decision.decided_by), count::plain_date(decision.decided_on)))
        }
        "exception" => view
            .exceptions
            .last()
            .map(|kept| format!("{}: {} To be reviewed by {}.", kept.noun.role, kept.noun.reason, count::plain_date(kept.noun.review_on))),
        "review_on" => decision.map(|decision| count::plain_date(decision.review_on)),
        _ => None,
    }
}
