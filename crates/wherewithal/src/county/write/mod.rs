//! Writing the sample county: its people do what they did, through the desk, each at the moment it happened.
//!
//! So the audit trail, the locks before test periods and the dates on every page are what they would be in a real place.
//! What happened after `today` has not happened yet and is left out.

mod case_steps;
mod demand_steps;
mod figures;
mod foundation;
mod issue_steps;
mod market_records;
mod money_steps;
mod need_steps;
mod newer_steps;
mod option_steps;
mod paper_steps;
mod partnership_steps;
mod place_steps;
mod public_figures;
mod script;
mod shaping_steps;
mod supply_steps;
mod voice_steps;
mod world;

use std::path::Path;

use anyhow::{Context, Result};
use desk::{Clock, Desk};
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use self::script::{Step, script};
use self::world::World;
use crate::county::files;

/// The day the demo opens on, unless it is told another.
pub const TODAY: Date = date(2026, 11, 21);

/// Builds Northvale at `address`, with the files it keeps under `folder`, as it stands on `today`.
///
/// Refused where there is a place already: the sample county never shares records with a real one.
pub async fn write(address: &str, folder: &Path, today: Date) -> Result<Desk> {
    let mut world = foundation::found(address, folder, today).await?;
    examples(&folder.join("examples"))?;
    for (on, step) in script().into_iter().filter(|(on, _)| *on <= today) {
        let desk = world.on(on)?;
        let told = format!("{on}: {step:?}");
        play(&mut world, &desk, step).await.with_context(|| told)?;
    }
    let zone = TimeZone::get(foundation::ZONE)?;
    Ok(world.desk().at(Clock::still_on(today, &zone)))
}

/// The last day on which something happened in the county by `today`; none before it began.
pub fn written_to(today: Date) -> Option<Date> {
    script().into_iter().map(|(on, _)| on).filter(|on| *on <= today).max()
}

/// Files for visitors to load, beside the records.
fn examples(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} could not be made", folder.display()))?;
    for (name, bytes) in files::examples()? {
        let path = folder.join(name);
        std::fs::write(&path, bytes).with_context(|| format!("{} could not be written", path.display()))?;
    }
    Ok(())
}

async fn play(world: &mut World, desk: &Desk, step: Step) -> Result<()> {
    match step {
        Step::Load(sent) => figures::load(world, desk, &sent).await,
        Step::Rebase(key) => figures::rebase(world, desk, key).await,
        Step::Redefine => figures::redefine(world, desk).await,
        Step::Reply => figures::reply(world, desk).await,
        Step::Issue(key, part) => issue_steps::play(world, desk, key, part).await,
        Step::Case(key, part) => case_steps::play(world, desk, key, part).await,
        Step::Correct => newer_steps::correct(world, desk).await,
        Step::CheckCorrection => newer_steps::check(world, desk).await,
        Step::AnswerInterest => newer_steps::answer_interest(world, desk).await,
        Step::ApproveInterest => newer_steps::approve_interest(world, desk).await,
        Step::Voice(key, part) => voice_steps::play(world, desk, key, part).await,
        Step::Supply => supply_steps::play(world, desk).await,
        Step::Demand(part) => demand_steps::play(world, desk, part).await,
        Step::Shaping(part) => shaping_steps::play(world, desk, part).await,
        Step::PublicFigures => public_figures::load(world, desk).await,
        Step::Market => market_records::load(world, desk).await,
        Step::Compared => place_steps::compared(world, desk).await,
        Step::Money(part) => money_steps::play(world, desk, part).await,
        Step::Options(key, on) => option_steps::play(world, on, key).await,
        Step::Partnership(part) => partnership_steps::play(world, desk, part).await,
        Step::NamePriorities(on) => option_steps::name_priorities(world, on).await,
        Step::Priorities(on) => option_steps::priorities(world, on).await,
        Step::Needs(on, part) => need_steps::play(world, on, part).await,
        Step::AfterCosts(on) => option_steps::keep_order(world, on, true).await,
        Step::Paper(told) => paper_steps::play(world, desk, &told).await,
        Step::Ask { case, change, part, affirm } => issue_steps::ask(world, desk, case, change, part, affirm).await,
    }
}

#[cfg(test)]
mod both_engines;
#[cfg(test)]
mod tests;
