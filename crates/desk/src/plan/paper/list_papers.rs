//! Decision papers in one list: what is still to be decided, by the day of its meeting, then what was decided on.

use model::decision::Decision;
use model::id::{DecisionId, PaperId};
use model::paper::Paper;
use model::record::Record;
use model::role::Permission;
use store::Tx;

use crate::actor::Actor;
use crate::config::deciding::{Body, deciding};
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::paper::{comes_along, sees_part_2, without_exempt_words};

#[derive(Debug, Clone)]
pub struct ListedPaper {
    pub paper: Record<PaperId, Paper>,
    /// Who decides; none where the setting no longer names them.
    pub body: Option<Body>,
    pub decision: Option<Record<DecisionId, Decision>>,
}

/// Those the actor may see.
pub async fn list_papers(desk: &Desk, actor: &Actor) -> Result<Vec<ListedPaper>, DeskError> {
    actor.may(Permission::ReadCases)?;
    listed(desk, &mut desk.read().await?, actor).await
}

pub(crate) async fn listed(desk: &Desk, tx: &mut Tx, actor: &Actor) -> Result<Vec<ListedPaper>, DeskError> {
    let rules = deciding()?;
    let decisions = store::decisions::list(tx, &actor.scope).await?;
    let mut papers = Vec::new();
    for mut paper in store::papers::list(tx, &actor.scope).await? {
        // Of a case or a service that is shut to them its paper does not open: nor does it stand here.
        let case = store::cases::find(tx, &desk.own_scope(), paper.noun.case).await?;
        let service = store::services::find(tx, &desk.own_scope(), paper.noun.service).await?;
        if !comes_along(&actor.scope, &case) || !comes_along(&actor.scope, &service) {
            continue;
        }
        if !sees_part_2(&actor.scope, &paper) {
            without_exempt_words(&mut paper.noun);
        }
        papers.push(ListedPaper {
            body: rules.body(&paper.noun.decides).cloned(),
            decision: decisions.iter().find(|decision| decision.noun.paper == Some(paper.id)).cloned(),
            paper,
        });
    }
    papers.sort_by_key(|listed| {
        let (meets_on, decided_on) = (listed.paper.noun.meets_on, listed.decision.as_ref().map(|decision| decision.noun.decided_on));
        // To be decided: the next meeting first, those without one last. Decided: the latest first.
        (decided_on.map(std::cmp::Reverse), meets_on.is_none(), meets_on)
    });
    Ok(papers)
}
