//! Amounts of financial years as lines of text, read and written: year; amount.

use quantity::{Money, Period};

use crate::plan::money::pasted::each;

/// What is written for an amount nobody knows yet.
const NOT_KNOWN: &str = "not known";

/// What a line of the plan counts on: financial year; amount, or not known. In order of the years.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn plan_years(text: &str) -> Result<Vec<(i16, Option<Money>)>, Vec<String>> {
    let amount = |typed: &str| if typed.to_lowercase() == NOT_KNOWN { Ok(None) } else { amount(typed).map(Some) };
    in_order(each(text, |cells| pair(cells, amount))?)
}

/// How much counts in which year: financial year; amount. In order of the years.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn counts(text: &str) -> Result<Vec<(i16, Money)>, Vec<String>> {
    in_order(each(text, |cells| pair(cells, amount))?)
}

/// Lines that are read again as they are.
pub fn plan_years_written(years: &[(i16, Option<Money>)]) -> String {
    written(years, |amount| amount.map_or_else(|| NOT_KNOWN.to_owned(), Money::in_full))
}

/// The same of what counts.
pub fn counts_written(years: &[(i16, Money)]) -> String {
    written(years, |amount| amount.in_full())
}

fn written<T: Copy>(years: &[(i16, T)], amount: impl Fn(T) -> String) -> String {
    years.iter().map(|(year, of)| format!("{}; {}", Period::FinancialYear(*year).in_words(), amount(*of))).collect::<Vec<_>>().join("\n")
}

fn pair<T>(cells: &[&str], amount: impl Fn(&str) -> Result<T, String>) -> Result<(i16, T), String> {
    let [year, of] = cells else {
        return Err(format!("two parts are wanted (year; amount), and this has {}: write 2027/28; 680,000", cells.len()));
    };
    match Period::parse(year) {
        Ok(Period::FinancialYear(begins)) => Ok((begins, amount(of)?)),
        _ => Err(format!("“{year}” is not a financial year: write it as 2027/28")),
    }
}

fn amount(typed: &str) -> Result<Money, String> {
    let amount = Money::parse(typed).map_err(|error| error.to_string())?;
    if amount < Money::ZERO { Err(format!("“{typed}” is below nothing: write nothing or more")) } else { Ok(amount) }
}

fn in_order<T>(mut years: Vec<(i16, T)>) -> Result<Vec<(i16, T)>, Vec<String>> {
    years.sort_by_key(|(year, _)| *year);
    let twice = years.windows(2).find(|pair| matches!(pair, [(one, _), (next, _)] if one == next)).and_then(|pair| pair.first());
    match twice {
        Some((year, _)) => {
            Err(vec![format!("{} is there twice. Keep one line, with the sum of both", Period::FinancialYear(*year).in_words())])
        }
        None => Ok(years),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_in_order_and_written_as_they_are_read() {
        let read = plan_years("2028/29; Not known\n2027/28\t£680,000").expect("two years");
        assert_eq!(read, [(2027, Some(Money::from_pounds(680_000))), (2028, None)]);
        assert_eq!(plan_years_written(&read), "2027/28; £680,000\n2028/29; not known");
        let read = counts("2027/28; 0.5m").expect("one year");
        assert_eq!(counts_written(&read), "2027/28; £500,000");
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_with_its_mend() {
        let wrong = plan_years("2027; 5\n2027/28\n2027/28; some\n2027/28; -5").expect_err("all are wrong");
        let parts = ["Line 1: “2027” is not a financial year", "Line 2: two parts are wanted", "Line 3: ", "Line 4: “-5” is below nothing"];
        assert_eq!(wrong.len(), parts.len(), "{wrong:?}");
        assert!(wrong.iter().zip(parts).all(|(said, part)| said.starts_with(part)), "{wrong:?}");
        assert!(counts("2027/28; not known").is_err(), "what counts is known");
        let twice = counts("2027/28; 5\n2027/28; 7").expect_err("twice");
        assert!(twice[0].starts_with("2027/28 is there twice"), "{twice:?}");
    }
}
