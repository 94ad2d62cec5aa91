//! What headings say: the words of which people make them, whatever the case and the signs between.

use crate::mapping::Role;

/// What the words of a heading point to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    Role(Role),
    /// A code of something else: `org_code`, `E-code`.
    Code,
    /// Others' figures beside the one asked for: `England`, `MEDIAN`, `previous`.
    Comparator,
    /// A kind of thing, not a figure, even where it is written in digits: `type`, `age group`.
    Group,
    /// The unit: `%`, `Persons`.
    Unit,
}

/// Lower-case words: `IndicatorCash_LA` gives indicator, cash, la.
pub fn words(heading: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    for letter in heading.chars() {
        let split = !letter.is_alphanumeric() || (letter.is_uppercase() && before.is_lowercase());
        if split && !word.is_empty() {
            out.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        } else if matches!(letter, '%' | '£') {
            out.push(letter.to_string());
        }
        before = letter;
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

/// Letters and digits only, lower case: what names are compared by.
pub fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

const COMPARATORS: [&str; 30] = [
    "mads",
    "mad",
    "rank",
    "ranking",
    "quartile",
    "scotland",
    "england",
    "wales",
    "national",
    "fg",
    "benchmark",
    "comparator",
    "peer",
    "peers",
    "previous",
    "prior",
    "change",
    "variance",
    "difference",
    "diff",
    "rag",
    "trend",
    "forecast",
    "ytd",
    "cumulative",
    "mads_from_median",
    "zscore",
    "percentile",
    "compared",
    "polarity",
];
const PART: [&str; 46] = [
    "provider",
    "providers",
    "agency",
    "agencies",
    "organisation",
    "organization",
    "org",
    "trust",
    "supplier",
    "contractor",
    "operator",
    "council",
    "authority",
    "la",
    "lad",
    "ltla",
    "utla",
    "district",
    "dist",
    "area",
    "areanm",
    "areacd",
    "geography",
    "region",
    "ward",
    "place",
    "locality",
    "site",
    "team",
    "lot",
    "hub",
    "scheme",
    "ccg",
    "icb",
    "hb",
    "board",
    "entity",
    "school",
    "establishment",
    "home",
    "practice",
    "service",
    "county",
    "borough",
    "localauthority",
    "lsoa",
];
const GROUP: [&str; 18] = [
    "type",
    "category",
    "group",
    "band",
    "age",
    "sex",
    "gender",
    "ethnicity",
    "breakdown",
    "grouping",
    "reason",
    "inequality",
    "class",
    "tenure",
    "status",
    "level",
    "cohort",
    "setting",
];

/// What a heading points to, by its words alone.
pub fn hint(heading: &str) -> Option<Hint> {
    let words = words(heading);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let is = |text: &str| words.join(" ") == text;
    let role = |role| Some(Hint::Role(role));
    if words.is_empty() {
        return None;
    }
    if has(&["lci", "lcl", "lower"]) {
        return role(Role::LowerLimit);
    }
    if has(&["uci", "ucl", "upper"]) && !has(&["tier"]) {
        return role(Role::UpperLimit);
    }
    if has(&["comment", "comments", "note", "notes", "remark", "remarks", "narrative", "commentary", "caveat", "caveats", "explanation"]) {
        return role(Role::Comment);
    }
    if has(&["target", "aim", "goal", "ambition", "trajectory"]) || is("standard") {
        return role(Role::Target);
    }
    if has(&["floor", "minimum"]) {
        return role(Role::Floor);
    }
    // `Median weeks waited` is a figure of its own; `MEDIAN`, or a name that ends with it, is others'.
    let of_others = words.last().is_some_and(|word| word == "median");
    if has(&COMPARATORS) || of_others || is("average") || is("mean") || is("family group") || is("last year") || is("family group value") {
        return Some(Hint::Comparator);
    }
    if has(&["numerator", "numer"]) || is("num") {
        return role(Role::Numerator);
    }
    if has(&["denominator", "denom"]) || is("den") || is("out of") || is("base") || is("n") {
        return role(Role::Denominator);
    }
    if has(&["provisional"]) || is("status") || is("data status") || is("flag") || is("revised") {
        return role(Role::Status);
    }
    if has(&["date", "month", "mth", "period", "quarter", "qtr", "year", "week", "reportingperiod", "fy", "yr", "wk"])
        && !has(&["per", "old", "olds", "type", "age"])
    {
        return role(Role::Period);
    }
    if has(&["code", "codes", "cd", "id", "ref", "reference", "ecode", "ons", "gss", "uprn", "ods"]) {
        return Some(if has(&["indicator", "measure", "kpi"]) { Hint::Role(Role::Measure) } else { Hint::Code });
    }
    if has(&["unit", "units", "uom"]) {
        return Some(Hint::Unit);
    }
    if has(&["measure", "indicator", "kpi", "metric", "pi", "kpis"]) {
        return role(Role::Measure);
    }
    if has(&["value", "figure", "observation", "outturn", "actual", "result", "score", "obs"])
        || is("performance")
        || is("%")
        || is("rate")
        || is("percentage")
    {
        return role(Role::Value);
    }
    if has(&GROUP) {
        return Some(Hint::Group);
    }
    if has(&PART) || is("name") {
        return role(Role::Part);
    }
    None
}

/// A heading that names no measure of its own: `Value`, `%`, `Actual`, or nothing.
pub fn is_generic(heading: &str) -> bool {
    const GENERIC: [&str; 20] = [
        "value",
        "figure",
        "figures",
        "observation",
        "outturn",
        "actual",
        "result",
        "score",
        "performance",
        "rate",
        "percentage",
        "percent",
        "%",
        "number",
        "count",
        "total",
        "numerator",
        "denominator",
        "num",
        "den",
    ];
    let words = words(heading);
    words.is_empty() || words.iter().all(|word| GENERIC.contains(&word.as_str()))
}

/// Whether a heading says that its figures are per cent.
pub fn says_percent(heading: &str) -> bool {
    heading.contains('%') || words(heading).iter().any(|word| matches!(word.as_str(), "percent" | "percentage" | "pct" | "proportion"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_taken_apart() {
        assert_eq!(words("IndicatorCash_LA"), ["indicator", "cash", "la"]);
        assert_eq!(words("% on-time"), ["%", "on", "time"]);
    }

    #[test]
    fn headings_point_to_roles() {
        for (heading, expected) in [
            ("Mth", Some(Hint::Role(Role::Period))),
            ("Financial year", Some(Hint::Role(Role::Period))),
            ("org_code", Some(Hint::Code)),
            ("Local authority name", Some(Hint::Role(Role::Part))),
            ("Agency", Some(Hint::Role(Role::Part))),
            ("IndicatorCode", Some(Hint::Role(Role::Measure))),
            ("NumeratorCash_LA", Some(Hint::Role(Role::Numerator))),
            ("NumeratorCash_Scotland", Some(Hint::Comparator)),
            ("MEDIAN", Some(Hint::Comparator)),
            ("Family group median", Some(Hint::Comparator)),
            ("Median weeks before moving on", None),
            ("lci_95", Some(Hint::Role(Role::LowerLimit))),
            ("age_group", Some(Hint::Group)),
            ("attendances", None),
            ("Notes", Some(Hint::Role(Role::Comment))),
        ] {
            assert_eq!(hint(heading), expected, "{heading}");
        }
    }
}
