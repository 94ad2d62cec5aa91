//! How wide a text will be, near enough to keep labels apart.
//!
//! Advance widths of Atkinson Hyperlegible Next at weights 400 and 700, in thousandths of the size, measured for the
//! letters from space to tilde. Fallback fonts differ by a few per cent, so a text is taken 4% wider.

const PLAIN: [u16; 95] = [
    280, 286, 301, 651, 592, 919, 731, 160, 299, 299, 485, 606, 210, 362, 210, 387, 648, 407, 548, 576, 614, 588, 598, 510, 615, 595, 210,
    210, 553, 628, 553, 480, 778, 626, 613, 645, 669, 569, 552, 694, 694, 392, 512, 631, 541, 824, 693, 714, 592, 724, 614, 592, 558, 690,
    593, 856, 623, 575, 607, 317, 387, 344, 552, 372, 243, 525, 566, 485, 564, 538, 314, 558, 550, 252, 245, 492, 262, 845, 550, 548, 566,
    574, 349, 471, 326, 540, 461, 684, 481, 449, 460, 344, 237, 344, 555,
];
const BOLD: [u16; 95] = [
    313, 303, 390, 765, 610, 969, 725, 210, 335, 335, 485, 595, 271, 373, 272, 440, 659, 440, 579, 600, 624, 608, 626, 537, 624, 571, 272,
    272, 569, 612, 569, 547, 781, 678, 643, 658, 689, 597, 566, 718, 701, 425, 561, 664, 552, 858, 717, 747, 629, 757, 650, 610, 607, 686,
    644, 886, 685, 650, 618, 340, 440, 344, 582, 400, 288, 552, 596, 510, 596, 563, 365, 593, 571, 300, 259, 555, 318, 882, 571, 576, 596,
    599, 376, 508, 376, 567, 530, 740, 540, 521, 506, 381, 254, 381, 537,
];
/// Figures are tabular in charts: all as wide as the widest.
const FIGURE: u16 = 655;
const OTHER: u16 = 640;

/// Width in the unit of `size`.
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let widths = if bold { &BOLD } else { &PLAIN };
    let thousandths: u32 = text
        .chars()
        .map(|letter| match letter {
            '0'..='9' => FIGURE,
            letter => u32::from(letter).checked_sub(32).and_then(|at| widths.get(at as usize)).copied().unwrap_or(OTHER),
        })
        .map(u32::from)
        .sum();
    f64::from(thousandths) / 1000.0 * size * 1.04
}

/// A text cut to its room with an ellipsis; the table has it whole. Measured bold.
pub fn fitted(text: &str, room: f64, size: f64) -> String {
    let mut cut: Vec<char> = text.chars().collect();
    while width(&cut.iter().collect::<String>(), size, true) > room && cut.len() > 1 {
        cut.truncate(cut.len() - 2);
        cut.push('…');
    }
    cut.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_bolder_and_larger_is_wider() {
        assert!(width("Average 24.1", 15.0, false) > width("Average 24", 15.0, false));
        assert!(width("Aim 26", 15.0, true) > width("Aim 26", 15.0, false));
        assert!((width("Aim 26", 30.0, false) - 2.0 * width("Aim 26", 15.0, false)).abs() < 1e-9);
        assert!(width("ŵ", 15.0, false) > 0.0);
    }
}
