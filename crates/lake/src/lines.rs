//! A file of lines too large to stand in memory, read by several threads at once: each takes the next piece, cut at the end of a line.
//!
//! Pieces are read into buffers rather than mapped: a file that is cut short while it is read is then an error, and not the end of the program.

use std::io::{self, Read};
use std::sync::Mutex;

/// Bytes taken at a time: large enough that waiting for one another is nothing, small enough to stay in the processor's reach.
const PIECE: u64 = 4 * 1024 * 1024;
/// A line longer than this is no line.
const LINE: usize = 256 * 1024 * 1024;

struct Rest<R> {
    from: R,
    /// What was read beyond the last whole line.
    begun: Vec<u8>,
    /// Pieces given out so far.
    given: usize,
}

impl<R: Read> Rest<R> {
    /// Whole lines, and which piece they are; none at the end.
    fn next(&mut self, piece: &mut Vec<u8>) -> io::Result<Option<usize>> {
        piece.clear();
        piece.append(&mut self.begun);
        loop {
            let before = piece.len();
            let read = self.from.by_ref().take(PIECE).read_to_end(piece)?;
            let fresh = piece.get(before..).unwrap_or_default();
            match fresh.iter().rposition(|byte| *byte == b'\n') {
                _ if read == 0 && piece.is_empty() => return Ok(None),
                _ if read == 0 => break,
                Some(end) => {
                    self.begun = piece.split_off(before + end + 1);
                    break;
                }
                None if piece.len() > LINE => {
                    let why = format!("it has a line of more than {} MB", LINE / 1024 / 1024);
                    return Err(io::Error::new(io::ErrorKind::InvalidData, why));
                }
                None => {}
            }
        }
        self.given += 1;
        Ok(Some(self.given - 1))
    }
}

/// Where a line stands: which piece, and which line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    piece: usize,
    line: usize,
}

/// How many lines came before each piece.
pub struct Lines(Vec<u64>);

impl Lines {
    /// The number of a line, counted from one.
    pub fn number(&self, at: At) -> u64 {
        self.0.get(at.piece).copied().unwrap_or_default() + at.line as u64 + 1
    }

    /// Lines of the file.
    pub fn all(&self) -> u64 {
        self.0.last().copied().unwrap_or_default()
    }
}

/// Gives every line, without its end, to `line`. Each thread gathers what it reads in a value of its own; empty lines count, and are not given.
pub fn read<R: Read + Send, T: Default + Send>(
    from: R,
    threads: usize,
    line: impl Fn(&mut T, At, &[u8]) + Sync,
) -> io::Result<(Vec<T>, Lines)> {
    let rest = Mutex::new(Rest { from, begun: Vec::new(), given: 0 });
    let work = || -> io::Result<(T, Vec<(usize, u64)>)> {
        let (mut gathered, mut counted, mut piece) = (T::default(), Vec::new(), Vec::new());
        loop {
            let taken = rest.lock().map_err(|_| io::Error::other("another reader stopped"))?.next(&mut piece)?;
            let Some(nth) = taken else { return Ok((gathered, counted)) };
            let whole = piece.strip_suffix(b"\n").unwrap_or(&piece);
            let mut lines = 0;
            for bytes in whole.split(|byte| *byte == b'\n') {
                let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
                if !bytes.is_empty() {
                    line(&mut gathered, At { piece: nth, line: lines }, bytes);
                }
                lines += 1;
            }
            counted.push((nth, lines as u64));
        }
    };
    let done: Vec<io::Result<_>> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads.max(1)).map(|_| scope.spawn(work)).collect();
        let ended =
            |thread: std::thread::ScopedJoinHandle<'_, _>| thread.join().unwrap_or_else(|_| Err(io::Error::other("a reader stopped")));
        running.into_iter().map(ended).collect()
    });
    let (mut gathered, mut counted) = (Vec::new(), Vec::new());
    for one in done {
        let (part, counts) = one?;
        gathered.push(part);
        counted.extend(counts);
    }
    counted.sort_unstable();
    let mut before = vec![0];
    for (_, lines) in counted {
        before.push(before.last().copied().unwrap_or_default() + lines);
    }
    Ok((gathered, Lines(before)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_read_once_with_its_number_however_pieces_fall() {
        // Lines long enough that the file is cut into several pieces, with an empty one and no end to the last.
        let long = "x".repeat(700_000);
        let text: String =
            (1..=20).map(|n| if n == 7 { "\n".to_owned() } else { format!("{n}:{long}\r\n") }).collect::<String>() + "21:end";
        for threads in [1, 3] {
            let gather = |found: &mut Vec<(At, u64)>, at: At, line: &[u8]| {
                let number = String::from_utf8_lossy(line).split(':').next().and_then(|n| n.parse().ok());
                found.push((at, number.expect("a number")));
            };
            let (parts, lines) = read(text.as_bytes(), threads, gather).expect("read");
            let mut found: Vec<(u64, u64)> = parts.into_iter().flatten().map(|(at, said)| (lines.number(at), said)).collect();
            found.sort_unstable();
            assert_eq!(found, (1..=21).filter(|n| *n != 7).map(|n| (n, n)).collect::<Vec<_>>());
            assert_eq!(lines.all(), 21);
        }
        let nothing: (Vec<Vec<()>>, Lines) = read(&b""[..], 2, |_, _, _| ()).expect("read");
        assert_eq!(nothing.1.all(), 0);
    }
}
