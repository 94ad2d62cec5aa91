//! The working of a control chart, from the reading's own figures.

use std::borrow::Cow;

use super::rare::ROOT;
use super::reading::{Chart, PointReading, Reading, Segment};
use super::xmr::{LIMIT, NEAR, SCREEN};
use crate::working::{Column, Table, Working};

impl Reading {
    /// Every table between the points and the answer: the segments' figures, and each point's steps.
    pub fn working(&self) -> Working {
        Working { tables: vec![self.segment_table(), self.point_table()] }
    }

    fn segment_table(&self) -> Table {
        let column = |symbol, caption, of: &dyn Fn(&Segment) -> Option<f64>| {
            Column::numbers(symbol, caption, self.segments.iter().map(of).collect())
        };
        let mut columns = Vec::with_capacity(12);
        columns.push(Column::periods("from", self.segments.iter().map(|s| s.from).collect()));
        columns.push(column("n", "values its limits rest on", &|s| Some(s.values as f64)));
        let caption = match self.chart {
            Chart::Xmr => {
                columns.push(column("x̄", "mean", &|s| s.mean));
                if self.settings.screen {
                    columns.push(column("AMR₀", "average moving range before screening", &|s| s.average_moving_range_before));
                    columns.push(column("3.267 AMR₀", "moving ranges of this or more are left out", &|s| {
                        s.average_moving_range_before.map(|r| SCREEN * r)
                    }));
                    columns.push(column("", "moving ranges left out", &|s| Some(s.screened_out as f64)));
                }
                columns.push(column("AMR", "average moving range", &|s| s.average_moving_range));
                columns.push(column("2.66 AMR", "from mean to limit", &|s| s.average_moving_range.map(|r| LIMIT * r)));
                columns.push(column("1.7733 AMR", "from mean to near limit", &|s| s.average_moving_range.map(|r| NEAR * r)));
                columns.push(column("LPL", "lower process limit", &|s| s.lower));
                columns.push(column("UPL", "upper process limit", &|s| s.upper));
                "Limits: mean ± 2.66 × average moving range"
            }
            Chart::PPrime => {
                columns.push(column("p̄", "all who had it, of all", &|s| s.mean));
                columns.push(column("mean |zᵢ − zᵢ₋₁|", "average moving range of z", &|s| s.average_moving_range));
                columns.push(column("σz", "that range over 1.128, at least 1", &|s| s.sigma_z));
                "Limits: p̄ ± 3 σᵢ σz, with σᵢ = √(p̄(1 − p̄)/nᵢ)"
            }
            Chart::T => {
                columns.push(column("x̄", "mean, turned back into days", &|s| s.mean));
                columns.push(column("AMR", "average moving range of the straightened gaps", &|s| s.average_moving_range));
                columns.push(column("LPL", "lower process limit, days", &|s| s.lower));
                columns.push(column("UPL", "upper process limit, days", &|s| s.upper));
                "Limits: of gaps to the power 1/3.6, turned back"
            }
            Chart::G => {
                columns.push(column("p", "chance of an event at one opportunity", &|s| s.chance));
                columns.push(column("1/p", "mean opportunities between events", &|s| s.mean));
                "Limits: exact, opportunities until so many events, tails of 0.00135"
            }
        };
        Table::new(caption, columns)
    }

    fn point_table(&self) -> Table {
        let mut columns = Vec::with_capacity(10);
        columns.push(Column::periods("period", self.points.iter().map(|p| p.period).collect()));
        match self.chart {
            Chart::Xmr => {
                columns.push(self.column("x", "value", |p| p.value));
                columns.push(Column::numbers("|xᵢ − xᵢ₋₁|", "moving range", self.steps(|p| p.judged())));
            }
            Chart::PPrime => {
                let z = |p: &PointReading| {
                    let (mean, k, n) = (p.mean?, p.numerator? as f64, p.denominator.filter(|n| *n > 0)? as f64);
                    let sigma = (mean * (1.0 - mean) / n).sqrt();
                    (!p.provisional).then(|| if sigma > 0.0 { (k / n - mean) / sigma } else { 0.0 })
                };
                columns.push(self.column("k", "had it", |p| p.numerator.map(|k| k as f64)));
                columns.push(self.column("n", "of so many", |p| p.denominator.map(|n| n as f64)));
                columns.push(self.column("p", "share", |p| p.value));
                columns.push(self.column("z", "distance from p̄ in σᵢ", z));
                columns.push(Column::numbers("|zᵢ − zᵢ₋₁|", "moving range of z", self.steps(z)));
            }
            Chart::T | Chart::G => {
                columns.push(self.column("k", "events", |p| p.numerator.map(|k| k as f64)));
                columns.push(self.column("", if self.chart == Chart::T { "days waited" } else { "opportunities passed" }, |p| {
                    p.denominator.map(|n| n as f64)
                }));
                columns.push(self.column("x", "mean gap", |p| p.value));
                if self.chart == Chart::T {
                    columns.push(self.column("x^(1/3.6)", "straightened gap", |p| p.value.map(|v| v.powf(1.0 / ROOT))));
                    columns.push(Column::numbers(
                        "",
                        "moving range of the straightened gaps",
                        self.steps(|p| p.judged().map(|v| v.powf(1.0 / ROOT))),
                    ));
                }
            }
        }
        columns.push(self.column("", "side of the mean", |p| p.side.map(f64::from)));
        columns.push(Column::words("", "where it lies", self.points.iter().map(|p| Cow::Borrowed(place(p))).collect()));
        Table::new("Each point's steps", columns)
    }

    fn column(&self, symbol: &'static str, caption: &'static str, of: impl Fn(&PointReading) -> Option<f64>) -> Column {
        Column::numbers(symbol, caption, self.points.iter().map(of).collect())
    }

    /// Moving ranges of the rows that limits were set from.
    fn steps(&self, of: impl Fn(&PointReading) -> Option<f64>) -> Vec<Option<f64>> {
        let mut out = Vec::with_capacity(self.points.len());
        for segment in &self.segments {
            let rows = self.points.get(segment.first..segment.first + segment.rows).unwrap_or_default();
            let basis = self.settings.fix_after.map_or(rows.len(), |n| n as usize);
            let mut last = None;
            for (at, point) in rows.iter().enumerate() {
                let now = if at < basis { of(point) } else { None };
                out.push(last.zip(now).map(|(a, b): (f64, f64)| (b - a).abs()));
                last = now;
            }
        }
        out
    }
}

fn place(point: &PointReading) -> &'static str {
    match (point.judged(), point.outside, point.close) {
        (None, ..) if point.provisional => "not final",
        (None, ..) => "missing",
        (_, None, _) => "no limits",
        (_, Some(true), _) => "outside a limit",
        (_, _, Some(true)) => "near a limit",
        _ => "within",
    }
}
