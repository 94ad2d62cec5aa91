//! Writing down what is good here: people, groups, places to meet, money, skills. And changing it, or saying that it ended.

use model::audience::Audience;
use model::id::{OrganisationId, StrengthId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::strength::{At, Strength, StrengthKind};
use quantity::{Date, Money};

use super::names_nobody;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

#[derive(Debug, Clone, Default)]
pub struct AddStrength {
    /// None: a new one.
    pub of: Option<StrengthId>,
    pub version: i64,
    pub name: String,
    pub kind: Option<StrengthKind>,
    pub what: String,
    pub for_whom: String,
    pub place: String,
    /// Degrees north and east; both or neither.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub run_by: String,
    pub organisation: Option<OrganisationId>,
    pub people: Option<u32>,
    pub money: Option<Money>,
    pub address: String,
    pub source: String,
    pub dated: Option<Date>,
    pub ended: Option<Date>,
    pub is_public: bool,
}

pub async fn add_strength(desk: &Desk, actor: &Actor, ask: AddStrength) -> Result<Record<StrengthId, Strength>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let today = desk.today();
    let mut typed = Typed::new();
    let name = typed.text("name", &ask.name, 120, "Name it as people do");
    let what = typed.text("what", &ask.what, TEXT, "Say what it does, or could");
    let for_whom = typed.optional("for_whom", &ask.for_whom, LINE);
    let run_by = typed.optional("run_by", &ask.run_by, LINE);
    for (field, text) in [("name", &name), ("what", &what), ("run_by", &run_by)] {
        names_nobody(&mut typed, field, text);
    }
    let place = typed.optional("place", &ask.place, LINE);
    typed.ask("kind", ask.kind.is_some(), "Choose what sort of thing it is");
    let within = |degrees: Option<f64>, most: f64| degrees.is_none_or(|degrees| degrees.is_finite() && degrees.abs() <= most);
    typed.ask("latitude", within(ask.latitude, 90.0), "Write degrees north, from −90 to 90, for example 52.94");
    typed.ask("longitude", within(ask.longitude, 180.0), "Write degrees east, from −180 to 180, for example −0.12");
    typed.ask("longitude", ask.latitude.is_some() == ask.longitude.is_some(), "Write both degrees, or neither");
    typed.ask("money", ask.money.is_none_or(|money| money >= Money::ZERO), "Use an amount of nothing or more");
    let address = typed.optional("address", &ask.address, LINE);
    let is_web = address.is_empty() || address.starts_with("https://") || address.starts_with("http://");
    typed.ask("address", is_web, "Write a web address that begins with https://, or leave it empty");
    let source = typed.text("source", &ask.source, LINE, "Say how we know of it");
    let dated = typed.past("dated", ask.dated, today, "Say of which day this is");
    typed.ask("ended", ask.ended.is_none_or(|ended| ended <= today), "Use a date that is today or earlier");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    if let Some(organisation) = ask.organisation {
        store::organisations::find(&mut write.tx, &actor.scope, organisation).await?;
    }
    let before = match ask.of {
        None => None,
        Some(id) => Some(store::strengths::find(&mut write.tx, &actor.scope, id).await?),
    };
    if before.as_ref().is_some_and(|before| before.version != ask.version) {
        return Err(DeskError::Stale);
    }
    let noun = Strength {
        name,
        kind: ask.kind.unwrap_or(StrengthKind::Groups),
        what,
        for_whom,
        place,
        at: ask.latitude.zip(ask.longitude).map(|(latitude, longitude)| At { latitude, longitude }),
        run_by,
        organisation: ask.organisation,
        people: ask.people,
        money: ask.money,
        address,
        source,
        dated,
        listed: before.as_ref().and_then(|before| before.noun.listed.clone()),
        ended: ask.ended,
    };
    let audience = if ask.is_public { Audience::Public } else { Audience::Partners };
    let (record, action, done) = match before {
        Some(before) => (Record { noun, audience, changed_at: desk.now(), ..before }, "change_strength", "was changed"),
        None => (kept(desk, desk.new_id(), audience, noun), "add_strength", "was written down as good here"),
    };
    let record = store::strengths::save(&mut write.tx, &record).await?;
    write.commit(action, "strength", Some(record.id.uuid()), format!("“{}” {done}.", record.noun.name)).await?;
    Ok(record)
}

/// One by its reference.
pub async fn find_strength(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<StrengthId, Strength>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::strengths::by_reference(&mut desk.read().await?, &actor.scope, reference).await?)
}
