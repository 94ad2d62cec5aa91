//! The whole appraisal: every option worked in the same way, then set side by side.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::ask::{Ask, CostedOption, Kind};
use super::bias::Bias;
use super::distribution::TESTED;
use super::figures::{Figures, figures};
use super::flow::{Ground, LeftOut, Line};
use super::full_cost::{FullCost, full_cost};
use super::ledger::{Alignment, Ledger, alignment, ledger};
use super::saving::{Decomposed, decompose};
use super::sensitivity::{Bar, Switch, Terms, in_scenario, switches, tornado, turns_on};
use super::simulate::{Simulated, Together, simulate};
use super::{Refusal, Settings, show};
use crate::Working;

/// At most so many options and lines at once.
const MOST_OPTIONS: usize = 500;
const MOST_FLOWS: usize = 20_000;

/// What the appraisal says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Appraisal {
    pub discount_factors: Vec<f64>,
    pub options: BTreeMap<String, OptionAppraisal>,
    /// Which option has the highest net present value, and what would change that. None of one option.
    pub choice: Option<Choice>,
    /// Which is highest over shorter horizons and over the whole.
    pub horizons: Vec<HorizonChoice>,
    pub scenarios: Vec<ScenarioChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simulation: Option<Together>,
    /// Corrections for optimism, with what each rests on.
    pub optimism_bias: Vec<Bias>,
    /// Lines of one name that are corrected unlike in two options.
    pub corrected_unlike: Vec<Unlike>,
    pub left_out: Vec<LeftOutLine>,
    /// Benefits without an owner or without a grade of confidence.
    pub not_stated: Vec<NotStated>,
    #[serde(skip)]
    pub working: Working,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OptionAppraisal {
    #[serde(flatten)]
    pub figures: Figures,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub net_present_value_against_business_as_usual: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_model: Option<String>,
    pub ledger: Ledger,
    pub alignment: Option<Alignment>,
    pub full_cost: FullCost,
    pub horizons: Vec<Horizon>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted: Option<Weighted>,
    pub switching_values: Vec<Switch>,
    pub tornado: Vec<Bar>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simulation: Option<Simulated>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub saving: Option<Decomposed>,
    /// Cash of each organisation and year in that year's own prices, transfers in, nothing discounted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub financial_case: Option<BTreeMap<String, Vec<f64>>>,
    /// Costs and benefits over all the years, neither discounted, in prices of year 0 and in those of each year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub totals: Option<Totals>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_monetised: Vec<String>,
    /// What its effects without a price would have to be worth for it to equal the highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_monetised_would_need: Option<f64>,
}

/// The figures to an earlier year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Horizon {
    pub last_year: u32,
    #[serde(flatten)]
    pub figures: Figures,
}

/// Sums over all the years, not discounted, corrected for optimism; benefits less disbenefits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Totals {
    /// In prices of year 0.
    pub real_costs: f64,
    pub real_benefits: f64,
    /// In each year's own prices.
    pub nominal_costs: f64,
    pub nominal_benefits: f64,
}

/// With distributional weights, beside the plain figures and never instead of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Weighted {
    pub eta: f64,
    pub net_present_value: f64,
    pub benefit_cost_ratio: Option<f64>,
    /// Net present value at eta 1.0, 1.3 and 1.5.
    pub tested: Vec<(f64, f64)>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    pub highest: String,
    pub next: String,
    /// How much higher, in present value.
    pub lead: f64,
    /// What would have to be otherwise, one thing at a time, for the next to equal it; soonest first.
    pub turns_on: Vec<Switch>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HorizonChoice {
    pub last_year: u32,
    pub highest: String,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScenarioChoice {
    pub name: String,
    pub net_present_value: BTreeMap<String, f64>,
    pub highest: String,
    /// The highest is another than without the scenario.
    pub changes_the_choice: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unlike {
    pub flow: String,
    /// The correction in each option.
    pub corrections: BTreeMap<String, f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeftOutLine {
    pub option: String,
    pub flow: String,
    pub why: LeftOut,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NotStated {
    pub option: String,
    pub flow: String,
    pub owner: bool,
    pub confidence: bool,
}

/// Appraises every option alike.
///
/// # Errors
/// A `Refusal` that names the option, the flow, the year or the setting, with the mend.
pub fn appraise(ask: &Ask, settings: &Settings) -> Result<Appraisal, Refusal> {
    check(ask, settings)?;
    let ground = Ground::read(settings)?;
    let read = |option: &CostedOption| {
        option.flows.iter().map(|flow| Line::read(&option.id, flow, settings, &ground)).collect::<Result<Vec<Line>, Refusal>>()
    };
    let lines: Vec<Vec<Line>> = ask.options.iter().map(read).collect::<Result<_, Refusal>>()?;
    not_in_thousands(ask, &lines, settings)?;
    let corrected_unlike = unlike(ask, &lines);
    if let (true, Some(first)) = (settings.bias_must_be_alike, corrected_unlike.first()) {
        return Err(not_alike(first));
    }
    let full = full_cost(&ask.options, settings.full_cost_required)?;
    let last = settings.years.saturating_sub(1) as usize;
    let plain: Vec<Figures> = lines.iter().map(|lines| figures(lines, last, &|_| 1.0)).collect();
    let usual = ask.options.iter().position(|o| Some(&o.id) == ask.business_as_usual.as_ref());
    let (mut simulated, together) = match &settings.simulation {
        Some(simulation) => {
            let (each, together) = simulate(&lines, usual, settings, simulation)?;
            (each.into_iter().map(Some).collect(), Some(together))
        }
        None => (vec![None; lines.len()], None),
    };
    let nets: Vec<f64> = plain.iter().map(|f| f.net_present_value).collect();
    let most = nets.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut options = BTreeMap::new();
    for (at, (option, lines)) in ask.options.iter().zip(&lines).enumerate() {
        let terms = Terms::of(lines, settings);
        let figures_here = plain[at].clone();
        let ledger = ledger(lines, last + 1);
        let horizon = |year: &u32| Horizon { last_year: *year, figures: figures(lines, *year as usize, &|_| 1.0) };
        options.insert(
            option.id.clone(),
            OptionAppraisal {
                net_present_value_against_business_as_usual: usual.map(|usual| nets[at] - nets[usual]),
                delivery_model: option.delivery_model.clone(),
                alignment: alignment(&ledger, &settings.not_payers),
                full_cost: full.get(at).cloned().unwrap_or_default(),
                horizons: settings.horizons.iter().map(horizon).collect(),
                weighted: weighted(lines, last, settings)?,
                switching_values: switches(figures_here.net_present_value, &terms),
                tornado: tornado(&terms),
                simulation: simulated.get_mut(at).and_then(Option::take),
                saving: option.saving.as_ref().map(|saving| decompose(&option.id, saving)).transpose()?,
                financial_case: ground.prices.as_ref().map(|prices| cash(&ledger, prices)),
                totals: ground.prices.as_ref().map(|prices| totals(lines, prices)),
                not_monetised: option.not_monetised.clone(),
                not_monetised_would_need: (!option.not_monetised.is_empty()).then(|| most - nets[at]),
                ledger,
                figures: figures_here,
            },
        );
    }
    Ok(Appraisal {
        choice: choice(ask, &lines, &nets, settings),
        horizons: horizons(ask, &lines, settings),
        scenarios: scenarios(ask, &lines, &nets, settings)?,
        simulation: together,
        optimism_bias: ground.biases.clone(),
        corrected_unlike,
        left_out: left_out(ask, &lines),
        not_stated: not_stated(ask),
        working: show::working(ask, &lines, &ground.factors),
        discount_factors: ground.factors,
        options,
    })
}

/// What can be said before any line is read.
fn check(ask: &Ask, settings: &Settings) -> Result<(), Refusal> {
    if ask.options.is_empty() {
        return Err(Refusal::NoOptions);
    }
    if ask.options.len() > MOST_OPTIONS {
        return Err(Refusal::TooManyOptions(ask.options.len()));
    }
    let flows = ask.options.iter().map(|o| o.flows.len()).sum();
    if flows > MOST_FLOWS {
        return Err(Refusal::TooManyFlows(flows));
    }
    let mut seen = BTreeSet::new();
    for option in &ask.options {
        if option.id.trim().is_empty() {
            return Err(Refusal::OptionWithoutName);
        }
        if !seen.insert(option.id.as_str()) {
            return Err(Refusal::OptionTwice(option.id.clone()));
        }
        let mut names = BTreeSet::new();
        if let Some(flow) = option.flows.iter().find(|f| !names.insert((f.name.as_str(), f.organisation.as_str(), f.kind))) {
            return Err(Refusal::FlowTwice { option: option.id.clone(), flow: flow.name.clone() });
        }
    }
    if let Some(usual) = ask.business_as_usual.as_ref().filter(|usual| !seen.contains(usual.as_str())) {
        return Err(Refusal::NoBusinessAsUsual(usual.clone()));
    }
    if let Some(horizon) = settings.horizons.iter().find(|h| **h >= settings.years) {
        return Err(Refusal::Horizon(*horizon));
    }
    let flow_names: BTreeSet<&str> = ask.options.iter().flat_map(|o| &o.flows).map(|f| f.name.as_str()).collect();
    let mut drivers = BTreeSet::new();
    for driver in &settings.drivers {
        let (low, high) = (driver.low.unwrap_or(driver.value), driver.high.unwrap_or(driver.value));
        let is_fine = driver.value > 0.0 && (0.0..=driver.value).contains(&low) && driver.value <= high && high.is_finite();
        let is_log = driver.shape != super::Shape::LogNormal || low > 0.0;
        if !is_fine || !is_log || !drivers.insert(driver.name.as_str()) {
            return Err(Refusal::Driver(driver.name.clone()));
        }
        if let Some(flow) = driver.flows.iter().find(|flow| !flow_names.contains(flow.as_str())) {
            return Err(Refusal::DriverWithoutFlow { driver: driver.name.clone(), flow: flow.clone() });
        }
    }
    for scenario in &settings.scenarios {
        let driver = scenario.drivers.keys().find(|name| !drivers.contains(name.as_str()));
        let flow = scenario.times.keys().find(|name| !flow_names.contains(name.as_str()));
        let number = scenario.drivers.iter().chain(&scenario.times).find(|(_, v)| !(v.is_finite() && **v >= 0.0)).map(|(name, _)| name);
        if let Some(what) = driver.or(flow).or(number) {
            return Err(Refusal::Scenario { scenario: scenario.name.clone(), what: what.clone() });
        }
    }
    settings.distribution.as_ref().map_or(Ok(()), |distribution| distribution.check())
}

/// Lines of one name, kind and organisation, a thousand times apart, and nobody said in which unit.
fn not_in_thousands(ask: &Ask, lines: &[Vec<Line>], settings: &Settings) -> Result<(), Refusal> {
    if settings.unit.is_some() {
        return Ok(());
    }
    let mut seen: BTreeMap<(&str, Kind, &str), (f64, &str)> = BTreeMap::new();
    for (option, lines) in ask.options.iter().zip(lines) {
        for line in lines {
            let total: f64 = line.before.iter().sum();
            if total <= 0.0 {
                continue;
            }
            let key = (line.flow.name.as_str(), line.flow.kind, line.flow.organisation.as_str());
            let (other, name) = *seen.entry(key).or_insert((total, option.id.as_str()));
            let apart = (total / other).max(other / total);
            if (900.0..=1100.0).contains(&apart) {
                let (larger, smaller) = if total > other { (option.id.as_str(), name) } else { (name, option.id.as_str()) };
                return Err(Refusal::ThousandsMixed {
                    flow: line.flow.name.clone(),
                    larger: larger.to_owned(),
                    smaller: smaller.to_owned(),
                });
            }
        }
    }
    Ok(())
}

fn unlike(ask: &Ask, lines: &[Vec<Line>]) -> Vec<Unlike> {
    let mut by_name: BTreeMap<(&str, Kind), BTreeMap<String, f64>> = BTreeMap::new();
    for (option, lines) in ask.options.iter().zip(lines) {
        for line in lines.iter().filter(|line| line.flow.kind != Kind::Transfer) {
            by_name.entry((line.flow.name.as_str(), line.flow.kind)).or_default().insert(option.id.clone(), line.bias);
        }
    }
    let differs = |corrections: &BTreeMap<String, f64>| {
        let first = corrections.values().next().copied();
        corrections.values().any(|bias| Some(*bias) != first)
    };
    let unlike = by_name.into_iter().filter(|(_, corrections)| differs(corrections));
    unlike.map(|((flow, _), corrections)| Unlike { flow: flow.to_owned(), corrections }).collect()
}

fn not_alike(unlike: &Unlike) -> Refusal {
    let mut corrections = unlike.corrections.iter();
    let (first, one) = corrections.next().map(|(id, bias)| (id.clone(), *bias)).unwrap_or_default();
    let (second, other) = corrections.find(|(_, bias)| **bias != one).map(|(id, bias)| (id.clone(), *bias)).unwrap_or_default();
    Refusal::BiasNotAlike { flow: unlike.flow.clone(), first, one, second, other }
}

fn weighted(lines: &[Line], last: usize, settings: &Settings) -> Result<Option<Weighted>, Refusal> {
    let Some(distribution) = &settings.distribution else { return Ok(None) };
    for line in lines {
        distribution.of(line.flow.group.as_deref(), distribution.eta)?;
    }
    let at = |eta: f64| figures(lines, last, &|line| distribution.of(line.flow.group.as_deref(), eta).unwrap_or(1.0));
    let chosen = at(distribution.eta);
    Ok(Some(Weighted {
        eta: distribution.eta,
        net_present_value: chosen.net_present_value,
        benefit_cost_ratio: chosen.benefit_cost_ratio,
        tested: TESTED.iter().map(|eta| (*eta, at(*eta).net_present_value)).collect(),
    }))
}

fn totals(lines: &[Line], prices: &[f64]) -> Totals {
    let sum = |of: &dyn Fn(Kind) -> f64, price: &dyn Fn(f64) -> f64| {
        let counted = lines.iter().filter(|line| line.counts());
        let line = |line: &Line| of(line.flow.kind) * line.amounts.iter().zip(prices).map(|(amount, p)| amount * price(*p)).sum::<f64>();
        counted.map(line).sum::<f64>() + 0.0
    };
    let costs = |kind: Kind| f64::from(u8::from(kind == Kind::Cost));
    let benefits = |kind: Kind| if kind == Kind::Cost { 0.0 } else { kind.sign() };
    let (real, nominal) = (|_: f64| 1.0, |price: f64| price);
    Totals {
        real_costs: sum(&costs, &real),
        real_benefits: sum(&benefits, &real),
        nominal_costs: sum(&costs, &nominal),
        nominal_benefits: sum(&benefits, &nominal),
    }
}

/// What passes through each organisation's accounts: cashable gains and transfers in, less costs and transfers out.
fn cash(ledger: &Ledger, prices: &[f64]) -> BTreeMap<String, Vec<f64>> {
    let of = |at: usize, list: &[f64]| list.get(at).copied().unwrap_or(0.0);
    let years = |line: &super::ledger::LedgerLine| {
        let y = &line.by_year;
        let real = |at| of(at, &y.gains_cashable) + of(at, &y.transfers_in) - of(at, &y.transfers_out) - of(at, &y.pays);
        prices.iter().enumerate().map(|(at, price)| price * real(at) + 0.0).collect()
    };
    ledger.iter().map(|(name, line)| (name.clone(), years(line))).collect()
}

/// The first of the highest, and the highest of the rest.
fn first_two(nets: &[f64]) -> Option<(usize, usize)> {
    let most = |skip: Option<usize>| {
        let rest = nets.iter().enumerate().filter(|(at, _)| Some(*at) != skip);
        rest.fold(None, |best: Option<(usize, f64)>, (at, net)| if best.is_some_and(|(_, b)| b >= *net) { best } else { Some((at, *net)) })
    };
    let first = most(None)?.0;
    Some((first, most(Some(first))?.0))
}

fn name_of(ask: &Ask, at: usize) -> String {
    ask.options.get(at).map(|o| o.id.clone()).unwrap_or_default()
}

fn choice(ask: &Ask, lines: &[Vec<Line>], nets: &[f64], settings: &Settings) -> Option<Choice> {
    let (first, next) = first_two(nets)?;
    let lead = nets[first] - nets[next];
    let (highest, second) = (name_of(ask, first), name_of(ask, next));
    let (own, other) = (Terms::of(lines.get(first)?, settings), Terms::of(lines.get(next)?, settings));
    let turns_on = turns_on(lead, (&highest, &own), (&second, &other));
    Some(Choice { highest, next: second, lead, turns_on })
}

fn horizons(ask: &Ask, lines: &[Vec<Line>], settings: &Settings) -> Vec<HorizonChoice> {
    if settings.horizons.is_empty() {
        return Vec::new();
    }
    let at = |last: u32| {
        let nets: Vec<f64> = lines.iter().map(|lines| figures(lines, last as usize, &|_| 1.0).net_present_value).collect();
        HorizonChoice { last_year: last, highest: name_of(ask, first_two(&nets).map_or(0, |(first, _)| first)) }
    };
    settings.horizons.iter().copied().chain([settings.years.saturating_sub(1)]).map(at).collect()
}

fn scenarios(ask: &Ask, lines: &[Vec<Line>], nets: &[f64], settings: &Settings) -> Result<Vec<ScenarioChoice>, Refusal> {
    let highest = |nets: &[f64]| first_two(nets).map_or(0, |(first, _)| first);
    let base = highest(nets);
    let one = |scenario: &super::Scenario| {
        let moved: Vec<f64> = lines.iter().map(|lines| in_scenario(&Terms::of(lines, settings), scenario)).collect();
        let now = highest(&moved);
        ScenarioChoice {
            name: scenario.name.clone(),
            net_present_value: ask.options.iter().map(|o| o.id.clone()).zip(moved).collect(),
            highest: name_of(ask, now),
            changes_the_choice: now != base,
        }
    };
    Ok(settings.scenarios.iter().map(one).collect())
}

fn left_out(ask: &Ask, lines: &[Vec<Line>]) -> Vec<LeftOutLine> {
    let of = |(option, lines): (&CostedOption, &Vec<Line>)| {
        let one = |line: &Line| Some(LeftOutLine { option: option.id.clone(), flow: line.flow.name.clone(), why: line.left_out.clone()? });
        lines.iter().filter_map(one).collect::<Vec<_>>()
    };
    ask.options.iter().zip(lines).flat_map(of).collect()
}

fn not_stated(ask: &Ask) -> Vec<NotStated> {
    let mut missing = Vec::new();
    for option in &ask.options {
        for flow in option.flows.iter().filter(|flow| flow.kind == Kind::Benefit) {
            let (owner, confidence) = (flow.owner.as_deref().is_none_or(|o| o.trim().is_empty()), flow.confidence.is_none());
            if owner || confidence {
                missing.push(NotStated { option: option.id.clone(), flow: flow.name.clone(), owner, confidence });
            }
        }
    }
    missing
}
