//! Names, sizes, paths and promises.

use xtask::tree::Tree;
use xtask::{listed, tidy};

#[test]
fn the_tree_is_tidy() {
    let tree = Tree::of_workspace().expect("the workspace");
    let faults = tidy::check(&tree);
    for warning in tidy::sizes(&tree) {
        println!("large: {warning}");
    }
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn every_exception_to_size_is_of_a_file_that_is_there_and_still_large() {
    let tree = Tree::of_workspace().expect("the workspace");
    for (path, reason) in tidy::MAY_BE_LARGE {
        let lines = tree.text(path).unwrap_or_else(|| panic!("{path} is not there")).lines().count();
        assert!(lines > tidy::LARGE && !reason.is_empty(), "{path} has {lines} lines: take it off the list");
    }
}

#[test]
fn an_empty_name_is_named() {
    assert_eq!(
        tidy::names(&Tree::made(&[
            ("crates/web/src/utils.rs", ""),
            ("crates/web/src/helpers/a.rs", ""),
            ("crates/model/src/service.rs", ""),
            ("crates/web/src/uses.rs", "")
        ]))
        .len(),
        2
    );
}

#[test]
fn a_large_file_is_warned_of() {
    let large = "\n".repeat(501);
    assert_eq!(tidy::sizes(&Tree::made(&[("crates/web/src/a.rs", &large), ("crates/web/src/b.rs", "")])).len(), 1);
}

#[test]
fn methods_do_not_import_methods_but_evidence_reads_spc() {
    let of = |path: &str, text: &str| {
        tidy::methods_apart(&Tree::made(&[
            (path, text),
            ("crates/methods/src/spc/mod.rs", ""),
            ("crates/methods/src/funnel/mod.rs", ""),
            ("crates/methods/src/evidence/mod.rs", ""),
        ]))
        .len()
    };
    assert_eq!(of("crates/methods/src/evidence/criteria.rs", "use crate::spc::limits;"), 0);
    assert_eq!(of("crates/methods/src/spc/xmr.rs", "use crate::evidence::Rule;"), 1);
    assert_eq!(of("crates/methods/src/funnel/limits.rs", "use crate::spc::limits;"), 1);
    assert_eq!(of("crates/methods/src/funnel/limits.rs", "use crate::numeric::order;\n// crate::spc::limits"), 0);
    assert_eq!(of("crates/methods/src/calc/spc.rs", "use crate::spc::limits;"), 0);
}

#[test]
fn a_pure_crate_that_asks_for_the_time_is_named() {
    let of = |text: &str| tidy::pure(&Tree::made(&[("crates/methods/src/a.rs", text)])).len();
    assert_eq!(of("let now = std::time::Instant::now();"), 1);
    assert_eq!(of("#[cfg(test)]\nmod tests { fn a() { std::fs::read(\"x\"); } }"), 0);
    assert_eq!(tidy::pure(&Tree::made(&[("crates/desk/src/a.rs", "std::env::var(\"X\")")])).len(), 0);
}

#[test]
fn a_path_of_one_machine_a_registrys_host_and_a_promise_are_named() {
    let path = ["\"/wo", "rk/shared\""].concat();
    let host = ["https://registry.np", "mjs.org/a"].concat();
    let mark = ["// TO", "DO later"].concat();
    let tree = Tree::made(&[
        ("a.rs", &path),
        ("package-lock.json", &host),
        ("b.rs", &mark),
        ("c.rs", "net/work/ framework/ https://example.org/home/page\nlet todos = 1;"),
    ]);
    assert_eq!((tidy::places(&tree).len(), tidy::promises(&tree).len()), (2, 1), "{}", listed(&tidy::places(&tree)));
}

#[test]
fn marks_of_a_merge_and_a_number_taken_twice_are_named() {
    let marked = format!("one\n{} main\ntwo\n=======\n", "<".repeat(7));
    let tree = Tree::made(&[
        ("scripts/setup.sh", &marked),
        ("docs/decisions/0004-a.md", ""),
        ("docs/decisions/0004-b.md", ""),
        ("docs/decisions/0005-c.md", "Heading\n=======\n"),
    ]);
    let faults = tidy::merges(&tree);
    assert_eq!(faults.len(), 2, "{}", listed(&faults));
    assert!(listed(&faults).contains("scripts/setup.sh:2") && listed(&faults).contains("number 0004 is taken by docs/decisions/0004-a.md"));
}
