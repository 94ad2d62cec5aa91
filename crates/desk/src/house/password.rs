//! Passwords: what is asked of one, and how it is kept (argon2id, one salt each).

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::config::Settings;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};

/// Most: beyond it, hashing would be a way of keeping the machine busy.
pub const MOST: usize = 200;

/// Said at the field before anything is typed.
pub fn advice(fewest: usize) -> String {
    format!("At least {fewest} characters. Three or four words that do not belong together are strong and easy to keep in mind.")
}

/// Fewest characters of a password here.
pub async fn fewest(desk: &Desk) -> Result<usize, DeskError> {
    let mut tx = desk.read().await?;
    Ok(Settings::in_force(&mut tx).await?.password_fewest)
}

/// What is wrong with a new password, if anything. No rule on kinds of characters: length is what counts (NCSC guidance).
pub fn fault(field: &'static str, password: &str, email: &str, fewest: usize) -> Option<Fault> {
    let length = password.chars().count();
    let said = password.to_lowercase();
    let name = email.split('@').next().unwrap_or_default().to_lowercase();
    if length < fewest {
        Some(Fault::new(field, format!("Use at least {fewest} characters: this has {length}")))
    } else if length > MOST {
        Some(Fault::new(field, format!("Use at most {MOST} characters: this has {length}")))
    } else if said.chars().all(|letter| Some(letter) == said.chars().next()) {
        Some(Fault::new(field, "Use more than one character: this repeats the same one"))
    } else if name.chars().count() >= 4 && said.contains(&name) {
        Some(Fault::new(field, "Leave your e-mail address out of the password"))
    } else if COMMON.iter().any(|common| said.contains(common)) {
        Some(Fault::new(field, "This is among the first that would be tried: choose words that do not belong together"))
    } else {
        None
    }
}

/// Beginnings of the lists that guesses start from, long enough to pass the length on their own.
const COMMON: [&str; 10] = [
    "password1",
    "passwordpassword",
    "123456789",
    "qwertyuiop",
    "letmein",
    "wherewithal",
    "administrator",
    "welcome123",
    "changeme",
    "iloveyou",
];

/// The kept form of a password. Slow on purpose, so it runs beside the requests, not among them.
pub async fn hash(desk: &Desk, password: &str) -> Result<String, DeskError> {
    let salt: [u8; 16] = desk.chance();
    let password = password.to_owned();
    let worked = tokio::task::spawn_blocking(move || hashed(&password, &salt)).await;
    worked.ok().flatten().ok_or_else(|| DeskError::refused("password_not_kept", "The password could not be kept. Try again."))
}

/// Whether `password` is the one kept as `hash`.
///
/// With no hash (nobody has this e-mail address) a password is worked out all the same, so that the time taken tells nobody
/// which addresses are known.
pub async fn matches(password: &str, hash: Option<String>) -> bool {
    let password = password.chars().take(MOST + 1).collect::<String>();
    tokio::task::spawn_blocking(move || match hash {
        Some(hash) => PasswordHash::new(&hash).is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()),
        None => {
            let _ = hashed(&password, &[0; 16]);
            false
        }
    })
    .await
    .unwrap_or(false)
}

/// Argon2id, 19 MiB, two passes (OWASP's lowest figures; the crate's own defaults).
fn hashed(password: &str, salt: &[u8]) -> Option<String> {
    let kept: PasswordHash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt).ok()?;
    Some(kept.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_asked_for_length_and_not_for_kinds_of_characters() {
        for (password, right) in [
            ("three calm herons", true),
            ("short", false),
            ("aaaaaaaaaaaaaaaa", false),
            ("helen.marsh and more", false),
            ("Password1234", false),
            (&"x y ".repeat(60), false),
        ] {
            assert_eq!(fault("password", password, "helen.marsh@northvale.example", 12).is_none(), right, "{password}");
        }
    }

    #[tokio::test]
    async fn what_is_kept_is_argon2id_and_matches_only_its_own_password() {
        let kept = hashed("three calm herons", &[7; 16]).expect("a hash");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert!(matches("three calm herons", Some(kept.clone())).await);
        assert!(!matches("three calm heron", Some(kept)).await);
        assert!(!matches("three calm herons", None).await);
        assert!(!matches("three calm herons", Some("not a hash".into())).await);
    }
}
