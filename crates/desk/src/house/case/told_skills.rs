//! The skills the plan needs and who lends them, as pages and papers tell it. Where nobody wrote any down, that is unknown.

use model::case::Case;
use model::id::OrganisationId;
use model::skill::{SkillNeeded, SkillUnit};
use quantity::rounding::shown;
use quantity::{Date, period};
use serde::{Deserialize, Serialize};
use store::Tx;

use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SkillsTold {
    pub rows: Vec<SkillTold>,
    /// What a careful colleague would say of them, in whole sentences.
    pub notices: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SkillTold {
    pub skill: String,
    /// Title of the option that needs it; empty: whichever is chosen.
    pub option: String,
    /// `12 days`, `0.5 full-time equivalent`.
    pub amount: String,
    pub by: Date,
    /// Role and organisation; none: nobody yet.
    pub lender: Option<String>,
}

impl SkillsTold {
    /// Skills that nobody lends yet, with the day each is needed by.
    pub fn missing(&self) -> Vec<String> {
        let open = self.rows.iter().filter(|row| row.lender.is_none());
        open.map(|row| format!("{} ({}, by {})", row.skill, row.amount, period::in_words(row.by))).collect()
    }

    /// One sentence that names what nobody lends; none where every skill is lent.
    pub fn gap(&self) -> Option<String> {
        let missing = self.missing();
        (!missing.is_empty()).then(|| format!("Nobody lends these skills yet: {}", missing.join("; ")))
    }
}

/// `12 days`, `0.5 full-time equivalent`.
fn amount(needed: &SkillNeeded) -> String {
    if needed.unit == SkillUnit::Days && needed.amount == 1.0 {
        return "1 day".to_owned();
    }
    let tenths = needed.amount * 10.0;
    let places = if needed.amount.fract() == 0.0 {
        0
    } else if (tenths - tenths.round()).abs() < 1e-9 {
        1
    } else {
        2
    };
    format!("{} {}", shown(needed.amount, places), needed.unit.words())
}

/// Those of one option, and those that whichever is chosen needs; where no option is asked of, those of every option that is not ruled out.
pub(crate) async fn told_skills(desk: &Desk, tx: &mut Tx, case: &Case, option: Option<&str>) -> Result<SkillsTold, DeskError> {
    let bodies = store::organisations::list(tx, &desk.own_scope()).await?;
    let body = |id: OrganisationId| bodies.iter().find(|kept| kept.id == id).map(|kept| &kept.noun);
    let name = |id| body(id).map_or("an organisation", |body| body.name.as_str());
    let of = |code: &str| case.choice_of(code).map(|(_, choice)| choice.title.clone()).unwrap_or_default();
    let is_open = |code: &str| case.choice_of(code).is_none_or(|(_, choice)| choice.ruled_out.is_none());
    let is_wanted = |skill: &SkillNeeded| option.map_or_else(|| is_open(&skill.option), |option| skill.is_for(option));
    let wanted: Vec<_> = case.skills.iter().filter(|skill| is_wanted(skill)).collect();
    let mut told = SkillsTold::default();
    let mut lenders: Vec<(String, Vec<&str>)> = Vec::new();
    for needed in &wanted {
        let lender = needed.lender.as_ref().map(|lender| format!("{}, {}", lender.role, name(lender.organisation)));
        told.rows.push(SkillTold {
            skill: needed.skill.clone(),
            option: of(&needed.option),
            amount: amount(needed),
            by: needed.by,
            lender: lender.clone(),
        });
        if let Some(lent) = &needed.lender
            && body(lent.organisation).is_some_and(|body| body.provides)
        {
            told.notices.push(format!(
                "“{}” would be lent by {}, which also provides services: its interest is declared before it advises.",
                needed.skill,
                name(lent.organisation)
            ));
        }
        let Some(lender) = lender else { continue };
        match lenders.iter_mut().find(|(who, _)| *who == lender) {
            Some((_, skills)) => skills.push(&needed.skill),
            None => lenders.push((lender, vec![&needed.skill])),
        }
    }
    for (who, skills) in lenders.iter().filter(|(_, skills)| skills.len() > 1) {
        told.notices.push(format!("{} rest on one role, {who}: without it they are gone together.", skills.join(" and ")));
    }
    let late = told.rows.iter().filter(|row| row.lender.is_none() && row.by <= desk.today());
    let late: Vec<String> =
        late.map(|row| format!("“{}” was needed by {}, and nobody lends it.", row.skill, period::in_words(row.by))).collect();
    told.notices.extend(late);
    Ok(told)
}
