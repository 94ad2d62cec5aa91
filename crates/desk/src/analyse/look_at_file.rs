//! Looking at a file before anything of it is kept: what would be read, and what looks odd.

use exchange::known::Answers;
use exchange::performance;
pub use exchange::reading::Reading;
use model::role::Permission;

use crate::actor::Actor;
use crate::analyse::load_performance::{Ground, ReadUpload, blocking, last_of_path};
use crate::analyse::read_source::limits;
use crate::desk::Desk;
use crate::error::DeskError;

/// Told how much is done of how much: first of the bytes, then of the rows.
pub type Progress = Box<dyn FnMut(u64, u64) + Send>;

/// The reading that `read_upload` would make of the same file today. Keeps nothing, and writes no line in the trail.
pub async fn look_at_file(desk: &Desk, actor: &Actor, ask: ReadUpload, mut progress: Progress) -> Result<Reading, DeskError> {
    actor.may(Permission::LoadPerformance)?;
    let ground = Ground::gather(desk, actor, ask.service).await?;
    let answers = Answers { remembered: ground.remembered, ..Answers::default() };
    let (name, limits, today) = (last_of_path(&ask.file_name), limits(&ground.settings), desk.today());
    let known = ground.known;
    blocking(move || performance::read_with_progress(&name, &ask.bytes, &known, &answers, &limits, today, &mut *progress)).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::set_up::operator;
    use crate::testing::bench;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[tokio::test]
    async fn a_look_reads_as_loading_would_and_leaves_no_trace() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        let text = "Month,Provider,Visits on time %\n2026-08,Fellside,91.5%\n2026-09,Fellside,<5\n";
        let told = Arc::new(AtomicU64::new(0));
        let heard = told.clone();
        let ask = ReadUpload { file_name: "../visits.csv".into(), bytes: text.into(), service: None };
        let progress: Progress = Box::new(move |_, _| {
            heard.fetch_add(1, Ordering::Relaxed);
        });
        let reading = look_at_file(desk, &operator(desk), ask, progress).await.expect("reads");
        assert_eq!((reading.file_name.as_str(), reading.summary.points), ("visits.csv", 2));
        assert!(!reading.notes.is_empty() && told.load(Ordering::Relaxed) > 0);
        let mut tx = desk.read().await.expect("reads");
        assert_eq!(store::audit::head(&mut tx).await.expect("a head").sequence, 1);
        assert!(desk.shelf.digests().expect("a shelf").is_empty());
    }
}
