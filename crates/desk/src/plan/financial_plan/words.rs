//! Sentences about savings and the lines of the financial plan they answer.

use model::financial_plan::{DecidedSaving, Delivered, PlanLine};
use model::fund::MoneyTerm;
use model::id::PlanLineId;
use model::record::Record;
use quantity::{Money, Period};

use super::answered::{Came, LineRead, Sum};
use super::read_financial_plan::{CountedBefore, FinancialPlanView, OrganisationPlan, PutForward, Uncounted, Why};

/// A line with its reference and whose plan it stands in.
#[derive(Clone, Copy)]
pub struct Named<'a> {
    line: &'a PlanLine,
    reference: &'a Option<model::reference::Reference>,
    whose: &'a str,
}

impl<'a> Named<'a> {
    pub fn of((record, whose): &'a (Record<PlanLineId, PlanLine>, String)) -> Named<'a> {
        Named { line: &record.noun, reference: &record.reference, whose }
    }
}

fn in_year(year: i16) -> String {
    Period::FinancialYear(year).in_words()
}

/// An amount in full, or in short from a million up.
pub fn money(amount: Money) -> String {
    if amount.pence().unsigned_abs() < 100_000_000 { amount.in_full() } else { amount.in_short() }
}

/// A sum of which parts may not be known: never £0 for what nobody knows.
pub fn sum(of: Sum) -> String {
    match (of.known, of.not_known) {
        (known, 0) => money(known),
        (Money::ZERO, _) => "Not known".to_owned(),
        (known, 1) => format!("{} (one more not known)", money(known)),
        (known, more) => format!("{} ({more} more not known)", money(known)),
    }
}

/// What a saving is promised to come to, which line it answers, how much of it, and the difference in each year.
pub fn promised(total: Money, counts: &[(i16, Money)], line: Option<Named<'_>>, typed: &str) -> Vec<String> {
    let mut said = vec![format!("It is promised to save {} a year.", money(total))];
    let Some(Named { line, reference, whose }) = line else {
        said.push(if typed.is_empty() {
            "It is tied to no line of a medium-term financial plan.".to_owned()
        } else {
            format!("It is said to answer “{typed}” of the medium-term financial plan, which is no line kept here.")
        });
        return said;
    };
    let reference = reference.as_ref().map(|reference| format!(" ({reference})")).unwrap_or_default();
    let all: i64 = counts.iter().map(|(_, amount)| amount.pence()).sum();
    let much = if all == total.pence() { "All of it".to_owned() } else { format!("{} of it", money(Money::from_pence(all))) };
    said.push(format!(
        "{much} answers the line “{}”{reference} of the medium-term financial plan of {whose} ({}).",
        line.title, line.source
    ));
    if !line.is_in_the_plan() {
        said.push(format!("That line is no longer in the plan: {}", line.taken_out));
        return said;
    }
    let mut years: Vec<i16> = line.years.iter().map(|(year, _)| *year).chain(counts.iter().map(|(year, _)| *year)).collect();
    years.sort_unstable();
    years.dedup();
    said.extend(years.into_iter().map(|year| {
        let begins = counts.iter().find(|(of, _)| *of == year).map_or(Money::ZERO, |(_, amount)| *amount);
        of_a_year(year, line.in_year(year), begins)
    }));
    if all < total.pence() {
        said.push(format!("{} of it counts to no line.", money(Money::from_pence(total.pence() - all))));
    }
    said
}

/// One year of a saving beside its line.
fn of_a_year(year: i16, line: Option<Money>, begins: Money) -> String {
    let (year, begins_said) = (in_year(year), money(begins));
    match line {
        None => format!("In {year} {begins_said} of it begins; what the line counts on is not known."),
        Some(line) if line == begins => format!("In {year} it brings just what the line counts on, {begins_said}."),
        Some(Money::ZERO) => format!("In {year} {begins_said} of it begins, and the line counts on nothing."),
        Some(line) if begins == Money::ZERO => format!("In {year} the line counts on {}, and none of it begins then.", money(line)),
        Some(line) if begins < line => {
            let short = Money::from_pence(line.pence() - begins.pence());
            format!("In {year} {begins_said} of it begins: {} less than the {} the line counts on.", money(short), money(line))
        }
        Some(line) => {
            let over = Money::from_pence(begins.pence() - line.pence());
            format!("In {year} {begins_said} of it begins: {} more than the {} the line counts on.", money(over), money(line))
        }
    }
}

/// What came of what was to begin in one year.
pub fn delivered(saving: &DecidedSaving, found: &Delivered) -> String {
    let promised = saving.counts.iter().find(|(year, _)| *year == found.year).map_or(saving.total, |(_, amount)| *amount);
    format!(
        "Of {} promised for {}, {} was saved ({}; recorded on {}).",
        money(promised),
        in_year(found.year),
        money(found.amount),
        found.source,
        quantity::period::in_words(found.on)
    )
}

/// Where a line of savings stands, as a colleague would say it.
pub fn standing(read: &LineRead) -> String {
    if read.answers.is_empty() && read.sealed == 0 {
        return "No decision delivers any of it.".to_owned();
    }
    let mut parts: Vec<String> = read
        .years
        .iter()
        .filter_map(|year| match (year.counted, year.promised.whole()) {
            (None, _) => Some(format!("what it counts on in {} is not known", in_year(year.year))),
            (Some(_), None) => None,
            (Some(counted), Some(promised)) if promised < counted => {
                Some(format!("{} short in {}", money(Money::from_pence(counted.pence() - promised.pence())), in_year(year.year)))
            }
            (Some(counted), Some(promised)) if promised > counted => Some(format!(
                "{} more than it counts on in {}",
                money(Money::from_pence(promised.pence() - counted.pence())),
                in_year(year.year)
            )),
            _ => None,
        })
        .collect();
    if read.sealed > 0 {
        parts.push("part of what is promised is sealed from you".to_owned());
    }
    match parts.split_first() {
        None => "Decisions promise all of it.".to_owned(),
        Some((first, rest)) => {
            let mut letters = first.chars();
            let first = letters.next().map(|letter| letter.to_uppercase().to_string() + letters.as_str()).unwrap_or_default();
            format!("{}.", std::iter::once(first).chain(rest.iter().cloned()).collect::<Vec<_>>().join("; "))
        }
    }
}

/// The answer in two sentences or three.
pub fn lead(view: &FinancialPlanView) -> String {
    let Some(plan) = view.plans.first() else { return "No line of a financial plan is written down yet.".to_owned() };
    let (gap, counted, promised, _) = plan.together();
    let years = match (plan.years.first(), plan.years.last()) {
        (Some(first), Some(last)) if first.year == last.year => format!("in {}", in_year(first.year)),
        (Some(first), Some(last)) => format!("from {} to {}", in_year(first.year), in_year(last.year)),
        _ => return format!("No line of {} is in its plan any longer.", plan.name),
    };
    let gap = gap.map_or_else(|| "a gap that is not known".to_owned(), |gap| format!("a gap of {}", sum(gap).to_lowercase()));
    let promised = match promised.whole() {
        Some(Money::ZERO) => "no decision delivers any of it".to_owned(),
        _ => format!("decisions promise {}", sum(promised).to_lowercase()),
    };
    format!("{} has {gap} to close {years}. Its plan counts on savings of {}; {promised}.", plan.name, sum(counted).to_lowercase())
}

/// What came of what was promised, in a cell.
pub fn came(of: Came) -> String {
    match of {
        Came::NothingPromised => "Nothing promised".to_owned(),
        Came::ToCome => "Still to come".to_owned(),
        Came::Found(found) => sum(found),
    }
}

/// What a line counts on, year by year.
pub fn counts_on(line: &PlanLine) -> String {
    let year =
        |(year, amount): &(i16, Option<Money>)| format!("{} in {}", amount.map_or_else(|| "Not known".to_owned(), money), in_year(*year));
    let term = match line.term {
        MoneyTerm::Recurrent => "new in its year, and coming every year from then",
        MoneyTerm::OneOff => "once",
    };
    format!("{}; {term}.", line.years.iter().map(year).collect::<Vec<_>>().join(", "))
}

/// A decision that answers a line: `D-3`, what it promises, what came of it.
pub fn answer(saving: &DecidedSaving, reference: &str) -> String {
    let begins: Vec<String> = saving.counts.iter().map(|(year, amount)| format!("{} in {}", money(*amount), in_year(*year))).collect();
    let found: Vec<String> = saving
        .delivered
        .iter()
        .map(|found| format!(" {} was saved in {} ({}).", money(found.amount), in_year(found.year), found.source))
        .collect();
    format!("{reference} promises {}.{}", begins.join(", "), found.concat())
}

/// What an option that is put forward would bring to its line.
pub fn put_forward(option: &PutForward, line: &PlanLine) -> String {
    let year = |(year, amount): &(i16, Money)| {
        let beside = match line.in_year(*year) {
            None => String::new(),
            Some(counted) if counted == *amount => ", just what the line counts on".to_owned(),
            Some(counted) if *amount < counted => {
                format!(", {} less than the line counts on", money(Money::from_pence(counted.pence() - amount.pence())))
            }
            Some(counted) => format!(", {} more than the line counts on", money(Money::from_pence(amount.pence() - counted.pence()))),
        };
        format!("{} in {}{beside}", money(*amount), in_year(*year))
    };
    let years = option.counts.iter().map(year).collect::<Vec<_>>().join("; ");
    format!("{} puts forward “{}”, which is not decided on: it would bring {years}.", option.case, option.title)
}

/// A saving that a case counts on before anybody has decided.
pub fn counted_before(case: &CountedBefore) -> String {
    format!("{} counts on {} although nobody has decided yet.", case.case, money(case.amount))
}

/// Money that a decision promises and no line counts.
pub fn uncounted(of: &Uncounted, view: &FinancialPlanView) -> String {
    let (reference, what) =
        view.decisions.get(&of.decision).map_or(("A decision", ""), |(reference, what)| (reference.as_str(), what.as_str()));
    let why = match &of.why {
        Why::NoLine => "It answers no line.".to_owned(),
        Why::Rest => "It is more than counts to its line.".to_owned(),
        Why::Gone(line) => format!("Its line “{line}” is no longer in the plan."),
    };
    format!("{reference} {what}: {} a year. {why}", money(of.amount)).replace(" :", ":")
}

/// Two decisions that answer one line for the same service: the same money may stand in both.
pub fn perhaps_twice(read: &LineRead, plan: &OrganisationPlan) -> Option<String> {
    let mut of: Vec<_> = read.answers.iter().map(|saving| (saving.noun.service, saving.noun.part.as_str())).collect();
    of.sort_unstable();
    let same = of.windows(2).any(|pair| matches!(pair, [one, next] if one == next));
    same.then(|| {
        format!("Two cases decided to save on the same service towards this line of {}: look whether it is the same money.", plan.name)
    })
}
