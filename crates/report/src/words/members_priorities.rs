//! Policy priorities set by members in words: the plan with them and without them, side by side, and what they change.

use methods::allocation::{Answer, METHOD};
use model::allocation::Allocation;
use quantity::Money;

use super::allocation::{cell, money, points, title};
use super::count;
use crate::page::{Block, Document, Text};
use crate::table::{Cell, Column, Table};

pub struct Told<'a> {
    pub allocation: &'a Allocation,
    /// Else why there is no plan.
    pub with: Result<Side<'a>, &'a str>,
    pub without: Result<Side<'a>, &'a str>,
}

#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub answer: &'a Answer,
    /// Codes of what is done.
    pub chosen: &'a [String],
}

impl Side<'_> {
    fn cost(&self, allocation: &Allocation) -> Money {
        allocation.candidates.iter().filter(|c| self.chosen.contains(&c.code)).map(|c| c.cost()).sum()
    }

    fn outcome(&self) -> Option<i64> {
        self.answer.plan.as_ref().map(|plan| plan.outcome)
    }
}

/// The answer in one to three sentences.
pub fn lead(told: &Told<'_>) -> String {
    if told.allocation.priorities.is_empty() {
        return "Members have set nothing here: the plan rests on the points and the limits alone.".to_owned();
    }
    let (with, without) = match (&told.with, &told.without) {
        (Ok(with), Ok(without)) => (with, without),
        (Err(why), _) | (_, Err(why)) => return (*why).to_owned(),
    };
    let set = count::sentence(&count::of_things(told.allocation.priorities.len() as u64, "policy priority", "policy priorities"));
    match (with.outcome(), without.outcome()) {
        (Some(a), Some(b)) if with.chosen == without.chosen && a == b => format!("{set} set by members: the plan is the same without."),
        (Some(a), Some(b)) => format!(
            "{set} set by members: the plan does {} with that, and would do {} without it. That is for members to weigh.",
            points(a),
            points(b)
        ),
        (None, Some(b)) => {
            format!("{set} set by members: no plan was found that keeps every limit with that. Without it the plan would do {}.", points(b))
        }
        (_, None) => format!("{set} set by members. No plan was found that keeps every limit without that, either."),
    }
}

/// The whole page but its heading.
pub fn document(told: &Told<'_>) -> Document {
    let mut page = Document::new("What members set, and the plan without it", lead(told));
    let allocation = told.allocation;
    if !allocation.priorities.is_empty() {
        page.heading("Policy priorities set by members");
        let columns = ["What", "Members set", "In their words", "On whose authority", "Entered"].map(Column::words);
        let rows = allocation.priorities.iter().map(|set| {
            vec![
                Cell::words(title(allocation, &set.code)),
                Cell::words(if set.is_done { "To be done" } else { "Not to be done" }),
                Cell::words(set.says.clone()),
                Cell::words(set.set_by.clone()),
                Cell::words(count::plain_date(set.on)),
            ]
        });
        page.push(Block::Table(Table::new("Policy priorities set by members", columns.into(), rows.collect())));
        page.paragraph("They say what members put first. They change no point and no cost, and are no part of the evidence.");
    }
    if let (Ok(with), Ok(without), false) = (&told.with, &told.without, allocation.priorities.is_empty()) {
        beside(&mut page, told, [with, without]);
    }
    page.foot.push(format!("Method: {}. Source: what was entered here; each change is in the audit trail.", METHOD.with_edition()));
    page
}

fn beside(page: &mut Document, told: &Told<'_>, sides: [&Side<'_>; 2]) {
    page.heading("Both plans, side by side");
    let of = |name: &str, show: &dyn Fn(&Side<'_>) -> Cell| {
        let none = || Cell::Missing("No plan".to_owned());
        let cells = sides.map(|side| if side.outcome().is_some() { show(side) } else { none() });
        [Cell::words(name)].into_iter().chain(cells).collect::<Vec<Cell>>()
    };
    let columns = vec![Column::words("What"), Column::number("With what members set", ""), Column::number("Without it", "")];
    let rows = vec![
        of("Points", &|side| side.outcome().map_or_else(|| Cell::Missing("No plan".to_owned()), cell)),
        of("No plan is worth more than", &|side| cell(side.answer.bound)),
        of("Cost", &|side| money(side.cost(told.allocation))),
        of("Things to do", &|side| Cell::Whole(side.chosen.len() as u64)),
    ];
    page.push(Block::Table(Table::new("Both plans, side by side", columns, rows)));
    let is_in = |side: &Side<'_>, code: &String| Cell::words(if side.chosen.contains(code) { "Yes" } else { "No" });
    let differ = told.allocation.candidates.iter().filter(|c| sides[0].chosen.contains(&c.code) != sides[1].chosen.contains(&c.code));
    let rows: Vec<Vec<Cell>> = differ
        .map(|c| vec![Cell::words(c.title.clone()), money(c.cost()), cell(c.points), is_in(sides[0], &c.code), is_in(sides[1], &c.code)])
        .collect();
    if rows.is_empty() {
        page.paragraph("Both do the same things.");
        return;
    }
    let columns = vec![
        Column::words("What differs"),
        Column::number("Cost", "£"),
        Column::number("Points", ""),
        Column::words("With what members set"),
        Column::words("Without it"),
    ];
    page.push(Block::Table(Table::new("What differs between the two plans", columns, rows)));
}

/// A word on the allocation’s own page: that members set something, and where the plan without it stands.
pub fn note(allocation: &Allocation, at: &str) -> Option<Text> {
    let set: Vec<String> = allocation
        .priorities
        .iter()
        .map(|set| format!("{} {}", title(allocation, &set.code), if set.is_done { "is to be done" } else { "is not to be done" }))
        .collect();
    (!set.is_empty()).then(|| {
        Text::plain(format!("This plan holds what members set, on their authority: {}. ", count::list(&set)))
            .link("The plan without it, side by side", at.to_owned())
    })
}

/// Whether members put it in or left it out; none where they set nothing about it or about another version of the same service.
pub(super) fn set(allocation: &Allocation, code: &str) -> Option<bool> {
    let service = |code: &str| {
        let of = allocation.candidates.iter().find(|c| c.code == code && !c.version_of.is_empty());
        of.map_or_else(|| code.to_owned(), |c| c.version_of.clone())
    };
    let own = allocation.priorities.iter().find(|set| set.code == code).map(|set| set.is_done);
    own.or_else(|| allocation.priorities.iter().any(|set| set.is_done && service(&set.code) == service(code)).then_some(false))
}
