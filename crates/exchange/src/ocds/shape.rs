//! The shape of a market straight from lines of OCDS: how much was awarded, by how many, to how many, how concentrated, how contested. A line
//! is read where it stands, and what is not asked for is passed over.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

#[derive(Deserialize)]
struct Release<'a> {
    #[serde(borrow)]
    ocid: Option<Id<'a>>,
    #[serde(borrow)]
    buyer: Option<Named<'a>>,
    tender: Option<Tender>,
    #[serde(borrow, default)]
    awards: Option<Vec<Award<'a>>>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Tender {
    number_of_tenderers: Option<f64>,
}

#[derive(Deserialize)]
struct Award<'a> {
    #[serde(borrow)]
    status: Option<Id<'a>>,
    value: Option<Value>,
    #[serde(borrow)]
    suppliers: Option<First<Named<'a>>>,
    #[serde(borrow)]
    items: Option<First<Item<'a>>>,
}

#[derive(Deserialize)]
struct Value {
    amount: Option<Pence>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow)]
    classification: Option<Named<'a>>,
}

/// An identifier: text, or a number as earlier editions of the standard allow.
struct Id<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Id<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id<'a>, D::Error> {
        struct AnId;
        impl<'de> Visitor<'de> for AnId {
            type Value = Id<'de>;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a text or a whole number")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Id<'de>, E> {
                Ok(Id(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Id<'de>, E> {
                Ok(Id(Cow::Owned(text.to_owned())))
            }

            fn visit_u64<E>(self, number: u64) -> Result<Id<'de>, E> {
                Ok(Id(Cow::Owned(number.to_string())))
            }

            fn visit_i64<E>(self, number: i64) -> Result<Id<'de>, E> {
                Ok(Id(Cow::Owned(number.to_string())))
            }
        }
        deserializer.deserialize_any(AnId)
    }
}

/// An amount, to the nearest penny.
struct Pence(i64);

impl<'de> Deserialize<'de> for Pence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pence, D::Error> {
        let pence = (f64::deserialize(deserializer)? * 100.0).round();
        // Beyond this a double no longer tells one penny from the next.
        if pence.abs() > 9_007_199_254_740_992.0 {
            return Err(serde::de::Error::custom("an amount too large to be counted in pence"));
        }
        Ok(Pence(pence as i64))
    }
}

/// The first of a list; the others are passed over.
struct First<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for First<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<First<T>, D::Error> {
        struct AList<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for AList<T> {
            type Value = First<T>;

            fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
                to.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<First<T>, A::Error> {
                let first = list.next_element()?;
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(First(first))
            }
        }
        deserializer.deserialize_seq(AList(std::marker::PhantomData))
    }
}

/// What active awards add up to. Gathered line by line, and from several readers put together.
#[derive(Debug, Default)]
pub struct Gathered {
    awards: u64,
    pence: i128,
    buyers: HashMap<Box<str>, u32>,
    suppliers: HashMap<Box<str>, u32>,
    divisions: HashMap<Box<str>, Division>,
}

#[derive(Debug, Default)]
struct Division {
    awards: u64,
    /// With one tenderer.
    single: u64,
    /// Pence by supplier.
    by_supplier: HashMap<u32, i128>,
}

/// The first two digits of a category's code; nothing where there is none.
fn division(code: &str) -> &str {
    code.char_indices().nth(2).map_or(code, |(end, _)| code.get(..end).unwrap_or(code))
}

fn number_of(known: &mut HashMap<Box<str>, u32>, id: &str) -> u32 {
    match known.get(id) {
        Some(number) => *number,
        None => {
            let number = u32::try_from(known.len()).unwrap_or(u32::MAX);
            known.insert(id.into(), number);
            number
        }
    }
}

impl Gathered {
    /// Adds the active awards of one release. Where the line cannot be read nothing of it is added, and it is said why.
    pub fn release(&mut self, line: &[u8]) -> Result<(), String> {
        let release: Release<'_> = serde_json::from_slice(line).map_err(|error| error.to_string())?;
        if release.ocid.is_none() {
            return Err("it has no ocid, so that it is no release".to_owned());
        }
        let buyer = release.buyer.and_then(|named| named.id);
        let tenderers = release.tender.and_then(|tender| tender.number_of_tenderers);
        for award in release.awards.into_iter().flatten() {
            if award.status.is_none_or(|status| status.0 != "active") {
                continue;
            }
            number_of(&mut self.buyers, buyer.as_ref().map_or("", |id| &id.0));
            let pence = i128::from(award.value.and_then(|value| value.amount).map_or(0, |amount| amount.0));
            let supplier = award.suppliers.and_then(|list| list.0).and_then(|named| named.id);
            let supplier = number_of(&mut self.suppliers, supplier.as_ref().map_or("", |id| &id.0));
            let code = award.items.and_then(|list| list.0).and_then(|item| item.classification).and_then(|named| named.id);
            let code = division(code.as_ref().map_or("", |id| &id.0));
            if !self.divisions.contains_key(code) {
                self.divisions.insert(code.into(), Division::default());
            }
            if let Some(division) = self.divisions.get_mut(code) {
                division.awards += 1;
                division.single += u64::from(tenderers == Some(1.0));
                *division.by_supplier.entry(supplier).or_default() += pence;
            }
            self.awards += 1;
            self.pence += pence;
        }
        Ok(())
    }

    /// With what another reader gathered.
    pub fn and(mut self, other: Gathered) -> Gathered {
        self.awards += other.awards;
        self.pence += other.pence;
        for buyer in other.buyers.into_keys() {
            number_of(&mut self.buyers, &buyer);
        }
        let mine: HashMap<u32, u32> = other.suppliers.iter().map(|(id, number)| (*number, number_of(&mut self.suppliers, id))).collect();
        for (code, theirs) in other.divisions {
            let division = self.divisions.entry(code).or_default();
            division.awards += theirs.awards;
            division.single += theirs.single;
            for (supplier, pence) in theirs.by_supplier {
                *division.by_supplier.entry(mine.get(&supplier).copied().unwrap_or(u32::MAX)).or_default() += pence;
            }
        }
        self
    }

    pub fn shape(&self) -> Shape {
        let of = |code: &str| if code.is_empty() { "null".to_owned() } else { code.to_owned() };
        Shape {
            buyers: self.buyers.len(),
            hhi: self.divisions.iter().map(|(code, division)| (of(code), six(division.concentration()))).collect(),
            n: self.awards,
            single: self.divisions.iter().map(|(code, all)| (of(code), six(all.single as f64 / all.awards as f64))).collect(),
            sum: self.pence as f64 / 100.0,
            suppliers: self.suppliers.len(),
        }
    }
}

impl Division {
    /// Sum of the squares of the suppliers' shares. Squares and their sum are whole numbers: one division of two of them is all that rounds.
    fn concentration(&self) -> f64 {
        let all: i128 = self.by_supplier.values().sum();
        let squares = self.by_supplier.values().try_fold(0i128, |sum, part| sum.checked_add(part.checked_mul(*part)?));
        match (squares, all.checked_mul(all)) {
            (Some(squares), Some(square)) => squares as f64 / square as f64,
            _ => f64::NAN,
        }
    }
}

/// To six decimals.
fn six(number: f64) -> f64 {
    format!("{number:.6}").parse().unwrap_or(number)
}

/// How a market lies. Its names are those of the scripts it is compared with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shape {
    pub buyers: usize,
    /// Herfindahl-Hirschman index of each CPV division, between 0 and 1.
    pub hhi: BTreeMap<String, f64>,
    /// Active awards.
    pub n: u64,
    /// Share of each division's awards that drew one tenderer.
    pub single: BTreeMap<String, f64>,
    /// Value of the awards, in pounds.
    pub sum: f64,
    pub suppliers: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(ocid: u32, buyer: &str, supplier: &str, cpv: &str, amount: &str, tenderers: u32) -> String {
        format!(
            r#"{{"ocid":"o-{ocid}","parties":[{{"id":"x","roles":["buyer"]}}],"buyer":{{"id":"{buyer}","name":"é \"B\""}},"tender":{{"numberOfTenderers":{tenderers},"items":[{{"id":1}}]}},"awards":[{{"id":"a","status":"active","value":{{"amount":{amount},"currency":"GBP"}},"suppliers":[{{"id":{supplier}}},{{"id":"other"}}],"items":[{{"classification":{{"scheme":"CPV","id":"{cpv}"}}}},{{"classification":{{"id":"99"}}}}]}},{{"status":"cancelled","value":{{"amount":1}}}}]}}"#
        )
    }

    #[test]
    fn awards_are_counted_summed_and_shared_out_and_two_readers_say_what_one_does() {
        let lines = [
            line(1, "b1", "\"s1\"", "85000000", "100.10", 1),
            line(2, "b1", "\"s\\u0032\"", "85310000", "300.2", 3),
            line(3, "b2", "\"s2\"", "45000000", "0.3", 1),
            line(4, "b2", "7", "45000000", "0.3", 2),
        ];
        let mut one = Gathered::default();
        lines.iter().for_each(|line| one.release(line.as_bytes()).expect("read"));
        let shape = one.shape();
        assert_eq!((shape.n, shape.sum, shape.buyers, shape.suppliers), (4, 400.9, 2, 3));
        let hhi: Vec<_> = shape.hhi.iter().map(|(code, hhi)| (code.as_str(), *hhi)).collect();
        assert_eq!(hhi, [("45", 0.5), ("85", six((10010f64.powi(2) + 30020f64.powi(2)) / 40030f64.powi(2)))]);
        assert_eq!(shape.single["85"], 0.5);
        let (mut first, mut second) = (Gathered::default(), Gathered::default());
        lines.iter().enumerate().for_each(|(n, line)| {
            let reader = if n % 2 == 0 { &mut first } else { &mut second };
            reader.release(line.as_bytes()).expect("read");
        });
        assert_eq!(first.and(second).shape(), shape);
    }

    #[test]
    fn a_line_that_is_no_release_says_why_and_adds_nothing() {
        let mut gathered = Gathered::default();
        let cut = line(1, "b", "\"s\"", "85", "1.0", 1);
        let told = |gathered: &mut Gathered, line: &str| gathered.release(line.as_bytes()).expect_err("no release");
        assert!(told(&mut gathered, &cut[..cut.len() - 9]).contains("EOF"));
        assert!(told(&mut gathered, &cut.replace("1.0,", "\"£1.0\",")).contains("invalid type: string"));
        assert!(told(&mut gathered, r#"{"releases":[]}"#).contains("no ocid"));
        assert!(told(&mut gathered, &cut.replace("1.0,", "1e300,")).contains("too large"));
        assert_eq!((gathered.shape().n, gathered.shape().sum), (0, 0.0));
        gathered.release(br#"{"ocid":"o","awards":[{"status":"active"}]}"#).expect("says little");
        assert_eq!(gathered.shape().single["null"], 0.0);
    }
}
