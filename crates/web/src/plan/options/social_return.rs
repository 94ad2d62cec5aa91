//! The social return of an option: what changes for whom, what is taken off before it is claimed, and what the ratio turns on.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::plan::options::social_question::{Returned, at_one_to_one, lead, why_not_counted};
use desk::plan::options::start_costing::SEALED;
use desk::plan::options::value_change::{NameInput, ValueChange, name_input, value_change};
use desk::plan::read_options::{CaseOptions, social_edition};
use model::costing::SocialReturn;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::rounding::shown;
use report::chart::options_charts::return_chart;
use report::words::count;
use report::{html, page};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::{EmptyState, Working};
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::options::money::{source, tabled};
use crate::plan::options::money_forms::faults;
use crate::plan::options::{Nothing, layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;
use crate::ww;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Change,
    Input,
}

pub fn routes() -> Routes {
    let forms = doors! { blank, send;
        "/cases/{reference}/options/{code}/change", May(WriteCases), "Value a change an option makes for people", Which::Change;
        "/cases/{reference}/options/{code}/input", May(WriteCases), "Name what is put in to an option", Which::Input;
    };
    forms.get("/cases/{reference}/options/{code}/social-return", May(ReadCases), "The social return of an option", show)
}

type OfOption = Path<(String, String)>;

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path((reference, code)): OfOption) -> Result<PartsPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let title = options.option(&code).ok_or(PageError::NotFound)?.title.clone();
    let may_write = signed.actor.can(WriteCases);
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let here = format!("{at}/options/{code}");
    let layout =
        layout_of(frame, &options.case, "Social return").crumb("Options", format!("{at}/options")).crumb(title.clone(), here.clone());
    if options.costing_is_sealed {
        return Ok(PartsPage { layout: layout.lead(SEALED), before: Markup::default(), parts: Vec::new() });
    }
    let links = if may_write && options.costing.is_some() {
        paragraph_of(
            ww::link("Value a change, or change one", &format!("{here}/change"))
                .and(Markup::trusted(" · "))
                .and(ww::link("Name what is put in", &format!("{here}/input"))),
        )
    } else {
        Markup::default()
    };
    let kept = options.costing.iter().flat_map(|record| &record.noun.returns).find(|kept| kept.option == code);
    let returned = options.returns.iter().find(|returned| returned.option == code);
    let (Some(kept), Some(returned)) = (kept, returned) else {
        let first = if options.costing.is_none() {
            ww::link("Begin to cost the options first", &format!("{at}/costing"))
        } else {
            Markup::text("Value the first change.")
        };
        let why = "Here stands what changes for people, valued as they value it, less what would have happened anyway, only moved, or is the doing of others.";
        return Ok(PartsPage {
            layout,
            before: Markup::from(EmptyState::new("No social return is worked out yet", why, first)).and(links),
            parts: Vec::new(),
        });
    };
    let mut parts =
        vec![Part { id: "changes".into(), title: "What changes, and what is taken off".into(), body: changes(kept, returned).and(links) }];
    let reading = match &returned.answer {
        Ok(reading) => reading,
        Err(refusal) => {
            let said = InsetText::new(format!("It cannot be worked out as it stands. {refusal}"));
            return Ok(PartsPage {
                layout: layout.lead("Nothing is lost: mend what is said, and it is worked out again."),
                before: said.into(),
                parts,
            });
        }
    };
    if !reading.tornado.is_empty() {
        let figure = page::Figure {
            chart: return_chart("return", &title, reading),
            unit: "pounds back for each pound put in".into(),
            source: source(&options),
            edition: social_edition(),
            csv_at: None,
            level: page::Level::Three,
        };
        let items: String = at_one_to_one(reading).iter().map(|line| format!("<li>{}</li>", Markup::text(line))).collect();
        let one = paragraph("A pound put in would bring back just a pound, one thing at a time:")
            .and(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")));
        parts.push(Part { id: "turns".into(), title: "What it turns on".into(), body: Markup::trusted(html::figure(&figure)).and(one) });
    }
    let said = format!(
        "Method: {}. Discounted at {}% a year; the first year’s effect is discounted by one year.",
        social_edition(),
        shown(100.0 * returned.settings.rate, 1)
    );
    let tables = reading.working.tables.iter().map(|found| tabled(&report::working::table(found))).fold(paragraph(&said), Markup::and);
    parts.push(Part { id: "working".into(), title: "How it was worked".into(), body: Working::new(tables).into() });
    let note = paragraph("A social return is never added to the costs and benefits of the option: both may count the same change.");
    Ok(PartsPage { layout: layout.lead(lead(reading)), before: note, parts })
}

fn changes(kept: &SocialReturn, returned: &Returned) -> Markup {
    let mut table = CardTable::new("Changes")
        .caption_hidden()
        .column("What changes, for whom")
        .figures("How many")
        .figures("Worth of one, a year")
        .figures("Anyway");
    table = table
        .figures("Only moved")
        .figures("Doing of others")
        .figures("Fades each year")
        .figures("Lasts")
        .figures("Worth in all")
        .column("Counted?");
    for change in &kept.changes {
        let found = returned.answer.as_ref().ok().and_then(|reading| reading.outcomes.iter().find(|outcome| outcome.id == change.what));
        let worth = found.map_or_else(
            || "Not worked out".to_owned(),
            |found| count::money(desk::plan::options::money_words::money(found.present_value)),
        );
        let counted = match found.and_then(|found| found.not_counted) {
            Some(why) => Markup::from(ww::not_yet(why_not_counted(why))),
            None if change.people_asked.is_none() => Markup::from(ww::unknown("Counted; nobody has said whether anyone was asked")),
            None => Markup::from(ww::shown("Counted")),
        };
        let harm = if change.is_harm { " (a harm: taken off)" } else { "" };
        table = table.row([
            Words::from(format!("{}: {}{harm}", change.what, change.people)),
            Words::from(shown(change.quantity, 0)),
            Words::from(format!("{} ({})", change.value_each.in_full(), change.value_source)),
            Words::from(change.deadweight.shown(0)),
            Words::from(change.displacement.shown(0)),
            Words::from(change.attribution.shown(0)),
            Words::from(change.drop_off.shown(0)),
            Words::from(count::of_things(u64::from(change.years), "year", "years")),
            Words::from(worth),
            Words::from(counted),
        ]);
    }
    let body = if kept.changes.is_empty() { paragraph("No change is valued yet.") } else { Markup::from(table) };
    let inputs: Vec<String> = kept.inputs.iter().map(|input| format!("{} {}", input.what, input.amount.in_full())).collect();
    let put = if inputs.is_empty() { "Nothing is named yet as put in.".to_owned() } else { format!("Put in: {}.", inputs.join("; ")) };
    body.and(paragraph(&put))
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    Query(Nothing {}): Query<Nothing>,
) -> Result<FormPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    form_page(which, frame, &options, &code, &Form::blank()).ok_or(PageError::NotFound)
}

fn form_page(which: Which, frame: Frame, options: &CaseOptions, code: &str, form: &Form) -> Option<FormPage> {
    let here = format!("/cases/{}/options/{code}", reference_of(&options.case.reference));
    let option = options.option(code)?;
    let (title, path) = match which {
        Which::Change => ("What changes for people?", "change"),
        Which::Input => ("What is put in?", "input"),
    };
    let layout = layout_of(frame, &options.case, title)
        .crumb(option.title.clone(), here.clone())
        .crumb("Social return", format!("{here}/social-return"))
        .with_errors(form.errors());
    let version = options.costing.as_ref().map_or(0, |record| record.version);
    let page = FormPage::new(layout, format!("{here}/{path}"), Button::new("Save")).carrying("version", &version.to_string());
    let share = |name: &str, words: &str| form.input(name, words).suffix("%").width(5);
    Some(match which {
        Which::Change => page
            .before(paragraph(
                "Save it under the same name to change it. Shares that are nothing are written as 0: what is left unsaid is not nothing.",
            ))
            .part(form.input("what", "What changes?"))
            .part(form.input("people", "For whom?"))
            .part(form.input("measured_by", "By what is it measured?"))
            .part(form.input("quantity", "How many?").width(10))
            .part(form.input("value_each", "What is one worth in a year?").prefix("£").width(10))
            .part(form.input("value_source", "Who says so?"))
            .part(share("deadweight", "How much would have happened anyway?"))
            .part(share("displacement", "How much only moved from somebody else?"))
            .part(share("attribution", "How much is the doing of others?"))
            .part(share("drop_off", "How much is lost each year after the first? (not required)"))
            .part(form.input("years", "How many years does it last?").width(3).keyboard("numeric"))
            .part(
                form.input("people_asked", "How many of them were asked whether it matters? (not required)")
                    .hint("0 keeps it out of the ratio")
                    .width(5)
                    .keyboard("numeric"),
            )
            .part(
                form.input("chain", "Does it stand in a chain of causes with others here? (not required)")
                    .hint("Give each of them the same name: sober, housed, in work"),
            )
            .part(share("chain_share", "Which share of the chain is counted here? (not required)"))
            .part(form.checkboxes("is_harm", "Harm").offer("yes", "It is a harm: taken off")),
        Which::Input => page
            .part(form.input("what", "What is put in?").hint("Money, volunteers’ hours, a hall for nothing"))
            .part(form.input("amount", "What is it worth?").prefix("£").width(10)),
    })
}

async fn send(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let options = options_of(&app, &signed, &reference).await?;
    let blank = form_page(which, frame.clone(), &options, &code, &form).ok_or(PageError::NotFound)?;
    match ask(which, &app, &signed, &options, &code, &mut form).await {
        Ok(()) => Ok(to(&format!("/cases/{}/options/{code}/social-return", reference_of(&options.case.reference)))),
        Err(error) => again(error, form, |form| form_page(which, frame, &options, &code, form).unwrap_or(blank)),
    }
}

async fn ask(which: Which, app: &App, signed: &Signed, options: &CaseOptions, code: &str, form: &mut Form) -> Result<(), DeskError> {
    const NUMBERS: std::ops::RangeInclusive<f64> = -1e12..=1e12;
    let (desk, actor, case, version, option) = (&app.desk, &signed.actor, options.case.id, form.version(), code.to_owned());
    let typed = |form: &Form, name: &str| form.value(name).trim().to_owned();
    let whole = |form: &mut Form, name: &str| {
        form.optional(name, |typed| typed.parse::<i64>().map_err(|_| format!("“{typed}” is not a whole number")))
    };
    match which {
        Which::Change => {
            let (quantity, value_each) = (form.optional_number("quantity", NUMBERS), form.optional_money("value_each"));
            let (deadweight, displacement, attribution) =
                (form.optional_share("deadweight"), form.optional_share("displacement"), form.optional_share("attribution"));
            let (drop_off, chain_share) = (form.optional_share("drop_off"), form.optional_share("chain_share"));
            let (years, people_asked) = (whole(form, "years"), whole(form, "people_asked"));
            faults(form)?;
            let ask = ValueChange {
                case,
                version,
                option,
                what: typed(form, "what"),
                people: typed(form, "people"),
                measured_by: typed(form, "measured_by"),
                quantity,
                value_each,
                value_source: typed(form, "value_source"),
                deadweight,
                displacement,
                attribution,
                drop_off,
                years,
                people_asked,
                is_harm: form.ticked("is_harm"),
                chain: typed(form, "chain"),
                chain_share,
            };
            value_change(desk, actor, ask).await.map(|_| ())
        }
        Which::Input => {
            let amount = form.optional_money("amount");
            faults(form)?;
            name_input(desk, actor, NameInput { case, version, option, what: typed(form, "what"), amount }).await.map(|_| ())
        }
    }
}
