//! The session of a signed-in browser: begun by signing in, looked up at each request, ended by signing out.

use jiff::{SignedDuration, Timestamp};
use model::id::PersonId;
use store::sessions::Session;

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::actors::actor_of;
use crate::house::token::Token;
use crate::record::Write;

/// How often the time a session was last seen is written down, in minutes: not at every page.
const SEEN_EVERY_MINUTES: i64 = 5;

/// What signing in hands over, once: the browser keeps the token, the records keep its digest.
#[derive(Debug, Clone)]
pub struct Begun {
    pub token: Token,
    /// The token every form of this session carries.
    pub csrf: String,
    pub person: PersonId,
}

/// Somebody, found by the token of their browser.
#[derive(Debug, Clone)]
pub struct SignedIn {
    pub actor: Actor,
    pub csrf: String,
    /// As shown beside the name: "head of commissioning".
    pub job: String,
    /// When this session began: what was done before it was an earlier visit.
    pub begun: Timestamp,
}

/// Whose token this is; `None` where the session has ended, nobody has it, or the person may no longer sign in.
pub async fn signed_in(desk: &Desk, token: &Token) -> Result<Option<SignedIn>, DeskError> {
    let digest = token.digest();
    let now = desk.now();
    let mut tx = desk.read().await?;
    let Some(session) = store::sessions::find(&mut tx, &digest, now).await? else { return Ok(None) };
    let Some(person) = store::people::for_session(&mut tx, session.person).await? else { return Ok(None) };
    let actor = actor_of(desk, &mut tx, &person).await?;
    if now.duration_since(session.last_seen) > SignedDuration::from_mins(SEEN_EVERY_MINUTES) {
        let settings = Settings::in_force(&mut tx).await?;
        drop(tx);
        let expires = expires(session.created, now, settings.session_hours, settings.session_idle_hours);
        let mut tx = desk.pool.write().await?;
        store::sessions::seen(&mut tx, &digest, now, expires).await?;
        tx.commit().await?;
    }
    Ok(Some(SignedIn { actor, csrf: session.csrf, job: person.noun.job, begun: session.created }))
}

/// When a session ends that began at `created` and was last used at `seen`: after its hours, or sooner where nobody uses it.
fn expires(created: Timestamp, seen: Timestamp, lasts_hours: i64, idle_hours: i64) -> Timestamp {
    let after = |moment: Timestamp, hours: i64| moment.checked_add(SignedDuration::from_hours(hours)).unwrap_or(moment);
    after(created, lasts_hours).min(after(seen, idle_hours))
}

/// How long a session lasts, and how long unused, in hours: for the privacy notice.
pub async fn session_hours(desk: &Desk) -> Result<(i64, i64), DeskError> {
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    Ok((settings.session_hours, settings.session_idle_hours))
}

/// Begins a session within a write that the caller commits.
pub(crate) async fn begin(desk: &Desk, write: &mut Write, person: PersonId) -> Result<Begun, DeskError> {
    let (token, csrf) = (Token::fresh(desk), Token::fresh(desk).reveal().to_owned());
    let now = desk.now();
    let settings = Settings::in_force(&mut write.tx).await?;
    let expires = expires(now, now, settings.session_hours, settings.session_idle_hours);
    let session = Session { digest: token.digest(), person, csrf: csrf.clone(), created: now, last_seen: now, expires };
    store::sessions::sweep(&mut write.tx, now).await?;
    store::sessions::save(&mut write.tx, &session).await?;
    Ok(Begun { token, csrf, person })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_after_its_hours_and_sooner_when_nobody_uses_it() {
        let at = |hours: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hours);
        assert_eq!(expires(at(0), at(0), 12, 2), at(2));
        assert_eq!(expires(at(0), at(5), 12, 2), at(7));
        assert_eq!(expires(at(0), at(11), 12, 2), at(12));
    }
}
