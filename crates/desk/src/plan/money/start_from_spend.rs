//! Starting an allocation from what is spent today: each service chosen becomes a version “as today”, with its cost as it was read.
//! What it does towards the outcomes is never guessed: a person says it, service by service.

use model::allocation::{Allocation, Candidate, MoneyLine};
use model::id::{AllocationId, SpendId};
use model::record::Record;
use model::role::Permission;
use model::spend::Spend;
use quantity::{Money, Period};

use super::add_candidates::{AddCandidates, add_candidates};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::Typed;

pub struct StartFromSpend {
    pub allocation: AllocationId,
    pub version: i64,
    pub spend: SpendId,
    pub chosen: Vec<Chosen>,
}

/// A service as the spending names it. Points are what a person said it does; none where nobody has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    pub service: String,
    pub points: Option<i64>,
}

/// A service that can be started from: it costs something, and is not in the allocation yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its place among the services of the spending, from 0: the same whatever is in the allocation.
    pub at: usize,
    pub service: String,
    pub cost: Money,
}

/// What of the spending can be started from, the largest first.
pub fn offered(spend: &Spend, allocation: &Allocation) -> Vec<Offered> {
    let is_in = |service: &str| allocation.candidates.iter().any(|one| one.version_of == service && allocation.today.contains(&one.code));
    let all = spend.services().into_iter().enumerate().filter(|(_, (service, cost))| *cost > Money::ZERO && !is_in(service));
    let mut all: Vec<Offered> = all.map(|(at, (service, cost))| Offered { at, service: service.to_owned(), cost }).collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.cost));
    all
}

pub async fn start_from_spend(desk: &Desk, actor: &Actor, ask: StartFromSpend) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let (spend, allocation) = {
        let mut tx = desk.read().await?;
        let spend = store::spends::find(&mut tx, &actor.scope, ask.spend).await?;
        (spend, store::allocations::find(&mut tx, &actor.scope, ask.allocation).await?)
    };
    let offered = offered(&spend.noun, &allocation.noun);
    let mut typed = Typed::new();
    typed.ask(
        "services",
        !ask.chosen.is_empty(),
        "Say the points of one service at least: what each does towards the outcomes is not known yet",
    );
    let unsaid: Vec<&str> = ask.chosen.iter().filter(|one| one.points.is_none()).map(|one| one.service.as_str()).collect();
    typed.ask("services", unsaid.is_empty(), format!("Say the points of: {}", unsaid.join("; ")));
    let unknown: Vec<&str> =
        ask.chosen.iter().map(|one| one.service.as_str()).filter(|name| !offered.iter().any(|one| one.service == *name)).collect();
    typed.ask(
        "services",
        unknown.is_empty(),
        format!("Take these out: they cost nothing today, or are in the allocation already: {}", unknown.join("; ")),
    );
    typed.done()?;
    let source = spend.reference.as_ref().map(ToString::to_string).unwrap_or_default();
    let taken = &allocation.noun.candidates;
    let mut codes = (1u32..).map(|number| format!("T{number}")).filter(|code| taken.iter().all(|one| one.code != *code));
    let candidate = |one: &Chosen| {
        let cost = offered.iter().find(|known| known.service == one.service)?.cost;
        let line = |year| MoneyLine { year, amount: cost, ..MoneyLine::default() };
        Some(Candidate {
            code: codes.next()?,
            title: format!("{}, as in {} ({source})", one.service, Period::FinancialYear(spend.noun.year).in_words()),
            version_of: one.service.clone(),
            points: one.points?,
            money: (0..allocation.noun.years).map(line).collect(),
            ..Candidate::default()
        })
    };
    let candidates: Vec<Candidate> = ask.chosen.iter().filter_map(candidate).collect();
    let today = candidates.iter().map(|one| one.code.clone()).collect();
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

#[cfg(test)]
mod tests {
    use super::super::open_allocation::{OpenAllocation, open_allocation};
    use super::super::read_allocation::read_allocation;
    use super::*;
    use crate::analyse::load_spend::{LoadSpend, load_spend};
    use crate::testing::{bench, may_everything};
    use model::allocation::MoneyLimit;
    use model::spend::SpendUnit;

    const TEXT: &str = "Local authority,Service,In house,Private,Total (£)\nFenwick,Fostering,600,300,900\nFenwick,Adoption,50,50,100\nFenwick,Fees,-40,0,-40\nFenwick,Homes,0,500,500\n";

    async fn loaded(desk: &Desk, bytes: Vec<u8>, authority: &str, year: &str, unit: Option<SpendUnit>) -> Record<SpendId, Spend> {
        let ask =
            LoadSpend { file_name: "s.csv".into(), bytes, authority: authority.into(), year: year.into(), unit, licence: String::new() };
        load_spend(desk, &may_everything(desk), ask).await.expect("loads").spend
    }

    async fn opened(desk: &Desk, limit: Money) -> Record<AllocationId, Allocation> {
        let ask = OpenAllocation {
            title: "Children".into(),
            purpose: "Growing up well".into(),
            fund: None,
            case: None,
            year: 2027,
            years: 1,
            points_mean: "Agreed by eleven people".into(),
            accountable: "Cllr Ruth Ashby".into(),
            limits: vec![MoneyLimit { name: "all money".into(), amounts: vec![limit], ..MoneyLimit::default() }],
            floors: Vec::new(),
        };
        open_allocation(desk, &may_everything(desk), ask).await.expect("opens")
    }

    fn said(service: &str, points: Option<i64>) -> Chosen {
        Chosen { service: service.into(), points }
    }

    #[tokio::test]
    async fn services_become_what_is_done_today_at_their_cost_and_a_gain_nobody_said_is_asked_for_by_name() {
        let bench = bench(false).await;
        let desk = &bench.desk;
        let actor = may_everything(desk);
        let spend = loaded(desk, TEXT.into(), "Fenwick", "2024-25", None).await;
        let allocation = opened(desk, Money::from_pounds(1_000)).await;
        let names: Vec<String> = offered(&spend.noun, &allocation.noun).into_iter().map(|one| one.service).collect();
        assert_eq!(names, ["Fostering", "Homes", "Adoption"]);
        let start = |version, chosen| StartFromSpend { allocation: allocation.id, version, spend: spend.id, chosen };
        for (chosen, mend) in [
            (vec![], "Say the points of one service at least"),
            (vec![said("Fostering", Some(9)), said("Homes", None), said("Adoption", None)], "Say the points of: Homes; Adoption"),
            (vec![said("Fees", Some(1))], "Take these out: they cost nothing today, or are in the allocation already: Fees"),
        ] {
            let Err(DeskError::Faults(faults)) = start_from_spend(desk, &actor, start(1, chosen)).await else { panic!("{mend}") };
            assert!(faults[0].message.starts_with(mend), "{faults:?}");
        }
        let chosen = vec![said("Fostering", Some(60)), said("Homes", Some(50)), said("Adoption", Some(20))];
        let started = start_from_spend(desk, &actor, start(1, chosen.clone())).await.expect("starts");
        let first = &started.noun.candidates[0];
        assert_eq!((first.title.as_str(), first.cost()), ("Fostering, as in 2024/25 (SP-1)", Money::from_pounds(900)));
        assert_eq!(started.noun.today, ["T1", "T2", "T3"]);
        assert!(offered(&spend.noun, &started.noun).is_empty());
        assert!(matches!(start_from_spend(desk, &actor, start(2, chosen)).await, Err(DeskError::Faults(_))));
        // Today costs £1,500 and there is £1,000: the best plan within it, and what today's breaks.
        let view = read_allocation(desk, &actor, started.reference.as_ref().expect("a reference"), None).await.expect("reads");
        let worked = view.worked.expect("works");
        assert_eq!(worked.planned.chosen, ["T1", "T3"]);
        let (points, broken, _) = worked.today.as_ref().expect("today");
        assert_eq!((*points, broken.len()), (130, 1));
    }

    #[tokio::test]
    async fn a_real_council_s_spending_is_the_starting_plan_of_an_allocation() {
        let path = format!("{}/../../../shared/data/delivery_mix/children_s251/outturn_1213.csv", env!("CARGO_MANIFEST_DIR"));
        let Ok(bytes) = std::fs::read(path) else {
            println!("skipped: ../shared is not here");
            return;
        };
        let bench = bench(false).await;
        let desk = &bench.desk;
        let actor = may_everything(desk);
        let spend = loaded(desk, bytes, "Camden", "2012-13", Some(SpendUnit::Pounds)).await;
        let total = spend.noun.total();
        assert_eq!(total, Money::from_pounds(58_254_653));
        let allocation = opened(desk, total).await;
        let offered = offered(&spend.noun, &allocation.noun);
        // Points are said by people: here, to have some, one for each £100,000 and one more.
        let points = |cost: Money| Some(1 + cost.pence() / 10_000_000);
        let chosen: Vec<Chosen> = offered.iter().map(|one| said(&one.service, points(one.cost))).collect();
        let ask = StartFromSpend { allocation: allocation.id, version: 1, spend: spend.id, chosen };
        let started = start_from_spend(desk, &actor, ask).await.expect("starts");
        let today: Money = started.noun.candidates.iter().map(Candidate::cost).sum();
        assert_eq!((today, started.noun.today.len()), (total, offered.len()));
        let view = read_allocation(desk, &actor, started.reference.as_ref().expect("a reference"), None).await.expect("reads");
        let worked = view.worked.expect("works");
        let (points, broken, _) = worked.today.as_ref().expect("today's plan");
        let all: i64 = started.noun.candidates.iter().map(|one| one.points).sum();
        assert_eq!((*points, broken.as_slice(), worked.planned.chosen.len()), (all, &[][..], offered.len()));
    }
}
