//! A saving taken apart, in words: what it comes from, what gets worse by it, what becomes of the people who do the work.

use methods::appraisal::saving::{Decomposed, Mechanism};
use quantity::Money;

use super::count;

/// What the whole comes to, and what of it is a saving to the public purse and comes again each year.
pub fn lead(saving: &Decomposed) -> String {
    let total = saving.total_pence;
    let mut said = format!("{} a year is promised.", total.in_short());
    if saving.to_the_public_purse_pence != total {
        said.push_str(&format!(
            " To the public purse it is {}: the rest is a cost that others take up.",
            saving.to_the_public_purse_pence.in_short()
        ));
    }
    if saving.every_year_pence != total {
        said.push_str(&format!(" {} of it comes again each year.", saving.every_year_pence.in_short()));
    }
    let worse: Money = saving.mechanisms.iter().filter(|part| !part.falls.is_empty()).map(|part| part.amount_pence).sum();
    if worse != Money::ZERO {
        said.push_str(&format!(" {} of it makes something worse for people.", worse.in_short()));
    }
    said
}

/// What gets worse where a part is taken, or that nothing is said to.
pub fn worse(falls: &[String]) -> String {
    if falls.is_empty() { "Nothing is said to get worse".to_owned() } else { format!("Worse: {}", falls.join("; ")) }
}

/// What becomes of posts that leave: of so many, those transferred, vacant and redundant. Whoever transfers is still paid, by somebody
/// else.
pub fn posts([leaving, transferred, vacant, redundant]: [u32; 4]) -> String {
    let mut said = format!("{} leave.", count::sentence(&count::of_things(u64::from(leaving), "post", "posts")));
    if transferred > 0 {
        said.push_str(&format!(
            " {transferred} transfer with the service: those people are paid by somebody else then, and are no redundancies."
        ));
    }
    if vacant > 0 {
        said.push_str(&format!(" {vacant} stood empty."));
    }
    if redundant > 0 {
        said.push_str(&format!(" {redundant} end, and the people in them go."));
    }
    let left = leaving.saturating_sub(transferred).saturating_sub(vacant).saturating_sub(redundant);
    if left > 0 {
        said.push_str(&format!(" Of {left} nobody has said what becomes."));
    }
    said
}

/// Whom a part of a saving costs instead, where it is only shifted.
pub fn whose(mechanism: Mechanism, taken_up_by: Option<&str>) -> String {
    match (mechanism, taken_up_by) {
        (Mechanism::ShiftedToOthers, Some(who)) => format!("Taken up by {who}"),
        (Mechanism::ShiftedToOthers, None) => "Taken up by somebody nobody has named".to_owned(),
        (Mechanism::OneOff, _) => "Saved once, and not again".to_owned(),
        _ => "Saved".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::appraisal::saving::{OutcomeChange, Part, Saving, decompose};

    #[test]
    fn what_others_take_up_what_comes_once_and_what_gets_worse_are_said_apart() {
        let part = |mechanism, amount, falls: &[&str]| Part {
            mechanism,
            amount,
            outcomes: falls.iter().map(|outcome| OutcomeChange { outcome: (*outcome).to_owned(), change: -1.0 }).collect(),
            taken_up_by: None,
        };
        let mechanisms = vec![
            part(Mechanism::Efficiency, 100_000.0, &[]),
            part(Mechanism::LessService, 50_000.0, &["Swimming near home"]),
            part(Mechanism::ShiftedToOthers, 30_000.0, &[]),
            part(Mechanism::OneOff, 20_000.0, &[]),
        ];
        let taken = decompose("a", &Saving { total: 200_000.0, mechanisms, posts: None, plan_line: None }).expect("adds up");
        assert_eq!(
            lead(&taken),
            "£200k a year is promised. To the public purse it is £170k: the rest is a cost that others take up. £180k of it comes again each year. £50.0k of it makes something worse for people."
        );
    }

    #[test]
    fn people_who_transfer_are_said_to_be_paid_by_somebody_else() {
        let said = posts([62, 50, 6, 2]);
        assert!(
            said.contains("50 transfer") && said.contains("no redundancies") && said.ends_with("Of 4 nobody has said what becomes."),
            "{said}"
        );
    }
}
