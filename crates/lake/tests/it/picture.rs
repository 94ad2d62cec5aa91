//! A market with a row or two of every table, invented: what each page of the market asks is told from it by hand.

use exchange::market::{Cell, MarketTable};
use exchange::tables::Held;
use jiff::civil::date;
use lake::Lake;

use crate::made_up::{held, load, row};

const fn text(text: &str) -> Cell<'_> {
    Cell::Text(text)
}

fn day(year: i16, month: i8, day: i8) -> Cell<'static> {
    Cell::Date(date(year, month, day))
}

pub fn market(lake: &Lake) -> Vec<Held> {
    use MarketTable::{Awards, Bids, Contracts, Grants, Lots, Parties, Payments, Placements, Processes, Providers};
    let (council, gbp) = (("buyer", text("GB-LAC-N1")), ("currency", text("GBP")));
    let acorn = [("supplier", text("name:ACORN")), ("supplier_name", text("Acorn Care"))];
    let beech = [("supplier", text("GB-COH-2")), ("supplier_name", text("Beech"))];
    let of_process = |id, title, method, status, kind, regime, cpv, published, released| {
        let told =
            [("process", text(id)), ("title", text(title)), ("method", text(method)), ("status", text(status)), ("kind", text(kind))];
        let more = [("regime", text(regime)), ("cpv", text(cpv)), ("published", published), ("released", released)];
        let buyer = [council, gbp, ("buyer_name", text("Northvale"))];
        (Processes, told.into_iter().chain(more).chain(buyer).collect::<Vec<_>>())
    };
    let of_award = |process, award, status, awarded, who: [(&'static str, Cell<'static>); 2], pence, cpv| {
        let told = [("process", text(process)), ("award", text(award)), ("status", text(status)), ("awarded", awarded), ("cpv", text(cpv))];
        let money = [("amount", Cell::Money(pence)), ("part", Cell::Money(pence)), council, gbp];
        (Awards, told.into_iter().chain(money).chain(who).collect())
    };
    let paid = |who: [(&'static str, Cell<'static>); 2], on, pence, code: &'static str| {
        let told = [council, gbp, ("paid", on), ("amount", Cell::Money(pence))];
        let category =
            [("category_scheme", Cell::text(if code.is_empty() { "" } else { "ProClass" })), ("category_code", Cell::text(code))];
        (Payments, told.into_iter().chain(category).chain(who).collect())
    };
    let contract = |id, process: &'static str, status, ends, pence, regime| {
        let told = [
            ("contract", text(id)),
            ("process", Cell::text(process)),
            ("status", text(status)),
            ("ends", ends),
            ("kind", text("contract")),
        ];
        let money = [("amount", Cell::Money(pence)), ("regime", text(regime)), ("starts", day(2023, 2, 1)), council, gbp];
        (Contracts, told.into_iter().chain(money).chain(acorn).collect::<Vec<_>>())
    };
    let mut rows: Vec<(MarketTable, Vec<(&str, Cell<'_>)>)> = vec![
        (Parties, vec![("party", text("GB-LAC-N1")), ("name", text("Northvale County Council"))]),
        of_process("ocds-1", "Care", "limited", "active", "", "", "85311000", day(2025, 1, 9), day(2025, 1, 9)),
        of_process("ocds-1", "Care", "open", "complete", "contract", "light_touch", "85311000", day(2025, 1, 10), day(2025, 3, 1)),
        of_process("ocds-2", "Frame", "open", "complete", "framework", "act_2023", "85000000", day(2024, 5, 1), day(2024, 6, 1)),
        of_process("ocds-3", "Road", "direct", "complete", "contract", "act_2023", "45233130", Cell::None, day(2025, 4, 1)),
        of_process("ocds-4", "Homes", "selective", "unsuccessful", "contract", "act_2023", "85311000", day(2025, 5, 1), day(2025, 5, 1)),
        of_process("ocds-5", "Soon", "open", "active", "contract", "act_2023", "85311000", day(2026, 9, 1), day(2026, 9, 1)),
        (Lots, vec![("process", text("ocds-1")), ("bids", Cell::Count(1))]),
        (Lots, vec![("process", text("ocds-4")), ("lot", text("1")), ("bids", Cell::Count(0)), ("value", Cell::Money(50_000))]),
        (Lots, vec![("process", text("ocds-4")), ("lot", text("2")), ("value", Cell::Money(70_000))]),
        (
            Bids,
            vec![
                ("process", text("ocds-1")),
                ("bid", text("b1")),
                ("bidder", text("name:ACORN")),
                ("status", text("valid")),
                ("amount", Cell::Money(90_000)),
                gbp,
            ],
        ),
        of_award("ocds-1", "a1", "active", day(2025, 3, 15), acorn, 90_000, "85311000"),
        of_award("ocds-2", "a2", "active", day(2024, 6, 1), beech, 9_999_900, "85000000"),
        of_award("ocds-3", "a3", "active", day(2025, 4, 2), beech, 5_000, "45233130"),
        of_award("ocds-3", "a4", "cancelled", day(2025, 4, 2), beech, 500_000, "45233130"),
        paid(acorn, day(2025, 3, 31), 10_000, "2010"),
        paid(acorn, day(2025, 4, 1), 2_000, "2010"),
        paid(beech, day(2025, 4, 1), -500, ""),
        contract("R1", "", "active", day(2025, 1, 31), 50_000, "regulations_2015"),
        contract("R2", "", "active", Cell::None, 60_000, "regulations_2015"),
        contract("C1", "ocds-1", "active", day(2027, 3, 31), 90_000, "light_touch"),
        contract("C2", "ocds-9", "active", day(2020, 3, 31), 1_000, "regulations_2015"),
        contract("C3", "ocds-8", "terminated", day(2027, 3, 31), 2_000, "light_touch"),
        (
            Grants,
            vec![
                ("grant", text("g1")),
                ("funder", text("GB-LAC-N1")),
                ("recipient", text("GB-CHC-9")),
                ("recipient_name", text("Lindle Trust")),
                ("amount", Cell::Money(25_000)),
                ("awarded", day(2024, 12, 1)),
                gbp,
            ],
        ),
        (
            Providers,
            vec![
                ("register", text("ofsted")),
                ("urn", text("SC1")),
                ("provider", text("name:ACORN")),
                ("owner", text("GB-COH-2")),
                ("name", text("Acorn House")),
                ("kind", text("Children's home")),
                ("sector", text("Private")),
                ("region", text("North")),
                ("places", Cell::Count(6)),
                ("rating", text("Good")),
                ("rated", day(2025, 1, 2)),
            ],
        ),
        (
            Placements,
            vec![
                ("request", text("q1")),
                council,
                ("service", text("Home care")),
                ("place", text("High Tarrow")),
                ("asked", day(2025, 5, 1)),
                ("offers", Cell::Count(2)),
                ("sourced", day(2025, 5, 4)),
                acorn[0],
                acorn[1],
                ("handed_back", Cell::Flag(true)),
                ("fee", Cell::Money(90_000)),
                ("cost_of_care", Cell::Money(100_000)),
                ("miles", Cell::Number(3.5)),
            ],
        ),
    ];
    let rows: Vec<(MarketTable, Vec<Cell<'_>>)> = rows
        .iter_mut()
        .enumerate()
        .map(|(nth, (table, cells))| {
            cells.push(("source_row", Cell::Count(nth as i64 + 1)));
            (*table, row(*table, cells))
        })
        .collect();
    held(&load(lake, &rows, &[]))
}
