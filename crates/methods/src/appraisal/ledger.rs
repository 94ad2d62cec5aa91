//! Who pays and who gains: a line for every organisation, each year, and what would bring paying and gaining together.

use std::collections::BTreeMap;

use serde::Serialize;

use super::ask::Kind;
use super::flow::Line;

/// One organisation's side, in present values. Over all organisations `pays` sums to the costs, `gains` to the benefits,
/// and transfers to nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LedgerLine {
    pub pays: f64,
    /// Benefits less disbenefits.
    pub gains: f64,
    /// The part of the gains that becomes money.
    pub gains_cashable: f64,
    pub transfers_out: f64,
    pub transfers_in: f64,
    /// Gains less what it pays, transfers counted: its own case beside the public purse's.
    pub net: f64,
    /// The same of money only.
    pub net_cashable: f64,
    pub by_year: LedgerYears,
}

/// The same year by year, in real prices, not discounted.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LedgerYears {
    pub pays: Vec<f64>,
    pub gains: Vec<f64>,
    pub gains_cashable: Vec<f64>,
    pub transfers_out: Vec<f64>,
    pub transfers_in: Vec<f64>,
}

pub type Ledger = BTreeMap<String, LedgerLine>;

/// The ledger of an option over all its years.
pub fn ledger(lines: &[Line], years: usize) -> Ledger {
    let mut ledger = Ledger::new();
    let blank = || LedgerLine {
        by_year: LedgerYears {
            pays: vec![0.0; years],
            gains: vec![0.0; years],
            gains_cashable: vec![0.0; years],
            transfers_out: vec![0.0; years],
            transfers_in: vec![0.0; years],
        },
        ..LedgerLine::default()
    };
    let last = years.saturating_sub(1);
    for line in lines {
        let flow = &line.flow;
        let own = ledger.entry(flow.organisation.clone()).or_insert_with(blank);
        if !line.counts() {
            continue;
        }
        let (value, cashable) = (line.present_value(last), flow.cashable.share());
        let add = |to: &mut Vec<f64>, times: f64| to.iter_mut().zip(&line.amounts).for_each(|(sum, amount)| *sum += times * amount);
        match flow.kind {
            Kind::Cost => {
                own.pays += value;
                add(&mut own.by_year.pays, 1.0);
            }
            Kind::Benefit | Kind::Disbenefit => {
                let sign = flow.kind.sign();
                own.gains += sign * value;
                add(&mut own.by_year.gains, sign);
                own.gains_cashable += sign * cashable * value;
                add(&mut own.by_year.gains_cashable, sign * cashable);
            }
            Kind::Transfer => {
                own.transfers_out += value;
                add(&mut own.by_year.transfers_out, 1.0);
                let to = ledger.entry(flow.to.clone().unwrap_or_default()).or_insert_with(blank);
                to.transfers_in += value;
                add(&mut to.by_year.transfers_in, 1.0);
            }
        }
    }
    for line in ledger.values_mut() {
        let money = line.transfers_in - line.transfers_out - line.pays;
        line.net = line.gains + money;
        line.net_cashable = line.gains_cashable + money;
    }
    ledger
}

/// How far paying and gaining lie apart, and two ways to bring them together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alignment {
    /// Share of all that is paid, transfers between them counted.
    pub shares_paid: BTreeMap<String, f64>,
    pub shares_gained: BTreeMap<String, f64>,
    /// Half the sum of the differences: 0 where each pays as it gains, 1 where none who pays gains.
    pub misalignment: f64,
    /// What each would pay if it paid as it gains.
    pub aligned_payments: BTreeMap<String, f64>,
    /// Transfers that bring that about.
    pub aligned_by_transfer: Vec<Transfer>,
    /// Or, payments left as they are, gains handed on, each as a share of the giver's gains.
    pub aligned_by_gain_share: Vec<Transfer>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Transfer {
    pub from: String,
    pub to: String,
    pub present_value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share_of_gains: Option<f64>,
}

/// Alignment among those who can be asked to pay. None where nothing is paid or gained among them, or one of them loses.
pub fn alignment(ledger: &Ledger, not_payers: &[String]) -> Option<Alignment> {
    let payers: Vec<(&String, f64, f64)> = ledger
        .iter()
        .filter(|(name, _)| !not_payers.contains(name))
        .map(|(name, line)| (name, line.pays + line.transfers_out - line.transfers_in, line.gains))
        .collect();
    let (paid, gained): (f64, f64) = payers.iter().fold((0.0, 0.0), |(p, g), (_, pays, gains)| (p + pays, g + gains));
    if paid <= 0.0 || gained <= 0.0 || payers.iter().any(|(_, _, gains)| *gains < 0.0) {
        return None;
    }
    let shares = |of: &dyn Fn(&(&String, f64, f64)) -> f64| payers.iter().map(|p| (p.0.clone(), of(p))).collect::<BTreeMap<String, f64>>();
    let apart: f64 = payers.iter().map(|(_, pays, gains)| (pays / paid - gains / gained).abs()).sum();
    // Above 0: pays less than its gains would have it pay, or gains more than its payments would have it gain.
    let cost = payers.iter().map(|(name, pays, gains)| ((*name).clone(), gains / gained * paid - pays)).collect();
    let gain = payers.iter().map(|(name, pays, gains)| ((*name).clone(), gains - pays / paid * gained)).collect();
    let mut by_gain = settle(gain, 1e-9 * gained);
    for transfer in &mut by_gain {
        transfer.share_of_gains = ledger.get(&transfer.from).filter(|l| l.gains > 0.0).map(|l| transfer.present_value / l.gains);
    }
    Some(Alignment {
        shares_paid: shares(&|(_, pays, _)| pays / paid),
        shares_gained: shares(&|(_, _, gains)| gains / gained),
        misalignment: 0.5 * apart,
        aligned_payments: shares(&|(_, _, gains)| gains / gained * paid),
        aligned_by_transfer: settle(cost, 1e-9 * paid),
        aligned_by_gain_share: by_gain,
    })
}

/// The fewest hand-overs a simple rule finds: who owes most pays who is owed most, until nothing but dust is left.
fn settle(mut owed: Vec<(String, f64)>, dust: f64) -> Vec<Transfer> {
    let mut transfers = Vec::new();
    for _ in 0..owed.len() {
        owed.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let (Some(most), Some(least)) = (owed.first().cloned(), owed.last().cloned()) else { break };
        let value = most.1.min(-least.1);
        if value <= dust {
            break;
        }
        transfers.push(Transfer { from: most.0, to: least.0, present_value: value, share_of_gains: None });
        let last = owed.len() - 1;
        owed[0].1 -= value;
        owed[last].1 += value;
    }
    transfers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[(&str, f64, f64)]) -> Ledger {
        rows.iter()
            .map(|(name, pays, gains)| ((*name).to_owned(), LedgerLine { pays: *pays, gains: *gains, ..LedgerLine::default() }))
            .collect()
    }

    #[test]
    fn steady_on_your_feet_is_misaligned_by_seven_tenths() {
        let aligned = alignment(&of(&[("council", 400.0, 105.0), ("icb", 80.0, 609.0), ("district", 40.0, 0.0)]), &[]).expect("aligned");
        assert!((aligned.misalignment - 0.699).abs() < 5e-4, "{}", aligned.misalignment);
        assert_eq!((aligned.aligned_payments["icb"].round(), aligned.aligned_payments["council"].round()), (444.0, 76.0));
        assert_eq!(aligned.aligned_by_transfer.len(), 2);
        assert!((aligned.aligned_by_transfer.iter().map(|t| t.present_value).sum::<f64>() - (443.53 - 80.0)).abs() < 0.01);
    }

    #[test]
    fn three_bodies_in_crisis_are_misaligned_by_27_hundredths() {
        let aligned = alignment(&of(&[("council", 1.0, 15.0), ("icb", 0.9, 55.0), ("police", 0.5, 30.0)]), &[]).expect("aligned");
        assert!((aligned.misalignment - 0.27).abs() < 0.005, "{}", aligned.misalignment);
    }

    #[test]
    fn who_cannot_be_asked_to_pay_is_not_asked() {
        let ledger = of(&[("council", 10.0, 5.0), ("residents", 0.0, 95.0)]);
        assert_eq!(alignment(&ledger, &["residents".to_owned()]).expect("one payer").misalignment, 0.0);
        assert_eq!(alignment(&of(&[("council", 10.0, 0.0)]), &[]), None);
        assert_eq!(alignment(&of(&[("council", 10.0, 10.0), ("nhs", 0.0, -2.0)]), &[]), None);
    }
}
