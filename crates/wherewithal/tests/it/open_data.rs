//! `wherewithal export ocds` and `export grants`, on the sample county: what is published and nothing else, held against the standard's own schema.

use std::process::Command;

use serde_json::Value;

use crate::ours::run;
use crate::papers::a_copy;

fn exported(what: &str, folder: &crate::ours::Folder) -> (String, Value) {
    let file = folder.at(&format!("{what}.json"));
    run(&["export", what, "--dir", folder.text(), "--to", &file, "--address", "https://northvale.example/open-data"]).well();
    let text = std::fs::read_to_string(&file).expect("a file");
    (file, serde_json::from_str(&text).expect("JSON"))
}

#[test]
fn contracts_of_the_county_are_valid_by_the_standard_s_own_schema() {
    let folder = a_copy();
    let (file, package) = exported("ocds", &folder);
    let releases = package["releases"].as_array().expect("releases");
    assert!(!releases.is_empty(), "the county publishes some of its contracts");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scripts/open_data_check.sh");
    let checked = Command::new("sh").arg(script).arg(&file).output().expect("the script runs");
    let said = String::from_utf8_lossy(&checked.stdout).into_owned();
    println!("{said}{}", String::from_utf8_lossy(&checked.stderr));
    assert!(checked.status.success(), "{said}");
    assert!(said.starts_with("skipped: ") || said.trim_end() == format!("valid {}", releases.len()), "{said}");
    let again = run(&["export", "ocds", "--dir", folder.text(), "--to", &file]).failed();
    assert!(again.contains("cannot be written: name another file with --to"), "{again}");
}

#[test]
fn grants_of_the_county_hold_what_360giving_asks_of_each() {
    let folder = a_copy();
    let (_, package) = exported("grants", &folder);
    let grants = package["grants"].as_array().expect("grants");
    assert!(!grants.is_empty(), "the county publishes some of its grants");
    for grant in grants {
        for field in ["id", "title", "description", "currency", "awardDate"] {
            assert!(grant[field].as_str().is_some_and(|text| !text.is_empty()), "{field}: {grant}");
        }
        assert!(grant["amountAwarded"].as_f64().is_some_and(|amount| amount > 0.0), "{grant}");
        for body in ["recipientOrganization", "fundingOrganization"] {
            assert!(
                grant[body][0]["id"]
                    .as_str()
                    .zip(grant[body][0]["name"].as_str())
                    .is_some_and(|(id, name)| !(id.is_empty() || name.is_empty()))
            );
        }
    }
}
