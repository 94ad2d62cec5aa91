//! The files of several authorities as one view: each supplier once, and what each authority spends with it. Data sets that are not public
//! are left out, and so are names that stand for nobody in particular; both are said.

use std::collections::{BTreeMap, BTreeSet};

use exchange::tables::{Answer, Beside, Within};
use model::audience::Audience;
use model::role::Permission;
use quantity::Money;

use super::ground::{Ground, SetNamed, asked, asked_beside, ground, held_by, sets_in_force};
use super::rows::{Columns, money, text, whole};
use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;

#[derive(Debug, Clone, Default)]
pub struct AuthoritiesView {
    pub authorities: Vec<Authority>,
    /// Suppliers of more than one of them, those of most first.
    pub shared: Vec<Shared>,
    /// Distinct suppliers of all authorities: each counted once.
    pub suppliers: u64,
    /// Titles of data sets left out as they are not public.
    pub left_out: Vec<String>,
    /// Lines of names that stand for nobody, and so are shared by nobody.
    pub withheld: u64,
    pub sets: Vec<SetNamed>,
}

/// One buyer: by sort of record, for they are never added up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Authority {
    pub key: String,
    pub name: String,
    pub of: BTreeMap<String, Sum>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sum {
    /// None where no record has a value.
    pub total: Option<Money>,
    pub records: u64,
    pub suppliers: u64,
    /// Of them, those that another authority has too.
    pub shared_suppliers: u64,
    pub shared_total: Option<Money>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shared {
    pub key: String,
    pub name: String,
    pub buyers: u64,
    pub kinds: Vec<String>,
    pub lines: Vec<SharedLine>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct SharedLine {
    pub what: String,
    pub buyer: String,
    pub buyer_name: String,
    pub total: Option<Money>,
    pub records: u64,
}

/// What may be shared with other authorities: data sets that are public.
pub(super) async fn public_ground(desk: &Desk, actor: &Actor) -> Result<(Ground, Vec<String>), DeskError> {
    let mut ground = ground(desk, actor).await?;
    let (open, closed): (Vec<_>, Vec<_>) =
        sets_in_force(desk, actor).await?.into_iter().partition(|set| set.audience == Audience::Public && !set.sealed);
    ground.held = held_by(&open);
    let references: BTreeSet<String> = open.iter().filter_map(|set| set.reference.as_ref().map(ToString::to_string)).collect();
    ground.sets.retain(|set| references.contains(&set.reference));
    Ok((ground, closed.into_iter().map(|set| set.noun.title).collect()))
}

pub async fn read_authorities(desk: &Desk, actor: &Actor) -> Result<AuthoritiesView, DeskError> {
    actor.may(Permission::ReadCases)?;
    let (ground, left_out) = public_ground(desk, actor).await?;
    let mut view = AuthoritiesView { left_out, sets: ground.sets.clone(), ..AuthoritiesView::default() };
    if ground.held.is_empty() {
        return Ok(view);
    }
    let within = Within::default();
    view.authorities = authorities(&asked(desk, &ground, "authorities", &within).await?)?;
    view.shared = shared(&asked(desk, &ground, "shared-suppliers", &within).await?)?;
    let before = view.shared.len();
    view.shared.retain(|one| !ground.who.supplier(&one.key).is_some_and(|known| known.is_withheld));
    view.withheld = (before - view.shared.len()) as u64;
    for one in &mut view.shared {
        one.kinds = ground.who.kinds(&one.key);
    }
    let withheld = ground.who.suppliers.values().filter(|one| one.is_withheld).flat_map(|one| &one.spellings);
    let nobody = Beside { name: "nobody", columns: &["party"], rows: withheld.map(|one| vec![Some(one.party.clone())]).collect() };
    let all = asked_beside(desk, &ground, "suppliers-in-all", &within, nobody).await?;
    let columns = Columns::of(&all, ["suppliers"])?;
    view.suppliers = columns.rows(&all).filter_map(|[suppliers]| whole(suppliers)).sum();
    Ok(view)
}

fn authorities(answer: &Answer) -> Result<Vec<Authority>, DeskError> {
    let names = ["buyer", "name", "what", "total", "records", "suppliers", "shared_suppliers", "shared_total"];
    let columns = Columns::of(answer, names)?;
    let mut found: BTreeMap<String, Authority> = BTreeMap::new();
    for [buyer, name, what, total, records, suppliers, shared_suppliers, shared_total] in columns.rows(answer) {
        let key = text(buyer);
        let one = found.entry(key.clone()).or_insert_with(|| Authority { key, name: text(name), of: BTreeMap::new() });
        let sum = Sum {
            total: money(total),
            records: whole(records).unwrap_or(0),
            suppliers: whole(suppliers).unwrap_or(0),
            shared_suppliers: whole(shared_suppliers).unwrap_or(0),
            shared_total: money(shared_total),
        };
        one.of.insert(text(what), sum);
    }
    let mut found: Vec<Authority> = found.into_values().collect();
    found.sort_by(|a, b| (&a.name, &a.key).cmp(&(&b.name, &b.key)));
    Ok(found)
}

fn shared(answer: &Answer) -> Result<Vec<Shared>, DeskError> {
    let names = ["supplier", "supplier_name", "buyers", "what", "buyer", "buyer_name", "total", "records"];
    let columns = Columns::of(answer, names)?;
    let mut found: Vec<Shared> = Vec::new();
    for [supplier, name, buyers, what, buyer, buyer_name, total, records] in columns.rows(answer) {
        let key = text(supplier);
        // A supplier's rows stand one after the other.
        if found.last().is_none_or(|last| last.key != key) {
            found.push(Shared { key, name: text(name), buyers: whole(buyers).unwrap_or(0), kinds: Vec::new(), lines: Vec::new() });
        }
        let line = SharedLine {
            what: text(what),
            buyer: text(buyer),
            buyer_name: text(buyer_name),
            total: money(total),
            records: whole(records).unwrap_or(0),
        };
        if let Some(last) = found.last_mut() {
            last.lines.push(line);
        }
    }
    let paid = |one: &Shared| one.lines.iter().filter(|l| l.what == "payments").filter_map(|l| l.total).sum::<Money>();
    found.sort_by(|a, b| b.buyers.cmp(&a.buyers).then(paid(b).cmp(&paid(a))).then_with(|| a.key.cmp(&b.key)));
    Ok(found)
}
