//! A plan to make a market that can answer: actions with budget, owner and measured effect, jobs claimed and who came in.

use quantity::{Date, Money, Share};
use serde::{Deserialize, Serialize};

use crate::id::{MarketMeetingId, ServiceId};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShapingPlan {
    pub title: String,
    pub service: Option<ServiceId>,
    /// What the market lacks today.
    pub because: String,
    /// Set aside for all of it; none: nobody has said. Nothing is an answer too, and is shown.
    pub budget: Option<Money>,
    pub actions: Vec<ShapingAction>,
    pub jobs: Vec<JobsClaim>,
    pub entrants: Vec<MarketEntrant>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShapingAction {
    pub what: String,
    pub budget: Money,
    /// A role, never a person.
    pub owner_role: String,
    pub due: Date,
    /// The meeting it was learned at.
    pub learned_at: Option<MarketMeetingId>,
    /// What it is to move, and where that stood before.
    pub effect: ShapingEffect,
    pub done_on: Option<Date>,
    pub spent: Option<Money>,
}

/// A figure before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShapingEffect {
    pub kind: EffectKind,
    /// What is counted, with its unit: “providers that bid, a lot”.
    pub indicator: String,
    pub before: EffectFigure,
    pub aim: f64,
    pub after: Option<EffectFigure>,
}

/// A figure before or after, with where it is from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EffectFigure {
    /// In the unit of its indicator.
    pub value: f64,
    pub on: Date,
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectKind {
    Entry,
    Bids,
    Capacity,
    Other,
}

impl EffectKind {
    pub const ALL: [EffectKind; 4] = [EffectKind::Entry, EffectKind::Bids, EffectKind::Capacity, EffectKind::Other];

    pub fn code(self) -> &'static str {
        match self {
            EffectKind::Entry => "entry",
            EffectKind::Bids => "bids",
            EffectKind::Capacity => "capacity",
            EffectKind::Other => "other",
        }
    }

    pub fn parse(code: &str) -> Option<EffectKind> {
        EffectKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            EffectKind::Entry => "Who comes in",
            EffectKind::Bids => "Who bids",
            EffectKind::Capacity => "How much there is",
            EffectKind::Other => "Something else",
        }
    }
}

/// Jobs somebody says came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobsClaim {
    pub who: String,
    /// Full-time equivalents, as claimed.
    pub claimed: f64,
    /// The part that would have come anyway.
    pub deadweight: Share,
    /// The part that was lost elsewhere here.
    pub displaced: Share,
    pub source: String,
    pub on: Date,
}

/// A provider that was not in this market before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarketEntrant {
    pub name: String,
    /// Based here.
    pub is_local: bool,
    pub on: Date,
    pub source: String,
}

impl JobsClaim {
    /// Jobs net of what would have come anyway and of what was lost elsewhere: claimed × (1 − deadweight) × (1 − displaced).
    pub fn net(&self) -> f64 {
        self.claimed * self.deadweight.complement().value() * self.displaced.complement().value()
    }
}

impl ShapingPlan {
    /// What its actions are to cost.
    pub fn planned(&self) -> Money {
        self.actions.iter().map(|action| action.budget).sum()
    }

    pub fn spent(&self) -> Money {
        self.actions.iter().filter_map(|action| action.spent).sum()
    }

    /// Each provider once, as it first came in: names told apart by letters and figures alone.
    pub fn entered_once(&self) -> Vec<&MarketEntrant> {
        let mut by_day: Vec<&MarketEntrant> = self.entrants.iter().collect();
        by_day.sort_by(|a, b| (a.on, &a.name).cmp(&(b.on, &b.name)));
        let mut seen = std::collections::BTreeSet::new();
        by_day.into_iter().filter(|one| seen.insert(plain(&one.name))).collect()
    }

    /// Net jobs of all claims.
    pub fn net_jobs(&self) -> f64 {
        self.jobs.iter().map(JobsClaim::net).sum()
    }
}

fn plain(name: &str) -> String {
    let mut name: String = name.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    for ending in [" limited", " ltd", " cic", " plc", " llp"] {
        name = name.trim_end().strip_suffix(ending).map_or(name.clone(), str::to_owned);
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn jobs_are_net_of_what_would_have_come_and_of_what_was_lost_elsewhere() {
        let share = |percent| Share::from_percent(percent).expect("a share");
        let claim = |deadweight, displaced| JobsClaim {
            who: "Tarrow Care".into(),
            claimed: 40.0,
            deadweight: share(deadweight),
            displaced: share(displaced),
            source: "Payroll".into(),
            on: date(2026, 9, 30),
        };
        assert_eq!(claim(25.0, 50.0).net(), 15.0);
        assert_eq!(claim(100.0, 0.0).net(), 0.0);
    }

    #[test]
    fn whoever_came_in_twice_is_counted_once() {
        let entrant = |name: &str, on| MarketEntrant { name: name.into(), is_local: true, on, source: "Register".into() };
        let plan = ShapingPlan {
            title: "Home care in High Tarrow".into(),
            service: None,
            because: "One agency".into(),
            budget: Some(Money::ZERO),
            actions: vec![],
            jobs: vec![],
            entrants: vec![
                entrant("Tarrow Care Ltd", date(2026, 9, 1)),
                entrant("Lindle Trust", date(2026, 8, 1)),
                entrant("TARROW CARE LIMITED.", date(2026, 6, 1)),
            ],
        };
        let names: Vec<&str> = plan.entered_once().into_iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["TARROW CARE LIMITED.", "Lindle Trust"]);
    }
}
