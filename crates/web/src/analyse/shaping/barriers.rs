//! Audits of barriers: all of them, and one with who is shut out by what, who comes in if it goes, lots, lawful ways, and what was done.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::shaping::barriers::{BarriersView, list_barriers, read_barriers};
use desk::analyse::shaping::plans::read_meetings;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::{barriers, count};

use super::meetings::learned_about;
use super::{SHAPING, below};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::Frame;
use crate::plan::funds::{body, links};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub(super) const LIST: (&str, &str) = ("What keeps providers out", "/market/barriers");

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/barriers", May(ReadCases), "What keeps providers out of planned procurements", list)
        .get("/market/barriers/{reference}", May(ReadCases), "Who is shut out of one procurement, and by what", show)
        .get("/market/barriers/{reference}/barriers.csv", May(ReadCases), "Who is shut out by which requirement, as CSV", csv)
}

const SEALED: &str = "Seen by commissioners only: sealed from every provider, and from every organisation with a provider arm. What is typed may be asked for under Freedom of Information.";

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_barriers(&app.desk, &signed.actor).await?;
    let may_write = frame.may(WriteCases) && signed.actor.scope.sees_sealed;
    let layout = below(frame, LIST.0, SHAPING)
        .lead("What each planned procurement asks, held against what is known of providers: who is shut out, and who comes in if it goes.")
        .audit("/audit?noun=barrier+audit");
    let add =
        if may_write { links(&[("Audit the barriers of a procurement", "/market/barriers/new".to_owned())]) } else { Markup::default() };
    if all.is_empty() {
        let why = "Write down what a procurement asks and what is known of providers, and see who could never bid.";
        let first = if may_write { add } else { Markup::text("Somebody who sees what is sealed writes the first.") };
        return Ok(PartsPage::whole(layout, EmptyState::new("No audit yet", why, first).into()));
    }
    let mut table = CardTable::new(LIST.0)
        .caption_hidden()
        .column("Procurement")
        .figures("Worth a year")
        .figures("Lots")
        .figures("Providers known")
        .figures("Shut out")
        .figures("Not considered yet");
    for one in &all {
        let noun = &one.audit.noun;
        let shut = one.reading.as_ref().map_or_else(|_| "not known".to_owned(), |read| read.shut_out.len().to_string());
        table = table.row([
            Words::from(ww::link(&noun.title, &at(one))),
            Words::from(count::money(noun.annual_value())),
            Words::from(noun.lots.len().to_string()),
            Words::from(noun.providers.len().to_string()),
            Words::from(shut),
            Words::from(waiting(one).to_string()),
        ]);
    }
    Ok(PartsPage::whole(layout, add.and(table).and(paragraph(SEALED))))
}

/// Barriers nobody has said yet what was done about.
fn waiting(view: &BarriersView) -> usize {
    let noun = &view.audit.noun;
    noun.asks.iter().filter(|ask| noun.answered(Some(ask.kind)).is_none()).count()
}

fn at(view: &BarriersView) -> String {
    format!("/market/barriers/{}", reference_of(&view.audit.reference))
}

async fn read(app: &App, signed: &Signed, reference: &str) -> Result<BarriersView, PageError> {
    Ok(read_barriers(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = read(&app, &signed, &reference).await?;
    let reading = view.reading.map_err(|_| PageError::NotFound)?;
    Ok(download::csv(&barriers::by_requirement(&reading).to_csv(), &format!("{}-barriers", reference.to_lowercase())))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read(&app, &signed, &reference).await?;
    let meetings = read_meetings(&app.desk, &signed.actor).await?;
    let noun = &view.audit.noun;
    let at = at(&view);
    let may_write = frame.may(WriteCases) && signed.actor.scope.sees_sealed;
    let layout = below(frame, noun.title.clone(), LIST)
        .caption(view.service.clone().unwrap_or_default())
        .lead(barriers::lead(&view.reading))
        .audit(format!("/audit?record={}", view.audit.id));
    let mut sources: Vec<&str> = noun.providers.iter().map(|one| one.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    let told =
        barriers::Told { reading: &view.reading, lots: &view.lots, sources: sources.join("; "), csv_at: format!("{at}/barriers.csv") };
    let mut ways = Vec::new();
    if may_write {
        ways.push(("Say what was done about a barrier", format!("{at}/answer")));
        ways.push(("Change what is asked or known", format!("{at}/change")));
    }
    let ways = if ways.is_empty() { Markup::default() } else { links(&ways) };
    let parts = vec![
        Part { id: "done".into(), title: "What was done about each barrier".into(), body: done(&view) },
        Part {
            id: "learned".into(),
            title: "What those who might provide said".into(),
            body: learned_about(&meetings, |one| one.audit == Some(view.audit.id)),
        },
        Part { id: "ways".into(), title: "Lawful ways that let more in".into(), body: lawful(&view) },
    ];
    let before = paragraph(SEALED).and(ways).and(body(&barriers::document(&told)));
    Ok(PartsPage { layout, before, parts })
}

/// Each barrier with what was last said of it, and the lots.
fn done(view: &BarriersView) -> Markup {
    let noun = &view.audit.noun;
    let mut table = CardTable::new("What was done about each barrier")
        .caption_hidden()
        .column("Barrier")
        .column("What was done")
        .column("Why")
        .column("By whom, when");
    let named = view.asked.iter().map(|(name, ask)| (name.as_str(), Some(ask.kind)));
    for (name, kind) in named.chain([("The size of the lots", None)]) {
        let cells = match noun.answered(kind) {
            None => [Words::from(Markup::from(ww::unknown("Nobody has considered it yet"))), Words::from(""), Words::from("")],
            Some(answer) => {
                use model::barrier_audit::BarrierDone::{Helped, Kept, Lowered, Removed};
                let done = match answer.done {
                    Removed => Words::from(Markup::from(ww::shown("Taken away"))),
                    Lowered => Words::from(Markup::from(ww::shown("Lowered"))),
                    Helped => Words::from(Markup::from(ww::not_yet("Kept, and providers are helped over it"))),
                    Kept => Words::from("Kept"),
                };
                let who = format!("{}, {}", answer.by_role, count::plain_date(answer.on));
                [done, Words::from(answer.reason.as_str()), Words::from(who)]
            }
        };
        let [done, why, who] = cells;
        table = table.row([Words::from(name), done, why, who]);
    }
    paragraph("The law asks whether barriers that small and medium providers face can be taken away or lowered: Procurement Act 2023, section 12(4).")
        .and(table)
}

fn lawful(view: &BarriersView) -> Markup {
    if view.ways.is_empty() {
        return paragraph("No way is written down for this country yet.");
    }
    let mut table = CardTable::new("Lawful ways that let more in")
        .caption_hidden()
        .column("Way")
        .column("What it does")
        .column("What has to be so")
        .column("Source");
    for way in &view.ways {
        let checked = match way.checked.verified_on {
            Some(on) => format!("{} (checked on {})", way.source, count::plain_date(on)),
            None => format!("{} (still to be checked)", way.source),
        };
        table = table.row([way.title.as_str(), way.says.as_str(), way.ground.as_str(), checked.as_str()]);
    }
    table.into()
}
