//! Every setting of the file is acted on.

use xtask::tree::Tree;
use xtask::{listed, settings};

#[test]
fn every_setting_is_read_by_code_that_acts_on_it() {
    let tree = Tree::of_workspace().expect("the workspace");
    assert!(settings::keys(&tree).len() > 40);
    let faults = settings::check(&tree);
    assert!(faults.is_empty(), "{}", listed(&faults));
}

#[test]
fn a_setting_that_nobody_reads_or_acts_on_is_named() {
    let reader = "Ok(Settings {\n    shift: small(e, \"a.shift\")?,\n    trend: small(e, \"a.trend\")?,\n    theme: Theme { brand: colour(e, \"a.brand\")? },\n})\n\
                  pub fn level(&self) -> f64 {\n    match x {\n        One => \"a.level\",\n    }\n}\n";
    let of = |user: &str| {
        let tree = Tree::made(&[
            (settings::FILE, "[a.shift]\n[a.trend]\n[a.brand]\n[a.level]\n[a.gone]\n[[stage]]\n"),
            ("crates/desk/src/config/settings.rs", reader),
            ("crates/desk/src/plan/use.rs", user),
        ]);
        settings::check(&tree).into_iter().map(|fault| fault.says.split(' ').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let all = "settings.shift; Settings::in_force(tx).await?\n    .brand; settings.level(x); settings.trend_of_another";
    assert_eq!(of(all), ["a.trend", "a.gone"]);
    assert_eq!(of(""), ["a.shift", "a.trend", "a.brand", "a.level", "a.gone"]);
    assert_eq!(of("#[cfg(test)]\nmod tests { settings.shift }"), ["a.shift", "a.trend", "a.brand", "a.level", "a.gone"]);
}
