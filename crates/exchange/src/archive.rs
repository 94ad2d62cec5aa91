//! The zip folder that a workbook is, measured before anything in it is opened for real.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::table::Format;
use crate::unreadable::{Limits, Unreadable};

/// Parts smaller than this may be packed as tightly as they like: runs of blanks are, and do no harm.
const SMALL: u64 = 1 << 20;

/// Looks through the folder and says what it is. Expands every part once into nothing, counting, so that a part that lies
/// about its size is caught as well.
pub fn examine(bytes: &[u8], limits: &Limits) -> Result<Format, Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unreadable::Damaged(error.to_string()))?;
    if archive.len() > limits.entries {
        return Err(Unreadable::TooManyParts { entries: archive.len(), limit: limits.entries });
    }
    let (mut declared, mut expanded) = (0u64, 0u64);
    for at in 0..archive.len() {
        let part = archive.by_index_raw(at).map_err(|error| Unreadable::Damaged(error.to_string()))?;
        if part.encrypted() {
            return Err(Unreadable::Password);
        }
        declared = declared.saturating_add(part.size());
        if part.size() > SMALL && part.size() / part.compressed_size().max(1) > limits.ratio {
            return Err(Unreadable::PackedTooTightly { limit: limits.ratio });
        }
        if declared > limits.expanded_bytes {
            return Err(Unreadable::ExpandsTooFar { expanded: declared, limit: limits.expanded_bytes });
        }
    }
    let format = format_of(archive.file_names().filter_map(Result::ok))?;
    let mut buffer = vec![0u8; 64 << 10];
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| Unreadable::Damaged(error.to_string()))?;
        let packed = part.compressed_size().max(1);
        let mut grown = 0u64;
        loop {
            let count = part.read(&mut buffer).map_err(|error| Unreadable::Damaged(error.to_string()))?;
            if count == 0 {
                break;
            }
            grown += count as u64;
            if grown > SMALL && grown / packed > limits.ratio {
                return Err(Unreadable::PackedTooTightly { limit: limits.ratio });
            }
            if expanded + grown > limits.expanded_bytes {
                return Err(Unreadable::ExpandsTooFar { expanded: expanded + grown, limit: limits.expanded_bytes });
            }
        }
        expanded += grown;
    }
    if format == Format::OpenDocument {
        open_document_extent(&mut archive, limits)?;
    }
    Ok(format)
}

fn format_of<'a>(names: impl Iterator<Item = impl AsRef<str> + 'a>) -> Result<Format, Unreadable> {
    let (mut content, mut excel, mut binary, mut document) = (false, false, false, false);
    for name in names {
        let name = name.as_ref();
        content |= name == "content.xml";
        binary |= name == "xl/workbook.bin";
        excel |= name.starts_with("xl/") && name.ends_with(".xml");
        document |= name.starts_with("word/") || name.starts_with("ppt/");
    }
    match () {
        () if binary => Ok(Format::BinaryExcel),
        () if excel => Ok(Format::Excel),
        () if document => Err(Unreadable::Document),
        () if content => Ok(Format::OpenDocument),
        () => Err(Unreadable::ZipFolder),
    }
}

/// An OpenDocument sheet says "this cell, a million times" in one line. Counted here, since its reader lays them all out.
fn open_document_extent(archive: &mut ZipArchive<Cursor<&[u8]>>, limits: &Limits) -> Result<(), Unreadable> {
    let mut content = Vec::new();
    let mut part = archive.by_name("content.xml").map_err(|error| Unreadable::Damaged(error.to_string()))?;
    part.read_to_end(&mut content).map_err(|error| Unreadable::Damaged(error.to_string()))?;
    let text = String::from_utf8_lossy(&content);
    let repeats = |tag: &str, name: &str| -> u64 {
        let value = tag.split_once(name).and_then(|(_, rest)| rest.trim_start_matches(['=', ' ']).get(1..)).unwrap_or_default();
        value.split(['"', '\'']).next().and_then(|count| count.parse().ok()).unwrap_or(1)
    };
    let (mut rows, mut row_repeats, mut columns, mut row_has_value) = (0u64, 1u64, 0u64, false);
    let (mut last_value_row, mut widest) = (0u64, 0u64);
    for tag in text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        if tag.starts_with("table:table-row") {
            (row_repeats, columns, row_has_value) = (repeats(tag, "table:number-rows-repeated"), 0, false);
        } else if tag.starts_with("table:table-cell") || tag.starts_with("table:covered-table-cell") {
            columns = columns.saturating_add(repeats(tag, "table:number-columns-repeated"));
            if tag.contains("office:value") || tag.contains("calcext:value") {
                row_has_value = true;
                widest = widest.max(columns);
            }
        } else if tag.starts_with("/table:table-row") {
            rows = rows.saturating_add(row_repeats);
            if row_has_value {
                last_value_row = rows;
            }
            if last_value_row.saturating_mul(widest) > limits.cells {
                return Err(Unreadable::TooManyCells { limit: limits.cells });
            }
        } else if tag.starts_with("/table:table") && !tag.starts_with("/table:table-") {
            (rows, last_value_row, widest) = (0, 0, 0);
        }
    }
    Ok(())
}
