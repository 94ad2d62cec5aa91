//! What an appraisal says, in whole sentences: for its page, for the case, for a kept result.

use methods::appraisal::sensitivity::Switch;
use methods::appraisal::{Appraisal, OptionAppraisal};
use model::case::NOW;
use quantity::rounding::{half_away_from_zero, shown};
use quantity::{Money, Period};

use crate::plan::options::money_question::{Question, RESIDENTS};

/// Pounds of a method as money, to the nearest pound.
pub fn money(pounds: f64) -> Money {
    Money::nearest_pound(pounds)
}

/// A share as whole per cent: `77%`.
pub fn per_cent(share: f64) -> String {
    format!("{}%", shown(100.0 * share, 0))
}

impl Question {
    /// The title of an option, with its letter.
    pub fn named(&self, code: &str) -> String {
        let title = self.ask.options.iter().find(|option| option.id == code).and_then(|option| option.title.clone());
        match title {
            Some(title) if code == NOW => title,
            Some(title) => format!("{title} (option {code})"),
            None => format!("option {code}"),
        }
    }
}

/// The answer in one to three sentences: what is worth most over the years, and what it turns on.
pub fn lead(question: &Question, appraisal: &Appraisal) -> String {
    let years = question.settings.years;
    let prices = question.first_year().map_or_else(String::new, |year| format!(", in prices of {}", year.in_words()));
    let full = not_full_yet(question, appraisal).map(|said| format!(" {said}")).unwrap_or_default();
    let Some(choice) = &appraisal.choice else {
        return format!("Only one option is costed, so there is nothing to choose between yet. Cost at least one more.{full}");
    };
    // Staying as we are may have no line: then it is what the others are measured against, and not known to cost nothing.
    let is_nought = question.ask.options.iter().any(|option| option.id == NOW && option.flows.is_empty());
    if is_nought && choice.highest == NOW {
        return format!(
            "Over {years} years nothing that is costed is worth more than staying as we are. For that nothing is written down: it counts as nought, and each of the others is what it would change.{full}"
        );
    }
    let Some(first) = appraisal.options.get(&choice.highest) else { return String::new() };
    let value = first.figures.net_present_value;
    let mut said = if value >= 0.0 {
        format!(
            "Over {years} years “{}” is worth most: {} more than it costs{prices}.",
            question.named(&choice.highest),
            money(value).in_short()
        )
    } else {
        format!(
            "Over {years} years “{}” costs least beyond what it brings: {}{prices}.",
            question.named(&choice.highest),
            money(-value).in_short()
        )
    };
    if is_nought {
        said.push_str(
            " Nothing is written down for staying as we are: it counts as nought, and each of the others is what it would change.",
        );
    }
    if money(choice.lead) == Money::ZERO {
        return format!("{said} “{}” is worth the same.{full}", question.named(&choice.next));
    }
    said.push_str(&format!(" Next comes “{}”, {} behind.", question.named(&choice.next), money(choice.lead).in_short()));
    if let Some(turn) = choice.turns_on.iter().find(|switch| switch.change.is_some()) {
        said.push_str(&format!(" {}", turns(question, turn, &choice.next)));
    }
    said + &full
}

/// Which options are compared although nobody has answered for every part of their full cost; none where all are.
pub fn not_full_yet(question: &Question, appraisal: &Appraisal) -> Option<String> {
    let is_open = |code: &str| appraisal.options.get(code).is_some_and(|option| !option.full_cost.open().is_empty());
    let open: Vec<&str> = question.ask.options.iter().map(|option| option.id.as_str()).filter(|code| is_open(code)).collect();
    let of = question.ask.options.len();
    match open.as_slice() {
        [] => None,
        [one] => {
            Some(format!("It is not full cost yet for “{}”: parts nobody has answered for may change the order.", question.named(one)))
        }
        all if all.len() == of => {
            Some("It is not full cost yet for any of them: parts nobody has answered for may change the order.".into())
        }
        some => {
            Some(format!("It is not full cost yet for {} of the {of}: parts nobody has answered for may change the order.", some.len()))
        }
    }
}

/// “It turns on completion: at 45 in place of 62 the two are level.”
fn turns(question: &Question, switch: &Switch, next: &str) -> String {
    let driver = question.settings.drivers.iter().find(|driver| switch.is_driver && driver.name == switch.what);
    match (driver, switch.value, switch.change) {
        (Some(driver), Some(value), _) => format!(
            "It turns on “{}”: at {} in place of {} it is level with “{}”.",
            switch.what,
            shown(value, 1),
            shown(driver.value, 1),
            question.named(next)
        ),
        (_, _, Some(change)) => format!("It turns on “{}”: if that were {}, the two would be level.", switch.what, changed(change)),
        _ => String::new(),
    }
}

/// `23% more`, `nothing at all`, `half as much`.
pub fn changed(change: f64) -> String {
    match change {
        c if c <= -0.9995 => "nothing at all".into(),
        c if c < 0.0 => format!("{} less", share_of(-c)),
        c => format!("{} more", share_of(c)),
    }
}

fn share_of(change: f64) -> String {
    if change < 0.1 { format!("{}%", shown(100.0 * change, 1)) } else { per_cent(change) }
}

/// What would bring the net present value of one option to nothing, in a sentence.
pub fn switching(switch: &Switch) -> String {
    let whose = switch.organisation.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    match switch.change {
        Some(change) => format!("“{}”{whose}: {}", switch.what, changed(change)),
        None => format!("“{}”{whose}: no change of it alone would do", switch.what),
    }
}

/// Who pays and who gains, in one to three sentences.
pub fn ledger_lead(option: &OptionAppraisal) -> String {
    let Some(alignment) = &option.alignment else {
        return "Who pays and who gains cannot be set side by side: among those who can be asked to pay nothing is paid, nothing is gained, or somebody only loses.".into();
    };
    let part = |shares: &std::collections::BTreeMap<String, f64>| {
        let mut parts: Vec<(&String, f64)> =
            shares.iter().map(|(name, share)| (name, *share)).filter(|(_, share)| *share >= 0.005).collect();
        parts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        parts.into_iter().map(|(name, share)| format!("{name} {}", per_cent(share))).collect::<Vec<_>>().join(", ")
    };
    let apart = shown(alignment.misalignment, 2);
    let says = match alignment.misalignment {
        m if m < 0.1 => "paying and gaining lie close together",
        m if m < 0.3 => "paying and gaining lie apart",
        _ => "paying and gaining lie far apart",
    };
    format!(
        "Of what is paid: {}. Of what is gained: {}. On a scale from 0 (each pays as it gains) to 1 (none who pays gains) that is {apart}: {says}.",
        part(&alignment.shares_paid),
        part(&alignment.shares_gained)
    )
}

/// What each would pay in the year in which most is paid, if it paid as it gains; the greatest first.
pub fn aligned_in_a_year(option: &OptionAppraisal) -> Option<(usize, Vec<(String, Money, Money)>)> {
    let alignment = option.alignment.as_ref()?;
    let names: Vec<&String> = alignment.shares_gained.keys().collect();
    let paid = |name: &str, year: usize| {
        option.ledger.get(name).map_or(0.0, |line| {
            let at = |list: &[f64]| list.get(year).copied().unwrap_or(0.0);
            at(&line.by_year.pays) + at(&line.by_year.transfers_out) - at(&line.by_year.transfers_in)
        })
    };
    let years = option.ledger.values().next().map_or(0, |line| line.by_year.pays.len());
    let total = |year: usize| names.iter().map(|name| paid(name, year)).sum::<f64>();
    let year = (0..years).reduce(|best, year| if total(year) > total(best) { year } else { best })?;
    let mut rows: Vec<(String, Money, Money)> = (names.iter())
        .map(|name| {
            let share = alignment.shares_gained.get(*name).copied().unwrap_or(0.0);
            ((*name).clone(), money(paid(name, year)), money(share * total(year)))
        })
        .filter(|(_, now, aligned)| *now != Money::ZERO || *aligned != Money::ZERO)
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.2));
    Some((year, rows))
}

/// “For every £1 that Northvale County Council gains, NHS Northvale gains £5.80.”: the greatest gain against the one who pays most.
pub fn gain_for_gain(option: &OptionAppraisal) -> Option<String> {
    let bodies = || option.ledger.iter().filter(|(name, _)| *name != RESIDENTS);
    let payer = bodies().max_by(|a, b| a.1.pays.total_cmp(&b.1.pays))?;
    let gainer = bodies().max_by(|a, b| a.1.gains.total_cmp(&b.1.gains))?;
    if payer.0 == gainer.0 || payer.1.gains <= 0.0 {
        return None;
    }
    let ratio = Money::from_pence(half_away_from_zero(100.0 * gainer.1.gains / payer.1.gains)?);
    Some(format!("{} pays most. For every £1 it gains, {} gains {}.", payer.0, gainer.0, ratio.in_full()))
}

/// What a correction for optimism rests on.
pub fn rests_on(basis: &methods::appraisal::bias::Basis) -> String {
    use methods::appraisal::bias::Basis;
    match basis {
        Basis::OwnForecasts { count, few, .. } => {
            let few = if *few { ", too few to be sure of" } else { "" };
            format!("{count} past forecasts of our own against what they came to{few}")
        }
        Basis::Table { source, sample, own_forecasts } => {
            format!("{source}. Sample: {sample}. Past forecasts of our own: {own_forecasts}, too few")
        }
    }
}

/// Why a line counts in no figure.
pub fn why_left_out(why: &methods::appraisal::flow::LeftOut) -> String {
    use methods::appraisal::flow::LeftOut;
    match why {
        LeftOut::Sunk => "it is spent or committed whatever is decided".into(),
        LeftOut::PreconditionNotDated(what) => format!("nobody can say when this will be so: {what}"),
    }
}

/// An amount in full, and when it falls due.
pub fn amount_in_words(amount: &model::costing::Amount, first_year: i16) -> (String, String) {
    use model::costing::Amount;
    let year = |at: u32| Period::FinancialYear(first_year).plus(at).in_words();
    match amount {
        Amount::EachYear { full, start, until } => {
            let from = year(start.unwrap_or(0));
            let until = until.map_or_else(|| "on".to_owned(), |until| format!("to {}", year(until)));
            (format!("{} a year", full.in_full()), format!("From {from} {until}"))
        }
        Amount::ByYear(amounts) => {
            let total: Money = amounts.iter().flatten().copied().sum();
            (format!("{} in all", total.in_full()), "Year by year".to_owned())
        }
    }
}
