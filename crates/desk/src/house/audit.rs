//! Who changed what: the trail as a page shows it, whether it is whole, and taking details out under a retention rule.

use jiff::Timestamp;
use jiff::civil::Date;
use model::id::PersonId;
use model::role::Permission;
use store::audit::{Filter, Verified};
use uuid::Uuid;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};

/// Entries of one page.
pub const ON_A_PAGE: u32 = 50;

/// Which entries to show. Nothing asked shows all, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListAudit {
    pub noun: Option<String>,
    pub action: Option<String>,
    pub record: Option<Uuid>,
    pub person: Option<PersonId>,
    /// Days in the authority's zone, both included.
    pub from: Option<Date>,
    pub to: Option<Date>,
    /// Only entries before this number.
    pub before: Option<i64>,
}

/// One entry, as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    pub sequence: i64,
    pub at: Timestamp,
    /// "Head of commissioning", "Operator".
    pub role: String,
    /// The name, where the actor may see the person.
    pub name: Option<String>,
    pub person: Option<PersonId>,
    pub organisation: String,
    /// `accept_upload`
    pub action: String,
    pub noun: String,
    pub record: Option<Uuid>,
    pub details: String,
    /// Why the details were taken out, where they were.
    pub details_removed: Option<String>,
    pub digest: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    pub rows: Vec<AuditRow>,
    /// Ask for the next page with `before` this number; `None` on the last.
    pub next_before: Option<i64>,
    pub head: AuditHead,
}

/// The last entry: printed on papers and back-ups, since a chain does not see its own tail cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditHead {
    pub sequence: i64,
    /// SHA-256, hex.
    pub digest: String,
}

/// Whether the trail is whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditState {
    Whole {
        entries: i64,
        head: String,
    },
    /// The first entry that is altered or missing.
    Broken {
        sequence: i64,
        what: String,
    },
}

/// A page of the trail.
pub async fn list_audit(desk: &Desk, actor: &Actor, ask: ListAudit) -> Result<AuditPage, DeskError> {
    actor.may(Permission::ReadAudit)?;
    let mut faults = Vec::new();
    if let (Some(from), Some(to)) = (ask.from, ask.to)
        && to < from
    {
        faults.push(Fault::new("to", "Give a last day that is not before the first"));
    }
    DeskError::unless_clean(faults)?;
    let beginning = |day: Date| day.to_zoned(desk.zone.clone()).map(|zoned| zoned.timestamp()).ok();
    let filter = Filter {
        person: ask.person,
        organisation: None,
        action: ask.action,
        noun: ask.noun,
        record: ask.record,
        from: ask.from.and_then(beginning),
        until: ask.to.and_then(|day| day.tomorrow().ok()).and_then(beginning),
        before: ask.before,
    };
    let mut tx = desk.read().await?;
    let head = store::audit::head(&mut tx).await?;
    let mut entries = store::audit::list(&mut tx, &filter, ON_A_PAGE + 1).await?;
    let more = entries.len() > ON_A_PAGE as usize;
    entries.truncate(ON_A_PAGE as usize);
    let next_before = entries.last().map(|entry| entry.sequence).filter(|_| more);
    let people = store::people::list(&mut tx, &actor.scope).await?;
    let organisations = store::organisations::list(&mut tx, &actor.scope).await?;
    let rows = entries
        .into_iter()
        .map(|entry| AuditRow {
            sequence: entry.sequence,
            at: entry.at,
            role: entry.role,
            name: people.iter().find(|person| Some(person.id) == entry.person).map(|person| person.noun.name.clone()),
            person: entry.person,
            organisation: organisations
                .iter()
                .find(|body| body.id == entry.organisation)
                .map(|body| body.noun.name.clone())
                .unwrap_or_default(),
            action: entry.action,
            noun: entry.noun,
            record: entry.record,
            details: entry.details,
            details_removed: entry.details_removed,
            digest: entry.digest,
        })
        .collect();
    Ok(AuditPage { rows, next_before, head: AuditHead { sequence: head.sequence, digest: head.digest } })
}

/// All that was done to one record, the oldest first: the history of a record's page. Takes no permission of its own: whoever
/// was shown the record may know how it came to be; the caller has read the record under the actor's scope.
pub async fn history_of(desk: &Desk, record: Uuid) -> Result<Vec<HistoryLine>, DeskError> {
    let mut tx = desk.read().await?;
    let entries = store::audit::of_record(&mut tx, record).await?;
    Ok(entries
        .into_iter()
        .map(|entry| HistoryLine {
            at: entry.at,
            on: desk.day_of(entry.at),
            role: entry.role,
            action: entry.action,
            details: entry.details,
        })
        .collect())
}

/// One line of a record's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    pub at: Timestamp,
    pub on: Date,
    pub role: String,
    pub action: String,
    pub details: String,
}

/// Checks every entry against the one before it, and the last against the head. Anybody signed in may ask.
pub async fn verify_audit(desk: &Desk) -> Result<AuditState, DeskError> {
    Ok(match store::audit::verify(&desk.pool).await? {
        Verified::Whole { entries, head } => AuditState::Whole { entries, head },
        Verified::Broken { sequence, what } => AuditState::Broken { sequence, what },
    })
}

pub struct RemoveDetails {
    pub sequence: i64,
    /// The rule of the authority's retention schedule: "Retention schedule 4.2: personal details after six years".
    pub rule: String,
}

/// Takes the details out of one entry under a retention rule. The trail still verifies, and an entry of its own says who did it and why.
pub async fn remove_details(desk: &Desk, actor: &Actor, ask: RemoveDetails) -> Result<(), DeskError> {
    actor.may(Permission::ManagePeople)?;
    let rule = ask.rule.trim();
    if rule.is_empty() || rule.chars().count() > 300 {
        return Err(DeskError::Faults(vec![Fault::new("rule", "Name the rule of your retention schedule, in at most 300 characters")]));
    }
    desk.write(actor).await?.commit_removal(ask.sequence, rule).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{bench, person, role};

    #[tokio::test]
    async fn the_trail_is_shown_newest_first_and_stays_whole_when_details_go_under_a_rule() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        role(desk, "administrator", &[Permission::ManagePeople, Permission::ReadAudit]).await;
        role(desk, "officer", &[Permission::ReadCases]).await;
        let (_, ada) = person(desk, "ada@northvale.example", "administrator").await;
        let (dan, officer) = person(desk, "dan@northvale.example", "officer").await;
        assert!(matches!(list_audit(desk, &officer, ListAudit::default()).await, Err(DeskError::MayNot(_))));
        let about_dan = ListAudit { record: Some(dan.uuid()), ..ListAudit::default() };
        let page = list_audit(desk, &ada, about_dan).await.expect("reads");
        assert_eq!(page.rows.iter().map(|row| row.action.as_str()).collect::<Vec<_>>(), ["choose_password", "add_person"]);
        assert_eq!(page.rows[0].name.as_deref(), Some("dan"));
        let sequence = page.rows[1].sequence;
        let ask = RemoveDetails { sequence, rule: "Retention schedule 4.2: after six years".into() };
        remove_details(desk, &ada, ask).await.expect("removes");
        let AuditState::Whole { entries, head } = verify_audit(desk).await.expect("reads") else { panic!("the trail is not whole") };
        let all = list_audit(desk, &ada, ListAudit::default()).await.expect("reads");
        assert_eq!((all.head.sequence, &all.head.digest), (entries, &head));
        let gone = all.rows.iter().find(|row| row.sequence == sequence).expect("the entry stays");
        assert_eq!((gone.details.as_str(), gone.details_removed.as_deref()), ("", Some("Retention schedule 4.2: after six years")));
        let earlier = ListAudit { before: Some(3), ..ListAudit::default() };
        assert_eq!(list_audit(desk, &ada, earlier).await.expect("reads").rows.len(), 2);
        let none = ListAudit { to: Some(jiff::civil::date(2026, 11, 20)), ..ListAudit::default() };
        assert!(list_audit(desk, &ada, none).await.expect("reads").rows.is_empty());
    }
}
