//! Writing a table of eligibility, or changing one. A national threshold stands at what the law says, and nowhere else.

use std::collections::BTreeMap;

use methods::demand::eligibility::{Refusal, compare};
use model::audience::Audience;
use model::eligibility::EligibilityTable;
use model::id::{EligibilityTableId, ServiceId};
use model::record::Record;
use model::role::Permission;

use super::{lines, question};
use crate::actor::Actor;
use crate::config::thresholds;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::{kept, unreadable};
use crate::typed::{LINE, Typed};

pub struct WriteTable {
    /// None: a new one.
    pub table: Option<(EligibilityTableId, i64)>,
    pub title: String,
    pub service: Option<ServiceId>,
    pub year: i64,
    pub outcome_unit: String,
    /// Lines, as `lines` reads them.
    pub results: String,
    pub thresholds: String,
    pub rules: String,
    pub samples: String,
}

pub async fn write_table(desk: &Desk, actor: &Actor, ask: WriteTable) -> Result<Record<EligibilityTableId, EligibilityTable>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let law = thresholds::defaults().map_err(unreadable)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name it as people do: “Which roads are treated in winter”");
    let outcome_unit =
        typed.text("outcome_unit", &ask.outcome_unit, LINE, "Say what an outcome is counted in: “nights with a safe way out”");
    typed.ask("year", (2000..=2100).contains(&ask.year), "Write the calendar year of its thresholds and costs, for example 2026");
    let results = taken(&mut typed, "results", lines::results(&ask.results));
    let kept_thresholds = taken(&mut typed, "thresholds", lines::thresholds(&ask.thresholds, &law, &desk.place.country));
    let rules = taken(&mut typed, "rules", lines::rules(&ask.rules));
    let samples = taken(&mut typed, "samples", lines::samples(&ask.samples));
    let table = EligibilityTable {
        title,
        service: ask.service,
        year: i16::try_from(ask.year).unwrap_or(0),
        outcome_unit,
        results,
        thresholds: kept_thresholds,
        rules,
        samples,
        population: None,
    };
    // What the lines name hangs together, whoever it is tried on.
    typed.done()?;
    let mut typed = Typed::new();
    if let Err(refusal) = compare(&question(&table), &BTreeMap::new(), &[]) {
        let field = match refusal {
            Refusal::Results | Refusal::NotANumber(_) => "results",
            Refusal::NoSuchResult(_) | Refusal::NoSuchThreshold(_) => "rules",
            _ => "thresholds",
        };
        typed.fault(field, refusal.to_string());
    }
    typed.ask("rules", !table.rules.is_empty(), "Write at least one rule: a condition, then what whoever meets it gets");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    if let Some(service) = table.service {
        store::services::find(&mut write.tx, &actor.scope, service).await?;
    }
    let (record, said) = match ask.table {
        None => (kept(desk, desk.new_id(), Audience::Partners, table), "was written"),
        Some((id, version)) => {
            let mut record = store::eligibility_tables::find(&mut write.tx, &actor.scope, id).await?;
            if record.version != version {
                return Err(DeskError::Stale);
            }
            record.noun = EligibilityTable { population: record.noun.population.take(), ..table };
            record.changed_at = desk.now();
            (record, "was changed")
        }
    };
    let record = store::eligibility_tables::save(&mut write.tx, &record).await?;
    let line = format!("The table of eligibility “{}” {said}.", record.noun.title);
    write.commit("write_eligibility", "eligibility table", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Lines that were read; else their faults at the field.
fn taken<T>(typed: &mut Typed, field: &'static str, read: Result<Vec<T>, Vec<String>>) -> Vec<T> {
    read.unwrap_or_else(|wrong| {
        typed.fault(field, wrong.join(". "));
        Vec::new()
    })
}
