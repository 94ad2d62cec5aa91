//! Discounting by a dated schedule: D(0) = 1, D(t) = D(t−1) / (1 + r(t)), r(t) the rate for year t (Green Book 2003, annex 6).
//!
//! A rate that steps down does not reach back: 1 / (1 + r(t))^t would, and is wrong across a step.

use serde::{Deserialize, Deserializer, Serialize};

use super::Refusal;

/// A rate and the years it holds for, as given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Step {
    /// First year; absent, the year after the step before it ends.
    pub from: Option<u32>,
    /// Last year; absent in the last step, which then holds for ever.
    pub until: Option<u32>,
    /// A year: 0.035 is 3.5%.
    pub rate: f64,
}

/// Steps in the order of their years, with where they come from.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Schedule {
    pub steps: Vec<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// From when it is in force, as its source writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dated: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Row {
    Until(Option<u32>, f64),
    FromUntil(Option<u32>, Option<u32>, f64),
}

#[derive(Deserialize)]
struct Named {
    from: Option<u32>,
    until: Option<u32>,
    rate: f64,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Row(Row),
    Named(Named),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    steps: Vec<Written>,
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    dated: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Either {
    Rows(Vec<Written>),
    Whole(Whole),
}

impl<'de> Deserialize<'de> for Schedule {
    /// `[[30, 0.035], [null, 0.03]]` (last year, rate), `[[1, 30, 0.035], …]` (first, last, rate), or an object with `steps`.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Schedule, D::Error> {
        let (rows, source, dated) = match Either::deserialize(from)? {
            Either::Rows(rows) => (rows, None, None),
            Either::Whole(whole) => (whole.steps, whole.source, whole.dated),
        };
        let step = |row| match row {
            Written::Row(Row::Until(until, rate)) => Step { from: None, until, rate },
            Written::Row(Row::FromUntil(from, until, rate)) => Step { from, until, rate },
            Written::Named(Named { from, until, rate }) => Step { from, until, rate },
        };
        Ok(Schedule { steps: rows.into_iter().map(step).collect(), source, dated })
    }
}

impl Schedule {
    /// One rate for ever.
    pub fn flat(rate: f64) -> Schedule {
        Schedule { steps: vec![Step { from: None, until: None, rate }], source: None, dated: None }
    }

    /// Steps of (last year, rate); the last has no last year.
    pub fn of(steps: &[(Option<u32>, f64)]) -> Schedule {
        Schedule {
            steps: steps.iter().map(|(until, rate)| Step { from: None, until: *until, rate: *rate }).collect(),
            ..Schedule::default()
        }
    }

    /// The rate of each year 1 to `last`.
    ///
    /// # Errors
    /// `NoSchedule`, `Rate` outside −10% to 50%, `ScheduleHole` and `ScheduleOverlap` with the year.
    pub fn rates(&self, last: u32) -> Result<Vec<f64>, Refusal> {
        if self.steps.is_empty() {
            return Err(Refusal::NoSchedule);
        }
        let mut rates = Vec::with_capacity(last as usize);
        // The year the next step has to begin with; none once a step holds for ever.
        let mut next = Some(1u32);
        for step in &self.steps {
            if !(-0.1..0.5).contains(&step.rate) {
                return Err(Refusal::Rate(step.rate));
            }
            let Some(due) = next else { return Err(Refusal::ScheduleOverlap(step.from.or(step.until).unwrap_or(last))) };
            // A first step that counts from year 0 means the same: year 0 is not discounted.
            let from = step.from.map_or(due, |from| from.max(1));
            if from > due {
                return Err(Refusal::ScheduleHole { from: due, to: (from - 1 > due).then_some(from - 1) });
            }
            if from < due || step.until.is_some_and(|until| until < from) {
                return Err(Refusal::ScheduleOverlap(from));
            }
            let until = step.until.unwrap_or(u32::MAX).min(last);
            rates.extend((from..=until.max(from - 1)).map(|_| step.rate));
            next = step.until.map(|until| until.saturating_add(1));
        }
        match next {
            Some(due) if due <= last => Err(Refusal::ScheduleHole { from: due, to: (last > due).then_some(last) }),
            _ => Ok(rates),
        }
    }

    /// D(0) to D(years − 1).
    ///
    /// # Errors
    /// As `rates`.
    pub fn factors(&self, years: u32) -> Result<Vec<f64>, Refusal> {
        let rates = self.rates(years.saturating_sub(1))?;
        let mut factors = vec![1.0; years.min(1) as usize];
        let mut factor = 1.0;
        for rate in rates {
            factor /= 1.0 + rate;
            factors.push(factor);
        }
        Ok(factors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn older() -> Schedule {
        Schedule::of(&[(Some(30), 0.035), (Some(75), 0.03), (Some(125), 0.025), (Some(200), 0.02), (Some(300), 0.015), (None, 0.01)])
    }

    #[test]
    fn factors_are_those_published_and_step_without_reaching_back() {
        let factors = older().factors(201).expect("factors");
        for (year, want) in [
            (0, 1.0),
            (1, 0.966184),
            (5, 0.841973),
            (10, 0.708919),
            (20, 0.502566),
            (30, 0.356278),
            (31, 0.345901),
            (60, 0.146782),
            (75, 0.094214),
            (76, 0.091916),
            (100, 0.050818),
            (125, 0.027411),
            (126, 0.026873),
            (200, 0.006207),
        ] {
            assert!((factors[year] - want).abs() < 5e-7, "year {year}: {}", factors[year]);
        }
        let health = Schedule::of(&[(Some(30), 0.015), (Some(75), 0.0129), (None, 0.0107)]).factors(101).expect("factors");
        for (year, want) in
            [(1, 0.985222), (5, 0.928260), (10, 0.861667), (30, 0.639762), (31, 0.631615), (60, 0.435534), (75, 0.359354), (100, 0.275402)]
        {
            assert!((health[year] - want).abs() < 6e-7, "year {year}: {}", health[year]);
        }
    }

    #[test]
    fn a_hole_is_named_by_its_years() {
        let hole = |steps: &[Step], years| Schedule { steps: steps.to_vec(), ..Schedule::default() }.factors(years).expect_err("refused");
        let step = |from, until, rate| Step { from, until, rate };
        assert_eq!(
            hole(&[step(Some(1), Some(30), 0.035), step(Some(41), None, 0.03)], 60),
            Refusal::ScheduleHole { from: 31, to: Some(40) }
        );
        assert_eq!(hole(&[step(None, Some(30), 0.035)], 60), Refusal::ScheduleHole { from: 31, to: Some(59) });
        assert_eq!(hole(&[step(Some(2), None, 0.035)], 5), Refusal::ScheduleHole { from: 1, to: None });
        assert_eq!(hole(&[step(None, Some(30), 0.035), step(Some(25), None, 0.03)], 60), Refusal::ScheduleOverlap(25));
        assert_eq!(hole(&[step(None, None, 0.035), step(None, None, 0.03)], 60), Refusal::ScheduleOverlap(59));
        assert_eq!(hole(&[step(None, None, 3.5)], 60), Refusal::Rate(3.5));
        assert_eq!(hole(&[], 60), Refusal::NoSchedule);
        assert_eq!(Schedule::of(&[(Some(30), 0.035)]).factors(31).expect("no hole yet").len(), 31);
        assert_eq!(Schedule::flat(0.035).factors(1).expect("one year"), [1.0]);
    }
}
