//! `wherewithal init`: a place of one's own, and the one link to its first administrator.

use std::io::{BufRead, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use desk::config::settings;
use desk::desk::system_chance;
use desk::house::claim_administrator::offer_administrator;
use desk::house::set_up::{SetUp, operator, set_up};
use desk::{Clock, Desk, DeskError};
use model::organisation::OrganisationKind;
use serde_json::json;

use crate::arguments::Init;
use crate::output;

/// Where the settings are told, with their meaning, unit, range and reason.
const SETTINGS: &str = "settings-as-shipped.toml";

pub async fn run(ask: Init, json: bool) -> anyhow::Result<ExitCode> {
    let folder = ask.place.dir.clone();
    let served = match &ask.place.database {
        Some(_) => format!("wherewithal serve --dir {} --database …", folder.display()),
        None => format!("wherewithal serve --dir {}", folder.display()),
    };
    let there = already(&ask).await?;
    let is_new = there.is_none();
    let desk = match there {
        Some(desk) => desk,
        None => begun(ask, &folder).await?,
    };
    let link = offer_administrator(&desk, &operator(&desk)).await?;
    let path = link.path(true);
    if json {
        output::json(
            &json!({ "place": desk.place.name, "folder": folder, "new": is_new, "link": path, "expires": link.expires.to_string() }),
        )?;
    } else {
        let name = &desk.place.name;
        let done = if is_new {
            format!("{name} is set up in {}. What each setting means is in {SETTINGS}.", folder.display())
        } else {
            format!("{name} is there already and has no administrator yet. Here is a new link; the old one works no longer.")
        };
        output::line(&format!(
            "{done}\n\nNow serve it:\n  {served}\n\nand open this link once, within three days, to become its first administrator:\n  http://127.0.0.1:7400{path}"
        ))?;
    }
    desk.pool.close().await;
    Ok(ExitCode::SUCCESS)
}

/// A place that was set up before: then only the link is made anew, and only where nobody has become administrator.
async fn already(ask: &Init) -> anyhow::Result<Option<Desk>> {
    if ask.place.database.is_none() && !ask.place.has_records() {
        return Ok(None);
    }
    match Desk::open(&ask.place.address(), &ask.place.dir, Clock::System).await {
        Ok(desk) if desk.place.is_sample => {
            bail!(
                "{} holds the sample county. A real place never shares a folder with it: choose another with --dir.",
                ask.place.dir.display()
            )
        }
        Ok(desk) => Ok(Some(desk)),
        Err(DeskError::Refused { code: "not_set_up", .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn begun(ask: Init, folder: &Path) -> anyhow::Result<Desk> {
    let name = answer(ask.name, "What is the place called (for example Northvale)?", "--name")?;
    let authority = answer(ask.authority, "Whose workbench is it (for example Northvale County Council)?", "--authority")?;
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let place = model::place::Place { name, country: ask.country, zone: ask.zone, is_sample: false };
    let set_up_as = SetUp { place, authority, kind: OrganisationKind::County };
    let desk = set_up(&ask.place.address(), folder, Clock::System, system_chance(), set_up_as).await?;
    let told = format!(
        "# Every setting as it was shipped with version {}, with its unit, range, meaning and reason.\n\
         # This file is for reading. A setting is changed on the page Settings, with a reason, so that it is on record who changed it and why.\n\n{}",
        env!("CARGO_PKG_VERSION"),
        settings::DEFAULTS
    );
    let file = folder.join(SETTINGS);
    std::fs::write(&file, told).with_context(|| format!("{} cannot be written", file.display()))?;
    Ok(desk)
}

/// What was given, or what a person answers; without a person, which option to give.
fn answer(given: Option<String>, question: &str, option: &str) -> anyhow::Result<String> {
    if let Some(given) = given {
        return Ok(given);
    }
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        bail!("Give {option}: {question}");
    }
    print!("{question} ");
    std::io::stdout().flush()?;
    let mut typed = String::new();
    stdin.lock().read_line(&mut typed)?;
    Ok(typed.trim().to_owned())
}
