//! Signing in with an e-mail address and a password.

use std::net::IpAddr;

use jiff::SignedDuration;

use crate::config::Settings;
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
    /// Who the try is counted against beside the account.
    pub from: Origin,
}

/// Where a try comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The other end of the connection; none where there is no network (a test, the command line).
    pub peer: Option<IpAddr>,
    /// The address a proxy says it forwards for: anybody can write one, so it is believed only where a setting says so.
    pub forwarded: Option<IpAddr>,
}

impl Origin {
    /// The address tries are counted under: of an IPv6 address its first 64 bits, which are one subscriber's.
    pub(crate) fn counted(&self, believes_proxy: bool) -> Option<String> {
        let address = self.forwarded.filter(|_| believes_proxy).or(self.peer)?;
        Some(match address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
            }
        })
    }
}

/// Begins a session, or says [`WRONG`], or how long to wait.
///
/// A try is counted before it is looked at, so that a hundred at once are a hundred tries; the right password takes them
/// away again: many people of one office share an address.
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

    let keys = count_the_try(desk, &email, &ask.from).await?;
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
    for key in keys {
        store::sign_ins::forgive(&mut write.tx, &key).await?;
    }
    let begun = sessions::begin(desk, &mut write, person.id).await?;
    write.commit("sign_in", "person", Some(person.id.uuid()), "Signed in.").await?;
    Ok(begun)
}

pub(crate) fn email_key(email: &str) -> String {
    format!("email:{email}")
}

/// What a try is counted under: the e-mail address, then the network address.
fn keys(email: &str, from: Option<String>) -> Vec<String> {
    std::iter::once(email_key(email)).chain(from.map(|from| format!("address:{from}"))).collect()
}

/// Counts it, and gives what it was counted under.
async fn count_the_try(desk: &Desk, email: &str, from: &Origin) -> Result<Vec<String>, DeskError> {
    let now = desk.now();
    let mut tx = desk.pool.write().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let forgotten = now.checked_sub(SignedDuration::from_mins(throttle::FORGOTTEN_AFTER_MINUTES)).unwrap_or(now);
    store::sign_ins::sweep(&mut tx, forgotten).await?;
    let keys = keys(email, from.counted(settings.forwarded_address));
    let mut wait = 0;
    for key in &keys {
        let before = store::sign_ins::attempts(&mut tx, key).await?;
        wait = wait.max(throttle::still_to_wait(before.and_then(|before| before.locked_until), now));
    }
    if wait > 0 {
        return Err(DeskError::SignIn(throttle::wait_in_words(wait)));
    }
    for (key, free) in keys.iter().zip([settings.free_tries_email, settings.free_tries_address]) {
        let failed = store::sign_ins::failed(&mut tx, key, now).await?;
        if let Some(until) = throttle::locked_until(failed, free, settings.longest_wait_minutes * 60, now) {
            store::sign_ins::lock(&mut tx, key, until).await?;
        }
    }
    tx.commit().await?;
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::house::sessions::signed_in;
    use crate::house::sign_out::{sign_out, sign_out_everywhere};
    use crate::testing::{PASSWORD, bench, person, role};
    use model::role::Permission;

    fn ask(email: &str, password: &str) -> SignIn {
        SignIn { email: email.into(), password: password.into(), from: at("192.0.2.7") }
    }

    fn at(address: &str) -> Origin {
        Origin { peer: address.parse().ok(), forwarded: None }
    }

    #[test]
    fn a_forwarded_address_counts_only_where_it_is_believed_and_a_subscriber_is_one_address() {
        let asked = Origin { forwarded: "203.0.113.9".parse().ok(), ..at("127.0.0.1") };
        assert_eq!(asked.counted(false).as_deref(), Some("127.0.0.1"));
        assert_eq!(asked.counted(true).as_deref(), Some("203.0.113.9"));
        assert_eq!(at("::ffff:192.0.2.7").counted(true).as_deref(), Some("192.0.2.7"));
        assert_eq!(at("2001:db8:1:2::9").counted(false), at("2001:db8:1:2:ffff::1").counted(false));
        assert_ne!(at("2001:db8:1:2::9").counted(false), at("2001:db8:1:3::9").counted(false));
        assert_eq!(Origin::default().counted(true), None);
    }

    fn said<T>(outcome: Result<T, DeskError>) -> String {
        outcome.err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[tokio::test]
    async fn an_unknown_address_and_a_wrong_password_get_the_same_sentence() {
        let bench = bench(false).await;
        role(&bench.desk, "officer", &[Permission::ReadCases]).await;
        person(&bench.desk, "dan@northvale.example", "officer").await;
        assert_eq!(said(sign_in(&bench.desk, ask("dan@northvale.example", "not his words")).await), WRONG);
        assert_eq!(said(sign_in(&bench.desk, ask("nobody@northvale.example", PASSWORD)).await), WRONG);
        assert!(sign_in(&bench.desk, ask(" Dan@Northvale.example ", PASSWORD)).await.is_ok());
    }

    #[tokio::test]
    async fn after_five_wrong_passwords_even_the_right_one_waits_and_then_opens() {
        let bench = bench(false).await;
        role(&bench.desk, "officer", &[Permission::ReadCases]).await;
        person(&bench.desk, "dan@northvale.example", "officer").await;
        for _ in 0..5 {
            assert_eq!(said(sign_in(&bench.desk, ask("dan@northvale.example", "not his words")).await), WRONG);
        }
        let waiting = said(sign_in(&bench.desk, ask("dan@northvale.example", PASSWORD)).await);
        assert!(waiting.contains("Wait 30 seconds"), "{waiting}");
        let later = bench.desk.at(crate::Clock::Still(bench.desk.now() + SignedDuration::from_secs(31)));
        let begun = sign_in(&later, ask("dan@northvale.example", PASSWORD)).await.expect("opens");
        let found = signed_in(&later, &begun.token).await.expect("reads").expect("a session");
        assert_eq!((found.actor.name.as_str(), found.actor.role.as_str()), ("dan", "officer"));
        assert_eq!(found.csrf, begun.csrf);
    }

    #[tokio::test]
    async fn many_tries_from_one_address_wait_whoever_they_are_for() {
        let bench = bench(false).await;
        for guess in 0..20 {
            assert_eq!(said(sign_in(&bench.desk, ask(&format!("guess{guess}@northvale.example"), "x y z")).await), WRONG);
        }
        assert!(said(sign_in(&bench.desk, ask("another@northvale.example", "x y z")).await).contains("Too many tries"));
    }

    #[tokio::test]
    async fn signing_out_ends_this_browser_and_everywhere_ends_them_all() {
        let bench = bench(false).await;
        role(&bench.desk, "officer", &[Permission::ReadCases]).await;
        let (_, actor) = person(&bench.desk, "dan@northvale.example", "officer").await;
        let desk = &bench.desk;
        let mut browsers = Vec::new();
        for _ in 0..3 {
            browsers.push(sign_in(desk, ask("dan@northvale.example", PASSWORD)).await.expect("opens").token);
        }
        sign_out(desk, &actor, &browsers[0]).await.expect("signs out");
        assert!(signed_in(desk, &browsers[0]).await.expect("reads").is_none());
        assert!(signed_in(desk, &browsers[1]).await.expect("reads").is_some());
        sign_out_everywhere(desk, &actor).await.expect("signs out");
        assert!(signed_in(desk, &browsers[2]).await.expect("reads").is_none());
    }

    #[tokio::test]
    async fn a_session_is_over_when_nobody_used_it_and_a_role_taken_away_is_away_at_once() {
        let bench = bench(false).await;
        role(&bench.desk, "officer", &[Permission::ReadCases]).await;
        let (id, actor) = person(&bench.desk, "dan@northvale.example", "officer").await;
        let desk = &bench.desk;
        let token = sign_in(desk, ask("dan@northvale.example", PASSWORD)).await.expect("opens").token;
        let later = desk.at(crate::Clock::Still(desk.now() + SignedDuration::from_hours(3)));
        assert!(signed_in(&later, &token).await.expect("reads").is_none());
        assert!(actor.can(Permission::ReadCases));
        let ask = crate::house::change_person::ChangeRoles { person: id, version: 1, roles: vec![], reason: "Left the team.".into() };
        crate::house::change_person::change_roles(desk, &crate::house::set_up::operator(desk), ask).await.expect("changes");
        let found = signed_in(desk, &token).await.expect("reads").expect("a session");
        assert!(!found.actor.can(Permission::ReadCases));
    }
}
