//! Where one need is bought at a time: home care, placements of children, routes to school; and the homes and agencies that could answer.

use std::fmt::Write;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::files::{COUNCIL, pounds};
use super::suppliers::{Of, Supplier, suppliers};

/// May to October 2026.
const FIRST: Date = date(2026, 5, 1);
const MONTHS: i64 = 6;

const HEADING: &str = "Request Reference,Service,Zone,Date Requested,Offers Received,Date Sourced,Provider Name,Company Number,Handed Back,Weekly Fee,Cost of Care,Miles from Home,Council\r\n";

/// Requests of half a year: 11 packages of home care handed back a month, 7 of them in High Tarrow; 812 routes with 2.1 offers each, 300 with
/// one; a placement of a child takes 34 days.
pub fn placements() -> Vec<u8> {
    let all = suppliers();
    let of = |of: Of| -> Vec<&Supplier> { all.iter().filter(|supplier| supplier.of == of).collect() };
    let mut text = String::from(HEADING);
    home_care(&mut text, &of(Of::HomeCare));
    routes(&mut text, &of(Of::Transport));
    children(&mut text, &of(Of::Homes));
    text.into_bytes()
}

/// One request as a row.
struct Asked<'a> {
    reference: String,
    service: &'a str,
    zone: &'a str,
    asked: Date,
    offers: Option<i64>,
    days: Option<i64>,
    supplier: Option<&'a Supplier>,
    handed_back: Option<bool>,
    /// In pence.
    fee: Option<i64>,
    cost: Option<i64>,
    miles: Option<i64>,
}

fn write_row(text: &mut String, one: &Asked<'_>) {
    let number = |value: Option<i64>| value.map(|value| value.to_string()).unwrap_or_default();
    let _ = write!(
        text,
        "{},{},{},{},{},{},{},{},{},{},{},{},{COUNCIL}\r\n",
        one.reference,
        one.service,
        one.zone,
        one.asked,
        number(one.offers),
        one.days.map(|days| one.asked.saturating_add(days.days()).to_string()).unwrap_or_default(),
        one.supplier.map_or("", |supplier| &supplier.name),
        one.supplier.and_then(|supplier| supplier.company.as_deref()).unwrap_or_default(),
        one.handed_back.map_or("", |back| if back { "Yes" } else { "No" }),
        one.fee.map(pounds).unwrap_or_default(),
        one.cost.map(pounds).unwrap_or_default(),
        number(one.miles),
    );
}

/// Requests for home care in a month by district: 150, of which 10 in High Tarrow.
const DISTRICTS: [(&str, i64); 8] = [
    ("Aldermere", 34),
    ("Harrowdene", 30),
    ("Castlebrook", 24),
    ("Wexmoor", 18),
    ("Stourbeck", 14),
    ("Fenwold", 12),
    ("High Tarrow", 10),
    ("Lindle Vale", 8),
];
const HIGH_TARROW: &str = "High Tarrow";

fn home_care(text: &mut String, agencies: &[&Supplier]) {
    let mut number = 0_usize;
    for month in 0..MONTHS {
        let first = FIRST.saturating_add(month.months());
        let mut elsewhere = 0;
        for (zone, count) in DISTRICTS {
            let is_far = zone == HIGH_TARROW;
            for at in 0..count {
                number += 1;
                // 7 of 10 in High Tarrow; 4 of the 140 elsewhere: the first of the four largest districts.
                let back = if is_far { at < 7 } else { at == 0 && elsewhere < 4 };
                elsewhere += i64::from(back && !is_far);
                // 12.6 days there on average, 3.2 elsewhere: 3.8 in all.
                let days =
                    if is_far { [9, 10, 11, 12, 12, 13, 13, 14, 15, 17][at as usize % 10] } else { [2, 3, 4, 3, 4][at as usize % 5] };
                let hours = 10 + number as i64 % 9;
                let asked = Asked {
                    reference: format!("HC-{number:05}"),
                    service: "Home care",
                    zone,
                    asked: first.saturating_add((at * 27 / count).days()),
                    offers: Some(if is_far { at % 2 } else { 1 + (number as i64 * 7) % 5 }),
                    days: Some(days),
                    supplier: agencies.get(number * 11 % agencies.len().max(1)).copied(),
                    handed_back: Some(back),
                    // £27.10 an hour, against what an hour costs where people live far apart.
                    fee: Some(2_710 * hours),
                    cost: Some(if is_far { 3_140 } else { 2_680 } * hours),
                    miles: None,
                };
                write_row(text, &asked);
            }
        }
    }
}

/// Offers of the 812 routes: 300 with one, 131 with two, 381 with three: 1,705.
fn offers_of_route(at: i64) -> i64 {
    match at {
        0..300 => 1,
        300..431 => 2,
        _ => 3,
    }
}

fn routes(text: &mut String, operators: &[&Supplier]) {
    for at in 0..812_i64 {
        // Spread over the districts, so that none has all the routes with one offer.
        let place = at * 389 % 812;
        let offers = offers_of_route(place);
        let asked = Asked {
            reference: format!("RT-{:05}", at + 1),
            service: "Route to school",
            zone: DISTRICTS[(at % 8) as usize].0,
            asked: date(2026, 6, 1).saturating_add((at % 40).days()),
            offers: Some(offers),
            days: Some(14 + at % 12),
            supplier: operators.get((at * 7 % operators.len().max(1) as i64) as usize).copied(),
            handed_back: None,
            fee: Some(75_000 + at * 7_919 % 20_000 - offers * 5_000),
            cost: None,
            miles: None,
        };
        write_row(text, &asked);
    }
}

fn children(text: &mut String, homes: &[&Supplier]) {
    // Of 24 placements 14 are over 20 miles away: 58%.
    for at in 0..24_i64 {
        let asked = Asked {
            reference: format!("PL-{:05}", at + 1),
            service: "Children’s residential placement",
            zone: "",
            asked: FIRST.saturating_add((at * 6).days()),
            offers: Some([1, 0, 2, 1, 3, 1][at as usize % 6]),
            days: Some([21, 27, 30, 36, 41, 49][at as usize % 6]),
            supplier: homes.get(at as usize * 5 % 10).copied(),
            handed_back: Some(at % 12 == 5),
            fee: Some(605_000 + (at % 5 - 2) * 20_000),
            cost: None,
            miles: Some(if at * 7 % 24 < 14 { 22 + at * 3 % 60 } else { 4 + at % 15 }),
        };
        write_row(text, &asked);
    }
}

/// The registers' lists as the council keeps them beside its own: three homes of its own and 34 companies', 41 agencies, six that support
/// people where they live.
pub fn providers() -> Vec<u8> {
    let mut text = String::from(
        "URN,Name,Provision Type,Owner,Sector,Local Authority,Area Code,Postcode,Registered Places,Overall Effectiveness,Inspection Date,Registration Status,Vacancies\r\n",
    );
    for (at, (name, places)) in [("Beech House", 4), ("Larch House", 4), ("The Lodge", 3)].into_iter().enumerate() {
        let _ = write!(
            text,
            "NVH{:03},{name},Children’s home,{COUNCIL},Local authority,Northvale,E10000901,NV1 {}AB,{places},Good,2026-0{}-14,Active,0\r\n",
            at + 1,
            at + 1,
            at + 3
        );
    }
    for (at, supplier) in suppliers().iter().enumerate() {
        let (kind, places, free) = match supplier.of {
            Of::Homes => ("Children’s home", (3 + at % 4).to_string(), (at % 3 % 2).to_string()),
            Of::HomeCare => ("Home care agency", String::new(), String::new()),
            Of::SupportedLiving => (
                "Supported living service",
                (12 + at % 30).to_string(),
                if supplier.name == super::suppliers::LOT_C { "3" } else { "0" }.to_owned(),
            ),
            _ => continue,
        };
        let rating =
            ["Good", "Good", "Outstanding", "Good", "Requires improvement", "Good", "Good", "Inadequate", "Good", "Good"][at * 3 % 10];
        let sector = if supplier.is_voluntary { "Voluntary" } else { "Private" };
        let (area, code) = if supplier.is_local { ("Northvale", "E10000901") } else { ("Birchenshire", "E10000903") };
        let _ = write!(
            text,
            "NVP{at:04},{} {kind},{kind},{},{sector},{area},{code},{},{places},{rating},2025-{:02}-{:02},Active,{free}\r\n",
            supplier.name.trim_end_matches(" Ltd"),
            supplier.name,
            supplier.postcode,
            1 + at % 12,
            1 + at % 27,
        );
    }
    text.into_bytes()
}
