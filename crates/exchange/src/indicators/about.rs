//! A file that describes measures: direction of good, unit, theme, definition, which years they are of. The Department for Education's
//! dictionary, the Improvement Service's indicator information, the Office for National Statistics' metadata, or a table of one's own.

use std::collections::HashMap;

use quantity::Direction;
use serde_json::Value;

use super::columns::{self, Columns};
use super::stretch::YearKind;
use crate::heading::bare;
use crate::note::Notes;
use crate::open;
use crate::unreadable::{Limits, Unreadable};

/// One measure as it is described.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Described {
    pub code: String,
    pub name: String,
    pub title: String,
    pub polarity: Option<Direction>,
    pub aim: Option<f64>,
    pub places: Option<u8>,
    pub unit: String,
    pub theme: String,
    pub definition: String,
    pub source: String,
    pub edition: String,
    pub years: Option<YearKind>,
}

/// All that a file describes.
#[derive(Debug, Clone, Default)]
pub struct About {
    all: Vec<Described>,
    by_code: HashMap<String, Vec<usize>>,
    by_name: HashMap<String, Vec<usize>>,
}

/// Why a description could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAbout {
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    #[error(
        "No description of measures was found. It has a row for each measure, with a column of codes or names and at least one of: polarity, unit, theme, definition. Metadata of the Office for National Statistics (JSON) are read too."
    )]
    NothingSaid,
}

const CODES: [&str; 6] = ["measureshort", "code", "indicatorcode", "measurecode", "indicatorid", "shortdesc"];
const NAMES: [&str; 7] = ["measure", "indicator", "indicatorname", "name", "title", "dataitem", "charttitle"];
const SAYS: [&str; 8] = ["polarity", "rankingtype", "directionofgood", "unit", "yaxisname", "theme", "definition", "description"];

impl About {
    /// Reads a description: JSON metadata, or a table.
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<About, NotAbout> {
        if bytes.trim_ascii_start().starts_with(b"{") || bytes.starts_with(b"\xef\xbb\xbf{") {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let json: Value = serde_json::from_slice(bytes).map_err(|_| NotAbout::NothingSaid)?;
            let all = of_json(&json);
            return if all.is_empty() { Err(NotAbout::NothingSaid) } else { Ok(About::of(all)) };
        }
        let book = open::book(bytes, limits, &mut Notes::default(), &mut |_, _| {})?;
        let known = |heading: &str| {
            let heading = bare(heading);
            SAYS.contains(&heading.as_str()) || CODES.contains(&heading.as_str()) || NAMES.contains(&heading.as_str())
        };
        let table = columns::of_book(&book, known).ok_or(NotAbout::NothingSaid)?;
        if table.find(&SAYS).is_none() || (table.find(&CODES).is_none() && table.find(&NAMES).is_none()) {
            return Err(NotAbout::NothingSaid);
        }
        Ok(About::of(of_table(&table)))
    }

    pub fn of(all: Vec<Described>) -> About {
        let mut made = About::default();
        for (at, one) in all.iter().enumerate() {
            for name in [&one.name, &one.title] {
                push(&mut made.by_name, bare(name), at);
            }
            push(&mut made.by_code, bare(&one.code), at);
        }
        made.all = all;
        made
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The description of a measure: by its code and name together, else by either where just one has it.
    pub fn find(&self, code: &str, name: &str) -> Option<&Described> {
        let (code, name) = (bare(code), bare(name));
        let of_code = self.by_code.get(&code).filter(|_| !code.is_empty()).map_or(&[][..], Vec::as_slice);
        let of_name = self.by_name.get(&name).filter(|_| !name.is_empty()).map_or(&[][..], Vec::as_slice);
        let both = of_code.iter().find(|at| of_name.contains(at));
        let alone = match (of_code, of_name) {
            ([one], _) | ([], [one]) => Some(one),
            // Told twice over, and both times alike.
            ([one, more @ ..], _) if more.iter().all(|at| self.all.get(*at) == self.all.get(*one)) => Some(one),
            _ => None,
        };
        both.or(alone).or(of_code.first()).and_then(|at| self.all.get(*at))
    }
}

fn push(index: &mut HashMap<String, Vec<usize>>, key: String, at: usize) {
    let places = index.entry(key).or_default();
    if places.last() != Some(&at) {
        places.push(at);
    }
}

fn of_table(table: &Columns) -> Vec<Described> {
    let at = |names: &[&str]| table.find(names);
    let (code, name) = (at(&CODES), at(&NAMES));
    let title = at(&["charttitle", "title", "fullname"]).or(name);
    let polarity = at(&["polarity", "rankingtype", "directionofgood"]);
    let (aim, places) = (at(&["rankinggoldilocksmidpoint", "aim"]), at(&["dps", "places", "decimals"]));
    let unit = at(&["yaxisname", "unit", "numberformat"]);
    let kind = at(&["measuretype"]);
    let theme = at(&["topic", "theme", "iscategory", "domain"]);
    let definition = at(&["description", "definition", "numeratorcorrect"]);
    let per = at(&["denominatorcorrect"]);
    let source = at(&["dataownerdosupplierandcontactdetails", "source", "publisher"]);
    let (edition, years) = (at(&["lastupdate", "edition"]), at(&["yeartype"]));
    let text = |column: Option<usize>, row: usize| match table.text(column, row) {
        "NA" => String::new(),
        said => said.to_owned(),
    };
    (0..table.len())
        .map(|row| {
            let mut definition = text(definition, row);
            let over = text(per, row);
            if !over.is_empty() {
                definition = format!("{definition}, over {over}");
            }
            let format = text(unit, row);
            // A spreadsheet's pattern, `0.00 "tCO2"`, says its unit between quotation marks.
            let format = format.split('"').nth(1).map(str::to_owned).unwrap_or(format);
            let kind = text(kind, row);
            Described {
                code: text(code, row),
                name: text(name, row),
                title: text(title, row),
                polarity: direction(&text(polarity, row)),
                aim: text(aim, row).parse().ok(),
                places: text(places, row).parse().ok(),
                // The kind of measure says it in words where its format is a pattern.
                unit: if kind.is_empty() || format.contains(['%', '£']) || format.chars().any(char::is_alphabetic) {
                    format
                } else {
                    kind
                },
                theme: text(theme, row),
                definition,
                source: text(source, row),
                edition: text(edition, row),
                years: year_kind(&text(years, row)),
            }
        })
        .filter(|one| !one.code.is_empty() || !one.name.is_empty())
        .collect()
}

/// Which way is good, as publishers say it. Ascending means that the lowest comes first.
pub fn direction(said: &str) -> Option<Direction> {
    match said.trim().to_lowercase().as_str() {
        "high" | "higher" | "high is good" | "higher is better" | "desc" | "descending" | "increase" => Some(Direction::High),
        "low" | "lower" | "low is good" | "lower is better" | "asc" | "ascending" | "decrease" => Some(Direction::Low),
        "-" | "neither" | "none" | "neutral" | "not applicable" | "goldilocks" | "no polarity" => Some(Direction::Neither),
        _ => None,
    }
}

fn year_kind(said: &str) -> Option<YearKind> {
    let lower = said.to_lowercase();
    match () {
        () if lower.starts_with("academic") || lower.starts_with("school") => Some(YearKind::Academic),
        () if lower.starts_with("financial") => Some(YearKind::Financial),
        () if lower.starts_with("calendar") || lower.starts_with("annual") => Some(YearKind::AsWritten),
        () => None,
    }
}

/// Metadata of Explore Local Statistics: what all share, and each indicator by its name.
fn of_json(json: &Value) -> Vec<Described> {
    let Some(said) = json.get("ess-beta-metadata").and_then(Value::as_object) else { return Vec::new() };
    let shared = said.get("shared").cloned().unwrap_or_default();
    let each: Vec<(&str, &Value)> = if said.contains_key("label") {
        json.get("ess-beta-metadata").map(|one| ("", one)).into_iter().collect()
    } else {
        said.iter().filter(|(name, one)| *name != "shared" && one.is_object()).map(|(name, one)| (name.as_str(), one)).collect()
    };
    let described = |(name, one): (&str, &Value)| {
        let text = |key: &str| one.get(key).and_then(Value::as_str).or_else(|| shared.get(key).and_then(Value::as_str)).unwrap_or_default();
        let places = one.get("decimalPlaces").or_else(|| shared.get("decimalPlaces")).and_then(Value::as_u64);
        let label = text("label");
        let parts = [text("longDescription"), text("caveats")].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        Described {
            name: if name.is_empty() { label.to_owned() } else { name.to_owned() },
            title: label.to_owned(),
            places: places.and_then(|places| u8::try_from(places).ok()),
            unit: [text("suffix"), text("prefix")].concat(),
            definition: parts.join("\n\n"),
            source: text("sourceOrg").to_owned(),
            edition: text("sourceDate").to_owned(),
            ..Described::default()
        }
    };
    each.into_iter().map(described).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dictionary_is_found_by_code_and_name_and_says_which_way_is_good() {
        let text = "Measure_short,Measure,Chart_title,Polarity,y_axis_name,Year_Type,dps,Topic\n\
                    A,Births,Births per 1000,Low,Rate per 1000 births,Calendar Year,1,Health\n\
                    A,Deaths,Deaths,-,Number,Academic Year,NA,Health\n\
                    B,Pupils,Pupils,High,% of pupils,Financial Year,0,School\n";
        let about = About::read(text.as_bytes(), &Limits::default()).expect("a description");
        let found = |code: &str, name: &str| about.find(code, name).map(|one| (one.name.as_str(), one.polarity, one.years));
        assert_eq!(found("a", "deaths"), Some(("Deaths", Some(Direction::Neither), Some(YearKind::Academic))));
        assert_eq!(found("B", "no such name"), Some(("Pupils", Some(Direction::High), Some(YearKind::Financial))));
        assert_eq!(found("", "Births per 1000"), Some(("Births", Some(Direction::Low), Some(YearKind::AsWritten))));
        assert_eq!(found("C", "Nothing"), None);
        assert!(matches!(About::read(b"a,b\n1,2\n", &Limits::default()), Err(NotAbout::NothingSaid)));
    }

    #[test]
    fn metadata_as_json_tell_each_indicator_and_what_all_share() {
        let json = r#"{"_note": "x", "ess-beta-metadata": {"shared": {"suffix": "%", "decimalPlaces": 1, "sourceOrg": "ONS", "caveats": "Take care."},
                       "Literacy": {"label": "Literacy", "longDescription": "Children who read."}}}"#;
        let about = About::read(json.as_bytes(), &Limits::default()).expect("a description");
        let one = about.find("", "Literacy").expect("is described");
        assert_eq!((one.unit.as_str(), one.places, one.definition.as_str()), ("%", Some(1), "Children who read.\n\nTake care."));
        assert!(matches!(About::read(b"{\"a\": 1}", &Limits::default()), Err(NotAbout::NothingSaid)));
    }
}
