//! How a result is shown: in words, in marks, and as a document of blocks. Pure: data in, text out.
//!
//! - [`chart`]: charts as SVG, each with its words, table and CSV
//! - [`words`]: every sentence shown to a person
//! - [`table`], [`page`]: what a document is made of
//! - [`public_interest_test`]: the record that PPN 024 asks for
//! - [`working`]: tables of a working
//! - [`html`], [`text`]: a document as an HTML fragment, or for a terminal

pub mod chart;
pub mod html;
pub mod page;
pub mod public_interest_test;
pub mod table;
pub mod text;
pub mod words;
pub mod working;
