//! Closing a round: no ballot after it, and the count kept as it was found.

use model::audience::Audience;
use model::id::InvolvementId;
use model::involvement::{Closed, Involvement};
use model::record::Record;
use model::reference::Reference;

use super::{changed, result, to_change};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{TEXT, Typed};

pub struct CloseInvolvement {
    pub involvement: Reference,
    pub version: i64,
    /// Wanted where its last day is not over.
    pub early_because: String,
}

pub async fn close_involvement(desk: &Desk, actor: &Actor, ask: CloseInvolvement) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    let (mut write, mut record) = to_change(desk, actor, &ask.involvement, ask.version).await?;
    let today = desk.today();
    if record.noun.closed.is_some() {
        return Err(DeskError::refused("closed", "This round has closed already."));
    }
    let is_early = today <= record.noun.closes;
    let mut typed = Typed::new();
    let early_because = match is_early {
        true => typed.text("early_because", &ask.early_because, TEXT, "Its last day is not over: say why it closes early"),
        false => String::new(),
    };
    typed.done()?;
    let waiting = store::paper_ballots::of(&mut write.tx, record.id).await?.len();
    if waiting > 0 {
        return Err(DeskError::refused(
            "paper_waits",
            format!("{waiting} ballots on paper wait to be typed by a second person, or settled. They would be lost: finish them first."),
        ));
    }
    let ballots = store::ballots::of(&mut write.tx, record.id).await?;
    record.noun.closed = Some(Closed { on: today, early_because });
    if let Some(finding) = result::finding(desk, &mut write.tx, &record, &ballots).await? {
        store::findings::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, finding)).await?;
    }
    let line = format!("“{}” was closed, with {} ballots.", record.noun.title, ballots.len());
    changed(desk, write, record, "close_involvement", line).await
}
