//! What it turns on: switching values, a tornado, scenarios, and what would change the choice.
//!
//! A net present value is a sum of flows, each times what drives it, so every switching value is worked exactly.

use serde::Serialize;

use super::Settings;
use super::flow::Line;
use super::settings::{Driver, Scenario};

/// The change in one thing, all else as it is, at which something turns.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Switch {
    /// A flow or a driver, by its name.
    pub what: String,
    pub is_driver: bool,
    /// Of which option, where two are set against each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// Whose flow, where two organisations have one of the same name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// As a share of what it is: 0.1 is a tenth more. None where no change of it would do, or it would have to go below nothing.
    pub change: Option<f64>,
    /// The value there: of a driver, or of a flow that is the same every year.
    pub value: Option<f64>,
}

/// One bar: the net present value with one thing at its low and its high.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bar {
    pub what: String,
    pub is_driver: bool,
    pub at_low: f64,
    pub at_high: f64,
    pub swing: f64,
}

/// An option as a sum of terms.
pub(super) struct Terms<'a> {
    pub lines: &'a [Line],
    pub drivers: &'a [Driver],
    pub last: usize,
}

impl<'a> Terms<'a> {
    pub fn of(lines: &'a [Line], settings: &'a Settings) -> Terms<'a> {
        Terms { lines, drivers: &settings.drivers, last: settings.years.saturating_sub(1) as usize }
    }

    /// The part of the net present value that moves with a driver.
    pub fn driven(&self, driver: &Driver) -> f64 {
        self.lines.iter().filter(|line| driver.flows.contains(&line.flow.name)).map(|line| line.signed(self.last)).sum()
    }

    /// The net present value with each line at a multiple of itself.
    pub fn net(&self, times: &dyn Fn(&Line) -> f64) -> f64 {
        let sign = |line: &Line| times(line) * line.signed(self.last);
        self.lines.iter().map(sign).collect::<crate::numeric::order::Sum>().total()
    }
}

/// A change at which `lead` becomes 0, where `part` of it moves with the thing.
fn turn(lead: f64, part: f64) -> Option<f64> {
    let change = -lead / part;
    (part != 0.0 && change.is_finite() && change >= -1.0).then_some(change + 0.0)
}

/// For each flow that counts and each driver, where the net present value of an option turns to 0.
pub(super) fn switches(net: f64, terms: &Terms) -> Vec<Switch> {
    let mut switches = of_flows(net, terms, 1.0, None);
    switches.extend(terms.drivers.iter().map(|driver| of_driver(driver, net, terms.driven(driver))));
    soonest_first(switches)
}

/// Where the lead of one option over another turns to 0: flows of either, each by itself, and drivers, which move in both.
pub(super) fn turns_on(lead: f64, first: (&str, &Terms), next: (&str, &Terms)) -> Vec<Switch> {
    let mut switches = of_flows(lead, first.1, 1.0, Some(first.0));
    switches.extend(of_flows(lead, next.1, -1.0, Some(next.0)));
    let driver = |driver: &Driver| of_driver(driver, lead, first.1.driven(driver) - next.1.driven(driver));
    switches.extend(first.1.drivers.iter().map(driver));
    soonest_first(switches)
}

fn of_flows(lead: f64, terms: &Terms, side: f64, option: Option<&str>) -> Vec<Switch> {
    let one = |line: &Line| {
        let change = turn(lead, side * line.signed(terms.last));
        Switch {
            what: line.flow.name.clone(),
            is_driver: false,
            option: option.map(str::to_owned),
            organisation: Some(line.flow.organisation.clone()),
            change,
            value: change.zip(line.constant()).map(|(change, amount)| amount * (1.0 + change)),
        }
    };
    terms.lines.iter().filter(|line| line.signed(terms.last) != 0.0).map(one).collect()
}

fn of_driver(driver: &Driver, lead: f64, part: f64) -> Switch {
    let change = turn(lead, part);
    let value = change.map(|change| driver.value * (1.0 + change));
    Switch { what: driver.name.clone(), is_driver: true, option: None, organisation: None, change, value }
}

fn soonest_first(mut switches: Vec<Switch>) -> Vec<Switch> {
    let near = |s: &Switch| s.change.map_or(f64::INFINITY, f64::abs);
    switches.sort_by(|a, b| near(a).total_cmp(&near(b)).then_with(|| a.what.cmp(&b.what)));
    switches
}

/// The bars of an option, widest first: every flow with a range, every driver with a low and a high.
pub(super) fn tornado(terms: &Terms) -> Vec<Bar> {
    let base = terms.net(&|_| 1.0);
    let bar = |what: &str, is_driver, part: f64, low: f64, high: f64| {
        let (at_low, at_high) = (base + (low - 1.0) * part, base + (high - 1.0) * part);
        Bar { what: what.to_owned(), is_driver, at_low, at_high, swing: (at_high - at_low).abs() }
    };
    let flows = terms
        .lines
        .iter()
        .filter_map(|line| Some((line, line.flow.range?)))
        .map(|(line, range)| bar(&line.flow.name, false, line.signed(terms.last), range.low, range.high));
    let drivers = terms
        .drivers
        .iter()
        .filter_map(|driver| Some(bar(&driver.name, true, terms.driven(driver), driver.low? / driver.value, driver.high? / driver.value)));
    let mut bars: Vec<Bar> = flows.chain(drivers).filter(|bar| bar.swing > 0.0).collect();
    bars.sort_by(|a, b| b.swing.total_cmp(&a.swing).then_with(|| a.what.cmp(&b.what)));
    bars
}

/// The net present value of an option in a scenario.
pub(super) fn in_scenario(terms: &Terms, scenario: &Scenario) -> f64 {
    terms.net(&|line| {
        let driven = |driver: &&Driver| driver.flows.contains(&line.flow.name);
        let moved = |driver: &Driver| scenario.drivers.get(&driver.name).map_or(1.0, |value| value / driver.value);
        let drivers: f64 = terms.drivers.iter().filter(driven).map(moved).product();
        drivers * scenario.times.get(&line.flow.name).copied().unwrap_or(1.0)
    })
}
