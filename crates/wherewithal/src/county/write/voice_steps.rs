//! What people did about having their say.

use anyhow::{Context, Result, anyhow};
use desk::Desk;
use desk::analyse::involvement::answers::Typed;
use desk::analyse::involvement::bring_in_ballots::{Alike, BringInBallots, bring_in_ballots};
use desk::analyse::involvement::cast_ballot::{CastBallot, cast_ballot};
use desk::analyse::involvement::close_involvement::{CloseInvolvement, close_involvement};
use desk::analyse::involvement::lines;
use desk::analyse::involvement::make_codes::{MakeCodes, make_codes};
use desk::analyse::involvement::open_involvement::{OpenInvolvement, open_involvement};
use desk::analyse::involvement::plan_involvement::{Plan, plan_involvement};
use desk::analyse::involvement::record_step::{RecordStep, record_step};
use desk::analyse::involvement::say_what_changed::{SayWhatChanged, say_what_changed};
use desk::analyse::involvement::set_vote::{SetVote, set_vote};
use desk::house::sign_in::Origin;
use jiff::civil::Date;
use model::ballot::{LeftOver, Vote, VoteKind};
use model::id::InvolvementId;
use model::involvement::{Channel, ConsultationStep, Involvement};
use model::record::Record;
use model::reference::Reference;
use quantity::Money;

use super::script::OfVoice;
use super::world::World;
use crate::county::people::HELEN;
use crate::county::voices::{self, ROUNDS, Round};

pub async fn play(world: &mut World, desk: &Desk, key: &'static str, part: OfVoice) -> Result<()> {
    let round = ROUNDS.iter().find(|round| round.key == key).context("no such round")?;
    match part {
        OfVoice::Plan => plan(world, desk, round).await,
        OfVoice::Step(at) => step(world, desk, round, at).await,
        OfVoice::Vote => vote(world, desk, round).await,
        OfVoice::Close => close(world, desk, key).await,
        OfVoice::Changed => changed(world, desk, round).await,
    }
}

fn lined<T>(read: Result<Vec<T>, Vec<String>>) -> Result<Vec<T>> {
    read.map_err(|wrong| anyhow!(wrong.join(". ")))
}

fn reference(record: &Record<InvolvementId, Involvement>) -> Result<Reference> {
    record.reference.clone().context("a round without a reference")
}

/// Planned, with its vote, and opened to the public.
async fn plan(world: &mut World, desk: &Desk, round: &'static Round) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let case = round.case.map(|case| world.case(case)).transpose()?.and_then(|case| case.reference.as_ref()).map(ToString::to_string);
    let ask = Plan {
        title: round.title.into(),
        about: round.about.into(),
        stage: round.stage,
        depth: round.depth,
        case: case.unwrap_or_default(),
        service: String::new(),
        priority: String::new(),
        opens: round.opens,
        closes: round.closes,
        answer_by: round.answer_by,
        decided_by: round.decided_by.into(),
        decided_on: Some(round.decided_on),
        not_up: lined(lines::not_up(round.not_up))?,
        other_ways: round.other_ways.into(),
        groups: lined(lines::groups(round.groups))?,
        supports: lined(lines::supports(round.supports))?,
        powers: lined(lines::powers(round.powers))?,
        time_reason: round.time_reason.into(),
    };
    let mut record = plan_involvement(desk, &helen, ask).await?;
    if let Some(asked) = &round.vote {
        let vote = Vote {
            kind: asked.kind,
            budget: asked.pounds.map(Money::from_pounds),
            points: None,
            choices: lined(lines::choices(asked.choices))?,
            left_over: if asked.kind == VoteKind::Approval { LeftOver::ToMostVotes } else { LeftOver::Kept },
            takes_words: true,
        };
        record = set_vote(desk, &helen, SetVote { involvement: reference(&record)?, version: record.version, vote }).await?;
    }
    let ask = OpenInvolvement { involvement: reference(&record)?, version: record.version };
    let record = open_involvement(desk, &helen, ask).await?;
    world.rounds.insert(round.key, record);
    Ok(())
}

async fn step(world: &mut World, desk: &Desk, round: &'static Round, at: usize) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let told = round.steps.get(at).context("no such step")?;
    let record = world.round(round.key)?;
    let step = ConsultationStep {
        kind: told.kind,
        on: told.on,
        document: told.document.into(),
        gives_reasons: told.reasons,
        alternatives: told.alternatives,
        duty: told.duty.into(),
        note: String::new(),
    };
    let ask = RecordStep { involvement: reference(record)?, version: record.version, step };
    let record = record_step(desk, &helen, ask).await?;
    world.rounds.insert(round.key, record);
    Ok(())
}

async fn vote(world: &mut World, desk: &Desk, round: &'static Round) -> Result<()> {
    let (by, counted_by, alike): (Channel, &str, Vec<Alike>) = match round.key {
        voices::NEEDS => (
            Channel::Meeting,
            "The parish clerk and the librarian, at six meetings; names ticked off a list at the door",
            voices::fenwold_pairs(),
        ),
        voices::FENWOLD => (
            Channel::Paper,
            "The parish clerk and a head teacher, at the library and the hall; each paper given for a letter handed in",
            voices::fenwold_ballots(),
        ),
        _ => (Channel::Meeting, "The panel’s chair and its clerk, at the meeting of 18 November", voices::panel_lists()),
    };
    let helen = world.person(HELEN).await?;
    let record = world.round(round.key)?;
    let ask = BringInBallots { involvement: reference(record)?, version: record.version, by, counted_by: counted_by.into(), alike };
    let record = bring_in_ballots(desk, &helen, ask).await?;
    if round.key == voices::FENWOLD {
        online(desk, &helen, &record).await?;
    }
    world.rounds.insert(round.key, record);
    Ok(())
}

/// Twelve young people voted by code, each for themselves.
async fn online(desk: &Desk, helen: &desk::Actor, record: &Record<InvolvementId, Involvement>) -> Result<()> {
    let (people, group, picked) = voices::ONLINE;
    let codes =
        make_codes(desk, helen, MakeCodes { involvement: reference(record)?, version: record.version, how_many: i64::from(people) })
            .await?;
    for code in codes {
        let answers = picked.iter().map(|code| ((*code).to_owned(), "yes".to_owned())).collect();
        let typed = Typed { group: group.into(), answers, words: String::new() };
        let ask = CastBallot { involvement: reference(record)?, code: code.shown(), typed, from: Origin::default() };
        cast_ballot(desk, &ask).await?;
    }
    Ok(())
}

async fn close(world: &mut World, desk: &Desk, key: &'static str) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let record = world.round(key)?;
    let ask = CloseInvolvement { involvement: reference(record)?, version: record.version, early_because: String::new() };
    let record = close_involvement(desk, &helen, ask).await?;
    world.rounds.insert(key, record);
    Ok(())
}

async fn changed(world: &mut World, desk: &Desk, round: &'static Round) -> Result<()> {
    let helen = world.person(HELEN).await?;
    for (said, done, is_different) in round.changed {
        let record = world.round(round.key)?;
        let ask = SayWhatChanged {
            involvement: reference(record)?,
            version: record.version,
            said: (*said).into(),
            done: (*done).into(),
            is_different: *is_different,
        };
        let record = say_what_changed(desk, &helen, ask).await?;
        world.rounds.insert(round.key, record);
    }
    Ok(())
}

/// When each thing happened. Two rounds were written down afterwards, on one day.
pub fn script() -> Vec<(Date, &'static str, OfVoice)> {
    use jiff::civil::date;
    let written = date(2026, 11, 19);
    let planned = |round: &Round| match round.key {
        voices::NEEDS => date(2026, 8, 24),
        voices::GRANTS => date(2026, 10, 9),
        voices::FENWOLD => date(2026, 10, 26),
        voices::NEXT_YEAR => date(2026, 11, 13),
        _ => written,
    };
    let mut all = Vec::new();
    for round in &ROUNDS {
        let from = planned(round);
        let mut add = |on: Date, part: OfVoice| all.push((on.max(from), round.key, part));
        add(from, OfVoice::Plan);
        round.steps.iter().enumerate().for_each(|(at, step)| add(step.on, OfVoice::Step(at)));
    }
    all.extend([
        (date(2026, 10, 12), voices::NEEDS, OfVoice::Vote),
        (date(2026, 10, 13), voices::NEEDS, OfVoice::Close),
        (date(2026, 10, 30), voices::NEEDS, OfVoice::Changed),
        (date(2026, 11, 18), voices::NEXT_YEAR, OfVoice::Vote),
        (written, voices::PANEL, OfVoice::Close),
        (written, voices::PANEL, OfVoice::Changed),
        (written, voices::HOUSING, OfVoice::Close),
        (written, voices::HOUSING, OfVoice::Changed),
        (date(2026, 11, 20), voices::FENWOLD, OfVoice::Vote),
        (date(2026, 11, 21), voices::FENWOLD, OfVoice::Close),
    ]);
    all.sort_by_key(|(on, ..)| *on);
    all
}
