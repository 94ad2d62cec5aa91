//! Where the table is on a sheet: title rows, one to three rows of headings (merged or not), the body, footnotes below it.

use crate::calendar::told_in;
use crate::number::{self, Figure};
use crate::period::{self, Form, YearTold};
use crate::table::{Cell, Row, Sheet};

/// The heading of one column, in its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    pub column: u32,
    /// Of the upper rows, carried over the columns it spans; empty where there is one row only.
    pub top: String,
    pub own: String,
    /// The upper heading spans several columns.
    pub merged: bool,
}

impl Heading {
    /// `Visits – on time`, or the one there is.
    pub fn text(&self) -> String {
        match (self.top.is_empty(), self.own.is_empty()) {
            (true, _) => self.own.clone(),
            (_, true) => self.top.clone(),
            _ => format!("{} – {}", self.top, self.own),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Layout {
    /// Row numbers of the headings.
    pub heading_rows: Vec<u32>,
    /// Row numbers and texts above them.
    pub titles: Vec<(u32, String)>,
    pub headings: Vec<Heading>,
    /// Places in `sheet.rows` of the first row of the body and one past the last.
    pub body: (usize, usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    Words,
    Figure,
    /// A period, a year among them.
    Dated,
}

fn class(cell: &Cell) -> Class {
    match cell {
        Cell::Empty | Cell::Truth(_) => Class::Blank,
        Cell::Date(_) => Class::Dated,
        Cell::Number(n) if n.fract() == 0.0 && (1990.0..=2060.0).contains(n) => Class::Dated,
        Cell::Number(_) | Cell::Share(_) | Cell::Fault(_) => Class::Figure,
        Cell::Text(text) => match number::of_text(text).0 {
            Figure::Blank => Class::Blank,
            Figure::Missing(_) => Class::Figure,
            Figure::Number(n) if n.value.fract() == 0.0 && (1990.0..=2060.0).contains(&n.value) && text.trim().len() == 4 => Class::Dated,
            Figure::Number(_) => Class::Figure,
            Figure::NotANumber if number::is_fault(text) => Class::Figure,
            Figure::NotANumber if period::read(text, YearTold { financial: Some(2024), calendar: None }).is_some() => Class::Dated,
            Figure::NotANumber => Class::Words,
        },
    }
}

const LOOKED_AT: usize = 60;
const BELOW: usize = 24;

/// Finds the table of a sheet; `None` where there are no figures under anything.
pub fn find(sheet: &Sheet) -> Option<Layout> {
    let head: Vec<Vec<Class>> = sheet.rows.iter().take(LOOKED_AT + BELOW + 4).map(|row| row.cells.iter().map(class).collect()).collect();
    let last_heading = (0..head.len().min(LOOKED_AT)).find(|at| is_heading(&head, *at) && !states_target(sheet.rows.get(*at)));
    let Some(mut first) = last_heading else { return headless(sheet, &head) };
    // A row of titles may read like headings; the headings proper stand nearer to the figures, after a gap.
    for at in first + 1..head.len().min(LOOKED_AT) {
        let apart = |a: usize, b: usize| sheet.rows.get(a).zip(sheet.rows.get(b)).is_some_and(|(x, y)| y.number > x.number + 1);
        if head.get(at).is_some_and(|row| row.contains(&Class::Figure)) {
            break;
        }
        if is_heading(&head, at) && apart(at - 1, at) {
            first = at;
        }
    }
    let mut last = first;
    while last < first + 2 && is_lower_heading(&head, sheet, last) {
        last += 1;
    }
    let mut top = first;
    while top > 0 && first - top < 2 && is_upper_heading(&head, sheet, top - 1, last) {
        top -= 1;
    }
    let rows: Vec<&Row> = sheet.rows.get(top..=last).unwrap_or_default().iter().collect();
    let width = sheet.rows.iter().skip(top).take(500).map(|row| row.cells.len()).max().unwrap_or(0) as u32;
    let titles = sheet.rows.iter().take(top).map(|row| (row.number, row_text(row))).filter(|(_, text)| !text.is_empty()).collect();
    Some(Layout {
        heading_rows: rows.iter().map(|row| row.number).collect(),
        titles,
        headings: headings(sheet, &rows, width),
        body: (last + 1, body_end(sheet, last + 1)),
    })
}

/// `Target 85%` in a row: it stands above the headings and is none of them.
fn states_target(row: Option<&Row>) -> bool {
    let says = |cell: &Cell| {
        let text = cell.shown().to_lowercase();
        (text.starts_with("target") || text.starts_with("floor")) && text.bytes().any(|b| b.is_ascii_digit())
    };
    row.is_some_and(|row| row.cells.iter().any(says))
}

fn row_text(row: &Row) -> String {
    row.cells.iter().map(|cell| cell.shown()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
}

fn filled(classes: &[Class]) -> usize {
    classes.iter().filter(|class| **class != Class::Blank).count()
}

/// Mostly words or periods, about as full as the rows below, and figures under at least one of its cells.
fn is_heading(head: &[Vec<Class>], at: usize) -> bool {
    let Some(row) = head.get(at) else { return false };
    let below: Vec<&Vec<Class>> = head.iter().skip(at + 1).take(BELOW).collect();
    let here = filled(row);
    let figures = row.iter().filter(|class| **class == Class::Figure).count();
    let words = row.iter().filter(|class| **class == Class::Words).count();
    let dated = row.iter().filter(|class| **class == Class::Dated).count();
    if here < 2 || figures * 4 > here || (words == 0 && dated < 2) || below.is_empty() {
        return false;
    }
    let mut widths: Vec<usize> = below.iter().map(|classes| filled(classes)).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() * 3 / 4).copied().unwrap_or(0);
    if here * 10 < usual * 6 {
        return false;
    }
    let figures_under = (0..row.len()).filter(|column| row.get(*column) != Some(&Class::Blank) && has_figures(&below, *column)).count();
    // A first row of data whose figures happen to be words is not one: its own dates would stand under dates.
    let dates_under_dates = row.iter().enumerate().any(|(column, class)| *class == Class::Dated && mostly(&below, column, Class::Dated));
    figures_under >= 1 && !(dates_under_dates && words > 0 && at > 0 && is_heading(head, at - 1))
}

fn has_figures(below: &[&Vec<Class>], column: usize) -> bool {
    let here = || below.iter().filter_map(|classes| classes.get(column)).filter(|class| **class != Class::Blank);
    let figures = here().filter(|class| matches!(class, Class::Figure)).count();
    figures > 0 && figures * 2 >= here().count()
}

fn mostly(below: &[&Vec<Class>], column: usize, wanted: Class) -> bool {
    let here = || below.iter().filter_map(|classes| classes.get(column)).filter(|class| **class != Class::Blank);
    let count = here().filter(|class| **class == wanted).count();
    count > 0 && count * 10 >= here().count() * 7
}

/// The row under a heading is one more heading where every column that holds figures below has words there.
fn is_lower_heading(head: &[Vec<Class>], sheet: &Sheet, at: usize) -> bool {
    let (Some(row), Some(this), Some(next)) = (head.get(at + 1), sheet.rows.get(at), sheet.rows.get(at + 1)) else { return false };
    if next.number != this.number + 1 || row.contains(&Class::Figure) {
        return false;
    }
    let below: Vec<&Vec<Class>> = head.iter().skip(at + 2).take(BELOW).collect();
    let under: Vec<usize> = (0..row.len().max(this.cells.len())).filter(|column| has_figures(&below, *column)).collect();
    let named = under.iter().filter(|column| matches!(row.get(**column), Some(Class::Words | Class::Dated))).count();
    !under.is_empty() && named * 10 >= under.len() * 8
}

/// The row above headings belongs to them where it groups columns, rather than being a title.
fn is_upper_heading(head: &[Vec<Class>], sheet: &Sheet, at: usize, last: usize) -> bool {
    let (Some(row), Some(this), Some(next), Some(lowest)) =
        (head.get(at), sheet.rows.get(at), sheet.rows.get(at + 1), sheet.rows.get(last))
    else {
        return false;
    };
    if next.number != this.number + 1 || row.contains(&Class::Figure) || filled(row) == 0 {
        return false;
    }
    let first_column = lowest.cells.iter().position(|cell| !cell.is_empty()).unwrap_or(0) as u32 + 1;
    let width = lowest.cells.len() as u32;
    let merged = |column: u32| {
        sheet.merges.iter().any(|m| {
            m.top <= this.number
                && this.number <= m.bottom
                && m.left == column
                && m.right > m.left
                && !(m.left <= first_column && m.right >= width)
        })
    };
    let cells: Vec<u32> =
        (1..=row.len() as u32).filter(|column| row.get(*column as usize - 1).is_some_and(|class| *class != Class::Blank)).collect();
    let short = this.cells.iter().all(|cell| cell.shown().chars().count() <= 90);
    let beyond_first = cells.iter().filter(|column| **column > first_column).count();
    let groups = if sheet.merges.is_empty() {
        beyond_first >= 2 || (beyond_first == 1 && cells.len() == 1)
    } else {
        cells.iter().any(|column| merged(*column))
    };
    groups && short
}

fn headings(sheet: &Sheet, rows: &[&Row], width: u32) -> Vec<Heading> {
    let Some((own_row, upper)) = rows.split_last() else { return Vec::new() };
    let spanned = |row: &Row, column: u32| {
        sheet
            .merges
            .iter()
            .find(|m| m.top <= row.number && row.number <= m.bottom && m.left <= column && column <= m.right && m.right > m.left)
    };
    let mut out: Vec<Heading> =
        (1..=width).map(|column| Heading { column, own: squeezed(&own_row.cell(column).shown()), ..Heading::default() }).collect();
    for row in upper.iter().rev() {
        let mut carried = String::new();
        for heading in &mut out {
            let here = squeezed(&row.cell(heading.column).shown());
            let merge = spanned(row, heading.column);
            if !here.is_empty() {
                carried = here.clone();
            } else if sheet.merges.is_empty() {
                // No merges are told in text: a blank goes with the heading to its left, as long as it has one of its own below.
                if heading.own.is_empty() {
                    carried.clear();
                }
            } else if let Some(merge) = merge {
                carried = squeezed(&sheet.row(merge.top).map_or(String::new(), |first| first.cell(merge.left).shown().into_owned()));
            } else {
                carried.clear();
            }
            if carried.is_empty()
                || (heading.own.is_empty() && here.is_empty() && merge.is_none_or(|m| m.left != heading.column && m.top == row.number))
            {
                continue;
            }
            heading.merged |= here.is_empty() || merge.is_some();
            heading.top =
                if heading.top.is_empty() || heading.top == carried { carried.clone() } else { format!("{carried} – {}", heading.top) };
        }
    }
    for heading in &mut out {
        if heading.own.is_empty() && !heading.top.is_empty() {
            heading.own = std::mem::take(&mut heading.top);
        } else if heading.own == heading.top {
            heading.top.clear();
        }
    }
    out
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// No headings: the first row is data already. Columns are named by their letters.
fn headless(sheet: &Sheet, head: &[Vec<Class>]) -> Option<Layout> {
    let first = head.iter().position(|row| row.contains(&Class::Figure) && filled(row) >= 2)?;
    let width = sheet.width();
    let headings = (1..=width).map(|column| Heading { column, ..Heading::default() }).collect();
    let titles = sheet.rows.iter().take(first).map(|row| (row.number, row_text(row))).filter(|(_, text)| !text.is_empty()).collect();
    Some(Layout { heading_rows: Vec::new(), titles, headings, body: (first, body_end(sheet, first)) })
}

/// One past the last row that holds a figure or a period; what stands below are footnotes.
fn body_end(sheet: &Sheet, start: usize) -> usize {
    let holds = |row: &Row| row.filled() >= 2 && row.cells.iter().any(|cell| matches!(class(cell), Class::Figure | Class::Dated));
    sheet.rows.iter().skip(start).rposition(holds).map_or(start, |at| start + at + 1)
}

/// The period a title or the sheet's name tells for the whole sheet.
pub fn told(layout: &Layout, sheet_name: &str, file_name: &str) -> Option<(quantity::Period, String)> {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).replace(['-', '_'], " ");
    let texts = layout.titles.iter().map(|(_, text)| text.as_str()).chain([sheet_name]);
    texts
        .filter_map(|text| told_in(text).map(|period| (period, text.to_owned())))
        .next()
        .or_else(|| told_in(&stem).map(|period| (period, file_name.to_owned())))
}

/// The period of a heading, and the rest of its words: `Apr-26`, `2024/25 – Q1`, `On time – Apr-26`.
pub fn heading_period(heading: &Heading, year: YearTold) -> Option<(String, String)> {
    let reads = |text: &str, year: YearTold| {
        period::read(text, year).filter(|stamp| stamp.candidates.iter().all(|c| c.form != Form::Serial)).is_some()
    };
    if heading.own.is_empty() {
        return None;
    }
    let above = told_in(&heading.top).map(YearTold::of).unwrap_or(year);
    match (reads(&heading.own, YearTold::default()), !heading.top.is_empty() && reads(&heading.top, year)) {
        // `2024/25` over `2024/25` or a month of its own: the lower one is the finer.
        (true, _) => Some((heading.own.clone(), if reads(&heading.top, year) { String::new() } else { heading.top.clone() })),
        (false, true) if reads(&heading.own, above) => Some((format!("{} {}", heading.own, heading.top), String::new())),
        (false, true) => Some((heading.top.clone(), heading.own.clone())),
        (false, false) if reads(&heading.own, above) => Some((heading.own.clone(), heading.top.clone())),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv;
    use crate::table::Merge;
    use crate::unreadable::Limits;

    fn sheet(text: &str) -> Sheet {
        Sheet { rows: csv::split(text, &Limits::default(), &mut |_, _| {}).expect("rows").rows, ..Sheet::default() }
    }

    #[test]
    fn titles_stand_above_the_headings() {
        let sheet =
            sheet("Home care return\nQuarter 2 2026/27\n\nAgency,Month,Visits\nOak,Apr-26,320\nElm,Apr-26,210\n\nSource: agencies\n");
        let layout = find(&sheet).expect("a table");
        assert_eq!((layout.heading_rows.as_slice(), layout.titles.len()), ([4].as_slice(), 2));
        assert_eq!(layout.body, (3, 5));
    }

    #[test]
    fn two_rows_of_headings_are_joined() {
        let sheet = sheet("Agency,Month,Visits,,\n,,On time,All,%\nOak,Apr-26,297,320,92.8\nElm,Apr-26,190,210,90.5\n");
        let layout = find(&sheet).expect("a table");
        let texts: Vec<String> = layout.headings.iter().map(Heading::text).collect();
        assert_eq!(texts, ["Agency", "Month", "Visits – On time", "Visits – All", "Visits – %"]);
    }

    #[test]
    fn a_merged_heading_spans_only_its_columns() {
        let mut sheet = sheet("Return for April 2026,,,,\n,,Visits,,\nAgency,Mth,On time,Made,Notes\nOak,Apr-26,297,320,ok\n");
        sheet.merges = vec![Merge { top: 1, left: 1, bottom: 1, right: 5 }, Merge { top: 2, left: 3, bottom: 2, right: 4 }];
        let layout = find(&sheet).expect("a table");
        assert_eq!(layout.heading_rows, [2, 3]);
        let texts: Vec<String> = layout.headings.iter().map(Heading::text).collect();
        assert_eq!(texts, ["Agency", "Mth", "Visits – On time", "Visits – Made", "Notes"]);
    }

    #[test]
    fn years_and_months_in_headings_are_periods() {
        let year = YearTold::default();
        let heading = |top: &str, own: &str| Heading { column: 1, top: top.into(), own: own.into(), merged: false };
        assert_eq!(heading_period(&heading("", "Apr-26"), year), Some(("Apr-26".into(), String::new())));
        assert_eq!(heading_period(&heading("2026/27", "Apr"), year), Some(("Apr 2026/27".into(), String::new())));
        assert_eq!(heading_period(&heading("Apr-26", "On time"), year), Some(("Apr-26".into(), "On time".into())));
        assert_eq!(heading_period(&heading("Visits", "2024"), year), Some(("2024".into(), "Visits".into())));
        assert_eq!(heading_period(&heading("", "Agency"), year), None);
    }
}
