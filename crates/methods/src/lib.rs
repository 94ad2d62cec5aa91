//! Methods: how a figure is worked. Pure: numbers with units in, a reading or a refusal out.
//!
//! No method reads a file or a clock, draws a random number it was not given, or rounds. Methods do not know each
//! other, with one exception: `evidence` reads `spc`.

pub mod allocation;
pub mod appraisal;
pub mod benchmark;
pub mod calc;
pub mod capacity;
pub mod criteria;
pub mod demand;
pub mod disclosure;
pub mod evidence;
pub mod funnel;
pub mod market;
pub mod method;
pub mod numeric;
pub mod relationships;
pub mod smaa;
pub mod spc;
pub mod sroi;
pub mod voice;
pub mod working;

pub use method::Method;
pub use working::Working;

/// Every method here, for the pages that list them.
pub const METHODS: &[Method] = &[
    spc::METHOD,
    spc::pprime::METHOD,
    spc::rare::METHOD,
    evidence::METHOD,
    disclosure::METHOD,
    allocation::METHOD,
    criteria::METHOD,
    criteria::topsis::METHOD,
    criteria::promethee::METHOD,
    smaa::METHOD,
    appraisal::METHOD,
    sroi::METHOD,
    voice::equal_shares::METHOD,
    voice::bradley_terry::METHOD,
    voice::ranking::METHOD,
    voice::points::METHOD,
    voice::agreement::METHOD,
    voice::reach::METHOD,
    demand::forecast::METHOD,
    demand::cohort::METHOD,
    demand::managing::METHOD,
    demand::eligibility::METHOD,
    demand::load::METHOD,
    relationships::partnership_check::METHOD,
    relationships::skills::METHOD,
    relationships::collaboration::METHOD,
    benchmark::METHOD,
    benchmark::RATES,
    benchmark::NEIGHBOURS,
    funnel::METHOD,
    market::matching::METHOD,
    capacity::METHOD,
    market::concentration::METHOD,
    market::competition::METHOD,
    market::flows::METHOD,
    market::dependency::METHOD,
    market::call_off::METHOD,
    market::health::METHOD,
    market::flags::METHOD,
    market::predicted_bids::METHOD,
    market::maturity::METHOD,
    market::lead_time::METHOD,
    market::barriers::METHOD,
    market::lots::METHOD,
    market::commitment::METHOD,
    market::durability::METHOD,
    market::pipeline_stability::METHOD,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_has_its_own_code() {
        let mut codes: Vec<_> = METHODS.iter().map(|m| m.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), METHODS.len());
    }
}
