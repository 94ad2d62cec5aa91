//! Who depends on whom: a supplier on what the authority pays it, the authority on a supplier; and what would fail if the largest left.

use quantity::Share;
use serde::{Deserialize, Serialize};

use super::Refusal;
use super::refusal::{each_once, not_negative};
use crate::Method;

pub const METHOD: Method = Method {
    code: "market-dependency",
    edition: 1,
    title: "Who depends on whom, and what if the largest leaves",
    sources: &[
        "Own rule: spending over turnover one way, share of spending or capacity the other; what the rest have free against what the largest delivers",
    ],
};

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    pub suppliers: Vec<Supplier>,
}

#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Supplier {
    pub name: String,
    /// Net, of a year, in pence.
    pub spend_pence: i64,
    /// Of a year, in pence; none where nobody knows.
    pub turnover_pence: Option<i64>,
    /// What it delivers for the authority, in the service's own unit: hours, places, routes.
    pub delivers: Option<f64>,
    /// What more it could take on, in the same unit; none where nobody knows.
    pub free: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Share of a supplier's turnover beyond which it leans on the authority: amber, red.
    pub supplier_amber: f64,
    pub supplier_red: f64,
    /// Share of spending beyond which the authority leans on a supplier.
    pub authority_over: f64,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { supplier_amber: 0.25, supplier_red: 0.5, authority_over: 0.3 }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub whole_pence: i64,
    /// Share of spending whose suppliers' turnover is known.
    pub turnover_known: Share,
    /// Suppliers that lean on the authority beyond amber, of those whose turnover is known.
    pub leaning: usize,
    pub leaning_hard: usize,
    /// Suppliers the authority leans on.
    pub leant_on: Vec<String>,
    /// Largest spending first.
    pub suppliers: Vec<SupplierRead>,
    /// What happens if the largest leaves; none where nobody knows what each delivers.
    pub if_largest_leaves: Option<Leaving>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SupplierRead {
    pub name: String,
    pub spend_pence: i64,
    /// Of all spending above nothing.
    pub share: Share,
    /// Spending over its turnover; above 1 where the two are of different years, which is said and not mended.
    pub of_turnover: Option<f64>,
    pub standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Green,
    Amber,
    Red,
    NotKnown,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Leaving {
    pub name: String,
    /// What it delivers, in the unit given.
    pub delivers: f64,
    /// Of all that is delivered.
    pub share: Share,
    /// What the rest are known to have free.
    pub free: f64,
    /// What nobody could take on, as far as is known.
    pub uncovered: f64,
    /// Of the rest, those of whom it is known what they have free.
    pub free_known: usize,
    pub rest: usize,
}

/// Reads who depends on whom.
///
/// # Errors
/// Where no supplier has spending above nothing, a name stands twice, or a figure or setting is out of range.
pub fn read(ask: &Ask, settings: &Settings) -> Result<Reading, Refusal> {
    if !(0.0 < settings.supplier_amber && settings.supplier_amber <= settings.supplier_red && settings.supplier_red < 1e6) {
        return Err(Refusal::Setting {
            setting: "supplier_amber",
            value: settings.supplier_amber,
            range: "above 0 and at most “supplier_red”",
        });
    }
    if !(0.0..=1.0).contains(&settings.authority_over) {
        return Err(Refusal::Setting { setting: "authority_over", value: settings.authority_over, range: "from 0 to 1" });
    }
    each_once(ask.suppliers.iter().map(|supplier| supplier.name.as_str()))?;
    for supplier in &ask.suppliers {
        not_negative(&supplier.name, "its turnover", supplier.turnover_pence.unwrap_or(0) as f64)?;
        not_negative(&supplier.name, "what it delivers", supplier.delivers.unwrap_or(0.0))?;
        not_negative(&supplier.name, "what it has free", supplier.free.unwrap_or(0.0))?;
        not_negative(&supplier.name, "what it is paid", supplier.spend_pence.max(0) as f64)?;
    }
    let mut paid: Vec<&Supplier> = ask.suppliers.iter().filter(|supplier| supplier.spend_pence > 0).collect();
    paid.sort_by(|a, b| b.spend_pence.cmp(&a.spend_pence).then_with(|| a.name.cmp(&b.name)));
    let too_much = || Refusal::CannotBe { whose: "The suppliers".into(), what: "their sum is more than can be held" };
    let whole_pence = paid.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.spend_pence)).ok_or_else(too_much)?;
    if whole_pence == 0 {
        return Err(Refusal::Nothing("supplier with spending above nothing"));
    }
    let of_whole = |pence: i64| Share::of(pence as u64, whole_pence as u64).unwrap_or(Share::NONE);
    let known: i64 = paid.iter().filter(|one| one.turnover_pence.is_some_and(|turnover| turnover > 0)).map(|one| one.spend_pence).sum();
    let suppliers: Vec<SupplierRead> = paid
        .iter()
        .map(|supplier| {
            let turnover = supplier.turnover_pence.filter(|turnover| *turnover > 0);
            let of_turnover = turnover.map(|turnover| supplier.spend_pence as f64 / turnover as f64);
            SupplierRead {
                name: supplier.name.clone(),
                spend_pence: supplier.spend_pence,
                share: of_whole(supplier.spend_pence),
                of_turnover,
                standing: match of_turnover {
                    None => Standing::NotKnown,
                    Some(share) if share > settings.supplier_red => Standing::Red,
                    Some(share) if share > settings.supplier_amber => Standing::Amber,
                    Some(_) => Standing::Green,
                },
            }
        })
        .collect();
    Ok(Reading {
        whole_pence,
        turnover_known: of_whole(known),
        leaning: suppliers.iter().filter(|one| matches!(one.standing, Standing::Amber | Standing::Red)).count(),
        leaning_hard: suppliers.iter().filter(|one| one.standing == Standing::Red).count(),
        leant_on: suppliers.iter().filter(|one| one.share.value() > settings.authority_over).map(|one| one.name.clone()).collect(),
        suppliers,
        if_largest_leaves: leaving(&ask.suppliers),
    })
}

fn leaving(suppliers: &[Supplier]) -> Option<Leaving> {
    let delivering: Vec<(&Supplier, f64)> = suppliers.iter().filter_map(|one| one.delivers.map(|units| (one, units))).collect();
    let whole: f64 = delivering.iter().map(|(_, units)| units).sum();
    let (largest, delivers) = delivering
        .iter()
        .max_by(|(a, x), (b, y)| x.total_cmp(y).then_with(|| b.name.cmp(&a.name)))
        .filter(|(_, units)| *units > 0.0)
        .map(|(one, units)| (*one, *units))?;
    let rest: Vec<&Supplier> = suppliers.iter().filter(|one| one.name != largest.name).collect();
    let free: f64 = rest.iter().filter_map(|one| one.free).sum();
    Some(Leaving {
        name: largest.name.clone(),
        delivers,
        share: Share::new((delivers / whole).min(1.0)).ok()?,
        free,
        uncovered: (delivers - free).max(0.0),
        free_known: rest.iter().filter(|one| one.free.is_some()).count(),
        rest: rest.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supplier(name: &str, spend: i64, turnover: Option<i64>, delivers: f64, free: Option<f64>) -> Supplier {
        let pence = |pounds: i64| pounds * 100;
        Supplier { name: name.into(), spend_pence: pence(spend), turnover_pence: turnover.map(pence), delivers: Some(delivers), free }
    }

    #[test]
    fn dependence_is_read_both_ways() {
        let ask = Ask {
            suppliers: vec![
                supplier("A", 500, Some(4_000), 50.0, None),
                supplier("B", 300, Some(500), 30.0, Some(12.0)),
                supplier("C", 200, None, 20.0, Some(5.0)),
            ],
        };
        let reading = read(&ask, &Settings::default()).expect("read");
        assert_eq!((reading.leaning, reading.leaning_hard, reading.leant_on.clone()), (1, 1, vec!["A".to_owned()]));
        assert_eq!(reading.turnover_known, Share::new(0.8).expect("a share"));
        assert_eq!(reading.suppliers[2].standing, Standing::NotKnown);
        let leaving = reading.if_largest_leaves.expect("known");
        assert_eq!((leaving.name.as_str(), leaving.uncovered, leaving.free_known, leaving.rest), ("A", 33.0, 2, 2));
    }

    #[test]
    fn what_nobody_knows_to_be_free_covers_nothing() {
        let ask = Ask { suppliers: vec![supplier("A", 1, None, 10.0, Some(90.0)), supplier("B", 1, None, 5.0, None)] };
        let leaving = read(&ask, &Settings::default()).expect("read").if_largest_leaves.expect("known");
        assert_eq!((leaving.uncovered, leaving.free_known), (10.0, 0));
        assert_eq!(read(&Ask::default(), &Settings::default()).expect_err("refused").code(), "nothing_to_read");
    }
}
