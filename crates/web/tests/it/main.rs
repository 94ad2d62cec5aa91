//! Pages from the outside: request in, page out.

mod ask;
mod guard;
