//! `wherewithal market --cpv 85 --place E08000009`: what the market records in force say.

use std::process::ExitCode;

use desk::analyse::market::choice::Choice;
use desk::analyse::market::read_market::{MarketView, read_market};
use desk::analyse::market::supplied::MoneyOf;
use report::words::count;

use crate::arguments::MarketPicture;
use crate::output;

pub async fn run(ask: MarketPicture, json: bool) -> anyhow::Result<ExitCode> {
    let (desk, actor) = ask.writing.desk_and_actor().await?;
    let category = match (&ask.cpv, &ask.proclass) {
        (Some(code), _) => format!("CPV {code}"),
        (None, Some(code)) => format!("ProClass {code}"),
        (None, None) => String::new(),
    };
    let choice = Choice {
        buyer: ask.buyer.clone().unwrap_or_default(),
        category,
        place: ask.place.clone().unwrap_or_default(),
        from: ask.from,
        to: ask.to,
    };
    let view = read_market(&desk, &actor, &choice).await;
    desk.pool.close().await;
    let view = view?;
    if json {
        output::json(&*view)?;
    } else {
        for line in said(&view) {
            output::line(&line)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn said(view: &MarketView) -> Vec<String> {
    if view.sets.is_empty() {
        return vec!["No record of the market is loaded. Begin with: wherewithal load spend FILE, or notices, register, grants, providers, placements.".to_owned()];
    }
    let mut lines = Vec::new();
    if view.asked.place_buys_nothing {
        lines.push("No buyer of this place is among the records that are loaded.".to_owned());
    }
    for line in &view.money {
        let supply = &line.supply;
        let (title, unmatched) = (title(supply.of), line.unmatched.map_or_else(|| "an unknown share".to_owned(), |share| share.shown(1)));
        lines.push(format!(
            "{title}: {} to {}, in {}; {unmatched} to suppliers known by a name alone or not named.",
            supply.total.in_full(),
            count::of_things(supply.count, "supplier", "suppliers"),
            count::of_things(supply.records, "record", "records"),
        ));
        match &supply.concentration {
            Ok(one) => lines.push(format!(
                "  The largest has {}, the three largest {}; index of concentration {} of 10,000 (a screen, not a rule).",
                one.largest.shown(1),
                one.three_largest.shown(1),
                quantity::rounding::shown(one.hhi, 0)
            )),
            Err(why) => lines.push(format!("  {why}")),
        }
        for one in line.largest.iter().take(3) {
            let total = one.supplied.total.map_or_else(|| "not told".to_owned(), |total| total.in_full());
            lines.push(format!("  {}: {total}", one.supplied.name));
        }
    }
    for line in &view.kinds {
        let share = line.share.map_or_else(|| "not told".to_owned(), |share| share.shown(1));
        lines.push(format!(
            "Of which {}, of {}: {share}, {}.",
            line.title,
            title(line.of).to_lowercase(),
            count::of_things(line.suppliers, "supplier", "suppliers")
        ));
    }
    match &view.contested {
        Ok(contested) => {
            let one = &contested.reading;
            let share = |share: Option<quantity::Share>| share.map_or_else(|| "not told".to_owned(), |share| share.shown(1));
            lines.push(format!(
                "Lots with one bid: {} of {} that tell ({}); their bids are told for {} of the value of what was competed.",
                one.one_bid,
                one.told,
                share(one.one_bid_share),
                share(one.covered)
            ));
        }
        Err(why) => lines.push(why.clone()),
    }
    if let Some(one) = view.lapsing {
        lines.push(format!(
            "{} within {} months, {} past the last day and still on a register, {} without a last day that could be read.",
            count::sentence(&count::of_things(one.lapse, "contract ends", "contracts end")),
            one.months,
            count::of_them(one.past, "is", "are"),
            one.no_end
        ));
    }
    let sets: Vec<String> = view.sets.iter().map(|set| format!("{} ({})", set.title, set.reference)).collect();
    lines.push(format!("From {}.", count::list(&sets)));
    lines
}

fn title(of: MoneyOf) -> &'static str {
    match of {
        MoneyOf::Payments => "Payments",
        MoneyOf::Awards => "Awards",
        MoneyOf::Contracts => "Contracts",
        MoneyOf::Grants => "Grants",
    }
}
