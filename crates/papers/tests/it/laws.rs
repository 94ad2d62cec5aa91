//! Laws: any document makes a file that opens, and the same document makes the same bytes.

use std::io::{Cursor, Read};

use papers::word;
use proptest::prelude::*;
use report::page::{Answer, Block, Document, Level, Look, Text};
use report::table::{Cell, Column, Table};

use crate::sample::{figure, made, paper};

fn text() -> impl Strategy<Value = Text> {
    proptest::collection::vec((0_u8..4, any::<String>()), 0..4).prop_map(|spans| {
        spans.into_iter().fold(Text::default(), |text, (kind, words)| match kind {
            0 => text.and(words),
            1 => text.strong(words),
            2 => text.cell(words),
            _ => text.link(words.clone(), format!("https://example.org/{words}")),
        })
    })
}

fn table() -> impl Strategy<Value = Table> {
    let cells = proptest::collection::vec(proptest::collection::vec(any::<String>(), 0..5), 0..4);
    (any::<String>(), proptest::collection::vec((any::<String>(), any::<bool>()), 0..4), cells).prop_map(|(caption, columns, rows)| {
        let columns = columns.into_iter().map(|(title, is_number)| Column { title, unit: String::new(), is_number }).collect();
        Table::new(caption, columns, rows.into_iter().map(|row| row.into_iter().map(Cell::words).collect()).collect())
    })
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        (any::<bool>(), any::<String>())
            .prop_map(|(two, text)| Block::Heading { level: if two { Level::Two } else { Level::Three }, text }),
        text().prop_map(Block::Paragraph),
        text().prop_map(Block::Note),
        table().prop_map(Block::Table),
        (any::<bool>(), proptest::collection::vec(text(), 0..3)).prop_map(|(numbered, items)| Block::List { numbered, items }),
        proptest::collection::vec((any::<String>(), text()), 0..3).prop_map(Block::Facts),
        (any::<String>(), any::<String>()).prop_map(|(word, say)| Block::Answer(Answer {
            look: Look::Unknown,
            word,
            say: say.clone(),
            facts: vec![(say.clone(), say)]
        })),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        (any::<String>(), proptest::collection::vec(inner, 0..3)).prop_map(|(title, blocks)| Block::Folded { title, blocks })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_document_makes_a_word_file_whose_parts_are_all_well_formed(
        title in any::<String>(),
        lead in any::<String>(),
        blocks in proptest::collection::vec(block(), 0..6),
        with_a_chart in proptest::bool::weighted(0.05),
    ) {
        let chart = with_a_chart.then(|| Block::Figure(Box::new(figure())));
        let blocks = blocks.into_iter().chain(chart).collect();
        let page = Document { title, lead, blocks, foot: vec!["a\u{b}b".into()] };
        let bytes = word(&page, made()).expect("a file");
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).expect("a part");
            let name = file.name().expect("a name").into_owned();
            if name.ends_with(".png") {
                continue;
            }
            let mut text = String::new();
            file.read_to_string(&mut text).expect("text");
            prop_assert!(roxmltree::Document::parse(&text).is_ok(), "{name}: {text}");
        }
        prop_assert_eq!(bytes, word(&page, made()).expect("a file"));
    }
}

#[test]
fn the_same_paper_gives_the_same_bytes_and_another_day_gives_others() {
    let bytes = word(&paper(), made()).expect("a file");
    assert_eq!(bytes, word(&paper(), made()).expect("a file"));
    assert_ne!(bytes, word(&paper(), made().tomorrow().expect("a day")).expect("a file"));
}
