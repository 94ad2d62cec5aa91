//! Neighbourhoods that commission: a budget of their own, projects they choose, and the limit up to which they decide alone.

pub mod propose_project;
pub mod read_neighbourhoods;
pub mod say_of_project;
pub mod set_up_neighbourhood;
#[cfg(test)]
mod story;
