//! Who comes and who goes: new and leaving suppliers by year, what incumbents keep, first-ever awards by kind, and who is still there
//! after a first award.

use std::collections::{BTreeMap, BTreeSet};

use quantity::{Date, Share};
use serde::{Deserialize, Serialize};

use super::Refusal;
use crate::Method;

pub const METHOD: Method = Method {
    code: "market-flows",
    edition: 1,
    title: "Who comes and who goes",
    sources: &[
        "Own rule: a supplier is there in a year in which it is awarded or paid anything; new in the first, gone in the year after the last",
    ],
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// Awards, or payments by supplier and year.
    pub awards: Vec<Award>,
    /// Contracts let again: who had it, who has it.
    #[serde(default)]
    pub relets: Vec<Relet>,
    /// First and last year that the record holds whole.
    pub first_year: i32,
    pub last_year: i32,
    /// The day it is asked on: a first award of the twelve months before is of the last twelve.
    pub on: Date,
    /// Kinds that a foothold is an aim for; each is answered for, if only with none.
    #[serde(default)]
    pub aims: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    pub supplier: String,
    pub year: i32,
    /// Its day, where it is told.
    #[serde(default)]
    pub on: Option<Date>,
    /// Kinds of the supplier: sme, voluntary, mutual, local.
    #[serde(default)]
    pub kinds: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relet {
    pub name: String,
    pub before: String,
    pub after: String,
    /// How many bid; none where it is not told.
    #[serde(default)]
    pub bids: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Share of contracts let again that incumbents keep, beyond which, with few bids, it is pointed out.
    pub kept_over: f64,
    pub bids_under: f64,
    /// Years after a first award within which another has to come for a supplier to have stayed.
    pub stays_within: i32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { kept_over: 0.8, bids_under: 3.0, stays_within: 2 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub years: Vec<Year>,
    /// More left than came in, two years running, by the last year.
    pub more_leave_than_come: bool,
    pub relets: usize,
    pub kept: usize,
    pub kept_share: Option<Share>,
    /// Mean bids of those that tell it.
    pub relet_bids: Option<f64>,
    /// Incumbents keep more than the setting, with fewer bids than the setting. None where either is not told.
    pub incumbents_kept: Option<bool>,
    /// By kind, in the order of the alphabet.
    pub kinds: Vec<Foothold>,
    /// First awards early enough to see whether another came.
    pub firsts_judged: usize,
    pub stayed: usize,
    pub stayed_share: Option<Share>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Year {
    pub year: i32,
    pub suppliers: usize,
    /// There for the first time in the record; none in its first year, when everybody is.
    pub came: Option<usize>,
    /// There the year before, and not from this one on; none in the first year, and none in the last, when they may yet be back.
    pub left: Option<usize>,
    /// Came and left over the suppliers of the year before.
    pub churn: Option<f64>,
}

/// First-ever awards to suppliers of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Foothold {
    pub kind: String,
    /// Suppliers of the kind in the record.
    pub suppliers: usize,
    /// First-ever awards after the first year of the record.
    pub firsts: usize,
    /// Of those, in the twelve months before the day asked, as far as days or years tell.
    pub firsts_last_twelve_months: usize,
    pub stayed: usize,
    pub firsts_judged: usize,
    /// It is an aim, and nobody of the kind had a first award in twelve months.
    pub is_flagged: bool,
}

/// Reads who comes and goes.
///
/// # Errors
/// Where there is no award within the years, the years are the wrong way round, or a setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    if !(0.0..=1.0).contains(&settings.kept_over) {
        return Err(Refusal::Setting { setting: "kept_over", value: settings.kept_over, range: "from 0 to 1" });
    }
    if !(1..=50).contains(&settings.stays_within) {
        return Err(Refusal::Setting { setting: "stays_within", value: f64::from(settings.stays_within), range: "from 1 to 50" });
    }
    if ask.first_year > ask.last_year || ask.first_year < 1 || ask.last_year > 9_998 {
        return Err(Refusal::CannotBe { whose: "The years".into(), what: "the first is after the last, or they are no years" });
    }
    let suppliers = suppliers(ask);
    if suppliers.is_empty() {
        return Err(Refusal::Nothing("award within these years"));
    }
    let years = years(ask, &suppliers);
    let full: Vec<(usize, usize)> = years.iter().filter_map(|year| year.came.zip(year.left)).collect();
    let stays = Stays { first_year: ask.first_year, last_year: ask.last_year, within: settings.stays_within };
    let (firsts_judged, stayed) = stays.count(suppliers.values());
    let kept = ask.relets.iter().filter(|relet| relet.before == relet.after).count();
    let kept_share = Share::of(kept as u64, ask.relets.len() as u64);
    let bids: Vec<f64> = ask.relets.iter().filter_map(|relet| relet.bids).map(f64::from).collect();
    let relet_bids = crate::numeric::order::mean(&bids);
    Ok(Reading {
        more_leave_than_come: full.len() >= 2 && full.iter().rev().take(2).all(|(came, left)| left > came),
        years,
        relets: ask.relets.len(),
        kept,
        kept_share,
        relet_bids,
        incumbents_kept: kept_share.zip(relet_bids).map(|(kept, bids)| kept.value() > settings.kept_over && bids < settings.bids_under),
        kinds: kinds(ask, &suppliers, &stays),
        firsts_judged,
        stayed,
        stayed_share: Share::of(stayed as u64, firsts_judged as u64),
    })
}

/// One supplier over the record.
#[derive(Default)]
struct Supplier<'a> {
    years: BTreeSet<i32>,
    /// First day told of its first year.
    first_day: Option<Date>,
    kinds: BTreeSet<&'a str>,
    /// Awards by year.
    awards: BTreeMap<i32, usize>,
}

fn suppliers(ask: &Ask) -> BTreeMap<&str, Supplier<'_>> {
    let mut all: BTreeMap<&str, Supplier> = BTreeMap::new();
    for award in ask.awards.iter().filter(|award| (ask.first_year..=ask.last_year).contains(&award.year)) {
        let one = all.entry(&award.supplier).or_default();
        one.years.insert(award.year);
        *one.awards.entry(award.year).or_default() += 1;
        one.kinds.extend(award.kinds.iter().map(String::as_str));
        if let Some(on) = award.on {
            one.first_day = Some(one.first_day.map_or(on, |first| first.min(on)));
        }
    }
    all
}

fn years(ask: &Ask, suppliers: &BTreeMap<&str, Supplier>) -> Vec<Year> {
    let there = |year: i32| suppliers.values().filter(|one| one.years.contains(&year)).count();
    (ask.first_year..=ask.last_year)
        .map(|year| {
            let inside = year > ask.first_year;
            let came = inside.then(|| suppliers.values().filter(|one| one.years.first() == Some(&year)).count());
            let gone = |one: &&Supplier| one.years.last() == Some(&(year - 1));
            let left = (inside && year < ask.last_year).then(|| suppliers.values().filter(gone).count());
            let before = there(year - 1);
            let churn = came.zip(left).filter(|_| before > 0).map(|(came, left)| (came + left) as f64 / before as f64);
            Year { year, suppliers: there(year), came, left, churn }
        })
        .collect()
}

struct Stays {
    first_year: i32,
    last_year: i32,
    within: i32,
}

impl Stays {
    /// First awards early enough to judge, and of those, the ones with another award in a later year within the years given.
    fn count<'a>(&self, suppliers: impl Iterator<Item = &'a Supplier<'a>>) -> (usize, usize) {
        let (mut judged, mut stayed) = (0, 0);
        for one in suppliers {
            let Some(first) = one.years.first().copied().filter(|first| *first > self.first_year) else { continue };
            if first + self.within <= self.last_year {
                judged += 1;
                stayed += usize::from(one.years.range(first + 1..=first + self.within).next().is_some());
            }
        }
        (judged, stayed)
    }
}

fn kinds(ask: &Ask, suppliers: &BTreeMap<&str, Supplier>, stays: &Stays) -> Vec<Foothold> {
    let aims: BTreeSet<&str> = ask.aims.iter().map(String::as_str).collect();
    let mut all = aims.clone();
    all.extend(suppliers.values().flat_map(|one| one.kinds.iter().copied()));
    let a_year_before = jiff::Span::new().try_months(12).ok().and_then(|span| ask.on.checked_sub(span).ok()).unwrap_or(Date::MIN);
    let is_late = |one: &Supplier| match (one.first_day, one.years.first()) {
        (Some(day), _) => day > a_year_before && day <= ask.on,
        (None, Some(year)) => *year >= i32::from(ask.on.year()),
        (None, None) => false,
    };
    all.into_iter()
        .map(|kind| {
            let of_kind = || suppliers.values().filter(|one| one.kinds.contains(kind));
            let firsts = || of_kind().filter(|one| one.years.first().is_some_and(|first| *first > ask.first_year));
            let (firsts_judged, stayed) = stays.count(of_kind());
            let lately = firsts().filter(|one| is_late(one)).count();
            Foothold {
                kind: kind.to_owned(),
                suppliers: of_kind().count(),
                firsts: firsts().count(),
                firsts_last_twelve_months: lately,
                stayed,
                firsts_judged,
                is_flagged: aims.contains(kind) && lately == 0,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn award(supplier: &str, year: i32, kind: &str) -> Award {
        let kinds = if kind.is_empty() { vec![] } else { vec![kind.to_owned()] };
        Award { supplier: supplier.into(), year, on: None, kinds }
    }

    fn ask(awards: Vec<Award>) -> Ask {
        Ask {
            awards,
            relets: vec![],
            first_year: 2022,
            last_year: 2026,
            on: "2026-11-21".parse().expect("a date"),
            aims: vec!["mutual".into(), "voluntary".into()],
        }
    }

    fn of(ask: &Ask) -> Reading {
        read(ask, &Settings::default()).expect("read")
    }

    #[test]
    fn who_is_new_in_the_first_year_and_gone_after_the_last_is_not_told() {
        let reading = of(&ask(vec![
            award("old", 2022, ""),
            award("old", 2023, ""),
            award("new", 2023, ""),
            award("steady", 2022, ""),
            award("steady", 2026, ""),
        ]));
        let told: Vec<_> = reading.years.iter().map(|year| (year.suppliers, year.came, year.left)).collect();
        assert_eq!(told[0], (2, None, None));
        assert_eq!(told[1], (2, Some(1), Some(0)));
        assert_eq!(told[2], (0, Some(0), Some(2)));
        assert_eq!(told[4], (1, Some(0), None));
        assert_eq!(reading.years[1].churn, Some(0.5));
        assert!(!reading.more_leave_than_come);
    }

    #[test]
    fn no_first_award_in_twelve_months_is_pointed_out_where_it_is_an_aim() {
        let reading =
            of(&ask(vec![award("M", 2023, "mutual"), award("M", 2024, "mutual"), award("V", 2026, "voluntary"), award("S", 2022, "sme")]));
        let by = |kind: &str| reading.kinds.iter().find(|one| one.kind == kind).expect("told");
        assert_eq!((by("mutual").firsts, by("mutual").is_flagged, by("mutual").stayed), (1, true, 1));
        assert_eq!((by("voluntary").firsts_last_twelve_months, by("voluntary").is_flagged), (1, false));
        assert_eq!((by("sme").firsts, by("sme").is_flagged), (0, false));
        assert_eq!((reading.firsts_judged, reading.stayed_share), (1, Some(Share::ALL)));
    }

    #[test]
    fn a_supplier_counted_twice_is_one_and_a_day_decides_before_a_year() {
        let late = Award { on: Some("2025-11-20".parse().expect("a date")), ..award("V", 2025, "voluntary") };
        let reading = of(&ask(vec![late.clone(), late]));
        assert_eq!(reading.kinds[1].firsts, 1);
        assert_eq!(reading.kinds[1].firsts_last_twelve_months, 0);
    }

    #[test]
    fn incumbents_that_keep_all_with_few_bids_are_pointed_out() {
        let relet = |before: &str, after: &str| Relet { name: "x".into(), before: before.into(), after: after.into(), bids: Some(1) };
        let kept = Ask { relets: vec![relet("A", "A"); 9], ..ask(vec![award("A", 2024, "")]) };
        assert_eq!((of(&kept).kept_share, of(&kept).incumbents_kept), (Some(Share::ALL), Some(true)));
        let mut untold = kept;
        for relet in &mut untold.relets {
            relet.bids = None;
        }
        assert_eq!(of(&untold).incumbents_kept, None);
        assert_eq!(read(&ask(vec![award("A", 2019, "")]), &Settings::default()).expect_err("refused").code(), "nothing_to_read");
    }
}
