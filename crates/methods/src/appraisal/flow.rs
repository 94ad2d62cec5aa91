//! From what is typed to a line of real, corrected, discounted money for each year.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ask::{Flow, Kind, Prices, Shape};
use super::bias::{Bias, Thing};
use super::{Refusal, Settings};
use crate::numeric::order::Sum;

/// Above this an amount is a mistake, in pounds or in thousands alike.
const MOST: f64 = 1e15;

/// Why a line counts in no figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LeftOut {
    /// Spent or committed whatever is decided.
    Sunk,
    /// Nobody can say when this will be so.
    PreconditionNotDated(String),
}

/// One flow over the years.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub flow: Flow,
    /// Real, before any correction.
    pub before: Vec<f64>,
    /// Real, corrected for optimism.
    pub amounts: Vec<f64>,
    /// `amounts` × the factor of its schedule.
    pub discounted: Vec<f64>,
    /// 0.1: a cost has grown, a benefit shrunk, by a tenth.
    pub bias: f64,
    /// Years by which the timetable's bias puts it off.
    pub later: f64,
    pub left_out: Option<LeftOut>,
}

/// What every line is worked with, read once.
pub struct Ground {
    pub factors: Vec<f64>,
    pub other_factors: BTreeMap<String, Vec<f64>>,
    /// Prices of each year against year 0's.
    pub prices: Option<Vec<f64>>,
    pub biases: Vec<Bias>,
    pub years: usize,
}

impl Ground {
    /// # Errors
    /// Whatever is wrong with a schedule, an index or the evidence for a bias.
    pub fn read(settings: &Settings) -> Result<Ground, Refusal> {
        if !(1..=500).contains(&settings.years) {
            return Err(Refusal::Years(settings.years));
        }
        let years = settings.years;
        let others = settings.other_schedules.iter().map(|(name, schedule)| Ok((name.clone(), schedule.factors(years)?)));
        let prices = match (&settings.deflators, settings.base_year) {
            (Some(deflators), Some(base)) => Some(deflators.against(base, years)?),
            _ => None,
        };
        Ok(Ground {
            factors: settings.discount_schedule.factors(years)?,
            other_factors: others.collect::<Result<_, Refusal>>()?,
            prices,
            biases: settings.optimism_bias.iter().map(|evidence| evidence.weigh()).collect::<Result<_, Refusal>>()?,
            years: years as usize,
        })
    }

    fn bias(&self, thing: Thing) -> Option<f64> {
        self.biases.iter().find(|b| b.thing == thing).map(|b| b.share)
    }
}

impl Line {
    /// # Errors
    /// Every way a flow can be wrong, naming the flow, its option and the year.
    pub fn read(option: &str, flow: &Flow, settings: &Settings, ground: &Ground) -> Result<Line, Refusal> {
        check(option, flow, settings)?;
        let not_dated = flow.preconditions.iter().find(|p| p.met_by.is_none()).map(|p| LeftOut::PreconditionNotDated(p.what.clone()));
        let left_out = if flow.sunk { Some(LeftOut::Sunk) } else { not_dated };
        let mut before = spread(option, flow, ground.years)?;
        if flow.prices == Prices::Nominal {
            let prices =
                ground.prices.as_ref().ok_or_else(|| Refusal::NoDeflators { option: option.to_owned(), flow: flow.name.clone() })?;
            before.iter_mut().zip(prices).for_each(|(amount, price)| *amount /= price);
        }
        if let (Some(year), Prices::Real) = (flow.price_year, flow.prices) {
            let (Some(deflators), Some(base)) = (&settings.deflators, settings.base_year) else {
                return Err(Refusal::NoDeflators { option: option.to_owned(), flow: flow.name.clone() });
            };
            let times = deflators.between(year, base)?;
            before.iter_mut().for_each(|amount| *amount *= times);
        }
        let bias = correction(option, flow, settings, ground)?;
        let factor = match flow.kind {
            Kind::Benefit => 1.0 - bias,
            Kind::Cost | Kind::Disbenefit => 1.0 + bias,
            Kind::Transfer => 1.0,
        };
        let corrected: Vec<f64> = before.iter().map(|amount| amount * factor).collect();
        let later = match (flow.kind, ground.bias(Thing::Timetable)) {
            (Kind::Benefit, Some(share)) => share.max(0.0) * before.iter().position(|a| *a > 0.0).unwrap_or(0) as f64,
            _ => 0.0,
        };
        let amounts = put_off(&corrected, later);
        let factors = match &flow.schedule {
            None => &ground.factors,
            Some(name) => ground.other_factors.get(name).ok_or_else(|| Refusal::UnknownSchedule {
                option: option.to_owned(),
                flow: flow.name.clone(),
                schedule: name.clone(),
            })?,
        };
        let discounted = amounts.iter().zip(factors).map(|(amount, factor)| amount * factor).collect();
        Ok(Line { flow: flow.clone(), before, amounts, discounted, bias, later, left_out })
    }

    pub fn counts(&self) -> bool {
        self.left_out.is_none()
    }

    /// The sum of its discounted amounts to the year `last`, 0 where it is left out. Never negative.
    pub fn present_value(&self, last: usize) -> f64 {
        if self.counts() { self.discounted.iter().take(last + 1).copied().collect::<Sum>().total() } else { 0.0 }
    }

    /// What it does to the net present value.
    pub fn signed(&self, last: usize) -> f64 {
        self.flow.kind.sign() * self.present_value(last)
    }

    /// The one amount of every year that is not 0, where there is one.
    pub fn constant(&self) -> Option<f64> {
        let mut amounts = self.before.iter().copied().filter(|a| *a != 0.0);
        let first = amounts.next()?;
        amounts.all(|a| a == first).then_some(first)
    }
}

fn check(option: &str, flow: &Flow, settings: &Settings) -> Result<(), Refusal> {
    let at = || (option.to_owned(), flow.name.clone());
    if flow.name.trim().is_empty() || flow.organisation.trim().is_empty() {
        let (option, flow) = at();
        return Err(Refusal::FlowIncomplete { option, flow });
    }
    if flow.kind == Kind::Transfer && flow.to.as_deref().is_none_or(|to| to.trim().is_empty()) {
        let (option, flow) = at();
        return Err(Refusal::TransferToNobody { option, flow });
    }
    if let (Some(own), Some(all)) = (flow.unit, settings.unit)
        && own != all
    {
        let (option, flow) = at();
        return Err(Refusal::UnitsMixed { option, flow, flow_unit: own.word(), unit: all.word() });
    }
    let mut shares = vec![("cashable", flow.cashable.share()), ("drop_off", flow.drop_off)];
    shares.extend(flow.ramp.iter().map(|share| ("ramp", *share)));
    if let Some(c) = &flow.people {
        shares.extend([("take_up", c.take_up), ("retention", c.retention), ("impact", c.impact), ("deadweight", c.deadweight)]);
    }
    // A cost may be out by more than all of it (the 2002 table has equipment at 200%); a benefit cannot.
    let most = if flow.kind == Kind::Benefit { 1.0 } else { 5.0 };
    if let Some(value) = flow.optimism_bias.filter(|bias| !(-1.0..=most).contains(bias)) {
        let (option, flow) = at();
        return Err(Refusal::Share { option, flow, what: "optimism_bias", value });
    }
    if let Some((what, value)) = shares.into_iter().find(|(_, share)| !(0.0..=1.0).contains(share)) {
        let (option, flow) = at();
        return Err(Refusal::Share { option, flow, what, value });
    }
    if !(-0.5..=0.5).contains(&flow.real_growth) {
        let (option, name) = at();
        return Err(Refusal::Share { option, flow: name, what: "real_growth", value: flow.real_growth });
    }
    let is_range = |low: f64, high: f64, shape| {
        (0.0..=1.0).contains(&low) && high.is_finite() && (1.0..=1000.0).contains(&high) && (shape != Shape::LogNormal || low > 0.0)
    };
    if flow.range.is_some_and(|r| !is_range(r.low, r.high, r.shape)) {
        let (option, flow) = at();
        return Err(Refusal::Range { option, flow });
    }
    Ok(())
}

/// Amounts of each year as typed, none negative, none left out.
fn spread(option: &str, flow: &Flow, years: usize) -> Result<Vec<f64>, Refusal> {
    let at = || (option.to_owned(), flow.name.clone());
    let kind = flow.kind.word();
    let growth = |year: usize| (1.0 + flow.real_growth).powi(year as i32);
    let checked = |year: usize, amount: f64| {
        let (option, name) = at();
        if amount < 0.0 {
            return Err(Refusal::Negative { option, flow: name, kind, year, amount });
        }
        if amount.is_nan() || amount > MOST {
            return Err(Refusal::NotANumber { option, flow: name, what: "an amount" });
        }
        Ok(amount)
    };
    // Until its preconditions are met a benefit brings nothing.
    let ready = flow.preconditions.iter().filter_map(|p| p.met_by).max().unwrap_or(0) as usize;
    let a_year = match (&flow.amounts, flow.a_year, &flow.people) {
        (Some(amounts), None, None) => {
            if amounts.len() != years {
                let (option, flow) = at();
                return Err(Refusal::YearsDiffer { option, flow, have: amounts.len(), want: years });
            }
            let one = |(year, amount): (usize, &Option<f64>)| {
                let Some(amount) = amount else {
                    let (option, flow) = at();
                    return Err(Refusal::YearMissing { option, flow, year });
                };
                let amount = checked(year, *amount)?;
                Ok(if year < ready { 0.0 } else { amount * growth(year) })
            };
            return amounts.iter().enumerate().map(one).collect();
        }
        (None, Some(a_year), None) => a_year,
        (None, None, Some(people)) => people.a_year(),
        _ => {
            let (option, flow) = at();
            return Err(Refusal::AmountsUnclear { option, flow });
        }
    };
    let start = match (flow.start, flow.kind) {
        (Some(start), _) => start as usize,
        (None, Kind::Benefit | Kind::Disbenefit) => {
            let (option, flow) = at();
            return Err(Refusal::BenefitWithoutStart { option, flow });
        }
        (None, _) => 0,
    };
    let until = flow.until.map_or(years.saturating_sub(1), |until| until as usize);
    if start > until || until >= years {
        let (option, name) = at();
        let until = flow.until.unwrap_or(until as u32);
        return Err(Refusal::StartAfterEnd { option, flow: name, start: start as u32, until, years: years as u32 });
    }
    let full = checked(start, a_year)?;
    let begins = start.max(ready);
    let of = |year: usize| {
        if year < begins || year > until {
            return 0.0;
        }
        let step = year - begins;
        let share = match flow.ramp.get(step) {
            Some(share) => *share,
            None => (1.0 - flow.drop_off).powi((step - flow.ramp.len()) as i32),
        };
        full * share * growth(year)
    };
    Ok((0..years).map(of).collect())
}

/// The correction of one flow: its own, or that of its kind of thing, or that of its grade of confidence.
fn correction(option: &str, flow: &Flow, settings: &Settings, ground: &Ground) -> Result<f64, Refusal> {
    let twice = || Refusal::BiasTwice { option: option.to_owned(), flow: flow.name.clone() };
    if let Some(grade) = flow.confidence {
        if !(1..=6).contains(&grade) {
            return Err(Refusal::Grade(grade));
        }
        if !settings.confidence_corrections.is_empty() {
            if flow.optimism_bias.is_some() || flow.thing.is_some() {
                return Err(twice());
            }
            let share = *settings.confidence_corrections.get(&grade).ok_or(Refusal::Grade(grade))?;
            if !(0.0..=1.0).contains(&share) {
                return Err(Refusal::Share { option: option.to_owned(), flow: flow.name.clone(), what: "the correction", value: share });
            }
            return Ok(share);
        }
    }
    match (flow.thing, flow.optimism_bias) {
        (Some(thing), given) => {
            let share = ground.bias(thing).ok_or(Refusal::BiasMissing(thing.words()))?;
            if given.is_some_and(|own| own != share) { Err(twice()) } else { Ok(share) }
        }
        (None, given) => Ok(given.unwrap_or(0.0)),
    }
}

/// The same amounts `later` years on; what falls beyond the last year is lost. A part of a year is shared between two.
fn put_off(amounts: &[f64], later: f64) -> Vec<f64> {
    if later == 0.0 {
        return amounts.to_vec();
    }
    let (whole, part) = (later.floor() as usize, later.fract());
    let at = |year: usize, back: usize| year.checked_sub(back).and_then(|year| amounts.get(year)).copied().unwrap_or(0.0);
    (0..amounts.len()).map(|year| (1.0 - part) * at(year, whole) + part * at(year, whole + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::ask::{Cohort, Precondition};
    use super::super::bias::{BiasEvidence, PastForecast};
    use super::super::discount::Schedule;
    use super::*;

    fn read(flow: Flow, settings: &Settings) -> Result<Line, Refusal> {
        Line::read("a", &flow, settings, &Ground::read(settings)?)
    }

    fn settings(years: u32) -> Settings {
        Settings { years, discount_schedule: Schedule::flat(0.035), ..Settings::default() }
    }

    fn benefit(a_year: f64, start: Option<u32>) -> Flow {
        Flow { name: "b".into(), kind: Kind::Benefit, organisation: "nhs".into(), a_year: Some(a_year), start, ..Flow::default() }
    }

    #[test]
    fn a_benefit_ramps_up_and_drops_off_and_waits_for_what_it_needs() {
        let flow = Flow { ramp: vec![0.5], drop_off: 0.1, until: Some(5), ..benefit(100.0, Some(1)) };
        let line = read(flow.clone(), &settings(7)).expect("a line");
        let want = [0.0, 50.0, 100.0, 90.0, 81.0, 72.9, 0.0];
        assert!(line.amounts.iter().zip(want).all(|(got, want)| (got - want).abs() < 1e-9), "{:?}", line.amounts);
        let waits = Flow { preconditions: vec![Precondition { what: "data shared".into(), met_by: Some(3) }], ..flow.clone() };
        assert_eq!(read(waits, &settings(7)).expect("a line").amounts[..5], [0.0, 0.0, 0.0, 50.0, 100.0]);
        let never = Flow { preconditions: vec![Precondition { what: "a new road".into(), met_by: None }], ..flow };
        let line = read(never, &settings(7)).expect("a line");
        assert_eq!((line.present_value(6), line.left_out), (0.0, Some(LeftOut::PreconditionNotDated("a new road".into()))));
    }

    #[test]
    fn a_benefit_from_people_is_the_product_of_its_shares() {
        let people = Cohort { people: 500.0, take_up: 0.6, retention: 1.0, impact: 0.4, deadweight: 0.2, value_each: 2_000.0 };
        let flow = Flow { a_year: None, people: Some(people), optimism_bias: Some(0.15), ..benefit(0.0, Some(0)) };
        assert!((read(flow.clone(), &settings(1)).expect("a line").amounts[0] - 163_200.0).abs() < 1e-6);
        let percent = Flow { people: Some(Cohort { take_up: 60.0, ..people }), ..flow };
        assert!(matches!(read(percent, &settings(1)), Err(Refusal::Share { what: "take_up", .. })));
    }

    #[test]
    fn a_timetable_that_slips_puts_benefits_off_and_costs_not() {
        let own = vec![PastForecast { forecast: 2.0, outturn: 3.0 }; 5];
        let late = Settings { optimism_bias: vec![BiasEvidence { thing: Thing::Timetable, own, table: None }], ..settings(6) };
        let line = read(benefit(100.0, Some(3)), &late).expect("a line");
        assert_eq!((line.later, line.amounts), (1.5, vec![0.0, 0.0, 0.0, 0.0, 50.0, 100.0]));
        let cost = Flow { kind: Kind::Cost, ..benefit(100.0, Some(3)) };
        assert_eq!(read(cost, &late).expect("a line").amounts, [0.0, 0.0, 0.0, 100.0, 100.0, 100.0]);
    }

    #[test]
    fn what_cannot_be_used_is_refused_by_name() {
        let years = settings(3);
        let amounts = |list: Vec<Option<f64>>| Flow { amounts: Some(list), a_year: None, ..benefit(0.0, None) };
        let named = |flow: Flow| read(flow, &years).map(|_| "answered").unwrap_or_else(|r| r.code());
        assert_eq!(named(benefit(1.0, None)), "benefit_without_start");
        assert_eq!(named(amounts(vec![Some(1.0), None, Some(1.0)])), "year_missing");
        assert_eq!(named(amounts(vec![Some(1.0)])), "years_differ");
        assert_eq!(named(amounts(vec![Some(1.0), Some(f64::NAN), Some(1.0)])), "not_a_number");
        assert_eq!(named(Flow { kind: Kind::Cost, ..amounts(vec![Some(1.0), Some(-2.0), Some(1.0)]) }), "negative_cost");
        assert_eq!(named(amounts(vec![Some(1.0), Some(-2.0), Some(1.0)])), "negative_amount");
        assert_eq!(named(Flow { until: Some(3), ..benefit(1.0, Some(0)) }), "start_after_end");
        assert_eq!(named(Flow { kind: Kind::Transfer, ..benefit(1.0, Some(0)) }), "transfer_to_nobody");
        assert_eq!(named(Flow { optimism_bias: Some(15.0), ..benefit(1.0, Some(0)) }), "share_out_of_range");
        assert_eq!(named(Flow { optimism_bias: Some(2.0), kind: Kind::Cost, ..benefit(1.0, Some(0)) }), "answered");
        assert_eq!(named(Flow { thing: Some(Thing::Works), ..benefit(1.0, Some(0)) }), "bias_missing");
        assert_eq!(named(Flow { prices: Prices::Nominal, ..benefit(1.0, Some(0)) }), "no_deflators");
        assert_eq!(named(Flow { schedule: Some("health".into()), ..benefit(1.0, Some(0)) }), "unknown_schedule");
        assert_eq!(named(Flow { confidence: Some(7), ..benefit(1.0, Some(0)) }), "confidence_grade");
    }

    #[test]
    fn amounts_in_prices_of_an_earlier_year_are_brought_to_those_of_year_0() {
        let index = (2024..=2029).zip([100.0, 103.0, 105.0, 110.0, 112.0, 114.0]).collect();
        let deflators = super::super::prices::Deflators { index, ..Default::default() };
        let indexed = Settings { base_year: Some(2027), deflators: Some(deflators), ..settings(3) };
        let flow = Flow { price_year: Some(2024), ..benefit(100.0, Some(0)) };
        let line = read(flow.clone(), &indexed).expect("a line");
        assert!(line.amounts.iter().all(|amount| (amount - 110.0).abs() < 1e-12), "{:?}", line.amounts);
        assert_eq!(read(flow.clone(), &settings(3)).expect_err("refused").code(), "no_deflators");
        let older = Flow { price_year: Some(2019), ..flow.clone() };
        assert_eq!(read(older, &indexed).expect_err("refused"), Refusal::DeflatorMissing(2019));
        let nominal = Flow { prices: Prices::Nominal, price_year: None, ..flow };
        assert!((read(nominal, &indexed).expect("a line").amounts[2] - 100.0 * 110.0 / 114.0).abs() < 1e-9);
    }

    #[test]
    fn a_grade_of_confidence_corrects_once() {
        let graded = Settings { confidence_corrections: [(3, 0.1), (6, 0.4)].into(), ..settings(1) };
        let flow = Flow { confidence: Some(6), ..benefit(100.0, Some(0)) };
        assert_eq!(read(flow.clone(), &graded).expect("a line").amounts, [60.0]);
        assert_eq!(read(Flow { optimism_bias: Some(0.1), ..flow.clone() }, &graded).expect_err("refused").code(), "bias_twice");
        assert_eq!(read(flow, &settings(1)).expect("a line").amounts, [100.0], "a grade without corrections is only shown");
    }
}
