//! Who may see what is predicted before award: nobody who provides, nor an organisation with a provider arm in this market, nor those who
//! would bid in-house. Once awarded it is open to whoever may see the case.

use std::collections::BTreeSet;

use model::case::Case;
use model::id::MarketResponseId;
use model::market_response::MarketResponse;
use model::record::Record;
use store::Tx;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

/// What is said to somebody from whom it is kept.
pub const SEALED: &str = "What is predicted is sealed until award. Somebody who may see what is sealed can work with it.";

/// Does this actor stand on the buying side of the case, and not on that of any bidder?
pub(crate) async fn may_see_predictions(desk: &Desk, tx: &mut Tx, actor: &Actor, case: &Case) -> Result<bool, DeskError> {
    if !actor.scope.sees_sealed || actor.scope.is_provider {
        return Ok(false);
    }
    let own = desk.own_scope();
    // Another body that runs, or is under an arrangement to run, a service of the case has a provider arm in its market.
    if actor.organisation != desk.authority {
        for service in &case.services {
            if store::services::find(tx, &own, *service).await.is_ok_and(|service| service.noun.operator == actor.organisation) {
                return Ok(false);
            }
            let arrangements = store::arrangements::by_service(tx, &own, *service).await?;
            if arrangements.iter().any(|kept| kept.noun.with == actor.organisation) {
                return Ok(false);
            }
        }
    }
    let separations = store::separations::list(tx, &own).await?;
    let providing: Vec<String> =
        separations.into_iter().filter(|kept| kept.noun.body == actor.organisation).map(|kept| kept.noun.providing_role).collect();
    Ok(!holds_any(tx, actor, &providing).await?)
}

/// Does the actor hold a role that one of these names, by title or by code?
pub(crate) async fn holds_any(tx: &mut Tx, actor: &Actor, named: &[String]) -> Result<bool, DeskError> {
    if named.is_empty() {
        return Ok(false);
    }
    let even = |text: &str| text.trim().replace('_', " ").to_lowercase();
    let mut held: BTreeSet<String> = actor.role_codes.iter().map(|code| even(code)).collect();
    held.insert(even(&actor.role));
    let roles = store::roles::list(tx).await?;
    held.extend(roles.into_iter().filter(|role| actor.role_codes.contains(&role.noun.code)).map(|role| even(&role.noun.title)));
    Ok(named.iter().any(|name| held.contains(&even(name))))
}

/// The tests that the actor may see, and how many are kept from them.
pub(crate) async fn seen_by(
    desk: &Desk,
    tx: &mut Tx,
    actor: &Actor,
    all: Vec<Record<MarketResponseId, MarketResponse>>,
) -> Result<Vec<Record<MarketResponseId, MarketResponse>>, DeskError> {
    let mut seen = Vec::new();
    for test in all {
        if test.sealed {
            let case = match store::cases::find(tx, &actor.scope, test.noun.case).await {
                Ok(case) => case,
                Err(_) => continue,
            };
            let in_house = holds_any(tx, actor, &test.noun.in_house_roles).await?;
            if in_house || !may_see_predictions(desk, tx, actor, &case.noun).await? {
                continue;
            }
        }
        seen.push(test);
    }
    Ok(seen)
}
