//! Priorities in words: what they are put in order from, what is known and from where, and why people moved them.

use methods::voice::ranking::METHOD;
use model::priority::{AgainstPeers, Input, Moved, NeedKnown, NeedTrend, Pass, PriorityVoice};
use quantity::Share;

use super::count;

pub fn input(input: Input) -> &'static str {
    match input {
        Input::Unmet => "Unmet need",
        Input::Trend => "Trend of need",
        Input::Peers => "Among peers",
        Input::Voices => "What people say",
        Input::Partners => "Partners’ lists",
    }
}

pub fn trend(trend: NeedTrend) -> &'static str {
    match trend {
        NeedTrend::Growing => "growing",
        NeedTrend::Steady => "steady",
        NeedTrend::Shrinking => "shrinking",
    }
}

pub fn peers(peers: AgainstPeers) -> &'static str {
    match peers {
        AgainstPeers::Worse => "worse than peers",
        AgainstPeers::Alike => "like peers",
        AgainstPeers::Better => "better than peers",
    }
}

/// How the one order is made, with method and edition.
pub fn how_counted() -> String {
    format!(
        "What is known of the need, what people say and partners’ lists count alike; unmet need, trend and peers share what the need counts for. Each puts the \
         priorities in an order of its own, and the places are averaged. What is not known stands in the middle of that order, which neither raises nor lowers it. \
         What members set plays no part. Method: {}.",
        METHOD.with_edition()
    )
}

/// What the order leaves out; nothing is left out of an empty list.
pub fn left_out(inputs: &[Input]) -> String {
    let names: Vec<String> = inputs.iter().map(|one| format!("“{}”", input(*one).to_lowercase())).collect();
    match names.len() {
        0 => "Nothing is left out.".to_owned(),
        _ => format!("Left out: {}. Beside it stands the place each priority has with everything in.", count::list(&names)),
    }
}

/// `41% unmet; growing; worse than peers`.
pub fn known(known: &NeedKnown) -> String {
    let parts: Vec<String> = [
        known.unmet.map(|share| format!("{} unmet", share.shown(0))),
        known.trend.map(|of| trend(of).to_owned()),
        known.peers.map(|of| peers(of).to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() { "Nothing yet".to_owned() } else { count::sentence(&parts.join("; ")) }
}

/// `212 of 386 (55%) of all who answered`; of a group with its name. Counts of people below `smallest` are withheld, and with them the count of
/// everybody, which would give them away.
pub fn voices(all: &[PriorityVoice], smallest: u32) -> Vec<String> {
    let is_small = |voice: &PriorityVoice| {
        let few = |count: u32| count > 0 && count < smallest;
        few(voice.answered) || few(voice.chose) || few(voice.answered.saturating_sub(voice.chose))
    };
    let any_small = all.iter().any(is_small);
    let one = |voice: &PriorityVoice| {
        let withheld = is_small(voice) || (any_small && voice.group.is_empty());
        match (voice.group.as_str(), withheld) {
            ("", true) => "What all said is withheld to protect small numbers".to_owned(),
            (group, true) => format!("{group}: withheld to protect small numbers"),
            ("", false) => format!("{} of all who answered", counted(voice)),
            (group, false) => format!("{group}: {}", counted(voice)),
        }
    };
    all.iter().map(one).collect()
}

fn counted(voice: &PriorityVoice) -> String {
    let (chose, answered) = (u64::from(voice.chose), u64::from(voice.answered));
    let share = Share::of(chose, answered).map_or_else(String::new, |share| format!(" ({})", share.shown(0)));
    format!("{}{share}", count::people(chose, answered))
}

/// Source and day of one input.
pub fn from_where(source: &str, on: quantity::Date) -> String {
    format!("{source}, {}", count::plain_date(on))
}

pub fn pass_name(pass: &Pass) -> String {
    let when = if pass.after_costs { "After costs" } else { "Before costs" };
    format!("{when}, {}", count::plain_date(pass.on))
}

/// Why one stands where it stands.
pub fn moved(title: &str, to: usize, moved: &Moved) -> String {
    format!("“{title}”, from place {} to place {to}: {}", moved.from, count::sentence(moved.why.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_known_and_said_stands_with_its_parts() {
        let mut need = NeedKnown {
            unmet: Share::new(0.41).ok(),
            trend: Some(NeedTrend::Growing),
            peers: None,
            source: "Needs assessment".into(),
            on: date(2026, 9, 30),
        };
        assert_eq!(known(&need), "41% unmet; growing");
        (need.unmet, need.trend) = (None, None);
        assert_eq!(known(&need), "Nothing yet");
        let said = |group: &str, chose| PriorityVoice {
            group: group.into(),
            chose,
            answered: 386,
            source: "Survey".into(),
            on: date(2026, 9, 30),
            round: None,
        };
        assert_eq!(
            voices(&[said("", 212), said("Villages", 212)], 5),
            ["212 of 386 (55%) of all who answered", "Villages: 212 of 386 (55%)"]
        );
        let withheld = voices(&[said("", 212), said("Villages", 3), said("Town", 209)], 5);
        assert_eq!(
            withheld,
            ["What all said is withheld to protect small numbers", "Villages: withheld to protect small numbers", "Town: 209 of 386 (54%)"]
        );
        assert_eq!(
            left_out(&[Input::Voices]),
            "Left out: “what people say”. Beside it stands the place each priority has with everything in."
        );
    }
}
