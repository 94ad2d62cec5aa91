//! Plain words, measured: the school year in which a page can be read (Flesch and Kincaid 1975), of every sentence the public sees.
//!
//! A child of eleven or twelve is in grade 6 to 7 of that scale. Names that people gave (a title, a document) are read with the rest.

use crate::browser::words;

/// The highest grade a page may have: age is the grade and five years.
const GRADE: f64 = 6.8;
/// No single sentence may be longer, in words.
const LONGEST: usize = 32;

/// Syllables by rule: groups of vowels, less a silent e; at least one.
fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|letter| letter.is_alphabetic()).collect();
    let vowel = |letter: &char| matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é');
    let groups = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| vowel(letter) && !at.checked_sub(1).is_some_and(|before| vowel(&letters[before])))
        .count();
    let ends = |text: &str| letters.iter().collect::<String>().ends_with(text);
    let silent = (ends("e") && !ends("le") || ends("es") && !ends("ses") && !ends("ces") || ends("ed") && !ends("ted") && !ends("ded"))
        && groups > 1;
    groups.saturating_sub(usize::from(silent)).max(1)
}

/// The grade of some sentences.
pub fn grade(sentences: &[String]) -> f64 {
    let mut all = 0;
    let mut sounds = 0;
    for word in sentences.iter().flat_map(|sentence| sentence.split_whitespace()).filter(|word| word.chars().any(char::is_alphabetic)) {
        all += 1;
        sounds += syllables(word);
    }
    if sentences.is_empty() || all == 0 {
        return 0.0;
    }
    0.39 * all as f64 / sentences.len() as f64 + 11.8 * sounds as f64 / all as f64 - 15.59
}

/// Sentences of a page: lines that end like one; cells, buttons and names of fields are none.
pub fn sentences(page: &str) -> Vec<String> {
    let said = words(page).replace("&#39;", "’").replace("&#34;", "\"").replace("&amp;", "&");
    let lines = said.lines().map(str::trim).filter(|line| !line.starts_with(['|', '[', '#']));
    let parts = lines.flat_map(|line| line.split_inclusive(['.', '?', '!'])).map(str::trim);
    parts.filter(|part| part.ends_with(['.', '?', '!']) && part.split_whitespace().count() > 2).map(str::to_owned).collect()
}

/// Refuses a page that is too hard, with its hardest sentence.
pub fn assert_plain(name: &str, page: &str) {
    let all = sentences(page);
    assert!(all.len() > 2, "{name}: no sentences were found");
    let hardest = all.iter().max_by(|a, b| grade(std::slice::from_ref(*a)).total_cmp(&grade(std::slice::from_ref(*b)))).expect("one");
    let found = grade(&all);
    assert!(found <= GRADE, "{name}: grade {found:.1} is above {GRADE}; hardest: {hardest}");
    for sentence in &all {
        assert!(sentence.split_whitespace().count() <= LONGEST, "{name}: too long: {sentence}");
    }
}

#[test]
fn syllables_and_grades_are_what_a_hand_would_count() {
    for (word, expected) in
        [("cat", 1), ("made", 1), ("table", 2), ("voted", 2), ("paid", 1), ("asked", 1), ("Saturday", 3), ("money", 2), ("places", 2)]
    {
        assert_eq!(syllables(word), expected, "{word}");
    }
    let easy = grade(&["The cat sat on the mat.".to_owned()]);
    let hard =
        grade(&["Representativeness of participatory consultation arrangements necessitates comprehensive methodological consideration."
            .to_owned()]);
    assert!(easy < 1.0 && hard > 20.0, "{easy} {hard}");
}

/// The words of every template of the public pages, as they stand, whatever a page is filled with.
#[test]
fn every_public_template_can_be_read_by_a_child_of_eleven() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/analyse");
    let mut read = 0;
    for file in std::fs::read_dir(folder).expect("templates").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        if !name.starts_with("say") {
            continue;
        }
        let text = std::fs::read_to_string(file.path()).expect("a template");
        // What is filled in stands as one plain word.
        let mut plain = String::new();
        let mut rest = text.as_str();
        while let Some((before, after)) = rest.split_once('{') {
            plain.push_str(before);
            let end = if after.starts_with('{') { "}}" } else { "%}" };
            if end == "}}" {
                plain.push_str("this");
            }
            rest = after.split_once(end).map_or("", |(_, after)| after);
        }
        plain.push_str(rest);
        let all = sentences(&plain);
        let found = grade(&all);
        assert!(found <= GRADE, "{name}: grade {found:.1}: {all:?}");
        read += 1;
    }
    assert!(read >= 5, "only {read} public templates were found");
}

/// Sentences that are built for public pages, also those of kinds of vote that no page of the tests has.
#[test]
fn every_sentence_of_having_your_say_can_be_read_by_a_child_of_eleven() {
    use jiff::civil::date;
    use report::words::say::{self, OrderBy};
    let (opens, closes) = (date(2026, 10, 1), date(2026, 11, 30));
    let mut all: Vec<String> =
        [date(2026, 9, 1), date(2026, 10, 2), closes, date(2026, 12, 1)].map(|today| say::when(opens, closes, None, today)).to_vec();
    all.push(say::answer(date(2027, 1, 15), "The council", Some(date(2026, 12, 8))));
    all.push(say::answer(date(2027, 1, 15), "The council", None));
    all.extend([true, false].into_iter().flat_map(say::how_money_is_counted));
    all.extend([OrderBy::Places, OrderBy::Pairs, OrderBy::Points].map(|by| say::how_order_is_counted(by).to_owned()));
    all.extend([say::too_few(1), say::too_few(3), say::order_came_out(190, Some("A place to meet")), say::order_came_out(3, None)]);
    let split: Vec<String> = all.iter().flat_map(|text| text.split_inclusive(['.', '?', '!'])).map(|part| part.trim().to_owned()).collect();
    let found = grade(&split);
    assert!(found <= GRADE, "grade {found:.1}: {split:?}");
    for sentence in &split {
        assert!(sentence.split_whitespace().count() <= LONGEST, "too long: {sentence}");
    }
}
