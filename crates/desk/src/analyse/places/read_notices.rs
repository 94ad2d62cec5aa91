//! Where a place is far from its peers, and which of that bears on what it put first.

use model::id::{CaseId, OutcomeId};
use model::outcome::Outcome;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::code::AreaCode;

use super::compared::Compared;
use super::known::known;
use super::peers::{Choice, Peers};
use super::read_place::lines;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

/// What of the place's own records names the measure.
#[derive(Debug, Clone)]
pub struct Bearing {
    pub outcome: Record<OutcomeId, Outcome>,
    pub case: Reference,
    pub case_id: CaseId,
    /// The priority it serves, where it serves one.
    pub priority: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Notice {
    pub compared: Compared,
    pub peers: Peers,
    pub bears_on: Vec<Bearing>,
}

#[derive(Debug, Clone)]
pub struct NoticesView {
    pub code: AreaCode,
    pub name: String,
    /// What bears on a priority first, then the farthest.
    pub notices: Vec<Notice>,
    /// Measures looked at.
    pub looked_at: usize,
    /// Measures for which nothing could be compared.
    pub not_compared: usize,
    /// Outcomes of the place that no loaded measure speaks of.
    pub unspoken: usize,
}

pub async fn read_notices(desk: &Desk, actor: &Actor, code: &AreaCode, choice: &Choice) -> Result<NoticesView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let known = known(desk, actor).await?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let priorities = store::priorities::list(&mut tx, scope).await?;
    let cases = store::cases::list(&mut tx, scope).await?;
    let measures = store::measures::list(&mut tx, scope).await?;
    let outcomes = store::outcomes::list(&mut tx, scope).await?;
    drop(tx);
    let lines = lines(desk, &known, code, choice).await?;
    if lines.is_empty() && !known.is_named(code) {
        return Err(DeskError::NotFound);
    }
    let named: Vec<(String, Bearing)> = outcomes
        .into_iter()
        .filter_map(|outcome| {
            let measure = measures.iter().find(|m| Some(m.id) == outcome.noun.measure)?;
            let case = cases.iter().find(|case| case.id == outcome.noun.case)?;
            let priority = outcome.noun.priority.and_then(|id| priorities.iter().find(|p| p.id == id)).map(|p| p.noun.title.clone());
            let reference = case.reference.clone()?;
            Some((measure.noun.name.clone(), Bearing { case: reference, case_id: case.id, outcome, priority }))
        })
        .collect();
    let looked_at = lines.len();
    let not_compared = lines.iter().filter(|(one, _)| one.reading.is_err()).count();
    let unspoken = named.iter().filter(|(name, _)| !lines.iter().any(|(one, _)| is_same(name, &one.measure.title))).count();
    let mut notices: Vec<Notice> = lines
        .into_iter()
        .filter(|(one, _)| one.is_notable())
        .map(|(one, peers)| {
            let bears_on = named.iter().filter(|(name, _)| is_same(name, &one.measure.title)).map(|(_, b)| b.clone()).collect();
            Notice { compared: one, peers, bears_on }
        })
        .collect();
    let far = |notice: &Notice| notice.compared.reading.as_ref().ok().and_then(|r| r.distance).unwrap_or(0.0).abs();
    notices.sort_by(|a, b| a.bears_on.is_empty().cmp(&b.bears_on.is_empty()).then_with(|| far(b).total_cmp(&far(a))));
    Ok(NoticesView { code: code.clone(), name: known.name(code), notices, looked_at, not_compared, unspoken })
}

/// The same measure by its name, whatever the capitals, the stops and the spaces.
fn is_same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(one) == plain(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_whatever_its_capitals_and_stops() {
        assert!(is_same("Still at home, 91 days after reablement", "Still at home 91 days after Reablement"));
        assert!(!is_same("Still at home", "Still at home 91 days"));
    }
}
