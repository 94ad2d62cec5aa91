//! One cell as a figure: thousands, percentages, money, brackets, marks, and the many ways of saying there is none.

use model::observation::Missing;

use crate::marks::{self, Marks};
use crate::table::Cell;

/// What a cell says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Figure {
    Blank,
    Number(Number),
    Missing(Missing),
    /// Neither a number nor a known way of saying there is none.
    NotANumber,
}

/// A number as it stood, with what stood around it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Number {
    /// As written: 84 for `84%`; thousands and millions multiplied out.
    pub value: f64,
    /// Had a per cent sign, or was a cell shown as one (then `value` is already times 100).
    pub percent: bool,
    pub pounds: bool,
    /// `k`, `m` or `bn` was multiplied out.
    pub scaled: bool,
    /// `(1,234)` was read as less than nothing.
    pub brackets: bool,
}

pub fn of_cell(cell: &Cell) -> (Figure, Marks) {
    let plain = |value: f64| (Figure::Number(Number { value, ..Number::default() }), Marks::default());
    match cell {
        Cell::Empty => (Figure::Blank, Marks::default()),
        Cell::Number(value) if value.is_finite() => plain(*value),
        Cell::Share(value) if value.is_finite() => {
            (Figure::Number(Number { value: value * 100.0, percent: true, ..Number::default() }), Marks::default())
        }
        Cell::Text(text) => of_text(text),
        _ => (Figure::NotANumber, Marks::default()),
    }
}

/// Reads text. British forms: a comma parts thousands, a full stop decimals.
pub fn of_text(text: &str) -> (Figure, Marks) {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{a0}' || c == '\'');
    if trimmed.is_empty() {
        return (Figure::Blank, Marks::default());
    }
    if let Some(value) = plain_number(trimmed) {
        return (Figure::Number(Number { value, ..Number::default() }), Marks::default());
    }
    if let Some(missing) = missing(trimmed) {
        return (Figure::Missing(missing), Marks::default());
    }
    let (rest, marks) = marks::strip(trimmed);
    if rest != trimmed
        && let Some(missing) = missing(rest)
    {
        return (Figure::Missing(missing), marks);
    }
    match dressed(rest) {
        Some(number) => (Figure::Number(number), marks),
        None => {
            // `84p`, `84 r`, `84*`: a mark without brackets, only after a digit or a sign.
            let Some((last, before)) =
                rest.chars().next_back().map(|last| (last, rest.get(..rest.len() - last.len_utf8()).unwrap_or_default()))
            else {
                return (Figure::NotANumber, marks);
            };
            match (last.to_ascii_lowercase(), dressed(before.trim_end())) {
                ('p', Some(number)) => return (Figure::Number(number), Marks { provisional: true, ..marks }),
                ('r', Some(number)) => return (Figure::Number(number), Marks { revised: true, ..marks }),
                ('*' | '†' | '‡' | '¹' | '²' | '³', Some(number)) => return (Figure::Number(number), marks),
                _ => {}
            }
            (Figure::NotANumber, marks)
        }
    }
}

/// What a spreadsheet writes where a formula failed: `#DIV/0!`, `#REF!`, `#N/A` apart, which says that there is none.
pub fn is_fault(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('#') && text.len() <= 8 && text.ends_with(['!', '?'])
}

fn plain_number(text: &str) -> Option<f64> {
    let ok = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-')) && text.bytes().any(|b| b.is_ascii_digit());
    if ok { text.parse().ok().filter(|value: &f64| value.is_finite()) } else { None }
}

fn missing(text: &str) -> Option<Missing> {
    if text.len() > 40 {
        return None;
    }
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c| matches!(c, '[' | ']' | '(' | ')')).trim();
    let suppressed = matches!(
        bare,
        "c" | "s"
            | "*"
            | "**"
            | "***"
            | "#"
            | "suppressed"
            | "supressed"
            | "redacted"
            | "confidential"
            | "small number"
            | "small numbers"
            | "low numbers"
            | "~"
    ) || less_than(bare);
    if suppressed {
        return Some(Missing::Suppressed);
    }
    match bare {
        "z" | "n/a" | "not applicable" | "not app" | "n.a." => Some(Missing::NotApplicable),
        "x" | "-" | "–" | "—" | "--" | "−" | ":" | ".." | "..." | "…" | "." | "na" | "#n/a" | "nan" | "null" | "none" | "nil return"
        | "nk" | "n/k" | "u" | "unknown" | "tbc" | "tbd" | "tba" | "awaited" | "awaiting data" | "awaiting" | "pending"
        | "not available" | "no data" | "not known" | "not collected" | "missing" | "no return" | "not submitted" | "not returned"
        | "?" | "w" => Some(Missing::NotAvailable),
        _ => None,
    }
}

/// `<5`, `< 5`, `<=4`, `fewer than 5`, `less than 10`, `under 5`, `1 to 4`.
fn less_than(lower: &str) -> bool {
    let after = ["<=", "≤", "<", "fewer than", "less than", "under"].iter().find_map(|start| lower.strip_prefix(start));
    let small = |text: &str| text.trim().trim_end_matches('%').parse::<f64>().is_ok_and(|n| n <= 20.0);
    after.is_some_and(small) || matches!(lower, "1 to 4" | "0 to 4" | "1 to 5")
}

/// A number with signs around it: `£1,234.50`, `(1,234)`, `84.2%`, `1.2m`, `-5`, `1.2E+05`.
fn dressed(text: &str) -> Option<Number> {
    let mut number = Number::default();
    let mut rest = text.trim();
    let mut negative = false;
    if let Some(inside) = rest.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        rest = inside.trim();
        (negative, number.brackets) = (true, true);
    }
    loop {
        if let Some(after) = rest.strip_prefix(['-', '−', '–']) {
            if negative {
                return None;
            }
            (rest, negative) = (after.trim_start(), true);
        } else if let Some(after) = rest.strip_prefix(['£', '€', '$']) {
            if number.pounds {
                return None;
            }
            (rest, number.pounds) = (after.trim_start(), true);
        } else if let Some(after) = rest.strip_prefix('+') {
            rest = after.trim_start();
            if rest.starts_with(['+', '-']) {
                return None;
            }
        } else {
            break;
        }
    }
    if let Some(before) = rest.strip_suffix('%') {
        (rest, number.percent) = (before.trim_end(), true);
    }
    let mut factor = 1.0;
    let lower = rest.to_ascii_lowercase();
    for (suffix, by) in [("million", 1e6), ("thousand", 1e3), ("billion", 1e9), ("bn", 1e9), ("mn", 1e6), ("m", 1e6), ("k", 1e3)] {
        if lower.ends_with(suffix) && !number.percent {
            rest = rest.get(..rest.len() - suffix.len()).unwrap_or_default().trim_end();
            (factor, number.scaled) = (by, true);
            break;
        }
    }
    let value = ungrouped(rest)? * factor;
    number.value = if negative { -value } else { value };
    number.value.is_finite().then_some(number)
}

/// Digits with commas or spaces at the thousands and nowhere else.
fn ungrouped(text: &str) -> Option<f64> {
    let (whole, decimals) = match text.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (text, None),
    };
    if let Some((mantissa, exponent)) = text.split_once(['e', 'E']) {
        let ok = |t: &str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return if ok(mantissa) && !exponent.is_empty() && exponent.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None };
    }
    if decimals.is_some_and(|d| !d.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut digits = String::with_capacity(text.len());
    let parts: Vec<&str> = whole.split([',', ' ', '\u{a0}', '\u{2009}', '\u{202f}']).collect();
    for (nth, part) in parts.iter().enumerate() {
        let length_fits = match (nth, parts.len()) {
            (_, 1) => true,
            (0, _) => (1..=3).contains(&part.len()),
            _ => part.len() == 3,
        };
        if !length_fits || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        digits.push_str(part);
    }
    if digits.is_empty() && decimals.is_none_or(str::is_empty) {
        return None;
    }
    if let Some(decimals) = decimals {
        digits.push('.');
        digits.push_str(decimals);
    }
    digits.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<f64> {
        match of_text(text).0 {
            Figure::Number(number) => Some(number.value),
            _ => None,
        }
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        for (text, expected) in [
            ("84", 84.0),
            (" 84.2% ", 84.2),
            ("1,234", 1234.0),
            ("£1,234,567.50", 1_234_567.5),
            ("-£5", -5.0),
            ("£-5", -5.0),
            ("(1,234)", -1234.0),
            ("(£1,234.00)", -1234.0),
            ("1.2m", 1_200_000.0),
            ("£3.4k", 3_400.0),
            ("12 345", 12_345.0),
            ("−4", -4.0),
            (".5", 0.5),
            ("1.2E+05", 120_000.0),
            ("84p", 84.0),
            ("84 (provisional)", 84.0),
            ("84.1 r", 84.1),
            ("84*", 84.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn no_figure_is_made_of_what_is_not_one() {
        for text in ["12,34", "1,2345", "1.2.3", "--5", "1-2", "£", "%", "k", "p", "2024/25", "12 months", "1e", "٣", "1,,234", "+-5", "(5"]
        {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn missing_is_told_from_hidden() {
        for (text, expected) in [
            ("<5", Missing::Suppressed),
            ("< 5", Missing::Suppressed),
            ("c", Missing::Suppressed),
            ("[c]", Missing::Suppressed),
            ("*", Missing::Suppressed),
            ("fewer than 5", Missing::Suppressed),
            ("n/a", Missing::NotApplicable),
            ("z", Missing::NotApplicable),
            ("x", Missing::NotAvailable),
            ("-", Missing::NotAvailable),
            (":", Missing::NotAvailable),
            ("..", Missing::NotAvailable),
            ("NA", Missing::NotAvailable),
        ] {
            assert_eq!(of_text(text).0, Figure::Missing(expected), "{text}");
        }
        assert_eq!(of_text("").0, Figure::Blank);
        assert_eq!(of_text("see note").0, Figure::NotANumber);
    }
}
