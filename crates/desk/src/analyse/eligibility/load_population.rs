//! Loading how many people are alike in what a table asks. A file of another year than the table's is said, and asked about.

use model::audience::Audience;
use model::eligibility::{EligibilityTable, PopulationFile, PopulationRow};
use model::id::EligibilityTableId;
use model::record::Record;
use model::role::Permission;
use model::source::{Source, SourceKind};

use crate::actor::Actor;
use crate::analyse::eligibility::{people, question, values};
use crate::analyse::load_performance::last_of_path;
use crate::analyse::read_source::limits;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;

pub struct LoadPopulation {
    pub table: EligibilityTableId,
    pub version: i64,
    pub file_name: String,
    pub bytes: Vec<u8>,
    /// The calendar year the file is of; none: as its own column says.
    pub year: Option<i64>,
    /// The person knows that it is of another year than the table.
    pub other_year: bool,
    pub licence: String,
}

pub async fn load_population(
    desk: &Desk,
    actor: &Actor,
    ask: LoadPopulation,
) -> Result<Record<EligibilityTableId, EligibilityTable>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let (limits, table) = {
        let mut tx = desk.read().await?;
        let settings = Settings::in_force(&mut tx).await?;
        (limits(&settings), store::eligibility_tables::find(&mut tx, &actor.scope, ask.table).await?)
    };
    if ask.bytes.is_empty() {
        return Err(fault("file", "Choose a file to load"));
    }
    let bytes = ask.bytes;
    let (read, bytes) = tokio::task::spawn_blocking(move || (exchange::population::read(&bytes, &limits), bytes))
        .await
        .map_err(|_| fault("file", "The file could not be read. Save it as CSV and load that"))?;
    let read = read.map_err(|said| fault("file", clean(&said)))?;
    let year = year(ask.year, read.year, table.noun.year, ask.other_year)?;
    let rows = read.rows.into_iter().map(|row| PopulationRow {
        age_band: clean(&row.age_band),
        group: clean(&row.group),
        need_level: clean(&row.need_level),
        count: row.count,
        facts: row.facts.into_iter().map(|(name, said)| (clean(&name), clean(&said))).collect(),
    });
    let (rows, noticed): (Vec<PopulationRow>, Vec<String>) = (rows.collect(), read.noticed.iter().map(|said| clean(said)).collect());
    let digest = desk.shelf.put(&bytes)?;
    let mut write = desk.write(actor).await?;
    let mut record = store::eligibility_tables::find(&mut write.tx, &actor.scope, ask.table).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let source = match store::sources::by_digest(&mut write.tx, &actor.scope, &digest).await? {
        Some(source) => source.id,
        None => {
            let file_name = last_of_path(&ask.file_name);
            let noun = Source {
                title: file_name.clone(),
                kind: SourceKind::File,
                digest: Some(digest),
                received_digest: None,
                file_name,
                bytes: bytes.len() as u64,
                licence: ask.licence.trim().to_owned(),
                dated: None,
                received_at: desk.now(),
                received_by: actor.role.clone(),
            };
            store::sources::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?.id
        }
    };
    let file = PopulationFile { source, year, rows, noticed, loaded_on: desk.today(), by_role: actor.role.clone() };
    // Every row says what the table asks of it.
    for (at, one) in people(&file).iter().enumerate() {
        methods::demand::eligibility::gets(&question(&record.noun), &values(&record.noun), &one.facts, at + 1)
            .map_err(|refusal| fault("file", refusal.to_string()))?;
    }
    let line =
        format!("A population of {} people in {} rows, of {year}, was loaded for “{}”.", file.people(), file.rows.len(), record.noun.title);
    record.noun.population = Some(file);
    record.changed_at = desk.now();
    let table = store::eligibility_tables::save(&mut write.tx, &record).await?;
    write.commit("load_population", "eligibility table", Some(table.id.uuid()), line).await?;
    Ok(table)
}

/// The year of the file: as typed, else as it says itself; said where the two differ, and asked about where it is not the table's.
fn year(typed: Option<i64>, own: Option<i16>, of_table: i16, other_year: bool) -> Result<i16, DeskError> {
    let typed = match typed {
        None => None,
        Some(year) => Some(
            i16::try_from(year)
                .ok()
                .filter(|year| (1990..=2100).contains(year))
                .ok_or_else(|| fault("year", "Write a calendar year, for example 2026"))?,
        ),
    };
    let year = match (typed, own) {
        (Some(typed), Some(own)) if typed != own => {
            return Err(fault("year", format!("The file says it is of {own}: write that, or load another file")));
        }
        (typed, own) => typed.or(own).ok_or_else(|| fault("year", "Write which year the file is of: it does not say"))?,
    };
    if year != of_table && !other_year {
        let said = format!(
            "The file is of {year} and the table is of {of_table}. Load one of {of_table}, or say below that this one is to be used all the same"
        );
        return Err(fault("other_year", said));
    }
    Ok(year)
}

fn fault(field: &'static str, message: impl Into<String>) -> DeskError {
    DeskError::Faults(vec![Fault::new(field, message)])
}

/// What stands in a file is not ours: nothing in it may speak to a terminal.
fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}
