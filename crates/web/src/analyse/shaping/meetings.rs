//! Meetings with the market: who was met, what was learned and what came of it; how sure suppliers are; and the forms.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::shaping::barriers::list_barriers;
use desk::analyse::shaping::came_of_it::{CameOfIt, came_of_it};
use desk::analyse::shaping::meet::{Meet, meet};
use desk::analyse::shaping::pipeline::read_pipeline;
use desk::analyse::shaping::plans::{MeetingsView, read_meeting, read_meetings};
use model::id::MarketMeetingId;
use model::market_meeting::{MarketMeeting, MeetingKind};
use model::record::Record;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::{Money, Share};
use report::words::count;
use serde::Deserialize;

use super::{SHAPING, below, facts, version};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

const LIST: (&str, &str) = ("Meetings with the market", "/market/meetings");

pub fn routes() -> Routes {
    const NEW: &str = "Write down a meeting with the market";
    const CAME: &str = "Say what came of what was learned";
    Routes::new()
        .get("/market/meetings", May(ReadCases), "Meetings with the market, and how sure suppliers are", list)
        .get("/market/meetings/new", May(WriteCases), NEW, new_blank)
        .post("/market/meetings/new", May(WriteCases), NEW, new_send)
        .get("/market/meetings/{reference}", May(ReadCases), "One meeting with the market, and what came of it", show)
        .get("/market/meetings/{reference}/came-of-it", May(WriteCases), CAME, came_blank)
        .post("/market/meetings/{reference}/came-of-it", May(WriteCases), CAME, came_send)
}

fn at(meeting: &Record<MarketMeetingId, MarketMeeting>) -> String {
    format!("/market/meetings/{}", reference_of(&meeting.reference))
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_meetings(&app.desk, &signed.actor).await?;
    let may_write = frame.may(WriteCases) && signed.actor.scope.sees_sealed;
    let layout = below(frame, LIST.0, SHAPING).lead(lead(&view)).audit("/audit?noun=meeting+with+the+market");
    let add = if may_write { links(&[("Write down a meeting", "/market/meetings/new".to_owned())]) } else { Markup::default() };
    if view.all.is_empty() {
        let why = "Ask those who might provide what would make them bid and what stops them; write down what you learned, and what changed because of it.";
        let first = if may_write { add } else { Markup::text("Somebody who sees what is sealed writes the first.") };
        return Ok(PartsPage::whole(layout, EmptyState::new("No meeting yet", why, first).into()));
    }
    let mut table = CardTable::new(LIST.0)
        .caption_hidden()
        .column("Meeting")
        .column("When")
        .figures("Bodies met")
        .figures("Learned")
        .figures("Changed something")
        .figures("Not answered yet");
    for one in &view.all {
        table = table.row([
            Words::from(ww::link(&one.noun.title, &at(one))),
            Words::from(count::plain_date(one.noun.on)),
            Words::from(one.noun.met.len().to_string()),
            Words::from(one.noun.learned.len().to_string()),
            Words::from(one.noun.changed().to_string()),
            Words::from(one.noun.unanswered().to_string()),
        ]);
    }
    let parts = vec![
        Part { id: "sure".into(), title: "How sure suppliers are".into(), body: confidence(&view) },
        Part { id: "in-vain".into(), title: "What was invested in vain".into(), body: stranded(&view) },
    ];
    Ok(PartsPage { layout, before: add.and(table), parts })
}

fn lead(view: &MeetingsView) -> String {
    let waits: usize = view.all.iter().map(|one| one.noun.unanswered()).sum();
    let changed: usize = view.all.iter().map(|one| one.noun.changed()).sum();
    let rest = match waits {
        0 => "every answer was answered for".to_owned(),
        waits => format!("of {} nobody has said yet what comes of it", count::of_things(waits as u64, "answer", "answers")),
    };
    format!(
        "{}. {} changed because of what was learned; {rest}.",
        count::sentence(&count::of_things(view.all.len() as u64, "meeting", "meetings")),
        count::sentence(&count::of_things(changed as u64, "thing", "things"))
    )
}

fn confidence(view: &MeetingsView) -> Markup {
    if view.confidence.is_empty() {
        return paragraph("Nobody has asked suppliers yet whether they would invest.");
    }
    let mut table = CardTable::new("How sure suppliers are")
        .caption_hidden()
        .column("Asked on")
        .column("Question")
        .figures("Asked")
        .figures("Answered")
        .figures("Would invest")
        .figures("Share of those who answered");
    for (on, asked) in &view.confidence {
        let share = Share::of(u64::from(asked.would_invest), u64::from(asked.answered))
            .map_or("nobody answered".to_owned(), |share| share.shown(0));
        table = table.row([
            count::plain_date(*on),
            asked.question.clone(),
            asked.asked.to_string(),
            asked.answered.to_string(),
            asked.would_invest.to_string(),
            share,
        ]);
    }
    Markup::from(table).and(paragraph("Those who did not answer may think otherwise: a share of few answers says little."))
}

fn stranded(view: &MeetingsView) -> Markup {
    if view.stranded.is_empty() {
        return paragraph("Nobody has told of any. Ask: suppliers who were left with an investment once are slow to make another.");
    }
    let mut table = CardTable::new("What was invested in vain")
        .caption_hidden()
        .column("Who")
        .column("What")
        .figures("How much")
        .figures("Year")
        .column("Why it did not come")
        .column("Source");
    for one in &view.stranded {
        table = table.row([
            one.who.clone(),
            one.what.clone(),
            count::money(one.amount),
            one.year.to_string(),
            one.because.clone(),
            one.source.clone(),
        ]);
    }
    let sum: Money = view.stranded.iter().map(|one| one.amount).sum();
    table.sum(["Together".to_owned(), String::new(), count::money(sum), String::new(), String::new(), String::new()]).into()
}

/// What was learned at meetings about one thing, and what changed because of it.
pub(super) fn learned_about(view: &MeetingsView, is_about: impl Fn(&MarketMeeting) -> bool) -> Markup {
    let about: Vec<_> = view.all.iter().filter(|one| is_about(&one.noun)).collect();
    if about.is_empty() {
        return paragraph("Nobody has met those who might provide about this, as far as you can see.");
    }
    let line = |one: &&Record<MarketMeetingId, MarketMeeting>| {
        let said = format!(
            ", {}: {} learned, {} changed something, {} not answered yet.",
            count::plain_date(one.noun.on),
            count::of_things(one.noun.learned.len() as u64, "thing", "things"),
            count::number(one.noun.changed() as u64),
            count::number(one.noun.unanswered() as u64)
        );
        crate::house::form_page::paragraph_of(ww::link(&one.noun.title, &at(one)).and(Markup::text(said.as_str())))
    };
    about.iter().map(line).reduce(Markup::and).unwrap_or_default()
}

async fn read(app: &App, signed: &Signed, reference: &str) -> Result<Record<MarketMeetingId, MarketMeeting>, PageError> {
    Ok(read_meeting(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let meeting = read(&app, &signed, &reference).await?;
    let noun = &meeting.noun;
    let may_write = frame.may(WriteCases) && signed.actor.scope.sees_sealed;
    let layout = below(frame, noun.title.clone(), LIST)
        .caption(reference_of(&meeting.reference))
        .lead(format!(
            "{}, {}: {} met. {} learned, {} changed something.",
            noun.kind.words(),
            count::plain_date(noun.on),
            count::of_things(noun.met.len() as u64, "body", "bodies"),
            count::sentence(&count::of_things(noun.learned.len() as u64, "thing", "things")),
            count::number(noun.changed() as u64)
        ))
        .audit(format!("/audit?record={}", meeting.id));
    let mut table = CardTable::new("What was learned").caption_hidden().column("Asked").column("Learned").column("What came of it");
    for (number, one) in noun.learned.iter().enumerate() {
        let came = match &one.came_of_it {
            None if may_write => Markup::from(ww::unknown("Nobody has said yet"))
                .and(Markup::trusted("<br>"))
                .and(ww::link(&format!("Say what came of “{}”", one.question), &format!("{}/came-of-it?learning={number}", at(&meeting)))),
            None => Markup::from(ww::unknown("Nobody has said yet")),
            Some(used) if used.changed.is_empty() => ww::bold("Nothing changes").and(paragraph(&used.reason)),
            Some(used) => {
                Markup::from(ww::shown("Changed")).and(paragraph(&used.changed)).and(paragraph(&format!("Because: {}", used.reason)))
            }
        };
        table = table.row([Words::from(one.question.as_str()), Words::from(one.learned.as_str()), Words::from(came)]);
    }
    let mut parts = vec![Part { id: "met".into(), title: "Who was met".into(), body: ww::bullets(&noun.met) }];
    if let Some(asked) = &noun.confidence {
        let said = facts([
            ("Question", asked.question.clone()),
            ("Asked", asked.asked.to_string()),
            ("Answered", asked.answered.to_string()),
            ("Would invest", asked.would_invest.to_string()),
        ]);
        parts.push(Part { id: "sure".into(), title: "How sure suppliers are".into(), body: said });
    }
    let sealed = paragraph("What one supplier said is shown to no other: sealed from every provider.");
    Ok(PartsPage { layout, before: sealed.and(table), parts })
}

/// What a meeting may be about: published or planned lines, and audits.
struct About {
    lines: Vec<(String, String)>,
    audits: Vec<(String, String)>,
}

async fn about(app: &App, signed: &Signed) -> Result<About, PageError> {
    let lines = read_pipeline(&app.desk, &signed.actor).await?.lines.into_iter();
    let audits = list_barriers(&app.desk, &signed.actor).await?.into_iter();
    Ok(About {
        lines: lines.map(|one| (one.line.id.to_string(), one.line.noun.facts.what)).collect(),
        audits: audits.map(|one| (one.audit.id.to_string(), one.audit.noun.title)).collect(),
    })
}

fn page(frame: Frame, about: &About, form: &Form) -> FormPage {
    let layout = below(frame, "Write down a meeting with the market", LIST).with_errors(form.errors());
    let mut kind = form.select("kind", "How were they met?").offer("", "Choose one");
    for one in MeetingKind::ALL {
        kind = kind.offer(one.code(), one.words());
    }
    let mut line = form.select("line", "Which line of the pipeline was it about? (not required)").offer("", "None");
    for (id, what) in &about.lines {
        line = line.offer(id.clone(), what.clone());
    }
    let mut audit = form.select("audit", "Which audit of barriers was it about? (not required)").offer("", "None");
    for (id, title) in &about.audits {
        audit = audit.offer(id.clone(), title.clone());
    }
    FormPage::new(layout, "/market/meetings/new", Button::new("Save"))
        .before(paragraph("What is typed is sealed from providers, and may be asked for under Freedom of Information: write what was learned, nobody’s own name."))
        .part(form.input("title", "What was it about?"))
        .part(kind)
        .part(form.date_input("on", "When was it?"))
        .part(form.textarea("met", "Which bodies were met?").hint("A line each").rows(4))
        .part(line)
        .part(audit)
        .part(
            form.textarea("learned", "What was asked, and what was learned?")
                .hint("A line each, two parts between a semicolon. For example: What stops you?; Turnover of £5m is more than any of us has")
                .rows(6),
        )
        .part(form.input("survey_question", "If suppliers were asked how sure they are: what was the question? (not required)"))
        .part(form.input("asked", "How many were asked?").width(5).keyboard("numeric"))
        .part(form.input("answered", "How many answered?").width(5).keyboard("numeric"))
        .part(form.input("would_invest", "How many said that they would invest?").width(5).keyboard("numeric"))
        .part(
            form.textarea("stranded", "What did any of them invest once, in vain? (not required)")
                .hint("Who; what; how much; year; why it did not come; where that is from")
                .rows(3),
        )
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(page(frame, &about(&app, &signed).await?, &Form::blank()))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let about = about(&app, &signed).await?;
    let on = form.date("on", "Say when it was");
    let [asked, answered, would_invest] =
        ["asked", "answered", "would_invest"].map(|name| form.optional_number(name, 0.0..=100_000.0).map(|many| many as u32));
    let text = |name: &str| form.value(name).to_owned();
    let ask = Meet {
        title: text("title"),
        kind: MeetingKind::parse(form.value("kind")),
        on,
        met: text("met"),
        line: form.value("line").parse().ok(),
        audit: form.value("audit").parse().ok(),
        learned: text("learned"),
        stranded: text("stranded"),
        survey_question: text("survey_question"),
        asked,
        answered,
        would_invest,
    };
    if form.has_errors() {
        return Ok(page(frame, &about, &form).into_response());
    }
    match meet(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&at(&record))),
        Err(error) => again(error, form, |form| page(frame, &about, form)),
    }
}

/// `?learning=0`: its place in the list.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Of {
    learning: String,
}

fn came_page(frame: Frame, meeting: &Record<MarketMeetingId, MarketMeeting>, form: &Form) -> FormPage {
    let layout = below(frame, "What came of it?", LIST).crumb(meeting.noun.title.clone(), at(meeting)).with_errors(form.errors());
    let mut which = form.select("learning", "Which answer is it about?").offer("", "Choose one");
    for (number, one) in meeting.noun.learned.iter().enumerate() {
        which = which.offer(number.to_string(), format!("{} {}", one.question, one.learned));
    }
    FormPage::new(layout, format!("{}/came-of-it", at(meeting)), Button::new("Save"))
        .carrying("version", &version(form, meeting.version))
        .part(which)
        .part(form.radios("is_changed", "Did anything change because of it?").offer("yes", "Yes").offer("no", "No, nothing"))
        .part(form.textarea("changed", "If so: what, as it was and as it is now?").rows(3))
        .part(form.textarea("reason", "Why, or why not?").rows(3))
}

async fn came_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(of): Query<Of>,
) -> Result<FormPage, PageError> {
    Ok(came_page(frame, &read(&app, &signed, &reference).await?, &Form::blank().with("learning", of.learning)))
}

async fn came_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let meeting = read(&app, &signed, &reference).await?;
    let ask = CameOfIt {
        meeting: meeting.id,
        version: form.version(),
        learning: form.value("learning").parse().ok(),
        is_changed: [("yes", true), ("no", false)].into_iter().find(|(code, _)| *code == form.value("is_changed")).map(|(_, is)| is),
        changed: form.value("changed").to_owned(),
        reason: form.value("reason").to_owned(),
    };
    match came_of_it(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&at(&record))),
        Err(error) => again(error, form, |form| came_page(frame, &meeting, form)),
    }
}
