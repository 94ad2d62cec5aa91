//! How the market would respond, in words: bids expected and what came, and how mature the market is.

use methods::market::maturity::{HeldBy, Level, Reading};
use methods::market::predicted_bids::Score;
use model::market_response::{BidAdvice, MarketResponse, PredictedBids, PricesExpected};
use quantity::Share;
use quantity::rounding::shown;

use super::count;
use crate::page::{Answer, Look};
use crate::table::{Cell, Column, Table};

/// A chance as a whole percentage; what is nearly none or nearly all is said so.
pub fn chance(share: Share) -> String {
    match share.percent() {
        percent if percent > 0.0 && percent < 0.5 => "under 1%".to_owned(),
        percent if percent > 99.5 && percent < 100.0 => "over 99%".to_owned(),
        _ => share.shown(0),
    }
}

/// The answer to: would anybody come?
pub fn answer(test: &MarketResponse) -> Answer {
    let predicted = &test.predicted;
    let (look, word) = match predicted.advice {
        BidAdvice::Advised => (Look::Shown, "Several would bid"),
        BidAdvice::NotKnown => (Look::Unknown, "It turns on what nobody knows"),
        BidAdvice::NotAdvised => (Look::Away, "A competition is not advised"),
    };
    let able = test.providers.iter().filter(|one| one.is_able).count() as u64;
    let say = format!(
        "{} bids are expected for “{}”; the chance of two or more is {}. {} able to do it.",
        shown(predicted.expected, 1),
        test.title,
        chance(predicted.two_or_more),
        count::sentence(&match able {
            0 => "nobody who was looked at is".to_owned(),
            1 => "one provider is".to_owned(),
            more => format!("{} providers are", count::number(more)),
        })
    );
    let mut facts =
        vec![("Nine times of ten".to_owned(), between(predicted)), ("Chance that nobody bids".to_owned(), chance(predicted.none))];
    if predicted.assumed > 0 {
        facts.push((
            "If what nobody knows turned out against it, or for it".to_owned(),
            format!("{} to {} bids", shown(predicted.at_least, 1), shown(predicted.at_most, 1)),
        ));
    }
    Answer { look, word: word.to_owned(), say, facts }
}

fn between(predicted: &PredictedBids) -> String {
    if predicted.low == predicted.high {
        format!("{} bids", predicted.low)
    } else {
        format!("{} to {} bids", predicted.low, predicted.high)
    }
}

/// Who was looked at, and what each adds to what is expected.
pub fn providers(test: &MarketResponse) -> Table {
    let columns = vec![
        Column::words("Provider"),
        Column::words("Able?"),
        Column::number("Interest", "%"),
        Column::number("Room that is free", "%"),
        Column::number("Interest times room", "bids"),
        Column::words("Who said so"),
    ];
    let share = |of: Option<Share>| match of {
        Some(share) => Cell::number(share.percent(), share.shown(0)),
        None => Cell::Missing("nobody knows".into()),
    };
    let rows = test.providers.iter().map(|one| {
        let part = one.interest.zip(one.free).filter(|_| one.is_able).map(|(interest, free)| interest.value() * free.value());
        let part = match part {
            Some(part) => Cell::number(part, shown(part, 2)),
            None => Cell::Missing(if one.is_able { "assumed" } else { "not counted" }.into()),
        };
        let able = Cell::words(if one.is_able { "Yes" } else { "No" });
        vec![Cell::words(one.name.clone()), able, share(one.interest), share(one.free), part, Cell::words(one.source.clone())]
    });
    Table::new("Who was looked at", columns, rows.collect())
}

/// Prices expected, in a phrase.
pub fn prices(of: &PricesExpected) -> String {
    if of.low == of.high {
        format!("{} a year", of.central.in_full())
    } else {
        format!("{} a year, {} to {}", of.central.in_full(), of.low.in_full(), of.high.in_full())
    }
}

/// What was predicted beside what came, in a sentence or three; none before it came.
pub fn beside(test: &MarketResponse) -> Option<String> {
    let came = test.came.as_ref()?;
    let predicted = &test.predicted;
    let inside = (predicted.low..=predicted.high).contains(&came.bids);
    let mut said = format!(
        "{} bids were expected ({}, nine times of ten), and {} came: {}.",
        shown(predicted.expected, 1),
        between(predicted),
        came.bids,
        if inside { "within the range" } else { "outside the range" }
    );
    if let (Some(prices), Some(least), Some(most)) = (&test.prices, came.prices.first(), came.prices.last()) {
        let was = self::prices(prices);
        if least == most {
            said.push_str(&format!(" The price expected was {was}; it came at {}.", least.in_full()));
        } else {
            said.push_str(&format!(" The price expected was {was}; prices came from {} to {}.", least.in_full(), most.in_full()));
        }
    }
    match came.awarded_on {
        Some(on) => said.push_str(&format!(" It was awarded on {}.", count::plain_date(on))),
        None => said.push_str(" Nothing was awarded."),
    }
    Some(said)
}

/// How good predictions were, over all that came.
pub fn score(score: &Score) -> String {
    let better = if score.predictions < 2 {
        "One prediction says nothing yet of how good they are."
    } else if score.brier < score.brier_of_the_usual {
        "That is better than saying the usual each time."
    } else {
        "That is no better than saying the usual each time: predict with care."
    };
    let error = match score.mean_error {
        error if error > 0.05 => format!("{} more came than were expected, on average", shown(error, 1)),
        error if error < -0.05 => format!("{} fewer came than were expected, on average", shown(-error, 1)),
        _ => "as many came as were expected, on average".to_owned(),
    };
    format!(
        "{}: {error}. The range held {} of them. The Brier score of “two or more” is {} (0 is perfect; saying the usual each time earns {}). {better}",
        count::sentence(&count::of_things(score.predictions as u64, "prediction", "predictions")),
        score.held.shown(0),
        shown(score.brier, 3),
        shown(score.brier_of_the_usual, 3),
    )
}

/// How mature a market is.
pub fn maturity(reading: &Reading) -> Answer {
    let (look, word) = match reading.level {
        Level::ToBeMade => (Look::Away, "A market still to be made"),
        Level::Growing => (Look::NotYet, "A market that grows"),
        Level::Mature => (Look::Shown, "A mature market"),
        Level::NotKnown => (Look::Unknown, "Not known: not all of it was looked at"),
    };
    let held = match reading.held_by {
        HeldBy::Providers => "What holds it down is how many can do it.",
        HeldBy::Capacity => "What holds it down is room: no market is mature without it.",
        HeldBy::Mean => "What holds it down is all five together.",
    };
    let rating = if (reading.rating - reading.at_most).abs() < 1e-9 {
        format!("{} of 4", shown(reading.rating, 1))
    } else {
        format!("{} of 4, or up to {} once all of it is looked at", shown(reading.rating, 1), shown(reading.at_most, 1))
    };
    Answer { look, word: word.to_owned(), say: format!("{rating}. {held}"), facts: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::id::CaseId;
    use model::market_response::{ProviderAsked, WhatCame};
    use quantity::Money;

    fn test(expected: f64, two: f64) -> MarketResponse {
        let share = |value: f64| Share::new(value).expect("a share");
        let day = quantity::Month::new(2026, 11).expect("a month").first_day();
        MarketResponse {
            case: CaseId("00000000-0000-0000-0000-000000000001".parse::<CaseId>().expect("an id").uuid()),
            title: "Lot C".into(),
            supply: None,
            providers: vec![
                ProviderAsked { name: "One".into(), is_able: true, interest: Some(share(0.9)), free: None, source: "A call".into() },
                ProviderAsked { name: "Two".into(), is_able: false, interest: None, free: None, source: "A list".into() },
            ],
            past: vec![],
            prices: Some(PricesExpected { low: Money::from_pounds(1), central: Money::from_pounds(2), high: Money::from_pounds(3) }),
            in_house_roles: vec![],
            predicted: PredictedBids {
                expected,
                at_least: 0.0,
                at_most: 1.0,
                low: 0,
                high: 3,
                two_or_more: share(two),
                none: share(0.4066),
                reckoned: expected,
                assumed: 1,
                advice: BidAdvice::NotAdvised,
                method: "predicted-bids, edition 1".into(),
                on: day,
                by_role: "Head of commissioning".into(),
            },
            came: None,
        }
    }

    #[test]
    fn a_prediction_says_its_range_its_chances_and_what_was_assumed() {
        let said = answer(&test(0.9, 0.2275));
        assert_eq!(said.say, "0.9 bids are expected for “Lot C”; the chance of two or more is 23%. One provider is able to do it.");
        assert!(said.facts.iter().any(|(_, fact)| fact == "0.0 to 1.0 bids") && said.word == "A competition is not advised");
        let table = providers(&test(0.9, 0.2275));
        assert_eq!(table.rows[0][3].shown(), "nobody knows");
        assert_eq!(table.rows[1][4].shown(), "not counted");
        assert_eq!(
            [0.001, 0.999, 0.0, 0.5].map(|value| chance(Share::new(value).expect("a share"))),
            ["under 1%", "over 99%", "0%", "50%"]
        );
    }

    #[test]
    fn what_came_stands_beside_what_was_expected() {
        let mut one = test(2.6, 0.73);
        assert_eq!(beside(&one), None);
        let on = one.predicted.on;
        one.came = Some(WhatCame {
            bids: 4,
            prices: vec![Money::from_pounds(5)],
            awarded_on: Some(on),
            source: "Notice".into(),
            on,
            by_role: "R".into(),
        });
        let said = beside(&one).expect("words");
        assert!(said.contains("2.6 bids were expected (0 to 3 bids, nine times of ten), and 4 came: outside the range."), "{said}");
        assert!(said.contains("£2 a year, £1 to £3; it came at £5") && said.contains("awarded on 1 November 2026"), "{said}");
    }
}
