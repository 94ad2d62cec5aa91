//! What somebody chose, read against the vote: every fault is told in plain words, with the mend.

use exchange::personal::remark::in_remark;
use model::ballot::{Chosen, Pair, Vote, VoteKind};
use model::involvement::Involvement;
use quantity::Money;

use crate::error::Fault;

/// Longest text of one's own on a public page, in characters.
pub const WORDS: usize = 600;

/// Fields as they were sent: a choice's code (or two with a stroke between, for a pair) and what stands against it.
pub type Answers = Vec<(String, String)>;

/// One person's answers as they were typed.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub group: String,
    pub answers: Answers,
    pub words: String,
}

/// What was typed, where it can be counted.
///
/// # Errors
/// Every fault at once, each with its field and the mend.
pub fn read(of: &Involvement, vote: &Vote, typed: &Typed) -> Result<(String, Chosen, String), Vec<Fault>> {
    let mut faults = Vec::new();
    let chosen = match chosen(vote, &typed.answers) {
        Ok(chosen) => Some(chosen),
        Err(mend) => {
            faults.push(Fault::new("choices", mend));
            None
        }
    };
    let group = typed.group.trim();
    if !group.is_empty() && of.groups.iter().all(|known| known.name != group) {
        faults.push(Fault::new("group", "Choose one of these, or “I would rather not say”"));
    }
    let words = typed.words.trim();
    if let Some(fault) = words_fault(vote, words) {
        faults.push(fault);
    }
    match (chosen, faults.is_empty()) {
        (Some(chosen), true) => Ok((group.to_owned(), chosen, words.to_owned())),
        _ => Err(faults),
    }
}

/// Words of one's own hold nothing that says who anybody is.
fn words_fault(vote: &Vote, words: &str) -> Option<Fault> {
    let fault = |mend: String| Some(Fault::new("words", mend));
    if words.is_empty() {
        return None;
    }
    if !vote.takes_words {
        return fault("Words cannot be added here".into());
    }
    let long = words.chars().count();
    if long > WORDS {
        return fault(format!("Use {WORDS} letters or fewer: this has {long}"));
    }
    let seen = in_remark(words);
    let (_, sample) = seen.first()?;
    fault(format!(
        "“{sample}” looks like it says who someone is. Take it out: we do not keep names, phone numbers or addresses. The rest is still here"
    ))
}

/// What was chosen, in the order of the vote.
///
/// # Errors
/// A sentence with the mend.
pub fn chosen(vote: &Vote, answers: &Answers) -> Result<Chosen, String> {
    if let Some((unknown, _)) = answers.iter().find(|(code, _)| !is_known(vote, code)) {
        let shown: String = unknown.chars().take(40).collect();
        return Err(format!("“{shown}” is not on this list. Open the page again, and choose from what is there"));
    }
    if let Some(twice) =
        answers.iter().enumerate().find_map(|(at, (code, _))| answers.iter().take(at).any(|(before, _)| before == code).then_some(code))
    {
        let title = vote.choice(twice).map_or(twice.as_str(), |choice| choice.title.as_str());
        return Err(format!("“{title}” is answered twice. Answer it once"));
    }
    let typed =
        |code: &str| answers.iter().find(|(found, _)| found == code).map(|(_, value)| value.trim()).filter(|value| !value.is_empty());
    match vote.kind {
        VoteKind::Approval => approved(vote, typed),
        VoteKind::Ranking => ranked(vote, typed),
        VoteKind::Pairs => pairs(vote, answers),
        VoteKind::Points => points(vote, typed),
    }
}

fn is_known(vote: &Vote, code: &str) -> bool {
    match (vote.kind, code.split_once('/')) {
        (VoteKind::Pairs, Some((one, other))) => vote.pairs().iter().any(|(a, b)| a.code == one && b.code == other),
        (VoteKind::Pairs, None) => false,
        _ => vote.choice(code).is_some(),
    }
}

/// What these choices cost together.
pub fn cost(vote: &Vote, codes: &[String]) -> Money {
    let costs = codes.iter().filter_map(|code| vote.choice(code)?.cost);
    costs.fold(Money::ZERO, |sum, cost| sum.checked_add(cost).unwrap_or(sum))
}

fn approved<'a>(vote: &Vote, typed: impl Fn(&str) -> Option<&'a str>) -> Result<Chosen, String> {
    let codes: Vec<String> = vote.choices.iter().filter(|choice| typed(&choice.code).is_some()).map(|choice| choice.code.clone()).collect();
    if codes.is_empty() {
        return Err("Pick at least one thing you would pay for".into());
    }
    if let Some(budget) = vote.budget {
        let together = cost(vote, &codes);
        if together > budget {
            let over = Money::from_pence(together.pence().saturating_sub(budget.pence()));
            return Err(format!(
                "These cost {} and there is {} to spend. Take out {} or more",
                together.in_full(),
                budget.in_full(),
                over.in_full()
            ));
        }
    }
    Ok(Chosen::Approved(codes))
}

fn ranked<'a>(vote: &Vote, typed: impl Fn(&str) -> Option<&'a str>) -> Result<Chosen, String> {
    let most = vote.choices.len();
    let mut places: Vec<(usize, &str)> = Vec::with_capacity(most);
    for choice in &vote.choices {
        let place = typed(&choice.code).and_then(|text| text.parse::<usize>().ok()).filter(|place| (1..=most).contains(place));
        let Some(place) = place else { return Err(format!("Give “{}” a number from 1 to {most}. 1 comes first", choice.title)) };
        if let Some((_, before)) = places.iter().find(|(there, _)| *there == place) {
            let before = vote.choice(before).map_or(*before, |choice| choice.title.as_str());
            return Err(format!("“{before}” and “{}” both have number {place}. Give each its own", choice.title));
        }
        places.push((place, &choice.code));
    }
    places.sort_unstable();
    Ok(Chosen::Ranked(places.into_iter().map(|(_, code)| code.to_owned()).collect()))
}

fn pairs(vote: &Vote, answers: &Answers) -> Result<Chosen, String> {
    let mut answered = Vec::new();
    for (one, other) in vote.pairs() {
        let name = format!("{}/{}", one.code, other.code);
        let said = answers.iter().find(|(found, _)| *found == name).map_or("", |(_, value)| value.trim());
        let pair = |first: &str, second: &str, same| Pair { first: first.to_owned(), second: second.to_owned(), same };
        match said {
            "" | "unsure" => {}
            "same" => answered.push(pair(&one.code, &other.code, true)),
            code if code == one.code => answered.push(pair(&one.code, &other.code, false)),
            code if code == other.code => answered.push(pair(&other.code, &one.code, false)),
            _ => return Err(format!("Choose “{}”, “{}”, or say that they matter the same", one.title, other.title)),
        }
    }
    if answered.is_empty() {
        return Err("Answer at least one of the questions".into());
    }
    Ok(Chosen::Pairs(answered))
}

fn points<'a>(vote: &Vote, typed: impl Fn(&str) -> Option<&'a str>) -> Result<Chosen, String> {
    let have = vote.points.unwrap_or_default();
    let mut given = Vec::new();
    for choice in &vote.choices {
        let Some(text) = typed(&choice.code) else { continue };
        match text.parse::<u32>() {
            Ok(0) => {}
            Ok(points) if points <= have => given.push((choice.code.clone(), points)),
            _ => return Err(format!("“{}” has “{text}”. Write a whole number from 0 to {have}", choice.title)),
        }
    }
    let sum: u64 = given.iter().map(|(_, points)| u64::from(*points)).sum();
    if sum == 0 {
        return Err(format!("Share out your {have} points: give at least one thing some"));
    }
    if sum > u64::from(have) {
        return Err(format!("You gave {sum} points and have {have}. Take {} back", sum - u64::from(have)));
    }
    Ok(Chosen::Points(given))
}

/// What was chosen, one line for each thing, by its title.
pub fn in_words(vote: &Vote, chosen: &Chosen) -> Vec<String> {
    let title = |code: &str| vote.choice(code).map_or_else(|| code.to_owned(), |choice| choice.title.clone());
    match chosen {
        Chosen::Approved(codes) => codes.iter().map(|code| title(code)).collect(),
        Chosen::Ranked(codes) => codes.iter().enumerate().map(|(at, code)| format!("{}. {}", at + 1, title(code))).collect(),
        Chosen::Pairs(pairs) => {
            let said = |pair: &Pair| match pair.same {
                true => format!("{} and {}: the same", title(&pair.first), title(&pair.second)),
                false => format!("{} before {}", title(&pair.first), title(&pair.second)),
            };
            pairs.iter().map(said).collect()
        }
        Chosen::Points(points) => points.iter().map(|(code, points)| format!("{}: {points}", title(code))).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::ballot::{LeftOver, VoteChoice};

    fn vote(kind: VoteKind) -> Vote {
        let choice = |code: &str, thousands: i64| VoteChoice {
            code: code.into(),
            title: code.to_uppercase(),
            about: String::new(),
            cost: Some(Money::from_pounds(thousands * 1000)),
        };
        let choices = vec![choice("hall", 62), choice("path", 48), choice("pitch", 54), choice("cafe", 19)];
        Vote { kind, budget: Some(Money::from_pounds(180_000)), points: Some(10), choices, left_over: LeftOver::Kept, takes_words: true }
    }

    fn said(pairs: &[(&str, &str)]) -> Answers {
        pairs.iter().map(|(code, value)| ((*code).to_owned(), (*value).to_owned())).collect()
    }

    fn mend(kind: VoteKind, pairs: &[(&str, &str)]) -> String {
        chosen(&vote(kind), &said(pairs)).expect_err("refused")
    }

    #[test]
    fn what_is_picked_stays_within_the_money_there_is() {
        let all = [("hall", "yes"), ("path", "yes"), ("pitch", "yes"), ("cafe", "yes")];
        assert_eq!(mend(VoteKind::Approval, &all), "These cost £183,000 and there is £180,000 to spend. Take out £3,000 or more");
        assert_eq!(
            chosen(&vote(VoteKind::Approval), &said(&[("path", "yes"), ("hall", "yes")])),
            Ok(Chosen::Approved(vec!["hall".into(), "path".into()]))
        );
        assert!(mend(VoteKind::Approval, &[]).contains("at least one"));
    }

    #[test]
    fn what_is_not_on_the_list_or_answered_twice_is_refused_by_name() {
        assert!(mend(VoteKind::Approval, &[("pool", "yes")]).contains("“pool” is not on this list"));
        assert!(mend(VoteKind::Approval, &[("hall", "yes"), ("hall", "yes")]).contains("“HALL” is answered twice"));
        assert!(mend(VoteKind::Pairs, &[("path/hall", "hall")]).contains("not on this list"));
    }

    #[test]
    fn places_points_and_pairs_say_what_is_missing() {
        assert!(mend(VoteKind::Ranking, &[("hall", "1"), ("path", "1")]).contains("both have number 1"));
        assert!(mend(VoteKind::Ranking, &[("hall", "9")]).contains("from 1 to 4"));
        let whole = said(&[("hall", "2"), ("path", "1"), ("pitch", "4"), ("cafe", "3")]);
        assert_eq!(
            chosen(&vote(VoteKind::Ranking), &whole),
            Ok(Chosen::Ranked(["path", "hall", "cafe", "pitch"].map(str::to_owned).to_vec()))
        );
        assert!(mend(VoteKind::Points, &[("hall", "7"), ("path", "4")]).contains("You gave 11 points and have 10. Take 1 back"));
        assert!(mend(VoteKind::Points, &[("hall", "-1")]).contains("whole number"));
        assert!(mend(VoteKind::Pairs, &[("hall/path", "unsure")]).contains("at least one"));
        let answered = chosen(&vote(VoteKind::Pairs), &said(&[("hall/path", "path"), ("hall/pitch", "same")])).expect("reads");
        let Chosen::Pairs(pairs) = &answered else { panic!("pairs") };
        assert_eq!((pairs[0].first.as_str(), pairs[0].second.as_str(), pairs[1].same), ("path", "hall", true));
    }

    #[test]
    fn a_name_in_words_of_ones_own_is_caught_and_the_rest_is_not() {
        let vote = vote(VoteKind::Approval);
        let fault = words_fault(&vote, "Joan Pritchard cannot get out after six").expect("a fault");
        assert!(fault.field == "words" && fault.message.contains("Joan Pritchard"), "{}", fault.message);
        assert_eq!(words_fault(&vote, "Lights on the way to the bus, please."), None);
    }
}
