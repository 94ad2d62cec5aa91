//! Keeping labels off marks, lines and each other.

use super::ink::Anchor;
use super::letters;

/// Left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Box4 {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Box4 {
    pub fn around(x: f64, y: f64, half: f64) -> Box4 {
        Box4 { left: x - half, top: y - half, right: x + half, bottom: y + half }
    }

    fn meets(&self, other: &Box4) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    fn holds(&self, other: &Box4) -> bool {
        self.left <= other.left && other.right <= self.right && self.top <= other.top && other.bottom <= self.bottom
    }
}

/// A place a label could stand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    pub x: f64,
    /// The baseline.
    pub y: f64,
    pub anchor: Anchor,
    /// How far it is from where we would have it: added to the cost of what it covers.
    pub far: f64,
}

impl Spot {
    /// The room a text takes here.
    pub fn room(&self, text: &str, size: f64, bold: bool) -> Box4 {
        let width = letters::width(text, size, bold);
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Box4 { left, top: self.y - size * 0.8, right: left + width, bottom: self.y + size * 0.25 }
    }
}

/// What a label should not cover, each with the price of covering it.
#[derive(Debug, Default)]
pub struct Crowd {
    boxes: Vec<(Box4, f64)>,
    lines: Vec<([f64; 4], f64)>,
}

/// Labels are never put over each other.
const LABEL: f64 = 1000.0;

impl Crowd {
    pub fn add_box(&mut self, room: Box4, price: f64) {
        self.boxes.push((room, price));
    }

    pub fn add_path(&mut self, points: &[(f64, f64)], price: f64) {
        for pair in points.windows(2) {
            if let [from, to] = pair {
                self.lines.push(([from.0, from.1, to.0, to.1], price));
            }
        }
    }

    fn cost(&self, room: &Box4) -> f64 {
        let boxes: f64 = self.boxes.iter().filter(|(other, _)| other.meets(room)).map(|(_, price)| price).sum();
        let lines: f64 = self.lines.iter().filter(|(line, _)| crosses(line, room)).map(|(_, price)| price).sum();
        boxes + lines
    }

    /// The cheapest spot inside `field` for a text, taken from then on; none where all would cost more than `bearable`.
    pub fn settle(&mut self, text: &str, size: f64, bold: bool, spots: &[Spot], field: Box4, bearable: f64) -> Option<Spot> {
        let mut best: Option<(f64, Spot, Box4)> = None;
        for spot in spots {
            let room = spot.room(text, size, bold);
            if !field.holds(&room) {
                continue;
            }
            let cost = self.cost(&room) + spot.far;
            if cost <= bearable && best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, *spot, room));
            }
        }
        best.map(|(_, spot, room)| {
            self.add_box(room, LABEL);
            spot
        })
    }
}

/// Does the line from (x1, y1) to (x2, y2) pass through the box? (Liang and Barsky's clipping.)
fn crosses(line: &[f64; 4], room: &Box4) -> bool {
    let [x1, y1, x2, y2] = *line;
    let (dx, dy) = (x2 - x1, y2 - y1);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    for (step, gap) in [(-dx, x1 - room.left), (dx, room.right - x1), (-dy, y1 - room.top), (dy, room.bottom - y1)] {
        if step == 0.0 {
            if gap < 0.0 {
                return false;
            }
        } else if step < 0.0 {
            enter = enter.max(gap / step);
        } else {
            leave = leave.min(gap / step);
        }
    }
    enter < leave
}

/// Baselines as near as may be to `wanted` and at least `gap` apart, within `low` to `high`; in the order given.
pub fn spread(wanted: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    // Taking the gaps out turns this into monotone regression, which pooling of neighbours solves.
    let mut pools: Vec<(f64, usize)> = Vec::new();
    for (rank, index) in order.iter().enumerate() {
        let mut pool = (wanted[*index] - rank as f64 * gap, 1_usize);
        while let Some(last) = pools.last().copied().filter(|last| last.0 / last.1 as f64 > pool.0 / pool.1 as f64) {
            pools.pop();
            pool = (pool.0 + last.0, pool.1 + last.1);
        }
        pools.push(pool);
    }
    let top = (high - gap * wanted.len().saturating_sub(1) as f64).max(low);
    let settled = pools.iter().flat_map(|(sum, count)| std::iter::repeat_n((sum / *count as f64).clamp(low, top), *count));
    let mut out = vec![0.0; wanted.len()];
    for (rank, (index, base)) in order.iter().zip(settled).enumerate() {
        out[*index] = base + rank as f64 * gap;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_with_room_stay_where_they_are_wanted() {
        assert_eq!(spread(&[100.0, 20.0], 18.0, 0.0, 400.0), vec![100.0, 20.0]);
    }

    #[test]
    fn crowded_labels_move_apart_and_keep_their_order() {
        let settled = spread(&[100.0, 102.0, 104.0], 18.0, 0.0, 400.0);
        assert_eq!(settled, vec![84.0, 102.0, 120.0]);
        let low = spread(&[395.0, 399.0], 18.0, 0.0, 400.0);
        assert!(low[1] <= 400.0 && low[1] - low[0] >= 18.0 - 1e-9);
    }

    #[test]
    fn a_label_goes_round_a_mark() {
        let mut crowd = Crowd::default();
        crowd.add_box(Box4::around(20.0, 20.0, 10.0), 10.0);
        let field = Box4 { left: 0.0, top: 0.0, right: 200.0, bottom: 100.0 };
        let spots =
            [Spot { x: 10.0, y: 25.0, anchor: Anchor::Start, far: 0.0 }, Spot { x: 60.0, y: 25.0, anchor: Anchor::Start, far: 1.0 }];
        assert_eq!(crowd.settle("Aim 26", 14.0, false, &spots, field, 50.0), Some(spots[1]));
        // The same place again is dearer than we can bear: another label stands there.
        assert_eq!(crowd.settle("Aim 26", 14.0, false, &spots[1..], field, 50.0), None);
    }

    #[test]
    fn a_line_crosses_a_box_only_where_it_passes_through() {
        let room = Box4 { left: 10.0, top: 10.0, right: 20.0, bottom: 20.0 };
        assert!(crosses(&[0.0, 0.0, 30.0, 30.0], &room));
        assert!(!crosses(&[0.0, 0.0, 30.0, 5.0], &room));
        assert!(!crosses(&[0.0, 25.0, 30.0, 25.0], &room));
    }
}
