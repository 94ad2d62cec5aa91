//! For the desk's own tests: a place on SQLite in memory, with a clock that stands still and seeded chance.

use jiff::civil::date;
use jiff::tz::TimeZone;
use model::organisation::OrganisationKind;
use model::place::Place;

use crate::clock::Clock;
use crate::desk::{Desk, seeded_chance};
use crate::house::set_up::{SetUp, set_up};

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
