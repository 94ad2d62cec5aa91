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
    listed(&mut desk.read().await?, actor).await
}

pub(crate) async fn listed(tx: &mut Tx, actor: &Actor) -> Result<Vec<ListedPaper>, DeskError> {
    let rules = deciding()?;
    let decisions = store::decisions::list(tx, &actor.scope).await?;
    let told = |paper: Record<PaperId, Paper>| ListedPaper {
        body: rules.body(&paper.noun.decides).cloned(),
        decision: decisions.iter().find(|decision| decision.noun.paper == Some(paper.id)).cloned(),
        paper,
    };
    let mut papers: Vec<ListedPaper> = store::papers::list(tx, &actor.scope).await?.into_iter().map(told).collect();
    papers.sort_by_key(|listed| {
        let (meets_on, decided_on) = (listed.paper.noun.meets_on, listed.decision.as_ref().map(|decision| decision.noun.decided_on));
        // To be decided: the next meeting first, those without one last. Decided: the latest first.
        (decided_on.map(std::cmp::Reverse), meets_on.is_none(), meets_on)
    });
    Ok(papers)
}
