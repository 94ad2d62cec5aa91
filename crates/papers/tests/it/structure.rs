//! What a Word file holds: headings, lists, tables, descriptions, language and title, read from its own parts.

use std::io::{Cursor, Read};

use papers::word;
use roxmltree::{Document as Xml, Node};

use crate::sample::{made, paper};

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

pub fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

fn words(node: Node<'_, '_>) -> String {
    node.descendants().filter(|n| n.has_tag_name((W, "t"))).filter_map(|n| n.text()).collect()
}

fn styled(xml: &Xml<'_>, style: &str) -> Vec<String> {
    let is = |p: &Node<'_, '_>| p.descendants().any(|n| n.has_tag_name((W, "pStyle")) && n.attribute((W, "val")) == Some(style));
    xml.descendants().filter(|n| n.has_tag_name((W, "p"))).filter(is).map(words).collect()
}

#[test]
fn headings_are_headings_and_lists_are_lists() {
    let bytes = word(&paper(), made()).expect("a file");
    let text = part(&bytes, "word/document.xml");
    let xml = Xml::parse(&text).expect("well formed");
    assert_eq!(styled(&xml, "Heading1"), ["Reablement at home: who should run it?"]);
    assert_eq!(styled(&xml, "Heading2"), ["What members are asked to decide", "The figures behind the charts"]);
    assert_eq!(styled(&xml, "Heading3").len(), 4, "the chart’s headline stands over it and over its table");
    assert_eq!(styled(&xml, "ListParagraph"), ["Agree the transfer", "Note the promises", "One & only", "5 < 6", "Begins at one again"]);
    let lists: Vec<&str> = xml.descendants().filter(|n| n.has_tag_name((W, "numId"))).filter_map(|n| n.attribute((W, "val"))).collect();
    assert_eq!(lists, ["2", "2", "1", "1", "3"]);
    assert_eq!(styled(&xml, "Answer"), ["Ready. Nothing speaks against it.", "Shown to be fixed: 2 of 2"]);
}

#[test]
fn every_table_has_a_heading_row_that_is_repeated_and_every_picture_is_described() {
    let bytes = word(&paper(), made()).expect("a file");
    let text = part(&bytes, "word/document.xml");
    let xml = Xml::parse(&text).expect("well formed");
    let tables: Vec<Node<'_, '_>> = xml.descendants().filter(|n| n.has_tag_name((W, "tbl"))).collect();
    assert_eq!(tables.len(), 2);
    for table in tables {
        let first = table.children().find(|n| n.has_tag_name((W, "tr"))).expect("a row");
        assert!(first.descendants().any(|n| n.has_tag_name((W, "tblHeader"))));
        assert!(table.descendants().any(|n| n.has_tag_name((W, "tblCaption"))));
    }
    let pictures: Vec<Node<'_, '_>> = xml.descendants().filter(|n| n.tag_name().name() == "docPr").collect();
    assert_eq!(pictures.len(), 1);
    let told = pictures[0].attribute("descr").expect("a description");
    assert!(told.contains("days") && told.len() > 60, "{told}");
    assert!(part_bytes(&bytes, "word/media/chart1.png").starts_with(&[137, 80, 78, 71]));
}

fn part_bytes(bytes: &[u8], name: &str) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = Vec::new();
    zip.by_name(name).expect(name).read_to_end(&mut out).expect("bytes");
    out
}

#[test]
fn the_language_is_british_english_and_the_title_is_kept() {
    let bytes = word(&paper(), made()).expect("a file");
    let about = part(&bytes, "docProps/core.xml");
    assert!(
        about.contains("<dc:language>en-GB</dc:language>") && about.contains("<dc:title>Reablement at home: who should run it?</dc:title>")
    );
    assert!(about.contains("2026-11-21T00:00:00Z"));
    assert!(part(&bytes, "word/styles.xml").contains(r#"<w:lang w:val="en-GB""#));
}

#[test]
fn links_that_lead_out_are_kept_and_our_own_pages_are_words() {
    let bytes = word(&paper(), made()).expect("a file");
    assert!(part(&bytes, "word/_rels/document.xml.rels").contains("https://example.org/a?b=1&amp;c=2"));
    assert!(!part(&bytes, "word/_rels/document.xml.rels").contains("/cases/C-1"));
    assert!(part(&bytes, "word/document.xml").contains("the case"));
}
