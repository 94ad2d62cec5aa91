//! Skills a plan needs against skills that are held, in full-time equivalents: what is short now and after what is coming, what rests on
//! one role, and what a provider lends without having said where its interest lies.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Method;

pub const METHOD: Method = Method {
    code: "skills-gap",
    edition: 1,
    title: "Skills needed against skills held, in full-time equivalents",
    sources: &[
        "Own rule: needed less held, never under nought; a skill in one role is a single point of failure",
        "NHS, World Class Commissioning: competencies, 2007, on skills that sit in partner bodies",
    ],
};

/// Amounts are full-time equivalents, above 0 and up to [`MOST`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Need {
    pub skill: String,
    pub full_time: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supply {
    pub skill: String,
    /// A role, never a name: “Head of law”.
    pub role: String,
    pub organisation: String,
    pub full_time: f64,
    /// Not held yet: it is being trained, recruited or bought.
    #[serde(default)]
    pub is_coming: bool,
    /// Its organisation provides services here.
    #[serde(default)]
    pub provides: bool,
    /// A provider has said where its interest lies.
    #[serde(default)]
    pub interest_declared: bool,
}

/// More than anybody has of one skill.
pub const MOST: f64 = 10_000.0;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// What is needed and short first, the widest gap first; what nobody asks for last.
    pub skills: Vec<Skill>,
    /// Roles without which a needed skill is gone.
    pub alone: Vec<Alone>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Skill {
    pub skill: String,
    pub needed: f64,
    /// What counts today: a provider's only once its interest is declared.
    pub held: f64,
    /// Needed less held, at least 0.
    pub gap: f64,
    pub coming: f64,
    /// The gap once everything that is coming has come, at least 0.
    pub gap_after: f64,
    /// What is held, organisation by organisation.
    pub by_organisation: BTreeMap<String, f64>,
    /// Roles that hold it today.
    pub roles: usize,
    /// Providers whose skill is not counted, since nobody wrote down where their interest lies: role and organisation.
    pub undeclared: Vec<(String, String)>,
}

impl Skill {
    /// It is needed, held, and by one role only.
    pub fn rests_on_one(&self) -> bool {
        self.needed > 0.0 && self.roles == 1
    }
}

/// One role, and every needed skill that nobody else holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alone {
    pub role: String,
    pub organisation: String,
    pub skills: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There is nothing to compare. Give skills that are needed, or skills that are held.")]
    Nothing,
    #[error("A skill has no name. Name each.")]
    Unnamed,
    #[error("“{skill}” has an amount of {amount}. Use full-time equivalents above 0 and up to 10,000.")]
    Amount { skill: String, amount: f64 },
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Nothing => "nothing_to_compare",
            Refusal::Unnamed => "unnamed_skill",
            Refusal::Amount { .. } => "amount_out_of_range",
        }
    }
}

/// Compares what is needed with what is held. Skills are the same where their names are, in any letter case.
///
/// # Errors
/// Where there is nothing to compare, a skill has no name, or an amount is out of range.
pub fn read(needs: &[Need], supplies: &[Supply]) -> Result<Reading, Refusal> {
    if needs.is_empty() && supplies.is_empty() {
        return Err(Refusal::Nothing);
    }
    let amounts = needs.iter().map(|n| (&n.skill, n.full_time)).chain(supplies.iter().map(|s| (&s.skill, s.full_time)));
    for (skill, amount) in amounts {
        if skill.trim().is_empty() {
            return Err(Refusal::Unnamed);
        }
        if !(amount > 0.0 && amount <= MOST) {
            return Err(Refusal::Amount { skill: skill.clone(), amount });
        }
    }
    // By name in lower case, with the name as first written.
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    for name in needs.iter().map(|n| n.skill.trim()).chain(supplies.iter().map(|s| s.skill.trim())) {
        names.entry(name.to_lowercase()).or_insert(name);
    }
    let mut skills: Vec<Skill> = names.iter().map(|(key, name)| skill(key, name, needs, supplies)).collect();
    skills.sort_by(|a, b| {
        (b.needed > 0.0)
            .cmp(&(a.needed > 0.0))
            .then(b.gap.total_cmp(&a.gap))
            .then_with(|| a.skill.to_lowercase().cmp(&b.skill.to_lowercase()))
    });
    let alone = alone(&skills, supplies);
    Ok(Reading { skills, alone })
}

fn counts(supply: &Supply) -> bool {
    !supply.provides || supply.interest_declared
}

fn same(name: &str, key: &str) -> bool {
    name.trim().to_lowercase() == key
}

fn skill(key: &str, name: &str, needs: &[Need], supplies: &[Supply]) -> Skill {
    let of: Vec<&Supply> = supplies.iter().filter(|s| same(&s.skill, key)).collect();
    let needed = needs.iter().filter(|n| same(&n.skill, key)).map(|n| n.full_time).sum::<f64>() + 0.0;
    let mut by_organisation: BTreeMap<String, f64> = BTreeMap::new();
    let mut roles: Vec<(&str, &str)> = Vec::new();
    for one in of.iter().filter(|s| !s.is_coming && counts(s)) {
        *by_organisation.entry(one.organisation.clone()).or_default() += one.full_time;
        let who = (one.role.as_str(), one.organisation.as_str());
        if !roles.contains(&who) {
            roles.push(who);
        }
    }
    // A sum of nothing is −0: adding 0 makes it 0.
    let held = by_organisation.values().sum::<f64>() + 0.0;
    let coming = of.iter().filter(|s| s.is_coming && counts(s)).map(|s| s.full_time).sum::<f64>() + 0.0;
    let undeclared = of.iter().filter(|s| !counts(s)).map(|s| (s.role.clone(), s.organisation.clone())).collect();
    Skill {
        skill: name.to_owned(),
        needed,
        held,
        gap: (needed - held).max(0.0),
        coming,
        gap_after: (needed - held - coming).max(0.0),
        by_organisation,
        roles: roles.len(),
        undeclared,
    }
}

fn alone(skills: &[Skill], supplies: &[Supply]) -> Vec<Alone> {
    let mut alone: Vec<Alone> = Vec::new();
    for skill in skills.iter().filter(|skill| skill.rests_on_one()) {
        let key = skill.skill.to_lowercase();
        let Some(holder) = supplies.iter().find(|s| !s.is_coming && counts(s) && same(&s.skill, &key)) else { continue };
        match alone.iter_mut().find(|a| a.role == holder.role && a.organisation == holder.organisation) {
            Some(there) => there.skills.push(skill.skill.clone()),
            None => alone.push(Alone {
                role: holder.role.clone(),
                organisation: holder.organisation.clone(),
                skills: vec![skill.skill.clone()],
            }),
        }
    }
    alone.sort_by_key(|one| std::cmp::Reverse(one.skills.len()));
    alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn need(skill: &str, full_time: f64) -> Need {
        Need { skill: skill.into(), full_time }
    }

    fn held(skill: &str, role: &str, organisation: &str, full_time: f64) -> Supply {
        let (skill, role, organisation) = (skill.into(), role.into(), organisation.into());
        Supply { skill, role, organisation, full_time, is_coming: false, provides: false, interest_declared: false }
    }

    #[test]
    fn a_skill_in_one_role_is_a_single_point_of_failure_and_letters_do_not_make_another() {
        let supplies = [held("law of pools", "Head of law", "ICB", 0.1), held("Counting", "Head of law", "ICB", 1.0)];
        let reading = read(&[need("Law of pools", 0.5), need("Counting", 0.5)], &supplies).expect("read");
        assert_eq!(reading.skills[0].skill, "Law of pools");
        assert!((reading.skills[0].gap - 0.4).abs() < 1e-12);
        assert_eq!(reading.skills[1].gap, 0.0, "what is over in one skill fills no other");
        assert_eq!(
            reading.alone,
            [Alone { role: "Head of law".into(), organisation: "ICB".into(), skills: vec!["Law of pools".into(), "Counting".into()] }]
        );
    }

    #[test]
    fn a_provider_that_has_not_said_where_its_interest_lies_is_not_counted() {
        let mut trust = held("Leases", "Director", "The trust", 1.0);
        trust.provides = true;
        let reading = read(&[need("Leases", 1.0)], &[trust.clone()]).expect("read");
        assert_eq!((reading.skills[0].held, reading.skills[0].undeclared.len()), (0.0, 1));
        trust.interest_declared = true;
        assert_eq!(read(&[need("Leases", 1.0)], &[trust]).expect("read").skills[0].gap, 0.0);
    }

    #[test]
    fn what_is_coming_fills_no_gap_today() {
        let coming = Supply { is_coming: true, ..held("Leases", "Trainee", "Council", 0.6) };
        let skill = &read(&[need("Leases", 1.0)], &[coming]).expect("read").skills[0];
        assert_eq!((skill.held, skill.gap, skill.coming), (0.0, 1.0, 0.6));
        assert!((skill.gap_after - 0.4).abs() < 1e-12);
    }

    #[test]
    fn what_cannot_be_compared_is_refused_by_name() {
        assert_eq!(read(&[], &[]).expect_err("refused").code(), "nothing_to_compare");
        assert_eq!(read(&[need(" ", 1.0)], &[]).expect_err("refused").code(), "unnamed_skill");
        for amount in [0.0, -1.0, f64::NAN, 20_000.0] {
            assert_eq!(read(&[need("Leases", amount)], &[]).expect_err("refused").code(), "amount_out_of_range");
        }
    }
}
