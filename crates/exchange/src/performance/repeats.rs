//! The same period of the same measure and part, sent more than once.

use std::collections::HashMap;

use quantity::Period;

use super::shares::{Point, Settling};
use crate::note::{NoteKind, Notes, Odd};
use crate::reading::{Earlier, ReadMeasure, ReadPart, ReadPoint};
use crate::table::plain;

pub fn settle(
    settling: &Settling<'_>,
    points: Vec<Point>,
    measures: &[ReadMeasure],
    parts: &[ReadPart],
    notes: &mut Notes,
) -> Vec<ReadPoint> {
    let many = differing(&points) > SINGLY;
    let mut kept: Vec<Option<(ReadPoint, bool)>> = Vec::with_capacity(points.len());
    let mut by_key: HashMap<(u32, u32, Period), usize> = HashMap::with_capacity(points.len());
    for point in points {
        let key = (point.measure, point.part, point.period());
        let marks = point.raw.marks;
        let read = ReadPoint {
            measure: point.measure,
            part: point.part,
            period: point.raw.period,
            value: point.value,
            numerator: point.numerator,
            denominator: point.denominator,
            missing: point.missing,
            provisional: marks.provisional,
            at: point.raw.at,
            earlier: Vec::new(),
        };
        match by_key.get(&key).and_then(|at| kept.get_mut(*at)) {
            Some(slot) => {
                if let Some((first, revised)) = slot.take() {
                    *slot = Some(choose(settling, (first, revised), (read, marks.revised), many, measures, parts, notes));
                }
            }
            None => {
                by_key.insert(key, kept.len());
                kept.push(Some((read, marks.revised)));
            }
        }
    }
    kept.into_iter().flatten().map(|(point, _)| point).collect()
}

/// More than this many are asked about together.
const SINGLY: usize = 20;

fn differing(points: &[Point]) -> usize {
    let mut first: HashMap<(u32, u32, Period), Option<f64>> = HashMap::with_capacity(points.len());
    points.iter().filter(|p| !p.raw.marks.revised && *first.entry((p.measure, p.part, p.period())).or_insert(p.value) != p.value).count()
}

impl Point {
    fn period(&self) -> Period {
        self.raw.period
    }
}

/// Which of two figures for the same period holds. The later one as a rule, the earlier kept behind it.
#[expect(clippy::too_many_arguments, reason = "two figures, their names, and whether there are many such")]
fn choose(
    settling: &Settling<'_>,
    first: (ReadPoint, bool),
    second: (ReadPoint, bool),
    many: bool,
    measures: &[ReadMeasure],
    parts: &[ReadPart],
    notes: &mut Notes,
) -> (ReadPoint, bool) {
    let ((mut first, first_revised), (mut second, second_revised)) = (first, second);
    let part = parts.get(second.part as usize).map_or("", |p| p.name.as_str());
    let name = measures.get(second.measure as usize).map_or("", |m| m.name.as_str());
    let whose = if part.is_empty() { String::new() } else { format!(", {part}") };
    let (a, b) = (said(&first, measures), said(&second, measures));
    let place = settling.place(second.at);
    let about = format!("{name}\u{1f}{part}\u{1f}{}", second.period);
    let same = first.value == second.value
        && first.missing == second.missing
        && first.numerator == second.numerator
        && first.denominator == second.denominator;
    if same {
        let seen = format!("{}{whose} twice, both {a}", second.period.in_words());
        let read_as = "The same figure twice. Read once.";
        notes.add(&Odd { kind: NoteKind::RepeatedSame, about: name, seen: &seen, read_as }, place);
        first.provisional &= second.provisional;
        return (first, first_revised || second_revised);
    }
    let seen = format!("{}{whose} twice, {a} then {b}", second.period.in_words());
    let given = &settling.task.answers.notes;
    let row = |point: &ReadPoint| point.at.row;
    let answer = if second_revised || first_revised {
        let (holds, behind, said_in, code) =
            if second_revised || !first_revised { (&b, &a, row(&second), "later") } else { (&a, &b, row(&first), "earlier") };
        let read_as = format!("Read as {holds}: row {said_in} says it was corrected. The {behind} is kept behind it.");
        let mut choices =
            vec![("later", "Take the later row"), ("earlier", "Take the earlier row"), ("neither", "Leave this period blank")];
        if code == "earlier" {
            choices.swap(0, 1);
        }
        notes.offer(&Odd { kind: NoteKind::RepeatedCorrected, about: &about, seen: &seen, read_as: &read_as }, place, &choices, given)
    } else if many {
        let read_as = "The same period comes more than once in many places, with different figures. Most likely a column that tells them apart is left out: say below which. Until then the later rows are read.";
        let choices = [("later", "Take the later rows"), ("neither", "Leave those periods blank")];
        notes.ask(&Odd { kind: NoteKind::RepeatedDifferent, about: "many", seen: &seen, read_as }, place, &choices, given)
    } else {
        let read_as = format!(
            "Two figures for the same period and nothing says which is right. Read as {b}, the later row, with {a} kept behind it."
        );
        let choices = [("later", "Take the later row"), ("earlier", "Take the earlier row"), ("neither", "Leave this period blank")];
        notes.ask(&Odd { kind: NoteKind::RepeatedDifferent, about: &about, seen: &seen, read_as: &read_as }, place, &choices, given)
    };
    match answer.as_str() {
        "earlier" => {
            let behind = std::mem::take(&mut second.earlier);
            first.earlier.extend(behind);
            first.earlier.push(earlier(&second));
            (first, first_revised)
        }
        "neither" => {
            (second.value, second.numerator, second.denominator, second.missing) =
                (None, None, None, Some(model::observation::Missing::NotAvailable));
            (second, second_revised)
        }
        _ => {
            let mut behind = std::mem::take(&mut first.earlier);
            behind.push(earlier(&first));
            second.earlier = behind;
            (second, second_revised)
        }
    }
}

fn earlier(point: &ReadPoint) -> Earlier {
    Earlier { value: point.value, numerator: point.numerator, denominator: point.denominator, missing: point.missing, at: point.at }
}

fn said(point: &ReadPoint, measures: &[ReadMeasure]) -> String {
    let share = measures.get(point.measure as usize).is_some_and(|m| m.is_share);
    match (point.numerator, point.denominator, point.value) {
        (Some(n), Some(d), _) if share => format!("{n} of {d}"),
        (_, _, Some(value)) if share => format!("{}%", plain((value * 1e4).round() / 1e2)),
        (_, _, Some(value)) => plain(value),
        _ => "no figure".to_owned(),
    }
}
