//! From a spreadsheet to a figure's cell, in the browser.

mod bad_files;
mod data_sets;
mod empty_market;
mod market;
mod needs;
mod new_measures;
mod places;
mod reading_age;
mod say;
mod shaping;
mod spreadsheet;
mod two_at_once;
mod who;
