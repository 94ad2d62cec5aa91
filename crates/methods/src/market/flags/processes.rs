//! Flags of one procurement at a time.

use std::collections::BTreeMap;

use super::{About, Bid, Fences, FlagRead, Process, Settings, Status, Tally};

/// R003.
pub(super) fn short(all: &[Process], settings: &Settings) -> FlagRead {
    let mut tally = Tally::of("R003", About::Process, all.len());
    tally.limit = Some(f64::from(settings.short_days));
    for process in all.iter().filter(|process| process.is_competed != Some(false)) {
        let Some((published, closes)) = process.published.zip(process.closes).filter(|(from, to)| from <= to) else { continue };
        let Ok(days) = published.until(closes).map(|span| span.get_days()) else { continue };
        tally.judged += 1;
        if i64::from(days) < i64::from(settings.short_days) {
            tally.raise(&process.id, Some(f64::from(days)), &[&process.id]);
        }
    }
    tally.done()
}

/// R018.
pub(super) fn single_bid(all: &[Process]) -> FlagRead {
    let mut tally = Tally::of("R018", About::Process, all.iter().filter(|process| process.is_competed != Some(false)).count());
    for process in all.iter().filter(|process| process.is_competed == Some(true)) {
        let named = process.bids.iter().filter(|bid| bid.status != Status::Withdrawn).count();
        let Some(bids) = process.bids_received.or_else(|| (named > 0).then(|| u32::try_from(named).unwrap_or(u32::MAX))) else { continue };
        tally.judged += 1;
        if bids == 1 {
            tally.raise(&process.id, Some(1.0), &[&process.id]);
        }
    }
    tally.done()
}

/// How far the second-lowest valid bid is above the winning one, where the winning one is the lowest.
fn distance(process: &Process) -> Option<f64> {
    let winner = process.winner()?;
    let valid = || process.bids.iter().filter(|bid| bid.status == Status::Valid);
    let price = valid().filter(|bid| bid.bidder == winner).filter_map(|bid| bid.pence).min().filter(|price| *price > 0)?;
    let second = valid().filter(|bid| bid.bidder != winner).filter_map(|bid| bid.pence).min()?;
    (second >= price).then(|| (second - price) as f64 / price as f64)
}

fn distances(all: &[Process]) -> Vec<(&Process, f64)> {
    all.iter().filter_map(|process| distance(process).map(|distance| (process, distance))).collect()
}

/// R024.
pub(super) fn close(all: &[Process], settings: &Settings) -> FlagRead {
    at_a_distance("R024", all, settings, settings.close_at_most.map(|limit| (limit, f64::le as Held)), |fences| {
        (fences.low, Fences::is_low)
    })
}

/// R058.
pub(super) fn discounted(all: &[Process], settings: &Settings) -> FlagRead {
    at_a_distance("R058", all, settings, settings.discounted_from.map(|limit| (limit, f64::ge as Held)), |fences| {
        (fences.high, Fences::is_high)
    })
}

/// A distance held against a limit.
type Held = fn(&f64, &f64) -> bool;

/// Raised by a limit that was set, else by a fence.
fn at_a_distance(
    code: &'static str,
    all: &[Process],
    settings: &Settings,
    set: Option<(f64, Held)>,
    fence: impl Fn(Fences) -> (f64, fn(Fences, f64) -> bool),
) -> FlagRead {
    let mut tally = Tally::of(code, About::Process, all.len());
    let told = distances(all);
    let figures: Vec<f64> = told.iter().map(|(_, distance)| *distance).collect();
    let fences = Fences::of(&figures, settings.least_figures);
    let (limit, raised): (f64, Box<dyn Fn(f64) -> bool>) = match (set, fences) {
        (Some((limit, held)), _) => (limit, Box::new(move |distance| held(&distance, &limit))),
        (None, Some(fences)) => {
            let (limit, held) = fence(fences);
            (limit, Box::new(move |distance| held(fences, distance)))
        }
        (None, None) => return tally.done(),
    };
    tally.judged = told.len();
    tally.limit = Some(limit);
    for (process, distance) in told.into_iter().filter(|(_, distance)| raised(*distance)) {
        tally.raise(&process.id, Some(distance), &[&process.id]);
    }
    tally.done()
}

/// R028.
pub(super) fn same_price(all: &[Process]) -> FlagRead {
    let mut tally = Tally::of("R028", About::Process, all.len());
    for process in all {
        let mut by_price: BTreeMap<i64, Vec<&str>> = BTreeMap::new();
        for bid in process.bids.iter().filter(|bid| matches!(bid.status, Status::Valid | Status::Disqualified)) {
            if let Some(pence) = bid.pence.filter(|pence| *pence > 0) {
                let bidders = by_price.entry(pence).or_default();
                if !bidders.contains(&bid.bidder.as_str()) {
                    bidders.push(&bid.bidder);
                }
            }
        }
        if by_price.values().map(Vec::len).sum::<usize>() < 2 {
            continue;
        }
        tally.judged += 1;
        if let Some(most) = by_price.values().map(Vec::len).max().filter(|most| *most > 1) {
            tally.raise(&process.id, Some(most as f64), &[&process.id]);
        }
    }
    tally.done()
}

/// R035.
pub(super) fn all_but_one(all: &[Process]) -> FlagRead {
    let mut tally = Tally::of("R035", About::Process, all.len());
    for process in all {
        let counted: Vec<&Bid> = process.bids.iter().filter(|bid| bid.status != Status::Withdrawn).collect();
        let Some(winner) = process.winner().filter(|_| counted.len() > 1 && counted.iter().all(|bid| bid.status != Status::NotTold)) else {
            continue;
        };
        tally.judged += 1;
        let others: Vec<&&Bid> = counted.iter().filter(|bid| bid.bidder != winner).collect();
        if !others.is_empty() && others.iter().all(|bid| bid.status == Status::Disqualified) {
            tally.raise(&process.id, Some(others.len() as f64), &[&process.id]);
        }
    }
    tally.done()
}

/// R036.
pub(super) fn lowest_out(all: &[Process]) -> FlagRead {
    let mut tally = Tally::of("R036", About::Process, all.len());
    for process in all.iter().filter(|process| process.is_price_only == Some(true)) {
        let counted = process.bids.iter().filter(|bid| matches!(bid.status, Status::Valid | Status::Disqualified));
        let priced: Vec<(&Bid, i64)> = counted.filter_map(|bid| bid.pence.map(|pence| (bid, pence))).collect();
        let Some((lowest, _)) = priced.iter().min_by_key(|(_, pence)| *pence).filter(|_| priced.len() > 1) else { continue };
        tally.judged += 1;
        if lowest.status == Status::Disqualified {
            tally.raise(&process.id, None, &[&process.id]);
        }
    }
    tally.done()
}

/// W01.
pub(super) fn year_end(all: &[Process], settings: &Settings) -> FlagRead {
    let mut tally = Tally::of("W01", About::Process, all.len());
    tally.limit = Some(f64::from(settings.last_days));
    for process in all {
        let Some(awarded) = process.awarded else { continue };
        tally.judged += 1;
        let year = if awarded.month() < 4 { awarded.year() } else { awarded.year().saturating_add(1) };
        let Ok(end) = quantity::Date::new(year, 3, 31) else { continue };
        let left = awarded.until(end).map(|span| span.get_days()).unwrap_or(i32::MAX);
        if left >= 0 && i64::from(left) < i64::from(settings.last_days) {
            tally.raise(&process.id, Some(f64::from(left)), &[&process.id]);
        }
    }
    tally.done()
}
