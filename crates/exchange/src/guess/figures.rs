//! Which columns hold figures: a count and the count it is of, the figure of a measure, a line.

use super::periods::reads_as_periods;
use super::{Board, Ground};
use crate::heading::{Hint, is_generic, says_percent, words};
use crate::mapping::{Confidence, Role};
use crate::period::YearTold;
use crate::survey::{Surveyed, pair, ratio};
use crate::table::column_letter;

pub(super) fn ratio_roles(board: &mut Board<'_>, ground: &Ground<'_>) {
    let told = |role| board.open().iter().any(|c| c.hint == Some(Hint::Role(role)));
    let by_heading = told(Role::Numerator) && told(Role::Denominator);
    let three = ratio(&board.open()).map(|(above, below, ratio)| (above, below, Some(ratio)));
    let two =
        || if by_heading { None } else { pair(&board.open(), &|c| names_a_share(c, ground)).map(|(above, below)| (above, below, None)) };
    if let Some((above, below, ratio)) = three.or_else(two) {
        let (a, b) = (column_letter(above), column_letter(below));
        let once = board
            .columns
            .iter()
            .find(|c| c.column() == above)
            .zip(board.columns.iter().find(|c| c.column() == below))
            .map_or(0, |(x, y)| x.values.iter().zip(&y.values).filter(|(x, y)| matches!((x, y), (Some(x), Some(y)) if x > y)).count());
        let never = match once {
            0 => format!("{a} is never above {b}"),
            1 => format!("{a} is never above {b}, but once"),
            many => format!("{a} is above {b} in {many} rows only"),
        };
        board.set(above, Role::Numerator, Confidence::Sure, never.clone());
        board.set(below, Role::Denominator, Confidence::Sure, never);
        if let Some(ratio) = ratio {
            board.set(ratio, Role::Value, Confidence::Sure, format!("it is {a} over {b}, and is checked against them"));
        }
    }
}

/// A heading that names a percentage held here, or says that something was met: its whole numbers count a part of others.
fn names_a_share(column: &Surveyed, ground: &Ground<'_>) -> bool {
    const MET: [&str; 9] = ["ontime", "intime", "met", "achieved", "kept", "numberontime", "withintarget", "visitsontime", "callsontime"];
    let known =
        [column.heading.own.as_str(), column.heading.top.as_str()].into_iter().filter(|text| !text.is_empty()).find_map(
            |text| match ground.measures.find(text) {
                Some(crate::spelling::Matched::Same(at) | crate::spelling::Matched::OtherSpelling(at)) => ground.known.measures.get(at),
                None => None,
            },
        );
    let says = MET.contains(&crate::heading::bare(&column.heading.own).as_str());
    says || known.is_some_and(|measure| measure.unit == quantity::Unit::Percent)
}

pub(super) fn figures(board: &mut Board<'_>, periods_across: bool) {
    let numeric: Vec<Surveyed> = board.open().iter().filter(|c| c.is_numeric()).map(|c| (*c).clone()).collect();
    let has_measure = board.has(Role::Measure);
    for column in &numeric {
        let number = column.column();
        let mixed_group = column.hint == Some(Hint::Group) && column.is_grouping();
        match column.hint {
            _ if counts_rows(column) => board.set(number, Role::Ignore, Confidence::Sure, "it counts the rows"),
            _ if mixed_group => {}
            Some(Hint::Code) => board.set(number, Role::Ignore, Confidence::Likely, "a code, by its heading"),
            Some(Hint::Comparator) => {
                board.set(number, Role::Ignore, Confidence::Likely, "others’ figures or a comparison, by its heading")
            }
            Some(Hint::Role(Role::Period)) if names_a_figure(column) => {}
            Some(Hint::Role(Role::Period)) => board.set(number, Role::Ignore, Confidence::Guess, "another column says the period"),
            Some(Hint::Role(role @ (Role::Numerator | Role::Denominator | Role::Target | Role::Floor))) if board.has(role) => {
                board.set(number, Role::Ignore, Confidence::Guess, format!("another column is the {}", role.words().to_lowercase()));
            }
            Some(Hint::Role(
                role @ (Role::Numerator | Role::Denominator | Role::Target | Role::Floor | Role::LowerLimit | Role::UpperLimit),
            )) => {
                board.set(number, role, Confidence::Likely, "by its heading");
            }
            Some(Hint::Role(Role::Comment)) => board.set(number, Role::Comment, Confidence::Likely, "by its heading"),
            _ => {}
        }
    }
    if periods_across {
        for column in board.open().iter().filter(|c| c.is_numeric()).map(|c| c.column()).collect::<Vec<_>>() {
            board.set(column, Role::Ignore, Confidence::Guess, "of no period by its heading");
        }
        return;
    }
    let left: Vec<Surveyed> = board
        .open()
        .iter()
        .filter(|c| c.is_numeric() && !(c.hint == Some(Hint::Group) && c.is_grouping()) && !mixed(c))
        .map(|c| (*c).clone())
        .collect();
    if has_measure {
        let strong = left.iter().find(|c| c.hint == Some(Hint::Role(Role::Value)));
        let named = left.iter().find(|c| c.hint == Some(Hint::Role(Role::Measure)));
        let chosen = strong.or(named).or(left.first()).map(Surveyed::column).filter(|_| !board.has(Role::Value));
        for column in &left {
            if Some(column.column()) == chosen {
                let confidence = if strong.is_some() || named.is_some() { Confidence::Sure } else { Confidence::Likely };
                board.set(column.column(), Role::Value, confidence, "the figure of the measure named in its row");
            } else {
                board.set(column.column(), Role::Ignore, Confidence::Guess, "another figure beside the one of the measure");
            }
        }
        return;
    }
    // A count and the count it is of, told by nothing but their headings.
    for column in &left {
        let reason = match column.percents > 0 || says_percent(&column.text) {
            true => "per cent".to_owned(),
            false if is_generic(&column.text) => "figures, by its heading".to_owned(),
            false => "figures; the heading names the measure".to_owned(),
        };
        let confidence = if column.figures == column.filled { Confidence::Sure } else { Confidence::Likely };
        board.set(column.column(), Role::Value, confidence, reason);
    }
}

/// `People waiting at month end`: a period is among its words, and its figures are none.
fn names_a_figure(column: &Surveyed) -> bool {
    words(&column.text).len() >= 3 && reads_as_periods(column, YearTold::default()) < 0.5
}

/// Numbers and words side by side, and few of each: a kind of thing (`1`, `2`, `other`).
fn mixed(column: &Surveyed) -> bool {
    column.is_grouping() && column.filled > column.figures && column.distinct.len() <= 12
}

fn counts_rows(column: &Surveyed) -> bool {
    let values: Vec<f64> = column.values.iter().flatten().copied().collect();
    let heading_says =
        column.text.is_empty() || matches!(words(&column.text).join(" ").as_str(), "no" | "row" | "id" | "index" | "s no" | "line");
    // It may start again in the middle, where files were joined.
    let steps = values.windows(2).filter(|pair| matches!(pair, [a, b] if b - a == 1.0)).count();
    heading_says && values.len() >= 3 && values.len() == column.filled && (steps + 1) * 20 >= values.len() * 19
}
