//! `calc concentration`, `competition`, `flags`, `predicted-bids` and the others of a market: every one takes its question as `input` and
//! its settings as `options`, by the names of its page.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::question::{self, bad};
use super::{card, refusal};
use crate::Method;
use crate::market::{
    Refusal, barriers, call_off, commitment, competition, concentration, dependency, durability, flags, flows, health, lead_time, lots,
    maturity, pipeline_stability, predicted_bids,
};

/// The answer of the method of a code.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn market(code: &str, question: &str) -> Result<Value, Value> {
    match code {
        "market-concentration" => answer(concentration::METHOD, question, of::<concentration::Settings>(), |ask, settings| {
            concentration::read(ask, settings).map(|reading| Worked { working: reading.working(), reading })
        }),
        "market-competition" => answer(competition::METHOD, question, of::<competition::Settings>(), competition::read),
        "market-flows" => answer(flows::METHOD, question, of::<flows::Settings>(), flows::read),
        "market-dependency" => answer(dependency::METHOD, question, of::<dependency::Settings>(), dependency::read),
        "market-call-off" => answer(call_off::METHOD, question, of::<call_off::Settings>(), call_off::read),
        "market-health" => answer(health::METHOD, question, None, health::read),
        "red-flags" => answer(flags::METHOD, question, of::<flags::Settings>(), flags::read),
        "predicted-bids" => answer(predicted_bids::METHOD, question, of::<predicted_bids::Settings>(), predicted_bids::read),
        "market-maturity" => answer(maturity::METHOD, question, of::<maturity::Settings>(), maturity::read),
        "lead-time" => answer(lead_time::METHOD, question, None, lead_time::read),
        "barriers-to-bid" => answer(barriers::METHOD, question, Some(json!({})), |ask, _: &NoSettings| barriers::read(ask)),
        "lots" => answer(lots::METHOD, question, of::<lots::Settings>(), lots::read),
        "supplier-commitment" => answer(commitment::METHOD, question, of::<commitment::Settings>(), commitment::read),
        "policy-durability" => answer(durability::METHOD, question, of::<durability::Settings>(), durability::read),
        "pipeline-stability" => {
            answer(pipeline_stability::METHOD, question, of::<pipeline_stability::Settings>(), pipeline_stability::read)
        }
        _ => Err(refusal("no_method", format!("There is no method “{code}” of a market."))),
    }
}

/// A reading with the tables it was worked by.
#[derive(Serialize)]
struct Worked {
    #[serde(flatten)]
    reading: concentration::Reading,
    working: crate::Working,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct NoSettings {}

/// The usual settings, which a question changes one by one.
fn of<S: Default + Serialize>() -> Option<Value> {
    Some(json!(S::default()))
}

fn answer<A, S, R>(method: Method, text: &str, usual: Option<Value>, read: impl Fn(&A, &S) -> Result<R, Refusal>) -> Result<Value, Value>
where
    A: DeserializeOwned,
    S: DeserializeOwned,
    R: Serialize,
{
    let question = question::open(text)?;
    let mut parameters = usual.unwrap_or_else(|| json!({}));
    if let Some(parameters) = parameters.as_object_mut() {
        parameters.extend(question.options);
    }
    let settings: S =
        serde_json::from_value(parameters.clone()).map_err(|error| bad("options", &format!("those of the method’s page: {error}")))?;
    let ask: A = serde_json::from_value(Value::Object(question.input))
        .map_err(|error| refusal("not_readable", format!("“input” cannot be read as the method’s page says: {error}.")))?;
    let reading = read(&ask, &settings).map_err(|refused| refusal(refused.code(), refused.to_string()))?;
    let (code, edition, about) = card(method);
    let mut answer = json!({ "method": code, "edition": edition, "about": about, "parameters": parameters });
    if let (Some(answer), Value::Object(reading)) = (answer.as_object_mut(), json!(reading)) {
        answer.extend(reading);
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_or_a_field_nobody_knows_is_refused_by_name() {
        let refused = |question: &str| market("market-concentration", question).expect_err("refused")["refusal"].clone();
        let colour = refused(r#"{"input": {"suppliers": [{"name": "A", "pence": 1}]}, "options": {"colour": 1}}"#);
        assert!(colour["code"] == "bad_option" && colour["message"].as_str().is_some_and(|said| said.contains("colour")), "{colour}");
        let field = refused(r#"{"input": {"firms": []}}"#);
        assert!(field["code"] == "not_readable" && field["message"].as_str().is_some_and(|said| said.contains("firms")), "{field}");
        assert_eq!(refused(r#"{"input": {"suppliers": []}}"#)["code"], "nothing_to_read");
    }

    #[test]
    fn an_option_changes_its_setting_and_leaves_the_others_as_they_are() {
        let question =
            r#"{"input": {"suppliers": [{"name": "A", "pence": 300}, {"name": "B", "pence": 700}]}, "options": {"highly_from": 9000}}"#;
        let answer = market("market-concentration", question).expect("answered");
        assert_eq!((&answer["screen"], &answer["parameters"]["concentrated_from"]), (&json!("concentrated"), &json!(1000.0)));
        assert_eq!(answer["hhi"], json!(5800.0));
        assert_eq!(answer["working"]["tables"].as_array().map(Vec::len), Some(2));
    }
}
