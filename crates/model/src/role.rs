//! Roles are data; permissions are the code's own list.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    pub code: String,
    pub title: String,
    pub permissions: Vec<Permission>,
    /// May this role proceed by exception under the scheme of delegation?
    pub accountable: bool,
    pub sees_drafts: bool,
    pub sees_sealed: bool,
    pub sees_exempt: bool,
    pub is_member: bool,
}

macro_rules! permissions {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $words:literal;)+) => {
        /// What a use case asks of an actor.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Permission { $($(#[$doc])* $name,)+ }

        impl Permission {
            pub const ALL: &'static [Permission] = &[$(Permission::$name,)+];

            pub fn code(self) -> &'static str {
                match self { $(Permission::$name => $code,)+ }
            }

            /// In words, for the permissions page.
            pub fn words(self) -> &'static str {
                match self { $(Permission::$name => $words,)+ }
            }

            pub fn parse(code: &str) -> Option<Permission> {
                Permission::ALL.iter().copied().find(|p| p.code() == code)
            }
        }
    };
}

permissions! {
    ReadCases = "read_cases", "See cases";
    WriteCases = "write_cases", "Open and change cases";
    ReadPerformance = "read_performance", "See measures and charts";
    LoadPerformance = "load_performance", "Load performance files and define measures";
    CorrectPerformance = "correct_performance", "Correct or withdraw a data point";
    RaiseIssues = "raise_issues", "Raise a known issue";
    TriageIssues = "triage_issues", "Triage known issues, name fixes and test periods";
    ConfirmFromOutside = "confirm_from_outside", "Confirm from outside the service";
    AffirmReadiness = "affirm_readiness", "Affirm the answer of a readiness check";
    Decide = "decide", "Record a decision";
    ProceedByException = "proceed_by_exception", "Proceed by exception, under the scheme of delegation";
    SignNeeds = "sign_needs", "Sign the shared picture of needs for one’s own organisation";
    Reply = "reply", "Reply to a draft judgement of one's own performance";
    ReadAudit = "read_audit", "See who changed what";
    ManagePeople = "manage_people", "Add people, give roles, reset sign-ins";
    ManageSettings = "manage_settings", "Change settings and delivery models, with a reason";
    BackUp = "back_up", "Back up and restore";
}
