//! Priorities in words: what they are put in order from, what is known and from where, and why people moved them.

use methods::voice::ranking::METHOD;
use model::priority::{AgainstPeers, Input, Moved, NeedKnown, NeedTrend, Pass, PriorityVoice};
use quantity::Share;

use super::count;

pub fn input(input: Input) -> &'static str {
    match input {
        Input::Unmet => "Unmet need",
        Input::Trend => "Trend of the need",
        Input::Peers => "Where we stand among peers",
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

/// `212 of 386 (55%) put it among their first`; of a group with its name.
pub fn voice(voice: &PriorityVoice) -> String {
    let share =
        Share::of(u64::from(voice.chose), u64::from(voice.answered)).map_or_else(String::new, |share| format!(" ({})", share.shown(0)));
    let of = count::people(u64::from(voice.chose), u64::from(voice.answered));
    match voice.group.as_str() {
        "" => format!("{of}{share} of all who answered"),
        group => format!("{group}: {of}{share}"),
    }
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
        let mut said = PriorityVoice { group: String::new(), chose: 212, answered: 386, source: "Survey".into(), on: date(2026, 9, 30) };
        assert_eq!(voice(&said), "212 of 386 (55%) of all who answered");
        said.group = "Villages".into();
        assert_eq!(voice(&said), "Villages: 212 of 386 (55%)");
        assert_eq!(
            left_out(&[Input::Voices]),
            "Left out: “what people say”. Beside it stands the place each priority has with everything in."
        );
    }
}
