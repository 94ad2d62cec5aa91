//! Opening an allocation: what there is to spend, of which kinds, and what a point stands for.

use model::allocation::{Allocation, MoneyLimit, ReachFloor};
use model::audience::Audience;
use model::id::{AllocationId, CaseId, FundId};
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use super::set_up_fund::year;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct OpenAllocation {
    pub title: String,
    pub purpose: String,
    pub fund: Option<FundId>,
    pub case: Option<CaseId>,
    pub year: i16,
    pub years: u8,
    pub points_mean: String,
    pub accountable: String,
    pub limits: Vec<MoneyLimit>,
    pub floors: Vec<ReachFloor>,
}

pub async fn open_allocation(desk: &Desk, actor: &Actor, ask: OpenAllocation) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name it: “£1.2m for staying well at home”");
    let purpose = typed.text("purpose", &ask.purpose, TEXT, "Say what the money is for");
    let points_mean = typed.text("points_mean", &ask.points_mean, TEXT, "Say what a point stands for, and who agreed the scores");
    let accountable = typed.text("accountable", &ask.accountable, LINE, "Name the elected member who answers for what counts as value");
    year(&mut typed, ask.year);
    typed.ask("years", (1..=30).contains(&ask.years), "Use 1 to 30 years");
    typed.ask("limit", !ask.limits.is_empty(), "Say what there is to spend: without it, everything would be done");
    for limit in &ask.limits {
        let whole = limit.amounts.iter().all(|amount| *amount >= Money::ZERO);
        typed.ask(
            "limit",
            whole && limit.amounts.len().max(1) <= usize::from(ask.years.max(1)),
            "Use nothing or more, for each year or for all together",
        );
    }
    typed.done()?;
    let mut write = desk.write(actor).await?;
    if let Some(fund) = ask.fund {
        store::funds::find(&mut write.tx, &actor.scope, fund).await?;
    }
    if let Some(case) = ask.case {
        store::cases::find(&mut write.tx, &actor.scope, case).await?;
    }
    let noun = Allocation {
        title,
        purpose,
        fund: ask.fund,
        case: ask.case,
        year: ask.year,
        years: ask.years,
        points_mean,
        accountable,
        candidates: Vec::new(),
        limits: ask.limits,
        floors: ask.floors,
        capacities: Vec::new(),
        needs: Vec::new(),
        not_together: Vec::new(),
        at_least_one: Vec::new(),
        today: Vec::new(),
        duties: Vec::new(),
        priorities: Vec::new(),
        taken_out: Vec::new(),
    };
    let record = store::allocations::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let line = format!("The allocation “{}” was opened.", record.noun.title);
    write.commit("open_allocation", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}
