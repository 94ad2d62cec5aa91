//! Every supplier of a choice: what it was paid, awarded, holds and was granted; its kinds; how much of the whole it is.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use exchange::tables::{Answer, Within};
use model::role::Permission;
use quantity::{Date, Money, Share};
use serde::Serialize;

use super::choice::Choice;
use super::ground::{Ground, SetNamed, asked, chosen, ground};
use super::read_market::AskedOf;
use super::remembered::remembered;
use super::rows::{Columns, money, text, year};
use super::supplied::{MoneyOf, supply};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone, Serialize)]
pub struct SuppliersView {
    pub asked: AskedOf,
    /// Those with most paid first, then most awarded.
    pub lines: Vec<SupplierLine>,
    /// Financial years that payments or awards are of, the earliest first.
    pub years: Vec<i16>,
    pub sets: Vec<SetNamed>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SupplierLine {
    /// The key of who is who.
    pub key: String,
    pub name: String,
    /// Codes of its kinds; a supplier may be of several.
    pub kinds: Vec<String>,
    /// The same in words.
    #[serde(skip)]
    pub kind_titles: Vec<String>,
    pub paid: Option<Money>,
    /// Of all that was paid, above nothing.
    pub paid_share: Option<Share>,
    pub awarded: Option<Money>,
    pub contracts: Option<Money>,
    pub granted: Option<Money>,
    /// Payments, awards, contracts and grants.
    pub records: u64,
    pub first: Option<Date>,
    pub last: Option<Date>,
    /// What was paid in each financial year; of awards where nothing was paid at all.
    pub years: BTreeMap<i16, Money>,
    pub years_of: MoneyOf,
}

pub async fn read_suppliers(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<Arc<SuppliersView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    remembered(desk, actor, ("suppliers", choice, ""), worked(desk, actor, choice)).await
}

async fn worked(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<SuppliersView, DeskError> {
    let ground = ground(desk, actor).await?;
    let chosen = chosen(desk, actor, &ground, choice).await?;
    let mut lines = if ground.held.is_empty() { Vec::new() } else { lines(desk, &ground, &chosen.bought).await? };
    let defined = crate::config::provider_kinds::defaults().map_err(|error| DeskError::refused("configuration", error.to_string()))?;
    for line in &mut lines {
        line.kinds = ground.who.kinds(&line.key);
        line.kind_titles =
            line.kinds.iter().map(|code| defined.kind(code).map_or_else(|| code.clone(), |kind| kind.title.clone())).collect();
    }
    let mut years: Vec<i16> = lines.iter().flat_map(|line| line.years.keys().copied()).collect();
    years.sort_unstable();
    years.dedup();
    Ok(SuppliersView { asked: AskedOf::of(&ground, &chosen), lines, years, sets: ground.sets.clone() })
}

async fn lines(desk: &Desk, ground: &Ground, within: &Within) -> Result<Vec<SupplierLine>, DeskError> {
    let mut found: HashMap<String, SupplierLine> = HashMap::new();
    for of in MoneyOf::ALL {
        let Some(supply) = supply(desk, ground, of, within).await? else { continue };
        for one in &supply.suppliers {
            let line = found.entry(one.key.clone()).or_insert_with(|| SupplierLine {
                key: one.key.clone(),
                name: one.name.clone(),
                kinds: Vec::new(),
                kind_titles: Vec::new(),
                paid: None,
                paid_share: None,
                awarded: None,
                contracts: None,
                granted: None,
                records: 0,
                first: None,
                last: None,
                years: BTreeMap::new(),
                years_of: MoneyOf::Awards,
            });
            line.records += one.records;
            match of {
                MoneyOf::Payments => (line.paid, line.paid_share) = (one.total, supply.share_of(one)),
                MoneyOf::Awards => line.awarded = one.total,
                MoneyOf::Contracts => line.contracts = one.total,
                MoneyOf::Grants => line.granted = one.total,
            }
            if of != MoneyOf::Contracts {
                line.first = [line.first, one.first].into_iter().flatten().min();
                line.last = line.last.max(one.last);
            }
        }
    }
    by_year(&asked(desk, ground, "supplier-years", within).await?, &mut found)?;
    let mut lines: Vec<SupplierLine> = found.into_values().collect();
    lines.sort_by(|a, b| {
        (b.paid, b.awarded, b.contracts, b.granted, &a.name, &a.key).cmp(&(a.paid, a.awarded, a.contracts, a.granted, &b.name, &b.key))
    });
    Ok(lines)
}

/// Payments by year; of a supplier that nobody paid, awards.
fn by_year(answer: &Answer, found: &mut HashMap<String, SupplierLine>) -> Result<(), DeskError> {
    let columns = Columns::of(answer, ["what", "supplier", "year", "total"])?;
    for [what, supplier, at, total] in columns.rows(answer) {
        let Some(line) = found.get_mut(&text(supplier)) else { continue };
        let of = if line.paid.is_some() { MoneyOf::Payments } else { MoneyOf::Awards };
        let (Some(at), Some(total)) = (year(at), money(total)) else { continue };
        if text(what) == of.code() {
            line.years_of = of;
            line.years.insert(at, total);
        }
    }
    Ok(())
}
