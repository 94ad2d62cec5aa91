//! What LibreOffice makes of the sample county's own committee paper in Word: the same headings, tables and descriptions.

use std::path::Path;
use std::process::Command;

use report::page::{Block, Document};
use roxmltree::{Document as Xml, Node};
use web::plan::paper_document::{self, Part};

use crate::ours::run;
use crate::papers::{a_copy, view_of};

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

/// Headings and their levels as the paper has them, and how many tables and drawings.
fn told(blocks: &[Block], headings: &mut Vec<String>, tables: &mut usize, drawings: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } => headings.push(text.clone()),
            Block::Figure(figure) => {
                headings.push(figure.chart.words.headline.clone());
                drawings.push(figure.chart.words.description.clone());
            }
            Block::Table(_) => *tables += 1,
            Block::Folded { title, blocks } => {
                headings.push(title.clone());
                told(blocks, headings, tables, drawings);
            }
            _ => {}
        }
    }
}

fn words(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

#[test]
fn libreoffice_opens_the_committee_paper_with_its_headings_tables_and_descriptions() {
    let Some(office) = office() else {
        println!("skipped: LibreOffice is not here");
        return;
    };
    let folder = a_copy();
    let file = folder.at("paper.docx");
    run(&["export", "paper", "D-1", "--dir", folder.text(), "--format", "docx", "--to", &file]).well();
    let document: Document = paper_document::of(&view_of(&folder), Part::One);
    let (mut headings, mut tables, mut drawings) = (vec![document.title.clone()], 0, Vec::new());
    told(&document.blocks, &mut headings, &mut tables, &mut drawings);
    assert!(headings.len() > 12 && tables > 3 && !drawings.is_empty(), "{} headings, {tables} tables", headings.len());

    let text = opened(office, folder.0.path(), Path::new(&file));
    let xml = Xml::parse(&text).expect("well formed");
    let named = |name: &'static str| xml.descendants().filter(move |node| node.tag_name().name() == name);
    let level = |node: Node| node.attributes().find(|a| a.name() == "outline-level").map(|a| a.value().to_owned());
    let seen: Vec<String> = named("h").filter(|node| level(*node).is_some()).map(words).collect();
    // Every heading in its order; the tables of the charts stand at the end with headings of their own.
    assert_eq!(seen.get(..headings.len()), Some(headings.as_slice()), "{seen:#?}");
    assert_eq!(named("table").count(), tables + drawings.len(), "a table for each chart beside the paper's own");
    assert_eq!(named("table").count(), named("table-header-rows").count(), "every table has a row of headings");
    let described: Vec<String> = named("desc").map(words).collect();
    assert_eq!(described, drawings, "every drawing is described");
    assert!(text.contains("fo:language=\"en\"") && text.contains("fo:country=\"GB\""));
}
