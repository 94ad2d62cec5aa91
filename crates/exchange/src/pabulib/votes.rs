//! Ballots of the section VOTES.

use std::collections::HashMap;

use super::sections::{Columns, Line, Meta};
use super::{Ballot, LineNote, Project};

pub(super) fn ballots(lines: &[Line], meta: &Meta, projects: &[Project], notes: &mut Vec<LineNote>) -> Result<Vec<Ballot>, String> {
    let (heading, lines) = lines.split_first().ok_or("The section VOTES is empty. It needs a heading and a line for each ballot.")?;
    let columns = Columns::of(heading, "VOTES")?;
    let voter = columns.need("voter_id", "VOTES", heading.number)?;
    let vote = columns.need("vote", "VOTES", heading.number)?;
    let points = match columns.at("points") {
        None if meta.vote_type.has_points() => {
            return Err(format!("Votes of the type {} need a column points in line {}.", meta.vote_type.code(), heading.number));
        }
        points => points.filter(|_| meta.vote_type.has_points()),
    };
    let others = columns.others(&["voter_id", "vote", "points"]);
    let reader = Reader { meta, places: projects.iter().enumerate().map(|(at, project)| (project.id.as_str(), at)).collect(), projects };
    let mut first: HashMap<String, u32> = HashMap::new();
    let mut ballots = Vec::new();
    for line in lines {
        let who = line.cell(voter);
        if who.is_empty() {
            notes.push(LineNote::new(line.number, "the ballot has no voter_id, so it cannot be told from a second one; it is left out."));
            continue;
        }
        if let Some(first) = first.get(who) {
            notes.push(LineNote::new(line.number, format!("“{who}” voted in line {first} already; this ballot is left out.")));
            continue;
        }
        first.insert(who.to_owned(), line.number);
        let Some((choices, points)) = reader.choices(line, vote, points, notes) else { continue };
        let about = others.iter().map(|(name, at)| (name.clone(), line.cell(*at).to_owned())).filter(|(_, cell)| !cell.is_empty());
        ballots.push(Ballot { voter: who.to_owned(), choices, points, about: about.collect() });
    }
    Ok(ballots)
}

struct Reader<'a> {
    meta: &'a Meta,
    places: HashMap<&'a str, usize>,
    projects: &'a [Project],
}

impl Reader<'_> {
    /// Choices and their points; none where the ballot is left out.
    fn choices(&self, line: &Line, vote: usize, points: Option<usize>, notes: &mut Vec<LineNote>) -> Option<(Vec<usize>, Vec<u64>)> {
        let parted = |at: usize| line.cell(at).split(',').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<&str>>();
        let mut note = |said: String| notes.push(LineNote::new(line.number, said));
        let ids = parted(vote);
        let mut given: Vec<u64> = Vec::new();
        if let Some(at) = points {
            let cells = parted(at);
            if cells.len() != ids.len() {
                note(format!(
                    "{} projects and {} points: which belongs to which cannot be told; the ballot is left out.",
                    ids.len(),
                    cells.len()
                ));
                return None;
            }
            for cell in cells {
                let Ok(number) = cell.parse::<u64>() else {
                    note(format!("“{cell}” is not a whole number of points; the ballot is left out."));
                    return None;
                };
                given.push(number);
            }
            let most = self.meta.number("max_sum_points");
            if let Some(most) = most.filter(|most| given.iter().fold(0u64, |sum, one| sum.saturating_add(*one)) > *most) {
                note(format!("more than the {most} points that may be given; the ballot is left out."));
                return None;
            }
        }
        let (mut choices, mut kept) = (Vec::new(), Vec::new());
        for (at, id) in ids.iter().enumerate() {
            let Some(place) = self.places.get(id).copied() else {
                note(format!("“{id}” is no project of this file; that choice is left out, the rest of the ballot counts."));
                continue;
            };
            if choices.contains(&place) {
                note(format!("“{id}” is named twice; it counts once."));
                continue;
            }
            choices.push(place);
            kept.extend(given.get(at));
        }
        self.within_limits(&choices, &mut note).then_some((choices, kept))
    }

    /// Limits that the file itself sets on a ballot.
    fn within_limits(&self, choices: &[usize], note: &mut impl FnMut(String)) -> bool {
        let many = choices.len() as u64;
        let most = if self.meta.is_one { Some(1) } else { self.meta.number("max_length") };
        if let Some(most) = most.filter(|most| many > *most) {
            note(format!("{many} projects, and at most {most} may be chosen; the ballot is left out."));
            return false;
        }
        if let Some(fewest) = self.meta.number("min_length").filter(|fewest| many < *fewest) {
            note(format!("{many} projects, and at least {fewest} are to be chosen; the ballot is left out."));
            return false;
        }
        let cost: quantity::Money = choices.iter().filter_map(|at| self.projects.get(*at)).map(|project| project.cost).sum();
        let most = self.meta.value("max_sum_cost").and_then(|text| quantity::Money::parse(text).ok());
        if let Some(most) = most.filter(|most| cost > *most) {
            note(format!("projects of {cost} together, and at most {most} may be chosen; the ballot is left out."));
            return false;
        }
        true
    }
}
