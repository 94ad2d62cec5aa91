//! One order of priorities from what is known of each need, what people say and what partners put first: every input with its own order, and
//! each can be left out.

use std::collections::BTreeSet;

use methods::voice::ranking::{List, Rankings, ranking};
use model::id::PriorityId;
use model::priority::{AgainstPeers, Input, NeedTrend, Priority, PriorityList};
use model::record::Record;
use quantity::Share;

/// Each kind of input (evidence, voices, partners) counts alike; the parts of the evidence that are in share what it counts for.
const EACH_KIND: u32 = 6;

#[derive(Debug, Clone, PartialEq)]
pub struct OneList {
    pub inputs: Vec<InputOrder>,
    /// Priorities, first comes first, with the mean of their places over the inputs that count.
    pub order: Vec<(PriorityId, f64)>,
}

/// What one input alone would put first.
#[derive(Debug, Clone, PartialEq)]
pub struct InputOrder {
    pub input: Input,
    /// Left out on the page, or nothing is known of it: it counts for nothing in the order.
    pub counts: bool,
    /// Each priority's place by this input alone, from 1, those alike sharing; in the order of the priorities. None where it is not known.
    pub places: Vec<Option<f64>>,
}

impl InputOrder {
    pub fn known(&self) -> usize {
        self.places.iter().flatten().count()
    }
}

impl OneList {
    pub fn place(&self, priority: PriorityId) -> Option<usize> {
        self.order.iter().position(|(id, _)| *id == priority).map(|at| at + 1)
    }
}

/// The order without what is left out; none where fewer than two priorities are named, or nothing that counts is known.
pub fn one_list(priorities: &[Record<PriorityId, Priority>], partners: &[&PriorityList], left_out: &BTreeSet<Input>) -> Option<OneList> {
    let scores = |input: Input| match input {
        Input::Partners => of_partners(priorities, partners),
        other => priorities.iter().map(|p| score(&p.noun, other)).collect(),
    };
    let inputs: Vec<InputOrder> = Input::ALL
        .into_iter()
        .map(|input| {
            let places = places(&scores(input));
            InputOrder { input, counts: !left_out.contains(&input) && places.iter().any(Option::is_some), places }
        })
        .collect();
    let parts = inputs.iter().filter(|one| one.counts && one.input.is_evidence()).count() as u32;
    let lists: Vec<List> = inputs
        .iter()
        .filter(|one| one.counts)
        .map(|one| List {
            places: tiers(&one.places),
            group: None,
            weight: if one.input.is_evidence() { EACH_KIND / parts.max(1) } else { EACH_KIND },
        })
        .collect();
    let items = priorities.iter().map(|p| format!("{} {}", p.noun.title, p.id)).collect();
    let standing = ranking(&Rankings { items, lists, groups: Vec::new() }).ok()?;
    let of = |at: &usize| Some((priorities.get(*at)?.id, standing.mean_place.get(*at).copied()?));
    Some(OneList { inputs, order: standing.ranking.iter().filter_map(of).collect() })
}

/// More is more pressing. None where it is not known.
fn score(of: &Priority, input: Input) -> Option<f64> {
    let evidence = of.evidence.as_ref();
    match input {
        Input::Unmet => evidence?.unmet.map(Share::value),
        Input::Trend => Some(match evidence?.trend? {
            NeedTrend::Growing => 2.0,
            NeedTrend::Steady => 1.0,
            NeedTrend::Shrinking => 0.0,
        }),
        Input::Peers => Some(match evidence?.peers? {
            AgainstPeers::Worse => 2.0,
            AgainstPeers::Alike => 1.0,
            AgainstPeers::Better => 0.0,
        }),
        Input::Voices => voiced(of).map(Share::value),
        Input::Partners => None,
    }
}

/// The share that put it among their first: of everybody asked, else of all groups together.
pub fn voiced(of: &Priority) -> Option<Share> {
    let everybody = of.voices.iter().filter(|voice| voice.group.is_empty());
    let all = of.voices.iter();
    let sum = |voices: &mut dyn Iterator<Item = &model::priority::PriorityVoice>| {
        voices.fold((0u64, 0u64), |sum, voice| (sum.0 + u64::from(voice.chose), sum.1 + u64::from(voice.answered)))
    };
    let (chose, answered) = match sum(&mut everybody.into_iter()) {
        (_, 0) => sum(&mut all.into_iter()),
        found => found,
    };
    Share::of(chose, answered)
}

/// Partners' own lists counted together, each for what it counts; what no list names is not known.
fn of_partners(priorities: &[Record<PriorityId, Priority>], partners: &[&PriorityList]) -> Vec<Option<f64>> {
    let at = |id: &PriorityId| priorities.iter().position(|p| p.id == *id);
    let lists: Vec<List> = partners
        .iter()
        .map(|list| List { places: list.order.iter().filter_map(at).map(|at| vec![at]).collect(), group: None, weight: list.weight.max(1) })
        .filter(|list| !list.places.is_empty())
        .collect();
    let named = |at: usize| lists.iter().any(|list| list.places.iter().any(|tier| tier.contains(&at)));
    let known: Vec<bool> = (0..priorities.len()).map(named).collect();
    let items = priorities.iter().map(|p| p.id.to_string()).collect();
    let Ok(standing) = ranking(&Rankings { items, lists, groups: Vec::new() }) else { return vec![None; priorities.len()] };
    standing.borda.iter().zip(known).map(|(points, known)| known.then_some(*points)).collect()
}

/// Places of scores, most first, those alike sharing the mean of theirs.
fn places(scores: &[Option<f64>]) -> Vec<Option<f64>> {
    let known: Vec<f64> = scores.iter().flatten().copied().collect();
    let place = |own: f64| {
        let above = known.iter().filter(|other| **other > own).count() as f64;
        let alike = known.iter().filter(|other| **other == own).count() as f64;
        above + (alike + 1.0) / 2.0
    };
    scores.iter().map(|score| score.map(place)).collect()
}

/// Places as tiers, the best first. What is not known stands in the middle, which neither raises nor lowers it until somebody finds out.
fn tiers(places: &[Option<f64>]) -> Vec<Vec<usize>> {
    let mut known: Vec<(f64, usize)> = places.iter().enumerate().filter_map(|(at, place)| Some(((*place)?, at))).collect();
    known.sort_by(|one, other| one.0.total_cmp(&other.0));
    let mut tiers: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for (place, at) in &known {
        match tiers.last_mut().filter(|_| last == Some(*place)) {
            Some(tier) => tier.push(*at),
            None => tiers.push(vec![*at]),
        }
        last = Some(*place);
    }
    let unknown: Vec<usize> = places.iter().enumerate().filter(|(_, place)| place.is_none()).map(|(at, _)| at).collect();
    if !unknown.is_empty() {
        let mut above = 0;
        let middle = tiers.iter().position(|tier| {
            above += tier.len();
            2 * above > known.len()
        });
        tiers.insert(middle.unwrap_or(tiers.len()), unknown);
    }
    tiers
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use model::audience::Audience;
    use model::id::OrganisationId;
    use model::priority::{NeedKnown, PriorityVoice};

    fn named(title: &str, unmet: Option<f64>, trend: Option<NeedTrend>, chose: Option<u32>) -> Record<PriorityId, Priority> {
        let on = date(2026, 10, 31);
        let evidence = (unmet.is_some() || trend.is_some()).then(|| NeedKnown {
            unmet: unmet.and_then(|share| Share::new(share).ok()),
            trend,
            peers: None,
            source: "Needs assessment 2026".into(),
            on,
        });
        let voice = |chose| PriorityVoice { group: String::new(), chose, answered: 100, source: "Survey".into(), on, round: None };
        let voices = chose.map(voice).into_iter().collect();
        let noun = Priority { title: title.into(), people: "All".into(), because: "It is.".into(), evidence, voices, set_by_members: None };
        Record {
            id: PriorityId::from(uuid::Uuid::from_u128(u128::from(title.bytes().next().unwrap_or(0)))),
            reference: None,
            owner: OrganisationId::from(uuid::Uuid::nil()),
            audience: Audience::Public,
            about: None,
            sealed: false,
            version: 1,
            changed_at: jiff::Timestamp::UNIX_EPOCH,
            noun,
        }
    }

    fn order(list: &OneList, of: &[Record<PriorityId, Priority>]) -> String {
        list.order.iter().filter_map(|(id, _)| of.iter().find(|p| p.id == *id)).map(|p| p.noun.title.as_str()).collect()
    }

    #[test]
    fn each_input_has_an_order_of_its_own_and_without_one_the_order_is_another() {
        let all = [named("a", Some(0.6), None, Some(10)), named("b", Some(0.4), None, Some(40)), named("c", Some(0.2), None, Some(80))];
        let none = BTreeSet::new();
        let list = one_list(&all, &[], &none).expect("a list");
        assert_eq!(list.order.iter().map(|(_, mean)| *mean).collect::<Vec<_>>(), [2.0, 2.0, 2.0], "evidence and voices are opposed");
        assert_eq!(list.inputs.iter().map(|one| one.counts).collect::<Vec<_>>(), [true, false, false, true, false]);
        assert_eq!(list.inputs[3].places, [Some(3.0), Some(2.0), Some(1.0)]);
        let without = |input| one_list(&all, &[], &BTreeSet::from([input])).map(|list| order(&list, &all));
        assert_eq!(without(Input::Voices).as_deref(), Some("abc"));
        assert_eq!(without(Input::Unmet).as_deref(), Some("cba"));
        assert_eq!(one_list(&all, &[], &BTreeSet::from(Input::ALL)), None);
    }

    #[test]
    fn the_parts_of_the_evidence_count_together_for_as_much_as_voices() {
        let growing = Some(NeedTrend::Growing);
        let steady = Some(NeedTrend::Steady);
        // Twice first by evidence, once first by voices: level, where each part for itself would have put a first.
        let all = [named("a", Some(0.6), growing, Some(10)), named("b", Some(0.4), steady, Some(40))];
        let list = one_list(&all, &[], &BTreeSet::new()).expect("a list");
        assert_eq!(list.order.iter().map(|(_, mean)| *mean).collect::<Vec<_>>(), [1.5, 1.5]);
    }

    #[test]
    fn what_is_not_known_stands_in_the_middle_and_not_last() {
        let all = [named("a", Some(0.6), None, None), named("b", None, None, None), named("c", Some(0.2), None, None)];
        let list = one_list(&all, &[], &BTreeSet::new()).expect("a list");
        assert_eq!(order(&list, &all), "abc");
        assert_eq!((list.inputs[0].places[1], list.inputs[0].known()), (None, 2));
    }

    #[test]
    fn a_need_that_every_input_puts_last_changes_no_order() {
        let mut all = vec![
            named("a", Some(0.6), Some(NeedTrend::Steady), Some(10)),
            named("b", Some(0.4), Some(NeedTrend::Growing), Some(40)),
            named("c", Some(0.3), Some(NeedTrend::Growing), Some(30)),
        ];
        let before = order(&one_list(&all, &[], &BTreeSet::new()).expect("a list"), &all);
        all.push(named("z", Some(0.1), Some(NeedTrend::Shrinking), Some(1)));
        assert_eq!(order(&one_list(&all, &[], &BTreeSet::new()).expect("a list"), &all), format!("{before}z"));
    }
}
