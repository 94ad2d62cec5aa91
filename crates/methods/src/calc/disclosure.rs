//! `calc disclosure`: which counts of a table with totals may be shown.

use serde_json::{Value, json};

use super::{card, question, refusal};
use crate::disclosure::{Cell, Settings, Withheld, withhold};

const OPTIONS: [&str; 2] = ["below", "zero_is_small"];
const INPUT: [&str; 1] = ["counts"];

/// The table of a question file, with what is withheld as words. `counts` is a list of rows, or one row.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn disclosure(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let usual = Settings::default();
    let settings = Settings {
        below: question.whole("below", 1_000_000)?.unwrap_or(usual.below),
        zero_is_small: question.truth("zero_is_small")?.unwrap_or(usual.zero_is_small),
    };
    let table = withhold(&counts(question.input.get("counts"))?, &settings).map_err(|r| refusal(r.code(), r.message()))?;
    let (method, edition, about) = card(crate::disclosure::METHOD);
    let cell = |cell: &Cell| match cell {
        Cell::Shown(count) => json!(count),
        Cell::Withheld(Withheld::Small) => json!(settings.in_words()),
        Cell::Withheld(Withheld::Protecting) => json!("withheld"),
    };
    let line = |cells: &[Cell]| cells.iter().map(cell).collect::<Vec<Value>>();
    let all = || table.cells.iter().flatten().chain(&table.row_totals).chain(&table.column_totals).chain([&table.total]);
    Ok(json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": settings,
        "cells": table.cells.iter().map(|row| line(row)).collect::<Vec<_>>(),
        "row_totals": line(&table.row_totals),
        "column_totals": line(&table.column_totals),
        "total": cell(&table.total),
        "working": {
            "small": all().filter(|c| **c == Cell::Withheld(Withheld::Small)).count(),
            "protecting": all().filter(|c| **c == Cell::Withheld(Withheld::Protecting)).count(),
        },
    }))
}

fn counts(input: Option<&Value>) -> Result<Vec<Vec<u64>>, Value> {
    let wrong = || refusal("not_a_table", "“counts” has to be a list of rows of whole numbers.");
    let Some(Value::Array(rows)) = input else { return Err(wrong()) };
    let row = |cells: &Vec<Value>| cells.iter().map(|v| v.as_u64().ok_or_else(wrong)).collect::<Result<Vec<u64>, Value>>();
    if rows.iter().all(Value::is_u64) {
        return Ok(vec![row(rows)?]);
    }
    rows.iter().map(|r| r.as_array().ok_or_else(wrong).and_then(row)).collect()
}
