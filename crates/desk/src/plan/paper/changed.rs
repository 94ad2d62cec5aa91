//! Evidence that was corrected after a decision rested on it.

use std::sync::Arc;

use model::decision::Decision;
use model::id::{DecisionId, ServiceId};
use model::record::Record;
use quantity::{Date, period};
use store::Tx;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::read_readiness::every_issue_is_seen;
use crate::plan::standing::{self, Found};

/// One thing that changed: the day it did, and a whole sentence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Changed {
    pub on: Date,
    pub says: String,
}

/// What has changed since: a data point that was corrected, a measure that was defined anew. Months that came in later
/// change nothing that was decided on. Who may not see every issue is told that something was, and not what.
pub async fn evidence_changed(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    decision: &Record<DecisionId, Decision>,
) -> Result<Vec<Changed>, DeskError> {
    let settings = Settings::in_force(tx).await?;
    let mut said = Vec::new();
    for found in of_service(desk, tx, &settings, decision.noun.service).await? {
        said.extend(corrected(desk, tx, &found, decision).await?);
        said.extend(defined_anew(desk, &found, decision));
    }
    said.sort();
    said.dedup();
    if said.is_empty() {
        return Ok(said);
    }
    match every_issue_is_seen(desk, tx, actor, decision.noun.service).await {
        Err(DeskError::NotFound) => {
            let last = said.pop();
            Ok(last
                .map(|last| Changed { says: "Figures that it rested on were corrected since.".to_owned(), ..last })
                .into_iter()
                .collect())
        }
        Ok(()) => Ok(said),
        Err(error) => Err(error),
    }
}

async fn of_service(desk: &Desk, tx: &mut Tx, settings: &Settings, service: ServiceId) -> Result<Vec<Arc<Found>>, DeskError> {
    let mut found = Vec::new();
    for issue in store::issues::by_service(tx, &desk.own_scope(), service).await? {
        found.push(standing::of_issue(desk, tx, settings, &issue).await?);
    }
    Ok(found)
}

async fn corrected(desk: &Desk, tx: &mut Tx, found: &Found, decision: &Record<DecisionId, Decision>) -> Result<Vec<Changed>, DeskError> {
    let Some(measure) = &found.measure else { return Ok(Vec::new()) };
    let decided = decision.noun.recorded_at;
    let mut said = Vec::new();
    for point in found.points.iter().filter(|point| point.revision > 1 && point.loaded_at > decided) {
        let history = store::observations::history(tx, &desk.own_scope(), point.measure, &point.part, point.period).await?;
        // What stood when it was decided, if anything did.
        let Some(then) = history.iter().rfind(|old| old.loaded_at <= decided) else { continue };
        if (then.value, then.missing) == (point.value, point.missing) {
            continue;
        }
        let shown = |value: Option<f64>| {
            value.map_or_else(|| "not known".to_owned(), |value| measure.noun.unit.shown(value, usize::from(measure.noun.places)))
        };
        let on = desk.day_of(point.loaded_at);
        let says = format!(
            "{} of “{}” was corrected on {}: the decision rested on {}, and it is {}.",
            point.period.in_words(),
            measure.noun.name,
            period::in_words(on),
            shown(then.value),
            shown(point.value)
        );
        said.push(Changed { on, says });
    }
    Ok(said)
}

fn defined_anew(desk: &Desk, found: &Found, decision: &Record<DecisionId, Decision>) -> Option<Changed> {
    let measure = found.measure.as_ref()?;
    let frozen = decision.noun.start_profile.get("issues")?.as_array()?;
    let then = frozen.iter().find(|issue| issue.get("measure").and_then(|id| id.as_str()) == Some(&measure.id.to_string()))?;
    let before = then.get("definition")?.as_str()?;
    (before != store::files::digest(measure.noun.definition.as_bytes())).then(|| Changed {
        on: desk.day_of(measure.changed_at),
        says: format!("“{}” has been defined anew since: its figures are not those the decision rested on.", measure.noun.name),
    })
}
