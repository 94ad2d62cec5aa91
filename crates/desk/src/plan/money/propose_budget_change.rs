//! Proposing a change of several budget lines at once, with what each would lose and what could be done instead.

use model::audience::Audience;
use model::budget_change::{BudgetChange, BudgetLine, Saving};
use model::id::BudgetChangeId;
use model::record::Record;
use model::role::Permission;
use quantity::Money;

use super::set_up_fund::year;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

pub struct ProposeBudgetChange {
    pub title: String,
    pub year: i16,
    pub points_mean: String,
    pub lines: Vec<BudgetLine>,
}

pub async fn propose_budget_change(
    desk: &Desk,
    actor: &Actor,
    ask: ProposeBudgetChange,
) -> Result<Record<BudgetChangeId, BudgetChange>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let title = typed.text("title", &ask.title, LINE, "Name it: “Nine lines, 5% less each”");
    let points_mean = typed.text("points_mean", &ask.points_mean, TEXT, "Say what a point stands for, and who agreed the scores");
    year(&mut typed, ask.year);
    typed.ask("lines", ask.lines.len() >= 2, "Give at least two lines: one alone cannot be compared");
    for line in &ask.lines {
        for saving in std::iter::once(&line.proposed).chain(&line.otherwise) {
            if let Some(mend) = wrong(line, saving) {
                typed.fault("lines", mend);
            }
        }
    }
    typed.done()?;
    let mut write = desk.write(actor).await?;
    for service in ask.lines.iter().filter_map(|line| line.service) {
        store::services::find(&mut write.tx, &actor.scope, service).await?;
    }
    let noun = BudgetChange { title, year: ask.year, points_mean, lines: ask.lines };
    let record = store::budget_changes::save(&mut write.tx, &kept(desk, desk.new_id(), Audience::Partners, noun)).await?;
    let line = format!("“{}” was proposed: {} lines.", record.noun.title, record.noun.lines.len());
    write.commit("propose_budget_change", "change of budgets", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn wrong(line: &BudgetLine, saving: &Saving) -> Option<String> {
    if line.before < Money::ZERO {
        return Some(format!("“{}” has less than nothing to begin with. Use nothing or more", line.name));
    }
    if saving.amount < Money::ZERO || saving.amount > line.before {
        return Some(format!("“{}” cannot save {} of {}", line.name, saving.amount.in_full(), line.before.in_full()));
    }
    (saving.points_lost < 0).then(|| {
        format!("“{}” would lose {} points. A gain is a reason of its own, not a loss below nothing", line.name, saving.points_lost)
    })
}
