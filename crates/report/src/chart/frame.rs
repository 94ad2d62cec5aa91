//! Sheets, scales and axes: what every chart stands in.

use quantity::period::Cadence;
use quantity::{Month, Period, Unit};

use super::ink::{self, Anchor, Lettering, Pen, escape};
use super::letters;
use crate::words::count;

/// One drawing of a chart. A chart is drawn for each width, so that its letters keep their size; the page shows one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sheet {
    /// `ww-wide`, `ww-mid` or `ww-narrow`, as the style sheet knows them.
    pub class: &'static str,
    /// Told apart in ids: `w`, `m`, `n`.
    pub letter: char,
    pub width: f64,
    pub height: f64,
    /// Size of letters, at least 14.
    pub letters: f64,
    /// Labels stand inside the picture, for want of room beside it.
    pub narrow: bool,
    /// The most periods drawn; earlier ones are in the table.
    pub most: usize,
}

/// Where the chart stands on its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    /// Across the page: wide, middle and narrow.
    #[default]
    Page,
    /// In a column beside others, as on a case: wide (760) and narrow.
    Column,
}

impl Room {
    pub fn sheets(self) -> Vec<Sheet> {
        const NARROW: Sheet = Sheet { class: "ww-narrow", letter: 'n', width: 290.0, height: 370.0, letters: 14.0, narrow: true, most: 18 };
        match self {
            Room::Page => vec![
                Sheet { class: "ww-wide", letter: 'w', width: 1100.0, height: 440.0, letters: 15.0, narrow: false, most: 160 },
                Sheet { class: "ww-mid", letter: 'm', width: 708.0, height: 400.0, letters: 15.0, narrow: false, most: 48 },
                NARROW,
            ],
            Room::Column => {
                vec![Sheet { class: "ww-wide", letter: 'w', width: 760.0, height: 330.0, letters: 15.0, narrow: false, most: 60 }, NARROW]
            }
        }
    }
}

impl Sheet {
    /// The whole SVG: read once, as a picture with a title and a description; what is drawn inside is not read.
    pub fn svg(&self, id: &str, title: &str, description: &str, pen: Pen) -> String {
        let id = safe_id(id);
        let Sheet { class, letter, width, height, .. } = self;
        format!(
            concat!(
                r#"<svg class="{class}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-{letter}-t {id}-{letter}-d" focusable="false">"#,
                r#"<title id="{id}-{letter}-t">{title}</title><desc id="{id}-{letter}-d">{description}</desc>"#,
                r#"<g aria-hidden="true">{drawing}</g></svg>"#
            ),
            class = class,
            letter = letter,
            width = width,
            height = height,
            id = id,
            title = escape(title),
            description = escape(description),
            drawing = pen.into_text()
        )
    }
}

/// An id made of letters, figures and hyphens, beginning with a letter.
pub fn safe_id(id: &str) -> String {
    let body: String = id.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    if body.starts_with(|c: char| c.is_ascii_alphabetic()) { body } else { format!("c-{body}") }
}

/// From a quantity to a height on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scale {
    pub low: f64,
    pub high: f64,
    pub step: f64,
    /// Where `low` and `high` are drawn.
    pub bottom: f64,
    pub top: f64,
}

impl Scale {
    /// Ends at round figures around `low` to `high`, in about `intervals` steps of 1, 2, 2.5 or 5 times a power of ten.
    ///
    /// Begins at nought where nought is near. Held within `least` to `most`, where such are.
    pub fn nice(low: f64, high: f64, intervals: f64, least: Option<f64>, most: Option<f64>) -> Scale {
        let (mut low, mut high) = if low <= high { (low, high) } else { (high, low) };
        if !(low.is_finite() && high.is_finite()) {
            (low, high) = (0.0, 1.0);
        }
        if high - low < 1e-9 * high.abs().max(1e-3) {
            let pad = if high == 0.0 { 1.0 } else { high.abs() * 0.1 };
            (low, high) = (low - pad, high + pad);
        }
        // Nought is near where less than four tenths of the height would be spent on reaching it.
        if low > 0.0 && low < 0.4 * high {
            low = 0.0;
        }
        if let Some(least) = least {
            low = low.max(least);
        }
        if let Some(most) = most {
            high = high.min(most);
        }
        let rough = ((high - low) / intervals).max(f64::MIN_POSITIVE);
        let power = 10f64.powf(rough.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough * 0.999).unwrap_or(rough);
        let near = 1e-9;
        Scale { low: (low / step + near).floor() * step, high: (high / step - near).ceil() * step, step, bottom: 1.0, top: 0.0 }
    }

    pub fn drawn(self, bottom: f64, top: f64) -> Scale {
        Scale { bottom, top, ..self }
    }

    pub fn y(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.bottom + share * (self.top - self.bottom)
    }

    pub fn ticks(&self) -> Vec<f64> {
        let count = ((self.high - self.low) / self.step).round().clamp(0.0, 40.0) as usize;
        (0..=count).map(|at| self.low + at as f64 * self.step).collect()
    }

    /// Decimals that tell the ticks apart, of the figure as shown (per cent already times a hundred).
    pub fn places(&self, unit: &Unit) -> usize {
        let step = if matches!(unit, Unit::Percent) { self.step * 100.0 } else { self.step };
        (0..4)
            .find(|places| {
                let s = step * 10f64.powi(*places);
                (s - s.round()).abs() < 1e-6
            })
            .unwrap_or(4) as usize
    }

    /// A tick's figure: `25`, `85%`, `£3,000`.
    pub fn label(&self, unit: &Unit, tick: f64) -> String {
        let nought = tick.abs() < self.step * 1e-6;
        count::label(unit, if nought { 0.0 } else { tick }, if nought { 0 } else { self.places(unit) })
    }
}

/// A label under the axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Tick {
    /// Which column, from 0.
    pub at: usize,
    pub label: String,
    /// The year, under the first label of each.
    pub year: Option<String>,
}

/// Labels for columns of periods `spacing` apart, as many as fit, counted from `anchor` so that that one has its own.
pub fn ticks(periods: &[Period], spacing: f64, anchor: usize, size: f64) -> Vec<Tick> {
    let Some(first) = periods.first() else { return Vec::new() };
    let steps: &[usize] = match first.cadence() {
        Cadence::Month => &[1, 3, 6, 12, 24, 60, 120],
        Cadence::Quarter => &[1, 2, 4, 8, 20, 40],
        Cadence::Week => &[1, 2, 4, 13, 26, 52, 104],
        Cadence::Day => &[1, 2, 7, 14, 28, 56, 91, 182, 365],
        Cadence::Year => &[1, 2, 5, 10, 20],
    };
    let words = periods.iter().map(|p| letters::width(&tick_label(*p), size, false)).fold(0.0, f64::max);
    let widest = (words + 10.0).max(letters::width("2026", size, true) + 2.0);
    let step = steps.iter().copied().find(|s| *s as f64 * spacing >= widest).unwrap_or(periods.len().max(1));
    let mut year = None;
    periods
        .iter()
        .enumerate()
        .filter(|(at, _)| at % step == anchor % step)
        .map(|(at, period)| {
            let own = year_of(*period);
            let shown = if own == year { None } else { own.clone() };
            year = own;
            Tick { at, label: tick_label(*period), year: shown }
        })
        .collect()
}

fn tick_label(period: Period) -> String {
    let three = |month: Month| month.name().get(..3).unwrap_or_default().to_owned();
    match period {
        Period::Month(month) => three(month),
        Period::Quarter(month) => format!("{}–{}", three(month), three(month.plus(2))),
        Period::Week(day) | Period::Day(day) => format!("{} {}", day.day(), three(Month::of(day))),
        Period::CalendarYear(_) | Period::FinancialYear(_) => period.in_words(),
    }
}

fn year_of(period: Period) -> Option<String> {
    match period {
        Period::CalendarYear(_) | Period::FinancialYear(_) => None,
        _ => Some(period.first_day().year().to_string()),
    }
}

/// Grid and figures of the upright axis.
pub fn draw_scale(pen: &mut Pen, scale: &Scale, unit: &Unit, left: f64, right: f64, size: f64) {
    for tick in scale.ticks() {
        let y = scale.y(tick);
        pen.line((left, y), (right, y), ink::GRID, 1.0);
        let label = scale.label(unit, tick);
        pen.text(&Lettering {
            text: &label,
            x: left - 8.0,
            y: y + size * 0.35,
            anchor: Anchor::End,
            size,
            bold: false,
            colour: ink::QUIET,
            halo: false,
        });
    }
}

/// The widest figure of the upright axis, with its distance from the axis.
pub fn gutter(scale: &Scale, unit: &Unit, size: f64) -> f64 {
    scale.ticks().iter().map(|t| letters::width(&scale.label(unit, *t), size, false)).fold(0.0, f64::max) + 9.0
}

/// The level axis with its labels in two rows: the period, and the year under the first of each.
pub fn draw_months(pen: &mut Pen, ticks: &[Tick], x: impl Fn(usize) -> f64, left: f64, right: f64, bottom: f64, sheet: &Sheet) {
    pen.line((left, bottom), (right, bottom), ink::INK, 1.4);
    let size = sheet.letters;
    for tick in ticks {
        let here = x(tick.at);
        pen.line((here, bottom), (here, bottom + 6.0), ink::INK, 1.0);
        let half = letters::width(&tick.label, size, false) / 2.0;
        // A label is moved in, rather than cut, at the sheet's edges.
        let held = here.clamp(half + 1.0, (sheet.width - half - 1.0).max(half + 1.0));
        let word = Lettering {
            text: &tick.label,
            x: held,
            y: bottom + 8.0 + size,
            anchor: Anchor::Middle,
            size,
            bold: false,
            colour: ink::INK,
            halo: false,
        };
        pen.text(&word);
        if let Some(year) = &tick.year {
            pen.text(&Lettering { text: year, y: bottom + 8.0 + size * 2.2, bold: true, ..word });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(from: &str, count: u32) -> Vec<Period> {
        let first = Period::parse(from).expect("a period");
        (0..count).map(|n| first.plus(n)).collect()
    }

    #[test]
    fn scales_end_at_round_figures() {
        for (low, high, ends) in [
            (17.2, 42.0, (15.0, 45.0, 5.0)),
            (0.84, 0.97, (0.825, 0.975, 0.025)),
            (5.1, 13.0, (0.0, 15.0, 2.5)),
            (7.0, 7.0, (6.25, 7.75, 0.25)),
            (-3.0, 4.0, (-4.0, 4.0, 2.0)),
        ] {
            let scale = Scale::nice(low, high, 6.0, None, None);
            assert!(scale.low <= low && scale.high >= high, "{scale:?}");
            assert!(
                (scale.low - ends.0).abs() < 1e-9 && (scale.high - ends.1).abs() < 1e-9 && (scale.step - ends.2).abs() < 1e-9,
                "{scale:?}"
            );
        }
    }

    #[test]
    fn a_scale_keeps_within_what_is_possible() {
        let scale = Scale::nice(0.7, 1.08, 6.0, Some(0.0), Some(1.0));
        assert!((scale.high - 1.0).abs() < 1e-9, "{scale:?}");
    }

    #[test]
    fn ticks_never_touch_and_name_each_year_once() {
        let periods = months("2023-11", 36);
        let wide = ticks(&periods, 25.3, 24, 15.0);
        assert_eq!(wide.iter().map(|t| t.label.as_str()).take(4).collect::<Vec<_>>(), ["Nov", "Feb", "May", "Aug"]);
        assert_eq!(wide.iter().filter_map(|t| t.year.clone()).collect::<Vec<_>>(), ["2023", "2024", "2025", "2026"]);
        let middle = ticks(&periods, 14.4, 24, 15.0);
        assert!(middle.iter().any(|t| t.at == 24), "the month of the change has its label");
        for pair in middle.windows(2) {
            assert!((pair[1].at - pair[0].at) as f64 * 14.4 > 40.0);
        }
        assert!(ticks(&[], 10.0, 0, 15.0).is_empty());
    }

    #[test]
    fn ids_are_safe_whatever_is_given() {
        assert_eq!(safe_id("chart \"1\"><x"), "chart--1---x");
        assert_eq!(safe_id("9f"), "c-9f");
    }
}
