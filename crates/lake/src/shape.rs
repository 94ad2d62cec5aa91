//! The shape of a market straight from a file of OCDS lines, however large.

use std::fs::File;
use std::io;

use exchange::ocds::shape::Gathered;
pub use exchange::ocds::shape::Shape;

use crate::lines::{self, At};

/// Bad lines that are told one by one; all of them are counted.
const TOLD: usize = 20;

/// What a file says, and which of its lines say nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct ShapeOfFile {
    pub shape: Shape,
    /// Lines of the file, empty ones too.
    pub lines: u64,
    /// Lines that could not be read.
    pub unread: u64,
    /// The first of them, by number, each with the reason.
    pub told: Vec<(u64, String)>,
}

#[derive(Default)]
struct Reader {
    gathered: Gathered,
    unread: u64,
    told: Vec<(At, String)>,
}

/// Reads the file to its end, on as many threads as there are processors.
pub fn of_lines(file: File) -> io::Result<ShapeOfFile> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (readers, lines) = lines::read(file, threads, |reader: &mut Reader, at, line| {
        if let Err(why) = reader.gathered.release(line) {
            reader.unread += 1;
            // Pieces come to a reader in order: its first are the first of all it would tell.
            if reader.told.len() < TOLD {
                reader.told.push((at, why));
            }
        }
    })?;
    let (mut gathered, mut unread, mut told) = (Gathered::default(), 0, Vec::new());
    for reader in readers {
        gathered = gathered.and(reader.gathered);
        unread += reader.unread;
        told.extend(reader.told);
    }
    told.sort_unstable();
    let told = told.into_iter().take(TOLD).map(|(at, why)| (lines.number(at), why)).collect();
    Ok(ShapeOfFile { shape: gathered.shape(), lines: lines.all(), unread, told })
}
