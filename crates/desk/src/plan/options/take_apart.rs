//! A promised saving taken apart into what it comes from. The parts add up to the penny, and each is called by its name.

use methods::appraisal::Refusal;
use methods::appraisal::saving::{self, Decomposed, Mechanism, OutcomeChange};
use model::costing::{Costing, Posts, PromisedSaving, SavingPart};
use model::financial_plan::{PlanLine, PlanLineKind};
use model::fund::MoneyTerm;
use model::id::{CaseId, CostingId, PlanLineId};
use model::record::Record;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::financial_plan::decided::countable;
use crate::plan::options::start_costing::change_costing;
use crate::plan::options::write_line::option_is_there;
use crate::typed::{LINE, Typed};

/// Codes of the mechanisms, which are also the fields of their amounts, and the fields of the outcome that gets worse by each.
pub const MECHANISMS: [(&str, Mechanism, &str); 10] = [
    ("efficiency", Mechanism::Efficiency, "efficiency_worse"),
    ("price", Mechanism::Price, "price_worse"),
    ("need_avoided", Mechanism::NeedAvoided, "need_avoided_worse"),
    ("pay_and_conditions", Mechanism::PayAndConditions, "pay_and_conditions_worse"),
    ("redundancy", Mechanism::Redundancy, "redundancy_worse"),
    ("vacant_posts", Mechanism::VacantPosts, "vacant_posts_worse"),
    ("less_service", Mechanism::LessService, "less_service_worse"),
    ("shifted_to_others", Mechanism::ShiftedToOthers, "shifted_to_others_worse"),
    ("income", Mechanism::Income, "income_worse"),
    ("one_off", Mechanism::OneOff, "one_off_worse"),
];

pub struct TakeApart {
    pub case: CaseId,
    /// Of the costing.
    pub version: i64,
    /// Code of the option.
    pub option: String,
    /// In a year.
    pub total: Option<Money>,
    /// One a mechanism, in the order of `MECHANISMS`: what it saves, and the outcome that gets worse by it.
    pub parts: [(Option<Money>, String); 10],
    pub taken_up_by: String,
    /// Leaving, and of those transferred, vacant and redundant; all of them none where nobody has said.
    pub posts: [Option<i64>; 4],
    /// The line of the financial plan it answers; none where it answers none.
    pub line: Option<PlanLineId>,
    /// How much counts to that line, by year; empty: all that the line can count, in year 0.
    pub counts: Vec<(i16, Money)>,
}

/// Takes the saving of an option apart, in place of how it was taken apart before.
pub async fn take_apart(desk: &Desk, actor: &Actor, ask: TakeApart) -> Result<Record<CostingId, Costing>, DeskError> {
    let (case, version) = (ask.case, ask.version);
    let line = match ask.line {
        Some(id) => Some(store::financial_plan::find(&mut desk.read().await?, &actor.scope, id).await?.noun),
        None => None,
    };
    let mut promised = promised(ask, line.as_ref())?;
    change_costing(desk, actor, case, version, "take_saving_apart", |case, costing| {
        option_is_there(case, &promised.option)?;
        let parts = promised.parts.len();
        let line = format!("Option {}: a saving of {} a year was taken apart into {parts}.", promised.option, promised.total.in_full());
        if promised.line.is_none()
            && let Some(kept) = costing.savings.iter().find(|kept| kept.option == promised.option && kept.line.is_none())
        {
            // What was typed before lines were kept stays, until a line is chosen.
            promised.plan_line.clone_from(&kept.plan_line);
        }
        costing.savings.retain(|kept| kept.option != promised.option);
        costing.savings.push(promised);
        Ok(line)
    })
    .await
}

/// What is typed, each fault at its field: a saving that the method refuses is never kept.
fn promised(ask: TakeApart, line: Option<&PlanLine>) -> Result<PromisedSaving, DeskError> {
    let mut typed = Typed::new();
    typed.ask("total", ask.total.is_some_and(|money| money > Money::ZERO), "Write what it is promised to save in a year");
    let taken_up_by = typed.optional("taken_up_by", &ask.taken_up_by, LINE);
    let mut parts = Vec::new();
    for ((code, mechanism, field), (amount, worse)) in MECHANISMS.into_iter().zip(ask.parts) {
        let worse = typed.optional(field, &worse, LINE);
        let Some(amount) = amount.filter(|amount| *amount != Money::ZERO) else {
            typed.ask(code, worse.is_empty(), "Write what this saves, or take out the outcome beside it");
            continue;
        };
        typed.ask(code, amount > Money::ZERO, "Write what it saves: what costs more is a line of cost, not a saving below nothing");
        let is_shifted = mechanism == Mechanism::ShiftedToOthers;
        let takes_up = if is_shifted { taken_up_by.clone() } else { String::new() };
        typed.ask(
            "taken_up_by",
            !is_shifted || !takes_up.is_empty(),
            "Say who takes this cost up: another body, carers, people themselves",
        );
        parts.push(SavingPart { mechanism: code.to_owned(), amount, worse, taken_up_by: takes_up });
    }
    let posts = posts(&mut typed, ask.posts);
    let plan_line = line.map_or_else(String::new, |line| line.title.clone());
    let (total, counts) = (ask.total.unwrap_or_default(), ask.counts);
    let promised = PromisedSaving { option: ask.option, total, parts, posts, plan_line, line: ask.line, counts };
    may_count(&mut typed, &promised, line);
    typed.done()?;
    match apart(&promised) {
        Ok(_) => Ok(promised),
        Err(refusal) => Err(DeskError::Faults(vec![Fault::new(field_of(&refusal), refusal.message())])),
    }
}

/// How much of a saving may count to its line.
fn may_count(typed: &mut Typed, promised: &PromisedSaving, line: Option<&PlanLine>) {
    let Some(line) = line else {
        typed.ask("counts", promised.counts.is_empty(), "Choose the line it counts to, or leave the years empty");
        return;
    };
    typed.ask("line", line.kind == PlanLineKind::Saving, "Choose a saving the plan counts on: a gap is closed by all of them together");
    typed.ask("line", line.is_in_the_plan(), "This line is no longer in the plan. Choose another, or none");
    let all: i128 = promised.counts.iter().map(|(_, amount)| i128::from(amount.pence())).sum();
    let most = countable(promised, line.term);
    if line.term == MoneyTerm::Recurrent && most == Money::ZERO && promised.total > Money::ZERO {
        typed.fault("line", "All of it comes once, and the line is one that comes every year. Choose another line, or none");
    } else if all > i128::from(most.pence()) {
        let once = if most < promised.total { " What comes once does not count to a line that comes every year." } else { "" };
        typed.fault("counts", format!("Only {} of it can count to this line: count no more than that.{once}", most.in_full()));
    }
}

fn posts(typed: &mut Typed, asked: [Option<i64>; 4]) -> Option<Posts> {
    const FIELDS: [&str; 4] = ["leaving", "transferred", "vacant", "redundant"];
    if asked.iter().all(Option::is_none) {
        return None;
    }
    for (field, posts) in FIELDS.into_iter().zip(asked) {
        typed.ask(field, posts.is_none_or(|posts| (0..=1_000_000).contains(&posts)), "Use a whole number of posts, 0 or more");
    }
    let [leaving, transferred, vacant, redundant] = asked.map(|posts| posts.and_then(|posts| u32::try_from(posts).ok()).unwrap_or(0));
    let named = u64::from(transferred) + u64::from(vacant);
    let mend = format!("{named} posts transfer or are vacant, and only {leaving} leave: mend one of them");
    typed.ask("leaving", named <= u64::from(leaving), mend);
    Some(Posts { leaving, transferred, vacant, redundant })
}

/// The field at which a refusal of the method can be mended.
fn field_of(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::CutCalledEfficiency { .. } => "efficiency",
        Refusal::TransferredNotRedundant { .. } => "redundant",
        _ => "total",
    }
}

/// The saving as the method is asked for it.
pub(super) fn asked(promised: &PromisedSaving) -> saving::Saving {
    let mechanism = |code: &str| MECHANISMS.iter().find(|(known, ..)| *known == code).map(|(_, mechanism, _)| *mechanism);
    let part = |kept: &SavingPart| {
        let worse = Some(&kept.worse).filter(|outcome| !outcome.is_empty());
        Some(saving::Part {
            mechanism: mechanism(&kept.mechanism)?,
            amount: kept.amount.pounds(),
            // How far it falls is not asked: that it falls decides what the part may be called.
            outcomes: worse.map(|outcome| OutcomeChange { outcome: outcome.clone(), change: -1.0 }).into_iter().collect(),
            taken_up_by: Some(kept.taken_up_by.clone()).filter(|who| !who.is_empty()),
        })
    };
    let posts = |kept: Posts| {
        let Posts { leaving, transferred, vacant, redundant } = kept;
        saving::Posts { leaving, transferred, vacant, redundant }
    };
    saving::Saving {
        total: promised.total.pounds(),
        mechanisms: promised.parts.iter().filter_map(part).collect(),
        posts: promised.posts.map(posts),
        plan_line: Some(promised.plan_line.clone()).filter(|line| !line.is_empty()),
    }
}

/// A saving taken apart by the method.
///
/// # Errors
/// Parts that do not add up, a cut with a worse outcome called efficiency, people who transfer counted as redundant.
pub fn apart(promised: &PromisedSaving) -> Result<Decomposed, Refusal> {
    saving::decompose(&format!("option {}", promised.option), &asked(promised))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_the_word_the_method_writes() {
        for (code, mechanism, field) in MECHANISMS {
            assert_eq!(serde_json::json!(mechanism), serde_json::json!(code));
            assert_eq!(field, format!("{code}_worse"));
        }
    }
}
