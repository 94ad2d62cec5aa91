//! Who is who: one supplier, what is not sure, what people say; several authorities as one; councils that become one.

pub mod authorities;
pub mod reorganisation;
pub mod say;
pub mod supplier;
mod told;
pub mod whole;

use desk::analyse::market::ground::SetNamed;
use desk::analyse::market::who::METHOD;
use quantity::Money;

use crate::components::markup::Markup;
use crate::router::Routes;
use crate::ww;

pub fn routes() -> Routes {
    supplier::routes().and(say::routes()).and(whole::routes()).and(authorities::routes()).and(reorganisation::routes())
}

/// The page of a supplier. A key may hold a stroke or a space: each letter that is not plain is written as a code.
pub(crate) fn supplier_at(key: &str) -> String {
    format!("/market/suppliers/{}", in_path(key))
}

fn in_path(text: &str) -> String {
    crate::router::in_query(text).replace('/', "%2F")
}

/// Pence that are parts of a whole, as money.
fn pence(pence: u64) -> Money {
    Money::from_pence(i64::try_from(pence).unwrap_or(i64::MAX))
}

/// Which files it comes from, and by which method.
fn source(sets: &[SetNamed]) -> Markup {
    let method = ww::link(&METHOD.with_edition(), &format!("/library/methods/{}", METHOD.code));
    if sets.is_empty() {
        return Markup::text("No records of the market are in use. Method: ").and(method).and(".");
    }
    let mut said = Markup::text("From ");
    for (at, set) in sets.iter().enumerate() {
        let between = match at {
            0 => "",
            at if at + 1 == sets.len() => " and ",
            _ => ", ",
        };
        let title = if set.reference.is_empty() {
            Markup::text(&set.title)
        } else {
            ww::link(&set.title, &format!("/data-sets/{}", set.reference))
        };
        said = said.and(between).and(title);
        if let (Some(first), Some(last)) = (set.first, set.last) {
            said = said.and(format!(" ({} to {})", quantity::period::in_words(first), quantity::period::in_words(last)));
        }
    }
    said.and(". Amounts in pounds. Method: ").and(method).and(".")
}

/// What sort of money, in words; the sorts are never added up.
fn sort_in_words(what: &str) -> &'static str {
    match what {
        "payments" => "Payments",
        "awards" => "Awards",
        "contracts" => "Contracts",
        "grants" => "Grants",
        _ => "Other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_key_is_one_part_of_an_address() {
        assert_eq!(supplier_at("name:ACORN CARE"), "/market/suppliers/name%3AACORN%20CARE");
        assert_eq!(supplier_at("XI-A/1"), "/market/suppliers/XI-A%2F1");
    }
}
