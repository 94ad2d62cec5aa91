//! A list of priorities in order: one a body, and the one list of the place. A list kept again takes the place of the one before, so that
//! two of the same body are never in force at once; the trail keeps both.

use std::collections::BTreeSet;

use model::audience::Audience;
use model::id::{OrganisationId, PriorityId, PriorityListId};
use model::priority::PriorityList;
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct KeepList {
    /// None: the list of the place.
    pub whose: Option<OrganisationId>,
    /// Of the list; 0 where there is none yet.
    pub version: i64,
    pub vision: String,
    pub order: Vec<PriorityId>,
    pub agreed_by: Vec<OrganisationId>,
    pub leaders_meet: Option<Date>,
    pub said_in: String,
    /// For how many the list of a body counts beside the others', 1 to 100.
    pub weight: u32,
}

pub async fn keep_list(desk: &Desk, actor: &Actor, ask: KeepList) -> Result<Record<PriorityListId, PriorityList>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let vision = if ask.whose.is_none() {
        typed.text("vision", &ask.vision, TEXT, "Say in one sentence what the place is to be: every outcome traces to it")
    } else {
        String::new()
    };
    let said_in = typed.optional("said_in", &ask.said_in, LINE);
    // The place may have a vision, and no one list that all agreed to: that is on record too.
    typed.ask("order", !ask.order.is_empty() || ask.whose.is_none(), "Give at least one priority a place");
    typed.ask("weight", (1..=100).contains(&ask.weight), "Give a whole number from 1 to 100");
    let distinct: BTreeSet<PriorityId> = ask.order.iter().copied().collect();
    typed.ask("order", distinct.len() == ask.order.len(), "A priority stands on the list twice: give each one place");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let scope = &actor.scope;
    for priority in &ask.order {
        if store::priorities::find(&mut write.tx, scope, *priority).await.is_err() {
            return Err(DeskError::Faults(vec![Fault::new("order", "Choose from the priorities that are named")]));
        }
    }
    let whose = match ask.whose {
        Some(body) => store::organisations::find(&mut write.tx, scope, body).await?.noun.name,
        None => desk.place.name.clone(),
    };
    for body in &ask.agreed_by {
        store::organisations::find(&mut write.tx, scope, *body).await?;
    }
    let there = store::priority_lists::of(&mut write.tx, scope, ask.whose).await?;
    if there.as_ref().map_or(0, |record| record.version) != ask.version {
        return Err(DeskError::Stale);
    }
    let agreed_by = if ask.whose.is_none() { ask.agreed_by } else { Vec::new() };
    let noun = PriorityList {
        whose: ask.whose,
        vision,
        order: ask.order,
        agreed_by,
        leaders_meet: ask.leaders_meet,
        said_in,
        weight: ask.weight,
        // What was kept before and after costs stays, whatever is put in order again.
        passes: there.as_ref().map(|record| record.noun.passes.clone()).unwrap_or_default(),
    };
    let record = match there {
        Some(before) => Record { noun, changed_at: desk.now(), ..before },
        None => kept(desk, desk.new_id(), Audience::Partners, noun),
    };
    let record = store::priority_lists::save(&mut write.tx, &record).await?;
    let line = format!("The priorities of {whose} were put in order: {} of them.", record.noun.order.len());
    write.commit("keep_priorities", "list of priorities", Some(record.id.uuid()), line).await?;
    Ok(record)
}
