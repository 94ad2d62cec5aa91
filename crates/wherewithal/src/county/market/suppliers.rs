//! Six hundred suppliers: 366 small or medium, 88 voluntary of which 14 mutual or co-operative, 282 local.

/// Which contract a supplier is of: those with names of their own, and the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    HomeCare,
    Transport,
    Homes,
    SupportedLiving,
    Waste,
    Treatment,
    Winter,
    Grants,
    Rest,
}

/// How many of each: 600 in all.
pub const COUNTS: [(Of, usize); 9] = [
    (Of::HomeCare, 41),
    (Of::Transport, 118),
    (Of::Homes, 34),
    (Of::SupportedLiving, 6),
    (Of::Waste, 1),
    (Of::Treatment, 1),
    (Of::Winter, 1),
    (Of::Grants, 46),
    (Of::Rest, 352),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplier {
    pub name: String,
    pub of: Of,
    /// Companies House number; none of a charity that is no company.
    pub company: Option<String>,
    pub charity: Option<String>,
    pub postcode: String,
    pub is_small: bool,
    pub is_voluntary: bool,
    pub is_mutual: bool,
    pub is_local: bool,
}

const FIRST: [&str; 40] = [
    "Alderbeck",
    "Ashcombe",
    "Barrowmere",
    "Beckfoot",
    "Birchdale",
    "Bramblegate",
    "Brightwater",
    "Calderstone",
    "Cloverhill",
    "Coldharbour",
    "Crossgate",
    "Dovecote",
    "Eastfell",
    "Elmstead",
    "Fairmoor",
    "Fernhollow",
    "Fieldgate",
    "Gorsebank",
    "Greenway",
    "Harbourlight",
    "Hartwell",
    "Hazelgrove",
    "Heatherlea",
    "Hollybush",
    "Ivybridge",
    "Kestrel",
    "Kingfisher",
    "Larkrise",
    "Longmeadow",
    "Maplewood",
    "Millbrook",
    "Northgate",
    "Oakhurst",
    "Pinewood",
    "Quarryside",
    "Redstone",
    "Ridgeway",
    "Sandholme",
    "Thornfield",
    "Willowbank",
];

/// Words a supplier's trade is told by.
fn trades(of: Of) -> &'static [&'static str] {
    match of {
        Of::HomeCare => &["Home Care", "Care at Home", "Homecare Services"],
        Of::Transport => &["Cars", "Coaches", "Minibuses", "Travel"],
        Of::Homes => &["Children’s Homes"],
        Of::SupportedLiving => &["Supported Living"],
        Of::Grants => &["Carers Group", "Community Trust"],
        _ => &["Advocacy", "Building Services", "Catering", "Cleaning", "Consulting", "Equipment", "Facilities", "Systems", "Training"],
    }
}

/// The one that can take people who leave a long-stay hospital.
pub const LOT_C: &str = "Tarrow Living Ltd";

/// All of them, in the order of `COUNTS`: the same every time.
pub fn suppliers() -> Vec<Supplier> {
    let mut all: Vec<Supplier> = Vec::with_capacity(600);
    for (of, count) in COUNTS {
        for at in 0..count {
            all.push(one(of, at, all.len()));
        }
    }
    all
}

fn one(of: Of, at: usize, place: usize) -> Supplier {
    let (is_voluntary, is_mutual) = voluntary(of, at);
    let trades = trades(of);
    // Each pair of a place and a trade once: the trade moves on when the places have all been taken.
    let first = FIRST[at % FIRST.len()];
    let trade = trades[(at / FIRST.len()) % trades.len()];
    let form = match (is_mutual, is_voluntary) {
        (true, _) => " Co-operative Society",
        (false, true) if of == Of::Grants => "",
        (false, true) => " CIO",
        _ => " Ltd",
    };
    let name = match (of, at) {
        (Of::SupportedLiving, 0) => LOT_C.to_owned(),
        (Of::Waste, _) => "Vale Renewables Ltd".to_owned(),
        (Of::Treatment, _) => "Clearwell Recovery".to_owned(),
        (Of::Winter, _) => "Tarrow Highways Ltd".to_owned(),
        (Of::Grants, 0) => "Lindle Tenancy Trust".to_owned(),
        _ => format!("{first} {trade}{form}"),
    };
    let company = match (is_mutual, is_voluntary) {
        (true, _) => Some(format!("RS99{at:04}")),
        (false, true) => None,
        _ => Some(format!("990{place:05}")),
    };
    let is_local = local(of, at);
    let area = if is_local { "NV" } else { "ZX" };
    Supplier {
        name,
        of,
        company,
        charity: (is_voluntary && !is_mutual).then(|| format!("990{place:04}")),
        postcode: format!("{area}{} {}AA", 1 + place % 9, 1 + place % 7),
        is_small: small(of, at),
        is_voluntary,
        is_mutual,
        is_local,
    }
}

/// 46 of the grants, Clearwell, 3 of home care and 38 of the rest, 14 of them mutual: 88.
fn voluntary(of: Of, at: usize) -> (bool, bool) {
    match of {
        Of::Grants | Of::Treatment => (true, false),
        Of::HomeCare => (matches!(at, 20..=22), false),
        Of::Rest => (at % 9 == 4 && at < 38 * 9, at % 9 == 4 && at < 14 * 9),
        _ => (false, false),
    }
}

/// 282: 30 agencies, 100 operators, 4 homes, the one that can, Clearwell, Tarrow Highways, all 46 charities, and 99 of the rest.
fn local(of: Of, at: usize) -> bool {
    match of {
        Of::HomeCare => at >= 11,
        Of::Transport => at >= 18,
        Of::Homes => at >= 30,
        Of::SupportedLiving => at == 0,
        Of::Waste => false,
        Of::Treatment | Of::Winter | Of::Grants => true,
        Of::Rest => at % 7 < 2 && at < 344,
    }
}

/// 366: 35 agencies, 110 operators, 24 homes, 2 of supported living, Tarrow Highways, and 194 of the rest. Of charities that get grants nobody says.
fn small(of: Of, at: usize) -> bool {
    match of {
        Of::HomeCare => at >= 6,
        Of::Transport => at >= 8,
        Of::Homes => at >= 10,
        Of::SupportedLiving => at < 2,
        Of::Winter => true,
        Of::Waste | Of::Treatment | Of::Grants => false,
        Of::Rest => at % 20 < 11 && at < 347,
    }
}
