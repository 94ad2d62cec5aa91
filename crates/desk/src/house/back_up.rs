//! A place in one file, and back: records, kept files, and the head of the audit trail.

use std::path::Path;

use model::role::Permission;
use store::FileShelf;
pub use store::backup::Manifest;

use crate::actor::Actor;
use crate::clock::Clock;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::operator;

/// Writes everything to `out`, which must not be there yet, and says so in the trail afterwards: the line holds the head that the
/// backup ends with, so that a paper copy of either can be compared with the other.
pub async fn back_up(desk: &Desk, actor: &Actor, out: &Path) -> Result<Manifest, DeskError> {
    actor.may(Permission::BackUp)?;
    let made = store::backup(&desk.pool, &desk.shelf, out, desk.now()).await?;
    let line = format!("Everything was backed up, to entry {} with head {}.", made.head_sequence, made.head_digest);
    desk.write(actor).await?.commit("back_up", "place", None, line).await?;
    Ok(made)
}

/// Brings a backup back into an empty folder or database, opens it, and says so in its trail.
pub async fn restore(address: &str, folder: &Path, file: &Path, clock: Clock) -> Result<(Desk, Manifest), DeskError> {
    let shelf = FileShelf::open(folder.join("files"))?;
    let made = store::restore(address, &shelf, file).await?;
    let desk = Desk::open(address, folder, clock).await?;
    let line = format!("The place was restored from a backup of {}, to entry {}.", made.made_at, made.head_sequence);
    desk.write(&operator(&desk)).await?.commit("restore", "place", None, line).await?;
    Ok((desk, made))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::audit::{AuditState, verify_audit};
    use crate::testing::{bench, person, role};

    #[tokio::test]
    async fn a_place_comes_back_whole_and_its_trail_says_when() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        let out = bench.folder.path().join("place.zip");
        let made = back_up(desk, &operator(desk), &out).await.expect("backs up");
        assert_eq!((made.head_sequence, made.missing.len()), (1, 0));
        assert!(matches!(back_up(desk, &operator(desk), &out).await, Err(DeskError::Store(_))), "an earlier backup is never written over");

        let empty = tempfile::tempdir().expect("a folder");
        let address = format!("sqlite:{}", empty.path().join("records.db").display());
        let (back, read) = restore(&address, empty.path(), &out, desk.clock()).await.expect("restores");
        assert_eq!((back.place.name.as_str(), read.head_digest), ("Northvale", made.head_digest));
        assert!(matches!(verify_audit(&back).await.expect("reads"), AuditState::Whole { entries: 2, .. }));
        let again = restore(&address, empty.path(), &out, desk.clock()).await;
        assert!(again.is_err_and(|error| error.to_string().contains("there are records")), "into an empty place only");
    }

    #[tokio::test]
    async fn only_whoever_may_back_up_does() {
        let bench = bench(false).await;
        role(&bench.desk, "officer", &[Permission::ReadCases]).await;
        let (_, officer) = person(&bench.desk, "dan@northvale.example", "officer").await;
        let out = bench.folder.path().join("place.zip");
        assert!(matches!(back_up(&bench.desk, &officer, &out).await, Err(DeskError::MayNot(Permission::BackUp))));
        assert!(!out.exists());
    }
}
