//! One-time links: made in a write, shown once, used once. Only the digest is kept.

use jiff::{SignedDuration, Timestamp};
use model::id::PersonId;
use store::Tx;
use store::links::Link;

use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::token::Token;
use crate::record::Write;

/// Purpose of the link that makes the first administrator.
pub const FIRST_ADMINISTRATOR: &str = "first_administrator";
/// Purpose of a link by which a person chooses a password.
pub const CHOOSE_PASSWORD: &str = "choose_password";
/// How long a link can be used, in hours: three days, so that a weekend may lie between.
pub const LASTS_HOURS: i64 = 72;

/// A link as it is handed over, once.
#[derive(Debug, Clone)]
pub struct OneTimeLink {
    pub token: Token,
    pub expires: Timestamp,
}

impl OneTimeLink {
    /// The address under the workbench's own: `/welcome/…` for the first administrator, else `/choose-password/…`.
    pub fn path(&self, first_administrator: bool) -> String {
        format!("/{}/{}", if first_administrator { "welcome" } else { "choose-password" }, self.token.reveal())
    }
}

/// Makes a link within a write that the caller commits; earlier unused links for the same end.
pub(crate) async fn make(desk: &Desk, write: &mut Write, purpose: &str, person: Option<PersonId>) -> Result<OneTimeLink, DeskError> {
    let token = Token::fresh(desk);
    let created = desk.now();
    let expires = created.checked_add(SignedDuration::from_hours(LASTS_HOURS)).unwrap_or(created);
    match person {
        Some(person) => store::links::end_all(&mut write.tx, person).await?,
        None => store::links::end_all_for(&mut write.tx, purpose).await?,
    };
    let link = Link { digest: token.digest(), purpose: purpose.to_owned(), person, created, expires, used: None };
    store::links::save(&mut write.tx, &link).await?;
    Ok(OneTimeLink { token, expires })
}

/// Looks at a link without using it.
pub(crate) async fn look(desk: &Desk, tx: &mut Tx, purpose: &str, token: &Token) -> Result<Link, DeskError> {
    let found = store::links::find(tx, &token.digest(), desk.now()).await?;
    found.filter(|link| link.purpose == purpose).ok_or_else(no_longer)
}

/// Uses a link up, in the same transaction as what it allows.
pub(crate) async fn use_up(desk: &Desk, tx: &mut Tx, purpose: &str, token: &Token) -> Result<Link, DeskError> {
    let found = store::links::use_once(tx, &token.digest(), desk.now()).await?;
    found.filter(|link| link.purpose == purpose).ok_or_else(no_longer)
}

fn no_longer() -> DeskError {
    DeskError::refused("link_no_longer", "This link has been used or is too old. Ask for a new one: each works once, within three days.")
}
