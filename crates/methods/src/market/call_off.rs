//! Markets where each need is bought by itself (care, transport, placements): how many offer, how long it takes, what is handed back, how
//! far from home, and what is paid against what care costs.

use std::collections::BTreeMap;

use quantity::{Date, Share};
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::not_negative;
use crate::Method;
use crate::numeric::order::{mean, quantile_of_sorted};

pub const METHOD: Method = Method {
    code: "market-call-off",
    edition: 1,
    title: "Who answers when one need is bought at a time",
    sources: &["Own rule: counts, means and quantiles of requests, each of those that tell it"],
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub requests: Vec<Request>,
    /// The last day the file is of: a request not answered by then has waited so long, and longer.
    pub on: Date,
}

/// A request for a package, a placement or a route; what is none is not told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// Which place or zone; empty where it is not told.
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub asked: Option<Date>,
    #[serde(default)]
    pub offers: Option<u32>,
    /// The day an offer was taken; none while none was.
    #[serde(default)]
    pub sourced: Option<Date>,
    #[serde(default)]
    pub handed_back: Option<bool>,
    #[serde(default)]
    pub miles: Option<f64>,
    /// Of a week, in pence.
    #[serde(default)]
    pub fee_pence: Option<i64>,
    /// What a week is reckoned to cost, in pence.
    #[serde(default)]
    pub cost_pence: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Further than this from home is far.
    pub far_miles: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { far_miles: 20.0 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub all: Figures,
    /// Places by name; those without one together under an empty name.
    pub places: Vec<PlaceRead>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRead {
    pub place: String,
    pub figures: Figures,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    pub requests: usize,
    /// Requests that tell how many offered.
    pub offers_told: usize,
    pub offers: Option<f64>,
    pub one_offer: usize,
    pub no_offer: usize,
    /// One offer, of those told.
    pub one_offer_share: Option<Share>,
    pub no_offer_share: Option<Share>,
    /// Days from asking to taking, of those taken.
    pub sourced: usize,
    pub days_mean: Option<f64>,
    pub days_middle: Option<f64>,
    pub days_three_quarters: Option<f64>,
    pub days_nine_tenths: Option<f64>,
    /// Asked, and none taken by the last day.
    pub waiting: usize,
    /// Longest of those, in days.
    pub waiting_longest: Option<i32>,
    pub handed_back_told: usize,
    pub handed_back: usize,
    pub handed_back_share: Option<Share>,
    pub miles_told: usize,
    pub miles_middle: Option<f64>,
    /// Further than the setting, of those told.
    pub far_share: Option<Share>,
    /// Requests that tell both fee and cost.
    pub fee_told: usize,
    /// Fee over cost: the middle.
    pub fee_over_cost: Option<f64>,
    /// Fee under cost, of those.
    pub under_cost_share: Option<Share>,
}

/// Reads requests.
///
/// # Errors
/// Where there is none, one was taken before it was asked for, or a figure is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    if !(0.0..1e5).contains(&settings.far_miles) {
        return Err(Refusal::Setting { setting: "far_miles", value: settings.far_miles, range: "0 or more" });
    }
    if ask.requests.is_empty() {
        return Err(Refusal::Nothing("request"));
    }
    for (at, request) in ask.requests.iter().enumerate() {
        let whose = || format!("Request {}", at + 1);
        if request.asked.zip(request.sourced).is_some_and(|(asked, sourced)| sourced < asked) {
            return Err(Refusal::CannotBe { whose: whose(), what: "an offer was taken before anybody asked" });
        }
        not_negative(&whose(), "miles", request.miles.unwrap_or(0.0))?;
        not_negative(&whose(), "the fee", request.fee_pence.unwrap_or(0) as f64)?;
        not_negative(&whose(), "the cost of care", request.cost_pence.unwrap_or(0) as f64)?;
    }
    let mut places: BTreeMap<&str, Vec<&Request>> = BTreeMap::new();
    for request in &ask.requests {
        places.entry(&request.place).or_default().push(request);
    }
    let all: Vec<&Request> = ask.requests.iter().collect();
    let of_place =
        |(place, requests): (&str, Vec<&Request>)| PlaceRead { place: place.to_owned(), figures: figures(&requests, ask.on, settings) };
    Ok(Reading { all: figures(&all, ask.on, settings), places: places.into_iter().map(of_place).collect() })
}

fn figures(requests: &[&Request], on: Date, settings: &Settings) -> Figures {
    let between = |from: Date, to: Date| from.until(to).map(|span| span.get_days()).unwrap_or(0);
    let share = |part: usize, whole: usize| Share::of(part as u64, whole as u64);
    let offers: Vec<f64> = requests.iter().filter_map(|one| one.offers).map(f64::from).collect();
    let (one_offer, no_offer) = (offers.iter().filter(|n| **n == 1.0).count(), offers.iter().filter(|n| **n == 0.0).count());
    let mut days: Vec<f64> = requests.iter().filter_map(|one| one.asked.zip(one.sourced)).map(|(a, s)| f64::from(between(a, s))).collect();
    days.sort_by(f64::total_cmp);
    let open: Vec<i32> = requests
        .iter()
        .filter(|one| one.sourced.is_none())
        .filter_map(|one| one.asked)
        .filter(|asked| *asked <= on)
        .map(|asked| between(asked, on))
        .collect();
    let back: Vec<bool> = requests.iter().filter_map(|one| one.handed_back).collect();
    let handed_back = back.iter().filter(|one| **one).count();
    let mut miles: Vec<f64> = requests.iter().filter_map(|one| one.miles).collect();
    miles.sort_by(f64::total_cmp);
    let far = miles.iter().filter(|one| **one > settings.far_miles).count();
    let fees = requests.iter().filter_map(|one| one.fee_pence.zip(one.cost_pence)).filter(|(_, cost)| *cost > 0);
    let mut fees: Vec<f64> = fees.map(|(fee, cost)| fee as f64 / cost as f64).collect();
    fees.sort_by(f64::total_cmp);
    let under = fees.iter().filter(|ratio| **ratio < 1.0).count();
    Figures {
        requests: requests.len(),
        offers_told: offers.len(),
        offers: mean(&offers),
        one_offer,
        no_offer,
        one_offer_share: share(one_offer, offers.len()),
        no_offer_share: share(no_offer, offers.len()),
        sourced: days.len(),
        days_mean: mean(&days),
        days_middle: quantile_of_sorted(&days, 0.5),
        days_three_quarters: quantile_of_sorted(&days, 0.75),
        days_nine_tenths: quantile_of_sorted(&days, 0.9),
        waiting: open.len(),
        waiting_longest: open.into_iter().max(),
        handed_back_told: back.len(),
        handed_back,
        handed_back_share: share(handed_back, back.len()),
        miles_told: miles.len(),
        miles_middle: quantile_of_sorted(&miles, 0.5),
        far_share: share(far, miles.len()),
        fee_told: fees.len(),
        fee_over_cost: quantile_of_sorted(&fees, 0.5),
        under_cost_share: share(under, fees.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn request(place: &str, offers: Option<u32>, sourced: Option<&str>) -> Request {
        Request {
            place: place.into(),
            asked: Some(date("2026-10-01")),
            offers,
            sourced: sourced.map(date),
            handed_back: None,
            miles: None,
            fee_pence: None,
            cost_pence: None,
        }
    }

    fn of(requests: Vec<Request>) -> Reading {
        read(&Ask { requests, on: date("2026-10-31") }, &Settings::default()).expect("read")
    }

    #[test]
    fn offers_days_and_who_still_waits_are_told_by_place() {
        let reading = of(vec![
            request("uplands", Some(1), Some("2026-10-13")),
            request("uplands", Some(0), None),
            request("town", Some(3), Some("2026-10-03")),
            request("town", None, Some("2026-10-05")),
        ]);
        let all = &reading.all;
        assert_eq!((all.requests, all.offers_told, all.one_offer, all.no_offer, all.waiting), (4, 3, 1, 1, 1));
        assert_eq!((all.offers, all.days_middle, all.waiting_longest), (Some(4.0 / 3.0), Some(4.0), Some(30)));
        assert_eq!(reading.places.iter().map(|p| p.place.as_str()).collect::<Vec<_>>(), ["town", "uplands"]);
        assert_eq!(reading.places[0].figures.one_offer_share, Some(Share::NONE));
        assert_eq!((all.handed_back_share, all.far_share, all.fee_over_cost), (None, None, None));
    }

    #[test]
    fn a_fee_is_held_against_the_cost_of_care_and_a_distance_against_far() {
        let priced = |fee: i64, miles: f64| Request {
            fee_pence: Some(fee),
            cost_pence: Some(100_000),
            miles: Some(miles),
            handed_back: Some(fee < 90_000),
            ..request("", None, None)
        };
        let all = of(vec![priced(80_000, 5.0), priced(95_000, 20.0), priced(110_000, 42.0)]).all;
        assert_eq!((all.fee_over_cost, all.far_share), (Some(0.95), Share::new(1.0 / 3.0).ok()));
        assert_eq!((all.under_cost_share, all.handed_back), (Share::new(2.0 / 3.0).ok(), 1));
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let refused =
            |requests: Vec<Request>| read(&Ask { requests, on: date("2026-10-31") }, &Settings::default()).expect_err("refused").code();
        assert_eq!(refused(vec![]), "nothing_to_read");
        assert_eq!(refused(vec![request("", None, Some("2026-09-30"))]), "cannot_be");
        assert_eq!(refused(vec![Request { miles: Some(-1.0), ..request("", None, None) }]), "out_of_range");
    }
}
