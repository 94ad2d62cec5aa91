//! What can be told of a need from what is written of it: how sure, what is missing, who shares it, when it is due, which way it goes.

use jiff::ToSpan;
use quantity::{Date, Share};
use serde::{Deserialize, Serialize};

use crate::id::{CaseId, OrganisationId};
use crate::need::{EvidenceGrade, FigureOf, Need, NeedDefinition, NeedFigure, NeedWaiver, Series, Trend};

/// How sure one may be that there is this need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    None,
    Low,
    Moderate,
    High,
}

/// What an entry goes without.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lacks {
    Strengths,
    Capabilities,
    People,
    Unmet,
    Evidence,
    Voice,
}

/// Two counts set side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared<'a> {
    pub before: &'a NeedFigure,
    pub after: &'a NeedFigure,
    /// The count before, as it would be under the definition in force.
    pub before_now: f64,
    pub after_now: f64,
    /// A factor stands between them.
    pub is_bridged: bool,
}

impl Need {
    pub fn definition(&self) -> Option<&NeedDefinition> {
        self.definitions.last()
    }

    /// Number of the definition in force, from 1.
    pub fn definition_number(&self) -> u32 {
        u32::try_from(self.definitions.len()).unwrap_or(u32::MAX)
    }

    /// How many there are by the newest count under the definition in force, or bridged to it.
    pub fn people_now(&self) -> Option<(u32, &NeedFigure)> {
        self.counts().into_iter().filter(|(_, figure)| self.bridge(figure.definition).is_some()).last()
    }

    /// The newest share found that no broken definition stands after.
    pub fn unmet_now(&self) -> Option<(Share, &NeedFigure)> {
        let newest = self.newest(|of| matches!(of, FigureOf::Unmet(_)))?;
        match newest.of {
            FigureOf::Unmet(share) => Some((share, newest)),
            FigureOf::People(_) | FigureOf::Trend(_) => None,
        }
    }

    /// Which way it goes, as the newest source says that no broken definition stands after.
    pub fn trend_now(&self) -> Option<(Trend, &NeedFigure)> {
        let newest = self.newest(|of| matches!(of, FigureOf::Trend(_)))?;
        match newest.of {
            FigureOf::Trend(trend) => Some((trend, newest)),
            FigureOf::People(_) | FigureOf::Unmet(_) => None,
        }
    }

    fn newest(&self, is: impl Fn(FigureOf) -> bool) -> Option<&NeedFigure> {
        self.figures.iter().filter(|figure| is(figure.of) && self.bridge(figure.definition).is_some()).max_by_key(|figure| figure.on)
    }

    /// Every count with its figure, oldest first.
    pub fn counts(&self) -> Vec<(u32, &NeedFigure)> {
        let of = |figure| match figure {
            &NeedFigure { of: FigureOf::People(people), .. } => Some((people, figure)),
            _ => None,
        };
        let mut counts: Vec<(u32, &NeedFigure)> = self.figures.iter().filter_map(of).collect();
        counts.sort_by_key(|(_, figure)| figure.on);
        counts
    }

    /// What a count under this definition is multiplied by to stand beside one under the definition in force; none across a break.
    pub fn bridge(&self, definition: u32) -> Option<f64> {
        let later = usize::try_from(definition).ok()?;
        self.definitions.iter().skip(later).try_fold(1.0, |factor, after| match after.series {
            Series::Bridged(by) => Some(factor * by),
            Series::First | Series::Broken => None,
        })
    }

    /// The first count that may be compared with the newest, and the newest; none with fewer than two.
    pub fn compared(&self) -> Option<Compared<'_>> {
        let counts: Vec<_> =
            self.counts().into_iter().filter_map(|(n, figure)| Some((n, figure, self.bridge(figure.definition)?))).collect();
        let ((first, before, by), (last, after, after_by)) = (counts.first()?, counts.last()?);
        let is_bridged = (before.definition, after.definition) != (self.definition_number(), self.definition_number());
        (before.on < after.on).then(|| Compared {
            before,
            after,
            before_now: f64::from(*first) * by,
            after_now: f64::from(*last) * after_by,
            is_bridged,
        })
    }

    /// The day of its newest evidence.
    pub fn newest_evidence(&self) -> Option<Date> {
        self.evidence.iter().map(|evidence| evidence.dated).max()
    }

    /// Its newest evidence is older than so many months; there being none is as old as can be.
    pub fn is_old(&self, today: Date, oldest_months: u32) -> bool {
        self.newest_evidence().is_none_or(|dated| is_older(dated, today, oldest_months))
    }

    /// The best of its evidence, each a step lower where it is older than so many months.
    pub fn confidence(&self, today: Date, oldest_months: u32) -> Confidence {
        let of = |evidence: &crate::need::NeedEvidence| match (evidence.grade, is_older(evidence.dated, today, oldest_months)) {
            (EvidenceGrade::Strong, false) => Confidence::High,
            (EvidenceGrade::Strong, true) | (EvidenceGrade::Moderate, false) => Confidence::Moderate,
            (EvidenceGrade::Moderate, true) | (EvidenceGrade::Weak, _) => Confidence::Low,
        };
        self.evidence.iter().map(of).max().unwrap_or(Confidence::None)
    }

    /// What it goes without. An entry that says nothing of what is good is incomplete.
    pub fn lacks(&self) -> Vec<Lacks> {
        let empty = |text: &str| text.trim().is_empty();
        [
            (Lacks::Strengths, empty(&self.strengths)),
            (Lacks::Capabilities, empty(&self.capabilities)),
            (Lacks::People, self.people_now().is_none()),
            (Lacks::Unmet, self.unmet_now().is_none()),
            (Lacks::Evidence, self.evidence.is_empty()),
            (Lacks::Voice, self.voices.is_empty()),
        ]
        .into_iter()
        .filter_map(|(lacks, does)| does.then_some(lacks))
        .collect()
    }

    /// Without what is good about those concerned, or what they can do.
    pub fn has_only_deficits(&self) -> bool {
        self.strengths.trim().is_empty() && self.capabilities.trim().is_empty()
    }

    /// Has this partner signed what is written now?
    pub fn is_signed_by(&self, organisation: OrganisationId) -> bool {
        self.signatures.iter().any(|signed| signed.organisation == organisation && signed.edition == self.edition)
    }

    /// Partners who are asked and have not signed what is written now.
    pub fn not_signed_by(&self) -> Vec<OrganisationId> {
        self.shared_with.iter().copied().filter(|partner| !self.is_signed_by(*partner)).collect()
    }

    /// Somebody is asked, and everybody asked has signed what is written now.
    pub fn is_shared(&self) -> bool {
        !self.shared_with.is_empty() && self.not_signed_by().is_empty()
    }

    /// The last day on which anything of its substance was written.
    pub fn looked_at(&self) -> Option<Date> {
        let definitions = self.definitions.iter().map(|definition| definition.on);
        let noted = self.figures.iter().map(|figure| figure.noted_on).chain(self.evidence.iter().map(|evidence| evidence.noted_on));
        definitions.chain(noted).max()
    }

    /// When it is looked at again.
    pub fn next_look(&self) -> Option<Date> {
        self.looked_at()?.checked_add(i64::from(self.refresh_months).months()).ok()
    }

    /// The newest waiver for a case that still holds.
    pub fn waiver(&self, case: CaseId, today: Date) -> Option<&NeedWaiver> {
        self.waivers.iter().rev().find(|waiver| waiver.case == case && waiver.until >= today)
    }
}

fn is_older(dated: Date, today: Date, months: u32) -> bool {
    dated.checked_add(i64::from(months).months()).is_ok_and(|lasts| lasts < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::json;

    fn need(more: serde_json::Value) -> Need {
        let mut whole = json!({
            "title": "A home of one's own", "people": "Single adults in supported flats", "level": "strategic", "part_of": null, "places": [],
            "priority": null, "measure": null, "indicator": "", "hopes": "", "strengths": "They know the town", "capabilities": "Most have kept a home before",
            "helped_by": [], "figures": [], "evidence": [], "voices": [], "shared_with": [], "edition": 1, "signatures": [], "refresh_months": 12,
            "choices": [], "waivers": [],
            "definitions": [{ "says": "Adults who live in our flats", "on": "2024-03-01", "reason": "The first", "came_from": "officers", "series": "first", "by_role": "Analyst" }],
        });
        for (key, value) in more.as_object().expect("an object") {
            whole[key] = value.clone();
        }
        serde_json::from_value(whole).expect("a need")
    }

    fn evidence(grade: &str, dated: &str) -> serde_json::Value {
        json!({ "says": "Counted", "grade": grade, "dated": dated, "source": "Register", "by_role": "Analyst", "noted_on": "2026-11-01" })
    }

    fn count(people: u32, on: &str, definition: u32) -> serde_json::Value {
        json!({ "of": { "people": people }, "on": on, "source": "Register", "definition": definition, "by_role": "Analyst", "noted_on": on })
    }

    #[test]
    fn old_evidence_is_believed_a_step_less_and_the_best_counts() {
        let today = date(2026, 11, 21);
        for (all, is) in [
            (vec![], Confidence::None),
            (vec![evidence("strong", "2025-01-01")], Confidence::High),
            (vec![evidence("strong", "2022-01-01")], Confidence::Moderate),
            (vec![evidence("moderate", "2022-01-01")], Confidence::Low),
            (vec![evidence("strong", "2022-01-01"), evidence("weak", "2026-01-01")], Confidence::Moderate),
        ] {
            assert_eq!(need(json!({ "evidence": all })).confidence(today, 36), is);
        }
        // On the very day it is not older yet.
        let on_the_day = need(json!({ "evidence": [evidence("strong", "2023-11-21")] }));
        assert!(!on_the_day.is_old(today, 36) && on_the_day.is_old(date(2026, 11, 22), 36));
        assert!(need(json!({})).is_old(today, 36));
    }

    #[test]
    fn counts_are_compared_across_a_bridge_and_never_across_a_break() {
        let definition = |series: serde_json::Value| json!({ "says": "Also those on sofas", "on": "2025-03-01", "reason": "They were left out", "came_from": "users", "series": series, "by_role": "Analyst" });
        let first = need(json!({})).definitions[0].clone();
        let two = |series| json!({ "definitions": [first, definition(series)], "figures": [count(100, "2024-03-01", 1), count(132, "2026-03-01", 2)] });
        let bridged = need(two(json!({ "bridged": 1.2 })));
        let compared = bridged.compared().expect("two counts");
        assert_eq!((compared.before_now, compared.after_now, compared.is_bridged), (120.0, 132.0, true));
        let broken = need(two(json!("broken")));
        assert!(broken.compared().is_none());
        assert_eq!(broken.people_now().map(|(people, _)| people), Some(132));
        // Nobody has counted under the definition in force: how many is not known.
        let uncounted = need(json!({ "definitions": [first, definition(json!("broken"))], "figures": [count(100, "2024-03-01", 1)] }));
        assert!(uncounted.people_now().is_none() && uncounted.lacks().contains(&Lacks::People));
    }

    #[test]
    fn a_new_edition_asks_every_partner_again() {
        let partner = "00000000-0000-0000-0000-000000000009";
        let signed = json!({ "organisation": partner, "edition": 1, "on": "2026-10-01", "by_role": "Commissioner", "written_in": "" });
        let mut need = need(json!({ "shared_with": [partner], "signatures": [signed] }));
        assert!(need.is_shared());
        need.edition = 2;
        assert!(!need.is_shared() && need.not_signed_by().len() == 1);
        need.shared_with.clear();
        assert!(!need.is_shared(), "shared with nobody is not shared");
    }

    #[test]
    fn an_entry_without_strengths_is_incomplete_and_its_next_look_is_counted_from_the_last() {
        let bare = need(json!({ "strengths": " ", "capabilities": "", "evidence": [evidence("weak", "2026-01-01")] }));
        assert!(bare.has_only_deficits() && bare.lacks().starts_with(&[Lacks::Strengths, Lacks::Capabilities]));
        assert_eq!(bare.next_look(), Some(date(2027, 11, 1)));
    }
}
