//! The picture of the place: needs and strengths side by side, by group and by part of the place; and one need with all that hangs on it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use methods::disclosure::Settings as Small;
use model::audience::Scope;
use model::case::Case;
use model::id::{CaseId, MeasureId, NeedId, OrganisationId, OutcomeId, PriorityId, SharedWordId, StrengthId};
use model::measure::Measure;
use model::need::{Need, NeedLevel};
use model::need_state::{Confidence, Lacks};
use model::option_sheet::Contributor;
use model::organisation::Organisation;
use model::outcome::Outcome;
use model::priority::Priority;
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::shared_word::SharedWord;
use model::strength::Strength;
use store::Tx;

use super::rolled_up::{RolledUp, rolled_up};
use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// What is asked of the picture, as typed; empty: everything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words of a need or a strength; every profession's word finds what the others call otherwise.
    pub words: String,
    pub place: String,
    /// Whose need: part of the name of a group.
    pub group: String,
    pub level: Option<NeedLevel>,
    pub only: Option<Only>,
}

/// One thing to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Only {
    NotShared,
    Incomplete,
    Old,
    Due,
}

#[derive(Debug, Clone)]
pub struct PictureView {
    pub needs: Vec<NeedLine>,
    pub strengths: Vec<Record<StrengthId, Strength>>,
    /// Of all that the reader may see, whatever was asked for.
    pub all_needs: usize,
    pub places: Vec<PlaceLine>,
    pub outcomes: Vec<Record<OutcomeId, Outcome>>,
    /// From whom changes of what is meant by a need came, and how many; the first definition of each is none.
    pub changes_from: Vec<(Contributor, usize)>,
    pub oldest_months: u32,
    pub smallest_count: u32,
    pub today: Date,
}

/// A need with what can be told of it.
#[derive(Debug, Clone)]
pub struct NeedLine {
    pub record: Record<NeedId, Need>,
    pub confidence: Confidence,
    pub is_old: bool,
    pub lacks: Vec<Lacks>,
    /// Partners who have not signed what is written now, by name.
    pub not_signed: Vec<String>,
    pub next_look: Option<Date>,
    pub is_due: bool,
}

/// Needs and strengths of one part of the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceLine {
    pub place: String,
    pub needs: usize,
    pub strengths: usize,
}

impl PlaceLine {
    /// It says what is lacking and nothing of what is good.
    pub fn has_only_deficits(&self) -> bool {
        self.needs > 0 && self.strengths == 0
    }
}

/// One need with everything its page shows.
#[derive(Debug, Clone)]
pub struct NeedView {
    pub line: NeedLine,
    /// The need it is part of, and those that are part of it.
    pub above: Option<Record<NeedId, Need>>,
    pub below: Vec<Record<NeedId, Need>>,
    pub strengths: Vec<Record<StrengthId, Strength>>,
    /// Good here, in its parts of the place, and not named as a means yet.
    pub beside: Vec<Record<StrengthId, Strength>>,
    pub priority: Option<Record<PriorityId, Priority>>,
    pub measure: Option<Record<MeasureId, Measure>>,
    pub outcomes: Vec<(Record<OutcomeId, Outcome>, Option<Record<CaseId, Case>>)>,
    pub bodies: BTreeMap<OrganisationId, String>,
    pub cases: BTreeMap<CaseId, String>,
    pub rolled: RolledUp,
    pub words: Vec<Record<SharedWordId, SharedWord>>,
    pub oldest_months: u32,
    pub smallest_count: u32,
    pub today: Date,
}

/// What the forms of a need offer.
#[derive(Debug, Clone)]
pub struct Offered {
    pub needs: Vec<Record<NeedId, Need>>,
    pub strengths: Vec<Record<StrengthId, Strength>>,
    pub priorities: Vec<Record<PriorityId, Priority>>,
    pub measures: Vec<Record<MeasureId, Measure>>,
    pub organisations: Vec<Record<OrganisationId, Organisation>>,
    pub refresh_months: u32,
}

pub async fn read_picture(desk: &Desk, actor: &Actor, filter: &Filter) -> Result<PictureView, DeskError> {
    actor.may(Permission::ReadCases)?;
    picture(desk, &mut desk.read().await?, &actor.scope, filter).await
}

/// With any eyes: those of a person, or everybody’s.
pub(super) async fn picture(desk: &Desk, tx: &mut Tx, scope: &Scope, filter: &Filter) -> Result<PictureView, DeskError> {
    let settings = Settings::in_force(tx).await?;
    let today = desk.today();
    let names: BTreeMap<OrganisationId, String> =
        store::organisations::list(tx, &desk.own_scope()).await?.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let words = store::shared_words::list(tx, scope).await?;
    let all = store::needs::list(tx, scope).await?;
    let strengths: Vec<_> = store::strengths::list(tx, scope).await?.into_iter().filter(|strength| strength.noun.ended.is_none()).collect();
    let (all_needs, places) = (all.len(), places(&all, &strengths));
    let looked_for = looked_for(&filter.words, &words);
    let changes_from = changes_from(&all);
    let lines = all.into_iter().map(|record| line(record, &names, today, settings.need_oldest_months));
    let needs: Vec<NeedLine> = lines.filter(|line| shows(filter, &looked_for, line)).collect();
    let strengths = strengths.into_iter().filter(|strength| shows_strength(filter, &looked_for, &strength.noun)).collect();
    Ok(PictureView {
        needs,
        strengths,
        all_needs,
        places,
        outcomes: store::outcomes::list(tx, scope).await?,
        changes_from,
        oldest_months: settings.need_oldest_months,
        smallest_count: settings.smallest_count,
        today,
    })
}

fn line(record: Record<NeedId, Need>, names: &BTreeMap<OrganisationId, String>, today: Date, oldest: u32) -> NeedLine {
    let noun = &record.noun;
    let name = |id: &OrganisationId| names.get(id).cloned().unwrap_or_else(|| "a body you cannot see".to_owned());
    let next_look = noun.next_look();
    NeedLine {
        confidence: noun.confidence(today, oldest),
        is_old: noun.is_old(today, oldest),
        lacks: noun.lacks(),
        not_signed: noun.not_signed_by().iter().map(name).collect(),
        next_look,
        is_due: next_look.is_some_and(|day| day <= today),
        record,
    }
}

/// Every part of the place that a need or a strength names, in the order of the alphabet.
fn places(needs: &[Record<NeedId, Need>], strengths: &[Record<StrengthId, Strength>]) -> Vec<PlaceLine> {
    let mut names: Vec<&str> = needs.iter().flat_map(|need| need.noun.places.iter().map(String::as_str)).collect();
    names.extend(strengths.iter().map(|strength| strength.noun.place.as_str()).filter(|place| !place.is_empty()));
    names.sort_unstable();
    names.dedup();
    let of = |place: &str| PlaceLine {
        place: place.to_owned(),
        needs: needs.iter().filter(|need| need.noun.places.iter().any(|name| name == place)).count(),
        strengths: strengths.iter().filter(|strength| strength.noun.place == place).count(),
    };
    names.into_iter().map(of).collect()
}

fn changes_from(needs: &[Record<NeedId, Need>]) -> Vec<(Contributor, usize)> {
    let later = || needs.iter().flat_map(|need| need.noun.definitions.iter().skip(1));
    Contributor::ALL
        .into_iter()
        .map(|who| (who, later().filter(|definition| definition.came_from == who).count()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

/// What was typed, and every other word for the same thing: "move-on" finds what the NHS calls "step-down".
fn looked_for(typed: &str, words: &[Record<SharedWordId, SharedWord>]) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let same = words.iter().filter(|word| word.noun.words.iter().any(|of| of.word.to_lowercase() == typed));
    let mut all: Vec<String> = same.flat_map(|word| word.noun.words.iter().map(|of| of.word.to_lowercase())).collect();
    all.push(typed);
    all.sort();
    all.dedup();
    all
}

fn holds(text: &str, looked_for: &[String]) -> bool {
    let text = text.to_lowercase();
    looked_for.is_empty() || looked_for.iter().any(|word| text.contains(word))
}

fn shows(filter: &Filter, looked_for: &[String], line: &NeedLine) -> bool {
    let need = &line.record.noun;
    let text = [
        need.title.as_str(),
        &need.people,
        need.definition().map_or("", |definition| &definition.says),
        &need.hopes,
        &need.strengths,
        &need.capabilities,
    ]
    .join(" ");
    let group = filter.group.trim().to_lowercase();
    holds(&text, looked_for)
        && (filter.place.is_empty() || need.places.is_empty() || need.places.contains(&filter.place))
        && need.people.to_lowercase().contains(&group)
        && filter.level.is_none_or(|level| level == need.level)
        && match filter.only {
            None => true,
            Some(Only::NotShared) => !need.is_shared(),
            Some(Only::Incomplete) => need.has_only_deficits() || !line.lacks.is_empty(),
            Some(Only::Old) => line.is_old,
            Some(Only::Due) => line.is_due,
        }
}

fn shows_strength(filter: &Filter, looked_for: &[String], strength: &Strength) -> bool {
    let group = filter.group.trim().to_lowercase();
    holds(&[strength.name.as_str(), &strength.what, &strength.for_whom].join(" "), looked_for)
        && (filter.place.is_empty() || strength.place.is_empty() || strength.place == filter.place)
        && (group.is_empty() || strength.for_whom.to_lowercase().contains(&group))
}

pub async fn read_need(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<NeedView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let tx = &mut tx;
    let scope = &actor.scope;
    let settings = Settings::in_force(tx).await?;
    let today = desk.today();
    let record = store::needs::by_reference(tx, scope, reference).await?;
    let noun = record.noun.clone();
    let seen = store::needs::list(tx, scope).await?;
    // What is withheld is worked out over everything there is, so that it is the same for everybody.
    let all = store::needs::list(tx, &desk.own_scope()).await?;
    let small = Small { below: u64::from(settings.smallest_count).max(2), zero_is_small: false };
    let mut rolled = rolled_up(&all, record.id, &small);
    rolled.rows.retain(|row| seen.iter().any(|need| need.id == row.need));
    let strengths: Vec<_> = store::strengths::list(tx, scope).await?.into_iter().filter(|strength| strength.noun.ended.is_none()).collect();
    let is_named = |strength: &Record<StrengthId, Strength>| noun.helped_by.contains(&strength.id);
    let is_beside = |strength: &Record<StrengthId, Strength>| noun.places.contains(&strength.noun.place);
    let (named, others): (Vec<_>, Vec<_>) = strengths.into_iter().partition(is_named);
    let bodies: BTreeMap<OrganisationId, String> =
        store::organisations::list(tx, &desk.own_scope()).await?.into_iter().map(|body| (body.id, body.noun.name)).collect();
    let cases = store::cases::list(tx, scope).await?;
    let outcomes = store::outcomes::list(tx, scope).await?.into_iter().filter(|outcome| outcome.noun.needs.contains(&record.id));
    let outcomes: Vec<_> =
        outcomes.map(|outcome| (outcome.clone(), cases.iter().find(|case| case.id == outcome.noun.case).cloned())).collect();
    let text = [noun.title.as_str(), noun.definition().map_or("", |definition| &definition.says)].join(" ").to_lowercase();
    let words = store::shared_words::list(tx, scope).await?;
    let words = words.into_iter().filter(|word| word.noun.words.iter().any(|of| text.contains(&of.word.to_lowercase()))).collect();
    let priority = match noun.priority {
        Some(id) => seen_or_none(store::priorities::find(tx, scope, id).await)?,
        None => None,
    };
    let measure = match noun.measure {
        Some(id) => seen_or_none(store::measures::find(tx, scope, id).await)?,
        None => None,
    };
    Ok(NeedView {
        above: noun.part_of.and_then(|id| seen.iter().find(|need| need.id == id).cloned()),
        below: seen.iter().filter(|need| need.noun.part_of == Some(record.id)).cloned().collect(),
        line: line(record, &bodies, today, settings.need_oldest_months),
        strengths: named,
        beside: others.into_iter().filter(is_beside).collect(),
        cases: cases.into_iter().map(|case| (case.id, case.noun.question)).collect(),
        priority,
        measure,
        outcomes,
        bodies,
        rolled,
        words,
        oldest_months: settings.need_oldest_months,
        smallest_count: settings.smallest_count,
        today,
    })
}

/// What the reader may not see stands for nothing here.
fn seen_or_none<T>(found: Result<T, store::StoreError>) -> Result<Option<T>, DeskError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(store::StoreError::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub async fn offered(desk: &Desk, actor: &Actor) -> Result<Offered, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let scope = &actor.scope;
    let settings = Settings::in_force(&mut tx).await?;
    Ok(Offered {
        needs: store::needs::list(&mut tx, scope).await?,
        strengths: store::strengths::list(&mut tx, scope).await?,
        priorities: store::priorities::list(&mut tx, scope).await?,
        measures: store::measures::list(&mut tx, scope).await?,
        organisations: store::organisations::list(&mut tx, scope).await?,
        refresh_months: settings.need_refresh_months,
    })
}

/// Words for one thing, as the place's professions have them.
pub async fn list_words(desk: &Desk, actor: &Actor) -> Result<Vec<Record<SharedWordId, SharedWord>>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::shared_words::list(&mut desk.read().await?, &actor.scope).await?)
}
