//! A neighbourhood that commissions: its own budget, its own priorities, and a limit up to which it decides alone.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::id::{NeedId, OrganisationId, PriorityId};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Neighbourhood {
    /// Who commissions there.
    pub commissioner: OrganisationId,
    /// The part of the place, as people name it.
    pub place: String,
    /// The financial year: 2026 is 2026/27.
    pub year: i16,
    pub budget: Money,
    /// For one project, up to and including this, it decides alone.
    pub limit: Money,
    /// Where the delegation is written.
    pub delegated_in: String,
    /// What it puts first itself, in order.
    pub priorities: Vec<PriorityId>,
    pub projects: Vec<NeighbourhoodProject>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeighbourhoodProject {
    pub title: String,
    pub cost: Money,
    pub need: Option<NeedId>,
    pub priority: Option<PriorityId>,
    /// How the people there were asked, and what came of it.
    pub how_chosen: String,
    pub proposed_on: Date,
    /// The neighbourhood's own decision.
    pub decided: Option<NeighbourhoodWord>,
    /// The authority's agreement, where the cost is above the limit.
    pub agreed: Option<NeighbourhoodWord>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeighbourhoodWord {
    pub yes: bool,
    pub note: String,
    pub by_role: String,
    pub on: Date,
}

/// How far a project has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProjectState {
    Proposed,
    /// Decided there; it costs more than the limit, and the authority has not agreed yet.
    Waiting,
    GoesAhead,
    Declined,
}

impl Neighbourhood {
    /// Does the authority have to agree?
    pub fn is_above_limit(&self, project: &NeighbourhoodProject) -> bool {
        project.cost > self.limit
    }

    pub fn state(&self, project: &NeighbourhoodProject) -> ProjectState {
        match (&project.decided, &project.agreed) {
            (None, _) => ProjectState::Proposed,
            (Some(word), _) | (_, Some(word)) if !word.yes => ProjectState::Declined,
            (Some(_), Some(_)) => ProjectState::GoesAhead,
            (Some(_), None) if self.is_above_limit(project) => ProjectState::Waiting,
            (Some(_), None) => ProjectState::GoesAhead,
        }
    }

    /// What projects of a state cost together.
    pub fn cost_of(&self, state: ProjectState) -> Money {
        self.projects.iter().filter(|project| self.state(project) == state).map(|project| project.cost).sum()
    }

    /// What is spoken for: what goes ahead, and what waits only for the authority.
    pub fn spoken_for(&self) -> Money {
        [ProjectState::GoesAhead, ProjectState::Waiting].into_iter().map(|state| self.cost_of(state)).sum()
    }

    /// What is left of the budget; below nothing it would be spent twice.
    pub fn left(&self) -> Money {
        self.budget - self.spoken_for()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_costs_more_than_the_limit_waits_for_the_authority_and_is_spoken_for() {
        let word = |yes| Some(NeighbourhoodWord { yes, note: String::new(), by_role: "Parish clerk".into(), on: date(2026, 10, 1) });
        let project = |pounds, decided, agreed| NeighbourhoodProject {
            title: "Hall".into(),
            cost: Money::from_pounds(pounds),
            need: None,
            priority: None,
            how_chosen: String::new(),
            proposed_on: date(2026, 9, 1),
            decided,
            agreed,
        };
        let of = |projects| Neighbourhood {
            commissioner: OrganisationId(uuid::Uuid::nil()),
            place: "Fenwold".into(),
            year: 2026,
            budget: Money::from_pounds(180_000),
            limit: Money::from_pounds(50_000),
            delegated_in: "Constitution".into(),
            priorities: vec![],
            projects,
        };
        let all = of(vec![
            project(50_000, word(true), None),
            project(62_000, word(true), None),
            project(62_000, word(true), word(false)),
            project(10_000, None, None),
        ]);
        let states: Vec<ProjectState> = all.projects.iter().map(|project| all.state(project)).collect();
        assert_eq!(states, [ProjectState::GoesAhead, ProjectState::Waiting, ProjectState::Declined, ProjectState::Proposed]);
        assert_eq!((all.spoken_for(), all.left()), (Money::from_pounds(112_000), Money::from_pounds(68_000)));
    }
}
