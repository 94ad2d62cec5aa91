//! The best value line of an allocation in words: more or less money, what the next £100,000 does, and the line's own heading.

use methods::allocation::METHOD;
use methods::allocation::frontier::Point;
use methods::allocation::margin::Margin;
use quantity::Money;

use super::allocation::{Told, figure, points, title, titles};
use super::allocation_limits::{eased, gain};
use super::count;
use crate::chart::frontier_chart::{FrontierOf, LinePoint, frontier_chart};
use crate::page::{Block, Document, Figure, Level};
use crate::table::{Cell, Column, Table};

pub const SUBTITLE: &str = "Points of the best whole plan for each amount of money, every limit on money in the same proportion. More is better; both scales start at nought.";
pub const KEY_PLAN: &str = "Best whole plan known";
pub const KEY_BOUND: &str = "No plan is worth more than this";
pub const KEY_HERE: &str = "What there is to spend";
pub const KEY_TODAY: &str = "What is done today";
pub const NO_PLAN: &str = "No plan keeps every limit";

/// The amount of money at so many thousandths of all there is.
pub fn at(total: Money, thousandths: u32) -> Money {
    Money::from_pence(i64::try_from(i128::from(total.pence()) * i128::from(thousandths) / 1_000).unwrap_or(i64::MAX))
}

pub(super) fn line(page: &mut Document, told: &Told<'_>) {
    page.heading("More or less money");
    let today = told.today.map(|(points, ..)| {
        let cost = told.allocation.candidates.iter().filter(|c| told.allocation.today.contains(&c.code)).map(|c| c.cost().pence()).sum();
        (Money::from_pence(cost), points)
    });
    let of = FrontierOf { id: "line".to_owned(), name: told.allocation.title.clone(), here: told.total, today };
    page.push(Block::Figure(Box::new(Figure {
        chart: frontier_chart(&told.line, &of),
        unit: "points".to_owned(),
        source: format!("the costs and points entered for “{}”", told.allocation.title),
        edition: METHOD.with_edition(),
        csv_at: Some(told.csv_at.clone()),
        level: Level::Three,
    })));
    if !told.margins.is_empty() {
        let columns = vec![Column::words("£100,000 more in"), Column::words("Gain"), Column::words("Comes in"), Column::words("Goes out")];
        let names = |codes: &[String]| if codes.is_empty() { Cell::words("Nothing") } else { Cell::words(titles(told.allocation, codes)) };
        let is_by_year = |name: &str| told.allocation.limits.iter().any(|limit| limit.name == name && limit.amounts.len() > 1);
        let more = |m: &Margin| if is_by_year(&m.budget) { format!("{}, in each year", m.budget) } else { m.budget.clone() };
        let rows = told.margins.iter().map(|m| {
            vec![Cell::words(count::sentence(&more(m))), Cell::words(gain(&m.gain)), names(&m.gain.comes_in), names(&m.gain.goes_out)]
        });
        page.push(Block::Heading { level: Level::Three, text: "The next £100,000".to_owned() });
        page.push(Block::Table(Table::new("The next £100,000", columns, rows.collect())));
    }
    eased(page, told);
    if let Some(frontier) = told.triangles {
        let mut left = told.total.pence();
        let order: Vec<String> = frontier
            .triangles
            .iter()
            .take_while(|t| {
                left -= t.cost;
                left >= 0
            })
            .map(|t| title(told.allocation, &t.id).to_owned())
            .collect();
        if let Some(last) = order.len().checked_sub(1).and_then(|at| frontier.triangles.get(at)) {
            page.paragraph(format!(
                "Points per pound first, whatever the kind of money, would take {}: {} for {}, and stop. A whole plan can use what that leaves.",
                count::list(&order),
                points(last.value_so_far),
                Money::from_pence(last.cost_so_far).in_full()
            ));
        }
    }
}

/// One point of the line: thousandths of the money, the points of the best plan known, and what no plan passes.
pub fn point(point: &Point) -> (u32, (Option<i64>, i64)) {
    (point.thousandths, (point.answer.plan.as_ref().map(|plan| plan.outcome), point.answer.bound))
}

/// The chart's heading.
pub fn headline(line: &[LinePoint], of: &FrontierOf) -> String {
    let at = |money: Money| line.iter().find(|p| p.money == money).and_then(|p| p.points);
    let half = line.iter().find(|p| p.points.is_some());
    match (at(of.here), half) {
        (Some(here), Some(least)) if least.money != of.here => format!(
            "{} does {}; {} would do {}",
            of.here.in_full(),
            points(here),
            least.money.in_full(),
            least.points.map(figure).unwrap_or_default()
        ),
        (Some(here), _) => format!("{} does {}", of.here.in_full(), points(here)),
        (None, _) => format!("No plan keeps every limit with {}", of.here.in_full()),
    }
}

/// The drawing in words, every point of it.
pub fn description(line: &[LinePoint], of: &FrontierOf) -> String {
    let said: Vec<String> = line
        .iter()
        .map(|p| match p.points {
            Some(found) => format!("{}, {}", p.money.in_full(), points(found)),
            None => format!("{}, no plan", p.money.in_full()),
        })
        .collect();
    let today = of.today.map(|(money, found)| format!(" Today’s plan: {}, {}.", money.in_full(), points(found))).unwrap_or_default();
    format!("A rising line of points against money: {}.{today}", said.join("; "))
}

/// Whether the best plan known at a point can be bettered.
pub fn is_best(point: &LinePoint) -> &'static str {
    match point.points {
        Some(points) if points >= point.at_most => "Yes",
        Some(_) => "Not yet",
        None => "No plan",
    }
}
