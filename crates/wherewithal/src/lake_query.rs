//! `wherewithal lake query "select …"`: a person's own question in SQL, put to the market records in force.

use std::process::ExitCode;

use anyhow::bail;
use desk::analyse::market::ask_records::{Answered, CellFound, ask_records};
use report::table::{Cell, Column, Table};
use serde_json::{Value, json};

use crate::arguments::LakeQuery;
use crate::output;

pub async fn run(ask: LakeQuery, json: bool) -> anyhow::Result<ExitCode> {
    if json && ask.csv {
        bail!("Choose one of --json and --csv.");
    }
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let answered = ask_records(&desk, &actor, &ask.sql).await;
    desk.pool.close().await;
    let answered = answered?;
    if json {
        output::json(&told(&answered))?;
    } else if ask.csv {
        output::line(table(&answered).to_csv().trim_end())?;
        eprintln!("{}", drawn_on(&answered));
    } else {
        output::line(&format!("{}\n{}", shown(&table(&answered)), drawn_on(&answered)))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Money in pounds, as the question reckons in it.
fn told(answered: &Answered) -> Value {
    let cell = |cell: &CellFound| match cell {
        CellFound::None => Value::Null,
        CellFound::Text(text) => json!(text),
        CellFound::Date(date) => json!(date),
        CellFound::Money(pence) => json!(*pence as f64 / 100.0),
        CellFound::Count(count) => json!(count),
        CellFound::Number(number) => json!(number),
        CellFound::Flag(flag) => json!(flag),
    };
    let answer = &answered.answer;
    let columns: Vec<Value> = answer.columns.iter().map(|column| json!({ "name": column.name, "kind": column.kind.name() })).collect();
    let rows: Vec<Vec<Value>> = answer.rows.iter().map(|row| row.iter().map(cell).collect()).collect();
    let sets: Vec<Value> = answered
        .data_sets
        .iter()
        .map(|one| json!({ "data_set": one.reference.as_ref().map(ToString::to_string), "title": one.noun.title }))
        .collect();
    json!({ "columns": columns, "rows": rows, "data_sets": sets })
}

fn table(answered: &Answered) -> Table {
    let whole = |count: i64| Cell::number(count as f64, count.to_string());
    let cell = |cell: &CellFound| match cell {
        CellFound::None => Cell::Missing(String::new()),
        CellFound::Text(text) => Cell::words(text.as_str()),
        CellFound::Date(date) => Cell::words(date.to_string()),
        CellFound::Money(pence) => Cell::number(*pence as f64 / 100.0, pounds(*pence)),
        CellFound::Count(count) => whole(*count),
        CellFound::Number(number) => Cell::number(*number, number.to_string()),
        CellFound::Flag(flag) => Cell::words(if *flag { "yes" } else { "no" }),
    };
    let answer = &answered.answer;
    let column = |name: &str, is_number: bool| Column { is_number, ..Column::words(name) };
    let columns = answer.columns.iter().map(|one| column(&one.name, one.kind.is_number())).collect();
    Table::new("", columns, answer.rows.iter().map(|row| row.iter().map(cell).collect()).collect())
}

/// Two decimals and nothing else, so that columns stand under one another.
fn pounds(pence: i64) -> String {
    let sign = if pence < 0 { "-" } else { "" };
    let pence = pence.unsigned_abs();
    format!("{sign}{}.{:02}", pence / 100, pence % 100)
}

/// A text is cut after so many letters: whole ones are in --json and --csv.
const WIDEST: usize = 48;

/// Columns under their names, numbers to the right.
fn shown(table: &Table) -> String {
    let cut = |text: String| match text.char_indices().nth(WIDEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    };
    let mut lines: Vec<Vec<String>> = vec![table.columns.iter().map(Column::heading).collect()];
    lines.extend(table.rows.iter().map(|row| row.iter().map(|cell| cut(cell.shown().replace(['\n', '\r', '\t'], " "))).collect()));
    let width = |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|text| text.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..table.columns.len()).map(width).collect();
    let line = |cells: &Vec<String>| {
        let padded = cells
            .iter()
            .zip(&widths)
            .zip(&table.columns)
            .map(|((text, width), column)| if column.is_number { format!("{text:>width$}") } else { format!("{text:<width$}") });
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn drawn_on(answered: &Answered) -> String {
    let sets: Vec<String> = answered
        .data_sets
        .iter()
        .map(|one| one.reference.as_ref().map_or(one.noun.title.clone(), |reference| format!("{reference} {}", one.noun.title)))
        .collect();
    let rows = answered.answer.rows.len();
    let rows = if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") };
    if sets.is_empty() {
        format!("{rows}, from no data set: none in force has these tables.")
    } else {
        format!("{rows}, from {}.", sets.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_their_names_and_long_texts_are_cut() {
        let rows = vec![
            vec![Cell::words("é".repeat(60)), Cell::number(-12.5, pounds(-1250))],
            vec![Cell::Missing(String::new()), Cell::number(0.07, pounds(7))],
        ];
        let table = Table::new("", vec![Column::words("supplier"), Column { is_number: true, ..Column::words("total") }], rows);
        let text = shown(&table);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["supplier", "total"]);
        assert!(lines[1].ends_with("é…  -12.50") && lines[2].ends_with("    0.07"), "{text}");
    }
}
