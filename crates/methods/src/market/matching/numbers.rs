//! Numbers of registers: which rows carry them, evened, and which identifiers are of no body.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::join::Identifier;
use super::{Party, Register};

/// Identifiers of each row; and of each number the rows that carry it, by register.
pub(super) type Numbers = BTreeMap<(Register, String), Vec<usize>>;

/// Schemes whose identifiers are made for a notice, or are of a place: they tell nothing of who it is.
const NOT_OF_BODIES: [&str; 5] = ["GB-CFS", "GB-FTS", "GB-SRS", "GB-CQC", "URN"];

pub(super) fn numbered(parties: &[&Party]) -> (Vec<BTreeSet<Identifier>>, Numbers) {
    let mut registers: HashMap<String, u16> = HashMap::new();
    let mut ids: HashMap<(u16, String), u32> = HashMap::new();
    let mut numbers = Numbers::new();
    let mut rows = Vec::with_capacity(parties.len());
    for (at, party) in parties.iter().enumerate() {
        let mut own = BTreeSet::new();
        for (register, scheme, number) in registered(party) {
            let next = u16::try_from(registers.len()).unwrap_or(u16::MAX);
            let in_register = *registers.entry(scheme.clone()).or_insert(next);
            let next = u32::try_from(ids.len()).unwrap_or(u32::MAX);
            let id = *ids.entry((in_register, number.clone())).or_insert(next);
            own.insert((in_register, id));
            let told = if register == Register::Other { format!("{scheme}-{number}") } else { number };
            numbers.entry((register, told)).or_default().push(at);
        }
        rows.push(own);
    }
    (rows, numbers)
}

/// Register, scheme and number, evened.
fn registered(party: &Party) -> Vec<(Register, String, String)> {
    let even = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>();
    let mut found = Vec::new();
    let company = even(&party.company);
    if !company.is_empty() && company.bytes().any(|b| b != b'0') {
        let company = if company.bytes().all(|b| b.is_ascii_digit()) { format!("{company:0>8}") } else { company };
        found.push((Register::Company, "GB-COH".to_owned(), company));
    }
    let charity = even(&party.charity);
    if let Some(first) = charity.chars().next() {
        // Three registers of charities: a body may stand in more than one.
        let scheme = if first.is_ascii_digit() {
            "GB-CHC"
        } else if charity.starts_with("SC") {
            "GB-SC"
        } else {
            "GB-NIC"
        };
        found.push((Register::Charity, scheme.to_owned(), charity.trim_start_matches('0').to_owned()));
    }
    for (register, scheme, number) in [(Register::Mutual, "GB-MPR", &party.mutual), (Register::Ppon, "GB-PPON", &party.ppon)] {
        let number = even(number);
        if !number.is_empty() {
            found.push((register, scheme.to_owned(), number));
        }
    }
    if let Some((scheme, number)) = party.other.rsplit_once('-') {
        let (scheme, number) = (scheme.trim().to_uppercase(), even(number));
        if !scheme.is_empty() && !number.is_empty() && !NOT_OF_BODIES.contains(&scheme.as_str()) {
            found.push((Register::Other, scheme, number));
        }
    }
    found
}
