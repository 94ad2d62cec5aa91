//! The calendar of contracts: what ends when, what ran past its end, what may still be changed, and when to begin with what follows.

use std::collections::BTreeMap;
use std::sync::Arc;

use exchange::market::OwnedCell;
use exchange::tables::{Answer, Beside};
use jiff::ToSpan;
use model::role::Permission;
use quantity::{Date, Money, Month};
use serde::Serialize;

use super::choice::Choice;
use super::ground::{Chosen, Ground, SetNamed, asked_beside, chosen, ground};
use super::read_market::AskedOf;
use super::remembered::remembered;
use super::rows::{Columns, date, money, text};
use crate::actor::Actor;
use crate::config::Settings;
use crate::config::modification::{self, Headroom, ModificationRule};
use crate::desk::Desk;
use crate::error::DeskError;

/// How a contract stands to its end, on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Still on a register after its last day, extensions and all.
    PastItsEnd,
    /// Its last day is near.
    Lapses,
    Later,
    /// No last day could be read.
    NoEnd,
}

impl Standing {
    pub fn code(self) -> &'static str {
        match self {
            Standing::PastItsEnd => "past",
            Standing::Lapses => "lapses",
            Standing::Later => "later",
            Standing::NoEnd => "no-end",
        }
    }

    pub fn parse(code: &str) -> Option<Standing> {
        [Standing::PastItsEnd, Standing::Lapses, Standing::Later, Standing::NoEnd].into_iter().find(|one| one.code() == code)
    }
}

/// Weeks that each part of letting anew takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeadWeeks {
    pub prepare: u32,
    pub bid: u32,
    pub decide: u32,
    pub mobilise: u32,
}

impl LeadWeeks {
    fn of(settings: &Settings) -> LeadWeeks {
        LeadWeeks {
            prepare: settings.prepare_weeks,
            bid: settings.bid_weeks,
            decide: settings.decide_weeks,
            mobilise: settings.mobilise_weeks,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
pub struct CalendarView {
    pub asked: AskedOf,
    pub today: Date,
    pub lapse_months: u32,
    #[serde(skip)]
    pub lead: LeadWeeks,
    pub lines: Vec<ContractLine>,
    pub lapsing: Lapsing,
    /// Ends by month from this one on, with their number and value.
    pub months: Vec<MonthLine>,
    pub rules: Vec<ModificationRule>,
    pub sets: Vec<SetNamed>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthLine {
    pub month: String,
    #[serde(skip)]
    pub at: Month,
    pub contracts: u64,
    /// Of those whose value is told.
    pub total: Money,
}

/// What lapses, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Lapsing {
    pub months: u32,
    pub contracts: u64,
    pub lapse: u64,
    /// Value of those that lapse and tell it.
    pub lapse_total: Money,
    pub lapse_valued: u64,
    pub past: u64,
    /// Of them, those whose supplier was paid since.
    pub past_paid: u64,
    pub no_end: u64,
    /// Preparing for what follows should have begun.
    pub late: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ContractLine {
    pub contract: String,
    /// Empty for a contract of a register.
    pub process: String,
    pub title: String,
    pub buyer: String,
    pub supplier: String,
    /// The key of who is who.
    pub supplier_key: String,
    pub kind: String,
    pub regime: String,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub ends_text: String,
    pub ends_extended: Option<Date>,
    pub extensions: String,
    pub amount: Option<Money>,
    pub annual: Option<Money>,
    pub category: String,
    pub standing: Standing,
    /// None where nothing is let anew: no end, or a grant.
    pub timetable: Option<Timetable>,
    /// None where the rules it was let under cannot be told.
    pub headroom: Option<Headroom>,
    /// Paid by its buyer to its supplier after the last day: for this or for something else.
    pub paid_after: Option<Money>,
    pub paid_last: Option<Date>,
}

/// Counted back from the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Timetable {
    pub prepare_from: Date,
    pub publish_by: Date,
    pub bids_by: Date,
    pub award_by: Date,
    pub ends: Date,
}

impl Timetable {
    /// None where the days are beyond any calendar.
    pub fn back_from(ends: Date, lead: LeadWeeks) -> Option<Timetable> {
        let before = |day: Date, weeks: u32| day.checked_sub(i64::from(weeks).weeks()).ok();
        let award_by = before(ends, lead.mobilise)?;
        let bids_by = before(award_by, lead.decide)?;
        let publish_by = before(bids_by, lead.bid)?;
        Some(Timetable { prepare_from: before(publish_by, lead.prepare)?, publish_by, bids_by, award_by, ends })
    }

    pub fn is_late(&self, today: Date) -> bool {
        self.prepare_from < today
    }
}

pub async fn read_calendar(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<Arc<CalendarView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    remembered(desk, actor, ("calendar", choice, ""), worked(desk, actor, choice)).await
}

async fn worked(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<CalendarView, DeskError> {
    use model::data_set::DataSetKind::{Contracts, Notices};
    let ground = ground(desk, actor).await?;
    let chosen = chosen(desk, actor, &ground, choice).await?;
    let settings = in_force(desk).await?;
    let lines = lines(desk, &ground, &chosen, &settings).await?;
    Ok(CalendarView {
        asked: AskedOf::of(&ground, &chosen),
        today: desk.today(),
        lapse_months: settings.lapse_months,
        lead: LeadWeeks::of(&settings),
        lapsing: summed(&lines, settings.lapse_months, desk.today()),
        months: months(&lines, desk.today(), settings.lapse_months),
        lines,
        rules: rules()?,
        sets: ground.of(&[Contracts, Notices]),
    })
}

/// What lapses, for the overview; none where no contract is within.
pub(super) async fn lapsing(desk: &Desk, ground: &Ground, chosen: &Chosen) -> Result<Option<Lapsing>, DeskError> {
    let settings = in_force(desk).await?;
    let lines = lines(desk, ground, chosen, &settings).await?;
    Ok((!lines.is_empty()).then(|| summed(&lines, settings.lapse_months, desk.today())))
}

/// The contracts themselves, for the page of a category.
pub(super) async fn contracts_within(desk: &Desk, ground: &Ground, chosen: &Chosen) -> Result<Vec<ContractLine>, DeskError> {
    let settings = in_force(desk).await?;
    lines(desk, ground, chosen, &settings).await
}

async fn in_force(desk: &Desk) -> Result<Arc<Settings>, DeskError> {
    let mut tx = desk.read().await?;
    Settings::in_force(&mut tx).await
}

fn rules() -> Result<Vec<ModificationRule>, DeskError> {
    modification::defaults().map_err(|error| DeskError::refused("configuration", error.to_string()))
}

async fn lines(desk: &Desk, ground: &Ground, chosen: &Chosen, settings: &Settings) -> Result<Vec<ContractLine>, DeskError> {
    if ground.held.is_empty() {
        return Ok(Vec::new());
    }
    let today = desk.today();
    let until = horizon(today, settings.lapse_months);
    // The years of a choice are those in which contracts end, not those in which they begin.
    let (from, to) = (chosen.bought.from, chosen.bought.to);
    let within = exchange::tables::Within { from: None, to: None, ..chosen.bought.clone() };
    let days = Beside {
        name: "days",
        columns: &["today", "until"],
        rows: vec![vec![Some(from.unwrap_or(today).to_string()), Some(to.unwrap_or(until).to_string())]],
    };
    let answer = asked_beside(desk, ground, "contracts-calendar", &within, days).await?;
    let rules = rules()?;
    let mut lines = read_lines(&answer, today, until, LeadWeeks::of(&settings), &rules)?;
    lines.retain(|line| match line.ends {
        Some(ends) => from.is_none_or(|from| ends >= from) && to.is_none_or(|to| ends <= to),
        None => from.is_none() && to.is_none(),
    });
    Ok(lines)
}

fn horizon(today: Date, months: u32) -> Date {
    today.checked_add(i64::from(months).months()).unwrap_or(Date::MAX)
}

fn read_lines(
    answer: &Answer,
    today: Date,
    until: Date,
    lead: LeadWeeks,
    rules: &[ModificationRule],
) -> Result<Vec<ContractLine>, DeskError> {
    const WORDS: [&str; 11] = [
        "contract",
        "process",
        "title",
        "buyer_name",
        "supplier_name",
        "supplier",
        "kind",
        "regime",
        "ends_text",
        "extensions",
        "category",
    ];
    let words = Columns::of(answer, WORDS)?;
    let days = Columns::of(answer, ["starts", "ends", "ends_extended", "paid_last"])?;
    let sums = Columns::of(answer, ["amount", "annual", "paid_after"])?;
    let works = Columns::of(answer, ["category_scheme", "category_code"])?;
    let rows = words.rows(answer).zip(days.rows(answer)).zip(sums.rows(answer)).zip(works.rows(answer));
    Ok(rows
        .map(|(((words, days), sums), works)| {
            let [contract, process, title, buyer, supplier, supplier_key, kind, regime, ends_text, extensions, category] = words.map(text);
            let [starts, ends, ends_extended, paid_last] = days.map(date);
            let [amount, annual, paid_after] = sums.map(money);
            let last = ends_extended.max(ends);
            let standing = standing(ends, last, process.is_empty(), today, until);
            let headroom = rules.iter().find(|rule| rule.regime == regime).map(|rule| rule.headroom(amount, is_works(works), starts, last));
            let is_let_anew = kind != "grant" && standing != Standing::PastItsEnd;
            let timetable = ends.filter(|_| is_let_anew).and_then(|ends| Timetable::back_from(ends, lead));
            ContractLine {
                contract,
                process,
                title,
                buyer,
                supplier,
                supplier_key,
                kind,
                regime,
                starts,
                ends,
                ends_text,
                ends_extended,
                extensions,
                amount,
                annual,
                category,
                standing,
                timetable,
                headroom,
                paid_after,
                paid_last,
            }
        })
        .collect())
}

/// Division 45 of the CPV is construction.
fn is_works([scheme, code]: [&OwnedCell; 2]) -> bool {
    text(scheme) == "CPV" && text(code).starts_with("45")
}

/// A notice's contract that is over has simply ended; one that a register still holds runs on, or the register was not kept up.
fn standing(ends: Option<Date>, last: Option<Date>, is_of_register: bool, today: Date, until: Date) -> Standing {
    match (ends, last) {
        (Some(_), Some(last)) if last < today && is_of_register => Standing::PastItsEnd,
        (Some(ends), _) if ends <= until => Standing::Lapses,
        (Some(_), _) => Standing::Later,
        (None, _) => Standing::NoEnd,
    }
}

fn summed(lines: &[ContractLine], months: u32, today: Date) -> Lapsing {
    let mut sum = Lapsing { months, contracts: lines.len() as u64, ..Lapsing::default() };
    for line in lines {
        match line.standing {
            Standing::PastItsEnd => {
                sum.past += 1;
                sum.past_paid += u64::from(line.paid_after.is_some_and(|paid| paid.pence() > 0));
            }
            Standing::Lapses => {
                sum.lapse += 1;
                sum.lapse_valued += u64::from(line.amount.is_some());
                sum.lapse_total = sum.lapse_total + line.amount.unwrap_or(Money::ZERO);
                sum.late += u64::from(line.timetable.is_some_and(|timetable| timetable.is_late(today)));
            }
            Standing::NoEnd => sum.no_end += 1,
            Standing::Later => {}
        }
    }
    sum
}

/// Every month from this one to the last within the horizon, none left out.
fn months(lines: &[ContractLine], today: Date, months: u32) -> Vec<MonthLine> {
    let first = Month::of(today);
    let mut found: BTreeMap<i32, (u64, Money)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.standing == Standing::Lapses) {
        let Some(ends) = line.ends else { continue };
        let (count, total) = found.entry(Month::of(ends).months_since(first)).or_default();
        *count += 1;
        *total = *total + line.amount.unwrap_or(Money::ZERO);
    }
    let last = i32::try_from(months).unwrap_or(0);
    (0..=last)
        .map(|after| {
            let at = first.plus(after);
            let (contracts, total) = found.get(&after).copied().unwrap_or_default();
            MonthLine { month: at.in_words(), at, contracts, total }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const LEAD: LeadWeeks = LeadWeeks { prepare: 26, bid: 6, decide: 10, mobilise: 13 };

    #[test]
    fn a_timetable_is_counted_back_from_the_last_day() {
        let told = Timetable::back_from(date(2027, 11, 21), LEAD).expect("a timetable");
        assert_eq!((told.award_by, told.bids_by), (date(2027, 8, 22), date(2027, 6, 13)));
        assert_eq!((told.publish_by, told.prepare_from), (date(2027, 5, 2), date(2026, 11, 1)));
        assert!(told.is_late(date(2026, 11, 21)) && !told.is_late(date(2026, 10, 31)));
        assert_eq!(Timetable::back_from(Date::MIN, LEAD), None);
    }

    #[test]
    fn only_a_register_that_still_holds_a_contract_tells_that_it_ran_on() {
        let (today, until) = (date(2026, 11, 21), date(2028, 5, 21));
        let of = |ends, last, register| standing(ends, last, register, today, until);
        let (past, near, far) = (Some(date(2026, 4, 1)), Some(date(2027, 1, 21)), Some(date(2029, 4, 1)));
        assert_eq!(of(past, past, true), Standing::PastItsEnd);
        assert_eq!(of(past, near, true), Standing::Lapses, "an extension that may still be taken is not past the end");
        assert_eq!([of(near, near, false), of(far, far, true), of(None, None, true)], [Standing::Lapses, Standing::Later, Standing::NoEnd]);
    }

    #[test]
    fn every_month_stands_in_the_chart_the_empty_ones_too() {
        let chart = months(&[], date(2026, 11, 21), 18);
        assert_eq!((chart.len(), chart[0].month.as_str(), chart[18].month.as_str()), (19, "November 2026", "May 2028"));
        assert!(chart.iter().all(|month| month.contracts == 0));
    }
}
