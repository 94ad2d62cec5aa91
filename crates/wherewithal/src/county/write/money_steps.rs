//! What people did about shared money.

use std::collections::BTreeMap;

use anyhow::{Context, Result, anyhow};
use desk::Desk;
use desk::analyse::load_spend::{LoadSpend, load_spend};
use desk::plan::financial_plan::write_plan_line::{WritePlanLine, write_plan_line};
use desk::plan::money::add_candidates::{AddCandidates, add_candidates};
use desk::plan::money::contribute::{Contribute, contribute};
use desk::plan::money::describe_candidates::{DescribeCandidates, describe_candidates};
use desk::plan::money::forecast_duty::{ForecastDuty, forecast_duty};
use desk::plan::money::keep_plan::keep_plan;
use desk::plan::money::open_allocation::{OpenAllocation, open_allocation};
use desk::plan::money::propose_budget_change::{ProposeBudgetChange, propose_budget_change};
use desk::plan::money::say_what_we_can_bear::{SayWhatWeCanBear, say_what_we_can_bear};
use desk::plan::money::set_limits::{SetLimits, set_limits};
use desk::plan::money::set_members_priority::{SetMembersPriority, set_members_priority};
use desk::plan::money::set_up_fund::{SetUpFund, set_up_fund};
use desk::plan::money::{candidate_lines, limit_lines, pasted};
use desk::plan::options::start_costing::{StartCosting, start_costing};
use desk::plan::options::take_apart::{MECHANISMS, TakeApart, take_apart};
use jiff::civil::date;
use model::allocation::{Candidate, CapacityLimit, Gain, MoneyLimit, MoneyLine, Needs, ReachFloor};
use model::budget_change::{BudgetLine, Saving};
use model::fund::{Contribution, MoneyKind, MoneyTerm, Sharing};
use quantity::{Money, Share};

use super::script::OfMoney;
use super::world::World;
use crate::county::files::outturn as file;
use crate::county::financial_plan;
use crate::county::money::{CRISIS, Could, FORTY, FUNDS, HOME_FIRST, Line, NINE, OLDER_PEOPLE, TAKES_THERAPISTS, THERAPISTS, TODAY};
use crate::county::papers::CABINET_MEMBER;
use crate::county::people::{AMARA, PRIYA};
use crate::county::places;

pub async fn play(world: &mut World, desk: &Desk, part: OfMoney) -> Result<()> {
    match part {
        OfMoney::Fund(at) => fund(world, desk, at).await,
        OfMoney::PutIn(at, part) => put_in(world, desk, at, part).await,
        OfMoney::Bear => bear(world, desk).await,
        OfMoney::Open => open(world, desk).await,
        OfMoney::Forty => forty(world, desk).await,
        OfMoney::Keep => keep(world, desk).await,
        OfMoney::Nine => nine(world, desk).await,
        OfMoney::Outturn => outturn(world, desk).await,
        OfMoney::Places => places(world, desk).await,
        OfMoney::Plan => plan(world, desk).await,
    }
}

fn thousands(amount: i64) -> Money {
    Money::from_pounds(amount * 1_000)
}

async fn fund(world: &mut World, desk: &Desk, at: usize) -> Result<()> {
    let by = world.person(PRIYA).await?;
    let told = FUNDS.get(at).context("no such fund")?;
    let sharing = match told.lead_first {
        Some((lead, percent)) => Sharing::LeadFirst { lead: world.body(lead)?, share_of_own: Share::from_percent(percent)? },
        None => Sharing::Contribution,
    };
    let ask = SetUpFund {
        name: told.name.into(),
        purpose: told.purpose.into(),
        year: 2026,
        host: told.host.map(|host| world.body(host)).transpose()?,
        manager: told.manager.into(),
        sharing,
        stress: told.stress.iter().map(|percent| Share::from_percent(*percent)).collect::<Result<_, _>>()?,
        review_on: Some(date(2027, 1, 29)),
    };
    let record = set_up_fund(desk, &by, ask).await?;
    world.funds.insert(told.key, record);
    Ok(())
}

async fn put_in(world: &mut World, desk: &Desk, at: usize, part: usize) -> Result<()> {
    let by = world.person(PRIYA).await?;
    let told = FUNDS.get(at).context("no such fund")?;
    let one = told.puts_in.get(part).context("no such contribution")?;
    let record = world.funds.get(told.key).context("the fund has not been set up")?;
    let contribution = Contribution {
        partner: world.body(one.body)?,
        basis: one.basis.into(),
        amount: one.thousands.map(thousands),
        term: one.term,
        kind: if one.capital { MoneyKind::Capital } else { MoneyKind::Revenue },
        conditions: one.conditions.into(),
        carry_at_most: None,
    };
    let record = contribute(desk, &by, Contribute { fund: record.id, version: record.version, contribution }).await?;
    world.funds.insert(told.key, record);
    Ok(())
}

async fn bear(world: &mut World, desk: &Desk) -> Result<()> {
    let fund = world.funds.get(CRISIS).context("the fund has not been set up")?.id;
    for (email, amount) in [(PRIYA, 80), (AMARA, 60)] {
        let by = world.person(email).await?;
        say_what_we_can_bear(desk, &by, SayWhatWeCanBear { fund, can_bear: thousands(amount) }).await?;
    }
    Ok(())
}

async fn open(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(PRIYA).await?;
    let limit =
        |name: &str, term, amount| MoneyLimit { name: name.to_owned(), term, amounts: vec![thousands(amount)], ..MoneyLimit::default() };
    let ask = OpenAllocation {
        title: "£1.2m for staying well at home".into(),
        purpose: "What to do with £800,000 that comes every year and £400,000 that comes once.".into(),
        fund: world.funds.get(HOME_FIRST).map(|fund| fund.id),
        case: None,
        year: 2026,
        years: 1,
        points_mean: "One point is what eleven people from the council, the NHS and the residents’ panel agreed on 5 November is one hundredth of the best the money could do.".into(),
        accountable: CABINET_MEMBER.into(),
        limits: vec![limit("all money", None, 1_200), limit("recurrent money", Some(MoneyTerm::Recurrent), 800)],
        floors: Vec::new(),
    };
    world.allocation = Some(open_allocation(desk, &by, ask).await?);
    Ok(())
}

async fn forty(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(PRIYA).await?;
    let (icb, county) = (world.body("icb")?, world.body("county")?);
    let record = world.allocation.as_ref().context("the allocation has not been opened")?;
    let ask = SetLimits {
        allocation: record.id,
        version: record.version,
        years: record.noun.years,
        limits: record.noun.limits.clone(),
        floors: vec![ReachFloor { group: OLDER_PEOPLE.0.into(), at_least: OLDER_PEOPLE.1 }],
        capacities: vec![CapacityLimit { name: THERAPISTS.0.into(), at_most: THERAPISTS.1 }],
    };
    let record = set_limits(desk, &by, ask).await?;
    let candidate = |one: &Could| Candidate {
        code: one.code.into(),
        title: one.title.into(),
        points: one.points,
        money: vec![MoneyLine { amount: thousands(one.thousands), term: one.term, ..MoneyLine::default() }],
        reach: one.reach.iter().map(|(group, people)| ((*group).to_owned(), *people)).collect(),
        uses: TAKES_THERAPISTS.iter().filter(|(code, _)| *code == one.code).map(|(_, takes)| (THERAPISTS.0.to_owned(), *takes)).collect(),
        gains: vec![Gain { partner: icb, points: one.for_nhs }, Gain { partner: county, points: one.points - one.for_nhs }],
        ..Candidate::default()
    };
    let codes = |all: &[&str]| all.iter().map(|code| (*code).to_owned()).collect::<Vec<String>>();
    let ask = AddCandidates {
        allocation: record.id,
        version: record.version,
        candidates: FORTY.iter().map(candidate).collect(),
        needs: vec![Needs { code: "G".into(), needs: "B".into() }],
        not_together: vec![codes(&["F", "L"])],
        at_least_one: vec![codes(&["I", "K"])],
        today: codes(&TODAY),
    };
    let record = add_candidates(desk, &by, ask).await?;
    let ask = ForecastDuty {
        allocation: record.id,
        version: record.version,
        duty: "Meet the eligible needs of carers".into(),
        source: "Care Act 2014, section 20".into(),
        low: thousands(180),
        central: thousands(260),
        high: thousands(340),
        made_on: Some(date(2026, 10, 30)),
        signed_by: "Priya Nair, finance business partner".into(),
        met_by: codes(&["D", "L", "N", "T"]),
    };
    world.allocation = Some(forecast_duty(desk, &by, ask).await?);
    Ok(())
}

async fn keep(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(PRIYA).await?;
    let record = world.allocation.as_ref().context("the allocation has not been opened")?;
    keep_plan(desk, &by, record.reference.as_ref().context("it has no reference")?).await?;
    Ok(())
}

async fn nine(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(PRIYA).await?;
    let line = |told: &Line| -> Result<BudgetLine> {
        Ok(BudgetLine {
            name: told.name.into(),
            service: told.service.map(|number| world.service(number)).transpose()?,
            before: thousands(told.thousands),
            protected_by: String::new(),
            proposed: Saving {
                what: "5% less".into(),
                amount: thousands(told.thousands / 20),
                points_lost: told.lost,
                who_is_hit: told.hit.into(),
                replaced_by: String::new(),
            },
            otherwise: told
                .otherwise
                .iter()
                .map(|way| Saving {
                    what: way.what.into(),
                    amount: thousands(way.thousands),
                    points_lost: way.lost,
                    who_is_hit: way.hit.into(),
                    replaced_by: way.instead.into(),
                })
                .collect(),
        })
    };
    let ask = ProposeBudgetChange {
        title: "Nine lines, 5% less each".into(),
        year: 2027,
        points_mean: "Outcome points as service heads and the residents’ panel scored them on 6 November.".into(),
        lines: NINE.iter().map(line).collect::<Result<_>>()?,
    };
    propose_budget_change(desk, &by, ask).await?;
    Ok(())
}

async fn outturn(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(PRIYA).await?;
    let ask = LoadSpend {
        file_name: file::NAME.into(),
        bytes: file::outturn(),
        authority: "Northvale County Council".into(),
        year: file::YEAR.into(),
        unit: None,
        licence: "Northvale’s own".into(),
    };
    load_spend(desk, &by, ask).await?;
    Ok(())
}

/// Years, kinds of money, a grant, a floor and people to run it; and what the cabinet put first.
async fn places(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(PRIYA).await?;
    let nobody = BTreeMap::new();
    let read = |wrong: Vec<String>| anyhow!(wrong.join(". "));
    let all = limit_lines::money("all money; 950,000", &nobody).map_err(read)?;
    let ask = OpenAllocation {
        title: "Places to meet, over three years".into(),
        purpose: "Fewer people alone, and halls that stay open.".into(),
        fund: None,
        case: None,
        year: 2027,
        years: 3,
        points_mean: "One point is what nine people from parishes, the council and the residents’ panel agreed on 12 November is one hundredth of the best the money could do.".into(),
        accountable: CABINET_MEMBER.into(),
        limits: all,
        floors: Vec::new(),
    };
    let record = open_allocation(desk, &by, ask).await?;
    let ask = AddCandidates {
        allocation: record.id,
        version: record.version,
        candidates: pasted::candidates(places::COULD, 3).map_err(read)?,
        needs: Vec::new(),
        not_together: Vec::new(),
        at_least_one: Vec::new(),
        today: Vec::new(),
    };
    let record = add_candidates(desk, &by, ask).await?;
    let ask = SetLimits {
        allocation: record.id,
        version: record.version,
        years: 3,
        limits: limit_lines::money(places::LIMITS, &nobody).map_err(read)?,
        floors: limit_lines::floors(places::FLOORS).map_err(read)?,
        capacities: limit_lines::capacities(places::STAFF).map_err(read)?,
    };
    let record = set_limits(desk, &by, ask).await?;
    let described = candidate_lines::described(places::SAID, record.noun.year, &nobody).map_err(read)?;
    let record = describe_candidates(desk, &by, DescribeCandidates { allocation: record.id, version: record.version, described }).await?;
    let (code, says, set_by) = places::MEMBERS;
    let ask = SetMembersPriority {
        allocation: record.id,
        version: record.version,
        code: code.into(),
        is_done: Some(true),
        says: says.into(),
        set_by: set_by.into(),
    };
    set_members_priority(desk, &by, ask).await?;
    Ok(())
}

/// What the plans of two councils count on, and what running reablement with the NHS is promised to save towards one of their lines.
async fn plan(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(PRIYA).await?;
    for told in &financial_plan::LINES {
        let ask = WritePlanLine {
            line: None,
            title: told.title.into(),
            kind: Some(told.kind),
            organisation: Some(world.body(told.whose)?),
            service: told.service.map(|number| world.service(number)).transpose()?,
            years: told.years.iter().map(|(year, amount)| (*year, amount.map(thousands))).collect(),
            term: Some(told.term),
            source: told.source.into(),
            owner_role: told.owner.into(),
            taken_out: String::new(),
        };
        let record = write_plan_line(desk, &by, ask).await.with_context(|| told.title)?;
        world.plan_lines.insert(told.key, record.id);
    }
    let case = world.case("reablement")?.id;
    let ask = StartCosting {
        case,
        version: 0,
        first_year: 2027,
        years: 5,
        short_until: 2,
        works_kind: String::new(),
        correct_by_grade: false,
        seed: 2026,
        sealed: false,
    };
    let version = start_costing(desk, &by, ask).await?.version;
    let saves = thousands(financial_plan::ONE_ASSESSMENT);
    let ask = TakeApart {
        case,
        version,
        option: "A".into(),
        total: Some(saves),
        parts: MECHANISMS.map(|(code, ..)| ((code == "efficiency").then_some(saves), String::new())),
        taken_up_by: String::new(),
        posts: [None; 4],
        line: world.plan_lines.get("reablement").copied(),
        counts: Vec::new(),
    };
    take_apart(desk, &by, ask).await?;
    Ok(())
}
