//! What people did about the cases.

use anyhow::{Context, Result, bail};
use desk::Desk;
use desk::house::case::add_choice::{AddChoice, RuleOutChoice, add_choice, rule_out_choice};
use desk::house::case::add_outcome::{AddOutcome, add_outcome};
use desk::house::case::change_case::{ChangeCase, MoveToStage, SetNextStep, change_case, move_to_stage, set_next_step};
use desk::house::case::make_promise::{MakePromise, RecordResult, make_promise, record_result};
use desk::house::case::need_skill::{NeedSkill, need_skill};
use desk::house::case::note_context::{NoteWay, note_way};
use desk::house::case::open_case::{OpenCase, open_case};
use desk::house::case::record_buy_in::{RecordBuyIn, record_buy_in};
use desk::house::case::record_lesson::{RecordLesson, record_lesson};
use desk::house::case::record_look::{RecordLook, record_look};
use desk::house::case::record_room::{RecordRoom, record_room};
use model::buy_in::Group;
use model::case::{LookAt, Part};
use model::id::{IssueId, MeasureId};

use super::script::OfCase;
use super::world::World;
use crate::county::cases::{Told, Whom, cases};
use crate::county::measures::measures;
use crate::county::people::{DAN, HELEN, MARCUS, PRIYA};
use crate::county::services::service;

pub async fn play(world: &mut World, desk: &Desk, key: &'static str, part: OfCase) -> Result<()> {
    let told = cases().into_iter().find(|case| case.key == key).with_context(|| format!("no case {key}"))?;
    match part {
        OfCase::Open => open(world, desk, &told).await,
        OfCase::Outcome(at) => outcome(world, desk, &told, at).await,
        OfCase::Promise(at) => promise(world, desk, &told, at).await,
        OfCase::Result(at) => result(world, desk, &told, at).await,
        other => change(world, desk, &told, other).await,
    }
}

async fn open(world: &mut World, desk: &Desk, told: &Told) -> Result<()> {
    let by = world.person(HELEN).await?;
    let ask = OpenCase {
        question: told.question.into(),
        difference: told.difference.into(),
        people: told.people.into(),
        with_whom: told.with_whom.into(),
        lead_role: by.role.clone(),
        partners: told.partners.iter().map(|key| world.body(key)).collect::<Result<_>>()?,
        services: vec![world.service(told.service)?],
        size: Some(told.size),
        annual_cost: told.annual_cost.or_else(|| service(told.service).and_then(|service| service.annual)),
        strengths: told.strengths.into(),
    };
    let record = open_case(desk, &by, ask).await?;
    world.cases.insert(told.key, record);
    Ok(())
}

/// A measure's id, and a figure of it as said in the unit it is kept in.
pub(super) fn measured(world: &World, key: Option<&str>, said: Option<f64>) -> Result<(Option<MeasureId>, Option<f64>)> {
    let Some(key) = key else { return Ok((None, said)) };
    let fact = measures().into_iter().find(|fact| fact.key == key).with_context(|| format!("no measure {key}"))?;
    Ok((Some(world.measure(key)?), said.map(|said| fact.in_unit(said))))
}

async fn outcome(world: &mut World, desk: &Desk, told: &Told, at: usize) -> Result<()> {
    let by = world.person(HELEN).await?;
    let wanted = told.outcomes.get(at).context("no such outcome")?;
    let (measure, baseline) = measured(world, wanted.measure, wanted.baseline)?;
    let (_, target) = measured(world, wanted.measure, wanted.target)?;
    let ask = AddOutcome {
        case: world.case(told.key)?.id,
        statement: wanted.statement.into(),
        people: told.people.into(),
        kind: wanted.kind,
        measure,
        baseline,
        target,
        by: wanted.by,
    };
    add_outcome(desk, &by, ask).await?;
    Ok(())
}

async fn promise(world: &mut World, desk: &Desk, told: &Told, at: usize) -> Result<()> {
    let by = world.person(HELEN).await?;
    let said = told.promises.get(at).context("no such promise")?;
    let (measure, expected) = measured(world, said.measure, said.expected)?;
    let ask = MakePromise {
        case: Some(world.case(told.key)?.id),
        decision: None,
        service: Some(world.service(told.service)?),
        what: said.what.into(),
        due: Some(said.due),
        measure,
        expected,
    };
    let record = make_promise(desk, &by, ask).await?;
    world.promises.insert((told.key, at), record);
    Ok(())
}

async fn result(world: &mut World, desk: &Desk, told: &Told, at: usize) -> Result<()> {
    let by = world.person(DAN).await?;
    let (happened, kept, _) = told.promises.get(at).and_then(|promise| promise.result).context("no such result")?;
    let promise = world.promises.get(&(told.key, at)).context("the promise was not made")?;
    let ask = RecordResult { promise: promise.id, version: promise.version, happened: happened.into(), kept };
    record_result(desk, &by, ask).await?;
    Ok(())
}

/// What changes the case itself: each step is made from the version the step before it left.
async fn change(world: &mut World, desk: &Desk, told: &Told, part: OfCase) -> Result<()> {
    let (helen, dan) = (world.person(HELEN).await?, world.person(DAN).await?);
    let (marcus, priya) = (world.person(MARCUS).await?, world.person(PRIYA).await?);
    let kept = world.case(told.key)?.clone();
    let (case, version) = (kept.id, kept.version);
    let record = match part {
        OfCase::Room(at) => {
            let &(part, who, on) = told.rooms.get(at).context("no such room")?;
            let by = if part == Part::Know { &dan } else { &helen };
            record_room(desk, by, RecordRoom { case, version, part, who: who.into(), on: Some(on), elected_members: members(who) }).await?
        }
        OfCase::Look(at) => {
            let &(at, on, note) = told.looks.get(at).context("no such look")?;
            let by = match at {
                LookAt::Performance | LookAt::Need => &dan,
                LookAt::Market => &marcus,
                LookAt::Skills => &priya,
                LookAt::Options | LookAt::Relationships => &helen,
            };
            record_look(desk, by, RecordLook { case, version, at, on: Some(on), note: note.into(), source: None }).await?
        }
        OfCase::Plan => move_to_stage(desk, &helen, MoveToStage { case, version, stage: "plan".into() }).await?,
        OfCase::Choice(at) => {
            let choice = told.choices.get(at).context("no such choice")?;
            // Where only a part goes, what is known to be wrong stays behind with the rest.
            let leaves_issues: Vec<IssueId> = if choice.part == "Outreach" { issues_of(world, told.service)? } else { Vec::new() };
            let ask = AddChoice {
                case,
                version,
                title: choice.title.into(),
                delivery_model: choice.model.into(),
                service: world.service(told.service)?,
                part: choice.part.into(),
                leaves_issues,
                outcome: choice.outcome.into(),
                cost: choice.cost,
                affects: choice.affects.into(),
                how_sure: choice.how_sure.into(),
                ground: None,
                transfer_to_fix: None,
            };
            add_choice(desk, &helen, ask).await?
        }
        OfCase::RuleOut(at) => {
            let choice = told.choices.get(at).context("no such choice")?;
            let reason = choice.ruled_out.unwrap_or_default().into();
            rule_out_choice(desk, &helen, RuleOutChoice { case, version, title: choice.title.into(), reason }).await?
        }
        OfCase::Way(at) => {
            let way = told.ways.get(at).context("no such way")?;
            let ask = NoteWay {
                case,
                version,
                way: way.way,
                what: way.what.into(),
                takes: way.takes.into(),
                costs: way.costs.into(),
                needs: way.needs.into(),
            };
            note_way(desk, &helen, ask).await?
        }
        OfCase::Saving => {
            let said = kept.noun;
            let ask = ChangeCase {
                case,
                version,
                question: said.question,
                difference: said.difference,
                people: said.people,
                with_whom: said.with_whom,
                lead_role: said.lead_role,
                size: said.size,
                partners: said.partners,
                services: said.services,
                annual_cost: said.annual_cost,
                saving_counted: told.saving_counted,
                strengths: said.strengths,
            };
            change_case(desk, &priya, ask).await?
        }
        OfCase::Lesson(at) => {
            let &(text, shared_with, _) = told.lessons.get(at).context("no such lesson")?;
            record_lesson(desk, &helen, RecordLesson { case, version, text: text.into(), shared_with: shared_with.into() }).await?
        }
        OfCase::Asked(at) => {
            let asked = *told.asked.get(at).context("nobody was asked that")?;
            let group = match asked.whom {
                Whom::Staff => Group::Staff,
                Whom::Partner(body, level) => Group::Partner { organisation: world.body(body)?, level },
                Whom::Political(leads) => Group::Political { leads },
            };
            let [of, answered, support, doubts, oppose] = asked.figures.map(Some);
            let ask = RecordBuyIn {
                case,
                version,
                group: Some(group),
                who: asked.who.into(),
                how: asked.how.into(),
                asked: of,
                answered,
                support,
                doubts,
                oppose,
                words: asked.words.into(),
                on: Some(asked.on),
                source: asked.source.into(),
                withdraw: false,
            };
            record_buy_in(desk, &helen, ask).await?
        }
        OfCase::Skill(at) => {
            let skill = *told.skills.get(at).context("no such skill")?;
            let ask = NeedSkill {
                case,
                version,
                skill: skill.skill.into(),
                option: skill.option.into(),
                amount: Some(skill.amount),
                unit: Some(skill.unit),
                by: Some(skill.by),
                lender: skill.lender.map(|(body, _)| world.body(body)).transpose()?,
                role: skill.lender.map(|(_, role)| role.to_owned()).unwrap_or_default(),
                withdraw: false,
            };
            need_skill(desk, &helen, ask).await?
        }
        OfCase::Next => {
            let next = told.next.context("no next step")?;
            let ask = SetNextStep {
                case,
                version,
                what: next.what.into(),
                by: Some(next.by),
                if_not: next.if_not.into(),
                because: next.because.into(),
            };
            set_next_step(desk, &helen, ask).await?
        }
        other => bail!("{other:?} does not change a case"),
    };
    world.cases.insert(told.key, record);
    Ok(())
}

fn issues_of(world: &World, number: u8) -> Result<Vec<IssueId>> {
    let service = world.service(number)?;
    Ok(world.issues.values().filter(|issue| issue.noun.service == service).map(|issue| issue.id).collect())
}

/// Where the note lists everybody who was there, none of them was an elected member; of leaders it does not say.
fn members(who: &str) -> Option<u32> {
    (!who.contains("Leaders")).then_some(0)
}
