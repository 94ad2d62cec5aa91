//! One process in its present state as rows of the market's tables.

use std::collections::HashSet;

use quantity::Date;

use super::bids::{bid_rows, lot_rows};
use super::figures::{self, At};
use super::loose::Txt;
use super::organisations::{self, Organisations};
use super::regime::{self, Regimes};
use super::release::{Award, Contract, Organisation, Period, Release, Tender};
use crate::market::{Cell, MarketTable, Tally};
use crate::note::NoteKind;
use crate::tables::TablesError;

/// What the rows of every release need beside it.
pub struct Beside<'b> {
    pub law: &'b Regimes,
    pub today: Date,
}

/// What the tables of one process share.
pub struct Process<'r, 'a> {
    pub ocid: &'r str,
    number: u64,
    today: Date,
    pub tender: Option<&'r Tender<'a>>,
    pub organisations: Organisations<'r, 'a>,
    buyer: String,
    cpv: &'r str,
    cpv_words: &'r str,
    regime: &'static str,
    kind: &'static str,
}

impl Process<'_, '_> {
    pub fn at<'w>(&self, what: &'w str) -> At<'w> {
        At { number: self.number, what, today: self.today }
    }

    pub fn source_row(&self) -> Cell<'static> {
        Cell::Count(self.number as i64)
    }
}

/// Writes every row of one release, under the process's name. `number` is its line, or which it is of the file's releases.
pub fn write(release: &Release<'_>, ocid: &str, number: u64, beside: &Beside<'_>, tally: &mut Tally<'_>) -> Result<(), TablesError> {
    let at = |what| At { number, what, today: beside.today };
    let tender = release.tender.get();
    let organisations = Organisations::of(release);
    let buyer = release
        .buyer
        .get()
        .or_else(|| organisations.with_role("buyer"))
        .or_else(|| tender.and_then(|tender| tender.procuring_entity.get()))
        .or_else(|| organisations.with_role("procuringEntity"));
    let (buyer_key, buyer_name) = match buyer {
        Some(buyer) => {
            let full = organisations.full(buyer);
            (organisations::key(buyer, full, at("the buyer"), tally)?, organisations::name(buyer, full))
        }
        None => (String::new(), ""),
    };
    let classed = tender.and_then(|tender| {
        let whole = tender.classification.get().and_then(|class| figures::cpv(class).map(|code| (code, class.description.get())));
        whole.or_else(|| figures::cpv_of_items(&tender.items))
    });
    let (cpv, cpv_words) =
        classed.or_else(|| release.awards.iter().find_map(|award| figures::cpv_of_items(&award.items))).unwrap_or_default();
    let released = figures::day(release.date.get(), at("the release's date"), tally);
    let published = published(release, released, at("the day of publication"), tally);
    let title = tender
        .map(|tender| tender.title.get())
        .filter(|title| !title.is_empty())
        .or_else(|| release.contracts.iter().map(|contract| contract.title.get()).find(|title| !title.is_empty()))
        .or_else(|| release.awards.iter().map(|award| award.title.get()).find(|title| !title.is_empty()))
        .unwrap_or_default();
    let is_let = !(release.awards.is_empty() && release.contracts.is_empty());
    let told = regime::Told { tender, cpv, title, published: published.or(released), is_let };
    let process = Process {
        ocid,
        number,
        today: beside.today,
        tender,
        organisations,
        buyer: buyer_key,
        cpv,
        cpv_words,
        regime: regime::regime(&told, beside.law),
        kind: regime::kind(&told),
    };
    tally.day(released);
    process_row(&process, buyer_name, title, released, published, tally)?;
    lot_rows(&process, release, tally)?;
    bid_rows(&process, release, tally)?;
    let awards = award_rows(&process, release, tally)?;
    contract_rows(&process, release, &awards, tally)
}

/// `datePublished`, else the day of a release that is the tender notice, else the first day of the tender period.
fn published(release: &Release<'_>, released: Option<Date>, at: At<'_>, tally: &mut Tally<'_>) -> Option<Date> {
    let tender = release.tender.get()?;
    let said = tender.date_published.get();
    if !said.is_empty() {
        return figures::day(said, at, tally);
    }
    if release.tag.iter().any(|tag| tag.get() == "tender") {
        return released;
    }
    figures::day(tender.tender_period.get()?.start_date.get(), at, tally)
}

fn period(of: Option<&Period<'_>>, at: At<'_>, tally: &mut Tally<'_>) -> (Option<Date>, Option<Date>) {
    let Some(period) = of else { return (None, None) };
    let starts = figures::day(period.start_date.get(), At { what: "a first day", ..at }, tally);
    let ends = figures::day(period.end_date.get(), At { what: "a last day", ..at }, tally);
    if let (Some(starts), Some(ends)) = (starts, ends)
        && ends < starts
    {
        let says = "The last day lies before the first. Both are kept as they stand.";
        tally.note(NoteKind::DayAmiss, "order", &format!("{starts} to {ends}"), says, at.place());
    }
    (starts, ends)
}

fn process_row(
    process: &Process<'_, '_>,
    buyer_name: &str,
    title: &str,
    released: Option<Date>,
    published: Option<Date>,
    tally: &mut Tally<'_>,
) -> Result<(), TablesError> {
    let none = Tender::default();
    let tender = process.tender.unwrap_or(&none);
    let (value, currency) = figures::money(tender.value.get(), process.at("the tender's value"), tally);
    let closes = tender.tender_period.get().map(|period| period.end_date.get()).unwrap_or_default();
    let closes = figures::day(closes, process.at("the last day for bids"), tally);
    let (starts, ends) = period(tender.contract_period.get(), process.at("the contract period"), tally);
    let suits = |of: fn(&super::release::Suitability) -> Option<bool>| {
        let whole = tender.suitability.get().and_then(of);
        whole.or_else(|| tender.lots.iter().filter_map(|lot| lot.suitability.get().and_then(of)).reduce(|a, b| a || b))
    };
    let early = tender.x_classifications.get();
    let suits_sme = suits(|suits| suits.sme.0).or_else(|| early.and_then(|early| early.is_suitable_for_sme.0));
    let suits_vcse = suits(|suits| suits.vcse.0).or_else(|| early.and_then(|early| early.is_suitable_for_vco.0));
    let details = tender.procurement_method_details.get();
    let above = tender.above_threshold.0.or_else(|| match details.to_lowercase() {
        lower if lower.contains("above threshold") => Some(true),
        lower if lower.contains("below threshold") => Some(false),
        _ => None,
    });
    let region = tender
        .items
        .iter()
        .flat_map(|item| item.delivery_addresses.iter().chain(item.delivery_address.get()))
        .map(|address| address.region.get())
        .find(|region| !region.is_empty());
    let tenderers = tender.number_of_tenderers.count().or(tender.number_of_tenders.count());
    let cells = [
        Cell::text(process.ocid),
        Cell::maybe_date(released),
        Cell::text(&process.buyer),
        Cell::text(buyer_name),
        Cell::text(title),
        Cell::text(tender.status.get()),
        Cell::text(tender.procurement_method.get()),
        Cell::text(details),
        Cell::text(process.regime),
        Cell::text(tender.main_procurement_category.get()),
        Cell::text(process.cpv),
        Cell::maybe_money(value),
        Cell::text(&currency),
        Cell::maybe_date(published),
        Cell::maybe_date(closes),
        Cell::maybe_date(starts),
        Cell::maybe_date(ends),
        Cell::maybe_count(tenderers),
        Cell::maybe_flag(suits_sme),
        Cell::maybe_flag(suits_vcse),
        Cell::maybe_flag(above),
        Cell::maybe_text(region),
        Cell::text(process.kind),
        process.source_row(),
    ];
    tally.row(MarketTable::Processes, &cells)
}

/// An award as its contracts need it.
struct Awarded<'r, 'a> {
    id: String,
    award: &'r Award<'a>,
    amount: Option<i64>,
    currency: String,
    starts: Option<Date>,
    ends: Option<Date>,
    suppliers: Vec<(String, &'r Organisation<'a>)>,
}

fn suppliers<'r, 'a>(
    process: &Process<'r, 'a>,
    named: &'r [Organisation<'a>],
    tally: &mut Tally<'_>,
) -> Result<Vec<(String, &'r Organisation<'a>)>, TablesError> {
    let mut found = Vec::with_capacity(named.len());
    for supplier in named {
        let full = process.organisations.full(supplier);
        let key = organisations::key(supplier, full, process.at("a supplier"), tally)?;
        let told = if organisations::name(supplier, full) == organisations::name(full, full) { full } else { supplier };
        found.push((key, told));
    }
    Ok(found)
}

fn award_rows<'r, 'a>(
    process: &Process<'r, 'a>,
    release: &'r Release<'a>,
    tally: &mut Tally<'_>,
) -> Result<Vec<Awarded<'r, 'a>>, TablesError> {
    let mut found: Vec<Awarded<'r, 'a>> = Vec::new();
    let mut ids: HashSet<&str> = HashSet::new();
    for (place, award) in release.awards.iter().enumerate() {
        let id = if award.id.get().is_empty() { (place + 1).to_string() } else { award.id.get().to_owned() };
        if !award.id.get().is_empty() && !ids.insert(award.id.get()) {
            let says = "An award's identifier comes twice in one release. Both awards are kept as they stand.";
            tally.note(NoteKind::DuplicateId, "award", award.id.get(), says, process.at("").place());
        }
        let (amount, currency) = figures::money(award.value.get(), process.at("an award's value"), tally);
        let awarded = figures::day(award.date.get(), process.at("the day of an award"), tally);
        let (starts, ends) = period(award.contract_period.get(), process.at("an award's contract period"), tally);
        let suppliers = suppliers(process, &award.suppliers, tally)?;
        if let (Some(pence), false) = (amount, currency.is_empty())
            && !tally.amount(&currency, pence)
        {
            tally.note(
                NoteKind::AmountAmiss,
                "sum",
                &currency,
                "The sum of this currency's awards is beyond any that can be counted.",
                process.at("").place(),
            );
        }
        let lots: Vec<&str> = award.related_lots.iter().chain([&award.lot_id]).map(Txt::get).filter(|lot| !lot.is_empty()).collect();
        let lots = lots.join(", ");
        let cpv = figures::cpv_of_items(&award.items).map_or(process.cpv, |(code, _)| code);
        let parts = parts(amount, suppliers.len());
        let nobody = [(String::new(), "")];
        let named: Vec<(String, &str)> =
            suppliers.iter().map(|(key, organisation)| (key.clone(), organisations::name(organisation, organisation))).collect();
        for (nth, (key, name)) in (if named.is_empty() { nobody.as_slice() } else { &named }).iter().enumerate() {
            let cells = [
                Cell::text(process.ocid),
                Cell::text(&id),
                Cell::text(&lots),
                Cell::text(award.status.get()),
                Cell::maybe_date(awarded),
                Cell::text(&process.buyer),
                Cell::text(key),
                Cell::text(name),
                Cell::Count(suppliers.len() as i64),
                Cell::maybe_money(amount),
                Cell::maybe_money(parts.get(nth).copied().flatten()),
                Cell::text(&currency),
                Cell::text(cpv),
                Cell::maybe_date(starts),
                Cell::maybe_date(ends),
                process.source_row(),
            ];
            tally.row(MarketTable::Awards, &cells)?;
        }
        found.push(Awarded { id, award, amount, currency, starts, ends, suppliers });
    }
    Ok(found)
}

/// Equal parts in whole pence, odd pence to the first. With nobody named, nobody has a part.
fn parts(amount: Option<i64>, suppliers: usize) -> Vec<Option<i64>> {
    let Some(amount) = amount.filter(|_| suppliers > 0) else { return vec![None; suppliers] };
    let count = suppliers as i64;
    let (each, odd) = (amount / count, amount % count);
    (0..count).map(|nth| Some(each + if nth < odd.abs() { odd.signum() } else { 0 })).collect()
}

fn contract_rows(
    process: &Process<'_, '_>,
    release: &Release<'_>,
    awards: &[Awarded<'_, '_>],
    tally: &mut Tally<'_>,
) -> Result<(), TablesError> {
    let none = Contract::default();
    let mut with_contract: HashSet<&str> = HashSet::new();
    for contract in release.contracts.iter().chain(release.contract.iter()) {
        let award = awards.iter().find(|award| award.id == contract.award_id.get());
        // A contract that names no award is of the only one there is.
        let award = award.or(if awards.len() == 1 { awards.first() } else { None });
        with_contract.extend(award.map(|award| award.id.as_str()));
        contract_row(process, contract, award, tally)?;
    }
    let mut without = 0u32;
    for award in awards.iter().filter(|award| !with_contract.contains(award.id.as_str())) {
        if matches!(award.award.status.get(), "active" | "") && award.ends.is_some() {
            contract_row(process, &none, Some(award), tally)?;
            without += 1;
        }
    }
    if without > 0 {
        let says = "The notice tells of an award and its contract period, and of no contract beside it. It is held among the contracts too, under its award's name.";
        tally.note(NoteKind::AwardAsContract, "", "", says, process.at("").place());
    }
    Ok(())
}

fn contract_row(
    process: &Process<'_, '_>,
    contract: &Contract<'_>,
    award: Option<&Awarded<'_, '_>>,
    tally: &mut Tally<'_>,
) -> Result<(), TablesError> {
    let own = suppliers_of_contract(process, contract, award, tally)?;
    let first = own.first();
    let supplier_name = match first {
        Some((_, organisation)) => match own.len() - 1 {
            0 => organisations::name(organisation, organisation).to_owned(),
            1 => format!("{} and 1 other", organisations::name(organisation, organisation)),
            more => format!("{} and {more} others", organisations::name(organisation, organisation)),
        },
        None => String::new(),
    };
    let of_award = |text: fn(&Award<'_>) -> String| award.map(|award| text(award.award)).unwrap_or_default();
    let title =
        [contract.title.get(), &of_award(|award| award.title.get().to_owned()), process.tender.map(|t| t.title.get()).unwrap_or_default()]
            .into_iter()
            .find(|title| !title.is_empty())
            .unwrap_or_default()
            .to_owned();
    let period_of = contract.period.get().or_else(|| award.and_then(|award| award.award.contract_period.get()));
    let (starts, ends) = match (contract.period.get(), award) {
        (Some(own), _) => period(Some(own), process.at("a contract's period"), tally),
        (None, Some(award)) => (award.starts, award.ends),
        (None, None) => (None, None),
    };
    let lot = process.tender.and_then(|tender| {
        let named = award.map(|award| award.award.related_lots.iter().map(Txt::get).collect::<Vec<_>>()).unwrap_or_default();
        tender.lots.iter().find(|lot| named.contains(&lot.id.get())).or(if tender.lots.len() == 1 { tender.lots.first() } else { None })
    });
    let furthest = period_of
        .into_iter()
        .chain(award.and_then(|award| award.award.contract_period.get()))
        .chain(lot.and_then(|lot| lot.contract_period.get()))
        .map(|period| period.max_extent_date.get())
        .find(|day| !day.is_empty())
        .unwrap_or_default();
    let ends_extended = figures::day(furthest, process.at("the furthest last day"), tally);
    let said_end = period_of.map(|period| period.end_date.get()).unwrap_or_default();
    let extensions = [contract.renewal.get(), award.and_then(|award| award.award.renewal.get()), lot.and_then(|lot| lot.renewal.get())]
        .into_iter()
        .flatten()
        .map(|renewal| renewal.description.get())
        .find(|words| !words.is_empty());
    let (mut amount, mut currency) = figures::money(contract.value.get(), process.at("a contract's value"), tally);
    if amount.is_none()
        && let Some(award) = award
    {
        (amount, currency) = (award.amount, award.currency.clone());
    }
    let mut paid: Option<i64> = None;
    for transaction in contract.implementation.get().map(|told| &*told.transactions).unwrap_or_default() {
        let (pence, told) = figures::money(transaction.value.get().or(transaction.amount.get()), process.at("a payment's value"), tally);
        if let Some(pence) = pence {
            if !currency.is_empty() && told != currency {
                let says = "A payment is in another currency than its contract, and is not in the sum of what was paid.";
                tally.note(NoteKind::Currency, "payment", &told, says, process.at("").place());
                continue;
            }
            paid = Some(paid.unwrap_or(0).saturating_add(pence));
        }
    }
    let status =
        if contract.status.get().is_empty() { of_award(|award| award.status.get().to_owned()) } else { contract.status.get().to_owned() };
    let (code, words) = figures::cpv_of_items(&contract.items)
        .or_else(|| award.and_then(|award| figures::cpv_of_items(&award.award.items)))
        .unwrap_or((process.cpv, process.cpv_words));
    let signed = figures::day(contract.date_signed.get(), process.at("the day of signing"), tally);
    let details = first.and_then(|(_, organisation)| organisation.details.get());
    let scale = details.map(|details| details.scale.get().to_lowercase());
    let sme = match scale.as_deref() {
        Some("sme") => Some(true),
        Some("large") => Some(false),
        _ => None,
    };
    let award_id = award.map_or(contract.award_id.get(), |award| award.id.as_str());
    let id = if contract.id.get().is_empty() { award_id } else { contract.id.get() };
    let cells = [
        Cell::text(id),
        Cell::text(process.ocid),
        Cell::text(award_id),
        Cell::text(&process.buyer),
        Cell::maybe_text(first.map(|(key, _)| key.as_str())),
        Cell::text(&supplier_name),
        Cell::text(&title),
        Cell::text(process.kind),
        Cell::text(process.regime),
        Cell::maybe_text(process.tender.map(|tender| tender.procurement_method_details.get())),
        Cell::text(&status),
        Cell::maybe_date(starts),
        Cell::maybe_date(ends),
        if ends.is_none() { Cell::text(said_end) } else { Cell::None },
        Cell::maybe_date(ends_extended),
        Cell::maybe_text(extensions),
        Cell::maybe_date(signed),
        Cell::maybe_money(amount),
        Cell::None,
        Cell::text(&currency),
        Cell::maybe_money(paid),
        if code.is_empty() { Cell::None } else { Cell::Text("CPV") },
        Cell::text(code),
        Cell::text(words),
        Cell::None,
        Cell::maybe_flag(sme),
        Cell::maybe_flag(details.and_then(|details| details.vcse.0)),
        process.source_row(),
    ];
    tally.row(MarketTable::Contracts, &cells)
}

/// Named by the contract itself, else those of its award.
fn suppliers_of_contract<'r, 'a>(
    process: &Process<'_, '_>,
    contract: &'r Contract<'a>,
    award: Option<&'r Awarded<'_, 'a>>,
    tally: &mut Tally<'_>,
) -> Result<Vec<(String, &'r Organisation<'a>)>, TablesError> {
    if contract.suppliers.is_empty() {
        return Ok(award
            .map(|award| award.suppliers.iter().map(|(key, organisation)| (key.clone(), *organisation)).collect())
            .unwrap_or_default());
    }
    let mut found = Vec::new();
    for supplier in contract.suppliers.iter() {
        found.push((organisations::key(supplier, process.organisations.full(supplier), process.at("a supplier"), tally)?, supplier));
    }
    Ok(found)
}
