//! Past forecasts of one case that were put to the question of another. What was kept of that question holds them, so it is sealed when the
//! costing they are written down in is.

use model::costing::{Costing, PastForecast};
use model::id::CaseId;
use serde_json::Value;
use store::Tx;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::options::keep_results::OF_THE_COSTING;
use crate::plan::paper::pack;

/// What is sealed, and what each case wrote down itself.
pub(crate) struct Quoted {
    costings: Vec<(CaseId, bool, Vec<PastForecast>)>,
}

impl Quoted {
    pub(crate) async fn of(desk: &Desk, tx: &mut Tx) -> Result<Quoted, DeskError> {
        let all = store::costings::list(tx, &desk.own_scope()).await?;
        let one = |record: model::record::Record<_, Costing>| (record.noun.case, record.sealed, record.noun.past_forecasts);
        Ok(Quoted { costings: all.into_iter().map(one).collect() })
    }

    fn is_sealed(&self, case: CaseId) -> bool {
        self.costings.iter().any(|(of, sealed, _)| *of == case && *sealed)
    }

    /// Does what was put to the method for a case hold forecasts that are sealed with another case? Where the same figures are its own, it
    /// has to hold them more often than it wrote them down.
    pub(crate) fn from_what_is_sealed(&self, case: CaseId, settings: &Value) -> bool {
        let own: Vec<&PastForecast> = self.costings.iter().filter(|(of, ..)| *of == case).flat_map(|(.., past)| past).collect();
        let sealed = self.costings.iter().filter(|(of, sealed, _)| *of != case && *sealed).flat_map(|(.., past)| past);
        sealed.into_iter().any(|kept| times_put(settings, kept) > own.iter().filter(|mine| is_like(mine, kept)).count())
    }

    /// Is what a pack tells of the options of its case sealed by now, though it was open when it was frozen?
    pub(crate) fn seals(&self, case: CaseId, worked: &[pack::Worked]) -> bool {
        let mut of_costing = worked.iter().filter(|kept| OF_THE_COSTING.contains(&kept.method.as_str()));
        self.is_sealed(case)
            || of_costing.any(|kept| kept.question.get("options").is_some_and(|settings| self.from_what_is_sealed(case, settings)))
    }
}

fn is_like(one: &PastForecast, other: &PastForecast) -> bool {
    (&one.thing, one.forecast, one.outturn) == (&other.thing, other.forecast, other.outturn)
}

/// How often a forecast stands in the evidence of how far out estimates have been.
fn times_put(settings: &Value, kept: &PastForecast) -> usize {
    let pounds = |of: &Value, name: &str| of.get(name).and_then(Value::as_f64);
    let evidence = settings.get("optimism_bias").and_then(Value::as_array).into_iter().flatten();
    let of_thing = evidence.filter(|evidence| evidence.get("thing").and_then(Value::as_str) == Some(kept.thing.as_str()));
    let own = of_thing.flat_map(|evidence| evidence.get("own").and_then(Value::as_array).into_iter().flatten());
    let is_it =
        |put: &&Value| (pounds(put, "forecast"), pounds(put, "outturn")) == (Some(kept.forecast.pounds()), Some(kept.outturn.pounds()));
    own.filter(is_it).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quantity::Money;
    use serde_json::json;
    use uuid::Uuid;

    fn past(forecast: i64, outturn: i64) -> PastForecast {
        let (forecast, outturn) = (Money::from_pounds(forecast), Money::from_pounds(outturn));
        PastForecast { what: "Home care, 2023".into(), thing: "operating_cost".into(), forecast, outturn }
    }

    #[test]
    fn a_question_that_holds_more_than_the_case_wrote_down_itself_quotes_what_is_sealed() {
        let [mine, theirs] = [1, 2].map(|id| CaseId(Uuid::from_u128(id)));
        let put = |pairs: &[(f64, f64)]| {
            let own: Vec<Value> = pairs.iter().map(|(forecast, outturn)| json!({ "forecast": forecast, "outturn": outturn })).collect();
            json!({ "optimism_bias": [{ "thing": "operating_cost", "own": own }] })
        };
        let sealed = |is_sealed| Quoted {
            costings: vec![(mine, false, vec![past(100, 106)]), (theirs, is_sealed, vec![past(100, 106), past(70, 91)])],
        };
        let quotes = |pairs: &[(f64, f64)], is_sealed| sealed(is_sealed).from_what_is_sealed(mine, &put(pairs));
        assert!(quotes(&[(100.0, 106.0), (70.0, 91.0)], true), "the second is of the sealed one alone");
        assert!(quotes(&[(100.0, 106.0), (100.0, 106.0)], true), "one of the two alike is not its own");
        assert!(!quotes(&[(100.0, 106.0)], true), "its own");
        assert!(!quotes(&[(100.0, 106.0), (70.0, 91.0)], false), "nothing is sealed");
        assert!(!sealed(true).from_what_is_sealed(mine, &json!({})));
    }
}
