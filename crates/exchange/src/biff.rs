//! The extent of an old Excel workbook (.xls), measured before it is opened: its reader lays out every cell between the
//! first and the last, and two cells at opposite corners of many sheets would take all the memory there is.

/// The most cells that laying out any of its sheets would take, summed over the sheets; `None` where the container cannot
/// be followed. A compound file: 512-byte header, a table of sectors, a directory of streams.
pub fn extent(bytes: &[u8]) -> Option<u64> {
    let stream = workbook_stream(bytes)?;
    let (mut at, mut total, mut area) = (0usize, 0u64, Area::default());
    while let (Some(kind), Some(length)) = (u16_at(&stream, at), u16_at(&stream, at + 2)) {
        let body = stream.get(at + 4..at + 4 + usize::from(length))?;
        match kind {
            // A new substream begins.
            0x0809 | 0x0409 | 0x0209 | 0x0009 => {
                total = total.saturating_add(area.cells());
                area = Area::default();
            }
            // Single cells: formula, label, number, error, shared string, small number.
            0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x00fd | 0x027e | 0x00d6 | 0x0003 | 0x0004 | 0x0005 | 0x0002 => {
                if let (Some(row), Some(column)) = (u16_at(body, 0), u16_at(body, 2)) {
                    area.hold(row, column);
                }
            }
            // Many small numbers in a row: first and last column.
            0x00bd => {
                if let (Some(row), Some(first), Some(last)) = (u16_at(body, 0), u16_at(body, 2), u16_at(body, body.len().saturating_sub(2)))
                {
                    area.hold(row, first);
                    area.hold(row, last);
                }
            }
            _ => {}
        }
        at += 4 + usize::from(length);
    }
    Some(total.saturating_add(area.cells()))
}

#[derive(Default)]
struct Area {
    rows: Option<(u16, u16)>,
    columns: Option<(u16, u16)>,
}

impl Area {
    fn hold(&mut self, row: u16, column: u16) {
        let widen = |range: Option<(u16, u16)>, at: u16| Some(range.map_or((at, at), |(low, high)| (low.min(at), high.max(at))));
        (self.rows, self.columns) = (widen(self.rows, row), widen(self.columns, column));
    }

    fn cells(&self) -> u64 {
        let span = |range: Option<(u16, u16)>| range.map_or(0, |(low, high)| u64::from(high - low) + 1);
        span(self.rows) * span(self.columns)
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok()).map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes)
}

const LAST: u32 = 0xffff_fffa;

fn workbook_stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let sector_bits = u16_at(bytes, 30)?;
    let small_bits = u16_at(bytes, 32)?;
    if !(7..=16).contains(&sector_bits) || !(4..=12).contains(&small_bits) {
        return None;
    }
    let size = 1usize << sector_bits;
    let sector = |number: u32| -> Option<&[u8]> {
        let start = size.checked_mul(number as usize + 1)?.checked_sub(size)?.checked_add(size.max(512))?;
        bytes.get(start..bytes.len().min(start.checked_add(size)?))
    };
    // The table of sectors: the first 109 of its own sectors stand in the header, the rest in a chain.
    let mut table_sectors: Vec<u32> = (0..109).filter_map(|n| u32_at(bytes, 76 + n * 4)).filter(|n| *n < LAST).collect();
    let mut more = u32_at(bytes, 68)?;
    for _ in 0..bytes.len() / size + 1 {
        let Some(held) = (more < LAST).then(|| sector(more)).flatten() else { break };
        let numbers = (0..size / 4 - 1).filter_map(|n| u32_at(held, n * 4)).filter(|n| *n < LAST);
        table_sectors.extend(numbers);
        more = u32_at(held, size - 4)?;
    }
    let next: Vec<u32> = table_sectors
        .iter()
        .take(bytes.len() / size + 1)
        .filter_map(|number| sector(*number))
        .flat_map(|held| held.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)))
        .collect();
    let chain = |first: u32| -> Vec<u8> {
        let (mut out, mut at) = (Vec::new(), first);
        // A chain can be no longer than the file, whatever it says of itself.
        for _ in 0..bytes.len() / size + 1 {
            let Some(held) = (at < LAST).then(|| sector(at)).flatten() else { break };
            out.extend_from_slice(held);
            at = next.get(at as usize).copied().unwrap_or(u32::MAX);
        }
        out
    };
    let directory = chain(u32_at(bytes, 48)?);
    let named = |entry: &[u8]| -> String {
        let units: Vec<u16> = (0..32).filter_map(|n| u16_at(entry, n * 2)).take_while(|unit| *unit != 0).collect();
        String::from_utf16_lossy(&units)
    };
    let entries = directory.as_chunks::<128>().0;
    let workbook = entries.iter().find(|entry| matches!(named(*entry).as_str(), "Workbook" | "Book"))?;
    let (first, length) = (u32_at(workbook, 116)?, u32_at(workbook, 120)? as usize);
    let cutoff = u32_at(bytes, 56)? as usize;
    if length >= cutoff {
        let mut stream = chain(first);
        stream.truncate(length);
        return Some(stream);
    }
    // Short streams live in a stream of small sectors of their own.
    let root = entries.first()?;
    let small = chain(u32_at(root, 116)?);
    let small_next = chain(u32_at(bytes, 60)?);
    let small_size = 1usize << small_bits;
    let (mut out, mut at) = (Vec::new(), first);
    for _ in 0..small.len() / small_size + 1 {
        let start = (at as usize).checked_mul(small_size)?;
        let Some(held) = (at < LAST).then(|| small.get(start..small.len().min(start + small_size))).flatten() else { break };
        out.extend_from_slice(held);
        at = u32_at(&small_next, at as usize * 4).unwrap_or(u32::MAX);
    }
    out.truncate(length);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_compound_file_is_not_followed() {
        assert_eq!(extent(b""), None);
        assert_eq!(extent(&[0xd0; 600]), None);
        assert_eq!(extent(&[0; 2048]), None);
    }

    #[test]
    fn an_area_spans_its_corners() {
        let mut area = Area::default();
        area.hold(0, 0);
        area.hold(65_535, 255);
        assert_eq!(area.cells(), 65_536 * 256);
    }
}
