//! Working every figure of a decided pack out again from its stored inputs, to the bit.

use methods::allocation::Solve;
use model::audience::Scope;
use model::id::IssueId;
use model::issue::KnownIssue;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use principles::p_outsourcing_a_problem::merger::together;
use principles::readiness;
use serde_json::Value;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::rework::differ;
use crate::plan::money::keep_plan;
use crate::plan::paper::comes_along;
use crate::plan::paper::pack::{Pack, Worked, open_to_readers};
use crate::plan::standing::Found;

const THE_ANSWER: &str = "The answer of the readiness check";
/// Said in place of what a result is of.
const SEALED: &str = "A result that is sealed";

/// What came of one figure, or one answer, of the pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// What it is of: “Days from discharge to first visit”.
    pub of: String,
    /// `spc-xmr, edition 1`.
    pub method: String,
    pub came: Came,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// Equal, to the last bit.
    Equal,
    /// A plan held against its frozen question: it keeps every limit, its points sum, and no plan is worth more than is said.
    Shown,
    /// Each difference as a phrase that names the figure.
    Otherwise(Vec<String>),
    /// This version no longer works that edition out; its words say why.
    NotWorked(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub digest: String,
    pub figures: Vec<Again>,
}

impl Came {
    /// Equal, or shown again by its certificate.
    pub fn is_as_frozen(&self) -> bool {
        matches!(self, Came::Equal | Came::Shown)
    }
}

impl Again {
    /// For who may not see what it is of.
    fn untold(self, of: &str) -> Again {
        let came = match self.came {
            Came::Equal | Came::Shown => self.came,
            Came::Otherwise(_) => Came::Otherwise(vec!["it differs".to_owned()]),
            Came::NotWorked(_) => Came::NotWorked("why is sealed".to_owned()),
        };
        Again { of: of.to_owned(), came, ..self }
    }
}

impl Verified {
    pub fn is_equal(&self) -> bool {
        self.figures.iter().all(|again| again.came.is_as_frozen())
    }
}

/// Refused where the pack is missing, or its bytes are not those that were frozen.
pub async fn verify_decision(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Verified, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let decision = store::decisions::by_reference(&mut tx, &actor.scope, reference).await?;
    let pack = open_to_readers(desk, &mut tx, &decision.noun, &reference.to_string()).await?;
    drop(tx);
    let figures = verified_for(desk, &actor.scope, pack).await?;
    Ok(Verified { digest: decision.noun.pack.unwrap_or_default(), figures })
}

/// As [`verify`], for whoever has this scope: of what they may not see it is told that it differs, and neither what it is nor how.
pub(crate) async fn verified_for(desk: &Desk, scope: &Scope, pack: Pack) -> Result<Vec<Again>, DeskError> {
    let (scope, solver) = (scope.clone(), desk.solver.clone());
    // A plan whose bound only the search could show is searched for again: nobody else waits for it.
    let work = move || told_to(&scope, &pack, solver.as_ref());
    let worked = tokio::task::spawn_blocking(work).await;
    worked.map_err(|_| DeskError::refused("not_worked", "The evidence could not be worked out again. Nothing is lost: try once more."))
}

fn told_to(scope: &Scope, pack: &Pack, solver: &dyn Solve) -> Vec<Again> {
    let issue_is_told = |(issue, found): &(Record<IssueId, KnownIssue>, Found)| {
        comes_along(scope, issue) && found.measure.as_ref().is_none_or(|measure| comes_along(scope, measure))
    };
    let is_told = |kept: &Worked| match kept.issue {
        Some(id) => pack.paper.issues.iter().any(|issue| issue.0.id == id && issue_is_told(issue)),
        // A plan comes along only where it is open.
        None if kept.method == methods::allocation::METHOD.code => true,
        None => !pack.paper.options.is_sealed || (scope.sees_sealed && !scope.is_provider),
    };
    let every_issue = pack.paper.issues.iter().all(issue_is_told);
    let told = pack.worked.iter().map(|kept| (is_told(kept), SEALED)).chain([(every_issue, THE_ANSWER)]);
    verify(pack, solver).into_iter().zip(told).map(|(again, (is_told, of))| if is_told { again } else { again.untold(of) }).collect()
}

/// Everything in the pack, worked out again from what the pack holds, and from nothing else.
pub fn verify(pack: &Pack, solver: &dyn Solve) -> Vec<Again> {
    let mut figures: Vec<Again> = pack.worked.iter().map(|kept| worked(kept, solver)).collect();
    figures.push(answer(pack));
    figures
}

fn worked(kept: &Worked, solver: &dyn Solve) -> Again {
    let came = if kept.method == methods::allocation::METHOD.code { held(kept, solver) } else { again(kept) };
    Again { of: kept.of.clone(), method: format!("{}, edition {}", kept.method, kept.edition), came }
}

/// A search may find another plan as good: so a plan is not compared with one, but held against what it has to keep.
fn held(kept: &Worked, solver: &dyn Solve) -> Came {
    let held = same_edition(kept, methods::allocation::METHOD.edition).and_then(|()| keep_plan::hold(&kept.question, &kept.answer, solver));
    match held {
        Ok(differs) if differs.is_empty() => Came::Shown,
        Ok(differs) => Came::Otherwise(differs),
        Err(why) => Came::NotWorked(why),
    }
}

fn again(kept: &Worked) -> Came {
    match work_out(kept) {
        Ok(again) => compared(&kept.answer, &again),
        Err(why) => Came::NotWorked(why),
    }
}

fn compared(kept: &Value, again: &Value) -> Came {
    let differs = differ(kept, again);
    if differs.is_empty() { Came::Equal } else { Came::Otherwise(differs) }
}

fn work_out(kept: &Worked) -> Result<Value, String> {
    let unreadable = |error: serde_json::Error| format!("its inputs cannot be read: {error}");
    if kept.method == methods::evidence::METHOD.code {
        same_edition(kept, methods::evidence::METHOD.edition)?;
        let question: methods::evidence::Case = serde_json::from_value(kept.question.clone()).map_err(unreadable)?;
        let standing = methods::evidence::judge(&question).map_err(|refused| refused.message())?;
        return serde_json::to_value(standing).map_err(unreadable);
    }
    if kept.method.starts_with("spc-") {
        let ask = serde_json::from_value(kept.question.get("ask").cloned().unwrap_or_default()).map_err(unreadable)?;
        let points: Vec<methods::spc::Point> =
            serde_json::from_value(kept.question.get("points").cloned().unwrap_or_default()).map_err(unreadable)?;
        let reading = methods::spc::read(&points, &ask).map_err(|refused| refused.message())?;
        same_edition(kept, reading.method().edition)?;
        return serde_json::to_value(reading).map_err(unreadable);
    }
    let said = |refusal: Value| refusal.pointer("/refusal/message").and_then(Value::as_str).unwrap_or("its question is refused").to_owned();
    if kept.method == methods::appraisal::METHOD.code {
        same_edition(kept, methods::appraisal::METHOD.edition)?;
        return methods::calc::cba(&kept.question.to_string()).map_err(said);
    }
    if kept.method == methods::sroi::METHOD.code {
        same_edition(kept, methods::sroi::METHOD.edition)?;
        return methods::calc::sroi(&kept.question.to_string()).map_err(said);
    }
    if kept.method == methods::smaa::METHOD.code {
        same_edition(kept, methods::smaa::METHOD.edition)?;
        return methods::calc::smaa(&kept.question.to_string()).map_err(said);
    }
    if kept.method == methods::criteria::METHOD.code {
        same_edition(kept, methods::criteria::METHOD.edition)?;
        let question: methods::criteria::Case = serde_json::from_value(kept.question.clone()).map_err(unreadable)?;
        let reading = methods::criteria::appraise(&question).map_err(|refused| refused.to_string())?;
        return Ok(methods::calc::mcda::answer(&reading, &question));
    }
    Err("it is of a method that is not worked out again here".to_owned())
}

/// A method of another edition may answer otherwise, and rightly: that is said, not compared.
fn same_edition(kept: &Worked, now: u16) -> Result<(), String> {
    if kept.edition == u32::from(now) {
        return Ok(());
    }
    Err(format!("it was worked with edition {}, and this version works with edition {now}", kept.edition))
}

fn answer(pack: &Pack) -> Again {
    let again = match pack.questions.split_first() {
        Some(((_, question), [])) => Some(readiness(question)),
        Some(((name, question), others)) => {
            let others = others.iter().map(|(name, other)| (name.clone(), readiness(other))).collect();
            Some(together((name.clone(), readiness(question)), others, &question.delegation, question.today))
        }
        None => None,
    };
    let came = match again.map(|again| (serde_json::to_value(&pack.answer), serde_json::to_value(again))) {
        Some((Ok(kept), Ok(again))) => compared(&kept, &again),
        _ => Came::NotWorked("its question is not in the pack".to_owned()),
    };
    Again { of: THE_ANSWER.to_owned(), method: "readiness".to_owned(), came }
}
