//! Who pays and who gains, outcome by outcome: how far that lies apart, the split that would bring it together, and whose own costs move
//! the other way.

use std::collections::BTreeMap;

use methods::appraisal::ledger::{Alignment, Ledger, LedgerLine, alignment};
use model::id::OrganisationId;
use model::partnership::{Incentive, OwnCost};
use quantity::Money;
use quantity::rounding::shown;

#[derive(Debug, Clone)]
pub struct IncentiveTold {
    pub incentive: Incentive,
    pub rows: Vec<IncentiveRow>,
    /// 0: each pays as it gains; 1: none who pays gains.
    pub misaligned: Option<f64>,
    pub sentences: Vec<String>,
}

/// Shares are 0 to 1. Those of what is paid are not known where somebody has not said what it pays.
#[derive(Debug, Clone, PartialEq)]
pub struct IncentiveRow {
    pub body: OrganisationId,
    pub pays: Option<Money>,
    pub share_paid: Option<f64>,
    pub share_gained: f64,
    /// What it would pay if each paid as it gains.
    pub would_pay: Option<Money>,
    pub own_cost: OwnCost,
}

pub(super) fn told(incentive: &Incentive, names: &BTreeMap<OrganisationId, String>) -> IncentiveTold {
    let name = |body: OrganisationId| names.get(&body).cloned().unwrap_or_else(|| "a body you cannot see".to_owned());
    let silent: Vec<String> = incentive.lines.iter().filter(|line| line.pays.is_none()).map(|line| name(line.body)).collect();
    let ledger: Ledger = incentive
        .lines
        .iter()
        .map(|line| {
            let pays = line.pays.map_or(0.0, Money::pounds);
            (line.body.to_string(), LedgerLine { pays, gains: line.gains.value(), ..LedgerLine::default() })
        })
        .collect();
    let aligned = if silent.is_empty() { alignment(&ledger, &[]) } else { None };
    let of = |map: fn(&Alignment) -> &BTreeMap<String, f64>, body: OrganisationId| {
        aligned.as_ref().and_then(|aligned| map(aligned).get(&body.to_string()).copied())
    };
    let rows = incentive
        .lines
        .iter()
        .map(|line| IncentiveRow {
            body: line.body,
            pays: line.pays,
            share_paid: of(|aligned| &aligned.shares_paid, line.body),
            share_gained: line.gains.value(),
            would_pay: of(|aligned| &aligned.aligned_payments, line.body).map(Money::nearest_pound),
            own_cost: line.own_cost,
        })
        .collect();
    let mut sentences = Vec::new();
    match &aligned {
        Some(aligned) => {
            sentences.push(format!(
                "Paying and gaining lie {} apart, on a scale from 0 (each pays as it gains) to 1 (none who pays gains).",
                shown(aligned.misalignment, 2)
            ));
            let named = |id: &str| id.parse().map_or_else(|_| "a body you cannot see".to_owned(), name);
            sentences.extend(aligned.aligned_by_transfer.iter().map(|transfer| {
                let amount = Money::nearest_pound(transfer.present_value).in_full();
                format!("Each would pay as it gains if {} took {amount} a year over from {}.", named(&transfer.from), named(&transfer.to))
            }));
        }
        None if silent.is_empty() => {
            sentences.push("How far paying and gaining lie apart cannot be worked out: nothing is paid, or nothing is gained.".to_owned());
        }
        None => sentences.push(format!(
            "How far paying and gaining lie apart is not known: {} not said what it pays.",
            if silent.len() == 1 { format!("{} has", silent.concat()) } else { format!("{} have", silent.join(" and ")) }
        )),
    }
    let with = |own_cost| -> Vec<String> { incentive.lines.iter().filter(|l| l.own_cost == own_cost).map(|l| name(l.body)).collect() };
    let (falls, rises) = (with(OwnCost::Falls), with(OwnCost::Rises));
    if !falls.is_empty() && !rises.is_empty() {
        sentences.push(format!(
            "They pull apart: this outcome makes what {} to spend fall, and what {} to spend rise.",
            have(&falls),
            have(&rises)
        ));
    }
    let gained: f64 = incentive.lines.iter().map(|line| line.gains.value()).sum();
    if gained < 1.0 - 1e-9 {
        sentences.push(format!("{}% of what is gained falls to nobody here.", shown((1.0 - gained) * 100.0, 0)));
    }
    IncentiveTold { incentive: incentive.clone(), rows, misaligned: aligned.map(|aligned| aligned.misalignment), sentences }
}

fn have(names: &[String]) -> String {
    format!("{} {}", names.join(" and "), if names.len() == 1 { "has" } else { "have" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use model::partnership::PaysAndGains;
    use quantity::Share;
    use uuid::Uuid;

    fn incentive(lines: &[(u128, Option<i64>, f64, OwnCost)]) -> Incentive {
        let line = |&(number, pounds, percent, own_cost): &(u128, Option<i64>, f64, OwnCost)| PaysAndGains {
            body: OrganisationId(Uuid::from_u128(number)),
            pays: pounds.map(Money::from_pounds),
            gains: Share::from_percent(percent).expect("a share"),
            own_cost,
        };
        let (outcome, source, by_role) = ("Fewer reach crisis".into(), "A paper".into(), "Officer".into());
        Incentive { outcome, lines: lines.iter().map(line).collect(), source, on: date(2026, 11, 10), by_role }
    }

    fn names() -> BTreeMap<OrganisationId, String> {
        ["The council", "The ICB", "The police"]
            .iter()
            .zip(1u128..)
            .map(|(name, n)| (OrganisationId(Uuid::from_u128(n)), (*name).to_owned()))
            .collect()
    }

    #[test]
    fn three_bodies_in_crisis_pay_42_38_and_21_of_a_hundred_and_lie_27_hundredths_apart() {
        let lines = [
            (1, Some(1_000_000), 15.0, OwnCost::Rises),
            (2, Some(900_000), 55.0, OwnCost::Falls),
            (3, Some(500_000), 30.0, OwnCost::Falls),
        ];
        let told = told(&incentive(&lines), &names());
        let paid: Vec<String> = told.rows.iter().filter_map(|row| row.share_paid).map(|share| shown(share * 100.0, 0)).collect();
        assert_eq!(paid, ["42", "38", "21"]);
        assert_eq!(told.misaligned.map(|m| shown(m, 2)), Some("0.27".into()));
        let would: i64 = told.rows.iter().filter_map(|row| row.would_pay).map(Money::pence).sum();
        assert_eq!(would, Money::from_pounds(2_400_000).pence(), "the split that aligns pays for the whole");
        assert!(
            told.sentences.iter().any(|said| said.contains("The ICB took £420,000 a year over from The council")),
            "{:?}",
            told.sentences
        );
        assert!(told.sentences.iter().any(|said| said.starts_with("They pull apart")), "{:?}", told.sentences);
    }

    #[test]
    fn what_a_body_has_not_said_it_pays_is_not_known_and_not_nought() {
        let told = told(&incentive(&[(1, Some(1_000_000), 15.0, OwnCost::Same), (2, None, 55.0, OwnCost::Same)]), &names());
        assert_eq!((told.misaligned, told.rows[0].share_paid), (None, None));
        assert!(told.sentences[0].contains("The ICB has not said what it pays"), "{:?}", told.sentences);
        assert!(told.sentences[1].contains("30% of what is gained falls to nobody here"), "{:?}", told.sentences);
    }
}
