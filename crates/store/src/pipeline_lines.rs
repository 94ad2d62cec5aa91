//! Lines of the pipeline that is published to the market.

use model::id::PipelineLineId;
use model::pipeline_line::PipelineLine;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for PipelineLine {
    type Id = PipelineLineId;
    const NOUN: &'static str = "pipeline line";
    const TABLE: &'static str = "pipeline_lines";
    const PREFIX: Option<&'static str> = Some("PL");
    const COLUMNS: &'static [&'static str] = &["expected_on"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::day(self.facts.expected)]
    }
}

plain_functions!(PipelineLine, PipelineLineId, by_reference);
