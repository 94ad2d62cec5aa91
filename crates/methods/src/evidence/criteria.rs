//! The criteria C0 to C11, each with its outcome, its figures and its sentence.

use quantity::{Date, Period, Share, rounding};
use serde::{Deserialize, Serialize};

use super::attribution::{Difference, Interrupted};
use super::confirm::Group;
use super::displacement::BalanceReading;
use super::figures::BadSignal;

/// The criteria of one issue. C10 is asked of a service, by the principles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Code {
    C0,
    C1,
    C2,
    C3,
    C4,
    C4b,
    C5,
    C6,
    C7,
    C8,
    C9,
    C11,
}

impl Code {
    pub fn as_str(self) -> &'static str {
        match self {
            Code::C0 => "C0",
            Code::C1 => "C1",
            Code::C2 => "C2",
            Code::C3 => "C3",
            Code::C4 => "C4",
            Code::C4b => "C4b",
            Code::C5 => "C5",
            Code::C6 => "C6",
            Code::C7 => "C7",
            Code::C8 => "C8",
            Code::C9 => "C9",
            Code::C11 => "C11",
        }
    }

    /// The plain name, as pages head it.
    pub fn title(self) -> &'static str {
        match self {
            Code::C0 => "Agreed before",
            Code::C1 => "Long enough",
            Code::C2 => "Clearly better than before",
            Code::C3 => "No bad signal",
            Code::C4 => "The true level meets the aim",
            Code::C4b => "Rare enough",
            Code::C5 => "Bad periods stay inside the floor",
            Code::C6 => "Each period says something new",
            Code::C7 => "Caused by the fix",
            Code::C8 => "Not moved elsewhere",
            Code::C9 => "Honest data",
            Code::C11 => "People agree",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Met,
    NotMet,
    /// This kind of measure is not asked it.
    NotAsked,
    /// It is asked, and nothing is known. Never reads as fine.
    Unknown,
}

impl Outcome {
    pub fn is_met(self) -> bool {
        self == Outcome::Met
    }

    /// Met, or not asked of this kind.
    pub fn passes(self) -> bool {
        matches!(self, Outcome::Met | Outcome::NotAsked)
    }
}

/// The figures of a criterion, in the measure's own unit where they are of the measure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Facts {
    Registration {
        locked_on: Option<Date>,
        late: bool,
        confirmed_outside: bool,
        further_points: u32,
        need_further: u32,
        void: Option<String>,
    },
    Duration {
        periods: u32,
        need_periods: u32,
        days: u32,
        need_days: u32,
        before: u32,
        need_before: u32,
    },
    Shift {
        run: u32,
        need: u32,
        baseline_mean: Option<f64>,
        on_good_side: u32,
        of: u32,
        all_but_one: bool,
    },
    Stability {
        signals: Vec<BadSignal>,
        unexplained: Vec<Period>,
        explained: Vec<Period>,
    },
    Level {
        probability: Option<f64>,
        bar: f64,
        mean: Option<f64>,
        target: Option<f64>,
        effective_n: Option<f64>,
    },
    Rare {
        events: u64,
        units: u64,
        upper: Option<f64>,
        tolerable: f64,
        clear_units_needed: Option<u32>,
    },
    Capability {
        limit: Option<f64>,
        floor: f64,
        strict: bool,
    },
    Autocorrelation {
        rho: Option<f64>,
        significant_above: Option<f64>,
        periods: u32,
        need_periods: f64,
    },
    Attribution {
        interrupted: Option<Interrupted>,
        difference: Option<Difference>,
        note: bool,
        rests_on_note: bool,
    },
    Displacement {
        measures: Vec<BalanceReading>,
    },
    Quality {
        present: u32,
        expected: u32,
        need: f64,
        missing: Vec<Period>,
        same_definition: Option<bool>,
        checked_outside: Option<bool>,
        latest_is_old: bool,
    },
    People {
        groups: Vec<(Group, Outcome)>,
    },
    Nothing,
}

/// One criterion asked of one issue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Criterion {
    pub code: Code,
    pub outcome: Outcome,
    pub facts: Facts,
}

fn per_cent(share: f64, places: usize) -> String {
    Share::new(share).map_or_else(|_| "not a share".to_owned(), |s| s.shown(places))
}

fn list(periods: &[Period]) -> String {
    let words: Vec<String> = periods.iter().map(|p| p.in_words()).collect();
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

fn periods(count: u32) -> String {
    if count == 1 { "1 period".to_owned() } else { format!("{count} periods") }
}

impl Criterion {
    /// What it says, in one or two sentences. `show` writes a value of the measure with its unit.
    pub fn sentence(&self, show: &dyn Fn(f64) -> String) -> String {
        let value = |v: Option<f64>| v.map_or_else(|| "not yet worked out".to_owned(), show);
        match &self.facts {
            Facts::Nothing => match self.outcome {
                Outcome::NotAsked => "Not asked of this kind of measure.".to_owned(),
                _ => "Nothing to judge yet.".to_owned(),
            },
            Facts::Registration { void: Some(reason), .. } => format!("The agreed test no longer stands: {reason}."),
            Facts::Registration { locked_on: None, .. } => "No test was agreed.".to_owned(),
            Facts::Registration { locked_on: Some(on), late: false, .. } => {
                let on = quantity::period::in_words(*on);
                if self.outcome.is_met() {
                    format!("Agreed and locked on {on}, before the first figure.")
                } else {
                    format!("Locked on {on}, after the first figure.")
                }
            }
            Facts::Registration { locked_on: Some(on), confirmed_outside: false, .. } => {
                format!(
                    "Registered late, on {}; nobody outside the service has confirmed the dated document.",
                    quantity::period::in_words(*on)
                )
            }
            Facts::Registration { locked_on: Some(on), further_points, need_further, .. } => format!(
                "Registered late, on {}, from a dated document: {further_points} of {need_further} further figures are in.",
                quantity::period::in_words(*on)
            ),
            Facts::Duration { periods: have, need_periods, days, need_days, before, need_before } => {
                let mut text = format!("{have} of {need_periods} periods, over {days} of {need_days} days");
                if before < need_before {
                    text.push_str(&format!("; {before} of {need_before} periods before the fix"));
                }
                text + "."
            }
            Facts::Shift { baseline_mean: None, .. } => "There are no figures from before the fix to compare with.".to_owned(),
            Facts::Shift { on_good_side, of, baseline_mean, all_but_one: true, .. } => {
                format!(
                    "{on_good_side} of {of} are on the good side of the old average, {}; all but one are needed.",
                    value(*baseline_mean)
                )
            }
            Facts::Shift { run, need, baseline_mean, .. } => {
                format!("{run} in a row on the good side of the old average, {}; {need} are needed.", value(*baseline_mean))
            }
            Facts::Stability { .. } if self.outcome == Outcome::Unknown => "There are too few figures to look for a bad signal.".to_owned(),
            Facts::Stability { signals, unexplained, explained } => stability(signals, unexplained, explained),
            Facts::Level { probability: None, .. } => "There are too few figures to judge the level.".to_owned(),
            Facts::Level { probability: Some(p), bar, mean, target, .. } => format!(
                "The average is {}, the aim {}. The chance that the true level meets the aim is {}; the bar is {}.",
                value(*mean),
                value(*target),
                per_cent(*p, 1),
                per_cent(*bar, 1)
            ),
            Facts::Rare { events, units, upper, tolerable, clear_units_needed } => {
                let bound = upper.map_or_else(|| "unknown".to_owned(), |u| per_cent(u, 1));
                let length = clear_units_needed.map_or_else(String::new, |n| format!(" It takes {n} without any event."));
                format!(
                    "{events} events in {units}: the chance of one may still be as high as {bound}; {} is tolerable.{length}",
                    per_cent(*tolerable, 1)
                )
            }
            Facts::Capability { limit: None, .. } => "There are too few figures to say how bad a bad period is.".to_owned(),
            Facts::Capability { limit: Some(limit), floor, strict } => {
                let line = if *strict { "aim (no floor was set)" } else { "floor" };
                let place = if self.outcome.is_met() { "no worse than" } else { "past" };
                format!("A bad period may reach {}, {place} the {line} of {}.", show(*limit), show(*floor))
            }
            Facts::Autocorrelation { rho: None, .. } => "There are too few figures to see whether periods follow each other.".to_owned(),
            Facts::Autocorrelation { rho: Some(rho), periods: have, need_periods, .. } => {
                let rho = rounding::shown(*rho, 2);
                let need = rounding::shown(need_periods.ceil(), 0);
                format!("Neighbouring periods are alike by {rho}: {need} periods are needed, {have} are in.")
            }
            Facts::Attribution { interrupted, difference, note, rests_on_note } => {
                attribution(interrupted.as_ref(), difference.as_ref(), *note, *rests_on_note, show)
            }
            Facts::Displacement { measures } if measures.is_empty() => {
                "No measure was named that would get worse if the issue had moved.".to_owned()
            }
            Facts::Displacement { measures } => measures.iter().map(balance).collect::<Vec<_>>().join(" "),
            Facts::Quality { present, expected, missing, same_definition, checked_outside, latest_is_old, .. } => {
                let mut parts = vec![format!("{present} of {} are in", periods(*expected))];
                if !missing.is_empty() {
                    parts.push(format!("{} is missing without an accepted reason", list(missing)));
                }
                parts.push(said(
                    *same_definition,
                    "one definition throughout",
                    "the definition changed",
                    "nobody has said whether the definition stayed the same",
                ));
                parts.push(said(
                    *checked_outside,
                    "checked by someone outside the service",
                    "not checked outside the service",
                    "nobody has said whether anyone outside checked it",
                ));
                if *latest_is_old {
                    parts.push("the last figure is more than two periods old".to_owned());
                }
                format!("{}.", parts.join("; "))
            }
            Facts::People { groups } if groups.is_empty() => "People have not been asked yet.".to_owned(),
            Facts::People { groups } => groups.iter().map(|(g, _)| group(g)).collect::<Vec<_>>().join(" "),
        }
    }
}

fn said(answer: Option<bool>, yes: &str, no: &str, unknown: &str) -> String {
    answer.map_or(unknown, |is| if is { yes } else { no }).to_owned()
}

fn stability(signals: &[BadSignal], unexplained: &[Period], explained: &[Period]) -> String {
    let mut text = if signals.is_empty() { "No bad signal".to_owned() } else { String::new() };
    for signal in signals {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(match signal {
            BadSignal::Outside => "a figure past its limit",
            BadSignal::Shift => "a run on the bad side of the average",
            BadSignal::Trend => "a run getting worse",
            BadSignal::TwoInThree => "two of three near the limit",
        });
    }
    if !unexplained.is_empty() {
        text.push_str(&format!(": explain {}", list(unexplained)));
    }
    if !explained.is_empty() {
        text.push_str(&format!("; {} is explained and accepted", list(explained)));
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>() + ".")
}

fn attribution(
    series: Option<&Interrupted>,
    difference: Option<&Difference>,
    note: bool,
    rests: bool,
    show: &dyn Fn(f64) -> String,
) -> String {
    let range = |change: &super::attribution::Change| {
        let ends = change.interval.map_or_else(String::new, |i| format!(" ({} to {})", show(i.low), show(i.high)));
        format!("{}{ends}", show(change.estimate))
    };
    let mut parts = Vec::new();
    if let Some(series) = series {
        parts.push(format!("When the fix began the level changed by {}.", range(&series.level)));
    }
    if let Some(difference) = difference {
        parts.push(format!("Against the comparator it changed by {}.", range(&difference.change)));
    }
    if rests {
        parts.push("It rests on a reasoned note only.".to_owned());
    } else if !note && parts.is_empty() {
        parts.push("There is neither a clear change in the figures, a comparator nor a reasoned note.".to_owned());
    }
    parts.join(" ")
}

fn balance(measure: &BalanceReading) -> String {
    let name = &measure.name;
    match (measure.outcome, measure.alarm, measure.confirmed) {
        (Outcome::NotMet, ..) => format!("{name}: worse, and confirmed by a person: moved elsewhere, not solved."),
        (Outcome::Unknown, true, _) => format!("{name}: worse than before; a person has to say whether the issue moved there."),
        (Outcome::Unknown, ..) => format!("{name}: too few figures."),
        (_, true, _) => format!("{name}: worse than before, with another cause."),
        _ => format!("{name}: no worse than before."),
    }
}

fn group(group: &Group) -> String {
    let Group { who, could_be_asked, asked, answered, agree, dissent_answered } = group;
    let dissent = if agree == answered || *answered == 0 {
        ""
    } else if *dissent_answered {
        "; those who disagree were answered"
    } else {
        "; those who disagree were not answered yet"
    };
    format!("{who}: {agree} of {answered} agree ({asked} of {could_be_asked} asked{dissent}).")
}
