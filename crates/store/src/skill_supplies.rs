//! Skills that are held, or coming.

use model::id::SkillSupplyId;
use model::skill::SkillSupply;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for SkillSupply {
    type Id = SkillSupplyId;
    const NOUN: &'static str = "skill held";
    const TABLE: &'static str = "skill_supplies";
    const PREFIX: Option<&'static str> = None;
    const COLUMNS: &'static [&'static str] = &["organisation_id"];

    fn columns(&self) -> Vec<Value> {
        vec![Value::text(self.organisation)]
    }
}

plain_functions!(SkillSupply, SkillSupplyId);
