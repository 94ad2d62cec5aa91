//! Northvale's shared money: three funds, the £1.2m with forty things that could be done with it, and nine lines cut alike.
//! Every figure is invented.

use model::fund::MoneyTerm::{self, OneOff, Recurrent};

/// What a partner puts in, £ thousands; none where it has not shared it.
pub struct PutIn {
    pub body: &'static str,
    pub basis: &'static str,
    pub thousands: Option<i64>,
    pub term: MoneyTerm,
    pub capital: bool,
    pub conditions: &'static str,
}

pub struct Fund {
    pub key: &'static str,
    pub name: &'static str,
    pub purpose: &'static str,
    pub manager: &'static str,
    pub host: Option<&'static str>,
    /// The lead, and the hundredths of its own that it bears first.
    pub lead_first: Option<(&'static str, f64)>,
    pub stress: &'static [f64],
    pub puts_in: &'static [PutIn],
}

const fn put_in(body: &'static str, basis: &'static str, thousands: i64, term: MoneyTerm) -> PutIn {
    PutIn { body, basis, thousands: Some(thousands), term, capital: false, conditions: "" }
}

pub const BETTER_CARE: &str = "better_care";
pub const CRISIS: &str = "crisis";
pub const HOME_FIRST: &str = "home_first";

pub const FUNDS: [Fund; 3] = [
    Fund {
        key: BETTER_CARE,
        name: "Better Care Fund",
        purpose: "Health and care that keep people out of hospital and bring them home sooner.",
        manager: "Priya Nair",
        host: Some("county"),
        lead_first: Some(("county", 2.0)),
        stress: &[2.0, 5.0, 10.0],
        puts_in: &[
            PutIn {
                conditions: "The NHS minimum: social care and out-of-hospital services.",
                ..put_in("icb", "section_75", 43_900, Recurrent)
            },
            PutIn {
                capital: true,
                conditions: "Disabled facilities grant: passes to the districts, for adaptations only.",
                ..put_in("county", "section_75", 7_900, OneOff)
            },
            put_in("county", "section_75", 6_800, Recurrent),
        ],
    },
    Fund {
        key: CRISIS,
        name: "Adults in crisis",
        purpose: "One way in for adults in crisis, day and night, whoever is called first.",
        manager: "Priya Nair",
        host: Some("county"),
        lead_first: None,
        stress: &[5.0, 10.0, 20.0],
        puts_in: &[
            put_in("county", "section_75", 1_000, Recurrent),
            put_in("icb", "section_75", 900, Recurrent),
            PutIn {
                conditions: "By an agreement of its own: police cannot be a party to a section 75 fund.",
                ..put_in("police", "aligned", 500, Recurrent)
            },
            PutIn {
                thousands: None,
                conditions: "Its share of street outreach has not been shared.",
                ..put_in("aldermere", "aligned", 0, Recurrent)
            },
        ],
    },
    Fund {
        key: HOME_FIRST,
        name: "Staying well at home",
        purpose: "Fewer falls, fewer admissions, and less loneliness among older people and those who look after them.",
        manager: "Priya Nair",
        host: Some("county"),
        lead_first: None,
        stress: &[5.0, 10.0],
        puts_in: &[
            put_in("icb", "section_75", 500, Recurrent),
            put_in("county", "section_75", 300, Recurrent),
            put_in("icb", "section_75", 200, OneOff),
            put_in("county", "section_75", 200, OneOff),
        ],
    },
];

/// Of whom there are only so many, whatever the money: what each thing takes of them.
pub const THERAPISTS: (&str, u32) = ("therapists who can lead classes and checks, full-time", 12);
pub const TAKES_THERAPISTS: [(&str, u32); 6] = [("A", 4), ("B", 3), ("E", 3), ("F", 5), ("G", 2), ("L", 2)];
/// The least older people that partners agreed any plan has to reach.
pub const OLDER_PEOPLE: (&str, u32) = ("older people", 1_500);

/// Something that could be done: £ thousands, points, and how many of the points are for the NHS; the rest are the council's.
pub struct Could {
    pub code: &'static str,
    pub title: &'static str,
    pub thousands: i64,
    pub points: i64,
    pub term: MoneyTerm,
    pub for_nhs: i64,
    pub reach: &'static [(&'static str, u32)],
}

const fn could(
    code: &'static str,
    title: &'static str,
    thousands: i64,
    points: i64,
    term: MoneyTerm,
    for_nhs: i64,
    reach: &'static [(&'static str, u32)],
) -> Could {
    Could { code, title, thousands, points, term, for_nhs, reach }
}

pub const FORTY: [Could; 40] = [
    could("A", "Village-hall strength classes", 310, 62, Recurrent, 43, &[("older people", 1240)]),
    could("B", "Home hazard checks with Fire", 140, 31, Recurrent, 22, &[("older people", 900)]),
    could("C", "Volunteer drivers from hospital", 95, 17, Recurrent, 14, &[("older people", 420)]),
    could("D", "Carers’ emergency line", 120, 24, Recurrent, 10, &[("carers", 610)]),
    could("E", "40 more support places", 260, 44, Recurrent, 13, &[("people living alone", 40)]),
    could("F", "Eight winter bridging beds", 420, 58, OneOff, 46, &[("older people", 160)]),
    could("G", "Digital care bundles", 230, 33, OneOff, 16, &[("people living alone", 380)]),
    could("H", "Six community connectors", 215, 41, Recurrent, 25, &[("people living alone", 720)]),
    could("I", "Youth work in Harrowdene", 180, 29, Recurrent, 3, &[("young people", 540)]),
    could("J", "Medicines review in care homes", 160, 34, Recurrent, 31, &[("older people", 780)]),
    could("K", "Care leavers’ rent guarantee", 75, 15, Recurrent, 2, &[("care leavers", 60)]),
    could("L", "Night sitting", 245, 37, Recurrent, 18, &[("carers", 190)]),
    could("M", "Lunch clubs in six villages", 60, 8, Recurrent, 4, &[("people living alone", 210)]),
    could("N", "Dementia cafes in Fenwold", 45, 6, Recurrent, 3, &[("carers", 90)]),
    could("O", "Reading groups for people living alone", 25, 3, Recurrent, 2, &[("people living alone", 80)]),
    could("P", "Weekend pharmacy advice", 80, 10, Recurrent, 5, &[]),
    could("Q", "Winter fuel advice line", 55, 7, Recurrent, 4, &[]),
    could("R", "Befriending by telephone", 40, 5, Recurrent, 2, &[("people living alone", 340)]),
    could("S", "Handyperson scheme", 90, 12, Recurrent, 6, &[("older people", 300)]),
    could("T", "Carers’ breaks in Wexmoor", 110, 14, Recurrent, 7, &[("carers", 130)]),
    could("U", "Young carers’ evenings", 50, 7, Recurrent, 1, &[("young people", 70)]),
    could("V", "Health checks at markets", 70, 8, Recurrent, 4, &[]),
    could("W", "Community fridge network", 30, 4, Recurrent, 1, &[]),
    could("X", "Walking groups", 20, 3, Recurrent, 2, &[("older people", 260)]),
    could("Y", "Singing for breathing", 25, 3, Recurrent, 2, &[]),
    could("Z", "Benefits advice in surgeries", 100, 13, Recurrent, 6, &[("people living alone", 450)]),
    could("AA", "Hospital discharge wardrobe", 20, 2, Recurrent, 1, &[]),
    could("AB", "Sight loss visitors", 65, 8, Recurrent, 4, &[]),
    could("AC", "Hearing aid repair van", 85, 9, OneOff, 4, &[]),
    could("AD", "Minibus for Lindle Vale", 75, 8, OneOff, 4, &[]),
    could("AE", "Hall kitchens refitted", 120, 12, OneOff, 6, &[]),
    could("AF", "Tablets for village halls", 40, 4, OneOff, 1, &[]),
    could("AG", "Sensory garden in Castlebrook", 35, 3, OneOff, 2, &[]),
    could("AH", "Falls alarms replaced", 150, 17, OneOff, 8, &[("older people", 520)]),
    could("AI", "Ramps and rails fund", 130, 15, OneOff, 8, &[]),
    could("AJ", "Volunteer training year", 45, 5, OneOff, 2, &[]),
    could("AK", "Boiler repairs fund", 95, 11, OneOff, 6, &[]),
    could("AL", "Shopmobility scooters", 60, 6, OneOff, 3, &[]),
    could("AM", "Bathing equipment store", 110, 12, OneOff, 6, &[]),
    could("AN", "Warm room heating", 50, 5, OneOff, 2, &[]),
];

/// Pilots that run until March.
pub const TODAY: [&str; 7] = ["C", "K", "M", "R", "T", "Z", "AH"];

/// One way to save on a line: £ thousands, points lost, who is hit, what replaces it.
pub struct Way {
    pub what: &'static str,
    pub thousands: i64,
    pub lost: i64,
    pub hit: &'static str,
    pub instead: &'static str,
}

/// A line of the budget: £ thousands now, points lost by 5% less, who that hits, and another way.
pub struct Line {
    pub name: &'static str,
    pub service: Option<u8>,
    pub thousands: i64,
    pub lost: i64,
    pub hit: &'static str,
    pub otherwise: Option<Way>,
}

const fn line(name: &'static str, service: Option<u8>, thousands: i64, lost: i64, hit: &'static str) -> Line {
    Line { name, service, thousands, lost, hit, otherwise: None }
}

pub const NINE: [Line; 9] = [
    Line {
        otherwise: Some(Way {
            what: "Shorter staffed hours, with self-service at eleven libraries",
            thousands: 420,
            lost: 7,
            hit: "People who need help from staff, mostly older borrowers",
            instead: "Helped hours every weekday morning",
        }),
        ..line("Libraries and community hubs", Some(11), 5_900, 9, "Borrowers at the six smallest libraries")
    },
    Line {
        otherwise: Some(Way {
            what: "One grants process for all partners",
            thousands: 60,
            lost: 1,
            hit: "Charities that applied twice",
            instead: "One form and one date for council and NHS",
        }),
        ..line("Carers and prevention grants", Some(6), 2_120, 14, "Nine small charities below the size at which they can go on")
    },
    line("Housing-related support", Some(1), 3_400, 17, "Eight flats’ worth of support for single homeless adults"),
    Line {
        otherwise: Some(Way {
            what: "A smaller treated network",
            thousands: 310,
            lost: 6,
            hit: "People on roads no longer treated, most of them in High Tarrow",
            instead: "More grit heaps, kept by parishes",
        }),
        ..line("Winter service", Some(10), 2_640, 4, "Drivers on the shortest routes")
    },
    Line {
        otherwise: Some(Way {
            what: "Two day centres share one building",
            thousands: 188,
            lost: 7,
            hit: "40 people travel further",
            instead: "A minibus from the old building",
        }),
        ..line("Day opportunities", None, 4_180, 8, "About 30 people lose a day a week")
    },
    line("Trading standards", None, 1_960, 5, "Older people whom rogue traders call on"),
    line("Youth services", None, 1_540, 10, "Two evenings a week in Harrowdene"),
    Line {
        otherwise: Some(Way {
            what: "Supported bus routes let again in two lots",
            thousands: 480,
            lost: 10,
            hit: "Passengers of the last evening bus on four routes",
            instead: "A shared taxi, booked by telephone",
        }),
        ..line("Bus support", None, 6_300, 5, "Passengers on Sundays")
    },
    line("Rights of way", None, 1_120, 2, "Walkers on paths not cleared in summer"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nine_lines_of_29_160_thousand_lose_5_per_cent_and_74_points_or_31_if_chosen() {
        assert_eq!(NINE.iter().map(|line| line.thousands).sum::<i64>(), 29_160);
        assert_eq!(NINE.iter().map(|line| line.thousands / 20).sum::<i64>(), 1_458);
        assert_eq!(NINE.iter().map(|line| line.lost).sum::<i64>(), 74);
        let ways = || NINE.iter().filter_map(|line| line.otherwise.as_ref());
        assert_eq!((ways().map(|way| way.thousands).sum::<i64>(), ways().map(|way| way.lost).sum::<i64>()), (1_458, 31));
    }

    #[test]
    fn the_forty_have_codes_of_their_own_and_no_partner_gains_more_than_there_is() {
        let codes: std::collections::BTreeSet<&str> = FORTY.iter().map(|one| one.code).collect();
        assert_eq!(codes.len(), 40);
        assert!(FORTY.iter().all(|one| (0..=one.points).contains(&one.for_nhs) && one.thousands > 0));
        assert!(TODAY.iter().all(|code| codes.contains(code)));
        assert!(FORTY[12..].iter().all(|one| (20..=150).contains(&one.thousands)));
    }
}
