//! What is known of an option: who put it forward, whether it is like for like, what it builds on, what it might be worth.

use model::case::Case;
use model::id::CaseId;
use model::option_sheet::Contributor;
use model::record::Record;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::options::change_option;
use crate::typed::{TEXT, Typed};

pub struct WriteSheet {
    pub case: CaseId,
    pub version: i64,
    /// Code of the option.
    pub option: String,
    pub outcome: String,
    pub affects: String,
    pub how_sure: String,
    pub cost: Option<Money>,
    pub contributed_by: Vec<Contributor>,
    pub like_for_like: Option<bool>,
    pub builds_on: String,
    pub estimated_value: Option<Money>,
    /// Why it is not the one put forward, where it is not.
    pub why_not: String,
}

pub async fn write_sheet(desk: &Desk, actor: &Actor, ask: WriteSheet) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let outcome = typed.optional("outcome", &ask.outcome, TEXT);
    let affects = typed.optional("affects", &ask.affects, TEXT);
    let how_sure = typed.optional("how_sure", &ask.how_sure, TEXT);
    let builds_on = typed.optional("builds_on", &ask.builds_on, TEXT);
    let why_not = typed.optional("why_not", &ask.why_not, TEXT);
    typed.ask("cost", ask.cost.is_none_or(|cost| cost >= Money::ZERO), "Use nothing or more: what it saves is written among its benefits");
    typed.done()?;
    change_option(desk, actor, ask.case, ask.version, &ask.option, "write_option", |choice| {
        (choice.outcome, choice.affects, choice.how_sure, choice.cost) = (outcome, affects, how_sure, ask.cost);
        let sheet = &mut choice.sheet;
        sheet.contributed_by = ask.contributed_by;
        sheet.contributed_by.sort_unstable();
        sheet.contributed_by.dedup();
        (sheet.like_for_like, sheet.builds_on, sheet.estimated_value) = (ask.like_for_like, builds_on, ask.estimated_value);
        sheet.why_not = why_not;
        Ok("what is known of it was written down.".into())
    })
    .await
}
