//! Usable capacity against need, part by part: a shortfall in the unit of the service, never a yes or a no.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::Method;
use crate::working::{Column, Table, Working};

pub const METHOD: Method = Method {
    code: "capacity-gap",
    edition: 1,
    title: "How much is missing: need against what could be provided",
    sources: &["Own rule: shortfall is need less the usable capacity of those able to provide it; the ratio is capacity over need"],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// At most one for each part.
    pub needs: Vec<Need>,
    pub capacity: Vec<Usable>,
}

/// Needed in one part (a year, a place, a lot). All three 0 or more, in order, in one unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    pub of: String,
    pub low: f64,
    pub central: f64,
    pub high: f64,
}

/// What one provider could use for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usable {
    pub of: String,
    pub provider: String,
    /// Able to do what is asked. What others have is not counted.
    pub is_able: bool,
    /// 0 or more.
    pub usable: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Capacity over need under which there is too little.
    pub short_below: f64,
    /// Under which there is only just enough.
    pub tight_below: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { short_below: 1.0, tight_below: 1.1 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// In the order of their names.
    pub parts: Vec<Part>,
    pub working: Working,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    pub of: String,
    /// Low, central, high; none where nobody stated it.
    pub need: Option<[f64; 3]>,
    /// Of those able; none where nobody has looked at any provider.
    pub usable: Option<f64>,
    /// Providers able to do it, with something to use.
    pub able: usize,
    /// Need less usable capacity at low, central and high need: under 0, that much is to spare.
    pub shortfall: Option<[f64; 3]>,
    /// Usable capacity over central need; none where one is not known or nothing is needed.
    pub ratio: Option<f64>,
    pub state: State,
    /// All of it, or nearly, hangs on one provider that is able.
    pub rests_on_one: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Enough,
    /// Only just enough.
    Tight,
    /// Need or capacity is not stated.
    NotKnown,
    /// Too little.
    Short,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There is neither a need nor a provider. Give at least one.")]
    Nothing,
    #[error("{of}: {what} is {value}. It has to be 0 or more.")]
    OutOfRange { of: String, what: &'static str, value: f64 },
    #[error("{0}: low, central and high need are out of order.")]
    OutOfOrder(String),
    #[error("“{0}” stands twice. Give each one figure.")]
    Twice(String),
    #[error("The settings are {short} and {tight}. The first has to be above 0, and the second no lower.")]
    Settings { short: f64, tight: f64 },
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Nothing => "nothing_to_read",
            Refusal::OutOfRange { .. } => "out_of_range",
            Refusal::OutOfOrder(_) => "out_of_order",
            Refusal::Twice(_) => "twice",
            Refusal::Settings { .. } => "setting_out_of_range",
        }
    }
}

/// Beyond any figure of a service: keeps every sum finite.
const MOST: f64 = 1e12;

/// Holds capacity against need.
///
/// # Errors
/// A [`Refusal`] that names the part.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    check(ask, settings)?;
    let mut names: Vec<&str> = ask.needs.iter().map(|one| one.of.as_str()).chain(ask.capacity.iter().map(|one| one.of.as_str())).collect();
    names.sort_unstable();
    names.dedup();
    let parts: Vec<Part> = names.into_iter().map(|of| part(of, ask, settings)).collect();
    let working = working(&parts);
    Ok(Reading { parts, working })
}

fn check(ask: &Ask, settings: &Settings) -> Result<(), Refusal> {
    if !(settings.short_below > 0.0 && settings.tight_below >= settings.short_below && settings.tight_below < MOST) {
        return Err(Refusal::Settings { short: settings.short_below, tight: settings.tight_below });
    }
    if ask.needs.is_empty() && ask.capacity.is_empty() {
        return Err(Refusal::Nothing);
    }
    let in_range = |of: &str, what: &'static str, value: f64| {
        if (0.0..MOST).contains(&value) { Ok(()) } else { Err(Refusal::OutOfRange { of: of.to_owned(), what, value }) }
    };
    let mut seen = std::collections::BTreeSet::new();
    for one in &ask.needs {
        for (what, value) in [("low need", one.low), ("central need", one.central), ("high need", one.high)] {
            in_range(&one.of, what, value)?;
        }
        if one.low > one.central || one.central > one.high {
            return Err(Refusal::OutOfOrder(one.of.clone()));
        }
        if !seen.insert((one.of.as_str(), "")) {
            return Err(Refusal::Twice(one.of.clone()));
        }
    }
    for one in &ask.capacity {
        in_range(&one.of, "usable capacity", one.usable)?;
        if !seen.insert((one.of.as_str(), one.provider.as_str())) {
            return Err(Refusal::Twice(format!("{}, {}", one.of, one.provider)));
        }
    }
    Ok(())
}

fn part(of: &str, ask: &Ask, settings: &Settings) -> Part {
    let need = ask.needs.iter().find(|one| one.of == of).map(|one| [one.low, one.central, one.high]);
    let there: Vec<&Usable> = ask.capacity.iter().filter(|one| one.of == of).collect();
    let able: Vec<f64> = there.iter().filter(|one| one.is_able && one.usable > 0.0).map(|one| one.usable).collect();
    // Nobody looked at: not known. Looked at, and none able: nothing.
    let usable = (!there.is_empty()).then(|| able.iter().sum::<f64>());
    let shortfall = need.zip(usable).map(|(need, usable)| need.map(|need| need - usable));
    let ratio = need.zip(usable).filter(|(need, _)| need[1] > 0.0).map(|(need, usable)| usable / need[1]);
    let state = match (shortfall, ratio) {
        (None, _) => State::NotKnown,
        (Some(_), None) => State::Enough,
        (Some(_), Some(ratio)) if ratio < settings.short_below => State::Short,
        (Some(_), Some(ratio)) if ratio < settings.tight_below => State::Tight,
        _ => State::Enough,
    };
    Part { of: of.to_owned(), need, usable, able: able.len(), shortfall, ratio, state, rests_on_one: able.len() == 1 }
}

fn working(parts: &[Part]) -> Working {
    let words = |each: &dyn Fn(&Part) -> String| parts.iter().map(|part| Cow::Owned(each(part))).collect();
    let numbers = |each: &dyn Fn(&Part) -> Option<f64>| parts.iter().map(each).collect();
    let columns = vec![
        Column::words("", "part", words(&|part| part.of.clone())),
        Column::numbers("n", "need, central", numbers(&|part| part.need.map(|need| need[1]))),
        Column::numbers("u", "usable capacity of those able", numbers(&|part| part.usable)),
        Column::numbers("", "providers able", numbers(&|part| Some(part.able as f64))),
        Column::numbers("n − u", "shortfall", numbers(&|part| part.shortfall.map(|short| short[1]))),
        Column::numbers("u / n", "capacity over need", numbers(&|part| part.ratio)),
    ];
    Working { tables: vec![Table::new("Need against usable capacity, part by part", columns)] }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(of: &str, central: f64) -> Need {
        Need { of: of.into(), low: central, central, high: central }
    }

    fn usable(of: &str, provider: &str, is_able: bool, usable: f64) -> Usable {
        Usable { of: of.into(), provider: provider.into(), is_able, usable }
    }

    fn of(needs: Vec<Need>, capacity: Vec<Usable>) -> Reading {
        read(&Ask { needs, capacity }, &Settings::default()).expect("read")
    }

    #[test]
    fn a_shortfall_is_a_quantity_and_those_who_are_not_able_are_not_counted() {
        let reading = of(vec![need("2028/29", 25.0)], vec![usable("2028/29", "one", true, 14.0), usable("2028/29", "other", false, 30.0)]);
        let part = &reading.parts[0];
        assert_eq!((part.shortfall, part.usable, part.able), (Some([11.0; 3]), Some(14.0), 1));
        assert!((part.ratio.expect("a ratio") - 0.56).abs() < 1e-12);
        assert_eq!((part.state, part.rests_on_one), (State::Short, true));
    }

    #[test]
    fn what_nobody_stated_is_not_known_and_never_enough_or_nothing() {
        let reading = of(vec![need("a", 5.0), need("c", 0.0)], vec![usable("b", "one", true, 9.0), usable("c", "one", false, 3.0)]);
        let states: Vec<(State, Option<f64>)> = reading.parts.iter().map(|part| (part.state, part.usable)).collect();
        assert_eq!(states, [(State::NotKnown, None), (State::NotKnown, Some(9.0)), (State::Enough, Some(0.0))]);
    }

    #[test]
    fn the_settings_part_too_little_from_only_just_from_enough() {
        let state = |capacity: f64| of(vec![need("a", 100.0)], vec![usable("a", "x", true, capacity)]).parts[0].state;
        assert_eq!([99.9, 100.0, 109.9, 110.0].map(state), [State::Short, State::Tight, State::Tight, State::Enough]);
        let strict = Settings { short_below: 1.2, tight_below: 1.3 };
        let ask = Ask { needs: vec![need("a", 100.0)], capacity: vec![usable("a", "x", true, 115.0)] };
        assert_eq!(read(&ask, &strict).expect("read").parts[0].state, State::Short);
    }

    #[test]
    fn more_capacity_never_makes_a_shortfall_larger_and_a_bad_figure_is_refused_by_its_part() {
        let mut before = f64::INFINITY;
        for step in 0..20 {
            let short = of(vec![need("a", 10.0)], vec![usable("a", "x", true, f64::from(step))]).parts[0].shortfall.expect("known")[1];
            assert!(short < before);
            before = short;
        }
        let code = |ask: Ask| read(&ask, &Settings::default()).expect_err("refused").code();
        assert_eq!(code(Ask::default()), "nothing_to_read");
        assert_eq!(code(Ask { needs: vec![need("a", f64::NAN)], capacity: vec![] }), "out_of_range");
        assert_eq!(code(Ask { needs: vec![need("a", 1.0), need("a", 2.0)], capacity: vec![] }), "twice");
        let upside = Need { low: 3.0, ..need("a", 1.0) };
        assert_eq!(code(Ask { needs: vec![upside], capacity: vec![] }), "out_of_order");
    }
}
