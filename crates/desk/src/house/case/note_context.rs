//! Noting whether the context fits a change, and what is known of the lawful things to do meanwhile.

use model::case::Case;
use model::id::CaseId;
use model::record::Record;
use model::terms::{Circumstance, KnownWay, Way};
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::case::change;
use crate::typed::{LINE, TEXT, Typed};

pub struct NoteCircumstance {
    pub case: CaseId,
    pub version: i64,
    /// `market`, `capacity`, `timetable`…
    pub code: String,
    pub says: String,
    /// None: nobody knows.
    pub fits: Option<bool>,
    pub mend: String,
    pub earliest: Option<Date>,
}

/// A later note of the same code takes the place of the earlier; the trail keeps both.
pub async fn note_circumstance(desk: &Desk, actor: &Actor, ask: NoteCircumstance) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let code = typed.text("code", &ask.code, 40, "Say what it is of: market, capacity, timetable").to_lowercase().replace(' ', "_");
    let says = typed.text("says", &ask.says, TEXT, "Say it in one whole sentence");
    let mend = typed.optional("mend", &ask.mend, LINE);
    typed.ask("mend", ask.fits != Some(false) || !mend.is_empty(), "Say what would mend it");
    typed.done()?;
    let who = actor.role.clone();
    change(desk, actor, ask.case, ask.version, "note_circumstance", |case| {
        let line = format!("On {code}: {says}");
        case.circumstances.retain(|kept| kept.code != code);
        case.circumstances.push(Circumstance { code, says, fits: ask.fits, who, mend, earliest: ask.earliest });
        Ok(line)
    })
    .await
}

pub struct NoteWay {
    pub case: CaseId,
    pub version: i64,
    pub way: Way,
    pub what: String,
    pub takes: String,
    pub costs: String,
    pub needs: String,
}

/// What is left empty is shown as not known.
pub async fn note_way(desk: &Desk, actor: &Actor, ask: NoteWay) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let mut known = |field, text: &str| Some(typed.optional(field, text, TEXT)).filter(|text| !text.is_empty());
    let way = KnownWay {
        way: ask.way,
        what: known("what", &ask.what),
        takes: known("takes", &ask.takes),
        costs: known("costs", &ask.costs),
        needs: known("needs", &ask.needs),
    };
    typed.ask("needs", ask.way != Way::TestSmall || way.needs.is_some(), "Give the stop rule: what would make you stop, and who says so");
    typed.done()?;
    change(desk, actor, ask.case, ask.version, "note_way", |case| {
        case.ways.retain(|kept| kept.way != way.way);
        let line = format!("What is known of “{}” was noted.", way.way.title().to_lowercase());
        case.ways.push(way);
        Ok(line)
    })
    .await
}
