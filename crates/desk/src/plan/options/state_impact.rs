//! Social, economic and environmental impact: each stated or not known, and no line of money counted for two of them.

use model::case::Case;
use model::id::CaseId;
use model::option_sheet::Effect;
use model::record::Record;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::plan::options::change_option;
use crate::typed::{LINE, TEXT, Typed};

pub struct StateImpact {
    pub case: CaseId,
    pub version: i64,
    pub option: String,
    pub social: Said,
    pub economic: Said,
    pub environmental: Said,
}

/// One family as typed.
pub struct Said {
    /// None: nobody has chosen between known and not known.
    pub is_known: Option<bool>,
    pub says: String,
    /// The line of costs and benefits that counts it; empty where none does.
    pub line: String,
}

const FAMILIES: [(&str, &str, &str); 3] = [
    ("social_known", "social", "social_line"),
    ("economic_known", "economic", "economic_line"),
    ("environmental_known", "environmental", "environmental_line"),
];

pub async fn state_impact(desk: &Desk, actor: &Actor, ask: StateImpact) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let mut effects = Vec::new();
    for ((known, says, line), said) in FAMILIES.into_iter().zip([ask.social, ask.economic, ask.environmental]) {
        typed.ask(known, said.is_known.is_some(), "Choose whether it is known: not known is an answer");
        let mend = if said.is_known == Some(false) { "Say what it would take to know" } else { "Say what the effect is, on whom" };
        let text = typed.text(says, &said.says, TEXT, mend);
        let line = typed.optional(line, &said.line, LINE);
        effects.push(Effect { is_known: said.is_known.unwrap_or_default(), says: text, line });
    }
    for (at, (_, _, field)) in FAMILIES.into_iter().enumerate() {
        let own = effects.get(at).map(|effect| effect.line.as_str()).unwrap_or_default();
        let before = effects.iter().take(at).any(|effect| !own.is_empty() && effect.line == own);
        typed.ask(field, !before, "That line is counted for another kind of impact already: count it once");
    }
    typed.done()?;
    lines_are_there(desk, actor, ask.case, &ask.option, &effects).await?;
    change_option(desk, actor, ask.case, ask.version, &ask.option, "state_impact", |choice| {
        let unknown = effects.iter().filter(|effect| !effect.is_known).count();
        let mut effects = effects.into_iter();
        let sheet = &mut choice.sheet;
        (sheet.social, sheet.economic, sheet.environmental) = (effects.next(), effects.next(), effects.next());
        Ok(format!("its impact was stated; not known: {unknown} of 3."))
    })
    .await
}

async fn lines_are_there(desk: &Desk, actor: &Actor, case: CaseId, option: &str, effects: &[Effect]) -> Result<(), DeskError> {
    let mut tx = desk.read().await?;
    let costing = store::costings::of_case(&mut tx, &actor.scope, case).await?;
    let named = |line: &str| costing.iter().flat_map(|kept| &kept.noun.lines).any(|kept| kept.option == option && kept.name == line);
    let missing = FAMILIES.into_iter().zip(effects).filter(|(_, effect)| !effect.line.is_empty() && !named(&effect.line));
    let faults = missing.map(|((_, _, field), _)| Fault::new(field, "Choose a line of this option, or none")).collect();
    DeskError::unless_clean(faults)
}
