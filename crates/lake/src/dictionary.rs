//! Texts by number: the words of a column in order, so that sorting rows is sorting numbers.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{ArrayRef, DictionaryArray, Int32Array, StringArray};
use arrow_schema::ArrowError;

/// A column's words, sorted, and each row's place among them.
pub struct Coded {
    pub words: Vec<String>,
    pub at: Vec<i32>,
}

impl Coded {
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>) -> Coded {
        let mut places: HashMap<&str, i32> = HashMap::new();
        let mut met: Vec<&str> = Vec::new();
        let mut at: Vec<i32> = texts
            .map(|text| {
                *places.entry(text).or_insert_with(|| {
                    met.push(text);
                    i32::try_from(met.len() - 1).unwrap_or(i32::MAX)
                })
            })
            .collect();
        let mut order: Vec<usize> = (0..met.len()).collect();
        order.sort_by_key(|place| met.get(*place).copied());
        let mut rank = vec![0i32; met.len()];
        for (to, from) in order.iter().enumerate() {
            if let Some(rank) = rank.get_mut(*from) {
                *rank = i32::try_from(to).unwrap_or(i32::MAX);
            }
        }
        let ranked = |place: i32| usize::try_from(place).ok().and_then(|place| rank.get(place)).copied().unwrap_or(0);
        at.iter_mut().for_each(|place| *place = ranked(*place));
        let words = order.iter().filter_map(|place| met.get(*place)).map(|word| (*word).to_owned()).collect();
        Coded { words, at }
    }

    /// As a column, its rows in another order.
    pub fn array(&self, order: &[u32]) -> Result<ArrayRef, ArrowError> {
        let keys: Int32Array = order.iter().map(|row| self.at.get(*row as usize).copied()).collect();
        let words = StringArray::from_iter_values(&self.words);
        Ok(Arc::new(DictionaryArray::<Int32Type>::try_new(keys, Arc::new(words))?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_once_and_in_order() {
        let coded = Coded::of(["b", "a", "b", ""].into_iter());
        assert_eq!((coded.words, coded.at), (vec![String::new(), "a".into(), "b".into()], vec![2, 1, 2, 0]));
    }
}
