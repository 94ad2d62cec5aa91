//! What people did about the known issues.

use anyhow::{Context, Result, bail};
use desk::Desk;
use desk::plan::affirm_readiness::{AffirmReadiness, affirm_readiness};
use desk::plan::ask_readiness::{AskReadiness, ask_readiness};
use desk::plan::assign_fix::{AssignFix, assign_fix};
use desk::plan::check_data::{CheckData, check_data};
use desk::plan::confirm_displacement::{ConfirmDisplacement, confirm_displacement};
use desk::plan::explain_period::{ExplainPeriod, explain_period};
use desk::plan::note_attribution::{NoteAttribution, note_attribution};
use desk::plan::raise_issue::{RaiseIssue, raise_issue};
use desk::plan::record_people_asked::{RecordPeopleAsked, record_people_asked};
use desk::plan::register_test::{RegisterTest, register_test};
use desk::plan::triage_issue::{Said, SayOfIssue, TriageIssue, say_of_issue, triage_issue};
use desk::plan::void_test::{VoidTest, void_test};
use model::role::Permission;
use quantity::{Period, Share};

use super::script::OfIssue;
use super::world::World;
use crate::county::issues::{Issue, Test, issues};
use crate::county::people::{AMARA, DAN, HELEN, PRIYA};

/// Who runs the housing schemes day by day: no sign-in here, but a reply that stands on the page.
pub const SCHEME_MANAGER: &str = "Manager, housing-related support";

pub async fn play(world: &mut World, desk: &Desk, key: &'static str, part: OfIssue) -> Result<()> {
    let told = issues().into_iter().find(|issue| issue.key == key).with_context(|| format!("no issue {key}"))?;
    match part {
        OfIssue::Raise => raise(world, desk, &told).await,
        OfIssue::Triage | OfIssue::Material | OfIssue::Fix(_) => look_at(world, desk, &told, part).await,
        _ => {
            let test = told.test.clone().with_context(|| format!("{key} has no test"))?;
            match part {
                OfIssue::LockFirst | OfIssue::VoidFirst => first(world, desk, &told, &test, part).await,
                OfIssue::Lock => lock(world, desk, &told, &test, test.baseline, test.starts).await,
                _ => put_to_test(world, desk, &told, &test, part).await,
            }
        }
    }
}

async fn raise(world: &mut World, desk: &Desk, told: &Issue) -> Result<()> {
    let by = world.person(DAN).await?;
    let ask = RaiseIssue {
        service: world.service(told.service)?,
        title: told.title.into(),
        describes: told.describes.into(),
        severity: told.severity,
        raised_by: told.raised_by,
        measure: Some(world.measure(told.measure)?),
        part: String::new(),
    };
    let record = raise_issue(desk, &by, ask).await?;
    world.issues.insert(told.key, record);
    Ok(())
}

async fn look_at(world: &mut World, desk: &Desk, told: &Issue, part: OfIssue) -> Result<()> {
    let kept = world.issue(told.key)?.clone();
    let (issue, version) = (kept.id, kept.version);
    let record = match part {
        OfIssue::Triage => {
            let by = world.person(HELEN).await?;
            let note = told.triage.map(|(_, note)| note).unwrap_or_default().into();
            triage_issue(desk, &by, TriageIssue { issue, version, severity: told.severity, note, measure: None, part: String::new() })
                .await?
        }
        OfIssue::Material => {
            let by = world.person(AMARA).await?;
            let note = told.material.map(|(_, note)| note).unwrap_or_default().into();
            say_of_issue(desk, &by, SayOfIssue { issue, version, said: Said::Material, note }).await?
        }
        OfIssue::Fix(at) => {
            let by = world.person(HELEN).await?;
            let fix = told.fixes.get(at).context("no such fix")?;
            let ask = AssignFix {
                issue,
                version,
                fix: None,
                what: fix.what.into(),
                owner_role: fix.owner.into(),
                started: Some(fix.started),
                finished: None,
                needs: fix.needs,
                needs_words: fix.needs_words.into(),
                helped_by: None,
            };
            assign_fix(desk, &by, ask).await?
        }
        other => bail!("{other:?} is not a look at an issue"),
    };
    world.issues.insert(told.key, record);
    Ok(())
}

/// A test agreed and given up before it began, with the reason: it stays on the page beside the one that took its place.
async fn first(world: &mut World, desk: &Desk, told: &Issue, test: &Test, part: OfIssue) -> Result<()> {
    let first = test.first.with_context(|| format!("{} had no test before", told.key))?;
    if part == OfIssue::LockFirst {
        return lock(world, desk, told, test, first.baseline, first.starts).await;
    }
    let by = world.person(HELEN).await?;
    let kept = world.test(told.key)?;
    void_test(desk, &by, VoidTest { test: kept.id, version: kept.version, why: first.why.into() }).await?;
    Ok(())
}

async fn lock(
    world: &mut World,
    desk: &Desk,
    told: &Issue,
    test: &Test,
    baseline: (&'static str, &'static str),
    starts: &'static str,
) -> Result<()> {
    let by = world.person(HELEN).await?;
    let balancing = test.beside.iter().map(|key| world.measure(key)).collect::<Result<Vec<_>>>()?;
    let ask = RegisterTest {
        issue: world.issue(told.key)?.id,
        measure: world.measure(told.measure)?,
        part: String::new(),
        baseline_from: Period::parse(baseline.0)?,
        baseline_to: Period::parse(baseline.1)?,
        starts: Period::parse(starts)?,
        target: None,
        floor: None,
        balancing,
        tolerable_rate: None,
    };
    let record = register_test(desk, &by, ask).await?;
    world.tests.insert(told.key, record);
    Ok(())
}

async fn put_to_test(world: &mut World, desk: &Desk, told: &Issue, kept: &Test, part: OfIssue) -> Result<()> {
    let (test, version) = (world.test(told.key)?.id, world.test(told.key)?.version);
    let record = match part {
        OfIssue::Mechanism => {
            let by = world.person(HELEN).await?;
            let mechanism = kept.mechanism.map(|(_, note)| note).unwrap_or_default().into();
            note_attribution(desk, &by, NoteAttribution { test, version, mechanism, comparator: None }).await?
        }
        OfIssue::Asked(at) => {
            let by = world.person(HELEN).await?;
            let &(who, could_be_asked, answered, agree, answer, on) = kept.asked.get(at).context("nobody was asked")?;
            let ask =
                RecordPeopleAsked { test, version, who, could_be_asked, answered, agree, answer_to_others: answer.into(), on: Some(on) };
            record_people_asked(desk, &by, ask).await?
        }
        OfIssue::Checked => {
            let by = world.person(PRIYA).await?;
            let note = kept.data_checked.map(|(_, note)| note).unwrap_or_default().into();
            check_data(desk, &by, CheckData { test, version, completeness: Share::ALL, same_definition: true, note }).await?
        }
        OfIssue::Moved => {
            let by = world.person(AMARA).await?;
            let (_, measure, note) = kept.moved.context("nothing moved")?;
            let measure = world.measure(measure)?;
            confirm_displacement(desk, &by, ConfirmDisplacement { test, version, measure, moved: true, note: note.into() }).await?
        }
        OfIssue::Explained => {
            let by = world.staff(SCHEME_MANAGER, Permission::Reply).await?;
            let (period, text, evidence, _) = kept.explained.context("nothing was explained")?;
            let ask = ExplainPeriod { test, version, period: Period::parse(period)?, text: text.into(), evidence: evidence.into() };
            explain_period(desk, &by, ask).await?
        }
        other => bail!("{other:?} is not put to a test"),
    };
    world.tests.insert(told.key, record);
    Ok(())
}

/// Asks the readiness check in the name of the lead, and puts her name to the answer where she did.
pub async fn ask(
    world: &mut World,
    desk: &Desk,
    case: &'static str,
    change: &'static str,
    part: &'static str,
    affirm: Option<&'static str>,
) -> Result<()> {
    let by = world.person(HELEN).await?;
    let kept = world.case(case)?;
    let service = kept.noun.services.first().copied().with_context(|| format!("{case} has no service"))?;
    let asked = AskReadiness { case: Some(kept.id), service, change: change.into(), part: part.into() };
    let check = ask_readiness(desk, &by, asked).await?;
    if let Some(note) = affirm {
        let ask = AffirmReadiness { check: check.id, version: check.version, note: note.into() };
        world.checks.insert(case, affirm_readiness(desk, &by, ask).await?);
    }
    Ok(())
}
