//! For the desk's own tests: a place on SQLite in memory, with a clock that stands still and seeded chance.

use jiff::civil::date;
use jiff::tz::TimeZone;
use model::id::PersonId;
use model::organisation::OrganisationKind;
use model::place::Place;
use model::role::{Permission, Role};

use crate::actor::Actor;
use crate::clock::Clock;
use crate::desk::{Desk, seeded_chance};
use crate::house::actors::actor_by_email;
use crate::house::add_person::{AddPerson, add_person};
use crate::house::choose_password::choose_password;
use crate::house::set_up::{SetUp, kept, operator, set_up};

/// A place nobody has done anything in yet, on Saturday 21 November 2026. The folder of its files goes when it is dropped.
pub struct Bench {
    pub desk: Desk,
    pub folder: tempfile::TempDir,
}

pub async fn bench(is_sample: bool) -> Bench {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place { name: "Northvale".into(), country: "England".into(), zone: "Europe/London".into(), is_sample };
    let clock = Clock::still_on(date(2026, 11, 21), &TimeZone::get("Europe/London").expect("a zone"));
    let ask = SetUp { place, authority: "Northvale County Council".into(), kind: OrganisationKind::County };
    let desk = set_up("sqlite::memory:", folder.path(), clock, seeded_chance(7), ask).await.expect("a place");
    Bench { desk, folder }
}

/// What everybody in the tests signs in with.
pub const PASSWORD: &str = "three calm herons";

/// A role that may do these things and no others, new or changed.
pub async fn role(desk: &Desk, code: &str, permissions: &[Permission]) {
    let mut write = desk.write(&operator(desk)).await.expect("writes");
    let there = store::roles::by_code(&mut write.tx, code).await.expect("reads");
    let record = match there {
        Some(mut record) => {
            record.noun.permissions = permissions.to_vec();
            record
        }
        None => {
            let role = Role {
                code: code.into(),
                title: code.replace('_', " "),
                permissions: permissions.to_vec(),
                accountable: false,
                sees_drafts: true,
                sees_sealed: false,
                sees_exempt: false,
                is_member: false,
            };
            kept(desk, desk.new_id(), model::audience::Audience::Partners, role)
        }
    };
    store::roles::save(&mut write.tx, &record).await.expect("a role");
    write.commit("test", "role", None, "A role for a test.").await.expect("commits");
}

/// Somebody who may do everything: for tests that are not about permissions.
pub fn may_everything(desk: &Desk) -> Actor {
    Actor { permissions: Permission::ALL.iter().copied().collect(), ..operator(desk) }
}

/// Somebody of the authority in one role, with [`PASSWORD`].
pub async fn person(desk: &Desk, email: &str, role: &str) -> (PersonId, Actor) {
    let ask = AddPerson {
        name: email.split('@').next().unwrap_or_default().into(),
        email: email.into(),
        job: "officer".into(),
        organisation: desk.authority,
        roles: vec![role.into()],
    };
    let (id, link) = add_person(desk, &operator(desk), ask).await.expect("a person");
    choose_password(desk, &link.token, PASSWORD).await.expect("a password");
    (id, actor_by_email(desk, email).await.expect("an actor"))
}

/// The same in a folder, where more than one can read and write at once.
pub async fn bench_on_disk(folder: &std::path::Path) -> Desk {
    let place = Place { name: "Northvale".into(), country: "England".into(), zone: "Europe/London".into(), is_sample: false };
    let clock = Clock::still_on(date(2026, 11, 21), &TimeZone::get("Europe/London").expect("a zone"));
    let ask = SetUp { place, authority: "Northvale County Council".into(), kind: OrganisationKind::County };
    let address = format!("sqlite:{}", folder.join("records.db").display());
    set_up(&address, folder, clock, seeded_chance(7), ask).await.expect("a place")
}
