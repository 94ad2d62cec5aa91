//! Finding a place from the command line, and in whose name a command acts.

use std::path::Path;

use anyhow::Context;
use desk::house::actors::actor_by_email;
use desk::house::set_up::operator;
use desk::{Actor, Clock, Desk};

use crate::arguments::{Place, Writing};

/// Name of a folder's own records.
pub const RECORDS: &str = "wherewithal.db";

/// The address of a folder's own records.
pub fn sqlite_in(folder: &Path) -> String {
    format!("sqlite:{}", folder.join(RECORDS).display())
}

impl Place {
    pub fn address(&self) -> String {
        self.database.clone().unwrap_or_else(|| sqlite_in(&self.dir))
    }

    /// Whether the folder holds records of its own.
    pub fn has_records(&self) -> bool {
        self.dir.join(RECORDS).exists()
    }

    /// The desk of the place. A folder with nothing in it is not a place: nothing is made by looking.
    pub async fn desk(&self) -> anyhow::Result<Desk> {
        if self.database.is_none() && !self.has_records() {
            anyhow::bail!(
                "There is no place in {}. Name its folder with --dir, or set one up: wherewithal init --dir {}",
                self.dir.display(),
                self.dir.display()
            );
        }
        let desk = Desk::open(&self.address(), &self.dir, Clock::System)
            .await
            .with_context(|| format!("{} cannot be opened", self.dir.display()))?;
        let clock = clock_of(&desk);
        Ok(solved(desk.at(clock)))
    }
}

/// With the solver this program was built with, whose allocations stop by work and never by the clock, and with public tables kept as
/// columns among the place's files.
pub fn solved(desk: Desk) -> Desk {
    let tables = lake::Lake::at(desk.shelf.dir());
    desk.with_solver(std::sync::Arc::new(solver::Together { seconds: None })).with_tables(std::sync::Arc::new(tables))
}

/// The machine's own clock; the sample county's stands still wherever it is opened, or its answers would age.
fn clock_of(desk: &Desk) -> Clock {
    if desk.place.is_sample { Clock::still_on(crate::county::TODAY, &desk.zone) } else { Clock::System }
}

impl Writing {
    /// The desk, and the person of `--as`, or the operator.
    pub async fn desk_and_actor(&self) -> anyhow::Result<(Desk, Actor)> {
        let desk = self.place.desk().await?;
        let actor = match &self.actor {
            Some(email) => actor_by_email(&desk, email).await?,
            None => operator(&desk),
        };
        Ok((desk, actor))
    }
}
