//! The pipeline as commissioners see it: every line, how steady it was; and one line with its ground, its offer and what the market was told.

use axum::extract::{Path, State};
use desk::analyse::shaping::pipeline::{LineView, PipelineView, read_line, read_pipeline};
use desk::analyse::shaping::plans::read_meetings;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::Money;
use report::words::{count, pipeline};

use super::meetings::learned_about;
use super::{SHAPING, below, facts};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::Frame;
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub(super) const LIST: (&str, &str) = ("The pipeline", "/market/pipeline");

pub fn routes() -> Routes {
    Routes::new().get("/market/pipeline", May(ReadCases), "The pipeline: what is coming to the market", list).get(
        "/market/pipeline/{reference}",
        May(ReadCases),
        "One line of the pipeline, with what the market was told",
        show,
    )
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_pipeline(&app.desk, &signed.actor).await?;
    let mut ways = vec![("As everybody sees it", "/statements/pipeline".to_owned())];
    if frame.may(WriteCases) {
        ways.insert(0, ("Write a line", "/market/pipeline/new".to_owned()));
    }
    let layout = below(frame, LIST.0, SHAPING).lead(pipeline::stability(&view.stability, &view.rule)).audit("/audit?noun=pipeline+line");
    if view.lines.is_empty() {
        let why = "Here stands what is coming, with volumes and years, so that those who might provide it can get ready.";
        return Ok(PartsPage::whole(layout, EmptyState::new("No line yet", why, links(&ways)).into()));
    }
    let mut table = CardTable::new(LIST.0)
        .caption_hidden()
        .column("What")
        .column("How much")
        .figures("Worth in all")
        .column("Market asked")
        .column("Policy behind it")
        .column("State");
    for one in &view.lines {
        let noun = &one.line.noun;
        table = table.row([
            Words::from(ww::link(&noun.facts.what, &format!("/market/pipeline/{}", one.reference))),
            Words::from(noun.facts.volume.as_str()),
            Words::from(count::money(noun.facts.value)),
            Words::from(count::plain_date(noun.facts.expected)),
            Words::from(pipeline::durability(&one.durability)),
            Words::from(state(one)),
        ]);
    }
    Ok(PartsPage::whole(layout, links(&ways).and(table).and(working(&view))))
}

fn state(view: &LineView) -> Markup {
    let noun = &view.line.noun;
    let impossible = matches!(&view.payback, Some(Ok(payback)) if payback.is_impossible);
    let state = match (noun.is_published(), noun.is_cancelled()) {
        (_, true) => Markup::from(ww::away("Will not come")),
        (true, _) => Markup::from(ww::shown("Published")),
        (false, _) => Markup::from(ww::unknown("Not published yet")),
    };
    if impossible { state.and(Markup::trusted("<br>")).and(ww::not_yet("Payback impossible on what is promised")) } else { state }
}

/// How the score is worked out, line by line.
pub(super) fn working(view: &PipelineView) -> Markup {
    let Ok(reading) = &view.stability else { return Markup::default() };
    Markup::trusted(report::html::block(&pipeline::working(reading, &view.rule)))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_line(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let meetings = read_meetings(&app.desk, &signed.actor).await?;
    let noun = &view.line.noun;
    let at = format!("/market/pipeline/{}", view.reference);
    let mut ways = Vec::new();
    if frame.may(WriteCases) && !noun.is_cancelled() {
        ways.push(("Change it", format!("{at}/change")));
        match noun.is_published() {
            false => ways.push(("Publish it", format!("{at}/publish"))),
            true => ways.push(("Say that it will not come", format!("{at}/cancel"))),
        }
    }
    let ways = if ways.is_empty() { Markup::default() } else { links(&ways) };
    let layout = below(frame, noun.facts.what.clone(), LIST)
        .caption(view.reference.clone())
        .lead(lead(&view))
        .audit(format!("/audit?record={}", view.line.id));
    let parts = vec![
        Part { id: "facts".into(), title: "What is coming".into(), body: what(&view) },
        Part { id: "policy".into(), title: "How long the policy may be relied on".into(), body: policy(&view) },
        Part { id: "offer".into(), title: "What is offered to whoever invests".into(), body: offer(&view) },
        Part { id: "told".into(), title: "What the market was told".into(), body: story(&view) },
        Part {
            id: "learned".into(),
            title: "What those who might provide said".into(),
            body: learned_about(&meetings, |one| one.line == Some(view.line.id)),
        },
    ];
    Ok(PartsPage { layout, before: Markup::from(state(&view)).and(ways), parts })
}

fn lead(view: &LineView) -> String {
    let facts = &view.line.noun.facts;
    format!(
        "{}, worth {} over {} months. The market is to be asked on {}.",
        facts.volume,
        count::money(facts.value),
        facts.months,
        count::plain_date(facts.expected)
    )
}

fn what(view: &LineView) -> Markup {
    let of = &view.line.noun.facts;
    let cpv = if of.cpv.is_empty() { "not chosen".to_owned() } else { of.cpv.clone() };
    facts([
        ("How much", of.volume.clone()),
        ("Where", of.place.clone()),
        ("Way thought of", of.way.clone()),
        ("Code of the common procurement vocabulary", cpv),
        ("Ask", of.contact.clone()),
    ])
}

pub(super) fn policy(view: &LineView) -> Markup {
    paragraph(&format!("{}.", pipeline::durability(&view.durability)))
        .and(facts(pipeline::rests_on(&view.line.noun)))
        .and(paragraph(&format!("Method: {}.", pipeline::DURABILITY.with_edition())))
}

pub(super) fn offer(view: &LineView) -> Markup {
    let noun = &view.line.noun;
    let (Some(offer), Some(payback)) = (&noun.offer, &view.payback) else { return paragraph("No investment is asked of suppliers.") };
    let says = match payback {
        Ok(payback) => {
            let says = pipeline::payback(noun, &payback.read, payback.is_impossible);
            if payback.is_impossible { Markup::from(crate::components::notice::WarningText::new(says)) } else { paragraph(&says) }
        }
        Err(why) => paragraph(&format!("Whether it pays back is not known. {why}")),
    };
    let pounds = |money: Money| money.in_full();
    let margin = offer.margin.map_or("nobody has said".to_owned(), |margin| margin.shown(1));
    says.and(facts([
        ("To be invested by one supplier", pounds(offer.investment)),
        ("Of it, paid for by the authority", pounds(offer.funding)),
        ("Of it, of use elsewhere afterwards", pounds(offer.reusable)),
        ("Paid to one supplier in a year, if all comes", pounds(offer.income)),
        ("Of that, promised", offer.guaranteed.shown(0)),
        ("Left to pay it back with", margin),
        ("Months that are certain", offer.months.to_string()),
        ("Months that may be added", offer.more_months.to_string()),
        ("Where that is from", offer.source.clone()),
    ]))
    .and(paragraph(&format!("Method: {}.", pipeline::OFFER.with_edition())))
}

pub(super) fn story(view: &LineView) -> Markup {
    let told = &view.line.noun.told;
    if told.is_empty() {
        return paragraph("Nothing yet.");
    }
    let before = std::iter::once(None).chain(told.iter().map(Some));
    let lines: Vec<String> = before.zip(told).map(|(before, now)| pipeline::told(before, now)).collect();
    ww::bullets(&lines)
}
