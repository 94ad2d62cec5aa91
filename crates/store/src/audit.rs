//! The audit trail: written in the same transaction as what it tells of, each entry chained to the one before.
//!
//! Reading the trail takes no scope: whoever may read it (a permission the desk asks for) reads all of it.

use jiff::Timestamp;
use model::audit::AuditEntry;
use model::id::{AuditId, OrganisationId, PersonId};
use uuid::Uuid;

use crate::chain;
pub use crate::chain::{Verified, verify};
use crate::tx::{Value, row};
use crate::{StoreError, Tx, moment};

/// Who acted, when, in which role. The id and the moment come from the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    pub id: AuditId,
    pub at: Timestamp,
    pub person: Option<PersonId>,
    pub role: String,
    pub organisation: OrganisationId,
}

/// What was done to which record, in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deed {
    /// The use case: `accept_upload`.
    pub action: String,
    pub noun: String,
    pub record: Option<Uuid>,
    pub details: String,
}

/// Number and digest of the last entry: printed on papers and backups, since a chain does not see its own tail cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub sequence: i64,
    pub digest: String,
}

/// Which entries to list. All conditions must hold; `None` asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub person: Option<PersonId>,
    pub organisation: Option<OrganisationId>,
    pub action: Option<String>,
    pub noun: Option<String>,
    pub record: Option<Uuid>,
    pub from: Option<Timestamp>,
    /// Up to, and not including.
    pub until: Option<Timestamp>,
    /// Only entries before this number: the next page begins where the last one ended.
    pub before: Option<i64>,
}

/// The action under which details are removed.
pub const REMOVE_DETAILS: &str = "remove_details";
const NOUN: &str = "audit entry";
const COLUMNS: &str = "sequence, id, at, person_id, role, organisation_id, action, noun, record_id, details, details_digest, \
                       details_removed, previous, digest";

/// Adds an entry to the trail and moves the head to it.
pub async fn append(tx: &mut Tx, by: &Signature, deed: &Deed) -> Result<AuditEntry, StoreError> {
    let last = head(tx).await?;
    let mut entry = AuditEntry {
        id: by.id,
        sequence: last.sequence + 1,
        at: by.at,
        person: by.person,
        role: by.role.clone(),
        organisation: by.organisation,
        action: deed.action.clone(),
        noun: deed.noun.clone(),
        record: deed.record,
        details: deed.details.clone(),
        details_digest: chain::details_digest(&deed.details),
        details_removed: None,
        previous: last.digest,
        digest: String::new(),
    };
    entry.digest = chain::digest(&entry);
    let values = vec![
        Value::number(entry.sequence),
        Value::text(entry.id),
        Value::text(moment::written(entry.at)),
        Value::maybe_text(entry.person),
        Value::text(&entry.role),
        Value::text(entry.organisation),
        Value::text(&entry.action),
        Value::text(&entry.noun),
        Value::maybe_text(entry.record),
        Value::text(&entry.details),
        Value::text(&entry.details_digest),
        Value::Text(None),
        Value::text(&entry.previous),
        Value::text(&entry.digest),
    ];
    let places = (1..=values.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    tx.run(format!("insert into audit ({COLUMNS}) values ({places})"), values).await?;
    let values = vec![Value::number(entry.sequence), Value::text(&entry.digest)];
    tx.run("update audit_head set sequence = $1, digest = $2 where id = 1", values).await?;
    Ok(entry)
}

/// The last entry's number and digest; number 0 where nothing was done yet.
pub async fn head(tx: &mut Tx) -> Result<Head, StoreError> {
    if let Some(head) = &tx.head {
        return Ok(head.clone());
    }
    let row = tx.row::<(i64, String)>("select sequence, digest from audit_head where id = 1", vec![]).await?;
    let head =
        row.map(|(sequence, digest)| Head { sequence, digest }).ok_or_else(|| StoreError::damaged("audit head", "its row is gone"))?;
    tx.head = (!tx.may_write()).then(|| head.clone());
    Ok(head)
}

/// Takes the details out of an entry under a retention rule, and says so in an entry of its own, which it returns.
///
/// The chain still verifies: it rests on the details' digest. A removal nobody signed for does not verify.
pub async fn remove_details(tx: &mut Tx, sequence: i64, reason: &str, by: &Signature) -> Result<AuditEntry, StoreError> {
    let sql = "update audit set details = '', details_removed = $2 where sequence = $1 and details_removed is null";
    if tx.run(sql, vec![Value::number(sequence), Value::text(reason)]).await? == 0 {
        return Err(StoreError::NotFound { noun: NOUN });
    }
    let deed = Deed { action: REMOVE_DETAILS.into(), noun: "audit".into(), record: None, details: chain::removal(sequence, reason) };
    append(tx, by, &deed).await
}

/// Entries that meet the filter, the newest first, at most `limit` of them.
pub async fn list(tx: &mut Tx, filter: &Filter, limit: u32) -> Result<Vec<AuditEntry>, StoreError> {
    let mut conditions = vec!["true".to_owned()];
    let mut values = Vec::new();
    let mut ask = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            conditions.push(format!("{condition} ${}", values.len()));
        }
    };
    ask("person_id =", filter.person.map(Value::text));
    ask("organisation_id =", filter.organisation.map(Value::text));
    ask("action =", filter.action.as_ref().map(Value::text));
    ask("noun =", filter.noun.as_ref().map(Value::text));
    ask("record_id =", filter.record.map(Value::text));
    ask("at >=", filter.from.map(|at| Value::text(moment::written(at))));
    ask("at <", filter.until.map(|at| Value::text(moment::written(at))));
    ask("sequence <", filter.before.map(Value::number));
    let sql = format!("select {COLUMNS} from audit where {} order by sequence desc limit {limit}", conditions.join(" and "));
    tx.rows::<EntryRow>(sql, values).await?.into_iter().map(entry).collect()
}

/// All that was done to one record, the oldest first.
pub async fn of_record(tx: &mut Tx, record: Uuid) -> Result<Vec<AuditEntry>, StoreError> {
    let sql = format!("select {COLUMNS} from audit where record_id = $1 order by sequence");
    tx.rows::<EntryRow>(sql, vec![Value::text(record)]).await?.into_iter().map(entry).collect()
}

/// Entries after a number, in order, at most `limit`: for checking the chain a page at a time.
pub(crate) async fn after(tx: &mut Tx, sequence: i64, limit: usize) -> Result<Vec<EntryRow>, StoreError> {
    let sql = format!("select {COLUMNS} from audit where sequence > $1 order by sequence limit {limit}");
    tx.rows(sql, vec![Value::number(sequence)]).await
}

row! {
    pub(crate) struct EntryRow {
        pub(crate) sequence: i64,
        id: String,
        at: String,
        person_id: Option<String>,
        role: String,
        organisation_id: String,
        action: String,
        noun: String,
        record_id: Option<String>,
        details: String,
        details_digest: String,
        details_removed: Option<String>,
        previous: String,
        digest: String,
    }
}

/// The entry of a row, or why it cannot be one.
pub(crate) fn entry(row: EntryRow) -> Result<AuditEntry, StoreError> {
    let damaged = |what: &str| StoreError::damaged(NOUN, format!("{what} of entry {}", row.sequence));
    Ok(AuditEntry {
        id: row.id.parse().map_err(|_| damaged("id"))?,
        sequence: row.sequence,
        at: moment::read(NOUN, &row.at)?,
        person: row.person_id.as_deref().map(str::parse).transpose().map_err(|_| damaged("person"))?,
        role: row.role,
        organisation: row.organisation_id.parse().map_err(|_| damaged("organisation"))?,
        action: row.action,
        noun: row.noun,
        record: row.record_id.as_deref().map(Uuid::parse_str).transpose().map_err(|_| damaged("record"))?,
        details: row.details,
        details_digest: row.details_digest,
        details_removed: row.details_removed,
        previous: row.previous,
        digest: row.digest,
    })
}
