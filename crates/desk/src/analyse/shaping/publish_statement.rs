//! Publishing a market position statement that was approved: an edition everybody may read, which never changes. Old ones stay.

use model::audience::Audience;
use model::id::{MarketStatementId, StatementEditionId};
use model::market_statement::StatementEdition;
use model::record::Record;
use model::role::Permission;

use super::statements::{lacks, told};
use crate::actor::Actor;
use crate::config::shaping;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::{kept, unreadable};
use crate::typed::{LINE, Typed};

pub struct PublishStatement {
    pub statement: MarketStatementId,
    pub version: i64,
    pub approved_by: String,
    /// Where the approval stands.
    pub approved_in: String,
}

pub async fn publish_statement(
    desk: &Desk,
    actor: &Actor,
    ask: PublishStatement,
) -> Result<Record<StatementEditionId, StatementEdition>, DeskError> {
    actor.may(Permission::Decide)?;
    let mut typed = Typed::new();
    let approved_by = typed.text("approved_by", &ask.approved_by, LINE, "Say who approved it: a body or a role");
    let approved_in = typed.text("approved_in", &ask.approved_in, LINE, "Say where the approval stands: minutes, a record of decision");
    typed.done()?;
    let rule = shaping::defaults().map_err(unreadable)?.statement;
    let mut write = desk.write(actor).await?;
    let mut record = store::market_statements::find(&mut write.tx, &actor.scope, ask.statement).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let told = told(&mut write.tx, actor, &record.noun).await?;
    let lacks = lacks(&record.noun, &told, &rule, desk.today());
    if !lacks.is_empty() {
        let all: Vec<String> = lacks.into_iter().map(|(_, says)| says).collect();
        return Err(DeskError::refused("statement_lacks", format!("It cannot be published yet. {}", all.join(" "))));
    }
    record.noun.editions += 1;
    record.changed_at = desk.now();
    let record = store::market_statements::save(&mut write.tx, &record).await?;
    let edition = StatementEdition {
        of: record.id,
        reference: record.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
        edition: record.noun.editions,
        place: desk.place.name.clone(),
        says: record.noun.says.clone(),
        demand: told.demand,
        pipeline: told.pipeline,
        published_on: desk.today(),
        approved_by,
        approved_in,
    };
    let line = format!("Edition {} of the market position statement “{}” was published.", edition.edition, edition.says.market);
    let edition = store::statement_editions::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Public, edition)).await?;
    write.commit("publish_market_statement", "market position statement", Some(record.id.uuid()), line).await?;
    Ok(edition)
}
