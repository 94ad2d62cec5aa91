//! Draws for the simulation. The generator and the curves are written out here, so that a seed gives the same bits on every
//! machine and in every version.

use super::ask::Shape;

/// Blackman and Vigna's xoshiro256++ (2019), seeded by splitmix64 from a seed and a name: what is drawn for one thing does not
/// change when another is added.
#[derive(Debug, Clone)]
pub struct Stream {
    state: [u64; 4],
}

fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl Stream {
    pub fn of(seed: u64, name: &str) -> Stream {
        // FNV-1a over the name, so that the stream belongs to it.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
        let mut seed = seed;
        let mut state = splitmix(&mut seed) ^ hash;
        Stream { state: std::array::from_fn(|_| splitmix(&mut state)) }
    }

    pub fn word(&mut self) -> u64 {
        let [a, b, c, d] = self.state;
        let out = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c, d) = (c ^ a, d ^ b);
        self.state = [a ^ d, b ^ c, c ^ (b << 17), d.rotate_left(45)];
        out
    }

    /// Strictly between 0 and 1, in steps of 2⁻⁵².
    pub fn uniform(&mut self) -> f64 {
        ((self.word() >> 12) as f64 + 0.5) * (1.0 / (1u64 << 52) as f64)
    }

    /// Below `limit`, each as likely (Lemire's multiplication; what it favours is under 2⁻³²).
    fn below(&mut self, limit: u32) -> u32 {
        (((self.word() >> 32) * u64::from(limit)) >> 32) as u32
    }

    /// `count` draws between 0 and 1; with `stratified`, one from each of `count` equal slices, in random order.
    pub fn fill(&mut self, draws: &mut [f64], stratified: bool) {
        let count = draws.len();
        for draw in draws.iter_mut() {
            *draw = self.uniform();
        }
        if stratified {
            for (slice, draw) in draws.iter_mut().enumerate() {
                *draw = (slice as f64 + *draw) / count as f64;
            }
            for at in (1..count).rev() {
                draws.swap(at, self.below(at as u32 + 1) as usize);
            }
        }
    }
}

/// An uncertain multiple, ready to be drawn from: `low`, the most likely `mode`, `high`.
#[derive(Debug, Clone)]
pub enum Curve {
    Triangular { low: f64, mode: f64, high: f64 },
    Uniform { low: f64, high: f64 },
    Pert(Pert),
    LogNormal { spread: f64 },
}

const STEPS: usize = 512;
/// 95th percentile of the standard normal curve.
const Z95: f64 = 1.644_853_626_951_472_2;

impl Curve {
    /// Around 1 as what was typed. Low is at most 1 and high at least.
    pub fn of(shape: Shape, low: f64, high: f64) -> Curve {
        match shape {
            Shape::Triangular => Curve::Triangular { low, mode: 1.0, high },
            Shape::Uniform => Curve::Uniform { low, high },
            Shape::Pert => Curve::Pert(Pert::of(low, 1.0, high)),
            Shape::LogNormal => Curve::LogNormal { spread: (high.ln() - low.max(f64::MIN_POSITIVE).ln()) / (2.0 * Z95) },
        }
    }

    /// The multiple at each chance in `chances`.
    pub fn fill(&self, chances: &[f64], out: &mut [f64]) {
        let pairs = out.iter_mut().zip(chances);
        match self {
            Curve::Triangular { low, mode, high } => {
                let (width, left, right) = (high - low, mode - low, high - mode);
                let at = if width > 0.0 { left / width } else { 0.0 };
                pairs.for_each(|(out, u)| {
                    let rises = *u < at;
                    let area = if rises { u * left } else { (1.0 - u) * right };
                    let reach = (area * width).sqrt();
                    *out = if rises { low + reach } else { high - reach };
                });
            }
            Curve::Uniform { low, high } => pairs.for_each(|(out, u)| *out = low + (high - low) * u),
            Curve::Pert(pert) => pairs.for_each(|(out, u)| *out = pert.at(*u)),
            Curve::LogNormal { spread } => pairs.for_each(|(out, u)| *out = (spread * normal_quantile(*u)).exp()),
        }
    }
}

/// The PERT curve: a beta curve on low to high with shape 1 + 4 (mode − low) / (high − low) and its mirror. Its density is summed
/// by Simpson's rule in 512 cells, and a chance is looked up among the sums: within a cell the sum rises straight, and is out by
/// less than 10⁻⁵.
#[derive(Debug, Clone)]
pub struct Pert {
    low: f64,
    width: f64,
    /// Chance at or below each cell's left end; one more than there are cells.
    at_most: Vec<f64>,
    /// For each equal slice of chance, the cell in which it begins.
    first: Vec<usize>,
}

impl Pert {
    fn of(low: f64, mode: f64, high: f64) -> Pert {
        let width = high - low;
        if width <= 0.0 {
            return Pert { low: mode, width: 0.0, at_most: vec![0.0, 1.0], first: vec![0] };
        }
        let (a, b) = (4.0 * (mode - low) / width, 4.0 * (high - mode) / width);
        // Powers of 0 to 4: never infinite, and 1 where the power is 0.
        let density = |x: f64| x.powf(a) * (1.0 - x).powf(b);
        let step = 1.0 / STEPS as f64;
        let mut at_most = Vec::with_capacity(STEPS + 1);
        let (mut sum, mut left) = (0.0, density(0.0));
        at_most.push(0.0);
        for cell in 0..STEPS {
            let right = density((cell + 1) as f64 * step);
            sum += left + 4.0 * density((cell as f64 + 0.5) * step) + right;
            left = right;
            at_most.push(sum);
        }
        at_most.iter_mut().for_each(|chance| *chance /= sum);
        let mut cell = 0;
        let begins = |slice: usize| {
            while cell + 1 < STEPS && at_most[cell + 1] < slice as f64 * step {
                cell += 1;
            }
            cell
        };
        let first = (0..STEPS).map(begins).collect();
        Pert { low, width, at_most, first }
    }

    fn at(&self, chance: f64) -> f64 {
        let cells = self.at_most.len() - 1;
        let mut cell = self.first.get((chance * self.first.len() as f64) as usize).copied().unwrap_or(0);
        while cell + 1 < cells && self.at_most[cell + 1] < chance {
            cell += 1;
        }
        let (left, right) = (self.at_most[cell], self.at_most[cell + 1]);
        let part = if right > left { ((chance - left) / (right - left)).clamp(0.0, 1.0) } else { 0.0 };
        self.low + self.width * (cell as f64 + part) / cells as f64
    }
}

/// The standard normal quantile: Acklam's rational approximation, relative error under 1.2e−9.
pub fn normal_quantile(chance: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] =
        [-5.447_609_879_822_406e1, 1.615_858_368_580_409e2, -1.556_989_798_598_866e2, 6.680_131_188_771_972e1, -1.328_068_155_288_572e1];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] = [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416];
    let poly = |of: &[f64], x: f64| of.iter().fold(0.0, |sum, c| sum * x + c);
    let tail = |chance: f64| {
        let q = (-2.0 * chance.ln()).sqrt();
        poly(&C, q) / (poly(&D, q) * q + 1.0)
    };
    if chance < 0.024_25 {
        tail(chance)
    } else if chance > 1.0 - 0.024_25 {
        -tail(1.0 - chance)
    } else {
        let q = chance - 0.5;
        let r = q * q;
        poly(&A, r) * q / (poly(&B, r) * r + 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::order::mean;
    use crate::numeric::special::{beta_at_most, normal_at_most};

    fn drawn(curve: &Curve, count: usize, stratified: bool) -> Vec<f64> {
        let (mut chances, mut out) = (vec![0.0; count], vec![0.0; count]);
        Stream::of(7, "a").fill(&mut chances, stratified);
        curve.fill(&chances, &mut out);
        out
    }

    #[test]
    fn a_stream_belongs_to_its_seed_and_name() {
        let first = |seed, name| Stream::of(seed, name).word();
        assert_eq!(first(1, "a"), first(1, "a"));
        assert!(first(1, "a") != first(2, "a") && first(1, "a") != first(1, "b"));
    }

    #[test]
    fn slices_are_each_drawn_from_once() {
        let mut chances = vec![0.0; 1_000];
        Stream::of(1, "a").fill(&mut chances, true);
        assert!(chances.windows(2).any(|w| w[0] > w[1]), "in random order");
        chances.sort_by(f64::total_cmp);
        assert!(chances.iter().enumerate().all(|(i, u)| (i as f64..(i + 1) as f64).contains(&(u * 1_000.0))));
    }

    #[test]
    fn curves_have_their_means_and_ends() {
        for (curve, want, low, high) in [
            (Curve::of(Shape::Triangular, 0.8, 1.6), 3.4 / 3.0, 0.8, 1.6),
            (Curve::of(Shape::Pert, 0.8, 1.6), (0.8 + 4.0 + 1.6) / 6.0, 0.8, 1.6),
            (Curve::of(Shape::Uniform, 0.8, 1.6), 1.2, 0.8, 1.6),
            (Curve::of(Shape::Triangular, 1.0, 1.0), 1.0, 1.0, 1.0),
            (Curve::of(Shape::Pert, 1.0, 1.0), 1.0, 1.0, 1.0),
        ] {
            let out = drawn(&curve, 20_000, true);
            assert!((mean(&out).expect("draws") - want).abs() < 2e-5, "{curve:?}");
            assert!(out.iter().all(|v| (low..=high).contains(v)));
        }
    }

    #[test]
    fn pert_is_the_beta_curve_it_says() {
        let mut out = [0.0; 5];
        let chances = [0.01, 0.05, 0.5, 0.95, 0.99];
        Curve::of(Shape::Pert, 0.5, 1.75).fill(&chances, &mut out);
        for (u, x) in chances.iter().zip(out) {
            let back = beta_at_most((x - 0.5) / 1.25, 1.0 + 4.0 * 0.4, 1.0 + 4.0 * 0.6).expect("a chance");
            assert!((back - u).abs() < 1e-5, "{u}: {back}");
        }
    }

    #[test]
    fn log_normal_has_its_percentiles_where_they_were_put() {
        let mut out = [0.0; 3];
        Curve::of(Shape::LogNormal, 0.5, 2.0).fill(&[0.05, 0.5, 0.95], &mut out);
        assert!((out[0] - 0.5).abs() < 1e-8 && (out[1] - 1.0).abs() < 1e-8 && (out[2] - 2.0).abs() < 1e-7, "{out:?}");
        for chance in [0.001, 0.02, 0.3, 0.77, 0.999] {
            assert!((normal_at_most(normal_quantile(chance)) - chance).abs() < 1e-8);
        }
    }
}
