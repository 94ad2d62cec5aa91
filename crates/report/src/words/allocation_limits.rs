//! Limits of an allocation in words: what is used of each, which cannot hold together, and what a little more would change.

use methods::allocation::RowName;
use methods::allocation::conflict::Conflict;
use methods::allocation::margin::Gain;
use model::allocation::Allocation;
use quantity::Money;

use super::allocation::{Told, figure, points, sentence, title, titles, year};
use super::count;
use crate::page::{Block, Document, Level, Text};
use crate::table::{Cell, Column, Table};

/// A limit as people name it.
pub(super) fn limit(allocation: &Allocation, row: &RowName) -> String {
    let list = |codes: &[String]| titles(allocation, codes);
    match row {
        RowName::Budget { id, from, to } if from == to => format!("{id}, {}", year(allocation, *from)),
        RowName::Budget { id, from, to } => format!("{id}, {} to {}", year(allocation, *from), year(allocation, *to)),
        RowName::Floor { group } => format!("people reached: {group}"),
        // What members set has a row of its own, and says so.
        RowName::Capacity { id } if is_of_members(allocation, row) => id.clone(),
        RowName::Capacity { id } => format!("there is: {id}"),
        RowName::Prerequisite { service, needs } => {
            format!("{} needs {}", title(allocation, service), title(allocation, needs))
        }
        RowName::Exclusion { services } => format!("no two of {}", list(services)),
        RowName::AtLeastOne { services } => format!("at least one of {}", list(services)),
    }
}

/// A row that holds what members set, and nothing there is so many of.
fn is_of_members(allocation: &Allocation, row: &RowName) -> bool {
    matches!(row, RowName::Capacity { id } if !allocation.capacities.iter().any(|capacity| capacity.name == *id))
}

pub(super) fn conflicts(page: &mut Document, told: &Told<'_>, conflict: &Conflict) {
    page.heading("What cannot hold together");
    let size = |row: &RowName, at_most: i64| match row {
        RowName::Budget { .. } => format!(": {}", Money::from_pence(at_most).in_full()),
        RowName::Floor { .. } => format!(": at least {}", figure(-at_most)),
        RowName::Capacity { .. } if !is_of_members(told.allocation, row) => format!(": at most {}", figure(at_most)),
        _ => String::new(),
    };
    let rows = conflict.rows.iter().map(|(row, at_most)| format!("{}{}", limit(told.allocation, row), size(row, *at_most)));
    let must = conflict.must.iter().map(|service| has_to_be(told.allocation, service));
    let items = rows.chain(must).map(|text| Text::plain(count::sentence(&text))).collect();
    page.push(Block::List { numbered: false, items });
    page.paragraph(if conflict.smallest {
        "Without any one of these the others can hold. Change one of them."
    } else {
        "This is the smallest set found within the work allowed; a smaller one may exist. Change one of them."
    });
    for said in &conflict.could {
        page.paragraph(sentence(said));
    }
}

/// Why a service has to be provided: members set it.
fn has_to_be(allocation: &Allocation, service: &str) -> String {
    let is_of = |code: &str| allocation.candidates.iter().any(|c| c.code == code && (c.code == service || c.version_of == service));
    match allocation.priorities.iter().find(|set| set.is_done && is_of(&set.code)) {
        Some(set) => format!("set by members: {} is to be done", title(allocation, &set.code)),
        None => format!("{} has to be provided", title(allocation, service)),
    }
}

pub(super) fn limits(page: &mut Document, told: &Told<'_>) {
    let Some(plan) = &told.answer.plan else { return };
    let size = |row: &RowName, amount: i64| match row {
        RowName::Budget { .. } => Money::from_pence(amount).in_full(),
        _ => figure(amount),
    };
    // A floor is kept with its sign turned.
    let sign = |row: &RowName| if matches!(row, RowName::Floor { .. }) { -1 } else { 1 };
    let is_rule = |row: &RowName| {
        !matches!(row, RowName::Budget { .. } | RowName::Floor { .. } | RowName::Capacity { .. }) || is_of_members(told.allocation, row)
    };
    let rows = || told.program.rows.iter().zip(&plan.used).filter(|(row, _)| !is_rule(&row.name));
    let name = |row: &RowName| count::sentence(&limit(told.allocation, row));
    if rows().next().is_some() {
        page.heading("Every limit, and what the plan uses of it");
        let columns = vec![Column::words("Limit"), Column::words("Allows"), Column::words("The plan has"), Column::words("Left")];
        let cells = rows().map(|(row, used)| {
            let least = if sign(&row.name) < 0 { "least" } else { "most" };
            vec![
                Cell::words(name(&row.name)),
                Cell::words(format!("At {least} {}", size(&row.name, sign(&row.name) * row.at_most))),
                Cell::words(size(&row.name, sign(&row.name) * used)),
                Cell::words(if *used == row.at_most { "Nothing".to_owned() } else { size(&row.name, row.at_most - used) }),
            ]
        });
        page.push(Block::Table(Table::new("Every limit, and what the plan uses of it", columns, cells.collect())));
        let full: Vec<String> =
            rows().filter(|(row, used)| **used == row.at_most).map(|(row, _)| limit(told.allocation, &row.name)).collect();
        page.paragraph(match full.as_slice() {
            [] => "None of these is used to its end. Things come whole, so what is left may be too little for any of them.".to_owned(),
            full => format!("Used to its end: {}.", count::list(full)),
        });
    }
    let rules: Vec<Text> = told.program.rows.iter().filter(|row| is_rule(&row.name)).map(|row| Text::plain(name(&row.name))).collect();
    if !rules.is_empty() {
        let blocks = vec![Block::List { numbered: false, items: rules }];
        page.push(Block::Folded { title: "Show what goes together, and what does not".to_owned(), blocks });
    }
}

/// What floors on people and limits of staff and places hold back.
pub(super) fn eased(page: &mut Document, told: &Told<'_>) {
    if told.eased.is_empty() {
        if !told.allocation.floors.is_empty() || !told.allocation.capacities.is_empty() {
            page.paragraph("What each floor and each limit of staff and places holds back was not asked one by one.");
        }
        return;
    }
    page.push(Block::Heading { level: Level::Three, text: "If a limit on people, staff or places were looser".to_owned() });
    let columns = vec![Column::words("If there were"), Column::words("Gain"), Column::words("Comes in"), Column::words("Goes out")];
    let names = |codes: &[String]| if codes.is_empty() { Cell::words("Nothing") } else { Cell::words(titles(told.allocation, codes)) };
    let rows = told.eased.iter().map(|one| {
        let what = match (&one.row, one.more) {
            (RowName::Floor { group }, Some(_)) => format!("One fewer to be reached: {group}"),
            (RowName::Floor { group }, None) => format!("No floor: {group}"),
            (row, Some(_)) => format!("One more: {}", limit_name(row)),
            (row, None) => format!("No end of: {}", limit_name(row)),
        };
        vec![Cell::words(what), Cell::words(gain(&one.gain)), names(&one.gain.comes_in), names(&one.gain.goes_out)]
    });
    page.push(Block::Table(Table::new("If a limit on people, staff or places were looser", columns, rows.collect())));
}

fn limit_name(row: &RowName) -> &str {
    match row {
        RowName::Capacity { id } | RowName::Budget { id, .. } => id,
        RowName::Floor { group } => group,
        _ => "",
    }
}

pub(super) fn gain(margin: &Gain) -> String {
    if margin.at_least == margin.at_most {
        return if margin.at_least == 0 { "Nothing: other limits hold".to_owned() } else { points(margin.at_least) };
    }
    let range = format!("{} to {}", figure(margin.at_least), points(margin.at_most));
    if margin.uncertain() { format!("{range}: too wide to lean on") } else { range }
}
