//! The calculator: a question file straight to a method. Nothing is stored, and nobody needs to be signed in.

use serde_json::{Value, json};

/// The answer, or the refusal (`{"refusal": {"code", "message"}}`) that the command line prints before it ends with 2.
pub type Answer = Result<Value, Value>;

/// A control chart of one series: `options` and `input` as in `docs/methods/spc-xmr.md`.
pub fn spc(question: &str) -> Answer {
    methods::calc::spc(question)
}

/// The evidence standard on one baseline and one test period: as in `docs/methods/evidence-standard.md`.
pub fn evidence(question: &str) -> Answer {
    methods::calc::evidence(question)
}

/// Options weighed on several criteria: as in `docs/methods/mcda-weighted-sum.md`, `mcda-topsis.md` and `mcda-promethee.md`.
pub fn mcda(question: &str) -> Answer {
    methods::calc::mcda(question)
}

/// How often an option is best under weights drawn at random: as in `docs/methods/smaa.md`.
pub fn smaa(question: &str) -> Answer {
    methods::calc::smaa(question)
}

/// A table of counts of people, with small ones withheld: as in `docs/methods/disclosure-small-counts.md`.
pub fn disclosure(question: &str) -> Answer {
    methods::calc::disclosure(question)
}

/// The best use of a shared budget, found by the caller's solver: as in `docs/methods/allocation.md`.
pub fn allocate(question: &str, solver: &dyn methods::allocation::Solve) -> Answer {
    methods::calc::allocate(question, solver)
}

/// Costs and benefits of options, and who pays and gains: as in `docs/methods/appraisal-cba.md`.
pub fn cba(question: &str) -> Answer {
    methods::calc::cba(question)
}

/// Social return on investment: as in `docs/methods/sroi.md`.
pub fn sroi(question: &str) -> Answer {
    methods::calc::sroi(question)
}

/// The partnership check, the gap in skills, or what a collaboration is worth: as in `docs/methods/partnership-check.md`,
/// `skills-gap.md` and `collaboration-worth.md`.
pub fn relationships(question: &str) -> Answer {
    methods::calc::relationships(question)
}

/// Control charts of many series, from CSV with the columns series, date and value in any order.
/// An empty value, `NA` or `NaN` is a missing point. `options` are those of one question.
pub fn spc_batch(csv: &[u8], options: &Value) -> Answer {
    let rows = exchange::series::read(csv).map_err(|fault| refusal("unreadable", &fault))?;
    let rows: Vec<methods::calc::BatchRow> =
        rows.into_iter().map(|row| methods::calc::BatchRow { series: row.series, date: row.date, value: row.value }).collect();
    methods::calc::spc_batch(&rows, options)
}

fn refusal(code: &str, message: &str) -> Value {
    json!({ "refusal": { "code": code, "message": message } })
}
