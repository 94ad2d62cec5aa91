//! Planning how a case goes to the market: which lawful way, and how much time. What advises against it is said at once, and a plan that
//! goes on all the same says who answers for that, and why.

use jiff::ToSpan;
use methods::market::maturity::Level;
use model::id::{CaseId, WayToMarketId};
use model::market_response::{BidAdvice, MarketResponse};
use model::record::Record;
use model::role::Permission;
use model::way_to_market::{Although, GoingOn, MarketPlan, WayToMarket};
use quantity::Date;

use super::change_way::change_way;
use super::rate_market::matured;
use super::sealed::seen_by;
use super::usual_time::{UsualTime, least_days_to_bid, usual_times};
use crate::actor::Actor;
use crate::config::market::{self, MarketRules};
use crate::config::ways::{self, Ways};
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::unreadable;
use crate::typed::{LINE, TEXT, Typed};

pub struct PlanWay {
    pub case: CaseId,
    pub version: i64,
    /// Codes of config/ways.toml.
    pub way: String,
    pub complexity: String,
    pub starts_on: Option<Date>,
    pub engagement_days: Option<i64>,
    pub development_days: Option<i64>,
    pub bid_days: Option<i64>,
    pub assessment_days: Option<i64>,
    pub mobilisation_days: Option<i64>,
    /// Why it goes on where something advises against it, and who answers for that.
    pub reason: String,
    pub who: String,
}

pub async fn plan_way(desk: &Desk, actor: &Actor, ask: PlanWay) -> Result<Record<WayToMarketId, WayToMarket>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let ways = ways::defaults().map_err(unreadable)?;
    let rules = market::defaults().map_err(unreadable)?;
    let country = desk.place.country.as_str();
    let mut typed = Typed::new();
    typed.ask("way", ways.of(country).iter().any(|way| way.code == ask.way), "Choose a way from the list");
    typed.ask("complexity", usual_times(&rules).iter().any(|usual| usual.code == ask.complexity), "Choose how complex the service is");
    let starts_on = typed.future("starts_on", ask.starts_on, desk.today(), "Say when the service is to begin");
    let mut days = |field: &'static str, typed_days: Option<i64>| {
        let found = typed_days.filter(|days| (0..=1825).contains(days)).and_then(|days| u16::try_from(days).ok());
        typed.ask(field, found.is_some(), "Write a number of days, from 0 to 1825");
        found.unwrap_or(0)
    };
    let (engagement_days, development_days) =
        (days("engagement_days", ask.engagement_days), days("development_days", ask.development_days));
    let (bid_days, assessment_days) = (days("bid_days", ask.bid_days), days("assessment_days", ask.assessment_days));
    let mobilisation_days = days("mobilisation_days", ask.mobilisation_days);
    let reason = typed.optional("reason", &ask.reason, TEXT);
    let who = typed.optional("who", &ask.who, LINE);
    typed.done()?;
    let plan = MarketPlan {
        way: ask.way,
        complexity: ask.complexity,
        starts_on,
        engagement_days,
        development_days,
        bid_days,
        assessment_days,
        mobilisation_days,
        on: desk.today(),
        by_role: actor.role.clone(),
    };
    let newest = {
        let mut tx = desk.read().await?;
        let all = store::market_responses::by_case(&mut tx, &actor.scope, ask.case).await?;
        seen_by(desk, &mut tx, actor, all).await?.pop().map(|test| test.noun)
    };
    let (today, role) = (desk.today(), actor.role.clone());
    change_way(desk, actor, ask.case, ask.version, "plan_way", |case, way| {
        let title = ways.way(&plan.way).map_or_else(String::new, |way| way.title.to_lowercase());
        way.plan = Some(plan);
        let open: Vec<Caution> = cautions(way, newest.as_ref(), &Advisers { ways: &ways, rules: &rules, country, today })
            .into_iter()
            .filter(|one| way.goes_on(one.although).is_none())
            .collect();
        let mut line = format!("“{}” is planned to go to the market: {title}.", case.question);
        if !open.is_empty() {
            let says: Vec<&str> = open.iter().map(|one| one.says.as_str()).collect();
            let mut faults = Vec::new();
            if reason.is_empty() {
                faults.push(Fault::new("reason", format!("{} Say why it goes on all the same, or plan it otherwise", says.join(" "))));
            }
            if who.is_empty() {
                faults.push(Fault::new("who", "Name who answers for going on, with their role"));
            }
            DeskError::unless_clean(faults)?;
            for one in &open {
                let (reason, who, by_role) = (reason.clone(), who.clone(), role.clone());
                way.going_on.push(GoingOn { although: one.although, reason, who, on: today, by_role });
            }
            line.push_str(&format!(" It goes on although {}: {who} answers for that.", list(&open)));
        }
        Ok(line)
    })
    .await
}

fn list(open: &[Caution]) -> String {
    open.iter().map(|one| one.although.words()).collect::<Vec<_>>().join("; and although ")
}

/// What advice rests on.
pub(crate) struct Advisers<'a> {
    pub(crate) ways: &'a Ways,
    pub(crate) rules: &'a MarketRules,
    pub(crate) country: &'a str,
    pub(crate) today: Date,
}

/// Something that advises against the plan as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caution {
    pub although: Although,
    /// In a sentence or two.
    pub says: String,
}

/// What advises against it: too few bids (as far as the reader may see the newest test), a market that is not mature, nothing worked out
/// with it first, and less time than so complex a service takes.
pub(crate) fn cautions(way: &WayToMarket, newest: Option<&MarketResponse>, by: &Advisers<'_>) -> Vec<Caution> {
    let mut found = Vec::new();
    let mut add = |although, says: String| found.push(Caution { although, says });
    let chosen = way.plan.as_ref().and_then(|plan| by.ways.way(&plan.way));
    let competes = chosen.is_none_or(|way| way.competes);
    if let Some(test) = newest.filter(|test| competes && test.came.is_none()) {
        match test.predicted.advice {
            BidAdvice::NotAdvised => {
                add(Although::FewBids, format!("A competition is not advised: fewer than two bids are expected for “{}”.", test.title))
            }
            BidAdvice::NotKnown => add(
                Although::FewBids,
                format!("Whether two would bid for “{}” turns on what nobody knows: ask those who are able first.", test.title),
            ),
            BidAdvice::Advised => {}
        }
    }
    let Some(plan) = &way.plan else { return found };
    if let (Some(reading), Some(chosen)) = (matured(way, by.rules), chosen)
        && !chosen.develops_first
        && matches!(reading.level, Level::ToBeMade | Level::NotKnown)
    {
        let why = if reading.level == Level::NotKnown { "may not be mature: not all of it was looked at" } else { "is not mature" };
        add(Although::Immature, format!("The market {why}, and “{}” asks for bids before anything is worked out with it.", chosen.title));
    }
    let usual: Option<UsualTime> = usual_times(by.rules).into_iter().find(|usual| usual.code == plan.complexity);
    let Some(usual) = usual else { return found };
    if usual.development_days > 0 && plan.development_days == 0 {
        let says = "No dialogue, pilot or co-design comes before the price, and the service is complex: what works has to be found first.";
        add(Although::NoDevelopment, says.to_owned());
    }
    if competes && u32::from(plan.bid_days) < usual.bid_days {
        let law = chosen
            .and_then(|way| least_days_to_bid(by.rules, &way.regime, by.country, by.today))
            .filter(|least| u32::from(plan.bid_days) <= *least);
        let says = match law {
            Some(fewest) => format!(
                "{} days to bid is the least the law asks ({fewest}) and no more: a service like this takes about {}.",
                plan.bid_days, usual.bid_days
            ),
            None => format!("{} days to bid is short: a service like this takes about {}.", plan.bid_days, usual.bid_days),
        };
        add(Although::ShortTime, says);
    }
    found
}

/// A day of the plan, counted back from the first day of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedDay {
    pub what: &'static str,
    pub on: Date,
    pub days: u16,
    /// It should have begun already.
    pub is_past: bool,
}

/// When each step begins, first to last.
pub(crate) fn days_of(plan: &MarketPlan, today: Date) -> Vec<PlannedDay> {
    let steps = [
        ("Talk with the market", plan.engagement_days),
        ("Dialogue, pilots and co-design", plan.development_days),
        ("Ask for bids", plan.bid_days),
        ("Assess them and award", plan.assessment_days),
        ("Get ready", plan.mobilisation_days),
    ];
    let mut left: i64 = steps.iter().map(|(_, days)| i64::from(*days)).sum();
    let mut found = Vec::new();
    for (what, days) in steps {
        let on = plan.starts_on.checked_sub(left.days()).unwrap_or(plan.starts_on);
        left -= i64::from(days);
        if days > 0 {
            found.push(PlannedDay { what, on, days, is_past: on < today });
        }
    }
    found.push(PlannedDay { what: "The service begins", on: plan.starts_on, days: 0, is_past: plan.starts_on < today });
    found
}
