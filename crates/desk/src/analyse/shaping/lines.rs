//! What people type about a market, a line each with parts between semicolons; and the same lines again, for a form that changes it.

use model::barrier_audit::{BarrierAsk, BarrierAudit, BarrierKind, BarrierUnit, PlannedLot, ProviderFacts};
use model::market_meeting::{MarketLearning, StrandedInvestment};
use model::market_statement::StatementFigure;
use model::shaping_plan::{JobsClaim, MarketEntrant};
use quantity::{Date, Money, Share};

/// Beyond any figure here.
const MOST: f64 = 1e12;

fn number(said: &str, what: &str) -> Result<f64, String> {
    let value: Option<f64> = said.replace(',', "").parse().ok();
    value
        .filter(|value| (0.0..=MOST).contains(value))
        .ok_or_else(|| format!("“{said}” is not a number: write {what} as figures, nothing or more"))
}

fn money(said: &str) -> Result<Money, String> {
    let amount = Money::parse(said).map_err(|fault| fault.to_string())?;
    if amount < Money::ZERO { Err(format!("“{said}” is below nothing")) } else { Ok(amount) }
}

fn share(said: &str) -> Result<Share, String> {
    let refuse = || format!("“{said}” is not a percentage: write 0% to 100%");
    let percent: f64 = said.trim_end_matches('%').trim().parse().map_err(|_| refuse())?;
    Share::from_percent(percent).map_err(|_| refuse())
}

fn day(said: &str) -> Result<Date, String> {
    said.parse().map_err(|_| format!("“{said}” is not a day: write it as 2026-11-21"))
}

fn yes(said: &str) -> Result<bool, String> {
    match said.to_lowercase().as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(format!("“{said}” is neither yes nor no")),
    }
}

/// `High Tarrow; £2,400,000`: its name, and its value a year.
pub(super) fn lot(parts: &[&str]) -> Result<PlannedLot, String> {
    let [name, value] = parts else { return Err("write two parts: the lot; what it is worth a year".into()) };
    let value = money(value)?;
    if name.is_empty() || value == Money::ZERO {
        return Err("name the lot, and say what it is worth a year".into());
    }
    Ok(PlannedLot { name: (*name).to_owned(), value })
}

/// `turnover; £5,000,000; twice the yearly value`: what is asked for, how much of it, and why. Without an amount: guarantee, portal, staff,
/// and an accreditation by its name.
pub(super) fn ask(parts: &[&str]) -> Result<BarrierAsk, String> {
    let kinds = BarrierKind::ALL.map(BarrierKind::code).join(", ");
    let (kind, rest) = parts.split_first().map(|(kind, rest)| (*kind, rest)).unwrap_or_default();
    let kind = BarrierKind::parse(kind).ok_or_else(|| format!("“{kind}” is no kind of barrier: begin with one of {kinds}"))?;
    let (level, says) = match (kind.unit(), rest) {
        (BarrierUnit::Nothing, [] | [_]) => (None, rest.first().copied().unwrap_or_default()),
        (BarrierUnit::Nothing, _) => return Err(format!("{} has no amount: write its name or the reason alone", kind.code())),
        (BarrierUnit::Pounds, [level, says @ ..]) => (Some(money(level)?.pounds()), says.first().copied().unwrap_or_default()),
        (_, [level, says @ ..]) => (Some(number(level, "how much is asked for")?), says.first().copied().unwrap_or_default()),
        (_, []) => return Err(format!("say how much is asked for: {}; {}", kind.code(), of_unit(kind.unit()))),
    };
    if kind == BarrierKind::Accreditation && says.is_empty() {
        return Err("name the accreditation".into());
    }
    Ok(BarrierAsk { kind, level, says: says.to_owned() })
}

fn of_unit(unit: BarrierUnit) -> &'static str {
    match unit {
        BarrierUnit::Pounds => "pounds",
        BarrierUnit::Years => "years",
        BarrierUnit::Contracts => "contracts",
        BarrierUnit::Hours => "hours",
        BarrierUnit::Days => "days",
        BarrierUnit::Nothing => "its name",
    }
}

/// `Tarrow Care; small; turnover = £600,000; accounts = 2; accredited = CQC, ISO 9001; source = accounts to March 2026`. What is left out
/// is not known.
pub(super) fn provider(parts: &[&str]) -> Result<ProviderFacts, String> {
    let (name, facts) = parts.split_first().filter(|(name, _)| !name.is_empty()).ok_or("begin with the provider’s name")?;
    let mut of = ProviderFacts { name: (*name).to_owned(), ..ProviderFacts::default() };
    for fact in facts.iter().filter(|fact| !fact.is_empty()) {
        match fact.split_once('=').map(|(key, said)| (key.trim().to_lowercase(), said.trim())) {
            None => match fact.to_lowercase().as_str() {
                "small" => of.is_small = Some(true),
                "large" => of.is_small = Some(false),
                "voluntary" => of.is_voluntary = Some(true),
                "not voluntary" => of.is_voluntary = Some(false),
                _ => {
                    return Err(format!(
                        "“{fact}” says nothing of it: write small, large, voluntary, or for example “turnover = £600,000”"
                    ));
                }
            },
            Some((key, said)) => match key.as_str() {
                "turnover" => of.turnover = Some(money(said)?),
                "insurance" => of.insurance = Some(money(said)?),
                "guarantee" => of.guarantee = Some(yes(said)?),
                "accounts" => of.accounts = Some(number(said, "years of accounts")?),
                "contracts" => of.contracts = Some(number(said, "contracts it has held")?),
                "hours" => of.hours = Some(number(said, "hours it can spare")?),
                "days" => of.days = Some(number(said, "days without pay")?),
                "accredited" => {
                    let held =
                        said.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty() && one.to_lowercase() != "none");
                    of.accredited = Some(held.collect());
                }
                "portal" => of.portal = Some(yes(said)?),
                "staff" => of.staff = Some(yes(said)?),
                "source" => of.source = said.to_owned(),
                _ => return Err(format!("“{key}” is nothing that is asked here: {FACTS}")),
            },
        }
    }
    if of.source.is_empty() {
        return Err("say where it is from: source = accounts to March 2026".into());
    }
    Ok(of)
}

const FACTS: &str = "use turnover, insurance, guarantee, accounts, contracts, hours, days, accredited, portal, staff or source";

/// `What stops you?; Turnover of £5m is more than any of us has`: what was asked, and what was learned.
pub(super) fn learning(parts: &[&str]) -> Result<MarketLearning, String> {
    match parts {
        [question, learned] if !question.is_empty() && !learned.is_empty() => {
            Ok(MarketLearning { question: (*question).to_owned(), learned: (*learned).to_owned(), came_of_it: None })
        }
        _ => Err("write two parts: what was asked; what was learned".into()),
    }
}

/// `Fell Homes; eight flats adapted; £240,000; 2023; the framework was stopped; their letter`.
pub(super) fn stranded(parts: &[&str]) -> Result<StrandedInvestment, String> {
    let [who, what, amount, year, because, source] = parts else {
        return Err("write six parts: who; what they invested in; how much; in which year; why it did not come; where that is from".into());
    };
    if [who, what, because, source].iter().any(|part| part.is_empty()) {
        return Err("say who, what, why it did not come, and where that is from".into());
    }
    let year = year.parse().ok().filter(|year| (1990..=2100).contains(year)).ok_or_else(|| format!("“{year}” is not a year"))?;
    let text = |part: &str| part.to_owned();
    Ok(StrandedInvestment { who: text(who), what: text(what), amount: money(amount)?, year, because: text(because), source: text(source) })
}

/// `Agencies that take packages; 41; call-off record, October 2026`.
pub(super) fn figure(parts: &[&str]) -> Result<StatementFigure, String> {
    match parts {
        [what, value, source] if [what, value, source].iter().all(|part| !part.is_empty()) => {
            Ok(StatementFigure { what: (*what).to_owned(), value: (*value).to_owned(), source: (*source).to_owned() })
        }
        _ => Err("write three parts: what is counted; the figure with its unit; where it is from".into()),
    }
}

/// `Tarrow Care; 40; 25%; 50%; payroll; 2026-09-30`: who, jobs claimed, what would have come anyway, what was lost elsewhere, source, day.
pub(super) fn jobs(parts: &[&str]) -> Result<JobsClaim, String> {
    let [who, claimed, deadweight, displaced, source, on] = parts else {
        return Err(
            "write six parts: who; jobs claimed; share that would have come anyway; share lost elsewhere; where from; the day".into()
        );
    };
    if who.is_empty() || source.is_empty() {
        return Err("say who claims them, and where the figure is from".into());
    }
    Ok(JobsClaim {
        who: (*who).to_owned(),
        claimed: number(claimed, "jobs, full-time")?,
        deadweight: share(deadweight)?,
        displaced: share(displaced)?,
        source: (*source).to_owned(),
        on: day(on)?,
    })
}

/// `Tarrow Care; local; 2026-09-01; first package`: who came in, local or from elsewhere, when, and where that is from.
pub(super) fn entrant(parts: &[&str]) -> Result<MarketEntrant, String> {
    let [name, base, on, source] = parts else {
        return Err("write four parts: who; local or elsewhere; the day; where that is from".into());
    };
    let is_local = match base.to_lowercase().as_str() {
        "local" => true,
        "elsewhere" => false,
        _ => return Err(format!("“{base}” is neither local nor elsewhere")),
    };
    if name.is_empty() || source.is_empty() {
        return Err("say who came in, and where that is from".into());
    }
    Ok(MarketEntrant { name: (*name).to_owned(), is_local, on: day(on)?, source: (*source).to_owned() })
}

fn join(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// Lots, requirements and providers of an audit as they are typed.
pub fn written(audit: &BarrierAudit) -> [String; 3] {
    let lots = audit.lots.iter().map(|lot| format!("{}; {}", lot.name, lot.value.in_full()));
    let asks = audit.asks.iter().map(|ask| {
        let level = ask.level.map(|level| match ask.kind.unit() {
            BarrierUnit::Pounds => Money::nearest_pound(level).in_full(),
            _ => level.to_string(),
        });
        let parts = [Some(ask.kind.code().to_owned()), level, Some(ask.says.clone()).filter(|says| !says.is_empty())];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    });
    [join(lots), join(asks), join(audit.providers.iter().map(of_provider))]
}

fn of_provider(of: &ProviderFacts) -> String {
    let word = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let facts = [
        ("turnover", of.turnover.map(Money::in_full)),
        ("insurance", of.insurance.map(Money::in_full)),
        ("guarantee", of.guarantee.map(word)),
        ("accounts", of.accounts.map(|n| n.to_string())),
        ("contracts", of.contracts.map(|n| n.to_string())),
        ("hours", of.hours.map(|n| n.to_string())),
        ("days", of.days.map(|n| n.to_string())),
        ("accredited", of.accredited.as_ref().map(|held| if held.is_empty() { "none".to_owned() } else { held.join(", ") })),
        ("portal", of.portal.map(word)),
        ("staff", of.staff.map(word)),
        ("source", Some(of.source.clone())),
    ];
    let size = of.is_small.map(|small| if small { "small" } else { "large" }.to_owned());
    let kind = of.is_voluntary.map(|voluntary| if voluntary { "voluntary" } else { "not voluntary" }.to_owned());
    let facts = facts.into_iter().filter_map(|(key, said)| said.map(|said| format!("{key} = {said}")));
    std::iter::once(of.name.clone()).chain(size).chain(kind).chain(facts).collect::<Vec<_>>().join("; ")
}

pub fn written_figures(figures: &[StatementFigure]) -> String {
    join(figures.iter().map(|one| format!("{}; {}; {}", one.what, one.value, one.source)))
}

/// Jobs claimed, and who came in.
pub fn written_claims(jobs: &[JobsClaim], entrants: &[MarketEntrant]) -> [String; 2] {
    let percent = |share: Share| format!("{}%", share.percent());
    let jobs = jobs.iter().map(|one| {
        format!("{}; {}; {}; {}; {}; {}", one.who, one.claimed, percent(one.deadweight), percent(one.displaced), one.source, one.on)
    });
    let entrants = entrants
        .iter()
        .map(|one| format!("{}; {}; {}; {}", one.name, if one.is_local { "local" } else { "elsewhere" }, one.on, one.source));
    [join(jobs), join(entrants)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Vec<&str> {
        line.split(';').map(str::trim).collect()
    }

    #[test]
    fn a_provider_is_read_and_written_again_and_what_is_left_out_is_not_known() {
        let line =
            "Tarrow Care; small; voluntary; turnover = £600,000; accounts = 2; accredited = CQC, ISO 9001; portal = no; source = accounts";
        let read = provider(&parts(line)).expect("reads");
        assert_eq!((read.is_small, read.turnover, read.insurance), (Some(true), Some(Money::from_pounds(600_000)), None));
        assert_eq!(of_provider(&read), line);
        assert!(provider(&parts("Tarrow Care; colour = red; source = x")).expect_err("refused").contains("nothing that is asked here"));
        assert!(provider(&parts("Tarrow Care; turnover = many; source = x")).expect_err("refused").contains("not an amount of money"));
        assert!(provider(&parts("Tarrow Care; small")).expect_err("refused").contains("say where it is from"));
    }

    #[test]
    fn every_other_line_names_its_mend() {
        assert_eq!(ask(&parts("Turnover; £5m; twice")).map(|ask| ask.level), Ok(Some(5_000_000.0)));
        assert!(ask(&parts("colour; 3")).expect_err("refused").contains("begin with one of turnover"));
        assert!(ask(&parts("turnover")).expect_err("refused").contains("say how much"));
        assert!(ask(&parts("accreditation")).expect_err("refused").contains("name the accreditation"));
        assert!(lot(&parts("All; £0")).expect_err("refused").contains("worth a year"));
        assert!(jobs(&parts("T; 40; 125%; 0%; payroll; 2026-09-30")).expect_err("refused").contains("125%"));
        assert!(entrant(&parts("T; here; 2026-09-30; register")).expect_err("refused").contains("neither local nor elsewhere"));
        assert!(figure(&parts("Agencies; 41")).is_err() && learning(&parts("What stops you?")).is_err());
        assert_eq!(stranded(&parts("F; flats; £240,000; 2023; stopped; letter")).map(|one| one.amount), Ok(Money::from_pounds(240_000)));
    }
}
