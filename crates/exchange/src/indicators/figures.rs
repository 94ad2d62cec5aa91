//! Row by row: each figure with its measure, area, period and group; then what only all figures of a measure can tell.

use std::collections::HashMap;

use model::data_set::Percentages;
use model::observation::Missing;
use quantity::Unit;
use quantity::code::AreaCode;

use super::about::About;
use super::columns::Columns;
use super::measures::{Made, Measures};
use super::places::Places;
use super::plan::{Figures, Plan};
use super::publisher::Publisher;
use super::raw::{At, Groups, Key, Raw, Stretches};
use super::{NotIndicators, Told, stretch};
use crate::areas::Gazetteer;
use crate::marks;
use crate::note::{NoteKind, Notes, Odd};
use crate::number::{self, Figure};
use crate::tables::{Digest, IndicatorTable, IndicatorValue, Text};

pub fn read(
    table: &Columns,
    plan: &Plan,
    about: &About,
    areas: &Gazetteer,
    told: &Told<'_>,
    notes: &mut Notes,
) -> Result<IndicatorTable, NotIndicators> {
    let mut gathering = Gathering {
        table,
        plan,
        told,
        measures: Measures::new(table, plan, about, told, notes),
        places: Places::new(table, plan, areas),
        stretches: Stretches::default(),
        groups: Groups::default(),
        cells: HashMap::new(),
        seen: HashMap::with_capacity(table.len()),
        raws: Vec::with_capacity(table.len()),
    };
    for row in 0..table.len() {
        gathering.row(row, notes);
    }
    let unknown = gathering.places.unknown.clone();
    if gathering.raws.is_empty() {
        let headings = table.columns.iter().map(|column| column.heading.as_str()).filter(|heading| !heading.is_empty());
        return Err(match unknown {
            (count, name) if count > 0 => NotIndicators::NoAreas(count, name),
            _ => NotIndicators::NoRows(headings.take(12).collect::<Vec<_>>().join(", ")),
        });
    }
    Ok(gathering.finish(notes))
}

struct Gathering<'a> {
    table: &'a Columns,
    plan: &'a Plan,
    told: &'a Told<'a>,
    measures: Measures<'a>,
    places: Places<'a>,
    stretches: Stretches,
    groups: Groups,
    /// What each distinct text of a column says as a figure.
    cells: HashMap<usize, Vec<(Figure, marks::Marks)>>,
    seen: HashMap<Key, usize>,
    raws: Vec<Raw>,
}

impl Gathering<'_> {
    fn row(&mut self, row: usize, notes: &mut Notes) {
        let plan = self.plan;
        if self.is_blank(row) {
            return;
        }
        let own_area = self.places.of_row(row, notes);
        let status = marks::said(self.table.text(plan.status, row));
        for (nth, figures) in plan.figures.iter().enumerate() {
            let area = match &figures.area {
                Some(code) => self.places.of_code(code),
                None => match own_area {
                    Some(area) => area,
                    None => continue,
                },
            };
            let (figure, marked) = self.cell(figures.value, row);
            let is_wide = figures.measure.is_some() || figures.period.is_some() || figures.area.is_some();
            if figure == Figure::Blank && (is_wide || self.table.text(plan.status, row).is_empty() && self.says_nothing(row, figures)) {
                continue;
            }
            let measure = self.measures.of(row, nth, figures);
            let years = self.measures.all.get(measure as usize).map(|made| made.years).unwrap_or_default();
            let told = self.told.period.map(stretch::of_period);
            let Some((stretch, dated)) =
                self.stretches.of(At { table: self.table, plan, row }, (nth, figures), years, told.as_ref(), notes)
            else {
                continue;
            };
            let of = self.groups.of(self.table, plan, row);
            let (value, percent, missing) = self.said(figure, row, figures.value, notes);
            let raw = Raw {
                measure,
                area,
                stretch,
                of,
                value,
                lower: self.number(figures.lower, row),
                upper: self.number(figures.upper, row),
                count: self.number(figures.count, row),
                denominator: self.number(figures.denominator, row),
                missing,
                provisional: marked.provisional || status.provisional || dated.provisional,
                percent,
                row: u32::try_from(row).unwrap_or(u32::MAX),
                column: u32::try_from(figures.value).unwrap_or(u32::MAX),
            };
            self.add(raw, figures.area.is_some(), notes);
        }
    }

    fn is_blank(&self, row: usize) -> bool {
        self.plan.figures.iter().all(|figures| self.table.text(Some(figures.value), row).is_empty())
            && self.table.text(self.plan.area_code, row).is_empty()
            && self.table.text(self.plan.area_name, row).is_empty()
    }

    /// Neither a count nor a limit stands where the value is not.
    fn says_nothing(&self, row: usize, figures: &Figures) -> bool {
        self.plan.name.is_none() && [figures.count, figures.lower].iter().all(|at| self.table.text(*at, row).is_empty())
    }

    fn cell(&mut self, column: usize, row: usize) -> (Figure, marks::Marks) {
        let table = self.table;
        let Some(found) = table.get(column) else { return (Figure::Blank, marks::Marks::default()) };
        let read = self.cells.entry(column).or_insert_with(|| found.words.iter().map(|word| number::of_text(word)).collect());
        read.get(found.word(row)).copied().unwrap_or((Figure::Blank, marks::Marks::default()))
    }

    fn number(&mut self, column: Option<usize>, row: usize) -> f64 {
        match column.map(|column| self.cell(column, row).0) {
            Some(Figure::Number(number)) => number.value,
            _ => f64::NAN,
        }
    }

    /// The value, whether it had a per cent sign, and why there is none.
    fn said(&self, figure: Figure, row: usize, column: usize, notes: &mut Notes) -> (f64, bool, Option<Missing>) {
        let seen = self.table.text(Some(column), row);
        match figure {
            Figure::Number(number) => (number.value, number.percent, None),
            Figure::Missing(missing) => {
                let why = match missing {
                    Missing::Suppressed => "a number held back by its publisher, not a nought",
                    Missing::NotApplicable => "that the measure does not apply there",
                    _ => "that there is no figure",
                };
                let read_as = format!("Read as saying {why}.");
                let kind = if missing == Missing::Suppressed { NoteKind::Suppressed } else { NoteKind::NotThere };
                notes.add(&Odd { kind, about: seen, seen, read_as: &read_as }, self.table.place(column, row));
                (f64::NAN, false, Some(missing))
            }
            Figure::Blank => {
                let status = self.table.text(self.plan.status, row);
                let missing = if status.to_lowercase().contains("suppress") {
                    Missing::Suppressed
                } else {
                    match number::of_text(status).0 {
                        Figure::Missing(missing) => missing,
                        _ => Missing::NotAvailable,
                    }
                };
                (f64::NAN, false, Some(missing))
            }
            Figure::NotANumber => {
                let read_as = "Not read: it is neither a number nor a known way of saying that there is none.";
                notes.add(&Odd { kind: NoteKind::Unreadable, about: seen, seen, read_as }, self.table.place(column, row));
                (f64::NAN, false, Some(Missing::Unreadable))
            }
        }
    }

    /// Adds a figure, unless it was told before.
    fn add(&mut self, raw: Raw, is_told_often: bool, notes: &mut Notes) {
        let next = self.raws.len();
        let first = *self.seen.entry(raw.key()).or_insert(next);
        let Some(before) = self.raws.get(first) else {
            self.raws.push(raw);
            return;
        };
        let same = before.value.to_bits() == raw.value.to_bits() || before.missing.is_some() && raw.missing.is_some();
        // A nation's figure stands in the row of each of its councils: that is how the file is made.
        if same && is_told_often {
            return;
        }
        let seen = self.table.text(Some(raw.column as usize), raw.row as usize);
        let row = self.table.rows.get(before.row as usize).copied().unwrap_or(0);
        let (kind, read_as) = match same {
            true => (NoteKind::RepeatedSame, format!("The same figure stands in row {row}. It is counted once.")),
            false => (
                NoteKind::RepeatedDifferent,
                format!("Row {row} tells the same measure, area, period and group otherwise. The first is kept."),
            ),
        };
        let about = if same { "" } else { seen };
        notes.add(&Odd { kind, about, seen, read_as: &read_as }, self.table.place(raw.column as usize, raw.row as usize));
    }

    fn finish(mut self, notes: &mut Notes) -> IndicatorTable {
        let sizes = Sizes::of(self.measures.all.len(), &self.raws);
        let scales: Vec<f64> = self.measures.all.iter().zip(&sizes).map(|(made, sizes)| self.scale(made, sizes, notes)).collect();
        for (made, sizes) in self.measures.all.iter().zip(&sizes) {
            self.note_of_measure(made, sizes, notes);
        }
        for raw in &mut self.raws {
            let scale = scales.get(raw.measure as usize).copied().unwrap_or(1.0);
            if scale != 1.0 {
                (raw.value, raw.lower, raw.upper) = (raw.value / scale, raw.lower / scale, raw.upper / scale);
            }
        }
        let mut raws = std::mem::take(&mut self.raws);
        for raw in &mut raws {
            self.check(raw, notes);
        }
        let codes: Vec<Text> = self.measures.all.iter().map(|made| made.measure.code.as_str().into()).collect();
        let nobody = Digest::default();
        let there = |number: f64| number.is_finite().then_some(number);
        let value = |raw: &Raw| -> Option<IndicatorValue> {
            let area: &AreaCode = self.places.code(raw.area)?;
            Some(IndicatorValue {
                measure: codes.get(raw.measure as usize)?.clone(),
                area: area.clone(),
                period: self.stretches.all.get(raw.stretch as usize)?.clone(),
                of: self.groups.all.get(raw.of as usize)?.clone(),
                value: there(raw.value),
                lower: there(raw.lower),
                upper: there(raw.upper),
                count: there(raw.count),
                denominator: there(raw.denominator),
                missing: raw.missing,
                provisional: raw.provisional,
                dataset: nobody.clone(),
            })
        };
        let values = raws.iter().filter_map(value).collect();
        let measures = self.measures.all.into_iter().map(|made| made.measure).collect();
        IndicatorTable { measures, areas: self.places.named, values }
    }

    /// By what a measure's figures are divided to be in its unit: 100 where 84 means 84%.
    fn scale(&self, made: &Made, sizes: &Sizes, notes: &mut Notes) -> f64 {
        if made.measure.unit != Unit::Percent {
            return 1.0;
        }
        let within_one = sizes.largest <= 1.0;
        let publisher = self.plan.publisher;
        let (of_a_hundred, say) = match self.told.percentages {
            Percentages::OutOfAHundred => (true, None),
            Percentages::Shares => (false, None),
            Percentages::AsTheySuggest if sizes.percent_signs => (true, None),
            Percentages::AsTheySuggest if made.of_one => (!within_one, None),
            Percentages::AsTheySuggest if publisher.writes_shares() => {
                let hundred = sizes.middle > 1.5;
                let said =
                    "Its publisher writes 84% as 0.84, and this measure’s figures are far larger. They are read as out of a hundred.";
                (hundred, hundred.then_some(said))
            }
            Percentages::AsTheySuggest if publisher == Publisher::Other && within_one && sizes.figures > 0 => {
                let said = "All its figures lie between 0 and 1. They are read as shares, so that 0.42 is 42%. Where 0.42 means less than half a per cent, say with the file that percentages are out of a hundred.";
                (false, Some(said))
            }
            Percentages::AsTheySuggest => (true, None),
        };
        if let Some(read_as) = say {
            let odd = Odd { kind: NoteKind::PercentRead, about: &made.measure.code, seen: &made.measure.title, read_as };
            notes.add(&odd, self.table.place(sizes.column as usize, made.row));
        }
        if of_a_hundred { 100.0 } else { 1.0 }
    }

    fn note_of_measure(&self, made: &Made, sizes: &Sizes, notes: &mut Notes) {
        let at = self.table.place(sizes.column as usize, made.row);
        let title = made.measure.title.as_str();
        if made.unsaid {
            let read_as = "Nothing says what its figures count. They are shown without a unit of their own.";
            notes.add(&Odd { kind: NoteKind::UnitUnsaid, about: "", seen: title, read_as }, at.clone());
        }
        if matches!(made.measure.unit, Unit::Per { .. }) && !sizes.denominators {
            let read_as = "A rate, and the file does not say of how many people. Its limits cannot be worked out, nor whether a difference is chance.";
            notes.add(&Odd { kind: NoteKind::NoDenominator, about: "", seen: title, read_as }, at);
        }
    }

    /// What cannot be so is said, and what it spoils is left out.
    fn check(&self, raw: &mut Raw, notes: &mut Notes) {
        let Some(made) = self.measures.all.get(raw.measure as usize) else { return };
        let (column, row) = (raw.column as usize, raw.row as usize);
        let seen = || self.table.text(Some(column), row).to_owned();
        let mut odd = |kind, about: &str, read_as: &str| {
            notes.add(&Odd { kind, about, seen: &seen(), read_as }, self.table.place(column, row));
        };
        if made.measure.unit == Unit::Percent && raw.value > 1.0 + 1e-9 {
            let read_as = format!("More than 100% of ‘{}’. Kept as it stands: check that it is a share of a whole.", made.measure.title);
            odd(NoteKind::AboveWhole, &made.measure.code, &read_as);
        }
        if raw.lower > raw.upper {
            odd(NoteKind::LimitsAmiss, "turned", "Its lower limit is above its upper one. The value is kept without limits.");
            (raw.lower, raw.upper) = (f64::NAN, f64::NAN);
        } else if raw.value < raw.lower - 1e-9 || raw.value > raw.upper + 1e-9 {
            odd(NoteKind::LimitsAmiss, "outside", "It lies outside its own limits. All three are kept as they stand.");
        }
        if raw.denominator <= 0.0 {
            if raw.value.is_finite() && raw.denominator < 0.0 {
                odd(NoteKind::NoDenominator, "below", "It is said to be of less than none. The value is kept without its denominator.");
            }
            raw.denominator = f64::NAN;
        }
    }
}

/// How large a measure's figures are.
#[derive(Clone, Default)]
struct Sizes {
    largest: f64,
    /// Half of them are at most this, regardless of sign.
    middle: f64,
    figures: usize,
    percent_signs: bool,
    denominators: bool,
    column: u32,
}

impl Sizes {
    fn of(measures: usize, raws: &[Raw]) -> Vec<Sizes> {
        let mut sizes = vec![Sizes::default(); measures];
        let mut all: Vec<Vec<f64>> = vec![Vec::new(); measures];
        for raw in raws {
            let (Some(size), Some(figures)) = (sizes.get_mut(raw.measure as usize), all.get_mut(raw.measure as usize)) else { continue };
            size.column = raw.column;
            size.percent_signs |= raw.percent;
            size.denominators |= raw.denominator.is_finite();
            if raw.value.is_finite() {
                figures.push(raw.value.abs());
            }
        }
        for (size, figures) in sizes.iter_mut().zip(&mut all) {
            figures.sort_by(f64::total_cmp);
            size.figures = figures.len();
            size.largest = figures.last().copied().unwrap_or(0.0);
            size.middle = figures.get(figures.len() / 2).copied().unwrap_or(0.0);
        }
        sizes
    }
}
