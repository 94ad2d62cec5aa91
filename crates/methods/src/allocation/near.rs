//! Which versions are in every plan nearly as good as the best, in none, or in some.

use serde::Serialize;

use super::plan::Plan;
use super::program::Program;
use super::search::{Search, whole};
use super::second_pass::Forced;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In every plan that loses no more than allowed: shown.
    Core,
    /// In some such plan and out of another: both plans are known.
    Borderline,
    /// In no such plan: shown.
    Never,
    /// Nothing was shown within the limit of work.
    NotSettled,
}

/// By option of the programme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Nearness {
    pub places: Vec<Place>,
    /// How many outcome points a plan may lose against the best known.
    pub allowed: i64,
    /// Plans met on the way, best first, that lose no more.
    pub plans: Vec<Vec<String>>,
}

/// Places of all options. `ask` is how many of the unsettled ones the solver is asked about.
pub fn nearness(program: &Program, best: &Plan, allowed: i64, ask: usize, forced: &mut Forced<'_>) -> Nearness {
    let floor = best.outcome - allowed.max(0);
    let mut search = Search::new(program, forced.limit.seed);
    while !search.rooted() && search.step() {}
    let mut never = vec![false; program.options.len()];
    let mut core = vec![false; program.options.len()];
    if let Some((bound, regrets)) = search.regrets() {
        let lost = |regret: f64| whole(bound - regret) < floor;
        for (group, candidates) in program.groups.iter().enumerate() {
            let out = candidates.must || lost(regrets.none[group]);
            for option in &candidates.options {
                never[*option] = lost(regrets.option[*option]);
            }
            if let (true, [only]) = (out, candidates.options.iter().filter(|o| !never[**o]).collect::<Vec<_>>().as_slice()) {
                core[**only] = true;
            }
        }
    }
    let mut known: Vec<Plan> = [best.clone()].into_iter().chain(search.best().cloned()).filter(|plan| plan.outcome >= floor).collect();
    let mut asked = 0;
    for option in 0..program.options.len() {
        let group = program.options[option].group;
        let within = |known: &[Plan]| known.iter().any(|plan| plan.chosen[group] == Some(option));
        let without = |known: &[Plan]| known.iter().any(|plan| plan.chosen[group] != Some(option));
        if never[option] || core[option] || (within(&known) && without(&known)) || asked >= ask {
            continue;
        }
        asked += 1;
        let answer = forced.answer(option, !within(&known));
        let plan = answer.plan.as_ref().map(|plan| Plan::of(program, &plan.chosen)).filter(|plan| plan.outcome >= floor);
        let shown = answer.infeasible || answer.bound < floor;
        match plan {
            Some(plan) => known.push(plan),
            None if shown && !within(&known) => never[option] = true,
            None if shown => core[option] = true,
            None => {}
        }
    }
    let place = |option: usize| {
        let group = program.options[option].group;
        let (mut within, mut without) = (false, false);
        for plan in &known {
            within |= plan.chosen[group] == Some(option);
            without |= plan.chosen[group] != Some(option);
        }
        match (never[option], core[option], within && without) {
            (true, ..) => Place::Never,
            (_, true, _) => Place::Core,
            (.., true) => Place::Borderline,
            _ => Place::NotSettled,
        }
    };
    let places = (0..program.options.len()).map(place).collect();
    known.sort_by(|a, b| b.outcome.cmp(&a.outcome).then(a.chosen.cmp(&b.chosen)));
    known.dedup();
    let plans = known.iter().map(|plan| plan.ids(program).map(str::to_owned).collect()).collect();
    Nearness { places, allowed: allowed.max(0), plans }
}
