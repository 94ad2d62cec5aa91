//! Saying of two suppliers that they are one organisation, or two, or that matching may decide again. Each word stays; the latest holds.

use model::audience::Audience;
use model::id::SupplierLinkId;
use model::record::Record;
use model::role::Permission;
use model::supplier_link::{LinkWord, SupplierLink};

use super::who::who_is_who;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, Typed};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SayWho {
    /// Keys of two parties.
    pub one: String,
    pub other: String,
    pub word: Option<LinkWord>,
    pub why: String,
}

pub async fn say_who(desk: &Desk, actor: &Actor, ask: SayWho) -> Result<Record<SupplierLinkId, SupplierLink>, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let who = who_is_who(desk, actor).await?;
    let mut typed = Typed::new();
    let why = typed.text("why", &ask.why, LINE, "Say how you know, so that others can follow it");
    let name = |party: &str| {
        let spelling = who.supplier(party).and_then(|one| one.spellings.iter().find(|spelling| spelling.party == party));
        spelling.map(|spelling| spelling.name.clone())
    };
    let (one, other) = (ask.one.trim().to_owned(), ask.other.trim().to_owned());
    let (one_name, other_name) = (name(&one), name(&other));
    typed.ask("one", one_name.is_some(), "Choose a supplier that the records in force name");
    typed.ask("other", other_name.is_some(), "Choose another supplier that the records in force name: give its key, as its page shows it");
    typed.ask("other", one != other, "Choose two: this is the same one twice");
    typed.ask("word", ask.word.is_some(), "Say whether they are one organisation or two");
    let are_one = who.supplier(&one).is_some() && who.key(&one) == who.key(&other);
    if one != other && one_name.is_some() && other_name.is_some() {
        typed.ask("word", !(ask.word == Some(LinkWord::AreOne) && are_one), "They are one already");
    }
    typed.done()?;
    let (Some(word), Some(one_name), Some(other_name)) = (ask.word, one_name, other_name) else { return Err(DeskError::NotFound) };
    let line = format!("‘{one_name}’ and ‘{other_name}’ {}: {why}", word.words());
    let noun = SupplierLink { one, other, one_name, other_name, word, why, said_on: desk.today(), said_by: actor.role.clone() };
    let mut write = desk.write(actor).await?;
    let record = store::supplier_links::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    write.commit("say_who", "word on who is who", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// Every word ever said, the latest first.
pub async fn words_said(desk: &Desk, actor: &Actor) -> Result<Vec<Record<SupplierLinkId, SupplierLink>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut all = store::supplier_links::list(&mut desk.read().await?, &actor.scope).await?;
    all.reverse();
    Ok(all)
}
