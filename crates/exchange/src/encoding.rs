//! Bytes to text: which encoding, and how many byte order marks stood before it.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::unreadable::Unreadable;

/// What was decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// As a person may know it: `UTF-8`, `Windows-1252`, `UTF-16`.
    pub encoding: &'static str,
    /// 0, 1, or more where a file was marked again by each program that saved it.
    pub marks: u32,
    /// Bytes that are not of the encoding, shown as �.
    pub lost: bool,
}

/// Reads bytes as text. Refused where they are plainly not text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Unreadable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        let (text, lost) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
        return finish(text.into_owned(), "UTF-16", 1, lost);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        let (text, lost) = encoding.decode_without_bom_handling(bytes);
        return finish(text.into_owned(), "UTF-16", 0, lost);
    }
    if bytes.iter().take(64 << 10).any(|byte| *byte == 0) {
        return Err(Unreadable::NotASpreadsheet);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => finish(text.to_owned(), "UTF-8", 0, false),
        Err(_) => {
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            // A file that is UTF-8 but for a few bytes (pasted from elsewhere) keeps its accents.
            let mostly_utf8 = bytes.len() > 64 && String::from_utf8_lossy(bytes).matches('\u{fffd}').count() * 200 < non_ascii(bytes);
            let encoding = if mostly_utf8 { UTF_8 } else { detector.guess(Some(b"uk"), Utf8Detection::Deny) };
            // British offices write Windows-1252; guesses of other alphabets on a few bytes are noise.
            let encoding = if non_ascii(bytes) < 64 && !mostly_utf8 { WINDOWS_1252 } else { encoding };
            let (text, lost) = encoding.decode_without_bom_handling(bytes);
            let name = if encoding == WINDOWS_1252 { "Windows-1252" } else { encoding.name() };
            finish(text.into_owned(), name, 0, lost)
        }
    }
}

fn finish(text: String, encoding: &'static str, marks: u32, lost: bool) -> Result<Decoded, Unreadable> {
    let (mut rest, mut marks) = (text.as_str(), marks);
    // U+FEFF, or its three bytes taken for Windows-1252 and encoded a second time.
    while let Some(after) = rest.strip_prefix('\u{feff}').or_else(|| rest.strip_prefix("ï»¿")) {
        rest = after;
        marks += 1;
    }
    let control = rest.chars().take(4096).filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}')).count();
    if control > 8 {
        return Err(Unreadable::NotASpreadsheet);
    }
    let text = if marks == 0 { text } else { rest.to_owned() };
    Ok(Decoded { text, encoding, marks, lost })
}

fn non_ascii(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !byte.is_ascii()).count()
}

/// Every other byte nothing, as English text in UTF-16 has it.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(512) & !1)?;
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match () {
        () if second * 10 > pairs * 8 && first * 10 < pairs => Some(UTF_16LE),
        () if first * 10 > pairs * 8 && second * 10 < pairs => Some(UTF_16BE),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, &'static str, u32) {
        decode(bytes).map(|d| (d.text, d.encoding, d.marks)).expect("text")
    }

    #[test]
    fn the_usual_encodings_are_told_apart() {
        assert_eq!(read(b"a,b"), ("a,b".into(), "UTF-8", 0));
        assert_eq!(read(b"\xef\xbb\xbfa"), ("a".into(), "UTF-8", 1));
        assert_eq!(read(b"\xef\xbb\xbf\xef\xbb\xbfa"), ("a".into(), "UTF-8", 2));
        assert_eq!(read("ï»¿a".as_bytes()), ("a".into(), "UTF-8", 1));
        assert_eq!(read(b"cost \xa35 \x96 paid"), ("cost £5 – paid".into(), "Windows-1252", 0));
        assert_eq!(read(b"\xff\xfeM\0t\0h\0"), ("Mth".into(), "UTF-16", 1));
        assert_eq!(read(b"M\0o\0n\0t\0h\0,\0"), ("Month,".into(), "UTF-16", 0));
    }

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        assert_eq!(decode(&[0, 1, 2, 3, 0, 0, 9]), Err(Unreadable::NotASpreadsheet));
        assert_eq!(decode(&[1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16]), Err(Unreadable::NotASpreadsheet));
    }
}
