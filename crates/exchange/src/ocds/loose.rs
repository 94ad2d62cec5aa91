//! Values of a notice as publishers really write them: text where a number should stand, one where a list should, `"None"` for none.
//! Nothing here refuses: what is of the wrong kind is kept as text, or left empty.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// A text, or whatever else stood there written as text. Borrowed from the line where it holds no escapes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Txt<'a>(pub Cow<'a, str>);

impl Txt<'_> {
    /// Without blanks around it; empty where a program wrote its word for nothing.
    pub fn get(&self) -> &str {
        let text = self.0.trim();
        match text {
            "None" | "null" | "NULL" | "N/A" | "n/a" | "undefined" => "",
            _ => text,
        }
    }
}

/// Amounts in pence: whole where it was a number, as text where it was one.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Amount<'a> {
    #[default]
    None,
    Pence(i64),
    /// A number with parts of a penny, and the nearest penny to it.
    Parted(f64, i64),
    /// A number beyond what can be held.
    TooLarge(f64),
    Text(Cow<'a, str>),
}

impl Amount<'_> {
    /// The nearest penny; a part of a penny is said.
    pub(crate) fn of_number(value: f64) -> Amount<'static> {
        let hundredfold = value * 100.0;
        let pence = hundredfold.round();
        match () {
            () if !value.is_finite() || pence.abs() > 9.0e15 => Amount::TooLarge(value),
            () if (hundredfold - pence).abs() > 1e-3_f64.max(pence.abs() * 1e-12) => Amount::Parted(value, pence as i64),
            () => Amount::Pence(pence as i64),
        }
    }
}

/// A count, where a number or a number in words of digits stood.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Number(pub Option<f64>);

impl Number {
    pub fn count(self) -> Option<i64> {
        self.0.filter(|n| n.is_finite() && *n >= 0.0 && *n < 1e9).map(|n| n as i64)
    }
}

/// Yes or no, as a value or in words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Flag(pub Option<bool>);

/// Whether anything stood there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct There(pub bool);

/// An object, or nothing where something else stood.
#[derive(Debug, Clone, PartialEq)]
pub struct Maybe<T>(pub Option<Box<T>>);

impl<T> Default for Maybe<T> {
    fn default() -> Maybe<T> {
        Maybe(None)
    }
}

impl<T> Maybe<T> {
    pub fn get(&self) -> Option<&T> {
        self.0.as_deref()
    }
}

/// A list; one alone stands for a list of one.
#[derive(Debug, Clone, PartialEq)]
pub struct List<T>(pub Vec<T>);

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List(Vec::new())
    }
}

impl<T> std::ops::Deref for List<T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        &self.0
    }
}

macro_rules! visitor {
    ($what:literal, $value:ty, { $($body:item)* }) => {
        type Value = $value;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str($what) }
        $($body)*
    };
}

/// Empties a list or an object that stands where neither should.
fn drain_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

fn drain_object<'de, A: MapAccess<'de>>(mut object: A) -> Result<(), A::Error> {
    while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

struct TxtVisitor;
impl<'de> Visitor<'de> for TxtVisitor {
    visitor!("a text", Txt<'de>, {
        fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Txt<'de>, E> {
            Ok(Txt(Cow::Borrowed(text)))
        }
        fn visit_str<E>(self, text: &str) -> Result<Txt<'de>, E> {
            Ok(Txt(Cow::Owned(text.to_owned())))
        }
        fn visit_string<E>(self, text: String) -> Result<Txt<'de>, E> {
            Ok(Txt(Cow::Owned(text)))
        }
        fn visit_u64<E>(self, number: u64) -> Result<Txt<'de>, E> {
            Ok(Txt(Cow::Owned(number.to_string())))
        }
        fn visit_i64<E>(self, number: i64) -> Result<Txt<'de>, E> {
            Ok(Txt(Cow::Owned(number.to_string())))
        }
        fn visit_f64<E>(self, number: f64) -> Result<Txt<'de>, E> {
            Ok(Txt(Cow::Owned(number.to_string())))
        }
        fn visit_bool<E>(self, is: bool) -> Result<Txt<'de>, E> {
            Ok(Txt(Cow::Borrowed(if is { "true" } else { "false" })))
        }
        fn visit_unit<E>(self) -> Result<Txt<'de>, E> {
            Ok(Txt::default())
        }
        fn visit_none<E>(self) -> Result<Txt<'de>, E> {
            Ok(Txt::default())
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Txt<'de>, A::Error> {
            let first = list.next_element::<Txt<'de>>()?.unwrap_or_default();
            drain_list(list).map(|()| first)
        }
        fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Txt<'de>, A::Error> {
            drain_object(object).map(|()| Txt::default())
        }
    });
}

impl<'de: 'a, 'a> Deserialize<'de> for Txt<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Txt<'a>, D::Error> {
        from.deserialize_any(TxtVisitor)
    }
}

struct AmountVisitor;
impl<'de> Visitor<'de> for AmountVisitor {
    visitor!("an amount", Amount<'de>, {
        fn visit_u64<E>(self, number: u64) -> Result<Amount<'de>, E> {
            let pence = i64::try_from(number).ok().and_then(|pounds| pounds.checked_mul(100));
            Ok(pence.map_or(Amount::TooLarge(number as f64), Amount::Pence))
        }
        fn visit_i64<E>(self, number: i64) -> Result<Amount<'de>, E> {
            Ok(number.checked_mul(100).map_or(Amount::TooLarge(number as f64), Amount::Pence))
        }
        fn visit_f64<E>(self, number: f64) -> Result<Amount<'de>, E> {
            Ok(Amount::of_number(number))
        }
        fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Amount<'de>, E> {
            Ok(Amount::Text(Cow::Borrowed(text)))
        }
        fn visit_str<E>(self, text: &str) -> Result<Amount<'de>, E> {
            Ok(Amount::Text(Cow::Owned(text.to_owned())))
        }
        fn visit_bool<E>(self, is: bool) -> Result<Amount<'de>, E> {
            Ok(Amount::Text(Cow::Borrowed(if is { "true" } else { "false" })))
        }
        fn visit_unit<E>(self) -> Result<Amount<'de>, E> {
            Ok(Amount::None)
        }
        fn visit_none<E>(self) -> Result<Amount<'de>, E> {
            Ok(Amount::None)
        }
        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Amount<'de>, A::Error> {
            drain_list(list).map(|()| Amount::Text(Cow::Borrowed("[…]")))
        }
        fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Amount<'de>, A::Error> {
            drain_object(object).map(|()| Amount::Text(Cow::Borrowed("{…}")))
        }
    });
}

impl<'de: 'a, 'a> Deserialize<'de> for Amount<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Amount<'a>, D::Error> {
        from.deserialize_any(AmountVisitor)
    }
}

struct NumberVisitor;
impl<'de> Visitor<'de> for NumberVisitor {
    visitor!("a number", Number, {
        fn visit_u64<E>(self, number: u64) -> Result<Number, E> {
            Ok(Number(Some(number as f64)))
        }
        fn visit_i64<E>(self, number: i64) -> Result<Number, E> {
            Ok(Number(Some(number as f64)))
        }
        fn visit_f64<E>(self, number: f64) -> Result<Number, E> {
            Ok(Number(Some(number)))
        }
        fn visit_str<E>(self, text: &str) -> Result<Number, E> {
            Ok(Number(text.trim().parse().ok().filter(|n: &f64| n.is_finite())))
        }
        fn visit_bool<E>(self, _: bool) -> Result<Number, E> {
            Ok(Number(None))
        }
        fn visit_unit<E>(self) -> Result<Number, E> {
            Ok(Number(None))
        }
        fn visit_none<E>(self) -> Result<Number, E> {
            Ok(Number(None))
        }
        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Number, A::Error> {
            drain_list(list).map(|()| Number(None))
        }
        fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Number, A::Error> {
            drain_object(object).map(|()| Number(None))
        }
    });
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Number, D::Error> {
        from.deserialize_any(NumberVisitor)
    }
}

struct FlagVisitor;
impl<'de> Visitor<'de> for FlagVisitor {
    visitor!("yes or no", Flag, {
        fn visit_bool<E>(self, is: bool) -> Result<Flag, E> {
            Ok(Flag(Some(is)))
        }
        fn visit_u64<E>(self, number: u64) -> Result<Flag, E> {
            Ok(Flag([Some(false), Some(true)].get(number as usize).copied().flatten()))
        }
        fn visit_i64<E>(self, _: i64) -> Result<Flag, E> {
            Ok(Flag(None))
        }
        fn visit_f64<E>(self, _: f64) -> Result<Flag, E> {
            Ok(Flag(None))
        }
        fn visit_str<E>(self, text: &str) -> Result<Flag, E> {
            Ok(Flag(match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "y" | "1" => Some(true),
                "false" | "no" | "n" | "0" => Some(false),
                _ => None,
            }))
        }
        fn visit_unit<E>(self) -> Result<Flag, E> {
            Ok(Flag(None))
        }
        fn visit_none<E>(self) -> Result<Flag, E> {
            Ok(Flag(None))
        }
        fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Flag, A::Error> {
            drain_list(list).map(|()| Flag(None))
        }
        fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Flag, A::Error> {
            drain_object(object).map(|()| Flag(None))
        }
    });
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Flag, D::Error> {
        from.deserialize_any(FlagVisitor)
    }
}

struct ThereVisitor;
impl<'de> Visitor<'de> for ThereVisitor {
    visitor!("anything", There, {
        fn visit_bool<E>(self, is: bool) -> Result<There, E> {
            Ok(There(is))
        }
        fn visit_u64<E>(self, _: u64) -> Result<There, E> {
            Ok(There(true))
        }
        fn visit_i64<E>(self, _: i64) -> Result<There, E> {
            Ok(There(true))
        }
        fn visit_f64<E>(self, _: f64) -> Result<There, E> {
            Ok(There(true))
        }
        fn visit_str<E>(self, text: &str) -> Result<There, E> {
            Ok(There(!text.trim().is_empty()))
        }
        fn visit_unit<E>(self) -> Result<There, E> {
            Ok(There(false))
        }
        fn visit_none<E>(self) -> Result<There, E> {
            Ok(There(false))
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<There, A::Error> {
            let any = list.next_element::<IgnoredAny>()?.is_some();
            drain_list(list).map(|()| There(any))
        }
        fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<There, A::Error> {
            let any = object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some();
            drain_object(object).map(|()| There(any))
        }
    });
}

impl<'de> Deserialize<'de> for There {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<There, D::Error> {
        from.deserialize_any(ThereVisitor)
    }
}

/// A scalar in place of an object or a list says nothing that could be kept.
macro_rules! scalars_are_nothing {
    ($value:ty) => {
        fn visit_bool<E>(self, _: bool) -> Result<$value, E> {
            Ok(<$value>::default())
        }
        fn visit_u64<E>(self, _: u64) -> Result<$value, E> {
            Ok(<$value>::default())
        }
        fn visit_i64<E>(self, _: i64) -> Result<$value, E> {
            Ok(<$value>::default())
        }
        fn visit_f64<E>(self, _: f64) -> Result<$value, E> {
            Ok(<$value>::default())
        }
        fn visit_unit<E>(self) -> Result<$value, E> {
            Ok(<$value>::default())
        }
        fn visit_none<E>(self) -> Result<$value, E> {
            Ok(<$value>::default())
        }
    };
}

struct MaybeVisitor<T>(PhantomData<T>);
impl<'de, T: Deserialize<'de>> Visitor<'de> for MaybeVisitor<T> {
    type Value = Maybe<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }
    scalars_are_nothing!(Maybe<T>);
    fn visit_str<E>(self, _: &str) -> Result<Maybe<T>, E> {
        Ok(Maybe(None))
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Maybe<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(object)).map(|value| Maybe(Some(Box::new(value))))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Maybe<T>, A::Error> {
        let first = list.next_element::<Maybe<T>>()?.unwrap_or_default();
        drain_list(list).map(|()| first)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Maybe<T>, D::Error> {
        from.deserialize_any(MaybeVisitor(PhantomData))
    }
}

/// What may stand in a list: an object, or a text.
pub trait OfList<'de>: Sized {
    fn next<A: SeqAccess<'de>>(list: &mut A) -> Result<Option<Option<Self>>, A::Error>;
    fn of_object<A: MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error>;
    fn of_text(text: Cow<'de, str>) -> Option<Self>;
}

impl<'de: 'a, 'a> OfList<'de> for Txt<'a> {
    fn next<A: SeqAccess<'de>>(list: &mut A) -> Result<Option<Option<Txt<'a>>>, A::Error> {
        Ok(list.next_element::<Txt<'a>>()?.map(Some))
    }
    fn of_object<A: MapAccess<'de>>(object: A) -> Result<Option<Txt<'a>>, A::Error> {
        drain_object(object).map(|()| None)
    }
    fn of_text(text: Cow<'de, str>) -> Option<Txt<'a>> {
        Some(Txt(text))
    }
}

/// Objects of a release that stand in lists.
macro_rules! listed {
    ($($name:ident),+ $(,)?) => {$(
        impl<'de: 'a, 'a> $crate::ocds::loose::OfList<'de> for $name<'a> {
            fn next<A: serde::de::SeqAccess<'de>>(list: &mut A) -> Result<Option<Option<Self>>, A::Error> {
                Ok(list.next_element::<$crate::ocds::loose::Maybe<Self>>()?.map(|value| value.0.map(|value| *value)))
            }
            fn of_object<A: serde::de::MapAccess<'de>>(object: A) -> Result<Option<Self>, A::Error> {
                serde::Deserialize::deserialize(serde::de::value::MapAccessDeserializer::new(object)).map(Some)
            }
            fn of_text(_: std::borrow::Cow<'de, str>) -> Option<Self> {
                None
            }
        }
    )+};
}
pub(crate) use listed;

struct ListVisitor<T>(PhantomData<T>);
impl<'de, T: OfList<'de>> Visitor<'de> for ListVisitor<T> {
    type Value = List<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }
    scalars_are_nothing!(List<T>);
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<List<T>, E> {
        Ok(List(T::of_text(Cow::Borrowed(text)).into_iter().collect()))
    }
    fn visit_str<E>(self, text: &str) -> Result<List<T>, E> {
        Ok(List(T::of_text(Cow::Owned(text.to_owned())).into_iter().collect()))
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<List<T>, A::Error> {
        Ok(List(T::of_object(object)?.into_iter().collect()))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
        let mut found = Vec::new();
        while let Some(one) = T::next(&mut list)? {
            found.extend(one);
        }
        Ok(List(found))
    }
}

impl<'de, T: OfList<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<List<T>, D::Error> {
        from.deserialize_any(ListVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_be_a_text_is_one_whatever_stood_there() {
        let read = |json: &'static str| serde_json::from_str::<Txt<'_>>(json).map(|text| text.get().to_owned()).expect("read");
        assert_eq!(read("\" a\""), "a");
        assert_eq!(read("4876707"), "4876707");
        assert_eq!(read("null"), "");
        assert_eq!(read("\"None\""), "");
        assert_eq!(read("{\"a\":[1]}"), "");
        assert_eq!(read("[\"a\",\"b\"]"), "a");
    }

    #[test]
    fn amounts_are_whole_pence_and_a_part_of_a_penny_is_told() {
        let read = |json: &'static str| serde_json::from_str::<Amount<'_>>(json).expect("read");
        assert_eq!(read("375200"), Amount::Pence(37_520_000));
        assert_eq!(read("84543.83"), Amount::Pence(8_454_383));
        assert_eq!(read("-0.01"), Amount::Pence(-1));
        assert_eq!(read("10.005"), Amount::Parted(10.005, 1_001));
        assert_eq!(read("1e300"), Amount::TooLarge(1e300));
        assert_eq!(read("92233720368547759"), Amount::TooLarge(92_233_720_368_547_759.0));
        assert_eq!(read("\"£5\""), Amount::Text("£5".into()));
    }

    #[test]
    fn one_alone_stands_for_a_list_of_one() {
        let read = |json: &'static str| serde_json::from_str::<List<Txt<'_>>>(json).map(|list| list.len()).expect("read");
        assert_eq!([read("[\"a\",\"b\"]"), read("\"a\""), read("null"), read("7"), read("{}")], [2, 1, 0, 0, 0]);
    }
}
