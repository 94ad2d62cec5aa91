//! A paper as PDF: tagged, titled, in British English, every picture described, and the same bytes each time.

use papers::pdf;

use crate::sample::{made, paper};

fn holds(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn a_paper_is_a_tagged_pdf_that_says_it_conforms_to_pdf_ua() {
    let bytes = pdf(&paper(), made()).expect("a file");
    assert!(bytes.starts_with(b"%PDF-1."));
    for part in ["/MarkInfo", "/Marked true", "/StructTreeRoot", "/Lang", "en-GB", "<pdfuaid:part>1</pdfuaid:part>"] {
        assert!(holds(&bytes, part), "{part}");
    }
    assert_eq!(bytes, pdf(&paper(), made()).expect("a file"));
}

#[test]
fn the_title_is_the_papers_own_and_what_is_typed_is_never_markup() {
    let mut page = paper();
    page.title = "#let x = 1; *who* should run it?".into();
    page.heading("#import \"@preview/x:1.0.0\"");
    page.paragraph("\\ $ < > @ #panic()");
    let bytes = pdf(&page, made()).expect("a file");
    assert!(holds(&bytes, "#let x = 1; *who* should run it?"));
}
