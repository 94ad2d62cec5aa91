//! What is uncertain about the money: a figure that several lines hang on, and named states of the world.

use model::costing::{Costing, Driver, Scenario};
use model::id::{CaseId, CostingId};
use model::record::Record;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::options::start_costing::change_costing;
use crate::typed::{LINE, Typed};

pub struct NameDriver {
    pub case: CaseId,
    pub version: i64,
    pub name: String,
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Names of lines, of any option.
    pub lines: Vec<String>,
}

/// A driver of the same name takes the place of the one before.
pub async fn name_driver(desk: &Desk, actor: &Actor, ask: NameDriver) -> Result<Record<CostingId, Costing>, DeskError> {
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Name the figure: “People who finish, of 100”");
    let value = ask.value.unwrap_or_default();
    typed.ask("value", value > 0.0 && value.is_finite(), "Write the figure the lines were worked with, more than nothing");
    typed.ask(
        "low",
        ask.low.is_none_or(|low| (0.0..=value).contains(&low)),
        "The low end is at most the figure itself, and not below nothing",
    );
    typed.ask("high", ask.high.is_none_or(|high| high >= value && high.is_finite()), "The high end is at least the figure itself");
    typed.ask("lines", !ask.lines.is_empty(), "Choose the lines that move with it");
    typed.done()?;
    change_costing(desk, actor, ask.case, ask.version, "name_driver", |_, costing| {
        if ask.lines.iter().any(|line| !costing.lines.iter().any(|kept| kept.name == *line)) {
            return Err(DeskError::Faults(vec![Fault::new("lines", "Choose from the lines of the options")]));
        }
        let driver = Driver { name: name.clone(), value, low: ask.low, high: ask.high, lines: ask.lines };
        costing.drivers.retain(|kept| kept.name != name);
        costing.drivers.push(driver);
        Ok(format!("“{name}” was named as what lines hang on."))
    })
    .await
}

pub struct NameScenario {
    pub case: CaseId,
    pub version: i64,
    pub name: String,
    /// A driver and its value, or a line and its multiple.
    pub what: String,
    pub to: Option<f64>,
}

/// A change is added to the scenario of the name, or a scenario is begun with it.
pub async fn name_scenario(desk: &Desk, actor: &Actor, ask: NameScenario) -> Result<Record<CostingId, Costing>, DeskError> {
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Name the state of the world: “Fewer finish”");
    let to = ask.to.unwrap_or_default();
    typed.ask("to", ask.to.is_some() && to >= 0.0 && to.is_finite(), "Write the value there, nothing or more");
    typed.done()?;
    change_costing(desk, actor, ask.case, ask.version, "name_scenario", |_, costing| {
        let is_driver = costing.drivers.iter().any(|driver| driver.name == ask.what);
        if !is_driver && !costing.lines.iter().any(|line| line.name == ask.what) {
            return Err(DeskError::Faults(vec![Fault::new("what", "Choose what is otherwise in it")]));
        }
        let at = costing.scenarios.iter().position(|kept| kept.name == name).unwrap_or_else(|| {
            costing.scenarios.push(Scenario { name: name.clone(), drivers: Vec::new(), lines: Vec::new() });
            costing.scenarios.len() - 1
        });
        let Some(scenario) = costing.scenarios.get_mut(at) else { return Err(DeskError::NotFound) };
        let moved = if is_driver { &mut scenario.drivers } else { &mut scenario.lines };
        moved.retain(|(what, _)| *what != ask.what);
        moved.push((ask.what.clone(), to));
        Ok(format!("In “{name}”, “{}” is at {to}.", ask.what))
    })
    .await
}
