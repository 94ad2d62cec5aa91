//! The statements that truly differ between SQLite and PostgreSQL. Everything else is one text for both.

/// How a reading transaction begins. SQLite's snapshot is taken at the first read; PostgreSQL is asked for the same,
/// so that all figures of one page are of one moment.
pub const SQLITE_READ: &str = "begin deferred";
pub const POSTGRES_READ: &str = "begin isolation level repeatable read read only";

/// How a writing transaction begins. SQLite: at once, for a deferred one loses to another process with SQLITE_BUSY.
pub const SQLITE_WRITE: &str = "begin immediate";
pub const POSTGRES_WRITE: &str = "begin isolation level read committed";

/// The first statement of every writing transaction: one writer at a time holds the head of the audit trail, and reads
/// again under it whatever a decision rests on. The same text on both; on SQLite `begin immediate` has already shut the door.
pub const TAKE_HEAD: &str = "update audit_head set sequence = sequence where id = 1 returning sequence";

/// Names and types of a table's columns (`$1` its name), in order. The types are the words of the migrations on both.
pub const SQLITE_COLUMNS: &str = "select name, type from pragma_table_info($1) order by cid";
pub const POSTGRES_COLUMNS: &str = "select cast(column_name as text), cast(data_type as text) from information_schema.columns \
                                    where table_schema = current_schema() and table_name = $1 order by ordinal_position";

/// The places of `rows` rows of `width` values: `($1, $2), ($3, $4)`. To SQLite `$1` is a *name*, looked for among all the others:
/// 18,000 of them in one statement took 0.8 s, and plain question marks take 10 ms. So wherever a statement has thousands.
pub fn places(postgres: bool, rows: usize, width: usize) -> String {
    let mut text = String::with_capacity(rows * width * 8);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..width {
            if column > 0 {
                text.push_str(", ");
            }
            if postgres {
                text.push('$');
                text.push_str(&(row * width + column + 1).to_string());
            } else {
                text.push('?');
            }
        }
        text.push(')');
    }
    text
}
