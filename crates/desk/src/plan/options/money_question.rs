//! From the lines of a case's options to the question that the method of costs and benefits is asked: plain values in, plain values out.

use std::collections::{BTreeMap, BTreeSet};

use methods::appraisal::bias::{Bias, BiasEvidence, PastForecast, Thing};
use methods::appraisal::full_cost::CostPart;
use methods::appraisal::{
    self, Appraisal, Ask, Cashable, CostedOption, Driver, Flow, Kind, Precondition, Range, Refusal, Scenario, Settings, Shape, Simulation,
};
use model::case::{Case, NOW};
use model::costing::{Amount, CostLine, Costing, LineKind};
use model::id::OrganisationId;
use model::option_sheet::Effect;
use quantity::Period;
use serde_json::{Value, json};

use crate::config::discount::{DiscountRates, Effects};
use crate::config::distribution::Incomes;
use crate::config::optimism_bias::OptimismBias;
use crate::plan::options::full_cost::counts;

/// Whom a gain falls on that falls on no body. Nobody can ask them to pay for it.
pub const RESIDENTS: &str = "Residents";

/// Codes of the kinds of thing estimated.
pub const THINGS: [(&str, Thing); 5] = [
    ("works", Thing::Works),
    ("equipment", Thing::Equipment),
    ("operating_cost", Thing::OperatingCost),
    ("benefit", Thing::Benefit),
    ("timetable", Thing::Timetable),
];

/// Codes of the parts of a full cost.
pub const PARTS: [(&str, CostPart); 8] = [
    ("delivery", CostPart::Delivery),
    ("support_that_remains", CostPart::SupportThatRemains),
    ("pensions", CostPart::Pensions),
    ("vat", CostPart::Vat),
    ("workforce", CostPart::Workforce),
    ("client_side", CostPart::ClientSide),
    ("transition", CostPart::Transition),
    ("exit", CostPart::Exit),
];

/// What the question is made with beside the records.
pub struct Ground<'a> {
    pub names: &'a BTreeMap<OrganisationId, String>,
    pub discount: &'a DiscountRates,
    pub bias: &'a OptimismBias,
    pub incomes: &'a Incomes,
    /// The authority's past forecasts that are written down with other cases.
    pub elsewhere: &'a [model::costing::PastForecast],
}

/// The question, and what has to be said beside its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub ask: Ask,
    pub settings: Settings,
    /// The first year whose rate is of an older schedule.
    pub older_from_year: Option<u32>,
    /// Codes of options still in that have no line of money yet.
    pub not_costed: Vec<String>,
}

impl Question {
    /// The financial year in which year 0 begins, and in whose prices all is.
    pub fn first_year(&self) -> Option<Period> {
        self.settings.base_year.and_then(|year| i16::try_from(year).ok()).map(Period::FinancialYear)
    }
}

/// Which options are asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// Those still in, staying as we are among them.
    Open,
    /// Those ruled out: their figures are kept beside, and never the highest.
    RuledOut,
}

/// The question about the options of a case.
pub fn question(case: &Case, costing: &Costing, which: Which, ground: &Ground) -> Question {
    let mut not_costed = Vec::new();
    let mut options = Vec::new();
    for (code, title, model, sheet) in listed(case, which) {
        let lines: Vec<&CostLine> = costing.lines.iter().filter(|line| line.option == code).collect();
        if lines.is_empty() && (code != NOW || which == Which::RuledOut) {
            not_costed.push(code);
            continue;
        }
        // What a line states is neither nothing nor unknown, whatever was written of it before.
        let is_open = |of: &str, part: &str| of == code && !lines.iter().any(|line| line.part == part && counts(line));
        let reasons = costing.costs_nothing.iter().filter(|kept| is_open(&kept.option, &kept.part));
        let unknown = costing.not_known.iter().filter(|kept| is_open(&kept.option, &kept.part));
        let no_cost = reasons.filter_map(|kept| Some((part(&kept.part)?, kept.reason.clone()))).collect();
        let not_known = unknown.filter_map(|kept| Some((part(&kept.part)?, kept.would_take.clone()))).collect();
        options.push(CostedOption {
            not_monetised: sheet.map(|sheet| not_monetised(sheet, &lines)).unwrap_or_default(),
            flows: lines.into_iter().map(|line| flow(line, costing.first_year, ground)).collect(),
            no_cost,
            not_known,
            saving: costing.savings.iter().find(|kept| kept.option == code).map(super::take_apart::asked),
            id: code,
            title: Some(title),
            delivery_model: Some(model),
        });
    }
    let settings = settings(costing, &options, ground);
    let older = ground.discount.in_force(Effects::Money, costing.priced_on, costing.years).and_then(|found| found.older_from_year);
    let usual = options.iter().any(|option| option.id == NOW).then(|| NOW.to_owned());
    Question { ask: Ask { options, business_as_usual: usual }, settings, older_from_year: older, not_costed }
}

type Listed<'a> = (String, String, String, Option<&'a model::option_sheet::OptionSheet>);

fn listed(case: &Case, which: Which) -> Vec<Listed<'_>> {
    let mut listed: Vec<Listed> = (case.choices.iter().enumerate())
        .filter(|(_, choice)| choice.ruled_out.is_none() == (which == Which::Open))
        .map(|(at, choice)| (case.code(at), choice.title.clone(), choice.delivery_model.clone(), Some(&choice.sheet)))
        .collect();
    if which == Which::Open && !listed.iter().any(|(code, ..)| code == NOW) {
        listed.push((NOW.to_owned(), "Stay as we are".to_owned(), model::delivery_model::AS_NOW.to_owned(), None));
    }
    listed.sort_by_key(|(code, ..)| code != NOW);
    listed
}

/// What is stated of an option that none of its lines counts, though one it names may have been taken out or named otherwise since.
fn not_monetised(sheet: &model::option_sheet::OptionSheet, lines: &[&CostLine]) -> Vec<String> {
    let families = [&sheet.social, &sheet.economic, &sheet.environmental];
    let unpriced = |effect: &&Effect| effect.is_known && !lines.iter().any(|line| line.name == effect.line);
    families.into_iter().flatten().filter(unpriced).map(|effect| effect.says.clone()).collect()
}

fn part(code: &str) -> Option<CostPart> {
    PARTS.iter().find(|(known, _)| *known == code).map(|(_, part)| *part)
}

fn thing(code: &str) -> Option<Thing> {
    THINGS.iter().find(|(known, _)| *known == code).map(|(_, thing)| *thing)
}

fn flow(line: &CostLine, first_year: i16, ground: &Ground) -> Flow {
    let name = |id: OrganisationId| ground.names.get(&id).cloned().unwrap_or_else(|| "A body you cannot see".to_owned());
    let mut flow = Flow {
        name: line.name.clone(),
        kind: match line.kind {
            LineKind::Cost => Kind::Cost,
            LineKind::Benefit => Kind::Benefit,
            LineKind::Disbenefit => Kind::Disbenefit,
            LineKind::Transfer => Kind::Transfer,
        },
        organisation: line.organisation.map_or_else(|| RESIDENTS.to_owned(), name),
        to: line.to.map(name),
        ramp: line.ramp.iter().map(|share| share.value()).collect(),
        drop_off: line.drop_off.map_or(0.0, |share| share.value()),
        real_growth: line.real_growth,
        thing: thing(&line.thing),
        confidence: line.confidence,
        owner: Some(line.owner_role.clone()).filter(|role| !role.is_empty()),
        cashable: Cashable::Share(line.cashable.map_or(0.0, |share| share.value())),
        preconditions: line.preconditions.iter().map(|p| Precondition { what: p.what.clone(), met_by: p.met_by }).collect(),
        sunk: line.is_sunk,
        part: part(&line.part).filter(|_| counts(line)),
        price_year: line.prices_of.filter(|year| *year != first_year).map(i32::from),
        group: Some(line.falls_on.clone()).filter(|group| !group.is_empty()),
        range: line.range.map(|(low, high)| Range { low, high, shape: Shape::Triangular }),
        ..Flow::default()
    };
    match &line.amount {
        Amount::EachYear { full, start, until } => (flow.a_year, flow.start, flow.until) = (Some(full.pounds()), *start, *until),
        Amount::ByYear(amounts) => flow.amounts = Some(amounts.iter().map(|money| money.map(|money| money.pounds())).collect()),
    }
    flow
}

fn settings(costing: &Costing, options: &[CostedOption], ground: &Ground) -> Settings {
    let found = ground.discount.in_force(Effects::Money, costing.priced_on, costing.years);
    let edition = found.as_ref().and_then(|found| found.schedule.source.clone());
    let names: BTreeSet<&str> = options.iter().flat_map(|option| &option.flows).map(|flow| flow.name.as_str()).collect();
    let drivers: Vec<Driver> = (costing.drivers.iter())
        .map(|driver| Driver {
            name: driver.name.clone(),
            value: driver.value,
            low: driver.low,
            high: driver.high,
            shape: Shape::Triangular,
            flows: driver.lines.iter().filter(|line| names.contains(line.as_str())).cloned().collect(),
        })
        .filter(|driver| !driver.flows.is_empty())
        .collect();
    let scenario = |kept: &model::costing::Scenario| Scenario {
        name: kept.name.clone(),
        drivers: kept.drivers.iter().filter(|(name, _)| drivers.iter().any(|driver| driver.name == *name)).cloned().collect(),
        times: kept.lines.iter().filter(|(name, _)| names.contains(name.as_str())).cloned().collect(),
    };
    let scenarios = costing.scenarios.iter().map(scenario).filter(|s| !s.drivers.is_empty() || !s.times.is_empty()).collect();
    let is_uncertain = options.iter().flat_map(|option| &option.flows).any(|flow| flow.range.is_some())
        || drivers.iter().any(|driver| driver.low.is_some() && driver.high.is_some());
    Settings {
        years: costing.years,
        discount_schedule: found.map(|found| found.schedule).unwrap_or_default(),
        green_book_edition: edition,
        base_year: Some(i32::from(costing.first_year)),
        deflators: costing.price_index.as_ref().map(|index| super::price_index::deflators(index, costing)),
        distribution: options.iter().flat_map(|option| &option.flows).any(|flow| flow.group.is_some()).then(|| ground.incomes.weights()),
        optimism_bias: evidence(costing, &past_forecasts(costing, ground.elsewhere), options, ground.bias),
        bias_must_be_alike: true,
        confidence_corrections: if costing.correct_by_grade { ground.bias.corrections() } else { BTreeMap::new() },
        horizons: vec![costing.short_until].into_iter().filter(|last| *last + 1 < costing.years).collect(),
        drivers,
        scenarios,
        simulation: is_uncertain.then_some(Simulation { draws: DRAWS, seed: costing.seed, latin_hypercube: true }),
        not_payers: vec![RESIDENTS.to_owned()],
        ..Settings::default()
    }
}

/// Puts out a chance by less than 0.01, whatever it is.
const DRAWS: u32 = 10_000;

/// Every past forecast that speaks here: those of this case, and those of others that are not among them.
pub fn past_forecasts<'a>(costing: &'a Costing, elsewhere: &'a [model::costing::PastForecast]) -> Vec<&'a model::costing::PastForecast> {
    let mut all: Vec<&model::costing::PastForecast> = costing.past_forecasts.iter().collect();
    for kept in elsewhere {
        if !all.contains(&kept) {
            all.push(kept);
        }
    }
    all
}

/// Evidence for each kind of thing that a line names, and for the timetable where this costing has forecasts of one: our own past forecasts
/// first, those of other cases with them, and the dated table where there is one.
fn evidence(
    costing: &Costing,
    past: &[&model::costing::PastForecast],
    options: &[CostedOption],
    table: &OptimismBias,
) -> Vec<BiasEvidence> {
    let used: BTreeSet<Thing> = options.iter().flat_map(|option| &option.flows).filter_map(|flow| flow.thing).collect();
    let works = costing.works_kind.as_str();
    // What another case learned of its timetable puts off nothing here by itself.
    let delays = costing.past_forecasts.iter().any(|kept| thing(&kept.thing) == Some(Thing::Timetable));
    let all = used.into_iter().chain(delays.then_some(Thing::Timetable)).collect::<BTreeSet<Thing>>();
    let of = |thing: Thing| {
        let kind = match thing {
            Thing::Equipment => "equipment",
            Thing::OperatingCost => "operating_cost",
            _ => works,
        };
        BiasEvidence { thing, own: own(past, thing), table: table.table(kind, thing) }
    };
    all.into_iter().map(of).filter(|evidence| !evidence.own.is_empty() || evidence.table.is_some()).collect()
}

fn own(past: &[&model::costing::PastForecast], of: Thing) -> Vec<PastForecast> {
    let own = past.iter().filter(|kept| thing(&kept.thing) == Some(of));
    own.map(|kept| PastForecast { forecast: kept.forecast.pounds(), outturn: kept.outturn.pounds() }).collect()
}

/// How far out the authority's own forecasts of each kind of thing have been; none of a kind of which there is none.
pub fn own_bias(past: &[&model::costing::PastForecast]) -> Vec<Bias> {
    let weigh = |(_, thing): (&str, Thing)| BiasEvidence { thing, own: own(past, thing), table: None }.weigh().ok();
    THINGS.into_iter().filter_map(weigh).collect()
}

impl Question {
    /// The answer.
    ///
    /// # Errors
    /// What is wrong with a line or a setting, by its name and with the mend.
    pub fn answer(&self) -> Result<Appraisal, Refusal> {
        appraisal::appraise(&self.ask, &self.settings)
    }

    /// The same question as a file for `calc cba`, without the working.
    pub fn file(&self) -> Value {
        let mut options = json!(self.settings);
        if let Some(map) = options.as_object_mut() {
            map.retain(|_, value| !value.is_null());
            map.insert("working".into(), json!(false));
        }
        json!({ "options": options, "input": { "options": self.ask.options, "business_as_usual": self.ask.business_as_usual } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_the_word_the_method_writes() {
        for (code, part) in PARTS {
            assert_eq!(json!(part), json!(code));
        }
        for (code, thing) in THINGS {
            assert_eq!(json!(thing), json!(code));
        }
    }
}
