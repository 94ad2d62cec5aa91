//! The desk: what every use case needs, made once at the start.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use model::audience::Scope;
use model::id::{CaseId, IssueId, MeasureId, OrganisationId, ServiceId};
use model::observation::Observation;
use model::place::Place;
use store::{FileShelf, Pool, Tx};
use uuid::Uuid;

use crate::actor::Actor;
use crate::analyse::load_performance::readings::Readings;
use crate::analyse::market::remembered::MarketPages;
use crate::clock::Clock;
use crate::error::DeskError;
use crate::plan::error_rates::ErrorRates;
use crate::plan::gather::{Asked, Gathered};
use crate::plan::money::worked::WorkedOut;
use crate::plan::paper::told_options::OptionsTold;
use crate::plan::read_options::Worked;
use crate::plan::standing::Found;
use crate::record::Write;
use crate::remembered::Remembered;

/// Fills a slice with chance. The system's, or a seeded one (the sample county).
pub type Chance = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What was worked out before. A new one here is forgotten by [`Desk::afresh`] with the rest.
#[derive(Default)]
pub(crate) struct Memory {
    pub error_rates: ErrorRates,
    pub allocations: WorkedOut,
    pub found: Remembered<IssueId, Arc<Found>>,
    pub choices: Remembered<(Option<CaseId>, ServiceId), Arc<Vec<Gathered>>>,
    pub options: Remembered<CaseId, Arc<Worked>>,
    pub shown: Remembered<(MeasureId, Scope), Vec<Observation>>,
    pub told: Remembered<Asked, Arc<OptionsTold>>,
    pub market: MarketPages,
    pub who: crate::analyse::market::who::Known,
}

/// Cheap to clone: every field is shared.
#[derive(Clone)]
pub struct Desk {
    pub pool: Pool,
    pub shelf: FileShelf,
    pub place: Arc<Place>,
    /// The organisation whose workbench this is.
    pub authority: OrganisationId,
    pub zone: TimeZone,
    clock: Clock,
    chance: Chance,
    /// Files that wait to be accepted, as they were read.
    pub(crate) readings: Readings,
    /// Identifiers made so far, so that those of one moment keep the order they were made in.
    made: Arc<AtomicU64>,
    pub(crate) memory: Arc<Memory>,
    /// Who answers allocations: our own search, unless the program brought another.
    pub(crate) solver: Solver,
    /// Who keeps large public tables: memory, unless the program brought another.
    pub tables: SharedTables,
}

/// Anything that answers an allocation, shared.
pub type Solver = Arc<dyn methods::allocation::Solve + Send + Sync>;

/// Whoever keeps large public tables, shared.
pub type SharedTables = Arc<dyn exchange::tables::Tables>;

impl Desk {
    /// Opens the records at `address` (`sqlite:…` or `postgres:…`) and the kept files under `folder/files`.
    ///
    /// Refuses with a sentence where the place has not been set up yet, or its records are newer than this program.
    pub async fn open(address: &str, folder: &Path, clock: Clock) -> Result<Desk, DeskError> {
        let pool = store::open(address).await?;
        let shelf = FileShelf::open(&folder.join("files"))?;
        let mut tx = pool.read().await?;
        let Some((place, authority)) = crate::house::set_up::placed(&mut tx).await? else {
            return Err(DeskError::refused(
                "not_set_up",
                "There is no place here yet. Run `wherewithal init --dir DIR` first, or `wherewithal demo`.",
            ));
        };
        let head = store::audit::head(&mut tx).await?;
        drop(tx);
        let desk = Desk::assemble(pool, shelf, place, authority, clock, system_chance())?;
        // Where the clock stands still, what is added after a restart comes after what was there.
        desk.made.store(u64::try_from(head.sequence).unwrap_or(0).saturating_mul(64), Ordering::Relaxed);
        Ok(desk)
    }

    /// Puts a desk together from its parts; used by `open`, by setting up a place and by tests.
    pub fn assemble(
        pool: Pool,
        shelf: FileShelf,
        place: Place,
        authority: OrganisationId,
        clock: Clock,
        chance: Chance,
    ) -> Result<Desk, DeskError> {
        let zone = TimeZone::get(&place.zone).map_err(|_| {
            DeskError::refused(
                "unknown_zone",
                format!("“{}” is not a time zone this program knows. Use a name such as Europe/London.", place.zone),
            )
        })?;
        Ok(Desk {
            pool,
            shelf,
            place: Arc::new(place),
            authority,
            zone,
            clock,
            chance,
            readings: Readings::default(),
            made: Arc::default(),
            memory: Arc::default(),
            solver: Arc::new(methods::allocation::OwnSearch),
            tables: Arc::new(exchange::tables::InMemory::default()),
        })
    }

    /// The same desk with another solver for its allocations.
    pub fn with_solver(self, solver: Solver) -> Desk {
        Desk { solver, ..self }
    }

    /// The same desk with another keeper of large public tables.
    pub fn with_tables(self, tables: SharedTables) -> Desk {
        Desk { tables, ..self }
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Today in the authority's zone.
    pub fn today(&self) -> Date {
        self.day_of(self.now())
    }

    /// The day of an instant in the authority's zone.
    pub fn day_of(&self, moment: Timestamp) -> Date {
        moment.to_zoned(self.zone.clone()).date()
    }

    pub fn clock(&self) -> Clock {
        self.clock
    }

    /// The same desk at another moment: how the sample county is written as its people would have.
    pub fn at(&self, clock: Clock) -> Desk {
        Desk { clock, ..self.clone() }
    }

    /// The same desk, remembering nothing: what it is asked is worked out again.
    pub fn afresh(&self) -> Desk {
        Desk { pool: self.pool.afresh(), memory: Arc::default(), ..self.clone() }
    }

    /// A new identifier: UUIDv7 of this desk's clock, a count of 26 bits and 48 bits of chance. Later ones sort after earlier ones.
    pub fn new_id<I: From<Uuid>>(&self) -> I {
        let mut chance = [0u8; 10];
        (self.chance)(&mut chance);
        // The version takes the upper half of the first byte, the variant two bits of the third.
        let [.., a, b, c, d] = self.made.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let count = u32::from_be_bytes([a, b, c, d]);
        let part = |shift: u32, bits: u32| u8::try_from((count >> shift) & ((1 << bits) - 1)).unwrap_or(0);
        let [first, second, third, fourth, ..] = &mut chance;
        (*first, *second, *third, *fourth) = (part(22, 4), part(14, 8), part(8, 6), part(0, 8));
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        I::from(uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid())
    }

    /// `N` bytes of chance, for tokens and salts.
    pub fn chance<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0u8; N];
        (self.chance)(&mut bytes);
        bytes
    }

    /// What the desk itself may see: for answers that must not depend on who asks. Never for showing records.
    pub fn own_scope(&self) -> model::audience::Scope {
        crate::house::set_up::operator(self).scope
    }

    /// A consistent view for reading.
    pub async fn read(&self) -> Result<Tx, DeskError> {
        Ok(self.pool.read().await?)
    }

    /// Begins a writing transaction: it holds the head of the audit chain, so whatever a decision rests on is read again
    /// under it, and no two are taken blind beside one another.
    pub async fn write(&self, actor: &Actor) -> Result<Write, DeskError> {
        Ok(Write::new(self.pool.write().await?, actor, self.now(), self.new_id()))
    }
}

/// The operating system's randomness.
pub fn system_chance() -> Chance {
    Arc::new(|bytes| {
        // Without randomness no secret can be made: there is nothing sensible to go on with.
        if getrandom::fill(bytes).is_err() {
            std::process::abort();
        }
    })
}

/// Chance that is the same each time from one seed: the sample county and tests, never secrets of a real place.
pub fn seeded_chance(seed: u64) -> Chance {
    use sha2::{Digest, Sha256};
    let drawn = std::sync::atomic::AtomicU64::new(0);
    Arc::new(move |bytes| {
        for part in bytes.chunks_mut(32) {
            let count = drawn.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let block = Sha256::digest([seed.to_le_bytes(), count.to_le_bytes()].concat());
            part.iter_mut().zip(block).for_each(|(byte, drawn)| *byte = drawn);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::bench;

    #[tokio::test]
    async fn identifiers_of_one_moment_sort_as_they_were_made() {
        let bench = bench(false).await;
        let made: Vec<uuid::Uuid> = (0..1000).map(|_| bench.desk.new_id()).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(made[0].get_version_num(), 7);
        let later = bench.desk.at(crate::Clock::Still(bench.desk.now() + jiff::SignedDuration::from_secs(1)));
        assert!(later.new_id::<uuid::Uuid>() > made[999]);
    }
}
