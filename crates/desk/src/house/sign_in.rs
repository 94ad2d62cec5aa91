//! Signing in with an e-mail address and a password.

use jiff::SignedDuration;

use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::actors::actor_of;
use crate::house::sessions::{self, Begun};
use crate::house::{password, throttle};

/// The same for an unknown address and for a wrong password, so that nobody learns who has an account here.
pub const WRONG: &str = "That e-mail address and password do not go together here. Check both and try again.";

pub struct SignIn {
    pub email: String,
    pub password: String,
    /// The network address it comes from, where known.
    pub from: Option<String>,
}

/// Begins a session, or says [`WRONG`], or how long to wait.
///
/// A try is counted before it is looked at, so that a hundred at once are a hundred tries; the right password takes the
/// person's own count away again.
pub async fn sign_in(desk: &Desk, ask: SignIn) -> Result<Begun, DeskError> {
    let email = ask.email.trim().to_lowercase();
    let mut faults = Vec::new();
    if email.is_empty() {
        faults.push(Fault::new("email", "Write your e-mail address"));
    } else if email.len() > 254 || email.contains('\0') {
        faults.push(Fault::new("email", "Write an e-mail address like name@example.gov.uk"));
    }
    if ask.password.is_empty() {
        faults.push(Fault::new("password", "Write your password"));
    }
    DeskError::unless_clean(faults)?;

    count_the_try(desk, &email, ask.from.as_deref()).await?;
    let mut tx = desk.read().await?;
    let person = store::people::for_sign_in(&mut tx, &email).await?;
    let kept = match &person {
        Some(person) => store::sign_ins::find(&mut tx, person.id).await?,
        None => None,
    };
    drop(tx);
    let hash = kept.map(|kept| kept.password_hash);
    let right = password::matches(&ask.password, hash.clone()).await;
    let (Some(person), Some(hash), true) = (person, hash, right) else { return Err(DeskError::SignIn(WRONG.into())) };

    let actor = {
        let mut tx = desk.read().await?;
        actor_of(desk, &mut tx, &person).await?
    };
    let mut write = desk.write(&actor).await?;
    // Read again under the head: switched off, or the password changed, while this was being worked out.
    let still = store::sign_ins::find(&mut write.tx, person.id).await?.is_some_and(|kept| kept.password_hash == hash);
    if !still || store::people::for_session(&mut write.tx, person.id).await?.is_none() {
        return Err(DeskError::SignIn(WRONG.into()));
    }
    store::sign_ins::forgive(&mut write.tx, &email_key(&email)).await?;
    let begun = sessions::begin(desk, &mut write, person.id).await?;
    write.commit("sign_in", "person", Some(person.id.uuid()), "Signed in.").await?;
    Ok(begun)
}

pub(crate) fn email_key(email: &str) -> String {
    format!("email:{email}")
}

async fn count_the_try(desk: &Desk, email: &str, from: Option<&str>) -> Result<(), DeskError> {
    let now = desk.now();
    let mut keys = vec![(email_key(email), throttle::FREE_FOR_EMAIL)];
    keys.extend(from.map(|from| (format!("address:{from}"), throttle::FREE_FOR_ADDRESS)));
    let mut tx = desk.pool.write().await?;
    let forgotten = now.checked_sub(SignedDuration::from_mins(throttle::FORGOTTEN_AFTER_MINUTES)).unwrap_or(now);
    store::sign_ins::sweep(&mut tx, forgotten).await?;
    let mut wait = 0;
    for (key, _) in &keys {
        let before = store::sign_ins::attempts(&mut tx, key).await?;
        wait = wait.max(throttle::still_to_wait(before.and_then(|before| before.locked_until), now));
    }
    if wait > 0 {
        return Err(DeskError::SignIn(throttle::wait_in_words(wait)));
    }
    for (key, free) in keys {
        let failed = store::sign_ins::failed(&mut tx, &key, now).await?;
        if let Some(until) = throttle::locked_until(failed, free, now) {
            store::sign_ins::lock(&mut tx, &key, until).await?;
        }
    }
    Ok(tx.commit().await?)
}
