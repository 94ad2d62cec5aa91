//! Pages from the outside: request in, page out.

mod ask;
mod browser;
mod fixtures;
mod guard;
mod house;
mod words;
