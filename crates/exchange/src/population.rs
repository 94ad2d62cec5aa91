//! A population file: how many people are alike in age, group, level of need and whatever else its columns say.

use crate::note::Notes;
use crate::number::{self, Figure};
use crate::table::Row;
use crate::unreadable::Limits;
use crate::{open, personal};

/// People alike; cells as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub age_band: String,
    pub group: String,
    pub need_level: String,
    pub count: u64,
    /// Other columns, heading and cell.
    pub facts: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Population {
    pub rows: Vec<Alike>,
    /// The calendar year its own column says, where it has one.
    pub year: Option<i16>,
    /// Rows left out, with the reason and the cell.
    pub noticed: Vec<String>,
}

/// A row is a kind of people and not a person: more than this is no such file.
const MOST_ROWS: usize = 20_000;

const HEADINGS: [&str; 4] = ["age band", "group", "need level", "count"];

/// Reads CSV or a spreadsheet's first sheet.
///
/// # Errors
/// A sentence that names the row and column, and the mend. A file that lists people is refused as a whole.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Population, String> {
    let book = open::book(bytes, limits, &mut Notes::default(), &mut |_, _| {}).map_err(|unreadable| unreadable.to_string())?;
    if let Some(found) = personal::look(&book, &|_| false).first() {
        return Err(format!(
            "This looks like {} at {}. A population file counts people and names nobody: take them out.",
            found.looks_like(),
            found.place()
        ));
    }
    let sheet = book.sheets.iter().find(|sheet| !sheet.rows.is_empty()).ok_or("There is nothing in this file.")?;
    let (heading, body) = sheet.rows.split_first().ok_or("There is nothing in this file.")?;
    if body.len() > MOST_ROWS {
        return Err(format!("There are {} rows, and at most {MOST_ROWS} are taken: put people who are alike into one row.", body.len()));
    }
    Columns::of(heading)?.read(body)
}

struct Columns {
    /// Of `HEADINGS`, in their order.
    known: [u32; 4],
    year: Option<u32>,
    facts: Vec<(u32, String)>,
}

impl Columns {
    fn of(heading: &Row) -> Result<Columns, String> {
        let mut found: [Option<u32>; 4] = [None; 4];
        let (mut year, mut facts): (Option<u32>, Vec<(u32, String)>) = (None, Vec::new());
        for (column, cell) in (1u32..).zip(&heading.cells) {
            let name = cell.shown().trim().to_lowercase().replace(['_', '-'], " ");
            if name.is_empty() {
                continue;
            }
            let is_twice = match HEADINGS.iter().position(|known| *known == name).and_then(|at| found.get_mut(at)) {
                Some(place) => place.replace(column).is_some(),
                None if name == "year" => year.replace(column).is_some(),
                None => {
                    let is_twice = facts.iter().any(|(_, other)| *other == name);
                    facts.push((column, name.clone()));
                    is_twice
                }
            };
            if is_twice {
                return Err(format!("Two columns are headed “{name}” in row {}. Keep one.", heading.number));
            }
        }
        let [age_band, group, need_level, count] = found;
        let need = |at: usize, column: Option<u32>| {
            column.ok_or_else(|| {
                format!("There is no column headed “{}” in row {}. It needs: {}.", HEADINGS[at], heading.number, HEADINGS.join(", "))
            })
        };
        Ok(Columns { known: [need(0, age_band)?, need(1, group)?, need(2, need_level)?, need(3, count)?], year, facts })
    }

    fn read(&self, body: &[Row]) -> Result<Population, String> {
        let mut all = Population::default();
        let [age_band, group, need_level, count] = self.known;
        for row in body.iter().filter(|row| row.filled() > 0) {
            let text = |column: u32| row.cell(column).shown().trim().to_owned();
            let said = text(count);
            let counted = match number::of_cell(row.cell(count)).0 {
                Figure::Number(n) if n.value >= 0.0 && n.value.fract() == 0.0 && n.value < 1e12 && !n.percent => n.value as u64,
                Figure::Missing(_) => {
                    all.noticed.push(format!("Row {}: left out, its count is “{said}”.", row.number));
                    continue;
                }
                _ => return Err(format!("Row {}, column “count”: “{said}” is not a whole number of people. Write 0 or more.", row.number)),
            };
            if let Some(column) = self.year {
                let said = text(column);
                let year: i16 = said
                    .parse()
                    .ok()
                    .filter(|year| (1990..=2100).contains(year))
                    .ok_or_else(|| format!("Row {}, column “year”: “{said}” is not a year. Write it as 2026.", row.number))?;
                if all.year.is_some_and(|other| other != year) {
                    return Err(format!(
                        "Row {}, column “year”: {year} stands beside {}. Load one year at a time.",
                        row.number,
                        all.year.unwrap_or(year)
                    ));
                }
                all.year = Some(year);
            }
            let facts = self.facts.iter().map(|(column, name)| (name.clone(), text(*column))).collect();
            all.rows.push(Alike { age_band: text(age_band), group: text(group), need_level: text(need_level), count: counted, facts });
        }
        if all.rows.is_empty() {
            return Err("There is no row with a count of people.".to_owned());
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str = "Age band,Group,Need level,Count,Year,Vehicles a day\n65 and over,High Tarrow,rural,\"1,200\",2026,3400\nunder 65,High Tarrow,rural,<5,2026,3400\n,,,,,\nunder 65,Aldermere,town,300,2026,9000\n";

    #[test]
    fn people_alike_are_read_and_what_is_withheld_is_left_out_and_said() {
        let read = read(TEXT.as_bytes(), &Limits::default()).expect("reads");
        assert_eq!((read.rows.len(), read.year), (2, Some(2026)));
        let first = &read.rows[0];
        assert_eq!(
            (first.age_band.as_str(), first.count, &first.facts[0]),
            ("65 and over", 1_200, &("vehicles a day".to_owned(), "3400".to_owned()))
        );
        assert_eq!(read.noticed, ["Row 3: left out, its count is “<5”."]);
    }

    #[test]
    fn what_cannot_be_read_names_its_row_column_and_mend() {
        for (text, said) in [
            (TEXT.replace("300", "-3"), "Row 5, column “count”: “-3” is not a whole number"),
            (TEXT.replace("300", "30%"), "Row 5, column “count”"),
            (TEXT.replace("Need level", "Level"), "no column headed “need level”"),
            (TEXT.replace("Vehicles a day", "Group"), "Two columns are headed “group”"),
            (TEXT.replace("300,2026", "300,2024"), "2024 stands beside 2026"),
            (TEXT.replace("300,2026", "300,soon"), "“soon” is not a year"),
            ("age band,group,need level,count\n".to_owned(), "no row with a count"),
        ] {
            let refused = read(text.as_bytes(), &Limits::default()).expect_err(said);
            assert!(refused.contains(said), "{refused}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = read(&bytes, &Limits::default());
        }
    }
}
