//! How long a procurement needs: steps scaled to how complex it is, counted back from the day it has to begin, and held against a plan.

use quantity::Date;
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::each_once;
use crate::Method;

pub const METHOD: Method = Method {
    code: "lead-time",
    edition: 1,
    title: "How long suppliers and commissioners need",
    sources: &["Own rule: days for each step by how complex it is, never under the least the law allows, counted back from the first day"],
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// What makes it complex, each 0 (not) to 2 (very); none where nobody has looked.
    pub complexity: Vec<Item>,
    /// The day it has to begin, or the contract before it ends.
    pub starts: Date,
    /// Days the plan gives each step, by the step's code; none where the plan leaves it out.
    #[serde(default)]
    pub plan: Vec<Planned>,
    /// Days the law leaves at the least for a step, by its code: dated data of the caller.
    #[serde(default)]
    pub law: Vec<Planned>,
    /// Days that are no working days beside Saturdays and Sundays.
    #[serde(default)]
    pub holidays: Vec<Date>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    pub name: String,
    #[serde(default)]
    pub score: Option<u8>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    pub step: String,
    pub days: u32,
}

/// A step of every procurement, in order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub code: String,
    pub title: String,
    /// Days where it is simple, middling, complex.
    pub days: [u32; 3],
    /// Counted in working days.
    #[serde(default)]
    pub working: bool,
    /// What it is for, where a plan without it or with the least the law allows has to say why.
    #[serde(default)]
    pub kind: StepKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    #[default]
    Plain,
    /// Talking with the market before anything is settled.
    Engagement,
    /// Working out solutions before price: dialogue, pilots, co-design.
    Solution,
    /// Writing a bid.
    Bidding,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub steps: Vec<Step>,
    /// Mean of the items from which it is middling, and complex.
    pub middling_from: f64,
    pub complex_from: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Of the items somebody has looked at, 0 to 2; none where nobody has.
    pub score: Option<f64>,
    /// Items nobody has looked at.
    pub not_known: usize,
    /// As complex as it is if what is not known is as complex as can be: time is not saved by not looking.
    pub complexity: Complexity,
    /// Steps with the days they need, and the days they begin and end if all is to be ready in time.
    pub steps: Vec<StepRead>,
    /// The last day on which to begin.
    pub begin_by: Date,
    /// Calendar days from there to the first day.
    pub days: i32,
    pub flags: Vec<Flag>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Complexity {
    Simple,
    Middling,
    Complex,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepRead {
    pub code: String,
    pub title: String,
    pub needs: u32,
    pub working: bool,
    /// The least the law allows, where it says.
    pub law: Option<u32>,
    pub planned: Option<u32>,
    /// First day, and the day after the last.
    pub from: Date,
    pub to: Date,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "flag")]
pub enum Flag {
    /// The plan gives fewer days than the law allows.
    UnderTheLaw { step: String, planned: u32, law: u32 },
    /// A complex service, and the plan gives bidders the least the law allows.
    OnlyTheLeast { step: String, planned: u32 },
    /// The plan gives fewer days than a service as complex as this needs.
    TooShort { step: String, planned: u32, needs: u32 },
    /// A complex service, and the plan has no days for working out solutions: it needs a reason.
    NoSolutionStage { step: String },
    /// The plan has no days for talking with the market.
    NoEngagement { step: String },
}

/// Reckons the time needed, and holds a plan against it.
///
/// # Errors
/// Where there is no step, a name stands twice, an item is above 2, a plan names a step that is not there, or a day cannot be reckoned.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    check(ask, settings)?;
    let known: Vec<f64> = ask.complexity.iter().filter_map(|item| item.score).map(f64::from).collect();
    let not_known = ask.complexity.len() - known.len();
    let whole = ask.complexity.len() as f64;
    let at_most = if whole > 0.0 { (known.iter().sum::<f64>() + 2.0 * not_known as f64) / whole } else { 2.0 };
    let complexity = match at_most {
        mean if mean >= settings.complex_from => Complexity::Complex,
        mean if mean >= settings.middling_from => Complexity::Middling,
        _ => Complexity::Simple,
    };
    let days_of = |list: &[Planned], code: &str| list.iter().find(|one| one.step == code).map(|one| one.days);
    let needs = |step: &Step| {
        let [simple, middling, complex] = step.days;
        let usual = match complexity {
            Complexity::Simple => simple,
            Complexity::Middling => middling,
            Complexity::Complex => complex,
        };
        usual.max(days_of(&ask.law, &step.code).unwrap_or(0))
    };
    let counted: Vec<Counted> = settings.steps.iter().map(|step| Counted { days: needs(step), working: step.working }).collect();
    let dates = count_back(ask.starts, &counted, &ask.holidays)?;
    let steps: Vec<StepRead> = settings
        .steps
        .iter()
        .zip(dates)
        .map(|(step, (from, to))| StepRead {
            code: step.code.clone(),
            title: step.title.clone(),
            needs: needs(step),
            working: step.working,
            law: days_of(&ask.law, &step.code),
            planned: days_of(&ask.plan, &step.code),
            from,
            to,
        })
        .collect();
    let begin_by = steps.first().map_or(ask.starts, |step| step.from);
    let flags = if ask.plan.is_empty() { Vec::new() } else { flags(settings, &steps, complexity) };
    Ok(Reading {
        score: (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64),
        not_known,
        complexity,
        begin_by,
        days: begin_by.until(ask.starts).map(|span| span.get_days()).unwrap_or(0),
        flags,
        steps,
    })
}

fn check(ask: &Ask, settings: &Settings) -> Result<(), Refusal> {
    if settings.steps.is_empty() {
        return Err(Refusal::Nothing("step"));
    }
    if settings.middling_from > settings.complex_from {
        return Err(Refusal::Setting { setting: "middling_from", value: settings.middling_from, range: "at most “complex_from”" });
    }
    each_once(settings.steps.iter().map(|step| step.code.as_str()))?;
    each_once(ask.complexity.iter().map(|item| item.name.as_str()))?;
    if let Some((item, score)) = ask.complexity.iter().find_map(|item| item.score.filter(|score| *score > 2).map(|score| (item, score))) {
        let (whose, value) = (item.name.clone(), f64::from(score));
        return Err(Refusal::OutOfRange { whose, field: "how complex it is", value, range: "0, 1 or 2" });
    }
    for list in [&ask.plan, &ask.law] {
        each_once(list.iter().map(|one| one.step.as_str()))?;
        if let Some(one) = list.iter().find(|one| !settings.steps.iter().any(|step| step.code == one.step)) {
            return Err(Refusal::CannotBe { whose: one.step.clone(), what: "there is no step of this code" });
        }
    }
    Ok(())
}

fn flags(settings: &Settings, steps: &[StepRead], complexity: Complexity) -> Vec<Flag> {
    let mut flags = Vec::new();
    for (step, read) in settings.steps.iter().zip(steps) {
        let name = || read.title.clone();
        let planned = read.planned.unwrap_or(0);
        let under_the_law = read.law.is_some_and(|law| planned < law);
        match step.kind {
            _ if under_the_law => flags.push(Flag::UnderTheLaw { step: name(), planned, law: read.law.unwrap_or(0) }),
            StepKind::Solution if planned == 0 && complexity == Complexity::Complex => flags.push(Flag::NoSolutionStage { step: name() }),
            StepKind::Engagement if planned == 0 => flags.push(Flag::NoEngagement { step: name() }),
            StepKind::Bidding if complexity == Complexity::Complex && read.law.is_some_and(|law| planned == law) => {
                flags.push(Flag::OnlyTheLeast { step: name(), planned });
            }
            _ if planned < read.needs => flags.push(Flag::TooShort { step: name(), planned, needs: read.needs }),
            _ => {}
        }
    }
    flags
}

/// A stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    pub days: u32,
    /// Saturdays, Sundays and holidays do not count.
    pub working: bool,
}

/// Longer than any procurement.
const MOST_DAYS: u32 = 3_660;

/// First day of each stretch and the day after its last, so that the last of them ends where `end` begins.
///
/// # Errors
/// Where a stretch is over ten years, or a day is before any calendar.
pub fn count_back(end: Date, stretches: &[Counted], holidays: &[Date]) -> Result<Vec<(Date, Date)>, Refusal> {
    let mut to = end;
    let mut dates = Vec::with_capacity(stretches.len());
    for stretch in stretches.iter().rev() {
        if stretch.days > MOST_DAYS {
            return Err(Refusal::CannotBe { whose: "The steps".into(), what: "one is longer than ten years" });
        }
        let mut from = to;
        let mut left = stretch.days;
        while left > 0 {
            let before = Refusal::CannotBe { whose: "The steps".into(), what: "they begin before any calendar" };
            from = from.yesterday().map_err(|_| before)?;
            if !stretch.working || is_working(from, holidays) {
                left -= 1;
            }
        }
        dates.push((from, to));
        to = from;
    }
    dates.reverse();
    Ok(dates)
}

fn is_working(day: Date, holidays: &[Date]) -> bool {
    use jiff::civil::Weekday;
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !holidays.contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    fn settings() -> Settings {
        let step =
            |code: &str, days: [u32; 3], working: bool, kind: StepKind| Step { code: code.into(), title: code.into(), days, working, kind };
        Settings {
            steps: vec![
                step("engage", [30, 60, 120], false, StepKind::Engagement),
                step("solve", [0, 30, 90], false, StepKind::Solution),
                step("bid", [30, 40, 60], false, StepKind::Bidding),
                step("standstill", [8, 8, 8], true, StepKind::Plain),
            ],
            middling_from: 0.5,
            complex_from: 1.2,
        }
    }

    fn ask(scores: &[Option<u8>], plan: &[(&str, u32)]) -> Ask {
        let planned = |list: &[(&str, u32)]| list.iter().map(|(step, days)| Planned { step: (*step).into(), days: *days }).collect();
        Ask {
            complexity: scores.iter().enumerate().map(|(at, score)| Item { name: at.to_string(), score: *score }).collect(),
            starts: date("2027-04-01"),
            plan: planned(plan),
            law: planned(&[("bid", 25), ("standstill", 8)]),
            holidays: vec![date("2027-03-26"), date("2027-03-29")],
        }
    }

    #[test]
    fn days_are_counted_back_from_the_first_day_and_working_days_leave_out_the_easter_holidays() {
        let reading = read(&ask(&[Some(0), Some(0)], &[]), &settings()).expect("read");
        assert_eq!(reading.complexity, Complexity::Simple);
        // Eight working days before Thursday 1 April 2027: the Friday and Monday of Easter and two weekends do not count.
        assert_eq!(reading.steps[3].from, date("2027-03-18"));
        assert_eq!(reading.steps[2].to, reading.steps[3].from);
        assert_eq!((reading.begin_by, reading.days), (date("2027-01-17"), 74));
    }

    #[test]
    fn the_least_the_law_allows_is_too_little_for_a_complex_service() {
        let plan = [("engage", 120), ("solve", 90), ("bid", 25), ("standstill", 8)];
        let reading = read(&ask(&[Some(2), Some(2)], &plan), &settings()).expect("read");
        assert_eq!(reading.flags, [Flag::OnlyTheLeast { step: "bid".into(), planned: 25 }]);
        let plan = [("engage", 120), ("bid", 20), ("standstill", 8)];
        let reading = read(&ask(&[Some(2), Some(2)], &plan), &settings()).expect("read");
        let under = Flag::UnderTheLaw { step: "bid".into(), planned: 20, law: 25 };
        assert_eq!(reading.flags, [Flag::NoSolutionStage { step: "solve".into() }, under]);
    }

    #[test]
    fn what_nobody_has_looked_at_is_taken_for_as_complex_as_can_be() {
        let reading = read(&ask(&[Some(0), None], &[]), &settings()).expect("read");
        assert_eq!((reading.complexity, reading.not_known, reading.score), (Complexity::Middling, 1, Some(0.0)));
        assert_eq!(read(&ask(&[None, None], &[]), &settings()).expect("read").complexity, Complexity::Complex);
    }

    #[test]
    fn a_plan_of_an_unknown_step_is_refused() {
        assert_eq!(read(&ask(&[], &[("paint", 3)]), &settings()).expect_err("refused").code(), "cannot_be");
        assert_eq!(read(&ask(&[Some(3)], &[]), &settings()).expect_err("refused").code(), "out_of_range");
        let none = Settings { steps: vec![], ..settings() };
        assert_eq!(read(&ask(&[], &[]), &none).expect_err("refused").code(), "nothing_to_read");
    }
}
