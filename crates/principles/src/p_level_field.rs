//! A helper who solved an issue may later bid: what keeps the field level is recorded, without suspicion (S0.31, S0.32).

use model::engagement::Engagement;
use model::id::{EngagementId, OrganisationId};
use model::readiness::{Mend, Reason};

use crate::card::{Card, Grade, WATTON};

pub const CARD: Card = Card {
    code: "level-field",
    title: "Who helped may bid, on a level field",
    asks: "Where a helper now bids, is it recorded what keeps the field level?",
    source: "S0.31, S0.32",
    grade: Grade::Opinion,
    interest: WATTON,
    thresholds: &[],
};

/// One reason for each engagement of a bidder with no level field on record; empty where the tender may move on.
/// A helper is not a provider and may bid like anyone else.
pub fn level_field(engagements: &[(EngagementId, Engagement)], bidders: &[OrganisationId]) -> Vec<Reason> {
    let of_bidders = engagements.iter().filter(|(_, e)| bidders.contains(&e.helper));
    let unrecorded = of_bidders.filter(|(_, e)| {
        e.level_field.as_ref().is_none_or(|field| field.information_released.trim().is_empty() || field.mitigation.trim().is_empty())
    });
    unrecorded
        .map(|(_, e)| Reason {
            code: "level_field".into(),
            issue: Some(e.issue),
            text: format!(
                "An organisation that helped with “{}” may now bid, and it is not recorded what keeps the field level for the others.",
                e.scope.trim()
            ),
            mend: Some(Mend {
                what: "Record what every bidder has been given, and what else keeps the field level".into(),
                who: e.decided_by.clone(),
                earliest: None,
            }),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use model::engagement::LevelField;
    use model::id::{IssueId, ServiceId};

    fn uuid<T: std::str::FromStr<Err: std::fmt::Debug>>(n: u8) -> T {
        format!("00000000-0000-7000-8000-0000000000{n:02}").parse().expect("an id")
    }

    #[test]
    fn a_helper_who_bids_needs_a_level_field_on_record() {
        let (helper, other): (OrganisationId, OrganisationId) = (uuid(1), uuid(2));
        let mut engagement = Engagement {
            service: uuid::<ServiceId>(3),
            issue: uuid::<IssueId>(4),
            helper,
            scope: "Repairs between lettings".into(),
            fee: None,
            budget_line: "HX 12".into(),
            decided_by: "Head of housing".into(),
            from: date(2026, 1, 5),
            until: date(2026, 6, 30),
            passes_on_knowledge: "Two sessions and the method in writing.".into(),
            level_field: None,
        };
        let ask = |e: &Engagement, bidder| level_field(&[(uuid(5), e.clone())], &[bidder]).len();
        assert_eq!(ask(&engagement, helper), 1);
        assert_eq!(ask(&engagement, other), 0);
        engagement.level_field = Some(LevelField {
            information_released: "All figures".into(),
            mitigation: " ".into(),
            on: date(2026, 7, 1),
            by_role: "Head of procurement".into(),
        });
        assert_eq!(ask(&engagement, helper), 1);
        engagement.level_field.as_mut().expect("set").mitigation = "Another team evaluates.".into();
        assert_eq!(ask(&engagement, helper), 0);
    }
}
