//! Lines typed or pasted from a spreadsheet: things that could be done (code, title, cost, recurrent or one-off, points), and budget
//! lines with every way to save on them.

use model::allocation::{Candidate, MoneyLine};
use model::budget_change::{BudgetLine, Saving};
use model::fund::{MoneyKind, MoneyTerm};
use quantity::Money;

/// The most lines that are read at once.
const MOST: usize = 2_000;

/// Candidates of a plan of so many years, from lines parted by tabs or semicolons. Every line that cannot be read is named, with the mend.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn candidates(text: &str, years: u8) -> Result<Vec<Candidate>, Vec<String>> {
    each(text, |cells| candidate(cells, years))
}

/// Budget lines: name; budget; what is proposed; saves; points lost; who is hit; what replaces it; what leaves no choice. A line of a name
/// that was there before is another way to save on it, and needs no budget. The last two may be left out.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn budget_lines(text: &str) -> Result<Vec<BudgetLine>, Vec<String>> {
    let mut made: Vec<BudgetLine> = Vec::new();
    for (name, before, saving, protected_by) in each(text, way_to_save)? {
        match (made.iter_mut().find(|line| line.name == name), before) {
            (Some(line), None) => line.otherwise.push(saving),
            (Some(line), Some(again)) if again == line.before => line.otherwise.push(saving),
            (Some(line), Some(again)) => {
                return Err(vec![format!("“{name}” has {} first and {} later. Leave one out", line.before.in_full(), again.in_full())]);
            }
            (None, Some(before)) => {
                made.push(BudgetLine { name, service: None, before, protected_by, proposed: saving, otherwise: Vec::new() });
            }
            (None, None) => return Err(vec![format!("“{name}” has no budget. Write what it has today in its second part")]),
        }
    }
    Ok(made)
}

/// What each line that is not empty makes, or a sentence for each that makes nothing.
pub(crate) fn each<T>(text: &str, read: impl Fn(&[&str]) -> Result<T, String>) -> Result<Vec<T>, Vec<String>> {
    let lines: Vec<(usize, &str)> =
        text.lines().enumerate().map(|(at, line)| (at + 1, line)).filter(|(_, line)| !line.trim().is_empty()).collect();
    if lines.len() > MOST {
        return Err(vec![format!("{} lines is more than are read at once ({MOST}). Send them in parts", lines.len())]);
    }
    let (mut made, mut wrong) = (Vec::new(), Vec::new());
    for (at, line) in lines {
        let parted = if line.contains('\t') { '\t' } else { ';' };
        let cells: Vec<&str> = line.split(parted).map(str::trim).collect();
        match read(&cells) {
            Ok(one) => made.push(one),
            Err(mend) => wrong.push(format!("Line {at}: {mend}")),
        }
    }
    if wrong.is_empty() { Ok(made) } else { Err(wrong) }
}

fn way_to_save(cells: &[&str]) -> Result<(String, Option<Money>, Saving, String), String> {
    let [name, before, what, amount, lost, rest @ ..] = cells else {
        return Err(format!(
            "five parts at least are wanted (line; budget; what is proposed; saves; points lost), and this has {}",
            cells.len()
        ));
    };
    if name.is_empty() || what.is_empty() {
        return Err("give the line a name, and say what is proposed".to_owned());
    }
    let before = if before.is_empty() { None } else { Some(Money::parse(before).map_err(|error| error.to_string())?) };
    let amount = Money::parse(amount).map_err(|error| error.to_string())?;
    let points_lost = whole_points(lost)?;
    let [who_is_hit, replaced_by, protected_by] = [0, 1, 2].map(|at| rest.get(at).copied().unwrap_or_default().to_owned());
    if rest.len() > 3 {
        return Err(format!("eight parts at most are read, and this has {}", cells.len()));
    }
    if points_lost > 0 && who_is_hit.is_empty() {
        return Err("it loses points, so say who is hit in its sixth part".to_owned());
    }
    Ok(((*name).to_owned(), before, Saving { what: (*what).to_owned(), amount, points_lost, who_is_hit, replaced_by }, protected_by))
}

pub(super) fn whole_points(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| format!("“{text}” is not a whole number of points"))
}

/// Amounts of nothing or more, one for each year, with strokes between: 300,000 / 310,000.
pub(super) fn amounts(text: &str) -> Result<Vec<Money>, String> {
    let read = |part: &str| {
        let amount = Money::parse(part).map_err(|error| error.to_string())?;
        if amount < Money::ZERO {
            Err(format!("“{}” is below nothing; a saving is a cheaper version", part.trim()))
        } else {
            Ok(amount)
        }
    };
    text.split('/').map(read).collect()
}

/// Which money: recurrent or one-off, revenue or capital, as far as it is said.
pub(super) fn kinds(text: &str) -> Result<(Option<MoneyTerm>, Option<MoneyKind>), String> {
    let (mut term, mut kind) = (None, None);
    for word in text.to_lowercase().replace("one off", "one-off").split([' ', ',']).filter(|word| !word.is_empty()) {
        let is_new = match word {
            "recurrent" | "r" => term.replace(MoneyTerm::Recurrent).is_none(),
            "one-off" | "o" => term.replace(MoneyTerm::OneOff).is_none(),
            "revenue" => kind.replace(MoneyKind::Revenue).is_none(),
            "capital" => kind.replace(MoneyKind::Capital).is_none(),
            "any" | "all" => true,
            _ => return Err(format!("“{text}” is no kind of money: write recurrent or one-off, and revenue or capital")),
        };
        if !is_new {
            return Err(format!("“{text}” names two kinds of money that shut one another out: keep one"));
        }
    }
    Ok((term, kind))
}

fn candidate(cells: &[&str], years: u8) -> Result<Candidate, String> {
    let [code, title, cost, term, points] = cells else {
        return Err(format!("five parts are wanted (code; title; cost; recurrent or one-off; points), and this has {}", cells.len()));
    };
    if code.is_empty() || title.is_empty() {
        return Err("give it a code and a title".to_owned());
    }
    let amounts = amounts(cost)?;
    if amounts.len() != usize::from(years) {
        return Err(match years {
            1 => format!("“{cost}” has {} amounts, and the plan has one year: keep one", amounts.len()),
            _ => format!("write one amount for each of the {years} years, with / between (nothing is 0): “{cost}” has {}", amounts.len()),
        });
    }
    let (Some(term), kind) = kinds(term)? else { return Err(format!("“{term}” is neither recurrent nor one-off")) };
    let kind = kind.unwrap_or_default();
    let points = whole_points(points)?;
    Ok(Candidate {
        code: (*code).to_owned(),
        title: (*title).to_owned(),
        points,
        money: (0..).zip(amounts).map(|(year, amount)| MoneyLine { year, amount, term, kind, ..MoneyLine::default() }).collect(),
        ..Candidate::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_from_a_spreadsheet_or_typed_are_read_alike() {
        let read =
            candidates("A\tStrength classes\t£310,000\trecurrent\t62\n\nF; Winter beds; 420,000; one-off capital; 58\n", 1).expect("two");
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].cost(), read[0].points), (Money::from_pounds(310_000), 62));
        let beds = &read[1].money[0];
        assert_eq!((beds.term, beds.kind, read[1].title.as_str()), (MoneyTerm::OneOff, MoneyKind::Capital, "Winter beds"));
        let read = candidates("A; Classes; 300,000 / 0 / 310,000; r; 62", 3).expect("three years");
        let years: Vec<(u8, i64)> = read[0].money.iter().map(|line| (line.year, line.amount.pence() / 100)).collect();
        assert_eq!(years, [(0, 300_000), (1, 0), (2, 310_000)]);
    }

    #[test]
    fn every_line_that_cannot_be_read_is_named_with_its_mend() {
        let wrong = candidates("A; Classes; 310,000; recurrent; 62\nB; Checks; lots; recurrent; 31\nC; Drivers; 95,000; always; 17\nD; Line; 1; o; 2.5\nE; only\n; x; 1; r; 1\nG; Less; -5; r; 1\nH; Two; 1 / 2; r; 1\nI; Odd; 1; r o; 1\nK; Kind; 1; capital; 1", 1)
            .expect_err("nine are wrong");
        assert_eq!(wrong.len(), 9);
        let parts = [
            "Line 2",
            "Line 3: “always”",
            "Line 4: “2.5” is not a whole",
            "Line 5: five parts",
            "Line 6",
            "Line 7",
            "Line 8: “1 / 2” has 2 amounts",
            "Line 9: “r o” names two kinds",
            "Line 10: “capital” is neither",
        ];
        for (said, part) in wrong.iter().zip(parts) {
            assert!(said.starts_with(part), "{said}");
        }
    }

    #[test]
    fn a_budget_line_comes_once_with_every_other_way_to_save_on_it_after_it() {
        let text = "Buses; 900,000; 5% less; 45,000; 9; riders of Fenwold; the dial-a-ride\nBuses; ; Fewer Sunday runs; 45,000; 2; Sunday riders\nWaste; 4,000,000; 5% less; 200,000; 0; ; ; the contract runs to 2031";
        let lines = budget_lines(text).expect("two lines");
        assert_eq!((lines.len(), lines[0].otherwise.len()), (2, 1));
        assert_eq!((lines[0].before, lines[0].proposed.amount), (Money::from_pounds(900_000), Money::from_pounds(45_000)));
        assert_eq!((lines[0].otherwise[0].points_lost, lines[0].otherwise[0].who_is_hit.as_str()), (2, "Sunday riders"));
        assert_eq!(
            (lines[1].protected_by.as_str(), lines[0].proposed.replaced_by.as_str()),
            ("the contract runs to 2031", "the dial-a-ride")
        );
    }

    #[test]
    fn a_budget_line_that_cannot_stand_says_what_to_write() {
        for (text, part) in [
            ("Buses; ; 5% less; 45,000; 0", "“Buses” has no budget"),
            ("Buses; 9; 5% less; 1; 0\nBuses; 8; less; 1; 0", "£9 first and £8 later"),
            ("Buses; 9; 5% less; 1", "Line 1: five parts at least"),
            ("Buses; 9; 5% less; some; 0", "Line 1: "),
            ("Buses; 9; 5% less; 1; 3", "say who is hit"),
            ("Buses; 9; 5% less; 1; few; riders", "“few” is not a whole number"),
            ("a; 1; b; 1; 0; c; d; e; f", "eight parts at most"),
        ] {
            let wrong = budget_lines(text).expect_err("refused").concat();
            assert!(wrong.contains(part), "{text}: {wrong}");
        }
    }
}
