//! Every service with what the readiness check says of what is proposed for it: the page from which nothing is far.

use std::collections::HashSet;

use model::case::Case;
use model::id::{CaseId, IssueId, ServiceId};
use model::readiness::Answer;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::gather::{self, Gathered};
use crate::plan::read_readiness::{parts_are_seen, proposed};

/// One service, in one case or in none.
#[derive(Debug, Clone)]
pub struct Line {
    pub case: Option<Record<CaseId, Case>>,
    pub found: Gathered,
}

/// In order of what most needs somebody: evidence the other way, not ready, not known, ready; then by name.
pub async fn list_readiness(desk: &Desk, actor: &Actor) -> Result<Vec<Line>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let services = store::services::list(&mut tx, &actor.scope).await?;
    let cases = store::cases::list(&mut tx, &actor.scope).await?;
    // An answer names every issue it rests on: who may not see one of them may not read it.
    let seen: HashSet<IssueId> = store::issues::list(&mut tx, &actor.scope).await?.iter().map(|issue| issue.id).collect();
    let all = store::issues::list(&mut tx, &desk.own_scope()).await?;
    let hidden: HashSet<ServiceId> = all.iter().filter(|issue| !seen.contains(&issue.id)).map(|issue| issue.noun.service).collect();
    let mut lines = Vec::new();
    for service in services.iter().filter(|service| !hidden.contains(&service.id)) {
        let mut of: Vec<Option<&Record<CaseId, Case>>> =
            cases.iter().filter(|case| case.noun.services.contains(&service.id)).map(Some).collect();
        if of.is_empty() {
            of.push(None);
        }
        for case in of {
            let Some(line) = line(desk, &mut tx, case, service.id).await? else { continue };
            match parts_are_seen(desk, &mut tx, actor, &line.found).await {
                Ok(()) => lines.push(line),
                Err(DeskError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
    }
    lines.sort_by_key(|line| (weight(line.found.readiness.answer), line.found.service.noun.name.clone()));
    Ok(lines)
}

async fn line(desk: &Desk, tx: &mut store::Tx, case: Option<&Record<CaseId, Case>>, service: ServiceId) -> Result<Option<Line>, DeskError> {
    let choices = gather::of_every_choice(desk, tx, case.map(|case| case.id), service).await?;
    Ok(proposed(&choices).map(|found| Line { case: case.cloned(), found: found.clone() }))
}

fn weight(answer: Answer) -> u8 {
    match answer {
        Answer::PointsTheOtherWay => 0,
        Answer::NotReady => 1,
        Answer::NotKnown => 2,
        Answer::Ready => 3,
    }
}
