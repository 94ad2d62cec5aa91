//! `wherewithal demo`: the sample county, in a folder of its own, in the browser.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use desk::house::audit::{ListAudit, list_audit};
use desk::house::set_up::operator;
use desk::{Clock, Desk};
use jiff::civil::Date;
use quantity::period;

use crate::arguments::Demo;
use crate::{county, output, place, serve};

pub async fn run(ask: Demo) -> anyhow::Result<ExitCode> {
    let folder = ask.dir.unwrap_or_else(default_folder);
    if !folder.join(place::RECORDS).exists() {
        output::line("Writing the sample county of Northvale: everything in it is invented.")?;
        write(&folder, ask.today).await.with_context(|| format!("the sample county could not be written in {}", folder.display()))?;
    }
    let desk = Desk::open(&place::sqlite_in(&folder), &folder, Clock::System).await?;
    if !desk.place.is_sample {
        bail!("{} holds a real place. The demo never shares a folder with one: choose another with --dir.", folder.display());
    }
    fits(&desk, &folder, ask.today).await?;
    let desk = place::solved(desk.at(Clock::still_on(ask.today, &desk.zone)));
    serve::pages(desk, &ask.listening.listen, false, !ask.no_open).await?;
    Ok(ExitCode::SUCCESS)
}

/// Whether what was written is what had happened by `today`: a folder written for another day is refused by name.
async fn fits(desk: &Desk, folder: &Path, today: Date) -> anyhow::Result<()> {
    let folder = folder.display();
    let trail = list_audit(desk, &operator(desk), ListAudit::default()).await?;
    let Some(last) = trail.rows.first().map(|entry| desk.day_of(entry.at)) else { return Ok(()) };
    if last > today {
        bail!(
            "The demo in {folder} was written up to {}. On {} that had not happened yet: choose a later day, or another folder with --dir.",
            period::in_words(last),
            period::in_words(today)
        );
    }
    if county::written_to(today).is_some_and(|to| last < to) {
        bail!(
            "The demo in {folder} was written up to {}, and more had happened by {}: choose another folder with --dir.",
            period::in_words(last),
            period::in_words(today)
        );
    }
    Ok(())
}

/// Writes it beside, and moves it in when it is whole, so that a demo cut off while it is written is begun anew.
async fn write(folder: &Path, today: Date) -> anyhow::Result<()> {
    let part = folder.join("being-written");
    if part.exists() {
        std::fs::remove_dir_all(&part)?;
    }
    std::fs::create_dir_all(&part)?;
    // What happens after the county's own last day has not been told.
    let desk = county::write(&place::sqlite_in(&part), &part, today.min(county::TODAY)).await?;
    desk.pool.close().await;
    for entry in std::fs::read_dir(&part)? {
        let entry = entry?;
        let to = folder.join(entry.file_name());
        if entry.file_name() == place::RECORDS {
            continue;
        }
        if to.exists() {
            bail!("{} is there already, without the records it belongs to. Choose an empty folder.", to.display());
        }
        std::fs::rename(entry.path(), to)?;
    }
    // The records last: where they are, everything is.
    std::fs::rename(part.join(place::RECORDS), folder.join(place::RECORDS))?;
    std::fs::remove_dir_all(&part)?;
    Ok(())
}

/// Beside the system's temporary files, one for each version: a demo is thrown away, never migrated.
fn default_folder() -> PathBuf {
    std::env::temp_dir().join(concat!("wherewithal-demo-", env!("CARGO_PKG_VERSION")))
}
