//! “Every figure here can be worked out again: check now.” The trail is checked from end to end, every kept file against its digest,
//! and every result, answer and evidence pack that can be worked out again is, and compared to the last digit with what was kept.

use std::collections::{BTreeMap, BTreeSet};

use model::finding::Finding;
use model::id::{CaseId, CheckId, FindingId, ServiceId, SourceId};
use model::readiness::ReadinessCheck;
use model::record::Record;
use model::role::Permission;
use store::{StoreError, Tx};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::audit::{AuditState, verify_audit};
use crate::house::rework::{self, Rework};
use crate::plan::paper::pack::open_to_readers;
use crate::plan::paper::verify_pack::{Again, Came, verified_for};

/// What came of checking everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    pub audit: AuditState,
    pub files: FilesChecked,
    pub results: Reworked,
    /// Answers of the readiness check.
    pub answers: Reworked,
    /// Evidence packs of decisions, each from its own inputs.
    pub packs: Reworked,
}

impl Checked {
    /// Nothing altered, nothing missing, nothing that comes out otherwise.
    pub fn is_well(&self) -> bool {
        matches!(self.audit, AuditState::Whole { .. })
            && self.files.wrong.is_empty()
            && self.results.otherwise.is_empty()
            && self.answers.otherwise.is_empty()
            && self.packs.otherwise.is_empty()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FilesChecked {
    /// Files whose bytes are those of their digest.
    pub whole: usize,
    /// Titles of sources whose file is missing or altered, with what is wrong.
    pub wrong: Vec<String>,
}

/// What came of working kept results, or kept answers, out again: the newest of each kind for each thing it speaks of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reworked {
    /// Came out the same, to the last digit.
    pub same: usize,
    /// Came out otherwise from the same records.
    pub otherwise: Vec<Otherwise>,
    /// Rest on records, a rule or an edition that have changed since: they are asked again, not compared.
    pub changed_since: usize,
    /// Of a method that is not worked out again here.
    pub not_reworked: usize,
}

/// A result or an answer that came out otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Otherwise {
    /// What was kept, as a sentence; that there is something, where the actor may not see it.
    pub kept: String,
    /// Each difference, as a phrase; none where the actor may not see it.
    pub differs: Vec<String>,
}

impl Reworked {
    fn count(&mut self, came: Rework, is_seen: bool, kept: impl FnOnce() -> String) {
        match came {
            Rework::Same => self.same += 1,
            Rework::Otherwise(differs) if is_seen => self.otherwise.push(Otherwise { kept: kept(), differs }),
            Rework::Otherwise(_) => self.otherwise.push(Otherwise { kept: UNSEEN.into(), differs: Vec::new() }),
            Rework::ChangedSince => self.changed_since += 1,
            Rework::NotReworked => self.not_reworked += 1,
        }
    }
}

/// Said in place of what the actor may not see.
const UNSEEN: &str = "One that you cannot see";

/// Checks everything, whoever asks, and changes nothing. What is wrong is named only where the actor may see it.
pub async fn check_now(desk: &Desk, actor: &Actor) -> Result<Checked, DeskError> {
    let desk = &desk.afresh();
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
    let answers = check_answers(desk, actor, &mut tx).await?;
    let packs = check_packs(desk, actor, &mut tx).await?;
    drop(tx);
    let shelf = desk.shelf.clone();
    let files = tokio::task::spawn_blocking(move || check_files(&shelf, &named)).await.unwrap_or_default();
    Ok(Checked { audit, files, results, answers, packs })
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

async fn check_results(desk: &Desk, actor: &Actor, tx: &mut Tx) -> Result<Reworked, DeskError> {
    let mut newest: BTreeMap<(uuid::Uuid, String, String), Record<FindingId, Finding>> = BTreeMap::new();
    for result in store::findings::list(tx, &desk.own_scope()).await? {
        newest.insert((result.noun.about_id, result.noun.method.clone(), result.noun.part.clone()), result);
    }
    let mut checked = Reworked::default();
    for result in newest.values() {
        let came = rework::of_result(desk, tx, &result.noun).await?;
        checked.count(came, may_see(actor, result), || result.noun.statement.clone());
    }
    Ok(checked)
}

async fn check_answers(desk: &Desk, actor: &Actor, tx: &mut Tx) -> Result<Reworked, DeskError> {
    let mut newest: BTreeMap<(Option<CaseId>, ServiceId, String, String), Record<CheckId, ReadinessCheck>> = BTreeMap::new();
    for check in store::readiness_checks::list(tx, &desk.own_scope()).await? {
        let noun = &check.noun;
        newest.insert((noun.case, noun.service, noun.change.clone(), noun.part.clone()), check);
    }
    let mut checked = Reworked::default();
    for check in newest.values() {
        let came = rework::of_check(desk, tx, &check.noun).await?;
        let is_seen = actor.can(Permission::ReadCases) && may_see(actor, check);
        let reference = check.reference.as_ref().map(ToString::to_string).unwrap_or_default();
        let on = quantity::period::in_words(desk.day_of(check.noun.asked_at));
        let answer = check.noun.answer.words().to_lowercase();
        checked.count(came, is_seen, || format!("Readiness check {reference} of {on} answered {answer}."));
    }
    Ok(checked)
}

/// Decisions recorded before packs were kept have nothing frozen to compare with.
async fn check_packs(desk: &Desk, actor: &Actor, tx: &mut Tx) -> Result<Reworked, DeskError> {
    let mut checked = Reworked::default();
    let decisions = store::decisions::list(tx, &desk.own_scope()).await?;
    for decision in decisions.iter().filter(|decision| decision.noun.pack.is_some()) {
        let reference = decision.reference.as_ref().map(ToString::to_string).unwrap_or_default();
        let came = match open_to_readers(desk, tx, &decision.noun, &reference).await {
            Ok(pack) => of_pack(&verified_for(desk, &actor.scope, pack).await?),
            Err(DeskError::Refused { sentence, .. }) => Rework::Otherwise(vec![sentence]),
            Err(error) => return Err(error),
        };
        let is_seen = actor.can(Permission::ReadCases) && may_see(actor, decision);
        let on = quantity::period::in_words(decision.noun.decided_on);
        checked.count(came, is_seen, || format!("The evidence pack of {reference}, decided on {on}."));
    }
    Ok(checked)
}

fn of_pack(figures: &[Again]) -> Rework {
    let differs = figures.iter().filter_map(|again| match &again.came {
        Came::Otherwise(differs) => Some(format!("{}: {}", again.of, differs.join("; "))),
        Came::Equal | Came::Shown | Came::NotWorked(_) => None,
    });
    let differs: Vec<String> = differs.collect();
    match (differs.is_empty(), figures.iter().all(|again| again.came.is_as_frozen())) {
        (false, _) => Rework::Otherwise(differs),
        (true, true) => Rework::Same,
        (true, false) => Rework::NotReworked,
    }
}

fn may_see<I, T>(actor: &Actor, record: &Record<I, T>) -> bool {
    actor.scope.may_see(record.owner, &record.audience, record.about, record.sealed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;

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

    #[tokio::test]
    async fn an_answer_is_worked_out_again_as_of_the_day_it_was_asked_and_what_differs_is_said() {
        use crate::deliver::add_service::{AddService, add_service};
        use crate::plan::ask_readiness::{AskReadiness, ask_readiness};
        use model::readiness::Answer;

        let bench = bench(false).await;
        let desk = &bench.desk;
        let actor = crate::house::set_up::operator(desk);
        let ask = AddService {
            name: "Home care".into(),
            describes: "Help at home.".into(),
            operator: None,
            run_by: String::new(),
            delivery_model: "in_house".into(),
            annual_cost: None,
            volume: String::new(),
            since: Some(jiff::civil::date(2020, 4, 1)),
            ends: None,
            regime: String::new(),
        };
        let service = add_service(desk, &actor, ask).await.expect("a service").id;
        let ask = AskReadiness { case: None, service, change: "contract".into(), part: String::new() };
        let mut check = ask_readiness(desk, &actor, ask).await.expect("an answer");
        assert_ne!(check.noun.answer, Answer::Ready);
        // A year later it still comes out as it was: nothing of the records has changed.
        let later = desk.at(crate::Clock::Still(desk.now() + jiff::SignedDuration::from_hours(24 * 365)));
        let checked = check_now(&later, &actor).await.expect("checks");
        assert_eq!((checked.answers.same, checked.is_well()), (1, true), "{checked:?}");
        // Altered behind the product's back.
        check.noun.answer = Answer::Ready;
        check.noun.reasons.clear();
        let mut write = desk.write(&actor).await.expect("writes");
        store::readiness_checks::save(&mut write.tx, &check).await.expect("saves");
        write.commit("tamper", "test", None, "Altered.").await.expect("commits");
        let checked = check_now(desk, &actor).await.expect("checks");
        let [altered] = checked.answers.otherwise.as_slice() else { panic!("{checked:?}") };
        assert!(altered.kept.starts_with("Readiness check R-1 of 21 November 2026 answered ready"), "{altered:?}");
        assert!(altered.differs[0].starts_with("the answer was kept as ready and comes out as not"), "{altered:?}");
        assert!(altered.differs[1].starts_with("the list of reasons was kept as nothing and comes out as"), "{altered:?}");
        let nobody = Actor { permissions: Default::default(), ..actor };
        let checked = check_now(desk, &nobody).await.expect("checks");
        assert_eq!(checked.answers.otherwise, [Otherwise { kept: UNSEEN.into(), differs: Vec::new() }]);
    }
}
