//! The bodies of Northvale. Every one is invented.

use jiff::civil::date;
use model::organisation::OrganisationKind;
use quantity::Date;

/// A body as the county file tells it; `key` is how the other parts of the county name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub key: &'static str,
    pub name: &'static str,
    pub kind: OrganisationKind,
    pub also_called: &'static [&'static str],
    pub provides: bool,
    pub is_partner: bool,
    /// The day from which it is no more, and the key of what took its place: a body named before it.
    pub ended: Option<(Date, &'static str)>,
}

pub const COUNTY: &str = "county";

/// Of a district that went in 2019: some returns still bear it.
pub const ENDED_CODE: &str = "NV09";

const fn body(key: &'static str, name: &'static str, kind: OrganisationKind) -> Body {
    Body { key, name, kind, also_called: &[], provides: false, is_partner: false, ended: None }
}

const fn partner(key: &'static str, name: &'static str, kind: OrganisationKind) -> Body {
    Body { is_partner: true, ..body(key, name, kind) }
}

const fn provider(key: &'static str, name: &'static str, kind: OrganisationKind) -> Body {
    Body { provides: true, ..body(key, name, kind) }
}

/// The authority first, then districts, partners and those who provide.
pub fn bodies() -> Vec<Body> {
    use OrganisationKind::*;
    let mut all = vec![
        Body { also_called: &["Northvale CC", "the council"], ..body(COUNTY, "Northvale County Council", County) },
        partner("aldermere", "Aldermere District Council", District),
        partner("harrowdene", "Harrowdene District Council", District),
        partner("castlebrook", "Castlebrook District Council", District),
        partner("wexmoor", "Wexmoor District Council", District),
        Body { provides: true, ..partner("stourbeck", "Stourbeck District Council", District) },
        partner("fenwold", "Fenwold District Council", District),
        partner("high_tarrow", "High Tarrow District Council", District),
        partner("lindle_vale", "Lindle Vale District Council", District),
        Body {
            also_called: &["Mere Vale", ENDED_CODE],
            ended: Some((date(2019, 4, 1), "stourbeck")),
            ..body("mere_vale", "Mere Vale District Council", District)
        },
        partner("icb", "NHS Northvale and Mereside Integrated Care Board", Nhs),
        Body { provides: true, ..partner("hospitals", "Northvale Hospitals NHS Foundation Trust", Nhs) },
        Body { provides: true, ..partner("community_trust", "Vale Community and Mental Health NHS Trust", Nhs) },
        partner("police", "Northvale and Mereside Police", Police),
        partner("fire", "Northvale Fire and Rescue", Fire),
        partner("alliance", "Northvale Voluntary Alliance", Voluntary),
        partner("healthwatch", "Healthwatch Northvale", Other),
        partner("panel", "Northvale Residents' Panel", ResidentsPanel),
        partner("parishes", "Fenwold Parish Cluster", Community),
        Body { also_called: &["LTT"], ..provider("lindle_trust", "Lindle Tenancy Trust", Voluntary) },
        provider("clearwell", "Clearwell Recovery", Voluntary),
        provider("tarrow_highways", "Tarrow Highways Ltd", Company),
        provider("vale_renewables", "Vale Renewables", Company),
        provider("orrin_court", "Orrin Court Living", Company),
    ];
    all.extend(AGENCIES.iter().map(|agency| Body {
        key: agency.name,
        name: agency.name,
        kind: if agency.mutual { Voluntary } else { Company },
        also_called: &[],
        provides: true,
        is_partner: false,
        ended: None,
    }));
    all
}

/// A home-care agency of the framework: where it mostly works, and how many points of a hundred its visits on time lie
/// above or below the county's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agency {
    pub name: &'static str,
    pub district: &'static str,
    pub offset: f64,
    pub mutual: bool,
}

/// Spelled three ways in the returns that reach the council.
pub const THREE_SPELLINGS: [&str; 3] = ["High Tarrow Homecare", "H. Tarrow Home Care", "HTH Ltd"];

/// Counted a visit as on time within 15 minutes until March 2025, within 30 from April.
pub const REDEFINED: &str = "Wexmoor Home Support";

/// Sent March 2026 twice: 288 of 312 on time, then 291.
pub const SENT_TWICE: &str = "Castlebrook Doorstep Care";

const fn agency(name: &'static str, district: &'static str, offset: f64) -> Agency {
    Agency { name, district, offset, mutual: false }
}

const fn mutual(name: &'static str, district: &'static str, offset: f64) -> Agency {
    Agency { name, district, offset, mutual: true }
}

pub const AGENCIES: [Agency; 41] = [
    agency("Aldermere Visiting Care", "Aldermere", 1.4),
    agency("Alder Lane Homecare", "Aldermere", 0.6),
    agency("Brightwater Care at Home", "Aldermere", 2.1),
    agency("Copper Kettle Care", "Aldermere", -0.8),
    agency("Market Cross Homecare", "Aldermere", 1.0),
    agency("Ninefold Care", "Aldermere", 0.2),
    agency("Plover Street Carers", "Aldermere", -1.1),
    mutual("Vale Carers' Co-operative", "Aldermere", 2.6),
    agency("Harrowdene Home Support", "Harrowdene", -1.6),
    agency("Foundry Row Care", "Harrowdene", -0.4),
    agency("Mill Bank Homecare", "Harrowdene", 0.9),
    agency("Ropewalk Care at Home", "Harrowdene", 0.3),
    agency("Tenter Hill Carers", "Harrowdene", -2.0),
    mutual("Dene Community Care", "Harrowdene", 1.7),
    agency("Castlebrook Doorstep Care", "Castlebrook", 0.5),
    agency("Brook House Visiting", "Castlebrook", 1.2),
    agency("Gatehouse Homecare", "Castlebrook", -0.6),
    agency("Keepside Care", "Castlebrook", 0.8),
    agency("Otterford Carers", "Castlebrook", 1.9),
    agency("Saltgate Care at Home", "Castlebrook", -0.2),
    agency("Wexmoor Home Support", "Wexmoor", 0.4),
    agency("Heather Bank Homecare", "Wexmoor", -1.3),
    agency("Moorfoot Visiting Care", "Wexmoor", 0.1),
    agency("Peat Lane Carers", "Wexmoor", 1.1),
    agency("Quarry House Care", "Wexmoor", 0.7),
    agency("Stourbeck Homecare", "Stourbeck", 1.5),
    agency("Ferry Road Care", "Stourbeck", 0.9),
    agency("Kingfisher Lane Visiting", "Stourbeck", -0.5),
    agency("Weir Cottage Carers", "Stourbeck", 1.3),
    agency("Willow Carr Homecare", "Stourbeck", 0.2),
    agency("Fenwold Coast Care", "Fenwold", 0.6),
    agency("Marram Homecare", "Fenwold", -0.9),
    agency("Seven Groynes Care", "Fenwold", 0.4),
    agency("Sluice House Visiting", "Fenwold", -0.3),
    agency("High Tarrow Homecare", "High Tarrow", -7.4),
    agency("Fellgate Care", "High Tarrow", -4.2),
    agency("Upper Dale Carers", "High Tarrow", -3.1),
    agency("Lindle Home Visiting", "Lindle Vale", 0.8),
    agency("Orchard End Care", "Lindle Vale", 1.6),
    agency("Parson's Meadow Homecare", "Lindle Vale", 0.3),
    mutual("Lindle Neighbours", "Lindle Vale", 1.2),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_body_has_a_name_and_a_key_of_its_own() {
        let all = bodies();
        let names: BTreeSet<_> = all.iter().map(|body| body.name.to_lowercase()).collect();
        let keys: BTreeSet<_> = all.iter().map(|body| body.key).collect();
        assert_eq!((names.len(), keys.len()), (all.len(), all.len()));
        assert_eq!(all.first().map(|body| body.key), Some(COUNTY));
        assert!(AGENCIES.iter().any(|agency| agency.name == THREE_SPELLINGS[0]));
        assert!(AGENCIES.iter().any(|agency| agency.name == REDEFINED) && AGENCIES.iter().any(|agency| agency.name == SENT_TWICE));
    }

    #[test]
    fn no_name_is_that_of_a_well_known_body() {
        // Names a reader would take for a real one; the county is invented, whole.
        let real = [
            "bupa",
            "serco",
            "capita",
            "g4s",
            "mitie",
            "sodexo",
            "veolia",
            "suez",
            "biffa",
            "viridor",
            "amey",
            "ringway",
            "barchester",
            "hc-one",
            "turning point",
            "change grow live",
            "via ",
            "shelter",
            "st mungo",
            "home group",
            "care uk",
            "helping hands",
            "allied health",
            "mencap",
            "scope",
            "age uk",
            "barnardo",
            "bluebird",
            "cera",
            "lifeways",
            "voyage care",
            "riverside",
        ];
        for body in bodies() {
            let name = format!("{} ", body.name.to_lowercase());
            assert!(!real.iter().any(|known| name.contains(known)), "{}", body.name);
        }
    }
}
