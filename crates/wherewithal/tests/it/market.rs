//! Market records at the command line: a person's own question in SQL, and a market's shape straight from a file.

use desk::house::set_up::{kept, operator};
use exchange::market::{Cell, MarketTable};
use exchange::tables::Tables;
use jiff::civil::date;
use model::audience::Audience;
use model::data_set::{DataSet, DataSetKind, DataSetState, Holds, RecordsHeld, TableHeld, ToldOfFile};
use model::source::{Source, SourceKind};

use crate::ours::{Folder, desk, run};

/// A place with three payments in force, and one data set more that waits.
fn place() -> Folder {
    let folder = Folder::with_place();
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let desk = desk(&folder).await;
        let lake = lake::Lake::at(desk.shelf.dir());
        for (n, state) in [DataSetState::Accepted { at: desk.now(), by: "Operator".into() }, DataSetState::Waiting].into_iter().enumerate()
        {
            let mut writer = lake.begin_records().expect("a writer");
            for (row, (supplier, pence)) in [("=Acorn Care", 12_345), ("Bramley", 5), ("Bramley", -1)].into_iter().enumerate() {
                let cells = MarketTable::Payments.columns().iter().map(|column| match column.name {
                    "supplier_name" => Cell::Text(supplier),
                    "paid" => Cell::Date(date(2025, 4, 1 + n as i8)),
                    "amount" => Cell::Money(pence),
                    "currency" => Cell::Text("GBP"),
                    "source_row" => Cell::Count(row as i64 + 2),
                    _ => Cell::None,
                });
                writer.row(MarketTable::Payments, &cells.collect::<Vec<_>>()).expect("a row");
            }
            let tables = writer.finish(&[]).expect("kept");
            let held = |one: &exchange::tables::KeptTable| TableHeld {
                table: one.table.name().into(),
                digest: one.digest.as_ref().map(ToString::to_string),
                rows: one.rows,
                same: one.same,
            };
            let tables = tables.iter().map(held).collect();
            let source = Source {
                title: format!("payments-{n}.csv"),
                kind: SourceKind::OpenData,
                digest: None,
                received_digest: None,
                file_name: format!("payments-{n}.csv"),
                bytes: 1,
                licence: "OGL".into(),
                dated: None,
                received_at: desk.now(),
                received_by: "Operator".into(),
            };
            let mut write = desk.write(&operator(&desk)).await.expect("writes");
            let source = store::sources::save(&mut write.tx, &kept(&desk, desk.new_id(), Audience::Public, source)).await.expect("kept");
            let card = DataSet {
                title: format!("Payments {n}"),
                publisher: "Northvale".into(),
                licence: "OGL".into(),
                edition: String::new(),
                kind: DataSetKind::Payments,
                source: source.id,
                described_by: None,
                told: ToldOfFile::default(),
                shape: String::new(),
                holds: Holds::Records(RecordsHeld { read: 3, tables, ..RecordsHeld::default() }),
                noticed: Vec::new(),
                state,
                loaded_at: desk.now(),
                loaded_by: "Operator".into(),
            };
            store::data_sets::save(&mut write.tx, &kept(&desk, desk.new_id(), Audience::Public, card)).await.expect("kept");
            write.commit("test", "data set", None, "A data set for a test.").await.expect("commits");
        }
        desk.pool.close().await;
    });
    folder
}

#[test]
fn a_question_in_sql_is_answered_from_the_data_sets_in_force_as_text_csv_and_json() {
    let folder = place();
    let ask = |sql: &str, more: &[&str]| run(&[&["lake", "query", sql, "--dir", folder.text()][..], more].concat());
    let sql = "select supplier_name, sum(amount) as total, count(*) as payments from payments group by supplier_name order by total desc";
    let text = ask(sql, &[]).well().out;
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["supplier_name", "total", "payments"]);
    assert!(lines[1].contains("=Acorn Care") && lines[1].contains("123.45") && lines[3] == "2 rows, from DS-1 Payments 0.", "{text}");
    let told = ask(sql, &["--json"]).well().json();
    assert_eq!(told["columns"][1], serde_json::json!({ "name": "total", "kind": "money" }));
    assert_eq!(told["rows"], serde_json::json!([["=Acorn Care", 123.45, 1], ["Bramley", 0.04, 2]]));
    assert_eq!(told["data_sets"][0]["data_set"], "DS-1");
    let csv = ask(sql, &["--csv"]).well();
    assert_eq!(csv.out.lines().collect::<Vec<_>>(), ["supplier_name,total,payments", "'=Acorn Care,123.45,1", "Bramley,0.04,2"]);
    assert!(csv.err.contains("from DS-1"));
    let empty = ask("select count(*) from grants", &[]).well().out;
    assert!(empty.contains("from no data set"), "{empty}");
}

#[test]
fn a_question_that_does_more_than_read_or_cannot_be_read_is_refused_with_the_mend() {
    let folder = place();
    let refused = |sql: &str| run(&["lake", "query", sql, "--dir", folder.text()]).failed();
    for (sql, says) in [
        ("", "Write a question, for example"),
        ("drop table payments", "it may read, and nothing else"),
        ("select 1; select 2", "one question at a time"),
        ("select nothing from payments", "nothing"),
        ("select * from spend", "there is no table spend. There are: parties, payments"),
    ] {
        let told = refused(sql);
        assert!(told.contains(says), "{sql}: {told}");
    }
    let both = run(&["lake", "query", "select 1", "--csv", "--json", "--dir", folder.text()]).failed();
    assert!(both.contains("Choose one of --json and --csv"), "{both}");
}

#[test]
fn a_markets_shape_is_told_straight_from_lines_and_a_bad_line_by_its_number() {
    let folder = Folder::new();
    let line = |n: u32, supplier: &str, amount: &str| {
        format!(
            "{{\"ocid\":\"o-{n}\",\"buyer\":{{\"id\":\"b\"}},\"tender\":{{\"numberOfTenderers\":{n}}},\"awards\":[{{\"status\":\"active\",\"value\":{{\"amount\":{amount}}},\"suppliers\":[{{\"id\":\"{supplier}\"}}],\"items\":[{{\"classification\":{{\"id\":\"85000000\"}}}}]}}]}}\n"
        )
    };
    let file = folder.write("notices.jsonl", line(1, "s1", "0.1") + "{\"ocid\": \n\n" + &line(2, "s2", "0.2"));
    let ran = run(&["market", "shape", &file, "--json"]).well();
    assert_eq!(
        ran.out.trim_end(),
        "{\"buyers\": 1, \"hhi\": {\"85\": 0.555556}, \"n\": 2, \"single\": {\"85\": 0.5}, \"sum\": 0.3, \"suppliers\": 2}"
    );
    assert!(ran.err.contains("Line 2 could not be read") && ran.err.contains("1 of 4 lines could not be read"), "{ran:#?}");
    let words = run(&["market", "shape", &file]).well().out;
    assert!(words.contains("2 awards worth £0.30, of 1 buyers to 2 suppliers."), "{words}");
    let package = folder.write("package.json", "{\"releases\": []}");
    let refused = run(&["market", "shape", &package, "--json"]).failed();
    assert!(refused.contains("holds no lines of OCDS") && refused.contains("wherewithal load notices"), "{refused}");
    assert!(run(&["market", "shape", &folder.at("none.jsonl")]).failed().contains("cannot be opened"));
}
