//! What LibreOffice makes of a Word file: the same headings, tables and descriptions.

use std::path::Path;
use std::process::Command;

use papers::word;
use roxmltree::Document as Xml;

use crate::sample::{made, paper};

fn office() -> Option<&'static str> {
    ["soffice", "libreoffice"].into_iter().find(|name| Command::new(name).arg("--version").output().is_ok_and(|run| run.status.success()))
}

/// The file as LibreOffice reads it, written again as flat OpenDocument.
fn opened(office: &str, folder: &Path, file: &Path) -> String {
    let home = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let run = Command::new(office)
        .args([home.as_str(), "--headless", "--convert-to", "fodt", "--outdir"])
        .arg(folder)
        .arg(file)
        .output()
        .expect("runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::read_to_string(file.with_extension("fodt")).expect("it was opened and written again")
}

#[test]
fn libreoffice_opens_a_word_file_with_its_headings_tables_and_descriptions() {
    let Some(office) = office() else {
        println!("skipped: LibreOffice is not here");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("paper.docx");
    std::fs::write(&file, word(&paper(), made()).expect("a file")).expect("written");
    let text = opened(office, folder.path(), &file);
    let xml = Xml::parse(&text).expect("well formed");
    let named = |name: &'static str| xml.descendants().filter(move |n| n.tag_name().name() == name);
    let headings: Vec<(String, String)> = named("h")
        .map(|n| {
            let level = n.attributes().find(|a| a.name() == "outline-level").map(|a| a.value().to_owned()).unwrap_or_default();
            (level, n.descendants().filter(|d| d.is_text()).filter_map(|d| d.text()).collect::<String>())
        })
        .collect();
    let first = ("1".to_owned(), "Reablement at home: who should run it?".to_owned());
    assert_eq!(headings.first(), Some(&first), "{headings:?}");
    assert!(headings.iter().any(|(level, words)| level == "2" && words == "What members are asked to decide"), "{headings:?}");
    assert!(headings.iter().filter(|(level, _)| level == "3").count() >= 3, "{headings:?}");
    let tables = named("table").count();
    assert_eq!((tables, named("table-header-rows").count()), (2, 2));
    let told: Vec<&str> = named("desc").filter_map(|n| n.text()).collect();
    assert_eq!(told.len(), 1, "the chart is described");
    assert!(told[0].contains("days"), "{told:?}");
    assert!(text.contains("fo:language=\"en\"") && text.contains("fo:country=\"GB\""));
}
