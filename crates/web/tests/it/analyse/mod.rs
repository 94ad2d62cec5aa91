//! From a spreadsheet to a figure's cell, in the browser.

mod bad_files;
mod data_sets;
mod new_measures;
mod places;
mod spreadsheet;
mod two_at_once;
