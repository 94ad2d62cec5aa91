//! Carrying a measure's own series on: the season before, exponential smoothing, and which was nearer on months kept back.

use methods::demand::forecast::{Ask, METHOD, Reading, Refusal, read};
use model::id::MeasureId;
use model::measure::Measure;
use model::observation::Observation;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::period::Cadence;
use quantity::{MeasureKind, Period, Unit};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::review::read_measure::read_measure;

#[derive(Debug, Clone)]
pub struct CarriedOn {
    pub measure: Record<MeasureId, Measure>,
    pub service: String,
    pub points: Vec<Observation>,
    /// What is said ahead, with the periods it is said of; else why not, in a sentence.
    pub ahead: Result<(Vec<Period>, Reading), String>,
    pub method: String,
    /// Files the figures came from.
    pub sources: Vec<String>,
}

/// Measures there are to carry on.
pub async fn measures_to_carry_on(desk: &Desk, actor: &Actor) -> Result<Vec<Record<MeasureId, Measure>>, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    Ok(store::measures::list(&mut tx, &actor.scope).await?)
}

/// A year ahead of a measure's whole series.
pub async fn carry_on(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<CarriedOn, DeskError> {
    let view = read_measure(desk, actor, reference, None).await?;
    let ahead = ahead(&view.measure.noun, &view.points);
    Ok(CarriedOn {
        ahead,
        service: view.service.noun.name,
        points: view.points,
        method: METHOD.with_edition(),
        sources: view.sources.into_iter().map(|source| source.noun.title).collect(),
        measure: view.measure,
    })
}

fn ahead(measure: &Measure, points: &[Observation]) -> Result<(Vec<Period>, Reading), String> {
    if matches!(measure.kind, MeasureKind::YearToDate | MeasureKind::Rolling) {
        return Err("Its figures run on from one period to the next (a running total, or a rolling one): carried on, they would count the same people twice.".into());
    }
    let season = match points.first().map(|point| point.period.cadence()) {
        Some(Cadence::Month) => 12,
        Some(Cadence::Quarter) => 4,
        Some(_) => 1,
        None => return Err("There are no figures yet.".into()),
    };
    let periods: Vec<Period> = points.iter().map(|point| point.period).collect();
    let values: Vec<Option<f64>> = points.iter().map(|point| point.value).collect();
    let horizon = if season > 1 { season } else { 6 };
    let ask = Ask { season_lengths: vec![season], horizon, seed: 1 };
    let mut reading = read(&periods, &values, &ask).map_err(|refusal: Refusal| refusal.message())?;
    // What cannot be below nought, or over all, is not said to be.
    let least = if values.iter().flatten().all(|value| *value >= 0.0) { 0.0 } else { f64::NEG_INFINITY };
    let most = if measure.unit == Unit::Percent { 1.0 } else { f64::INFINITY };
    for tried in &mut reading.tried {
        let of = &mut tried.ahead;
        for part in [&mut of.mean, &mut of.low_80, &mut of.high_80, &mut of.low_95, &mut of.high_95] {
            part.iter_mut().for_each(|value| *value = value.clamp(least, most));
        }
    }
    let last = periods.last().copied().ok_or("There are no figures yet.")?;
    let ahead = (1..=horizon).map(|step| last.plus(u32::try_from(step).unwrap_or(u32::MAX))).collect();
    Ok((ahead, reading))
}
