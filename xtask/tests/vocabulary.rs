//! The vocabulary knows every noun and field of the model.

use xtask::tree::Tree;
use xtask::{listed, vocabulary};

#[test]
fn every_field_of_the_model_is_in_the_vocabulary_and_no_other() {
    let faults = vocabulary::check(&Tree::of_workspace().expect("the workspace")).expect("a table");
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn a_field_that_is_new_gone_or_of_another_type_is_named() {
    let model = "pub struct Need {\n    pub what: String,\n    pub count: u32,\n}\n";
    let table = |rows: &str| format!("{}\n{rows}", vocabulary::COLUMNS.join(","));
    let of = |rows: &str| {
        let faults =
            vocabulary::check(&Tree::made(&[("crates/model/src/need.rs", model), (vocabulary::FILE, &table(rows))])).expect("a table");
        faults.into_iter().map(|fault| fault.says).collect::<Vec<_>>()
    };
    let noun = "Need,,,,,What people lack,,need,need,what people need\n";
    let whole = format!("{noun}Need,what,String,,,In words,yes,,,\nNeed,count,u32,people,,How many,no,,,\n");
    assert!(of(&whole).is_empty(), "{:?}", of(&whole));
    assert!(of(&whole.replace("Need,count,u32,people,,How many,no,,,\n", ""))[0].contains("Need.count is not in"));
    assert!(of(&whole.replace("u32", "u64"))[0].contains("is u32 in"));
    assert!(of(&format!("{whole}Need,gone,u32,,,Was there,no,,,\n"))[0].contains("not in the model"));
    assert!(of(&whole.replace(noun, ""))[0].contains("no row of its own"));
    assert!(of(&whole.replace("How many", " "))[0].contains("no meaning"));
}
