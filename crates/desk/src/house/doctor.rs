//! What `wherewithal doctor` looks at: the folder, the records, the clock, the trail, the kept files, the way in. Each with what mends it.

use std::path::Path;

use jiff::Timestamp;

use crate::actor::Actor;
use crate::clock::Clock;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::audit::{AuditState, verify_audit};
use crate::house::check_now::check_now;
use crate::house::claim_administrator::has_administrator;

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Lasting, for `--json`: `folder_writable`.
    pub code: &'static str,
    /// "The folder can be written to"
    pub asks: &'static str,
    pub found: Found,
    /// What was found, in a sentence.
    pub said: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    Well,
    /// Works, and somebody should look.
    Look,
    /// Does not work.
    Wrong,
}

impl Look {
    fn new(code: &'static str, asks: &'static str, found: Found, said: impl Into<String>) -> Look {
        Look { code, asks, found, said: said.into() }
    }
}

/// Looks at everything and changes nothing that stays. `free_bytes` is the room left on the disk, where the machine tells.
pub async fn doctor(desk: &Desk, actor: &Actor, folder: &Path, free_bytes: Option<u64>) -> Result<Vec<Look>, DeskError> {
    actor.may(model::role::Permission::BackUp)?;
    let mut looks = vec![writable(folder), room(free_bytes)];
    looks.push(records(desk).await);
    looks.push(clock(desk).await?);
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let administrator = has_administrator(&mut tx).await?;
    drop(tx);
    looks.push(match settings.problems.as_slice() {
        [] => Look::new("settings", "Every kept setting is in use", Found::Well, "All settings are within their ranges."),
        problems => Look::new("settings", "Every kept setting is in use", Found::Look, problems.join(" ")),
    });
    looks.push(way_in(administrator, desk.place.is_sample));
    looks.push(trail(verify_audit(desk).await?));
    let checked = check_now(desk, actor).await?;
    looks.push(match checked.files.wrong.as_slice() {
        [] => Look::new(
            "files",
            "Every kept file is there, whole",
            Found::Well,
            format!("{} files have the bytes of their digest.", checked.files.whole),
        ),
        wrong => Look::new(
            "files",
            "Every kept file is there, whole",
            Found::Wrong,
            format!("{}. Bring them back from a back-up.", wrong.join("; ")),
        ),
    });
    let reworked = [&checked.results, &checked.answers, &checked.packs];
    let altered: Vec<&str> = reworked.iter().flat_map(|reworked| &reworked.otherwise).map(|otherwise| otherwise.kept.as_str()).collect();
    let same: usize = reworked.iter().map(|reworked| reworked.same).sum();
    looks.push(match altered.as_slice() {
        [] => Look::new(
            "results",
            "Every kept result, answer and evidence pack comes out as it was kept",
            Found::Well,
            format!("{same} were worked out again from the same records and are the same."),
        ),
        altered => Look::new(
            "results",
            "Every kept result, answer and evidence pack comes out as it was kept",
            Found::Wrong,
            format!("These came out otherwise: {} The page Check now says what differs.", altered.join(" ")),
        ),
    });
    Ok(looks)
}

fn writable(folder: &Path) -> Look {
    let asks = "The folder can be written to";
    let trial = folder.join(format!(".doctor-{}", std::process::id()));
    let done = std::fs::write(&trial, b"doctor").and_then(|()| std::fs::remove_file(&trial));
    match done {
        Ok(()) => Look::new("folder_writable", asks, Found::Well, format!("{} can be written to.", folder.display())),
        Err(error) => Look::new(
            "folder_writable",
            asks,
            Found::Wrong,
            format!("{} cannot be written to ({error}). Give the account that runs this the right to write there.", folder.display()),
        ),
    }
}

/// Below this much room a load may fail half way; nothing is half kept, but nothing can be loaded.
const LITTLE_ROOM: u64 = 500 * 1024 * 1024;

fn room(free: Option<u64>) -> Look {
    let asks = "There is room on the disk";
    match free {
        None => Look::new("disk_space", asks, Found::Look, "This machine does not say how much room is left."),
        Some(bytes) if bytes < LITTLE_ROOM => Look::new(
            "disk_space",
            asks,
            Found::Wrong,
            format!("Only {} MB are left. Make room: 500 MB is the least.", bytes / (1024 * 1024)),
        ),
        Some(bytes) => Look::new("disk_space", asks, Found::Well, format!("{} MB are left.", bytes / (1024 * 1024))),
    }
}

async fn records(desk: &Desk) -> Look {
    let asks = "The records answer, in the shape this version knows";
    match desk.pool.schema().await {
        Ok(step) if step == store::schema_known() => {
            Look::new("records", asks, Found::Well, format!("{} answers; its records are at step {step}.", desk.pool.engine()))
        }
        Ok(step) => Look::new(
            "records",
            asks,
            Found::Wrong,
            format!(
                "{}’s records are at step {step}; this version knows {}. Start the version that fits.",
                desk.pool.engine(),
                store::schema_known()
            ),
        ),
        Err(error) => Look::new("records", asks, Found::Wrong, error.to_string()),
    }
}

async fn clock(desk: &Desk) -> Result<Look, DeskError> {
    let asks = "The clock is right";
    let mut tx = desk.read().await?;
    let last = store::audit::list(&mut tx, &store::audit::Filter::default(), 1).await?.into_iter().next().map(|entry| entry.at);
    Ok(judged_clock(asks, desk.clock(), desk.now(), last))
}

fn judged_clock(asks: &'static str, clock: Clock, now: Timestamp, last: Option<Timestamp>) -> Look {
    if clock != Clock::System {
        return Look::new("clock", asks, Found::Well, "This place has a clock of its own, which stands still.");
    }
    match last.filter(|last| *last > now) {
        Some(last) => Look::new(
            "clock",
            asks,
            Found::Wrong,
            format!("This machine says {now}, and the last entry of the trail is of {last}. Set the clock before anything is done."),
        ),
        None => Look::new("clock", asks, Found::Well, format!("This machine says {now}; the last entry of the trail is earlier.")),
    }
}

fn way_in(administrator: bool, is_sample: bool) -> Look {
    let asks = "Somebody can add people";
    match (administrator, is_sample) {
        (true, _) => Look::new("administrator", asks, Found::Well, "There is an administrator."),
        (false, true) => Look::new("administrator", asks, Found::Well, "Nobody needs adding in the sample county."),
        (false, false) => Look::new(
            "administrator",
            asks,
            Found::Look,
            "There is no administrator yet. `wherewithal init` makes a one-time link for the first one; without it nobody can become one.",
        ),
    }
}

fn trail(state: AuditState) -> Look {
    let asks = "The trail of who changed what is whole";
    match state {
        AuditState::Whole { entries, head } => Look::new("audit", asks, Found::Well, format!("{entries} entries, head {head}.")),
        AuditState::Broken { what, .. } => {
            Look::new("audit", asks, Found::Wrong, format!("{what}. Keep everything as it is and compare it with the last back-up."))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::set_up::operator;
    use crate::testing::bench;
    use jiff::SignedDuration;

    #[tokio::test]
    async fn a_new_place_is_well_but_for_its_administrator() {
        let bench = bench(false).await;
        let looks = doctor(&bench.desk, &operator(&bench.desk), bench.folder.path(), Some(1 << 40)).await.expect("looks");
        let odd: Vec<&str> = looks.iter().filter(|look| look.found != Found::Well).map(|look| look.code).collect();
        assert_eq!(odd, ["administrator"]);
    }

    #[test]
    fn little_room_a_clock_that_runs_behind_and_a_shut_folder_are_wrong() {
        assert_eq!(room(Some(1024)).found, Found::Wrong);
        assert_eq!(room(None).found, Found::Look);
        let now = Timestamp::UNIX_EPOCH;
        let later = Some(now + SignedDuration::from_hours(1));
        assert_eq!(judged_clock("", Clock::System, now, later).found, Found::Wrong);
        assert_eq!(judged_clock("", Clock::Still(now), now, later).found, Found::Well);
        assert_eq!(writable(Path::new("/nowhere/at/all")).found, Found::Wrong);
    }
}
