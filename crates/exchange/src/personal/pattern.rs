//! The shapes of people's details, each with what keeps it from fitting months, codes and organisations.

use quantity::Date;

use super::PersonalKind;
use super::given_names::is_given_name;
use crate::period::{Form, YearTold, read};

/// Ten digits (spaces or dashes between allowed) whose last is the check digit modulo 11 of the first nine.
pub fn is_nhs_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    let clean = text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '\u{a0}'));
    let [first_nine @ .., check] = digits.as_slice() else { return false };
    if !clean || first_nine.len() != 9 || digits.iter().all(|digit| Some(digit) == digits.first()) {
        return false;
    }
    let sum: u32 = first_nine.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        11 => *check == 0,
        10 => false,
        expected => *check == expected,
    }
}

/// `943 476 5919` or `NHS no 9434765919` inside other words.
pub fn nhs_in_text(text: &str) -> bool {
    let says_nhs = text.to_ascii_lowercase().contains("nhs");
    runs(text, |c| c.is_ascii_digit() || c == ' ' || c == '-').any(|run| {
        let run = run.trim_matches([' ', '-']);
        let groups: Vec<usize> = run.split([' ', '-']).map(str::len).collect();
        (groups == [3, 3, 4] || (says_nhs && groups == [10])) && is_nhs_number(run)
    })
}

/// Two letters, six digits, a letter A to D, as `QQ 12 34 56 C`; prefixes never issued are not it.
pub fn is_national_insurance(text: &str) -> bool {
    let clean: Vec<u8> = text.bytes().filter(|b| !matches!(b, b' ' | b'-')).map(|b| b.to_ascii_uppercase()).collect();
    let [one, two, digits @ .., last] = clean.as_slice() else { return false };
    let letters = one.is_ascii_uppercase() && two.is_ascii_uppercase() && !b"DFIQUV".contains(one) && !b"DFIOQUV".contains(two);
    let never =
        matches!([*one, *two], [b'B', b'G'] | [b'G', b'B'] | [b'N', b'K'] | [b'K', b'N'] | [b'T', b'N'] | [b'N', b'T'] | [b'Z', b'Z']);
    letters && !never && digits.len() == 6 && digits.iter().all(u8::is_ascii_digit) && (b'A'..=b'D').contains(last)
}

pub fn national_insurance_in_text(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word.len() == 9 && is_national_insurance(word))
}

/// A day written as one (not a month, a quarter or a year).
pub fn day(text: &str) -> Option<Date> {
    // The two shapes that fill most columns of dates, without the whole reader of periods.
    let number =
        |from: usize, to: usize| text.get(from..to).filter(|t| t.bytes().all(|b| b.is_ascii_digit())).and_then(|t| t.parse::<i16>().ok());
    let signs = |a: usize, b: usize, sign: u8| text.as_bytes().get(a) == Some(&sign) && text.as_bytes().get(b) == Some(&sign);
    if text.len() == 10 && signs(4, 7, b'-') {
        return Date::new(number(0, 4)?, i8::try_from(number(5, 7)?).ok()?, i8::try_from(number(8, 10)?).ok()?).ok();
    }
    if text.len() == 10
        && signs(2, 5, b'/')
        && let (Some(day), Some(month), Some(year)) = (number(0, 2), number(3, 5), number(6, 10))
    {
        return Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    }
    let stamp = read(text, YearTold::default())?;
    let candidate = stamp.candidates.first()?;
    matches!(candidate.form, Form::IsoDay | Form::DayFirst | Form::WordDay | Form::DayRun | Form::MonthFirst)
        .then(|| candidate.period.first_day())
}

/// `AB1 2CD`.
pub fn is_postcode(text: &str) -> bool {
    let clean: Vec<u8> = text.trim().bytes().filter(|b| *b != b' ').collect();
    let Some((outward, inward)) = clean.len().checked_sub(3).map(|at| clean.split_at(at)) else { return false };
    let inward_fits = matches!(inward, [digit, one, two] if digit.is_ascii_digit() && one.is_ascii_uppercase() && two.is_ascii_uppercase());
    let letters = outward.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let rest = outward.get(letters..).unwrap_or_default();
    let outward_fits = (1..=2).contains(&letters) && (1..=2).contains(&rest.len()) && rest.first().is_some_and(u8::is_ascii_digit);
    inward_fits && outward_fits && text.trim().bytes().filter(|b| *b == b' ').count() <= 1
}

/// Two or three capitals, dotted or not: `JP`, `J.P.`, `J P`.
pub fn is_initials(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    (2..=3).contains(&letters.len()) && letters.iter().all(char::is_ascii_uppercase) && text.len() <= 8
}

/// An address whose part before the @ looks like a person's: `j.pritchard@`, not `info@`.
pub fn email(text: &str) -> bool {
    const SHARED: [&str; 28] = [
        "info",
        "enquiries",
        "enquiry",
        "contact",
        "admin",
        "office",
        "hello",
        "team",
        "support",
        "help",
        "mail",
        "data",
        "performance",
        "commissioning",
        "reception",
        "noreply",
        "referrals",
        "feedback",
        "press",
        "hr",
        "finance",
        "customerservices",
        "statistics",
        "stats",
        "publications",
        "general",
        "council",
        "returns",
    ];
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')')).any(|word| {
        let Some((before, domain)) = word.split_once('@') else { return false };
        let shared = before.to_ascii_lowercase();
        let plain = shared.split(['.', '-', '_']).any(|part| SHARED.contains(&part));
        !before.is_empty() && domain.contains('.') && !domain.starts_with('.') && domain.len() > 3 && !plain
    })
}

pub fn is_phone(text: &str) -> bool {
    let clean = text.trim().chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '+' | '(' | ')' | '-'));
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    clean
        && ((digits.len() == 11 && digits.starts_with('0'))
            || (digits.len() == 12 && digits.starts_with("44"))
            || (digits.len() == 10 && digits.starts_with("01")))
}

pub fn is_mobile(text: &str) -> bool {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    is_phone(text) && (digits.starts_with("07") || digits.starts_with("447"))
}

/// Words that organisations, places and measures have and people do not.
const NOT_PEOPLE: [&str; 96] = [
    "care",
    "homecare",
    "home",
    "homes",
    "house",
    "housing",
    "trust",
    "council",
    "services",
    "service",
    "support",
    "ltd",
    "limited",
    "group",
    "agency",
    "road",
    "street",
    "court",
    "lodge",
    "park",
    "ward",
    "hall",
    "centre",
    "center",
    "school",
    "academy",
    "college",
    "hospital",
    "clinic",
    "surgery",
    "practice",
    "association",
    "society",
    "partnership",
    "foundation",
    "county",
    "borough",
    "district",
    "city",
    "town",
    "north",
    "south",
    "east",
    "west",
    "central",
    "upon",
    "under",
    "green",
    "hill",
    "vale",
    "valley",
    "bridge",
    "bay",
    "sea",
    "total",
    "all",
    "and",
    "of",
    "the",
    "in",
    "on",
    "team",
    "living",
    "health",
    "community",
    "resource",
    "solutions",
    "independent",
    "learning",
    "day",
    "night",
    "outreach",
    "recovery",
    "project",
    "scheme",
    "homeless",
    "england",
    "scotland",
    "wales",
    "shire",
    "isle",
    "outcome",
    "annual",
    "monthly",
    "quarterly",
    "figure",
    "target",
    "unit",
    "number",
    "rate",
    "percentage",
    "cost",
    "average",
    "forest",
    "moor",
    "field",
];

/// Whether the text could be a person's name, and if so whether its given name is a usual one: `Joan Pritchard`,
/// `PRITCHARD, Joan`, `Mrs J Pritchard`, `J. Pritchard`.
pub fn person_name(text: &str) -> Option<bool> {
    let allowed = |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | ',' | '\'' | '’' | '-');
    if !text.chars().all(allowed) {
        return None;
    }
    let words: Vec<&str> = text.split([' ', ',', '.']).filter(|word| !word.is_empty()).collect();
    if !(2..=4).contains(&words.len()) {
        return None;
    }
    let capitalised = words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase));
    let organisation = words.iter().any(|word| NOT_PEOPLE.contains(&word.to_lowercase().as_str()));
    let long_enough = words.iter().filter(|word| word.chars().count() >= 2).count() >= 1;
    if !capitalised || organisation || !long_enough {
        return None;
    }
    let title = words.first().is_some_and(|word| is_title(word));
    let comma = text.contains(',').then(|| words.get(1)).flatten();
    let given = title || is_given_name(comma.or(words.first()).copied().unwrap_or_default());
    let initial_first = words.first().is_some_and(|word| word.chars().count() == 1) && words.len() <= 3;
    Some(given || initial_first)
}

fn is_title(word: &str) -> bool {
    matches!(word, "Mr" | "Mrs" | "Ms" | "Miss" | "Mx" | "Dr" | "Cllr" | "Sir" | "Dame")
}

/// Who a remark speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InText {
    Name(String),
    Initials(String),
}

/// Words after which two capitals are a person.
const PEOPLE_WORDS: [&str; 26] = [
    "client",
    "clients",
    "user",
    "su",
    "patient",
    "resident",
    "tenant",
    "child",
    "pupil",
    "person",
    "re",
    "mum",
    "mother",
    "father",
    "dad",
    "son",
    "daughter",
    "wife",
    "husband",
    "customer",
    "individual",
    "mr",
    "mrs",
    "ms",
    "miss",
    "yp",
];
/// Capitals that are never a person in remarks of this trade.
const ACRONYMS: [&str; 60] = [
    "NHS", "CQC", "ICB", "CCG", "GP", "GPS", "LA", "UK", "EU", "NB", "PS", "TBC", "TBA", "NA", "AM", "PM", "KPI", "FTE", "DTOC", "ASC",
    "CHC", "DFG", "BCF", "QA", "HR", "IT", "ID", "OT", "SW", "SU", "PA", "PO", "VAT", "SLA", "LD", "MH", "DP", "DB", "DBS", "RI", "RTA",
    "YP", "EHC", "SEN", "A&E", "ED", "AE", "EE", "IE", "EG", "ETC", "RE", "OK", "CV", "PPE", "VCS", "PFI", "RAG", "YTD", "MDT",
];

/// A title and a surname, dotted initials, two capitals after `client`, or a given name and a surname.
pub fn person_in_text(text: &str) -> Option<InText> {
    // Nothing to look for without a capital after a space or at the start, and most remarks are quick to pass.
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | ')' | '/' | '"' | '‘' | '“' | '–'))
        .filter(|w| !w.is_empty())
        .collect();
    if words.len() < 2 {
        return None;
    }
    for (at, raw) in words.iter().enumerate() {
        let word = raw.trim_matches(['.', '\'', '’', '!', '?']);
        let next = words
            .get(at + 1)
            .map(|next| next.trim_matches(['.', '\'', '’', '!', '?']))
            .map(|next| next.strip_suffix("’s").or_else(|| next.strip_suffix("'s")).unwrap_or(next));
        let capitals =
            |t: &str| (1..=3).contains(&t.chars().count()) && t.chars().all(|c| c.is_ascii_uppercase()) && !ACRONYMS.contains(&t);
        let dotted = raw.trim_end_matches('.').split('.').count() >= 2
            && raw.split('.').filter(|part| !part.is_empty()).all(|part| part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase()));
        if dotted && raw.contains('.') && !ACRONYMS.contains(&raw.replace('.', "").as_str()) {
            return Some(InText::Initials((*raw).to_owned()));
        }
        let Some(next) = next else { continue };
        if is_title(word) && word != "Cllr" && (starts_like_name(next) || capitals(next)) {
            return Some(InText::Initials(format!("{word} {next}")));
        }
        if PEOPLE_WORDS.contains(&word.to_lowercase().as_str()) && next.len() >= 2 && capitals(next) {
            return Some(InText::Initials(next.to_owned()));
        }
        let not_people = |t: &str| NOT_PEOPLE.contains(&t.to_lowercase().as_str());
        let third_not = words
            .get(at + 2)
            .is_none_or(|third| !(third.starts_with(char::is_uppercase) && not_people(third.trim_matches(['.', ',', '\'']))));
        if starts_like_name(word)
            && is_given_name(word)
            && starts_like_name(next)
            && !not_people(next)
            && third_not
            && !is_month(word)
            && !is_month(next)
        {
            return Some(InText::Name(format!("{word} {next}")));
        }
    }
    None
}

fn is_month(word: &str) -> bool {
    let lower = word.to_lowercase();
    quantity::month::NAMES.iter().any(|name| name.to_lowercase() == lower || (lower.len() == 3 && name.to_lowercase().starts_with(&lower)))
}

fn starts_like_name(word: &str) -> bool {
    let mut letters = word.chars();
    word.chars().count() >= 3
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(|c| c.is_lowercase() || matches!(c, '-' | '\'' | '’') || c.is_uppercase())
        && word.chars().any(char::is_lowercase)
}

fn runs(text: &str, holds: fn(char) -> bool) -> impl Iterator<Item = &str> {
    text.split(move |c| !holds(c)).filter(|run| run.len() >= 10)
}

/// A sample that shows the shape and not the person: the first letter of each word of a name, and nothing else.
pub fn masked(kind: PersonalKind, sample: &str) -> String {
    let keep_first = matches!(kind, PersonalKind::Name | PersonalKind::NameInText);
    let mut before = ' ';
    let mut out = String::new();
    for letter in sample.chars().take(40) {
        let shown = !letter.is_alphanumeric() || (keep_first && !before.is_alphanumeric());
        out.push(if shown { letter } else { '•' });
        before = letter;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nhs_numbers_are_told_by_their_check_digit() {
        assert!(is_nhs_number("943 476 5919") && is_nhs_number("9434765919"));
        assert!(!is_nhs_number("943 476 5918") && !is_nhs_number("1111111111") && !is_nhs_number("12345"));
        assert!(nhs_in_text("Moved on, NHS no. 9434765919, in May") && nhs_in_text("see 943 476 5919"));
        assert!(!nhs_in_text("order 9434765919 of May"));
    }

    #[test]
    fn other_numbers_have_their_shapes() {
        assert!(is_national_insurance("AB 12 34 56 C") && is_national_insurance("AB123456C"));
        assert!(!is_national_insurance("BG123456A") && !is_national_insurance("SC123456") && !is_national_insurance("AB123456E"));
        assert!(is_postcode("AB1 2CD") && is_postcode("M1 1AE") && !is_postcode("E07") && !is_postcode("Q3 2024"));
        assert!(is_mobile("07700 900123") && is_phone("0161 496 0000") && !is_phone("2024202420"));
        assert!(email("j.pritchard@example.org") && !email("info@example.org") && !email("a@b"));
        assert!(is_initials("J.P.") && is_initials("JP") && !is_initials("Oak") && !is_initials("JPRST"));
    }

    #[test]
    fn people_are_told_from_organisations_and_places() {
        for (text, expected) in [
            ("Joan Pritchard", Some(true)),
            ("PRITCHARD, Joan", Some(true)),
            ("Mrs J Pritchard", Some(true)),
            ("J. Pritchard", Some(true)),
            ("High Tarrow Homecare", None),
            ("Barking and Dagenham", None),
            ("Grace House", None),
            ("Milton Keynes", Some(false)),
            ("April 2024", None),
            ("Darlington", None),
        ] {
            assert_eq!(person_name(text), expected, "{text}");
        }
    }

    #[test]
    fn remarks_tell_of_people_only_where_they_do() {
        for text in ["Mrs Pritchard moved out", "client JP refused", "Delayed, re J.P. in hospital", "Spoke to Joan Pritchard on Tuesday"] {
            assert!(person_in_text(text).is_some(), "{text}");
        }
        for text in [
            "CQC visit in May 2026",
            "prov. figure, NHS data late",
            "30 min from Apr 25",
            "Definition changed from April 2025",
            "GP referrals up",
            "A.M. visits only",
            "corrected",
            "Grace House closed",
            "e.g. Aldermere",
            "U.K. total",
        ] {
            assert_eq!(person_in_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_masked_sample_shows_only_the_shape() {
        assert_eq!(masked(PersonalKind::Name, "Joan Pritchard"), "J••• P••••••••");
        assert_eq!(masked(PersonalKind::NhsNumber, "943 476 5919"), "••• ••• ••••");
        assert_eq!(masked(PersonalKind::Initials, "J.P."), "•.•.");
    }
}
