//! Whether a figure counts pounds or thousands of them: what the file says, and what a person says of it.

use model::spend::SpendUnit;

use super::NotSpending;
use super::columns::Columns;
use crate::note::{NoteKind, Notes, Odd};
use crate::table::{Place, Sheet};

/// The unit, and whether the file says it. A person's word holds, and where the file says otherwise that is noted.
pub fn unit(sheet: &Sheet, columns: &Columns, told: Option<SpendUnit>, notes: &mut Notes) -> Result<(SpendUnit, bool), NotSpending> {
    let found = said(sheet, columns);
    let (unit, in_file) = match (told, &found) {
        (Some(told), Some((file, ..))) => (told, told == *file),
        (Some(told), None) => (told, false),
        (None, Some((file, ..))) => (*file, true),
        (None, None) => return Err(NotSpending::UnitNotSaid),
    };
    if let Some((file, at, seen)) = found {
        let read_as = if file == unit {
            format!("Every figure is read as {}.", in_words(unit))
        } else {
            format!("The file says {}. You said {}, and every figure is read so: check it.", in_words(file), in_words(unit))
        };
        notes.add(&Odd { kind: NoteKind::UnitSaid, about: "", seen: &seen, read_as: &read_as }, at);
    } else {
        let read_as = format!("The file does not say its unit. Every figure is read as {}, as you said.", in_words(unit));
        notes.add(&Odd { kind: NoteKind::UnitSaid, about: "", seen: "", read_as: &read_as }, Place::new(&sheet.name, 0, 0));
    }
    Ok((unit, in_file))
}

pub fn in_words(unit: SpendUnit) -> &'static str {
    match unit {
        SpendUnit::Pounds => "pounds",
        SpendUnit::Thousands => "thousands of pounds",
    }
}

/// Titles, headings and footnotes: wherever there are words and no row of the table.
fn said(sheet: &Sheet, columns: &Columns) -> Option<(SpendUnit, Place, String)> {
    let mut pounds = None;
    for row in sheet.rows.iter().filter(|row| row.number <= columns.heading || row.filled() <= 2) {
        for (column, cell) in (1u32..).zip(&row.cells) {
            let text = cell.shown();
            let found = of(&text).map(|unit| (unit, Place::new(&sheet.name, row.number, column), text.clone().into_owned()));
            match found {
                Some(found) if found.0 == SpendUnit::Thousands => return Some(found),
                Some(found) => pounds = pounds.or(Some(found)),
                None => {}
            }
        }
    }
    pounds
}

fn of(text: &str) -> Option<SpendUnit> {
    let plain: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '‘' | ',')).collect();
    let has = |some: &[&str]| some.iter().any(|one| plain.contains(one));
    if has(&["£000", "£k", "£thousand", "thousandsofpounds", "inthousands", "in£1000", "(£1000)", "[£1000]", "£1000s"]) {
        return Some(SpendUnit::Thousands);
    }
    if has(&["£m", "£bn", "million"]) {
        return None;
    }
    (has(&["inpounds", "in£", "(£)", "[£]"]) || plain == "£").then_some(SpendUnit::Pounds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_wherever_returns_say_it_and_never_guessed() {
        for (text, said) in [
            ("Data are presented in £000's", Some(SpendUnit::Thousands)),
            ("Outturn 2024/25 (£ thousand)", Some(SpendUnit::Thousands)),
            ("Amount (£)", Some(SpendUnit::Pounds)),
            ("All figures are in pounds", Some(SpendUnit::Pounds)),
            ("£ million", None),
            ("Expenditure", None),
            ("Net cost (£1,000)", Some(SpendUnit::Thousands)),
            ("Payments over £1,000", None),
            ("Contracts of £100,000 and more", None),
        ] {
            assert_eq!(of(text), said, "{text}");
        }
    }
}
