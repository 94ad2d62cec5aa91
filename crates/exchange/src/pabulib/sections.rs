//! The three sections, the keys of META and the projects.

use std::collections::HashMap;

use quantity::Money;

use super::{LineNote, Project, VoteType};

/// A line of the file, parted into cells.
pub(super) struct Line {
    pub number: u32,
    pub cells: Vec<String>,
}

impl Line {
    pub fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", |cell| cell.trim())
    }
}

/// The lines of each section, without its name; the first of each is its heading.
#[derive(Default)]
pub(super) struct Parts {
    pub meta: Vec<Line>,
    pub projects: Vec<Line>,
    pub votes: Vec<Line>,
}

pub(super) fn split(text: &str) -> Result<Parts, String> {
    let mut parts = Parts::default();
    let mut seen: Vec<&str> = Vec::new();
    let mut into: Option<&str> = None;
    for (number, line) in (1u32..).zip(text.lines()) {
        let bare = line.trim().trim_matches(';').trim();
        if bare.is_empty() {
            continue;
        }
        if let Some(name) = ["META", "PROJECTS", "VOTES"].into_iter().find(|name| bare.eq_ignore_ascii_case(name)) {
            if seen.contains(&name) {
                return Err(format!("The section {name} begins a second time in line {number}. Keep one."));
            }
            seen.push(name);
            into = Some(name);
            continue;
        }
        let cells =
            cells(line).ok_or_else(|| format!("A quotation mark opened in line {number} never closes. Close it, or take it out."))?;
        let line = Line { number, cells };
        match into {
            Some("META") => parts.meta.push(line),
            Some("PROJECTS") => parts.projects.push(line),
            Some(_) => parts.votes.push(line),
            None => return Err(format!("Line {number} stands before any section. A file of votes begins with a line META.")),
        }
    }
    match ["META", "PROJECTS", "VOTES"].into_iter().find(|name| !seen.contains(name)) {
        Some(missing) => Err(format!("The file has no section {missing}. It needs META, PROJECTS and VOTES, each on a line of its own.")),
        None => Ok(parts),
    }
}

/// Cells of a line; none where a quotation mark is never closed. A doubled mark within quotes is a mark.
fn cells(line: &str) -> Option<Vec<String>> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.trim_end_matches(['\r', '\n']).chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => {
                cell.push('"');
                letters.next();
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            ';' if !quoted => cells.push(std::mem::take(&mut cell)),
            other => cell.push(other),
        }
    }
    cells.push(cell);
    (!quoted).then_some(cells)
}

/// Which column bears a name, in the heading of a section.
pub(super) struct Columns(HashMap<String, usize>);

impl Columns {
    pub fn of(heading: &Line, section: &str) -> Result<Columns, String> {
        let mut columns = HashMap::new();
        for at in 0..heading.cells.len() {
            let name = heading.cell(at).to_lowercase();
            if !name.is_empty() && columns.insert(name.clone(), at).is_some() {
                return Err(format!("Two columns of {section} are named {name} in line {}. Keep one.", heading.number));
            }
        }
        Ok(Columns(columns))
    }

    pub fn need(&self, name: &str, section: &str, line: u32) -> Result<usize, String> {
        self.at(name).ok_or_else(|| format!("The section {section} has no column {name} in its heading, line {line}."))
    }

    pub fn at(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// Names and places of all but these.
    pub fn others(&self, but: &[&str]) -> Vec<(String, usize)> {
        let mut others: Vec<_> =
            self.0.iter().filter(|(name, _)| !but.contains(&name.as_str())).map(|(name, at)| (name.clone(), *at)).collect();
        others.sort_by_key(|(_, at)| *at);
        others
    }
}

pub(super) struct Meta {
    pub pairs: Vec<(String, String)>,
    pub budget: Money,
    pub vote_type: VoteType,
    pub is_one: bool,
}

impl Meta {
    pub fn value(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    pub fn number(&self, key: &str) -> Option<u64> {
        self.value(key)?.parse().ok()
    }
}

pub(super) fn meta(lines: &[Line], notes: &mut Vec<LineNote>) -> Result<Meta, String> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut budget = None;
    for line in lines {
        let (key, value) = (line.cell(0).to_lowercase(), line.cell(1).to_owned());
        if key == "key" && value.eq_ignore_ascii_case("value") {
            continue;
        }
        if pairs.iter().any(|(known, _)| *known == key) {
            notes.push(LineNote::new(line.number, format!("“{key}” was given before; the first stands.")));
            continue;
        }
        if key == "budget" {
            budget = Some(amount(&value).ok_or_else(|| {
                format!("The budget “{value}” in line {} is not an amount above nothing. Write it as 180000 or 180000.50.", line.number)
            })?);
        }
        pairs.push((key, value));
    }
    let budget = budget.ok_or("The section META has no budget. Add a line such as budget;180000.")?;
    let code = pairs.iter().find(|(key, _)| key == "vote_type").map(|(_, value)| value.to_lowercase());
    let code = code.ok_or("The section META does not say the vote_type: approval, ordinal, cumulative or scoring.")?;
    let vote_type = VoteType::parse(&code)
        .ok_or_else(|| format!("The vote_type “{code}” is not known. Known are approval, choose-1, ordinal, cumulative and scoring."))?;
    Ok(Meta { is_one: code == "choose-1", pairs, budget, vote_type })
}

/// An amount above nothing; what a currency is called plays no part in who wins.
fn amount(text: &str) -> Option<Money> {
    Money::parse(text).ok().filter(|amount| *amount > Money::ZERO)
}

pub(super) fn projects(lines: &[Line]) -> Result<Vec<Project>, String> {
    let (heading, lines) = lines.split_first().ok_or("The section PROJECTS is empty. It needs a heading and a line for each project.")?;
    let columns = Columns::of(heading, "PROJECTS")?;
    let id = columns.need("project_id", "PROJECTS", heading.number)?;
    let cost = columns.need("cost", "PROJECTS", heading.number)?;
    let name = columns.at("name");
    let mut projects: Vec<Project> = Vec::new();
    let mut known: HashMap<String, u32> = HashMap::new();
    for line in lines {
        let key = line.cell(id);
        if key.is_empty() {
            return Err(format!("The project in line {} has no project_id. Give it one; ballots name it by that.", line.number));
        }
        if let Some(first) = known.insert(key.to_owned(), line.number) {
            return Err(format!(
                "The project “{key}” stands in line {first} and again in line {}. A ballot cannot mean both: give one of them another id.",
                line.number
            ));
        }
        let typed = line.cell(cost);
        let cost = amount(typed).ok_or_else(|| {
            format!(
                "The cost “{typed}” of project “{key}” in line {} is not an amount above nothing. Write it as 62000 or 62000.50.",
                line.number
            )
        })?;
        projects.push(Project { id: key.to_owned(), cost, name: name.map_or("", |at| line.cell(at)).to_owned() });
    }
    if projects.is_empty() { Err("The section PROJECTS has a heading and no project.".to_owned()) } else { Ok(projects) }
}

/// What META says of how many there are, beside what was read.
pub(super) fn compare_counts(meta: &Meta, projects: usize, ballots: usize, notes: &mut Vec<LineNote>) {
    for (key, what, found) in [("num_projects", "projects", projects), ("num_votes", "ballots", ballots)] {
        if let Some(said) = meta.number(key).filter(|said| *said != found as u64) {
            notes.push(LineNote::new(0, format!("META says {said} {what}, and {found} are counted.")));
        }
    }
}
