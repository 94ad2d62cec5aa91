//! A hundred and forty contracts: who has them, what they are worth in a year, when they end, how they were let.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::shared_out;
use super::suppliers::{Of, Supplier, suppliers};

/// Of all contracts together, a year.
pub const A_YEAR: i64 = 29_600_000_000;
/// Of that, what goes to local suppliers, as nearly as whole suppliers allow: 29%.
const LOCAL: i64 = 8_584_000_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Open,
    Direct,
    /// Placed one at a time.
    Spot,
    Grant,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Contract {
    pub reference: String,
    pub title: String,
    /// Suppliers with what each has in a year, in pence.
    pub parts: Vec<(Supplier, i64)>,
    pub starts: Date,
    /// None where it is placed one at a time.
    pub ends: Option<Date>,
    pub way: Way,
    /// As the register says it.
    pub route: &'static str,
    pub kind: &'static str,
    pub cpv: &'static str,
    pub category: &'static str,
    pub service: &'static str,
    pub extensions: &'static str,
}

impl Contract {
    pub fn annual(&self) -> i64 {
        self.parts.iter().map(|(_, pence)| pence).sum()
    }

    /// Whole months from the first day to the last.
    fn months(&self) -> i64 {
        self.ends.map_or(12, |ends| i64::from(ends.year() - self.starts.year()) * 12 + i64::from(ends.month() - self.starts.month()) + 1)
    }

    /// Over its whole term, in pence.
    pub fn whole(&self) -> i64 {
        self.annual() / 12 * self.months().max(1)
    }
}

/// A contract with a name of its own.
struct Named {
    of: Of,
    title: &'static str,
    annual: i64,
    starts: Date,
    ends: Option<Date>,
    way: Way,
    route: &'static str,
    kind: &'static str,
    cpv: &'static str,
    category: &'static str,
    service: &'static str,
    extensions: &'static str,
    weights: fn(usize) -> u64,
}

/// What a supplier has of a contract, beside the others.
fn alike(_: usize) -> u64 {
    1
}

/// Shares of 41 agencies in ten-thousandths: the largest has 9.5%, and the index is 414.
fn of_home_care(at: usize) -> u64 {
    const LARGEST: [u64; 12] = [950, 846, 700, 590, 495, 415, 350, 345, 330, 320, 300, 270];
    LARGEST.get(at).copied().unwrap_or_else(|| 225 - 6 * (at as u64 - 12))
}

/// The ten largest owners have 31, 21, 12, 9, 7, 6, 5, 4, 3 and 2% of what is placed outside; the rest have had nobody placed this year but by
/// the day.
fn of_homes(at: usize) -> u64 {
    const SHARES: [u64; 10] = [31_000, 21_000, 12_000, 9_000, 7_000, 6_000, 5_000, 4_000, 3_000, 2_000];
    SHARES.get(at).copied().unwrap_or(1)
}

fn of_transport(at: usize) -> u64 {
    if at < 18 { 52 } else { 21 + (at as u64 * 7) % 11 }
}

fn of_supported_living(at: usize) -> u64 {
    [6, 30, 26, 18, 12, 8].get(at).copied().unwrap_or(1)
}

fn of_grants(at: usize) -> u64 {
    if at == 0 { 118 } else { 2 + (at as u64 * 31) % 87 }
}

const LIGHT_TOUCH: &str = "Light touch, open procedure";

fn named() -> Vec<Named> {
    let plain = |of, title, annual, starts, ends| Named {
        of,
        title,
        annual,
        starts,
        ends: Some(ends),
        way: Way::Open,
        route: LIGHT_TOUCH,
        kind: "Contract",
        cpv: "85311000",
        category: "Social work services with accommodation",
        service: "Adult social care",
        extensions: "",
        weights: alike,
    };
    vec![
        Named {
            kind: "Framework",
            cpv: "85312000",
            category: "Social work services without accommodation",
            weights: of_home_care,
            ..plain(Of::HomeCare, "Home care framework", 4_380_000_000, date(2024, 4, 1), date(2028, 3, 31))
        },
        Named {
            kind: "Dynamic purchasing system",
            route: "Dynamic purchasing system, 2015 regulations",
            cpv: "60130000",
            category: "Special-purpose road passenger-transport services",
            service: "Children’s services",
            weights: of_transport,
            ..plain(
                Of::Transport,
                "Transport to school for children with special needs",
                3_170_000_000,
                date(2020, 9, 1),
                date(2029, 2, 23),
            )
        },
        Named {
            way: Way::Spot,
            kind: "Spot placements",
            route: "Spot, light touch",
            service: "Children’s services",
            weights: of_homes,
            ends: None,
            ..plain(Of::Homes, "Placements in children’s homes", 3_030_000_000, date(2025, 4, 1), date(2026, 3, 31))
        },
        Named {
            extensions: "Two years",
            weights: of_supported_living,
            ..plain(Of::SupportedLiving, "Supported living, lots A and B", 2_530_000_000, date(2023, 10, 1), date(2028, 9, 30))
        },
        Named {
            way: Way::Direct,
            route: "Light touch, direct award",
            weights: |at| u64::from(at == 0),
            ..plain(Of::SupportedLiving, "Complex supported living, lot C", 310_000_000, date(2022, 1, 22), date(2027, 1, 21))
        },
        Named {
            route: "Competitive dialogue, 2006 regulations",
            cpv: "90510000",
            category: "Refuse disposal and treatment",
            service: "Place",
            ..plain(Of::Waste, "Waste treatment (private finance)", 2_480_000_000, date(2008, 7, 1), date(2033, 6, 30))
        },
        Named {
            way: Way::Direct,
            route: "Provider Selection Regime, direct award C",
            cpv: "85312500",
            category: "Rehabilitation services",
            service: "Public health",
            ..plain(Of::Treatment, "Drug and alcohol treatment", 720_000_000, date(2024, 10, 1), date(2027, 9, 30))
        },
        Named {
            route: "Open procedure",
            cpv: "90620000",
            category: "Snow-clearing services",
            service: "Highways",
            extensions: "Two times one year",
            ..plain(Of::Winter, "Winter service, gangs and gritters", 110_000_000, date(2025, 5, 1), date(2029, 4, 30))
        },
        Named {
            way: Way::Grant,
            kind: "Grant agreement",
            route: "Grant",
            weights: of_grants,
            ..plain(Of::Grants, "Carers and prevention grants", 212_000_000, date(2026, 4, 1), date(2027, 3, 31))
        },
    ]
}

/// What a contract of the rest is of: title, code, category, service.
const RESTS: [(&str, &str, &str, &str); 12] = [
    ("Advocacy", "85312310", "Guidance services", "Adult social care"),
    ("Day opportunities", "85312100", "Daycare services", "Adult social care"),
    ("Short breaks", "85312110", "Child daycare services", "Children’s services"),
    ("Fostering agencies", "85311300", "Welfare services for children", "Children’s services"),
    ("Community equipment", "33196200", "Devices for the disabled", "Adult social care"),
    ("School meals", "55524000", "School catering services", "Education"),
    ("Road surfacing", "45233220", "Surface work for roads", "Highways"),
    ("Street lighting", "50232100", "Street-lighting maintenance", "Highways"),
    ("Cleaning of buildings", "90911200", "Building-cleaning services", "Property"),
    ("Building maintenance", "50700000", "Repair of building installations", "Property"),
    ("Information systems", "72260000", "Software-related services", "Corporate"),
    ("Sexual health services", "85100000", "Health services", "Public health"),
];

const NAMED_PLACES: [&str; 11] = [
    "Aldermere",
    "Harrowdene",
    "Castlebrook",
    "Wexmoor",
    "Stourbeck",
    "Fenwold",
    "High Tarrow",
    "Lindle Vale",
    "the east",
    "the west",
    "the county",
];

/// Every contract, in the order of the register: the same every time.
pub fn contracts() -> Vec<Contract> {
    let all = suppliers();
    let of = |of: Of| -> Vec<Supplier> { all.iter().filter(|supplier| supplier.of == of).cloned().collect() };
    let mut contracts: Vec<Contract> = Vec::with_capacity(140);
    for one in named() {
        let held = of(one.of);
        let weights: Vec<u64> = (0..held.len()).map(one.weights).collect();
        let parts = held.into_iter().zip(shared_out(one.annual, &weights)).filter(|(_, pence)| *pence > 0).collect();
        let (way, route, kind, extensions) = (one.way, one.route, one.kind, one.extensions);
        let (title, starts, ends) = (one.title.to_owned(), one.starts, one.ends);
        let (cpv, category, service) = (one.cpv, one.category, one.service);
        contracts.push(Contract {
            reference: String::new(),
            title,
            parts,
            starts,
            ends,
            way,
            route,
            kind,
            cpv,
            category,
            service,
            extensions,
        });
    }
    contracts.extend(rest(of(Of::Rest), &contracts));
    for (at, contract) in contracts.iter_mut().enumerate() {
        contract.reference = format!("NV-{:04}", at + 1);
    }
    contracts
}

/// The 131 others: a third of them frameworks, the rest with one supplier each; what is local and what is not come to their shares.
fn rest(held: Vec<Supplier>, named: &[Contract]) -> Vec<Contract> {
    let spent = |is_local: bool| -> i64 {
        named.iter().flat_map(|contract| &contract.parts).filter(|(one, _)| one.is_local == is_local).map(|(_, pence)| pence).sum()
    };
    let left = [(false, A_YEAR - LOCAL - spent(false)), (true, LOCAL - spent(true))];
    let mut pence = vec![0_i64; held.len()];
    for (is_local, sum) in left {
        let places: Vec<usize> = (0..held.len()).filter(|at| held[*at].is_local == is_local).collect();
        let weights: Vec<u64> = places.iter().map(|at| 20 + (*at as u64 * 37) % 160).collect();
        for (place, part) in places.iter().zip(shared_out(sum, &weights)) {
            pence[*place] = part;
        }
    }
    let mut parts = held.into_iter().zip(pence);
    (0..131)
        .map(|at| {
            let is_framework = at % 4 == 0;
            // 98 with one supplier, 23 frameworks of eight and 10 of seven: 352.
            let size = if !is_framework {
                1
            } else if at / 4 < 23 {
                8
            } else {
                7
            };
            let (title, cpv, category, service) = RESTS[at % RESTS.len()];
            let place = NAMED_PLACES[at / RESTS.len() % NAMED_PLACES.len()];
            let (starts, ends) = days(at);
            let is_direct = at % 11 == 5;
            Contract {
                reference: String::new(),
                title: format!("{title}, {place}"),
                parts: parts.by_ref().take(size).collect(),
                starts,
                ends: Some(ends),
                way: if is_direct { Way::Direct } else { Way::Open },
                route: if is_direct { "Direct award" } else { "Open procedure" },
                kind: if is_framework { "Framework" } else { "Contract" },
                cpv,
                category,
                service,
                extensions: if at % 3 == 0 { "One year" } else { "" },
            }
        })
        .collect()
}

/// First and last day. With those that have a name, 4 are past their end on 21 November 2026 (one of them by seven months), 31 end in the
/// eighteen months after, 9 of these after the shadow elections of 6 May 2027.
fn days(at: usize) -> (Date, Date) {
    let ends = match at {
        0 => date(2026, 4, 21),
        1 => date(2026, 9, 30),
        2 => date(2026, 10, 31),
        3 => date(2026, 11, 14),
        // 20 beside lot C and the grants: 22 before the elections.
        4..=23 => date(2026, 12, 31).saturating_add(((at as i64 - 4) * 6).days()),
        // 7 beside home care and treatment: 9 from the elections to the end of the eighteen months.
        24..=30 => date(2027, 6, 30).saturating_add(((at as i64 - 24) * 45).days()),
        // 100 beside the other named ones that run on.
        _ => date(2028, 6, 30).saturating_add(((at as i64 - 31) * 5).days()),
    };
    let years = if at > 30 { 4 } else { 2 } + at as i64 % 3;
    (ends.saturating_sub(years.years()).saturating_add(1.days()), ends)
}
