//! `calc funnel`: which places differ by more than chance, with the field names of FunnelPlotR.

use serde_json::{Value, json};

use super::question::{self, Question, bad};
use super::{card, number, optional, refusal};
use crate::funnel::{self, Ask, DataType, Group, Level, Limits, Lines, Transform};

const OPTIONS: [&str; 8] = ["data_type", "sr_method", "limit", "trim_by", "multiplier", "draw_unadjusted", "draw_adjusted", "lines"];
const INPUT: [&str; 3] = ["group", "numerator", "denominator"];

/// The funnel of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn funnel(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    let ask = ask(&question)?;
    let draw_unadjusted = question.truth("draw_unadjusted")?.unwrap_or(!ask.adjust);
    let reading = funnel::read(&groups(&question)?, &ask).map_err(|r| refusal(r.code(), r.message()))?;
    let mut answer = answer(&reading);
    if let Some(map) = answer.as_object_mut() {
        map.insert("draw_unadjusted_used".into(), json!(draw_unadjusted || !reading.is_adjusted));
    }
    Ok(answer)
}

/// The answer of a reading, as `calc` prints it and as a result is kept.
pub fn answer(reading: &funnel::Reading) -> Value {
    let (method, edition, about) = card(funnel::METHOD);
    let ask = &reading.ask;
    let (data_type, sr_method) = match ask.data {
        DataType::Proportion => ("PR", None),
        DataType::RatioOfCounts => ("RC", None),
        DataType::Ratio(Transform::Shmi) => ("SR", Some("SHMI")),
        DataType::Ratio(Transform::Cqc) => ("SR", Some("CQC")),
    };
    let groups: Vec<Value> = reading.groups.iter().map(group).collect();
    json!({
        "method": method,
        "edition": edition,
        "about": about,
        "parameters": {
            "data_type": data_type,
            "sr_method": sr_method,
            "limit": if ask.level == Level::P95 { 95 } else { 99 },
            "trim_by": ask.trim,
            "multiplier": number(ask.multiplier),
            "draw_adjusted": ask.adjust,
            "lines": ask.lines,
        },
        "phi": number(reading.phi),
        "tau2": number(reading.tau2),
        "target": number(reading.target),
        "draw_adjusted_used": reading.is_adjusted,
        "draw_unadjusted_used": !reading.is_adjusted,
        "outliers": reading.outliers().map(|g| g.name.as_str()).collect::<Vec<_>>(),
        "groups": groups,
        "working": reading.working(),
    })
}

fn group(group: &funnel::GroupReading) -> Value {
    let mut answer = json!({
        "group": group.name,
        "rr": number(group.figure),
        "Uzscore": number(group.distance),
        "Wuzscore": optional(group.kept),
        "outlier": u8::from(group.side != 0),
    });
    if let Some(map) = answer.as_object_mut() {
        for (before, limits) in [("", group.plain), ("OD", group.widened)] {
            let Limits { low_95, high_95, low_998, high_998 } = limits;
            for (name, line) in [("95LCL", low_95), ("95UCL", high_95), ("99LCL", low_998), ("99UCL", high_998)] {
                let (percent, side) = name.split_at(2);
                let key = if before.is_empty() { format!("{side}{percent}") } else { format!("{before}{percent}{side}") };
                map.insert(key, number(line));
            }
        }
    }
    answer
}

fn ask(question: &Question) -> Result<Ask, Value> {
    let data = match (question.text("data_type")?.unwrap_or("PR"), question.text("sr_method")?) {
        ("PR", None) => DataType::Proportion,
        ("RC", None) => DataType::RatioOfCounts,
        ("SR", None | Some("SHMI")) => DataType::Ratio(Transform::Shmi),
        ("SR", Some("CQC")) => DataType::Ratio(Transform::Cqc),
        ("SR", Some(_)) => return Err(bad("sr_method", "SHMI or CQC")),
        ("PR" | "RC", Some(_)) => return Err(bad("sr_method", "left out: it is for SR alone")),
        _ => return Err(bad("data_type", "PR, RC or SR")),
    };
    let usual = Ask::of(data);
    Ok(Ask {
        level: match question.whole("limit", 100)? {
            Some(95) => Level::P95,
            None | Some(99) => Level::P998,
            Some(_) => return Err(bad("limit", "95, or 99 for the lines at 99.8%")),
        },
        trim: question.number("trim_by")?.unwrap_or(usual.trim),
        multiplier: question.number("multiplier")?.unwrap_or(usual.multiplier),
        adjust: question.truth("draw_adjusted")?.unwrap_or(usual.adjust),
        lines: match question.text("lines")? {
            None | Some("transformed") => Lines::Transformed,
            Some("exact") => Lines::Exact,
            Some("wilson") => Lines::Wilson,
            Some(_) => return Err(bad("lines", "transformed, exact or wilson")),
        },
        ..usual
    })
}

fn groups(question: &Question) -> Result<Vec<Group>, Value> {
    let list = |name: &str| match question.input.get(name) {
        Some(Value::Array(list)) => Ok(list),
        _ => Err(refusal("no_values", format!("The input has no list “{name}”."))),
    };
    let (names, numerators, denominators) = (list("group")?, list("numerator")?, list("denominator")?);
    if names.len() != numerators.len() || names.len() != denominators.len() {
        let message = format!(
            "There are {} groups, {} numerators and {} denominators. Give one of each for every group.",
            names.len(),
            numerators.len(),
            denominators.len()
        );
        return Err(refusal("lengths_differ", message));
    }
    let one = |((name, numerator), denominator): ((&Value, &Value), &Value)| {
        let name = name.as_str().map_or_else(|| name.to_string(), str::to_owned);
        let figure = |value: &Value| {
            value.as_f64().ok_or_else(|| {
                refusal("not_a_number", format!("A figure of “{name}” is not a number. Correct it, or leave the place out."))
            })
        };
        Ok(Group { numerator: figure(numerator)?, denominator: figure(denominator)?, name })
    };
    names.iter().zip(numerators).zip(denominators).map(one).collect()
}
