//! What goes to the terminal. A closed pipe (`| head`) is a quiet end, not an error.

use std::io::{ErrorKind, Write};

/// As wide as words are read easily.
pub const WIDTH: usize = 88;

pub fn line(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => std::process::exit(0),
        other => Ok(other?),
    }
}

/// JSON on one line, for another program.
pub fn json(value: &impl serde::Serialize) -> anyhow::Result<()> {
    line(&serde_json::to_string(value)?)
}

/// An error with its causes, each on a line of its own; with `--json`, as an object.
pub fn complaint(error: &anyhow::Error, json: bool) -> String {
    let mut told: Vec<String> = error.chain().map(ToString::to_string).collect();
    // A cause that an error already repeats in its own words is said once.
    told.dedup_by(|cause, above| above.contains(cause.as_str()));
    if json {
        return serde_json::json!({ "error": told.first(), "because": told.get(1..) }).to_string();
    }
    told.join("\n  because: ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn a_complaint_tells_each_cause_once() {
        let error = anyhow!("the disk is full").context("a.csv cannot be kept: the disk is full").context("nothing was loaded");
        assert_eq!(complaint(&error, false), "nothing was loaded\n  because: a.csv cannot be kept: the disk is full");
        assert_eq!(complaint(&anyhow!("no"), true), r#"{"because":[],"error":"no"}"#);
    }
}
