//! What a priority rests on, typed with its source; what members set; and the orders kept before and after costs.

use std::collections::BTreeSet;

use axum::extract::{Path, RawQuery, State};
use axum::response::Response;
use desk::DeskError;
use desk::plan::thread::keep_pass::{KeepPass, begins_from, keep_pass, moved};
use desk::plan::thread::note_evidence::{NoteEvidence, note_evidence};
use desk::plan::thread::note_voice::{NoteVoice, note_voice};
use desk::plan::thread::read_thread::{ThreadView, read_thread};
use desk::plan::thread::set_by_members::{SetByMembers, find_priority, set_by_members};
use desk::plan::thread::take_voice::{Offered, TakeVoice, offered, take_voice};
use model::id::PriorityId;
use model::priority::{AgainstPeers, Input, NeedTrend, Priority};
use model::record::Record;
use model::role::Permission::WriteCases;
use report::words::{count, priorities as said};

use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::{one_list, reference_of};
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const NEED: &str = "Note what is known of the need behind a priority";
    const VOICE: &str = "Note how many people put a priority among their first";
    const ROUND: &str = "Take what people said of a priority from a round of having your say";
    const MEMBERS: &str = "Enter a priority that members set";
    const PASS: &str = "Keep the order of priorities, before costs or after";
    Routes::new()
        .get("/priorities/{reference}/need", May(WriteCases), NEED, need_blank)
        .post("/priorities/{reference}/need", May(WriteCases), NEED, need_send)
        .get("/priorities/{reference}/voice", May(WriteCases), VOICE, voice_blank)
        .post("/priorities/{reference}/voice", May(WriteCases), VOICE, voice_send)
        .get("/priorities/{reference}/voice/round", May(WriteCases), ROUND, round_blank)
        .post("/priorities/{reference}/voice/round", May(WriteCases), ROUND, round_send)
        .get("/priorities/{reference}/members", May(WriteCases), MEMBERS, members_blank)
        .post("/priorities/{reference}/members", May(WriteCases), MEMBERS, members_send)
        .get("/priorities/pass/{which}", May(WriteCases), PASS, pass_blank)
        .post("/priorities/pass/{which}", May(WriteCases), PASS, pass_send)
}

async fn priority_of(app: &App, signed: &Signed, reference: &str) -> Result<Record<PriorityId, Priority>, PageError> {
    Ok(find_priority(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

fn layout(frame: Frame, title: &str, caption: &str, form: &Form) -> Layout {
    let layout = Layout::new(frame, title).in_section(Section::Plan).crumb("Priorities", "/priorities").with_errors(form.errors());
    if caption.is_empty() { layout } else { layout.caption(caption) }
}

async fn need_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let record = priority_of(&app, &signed, &reference).await?;
    let mut form = Form::blank().with("version", record.version.to_string());
    if let Some(known) = &record.noun.evidence {
        form = form
            .with("unmet", known.unmet.map(|share| quantity::rounding::shown(share.percent(), 1)).unwrap_or_default())
            .with("trend", known.trend.map_or("", NeedTrend::code))
            .with("peers", known.peers.map_or("", AgainstPeers::code))
            .with("source", known.source.clone())
            .with_date("on", known.on);
    }
    Ok(need_page(frame, &record, &form))
}

fn need_page(frame: Frame, record: &Record<PriorityId, Priority>, form: &Form) -> FormPage {
    let not_known = "Not known";
    let mut trend = form.radios("trend", "Is the need growing?").offer("", not_known);
    for of in NeedTrend::ALL {
        trend = trend.offer(of.code(), count::sentence(said::trend(of)));
    }
    let mut peers = form.radios("peers", "Where do we stand among our peers?").offer("", not_known);
    for of in AgainstPeers::ALL {
        peers = peers.offer(of.code(), count::sentence(said::peers(of)));
    }
    let unmet = form
        .input("unmet", "Of those who need help, how many do not get it? (not required)")
        .hint("A percentage, such as 57. Leave it empty where nobody knows")
        .suffix("%")
        .width(5);
    FormPage::new(
        layout(frame, "What is known of the need?", &record.noun.title, form),
        format!("/priorities/{}/need", reference_of(&record.reference)),
        Button::new("Save"),
    )
    .before(paragraph("What is not known is left as not known: it is never taken for fine."))
    .carrying("version", form.value("version"))
    .part(unmet)
    .part(trend)
    .part(peers)
    .part(form.input("source", "Where is it from?").hint("A needs assessment, a return, a survey"))
    .part(form.date_input("on", "Of which day are the figures?"))
}

async fn need_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let record = priority_of(&app, &signed, &reference).await?;
    let unmet = form.optional_share("unmet");
    let on = form.optional_date("on");
    let ask = NoteEvidence {
        priority: record.id,
        version: form.version(),
        unmet,
        trend: NeedTrend::ALL.into_iter().find(|of| of.code() == form.value("trend")),
        peers: AgainstPeers::ALL.into_iter().find(|of| of.code() == form.value("peers")),
        source: form.value("source").to_owned(),
        on,
    };
    let asked =
        if form.has_errors() { Err(DeskError::Faults(Vec::new())) } else { note_evidence(&app.desk, &signed.actor, ask).await.map(|_| ()) };
    match asked {
        Ok(()) => Ok(to("/priorities#order")),
        Err(error) => again(error, form, |form| need_page(frame, &record, form)),
    }
}

async fn voice_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let record = priority_of(&app, &signed, &reference).await?;
    let form = Form::blank().with("version", record.version.to_string());
    Ok(voice_page(frame, &record, &form))
}

fn voice_page(frame: Frame, record: &Record<PriorityId, Priority>, form: &Form) -> FormPage {
    let groups: Vec<String> = record
        .noun
        .voices
        .iter()
        .map(|voice| if voice.group.is_empty() { "everybody asked".to_owned() } else { voice.group.clone() })
        .collect();
    let noted = if groups.is_empty() { "Nothing is noted yet.".to_owned() } else { format!("Noted so far, of {}.", count::list(&groups)) };
    FormPage::new(
        layout(frame, "How many put it among their first?", &record.noun.title, form),
        format!("/priorities/{}/voice", reference_of(&record.reference)),
        Button::new("Save"),
    )
    .before(paragraph(&noted).and(paragraph("What the same group said before is replaced. To take it back, write 0 answers.")).and(
        paragraph_of(ww::link(
            "Take it from a round of having your say instead",
            &format!("/priorities/{}/voice/round", reference_of(&record.reference)),
        )),
    ))
    .carrying("version", form.value("version"))
    .part(form.input("group", "Which group? (not required)").hint("Leave it empty for everybody who was asked"))
    .part(form.input("chose", "How many put it among their first?").width(5).keyboard("numeric"))
    .part(form.input("answered", "How many answered?").width(5).keyboard("numeric"))
    .part(form.input("source", "Where is it from?").hint("A survey, a vote, a meeting"))
    .part(form.date_input("on", "On which day did it close?"))
}

async fn voice_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let record = priority_of(&app, &signed, &reference).await?;
    let most = i64::from(u32::MAX);
    let chose = form.whole_number("chose", "Say how many put it among their first", 0..=most);
    let answered = form.whole_number("answered", "Say how many answered", 0..=most);
    let on = form.optional_date("on");
    let asked = match (chose, answered, form.has_errors()) {
        (Some(chose), Some(answered), false) => {
            let ask = NoteVoice {
                priority: record.id,
                version: form.version(),
                group: form.value("group").to_owned(),
                chose: u32::try_from(chose).unwrap_or(u32::MAX),
                answered: u32::try_from(answered).unwrap_or(u32::MAX),
                source: form.value("source").to_owned(),
                on,
            };
            note_voice(&app.desk, &signed.actor, ask).await.map(|_| ())
        }
        _ => Err(DeskError::Faults(Vec::new())),
    };
    match asked {
        Ok(()) => Ok(to("/priorities#order")),
        Err(error) => again(error, form, |form| voice_page(frame, &record, form)),
    }
}

async fn round_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let record = priority_of(&app, &signed, &reference).await?;
    let all = offered(&app.desk, &signed.actor).await?;
    Ok(round_page(frame, &record, &all, &Form::blank().with("version", record.version.to_string())))
}

fn round_page(frame: Frame, record: &Record<PriorityId, Priority>, all: &[Offered], form: &Form) -> FormPage {
    let mut choice = form.radios("choice", "Which of these is this priority?");
    for one in all {
        let words = format!("{}: {} of {} people ({})", one.title, one.chose, one.answered, one.round_words);
        choice = choice.offer(one.key(), words);
    }
    let said = match all.is_empty() {
        true => "No round has closed in which people picked or ranked something. Points and choices between two are no counts of people.",
        false => "How many picked it, or put it first, is taken from the round’s kept result, with its reference.",
    };
    FormPage::new(
        layout(frame, "What did people say in a round?", &record.noun.title, form),
        format!("/priorities/{}/voice/round", reference_of(&record.reference)),
        Button::new("Take it over"),
    )
    .before(paragraph(said))
    .carrying("version", form.value("version"))
    .part(choice)
}

async fn round_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let record = priority_of(&app, &signed, &reference).await?;
    let ask = TakeVoice { priority: record.id, version: form.version(), choice: form.value("choice").to_owned() };
    match take_voice(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/priorities#order")),
        Err(error) => {
            let all = offered(&app.desk, &signed.actor).await?;
            again(error, form, |form| round_page(frame, &record, &all, form))
        }
    }
}

async fn members_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let record = priority_of(&app, &signed, &reference).await?;
    let mut form = Form::blank().with("version", record.version.to_string());
    if let Some(set) = &record.noun.set_by_members {
        form = form.with("says", set.says.clone()).with("set_by", set.set_by.clone());
    }
    Ok(members_page(frame, &record, &form))
}

fn members_page(frame: Frame, record: &Record<PriorityId, Priority>, form: &Form) -> FormPage {
    FormPage::new(
        layout(frame, "What did members set?", &record.noun.title, form),
        format!("/priorities/{}/members", reference_of(&record.reference)),
        Button::new("Save"),
    )
    .before(paragraph(
        "A policy priority set by members stands apart from evidence and changes no place in the order. Leave the words empty to take it back.",
    ))
    .carrying("version", form.value("version"))
    .part(form.textarea("says", "What do members say, in their words?").rows(3))
    .part(form.input("set_by", "On whose authority is it entered?").hint("A member or a body, by name or office"))
}

async fn members_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let record = priority_of(&app, &signed, &reference).await?;
    let ask = SetByMembers {
        priority: record.id,
        version: form.version(),
        says: form.value("says").to_owned(),
        set_by: form.value("set_by").to_owned(),
    };
    match set_by_members(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/priorities#members")),
        Err(error) => again(error, form, |form| members_page(frame, &record, form)),
    }
}

fn is_after(which: &str) -> Result<bool, PageError> {
    match which {
        "before" => Ok(false),
        "after" => Ok(true),
        _ => Err(PageError::NotFound),
    }
}

/// The field of a priority's place, and of the reason for moving it.
fn field(of: &str, record: &Record<PriorityId, Priority>) -> String {
    format!("{of}-{}", reference_of(&record.reference))
}

async fn pass_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(which): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<FormPage, PageError> {
    let after = is_after(&which)?;
    let view = read_thread(&app.desk, &signed.actor).await?;
    let left_out = one_list::left_out(query.as_deref());
    let version = view.of_place().map_or(0, |list| list.record.version);
    let mut form = Form::blank().with("version", version.to_string());
    form = left_out.iter().fold(form, |form, input| form.with_one_more("without", input.code()));
    for (rank, id) in begins_from(&view, after, &left_out).unwrap_or_default().into_iter().enumerate() {
        if let Some(record) = view.priorities.iter().find(|record| record.id == id) {
            form = form.with(&field("place", record), (rank + 1).to_string());
        }
    }
    Ok(pass_page(frame, &view, after, &form))
}

fn pass_page(frame: Frame, view: &ThreadView, after: bool, form: &Form) -> FormPage {
    let (title, which, lead) = if after {
        let lead = "Places are filled in as they were kept before costs. Move what costs change, and say why.";
        ("Which order is kept after costs?", "after", lead)
    } else {
        let lead = "Places are filled in from evidence, voices and partners’ lists. Move what should stand elsewhere, and say why. Costs come later.";
        ("Which order is kept before costs?", "before", lead)
    };
    let mut page = FormPage::new(layout(frame, title, "", form), format!("/priorities/pass/{which}"), Button::new("Keep this order"))
        .before(paragraph(lead))
        .carrying("version", form.value("version"));
    for input in form.fields().all("without").filter_map(Input::parse) {
        page = page.carrying("without", input.code());
    }
    let placed = |record: &&Record<PriorityId, Priority>| form.value(&field("place", record)).parse::<usize>().unwrap_or(usize::MAX);
    let mut records: Vec<&Record<PriorityId, Priority>> = view.priorities.iter().collect();
    // Once it comes back with faults it stays in the order in which it was shown.
    if form.errors().is_empty() {
        records.sort_by_key(placed);
    }
    for record in records {
        let place = form.input(&field("place", record), format!("Place of “{}”", record.noun.title)).width(3).keyboard("numeric");
        let why = form.input(&field("why", record), format!("Why is “{}” moved? (only if it is)", record.noun.title));
        page = page.part(Markup::from(place)).part(why);
    }
    page
}

async fn pass_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(which): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let after = is_after(&which)?;
    let mut form = Form::read(fields);
    let view = read_thread(&app.desk, &signed.actor).await?;
    let most = view.priorities.len() as i64;
    let mut placed: Vec<(i64, PriorityId)> = Vec::new();
    for record in &view.priorities {
        let name = field("place", record);
        let Some(place) = form.whole_number(&name, "Give it a place: 1, 2, 3…", 1..=most.max(1)) else { continue };
        if placed.iter().any(|(taken, _)| *taken == place) {
            form.add_error(name, format!("Place {place} is given twice: give each priority one of its own"));
        }
        placed.push((place, record.id));
    }
    placed.sort_by_key(|(place, _)| *place);
    let order: Vec<PriorityId> = placed.into_iter().map(|(_, id)| id).collect();
    let left_out: BTreeSet<Input> = form.fields().all("without").filter_map(Input::parse).collect();
    if let Some(from) = begins_from(&view, after, &left_out).filter(|_| !form.has_errors()) {
        let silent = moved(&from, &order);
        for record in view.priorities.iter().filter(|record| silent.contains(&record.id)) {
            let why = field("why", record);
            if form.value(&why).trim().is_empty() {
                form.add_error(why, "Say why it is moved");
            }
        }
    }
    let ask = KeepPass {
        version: form.version(),
        after_costs: after,
        order,
        left_out,
        why: view.priorities.iter().map(|record| (record.id, form.value(&field("why", record)).to_owned())).collect(),
    };
    let asked =
        if form.has_errors() { Err(DeskError::Faults(Vec::new())) } else { keep_pass(&app.desk, &signed.actor, ask).await.map(|_| ()) };
    match asked {
        Ok(()) => Ok(to("/priorities#passes")),
        Err(DeskError::Faults(faults)) => {
            // What the desk says of the whole order stands at the first field of its kind.
            for fault in faults {
                let of = if fault.field == "why" { "why" } else { "place" };
                let at = view.priorities.first().map_or_else(|| "version".to_owned(), |record| field(of, record));
                form.add_error(at, fault.message);
            }
            again(DeskError::Faults(Vec::new()), form, |form| pass_page(frame, &view, after, form))
        }
        Err(error) => again(error, form, |form| pass_page(frame, &view, after, form)),
    }
}
