//! Taking one of the things that could be done out of an allocation, with a word why. It is kept as it stood.

use model::allocation::{Allocation, TakenOut};
use model::id::AllocationId;
use model::record::Record;
use model::role::Permission;

use super::question;
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::typed::{TEXT, Typed};

pub struct TakeOutCandidate {
    pub allocation: AllocationId,
    pub version: i64,
    pub code: String,
    pub because: String,
}

pub async fn take_out_candidate(desk: &Desk, actor: &Actor, ask: TakeOutCandidate) -> Result<Record<AllocationId, Allocation>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let because = typed.text("because", &ask.because, TEXT, "Say why it is no longer among what could be done");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let mut record = store::allocations::find(&mut write.tx, &actor.scope, ask.allocation).await?;
    if record.version != ask.version {
        return Err(DeskError::Stale);
    }
    let noun = &mut record.noun;
    let at = noun.candidates.iter().position(|candidate| candidate.code == ask.code).ok_or(DeskError::NotFound)?;
    let mut typed = Typed::new();
    for held in rests_on_it(noun, &ask.code) {
        typed.fault("because", held);
    }
    typed.done()?;
    let also = consequences(noun, &ask.code);
    let candidate = noun.candidates.remove(at);
    let code = &candidate.code;
    noun.needs.retain(|needs| needs.code != *code);
    noun.today.retain(|today| today != code);
    let lists = noun.not_together.iter_mut().chain(&mut noun.at_least_one).chain(noun.duties.iter_mut().map(|duty| &mut duty.met_by));
    lists.chain(noun.limits.iter_mut().map(|limit| &mut limit.only_for)).for_each(|codes| codes.retain(|of| of != code));
    noun.not_together.retain(|codes| codes.len() > 1);
    noun.at_least_one.retain(|codes| !codes.is_empty());
    let line = format!("“{}” ({code}) was taken out of “{}”: {because}{}", candidate.title, noun.title, also.concat());
    noun.taken_out.push(TakenOut { candidate, because, on: desk.today(), by_role: actor.role.clone() });
    let mut typed = Typed::new();
    if let Some(fault) = question::fault(noun) {
        typed.fault("because", fault);
    }
    typed.done()?;
    record.changed_at = desk.now();
    let record = store::allocations::save(&mut write.tx, &record).await?;
    write.commit("take_out_candidate", "allocation", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// What would mean something else without it, each with what to do first.
pub fn rests_on_it(allocation: &Allocation, code: &str) -> Vec<String> {
    let is_alone = |codes: &[String]| matches!(codes, [one] if one == code);
    let mut held: Vec<String> = Vec::new();
    held.extend(allocation.needs.iter().filter(|needs| needs.needs == code).map(|needs| {
        format!("“{}” needs it: mend “{}” so that it needs something else or nothing, or take it out first", needs.code, needs.code)
    }));
    held.extend(
        allocation
            .limits
            .iter()
            .filter(|limit| is_alone(&limit.only_for))
            .map(|limit| format!("“{}” may pay for it alone: change that limit first", limit.name)),
    );
    held.extend(
        allocation
            .duties
            .iter()
            .filter(|duty| is_alone(&duty.met_by))
            .map(|duty| format!("“{}” is met by it alone: forecast that duty again first", duty.duty)),
    );
    held.extend(
        allocation
            .priorities
            .iter()
            .filter(|set| set.code == code)
            .map(|set| format!("{} set what becomes of it: take that back first", set.set_by)),
    );
    held
}

/// What changes with it, each a sentence that begins with a space.
pub fn consequences(allocation: &Allocation, code: &str) -> Vec<String> {
    let mut said = Vec::new();
    for codes in allocation.at_least_one.iter().filter(|codes| codes.iter().any(|of| of == code)) {
        said.push(match codes.iter().filter(|of| *of != code).collect::<Vec<_>>().as_slice() {
            [] => " Nothing asks for it any longer.".to_owned(),
            [left] => format!(" “{left}” has to be done then: one of the two had to be."),
            left => format!(" One of {} has to be done still.", left.iter().map(|of| format!("“{of}”")).collect::<Vec<_>>().join(", ")),
        });
    }
    if allocation.today.iter().any(|of| of == code) {
        said.push(" It was among what is done today, and is not shown as stopping any longer.".to_owned());
    }
    said
}
