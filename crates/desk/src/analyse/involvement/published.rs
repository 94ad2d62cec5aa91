//! Ballots as they are published, so that anybody can count them again: in order of what was chosen, groups that are small left out.

use exchange::pabulib::{self, Project, VoteType};
use model::ballot::{Ballot as Cast, Chosen, Vote, VoteChoice, VoteKind};
use model::involvement::Involvement;
use model::reference::Reference;
use quantity::Money;

use super::count::group_counts;
use super::read_public::closed_public;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;

/// The two kinds of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// As other programs count a vote on money.
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
        As::Pabulib => as_pabulib(&of.noun, vote, &lines, &desk.place.name)?,
        As::Csv => csv(vote, &lines),
    })
}

/// What of a ballot is published, in an order that says nothing of when it came or beside whom.
fn lines(of: &Involvement, ballots: Vec<Cast>, smallest: u32) -> Vec<(Chosen, String)> {
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

/// The vote as Pabulib has it: only where people shared out real money.
fn as_pabulib(of: &Involvement, vote: &Vote, lines: &[(Chosen, String)], place: &str) -> Result<String, DeskError> {
    let (VoteKind::Approval, Some(budget)) = (vote.kind, vote.budget) else { return Err(DeskError::NotFound) };
    let meta = [
        ("description", of.title.clone()),
        ("unit", place.to_owned()),
        ("date_begin", of.opens.to_string()),
        ("date_end", of.closes.to_string()),
    ];
    let project =
        |choice: &VoteChoice| Project { id: choice.code.clone(), cost: choice.cost.unwrap_or(Money::ZERO), name: choice.title.clone() };
    let place = |code: &String| vote.choices.iter().position(|choice| choice.code == *code);
    let ballot = |(at, (what, group)): (usize, &(Chosen, String))| pabulib::Ballot {
        voter: (at + 1).to_string(),
        choices: match what {
            Chosen::Approved(codes) => codes.iter().filter_map(place).collect(),
            _ => Vec::new(),
        },
        points: Vec::new(),
        about: if group.is_empty() { Vec::new() } else { vec![("group".to_owned(), group.clone())] },
    };
    Ok(pabulib::write(&pabulib::Vote {
        meta: meta.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(),
        budget,
        vote_type: VoteType::Approval,
        projects: vote.choices.iter().map(project).collect(),
        ballots: lines.iter().enumerate().map(ballot).collect(),
    }))
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
