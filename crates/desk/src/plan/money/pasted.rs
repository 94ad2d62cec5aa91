//! Lines typed or pasted from a spreadsheet, one for each thing that could be done: code, title, cost, recurrent or one-off, points.

use std::collections::BTreeMap;

use model::allocation::{Candidate, MoneyLine};
use model::fund::{MoneyKind, MoneyTerm};
use quantity::Money;

/// The most lines that are read at once.
const MOST: usize = 2_000;

/// Candidates from lines parted by tabs or semicolons. Every line that cannot be read is named, with the mend.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn candidates(text: &str) -> Result<Vec<Candidate>, Vec<String>> {
    let lines: Vec<(usize, &str)> =
        text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim().is_empty()).collect();
    if lines.len() > MOST {
        return Err(vec![format!("{} lines is more than are read at once ({MOST}). Send them in parts", lines.len())]);
    }
    let (mut made, mut wrong) = (Vec::new(), Vec::new());
    for (at, line) in lines {
        match candidate(line) {
            Ok(one) => made.push(one),
            Err(mend) => wrong.push(format!("Line {at}: {mend}")),
        }
    }
    if wrong.is_empty() { Ok(made) } else { Err(wrong) }
}

fn candidate(line: &str) -> Result<Candidate, String> {
    let parted = if line.contains('\t') { '\t' } else { ';' };
    let cells: Vec<&str> = line.split(parted).map(str::trim).collect();
    let [code, title, cost, term, points] = cells.as_slice() else {
        return Err(format!("five parts are wanted (code; title; cost; recurrent or one-off; points), and this has {}", cells.len()));
    };
    if code.is_empty() || title.is_empty() {
        return Err("give it a code and a title".to_owned());
    }
    let amount = Money::parse(cost).map_err(|error| error.to_string())?;
    if amount < Money::ZERO {
        return Err(format!("the cost “{cost}” is below nothing; a saving is a cheaper version"));
    }
    let term = match term.to_lowercase().as_str() {
        "recurrent" | "r" => MoneyTerm::Recurrent,
        "one-off" | "one off" | "o" => MoneyTerm::OneOff,
        _ => return Err(format!("“{term}” is neither recurrent nor one-off")),
    };
    let points = points.parse().map_err(|_| format!("“{points}” is not a whole number of points"))?;
    Ok(Candidate {
        code: (*code).to_owned(),
        title: (*title).to_owned(),
        version_of: String::new(),
        option: None,
        points,
        money: vec![MoneyLine { year: 0, amount, term, kind: MoneyKind::Revenue, partner: None }],
        reach: BTreeMap::new(),
        gains: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_from_a_spreadsheet_or_typed_are_read_alike() {
        let read = candidates("A\tStrength classes\t£310,000\trecurrent\t62\n\nF; Winter beds; 420,000; one-off; 58\n").expect("two");
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].cost(), read[0].points), (Money::from_pounds(310_000), 62));
        assert_eq!((read[1].money[0].term, read[1].title.as_str()), (MoneyTerm::OneOff, "Winter beds"));
    }

    #[test]
    fn every_line_that_cannot_be_read_is_named_with_its_mend() {
        let wrong = candidates("A; Classes; 310,000; recurrent; 62\nB; Checks; lots; recurrent; 31\nC; Drivers; 95,000; always; 17\nD; Line; 1; o; 2.5\nE; only\n; x; 1; r; 1\nG; Less; -5; r; 1")
            .expect_err("six are wrong");
        assert_eq!(wrong.len(), 6);
        for (said, part) in
            wrong.iter().zip(["Line 2", "Line 3: “always”", "Line 4: “2.5” is not a whole", "Line 5: five parts", "Line 6", "Line 7"])
        {
            assert!(said.starts_with(part), "{said}");
        }
    }
}
