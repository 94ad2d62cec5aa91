//! Who took part, held against the people it is about: share by group, how far from its share of the population, and whether that gap is
//! more than chance would make it.

use quantity::{Interval, Share};
use serde::{Deserialize, Serialize};

use crate::Method;
use crate::numeric::special::{Z95, wilson};

pub const METHOD: Method = Method {
    code: "voice-reach",
    edition: 1,
    title: "Who took part, against the people it is about",
    sources: &[
        "Half the sum of absolute differences of shares: the index of dissimilarity, Duncan and Duncan 1955",
        "Wilson, Probable inference, the law of succession, and statistical inference, 1927",
    ],
};

/// Shares of the population may miss the whole by this much, as rounded percentages do.
const ROUNDED: f64 = 0.015;

/// One group of a population that the groups part between them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Group {
    pub name: String,
    /// Its share of the people it is about; none where nobody knows.
    #[serde(default)]
    pub population: Option<Share>,
    /// How many of it were asked; none where it was open to everybody.
    #[serde(default)]
    pub asked: Option<u64>,
    /// How many of it took part, by whatever way.
    pub took_part: u64,
    /// Its figures are not shown: small, or needed to keep a small one from being worked out. They still count in the whole.
    #[serde(default)]
    pub withheld: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    pub groups: Vec<GroupReading>,
    /// Everybody who took part and said which group they are of.
    pub took_part: u64,
    /// Of those asked, the share that took part, where it is known how many were asked of every group.
    pub answered: Option<Share>,
    /// 1 less half the sum of differences between shares: 1 is a perfect likeness. None where a group's share of the population is not
    /// known, or where a group is withheld (it could be worked back).
    pub likeness: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupReading {
    pub name: String,
    pub population: Option<Share>,
    /// None where withheld.
    pub figures: Option<Figures>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    pub took_part: u64,
    /// Of those asked in the group.
    pub answered: Option<Share>,
    /// Of all who took part.
    pub share: Share,
    /// 95%, Wilson.
    pub interval: Interval,
    /// Share of those who took part less share of the population: above nothing is more than its share. In −1 to 1.
    pub gap: Option<f64>,
    pub standing: Standing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The interval holds the share of the population.
    Alike,
    Fewer,
    More,
    /// The share of the population is not known.
    NotKnown,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("Nobody has taken part yet.")]
    Nobody,
    #[error("Two groups are called “{0}”. Give each a name of its own.")]
    SameName(String),
    #[error("More people of “{group}” took part ({took_part}) than were asked ({asked}). Correct one of the two.")]
    MoreThanAsked { group: String, took_part: u64, asked: u64 },
    #[error("The groups’ shares of the population sum to {0}%: they should sum to 100%, with nobody in two groups.")]
    NotTheWhole(String),
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Nobody => "nobody",
            Refusal::SameName(_) => "same_name",
            Refusal::MoreThanAsked { .. } => "more_than_asked",
            Refusal::NotTheWhole(_) => "not_the_whole",
        }
    }
}

/// Reads who took part. The answer keeps the order of the groups, and does not depend on it.
///
/// # Errors
/// [`Refusal`], where nobody took part or the figures cannot be of one population.
pub fn read(groups: &[Group]) -> Result<Reading, Refusal> {
    for (at, group) in groups.iter().enumerate() {
        if groups.iter().take(at).any(|before| before.name == group.name) {
            return Err(Refusal::SameName(group.name.clone()));
        }
        if let Some(asked) = group.asked.filter(|asked| group.took_part > *asked) {
            return Err(Refusal::MoreThanAsked { group: group.name.clone(), took_part: group.took_part, asked });
        }
    }
    let known: Option<Vec<f64>> = groups.iter().map(|group| group.population.map(Share::value)).collect();
    let sum: Option<f64> = known.as_ref().map(|shares| shares.iter().sum());
    if let Some(sum) = sum.filter(|sum| (sum - 1.0).abs() > ROUNDED) {
        return Err(Refusal::NotTheWhole(quantity::rounding::shown(sum * 100.0, 1)));
    }
    let whole: u64 = groups.iter().map(|group| group.took_part).sum();
    if whole == 0 {
        return Err(Refusal::Nobody);
    }
    let read: Vec<GroupReading> = groups.iter().map(|group| of_group(group, whole)).collect();
    let gaps: Option<f64> = read.iter().map(|group| group.figures.as_ref()?.gap.map(f64::abs)).sum();
    let asked: Option<u64> = groups.iter().map(|group| group.asked).sum();
    Ok(Reading {
        groups: read,
        took_part: whole,
        answered: asked.and_then(|asked| Share::of(whole, asked)),
        likeness: gaps.map(|gaps| 1.0 - gaps / 2.0),
    })
}

fn of_group(group: &Group, whole: u64) -> GroupReading {
    let figures = (!group.withheld).then(|| {
        let share = Share::of(group.took_part, whole)?;
        let (low, high) = wilson(group.took_part, whole, Z95)?;
        let interval = Interval::new(low, high, Share::new(0.95).ok()?)?;
        let standing = match group.population.map(Share::value) {
            None => Standing::NotKnown,
            Some(share) if share > interval.high => Standing::Fewer,
            Some(share) if share < interval.low => Standing::More,
            Some(_) => Standing::Alike,
        };
        Some(Figures {
            took_part: group.took_part,
            answered: group.asked.and_then(|asked| Share::of(group.took_part, asked)),
            share,
            interval,
            gap: group.population.map(|population| share.value() - population.value()),
            standing,
        })
    });
    GroupReading { name: group.name.clone(), population: group.population, figures: figures.flatten() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, percent: Option<f64>, asked: Option<u64>, took_part: u64) -> Group {
        let population = percent.map(|percent| Share::from_percent(percent).expect("a share"));
        Group { name: name.into(), population, asked, took_part, withheld: false }
    }

    #[test]
    fn seventy_to_thirty_of_a_half_and_half_population_is_a_likeness_of_four_fifths() {
        let reading = read(&[group("a", Some(50.0), None, 70), group("b", Some(50.0), None, 30)]).expect("reads");
        assert!((reading.likeness.expect("a likeness") - 0.8).abs() < 1e-12);
        let figures = |at: usize| reading.groups[at].figures.clone().expect("shown");
        assert_eq!((figures(0).standing, figures(1).standing), (Standing::More, Standing::Fewer));
        assert!((figures(1).gap.expect("a gap") + 0.2).abs() < 1e-12);
    }

    #[test]
    fn a_gap_that_chance_would_make_is_none() {
        let reading = read(&[group("a", Some(50.0), None, 11), group("b", Some(50.0), None, 9)]).expect("reads");
        assert!(reading.groups.iter().all(|group| group.figures.as_ref().is_some_and(|f| f.standing == Standing::Alike)));
    }

    #[test]
    fn the_share_that_answered_is_known_only_where_everybody_asked_was_counted() {
        let panel = [group("55 and over", Some(39.0), Some(756), 262), group("under 55", Some(61.0), Some(484), 124)];
        let reading = read(&panel).expect("reads");
        assert!((reading.answered.expect("known").value() - 386.0 / 1240.0).abs() < 1e-12);
        let open = read(&[panel[0].clone(), group("under 55", Some(61.0), None, 124)]).expect("reads");
        assert_eq!(open.answered, None);
    }

    #[test]
    fn a_group_that_is_withheld_counts_in_the_whole_and_gives_no_likeness_it_could_be_worked_back_from() {
        let mut groups = [group("a", Some(50.0), None, 70), group("b", Some(50.0), None, 3)];
        groups[1].withheld = true;
        let reading = read(&groups).expect("reads");
        assert_eq!((reading.took_part, reading.likeness, reading.groups[1].figures.clone()), (73, None, None));
        assert!((reading.groups[0].figures.as_ref().expect("shown").share.value() - 70.0 / 73.0).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        let code = |groups: &[Group]| read(groups).expect_err("refused").code();
        assert_eq!(code(&[group("a", None, None, 0)]), "nobody");
        assert_eq!(code(&[group("a", None, None, 1), group("a", None, None, 2)]), "same_name");
        assert_eq!(code(&[group("a", None, Some(3), 4)]), "more_than_asked");
        assert_eq!(code(&[group("a", Some(50.0), None, 1), group("b", Some(40.0), None, 2)]), "not_the_whole");
    }
}
