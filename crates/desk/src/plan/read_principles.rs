//! The rules themselves: what each asks, who says so, how far to believe it, and what its terms mean here in numbers.

use principles::{CARDS, Card};

use crate::config::Settings;
use crate::config::settings::SettingEntry;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct PrincipleView {
    pub card: &'static Card,
    pub terms: Vec<SettingEntry>,
}

/// Open to everybody: a rule nobody may read is not a rule.
pub async fn read_principles(desk: &Desk) -> Result<Vec<PrincipleView>, DeskError> {
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let terms =
        |card: &Card| card.thresholds.iter().filter_map(|key| settings.entries().find(|entry| entry.key == *key).cloned()).collect();
    Ok(CARDS.iter().map(|card| PrincipleView { card, terms: terms(card) }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_threshold_a_rule_names_is_a_setting_with_a_number() {
        let bench = crate::testing::bench(true).await;
        for view in read_principles(&bench.desk).await.expect("the rules") {
            assert_eq!(view.terms.len(), view.card.thresholds.len(), "{}", view.card.code);
        }
    }
}
