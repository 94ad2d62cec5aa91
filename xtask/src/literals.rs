//! The string literals of Rust source outside its tests, with their lines: what a program might show.

/// A literal with the line it begins on, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    pub line: usize,
    pub text: String,
}

/// Source up to its own tests.
pub fn before_tests(source: &str) -> &str {
    source.find("#[cfg(test)]\nmod ").map_or(source, |at| &source[..at])
}

/// Every string literal, escapes left as written. Comments and character literals are passed over.
pub fn literals(source: &str) -> Vec<Literal> {
    let mut found = Vec::new();
    let bytes = source.as_bytes();
    let (mut at, mut line) = (0, 1);
    let rest = |at: usize| source.get(at..).unwrap_or("");
    while at < bytes.len() {
        let start = at;
        if rest(at).starts_with("//") {
            at += rest(at).find('\n').unwrap_or(bytes.len() - at);
        } else if rest(at).starts_with("/*") {
            at += rest(at).find("*/").map_or(bytes.len() - at, |end| end + 2);
        } else if bytes[at] == b'r' && !before_is_word(bytes, at) && raw_hashes(&bytes[at..]).is_some() {
            let hashes = raw_hashes(&bytes[at..]).unwrap_or(0);
            let open = at + 2 + hashes;
            let close = format!("\"{}", "#".repeat(hashes));
            let end = rest(open).find(&close).map_or(bytes.len(), |end| open + end);
            found.push(Literal { line, text: source.get(open..end).unwrap_or("").to_owned() });
            at = (end + close.len()).min(bytes.len());
        } else if bytes[at] == b'"' {
            let mut end = at + 1;
            while end < bytes.len() && bytes[end] != b'"' {
                end += if bytes[end] == b'\\' { 2 } else { 1 };
            }
            found.push(Literal { line, text: source.get(at + 1..end.min(bytes.len())).unwrap_or("").to_owned() });
            at = (end + 1).min(bytes.len());
        } else if bytes[at] == b'\'' {
            at += char_literal(rest(at));
        } else {
            at += 1;
        }
        line += bytes[start..at.min(bytes.len())].iter().filter(|b| **b == b'\n').count();
    }
    found
}

fn before_is_word(bytes: &[u8], at: usize) -> bool {
    at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

/// The hashes of a raw string that begins here (`r"`, `r#"`), if one does.
fn raw_hashes(bytes: &[u8]) -> Option<usize> {
    let hashes = bytes.iter().skip(1).take_while(|b| **b == b'#').count();
    (bytes.get(1 + hashes) == Some(&b'"')).then_some(hashes)
}

/// How long a character literal is; 1 where it is a lifetime.
fn char_literal(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text.char_indices().skip(3).find(|(_, c)| *c == '\'').map_or(1, |(at, _)| at + 1),
        Some(_) => match chars.next() {
            Some((at, '\'')) => at + 1,
            _ => 1,
        },
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_found_outside_comments_lifetimes_and_characters() {
        let source =
            "// \"no\"\nfn a<'x>(b: &'x str) { c('\"', \"one\\\" two\"); /* \"no\" */ d(r#\"three \"four\"\"#); e('\\''); f(\"five\") }";
        let texts: Vec<_> = literals(source).into_iter().map(|l| (l.line, l.text)).collect();
        assert_eq!(texts, [(2, "one\\\" two".to_owned()), (2, "three \"four\"".to_owned()), (2, "five".to_owned())]);
    }

    #[test]
    fn a_files_own_tests_are_left_out() {
        assert_eq!(before_tests("a\n#[cfg(test)]\nmod tests {}\n"), "a\n");
    }
}
