//! Which options are still open: what a search has fixed or removed for good.

use super::program::Program;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    /// By option.
    pub open: Vec<bool>,
    /// By group: whether it may be left out.
    pub none: Vec<bool>,
}

impl Mask {
    pub fn all(program: &Program) -> Mask {
        Mask { open: vec![true; program.options.len()], none: program.groups.iter().map(|g| !g.must).collect() }
    }

    pub fn allows(&self, group: usize, option: Option<usize>) -> bool {
        match option {
            Some(option) => self.open[option],
            None => self.none[group],
        }
    }

    /// Only this choice of the group stays open.
    pub fn fix(&mut self, program: &Program, group: usize, option: Option<usize>) {
        for other in &program.groups[group].options {
            self.open[*other] &= Some(*other) == option;
        }
        self.none[group] &= option.is_none();
    }
}
