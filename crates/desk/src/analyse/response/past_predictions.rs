//! Predictions of how the market would respond beside what came, over time, with how good they were.

use methods::market::predicted_bids::{METHOD, Outcome, Score, score};
use model::id::MarketResponseId;
use model::market_response::MarketResponse;
use model::record::Record;
use model::role::Permission;

use super::sealed::seen_by;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct PastPredictions {
    /// Those with what came, newest first, each with the question of its case.
    pub held: Vec<(Record<MarketResponseId, MarketResponse>, String)>,
    /// None until one has come.
    pub score: Option<Score>,
    pub method: String,
}

/// As far as the actor may see them.
pub async fn past_predictions(desk: &Desk, actor: &Actor) -> Result<PastPredictions, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let all = store::market_responses::list(&mut tx, &actor.scope).await?;
    let with_came = all.into_iter().filter(|test| test.noun.came.is_some()).collect();
    let mut held = Vec::new();
    for test in seen_by(desk, &mut tx, actor, with_came).await?.into_iter().rev() {
        if let Ok(case) = store::cases::find(&mut tx, &actor.scope, test.noun.case).await {
            held.push((test, case.noun.question));
        }
    }
    let outcomes: Vec<Outcome> = held.iter().filter_map(|(test, _)| outcome(&test.noun)).collect();
    Ok(PastPredictions { score: score(&outcomes).ok(), held, method: METHOD.with_edition() })
}

fn outcome(test: &MarketResponse) -> Option<Outcome> {
    let came = test.came.as_ref()?;
    let predicted = &test.predicted;
    Some(Outcome {
        name: test.title.clone(),
        expected: predicted.expected,
        low: f64::from(predicted.low),
        high: f64::from(predicted.high),
        chance_of_two: predicted.two_or_more,
        came: came.bids,
    })
}
