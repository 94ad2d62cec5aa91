//! Engaging somebody to help solve an issue. A helper is not a provider of the service, and its line is not the contract's.

use model::audience::Audience;
use model::engagement::{Engagement, LevelField};
use model::id::{EngagementId, IssueId, OrganisationId};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, Money};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct EngageHelper {
    pub issue: IssueId,
    pub helper: OrganisationId,
    pub scope: String,
    pub fee: Option<Money>,
    pub budget_line: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub passes_on_knowledge: String,
}

/// No delivery model and no provider comes of it: the service and its operator are unchanged.
pub async fn engage_helper(desk: &Desk, actor: &Actor, ask: EngageHelper) -> Result<Record<EngagementId, Engagement>, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut typed = Typed::new();
    let scope = typed.text("scope", &ask.scope, TEXT, "Say what they are asked to help solve");
    let budget_line =
        typed.text("budget_line", &ask.budget_line, LINE, "Name the budget line that pays: solving and commissioning are kept apart");
    let passes_on_knowledge = typed.text("passes_on_knowledge", &ask.passes_on_knowledge, TEXT, "Say what they leave behind when they go");
    typed.ask("fee", ask.fee.is_none_or(|fee| fee >= Money::ZERO), "Use nothing or more");
    let (from, until) = match (ask.from, ask.until) {
        (Some(from), Some(until)) if from <= until => (from, until),
        (Some(from), Some(_)) => {
            typed.fault("until", "Use a date on or after the day it begins");
            (from, from)
        }
        _ => {
            typed.fault("until", "Say from when until when: help ends on a date");
            (desk.today(), desk.today())
        }
    };
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let issue = store::issues::find(&mut write.tx, &actor.scope, ask.issue).await?;
    let helper = store::organisations::find(&mut write.tx, &actor.scope, ask.helper).await?;
    let noun = Engagement {
        service: issue.noun.service,
        issue: ask.issue,
        helper: ask.helper,
        scope,
        fee: ask.fee,
        budget_line,
        decided_by: actor.role.clone(),
        from,
        until,
        passes_on_knowledge,
        level_field: None,
    };
    let record = store::engagements::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let line = format!("{} was engaged to help solve “{}”.", helper.noun.name, issue.noun.title);
    write.commit("engage_helper", "engagement", Some(record.id.uuid()), line).await?;
    Ok(record)
}

pub struct LevelTheField {
    pub engagement: EngagementId,
    pub version: i64,
    pub information_released: String,
    pub mitigation: String,
}

/// If the helper may later bid: what keeps the field level. Recorded without suspicion.
pub async fn level_the_field(desk: &Desk, actor: &Actor, ask: LevelTheField) -> Result<Record<EngagementId, Engagement>, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut typed = Typed::new();
    let information_released =
        typed.text("information_released", &ask.information_released, TEXT, "Say what the helper learned that every bidder will be given");
    let mitigation = typed.text("mitigation", &ask.mitigation, TEXT, "Say what else keeps it fair, or why nothing more is needed");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::engagements::find(&mut write.tx, &actor.scope, ask.engagement).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    record.noun.level_field = Some(LevelField { information_released, mitigation, on: desk.today(), by_role: actor.role.clone() });
    record.changed_at = desk.now();
    let record = store::engagements::save(&mut write.tx, &record).await?;
    write.commit("level_the_field", "engagement", Some(record.id.uuid()), "What keeps the field level was recorded.").await?;
    Ok(record)
}
