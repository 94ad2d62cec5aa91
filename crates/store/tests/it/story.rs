//! One story, three places to tell it.

use testkit::{postgres, story};

#[tokio::test]
async fn the_story_is_told_in_memory() {
    let pool = store::open("sqlite::memory:").await.expect("opens");
    story::tell(&pool).await.expect("told");
}

#[tokio::test]
async fn the_story_is_told_in_a_file_and_found_after_opening_it_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let address = format!("sqlite:{}", dir.path().join("records.db").display());
    let pool = store::open(&address).await.expect("opens");
    let told = story::tell(&pool).await.expect("told");
    pool.close().await;
    let again = store::open(&address).await.expect("opens again");
    story::hear(&again, &told).await.expect("found");
}

#[tokio::test]
async fn the_story_is_told_on_postgresql() {
    let Some(postgres) = postgres::start() else { return };
    let pool = store::open(postgres.address()).await.expect("opens");
    let told = story::tell(&pool).await.expect("told");
    let again = store::open(postgres.address()).await.expect("a second server opens the same records");
    story::hear(&again, &told).await.expect("found");
    pool.close().await;
    again.close().await;
}
