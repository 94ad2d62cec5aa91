//! How long a service of one kind usually takes to bring to the market, and the least the law asks: from config/market.toml.

use quantity::Date;

use crate::config::market::MarketRules;

/// Days, by how complex the service is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsualTime {
    pub code: &'static str,
    pub title: &'static str,
    /// Of talking with the market before anything is asked for.
    pub engagement_days: u32,
    /// Of dialogue, pilots and co-design before a price; 0 where no stage of its own is asked for.
    pub development_days: u32,
    pub bid_days: u32,
}

const COMPLEXITIES: [(&str, &str); 3] = [
    ("simple", "Simple: known, bought often, easy to change provider"),
    ("middling", "Middling: known, with people’s care or a whole team in it"),
    ("complex", "Complex: people with many needs, homes to find or build, or a way nobody knows yet"),
];

/// The three kinds, simple first.
pub fn usual_times(rules: &MarketRules) -> Vec<UsualTime> {
    let days = |step: &str, at: usize| {
        let found = rules.lead_time.steps.iter().find(|one| one.code == step);
        found.and_then(|step| step.days.get(at)).copied().unwrap_or(0)
    };
    let time = |(at, (code, title)): (usize, (&'static str, &'static str))| UsualTime {
        code,
        title,
        engagement_days: days("engage", at),
        development_days: days("solve", at),
        bid_days: days("bid", at),
    };
    COMPLEXITIES.into_iter().enumerate().map(time).collect()
}

/// The least the law leaves for bids under a regime, where it gives a number.
pub(super) fn least_days_to_bid(rules: &MarketRules, regime: &str, country: &str, on: Date) -> Option<u32> {
    rules.least_days(regime, country, on).into_iter().find(|one| one.step == "bid").map(|one| one.days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::market;
    use jiff::civil::date;

    #[test]
    fn a_complex_service_has_a_stage_before_the_price_and_more_time_than_the_law_asks() {
        let rules = market::defaults().expect("rules");
        let times = usual_times(&rules);
        assert!(times[0].development_days == 0 && times[2].development_days > 0, "{times:?}");
        let least = least_days_to_bid(&rules, "act_2023", "England", date(2026, 11, 21)).expect("a number");
        assert!(times.iter().all(|time| time.bid_days > least));
        assert_eq!(least_days_to_bid(&rules, "light_touch", "England", date(2026, 11, 21)), None);
    }
}
