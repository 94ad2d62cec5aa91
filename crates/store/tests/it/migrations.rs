//! Records made by an earlier version open in this one; records made by a later one are refused and left alone.

use std::path::{Path, PathBuf};

use sqlx::{AssertSqlSafe, Row};
use store::audit::{Verified, verify};
use store::{Connections, Pool, StoreError, cases, decisions, issues};
use testkit::{World, story};

fn dump() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dumps/0001.sql")
}

fn writer(pool: &Pool) -> &sqlx::SqlitePool {
    match &pool.connections {
        Connections::Sqlite { writer, .. } => writer,
        Connections::Postgres(_) => panic!("a SQLite pool"),
    }
}

#[test]
fn every_file_of_migrations_is_a_step() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let files = std::fs::read_dir(folder).expect("the folder").filter(|file| file.is_ok()).count();
    assert_eq!(i64::try_from(files), Ok(store::schema_known()));
}

#[tokio::test]
async fn the_dump_of_step_1_opens_with_its_story_whole() {
    let dir = tempfile::tempdir().expect("a folder");
    let address = crate::sqlite(dir.path());
    let made = sqlx::SqlitePool::connect(&format!("{address}?mode=rwc")).await.expect("a new file");
    let text = std::fs::read_to_string(dump()).expect("the dump");
    sqlx::raw_sql(AssertSqlSafe(text)).execute(&made).await.expect("the dump is read");
    made.close().await;

    let pool = store::open(&address).await.expect("opens");
    assert_eq!(pool.schema().await.expect("answers"), store::schema_known());
    assert!(matches!(verify(&pool).await.expect("answers"), Verified::Whole { entries: 6, .. }));
    let scope = World::default().scope();
    let mut tx = pool.read().await.expect("reads");
    let case = cases::by_reference(&mut tx, &scope, &"C-1".parse().expect("a reference")).await.expect("is found");
    assert_eq!(case.noun.question, "Can young people move on sooner?");
    assert_eq!(decisions::by_case(&mut tx, &scope, case.id).await.expect("lists").len(), 1);
    let issue = &issues::list(&mut tx, &scope).await.expect("lists")[0];
    let measure = issue.noun.measure.expect("a measure");
    let year = store::observations::series(&mut tx, &scope, measure, "", store::observations::Span::ALL).await.expect("reads");
    assert_eq!((year.len(), year[5].value, year[5].revision), (12, Some(28.25), 2));
}

#[tokio::test]
async fn records_of_a_newer_version_are_refused_in_words_and_left_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    let postgres = testkit::postgres::start();
    let addresses = [Some(crate::sqlite(dir.path())), postgres.as_ref().map(|postgres| postgres.address().to_owned())];
    for address in addresses.into_iter().flatten() {
        let pool = store::open(&address).await.expect("opens");
        let sql = "insert into _sqlx_migrations select 999, 'later', installed_on, success, checksum, execution_time from _sqlx_migrations where version = 1";
        match &pool.connections {
            Connections::Sqlite { writer, .. } => sqlx::query(sql).execute(writer).await.map(|_| ()),
            Connections::Postgres(pool) => sqlx::query(sql).execute(pool).await.map(|_| ()),
        }
        .expect("pretends");
        pool.close().await;
        let refused = store::open(&address).await.expect_err("it is refused");
        assert!(matches!(refused, StoreError::NewerSchema { kept: 999, .. }), "{refused:?}");
        assert!(refused.to_string().contains("start the newer version"), "{refused}");
    }
}

/// Writes the dump anew, from the story. Only while its step is not yet released: `BLESS=1 cargo test -p store bless_the_dump`.
#[tokio::test]
async fn bless_the_dump_of_step_1() {
    if std::env::var_os("BLESS").is_none() {
        return;
    }
    let pool = store::open("sqlite::memory:").await.expect("opens");
    story::tell(&pool).await.expect("told");
    let mut text =
        String::from("-- The story of the store as step 1 keeps it. Made by tests/it/migrations.rs; never changed once released.\n");
    text.push_str("pragma foreign_keys = off;\nbegin;\n");
    let tables = sqlx::query("select name, sql from sqlite_master where sql is not null order by rootpage").fetch_all(writer(&pool)).await;
    for row in tables.expect("tables") {
        let (name, sql): (String, String) = (row.get(0), row.get(1));
        text.push_str(&format!("{sql};\n"));
        if !sql.to_lowercase().starts_with("create table") {
            continue;
        }
        let columns = sqlx::query(AssertSqlSafe(format!("select name from pragma_table_info('{name}') order by cid")));
        let columns = columns.fetch_all(writer(&pool)).await.expect("columns");
        let quoted = columns.iter().map(|column| format!("quote({})", column.get::<String, _>(0))).collect::<Vec<_>>().join(" || ', ' || ");
        let rows =
            sqlx::query(AssertSqlSafe(format!("select {quoted} from {name} order by 1"))).fetch_all(writer(&pool)).await.expect("rows");
        for row in rows {
            text.push_str(&format!("insert into {name} values ({});\n", row.get::<String, _>(0)));
        }
    }
    text.push_str("commit;\n");
    std::fs::write(dump(), text).expect("writes");
}
