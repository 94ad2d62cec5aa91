//! Who pays for what of one arrangement in words: a provider may serve several outcomes and have several funders.

use model::arrangement::Arrangement;
use model::id::OrganisationId;
use quantity::rounding::shown;
use quantity::{Money, Share};

use super::count;
use crate::page::{Block, Document, Text};
use crate::table::{Cell, Column, Table};

pub struct Told<'a> {
    pub arrangement: &'a Arrangement,
    /// Who provides.
    pub with: String,
    pub name: &'a dyn Fn(OrganisationId) -> String,
    /// What each part comes to in a year; none where no value is known.
    pub amounts: Option<&'a [Money]>,
    /// Outcomes that another arrangement with the same provider is paid for too, with its title.
    pub elsewhere: &'a [(String, String)],
}

/// The answer in one to three sentences.
pub fn lead(told: &Told<'_>) -> String {
    let parts = &told.arrangement.paid_by;
    if parts.is_empty() {
        return format!("Nobody has said yet who pays {} for which outcome.", told.with);
    }
    let distinct = |mut all: Vec<String>| {
        all.sort();
        all.dedup();
        all.len() as u64
    };
    let funders = distinct(parts.iter().map(|part| part.funder.to_string()).collect());
    let outcomes = distinct(parts.iter().map(|part| part.outcome.to_lowercase()).collect());
    let twice = twice(told).len() as u64;
    let said = format!(
        "{} {} for {}, and the shares sum to 100%.",
        count::sentence(&count::of_things(funders, "funder pays", "funders pay")),
        told.with,
        count::of_things(outcomes, "outcome", "outcomes")
    );
    match twice {
        // Where another arrangement is paid for one of them too, a note below names it.
        0 if !told.elsewhere.is_empty() => said,
        0 => format!("{said} No outcome is paid by two."),
        some => format!(
            "{said} {} paid by two: what each buys is said below.",
            count::sentence(&count::of_things(some, "outcome is", "outcomes are"))
        ),
    }
}

/// Outcomes with more than one funder, once each.
fn twice(told: &Told<'_>) -> Vec<String> {
    let parts = &told.arrangement.paid_by;
    let mut found: Vec<String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let same = |other: &model::arrangement::PaidPart| other.outcome.to_lowercase() == part.outcome.to_lowercase();
        if parts.iter().filter(|other| same(other)).count() > 1 && !parts.iter().take(at).any(|other| same(other)) {
            found.push(part.outcome.clone());
        }
    }
    found
}

/// As it was written, to four places at most: shares that sum to the whole are seen to.
fn share(share: Share) -> String {
    let digits = shown(share.percent(), 4);
    let digits = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits.as_str() };
    format!("{digits}%")
}

/// The whole page but its heading.
pub fn document(told: &Told<'_>) -> Document {
    let mut page = Document::new("Who pays for what", lead(told));
    let parts = &told.arrangement.paid_by;
    if parts.is_empty() {
        return page;
    }
    let columns = vec![
        Column::words("Who pays"),
        Column::words("For which outcome"),
        Column::number("Share", "%"),
        Column::number("In a year", "£"),
        Column::words("What it buys that another funder’s money does not"),
    ];
    let rows = parts.iter().enumerate().map(|(at, part)| {
        let amount = told.amounts.and_then(|amounts| amounts.get(at)).copied();
        vec![
            Cell::words((told.name)(part.funder)),
            Cell::words(part.outcome.clone()),
            Cell::number(part.share.percent(), share(part.share)),
            amount.map_or_else(
                || Cell::Missing("No value is written down".to_owned()),
                |amount| Cell::number(amount.pounds(), amount.in_full()),
            ),
            Cell::words(if part.together.is_empty() { "Nobody else pays for this here".to_owned() } else { part.together.clone() }),
        ]
    });
    page.push(Block::Table(Table::new("Who pays for what", columns, rows.collect())));
    for (outcome, other) in told.elsewhere {
        page.push(Block::Note(Text::plain(format!(
            "“{outcome}” is paid for under “{other}” too, with the same provider. Make sure it is not paid for twice."
        ))));
    }
    page.foot.push("Source: what was entered here; each change is in the audit trail.".to_owned());
    page
}
