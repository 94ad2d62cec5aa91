//! Forms of one option: what is known of it, its parts, its impact, equality, ruling it in again; and of the list of options.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::house::case::add_choice::{AddChoice, add_choice};
use desk::house::case::read_case::{Offers, offers};
use desk::plan::options::add_component::{AddComponent, add_component};
use desk::plan::options::leave_out::{LeaveOut, leave_out};
use desk::plan::options::note_equality::{NoteEquality, note_equality};
use desk::plan::options::prefer_option::{PreferOption, prefer_option};
use desk::plan::options::rule_in::{RuleIn, rule_in};
use desk::plan::options::state_impact::{Said, StateImpact, state_impact};
use desk::plan::options::write_sheet::{WriteSheet, write_sheet};
use desk::plan::read_options::CaseOptions;
use model::case::NOW;
use model::option_sheet::{Characteristic, Contributor, Effect, Family};
use model::role::Permission::WriteCases;
use report::words::count;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::options::money_forms::{faults, option_select};
use crate::plan::options::{Nothing, layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

/// Forms of one option, by the last step of their address; and of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Write,
    Part,
    Impact,
    Equality,
    RuleIn,
    Package,
    LeaveOut,
    Prefer,
}

pub fn routes() -> Routes {
    let of_option = doors! { blank, send;
        "/cases/{reference}/options/{code}/write", May(WriteCases), "Write what is known of an option", Which::Write;
        "/cases/{reference}/options/{code}/part", May(WriteCases), "Add a part of an option", Which::Part;
        "/cases/{reference}/options/{code}/impact", May(WriteCases), "State an option’s impact", Which::Impact;
        "/cases/{reference}/options/{code}/equality", May(WriteCases), "Note what an option does to people who share a characteristic", Which::Equality;
        "/cases/{reference}/options/{code}/rule-in", May(WriteCases), "Rule an option in again", Which::RuleIn;
    };
    let of_list = doors! { blank_of_list, send_of_list;
        "/cases/{reference}/equality", May(WriteCases), "Note what the change as a whole does to people who share a characteristic", Which::Package;
        "/cases/{reference}/leave-out", May(WriteCases), "Write why the list does without a kind of option", Which::LeaveOut;
        "/cases/{reference}/prefer", May(WriteCases), "Put an option forward for decision", Which::Prefer;
    };
    of_option.and(of_list)
}

type OfOption = Path<(String, String)>;

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    Query(Nothing {}): Query<Nothing>,
) -> Result<FormPage, PageError> {
    show(which, &app, frame, &signed, &reference, code).await
}

async fn blank_of_list(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(Nothing {}): Query<Nothing>,
) -> Result<FormPage, PageError> {
    show(which, &app, frame, &signed, &reference, String::new()).await
}

async fn show(which: Which, app: &App, frame: Frame, signed: &Signed, reference: &str, code: String) -> Result<FormPage, PageError> {
    let options = options_of(app, signed, reference).await?;
    let offers = offers(&app.desk, &signed.actor).await?;
    if !code.is_empty() {
        let option = options.option(&code).ok_or(PageError::NotFound)?;
        if option.choice.is_none() && which != Which::Write {
            return Err(PageError::NotFound);
        }
    }
    let form = filled(which, &options, &code);
    Ok(page(which, frame, &options, &offers, &code, &form))
}

fn filled(which: Which, options: &CaseOptions, code: &str) -> Form {
    let Some(choice) = options.option(code).and_then(|option| option.choice.as_ref()) else { return Form::blank() };
    let (sheet, form) = (&choice.sheet, Form::blank());
    match which {
        Which::Write => {
            let form = form
                .with("outcome", choice.outcome.clone())
                .with("affects", choice.affects.clone())
                .with("how_sure", choice.how_sure.clone())
                .with("cost", choice.cost.map(|cost| cost.in_full()).unwrap_or_default())
                .with("like_for_like", sheet.like_for_like.map(|alike| if alike { "yes" } else { "no" }).unwrap_or_default())
                .with("builds_on", sheet.builds_on.clone())
                .with("why_not", sheet.why_not.clone())
                .with("estimated_value", sheet.estimated_value.map(|value| value.in_full()).unwrap_or_default());
            sheet.contributed_by.iter().fold(form, |form, who| form.with_one_more("contributed_by", who.code()))
        }
        Which::Impact => {
            let families = [("social", &sheet.social), ("economic", &sheet.economic), ("environmental", &sheet.environmental)];
            families.into_iter().fold(form, |form, (name, effect)| match effect {
                Some(Effect { is_known, says, line }) => form
                    .with(&format!("{name}_known"), if *is_known { "yes" } else { "no" })
                    .with(name, says.clone())
                    .with(&format!("{name}_line"), line.clone()),
                None => form,
            })
        }
        _ => form,
    }
}

fn page(which: Which, frame: Frame, options: &CaseOptions, offers: &Offers, code: &str, form: &Form) -> FormPage {
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let of_option = format!("options/{code}/");
    let (title, path) = match which {
        Which::Write => ("What is known of it?", format!("{of_option}write")),
        Which::Part => ("A part with a delivery model of its own", format!("{of_option}part")),
        Which::Impact => ("Social, economic and environmental impact", format!("{of_option}impact")),
        Which::Equality => ("What does it do to people who share a characteristic?", format!("{of_option}equality")),
        Which::RuleIn => ("Rule it in again", format!("{of_option}rule-in")),
        Which::Package => ("What does the change as a whole do, all of it together?", "equality".into()),
        Which::LeaveOut => ("Why does the list do without?", "leave-out".into()),
        Which::Prefer => ("Which option is put forward?", "prefer".into()),
    };
    let mut layout = layout_of(frame, &options.case, title).crumb("Options", format!("{at}/options")).with_errors(form.errors());
    if let Some(option) = options.option(code) {
        layout = layout.crumb(option.title.clone(), format!("{at}/options/{code}"));
    }
    let page = FormPage::new(layout, format!("{at}/{path}"), Button::new("Save")).carrying("version", &options.case.version.to_string());
    match which {
        Which::Write => write(page, form, code),
        Which::Part => part(page, form, options, offers),
        Which::Impact => impact(page, form, options, code),
        Which::Equality | Which::Package => equality(page, form),
        Which::RuleIn => page.part(form.textarea("reason", "Why does it come back?").hint("In a line that can be published").rows(2)),
        Which::LeaveOut => leave(page, form, options),
        Which::Prefer => page
            .before(paragraph(
                "Putting one forward decides nothing: those who decide see every option, and what the ruled-out ones were worth.",
            ))
            .part(option_select(form, options))
            .part(form.textarea("because", "Why this one?").rows(3)),
    }
}

fn write(page: FormPage, form: &Form, code: &str) -> FormPage {
    let brings = if code == NOW { "How do things go if nothing is decided?" } else { "What would it bring?" };
    let mut who = form.checkboxes("contributed_by", "Who put it forward, or helped to?");
    for contributor in Contributor::ALL {
        who = who.offer(contributor.code(), count::sentence(contributor.words()));
    }
    let alike = form
        .radios("like_for_like", "Is it the same service by other hands?")
        .offer("yes", "Yes, like for like")
        .offer("no", "No, another way to the outcome");
    page.part(
        form.textarea("outcome", brings)
            .hint(if code == NOW { "Projected, not frozen: what grows, what falls, by when" } else { "For the people it is for" })
            .rows(3),
    )
    .part(form.textarea("affects", "Who is affected? (not required)").rows(2))
    .part(form.textarea("how_sure", "How sure are we? (not required)").rows(2))
    .part(form.input("cost", "What would it cost in a year? (not required)").prefix("£").width(10))
    .part(who)
    .part(alike)
    .part(form.textarea("builds_on", "What is good here that it builds on? (not required)").rows(2))
    .part(
        form.input("estimated_value", "What might it be worth over the years, beyond its cost? (not required)")
            .hint("Kept if the option is ruled out, so that what was given up can be seen")
            .prefix("£")
            .width(10),
    )
    .part(
        form.textarea("why_not", "If it is not the one put forward, why not? (not required)")
            .hint("Councillors read it beside what the option is worth")
            .rows(2),
    )
}

fn part(page: FormPage, form: &Form, options: &CaseOptions, offers: &Offers) -> FormPage {
    let mut models = form.select("delivery_model", "Which delivery model?").offer("", "Choose one");
    for model in &offers.models {
        models = models.offer(model.noun.code.clone(), model.noun.title.clone());
    }
    let mut bodies = form.select("by", "By whom? (not required)").offer("", "Nobody named");
    for body in &offers.organisations {
        bodies = bodies.offer(body.id.to_string(), body.noun.name.clone());
    }
    let mut outcomes = form.select("outcome", "Which outcome does it serve? (not required)").offer("", "Not linked");
    for outcome in &options.outcomes {
        outcomes = outcomes.offer(outcome.id.to_string(), outcome.noun.statement.clone());
    }
    page.part(form.input("what", "Which part?").hint("Save it under the same name to change it"))
        .part(models)
        .part(bodies)
        .part(outcomes)
        .part(form.input("cost", "What would it cost in a year? (not required)").prefix("£").width(10))
}

fn impact(page: FormPage, form: &Form, options: &CaseOptions, code: &str) -> FormPage {
    let lines = options.costing.iter().flat_map(|record| &record.noun.lines).filter(|line| line.option == code);
    let page = page.before(paragraph("Each of the three is stated, or said not to be known. A line of money counts for one of them only."));
    [("social", "social"), ("economic", "economic"), ("environmental", "environmental")].into_iter().fold(page, |page, (name, word)| {
        let known =
            form.radios(&format!("{name}_known"), format!("Is its {word} impact known?")).offer("yes", "Yes").offer("no", "Not known");
        let mut counted =
            form.select(&format!("{name}_line"), format!("Which line of money counts the {word} impact? (not required)")).offer("", "None");
        for line in lines.clone() {
            counted = counted.offer(line.name.clone(), line.name.clone());
        }
        page.part(known)
            .part(form.textarea(name, format!("What is the {word} impact, or what would it take to know?")).rows(2))
            .part(counted)
    })
}

fn equality(page: FormPage, form: &Form) -> FormPage {
    let mut who = form.select("who", "Who is it about?").offer("", "Choose one");
    for characteristic in Characteristic::ALL {
        who = who.offer(characteristic.code(), count::sentence(characteristic.words()));
    }
    page.before(paragraph("Whoever decides has to have read this. Where no evidence is held, leave it empty: the page says so."))
        .part(who)
        .part(form.textarea("effect", "What does it do to them?").hint("Better, worse, no different, or not known").rows(2))
        .part(form.textarea("evidence", "What shows it? (not required)").rows(2))
        .part(form.textarea("mitigation", "What is done about it? (not required)").rows(2))
        .part(form.date_input("review_on", "When is it looked at again?"))
}

fn leave(page: FormPage, form: &Form, options: &CaseOptions) -> FormPage {
    let mut kinds = form.radios("family", "Which kind of option?");
    for kind in options.kinds.iter().filter(|kind| kind.family != Family::AsNow && kind.options.is_empty()) {
        kinds = kinds.offer(kind.family.code(), count::sentence(kind.family.words()));
    }
    page.part(kinds).part(form.textarea("reason", "Why not?").hint("In words that can be published").rows(3))
}

async fn send(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    fields: Fields,
) -> Result<Response, PageError> {
    sent(which, &app, frame, &signed, &reference, code, fields).await
}

async fn send_of_list(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    sent(which, &app, frame, &signed, &reference, String::new(), fields).await
}

async fn sent(
    which: Which,
    app: &App,
    frame: Frame,
    signed: &Signed,
    reference: &str,
    code: String,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let options = options_of(app, signed, reference).await?;
    if !code.is_empty() && options.option(&code).is_none() {
        return Err(PageError::NotFound);
    }
    let at = format!("/cases/{}/options", reference_of(&options.case.reference));
    let home = match which {
        Which::Package | Which::LeaveOut | Which::Prefer | Which::RuleIn => at,
        _ => format!("{at}/{code}"),
    };
    match ask(which, app, signed, &options, &code, &mut form).await {
        Ok(()) => Ok(to(&home)),
        Err(error) => {
            let offers = offers(&app.desk, &signed.actor).await?;
            again(error, form, |form| page(which, frame, &options, &offers, &code, form))
        }
    }
}

async fn ask(which: Which, app: &App, signed: &Signed, options: &CaseOptions, code: &str, form: &mut Form) -> Result<(), DeskError> {
    let (desk, actor, case, version) = (&app.desk, &signed.actor, options.case.id, form.version());
    let option = code.to_owned();
    let typed = |form: &Form, name: &str| form.value(name).trim().to_owned();
    match which {
        Which::Write => {
            let (cost, estimated_value) = (form.optional_money("cost"), form.optional_money("estimated_value"));
            faults(form)?;
            let is_new = options.option(code).is_some_and(|option| option.choice.is_none());
            let version = if is_new { stay(app, signed, options, version).await? } else { version };
            let ask = WriteSheet {
                case,
                version,
                option,
                outcome: typed(form, "outcome"),
                affects: typed(form, "affects"),
                how_sure: typed(form, "how_sure"),
                cost,
                contributed_by: Contributor::ALL.into_iter().filter(|who| form.has("contributed_by", who.code())).collect(),
                like_for_like: match form.value("like_for_like") {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                },
                builds_on: typed(form, "builds_on"),
                estimated_value,
                why_not: typed(form, "why_not"),
            };
            write_sheet(desk, actor, ask).await.map(|_| ())
        }
        Which::Part => {
            let cost = form.optional_money("cost");
            faults(form)?;
            let ask = AddComponent {
                case,
                version,
                option,
                what: typed(form, "what"),
                delivery_model: typed(form, "delivery_model"),
                by: form.value("by").parse().ok(),
                outcome: form.value("outcome").parse().ok(),
                cost,
            };
            add_component(desk, actor, ask).await.map(|_| ())
        }
        Which::Impact => {
            let said = |name: &str| Said {
                is_known: match form.value(&format!("{name}_known")) {
                    "yes" => Some(true),
                    "no" => Some(false),
                    _ => None,
                },
                says: typed(form, name),
                line: typed(form, &format!("{name}_line")),
            };
            let ask = StateImpact {
                case,
                version,
                option,
                social: said("social"),
                economic: said("economic"),
                environmental: said("environmental"),
            };
            state_impact(desk, actor, ask).await.map(|_| ())
        }
        Which::Equality | Which::Package => {
            let review_on = form.optional_date("review_on");
            faults(form)?;
            let ask = NoteEquality {
                case,
                version,
                option: (which == Which::Equality).then_some(option),
                who: Characteristic::ALL.into_iter().find(|who| who.code() == form.value("who")),
                effect: typed(form, "effect"),
                evidence: typed(form, "evidence"),
                mitigation: typed(form, "mitigation"),
                review_on,
            };
            note_equality(desk, actor, ask).await.map(|_| ())
        }
        Which::RuleIn => rule_in(desk, actor, RuleIn { case, version, option, reason: typed(form, "reason") }).await.map(|_| ()),
        Which::LeaveOut => {
            let ask = LeaveOut { case, version, family: Family::parse(form.value("family")), reason: typed(form, "reason") };
            leave_out(desk, actor, ask).await.map(|_| ())
        }
        Which::Prefer => {
            let ask = PreferOption { case, version, option: typed(form, "option"), because: typed(form, "because") };
            prefer_option(desk, actor, ask).await.map(|_| ())
        }
    }
}

/// Puts staying as we are on record as an option that can be written about; answers the version the case has then.
async fn stay(app: &App, signed: &Signed, options: &CaseOptions, version: i64) -> Result<i64, DeskError> {
    let Some(service) = options.case.noun.services.first() else {
        return Err(DeskError::refused(
            "no_service",
            "The case names no service yet. Name one first: staying as we are is about a service.",
        ));
    };
    let ask = AddChoice {
        case: options.case.id,
        version,
        title: "Stay as we are".into(),
        delivery_model: model::delivery_model::AS_NOW.into(),
        service: *service,
        part: String::new(),
        leaves_issues: Vec::new(),
        outcome: String::new(),
        cost: None,
        affects: String::new(),
        how_sure: String::new(),
        ground: None,
        transfer_to_fix: None,
    };
    Ok(add_choice(&app.desk, &signed.actor, ask).await?.version)
}
