//! Pabulib (`.pb`): votes on a budget as cities publish them. Three sections, META, PROJECTS and VOTES, of cells parted by semicolons.
//!
//! Nothing is counted twice, and nothing guessed: what was left out of a ballot, or a whole ballot, is a note with its line.

mod sections;
mod votes;
mod write;

use quantity::Money;

pub use write::write;

use crate::encoding;
use crate::unreadable::Unreadable;

/// How people voted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteType {
    /// Any number of projects, none before another; `choose-1` is one of them.
    Approval,
    /// In order, the first first.
    Ordinal,
    /// Points that sum to a most.
    Cumulative,
    /// A score to each.
    Scoring,
}

impl VoteType {
    pub const ALL: [VoteType; 4] = [VoteType::Approval, VoteType::Ordinal, VoteType::Cumulative, VoteType::Scoring];

    pub fn code(self) -> &'static str {
        match self {
            VoteType::Approval => "approval",
            VoteType::Ordinal => "ordinal",
            VoteType::Cumulative => "cumulative",
            VoteType::Scoring => "scoring",
        }
    }

    fn parse(code: &str) -> Option<VoteType> {
        if code == "choose-1" {
            return Some(VoteType::Approval);
        }
        VoteType::ALL.into_iter().find(|known| known.code() == code)
    }

    /// Whether each choice carries a number.
    pub fn has_points(self) -> bool {
        matches!(self, VoteType::Cumulative | VoteType::Scoring)
    }
}

/// A vote on a budget.
#[derive(Debug, Clone, PartialEq)]
pub struct Vote {
    /// Keys of META as they stand, `budget` and `vote_type` among them.
    pub meta: Vec<(String, String)>,
    pub budget: Money,
    pub vote_type: VoteType,
    pub projects: Vec<Project>,
    pub ballots: Vec<Ballot>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    pub id: String,
    pub cost: Money,
    /// Empty where the file has none.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    pub voter: String,
    /// Places in `Vote::projects`, each at most once, in the order in which they stand.
    pub choices: Vec<usize>,
    /// One for each choice where the type of vote has points; else empty.
    pub points: Vec<u64>,
    /// Further columns that are filled in: age, sex, neighbourhood, how the vote was cast.
    pub about: Vec<(String, String)>,
}

/// What was odd, in which line of the file, and what was made of it. Line 0 is the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineNote {
    pub line: u32,
    pub said: String,
}

impl LineNote {
    fn new(line: u32, said: impl Into<String>) -> LineNote {
        LineNote { line, said: said.into() }
    }

    pub fn sentence(&self) -> String {
        match self.line {
            0 => format!("The file: {}", self.said),
            line => format!("Line {line}: {}", self.said),
        }
    }
}

/// What could be read, and what was noticed.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    pub vote: Vote,
    pub notes: Vec<LineNote>,
}

/// Larger is not a vote on a budget.
const MOST_BYTES: usize = 256 << 20;

/// Reads a `.pb` file.
///
/// # Errors
/// A sentence that names the line and the mend, where budget, projects or sections cannot be read.
pub fn read(bytes: &[u8]) -> Result<Loaded, String> {
    if bytes.len() > MOST_BYTES {
        return Err(format!("The file is larger than {} MB: that is no vote on a budget.", MOST_BYTES >> 20));
    }
    let text = encoding::decode(bytes).map_err(|unreadable| unreadable.to_string())?;
    if text.text.trim().is_empty() {
        return Err(Unreadable::Empty.to_string());
    }
    let mut notes = Vec::new();
    let parts = sections::split(&text.text)?;
    let meta = sections::meta(&parts.meta, &mut notes)?;
    let projects = sections::projects(&parts.projects)?;
    let ballots = votes::ballots(&parts.votes, &meta, &projects, &mut notes)?;
    if projects.iter().all(|project| project.cost > meta.budget) {
        let said = format!("the budget of {} is below the cost of every project, so nothing can be funded.", meta.budget);
        notes.push(LineNote::new(0, said));
    }
    sections::compare_counts(&meta, projects.len(), ballots.len(), &mut notes);
    notes.sort_by_key(|note| note.line);
    Ok(Loaded { vote: Vote { meta: meta.pairs, budget: meta.budget, vote_type: meta.vote_type, projects, ballots }, notes })
}
