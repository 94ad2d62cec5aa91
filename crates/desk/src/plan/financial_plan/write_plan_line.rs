//! Writing down a line of a medium-term financial plan, changing it, and taking it out of the plan with a reason.

use model::audience::Audience;
use model::financial_plan::{PlanLine, PlanLineKind};
use model::fund::MoneyTerm;
use model::id::{OrganisationId, PlanLineId, ServiceId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use quantity::Money;

use super::year_lines::plan_years_written;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct WritePlanLine {
    /// The line that is changed and its version; none for a new one.
    pub line: Option<(PlanLineId, i64)>,
    pub title: String,
    /// Of a new line: a gap stays a gap.
    pub kind: Option<PlanLineKind>,
    pub organisation: Option<OrganisationId>,
    pub service: Option<ServiceId>,
    pub years: Vec<(i16, Option<Money>)>,
    pub term: Option<MoneyTerm>,
    pub source: String,
    pub owner_role: String,
    /// Why it is no longer in the plan; empty while it is.
    pub taken_out: String,
}

pub async fn write_plan_line(desk: &Desk, actor: &Actor, ask: WritePlanLine) -> Result<Record<PlanLineId, PlanLine>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Call it what the plan calls it");
    let source = typed.text("source", &ask.source, LINE, "Name the paper it stands in: “Budget report to council, 18 February 2026”");
    let owner_role = typed.text("owner_role", &ask.owner_role, LINE, "Name the role that answers for it");
    let taken_out = typed.optional("taken_out", &ask.taken_out, TEXT);
    typed.ask("years", !ask.years.is_empty(), "Write at least one financial year with its amount: 2027/28; 680,000");
    typed.ask("years", ask.years.iter().all(|(year, _)| (2000..=2100).contains(year)), "Use years from 2000/01 to 2100/01");
    let amounts = ask.years.iter().filter_map(|(_, amount)| *amount);
    typed.ask("years", amounts.clone().all(|amount| amount >= Money::ZERO), "Use nothing or more: where there is no gap, write 0");
    typed.ask("kind", ask.kind.is_some() || ask.line.is_some(), "Choose whether it is a gap or a saving");
    typed.ask("organisation", ask.organisation.is_some(), "Choose whose plan it stands in");
    typed.ask("term", ask.term.is_some(), "Choose whether it comes every year or once");
    typed.done()?;
    let (Some(organisation), Some(term)) = (ask.organisation, ask.term) else { return Err(DeskError::NotFound) };
    let mut write = desk.write(actor).await?;
    store::organisations::find(&mut write.tx, &actor.scope, organisation).await?;
    if let Some(service) = ask.service {
        store::services::find(&mut write.tx, &actor.scope, service).await?;
    }
    let before = match ask.line {
        Some((id, version)) => {
            let there = store::financial_plan::find(&mut write.tx, &actor.scope, id).await?;
            if there.version != version {
                return Err(DeskError::Stale);
            }
            Some(there)
        }
        None => None,
    };
    let kind = before.as_ref().map(|there| there.noun.kind).or(ask.kind).ok_or(DeskError::NotFound)?;
    let noun = PlanLine { title, kind, organisation, service: ask.service, years: ask.years, term, source, owner_role, taken_out };
    let said = trail(before.as_ref().map(|there| &there.noun), &noun);
    let record = match before {
        Some(there) => Record { noun, changed_at: desk.now(), ..there },
        None => kept(desk, desk.new_id(), Audience::Members, noun),
    };
    let record = store::financial_plan::save(&mut write.tx, &record).await?;
    write.commit("write_plan_line", "line of the financial plan", Some(record.id.uuid()), said).await?;
    Ok(record)
}

/// What the audit trail says: a changed amount with what it was before.
fn trail(before: Option<&PlanLine>, now: &PlanLine) -> String {
    let years = |line: &PlanLine| plan_years_written(&line.years).replace('\n', ", ").replace(';', ":");
    let Some(before) = before else {
        return format!("“{}” was written down, {}: {}.", now.title, now.kind.words(), years(now));
    };
    let mut said = format!("“{}” of the financial plan was changed.", before.title);
    if before.title != now.title {
        said.push_str(&format!(" It is called “{}” now.", now.title));
    }
    if before.years != now.years {
        said.push_str(&format!(" Before: {}. Now: {}.", years(before), years(now)));
    }
    match (before.is_in_the_plan(), now.is_in_the_plan()) {
        (true, false) => said.push_str(&format!(" It is no longer in the plan: {}", now.taken_out)),
        (false, true) => said.push_str(" It is in the plan again."),
        _ => {}
    }
    said
}

/// Every line the actor may see, savings and gaps, in the plan or not any longer.
pub async fn list_plan_lines(desk: &Desk, actor: &Actor) -> Result<Vec<Record<PlanLineId, PlanLine>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::financial_plan::list(&mut tx, &actor.scope).await?)
}

pub async fn find_plan_line(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<PlanLineId, PlanLine>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    Ok(store::financial_plan::by_reference(&mut tx, &actor.scope, reference).await?)
}
