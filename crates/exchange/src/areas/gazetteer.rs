//! Which area a file means, by its code or its name. What could be two is told as two.

use std::collections::HashMap;

use model::area::Area;
use quantity::code::AreaCode;

/// Areas by code, former code and name.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    areas: Vec<Area>,
    by_code: HashMap<AreaCode, usize>,
    by_former: HashMap<AreaCode, usize>,
    by_short: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_words: HashMap<String, Vec<usize>>,
}

/// What was made of a code or a name.
#[derive(Debug, Clone, PartialEq)]
pub enum Found<'a> {
    /// The area of that code, or one of that name alone.
    Area(&'a Area),
    /// A code of the right form that no register here knows: a ward, a board, a new authority.
    Code(AreaCode),
    /// The code the same ground had before.
    Recoded {
        was: AreaCode,
        area: &'a Area,
    },
    /// Several have had the name; the first is meant, as it is there today.
    Several(Vec<&'a Area>),
    Unknown,
}

impl Found<'_> {
    pub fn code(&self) -> Option<AreaCode> {
        match self {
            Found::Area(area) | Found::Recoded { area, .. } => Some(area.code.clone()),
            Found::Code(code) => Some(code.clone()),
            Found::Several(areas) => areas.first().map(|area| area.code.clone()),
            Found::Unknown => None,
        }
    }
}

impl Gazetteer {
    /// Of several registers, one after the other; a code told twice is as the first told it.
    pub fn of(areas: impl IntoIterator<Item = Area>) -> Gazetteer {
        let mut made = Gazetteer::default();
        for area in areas {
            if made.by_code.contains_key(&area.code) {
                continue;
            }
            let at = made.areas.len();
            made.by_code.insert(area.code.clone(), at);
            area.former_codes.iter().for_each(|code| {
                made.by_former.entry(code.clone()).or_insert(at);
            });
            for name in std::iter::once(&area.name).chain(&area.also_called) {
                if is_short(name) {
                    made.by_short.entry(name.clone()).or_insert(at);
                    continue;
                }
                push(&mut made.by_name, plain(name), at);
                push(&mut made.by_words, sorted_words(name), at);
            }
            made.areas.push(area);
        }
        made
    }

    pub fn areas(&self) -> &[Area] {
        &self.areas
    }

    pub fn find(&self, code: &AreaCode) -> Option<&Area> {
        self.by_code.get(code).and_then(|at| self.areas.get(*at))
    }

    /// By the code where there is one, else by the name.
    pub fn resolve(&self, code: &str, name: &str) -> Found<'_> {
        if let Ok(parsed) = AreaCode::parse(code) {
            if let Some(area) = self.find(&parsed) {
                return Found::Area(area);
            }
            return match self.by_former.get(&parsed).and_then(|at| self.areas.get(*at)) {
                Some(area) => Found::Recoded { was: parsed, area },
                None => Found::Code(parsed),
            };
        }
        if let Some(area) = self.by_short.get(code.trim()).and_then(|at| self.areas.get(*at)) {
            return Found::Area(area);
        }
        if name.trim().is_empty() && !code.trim().is_empty() { self.named(code) } else { self.named(name) }
    }

    /// By name alone: as it is spelled, or by its words in any order. `Dorset (Pre LG)` is the one that was abolished.
    fn named(&self, name: &str) -> Found<'_> {
        let before = name.rsplit_once('(').filter(|(_, remark)| remark.trim_start().to_lowercase().starts_with("pre"));
        if let Some((name, _)) = before {
            return match self.named(name) {
                Found::Several(areas) => areas.into_iter().find(|area| area.ends.is_some()).map_or(Found::Unknown, Found::Area),
                Found::Area(area) if area.ends.is_none() => Found::Unknown,
                found => found,
            };
        }
        let plain = plain(name);
        if plain.is_empty() {
            return Found::Unknown;
        }
        let exact = self.by_name.get(&plain);
        let Some(found) = exact.or_else(|| self.by_words.get(&sorted_words(name)).filter(|found| found.len() == 1)) else {
            return Found::Unknown;
        };
        let mut areas: Vec<&Area> = found.iter().filter_map(|at| self.areas.get(*at)).collect();
        areas.sort_by_key(|area| (area.ends.is_some(), tier(&area.kind)));
        match areas.as_slice() {
            [] => Found::Unknown,
            [one] => Found::Area(*one),
            // A combined authority shares its name with a region: the region is what tables mean.
            [first, second, ..] if tier(&first.kind) < tier(&second.kind) && second.ends.is_none() => Found::Area(*first),
            _ => Found::Several(areas),
        }
    }
}

fn push(index: &mut HashMap<String, Vec<usize>>, key: String, at: usize) {
    if key.is_empty() {
        return;
    }
    let places = index.entry(key).or_default();
    if places.last() != Some(&at) {
        places.push(at);
    }
}

/// Three to five capitals and digits, as registers abbreviate: TRF, NIR-A.
fn is_short(name: &str) -> bool {
    (2..=6).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'-')
}

fn tier(kind: &str) -> u8 {
    let kind = kind.to_lowercase();
    match () {
        () if kind.contains("nation") || kind == "country" || kind == "region" => 0,
        () if kind.contains("combined") || kind.contains("strategic") => 2,
        () => 1,
    }
}

fn words_of(name: &str) -> Vec<String> {
    name.replace('&', " and ")
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map(|word| word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>())
        .filter(|word| !word.is_empty())
        .collect()
}

fn plain(name: &str) -> String {
    let words = words_of(name);
    let words = words.strip_prefix(&["the".to_owned()]).unwrap_or(&words);
    words.concat()
}

/// `Edinburgh City` and `City of Edinburgh` alike. London keeps its words: the City of London is not London.
fn sorted_words(name: &str) -> String {
    const SAYS_NOTHING: [&str; 12] =
        ["the", "of", "city", "county", "council", "borough", "district", "royal", "metropolitan", "and", "unitary", "authority"];
    let all = words_of(name);
    if all.iter().any(|word| word == "london") {
        return String::new();
    }
    let mut words: Vec<String> = all.into_iter().filter(|word| !SAYS_NOTHING.contains(&word.as_str())).collect();
    words.sort();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(code: &str, name: &str, kind: &str, also: &[&str], ends: Option<i16>, former: &[&str]) -> Area {
        let parsed = |code: &str| AreaCode::parse(code).expect("a code");
        Area {
            code: parsed(code),
            name: name.into(),
            kind: kind.into(),
            nation: "England".into(),
            region: String::new(),
            also_called: also.iter().map(|name| (*name).to_owned()).collect(),
            starts: None,
            ends: ends.map(|year| jiff::civil::date(year, 3, 31)),
            former_codes: former.iter().map(|former| parsed(former)).collect(),
            replaced_by: vec![],
        }
    }

    fn gazetteer() -> Gazetteer {
        Gazetteer::of([
            area("E12000001", "North East", "Region", &[], None, &[]),
            area("E47000010", "North East", "Combined authority", &[], None, &["E47000005"]),
            area("E10000009", "Dorset", "County", &[], Some(2019), &[]),
            area("E06000059", "Dorset", "Unitary authority", &["DST"], None, &[]),
            area("E06000057", "Northumberland", "Unitary authority", &["NBL"], None, &["E06000048"]),
            area("S12000036", "City of Edinburgh", "Council", &[], None, &[]),
            area("E09000001", "City of London", "City corporation", &[], None, &[]),
            area("E12000007", "London", "Region", &[], None, &[]),
        ])
    }

    #[test]
    fn an_area_is_found_by_its_code_its_former_code_and_its_names() {
        let areas = gazetteer();
        let code = |code: &str, name: &str| areas.resolve(code, name).code().map(|code| code.to_string());
        for (text, name, expected) in [
            ("E06000059", "", "E06000059"),
            ("E05015239", "Altrincham", "E05015239"),
            ("DST", "", "E06000059"),
            ("", "northumberland", "E06000057"),
            ("", "Edinburgh City", "S12000036"),
            ("", "London", "E12000007"),
            ("", "City of London", "E09000001"),
            ("Edinburgh, City of", "", "S12000036"),
        ] {
            assert_eq!(code(text, name).as_deref(), Some(expected), "{text} {name}");
        }
        assert!(matches!(areas.resolve("E06000048", ""), Found::Recoded { area, .. } if area.name == "Northumberland"));
        assert_eq!((areas.resolve("", "Atlantis"), areas.resolve("", "")), (Found::Unknown, Found::Unknown));
    }

    #[test]
    fn a_name_that_two_have_had_is_told_as_two_and_a_region_is_no_combined_authority() {
        let areas = gazetteer();
        let Found::Several(both) = areas.resolve("", "Dorset") else { panic!("two Dorsets") };
        assert_eq!(both.iter().map(|area| area.code.as_str()).collect::<Vec<_>>(), ["E06000059", "E10000009"]);
        assert!(matches!(areas.resolve("", "North East"), Found::Area(area) if area.kind == "Region"));
        assert!(matches!(areas.resolve("", "Dorset (Pre LG)"), Found::Area(area) if area.code.as_str() == "E10000009"));
        assert_eq!(areas.resolve("", "Northumberland (Pre LG)"), Found::Unknown, "nobody of that name was abolished");
    }
}
