//! Organisations of a release: named where they stand (1.0) or in its list of parties (1.1), with their identifiers sorted.

use std::collections::HashMap;

use super::figures::At;
use super::release::{Identifier, Organisation, Release};
use crate::market::{Party, Tally};
use crate::note::NoteKind;
use crate::tables::TablesError;

/// Identifiers that a publisher gives anew with each notice tell nobody apart.
const OF_THE_NOTICE: &[&str] = &["GB-CFS", "GB-FTS"];

/// Words that stand where a name was taken out.
const REDACTED: &[&str] =
    &["redacted", "name redacted", "withheld", "name withheld", "not disclosed", "undisclosed", "confidential", "information withheld"];

/// The organisations of one release, by the identifier it gives them, each with its key.
pub struct Organisations<'r, 'a> {
    listed: Vec<(&'r str, &'r Organisation<'a>)>,
    by_id: HashMap<&'r str, usize>,
}

/// Beyond so many a list is looked up by a map.
const MANY: usize = 24;

impl<'r, 'a> Organisations<'r, 'a> {
    pub fn of(release: &'r Release<'a>) -> Organisations<'r, 'a> {
        let listed: Vec<_> = release.parties.iter().map(|party| (party.id.get(), party)).collect();
        let mut by_id = HashMap::new();
        if listed.len() > MANY {
            for (place, (id, _)) in listed.iter().enumerate() {
                by_id.entry(*id).or_insert(place);
            }
        }
        Organisations { listed, by_id }
    }

    /// What is known of one: as the list of parties has it, else as it stands.
    pub fn full(&self, named: &'r Organisation<'a>) -> &'r Organisation<'a> {
        let id = named.id.get();
        if id.is_empty() {
            return named;
        }
        let found = match self.listed.len() > MANY {
            true => self.by_id.get(id).and_then(|place| self.listed.get(*place)),
            false => self.listed.iter().find(|(listed, _)| *listed == id),
        };
        found.map_or(named, |(_, party)| party)
    }

    pub fn with_role(&self, role: &str) -> Option<&'r Organisation<'a>> {
        self.listed.iter().find(|(_, party)| party.roles.iter().any(|told| told.get() == role)).map(|(_, party)| *party)
    }
}

/// An organisation's key, written to the table of parties once. Empty where it has neither name nor number.
pub fn key(named: &Organisation<'_>, full: &Organisation<'_>, at: At<'_>, tally: &mut Tally<'_>) -> Result<String, TablesError> {
    let party = party(named, full);
    if REDACTED.contains(&party.name.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric())) {
        let says = "The name was taken out before it was published. The amount is kept; who it went to is not known, and several may stand under this one name.";
        tally.note(NoteKind::Redacted, "", &party.name, says, at.place());
    }
    tally.party(&party, at.number)
}

/// As it is named: by the list of parties, else where it stands.
pub fn name<'n>(named: &'n Organisation<'_>, full: &'n Organisation<'_>) -> &'n str {
    let legal = || full.identifier.get().map(|identifier| identifier.legal_name.get()).unwrap_or_default();
    [full.name.get(), named.name.get(), legal()].into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

pub fn party(named: &Organisation<'_>, full: &Organisation<'_>) -> Party {
    let mut party = Party { name: name(named, full).to_owned(), ..Party::default() };
    let identifiers = full.identifier.get().into_iter().chain(full.additional_identifiers.iter()).chain(named.identifier.get());
    for identifier in identifiers {
        sort(&mut party, identifier);
    }
    // Where only the party's own identifier says it: GB-COH-01234567.
    if party.company.is_empty() && party.charity.is_empty() && party.ppon.is_empty() && party.mutual.is_empty() && party.other.is_empty() {
        let id = full.id.get();
        let mut dashes = id.match_indices('-');
        if let (Some(_), Some((second, _))) = (dashes.next(), dashes.next())
            && let (Some(scheme), Some(rest)) = (id.get(..second), id.get(second + 1..))
            && is_of_a_list(scheme)
        {
            put(&mut party, scheme, rest);
        }
    }
    if let Some(address) = full.address.get().or(named.address.get()) {
        address.postal_code.get().clone_into(&mut party.postcode);
        address.region.get().clone_into(&mut party.region);
    }
    if let Some(details) = full.details.get().or(named.details.get()) {
        details.scale.get().to_lowercase().clone_into(&mut party.scale);
        party.vcse = details.vcse.0;
    }
    party
}

/// `GB-COH`, `UA-EDR`: a country and a list.
fn is_of_a_list(scheme: &str) -> bool {
    scheme.split_once('-').is_some_and(|(country, list)| {
        matches!(country.len(), 2 | 3)
            && country.bytes().all(|b| b.is_ascii_uppercase())
            && !list.is_empty()
            && list.bytes().all(|b| b.is_ascii_uppercase())
    })
}

fn sort(party: &mut Party, identifier: &Identifier<'_>) {
    let (scheme, id) = (identifier.scheme.get(), identifier.id.get());
    if !id.is_empty() {
        put(party, scheme, id);
    }
}

/// The first of a kind stays.
fn put(party: &mut Party, scheme: &str, id: &str) {
    // `not known`, `00000000`: no number of anybody.
    let is_nobodys = id.contains(' ') || id.bytes().all(|byte| matches!(byte, b'0' | b'-'));
    if scheme.is_empty() || OF_THE_NOTICE.contains(&scheme) || is_nobodys {
        return;
    }
    let id = id.strip_prefix(scheme).and_then(|rest| rest.strip_prefix('-')).unwrap_or(id);
    let bare: String = id.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_uppercase();
    let (place, value) = match scheme {
        "GB-COH" => match company(&bare) {
            Some(number) => (&mut party.company, number),
            None => (&mut party.other, format!("{scheme}-{id}")),
        },
        "GB-CHC" => (&mut party.charity, bare.trim_start_matches('0').to_owned()),
        "GB-SC" | "GB-NIC" => (&mut party.charity, bare),
        "GB-MPR" => (&mut party.mutual, bare),
        "GB-PPON" => (&mut party.ppon, bare),
        "GB-VAT" | "VAT" => (&mut party.vat, bare),
        _ => (&mut party.other, format!("{scheme}-{id}")),
    };
    if place.is_empty() {
        *place = value;
    }
}

/// Eight characters; digits alone lose their leading noughts in spreadsheets and get them back.
fn company(bare: &str) -> Option<String> {
    let digits = bare.bytes().all(|byte| byte.is_ascii_digit());
    match bare.len() {
        6 | 7 if digits => Some(format!("{bare:0>8}")),
        8 if digits || bare.bytes().take(2).all(|byte| byte.is_ascii_alphabetic()) => Some(bare.to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Party {
        let organisation: Organisation<'_> = serde_json::from_str(json).expect("read");
        party(&organisation, &organisation)
    }

    #[test]
    fn identifiers_are_sorted_by_their_lists_and_those_of_a_notice_tell_nobody_apart() {
        let of = |json: &str| read(json).key();
        assert_eq!(of(r#"{"id":"GB-COH-1234567","name":"A"}"#), "GB-COH-01234567");
        assert_eq!(of(r#"{"identifier":{"scheme":"GB-COH","id":"OC303525"},"name":"A"}"#), "GB-COH-OC303525");
        assert_eq!(of(r#"{"id":"GB-CFS-171860","name":"Nottinghamshire County Council"}"#), "name:NOTTINGHAMSHIRE COUNTY COUNCIL");
        assert_eq!(of(r#"{"id":"UA-EDR-31755529","name":"A"}"#), "UA-EDR-31755529");
        assert_eq!(of(r#"{"id":"0dcef731c9c166f690a47a93c1a24e79","name":"A b"}"#), "name:A B");
        assert_eq!(of(r#"{"name":"A","identifier":{"scheme":"None","id":"None"}}"#), "name:A");
        assert_eq!(of(r#"{"name":"A","identifier":{"scheme":"GB-COH","id":"not known"}}"#), "name:A");
        let both = read(
            r#"{"name":"A","identifier":{"scheme":"GB-PPON","id":"PABC-1234-DEFG"},"additionalIdentifiers":[{"scheme":"GB-CHC","id":"1089464"}],"details":{"scale":"SME","vcse":"yes"}}"#,
        );
        assert_eq!(
            (both.key(), both.ppon.as_str(), both.scale.as_str(), both.vcse),
            ("GB-CHC-1089464".into(), "PABC1234DEFG", "sme", Some(true))
        );
    }
}
