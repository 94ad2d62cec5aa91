//! One supplier: how files write it and why those are held to be one, its kinds, its money, contracts, grants and registrations, and who
//! depends on whom as far as the records tell.

use std::collections::BTreeMap;

use exchange::tables::{Answer, Within};
use model::id::SupplierLinkId;
use model::record::Record;
use model::role::Permission;
use model::supplier_link::SupplierLink;
use quantity::{Date, Money, Share};

use super::ground::{Ground, SetNamed, asked, ground};
use super::rows::{Columns, date, money, text, whole, year};
use super::say_who::words_said;
use super::who::{Belonging, Doubt, Supplier};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone)]
pub struct SupplierView {
    pub supplier: Supplier,
    /// What it belongs to, and what belongs to it.
    pub owners: Vec<Owned>,
    pub owns: Vec<Owned>,
    /// What may be the same and was left as it is.
    pub unsure: Vec<Alike>,
    /// What people said of its keys, the latest first.
    pub said: Vec<Record<SupplierLinkId, SupplierLink>>,
    pub money: Vec<MoneyLine>,
    pub dependence: Vec<Dependence>,
    pub contracts: Vec<ContractLine>,
    pub grants: Vec<GrantLine>,
    pub registrations: Vec<Registration>,
    pub sets: Vec<SetNamed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owned {
    pub key: String,
    pub name: String,
    pub how: Belonging,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike {
    pub key: String,
    pub name: String,
    pub why: Doubt,
    pub at_stake: Money,
}

/// Money of one sort from one buyer in one year and category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyLine {
    pub what: String,
    pub buyer: String,
    pub buyer_name: String,
    /// The year a financial year begins in.
    pub year: Option<i16>,
    pub category: String,
    pub total: Money,
    pub records: u64,
}

/// How much of what a buyer pays for a category goes to this supplier.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependence {
    pub buyer: String,
    pub buyer_name: String,
    pub category: String,
    pub to_it: Money,
    pub in_all: Money,
    pub share: Share,
    /// Suppliers of the category, this one among them.
    pub suppliers: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractLine {
    pub contract: String,
    pub title: String,
    pub buyer: String,
    pub buyer_name: String,
    pub kind: String,
    pub regime: String,
    pub starts: Option<Date>,
    pub ends: Option<Date>,
    pub ends_text: String,
    pub amount: Option<Money>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantLine {
    pub title: String,
    pub funder_name: String,
    pub programme: String,
    pub amount: Option<Money>,
    pub awarded: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub register: String,
    pub urn: String,
    pub name: String,
    pub kind: String,
    pub area: String,
    pub places: Option<u64>,
    pub rating: String,
    pub rated: Option<Date>,
    pub status: String,
}

/// The supplier that any of its keys names.
///
/// # Errors
/// Not found, where no record in force names it.
pub async fn read_supplier(desk: &Desk, actor: &Actor, key: &str) -> Result<SupplierView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let ground = ground(desk, actor).await?;
    let who = ground.who.clone();
    let supplier = who.supplier(key).cloned().ok_or(DeskError::NotFound)?;
    let name = |key: &str| who.name(key).unwrap_or(key).to_owned();
    let within = Within { suppliers: who.parties(&supplier.key), ..Within::default() };
    let lines = money_lines(&asked(desk, &ground, "supplier-money", &within).await?)?;
    let dependence = dependence(desk, &ground, &lines).await?;
    let owned = |key: &str, how| Owned { key: key.to_owned(), name: name(key), how };
    let unsure = who.unsure.iter().filter_map(|doubt| {
        let other = if doubt.one == supplier.key {
            &doubt.other
        } else if doubt.other == supplier.key {
            &doubt.one
        } else {
            return None;
        };
        let at_stake = Money::from_pence(i64::try_from(doubt.at_stake).unwrap_or(i64::MAX));
        Some(Alike { key: other.clone(), name: name(other), why: doubt.why, at_stake })
    });
    let keys = &within.suppliers;
    let mut said = words_said(desk, actor).await?;
    said.retain(|word| keys.contains(&word.noun.one) || keys.contains(&word.noun.other));
    Ok(SupplierView {
        owners: who.owned.iter().filter(|one| one.organisation == supplier.key).map(|one| owned(&one.owner, one.how)).collect(),
        owns: who.owned.iter().filter(|one| one.owner == supplier.key).map(|one| owned(&one.organisation, one.how)).collect(),
        unsure: unsure.collect(),
        said,
        contracts: contract_lines(&asked(desk, &ground, "supplier-contracts", &within).await?)?,
        grants: grant_lines(&asked(desk, &ground, "supplier-grants", &within).await?)?,
        registrations: registrations(&asked(desk, &ground, "supplier-registrations", &within).await?)?,
        sets: ground.sets.clone(),
        money: lines,
        dependence,
        supplier,
    })
}

fn money_lines(answer: &Answer) -> Result<Vec<MoneyLine>, DeskError> {
    let columns = Columns::of(answer, ["what", "buyer", "buyer_name", "year", "category", "total", "records"])?;
    let line = |[what, buyer, buyer_name, at, category, total, records]: [&_; 7]| MoneyLine {
        what: text(what),
        buyer: text(buyer),
        buyer_name: text(buyer_name),
        year: year(at),
        category: text(category),
        total: money(total).unwrap_or_default(),
        records: whole(records).unwrap_or(0),
    };
    Ok(columns.rows(answer).map(line).collect())
}

/// By buyer and category over all years loaded; the largest share first. Where a category comes to nothing or less, no share is told.
async fn dependence(desk: &Desk, ground: &Ground, lines: &[MoneyLine]) -> Result<Vec<Dependence>, DeskError> {
    let mut to_it: BTreeMap<(String, String), (String, Money)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.what == "payments" && !line.category.is_empty()) {
        let sum = to_it.entry((line.buyer.clone(), line.category.clone())).or_insert_with(|| (line.buyer_name.clone(), Money::default()));
        sum.1 = sum.1 + line.total;
    }
    let buyers: Vec<String> = to_it.keys().flat_map(|(buyer, _)| ground.who.parties(buyer)).collect();
    if buyers.is_empty() {
        return Ok(Vec::new());
    }
    let answer = asked(desk, ground, "category-totals", &Within { buyers, ..Within::default() }).await?;
    let columns = Columns::of(&answer, ["buyer", "category", "total", "suppliers"])?;
    let mut found = Vec::new();
    for [buyer, category, total, suppliers] in columns.rows(&answer) {
        let key = (text(buyer), text(category));
        let Some(((buyer_name, own), in_all)) = to_it.get(&key).zip(money(total)) else { continue };
        let share = Share::new(own.pence() as f64 / in_all.pence() as f64);
        let (buyer, category) = key;
        if let Some(share) = share.ok().filter(|_| in_all.pence() > 0 && own.pence() > 0) {
            let (buyer_name, to_it) = (buyer_name.clone(), *own);
            found.push(Dependence { buyer, buyer_name, category, to_it, in_all, share, suppliers: whole(suppliers).unwrap_or(0) });
        }
    }
    found.sort_by(|a, b| b.share.value().total_cmp(&a.share.value()).then_with(|| (&a.buyer, &a.category).cmp(&(&b.buyer, &b.category))));
    Ok(found)
}

fn contract_lines(answer: &Answer) -> Result<Vec<ContractLine>, DeskError> {
    let names = ["contract", "title", "buyer", "buyer_name", "kind", "regime", "starts", "ends", "ends_text", "amount"];
    let columns = Columns::of(answer, names)?;
    let line = |[contract, title, buyer, buyer_name, kind, regime, starts, ends, ends_text, amount]: [&_; 10]| ContractLine {
        contract: text(contract),
        title: text(title),
        buyer: text(buyer),
        buyer_name: text(buyer_name),
        kind: text(kind),
        regime: text(regime),
        starts: date(starts),
        ends: date(ends),
        ends_text: text(ends_text),
        amount: money(amount),
    };
    Ok(columns.rows(answer).map(line).collect())
}

fn grant_lines(answer: &Answer) -> Result<Vec<GrantLine>, DeskError> {
    let columns = Columns::of(answer, ["title", "funder_name", "programme", "amount", "awarded"])?;
    let line = |[title, funder, programme, amount, awarded]: [&_; 5]| GrantLine {
        title: text(title),
        funder_name: text(funder),
        programme: text(programme),
        amount: money(amount),
        awarded: date(awarded),
    };
    Ok(columns.rows(answer).map(line).collect())
}

fn registrations(answer: &Answer) -> Result<Vec<Registration>, DeskError> {
    let columns = Columns::of(answer, ["register", "urn", "name", "kind", "area_name", "places", "rating", "rated", "status"])?;
    let line = |[register, urn, name, kind, area, places, rating, rated, status]: [&_; 9]| Registration {
        register: text(register),
        urn: text(urn),
        name: text(name),
        kind: text(kind),
        area: text(area),
        places: whole(places),
        rating: text(rating),
        rated: date(rated),
        status: text(status),
    };
    Ok(columns.rows(answer).map(line).collect())
}
