//! What people wrote of needs and strengths, who signed, and the neighbourhood that commissions.

use anyhow::{Context, Result, anyhow};
use desk::analyse::needs::add_evidence::{AddEvidence, add_evidence};
use desk::analyse::needs::add_figure::{AddFigure, add_figure};
use desk::analyse::needs::add_strength::{AddStrength, add_strength};
use desk::analyse::needs::change_need::{ChangeNeed, change_need};
use desk::analyse::needs::count_choice::{CountChoice, count_choice};
use desk::analyse::needs::load_directory::{LoadDirectory, load_directory};
use desk::analyse::needs::map_word::{MapWord, WordTyped, map_word};
use desk::analyse::needs::read_needs::{Filter, offered, read_picture};
use desk::analyse::needs::record_need::{NeedTyped, RecordNeed, record_need};
use desk::analyse::needs::redefine_need::{RedefineNeed, redefine_need};
use desk::analyse::needs::sign_need::{SignNeed, sign_need};
use desk::analyse::needs::voice_need::{VoiceNeed, voice_need};
use desk::plan::neighbourhood::propose_project::{ProposeProject, propose_project};
use desk::plan::neighbourhood::say_of_project::{SayOfProject, WordOf, say_of_project};
use desk::plan::neighbourhood::set_up_neighbourhood::{SetUpNeighbourhood, set_up_neighbourhood};
use desk::plan::thread::answer_needs::{AnswerNeeds, answer_needs};
use jiff::civil::Date;
use model::audience::Audience;
use model::id::{NeedId, PriorityId, StrengthId};
use model::need::{FigureOf, Need, VoiceOf};
use model::option_sheet::Contributor;
use model::record::Record;
use quantity::{Money, Share};

use super::world::World;
use crate::county::needs::{ANSWERS, COUNT_AFTER, HOW_CHOSEN, NEEDS, NEIGHBOURHOOD, NEW_MEANING, NeedTold, PROJECTS, WORDS};
use crate::county::options::PRIORITIES;
use crate::county::people::{AMARA, DAN, HELEN};
use crate::county::strengths::{DIRECTORY, STRENGTHS, directory};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfNeeds {
    Write,
    Directory,
    Redefine,
    Choices,
    Sign,
    Neighbourhood,
    Link,
}

pub async fn play(world: &mut World, on: Date, part: OfNeeds) -> Result<()> {
    match part {
        OfNeeds::Write => write(world, on).await,
        OfNeeds::Directory => strengths(world, on).await,
        OfNeeds::Redefine => redefine(world, on).await,
        OfNeeds::Choices => choices(world, on).await,
        OfNeeds::Sign => sign(world, on).await,
        OfNeeds::Neighbourhood => neighbourhood(world, on).await,
        OfNeeds::Link => link(world, on).await,
    }
}

fn told(key: &str) -> Result<&'static NeedTold> {
    static TOLD: [NeedTold; 8] = NEEDS;
    TOLD.iter().find(|told| told.key == key).with_context(|| format!("no need {key}"))
}

/// The newest version of a need.
async fn need(world: &World, key: &str) -> Result<Record<NeedId, Need>> {
    let title = told(key)?.title;
    let desk = world.desk();
    let view = read_picture(desk, &desk::house::actors::actor_by_email(desk, HELEN).await?, &Filter::default()).await?;
    let found = view.needs.into_iter().map(|line| line.record).find(|record| record.noun.title == title);
    found.with_context(|| format!("{title} has not been written down"))
}

async fn write(world: &mut World, on: Date) -> Result<()> {
    let by = world.person(DAN).await?;
    for told in &NEEDS {
        let desk = world.on(on)?;
        let above = match told.part_of {
            Some(key) => Some(need(world, key).await?.id),
            None => None,
        };
        let shared_with = told.shared_with.iter().map(|body| world.body(body)).collect::<Result<_>>()?;
        let typed = NeedTyped {
            title: told.title.into(),
            people: told.people.into(),
            level: Some(told.level),
            part_of: above,
            places: told.places.into(),
            priority: None,
            measure: told.measure.and_then(|key| world.measure(key).ok()),
            indicator: told.indicator.into(),
            hopes: told.hopes.into(),
            strengths: told.strengths.into(),
            capabilities: told.capabilities.into(),
            helped_by: Vec::new(),
            shared_with,
            refresh_months: Some(12),
            is_public: told.is_public,
        };
        let ask = RecordNeed {
            typed,
            definition: told.definition.into(),
            reason: "As partners counted until now".into(),
            came_from: Some(Contributor::Officers),
        };
        let record = record_need(&desk, &by, ask).await?;
        facts(world, on, told, record).await?;
    }
    for (meaning, words) in WORDS {
        let desk = world.on(on)?;
        let word = |(word, said_by, body, differs): (&str, &str, &str, &str)| {
            Ok(WordTyped { word: word.into(), said_by: said_by.into(), organisation: Some(world.body(body)?), differs: differs.into() })
        };
        let words = words.into_iter().map(word).collect::<Result<_>>()?;
        map_word(&desk, &by, MapWord { of: None, version: 0, meaning: meaning.into(), words }).await?;
    }
    Ok(())
}

/// What was known when it was written down; what came later is added when it came.
async fn facts(world: &mut World, on: Date, told: &NeedTold, mut record: Record<NeedId, Need>) -> Result<()> {
    let by = world.person(DAN).await?;
    let mut figures: Vec<(FigureOf, Date, &str)> =
        told.counts.iter().map(|(people, of, source)| (FigureOf::People(*people), *of, *source)).collect();
    if let Some((percent, of, source)) = told.unmet {
        figures.push((FigureOf::Unmet(Share::from_percent(percent)?), of, source));
    }
    if let Some((trend, of, source)) = told.trend {
        figures.push((FigureOf::Trend(trend), of, source));
    }
    for (of, day, source) in figures.into_iter().filter(|(_, day, _)| *day <= on) {
        let desk = world.on(on)?;
        let ask = AddFigure { need: record.id, version: record.version, of, on: Some(day), source: source.into(), definition: None };
        record = add_figure(&desk, &by, ask).await?;
    }
    for (says, grade, dated, source) in told.evidence.iter().filter(|(_, _, dated, _)| *dated <= on) {
        let desk = world.on(on)?;
        let ask = AddEvidence {
            need: record.id,
            version: record.version,
            says: (*says).into(),
            grade: Some(*grade),
            dated: Some(*dated),
            source: (*source).into(),
        };
        record = add_evidence(&desk, &by, ask).await?;
    }
    for (kind, group, is_need, says, day, source) in told.voices.iter().filter(|voice| voice.4 <= on) {
        let desk = world.on(on)?;
        let ask = VoiceNeed {
            need: record.id,
            version: record.version,
            kind: Some(*kind),
            group: (*group).into(),
            organisation: None,
            of: Some(if *is_need { VoiceOf::Need } else { VoiceOf::Hope }),
            says: (*says).into(),
            on: Some(*day),
            source: (*source).into(),
        };
        record = voice_need(&desk, &by, ask).await?;
    }
    Ok(())
}

async fn strengths(world: &mut World, on: Date) -> Result<()> {
    let by = world.person(DAN).await?;
    let desk = world.on(on)?;
    let ask = LoadDirectory {
        files: vec![("northvale-services.json".into(), directory())],
        title: DIRECTORY.into(),
        licence: "Open Government Licence v3.0".into(),
    };
    let loaded = load_directory(&desk, &by, ask).await?;
    anyhow::ensure!(loaded.oddities.is_empty() && loaded.added.len() == 12, "the directory did not load whole: {:?}", loaded.oddities);
    for (name, kind, what, for_whom, place, people, pounds, at) in STRENGTHS {
        let desk = world.on(on)?;
        let ask = AddStrength {
            name: name.into(),
            kind: Some(kind),
            what: what.into(),
            for_whom: for_whom.into(),
            place: place.into(),
            latitude: at.map(|(north, _)| north),
            longitude: at.map(|(_, east)| east),
            people,
            money: pounds.map(Money::from_pounds),
            source: "Asked in eight districts, spring 2026".into(),
            dated: Some(on),
            is_public: true,
            ..AddStrength::default()
        };
        add_strength(&desk, &by, ask).await?;
    }
    Ok(())
}

async fn redefine(world: &mut World, on: Date) -> Result<()> {
    let by = world.person(DAN).await?;
    let (key, says, reason, factor) = NEW_MEANING;
    let record = need(world, key).await?;
    let desk = world.on(on)?;
    let ask = RedefineNeed {
        need: record.id,
        version: record.version,
        says: says.into(),
        reason: reason.into(),
        came_from: Some(Contributor::Users),
        is_bridged: Some(true),
        factor: Some(factor),
    };
    redefine_need(&desk, &by, ask).await?;
    Ok(())
}

/// What came since spring, and what people chose.
async fn choices(world: &mut World, on: Date) -> Result<()> {
    let by = world.person(DAN).await?;
    let written = crate::county::needs::WRITTEN;
    for told in &NEEDS {
        let record = need(world, told.key).await?;
        let later = NeedTold {
            counts: since(told.counts, |count| count.1 > written),
            evidence: since(told.evidence, |evidence| evidence.2 > written),
            voices: since(told.voices, |voice| voice.4 > written),
            unmet: told.unmet.filter(|unmet| unmet.1 > written),
            trend: told.trend.filter(|trend| trend.1 > written),
            ..*told
        };
        facts(world, on, &later, record).await?;
        let mut record = need(world, told.key).await?;
        if told.key == COUNT_AFTER.0 {
            let desk = world.on(on)?;
            let (_, people, day, source) = COUNT_AFTER;
            let of = FigureOf::People(people);
            let ask = AddFigure { need: record.id, version: record.version, of, on: Some(day), source: source.into(), definition: None };
            record = add_figure(&desk, &by, ask).await?;
        }
        for (what, people, pounds, is_independence) in told.choices {
            let desk = world.on(on)?;
            let ask = CountChoice {
                need: record.id,
                version: record.version,
                what: (*what).into(),
                people: Some(*people),
                budgets: Some(Money::from_pounds(*pounds)),
                is_independence: Some(*is_independence),
                on: Some(on),
                source: "Care and support plans, counted".into(),
            };
            record = count_choice(&desk, &by, ask).await?;
        }
    }
    Ok(())
}

/// What of a list came later; the lists are short.
fn since<T>(all: &'static [T], is_later: impl Fn(&T) -> bool) -> &'static [T] {
    let first = all.iter().position(is_later).unwrap_or(all.len());
    all.get(first..).unwrap_or_default()
}

async fn sign(world: &mut World, on: Date) -> Result<()> {
    let (helen, amara) = (world.person(HELEN).await?, world.person(AMARA).await?);
    for told in &NEEDS {
        for body in told.signed_by {
            let record = need(world, told.key).await?;
            let desk = world.on(on)?;
            let is_icb = *body == "icb";
            let ask = SignNeed {
                need: record.id,
                version: record.version,
                edition: record.noun.edition,
                organisation: world.body(body)?,
                written_in: if is_icb { String::new() } else { "Minutes of the partnership, 5 November 2026".into() },
                on: Some(on),
            };
            sign_need(&desk, if is_icb { &amara } else { &helen }, ask).await?;
        }
    }
    Ok(())
}

/// Priorities and strengths of each need, and the outcomes that answer them: links, which ask nobody to sign again.
async fn link(world: &mut World, on: Date) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let offers = offered(world.desk(), &helen).await?;
    let priority = |letter: char| -> Option<PriorityId> {
        let (title, ..) = PRIORITIES.get((letter as usize).checked_sub('A' as usize)?)?;
        offers.priorities.iter().find(|one| one.noun.title == *title).map(|one| one.id)
    };
    let strength = |name: &&str| -> Result<StrengthId> {
        offers.strengths.iter().find(|one| one.noun.name == **name).map(|one| one.id).ok_or_else(|| anyhow!("no strength {name}"))
    };
    for told in &NEEDS {
        let record = need(world, told.key).await?;
        let desk = world.on(on)?;
        let noun = &record.noun;
        let typed = NeedTyped {
            title: noun.title.clone(),
            people: noun.people.clone(),
            level: Some(noun.level),
            part_of: noun.part_of,
            places: noun.places.join(", "),
            priority: told.priority.and_then(priority),
            measure: noun.measure,
            indicator: noun.indicator.clone(),
            hopes: noun.hopes.clone(),
            strengths: noun.strengths.clone(),
            capabilities: noun.capabilities.clone(),
            helped_by: told.helped_by.iter().map(strength).collect::<Result<_>>()?,
            shared_with: noun.shared_with.clone(),
            refresh_months: Some(noun.refresh_months),
            is_public: record.audience == Audience::Public,
        };
        change_need(&desk, &helen, ChangeNeed { need: record.id, version: record.version, typed }).await?;
    }
    let view = read_picture(world.desk(), &helen, &Filter::default()).await?;
    for (case, key) in ANSWERS {
        let Ok(case) = world.case(case).map(|case| case.id) else { continue };
        let answered = need(world, key).await?.id;
        for outcome in view.outcomes.iter().filter(|outcome| outcome.noun.case == case) {
            let desk = world.on(on)?;
            answer_needs(&desk, &helen, AnswerNeeds { outcome: outcome.id, version: outcome.version, needs: vec![answered] }).await?;
        }
    }
    Ok(())
}

async fn neighbourhood(world: &mut World, on: Date) -> Result<()> {
    let helen = world.person(HELEN).await?;
    let (place, body, year, budget, limit, delegated_in) = NEIGHBOURHOOD;
    let offers = offered(world.desk(), &helen).await?;
    let priority = |letter: char| -> Option<PriorityId> {
        let (title, ..) = PRIORITIES.get((letter as usize).checked_sub('A' as usize)?)?;
        offers.priorities.iter().find(|one| one.noun.title == *title).map(|one| one.id)
    };
    let desk = world.on(on)?;
    let ask = SetUpNeighbourhood {
        commissioner: Some(world.body(body)?),
        place: place.into(),
        year: Some(year),
        budget: Some(Money::from_pounds(budget)),
        limit: Some(Money::from_pounds(limit)),
        delegated_in: delegated_in.into(),
        priorities: ['J', 'F', 'I'].into_iter().filter_map(priority).collect(),
    };
    let mut record = set_up_neighbourhood(&desk, &helen, ask).await?;
    for (at, (title, thousands, key, letter, is_chosen)) in PROJECTS.into_iter().enumerate() {
        let answered = match key {
            Some(key) => Some(need(world, key).await?.id),
            None => None,
        };
        let desk = world.on(on)?;
        let ask = ProposeProject {
            neighbourhood: record.id,
            version: record.version,
            title: title.into(),
            cost: Some(Money::from_pounds(thousands * 1_000)),
            need: answered,
            priority: priority(letter),
            how_chosen: HOW_CHOSEN.into(),
        };
        record = propose_project(&desk, &helen, ask).await?;
        let desk = world.on(on)?;
        let ask = SayOfProject {
            neighbourhood: record.id,
            version: record.version,
            project: at,
            word_of: WordOf::Neighbourhood,
            yes: Some(is_chosen),
            note: "Meeting of the parish cluster, 10 November 2026".into(),
        };
        record = say_of_project(&desk, &helen, ask).await?;
    }
    Ok(())
}
