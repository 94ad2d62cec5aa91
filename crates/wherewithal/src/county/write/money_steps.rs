//! What people did about shared money.

use anyhow::{Context, Result};
use desk::Desk;
use desk::analyse::load_spend::{LoadSpend, load_spend};
use desk::plan::money::add_candidates::{AddCandidates, add_candidates};
use desk::plan::money::contribute::{Contribute, contribute};
use desk::plan::money::forecast_duty::{ForecastDuty, forecast_duty};
use desk::plan::money::keep_plan::keep_plan;
use desk::plan::money::open_allocation::{OpenAllocation, open_allocation};
use desk::plan::money::propose_budget_change::{ProposeBudgetChange, propose_budget_change};
use desk::plan::money::say_what_we_can_bear::{SayWhatWeCanBear, say_what_we_can_bear};
use desk::plan::money::set_up_fund::{SetUpFund, set_up_fund};
use jiff::civil::date;
use model::allocation::{Candidate, Gain, MoneyLimit, MoneyLine, Needs};
use model::budget_change::{BudgetLine, Saving};
use model::fund::{Contribution, MoneyKind, MoneyTerm, Sharing};
use quantity::{Money, Share};

use super::script::OfMoney;
use super::world::World;
use crate::county::files::outturn as file;
use crate::county::money::{CRISIS, Could, FORTY, FUNDS, HOME_FIRST, Line, NINE, TODAY};
use crate::county::papers::CABINET_MEMBER;
use crate::county::people::{AMARA, PRIYA};

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
    let limit = |name: &str, term, amount| MoneyLimit {
        name: name.to_owned(),
        term,
        kind: None,
        partner: None,
        amounts: vec![thousands(amount)],
        carry_at_most: None,
        only_for: Vec::new(),
    };
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
    let candidate = |one: &Could| Candidate {
        code: one.code.into(),
        title: one.title.into(),
        version_of: String::new(),
        option: None,
        points: one.points,
        money: vec![MoneyLine { year: 0, amount: thousands(one.thousands), term: one.term, kind: MoneyKind::Revenue, partner: None }],
        reach: one.reach.iter().map(|(group, people)| ((*group).to_owned(), *people)).collect(),
        gains: vec![Gain { partner: icb, points: one.for_nhs }, Gain { partner: county, points: one.points - one.for_nhs }],
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
