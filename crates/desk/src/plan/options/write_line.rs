//! A line of cost, benefit, harm or transfer of one option: written, changed, taken out.

use model::case::Case;
use model::costing::{Amount, CostLine, Costing, LineKind, Precondition};
use model::id::{CaseId, CostingId, OrganisationId};
use model::record::Record;
use quantity::{Money, Period, Share};

use crate::actor::Actor;
use crate::config::distribution;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::unreadable;
use crate::plan::options::money_question::{PARTS, THINGS};
use crate::plan::options::start_costing::change_costing;
use crate::typed::{LINE, Typed};

pub struct WriteLine {
    pub case: CaseId,
    /// Of the costing.
    pub version: i64,
    /// Which line is changed, from 0; none adds one.
    pub at: Option<usize>,
    pub option: String,
    pub name: String,
    pub kind: Option<LineKind>,
    /// None: residents themselves.
    pub organisation: Option<OrganisationId>,
    pub to: Option<OrganisationId>,
    /// In full, every year; or one for each year.
    pub a_year: Option<Money>,
    pub by_year: Vec<Option<Money>>,
    pub start: Option<i64>,
    pub until: Option<i64>,
    pub ramp: Vec<Share>,
    pub drop_off: Option<Share>,
    /// 0.02 is two per cent a year.
    pub real_growth: f64,
    pub confidence: Option<i64>,
    pub owner_role: String,
    pub cashable: Option<Share>,
    /// What has to be so first, and the year by which it will be.
    pub precondition: String,
    pub met_by: Option<i64>,
    pub is_sunk: bool,
    pub thing: String,
    pub part: String,
    /// Multiples.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// The calendar year in which the financial year begins in whose prices it is; none: those of year 0.
    pub prices_of: Option<i64>,
    /// Code of the income group it falls on; empty: none.
    pub falls_on: String,
}

pub async fn write_line(desk: &Desk, actor: &Actor, ask: WriteLine) -> Result<Record<CostingId, Costing>, DeskError> {
    {
        let mut tx = desk.read().await?;
        for organisation in [ask.organisation, ask.to].into_iter().flatten() {
            store::organisations::find(&mut tx, &actor.scope, organisation).await?;
        }
    }
    let (case, version, at) = (ask.case, ask.version, ask.at);
    change_costing(desk, actor, case, version, "write_line", |case, costing| {
        option_is_there(case, &ask.option)?;
        let line = line(ask, costing)?;
        let same = |(place, kept): (usize, &CostLine)| {
            let own = |kept: &CostLine| (kept.option.clone(), kept.name.clone(), kept.kind, kept.organisation);
            Some(place) != at && own(kept) == own(&line)
        };
        if costing.lines.iter().enumerate().any(same) {
            return Err(DeskError::Faults(vec![Fault::new(
                "name",
                "This option has that line already: change that one, or name this one otherwise",
            )]));
        }
        let said = format!("Option {}: “{}”, {}.", line.option, line.name, line.kind.words());
        match at {
            None => costing.lines.push(line),
            Some(at) => {
                let (kept, new) = (costing.lines.get_mut(at).ok_or(DeskError::NotFound)?, line.name.clone());
                let option = line.option.clone();
                let old = std::mem::replace(kept, line);
                renamed(costing, &old.name, &new);
                if old.option == option {
                    renamed_in_sheet(case, costing, &option, &old.name, &new);
                }
            }
        }
        Ok(said)
    })
    .await
}

/// An impact that a line of its option counts goes with the new name of the line.
fn renamed_in_sheet(case: &mut Case, costing: &Costing, option: &str, old: &str, new: &str) {
    if costing.lines.iter().any(|line| line.option == option && line.name == old) {
        return;
    }
    let at = case.choice_of(option).map(|(at, _)| at);
    let Some(choice) = at.and_then(|at| case.choices.get_mut(at)) else { return };
    let sheet = &mut choice.sheet;
    for effect in [&mut sheet.social, &mut sheet.economic, &mut sheet.environmental].into_iter().flatten() {
        if effect.line == old {
            new.clone_into(&mut effect.line);
        }
    }
}

/// What hangs on a line goes with its new name, where no other line has the old one.
fn renamed(costing: &mut Costing, old: &str, new: &str) {
    if costing.lines.iter().any(|line| line.name == old) {
        return;
    }
    for driver in &mut costing.drivers {
        let has_new = driver.lines.iter().any(|name| name == new);
        driver.lines.retain(|name| name != old || !has_new);
        driver.lines.iter_mut().filter(|name| *name == old).for_each(|name| new.clone_into(name));
    }
    for scenario in &mut costing.scenarios {
        let has_new = scenario.lines.iter().any(|(name, _)| name == new);
        scenario.lines.retain(|(name, _)| name != old || !has_new);
        scenario.lines.iter_mut().filter(|(name, _)| *name == old).for_each(|(name, _)| new.clone_into(name));
    }
}

/// The line as typed, each fault at its field.
fn line(ask: WriteLine, costing: &Costing) -> Result<CostLine, DeskError> {
    let years = costing.years;
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, LINE, "Say what it is: “Fewer stays in hospital”");
    typed.ask("kind", ask.kind.is_some(), "Choose whether it is a cost, a benefit, a harm or money that changes hands");
    let kind = ask.kind.unwrap_or(LineKind::Cost);
    let is_benefit = matches!(kind, LineKind::Benefit | LineKind::Disbenefit);
    let is_negative = |money: &Money| *money < Money::ZERO;
    let mend = match kind {
        LineKind::Cost => "A cost is never negative: a cost that falls is a benefit, so enter it as one",
        LineKind::Benefit => "A benefit is never negative: one that turns to harm is entered as a harm",
        _ => "Use nothing or more: enter the other direction as a line of its own",
    };
    typed.ask("a_year", !ask.a_year.as_ref().is_some_and(is_negative), mend);
    typed.ask("by_year", !ask.by_year.iter().flatten().any(|money| is_negative(money)), mend);
    let year = |typed: &mut Typed, field: &'static str, asked: Option<i64>| {
        let inside = asked.is_none_or(|year| (0..i64::from(years)).contains(&year));
        typed.ask(field, inside, format!("Use a year from 0 to {}", years.saturating_sub(1)));
        asked.and_then(|year| u32::try_from(year).ok())
    };
    let (start, until) = (year(&mut typed, "start", ask.start), year(&mut typed, "until", ask.until));
    typed.ask("until", !matches!((start, until), (Some(start), Some(until)) if until < start), "The last year comes after the first");
    let amount = match (ask.a_year, ask.by_year.is_empty()) {
        (Some(full), true) => {
            typed.ask("start", start.is_some() || !is_benefit, "Say in which year it begins: a benefit without a start is not counted");
            Amount::EachYear { full, start, until }
        }
        (None, false) => {
            let (have, want) = (ask.by_year.len(), years as usize);
            typed.ask(
                "by_year",
                have == want,
                format!("There are {have} amounts and {want} years: write one for each year, 0 where there is nothing"),
            );
            let missing = ask.by_year.iter().position(Option::is_none);
            typed.ask(
                "by_year",
                missing.is_none(),
                format!("Year {} has no amount: write 0 if there is none", missing.unwrap_or_default()),
            );
            Amount::ByYear(ask.by_year)
        }
        (Some(_), false) => {
            typed.fault("a_year", "Write either one amount for every year or one for each: not both");
            Amount::ByYear(Vec::new())
        }
        (None, true) => {
            typed.fault("a_year", "Write what it comes to in a year, or one amount for each year");
            Amount::ByYear(Vec::new())
        }
    };
    if kind == LineKind::Transfer {
        typed.ask("to", ask.to.is_some() && ask.to != ask.organisation, "Say who receives it: another body than the one that pays");
    }
    typed.ask("real_growth", (-0.5..=0.5).contains(&ask.real_growth), "Use −50 to 50 per cent a year");
    typed.ask("confidence", ask.confidence.is_none_or(|grade| (1..=6).contains(&grade)), "Use a grade from 1 to 6");
    let owner_role = typed.optional("owner_role", &ask.owner_role, LINE);
    let precondition = typed.optional("precondition", &ask.precondition, LINE);
    let met_by = year(&mut typed, "met_by", ask.met_by);
    typed.ask("thing", ask.thing.is_empty() || THINGS.iter().any(|(code, _)| *code == ask.thing), "Choose from the list");
    typed.ask("part", ask.part.is_empty() || PARTS.iter().any(|(code, _)| *code == ask.part), "Choose from the list");
    typed.ask("part", ask.part.is_empty() || kind == LineKind::Cost, "Only a cost is a part of the full cost: leave this empty");
    let range = match (ask.low, ask.high) {
        (None, None) => None,
        (low, high) => {
            let (low, high) = (low.unwrap_or(1.0), high.unwrap_or(1.0));
            typed.ask("low", (0.0..=1.0).contains(&low), "The low end is a share of the amount, from 0 to 100 per cent");
            typed.ask("high", (1.0..=1000.0).contains(&high), "The high end is 100 per cent of the amount or more");
            Some((low, high))
        }
    };
    let prices_of = prices_of(&mut typed, ask.prices_of, costing);
    let groups = distribution::defaults().map_err(unreadable)?.group;
    typed.ask("falls_on", ask.falls_on.is_empty() || groups.iter().any(|group| group.code == ask.falls_on), "Choose a group from the list");
    let is_theirs = ask.organisation.is_none() && is_benefit;
    typed.ask("falls_on", ask.falls_on.is_empty() || is_theirs, "Only what residents gain or bear is weighed by income: leave this empty");
    typed.done()?;
    let preconditions = if precondition.is_empty() { Vec::new() } else { vec![Precondition { what: precondition, met_by }] };
    Ok(CostLine {
        option: ask.option,
        name,
        kind,
        organisation: ask.organisation,
        to: ask.to.filter(|_| kind == LineKind::Transfer),
        amount,
        ramp: ask.ramp,
        drop_off: ask.drop_off,
        real_growth: ask.real_growth,
        confidence: ask.confidence.and_then(|grade| u8::try_from(grade).ok()),
        owner_role,
        cashable: ask.cashable,
        preconditions,
        is_sunk: ask.is_sunk,
        thing: ask.thing,
        part: ask.part,
        range,
        prices_of,
        falls_on: ask.falls_on,
    })
}

/// Prices of another year than year 0 need an index that reaches it.
fn prices_of(typed: &mut Typed, asked: Option<i64>, costing: &Costing) -> Option<i16> {
    let year = asked?;
    let Some(year) = i16::try_from(year).ok().filter(|year| (1950..=2199).contains(year)) else {
        typed.fault("prices_of", "Write the calendar year in which the financial year begins, such as 2024");
        return None;
    };
    let reaches =
        year == costing.first_year || costing.price_index.as_ref().is_some_and(|index| index.years.iter().any(|(there, _)| *there == year));
    let said = Period::FinancialYear(year).in_words();
    typed.ask(
        "prices_of",
        reaches,
        format!("No price index here reaches {said}: write one down first, or give the amount in prices of year 0"),
    );
    Some(year)
}

pub(super) fn option_is_there(case: &Case, code: &str) -> Result<(), DeskError> {
    if code == model::case::NOW || case.choice_of(code).is_some() {
        return Ok(());
    }
    Err(DeskError::Faults(vec![Fault::new("option", "Choose one of the options")]))
}

pub struct TakeOutLine {
    pub case: CaseId,
    pub version: i64,
    pub at: usize,
    pub reason: String,
}

/// Taken out with the reason, in the trail.
pub async fn take_out_line(desk: &Desk, actor: &Actor, ask: TakeOutLine) -> Result<Record<CostingId, Costing>, DeskError> {
    let mut typed = Typed::new();
    let reason = typed.text("reason", &ask.reason, LINE, "Say why it is taken out");
    typed.done()?;
    change_costing(desk, actor, ask.case, ask.version, "take_out_line", |_, costing| {
        if ask.at >= costing.lines.len() {
            return Err(DeskError::NotFound);
        }
        let line = costing.lines.remove(ask.at);
        for driver in &mut costing.drivers {
            let is_left = costing.lines.iter().any(|kept| kept.name == line.name);
            driver.lines.retain(|name| is_left || *name != line.name);
        }
        costing.drivers.retain(|driver| !driver.lines.is_empty());
        for scenario in &mut costing.scenarios {
            scenario.lines.retain(|(name, _)| costing.lines.iter().any(|kept| kept.name == *name));
            scenario.drivers.retain(|(name, _)| costing.drivers.iter().any(|kept| kept.name == *name));
        }
        costing.scenarios.retain(|scenario| !scenario.lines.is_empty() || !scenario.drivers.is_empty());
        Ok(format!("Option {}: “{}” was taken out: {reason}", line.option, line.name))
    })
    .await
}
