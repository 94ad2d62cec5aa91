//! The social return of an option, typed in: what changes for whom, and what is put in.

use model::costing::{Change, Costing, Input, SocialReturn};
use model::id::{CaseId, CostingId};
use model::record::Record;
use quantity::{Money, Share};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::options::start_costing::change_costing;
use crate::plan::options::write_line::option_is_there;
use crate::typed::{LINE, Typed};

pub struct ValueChange {
    pub case: CaseId,
    /// Of the costing.
    pub version: i64,
    pub option: String,
    pub what: String,
    pub people: String,
    pub measured_by: String,
    pub quantity: Option<f64>,
    pub value_each: Option<Money>,
    pub value_source: String,
    pub deadweight: Option<Share>,
    pub displacement: Option<Share>,
    pub attribution: Option<Share>,
    pub drop_off: Option<Share>,
    pub years: Option<i64>,
    pub people_asked: Option<i64>,
    pub is_harm: bool,
    /// The chain of causes it stands in, and the share of the chain counted here.
    pub chain: String,
    pub chain_share: Option<Share>,
}

/// A change of the same name takes the place of the one before. What is taken off is never left unsaid.
pub async fn value_change(desk: &Desk, actor: &Actor, ask: ValueChange) -> Result<Record<CostingId, Costing>, DeskError> {
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Say what changes: “People who see somebody every week”");
    let people = typed.text("people", &ask.people, LINE, "Say for whom");
    let measured_by = typed.text("measured_by", &ask.measured_by, LINE, "Say by what it is measured");
    let value_source = typed.text("value_source", &ask.value_source, LINE, "Say who says that it is worth so much");
    let quantity = ask.quantity.unwrap_or_default();
    typed.ask("quantity", ask.quantity.is_some() && (0.0..1e12).contains(&quantity), "Write how many, nothing or more");
    let value_each = ask.value_each.unwrap_or_default();
    typed.ask(
        "value_each",
        ask.value_each.is_some() && value_each >= Money::ZERO,
        "Write what one is worth in a year: a harm is ticked below",
    );
    for (field, share, mend) in [
        ("deadweight", ask.deadweight, "Say what share would have happened anyway: 0 is an answer"),
        ("displacement", ask.displacement, "Say what share only moved from somebody else: 0 is an answer"),
        ("attribution", ask.attribution, "Say what share is the doing of others: 0 is an answer"),
    ] {
        typed.ask(field, share.is_some(), mend);
    }
    typed.ask("years", ask.years.is_some_and(|years| (1..=100).contains(&years)), "Say how many years it lasts, 1 to 100");
    typed.ask("people_asked", ask.people_asked.is_none_or(|asked| asked >= 0), "Use nothing or more: 0 keeps it out of the ratio");
    let chain = typed.optional("chain", &ask.chain, LINE);
    typed.done()?;
    let none = |share: Option<Share>| share.unwrap_or(Share::NONE);
    let change = Change {
        what: what.clone(),
        people,
        measured_by,
        quantity,
        value_each,
        value_source,
        deadweight: none(ask.deadweight),
        displacement: none(ask.displacement),
        attribution: none(ask.attribution),
        drop_off: none(ask.drop_off),
        years: ask.years.and_then(|years| u32::try_from(years).ok()).unwrap_or(1),
        people_asked: ask.people_asked.and_then(|asked| u32::try_from(asked).ok()),
        is_harm: ask.is_harm,
        chain,
        chain_share: ask.chain_share,
    };
    change_costing(desk, actor, ask.case, ask.version, "value_change", |case, costing| {
        option_is_there(case, &ask.option)?;
        let kept = social_return(costing, &ask.option);
        kept.changes.retain(|there| there.what != what);
        kept.changes.push(change);
        Ok(format!("Option {}: “{what}” was valued.", ask.option))
    })
    .await
}

pub struct NameInput {
    pub case: CaseId,
    pub version: i64,
    pub option: String,
    pub what: String,
    pub amount: Option<Money>,
}

/// What is put in: money, and time and things in what they are worth. An input of the same name takes the place of the one before.
pub async fn name_input(desk: &Desk, actor: &Actor, ask: NameInput) -> Result<Record<CostingId, Costing>, DeskError> {
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Say what is put in: a grant, volunteers’ hours, a hall for nothing");
    typed.ask("amount", ask.amount.is_some_and(|amount| amount >= Money::ZERO), "Write what it is worth, nothing or more");
    typed.done()?;
    let amount = ask.amount.unwrap_or_default();
    change_costing(desk, actor, ask.case, ask.version, "name_input", |case, costing| {
        option_is_there(case, &ask.option)?;
        let kept = social_return(costing, &ask.option);
        kept.inputs.retain(|there| there.what != what);
        let line = format!("Option {}: “{what}” is put in, {}.", ask.option, amount.in_full());
        kept.inputs.push(Input { what, amount });
        Ok(line)
    })
    .await
}

fn social_return<'a>(costing: &'a mut Costing, option: &str) -> &'a mut SocialReturn {
    let at = costing.returns.iter().position(|kept| kept.option == option).unwrap_or_else(|| {
        costing.returns.push(SocialReturn { option: option.to_owned(), changes: Vec::new(), inputs: Vec::new() });
        costing.returns.len() - 1
    });
    &mut costing.returns[at]
}
