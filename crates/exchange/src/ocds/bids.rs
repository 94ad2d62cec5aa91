//! Lots with how many bid for each, and the bids.

use super::figures::{self, At};
use super::loose::{Amount, Txt};
use super::organisations;
use super::release::{Bid, Lot, Release, Statistic};
use super::rows::Process;
use crate::market::{Cell, MarketTable, Tally};
use crate::tables::TablesError;

/// Lots named by a statistic, a bid: both spellings of the extension.
fn lots_of<'t>(one: &'t Txt<'_>, many: &'t [Txt<'_>]) -> Vec<&'t str> {
    let named: Vec<&str> = many.iter().chain([one]).map(Txt::get).filter(|lot| !lot.is_empty()).collect();
    if named.is_empty() { vec![""] } else { named }
}

/// What the notice says of the bids for one lot.
#[derive(Default)]
struct BidsOf {
    bids: Option<i64>,
    valid: Option<i64>,
    sme: Option<i64>,
    vcse: Option<i64>,
    lowest: Option<i64>,
    highest: Option<i64>,
}

impl BidsOf {
    fn is_told(&self) -> bool {
        [self.bids, self.valid, self.sme, self.vcse, self.lowest, self.highest].iter().any(Option::is_some)
    }
}

/// Statistics first (of the final stage, where stages are told apart); where there are none, the bids themselves.
fn bids_of(lot: &str, statistics: &[Statistic<'_>], details: &[Bid<'_>], at: At<'_>, tally: &mut Tally<'_>) -> BidsOf {
    let mut told = BidsOf::default();
    let (mut final_bids, mut final_sme, mut final_vcse) = (None, None, None);
    for statistic in statistics.iter().filter(|of| lots_of(&of.related_lot, &of.related_lots).contains(&lot)) {
        let amount = if statistic.value == Amount::None { &statistic.value_gross } else { &statistic.value };
        let pence = figures::amount_of(amount, At { what: "a statistic of the bids", ..at }, tally);
        let count = pence.filter(|pence| *pence >= 0).map(|pence| pence / 100);
        match statistic.measure.get() {
            "finalStageBids" => final_bids = count,
            "smeFinalStageBids" => final_sme = count,
            "vcseFinalStageBids" => final_vcse = count,
            "bids" => told.bids = count,
            "validBids" => told.valid = count,
            "smeBids" => told.sme = count,
            "vcseBids" => told.vcse = count,
            "lowestValidBidValue" => told.lowest = pence,
            "highestValidBidValue" => told.highest = pence,
            _ => {}
        }
    }
    told.bids = final_bids.or(told.bids);
    told.sme = final_sme.or(told.sme);
    told.vcse = final_vcse.or(told.vcse);
    let of_lot: Vec<&Bid<'_>> = details.iter().filter(|bid| lots_of(&bid.related_lot, &bid.related_lots).contains(&lot)).collect();
    if !of_lot.is_empty() {
        let came = of_lot.iter().filter(|bid| !matches!(bid.status.get(), "invited" | "withdrawn")).count();
        let valid: Vec<&&Bid<'_>> = of_lot.iter().filter(|bid| bid.status.get() == "valid").collect();
        told.bids = told.bids.or(Some(came as i64));
        if !valid.is_empty() {
            told.valid = told.valid.or(Some(valid.len() as i64));
            let prices = || {
                valid.iter().filter_map(|bid| match bid.value.get().map(|value| &value.amount) {
                    Some(Amount::Pence(pence) | Amount::Parted(_, pence)) => Some(*pence),
                    _ => None,
                })
            };
            told.lowest = told.lowest.or_else(|| prices().min());
            told.highest = told.highest.or_else(|| prices().max());
        }
    }
    told
}

pub fn lot_rows(process: &Process<'_, '_>, release: &Release<'_>, tally: &mut Tally<'_>) -> Result<(), TablesError> {
    let (statistics, details) = release.bids.get().map(|bids| (&*bids.statistics, &*bids.details)).unwrap_or_default();
    let Some(tender) = process.tender else {
        if statistics.is_empty() && details.is_empty() {
            return Ok(());
        }
        let told = bids_of("", statistics, details, process.at("the bids"), tally);
        return lot_row(process, "", "", None, &told, tally);
    };
    let mut whole = bids_of("", statistics, details, process.at("the bids"), tally);
    whole.bids = whole.bids.or_else(|| tender.number_of_tenderers.count().or(tender.number_of_tenders.count()));
    match &*tender.lots {
        [] => {
            let (value, _) = figures::money(tender.value.get(), process.at("the tender's value"), tally);
            lot_row(process, "", tender.title.get(), value, &whole, tally)
        }
        [only] => {
            let own = bids_of(only.id.get(), statistics, details, process.at("the bids"), tally);
            one_lot(process, only, if own.is_told() { &own } else { &whole }, tally)
        }
        lots => {
            for lot in lots {
                let own = bids_of(lot.id.get(), statistics, details, process.at("the bids"), tally);
                one_lot(process, lot, &own, tally)?;
            }
            // Of all lots together: kept, and of no lot.
            if whole.is_told() { lot_row(process, "", "", None, &whole, tally) } else { Ok(()) }
        }
    }
}

fn one_lot(process: &Process<'_, '_>, lot: &Lot<'_>, told: &BidsOf, tally: &mut Tally<'_>) -> Result<(), TablesError> {
    let (value, _) = figures::money(lot.value.get(), process.at("a lot's value"), tally);
    lot_row(process, lot.id.get(), lot.title.get(), value, told, tally)
}

fn lot_row(
    process: &Process<'_, '_>,
    lot: &str,
    title: &str,
    value: Option<i64>,
    told: &BidsOf,
    tally: &mut Tally<'_>,
) -> Result<(), TablesError> {
    let cells = [
        Cell::text(process.ocid),
        Cell::text(lot),
        Cell::text(title),
        Cell::maybe_money(value),
        Cell::maybe_count(told.bids),
        Cell::maybe_count(told.valid),
        Cell::maybe_count(told.sme),
        Cell::maybe_count(told.vcse),
        Cell::maybe_money(told.lowest),
        Cell::maybe_money(told.highest),
        process.source_row(),
    ];
    tally.row(MarketTable::Lots, &cells)
}

/// A row for each bidder of each bid for each lot.
pub fn bid_rows(process: &Process<'_, '_>, release: &Release<'_>, tally: &mut Tally<'_>) -> Result<(), TablesError> {
    let Some(bids) = release.bids.get() else { return Ok(()) };
    for (place, bid) in bids.details.iter().enumerate() {
        let counted = (place + 1).to_string();
        let id = if bid.id.get().is_empty() { counted.as_str() } else { bid.id.get() };
        let (amount, currency) = figures::money(bid.value.get(), process.at("a bid's value"), tally);
        let made = figures::day(bid.date.get(), process.at("the day of a bid"), tally);
        let mut bidders = Vec::new();
        for bidder in bid.tenderers.iter() {
            bidders.push(organisations::key(bidder, process.organisations.full(bidder), process.at("a bidder"), tally)?);
        }
        if bidders.is_empty() {
            bidders.push(String::new());
        }
        for lot in lots_of(&bid.related_lot, &bid.related_lots) {
            for bidder in &bidders {
                let cells = [
                    Cell::text(process.ocid),
                    Cell::text(id),
                    Cell::text(lot),
                    Cell::text(bid.status.get()),
                    Cell::text(bidder),
                    Cell::maybe_money(amount),
                    Cell::text(&currency),
                    Cell::maybe_date(made),
                    process.source_row(),
                ];
                tally.row(MarketTable::Bids, &cells)?;
            }
        }
    }
    Ok(())
}
