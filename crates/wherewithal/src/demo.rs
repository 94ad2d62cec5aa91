//! `wherewithal demo`: the sample county, in a folder of its own, in the browser.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use desk::{Clock, Desk};

use crate::arguments::Demo;
use crate::{county, output, place, serve};

pub async fn run(ask: Demo) -> anyhow::Result<ExitCode> {
    let folder = ask.dir.unwrap_or_else(default_folder);
    let address = place::sqlite_in(&folder);
    let desk = if folder.join("wherewithal.db").exists() {
        let desk = Desk::open(&address, &folder, Clock::System).await?;
        if !desk.place.is_sample {
            bail!("{} holds a real place. The demo never shares a folder with one: choose another with --dir.", folder.display());
        }
        desk
    } else {
        std::fs::create_dir_all(&folder)?;
        output::line("Writing the sample county of Northvale: everything in it is invented.")?;
        county::write(&address, &folder, county::TODAY).await?
    };
    let desk = desk.at(Clock::still_on(ask.today, &desk.zone));
    let here = format!("http://{}", ask.listening.listen);
    if !ask.no_open {
        open_once_listening(here);
    }
    serve::pages(desk, &ask.listening.listen, false).await?;
    Ok(ExitCode::SUCCESS)
}

/// Beside the system's temporary files, one for each version: a demo is thrown away, never migrated.
fn default_folder() -> PathBuf {
    std::env::temp_dir().join(concat!("wherewithal-demo-", env!("CARGO_PKG_VERSION")))
}

/// Opens a browser once somebody answers, at most ten seconds from now. A machine without one still has the address, printed.
fn open_once_listening(here: String) {
    tokio::spawn(async move {
        let address = here.trim_start_matches("http://").to_owned();
        for _ in 0..100 {
            if tokio::net::TcpStream::connect(&address).await.is_ok() {
                let _ = open::that_detached(&here);
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
}
