//! The market as notices: what was let, to whom, and, for 38% of the value that was competed for, how many bid. OCDS 1.1.

use jiff::ToSpan;
use serde_json::{Value, json};

use super::contracts::{Contract, Way, contracts};
use super::files::COUNCIL;
use super::suppliers::Supplier;

/// In hundredths of the value that was competed for.
const BIDS_TOLD: i64 = 38;

/// A package of compiled releases, one a contract that was let with a notice.
pub fn notices() -> Vec<u8> {
    let let_with_notice: Vec<Contract> =
        contracts().into_iter().filter(|contract| matches!(contract.way, Way::Open | Way::Direct)).collect();
    let told = told(&let_with_notice);
    let releases: Vec<Value> = let_with_notice.iter().enumerate().map(|(at, contract)| release(at, contract, told.contains(&at))).collect();
    let package = json!({
        "uri": "https://northvale.example/notices/2026-11",
        "version": "1.1",
        "extensions": ["https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json"],
        "publisher": { "name": COUNCIL },
        "license": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        "publishedDate": "2026-11-02T09:00:00Z",
        "releases": releases,
    });
    package.to_string().into_bytes()
}

/// Half of those with one supplier, then the largest, as far as they stay within the share of the value of what was competed for.
fn told(contracts: &[Contract]) -> Vec<usize> {
    let whole: i64 = contracts.iter().filter(|contract| contract.way == Way::Open).map(Contract::whole).sum();
    let mut order: Vec<usize> = (0..contracts.len()).filter(|at| contracts[*at].way == Way::Open).collect();
    // The oldest tell least: their notices are older than the fields.
    order.sort_by_key(|at| {
        let contract = &contracts[*at];
        let is_first = contract.parts.len() == 1 && at % 2 == 1;
        (!is_first, std::cmp::Reverse(if contract.starts.year() < 2023 { 0 } else { contract.whole() }))
    });
    let (mut sum, mut told) = (0_i64, Vec::new());
    for at in order {
        let with = sum + contracts[at].whole();
        if with <= whole / 100 * BIDS_TOLD {
            sum = with;
            told.push(at);
        }
    }
    told
}

fn money(pence: i64) -> Value {
    // Whole pounds: no part of a penny is lost on the way.
    json!({ "amount": pence / 100, "currency": "GBP" })
}

fn organisation(supplier: &Supplier) -> (String, Value) {
    let (scheme, id) = match (&supplier.company, &supplier.charity) {
        (Some(company), _) => ("GB-COH", company),
        (None, Some(charity)) => ("GB-CHC", charity),
        (None, None) => ("GB-NVL", &supplier.name),
    };
    let key = format!("{scheme}-{id}");
    let mut details = json!({ "vcse": supplier.is_voluntary });
    if supplier.is_small {
        details["scale"] = json!("sme");
    }
    let party = json!({
        "id": key,
        "name": supplier.name,
        "identifier": { "scheme": scheme, "id": id },
        "address": { "postalCode": supplier.postcode, "countryName": "United Kingdom" },
        "details": details,
        "roles": ["supplier", "tenderer"],
    });
    (key, party)
}

fn release(at: usize, contract: &Contract, bids_told: bool) -> Value {
    let ocid = format!("ocds-nvl001-{}", contract.reference.to_lowercase());
    let parties: Vec<(String, Value)> = contract.parts.iter().map(|(supplier, _)| organisation(supplier)).collect();
    let suppliers: Vec<Value> =
        parties.iter().zip(&contract.parts).map(|((id, _), (supplier, _))| json!({ "id": id, "name": supplier.name })).collect();
    let awarded = contract.starts.saturating_sub(60.days());
    let published = awarded.saturating_sub(110.days());
    // Now and then there was little time.
    let days = if at % 13 == 7 { 18 } else { 30 + at as i64 % 20 };
    let closes = published.saturating_add(days.days());
    let time = |day: jiff::civil::Date| format!("{day}T12:00:00Z");
    let period = match contract.ends {
        Some(ends) => json!({ "startDate": time(contract.starts), "endDate": time(ends) }),
        None => json!({ "startDate": time(contract.starts) }),
    };
    let buyer = json!({ "id": "GB-LAE-NVL", "name": COUNCIL });
    let mut all: Vec<Value> = vec![json!({
        "id": "GB-LAE-NVL",
        "name": COUNCIL,
        "identifier": { "scheme": "GB-LAE", "id": "NVL" },
        "roles": ["buyer"],
    })];
    all.extend(parties.iter().map(|(_, party)| party.clone()));
    let method = if contract.way == Way::Open { "open" } else { "direct" };
    let mut tender = json!({
        "id": contract.reference,
        "title": contract.title,
        "status": "complete",
        "procurementMethod": method,
        "procurementMethodDetails": contract.route,
        "mainProcurementCategory": "services",
        "classification": { "scheme": "CPV", "id": contract.cpv, "description": contract.category },
        "value": money(contract.whole()),
        // Of the tender and not of the award: the contract itself stands in the register, and is not told twice.
        "contractPeriod": period,
    });
    if contract.way == Way::Open {
        tender["tenderPeriod"] = json!({ "startDate": time(published), "endDate": time(closes) });
    }
    let mut release = json!({
        "ocid": ocid,
        "id": format!("{ocid}-compiled"),
        "date": time(awarded),
        "tag": ["compiled"],
        "initiationType": "tender",
        "buyer": buyer,
        "parties": all,
        "tender": tender,
        "awards": [{
            "id": format!("{}-1", contract.reference),
            "title": contract.title,
            "status": "active",
            "date": time(awarded),
            "value": money(contract.whole()),
            "suppliers": suppliers,
        }],
    });
    if bids_told && let Some((winner, _)) = parties.first() {
        release["bids"] = bids(at, contract, winner);
    }
    release
}

/// How many bid, and of contracts with one supplier who and for how much: some alone, one where all others were out, one far below the rest.
fn bids(at: usize, contract: &Contract, winner: &str) -> Value {
    let won = contract.parts.len();
    let others = [2, 0, 3, 1, 4, 2, 0, 5][at % 8];
    let count = won + others;
    let statistic = json!([{ "id": "1", "measure": "bids", "value": count }]);
    if won > 1 {
        return json!({ "statistics": statistic });
    }
    let price = contract.whole() / 100;
    let out = at % 10 == 4;
    let bid = |number: usize| {
        let is_winner = number == 0;
        // The second price is 4 to 11% above; of one contract in ten it is nearly twice.
        let above = if at % 10 == 8 { 85 } else { 4 + (at + number * 3) as i64 % 8 };
        let id = if is_winner { winner.to_owned() } else { format!("GB-COH-9909{:04}", (at * 7 + number) % 40) };
        let name = if is_winner { contract.parts[0].0.name.clone() } else { format!("Bidder {} Ltd", (at * 7 + number) % 40) };
        json!({
            "id": number.to_string(),
            "status": if out && !is_winner { "disqualified" } else { "valid" },
            "tenderers": [{ "id": id, "name": name }],
            "value": { "amount": if is_winner { price } else { price + price / 100 * above }, "currency": "GBP" },
        })
    };
    json!({ "statistics": statistic, "details": (0..count).map(bid).collect::<Vec<_>>() })
}
