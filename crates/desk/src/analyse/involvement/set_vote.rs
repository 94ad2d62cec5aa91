//! What can be voted on, and how it is counted: fixed before the first ballot.

use model::ballot::{Vote, VoteKind};
use model::id::InvolvementId;
use model::involvement::Involvement;
use model::record::Record;
use model::reference::Reference;
use quantity::Money;

use super::{changed, to_change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

/// Choosing between pairs asks about every pair: of more than six, people would have to answer over fifteen questions.
pub const MOST_OF_PAIRS: usize = 6;
const MOST: usize = 60;

pub struct SetVote {
    pub involvement: Reference,
    pub version: i64,
    pub vote: Vote,
}

pub async fn set_vote(desk: &Desk, actor: &Actor, ask: SetVote) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    let mut typed = Typed::new();
    check(&mut typed, &ask.vote);
    typed.done()?;
    let (mut write, mut record) = to_change(desk, actor, &ask.involvement, ask.version).await?;
    if store::ballots::count(&mut write.tx, record.id).await? > 0 || !store::paper_ballots::of(&mut write.tx, record.id).await?.is_empty() {
        return Err(DeskError::refused(
            "has_ballots",
            "Somebody has voted already: what can be chosen stays as it is. Plan another round for what has changed.",
        ));
    }
    if record.noun.closed.is_some() {
        return Err(DeskError::refused("closed", "This round has closed: what could be chosen stays as it was."));
    }
    let line = format!("What can be voted on in “{}” was set: {} choices.", record.noun.title, ask.vote.choices.len());
    record.noun.vote = Some(ask.vote);
    changed(desk, write, record, "set_vote", line).await
}

fn check(typed: &mut Typed, vote: &Vote) {
    let choices = &vote.choices;
    typed.ask("choices", (2..=MOST).contains(&choices.len()), format!("Give at least two things to choose from, and at most {MOST}"));
    if vote.kind == VoteKind::Pairs && choices.len() > MOST_OF_PAIRS {
        let questions = choices.len() * (choices.len() - 1) / 2;
        typed.fault(
            "choices",
            format!(
                "{} choices make {questions} questions: offer at most {MOST_OF_PAIRS}, or ask people to put them in order",
                choices.len()
            ),
        );
    }
    for (at, choice) in choices.iter().enumerate() {
        let plain = !choice.code.is_empty()
            && choice.code.len() <= 24
            && choice.code.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        if !plain {
            typed.fault("choices", format!("“{}” is not a code: use small letters, digits and dashes, as “hall”", choice.code));
        }
        if choices.iter().take(at).any(|before| before.code == choice.code) {
            typed.fault("choices", format!("“{}” is the code of two choices: give each its own", choice.code));
        }
        if choice.title.is_empty() || choice.title.chars().count() > LINE {
            typed.fault("choices", format!("Give “{}” a title of at most {LINE} characters", choice.code));
        }
    }
    match vote.kind {
        VoteKind::Approval => budget(typed, vote),
        VoteKind::Points => typed.ask(
            "points",
            vote.points.is_some_and(|points| (1..=1000).contains(&points)),
            "Say how many points each person has, from 1 to 1,000",
        ),
        VoteKind::Ranking | VoteKind::Pairs => {}
    }
}

fn budget(typed: &mut Typed, vote: &Vote) {
    let Some(budget) = vote.budget.filter(|budget| *budget > Money::ZERO) else {
        return typed.fault("budget", "Write how much there is to spend, in pounds");
    };
    let costs: Vec<Option<Money>> = vote.choices.iter().map(|choice| choice.cost.filter(|cost| *cost > Money::ZERO)).collect();
    if let Some(without) = vote.choices.iter().zip(&costs).find(|(_, cost)| cost.is_none()).map(|(choice, _)| choice) {
        typed.fault("choices", format!("“{}” has no cost: write what it costs in pounds", without.code));
    }
    if let Some(cheapest) = costs.iter().flatten().min().filter(|cheapest| **cheapest > budget) {
        typed.fault(
            "budget",
            format!(
                "There is {} to spend, and the cheapest choice costs {}: nothing could be paid for",
                budget.in_full(),
                cheapest.in_full()
            ),
        );
    }
}
