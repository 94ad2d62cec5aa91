//! Secrets that are shown once: the session of a browser, one-time links. Only their digest is kept.

use sha2::{Digest, Sha256};

use crate::desk::Desk;

/// 256 bits of chance in hexadecimal. Never kept, never logged.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    pub fn fresh(desk: &Desk) -> Token {
        Token(hex(&desk.chance::<32>()))
    }

    /// A token as it came back: 64 hexadecimal digits, or nothing.
    pub fn read(text: &str) -> Option<Token> {
        let right = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        right.then(|| Token(text.to_owned()))
    }

    /// The token itself: for the one place that hands it over.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub fn digest(&self) -> String {
        hex(&Sha256::digest(self.0.as_bytes()))
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(***)")
    }
}

/// Bytes in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_only_as_it_was_made_and_never_printed() {
        let text = "0f".repeat(32);
        let token = Token::read(&text).expect("a token");
        assert_eq!(format!("{token:?}"), "Token(***)");
        assert_ne!(token.digest(), text);
        for other in ["", "0f", &"0F".repeat(32), &"zz".repeat(32), &"é".repeat(32)] {
            assert!(Token::read(other).is_none(), "{other}");
        }
    }
}
