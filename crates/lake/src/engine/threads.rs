//! The threads on which questions are worked out.

use std::future::Future;
use std::sync::OnceLock;
use std::sync::mpsc::sync_channel;

use tokio::runtime::{Builder, Runtime};

/// Planning a question goes deep, deepest where the program was built without optimisation.
const STACK: usize = 16 * 1024 * 1024;

/// Waits for the work; none where it could not be brought to an end.
pub fn wait_for<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> Option<T> {
    static THREADS: OnceLock<Option<Runtime>> = OnceLock::new();
    let made = || Builder::new_multi_thread().thread_name("columns").thread_stack_size(STACK).enable_time().build().ok();
    let threads = THREADS.get_or_init(made).as_ref()?;
    let (done, waiting) = sync_channel(1);
    threads.spawn(async move {
        // Whoever asked may have gone.
        let _ = done.send(work.await);
    });
    waiting.recv().ok()
}
