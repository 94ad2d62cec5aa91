//! Review: is it really changing, and will it meet its aim? Measures and services read, results kept, replies heard.

pub mod keep_finding;
pub mod read_measure;
pub mod read_service;
pub mod reply_to_measure;
pub mod series;
pub mod small_numbers;
