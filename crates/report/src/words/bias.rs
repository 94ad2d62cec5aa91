//! How far an authority's own forecasts have been out, in words.

use methods::appraisal::bias::{Basis, Bias, FEWEST_FORECASTS, Thing};
use quantity::Money;
use quantity::rounding::shown;

use super::count;

/// What is said before any is written down.
pub fn none_yet() -> String {
    format!(
        "None is written down yet. With {} of a kind our own come before any published table; until then a dated table stands in where a line names what it estimates.",
        count::number(FEWEST_FORECASTS as u64)
    )
}

/// `12.0% more`, `5.0% less`, `as forecast`.
pub fn out_by(forecast: Money, outturn: Money) -> String {
    let share = outturn.pounds() / forecast.pounds() - 1.0;
    match shown(100.0 * share.abs(), 1) {
        _ if !share.is_finite() => "Not known".to_owned(),
        percent if percent == "0.0" => "As forecast".to_owned(),
        percent if share > 0.0 => format!("{percent}% more"),
        percent => format!("{percent}% less"),
    }
}

/// The mean of one kind, from how many, and whether that is enough to come before a table.
pub fn own(bias: &Bias) -> String {
    let Basis::OwnForecasts { count: of, few, .. } = &bias.basis else { return String::new() };
    let percent = shown(100.0 * bias.share.abs(), 1);
    let way = match (bias.thing, bias.share) {
        (_, share) if share.abs() < 0.0005 => "as forecast, on average".to_owned(),
        (Thing::Benefit, share) if share > 0.0 => format!("{percent}% below what was forecast, on average"),
        (Thing::Benefit, _) => format!("{percent}% above what was forecast, on average"),
        (_, share) if share > 0.0 => format!("{percent}% above what was forecast, on average"),
        _ => format!("{percent}% below what was forecast, on average"),
    };
    let forecasts = count::of_things(*of as u64, "forecast", "forecasts");
    let rest = if *few {
        format!(
            "Fewer than {}: where there is a dated table it stands in, alike for every delivery model",
            count::number(FEWEST_FORECASTS as u64)
        )
    } else {
        "Enough to come before any table, alike for every delivery model".to_owned()
    };
    format!("{}: {forecasts} came in {way}. {rest}.", count::sentence(bias.thing.words()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use methods::appraisal::bias::{BiasEvidence, PastForecast};

    #[test]
    fn the_sample_is_always_said_and_a_small_one_gives_way_to_the_table() {
        let of = |thing, outturn, many| {
            let own = vec![PastForecast { forecast: 100.0, outturn }; many];
            super::own(&BiasEvidence { thing, own, table: None }.weigh().expect("a bias"))
        };
        let said = of(Thing::OperatingCost, 106.0, 6);
        assert_eq!(
            said,
            "Operating cost: six forecasts came in 6.0% above what was forecast, on average. Enough to come before any table, alike for every delivery model."
        );
        assert!(
            of(Thing::Benefit, 90.0, 2)
                .starts_with("Benefits: two forecasts came in 10.0% below what was forecast, on average. Fewer than five")
        );
        assert_eq!(out_by(Money::from_pounds(100), Money::from_pounds(95)), "5.0% less");
        assert_eq!(out_by(Money::from_pounds(100), Money::from_pounds(100)), "As forecast");
    }
}
