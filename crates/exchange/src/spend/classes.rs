//! What the words of a heading or a cell say of who provides, of sums, and of what is no spending.

use model::spend::ProvidedBy;

use crate::heading::words;

/// Whom a figure is spent through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    By(ProvidedBy),
    /// All kinds together.
    All,
}

/// What a heading or a cell says of who provides; none where it says nothing of it.
pub fn class(text: &str) -> Option<Class> {
    let words = words(text);
    let has = |some: &[&str]| words.iter().any(|word| some.contains(&word.as_str()));
    let runs = |some: &[&str]| words.windows(some.len()).any(|run| run.iter().zip(some).all(|(a, b)| a == b));
    use ProvidedBy::{InHouse, NotClassified, OtherPublic, Others, Private, Voluntary};
    let by = |kind| Some(Class::By(kind));
    match () {
        () if has(&["unclassified", "unknown"]) || runs(&["not", "classified"]) || runs(&["not", "known"]) => by(NotClassified),
        () if has(&["total"]) => Some(Class::All),
        () if has(&["voluntary", "charity", "charities", "charitable", "vcse", "vcs"]) || runs(&["third", "sector"]) => by(Voluntary),
        () if runs(&["other", "public"]) || runs(&["public", "sector"]) || runs(&["other", "authorities"]) || has(&["nhs"]) => {
            by(OtherPublic)
        }
        () if has(&["private"]) || runs(&["for", "profit"]) && !has(&["not"]) => by(Private),
        () if runs(&["own", "provision"]) || runs(&["in", "house"]) || has(&["inhouse", "internal"]) => by(InHouse),
        () if runs(&["by", "others"]) || has(&["external", "independent", "outsourced", "commissioned", "bought"]) => by(Others),
        () => None,
    }
}

/// Whether a name says that it is a sum: `Total`, `Sub-total`, `15 Total Children Looked After`.
pub fn says_sum(text: &str) -> bool {
    words(text).iter().any(|word| matches!(word.as_str(), "total" | "totals" | "subtotal" | "subtotals"))
}

/// What stands on a day and is not spent: reserves and balances.
pub fn says_held(text: &str) -> bool {
    words(text).iter().any(|word| matches!(word.as_str(), "reserve" | "reserves" | "balance" | "balances"))
}

/// `909 - Bristol` without its code; a name without one as it is.
pub fn without_code(name: &str) -> &str {
    match name.split_once(" - ") {
        Some((code, rest)) if !code.trim().is_empty() && code.trim().bytes().all(|b| b.is_ascii_digit()) => rest.trim(),
        _ => name.trim(),
    }
}

/// `Gross total cost: own provision` before the colon and after it; nothing before where there is none.
pub fn parted(text: &str) -> (&str, &str) {
    text.split_once(':').map_or(("", text.trim()), |(before, after)| (before.trim(), after.trim()))
}

/// The year a cell names: `2016`, `2016-17`, `2016/17` and `2016/2017` are 2016; and whether it says more than the one number.
pub fn year(text: &str) -> Option<(i16, bool)> {
    let (first, rest) = match text.trim().split_once(['-', '/', '–']) {
        Some((first, rest)) => (first.trim(), Some(rest.trim())),
        None => (text.trim(), None),
    };
    let year: i16 = Some(first).filter(|first| first.len() == 4)?.parse().ok().filter(|year| (1990..=2100).contains(year))?;
    match rest {
        None => Some((year, false)),
        Some(rest) => {
            let next: i16 = rest.parse().ok()?;
            let follows = if rest.len() == 2 { next == (year + 1) % 100 } else { next == year + 1 };
            follows.then_some((year, true))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ProvidedBy::{InHouse, NotClassified, OtherPublic, Others, Private, Voluntary};

    #[test]
    fn headings_of_real_returns_say_who_provides() {
        for (text, said) in [
            ("OwnProvision", Some(Class::By(InHouse))),
            ("In House", Some(Class::By(InHouse))),
            ("PrivateProvision", Some(Class::By(Private))),
            ("OtherPublic", Some(Class::By(OtherPublic))),
            ("Voluntary", Some(Class::By(Voluntary))),
            ("grants to voluntary org", Some(Class::By(Voluntary))),
            ("provision by others", Some(Class::By(Others))),
            ("External", Some(Class::By(Others))),
            ("Not known", Some(Class::By(NotClassified))),
            ("TotalExpenditure", Some(Class::All)),
            ("Community: home care", None),
            ("Income", None),
            ("190: Education services", None),
        ] {
            assert_eq!(class(text), said, "{text}");
        }
    }

    #[test]
    fn years_codes_and_sums_are_told() {
        for (text, said) in [
            ("2016", Some((2016, false))),
            ("2016-17", Some((2016, true))),
            ("2016/2017", Some((2016, true))),
            ("2016-18", None),
            ("E0101", None),
            ("93591", None),
            ("16", None),
        ] {
            assert_eq!(year(text), said, "{text}");
        }
        assert_eq!((without_code("909 - Bristol"), without_code("Stoke - on - Trent")), ("Bristol", "Stoke - on - Trent"));
        assert!(says_sum("15 Total Children Looked After") && says_sum("Sub-total") && !says_sum("Totally new service"));
        assert!(says_held("school reserves at 1 April") && !says_held("Reservations desk"));
    }
}
