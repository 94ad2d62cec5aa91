//! Percentages to shares, counts to whole numbers, a value from its counts, and figures that cannot be.

use model::observation::Missing;
use quantity::{MeasureKind, Unit};

use super::gather::{Gathered, Raw, Task};
use super::names::Settled;
use crate::known::{Known, KnownMeasure};
use crate::note::{NoteKind, Notes, Odd};
use crate::reading::{At, ReadMeasure};
use crate::table::{Place, plain};

/// A data point with its names settled.
#[derive(Debug, Clone)]
pub struct Point {
    pub raw: Raw,
    pub measure: u32,
    pub part: u32,
    /// In the measure's unit.
    pub value: Option<f64>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    pub missing: Option<Missing>,
}

/// How the plain numbers of a measure are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// As they are meant.
    AsMeant,
    /// 84 for 84%.
    PerCent,
    /// 0.84 for 84%.
    AsShares,
}

pub struct Settling<'a> {
    pub gathered: &'a Gathered,
    pub known: &'a Known,
    pub task: &'a Task<'a>,
}

impl Settling<'_> {
    pub fn place(&self, at: At) -> Place {
        Place::new(self.gathered.sheets.get(usize::from(at.sheet)).map_or("", |s| s.name.as_str()), at.row, at.column)
    }

    pub fn known(&self, measure: &ReadMeasure) -> Option<&KnownMeasure> {
        self.known.measures.iter().find(|m| Some(m.id) == measure.matched)
    }
}

/// Settles every raw point's figures; says per measure how they were written.
pub fn settle(
    settling: &Settling<'_>,
    measures: &mut Settled<ReadMeasure>,
    part_of: &[Option<u32>],
    raws: Vec<Raw>,
    notes: &mut Notes,
) -> (Vec<Point>, Vec<Written>) {
    let mut of_measure: Vec<Vec<usize>> = vec![Vec::new(); measures.list.len()];
    let mut points: Vec<Point> = Vec::with_capacity(raws.len());
    for raw in raws {
        let measure = measures.of_text.get(raw.measure as usize).copied().flatten();
        let part = part_of.get(raw.part as usize).copied().flatten();
        let (Some(measure), Some(part)) = (measure, part) else { continue };
        if let Some(list) = of_measure.get_mut(measure as usize) {
            list.push(points.len());
        }
        points.push(Point { value: None, numerator: None, denominator: None, missing: raw.missing, raw, measure, part });
    }
    let mut written = Vec::new();
    for (at, list) in of_measure.iter().enumerate() {
        let Some(measure) = measures.list.get_mut(at) else { continue };
        let known = settling.known(measure);
        let heading = settling
            .gathered
            .measures
            .list
            .iter()
            .zip(&measures.of_text)
            .any(|(text, of)| *of == Some(at as u32) && (text.percent || crate::heading::says_percent(&text.text)));
        let mine: Vec<&Raw> = list.iter().filter_map(|i| points.get(*i)).map(|p| &p.raw).collect();
        let ratio = counts_make_shares(&mine);
        let signs = mine.iter().filter(|raw| raw.percent).count();
        let is_share = match known {
            Some(known) => known.unit == Unit::Percent,
            None => heading || signs * 2 > mine.len() || ratio,
        };
        measure.is_share = is_share;
        if measure.unit.is_none() && is_share {
            measure.unit = Some(Unit::Percent);
        }
        let proportion = is_share
            && (known.is_some_and(|k| matches!(k.kind, MeasureKind::Proportion | MeasureKind::Survey | MeasureKind::Quarterly)) || ratio);
        let name = measure.name.clone();
        let how = if is_share { how_written(settling, &name, &mine, notes) } else { Written::AsMeant };
        written.push(how);
        for i in list {
            if let Some(point) = points.get_mut(*i) {
                one(settling, point, how, is_share, proportion, &name, notes);
            }
        }
    }
    (points, written)
}

/// Whether numerators over denominators are shares: never above, and the value (where there is one) is their ratio.
fn counts_make_shares(raws: &[&Raw]) -> bool {
    let (mut rows, mut under, mut valued, mut fits) = (0usize, 0usize, 0usize, 0usize);
    for raw in raws {
        let (Some(n), Some(d)) = (raw.numerator, raw.denominator) else { continue };
        if d <= 0.0 {
            continue;
        }
        rows += 1;
        under += usize::from(n <= d && n >= 0.0 && n.fract() == 0.0 && d.fract() == 0.0);
        if let Some(value) = raw.value {
            valued += 1;
            fits += usize::from((value - n / d).abs() <= 0.0051 || (value - 100.0 * n / d).abs() <= 0.51);
        }
    }
    // One or two slips of the pen among many; more of them, and the measure may exceed its base.
    let above = rows - under;
    rows > 0 && under > above && above <= (rows / 50).max(2) && (valued == 0 || fits * 10 >= valued * 8)
}

fn how_written(settling: &Settling<'_>, name: &str, raws: &[&Raw], notes: &mut Notes) -> Written {
    let bare: Vec<&&Raw> = raws.iter().filter(|raw| !raw.percent && raw.value.is_some()).collect();
    let Some(first) = bare.first() else { return Written::PerCent };
    let values = || bare.iter().filter_map(|raw| raw.value);
    let high = values().filter(|v| v.abs() > 1.0).count();
    let against_counts = |scale: f64| {
        bare.iter().filter(|raw| matches!((raw.value, raw.numerator, raw.denominator), (Some(v), Some(n), Some(d)) if d > 0.0 && (v - scale * n / d).abs() <= 0.0051 * scale)).count()
    };
    let (as_share, as_percent) = (against_counts(1.0), against_counts(100.0));
    let shares = match (as_share, as_percent) {
        (0, 0) => high == 0,
        (share, percent) => share > percent,
    };
    let guess = if shares { Written::AsShares } else { Written::PerCent };
    let (value, meant) = match (guess, values().find(|v| *v != 0.0)) {
        (Written::AsShares, Some(v)) => (plain(v), format!("{}%", plain((v * 1e4).round() / 1e2))),
        (_, Some(v)) => (plain(v), format!("{}%", plain(v))),
        (_, None) => return guess,
    };
    let read_as = format!("‘{name}’ is a percentage and its figures have no % sign. Read as {meant}.");
    let choices = if shares {
        [("shares", "0.84 is 84%"), ("per_cent", "0.84 is 0.84%")]
    } else {
        [("per_cent", "84 is 84%"), ("shares", "1 is 100%")]
    };
    match notes
        .offer(
            &Odd { kind: NoteKind::PercentRead, about: name, seen: &value, read_as: &read_as },
            settling.place(first.at),
            &choices,
            &settling.task.answers.notes,
        )
        .as_str()
    {
        "shares" => Written::AsShares,
        _ => Written::PerCent,
    }
}

fn one(settling: &Settling<'_>, point: &mut Point, how: Written, is_share: bool, proportion: bool, name: &str, notes: &mut Notes) {
    let raw = &point.raw;
    let (at, numerator_at) = (
        settling.place(raw.at),
        settling.place(At { column: if raw.numerator_column > 0 { raw.numerator_column } else { raw.at.column }, ..raw.at }),
    );
    let given = &settling.task.answers.notes;
    let whole = |n: f64| (n.fract() == 0.0 && n.abs() < 9e15).then_some(n as i64);
    let (numerator, denominator) = (raw.numerator.and_then(whole), raw.denominator.and_then(whole));
    if (raw.numerator.is_some() && numerator.is_none()) || (raw.denominator.is_some() && denominator.is_none()) {
        let seen = format!("{} over {}", raw.numerator.map(plain).unwrap_or_default(), raw.denominator.map(plain).unwrap_or_default());
        let read_as =
            "A numerator or denominator that is no whole number, so it counts no people or things. The figure itself was read, without it.";
        notes.add(&Odd { kind: NoteKind::NotWhole, about: name, seen: &seen, read_as }, numerator_at.clone());
    }
    let mut value = raw.value;
    if is_share && let Some(written) = value {
        let share = match how {
            Written::AsShares if !raw.percent => written,
            _ => hundredth(written),
        };
        value = Some(share);
        // 0.84 among figures such as 84, which in the column's own writing would be under 1%.
        if how == Written::PerCent && !raw.percent && written > 0.0 && written < 1.0 && written.fract() != 0.0 && looks_like_share(raw) {
            let read_as = "Written as 0.84 is where the others are written as 84. Left blank until you say which is meant.";
            let seen = plain(written);
            let choices = [("blank", "Leave it blank"), ("share", "It is a share: 0.84 is 84%"), ("as_written", "It is under 1%")];
            let about = format!("{name}\u{1f}{}\u{1f}{}", raw.at.row, raw.at.column);
            match notes
                .ask(&Odd { kind: NoteKind::MixedPercent, about: &about, seen: &seen, read_as }, at.clone(), &choices, given)
                .as_str()
            {
                "share" => value = Some(written),
                "as_written" => {}
                _ => {
                    value = None;
                    point.missing = Some(Missing::Unreadable);
                }
            }
        }
    }
    let above = proportion && matches!((numerator, denominator), (Some(n), Some(d)) if n > d);
    if above {
        let (n, d) = (numerator.unwrap_or_default(), denominator.unwrap_or_default());
        let seen = format!("{n} of {d}, {}", raw.period.in_words());
        let read_as = "More than all of them. I will not guess which number is wrong.";
        let choices =
            [("blank", "Leave this period blank"), ("ask", "Leave it blank and ask the sender"), ("keep", "Keep the figures as they are")];
        let about = format!("{name}\u{1f}{}\u{1f}{}", raw.at.row, raw.at.column);
        if notes.ask(&Odd { kind: NoteKind::AboveWhole, about: &about, seen: &seen, read_as }, numerator_at, &choices, given) != "keep" {
            (point.value, point.numerator, point.denominator, point.missing) = (None, None, None, Some(Missing::Unreadable));
            return;
        }
    }
    if proportion && let (Some(n), Some(d)) = (numerator, denominator) {
        if d > 0 {
            let exact = n as f64 / d as f64;
            if let Some(stated) = value
                && (stated - exact).abs() > 0.0051
            {
                let seen = format!("{}% beside {n} of {d}", plain((stated * 1e4).round() / 1e2));
                let read_as = format!(
                    "The percentage and the counts do not agree: {n} of {d} is {}%. Read from the counts.",
                    plain((exact * 1e3).round() / 1e1)
                );
                notes.add(&Odd { kind: NoteKind::ValueDisagrees, about: name, seen: &seen, read_as: &read_as }, at.clone());
            }
            value = Some(exact);
            point.missing = None;
        } else {
            // Nothing of nothing is no percentage.
            value = None;
            point.missing = point.missing.or(Some(Missing::NotApplicable));
        }
    }
    if is_share && !above && value.is_some_and(|v| !(0.0..=1.0).contains(&v)) {
        let seen = format!("{}%", plain((value.unwrap_or_default() * 1e4).round() / 1e2));
        let read_as = "A percentage outside 0 to 100. Left blank until you say what is meant.";
        let choices = [("blank", "Leave it blank"), ("keep", "Keep it")];
        let about = format!("{name}\u{1f}{}\u{1f}{}", raw.at.row, raw.at.column);
        if notes.ask(&Odd { kind: NoteKind::OutsideWhole, about: &about, seen: &seen, read_as }, at, &choices, given) != "keep" {
            value = None;
            point.missing = Some(Missing::Unreadable);
        }
    }
    (point.value, point.numerator, point.denominator) = (value, numerator, denominator);
    if value.is_some() {
        point.missing = None;
    } else if point.missing.is_none() {
        point.missing = Some(Missing::NotAvailable);
    }
}

/// The point moved two places, exactly: 78.8 is 0.788, and not 0.7879999999999999.
fn hundredth(percent: f64) -> f64 {
    format!("{percent}e-2").parse().unwrap_or(percent / 100.0)
}

/// Beside counts the question answers itself.
fn looks_like_share(raw: &Raw) -> bool {
    !matches!((raw.numerator, raw.denominator), (Some(_), Some(d)) if d > 0.0)
}
