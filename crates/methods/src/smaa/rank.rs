//! Ranks of one draw.
//!
//! A value's distance from the greatest is written as a whole number of 51 bits with the option's place behind it: one integer to sort by
//! and to know the option by. Buckets of equal width put them nearly in order, insertion does the rest; values that 51 bits do
//! not tell apart are compared as they are. The answer is that of an ordinary sort.

/// Buckets of equal width. A power of two.
const BUCKETS: usize = 2_048;
const BITS_OF_PLACE: u32 = 12;
const MASK_OF_PLACE: u64 = (1 << BITS_OF_PLACE) - 1;
/// What leaves the bucket of a key: 51 bits of distance, of which the first 11 name the bucket.
const BITS_BELOW_BUCKET: u32 = 52;
/// So few are put in order directly.
const FEW: usize = 32;
/// A bucket with more makes an ordinary sort quicker.
const BUNCHED: u32 = 48;
/// Adding 2⁵² leaves the nearest whole number in the low bits of a double.
const TO_WHOLE: f64 = 4_503_599_627_370_496.0;
/// The farthest distance falls in the last bucket: 2⁵¹ less the width of one.
const FARTHEST: f64 = 2_251_799_813_685_248.0 - 1_099_511_627_776.0;

pub(super) struct Ranker {
    buckets: Box<[u32; BUCKETS]>,
    keys: Vec<u64>,
    sorted: Vec<u64>,
    alike: Vec<(f64, usize)>,
}

impl Ranker {
    /// For up to 4,096 options, which is more than are asked.
    pub fn of(options: usize) -> Ranker {
        Ranker { buckets: Box::new([0; BUCKETS]), keys: vec![0; options], sorted: vec![0; options], alike: Vec::new() }
    }

    /// Tells each option with its rank, from 0: the number of options with a strictly greater value.
    pub fn each(&mut self, values: &[f64], mut tell: impl FnMut(usize, usize)) {
        self.sort(values);
        let mut place = 0;
        while let Some(key) = self.sorted.get(place) {
            let distance = key >> BITS_OF_PLACE;
            let mut end = place + 1;
            while self.sorted.get(end).is_some_and(|next| next >> BITS_OF_PLACE == distance) {
                end += 1;
            }
            if end == place + 1 {
                tell((key & MASK_OF_PLACE) as usize, place);
            } else {
                self.tell_alike(values, place, end, &mut tell);
            }
            place = end;
        }
    }

    /// Options whose distances are the same whole number, by their values.
    fn tell_alike(&mut self, values: &[f64], place: usize, end: usize, tell: &mut impl FnMut(usize, usize)) {
        let run = self.sorted.get(place..end).unwrap_or_default();
        self.alike.clear();
        self.alike.extend(run.iter().map(|key| (key & MASK_OF_PLACE) as usize).filter_map(|at| Some((*values.get(at)?, at))));
        self.alike.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
        let (mut rank, mut before) = (place, f64::INFINITY);
        for (at, (value, option)) in self.alike.iter().enumerate() {
            if *value < before {
                (rank, before) = (place + at, *value);
            }
            tell(*option, rank);
        }
    }

    fn sort(&mut self, values: &[f64]) {
        let (low, high) = ends(values);
        // Values too near each other for a scale all have distance 0 and are compared as they are.
        let scale = Some(FARTHEST / (high - low)).filter(|scale| scale.is_finite()).unwrap_or(0.0);
        for ((key, value), place) in self.keys.iter_mut().zip(values).zip(0u64..) {
            *key = (((high - value) * scale + TO_WHOLE).to_bits() << BITS_OF_PLACE) | place;
        }
        if values.len() > FEW && self.by_buckets() {
            put_right(&mut self.sorted);
            return;
        }
        self.sorted.copy_from_slice(&self.keys);
        if values.len() > FEW {
            self.sorted.sort_unstable();
        } else {
            put_right(&mut self.sorted);
        }
    }

    /// Puts keys in the order of their buckets; `false` where values bunch.
    fn by_buckets(&mut self) -> bool {
        let bucket = |key: u64| (key >> BITS_BELOW_BUCKET) as usize % BUCKETS;
        self.buckets.fill(0);
        for key in &self.keys {
            self.buckets[bucket(*key)] += 1;
        }
        let (mut start, mut most) = (0, 0);
        for count in self.buckets.iter_mut() {
            let here = *count;
            most = most.max(here);
            *count = start;
            start += here;
        }
        if most > BUNCHED {
            return false;
        }
        for key in &self.keys {
            let place = &mut self.buckets[bucket(*key)];
            if let Some(entry) = self.sorted.get_mut(*place as usize) {
                *entry = *key;
            }
            *place += 1;
        }
        true
    }
}

/// Least and greatest, in eight strands that do not wait for each other.
fn ends(values: &[f64]) -> (f64, f64) {
    let (mut low, mut high) = ([f64::INFINITY; 8], [f64::NEG_INFINITY; 8]);
    for block in values.chunks(8) {
        for ((low, high), value) in low.iter_mut().zip(&mut high).zip(block) {
            *low = if *value < *low { *value } else { *low };
            *high = if *value > *high { *value } else { *high };
        }
    }
    (low.into_iter().fold(f64::INFINITY, f64::min), high.into_iter().fold(f64::NEG_INFINITY, f64::max))
}

/// Insertion: what is nearly in order is soon so.
fn put_right(sorted: &mut [u64]) {
    for end in 1..sorted.len() {
        let mut at = end;
        while at > 0 && sorted[at - 1] > sorted[at] {
            sorted.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::draw::Draw;

    fn plainly(values: &[f64]) -> Vec<usize> {
        values.iter().map(|v| values.iter().filter(|other| *other > v).count()).collect()
    }

    #[test]
    fn ranks_are_the_number_of_strictly_greater_values_however_values_lie() {
        let mut draw = Draw::of(5, 0);
        for options in [2, 5, 31, 32, 33, 100, 700] {
            let mut ranker = Ranker::of(options);
            for shape in 0..6 {
                let values: Vec<f64> = (0..options)
                    .map(|at| match shape {
                        0 => draw.uniform(),
                        1 => draw.normal(),
                        2 => (draw.uniform() * 7.0).floor(),
                        3 => 0.25,
                        // One far out, the others bunched in one bucket.
                        4 => {
                            if at == 0 {
                                1e12
                            } else {
                                draw.uniform()
                            }
                        }
                        _ => 1.0 + draw.uniform() * 1e-15,
                    })
                    .collect();
                let mut ranks = vec![usize::MAX; options];
                ranker.each(&values, |option, rank| ranks[option] = rank);
                assert_eq!(ranks, plainly(&values), "{options} options, shape {shape}");
            }
        }
    }
}
