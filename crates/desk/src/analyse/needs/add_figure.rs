//! How many people, what share of their need is unmet, which way it goes: one figure with its day and its source.

use model::id::NeedId;
use model::need::{FigureOf, Need, NeedFigure};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, period};

use super::change;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{LINE, Typed};

pub struct AddFigure {
    pub need: NeedId,
    pub version: i64,
    pub of: FigureOf,
    /// The day it is of.
    pub on: Option<Date>,
    pub source: String,
    /// Number of the definition it was counted under; none: the one in force.
    pub definition: Option<u32>,
}

/// One of the same kind, day and definition takes the place of the one before; the trail keeps that it did.
pub async fn add_figure(desk: &Desk, actor: &Actor, ask: AddFigure) -> Result<Record<NeedId, Need>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let on = typed.past("on", ask.on, desk.today(), "Say of which day the figure is");
    let source = typed.text("source", &ask.source, LINE, "Say where it stands: a register, a survey, a report");
    typed.done()?;
    let (noted_on, by_role) = (desk.today(), actor.role.clone());
    change(desk, actor, ask.need, ask.version, (Permission::WriteCases, "add_need_figure"), |need| {
        let definition = ask.definition.unwrap_or_else(|| need.definition_number());
        let mut known = Typed::new();
        known.ask("definition", (1..=need.definition_number()).contains(&definition), "Choose one of the definitions");
        known.done()?;
        let kind = |figure: FigureOf| std::mem::discriminant(&figure);
        let before = need.figures.len();
        need.figures.retain(|other| !(kind(other.of) == kind(ask.of) && other.on == on && other.definition == definition));
        let replaced = if need.figures.len() < before { " It takes the place of what was written of that day." } else { "" };
        need.figures.push(NeedFigure { of: ask.of, on, source, definition, by_role, noted_on });
        need.edition += 1;
        let told = match ask.of {
            FigureOf::People(_) => "how many people there are",
            FigureOf::Unmet(_) => "what share is unmet",
            FigureOf::Trend(_) => "which way it goes",
        };
        Ok(format!("Of “{}” was found, of {}: {told}.{replaced}", need.title, period::in_words(on)))
    })
    .await
}
