//! A map of services: who goes where when one of them cannot take them, and what a cut here brings there.

pub mod draw_map;
pub mod follow_cut;
