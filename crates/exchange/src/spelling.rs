//! Names as files spell them against names already known: the same but for case and signs, or merely alike (which is a
//! question, never an answer).

use std::collections::HashMap;

/// The name in letters and digits, without the words that organisations add or leave off.
pub fn core(name: &str) -> String {
    const DROPPED: [&str; 9] = ["the", "ltd", "limited", "plc", "llp", "cic", "and", "co", "uk"];
    let words = tokens(name);
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| !DROPPED.contains(word)).collect();
    if kept.is_empty() { words.concat() } else { kept.concat() }
}

fn tokens(name: &str) -> Vec<String> {
    name.replace('&', " and ").split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Known names by every spelling.
#[derive(Debug, Default)]
pub struct Register {
    by_core: HashMap<String, usize>,
    names: Vec<String>,
}

/// What a spelling came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matched {
    /// The name itself, but for case and signs.
    Same(usize),
    /// One of its other spellings.
    OtherSpelling(usize),
}

impl Register {
    pub fn new<'a>(known: impl Iterator<Item = (&'a str, &'a [String])>) -> Register {
        let mut register = Register::default();
        let known: Vec<(&str, &[String])> = known.collect();
        for (at, (name, _)) in known.iter().enumerate() {
            register.names.push((*name).to_owned());
            register.by_core.entry(core(name)).or_insert(at);
        }
        for (at, (_, others)) in known.iter().enumerate() {
            for other in *others {
                register.by_core.entry(core(other)).or_insert(at);
            }
        }
        register
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    pub fn find(&self, text: &str) -> Option<Matched> {
        let core_of = core(text);
        let at = *self.by_core.get(&core_of)?;
        Some(if core(self.name(at)) == core_of { Matched::Same(at) } else { Matched::OtherSpelling(at) })
    }

    /// The known name or spelling that the text holds within it, the longest where there are several.
    pub fn within(&self, text: &str) -> Option<usize> {
        let whole = core(text);
        self.by_core
            .iter()
            .filter(|(core, _)| core.len() >= 6 && whole.contains(core.as_str()))
            .max_by_key(|(core, at)| (core.len(), std::cmp::Reverse(**at)))
            .map(|(_, at)| *at)
    }

    /// The known name most like it, where one is like enough to ask about.
    pub fn nearest(&self, text: &str) -> Option<usize> {
        let scored = self.names.iter().enumerate().map(|(at, name)| (likeness(text, name), at)).filter(|(score, _)| *score >= ALIKE);
        scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, at)| at)
    }
}

/// Names at least this alike are asked about.
pub const ALIKE: f64 = 0.8;

/// From 0 (nothing in common) to 1 (the same): letters in pairs, and initials standing for words.
pub fn likeness(one: &str, other: &str) -> f64 {
    let (a, b) = (core(one), core(other));
    if a == b {
        return 1.0;
    }
    // Codes that differ are different things, however near: RF4 is not RF5.
    let is_code = |t: &str| t.chars().count() < 5 || t.chars().filter(char::is_ascii_digit).count() * 3 > t.chars().count();
    if initials_of(one, other) || initials_of(other, one) {
        return 0.9;
    }
    if is_code(&a) || is_code(&b) {
        return 0.0;
    }
    // Numbers in names tell homes apart: Ward 4 is not Ward 5.
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    if digits(&a) != digits(&b) {
        return 0.0;
    }
    let pairs = pair_likeness(&a, &b);
    if shortened(one, other) || shortened(other, one) { pairs.max(0.85) } else { pairs }
}

/// `HTH` or `HTH Ltd` for `High Tarrow Homecare`.
fn initials_of(short: &str, long: &str) -> bool {
    let (short, words) = (core(short), tokens(long));
    let words: Vec<&String> = words.iter().filter(|w| !matches!(w.as_str(), "ltd" | "limited" | "and" | "of" | "the")).collect();
    words.len() >= 3
        && short.chars().count() == words.len()
        && words.iter().zip(short.chars()).all(|(word, letter)| word.starts_with(letter))
}

/// Every word of one begins the word of the other in its place: `H. Tarrow Home Care`, `High Tarrow Homecare`.
fn shortened(short: &str, long: &str) -> bool {
    let (a, b) = (tokens(short), tokens(long));
    if a.len() < 2 || b.len() < 2 {
        return false;
    }
    let last = |words: &[String], from: usize| words.iter().skip(from).map(String::as_str).collect::<String>();
    let first_fits = a.first().zip(b.first()).is_some_and(|(x, y)| y.starts_with(x.as_str()) && x.len() < y.len());
    first_fits && last(&a, 1) == last(&b, 1)
}

/// Twice the letter pairs in common, over all of them (Dice).
fn pair_likeness(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (first, mut second) = (pairs(a), pairs(b));
    let total = first.len() + second.len();
    if total == 0 {
        return 0.0;
    }
    let mut common = 0usize;
    for pair in &first {
        if let Some(at) = second.iter().position(|other| other == pair) {
            second.swap_remove(at);
            common += 1;
        }
    }
    2.0 * common as f64 / total as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_and_case_make_no_other_name() {
        let others = vec!["HTH".to_owned()];
        let register = Register::new([("High Tarrow Homecare Ltd", others.as_slice()), ("Oak & Elm Care", &[])].into_iter());
        assert_eq!(register.find("high tarrow HOMECARE"), Some(Matched::Same(0)));
        assert_eq!(register.find("Oak and Elm Care Limited"), Some(Matched::Same(1)));
        assert_eq!(register.find("hth ltd"), Some(Matched::OtherSpelling(0)));
        assert_eq!(register.find("Ash Care"), None);
    }

    #[test]
    fn alike_is_a_question_and_codes_are_never_alike() {
        for (one, other, alike) in [
            ("High Tarrow Homecare", "H. Tarrow Home Care", true),
            ("High Tarrow Homecare", "HTH Ltd", true),
            ("Visits within 30 minutes", "Visits within 15 minutes", false),
            ("RF4", "RF5", false),
            ("E06000005", "E06000006", false),
            ("Castlebrook", "Castelbrook", false),
            ("Castlebrook Homecare", "Castlebrok Homecare", true),
            ("Oakfield Care", "Elmfield Support", false),
        ] {
            assert_eq!(likeness(one, other) >= ALIKE, alike, "{one} / {other}: {}", likeness(one, other));
        }
    }
}
