//! Slowing abuse down: wrong codes guessed from one address, and too many ballots from one within the hour.

use jiff::SignedDuration;

use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::sign_in::Origin;
use crate::house::throttle;

/// Code of the refusal: the page answers 429.
pub const TOO_MANY: &str = "too_many";

const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn refused(seconds: i64) -> DeskError {
    let minutes = (seconds + 59) / 60;
    let wait = if minutes == 1 { "one minute".to_owned() } else { format!("{minutes} minutes") };
    DeskError::refused(
        TOO_MANY,
        format!(
            "A lot has come from where you are. Wait {wait}, then send it again. Or ask for a paper copy. What you chose is still here."
        ),
    )
}

/// Refuses while the address has to wait, for codes that were wrong.
pub(super) async fn refuse_guesses(desk: &Desk, from: &Origin) -> Result<(), DeskError> {
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let Some(address) = from.counted(settings.forwarded_address) else { return Ok(()) };
    let before = store::sign_ins::attempts(&mut tx, &guesses(&address)).await?;
    match throttle::still_to_wait(before.and_then(|before| before.locked_until), desk.now()) {
        0 => Ok(()),
        seconds => Err(refused(seconds)),
    }
}

/// Counts a code that was wrong.
pub(super) async fn count_a_guess(desk: &Desk, from: &Origin) -> Result<(), DeskError> {
    let now = desk.now();
    let mut tx = desk.pool.write().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let Some(address) = from.counted(settings.forwarded_address) else { return Ok(()) };
    let key = guesses(&address);
    let failed = store::sign_ins::failed(&mut tx, &key, now).await?;
    if let Some(until) = throttle::locked_until(failed, settings.free_tries_address, settings.longest_wait_minutes * 60, now) {
        store::sign_ins::lock(&mut tx, &key, until).await?;
    }
    Ok(tx.commit().await?)
}

/// Counts a ballot that is sent; refuses the one too many of this hour.
pub(super) async fn count_a_ballot(desk: &Desk, from: &Origin) -> Result<(), DeskError> {
    let now = desk.now();
    let mut tx = desk.pool.write().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let forgotten = now.checked_sub(HOUR).unwrap_or(now);
    store::sign_ins::sweep(&mut tx, forgotten).await?;
    let Some(address) = from.counted(settings.forwarded_address) else { return Ok(tx.commit().await?) };
    let key = format!("ballots:{address}");
    if let Some(before) = store::sign_ins::attempts(&mut tx, &key).await? {
        let again = before.first.checked_add(HOUR).unwrap_or(before.first);
        if again <= now {
            store::sign_ins::forgive(&mut tx, &key).await?;
        } else if before.failed >= settings.ballots_an_hour {
            return Err(refused(throttle::still_to_wait(Some(again), now)));
        }
    }
    store::sign_ins::failed(&mut tx, &key, now).await?;
    Ok(tx.commit().await?)
}

fn guesses(address: &str) -> String {
    format!("codes:{address}")
}
