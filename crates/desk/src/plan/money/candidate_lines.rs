//! What each thing that could be done costs, reaches and takes, as lines of text, read and written: code; what is said; the rest.

use std::collections::BTreeMap;

use model::allocation::{Allocation, Candidate, Gain, MoneyLine};
use model::fund::MoneyTerm;
use quantity::{Money, Period};

use super::limit_lines::{Names, counted, kinds_written, line, partner, whole};
use super::pasted::{amounts, each, kinds, whole_points};

/// All that is said of one thing beside its title and points.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Described {
    pub code: String,
    pub version_of: String,
    pub money: Vec<MoneyLine>,
    pub reach: BTreeMap<String, u32>,
    pub uses: BTreeMap<String, u32>,
    pub gains: Vec<Gain>,
}

/// One line: a code, and one thing said of it.
enum Said {
    VersionOf(String),
    Costs(MoneyLine),
    Reaches(String, u32),
    Uses(String, u32),
    Gains(Gain),
}

/// Lines of an allocation that begins in the year `first`, by code in the order in which codes come first.
///
/// # Errors
/// One sentence for each line that is wrong.
pub fn described(text: &str, first: i16, names: &Names) -> Result<Vec<Described>, Vec<String>> {
    let mut made: Vec<Described> = Vec::new();
    let mut twice = Vec::new();
    for (code, said) in each(text, |cells| one(cells, first, names))? {
        let at = made.iter().position(|one| one.code == code).unwrap_or_else(|| {
            made.push(Described { code: code.clone(), ..Described::default() });
            made.len() - 1
        });
        let Some(of) = made.get_mut(at) else { continue };
        let known = match said {
            Said::VersionOf(service) => !std::mem::replace(&mut of.version_of, service).is_empty(),
            Said::Costs(money) => {
                let key = |line: &MoneyLine| (line.year, line.term, line.kind, line.partner, line.fund.clone());
                if of.money.iter().any(|other| key(other) == key(&money)) {
                    let year = Period::FinancialYear(first.saturating_add(i16::from(money.year))).in_words();
                    twice.push(format!(
                        "“{code}” says twice what it costs of the same money in {year}. Keep one line, or write the sum of both in one"
                    ));
                }
                of.money.push(money);
                false
            }
            Said::Reaches(group, people) => of.reach.insert(group, people).is_some(),
            Said::Uses(capacity, amount) => of.uses.insert(capacity, amount).is_some(),
            Said::Gains(gain) => {
                let known = of.gains.iter().any(|other| other.partner == gain.partner);
                of.gains.push(gain);
                known
            }
        };
        if known {
            twice.push(format!("“{code}” says the same thing twice, once with another figure. Keep one line of the two"));
        }
    }
    if twice.is_empty() { Ok(made) } else { Err(twice) }
}

fn one(cells: &[&str], first: i16, names: &Names) -> Result<(String, Said), String> {
    let [code, what, rest @ ..] = cells else {
        return Err("three parts at least are wanted: code; costs, reaches, uses, gains or version of; what".to_owned());
    };
    if code.is_empty() {
        return Err("its first part is empty: write the code".to_owned());
    }
    let said = match (what.to_lowercase().as_str(), rest) {
        ("costs", [year, amount, kind, more @ ..]) if more.len() <= 2 => Said::Costs(costs(year, amount, kind, more, first, names)?),
        ("costs", _) => {
            return Err(
                "write it as: A; costs; 2026/27; 310,000; recurrent; whose money; fund or grant (the last two may be left out)".to_owned()
            );
        }
        ("reaches", [group, people]) if !group.is_empty() => Said::Reaches((*group).to_owned(), whole(people)?),
        ("reaches", _) => return Err("write it as: A; reaches; older people; 1,240".to_owned()),
        ("uses", [capacity, amount]) if !capacity.is_empty() => Said::Uses((*capacity).to_owned(), whole(amount)?),
        ("uses", _) => return Err("write it as: A; uses; physiotherapists; 3".to_owned()),
        ("gains", [who, points]) => {
            let partner = partner(who, names)?.ok_or("say whose outcomes gain: A; gains; name of the partner; 43")?;
            Said::Gains(Gain { partner, points: whole_points(points)? })
        }
        ("gains", _) => return Err("write it as: A; gains; name of the partner; 43".to_owned()),
        ("version of", [service]) if !service.is_empty() => Said::VersionOf((*service).to_owned()),
        ("version of", _) => return Err("write it as: A; version of; Strength classes".to_owned()),
        _ => return Err(format!("“{what}” is not understood: write costs, reaches, uses, gains or version of")),
    };
    Ok(((*code).to_owned(), said))
}

fn costs(year: &str, amount: &str, kind: &str, more: &[&str], first: i16, names: &Names) -> Result<MoneyLine, String> {
    let Ok(Period::FinancialYear(begins)) = Period::parse(year) else {
        return Err(format!("“{year}” is not a financial year: write it as {}", Period::FinancialYear(first).in_words()));
    };
    let after = u8::try_from(begins.saturating_sub(first))
        .map_err(|_| format!("“{year}” is before the plan begins, in {}", Period::FinancialYear(first).in_words()))?;
    let amount = match amounts(amount)?.as_slice() {
        [one] => *one,
        _ => return Err("one amount to a line: write a line for each year".to_owned()),
    };
    let (Some(term), kind) = kinds(kind)? else { return Err(format!("“{kind}” is neither recurrent nor one-off")) };
    let part = |at: usize| more.get(at).copied().unwrap_or_default();
    Ok(MoneyLine { year: after, amount, term, kind: kind.unwrap_or_default(), partner: partner(part(0), names)?, fund: part(1).to_owned() })
}

/// What is said of all that could be done, as lines that are read again as they are.
pub fn written(allocation: &Allocation, names: &Names) -> String {
    allocation.candidates.iter().flat_map(|candidate| lines(candidate, allocation.year, names)).collect::<Vec<String>>().join("\n")
}

/// The same of one alone.
pub fn written_of(candidate: &Candidate, first: i16, names: &Names) -> String {
    lines(candidate, first, names).join("\n")
}

fn lines(candidate: &Candidate, first: i16, names: &Names) -> Vec<String> {
    let say = |what: &str, rest: &[String]| {
        let parts: Vec<String> = [candidate.code.clone(), what.to_owned()].into_iter().chain(rest.iter().cloned()).collect();
        line(&parts)
    };
    let name = |partner: &model::id::OrganisationId| names.get(partner).cloned().unwrap_or_default();
    let mut made = Vec::new();
    if !candidate.version_of.is_empty() {
        made.push(say("version of", std::slice::from_ref(&candidate.version_of)));
    }
    let nothing = MoneyLine { amount: Money::ZERO, term: MoneyTerm::Recurrent, ..MoneyLine::default() };
    let money = if candidate.money.is_empty() { std::slice::from_ref(&nothing) } else { candidate.money.as_slice() };
    for one in money {
        let year = Period::FinancialYear(first.saturating_add(i16::from(one.year))).in_words();
        let kind = kinds_written(Some(one.term), (one.kind == model::fund::MoneyKind::Capital).then_some(one.kind));
        let whose = one.partner.as_ref().map(name).unwrap_or_default();
        made.push(say("costs", &[year, one.amount.in_full(), kind, whose, one.fund.clone()]));
    }
    made.extend(candidate.reach.iter().map(|(group, people)| say("reaches", &[group.clone(), counted(*people)])));
    made.extend(candidate.uses.iter().map(|(capacity, amount)| say("uses", &[capacity.clone(), counted(*amount)])));
    made.extend(candidate.gains.iter().map(|gain| say("gains", &[name(&gain.partner), gain.points.to_string()])));
    made
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::id::OrganisationId;
    use uuid::Uuid;

    fn names() -> Names {
        [(OrganisationId(Uuid::from_u128(2)), "Northvale Integrated Care Board".to_owned())].into()
    }

    const TEXT: &str = "A; version of; Strength classes
A; costs; 2026/27; £310,000; recurrent; Northvale Integrated Care Board
A; costs; 2027/28; £40,000; one-off capital; ; Disabled facilities grant
A; reaches; older people; 1,240
A; uses; physiotherapists; 3
A; gains; Northvale Integrated Care Board; 43";

    #[test]
    fn what_is_said_of_a_thing_is_read_and_written_alike() {
        let read = described(TEXT, 2026, &names()).expect("one").remove(0);
        assert_eq!((read.money.len(), read.money[1].year, read.money[1].fund.as_str()), (2, 1, "Disabled facilities grant"));
        assert_eq!((read.reach["older people"], read.uses["physiotherapists"], read.gains[0].points), (1_240, 3, 43));
        let Described { code, version_of, money, reach, uses, gains } = read;
        let candidate = Candidate { code, version_of, money, reach, uses, gains, ..Candidate::default() };
        assert_eq!(lines(&candidate, 2026, &names()).join("\n"), TEXT);
    }

    #[test]
    fn a_line_that_cannot_be_read_is_named_with_its_mend() {
        let text = "A\n; costs; 2026/27; 5; r\nA; helps; many\nA; costs; 2026; 5; r\nA; costs; 2025/26; 5; r\nA; costs; 2026/27; 5; soon\nA; costs; 2026/27; 5\nA; reaches; carers; few\nA; gains; Fenwick; 4\nA; gains; ; 4\nA; uses; beds\nA; costs; 2026/27; 1 / 2; r";
        let wrong = described(text, 2026, &names()).expect_err("all are wrong");
        let parts = [
            "Line 1: three parts",
            "Line 2: its first part is empty",
            "Line 3: “helps” is not understood",
            "Line 4: “2026” is not a financial year: write it as 2026/27",
            "Line 5: “2025/26” is before the plan begins",
            "Line 6: “soon” is no kind of money",
            "Line 7: write it as: A; costs",
            "Line 8: “few” is not a whole number",
            "Line 9: “Fenwick” is no organisation",
            "Line 10: say whose outcomes gain",
            "Line 11: write it as: A; uses",
            "Line 12: one amount to a line",
        ];
        assert_eq!(wrong.len(), parts.len(), "{wrong:?}");
        for (said, part) in wrong.iter().zip(parts) {
            assert!(said.starts_with(part), "{said}");
        }
        let twice = described("A; reaches; carers; 4\nA; reaches; carers; 5", 2026, &names()).expect_err("twice");
        assert!(twice[0].starts_with("“A” says the same thing twice"), "{twice:?}");
        let cost = "A; costs; 2027/28; 5; recurrent; ; Grant";
        let twice = described(&format!("{cost}\n{}", cost.replace("; 5", "; 7")), 2026, &names()).expect_err("twice");
        assert!(twice[0].starts_with("“A” says twice what it costs of the same money in 2027/28"), "{twice:?}");
        assert!(described(&format!("{cost}\n{}", cost.replace("recurrent", "one-off")), 2026, &names()).is_ok());
    }
}
