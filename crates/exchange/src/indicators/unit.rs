//! What a figure counts, from the words that stand with it.

use quantity::Unit;

/// A unit, and whether its words say that shares are written as parts of one (`proportion`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub unit: Unit,
    pub of_one: bool,
}

/// The unit of the first text that says one: the column of units, the kind of measure, the title.
pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Said> {
    texts.into_iter().find_map(one)
}

/// What stands where nobody said what is counted.
pub fn unsaid() -> Unit {
    Unit::Count("in the file’s own unit".to_owned())
}

fn one(text: &str) -> Option<Said> {
    let lower = text.trim().to_lowercase();
    if lower.is_empty() {
        return None;
    }
    let plain = |unit| Some(Said { unit, of_one: false });
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '%' && c != '£').filter(|word| !word.is_empty()).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if has(&["proportion"]) {
        return Some(Said { unit: Unit::Percent, of_one: true });
    }
    if lower.contains('%') || has(&["percentage", "percent", "pct"]) || lower.contains("per cent") {
        return plain(Unit::Percent);
    }
    if let Some(unit) = rate(&lower) {
        return plain(unit);
    }
    if lower.contains('£') || has(&["cost", "costs", "spend", "spending", "expenditure", "pounds"]) {
        return plain(Unit::Pounds);
    }
    if has(&["score", "index", "points"]) {
        return match lower.split_once("out of ") {
            Some((_, most)) => plain(Unit::Count(format!("out of {}", most.split_whitespace().next().unwrap_or_default()))),
            None => plain(Unit::Count("points".to_owned())),
        };
    }
    match words.as_slice() {
        ["days"] => plain(Unit::Days),
        ["weeks"] => plain(Unit::Weeks),
        ["hours"] => plain(Unit::Hours),
        ["minutes" | "mins"] => plain(Unit::Minutes),
        ["years" | "yrs"] | ["life", "expectancy"] => plain(Unit::Count("years".to_owned())),
        ["persons" | "people"] => plain(Unit::Count("people".to_owned())),
        ["number" | "count"] => plain(Unit::Count("counted".to_owned())),
        [.., "days"] if has(&["average", "mean", "median"]) => plain(Unit::Days),
        [.., "weeks"] if has(&["average", "mean", "median"]) => plain(Unit::Weeks),
        _ if words.first() == Some(&"life") && has(&["expectancy"]) => plain(Unit::Count("years".to_owned())),
        ["number", ..] => plain(Unit::Count("counted".to_owned())),
        _ => None,
    }
}

/// `Rate per 10,000 children`, `per 100 000`: how many, and of whom.
fn rate(lower: &str) -> Option<Unit> {
    let (_, after) = lower.split_once("per ")?;
    let digits: String = after.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ',' | ' ')).filter(char::is_ascii_digit).collect();
    let per: u32 = digits.parse().ok().filter(|per| *per >= 10)?;
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | ' '));
    let of: String = rest.trim_matches(|c: char| !c.is_alphanumeric() && c != '+').chars().filter(|c| *c != ':').take(80).collect();
    Some(Unit::Per { things: String::new(), per, of })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_from_the_words_beside_a_figure() {
        for (text, expected) in [
            ("Percentage", "percent"),
            ("% achieving expected level", "percent"),
            ("Rate per 1000 live births", "per::1000:live births"),
            ("Rate per 100,000 aged 65+", "per::100000:aged 65+"),
            ("yrs", "count:years"),
            ("Score out of 10", "count:out of 10"),
            ("Average Score", "count:points"),
            ("Spend", "pounds"),
            ("£", "pounds"),
            ("Days", "days"),
            ("Number of Children Looked After", "count:counted"),
        ] {
            assert_eq!(of([text]).map(|said| said.unit.code()).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(of(["", "Anxiety", "Mean"]), None);
        assert!(of(["Income_Proportion".replace('_', " ").as_str()]).is_some_and(|said| said.of_one));
        assert_eq!(of(["Outcome", "%"]).map(|said| said.unit), Some(Unit::Percent));
    }
}
