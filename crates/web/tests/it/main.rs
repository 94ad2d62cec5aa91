//! Pages from the outside: request in, page out.

mod ask;
mod fixtures;
mod guard;
mod words;
