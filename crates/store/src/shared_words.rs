//! One thing that professions call by different words.

use model::id::SharedWordId;
use model::shared_word::SharedWord;

use crate::kept::{Kept, plain_functions};
use crate::tx::Value;

impl Kept for SharedWord {
    type Id = SharedWordId;
    const NOUN: &'static str = "word for one thing";
    const TABLE: &'static str = "shared_words";
    const PREFIX: Option<&'static str> = Some("W");
    const COLUMNS: &'static [&'static str] = &[];

    fn columns(&self) -> Vec<Value> {
        vec![]
    }
}

plain_functions!(SharedWord, SharedWordId, by_reference);
