//! What an allocation chooses, in words: what is in every good plan, both rankings with the reason for every change, what changes from today.

use methods::allocation::moves::Change;
use methods::allocation::near::Place;
use methods::allocation::second_pass::Ranked;
use model::allocation::Allocation;
use quantity::Money;
use quantity::rounding::shown;

use super::allocation::{Told, cell, figure, money, points, title};
use super::allocation_limits::limit;
use super::{count, members_priorities};
use crate::page::{Block, Document, Text};
use crate::table::{Cell, Column, Table};

pub(super) fn nearly(page: &mut Document, told: &Told<'_>) {
    let Some(near) = told.near else { return };
    page.heading("In every good plan, in some, in none");
    page.paragraph(format!(
        "Plans that lose no more than {} are nearly as good, and scores are not surer than that. What is in all of them is safe to begin.",
        points(near.allowed)
    ));
    let of = |place: Place| -> Vec<String> {
        let both = told.whole.options.iter().zip(&near.places);
        let of_evidence = both.filter(|(option, found)| **found == place && members_priorities::set(told.allocation, &option.id).is_none());
        of_evidence.map(|(option, _)| title(told.allocation, &option.id).to_owned()).collect()
    };
    let facts = [
        (Place::Core, "In every one (core)"),
        (Place::Borderline, "In some (borderline)"),
        (Place::Never, "In none"),
        (Place::NotSettled, "Not settled within the work allowed"),
    ];
    let set: Vec<String> = (told.whole.options.iter())
        .filter_map(|option| {
            let what = if members_priorities::set(told.allocation, &option.id)? { "to be done" } else { "not to be done" };
            Some(format!("{} ({what})", title(told.allocation, &option.id)))
        })
        .collect();
    let facts = facts.into_iter().map(|(place, name)| (name.to_owned(), of(place)));
    let facts = facts.chain([("Set by members, whatever the points".to_owned(), set)]).filter(|(_, names)| !names.is_empty());
    page.push(Block::Facts(facts.map(|(name, names)| (name, Text::plain(count::list(&names)))).collect()));
}

pub(super) fn rankings(page: &mut Document, told: &Told<'_>) {
    if told.rankings.is_empty() {
        return;
    }
    page.heading("Two rankings: before and after the costs");
    let columns = vec![
        Column::words("What"),
        Column::number("Place by points", ""),
        Column::number("Place by points for money", ""),
        Column::words("In the plan"),
        Column::words("Why"),
    ];
    let best = told.rankings.iter().filter(|r| r.chosen).map(|r| r.outcome).sum();
    let rows = told.rankings.iter().map(|r| {
        let place = |n: usize| Cell::Whole(n as u64);
        let chosen = Cell::words(if r.chosen { "Yes" } else { "No" });
        vec![
            Cell::words(title(told.allocation, &r.id)),
            place(r.first),
            place(r.second),
            chosen,
            Cell::words(why(told.allocation, r, best)),
        ]
    });
    let table = Table::new("Two rankings", columns, rows.collect());
    page.push(Block::Folded {
        title: "Show both rankings, with the reason for every change".to_owned(),
        blocks: vec![Block::Table(table)],
    });
}

/// Why it changed its place, and why it is in or out.
fn why(allocation: &Allocation, r: &Ranked, best: i64) -> String {
    let slope = r.slope.map_or_else(|| "It costs nothing".to_owned(), |s| format!("{} points for each £100,000", shown(s * 1e7, 1)));
    let moved = match r.first.cmp(&r.second) {
        std::cmp::Ordering::Equal => format!("{slope}: the same place."),
        std::cmp::Ordering::Less => format!("{slope}: it does much, at a high cost, and falls from {} to {}.", r.first, r.second),
        std::cmp::Ordering::Greater => format!("{slope}: it does much for its money, and rises from {} to {}.", r.first, r.second),
    };
    let about = if r.shown { "" } else { " at best known" };
    let turned = match (r.chosen, r.otherwise) {
        (true, Some(other)) if other >= best => "A plan without it is worth as much.".to_owned(),
        (true, Some(other)) => format!("Without it the best plan is worth {} less{about}.", points(best - other)),
        (true, None) => "No plan keeps every limit without it.".to_owned(),
        (false, Some(other)) if other >= best => "A plan with it is worth as much.".to_owned(),
        (false, Some(other)) => format!("With it the best plan is worth {} less{about}.", points(best - other)),
        (false, None) => "No plan that keeps every limit holds it.".to_owned(),
    };
    let room =
        r.no_room.as_ref().map(|row| format!(" Beside the plan it does not fit under “{}”.", limit(allocation, row))).unwrap_or_default();
    format!("{moved} {turned}{room}")
}

pub(super) fn changes(page: &mut Document, told: &Told<'_>) {
    let Some((points_today, broken, moves)) = told.today else { return };
    page.heading("From what is done today");
    let gap = told
        .best
        .filter(|best| *best > 0)
        .map(|best| format!(" That is {}% below the best plan.", shown(100.0 - 100.0 * points_today as f64 / best as f64, 1)));
    page.paragraph(format!("Today’s plan is worth {}.{}", points(points_today), gap.unwrap_or_default()));
    if !broken.is_empty() {
        page.paragraph("It does not keep every limit there is now.");
    }
    let people = |change: &Change, sign: i64| {
        let groups: Vec<String> =
            change.hit.iter().filter(|(_, n)| **n * sign > 0).map(|(group, n)| format!("{} {group}", figure(n.abs()))).collect();
        if groups.is_empty() { "Not said".to_owned() } else { count::list(&groups) }
    };
    if !moves.releases.is_empty() {
        let columns = vec![
            Column::words("Stops or shrinks"),
            Column::number("Released", "£"),
            Column::number("Points lost", ""),
            Column::words("Who is hit"),
            Column::words("What reaches them instead"),
        ];
        let rows = moves.releases.iter().map(|r| {
            let instead: Vec<String> =
                r.replaced_by.iter().map(|(service, n)| format!("{} ({})", title(told.allocation, service), figure(*n))).collect();
            let instead = if instead.is_empty() { "Nothing in this plan".to_owned() } else { count::list(&instead) };
            vec![
                Cell::words(title(told.allocation, &r.service)),
                money(Money::from_pence(r.released)),
                cell(r.lost),
                Cell::words(people(r, 1)),
                Cell::words(instead),
            ]
        });
        page.push(Block::Table(Table::new("What stops or shrinks, the least lost for its money first", columns, rows.collect())));
    }
    if !moves.investments.is_empty() {
        let names: Vec<String> = moves.investments.iter().map(|i| title(told.allocation, &i.service).to_owned()).collect();
        page.paragraph(format!("What begins or grows, the most gained for its money first: {}.", count::list(&names)));
    }
    let lose: Vec<String> = moves.groups_that_lose().map(|(group, n)| format!("{} fewer {group}", figure(n))).collect();
    if !lose.is_empty() {
        page.push(Block::Note(Text::plain(format!("Reached by fewer of these things than today: {}.", count::list(&lose)))));
    }
}
