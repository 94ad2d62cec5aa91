//! The marks of a test period in a row: twelve months at a glance, for the readiness check.

use methods::spc::Reading;

use super::frame::safe_id;
use super::ink::{AMBER_INK, Anchor, Lettering, Pen, escape};
use super::mark::Mark;
use super::spc_chart::{ChartOf, Facts};
use crate::words;

/// The row of marks, safe on a page as it is, and the same in words.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TwelveMarks {
    pub svg: String,
    /// `Twelve months: eleven better, then October to explain.`
    pub words: String,
    pub marks: Vec<Mark>,
}

/// The marks of the test period named in `of`; none where there is no test period.
pub fn twelve_marks(reading: &Reading, of: &ChartOf) -> Option<TwelveMarks> {
    let test = of.test?;
    let facts = Facts::of(reading, of);
    let rows = facts.test_rows();
    let periods: Vec<_> = rows.clone().filter_map(|row| reading.points.get(row)).map(|p| p.period).collect();
    let mut marks: Vec<Mark> = rows.filter_map(|row| facts.marks.get(row)).copied().collect();
    while marks.len() < test.fewest.min(120) as usize {
        marks.push(Mark::ToCome);
    }
    let words = words::spc::twelve_marks(&marks, &periods, facts.cadence);
    Some(TwelveMarks { svg: drawing(&of.id, &marks, &words), words, marks })
}

/// A row of dashed rings: a test period that has not been agreed, or has no figure yet.
pub fn not_begun(id: &str, fewest: u32, cadence: quantity::period::Cadence) -> TwelveMarks {
    let marks = vec![Mark::ToCome; fewest.clamp(1, 120) as usize];
    let words = words::spc::twelve_marks(&marks, &[], cadence);
    TwelveMarks { svg: drawing(id, &marks, &words), words, marks }
}

const APART: f64 = 27.0;
const A_ROW: usize = 12;

fn drawing(id: &str, marks: &[Mark], words: &str) -> String {
    let mut pen = Pen::new();
    for (at, mark) in marks.iter().enumerate() {
        let (x, y) = (12.0 + (at % A_ROW) as f64 * APART, 14.0 + (at / A_ROW) as f64 * 28.0);
        match mark {
            Mark::Missing | Mark::ToCome => {
                pen.shape(&mark.drawing(x, y, 4.7));
                pen.text(&Lettering {
                    text: "?",
                    x,
                    y: y + 5.0,
                    anchor: Anchor::Middle,
                    size: 14.0,
                    bold: true,
                    colour: AMBER_INK,
                    halo: false,
                });
            }
            _ => pen.shape(&mark.drawing(x, y, 5.2)),
        }
    }
    let deep = marks.len().div_ceil(A_ROW).max(1) as f64 * 28.0;
    let id = safe_id(id);
    format!(
        concat!(
            r#"<svg class="ww-months" viewBox="0 0 324 {deep}" role="img" aria-labelledby="{id}-t-t {id}-t-d" focusable="false">"#,
            r#"<title id="{id}-t-t">{title}</title><desc id="{id}-t-d">{words}</desc><g aria-hidden="true">{drawing}</g></svg>"#
        ),
        deep = deep,
        id = id,
        title = words::spc::TEST_PERIOD,
        words = escape(words),
        drawing = pen.into_text()
    )
}
