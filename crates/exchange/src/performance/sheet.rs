//! One sheet to raw data points, row by row.

mod cells;

use std::collections::HashMap;

use quantity::Period;

use super::dates::{calendar_notes, form_of};
use super::gather::{Gathered, Raw, RawTarget, Task, Text};
use super::plan::{Group, Plan, plan};
use super::redefined;
use super::row::{Kind, fill_down, is_total, joined, kind, period_text};
use super::titles;
use crate::calendar::{Calendar, Serials, resolve};
use crate::guess::Guessed;
use crate::layout::{self, Layout};
use crate::marks::{self, Marks};
use crate::note::{self, NoteKind, Notes, Odd};
use crate::number::{self, Figure};
use crate::period::YearTold;
use crate::reading::At;
use crate::table::{Cell, Place, Row, Sheet};

pub struct SheetReader<'a> {
    sheet: &'a Sheet,
    number: u16,
    layout: &'a Layout,
    task: &'a Task<'a>,
    plan: Plan,
    calendar: Calendar,
    /// The period of each group, where headings tell it.
    group_periods: Vec<Option<Dated>>,
    /// The period of the whole sheet, where a title tells it.
    whole: Option<Period>,
    /// The measure where neither headings nor rows tell it.
    context: Option<String>,
    part_of_sheet: String,
    fill_down: Vec<u32>,
    /// Names that mean a total, a target or a floor, by their text.
    kinds: HashMap<String, Kind>,
}

type Dated = crate::calendar::Dated;

impl<'a> SheetReader<'a> {
    #[expect(clippy::too_many_arguments, reason = "a sheet with all that was made of it")]
    pub fn new(
        sheet: &'a Sheet,
        number: u16,
        layout: &'a Layout,
        guessed: &'a Guessed,
        task: &'a Task<'a>,
        by_sheet: bool,
        notes: &mut Notes,
    ) -> SheetReader<'a> {
        let plan = plan(guessed);
        let told = layout::told(layout, &sheet.name, task.file_name);
        let year = told.as_ref().map(|(period, _)| YearTold::of(*period)).unwrap_or_default();
        let body = sheet.rows.get(layout.body.0..layout.body.1).unwrap_or_default();
        let fill_down = fill_down(&plan, body);
        let place_column = plan.periods.first().copied().unwrap_or(0);
        let about = if plan.periods.is_empty() { "headings" } else { "column" };
        let key = note::key(NoteKind::AmbiguousPeriod, &sheet.name, about);
        let prefer = task.answers.notes.get(&key).and_then(|code| form_of(code));
        let calendar = if plan.periods.is_empty() {
            resolve(plan.groups.iter().filter_map(|group| group.period.as_deref()), year, Serials::Refused, prefer)
        } else {
            let mut texts: Vec<String> = Vec::new();
            let mut seen: std::collections::HashSet<String> = std::collections::HashSet::new();
            let mut last = vec![String::new(); plan.periods.len()];
            let mut text = String::new();
            for row in body {
                period_text(&plan.periods, row, &fill_down, &mut last, &mut text);
                if !text.is_empty() && !seen.contains(&text) {
                    seen.insert(text.clone());
                    texts.push(text.clone());
                }
            }
            resolve(texts.iter().map(String::as_str), year, Serials::Allowed, prefer)
        };
        let group_periods = plan.groups.iter().map(|group| group.period.as_deref().and_then(|text| calendar.get(text))).collect();
        let whole = if plan.periods.is_empty() && plan.groups.iter().all(|g| g.period.is_none()) {
            told.as_ref().map(|(period, _)| *period)
        } else {
            None
        };
        let at = Place::new(&sheet.name, layout.heading_rows.last().copied().filter(|_| place_column == 0).unwrap_or(0), place_column);
        calendar_notes(&calendar, about, &at, notes, &task.answers.notes);
        if let (Some(period), Some((_, from))) = (whole, &told) {
            let read_as = format!("No column says the period. Every figure was read as of {}, from this.", period.in_words());
            notes.add(&Odd { kind: NoteKind::PeriodFromTitle, about: "", seen: from, read_as: &read_as }, Place::new(&sheet.name, 0, 0));
        }
        let part_of_sheet = if by_sheet { sheet.name.clone() } else { String::new() };
        if by_sheet {
            let read_as = "No column says whose figures these are. The sheet’s name was taken for it.";
            notes.add(&Odd { kind: NoteKind::NamedBySheet, about: "", seen: &sheet.name, read_as }, Place::new(&sheet.name, 0, 0));
        }
        if layout.heading_rows.is_empty() {
            let read_as = "There are no headings: the first row holds figures already. Check below what each column means.";
            notes.add(&Odd { kind: NoteKind::NoHeadings, about: "", seen: "", read_as }, Place::new(&sheet.name, 1, 0));
        }
        for heading in layout.headings.iter().filter(|h| h.merged && !h.top.is_empty()) {
            let read_as = format!("A heading over several columns; read with the one below it as ‘{}’.", heading.text());
            notes.add(
                &Odd { kind: NoteKind::MergedHeading, about: &heading.top, seen: &heading.top, read_as: &read_as },
                Place::new(&sheet.name, layout.heading_rows.first().copied().unwrap_or(0), heading.column),
            );
        }
        let context = titles::measure(layout, &sheet.name, task);
        SheetReader {
            sheet,
            number,
            layout,
            task,
            plan,
            calendar,
            group_periods,
            whole,
            context,
            part_of_sheet,
            fill_down,
            kinds: HashMap::new(),
        }
    }

    fn place(&self, row: u32, column: u32) -> Place {
        Place::new(&self.sheet.name, row, column)
    }

    pub fn read(&mut self, out: &mut Gathered, notes: &mut Notes, progress: &mut dyn FnMut(u64)) {
        titles::targets(self.sheet, self.layout, self.number, out);
        self.remarks_outside(out, notes);
        let body = self.sheet.rows.get(self.layout.body.0..self.layout.body.1).unwrap_or_default();
        let mut last_periods = vec![String::new(); self.plan.periods.len()];
        let mut last_names: HashMap<u32, String> = HashMap::new();
        let (mut period_text_of, mut part_text, mut measure_text) = (String::new(), String::new(), String::new());
        out.raws.reserve(body.len().saturating_mul(self.plan.groups.len()).min(2_000_000));
        for (at, row) in body.iter().enumerate() {
            if at % 8192 == 0 {
                progress(at as u64);
            }
            if self.is_repeated_heading(row) {
                continue;
            }
            let has_figures = self
                .plan
                .groups
                .iter()
                .any(|g| [g.value, g.numerator, g.denominator].into_iter().flatten().any(|column| !row.cell(column).is_empty()));
            period_text(&self.plan.periods, row, &self.fill_down, &mut last_periods, &mut period_text_of);
            let filled = self.names(true, row, &mut last_names, &mut part_text);
            let filled = self.names(false, row, &mut last_names, &mut measure_text) || filled;
            if !has_figures {
                continue;
            }
            if filled {
                let read_as = "No name stands in this row. Read as the one above, as under a merged cell.";
                notes.add(
                    &Odd { kind: NoteKind::FilledDown, about: "", seen: "", read_as },
                    self.place(row.number, self.plan.parts.first().copied().unwrap_or(0)),
                );
            }
            let row_period = if self.plan.periods.is_empty() { None } else { self.calendar.get(&period_text_of) };
            if !self.plan.periods.is_empty() && row_period.is_none() {
                self.no_period(row, &period_text_of, notes);
                continue;
            }
            if self.is_shifted(row, notes) {
                continue;
            }
            out.rows += 1;
            let remarks = self.remarks(row, &part_text, row_period.map(|d| d.period), out, notes);
            let (of_part, of_measure) = (self.kind_of(&part_text), self.kind_of(&measure_text));
            if let Kind::Target { is_floor } = if let Kind::Target { .. } = of_part { of_part } else { of_measure } {
                self.target_row(row, is_floor, out);
                continue;
            }
            let total_of_measures = self.plan.parts.is_empty() && of_measure == Kind::Total;
            let total = of_part == Kind::Total || total_of_measures;
            if total && !self.total(row, if total_of_measures { &measure_text } else { &part_text }, notes) {
                continue;
            }
            let part = if of_part == Kind::Total { "" } else { part_text.as_str() };
            self.points(row, row_period, part, &measure_text, remarks, out, notes);
        }
    }

    fn kind_of(&mut self, text: &str) -> Kind {
        if let Some(kind) = self.kinds.get(text) {
            return *kind;
        }
        let found = kind(text);
        self.kinds.insert(text.to_owned(), found);
        found
    }

    /// Joins the texts of name columns, filling down where the column is merged; says whether it filled.
    fn names(&self, of_parts: bool, row: &Row, last: &mut HashMap<u32, String>, out: &mut String) -> bool {
        out.clear();
        let columns = if of_parts { &self.plan.parts } else { &self.plan.measures };
        let mut filled = false;
        for column in columns {
            let cell = row.cell(*column);
            let shown = cell.shown();
            let text = if shown.is_empty() && self.fill_down.contains(column) {
                let above = last.get(column).map_or("", String::as_str);
                filled |= !above.is_empty();
                above.to_owned().into()
            } else {
                if self.fill_down.contains(column) {
                    last.insert(*column, shown.clone().into_owned());
                }
                shown
            };
            // A blank among several names keeps its place, or the next would be taken for it.
            let text = if text.is_empty() && columns.len() > 1 { "(blank)".into() } else { text };
            if !text.is_empty() {
                if !out.is_empty() {
                    out.push_str(" · ");
                }
                out.push_str(&text);
            }
        }
        if of_parts && !self.part_of_sheet.is_empty() {
            *out = if out.is_empty() { self.part_of_sheet.clone() } else { format!("{} · {out}", self.part_of_sheet) };
        }
        filled
    }

    fn is_repeated_heading(&self, row: &Row) -> bool {
        let mut same = 0;
        for heading in &self.layout.headings {
            let cell = row.cell(heading.column);
            if cell.is_empty() {
                continue;
            }
            match cell {
                Cell::Text(text) if text.trim() == heading.own && !heading.own.is_empty() => same += 1,
                _ => return false,
            }
        }
        same >= 2
    }

    fn no_period(&self, row: &Row, text: &str, notes: &mut Notes) {
        let column = self.plan.periods.first().copied().unwrap_or(0);
        if text.is_empty() {
            let read_as = "No period stands in this row, so its figures are of no month that is known. Left out.";
            notes.add(&Odd { kind: NoteKind::UnreadablePeriod, about: "", seen: "", read_as }, self.place(row.number, column));
        } else if is_total(text) {
            let read_as = "A row of totals over several periods. Left out: its figures are the sum of the others.";
            notes.add(&Odd { kind: NoteKind::TotalsRow, about: text, seen: text, read_as }, self.place(row.number, column));
        } else {
            let read_as = "This is no period in any form I know, such as Apr-26, 2026-04, Q1 2026/27 or 01/04/2026. The row was left out.";
            notes.add(&Odd { kind: NoteKind::UnreadablePeriod, about: text, seen: text, read_as }, self.place(row.number, column));
        }
    }

    /// Cells beyond the last heading: a comma too many has pushed figures aside. Says whether the row is left out.
    fn is_shifted(&self, row: &Row, notes: &mut Notes) -> bool {
        let headed = self.layout.headings.iter().filter(|h| !h.text().is_empty()).map(|h| h.column).max().unwrap_or(0);
        if headed == 0 || row.cells.len() as u32 <= headed || self.layout.heading_rows.is_empty() {
            return false;
        }
        let extra = row.cells.iter().skip(headed as usize).filter(|cell| !cell.is_empty()).count();
        let unheaded_is_used = self.plan.groups.iter().any(|g| g.column() > headed);
        if extra == 0 || unheaded_is_used {
            return false;
        }
        let read_as = format!(
            "The row has {} cells and there are {headed} headings: a comma within a figure may have pushed the rest aside. Left out until you say that it is right.",
            row.cells.len()
        );
        let choices = [("leave_out", "Leave the row out"), ("keep", "Read it as it stands")];
        notes.ask(
            &Odd { kind: NoteKind::ShiftedRow, about: "", seen: "", read_as: &read_as },
            self.place(row.number, headed + 1),
            &choices,
            &self.task.answers.notes,
        ) == "leave_out"
    }

    fn remarks(&self, row: &Row, part: &str, period: Option<Period>, out: &mut Gathered, notes: &mut Notes) -> Marks {
        let mut said = Marks::default();
        for column in self.plan.statuses.iter().chain(&self.plan.comments) {
            let Cell::Text(text) = row.cell(*column) else { continue };
            let here = marks::said(text);
            said = Marks { provisional: said.provisional || here.provisional, revised: said.revised || here.revised };
            if let Some(from) = redefined::told(text) {
                let at = At { sheet: self.number, row: row.number, column: *column };
                redefined::note(text, from.or(period), part, at, self.place(row.number, *column), self.task, out, notes);
            }
        }
        said
    }

    /// Titles, headings and footnotes that say a definition changed.
    fn remarks_outside(&self, out: &mut Gathered, notes: &mut Notes) {
        let (start, end) = self.layout.body;
        for (at, row) in self.sheet.rows.iter().enumerate() {
            if at >= start && at < end {
                continue;
            }
            for (column, cell) in row.cells.iter().enumerate() {
                let Cell::Text(text) = cell else { continue };
                let column = column as u32 + 1;
                if let Some(from) = redefined::told(text) {
                    let here = At { sheet: self.number, row: row.number, column };
                    redefined::note(text, from, "", here, self.place(row.number, column), self.task, out, notes);
                } else if at >= end && text.trim().len() > 3 {
                    let read_as = "Stands below the table and holds no figures. Kept as a footnote, not read.";
                    notes.add(&Odd { kind: NoteKind::Footnote, about: "", seen: text.trim(), read_as }, self.place(row.number, column));
                }
            }
        }
    }

    fn target_row(&self, row: &Row, is_floor: bool, out: &mut Gathered) {
        for group in &self.plan.groups {
            let Some(column) = group.value else { continue };
            if let (Figure::Number(number), _) = number::of_cell(row.cell(column)) {
                out.targets.push(RawTarget {
                    measure: None,
                    value: number.value,
                    percent: number.percent,
                    is_floor,
                    at: At { sheet: self.number, row: row.number, column },
                });
            }
        }
    }

    /// Whether the row of a total is read, as the whole.
    fn total(&self, row: &Row, text: &str, notes: &mut Notes) -> bool {
        let sub = text.to_lowercase().replace('-', "").contains("subtotal");
        let choices = if sub {
            [("leave_out", "Leave it out"), ("whole", "Read it as the whole")]
        } else {
            [("whole", "Read it as the whole"), ("leave_out", "Leave it out")]
        };
        let read_as = if sub { "A row of part totals. Left out." } else { "A row of totals. Read as the whole, and not as one more name." };
        let column = self.plan.parts.first().or(self.plan.measures.first()).copied().unwrap_or(0);
        notes.offer(
            &Odd { kind: NoteKind::TotalsRow, about: text, seen: text, read_as },
            self.place(row.number, column),
            &choices,
            &self.task.answers.notes,
        ) == "whole"
    }

    #[expect(clippy::too_many_arguments, reason = "one row with what was already read of it")]
    fn points(
        &self,
        row: &Row,
        row_period: Option<Dated>,
        part: &str,
        measure: &str,
        remarks: Marks,
        out: &mut Gathered,
        notes: &mut Notes,
    ) {
        let mut part_number = None;
        let before = out.raws.len();
        for (group, group_period) in self.plan.groups.iter().zip(&self.group_periods) {
            let Some((mut raw, marks)) = self.cells(row, group, notes) else { continue };
            let Some(dated) = row_period.or(*group_period) else {
                if let Some(whole) = self.whole {
                    raw.period = whole;
                    raw.marks = joined(marks, remarks);
                    self.push(row, group, part, measure, raw, &mut part_number, out);
                } else {
                    let read_as = "No column, heading or title says the period. The figures were left out: say which column holds it, or name the month in the file’s name.";
                    notes.add(
                        &Odd { kind: NoteKind::UnreadablePeriod, about: "none", seen: "", read_as },
                        self.place(row.number, group.column()),
                    );
                }
                continue;
            };
            raw.period = dated.period;
            raw.marks = joined(joined(marks, remarks), dated.marks);
            if !self.is_in_time(raw.period, row.number, group.column(), notes) {
                continue;
            }
            self.push(row, group, part, measure, raw, &mut part_number, out);
        }
        if let Some(raw) = out.raws.get(before) {
            let measure = Some(raw.measure);
            for (column, is_floor) in [(self.plan.target, false), (self.plan.floor, true)] {
                let Some(column) = column else { continue };
                if let (Figure::Number(number), _) = number::of_cell(row.cell(column)) {
                    let at = At { sheet: self.number, row: row.number, column };
                    self.target(RawTarget { measure, value: number.value, percent: number.percent, is_floor, at }, out);
                }
            }
        }
    }

    /// A target that repeats on every row is one target.
    fn target(&self, target: RawTarget, out: &mut Gathered) {
        let same = out.targets.iter().rev().find(|held| held.measure == target.measure && held.is_floor == target.is_floor);
        if same.is_none_or(|held| held.value != target.value) {
            out.targets.push(target);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one data point with what names it")]
    fn push(&self, row: &Row, group: &Group, part: &str, measure: &str, mut raw: Raw, part_number: &mut Option<u32>, out: &mut Gathered) {
        let (text, from_context) = if measure.is_empty() { self.named(group) } else { (measure, false) };
        raw.measure = out.measures.number(text, || Text {
            text: text.to_owned(),
            first: self.place(
                if measure.is_empty() { self.layout.heading_rows.last().copied().unwrap_or(row.number) } else { row.number },
                if measure.is_empty() { group.column() } else { self.plan.measures.first().copied().unwrap_or(0) },
            ),
            from_context,
            percent: group.percent,
            organisation: String::new(),
        });
        raw.part = *part_number.get_or_insert_with(|| {
            out.parts.number(part, || Text {
                text: part.to_owned(),
                first: self.place(row.number, self.plan.parts.first().copied().unwrap_or(0)),
                from_context: false,
                percent: false,
                organisation: part.split(" · ").next().unwrap_or_default().to_owned(),
            })
        });
        out.raws.push(raw);
    }

    /// The measure of a group of columns, and whether it was taken from a title or the name of the file.
    fn named<'g>(&'g self, group: &'g Group) -> (&'g str, bool) {
        let held = |text: &str| !text.is_empty() && self.task.measures.find(text).is_some();
        let context = self.context.as_deref().unwrap_or_default();
        match group.measure.as_deref() {
            Some(text) if held(text) => (text, false),
            _ if held(&group.counted) => (&group.counted, false),
            // One set of columns under a title that names a measure held here.
            Some(_) if self.plan.groups.len() == 1 && held(context) => (context, true),
            Some(text) => (text, false),
            None => (context, true),
        }
    }

    /// Whether a period may be kept: not one that has not begun, unless a person says so.
    fn is_in_time(&self, period: Period, row: u32, column: u32, notes: &mut Notes) -> bool {
        if period.first_day() > self.task.today {
            let years = i32::from(period.first_day().year()) - i32::from(self.task.today.year());
            let read_as = match years {
                0..=2 => format!("{} has not begun yet. A plan or a slip? Its figures were left out.", period.in_words()),
                _ => format!("{} is {years} years ahead. Most likely a slip of the pen. Its figures were left out.", period.in_words()),
            };
            let choices = [("leave_out", "Leave it out"), ("keep", "Keep it")];
            let text = period.to_string();
            return notes.ask(
                &Odd { kind: NoteKind::FutureDate, about: &text, seen: &period.in_words(), read_as: &read_as },
                self.place(row, column),
                &choices,
                &self.task.answers.notes,
            ) == "keep";
        }
        if period.first_day().year() < 1980 {
            let text = period.to_string();
            notes.add(
                &Odd {
                    kind: NoteKind::LongAgo,
                    about: &text,
                    seen: &text,
                    read_as: "Long ago for a figure of performance. Kept as it stands: check the year.",
                },
                self.place(row, column),
            );
        }
        true
    }
}
