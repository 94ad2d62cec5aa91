//! What could be done with the money of an allocation, one by one: mended, taken out with a word why, and what was taken out.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::plan::money::candidate_lines;
use desk::plan::money::limit_lines::Names;
use desk::plan::money::mend_candidate::{MendCandidate, mend_candidate, needed};
use desk::plan::money::take_out_candidate::{TakeOutCandidate, consequences, rests_on_it, take_out_candidate};
use model::allocation::{Allocation, Candidate};
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::allocation_forms::{allocation_of, codes, sent};
use crate::plan::limit_forms::{names, taken};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const MEND: &str = "Mend one of the things that could be done with the money";
    const TAKE_OUT: &str = "Take one of the things that could be done out of an allocation";
    Routes::new()
        .get("/allocations/{reference}/candidates", May(ReadCases), "What could be done with the money, one by one", list)
        .get("/allocations/{reference}/mend", May(WriteCases), MEND, mend_blank)
        .post("/allocations/{reference}/mend", May(WriteCases), MEND, mend_send)
        .get("/allocations/{reference}/take-out", May(WriteCases), TAKE_OUT, take_out_blank)
        .post("/allocations/{reference}/take-out", May(WriteCases), TAKE_OUT, take_out_send)
}

type Kept = Record<AllocationId, Allocation>;

/// Which of them a link asks for.
#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    code: String,
}

fn at(record: &Kept) -> String {
    format!("/allocations/{}", reference_of(&record.reference))
}

fn layout_of(frame: Frame, record: &Kept, title: &str) -> Layout {
    Layout::new(frame, title).in_section(Section::Plan).crumb(record.noun.title.clone(), at(record))
}

fn candidate_of<'a>(record: &'a Kept, code: &str) -> Result<&'a Candidate, PageError> {
    record.noun.candidates.iter().find(|candidate| candidate.code == code).ok_or(PageError::NotFound)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let may_write = frame.may(WriteCases);
    let at = at(&record);
    let mut table =
        CardTable::new("What could be done").caption_hidden().column("Code and title").figures("Points").figures("Costs in all");
    if may_write {
        table = table.column("Change it");
    }
    for candidate in &record.noun.candidates {
        let code = in_query(&candidate.code);
        let mut row = vec![
            Words::from(format!("{} {}", candidate.code, candidate.title)),
            Words::from(candidate.points.to_string()),
            Words::from(count::money(candidate.cost())),
        ];
        if may_write {
            // A link is told from the others of its kind by the code in its words.
            let ways = ww::link(&format!("Mend {}", candidate.code), &format!("{at}/mend?code={code}"))
                .and(", ")
                .and(ww::link(&format!("take {} out", candidate.code), &format!("{at}/take-out?code={code}")));
            row.push(Words::from(ways));
        }
        table = table.row(row);
    }
    let before = if record.noun.candidates.is_empty() {
        Markup::from(EmptyState::new(
            "Nothing could be done yet",
            "Here each thing that could be done stands with its points and what it costs.",
            if may_write {
                ww::link("Add what could be done", &format!("{at}/add"))
            } else {
                Markup::text("Somebody who may change cases adds it.")
            },
        ))
    } else {
        Markup::from(table)
    };
    let mut parts = Vec::new();
    if !record.noun.taken_out.is_empty() {
        parts.push(Part { id: "taken-out".into(), title: "Taken out".into(), body: Markup::from(taken_out(&record.noun)) });
    }
    let layout = layout_of(frame, &record, "What could be done, one by one")
        .lead(format!("{} With what was taken out, and why.", record.noun.points_mean))
        .audit(format!("/audit?record={}", record.id));
    Ok(PartsPage { layout, before, parts })
}

fn taken_out(allocation: &Allocation) -> CardTable {
    let mut table = CardTable::new("What was taken out")
        .caption_hidden()
        .column("Code and title")
        .figures("Points")
        .figures("Cost in all")
        .column("Why")
        .column("When, and by whom");
    for one in &allocation.taken_out {
        table = table.row([
            format!("{} {}", one.candidate.code, one.candidate.title),
            one.candidate.points.to_string(),
            count::money(one.candidate.cost()),
            one.because.clone(),
            format!("{}, {}", count::plain_date(one.on), one.by_role),
        ]);
    }
    table
}

async fn mend_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(which): Query<Which>,
) -> Result<FormPage, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let names: Names = names(&app, &signed).await?;
    let candidate = candidate_of(&record, &which.code)?;
    let form = Form::blank()
        .with("title", candidate.title.clone())
        .with("points", candidate.points.to_string())
        .with("described", candidate_lines::written_of(candidate, record.noun.year, &names))
        .with("needs", needed(&record.noun, &candidate.code).join(" "));
    Ok(mend_page(frame, &record, &which.code, &form))
}

fn mend_page(frame: Frame, record: &Kept, code: &str, form: &Form) -> FormPage {
    let layout = layout_of(frame, record, &format!("Mend “{code}”"))
        .crumb("What could be done", format!("{}/candidates", at(record)))
        .lead("What stands here takes the place of what was there. Its code stays: other lines name it.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{}/mend", at(record)), Button::new("Mend it"))
        .carrying("version", &record.version.to_string())
        .carrying("code", code)
        .part(form.input("title", "What would be done?"))
        .part(form.input("points", "How many points?").hint("A whole number").width(5))
        .part(
            form.textarea("described", "What does it cost, reach and take?")
                .hint(format!("One thing to a line, beginning with its code: {code}; costs; 2026/27; 310,000; recurrent"))
                .rows(8),
        )
        .part(form.input("needs", "Which others does it need beside it? (not required)").hint("Their codes: B C"))
}

async fn mend_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let code = fields.text("code").unwrap_or_default().to_owned();
    candidate_of(&record, &code)?;
    let names = names(&app, &signed).await?;
    let read = |form: &mut Form| {
        let points = form.whole_number("points", "Write its points as a whole number", -1_000_000_000..=1_000_000_000);
        Some(MendCandidate {
            allocation: record.id,
            version: form.version(),
            code: code.clone(),
            title: form.value("title").to_owned(),
            points,
            described: taken(form, "described", |text| candidate_lines::described(text, record.noun.year, &names)),
            needs: codes(form.value("needs")),
        })
    };
    let page = |frame, form: &Form| mend_page(frame, &record, &code, form);
    let then = format!("{}/candidates", at(&record));
    sent(frame, &record, fields, &then, page, read, async |ask| mend_candidate(&app.desk, &signed.actor, ask).await).await
}

async fn take_out_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(which): Query<Which>,
) -> Result<FormPage, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let candidate = candidate_of(&record, &which.code)?;
    Ok(take_out_page(frame, &record, candidate, &Form::blank()))
}

fn take_out_page(frame: Frame, record: &Kept, candidate: &Candidate, form: &Form) -> FormPage {
    let layout = layout_of(frame, record, &format!("Take “{}” out?", candidate.code))
        .crumb("What could be done", format!("{}/candidates", at(record)))
        .lead(format!("{}. It is kept as it stands, with the reason, and plans that were kept stay as they are.", candidate.title))
        .with_errors(form.errors());
    let said = rests_on_it(&record.noun, &candidate.code).into_iter().map(|held| format!("{held}."));
    let said = said.chain(consequences(&record.noun, &candidate.code));
    let before = said.fold(Markup::default(), |before, said| before.and(paragraph(said.trim())));
    FormPage::new(layout, format!("{}/take-out", at(record)), Button::new("Take it out"))
        .before(before)
        .carrying("version", &record.version.to_string())
        .carrying("code", &candidate.code)
        .part(form.textarea("because", "Why is it no longer among what could be done?").rows(3))
}

async fn take_out_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let record = allocation_of(&app, &signed, &reference).await?;
    let candidate = candidate_of(&record, fields.text("code").unwrap_or_default())?;
    let read = |form: &mut Form| {
        let (code, because) = (candidate.code.clone(), form.value("because").to_owned());
        Some(TakeOutCandidate { allocation: record.id, version: form.version(), code, because })
    };
    let page = |frame, form: &Form| take_out_page(frame, &record, candidate, form);
    let then = format!("{}/candidates#taken-out", at(&record));
    sent(frame, &record, fields, &then, page, read, async |ask| take_out_candidate(&app.desk, &signed.actor, ask).await).await
}
