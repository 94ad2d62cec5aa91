//! What each option achieves on each criterion: scored by letter first, without a name; changed afterwards only with a reason.

use model::id::{CaseId, WorkshopId};
use model::record::Record;
use model::workshop::{Score, Workshop};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::options::hold_workshop::change_workshop;
use crate::plan::options::write_line::option_is_there;
use crate::typed::{TEXT, Typed};

pub struct GiveScores {
    pub case: CaseId,
    /// Of the workshop.
    pub version: i64,
    /// Code of the option.
    pub option: String,
    pub scores: Vec<Given>,
    /// Needed once it was shown whose option it is.
    pub reason: String,
}

/// A score on one criterion, with between what it is likely to lie.
pub struct Given {
    pub figure: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

pub async fn give_scores(desk: &Desk, actor: &Actor, ask: GiveScores) -> Result<Record<WorkshopId, Workshop>, DeskError> {
    let mut typed = Typed::new();
    let reason = typed.optional("reason", &ask.reason, TEXT);
    let missing = ask.scores.iter().position(|given| given.figure.is_none());
    typed.ask(
        "scores",
        missing.is_none(),
        format!("Criterion {} has no score: every option is scored on all of them", missing.unwrap_or_default() + 1),
    );
    typed.done()?;
    let (on, by_role) = (desk.today(), actor.role.clone());
    change_workshop(desk, actor, ask.case, ask.version, "score_option", |case, workshop| {
        option_is_there(case, &ask.option)?;
        let was_blind = workshop.revealed.is_none();
        if !was_blind && reason.is_empty() {
            return Err(DeskError::Faults(vec![Fault::new(
                "reason",
                "It is known whose option this is. Say why the score changes: both are kept",
            )]));
        }
        if ask.scores.len() != workshop.criteria.len() {
            return Err(DeskError::Faults(vec![Fault::new("scores", "Give one score for each criterion")]));
        }
        let mut given = Vec::new();
        for (criterion, score) in workshop.criteria.iter().zip(ask.scores) {
            let figure = score.figure.unwrap_or_default();
            let (least, most) = (criterion.worst.min(criterion.best), criterion.worst.max(criterion.best));
            let inside = |figure: f64| (least..=most).contains(&figure);
            let ordered = score.low.is_none_or(|low| low <= figure) && score.high.is_none_or(|high| high >= figure);
            if !inside(figure) || !score.low.is_none_or(inside) || !score.high.is_none_or(inside) || !ordered {
                let mend = format!(
                    "“{}” runs from {} to {}: write a score within it, a low end at or below it and a high end at or above it",
                    criterion.name, criterion.worst, criterion.best
                );
                return Err(DeskError::Faults(vec![Fault::new("scores", mend)]));
            }
            let ends = score.low.is_some() || score.high.is_some();
            given.push(Score {
                option: ask.option.clone(),
                criterion: criterion.name.clone(),
                figure,
                low: ends.then_some(score.low.unwrap_or(figure)),
                high: ends.then_some(score.high.unwrap_or(figure)),
                was_blind,
                reason: reason.clone(),
                on,
                by_role: by_role.clone(),
            });
        }
        workshop.scores.extend(given);
        let how = if was_blind { "blind" } else { "again, its name being known" };
        Ok(format!("Option {} was scored {how}.", ask.option))
    })
    .await
}
