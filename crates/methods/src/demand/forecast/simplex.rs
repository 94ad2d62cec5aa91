//! The simplex of Nelder and Mead (Computer Journal 7, 1965), for a handful of parameters each from 0 to 1 or free.

/// The least value found from `start` in at most `most` tries of `of`, with its point. Steps begin at `step` in each direction.
pub fn least(start: &[f64], step: &[f64], most: usize, tolerance: f64, mut of: impl FnMut(&[f64]) -> f64) -> (Vec<f64>, f64) {
    let size = start.len();
    let mut tries = 0usize;
    let mut value = |point: &[f64]| {
        tries += 1;
        let found = of(point);
        (if found.is_finite() { found } else { f64::MAX }, tries)
    };
    let first = value(start).0;
    let mut corners: Vec<(Vec<f64>, f64)> = vec![(start.to_vec(), first)];
    for (at, by) in step.iter().enumerate().take(size) {
        let mut point = start.to_vec();
        if let Some(one) = point.get_mut(at) {
            *one += by;
        }
        let found = value(&point).0;
        corners.push((point, found));
    }
    let mut done = 0;
    while done < most {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        let (Some(best), Some(worst)) = (corners.first().map(|c| c.1), corners.last().cloned()) else { break };
        if (worst.1 - best).abs() <= tolerance * (1.0 + best.abs()) {
            break;
        }
        let second = corners.get(corners.len().saturating_sub(2)).map_or(best, |c| c.1);
        let mut centre = vec![0.0; size];
        for (point, _) in corners.iter().take(size) {
            centre.iter_mut().zip(point).for_each(|(sum, one)| *sum += one / size as f64);
        }
        let along = |by: f64| -> Vec<f64> { centre.iter().zip(&worst.0).map(|(c, w)| c + by * (w - c)).collect() };
        let reflected = along(-1.0);
        let (found, now) = value(&reflected);
        done = now;
        let better = if found < best {
            let further = along(-2.0);
            let (beyond, now) = value(&further);
            done = now;
            Some(if beyond < found { (further, beyond) } else { (reflected, found) })
        } else if found < second {
            Some((reflected, found))
        } else {
            let nearer = if found < worst.1 { along(-0.5) } else { along(0.5) };
            let (inside, now) = value(&nearer);
            done = now;
            (inside < found.min(worst.1)).then_some((nearer, inside))
        };
        match (better, corners.last_mut()) {
            (Some(better), Some(last)) => *last = better,
            _ => {
                let Some(lead) = corners.first().map(|c| c.0.clone()) else { break };
                for corner in corners.iter_mut().skip(1) {
                    corner.0.iter_mut().zip(&lead).for_each(|(one, to)| *one = to + 0.5 * (*one - to));
                    let (found, now) = value(&corner.0);
                    corner.1 = found;
                    done = now;
                }
            }
        }
    }
    corners.sort_by(|a, b| a.1.total_cmp(&b.1));
    corners.into_iter().next().unwrap_or((start.to_vec(), first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_of_a_bowl_and_of_a_curved_valley_is_found() {
        let (at, least_value) = least(&[3.0, -2.0], &[0.5, 0.5], 500, 1e-14, |p| (p[0] - 1.0).powi(2) + (p[1] + 0.5).powi(2) + 7.0);
        assert!((at[0] - 1.0).abs() < 1e-4 && (at[1] + 0.5).abs() < 1e-4 && (least_value - 7.0).abs() < 1e-8, "{at:?}");
        let (at, _) = least(&[-1.2, 1.0], &[0.3, 0.3], 2_000, 1e-16, |p| 100.0 * (p[1] - p[0] * p[0]).powi(2) + (1.0 - p[0]).powi(2));
        assert!((at[0] - 1.0).abs() < 1e-3, "{at:?}");
    }
}
