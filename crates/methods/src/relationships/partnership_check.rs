//! The partnership check: six principles of six statements, answered by people of every side. Each side's own scores stand beside the
//! others', with how far they lie apart; no figure here is of two sides together, and what nobody answered is not known.

use serde::{Deserialize, Serialize};

use crate::Method;

pub const METHOD: Method = Method {
    code: "partnership-check",
    edition: 1,
    title: "The partnership check: each side's own answers, and how far apart they are",
    sources: &["Hardy, Hudson and Waddington, Assessing strategic partnership: the Partnership Assessment Tool, 2003"],
};

pub const PRINCIPLES: usize = 6;
/// Statements of each principle.
pub const STATEMENTS: usize = 6;
/// 1 strongly disagrees, 4 strongly agrees.
pub const LOWEST: u8 = 1;
pub const HIGHEST: u8 = 4;

/// One person's answers, for a side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    pub side: String,
    /// 36, principle by principle; none where the person has no view.
    pub scores: Vec<Option<u8>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Points of 24 between two sides' middle scores from which a principle is to be talked about, above 0.
    pub apart_from: f64,
    /// Points of 24 at or under which every side thinks little of it, 6 to 24.
    pub low_to: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { apart_from: 4.5, low_to: 12.0 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    pub sides: Vec<SideAnswers>,
    /// Six, in their order.
    pub principles: Vec<Principle>,
    /// Statements on which two sides' middle answers lie 2 points of 4 or more apart, farthest first.
    pub apart: Vec<Apart>,
}

/// How many people of a side answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SideAnswers {
    pub side: String,
    pub people: usize,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Principle {
    /// In the order of the sides asked.
    pub sides: Vec<SideScore>,
    /// The farthest two sides' middle scores lie apart, 0 to 18; none of fewer than two sides that are known.
    pub gap: Option<f64>,
    pub standing: Standing,
}

/// One side's own scores of one principle, 6 to 24. None where nobody of it answered all six statements.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SideScore {
    pub side: String,
    /// People of it who answered all six statements.
    pub people: usize,
    pub lowest: Option<u32>,
    /// The median of its people.
    pub middle: Option<f64>,
    pub highest: Option<u32>,
}

/// What a principle asks for, never a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Two sides see it differently: whatever the others say.
    Apart,
    /// Every side is known, sees it alike, and thinks little of it.
    Low,
    /// Every side is known, and sees it alike.
    Alike,
    /// A side has not answered, and those who have do not differ.
    NotKnown,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Apart {
    /// From 0: principle, and statement in it.
    pub principle: usize,
    pub statement: usize,
    /// The two sides farthest apart, the lower one first, with their middle answers.
    pub low: (String, f64),
    pub high: (String, f64),
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("A partnership has at least two sides. Sides asked here: {0}.")]
    TooFewSides(usize),
    #[error("“{0}” is named twice among the sides. Name each once.")]
    Twice(String),
    #[error("“{0}” answered and is not one of the sides. Name it among them, or take its answers out.")]
    UnknownSide(String),
    #[error("An answer of “{side}” has {have} scores. Give 36: six principles of six statements, null where there is no view.")]
    Shape { side: String, have: usize },
    #[error("A score of “{side}” is {score}. Use 1 (strongly disagrees) to 4 (strongly agrees), null where there is no view.")]
    Score { side: String, score: u8 },
    #[error("“{name}” is {value}. It has to be {range}.")]
    Setting { name: &'static str, value: f64, range: &'static str },
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::TooFewSides(_) => "too_few_sides",
            Refusal::Twice(_) => "side_twice",
            Refusal::UnknownSide(_) => "unknown_side",
            Refusal::Shape { .. } => "not_36_scores",
            Refusal::Score { .. } => "score_out_of_range",
            Refusal::Setting { .. } => "setting_out_of_range",
        }
    }
}

/// Reads the answers of all sides that were asked.
///
/// # Errors
/// Where fewer than two sides were asked, a side is not one of them, or an answer has another shape.
pub fn read(sides: &[String], answers: &[Answer], settings: &Settings) -> Result<Reading, Refusal> {
    check(sides, answers, settings)?;
    let of = |side: &String| answers.iter().filter(|answer| answer.side == *side).collect::<Vec<&Answer>>();
    let by_side: Vec<(String, Vec<&Answer>)> = sides.iter().map(|side| (side.clone(), of(side))).collect();
    let principles = (0..PRINCIPLES).map(|at| principle(at, &by_side, settings)).collect();
    let mut apart: Vec<Apart> = (0..PRINCIPLES * STATEMENTS).filter_map(|at| statement(at, &by_side)).collect();
    apart.sort_by(|a, b| (b.high.1 - b.low.1).total_cmp(&(a.high.1 - a.low.1)));
    let sides = by_side.into_iter().map(|(side, people)| SideAnswers { side, people: people.len() }).collect();
    Ok(Reading { sides, principles, apart })
}

fn check(sides: &[String], answers: &[Answer], settings: &Settings) -> Result<(), Refusal> {
    if sides.len() < 2 {
        return Err(Refusal::TooFewSides(sides.len()));
    }
    for (at, side) in sides.iter().enumerate() {
        if sides.iter().take(at).any(|before| before == side) {
            return Err(Refusal::Twice(side.clone()));
        }
    }
    if !(settings.apart_from.is_finite() && settings.apart_from > 0.0) {
        return Err(Refusal::Setting { name: "apart_from", value: settings.apart_from, range: "above 0" });
    }
    if !(6.0..=24.0).contains(&settings.low_to) {
        return Err(Refusal::Setting { name: "low_to", value: settings.low_to, range: "from 6 to 24" });
    }
    for answer in answers {
        let side = answer.side.clone();
        if !sides.contains(&side) {
            return Err(Refusal::UnknownSide(side));
        }
        if answer.scores.len() != PRINCIPLES * STATEMENTS {
            return Err(Refusal::Shape { side, have: answer.scores.len() });
        }
        if let Some(score) = answer.scores.iter().flatten().find(|score| !(LOWEST..=HIGHEST).contains(*score)) {
            return Err(Refusal::Score { side, score: *score });
        }
    }
    Ok(())
}

fn principle(at: usize, by_side: &[(String, Vec<&Answer>)], settings: &Settings) -> Principle {
    let sides: Vec<SideScore> = by_side.iter().map(|(side, people)| side_score(side, at, people)).collect();
    let middles: Vec<f64> = sides.iter().filter_map(|side| side.middle).collect();
    let ends = ends(&middles);
    let gap = ends.filter(|_| middles.len() > 1).map(|(low, high)| high - low);
    let standing = match (gap, ends) {
        (Some(gap), _) if gap >= settings.apart_from => Standing::Apart,
        (Some(_), Some((_, high))) if middles.len() == sides.len() => {
            if high <= settings.low_to {
                Standing::Low
            } else {
                Standing::Alike
            }
        }
        _ => Standing::NotKnown,
    };
    Principle { sides, gap, standing }
}

fn side_score(side: &str, at: usize, people: &[&Answer]) -> SideScore {
    let whole = |answer: &&Answer| -> Option<u32> {
        answer.scores.iter().skip(at * STATEMENTS).take(STATEMENTS).map(|score| score.map(u32::from)).sum()
    };
    let scores: Vec<u32> = people.iter().filter_map(whole).collect();
    let middle = median(scores.iter().map(|score| f64::from(*score)).collect());
    SideScore {
        side: side.to_owned(),
        people: scores.len(),
        lowest: scores.iter().min().copied(),
        middle,
        highest: scores.iter().max().copied(),
    }
}

fn statement(at: usize, by_side: &[(String, Vec<&Answer>)]) -> Option<Apart> {
    let middle = |people: &Vec<&Answer>| {
        median(people.iter().filter_map(|answer| answer.scores.get(at).copied().flatten()).map(f64::from).collect())
    };
    let known: Vec<(String, f64)> = by_side.iter().filter_map(|(side, people)| Some((side.clone(), middle(people)?))).collect();
    let low = known.iter().min_by(|a, b| a.1.total_cmp(&b.1))?.clone();
    let high = known.iter().max_by(|a, b| a.1.total_cmp(&b.1))?.clone();
    (high.1 - low.1 >= 2.0).then(|| Apart { principle: at / STATEMENTS, statement: at % STATEMENTS, low, high })
}

fn ends(values: &[f64]) -> Option<(f64, f64)> {
    let low = values.iter().copied().min_by(f64::total_cmp)?;
    Some((low, values.iter().copied().max_by(f64::total_cmp)?))
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    values.get(values.len() / 2 - 1).map(|lower| f64::midpoint(*lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn all(side: &str, score: u8) -> Answer {
        Answer { side: side.into(), scores: vec![Some(score); 36] }
    }

    #[test]
    fn two_sides_that_see_it_differently_are_apart_whoever_else_is_silent() {
        let reading = read(&sides(&["council", "icb", "police"]), &[all("council", 4), all("icb", 2)], &Settings::default()).expect("read");
        let first = &reading.principles[0];
        assert_eq!((first.gap, first.standing), (Some(12.0), Standing::Apart));
        assert_eq!((first.sides[2].middle, first.sides[2].people), (None, 0), "who did not answer is not known, and is not nought");
        assert_eq!(reading.apart.len(), 36);
    }

    #[test]
    fn a_side_that_did_not_answer_makes_agreement_not_known() {
        let reading = read(&sides(&["council", "icb", "police"]), &[all("council", 3), all("icb", 3)], &Settings::default()).expect("read");
        assert!(reading.principles.iter().all(|p| p.gap == Some(0.0) && p.standing == Standing::NotKnown));
    }

    #[test]
    fn a_statement_without_an_answer_leaves_its_principle_unknown_for_that_person_only() {
        let mut some = all("icb", 3);
        some.scores[7] = None;
        let answers = [all("council", 3), some, all("icb", 2)];
        let reading = read(&sides(&["council", "icb"]), &answers, &Settings::default()).expect("read");
        let icb = |at: usize| reading.principles[at].sides[1].clone();
        assert_eq!((icb(0).people, icb(0).lowest, icb(0).middle, icb(0).highest), (2, Some(12), Some(15.0), Some(18)));
        assert_eq!((icb(1).people, icb(1).middle), (1, Some(12.0)));
    }

    #[test]
    fn sides_that_agree_that_it_is_bad_are_not_called_fine() {
        let reading = read(&sides(&["council", "icb"]), &[all("council", 2), all("icb", 1)], &Settings::default()).expect("read");
        assert_eq!(reading.principles[0].standing, Standing::Apart);
        let reading = read(&sides(&["council", "icb"]), &[all("council", 2), all("icb", 2)], &Settings::default()).expect("read");
        assert_eq!(reading.principles[0].standing, Standing::Low);
    }

    #[test]
    fn what_cannot_be_read_is_refused_by_name() {
        let two = sides(&["council", "icb"]);
        let refused = |sides: &[String], answers: &[Answer]| read(sides, answers, &Settings::default()).expect_err("refused").code();
        assert_eq!(refused(&sides(&["council"]), &[]), "too_few_sides");
        assert_eq!(refused(&sides(&["icb", "icb"]), &[]), "side_twice");
        assert_eq!(refused(&two, &[all("police", 3)]), "unknown_side");
        assert_eq!(refused(&two, &[all("icb", 5)]), "score_out_of_range");
        assert_eq!(refused(&two, &[Answer { side: "icb".into(), scores: vec![] }]), "not_36_scores");
        let settings = Settings { low_to: 30.0, ..Settings::default() };
        assert_eq!(read(&two, &[], &settings).expect_err("refused").code(), "setting_out_of_range");
    }
}
