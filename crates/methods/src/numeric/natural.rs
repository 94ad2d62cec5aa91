//! Whole numbers of any size, as far as exact fractions need them: added, subtracted, scaled, compared.

use std::cmp::Ordering;

/// A whole number from 0 up, in limbs of 64 bits, the lowest first, without empty ones at the top.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Natural {
    limbs: Vec<u64>,
}

impl From<u64> for Natural {
    fn from(value: u64) -> Natural {
        Natural { limbs: if value == 0 { Vec::new() } else { vec![value] } }
    }
}

impl Natural {
    pub fn is_zero(&self) -> bool {
        self.limbs.is_empty()
    }

    pub fn add(&mut self, other: &Natural) {
        if self.limbs.len() < other.limbs.len() {
            self.limbs.resize(other.limbs.len(), 0);
        }
        let mut carry = false;
        for (at, limb) in self.limbs.iter_mut().enumerate() {
            let (sum, over) = limb.overflowing_add(other.limbs.get(at).copied().unwrap_or(0));
            let (sum, again) = sum.overflowing_add(u64::from(carry));
            *limb = sum;
            carry = over || again;
        }
        if carry {
            self.limbs.push(1);
        }
    }

    /// `self − other`; `None` where that is below nothing.
    pub fn less(&self, other: &Natural) -> Option<Natural> {
        if *self < *other {
            return None;
        }
        let mut limbs = self.limbs.clone();
        let mut borrow = false;
        for (at, limb) in limbs.iter_mut().enumerate() {
            let (rest, under) = limb.overflowing_sub(other.limbs.get(at).copied().unwrap_or(0));
            let (rest, again) = rest.overflowing_sub(u64::from(borrow));
            *limb = rest;
            borrow = under || again;
        }
        Some(Natural { limbs }.trimmed())
    }

    pub fn times(&self, factor: u64) -> Natural {
        let mut limbs = Vec::with_capacity(self.limbs.len() + 1);
        let mut carry = 0u128;
        for limb in &self.limbs {
            let product = u128::from(*limb) * u128::from(factor) + carry;
            limbs.push(product as u64);
            carry = product >> 64;
        }
        limbs.push(carry as u64);
        Natural { limbs }.trimmed()
    }

    /// Whole part and remainder of `self / by`; `None` where `by` is nothing.
    pub fn over(&self, by: u64) -> Option<(Natural, u64)> {
        if by == 0 {
            return None;
        }
        let mut limbs = self.limbs.clone();
        let mut rest = 0u128;
        for limb in limbs.iter_mut().rev() {
            let part = (rest << 64) | u128::from(*limb);
            *limb = (part / u128::from(by)) as u64;
            rest = part % u128::from(by);
        }
        Some((Natural { limbs }.trimmed(), rest as u64))
    }

    /// The largest whole number that is at most `self × 2^bits / by`, where that is below 2^127; `None` where it is not, or `by` is nothing.
    pub fn ratio(&self, by: &Natural, bits: u32) -> Option<i128> {
        const WHOLE: u32 = 62;
        if by.is_zero() || bits + WHOLE > 126 {
            return None;
        }
        let mut unit = by.clone();
        (0..WHOLE).for_each(|_| unit.double());
        let mut rest = self.clone();
        if rest >= unit {
            return None;
        }
        let mut quotient = 0i128;
        for _ in 0..(WHOLE + bits) {
            rest.double();
            quotient <<= 1;
            if let Some(less) = rest.less(&unit) {
                rest = less;
                quotient |= 1;
            }
        }
        Some(quotient)
    }

    fn double(&mut self) {
        let mut carry = 0;
        for limb in &mut self.limbs {
            let next = *limb >> 63;
            *limb = (*limb << 1) | carry;
            carry = next;
        }
        if carry > 0 {
            self.limbs.push(carry);
        }
    }

    fn trimmed(mut self) -> Natural {
        while self.limbs.last() == Some(&0) {
            self.limbs.pop();
        }
        self
    }
}

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Natural) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Natural) -> Ordering {
        self.limbs.len().cmp(&other.limbs.len()).then_with(|| self.limbs.iter().rev().cmp(other.limbs.iter().rev()))
    }
}

/// The largest whole number that divides both; the other where one is nothing.
pub fn greatest_common_divisor(mut one: u64, mut other: u64) -> u64 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(value: u128) -> Natural {
        let mut high = Natural::from((value >> 64) as u64);
        (0..64).for_each(|_| high.double());
        high.add(&Natural::from(value as u64));
        high
    }

    proptest! {
        #[test]
        fn it_reckons_as_numbers_of_the_machine_do(a in 0u128..1 << 100, b in 0u128..1 << 100, by in 1u64..) {
            let (one, other) = (of(a), of(b));
            prop_assert_eq!(one.cmp(&other), a.cmp(&b));
            let mut sum = one.clone();
            sum.add(&other);
            prop_assert_eq!(&sum, &of(a + b));
            prop_assert_eq!(sum.less(&other), Some(one.clone()));
            prop_assert_eq!(one.less(&sum).is_some(), b == 0);
            prop_assert_eq!(one.over(by), Some((of(a / u128::from(by)), (a % u128::from(by)) as u64)));
            let product = one.times(by);
            prop_assert_eq!(product.over(by), Some((one, 0)));
        }

        #[test]
        fn a_ratio_is_the_whole_number_below_it(a in 0u64..1 << 60, b in 1u64..1 << 60) {
            let found = Natural::from(a).times(1 << 40).ratio(&Natural::from(b).times(1 << 40), 60);
            prop_assert_eq!(found, Some(((u128::from(a) << 60) / u128::from(b)) as i128));
        }
    }

    #[test]
    fn what_cannot_be_is_none() {
        assert_eq!(Natural::from(1).over(0), None);
        assert_eq!(Natural::from(1).ratio(&Natural::default(), 4), None);
        assert_eq!(Natural::from(1).less(&Natural::from(2)), None);
        assert_eq!((greatest_common_divisor(12, 18), greatest_common_divisor(0, 5)), (6, 5));
    }
}
