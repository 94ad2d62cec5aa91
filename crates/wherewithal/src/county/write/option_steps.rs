//! What people did about options and priorities.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use desk::plan::options::add_component::{AddComponent, add_component};
use desk::plan::options::full_cost::{Answer, AnswerFullCost, answer_full_cost};
use desk::plan::options::hold_workshop::{AddCriterion, add_criterion, reveal};
use desk::plan::options::keep_results::keep_results;
use desk::plan::options::leave_out::{LeaveOut, leave_out};
use desk::plan::options::money_question::PARTS;
use desk::plan::options::note_equality::{NoteEquality, note_equality};
use desk::plan::options::prefer_option::{PreferOption, prefer_option};
use desk::plan::options::score::{GiveScores, Given, give_scores};
use desk::plan::options::start_costing::{StartCosting, start_costing};
use desk::plan::options::state_impact::{Said, StateImpact, state_impact};
use desk::plan::options::take_apart::{MECHANISMS, TakeApart, take_apart};
use desk::plan::options::uncertain::{NameDriver, NameScenario, name_driver, name_scenario};
use desk::plan::options::weigh::{Weigh, weigh};
use desk::plan::options::write_line::{WriteLine, write_line};
use desk::plan::options::write_sheet::{WriteSheet, write_sheet};
use desk::plan::thread::add_priority::{AddPriority, add_priority};
use desk::plan::thread::keep_list::{KeepList, keep_list};
use desk::plan::thread::keep_pass::{KeepPass, keep_pass};
use desk::plan::thread::link_outcome::{LinkOutcome, link_outcome};
use desk::plan::thread::note_evidence::{NoteEvidence, note_evidence};
use desk::plan::thread::note_voice::{NoteVoice, note_voice};
use desk::plan::thread::read_thread::read_thread;
use desk::plan::thread::set_by_members::{SetByMembers, set_by_members};
use jiff::civil::{Date, date};
use model::case::NOW;
use model::id::{CaseId, OutcomeId, PriorityId};
use model::option_sheet::Family;
use quantity::{Money, Share};

use super::world::World;
use crate::county::options::{
    AFTER_COSTS, ASKED, BEFORE_COSTS, LEADERS_MEET, LISTS, NEEDS, NEEDS_FROM, OptionsTold, PRIORITIES, SAID, SAID_IN, SERVES,
    SET_BY_MEMBERS, SheetTold, VISION, options,
};
use crate::county::people::{HELEN, PRIYA};

const REVIEW: Date = date(2027, 6, 1);

/// The options of a case: what is known of each, what they cost and bring, what they are weighed on, which is put forward.
pub async fn play(world: &mut World, on: Date, key: &str) -> Result<()> {
    let told = options().into_iter().find(|told| told.case == key).with_context(|| format!("no options of {key}"))?;
    stay(world, on, &told).await?;
    costs(world, on, &told).await?;
    for sheet in &told.sheets {
        known(world, on, &told, sheet).await?;
    }
    workshop(world, on, &told).await?;
    put_forward(world, on, &told).await
}

fn case_of(world: &World, told: &OptionsTold) -> Result<(CaseId, i64)> {
    let case = world.case(told.case)?;
    Ok((case.id, case.version))
}

/// Staying as we are, so that it can be written about.
async fn stay(world: &mut World, on: Date, told: &OptionsTold) -> Result<()> {
    let (desk, helen) = (world.on(on)?, world.person(HELEN).await?);
    let (case, version) = case_of(world, told)?;
    let service = *world.case(told.case)?.noun.services.first().context("a service")?;
    let ask = desk::house::case::add_choice::AddChoice {
        case,
        version,
        title: "Stay as we are".into(),
        delivery_model: model::delivery_model::AS_NOW.into(),
        service,
        part: String::new(),
        leaves_issues: Vec::new(),
        outcome: String::new(),
        cost: None,
        affects: String::new(),
        how_sure: String::new(),
        ground: None,
        transfer_to_fix: None,
    };
    let record = desk::house::case::add_choice::add_choice(&desk, &helen, ask).await?;
    world.cases.insert(told.case, record);
    Ok(())
}

async fn costs(world: &mut World, on: Date, told: &OptionsTold) -> Result<()> {
    let priya = world.person(PRIYA).await?;
    let (case, _) = case_of(world, told)?;
    let desk = world.on(on)?;
    let ask = StartCosting {
        case,
        version: 0,
        first_year: told.first_year,
        years: told.years,
        short_until: told.short_until,
        works_kind: told.works_kind.into(),
        correct_by_grade: false,
        seed: 2026,
        sealed: false,
    };
    let mut version = start_costing(&desk, &priya, ask).await?.version;
    for line in &told.lines {
        let desk = world.on(on)?;
        let organisation = if line.whose.is_empty() { None } else { Some(world.body(line.whose)?) };
        let ask = WriteLine {
            case,
            version,
            at: None,
            option: line.option.into(),
            name: line.name.into(),
            kind: Some(line.kind),
            organisation,
            to: None,
            a_year: Some(Money::from_pounds(line.pounds)),
            by_year: Vec::new(),
            start: Some(line.start),
            until: line.until,
            ramp: Vec::new(),
            drop_off: None,
            real_growth: line.growth,
            confidence: line.confidence,
            owner_role: if line.confidence.is_some() { "Head of commissioning".into() } else { String::new() },
            cashable: line.cashable.map(Share::from_percent).transpose()?,
            precondition: String::new(),
            met_by: None,
            is_sunk: false,
            thing: line.thing.into(),
            part: line.part.into(),
            low: line.range.map(|(low, _)| low),
            high: line.range.map(|(_, high)| high),
            prices_of: None,
            falls_on: String::new(),
        };
        version = write_line(&desk, &priya, ask).await.with_context(|| line.name)?.version;
    }
    if let Some(driver) = &told.driver {
        let desk = world.on(on)?;
        let lines = driver.lines.iter().map(|name| (*name).to_owned()).collect();
        let ask = NameDriver {
            case,
            version,
            name: driver.name.into(),
            value: Some(driver.value),
            low: Some(driver.low),
            high: Some(driver.high),
            lines,
        };
        version = name_driver(&desk, &priya, ask).await?.version;
    }
    let desk = world.on(on)?;
    let (name, what, to) = told.scenario;
    version =
        name_scenario(&desk, &priya, NameScenario { case, version, name: name.into(), what: what.into(), to: Some(to) }).await?.version;
    in_full(world, on, told, case, version).await
}

/// What no line states: the parts of the full cost, and what a saving comes from.
async fn in_full(world: &mut World, on: Date, told: &OptionsTold, case: CaseId, mut version: i64) -> Result<()> {
    let priya = world.person(PRIYA).await?;
    for full in &told.full_costs {
        let desk = world.on(on)?;
        let answers = PARTS.map(|(code, _)| {
            let of = |said: &[(&str, &str)]| said.iter().find(|(part, _)| *part == code).map(|(_, because)| (*because).to_owned());
            match (of(&full.nothing), of(&full.not_known)) {
                (Some(reason), _) => (Some(Answer::Nothing), reason),
                (None, Some(would_take)) => (Some(Answer::NotKnown), would_take),
                (None, None) => (None, String::new()),
            }
        });
        let ask = AnswerFullCost { case, version, option: full.option.into(), answers };
        version = answer_full_cost(&desk, &priya, ask).await.with_context(|| format!("full cost of {}", full.option))?.version;
    }
    for saving in &told.savings {
        let desk = world.on(on)?;
        let parts = MECHANISMS.map(|(code, ..)| {
            let part = saving.parts.iter().find(|(mechanism, ..)| *mechanism == code);
            (part.map(|(_, pounds, _)| Money::from_pounds(*pounds)), part.map_or_else(String::new, |(.., worse)| (*worse).to_owned()))
        });
        let ask = TakeApart {
            case,
            version,
            option: saving.option.into(),
            total: Some(Money::from_pounds(saving.total)),
            parts,
            taken_up_by: saving.taken_up_by.into(),
            posts: saving.posts.map(Some),
            line: world.plan_lines.get(saving.line).copied(),
            counts: Vec::new(),
        };
        version = take_apart(&desk, &priya, ask).await.with_context(|| format!("saving of {}", saving.option))?.version;
    }
    Ok(())
}

async fn known(world: &mut World, on: Date, told: &OptionsTold, sheet: &SheetTold) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let (case, version) = case_of(world, told)?;
    let before = world
        .case(told.case)?
        .noun
        .choice_of(sheet.option)
        .map(|(_, choice)| choice.clone())
        .with_context(|| format!("no option {}", sheet.option))?;
    let desk = world.on(on)?;
    let ask = WriteSheet {
        case,
        version,
        option: sheet.option.into(),
        outcome: sheet.brings.into(),
        affects: before.affects,
        how_sure: before.how_sure,
        cost: sheet.cost.map(Money::from_pounds),
        contributed_by: sheet.contributed_by.clone(),
        like_for_like: (sheet.option != NOW).then_some(sheet.like_for_like),
        builds_on: sheet.builds_on.into(),
        estimated_value: sheet.estimated_value.map(Money::from_pounds),
        why_not: sheet.why_not.into(),
    };
    let mut record = write_sheet(&desk, &helen, ask).await?;
    for (what, model, by) in &sheet.parts {
        let desk = world.on(on)?;
        let ask = AddComponent {
            case,
            version: record.version,
            option: sheet.option.into(),
            what: (*what).into(),
            delivery_model: (*model).into(),
            by: Some(world.body(by)?),
            outcome: None,
            cost: None,
        };
        record = add_component(&desk, &helen, ask).await?;
    }
    let said = |(is_known, says): (bool, &str)| Said { is_known: Some(is_known), says: says.into(), line: String::new() };
    let [social, economic, environmental] = sheet.impact.map(said);
    let desk = world.on(on)?;
    let ask = StateImpact { case, version: record.version, option: sheet.option.into(), social, economic, environmental };
    record = state_impact(&desk, &helen, ask).await?;
    for (who, effect, evidence, mitigation) in &sheet.equality {
        let desk = world.on(on)?;
        let ask = NoteEquality {
            case,
            version: record.version,
            option: Some(sheet.option.into()),
            who: Some(*who),
            effect: (*effect).into(),
            evidence: (*evidence).into(),
            mitigation: (*mitigation).into(),
            review_on: Some(REVIEW),
        };
        record = note_equality(&desk, &helen, ask).await?;
    }
    world.cases.insert(told.case, record);
    Ok(())
}

async fn workshop(world: &mut World, on: Date, told: &OptionsTold) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let (case, _) = case_of(world, told)?;
    let mut version = 0;
    for criterion in &told.criteria {
        let desk = world.on(on)?;
        let ask = AddCriterion {
            case,
            version,
            name: criterion.name.into(),
            unit: criterion.unit.into(),
            worst: Some(criterion.worst),
            best: Some(criterion.best),
            half: None,
            about_delivery_model: false,
            published_reason: String::new(),
            ask_again: false,
        };
        version = add_criterion(&desk, &helen, ask).await?.version;
    }
    for (group, swings, ranges) in &told.voices {
        let desk = world.on(on)?;
        let swings = swings.iter().map(|swing| Some(*swing)).collect();
        let end = |percent: f64| Share::from_percent(percent).map(Some);
        let ranges = ranges.iter().map(|(least, most)| Ok((end(*least)?, end(*most)?))).collect::<Result<_>>()?;
        let ask = Weigh { case, version, group: (*group).into(), is_agreed: false, swings, ranges };
        version = weigh(&desk, &helen, ask).await.with_context(|| format!("weights of {group}"))?.version;
    }
    for (option, scores) in &told.scores {
        let desk = world.on(on)?;
        let given = |(figure, low, high): &(f64, f64, f64)| Given { figure: Some(*figure), low: Some(*low), high: Some(*high) };
        let ask = GiveScores { case, version, option: (*option).into(), scores: scores.iter().map(given).collect(), reason: String::new() };
        version = give_scores(&desk, &helen, ask).await.with_context(|| format!("scores of {option}"))?.version;
    }
    let desk = world.on(on)?;
    reveal(&desk, &helen, case, version).await?;
    Ok(())
}

async fn put_forward(world: &mut World, on: Date, told: &OptionsTold) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let (case, mut version) = case_of(world, told)?;
    if let Some((family, reason)) = told.left_out {
        let desk = world.on(on)?;
        version = leave_out(&desk, &helen, LeaveOut { case, version, family: Family::parse(family), reason: reason.into() }).await?.version;
    }
    let (who, effect, mitigation) = told.package;
    let desk = world.on(on)?;
    let ask = NoteEquality {
        case,
        version,
        option: None,
        who: Some(who),
        effect: effect.into(),
        evidence: String::new(),
        mitigation: mitigation.into(),
        review_on: Some(REVIEW),
    };
    version = note_equality(&desk, &helen, ask).await?.version;
    let desk = world.on(on)?;
    let (option, because) = told.preferred;
    let record = prefer_option(&desk, &helen, PreferOption { case, version, option: option.into(), because: because.into() }).await?;
    world.cases.insert(told.case, record);
    let desk = world.on(on)?;
    keep_results(&desk, &helen, case).await?;
    Ok(())
}

/// What could be put first.
pub async fn name_priorities(world: &mut World, on: Date) -> Result<()> {
    let helen = world.person(HELEN).await?;
    for (title, people, because) in PRIORITIES {
        let desk = world.on(on)?;
        let ask = AddPriority { title: title.into(), people: people.into(), because: because.into() };
        let named = add_priority(&desk, &helen, ask).await?.id;
        world.priorities.push(named);
    }
    Ok(())
}

/// Whose list says what, and which outcomes serve it.
pub async fn priorities(world: &mut World, on: Date) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let named: Vec<PriorityId> = world.priorities.clone();
    let of =
        |letter: char| named.get((letter as usize).wrapping_sub('A' as usize)).copied().with_context(|| format!("no priority {letter}"));
    for (whose, letters) in LISTS {
        let desk = world.on(on)?;
        let ask = KeepList {
            whose: Some(world.body(whose)?),
            version: 0,
            vision: String::new(),
            order: letters.chars().map(of).collect::<Result<_>>()?,
            agreed_by: Vec::new(),
            leaders_meet: Some(LEADERS_MEET),
            said_in: "Adults in crisis partnership, papers of 10 November 2026".into(),
            weight: 1,
        };
        keep_list(&desk, &helen, ask).await?;
    }
    let desk = world.on(on)?;
    let ask = KeepList {
        whose: None,
        version: 0,
        vision: VISION.into(),
        order: Vec::new(),
        agreed_by: Vec::new(),
        leaders_meet: Some(LEADERS_MEET),
        said_in: String::new(),
        weight: 1,
    };
    keep_list(&desk, &helen, ask).await?;
    rests_on(world, on, &of).await?;
    keep_order(world, on, false).await?;
    let desk = world.on(on)?;
    let view = read_thread(&desk, &helen).await?;
    let outcomes: Vec<(CaseId, OutcomeId, i64, model::outcome::OutcomeKind)> =
        view.outcomes.iter().map(|line| (line.case.id, line.outcome.id, line.outcome.version, line.outcome.noun.kind)).collect();
    for (key, letter) in SERVES {
        let Ok(case) = world.case(key).map(|case| case.id) else { continue };
        for (_, outcome, version, kind) in outcomes.iter().filter(|(of, ..)| *of == case) {
            let desk = world.on(on)?;
            link_outcome(&desk, &helen, LinkOutcome { outcome: *outcome, version: *version, priority: Some(of(letter)?), kind: *kind })
                .await?;
        }
    }
    Ok(())
}

/// What is known of each need, what people said of it, and what members set.
async fn rests_on(world: &mut World, on: Date, of: &impl Fn(char) -> Result<PriorityId>) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let mut versions: BTreeMap<PriorityId, i64> = BTreeMap::new();
    for (letter, unmet, trend, peers) in NEEDS {
        let (desk, priority) = (world.on(on)?, of(letter)?);
        let unmet = unmet.map(quantity::Share::from_percent).transpose()?;
        let (source, day) = NEEDS_FROM;
        let ask = NoteEvidence { priority, version: 1, unmet, trend, peers, source: source.into(), on: Some(day) };
        versions.insert(priority, note_evidence(&desk, &helen, ask).await?.version);
    }
    for (letter, said) in SAID {
        for ((group, answered), chose) in ASKED.into_iter().zip(said) {
            let (desk, priority) = (world.on(on)?, of(letter)?);
            let version = versions.get(&priority).copied().unwrap_or(1);
            let (source, day) = SAID_IN;
            let ask = NoteVoice { priority, version, group: group.into(), chose, answered, source: source.into(), on: Some(day) };
            versions.insert(priority, note_voice(&desk, &helen, ask).await?.version);
        }
    }
    let (letter, says, set_by) = SET_BY_MEMBERS;
    let (desk, priority) = (world.on(on)?, of(letter)?);
    let version = versions.get(&priority).copied().unwrap_or(1);
    set_by_members(&desk, &helen, SetByMembers { priority, version, says: says.into(), set_by: set_by.into() }).await?;
    Ok(())
}

/// The order kept before costs, or after.
pub async fn keep_order(world: &mut World, on: Date, after_costs: bool) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let desk = world.on(on)?;
    let view = read_thread(&desk, &helen).await?;
    let of = |letter: char| {
        let title = PRIORITIES.get((letter as usize).wrapping_sub('A' as usize)).map(|(title, ..)| *title);
        let found = view.priorities.iter().find(|record| Some(record.noun.title.as_str()) == title);
        found.map(|record| record.id).with_context(|| format!("no priority {letter}"))
    };
    let (letters, moved, why) = if after_costs { AFTER_COSTS } else { BEFORE_COSTS };
    let ask = KeepPass {
        version: view.of_place().map_or(0, |list| list.record.version),
        after_costs,
        order: letters.chars().map(of).collect::<Result<_>>()?,
        left_out: BTreeSet::new(),
        why: vec![(of(moved)?, why.into())],
    };
    keep_pass(&desk, &helen, ask).await?;
    Ok(())
}
