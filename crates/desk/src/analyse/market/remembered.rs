//! Market pages, remembered while the records stand as they are: a nation's file is asked once, not once a look.

use std::any::Any;
use std::sync::Arc;

use model::audience::Scope;

use super::choice::Choice;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::remembered::Moment;

/// Which page, of what, and what else it was asked; and for whose eyes.
type PageAsked = (&'static str, Choice, String, Scope);

/// Pages are large and few are looked at between two changes of the records.
const MOST: usize = 48;

#[derive(Default)]
pub(crate) struct MarketPages(store::Remembered<Moment, PageAsked, Arc<dyn Any + Send + Sync>, MOST>);

/// The page as it was worked out, or as it is worked out now.
pub(super) async fn remembered<T: Send + Sync + 'static>(
    desk: &Desk,
    actor: &Actor,
    (page, choice, more): (&'static str, &Choice, &str),
    worked: impl Future<Output = Result<T, DeskError>>,
) -> Result<Arc<T>, DeskError> {
    let mut tx = desk.read().await?;
    let moment = Moment::of(&mut tx, desk.today()).await?;
    drop(tx);
    let asked = (page, choice.clone(), more.to_owned(), actor.scope.clone());
    let kept = moment.as_ref().and_then(|moment| desk.memory.market.0.of(moment, &asked));
    if let Some(view) = kept.and_then(|kept| kept.downcast::<T>().ok()) {
        return Ok(view);
    }
    let view = Arc::new(worked.await?);
    if let Some(moment) = moment {
        desk.memory.market.0.keep(&moment, asked, view.clone());
    }
    Ok(view)
}
