//! The long list held to what it should be: every kind of option there, or a reason; who put options forward; what was given up.

use model::case::Case;
use model::delivery_model::{AS_NOW, DeliveryModel};
use model::id::DeliveryModelId;
use model::option_sheet::{Contributor, Family};
use model::record::Record;
use quantity::Money;

type Models = [Record<DeliveryModelId, DeliveryModel>];

/// A kind of option, with what the list has of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    pub family: Family,
    /// Codes of its options, ruled out or not.
    pub options: Vec<String>,
    /// Why the list does without, as published.
    pub reason: Option<String>,
}

impl Kind {
    pub fn is_met(&self) -> bool {
        !self.options.is_empty() || self.reason.is_some()
    }
}

/// Every kind, staying as we are first: that one is always there.
pub fn kinds(case: &Case, models: &Models) -> Vec<Kind> {
    let family = |code: &str| models.iter().find(|model| model.noun.code == code).map(|model| Family::of(&model.noun));
    let of = |wanted: Family| Kind {
        family: wanted,
        options: (case.choices.iter().enumerate())
            .filter(|(_, choice)| {
                let parts = choice.sheet.components.iter().map(|component| component.delivery_model.as_str());
                std::iter::once(choice.delivery_model.as_str()).chain(parts).any(|code| family(code) == Some(wanted))
            })
            .map(|(at, _)| case.code(at))
            .collect(),
        reason: case.not_considered.iter().rfind(|kept| kept.family == wanted).map(|kept| kept.reason.clone()),
    };
    let mut kinds: Vec<Kind> = Family::ALL.into_iter().map(of).collect();
    if let Some(staying) = kinds.iter_mut().find(|kind| kind.family == Family::AsNow && kind.options.is_empty()) {
        staying.options.push(model::case::NOW.to_owned());
    }
    kinds
}

/// Kinds with neither an option nor a reason.
pub fn missing(case: &Case, models: &Models) -> Vec<Family> {
    kinds(case, models).into_iter().filter(|kind| !kind.is_met()).map(|kind| kind.family).collect()
}

/// What a careful colleague would say of the list, in whole sentences. `worth` gives the value of an option where it is costed.
pub fn notices(case: &Case, models: &Models, worth: &dyn Fn(&str) -> Option<Money>) -> Vec<String> {
    let mut said = Vec::new();
    let words: Vec<&str> = missing(case, models).into_iter().map(Family::words).collect();
    if !words.is_empty() {
        said.push(format!("The long list is too short. There is no option of these kinds, and no reason why not: {}.", words.join("; ")));
    }
    let others: Vec<(usize, _)> = case.choices.iter().enumerate().filter(|(_, choice)| choice.delivery_model != AS_NOW).collect();
    let by = |who: Contributor| others.iter().any(|(_, choice)| choice.sheet.contributed_by.contains(&who));
    let named = others.iter().flat_map(|(_, choice)| &choice.sheet.contributed_by);
    if !others.is_empty() && named.clone().count() == 0 {
        said.push(
            "Nobody is named as having put an option forward: people who use the service, partners, other providers, procurement.".into(),
        );
    } else if by(Contributor::PresentProvider) && named.clone().all(|who| *who == Contributor::PresentProvider) {
        said.push("Only whoever provides it now put options forward. Ask other providers, partners and people who use the service.".into());
    } else if named.clone().count() > 0 && !by(Contributor::Procurement) {
        said.push("Procurement put nothing forward. It belongs among those who do, not only among those who buy.".into());
    }
    let open = others.iter().filter(|(_, choice)| choice.ruled_out.is_none());
    if !others.is_empty() && open.clone().all(|(_, choice)| choice.sheet.like_for_like != Some(false)) {
        said.push(
            "Every option is the same service by other hands, as far as is written. Cost at least one that is not like for like.".into(),
        );
    }
    let worth = |at: usize| worth(&case.code(at)).or_else(|| case.choices.get(at).and_then(|choice| choice.sheet.estimated_value));
    let chosen = case.preferred.as_ref().and_then(|preferred| case.choice_of(&preferred.option));
    if let Some((at, choice)) = chosen
        && let Some(own) = worth(at)
    {
        for (other, given_up) in case.choices.iter().enumerate().filter(|(_, other)| other.ruled_out.is_some()) {
            if let Some(value) = worth(other).filter(|value| *value > own) {
                said.push(format!(
                    "“{}” was ruled out and is worth more than “{}”, which is put forward: {} against {}. It was ruled out because: {}",
                    given_up.title,
                    choice.title,
                    value.in_short(),
                    own.in_short(),
                    given_up.ruled_out.as_deref().unwrap_or_default()
                ));
            }
        }
    }
    said
}
