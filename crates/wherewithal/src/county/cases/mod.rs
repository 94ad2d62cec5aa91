//! The cases of Northvale: eleven questions about groups of people, as far as anyone has come with them.

mod adults;
mod county;

use model::buy_in::Level;
use model::case::{LookAt, Part, Size};
use model::outcome::OutcomeKind;
use model::promise::Kept;
use model::skill::SkillUnit;
use model::terms::Way;
use quantity::{Date, Money};

/// A case as the county file tells it, in the order people worked on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    pub key: &'static str,
    pub question: &'static str,
    /// What should be different, for whom, with whom.
    pub difference: &'static str,
    pub people: &'static str,
    pub with_whom: &'static str,
    /// Keys of bodies.
    pub partners: &'static [&'static str],
    pub size: Size,
    /// Number of the service.
    pub service: u8,
    pub opened: Date,
    pub strengths: &'static str,
    pub saving_counted: Option<Money>,
    /// What it costs in a year, where that is not what its service costs.
    pub annual_cost: Option<Money>,
    pub next: Option<Next>,
    pub outcomes: Vec<OutcomeTold>,
    pub rooms: Vec<(Part, &'static str, Date)>,
    pub looks: Vec<(LookAt, Date, &'static str)>,
    pub choices: Vec<ChoiceTold>,
    pub ways: Vec<WayTold>,
    pub lessons: Vec<(&'static str, &'static str, Date)>,
    pub promises: Vec<PromiseTold>,
    pub asked: Vec<AskedTold>,
    pub skills: Vec<SkillTold>,
}

/// Who was asked what they think of the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whom {
    Staff,
    /// Key of the body, and where in it.
    Partner(&'static str, Level),
    /// A political group, and whether it leads the council.
    Political(bool),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedTold {
    pub whom: Whom,
    pub who: &'static str,
    pub how: &'static str,
    /// Asked, answered, for it, with doubts, against.
    pub figures: [u32; 5],
    pub words: &'static str,
    pub on: Date,
    pub source: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SkillTold {
    pub skill: &'static str,
    /// Code of the option; empty: whichever is chosen.
    pub option: &'static str,
    pub amount: f64,
    pub unit: SkillUnit,
    pub by: Date,
    /// Key of the body and the role.
    pub lender: Option<(&'static str, &'static str)>,
    pub on: Date,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    pub what: &'static str,
    pub by: Date,
    pub if_not: &'static str,
    pub because: &'static str,
    pub on: Date,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OutcomeTold {
    pub statement: &'static str,
    pub kind: OutcomeKind,
    /// Key of its measure.
    pub measure: Option<&'static str>,
    /// As said.
    pub baseline: Option<f64>,
    pub target: Option<f64>,
    pub by: Option<Date>,
}

/// A way the case could go. Staying as we are is always among them and is not told here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChoiceTold {
    pub title: &'static str,
    /// Code of a delivery model.
    pub model: &'static str,
    /// What goes, where only a part does; the service's known issues then stay behind.
    pub part: &'static str,
    pub outcome: &'static str,
    pub cost: Option<Money>,
    pub affects: &'static str,
    pub how_sure: &'static str,
    pub on: Date,
    pub ruled_out: Option<&'static str>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayTold {
    pub way: Way,
    pub what: &'static str,
    pub takes: &'static str,
    pub costs: &'static str,
    pub needs: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PromiseTold {
    pub what: &'static str,
    pub made_on: Date,
    pub due: Date,
    pub measure: Option<&'static str>,
    /// As said.
    pub expected: Option<f64>,
    /// What happened, was it kept, and when it was written down.
    pub result: Option<(&'static str, Kept, Date)>,
}

/// All eleven, in the order they were opened.
pub fn cases() -> Vec<Told> {
    let mut all = [adults::cases(), county::cases()].concat();
    all.sort_by_key(|case| case.opened);
    all
}

const fn pounds(pounds: i64) -> Option<Money> {
    Some(Money::from_pounds(pounds))
}

/// A question with nothing on record yet.
fn told(key: &'static str, service: u8, opened: Date, question: &'static str) -> Told {
    Told {
        key,
        question,
        difference: "",
        people: "",
        with_whom: "",
        partners: &[],
        size: Size::Standard,
        service,
        opened,
        strengths: "",
        saving_counted: None,
        annual_cost: None,
        next: None,
        outcomes: Vec::new(),
        rooms: Vec::new(),
        looks: Vec::new(),
        choices: Vec::new(),
        ways: Vec::new(),
        lessons: Vec::new(),
        promises: Vec::new(),
        asked: Vec::new(),
        skills: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::county::measures::measures;
    use crate::county::organisations::bodies;
    use crate::county::services::service;
    use jiff::civil::date;

    #[test]
    fn eleven_cases_each_say_what_should_be_different_for_whom_and_with_whom() {
        let all = cases();
        assert_eq!(all.len(), 11);
        let keys: Vec<_> = bodies().into_iter().map(|body| body.key).collect();
        let measures: Vec<_> = measures().into_iter().map(|fact| fact.key).collect();
        for case in all {
            assert!(!case.difference.is_empty() && !case.people.is_empty() && !case.with_whom.is_empty(), "{}", case.key);
            assert!(case.question.chars().count() <= 120, "{}", case.key);
            assert!(service(case.service).is_some() && case.partners.iter().all(|key| keys.contains(key)), "{}", case.key);
            let named = case.outcomes.iter().filter_map(|o| o.measure).chain(case.promises.iter().filter_map(|p| p.measure));
            assert!(named.into_iter().all(|key| measures.contains(&key)), "{}", case.key);
            let days =
                case.rooms.iter().map(|room| room.2).chain(case.looks.iter().map(|look| look.1)).chain(case.choices.iter().map(|c| c.on));
            assert!(days.into_iter().all(|on| on >= case.opened && on <= date(2026, 11, 21)), "{}", case.key);
            assert!(!case.choices.iter().any(|choice| choice.model == "as_now"), "{}: staying is always there", case.key);
        }
    }

    #[test]
    fn housing_support_has_eleven_ways_beside_staying_and_four_are_ruled_out() {
        let all = cases();
        let housing = all.iter().find(|case| case.key == "housing").expect("a case");
        assert_eq!(housing.choices.len(), 11);
        assert_eq!(housing.choices.iter().filter(|choice| choice.ruled_out.is_some()).count(), 4);
        assert_eq!(housing.saving_counted.map(Money::pounds), Some(680_000.0));
        assert_eq!(housing.ways.len(), 5);
    }
}
