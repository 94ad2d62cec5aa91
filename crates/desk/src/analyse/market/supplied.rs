//! Who supplies what: suppliers with what each was paid, awarded or granted, and how concentrated that is.

use exchange::tables::{Answer, Within};
use quantity::{Date, Money, Share};
use serde::Serialize;

use super::ground::{Ground, asked};
use super::judged::{self, Concentrated, told};
use super::rows::{Columns, date, money, text, whole};
use super::who::WhoIsWho;
use crate::desk::Desk;
use crate::error::DeskError;

/// Money of one sort. They are different things, and are never added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MoneyOf {
    Payments,
    Awards,
    /// Contracts of a register or a notice: the whole value of each.
    Contracts,
    Grants,
}

impl MoneyOf {
    pub const ALL: [MoneyOf; 4] = [MoneyOf::Payments, MoneyOf::Awards, MoneyOf::Contracts, MoneyOf::Grants];

    /// As questions name it.
    pub fn code(self) -> &'static str {
        match self {
            MoneyOf::Payments => "payments",
            MoneyOf::Awards => "awards",
            MoneyOf::Contracts => "contracts",
            MoneyOf::Grants => "grants",
        }
    }

    pub fn parse(code: &str) -> Option<MoneyOf> {
        MoneyOf::ALL.into_iter().find(|of| of.code() == code)
    }

    fn question(self) -> &'static str {
        match self {
            MoneyOf::Payments => "spend-by-supplier",
            MoneyOf::Awards => "awards-by-supplier",
            MoneyOf::Contracts => "contracts-by-supplier",
            MoneyOf::Grants => "grants-by-recipient",
        }
    }
}

/// One supplier's money of one sort.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Supplied {
    /// The key of who is who.
    pub key: String,
    pub name: String,
    /// Net of reversals; none where no record says an amount.
    pub total: Option<Money>,
    pub records: u64,
    pub first: Option<Date>,
    pub last: Option<Date>,
}

/// All suppliers' money of one sort.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Supply {
    pub of: MoneyOf,
    pub total: Money,
    /// Of suppliers with money above nothing: the whole of every share.
    pub above_nothing: Money,
    pub records: u64,
    /// Those with money above nothing come first, the largest first.
    #[serde(skip)]
    pub suppliers: Vec<Supplied>,
    pub count: u64,
    /// To suppliers known by a name alone: no number of a register says who they are.
    pub by_name_alone: Money,
    /// Of records that name no supplier, or withhold the name.
    pub unnamed: Money,
    #[serde(serialize_with = "told")]
    pub concentration: Result<Concentrated, String>,
}

impl Supply {
    /// The share of the value whose supplier is known by a name alone, or not at all; none where nothing was supplied.
    pub fn unmatched(&self) -> Option<Share> {
        let part = u64::try_from((self.by_name_alone + self.unnamed).pence()).ok()?;
        Share::of(part, u64::try_from(self.total.pence()).ok().filter(|whole| *whole > 0)?)
    }

    /// A supplier's share of all that is above nothing; none where it has none.
    pub fn share_of(&self, supplied: &Supplied) -> Option<Share> {
        let own = u64::try_from(supplied.total?.pence()).ok()?;
        Share::of(own, u64::try_from(self.above_nothing.pence()).ok()?)
    }
}

/// None where no record of the sort is within.
pub(super) async fn supply(desk: &Desk, ground: &Ground, of: MoneyOf, within: &Within) -> Result<Option<Supply>, DeskError> {
    let answer = asked(desk, ground, of.question(), within).await?;
    summed(of, &answer, &ground.who)
}

fn summed(of: MoneyOf, answer: &Answer, who: &WhoIsWho) -> Result<Option<Supply>, DeskError> {
    let columns = Columns::of(answer, ["supplier", "name", "total", "records", "first_day", "last_day"])?;
    let mut supply = Supply {
        of,
        total: Money::ZERO,
        above_nothing: Money::ZERO,
        records: 0,
        suppliers: Vec::with_capacity(answer.rows.len()),
        count: 0,
        by_name_alone: Money::ZERO,
        unnamed: Money::ZERO,
        concentration: Err(String::new()),
    };
    for [key, name, total, records, first, last] in columns.rows(answer) {
        let (key, total) = (text(key), money(total));
        let value = total.unwrap_or(Money::ZERO);
        supply.total = supply.total + value;
        supply.records += whole(records).unwrap_or(0);
        let known = who.supplier(&key);
        if key.is_empty() || key == "name:" || known.is_some_and(|known| known.is_withheld) {
            supply.unnamed = supply.unnamed + value;
            continue;
        }
        if key.starts_with("name:") && known.is_none_or(|known| known.identifiers.is_empty()) {
            supply.by_name_alone = supply.by_name_alone + value;
        }
        let one = Supplied { key, name: text(name), total, records: whole(records).unwrap_or(0), first: date(first), last: date(last) };
        if value.pence() > 0 {
            supply.above_nothing = supply.above_nothing + value;
        }
        supply.suppliers.push(one);
    }
    if supply.records == 0 {
        return Ok(None);
    }
    supply.count = supply.suppliers.len() as u64;
    supply.concentration = judged::concentration(&supply.suppliers, supply.unnamed);
    Ok(Some(supply))
}

#[cfg(test)]
mod tests {
    use super::*;
    use exchange::market::{ColumnKind, OwnedCell};
    use exchange::tables::AnswerColumn;

    fn answer(rows: &[(&str, i64)]) -> Answer {
        let names = ["supplier", "name", "total", "records", "first_day", "last_day"];
        let columns = names.map(|name| AnswerColumn { name: name.into(), kind: ColumnKind::Text }).into();
        let row = |(key, pence): &(&str, i64)| {
            let key = if key.is_empty() { OwnedCell::None } else { OwnedCell::Text((*key).into()) };
            vec![key.clone(), key, OwnedCell::Money(*pence), OwnedCell::Count(1), OwnedCell::None, OwnedCell::None]
        };
        Answer { columns, rows: rows.iter().map(row).collect() }
    }

    #[test]
    fn what_no_register_names_is_a_stated_share_and_a_supplier_below_nothing_takes_no_share() {
        let rows = [("GB-COH-01", 600_00), ("name:B", 300_00), ("", 100_00), ("GB-COH-02", -50_00)];
        let supply = summed(MoneyOf::Payments, &answer(&rows), &WhoIsWho::default()).expect("reads").expect("some");
        assert_eq!((supply.total.pence(), supply.records, supply.count), (950_00, 4, 3));
        assert_eq!(supply.unmatched().map(|share| share.shown(1)), Some("42.1%".into()));
        let shares: Vec<Option<String>> = supply.suppliers.iter().map(|one| supply.share_of(one).map(|s| s.shown(1))).collect();
        assert_eq!(shares, [Some("66.7%".into()), Some("33.3%".into()), None]);
        assert!(summed(MoneyOf::Awards, &answer(&[]), &WhoIsWho::default()).expect("reads").is_none());
    }
}
