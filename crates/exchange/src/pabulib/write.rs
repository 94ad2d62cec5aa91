//! A vote as a `.pb` file: what is read from it again is the same.

use std::fmt::Write as _;

use quantity::Money;

use super::Vote;

/// The file as text. Keys of META stand as they are, but budget, type and counts are those of the vote.
pub fn write(vote: &Vote) -> String {
    let mut text = String::from("META\nkey;value\n");
    let mut put = |line: &[String]| {
        let _ = writeln!(text, "{}", line.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(";"));
    };
    let own = ["budget", "vote_type", "num_projects", "num_votes"];
    for (key, value) in vote.meta.iter().filter(|(key, _)| !own.contains(&key.as_str())) {
        put(&[key.clone(), value.clone()]);
    }
    let is_one = vote.meta.iter().any(|(key, value)| key == "vote_type" && value == "choose-1");
    let code = if is_one { "choose-1" } else { vote.vote_type.code() };
    let values = [amount(vote.budget), code.to_owned(), vote.projects.len().to_string(), vote.ballots.len().to_string()];
    for (key, value) in own.into_iter().zip(values) {
        put(&[key.to_owned(), value]);
    }
    put(&["PROJECTS".to_owned()]);
    put(&["project_id", "cost", "votes", "name"].map(str::to_owned));
    let mut votes = vec![0u64; vote.projects.len()];
    for choice in vote.ballots.iter().flat_map(|ballot| &ballot.choices) {
        if let Some(sum) = votes.get_mut(*choice) {
            *sum += 1;
        }
    }
    for (project, votes) in vote.projects.iter().zip(&votes) {
        put(&[project.id.clone(), amount(project.cost), votes.to_string(), project.name.clone()]);
    }
    put(&["VOTES".to_owned()]);
    let mut about: Vec<&str> = Vec::new();
    for (name, _) in vote.ballots.iter().flat_map(|ballot| &ballot.about) {
        if !about.contains(&name.as_str()) {
            about.push(name);
        }
    }
    let mut heading = vec!["voter_id".to_owned()];
    heading.extend(about.iter().map(|name| (*name).to_owned()));
    heading.push("vote".to_owned());
    heading.extend(vote.vote_type.has_points().then(|| "points".to_owned()));
    put(&heading);
    for ballot in &vote.ballots {
        let mut line = vec![ballot.voter.clone()];
        let of = |name: &&str| ballot.about.iter().find(|(known, _)| known == name).map_or_else(String::new, |(_, value)| value.clone());
        line.extend(about.iter().map(of));
        let ids: Vec<&str> = ballot.choices.iter().filter_map(|at| vote.projects.get(*at)).map(|project| project.id.as_str()).collect();
        line.push(ids.join(","));
        if vote.vote_type.has_points() {
            line.push(ballot.points.iter().map(u64::to_string).collect::<Vec<_>>().join(","));
        }
        put(&line);
    }
    text
}

/// Pounds, with pence where there are odd ones.
fn amount(money: Money) -> String {
    let pence = money.pence();
    if pence % 100 == 0 { (pence / 100).to_string() } else { format!("{}.{:02}", pence / 100, pence % 100) }
}

fn quoted(cell: &str) -> String {
    // A line cannot hold another: a break within a cell becomes a blank.
    let flat = cell.replace(['\r', '\n'], " ");
    if flat.contains([';', '"']) { format!("\"{}\"", flat.replace('"', "\"\"")) } else { flat }
}
