//! Changes of several budget lines at once.

use model::budget_change::BudgetChange;
use model::id::BudgetChangeId;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for BudgetChange {
    type Id = BudgetChangeId;
    const NOUN: &'static str = "change of budgets";
    const TABLE: &'static str = "budget_changes";
    const PREFIX: Option<&'static str> = Some("BC");
    const COLUMNS: &'static [&'static str] = &["year"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::number(i64::from(self.year))]
    }
}

plain_functions!(BudgetChange, BudgetChangeId, by_reference);
