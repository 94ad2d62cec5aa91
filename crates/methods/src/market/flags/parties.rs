//! Flags of bidders, buyers and suppliers over all procurements.

use std::collections::{BTreeMap, BTreeSet};

use quantity::Date;

use super::{About, Fences, FlagRead, Process, Settings, Status, Tally};
use crate::numeric::order::quantile;

/// Disqualified and all bids of one.
#[derive(Default)]
struct Bids<'a> {
    disqualified: usize,
    all: usize,
    processes: BTreeSet<&'a str>,
}

/// R038, by bidder.
pub(super) fn disqualified_of_bidder(all: &[Process], settings: &Settings) -> FlagRead {
    disqualified("R038-bidder", About::Bidder, all, settings, &|_, bidder| bidder)
}

/// R038, by buyer.
pub(super) fn disqualified_of_buyer(all: &[Process], settings: &Settings) -> FlagRead {
    disqualified("R038-buyer", About::Buyer, all, settings, &|process, _| &process.buyer)
}

fn disqualified<'a>(
    code: &'static str,
    about: About,
    all: &'a [Process],
    settings: &Settings,
    whose: &dyn Fn(&'a Process, &'a str) -> &'a str,
) -> FlagRead {
    let mut by: BTreeMap<&str, Bids> = BTreeMap::new();
    for process in all {
        for bid in process.bids.iter().filter(|bid| matches!(bid.status, Status::Valid | Status::Disqualified)) {
            let name = whose(process, &bid.bidder);
            if name.is_empty() {
                continue;
            }
            let bids = by.entry(name).or_default();
            bids.all += 1;
            if bid.status == Status::Disqualified {
                bids.disqualified += 1;
                bids.processes.insert(&process.id);
            }
        }
    }
    let mut tally = Tally::of(code, about, by.len());
    let judged: Vec<(&str, &Bids, f64)> = by
        .iter()
        .filter(|(_, bids)| bids.all >= settings.least_bids.max(1))
        .map(|(name, bids)| (*name, bids, bids.disqualified as f64 / bids.all as f64))
        .collect();
    let figures: Vec<f64> = judged.iter().map(|(_, _, share)| *share).collect();
    let Some(fences) = Fences::of(&figures, settings.least_figures) else { return tally.done() };
    tally.judged = judged.len();
    tally.limit = Some(fences.high);
    for (name, bids, share) in judged.into_iter().filter(|(_, _, share)| fences.is_high(*share)) {
        tally.raise(name, Some(share), &bids.processes.iter().copied().collect::<Vec<_>>());
    }
    tally.done()
}

/// R025.
pub(super) fn unsuccessful(all: &[Process], settings: &Settings) -> FlagRead {
    let mut by: BTreeMap<&str, (usize, usize, BTreeSet<&str>)> = BTreeMap::new();
    for process in all.iter().filter(|process| !process.winners.is_empty()) {
        let bidders: BTreeSet<&str> = process
            .bids
            .iter()
            .filter(|bid| bid.status == Status::Valid)
            .map(|bid| bid.bidder.as_str())
            .filter(|b| !b.is_empty())
            .collect();
        for bidder in bidders {
            let (won, made, processes) = by.entry(bidder).or_default();
            *made += 1;
            *won += usize::from(process.is_won_by(bidder));
            processes.insert(&process.id);
        }
    }
    let mut tally = Tally::of("R025", About::Bidder, by.len());
    let made: Vec<f64> = by.values().map(|(_, made, _)| *made as f64).collect();
    let ratios: Vec<f64> = by.values().map(|(won, made, _)| *won as f64 / *made as f64).collect();
    let often = quantile(&made, 0.75);
    let (Some(often), Some(fences)) = (often, Fences::of(&ratios, settings.least_figures)) else { return tally.done() };
    tally.judged = by.len();
    tally.limit = Some(fences.low);
    for ((bidder, (_, made, processes)), ratio) in by.iter().zip(&ratios) {
        if *made as f64 >= often && *made >= settings.least_bids && fences.is_low(*ratio) {
            tally.raise(bidder, Some(*ratio), &processes.iter().copied().collect::<Vec<_>>());
        }
    }
    tally.done()
}

/// R048.
pub(super) fn variety(all: &[Process], settings: &Settings) -> FlagRead {
    let mut by: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for process in all {
        for winner in process.winners.iter().filter(|winner| !winner.is_empty()) {
            let (kinds, processes) = by.entry(winner).or_default();
            kinds.extend(process.classes.iter().filter_map(|class| class.get(..2)));
            if !process.classes.is_empty() {
                processes.insert(&process.id);
            }
        }
    }
    let mut tally = Tally::of("R048", About::Supplier, by.len());
    let judged: Vec<_> = by.iter().filter(|(_, (_, processes))| processes.len() >= settings.least_awards.max(1)).collect();
    let figures: Vec<f64> = judged.iter().map(|(_, (kinds, _))| kinds.len() as f64).collect();
    let Some(fences) = Fences::of(&figures, settings.least_figures) else { return tally.done() };
    tally.judged = judged.len();
    tally.limit = Some(fences.high);
    for (supplier, (kinds, processes)) in judged.into_iter().filter(|(_, (kinds, _))| fences.is_high(kinds.len() as f64)) {
        tally.raise(supplier, Some(kinds.len() as f64), &processes.iter().copied().collect::<Vec<_>>());
    }
    tally.done()
}

/// W02.
pub(super) fn just_under(all: &[Process], settings: &Settings) -> FlagRead {
    let mut by: BTreeMap<(&str, &str), Vec<(Date, i64, &str)>> = BTreeMap::new();
    for process in all {
        let (Some(winner), Some(on), Some(value)) = (process.winner(), process.awarded, process.value_pence) else { continue };
        if !process.buyer.is_empty() {
            by.entry((&process.buyer, winner)).or_default().push((on, value, &process.id));
        }
    }
    let mut tally = Tally::of("W02", About::Supplier, all.len());
    tally.judged = if settings.thresholds_pence.is_empty() { 0 } else { by.values().map(Vec::len).sum() };
    for ((_, supplier), mut awards) in by {
        awards.sort_unstable();
        for threshold in &settings.thresholds_pence {
            let low = *threshold as f64 * (1.0 - settings.just_under);
            let near: Vec<_> = awards.iter().filter(|(_, value, _)| *value as f64 >= low && value < threshold).collect();
            let Some(run) = year_of(&near, settings.split_from)
                .filter(|run| run.iter().map(|(_, v, _)| i128::from(*v)).sum::<i128>() > i128::from(*threshold))
            else {
                continue;
            };
            let together = run.iter().map(|(_, value, _)| *value as f64 / 100.0).sum();
            tally.raise(supplier, Some(together), &run.iter().map(|(_, _, id)| *id).collect::<Vec<_>>());
        }
    }
    tally.done()
}

/// The longest run of awards within 365 days of its first, if it is long enough.
fn year_of<'a>(near: &[&'a (Date, i64, &'a str)], least: usize) -> Option<Vec<&'a (Date, i64, &'a str)>> {
    let runs = near.iter().enumerate().map(|(at, first)| {
        let within = |(on, _, _): &(Date, i64, &str)| first.0.until(*on).is_ok_and(|span| span.get_days() <= 365);
        near.iter().skip(at).copied().filter(|award| within(award)).collect::<Vec<_>>()
    });
    runs.max_by_key(Vec::len).filter(|run| run.len() >= least)
}
