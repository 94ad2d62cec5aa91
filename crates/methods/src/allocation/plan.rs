//! One plan: what is chosen of each service, what it uses of every row, and whether it can be carried out.

use super::problem::Problem;
use super::program::Program;

/// The option of each group, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    pub chosen: Vec<Option<usize>>,
    pub used: Vec<i64>,
    pub outcome: i64,
}

impl Plan {
    pub fn empty(program: &Program) -> Plan {
        Plan { chosen: vec![None; program.groups.len()], used: vec![0; program.rows.len()], outcome: 0 }
    }

    pub fn of(program: &Program, chosen: &[Option<usize>]) -> Plan {
        let mut plan = Plan::empty(program);
        for (group, option) in chosen.iter().enumerate().take(program.groups.len()) {
            plan.choose(program, group, *option);
        }
        plan
    }

    /// A plan from the ids of its versions; what is not known is left out.
    pub fn of_ids<'a>(program: &Program, ids: impl IntoIterator<Item = &'a str>) -> Plan {
        let mut plan = Plan::empty(program);
        for id in ids {
            if let Some(at) = program.options.iter().position(|o| o.id == id) {
                plan.choose(program, program.options[at].group, Some(at));
            }
        }
        plan
    }

    /// What is done today, where the question says so: where a search begins.
    pub fn of_today(program: &Program, problem: &Problem) -> Option<Plan> {
        (!problem.today.is_empty()).then(|| Plan::of_ids(program, problem.today.iter().map(String::as_str)))
    }

    pub fn choose(&mut self, program: &Program, group: usize, option: Option<usize>) {
        if let Some(old) = self.chosen[group] {
            self.outcome -= program.options[old].outcome;
            for (row, amount) in &program.options[old].cells {
                self.used[*row] -= amount;
            }
        }
        if let Some(new) = option {
            self.outcome += program.options[new].outcome;
            for (row, amount) in &program.options[new].cells {
                self.used[*row] += amount;
            }
        }
        self.chosen[group] = option;
    }

    /// Rows and services that the plan breaks.
    pub fn broken(&self, program: &Program) -> Vec<Broken> {
        let rows = program.rows.iter().zip(&self.used).enumerate().filter(|(_, (row, used))| **used > row.at_most);
        let rows = rows.map(|(at, (row, used))| Broken::Row { at, over: used - row.at_most });
        let services = program.groups.iter().zip(&self.chosen).enumerate().filter(|(_, (g, chosen))| g.must && chosen.is_none());
        rows.chain(services.map(|(at, _)| Broken::Service { at })).collect()
    }

    pub fn feasible(&self, program: &Program) -> bool {
        program.rows.iter().zip(&self.used).all(|(row, used)| *used <= row.at_most)
            && program.groups.iter().zip(&self.chosen).all(|(g, chosen)| !g.must || chosen.is_some())
    }

    /// Ids of what is chosen, in the order of the question.
    pub fn ids<'a>(&'a self, program: &'a Program) -> impl Iterator<Item = &'a str> {
        self.chosen.iter().flatten().map(|option| program.options[*option].id.as_str())
    }
}

/// What a plan breaks: a row by so much, or a service that has to be provided and is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    Row { at: usize, over: i64 },
    Service { at: usize },
}

impl Broken {
    pub fn in_words(&self, program: &Program) -> String {
        match self {
            Broken::Row { at, over } => format!("{} is broken by {over}", program.rows[*at].name.in_words()),
            Broken::Service { at } => format!("“{}” has to be provided and is not", program.groups[*at].id),
        }
    }
}
