//! One remark that somebody typed, looked over for people's details before it is kept.

use super::PersonalKind;
use super::pattern::{
    InText, email, is_national_insurance, is_phone, is_postcode, national_insurance_in_text, nhs_in_text, person_in_text,
};

/// What of a person's details a text seems to hold, each kind once, with the words that look so. Empty where nothing does.
pub fn in_remark(text: &str) -> Vec<(PersonalKind, String)> {
    let mut found: Vec<(PersonalKind, String)> = Vec::new();
    let mut add = |kind: PersonalKind, sample: &str| {
        if found.iter().all(|(there, _)| *there != kind) {
            found.push((kind, sample.trim().to_owned()));
        }
    };
    match person_in_text(text) {
        Some(InText::Name(sample)) => add(PersonalKind::NameInText, &sample),
        Some(InText::Initials(sample)) => add(PersonalKind::InitialsInText, &sample),
        None => {}
    }
    if let Some(word) = text.split_whitespace().find(|word| word.contains('@') && email(word)) {
        add(PersonalKind::Email, word);
    }
    if nhs_in_text(text) {
        add(PersonalKind::NhsNumber, "ten digits");
    }
    if national_insurance_in_text(text) {
        add(PersonalKind::NationalInsuranceNumber, "two letters, six digits and a letter");
    }
    for run in text.split(|letter: char| !(letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')' | '-'))) {
        let run = run.trim_matches([' ', '-']);
        if is_phone(run) {
            add(PersonalKind::Telephone, run);
        }
    }
    let words: Vec<&str> = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        let upper = word.to_ascii_uppercase();
        let with_next = words.get(at + 1).map(|next| format!("{upper} {}", next.to_ascii_uppercase()));
        if let Some(postcode) =
            with_next.filter(|both| both.len() >= 6 && is_postcode(both)).or_else(|| Some(upper).filter(|one| is_postcode(one)))
        {
            add(PersonalKind::Postcode, &postcode);
        }
        // Written in groups: AB 12 34 56 C.
        let five = words.get(at..at + 5).map(<[&str]>::concat).unwrap_or_default();
        if five.len() == 9 && is_national_insurance(&five) {
            add(PersonalKind::NationalInsuranceNumber, "two letters, six digits and a letter");
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<PersonalKind> {
        in_remark(text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn a_name_a_number_and_an_address_are_seen_inside_other_words() {
        assert_eq!(kinds("My neighbour Joan Pritchard cannot get out"), [PersonalKind::NameInText]);
        assert_eq!(kinds("ring me on 07700 900123 please"), [PersonalKind::Telephone]);
        assert_eq!(kinds("ring (01632) 960 123, after six"), [PersonalKind::Telephone]);
        assert_eq!(kinds("write to j.pritchard@example.org"), [PersonalKind::Email]);
        assert_eq!(kinds("I live at ab1 2cd and the bus is late"), [PersonalKind::Postcode]);
        assert_eq!(kinds("mine is AB 12 34 56 C"), [PersonalKind::NationalInsuranceNumber]);
        assert_eq!(kinds("see 943 476 5919"), [PersonalKind::NhsNumber]);
        assert_eq!(kinds("Ask Mrs Pritchard about it"), [PersonalKind::InitialsInText]);
    }

    #[test]
    fn what_people_write_about_a_place_is_nobody() {
        for text in [
            "The bus stops at Fenwold Road at 18:40, and the next one is at 21:10.",
            "£180,000 is too little. Spend 50,000 on the hall first!",
            "",
            "Open the village hall on Mondays",
            "In 2026 we had 412 answers from 3 villages",
        ] {
            assert!(in_remark(text).is_empty(), "{text}: {:?}", in_remark(text));
        }
    }
}
