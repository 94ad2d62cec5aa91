//! Targets and floors that the file states, against those held and against each other.

use std::collections::BTreeMap;

use quantity::{Direction, Unit};

use super::gather::RawTarget;
use super::shares::{Settling, Written};
use crate::known::KnownMeasure;
use crate::note::{NoteKind, Notes, Odd};
use crate::reading::{ReadMeasure, ReadTarget};
use crate::table::plain;

pub fn settle(
    settling: &Settling<'_>,
    raw: &[RawTarget],
    measures: &[ReadMeasure],
    measure_of_text: &[Option<u32>],
    written: &[Written],
    notes: &mut Notes,
) -> Vec<ReadTarget> {
    let mut by_measure: BTreeMap<u32, ReadTarget> = BTreeMap::new();
    for target in raw {
        let at = match target.measure {
            Some(text) => measure_of_text.get(text as usize).copied().flatten(),
            // Said of the whole sheet: it is plain whose it is only where there is one measure.
            None => (measures.len() == 1).then_some(0),
        };
        let Some((at, measure)) = at.and_then(|at| measures.get(at as usize).map(|m| (at, m))) else { continue };
        let as_share = target.percent || (measure.is_share && (written.get(at as usize) != Some(&Written::AsShares) || target.value > 1.0));
        let value = if measure.is_share && as_share { target.value / 100.0 } else { target.value };
        let held = by_measure.entry(at).or_insert(ReadTarget { measure: at, target: None, floor: None, at: target.at, replace: false });
        let slot = if target.is_floor { &mut held.floor } else { &mut held.target };
        // The newest row's target holds.
        *slot = Some(value);
        held.at = target.at;
    }
    let mut out: Vec<ReadTarget> = by_measure.into_values().collect();
    for target in &mut out {
        if let Some(measure) = measures.get(target.measure as usize) {
            let known = settling.known(measure);
            check(settling, target, measure, known, notes);
        }
    }
    out
}

fn check(settling: &Settling<'_>, target: &mut ReadTarget, measure: &ReadMeasure, known: Option<&KnownMeasure>, notes: &mut Notes) {
    let shown = |value: f64| if measure.is_share { format!("{}%", plain((value * 1e4).round() / 1e2)) } else { plain(value) };
    let Some(known) = known else { return };
    let held = || match (known.target, known.floor) {
        (Some(t), Some(f)) => format!("The ones you hold are {} and {}.", shown(t), shown(f)),
        (Some(t), None) => format!("The target you hold is {}.", shown(t)),
        (None, Some(f)) => format!("The floor you hold is {}.", shown(f)),
        (None, None) => "You hold none.".to_owned(),
    };
    let seen = match (target.target, target.floor) {
        (Some(t), Some(f)) => format!("a target of {} and a floor of {}", shown(t), shown(f)),
        (Some(t), None) => format!("a target of {}", shown(t)),
        (None, Some(f)) => format!("a floor of {}", shown(f)),
        (None, None) => return,
    };
    let (t, f) = (target.target.or(known.target), target.floor.or(known.floor));
    let good = match known.direction {
        Direction::High => "Good is high here",
        Direction::Low => "Good is low here",
        Direction::Neither => "",
    };
    let wrong_side = match (known.direction, t, f) {
        (Direction::High, Some(t), Some(f)) if f > t => Some(format!("{good}, so the floor cannot be above the target.")),
        (Direction::Low, Some(t), Some(f)) if f < t => Some(format!("{good}, so the floor cannot be below the target.")),
        _ => None,
    };
    let opposite = match (target.target, known.target) {
        (Some(t), Some(k)) if known.unit == Unit::Percent && (t - (1.0 - k)).abs() < 1e-9 && (t - k).abs() > 0.2 => {
            Some(format!("{good}, and {} is what is left of the target you hold: it looks like the target for the opposite.", shown(t)))
        }
        _ => None,
    };
    let differs = [(target.target, known.target), (target.floor, known.floor)]
        .into_iter()
        .any(|(file, held)| file.is_some_and(|f| held.is_none_or(|h| (f - h).abs() > 1e-9)));
    let (kind, read_as) = match (wrong_side.or(opposite), differs) {
        (Some(why), _) => (NoteKind::TargetOtherSide, format!("{why} {} They stay as they are.", held())),
        (None, true) => (NoteKind::TargetDiffers, format!("{} It stays as it is until you say otherwise.", held())),
        (None, false) => return,
    };
    let keep = match (known.target, known.floor) {
        (Some(t), Some(f)) => format!("Keep target {}, floor {}", shown(t), shown(f)),
        (Some(t), None) => format!("Keep target {}", shown(t)),
        _ => "Keep what you hold".to_owned(),
    };
    let choices = [("keep", keep.as_str()), ("replace", "Replace with the file’s")];
    let answer = notes.ask(
        &Odd { kind, about: &measure.name, seen: &seen, read_as: &read_as },
        settling.place(target.at),
        &choices,
        &settling.task.answers.notes,
    );
    target.replace = answer == "replace";
}
