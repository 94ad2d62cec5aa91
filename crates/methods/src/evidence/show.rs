//! The working of a standing: the figures behind each criterion, and the points they came from.

use super::case::{Arithmetic, Case};
use super::criteria::{Code, Facts};
use super::standing::Standing;
use crate::working::{Column, Table, Working};

impl Standing {
    /// Every table between the points and the answer.
    pub fn working(&self, case: &Case) -> Working {
        let f = &self.figures;
        let mut tables = vec![Table::new(
            "The test period",
            vec![
                Column::periods("period", case.window.iter().map(|p| p.period).collect()),
                Column::numbers("x", "value", case.window.iter().map(|p| p.judged()).collect()),
                Column::numbers("k", "had it", case.window.iter().map(|p| p.numerator.map(|k| k as f64)).collect()),
                Column::numbers("n", "of so many", case.window.iter().map(|p| p.denominator.map(|n| n as f64)).collect()),
            ],
        )];
        let mut rows = vec![
            ("n", "periods with a figure", Some(f64::from(f.n))),
            ("", "days from first to last", Some(f64::from(f.days))),
            ("B̄", "average before the fix", f.baseline_mean),
            ("", "longest run on the good side of it", Some(f64::from(f.longest_run))),
            ("x̄", "average", f.mean),
        ];
        if f.arithmetic == Arithmetic::Value {
            rows.extend([
                ("s", "standard deviation", f.standard_deviation),
                ("ρ", "how alike neighbouring periods are (lag 1)", f.lag1_autocorrelation),
                ("n_eff", "periods that count", f.effective_n),
                ("AMR", "average moving range", f.average_moving_range),
                ("LPL", "lower process limit, x̄ − 2.66 AMR", f.lower_process_limit),
                ("UPL", "upper process limit, x̄ + 2.66 AMR", f.upper_process_limit),
            ]);
        }
        if f.arithmetic == Arithmetic::Proportion {
            rows.push(("σz", "how much more shares vary than their numbers make them", f.sigma_z));
        }
        rows.push(("", "process limit on the bad side", f.capability_limit));
        rows.push(("P", "chance that the true level meets the target", f.probability_target_met));
        tables.push(Table::of_figures("Figures of C1 to C6", rows));
        if let Some(Facts::Attribution { interrupted: Some(series), .. }) = self.criterion(Code::C7).map(|c| &c.facts) {
            tables.push(Table::of_figures(
                "Interrupted series: y = b0 + b1 t + b2 D + b3 (t − t0) D",
                vec![
                    ("b0", "level at the start", Some(series.level_before)),
                    ("b1", "change each period before", Some(series.slope_before)),
                    ("b2", "change of level when the fix began", Some(series.level.estimate)),
                    ("SE b2", "its standard error", Some(series.level.standard_error)),
                    ("b3", "change of slope", Some(series.slope.estimate)),
                    ("SE b3", "its standard error", Some(series.slope.standard_error)),
                    ("DW", "Durbin-Watson", series.durbin_watson),
                    ("lag", "lags of Newey and West's errors", series.newey_west_lag.map(f64::from)),
                ],
            ));
        }
        Working { tables }
    }
}
