//! Who may see a record.

use quantity::Date;
use serde::{Deserialize, Serialize};

use crate::id::OrganisationId;

/// A class of disclosure. What is typed may still be asked for under Freedom of Information: pages say so where it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "class", rename_all = "snake_case")]
pub enum Audience {
    /// The case team of the owner only.
    WorkingDraft,
    /// The owner's people and partner organisations.
    Partners,
    /// The owner's people, partners and elected members.
    Members,
    Public,
    /// Local Government Act 1972, Schedule 12A: paragraph 1 to 7, until a date; then it is for members.
    Exempt {
        paragraph: u8,
        until: Date,
    },
}

impl Audience {
    /// Lasting code, as stored in the column the store filters on.
    pub fn code(&self) -> &'static str {
        match self {
            Audience::WorkingDraft => "working_draft",
            Audience::Partners => "partners",
            Audience::Members => "members",
            Audience::Public => "public",
            Audience::Exempt { .. } => "exempt",
        }
    }

    pub fn words(&self) -> &'static str {
        match self {
            Audience::WorkingDraft => "Working draft: the case team",
            Audience::Partners => "Partners",
            Audience::Members => "Elected members",
            Audience::Public => "Public",
            Audience::Exempt { .. } => "Exempt",
        }
    }
}

/// What one actor may see, worked out once when they sign in and taken by every read of the store,
/// so that forgetting it does not compile.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Scope {
    pub organisation: OrganisationId,
    /// Works for the commissioning authority that owns the records (not a partner, provider or resident).
    pub is_owner_staff: bool,
    pub sees_drafts: bool,
    pub sees_sealed: bool,
    pub sees_exempt: bool,
    pub is_partner: bool,
    pub is_member: bool,
    /// A provider, or an organisation with a provider arm in the market in question.
    pub is_provider: bool,
    /// For lapsing exemptions.
    pub today: Date,
}

impl Scope {
    /// The one rule of sight. The store says the same in SQL and a test holds the two together.
    pub fn may_see(&self, owner: OrganisationId, audience: &Audience, about: Option<OrganisationId>, sealed: bool) -> bool {
        if sealed && (self.is_provider || !self.sees_sealed) {
            return false;
        }
        let own = owner == self.organisation;
        // A provider sees what speaks of its own performance, but never another organisation's working draft.
        if about == Some(self.organisation) && *audience != Audience::WorkingDraft {
            return true;
        }
        match audience {
            Audience::Public => true,
            Audience::WorkingDraft => own && self.sees_drafts,
            Audience::Partners => own && (self.is_owner_staff || self.sees_drafts) || self.is_partner,
            Audience::Members => own || self.is_partner || self.is_member,
            Audience::Exempt { until, .. } if *until >= self.today => self.sees_exempt && (own || self.is_member),
            Audience::Exempt { .. } => own || self.is_partner || self.is_member,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quantity::Month;
    use uuid::Uuid;

    fn scope(organisation: u128) -> Scope {
        Scope {
            organisation: OrganisationId(Uuid::from_u128(organisation)),
            is_owner_staff: false,
            sees_drafts: false,
            sees_sealed: false,
            sees_exempt: false,
            is_partner: false,
            is_member: false,
            is_provider: false,
            today: Month::new(2026, 11).expect("a month").first_day(),
        }
    }

    #[test]
    fn a_provider_sees_its_own_performance_and_no_sealed_price() {
        let council = OrganisationId(Uuid::from_u128(1));
        let provider = Scope { is_provider: true, ..scope(2) };
        let own = Some(provider.organisation);
        let other = Some(OrganisationId(Uuid::from_u128(3)));
        assert!(provider.may_see(council, &Audience::Partners, own, false));
        assert!(!provider.may_see(council, &Audience::Partners, other, false));
        assert!(!provider.may_see(council, &Audience::WorkingDraft, own, false));
        assert!(!provider.may_see(council, &Audience::Public, own, true));
    }

    #[test]
    fn an_exemption_lapses_on_its_date() {
        let council = OrganisationId(Uuid::from_u128(1));
        let member = Scope { is_member: true, ..scope(1) };
        let past = Audience::Exempt { paragraph: 3, until: Month::new(2026, 10).expect("a month").first_day() };
        let held = Audience::Exempt { paragraph: 3, until: Month::new(2026, 12).expect("a month").first_day() };
        assert!(member.may_see(council, &past, None, false));
        assert!(!member.may_see(council, &held, None, false));
    }
}
