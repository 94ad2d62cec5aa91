//! Opening a round to the public: from now on anybody can read it, and it says what cannot be changed and when an answer comes.

use model::audience::Audience;
use model::id::InvolvementId;
use model::involvement::Involvement;
use model::record::Record;
use model::reference::Reference;

use super::{changed, to_change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

pub struct OpenInvolvement {
    pub involvement: Reference,
    pub version: i64,
}

pub async fn open_involvement(desk: &Desk, actor: &Actor, ask: OpenInvolvement) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    let (write, mut record) = to_change(desk, actor, &ask.involvement, ask.version).await?;
    let missing = missing(&record.noun);
    if !missing.is_empty() {
        return Err(DeskError::refused("not_whole", format!("Before people can see it: {}.", missing.join("; "))));
    }
    record.audience = Audience::Public;
    let line = format!("“{}” was opened to the public.", record.noun.title);
    changed(desk, write, record, "open_involvement", line).await
}

/// What is still missing before people can see it, as things to do.
pub fn missing(of: &Involvement) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if of.not_up.is_empty() {
        missing.push("say what is not up for decision, and why");
    }
    if of.vote.is_none() && of.other_ways.trim().is_empty() {
        missing.push("say how people can take part, or what they can vote on");
    }
    if of.vote.is_some() && of.other_ways.trim().is_empty() {
        missing.push("say how people can take part who do not vote online");
    }
    missing
}
