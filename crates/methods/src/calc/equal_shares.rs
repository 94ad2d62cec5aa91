//! `calc equal-shares`: what a budget funds by equal shares, and by the usual count beside it.

use std::collections::BTreeMap;

use quantity::Money;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::question::{self, Question, bad};
use super::{card, number, refusal};
use crate::voice::equal_shares::METHOD;
use crate::voice::{Ballot, Completion, Election, How, Outcome, Project, Refusal, Rule, Ties, Utility, equal_shares as share, greedy};

const OPTIONS: [&str; 3] = ["utility", "completion", "ties"];
const INPUT: [&str; 3] = ["budget", "projects", "ballots"];

/// What equal shares and the usual count fund, of a question file.
///
/// # Errors
/// The refusal as JSON, `{"refusal": {"code", "message"}}`.
pub fn equal_shares(question_json: &str) -> Result<Value, Value> {
    let question = question::read(question_json, &OPTIONS, &INPUT)?;
    answer(&election(&question)?, &rule(&question)?)
}

/// The same of an election read from elsewhere; `options` as those of a question file.
///
/// # Errors
/// The refusal as JSON.
pub fn equal_shares_of(election: &Election, options: &Value) -> Result<Value, Value> {
    answer(election, &rule(&question::options(options, &OPTIONS)?)?)
}

fn rule(question: &Question) -> Result<Rule, Value> {
    let read = |name: &str| Ok::<&str, Value>(question.text(name)?.unwrap_or_default());
    Ok(Rule {
        utility: match read("utility")? {
            "" | "cost" => Utility::Cost,
            "cardinality" => Utility::Cardinality,
            _ => return Err(bad("utility", "cost or cardinality")),
        },
        completion: match read("completion")? {
            "" | "none" => Completion::None,
            "votes" => Completion::Votes,
            "utilitarian_greedy" => Completion::UtilitarianGreedy,
            _ => return Err(bad("completion", "none, votes or utilitarian_greedy")),
        },
        ties: match read("ties")? {
            "" | "by_id" => Ties::ById,
            "cheapest" => Ties::Cheapest,
            "most_votes" => Ties::MostVotes,
            _ => return Err(bad("ties", "by_id, cheapest or most_votes")),
        },
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedProject {
    id: String,
    cost: f64,
}

/// Ids alone, or with the group and how many people they stand for.
#[derive(Deserialize)]
#[serde(untagged)]
enum AskedBallot {
    Alone(Vec<String>),
    Told(Told),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    approves: Vec<String>,
    #[serde(default)]
    group: Option<String>,
    #[serde(default)]
    weight: Option<u32>,
}

fn election(question: &Question) -> Result<Election, Value> {
    let budget =
        pounds("budget", question.input.get("budget").and_then(Value::as_f64).ok_or_else(|| bad("budget", "pounds, as a number"))?)?;
    let asked: Vec<AskedProject> = typed(question, "projects", "a list of objects with “id” and “cost”")?;
    let mut projects = Vec::new();
    for project in asked {
        projects.push(Project { cost: pounds(&format!("cost of {}", project.id), project.cost)?, id: project.id });
    }
    let place: BTreeMap<&str, usize> = projects.iter().enumerate().map(|(at, project)| (project.id.as_str(), at)).collect();
    let what = "a list, each of ids or an object with “approves”, “group” and “weight”";
    let asked: Vec<AskedBallot> = typed(question, "ballots", what)?;
    let mut groups: Vec<String> = Vec::new();
    let mut ballots = Vec::new();
    for (at, ballot) in asked.into_iter().enumerate() {
        let (approves, group, weight) = match ballot {
            AskedBallot::Alone(approves) => (approves, None, None),
            AskedBallot::Told(Told { approves, group, weight }) => (approves, group, weight),
        };
        let known = |id: &String| {
            let unknown = || {
                refusal(
                    "unknown_project",
                    format!("Ballot {} names “{id}”, which is no project here. Correct it, or leave it out.", at + 1),
                )
            };
            place.get(id.as_str()).copied().ok_or_else(unknown)
        };
        let approves = approves.iter().map(known).collect::<Result<Vec<usize>, Value>>()?;
        let group = group.map(|name| {
            groups.iter().position(|known| *known == name).unwrap_or_else(|| {
                groups.push(name);
                groups.len() - 1
            })
        });
        ballots.push(Ballot { approves, group, weight: weight.unwrap_or(1) });
    }
    Ok(Election { budget, projects, ballots, groups })
}

fn typed<T: serde::de::DeserializeOwned>(question: &Question, name: &str, what: &str) -> Result<T, Value> {
    let found = question.input.get(name).ok_or_else(|| refusal("missing_field", format!("The input has no “{name}”: {what}.")))?;
    T::deserialize(found).map_err(|e| bad(name, &format!("{what} ({e})")))
}

/// Pounds of a file as pence: a part of a penny is refused, as an order may rest on it.
fn pounds(name: &str, value: f64) -> Result<Money, Value> {
    let pence = value * 100.0;
    if !pence.is_finite() || pence.abs() > 9.0e15 || (pence - pence.round()).abs() > 1e-6 * pence.abs().max(1.0) {
        return Err(bad(name, "pounds, with no part of a penny"));
    }
    Ok(Money::from_pence(pence.round() as i64))
}

fn answer(election: &Election, rule: &Rule) -> Result<Value, Value> {
    let refused = |r: Refusal| refusal(r.code(), r.message());
    let shares = share(election, rule).map_err(refused)?;
    let usual = greedy(election, rule.utility).map_err(refused)?;
    let id = |project: usize| election.projects.get(project).map_or("", |project| project.id.as_str());
    let ids = |outcome: &Outcome| outcome.projects().into_iter().map(id).collect::<Vec<_>>();
    let (method, edition, about) = card(METHOD);
    let mut answer = Map::new();
    let mut put = |name: &str, value: Value| answer.insert(name.to_owned(), value);
    put("method", method);
    put("edition", edition);
    put("about", about);
    put("parameters", json!(rule));
    put("people", json!(shares.people));
    put("equal_shares", json!(ids(&shares)));
    put("equal_shares_cost", number(shares.cost.pounds()));
    put("equal_shares_left", number(shares.left.pounds()));
    put("greedy", json!(ids(&usual)));
    put("greedy_cost", number(usual.cost.pounds()));
    put("greedy_left", number(usual.left.pounds()));
    put(
        "votes",
        election
            .projects
            .iter()
            .zip(&shares.votes)
            .map(|(project, votes)| (project.id.clone(), json!(votes)))
            .collect::<Map<_, _>>()
            .into(),
    );
    put(
        "funded",
        shares
            .funded
            .iter()
            .map(|one| {
                let mut line = json!({ "id": id(one.project), "votes": shares.votes.get(one.project) });
                if let How::Shares(paid) = &one.how {
                    line["rate"] = number(paid.rate);
                    line["each_paid"] = number(paid.each_pence / 100.0);
                    line["paid_in_full"] = json!(paid.in_full);
                    line["paid_what_was_left"] = json!(paid.with_less);
                } else {
                    line["by"] = json!("completion");
                }
                if !one.tied_with.is_empty() {
                    line["tied_with"] = one.tied_with.iter().map(|project| id(*project)).collect();
                }
                line
            })
            .collect(),
    );
    if !election.groups.is_empty() {
        put("groups", groups(election, &shares));
        put("groups_greedy", groups(election, &usual));
    }
    put("working", json!(shares.working));
    Ok(Value::Object(answer))
}

fn groups(election: &Election, outcome: &Outcome) -> Value {
    let line = |group: &crate::voice::GroupShare| {
        let name = election.groups.get(group.group).cloned().unwrap_or_default();
        let told = json!({
            "people": group.people,
            "share_of_people": group.of_people.value(),
            "people_with_something": group.with_something,
            "share_of_budget": group.of_budget.value(),
        });
        (name, told)
    };
    Value::Object(outcome.groups.iter().map(line).collect())
}
