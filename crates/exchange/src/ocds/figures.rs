//! Amounts, days and codes of a notice, each with a note where it is not what it should be.

use quantity::Date;

use super::loose::Amount;
use super::release::{Classification, Item, Value};
use crate::market::Tally;
use crate::note::NoteKind;
use crate::number::{self, Figure};
use crate::table::Place;

/// Days before this year or this long after today are no days of a contract: programs write 1900 and 2999 for *none*.
const EARLIEST: i16 = 1950;
const YEARS_AHEAD: i16 = 100;

/// Where a value stands, for its note.
#[derive(Clone, Copy)]
pub struct At<'a> {
    pub number: u64,
    /// `the award's value`.
    pub what: &'a str,
    pub today: Date,
}

impl At<'_> {
    pub fn place(&self) -> Place {
        Place::new("", u32::try_from(self.number).unwrap_or(u32::MAX), 0)
    }
}

/// The amount in pence and its currency; empty where there is none.
pub fn money(value: Option<&Value<'_>>, at: At<'_>, tally: &mut Tally<'_>) -> (Option<i64>, String) {
    let Some(value) = value else { return (None, String::new()) };
    let amount = if value.amount == Amount::None { &value.amount_gross } else { &value.amount };
    let pence = amount_of(amount, at, tally);
    let stated = value.currency.get();
    let currency = if stated.len() == 3 { stated.to_ascii_uppercase() } else { String::new() };
    if pence.is_some() && currency.is_empty() {
        let says = format!("The currency of {} is not told. It is in no sum.", at.what);
        tally.note(NoteKind::Currency, "none", stated, &says, at.place());
    }
    (pence, currency)
}

/// Pence, with what was odd about them said.
pub fn amount_of(amount: &Amount<'_>, at: At<'_>, tally: &mut Tally<'_>) -> Option<i64> {
    let pence = match amount {
        Amount::None => return None,
        Amount::Pence(pence) => *pence,
        Amount::Parted(seen, pence) => {
            let says = "Amounts with parts of a penny are taken to the nearest penny.";
            tally.note(NoteKind::PartOfAPenny, "", &seen.to_string(), says, at.place());
            *pence
        }
        Amount::TooLarge(seen) => {
            let says = format!("{} is beyond any that can be counted, and was left empty. Correct it at its source.", sentence(at.what));
            tally.note(NoteKind::AmountAmiss, at.what, &seen.to_string(), &says, at.place());
            return None;
        }
        Amount::Text(text) => in_words(text, at, tally)?,
    };
    if pence < 0 {
        let says = "Less than nothing: kept as it stands, and counted so in every sum.";
        tally.note(NoteKind::NegativeAmount, "", &(pence as f64 / 100.0).to_string(), says, at.place());
    }
    Some(pence)
}

fn in_words(text: &str, at: At<'_>, tally: &mut Tally<'_>) -> Option<i64> {
    let bare = super::loose::Txt(text.into());
    let bare = bare.get();
    if bare.is_empty() {
        return None;
    }
    let upper = bare.to_uppercase();
    let without_code = ["GBP", "EUR", "USD"].iter().find_map(|code| upper.strip_prefix(code).or_else(|| upper.strip_suffix(code)));
    let pence = match number::of_text(without_code.unwrap_or(bare).trim()).0 {
        Figure::Number(found) if !found.percent => match Amount::of_number(found.value) {
            Amount::Pence(pence) | Amount::Parted(_, pence) => Some(pence),
            _ => None,
        },
        _ => None,
    };
    let says = match pence {
        Some(_) => "An amount stands as text where a number should. Read as the amount it says.".to_owned(),
        None => format!("{} stands as text that says no amount, and was left empty.", sentence(at.what)),
    };
    let kind = if pence.is_some() { NoteKind::AmountAsText } else { NoteKind::AmountAmiss };
    tally.note(kind, if pence.is_some() { "" } else { at.what }, text, &says, at.place());
    pence
}

fn sentence(what: &str) -> String {
    let mut letters = what.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

/// The day as it is written, whatever the hour and the offset.
pub fn day(text: &str, at: At<'_>, tally: &mut Tally<'_>) -> Option<Date> {
    if text.is_empty() {
        return None;
    }
    let Some(day) = read_day(text) else {
        let says = format!("{} is no day that can be read, and was left empty.", sentence(at.what));
        tally.note(NoteKind::DayAmiss, at.what, text, &says, at.place());
        return None;
    };
    if day.year() < EARLIEST || day.year() > at.today.year().saturating_add(YEARS_AHEAD) {
        let says =
            format!("{} lies where no contract does, as programs write where there is no day. It was left empty.", sentence(at.what));
        tally.note(NoteKind::DayAmiss, at.what, text, &says, at.place());
        return None;
    }
    Some(day)
}

/// `2025-02-23`, `2025-02-23T12:00:00Z`, and the day first with strokes.
fn read_day(text: &str) -> Option<Date> {
    let head = text.get(..10)?;
    if let Ok(day) = head.parse::<Date>() {
        return Some(day);
    }
    let mut parts = head.split('/');
    let (day, month, year) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Date::new(year, month, day).ok()
}

/// Eight digits, where this is a code of the Common Procurement Vocabulary.
pub fn cpv<'c>(of: &'c Classification<'_>) -> Option<&'c str> {
    let (scheme, id) = (of.scheme.get(), of.id.get());
    let code = id.get(..8).filter(|code| code.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = id.get(8..).unwrap_or_default();
    ((scheme.is_empty() || scheme.eq_ignore_ascii_case("CPV")) && (rest.is_empty() || rest.starts_with('-'))).then_some(code)
}

/// The code of the first item that has one, and its words.
pub fn cpv_of_items<'c>(items: &'c [Item<'_>]) -> Option<(&'c str, &'c str)> {
    items.iter().find_map(|item| {
        let all = item.classification.get().into_iter().chain(item.additional_classifications.iter());
        all.into_iter().find_map(|class| cpv(class).map(|code| (code, class.description.get())))
    })
}
