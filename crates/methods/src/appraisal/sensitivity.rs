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

/// For each flow that counts and each driver, where `lead` turns. `other` is the option it leads over, in which drivers move too.
pub(super) fn switches(lead: f64, own: &Terms, other: Option<&Terms>) -> Vec<Switch> {
    let flows = own.lines.iter().filter(|line| line.signed(own.last) != 0.0).map(|line| {
        let change = turn(lead, line.signed(own.last));
        Switch {
            what: line.flow.name.clone(),
            is_driver: false,
            organisation: Some(line.flow.organisation.clone()),
            change,
            value: change.zip(line.constant()).map(|(change, amount)| amount * (1.0 + change)),
        }
    });
    let drivers = own.drivers.iter().map(|driver| {
        let change = turn(lead, own.driven(driver) - other.map_or(0.0, |other| other.driven(driver)));
        Switch {
            what: driver.name.clone(),
            is_driver: true,
            organisation: None,
            change,
            value: change.map(|change| driver.value * (1.0 + change)),
        }
    });
    let mut switches: Vec<Switch> = flows.chain(drivers).collect();
    // What turns it soonest comes first.
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
