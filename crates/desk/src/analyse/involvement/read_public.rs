//! What everybody can read without an account: what is open, what is not up for decision, and what came of it.

use jiff::civil::Date;
use model::id::InvolvementId;
use model::involvement::Involvement;
use model::record::Record;
use model::reference::Reference;
use store::Tx;

use super::count::Counted;
use super::{passer_by, result};
use crate::desk::Desk;
use crate::error::DeskError;

/// Every round that is public: what is open and what is to come, soonest to close first; then what has closed, newest first.
pub async fn list_public(
    desk: &Desk,
) -> Result<(Vec<Record<InvolvementId, Involvement>>, Vec<Record<InvolvementId, Involvement>>), DeskError> {
    let mut tx = desk.read().await?;
    let today = desk.today();
    let all = store::involvements::list(&mut tx, &passer_by(desk).scope).await?;
    let (mut over, mut open): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|record| record.noun.closed.is_some() || record.noun.closes < today);
    open.sort_by_key(|record| (record.noun.closes, record.id));
    over.sort_by_key(|record| std::cmp::Reverse((record.noun.closes, record.id)));
    Ok((open, over))
}

/// One round as everybody sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicView {
    pub of: Record<InvolvementId, Involvement>,
    pub today: Date,
    pub is_open: bool,
}

pub async fn read_public(desk: &Desk, reference: &Reference) -> Result<PublicView, DeskError> {
    let mut tx = desk.read().await?;
    let of = store::involvements::by_reference(&mut tx, &passer_by(desk).scope, reference).await?;
    let today = desk.today();
    Ok(PublicView { is_open: of.noun.is_open(today), today, of })
}

/// What came of a round that has closed.
#[derive(Debug, Clone, PartialEq)]
pub struct PublicResult {
    pub of: Record<InvolvementId, Involvement>,
    /// The count, with its method and edition; none where there was no vote, or nobody voted.
    pub counted: Option<(String, Counted)>,
}

pub async fn read_public_result(desk: &Desk, reference: &Reference) -> Result<PublicResult, DeskError> {
    let mut tx = desk.read().await?;
    let of = closed_public(desk, &mut tx, reference).await?;
    let counted = result::kept_count(desk, &mut tx, &of).await?;
    let counted = counted.map(|(finding, counted)| (format!("{}, edition {}", finding.method, finding.edition), counted));
    Ok(PublicResult { of, counted })
}

/// A round that everybody can read and that has closed; else nothing is there yet.
pub(super) async fn closed_public(
    desk: &Desk,
    tx: &mut Tx,
    reference: &Reference,
) -> Result<Record<InvolvementId, Involvement>, DeskError> {
    let of = store::involvements::by_reference(tx, &passer_by(desk).scope, reference).await?;
    if of.noun.closed.is_some() { Ok(of) } else { Err(DeskError::NotFound) }
}
