//! Replies to draft judgements, by measure.

use model::id::{MeasureId, ReplyId};
use model::reply::Reply;

use crate::kept::{Kept, listed_by, plain_functions};
use crate::tx::Value;

impl Kept for Reply {
    type Id = ReplyId;
    const NOUN: &'static str = "reply";
    const TABLE: &'static str = "replies";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["measure_id", "from_id", "period", "said_on"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.measure), Value::text(self.from), Value::maybe_text(self.period), Value::day(self.on)]
    }
}

plain_functions!(Reply, ReplyId);

listed_by! {
    /// Replies about a measure.
    by_measure, "measure_id", MeasureId => Reply, ReplyId
}
