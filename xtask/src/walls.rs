//! The walls between crates: who may import whom, and who owns which heavy neighbour. The table is in `ARCHITECTURE.md` too.

use anyhow::Context;

use crate::Fault;
use crate::tree::Tree;

/// Each crate with those of ours it may import. Dev-dependencies are set aside.
pub const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("quantity", &[]),
    ("model", &["quantity"]),
    ("methods", &["quantity"]),
    ("solver", &["methods", "quantity"]),
    ("principles", &["model", "quantity"]),
    ("exchange", &["model", "quantity"]),
    ("lake", &["exchange", "model", "quantity"]),
    ("store", &["model", "quantity"]),
    ("report", &["methods", "model", "quantity"]),
    ("papers", &["report", "quantity"]),
    ("desk", &["principles", "exchange", "store", "methods", "model", "quantity"]),
    ("web", &["desk", "report", "papers", "model", "quantity"]),
    // The binary also makes the sample county, which is written in nouns and units (docs/decisions/0001).
    ("wherewithal", &["web", "desk", "report", "papers", "solver", "lake", "model", "quantity"]),
    ("testkit", &["model", "store", "quantity"]),
    ("xtask", &[]),
];

/// Each heavy neighbour with the one crate that may import it.
pub const OWNED_BY: &[(&str, &str)] = &[
    ("sqlx", "store"),
    ("jiff-sqlx", "store"),
    ("libsqlite3-sys", "store"),
    ("datafusion", "lake"),
    ("arrow", "lake"),
    ("arrow-array", "lake"),
    ("arrow-schema", "lake"),
    ("parquet", "lake"),
    ("ballista", "lake"),
    ("axum", "web"),
    ("askama", "web"),
    ("tower-http", "web"),
    ("clap", "wherewithal"),
    ("highs", "solver"),
    ("highs-sys", "solver"),
    ("resvg", "papers"),
    ("typst", "papers"),
    ("typst-layout", "papers"),
    ("typst-pdf", "papers"),
    ("rust_xlsxwriter", "papers"),
    ("calamine", "exchange"),
    ("argon2", "desk"),
];

/// Crates that know no file, network, clock, environment, randomness or async: these packages cannot be theirs.
pub const PURE: &[&str] = &["quantity", "model", "methods", "principles", "report"];
const NOT_PURE: &[&str] = &["tokio", "getrandom", "tracing", "tempfile", "reqwest", "async-trait", "futures"];

/// Every manifest against the tables.
pub fn check(tree: &Tree) -> anyhow::Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let manifests: Vec<(&str, &str)> = tree.under("", "Cargo.toml").filter(|(path, _)| *path != "Cargo.toml").collect();
    for (path, text) in manifests {
        faults.extend(of_manifest(path, text).with_context(|| path.to_owned())?);
    }
    Ok(faults)
}

fn of_manifest(path: &str, text: &str) -> anyhow::Result<Vec<Fault>> {
    let manifest: toml::Table = text.parse()?;
    let name = manifest.get("package").and_then(|p| p.get("name")).and_then(|n| n.as_str()).context("a package has a name")?;
    let Some((_, allowed)) = MAY_IMPORT.iter().find(|(krate, _)| *krate == name) else {
        return Ok(vec![Fault::new(
            path,
            format!("{name} is in no table of walls: add it to MAY_IMPORT (xtask/src/walls.rs) and to ARCHITECTURE.md"),
        )]);
    };
    let mut faults = Vec::new();
    if !path.ends_with(&format!("{name}/Cargo.toml")) {
        faults.push(Fault::new(path, format!("the crate is called {name} and its folder is not: folder and crate have one name")));
    }
    for dependency in dependencies(&manifest) {
        let is_ours = MAY_IMPORT.iter().any(|(krate, _)| *krate == dependency);
        if is_ours && !allowed.contains(&dependency.as_str()) {
            faults.push(Fault::new(
                path,
                format!("{name} may not import {dependency}: see the table of walls in ARCHITECTURE.md (MAY_IMPORT, xtask/src/walls.rs)"),
            ));
        }
        if let Some((_, owner)) = OWNED_BY.iter().find(|(heavy, _)| *heavy == dependency)
            && *owner != name
        {
            faults.push(Fault::new(path, format!("{name} may not import {dependency}: it is {owner}'s (OWNED_BY, xtask/src/walls.rs)")));
        }
        if PURE.contains(&name) && NOT_PURE.contains(&dependency.as_str()) {
            faults.push(Fault::new(path, format!("{name} is pure and may not import {dependency}")));
        }
    }
    Ok(faults)
}

/// Dependencies and build-dependencies, of every target, by the name of the package.
fn dependencies(manifest: &toml::Table) -> Vec<String> {
    const KINDS: [&str; 2] = ["dependencies", "build-dependencies"];
    let targets = manifest.get("target").and_then(|t| t.as_table()).into_iter().flat_map(|t| t.values().filter_map(|v| v.as_table()));
    let tables = std::iter::once(manifest).chain(targets);
    let entries =
        tables.flat_map(|table| KINDS.iter().filter_map(|kind| table.get(*kind).and_then(|d| d.as_table())).flat_map(|d| d.iter()));
    entries.map(|(key, value)| value.get("package").and_then(|p| p.as_str()).unwrap_or(key).to_owned()).collect()
}
