//! Organisations: those that commission, partner, provide or speak for people.

use model::audience::Audience;
use model::id::OrganisationId;
use model::organisation::{Organisation, OrganisationKind};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;

pub struct AddOrganisation {
    pub name: String,
    pub kind: OrganisationKind,
    /// Other spellings met in files, one each.
    pub also_called: Vec<String>,
    pub provides: bool,
    pub is_partner: bool,
    /// The day from which it is no more, where it has ended.
    pub ended: Option<Date>,
    /// What took its place.
    pub followed_by: Option<OrganisationId>,
}

/// Adds an organisation; a name or spelling that is there already is refused, so that none is kept twice.
pub async fn add_organisation(desk: &Desk, actor: &Actor, ask: AddOrganisation) -> Result<OrganisationId, DeskError> {
    if !actor.can(Permission::ManagePeople) {
        actor.may(Permission::WriteCases)?;
    }
    let name = ask.name.trim().to_owned();
    let length = name.chars().count();
    let fault = |mend: &str| Err(DeskError::Faults(vec![Fault::new("name", mend)]));
    if length == 0 {
        return fault("Write the name of the organisation");
    }
    if length > 160 || name.chars().any(char::is_control) {
        return fault("Write the name in at most 160 characters");
    }
    let also_called: Vec<String> = ask.also_called.iter().map(|spelling| spelling.trim().to_owned()).filter(|s| !s.is_empty()).collect();
    let id: OrganisationId = desk.new_id();
    let noun = Organisation {
        name,
        kind: ask.kind,
        also_called,
        provides: ask.provides,
        is_partner: ask.is_partner,
        charity: None,
        company: None,
        ods: None,
        ended: ask.ended,
        followed_by: ask.followed_by,
    };
    let record: Record<OrganisationId, Organisation> = kept(desk, id, Audience::Public, noun);
    let mut write = desk.write(actor).await?;
    let there = store::organisations::list(&mut write.tx, &actor.scope).await?;
    if let Some(same) = there.iter().find(|body| is_same(&body.noun, &record.noun)) {
        return fault(&format!("“{}” is here already, under this name or spelling", same.noun.name));
    }
    let body = &record.noun;
    if body.followed_by.is_some() && body.ended.is_none() {
        return Err(DeskError::Faults(vec![Fault::new("ended", "Say from which day it is no more, if another took its place")]));
    }
    if let Some(next) = body.followed_by
        && !there.iter().any(|other| other.id == next)
    {
        return Err(DeskError::Faults(vec![Fault::new("followed_by", "Choose what took its place from the list")]));
    }
    store::organisations::save(&mut write.tx, &record).await?;
    let sentence = match body.ended {
        Some(on) => format!("Added {}, which is no more from {}.", body.name, quantity::period::in_words(on)),
        None => format!("Added {}.", body.name),
    };
    write.commit("add_organisation", "organisation", Some(id.uuid()), sentence).await?;
    Ok(id)
}

/// All the actor may see, by name.
pub async fn list_organisations(desk: &Desk, actor: &Actor) -> Result<Vec<Record<OrganisationId, Organisation>>, DeskError> {
    let mut tx = desk.read().await?;
    Ok(store::organisations::list(&mut tx, &actor.scope).await?)
}

fn is_same(one: &Organisation, other: &Organisation) -> bool {
    let names =
        |body: &Organisation| -> Vec<String> { std::iter::once(&body.name).chain(&body.also_called).map(|name| plain(name)).collect() };
    let others = names(other);
    names(one).iter().any(|name| others.contains(name))
}

fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
