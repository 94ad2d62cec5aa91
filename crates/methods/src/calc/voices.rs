//! `calc bradley-terry`, `calc ranking`, `calc points` and `calc agreement`: choices between two, lists, points, and how far lists agree.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::question::{self, bad};
use super::{card, optional, refusal};
use crate::Method;
use crate::voice::agreement::{self, Lists};
use crate::voice::points::{self, Given, Points};
use crate::voice::ranking::{self, List, Rankings};
use crate::voice::{Choice, Comparisons, Prior, Refusal, Strengths, bradley_terry as strengths_of};

/// Names of items or groups, and the place of each.
#[derive(Default)]
struct Names {
    list: Vec<String>,
    places: BTreeMap<String, usize>,
}

impl Names {
    fn of(items: Vec<String>) -> Names {
        let places = items.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Names { list: items, places }
    }

    fn known(&self, name: &str, where_: &str) -> Result<usize, Value> {
        let unknown = || refusal("unknown_item", format!("{where_} names “{name}”, which is not among the items. Correct it, or add it."));
        self.places.get(name).copied().ok_or_else(unknown)
    }

    fn noted(&mut self, name: Option<String>) -> Option<usize> {
        let name = name?;
        Some(*self.places.entry(name).or_insert_with_key(|name| {
            self.list.push(name.clone());
            self.list.len() - 1
        }))
    }
}

fn input<T: DeserializeOwned>(input: Map<String, Value>) -> Result<T, Value> {
    T::deserialize(Value::Object(input)).map_err(|e| refusal("not_a_question", format!("“input” cannot be read: {e}.")))
}

fn refused(r: Refusal) -> Value {
    refusal(r.code(), r.message())
}

fn begun(of: Method, parameters: Value) -> Map<String, Value> {
    let (method, edition, about) = card(of);
    let named = [("method", method), ("edition", edition), ("about", about), ("parameters", parameters)];
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// One value an item, by its name.
fn by_name<T: serde::Serialize>(items: &[String], values: &[T]) -> Value {
    Value::Object(items.iter().zip(values).map(|(name, value)| (name.clone(), json!(value))).collect())
}

fn names(items: &[String], places: &[usize]) -> Value {
    places.iter().filter_map(|at| items.get(*at)).cloned().collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedChoices {
    items: Vec<String>,
    comparisons: Vec<AskedChoice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedChoice {
    winner: String,
    loser: String,
    #[serde(default)]
    count: Option<u64>,
    #[serde(default)]
    group: Option<String>,
}

/// Strengths from choices between two.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn bradley_terry(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &["prior"], &["items", "comparisons"])?;
    let prior = match question.text("prior")?.unwrap_or("none") {
        "none" => Prior::None,
        "half_a_win" => Prior::HalfAWin,
        _ => return Err(bad("prior", "none or half_a_win")),
    };
    let asked: AskedChoices = input(question.input)?;
    let items = Names::of(asked.items);
    let mut groups = Names::default();
    let mut choices = Vec::new();
    for (at, choice) in asked.comparisons.into_iter().enumerate() {
        let here = format!("Comparison {}", at + 1);
        choices.push(Choice {
            winner: items.known(&choice.winner, &here)?,
            loser: items.known(&choice.loser, &here)?,
            count: choice.count.unwrap_or(1),
            group: groups.noted(choice.group),
        });
    }
    let asked = Comparisons { items: items.list, choices, groups: groups.list, prior };
    let found = strengths_of(&asked).map_err(refused)?;
    let mut answer = begun(crate::voice::bradley_terry::METHOD, json!({ "prior": prior }));
    answer.append(&mut told(&asked.items, &found));
    let of_group = |one: &crate::voice::comparisons::OfGroup| {
        let value = match &one.answer {
            Ok(strengths) => Value::Object(told(&asked.items, strengths)),
            Err(refused) => refusal(&refused.code, refused.message.clone()),
        };
        (asked.groups.get(one.group).cloned().unwrap_or_default(), value)
    };
    if !found.by_group.is_empty() {
        answer.insert("groups".to_owned(), Value::Object(found.by_group.iter().map(of_group).collect()));
    }
    answer.insert("working".to_owned(), json!(found.working));
    Ok(Value::Object(answer))
}

fn told(items: &[String], found: &Strengths) -> Map<String, Value> {
    let told = [
        ("strength", by_name(items, &found.strength)),
        ("log_strength", by_name(items, &found.log_strength)),
        ("standard_error", by_name(items, &found.standard_error)),
        ("ranking", names(items, &found.ranking)),
        ("choices", json!(found.choices)),
    ];
    told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedLists {
    items: Vec<String>,
    lists: Vec<AskedList>,
}

/// First comes first; names in a list of their own share a place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedList {
    order: Vec<Tier>,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    weight: Option<u32>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Tier {
    One(String),
    Alike(Vec<String>),
}

/// Ordered lists counted together.
///
/// # Errors
/// The refusal as JSON.
pub fn ranking(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &[], &["items", "lists"])?;
    let asked: AskedLists = input(question.input)?;
    let items = Names::of(asked.items);
    let mut groups = Names::default();
    let mut lists = Vec::new();
    for (at, list) in asked.lists.into_iter().enumerate() {
        let here = format!("List {}", at + 1);
        let mut places = Vec::new();
        for tier in list.order {
            let alike = match tier {
                Tier::One(name) => vec![name],
                Tier::Alike(names) => names,
            };
            places.push(alike.iter().map(|name| items.known(name, &here)).collect::<Result<Vec<usize>, Value>>()?);
        }
        lists.push(List { places, group: groups.noted(list.group), weight: list.weight.unwrap_or(1) });
    }
    let asked = Rankings { items: items.list, lists, groups: groups.list };
    let found = ranking::ranking(&asked).map_err(refused)?;
    let mut answer = begun(ranking::METHOD, json!({}));
    let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    put("people", json!(found.people));
    put("ranking", names(&asked.items, &found.ranking));
    put("rank", by_name(&asked.items, &found.ranks));
    put("borda", by_name(&asked.items, &found.borda));
    put("mean_place", by_name(&asked.items, &found.mean_place));
    put("beats_all", found.beats_all.and_then(|at| asked.items.get(at)).map_or(Value::Null, |name| json!(name)));
    put("leading", names(&asked.items, &found.leading));
    if !asked.groups.is_empty() {
        let of_group = asked.groups.iter().zip(&found.by_group).map(|(name, places)| (name.clone(), by_name(&asked.items, places)));
        put("mean_place_by_group", Value::Object(of_group.collect()));
    }
    put("working", json!(found.working));
    Ok(Value::Object(answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedPoints {
    items: Vec<String>,
    ballots: Vec<AskedGiven>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedGiven {
    points: BTreeMap<String, u64>,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    weight: Option<u32>,
}

/// Points given out among items.
///
/// # Errors
/// The refusal as JSON.
pub fn points(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &["most_each", "most_in_all"], &["items", "ballots"])?;
    let most_in_all =
        question.whole("most_in_all", u64::from(u32::MAX))?.ok_or_else(|| bad("most_in_all", "how many points each may give"))?;
    let most_each = question.whole("most_each", u64::from(u32::MAX))?.unwrap_or(most_in_all);
    let asked: AskedPoints = input(question.input)?;
    let items = Names::of(asked.items);
    let mut groups = Names::default();
    let mut ballots = Vec::new();
    for (at, ballot) in asked.ballots.into_iter().enumerate() {
        let here = format!("Ballot {}", at + 1);
        let given = ballot.points.iter().map(|(name, points)| Ok((items.known(name, &here)?, *points)));
        let points = given.collect::<Result<Vec<_>, Value>>()?;
        ballots.push(Given { points, group: groups.noted(ballot.group), weight: ballot.weight.unwrap_or(1) });
    }
    let asked = Points { items: items.list, ballots, groups: groups.list, most_each, most_in_all };
    let found = points::points(&asked).map_err(refused)?;
    let mut answer = begun(points::METHOD, json!({ "most_each": most_each, "most_in_all": most_in_all }));
    let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    put("people", json!(found.people));
    put("points", by_name(&asked.items, &found.totals));
    put("share", by_name(&asked.items, &found.shares));
    put("givers", by_name(&asked.items, &found.givers));
    put("ranking", names(&asked.items, &found.ranking));
    if !asked.groups.is_empty() {
        let of_group = asked.groups.iter().zip(&found.by_group).map(|(name, totals)| (name.clone(), by_name(&asked.items, totals)));
        put("points_by_group", Value::Object(of_group.collect()));
    }
    put("working", json!(found.working));
    Ok(Value::Object(answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedOrders {
    #[serde(default)]
    items: Vec<String>,
    /// By whose it is: names in order, those alike in a list of their own.
    lists: BTreeMap<String, Vec<Tier>>,
}

/// How far lists agree, and where they differ.
///
/// # Errors
/// The refusal as JSON.
pub fn agreement(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &[], &["items", "lists"])?;
    let asked: AskedOrders = input(question.input)?;
    let items = Names::of(asked.items);
    let mut lists = Lists { items: items.list.clone(), ..Lists::default() };
    for (whose, order) in asked.lists {
        // What is not named has no place yet, and is asked for by name of the list.
        let mut places = vec![f64::NAN; items.list.len()];
        let mut before = 0usize;
        for tier in order {
            let alike = match tier {
                Tier::One(name) => vec![name],
                Tier::Alike(names) => names,
            };
            let place = before as f64 + (alike.len() as f64 + 1.0) / 2.0;
            before += alike.len();
            for name in alike {
                let at = items.known(&name, &format!("The list of {whose}"))?;
                match places.get_mut(at) {
                    Some(own) if own.is_nan() => *own = place,
                    _ => return Err(refusal("named_twice", format!("The list of {whose} names “{name}” twice. Give each one place."))),
                }
            }
        }
        lists.names.push(whose);
        lists.places.push(places);
    }
    let found = agreement::map(&lists).map_err(refused)?;
    let mut answer = begun(agreement::METHOD, json!({}));
    let name = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
    answer.insert("w".to_owned(), optional(found.overall));
    let pair = |pair: &agreement::Pair| {
        json!({
            "one": name(&lists.names, pair.one),
            "other": name(&lists.names, pair.other),
            "tau": optional(pair.tau),
            "farthest": pair.farthest.map(|(item, _)| name(&lists.items, item)),
        })
    };
    answer.insert("pairs".to_owned(), found.pairs.iter().map(pair).collect());
    let item = |one: &agreement::Spread| json!({ "item": name(&lists.items, one.item), "best": one.best, "worst": one.worst });
    answer.insert("items".to_owned(), found.items.iter().map(item).collect());
    answer.insert("working".to_owned(), json!(found.working));
    Ok(Value::Object(answer))
}
