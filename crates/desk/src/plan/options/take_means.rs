//! Making a threshold moved, or a way of managing demand, a means of an option: worked out again and kept as it stands.

use methods::demand::{eligibility, managing};
use model::case::Case;
use model::id::CaseId;
use model::option_sheet::Means;
use model::record::Record;
use model::reference::Reference;

use crate::actor::Actor;
use crate::analyse::demand::read_model::{read_model, way_in_words};
use crate::analyse::eligibility::try_thresholds::{in_words, try_thresholds};
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::options::change_option;

pub struct TakeMeans {
    pub case: CaseId,
    pub version: i64,
    /// Code of the option.
    pub option: String,
    pub from: MeansFrom,
}

pub enum MeansFrom {
    /// A table of eligibility, with what was typed for its thresholds.
    Thresholds { table: Reference, typed: Vec<(String, String)> },
    /// The way at this place of a model of demand.
    Way { model: Reference, at: usize },
}

/// The same means again takes the place of the one before.
pub async fn take_means(desk: &Desk, actor: &Actor, ask: TakeMeans) -> Result<Record<CaseId, Case>, DeskError> {
    let (from, title, said, saves, method) = match &ask.from {
        MeansFrom::Thresholds { table, typed } => {
            let view = try_thresholds(desk, actor, table, typed).await?;
            if !view.is_moved() {
                return Err(DeskError::Faults(vec![Fault::new("threshold", "Move a threshold first: as it stands nothing changes")]));
            }
            let Some((said, saves)) = in_words(&view) else {
                return Err(DeskError::refused("no_population", "There is no population yet to try it on. Load one first."));
            };
            let query: Vec<String> = view.moved.iter().map(|(code, value)| format!("{code}={value}")).collect();
            (format!("/eligibility/{table}?{}", query.join("&")), view.table.noun.title.clone(), said, saves, eligibility::METHOD)
        }
        MeansFrom::Way { model, at } => {
            let view = read_model(desk, actor, model).await?;
            let way = view.ways.get(*at).ok_or(DeskError::NotFound)?;
            let reading = way.reading.as_ref().map_err(|said| DeskError::refused("not_worked_out", said.clone()))?;
            let (said, saves) = way_in_words(&view.model.noun, &way.way, reading);
            (format!("/demand/{model}"), way.way.title.clone(), said, Some(saves), managing::METHOD)
        }
    };
    let (kept_on, by_role) = (desk.today(), actor.role.clone());
    change_option(desk, actor, ask.case, ask.version, &ask.option, "take_means", |choice| {
        let line = format!("a means was kept: {title}.");
        let means = Means { from, title, says: said, saves, method: method.with_edition(), kept_on, by_role };
        let all = &mut choice.sheet.means;
        match all.iter_mut().find(|kept| kept.title == means.title && kept.from == means.from) {
            Some(kept) => *kept = means,
            None => all.push(means),
        }
        Ok(line)
    })
    .await
}
