//! Names of measures and parts settled: known, another spelling of a known one, or unknown, which is asked.

use std::collections::{BTreeMap, HashMap, HashSet};

use quantity::Period;

use super::gather::{Gathered, Task, Text};
use crate::known::Known;
use crate::mapping::Spelling;
use crate::note::{NoteKind, Notes, Odd};
use crate::reading::{ReadMeasure, ReadPart};
use crate::spelling::{ALIKE, Matched, likeness};
use crate::table::Place;

/// Names asked about one by one; of more than this the note speaks of all together.
const ASKED_SINGLY: usize = 12;

/// Each text's place in the list of settled names; none where it is left out.
pub struct Settled<T> {
    pub list: Vec<T>,
    pub of_text: Vec<Option<u32>>,
    /// What people answered, to be remembered with the layout.
    pub spellings: Vec<Spelling>,
}

pub fn measures(gathered: &Gathered, known: &Known, task: &Task<'_>, notes: &mut Notes) -> Settled<ReadMeasure> {
    let mut settled = Settled { list: Vec::new(), of_text: Vec::new(), spellings: Vec::new() };
    let mut by_name: HashMap<String, u32> = HashMap::new();
    let remembered = |text: &str| {
        task.answers.remembered.iter().flat_map(|m| &m.spellings).find(|s| s.of_measure && s.seen == text).map(|s| s.means.clone())
    };
    for text in &gathered.measures.list {
        let found = remembered(&text.text).and_then(|means| task.measures.find(&means)).or_else(|| task.measures.find(&text.text));
        let at = match found {
            Some(Matched::Same(at)) => Choice::Known(at),
            Some(Matched::OtherSpelling(at)) => {
                let read_as = format!("Another spelling of ‘{}’, as noted there. Read as it.", task.measures.name(at));
                notes.add(
                    &Odd { kind: NoteKind::OtherSpelling, about: &text.text, seen: &text.text, read_as: &read_as },
                    text.first.clone(),
                );
                Choice::Known(at)
            }
            None => ask_measure(text, known, task, notes, &mut settled.spellings),
        };
        if text.from_context && matches!(at, Choice::Known(_) | Choice::New) {
            let name = if let Choice::Known(at) = at { task.measures.name(at) } else { text.text.as_str() };
            let read_as = format!("No heading or row names the measure. Taken from the title or the name of the file: ‘{name}’.");
            notes.add(&Odd { kind: NoteKind::MeasureFromTitle, about: &text.text, seen: "", read_as: &read_as }, text.first.clone());
        }
        let name = match at {
            Choice::Known(at) => task.measures.name(at).to_owned(),
            Choice::New => text.text.clone(),
            Choice::LeaveOut => {
                settled.of_text.push(None);
                continue;
            }
        };
        let place = *by_name.entry(name.clone()).or_insert_with(|| {
            let matched = if let Choice::Known(at) = at { known.measures.get(at) } else { None };
            settled.list.push(ReadMeasure {
                text: text.text.clone(),
                matched: matched.map(|m| m.id),
                name,
                unit: matched.map(|m| m.unit.clone()),
                is_share: false,
            });
            settled.list.len() as u32 - 1
        });
        settled.of_text.push(Some(place));
    }
    settled
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Choice {
    Known(usize),
    New,
    LeaveOut,
}

fn ask_measure(text: &Text, known: &Known, task: &Task<'_>, notes: &mut Notes, spellings: &mut Vec<Spelling>) -> Choice {
    if known.measures.is_empty() {
        return Choice::New;
    }
    let nearest = task.measures.nearest(&text.text);
    let only = (known.measures.len() == 1 && text.from_context).then_some(0);
    // The likeliest first, then the others in their order, few enough to choose from.
    let mut offered: Vec<usize> = nearest.into_iter().chain(only).collect();
    offered.extend(0..known.measures.len());
    let mut seen = HashSet::new();
    offered.retain(|at| seen.insert(*at));
    offered.truncate(15);
    let labels: Vec<(String, String)> =
        offered.iter().filter_map(|at| known.measures.get(*at)).map(|m| (format!("is:{}", m.id), format!("It is ‘{}’", m.name))).collect();
    let is: Vec<(&str, &str)> = labels.iter().map(|(code, label)| (code.as_str(), label.as_str())).collect();
    let new = ("new", "A measure I do not hold yet");
    let out = ("leave_out", "Leave it out");
    let mut choices: Vec<(&str, &str)> = Vec::new();
    if only.is_some() {
        choices.extend(is.iter().copied().take(1));
        choices.extend([new, out]);
    } else {
        choices.push(new);
        choices.extend(is.iter().copied());
        choices.push(out);
    }
    let read_as = match (nearest, text.text.is_empty()) {
        (_, true) => "Nothing in the file names this measure.".to_owned(),
        (Some(at), _) => format!("No measure here has this name. Is it ‘{}’? Until you say so it is kept apart.", task.measures.name(at)),
        (None, _) if only.is_some() => {
            format!("Nothing in the file names a measure held here. Read as ‘{}’, the only one there is.", task.measures.name(0))
        }
        (None, _) => "No measure here has this name. Kept apart until you say which it is.".to_owned(),
    };
    let answer = notes.ask(
        &Odd { kind: NoteKind::UnknownMeasure, about: &text.text, seen: &text.text, read_as: &read_as },
        text.first.clone(),
        &choices,
        &task.answers.notes,
    );
    let chosen = known.measures.iter().position(|m| answer == format!("is:{}", m.id));
    match chosen {
        Some(at) => {
            if task.answers.notes.values().any(|given| *given == answer) {
                spellings.push(Spelling { seen: text.text.clone(), means: task.measures.name(at).to_owned(), of_measure: true });
            }
            Choice::Known(at)
        }
        None if answer == "leave_out" => Choice::LeaveOut,
        None => Choice::New,
    }
}

/// Parts settled. `periods` holds, for each text, the periods it has figures of: two spellings that share one are two parts.
pub fn parts(gathered: &Gathered, known: &Known, task: &Task<'_>, notes: &mut Notes) -> Settled<ReadPart> {
    let texts = &gathered.parts.list;
    let mut named: Vec<Option<String>> = vec![None; texts.len()];
    let mut is_known = vec![false; texts.len()];
    let mut spellings = Vec::new();
    let mut unknown: Vec<usize> = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        if text.text.is_empty() {
            named[at] = Some(String::new());
            continue;
        }
        match whole_name(&text.text, task, notes, &text.first) {
            Some(name) => {
                (named[at], is_known[at]) = (Some(name), true);
            }
            None => unknown.push(at),
        }
    }
    // Names of several columns are asked about once for each organisation.
    let mut organisations: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut organisation_at: HashMap<&str, usize> = HashMap::new();
    for at in &unknown {
        let Some(text) = texts.get(*at) else { continue };
        let place = *organisation_at.entry(&text.organisation).or_insert_with(|| {
            organisations.push((&text.organisation, Vec::new()));
            organisations.len() - 1
        });
        if let Some((_, list)) = organisations.get_mut(place) {
            list.push(*at);
        }
    }
    let periods = periods_of(gathered, texts.len());
    let mut left_out: HashSet<usize> = HashSet::new();
    if !known.parts.is_empty() && organisations.len() > ASKED_SINGLY {
        if let Some(first) = unknown.first().and_then(|at| texts.get(*at)) {
            let read_as = format!("{} names are not known here. Kept as the file spells them.", organisations.len());
            let choices = [("keep", "Keep them as they are"), ("leave_out", "Leave them out")];
            if notes.ask(
                &Odd { kind: NoteKind::UnknownPart, about: "many", seen: &first.organisation, read_as: &read_as },
                first.first.clone(),
                &choices,
                &task.answers.notes,
            ) == "leave_out"
            {
                left_out.extend(unknown.iter().copied());
            }
        }
    } else if !known.parts.is_empty() {
        for (organisation, list) in &organisations {
            match ask_part(organisation, list, texts, &named, &periods, task, notes) {
                Answered::Same(name) => {
                    spellings.push(Spelling { seen: (*organisation).to_owned(), means: name.clone(), of_measure: false });
                    for at in list {
                        let rest = texts.get(*at).and_then(|t| t.text.strip_prefix(*organisation)).unwrap_or_default();
                        (named[*at], is_known[*at]) = (Some(format!("{name}{rest}")), true);
                    }
                }
                Answered::LeaveOut => left_out.extend(list.iter().copied()),
                Answered::New => {}
            }
        }
    }
    within_file(texts, &unknown, &mut named, &periods, task, notes, &mut spellings);
    finish(texts, named, &is_known, &|at| left_out.contains(&at), spellings)
}

enum Answered {
    Same(String),
    New,
    LeaveOut,
}

fn ask_part(
    organisation: &str,
    list: &[usize],
    texts: &[Text],
    named: &[Option<String>],
    periods: &[HashSet<Period>],
    task: &Task<'_>,
    notes: &mut Notes,
) -> Answered {
    let Some(first) = list.first().and_then(|at| texts.get(*at)).map(|text| text.first.clone()) else { return Answered::New };
    let given = &task.answers.notes;
    let Some(nearest) = task.parts.nearest(organisation) else {
        let choices = [("new", "A new name: keep it"), ("leave_out", "Leave it out")];
        let read_as = "No name known here is like it. Kept as the file spells it.";
        return match notes
            .ask(&Odd { kind: NoteKind::UnknownPart, about: organisation, seen: organisation, read_as }, first, &choices, given)
            .as_str()
        {
            "leave_out" => Answered::LeaveOut,
            _ => Answered::New,
        };
    };
    let name = task.parts.name(nearest).to_owned();
    let shares_a_month = list.iter().any(|at| {
        let mine = periods.get(*at);
        named.iter().zip(periods).any(|(other, theirs)| {
            other.as_deref() == Some(name.as_str()) && mine.is_some_and(|mine| theirs.iter().any(|p| mine.contains(p)))
        })
    });
    let same = format!("It is ‘{name}’");
    let mut choices = vec![("same", same.as_str()), ("new", "A new name: keep it apart"), ("leave_out", "Leave it out")];
    let read_as = if shares_a_month {
        choices.swap(0, 1);
        format!("Much like ‘{name}’, but both have figures for the same month. Kept apart until you say otherwise.")
    } else {
        format!("Much like ‘{name}’, and never in the same month as it. Read as it until you say otherwise.")
    };
    match notes
        .ask(&Odd { kind: NoteKind::UnknownPart, about: organisation, seen: organisation, read_as: &read_as }, first, &choices, given)
        .as_str()
    {
        "same" => Answered::Same(name),
        "leave_out" => Answered::LeaveOut,
        _ => Answered::New,
    }
}

/// Names of several columns are settled column by column; known where the first of them is.
fn whole_name(text: &str, task: &Task<'_>, notes: &mut Notes, first: &Place) -> Option<String> {
    let mut out: Vec<String> = Vec::new();
    for (nth, piece) in text.split(" · ").enumerate() {
        let remembered =
            task.answers.remembered.iter().flat_map(|m| &m.spellings).find(|s| !s.of_measure && s.seen == piece).map(|s| s.means.as_str());
        match task.parts.find(remembered.unwrap_or(piece)) {
            Some(Matched::Same(at)) => out.push(task.parts.name(at).to_owned()),
            Some(Matched::OtherSpelling(at)) => {
                let name = task.parts.name(at).to_owned();
                if remembered.is_none() {
                    let read_as = format!("Another spelling of ‘{name}’, as noted there. Read as it.");
                    notes.add(&Odd { kind: NoteKind::OtherSpelling, about: piece, seen: piece, read_as: &read_as }, first.clone());
                }
                out.push(name);
            }
            None if nth == 0 && remembered.is_none() => return None,
            None => out.push(remembered.unwrap_or(piece).to_owned()),
        }
    }
    Some(out.join(" · "))
}

fn periods_of(gathered: &Gathered, count: usize) -> Vec<HashSet<Period>> {
    // Only needed where few names are compared; of more than a few hundred nobody reads the notes.
    if count > 400 {
        return vec![HashSet::new(); count];
    }
    let mut periods = vec![HashSet::new(); count];
    for raw in &gathered.raws {
        if let Some(held) = periods.get_mut(raw.part as usize) {
            held.insert(raw.period);
        }
    }
    periods
}

/// Unknown names of the file that are much alike among themselves: `High Tarrow Homecare`, `H. Tarrow Home Care`, `HTH Ltd`.
fn within_file(
    texts: &[Text],
    unknown: &[usize],
    named: &mut [Option<String>],
    periods: &[HashSet<Period>],
    task: &Task<'_>,
    notes: &mut Notes,
    spellings: &mut Vec<Spelling>,
) {
    if unknown.len() > 400 {
        return;
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut taken: HashSet<usize> = HashSet::new();
    let plain =
        |at: usize| texts.get(at).is_some_and(|t| !t.text.contains(" · ") && t.text.chars().filter(|c| c.is_alphabetic()).count() >= 3);
    for (nth, at) in unknown.iter().copied().enumerate() {
        if taken.contains(&at) || !plain(at) {
            continue;
        }
        let first_letter =
            |at: usize| texts.get(at).and_then(|t| t.text.chars().find(|c| c.is_alphanumeric())).map(|c| c.to_ascii_lowercase());
        for other in unknown.iter().copied().skip(nth + 1) {
            if taken.contains(&other) || !plain(other) || first_letter(at) != first_letter(other) {
                continue;
            }
            let alike = texts.get(at).zip(texts.get(other)).is_some_and(|(a, b)| likeness(&a.text, &b.text) >= ALIKE);
            if alike {
                groups.entry(at).or_insert_with(|| vec![at]).push(other);
                taken.insert(other);
            }
        }
    }
    for group in groups.values() {
        let names: Vec<&str> = group.iter().filter_map(|at| texts.get(*at)).map(|t| t.text.as_str()).collect();
        let clash = group.iter().enumerate().any(|(nth, a)| {
            group.iter().skip(nth + 1).any(|b| periods.get(*a).zip(periods.get(*b)).is_some_and(|(x, y)| x.iter().any(|p| y.contains(p))))
        });
        // The fullest spelling stands for them all.
        let Some(fullest) = names.iter().max_by_key(|name| name.len()).map(|name| (*name).to_owned()) else { continue };
        let Some(place) = group.first().and_then(|at| texts.get(*at)).map(|t| t.first.clone()) else { continue };
        let seen = names.join("’, ‘");
        // Two that report for the same month are two, however alike their names.
        if clash {
            continue;
        }
        let mut choices = vec![("one", "One and the same"), ("apart", "Keep them apart")];
        let slip = names.iter().all(|name| *name == fullest || likeness(name, &fullest) >= 0.85);
        let read_as = if slip {
            "Names much alike, never in the same month. Read as one until you say otherwise."
        } else {
            choices.swap(0, 1);
            "Names somewhat alike, never in the same month: one that was renamed, or two? Kept apart until you say otherwise."
        };
        let about = names.join("\u{1f}");
        let answer =
            notes.ask(&Odd { kind: NoteKind::SeveralSpellings, about: &about, seen: &seen, read_as }, place, &choices, &task.answers.notes);
        for at in group.iter().skip(1) {
            if let Some(text) = texts.get(*at) {
                notes.add(&Odd { kind: NoteKind::SeveralSpellings, about: &about, seen: "", read_as }, text.first.clone());
            }
        }
        if answer == "one" {
            for at in group {
                if let (Some(name), Some(text)) = (named.get_mut(*at), texts.get(*at)) {
                    *name = Some(fullest.clone());
                    if text.text != fullest {
                        spellings.push(Spelling { seen: text.text.clone(), means: fullest.clone(), of_measure: false });
                    }
                }
            }
        }
    }
}

fn finish(
    texts: &[Text],
    named: Vec<Option<String>>,
    is_known: &[bool],
    left_out: &dyn Fn(usize) -> bool,
    spellings: Vec<Spelling>,
) -> Settled<ReadPart> {
    let mut settled = Settled { list: Vec::new(), of_text: Vec::new(), spellings };
    let mut by_name: HashMap<String, u32> = HashMap::new();
    for (at, (text, name)) in texts.iter().zip(named).enumerate() {
        if left_out(at) {
            settled.of_text.push(None);
            continue;
        }
        let name = name.unwrap_or_else(|| text.text.clone());
        let place = match by_name.get(&name) {
            Some(place) => *place,
            None => {
                let place = settled.list.len() as u32;
                settled.list.push(ReadPart {
                    name: name.clone(),
                    text: text.text.clone(),
                    known: is_known.get(at).copied().unwrap_or(false),
                });
                by_name.insert(name, place);
                place
            }
        };
        settled.of_text.push(Some(place));
    }
    settled
}
