//! Forms of costs and benefits: over which years, a line, a line taken out.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::house::case::read_case::{Offers, offers};
use desk::plan::options::money_question::{PARTS, THINGS};
use desk::plan::options::start_costing::{StartCosting, start_costing, this_year};
use desk::plan::options::write_line::{TakeOutLine, WriteLine, take_out_line, write_line};
use desk::plan::read_options::CaseOptions;
use model::costing::{Amount, CostLine, LineKind};
use model::role::Permission::WriteCases;
use quantity::{Money, Share};
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::button::Button;
use crate::components::typed::Select;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::options::board::letter;
use crate::plan::options::{layout_of, options_of, unsealed};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Costing,
    Line,
    TakeOut,
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/cases/{reference}/costing", May(WriteCases), "Say over which years options are costed", Which::Costing;
        "/cases/{reference}/costing/line", May(WriteCases), "Write a line of cost or benefit", Which::Line;
        "/cases/{reference}/costing/take-out", May(WriteCases), "Take a line of cost or benefit out", Which::TakeOut;
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Filled {
    /// Which line is changed.
    at: Option<usize>,
    /// Code of the option it is for.
    option: String,
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<Filled>,
) -> Result<FormPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    unsealed(&options)?;
    let offers = offers(&app.desk, &signed.actor).await?;
    let form = match which {
        Which::Costing => filled_costing(&options, this_year(app.desk.today())),
        Which::Line => {
            let line = options.costing.iter().find_map(|record| record.noun.lines.get(filled.at?));
            match (line, filled.at) {
                (Some(line), Some(at)) => filled_line(line).with("at", at.to_string()),
                _ => Form::blank().with("option", filled.option),
            }
        }
        Which::TakeOut => Form::blank(),
    };
    Ok(page(which, frame, &options, &offers, &form))
}

fn version(options: &CaseOptions) -> i64 {
    options.costing.as_ref().map_or(0, |record| record.version)
}

fn filled_costing(options: &CaseOptions, this_year: i64) -> Form {
    let Some(record) = &options.costing else {
        return Form::blank()
            .with("first_year", (this_year + 1).to_string())
            .with("years", "10")
            .with("short_until", "2")
            .with("seed", "1");
    };
    let noun = &record.noun;
    let form = Form::blank()
        .with("first_year", noun.first_year.to_string())
        .with("years", noun.years.to_string())
        .with("short_until", noun.short_until.to_string())
        .with("works_kind", noun.works_kind.clone())
        .with("seed", noun.seed.to_string());
    let form = if noun.correct_by_grade { form.with("correct_by_grade", "yes") } else { form };
    if record.sealed { form.with("sealed", "yes") } else { form }
}

fn filled_line(line: &CostLine) -> Form {
    let share = |share: Share| quantity::rounding::shown(share.percent(), 1).trim_end_matches(".0").to_owned();
    let times = |times: f64| quantity::rounding::shown(100.0 * times, 1).trim_end_matches(".0").to_owned();
    let year = |year: Option<u32>| year.map(|year| year.to_string()).unwrap_or_default();
    let mut form = Form::blank()
        .with("option", line.option.clone())
        .with("name", line.name.clone())
        .with("kind", line.kind.code())
        .with("organisation", line.organisation.map(|id| id.to_string()).unwrap_or_default())
        .with("to", line.to.map(|id| id.to_string()).unwrap_or_default())
        .with("ramp", line.ramp.iter().map(|kept| share(*kept)).collect::<Vec<_>>().join(", "))
        .with("drop_off", line.drop_off.map(share).unwrap_or_default())
        .with("real_growth", if line.real_growth == 0.0 { String::new() } else { times(line.real_growth) })
        .with("confidence", line.confidence.map(|grade| grade.to_string()).unwrap_or_default())
        .with("owner_role", line.owner_role.clone())
        .with("cashable", line.cashable.map(share).unwrap_or_default())
        .with("thing", line.thing.clone())
        .with("part", line.part.clone())
        .with("prices_of", line.prices_of.map(|year| year.to_string()).unwrap_or_default())
        .with("falls_on", line.falls_on.clone())
        .with("low", line.range.map(|(low, _)| times(low)).unwrap_or_default())
        .with("high", line.range.map(|(_, high)| times(high)).unwrap_or_default());
    if let Some(first) = line.preconditions.first() {
        form = form.with("precondition", first.what.clone()).with("met_by", year(first.met_by));
    }
    if line.is_sunk {
        form = form.with("is_sunk", "yes");
    }
    match &line.amount {
        Amount::EachYear { full, start, until } => {
            form.with("a_year", full.in_full()).with("start", year(*start)).with("until", year(*until))
        }
        Amount::ByYear(amounts) => {
            form.with("by_year", amounts.iter().map(|money| money.map(Money::in_full).unwrap_or_default()).collect::<Vec<_>>().join("\n"))
        }
    }
}

fn page(which: Which, frame: Frame, options: &CaseOptions, offers: &Offers, form: &Form) -> FormPage {
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let (title, path) = match which {
        Which::Costing => ("Over which years, and with which rules?", "costing"),
        Which::Line if form.value("at").is_empty() => ("Write a line", "costing/line"),
        Which::Line => ("Change a line", "costing/line"),
        Which::TakeOut => ("Take a line out", "costing/take-out"),
    };
    let layout = layout_of(frame, &options.case, title).crumb("Costs and benefits", format!("{at}/appraisal")).with_errors(form.errors());
    let page = FormPage::new(layout, format!("{at}/{path}"), Button::new("Save")).carrying("version", &version(options).to_string());
    match which {
        Which::Costing => costing(page, form),
        Which::Line => line(page, form, options, offers),
        Which::TakeOut => take_out(page, form, options),
    }
}

fn costing(page: FormPage, form: &Form) -> FormPage {
    let mut works = form.select("works_kind", "Which kind of works, if there are any? (not required)").offer("", "No works");
    for kind in desk::config::optimism_bias::defaults().map(|table| table.kind).unwrap_or_default() {
        works = works.offer(kind.code, kind.title);
    }
    page.before(paragraph("The same for every option. What is typed may be asked for under Freedom of Information, unless it is exempt."))
        .part(
            form.input("first_year", "In which calendar year does the first financial year begin?")
                .hint("That year gives the prices, and is not discounted")
                .width(4)
                .keyboard("numeric"),
        )
        .part(form.input("years", "Over how many years?").width(3).keyboard("numeric"))
        .part(
            form.input("short_until", "Which is the last year of the shorter horizon?")
                .hint("Counted from 0: 2 is three years. Both horizons are shown side by side")
                .width(3)
                .keyboard("numeric"),
        )
        .part(works.hint("For the dated table of optimism bias, where fewer than five forecasts of your own are written down"))
        .part(form.checkboxes("correct_by_grade", "Benefits").offer("yes", "Take off each benefit what its grade of confidence asks for"))
        .part(form.input("seed", "Seed of the draws").hint("The same seed gives the same figures").width(10).keyboard("numeric"))
        .part(
            form.checkboxes("sealed", "Who may see the costs?")
                .offer("yes", "Seal them: no provider, and nobody with a provider arm, may see them"),
        )
}

pub(super) fn option_select(form: &Form, options: &CaseOptions) -> Select {
    let mut select = form.select("option", "Of which option?").offer("", "Choose one");
    for option in &options.options {
        select = select.offer(option.code.clone(), format!("{}: {}", letter(&option.code), option.title));
    }
    select
}

pub(super) fn bodies(select: Select, options: &CaseOptions, offers: &Offers) -> Select {
    // Bodies that already have a line come first: they are the ones most lines are about.
    let used: Vec<_> =
        options.costing.iter().flat_map(|record| &record.noun.lines).flat_map(|line| [line.organisation, line.to]).flatten().collect();
    let (mut select, mut rest) = (select, Vec::new());
    for body in &offers.organisations {
        if used.contains(&body.id) { select = select.offer(body.id.to_string(), body.noun.name.clone()) } else { rest.push(body) }
    }
    rest.into_iter().fold(select, |select, body| select.offer(body.id.to_string(), body.noun.name.clone()))
}

fn line(page: FormPage, form: &Form, options: &CaseOptions, offers: &Offers) -> FormPage {
    let mut kinds = form.radios("kind", "What is it?");
    for kind in LineKind::ALL {
        kinds = kinds.offer(kind.code(), count::sentence(kind.words()));
    }
    let mut things = form.select("thing", "Which kind of thing is estimated? (not required)").offer("", "Not said");
    for (code, thing) in THINGS {
        things = things.offer(code, count::sentence(thing.words()));
    }
    let mut parts = form.select("part", "Which part of the full cost is it? (not required)").offer("", "Not said");
    for (code, part) in PARTS {
        parts = parts.offer(code, count::sentence(part.words()));
    }
    let mut groups = form.select("falls_on", "If it falls on residents: on those of which income? (not required)").offer("", "Not said");
    for group in desk::config::distribution::defaults().map(|incomes| incomes.group).unwrap_or_default() {
        groups = groups.offer(group.code, group.title);
    }
    page.carrying("at", form.value("at"))
        .part(option_select(form, options))
        .part(form.input("name", "What is it?").hint("The same name in two options says that it is the same estimate"))
        .part(kinds)
        .part(bodies(form.select("organisation", "Who pays, gains, or hands over?").offer("", "Residents themselves"), options, offers))
        .part(bodies(form.select("to", "If money changes hands: who receives it? (not required)").offer("", "Nobody"), options, offers))
        .part(form.input("a_year", "What does it come to in a year, in full?").prefix("£").width(10))
        .part(
            form.input("prices_of", "In prices of which year is that? (not required)")
                .hint("The calendar year in which the financial year begins, such as 2024. Without one: in prices of year 0")
                .width(4)
                .keyboard("numeric"),
        )
        .part(
            form.input("start", "From which year?")
                .hint("Counted from 0. A benefit always says when it begins")
                .width(3)
                .keyboard("numeric"),
        )
        .part(form.input("until", "To which year? (not required)").hint("Without one it goes on to the last").width(3).keyboard("numeric"))
        .part(
            form.textarea("by_year", "Or one amount for each year (not required)")
                .hint("One a line from year 0, with 0 where there is nothing")
                .rows(4),
        )
        .part(
            form.input("ramp", "How does it build up? (not required)")
                .hint("Per cent of the full amount in its first year, its second…: 25, 50, 75"),
        )
        .part(form.input("drop_off", "How much of it is lost each year after that? (not required)").suffix("%").width(5))
        .part(form.input("real_growth", "How much faster than prices does it grow each year? (not required)").suffix("%").width(5))
        .part(form.input("low", "At the least, what per cent of that might it be? (not required)").suffix("%").width(5))
        .part(form.input("high", "At the most? (not required)").suffix("%").width(5))
        .part(form.input("confidence", "Grade of the evidence, 1 (best) to 6 (not required)").width(2).keyboard("numeric"))
        .part(form.input("owner_role", "Which role answers for it? (not required)"))
        .part(form.input("cashable", "How much of the gain is money that can be spent elsewhere? (not required)").suffix("%").width(5))
        .part(form.input("precondition", "What has to be so first? (not required)"))
        .part(
            form.input("met_by", "By which year will that be so? (not required)")
                .hint("Where nobody can say, the benefit does not count")
                .width(3)
                .keyboard("numeric"),
        )
        .part(groups)
        .part(things)
        .part(parts)
        .part(
            form.checkboxes("is_sunk", "Sunk?")
                .offer("yes", "It is spent or committed whatever is decided: show it, and count it in no figure"),
        )
}

fn take_out(page: FormPage, form: &Form, options: &CaseOptions) -> FormPage {
    let mut lines = form.select("at", "Which line?").offer("", "Choose one");
    for (at, line) in options.costing.iter().flat_map(|record| record.noun.lines.iter().enumerate()) {
        lines = lines.offer(at.to_string(), format!("{}: {}", letter(&line.option), line.name));
    }
    page.part(lines).part(form.input("reason", "Why?"))
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
    let options = options_of(&app, &signed, &reference).await?;
    let offers = offers(&app.desk, &signed.actor).await?;
    let answer = ask(which, &app, &signed, &options, &mut form).await;
    let home = format!("/cases/{}/appraisal", reference_of(&options.case.reference));
    match answer {
        Ok(()) => Ok(to(&home)),
        Err(error) => again(error, form, |form| page(which, frame, &options, &offers, form)),
    }
}

/// What was typed, asked of the desk; faults of the form itself come back as faults.
async fn ask(which: Which, app: &App, signed: &Signed, options: &CaseOptions, form: &mut Form) -> Result<(), DeskError> {
    let (desk, actor, case) = (&app.desk, &signed.actor, options.case.id);
    let typed = |form: &Form, name: &str| form.value(name).trim().to_owned();
    let version = form.version();
    match which {
        Which::Costing => {
            let first_year =
                form.whole_number("first_year", "Write the calendar year in which year 0 begins, such as 2027", 2000..=2199).unwrap_or(0);
            let years = form.whole_number("years", "Write over how many years", 1..=100).unwrap_or(0);
            let short_until = form.whole_number("short_until", "Write the last year of the shorter horizon, from 0", 0..=99).unwrap_or(-1);
            let seed = form.whole_number("seed", "Write a seed, such as 1", 0..=i64::from(u32::MAX)).unwrap_or(-1);
            faults(form)?;
            let ask = StartCosting {
                case,
                version,
                first_year,
                years,
                short_until,
                works_kind: typed(form, "works_kind"),
                correct_by_grade: form.ticked("correct_by_grade"),
                seed,
                sealed: form.ticked("sealed"),
            };
            start_costing(desk, actor, ask).await.map(|_| ())
        }
        Which::Line => {
            let ask = line_typed(form, case, version)?;
            write_line(desk, actor, ask).await.map(|_| ())
        }
        Which::TakeOut => {
            let Ok(at) = form.value("at").parse() else {
                form.add_error("at", "Choose a line");
                return faults(form);
            };
            take_out_line(desk, actor, TakeOutLine { case, version, at, reason: typed(form, "reason") }).await.map(|_| ())
        }
    }
}

/// What the form itself found; shown beside what the desk finds.
pub(super) fn faults(form: &Form) -> Result<(), DeskError> {
    if form.has_errors() { Err(DeskError::Faults(Vec::new())) } else { Ok(()) }
}

fn line_typed(form: &mut Form, case: model::id::CaseId, version: i64) -> Result<WriteLine, DeskError> {
    let whole = |form: &mut Form, name: &str| {
        form.optional(name, |typed| typed.replace(',', "").parse::<i64>().map_err(|_| format!("“{typed}” is not a whole number")))
    };
    let hundred = |form: &mut Form, name: &str, bounds| form.optional_number(name, bounds).map(|percent| percent / 100.0);
    let a_year = form.optional_money("a_year");
    let by_year = form.optional("by_year", amounts).unwrap_or_default();
    let (start, until, met_by, confidence) = (whole(form, "start"), whole(form, "until"), whole(form, "met_by"), whole(form, "confidence"));
    let ramp = form.optional("ramp", shares).unwrap_or_default();
    let (drop_off, cashable) = (form.optional_share("drop_off"), form.optional_share("cashable"));
    let real_growth = hundred(form, "real_growth", -50.0..=50.0).unwrap_or(0.0);
    let (low, high) = (hundred(form, "low", 0.0..=100_000.0), hundred(form, "high", 0.0..=100_000.0));
    let prices_of = whole(form, "prices_of");
    let at = if form.value("at").is_empty() { None } else { form.value("at").parse().ok() };
    faults(form)?;
    let typed = |name: &str| form.value(name).trim().to_owned();
    Ok(WriteLine {
        case,
        version,
        at,
        option: typed("option"),
        name: typed("name"),
        kind: LineKind::parse(form.value("kind")),
        organisation: form.value("organisation").parse().ok(),
        to: form.value("to").parse().ok(),
        a_year,
        by_year,
        start,
        until,
        ramp,
        drop_off,
        real_growth,
        confidence,
        owner_role: typed("owner_role"),
        cashable,
        precondition: typed("precondition"),
        met_by,
        is_sunk: form.ticked("is_sunk"),
        thing: typed("thing"),
        part: typed("part"),
        low,
        high,
        prices_of,
        falls_on: typed("falls_on"),
    })
}

/// One amount a line; an empty line is a year that is missing, which is said later by its number.
fn amounts(typed: &str) -> Result<Vec<Option<Money>>, String> {
    let one = |(at, line): (usize, &str)| match line.trim() {
        "" => Ok(None),
        line => Money::parse(line).map(Some).map_err(|refusal| format!("Year {at}: {refusal}")),
    };
    typed.lines().enumerate().map(one).collect()
}

fn shares(typed: &str) -> Result<Vec<Share>, String> {
    let one = |part: &str| {
        let number: f64 =
            part.trim().trim_end_matches('%').parse().map_err(|_| format!("“{}” is not a percentage: write 25, 50, 75", part.trim()))?;
        Share::from_percent(number).map_err(|refusal| refusal.to_string())
    };
    typed.split([',', ';']).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_left_empty_is_missing_and_what_is_no_amount_names_its_year() {
        assert_eq!(amounts("100\n\n£2k"), Ok(vec![Some(Money::from_pounds(100)), None, Some(Money::from_pounds(2_000))]));
        assert!(amounts("100\nabout 5").is_err_and(|said| said.starts_with("Year 1: ")));
    }

    #[test]
    fn how_it_builds_up_is_typed_as_per_cent() {
        assert_eq!(shares("25, 50%").map(|list| list.iter().map(|share| share.value()).collect::<Vec<_>>()), Ok(vec![0.25, 0.5]));
        assert!(shares("150").is_err() && shares("some").is_err());
    }
}
