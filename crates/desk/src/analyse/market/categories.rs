//! What categories are called, and which are bought one need at a time, from `config/categories.toml`.

use std::sync::OnceLock;

use serde::Deserialize;

const DEFAULTS: &str = include_str!("../../../../../config/categories.toml");

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    cpv: Vec<Named>,
    call_off: Vec<CallOff>,
    rating: Ratings,
}

/// Words of inspectors.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Ratings {
    good: Vec<String>,
    known: Vec<String>,
    source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    code: String,
    name: String,
}

/// The beginning of codes of what is called off one need at a time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CallOff {
    scheme: String,
    code: String,
    #[allow(dead_code, reason = "says why the line is there, to who reads the file")]
    reason: String,
}

fn file() -> &'static File {
    static ONCE: OnceLock<File> = OnceLock::new();
    ONCE.get_or_init(|| toml::from_str(DEFAULTS).unwrap_or_default())
}

/// The name of a CPV code, by the longest known code it is; empty where none is known.
pub(super) fn cpv(code: &str) -> &'static str {
    file().cpv.iter().find(|named| named.code == code).map_or("", |named| &named.name)
}

/// The name of a code of any scheme; empty where only files could tell.
pub(super) fn name(scheme: &str, code: &str) -> &'static str {
    if scheme == "CPV" { cpv(code) } else { "" }
}

/// Whether a category is bought one need at a time: who answers each request then says more than who was awarded what.
pub(super) fn is_call_off(scheme: &str, code: &str) -> bool {
    file().call_off.iter().any(|one| one.scheme == scheme && (code.starts_with(&one.code) || one.code.starts_with(code)))
}

/// Whether an inspector's words mean good or better; none for words that are no judgement we know.
pub(super) fn is_good(rating: &str) -> Option<bool> {
    let is = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(rating.trim()));
    is(&file().rating.known).then(|| is(&file().rating.good))
}

/// Where those words come from.
pub(super) fn ratings_source() -> &'static str {
    &file().rating.source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_division_has_its_name_and_care_is_called_off_one_need_at_a_time() {
        assert!(toml::from_str::<File>(DEFAULTS).is_ok_and(|file| file.cpv.iter().filter(|named| named.code.len() == 2).count() == 45));
        assert_eq!(
            (cpv("85"), cpv("45"), cpv("8531"), cpv("00")),
            ("Health and social work services", "Construction work", "Social work services", "")
        );
        assert!(is_call_off("CPV", "85") && is_call_off("CPV", "85311100") && is_call_off("CPV", "60130"));
        assert_eq!([is_good("good"), is_good("Inadequate"), is_good("Not yet inspected")], [Some(true), Some(false), None]);
        assert!(!is_call_off("CPV", "45") && !is_call_off("ProClass", "20"));
    }
}
