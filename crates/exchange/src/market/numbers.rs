//! Numbers of organisations as files write them, made to the form of their register; empty where a cell holds none.

/// A Companies House number of eight characters: `2535986` is `02535986`, `sc123456` is `SC123456`.
pub fn company(text: &str) -> String {
    let clean: String = text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    let letters = clean.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = clean.get(letters..).unwrap_or_default();
    let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    match (letters, digits.len()) {
        (0, 5..=8) if all_digits && digits.bytes().any(|byte| byte != b'0') => format!("{clean:0>8}"),
        (2, 4..=6) if all_digits => format!("{}{digits:0>6}", clean.get(..2).unwrap_or_default()),
        // Industrial and provident societies: IP12345R.
        (2, 6) if digits.bytes().take(5).all(|byte| byte.is_ascii_digit()) => clean,
        _ => String::new(),
    }
}

/// A charity number: of England and Wales in digits, of Scotland `SC012345`, of Northern Ireland `NIC100012`.
pub fn charity(text: &str) -> String {
    let clean: String =
        text.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').map(|letter| letter.to_ascii_uppercase()).collect();
    let (main, linked) = clean.split_once('-').unwrap_or((&clean, ""));
    let digits = main.trim_start_matches("NIC").trim_start_matches("SC").trim_start_matches("XR");
    let is_number =
        (5..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) && digits.bytes().any(|byte| byte != b'0');
    let is_linked = linked.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && is_linked { main.to_owned() } else { String::new() }
}

/// A VAT number, digits with the country before them: `GB812311285`.
pub fn vat(text: &str) -> String {
    let clean: String = text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    let digits = clean.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
    match digits.len() {
        9 | 12 if digits.bytes().all(|byte| byte.is_ascii_digit()) => format!("GB{digits}"),
        _ => String::new(),
    }
}

/// The code of an area, as the Office for National Statistics gives it: `E08000009`.
pub fn area(text: &str) -> Option<&str> {
    let text = text.trim();
    let (letter, digits) = (text.get(..1)?, text.get(1..)?);
    (matches!(letter, "E" | "W" | "S" | "N") && digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

/// A cell's text; empty where it says only that there is none: `NA`, `N/A`, `#N/A`, `NULL`, `-`.
pub fn said(text: &str) -> &str {
    let text = text.trim();
    // Asked of every cell of every row: most are plain from their first letter.
    let may_be = text.len() <= 14 && matches!(text.as_bytes().first(), Some(b'n' | b'N' | b'#' | b'-' | b'\\'));
    if may_be && NONE.iter().any(|none| text.eq_ignore_ascii_case(none)) { "" } else { text }
}

const NONE: [&str; 14] =
    ["na", "n/a", "#n/a", "#ref!", "#value!", "#name?", "null", "none", "-", "--", "nan", "not applicable", "n.a.", "\\n"];

/// Yes or no, however it is put; none where it is neither.
pub fn yes(text: &str) -> Option<bool> {
    match said(text).to_ascii_lowercase().as_str() {
        "yes" | "y" | "true" | "1" | "x" | "vcse" | "sme" => Some(true),
        "no" | "n" | "false" | "0" | "non-vcse" | "non-sme" => Some(false),
        text if text.starts_with("yes") => Some(true),
        text if text.starts_with("no ") || text.starts_with("not ") => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_take_the_form_of_their_register() {
        for (text, as_company) in [
            ("2535986", "02535986"),
            ("04166647", "04166647"),
            ("sc123456", "SC123456"),
            ("NA", ""),
            ("0", ""),
            ("IP12345R", "IP12345R"),
            ("Not known", ""),
            ("RC000123", "RC000123"),
        ] {
            assert_eq!(company(text), as_company, "{text}");
        }
        for (text, as_charity) in
            [("210843", "210843"), ("1091263-2", "1091263"), ("SC012345", "SC012345"), ("NIC100012", "NIC100012"), ("n/a", ""), ("12", "")]
        {
            assert_eq!(charity(text), as_charity, "{text}");
        }
        assert_eq!((vat("GB 812 3112 85"), vat("812311285"), vat("NA")), ("GB812311285".into(), "GB812311285".into(), String::new()));
        assert_eq!((area("E08000001   "), area("E0800009"), said("#N/A"), said("Name")), (Some("E08000001"), None, "", "Name"));
    }
}
