//! Roles of columns to what is taken from each row: which cells make one data point, and of which measure and period.

use std::collections::BTreeMap;

use crate::guess::Guessed;
use crate::heading::{Hint, hint, is_generic, says_percent};
use crate::mapping::Role;

/// The cells of a row that make one data point.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Group {
    /// The period's text, where the heading tells it.
    pub period: Option<String>,
    /// The measure's text, where headings tell it.
    pub measure: Option<String>,
    pub value: Option<u32>,
    pub numerator: Option<u32>,
    pub denominator: Option<u32>,
    /// A heading says per cent.
    pub percent: bool,
    /// What the numerator is headed: `On time` may name the measure where nothing else does.
    pub counted: String,
}

impl Group {
    /// The cell a data point is known by.
    pub fn column(&self) -> u32 {
        self.value.or(self.numerator).or(self.denominator).unwrap_or(0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    pub periods: Vec<u32>,
    pub measures: Vec<u32>,
    pub parts: Vec<u32>,
    pub groups: Vec<Group>,
    pub target: Option<u32>,
    pub floor: Option<u32>,
    pub statuses: Vec<u32>,
    pub comments: Vec<u32>,
}

pub fn plan(guessed: &Guessed) -> Plan {
    let mapping = &guessed.mapping;
    let has_measure = !mapping.of(Role::Measure).is_empty();
    let mut groups: Vec<Group> = Vec::new();
    let mut by_key: BTreeMap<(String, String), usize> = BTreeMap::new();
    for meaning in &mapping.columns {
        let (Role::Value | Role::Numerator | Role::Denominator) = meaning.role else { continue };
        let Some(column) = guessed.columns.iter().find(|c| c.column() == meaning.column) else { continue };
        let heading = &column.heading;
        let (period, named) = match guessed.across.get(&meaning.column) {
            Some((period, rest)) => (Some(period.clone()), rest.clone()),
            None => (
                None,
                if !heading.top.is_empty() && (says_role(&heading.own) || meaning.role != Role::Value) {
                    heading.top.clone()
                } else {
                    heading.text()
                },
            ),
        };
        let bare_role = is_generic(&named)
            || (says_role(&named) && meaning.role == Role::Value)
            || (meaning.role != Role::Value && heading.top.is_empty() && period.is_none());
        let measure = if has_measure || bare_role || named.is_empty() { String::new() } else { named.clone() };
        let measure = if meaning.role != Role::Value && period.is_some() { rest_without_role(&measure) } else { measure };
        let key = (period.clone().unwrap_or_default(), measure.clone());
        let at = *by_key.entry(key).or_insert_with(|| {
            groups.push(Group { period, measure: Some(measure).filter(|m| !m.is_empty()), ..Group::default() });
            groups.len() - 1
        });
        let Some(group) = groups.get_mut(at) else { continue };
        if group.numerator.is_none() && meaning.role == Role::Numerator {
            group.counted = heading.own.clone();
        }
        let slot = match meaning.role {
            Role::Numerator => &mut group.numerator,
            Role::Denominator => &mut group.denominator,
            _ => &mut group.value,
        };
        slot.get_or_insert(meaning.column);
        group.percent |= meaning.role == Role::Value && (says_percent(&named) || says_percent(&heading.own));
    }
    join_counts(&mut groups);
    groups.retain(|group| group.value.is_some() || (group.numerator.is_some() && group.denominator.is_some()));
    Plan {
        periods: if guessed.across.is_empty() { mapping.of(Role::Period) } else { Vec::new() },
        measures: mapping.of(Role::Measure),
        parts: mapping.of(Role::Part),
        groups,
        target: mapping.of(Role::Target).first().copied(),
        floor: mapping.of(Role::Floor).first().copied(),
        statuses: mapping.of(Role::Status),
        comments: mapping.of(Role::Comment),
    }
}

fn says_role(text: &str) -> bool {
    matches!(hint(text), Some(Hint::Role(Role::Value | Role::Numerator | Role::Denominator)))
        || is_generic(text)
        || !text.is_empty() && text.chars().all(|c| matches!(c, '%' | ' '))
}

fn rest_without_role(text: &str) -> String {
    if says_role(text) { String::new() } else { text.to_owned() }
}

/// A numerator and denominator that no heading ties to a measure belong to the one measure of the same period that lacks them.
fn join_counts(groups: &mut Vec<Group>) {
    let loose: Vec<Group> = groups.iter().filter(|g| g.value.is_none() && g.measure.is_none()).cloned().collect();
    for counts in loose {
        let lacking: Vec<usize> = groups
            .iter()
            .enumerate()
            .filter(|(_, g)| g.value.is_some() && g.period == counts.period && g.numerator.is_none() && g.denominator.is_none())
            .map(|(at, _)| at)
            .collect();
        if let [only] = lacking.as_slice()
            && let Some(group) = groups.get_mut(*only)
        {
            (group.numerator, group.denominator, group.counted) = (counts.numerator, counts.denominator, counts.counted.clone());
            groups.retain(|g| *g != counts);
        }
    }
}
