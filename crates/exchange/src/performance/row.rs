//! What the cells of one row mean together: its period, its names, whether it is a total or a target.

use model::observation::Missing;

use super::plan::Plan;
use crate::marks::Marks;
use crate::table::Row;

/// What a name in a row means, other than a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Name,
    Total,
    Target { is_floor: bool },
}

pub fn kind(text: &str) -> Kind {
    match (target_row(text), is_total(text)) {
        (Some(is_floor), _) => Kind::Target { is_floor },
        (None, true) => Kind::Total,
        (None, false) => Kind::Name,
    }
}

pub fn joined(a: Marks, b: Marks) -> Marks {
    Marks { provisional: a.provisional || b.provisional, revised: a.revised || b.revised }
}

/// Of two reasons for no value the one that says most: hidden, then unreadable.
pub fn worse(held: Option<Missing>, new: Missing) -> Missing {
    match (held, new) {
        (Some(Missing::Suppressed), _) | (_, Missing::Suppressed) => Missing::Suppressed,
        (Some(Missing::Unreadable), _) | (_, Missing::Unreadable) => Missing::Unreadable,
        (Some(held), _) => held,
        (None, new) => new,
    }
}

pub fn period_text(columns: &[u32], row: &Row, fill_down: &[u32], last: &mut [String], out: &mut String) {
    out.clear();
    // The finer part first: `Apr 2026/27`, `Q1 2026/27`. Columns of years come with a month beside them only.
    for (column, above) in columns.iter().zip(last.iter_mut()) {
        let shown = row.cell(*column).shown();
        let text = if shown.is_empty() && fill_down.contains(column) {
            above.as_str()
        } else {
            if fill_down.contains(column) {
                *above = shown.clone().into_owned();
            }
            shown.as_ref()
        };
        if text.is_empty() {
            continue;
        }
        let year_first = !out.is_empty() && out.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-'));
        if year_first {
            *out = format!("{text} {out}");
        } else {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(text);
        }
    }
}

/// Name and period columns in which a text stands once for the rows below it.
pub fn fill_down(plan: &Plan, body: &[Row]) -> Vec<u32> {
    let sample = body.get(..body.len().min(400)).unwrap_or_default();
    let with_figures = || sample.iter().filter(|row| plan.groups.iter().any(|g| !row.cell(g.column()).is_empty()));
    let rows = with_figures().count();
    let columns = plan.parts.iter().take(1).chain(&plan.measures).chain(&plan.periods);
    let fills = columns.filter(|column| {
        let filled = with_figures().filter(|row| !row.cell(**column).is_empty()).count();
        let first = with_figures().next().is_some_and(|row| !row.cell(**column).is_empty());
        // Another column must change on the blank rows, or there is nothing that tells them apart.
        let others = plan
            .parts
            .iter()
            .chain(&plan.measures)
            .chain(&plan.periods)
            .filter(|other| other != column)
            .any(|other| with_figures().filter(|row| row.cell(**column).is_empty()).all(|row| !row.cell(*other).is_empty()))
            || plan.groups.iter().any(|g| g.period.is_some());
        first && filled > 0 && filled * 10 < rows * 8 && others
    });
    fills.copied().collect()
}

pub fn is_total(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let bare: String = lower.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
    let words: Vec<&str> = bare.split(' ').filter(|w| !w.is_empty()).collect();
    match words.as_slice() {
        ["total" | "totals" | "overall" | "all" | "subtotal" | "sum"] => true,
        ["grand" | "sub" | "overall" | "county" | "combined", "total"] => true,
        ["total", ..] if words.len() <= 4 => true,
        [.., "total"] if words.len() <= 4 => true,
        ["all", kind] => matches!(
            *kind,
            "agencies"
                | "providers"
                | "districts"
                | "areas"
                | "services"
                | "schemes"
                | "homes"
                | "sites"
                | "councils"
                | "organisations"
                | "lots"
                | "teams"
        ),
        _ => false,
    }
}

/// Whether a row's name says it is a target (false) or a floor (true).
pub fn target_row(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "target" | "aim" | "goal" | "standard" => Some(false),
        "floor" | "minimum" => Some(true),
        _ => None,
    }
}
