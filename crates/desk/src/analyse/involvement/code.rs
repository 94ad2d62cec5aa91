//! Invitation codes: twelve letters and digits that cannot be taken for one another, kept as a digest only.

use model::id::InvolvementId;
use sha2::{Digest, Sha256};

use crate::desk::Desk;
use crate::house::token::hex;

/// Crockford's 32: no I, L, O or U. Twelve of them are 60 bits.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 12;

/// A code as it is printed once. Never kept, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

impl Code {
    pub fn fresh(desk: &Desk) -> Code {
        let letter = |byte: u8| LETTERS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
        Code(desk.chance::<LENGTH>().into_iter().map(letter).collect())
    }

    /// As somebody typed it: small letters, gaps and dashes do not matter, nor O for 0 and I or L for 1.
    pub fn read(typed: &str) -> Option<Code> {
        let plain = typed.chars().filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '—'));
        let read = plain.map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        });
        let text: String = read.take(LENGTH + 1).collect();
        let right = text.len() == LENGTH && text.bytes().all(|letter| LETTERS.contains(&letter));
        right.then_some(Code(text))
    }

    /// As it is printed: `7K3M-9QXT-2HWD`.
    pub fn shown(&self) -> String {
        let letters: Vec<char> = self.0.chars().collect();
        letters.chunks(4).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-")
    }

    /// What is kept of it: of no use in another round.
    pub fn digest(&self, involvement: InvolvementId) -> String {
        hex(&Sha256::digest(format!("{involvement}:{}", self.0).as_bytes()))
    }
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Code(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::bench;

    #[tokio::test]
    async fn a_code_is_read_however_it_is_typed_and_kept_as_a_digest_of_its_round() {
        let bench = bench(false).await;
        let code = Code::fresh(&bench.desk);
        let shown = code.shown();
        assert_eq!((shown.len(), shown.matches('-').count()), (14, 2));
        assert_eq!(Code::read(&shown.to_lowercase().replace('-', " ")), Some(code.clone()));
        let (one, other) = (bench.desk.new_id(), bench.desk.new_id());
        assert_ne!(code.digest(one), code.digest(other));
        assert_eq!(format!("{code:?}"), "Code(***)");
        assert_eq!(Code::read("oOil-0011-AAAA"), Code::read("0011-0011-AAAA"));
        for wrong in ["", "short", "UUUU-UUUU-UUUU", "7K3M-9QXT-2HWD-X", "é7K3M9QXT2HW"] {
            assert_eq!(Code::read(wrong), None, "{wrong}");
        }
    }
}
