//! People in market records. Who is paid by a public body is public; who is cared for never is, and nothing of it goes into open tables.

use std::collections::VecDeque;

use super::columns::Found;
use super::reading::NotRecords;
use super::rows::Line;
use crate::heading::{bare, words};
use crate::personal::pattern::person_name;
use crate::personal::{self, PersonalKind};
use crate::table::{Book, Cell, Format, Row, Sheet};

/// The name that stands for all whose names were held back by whoever published the file.
pub const REDACTED: &str = "Redacted";
/// The name that stands for each person whose name is left out here.
pub const INDIVIDUAL: &str = "Individual, name left out";

/// A name that says it was held back: `Redacted Personal Data`, `REDACTED`, `Name withheld`.
pub fn is_redacted(name: &str) -> bool {
    // `Acorn Care Ltd#Redacted` is named all the same.
    let bare = bare(name.split('#').next().unwrap_or_default());
    bare.contains("redact")
        || matches!(
            bare.as_str(),
            "withheld"
                | "namewithheld"
                | "personaldata"
                | "personalinformation"
                | "confidential"
                | "individual"
                | "privateindividual"
                | "sundryindividual"
        )
}

/// A person beyond doubt: a usual given name and a surname, and nothing of an organisation about it.
pub fn is_person(name: &str) -> bool {
    person_name(name) == Some(true)
}

/// What must not be read of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// Columns left unread, counted from nought, with a sentence for each.
    pub columns: Vec<(usize, String)>,
    /// Most of those who are paid are people by their names.
    pub names: bool,
}

/// Looks through the first rows before anything is written. Columns of people's details are refused, unless the file is published: then they
/// are passed over.
pub fn look(head: &VecDeque<Line>, found: &Found, names: Option<usize>, published: bool, near_people: bool) -> Result<Held, NotRecords> {
    let rows = head.iter().map(|line| Row { number: line.number, cells: line.cells().map(Cell::of_text).collect() }).collect();
    let book = Book { format: Format::Text, sheets: vec![Sheet { rows, ..Sheet::default() }] };
    let mut held = Held::default();
    for seen in personal::look(&book, &|_| false) {
        let Some(column) = seen.column.and_then(|column| column.checked_sub(1)).map(|column| column as usize) else { continue };
        let birth = || words(&seen.heading).iter().any(|word| matches!(word.as_str(), "birth" | "dob" | "born"));
        let plain = match seen.kind {
            PersonalKind::NhsNumber | PersonalKind::NationalInsuranceNumber => true,
            // Officers of a register and managers of homes are named in public.
            PersonalKind::Initials | PersonalKind::Name => near_people,
            PersonalKind::DateOfBirth => birth(),
            _ => false,
        };
        let in_text = matches!(seen.kind, PersonalKind::InitialsInText | PersonalKind::NameInText);
        if plain && Some(column) == names && matches!(seen.kind, PersonalKind::Name | PersonalKind::Initials) {
            held.names = !published;
        } else if plain && !published {
            return Err(NotRecords::People(format!("{}: {}", seen.place(), seen.why)));
        } else if (plain || (in_text && near_people && !published)) && found.at.contains(&Some(column)) && Some(column) != names {
            held.columns.push((column, format!("It seems to hold {}: not read.", seen.looks_like())));
        }
    }
    Ok(held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_a_person_is_is_told_by_the_name_alone() {
        for text in ["Redacted Personal Data", "REDACTED", "Name Withheld"] {
            assert!(is_redacted(text) && !is_person(text), "{text}");
        }
        assert!(!is_redacted("Acorn Care Ltd#REDACTED - Personal Data"));
        assert!(is_person("Joan Pritchard") && is_person("Mr P Hale"));
        for text in ["Acorn Care Ltd", "ALLSTAR BUSINESS SOLUTIONS LTD", "Barclaycard", "Mears Limited"] {
            assert!(!is_person(text) && !is_redacted(text), "{text}");
        }
        assert_eq!(format!("name:{}", crate::market::party::even(INDIVIDUAL)), "name:INDIVIDUAL NAME LEFT OUT");
    }
}
