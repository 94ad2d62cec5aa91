//! Ballots as they are published, so that anybody can count them again: in order of what was chosen, groups that are small left out.

use model::ballot::{Ballot, Chosen, Vote, VoteKind};
use model::involvement::Involvement;
use model::reference::Reference;

use super::count::group_counts;
use super::read_public::closed_public;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// The two kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// As other programs count it: META, PROJECTS, VOTES.
    Pabulib,
    Csv,
}

/// The file of a round that is public and closed.
pub async fn published_ballots(desk: &Desk, reference: &Reference, kind: As) -> Result<String, DeskError> {
    let mut tx = desk.read().await?;
    let of = closed_public(desk, &mut tx, reference).await?;
    let vote = of.noun.vote.as_ref().ok_or(DeskError::NotFound)?;
    let ballots = store::ballots::of(&mut tx, of.id).await?;
    let smallest = Settings::in_force(&mut tx).await?.smallest_count;
    let lines = lines(&of.noun, ballots, smallest);
    Ok(match kind {
        As::Pabulib => pabulib(&of.noun, vote, &lines, &desk.place.name),
        As::Csv => csv(vote, &lines),
    })
}

/// What of a ballot is published, in an order that says nothing of when it came or beside whom.
fn lines(of: &Involvement, ballots: Vec<Ballot>, smallest: u32) -> Vec<(Chosen, String)> {
    let hidden: Vec<String> =
        group_counts(of, &ballots, smallest).into_iter().filter(|(.., hidden)| *hidden).map(|(name, ..)| name).collect();
    let group = |name: String| if hidden.contains(&name) { String::new() } else { name };
    let mut lines: Vec<(Chosen, String)> = ballots.into_iter().map(|ballot| (ballot.chosen, group(ballot.group))).collect();
    lines.sort();
    lines
}

fn chosen(chosen: &Chosen) -> (String, String) {
    match chosen {
        Chosen::Approved(codes) | Chosen::Ranked(codes) => (codes.join(","), String::new()),
        Chosen::Pairs(pairs) => {
            let said = pairs.iter().map(|pair| format!("{}{}{}", pair.first, if pair.same { "=" } else { ">" }, pair.second));
            (said.collect::<Vec<_>>().join(","), String::new())
        }
        Chosen::Points(points) => {
            let codes = points.iter().map(|(code, _)| code.clone()).collect::<Vec<_>>().join(",");
            (codes, points.iter().map(|(_, points)| points.to_string()).collect::<Vec<_>>().join(","))
        }
    }
}

/// A part of a line of Pabulib: nothing that would end it.
fn plain(text: &str) -> String {
    text.chars().map(|letter| if matches!(letter, ';' | '\n' | '\r' | '"') { ' ' } else { letter }).collect::<String>().trim().to_owned()
}

fn pabulib(of: &Involvement, vote: &Vote, lines: &[(Chosen, String)], place: &str) -> String {
    let kind = match vote.kind {
        VoteKind::Approval => "approval",
        VoteKind::Ranking => "ordinal",
        VoteKind::Points => "cumulative",
        // No such vote in the format: one choice between two a line is written in the file of comma-separated values only.
        VoteKind::Pairs => "pairs",
    };
    let pence = |money: quantity::Money| format!("{}.{:02}", money.pence() / 100, money.pence() % 100);
    let amount = |money: quantity::Money| if money.pence() % 100 == 0 { (money.pence() / 100).to_string() } else { pence(money) };
    let mut text = String::from("META\nkey;value\n");
    let mut meta = vec![
        ("description", plain(&of.title)),
        ("unit", plain(place)),
        ("num_projects", vote.choices.len().to_string()),
        ("num_votes", lines.len().to_string()),
        ("vote_type", kind.to_owned()),
        ("date_begin", of.opens.to_string()),
        ("date_end", of.closes.to_string()),
    ];
    if let Some(budget) = vote.budget {
        meta.push(("budget", amount(budget)));
        meta.push(("max_sum_cost", amount(budget)));
    }
    if let Some(points) = vote.points {
        meta.push(("max_sum_points", points.to_string()));
    }
    for (key, value) in meta {
        text.push_str(&format!("{key};{value}\n"));
    }
    text.push_str("PROJECTS\nproject_id;cost;name\n");
    for choice in &vote.choices {
        let cost = choice.cost.map_or_else(|| "1".to_owned(), amount);
        text.push_str(&format!("{};{cost};{}\n", choice.code, plain(&choice.title)));
    }
    let has_points = vote.kind == VoteKind::Points;
    text.push_str(if has_points { "VOTES\nvoter_id;vote;points;group\n" } else { "VOTES\nvoter_id;vote;group\n" });
    for (at, (what, group)) in lines.iter().enumerate() {
        let (codes, points) = chosen(what);
        let points = if has_points { format!("{points};") } else { String::new() };
        text.push_str(&format!("{};{codes};{points}{}\n", at + 1, plain(group)));
    }
    text
}

fn csv(vote: &Vote, lines: &[(Chosen, String)]) -> String {
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('"', "\"\""));
    let mut text = String::from(if vote.kind == VoteKind::Points { "ballot,chosen,points,group\r\n" } else { "ballot,chosen,group\r\n" });
    for (at, (what, group)) in lines.iter().enumerate() {
        let (codes, points) = chosen(what);
        let points = if vote.kind == VoteKind::Points { format!("{},", quoted(&points)) } else { String::new() };
        text.push_str(&format!("{},{},{points}{}\r\n", at + 1, quoted(&codes), quoted(group)));
    }
    text
}
