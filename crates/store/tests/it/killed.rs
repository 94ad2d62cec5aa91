//! A process killed in the middle of its saves: what it said was kept is kept, and nothing is kept by half.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use store::audit::Verified;
use store::{audit, cases};
use testkit::{World, nouns};

const ADDRESS: &str = "WHEREWITHAL_TEST_KILLED";

/// Runs only as the child of the test below: keeps cases for ever, saying each reference once it is kept.
#[tokio::test]
async fn child_that_writes_until_it_is_killed() {
    let Ok(address) = std::env::var(ADDRESS) else { return };
    let pool = store::open(&address).await.expect("opens");
    let world = World::default();
    let mut tx = pool.write().await.expect("writes");
    world.found(&mut tx).await.expect("founds");
    tx.commit().await.expect("commits");
    loop {
        let mut tx = pool.write().await.expect("writes");
        let case = cases::save(&mut tx, &world.record(nouns::case("Sooner?", vec![]))).await.expect("saves");
        world.sign(&mut tx, "open_case", "case", Some(case.id.uuid()), "Opened").await.expect("signs");
        tx.commit().await.expect("commits");
        println!("kept {}", case.id);
    }
}

#[tokio::test]
async fn what_was_said_to_be_kept_is_kept_after_kill_9() {
    let program = std::env::current_exe().expect("this test");
    for lines in [1, 7, 23, 50] {
        let dir = tempfile::tempdir().expect("a folder");
        let address = crate::sqlite(dir.path());
        let mut child = Command::new(&program)
            .args(["--exact", "killed::child_that_writes_until_it_is_killed", "--nocapture", "--test-threads=1"])
            .env(ADDRESS, &address)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a child");
        let said = BufReader::new(child.stdout.take().expect("its words")).lines();
        let mut said = said.map_while(Result::ok).filter_map(|line| line.split_once("kept ").map(|(_, id)| id.to_owned()));
        let mut kept: Vec<String> = said.by_ref().take(lines).collect();
        child.kill().expect("kill -9");
        child.wait().expect("it ended");
        // What it said between the last line we read and its end.
        kept.extend(said);
        assert!(kept.len() >= lines);

        let pool = store::open(&address).await.expect("opens");
        let world = World::default();
        let mut tx = pool.read().await.expect("reads");
        let there = cases::list(&mut tx, &world.scope()).await.expect("lists");
        for id in &kept {
            assert!(there.iter().any(|case| case.id.to_string() == *id), "{id} was said to be kept");
        }
        drop(tx);
        // One entry a case: neither without the other.
        let whole = audit::verify(&pool).await.expect("answers");
        assert!(matches!(whole, Verified::Whole { entries, .. } if entries == there.len() as i64), "{whole:?} of {}", there.len());
    }
}
