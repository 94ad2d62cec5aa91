//! Loading a performance file at the command line: what it says, what it keeps, what it asks.

use crate::ours::{Folder, Ran, folder_with_service, run, shared};

const VISITS: &str = "Month,Visits on time %\n2026-04,91.5%\n2026-05,92%\n2026-06,90.25%\n";

fn load(folder: &Folder, file: &str, more: &[&str]) -> Ran {
    run(&[&["load", "performance", file, "--dir", folder.text(), "--service", "S-1", "--json"][..], more].concat())
}

fn entries(folder: &Folder) -> i64 {
    run(&["audit", "verify", "--dir", folder.text(), "--json"]).well().json()["entries"].as_i64().expect("a whole trail")
}

#[test]
fn a_plain_file_is_read_accepted_and_the_second_time_changes_nothing() {
    let folder = folder_with_service();
    let file = folder.write("visits.csv", VISITS);
    let first = load(&folder, &file, &["--accept"]).well().json();
    assert_eq!((first["state"].as_str(), first["saved"]["new"].as_i64()), (Some("accepted"), Some(3)));
    assert_eq!(first["measures_held"][0]["name"], "Visits on time %");
    let before = entries(&folder);
    let again = load(&folder, &file, &[]).well().json();
    assert_eq!((again["state"].as_str(), entries(&folder)), (Some("here already"), before));
    let said = run(&["load", "performance", &file, "--dir", folder.text()]).well().out;
    assert!(said.contains("This very file is here already, with 3 data points. Nothing was changed."), "{said}");
}

#[test]
fn a_corrected_month_is_said_to_be_one_and_the_layout_is_remembered() {
    let folder = folder_with_service();
    load(&folder, &folder.write("a.csv", VISITS), &["--accept"]).well();
    let file = folder.write("b.csv", VISITS.replace("92%", "89%") + "2026-07,93%\n");
    let said = run(&["load", "performance", &file, "--dir", folder.text(), "--service", "S-1"]).well().out;
    assert!(said.contains("Accepted as U-2: 1 new data point, 1 corrected, 2 as they were."), "{said}");
}

#[test]
fn a_dry_run_keeps_nothing_and_what_asks_for_an_answer_waits() {
    let folder = folder_with_service();
    let before = entries(&folder);
    let file = folder.write("visits.csv", "Month,Agency,Visits on time %\n2026-05,Fellside,101%\n2026-06,Fellside,90%\n");
    let dry = load(&folder, &file, &["--dry-run"]).well().json();
    assert_eq!((dry["state"].as_str(), entries(&folder)), (Some("dry run"), before));
    assert!(dry["waiting"].as_i64().is_some_and(|waiting| waiting > 0), "{dry:#}");
    let waits = load(&folder, &file, &[]);
    assert_eq!((waits.code, waits.json()["state"].as_str()), (2, Some("waits for answers")));
    let said = run(&["load", "performance", &file, "--dir", folder.text(), "--service", "S-1"]);
    assert_eq!(said.code, 2);
    assert!(said.out.contains("\n? Cell ") && said.out.contains("In force: ") && said.out.contains("/uploads/U-1"), "{said:#?}");
    let kept = load(&folder, &file, &["--accept"]).well().json();
    assert_eq!((kept["state"].as_str(), kept["upload"].as_str()), (Some("accepted"), Some("U-1")));
}

#[test]
fn figures_of_a_measure_nobody_holds_need_their_service() {
    let folder = folder_with_service();
    let file = folder.write("visits.csv", VISITS);
    let before = entries(&folder);
    let err = run(&["load", "performance", &file, "--dir", folder.text(), "--accept", "--json"]).failed();
    assert!(err.contains("“Visits on time %” is not a measure that is held here yet") && err.contains("--service S-1"), "{err}");
    assert_eq!(entries(&folder), before);
    let err = run(&["load", "performance", &file, "--dir", folder.text(), "--service", "S-9"]).failed();
    assert!(err.contains("There is nothing here that you can see"), "{err}");
    assert!(run(&["load", "performance", &file, "--dir", folder.text(), "--service", "Home care"]).failed().contains("for example S-1"));
    load(&folder, &file, &["--accept"]).well();
}

#[test]
fn real_files_are_read_without_editing() {
    for (name, fewest) in [
        ("data/spc_series/ae_attendances.csv", 12_765),
        ("data/spc_series/scotland_delayed_discharge_hb.csv", 20_000),
        ("data/performance_lgbf_scotland/LGBF_ScotDataCash_ISSpatialHub.csv", 30_000),
    ] {
        let Some(file) = shared(name) else { return };
        let folder = folder_with_service();
        let dry = load(&folder, file.to_str().expect("a path"), &["--dry-run"]).well().json();
        assert!(dry["summary"]["rows"].as_i64().is_some_and(|rows| rows >= fewest), "{name}: {}", dry["summary"]);
        assert!(dry["notes"].as_array().is_some_and(|notes| !notes.is_empty()), "{name}: nothing was noticed");
    }
}
