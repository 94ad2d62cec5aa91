//! A text cut into numbers, words and signs, and the years and months among them.

use quantity::{Date, Period};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number { value: u32, digits: usize },
    Word(String),
    Sign(char),
}

pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(first) = letters.peek().copied() {
        if tokens.len() > 14 {
            return None;
        }
        if first.is_ascii_digit() {
            let mut digits = String::new();
            while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                digits.push(digit);
            }
            tokens.push(Token::Number { value: digits.parse().ok()?, digits: digits.len() });
        } else if first.is_alphabetic() {
            let mut word = String::new();
            while let Some(letter) = letters.next_if(|c| c.is_alphabetic()) {
                word.extend(letter.to_lowercase());
            }
            let ordinal = matches!(word.as_str(), "st" | "nd" | "rd" | "th") && matches!(tokens.last(), Some(Token::Number { .. }));
            if !ordinal {
                tokens.push(Token::Word(word));
            }
        } else {
            letters.next();
            match first {
                c if c.is_whitespace() => {}
                '_' | '–' | '—' | '−' => tokens.push(Token::Sign('-')),
                '\'' | '’' | ',' | '(' | ')' | '[' | ']' | ':' => {}
                '/' | '-' | '.' => tokens.push(Token::Sign(first)),
                _ => return None,
            }
        }
    }
    // `Apr.` and `24.` end in a stop that says nothing.
    while matches!(tokens.last(), Some(Token::Sign('.'))) {
        tokens.pop();
    }
    Some(tokens)
}

pub(super) fn month_of(word: &str) -> Option<i8> {
    (word.len() >= 3).then_some(())?;
    let at = quantity::month::NAMES.iter().position(|name| {
        let name = name.to_ascii_lowercase();
        name == word || (word.len() <= 4 && name.starts_with(word))
    })?;
    i8::try_from(at + 1).ok()
}

/// Four figures as they are; two as the nearest century that makes sense for public services.
pub(super) fn year(value: u32, digits: usize) -> Option<i16> {
    match digits {
        4 if (1900..=2200).contains(&value) => i16::try_from(value).ok(),
        2 => i16::try_from(if value < 70 { 2000 + value } else { 1900 + value }).ok(),
        _ => None,
    }
}

/// The second year of a pair: `25` after 2024, or 2025.
pub(super) fn follows(first: i16, value: u32, digits: usize) -> Option<i16> {
    match digits {
        2 => {
            let century = first - first.rem_euclid(100);
            let same = century + i16::try_from(value).ok()?;
            Some(if same < first { same + 100 } else { same })
        }
        4 => year(value, 4),
        _ => None,
    }
}

pub(super) fn in_financial_year(start: i16, month: i8) -> Option<Period> {
    Period::month(if month >= 4 { start } else { start.checked_add(1)? }, month)
}

pub(super) fn day(year_value: u32, digits: usize, month: i8, day: u32) -> Option<Date> {
    Date::new(year(year_value, digits)?, month, i8::try_from(day).ok()?).ok()
}

/// 202425 as 2024.
pub(super) fn financial_run(value: u32) -> Option<i16> {
    let (first, second) = (value / 100, value % 100);
    year(first, 4).filter(|start| u32::from(start.unsigned_abs() % 100 + 1) % 100 == second)
}
