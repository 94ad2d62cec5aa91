//! What the bodies of *Adults in crisis* did, each through somebody of its own; and which skills roles hold.

use anyhow::{Context, Result};
use desk::house::change_plans::{AddStep, PlanTyped, add_step, list_change_plans, see_step, write_change_plan};
use desk::house::partnership::answer_round::{AnswerRound, answer_round};
use desk::house::partnership::look_back::{LookBack, look_back};
use desk::house::partnership::name_structure::{PlanRelationship, name_structure_change, plan_relationship};
use desk::house::partnership::note_joint::note_joint;
use desk::house::partnership::open_round::{OpenRound, open_round};
use desk::house::partnership::record_meeting::{RecordMeeting, SayWhatChanged, record_meeting, say_what_changed};
use desk::house::partnership::set_up_partnership::{PartnershipTyped, change_partnership, set_up_partnership};
use desk::house::partnership::settle_list::{SettleList, settle_list};
use desk::house::partnership::write_direction::{sign_direction, write_direction};
use desk::house::partnership::write_incentive::{WriteIncentive, write_incentive};
use desk::house::roles_of_bodies::{Separate, separate};
use desk::house::skills::{HoldSkill, hold_skill};
use desk::{Actor, Desk};
use jiff::civil::Date;
use model::id::{PartnershipId, PriorityId};
use model::partnership::{Asks, PaysAndGains, Seat};
use quantity::{Money, Share};

use super::world::World;
use crate::county::money::CRISIS;
use crate::county::options::{LEADERS_MEET, LISTS};
use crate::county::partnership::{self as told, Who};
use crate::county::people::{AMARA, DAN, HELEN, PRIYA};

/// One thing that happened in the partnership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfPartnership {
    SetUp,
    NameFund,
    Direction,
    Sign(usize),
    Meeting(usize),
    Changed,
    AskOrder,
    Order(usize),
    NotAgreed,
    AskCheck,
    Check(usize),
    Incentive,
    LookBack(usize),
    Structure(usize),
    Note(usize),
    Held(usize),
    Separate,
    PlanChange,
    ChangeStep(usize),
    StepSeen,
}

/// Everything, each on its day.
pub fn steps() -> Vec<(Date, OfPartnership)> {
    use OfPartnership::*;
    let mut steps = vec![(told::SET_UP_ON, SetUp), (told::FUND_NAMED_ON, NameFund), (told::DIRECTION_ON, Direction)];
    steps.extend(told::SIGNED.iter().enumerate().map(|(at, (_, on))| (*on, Sign(at))));
    steps.extend(told::MEETINGS.iter().enumerate().map(|(at, (on, ..))| (*on, Meeting(at))));
    steps.push((told::CHANGED.4, Changed));
    steps.push((told::ORDER_OPENED, AskOrder));
    steps.extend((0..LISTS.len()).map(|at| (told::ORDER_OPENED, Order(at))));
    steps.extend([(told::NOT_AGREED_ON, NotAgreed), (told::CHECK_OPENED, AskCheck)]);
    steps.extend((0..told::CHECK.len()).map(|at| (told::CHECK_OPENED, Check(at))));
    steps.push((told::NOT_AGREED_ON, Incentive));
    steps.extend(told::LOOKED_BACK.iter().enumerate().map(|(at, back)| (back.on, LookBack(at))));
    steps.extend((0..told::STRUCTURE.len()).map(|at| (told::NOT_AGREED_ON, Structure(at))));
    steps.extend((0..told::NOTES.len()).map(|at| (told::NOTED_ON, Note(at))));
    steps.extend((0..told::HELD.len()).map(|at| (told::HELD_ON, Held(at))));
    steps.extend([(told::SEPARATED_ON, Separate), (told::CHANGE_ON, PlanChange)]);
    steps.extend((0..told::CHANGE_STEPS.len()).map(|at| (told::CHANGE_ON, ChangeStep(at))));
    steps.push((told::CHANGE_SEEN.3, StepSeen));
    steps
}

/// Somebody of the police, who have no sign-in among the eight: the same rights as another partner's commissioner.
pub async fn police(world: &mut World) -> Result<Actor> {
    let amara = world.person(AMARA).await?;
    let organisation = world.body("police")?;
    let mut scope = amara.scope.clone();
    scope.organisation = organisation;
    let role = told::SPEAKS_FOR_POLICE.to_owned();
    Ok(Actor { person: None, name: role.clone(), email: String::new(), role, organisation, scope, ..amara })
}

async fn speaks(world: &mut World, who: Who) -> Result<Actor> {
    match who {
        Who::Helen => world.person(HELEN).await,
        Who::Dan => world.person(DAN).await,
        Who::Amara => world.person(AMARA).await,
        Who::Police => police(world).await,
    }
}

async fn of_body(world: &mut World, key: &str) -> Result<Actor> {
    let who = match key {
        "icb" => Who::Amara,
        "police" => Who::Police,
        _ => Who::Helen,
    };
    speaks(world, who).await
}

fn typed(world: &World) -> Result<PartnershipTyped> {
    Ok(PartnershipTyped {
        name: told::NAME.into(),
        purpose: told::PURPOSE.into(),
        bodies: told::BODIES.iter().map(|(key, part)| Ok((world.body(key)?, *part))).collect::<Result<_>>()?,
        every_weeks: Some(told::EVERY_WEEKS),
        seniority: told::SENIORITY.into(),
        fund: world.funds.get(CRISIS).map(|fund| fund.id),
        cases: Vec::new(),
    })
}

pub async fn play(world: &mut World, desk: &Desk, part: OfPartnership) -> Result<()> {
    let helen = world.person(HELEN).await?;
    match part {
        OfPartnership::Held(at) => return held(world, desk, at).await,
        OfPartnership::Separate => return separated(world, desk).await,
        OfPartnership::PlanChange | OfPartnership::ChangeStep(_) | OfPartnership::StepSeen => return planned(world, desk, part).await,
        _ => {}
    }
    if part == OfPartnership::SetUp {
        world.partnership = Some(set_up_partnership(desk, &helen, typed(world)?).await?);
        return Ok(());
    }
    let there = world.partnership.as_ref().context("the partnership has not been set up")?;
    let (id, now) = (there.id, (there.id, there.version));
    let record = match part {
        OfPartnership::SetUp
        | OfPartnership::Held(_)
        | OfPartnership::Separate
        | OfPartnership::PlanChange
        | OfPartnership::ChangeStep(_)
        | OfPartnership::StepSeen => return Ok(()),
        OfPartnership::NameFund => change_partnership(desk, &helen, now, typed(world)?).await?,
        OfPartnership::Direction => write_direction(desk, &helen, now, told::DIRECTION).await?,
        OfPartnership::Sign(at) => {
            let (key, _) = told::SIGNED.get(at).context("no such signature")?;
            let by = of_body(world, key).await?;
            sign_direction(desk, &by, now).await?
        }
        OfPartnership::Meeting(at) => {
            let (on, seats, elected_members, decisions) = told::MEETINGS.get(at).context("no such meeting")?;
            let seat = |(key, is_senior, role): &(&str, bool, &str)| -> Result<Seat> {
                Ok(Seat { body: world.body(key)?, is_senior: *is_senior, role: (*role).into() })
            };
            let seats = seats.iter().map(seat).collect::<Result<_>>()?;
            let ask = RecordMeeting { on: Some(*on), seats, elected_members: *elected_members, decisions: (*decisions).into() };
            record_meeting(desk, &helen, now, ask).await?
        }
        OfPartnership::Changed => {
            let (met_on, decision, changed, on, _) = told::CHANGED;
            say_what_changed(desk, &helen, now, SayWhatChanged { met_on, decision, changed: changed.into(), on: Some(on) }).await?
        }
        OfPartnership::AskOrder => {
            let priorities: Vec<PriorityId> = world.priorities.iter().copied().take(8).collect();
            open_round(desk, &helen, now, OpenRound { asks: Asks::Order, closes_on: Some(told::ORDER_CLOSES), priorities }).await?
        }
        OfPartnership::AskCheck => {
            let ask = OpenRound { asks: Asks::Check, closes_on: Some(told::CHECK_CLOSES), priorities: Vec::new() };
            open_round(desk, &helen, now, ask).await?
        }
        OfPartnership::Order(at) => return order(world, desk, id, at).await,
        OfPartnership::Check(at) => return check(world, desk, id, at).await,
        OfPartnership::NotAgreed => {
            let ask = SettleList { order: Vec::new(), says: told::NOT_AGREED.into(), leaders_meet: Some(LEADERS_MEET) };
            settle_list(desk, &helen, now, ask).await?
        }
        OfPartnership::Incentive => {
            let priya = world.person(PRIYA).await?;
            let line = |&(key, thousands, percent, own_cost): &(&str, i64, f64, _)| -> Result<PaysAndGains> {
                let pays = Some(Money::from_pounds(thousands * 1_000));
                Ok(PaysAndGains { body: world.body(key)?, pays, gains: Share::from_percent(percent)?, own_cost })
            };
            let lines = told::PAYS_AND_GAINS.iter().map(line).collect::<Result<_>>()?;
            write_incentive(desk, &priya, now, WriteIncentive { outcome: told::OUTCOME.into(), lines, source: told::GAINS_SOURCE.into() })
                .await?
        }
        OfPartnership::LookBack(at) => {
            let back = told::LOOKED_BACK.get(at).context("no such look back")?;
            let ask = LookBack {
                hours: back.hours,
                hour_cost: Money::from_pounds(back.hour),
                direct: Money::from_pounds(back.direct),
                traced_to: back.traced_to.into(),
                worth: back.worth.map(Money::from_pounds),
                source: back.source.into(),
                next: back.next,
                by: Some(back.by),
                because: back.because.into(),
            };
            look_back(desk, &helen, now, ask).await?
        }
        OfPartnership::Structure(at) => {
            let (what, from, plan) = told::STRUCTURE.get(at).context("no such change")?;
            let record = name_structure_change(desk, &helen, now, what, Some(*from)).await?;
            match plan {
                Some((what, role, by)) => {
                    let ask = PlanRelationship { change: at, what: (*what).into(), owner_role: (*role).into(), by: Some(*by) };
                    plan_relationship(desk, &helen, (record.id, record.version), ask).await?
                }
                None => record,
            }
        }
        OfPartnership::Note(at) => {
            let (who, question, says) = told::NOTES.get(at).context("no such note")?;
            let by = speaks(world, *who).await?;
            note_joint(desk, &by, now, question, says).await?
        }
    };
    world.partnership = Some(record);
    Ok(())
}

async fn order(world: &mut World, desk: &Desk, partnership: PartnershipId, at: usize) -> Result<()> {
    let (key, letters) = LISTS.get(at).context("no such list")?;
    let place = |letter: char| (letter as usize).wrapping_sub('A' as usize);
    let order =
        letters.chars().map(|letter| world.priorities.get(place(letter)).copied().context("no such priority")).collect::<Result<_>>()?;
    let by = of_body(world, key).await?;
    answer_round(desk, &by, AnswerRound { partnership, round: 0, scores: Vec::new(), order }).await?;
    Ok(())
}

async fn check(world: &mut World, desk: &Desk, partnership: PartnershipId, at: usize) -> Result<()> {
    let (who, scores) = told::CHECK.get(at).context("no such answer")?;
    let scores = scores.iter().flatten().map(|score| Some(*score)).collect();
    let by = speaks(world, *who).await?;
    answer_round(desk, &by, AnswerRound { partnership, round: 1, scores, order: Vec::new() }).await?;
    Ok(())
}

async fn held(world: &mut World, desk: &Desk, at: usize) -> Result<()> {
    let by = world.person(HELEN).await?;
    let &(skill, key, role, full_time, comes_from, from, interest) = told::HELD.get(at).context("no such skill")?;
    let ask = HoldSkill {
        skill: skill.into(),
        organisation: world.body(key)?,
        role: role.into(),
        full_time: Some(full_time),
        comes_from: Some(comes_from),
        from: Some(from),
        until: None,
        interest: interest.into(),
    };
    hold_skill(desk, &by, ask).await?;
    Ok(())
}

async fn separated(world: &mut World, desk: &Desk) -> Result<()> {
    let by = world.person(HELEN).await?;
    let (commissions, provides, how, source) = told::SEPARATION;
    let ask = Separate {
        body: world.body(crate::county::organisations::COUNTY)?,
        version: 0,
        commissioning_role: commissions.into(),
        providing_role: provides.into(),
        how: how.into(),
        agreed_on: Some(told::SEPARATED_ON),
        review_on: Some(told::SEPARATION_REVIEW),
        source: source.into(),
    };
    separate(desk, &by, ask).await?;
    Ok(())
}

/// A move to a new way of working.
async fn planned(world: &mut World, desk: &Desk, part: OfPartnership) -> Result<()> {
    let by = world.person(HELEN).await?;
    let there = list_change_plans(desk, &by).await?.into_iter().next().map(|view| (view.plan.id, view.plan.version));
    match (part, there) {
        (OfPartnership::PlanChange, _) => {
            let [who_is_touched, told_how, learning] = told::CHANGE_SAYS.map(str::to_owned);
            let ask = PlanTyped {
                title: told::CHANGE_TITLE.into(),
                because: told::CHANGE_BECAUSE.into(),
                sponsor_role: told::CHANGE_SPONSOR.into(),
                who_is_touched,
                told_how,
                learning,
                ..PlanTyped::default()
            };
            write_change_plan(desk, &by, None, ask).await?;
        }
        (OfPartnership::ChangeStep(at), Some(plan)) => {
            let (what, role, on, how) = told::CHANGE_STEPS.get(at).context("no such step")?;
            let ask = AddStep { what: (*what).into(), owner_role: (*role).into(), by: Some(*on), how_we_know: (*how).into() };
            add_step(desk, &by, plan, ask).await?;
        }
        (_, Some(plan)) => {
            let (step, on, seen, _) = told::CHANGE_SEEN;
            see_step(desk, &by, plan, (step, Some(on), seen)).await?;
        }
        (_, None) => anyhow::bail!("the change has not been planned"),
    }
    Ok(())
}
