//! The working of a comparison, from the reading's own figures.

use std::borrow::Cow;

use super::compare::{Figure, Reading};
use crate::working::{Column, Table, Working};

impl Reading {
    /// `peers` are those the reading was made with.
    pub fn working(&self, peers: &[Figure]) -> Working {
        Working { tables: vec![self.figures(), self.places(peers)] }
    }

    fn figures(&self) -> Table {
        let (spread, robust) = (&self.spread, &self.robust);
        Table::of_figures(
            "The peers, and the place among them",
            vec![
                ("k", "peers with a figure", Some(spread.count as f64)),
                ("min", "least", Some(spread.least)),
                ("Q₁", "a quarter of the peers are at or below", Some(spread.lower_quarter)),
                ("m", "median", Some(spread.median)),
                ("Q₃", "three quarters are at or below", Some(spread.upper_quarter)),
                ("max", "most", Some(spread.most)),
                ("x̄", "mean", Some(spread.mean)),
                ("MAD", "median of the distances from the median", Some(robust.mad)),
                ("x", "the place's own figure", Some(self.own.value)),
                ("l", "low end of its range", self.own.range.map(|r| r.0)),
                ("u", "high end", self.own.range.map(|r| r.1)),
                ("(x − m)/MAD", "distance from the median", self.distance),
            ],
        )
    }

    fn places(&self, peers: &[Figure]) -> Table {
        let all: Vec<&Figure> = std::iter::once(&self.own).chain(peers).collect();
        let column =
            |symbol, caption, of: &dyn Fn(&Figure) -> Option<f64>| Column::numbers(symbol, caption, all.iter().map(|f| of(f)).collect());
        Table::new(
            "Every place, the one asked about first, in the order given",
            vec![
                Column::words("", "place", all.iter().map(|f| Cow::Owned(f.place.clone())).collect()),
                column("x", "figure", &|f| Some(f.value)),
                column("", "low end", &|f| f.range.map(|r| r.0)),
                column("", "high end", &|f| f.range.map(|r| r.1)),
            ],
        )
    }
}
