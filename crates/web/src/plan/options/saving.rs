//! A promised saving of an option taken apart: where it comes from, what gets worse by it, what becomes of posts; and the form.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::plan::financial_plan::said_of_option;
use desk::plan::financial_plan::write_plan_line::list_plan_lines;
use desk::plan::financial_plan::year_lines::{counts, counts_written};
use desk::plan::options::start_costing::SEALED;
use desk::plan::options::take_apart::{MECHANISMS, TakeApart, apart, take_apart};
use desk::plan::read_options::{CaseOptions, Decomposed, money_edition};
use model::costing::PromisedSaving;
use model::financial_plan::{PlanLine, PlanLineKind};
use model::id::PlanLineId;
use model::record::Record;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::Money;
use report::words::{count, saving};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::typed::Select;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::{Frame, Layout};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::options::board::letter;
use crate::plan::options::money::foot;
use crate::plan::options::money_forms::faults;
use crate::plan::options::{Nothing, layout_of, options_of, unsealed};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const TAKE_APART: &str = "Take the saving of an option apart";
    Routes::new()
        .get("/cases/{reference}/options/{code}/saving", May(ReadCases), "What an option saves, and where it comes from", show)
        .get("/cases/{reference}/options/{code}/saving/parts", May(WriteCases), TAKE_APART, blank)
        .post("/cases/{reference}/options/{code}/saving/parts", May(WriteCases), TAKE_APART, send)
}

type OfOption = Path<(String, String)>;

/// The way back to the option, and its saving where one is promised.
fn option_of<'a>(
    frame: Frame,
    options: &'a CaseOptions,
    code: &str,
    title: &str,
) -> Result<(Layout, Option<&'a PromisedSaving>), PageError> {
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let option = options.option(code).ok_or(PageError::NotFound)?;
    let layout = layout_of(frame, &options.case, title)
        .crumb("Options", format!("{at}/options"))
        .crumb(option.title.clone(), format!("{at}/options/{code}"));
    Ok((layout, options.costing.iter().flat_map(|record| &record.noun.savings).find(|kept| kept.option == code)))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path((reference, code)): OfOption) -> Result<PartsPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let (layout, promised) = option_of(frame, &options, &code, "What it is promised to save")?;
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    if options.costing_is_sealed {
        return Ok(PartsPage::whole(layout.lead(SEALED), Markup::default()));
    }
    let may_write = signed.actor.can(WriteCases) && options.costing.is_some();
    let here = format!("{at}/options/{code}/saving");
    let taken = promised.and_then(|promised| Some((promised, apart(promised).ok()?)));
    let Some((promised, taken)) = taken else {
        let why = "Here a saving is taken apart into what it comes from: a price, less work, less service, a cost that others take up. The parts add up to the whole.";
        let first = match (may_write, options.costing.is_some()) {
            (true, _) => ww::link("Take a saving apart", &format!("{here}/parts")),
            (false, false) => ww::link("Begin to cost the options first", &format!("{at}/appraisal")),
            _ => Markup::text("Somebody who may change the case begins it."),
        };
        return Ok(PartsPage::whole(layout, EmptyState::new("No saving is promised yet", why, first).into()));
    };
    let link = if may_write { paragraph_of(ww::link("Take it apart otherwise", &format!("{here}/parts"))) } else { Markup::default() };
    let worked = format!(
        "Method: {}. Pounds a year as promised, neither discounted nor corrected. To the public purse is the whole less what others take up; each year is the whole less what comes once.",
        money_edition()
    );
    let mut parts = vec![Part { id: "parts".into(), title: "Where it comes from".into(), body: table(&taken).and(link) }];
    if let Some(posts) = taken_posts(promised) {
        parts.push(Part { id: "posts".into(), title: "What becomes of the people who do the work".into(), body: paragraph(&posts) });
    }
    parts.push(Part { id: "working".into(), title: "How it was worked".into(), body: paragraph(&worked) });
    let said = said_of_option(&app.desk, &signed.actor, options.case.id, &code).await?;
    let plan = said.iter().fold(Markup::default(), |plan, said| plan.and(paragraph(said)));
    let plan = plan.and(paragraph_of(ww::link("The medium-term financial plan", "/financial-plan")));
    parts.insert(1, Part { id: "plan".into(), title: "The line of the financial plan it answers".into(), body: plan });
    Ok(PartsPage { layout: layout.lead(saving::lead(&taken)).source(foot(&options)), before: Markup::default(), parts })
}

fn taken_posts(promised: &PromisedSaving) -> Option<String> {
    promised.posts.map(|posts| saving::posts([posts.leaving, posts.transferred, posts.vacant, posts.redundant]))
}

fn table(taken: &Decomposed) -> Markup {
    let mut table = CardTable::new("Parts of the saving")
        .caption_hidden()
        .column("Where it comes from")
        .figures("Pounds a year")
        .column("Whose")
        .column("What gets worse by it");
    for part in &taken.mechanisms {
        table = table.row([
            Words::from(count::sentence(part.in_words)),
            Words::from(count::money(part.amount_pence)),
            Words::from(saving::whose(part.mechanism, part.taken_up_by.as_deref())),
            Words::from(saving::worse(&part.falls)),
        ]);
    }
    let sum = |name: &str, money: Money| [name.to_owned(), count::money(money), String::new(), String::new()];
    Markup::from(
        table
            .sum(sum("Together, as promised", taken.total_pence))
            .sum(sum("To the public purse", taken.to_the_public_purse_pence))
            .sum(sum("Each year", taken.every_year_pence)),
    )
}

async fn blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    Query(Nothing {}): Query<Nothing>,
) -> Result<FormPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    unsealed(&options)?;
    let kept = options.costing.iter().flat_map(|record| &record.noun.savings).find(|kept| kept.option == code);
    let form = kept.map_or_else(Form::blank, filled);
    let lines = lines_of(&app, &signed).await?;
    page(frame, &options, &lines, &code, &form)
}

type Lines = Vec<Record<PlanLineId, PlanLine>>;

/// The savings that plans count on, among which a saving names the one it answers.
async fn lines_of(app: &App, signed: &Signed) -> Result<Lines, PageError> {
    let all = list_plan_lines(&app.desk, &signed.actor).await?;
    Ok(all.into_iter().filter(|line| line.noun.kind == PlanLineKind::Saving && line.noun.is_in_the_plan()).collect())
}

fn filled(kept: &PromisedSaving) -> Form {
    let mut form = Form::blank()
        .with("total", kept.total.in_full())
        .with("line", kept.line.map(|line| line.to_string()).unwrap_or_default())
        .with("counts", counts_written(&kept.counts));
    for part in &kept.parts {
        form = form.with(&part.mechanism, part.amount.in_full()).with(&format!("{}_worse", part.mechanism), part.worse.clone());
        if !part.taken_up_by.is_empty() {
            form = form.with("taken_up_by", part.taken_up_by.clone());
        }
    }
    if let Some(posts) = kept.posts {
        let each =
            [("leaving", posts.leaving), ("transferred", posts.transferred), ("vacant", posts.vacant), ("redundant", posts.redundant)];
        form = each.into_iter().fold(form, |form, (name, posts)| form.with(name, posts.to_string()));
    }
    form
}

fn page(frame: Frame, options: &CaseOptions, lines: &Lines, code: &str, form: &Form) -> Result<FormPage, PageError> {
    let at = format!("/cases/{}/options/{code}/saving", reference_of(&options.case.reference));
    let (layout, kept) = option_of(frame, options, code, "Where does the saving come from?")?;
    let layout = layout.crumb("Saving", at.clone()).lead(format!("For {}", letter(code).to_lowercase())).with_errors(form.errors());
    let record = options.costing.as_ref().ok_or(PageError::NotFound)?;
    let posts = |name: &str, words: &str| form.input(name, words).width(5).keyboard("numeric");
    let mut page = FormPage::new(layout, format!("{at}/parts"), Button::new("Save"))
        .carrying("version", &record.version.to_string())
        .before(paragraph("In a year, in full. The parts add up to the whole; leave empty what it does not come from."))
        .part(form.input("total", "What is it promised to save in a year?").prefix("£").width(10))
        .part(line_choice(form, lines, kept))
        .part(
            form.textarea("counts", "How much of it counts to that line, in the financial year it begins in? (not required)")
                .hint("One year to a line: 2027/28; 680,000. What comes every year is written once. Empty: all that the line can count, in the first year costed")
                .rows(3),
        );
    for (name, mechanism, worse) in MECHANISMS {
        let words = count::sentence(mechanism.words());
        page = page
            .part(form.input(name, words.clone()).prefix("£").width(10))
            .part(form.input(worse, format!("{words}: which outcome gets worse by it? (not required)")));
    }
    Ok(page
        .part(form.input("taken_up_by", "If others take cost up: who? (not required)").hint("Another body, carers, people themselves"))
        .part(posts("leaving", "How many posts leave the authority? (not required)"))
        .part(posts("transferred", "How many of those transfer to whoever provides it then? (not required)"))
        .part(posts("vacant", "How many stood empty? (not required)"))
        .part(posts("redundant", "How many end, so that the people in them go? (not required)").hint("Whoever transfers is no redundancy")))
}

fn line_choice(form: &Form, lines: &Lines, kept: Option<&PromisedSaving>) -> Select {
    let typed = kept.filter(|kept| kept.line.is_none() && !kept.plan_line.is_empty());
    let hint = typed.map_or_else(
        || "Lines are written down on the page of the financial plan".to_owned(),
        |kept| format!("Before lines were kept, “{}” was typed here: choose the line it is", kept.plan_line),
    );
    let select = form.select("line", "Which line of the medium-term financial plan does it answer? (not required)").hint(hint);
    let said = |line: &Record<PlanLineId, PlanLine>| format!("{} {}", reference_of(&line.reference), line.noun.title);
    lines.iter().fold(select.offer("", "None"), |select, line| select.offer(line.id.to_string(), said(line)))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let options = options_of(&app, &signed, &reference).await?;
    let lines = lines_of(&app, &signed).await?;
    let mut shown = page(frame.clone(), &options, &lines, &code, &form)?;
    match ask(&app, &signed, &options, &code, &mut form).await {
        Ok(()) => Ok(to(&format!("/cases/{}/options/{code}/saving", reference_of(&options.case.reference)))),
        Err(error) => again(error, form, |form| {
            if let Ok(page) = page(frame, &options, &lines, &code, form) {
                shown = page;
            }
            shown
        }),
    }
}

async fn ask(app: &App, signed: &Signed, options: &CaseOptions, code: &str, form: &mut Form) -> Result<(), DeskError> {
    let whole = |form: &mut Form, name: &str| {
        form.optional(name, |typed| typed.parse::<i64>().map_err(|_| format!("“{typed}” is not a whole number")))
    };
    let total = form.optional_money("total");
    let parts = MECHANISMS.map(|(name, _, worse)| (form.optional_money(name), form.value(worse).to_owned()));
    let posts = ["leaving", "transferred", "vacant", "redundant"].map(|name| whole(form, name));
    let counts = form.optional("counts", |typed| counts(typed).map_err(|wrong| wrong.join(". "))).unwrap_or_default();
    let line = form.optional("line", |typed| typed.parse::<PlanLineId>().map_err(|_| "Choose a line from the list, or none"));
    faults(form)?;
    let ask = TakeApart {
        case: options.case.id,
        version: form.version(),
        option: code.to_owned(),
        total,
        parts,
        taken_up_by: form.value("taken_up_by").to_owned(),
        posts,
        line,
        counts,
    };
    take_apart(&app.desk, &signed.actor, ask).await.map(|_| ())
}
