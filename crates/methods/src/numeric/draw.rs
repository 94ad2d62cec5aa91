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
