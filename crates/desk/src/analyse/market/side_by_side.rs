//! Contracts of councils that become one, side by side where their scope is the same; with what may become of each pair.

use std::collections::BTreeSet;

use exchange::tables::Answer;
use quantity::{Date, Money};
use serde::Serialize;

use super::rows::{Columns, date, money, text};
use crate::config::reorganisation::{Reorganisation, What};
use crate::error::DeskError;

/// A contract, as its register or notice tells it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct ContractTold {
    pub contract: String,
    pub title: String,
    pub buyer: String,
    pub buyer_name: String,
    pub supplier: String,
    pub supplier_name: String,
    pub kind: String,
    pub regime: String,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    /// What stands where a day should.
    pub ends_text: String,
    pub ends_extended: Option<Date>,
    pub amount: Option<Money>,
    pub annual: Option<Money>,
    pub category_scheme: String,
    pub category_code: String,
    pub category: String,
}

/// Two contracts of one scope.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    pub one: ContractTold,
    pub other: ContractTold,
    /// Why they are held to be of one scope, in whole sentences.
    pub alike: Vec<String>,
    pub what: What,
    /// Why this is proposed.
    pub because: String,
    /// What is not known and would change it; empty where nothing.
    pub not_known: String,
}

const COLUMNS: [&str; 17] = [
    "contract",
    "title",
    "buyer",
    "buyer_name",
    "supplier",
    "supplier_name",
    "kind",
    "regime",
    "starts",
    "ends",
    "ends_text",
    "ends_extended",
    "amount",
    "annual",
    "category_scheme",
    "category_code",
    "category",
];

pub(super) fn contracts(answer: &Answer) -> Result<Vec<ContractTold>, DeskError> {
    let columns = Columns::of(answer, COLUMNS)?;
    let told = columns.rows(answer).map(
        |[
            contract,
            title,
            buyer,
            buyer_name,
            supplier,
            supplier_name,
            kind,
            regime,
            starts,
            ends,
            ends_text,
            ends_extended,
            amount,
            annual,
            scheme,
            code,
            category,
        ]| ContractTold {
            contract: text(contract),
            title: text(title),
            buyer: text(buyer),
            buyer_name: text(buyer_name),
            supplier: text(supplier),
            supplier_name: text(supplier_name),
            kind: text(kind),
            regime: text(regime),
            starts: date(starts),
            ends: date(ends),
            ends_text: text(ends_text),
            ends_extended: date(ends_extended),
            amount: money(amount),
            annual: money(annual),
            category_scheme: text(scheme),
            category_code: text(code),
            category: text(category),
        },
    );
    Ok(told.collect())
}

/// Pairs of different buyers whose scope and dates agree, the largest first. What ended before today is left out.
pub fn pairs(contracts: &[ContractTold], rules: &Reorganisation, today: Date, day: Date) -> Vec<Pair> {
    let live: Vec<(&ContractTold, BTreeSet<String>)> =
        contracts.iter().filter(|one| last_day(one).is_none_or(|ends| ends >= today)).map(|one| (one, words(&one.title, rules))).collect();
    let mut found = Vec::new();
    for (place, (other, other_words)) in live.iter().enumerate() {
        for (one, own_words) in live.iter().take(place) {
            if one.buyer == other.buyer || !overlap(one, other) {
                continue;
            }
            let alike = alike(one, own_words, other, other_words, rules);
            if !alike.is_empty() {
                let (what, because) = proposed(one, other, rules, day);
                let unknown = [one, other].into_iter().filter(|c| last_day(c).is_none()).map(|c| c.buyer_name.clone()).collect::<Vec<_>>();
                let not_known = if unknown.is_empty() {
                    String::new()
                } else {
                    format!("When the contract of {} ends is not known: it is taken to run past the day.", unknown.join(" and of "))
                };
                found.push(Pair { one: (*one).clone(), other: (*other).clone(), alike, what, because, not_known });
            }
        }
    }
    let value =
        |pair: &Pair| [&pair.one, &pair.other].map(|c| c.amount.unwrap_or_default().pence()).into_iter().fold(0i64, i64::saturating_add);
    found.sort_by(|a, b| {
        let of = |pair: &Pair| (pair.one.buyer.clone(), pair.one.contract.clone(), pair.other.buyer.clone(), pair.other.contract.clone());
        value(b).cmp(&value(a)).then_with(|| of(a).cmp(&of(b)))
    });
    found
}

fn last_day(contract: &ContractTold) -> Option<Date> {
    contract.ends
}

fn overlap(one: &ContractTold, other: &ContractTold) -> bool {
    let before = |a: &ContractTold, b: &ContractTold| a.ends.zip(b.starts).is_some_and(|(ends, starts)| ends < starts);
    !before(one, other) && !before(other, one)
}

/// Words that tell of scope: no council's name, no plain word, singular and plural alike.
fn words(title: &str, rules: &Reorganisation) -> BTreeSet<String> {
    let lower = title.to_lowercase();
    let all =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2 && !word.bytes().all(|b| b.is_ascii_digit()));
    all.filter(|word| !rules.plain_words.iter().any(|plain| plain == word)).map(|word| word.trim_end_matches('s').to_owned()).collect()
}

fn alike(
    one: &ContractTold,
    own: &BTreeSet<String>,
    other: &ContractTold,
    others: &BTreeSet<String>,
    rules: &Reorganisation,
) -> Vec<String> {
    let mut reasons = Vec::new();
    let begins = |code: &str| code.get(..rules.digits_alike).map(str::to_owned);
    // A class of nought digits is a whole division: nothing is told by it.
    let code = begins(&one.category_code).filter(|code| Some(code) == begins(&other.category_code).as_ref() && !code.ends_with("00"));
    if let Some(code) = code.filter(|_| one.category_scheme == other.category_scheme) {
        reasons.push(format!("Both are of the {} category that begins {code}.", one.category_scheme));
    }
    let shared: Vec<&str> = own.intersection(others).map(String::as_str).collect();
    let fewest = own.len().min(others.len());
    // One word in common of one is a coincidence more often than a scope.
    if shared.len() >= 2 && shared.len() as f64 >= rules.share_of_words.value() * fewest as f64 {
        reasons.push(format!("Their titles share: {}.", shared.join(", ")));
    }
    let is_same = |a: &str, b: &str| !a.is_empty() && a.eq_ignore_ascii_case(b);
    if is_same(&one.category, &other.category) && !shared.is_empty() {
        reasons.push(format!("Both are called {}.", one.category));
    }
    reasons
}

fn proposed(one: &ContractTold, other: &ContractTold, rules: &Reorganisation, day: Date) -> (What, String) {
    let near = day.checked_add(jiff::Span::new().months(i64::from(rules.months_near))).unwrap_or(day);
    let runs_past = |contract: &ContractTold| last_day(contract).is_none_or(|ends| ends >= day);
    let runs_far = |contract: &ContractTold| last_day(contract).is_none_or(|ends| ends >= near);
    let is_one_supplier = !one.supplier.is_empty() && one.supplier == other.supplier;
    match ([one, other].map(runs_past), [one, other].map(runs_far)) {
        ([true, true], _) if is_one_supplier => (
            What::Novate,
            format!(
                "{} holds both, and both run past the day.",
                if one.supplier_name.is_empty() { "One supplier" } else { &one.supplier_name }
            ),
        ),
        (_, [true, true]) => {
            (What::Transfer, format!("Both run for {} months or more past the day, with different suppliers.", rules.months_near))
        }
        (_, [true, false]) => (
            What::Host,
            format!("The contract of {} runs on; that of {} ends before one could be bought for both.", one.buyer_name, other.buyer_name),
        ),
        (_, [false, true]) => (
            What::Host,
            format!("The contract of {} runs on; that of {} ends before one could be bought for both.", other.buyer_name, one.buyer_name),
        ),
        _ => (What::BuyAgain, format!("Both end before the day or within {} months of it.", rules.months_near)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::reorganisation::defaults;
    use jiff::civil::date as day;

    fn contract(buyer: &str, title: &str, supplier: &str, ends: Option<Date>) -> ContractTold {
        ContractTold {
            contract: format!("{buyer}-{title}"),
            title: title.into(),
            buyer: buyer.into(),
            buyer_name: buyer.into(),
            supplier: supplier.into(),
            supplier_name: supplier.into(),
            starts: Some(day(2024, 4, 1)),
            ends,
            amount: Some(Money::from_pence(100)),
            ..ContractTold::default()
        }
    }

    fn found(contracts: &[ContractTold]) -> Vec<(What, String)> {
        let rules = defaults().expect("rules");
        pairs(contracts, &rules, day(2026, 11, 22), day(2028, 4, 1)).into_iter().map(|pair| (pair.what, pair.other.title)).collect()
    }

    #[test]
    fn what_runs_past_the_day_decides_what_is_proposed() {
        let far = Some(day(2030, 3, 31));
        let near = Some(day(2027, 3, 31));
        let of = |a: &str, ends: Option<Date>, b: &str, others: Option<Date>| {
            found(&[contract("Alder", "Home care for adults", a, ends), contract("Birch", "Adults' home care", b, others)])
        };
        let only = |what| vec![(what, "Adults' home care".to_owned())];
        assert_eq!(of("Acorn", far, "Acorn", far), only(What::Novate));
        assert_eq!(of("Acorn", far, "Beech", far), only(What::Transfer));
        assert_eq!(of("Acorn", far, "Beech", near), only(What::Host));
        assert_eq!(of("Acorn", near, "Acorn", near), only(What::BuyAgain));
        assert_eq!(of("Acorn", None, "Beech", far), only(What::Transfer), "an end that is not known is taken to be far, and said");
    }

    #[test]
    fn one_councils_own_contracts_another_scope_and_what_has_ended_are_no_pairs() {
        let far = Some(day(2030, 3, 31));
        assert!(found(&[contract("Alder", "Home care", "A", far), contract("Alder", "Home care", "B", far)]).is_empty());
        assert!(found(&[contract("Alder", "Home care", "A", far), contract("Birch", "Road salt", "B", far)]).is_empty());
        assert!(found(&[contract("Alder", "Home care", "A", far), contract("Birch", "Home care", "B", Some(day(2026, 1, 1)))]).is_empty());
        let coded = |buyer: &str, title: &str, code: &str| ContractTold {
            category_scheme: "CPV".into(),
            category_code: code.into(),
            ..contract(buyer, title, "A", far)
        };
        assert_eq!(found(&[coded("Alder", "Day centre", "85312100"), coded("Birch", "Lunch club", "85311000")]).len(), 1);
        assert!(found(&[coded("Alder", "Day centre", "85000000"), coded("Birch", "Lunch club", "85000000")]).is_empty());
    }
}
