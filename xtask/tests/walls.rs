//! The table of walls holds, and a forbidden arrow is named.

use xtask::tree::Tree;
use xtask::{listed, walls};

#[test]
fn no_crate_imports_what_it_may_not() {
    let faults = walls::check(&Tree::of_workspace().expect("the workspace")).expect("manifests");
    assert!(faults.is_empty(), "{}", listed(&faults));
}

fn manifest(name: &str, dependency: &str) -> Tree {
    Tree::made(&[(
        &format!("crates/{name}/Cargo.toml"),
        &format!(
            "[package]\nname = \"{name}\"\n\n[dependencies]\n{dependency}.workspace = true\n\n[dev-dependencies]\ntestkit.workspace = true\n"
        ),
    )])
}

#[test]
fn a_forbidden_arrow_is_named_with_its_crate_and_the_table() {
    let faults = walls::check(&manifest("web", "store")).expect("a manifest");
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].place, "crates/web/Cargo.toml");
    assert!(faults[0].says.contains("web may not import store") && faults[0].says.contains("ARCHITECTURE.md"), "{}", faults[0]);
    assert_eq!(walls::check(&manifest("methods", "model")).expect("a manifest").len(), 1);
    assert_eq!(walls::check(&manifest("web", "desk")).expect("a manifest").len(), 0);
}

#[test]
fn a_heavy_neighbour_has_one_owner() {
    assert!(walls::check(&manifest("web", "sqlx")).expect("a manifest")[0].says.contains("it is store's"));
    assert!(walls::check(&manifest("store", "sqlx")).expect("a manifest").is_empty());
    let renamed = Tree::made(&[(
        "crates/web/Cargo.toml",
        "[package]\nname = \"web\"\n[target.'cfg(unix)'.dependencies]\ndb = { package = \"sqlx\", version = \"0.9\" }\n",
    )]);
    assert_eq!(walls::check(&renamed).expect("a manifest").len(), 1);
    assert!(walls::check(&manifest("report", "tokio")).expect("a manifest")[0].says.contains("pure"));
}

#[test]
fn a_crate_that_is_in_no_table_is_named() {
    assert!(walls::check(&manifest("gadgets", "serde")).expect("a manifest")[0].says.contains("no table of walls"));
}

#[test]
fn the_table_can_only_point_down() {
    for (krate, allowed) in walls::MAY_IMPORT {
        for below in *allowed {
            let back = walls::MAY_IMPORT.iter().find(|(name, _)| name == below).expect("every crate named is in the table").1;
            assert!(!back.contains(krate), "{krate} and {below} import each other");
        }
    }
}

#[test]
fn architecture_tells_the_same_table() {
    let tree = Tree::of_workspace().expect("the workspace");
    let text = tree.text("ARCHITECTURE.md").expect("ARCHITECTURE.md");
    for (krate, allowed) in walls::MAY_IMPORT.iter().filter(|(krate, _)| *krate != "xtask") {
        let row = text.lines().find(|line| line.starts_with(&format!("| `{krate}` |"))).unwrap_or_else(|| panic!("no row for {krate}"));
        let column = row.split('|').nth(2).expect("a second column");
        let told: Vec<&str> = column.split(',').map(str::trim).filter(|name| *name != "nothing").collect();
        assert_eq!(told, *allowed, "{krate}");
    }
}
