//! A kept answer as it was given, and an exception: both stay as they are for ever.

use askama::Template;
use axum::extract::{Path, State};
use desk::plan::read_check::{CheckView, read_check, read_exception};
use model::role::Permission::ReadCases;
use report::html;
use report::words::{count, readiness};

use crate::app::App;
use crate::components::answer::Answer as Banner;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::working::Exception;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::readiness_document::{change_in_words, lower_first};
use crate::plan::{reference_of, state_of};
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "plan/kept_check.html")]
struct CheckPage {
    layout: Layout,
    banner: Banner,
    stamps: Vec<Exception>,
    is_out_of_date: bool,
    facts: SummaryList,
    reasons: Markup,
    missing: Markup,
    conflicts: Markup,
    replies: Markup,
    again_at: String,
    test_at: String,
}

#[derive(Template)]
#[template(path = "plan/exception.html")]
struct ExceptionPage {
    layout: Layout,
    stamp: Exception,
    facts: SummaryList,
}

page!(CheckPage, ExceptionPage);

pub fn routes() -> Routes {
    Routes::new().get("/readiness/{reference}", May(ReadCases), "A kept answer of the readiness check", show).get(
        "/exceptions/{reference}",
        May(ReadCases),
        "An exception, for ever",
        exception,
    )
}

pub(crate) async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<CheckView, PageError> {
    Ok(read_check(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<CheckPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let (desk, today) = (&app.desk, app.desk.today());
    let check = &view.check.noun;
    let said = reference_of(&view.check.reference);
    let service = reference_of(&view.service.reference);
    let at = match &view.case {
        Some(case) => format!("/cases/{}/readiness", reference_of(&case.reference)),
        None => format!("/services/{service}/readiness"),
    };
    let again_at = format!("{at}?service={service}&change={}&part={}", in_query(&check.change), in_query(&check.part));
    let mut layout = Layout::new(frame, readiness::QUESTION).in_section(Section::Plan);
    if let Some(case) = &view.case {
        layout = layout.crumb("My cases", "/").crumb(case.noun.question.clone(), format!("/cases/{}", reference_of(&case.reference)));
    }
    let layout = layout
        .crumb("The readiness check", again_at.clone())
        .caption(format!("{said} · {} · {}", view.service.noun.name, change_in_words(&view.now)))
        .check("/check")
        .audit(format!("/audit?record={}", view.check.id));
    // The sentence of that day was not kept; its reasons were. Nothing is shown of today’s records but whether they have changed.
    let drawn = readiness::banner(check, "", 0, 0);
    let facts = drawn.facts.into_iter().skip(1);
    let banner = facts.fold(Banner::new(state_of(drawn.look), drawn.say), |banner, (name, fact)| banner.fact(name, fact));
    let affirmed = check.affirmed.as_ref().map_or_else(
        || Markup::from(ww::unknown("Nobody has put their name to it")),
        |affirmed| {
            Markup::text(format!(
                "{}, {}, on {}: {}",
                affirmed.name,
                lower_first(&affirmed.role),
                count::plain_date(desk.day_of(affirmed.at)),
                affirmed.note
            ))
        },
    );
    let decisions: Vec<String> =
        view.decisions.iter().map(|decision| format!("{} ({})", decision.noun.what, count::plain_date(decision.noun.decided_on))).collect();
    let facts = SummaryList::new()
        .row("Asked", format!("{} by {}", count::plain_date(desk.day_of(check.asked_at)), lower_first(&check.asked_by)))
        .row("Affirmed", affirmed)
        .row("Decisions that rest on it", if decisions.is_empty() { "None".to_owned() } else { decisions.join("; ") })
        .row("Digest of all it rests on", ww::cell(&check.inputs));
    let missing = readiness::missing(&check.reasons, today);
    Ok(CheckPage {
        layout,
        banner,
        stamps: view.exceptions.iter().map(|kept| stamp(&kept.noun, &reference_of(&kept.reference), check.answer, desk, today)).collect(),
        is_out_of_date: view.is_out_of_date(),
        facts,
        reasons: Markup::trusted(html::block(&readiness::reasons(&check.reasons))),
        missing: if missing.rows.is_empty() { Markup::default() } else { Markup::trusted(html::table(&missing)) },
        conflicts: if check.conflicts.is_empty() {
            Markup::default()
        } else {
            Markup::trusted(html::table(&readiness::conflicts(&check.conflicts)))
        },
        replies: crate::plan::readiness_parts::replies(&view.replies),
        again_at,
        test_at: format!("/readiness/{said}/public-interest-test"),
    })
}

fn stamp(
    exception: &model::decision::Exception,
    reference: &str,
    answer: model::readiness::Answer,
    desk: &desk::Desk,
    today: quantity::Date,
) -> Exception {
    Exception {
        since: count::plain_date(desk.day_of(exception.recorded_at)),
        answer: answer.words().to_lowercase(),
        reason: exception.reason.clone(),
        role: format!("{}, {}", exception.name, lower_first(&exception.role)),
        review_by: count::date_seen_from(today, exception.review_on),
        record: format!("/exceptions/{reference}"),
    }
}

async fn exception(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
) -> Result<ExceptionPage, PageError> {
    let view = read_exception(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let (desk, noun) = (&app.desk, &view.exception.noun);
    let case_at = format!("/cases/{}", reference_of(&view.case.reference));
    let check = reference_of(&view.check.reference);
    let layout = Layout::new(frame, "Proceeding by exception")
        .in_section(Section::Plan)
        .crumb("My cases", "/")
        .crumb(view.case.noun.question.clone(), case_at)
        .caption(format!("{} · {} · {}", reference_of(&view.exception.reference), view.service.noun.name, lower_first(&view.change)))
        .lead("Shown with the decision, and in every paper that relies on it.")
        .audit(format!("/audit?record={}", view.exception.id));
    let decisions: Vec<String> =
        view.decisions.iter().map(|decision| format!("{} ({})", decision.noun.what, count::plain_date(decision.noun.decided_on))).collect();
    let is_past = noun.review_on < desk.today();
    let review = count::plain_date(noun.review_on);
    let facts = SummaryList::new()
        .row("Who", format!("{}, {}", noun.name, lower_first(&noun.role)))
        .row("Reason", noun.reason.clone())
        .row(
            "To be reviewed by",
            if is_past { format!("{review}: that day has passed, and no decision can rest on it any more") } else { review },
        )
        .row("Past which answer", ww::link(&format!("“{}”, {check}", view.check.noun.answer.words()), &format!("/readiness/{check}")))
        .row("Decisions that rest on it", if decisions.is_empty() { "None yet".to_owned() } else { decisions.join("; ") });
    let stamp = stamp(noun, &reference_of(&view.exception.reference), view.check.noun.answer, desk, desk.today());
    Ok(ExceptionPage { layout, stamp, facts })
}
