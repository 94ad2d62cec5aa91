//! The trail sees what was altered, what is missing, and its own tail cut off.

use sqlx::AssertSqlSafe;
use store::audit::{self, Deed, Filter, Verified, verify};
use store::{Connections, Pool};
use testkit::World;

async fn trail(pool: &Pool, world: &World, entries: u32) {
    let mut tx = pool.write().await.expect("writes");
    for number in 1..=entries {
        let record = Some(world.id());
        world.sign(&mut tx, "open_case", "case", record, &format!("Opened C-{number}")).await.expect("signs");
    }
    tx.commit().await.expect("commits");
}

/// What somebody with the database in their hands could do.
async fn tamper(pool: &Pool, sql: &str) {
    let sql = AssertSqlSafe(sql.to_owned());
    match &pool.connections {
        Connections::Sqlite { writer, .. } => sqlx::query(sql).execute(writer).await.map(|_| ()),
        Connections::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(|_| ()),
    }
    .expect("tampers");
}

async fn broken_at(pool: &Pool) -> Option<(i64, String)> {
    match verify(pool).await.expect("answers") {
        Verified::Whole { .. } => None,
        Verified::Broken { sequence, what } => Some((sequence, what)),
    }
}

#[tokio::test]
async fn tampering_with_any_column_of_an_entry_is_found_and_named() {
    for pool in crate::engines().await.pools {
        trail(&pool, &World::default(), 5).await;
        assert_eq!(broken_at(&pool).await, None);
        let other = "01935000-0000-7000-8000-0000000000ff";
        let digest = "f".repeat(64);
        for (column, altered) in [
            ("id", other),
            ("at", "2026-11-21T09:30:03.000000001Z"),
            ("person_id", other),
            ("role", "Administrator"),
            ("organisation_id", other),
            ("action", "close_case"),
            ("noun", "service"),
            ("record_id", other),
            ("details", "Opened C-9"),
            ("details_digest", &digest),
            ("details_removed", "Nobody asked"),
            ("previous", &digest),
            ("digest", &digest),
            // Not even what it should be.
            ("id", "x"),
            ("at", "x"),
            ("person_id", "x"),
            ("organisation_id", "x"),
            ("record_id", "x"),
        ] {
            tamper(&pool, &format!("create table was as select {column} as kept from audit where sequence = 3")).await;
            tamper(&pool, &format!("update audit set {column} = '{altered}' where sequence = 3")).await;
            let (sequence, what) = broken_at(&pool).await.unwrap_or_else(|| panic!("{}: {column} was not found", pool.engine()));
            assert_eq!(sequence, 3, "{column}: {what}");
            assert!(what.contains("entry 3"), "{what}");
            tamper(&pool, &format!("update audit set {column} = (select kept from was) where sequence = 3")).await;
            tamper(&pool, "drop table was").await;
        }
        for (column, absent) in [("person_id", "null"), ("record_id", "null")] {
            tamper(&pool, &format!("create table was as select {column} as kept from audit where sequence = 3")).await;
            tamper(&pool, &format!("update audit set {column} = {absent} where sequence = 3")).await;
            assert_eq!(broken_at(&pool).await.map(|(sequence, _)| sequence), Some(3));
            tamper(&pool, &format!("update audit set {column} = (select kept from was) where sequence = 3")).await;
            tamper(&pool, "drop table was").await;
        }
        assert_eq!(broken_at(&pool).await, None);
        tamper(&pool, "update audit set sequence = 9 where sequence = 3").await;
        assert_eq!(broken_at(&pool).await, Some((3, "entry 3 is missing".into())));
    }
}

#[tokio::test]
async fn a_missing_entry_a_cut_tail_and_an_altered_head_are_found() {
    for pool in crate::engines().await.pools {
        trail(&pool, &World::default(), 5).await;
        tamper(&pool, "create table was as select * from audit").await;
        tamper(&pool, "delete from audit where sequence >= 4").await;
        assert_eq!(broken_at(&pool).await, Some((4, "entries 4 to 5 are missing: the end of the trail was cut off".into())));
        tamper(&pool, "insert into audit select * from was where sequence >= 4").await;
        tamper(&pool, "delete from audit where sequence = 1").await;
        assert_eq!(broken_at(&pool).await, Some((1, "entry 1 is missing".into())));
        tamper(&pool, "insert into audit select * from was where sequence = 1").await;
        tamper(&pool, "update audit_head set sequence = 4").await;
        assert_eq!(broken_at(&pool).await, Some((5, "entry 5 is beyond the head, which stands at 4".into())));
        tamper(&pool, "update audit_head set sequence = 5, digest = 'x'").await;
        assert_eq!(broken_at(&pool).await, Some((5, "entry 5 is not the one the head names".into())));
    }
}

#[tokio::test]
async fn removed_details_leave_a_trail_that_verifies_and_a_removal_nobody_signed_for_does_not() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        trail(&pool, &world, 4).await;
        let mut tx = pool.write().await.expect("writes");
        let signed = audit::remove_details(&mut tx, 2, "Seven years have passed", &world.signature()).await.expect("removes");
        assert!(matches!(
            audit::remove_details(&mut tx, 2, "Again", &world.signature()).await,
            Err(store::StoreError::NotFound { noun: "audit entry" })
        ));
        tx.commit().await.expect("commits");
        assert_eq!((signed.sequence, signed.action.as_str()), (5, "remove_details"));
        assert_eq!(broken_at(&pool).await, None);
        let mut tx = pool.read().await.expect("reads");
        let listed = audit::list(&mut tx, &Filter::default(), 10).await.expect("lists");
        let second = listed.iter().find(|entry| entry.sequence == 2).expect("entry 2");
        assert_eq!((second.details.as_str(), second.details_removed.as_deref()), ("", Some("Seven years have passed")));
        drop(tx);
        tamper(&pool, "update audit set details = '', details_removed = 'Seven years have passed' where sequence = 3").await;
        assert_eq!(broken_at(&pool).await.map(|(sequence, _)| sequence), Some(3));
        tamper(&pool, "update audit set details = 'Opened C-3', details_removed = null where sequence = 3").await;
        tamper(&pool, "update audit set details_removed = 'Another reason' where sequence = 2").await;
        assert_eq!(broken_at(&pool).await.map(|(sequence, _)| sequence), Some(2));
    }
}

#[tokio::test]
async fn the_trail_is_listed_newest_first_by_filter_and_page() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        trail(&pool, &world, 7).await;
        let mut tx = pool.write().await.expect("writes");
        let deed = Deed { action: "sign_in".into(), noun: "session".into(), record: None, details: String::new() };
        let last = audit::append(&mut tx, &world.signature(), &deed).await.expect("appends");
        let numbers = async |tx: &mut store::Tx, filter: Filter, limit: u32| {
            let listed = audit::list(tx, &filter, limit).await.expect("lists");
            listed.iter().map(|entry| entry.sequence).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&mut tx, Filter::default(), 3).await, [8, 7, 6]);
        assert_eq!(numbers(&mut tx, Filter { before: Some(6), ..Filter::default() }, 3).await, [5, 4, 3]);
        assert_eq!(numbers(&mut tx, Filter { action: Some("sign_in".into()), ..Filter::default() }, 9).await, [8]);
        assert_eq!(numbers(&mut tx, Filter { noun: Some("case".into()), person: Some(world.head), ..Filter::default() }, 2).await, [7, 6]);
        assert_eq!(numbers(&mut tx, Filter { organisation: Some(world.provider), ..Filter::default() }, 2).await, [0_i64; 0]);
        assert_eq!(numbers(&mut tx, Filter { from: Some(last.at), ..Filter::default() }, 9).await, [8]);
        assert_eq!(numbers(&mut tx, Filter { until: Some(last.at), ..Filter::default() }, 1).await, [7]);
    }
}

#[tokio::test]
async fn a_deed_and_its_entry_are_kept_together_or_not_at_all() {
    for pool in crate::engines().await.pools {
        let world = World::default();
        let mut tx = pool.write().await.expect("writes");
        world.found(&mut tx).await.expect("founds");
        world.sign(&mut tx, "found", "place", None, "Founded").await.expect("signs");
        drop(tx);
        let mut tx = pool.read().await.expect("reads");
        assert_eq!(audit::head(&mut tx).await.expect("head").sequence, 0);
        assert!(store::organisations::list(&mut tx, &world.scope()).await.expect("lists").is_empty());
    }
}
