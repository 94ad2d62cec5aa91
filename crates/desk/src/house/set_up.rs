//! Setting up a place: its name, its authority, and no unclaimed administrator.

use std::path::Path;

use model::audience::Audience;
use model::id::{OrganisationId, PlaceId};
use model::organisation::{Organisation, OrganisationKind};
use model::place::Place;
use model::record::Record;
use model::role::Role;
use store::{FileShelf, Tx};

use crate::actor::Actor;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::desk::{Chance, Desk};
use crate::error::{DeskError, Fault};

/// The place these records are of, and its authority; `None` before `set_up`.
pub async fn placed(tx: &mut Tx) -> Result<Option<(Place, OrganisationId)>, DeskError> {
    Ok(store::places::the_place(tx).await?.map(|record| (record.noun, record.owner)))
}

pub struct SetUp {
    pub place: Place,
    /// The organisation whose workbench this is: "Northvale County Council".
    pub authority: String,
    pub kind: OrganisationKind,
}

/// Sets up an empty place and returns its desk. Refused where one is there already: demo and real data never share records.
pub async fn set_up(address: &str, folder: &Path, clock: Clock, chance: Chance, ask: SetUp) -> Result<Desk, DeskError> {
    let mut faults = Vec::new();
    if ask.place.name.trim().is_empty() {
        faults.push(Fault::new("name", "Give the place a name, for example Northvale"));
    }
    if ask.authority.trim().is_empty() {
        faults.push(Fault::new("authority", "Say whose workbench this is, for example Northvale County Council"));
    }
    DeskError::unless_clean(faults)?;
    let pool = store::open(address).await?;
    let shelf = FileShelf::open(&folder.join("files"))?;
    let mut tx = pool.read().await?;
    if placed(&mut tx).await?.is_some() {
        return Err(DeskError::refused(
            "already_set_up",
            "There is a place here already. Choose an empty folder, or run `wherewithal serve` on this one.",
        ));
    }
    drop(tx);
    let nobody = OrganisationId(uuid::Uuid::nil());
    let bare = Desk::assemble(pool.clone(), shelf.clone(), ask.place.clone(), nobody, clock, chance.clone())?;
    let authority: OrganisationId = bare.new_id();
    let desk = Desk::assemble(pool, shelf, ask.place.clone(), authority, clock, chance)?;
    let operator = operator(&desk);
    let mut write = desk.write(&operator).await?;
    let organisation = Organisation {
        name: ask.authority.trim().to_owned(),
        kind: ask.kind,
        also_called: Vec::new(),
        provides: true,
        is_partner: true,
        charity: None,
        company: None,
        ods: None,
        ended: None,
        followed_by: None,
    };
    store::organisations::save(&mut write.tx, &kept(&desk, authority, Audience::Public, organisation)).await?;
    let place: Record<PlaceId, Place> = kept(&desk, desk.new_id(), Audience::Public, ask.place.clone());
    store::places::save(&mut write.tx, &place).await?;
    for role in config::roles::defaults().map_err(unreadable)? {
        store::roles::save(&mut write.tx, &kept(&desk, desk.new_id(), Audience::Partners, role)).await?;
    }
    for model in config::delivery_models::defaults().map_err(unreadable)? {
        store::delivery_models::save(&mut write.tx, &kept(&desk, desk.new_id(), Audience::Public, model)).await?;
    }
    write.commit("set_up", "place", None, format!("{} was set up for {}.", ask.place.name, ask.authority)).await?;
    Ok(desk)
}

/// A new record of the authority's, not yet kept (version 0).
pub fn kept<I, T>(desk: &Desk, id: I, audience: Audience, noun: T) -> Record<I, T> {
    Record { id, reference: None, owner: desk.authority, audience, about: None, sealed: false, version: 0, changed_at: desk.now(), noun }
}

/// The operator of the machine, at the command line: the role `operator` of `config/roles.toml`, and recorded so. It keeps the
/// place going and decides nothing.
pub fn operator(desk: &Desk) -> Actor {
    let roles: Vec<Role> = config::roles::defaults().unwrap_or_default().into_iter().filter(|role| role.code == OPERATOR).collect();
    let standing = crate::actor::Standing {
        organisation: desk.authority,
        authority: desk.authority,
        is_partner: false,
        provides: false,
        roles: &roles,
        today: desk.today(),
    };
    Actor {
        person: None,
        name: "Operator".into(),
        email: String::new(),
        role: "Operator".into(),
        role_codes: vec![OPERATOR.into()],
        organisation: desk.authority,
        permissions: standing.permissions(),
        scope: standing.scope(),
    }
}

/// Code of the role at the command line. No person is given it.
pub const OPERATOR: &str = "operator";

pub(crate) fn unreadable(error: ConfigError) -> DeskError {
    DeskError::refused("configuration_unreadable", error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;

    #[tokio::test]
    async fn a_place_is_set_up_once_and_its_first_line_is_in_the_audit_trail() {
        let bench = bench(false).await;
        let mut tx = bench.desk.read().await.expect("reads");
        let (place, authority) = placed(&mut tx).await.expect("reads").expect("a place");
        assert_eq!((place.name.as_str(), authority), ("Northvale", bench.desk.authority));
        assert_eq!(store::audit::head(&mut tx).await.expect("a head").sequence, 1);
        drop(tx);
        let ask = SetUp { place, authority: "Another".into(), kind: OrganisationKind::County };
        let address = format!("sqlite:{}", bench.folder.path().join("records.db").display());
        let folder = bench.folder.path();
        let first = SetUp { place: ask.place.clone(), authority: "First".into(), kind: OrganisationKind::County };
        set_up(&address, folder, Clock::System, crate::desk::system_chance(), first).await.expect("an empty place");
        let second = set_up(&address, folder, Clock::System, crate::desk::system_chance(), ask).await;
        assert!(matches!(second, Err(DeskError::Refused { code: "already_set_up", .. })));
    }
}
