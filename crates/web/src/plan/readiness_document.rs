//! The readiness check as a document: what a terminal prints, and what a paper takes.

use desk::plan::gather::Gathered;
use quantity::Date;
use report::page::Document;
use report::words::readiness::{self, Told, WaySaid};

/// The answer as it stands, without its being kept.
pub fn of(found: &Gathered, today: Date) -> Document {
    let check = found.as_check(found.service.changed_at, String::new());
    let ways = ways(found);
    let mut page = readiness::document(&Told {
        check: &check,
        service: &found.service.noun.name,
        change: &change_in_words(found),
        say: &found.readiness.sentence,
        shown: found.readiness.shown,
        material: found.readiness.material,
        ways: &ways,
        exception: None,
        today,
        edition: EDITION,
    });
    // Nobody has asked for it to be kept: the foot says what it rests on instead.
    page.foot = vec![format!(
        "Method: {EDITION}. Worked out from the records of {}; digest {}.",
        quantity::period::in_words(today),
        brief(&found.inputs)
    )];
    page
}

/// The rule as it is applied here; its pages say who says so.
pub const EDITION: &str = "solving-or-moving, edition 1, with evidence, edition 1";

/// The things to do meanwhile, as report words take them.
pub fn ways(found: &Gathered) -> Vec<WaySaid> {
    let said = |way: &desk::plan::gather::Meanwhile| WaySaid {
        way: way.way,
        title: way.title.clone(),
        what: way.what.clone(),
        takes: way.takes.clone(),
        costs: way.costs.clone(),
        needs: way.needs.clone(),
    };
    found.readiness.meanwhile.iter().map(said).collect()
}

/// `transfer to a provider`, `transfer to a provider, outreach only`.
pub fn change_in_words(found: &Gathered) -> String {
    let title = lower_first(&found.proposal.model.title);
    match found.proposal.part.as_ref().map(|part| part.what.trim()).filter(|part| !part.is_empty()) {
        Some(part) => format!("{title}, {} only", lower_first(part)),
        None => title,
    }
}

/// Small at the start, unless its second letter says that it is a name in capitals.
pub fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(_), Some(second)) if second.is_uppercase() => text.to_owned(),
        (Some(first), _) => first.to_lowercase().chain(letters).collect(),
        (None, _) => String::new(),
    }
}

/// The first letters of a digest, in groups: `7c1e 90ab`.
pub fn brief(digest: &str) -> String {
    match (digest.get(..4), digest.get(4..8)) {
        (Some(one), Some(two)) => format!("{one} {two}"),
        _ => digest.to_owned(),
    }
}
