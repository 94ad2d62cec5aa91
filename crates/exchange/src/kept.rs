//! What is kept of a file from which people's details were left out: text, in which every cell still has the sheet, row and
//! column it had, so that a figure leads back to its place.
//!
//! The first line names the layout; then for each sheet a line `sheet,NAME,visible|hidden,MERGES`, and for each row that
//! holds anything `row,NUMBER,` and its cells from column A on. Times, widths and colours are gone.

use model::observation::cell_name;

use crate::csv;
use crate::table::{Book, Cell, Format, Merge, Row, Sheet};
use crate::unreadable::{Limits, Unreadable};

const FIRST: &str = "Kept without people's details";

pub fn write(book: &Book) -> Vec<u8> {
    let mut out = String::new();
    line(&mut out, [FIRST, "1"].into_iter());
    for sheet in &book.sheets {
        let merges: Vec<String> =
            sheet.merges.iter().map(|m| format!("{}:{}", cell_name(m.top, m.left), cell_name(m.bottom, m.right))).collect();
        line(&mut out, ["sheet", &sheet.name, if sheet.hidden { "hidden" } else { "visible" }, &merges.join(" ")].into_iter());
        for row in &sheet.rows {
            let number = row.number.to_string();
            out.push_str("row,");
            out.push_str(&number);
            for cell in &row.cells {
                out.push(',');
                field(&mut out, &cell.shown());
            }
            out.push('\n');
        }
    }
    out.into_bytes()
}

/// Reads what `write` wrote; `None` where the text is of another kind.
pub fn read(text: &str, limits: &Limits, progress: &mut dyn FnMut(u64, u64)) -> Option<Result<Book, Unreadable>> {
    text.starts_with(FIRST).then(|| {
        let wider = Limits { columns: limits.columns.saturating_add(2), cells: limits.cells.saturating_mul(2), ..*limits };
        let rows = csv::split_by(text, b',', &wider, progress)?.rows;
        let mut sheets: Vec<Sheet> = Vec::new();
        for row in rows {
            match (row.cell(1).shown().as_ref(), sheets.last_mut()) {
                ("sheet", _) => {
                    let merges = row.cell(4).shown().split(' ').filter_map(merge).collect();
                    sheets.push(Sheet {
                        name: row.cell(2).shown().into_owned(),
                        hidden: row.cell(3).shown() == "hidden",
                        rows: Vec::new(),
                        merges,
                    });
                }
                ("row", Some(sheet)) => {
                    let number: u32 =
                        row.cell(2).shown().parse().map_err(|_| Unreadable::Damaged("a row without its number".to_owned()))?;
                    let cells: Vec<Cell> = row.cells.into_iter().skip(2).collect();
                    if sheet.rows.last().is_none_or(|last| last.number < number) {
                        sheet.rows.push(Row { number, cells });
                    }
                }
                _ => {}
            }
        }
        Ok(Book { format: Format::Kept, sheets })
    })
}

fn merge(text: &str) -> Option<Merge> {
    let (from, to) = text.split_once(':')?;
    let ((top, left), (bottom, right)) = (cell(from)?, cell(to)?);
    Some(Merge { top, left, bottom, right })
}

/// `M41` as row 41, column 13.
fn cell(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase).count();
    let column = name.bytes().take(letters).try_fold(0u32, |sum, letter| sum.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1))?;
    Some((name.get(letters..)?.parse().ok()?, column)).filter(|_| column > 0)
}

fn line<'a>(out: &mut String, fields: impl Iterator<Item = &'a str>) {
    for (nth, text) in fields.enumerate() {
        if nth > 0 {
            out.push(',');
        }
        field(out, text);
    }
    out.push('\n');
}

fn field(out: &mut String, text: &str) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push('"');
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_stands_where_it_stood() {
        let sheet = Sheet {
            name: "Q2, final \"v3\"".into(),
            hidden: true,
            rows: vec![
                Row { number: 4, cells: vec![Cell::of_text("Agency"), Cell::Empty, Cell::of_text("On time\nvisits")] },
                Row { number: 9, cells: vec![Cell::of_text("sheet"), Cell::Share(0.925), Cell::Number(297.0)] },
            ],
            merges: vec![Merge { top: 3, left: 4, bottom: 3, right: 28 }],
        };
        let bytes = write(&Book { format: Format::Excel, sheets: vec![sheet] });
        let text = String::from_utf8(bytes).expect("text");
        let back = read(&text, &Limits::default(), &mut |_, _| {}).expect("kept").expect("readable");
        let sheet = &back.sheets[0];
        assert_eq!((sheet.name.as_str(), sheet.hidden, sheet.merges[0].right), ("Q2, final \"v3\"", true, 28));
        assert_eq!(
            sheet.row(9).map(|row| row.cells.iter().map(|c| c.shown().into_owned()).collect::<Vec<_>>()),
            Some(vec!["sheet".into(), "92.5%".into(), "297".into()])
        );
        assert_eq!(write(&back), text.as_bytes());
    }
}
