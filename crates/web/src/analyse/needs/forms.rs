//! Small forms of one need: a figure, evidence, a voice, a new definition, what people chose, a partner's signature.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::needs::add_evidence::{AddEvidence, add_evidence};
use desk::analyse::needs::add_figure::{AddFigure, add_figure};
use desk::analyse::needs::count_choice::{CountChoice, count_choice};
use desk::analyse::needs::read_needs::{NeedView, offered, read_need};
use desk::analyse::needs::redefine_need::{RedefineNeed, redefine_need};
use desk::analyse::needs::sign_need::{SignNeed, sign_need};
use desk::analyse::needs::voice_need::{VoiceNeed, voice_need};
use model::id::OrganisationId;
use model::need::{EvidenceGrade, FigureOf, Trend, VoiceOf};
use model::role::Permission::{SignNeeds, WriteCases};
use report::words::count;
use serde::Deserialize;

use super::need_forms::{contributor, from_whom};
use super::{need_at, parsed};
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Figure,
    Evidence,
    Voice,
    Redefine,
    Choice,
    Sign,
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/needs/{reference}/figure", May(WriteCases), "Add how many people, or what share of a need is unmet", Which::Figure;
        "/needs/{reference}/evidence", May(WriteCases), "Add what shows a need", Which::Evidence;
        "/needs/{reference}/voice", May(WriteCases), "Add who voiced a need, or a hope", Which::Voice;
        "/needs/{reference}/redefine", May(WriteCases), "Define a need anew", Which::Redefine;
        "/needs/{reference}/choice", May(WriteCases), "Count what people chose, and their own budgets", Which::Choice;
        "/needs/{reference}/sign", May(SignNeeds), "Sign the shared picture of a need", Which::Sign;
    }
}

/// For forms that take nothing from their links.
#[derive(Deserialize)]
struct Nothing {}

/// What a form stands beside: the need, and organisations by name.
struct Beside {
    view: NeedView,
    bodies: Vec<(OrganisationId, String)>,
    /// Whose signature it may be: one's own body, or any partner asked where one works for the authority.
    signers: Vec<(OrganisationId, String)>,
}

async fn beside(app: &App, signed: &Signed, reference: &str) -> Result<Beside, PageError> {
    let view = read_need(&app.desk, &signed.actor, &parsed(reference)?).await?;
    let offers = offered(&app.desk, &signed.actor).await?;
    let bodies: Vec<(OrganisationId, String)> = offers.organisations.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let is_own = signed.actor.organisation == app.desk.authority;
    let asked = view.line.record.noun.not_signed_by();
    let may = |id: &OrganisationId| is_own || *id == signed.actor.organisation;
    let name = |id: OrganisationId| view.bodies.get(&id).map(|name| (id, name.clone()));
    let signers = asked.into_iter().filter(may).filter_map(name).collect();
    Ok(Beside { view, bodies, signers })
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(Nothing {}): Query<Nothing>,
) -> Result<FormPage, PageError> {
    let beside = beside(&app, &signed, &reference).await?;
    Ok(page(which, frame, &beside, &Form::blank()))
}

fn page(which: Which, frame: Frame, beside: &Beside, form: &Form) -> FormPage {
    let record = &beside.view.line.record;
    let at = need_at(record);
    let (title, last, button) = match which {
        Which::Figure => ("How many, or what share is unmet?", "figure", "Save"),
        Which::Evidence => ("What shows it?", "evidence", "Save"),
        Which::Voice => ("Who voiced it?", "voice", "Save"),
        Which::Redefine => ("What is meant by it now?", "redefine", "Define it so"),
        Which::Choice => ("What did people choose?", "choice", "Save"),
        Which::Sign => ("Does a partner share this picture?", "sign", "Sign"),
    };
    let layout = Layout::new(frame, title)
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .crumb(record.noun.title.clone(), at.clone())
        .caption(format!("Of {}", record.noun.people))
        .with_errors(form.errors());
    let version = if form.value("version").is_empty() { record.version.to_string() } else { form.value("version").to_owned() };
    let page = FormPage::new(layout, format!("{at}/{last}"), Button::new(button)).carrying("version", &version);
    match which {
        Which::Figure => figure(page, beside, form),
        Which::Evidence => evidence(page, form),
        Which::Voice => voice(page, beside, form),
        Which::Redefine => redefine(page, form),
        Which::Choice => choice(page, form),
        Which::Sign => sign(page, beside, form),
    }
}

fn figure(page: FormPage, beside: &Beside, form: &Form) -> FormPage {
    let mut definition = form.select("definition", "Under which definition was it counted?");
    for (at, one) in beside.view.line.record.noun.definitions.iter().enumerate().rev() {
        definition = definition.offer((at + 1).to_string(), format!("{}: {}", at + 1, one.says));
    }
    page.part(
        form.radios("of", "What was found?")
            .offer("people", "How many people have it")
            .offer("unmet", "What share of it is unmet")
            .offer("rising", "It is rising, as a source says")
            .offer("steady", "It is steady, as a source says")
            .offer("falling", "It is falling, as a source says"),
    )
    .part(form.input("people", "How many people? (where they were counted)").width(10).keyboard("numeric"))
    .part(form.input("unmet", "What share is unmet? (where that was found)").suffix("%").width(5))
    .part(form.date_input("on", "Of which day is it?"))
    .part(form.input("source", "Where does it stand?").hint("A register, a survey, a report"))
    .part(definition)
}

fn evidence(page: FormPage, form: &Form) -> FormPage {
    let grades = EvidenceGrade::ALL.into_iter().fold(form.radios("grade", "How far is it to be believed?"), |radios, grade| {
        radios.offer_with_hint(grade.code(), count::sentence(grade.code()), count::sentence(grade.words()))
    });
    page.part(form.textarea("says", "What does it show?").rows(3))
        .part(grades)
        .part(form.date_input("dated", "Of which day does it speak?").hint("Not the day on which it was written down here"))
        .part(form.input("source", "Where can it be read?"))
}

fn voice(page: FormPage, beside: &Beside, form: &Form) -> FormPage {
    let mut through = form.select("organisation", "Through which organisation? (not required)").offer("", "None");
    for (id, name) in &beside.bodies {
        through = through.offer(id.to_string(), name.clone());
    }
    page.part(from_whom(form, "kind", "Who said it?"))
        .part(form.input("group", "Which group?").hint("And about how many. Nobody is named"))
        .part(through)
        .part(form.radios("of", "What did they speak of?").offer("need", "What they lack").offer("hope", "What they hope for"))
        .part(form.textarea("says", "What did they say, in their words?").rows(3))
        .part(form.date_input("on", "When did they say it?"))
        .part(form.input("source", "Where can it be read?"))
}

fn redefine(page: FormPage, form: &Form) -> FormPage {
    page.before(paragraph("What was meant before stays, with its counts. Every partner is asked to sign again."))
        .part(form.textarea("says", "What is meant by it now?").hint("Who is counted, and who is not").rows(3))
        .part(form.textarea("reason", "Why is it defined otherwise?").rows(2))
        .part(from_whom(form, "came_from", "Where did the change come from?"))
        .part(
            form.radios("is_bridged", "What about earlier counts?")
                .offer("no", "They are not compared with later ones: the series is broken")
                .offer("yes", "They are bridged: an earlier count times a number is a count under the new definition"),
        )
        .part(form.input("factor", "Times which number? (where they are bridged)").hint("For example 1.2").width(5))
}

fn choice(page: FormPage, form: &Form) -> FormPage {
    page.before(paragraph("Counts of people, with nobody’s name. Small numbers are withheld wherever this is shown."))
        .part(form.input("what", "What did they choose?").hint("As it was offered: a personal assistant, a day centre, money of their own"))
        .part(form.input("people", "How many chose it?").width(10).keyboard("numeric"))
        .part(form.input("budgets", "What do their own budgets for it come to in a year?").prefix("£").width(10))
        .part(form.radios("is_independence", "Does it help them to do more for themselves?").offer("yes", "Yes").offer("no", "No"))
        .part(form.date_input("on", "Of which day is the count?"))
        .part(form.input("source", "Where was it counted?"))
}

fn sign(page: FormPage, beside: &Beside, form: &Form) -> FormPage {
    let noun = &beside.view.line.record.noun;
    if beside.signers.is_empty() {
        return page
            .saying("There is nobody left whom you can sign for: each has signed this edition, or is not asked.")
            .carrying("edition", &noun.edition.to_string());
    }
    let mut whose = form.radios("organisation", "Whose signature is it?");
    for (id, name) in &beside.signers {
        whose = whose.offer(id.to_string(), name.clone());
    }
    let edition = if form.value("edition").is_empty() { noun.edition.to_string() } else { form.value("edition").to_owned() };
    page.before(paragraph(&format!("It is edition {}. What changes after it is signed asks again.", noun.edition)))
        .carrying("edition", &edition)
        .part(whose)
        .part(form.input("written_in", "Where does the partner’s own word stand? (where you enter it for them)").hint("Minutes, a letter"))
        .part(form.date_input("on", "When was it signed? (where you enter it for them)"))
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
    let beside = beside(&app, &signed, &reference).await?;
    let (desk, actor) = (&app.desk, &signed.actor);
    let (need, version) = (beside.view.line.record.id, form.version());
    const OFTEN: std::ops::RangeInclusive<i64> = 0..=100_000_000;
    let text = |form: &Form, name: &str| form.value(name).to_owned();
    let done = match which {
        Which::Figure => {
            let of = match form.value("of") {
                "people" => form
                    .whole_number("people", "Say how many people", OFTEN)
                    .and_then(|many| u32::try_from(many).ok())
                    .map(FigureOf::People),
                "unmet" => form.share("unmet", "Write a percentage from 0 to 100").map(FigureOf::Unmet),
                other => {
                    let trend = Trend::ALL.into_iter().find(|trend| trend.code() == other);
                    if trend.is_none() {
                        form.add_error("of", "Choose what was found");
                    }
                    trend.map(FigureOf::Trend)
                }
            };
            let on = form.optional_date("on");
            let definition = form.value("definition").parse().ok();
            match of.filter(|_| !form.has_errors()) {
                Some(of) => {
                    Some(add_figure(desk, actor, AddFigure { need, version, of, on, source: text(&form, "source"), definition }).await)
                }
                None => None,
            }
        }
        Which::Evidence => {
            let grade = EvidenceGrade::ALL.into_iter().find(|grade| grade.code() == form.value("grade"));
            let dated = form.optional_date("dated");
            let ask = AddEvidence { need, version, says: text(&form, "says"), grade, dated, source: text(&form, "source") };
            if form.has_errors() { None } else { Some(add_evidence(desk, actor, ask).await) }
        }
        Which::Voice => {
            let of = [("need", VoiceOf::Need), ("hope", VoiceOf::Hope)].into_iter().find(|(code, _)| *code == form.value("of"));
            let on = form.optional_date("on");
            let ask = VoiceNeed {
                need,
                version,
                kind: contributor(&form, "kind"),
                group: text(&form, "group"),
                organisation: form.value("organisation").parse().ok(),
                of: of.map(|(_, of)| of),
                says: text(&form, "says"),
                on,
                source: text(&form, "source"),
            };
            if form.has_errors() { None } else { Some(voice_need(desk, actor, ask).await) }
        }
        Which::Redefine => {
            let is_bridged = [("yes", true), ("no", false)].into_iter().find(|(code, _)| *code == form.value("is_bridged"));
            let factor = form.optional_number("factor", 0.0..=1_000.0);
            let ask = RedefineNeed {
                need,
                version,
                says: text(&form, "says"),
                reason: text(&form, "reason"),
                came_from: contributor(&form, "came_from"),
                is_bridged: is_bridged.map(|(_, is)| is),
                factor,
            };
            if form.has_errors() { None } else { Some(redefine_need(desk, actor, ask).await) }
        }
        Which::Choice => {
            let people = form.whole_number("people", "Say how many people chose it, 0 where nobody did", OFTEN);
            let budgets = form.money("budgets", "Say what their budgets come to in a year, £0 where they have none");
            let independence = [("yes", true), ("no", false)].into_iter().find(|(code, _)| *code == form.value("is_independence"));
            let on = form.optional_date("on");
            let ask = CountChoice {
                need,
                version,
                what: text(&form, "what"),
                people: people.and_then(|many| u32::try_from(many).ok()),
                budgets,
                is_independence: independence.map(|(_, is)| is),
                on,
                source: text(&form, "source"),
            };
            if form.has_errors() { None } else { Some(count_choice(desk, actor, ask).await) }
        }
        Which::Sign => {
            let on = form.optional_date("on");
            let organisation = form.value("organisation").parse().ok();
            if organisation.is_none() {
                form.add_error("organisation", "Choose whose signature it is");
            }
            let edition = form.value("edition").parse().unwrap_or(0);
            match organisation.filter(|_| !form.has_errors()) {
                Some(organisation) => {
                    let ask = SignNeed { need, version, edition, organisation, written_in: text(&form, "written_in"), on };
                    Some(sign_need(desk, actor, ask).await)
                }
                None => None,
            }
        }
    };
    match done {
        None => Ok(page(which, frame, &beside, &form).into_response()),
        Some(Ok(need)) => Ok(to(&need_at(&need))),
        Some(Err(error)) => again(error, form, |form| page(which, frame, &beside, form)),
    }
}
