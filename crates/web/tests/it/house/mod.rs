//! Pages that no stage owns.

mod cases;
mod doors;
mod law;
mod pages;
mod signing_in;
