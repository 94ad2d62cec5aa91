//! The medium-term financial plan: the gap year by year, what is counted on, what decisions promise, what came of it, and what no line counts.

use axum::extract::State;
use axum::response::Response;
use desk::plan::financial_plan::answered::{Came, LineRead, PlanYear, Sum, both};
use desk::plan::financial_plan::read_financial_plan::{FinancialPlanView, OrganisationPlan, read_financial_plan};
use desk::plan::financial_plan::words;
use model::financial_plan::PlanLineKind;
use model::fund::MoneyTerm;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::{Money, Period};
use report::table::{Cell, Column, Table};
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::download;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub(crate) const TITLE: &str = "The medium-term financial plan";

pub fn routes() -> Routes {
    Routes::new().get("/financial-plan", May(ReadCases), TITLE, show).get(
        "/financial-plan/lines.csv",
        May(ReadCases),
        "The lines of the medium-term financial plan, as CSV",
        lines_csv,
    )
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_financial_plan(&app.desk, &signed.actor).await?;
    let may_write = frame.may(WriteCases);
    let mut ways = vec![
        ("Changes of several budget lines", "/budget-changes".to_owned()),
        ("Decision papers, and what was decided on them", "/papers".to_owned()),
    ];
    if may_write {
        ways.insert(0, ("Write down a line", "/financial-plan/add".to_owned()));
    }
    let layout = Layout::new(frame, TITLE)
        .in_section(Section::Plan)
        .crumb("Plan", "/plan")
        .lead(words::lead(&view))
        .audit("/audit?noun=line+of+the+financial+plan");
    if view.plans.is_empty() {
        let empty = EmptyState::new(
            "No line yet",
            "Here each saving the plan counts on stands with the decisions that deliver it, year by year, and what none delivers.",
            if may_write {
                ww::link("Write down a line", "/financial-plan/add")
            } else {
                Markup::text("Somebody who may change cases begins it.")
            },
        );
        return Ok(PartsPage::whole(layout, Markup::from(empty).and(not_counted(&view)).and(links(&ways))));
    }
    ways.insert(usize::from(may_write), ("The lines as CSV", "/financial-plan/lines.csv".to_owned()));
    let part = |(at, plan): (usize, &OrganisationPlan)| Part {
        id: format!("plan-{at}"),
        title: plan.name.clone(),
        body: by_year(plan).and(lines(&view, plan, may_write)),
    };
    let mut parts: Vec<Part> = view.plans.iter().enumerate().map(part).collect();
    parts.push(Part { id: "uncounted".into(), title: "Promised or counted on, and in no line".into(), body: not_counted(&view) });
    let changed = view.changed_on.map(|on| format!(" Lines last changed on {}.", count::plain_date(on))).unwrap_or_default();
    let source = format!(
        "Pounds, new in their year: what comes every year stands in the year it begins. From the lines written down here, savings as they stood when they were decided on, and what reviews found.{changed}"
    );
    Ok(PartsPage { layout: layout.source(Markup::text(source)), before: links(&ways), parts })
}

/// The sums of one organisation's plan, a column a year.
fn by_year(plan: &OrganisationPlan) -> Markup {
    let mut table = CardTable::new(format!("The plan of {}, by financial year", plan.name)).column("In pounds, new in the year");
    for year in &plan.years {
        table = table.figures(Period::FinancialYear(year.year).in_words());
    }
    let (gap, counted, promised, unanswered) = plan.together();
    let not_known = || "Not known".to_owned();
    let row = |name: &str, of: &dyn Fn(&PlanYear) -> String, together: String| {
        let cells = std::iter::once(name.to_owned()).chain(plan.years.iter().map(of)).chain(std::iter::once(together));
        cells.map(Words::from).collect::<Vec<_>>()
    };
    let all_of = |of: Option<Sum>| of.map_or_else(not_known, words::sum);
    let no_line: Option<i64> = plan.years.iter().map(|year| year.without_a_line().map(Money::pence)).sum();
    let came = plan.years.iter().fold(Came::NothingPromised, |came, year| both(came, year.came));
    let rows = [
        row("Gap to close", &|year| all_of(year.gap), all_of(gap)),
        row("Savings the plan counts on", &|year| words::sum(year.counted), words::sum(counted)),
        row(
            "Gap that no line of savings closes",
            &|year| year.without_a_line().map_or_else(not_known, words::money),
            no_line.map_or_else(not_known, |pence| words::money(Money::from_pence(pence))),
        ),
        row("Promised by decisions", &|year| words::sum(year.promised), words::sum(promised)),
        row("Counted on, without a decision", &|year| words::sum(year.unanswered), words::sum(unanswered)),
        row("Saved, as reviews found", &|year| words::came(year.came), words::came(came)),
    ];
    Markup::from(rows.into_iter().fold(table.figures("Together"), CardTable::row))
}

fn lines(view: &FinancialPlanView, plan: &OrganisationPlan, may_write: bool) -> Markup {
    let mut table = CardTable::new(format!("Lines of the plan of {}", plan.name))
        .column("Line")
        .column("What the plan counts on")
        .column("Where it stands")
        .column("Where it is written, and who answers for it");
    for line in &plan.lines {
        table = table.row([
            Words::from(named(line, may_write)),
            Words::from(words::counts_on(&line.record.noun)),
            Words::from(stands(view, plan, line, may_write)),
            Words::from(written(view, line)),
        ]);
    }
    Markup::from(table)
}

fn named(line: &LineRead, may_write: bool) -> Markup {
    let reference = reference_of(&line.record.reference);
    let title = format!("{reference} {}", line.record.noun.title);
    if may_write { ww::link(&title, &format!("/financial-plan/{reference}/change")) } else { Markup::text(title) }
}

fn stands(view: &FinancialPlanView, plan: &OrganisationPlan, line: &LineRead, may_write: bool) -> Markup {
    let noun = &line.record.noun;
    if !noun.is_in_the_plan() {
        return Markup::text(format!("No longer in the plan: {}", noun.taken_out));
    }
    if noun.kind == PlanLineKind::Gap {
        return Markup::text("A gap, before any saving.");
    }
    let mut said = Markup::text(words::standing(line));
    for saving in &line.answers {
        let (reference, _) = view.decisions.get(&saving.noun.decision).cloned().unwrap_or_default();
        said = said.and(" ").and(words::answer(&saving.noun, &reference)).and(" ");
        said = said.and(ww::link(&format!("Decision {reference}"), &format!("/decisions/{reference}")));
        if may_write {
            said = said.and(", ").and(ww::link(&format!("say what {reference} saved"), &format!("/decisions/{reference}/saved")));
        }
        said = said.and(".");
    }
    for option in view.put_forward.iter().filter(|option| option.line == line.record.id) {
        said = said.and(" ").and(words::put_forward(option, noun));
    }
    for case in view.counted_before.iter().filter(|case| case.lines.contains(&line.record.id)) {
        said = said.and(" ").and(words::counted_before(case));
    }
    match words::perhaps_twice(line, plan) {
        Some(twice) => said.and(" ").and(twice),
        None => said,
    }
}

fn written(view: &FinancialPlanView, line: &LineRead) -> String {
    let noun = &line.record.noun;
    let service = noun.service.and_then(|service| view.services.get(&service)).map(|name| format!("Falls on {name}. ")).unwrap_or_default();
    format!("{service}{}. Answers for it: {}.", noun.source.trim_end_matches('.'), noun.owner_role)
}

/// Promised by decisions, or counted on by cases, and in no line.
fn not_counted(view: &FinancialPlanView) -> Markup {
    let mut said: Vec<String> = view.uncounted.iter().map(|of| words::uncounted(of, view)).collect();
    said.extend(
        view.counted_before
            .iter()
            .filter(|case| case.lines.is_empty())
            .map(|case| format!("{} No line counts it.", words::counted_before(case))),
    );
    match view.sealed {
        0 => {}
        1 => said.push("One saving that a decision promises is sealed from you.".to_owned()),
        more => said.push(format!("{more} savings that decisions promise are sealed from you.")),
    }
    if said.is_empty() {
        return paragraph("Nothing: every saving that a decision promises, and every one a case counts on, is in a line.");
    }
    let items =
        said.iter().fold(Markup::default(), |items, said| items.and(Markup::trusted("<li>")).and(said).and(Markup::trusted("</li>")));
    Markup::trusted("<ul class=\"govuk-list govuk-list--bullet ww-measure\">").and(items).and(Markup::trusted("</ul>"))
}

async fn lines_csv(State(app): State<App>, signed: Signed) -> Result<Response, PageError> {
    let view = read_financial_plan(&app.desk, &signed.actor).await?;
    Ok(download::csv(&table(&view).to_csv(), "financial-plan"))
}

/// A row a line and year; what is not known stays empty.
fn table(view: &FinancialPlanView) -> Table {
    let columns = vec![
        Column::words("Organisation"),
        Column::words("Line"),
        Column::words("Title"),
        Column::words("Kind"),
        Column::words("Service"),
        Column::words("Financial year"),
        Column::number("Counted on", "£"),
        Column::number("Promised by decisions", "£"),
        Column::number("Without a decision", "£"),
        Column::number("Saved", "£"),
        Column::words("Every year or once"),
        Column::words("Source"),
        Column::words("Answers for it"),
        Column::words("Out of the plan because"),
    ];
    let amount = |of: Option<Money>| of.map_or_else(|| Cell::Missing("Not known".into()), |of| Cell::number(of.pounds(), of.in_full()));
    let mut rows = Vec::new();
    for plan in &view.plans {
        for line in &plan.lines {
            let noun = &line.record.noun;
            let is_saving = noun.kind == PlanLineKind::Saving;
            let service = noun.service.and_then(|service| view.services.get(&service)).cloned().unwrap_or_default();
            for year in &line.years {
                let saved = match year.came {
                    Came::Found(sum) => sum.whole(),
                    _ => None,
                };
                rows.push(vec![
                    Cell::words(plan.name.clone()),
                    Cell::words(reference_of(&line.record.reference)),
                    Cell::words(noun.title.clone()),
                    Cell::words(noun.kind.code()),
                    Cell::words(service.clone()),
                    Cell::words(Period::FinancialYear(year.year).in_words()),
                    amount(year.counted),
                    amount(year.promised.whole().filter(|_| is_saving)),
                    amount(year.unanswered().filter(|_| is_saving)),
                    amount(saved),
                    Cell::words(if noun.term == MoneyTerm::Recurrent { "every year" } else { "once" }),
                    Cell::words(noun.source.clone()),
                    Cell::words(noun.owner_role.clone()),
                    Cell::words(noun.taken_out.clone()),
                ]);
            }
        }
    }
    Table::new(TITLE, columns, rows)
}
