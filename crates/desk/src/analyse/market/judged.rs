//! What the methods say of a market's figures: the only place here where rows become their questions.

use std::collections::BTreeMap;

use exchange::tables::Answer;
use methods::market::{call_off, competition, concentration as concentrating, flows, health};
use quantity::{Date, Money, Period, Share};
use serde::Serialize;

use super::rows::{Columns, money, text, whole, year};
use super::supplied::{MoneyOf, Supplied};
use super::who::WhoIsWho;
use crate::error::DeskError;

pub use methods::market::concentration::Screen;
pub use methods::market::health::{SectorRead, Standing};

/// How concentrated one sort of money is. The shares themselves are the suppliers' own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Concentrated {
    /// Suppliers with net money above nothing.
    pub suppliers: usize,
    pub hhi: f64,
    /// How many equal suppliers would give the same index.
    pub effective: f64,
    pub largest: Share,
    pub three_largest: Share,
    pub screen: Screen,
    /// Share of the value whose supplier is named at all.
    pub matched: Share,
    /// The index if what names nobody were spread over very many, and if it were all the largest supplier's.
    pub hhi_at_least: f64,
    pub hhi_at_most: f64,
    /// Suppliers whose reversals come to as much as their payments or more: in no share.
    pub reversed: usize,
    pub reversed_total: Money,
    /// `market-concentration, edition 1`.
    pub method: String,
    pub settings: concentrating::Settings,
}

/// Of suppliers, and of what names nobody. An error is a sentence for the page.
pub(super) fn concentration(suppliers: &[Supplied], unnamed: Money) -> Result<Concentrated, String> {
    let of = |one: &Supplied| Some(concentrating::Supplier { name: one.key.clone(), pence: one.total?.pence() });
    let ask = concentrating::Ask { suppliers: suppliers.iter().filter_map(of).collect(), unmatched_pence: unnamed.pence() };
    let settings = super::settings::settings()?.concentration;
    let reading = concentrating::read(&ask, &settings).map_err(|refusal| refusal.to_string())?;
    Ok(Concentrated {
        suppliers: reading.suppliers,
        hhi: reading.hhi,
        effective: reading.effective,
        largest: reading.largest,
        three_largest: reading.three_largest,
        screen: reading.screen,
        matched: reading.matched,
        hhi_at_least: reading.hhi_at_least,
        hhi_at_most: reading.hhi_at_most,
        reversed: reading.reversed.len(),
        reversed_total: Money::from_pence(reading.reversed_pence),
        method: concentrating::METHOD.with_edition(),
        settings,
    })
}

/// Whether bids were called for, by OCDS's word for how it was let; none for a word that does not say.
pub(super) fn is_competed(method: &str) -> Option<bool> {
    match method {
        "open" | "selective" => Some(true),
        "limited" | "direct" => Some(false),
        _ => None,
    }
}

/// How contested lots are, with the share of their value that tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contested {
    #[serde(flatten)]
    pub reading: competition::Reading,
    pub method: String,
    pub settings: competition::Settings,
}

/// Of the question `competition`. The inner error is a sentence for the page.
pub(super) fn contested(answer: &Answer) -> Result<Result<Contested, String>, DeskError> {
    let columns = Columns::of(answer, ["process", "lot", "method", "bids", "value", "lowest", "highest"])?;
    let lots = columns.rows(answer).map(|[process, lot, method, bids, value, lowest, highest]| {
        let pence = |cell| money(cell).map(Money::pence).filter(|pence| *pence >= 0);
        competition::Lot {
            name: format!("{} {}", text(process), text(lot)).trim_end().to_owned(),
            value_pence: pence(value),
            is_competed: is_competed(&text(method)),
            bids: whole(bids).and_then(|bids| u32::try_from(bids).ok()),
            lowest_pence: pence(lowest),
            highest_pence: pence(highest),
        }
    });
    let lots: Vec<competition::Lot> = lots.collect();
    if lots.is_empty() {
        return Ok(Err("No notice of what was let is loaded, so nobody knows how many bid.".to_owned()));
    }
    Ok(judge(lots))
}

fn judge(lots: Vec<competition::Lot>) -> Result<Contested, String> {
    let settings = super::settings::settings()?.competition;
    let reading = competition::read(&competition::Ask { lots }, &settings).map_err(|refusal| refusal.to_string())?;
    Ok(Contested { reading, method: competition::METHOD.with_edition(), settings })
}

/// Who came and who went, with the record it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flows {
    pub of: MoneyOf,
    #[serde(flatten)]
    pub reading: flows::Reading,
    pub method: String,
}

/// Of the question `supplier-years`: a supplier is there in a year in which it had money above nothing. Years that are not over are left out:
/// who was not paid yet may still be.
pub(super) fn flows(answer: &Answer, who: &WhoIsWho, today: Date) -> Result<Vec<Flows>, DeskError> {
    let columns = Columns::of(answer, ["what", "supplier", "year", "total"])?;
    let mut awards: BTreeMap<MoneyOf, Vec<flows::Award>> = BTreeMap::new();
    for [what, supplier, at, total] in columns.rows(answer) {
        let (Some(of), Some(at)) = (MoneyOf::parse(&text(what)), year(at)) else { continue };
        let is_over = Period::FinancialYear(at).last_day() < today;
        if !is_over || !money(total).is_some_and(|total| total.pence() > 0) {
            continue;
        }
        let supplier = text(supplier);
        let kinds = who.kinds(&supplier);
        awards.entry(of).or_default().push(flows::Award { supplier, year: i32::from(at), on: None, kinds });
    }
    let settings = super::settings::settings().map_err(|why| DeskError::refused("configuration", why))?.flows;
    let mut found = Vec::new();
    for (of, awards) in awards {
        let years = || awards.iter().map(|award| award.year);
        let (Some(first_year), Some(last_year)) = (years().min(), years().max()) else { continue };
        let ask = flows::Ask { relets: Vec::new(), first_year, last_year, on: today, aims: Vec::new(), awards };
        if let Ok(reading) = flows::read(&ask, &settings) {
            found.push(Flows { of, reading, method: flows::METHOD.with_edition() });
        }
    }
    Ok(found)
}

/// How a market fares: each indicator by itself, nothing added up.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fares {
    pub sectors: Vec<health::SectorRead>,
    /// Of an indicator that rests on less than this nothing is said.
    pub least_evidence: Share,
    pub method: String,
}

/// What the records tell of one market; what they do not tell is not known.
#[derive(Default)]
pub(super) struct Signs<'a> {
    pub name: String,
    pub concentrated: Option<&'a Concentrated>,
    pub contested: Option<&'a Contested>,
    pub flows: Option<&'a Flows>,
    pub called_off: Option<&'a call_off::Figures>,
}

impl Signs<'_> {
    fn sector(&self) -> health::Sector {
        let mut indicators = Vec::new();
        let mut add = |code: &str, value: Option<f64>, rests_on: Option<Share>| {
            indicators.push(health::Indicator { code: code.to_owned(), value, rests_on });
        };
        if let Some(one) = self.concentrated {
            add("suppliers", Some(one.suppliers as f64), Some(one.matched));
            add("concentration", Some(one.hhi), Some(one.matched));
        }
        if let Some(one) = self.contested.map(|one| &one.reading) {
            add("single_bid", one.one_bid_share.map(Share::percent), one.covered);
            add("mean_bids", one.mean_bids, one.covered);
        }
        // The last year whose leavers are known: of the last of all, nobody knows who will be back.
        let year = self.flows.and_then(|flows| {
            let years = &flows.reading.years;
            years.iter().zip(years.iter().skip(1)).rev().find_map(|(before, year)| Some((before.suppliers, year.came?, year.left?)))
        });
        if let Some((before, came, left)) = year.filter(|(before, ..)| *before > 0) {
            add("net_entry", Some(100.0 * (came as f64 - left as f64) / before as f64), Some(Share::ALL));
        }
        if let Some(one) = self.called_off {
            let of = |told: usize| Share::of(told as u64, one.requests as u64);
            let few = Share::of((one.one_offer + one.no_offer) as u64, one.offers_told as u64);
            add("one_offer", few.map(Share::percent), of(one.offers_told));
            add("fee_over_cost", one.fee_over_cost.map(|ratio| 100.0 * ratio), of(one.fee_told));
            add("handed_back", one.handed_back_share.map(Share::percent), of(one.handed_back_told));
        }
        health::Sector { name: self.name.clone(), indicators }
    }
}

/// Markets beside one another. An error is a sentence for the page.
pub(super) fn fares(signs: &[Signs<'_>]) -> Result<Fares, String> {
    let settings = super::settings::settings()?.health;
    let ask = health::Ask { sectors: signs.iter().map(Signs::sector).collect() };
    let reading = health::read(&ask, &settings).map_err(|refusal| refusal.to_string())?;
    Ok(Fares { sectors: reading.sectors, least_evidence: settings.least_evidence, method: health::METHOD.with_edition() })
}

/// What is told as it is, and what is not as the sentence that says why: for JSON.
pub(super) fn told<T: Serialize, S: serde::Serializer>(answer: &Result<T, String>, serializer: S) -> Result<S::Ok, S::Error> {
    match answer {
        Ok(told) => told.serialize(serializer),
        Err(why) => serializer.collect_map([("not_told", why)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_market_of_which_nothing_is_told_is_not_known_and_never_thriving() {
        let told = fares(&[Signs { name: "Care".into(), ..Signs::default() }]).expect("judged");
        assert_eq!((told.sectors[0].well, told.sectors[0].state), (0, health::State::NotKnown));
        assert!(told.sectors[0].indicators.iter().all(|one| one.standing == Standing::NotKnown && one.value.is_none()));
    }

    #[test]
    fn only_the_words_of_ocds_tell_whether_bids_were_called_for() {
        assert_eq!(
            ["open", "selective", "limited", "direct", "", "Open procedure"].map(is_competed),
            [Some(true), Some(true), Some(false), Some(false), None, None]
        );
    }
}
