//! Loading public figures at the command line.

use crate::ours::{Folder, run};

const REGISTER: &str = "nice-name,gss-code\nAldermoor,E08000051\nBirchen,E08000052\n";
const TABLE: &str =
    "area_name,period,indicator,measure,value\nAldermoor,2022/23,Absence,Percentage,12.5\nBirchen,2022/23,Absence,Percentage,c\n";

#[test]
fn figures_are_loaded_with_what_was_noticed_and_the_same_again_changes_nothing() {
    let folder = Folder::with_place();
    let load = |kind: &str, file: &str, more: &[&str]| run(&[&["load", kind, file, "--dir", folder.text()][..], more].concat());
    let table = folder.write("absence.csv", TABLE);
    let unknown = load("indicators", &table, &[]).failed();
    assert!(unknown.contains("Load a register of areas first"), "{unknown}");
    let register = folder.write("areas.csv", REGISTER);
    let said = load("areas", &register, &[]).well().out;
    assert!(said.contains("A register of 2 areas") && said.contains("In force as DS-1: 2 areas."), "{said}");
    let looked = load("indicators", &table, &["--dry-run"]).well().out;
    assert!(looked.contains("- Cell E3: seen ‘c’. Read as saying a number held back") && looked.contains("nothing was kept"), "{looked}");
    let said = load("indicators", &table, &["--publisher", "Schools", "--licence", "OGL"]).well().out;
    assert!(said.contains("In force as DS-2: 2 figures of 1 measure in 2 areas: 2 new. Its page is /data-sets/DS-2."), "{said}");
    let again = load("indicators", &table, &["--publisher", "Schools", "--licence", "OGL", "--json"]).well().json();
    assert_eq!((again["state"].as_str(), again["data_set"].as_str()), (Some("here already"), Some("DS-2")));
    assert_eq!(again["held"]["digest"].as_str().map(str::len), Some(64));
    let corrected = folder.write("later.csv", TABLE.replace("12.5", "13.5"));
    let later = load("indicators", &corrected, &["--publisher", "Schools", "--json"]).well().json();
    assert_eq!((later["held"]["corrected"].as_u64(), later["held"]["same"].as_u64()), (Some(1), Some(1)));
    let population = folder.write("people.csv", "area_name,value\nAldermoor,1200\n");
    let refused = load("population", &population, &[]).failed();
    assert!(refused.contains("period: The file does not say when its figures are of"), "{refused}");
}
