//! Amounts of money as files write them, exact to the penny: no floating point stands between the cell and its pence.

/// An amount as it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    pub pence: i64,
    /// Where its own sign or letters say one: ISO 4217.
    pub currency: Option<&'static str>,
    pub way: Way,
}

/// What was more to it than digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Plain,
    /// `(12.50)`: less than nothing.
    Brackets,
    /// `12.50-`
    MinusBehind,
    /// `12.50 CR`: a credit.
    Credit,
    /// More than two decimals, to the nearest penny.
    Rounded,
    /// `1.2m`, `£3k`, `1.2E+05`
    Scaled,
}

impl Way {
    /// What was made of it, as a sentence; none where there is nothing to say.
    pub fn read_as(self) -> Option<&'static str> {
        Some(match self {
            Way::Plain => return None,
            Way::Brackets => "An amount in brackets: read as less than nothing.",
            Way::MinusBehind => "An amount with its minus behind it: read as less than nothing.",
            Way::Credit => "An amount marked CR, a credit: read as less than nothing.",
            Way::Rounded => "More than two decimals: read to the nearest penny.",
            Way::Scaled => "Thousands or millions were multiplied out.",
        })
    }
}

/// A trillion pounds: what is more is a reference number in the wrong column.
const MOST: i128 = 100_000_000_000_000;

/// Signs and letters of currencies.
const CURRENCIES: [(&str, &str); 12] = [
    ("£", "GBP"),
    ("€", "EUR"),
    ("$", "USD"),
    ("GBP", "GBP"),
    ("EUR", "EUR"),
    ("USD", "USD"),
    ("CHF", "CHF"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
    ("PLN", "PLN"),
    ("UAH", "UAH"),
];

/// The ISO code of a currency's name, sign or code, where it is one that is known.
pub fn currency(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let known = CURRENCIES.iter().find(|(sign, _)| text.eq_ignore_ascii_case(sign)).map(|(_, code)| *code);
    known.or_else(|| match text.to_lowercase().as_str() {
        "sterling" | "pounds" | "pound" | "pounds sterling" | "uk pounds" | "gb pounds" => Some("GBP"),
        "euro" | "euros" => Some("EUR"),
        "dollars" | "us dollars" => Some("USD"),
        _ => None,
    })
}

/// None where the text is no amount.
pub fn amount(text: &str) -> Option<Amount> {
    if let Some(plain) = plain(text.as_bytes()) {
        return Some(plain);
    }
    let (mut rest, mut negative, mut way, mut found) = (text.trim_matches(is_gap), false, Way::Plain, None);
    loop {
        let before = rest;
        if let Some(inside) = rest.strip_prefix('(').and_then(|inside| inside.strip_suffix(')')) {
            (rest, way) = (inside, Way::Brackets);
            if !first_minus(&mut negative) {
                return None;
            }
        } else if let Some(after) = rest.strip_prefix(['-', '−', '–']) {
            rest = after;
            if !first_minus(&mut negative) {
                return None;
            }
        } else if let Some(before) = rest.strip_suffix(['-', '−', '–']) {
            (rest, way) = (before, Way::MinusBehind);
            if !first_minus(&mut negative) {
                return None;
            }
        } else if let Some(before) = ending(rest, "CR") {
            (rest, way) = (before, Way::Credit);
            if !first_minus(&mut negative) {
                return None;
            }
        } else if let Some(before) = ending(rest, "DR") {
            rest = before;
        } else if let Some(after) = rest.strip_prefix(['+', '\'']) {
            rest = after;
        } else if let Some((shorter, code)) = without_currency(rest) {
            if found.is_some_and(|had| had != code) {
                return None;
            }
            (rest, found) = (shorter, Some(code));
        }
        rest = rest.trim_matches(is_gap);
        if rest == before {
            break;
        }
    }
    let (rest, shift) = scaled(rest);
    let (pence, more) = digits(rest, shift)?;
    let way = match way {
        Way::Plain if shift != 0 => Way::Scaled,
        Way::Plain if more => Way::Rounded,
        way => way,
    };
    let pence = i64::try_from(pence).ok()?;
    Some(Amount { pence: if negative { -pence } else { pence }, currency: found, way })
}

/// False where it was less than nothing already.
fn first_minus(negative: &mut bool) -> bool {
    !std::mem::replace(negative, true)
}

fn is_gap(letter: char) -> bool {
    letter.is_whitespace() || letter == '\u{a0}'
}

/// `-1234.5`, as most cells are.
fn plain(bytes: &[u8]) -> Option<Amount> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (mut pence, mut decimals, mut any) = (0i64, None, false);
    for byte in digits {
        match (byte, decimals) {
            (b'0'..=b'9', Some(2)) => {
                // A third nought says nothing; anything else is told as rounded.
                if *byte != b'0' {
                    return None;
                }
            }
            (b'0'..=b'9', _) => {
                any = true;
                pence = pence.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                decimals = decimals.map(|count| count + 1);
            }
            (b'.', None) => decimals = Some(0),
            _ => return None,
        }
    }
    let pence = pence.checked_mul(match decimals {
        Some(2) => 1,
        Some(1) => 10,
        _ => 100,
    })?;
    let fits = any && i128::from(pence) < MOST;
    fits.then_some(Amount { pence: if negative { -pence } else { pence }, currency: None, way: Way::Plain })
}

fn ending<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(mark.len())?;
    let (before, end) = (text.get(..at)?, text.get(at..)?);
    let is_behind_digits = before.trim_end().ends_with(|letter: char| letter.is_ascii_digit() || letter == ')');
    (end.eq_ignore_ascii_case(mark) && is_behind_digits).then_some(before)
}

fn without_currency(text: &str) -> Option<(&str, &'static str)> {
    CURRENCIES.iter().find_map(|(sign, code)| {
        let begins = text.get(..sign.len()).filter(|begin| begin.eq_ignore_ascii_case(sign)).and_then(|_| text.get(sign.len()..));
        let ends = || {
            let at = text.len().checked_sub(sign.len())?;
            text.get(at..).filter(|end| end.eq_ignore_ascii_case(sign)).and_then(|_| text.get(..at))
        };
        begins.or_else(ends).map(|rest| (rest, *code))
    })
}

/// The digits, and by how many places the point moves.
fn scaled(text: &str) -> (&str, i32) {
    let lower = text.to_ascii_lowercase();
    for (mark, shift) in [("million", 6), ("thousand", 3), ("billion", 9), ("bn", 9), ("mn", 6), ("m", 6), ("k", 3)] {
        if lower.ends_with(mark) {
            return (text.get(..text.len() - mark.len()).unwrap_or_default().trim_end(), shift);
        }
    }
    if let Some(at) = lower.find('e')
        && let Ok(shift) = lower.get(at + 1..).unwrap_or_default().trim_start_matches('+').parse::<i32>()
        && (-12..=12).contains(&shift)
        && at > 0
    {
        return (text.get(..at).unwrap_or_default(), shift);
    }
    (text, 0)
}

/// Pence of digits with separators of thousands and a point, and whether anything beyond the penny was lost.
fn digits(text: &str, shift: i32) -> Option<(i128, bool)> {
    let point = decimal_point(text)?;
    let (whole, decimals) = match point {
        Some(at) => (text.get(..at)?, text.get(at + 1..)?),
        None => (text, ""),
    };
    let mut all: Vec<u8> = grouped(whole)?;
    if !decimals.bytes().all(|byte| byte.is_ascii_digit()) || (all.is_empty() && decimals.is_empty()) || decimals.len() > 30 {
        return None;
    }
    all.extend(decimals.bytes());
    // Places behind the penny.
    let beyond = decimals.len() as i32 - 2 - shift;
    let mut value: i128 = 0;
    for digit in &all {
        value = value.checked_mul(10)?.checked_add(i128::from(digit - b'0'))?;
    }
    let (pence, more) = if beyond <= 0 {
        (value.checked_mul(10i128.checked_pow(beyond.unsigned_abs())?)?, false)
    } else {
        let part = 10i128.checked_pow(beyond.unsigned_abs())?;
        let (kept, lost) = (value / part, value % part);
        (if lost * 2 >= part { kept + 1 } else { kept }, lost != 0)
    };
    (pence < MOST).then_some((pence, more))
}

/// Where the decimal point stands: a full stop, or a comma in files that write `1.234,50` and `12,5`.
fn decimal_point(text: &str) -> Option<Option<usize>> {
    let (stop, comma) = (text.rfind('.'), text.rfind(','));
    Some(match (stop, comma) {
        (Some(stop), Some(comma)) if comma > stop => Some(comma),
        (Some(stop), _) if text.matches('.').count() == 1 => Some(stop),
        (Some(_), None) => None,
        (Some(_), Some(_)) => return None,
        (None, Some(comma)) if text.matches(',').count() == 1 && text.len() - comma - 1 != 3 => Some(comma),
        (None, _) => None,
    })
}

/// Digits alone: parted by commas, points, spaces or apostrophes at each thousand, or not at all.
fn grouped(text: &str) -> Option<Vec<u8>> {
    let parts: Vec<&str> = text.split([',', '.', ' ', '\'', '\u{a0}', '\u{2009}', '\u{202f}']).collect();
    let fits = |(nth, part): (usize, &&str)| match (nth, parts.len()) {
        (_, 1) => true,
        (0, _) => (1..=3).contains(&part.len()),
        _ => part.len() == 3,
    };
    let digits: Vec<u8> = parts.concat().into_bytes();
    (parts.iter().enumerate().all(fits) && digits.iter().all(u8::is_ascii_digit) && digits.len() <= 30).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_people_and_programs_write_them() {
        for (text, pence, currency, way) in [
            ("1234.5", 123_450, None, Way::Plain),
            ("-2500", -250_000, None, Way::Plain),
            ("4101.360000", 410_136, None, Way::Plain),
            ("£1,234.50", 123_450, Some("GBP"), Way::Plain),
            ("-£12", -1_200, Some("GBP"), Way::Plain),
            ("£ -12.05", -1_205, Some("GBP"), Way::Plain),
            ("(1,234.50)", -123_450, None, Way::Brackets),
            ("(£5)", -500, Some("GBP"), Way::Brackets),
            ("12.50-", -1_250, None, Way::MinusBehind),
            ("12.50 CR", -1_250, None, Way::Credit),
            ("12.50cr", -1_250, None, Way::Credit),
            ("12.50 DR", 1_250, None, Way::Plain),
            ("EUR 1.234,50", 123_450, Some("EUR"), Way::Plain),
            ("€12,5", 1_250, Some("EUR"), Way::Plain),
            ("1 234 567.89", 123_456_789, None, Way::Plain),
            ("0.285", 29, None, Way::Rounded),
            ("0.30000000000000004", 30, None, Way::Rounded),
            ("£1.2m", 120_000_000, Some("GBP"), Way::Scaled),
            ("680k", 68_000_000, None, Way::Scaled),
            ("1.25E+05", 12_500_000, None, Way::Scaled),
            (".5", 50, None, Way::Plain),
        ] {
            assert_eq!(amount(text), Some(Amount { pence, currency, way }), "{text}");
        }
        for text in [
            "",
            "TBC",
            "-",
            "£",
            "1,23",
            "12,34,56",
            "--5",
            "(-5)",
            "5 apples",
            "£5 €5",
            "1.2.3",
            "99999999999999999999",
            "1e99",
            "CR",
            ".",
        ] {
            let expected = if text == "1,23" { Some(123) } else { None };
            assert_eq!(amount(text).map(|amount| amount.pence), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_in_any_way_is_read_back_to_the_penny(pence in -9_999_999_999_999i64..9_999_999_999_999) {
            let sign = if pence < 0 { "-" } else { "" };
            let (pounds, odd) = (pence.unsigned_abs() / 100, pence.unsigned_abs() % 100);
            let thousands = quantity::money::group_thousands(pounds);
            for text in [format!("{sign}{pounds}.{odd:02}"), format!("{sign}£{thousands}.{odd:02}"), format!("{thousands}.{odd:02}{sign}")] {
                prop_assert_eq!(amount(&text).map(|amount| amount.pence), Some(pence), "{}", text);
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            let _ = amount(&text);
        }
    }
}
