//! The short forms of a case on what stands around a change: whether the context fits, what is known of the five lawful things to do
//! meanwhile, and the terms of a choice: a transfer to fix, what stays behind, a lawful ground.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::case::choice_terms::{SetTerms, Terms, set_terms};
use desk::house::case::note_context::{NoteCircumstance, NoteWay, note_circumstance, note_way};
use desk::house::case::read_case::find_case;
use desk::plan::read_readiness::{Known, known_issues};
use model::case::{Case, Choice};
use model::id::CaseId;
use model::record::Record;
use model::role::Permission::WriteCases;
use model::terms::{Ground, GroundKind, TransferToFix, Way};
use serde::Deserialize;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Circumstance,
    Way,
    Terms,
    Stays,
    Ground,
}

impl Which {
    /// Last step of the address, heading.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Which::Circumstance => ("circumstance", "Does the context fit?"),
            Which::Way => ("way", "What does it take?"),
            Which::Terms => ("terms", "Hand it over in order to fix it"),
            Which::Stays => ("stays", "What stays behind?"),
            Which::Ground => ("ground", "Must nothing be held up?"),
        }
    }

    /// The part of the readiness check's page it is about.
    fn place(self) -> &'static str {
        match self {
            Which::Circumstance => "context",
            Which::Way | Which::Terms => "now",
            Which::Stays => "issues",
            Which::Ground => "answer",
        }
    }
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/cases/{reference}/circumstance", May(WriteCases), "Note whether the context fits", Which::Circumstance;
        "/cases/{reference}/way", May(WriteCases), "Say what one of the things to do meanwhile takes", Which::Way;
        "/cases/{reference}/terms", May(WriteCases), "Set the terms of a transfer to fix", Which::Terms;
        "/cases/{reference}/stays", May(WriteCases), "Name the known issues that stay behind", Which::Stays;
        "/cases/{reference}/ground", May(WriteCases), "Name a lawful ground on which nothing is held up", Which::Ground;
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FilledIn {
    way: String,
    choice: String,
    code: String,
}

/// A case with the known issues of its services.
struct Of {
    case: Record<CaseId, Case>,
    issues: Vec<Known>,
}

async fn of(app: &App, signed: &Signed, reference: &str) -> Result<Of, PageError> {
    let case = find_case(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let issues = known_issues(&app.desk, &signed.actor, &case.noun.services).await?;
    Ok(Of { case, issues })
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<FilledIn>,
) -> Result<FormPage, PageError> {
    let of = of(&app, &signed, &reference).await?;
    let form = filled_in(which, &of.case.noun, &filled);
    Ok(page(which, frame, &of, &form))
}

/// With what is known already, so that saying more loses nothing.
fn filled_in(which: Which, case: &Case, filled: &FilledIn) -> Form {
    let chosen = case.choices.iter().find(|choice| choice.title == filled.choice);
    let mut form = Form::blank().with("way", filled.way.clone()).with("choice", filled.choice.clone()).with("code", filled.code.clone());
    match which {
        Which::Circumstance => {
            if let Some(known) = case.circumstances.iter().find(|known| known.code == filled.code) {
                let fits = match known.fits {
                    Some(true) => "yes",
                    Some(false) => "no",
                    None => "unknown",
                };
                form = form.with("says", known.says.clone()).with("fits", fits).with("mend", known.mend.clone());
                form = known.earliest.map_or(form.clone(), |earliest| form.with_date("earliest", earliest));
            }
        }
        Which::Way => {
            if let Some(known) = case.ways.iter().find(|known| known.way.code() == filled.way) {
                for (name, text) in [("what", &known.what), ("takes", &known.takes), ("costs", &known.costs), ("needs", &known.needs)] {
                    form = form.with(name, text.clone().unwrap_or_default());
                }
            }
        }
        Which::Terms => {
            if let Some(terms) = chosen.and_then(|choice| choice.transfer_to_fix.as_ref()) {
                form = terms.issues.iter().fold(form, |form, issue| form.with_one_more("issues", issue.to_string()));
                form = form.with("price", terms.price.map(|price| price.in_full()).unwrap_or_default());
                form = form.with("shared_risk", terms.shared_risk.clone()).with("step_in", terms.step_in.clone());
                form = terms.returns_on.map_or(form.clone(), |on| form.with_date("returns_on", on));
                form = if terms.same_measure { form.with("same_measure", "yes") } else { form };
            }
        }
        Which::Stays => {
            if let Some(choice) = chosen {
                form = choice.leaves_issues.iter().fold(form, |form, issue| form.with_one_more("issues", issue.to_string()));
            }
        }
        Which::Ground => {
            if let Some(ground) = chosen.and_then(|choice| choice.ground.as_ref()) {
                form = form.with("ground", ground.kind.code()).with("rests_on", ground.rests_on.clone());
            }
        }
    }
    form
}

fn page(which: Which, frame: Frame, of: &Of, form: &Form) -> FormPage {
    let (path, title) = which.words();
    let reference = reference_of(&of.case.reference);
    let layout = Layout::new(frame, title)
        .in_section(Section::Cases)
        .crumb("My cases", "/")
        .crumb(of.case.noun.question.clone(), format!("/cases/{reference}"))
        .crumb("The readiness check", format!("/cases/{reference}/readiness"))
        .with_errors(form.errors());
    let page =
        FormPage::new(layout, format!("/cases/{reference}/{path}"), Button::new("Save")).carrying("version", &of.case.version.to_string());
    match which {
        Which::Circumstance => circumstance(page, form),
        Which::Way => way(page, form),
        Which::Terms => terms(page, form, of),
        Which::Stays => page
            .before(paragraph("Only a part would go. A known issue that is not in that part stays with you, and does not hold that part. It goes on being asked of the rest."))
            .part(choices(form, of, |choice| !choice.part.trim().is_empty()))
            .part(issues(form, of, "Which known issues stay behind?")),
        Which::Ground => ground(page, form, of),
    }
}

fn circumstance(page: FormPage, form: &Form) -> FormPage {
    page.before(paragraph(
        "Said in your role, with its answer. Nobody knowing is an answer too: it is shown as not known, and never reads as fine.",
    ))
    .part(form.input("code", "What is it about?").hint("In a word: market, capacity, timetable").width(20))
    .part(
        form.textarea("says", "What is so, in one whole sentence?")
            .hint("For example: two providers answered our letter, and neither has housing staff here")
            .rows(3),
    )
    .part(form.radios("fits", "Does it fit the change?").offer("yes", "Yes").offer("no", "No").offer("unknown", "Nobody knows"))
    .part(form.input("mend", "If not, what would mend it? (not required if it fits)"))
    .part(form.date_input("earliest", "By when at the earliest? (not required)"))
}

fn way(page: FormPage, form: &Form) -> FormPage {
    let radios = Way::ALL
        .into_iter()
        .fold(form.radios("way", "Which of the five?"), |radios, way| radios.offer_with_hint(way.code(), way.title(), asks(way)));
    page.before(paragraph("All five are lawful and open today. What is left empty is shown as not known, or as the records have it."))
        .part(radios)
        .part(form.textarea("what", "What would be done? (not required)").rows(2))
        .part(form.input("takes", "How long does it take? (not required)").hint("For example: six months"))
        .part(form.input("costs", "What does it cost, or save? (not required)").hint("For example: £60,000"))
        .part(form.textarea("needs", "What does it need? (not required, but for testing small)").rows(2))
}

/// What each has to say of what it needs.
fn asks(way: Way) -> &'static str {
    match way {
        Way::FixFirst => "Needs: what has to stay in hand until the issue is fixed",
        Way::TestSmall => "Needs a stop rule: what would make you stop, and who says so",
        Way::TransferPart => "Needs: the cost of the part split out, and its staff consulted",
        Way::TransferToFix => "Needs its terms: set them on the choice itself",
        Way::StayAndImprove => "Needs: what has to be found elsewhere meanwhile",
    }
}

fn terms(page: FormPage, form: &Form, of: &Of) -> FormPage {
    page.before(paragraph("An honest choice, with the issue on the table. Six terms make it one: with all six in place the check does not hold it. What is not agreed yet is left out, and said to be missing."))
        .part(choices(form, of, |_| true))
        .part(issues(form, of, "Which known issue is it handed over to fix?"))
        .part(form.input("price", "What is the price for mending it? (not required)").prefix("£").width(10))
        .part(form.checkboxes("same_measure", "Is the same measure, with the same definition, in the agreement?").offer("yes", "Yes, the same measure"))
        .part(form.textarea("shared_risk", "How is the risk shared? (not required)").hint("For example: a tenth of the fee is paid only when the aim is met").rows(2))
        .part(form.textarea("step_in", "When may you step in, and how? (not required)").rows(2))
        .part(form.date_input("returns_on", "On which day does it return if it is not fixed? (not required)"))
}

fn ground(page: FormPage, form: &Form, of: &Of) -> FormPage {
    let select =
        GroundKind::ALL.into_iter().fold(form.select("ground", "On which ground?").offer("", "None: take it back"), |select, kind| {
            select.offer(kind.code(), report::words::count::sentence(kind.words()))
        });
    page.before(paragraph("Safety and the law come first: on these grounds the check answers and holds nothing up. The ground and what it rests on are shown wherever the answer is."))
        .part(choices(form, of, |_| true))
        .part(select)
        .part(form.textarea("rests_on", "What does it rest on?").hint("The order, the notice, the safeguarding concern: by number and date, naming nobody").rows(2))
}

fn choices(form: &Form, of: &Of, fits: impl Fn(&Choice) -> bool) -> crate::components::typed::Select {
    let open = of.case.noun.choices.iter().filter(|choice| choice.ruled_out.is_none() && fits(choice));
    open.fold(form.select("choice", "Of which choice?").offer("", "Choose one"), |select, choice| {
        select.offer(choice.title.clone(), choice.title.clone())
    })
}

fn issues(form: &Form, of: &Of, question: &str) -> crate::components::choices::Checkboxes {
    of.issues.iter().fold(form.checkboxes("issues", question), |boxes, known| {
        boxes.offer_with_hint(known.issue.id.to_string(), known.issue.noun.title.clone(), known.service.clone())
    })
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
    let of = of(&app, &signed, &reference).await?;
    let answer = ask(which, &app, &signed, &of, &mut form).await;
    if form.has_errors() {
        return Ok(page(which, frame, &of, &form).into_response());
    }
    match answer {
        Ok(query) => Ok(to(&format!("/cases/{}/readiness{query}#{}", reference_of(&of.case.reference), which.place()))),
        Err(error) => again(error, form, |form| page(which, frame, &of, form)),
    }
}

/// Asks, and answers with the query of the page to go back to.
async fn ask(which: Which, app: &App, signed: &Signed, of: &Of, form: &mut Form) -> Result<String, DeskError> {
    let (desk, actor, case, version) = (&app.desk, &signed.actor, of.case.id, form.version());
    let typed = |form: &Form, name: &str| form.value(name).to_owned();
    let named: Vec<_> = form.fields().all("issues").filter_map(|id| id.parse().ok()).collect();
    let terms = match which {
        Which::Circumstance => {
            let fits = form.choice("fits", "Choose whether it fits", &[("yes", Some(true)), ("no", Some(false)), ("unknown", None)]);
            let earliest = form.optional_date("earliest");
            let (Some(fits), false) = (fits, form.has_errors()) else { return Ok(String::new()) };
            let (code, says, mend) = (typed(form, "code"), typed(form, "says"), typed(form, "mend"));
            note_circumstance(desk, actor, NoteCircumstance { case, version, code, says, fits, mend, earliest }).await?;
            return Ok(String::new());
        }
        Which::Way => {
            let Some(way) = Way::parse(form.value("way")) else {
                form.add_error("way", "Choose which of the five");
                return Ok(String::new());
            };
            let ask = NoteWay {
                case,
                version,
                way,
                what: typed(form, "what"),
                takes: typed(form, "takes"),
                costs: typed(form, "costs"),
                needs: typed(form, "needs"),
            };
            note_way(desk, actor, ask).await?;
            return Ok(String::new());
        }
        Which::Terms => {
            let (price, returns_on) = (form.optional_money("price"), form.optional_date("returns_on"));
            if form.has_errors() {
                return Ok(String::new());
            }
            Terms::TransferToFix(TransferToFix {
                issues: named,
                price,
                same_measure: form.ticked("same_measure"),
                shared_risk: typed(form, "shared_risk"),
                step_in: typed(form, "step_in"),
                returns_on,
            })
        }
        Which::Stays => Terms::StayBehind(named),
        Which::Ground => {
            Terms::Ground(GroundKind::parse(form.value("ground")).map(|kind| Ground { kind, rests_on: typed(form, "rests_on") }))
        }
    };
    let choice = typed(form, "choice");
    let query = of.case.noun.choices.iter().find(|kept| kept.title == choice).map(|kept| {
        let query = crate::router::in_query;
        format!("?service={}&change={}&part={}", kept.service, query(&kept.delivery_model), query(&kept.part))
    });
    set_terms(desk, actor, SetTerms { case, version, choice, terms }).await?;
    Ok(query.unwrap_or_default())
}
