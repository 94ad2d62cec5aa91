//! Putting money where it does most: the allocations there are, and one with its plan, its line, and what each partner pays and gains.

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::plan::money::keep_plan::keep_plan;
use desk::plan::money::read_allocation::{AllocationView, list_allocations, read_allocation, total};
use model::role::Permission::{ReadCases, WriteCases};
use quantity::Money;
use report::chart::frontier_chart::{FrontierOf, LinePoint, frontier_chart};
use report::words::{allocation, best_value_line, count};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::WarningText;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new()
        .get("/allocations", May(ReadCases), "Putting money where it does most", list)
        .get("/allocations/{reference}", May(ReadCases), "One allocation: its plan, and who pays and gains", show)
        .post("/allocations/{reference}/keep", May(WriteCases), "Keep the plan of an allocation as it was found", keep)
        .get("/allocations/{reference}/line.csv", May(ReadCases), "The best value line of an allocation, as CSV", line_csv)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let all = list_allocations(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new("Allocations")
        .caption_hidden()
        .column("Allocation")
        .column("For")
        .figures("To spend")
        .figures("Could be done")
        .column("Answers for value");
    for one in &all {
        let noun = &one.noun;
        table = table.row([
            Words::from(ww::link(&noun.title, &format!("/allocations/{}", reference_of(&one.reference)))),
            Words::from(noun.purpose.as_str()),
            Words::from(count::money(total(noun))),
            Words::from(noun.candidates.len().to_string()),
            Words::from(noun.accountable.as_str()),
        ]);
    }
    let list = if all.is_empty() {
        Markup::from(EmptyState::new(
            "No allocation yet",
            "Here a budget is put where it does most for the outcomes agreed, within every limit, with what each partner pays and gains.",
            ww::link("How this is worked out", "/library/methods/allocation"),
        ))
    } else {
        Markup::from(table)
    };
    let mut ways = vec![
        ("What is spent today", "/spend".to_owned()),
        ("Shared money", "/funds".to_owned()),
        ("Changes of several budget lines", "/budget-changes".to_owned()),
    ];
    if frame.may(WriteCases) {
        ways.insert(0, ("Open an allocation", "/allocations/add".to_owned()));
    }
    let lead =
        "Of everything that could be done, which plan does most for the outcomes we put first, and how much better could any plan be?";
    let layout = Layout::new(frame, "Putting money where it does most")
        .in_section(Section::Plan)
        .crumb("Plan", "/plan")
        .lead(lead)
        .audit("/audit?noun=allocation");
    Ok(PartsPage::whole(layout, list.and(links(&ways))))
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<PartsPage, PageError> {
    let parsed = reference.parse().map_err(|_| PageError::NotFound)?;
    let mut form = Form::read(Fields::of(asked));
    let money = form.optional_money("money");
    let (view, money) = match read_allocation(&app.desk, &signed.actor, &parsed, money).await {
        Err(error @ DeskError::Faults(_)) => {
            form.refused(error)?;
            (read_allocation(&app.desk, &signed.actor, &parsed, None).await?, None)
        }
        found => (found?, money),
    };
    let at = format!("/allocations/{}", reference_of(&view.allocation.reference));
    let mut ways = Vec::new();
    if frame.may(WriteCases) {
        ways.push(("Add what could be done", format!("{at}/add")));
        ways.push(("Say what each costs, reaches and takes", format!("{at}/described")));
        ways.push(("Say which case it belongs to", format!("{at}/case")));
        ways.push(("Set the limits", format!("{at}/limits")));
        ways.push(("Forecast what a duty costs", format!("{at}/duty")));
        ways.push(("Start from what is spent today", format!("{at}/today")));
        ways.push(("Take the options of a case", format!("{at}/options")));
    }
    ways.push(("What could be done, one by one", format!("{at}/candidates")));
    ways.push(("What members set, and the plan without it", format!("{at}/members")));
    if let Some(fund) = &view.fund {
        ways.push((fund.noun.name.as_str(), format!("/funds/{}", reference_of(&fund.reference))));
    }
    let ways = links(&ways);
    let layout = Layout::new(frame, view.allocation.noun.title.clone())
        .in_section(Section::Plan)
        .crumb("Putting money where it does most", "/allocations")
        .audit(format!("/audit?record={}", view.allocation.id));
    let Some(told) = told(&view, money, &at) else {
        let why = view.worked.as_ref().err().cloned().unwrap_or_default();
        let lead = "There is no plan yet.";
        return Ok(PartsPage::whole(layout.lead(lead), Markup::from(WarningText::new(why)).and(ways)));
    };
    let document = allocation::document(&told);
    // What is kept is the plan of the whole money: where another is shown, nothing offers to keep it.
    let may_keep = layout.frame.may(WriteCases) && view.asked.is_none();
    let layout = layout.lead(document.lead.clone()).with_errors(form.errors());
    let kept = kept(&app, &view, &layout, &at, may_keep);
    Ok(PartsPage::whole(layout, what_if(&view, &form, &at).and(body(&document)).and(kept).and(ways)))
}

/// Plans kept with what they can be held against, and the button that keeps one.
fn kept(app: &App, view: &AllocationView, layout: &Layout, at: &str, may_keep: bool) -> Markup {
    let mut said = Markup::trusted("<h2 class=\"govuk-heading-m ww-h2\" id=\"kept\">Plans that were kept</h2>");
    if view.kept.is_empty() {
        said = said
            .and(paragraph("None yet. A kept plan holds its question, its limit of work and its prices, so that it can be checked again."));
    } else {
        let mut table =
            CardTable::new("Plans that were kept").caption_hidden().column("Kept on").column("What it says").column("The question since");
        for (result, same) in &view.kept {
            table = table.row([
                Words::from(count::plain_date(app.desk.day_of(result.noun.made_at))),
                Words::from(result.noun.statement.as_str()),
                Words::from(if *same { "The same" } else { "Changed since" }),
            ]);
        }
        said = said.and(Markup::from(table));
        said = said.and(paragraph_of(ww::link("Check now: every kept figure, worked out again", "/check")));
    }
    if !may_keep {
        return said;
    }
    said.and(Markup::trusted(format!(
        "<form method=\"post\" action=\"{at}/keep\" novalidate>{token}{button}</form>",
        at = Markup::text(at),
        token = layout.token(),
        button = Button::new("Keep this plan").secondary()
    )))
}

async fn keep(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    keep_plan(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    Ok(to(&format!("/allocations/{reference}#kept")))
}

/// Another amount: typed, or by a step along the line. Works without script; each step is a page of its own.
fn what_if(view: &AllocationView, form: &Form, at: &str) -> Markup {
    let mut steps = Markup::default();
    for point in line(view) {
        let here = view.asked.as_ref().map_or(view.total(), |(share, _)| best_value_line::at(view.total(), *share));
        let words = format!(
            "{}: {}",
            count::money(point.money),
            point.points.map_or_else(|| "no plan".to_owned(), |points| format!("{points} points"))
        );
        let step =
            if point.money == here { ww::bold(&words) } else { ww::link(&words, &format!("{at}?money={}", point.money.pence() / 100)) };
        steps = steps.and(Markup::trusted("<li>")).and(step).and(Markup::trusted("</li>"));
    }
    let typed = form
        .input("money", "What if there were more or less to spend?")
        .hint("Every limit on money changes in the same proportion")
        .prefix("£")
        .width(10);
    Markup::trusted(format!(
        "<form method=\"get\" action=\"{at}\" novalidate>{typed}{button}</form><ul class=\"govuk-list ww-measure\">{steps}</ul>",
        at = Markup::text(at),
        button = Button::new("Show the plan")
    ))
}

fn line(view: &AllocationView) -> Vec<LinePoint> {
    let Ok(worked) = &view.worked else { return Vec::new() };
    let point = |p: &_| {
        let (thousandths, answer) = best_value_line::point(p);
        LinePoint { money: best_value_line::at(view.total(), thousandths), points: answer.0, at_most: answer.1 }
    };
    worked.line.iter().map(point).collect()
}

fn told<'a>(view: &'a AllocationView, asked: Option<Money>, at: &str) -> Option<allocation::Told<'a>> {
    let worked = view.worked.as_ref().ok()?;
    let (thousandths, planned) = match &view.asked {
        Some((share, planned)) => (*share, planned.as_ref()),
        None => (1_000, &worked.planned),
    };
    let partner = |p: &desk::plan::money::read_allocation::PartnerLine| allocation::PartnerSaid {
        name: view.name(p.partner),
        pays: p.pays,
        pays_share: p.pays_share,
        gains: p.gains,
        gains_share: p.gains_share,
    };
    Some(allocation::Told {
        allocation: &view.allocation.noun,
        thousandths,
        asked,
        total: view.total(),
        program: &planned.program,
        answer: &planned.answer,
        chosen: &planned.chosen,
        conflict: planned.conflict.as_ref(),
        any_pound: worked.any_pound.as_ref().map(|(points, codes)| (*points, codes.as_slice())),
        line: line(view),
        margins: &worked.margins,
        eased: &worked.eased,
        near: worked.near.as_ref(),
        whole: &worked.planned.program,
        best: worked.planned.answer.plan.as_ref().map(|plan| plan.outcome),
        rankings: &worked.rankings,
        triangles: worked.triangles.as_ref(),
        today: worked.today.as_ref().map(|(points, broken, moves)| (*points, broken.as_slice(), moves)),
        partners: view.partners.as_ref().map(|all| all.iter().map(partner).collect()).map_err(String::clone),
        misaligned: view.misaligned(),
        from_funds: view.from_funds().into_iter().map(|(fund, amount)| (fund.to_owned(), amount)).collect(),
        without_members_at: format!("{at}/members"),
        csv_at: format!("{at}/line.csv"),
    })
}

async fn line_csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let view = read_allocation(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?, None).await?;
    let of = FrontierOf { id: "line".to_owned(), name: view.allocation.noun.title.clone(), here: view.total(), today: None };
    let stem = format!("{}-line", reference_of(&view.allocation.reference).to_lowercase());
    Ok(download::csv(&frontier_chart(&line(&view), &of).csv, &stem))
}
