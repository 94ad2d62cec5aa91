//! Writing a market position statement, or changing it. What is missing is said on its page; it can be published once nothing is.

use model::audience::Audience;
use model::id::{DemandModelId, MarketStatementId, NeedId, PipelineLineId, ServiceId};
use model::market_statement::{MarketStatement, StatementWords};
use model::record::Record;
use model::role::Permission;
use quantity::Date;

use super::lines;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

#[derive(Default)]
pub struct WriteStatement {
    /// None: a new one.
    pub statement: Option<(MarketStatementId, i64)>,
    pub service: Option<ServiceId>,
    pub market: String,
    pub place: String,
    pub demand: String,
    pub supply: String,
    /// Lines, as `lines` reads them.
    pub figures: String,
    pub intentions: String,
    pub funding: String,
    pub models_wanted: String,
    pub contact: String,
    pub dated: Option<Date>,
    pub good_until: Option<Date>,
    pub models: Vec<DemandModelId>,
    pub needs: Vec<NeedId>,
    pub lines: Vec<PipelineLineId>,
}

pub async fn write_statement(
    desk: &Desk,
    actor: &Actor,
    ask: WriteStatement,
) -> Result<Record<MarketStatementId, MarketStatement>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let says = StatementWords {
        market: typed.text("market", &ask.market, LINE, "Name the market, as providers would: “Home care for older people”"),
        place: typed.optional("place", &ask.place, LINE),
        demand: typed.optional("demand", &ask.demand, TEXT),
        supply: typed.optional("supply", &ask.supply, TEXT),
        figures: typed.lines("figures", &ask.figures, lines::figure),
        intentions: typed.optional("intentions", &ask.intentions, TEXT),
        funding: typed.optional("funding", &ask.funding, TEXT),
        models_wanted: typed.optional("models_wanted", &ask.models_wanted, TEXT),
        contact: typed.optional("contact", &ask.contact, LINE),
        dated: ask.dated,
        good_until: ask.good_until,
    };
    let in_order = says.dated.zip(says.good_until).is_none_or(|(dated, until)| dated < until);
    typed.ask("good_until", in_order, "It has to be good for a while: use a date after the day it speaks of");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let scope = &actor.scope;
    if let Some(service) = ask.service {
        store::services::find(&mut write.tx, scope, service).await?;
    }
    for model in &ask.models {
        store::demand_models::find(&mut write.tx, scope, *model).await?;
    }
    for need in &ask.needs {
        store::needs::find(&mut write.tx, scope, *need).await?;
    }
    for line in &ask.lines {
        store::pipeline_lines::find(&mut write.tx, scope, *line).await?;
    }
    let noun = MarketStatement { service: ask.service, says, models: ask.models, needs: ask.needs, lines: ask.lines, editions: 0 };
    let (record, said) = match ask.statement {
        None => (kept(desk, desk.new_id(), Audience::Partners, noun), "was begun"),
        Some((id, version)) => {
            let mut record = store::market_statements::find(&mut write.tx, scope, id).await?;
            if record.version != version {
                return Err(DeskError::Stale);
            }
            record.noun = MarketStatement { editions: record.noun.editions, ..noun };
            record.changed_at = desk.now();
            (record, "was changed")
        }
    };
    let record = store::market_statements::save(&mut write.tx, &record).await?;
    let line = format!("The market position statement “{}” {said}.", record.noun.says.market);
    write.commit("write_market_statement", "market position statement", Some(record.id.uuid()), line).await?;
    Ok(record)
}
