//! The same parts of cost for every option: what one option counts, no other may leave out in silence.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::ask::CostedOption;

/// What a full cost is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CostPart {
    Delivery,
    /// Support costs that stay with the authority when the service leaves.
    SupportThatRemains,
    Pensions,
    /// VAT the host cannot recover. What it can recover is a transfer.
    Vat,
    /// What the rules for transferring staff and for a two-tier workforce cost.
    Workforce,
    /// Commissioning, contract management, monitoring.
    ClientSide,
    Transition,
    Exit,
}

impl CostPart {
    pub const ALL: [CostPart; 8] = [
        CostPart::Delivery,
        CostPart::SupportThatRemains,
        CostPart::Pensions,
        CostPart::Vat,
        CostPart::Workforce,
        CostPart::ClientSide,
        CostPart::Transition,
        CostPart::Exit,
    ];

    pub fn words(self) -> &'static str {
        match self {
            CostPart::Delivery => "delivery",
            CostPart::SupportThatRemains => "support costs that remain",
            CostPart::Pensions => "pensions",
            CostPart::Vat => "VAT that cannot be recovered",
            CostPart::Workforce => "the workforce rules",
            CostPart::ClientSide => "the client side",
            CostPart::Transition => "transition",
            CostPart::Exit => "exit",
        }
    }
}

/// How full the cost of one option is.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct FullCost {
    pub stated: Vec<CostPart>,
    /// Parts that cost nothing here, each with its reason.
    pub costs_nothing: BTreeMap<CostPart, String>,
    /// Parts that nobody can put money on yet, each with what it would take.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub not_known: BTreeMap<CostPart, String>,
    /// Parts that another option answers, or that were asked of all, and this one does not.
    pub not_stated: Vec<CostPart>,
}

impl FullCost {
    /// Parts that neither state an amount nor are said to cost nothing, out of all there are: while there are any, a cost is not full.
    pub fn open(&self) -> Vec<CostPart> {
        CostPart::ALL.into_iter().filter(|part| !self.stated.contains(part) && !self.costs_nothing.contains_key(part)).collect()
    }
}

/// How full each option's cost is, beside the others'.
///
/// # Errors
/// `CostPartMissing` where every part is asked of all; `NoCostWithoutReason`, `NoCostWithCost`, `NotKnownWithAnswer`.
pub fn full_cost(options: &[CostedOption], all_required: bool) -> Result<Vec<FullCost>, Refusal> {
    let stated: Vec<BTreeSet<CostPart>> =
        options.iter().map(|option| option.flows.iter().filter(|flow| !flow.sunk).filter_map(|flow| flow.part).collect()).collect();
    let asked: BTreeSet<CostPart> = if all_required {
        CostPart::ALL.into_iter().collect()
    } else {
        let said = options.iter().flat_map(|option| option.no_cost.keys().chain(option.not_known.keys()));
        stated.iter().flatten().chain(said).copied().collect()
    };
    let one = |(option, stated): (&CostedOption, &BTreeSet<CostPart>)| {
        for (part, reason) in &option.no_cost {
            let (option, part) = (option.id.clone(), part.words());
            if reason.trim().is_empty() {
                return Err(Refusal::NoCostWithoutReason { option, part });
            }
            if stated.iter().any(|s| s.words() == part) {
                return Err(Refusal::NoCostWithCost { option, part });
            }
        }
        if let Some(part) = option.not_known.keys().find(|part| stated.contains(part) || option.no_cost.contains_key(part)) {
            return Err(Refusal::NotKnownWithAnswer { option: option.id.clone(), part: part.words() });
        }
        let is_silent =
            |part: &CostPart| !stated.contains(part) && !option.no_cost.contains_key(part) && !option.not_known.contains_key(part);
        let full = FullCost {
            stated: stated.iter().copied().collect(),
            costs_nothing: option.no_cost.clone(),
            not_known: option.not_known.clone(),
            not_stated: asked.iter().copied().filter(is_silent).collect(),
        };
        let open = full.open();
        if all_required && !open.is_empty() {
            let parts = open.iter().map(|part| part.words()).collect::<Vec<_>>().join(", ");
            return Err(Refusal::CostPartMissing { option: option.id.clone(), parts });
        }
        Ok(full)
    };
    options.iter().zip(&stated).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::super::ask::{Flow, Kind};
    use super::*;

    fn option(id: &str, parts: &[CostPart]) -> CostedOption {
        let flow = |part: &CostPart| Flow { part: Some(*part), ..Flow::of(Kind::Cost, part.words(), "council", &[1.0]) };
        CostedOption { id: id.into(), flows: parts.iter().map(flow).collect(), ..CostedOption::default() }
    }

    #[test]
    fn what_one_option_counts_the_other_is_asked_for() {
        let mut options = [
            option("in-house", &[CostPart::Delivery, CostPart::Pensions]),
            option("contract", &[CostPart::Delivery, CostPart::ClientSide]),
        ];
        let full = full_cost(&options, false).expect("read");
        assert_eq!((&full[0].not_stated[..], &full[1].not_stated[..]), (&[CostPart::ClientSide][..], &[CostPart::Pensions][..]));
        options[0].no_cost.insert(CostPart::ClientSide, "there is no client".into());
        assert!(full_cost(&options, false).expect("read")[0].not_stated.is_empty());
        options[0].no_cost.insert(CostPart::ClientSide, " ".into());
        assert_eq!(full_cost(&options, false).expect_err("refused").code(), "no_cost_without_reason");
        options[0].no_cost = [(CostPart::Delivery, "free".into())].into();
        assert_eq!(full_cost(&options, false).expect_err("refused").code(), "no_cost_with_cost");
        let said = full_cost(&[option("contract", &[CostPart::Delivery])], true).expect_err("refused").message();
        assert!(said.contains("support costs that remain, pensions"), "{said}");
        let all = option("whole", &CostPart::ALL);
        assert!(full_cost(&[all], true).is_ok_and(|full| full[0].open().is_empty()));
    }

    #[test]
    fn what_nobody_knows_yet_is_answered_and_the_cost_is_still_not_full() {
        let mut options = [option("in-house", &[CostPart::Delivery]), option("contract", &[CostPart::Delivery])];
        options[1].not_known.insert(CostPart::Pensions, "an actuary's letter".into());
        let full = full_cost(&options, false).expect("read");
        assert_eq!(
            (&full[0].not_stated[..], &full[1].not_stated[..]),
            (&[CostPart::Pensions][..], &[][..]),
            "what one answers all are asked"
        );
        assert_eq!((full[1].open().len(), full[1].open().contains(&CostPart::Pensions)), (7, true));
        assert_eq!(full_cost(&options, true).expect_err("refused").code(), "cost_part_missing");
        options[1].not_known.insert(CostPart::Delivery, "a price".into());
        assert_eq!(full_cost(&options, false).expect_err("refused").code(), "not_known_with_answer");
    }
}
