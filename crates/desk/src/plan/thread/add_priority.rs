//! Naming something the place puts first, for a named group of people.

use model::audience::Audience;
use model::id::PriorityId;
use model::priority::Priority;
use model::record::Record;
use model::role::Permission;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct AddPriority {
    pub title: String,
    pub people: String,
    pub because: String,
}

/// It stands on no list yet: whose it is, and how high, is said by the lists.
pub async fn add_priority(desk: &Desk, actor: &Actor, ask: AddPriority) -> Result<Record<PriorityId, Priority>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, 120, "Name the priority as people would say it");
    let people = typed.text("people", &ask.people, LINE, "Say for which group of people");
    let because = typed.text("because", &ask.because, TEXT, "Say why it is one: the need, and what people hope for");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    if store::priorities::list(&mut write.tx, &desk.own_scope()).await?.iter().any(|there| there.noun.title == title) {
        return Err(DeskError::Faults(vec![Fault::new("title", "There is a priority of this name: name this one otherwise")]));
    }
    let noun = Priority { title, people, because, evidence: None, voices: Vec::new(), set_by_members: None };
    let record = kept(desk, desk.new_id(), Audience::Public, noun);
    let record = store::priorities::save(&mut write.tx, &record).await?;
    write.commit("add_priority", "priority", Some(record.id.uuid()), format!("A priority was named: {}", record.noun.title)).await?;
    Ok(record)
}
