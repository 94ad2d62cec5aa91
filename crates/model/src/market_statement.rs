//! A market position statement: what will be needed, who there is to provide it, and what the authority means to do.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::{DemandModelId, MarketStatementId, NeedId, PipelineLineId, ServiceId};
use crate::pipeline_line::PipelineFacts;

/// As it is being written. What was published is kept apart, and never changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MarketStatement {
    pub service: Option<ServiceId>,
    pub says: StatementWords,
    /// Models of demand its demand chapter rests on.
    pub models: Vec<DemandModelId>,
    pub needs: Vec<NeedId>,
    /// Published lines of the pipeline it tells of.
    pub lines: Vec<PipelineLineId>,
    /// Editions so far.
    pub editions: u32,
}

/// What a statement says in its authority's own words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct StatementWords {
    /// The market it is of: “Home care for older people”.
    pub market: String,
    pub place: String,
    /// The demand chapter.
    pub demand: String,
    /// The supply chapter.
    pub supply: String,
    /// Figures of the supply chapter.
    pub figures: Vec<StatementFigure>,
    pub intentions: String,
    pub funding: String,
    /// Ways of working that are wanted.
    pub models_wanted: String,
    pub contact: String,
    /// The day it speaks of.
    pub dated: Option<Date>,
    /// Until when it may be relied on.
    pub good_until: Option<Date>,
}

/// One figure, as it is shown, with where it is from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementFigure {
    pub what: String,
    /// With its unit: “41 agencies”.
    pub value: String,
    pub source: String,
}

/// One edition, as it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementEdition {
    pub of: MarketStatementId,
    /// The reference of the statement, as its address carries it.
    pub reference: String,
    /// From 1.
    pub edition: u32,
    pub place: String,
    pub says: StatementWords,
    /// Of the models of demand and the needs named, as they stood that day.
    pub demand: Vec<StatementFigure>,
    pub pipeline: Vec<PipelineFacts>,
    pub published_on: Date,
    pub approved_by: String,
    /// Where the approval stands.
    pub approved_in: String,
}
