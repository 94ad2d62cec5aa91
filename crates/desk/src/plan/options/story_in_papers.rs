//! What a paper tells of the options of its case.

use std::sync::Arc;

use model::costing::LineKind;
use model::id::ServiceId;

use super::story::{Place, place};
use crate::plan::gather::Asked;
use crate::plan::paper::told_options::{OptionsTold, told_options};

async fn told(place: &Place, service: ServiceId, change: &str) -> Arc<OptionsTold> {
    let case = place.case().await;
    let asked = Asked { case: Some(case.id), service, change: change.into(), part: String::new() };
    let mut tx = place.bench.desk.read().await.expect("reads");
    told_options(&place.bench.desk, &mut tx, &case, &asked).await.expect("told")
}

/// Staying as we are is a choice of the case, and has no line of money; the other has.
async fn two_ways() -> Place {
    let place = place().await;
    place.choice("Carry on as today", "as_now").await;
    place.choice("Pay for it together", "section_75").await;
    place.start().await;
    place.write("B", "Classes", LineKind::Cost, place.bench.desk.authority, 400_000).await;
    place.write("B", "Fewer stays in hospital", LineKind::Benefit, place.icb, 609_000).await;
    place
}

#[tokio::test]
async fn each_option_stands_once_and_what_has_no_line_of_money_is_unknown() {
    let place = two_ways().await;
    let told = told(&place, place.service, "section_75").await;
    let worth: Vec<_> = told.worth.iter().map(|w| (w.title.as_str(), w.net_present_value.is_some(), w.is_proposed)).collect();
    assert_eq!(worth, [("Carry on as today", false, false), ("Pay for it together", true, true)]);
    assert_eq!(told.ledger.len(), 2, "{:?}", told.ledger);
    let kept: Vec<_> = told.worked.iter().map(|kept| (kept.method.as_str(), kept.question.is_object(), kept.answer.is_object())).collect();
    assert_eq!(kept, [("appraisal-cba", true, true)]);
}

#[tokio::test]
async fn what_the_case_does_not_list_for_this_service_is_no_option_of_it_and_takes_no_other_ones_ledger() {
    let place = two_ways().await;
    for (service, change) in [(place.bench.desk.new_id(), "section_75"), (place.service, "contract")] {
        let told = told(&place, service, change).await;
        assert!(told.ledger.is_empty() && told.turns_on.is_empty() && !told.worth.iter().any(|worth| worth.is_proposed), "{change}");
    }
    let staying = told(&place, place.service, "as_now").await;
    assert!(staying.worth[0].is_proposed && staying.ledger.is_empty(), "what it costs to stay is unknown");
}

#[tokio::test]
async fn answers_are_worked_out_once_while_the_records_stand() {
    let place = two_ways().await;
    let first = told(&place, place.service, "section_75").await;
    assert!(Arc::ptr_eq(&first, &told(&place, place.service, "section_75").await));
    place.write("B", "Home checks", LineKind::Cost, place.icb, 80_000).await;
    let later = told(&place, place.service, "section_75").await;
    assert_ne!(first.worth[1].net_present_value, later.worth[1].net_present_value);
}
