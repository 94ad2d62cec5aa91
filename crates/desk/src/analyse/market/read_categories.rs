//! Categories of what is bought, and one of them: who supplies it, how that changed, how contested it is, what ends when.

use std::sync::Arc;

use exchange::tables::Answer;
use model::role::Permission;
use quantity::{Money, Share};
use serde::Serialize;

use super::categories;
use super::choice::Choice;
use super::ground::{Chosen, Ground, SetNamed, asked, chosen, ground};
use super::judged::{self, Contested, Fares, Flows, Signs, told};
use super::read_calendar::{ContractLine, contracts_within};
use super::read_market::{AskedOf, MoneyLine, YearLine, line, years};
use super::remembered::remembered;
use super::rows::{Columns, money, text, whole};
use super::supplied::{MoneyOf, supply};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CategoryLine {
    pub of: MoneyOf,
    /// `CPV`, `ProClass`; empty for a file's own words.
    pub scheme: String,
    pub code: String,
    /// What it is called; empty where nobody says.
    pub name: String,
    /// 0 at the top, deeper below; categories above hold those below.
    pub depth: u8,
    pub total: Option<Money>,
    pub records: u64,
    pub suppliers: u64,
    pub buyers: Option<u64>,
    /// The largest supplier's share; none where it cannot be told.
    pub largest: Option<Share>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CategoriesView {
    pub asked: AskedOf,
    pub lines: Vec<CategoryLine>,
    pub sets: Vec<SetNamed>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CategoryView {
    pub asked: AskedOf,
    pub scheme: String,
    pub code: String,
    pub name: String,
    /// Bought one need at a time: concentration of awards says nothing of who answers, and the page says so.
    pub is_call_off: bool,
    pub money: Vec<MoneyLine>,
    pub years: Vec<YearLine>,
    /// Who came, who went, year by year.
    pub flows: Vec<Flows>,
    pub buyers: Vec<BuyerLine>,
    #[serde(serialize_with = "told")]
    pub contested: Result<Contested, String>,
    #[serde(serialize_with = "told")]
    pub fares: Result<Fares, String>,
    pub contracts: Vec<ContractLine>,
    /// Categories straight below.
    pub below: Vec<CategoryLine>,
    pub sets: Vec<SetNamed>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BuyerLine {
    pub of: MoneyOf,
    pub key: String,
    pub name: String,
    pub total: Option<Money>,
    pub records: u64,
    pub suppliers: u64,
}

pub async fn list_categories(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<Arc<CategoriesView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    remembered(desk, actor, ("categories", choice, ""), listed(desk, actor, choice)).await
}

async fn listed(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<CategoriesView, DeskError> {
    let ground = ground(desk, actor).await?;
    let chosen = chosen(desk, actor, &ground, choice).await?;
    let lines = if ground.held.is_empty() { Vec::new() } else { all_lines(desk, &ground, &chosen).await? };
    Ok(CategoriesView { asked: AskedOf::of(&ground, &chosen), lines, sets: ground.sets.clone() })
}

async fn all_lines(desk: &Desk, ground: &Ground, chosen: &Chosen) -> Result<Vec<CategoryLine>, DeskError> {
    let within = &chosen.bought;
    let mut lines = cpv(&asked(desk, ground, "awards-by-category", within).await?)?;
    for (of, question) in [(MoneyOf::Payments, "spend-by-category"), (MoneyOf::Contracts, "contracts-by-category")] {
        lines.extend(named(of, &asked(desk, ground, question, within).await?)?);
    }
    Ok(lines)
}

fn share(part: Option<Money>, of: Option<Money>) -> Option<Share> {
    let pence = |money: Option<Money>| u64::try_from(money?.pence()).ok();
    Share::of(pence(part)?, pence(of).filter(|whole| *whole > 0)?)
}

fn cpv(answer: &Answer) -> Result<Vec<CategoryLine>, DeskError> {
    let columns = Columns::of(answer, ["code", "digits", "total", "records", "suppliers", "buyers", "largest"])?;
    let mut lines: Vec<CategoryLine> = Vec::new();
    for [code, digits, total, records, suppliers, buyers, largest] in columns.rows(answer) {
        let (code, total) = (text(code), money(total));
        let depth = whole(digits).and_then(|digits| u8::try_from(digits.saturating_sub(2)).ok()).unwrap_or(0);
        // A code that ends in noughts stands for the level above, where it is a line already.
        if depth > 0 && code.ends_with('0') {
            continue;
        }
        lines.push(CategoryLine {
            of: MoneyOf::Awards,
            scheme: "CPV".to_owned(),
            name: categories::cpv(&code).to_owned(),
            code,
            depth,
            total,
            records: whole(records).unwrap_or(0),
            suppliers: whole(suppliers).unwrap_or(0),
            buyers: whole(buyers),
            largest: share(money(largest), total),
        });
    }
    lines.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(lines)
}

fn named(of: MoneyOf, answer: &Answer) -> Result<Vec<CategoryLine>, DeskError> {
    let columns = Columns::of(answer, ["scheme", "code", "category", "total", "records", "suppliers"])?;
    let more = Columns::of(answer, ["buyers", "largest"]).ok();
    let more: Option<Vec<_>> = more.as_ref().map(|more| more.rows(answer).collect());
    let mut lines = Vec::new();
    for (at, [scheme, code, name, total, records, suppliers]) in columns.rows(answer).enumerate() {
        let beside = more.as_ref().and_then(|more| more.get(at)).copied();
        let total = money(total);
        lines.push(CategoryLine {
            of,
            scheme: text(scheme),
            code: text(code),
            name: text(name),
            depth: 0,
            total,
            records: whole(records).unwrap_or(0),
            suppliers: whole(suppliers).unwrap_or(0),
            buyers: beside.and_then(|[buyers, _]| whole(buyers)),
            largest: beside.and_then(|[_, largest]| share(money(largest), total)),
        });
    }
    Ok(lines)
}

/// One category, by its scheme and the beginning of its code.
pub async fn read_category(desk: &Desk, actor: &Actor, scheme: &str, code: &str, choice: &Choice) -> Result<Arc<CategoryView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    let choice = Choice { category: format!("{scheme} {code}"), ..choice.clone() };
    if choice.scheme_and_code().is_none() {
        return Err(DeskError::NotFound);
    }
    remembered(desk, actor, ("category", &choice, ""), one(desk, actor, &choice)).await
}

async fn one(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<CategoryView, DeskError> {
    let ground = ground(desk, actor).await?;
    let chosen = chosen(desk, actor, &ground, choice).await?;
    let (scheme, code) = choice.scheme_and_code().ok_or(DeskError::NotFound)?;
    let within = &chosen.bought;
    let mut view = CategoryView {
        asked: AskedOf::of(&ground, &chosen),
        name: categories::name(&scheme, &code).to_owned(),
        is_call_off: categories::is_call_off(&scheme, &code),
        money: Vec::new(),
        years: Vec::new(),
        flows: Vec::new(),
        buyers: Vec::new(),
        contested: Err("No notice of what was let is loaded, so nobody knows how many bid.".to_owned()),
        fares: Err("Nothing is loaded that could be judged.".to_owned()),
        contracts: Vec::new(),
        below: Vec::new(),
        sets: ground.sets.clone(),
        scheme,
        code,
    };
    if ground.held.is_empty() {
        return Ok(view);
    }
    for of in [MoneyOf::Payments, MoneyOf::Awards, MoneyOf::Contracts] {
        if let Some(supply) = supply(desk, &ground, of, within).await? {
            view.money.push(line(supply));
        }
    }
    view.contested = judged::contested(&asked(desk, &ground, "competition", within).await?)?;
    for (of, question) in [(MoneyOf::Payments, "spend-by-year"), (MoneyOf::Awards, "awards-by-year")] {
        view.years.extend(years(of, &asked(desk, &ground, question, within).await?)?);
    }
    view.flows = judged::flows(&asked(desk, &ground, "supplier-years", within).await?, &ground.who, desk.today())?;
    let of = view.money.first().map(|line| line.supply.of);
    view.fares = judged::fares(&[Signs {
        name: format!("{} {}", view.scheme, view.code),
        concentrated: view.money.first().and_then(|line| line.supply.concentration.as_ref().ok()),
        contested: view.contested.as_ref().ok(),
        flows: view.flows.iter().find(|flows| Some(flows.of) == of),
        called_off: None,
    }]);
    for (of, question) in [(MoneyOf::Payments, "spend-by-buyer"), (MoneyOf::Awards, "awards-by-buyer")] {
        view.buyers.extend(buyers(of, &asked(desk, &ground, question, within).await?)?);
    }
    view.contracts = contracts_within(desk, &ground, &chosen).await?;
    let all = all_lines(desk, &ground, &chosen).await?;
    if let Some(named) = all.iter().find(|line| line.scheme == view.scheme && line.code == view.code && !line.name.is_empty()) {
        view.name.clone_from(&named.name);
    }
    let depth = if view.scheme == "CPV" { u8::try_from(view.code.len().saturating_sub(1)).unwrap_or(u8::MAX) } else { 0 };
    view.below = all
        .into_iter()
        .filter(|line| line.scheme == view.scheme && line.code != view.code && line.code.starts_with(&view.code))
        .filter(|line| line.scheme != "CPV" || line.depth == depth || line.of != MoneyOf::Awards)
        .collect();
    Ok(view)
}

fn buyers(of: MoneyOf, answer: &Answer) -> Result<Vec<BuyerLine>, DeskError> {
    let columns = Columns::of(answer, ["buyer", "name", "total", "records", "suppliers"])?;
    Ok(columns
        .rows(answer)
        .map(|[key, name, total, records, suppliers]| BuyerLine {
            of,
            key: text(key),
            name: text(name),
            total: money(total),
            records: whole(records).unwrap_or(0),
            suppliers: whole(suppliers).unwrap_or(0),
        })
        .collect())
}
