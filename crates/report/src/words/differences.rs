//! Where lists differ, in words: all together, two by two, and what suits everybody.

use methods::voice::agreement::{Lists, METHOD, Map, Pair, Spread, suits_all};
use quantity::rounding::shown;

use super::count;

fn name(list: &[String], at: usize) -> &str {
    list.get(at).map_or("", String::as_str)
}

fn place(place: f64) -> String {
    // Only those that share a place stand between two.
    let places = if place.fract() == 0.0 { 0 } else { 1 };
    shown(place, places)
}

fn whose(lists: &Lists, of: &[usize]) -> String {
    count::list(&of.iter().map(|at| name(&lists.names, *at).to_owned()).collect::<Vec<_>>())
}

/// What stands over the picture.
pub fn headline(lists: &Lists, map: &Map) -> String {
    match map.items.first().filter(|one| one.apart() > 0.0) {
        None => "All of them put everything in the same order".to_owned(),
        Some(one) => format!("They are farthest apart on “{}”: {}", name(&lists.items, one.item), ends(lists, one)),
    }
}

/// `place 1 for the council, place 8 for the police`.
pub fn ends(lists: &Lists, one: &Spread) -> String {
    if one.apart() == 0.0 {
        return format!("place {} for all", place(one.best));
    }
    format!("place {} for {}, place {} for {}", place(one.best), whose(lists, &one.best_of), place(one.worst), whose(lists, &one.worst_of))
}

pub fn overall(map: &Map) -> String {
    match map.overall {
        Some(w) => format!("Agreement of all of them together: {} on a scale from 0 (none) to 1 (one order).", shown(w, 2)),
        None => "Nobody tells any two apart, so there is no order to agree on.".to_owned(),
    }
}

/// One sentence on two of them.
pub fn pair(lists: &Lists, pair: &Pair) -> String {
    let both = format!("{} and {}", name(&lists.names, pair.one), name(&lists.names, pair.other));
    let Some(tau) = pair.tau else { return format!("{both}: one of them puts nothing before anything else.") };
    let said = if tau > 0.0 {
        "they put more pairs in the same order than the other way round"
    } else if tau < 0.0 {
        "they put more pairs the other way round than in the same order"
    } else {
        "they put as many pairs in the same order as the other way round"
    };
    let farthest = pair.farthest.map_or_else(String::new, |(item, apart)| {
        let places = if apart == 1.0 { "place" } else { "places" };
        format!(" Farthest apart: “{}”, by {} {places}.", name(&lists.items, item), place(apart))
    });
    format!("{both}: {}; {said}.{farthest}", shown(tau, 2))
}

/// What is among the first half on every list.
pub fn suits_everybody(lists: &Lists) -> String {
    let rows: Vec<&[f64]> = lists.places.iter().map(Vec::as_slice).collect();
    within_first_half(&lists.items, &rows, "on every list")
}

/// Options that are among the first half by every group's weights, the one with the best worst place first.
pub fn options_that_suit(options: &[String], ranks: &[&[u32]]) -> String {
    let rows: Vec<Vec<f64>> = ranks.iter().map(|row| row.iter().map(|rank| f64::from(*rank)).collect()).collect();
    within_first_half(options, &rows.iter().map(Vec::as_slice).collect::<Vec<_>>(), "by every group’s weights")
}

fn within_first_half(names: &[String], rows: &[&[f64]], by_whom: &str) -> String {
    let half = names.len().div_ceil(2);
    let first = match half {
        1 => "first".to_owned(),
        many => format!("among the first {}", count::number(many as u64)),
    };
    let suits: Vec<String> =
        suits_all(rows, half as f64).into_iter().filter_map(|at| names.get(at)).map(|one| format!("“{one}”")).collect();
    match suits.len() {
        0 => format!("Nothing is {first} {by_whom}."),
        1 => format!("{} is {first} {by_whom}.", count::list(&suits)),
        _ => format!("{} are {first} {by_whom}.", count::list(&suits)),
    }
}

/// Method and edition, under the picture.
pub fn settings() -> String {
    format!("Method: {}; Kendall’s τ of each pair and W of all.", METHOD.with_edition())
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::voice::agreement::map;

    fn lists(places: &[[f64; 3]]) -> Lists {
        Lists {
            items: ["A bed", "A home", "Work"].map(str::to_owned).to_vec(),
            names: ["the council", "the police", "the trust"].map(str::to_owned)[..places.len()].to_vec(),
            places: places.iter().map(|row| row.to_vec()).collect(),
        }
    }

    #[test]
    fn differences_are_said_with_who_stands_where() {
        let lists = lists(&[[1.0, 2.0, 3.0], [3.0, 2.0, 1.0], [1.0, 2.0, 3.0]]);
        let map = map(&lists).expect("a map");
        assert_eq!(
            headline(&lists, &map),
            "They are farthest apart on “A bed”: place 1 for the council and the trust, place 3 for the police"
        );
        assert_eq!(
            pair(&lists, &map.pairs[0]),
            "the council and the police: −1.00; they put more pairs the other way round than in the same order. Farthest apart: “A bed”, by 2 places."
        );
        assert_eq!(suits_everybody(&lists), "“A home” is among the first two on every list.");
    }

    #[test]
    fn options_that_suit_nobody_or_all_are_said_so() {
        let options = ["one", "two"].map(str::to_owned);
        assert_eq!(options_that_suit(&options, &[&[1, 2], &[2, 1]]), "Nothing is first by every group’s weights.");
        assert_eq!(options_that_suit(&options, &[&[1, 2], &[1, 1]]), "“one” is first by every group’s weights.");
        let same = lists(&[[1.0, 2.0, 3.0], [1.0, 2.0, 3.0]]);
        assert_eq!(headline(&same, &map(&same).expect("a map")), "All of them put everything in the same order");
    }
}
