//! A map of services: who goes where when one service cannot take them.

use quantity::Share;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SystemMap {
    pub title: String,
    pub nodes: Vec<MapNode>,
    pub arrows: Vec<MapArrow>,
}

/// A service, of whatever body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapNode {
    pub name: String,
    /// People who come in a month.
    pub load: f64,
    /// People it can take in a month; none where nobody has said.
    pub capacity: Option<f64>,
    pub source: String,
}

/// Of those whom one cannot take, this share comes to the other, so many months later.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MapArrow {
    pub from: String,
    pub to: String,
    pub share: Share,
    pub delay_months: u32,
    pub source: String,
}
