//! What charts of options say.

use methods::appraisal::OptionAppraisal;
use methods::appraisal::sensitivity::Bar;
use methods::appraisal::simulate::Simulated;
use methods::{smaa, sroi};
use quantity::Money;
use quantity::rounding::shown;

/// Pounds of a method as they are said: `£1.60m`, `−£200k`.
pub fn pounds(value: f64) -> String {
    Money::nearest_pound(value).in_short()
}

/// `1st`, `2nd`, `11th`.
pub fn ordinal(rank: usize) -> String {
    let ending = match (rank % 10, rank % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{rank}{ending}")
}

pub(crate) fn tornado(bars: &[Bar]) -> String {
    match bars.first() {
        None => "Nothing is said to be uncertain yet".into(),
        Some(bar) if bar.at_low.signum() != bar.at_high.signum() => {
            format!("“{}” decides whether it is worth more than it costs", bar.what)
        }
        Some(bar) => format!("“{}” moves it most, by {}", bar.what, pounds(bar.swing)),
    }
}

pub(crate) fn spread(options: &[(String, &Simulated)]) -> String {
    let most = options.iter().max_by(|a, b| a.1.chance_highest.total_cmp(&b.1.chance_highest));
    match most {
        None => "Nothing is drawn".into(),
        Some((title, drawn)) => format!(
            "“{title}” is worth most in {} of 100 draws, and worth less than nothing in {}",
            shown(100.0 * drawn.chance_highest, 0),
            shown(100.0 * drawn.chance_of_loss, 0)
        ),
    }
}

pub(crate) fn pays_and_gains(option: &OptionAppraisal) -> String {
    let Some(alignment) = &option.alignment else { return "Who pays and who gains cannot be compared".into() };
    let most = |shares: &std::collections::BTreeMap<String, f64>| {
        shares.iter().max_by(|a, b| a.1.total_cmp(b.1)).map(|(name, share)| (name.clone(), *share)).unwrap_or_default()
    };
    let ((payer, pays), (gainer, gains)) = (most(&alignment.shares_paid), most(&alignment.shares_gained));
    let (pays, gains) = (shown(100.0 * pays, 0), shown(100.0 * gains, 0));
    if payer == gainer {
        format!("{payer} pays {pays}% and gains {gains}%")
    } else {
        format!("{payer} pays {pays}%, {gainer} gains {gains}%")
    }
}

pub(crate) fn acceptability(names: &[String], reading: &smaa::Reading) -> String {
    let first = reading.ranks.first();
    match reading.most_often_first().and_then(|at| Some((names.get(at)?, first.get(at)?))) {
        Some((name, share)) => format!("“{name}” comes first in {} of 100 draws", shown(100.0 * share, 0)),
        None => "Nothing is drawn".into(),
    }
}

pub(crate) fn return_field(code: &str) -> &'static str {
    match code {
        "quantity" => "how many",
        "proxy" => "what one is worth",
        "deadweight" => "what would have happened anyway",
        "displacement" => "what only moved",
        "attribution" => "the doing of others",
        _ => "how fast it fades",
    }
}

pub(crate) fn social_return(reading: &sroi::Reading) -> String {
    let ratio = shown(reading.ratio, 2);
    match reading.tornado.first() {
        None => format!("£{ratio} for each £1 put in"),
        Some(bar) => format!(
            "£{ratio} for each £1 put in; between £{} and £{} by {} of “{}”",
            shown(bar.ratio_at_low.min(bar.ratio_at_high), 2),
            shown(bar.ratio_at_low.max(bar.ratio_at_high), 2),
            return_field(bar.field),
            bar.outcome
        ),
    }
}
