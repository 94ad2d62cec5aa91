//! Draws from a seed: the same seed and stream give the same draws, to the bit, on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of draws. Streams of one seed do not touch each other, so that drawing more of one thing changes no other.
#[derive(Debug, Clone)]
pub struct Draw {
    random: ChaCha8Rng,
    spare: Option<f64>,
}

impl Draw {
    pub fn of(seed: u64, stream: u64) -> Draw {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        random.set_stream(stream);
        Draw { random, spare: None }
    }

    /// Uniform, from 0 up to but not 1, in steps of 2⁻⁵³.
    pub fn uniform(&mut self) -> f64 {
        (self.random.next_u64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// Exponential with mean 1, always finite.
    pub fn exponential(&mut self) -> f64 {
        -(1.0 - self.uniform()).ln()
    }

    /// Normal with mean 0 and standard deviation 1, by Marsaglia's polar method.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (u, v) = (2.0 * self.uniform() - 1.0, 2.0 * self.uniform() - 1.0);
            let square = u * u + v * v;
            if square > 0.0 && square < 1.0 {
                let scale = (-2.0 * square.ln() / square).sqrt();
                self.spare = Some(v * scale);
                return u * scale;
            }
        }
    }

    /// Successes of `n` tries: by counting up the distribution; where that would take too long, by the normal curve.
    pub fn binomial(&mut self, n: u64, p: f64) -> u64 {
        let (rarer, flip) = if p <= 0.5 { (p, false) } else { (1.0 - p, true) };
        let mean = n as f64 * rarer;
        let hits = if mean > 600.0 {
            (mean + (mean * (1.0 - rarer)).sqrt() * self.normal()).round().clamp(0.0, n as f64) as u64
        } else {
            let (odds, mut left) = (rarer / (1.0 - rarer), self.uniform());
            let mut chance = (1.0 - rarer).powf(n as f64);
            let mut hits = 0;
            while left > chance && hits < n {
                left -= chance;
                hits += 1;
                chance *= odds * (n - hits + 1) as f64 / hits as f64;
            }
            hits
        };
        if flip { n - hits } else { hits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_draws_and_another_stream_others() {
        let take = |seed, stream| {
            let mut draw = Draw::of(seed, stream);
            (0..8).map(|_| draw.normal()).collect::<Vec<f64>>()
        };
        assert_eq!(take(1, 0), take(1, 0));
        assert_ne!(take(1, 0), take(1, 1));
        assert_ne!(take(1, 0), take(2, 0));
    }

    #[test]
    fn means_and_spreads_are_those_of_their_distributions() {
        let mut draw = Draw::of(7, 0);
        let (mut exponential, mut normal, mut square) = (0.0, 0.0, 0.0);
        for _ in 0..100_000 {
            exponential += draw.exponential();
            let z = draw.normal();
            normal += z;
            square += z * z;
        }
        // Four standard errors of 100,000 draws.
        assert!((exponential / 1e5 - 1.0).abs() < 4.0 / 1e5f64.sqrt());
        assert!((normal / 1e5).abs() < 4.0 / 1e5f64.sqrt());
        assert!((square / 1e5 - 1.0).abs() < 4.0 * (2.0 / 1e5f64).sqrt());
    }
}
