//! “Every figure here can be worked out again: check now.” The trail is checked from end to end, every kept file against its digest,
//! and every result that can be worked out again is, and compared to the last digit with what was kept.

use std::collections::{BTreeMap, BTreeSet};

use model::finding::Finding;
use model::id::{FindingId, IssueId, MeasureId, SourceId};
use model::record::Record;
use store::observations::Span;
use store::{StoreError, Tx};

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::audit::{AuditState, verify_audit};
use crate::plan::standing;
use crate::review::keep_finding;

/// What came of checking everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub audit: AuditState,
    pub files: FilesChecked,
    pub results: ResultsChecked,
}

impl Checked {
    /// Nothing altered, nothing missing, nothing that comes out otherwise.
    pub fn is_well(&self) -> bool {
        matches!(self.audit, AuditState::Whole { .. }) && self.files.wrong.is_empty() && self.results.otherwise.is_empty()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesChecked {
    /// Files whose bytes are those of their digest.
    pub whole: usize,
    /// Titles of sources whose file is missing or altered, with what is wrong.
    pub wrong: Vec<String>,
}

/// The newest result of each method for each thing it speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResultsChecked {
    /// Came out the same, to the last digit.
    pub same: usize,
    /// Came out otherwise from the same figures: what each says.
    pub otherwise: Vec<String>,
    /// Rest on figures, a rule or an edition that have changed since: they are asked again, not compared.
    pub changed_since: usize,
    /// Of a method that is not worked out again here.
    pub not_reworked: usize,
}

/// What one result comes to when it is worked out again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rework {
    Same,
    Otherwise,
    ChangedSince,
    NotReworked,
}

/// Checks everything, whoever asks, and changes nothing. What is wrong is named only where the actor may see it.
pub async fn check_now(desk: &Desk, actor: &Actor) -> Result<Checked, DeskError> {
    let audit = verify_audit(desk).await?;
    let mut tx = desk.read().await?;
    let seen: BTreeSet<SourceId> = store::sources::list(&mut tx, &actor.scope).await?.into_iter().map(|source| source.id).collect();
    let named: Vec<(String, String)> = store::sources::list(&mut tx, &desk.own_scope())
        .await?
        .into_iter()
        .map(|source| (source.noun.digest, if seen.contains(&source.id) { source.noun.title } else { "A source you cannot see".into() }))
        .filter_map(|(digest, title)| digest.map(|digest| (digest, title)))
        .collect();
    let results = check_results(desk, actor, &mut tx).await?;
    drop(tx);
    let shelf = desk.shelf.clone();
    let files = tokio::task::spawn_blocking(move || check_files(&shelf, &named)).await.unwrap_or_default();
    Ok(Checked { audit, files, results })
}

fn check_files(shelf: &store::FileShelf, named: &[(String, String)]) -> FilesChecked {
    let mut checked = FilesChecked::default();
    for (digest, title) in named {
        match shelf.get(digest) {
            Ok(_) => checked.whole += 1,
            Err(StoreError::FileMissing { .. }) => checked.wrong.push(format!("{title}: the file is not there")),
            Err(StoreError::FileDamaged { .. }) => checked.wrong.push(format!("{title}: the file is not the one that was accepted")),
            Err(_) => checked.wrong.push(format!("{title}: the file cannot be read")),
        }
    }
    checked
}

async fn check_results(desk: &Desk, actor: &Actor, tx: &mut Tx) -> Result<ResultsChecked, DeskError> {
    let mut newest: BTreeMap<(uuid::Uuid, String, String), Record<FindingId, Finding>> = BTreeMap::new();
    for result in store::findings::list(tx, &desk.own_scope()).await? {
        newest.insert((result.noun.about_id, result.noun.method.clone(), result.noun.part.clone()), result);
    }
    let mut checked = ResultsChecked::default();
    for result in newest.values() {
        match rework(desk, tx, &result.noun).await? {
            Rework::Same => checked.same += 1,
            Rework::Otherwise if may_see(actor, result) => checked.otherwise.push(result.noun.statement.clone()),
            Rework::Otherwise => checked.otherwise.push("A result you cannot see".into()),
            Rework::ChangedSince => checked.changed_since += 1,
            Rework::NotReworked => checked.not_reworked += 1,
        }
    }
    Ok(checked)
}

fn may_see(actor: &Actor, result: &Record<FindingId, Finding>) -> bool {
    actor.scope.may_see(result.owner, &result.audience, result.about, result.sealed)
}

/// Works one result out again from the records. A method with results of its own adds its line here.
pub async fn rework(desk: &Desk, tx: &mut Tx, kept: &Finding) -> Result<Rework, DeskError> {
    if kept.method == methods::evidence::METHOD.code {
        let issue = match store::issues::find(tx, &desk.own_scope(), IssueId(kept.about_id)).await {
            Ok(issue) => issue,
            Err(StoreError::NotFound { .. }) => return Ok(Rework::ChangedSince),
            Err(error) => return Err(error.into()),
        };
        let settings = Settings::in_force(tx).await?;
        let found = standing::of_issue(desk, tx, &settings, &issue).await?;
        return Ok(standing::finding(&found, issue.id, desk).map_or(Rework::ChangedSince, |again| compared(kept, &again)));
    }
    if kept.method.starts_with("spc-") && kept.about_noun == "measure" && kept.part.is_empty() {
        let measure = match store::measures::find(tx, &desk.own_scope(), MeasureId(kept.about_id)).await {
            Ok(measure) => measure,
            Err(StoreError::NotFound { .. }) => return Ok(Rework::ChangedSince),
            Err(error) => return Err(error.into()),
        };
        let points = store::observations::series(tx, &desk.own_scope(), measure.id, "", Span::ALL).await?;
        return Ok(keep_finding::read_whole(desk, &measure, &points).map_or(Rework::ChangedSince, |again| compared(kept, &again)));
    }
    Ok(Rework::NotReworked)
}

/// The same inputs and edition must give the same figures.
pub fn compared(kept: &Finding, again: &Finding) -> Rework {
    if kept.inputs != again.inputs || kept.edition != again.edition {
        Rework::ChangedSince
    } else if kept.figures == again.figures {
        Rework::Same
    } else {
        Rework::Otherwise
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;
    use jiff::Timestamp;
    use serde_json::json;

    fn result(inputs: &str, edition: u32, mean: f64) -> Finding {
        Finding {
            about_noun: "known issue".into(),
            about_id: uuid::Uuid::nil(),
            part: String::new(),
            method: "evidence".into(),
            edition,
            parameters: json!({}),
            inputs: inputs.into(),
            statement: "Steady.".into(),
            figures: json!({ "mean": mean }),
            sources: vec![],
            made_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_result_is_compared_only_where_its_figures_and_edition_are_the_same() {
        let kept = result("a", 1, 23.6);
        assert_eq!(compared(&kept, &result("a", 1, 23.6)), Rework::Same);
        assert_eq!(compared(&kept, &result("a", 1, 23.600000000000001)), Rework::Same);
        assert_eq!(compared(&kept, &result("a", 1, 23.7)), Rework::Otherwise);
        assert_eq!(compared(&kept, &result("b", 1, 23.7)), Rework::ChangedSince);
        assert_eq!(compared(&kept, &result("a", 2, 23.7)), Rework::ChangedSince);
    }

    #[test]
    fn a_file_that_is_missing_or_altered_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        let shelf = store::FileShelf::open(folder.path()).expect("a shelf");
        let kept = shelf.put(b"month,value").expect("keeps");
        let altered = shelf.put(b"another").expect("keeps");
        std::fs::write(folder.path().join(&altered), b"tampered").expect("writes");
        let named = [(kept, "A".to_owned()), (altered, "B".to_owned()), ("0".repeat(64), "C".to_owned())];
        let checked = check_files(&shelf, &named);
        assert_eq!(checked.whole, 1);
        assert_eq!(checked.wrong, ["B: the file is not the one that was accepted", "C: the file is not there"]);
    }

    #[tokio::test]
    async fn a_new_place_is_well() {
        let bench = bench(false).await;
        let checked = check_now(&bench.desk, &crate::house::set_up::operator(&bench.desk)).await.expect("checks");
        assert!(checked.is_well(), "{checked:?}");
    }
}
