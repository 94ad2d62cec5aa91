//! Analyse: measures and their data points, from the file to the cell.

pub mod change_measure;
pub mod correct_data_point;
pub mod data_sets;
pub mod define_measure;
pub mod demand;
pub mod eligibility;
pub mod involvement;
pub mod load_performance;
pub mod load_spend;
pub mod look_at_file;
pub mod market;
pub mod needs;
pub mod places;
pub mod read_source;
pub mod read_spend;
pub mod rebase_measure;
pub mod response;
pub mod shaping;
#[cfg(test)]
mod story;
pub mod system;
pub mod tests_touched;
