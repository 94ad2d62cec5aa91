//! A line of an organisation's medium-term financial plan, and what a decision promises to save towards one.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::fund::MoneyTerm;
use crate::id::{CaseId, DecisionId, OrganisationId, PlanLineId, ServiceId};

/// A gap an organisation has to close, or a saving it counts on, financial year by financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanLine {
    pub title: String,
    pub kind: PlanLineKind,
    /// Whose plan it stands in.
    pub organisation: OrganisationId,
    /// The service it falls on; none where it falls on no one service.
    pub service: Option<ServiceId>,
    /// The calendar year in which each financial year begins, with what is new in it: in order, none twice. What comes every year stands
    /// once, in the year it begins. None where nobody knows yet.
    pub years: Vec<(i16, Option<Money>)>,
    pub term: MoneyTerm,
    /// The paper it stands in.
    pub source: String,
    /// The role that answers for it.
    pub owner_role: String,
    /// Why it is no longer in the plan; empty while it is.
    #[serde(default)]
    pub taken_out: String,
}

impl PlanLine {
    pub fn is_in_the_plan(&self) -> bool {
        self.taken_out.is_empty()
    }

    /// What is new in a financial year: nothing where the line does not name the year, none where nobody knows yet.
    pub fn in_year(&self, year: i16) -> Option<Money> {
        self.years.iter().find(|(of, _)| *of == year).map_or(Some(Money::ZERO), |(_, amount)| *amount)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanLineKind {
    /// Spending expected beyond income, before any saving.
    Gap,
    /// A saving that the plan counts on.
    Saving,
}

impl PlanLineKind {
    pub const ALL: [PlanLineKind; 2] = [PlanLineKind::Gap, PlanLineKind::Saving];

    pub fn code(self) -> &'static str {
        match self {
            PlanLineKind::Gap => "gap",
            PlanLineKind::Saving => "saving",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            PlanLineKind::Gap => "a gap to close",
            PlanLineKind::Saving => "a saving the plan counts on",
        }
    }
}

/// What a decision promises to save, as it stood when it was taken, and what came of it. It is sealed where the costing is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedSaving {
    pub decision: DecisionId,
    pub case: CaseId,
    pub service: ServiceId,
    /// What goes, where only a part of the service does; empty for all of it.
    pub part: String,
    pub decided_on: Date,
    /// In a year, all together.
    pub total: Money,
    /// The line of the financial plan it answers; none where it answers none.
    pub line: Option<PlanLineId>,
    /// How much of it counts to that line, by the calendar year in which the financial year begins that it begins in.
    pub counts: Vec<(i16, Money)>,
    /// What was in fact saved, a financial year each.
    #[serde(default)]
    pub delivered: Vec<Delivered>,
}

/// What a review found to have been saved, of what was promised to begin in one financial year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivered {
    /// The calendar year in which the financial year begins.
    pub year: i16,
    pub amount: Money,
    /// Where the figure stands: an outturn report, a review.
    pub source: String,
    pub on: Date,
    pub by_role: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_the_line_does_not_name_is_nothing_and_one_nobody_knows_is_not_known() {
        let line = PlanLine {
            title: "Fewer beds".into(),
            kind: PlanLineKind::Saving,
            organisation: OrganisationId(uuid::Uuid::nil()),
            service: None,
            years: vec![(2027, Some(Money::from_pounds(5))), (2028, None)],
            term: MoneyTerm::Recurrent,
            source: "Budget report".into(),
            owner_role: "Director".into(),
            taken_out: String::new(),
        };
        assert_eq!([2027, 2028, 2029].map(|year| line.in_year(year)), [Some(Money::from_pounds(5)), None, Some(Money::ZERO)]);
    }
}
