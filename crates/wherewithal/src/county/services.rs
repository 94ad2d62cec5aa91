//! The services of Northvale: the county's twelve, four on the same bench, who runs each and until when.

use jiff::civil::{Date, date};
use quantity::Money;

/// A service as the county file tells it. Numbers 1 to 12 are the county's own; 13 to 16 are shared or another's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Provided {
    pub number: u8,
    pub name: &'static str,
    pub describes: &'static str,
    /// Key of the body that runs it.
    pub operator: &'static str,
    pub run_by: &'static str,
    /// Code of the delivery model in force (`config/delivery_models.toml`).
    pub model: &'static str,
    pub annual: Option<Money>,
    pub volume: &'static str,
    pub since: Date,
    pub ends: Option<Date>,
    pub regime: &'static str,
    /// The contract, grant or agreement in force, where there is one.
    pub arrangement: Option<&'static str>,
    /// How files of it are named: `housing-support`.
    pub file: &'static str,
}

const fn pounds(pounds: i64) -> Option<Money> {
    Some(Money::from_pounds(pounds))
}

pub const HOUSING: u8 = 1;
pub const HOME_CARE: u8 = 2;
pub const REABLEMENT: u8 = 3;
pub const SUPPORTED_LIVING: u8 = 4;
pub const FALLS: u8 = 5;
pub const GRANTS: u8 = 6;
pub const TRANSPORT: u8 = 7;
pub const PLACEMENTS: u8 = 8;
pub const TREATMENT: u8 = 9;
pub const WINTER: u8 = 10;
pub const LIBRARIES: u8 = 11;
pub const WASTE: u8 = 12;
pub const HOSPITAL_LINK: u8 = 13;
pub const LEISURE: u8 = 14;
pub const FENWOLD_FUND: u8 = 15;
pub const LINDLE_HELP: u8 = 16;

pub const SERVICES: [Provided; 16] = [
    Provided {
        number: HOUSING,
        name: "Housing-related support",
        describes: "Six schemes where single homeless adults live with support until they have a home of their own.",
        operator: "county",
        run_by: "the council's own team, 62 staff",
        model: "in_house",
        annual: pounds(3_400_000),
        volume: "148 flats in six schemes; about 25 people move on each month",
        since: date(2011, 4, 1),
        ends: None,
        regime: "None chosen yet",
        arrangement: None,
        file: "housing-support",
    },
    Provided {
        number: HOME_CARE,
        name: "Home care",
        describes: "Help at home with washing, dressing, eating and medicines.",
        operator: "county",
        run_by: "41 agencies on a framework; the largest has 9.5%",
        model: "framework",
        annual: pounds(43_800_000),
        volume: "31,000 hours a week at £27.10, for 2,150 people on any day",
        since: date(2022, 4, 1),
        ends: Some(date(2028, 3, 31)),
        regime: "light touch, call-offs",
        arrangement: Some("Home care framework"),
        file: "home-care",
    },
    Provided {
        number: REABLEMENT,
        name: "Reablement at home",
        describes: "Up to six weeks of help to get going again after a stay in hospital.",
        operator: "county",
        run_by: "the council's own team, 131 staff",
        model: "in_house",
        annual: pounds(9_600_000),
        volume: "3,050 starts a year, 254 a month",
        since: date(2014, 10, 1),
        ends: None,
        regime: "section 75 or transfer to the community trust proposed",
        arrangement: None,
        file: "reablement",
    },
    Provided {
        number: SUPPORTED_LIVING,
        name: "Complex supported living",
        describes: "A home of one's own, with support day and night, for people with the most complex needs.",
        operator: "orrin_court",
        run_by: "6 providers, one able to take people leaving long-stay hospital",
        model: "contract",
        annual: pounds(28_400_000),
        volume: "212 people; lot C 14 places, 11 more needed by 2028",
        since: date(2021, 1, 22),
        ends: Some(date(2027, 1, 21)),
        regime: "light touch",
        arrangement: Some("Complex supported living, lot C"),
        file: "supported-living",
    },
    Provided {
        number: FALLS,
        name: "Steady on your feet",
        describes: "Classes, home checks and advice so that older people do not fall.",
        operator: "county",
        run_by: "to be decided, with the ICB, fire service and districts",
        model: "cooperation",
        annual: pounds(520_000),
        volume: "2,400 older people a year",
        since: date(2023, 9, 1),
        ends: None,
        regime: "mixed",
        arrangement: None,
        file: "falls",
    },
    Provided {
        number: GRANTS,
        name: "Carers and prevention grants",
        describes: "Grants to charities that keep carers and lonely people going.",
        operator: "county",
        run_by: "46 charities, with grants from £2,000 to £118,000",
        model: "grant",
        annual: pounds(2_120_000),
        volume: "9,400 people",
        since: date(2024, 4, 1),
        ends: Some(date(2027, 3, 31)),
        regime: "grant",
        arrangement: Some("Carers and prevention grants 2024 to 2027"),
        file: "carers-grants",
    },
    Provided {
        number: TRANSPORT,
        name: "School transport for children with special needs",
        describes: "The journey between home and school for 2,940 pupils.",
        operator: "county",
        run_by: "118 operators on a dynamic purchasing system, 812 routes",
        model: "dynamic_purchasing",
        annual: pounds(31_700_000),
        volume: "2,940 pupils at £10,780; 5,700 journeys a day",
        since: date(2021, 2, 24),
        ends: Some(date(2029, 2, 23)),
        regime: "2015 rules",
        arrangement: Some("School transport dynamic purchasing system"),
        file: "school-transport",
    },
    Provided {
        number: PLACEMENTS,
        name: "Children's homes and placements",
        describes: "Homes for children who cannot live with their families.",
        operator: "county",
        run_by: "3 council homes (11 beds) and 34 companies",
        model: "contract",
        annual: pounds(30_300_000),
        volume: "96 residential places at £6,050 a week; 842 children looked after",
        since: date(2019, 4, 1),
        ends: None,
        regime: "light touch, bought place by place",
        arrangement: None,
        file: "placements",
    },
    Provided {
        number: TREATMENT,
        name: "Drug and alcohol treatment",
        describes: "Treatment and recovery for adults who use drugs or alcohol.",
        operator: "clearwell",
        run_by: "Clearwell Recovery, a charity",
        model: "contract_voluntary",
        annual: pounds(7_200_000),
        volume: "2,980 adults in treatment",
        since: date(2020, 10, 1),
        ends: Some(date(2027, 9, 30)),
        regime: "Provider Selection Regime",
        arrangement: Some("Adult drug and alcohol treatment"),
        file: "drugs-alcohol",
    },
    Provided {
        number: WINTER,
        name: "Winter service",
        describes: "Roads treated before frost and cleared of snow.",
        operator: "county",
        run_by: "the council's own gangs, with Tarrow Highways Ltd",
        model: "in_house",
        annual: pounds(2_640_000),
        volume: "2,140 km treated of 5,480 km",
        since: date(2019, 5, 1),
        ends: Some(date(2029, 4, 30)),
        regime: "Procurement Act, services",
        arrangement: Some("Winter treatment, northern routes"),
        file: "winter",
    },
    Provided {
        number: LIBRARIES,
        name: "Libraries and community hubs",
        describes: "Books, warmth, help online and somewhere to meet.",
        operator: "county",
        run_by: "18 run by the council, 6 by communities",
        model: "in_house",
        annual: pounds(5_900_000),
        volume: "1.62m visits",
        since: date(1974, 4, 1),
        ends: None,
        regime: "a staff mutual is proposed",
        arrangement: None,
        file: "libraries",
    },
    Provided {
        number: WASTE,
        name: "Waste treatment",
        describes: "What happens to what we throw away: sorted, recycled, burnt for energy, buried.",
        operator: "vale_renewables",
        run_by: "Vale Renewables, a company made for this contract",
        model: "pfi",
        annual: pounds(24_800_000),
        volume: "214,000 tonnes",
        since: date(2008, 7, 1),
        ends: Some(date(2033, 6, 30)),
        regime: "legacy",
        arrangement: Some("Waste treatment private finance contract"),
        file: "waste",
    },
    Provided {
        number: HOSPITAL_LINK,
        name: "Leaving hospital",
        describes: "The team that gets people home once the ward says they are ready.",
        operator: "hospitals",
        run_by: "Northvale Hospitals, with the council's social workers",
        model: "section_75",
        annual: pounds(4_100_000),
        volume: "about 4,000 people aged 65 and over leave hospital each month",
        since: date(2021, 4, 1),
        ends: None,
        regime: "section 75",
        arrangement: Some("Better Care Fund agreement"),
        file: "leaving-hospital",
    },
    Provided {
        number: LEISURE,
        name: "Stourbeck leisure",
        describes: "Two leisure centres of Stourbeck District Council.",
        operator: "stourbeck",
        run_by: "Stourbeck District Council",
        model: "in_house",
        annual: pounds(940_000),
        volume: "2 centres",
        since: date(1998, 4, 1),
        ends: None,
        regime: "a district's own",
        arrangement: None,
        file: "leisure",
    },
    Provided {
        number: FENWOLD_FUND,
        name: "Fenwold neighbourhood fund",
        describes: "£180,000 that people of Fenwold share out themselves.",
        operator: "parishes",
        run_by: "a cluster of parish councils",
        model: "community_commissioning",
        annual: pounds(180_000),
        volume: "412 ballots",
        since: date(2024, 9, 2),
        ends: None,
        regime: "delegated, up to £50,000 a project",
        arrangement: None,
        file: "fenwold-fund",
    },
    Provided {
        number: LINDLE_HELP,
        name: "Tenancy help in Lindle Vale",
        describes: "Help for people in Lindle Vale who might lose their tenancy: one of the 46 grants.",
        operator: "lindle_trust",
        run_by: "Lindle Tenancy Trust",
        model: "grant",
        annual: pounds(86_000),
        volume: "about 45 people helped each month",
        since: date(2024, 4, 1),
        ends: Some(date(2027, 3, 31)),
        regime: "grant",
        arrangement: Some("Grant to Lindle Tenancy Trust 2024 to 2027"),
        file: "lindle-tenancies",
    },
];

/// By number; there are sixteen.
pub fn service(number: u8) -> Option<&'static Provided> {
    SERVICES.iter().find(|service| service.number == number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::organisations::bodies;

    #[test]
    fn the_twelve_services_cost_what_the_county_file_says() {
        let keys: Vec<_> = bodies().into_iter().map(|body| body.key).collect();
        for (at, service) in SERVICES.iter().enumerate() {
            assert_eq!(usize::from(service.number), at + 1);
            assert!(keys.contains(&service.operator), "{}", service.name);
        }
        let twelve: Money = SERVICES.iter().take(12).filter_map(|service| service.annual).sum();
        assert_eq!(twelve.pounds(), 190_380_000.0, "{}", twelve.in_full());
    }

    #[test]
    fn lot_c_ends_61_days_after_the_demo_opens() {
        let ends = service(SUPPORTED_LIVING).and_then(|service| service.ends).expect("an end");
        assert_eq!((ends - date(2026, 11, 21)).get_days(), 61);
    }
}
