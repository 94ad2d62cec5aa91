//! Who took part, in words: how like the people it is about, which groups were heard less or more than their share, and how they took part.

use methods::voice::reach::{Figures, METHOD, Reading, Standing};
use quantity::Share;
use quantity::money::group_thousands;
use quantity::rounding::shown;

use super::count;
use crate::table::{Cell, Column, Table};

fn percent(share: Share) -> String {
    format!("{}%", shown(share.percent(), 0))
}

/// The answer in one to three sentences.
pub fn lead(reading: &Reading) -> String {
    let mut said = match reading.answered {
        Some(answered) => {
            format!("{} people took part: {} of those who were asked.", group_thousands(reading.took_part), percent(answered))
        }
        None => format!("{} people took part.", group_thousands(reading.took_part)),
    };
    let of = |standing: Standing| {
        let those = reading.groups.iter().filter(|group| group.figures.as_ref().is_some_and(|figures| figures.standing == standing));
        those.map(|group| group.name.clone()).collect::<Vec<_>>()
    };
    let (fewer, more) = (of(Standing::Fewer), of(Standing::More));
    if !fewer.is_empty() {
        said.push_str(&format!(" Heard less than their share, beyond chance: {}.", count::list(&fewer)));
    }
    if !more.is_empty() {
        said.push_str(&format!(" Heard more than their share: {}.", count::list(&more)));
    }
    match reading.likeness {
        Some(likeness) => said.push_str(&format!(" Likeness to the people it is about: {} of 1.", shown(likeness, 2))),
        None => said.push_str(
            " How like the people it is about they are is not known: a group’s share of them is not, or a group is too small to show.",
        ),
    }
    said
}

fn standing(figures: &Figures) -> &'static str {
    match figures.standing {
        Standing::Alike => "No more than chance",
        Standing::Fewer => "Fewer than its share",
        Standing::More => "More than its share",
        Standing::NotKnown => "Not known",
    }
}

/// Groups with their shares, the gap and its interval.
pub fn table(reading: &Reading) -> Table {
    let columns = vec![
        Column::words("Group"),
        Column::number("Took part", "people"),
        Column::number("Of those asked", "%"),
        Column::number("Share of those who took part", "%"),
        Column::words("95% interval"),
        Column::number("Share of the people", "%"),
        Column::number("Gap", "points"),
        Column::words("Beyond chance?"),
    ];
    let known = |share: Option<Share>, missing: &str| match share {
        Some(share) => Cell::number(share.percent(), percent(share)),
        None => Cell::Missing(missing.to_owned()),
    };
    let rows = reading.groups.iter().map(|group| match &group.figures {
        None => {
            let mut row = vec![Cell::words(group.name.clone())];
            row.extend((0..7).map(|_| Cell::Missing("Too few to show".to_owned())));
            row
        }
        Some(figures) => vec![
            Cell::words(group.name.clone()),
            Cell::Whole(figures.took_part),
            known(figures.answered, "Not known"),
            known(Some(figures.share), ""),
            Cell::words(format!("{} to {}%", shown(figures.interval.low * 100.0, 0), shown(figures.interval.high * 100.0, 0))),
            known(group.population, "Not known"),
            match figures.gap {
                Some(gap) => Cell::number(gap * 100.0, signed(gap * 100.0)),
                None => Cell::Missing("Not known".to_owned()),
            },
            Cell::words(standing(figures)),
        ],
    });
    Table::new("Who took part, against the people it is about", columns, rows.collect())
}

fn signed(points: f64) -> String {
    if points < 0.0 { format!("−{}", shown(-points, 0)) } else { format!("+{}", shown(points, 0)) }
}

/// Where the figures come from, and by which method.
pub fn foot() -> String {
    format!("Source: ballots kept here, and what was written down of other ways. Method: {}.", METHOD.with_edition())
}
