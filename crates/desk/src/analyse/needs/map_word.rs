//! Setting side by side what professions call one thing. Both words stay.

use model::audience::Audience;
use model::id::{OrganisationId, SharedWordId};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::shared_word::{SharedWord, WordOf};

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::typed::{LINE, TEXT, Typed};

/// How many words a form has room for.
pub const WORDS: usize = 4;

/// Fields of the words, one set a row.
const FIELDS: [(&str, &str, &str); WORDS] = [
    ("word_1", "said_by_1", "differs_1"),
    ("word_2", "said_by_2", "differs_2"),
    ("word_3", "said_by_3", "differs_3"),
    ("word_4", "said_by_4", "differs_4"),
];

#[derive(Debug, Clone, Default)]
pub struct MapWord {
    /// None: a new one.
    pub of: Option<SharedWordId>,
    pub version: i64,
    pub meaning: String,
    pub words: Vec<WordTyped>,
}

#[derive(Debug, Clone, Default)]
pub struct WordTyped {
    pub word: String,
    pub said_by: String,
    pub organisation: Option<OrganisationId>,
    pub differs: String,
}

pub async fn map_word(desk: &Desk, actor: &Actor, ask: MapWord) -> Result<Record<SharedWordId, SharedWord>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut typed = Typed::new();
    let meaning = typed.text("meaning", &ask.meaning, TEXT, "Say what the thing is, in plain words");
    let mut words: Vec<WordOf> = Vec::new();
    for ((word, said_by, differs), row) in FIELDS.into_iter().zip(&ask.words) {
        if row.word.trim().is_empty() && row.said_by.trim().is_empty() && row.differs.trim().is_empty() {
            continue;
        }
        let of = WordOf {
            word: typed.text(word, &row.word, LINE, "Write the word itself"),
            said_by: typed.text(said_by, &row.said_by, LINE, "Say who calls it so"),
            organisation: row.organisation,
            differs: typed.optional(differs, &row.differs, TEXT),
        };
        let is_twice = words.iter().any(|other| other.word.to_lowercase() == of.word.to_lowercase() && other.said_by == of.said_by);
        typed.ask(word, !is_twice, "This word of theirs is written already");
        words.push(of);
    }
    typed.ask("word_2", words.len() >= 2, "Write at least two words: one alone needs no map");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    for organisation in words.iter().filter_map(|word| word.organisation) {
        store::organisations::find(&mut write.tx, &actor.scope, organisation)
            .await
            .map_err(|_| DeskError::Faults(vec![Fault::new("word_1", "Choose from the organisations that are held")]))?;
    }
    let noun = SharedWord { meaning, words };
    let record = match ask.of {
        None => kept(desk, desk.new_id(), Audience::Public, noun),
        Some(id) => {
            let before = store::shared_words::find(&mut write.tx, &actor.scope, id).await?;
            if before.version != ask.version {
                return Err(DeskError::Stale);
            }
            Record { noun, changed_at: desk.now(), ..before }
        }
    };
    let record = store::shared_words::save(&mut write.tx, &record).await?;
    let all: Vec<String> = record.noun.words.iter().map(|word| format!("“{}”", word.word)).collect();
    write.commit("map_word", "word for one thing", Some(record.id.uuid()), format!("Words for one thing: {}.", all.join(", "))).await?;
    Ok(record)
}

/// One by its reference, for its form.
pub async fn find_word(desk: &Desk, actor: &Actor, reference: &Reference) -> Result<Record<SharedWordId, SharedWord>, DeskError> {
    actor.may(Permission::ReadCases)?;
    Ok(store::shared_words::by_reference(&mut desk.read().await?, &actor.scope, reference).await?)
}
