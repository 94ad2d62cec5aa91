//! Dresses the pages: fetches the pinned front-end packages when they are missing, compiles the style sheet once, and lists
//! what the binary embeds. Nothing fetched is committed; nothing is fetched when the page is shown.

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// GOV.UK's own blue and greens that govuk-frontend sets without a setting of its own, and ours instead.
const NOT_OURS: [(&str, &str); 3] = [("#1d70b8", "#123f3a"), ("#083d29", "#061f1c"), ("#0b5c3e", "#0b302c")];

/// What theme.scss fixes in the compiled sheet, as the tokens of page.css that a council may set.
const THEMED: [(&str, &str); 5] = [
    ("#123f3a", "var(--ww-brand)"),
    ("#0b302c", "var(--ww-brand-pressed)"),
    ("#061f1c", "var(--ww-brand-edge)"),
    ("#0b5650", "var(--ww-link)"),
    ("#ffc64d", "var(--ww-accent)"),
];

/// Inputs beside this file: a change of any runs this script again.
const INPUTS: [&str; 7] = ["package.json", "package-lock.json", ".npmrc", "theme.scss", "page.css", "begin.js", "page.js"];

const FONTS: &str = "node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=templates");
    if let Err(sentence) = dress() {
        println!("cargo::error={sentence}");
        std::process::exit(1);
    }
}

fn dress() -> Result<(), String> {
    let here = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(|_| "cargo gave no CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|_| "cargo gave no OUT_DIR")?);
    let front = here.join("frontend");
    for input in INPUTS {
        println!("cargo::rerun-if-changed=frontend/{input}");
    }
    println!("cargo::rerun-if-changed=frontend/mark.svg");
    println!("cargo::rerun-if-changed=frontend/node_modules/.installed-lock");
    packages(&front)?;

    let folder = out.join("assets");
    fs::create_dir_all(&folder).map_err(|e| format!("the folder {} cannot be made: {e}", folder.display()))?;
    let mut list = Vec::new();

    let mut fonts = Vec::new();
    for (name, file) in [("atkinson-latin.woff2", "latin-wght-normal"), ("atkinson-latin-ext.woff2", "latin-ext-wght-normal")] {
        let bytes = read(&front.join(format!("{FONTS}-{file}.woff2")))?;
        let kept = keep(&folder, name, &bytes)?;
        fonts.push((name, kept.clone()));
        list.push((name, kept, "font/woff2"));
    }

    let mut style = sass(&front, &out)?;
    for (theirs, ours) in NOT_OURS.into_iter().chain(THEMED) {
        style = style.replace(theirs, ours);
    }
    style.push_str(&text(&front.join("page.css"))?);
    for (name, kept) in &fonts {
        style = style.replace(&format!("url(\"{name}\")"), &format!("url(\"{kept}\")"));
    }
    list.push(("wherewithal.css", keep(&folder, "wherewithal.css", style.as_bytes())?, "text/css; charset=utf-8"));

    let script = "text/javascript; charset=utf-8";
    let theirs = text(&front.join("node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"))?;
    // The map is not shipped, so the line that names it goes.
    let theirs = theirs.lines().filter(|line| !line.starts_with("//# sourceMappingURL")).collect::<Vec<_>>().join("\n");
    let kept = keep(&folder, "govuk-frontend.js", theirs.as_bytes())?;
    let ours = text(&front.join("page.js"))?.replace("./govuk-frontend.js", &format!("./{kept}"));
    list.push(("govuk-frontend.js", kept, script));
    list.push(("page.js", keep(&folder, "page.js", ours.as_bytes())?, script));
    list.push(("begin.js", keep(&folder, "begin.js", &read(&front.join("begin.js"))?)?, script));
    list.push(("mark.svg", keep(&folder, "mark.svg", &read(&front.join("mark.svg"))?)?, "image/svg+xml"));

    let mut code = String::from("&[\n");
    for (name, kept, kind) in list {
        let path = folder.join(&kept);
        code.push_str(&format!("    Asset {{ name: {name:?}, kept_as: {kept:?}, kind: {kind:?}, bytes: include_bytes!({:?}) }},\n", path));
    }
    code.push(']');
    fs::write(out.join("assets.rs"), code).map_err(|e| format!("the list of assets cannot be written: {e}"))
}

/// `npm ci` when the packages are missing or are not those of the lock file.
fn packages(front: &Path) -> Result<(), String> {
    let lock = read(&front.join("package-lock.json"))?;
    let stamp = front.join("node_modules/.installed-lock");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(front).output().map_err(|_| {
        "The pages need Node.js 20 or later with npm to build their style sheet, and `npm` was not found: install Node.js, then build again"
            .to_string()
    })?;
    if !run.status.success() {
        let said = String::from_utf8_lossy(&run.stderr);
        let last: Vec<&str> = said.lines().filter(|line| line.contains("error")).take(3).collect();
        return Err(format!(
            "`npm ci --ignore-scripts` in crates/web/frontend did not succeed: is the npm registry within reach? It said: {}",
            last.join(" / ")
        ));
    }
    fs::write(&stamp, &lock).map_err(|e| format!("{} cannot be written: {e}", stamp.display()))?;
    // The stamp takes the lock file's own date, so that cargo does not see a change made by this very run.
    if let (Ok(file), Ok(date)) =
        (fs::File::options().write(true).open(&stamp), fs::metadata(front.join("package-lock.json")).and_then(|about| about.modified()))
    {
        let _ = file.set_modified(date);
    }
    Ok(())
}

fn sass(front: &Path, out: &Path) -> Result<String, String> {
    let to = out.join("govuk.css");
    let run = Command::new("node")
        .args(["node_modules/sass/sass.js", "--load-path=.", "--style=compressed", "--no-charset", "--no-source-map", "theme.scss"])
        .arg(&to)
        .current_dir(front)
        .output()
        .map_err(|_| {
            "The pages need Node.js 20 or later to build their style sheet, and `node` was not found: install Node.js, then build again"
        })?;
    if !run.status.success() {
        let said = String::from_utf8_lossy(&run.stderr).lines().take(4).collect::<Vec<_>>().join(" / ");
        return Err(format!("crates/web/frontend/theme.scss did not compile: {said}"));
    }
    text(&to)
}

/// Writes the bytes under a name that carries their digest, so that a browser may keep them for a year.
fn keep(folder: &Path, name: &str, bytes: &[u8]) -> Result<String, String> {
    let digest: String = Sha256::digest(bytes).iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    let (stem, ending) = name.rsplit_once('.').ok_or_else(|| format!("{name} has no ending"))?;
    let kept = format!("{stem}-{digest}.{ending}");
    fs::write(folder.join(&kept), bytes).map_err(|e| format!("{kept} cannot be written: {e}"))?;
    Ok(kept)
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|e| format!("{} cannot be read: {e}", path.display()))
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}", path.display()))
}
