//! Who changed what: the trail, newest first, with its head, and the check that it is whole.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::house::audit::{
    AuditHead, AuditPage as Trail, AuditRow, AuditState, ListAudit, RemoveDetails, list_audit, remove_details, verify_audit,
};
use model::role::Permission::{ManagePeople, ReadAudit};
use serde::Deserialize;

use crate::app::App;
use crate::components::answer::Answer;
use crate::components::button::Button;
use crate::components::icon::State as Shape;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::Asks::May;
use crate::router::{Routes, in_query, to};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "house/audit.html")]
struct AuditPage {
    layout: Layout,
    days: Vec<Day>,
    head: AuditHead,
    /// The address of the next page.
    earlier: Option<String>,
    asked: Asked,
    form: Form,
    button: Button,
    may_remove: bool,
}

/// The entries of one day.
struct Day {
    heading: String,
    entries: Vec<Entry>,
}

struct Entry {
    /// "9:14am"
    at: String,
    /// "accept upload"
    action: String,
    row: AuditRow,
}

#[derive(Template)]
#[template(path = "house/audit_check.html")]
struct CheckPage {
    layout: Layout,
    answer: Answer,
    head: Option<AuditHead>,
}

page!(AuditPage, CheckPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/audit", May(ReadAudit), "Who changed what", show)
        .get("/audit/check", May(ReadAudit), "Is the trail whole?", check)
        .get("/audit/{sequence}/remove-details", May(ManagePeople), "Take the details out of an entry under a retention rule", ask_removal)
        .post("/audit/{sequence}/remove-details", May(ManagePeople), "Take the details out of an entry under a retention rule", remove)
}

/// What the address asks. Anything that cannot be read asks nothing.
#[derive(Deserialize, Default, Clone)]
#[serde(default)]
struct Asked {
    noun: String,
    action: String,
    record: String,
    person: String,
    before: String,
    #[serde(rename = "from-day")]
    from_day: String,
    #[serde(rename = "from-month")]
    from_month: String,
    #[serde(rename = "from-year")]
    from_year: String,
    #[serde(rename = "to-day")]
    to_day: String,
    #[serde(rename = "to-month")]
    to_month: String,
    #[serde(rename = "to-year")]
    to_year: String,
}

impl Asked {
    fn pairs(&self) -> [(&'static str, &str); 10] {
        [
            ("noun", &self.noun),
            ("action", &self.action),
            ("record", &self.record),
            ("person", &self.person),
            ("from-day", &self.from_day),
            ("from-month", &self.from_month),
            ("from-year", &self.from_year),
            ("to-day", &self.to_day),
            ("to-month", &self.to_month),
            ("to-year", &self.to_year),
        ]
    }

    fn narrows(&self) -> bool {
        self.pairs().iter().any(|(_, value)| !value.trim().is_empty())
    }

    /// The same question, before this entry.
    fn before(&self, sequence: i64) -> String {
        let mut address = format!("/audit?before={sequence}");
        for (name, value) in self.pairs().iter().filter(|(_, value)| !value.is_empty()) {
            address.push_str(&format!("&{name}={}", in_query(value)));
        }
        address
    }
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<AuditPage, PageError> {
    let mut form = Form::read(Fields::of(asked.pairs()));
    let plain = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
    let mut ask = ListAudit {
        noun: plain(&asked.noun),
        action: plain(&asked.action).map(|action| action.to_lowercase().replace(' ', "_")),
        record: form.optional("record", read_record),
        person: asked.person.parse().ok(),
        from: form.optional_date("from"),
        to: form.optional_date("to"),
        before: asked.before.parse().ok(),
    };
    let trail = match list_audit(&app.desk, &signed.actor, ask.clone()).await {
        Ok(trail) => trail,
        Err(error) => {
            form.refused(error)?;
            (ask.from, ask.to) = (None, None);
            list_audit(&app.desk, &signed.actor, ask).await?
        }
    };
    let lead = match (trail.rows.first(), asked.narrows()) {
        (None, true) => "Nothing was done that fits what you asked for.".to_owned(),
        (None, false) => "Nothing was done here yet.".to_owned(),
        (Some(_), true) => "What fits what you asked for, the newest first.".to_owned(),
        (Some(_), false) => format!(
            "{} entries, the newest first. Each carries the digest of the one before it, so none can be altered or left out unseen.",
            trail.head.sequence
        ),
    };
    let earlier = trail.next_before.map(|sequence| asked.before(sequence));
    let head = trail.head.clone();
    let layout = Layout::new(frame, "Who changed what").crumb("My cases", "/").lead(lead).with_errors(form.errors());
    let days = by_day(&app, trail);
    let may_remove = signed.actor.can(ManagePeople);
    Ok(AuditPage { layout, days, head, earlier, asked, form, button: Button::new("Show these").secondary(), may_remove })
}

fn read_record(typed: &str) -> Result<uuid::Uuid, &'static str> {
    uuid::Uuid::parse_str(typed).map_err(|_| "Paste the identifier of a record, as it stands beside an entry")
}

fn by_day(app: &App, trail: Trail) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for row in trail.rows {
        let at = row.at.to_zoned(app.desk.zone.clone());
        let heading = quantity::period::with_weekday(at.date());
        let half = if at.hour() < 12 { "am" } else { "pm" };
        let hour = if at.hour() % 12 == 0 { 12 } else { at.hour() % 12 };
        let entry = Entry { at: format!("{hour}:{:02}{half}", at.minute()), action: row.action.replace('_', " "), row };
        match days.last_mut().filter(|day| day.heading == heading) {
            Some(day) => day.entries.push(entry),
            None => days.push(Day { heading, entries: vec![entry] }),
        }
    }
    days
}

async fn check(State(app): State<App>, frame: Frame, _: Signed) -> Result<CheckPage, PageError> {
    let state = verify_audit(&app.desk).await?;
    let (answer, head) = answer(&state);
    let layout = Layout::new(frame, "Is the trail whole?").crumb("My cases", "/").crumb("Who changed what", "/audit");
    Ok(CheckPage { layout, answer, head })
}

/// The answer in words, for this page and for check now.
pub fn answer(state: &AuditState) -> (Answer, Option<AuditHead>) {
    match state {
        AuditState::Whole { entries, head } => (
            Answer::new(Shape::Shown, format!("All {entries} entries fit the one before them, and the last is the one the head names.")).word("Whole"),
            Some(AuditHead { sequence: *entries, digest: head.clone() }),
        ),
        AuditState::Broken { sequence, what } => (
            Answer::new(
                Shape::Away,
                format!("The first that does not fit is entry {sequence}: {what}. Keep everything as it is, and ask whoever looks after this place to compare it with the last back-up."),
            )
            .word("Not whole"),
            None,
        ),
    }
}

async fn ask_removal(frame: Frame, Path(sequence): Path<i64>) -> FormPage {
    removal_page(frame, Form::blank(), sequence)
}

fn removal_page(frame: Frame, form: Form, sequence: i64) -> FormPage {
    let layout = Layout::new(frame, format!("Take the details out of entry {sequence}"))
        .crumb("My cases", "/")
        .crumb("Who changed what", "/audit")
        .lead("Who did what, and when, stays; only the sentence goes, and cannot come back. The trail still verifies, and a new entry says who removed it and under which rule.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("/audit/{sequence}/remove-details"), Button::new("Take the details out").warning()).part(
        form.input("rule", "Which rule of the retention schedule?")
            .hint("For example: Retention schedule 4.2, personal details after six years"),
    )
}

async fn remove(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(sequence): Path<i64>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    match remove_details(&app.desk, &signed.actor, RemoveDetails { sequence, rule: form.value("rule").to_owned() }).await {
        Ok(()) => Ok(to("/audit")),
        Err(error) => {
            form.refused(error)?;
            Ok(removal_page(frame, form, sequence).into_response())
        }
    }
}
