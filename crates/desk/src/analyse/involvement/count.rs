//! Counting ballots: from what people chose to the question each method is asked, and what it answers as plain figures. Pure.

use std::collections::BTreeMap;

use methods::disclosure::{self, Cell, Settings as Small};
use methods::voice::{self, Completion, Election, How, Outcome, Rule, Ties, Utility, points, ranking};
use model::ballot::{Ballot, Chosen, LeftOver, Vote, VoteKind};
use model::involvement::Involvement;
use quantity::Money;
use serde::{Deserialize, Serialize};

/// A count as it is kept and shown. Groups that are small are withheld already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    pub people: u64,
    /// In the order of the vote.
    pub choices: Vec<CountedChoice>,
    /// Those that can be shown, with "nobody asked or no answer" as an empty name.
    pub groups: Vec<CountedGroup>,
    /// Groups whose figures are withheld.
    pub withheld: Vec<String>,
    pub budget: Option<BudgetCount>,
    /// Why no more can be said, where a method refused.
    pub refused: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountedChoice {
    pub code: String,
    /// Approval: people. Ranking: first places. Pairs: times it came first. Points: points.
    pub votes: u64,
    /// Ranking: mean place. Pairs: log-strength, summing to 0 over all. None of the others.
    pub score: Option<f64>,
    /// Of a log-strength.
    pub standard_error: Option<f64>,
    /// From 1; none where it was not ranked.
    pub place: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CountedGroup {
    pub name: String,
    pub people: u64,
    /// Of a vote that puts things in order: each thing's place by this group's ballots alone, in the order of the vote. Empty where
    /// money is shared out, or the group's ballots alone make no order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Option<u32>>,
}

/// The same ballots counted both ways.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BudgetCount {
    pub budget: Money,
    pub most_votes: Way,
    pub equal_shares: Way,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Way {
    /// Codes, in the order in which they were chosen.
    pub funded: Vec<FundedChoice>,
    pub cost: Money,
    pub left: Money,
    /// In the order of `Counted::groups`, of those people who said a group.
    pub groups: Vec<GroupGets>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FundedChoice {
    pub code: String,
    /// From money that equal shares left over, by most votes.
    pub from_left_over: bool,
    /// Others that stood exactly alike: the rule for ties put this one first.
    pub tied_with: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupGets {
    pub name: String,
    /// Of all who took part, 0 to 1.
    pub of_people: f64,
    /// Of the money, 0 to 1: each thing's cost split evenly among those who picked it.
    pub of_budget: f64,
    /// People of it who get at least one thing they picked; none where that would pick somebody out.
    pub with_something: Option<u64>,
}

/// The card of the method that counts a vote.
pub fn method(kind: VoteKind) -> methods::Method {
    match kind {
        VoteKind::Approval => voice::equal_shares::METHOD,
        VoteKind::Ranking => ranking::METHOD,
        VoteKind::Pairs => voice::bradley_terry::METHOD,
        VoteKind::Points => points::METHOD,
    }
}

/// Groups of a round by how many said they are of each; those withheld are marked. The last, without a name, is those who said none.
pub fn group_counts(of: &Involvement, ballots: &[Ballot], smallest: u32) -> Vec<(String, u64, bool)> {
    let mut people: BTreeMap<&str, u64> = BTreeMap::new();
    for ballot in ballots {
        *people.entry(&ballot.group).or_default() += 1;
    }
    let names = of.groups.iter().map(|group| group.name.as_str()).chain([""]);
    let counts: Vec<(&str, u64)> = names.map(|name| (name, people.get(name).copied().unwrap_or(0))).collect();
    let hidden = withheld(&counts.iter().map(|(_, count)| *count).collect::<Vec<_>>(), smallest);
    counts.into_iter().zip(hidden).map(|((name, count), hidden)| (name.to_owned(), count, hidden)).collect()
}

/// Which of several counts whose sum is shown have to be withheld; all of them where that cannot be worked out.
pub fn withheld(counts: &[u64], smallest: u32) -> Vec<bool> {
    let settings = Small { below: u64::from(smallest), ..Small::default() };
    match disclosure::withhold(&[counts.to_vec()], &settings) {
        Ok(table) => table.cells.first().map(|row| row.iter().map(|cell| !matches!(cell, Cell::Shown(_))).collect()).unwrap_or_default(),
        Err(_) => vec![true; counts.len()],
    }
}

/// Counts the ballots of a vote. Their order changes nothing.
pub fn count(of: &Involvement, vote: &Vote, ballots: &[Ballot], smallest: u32) -> Counted {
    let groups = group_counts(of, ballots, smallest);
    let shown: Vec<CountedGroup> = groups
        .iter()
        .filter(|(_, people, hidden)| !hidden && *people > 0)
        .map(|(name, people, _)| CountedGroup { name: name.clone(), people: *people, places: Vec::new() })
        .collect();
    let withheld = groups.iter().filter(|(.., hidden)| *hidden).map(|(name, ..)| name.clone()).collect();
    let (choices, budget, refused) = Asked { vote, ballots, shown: &shown, smallest }.answer();
    let groups = shown.iter().map(|group| CountedGroup { places: places(vote, ballots, &group.name, smallest), ..group.clone() }).collect();
    Counted { people: ballots.len() as u64, choices, groups, withheld, budget, refused }
}

/// What a group alone would put first, and second: places and never counts, which could give away how somebody chose.
fn places(vote: &Vote, ballots: &[Ballot], group: &str, smallest: u32) -> Vec<Option<u32>> {
    if vote.kind == VoteKind::Approval || group.is_empty() {
        return Vec::new();
    }
    let own: Vec<Ballot> = ballots.iter().filter(|ballot| ballot.group == group).cloned().collect();
    let (choices, _, refused) = Asked { vote, ballots: &own, shown: &[], smallest }.answer();
    if refused.is_some() { Vec::new() } else { choices.iter().map(|choice| choice.place).collect() }
}

type Answer = (Vec<CountedChoice>, Option<BudgetCount>, Option<String>);

struct Asked<'a> {
    vote: &'a Vote,
    ballots: &'a [Ballot],
    shown: &'a [CountedGroup],
    smallest: u32,
}

impl Asked<'_> {
    fn answer(&self) -> Answer {
        match self.vote.kind {
            VoteKind::Approval => self.budget(),
            VoteKind::Ranking => self.ranked(),
            VoteKind::Pairs => self.pairs(),
            VoteKind::Points => self.points(),
        }
    }

    fn place(&self, code: &str) -> Option<usize> {
        self.vote.choices.iter().position(|choice| choice.code == code)
    }

    fn group(&self, ballot: &Ballot) -> Option<usize> {
        self.shown.iter().position(|group| group.name == ballot.group)
    }

    /// Choices with their votes alone.
    fn tallied(&self, votes: impl Fn(usize) -> u64) -> Vec<CountedChoice> {
        let choice = |(at, choice): (usize, &model::ballot::VoteChoice)| CountedChoice {
            code: choice.code.clone(),
            votes: votes(at),
            score: None,
            standard_error: None,
            place: None,
        };
        self.vote.choices.iter().enumerate().map(choice).collect()
    }

    fn codes(&self) -> Vec<String> {
        self.vote.choices.iter().map(|choice| choice.code.clone()).collect()
    }

    fn budget(&self) -> Answer {
        let budget = self.vote.budget.unwrap_or(Money::ZERO);
        let project =
            |choice: &model::ballot::VoteChoice| voice::Project { id: choice.code.clone(), cost: choice.cost.unwrap_or(Money::ZERO) };
        // Ballots alike are counted once, with their number: many people, few ways to choose.
        let mut alike: BTreeMap<(Vec<usize>, Option<usize>), u32> = BTreeMap::new();
        for ballot in self.ballots {
            if let Chosen::Approved(codes) = &ballot.chosen {
                let approves = codes.iter().filter_map(|code| self.place(code)).collect();
                *alike.entry((approves, self.group(ballot))).or_default() += 1;
            }
        }
        let election = Election {
            budget,
            projects: self.vote.choices.iter().map(project).collect(),
            ballots: alike.into_iter().map(|((approves, group), weight)| voice::Ballot { approves, group, weight }).collect(),
            groups: self.shown.iter().map(|group| group.name.clone()).collect(),
        };
        let completion = match self.vote.left_over {
            LeftOver::Kept => Completion::None,
            LeftOver::ToMostVotes => Completion::Votes,
        };
        let rule = Rule { utility: Utility::Cost, ties: Ties::ById, completion };
        match (voice::greedy(&election, Utility::Cost), voice::equal_shares(&election, &rule)) {
            (Ok(most), Ok(equal)) => {
                let choices = self.tallied(|at| most.votes.get(at).copied().unwrap_or(0));
                (choices, Some(BudgetCount { budget, most_votes: self.way(&most), equal_shares: self.way(&equal) }), None)
            }
            (Err(refusal), _) | (_, Err(refusal)) => (self.tallied(|_| 0), None, Some(refusal.message())),
        }
    }

    fn way(&self, outcome: &Outcome) -> Way {
        let code = |at: usize| self.vote.choices.get(at).map(|choice| choice.code.clone()).unwrap_or_default();
        let small = Small { below: u64::from(self.smallest), ..Small::default() };
        let groups = outcome.groups.iter().filter_map(|share| {
            let group = self.shown.get(share.group)?;
            let gives_away = small.is_small(share.with_something) || small.is_small(share.people.saturating_sub(share.with_something));
            Some(GroupGets {
                name: group.name.clone(),
                of_people: share.of_people.value(),
                of_budget: share.of_budget.value(),
                with_something: (!gives_away).then_some(share.with_something),
            })
        });
        let funded = outcome.funded.iter().map(|one| FundedChoice {
            code: code(one.project),
            from_left_over: matches!(one.how, How::Completion),
            tied_with: one.tied_with.iter().map(|at| code(*at)).collect(),
        });
        Way { funded: funded.collect(), cost: outcome.cost, left: outcome.left, groups: groups.collect() }
    }

    fn pairs(&self) -> Answer {
        let mut wins: BTreeMap<(usize, usize), u64> = BTreeMap::new();
        let mut first = vec![0u64; self.vote.choices.len()];
        for ballot in self.ballots {
            let Chosen::Pairs(pairs) = &ballot.chosen else { continue };
            for pair in pairs {
                let (Some(one), Some(other)) = (self.place(&pair.first), self.place(&pair.second)) else { continue };
                // Twice each, so that “the same” is half a win both ways in whole numbers.
                if pair.same {
                    *wins.entry((one, other)).or_default() += 1;
                    *wins.entry((other, one)).or_default() += 1;
                } else {
                    *wins.entry((one, other)).or_default() += 2;
                    if let Some(count) = first.get_mut(one) {
                        *count += 1;
                    }
                }
            }
        }
        let choices = wins.into_iter().map(|((winner, loser), count)| voice::Choice { winner, loser, count, group: None }).collect();
        let asked = voice::Comparisons { items: self.codes(), choices, groups: Vec::new(), prior: voice::Prior::None };
        let mut counted = self.tallied(|at| first.get(at).copied().unwrap_or(0));
        match voice::bradley_terry(&asked) {
            Ok(strengths) => {
                for (place, item) in strengths.ranking.iter().enumerate() {
                    if let Some(choice) = counted.get_mut(*item) {
                        choice.score = strengths.log_strength.get(*item).copied();
                        // Every choice was put twice: the errors are those of half as many.
                        choice.standard_error = strengths.standard_error.get(*item).map(|error| error * std::f64::consts::SQRT_2);
                        choice.place = u32::try_from(place + 1).ok();
                    }
                }
                (counted, None, None)
            }
            Err(refusal) => (counted, None, Some(refusal.message())),
        }
    }

    fn ranked(&self) -> Answer {
        let mut first = vec![0u64; self.vote.choices.len()];
        let mut alike: BTreeMap<Vec<Vec<usize>>, u32> = BTreeMap::new();
        for ballot in self.ballots {
            let Chosen::Ranked(codes) = &ballot.chosen else { continue };
            let places: Vec<Vec<usize>> = codes.iter().filter_map(|code| self.place(code)).map(|at| vec![at]).collect();
            if let Some(count) = places.first().and_then(|place| place.first()).and_then(|at| first.get_mut(*at)) {
                *count += 1;
            }
            *alike.entry(places).or_default() += 1;
        }
        let lists = alike.into_iter().map(|(places, weight)| ranking::List { places, group: None, weight }).collect();
        let mut counted = self.tallied(|at| first.get(at).copied().unwrap_or(0));
        match ranking::ranking(&ranking::Rankings { items: self.codes(), lists, groups: Vec::new() }) {
            Ok(standing) => {
                for (at, choice) in counted.iter_mut().enumerate() {
                    choice.score = standing.mean_place.get(at).copied();
                    choice.place = standing.ranks.get(at).copied();
                }
                (counted, None, None)
            }
            Err(refusal) => (counted, None, Some(refusal.message())),
        }
    }

    fn points(&self) -> Answer {
        let have = u64::from(self.vote.points.unwrap_or_default());
        let given = self.ballots.iter().filter_map(|ballot| match &ballot.chosen {
            Chosen::Points(points) => {
                let points = points.iter().filter_map(|(code, points)| Some((self.place(code)?, u64::from(*points)))).collect();
                Some(points::Given { points, group: None, weight: 1 })
            }
            _ => None,
        });
        let asked =
            points::Points { items: self.codes(), ballots: given.collect(), groups: Vec::new(), most_each: have, most_in_all: have };
        match points::points(&asked) {
            Ok(found) => {
                let mut counted = self.tallied(|at| found.totals.get(at).copied().unwrap_or(0));
                let totals: Vec<u64> = counted.iter().map(|choice| choice.votes).collect();
                for choice in &mut counted {
                    choice.place = u32::try_from(totals.iter().filter(|other| **other > choice.votes).count() + 1).ok();
                }
                (counted, None, None)
            }
            Err(refusal) => (self.tallied(|_| 0), None, Some(refusal.message())),
        }
    }
}
