//! The marks of data points: a shape and a word each, and colour third.

use methods::spc::{PointReading, PointType, Reading, Rule};
use quantity::Period;

use super::ink::{AMBER_INK, BLUE, DARK, INK, LILAC, ORANGE, WHITE, at};

/// What one data point is shown as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Grey disc: no more than chance.
    Chance,
    /// Blue triangle.
    Better,
    /// Orange diamond: one month alone (or two in three), to be explained.
    Explain,
    /// Orange diamond: part of a run in the bad direction.
    Worse,
    /// White diamond: explained, with evidence, and accepted.
    Explained,
    /// Lilac square: a change where neither direction is good.
    Changed,
    /// Hollow disc: not judged yet.
    Provisional,
    /// Dashed ring: no figure.
    Missing,
    /// Dashed ring: a period of the test that has not come yet.
    ToCome,
}

impl Mark {
    pub const ALL: [Mark; 9] = [
        Mark::Chance,
        Mark::Better,
        Mark::Explain,
        Mark::Worse,
        Mark::Explained,
        Mark::Changed,
        Mark::Provisional,
        Mark::Missing,
        Mark::ToCome,
    ];

    /// The shape about (x, y); `r` is the radius of a disc, and other shapes follow it.
    pub fn drawing(self, x: f64, y: f64, r: f64) -> String {
        match self {
            Mark::Chance => disc(x, y, r, DARK, WHITE, 1.0),
            Mark::Provisional => disc(x, y, r, WHITE, DARK, 1.6),
            Mark::Better => {
                let s = r * 1.63;
                let (top, base) = (at(y - s), at(y + s * 0.8));
                format!(r#"<path d="M{} {top}L{} {base}L{} {base}Z" fill="{BLUE}" stroke="{WHITE}"/>"#, at(x), at(x + s), at(x - s))
            }
            Mark::Explain | Mark::Worse => diamond(x, y, r * 1.95, ORANGE),
            Mark::Explained => diamond(x, y, r * 1.95, WHITE),
            Mark::Changed => {
                let s = r * 1.25;
                format!(
                    r#"<rect x="{}" y="{}" width="{}" height="{}" fill="{LILAC}" stroke="{INK}" stroke-width="1.2"/>"#,
                    at(x - s),
                    at(y - s),
                    at(s * 2.0),
                    at(s * 2.0)
                )
            }
            Mark::Missing | Mark::ToCome => format!(
                r#"<circle cx="{}" cy="{}" r="{}" fill="{WHITE}" stroke="{AMBER_INK}" stroke-width="1.8" stroke-dasharray="3 2.4"/>"#,
                at(x),
                at(y),
                at(r * 1.95)
            ),
        }
    }

    /// In the key: 22 by 18.
    pub fn key_drawing(self) -> String {
        match self {
            Mark::Missing | Mark::ToCome => self.drawing(11.0, 9.0, 3.8),
            _ => self.drawing(11.0, 9.0, 4.6),
        }
    }
}

fn disc(x: f64, y: f64, r: f64, fill: &str, edge: &str, width: f64) -> String {
    format!(r#"<circle cx="{}" cy="{}" r="{}" fill="{fill}" stroke="{edge}" stroke-width="{width}"/>"#, at(x), at(y), at(r))
}

fn diamond(x: f64, y: f64, r: f64, fill: &str) -> String {
    format!(
        r#"<path d="M{x0} {top}L{right} {y0}L{x0} {base}L{left} {y0}Z" fill="{fill}" stroke="{INK}" stroke-width="1.4"/>"#,
        x0 = at(x),
        y0 = at(y),
        top = at(y - r),
        right = at(x + r),
        base = at(y + r),
        left = at(x - r)
    )
}

/// A segment's points against the average of the segment before it.
#[derive(Debug, Clone, PartialEq)]
pub struct AgainstBefore {
    /// The old average, in the unit plotted.
    pub average: f64,
    /// First row of the longest run on its good side, and how many points.
    pub run_from: usize,
    pub run: usize,
    /// Judged points in the segment.
    pub judged: usize,
}

/// How the segment `number` stands against the one before: the longest run strictly on the good side of the old average.
///
/// None for the first segment, without an old average, and where neither direction is good.
pub fn against_before(reading: &Reading, number: usize) -> Option<AgainstBefore> {
    let before = reading.segments.get(number.checked_sub(1)?)?;
    let segment = reading.segments.get(number)?;
    let average = before.mean?;
    let sign = f64::from(reading.better.sign());
    if sign == 0.0 {
        return None;
    }
    let mut longest = AgainstBefore { average, run_from: segment.first, run: 0, judged: 0 };
    let (mut from, mut run) = (segment.first, 0);
    for (row, point) in reading.points.iter().enumerate().skip(segment.first).take(segment.rows) {
        let good = point.judged().is_some_and(|value| {
            longest.judged += 1;
            (value - average) * sign > 0.0
        });
        if good {
            if run == 0 {
                from = row;
            }
            run += 1;
            if run > longest.run {
                (longest.run_from, longest.run) = (from, run);
            }
        } else {
            run = 0;
        }
    }
    Some(longest)
}

/// A single signal names one bad period; a trend or a shift is a run.
pub fn is_single(rule: Rule) -> bool {
    matches!(rule, Rule::AboveLimit | Rule::BelowLimit | Rule::TwoInThreeAbove | Rule::TwoInThreeBelow)
}

/// The mark of every row. After limits were set again, a run of `shift` points on the good side of the old average is
/// better, though by its own limits each is chance; `explained` periods had their single signals accounted for.
pub fn marks(reading: &Reading, explained: &[Period]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = reading.points.iter().map(|point| own_mark(point, explained)).collect();
    for number in 1..reading.segments.len() {
        let Some(against) = against_before(reading, number) else { continue };
        if against.run < usize::from(reading.settings.shift) {
            continue;
        }
        for mark in marks.iter_mut().skip(against.run_from).take(against.run) {
            if *mark == Mark::Chance {
                *mark = Mark::Better;
            }
        }
    }
    marks
}

fn own_mark(point: &PointReading, explained: &[Period]) -> Mark {
    if point.value.is_none() {
        return Mark::Missing;
    }
    if point.provisional {
        return Mark::Provisional;
    }
    match point.kind {
        PointType::CommonCause | PointType::NotJudged => Mark::Chance,
        PointType::Improvement => Mark::Better,
        PointType::High | PointType::Low => Mark::Changed,
        PointType::Concern => {
            let in_a_run = point.rules.iter().any(|rule| !is_single(rule) && Some(rule.sign()) == point.rule.map(Rule::sign));
            match (in_a_run, explained.contains(&point.period)) {
                (true, _) => Mark::Worse,
                (false, true) => Mark::Explained,
                (false, false) => Mark::Explain,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_has_a_shape_of_its_own_but_the_pairs_that_share_one() {
        let shapes: std::collections::BTreeSet<String> = Mark::ALL.iter().map(|m| m.drawing(0.0, 0.0, 4.6)).collect();
        // Explain and Worse share the diamond; Missing and ToCome the dashed ring.
        assert_eq!(shapes.len(), Mark::ALL.len() - 2);
        assert!(Mark::Worse.drawing(0.0, 0.0, 4.6).contains(INK), "orange carries an ink outline");
    }
}
