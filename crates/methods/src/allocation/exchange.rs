//! A plan made better by exchanges that keep every row: one service at a time, then two together.

use super::mask::Mask;
use super::plan::Plan;
use super::program::Program;

struct Moves<'a> {
    program: &'a Program,
    list: Vec<(usize, Option<usize>)>,
    of_group: Vec<std::ops::Range<usize>>,
    gain: Vec<i64>,
    /// By move, then by row: what the row's use changes by.
    change: Vec<i64>,
}

impl<'a> Moves<'a> {
    fn of(program: &'a Program, mask: &Mask, plan: &Plan) -> Moves<'a> {
        let mut made = Moves { program, list: Vec::new(), of_group: Vec::new(), gain: Vec::new(), change: Vec::new() };
        for (group, candidates) in program.groups.iter().enumerate() {
            let first = made.list.len();
            made.list.extend(candidates.options.iter().filter(|o| mask.open[**o]).map(|o| (group, Some(*o))));
            if mask.none[group] {
                made.list.push((group, None));
            }
            made.of_group.push(first..made.list.len());
        }
        made.gain = vec![0; made.list.len()];
        made.change = vec![0; made.list.len() * program.rows.len()];
        (0..program.groups.len()).for_each(|group| made.renew(plan, group));
        made
    }

    fn renew(&mut self, plan: &Plan, group: usize) {
        let rows = self.program.rows.len();
        let now = plan.chosen[group];
        let outcome = |o: Option<usize>| o.map_or(0, |o| self.program.options[o].outcome);
        for at in self.of_group[group].clone() {
            let other = self.list[at].1;
            self.gain[at] = outcome(other) - outcome(now);
            let line = &mut self.change[at * rows..(at + 1) * rows];
            line.fill(0);
            if let Some(now) = now {
                self.program.options[now].cells.iter().for_each(|(row, amount)| line[*row] -= amount);
            }
            if let Some(other) = other {
                self.program.options[other].cells.iter().for_each(|(row, amount)| line[*row] += amount);
            }
        }
    }

    fn change(&self, at: usize) -> &[i64] {
        let rows = self.program.rows.len();
        &self.change[at * rows..(at + 1) * rows]
    }

    fn fits(&self, at: usize, room: &[i64]) -> bool {
        self.change(at).iter().zip(room).all(|(change, room)| change <= room)
    }

    fn make(&mut self, plan: &mut Plan, at: usize) {
        let (group, option) = self.list[at];
        plan.choose(self.program, group, option);
        self.renew(plan, group);
    }
}

/// Improves a plan that can be carried out, at most `most` exchanges of two.
pub fn improve(program: &Program, mask: &Mask, scales: &[f64], plan: &mut Plan, most: u32) {
    let mut moves = Moves::of(program, mask, plan);
    let room = |plan: &Plan| program.rows.iter().zip(&plan.used).map(|(row, used)| row.at_most - used).collect::<Vec<i64>>();
    for _ in 0..=most {
        loop {
            let left = room(plan);
            let better = (0..moves.list.len()).filter(|at| moves.gain[*at] > 0 && moves.fits(*at, &left));
            let Some(best) = better.max_by_key(|at| (moves.gain[*at], std::cmp::Reverse(*at))) else { break };
            moves.make(plan, best);
        }
        let Some((first, second)) = pair(program, &moves, scales, &room(plan)) else { return };
        moves.make(plan, first);
        moves.make(plan, second);
    }
}

/// The first pair, largest single gain first, that together gains and keeps every row.
fn pair(program: &Program, moves: &Moves, scales: &[f64], room: &[i64]) -> Option<(usize, usize)> {
    let rows = program.rows.len();
    let mut order: Vec<usize> = (0..moves.list.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(moves.gain[*at]), *at));
    let mut left = vec![0i64; rows];
    for first in order.iter().copied().take_while(|at| moves.gain[*at] > 0) {
        let mut tightest = (0.0, 0);
        for (row, (room, change)) in room.iter().zip(moves.change(first)).enumerate() {
            left[row] = room - change;
            let short = (-left[row]) as f64 / scales[row];
            if short > tightest.0 {
                tightest = (short, row);
            }
        }
        let (group, row) = (moves.list[first].0, tightest.1);
        let found = order
            .iter()
            .copied()
            .take_while(|at| moves.gain[*at] > -moves.gain[first])
            .find(|at| moves.change[at * rows + row] <= left[row] && moves.list[*at].0 != group && moves.fits(*at, &left));
        if let Some(second) = found {
            return Some((first, second));
        }
    }
    None
}
