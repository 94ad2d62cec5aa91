//! Two people at once: one trail, no blind write, whichever engine, and two servers on the same records.

use std::sync::Arc;

use model::id::ServiceId;
use model::issue::KnownIssue;
use model::record::Record;
use store::audit::{self, Filter, Verified};
use store::{Pool, StoreError, issues, services};
use testkit::{World, nouns};
use tokio::sync::Barrier;

const ROUNDS: usize = 60;

async fn founded(pool: &Pool) -> (World, ServiceId) {
    let world = World::default();
    let mut tx = pool.write().await.expect("writes");
    world.found(&mut tx).await.expect("founds");
    let service = services::save(&mut tx, &world.record(nouns::service("Home care", world.council))).await.expect("saves");
    tx.commit().await.expect("commits");
    (world, service.id)
}

/// Hands the service over if no issue of it is open; says whether it did.
async fn hand_over(pool: Pool, world: World, service: ServiceId) -> Result<bool, StoreError> {
    let mut tx = pool.write().await?;
    if issues::by_service(&mut tx, &world.scope(), service).await?.iter().any(|issue| issue.noun.is_open()) {
        return Ok(false);
    }
    let mut kept = services::find(&mut tx, &world.scope(), service).await?;
    kept.noun.operator = world.provider;
    services::save(&mut tx, &kept).await?;
    world.sign(&mut tx, "hand_over", "service", Some(service.uuid()), "Handed over").await?;
    tx.commit().await?;
    Ok(true)
}

/// Raises an issue if the council still runs the service; says whether it did.
async fn raise(pool: Pool, world: World, service: ServiceId) -> Result<bool, StoreError> {
    let mut tx = pool.write().await?;
    if services::find(&mut tx, &world.scope(), service).await?.noun.operator != world.council {
        return Ok(false);
    }
    let issue: Record<_, KnownIssue> = world.record(nouns::issue(service, "Visits are late", world.council));
    issues::save(&mut tx, &issue).await?;
    world.sign(&mut tx, "raise_issue", "issue", None, "Raised").await?;
    tx.commit().await?;
    Ok(true)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_hands_over_while_one_raises_an_issue_and_never_are_both_blind() {
    for pool in crate::engines().await.pools {
        let (mut handed, mut raised) = (0, 0);
        let (world, _) = founded(&pool).await;
        for round in 0..ROUNDS as u64 {
            let mut tx = pool.write().await.expect("writes");
            let own = world.apart(100 + round * 20);
            let service = services::save(&mut tx, &own.record(nouns::service("Home care", world.council))).await.expect("saves").id;
            tx.commit().await.expect("commits");
            let barrier = Arc::new(Barrier::new(2));
            let first = {
                let (pool, barrier, world) = (pool.clone(), barrier.clone(), world.apart(10_000 + round * 20));
                tokio::spawn(async move {
                    barrier.wait().await;
                    hand_over(pool, world, service).await
                })
            };
            let second = {
                let (pool, world) = (pool.clone(), world.apart(20_000 + round * 20));
                tokio::spawn(async move {
                    barrier.wait().await;
                    raise(pool, world, service).await
                })
            };
            let (over, up) = (first.await.expect("ends").expect("writes"), second.await.expect("ends").expect("writes"));
            assert!(over != up, "{}: both acted, or neither, in round {round}", pool.engine());
            handed += u32::from(over);
            raised += u32::from(up);
        }
        println!("{}: handed over {handed} times, raised {raised} times", pool.engine());
        let whole = audit::verify(&pool).await.expect("answers");
        assert!(matches!(whole, Verified::Whole { entries, .. } if entries == ROUNDS as i64), "{whole:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_on_two_servers_leave_one_linear_trail() {
    let dir = tempfile::tempdir().expect("a folder");
    let postgres = testkit::postgres::start();
    let addresses = [Some(crate::sqlite(dir.path())), postgres.as_ref().map(|postgres| postgres.address().to_owned())];
    for address in addresses.into_iter().flatten() {
        let servers = [store::open(&address).await.expect("opens"), store::open(&address).await.expect("opens again")];
        let (world, _) = founded(&servers[0]).await;
        let mut writers = Vec::new();
        for writer in 0..8_u64 {
            let pool = servers[usize::from(writer % 2 == 1)].clone();
            let world = world.apart(1000 + writer * 1000);
            writers.push(tokio::spawn(async move {
                for _ in 0..20 {
                    let mut tx = pool.write().await?;
                    world.sign(&mut tx, "note", "case", None, "Noted").await?;
                    tx.commit().await?;
                }
                Ok::<(), StoreError>(())
            }));
        }
        for writer in writers {
            writer.await.expect("ends").expect("writes");
        }
        let whole = audit::verify(&servers[1]).await.expect("answers");
        assert!(matches!(whole, Verified::Whole { entries: 160, .. }), "{address}: {whole:?}");
        let mut tx = servers[0].read().await.expect("reads");
        assert_eq!(audit::list(&mut tx, &Filter::default(), 500).await.expect("lists").len(), 160);
    }
}

#[tokio::test]
async fn a_reader_sees_one_moment_while_others_write() {
    for pool in crate::engines().await.pools {
        let (world, _) = founded(&pool).await;
        let mut reader = pool.read().await.expect("reads");
        assert_eq!(services::list(&mut reader, &world.scope()).await.expect("lists").len(), 1);
        let mut tx = pool.write().await.expect("writes");
        services::save(&mut tx, &world.record(nouns::service("Meals", world.council))).await.expect("saves");
        tx.commit().await.expect("commits");
        assert_eq!(services::list(&mut reader, &world.scope()).await.expect("lists").len(), 1);
        drop(reader);
        let mut reader = pool.read().await.expect("reads");
        assert_eq!(services::list(&mut reader, &world.scope()).await.expect("lists").len(), 2);
    }
}
