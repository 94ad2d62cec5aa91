//! The full cost, asked alike of every option: each part states an amount, costs nothing for a reason, or is not known yet. Silence is
//! never taken for nothing.

use model::case::NOW;
use model::costing::{Amount, CostLine, CostNotKnown, Costing, CostsNothing, LineKind};
use model::delivery_model::{AS_NOW, DeliveryModel, OperatedBy};
use model::id::{CaseId, CostingId};
use model::record::Record;
use quantity::Money;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::options::money_question::PARTS;
use crate::plan::options::start_costing::change_costing;
use crate::plan::options::write_line::option_is_there;
use crate::plan::read_options::OptionView;
use crate::typed::{TEXT, Typed};

/// The field in which the reason for the answer about a part is written, in the order of `PARTS`.
pub const REASONS: [&str; 8] = [
    "delivery_because",
    "support_that_remains_because",
    "pensions_because",
    "vat_because",
    "workforce_because",
    "client_side_because",
    "transition_because",
    "exit_because",
];

/// How a part of the full cost of an option is answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Answered<'a> {
    /// By these lines of money.
    Stated(Vec<&'a CostLine>),
    /// With the reason.
    Nothing(&'a str),
    /// With what it would take to know.
    NotKnown(&'a str),
    NotAnswered,
}

/// What is written of one part of the full cost of one option.
pub fn answered<'a>(costing: &'a Costing, option: &str, part: &str) -> Answered<'a> {
    let lines: Vec<&CostLine> = costing.lines.iter().filter(|line| states(line, option, part)).collect();
    if !lines.is_empty() {
        return Answered::Stated(lines);
    }
    let nothing = costing.costs_nothing.iter().find(|kept| kept.option == option && kept.part == part);
    let unknown = costing.not_known.iter().find(|kept| kept.option == option && kept.part == part);
    match (nothing, unknown) {
        (Some(kept), _) => Answered::Nothing(&kept.reason),
        (None, Some(kept)) => Answered::NotKnown(&kept.would_take),
        (None, None) => Answered::NotAnswered,
    }
}

/// How many of the parts neither state an amount nor cost nothing.
pub fn open_parts(costing: &Costing, option: &str) -> usize {
    let is_open = |code: &str| matches!(answered(costing, option, code), Answered::NotKnown(_) | Answered::NotAnswered);
    PARTS.iter().filter(|(code, _)| is_open(code)).count()
}

fn states(line: &CostLine, option: &str, part: &str) -> bool {
    line.option == option && line.part == part && counts(line)
}

/// A line states what a part comes to where it is a cost above nothing that every figure counts: not sunk, and not waiting on what has no date.
pub(super) fn counts(line: &CostLine) -> bool {
    let is_something = match &line.amount {
        Amount::EachYear { full, .. } => *full > Money::ZERO,
        Amount::ByYear(amounts) => amounts.iter().flatten().any(|amount| *amount > Money::ZERO),
    };
    line.kind == LineKind::Cost && !line.is_sunk && is_something && line.preconditions.iter().all(|waits| waits.met_by.is_some())
}

/// Who would host an option: its parts each by their delivery model, or all of it by its own. Nobody new, where all stays as it is.
pub fn hosts(option: &OptionView, models: &[Record<model::id::DeliveryModelId, DeliveryModel>]) -> Vec<OperatedBy> {
    let components = option.choice.iter().flat_map(|choice| &choice.sheet.components);
    let mut codes: Vec<&str> = components.map(|component| component.delivery_model.as_str()).collect();
    if codes.is_empty() && option.code != NOW {
        codes.extend(option.choice.as_ref().map(|choice| choice.delivery_model.as_str()));
    }
    let mut hosts: Vec<OperatedBy> = Vec::new();
    for code in codes.into_iter().filter(|code| *code != AS_NOW) {
        let by = models.iter().find(|model| model.noun.code == code).map(|model| model.noun.operated_by);
        hosts.extend(by.filter(|by| !hosts.contains(by)));
    }
    hosts
}

/// An answer that is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Nothing,
    NotKnown,
}

pub struct AnswerFullCost {
    pub case: CaseId,
    /// Of the costing.
    pub version: i64,
    /// Code of the option.
    pub option: String,
    /// One a part, in the order of `PARTS`, with its reason or what it would take to know. None: not answered, or stated by a line.
    pub answers: [(Option<Answer>, String); 8],
}

/// Answers the parts of the full cost of one option that no line states. What was answered before and is not now is taken back.
pub async fn answer_full_cost(desk: &Desk, actor: &Actor, ask: AnswerFullCost) -> Result<Record<CostingId, Costing>, DeskError> {
    let mut typed = Typed::new();
    let option = ask.option;
    let (mut nothing, mut unknown) = (Vec::new(), Vec::new());
    for (((code, words), field), (answer, because)) in PARTS.into_iter().zip(REASONS).zip(ask.answers) {
        let part = code.to_owned();
        match answer {
            Some(Answer::Nothing) => {
                let reason = typed.text(field, &because, TEXT, "Say why it costs nothing here");
                nothing.push(CostsNothing { option: option.clone(), part, reason });
            }
            Some(Answer::NotKnown) => {
                let would_take = typed.text(field, &because, TEXT, "Say what it would take to know");
                unknown.push(CostNotKnown { option: option.clone(), part, would_take });
            }
            None => {
                let mend = format!("Choose whether {} costs nothing or is not known yet", words.words());
                typed.ask(code, because.trim().is_empty(), mend);
            }
        }
    }
    typed.done()?;
    change_costing(desk, actor, ask.case, ask.version, "answer_full_cost", |case, costing| {
        option_is_there(case, &option)?;
        let mut typed = Typed::new();
        for (code, _) in PARTS {
            let is_said = nothing.iter().map(|kept| &kept.part).chain(unknown.iter().map(|kept| &kept.part)).any(|part| part == code);
            let is_stated = costing.lines.iter().any(|line| states(line, &option, code));
            typed.ask(code, !(is_said && is_stated), "A line states an amount for this: take the line out first, or leave this open");
        }
        typed.done()?;
        // What was written of a part that a line states is kept, in case the line is taken out again.
        let lines = std::mem::take(&mut costing.lines);
        let stays = |of: &str, part: &str| of != option || lines.iter().any(|line| states(line, &option, part));
        costing.costs_nothing.retain(|kept| stays(&kept.option, &kept.part));
        costing.not_known.retain(|kept| stays(&kept.option, &kept.part));
        costing.lines = lines;
        costing.costs_nothing.extend(nothing);
        costing.not_known.extend(unknown);
        let open = open_parts(costing, &option);
        Ok(format!("Option {option}: the parts of its full cost were answered; still open: {open} of {}.", PARTS.len()))
    })
    .await
}
