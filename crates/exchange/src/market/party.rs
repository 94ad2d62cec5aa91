//! A supplier, a buyer, a funder or a bidder as one file names it.

/// What a file says of an organisation. Empty where it does not say.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Party {
    pub name: String,
    /// Companies House number, eight characters.
    pub company: String,
    /// Charity number as registered; Scottish and Northern Irish ones with their letters.
    pub charity: String,
    /// Mutuals Public Register number.
    pub mutual: String,
    /// Number in the central register of suppliers and buyers.
    pub ppon: String,
    pub vat: String,
    /// Any other identifier, `SCHEME-id`.
    pub other: String,
    pub postcode: String,
    pub region: String,
    /// `sme` or `large`, as a notice or a register says it.
    pub scale: String,
    /// Voluntary, community or social enterprise, as a notice or a register says it.
    pub vcse: Option<bool>,
}

impl Party {
    /// The key rows of facts carry: the strongest identifier the file gives, else the name with case, punctuation and legal form evened
    /// out. The same organisation may have several keys; which belong together is told by matching, never by this.
    pub fn key(&self) -> String {
        let known = [("GB-COH", &self.company), ("GB-CHC", &self.charity), ("GB-MPR", &self.mutual), ("GB-PPON", &self.ppon)];
        if let Some((scheme, id)) = known.into_iter().find(|(_, id)| !id.is_empty()) {
            return format!("{scheme}-{id}");
        }
        if !self.other.is_empty() {
            return self.other.clone();
        }
        format!("name:{}", even(&self.name))
    }
}

/// A name in capitals with single spaces and neither punctuation nor accents' absence guessed: `R.J. Acorn & Sons Ltd.` is `RJ ACORN AND SONS LTD`.
pub fn even(name: &str) -> String {
    let mut evened = String::with_capacity(name.len());
    let mut gap = false;
    for letter in name.chars() {
        if letter == '&' {
            evened.push_str(if evened.is_empty() { "AND" } else { " AND" });
            gap = true;
        } else if letter.is_alphanumeric() {
            if gap && !evened.is_empty() {
                evened.push(' ');
            }
            gap = false;
            evened.extend(letter.to_uppercase());
        } else if letter.is_whitespace() || matches!(letter, '-' | '/' | ',' | '(' | ')') {
            gap = true;
        }
    }
    evened
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_evened_and_an_identifier_goes_before_it() {
        assert_eq!(even("R.J. Acorn & Sons Ltd."), "RJ ACORN AND SONS LTD");
        assert_eq!(even("  Acorn-Care  (North) "), "ACORN CARE NORTH");
        let party = Party { name: "Acorn".into(), company: "01234567".into(), ..Party::default() };
        assert_eq!(party.key(), "GB-COH-01234567");
        assert_eq!(Party { company: String::new(), ..party }.key(), "name:ACORN");
    }
}
