//! One round as staff and partners see it: the four tests, who took part, what waits, what came of it.

use methods::voice::reach;
use model::audience::Scope;
use model::ballot::Ballot;
use model::id::{CaseId, InvolvementId};
use model::involvement::{Channel, Involvement, WhatChanged};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use principles::p_four_tests::{FourTestSettings, four_tests};
pub use principles::p_four_tests::{Standing, TestRead};
use quantity::Date;
use serde::{Deserialize, Serialize};

use super::count::{Counted, withheld};
use super::enter_paper::{self, Waiting};
use super::result;
use crate::actor::Actor;
use crate::config::Settings;
use crate::config::consultation::{self, Duty};
use crate::desk::Desk;
use crate::error::DeskError;

/// A round in the list.
pub struct Line {
    pub of: Record<InvolvementId, Involvement>,
    pub tests: [TestRead; 4],
    pub ballots: u64,
}

pub async fn list_involvements(desk: &Desk, actor: &Actor) -> Result<Vec<Line>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let settings = Settings::in_force(&mut tx).await?;
    let mut lines = Vec::new();
    for of in store::involvements::list(&mut tx, &actor.scope).await? {
        let ballots = store::ballots::count(&mut tx, of.id).await?;
        lines.push(Line { tests: tests(desk, &settings, &of.noun)?, ballots, of });
    }
    lines.sort_by_key(|line| std::cmp::Reverse((line.of.noun.closes, line.of.id)));
    Ok(lines)
}

/// A round as the page of its case tells it, and the papers that rest on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RoundOfCase {
    pub title: String,
    pub reference: Option<Reference>,
    pub opens: Date,
    pub closes: Date,
    pub tests: Vec<TestRead>,
    /// What people said, and what was done about it.
    pub changed: Vec<WhatChanged>,
    /// Whether a paper that is open to the public may tell of it.
    pub is_open: bool,
}

impl RoundOfCase {
    pub fn not_met(&self) -> impl Iterator<Item = &TestRead> {
        self.tests.iter().filter(|test| test.standing == Standing::NotMet)
    }

    /// In a sentence: what of the four tests is not met.
    pub fn says(&self) -> String {
        let broken: Vec<&str> = self.not_met().map(|test| test.says.as_str()).collect();
        match broken.is_empty() {
            true => "No test of a fair consultation is broken.".to_owned(),
            false => format!("{} of four tests of a fair consultation not met. {}", broken.len(), broken.join(" ")),
        }
    }
}

/// The rounds about a case that somebody of this scope may see.
pub(crate) async fn of_case(desk: &Desk, tx: &mut store::Tx, scope: &Scope, case: CaseId) -> Result<Vec<RoundOfCase>, DeskError> {
    let settings = Settings::in_force(tx).await?;
    let all = store::involvements::list(tx, scope).await?;
    let those = all.into_iter().filter(|of| of.noun.case == Some(case));
    let told = |of: Record<InvolvementId, Involvement>| {
        Ok(RoundOfCase {
            tests: tests(desk, &settings, &of.noun)?.to_vec(),
            is_open: crate::plan::paper::is_open(&of),
            opens: of.noun.opens,
            closes: of.noun.closes,
            title: of.noun.title,
            reference: of.reference,
            changed: of.noun.changed,
        })
    };
    those.map(told).collect()
}

pub struct InvolvementView {
    pub of: Record<InvolvementId, Involvement>,
    pub tests: [TestRead; 4],
    pub reach: Result<reach::Reading, String>,
    /// People by the way they took part; none where a way had so few that it is withheld.
    pub ways: Vec<(Channel, Option<u64>)>,
    pub ballots: u64,
    /// Codes made, and of those used.
    pub codes: (u64, u64),
    pub waiting: Vec<Waiting>,
    /// Words that people added, those of small rounds left out.
    pub words: Vec<String>,
    pub counted: Option<(String, Counted)>,
    /// Duties to ask somebody that hold in this country.
    pub duties: Vec<Duty>,
    /// References of what it is about, where the reader may see it.
    pub about: Vec<(String, String)>,
    pub may_change: bool,
}

pub async fn read_involvement(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<InvolvementView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let mut tx = desk.read().await?;
    let of = store::involvements::by_reference(&mut tx, &actor.scope, reference).await?;
    let settings = Settings::in_force(&mut tx).await?;
    let ballots = store::ballots::of(&mut tx, of.id).await?;
    let may_change = actor.can(Permission::WriteCases);
    let papers = if may_change { store::paper_ballots::of(&mut tx, of.id).await? } else { Vec::new() };
    let counted = match of.noun.closed.is_some() {
        true => result::kept_count(desk, &mut tx, &of).await?,
        false => None,
    };
    let words = ballots.iter().map(|ballot| ballot.words.clone()).filter(|words| !words.is_empty());
    Ok(InvolvementView {
        tests: tests(desk, &settings, &of.noun)?,
        reach: reach(&of.noun, &ballots, settings.smallest_count),
        ways: ways(&of.noun, &ballots, settings.smallest_count),
        ballots: ballots.len() as u64,
        codes: store::invitations::count(&mut tx, of.id).await?,
        waiting: enter_paper::waiting(&papers)?,
        words: if ballots.len() >= settings.smallest_count as usize { words.collect() } else { Vec::new() },
        counted: counted.map(|(finding, counted)| (format!("{}, edition {}", finding.method, finding.edition), counted)),
        duties: config()?.duties(&desk.place.country).cloned().collect(),
        about: about(&mut tx, actor, &of.noun).await?,
        may_change,
        of,
    })
}

fn config() -> Result<consultation::Consultation, DeskError> {
    consultation::defaults().map_err(|error| DeskError::refused("configuration_unreadable", error.to_string()))
}

fn tests(desk: &Desk, settings: &Settings, of: &Involvement) -> Result<[TestRead; 4], DeskError> {
    let quiet = config()?.quiet_times(&desk.place.country, of.opens, of.closes);
    let settings =
        FourTestSettings { fewest_days: settings.involvement_fewest_days, fewest_days_to_weigh: settings.involvement_fewest_days_to_weigh };
    Ok(four_tests(of, &quiet, settings, desk.today()))
}

/// Who took part against the people it is about: ballots kept here and those who took part another way, together.
fn reach(of: &Involvement, ballots: &[Ballot], smallest: u32) -> Result<reach::Reading, String> {
    if of.groups.is_empty() {
        return Err("Which groups were asked is not written down, so who took part cannot be held against them.".into());
    }
    let took_part = |name: &str, typed: &[model::involvement::TookPart]| {
        let by_ballot = ballots.iter().filter(|ballot| ballot.group == name).count() as u64;
        by_ballot + typed.iter().map(|took| u64::from(took.people)).sum::<u64>()
    };
    let counts: Vec<u64> = of.groups.iter().map(|group| took_part(&group.name, &group.took_part)).collect();
    let hidden = withheld(&counts, smallest);
    let groups = of.groups.iter().zip(counts.iter().zip(hidden));
    let groups: Vec<reach::Group> = groups
        .map(|(group, (took_part, withheld))| reach::Group {
            name: group.name.clone(),
            population: group.population,
            asked: group.asked.map(u64::from),
            took_part: *took_part,
            withheld,
        })
        .collect();
    reach::read(&groups).map_err(|refusal| refusal.to_string())
}

fn ways(of: &Involvement, ballots: &[Ballot], smallest: u32) -> Vec<(Channel, Option<u64>)> {
    let counts: Vec<u64> = Channel::ALL
        .iter()
        .map(|way| {
            let typed =
                of.groups.iter().flat_map(|group| &group.took_part).filter(|took| took.by == *way).map(|took| u64::from(took.people));
            ballots.iter().filter(|ballot| ballot.by == *way).count() as u64 + typed.sum::<u64>()
        })
        .collect();
    let hidden = withheld(&counts, smallest);
    Channel::ALL.into_iter().zip(counts.into_iter().zip(hidden)).map(|(way, (count, hidden))| (way, (!hidden).then_some(count))).collect()
}

async fn about(tx: &mut store::Tx, actor: &Actor, of: &Involvement) -> Result<Vec<(String, String)>, DeskError> {
    let mut found = Vec::new();
    if let Some(id) = of.case
        && let Ok(case) = store::cases::find(tx, &actor.scope, id).await
        && let Some(reference) = case.reference
    {
        found.push((case.noun.question, format!("/cases/{reference}")));
    }
    if let Some(id) = of.service
        && let Ok(service) = store::services::find(tx, &actor.scope, id).await
        && let Some(reference) = service.reference
    {
        found.push((service.noun.name, format!("/services/{reference}")));
    }
    if let Some(id) = of.priority
        && let Ok(priority) = store::priorities::find(tx, &actor.scope, id).await
        && let Some(reference) = priority.reference
    {
        found.push((priority.noun.title, format!("/priorities#{reference}")));
    }
    Ok(found)
}
