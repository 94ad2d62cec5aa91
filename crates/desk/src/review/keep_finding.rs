//! Keeping what a control chart said: method, edition, parameters, digest of the inputs, the statement and the figures.
//! A result is never recomputed in place: where the figures or the method changed, a new one is kept beside it.

use methods::spc::{Reading, Variation};
use model::audience::Audience;
use model::finding::Finding;
use model::id::{FindingId, MeasureId};
use model::measure::Measure;
use model::observation::Observation;
use model::record::Record;
use serde_json::json;
use store::Tx;
use store::observations::Span;

use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::review::series;

/// Keeps the reading of a whole measure where it differs from the one kept last. In the caller's own transaction, beside
/// what changed the figures. None where no control chart fits.
pub async fn keep(desk: &Desk, tx: &mut Tx, measure: &Record<MeasureId, Measure>) -> Result<Option<Record<FindingId, Finding>>, DeskError> {
    let scope = desk.own_scope();
    let points = store::observations::series(tx, &scope, measure.id, "", Span::ALL).await?;
    let trial_below = Settings::in_force(tx).await?.trial_below;
    let Some(noun) = read_part(desk, measure, "", &points, trial_below) else { return Ok(None) };
    let last = store::findings::latest(tx, &scope, measure.id.uuid(), &noun.method, "").await?;
    if let Some(last) = last
        && (&last.noun.inputs, last.noun.edition) == (&noun.inputs, noun.edition)
    {
        return Ok(Some(last));
    }
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = measure.about;
    Ok(Some(store::findings::save(tx, &record).await?))
}

/// What a control chart of a part of the measure (empty: the whole) says of these points, as it is kept. None where no control
/// chart fits.
pub fn read_part(
    desk: &Desk,
    measure: &Record<MeasureId, Measure>,
    part: &str,
    points: &[Observation],
    trial_below: u32,
) -> Option<Finding> {
    let (reading, ask) = series::read(&measure.noun, part, points, trial_below).ok()?;
    let method = reading.method();
    let mut sources: Vec<_> = points.iter().filter_map(|point| point.at.as_ref().map(|at| at.source)).collect();
    sources.sort_unstable();
    sources.dedup();
    Some(Finding {
        about_noun: "measure".into(),
        about_id: measure.id.uuid(),
        part: part.to_owned(),
        method: method.code.into(),
        edition: u32::from(method.edition),
        parameters: json!({ "settings": ask.settings, "target": ask.target, "rebase": ask.rebase, "kind": ask.kind, "better": ask.better }),
        inputs: inputs(&measure.noun, part, points, trial_below),
        statement: statement(&measure.noun, &reading),
        figures: methods::calc::spc::answer(&reading, &ask),
        sources,
        made_at: desk.now(),
    })
}

/// Digest of all a reading rests on: the figures and what was asked of them.
pub fn inputs(measure: &Measure, part: &str, points: &[Observation], trial_below: u32) -> String {
    let ask = series::ask(measure, part, points, trial_below);
    let figures: Vec<_> = points.iter().map(crate::plan::standing::point).collect();
    store::files::digest(json!({ "ask": ask, "points": figures }).to_string().as_bytes())
}

/// Whole sentences: what it last was, whether it is changing, and whether it will meet its aim.
pub fn statement(measure: &Measure, reading: &Reading) -> String {
    let latest = reading.points.iter().rev().find(|point| point.judged().is_some());
    let when = latest.map(|point| format!(", {}", point.period.in_words())).unwrap_or_default();
    format!("{}{when}: {} {}", measure.name, variation(reading.variation), reading.assurance.words())
}

pub fn variation(variation: Variation) -> &'static str {
    match variation {
        Variation::CommonCause => "no more than chance alone would move it.",
        Variation::Improvement => "it is really getting better.",
        Variation::Concern => "it is really getting worse.",
        Variation::High => "it is really higher.",
        Variation::Low => "it is really lower.",
    }
}
