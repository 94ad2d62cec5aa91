//! Market-shaping plans: all of them with what they cost and moved; and one with its actions, jobs and who came in.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::shaping::plans::{by_kind, list_plans, reached, read_plan, together};
use model::id::ShapingPlanId;
use model::record::Record;
use model::role::Permission::{ReadCases, WriteCases};
use model::shaping_plan::{ShapingAction, ShapingPlan};
use quantity::Money;
use quantity::rounding::shown;
use report::table::{Cell, Column, Table};
use report::words::count;

use super::{SHAPING, below};
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

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/shaping", May(ReadCases), "Making a market that can answer: plans, money and what they moved", list)
        .get("/market/shaping/{reference}", May(ReadCases), "One market-shaping plan", show)
        .get("/market/shaping/{reference}/actions.csv", May(ReadCases), "Actions of a market-shaping plan, as CSV", csv)
}

pub(super) fn at(plan: &Record<ShapingPlanId, ShapingPlan>) -> String {
    format!("/market/shaping/{}", reference_of(&plan.reference))
}

/// A budget as it is: nobody said, nothing, or so much.
fn budget(plan: &ShapingPlan) -> Markup {
    match plan.budget {
        None => Markup::from(ww::unknown("Nobody has said")),
        Some(Money::ZERO) => Markup::from(ww::not_yet("£0: no money at all")),
        Some(budget) => Markup::text(count::money(budget).as_str()),
    }
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let plans = list_plans(&app.desk, &signed.actor).await?;
    let sums = together(&plans);
    let mut ways = vec![
        ("What keeps providers out", "/market/barriers".to_owned()),
        ("The pipeline", "/market/pipeline".to_owned()),
        ("Meetings with the market", "/market/meetings".to_owned()),
        ("Market position statements", "/market/statements".to_owned()),
    ];
    if frame.may(WriteCases) {
        ways.insert(0, ("Write a plan", "/market/shaping/new".to_owned()));
    }
    let lead = match plans.len() {
        0 => "Nobody has planned yet how a market comes to be that can answer.".to_owned(),
        many => {
            let without = match sums.without_money {
                0 => String::new(),
                without => format!(" {} no money.", count::sentence(&count::of_things(without as u64, "plan has", "plans have"))),
            };
            format!(
                "{}: {} planned and {} spent. Of {}, {} measured afterwards and {} came to the aim.{without}",
                count::sentence(&count::of_things(many as u64, "plan", "plans")),
                count::money(sums.planned),
                count::money(sums.spent),
                count::of_things(sums.actions as u64, "action", "actions"),
                count::of_them(sums.measured as u64, "was", "were"),
                count::number(sums.reached as u64)
            )
        }
    };
    let layout = Layout::new(frame, SHAPING.0)
        .in_section(Section::Analyse)
        .crumb("Analyse", "/analyse")
        .lead(lead)
        .audit("/audit?noun=market-shaping+plan");
    if plans.is_empty() {
        let why = "Say what a market lacks, what is done about it, who answers for it, what it may cost, and which figure it is to move.";
        return Ok(PartsPage::whole(layout, Markup::from(EmptyState::new("No plan yet", why, links(&ways)))));
    }
    let mut table = CardTable::new("Plans")
        .caption_hidden()
        .column("Plan")
        .column("Budget")
        .figures("Planned")
        .figures("Spent")
        .figures("Actions")
        .figures("Measured")
        .figures("Came in");
    for plan in &plans {
        let noun = &plan.noun;
        table = table.row([
            Words::from(ww::link(&noun.title, &at(plan))),
            Words::from(budget(noun)),
            Words::from(count::money(noun.planned())),
            Words::from(count::money(noun.spent())),
            Words::from(noun.actions.len().to_string()),
            Words::from(noun.actions.iter().filter(|action| action.effect.after.is_some()).count().to_string()),
            Words::from(noun.entered_once().len().to_string()),
        ]);
    }
    Ok(PartsPage::whole(layout, links(&ways).and(table)))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let plan = read_plan(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let noun = &plan.noun;
    let at = at(&plan);
    let ways = if frame.may(WriteCases) {
        links(&[
            ("Plan an action", format!("{at}/action")),
            ("Say what an action came to", format!("{at}/effect")),
            ("Change the plan", format!("{at}/change")),
        ])
    } else {
        Markup::default()
    };
    let layout = below(frame, noun.title.clone(), SHAPING)
        .caption(reference_of(&plan.reference))
        .lead(lead(noun))
        .audit(format!("/audit?record={}", plan.id));
    let parts = vec![
        Part { id: "actions".into(), title: "Actions, and what they moved".into(), body: actions(noun, &at) },
        Part { id: "entered".into(), title: "Who came in".into(), body: entered(noun) },
        Part { id: "jobs".into(), title: "Jobs".into(), body: jobs(noun) },
    ];
    let before = paragraph(&format!("What this market lacks: {}", noun.because)).and(ways);
    Ok(PartsPage { layout, before, parts })
}

fn lead(plan: &ShapingPlan) -> String {
    let money = match plan.budget {
        None => "Nobody has said what it may cost".to_owned(),
        Some(Money::ZERO) => "It has no money at all: £0 is set aside".to_owned(),
        Some(budget) => format!("{} is set aside", count::money(budget)),
    };
    let over = match plan.budget {
        Some(budget) if plan.planned() > budget => format!(" Its actions are {} over that.", count::money(plan.planned() - budget)),
        _ => String::new(),
    };
    let measured = plan.actions.iter().filter(|action| action.effect.after.is_some()).count();
    format!(
        "{money}; {} planned, {} spent.{over} Of {}, {} measured afterwards.",
        count::money(plan.planned()),
        count::money(plan.spent()),
        count::of_things(plan.actions.len() as u64, "action", "actions"),
        count::of_them(measured as u64, "is", "are")
    )
}

/// `2 on 1 March 2026 (register)`.
fn figure(of: &model::shaping_plan::EffectFigure) -> String {
    format!("{} on {} ({})", shown(of.value, places(of.value)), count::plain_date(of.on), of.source)
}

fn places(value: f64) -> usize {
    if value.fract() == 0.0 { 0 } else { 1 }
}

fn actions(plan: &ShapingPlan, at: &str) -> Markup {
    if plan.actions.is_empty() {
        return paragraph("No action is planned yet.");
    }
    let mut table = CardTable::new("Actions, and what they moved")
        .caption_hidden()
        .column("What")
        .figures("Budget")
        .column("Who answers for it")
        .column("Due")
        .column("What it is to move")
        .column("Before")
        .column("Aim")
        .column("After");
    for action in &plan.actions {
        let effect = &action.effect;
        let after = match (&effect.after, reached(effect)) {
            (None, _) => Markup::from(ww::unknown("Not measured yet")),
            (Some(after), Some(true)) => Markup::from(ww::shown(figure(after))),
            (Some(after), _) => Markup::from(ww::not_yet(figure(after))),
        };
        let spent = action.spent.map_or(String::new(), |spent| format!(", {} spent", count::money(spent)));
        table = table.row([
            Words::from(action.what.as_str()),
            Words::from(format!("{}{spent}", count::money(action.budget))),
            Words::from(action.owner_role.as_str()),
            Words::from(due(action)),
            Words::from(format!("{}: {}", effect.kind.words(), effect.indicator)),
            Words::from(figure(&effect.before)),
            Words::from(shown(effect.aim, places(effect.aim))),
            Words::from(after),
        ]);
    }
    let mut kinds = CardTable::new("What was put into each kind of effect")
        .column("To move")
        .figures("Actions")
        .figures("Spent, else planned")
        .figures("Measured");
    for (kind, count, cost, measured) in by_kind(plan) {
        kinds = kinds.row([kind.words().to_owned(), count.to_string(), report::words::count::money(cost), measured.to_string()]);
    }
    let note = "A figure that moved after an action need not have moved because of it: look at what else changed.";
    Markup::from(table).and(paragraph(note)).and(kinds).and(links(&[("The actions as CSV", format!("{at}/actions.csv"))]))
}

fn due(action: &ShapingAction) -> String {
    match action.done_on {
        Some(on) => format!("done on {}", count::plain_date(on)),
        None => count::plain_date(action.due),
    }
}

fn entered(plan: &ShapingPlan) -> Markup {
    let once = plan.entered_once();
    if once.is_empty() {
        return paragraph("Nobody new is known to have come in.");
    }
    let mut table = CardTable::new("Who came in").caption_hidden().column("Who").column("Based").column("Since").column("Source");
    for one in &once {
        let based = if one.is_local { "here" } else { "elsewhere" };
        table = table.row([one.name.clone(), based.to_owned(), count::plain_date(one.on), one.source.clone()]);
    }
    let twice = plan.entrants.len() - once.len();
    let local = once.iter().filter(|one| one.is_local).count();
    let said = format!(
        "{}, {} based here.{}",
        count::sentence(&count::of_things(once.len() as u64, "provider came in", "providers came in")),
        count::number(local as u64),
        if twice == 0 {
            String::new()
        } else {
            format!(" {} told more than once, and counted once.", count::sentence(&count::of_them(twice as u64, "was", "were")))
        }
    );
    paragraph(&said).and(table)
}

fn jobs(plan: &ShapingPlan) -> Markup {
    if plan.jobs.is_empty() {
        return paragraph("Nobody claims any.");
    }
    let mut table = CardTable::new("Jobs")
        .caption_hidden()
        .column("Who")
        .figures("Claimed")
        .figures("Would have come anyway")
        .figures("Lost elsewhere here")
        .figures("Net")
        .column("Source");
    for one in &plan.jobs {
        table = table.row([
            one.who.clone(),
            shown(one.claimed, 1),
            one.deadweight.shown(0),
            one.displaced.shown(0),
            shown(one.net(), 1),
            format!("{}, {}", one.source, count::plain_date(one.on)),
        ]);
    }
    let claimed: f64 = plan.jobs.iter().map(|one| one.claimed).sum();
    let said = format!(
        "{} jobs are claimed; {} are left, full-time, once what would have come anyway and what was lost elsewhere is taken off.",
        shown(claimed, 1),
        shown(plan.net_jobs(), 1)
    );
    paragraph(&said).and(table)
}

async fn csv(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let plan = read_plan(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let columns = vec![
        Column::words("What"),
        Column::number("Budget", "£"),
        Column::number("Spent", "£"),
        Column::words("Who answers for it"),
        Column::words("Due"),
        Column::words("Done"),
        Column::words("To move"),
        Column::words("Indicator"),
        Column::number("Before", ""),
        Column::number("Aim", ""),
        Column::number("After", ""),
    ];
    let money = |amount: Option<Money>| {
        amount.map_or_else(|| Cell::Missing("not said".to_owned()), |amount| Cell::number(amount.pounds(), amount.in_full()))
    };
    let number = |value: f64| Cell::number(value, shown(value, 1));
    let row = |action: &ShapingAction| {
        vec![
            Cell::words(action.what.clone()),
            money(Some(action.budget)),
            money(action.spent),
            Cell::words(action.owner_role.clone()),
            Cell::words(action.due.to_string()),
            Cell::words(action.done_on.map(|on| on.to_string()).unwrap_or_default()),
            Cell::words(action.effect.kind.words()),
            Cell::words(action.effect.indicator.clone()),
            number(action.effect.before.value),
            number(action.effect.aim),
            action.effect.after.as_ref().map_or_else(|| Cell::Missing("not measured".to_owned()), |after| number(after.value)),
        ]
    };
    let table = Table::new("Actions", columns, plan.noun.actions.iter().map(row).collect());
    Ok(download::csv(&table.to_csv(), &format!("{}-actions", reference.to_lowercase())))
}
