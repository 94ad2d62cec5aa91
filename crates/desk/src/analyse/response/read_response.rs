//! How the market would respond to a case, and how the case would go to it: what may be seen of the predictions, what advises against the
//! plan, the lawful ways, and where what is known came from.

use methods::market::maturity::Reading;
use model::case::Case;
use model::id::{CaseId, MarketResponseId, SupplyLineId, WayToMarketId};
use model::market_response::{BidAdvice, MarketResponse};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::supply::SupplyLine;
use model::way_to_market::{GoingOn, LearnedKind, WayToMarket};

use super::plan_way::{Advisers, Caution, PlannedDay, cautions, days_of};
use super::rate_market::matured;
use super::sealed::{may_see_predictions, seen_by};
use super::told_supply::{SupplyTold, told_supply};
use super::usual_time::{UsualTime, usual_times};
use crate::actor::Actor;
use crate::config::Settings;
use crate::config::market;
use crate::config::ways::{self, MarketWay, Raise, Ways};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::unreadable;

#[derive(Debug, Clone)]
pub struct ResponseView {
    pub case: Record<CaseId, Case>,
    /// Oldest first: those the actor may see.
    pub tests: Vec<Record<MarketResponseId, MarketResponse>>,
    /// How many are kept from the actor until award.
    pub sealed: usize,
    /// May this actor test the market, and see what is predicted?
    pub may_predict: bool,
    pub way: Option<Record<WayToMarketId, WayToMarket>>,
    pub days: Vec<PlannedDay>,
    /// What advises against it, each with why it goes on all the same, where somebody said.
    pub cautions: Vec<(Caution, Option<GoingOn>)>,
    pub maturity: Option<Reading>,
    pub supply: Vec<SupplyTold>,
    pub lines: Vec<Record<SupplyLineId, SupplyLine>>,
    pub outward: Outward,
    /// Lawful ways here.
    pub ways: Vec<MarketWay>,
    pub raises: Vec<Raise>,
    pub usual: Vec<UsualTime>,
    pub all_ways: Ways,
}

/// How far what is known of the market comes from beyond the authority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outward {
    /// How many of each kind.
    pub counts: Vec<(LearnedKind, usize)>,
    pub outward: usize,
    /// Of all, looks taken in the case counted as our own.
    pub all: usize,
    pub looks_inward: bool,
    /// A whole sentence.
    pub says: String,
}

impl ResponseView {
    /// The newest test that nothing has come of yet.
    pub fn open(&self) -> Option<&Record<MarketResponseId, MarketResponse>> {
        self.tests.iter().rfind(|test| test.noun.came.is_none())
    }

    /// Is a competition advised, as far as the reader may see?
    pub fn advice(&self) -> Option<BidAdvice> {
        self.open().map(|test| test.noun.predicted.advice)
    }
}

pub async fn read_response(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<ResponseView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let all_ways = ways::defaults().map_err(unreadable)?;
    let rules = market::defaults().map_err(unreadable)?;
    let mut tx = desk.read().await?;
    let case = store::cases::by_reference(&mut tx, &actor.scope, reference).await?;
    let kept = store::market_responses::by_case(&mut tx, &desk.own_scope(), case.id).await?.len();
    let visible = store::market_responses::by_case(&mut tx, &actor.scope, case.id).await?;
    let tests = seen_by(desk, &mut tx, actor, visible).await?;
    let may_predict = actor.can(Permission::WriteCases) && may_see_predictions(desk, &mut tx, actor, &case.noun).await?;
    let way = store::ways_to_market::of_case(&mut tx, &actor.scope, case.id).await?;
    let outcomes = store::outcomes::by_case(&mut tx, &actor.scope, case.id).await?;
    let supply = told_supply(desk, &mut tx, actor, &outcomes).await?;
    let lines = store::supply_lines::list(&mut tx, &actor.scope).await?;
    let settings = Settings::in_force(&mut tx).await?;
    let country = desk.place.country.as_str();
    let blank = WayToMarket::blank(case.id);
    let noun = way.as_ref().map_or(&blank, |record| &record.noun);
    let newest = tests.iter().rfind(|test| test.noun.came.is_none()).map(|test| &test.noun);
    let cautions =
        cautions(noun, newest, &Advisers { ways: &all_ways, rules: &rules, country, today: desk.today() }).into_iter().map(|one| {
            let going = noun.goes_on(one.although).cloned();
            (one, going)
        });
    Ok(ResponseView {
        sealed: kept.saturating_sub(tests.len()),
        may_predict,
        days: noun.plan.as_ref().map(|plan| days_of(plan, desk.today())).unwrap_or_default(),
        cautions: cautions.collect(),
        maturity: matured(noun, &rules),
        usual: usual_times(&rules),
        supply,
        lines,
        outward: outward(noun, &case.noun, settings.fewest_outward),
        ways: all_ways.of(country).into_iter().cloned().collect(),
        raises: all_ways.raise.clone(),
        all_ways,
        tests,
        way,
        case,
    })
}

fn outward(way: &WayToMarket, case: &Case, fewest: u32) -> Outward {
    let counts: Vec<(LearnedKind, usize)> =
        LearnedKind::ALL.into_iter().map(|kind| (kind, way.learned_from.iter().filter(|one| one.kind == kind).count())).collect();
    let outward = way.learned_from.iter().filter(|one| one.kind.is_outward()).count();
    let all = way.learned_from.len() + case.looks.len();
    let looks_inward = outward < fewest as usize;
    let own = all - outward;
    let says = match (outward, own) {
        (0, 0) => "Nobody has written down where what is known of this market comes from.".to_owned(),
        (0, _) => "All that is known of this market comes from inside: no source from outside, no provider met, no other authority, nobody who uses it.".to_owned(),
        (some, own) if looks_inward => {
            format!("What is known of this market looks inward: {} from outside, and {own} of our own.", number(some))
        }
        (some, own) => format!("{} from outside the authority, and {own} of our own.", capital(&number(some))),
    };
    Outward { counts, outward, all, looks_inward, says }
}

fn number(sources: usize) -> String {
    if sources == 1 { "one source".to_owned() } else { format!("{sources} sources") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
