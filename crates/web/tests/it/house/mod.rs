//! Pages that no stage owns.

mod cases;
mod doors;
mod pages;
mod signing_in;
