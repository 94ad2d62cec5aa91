//! The session of a signed-in browser: begun by signing in, looked up at each request, ended by signing out.

use jiff::SignedDuration;
use model::id::PersonId;
use store::sessions::Session;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::actors::actor_of;
use crate::house::token::Token;
use crate::record::Write;

/// The longest a session lasts, in hours: a working day and a council meeting in the evening.
pub const LASTS_HOURS: i64 = 12;
/// A session nobody used for this long has ended, in hours.
pub const IDLE_HOURS: i64 = 2;
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
}

/// Whose token this is; `None` where the session has ended, nobody has it, or the person may no longer sign in.
pub async fn signed_in(desk: &Desk, token: &Token) -> Result<Option<SignedIn>, DeskError> {
    let digest = token.digest();
    let now = desk.now();
    let mut tx = desk.read().await?;
    let Some(session) = store::sessions::find(&mut tx, &digest, now).await? else { return Ok(None) };
    if has_ended(&session, now) {
        return Ok(None);
    }
    let Some(person) = store::people::for_session(&mut tx, session.person).await? else { return Ok(None) };
    let actor = actor_of(desk, &mut tx, &person).await?;
    drop(tx);
    if now.duration_since(session.last_seen) > SignedDuration::from_mins(SEEN_EVERY_MINUTES) {
        let mut tx = desk.pool.write().await?;
        store::sessions::seen(&mut tx, &digest, now, session.expires).await?;
        tx.commit().await?;
    }
    Ok(Some(SignedIn { actor, csrf: session.csrf, job: person.noun.job }))
}

fn has_ended(session: &Session, now: jiff::Timestamp) -> bool {
    now >= session.expires || now.duration_since(session.last_seen) >= SignedDuration::from_hours(IDLE_HOURS)
}

/// Begins a session within a write that the caller commits.
pub(crate) async fn begin(desk: &Desk, write: &mut Write, person: PersonId) -> Result<Begun, DeskError> {
    let (token, csrf) = (Token::fresh(desk), Token::fresh(desk).reveal().to_owned());
    let now = desk.now();
    let expires = now.checked_add(SignedDuration::from_hours(LASTS_HOURS)).unwrap_or(now);
    let session = Session { digest: token.digest(), person, csrf: csrf.clone(), created: now, last_seen: now, expires };
    store::sessions::sweep(&mut write.tx, now).await?;
    store::sessions::save(&mut write.tx, &session).await?;
    Ok(Begun { token, csrf, person })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    #[test]
    fn a_session_ends_after_its_hours_and_sooner_when_nobody_uses_it() {
        let begun = Timestamp::UNIX_EPOCH;
        let session = |seen_hours: i64| Session {
            digest: String::new(),
            person: PersonId(uuid::Uuid::nil()),
            csrf: String::new(),
            created: begun,
            last_seen: begun + SignedDuration::from_hours(seen_hours),
            expires: begun + SignedDuration::from_hours(LASTS_HOURS),
        };
        let at = |hours: i64| begun + SignedDuration::from_hours(hours);
        assert!(!has_ended(&session(0), at(1)));
        assert!(has_ended(&session(0), at(2)));
        assert!(!has_ended(&session(10), at(11)));
        assert!(has_ended(&session(11), at(12)));
    }
}
