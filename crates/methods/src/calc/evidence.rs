//! `calc evidence`: is one known issue shown to be fixed?
//!
//! A question with figures only is answered on C1 to C6. With `registration`, `quality`, `people`, `balancing`, `comparator`
//! or `mechanism` beside them, the whole standing is printed too; with `simulate`, how often the check is wrong.

use quantity::{Date, Period};
use serde_json::{Map, Value, json};

use super::{card, optional, question, refusal};
use crate::evidence::case::Explained;
use crate::evidence::figures::BadSignal;
use crate::evidence::{
    Arithmetic, Case, Code, Explanation, Grade, Outcome, Refusal, Rule, Service, Severity, Standing, State, judge, simulate,
};
use crate::spc::Point;

const OPTIONS: [&str; 22] = [
    "kind",
    "improvement_direction",
    "target",
    "floor",
    "tolerable",
    "level",
    "severity",
    "fewest_periods",
    "fewest_days",
    "fewest_baseline",
    "shift",
    "trend",
    "all_but_one",
    "explained",
    "missing_accepted",
    "asked_on",
    "runs",
    "seed",
    "simulate",
    "completeness",
    "level_waits_for_length",
    "lapse_days",
];
const INPUT: [&str; 8] = ["baseline", "window", "registration", "comparator", "mechanism", "balancing", "quality", "people"];
const PART: [&str; 4] = ["dates", "values", "numerators", "denominators"];

/// The standing of one known issue, from a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn evidence(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let baseline = part(&question.input, "baseline")?;
    let window = part(&question.input, "window")?;
    let target = question.number("target")?;
    let mut case =
        Case::of_figures(question.kind()?, question.direction()?, target.unwrap_or(0.0), question.number("floor")?, baseline, window);
    case.target = target;
    case.tolerable = question.number("tolerable")?;
    case.rule = rule(&question)?;
    case.asked_on = question.dates("asked_on")?.first().copied();
    for (name, of) in [("explained", Explained::Signal), ("missing_accepted", Explained::Missing)] {
        for date in question.dates(name)? {
            case.explanations.push(accepted(&case, date, of)?);
        }
    }
    let whole = read_evidence(&question.input, &mut case)?;
    let standing = judge(&case).map_err(refused)?;
    let mut answer = answer(&standing, &case);
    if let Some(map) = answer.as_object_mut() {
        if whole {
            map.insert("standing".to_owned(), whole_standing(&standing));
        }
        if question.truth("simulate")?.unwrap_or(false) || question.whole("runs", 1_000_000)?.is_some() {
            let service = Service::of(&case)
                .ok_or_else(|| refusal("cannot_simulate", "There are too few figures to make services like this one."))?;
            let (runs, seed) = (question.whole("runs", 1_000_000)?.unwrap_or(3_000) as u32, question.whole("seed", u64::MAX)?.unwrap_or(1));
            let rates = simulate(&service, &case.rule, runs, seed).map_err(refused)?;
            map.insert("error_rates".to_owned(), json!({ "service": service, "rates": rates }));
        }
    }
    Ok(answer)
}

fn refused(r: Refusal) -> Value {
    refusal(r.code(), r.message())
}

fn part(input: &Map<String, Value>, name: &str) -> Result<Vec<Point>, Value> {
    match input.get(name) {
        Some(Value::Object(part)) => {
            if let Some(other) = part.keys().find(|k| !PART.contains(&k.as_str())) {
                return Err(refusal("unknown_field", format!("“{other}” is not part of “{name}”. Known are: {}.", PART.join(", "))));
            }
            question::points(part, true)
        }
        _ => Err(refusal("no_input", format!("The input has no “{name}” with its dates and values."))),
    }
}

fn rule(question: &question::Question) -> Result<Rule, Value> {
    // A question file asks for what it names: the least before the fix only where it says so, and the plain rule for the level.
    let mut rule = Rule { fewest_baseline: 0, level_waits_for_length: false, ..Rule::default() };
    if let Some(severity) = question.typed::<Severity>("severity")? {
        rule = rule.with_severity(severity);
    }
    let small = |name| question.whole(name, 100_000).map(|n| n.map(|n| n as u32));
    let byte = |name| question.whole(name, 255).map(|n| n.map(|n| n as u8));
    rule.level = question.number("level")?.unwrap_or(rule.level);
    rule.completeness = question.number("completeness")?.unwrap_or(rule.completeness);
    rule.fewest_periods = small("fewest_periods")?.unwrap_or(rule.fewest_periods);
    rule.fewest_days = small("fewest_days")?.unwrap_or(rule.fewest_days);
    rule.fewest_baseline = small("fewest_baseline")?.unwrap_or(rule.fewest_baseline);
    rule.lapse_days = small("lapse_days")?.unwrap_or(rule.lapse_days);
    rule.shift = byte("shift")?.unwrap_or(rule.shift);
    rule.trend = byte("trend")?.unwrap_or(rule.trend);
    rule.level_waits_for_length = question.truth("level_waits_for_length")?.unwrap_or(rule.level_waits_for_length);
    rule.all_but_one = question.truth("all_but_one")?.unwrap_or(rule.all_but_one);
    Ok(rule)
}

/// The period of the case that holds the date.
fn accepted(case: &Case, date: Date, of: Explained) -> Result<Explanation, Value> {
    let holds = |period: &Period| period.first_day() <= date && date <= period.last_day();
    let period = case.window.iter().chain(&case.baseline).map(|p| p.period).find(holds);
    let period = period
        .ok_or_else(|| refusal("explained_not_a_point", format!("No data point falls on {date}, so there is nothing to explain.")))?;
    Ok(Explanation { period, of, evidence: "given in the question".to_owned(), accepted_by: "given in the question".to_owned() })
}

/// Reads what is offered beside the figures; whether anything was.
fn read_evidence(input: &Map<String, Value>, case: &mut Case) -> Result<bool, Value> {
    fn typed<T: serde::de::DeserializeOwned>(input: &Map<String, Value>, name: &str) -> Result<Option<T>, Value> {
        let found = input.get(name).filter(|v| !v.is_null());
        found.map(|v| T::deserialize(v).map_err(|e| question::bad(name, &format!("readable: {e}")))).transpose()
    }
    let whole = ["registration", "comparator", "mechanism", "balancing", "quality", "people"].iter().any(|k| input.contains_key(*k));
    case.registration = typed(input, "registration")?.unwrap_or_default();
    case.mechanism = typed(input, "mechanism")?;
    case.quality = typed(input, "quality")?;
    case.people = typed(input, "people")?.unwrap_or_default();
    case.comparator = typed(input, "comparator")?;
    case.balancing = typed(input, "balancing")?.unwrap_or_default();
    Ok(whole)
}

/// The grade C1 to C6 give by themselves.
fn grade_of_figures(standing: &Standing) -> &'static str {
    match standing.grade {
        Grade::None => "none",
        Grade::Indicative => "indicative",
        Grade::Likely | Grade::Shown => "likely",
    }
}

fn state(standing: &Standing) -> &'static str {
    match standing.state {
        State::Shown => "shown",
        State::NotYet => "not_yet",
        State::Explain => "explain",
        State::OtherWay => "points_the_other_way",
        State::Unknown => "unknown",
    }
}

/// The answer of a standing, as `calc` prints it and as a result is kept.
pub fn answer(standing: &Standing, case: &Case) -> Value {
    let (method, edition, about) = card(crate::evidence::METHOD);
    let f = &standing.figures;
    let show = |v: f64| quantity::rounding::shown(v, if f.arithmetic == Arithmetic::Proportion { 3 } else { 2 });
    let of_figures = [Code::C1, Code::C2, Code::C3, Code::C4, Code::C4b, Code::C5, Code::C6];
    let criteria: Map<String, Value> = standing
        .criteria
        .iter()
        .filter(|c| of_figures.contains(&c.code) && c.outcome != Outcome::NotAsked)
        .map(|c| (c.code.as_str().to_owned(), json!(c.outcome.is_met())))
        .collect();
    let in_words: Map<String, Value> = standing
        .criteria
        .iter()
        .filter(|c| of_figures.contains(&c.code) && c.outcome != Outcome::NotAsked)
        .map(|c| (c.code.as_str().to_owned(), json!(c.sentence(&show))))
        .collect();
    let mut answer = json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": {
            "kind": case.kind.code(),
            "improvement_direction": if case.better == quantity::Direction::Low { "decrease" } else { "increase" },
            "target": optional(case.target),
            "floor": optional(case.floor),
            "tolerable": optional(case.tolerable),
            "rule": standing.rule,
            "explained": case.explanations.iter().map(|e| e.period.first_day()).collect::<Vec<_>>(),
        },
        "n": f.n,
        "days": f.days,
        "longest_run": f.longest_run,
        "mean": optional(f.mean),
        "probability_target_met": optional(f.probability_target_met),
        "bad_signals": standing.bad_signals.iter().copied().map(BadSignal::code).collect::<Vec<_>>(),
        "criteria": criteria,
        "criteria_in_words": in_words,
        "grade": grade_of_figures(standing),
        "state": state(standing),
        "points_the_other_way": !standing.other_way.is_empty(),
        "explain": standing.explain.iter().map(|p| p.first_day()).collect::<Vec<_>>(),
        "earliest": standing.earliest,
        "working": standing.working(case),
    });
    let more: &[(&str, Option<f64>)] = match f.arithmetic {
        Arithmetic::Value => &[
            ("average_moving_range", f.average_moving_range),
            ("lower_process_limit", f.lower_process_limit),
            ("upper_process_limit", f.upper_process_limit),
            ("standard_deviation", f.standard_deviation),
            ("lag1_autocorrelation", f.lag1_autocorrelation),
            ("effective_n", f.effective_n),
        ],
        Arithmetic::Proportion => &[("sigma_z", f.sigma_z), ("capability_limit", f.capability_limit)],
        Arithmetic::Count | Arithmetic::Rare => &[("capability_limit", f.capability_limit)],
    };
    if let Some(map) = answer.as_object_mut() {
        map.extend(more.iter().filter(|m| m.1.is_some()).map(|(name, value)| ((*name).to_owned(), optional(*value))));
    }
    answer
}

/// C0 to C11 and what follows from them.
fn whole_standing(standing: &Standing) -> Value {
    let show = |v: f64| quantity::rounding::shown(v, 2);
    let criteria: Vec<Value> = standing
        .criteria
        .iter()
        .map(|c| json!({ "code": c.code, "title": c.code.title(), "outcome": c.outcome, "sentence": c.sentence(&show), "facts": c.facts }))
        .collect();
    json!({
        "state": state(standing),
        "grade": standing.grade,
        "criteria": criteria,
        "other_way": standing.other_way,
        "worse_since": standing.worse_since,
        "lapses_on": standing.lapses_on,
        "rests_on_note": standing.rests_on_note,
    })
}
