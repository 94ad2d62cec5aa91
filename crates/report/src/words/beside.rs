//! Spend beside outcome, in words: always to look, never a judgement of value.

use methods::benchmark::quadrant::{Placed, Quadrant};

use super::count::{of_things, sentence};
use crate::chart::quadrant_chart::QuadrantOf;

pub const KEY_PEER: &str = "One of its peers";
pub const KEY_MIDDLE: &str = "The middle of the places compared";
/// Spend and outcome of each corner: whole, and short where a phone has no room.
pub const CORNER_LESS_BETTER: (&str, &str) = ("Spends less, outcome better", "Less, better");
pub const CORNER_MORE_BETTER: (&str, &str) = ("Spends more, outcome better", "More, better");
pub const CORNER_LESS_WORSE: (&str, &str) = ("Spends less, outcome less good", "Less, less good");
pub const CORNER_MORE_WORSE: (&str, &str) = ("Spends more, outcome less good", "More, less good");

/// What is said of the place asked about, with what to do.
pub fn headline(placed: &[Placed], of: &QuadrantOf) -> String {
    match placed.first() {
        Some(own) => format!("{}. {}", own.place, own.quadrant.words()),
        None => format!("Nothing is known of {} beside {}.", of.spend, of.outcome),
    }
}

pub fn subtitle(of: &QuadrantOf) -> String {
    format!(
        "{} along, {} up with better above, each in usual distances (the median distance from the middle). {} What a place spends does not say what its outcome cost: needs, prices and what others pay for differ.",
        of.spend, of.outcome, of.among
    )
}

pub fn description(placed: &[Placed]) -> String {
    let all = [
        (Quadrant::SpendsMoreOutcomeWorse, "spends more with a less good outcome", "spend more with a less good outcome"),
        (Quadrant::SpendsMoreOutcomeBetter, "spends more with a better outcome", "spend more with a better outcome"),
        (Quadrant::SpendsLessOutcomeWorse, "spends less with a less good outcome", "spend less with a less good outcome"),
        (Quadrant::SpendsLessOutcomeBetter, "spends less with a better outcome", "spend less with a better outcome"),
        (Quadrant::NearTheMiddle, "is near the middle", "are near the middle"),
    ];
    let said = all.iter().filter_map(|(quadrant, one, many)| {
        let count = placed.iter().filter(|place| place.quadrant == *quadrant).count();
        (count > 0).then(|| format!("{} {}.", sentence(&of_things(count as u64, "place", "places")), if count == 1 { one } else { many }))
    });
    said.collect::<Vec<_>>().join(" ")
}
