//! `calc spc`: one series, or many by rows.

use std::collections::BTreeMap;

use quantity::{Date, Direction, MeasureKind, Period};
use serde_json::{Value, json};

use super::{card, number, optional, question, refusal};
use crate::spc::{Ask, Assurance, Point, PointReading, PointType, Reading, Rule, Settings, Variation, read};

const OPTIONS: [&str; 9] =
    ["improvement_direction", "target", "rebase", "fix_after_n_points", "screen_outliers", "trend", "shift", "kind", "preset"];
const BATCH_OPTIONS: [&str; 7] = ["improvement_direction", "target", "fix_after_n_points", "screen_outliers", "trend", "shift", "preset"];
const INPUT: [&str; 4] = ["dates", "values", "numerators", "denominators"];
/// Stands for the reason of a rebase that a question file gives only by its date.
const GIVEN: &str = "given in the question";

/// The control chart of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn spc(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let ask = ask(&question)?;
    // Running totals and counts need to know how long a period is; other series keep their dates as they are.
    let whole_periods = matches!(ask.kind, MeasureKind::Count | MeasureKind::YearToDate);
    let points = question::points(&question.input, whole_periods)?;
    let reading = read(&points, &ask).map_err(|r| refusal(r.code(), r.message()))?;
    Ok(answer(&reading, &ask))
}

/// One row of a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchRow {
    pub series: String,
    pub date: Date,
    pub value: Option<f64>,
}

/// The control chart of every series, by name. `options` are those of one question, without `rebase` and `kind`. A series
/// that cannot be charted has its refusal in its place.
///
/// # Errors
/// The refusal as JSON where an option is unknown or out of range.
pub fn spc_batch(rows: &[BatchRow], options: &Value) -> Result<Value, Value> {
    let ask = ask(&question::options(options, &BATCH_OPTIONS)?)?;
    ask.check().map_err(|r| refusal(r.code(), r.message()))?;
    let mut series: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
    for row in rows {
        let period = Period::Day(row.date);
        series.entry(&row.series).or_default().push(row.value.map_or(Point::missing(period), |value| Point::new(period, value)));
    }
    let answers: serde_json::Map<String, Value> = series
        .into_iter()
        .map(|(name, points)| {
            let one = read(&points, &ask).map_or_else(|r| refusal(r.code(), r.message()), |reading| answer(&reading, &ask));
            (name.to_owned(), one)
        })
        .collect();
    let (method, edition, about) = card(crate::spc::METHOD);
    Ok(json!({ "method": method, "edition": edition, "about": about, "parameters": parameters(&ask), "series": answers }))
}

/// The options of a question as an ask.
fn ask(question: &question::Question) -> Result<Ask, Value> {
    let preset = match question.text("preset")? {
        None | Some("r_package") => Settings::R_PACKAGE,
        Some("nhs_excel") => Settings::NHS_EXCEL,
        Some(_) => return Err(question::bad("preset", "r_package or nhs_excel")),
    };
    let byte = |name| question.whole(name, 255).map(|n| n.map(|n| n as u8));
    let settings = Settings {
        screen: question.truth("screen_outliers")?.unwrap_or(preset.screen),
        trend: byte("trend")?.unwrap_or(preset.trend),
        shift: byte("shift")?.unwrap_or(preset.shift),
        fix_after: question.whole("fix_after_n_points", u64::from(u32::MAX))?.map(|n| n as u32),
        trial_below: preset.trial_below,
    };
    let mut ask = Ask { target: question.number("target")?, settings, ..Ask::new(question.kind()?, question.direction()?) };
    for date in question.dates("rebase")? {
        ask = ask.rebased(date, GIVEN);
    }
    Ok(ask)
}

fn parameters(ask: &Ask) -> Value {
    json!({
        "improvement_direction": match ask.better { Direction::High => "increase", Direction::Low => "decrease", Direction::Neither => "neutral" },
        "target": optional(ask.target),
        "kind": ask.kind.code(),
        "screen_outliers": ask.settings.screen,
        "trend": ask.settings.trend,
        "shift": ask.settings.shift,
        "fix_after_n_points": ask.settings.fix_after,
        "rebase": ask.rebase.iter().map(|r| json!({ "date": r.from, "reason": r.reason })).collect::<Vec<_>>(),
        "preset": ask.settings.preset(),
        "in_words": ask.settings.in_words(),
    })
}

/// The answer of a reading, as `calc` prints it and as a result is kept.
pub fn answer(reading: &Reading, ask: &Ask) -> Value {
    let (method, edition, about) = card(reading.method());
    let points: Vec<Value> = reading.points.iter().map(|point| point_answer(reading, point)).collect();
    let short = reading.segments.iter().any(|s| s.rows < crate::spc::TRIAL_BELOW);
    let variation = match reading.variation {
        Variation::CommonCause => "common_cause",
        Variation::Improvement => "special_cause_improvement",
        Variation::Concern => "special_cause_concern",
        Variation::High => "special_cause_neutral_high",
        Variation::Low => "special_cause_neutral_low",
    };
    let (assurance, icon) = match reading.assurance {
        Assurance::NoTarget => (Value::Null, Value::Null),
        Assurance::Meets => (json!("consistent_pass"), json!("pass")),
        Assurance::Misses => (json!("consistent_fail"), json!("fail")),
        Assurance::HitOrMiss => (json!("inconsistent"), json!("inconsistent")),
    };
    let warnings: Vec<&str> =
        if short { vec!["Some parts have fewer than 12 data points: their limits are trial limits."] } else { Vec::new() };
    let signals: Vec<Value> = reading
        .signals
        .iter()
        .map(|s| json!({ "rule": s.rule, "means": point_type(s.kind), "from": s.from.first_day(), "to": s.to.first_day(), "in_words": s.rule.words(&reading.settings) }))
        .collect();
    json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": parameters(ask),
        "chart": reading.chart,
        "chart_in_words": reading.chart.words(),
        "why_this_chart": reading.why.words(),
        "differenced": reading.differenced,
        "points": points,
        "variation_type": variation,
        "variation_icon": reading.variation_icon(),
        "assurance_type": assurance,
        "assurance_icon": icon,
        "signals": signals,
        "trial": reading.trial,
        "warnings": warnings,
        "segments": reading.segments,
        "working": reading.working(),
    })
}

fn point_type(kind: PointType) -> &'static str {
    match kind {
        PointType::NotJudged | PointType::CommonCause => "common_cause",
        PointType::Improvement => "special_cause_improvement",
        PointType::Concern => "special_cause_concern",
        PointType::High => "special_cause_neutral_high",
        PointType::Low => "special_cause_neutral_low",
    }
}

fn special_cause(rule: Option<Rule>, settings: &Settings) -> String {
    match rule {
        None => "Common Cause".to_owned(),
        Some(Rule::AboveLimit) => "Above UCL".to_owned(),
        Some(Rule::BelowLimit) => "Below LCL".to_owned(),
        Some(Rule::TrendRising) => format!("{} Point Trend (Increasing)", settings.trend),
        Some(Rule::TrendFalling) => format!("{} Point Trend (Decreasing)", settings.trend),
        Some(Rule::TwoInThreeAbove) => "2 in 3 Above CL".to_owned(),
        Some(Rule::TwoInThreeBelow) => "2 in 3 Below CL".to_owned(),
        Some(Rule::ShiftAbove) => format!("{} Points Above CL", settings.shift),
        Some(Rule::ShiftBelow) => format!("{} Points Below CL", settings.shift),
    }
}

fn point_answer(reading: &Reading, point: &PointReading) -> Value {
    let segment = reading.segments.get(point.segment as usize);
    let row = segment.map_or(0, |s| reading.points.iter().skip(s.first).position(|p| p.period == point.period).unwrap_or(0));
    let fixed = reading.settings.fix_after.is_none_or(|n| row < n as usize);
    let mut answer = json!({
        "date": point.period.first_day(),
        "value": optional(point.value),
        "rebase_group": point.segment,
        "fix_y": optional(point.judged().filter(|_| fixed)),
        "mean": optional(point.mean),
        "lpl": optional(point.lower),
        "upl": optional(point.upper),
        "near_lower": optional(point.near_lower),
        "near_upper": optional(point.near_upper),
        "outside_limits": point.outside,
        "relative_to_mean": point.side,
        "close_to_limits": point.close,
        "special_cause_type": special_cause(point.rule, &reading.settings),
        "special_cause_flag": point.rule.is_some(),
        "point_type": point_type(point.kind),
        "target": optional(reading.target),
        "rules": point.rules,
    });
    if let (Some(map), Some(k), Some(n)) = (answer.as_object_mut(), point.numerator, point.denominator) {
        map.insert("numerator".to_owned(), number(k as f64));
        map.insert("denominator".to_owned(), number(n as f64));
    }
    answer
}
