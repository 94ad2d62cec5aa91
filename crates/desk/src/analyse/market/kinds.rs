//! Telling what kind a provider is, by the signs of `config/provider_kinds.toml`. One may be of several kinds.

use std::collections::BTreeSet;

use methods::market::matching::{Form, even};

use crate::config::provider_kinds::{FormSaid, List, Number, ProviderKind, ProviderKinds};

/// What files say of one supplier, over all its parties.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    pub names: BTreeSet<String>,
    pub companies: BTreeSet<String>,
    pub charities: BTreeSet<String>,
    pub mutuals: BTreeSet<String>,
    pub postcodes: BTreeSet<String>,
    pub is_sme: bool,
    pub is_large: bool,
    pub is_vcse: bool,
    /// As registers of providers say them.
    pub sectors: BTreeSet<String>,
    /// Names of bodies that own it, where a register says so.
    pub owners: BTreeSet<String>,
}

/// A kind, and the sign it was told by, in words.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KindTold {
    pub code: String,
    pub sign: String,
}

/// Every kind a supplier is of, in the order of the list, each with its first sign.
pub fn told(kinds: &ProviderKinds, place: &str, facts: &Facts) -> Vec<KindTold> {
    let words: Vec<(BTreeSet<String>, Form)> = facts
        .names
        .iter()
        .map(|name| {
            let evened = even(name);
            (evened.words.into_iter().collect(), evened.form)
        })
        .collect();
    let sign = |kind: &ProviderKind| sign_of(kind, kinds, place, facts, &words);
    kinds.kinds.iter().filter_map(|kind| Some(KindTold { code: kind.code.clone(), sign: sign(kind)? })).collect()
}

fn sign_of(kind: &ProviderKind, all: &ProviderKinds, place: &str, facts: &Facts, words: &[(BTreeSet<String>, Form)]) -> Option<String> {
    let numbered = !(facts.companies.is_empty() && facts.charities.is_empty() && facts.mutuals.is_empty());
    if kind.scale.as_deref() == Some("sme") && facts.is_sme || kind.scale.as_deref() == Some("large") && facts.is_large {
        return Some("A notice or a register says so.".to_owned());
    }
    if kind.vcse && facts.is_vcse {
        return Some("A notice, a register or a payments file says so.".to_owned());
    }
    for number in &kind.numbers {
        let (register, own) = match number {
            Number::Charity => ("charity number", &facts.charities),
            Number::Mutual => ("number in the Mutuals Public Register", &facts.mutuals),
        };
        if let Some(own) = own.first() {
            return Some(format!("It has the {register} {own}."));
        }
    }
    if let Some(company) = facts.companies.iter().find(|company| kind.company_prefixes.iter().any(|prefix| company.starts_with(prefix))) {
        return Some(format!("Its company number {company} begins as those of this kind do."));
    }
    for form in &kind.forms {
        let (wanted, called) = match form {
            FormSaid::Cic => (Form::Cic, "community interest company"),
            FormSaid::Cio => (Form::Cio, "charitable incorporated organisation"),
            FormSaid::Llp => (Form::Llp, "limited liability partnership"),
        };
        if words.iter().any(|(_, found)| *found == wanted) {
            return Some(format!("Its name says that it is a {called}."));
        }
    }
    // Whoever has a number of a register is no person in trade under a name.
    if !(kind.code == "individual" && numbered)
        && let Some(list) = kind.names.iter().find(|list| words.iter().any(|(name, _)| list.iter().all(|word| name.contains(word))))
    {
        return Some(format!("Its name holds the words “{}”.", list.join(" ").to_lowercase()));
    }
    if let Some(sector) = facts.sectors.iter().find(|sector| kind.sectors.contains(&sector.to_lowercase())) {
        return Some(format!("A register of providers says: {sector}."));
    }
    if kind.listed == Some(List::AuthorityCompany) {
        let own: BTreeSet<String> = facts.names.iter().map(|name| even(name).compact()).collect();
        if let Some(listed) = all.authority_company.iter().find(|listed| own.contains(&even(&listed.name).compact())) {
            return Some(format!("On the list of such companies, as owned by {}.", listed.owner));
        }
        let is_council = |name: &str| even(name).words.iter().any(|word| word == "COUNCIL");
        if let Some(owner) =
            facts.owners.iter().find(|owner| is_council(owner)).filter(|_| !facts.names.iter().any(|name| is_council(name)))
        {
            return Some(format!("A register of providers says that {owner} owns it."));
        }
    }
    if kind.local
        && let Some(local) = all.local_to(place)
        && let Some(postcode) = facts.postcodes.iter().find(|postcode| local.postcodes.iter().any(|begins| lies_in(postcode, begins)))
    {
        return Some(format!("A file gives it the postcode {postcode}."));
    }
    None
}

/// `M33 4AB` lies in `M33` and in `M`, and not in `M3`.
fn lies_in(postcode: &str, begins: &str) -> bool {
    let postcode: String = postcode.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    // The last three characters are of the street.
    let outward = postcode.get(..postcode.len().saturating_sub(3)).unwrap_or_default();
    let Some(rest) = outward.strip_prefix(begins) else { return false };
    let is_area = begins.bytes().all(|b| b.is_ascii_alphabetic());
    if is_area { rest.bytes().next().is_some_and(|b| b.is_ascii_digit()) } else { rest.is_empty() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::provider_kinds::defaults;

    fn codes(facts: &Facts) -> Vec<String> {
        told(&defaults().expect("kinds"), "Northvale", facts).into_iter().map(|kind| kind.code).collect()
    }

    fn named(name: &str) -> Facts {
        Facts { names: [name.to_owned()].into(), ..Facts::default() }
    }

    fn set(text: &str) -> BTreeSet<String> {
        [text.to_owned()].into()
    }

    #[test]
    fn one_provider_may_be_of_several_kinds() {
        let facts = Facts { charities: set("1059832"), is_sme: true, postcodes: set("NV1 2AB"), ..named("Acorn Homes CIC") };
        assert_eq!(codes(&facts), ["sme", "vcse", "social_enterprise", "local"]);
        assert_eq!(told(&defaults().expect("kinds"), "Northvale", &facts)[1].sign, "It has the charity number 1059832.");
    }

    #[test]
    fn each_sign_tells_its_kind_and_nothing_else() {
        for (facts, want) in [
            (named("Bolton MBC"), vec!["public_body"]),
            (named("Oakley NHS Foundation Trust"), vec!["public_body"]),
            (named("Northvale Care Partnership Ltd"), vec!["authority_company"]),
            (Facts { owners: set("Aldermoor Borough Council"), ..named("Aldermoor Leisure Ltd") }, vec!["authority_company"]),
            (Facts { companies: set("IP030408"), ..named("Loaf Bakery Ltd") }, vec!["mutual"]),
            (named("Mrs A Holt"), vec!["individual"]),
            (Facts { companies: set("01234567"), ..named("Mr Plumb Ltd") }, vec![]),
            (Facts { is_large: true, ..named("Great Works plc") }, vec!["large"]),
            (Facts { sectors: set("Local Authority"), ..named("Hazel House") }, vec!["public_body"]),
            (named("Quiet Care Ltd"), vec![]),
        ] {
            assert_eq!(codes(&facts), want, "{facts:?}");
        }
    }

    #[test]
    fn a_district_is_not_another_that_begins_alike() {
        assert!(
            lies_in("M33 4AB", "M33")
                && lies_in("m334ab", "M")
                && !lies_in("M33 4AB", "M3")
                && !lies_in("ME1 4AB", "M")
                && !lies_in("", "M")
        );
    }
}
