//! A saving taken apart into what it comes from. The parts add up to the penny, and each is called by its name.

use quantity::Money;
use serde::{Deserialize, Serialize};

use super::Refusal;

/// Where a pound saved comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mechanism {
    /// The same from less work or waste, outcomes at least held.
    Efficiency,
    /// The same bought for less.
    Price,
    /// People who no longer need it.
    NeedAvoided,
    /// Lower pay or poorer conditions for those who do the work.
    PayAndConditions,
    /// Posts that end, and the people in them leave.
    Redundancy,
    /// Posts that stood empty.
    VacantPosts,
    LessService,
    /// Cost that another body or people themselves take up: no saving to the public purse.
    ShiftedToOthers,
    Income,
    /// A grant, a sale, a year's underspend.
    OneOff,
}

impl Mechanism {
    pub fn words(self) -> &'static str {
        match self {
            Mechanism::Efficiency => "the same from less",
            Mechanism::Price => "the same for a lower price",
            Mechanism::NeedAvoided => "need avoided",
            Mechanism::PayAndConditions => "lower pay or poorer conditions",
            Mechanism::Redundancy => "posts that end",
            Mechanism::VacantPosts => "posts that stood empty",
            Mechanism::LessService => "less service",
            Mechanism::ShiftedToOthers => "cost that others take up",
            Mechanism::Income => "income",
            Mechanism::OneOff => "once only",
        }
    }
}

/// Posts that leave the authority, and what becomes of them. Whole posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posts {
    pub leaving: u32,
    #[serde(default)]
    pub transferred: u32,
    #[serde(default)]
    pub vacant: u32,
    #[serde(default)]
    pub redundant: u32,
}

/// An outcome, and how it changes: above 0 is better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutcomeChange {
    pub outcome: String,
    pub change: f64,
}

/// One part of a saving, in pounds a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    pub mechanism: Mechanism,
    pub amount: f64,
    /// What happens to outcomes where it is taken.
    #[serde(default)]
    pub outcomes: Vec<OutcomeChange>,
    /// Who takes the cost up, where it is shifted.
    #[serde(default)]
    pub taken_up_by: Option<String>,
}

/// A promised saving, in pounds a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saving {
    pub total: f64,
    pub mechanisms: Vec<Part>,
    #[serde(default)]
    pub posts: Option<Posts>,
    /// The line of the medium-term financial plan it answers.
    #[serde(default)]
    pub plan_line: Option<String>,
}

/// A saving taken apart, in whole pence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Decomposed {
    pub total_pence: Money,
    pub mechanisms: Vec<DecomposedPart>,
    /// Without what others take up.
    pub to_the_public_purse_pence: Money,
    /// Without what comes once only.
    pub every_year_pence: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_line: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DecomposedPart {
    pub mechanism: Mechanism,
    pub in_words: &'static str,
    pub amount_pence: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taken_up_by: Option<String>,
    /// Outcomes that fall by it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub falls: Vec<String>,
}

/// Takes a saving apart. Pounds are rounded to the penny, half away from zero, and sums are of pence.
///
/// # Errors
/// Mechanisms that do not add up; a cut with falling outcomes called efficiency; people who transfer counted as redundant.
pub fn decompose(option: &str, saving: &Saving) -> Result<Decomposed, Refusal> {
    let unusable = |what| Refusal::NotANumber { option: option.to_owned(), flow: "saving".to_owned(), what };
    let pence = |pounds: f64| Money::from_pence(100).times(pounds).filter(|_| pounds.is_finite() && pounds.abs() < 1e12);
    let total = pence(saving.total).ok_or_else(|| unusable("the total"))?;
    if saving.mechanisms.is_empty() {
        return Err(Refusal::SavingWithoutMechanism { option: option.to_owned() });
    }
    let mut mechanisms = Vec::with_capacity(saving.mechanisms.len());
    for part in &saving.mechanisms {
        let falls: Vec<String> = part.outcomes.iter().filter(|o| o.change < 0.0).map(|o| o.outcome.clone()).collect();
        if let (Mechanism::Efficiency, Some(outcome)) = (part.mechanism, falls.first()) {
            return Err(Refusal::CutCalledEfficiency { option: option.to_owned(), outcome: outcome.clone() });
        }
        mechanisms.push(DecomposedPart {
            mechanism: part.mechanism,
            in_words: part.mechanism.words(),
            amount_pence: pence(part.amount).ok_or_else(|| unusable("the amount of a mechanism"))?,
            taken_up_by: part.taken_up_by.clone(),
            falls,
        });
    }
    let sum_of = |keep: &dyn Fn(Mechanism) -> bool| {
        let pence = mechanisms.iter().filter(|part| keep(part.mechanism)).map(|part| i128::from(part.amount_pence.pence())).sum::<i128>();
        i64::try_from(pence).map(Money::from_pence).map_err(|_| unusable("the sum of the mechanisms"))
    };
    let sum = sum_of(&|_| true)?;
    if sum != total {
        return Err(Refusal::MechanismsDoNotAddUp {
            option: option.to_owned(),
            total: total.to_string(),
            sum: sum.to_string(),
            apart: Money::from_pence(total.pence().abs_diff(sum.pence()).min(i64::MAX as u64) as i64).to_string(),
        });
    }
    check_posts(option, saving)?;
    Ok(Decomposed {
        total_pence: total,
        to_the_public_purse_pence: sum_of(&|m| m != Mechanism::ShiftedToOthers)?,
        every_year_pence: sum_of(&|m| m != Mechanism::OneOff)?,
        mechanisms,
        plan_line: saving.plan_line.clone(),
    })
}

/// Whoever transfers with the service is still paid, by somebody else.
fn check_posts(option: &str, saving: &Saving) -> Result<(), Refusal> {
    let Some(Posts { leaving, transferred, vacant, redundant }) = saving.posts else { return Ok(()) };
    let is_claimed = saving.mechanisms.iter().any(|part| part.mechanism == Mechanism::Redundancy && part.amount > 0.0);
    let left = leaving.saturating_sub(transferred).saturating_sub(vacant);
    if redundant > left || (is_claimed && left == 0) {
        let claimed = if is_claimed && redundant == 0 { leaving } else { redundant };
        return Err(Refusal::TransferredNotRedundant { option: option.to_owned(), claimed, leaving, transferred, vacant });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(mechanism: Mechanism, amount: f64) -> Part {
        Part { mechanism, amount, outcomes: Vec::new(), taken_up_by: None }
    }

    fn saving(total: f64, mechanisms: Vec<Part>) -> Saving {
        Saving { total, mechanisms, posts: None, plan_line: None }
    }

    #[test]
    fn mechanisms_add_up_to_the_penny_or_the_rest_is_asked_for() {
        let parts = vec![part(Mechanism::Price, 0.1), part(Mechanism::LessService, 0.2), part(Mechanism::ShiftedToOthers, 0.3)];
        let taken = decompose("a", &saving(0.6, parts.clone())).expect("adds up");
        assert_eq!((taken.total_pence.pence(), taken.to_the_public_purse_pence.pence()), (60, 30));
        let refused = decompose("a", &saving(680_000.0, parts)).expect_err("refused");
        assert_eq!(refused.code(), "mechanisms_do_not_add_up");
        assert!(refused.message().contains("679,999.40"), "{}", refused.message());
        assert_eq!(decompose("a", &saving(1.0, Vec::new())).expect_err("refused").code(), "saving_without_mechanism");
    }

    #[test]
    fn a_cut_with_falling_outcomes_cannot_be_called_efficiency() {
        let falls = vec![OutcomeChange { outcome: "moves within 26 weeks".into(), change: -3.0 }];
        let cut = |mechanism| saving(100.0, vec![Part { outcomes: falls.clone(), ..part(mechanism, 100.0) }]);
        assert_eq!(decompose("a", &cut(Mechanism::Efficiency)).expect_err("refused").code(), "cut_called_efficiency");
        assert_eq!(decompose("a", &cut(Mechanism::LessService)).expect("named").mechanisms[0].falls, ["moves within 26 weeks"]);
    }

    #[test]
    fn people_who_transfer_are_not_redundancies() {
        let posts = |transferred, redundant| Some(Posts { leaving: 40, transferred, vacant: 4, redundant });
        let with = |posts| Saving { posts, ..saving(100.0, vec![part(Mechanism::Redundancy, 100.0)]) };
        assert_eq!(decompose("a", &with(posts(36, 10))).expect_err("refused").code(), "transferred_not_redundant");
        assert_eq!(decompose("a", &with(posts(36, 0))).expect_err("refused").code(), "transferred_not_redundant");
        assert!(decompose("a", &with(posts(26, 10))).is_ok());
    }
}
