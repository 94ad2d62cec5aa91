//! Stochastic multicriteria acceptability analysis: which option is best under which weights, where nobody knows the weights.
//!
//! `ask.rs` is the question, `reading.rs` the answer. Values come in already scaled; whatever is linear in the weights can be put to
//! it: additive values, or PROMETHEE II by its net flows of single criteria. `weights.rs` draws weights, `value.rs` works values,
//! `rank.rs` ranks them, `tally.rs` counts, `confidence.rs` asks again at the central weights.

pub mod ask;
pub mod confidence;
pub mod rank;
pub mod reading;
pub mod refusal;
pub mod tally;
pub mod value;
pub mod weights;

pub use ask::{Ask, Uncertainty, Weights};
pub use reading::{RankTable, Reading};
pub use refusal::Refusal;

use crate::Method;
use crate::numeric::draw::Draw;
use rank::Ranker;
use tally::Tally;
use value::Tiles;

pub const METHOD: Method = Method {
    code: "smaa",
    edition: 1,
    title: "How often an option is best when weights are uncertain (SMAA)",
    sources: &[
        "Lahdelma, Hokkanen and Salminen, SMAA: stochastic multiobjective acceptability analysis, European Journal of Operational Research 106, 1998",
        "Lahdelma and Salminen, SMAA-2, Operations Research 49(3), 2001",
        "Tervonen and Lahdelma, Implementing stochastic multicriteria acceptability analysis, European Journal of Operational Research 178, 2007",
    ],
};

const STREAM_OF_WEIGHTS: u64 = 0;
const STREAM_OF_SCORES: u64 = 1;

/// Ranks of every option under weights drawn at random, and scores too where they are uncertain.
///
/// `values`: a row an option, a column a criterion, in one scale and higher better. A tie shares the better rank. The same question
/// gives the same answer to the bit.
///
/// # Errors
/// A `Refusal` that names what is wrong: a figure, the weights, the number of draws.
pub fn read(values: &[Vec<f64>], ask: &Ask) -> Result<Reading, Refusal> {
    let criteria = ask.check(values)?;
    let options = values.len();
    let tiles = Tiles::of(values, criteria);
    let mut noise = value::Noise::of(&ask.uncertainty, options, criteria);
    let mut weights = weights::Drawer::of(&ask.weights, criteria);
    let (mut of_weights, mut of_scores) = (Draw::of(ask.seed, STREAM_OF_WEIGHTS), Draw::of(ask.seed, STREAM_OF_SCORES));
    let mut ranker = Ranker::of(options);
    let mut tally = Tally::of(options, criteria, ask.pairwise);
    let mut value = vec![0.0; options];
    let mut weight = vec![0.0; criteria];
    for _ in 0..ask.draws {
        weights.next(&mut of_weights, &mut weight);
        tiles.values(&weight, &mut value);
        if let Some(noise) = &mut noise {
            noise.add(&weight, &mut of_scores, &mut value);
        }
        ranker.each(&value, |option, rank| tally.take(option, rank, &weight));
        tally.next();
    }
    let counted = tally.finish(ask.draws);
    let confidence = confidence::factors(values, &counted.central_weights, &ask.uncertainty);
    Ok(Reading {
        draws: ask.draws,
        seed: ask.seed,
        ranks: counted.ranks,
        central_weights: counted.central_weights,
        confidence,
        pairwise_winning: counted.pairwise_winning,
    })
}
