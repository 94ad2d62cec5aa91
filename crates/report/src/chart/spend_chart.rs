//! Services by who provides them: one bar a service, the largest first, its parts one after the other.

use model::spend::{ProvidedBy, Spend};
use quantity::{Money, Unit};

use super::Chart;
use super::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, words};
use super::ink::{BLUE, DARK, GRID, LILAC, ORANGE, PLUM};
use crate::table::{Cell, Column, Table};
use crate::words::count;
use crate::words::spend::{EDITION, provided_by, title, year};

/// Bars drawn; every service is in the table.
const DRAWN: usize = 20;

/// Dark and light take turns, so that neighbours are told apart without colour.
fn fill(kind: ProvidedBy) -> &'static str {
    match kind {
        ProvidedBy::InHouse => BLUE,
        ProvidedBy::OtherPublic => LILAC,
        ProvidedBy::Private => PLUM,
        ProvidedBy::Voluntary => ORANGE,
        ProvidedBy::Others => DARK,
        ProvidedBy::NotClassified => GRID,
    }
}

struct Service<'a> {
    name: &'a str,
    all: Money,
    by: Vec<Money>,
}

/// Kinds of provider that the file has, in their order, and services by size.
fn gathered(spend: &Spend) -> (Vec<ProvidedBy>, Vec<Service<'_>>) {
    let kinds: Vec<ProvidedBy> =
        ProvidedBy::ALL.into_iter().filter(|kind| spend.lines.iter().any(|line| line.provided_by == *kind)).collect();
    let by = |name: &str, kind: ProvidedBy| {
        spend.lines.iter().filter(|line| line.service == name && line.provided_by == kind).map(|line| line.amount).sum()
    };
    let mut services: Vec<Service<'_>> = spend
        .services()
        .into_iter()
        .map(|(name, all)| Service { name, all, by: kinds.iter().map(|kind| by(name, *kind)).collect() })
        .collect();
    services.sort_by_key(|service| std::cmp::Reverse(service.all));
    (kinds, services)
}

pub fn spend_chart(spend: &Spend) -> Chart {
    let (kinds, services) = gathered(spend);
    let rows: Vec<BarRow> = services.iter().map(|service| bar(service, &kinds)).collect();
    let said = |service: &Service<'_>| {
        let parts: Vec<String> = kinds
            .iter()
            .zip(&service.by)
            .filter(|(_, amount)| **amount != Money::ZERO)
            .map(|(kind, amount)| format!("{} {}", provided_by(*kind).to_lowercase(), count::money(*amount)))
            .collect();
        format!("{}, of it {}", count::money(service.all), count::list(&parts))
    };
    let mut headline = words(
        headline(&services),
        format!("By service and by who provides it, {}, largest first. Bars begin at nought.", year(spend)),
        title(spend),
        described(services.iter().take(DRAWN).map(|service| (service.name, said(service)))),
        format!("Method: {EDITION}."),
    );
    if services.len() > DRAWN {
        headline.notes.push(format!("The {DRAWN} largest of {} services are drawn; all of them are in the table.", services.len()));
    }
    let of = BarsOf {
        id: "spend".to_owned(),
        unit: Unit::Pounds,
        words: headline,
        table: table(spend, &kinds, &services),
        key: kinds.iter().map(|kind| key(fill(*kind), provided_by(*kind))).collect(),
        most: DRAWN,
    };
    bar_chart(&rows, of)
}

fn headline(services: &[Service<'_>]) -> String {
    match services {
        [] => "Nothing was spent".to_owned(),
        [one] => format!("All of it is {}", one.name),
        [largest, ..] => format!("The largest is {}: {}", largest.name, count::money(largest.all)),
    }
}

/// What is below nothing goes to the other side of nought.
fn bar(service: &Service<'_>, kinds: &[ProvidedBy]) -> BarRow {
    let (mut above, mut below) = (0.0, 0.0);
    let parts = kinds
        .iter()
        .zip(&service.by)
        .filter(|(_, amount)| **amount != Money::ZERO)
        .map(|(kind, amount)| {
            let side = if *amount < Money::ZERO { &mut below } else { &mut above };
            let from = *side;
            *side += amount.pounds();
            BarPart { from, to: *side, fill: fill(*kind), label: amount.in_short() }
        })
        .collect();
    BarRow { label: service.name.to_owned(), parts, mark: None }
}

fn table(spend: &Spend, kinds: &[ProvidedBy], services: &[Service<'_>]) -> Table {
    let money = |amount: Money| Cell::number(amount.pounds(), amount.in_full());
    let mut columns = vec![Column::words("Service")];
    columns.extend(kinds.iter().map(|kind| Column::number(provided_by(*kind), "£")));
    columns.push(Column::number("All", "£"));
    let row = |service: &Service<'_>| {
        let mut cells = vec![Cell::words(service.name)];
        cells.extend(service.by.iter().copied().map(money));
        cells.push(money(service.all));
        cells
    };
    let mut rows: Vec<Vec<Cell>> = services.iter().map(row).collect();
    let mut sums = vec![Cell::words("All services")];
    sums.extend(kinds.iter().map(|kind| money(spend.through(|by| by == *kind))));
    sums.push(money(spend.total()));
    rows.push(sums);
    Table::new(title(spend), columns, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::spend::tests::spend;
    use ProvidedBy::{InHouse, NotClassified, Private};

    #[test]
    fn each_service_is_a_bar_of_its_parts_with_its_table_and_what_is_below_nothing_stands_on_the_other_side() {
        let spend = spend(&[
            ("Adoption", InHouse, 100),
            ("Fostering <b>", InHouse, 300),
            ("Fostering <b>", Private, 200),
            ("Homes", NotClassified, -50),
        ]);
        let chart = spend_chart(&spend);
        assert_eq!((chart.svg.matches("<svg").count(), chart.svg.matches("<rect").count()), (2, 8), "{}", chart.svg);
        assert!(!chart.svg.contains("<b>") && chart.words.headline.contains("Fostering <b>: £500"), "{:?}", chart.words);
        assert_eq!(
            chart.csv,
            "Service,In-house (£),Private (£),Not classified (£),All (£)\r\nFostering <b>,300,200,0,500\r\nAdoption,100,0,0,100\r\nHomes,0,0,-50,-50\r\nAll services,400,200,-50,550\r\n"
        );
        assert_eq!(chart.key.len(), 3);
        assert!(
            chart.words.description.contains("Fostering <b>: £500, of it in-house £300 and private £200."),
            "{}",
            chart.words.description
        );
    }
}
