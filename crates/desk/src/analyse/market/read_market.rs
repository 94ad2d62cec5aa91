//! The market at a glance: who supplies what, by what sort of money; how contested it is; what lapses.

use std::sync::Arc;

use exchange::tables::Answer;
use model::role::Permission;
use quantity::{Money, Share};
use serde::Serialize;

use super::choice::Choice;
use super::ground::{Buyer, Chosen, Ground, SetNamed, asked, chosen, ground};
use super::judged::{self, Contested, Fares, Flows, Signs, told};
use super::read_calendar::{Lapsing, lapsing};
use super::remembered::remembered;
use super::rows::{Columns, money, text, whole, year};
use super::supplied::{MoneyOf, Supplied, Supply, supply};
use crate::actor::Actor;
use crate::analyse::read_spend::list_spends;
use crate::desk::Desk;
use crate::error::DeskError;

/// How many suppliers stand on the page by name; the table of suppliers has all.
pub const LARGEST: usize = 10;

#[derive(Debug, Clone, Serialize)]
pub struct MarketView {
    pub asked: AskedOf,
    pub sets: Vec<SetNamed>,
    /// Contracts, frameworks, grants and the rest, each by regime, never added up.
    pub things: Vec<Thing>,
    /// What was paid, awarded, registered and granted, each where any is.
    pub money: Vec<MoneyLine>,
    /// Of which: by kind of supplier.
    pub kinds: Vec<KindLine>,
    #[serde(serialize_with = "told")]
    pub contested: Result<Contested, String>,
    /// Each indicator by itself: of everything chosen.
    #[serde(serialize_with = "told")]
    pub fares: Result<Fares, String>,
    pub years: Vec<YearLine>,
    /// Who came and who went.
    pub flows: Vec<Flows>,
    /// Who provides what the authority spends on, where outturn is loaded.
    pub made_or_bought: Vec<MadeOrBought>,
    pub lapsing: Option<Lapsing>,
}

/// What a page is of, as it says and keeps in its address.
#[derive(Debug, Clone, Serialize)]
pub struct AskedOf {
    pub choice: Choice,
    /// Who buys, where one was chosen.
    pub buyer: Option<String>,
    /// What the place is called, where one was.
    pub place: Option<String>,
    /// No buyer of that place is loaded.
    pub place_buys_nothing: bool,
    /// To choose from.
    #[serde(skip)]
    pub buyers: Arc<Vec<Buyer>>,
}

impl AskedOf {
    pub(super) fn of(ground: &Ground, chosen: &Chosen) -> AskedOf {
        let place = chosen.place.as_ref().map(|place| if place.name.is_empty() { place.code.clone() } else { place.name.clone() });
        AskedOf {
            choice: chosen.choice.clone(),
            buyer: chosen.buyer.as_ref().map(|buyer| buyer.name.clone()),
            place,
            place_buys_nothing: chosen.place_buys_nothing,
            buyers: ground.buyers.clone(),
        }
    }
}

/// Records of one kind and regime.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Thing {
    /// `awards`, `contracts` (of notices), `register`, `grants`, `payments`.
    pub what: String,
    /// `framework`, `dynamic`, `call_off`…; empty where it cannot be told.
    pub kind: String,
    /// `act_2023`, `light_touch`…; empty where it cannot be told, or none governs.
    pub regime: String,
    pub records: u64,
    pub suppliers: u64,
    pub total: Option<Money>,
}

#[derive(Debug, Clone, Serialize)]
pub struct MoneyLine {
    #[serde(flatten)]
    pub supply: Supply,
    pub unmatched: Option<Share>,
    pub largest: Vec<Largest>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Largest {
    #[serde(flatten)]
    pub supplied: Supplied,
    pub share: Option<Share>,
}

/// "Of which": a supplier of two kinds is under each.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KindLine {
    pub of: MoneyOf,
    /// Code of the kind: `sme`, `vcse`, `local`.
    pub kind: String,
    pub title: String,
    pub suppliers: u64,
    pub total: Money,
    /// Of all money of that sort.
    pub share: Option<Share>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct YearLine {
    pub of: MoneyOf,
    /// The year it begins in.
    pub year: i16,
    pub total: Option<Money>,
    pub records: u64,
    pub suppliers: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MadeOrBought {
    pub authority: String,
    pub year: i16,
    pub in_house: Option<Share>,
    pub others: Option<Share>,
    pub not_classified: Option<Share>,
    pub total: Money,
}

/// The market of a choice. Remembered while the records stand as they are.
pub async fn read_market(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<Arc<MarketView>, DeskError> {
    actor.may(Permission::ReadCases)?;
    remembered(desk, actor, ("market", choice, ""), worked(desk, actor, choice)).await
}

async fn worked(desk: &Desk, actor: &Actor, choice: &Choice) -> Result<MarketView, DeskError> {
    let ground = ground(desk, actor).await?;
    let chosen = chosen(desk, actor, &ground, choice).await?;
    let mut view = MarketView {
        asked: AskedOf::of(&ground, &chosen),
        sets: ground.sets.clone(),
        things: Vec::new(),
        money: Vec::new(),
        kinds: Vec::new(),
        contested: Err("No notice is loaded, so nobody knows how many bid.".to_owned()),
        fares: Err("Nothing is loaded that could be judged.".to_owned()),
        years: Vec::new(),
        flows: Vec::new(),
        made_or_bought: made_or_bought(desk, actor).await?,
        lapsing: None,
    };
    if ground.held.is_empty() {
        return Ok(view);
    }
    view.things = things(&asked(desk, &ground, "market-kinds", &chosen.bought).await?)?;
    for of in MoneyOf::ALL {
        if let Some(supply) = supply(desk, &ground, of, &chosen.bought).await? {
            view.money.push(line(supply));
        }
    }
    view.kinds = kinds(&asked(desk, &ground, "money-by-kind", &chosen.bought).await?, &view.money)?;
    view.contested = judged::contested(&asked(desk, &ground, "competition", &chosen.bought).await?)?;
    for (of, question) in [(MoneyOf::Payments, "spend-by-year"), (MoneyOf::Awards, "awards-by-year")] {
        view.years.extend(years(of, &asked(desk, &ground, question, &chosen.bought).await?)?);
    }
    view.flows = judged::flows(&asked(desk, &ground, "supplier-years", &chosen.bought).await?, &ground.who, desk.today())?;
    // What was paid tells more of who supplies than what was awarded.
    let of = view.money.first().map(|line| line.supply.of);
    view.fares = judged::fares(&[Signs {
        name: "Everything chosen".to_owned(),
        concentrated: view.money.first().and_then(|line| line.supply.concentration.as_ref().ok()),
        contested: view.contested.as_ref().ok(),
        flows: view.flows.iter().find(|flows| Some(flows.of) == of),
        called_off: None,
    }]);
    view.lapsing = lapsing(desk, &ground, &chosen).await?;
    Ok(view)
}

pub(super) fn line(mut supply: Supply) -> MoneyLine {
    let largest = supply.suppliers.iter().take(LARGEST).map(|one| Largest { supplied: one.clone(), share: supply.share_of(one) }).collect();
    let unmatched = supply.unmatched();
    supply.suppliers = Vec::new();
    MoneyLine { supply, unmatched, largest }
}

fn things(answer: &Answer) -> Result<Vec<Thing>, DeskError> {
    let columns = Columns::of(answer, ["what", "kind", "regime", "records", "suppliers", "total"])?;
    Ok(columns
        .rows(answer)
        .map(|[what, kind, regime, records, suppliers, total]| Thing {
            what: text(what),
            kind: text(kind),
            regime: text(regime),
            records: whole(records).unwrap_or(0),
            suppliers: whole(suppliers).unwrap_or(0),
            total: money(total),
        })
        .collect())
}

fn kinds(answer: &Answer, all: &[MoneyLine]) -> Result<Vec<KindLine>, DeskError> {
    let columns = Columns::of(answer, ["what", "kind", "suppliers", "total"])?;
    let defined = crate::config::provider_kinds::defaults().map_err(|error| DeskError::refused("configuration", error.to_string()))?;
    let mut lines: Vec<KindLine> = Vec::new();
    for [what, kind, suppliers, total] in columns.rows(answer) {
        let Some(of) = MoneyOf::parse(&text(what)) else { continue };
        let whole_of = all.iter().find(|line| line.supply.of == of).map(|line| line.supply.total);
        let total = money(total).unwrap_or(Money::ZERO);
        let part = u64::try_from(total.pence()).ok();
        let share = part.zip(whole_of.and_then(|w| u64::try_from(w.pence()).ok())).and_then(|(part, all)| Share::of(part, all));
        let kind = text(kind);
        let title = defined.kind(&kind).map_or_else(|| kind.clone(), |defined| defined.title.clone());
        lines.push(KindLine { of, kind, title, suppliers: whole(suppliers).unwrap_or(0), total, share });
    }
    lines.sort_by(|a, b| (a.of, std::cmp::Reverse(a.total), &a.kind).cmp(&(b.of, std::cmp::Reverse(b.total), &b.kind)));
    Ok(lines)
}

pub(super) fn years(of: MoneyOf, answer: &Answer) -> Result<Vec<YearLine>, DeskError> {
    let columns = Columns::of(answer, ["year", "total", "records", "suppliers"])?;
    let line = |[at, total, records, suppliers]: [&exchange::market::OwnedCell; 4]| {
        Some(YearLine {
            of,
            year: year(at)?,
            total: money(total),
            records: whole(records).unwrap_or(0),
            suppliers: whole(suppliers).unwrap_or(0),
        })
    };
    Ok(columns.rows(answer).filter_map(line).collect())
}

/// From outturn files: who provides what is spent on, as far as each file tells.
async fn made_or_bought(desk: &Desk, actor: &Actor) -> Result<Vec<MadeOrBought>, DeskError> {
    use model::spend::ProvidedBy::{InHouse, NotClassified};
    let mut lines: Vec<MadeOrBought> = list_spends(desk, actor)
        .await?
        .into_iter()
        .map(|spend| MadeOrBought {
            authority: spend.noun.authority.clone(),
            year: spend.noun.year,
            in_house: spend.noun.share(|by| by == InHouse),
            others: spend.noun.share(|by| by.is_others()),
            not_classified: spend.noun.share(|by| by == NotClassified),
            total: spend.noun.total(),
        })
        .collect();
    lines.sort_by(|a, b| (&a.authority, a.year).cmp(&(&b.authority, b.year)));
    Ok(lines)
}
