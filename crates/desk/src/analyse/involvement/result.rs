//! The count of a vote kept as a result: method, edition, the ballots' digest, the figures; and worked out again from the ballots.

use model::ballot::{Ballot, VoteKind};
use model::finding::Finding;
use model::id::InvolvementId;
use model::involvement::Involvement;
use model::record::Record;
use serde_json::json;
use store::Tx;

use super::count::{self, Counted};
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// What the count says, as it is kept. None where there is no vote, or nobody voted.
pub(super) async fn finding(
    desk: &Desk,
    tx: &mut Tx,
    of: &Record<InvolvementId, Involvement>,
    ballots: &[Ballot],
) -> Result<Option<Finding>, DeskError> {
    let Some(vote) = of.noun.vote.as_ref().filter(|_| !ballots.is_empty()) else { return Ok(None) };
    let smallest = Settings::in_force(tx).await?.smallest_count;
    let (method, counted) = (count::method(vote.kind), count::count(&of.noun, vote, ballots, smallest));
    let figures = serde_json::to_value(&counted).map_err(|error| DeskError::refused("unwritable", error.to_string()))?;
    let mut cast: Vec<_> = ballots.iter().map(|ballot| (&ballot.group, &ballot.chosen)).collect();
    cast.sort();
    let groups: Vec<&str> = of.noun.groups.iter().map(|group| group.name.as_str()).collect();
    let inputs = json!({ "vote": vote, "groups": groups, "smallest": smallest, "ballots": cast });
    Ok(Some(Finding {
        about_noun: "involvement".into(),
        about_id: of.id.uuid(),
        part: String::new(),
        method: method.code.into(),
        edition: u32::from(method.edition),
        parameters: json!({ "left_over": vote.left_over, "ties": "by_code", "smallest_group": smallest }),
        inputs: store::files::digest(inputs.to_string().as_bytes()),
        statement: statement(&of.noun, vote.kind, &counted),
        figures,
        sources: Vec::new(),
        made_at: desk.now(),
    }))
}

/// A kept count worked out again from the ballots as they stand. None where the round is gone.
pub(crate) async fn again(desk: &Desk, tx: &mut Tx, id: InvolvementId) -> Result<Option<Finding>, DeskError> {
    match store::involvements::find(tx, &desk.own_scope(), id).await {
        Ok(of) => {
            let ballots = store::ballots::of(tx, id).await?;
            finding(desk, tx, &of, &ballots).await
        }
        Err(store::StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The newest kept count of a round, as figures.
pub(crate) async fn kept_count(
    desk: &Desk,
    tx: &mut Tx,
    of: &Record<InvolvementId, Involvement>,
) -> Result<Option<(Finding, Counted)>, DeskError> {
    let Some(vote) = &of.noun.vote else { return Ok(None) };
    let method = count::method(vote.kind);
    let found = store::findings::latest(tx, &desk.own_scope(), of.id.uuid(), method.code, "").await?;
    Ok(found.and_then(|record| {
        let counted = serde_json::from_value(record.noun.figures.clone()).ok()?;
        Some((record.noun, counted))
    }))
}

/// One sentence, whole.
fn statement(of: &Involvement, kind: VoteKind, counted: &Counted) -> String {
    let title =
        |code: &str| of.vote.as_ref().and_then(|vote| vote.choice(code)).map_or_else(|| code.to_owned(), |choice| choice.title.clone());
    if let Some(refused) = &counted.refused {
        return format!("{} people voted. {refused}", counted.people);
    }
    match &counted.budget {
        Some(budget) => {
            let names: Vec<String> = budget.equal_shares.funded.iter().map(|one| title(&one.code)).collect();
            format!(
                "{} people voted. By equal shares {} would be spent: {}.",
                counted.people,
                budget.equal_shares.cost.in_full(),
                names.join(", ")
            )
        }
        None => {
            let mut ordered: Vec<_> = counted.choices.iter().filter(|choice| choice.place.is_some()).collect();
            ordered.sort_by_key(|choice| choice.place);
            let names: Vec<String> = ordered.iter().map(|choice| title(&choice.code)).collect();
            let how = match kind {
                VoteKind::Pairs => "From choices between two",
                VoteKind::Ranking => "By mean place",
                _ => "By points",
            };
            format!("{} people voted. {how}, first comes first: {}.", counted.people, names.join(", "))
        }
    }
}
