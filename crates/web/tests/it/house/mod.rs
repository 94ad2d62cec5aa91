//! Pages that no stage owns.

mod cases;
mod doors;
mod law;
mod pages;
mod partnerships;
mod signing_in;
