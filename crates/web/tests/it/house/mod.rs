//! Pages that no stage owns.

mod doors;
mod pages;
mod signing_in;
