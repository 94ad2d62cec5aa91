//! Chance with a seed: the same county every time.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// "NORTHVALE", so that everyone meets the same county.
const SEED: u64 = 0x4e4f_5254_4856_414c;

/// One stream of chance for one series: adding a measure moves no other.
pub struct Chance(ChaCha8Rng);

impl Chance {
    pub fn of(name: &str) -> Chance {
        let mut rng = ChaCha8Rng::seed_from_u64(SEED);
        // FNV-1a: which stream, not how good the numbers are.
        rng.set_stream(name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)));
        Chance(rng)
    }

    /// In [0, 1).
    pub fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + (self.uniform() * (high - low + 1) as f64) as i64
    }

    /// Standard normal (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Events at rate `rate`: by waiting times below 30, normal with the same mean and variance above.
    pub fn poisson(&mut self, rate: f64) -> i64 {
        if rate >= 30.0 {
            return (rate + rate.sqrt() * self.normal()).round().max(0.0) as i64;
        }
        let mut left = rate.max(0.0);
        let mut events = 0;
        loop {
            left += (1.0 - self.uniform()).ln();
            if left < 0.0 {
                return events;
            }
            events += 1;
        }
    }

    /// How many of `people`, each with probability `share`: from one to the next up to 1,000 people, normal above.
    pub fn binomial(&mut self, people: i64, share: f64) -> i64 {
        let share = share.clamp(0.0, 1.0);
        if people > 1_000 {
            let mean = people as f64 * share;
            let spread = (mean * (1.0 - share)).sqrt();
            return ((mean + spread * self.normal()).round() as i64).clamp(0, people);
        }
        // The rarer of the two is looked for: how many people lie between one and the next is geometric.
        let rare = share.min(1.0 - share);
        let mut found = 0;
        let mut at = 0.0;
        if rare > 0.0 {
            loop {
                at += ((1.0 - self.uniform()).ln() / (1.0 - rare).ln()).floor() + 1.0;
                if at > people as f64 {
                    break;
                }
                found += 1;
            }
        }
        if share > 0.5 { people - found } else { found }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chance_is_the_same_every_time_and_differs_by_series() {
        let mut once = Chance::of("void_days");
        let mut again = Chance::of("void_days");
        let mut other = Chance::of("odour");
        assert_eq!(once.uniform(), again.uniform());
        assert_ne!(once.uniform(), other.uniform());
    }

    #[test]
    fn draws_have_the_mean_and_spread_they_should() {
        let mut chance = Chance::of("test");
        let moments = |draws: Vec<f64>| {
            let mean = draws.iter().sum::<f64>() / draws.len() as f64;
            (mean, draws.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (draws.len() - 1) as f64)
        };
        for (mean, variance, draws) in [
            (0.0, 1.0, (0..20_000).map(|_| chance.normal()).collect::<Vec<_>>()),
            (4.0, 4.0, (0..20_000).map(|_| chance.poisson(4.0) as f64).collect()),
            (191.0, 191.0, (0..20_000).map(|_| chance.poisson(191.0) as f64).collect()),
            (210.0, 33.6, (0..2_000).map(|_| chance.binomial(250, 0.84) as f64).collect()),
            (3_360.0, 537.6, (0..20_000).map(|_| chance.binomial(4_000, 0.84) as f64).collect()),
        ] {
            let (m, v) = moments(draws);
            assert!((m - mean).abs() < 4.0 * (variance / 2_000f64).sqrt(), "mean {m} against {mean}");
            assert!((v / variance - 1.0).abs() < 0.15, "variance {v} against {variance}");
        }
    }
}
