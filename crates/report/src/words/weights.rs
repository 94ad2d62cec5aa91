//! Ranges that people give for what the criteria count for: what comes first within them, and whether any weights suit everybody.

use methods::criteria::voices::{Common, Ranges};
use methods::smaa::Reading;
use quantity::rounding::shown;

use super::count;

/// `30% to 50%`, of the whole weight.
pub fn range((low, high): (f64, f64)) -> String {
    format!("{}% to {}%", shown(100.0 * low, 0), shown(100.0 * high, 0))
}

/// `2 of 3`: how many people of a group gave ranges.
pub fn who_gave(ranges: &Ranges, people: usize) -> String {
    format!("{} of {people}", ranges.people)
}

/// What comes first most often: `Grants to halls, in 93 of 100 draws`.
pub fn first(options: &[String], reading: &Reading) -> String {
    let shares = reading.ranks.first();
    let found = reading.most_often_first().and_then(|at| Some((options.get(at)?, shares.get(at)?)));
    found.map_or_else(|| "Nothing is drawn".to_owned(), |(name, share)| format!("{name}, in {} of 100 draws", shown(100.0 * share, 0)))
}

/// Whether any weights lie within everybody's range, and what comes first under them; else where people are apart.
pub fn common(common: &Common, criteria: &[&str], options: &[String], reading: Option<&Reading>) -> String {
    let people = match common.people {
        1 => "the one person who gave any".to_owned(),
        people => format!("all {} people who gave them", count::number(people as u64)),
    };
    if let Some(reading) = reading {
        return format!("Some weights lie within the ranges of {people}. Under them comes first: {}.", first(options, reading));
    }
    let apart: Vec<String> = (common.apart.iter())
        .filter_map(|(at, gap)| Some(format!("“{}” by {} points of the weight", criteria.get(*at)?, shown(100.0 * gap, 0))))
        .collect();
    if !apart.is_empty() {
        return format!(
            "No weights lie within the ranges of {people}. They are apart on {}: that is what to talk about.",
            count::list(&apart)
        );
    }
    let sum = |end: fn(&(f64, f64)) -> f64| shown(100.0 * common.bounds.iter().map(end).sum::<f64>(), 0);
    format!(
        "No weights lie within the ranges of {people}. On no one criterion are they apart, but together what all accept makes {}% to {}% of the weight, and never the whole.",
        sum(|b| b.0),
        sum(|b| b.1)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_people_are_apart_is_named_and_where_nothing_adds_up_is_said() {
        let apart = Common { people: 4, bounds: vec![(0.45, 0.5), (0.4, 0.25)], apart: vec![(1, 0.15)] };
        let said = common(&apart, &["Falls avoided", "Near home"], &[], None);
        assert!(
            said.starts_with(
                "No weights lie within the ranges of all four people who gave them. They are apart on “Near home” by 15 points"
            ),
            "{said}"
        );
        let short = Common { people: 2, bounds: vec![(0.3, 0.3), (0.3, 0.4)], apart: vec![] };
        assert!(common(&short, &["a", "b"], &[], None).contains("makes 60% to 70% of the weight, and never the whole"));
        assert_eq!((range((0.3, 0.5)), who_gave(&Ranges { people: 2, bounds: vec![] }, 3)), ("30% to 50%".into(), "2 of 3".into()));
    }
}
