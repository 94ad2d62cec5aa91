//! The working of a funnel, from the reading's own figures.

use std::borrow::Cow;

use super::{GroupReading, Reading};
use crate::working::{Column, Table, Working};

impl Reading {
    pub fn working(&self) -> Working {
        Working { tables: vec![self.figures(), self.places()] }
    }

    fn figures(&self) -> Table {
        Table::of_figures(
            "The average, and how much places differ beyond chance",
            vec![
                ("θ₀", "average of all places", Some(self.target)),
                ("k", "places", Some(self.groups.len() as f64)),
                (
                    "k'",
                    "places that overdispersion was measured from",
                    Some(self.groups.iter().filter(|g| g.kept.is_some()).count() as f64),
                ),
                ("φ", "mean squared distance: about 1 where chance is all", self.ask.adjust.then_some(self.phi)),
                ("τ²", "variance between places beyond chance", self.ask.adjust.then_some(self.tau2)),
            ],
        )
    }

    fn places(&self) -> Table {
        let column = |symbol, caption, of: &dyn Fn(&GroupReading) -> Option<f64>| {
            Column::numbers(symbol, caption, self.groups.iter().map(of).collect())
        };
        let lines = |g: &GroupReading| if self.is_adjusted { g.widened } else { g.plain };
        let word = |g: &GroupReading| {
            Cow::Borrowed(match g.side {
                1 => "above the lines",
                -1 => "below the lines",
                _ => "within",
            })
        };
        Table::new(
            if self.is_adjusted {
                "Each place: lines at θ₀ ± z √(s² + τ²), turned back"
            } else {
                "Each place: lines as chance alone draws them"
            },
            vec![
                Column::words("", "place", self.groups.iter().map(|g| Cow::Owned(g.name.clone())).collect()),
                column("n", "denominator", &|g| Some(g.denominator)),
                column("y", "figure", &|g| Some(g.figure)),
                column("z", "distance in standard errors", &|g| Some(g.distance)),
                column("z'", "with extremes pulled in", &|g| g.kept),
                column("99.8%", "outer line below", &|g| Some(lines(g).low_998)),
                column("95%", "inner line below", &|g| Some(lines(g).low_95)),
                column("95%", "inner line above", &|g| Some(lines(g).high_95)),
                column("99.8%", "outer line above", &|g| Some(lines(g).high_998)),
                Column::words("", "where it lies", self.groups.iter().map(word).collect()),
            ],
        )
    }
}
