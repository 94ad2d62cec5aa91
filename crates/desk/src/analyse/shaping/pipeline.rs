//! The pipeline: every line with how long its policy may be relied on and what is offered, and how steady it was; and what everybody may see.

use methods::market::{commitment, durability, pipeline_stability};
use model::id::PipelineLineId;
use model::pipeline_line::{PipelineLine, PolicyLaw, PolicyParties};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::analyse::involvement::passer_by;
use crate::config::market::{self, MarketRules};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::unreadable;

#[derive(Debug, Clone)]
pub struct PipelineView {
    pub lines: Vec<LineView>,
    /// Over the lines the market was told of; else why there is no score.
    pub stability: Result<pipeline_stability::Reading, String>,
    pub rule: pipeline_stability::Settings,
    pub today: Date,
}

#[derive(Debug, Clone)]
pub struct LineView {
    pub line: Record<PipelineLineId, PipelineLine>,
    /// As an address carries it.
    pub reference: String,
    pub durability: Result<durability::Reading, String>,
    /// None: no investment is asked.
    pub payback: Option<Result<Payback, String>>,
}

/// Whether a supplier can earn back what it is asked to invest.
#[derive(Debug, Clone, PartialEq)]
pub struct Payback {
    pub read: commitment::Reading,
    /// Nothing that is promised ever pays it back.
    pub is_impossible: bool,
}

pub async fn read_pipeline(desk: &Desk, actor: &Actor) -> Result<PipelineView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let lines = store::pipeline_lines::list(&mut desk.read().await?, &actor.scope).await?;
    pipeline(lines, desk.today())
}

/// What anybody may see: lines the market was told of.
pub async fn read_public_pipeline(desk: &Desk) -> Result<PipelineView, DeskError> {
    let mut lines = store::pipeline_lines::list(&mut desk.read().await?, &passer_by(desk).scope).await?;
    lines.retain(|line| line.noun.is_published());
    pipeline(lines, desk.today())
}

pub async fn read_line(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<LineView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let line = store::pipeline_lines::by_reference(&mut desk.read().await?, &actor.scope, reference).await?;
    Ok(view(line, &market::defaults().map_err(unreadable)?, desk.today()))
}

fn pipeline(lines: Vec<Record<PipelineLineId, PipelineLine>>, today: Date) -> Result<PipelineView, DeskError> {
    let rules = market::defaults().map_err(unreadable)?;
    let mut lines: Vec<LineView> = lines.into_iter().map(|line| view(line, &rules, today)).collect();
    lines.sort_by_key(|one| (one.line.noun.is_cancelled(), one.line.noun.facts.expected, one.line.id));
    let rule = rules.pipeline_stability;
    let stability = pipeline_stability::read(&stability(&lines, today), &rule).map_err(|refusal| refusal.to_string());
    Ok(PipelineView { lines, stability, rule, today })
}

fn view(line: Record<PipelineLineId, PipelineLine>, rules: &MarketRules, today: Date) -> LineView {
    let reference = line.reference.as_ref().map(ToString::to_string).unwrap_or_default();
    let durability = durability::read(&ground(&line.noun, today), &rules.durability).map_err(|refusal| refusal.to_string());
    let payback = payback(&line.noun, &rules.commitment);
    LineView { line, reference, durability, payback }
}

/// Lines as they were first told and as they stand.
fn stability(lines: &[LineView], on: Date) -> pipeline_stability::Ask {
    let line = |view: &LineView| {
        let noun = &view.line.noun;
        noun.first_told().map(|first| pipeline_stability::Line {
            name: view.reference.clone(),
            published: first.on,
            is_cancelled: noun.is_cancelled(),
            first_day: Some(first.facts.expected),
            day_now: Some(noun.facts.expected),
            first_value_pence: Some(first.facts.value.pence()),
            value_now_pence: Some(noun.facts.value.pence()),
        })
    };
    pipeline_stability::Ask { lines: lines.iter().filter_map(line).collect(), on }
}

fn ground(line: &PipelineLine, today: Date) -> durability::Ask {
    let of = &line.rests_on;
    let years = |until: Date| today.until(until).map_or(0.0, |span| f64::from(span.get_days().max(0)) / 365.25);
    durability::Ask {
        law: of.law.map(|law| match law {
            PolicyLaw::Announced => durability::Law::Announced,
            PolicyLaw::Strategy => durability::Law::Strategy,
            PolicyLaw::Guidance => durability::Law::Guidance,
            PolicyLaw::Regulations => durability::Law::Regulations,
            PolicyLaw::Act => durability::Law::Act,
        }),
        funded_years: of.funded_until.map(years),
        parties: of.parties.map(|parties| match parties {
            PolicyParties::OneAgainstOthers => durability::Parties::OneAgainstOthers,
            PolicyParties::One => durability::Parties::One,
            PolicyParties::Several => durability::Parties::Several,
            PolicyParties::All => durability::Parties::All,
        }),
        evidence: of.evidence,
        reversals: of.reversals,
    }
}

/// What is offered held against what is asked; none where no investment is asked.
pub(super) fn payback(line: &PipelineLine, rule: &commitment::Settings) -> Option<Result<Payback, String>> {
    let offer = line.offer.as_ref().filter(|offer| offer.investment > Money::ZERO)?;
    let ask = commitment::Ask {
        investment_pence: offer.investment.pence(),
        funded_pence: offer.funding.pence(),
        reusable_pence: offer.reusable.pence(),
        annual_pence: offer.income.pence(),
        guaranteed: Some(offer.guaranteed),
        margin: offer.margin,
        term_months: offer.months,
        extension_months: offer.more_months,
    };
    let read = commitment::read(&ask, rule).map_err(|refusal| refusal.to_string());
    Some(read.map(|read| {
        let never = read.at_risk_pence > 0 && read.months_guaranteed.is_none() && offer.margin.is_some();
        Payback { is_impossible: never || read.answer == commitment::Answer::Impossible, read }
    }))
}
