//! A paper to read: as it stands now, or as it was when it was decided on.

use model::decision::Decision;
use model::id::{DecisionId, PaperId};
use model::paper::Paper;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::Asked;
use crate::plan::paper::pack::open_to_readers;
use crate::plan::paper::view::{PaperView, gather_view};
use crate::plan::paper::{comes_along, sees_part_2, without_exempt_words};

/// Letters before the number of a decision, and of a paper.
const DECISION: &str = "D";

/// By the reference of a decision (`D-1`, as it was decided on) or of a paper (`DP-1`, as it stands, or as decided where it was). Its own
/// audience says who reads it: what is sealed, exempt or a working draft never comes along, and Part 2 goes to whoever may see it.
pub async fn read_paper(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<PaperView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let view = if reference.prefix == DECISION {
        let decision = store::decisions::by_reference(&mut tx, &actor.scope, reference).await?;
        of_decision(desk, &mut tx, decision).await?
    } else {
        let paper = store::papers::by_reference(&mut tx, &actor.scope, reference).await?;
        let decisions = store::decisions::by_case(&mut tx, &actor.scope, paper.noun.case).await?;
        match decisions.into_iter().find(|decision| decision.noun.paper == Some(paper.id)) {
            Some(decision) => of_decision(desk, &mut tx, decision).await?,
            None => gather_view(desk, &mut tx, &asked(&paper.noun), Some(paper.id)).await?,
        }
    };
    if !comes_along(&actor.scope, &view.case) || !comes_along(&actor.scope, &view.service) {
        return Err(DeskError::NotFound);
    }
    let view = view.without_sealed();
    let sees = view.paper.as_ref().map_or(actor.scope.sees_exempt, |paper| sees_part_2(&actor.scope, paper));
    Ok(if sees { view } else { view.without_exempt() })
}

fn asked(paper: &Paper) -> Asked {
    Asked { case: Some(paper.case), service: paper.service, change: paper.change.clone(), part: paper.part.clone() }
}

/// From its pack; a decision older than packs is told from the records as they are.
async fn of_decision(desk: &Desk, tx: &mut store::Tx, decision: Record<DecisionId, Decision>) -> Result<PaperView, DeskError> {
    let reference = decision.reference.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut view = match open_to_readers(desk, tx, &decision.noun, &reference).await {
        Ok(pack) => pack.paper,
        Err(DeskError::Refused { code: "no_pack", .. }) => {
            let noun = &decision.noun;
            let asked =
                Asked { case: Some(noun.case), service: noun.service, change: noun.delivery_model.clone(), part: noun.part.clone() };
            gather_view(desk, tx, &asked, noun.paper).await?
        }
        Err(error) => return Err(error),
    };
    view.dated = decision.noun.decided_on;
    view.decision = Some(decision);
    Ok(view)
}

/// Papers of a case, as its page and its forms list them.
pub async fn papers_of(desk: &Desk, actor: &Actor, case: &Reference) -> Result<Vec<Record<PaperId, Paper>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let case = store::cases::by_reference(&mut tx, &actor.scope, case).await?;
    Ok(store::papers::by_case(&mut tx, &actor.scope, case.id).await?)
}

/// A paper alone, for a form on it.
pub async fn find_paper(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<PaperId, Paper>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let mut paper = store::papers::by_reference(&mut tx, &actor.scope, reference).await?;
    if !sees_part_2(&actor.scope, &paper) {
        without_exempt_words(&mut paper.noun);
    }
    Ok(paper)
}
