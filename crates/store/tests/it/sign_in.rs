//! Sessions, passwords, failures and one-time links.

use jiff::ToSpan;
use model::id::PersonId;
use store::links::{self, Link};
use store::sessions::{self, Session};
use store::sign_ins::{self, SignIn};
use testkit::World;

#[tokio::test]
async fn a_session_lasts_until_it_runs_out_or_is_ended() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let now = world.clock.now();
        let session = |digest: &str| Session {
            digest: digest.into(),
            person: world.head,
            csrf: "secret".into(),
            created: now,
            last_seen: now,
            expires: now + 1.hour(),
        };
        for digest in ["a", "b", "c"] {
            sessions::save(&mut tx, &session(digest)).await.expect("saves");
        }
        assert_eq!(sessions::find(&mut tx, "a", now).await.expect("finds"), Some(session("a")));
        assert_eq!(sessions::find(&mut tx, "a", now + 1.hour()).await.expect("finds"), None);
        sessions::seen(&mut tx, "a", now + 30.minutes(), now + 2.hours()).await.expect("notes");
        assert!(sessions::find(&mut tx, "a", now + 1.hour()).await.expect("finds").is_some());
        sessions::end(&mut tx, "b").await.expect("ends");
        assert_eq!(sessions::find(&mut tx, "b", now).await.expect("finds"), None);
        assert_eq!(sessions::sweep(&mut tx, now + 1.hour()).await.expect("sweeps"), 1);
        assert_eq!(sessions::end_all(&mut tx, world.head).await.expect("ends"), 1);
    }
}

#[tokio::test]
async fn failures_are_counted_until_they_are_forgiven() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        let now = world.clock.now();
        assert_eq!(sign_ins::failed(&mut tx, "a@b", now).await.expect("counts"), 1);
        assert_eq!(sign_ins::failed(&mut tx, "a@b", now + 1.second()).await.expect("counts"), 2);
        sign_ins::lock(&mut tx, "a@b", now + 1.minute()).await.expect("locks");
        let attempts = sign_ins::attempts(&mut tx, "a@b").await.expect("reads").expect("some");
        assert_eq!((attempts.failed, attempts.first, attempts.last), (2, now, now + 1.second()));
        assert_eq!(attempts.locked_until, Some(now + 1.minute()));
        sign_ins::forgive(&mut tx, "a@b").await.expect("forgives");
        assert_eq!(sign_ins::attempts(&mut tx, "a@b").await.expect("reads"), None);
        sign_ins::failed(&mut tx, "10.0.0.1", now).await.expect("counts");
        assert_eq!(sign_ins::sweep(&mut tx, now + 1.second()).await.expect("sweeps"), 1);
    }
}

#[tokio::test]
async fn a_password_is_kept_apart_and_replaced_whole() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let first = SignIn { person: world.head, password_hash: "$argon2id$1".into(), must_change: true, changed: world.clock.now() };
        assert_eq!(sign_ins::find(&mut tx, world.head).await.expect("finds"), None);
        sign_ins::save(&mut tx, &first).await.expect("saves");
        let second = SignIn { password_hash: "$argon2id$2".into(), must_change: false, changed: world.clock.tick(), ..first };
        sign_ins::save(&mut tx, &second).await.expect("saves");
        assert_eq!(sign_ins::find(&mut tx, world.head).await.expect("finds"), Some(second));
        sign_ins::remove(&mut tx, world.head).await.expect("removes");
        assert_eq!(sign_ins::find(&mut tx, world.head).await.expect("finds"), None);
    }
}

#[tokio::test]
async fn a_link_is_used_once_and_only_in_time() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        let now = world.clock.now();
        let link = |digest: &str, person: Option<PersonId>| Link {
            digest: digest.into(),
            purpose: "reset".into(),
            person,
            created: now,
            expires: now + 1.hour(),
            used: None,
        };
        links::save(&mut tx, &link("first", None)).await.expect("saves");
        links::save(&mut tx, &link("reset", Some(world.head))).await.expect("saves");
        assert_eq!(links::find(&mut tx, "first", now).await.expect("finds"), Some(link("first", None)));
        assert_eq!(links::use_once(&mut tx, "first", now + 1.hour()).await.expect("asks"), None);
        let used = links::use_once(&mut tx, "first", now + 1.minute()).await.expect("asks").expect("it is good");
        assert_eq!(used.used, Some(now + 1.minute()));
        assert_eq!(links::use_once(&mut tx, "first", now + 2.minutes()).await.expect("asks"), None);
        assert_eq!(links::find(&mut tx, "first", now).await.expect("finds"), None);
        assert_eq!(links::end_all(&mut tx, world.head).await.expect("ends"), 1);
        assert_eq!(links::use_once(&mut tx, "reset", now).await.expect("asks"), None);
    }
}
