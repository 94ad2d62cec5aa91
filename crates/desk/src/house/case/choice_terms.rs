//! The terms on which a choice is proposed: handed over in order to be fixed, what stays behind where only a part goes, and a lawful
//! ground on which nothing is held up.

use model::case::{Case, Choice};
use model::id::{CaseId, IssueId};
use model::record::Record;
use model::terms::{Ground, TransferToFix};
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::case::change;
use crate::typed::{LINE, TEXT, Typed};

pub struct SetTerms {
    pub case: CaseId,
    pub version: i64,
    /// The choice's title.
    pub choice: String,
    pub terms: Terms,
}

pub enum Terms {
    /// Handed over in order to be fixed, with the issue on the table. Terms not agreed yet are left out, and said to be missing.
    TransferToFix(TransferToFix),
    /// Known issues that stay behind, where only a part goes.
    StayBehind(Vec<IssueId>),
    /// Why the check holds nothing up; none takes it back.
    Ground(Option<Ground>),
}

/// A later word on the same takes the place of the earlier; the trail keeps both.
pub async fn set_terms(desk: &Desk, actor: &Actor, ask: SetTerms) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let choice = typed.text("choice", &ask.choice, LINE, "Choose one of the case’s choices");
    let terms = match ask.terms {
        Terms::TransferToFix(mut terms) => {
            terms.shared_risk = typed.optional("shared_risk", &terms.shared_risk, TEXT);
            terms.step_in = typed.optional("step_in", &terms.step_in, TEXT);
            typed.ask("price", terms.price.is_none_or(|price| price >= Money::ZERO), "Use nothing or more");
            typed.ask("returns_on", terms.returns_on.is_none_or(|on| on > desk.today()), "Use a date after today");
            Terms::TransferToFix(terms)
        }
        Terms::Ground(Some(ground)) => {
            let rests_on = typed.text("rests_on", &ground.rests_on, TEXT, "Say what it rests on: the order, the notice, the concern");
            Terms::Ground(Some(Ground { rests_on, ..ground }))
        }
        other => other,
    };
    typed.done()?;
    issues_are_of_the_service(desk, actor, &ask.case, &choice, &terms).await?;
    change(desk, actor, ask.case, ask.version, "set_terms", |case| {
        let Some(kept) = case.choices.iter_mut().find(|kept| kept.title == choice) else { return Err(DeskError::NotFound) };
        let said = take(kept, terms)?;
        Ok(format!("{choice}: {said}"))
    })
    .await
}

fn take(choice: &mut Choice, terms: Terms) -> Result<String, DeskError> {
    Ok(match terms {
        Terms::TransferToFix(terms) => {
            let said = match terms.missing().as_slice() {
                [] => "every term of a transfer to fix is in place.".to_owned(),
                missing => format!("of a transfer to fix there is still missing: {}.", missing.join(", ")),
            };
            choice.transfer_to_fix = Some(terms);
            said
        }
        Terms::StayBehind(issues) => {
            if choice.part.trim().is_empty() {
                return Err(DeskError::Faults(vec![Fault::new(
                    "choice",
                    "All of the service goes with this choice, so nothing stays behind. Add a choice that names the part that goes",
                )]));
            }
            choice.leaves_issues = issues;
            format!("known issues that stay behind: {}.", choice.leaves_issues.len())
        }
        Terms::Ground(ground) => {
            let said = match &ground {
                Some(ground) => format!("never held up, on the ground of {}: {}", ground.kind.words(), ground.rests_on),
                None => "the ground on which it was never held up was taken back.".to_owned(),
            };
            choice.ground = ground;
            said
        }
    })
}

/// An issue of another service can neither stay behind nor be handed over with this one.
async fn issues_are_of_the_service(desk: &Desk, actor: &Actor, case: &CaseId, choice: &str, terms: &Terms) -> Result<(), DeskError> {
    let named = match terms {
        Terms::TransferToFix(terms) => &terms.issues,
        Terms::StayBehind(issues) => issues,
        Terms::Ground(_) => return Ok(()),
    };
    let mut tx = desk.read().await?;
    let case = store::cases::find(&mut tx, &actor.scope, *case).await?;
    let Some(choice) = case.noun.choices.iter().find(|kept| kept.title == choice) else { return Err(DeskError::NotFound) };
    for issue in named {
        if store::issues::find(&mut tx, &actor.scope, *issue).await?.noun.service != choice.service {
            return Err(DeskError::Faults(vec![Fault::new("issues", "Choose from the known issues of this service")]));
        }
    }
    Ok(())
}
