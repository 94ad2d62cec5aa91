//! Solve first, then find a supplier: where it went the other way round. Awards and hand-overs made while an issue of the
//! service was open, with the days of overlap.

use model::id::{IssueId, ServiceId};
use model::issue::KnownIssue;
use model::record::Record;
use model::role::Permission;
use model::service::Service;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct WrongOrder {
    pub service: Record<ServiceId, Service>,
    /// What was awarded or handed over: “Home care framework”, “Handed to Vale Community Trust”.
    pub what: String,
    pub on: Date,
    pub issue: Record<IssueId, KnownIssue>,
    /// Days from the award until the issue was closed, or until today.
    pub days: i64,
    pub still_open: bool,
}

/// Longest overlap first. Awards of unknown date are not counted: `undated` says how many.
#[derive(Debug, Clone)]
pub struct WrongOrders {
    pub rows: Vec<WrongOrder>,
    pub awards: usize,
    pub undated: usize,
}

pub async fn read_wrong_order(desk: &Desk, actor: &Actor) -> Result<WrongOrders, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let today = desk.today();
    let bodies = store::organisations::list(&mut tx, &actor.scope).await?;
    let name =
        |id| bodies.iter().find(|body| body.id == id).map_or_else(|| "another organisation".to_owned(), |body| body.noun.name.clone());
    let (mut rows, mut awards, mut undated) = (Vec::new(), 0, 0);
    for service in store::services::list(&mut tx, &actor.scope).await? {
        let issues = store::issues::by_service(&mut tx, &actor.scope, service.id).await?;
        let arrangements = store::arrangements::by_service(&mut tx, &actor.scope, service.id).await?;
        let contracts = arrangements.iter().map(|kept| (kept.noun.title.clone(), kept.noun.awarded.or(kept.noun.starts)));
        // The first operator is how the service began, not a hand-over.
        let handed =
            service.noun.operators.iter().skip(1).map(|operated| (format!("Handed to {}", name(operated.by)), Some(operated.from)));
        for (what, on) in contracts.chain(handed).collect::<Vec<_>>() {
            awards += 1;
            let Some(on) = on else {
                undated += 1;
                continue;
            };
            for issue in &issues {
                if let Some((days, still_open)) = overlap(&issue.noun, on, today) {
                    rows.push(WrongOrder { service: service.clone(), what: what.clone(), on, issue: issue.clone(), days, still_open });
                }
            }
        }
    }
    rows.sort_by_key(|row| (std::cmp::Reverse(row.days), row.on));
    Ok(WrongOrders { rows, awards, undated })
}

/// Days an issue open on the day of the award went on being open; none where it was not open that day.
fn overlap(issue: &KnownIssue, award: Date, today: Date) -> Option<(i64, bool)> {
    let closed = issue.closing.as_ref().map(|closing| closing.on);
    let was_open = issue.raised_on <= award && closed.is_none_or(|closed| closed > award) && award <= today;
    let until = closed.unwrap_or(today);
    let days = i64::from(award.until(until).ok()?.get_days());
    was_open.then_some((days, closed.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use testkit::nouns;
    use uuid::Uuid;

    #[test]
    fn an_award_beside_an_open_issue_is_counted_in_days() {
        let (service, holder) = (ServiceId(Uuid::from_u128(1)), model::id::OrganisationId(Uuid::from_u128(2)));
        let mut issue = nouns::issue(service, "Late visits", holder);
        issue.raised_on = date(2026, 1, 10);
        issue.closing = None;
        let today = date(2026, 11, 21);
        assert_eq!(overlap(&issue, date(2026, 11, 1), today), Some((20, true)));
        assert_eq!(overlap(&issue, date(2026, 1, 9), today), None, "not yet raised");
        assert_eq!(overlap(&issue, date(2027, 1, 9), today), None, "not yet awarded");
    }
}
