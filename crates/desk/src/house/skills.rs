//! Skills over all cases: what plans need against what roles hold here, at partners and at providers, in full-time equivalents.

use std::collections::BTreeMap;

pub use methods::relationships::skills::Reading;
use methods::relationships::skills::{self, Need, Supply};
use model::audience::Audience;
use model::case::Case;
use model::id::{CaseId, OrganisationId, SkillSupplyId};
use model::organisation::Organisation;
use model::record::Record;
use model::role::Permission;
use model::skill::{ComesFrom, SkillNeeded, SkillSupply, SkillUnit};
use quantity::Date;

use crate::actor::Actor;
use crate::config::relationships::SkillsRule;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::partnership::rules;
use crate::house::set_up::kept;
use crate::plan::money::say_what_we_can_bear::speaks_for_its_partner;
use crate::typed::{LINE, TEXT, Typed};

pub struct HoldSkill {
    pub skill: String,
    pub organisation: OrganisationId,
    pub role: String,
    /// Full-time equivalents free for shared work.
    pub full_time: Option<f64>,
    pub comes_from: Option<ComesFrom>,
    pub from: Option<Date>,
    pub until: Option<Date>,
    /// Of a provider: where its interest lies, and how that is kept apart.
    pub interest: String,
}

/// A role holds a skill, or will. Written again for the same skill, organisation and role, it takes the place of what was there.
pub async fn hold_skill(desk: &Desk, actor: &Actor, ask: HoldSkill) -> Result<Record<SkillSupplyId, SkillSupply>, DeskError> {
    actor.may(Permission::ReadCases)?;
    // A partner says what it holds itself; somebody who may change cases says it of anybody.
    if !(actor.can(Permission::WriteCases) || speaks_for_its_partner(actor) && ask.organisation == actor.organisation) {
        return Err(DeskError::refused(
            "not_your_part",
            "Your role may say which skills its own organisation holds, where it speaks for it, and no other’s.",
        ));
    }
    let mut typed = Typed::new();
    let skill = typed.text("skill", &ask.skill, LINE, "Name the skill as those who need it name it");
    let role = typed.text("role", &ask.role, LINE, "Say which role holds it: a role, never a name");
    let interest = typed.optional("interest", &ask.interest, TEXT);
    let fits = ask.full_time.is_some_and(|amount| (0.01..=skills::MOST).contains(&amount));
    typed.ask("full_time", fits, "Say how much of it is free for shared work, in full-time equivalents from 0.01");
    typed.ask("comes_from", ask.comes_from.is_some(), "Say where it comes from");
    typed.ask("from", ask.from.is_some(), "Say from when it is there");
    typed.ask("until", ask.until.zip(ask.from).is_none_or(|(until, from)| until >= from), "Use a day on or after the first");
    typed.done()?;
    let (Some(full_time), Some(comes_from), Some(from)) = (ask.full_time, ask.comes_from, ask.from) else {
        return Err(DeskError::NotFound);
    };
    let mut write = desk.write(actor).await?;
    let body = store::organisations::find(&mut write.tx, &actor.scope, ask.organisation).await?;
    let is_same = |kept: &SkillSupply| {
        kept.organisation == ask.organisation
            && kept.skill.to_lowercase() == skill.to_lowercase()
            && kept.role.to_lowercase() == role.to_lowercase()
    };
    let there = store::skill_supplies::list(&mut write.tx, &actor.scope).await?.into_iter().find(|kept| is_same(&kept.noun));
    let line = format!("“{skill}” is held by {role}, {}: {full_time} full-time equivalent.", body.noun.name);
    let (organisation, until) = (ask.organisation, ask.until);
    let (noted_on, by_role) = (desk.today(), actor.role.clone());
    let noun = SkillSupply { skill, organisation, role, full_time, comes_from, from, until, interest, noted_on, by_role };
    let record = match there {
        Some(before) => Record { noun, changed_at: desk.now(), ..before },
        None => kept(desk, desk.new_id(), Audience::Partners, noun),
    };
    let record = store::skill_supplies::save(&mut write.tx, &record).await?;
    write.commit("hold_skill", "skill", Some(record.id.uuid()), line).await?;
    Ok(record)
}

#[derive(Debug, Clone)]
pub struct SkillsView {
    /// None: no skill is needed or held anywhere.
    pub reading: Option<Reading>,
    /// What each case needs, with its amount in full-time equivalents.
    pub needs: Vec<(Record<CaseId, Case>, SkillNeeded, f64)>,
    pub supplies: Vec<Record<SkillSupplyId, SkillSupply>>,
    pub names: BTreeMap<OrganisationId, String>,
    /// Whole sentences: what is short and has no plan, what rests on one role, which provider has not said where its interest lies.
    pub sentences: Vec<String>,
    pub rule: SkillsRule,
    /// Method and edition.
    pub edition: String,
    /// Organisations the reader may write for.
    pub may_write_for: Vec<(OrganisationId, String)>,
}

pub async fn read_skills(desk: &Desk, actor: &Actor) -> Result<SkillsView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let rule = rules()?.skills;
    let mut tx = desk.read().await?;
    let bodies = store::organisations::list(&mut tx, &actor.scope).await?;
    let supplies = store::skill_supplies::list(&mut tx, &actor.scope).await?;
    let cases = store::cases::list(&mut tx, &actor.scope).await?;
    drop(tx);
    let provides: BTreeMap<OrganisationId, &Organisation> =
        bodies.iter().filter(|body| body.noun.provides && body.id != desk.authority).map(|body| (body.id, &body.noun)).collect();
    let names: BTreeMap<OrganisationId, String> = bodies.iter().map(|body| (body.id, body.noun.name.clone())).collect();
    let name = |id: OrganisationId| names.get(&id).cloned().unwrap_or_else(|| "an organisation you cannot see".to_owned());
    let needs = needed(cases, &rule);
    let today = desk.today();
    let mut all: Vec<Supply> = supplies
        .iter()
        .filter(|kept| !kept.noun.has_ended(today))
        .map(|kept| Supply {
            skill: kept.noun.skill.clone(),
            role: kept.noun.role.clone(),
            organisation: name(kept.noun.organisation),
            full_time: kept.noun.full_time,
            is_coming: kept.noun.is_coming(today),
            provides: provides.contains_key(&kept.noun.organisation),
            interest_declared: !kept.noun.interest.is_empty(),
        })
        .collect();
    // Whoever a case names as lending a skill holds it, as far as the case needs it, where nothing more is written down of them.
    for (_, need, full_time) in &needs {
        let Some(lender) = &need.lender else { continue };
        let organisation = name(lender.organisation);
        let is_there = |supply: &Supply| {
            supply.organisation == organisation
                && supply.role.to_lowercase() == lender.role.to_lowercase()
                && supply.skill.to_lowercase() == need.skill.to_lowercase()
        };
        if !all.iter().any(is_there) {
            all.push(Supply {
                skill: need.skill.clone(),
                role: lender.role.clone(),
                organisation,
                full_time: *full_time,
                is_coming: false,
                provides: provides.contains_key(&lender.organisation),
                interest_declared: false,
            });
        }
    }
    let asked: Vec<Need> = needs.iter().map(|(_, need, full_time)| Need { skill: need.skill.clone(), full_time: *full_time }).collect();
    let reading = skills::read(&asked, &all).ok();
    let may_write_for = bodies
        .iter()
        .filter(|body| body.noun.ended.is_none())
        .filter(|body| actor.can(Permission::WriteCases) || speaks_for_its_partner(actor) && body.id == actor.organisation)
        .map(|body| (body.id, body.noun.name.clone()))
        .collect();
    let sentences = reading.as_ref().map(|reading| said(reading, &needs, today)).unwrap_or_default();
    let edition = skills::METHOD.with_edition();
    Ok(SkillsView { reading, needs, supplies, names, sentences, rule, edition, may_write_for })
}

/// Of every case, what whichever is chosen needs, and what options still open need.
fn needed(cases: Vec<Record<CaseId, Case>>, rule: &SkillsRule) -> Vec<(Record<CaseId, Case>, SkillNeeded, f64)> {
    let mut needs = Vec::new();
    for case in cases {
        for need in &case.noun.skills {
            let is_open = case.noun.choice_of(&need.option).is_none_or(|(_, choice)| choice.ruled_out.is_none());
            if !is_open {
                continue;
            }
            let full_time = match need.unit {
                SkillUnit::FullTime => need.amount,
                SkillUnit::Days => need.amount / rule.days_a_year,
            };
            needs.push((case.clone(), need.clone(), full_time));
        }
    }
    needs
}

fn said(reading: &Reading, needs: &[(Record<CaseId, Case>, SkillNeeded, f64)], today: Date) -> Vec<String> {
    let mut said = Vec::new();
    for skill in reading.skills.iter().filter(|skill| skill.gap > 1e-9 && skill.coming <= 0.0) {
        let first =
            needs.iter().filter(|(_, need, _)| need.skill.to_lowercase() == skill.skill.to_lowercase()).map(|(_, need, _)| need.by).min();
        let late = if first.is_some_and(|by| by <= today) { ", and it is needed already" } else { "" };
        said.push(format!("“{}” is short, and nobody plans where it is to come from{late}.", skill.skill));
    }
    for alone in &reading.alone {
        said.push(format!(
            "{} at {} alone holds {}: without that role it is gone.",
            alone.role,
            alone.organisation,
            alone.skills.iter().map(|skill| format!("“{skill}”")).collect::<Vec<_>>().join(" and ")
        ));
    }
    for skill in &reading.skills {
        for (role, organisation) in &skill.undeclared {
            said.push(format!(
                "{role} at {organisation} holds “{}”, and {organisation} provides services here: it does not count until it is written down where its interest lies.",
                skill.skill
            ));
        }
    }
    said
}
