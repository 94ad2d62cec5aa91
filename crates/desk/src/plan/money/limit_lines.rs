//! Limits as lines of text, read and written: on money of a kind, a partner, a fund or a year; on people to be reached; on staff and places.

use std::collections::BTreeMap;

use model::allocation::{CapacityLimit, MoneyLimit, ReachFloor};
use model::fund::{MoneyKind, MoneyTerm};
use model::id::OrganisationId;
use quantity::Money;
use quantity::money::group_thousands;

use super::pasted::{amounts, each, kinds};

pub type Names = BTreeMap<OrganisationId, String>;

/// Limits on money: name; amount, or one for each year with / between; recurrent or one-off, revenue or capital; whose; fund or grant;
/// the only codes it may pay for; the most that is carried into the next year. All but the first two may be left out.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn money(text: &str, names: &Names) -> Result<Vec<MoneyLimit>, Vec<String>> {
    each(text, |cells| money_limit(cells, names))
}

/// People to be reached: group or place; at least so many.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn floors(text: &str) -> Result<Vec<ReachFloor>, Vec<String>> {
    each(text, |cells| pair(cells, "who is to be reached; at least how many").map(|(group, at_least)| ReachFloor { group, at_least }))
}

/// Staff, beds, places: what; how many there are.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn capacities(text: &str) -> Result<Vec<CapacityLimit>, Vec<String>> {
    each(text, |cells| pair(cells, "what there is; how many").map(|(name, at_most)| CapacityLimit { name, at_most }))
}

fn money_limit(cells: &[&str], names: &Names) -> Result<MoneyLimit, String> {
    let [name, how_much, rest @ ..] = cells else {
        return Err(format!("two parts at least are wanted (name; amount), and this has {}", cells.len()));
    };
    if rest.len() > 5 {
        return Err(format!("seven parts at most are read, and this has {}", cells.len()));
    }
    if name.is_empty() {
        return Err("give the limit a name: “recurrent money”".to_owned());
    }
    let part = |at: usize| rest.get(at).copied().unwrap_or_default();
    let (term, kind) = kinds(part(0))?;
    let carry_at_most = match part(4) {
        "" => None,
        carried => match amounts(carried)?.as_slice() {
            [one] => Some(*one),
            _ => return Err(format!("“{carried}” is more than one amount to carry: write the most that goes into any next year, once")),
        },
    };
    Ok(MoneyLimit {
        name: (*name).to_owned(),
        term,
        kind,
        partner: partner(part(1), names)?,
        fund: part(2).to_owned(),
        amounts: amounts(how_much)?,
        carry_at_most,
        only_for: part(3).split([' ', ',']).filter(|code| !code.is_empty()).map(str::to_owned).collect(),
    })
}

/// A partner by its name; none where the part is empty.
pub(crate) fn partner(text: &str, names: &Names) -> Result<Option<OrganisationId>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let found = names.iter().find(|(_, name)| name.to_lowercase() == text.to_lowercase()).map(|(id, _)| *id);
    let close: Vec<String> = names
        .values()
        .filter(|name| name.to_lowercase().split(' ').any(|word| word.len() > 3 && text.to_lowercase().contains(word)))
        .map(|name| format!("“{name}”"))
        .collect();
    let close =
        if close.is_empty() { "write it as the list of partners has it".to_owned() } else { format!("is it {}?", close.join(" or ")) };
    found.map(Some).ok_or_else(|| format!("“{text}” is no organisation here: {close}"))
}

/// A whole number of people or things.
pub(super) fn whole(text: &str) -> Result<u32, String> {
    text.replace([',', ' '], "")
        .parse()
        .map_err(|_| format!("“{text}” is not a whole number: where parts are needed, count in hours or days"))
}

fn pair(cells: &[&str], wanted: &str) -> Result<(String, u32), String> {
    let [what, how_many] = cells else { return Err(format!("two parts are wanted ({wanted}), and this has {}", cells.len())) };
    if what.is_empty() {
        return Err(format!("its first part is empty ({wanted})"));
    }
    Ok(((*what).to_owned(), whole(how_many)?))
}

/// The same limits as lines that are read again as they are.
pub fn money_written(limits: &[MoneyLimit], names: &Names) -> String {
    let limit = |one: &MoneyLimit| {
        line(&[
            one.name.clone(),
            amounts_written(&one.amounts),
            kinds_written(one.term, one.kind),
            one.partner.and_then(|partner| names.get(&partner).cloned()).unwrap_or_default(),
            one.fund.clone(),
            one.only_for.join(" "),
            one.carry_at_most.map(Money::in_full).unwrap_or_default(),
        ])
    };
    limits.iter().map(limit).collect::<Vec<String>>().join("\n")
}

pub fn floors_written(floors: &[ReachFloor]) -> String {
    floors.iter().map(|f| line(&[f.group.clone(), counted(f.at_least)])).collect::<Vec<String>>().join("\n")
}

pub fn capacities_written(capacities: &[CapacityLimit]) -> String {
    capacities.iter().map(|c| line(&[c.name.clone(), counted(c.at_most)])).collect::<Vec<String>>().join("\n")
}

pub(super) fn counted(number: u32) -> String {
    group_thousands(u64::from(number))
}

fn amounts_written(amounts: &[Money]) -> String {
    amounts.iter().map(|amount| amount.in_full()).collect::<Vec<String>>().join(" / ")
}

pub(super) fn kinds_written(term: Option<MoneyTerm>, kind: Option<MoneyKind>) -> String {
    let term = term.map(|term| if term == MoneyTerm::Recurrent { "recurrent" } else { "one-off" });
    let kind = kind.map(|kind| if kind == MoneyKind::Revenue { "revenue" } else { "capital" });
    term.into_iter().chain(kind).collect::<Vec<&str>>().join(" ")
}

/// Parts with semicolons between, or tabs where a part has one of its own; what is empty at the end is left out.
pub fn line(parts: &[String]) -> String {
    let last = parts.iter().rposition(|part| !part.is_empty()).map_or(0, |at| at + 1);
    let between = if parts.iter().any(|part| part.contains(';')) { "\t" } else { "; " };
    parts.iter().take(last).cloned().collect::<Vec<String>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn names() -> Names {
        [(1, "Northvale County Council"), (2, "Northvale Integrated Care Board")]
            .into_iter()
            .map(|(number, name)| (OrganisationId(Uuid::from_u128(number)), name.to_owned()))
            .collect()
    }

    #[test]
    fn what_is_read_is_written_as_it_will_be_read_again() {
        let text = "all money; £1,200,000\n\
                    care board’s; £300,000 / £310,000; recurrent revenue; Northvale Integrated Care Board\n\
                    grant; £50,000 / £0; one-off capital; ; Disabled facilities grant; F AC; £20,000";
        let read = money(text, &names()).expect("three limits");
        assert_eq!(money_written(&read, &names()), text);
        assert_eq!((read[0].is_of_all_money(), read[1].is_of_all_money()), (true, false));
        let grant = &read[2];
        assert_eq!((grant.fund.as_str(), grant.only_for.join("+")), ("Disabled facilities grant", "F+AC".to_owned()));
        assert_eq!((grant.carry_at_most, grant.kind), (Some(Money::from_pounds(20_000)), Some(MoneyKind::Capital)));
        let people = "people aged 80 and over in Northvale East; 1,240\n\ncarers; 90";
        let read = floors(people).expect("two floors");
        assert_eq!(floors_written(&read), people.replace("\n\n", "\n"));
        // A name from a spreadsheet may hold a semicolon: its line is written with a tab.
        let staff = "physiotherapists; band 6\t4\nbeds; 12";
        assert_eq!(capacities_written(&capacities(staff).expect("two capacities")), staff);
    }

    #[test]
    fn every_line_that_cannot_be_read_is_named_with_its_mend() {
        let text = "all money\n; 5\na; much\nb; 5; sometimes\nc; 5; ; Northvale Care Board\nd; 5; ; Fenwick\ne; -5\nf; 5; r; ; ; ; lots\ng; 1; ; ; ; ; 1; x\nh; 1 / 2; ; ; ; ; 3 / 4";
        let wrong = money(text, &names()).expect_err("ten are wrong");
        let parts = [
            "Line 1: two parts at least",
            "Line 2: give the limit a name",
            "Line 3: “much” is not an amount",
            "Line 4: “sometimes” is no kind of money",
            "Line 5: “Northvale Care Board” is no organisation here: is it “Northvale County Council” or “Northvale Integrated Care Board”?",
            "Line 6: “Fenwick” is no organisation here: write it as",
            "Line 7: “-5” is below nothing",
            "Line 8: “lots” is not an amount",
            "Line 9: seven parts at most",
            "Line 10: “3 / 4” is more than one amount to carry",
        ];
        assert_eq!(wrong.len(), parts.len());
        for (said, part) in wrong.iter().zip(parts) {
            assert!(said.starts_with(part), "{said}");
        }
        let wrong = floors("carers; some\ncarers\n; 5").expect_err("three are wrong").join(" ");
        for part in ["Line 1: “some” is not a whole number", "Line 2: two parts are wanted", "Line 3: its first part is empty"] {
            assert!(wrong.contains(part), "{wrong}");
        }
    }
}
