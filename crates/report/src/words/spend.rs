//! What an authority spent in words: how much, what share is bought, what share cannot be told, and what was left out.

use model::spend::{ProvidedBy, Spend, SpendUnit};
use quantity::{Money, Period, Share};

use super::count;
use crate::chart::spend_chart::spend_chart;
use crate::page::{Block, Document, Figure, Level, Text};

/// No method stands behind it: the file's own figures, added up.
pub const EDITION: &str = "sums of the file’s own figures, edition 1";

/// What a page of one authority's year takes.
pub struct Told<'a> {
    pub spend: &'a Spend,
    /// `outturn.csv, loaded on 20 November 2026`.
    pub source: String,
    pub csv_at: String,
    /// The reference of what corrected it.
    pub replaced_by: Option<String>,
}

pub fn provided_by(kind: ProvidedBy) -> &'static str {
    match kind {
        ProvidedBy::InHouse => "In-house",
        ProvidedBy::OtherPublic => "Another public body",
        ProvidedBy::Private => "Private",
        ProvidedBy::Voluntary => "Voluntary or community",
        ProvidedBy::Others => "Others, of a kind not told",
        ProvidedBy::NotClassified => "Not classified",
    }
}

pub fn title(spend: &Spend) -> String {
    format!("What {} spent in {}", spend.authority, year(spend))
}

pub fn year(spend: &Spend) -> String {
    Period::FinancialYear(spend.year).in_words()
}

/// `75.5% (£134m)`, or the amount alone where it is no share of anything.
fn part(spend: &Spend, holds: impl Fn(ProvidedBy) -> bool + Copy) -> String {
    let amount = count::money(spend.through(holds));
    spend.share(holds).map_or_else(|| amount.clone(), |share| format!("{} ({amount})", percent(share)))
}

fn percent(share: Share) -> String {
    share.shown(1)
}

/// The file says of no line who provides it: then no share is known, and none is nought.
pub fn is_untold(spend: &Spend) -> bool {
    spend.lines.iter().all(|line| line.provided_by == ProvidedBy::NotClassified)
}

/// How much, what share is bought, what share cannot be told.
pub fn lead(spend: &Spend) -> String {
    let services = count::of_things(spend.services().len() as u64, "service", "services");
    let first = format!("{} on {services} in {}.", count::money(spend.total()), year(spend));
    let unclassified = spend.through(|kind| kind == ProvidedBy::NotClassified);
    if is_untold(spend) {
        return format!("{first} For none of it does the file tell who provides.");
    }
    let bought = part(spend, ProvidedBy::is_others);
    let own = part(spend, |kind| kind == ProvidedBy::InHouse);
    let untold = match unclassified {
        Money::ZERO => "Who provides is told for all of it.".to_owned(),
        _ => format!("For {} it cannot be told.", part(spend, |kind| kind == ProvidedBy::NotClassified)),
    };
    format!("{first} {bought} is bought from or granted to others; {own} is provided in-house. {untold}")
}

/// The whole page but its heading, and without the lines by their cells.
pub fn document(told: &Told<'_>) -> Document {
    let spend = told.spend;
    let mut page = Document::new(title(spend), lead(spend));
    if let Some(later) = &told.replaced_by {
        page.push(Block::Note(Text::plain("A later file corrected this: ").link(later.clone(), format!("/spend/{later}")).and(".")));
    }
    page.heading("Who provides it");
    page.push(Block::Figure(Box::new(Figure {
        chart: spend_chart(spend),
        unit: "£".to_owned(),
        source: told.source.clone(),
        edition: EDITION.to_owned(),
        csv_at: Some(told.csv_at.clone()),
        level: Level::Three,
    })));
    page.paragraph(format!("Amounts are in prices of {}, as the file gives them. {} {}", year(spend), unit(spend), own_total(spend)));
    page.push(Block::Folded {
        title: "What was read, and what was left out".to_owned(),
        blocks: vec![Block::List { numbered: false, items: spend.noticed.iter().map(|said| Text::plain(said.clone())).collect() }],
    });
    page
}

fn unit(spend: &Spend) -> String {
    let unit = match spend.unit {
        SpendUnit::Pounds => "pounds",
        SpendUnit::Thousands => "thousands of pounds",
    };
    let by = if spend.unit_in_file { "as it says itself" } else { "as was said when it was loaded" };
    format!("Its figures count {unit}, {by}.")
}

fn own_total(spend: &Spend) -> String {
    match spend.own_total {
        None => "The file gives no sum of everything to hold them against.".to_owned(),
        Some(own) if own == spend.total() => format!("They come to {}, which is the file’s own sum of everything.", own.in_full()),
        Some(own) => format!("They come to {}; the file’s own sum of everything is {}.", spend.total().in_full(), own.in_full()),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use serde_json::{Value, json};

    pub(crate) fn spend(lines: &[(&str, ProvidedBy, i64)]) -> Spend {
        let source = "00000000-0000-0000-0000-000000000001";
        let at = json!({ "source": source, "sheet": "", "row": 2, "column": 3 });
        let line = |(service, provided_by, pounds): &(&str, ProvidedBy, i64)| json!({ "service": service, "provided_by": provided_by, "amount": pounds * 100, "is_difference": false, "at": at });
        serde_json::from_value(json!({
            "authority": "Fenwick", "year": 2024, "unit": "pounds", "unit_in_file": true, "source": source, "headings": "", "own_total": null,
            "lines": lines.iter().map(line).collect::<Vec<Value>>(), "noticed": ["Cell A2: read."], "replaced_by": null,
            "loaded_at": "2026-11-21T09:30:00Z", "loaded_by": "Operator",
        }))
        .expect("spending")
    }

    #[test]
    fn the_lead_says_how_much_is_bought_and_how_much_cannot_be_told() {
        use ProvidedBy::{InHouse, NotClassified, Others, Private};
        for (lines, said) in [
            (
                &[("Fostering", InHouse, 500), ("Fostering", Private, 250), ("Adoption", Others, 150), ("Homes", NotClassified, 100)][..],
                "£1,000 on three services in 2024/25. 40.0% (£400) is bought from or granted to others; 50.0% (£500) is provided in-house. For 10.0% (£100) it cannot be told.",
            ),
            (
                &[("Fostering", InHouse, 500), ("Fostering", Private, 500)][..],
                "£1,000 on one service in 2024/25. 50.0% (£500) is bought from or granted to others; 50.0% (£500) is provided in-house. Who provides is told for all of it.",
            ),
            (&[("Homes", NotClassified, 100)][..], "£100 on one service in 2024/25. For none of it does the file tell who provides."),
            (
                &[("Fostering", InHouse, 500), ("Fostering", NotClassified, -600)][..],
                "−£100 on one service in 2024/25. £0 is bought from or granted to others; £500 is provided in-house. For −£600 it cannot be told.",
            ),
        ] {
            assert_eq!(lead(&spend(lines)), said);
        }
    }

    #[test]
    fn the_page_holds_its_chart_its_unit_and_what_was_left_out() {
        let spend = spend(&[("Fostering", ProvidedBy::InHouse, 500)]);
        let told = Told { spend: &spend, source: "a.csv".into(), csv_at: "/spend/SP-1/lines.csv".into(), replaced_by: Some("SP-2".into()) };
        let html = crate::html::document(&document(&told));
        for said in [
            "A later file corrected this",
            "<svg",
            "lines.csv",
            "Its figures count pounds, as it says itself.",
            "Cell A2: read.",
            "no sum of everything",
        ] {
            assert!(html.contains(said), "{said}: {html}");
        }
    }
}
