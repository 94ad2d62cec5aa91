//! Fetches the open font of papers when it is missing, and tells the crate where it lies. Nothing fetched is committed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const FONT: &str = "node_modules/@expo-google-fonts/atkinson-hyperlegible-next";

/// Name in the code, folder and file of each cut.
const CUTS: [(&str, &str); 3] = [("REGULAR", "400Regular"), ("ITALIC", "400Regular_Italic"), ("BOLD", "700Bold")];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(sentence) = fonts() {
        println!("cargo::error={sentence}");
        std::process::exit(1);
    }
}

fn fonts() -> Result<(), String> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|_| "cargo gave no CARGO_MANIFEST_DIR")?).join("fonts");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|_| "cargo gave no OUT_DIR")?);
    println!("cargo::rerun-if-changed=fonts/package-lock.json");
    let folder = here.join(FONT);
    let file = |cut: &str| folder.join(cut).join(format!("AtkinsonHyperlegibleNext_{cut}.ttf"));
    if !CUTS.iter().all(|(_, cut)| file(cut).is_file()) {
        fetch(&here)?;
    }
    let mut code = String::new();
    for (name, cut) in CUTS {
        let to = out.join(format!("{cut}.ttf"));
        fs::copy(file(cut), &to).map_err(|e| format!("{} cannot be read: {e}", file(cut).display()))?;
        code.push_str(&format!("/// Atkinson Hyperlegible Next, {cut}.\npub const {name}: &[u8] = include_bytes!({to:?});\n"));
    }
    fs::write(out.join("fonts.rs"), code).map_err(|e| format!("the list of fonts cannot be written: {e}"))
}

fn fetch(here: &Path) -> Result<(), String> {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(here).output().map_err(|_| {
        "Papers need Node.js 20 or later with npm to fetch their font, and `npm` was not found: install Node.js, then build again"
            .to_owned()
    })?;
    if run.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&run.stderr);
    let last: Vec<&str> = said.lines().filter(|line| line.contains("error")).take(3).collect();
    Err(format!(
        "`npm ci --ignore-scripts` in crates/papers/fonts did not succeed: is the npm registry within reach? It said: {}",
        last.join(" / ")
    ))
}
