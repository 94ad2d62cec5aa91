//! A name evened out: what is left when case, punctuation, legal form, abbreviations, trading names and account codes are taken away.

/// Legal form as a name says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The name does not say.
    #[default]
    Unsaid,
    Limited,
    Plc,
    Llp,
    /// Limited partnership.
    Lp,
    /// Community interest company.
    Cic,
    /// Charitable incorporated organisation.
    Cio,
    /// Of another country: Inc, GmbH, BV.
    Overseas,
}

impl Form {
    /// Whether two names may be of one body: a name often leaves its form out, and a company may have gone public.
    pub fn may_be(self, other: Form) -> bool {
        let public = |form| matches!(form, Form::Limited | Form::Plc);
        self == other || self == Form::Unsaid || other == Form::Unsaid || (public(self) && public(other))
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evened {
    /// What is left, in the order written.
    pub words: Vec<String>,
    pub form: Form,
    /// Other names the same text gives it, evened: what it trades as, what it was called. With the form each says.
    pub also: Vec<(String, Form)>,
    /// The body it says it is a part or a division of, evened.
    pub part_of: Option<String>,
}

impl Evened {
    /// Without spaces: `A E YATES` and `AE Yates` are alike.
    pub fn compact(&self) -> String {
        self.words.concat()
    }

    /// The same words in whatever order; empty for one word.
    pub fn in_any_order(&self) -> String {
        if self.words.len() < 2 {
            return String::new();
        }
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words.join(" ")
    }

    /// Without words that many names of one group differ by; empty where nothing tells it from others.
    pub fn stem(&self) -> String {
        let kept: Vec<&str> = self.words.iter().map(String::as_str).filter(|word| !WEAK.contains(word)).collect();
        if kept.len() == self.words.len() { String::new() } else { kept.concat() }
    }
}

const WEAK: [&str; 18] = [
    "UK",
    "GB",
    "GROUP",
    "HOLDINGS",
    "SERVICES",
    "SERVICE",
    "COMPANY",
    "ENGLAND",
    "EUROPE",
    "INTERNATIONAL",
    "SOLUTIONS",
    "NORTH",
    "WEST",
    "SOUTH",
    "EAST",
    "NORTHERN",
    "MANCHESTER",
    "LONDON",
];

/// What stands for what in the names that files write.
const ABBREVIATIONS: &[(&str, &[&str])] = &[
    ("ASSOC", &["ASSOCIATION"]),
    ("ASSN", &["ASSOCIATION"]),
    ("ASSOCS", &["ASSOCIATES"]),
    ("BC", &["BOROUGH", "COUNCIL"]),
    ("BROS", &["BROTHERS"]),
    ("CO", &["COMPANY"]),
    ("CTR", &["CENTRE"]),
    ("CENTER", &["CENTRE"]),
    ("COMM", &["COMMUNITY"]),
    ("DEPT", &["DEPARTMENT"]),
    ("EDUC", &["EDUCATION"]),
    ("ENG", &["ENGINEERING"]),
    ("GRP", &["GROUP"]),
    ("GTR", &["GREATER"]),
    ("HOSP", &["HOSPITAL"]),
    ("INTL", &["INTERNATIONAL"]),
    ("MBC", &["METROPOLITAN", "BOROUGH", "COUNCIL"]),
    ("MDC", &["METROPOLITAN", "DISTRICT", "COUNCIL"]),
    ("MGMT", &["MANAGEMENT"]),
    ("NORTHWEST", &["NORTH", "WEST"]),
    ("NW", &["NORTH", "WEST"]),
    ("PSHIP", &["PARTNERSHIP"]),
    ("RBC", &["ROYAL", "BOROUGH", "COUNCIL"]),
    ("SAINT", &["ST"]),
    ("SCH", &["SCHOOL"]),
    ("SERVS", &["SERVICES"]),
    ("SVCS", &["SERVICES"]),
    ("SOC", &["SOCIETY"]),
    ("UNITEDKINGDOM", &["UK"]),
    ("UNIV", &["UNIVERSITY"]),
];

fn form_of(word: &str) -> Option<Form> {
    Some(match word {
        "LTD" | "LIMITED" | "LIMTED" | "LIMITIED" | "CYF" | "CYFYNGEDIG" => Form::Limited,
        "PLC" => Form::Plc,
        "LLP" => Form::Llp,
        "LP" => Form::Lp,
        "CIC" => Form::Cic,
        "CIO" => Form::Cio,
        "INC" | "LLC" | "GMBH" | "BV" | "NV" | "CORP" => Form::Overseas,
        _ => return None,
    })
}

/// Evens a name out. What follows `T/A` or `formerly` stands in [`Evened::also`].
pub fn even(name: &str) -> Evened {
    let mut text = plain(name);
    let part_of = taken_out(&mut text, &["(PART OF ", "(A PART OF ", "(A DIVISION OF ", "(DIVISION OF ", "- PART OF ", "- A DIVISION OF "]);
    let former = taken_out(&mut text, &["(FORMERLY ", "(PREVIOUSLY ", "FORMERLY KNOWN AS ", "(NOW "]);
    for marker in ["TRADING AS ", "T/AS ", "T/A ", " TA "] {
        if text.find(marker).is_some_and(|at| at > 0) {
            text = text.replacen(marker, " \u{1} ", 1);
        }
    }
    for marker in [" C/O ", " A/C ", " FAO ", " = "] {
        if let Some(at) = text.find(marker).filter(|at| *at > 0) {
            text.truncate(at);
        }
    }
    // After `#` a ledger writes what it likes: an account, a branch, another name.
    let mut parts = text.split('\u{1}').map(|part| part.split('#').next().unwrap_or_default());
    let (words, form) = core(parts.next().unwrap_or_default());
    let mut also = Vec::new();
    for part in parts.chain(former.as_deref()) {
        let (other, its) = core(part);
        if other.iter().any(|word| word.len() > 2 && word.chars().any(char::is_alphabetic)) {
            also.push((other.concat(), its));
        }
    }
    let part_of = part_of.map(|of| core(&of).0.concat()).filter(|of| !of.is_empty());
    Evened { words, form, also, part_of }
}

/// In capitals; dots and apostrophes go, so that `R.J.` and `BARNARDO'S` are one word each; long forms of legal forms become short.
fn plain(name: &str) -> String {
    let mut text = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        match letter {
            '.' | '\'' | '’' | '‘' | '`' | '"' => {}
            '&' | '+' => text.push_str(" AND "),
            _ if letter.is_whitespace() => {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            _ => text.extend(letter.to_uppercase()),
        }
    }
    for (long, short) in [
        ("PUBLIC LIMITED COMPANY", "PLC"),
        ("COMMUNITY INTEREST COMPANY", "CIC"),
        ("LIMITED LIABILITY PARTNERSHIP", "LLP"),
        ("CHARITABLE INCORPORATED ORGANISATION", "CIO"),
    ] {
        if text.contains(long) {
            text = text.replace(long, short);
        }
    }
    text
}

/// Cuts out what stands after the first of the markers that is there, to the bracket that ends it, and gives it.
fn taken_out(text: &mut String, markers: &[&str]) -> Option<String> {
    let (at, marker) = markers.iter().find_map(|marker| text.find(marker).filter(|at| *at > 0).map(|at| (at, *marker)))?;
    let from = at + marker.len();
    let to = text[from..].find(')').map_or(text.len(), |end| from + end);
    let found = text[from..to].to_owned();
    text.replace_range(at..(to + 1).min(text.len()), " ");
    Some(found)
}

fn core(text: &str) -> (Vec<String>, Form) {
    let bracketed = text.trim_end().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let text = match bracketed {
        // A short form that repeats the first letters of the name: `FOSTER CARE ASSOCIATES LIMITED (FCA)`.
        Some((before, inside)) if is_short_for(inside, before) => before,
        _ => text,
    };
    let raw: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let mut words: Vec<String> = Vec::with_capacity(raw.len());
    let mut singles = false;
    for word in raw {
        if matches!(word, "THE" | "AND") {
            // `R & T` is `RT`: letters stay together over it.
            continue;
        }
        let is_single = word.len() == 1 && word.chars().all(char::is_alphabetic);
        match words.last_mut() {
            Some(last) if is_single && singles => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        singles = is_single;
    }
    let form_at = words.iter().enumerate().skip(1).find_map(|(at, word)| form_of(word).map(|form| (at, form)));
    let mut form = Form::Unsaid;
    if let Some((at, found)) = form_at {
        form = found;
        // A branch or an account may follow: `HOMECARE FOR YOU LTD BLACKBURN`.
        words.truncate(at);
    }
    if form == Form::Unsaid {
        while words.len() > 1 && words.last().is_some_and(|last| is_account(last)) {
            words.pop();
        }
    }
    if words.len() > 1 && words.first().is_some_and(|first| first.len() >= 5 && first.bytes().all(|b| b.is_ascii_digit())) {
        words.remove(0);
    }
    let mut evened = Vec::with_capacity(words.len());
    for word in words {
        match ABBREVIATIONS.iter().find(|(short, _)| *short == word) {
            Some((_, long)) => evened.extend(long.iter().map(|word| (*word).to_owned())),
            None => evened.push(word),
        }
    }
    (evened, form)
}

fn is_short_for(inside: &str, before: &str) -> bool {
    let first = |text: &str| text.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next()).collect::<String>();
    inside.len() >= 2 && !inside.contains(' ') && first(before).starts_with(inside)
}

/// A code that a ledger adds to a name: four digits or more, a letter or two before them.
fn is_account(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    word.len() - digits.len() <= 2 && digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit())
}

/// A name that stands for nobody in particular: `REDACTED PERSONAL DATA`, `VARIOUS SUPPLIERS`.
pub fn is_withheld(name: &str) -> bool {
    let text = plain(name.split('#').next().unwrap_or_default());
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty() && *word != "NAME").unwrap_or_default();
    first.is_empty()
        || matches!(first, "REDACTED" | "REDACTION" | "WITHHELD" | "CONFIDENTIAL" | "VARIOUS" | "SUNDRY" | "ANONYMISED" | "UNKNOWN" | "NA")
        || text.contains("REDACTED")
        || text.contains("NAME LEFT OUT")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        let (a, b) = (even(a), even(b));
        a.compact() == b.compact() && a.form.may_be(b.form)
    }

    #[test]
    fn what_files_write_differently_is_evened() {
        for (a, b) in [
            ("R.J. Acorn & Sons Ltd.", "R J ACORN AND SONS LIMITED"),
            ("The Together Trust", "TOGETHER TRUST"),
            ("BARNARDO'S", "Barnardos"),
            ("A E YATES LIMITED#1", "A.E. Yates Ltd"),
            ("SEDDONS (PLANT & ENGINEERS) LTD", "SEDDONS (PLANT &ENGINEERS) LTD"),
            ("FREIGHT TRANSPORT ASSOC LTD", "Freight Transport Association"),
            ("FOSTER CARE ASSOCIATES LIMITED (FCA)", "FOSTER CARE ASSOCIATES LTD"),
            ("N POWER", "NPOWER LIMITED#BUSINESS"),
            ("Acorn Homes Community Interest Company", "ACORN HOMES C.I.C."),
            ("SIGNPOST SOLUTIONS LIMITED T/A SIGNFIX", "SIGNPOST SOLUTIONS LTD"),
            ("ACORN CARE 100234", "Acorn Care"),
            ("Bolton MBC", "BOLTON METROPOLITAN BOROUGH COUNCIL"),
        ] {
            assert!(alike(a, b), "{a} | {b}: {:?} {:?}", even(a), even(b));
        }
    }

    #[test]
    fn what_makes_another_body_is_kept() {
        for (a, b) in [
            ("MARIA MALLABAND 15 LIMITED", "MARIA MALLABAND 16 LIMITED"),
            ("ACORN LLP", "ACORN LIMITED"),
            ("ACORN (UK) LIMITED", "ACORN LIMITED"),
            ("NORTH CARE", "SOUTH CARE"),
        ] {
            assert!(!alike(a, b), "{a} | {b}");
        }
        assert_eq!(even("PONTVILLE SCHOOL (PART OF WITHERSLACK GROUP)").part_of.as_deref(), Some("WITHERSLACKGROUP"));
        assert_eq!(even("LEEDS COMMERCIAL TA L C VEHICLE HIRE").also, [("LCVEHICLEHIRE".to_owned(), Form::Unsaid)]);
        assert_eq!(even("Limited").words, ["LIMITED"]);
    }

    #[test]
    fn a_name_that_stands_for_nobody_is_told() {
        assert!(!is_withheld("Moss Farm Cattery#REDACTED"));
        for name in ["REDACTED PERSONAL DATA", "Name withheld", "", "--", "Various suppliers", "Individual name left out"] {
            assert!(is_withheld(name), "{name}");
        }
        assert!(!is_withheld("Variety Club"));
    }
}
