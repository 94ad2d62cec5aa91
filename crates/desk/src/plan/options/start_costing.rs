//! Starting to cost the options of a case, or changing over which years and with which rules.

use jiff::civil::Date;
use model::case::Case;
use model::costing::{Costing, PastForecast};
use model::id::{CaseId, CostingId};
use model::record::Record;
use model::role::Permission;
use quantity::{Money, Period};
use store::Tx;

use crate::actor::Actor;
use crate::config;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::{kept, unreadable};
use crate::plan::financial_plan::decided;
use crate::plan::options::keep_results;
use crate::plan::options::money_question::THINGS;
use crate::plan::options::price_index::not_reached;
use crate::typed::{LINE, Typed};

pub struct StartCosting {
    pub case: CaseId,
    /// Of the costing; 0 where there is none yet.
    pub version: i64,
    pub first_year: i64,
    pub years: i64,
    pub short_until: i64,
    /// Code of the kind of work in the table of optimism bias; empty: none.
    pub works_kind: String,
    pub correct_by_grade: bool,
    pub seed: i64,
    /// Never shown to a provider, nor to an organisation with a provider arm; nor is what was kept of it.
    pub sealed: bool,
}

pub async fn start_costing(desk: &Desk, actor: &Actor, ask: StartCosting) -> Result<Record<CostingId, Costing>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let table = config::optimism_bias::defaults().map_err(unreadable)?;
    let mut typed = Typed::new();
    typed.ask("first_year", (2000..=2199).contains(&ask.first_year), "Write the calendar year in which year 0 begins, such as 2027");
    typed.ask("years", (1..=100).contains(&ask.years), "Use 1 to 100 years");
    let short = (0..ask.years.max(1)).contains(&ask.short_until);
    typed.ask("short_until", short, "The shorter horizon ends within the years appraised, counted from 0");
    let is_known = ask.works_kind.is_empty() || table.kind.iter().any(|kind| kind.code == ask.works_kind);
    typed.ask("works_kind", is_known, "Choose a kind of work from the list");
    typed.ask("seed", (0..=i64::from(u32::MAX)).contains(&ask.seed), "Use a whole number of 0 or more");
    typed.done()?;
    let number = |n: i64| u32::try_from(n).unwrap_or(0);
    let first_year = i16::try_from(ask.first_year).unwrap_or(2026);
    let mut write = desk.write(actor).await?;
    let case = store::cases::find(&mut write.tx, &actor.scope, ask.case).await?;
    let there = seen(desk, &mut write.tx, actor, ask.case).await?;
    if there.as_ref().map_or(0, |record| record.version) != ask.version {
        return Err(DeskError::Stale);
    }
    let is_new = there.is_none();
    let mut record = there.unwrap_or_else(|| {
        let noun = Costing {
            case: case.id,
            first_year,
            years: 1,
            short_until: 0,
            priced_on: desk.today(),
            lines: Vec::new(),
            costs_nothing: Vec::new(),
            drivers: Vec::new(),
            scenarios: Vec::new(),
            past_forecasts: Vec::new(),
            works_kind: String::new(),
            correct_by_grade: false,
            seed: 1,
            returns: Vec::new(),
            not_known: Vec::new(),
            savings: Vec::new(),
            price_index: None,
        };
        kept(desk, desk.new_id(), case.audience.clone(), noun)
    });
    let noun = &mut record.noun;
    let of_other_years = || noun.lines.iter().filter_map(|line| line.prices_of).find(|year| *year != first_year);
    let short = noun.price_index.as_ref().map_or_else(of_other_years, |index| not_reached(noun, first_year, &index.years));
    if let Some(year) = short {
        let said = format!("No price index here reaches {}: write one down that does, first", Period::FinancialYear(year).in_words());
        return Err(DeskError::Faults(vec![Fault::new("first_year", said)]));
    }
    (noun.first_year, noun.years, noun.short_until) = (first_year, number(ask.years), number(ask.short_until));
    (noun.works_kind, noun.correct_by_grade, noun.seed) = (ask.works_kind, ask.correct_by_grade, u64::from(number(ask.seed)));
    noun.priced_on = desk.today();
    record.sealed = ask.sealed;
    record.changed_at = desk.now();
    let record = store::costings::save(&mut write.tx, &record).await?;
    if record.sealed {
        keep_results::seal(desk, &mut write.tx, ask.case).await?;
    }
    decided::seal(desk, &mut write.tx, ask.case, record.sealed).await?;
    let verb = if is_new { "began to be costed" } else { "are costed" };
    let line = format!("The options of “{}” {verb} over {} years from {}.", case.noun.question, ask.years, ask.first_year);
    write.commit("start_costing", "costing", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// What is said where there is a costing that the actor may not see.
pub const SEALED: &str = "What these options cost is sealed from you. Somebody who may see what is sealed can change it, or open it.";

/// The costing of a case, where there is one.
///
/// # Errors
/// Where there is one that the actor may not see: nobody begins a second one beside it.
async fn seen(desk: &Desk, tx: &mut Tx, actor: &Actor, case: CaseId) -> Result<Option<Record<CostingId, Costing>>, DeskError> {
    let there = store::costings::of_case(tx, &actor.scope, case).await?;
    if there.is_none() && store::costings::of_case(tx, &desk.own_scope(), case).await?.is_some() {
        return Err(DeskError::refused("costing_sealed", SEALED));
    }
    Ok(there)
}

/// One change to the costing of a case, and to what the case says of its lines; refused where the form is stale.
pub(super) async fn change_costing(
    desk: &Desk,
    actor: &Actor,
    case: CaseId,
    version: i64,
    action: &str,
    apply: impl FnOnce(&mut Case, &mut Costing) -> Result<String, DeskError>,
) -> Result<Record<CostingId, Costing>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let case = store::cases::find(&mut write.tx, &actor.scope, case).await?;
    let mut record = seen(desk, &mut write.tx, actor, case.id).await?.ok_or(DeskError::NotFound)?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let mut told = case.noun.clone();
    let line = apply(&mut told, &mut record.noun)?;
    if told != case.noun {
        let case = Record { noun: told, changed_at: desk.now(), ..case };
        store::cases::save(&mut write.tx, &case).await?;
    }
    record.changed_at = desk.now();
    let record = store::costings::save(&mut write.tx, &record).await?;
    write.commit(action, "costing", Some(record.id.uuid()), line).await?;
    Ok(record)
}

pub struct RecordForecast {
    pub case: CaseId,
    pub version: i64,
    pub what: String,
    /// Code of the kind of thing.
    pub thing: String,
    pub forecast: Option<Money>,
    pub outturn: Option<Money>,
}

/// What the authority forecast once and what it came to: the first evidence of how far out its estimates are.
pub async fn record_forecast(desk: &Desk, actor: &Actor, ask: RecordForecast) -> Result<Record<CostingId, Costing>, DeskError> {
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Say what was forecast, and when");
    typed.ask("thing", THINGS.iter().any(|(code, _)| *code == ask.thing), "Choose the kind of thing that was estimated");
    typed.ask("forecast", ask.forecast.is_some_and(|money| money > Money::ZERO), "Write what was forecast, more than nothing");
    typed.ask("outturn", ask.outturn.is_some_and(|money| money >= Money::ZERO), "Write what it came to");
    typed.done()?;
    let (forecast, outturn) = (ask.forecast.unwrap_or_default(), ask.outturn.unwrap_or_default());
    change_costing(desk, actor, ask.case, ask.version, "record_forecast", |_, costing| {
        let line = format!("{what}: {} was forecast, {} it came to.", forecast.in_full(), outturn.in_full());
        costing.past_forecasts.push(PastForecast { what, thing: ask.thing, forecast, outturn });
        Ok(line)
    })
    .await
}

/// Today's financial year: what a new costing begins with.
pub fn this_year(today: Date) -> i64 {
    let year = i64::from(today.year());
    if today.month() < 4 { year - 1 } else { year }
}
