//! The delivery model is a means. It is not scored as if it were an end, unless somebody publishes why.

use super::{Criterion, Refusal};

/// Phrases that name who provides rather than what comes of it.
const NAMES_THE_MODEL: [&str; 14] = [
    "delivery model",
    "type of provider",
    "provider type",
    "kind of provider",
    "in-house",
    "in house",
    "insourc",
    "outsourc",
    "externalis",
    "privatis",
    "for-profit",
    "not-for-profit",
    "procurement route",
    "who provides",
];

/// Does a criterion of this name look as if it scored the delivery model?
pub fn names_the_delivery_model(name: &str) -> bool {
    let plain: String = name.to_lowercase().chars().map(|c| if matches!(c, '‐' | '‑' | '–' | '_') { '-' } else { c }).collect();
    NAMES_THE_MODEL.iter().any(|phrase| plain.contains(phrase))
}

/// # Errors
/// `DeliveryModelScored` where a criterion is about the delivery model, said so or named so, without a published reason.
pub fn check(criterion: &Criterion) -> Result<(), Refusal> {
    let is_about_it = criterion.about_delivery_model || names_the_delivery_model(&criterion.name);
    let has_reason = criterion.published_reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    if is_about_it && !has_reason { Err(Refusal::DeliveryModelScored(criterion.name.clone())) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_criterion_named_for_the_model_is_known_and_one_named_for_what_comes_of_it_is_not() {
        for name in ["Delivery model", "Is it in‑house?", "Outsourcing avoided", "Provider type", "In_house team"] {
            assert!(names_the_delivery_model(name), "{name}");
        }
        for name in
            ["Outcome for people", "Cost to the council", "Continuity of staff", "Risk if the provider fails", "Housing in good repair"]
        {
            assert!(!names_the_delivery_model(name), "{name}");
        }
    }
}
