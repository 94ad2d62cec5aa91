//! Ballots on paper that wait to be typed by a second person. Once counted, nothing of them is left here.

use model::id::InvolvementId;

use crate::tx::{Value, row};
use crate::{StoreError, Tx};

/// One ballot as one or two people typed it. `body` is the caller's own text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperBallot {
    pub id: String,
    pub involvement: InvolvementId,
    pub code_digest: String,
    /// Identifier of whoever typed it first, and what they typed.
    pub first: (String, String),
    pub second: Option<(String, String)>,
}

row! {
    struct PaperRow {
        id: String,
        code_digest: String,
        first_by: String,
        first_body: String,
        second_by: Option<String>,
        second_body: Option<String>,
    }
}

const READ: &str = "select id, code_digest, first_by, first_body, second_by, second_body from paper_ballots where involvement_id = $1";

/// Keeps what the first person typed.
pub async fn save_first(tx: &mut Tx, ballot: &PaperBallot) -> Result<(), StoreError> {
    let values = vec![
        Value::text(&ballot.id),
        Value::text(ballot.involvement),
        Value::text(&ballot.code_digest),
        Value::text(&ballot.first.0),
        Value::text(&ballot.first.1),
    ];
    let sql = "insert into paper_ballots (id, involvement_id, code_digest, first_by, first_body) values ($1, $2, $3, $4, $5)";
    tx.run(sql, values).await.map(|_| ())
}

/// Keeps what the second person typed, where it differs from the first.
pub async fn save_second(tx: &mut Tx, id: &str, by: &str, body: &str) -> Result<(), StoreError> {
    let values = vec![Value::text(id), Value::text(by), Value::text(body)];
    tx.run("update paper_ballots set second_by = $2, second_body = $3 where id = $1", values).await.map(|_| ())
}

/// Those of a round that wait.
pub async fn of(tx: &mut Tx, involvement: InvolvementId) -> Result<Vec<PaperBallot>, StoreError> {
    let rows: Vec<PaperRow> = tx.rows(format!("{READ} order by id"), vec![Value::text(involvement)]).await?;
    Ok(rows.into_iter().map(|row| ballot(involvement, row)).collect())
}

/// The one that came with a code, where it waits.
pub async fn by_code(tx: &mut Tx, involvement: InvolvementId, digest: &str) -> Result<Option<PaperBallot>, StoreError> {
    let row: Option<PaperRow> = tx.row(format!("{READ} and code_digest = $2"), vec![Value::text(involvement), Value::text(digest)]).await?;
    Ok(row.map(|row| ballot(involvement, row)))
}

/// Takes one away: it was counted.
pub async fn remove(tx: &mut Tx, id: &str) -> Result<(), StoreError> {
    tx.run("delete from paper_ballots where id = $1", vec![Value::text(id)]).await.map(|_| ())
}

fn ballot(involvement: InvolvementId, row: PaperRow) -> PaperBallot {
    PaperBallot {
        id: row.id,
        involvement,
        code_digest: row.code_digest,
        first: (row.first_by, row.first_body),
        second: row.second_by.zip(row.second_body),
    }
}
