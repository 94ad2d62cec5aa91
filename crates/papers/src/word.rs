//! A document as the bytes of a Word file: real headings, lists and tables with a heading row, a description on every picture, and
//! the language it is written in. Our own few parts of WordprocessingML: docs/decisions/0006 says why.

mod body;
mod parts;

use std::io::{Cursor, Write};

use quantity::Date;
use report::page::Document;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::error::PapersError;
use body::Body;

/// Writes `document` as one `.docx`, dated `made`.
///
/// The same document and date give the same bytes. Refused: a chart whose drawing cannot be read.
pub fn word(document: &Document, made: Date) -> Result<Vec<u8>, PapersError> {
    let mut body = Body::default();
    body.document(document)?;
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".into(), parts::CONTENT_TYPES.into()),
        ("_rels/.rels".into(), parts::RELATIONS.into()),
        ("docProps/core.xml".into(), parts::properties(&document.title, made).into()),
        ("word/document.xml".into(), body.whole().into()),
        ("word/_rels/document.xml.rels".into(), parts::relations(&body.links, body.pictures.len()).into()),
        ("word/styles.xml".into(), parts::STYLES.into()),
        ("word/settings.xml".into(), parts::SETTINGS.into()),
        ("word/numbering.xml".into(), parts::numbering(body.numbered).into()),
        ("word/footer1.xml".into(), parts::FOOTER.into()),
    ];
    for (at, picture) in body.pictures.into_iter().enumerate() {
        files.push((format!("word/media/chart{}.png", at + 1), picture));
    }
    zipped(files).map_err(|error| PapersError::Written { why: error.to_string() })
}

fn zipped(files: Vec<(String, Vec<u8>)>) -> zip::result::ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(&bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}
