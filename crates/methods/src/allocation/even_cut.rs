//! Whether a change of budgets is an even cut across the board: the same share off everything, as if everything did the same good.

use serde::Serialize;

use super::refusal::Refusal;

/// The spread of changes below which they are one and the same share: a percentage point.
pub const SPREAD_BELOW: f64 = 0.01;
/// Changes on average smaller than this are no cut: half a percentage point.
pub const CHANGE_ABOVE: f64 = 0.005;

/// One budget line before and after, in any unit of money.
#[derive(Debug, Clone, PartialEq, serde::Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub id: String,
    pub before: i64,
    pub after: i64,
    /// What the law or a contract leaves no choice about is not part of the question.
    #[serde(default)]
    pub protected: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EvenCut {
    /// Mean change of the lines that are not protected, weighted by what they had: −0.05 is 5% less.
    pub mean: f64,
    /// Standard deviation of those changes, weighted alike.
    pub spread: f64,
    /// Near the same share off (or onto) every line.
    pub near_uniform: bool,
    pub before: i64,
    pub saved: i64,
    /// By line: its change, none where it had nothing before or is protected.
    pub changes: Vec<Option<f64>>,
}

/// The detector of even cuts (`methods.md` §5.4).
///
/// # Errors
/// Fewer than two lines to compare, or a line below zero.
pub fn even_cut(lines: &[Line]) -> Result<EvenCut, Refusal> {
    if let Some(line) = lines.iter().find(|l| l.before < 0 || l.after < 0) {
        return Err(Refusal::Negative(line.id.clone(), "a budget", line.before.min(line.after)));
    }
    let changes: Vec<Option<f64>> =
        lines.iter().map(|l| (!l.protected && l.before > 0).then(|| l.after as f64 / l.before as f64 - 1.0)).collect();
    let open = || lines.iter().zip(&changes).filter_map(|(l, change)| change.map(|change| (l, change)));
    if open().count() < 2 {
        return Err(Refusal::Figures("Fewer than two lines that had money and are not protected: nothing to compare.".to_owned()));
    }
    let before: i64 = open().map(|(l, _)| l.before).sum();
    let weighted = |f: &dyn Fn(f64) -> f64| open().map(|(l, change)| l.before as f64 * f(change)).sum::<f64>() / before as f64;
    let mean = weighted(&|change| change);
    let spread = weighted(&|change| (change - mean).powi(2)).sqrt();
    Ok(EvenCut {
        mean,
        spread,
        near_uniform: spread < SPREAD_BELOW && mean.abs() > CHANGE_ABOVE,
        before,
        saved: open().map(|(l, _)| l.before - l.after).sum(),
        changes,
    })
}

/// What dividing a total evenly would be worth if every line were divisible and each pound of it worth the same: the share of
/// the whole value that the money left can pay for. Beside the best use of the same total it says what evenness costs.
pub fn even_value(costs: &[i64], values: &[i64], money: i64) -> Option<f64> {
    let (cost, value) = (costs.iter().sum::<i64>(), values.iter().sum::<i64>());
    (cost > 0 && (0..=cost).contains(&money)).then(|| value as f64 * money as f64 / cost as f64)
}
