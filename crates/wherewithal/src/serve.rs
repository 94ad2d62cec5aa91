//! `wherewithal serve`: a place's pages.

use std::process::ExitCode;

use anyhow::{Context, bail};
use desk::Desk;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;
use web::app::{App, Shell};

use crate::arguments::Serve;
use crate::output;

pub async fn run(ask: Serve) -> anyhow::Result<ExitCode> {
    let desk = ask.place.desk().await?;
    pages(desk, &ask.listening.listen, ask.https, false).await?;
    Ok(ExitCode::SUCCESS)
}

/// Serves until the process is told to stop, then lets what is being answered finish. `open` shows the first page in a browser.
pub async fn pages(desk: Desk, listen: &str, https: bool, open: bool) -> anyhow::Result<()> {
    let filter = EnvFilter::try_from_env("WHEREWITHAL_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    // A second subscriber in one process is refused; the first goes on.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
    let listener = match TcpListener::bind(listen).await {
        Ok(listener) => listener,
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("{listen} is in use, perhaps by another wherewithal. Stop it, or choose another with --listen 127.0.0.1:7401.")
        }
        Err(error) => return Err(error).with_context(|| format!("{listen} cannot be listened on")),
    };
    let here = listener.local_addr()?;
    output::line(&format!("{} is at http://{here}   (stop with Ctrl-C)", desk.place.name))?;
    if open {
        // From here on whoever connects waits for the first page. A machine without a browser still has the address.
        let _ = open::that_detached(format!("http://{here}"));
    }
    let shell = Shell { https, ..Shell::of(&desk) };
    let pages = web::router::product(App::new(desk.clone(), shell));
    web::serve(listener, pages, told_to_stop()).await?;
    desk.pool.close().await;
    Ok(())
}

/// Ctrl-C, or the signal by which a service manager ends a program. A second one ends it at once.
async fn told_to_stop() {
    either_signal().await;
    tokio::spawn(async {
        either_signal().await;
        std::process::exit(130);
    });
}

async fn either_signal() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut ended) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupted => {}
                _ = ended.recv() => {}
            }
            return;
        }
    }
    let _ = interrupted.await;
}
