//! Pages from the outside: request in, page out.

mod analyse;
mod ask;
mod browser;
mod deliver;
mod fixtures;
mod guard;
mod house;
mod plan;
mod review;
mod words;
