//! A skill the plan needs: how much, by when, and who lends it. Saved again under the same name, it takes the place of what was there.

use model::case::Case;
use model::id::{CaseId, OrganisationId};
use model::record::Record;
use model::skill::{Lender, SkillNeeded, SkillUnit};
use quantity::Date;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::case::change;
use crate::typed::{LINE, Typed};

/// More than anybody needs of one skill, in days or full-time equivalent.
const MOST: f64 = 10_000.0;
/// As little as is shown.
const LEAST: f64 = 0.01;

pub struct NeedSkill {
    pub case: CaseId,
    pub version: i64,
    pub skill: String,
    /// Code of the option that needs it; empty: whichever is chosen.
    pub option: String,
    pub amount: Option<f64>,
    pub unit: Option<SkillUnit>,
    pub by: Option<Date>,
    /// None: nobody lends it yet.
    pub lender: Option<OrganisationId>,
    /// The role of whoever lends it.
    pub role: String,
    /// It was written by mistake: the skill of this name and option is taken away.
    pub withdraw: bool,
}

pub async fn need_skill(desk: &Desk, actor: &Actor, ask: NeedSkill) -> Result<Record<CaseId, Case>, DeskError> {
    if ask.withdraw {
        return withdraw(desk, actor, ask).await;
    }
    let mut typed = Typed::new();
    let skill = typed.text("skill", &ask.skill, LINE, "Name the skill: “law of section 75 agreements”");
    let fits = ask.amount.is_some_and(|amount| (LEAST..=MOST).contains(&amount));
    typed.ask("amount", fits, "Say how much of it, from 0.01 up to 10,000");
    typed.ask("unit", ask.unit.is_some(), "Say whether that is days or full-time equivalent");
    typed.ask("by", ask.by.is_some(), "Say by when it is needed");
    let role = typed.optional("role", &ask.role, LINE);
    typed.ask("role", ask.lender.is_none() || !role.is_empty(), "Say which role of theirs lends it");
    typed.ask("lender", ask.lender.is_some() || role.is_empty(), "Say whose role it is, or leave the role empty: nobody yet");
    typed.done()?;
    let (Some(amount), Some(unit), Some(by)) = (ask.amount, ask.unit, ask.by) else { return Err(DeskError::NotFound) };
    let lender = match ask.lender {
        Some(id) => {
            let body = store::organisations::find(&mut desk.read().await?, &actor.scope, id).await?;
            Some((Lender { organisation: id, role }, body.noun.name))
        }
        None => None,
    };
    let (noted_on, by_role) = (desk.today(), actor.role.clone());
    change(desk, actor, ask.case, ask.version, "need_skill", |case| {
        if !ask.option.is_empty() && case.choice_of(&ask.option).is_none() {
            return Err(DeskError::Faults(vec![Fault::new("option", "Choose one of the options, or whichever is chosen")]));
        }
        let who = lender.as_ref().map_or_else(|| "nobody yet".to_owned(), |(lender, name)| format!("{}, {name}", lender.role));
        let line = format!("The plan needs “{skill}”; lent by {who}.");
        let at = case.skills.iter().position(|kept| is_same(kept, &skill, &ask.option));
        let lender = lender.map(|(lender, _)| lender);
        let needed = SkillNeeded { skill, option: ask.option, amount, unit, by, lender, noted_on, by_role };
        match at.and_then(|at| case.skills.get_mut(at)) {
            Some(kept) => *kept = needed,
            None => case.skills.push(needed),
        }
        Ok(line)
    })
    .await
}

fn is_same(kept: &SkillNeeded, skill: &str, option: &str) -> bool {
    kept.option == option && kept.skill.to_lowercase() == skill.to_lowercase()
}

async fn withdraw(desk: &Desk, actor: &Actor, ask: NeedSkill) -> Result<Record<CaseId, Case>, DeskError> {
    let mut typed = Typed::new();
    let skill = typed.text("skill", &ask.skill, LINE, "Name the skill: “law of section 75 agreements”");
    typed.done()?;
    change(desk, actor, ask.case, ask.version, "need_skill", |case| {
        let before = case.skills.len();
        case.skills.retain(|kept| !is_same(kept, &skill, &ask.option));
        if case.skills.len() == before {
            let mend = "No skill of this name is written down for this option: look again at its name, and at which option needs it";
            return Err(DeskError::Faults(vec![Fault::new("withdraw", mend)]));
        }
        Ok(format!("“{skill}” was taken away from the skills the plan needs: it was written by mistake."))
    })
    .await
}
