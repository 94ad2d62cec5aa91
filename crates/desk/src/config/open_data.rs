//! What stands in the files of open data: the publisher's own beginnings of identifiers, and the licence.

/// As `config/default.toml` and the authority say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDataSettings {
    /// `ocds-` and six letters or digits.
    pub ocid_prefix: String,
    /// `360G-` and the publisher's own letters.
    pub grants_prefix: String,
    /// An address.
    pub licence: String,
}

impl OpenDataSettings {
    /// Whether the authority has put its own prefixes here.
    pub fn is_registered(&self) -> bool {
        self.ocid_prefix != "ocds-sample" && self.grants_prefix != "360G-sample"
    }
}

/// What is wrong with a text that is typed for one of these settings, as its mend.
pub fn mend(key: &str, text: &str) -> Option<&'static str> {
    let small = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let own = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let fits = match key {
        "open_data.ocid_prefix" => text.strip_prefix("ocds-").is_some_and(|rest| rest.len() == 6 && small(rest)),
        "open_data.grants_prefix" => text.strip_prefix("360G-").is_some_and(own),
        "open_data.licence" => text.starts_with("https://") && !text.contains(char::is_whitespace),
        _ => !text.is_empty(),
    };
    if fits {
        return None;
    }
    Some(match key {
        "open_data.ocid_prefix" => "write ocds- and the six small letters or digits you were given, as ocds-h6vhtk",
        "open_data.grants_prefix" => "write 360G- and the letters you were given, as 360G-trafford",
        "open_data.licence" => "write the address of the licence, beginning with https://",
        _ => "write something",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_that_no_publisher_can_have_is_refused_with_its_mend() {
        for (key, good, bad) in [
            ("open_data.ocid_prefix", "ocds-h6vhtk", "ocds-H6VHTK"),
            ("open_data.grants_prefix", "360G-trafford", "trafford"),
            ("open_data.licence", "https://example.org/licence", "OGL"),
        ] {
            assert_eq!(mend(key, good), None);
            assert!(mend(key, bad).is_some_and(|mend| mend.starts_with("write ")), "{key}");
        }
    }
}
