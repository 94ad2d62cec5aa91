//! The short forms of a partnership: a direction and its signing, a meeting and what it changed, a round, what one's body says of it, and
//! a change of structure.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::partnership::name_structure::{PlanRelationship, name_structure_change, plan_relationship};
use desk::house::partnership::note_joint::note_joint;
use desk::house::partnership::open_round::{OpenRound, close_round, open_round};
use desk::house::partnership::read_partnership::PartnershipView;
use desk::house::partnership::record_meeting::{RecordMeeting, SayWhatChanged, record_meeting, say_what_changed};
use desk::house::partnership::told_joint::QUESTIONS;
use desk::house::partnership::write_direction::{sign_direction, write_direction};
use model::id::PriorityId;
use model::partnership::{Agreed, Asks, Seat, StructureChange};
use model::role::Permission::ReadCases;
use serde::Deserialize;

use super::{address, view_of, wrong};
use crate::app::App;
use crate::components::button::Button;
use crate::components::notice::InsetText;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

/// The forms, by the last step of their address.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Direction,
    Sign,
    Meeting,
    Changed,
    Round,
    Close,
    Say,
    Structure,
    Relationship,
}

/// Address, heading, button, and the part of the page to come back to.
const ALL: [(Which, &str, &str, &str, &str); 9] = [
    (Which::Direction, "direction", "Where are you going together?", "Save", "direction"),
    (Which::Sign, "sign", "Sign the direction", "Sign for my organisation", "direction"),
    (Which::Meeting, "meeting", "Write a meeting down", "Save", "meetings"),
    (Which::Changed, "changed", "What did it change?", "Save", "meetings"),
    (Which::Round, "round", "Ask each body, apart from the others", "Open it", "bodies"),
    (Which::Close, "close", "Close the round", "Close it", "bodies"),
    (Which::Say, "say", "How does your organisation see it?", "Save", "joint"),
    (Which::Structure, "structure", "Name a change of structure", "Save", "structure"),
    (Which::Relationship, "relationship", "Plan something for relationships", "Save", "structure"),
];

pub fn routes() -> Routes {
    doors! { blank, send;
        "/partnerships/{reference}/direction", May(ReadCases), "Write where a partnership is going", Which::Direction;
        "/partnerships/{reference}/sign", May(ReadCases), "Sign a partnership’s direction for one’s own organisation", Which::Sign;
        "/partnerships/{reference}/meeting", May(ReadCases), "Write a partnership’s meeting down", Which::Meeting;
        "/partnerships/{reference}/changed", May(ReadCases), "Say what a partnership’s decision changed", Which::Changed;
        "/partnerships/{reference}/round", May(ReadCases), "Ask each body of a partnership, apart from the others", Which::Round;
        "/partnerships/{reference}/close", May(ReadCases), "Close a round of a partnership", Which::Close;
        "/partnerships/{reference}/say", May(ReadCases), "Say how one’s organisation sees a partnership", Which::Say;
        "/partnerships/{reference}/structure", May(ReadCases), "Name a change of a partnership’s structure", Which::Structure;
        "/partnerships/{reference}/relationship", May(ReadCases), "Plan something for relationships", Which::Relationship;
    }
}

/// What a link fills in.
#[derive(Deserialize, Default)]
#[serde(default)]
struct FilledIn {
    asks: String,
    round: String,
    question: String,
    change: String,
    met: String,
    decision: String,
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<FilledIn>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let form = Form::blank()
        .with("version", view.partnership.version.to_string())
        .with("asks", filled.asks)
        .with("round", filled.round)
        .with("question", filled.question)
        .with("change", filled.change)
        .with("met", filled.met)
        .with("decision", filled.decision);
    is_there(which, &view, &form)?;
    Ok(form_page(which, frame, &view, &form))
}

/// What a link speaks of is there: a decision, or a change of structure.
fn is_there(which: Which, view: &PartnershipView, form: &Form) -> Result<(), PageError> {
    let found = match which {
        Which::Changed => decision(view, form).is_some(),
        Which::Relationship => structure(view, form).is_some(),
        _ => true,
    };
    if found { Ok(()) } else { Err(PageError::NotFound) }
}

fn decision<'a>(view: &'a PartnershipView, form: &Form) -> Option<&'a Agreed> {
    let meeting = view.partnership.noun.meetings.iter().find(|meeting| meeting.on.to_string() == form.value("met"))?;
    meeting.decisions.get(at_of(form, "decision")?)
}

fn structure<'a>(view: &'a PartnershipView, form: &Form) -> Option<&'a StructureChange> {
    view.partnership.noun.structure_changes.get(at_of(form, "change")?)
}

fn form_page(which: Which, frame: Frame, view: &PartnershipView, form: &Form) -> FormPage {
    let (path, title, button) =
        ALL.iter().find(|(known, ..)| *known == which).map_or(("", "", ""), |(_, path, title, button, _)| (*path, *title, *button));
    let at = address(view);
    let layout = Layout::new(frame, title)
        .in_section(Section::Partners)
        .crumb("Partnerships", "/partnerships")
        .crumb(view.partnership.noun.name.clone(), at.clone())
        .with_errors(form.errors());
    let mut page =
        FormPage::new(layout, format!("{at}/{path}"), Button::new(button)).carrying("version", &view.partnership.version.to_string());
    let carried: &[&str] = match which {
        Which::Changed => &["met", "decision"],
        Which::Close => &["round"],
        Which::Relationship => &["change"],
        _ => &[],
    };
    for name in carried {
        page = page.carrying(name, form.value(name));
    }
    match which {
        Which::Direction => page.part(
            form.textarea("says", "Where are you going together?")
                .hint("In words each body would sign. Each then signs for itself.")
                .rows(6),
        ),
        Which::Sign => sign(page, view),
        Which::Meeting => meeting(page, view, form),
        Which::Changed => {
            let what = decision(view, form).map(|decision| decision.what.clone()).unwrap_or_default();
            page.before(InsetText::new(what))
                .part(form.textarea("changed", "What is different for people because of it?").rows(3))
                .part(form.date_input("on", "Since when?"))
        }
        Which::Round => round(page, view, form),
        Which::Close => page.before(paragraph("Nobody answers it any more, and everybody who reads this page sees what each body said.")),
        Which::Say => {
            let mut questions = form.radios("question", "Which question?");
            for question in QUESTIONS {
                questions = questions.offer(question.code, question.asks);
            }
            let says = form
                .textarea("says", "How does your organisation see it?")
                .hint("With what shows it. It stands beside what the others say.");
            page.part(questions).part(says)
        }
        Which::Structure => page
            .part(form.textarea("what", "What changes?").hint("For example a joint unit, a merger of bodies, a new board").rows(3))
            .part(form.date_input("from", "From when?")),
        Which::Relationship => {
            let what = structure(view, form).map(|change| change.what.clone()).unwrap_or_default();
            page.before(InsetText::new(what))
                .part(form.textarea("what", "What is done, so that people who have to work together come to trust each other?").rows(3))
                .part(form.input("owner_role", "Which role does it?"))
                .part(form.date_input("by", "By when?"))
        }
    }
}

/// A place in a list, as a link carries it.
fn at_of(form: &Form, name: &str) -> Option<usize> {
    form.value(name).parse().ok()
}

fn sign(page: FormPage, view: &PartnershipView) -> FormPage {
    match view.partnership.noun.directions.last() {
        Some(direction) => page
            .before(InsetText::new(direction.says.clone()))
            .part(paragraph("You sign for your organisation, in your role, with today’s date. Nobody else can.")),
        None => page.before(paragraph("No direction is written down yet: there is nothing to sign.")),
    }
}

fn meeting(page: FormPage, view: &PartnershipView, form: &Form) -> FormPage {
    let mut page = page.part(form.date_input("on", "When did they meet?")).part(wrong(form, "seats"));
    for (at, one) in view.partnership.noun.bodies.iter().enumerate() {
        let name = view.name(one.body);
        let sat = form
            .radios(&format!("sat-{at}"), format!("Who sat there for {name}?"))
            .small()
            .offer("senior", "Somebody as senior as agreed")
            .offer("stood_in", "Somebody sat in for them")
            .offer("nobody", "Nobody");
        page = page.part(sat).part(form.input(&format!("role-{at}"), format!("In which role, for {name}?")).hint("A role, never a name"));
    }
    page.part(form.input("elected_members", "How many elected members were in the room? (not required)").width(3)).part(
        form.textarea("decisions", "What was decided?")
            .hint("One a line: what was decided, a semicolon, and “planned” or “came up”. For example: Open the room on Fridays; planned"),
    )
}

fn round(page: FormPage, view: &PartnershipView, form: &Form) -> FormPage {
    let asks = form
        .radios("asks", "What are they asked?")
        .offer_with_hint("check", "The partnership check", "36 statements, answered by people of every side")
        .offer_with_hint("order", "To put priorities in order", "One order for each body that decides");
    let mut priorities = form.checkboxes("priorities", "Which priorities, where they are put in order?").small();
    for (id, title) in &view.priorities {
        priorities = priorities.offer(id.to_string(), title.clone());
    }
    page.before(paragraph("Nobody sees what the others say before giving their own answer. An answer is given once."))
        .part(asks)
        .part(form.date_input("closes_on", "Until when?"))
        .part(priorities)
}

async fn send(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &reference).await?;
    let asked = ask(which, &app, &signed, &view, &mut form).await;
    if form.has_errors() {
        return Ok(form_page(which, frame, &view, &form).into_response());
    }
    match asked {
        Ok(()) => {
            let back = ALL.iter().find(|(known, ..)| *known == which).map_or("", |(.., back)| *back);
            Ok(to(&format!("{}#{back}", address(&view))))
        }
        Err(error) => again(error, form, |form| form_page(which, frame, &view, form)),
    }
}

/// Reads the form and asks the desk. Where the form has errors of its own, nothing is asked.
async fn ask(which: Which, app: &App, signed: &Signed, view: &PartnershipView, form: &mut Form) -> Result<(), DeskError> {
    let (desk, actor, at) = (&app.desk, &signed.actor, (view.partnership.id, form.version()));
    let text = |form: &Form, name: &str| form.value(name).to_owned();
    let _kept = match which {
        Which::Direction => write_direction(desk, actor, at, form.value("says")).await?,
        Which::Sign => sign_direction(desk, actor, at).await?,
        Which::Meeting => {
            let on = form.date("on", "Say when they met");
            let elected_members = if form.value("elected_members").trim().is_empty() {
                None
            } else {
                form.whole_number("elected_members", "Write a whole number, or leave it empty", 0..=1_000)
                    .and_then(|n| u32::try_from(n).ok())
            };
            let mut seats = Vec::new();
            for (place, one) in view.partnership.noun.bodies.iter().enumerate() {
                let sat = form.choice(
                    &format!("sat-{place}"),
                    "Say who sat there for it, or that nobody did",
                    &[("senior", Some(true)), ("stood_in", Some(false)), ("nobody", None)],
                );
                let role = text(form, &format!("role-{place}"));
                if let Some(Some(is_senior)) = sat {
                    if role.trim().is_empty() {
                        form.add_error(format!("role-{place}"), "Say in which role they sat there");
                    }
                    seats.push(Seat { body: one.body, is_senior, role: role.trim().to_owned() });
                }
            }
            if form.has_errors() {
                return Ok(());
            }
            let decisions = text(form, "decisions");
            record_meeting(desk, actor, at, RecordMeeting { on, seats, elected_members, decisions }).await?
        }
        Which::Changed => {
            let on = form.date("on", "Say since when");
            let met_on = form.value("met").parse().map_err(|_| DeskError::NotFound)?;
            let decision = at_of(form, "decision").ok_or(DeskError::NotFound)?;
            if form.has_errors() {
                return Ok(());
            }
            say_what_changed(desk, actor, at, SayWhatChanged { met_on, decision, changed: text(form, "changed"), on }).await?
        }
        Which::Round => {
            let asks = form.choice("asks", "Choose what they are asked", &[("check", Asks::Check), ("order", Asks::Order)]);
            let closes_on = form.date("closes_on", "Say until when each body answers");
            let (Some(asks), false) = (asks, form.has_errors()) else { return Ok(()) };
            let chosen: Vec<PriorityId> = view.priorities.keys().copied().filter(|id| form.has("priorities", &id.to_string())).collect();
            open_round(desk, actor, at, OpenRound { asks, closes_on, priorities: chosen }).await?
        }
        Which::Close => {
            let round = form.value("round").parse().map_err(|_| DeskError::NotFound)?;
            close_round(desk, actor, at, round).await?
        }
        Which::Say => note_joint(desk, actor, at, form.value("question"), form.value("says")).await?,
        Which::Structure => {
            let from = form.date("from", "Say from when");
            if form.has_errors() {
                return Ok(());
            }
            name_structure_change(desk, actor, at, form.value("what"), from).await?
        }
        Which::Relationship => {
            let by = form.date("by", "Say by when");
            let change = at_of(form, "change").ok_or(DeskError::NotFound)?;
            if form.has_errors() {
                return Ok(());
            }
            plan_relationship(
                desk,
                actor,
                at,
                PlanRelationship { change, what: text(form, "what"), owner_role: text(form, "owner_role"), by },
            )
            .await?
        }
    };
    Ok(())
}
