//! Ballots, by the round they were cast in. No audience: who may read them is asked of their round, by whoever reads them.

use model::ballot::Ballot;
use model::id::InvolvementId;
use model::involvement::Channel;
use quantity::Date;

use crate::tx::{Value, day_of, row};
use crate::{StoreError, Tx, dialect};

const NOUN: &str = "ballot";
const ROWS_A_STATEMENT: usize = 1000;

row! {
    struct BallotRow {
        channel: String,
        group_name: String,
        chosen: String,
        words: String,
        cast_on: Option<jiff_sqlx::Date>,
    }
}

/// Keeps ballots, each under a key of pure chance that the caller made.
pub async fn save_many(tx: &mut Tx, ballots: &[(String, Ballot)]) -> Result<(), StoreError> {
    for some in ballots.chunks(ROWS_A_STATEMENT) {
        let mut values = Vec::with_capacity(some.len() * 7);
        for (key, ballot) in some {
            let chosen = serde_json::to_string(&ballot.chosen).map_err(|error| StoreError::damaged(NOUN, error))?;
            if ballot.words.contains('\0') || ballot.group.contains('\0') || chosen.contains("\\u0000") {
                return Err(StoreError::NulByte);
            }
            values.extend([
                Value::text(key),
                Value::text(ballot.involvement),
                Value::text(ballot.by.code()),
                Value::text(&ballot.group),
                Value::text(chosen),
                Value::text(&ballot.words),
                Value::day(ballot.on),
            ]);
        }
        let places = dialect::places(tx.is_postgres(), some.len(), 7);
        let sql = format!("insert into ballots (id, involvement_id, channel, group_name, chosen, words, cast_on) values {places}");
        tx.run(sql, values).await?;
    }
    Ok(())
}

/// Every ballot of a round, in an order that says nothing of when it came.
pub async fn of(tx: &mut Tx, involvement: InvolvementId) -> Result<Vec<Ballot>, StoreError> {
    let sql = "select channel, group_name, chosen, words, cast_on from ballots where involvement_id = $1 order by id";
    let rows: Vec<BallotRow> = tx.rows(sql, vec![Value::text(involvement)]).await?;
    rows.into_iter().map(|row| ballot(involvement, row)).collect()
}

/// How many ballots a round has.
pub async fn count(tx: &mut Tx, involvement: InvolvementId) -> Result<u64, StoreError> {
    let row: Option<(i64,)> = tx.row("select count(*) from ballots where involvement_id = $1", vec![Value::text(involvement)]).await?;
    Ok(row.and_then(|(count,)| u64::try_from(count).ok()).unwrap_or(0))
}

fn ballot(involvement: InvolvementId, row: BallotRow) -> Result<Ballot, StoreError> {
    let damaged = |what: &str| StoreError::damaged(NOUN, what);
    let on: Date = day_of(row.cast_on).ok_or_else(|| damaged("day"))?;
    Ok(Ballot {
        involvement,
        by: Channel::parse(&row.channel).ok_or_else(|| damaged("channel"))?,
        group: row.group_name,
        chosen: serde_json::from_str(&row.chosen).map_err(|error| damaged(&error.to_string()))?,
        words: row.words,
        on,
    })
}
