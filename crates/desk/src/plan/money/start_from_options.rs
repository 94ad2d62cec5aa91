//! Starting an allocation from the options of a case: each option chosen becomes a version, with its cost and whoever pays it as the case
//! has them. What it does in points is never guessed: a person says it, option by option.

use std::collections::BTreeMap;

use methods::appraisal::bias::Thing;
use methods::appraisal::flow::{Ground, LeftOut, Line};
use methods::appraisal::full_cost::CostPart;
use methods::appraisal::{CostedOption, Kind};
use model::allocation::{Allocation, Candidate, MoneyLine, OptionOf};
use model::case::NOW;
use model::fund::{MoneyKind, MoneyTerm};
use model::id::{AllocationId, CaseId, OrganisationId};
use model::record::Record;
use model::role::Permission;
use quantity::rounding::half_away_from_zero;
use quantity::{Money, Period};

use super::add_candidates::{AddCandidates, add_candidates};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::options::money_question::{Question, RESIDENTS};
use crate::plan::read_options::{CaseOptions, read_options};
use crate::typed::Typed;

pub struct StartFromOptions {
    pub allocation: AllocationId,
    pub version: i64,
    pub case: CaseId,
    pub chosen: Vec<ChosenOption>,
}

/// An option by its code in the case, and the points that a person said it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenOption {
    pub code: String,
    pub points: i64,
}

/// A costed option as the allocation would take it.
#[derive(Debug, Clone, PartialEq)]
pub struct OfferedOption {
    pub code: String,
    pub title: String,
    /// In the years of the plan, in real prices of the costing, corrected for optimism as the case is.
    pub money: Vec<MoneyLine>,
    /// Costs that fall on residents are nobody’s budget: named, and not taken along.
    pub left_out: Vec<String>,
    /// What is no cost of a body here, each with the reason: money that changes hands, and lines that count in no figure of the case.
    pub not_counted: Vec<String>,
    /// It is in the allocation: whether it still costs what the case says.
    pub taken: Option<bool>,
}

/// The options of a case that are costed over all years of the plan; else why none can be taken, with the mend.
pub fn offered(options: &CaseOptions, allocation: &Record<AllocationId, Allocation>) -> Result<Vec<OfferedOption>, String> {
    if !allocation.sealed && options.costing.as_ref().is_some_and(|costing| costing.sealed) {
        return Err("What this case’s options cost is sealed, and this allocation is open to partners. Open the costing first, or leave these options out.".to_owned());
    }
    let Some((question, _)) = options.appraisal() else {
        return Err(match &options.money {
            Some(costed) => costed.answer.clone().err().unwrap_or_default(),
            None if options.costing_is_sealed => "What this case’s options cost is sealed, and not for you to see.".to_owned(),
            None => "The options of this case are not costed yet. Cost them first.".to_owned(),
        });
    };
    let ground = Ground::read(&question.settings).map_err(|refusal| refusal.message())?;
    let noun = &allocation.noun;
    let first = i32::from(noun.year) - question.settings.base_year.unwrap_or(i32::from(noun.year));
    let years = usize::from(noun.years);
    let Some(skip) = usize::try_from(first).ok().filter(|skip| skip + years <= ground.years) else {
        let costed = question.first_year().map(|year| year.in_words()).unwrap_or_default();
        return Err(format!(
            "The options are costed for {} from {costed}, and the plan is for {} from {}. Cost them over those years first.",
            in_years(ground.years),
            in_years(years),
            Period::FinancialYear(noun.year).in_words()
        ));
    };
    let one = |option: &CostedOption| offer(option, question, &ground, skip, options, noun);
    question.ask.options.iter().filter(|option| !option.flows.is_empty()).map(one).collect()
}

fn in_years(years: usize) -> String {
    if years == 1 { "1 year".to_owned() } else { format!("{years} years") }
}

fn offer(
    option: &CostedOption,
    question: &Question,
    ground: &Ground,
    skip: usize,
    options: &CaseOptions,
    allocation: &Allocation,
) -> Result<OfferedOption, String> {
    let mut money: Vec<MoneyLine> = Vec::new();
    let (mut left_out, mut not_counted): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for flow in &option.flows {
        if flow.kind == Kind::Transfer {
            not_counted.push(format!("{} (passes from {} to {})", flow.name, flow.organisation, flow.to.as_deref().unwrap_or_default()));
        }
        if flow.kind != Kind::Cost {
            continue;
        }
        let line = Line::read(&option.id, flow, &question.settings, ground).map_err(|refusal| refusal.message())?;
        if let Some(why) = &line.left_out {
            not_counted.push(match why {
                LeftOut::Sunk => format!("{} (spent or committed whatever is decided)", flow.name),
                LeftOut::PreconditionNotDated(what) => format!("{} (nobody says by when this will be so: {what})", flow.name),
            });
            continue;
        }
        let body = options.names.iter().find(|(_, name)| **name == flow.organisation).map(|(id, _)| *id);
        let Some(partner) = body else {
            if flow.organisation == RESIDENTS {
                left_out.push(flow.name.clone());
            } else {
                not_counted.push(format!("{} (whose money: {})", flow.name, flow.organisation));
            }
            continue;
        };
        for (year, amount) in line.amounts.iter().skip(skip).take(usize::from(allocation.years)).enumerate() {
            let amount = Money::from_pence(half_away_from_zero(amount * 100.0).unwrap_or(i64::MAX));
            if amount > Money::ZERO {
                add(&mut money, MoneyLine { year: u8::try_from(year).unwrap_or(u8::MAX), amount, partner: Some(partner), ..kinds(&line) });
            }
        }
    }
    money.sort_by_key(|line| (line.year, line.partner, line.term == MoneyTerm::OneOff, line.kind == MoneyKind::Capital));
    let known = allocation.candidates.iter().find(|c| of(c, options.case.id, &option.id));
    Ok(OfferedOption {
        code: option.id.clone(),
        title: option.title.clone().unwrap_or_else(|| option.id.clone()),
        taken: known.map(|candidate| sums(&candidate.money) == sums(&money)),
        money,
        left_out,
        not_counted,
    })
}

/// Money that goes on to the last year costed is recurrent, the rest is one-off; works and equipment are capital, the rest is revenue;
/// moving there and leaving again happen once.
fn kinds(line: &Line) -> MoneyLine {
    let goes_on = line.amounts.last().is_some_and(|last| *last > 0.0);
    let is_once = matches!(line.flow.part, Some(CostPart::Transition | CostPart::Exit));
    let is_capital = matches!(line.flow.thing, Some(Thing::Works | Thing::Equipment));
    MoneyLine {
        term: if goes_on && !is_once { MoneyTerm::Recurrent } else { MoneyTerm::OneOff },
        kind: if is_capital { MoneyKind::Capital } else { MoneyKind::Revenue },
        ..MoneyLine::default()
    }
}

/// Money of one year, kind and body is one line.
fn add(money: &mut Vec<MoneyLine>, line: MoneyLine) {
    let like = |other: &MoneyLine| (other.year, other.term, other.kind, other.partner) == (line.year, line.term, line.kind, line.partner);
    match money.iter_mut().find(|other| like(other)) {
        Some(other) => other.amount = other.amount + line.amount,
        None => money.push(line),
    }
}

/// Who pays how much in which year: whoever mends the kind of money afterwards, or names a grant, changes no cost.
fn sums(money: &[MoneyLine]) -> BTreeMap<(u8, Option<OrganisationId>), Money> {
    let mut made = BTreeMap::new();
    for line in money.iter().filter(|line| line.amount != Money::ZERO) {
        let sum = made.entry((line.year, line.partner)).or_insert(Money::ZERO);
        *sum = *sum + line.amount;
    }
    made
}

fn of(candidate: &Candidate, case: CaseId, code: &str) -> bool {
    candidate.option.as_ref().is_some_and(|option| option.case == case && option.code == code)
}

pub async fn start_from_options(desk: &Desk, actor: &Actor, ask: StartFromOptions) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let options = read_options(desk, actor, ask.case).await?;
    let allocation = {
        let mut tx = desk.read().await?;
        store::allocations::find(&mut tx, &actor.scope, ask.allocation).await?
    };
    let offered = offered(&options, &allocation).map_err(|why| DeskError::refused("not_costed", why))?;
    let mut typed = Typed::new();
    typed.ask(
        "options",
        !ask.chosen.is_empty(),
        "Say the points of one option at least: what each does towards the outcomes is not known yet",
    );
    let case = options.case.reference.as_ref().map(ToString::to_string).unwrap_or_default();
    let (mut candidates, mut today) = (Vec::new(), Vec::new());
    for chosen in &ask.chosen {
        let Some(option) = offered.iter().find(|one| one.code == chosen.code && one.taken.is_none()) else {
            typed.fault("options", format!("Take “{}” out: it is not costed, or is in the allocation already", chosen.code));
            continue;
        };
        let code = format!("{case}-{}", option.code);
        if option.code == NOW {
            today.push(code.clone());
        }
        candidates.push(Candidate {
            title: format!("{} ({case})", option.title),
            version_of: case.clone(),
            option: Some(OptionOf { case: ask.case, code: option.code.clone() }),
            points: chosen.points,
            money: option.money.clone(),
            code,
            ..Candidate::default()
        });
    }
    typed.done()?;
    let ask = AddCandidates {
        allocation: ask.allocation,
        version: ask.version,
        candidates,
        needs: Vec::new(),
        not_together: Vec::new(),
        at_least_one: Vec::new(),
        today,
    };
    add_candidates(desk, actor, ask).await
}

/// Who pays what in which year, as a page says it.
pub fn in_words(money: &[MoneyLine], first: i16, name: impl Fn(OrganisationId) -> String) -> Vec<String> {
    let line = |one: &MoneyLine| {
        let year = Period::FinancialYear(first.saturating_add(i16::from(one.year))).in_words();
        let term = if one.term == MoneyTerm::Recurrent { "recurrent" } else { "one-off" };
        let kind = if one.kind == MoneyKind::Capital { " capital" } else { "" };
        let who = one.partner.map(&name).unwrap_or_default();
        format!("{year}: {} {term}{kind}, {who}", one.amount.in_full())
    };
    money.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use methods::appraisal::{Flow, Precondition};
    use model::allocation::MoneyLimit;
    use model::costing::LineKind;

    use super::super::open_allocation::{OpenAllocation, open_allocation};
    use super::super::read_allocation::read_allocation;
    use super::*;
    use crate::plan::options::story::place;
    use crate::testing::may_everything;

    #[tokio::test]
    async fn costed_options_become_versions_with_who_pays_them_and_points_that_a_person_said() {
        let place = place().await;
        let desk = &place.bench.desk;
        let actor = may_everything(desk);
        place.choice("Pay for it together", "section_75").await;
        place.choice("The council alone", "in_house").await;
        let allocation = |year, years| OpenAllocation {
            title: "Staying well".into(),
            purpose: "Fewer falls".into(),
            fund: None,
            case: None,
            year,
            years,
            points_mean: "Agreed by eleven people".into(),
            accountable: "Cllr Ruth Ashby".into(),
            limits: vec![MoneyLimit { name: "all money".into(), amounts: vec![Money::from_pounds(700_000)], ..MoneyLimit::default() }],
            floors: Vec::new(),
        };
        let record = open_allocation(desk, &actor, allocation(2028, 2)).await.expect("opened");
        let case = place.case().await.id;
        let options = || async { read_options(desk, &actor, case).await.expect("options") };
        assert!(offered(&options().await, &record).is_err_and(|why| why.contains("not costed yet")));
        place.start().await;
        let council = desk.authority;
        place.write("A", "Classes", LineKind::Cost, council, 200_000).await;
        place.write("A", "Coordination", LineKind::Cost, council, 50_000).await;
        place.write("A", "Home checks", LineKind::Cost, place.icb, 80_000).await;
        place.write("A", "Fewer stays in hospital", LineKind::Benefit, place.icb, 609_000).await;
        place.write("B", "Classes", LineKind::Cost, council, 400_000).await;
        let found = offered(&options().await, &record).expect("two options");
        assert_eq!(found.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["A", "B"]);
        let of = |money: &[MoneyLine]| -> Vec<(u8, i64, bool)> {
            money.iter().map(|line| (line.year, line.amount.pence() / 100, line.partner == Some(council))).collect()
        };
        let mut paid = of(&found[0].money);
        paid.sort_unstable();
        assert_eq!(paid, [(0, 80_000, false), (0, 250_000, true), (1, 80_000, false), (1, 250_000, true)], "benefits are no cost");
        // What is no cost of a body here is named with its reason, and odd pence stay.
        let mut other = options().await;
        let flows = &mut other.money.as_mut().expect("costed").question.ask.options.iter_mut().find(|one| one.id == "B").expect("B").flows;
        let cost = flows[0].clone();
        flows[0].a_year = Some(400_000.125);
        let undated = Precondition { what: "a hall is found".into(), met_by: None };
        flows.extend([
            Flow { name: "Rent".into(), kind: Kind::Transfer, to: Some("The hall trust".into()), ..cost.clone() },
            Flow { name: "A survey".into(), sunk: true, ..cost.clone() },
            Flow { name: "A warden".into(), preconditions: vec![undated], ..cost.clone() },
            Flow { name: "Fares".into(), organisation: RESIDENTS.into(), ..cost.clone() },
        ]);
        let told = offered(&other, &record).expect("two options").remove(1);
        assert_eq!(
            told.not_counted,
            [
                format!("Rent (passes from {} to The hall trust)", cost.organisation),
                "A survey (spent or committed whatever is decided)".to_owned(),
                "A warden (nobody says by when this will be so: a hall is found)".to_owned(),
            ]
        );
        assert_eq!((told.left_out, told.money[0].amount), (vec!["Fares".to_owned()], Money::from_pence(40_000_013)));
        // What is sealed is not shown to partners by way of an allocation that is open to them.
        let mut sealed = options().await;
        sealed.costing.as_mut().expect("a costing").sealed = true;
        assert!(
            offered(&sealed, &record).is_err_and(|why| why.starts_with("What this case’s options cost is sealed, and this allocation"))
        );
        assert!(offered(&sealed, &Record { sealed: true, ..record.clone() }).is_ok());
        assert!(found[0].money.iter().all(|line| line.term == MoneyTerm::Recurrent && line.kind == MoneyKind::Revenue));
        // The costing covers 2027/28 to 2036/37.
        let late = open_allocation(desk, &actor, allocation(2036, 2)).await.expect("opened");
        assert!(
            offered(&options().await, &late)
                .is_err_and(|why| why.contains("costed for 10 years from 2027/28, and the plan is for 2 years from 2036/37"))
        );

        let take = |chosen: &[(&str, i64)]| StartFromOptions {
            allocation: record.id,
            version: record.version,
            case,
            chosen: chosen.iter().map(|(code, points)| ChosenOption { code: (*code).into(), points: *points }).collect(),
        };
        let none: &[(&str, i64)] = &[];
        for (chosen, mend) in [(none, "Say the points of one option"), (&[("Z", 5)], "Take “Z” out")] {
            let Err(DeskError::Faults(faults)) = start_from_options(desk, &actor, take(chosen)).await else { panic!("{mend}") };
            assert!(faults[0].message.starts_with(mend), "{faults:?}");
        }
        let taken = start_from_options(desk, &actor, take(&[("A", 60), ("B", 45)])).await.expect("taken");
        let first = &taken.noun.candidates[0];
        assert_eq!((first.version_of.as_str(), first.cost(), first.points), ("C-1", Money::from_pounds(660_000), 60));
        assert_eq!(first.option, Some(OptionOf { case, code: "A".into() }));
        // Options of one case shut one another out.
        let view = read_allocation(desk, &actor, taken.reference.as_ref().expect("a reference"), None).await.expect("reads");
        assert_eq!(view.worked.expect("worked").planned.chosen, ["C-1-A"]);
        let again = |found: Vec<OfferedOption>| found.into_iter().map(|one| one.taken).collect::<Vec<_>>();
        assert_eq!(again(offered(&options().await, &taken).expect("two")), [Some(true), Some(true)]);
        // A kind of money that somebody mended is no other cost.
        let mut mended = taken.clone();
        mended.noun.candidates[0].money.iter_mut().for_each(|line| line.term = MoneyTerm::OneOff);
        assert_eq!(again(offered(&options().await, &mended).expect("two")), [Some(true), Some(true)]);
        place.write("B", "A coordinator", LineKind::Cost, council, 30_000).await;
        assert_eq!(again(offered(&options().await, &taken).expect("two")), [Some(true), Some(false)], "the case has another cost since");
    }
}
