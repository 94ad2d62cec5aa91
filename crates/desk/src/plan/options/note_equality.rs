//! What an option, or the change as a whole, does to people who share a characteristic: with evidence, or saying that there is none.

use model::case::Case;
use model::id::CaseId;
use model::option_sheet::{Characteristic, EqualityRow};
use model::record::Record;
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::change;
use crate::typed::{TEXT, Typed};

pub struct NoteEquality {
    pub case: CaseId,
    pub version: i64,
    /// Code of the option; none is the change as a whole, all of it together.
    pub option: Option<String>,
    pub who: Option<Characteristic>,
    pub effect: String,
    /// Empty: no evidence is held, and the page says so.
    pub evidence: String,
    pub mitigation: String,
    pub review_on: Option<Date>,
}

/// A later note on the same characteristic takes the place of the earlier; the trail keeps both.
pub async fn note_equality(desk: &Desk, actor: &Actor, ask: NoteEquality) -> Result<Record<CaseId, Case>, DeskError> {
    let today = desk.today();
    let mut typed = Typed::new();
    typed.ask("who", ask.who.is_some(), "Choose who it is about");
    let effect = typed.text("effect", &ask.effect, TEXT, "Say what it does to them: better, worse, no different, or not known");
    let evidence = typed.optional("evidence", &ask.evidence, TEXT);
    let mitigation = typed.optional("mitigation", &ask.mitigation, TEXT);
    let review_on = typed.future("review_on", ask.review_on, today, "Say when it is looked at again");
    typed.done()?;
    let Some(who) = ask.who else { return Err(DeskError::NotFound) };
    let row = EqualityRow { who, effect, evidence, mitigation, review_on: Some(review_on), noted_on: today, by_role: actor.role.clone() };
    change(desk, actor, ask.case, ask.version, "note_equality", |case| {
        let (rows, of) = match &ask.option {
            None => (&mut case.equality, "the change as a whole".to_owned()),
            Some(code) => {
                let at = case.choice_of(code).map(|(at, _)| at).ok_or(DeskError::NotFound)?;
                let choice = case.choices.get_mut(at).ok_or(DeskError::NotFound)?;
                (&mut choice.sheet.equality, choice.title.clone())
            }
        };
        match rows.iter_mut().find(|kept| kept.who == who) {
            Some(kept) => *kept = row,
            None => rows.push(row),
        }
        rows.sort_by_key(|row| row.who);
        Ok(format!("What {of} does was noted for {}.", who.words()))
    })
    .await
}
