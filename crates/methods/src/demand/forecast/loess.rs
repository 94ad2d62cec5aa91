//! A line or a level fitted around each place, near values weighing more (Cleveland 1979), on equally spaced values.

/// The fit at `place` (values stand at 0, 1, 2, …; it may lie outside), over the `window` nearest values.
pub fn at(values: &[f64], place: f64, window: usize, is_line: bool) -> f64 {
    let count = values.len();
    if count == 0 {
        return f64::NAN;
    }
    let near = window.clamp(1, count);
    let middle = place.round().clamp(0.0, (count - 1) as f64) as usize;
    let first = middle.saturating_sub(near / 2).min(count - near);
    let some = values.get(first..first + near).unwrap_or_default();
    let reach = (place - first as f64).abs().max((place - (first + near - 1) as f64).abs());
    // A window wider than the series reaches further, as in Cleveland's program.
    let reach = (reach + if window > count { (window - count) as f64 / 2.0 } else { 0.0 }).max(1e-9) * 1.000_001;
    let (mut all, mut across, mut up) = (0.0, 0.0, 0.0);
    let weight = |at: usize| {
        let apart = ((first + at) as f64 - place).abs() / reach;
        (1.0 - apart.powi(3)).max(0.0).powi(3)
    };
    for (at, value) in some.iter().enumerate() {
        let w = weight(at);
        all += w;
        across += w * (first + at) as f64;
        up += w * value;
    }
    if all <= 0.0 {
        return up;
    }
    let (centre, mean) = (across / all, up / all);
    if !is_line {
        return mean;
    }
    let (mut spread, mut slope) = (0.0, 0.0);
    for (at, value) in some.iter().enumerate() {
        let (w, apart) = (weight(at), (first + at) as f64 - centre);
        spread += w * apart * apart;
        slope += w * apart * (value - mean);
    }
    if spread <= 1e-12 { mean } else { mean + slope / spread * (place - centre) }
}

/// The fit at every value.
pub fn smooth(values: &[f64], window: usize, is_line: bool) -> Vec<f64> {
    (0..values.len()).map(|place| at(values, place as f64, window, is_line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_comes_back_as_itself_even_beyond_its_ends() {
        let line: Vec<f64> = (0..20).map(|x| 3.0 + 0.5 * f64::from(x)).collect();
        for place in [-1.0, 0.0, 7.0, 19.0, 20.0] {
            assert!((at(&line, place, 7, true) - (3.0 + 0.5 * place)).abs() < 1e-9, "{place}");
        }
        assert!(smooth(&line, 51, true).iter().zip(&line).all(|(got, want)| (got - want).abs() < 1e-9));
    }
}
