//! The golden thread on one page: vision, priorities, outcomes, options, decisions; lists side by side; and the money that traces to none.

use axum::extract::{Path, Query, RawQuery, State};
use axum::response::Response;
use desk::DeskError;
use desk::plan::thread::add_priority::{AddPriority, add_priority};
use desk::plan::thread::keep_list::{KeepList, keep_list};
use desk::plan::thread::link_outcome::{LinkOutcome, find_outcome, link_outcome};
use desk::plan::thread::read_thread::{ListView, OutcomeLine, ThreadView, read_thread};
use model::id::{OrganisationId, PriorityId};
use model::outcome::OutcomeKind;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::one_list;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const NEW: &str = "Name a priority";
    const LIST: &str = "Put priorities in order, for one body or for all together";
    const LINK: &str = "Say which priority an outcome serves";
    Routes::new()
        .get("/priorities", May(ReadCases), "Priorities in order, and what traces to them", show)
        .get("/priorities/differences-partners.csv", May(ReadCases), "Where partners’ lists differ, as CSV", one_list::partners_csv)
        .get("/priorities/differences-groups.csv", May(ReadCases), "Where groups differ, as CSV", one_list::groups_csv)
        .get("/priorities/new", May(WriteCases), NEW, new_blank)
        .post("/priorities/new", May(WriteCases), NEW, new_send)
        .get("/priorities/list", May(WriteCases), LIST, list_blank)
        .post("/priorities/list", May(WriteCases), LIST, list_send)
        .get("/outcomes/{reference}/priority", May(WriteCases), LINK, link_blank)
        .post("/outcomes/{reference}/priority", May(WriteCases), LINK, link_send)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, RawQuery(query): RawQuery) -> Result<PartsPage, PageError> {
    let left_out = one_list::left_out(query.as_deref());
    let view = read_thread(&app.desk, &signed.actor).await?;
    let may_write = signed.actor.can(WriteCases);
    let vision = view.of_place().map(|list| list.record.noun.vision.clone()).filter(|vision| !vision.is_empty());
    let lead = match &vision {
        Some(vision) => {
            format!("{vision} Every outcome traces to a priority, every priority to that; what traces to none is shown with its money.")
        }
        None => {
            "No vision is written down yet. Every outcome should trace to a priority, and every priority to one sentence about the place."
                .to_owned()
        }
    };
    let layout = Layout::new(frame, "Priorities")
        .in_section(Section::Plan)
        .crumb("Plan", "/plan")
        .lead(lead)
        .check("/check")
        .audit("/audit?noun=priority");
    if view.priorities.is_empty() && view.outcomes.is_empty() && view.orphans.is_empty() {
        let first = if may_write {
            ww::link("Name the first priority", "/priorities/new")
        } else {
            Markup::text("Somebody who may change cases names the first.")
        };
        let empty = EmptyState::new(
            "No priority yet",
            "Here stands what the place puts first, whose list says so, and what is spent on none of it.",
            first,
        );
        return Ok(PartsPage { layout, before: empty.into(), parts: Vec::new() });
    }
    let parts = vec![
        Part {
            id: "order".into(),
            title: "One list from evidence, voices and partners".into(),
            body: one_list::order(&view, &left_out, may_write),
        },
        Part { id: "passes".into(), title: "Before costs, and after".into(), body: one_list::passes(&view, may_write) },
        Part { id: "members".into(), title: "Set by members".into(), body: one_list::by_members(&view) },
        Part { id: "map".into(), title: "Where partners and groups differ".into(), body: one_list::map(&view) },
        Part { id: "thread".into(), title: "From priority to decision".into(), body: thread(&view, may_write) },
        Part { id: "lists".into(), title: "Whose list says what".into(), body: lists(&view, may_write) },
        Part { id: "orphans".into(), title: "What traces to no priority".into(), body: orphans(&view, may_write) },
        Part { id: "means".into(), title: "Hopes, and what is good here".into(), body: means(&view) },
    ];
    Ok(PartsPage { layout, before: money(&view), parts })
}

fn money(view: &ThreadView) -> Markup {
    let known = if view.without_cost == 0 {
        String::new()
    } else {
        format!(" {} no cost written down.", count::sentence(&count::of_things(view.without_cost as u64, "service has", "services have")))
    };
    let said = format!("{} of {} a year traces to no priority.{known}", count::money(view.untraced), count::money(view.spent));
    Markup::from(InsetText::new(said))
}

fn kind_label(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Outcome => "Outcome",
        OutcomeKind::Output => "Output: something delivered",
        OutcomeKind::Process => "Process: how it is done",
        OutcomeKind::Input => "Input: what is put in",
    }
}

fn outcome_row(line: &OutcomeLine, may_write: bool) -> [Words; 5] {
    let outcome = &line.outcome.noun;
    let reference = reference_of(&line.outcome.reference);
    let at = format!("/cases/{}", reference_of(&line.case.reference));
    let name =
        if may_write { ww::link(&outcome.statement, &format!("/outcomes/{reference}/priority")) } else { Markup::text(&outcome.statement) };
    let mut measured = vec![line.measure.clone().unwrap_or_else(|| "No measure".into())];
    if outcome.target.is_none() {
        measured.push("no target".into());
    }
    if outcome.by.is_none() {
        measured.push("no date".into());
    }
    let open = line.case.noun.choices.iter().filter(|choice| choice.ruled_out.is_none()).count() as u64;
    let options = ww::link(
        &format!(
            "{} in case {reference_of}",
            count::of_things(open + 1, "option", "options"),
            reference_of = reference_of(&line.case.reference)
        ),
        &format!("{at}/options"),
    );
    [
        Words::from(name.and(Markup::text(format!(" ({})", outcome.people)))),
        Words::from(kind_label(outcome.kind)),
        Words::from(measured.join("; ")),
        Words::from(options),
        Words::from(line.decided.clone().unwrap_or_else(|| "Not decided".into())),
    ]
}

fn outcome_table(caption: &str) -> CardTable {
    CardTable::new(caption)
        .caption_hidden()
        .column("What should be different")
        .column("Kind")
        .column("Told by")
        .column("Options")
        .column("Decided")
}

fn thread(view: &ThreadView, may_write: bool) -> Markup {
    let place: Vec<PriorityId> = view.of_place().map(|list| list.record.noun.order.clone()).unwrap_or_default();
    let listed = place.iter().filter_map(|id| view.priorities.iter().find(|record| record.id == *id));
    let rest = view.priorities.iter().filter(|record| !place.contains(&record.id));
    let mut body = Markup::default();
    for (rank, record) in listed.chain(rest).enumerate() {
        let place = if place.contains(&record.id) { format!("{}. ", rank + 1) } else { String::new() };
        let heading = Markup::text(format!("{place}{}", record.noun.title));
        body = body.and(Markup::trusted(format!("<h3 class=\"govuk-heading-s\">{heading}</h3>")));
        body = body.and(paragraph(&format!("For {}. {}", record.noun.people, record.noun.because)));
        let serving: Vec<&OutcomeLine> = view.outcomes.iter().filter(|line| line.outcome.noun.priority == Some(record.id)).collect();
        if serving.is_empty() {
            body = body.and(paragraph("Nothing serves it yet: an end without means."));
            continue;
        }
        let table = serving.into_iter().fold(outcome_table(&record.noun.title), |table, line| table.row(outcome_row(line, may_write)));
        body = body.and(table);
    }
    if view.priorities.is_empty() {
        body = body.and(paragraph("No priority is named yet."));
    }
    if may_write { body.and(paragraph_of(ww::link("Name a priority", "/priorities/new"))) } else { body }
}

fn lists(view: &ThreadView, may_write: bool) -> Markup {
    let mut body = Markup::default();
    match view.of_place() {
        Some(list) if !list.record.noun.order.is_empty() => {
            let by: Vec<String> = list
                .record
                .noun
                .agreed_by
                .iter()
                .filter_map(|id| view.organisations.iter().find(|record| record.id == *id))
                .map(|record| record.noun.name.clone())
                .collect();
            let agreed = if by.is_empty() { "Nobody has agreed to it yet".to_owned() } else { format!("Agreed by {}", count::list(&by)) };
            body = body.and(paragraph(&format!("One list for all: {agreed}.")));
        }
        _ => body = body.and(paragraph("There is no one list that all partners agreed to.")),
    }
    let ordered: Vec<&ListView> = view.lists.iter().filter(|list| !list.record.noun.order.is_empty()).collect();
    if ordered.is_empty() {
        body = body.and(paragraph("No list is written down yet."));
    } else {
        let longest = ordered.iter().map(|list| list.record.noun.order.len()).max().unwrap_or(0);
        let mut table = CardTable::new("Lists side by side").caption_hidden().column("Place");
        for list in &ordered {
            table = table.column(list.name.clone());
        }
        for place in 0..longest {
            let cell =
                |list: &ListView| list.record.noun.order.get(place).map_or_else(|| "None".to_owned(), |id| view.title(*id).to_owned());
            table = table.row(std::iter::once((place + 1).to_string()).chain(ordered.iter().map(|list| cell(list))));
        }
        body = body.and(table);
    }
    let meets = view.lists.iter().filter_map(|list| list.record.noun.leaders_meet).min();
    let said = meets.map_or_else(
        || "No day is set on which leaders meet about where lists differ.".to_owned(),
        |day| format!("Leaders meet about it on {}.", count::plain_date(day)),
    );
    body = body.and(paragraph(&said));
    if may_write { body.and(paragraph_of(ww::link("Put priorities in order", "/priorities/list"))) } else { body }
}

fn orphans(view: &ThreadView, may_write: bool) -> Markup {
    let loose: Vec<&OutcomeLine> = view.outcomes.iter().filter(|line| line.outcome.noun.priority.is_none()).collect();
    let mut body = paragraph("Outcomes that serve no priority:");
    body = if loose.is_empty() {
        body.and(paragraph("None."))
    } else {
        body.and(
            loose.into_iter().fold(outcome_table("Outcomes that serve no priority"), |table, line| table.row(outcome_row(line, may_write))),
        )
    };
    body = body.and(paragraph("Services that no outcome with a priority speaks of, the dearest first:"));
    if view.orphans.is_empty() {
        return body.and(paragraph("None."));
    }
    let mut table = CardTable::new("Services that trace to no priority").caption_hidden().column("Service").figures("Cost in a year");
    for service in &view.orphans {
        let name = ww::link(&service.noun.name, &format!("/services/{}", reference_of(&service.reference)));
        table = table
            .row([Words::from(name), Words::from(service.noun.annual_cost.map_or_else(|| "Not written down".to_owned(), count::money))]);
    }
    table = table.sum([Words::from("Together"), Words::from(count::money(view.untraced))]);
    body.and(table)
}

fn means(view: &ThreadView) -> Markup {
    let written = view.cases.iter().filter(|case| !case.noun.aspirations.trim().is_empty() || !case.noun.strengths.trim().is_empty());
    let mut table =
        CardTable::new("Hopes and strengths").caption_hidden().column("Case").column("What people hope for").column("What is good here");
    let none = |text: &str| if text.trim().is_empty() { "Not written yet".to_owned() } else { text.to_owned() };
    for case in written {
        let name = ww::link(&case.noun.question, &format!("/cases/{}", reference_of(&case.reference)));
        table = table.row([Words::from(name), Words::from(none(&case.noun.aspirations)), Words::from(none(&case.noun.strengths))]);
    }
    if table.rows.is_empty() { paragraph("Nobody has written down yet what people hope for, nor what is good here.") } else { table.into() }
}

fn form_layout(frame: Frame, title: &str, form: &Form) -> Layout {
    Layout::new(frame, title).in_section(Section::Plan).crumb("Priorities", "/priorities").with_errors(form.errors())
}

async fn new_blank(frame: Frame) -> FormPage {
    new_page(frame, &Form::blank())
}

fn new_page(frame: Frame, form: &Form) -> FormPage {
    FormPage::new(form_layout(frame, "Name a priority", form), "/priorities/new", Button::new("Save"))
        .part(form.input("title", "What comes first?").hint("As people would say it"))
        .part(form.input("people", "For whom?").hint("A named group of people"))
        .part(form.textarea("because", "Why is it one?").hint("The need, and what people hope for").rows(3))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let typed = |name: &str| form.value(name).to_owned();
    match add_priority(&app.desk, &signed.actor, AddPriority { title: typed("title"), people: typed("people"), because: typed("because") })
        .await
    {
        Ok(_) => Ok(to("/priorities")),
        Err(error) => again(error, form, |form| new_page(frame, form)),
    }
}

/// `?of=ID`: whose list is changed; without it, that of all together.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Of {
    of: String,
}

async fn list_blank(State(app): State<App>, frame: Frame, signed: Signed, Query(of): Query<Of>) -> Result<FormPage, PageError> {
    let view = read_thread(&app.desk, &signed.actor).await?;
    let whose: Option<OrganisationId> = of.of.parse().ok();
    let mut form = Form::blank().with("whose", whose.map(|id| id.to_string()).unwrap_or_default());
    if let Some(list) = view.lists.iter().find(|list| list.record.noun.whose == whose) {
        let noun = &list.record.noun;
        form =
            form.with("version", list.record.version.to_string()).with("vision", noun.vision.clone()).with("said_in", noun.said_in.clone());
        form = form.with("weight", noun.weight.to_string());
        for (rank, id) in noun.order.iter().enumerate() {
            form = form.with(&format!("place-{}", place_of(&view, *id)), (rank + 1).to_string());
        }
        form = noun.agreed_by.iter().fold(form, |form, id| form.with_one_more("agreed_by", id.to_string()));
        if let Some(day) = noun.leaders_meet {
            form = form.with_date("leaders_meet", day);
        }
    }
    Ok(list_page(frame, &view, &form))
}

fn place_of(view: &ThreadView, priority: PriorityId) -> String {
    view.priorities.iter().find(|record| record.id == priority).map(|record| reference_of(&record.reference)).unwrap_or_default()
}

fn list_page(frame: Frame, view: &ThreadView, form: &Form) -> FormPage {
    let mut whose = form.select("whose", "Whose list is it?").offer("", "All partners together: the list of the place");
    for body in view.organisations.iter().filter(|record| record.noun.is_partner || !record.noun.provides) {
        whose = whose.offer(body.id.to_string(), body.noun.name.clone());
    }
    let mut agreed = form.checkboxes("agreed_by", "If it is the list of the place: who agreed to it? (not required)");
    for body in view
        .organisations
        .iter()
        .filter(|record| record.noun.is_partner || view.lists.iter().any(|list| list.record.noun.whose == Some(record.id)))
    {
        agreed = agreed.offer(body.id.to_string(), body.noun.name.clone());
    }
    let version = if form.value("version").is_empty() { "0" } else { form.value("version") };
    let mut links = Markup::default();
    for list in view.lists.iter() {
        let of = list.record.noun.whose.map(|id| id.to_string()).unwrap_or_default();
        links = links
            .and(ww::link(&format!("Change the list of {}", list.name), &format!("/priorities/list?of={of}")))
            .and(Markup::trusted("<br>"));
    }
    let mut page = FormPage::new(form_layout(frame, "Put priorities in order", form), "/priorities/list", Button::new("Save"))
        .before(if links.is_empty() { Markup::default() } else { paragraph_of(links) })
        .carrying("version", version)
        .part(whose)
        .part(form.textarea("vision", "If it is the list of the place: which vision does it serve?").hint("In one sentence").rows(2));
    for (at, record) in view.priorities.iter().enumerate() {
        let name = format!("place-{}", reference_of(&record.reference));
        let input = form.input(&name, format!("Place of “{}” (not required)", record.noun.title)).width(3).keyboard("numeric");
        page = page.part(if at == 0 { input.hint("1 comes first. Leave empty what is not on this list") } else { input });
    }
    page.part(agreed)
        .part(form.date_input("leaders_meet", "When do leaders meet about where lists differ? (not required)"))
        .part(form.input("said_in", "Where is it written? (not required)").hint("A plan or a paper"))
        .part(
            form.input("weight", "For how many does it count beside other partners’ lists? (not required)")
                .hint("A whole number from 1 to 100. Empty is 1: each partner counts alike")
                .width(3)
                .keyboard("numeric"),
        )
}

async fn list_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read_thread(&app.desk, &signed.actor).await?;
    let mut placed: Vec<(i64, PriorityId)> = Vec::new();
    for record in &view.priorities {
        let name = format!("place-{}", reference_of(&record.reference));
        let read = form.optional(&name, |typed| {
            typed.parse::<i64>().ok().filter(|place| (1..=999).contains(place)).ok_or(format!("“{typed}” is not a place: write 1, 2, 3…"))
        });
        if let Some(place) = read {
            if placed.iter().any(|(taken, _)| *taken == place) {
                form.add_error(name, format!("Place {place} is given twice: give each priority one of its own"));
            }
            placed.push((place, record.id));
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    let leaders_meet = form.optional_date("leaders_meet");
    let weight =
        form.optional("weight", |typed| typed.parse::<u32>().map_err(|_| format!("“{typed}” is not a whole number from 1 to 100")));
    let ask = KeepList {
        whose: form.value("whose").parse().ok(),
        version: form.version(),
        vision: form.value("vision").to_owned(),
        order: placed.into_iter().map(|(_, id)| id).collect(),
        agreed_by: form.fields().all("agreed_by").filter_map(|id| id.parse().ok()).collect(),
        leaders_meet,
        said_in: form.value("said_in").to_owned(),
        weight: weight.unwrap_or(1),
    };
    let asked =
        if form.has_errors() { Err(DeskError::Faults(Vec::new())) } else { keep_list(&app.desk, &signed.actor, ask).await.map(|_| ()) };
    let first = view.priorities.first().map(|record| format!("place-{}", reference_of(&record.reference)));
    match asked {
        Ok(()) => Ok(to("/priorities#lists")),
        Err(DeskError::Faults(faults)) => {
            for fault in faults {
                let field = if fault.field == "order" { first.clone().unwrap_or_else(|| "whose".into()) } else { fault.field.to_owned() };
                form.add_error(field, fault.message);
            }
            again(DeskError::Faults(Vec::new()), form, |form| list_page(frame, &view, form))
        }
        Err(error) => again(error, form, |form| list_page(frame, &view, form)),
    }
}

async fn link_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let (outcome, priorities) = find_outcome(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let form = Form::blank()
        .with("version", outcome.version.to_string())
        .with("priority", outcome.noun.priority.map(|id| id.to_string()).unwrap_or_default())
        .with("kind", outcome.noun.kind.code());
    Ok(link_page(frame, &reference, &outcome.noun.statement, &priorities, &form))
}

fn link_page(
    frame: Frame,
    reference: &str,
    statement: &str,
    priorities: &[model::record::Record<PriorityId, model::priority::Priority>],
    form: &Form,
) -> FormPage {
    let mut select = form.select("priority", "Which priority does it serve?").offer("", "None: it is an orphan");
    for record in priorities {
        select = select.offer(record.id.to_string(), record.noun.title.clone());
    }
    let mut kinds = form.radios("kind", "What kind of thing is it?");
    for kind in OutcomeKind::ALL {
        kinds = kinds.offer(kind.code(), count::sentence(kind.words()));
    }
    FormPage::new(form_layout(frame, "Which priority does it serve?", form), format!("/outcomes/{reference}/priority"), Button::new("Save"))
        .before(paragraph(statement))
        .carrying("version", form.value("version"))
        .part(select)
        .part(kinds)
}

async fn link_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let (outcome, priorities) = find_outcome(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let kind = OutcomeKind::parse(form.value("kind")).unwrap_or(outcome.noun.kind);
    let ask = LinkOutcome { outcome: outcome.id, version: form.version(), priority: form.value("priority").parse().ok(), kind };
    match link_outcome(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/priorities")),
        Err(error) => again(error, form, |form| link_page(frame, &reference, &outcome.noun.statement, &priorities, form)),
    }
}
