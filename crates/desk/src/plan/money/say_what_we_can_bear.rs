//! A partner says the largest share of an overspend it could bear. It is that partner's own: nobody else is shown it.

use model::audience::Audience;
use model::fund::StressLimit;
use model::id::{FundId, StressLimitId};
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::Typed;

pub struct SayWhatWeCanBear {
    pub fund: FundId,
    pub can_bear: Money,
}

/// Whether this actor speaks for a partner about its money.
pub fn speaks_for_its_partner(actor: &Actor) -> bool {
    actor.can(Permission::WriteCases) || actor.can(Permission::ConfirmFromOutside)
}

pub async fn say_what_we_can_bear(
    desk: &Desk,
    actor: &Actor,
    ask: SayWhatWeCanBear,
) -> Result<Record<StressLimitId, StressLimit>, DeskError> {
    actor.may(Permission::ReadCases)?;
    if !speaks_for_its_partner(actor) {
        return Err(DeskError::MayNot(Permission::ConfirmFromOutside));
    }
    let mut typed = Typed::new();
    typed.ask("can_bear", ask.can_bear >= Money::ZERO, "Use nothing or more");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let fund = store::funds::find(&mut write.tx, &actor.scope, ask.fund).await?;
    if !fund.noun.contributions.iter().any(|one| one.partner == actor.organisation) {
        return Err(DeskError::refused("not_a_partner", "Your organisation puts nothing into this fund, so no overspend falls on it."));
    }
    let noun = StressLimit {
        fund: ask.fund,
        partner: actor.organisation,
        can_bear: ask.can_bear,
        said_on: desk.today(),
        by_role: actor.role.clone(),
    };
    let there = store::stress_limits::by_fund(&mut write.tx, &actor.scope, ask.fund).await?;
    let record = match there.into_iter().find(|limit| limit.noun.partner == actor.organisation) {
        Some(limit) => Record { noun, changed_at: desk.now(), ..limit },
        None => {
            // For its own people and nobody else: what an exemption says of others is narrowed again where it is read.
            let until = desk.today().checked_add(jiff::Span::new().years(10)).unwrap_or(desk.today());
            let mut record = kept(desk, desk.new_id(), Audience::Exempt { paragraph: 3, until }, noun);
            (record.owner, record.about) = (actor.organisation, Some(actor.organisation));
            record
        }
    };
    let record = store::stress_limits::save(&mut write.tx, &record).await?;
    // The trail says that it was said, never how much.
    let line = format!("A partner of “{}” said what it could bear.", fund.noun.name);
    write.commit("say_what_we_can_bear", "fund", Some(fund.id.uuid()), line).await?;
    Ok(record)
}
