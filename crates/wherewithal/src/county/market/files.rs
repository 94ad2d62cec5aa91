//! The market as a council's own files: payments, the register of contracts, grants.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::contracts::{Contract, Way, contracts};
use super::suppliers::Supplier;

pub(super) const COUNCIL: &str = "Northvale County Council";

/// First day of the year of payments.
const FIRST: Date = date(2025, 11, 1);

pub(super) fn pounds(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", pence.unsigned_abs() / 100, pence.unsigned_abs() % 100)
}

fn said(is_so: bool) -> &'static str {
    if is_so { "Yes" } else { "No" }
}

fn numbers(supplier: &Supplier) -> (&str, &str) {
    (supplier.company.as_deref().unwrap_or_default(), supplier.charity.as_deref().unwrap_or_default())
}

/// A year of payments: by the month, the quarter or once, as large as they are; now and then one is taken back and paid again.
pub fn payments() -> Vec<u8> {
    let mut text = String::from(
        "Body Name,Payment Date,Supplier Name,Company Number,Charity Number,Supplier Postcode,Net Amount,Service Area,CPV Code,CPV Description,Purpose,Transaction Number,VCSE\r\n",
    );
    let mut number = 0_usize;
    for contract in contracts() {
        for (supplier, pence) in &contract.parts {
            let times: i64 = match pence {
                100_000_000.. => 12,
                10_000_000.. => 4,
                _ => 1,
            };
            for at in 0..times {
                let part = pence / times + i64::from(at == 0) * (pence % times);
                let month = FIRST.saturating_add((12 / times * (at + 1) - 1).months());
                let on = month.saturating_add((number as i64 % 27).days());
                number += 1;
                row(&mut text, &contract, supplier, on, part, number);
                if number % 211 == 0 {
                    row(&mut text, &contract, supplier, on, -part, number);
                    row(&mut text, &contract, supplier, on.saturating_add(1.days()), part, number);
                }
            }
        }
    }
    text.into_bytes()
}

fn row(text: &mut String, contract: &Contract, supplier: &Supplier, on: Date, pence: i64, number: usize) {
    let (company, charity) = numbers(supplier);
    let Contract { service, cpv, category, title, .. } = contract;
    let _ = write!(
        text,
        "{COUNCIL},{on},{},{company},{charity},{},{},{service},{cpv},{category},\"{title}\",{:06},{}\r\n",
        supplier.name,
        supplier.postcode,
        pounds(pence),
        number,
        said(supplier.is_voluntary)
    );
}

/// What a neighbouring county paid in a quarter, in its own layout: some of its suppliers are Northvale's too, under names written otherwise.
pub fn payments_of_a_neighbour() -> Vec<u8> {
    let mut text = String::from(
        "Birchenshire County Council: payments over £500, July to September 2026 (invented)\r\n\r\n\
         Directorate,Beneficiary,Company No,Date Paid,Amount excl VAT (£),Expense Type,Ref\r\n",
    );
    for (at, contract) in contracts().iter().enumerate() {
        for (supplier, pence) in contract.parts.iter().take(2) {
            let (company, _) = numbers(supplier);
            let name = match at % 3 {
                0 => supplier.name.to_uppercase(),
                1 => supplier.name.replace(" Ltd", " Limited"),
                _ => format!("{} ({})", supplier.name, "North"),
            };
            let on = date(2026, 7, 1).saturating_add((at as i64 * 5 % 90).days());
            // Its number is not in every row.
            let company = if at % 4 == 1 { "" } else { company };
            let _ = write!(
                text,
                "{},{name},{company},{},{},{},B{at:04}\r\n",
                contract.service,
                on.strftime("%d/%m/%Y"),
                pounds(pence / 9),
                contract.category
            );
        }
    }
    text.into_bytes()
}

/// The register as it stands: a contract with several suppliers says so in a word.
pub fn register() -> Vec<u8> {
    let mut text = String::from(
        "Contract Reference,Contract Title,Purchasing Body,Supplier Name,Company Number,Charity Number,Supplier Postcode,Start Date,End Date,Annual Value,Total Value,Procurement Route,Contract Type,CPV Code,CPV Description,Directorate,Option to Extend,SME,VCSE\r\n",
    );
    for contract in contracts() {
        let one = contract.parts.first().filter(|_| contract.parts.len() == 1).map(|(supplier, _)| supplier);
        let (company, charity) = one.map(numbers).unwrap_or_default();
        let _ = write!(
            text,
            "{},\"{}\",{COUNCIL},{},{company},{charity},{},{},{},{},{},\"{}\",{},{},{},{},{},{},{}\r\n",
            contract.reference,
            contract.title,
            one.map_or("Various suppliers", |supplier| &supplier.name),
            one.map_or("", |supplier| &supplier.postcode),
            contract.starts,
            contract.ends.map_or("Rolling".to_owned(), |ends| ends.to_string()),
            pounds(contract.annual()),
            pounds(contract.whole()),
            contract.route,
            contract.kind,
            contract.cpv,
            contract.category,
            contract.service,
            contract.extensions,
            one.map_or("", |supplier| said(supplier.is_small)),
            one.map_or("", |supplier| said(supplier.is_voluntary)),
        );
    }
    text.into_bytes()
}

/// The grants of the year as 360Giving has them.
pub fn grants() -> Vec<u8> {
    let mut text = String::from(
        "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Planned Dates:Start Date,Planned Dates:End Date,Recipient Org:Identifier,Recipient Org:Name,Recipient Org:Charity Number,Recipient Org:Postal Code,Funding Org:Identifier,Funding Org:Name,Grant Programme:Title\r\n",
    );
    for contract in contracts().iter().filter(|contract| contract.way == Way::Grant) {
        for (at, (supplier, pence)) in contract.parts.iter().enumerate() {
            let charity = supplier.charity.as_deref().unwrap_or_default();
            let _ = write!(
                text,
                "360G-northvale-{:03},Support of carers,Support of carers and prevention,GBP,{},2026-03-02,{},{},GB-CHC-{charity},{},{charity},{},GB-LAE-NVL,{COUNCIL},{}\r\n",
                at + 1,
                pounds(*pence),
                contract.starts,
                contract.ends.unwrap_or(contract.starts),
                supplier.name,
                supplier.postcode,
                contract.title,
            );
        }
    }
    text.into_bytes()
}
