//! From a spreadsheet to a figure's cell, in the browser.

mod spreadsheet;
