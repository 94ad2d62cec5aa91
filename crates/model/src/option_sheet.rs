//! What is known of one option beside its name: parts, who put it forward, what it does to whom, what it is worth.

use quantity::{Date, Money};
use serde::{Deserialize, Serialize};

use crate::delivery_model::{AS_NOW, DeliveryModel, OperatedBy};
use crate::id::{OrganisationId, OutcomeId, StrengthId};

/// The sheet of an option. Empty until somebody writes on it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct OptionSheet {
    /// Parts of the service that go different ways; empty where all of it goes one way.
    #[serde(default)]
    pub components: Vec<Component>,
    #[serde(default)]
    pub contributed_by: Vec<Contributor>,
    /// The same service by other hands; none where nobody has said.
    #[serde(default)]
    pub like_for_like: Option<bool>,
    /// What is good here that it builds on.
    #[serde(default)]
    pub builds_on: String,
    /// Strengths of the place that it uses.
    #[serde(default)]
    pub uses: Vec<StrengthId>,
    #[serde(default)]
    pub social: Option<Effect>,
    #[serde(default)]
    pub economic: Option<Effect>,
    #[serde(default)]
    pub environmental: Option<Effect>,
    #[serde(default)]
    pub equality: Vec<EqualityRow>,
    /// What it would be worth beyond its cost over the years, before it is costed. Kept when the option is ruled out.
    #[serde(default)]
    pub estimated_value: Option<Money>,
    /// Why it is not the one put forward, though it is not ruled out; empty where nobody has said.
    #[serde(default)]
    pub why_not: String,
    /// By what means it does what it does, each worked out elsewhere and kept as it stood.
    #[serde(default)]
    pub means: Vec<Means>,
}

/// A threshold moved or a way of managing demand, as it stood when it was made a means of an option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Means {
    /// Where it can be worked out again: an address of ours.
    pub from: String,
    pub title: String,
    /// What it does, in whole sentences.
    pub says: String,
    /// A year, central; below nothing where it costs more.
    pub saves: Option<Money>,
    /// Method and edition it was worked out by.
    pub method: String,
    pub kept_on: Date,
    pub by_role: String,
}

/// A part of the service with a delivery model of its own. Together they serve one outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Component {
    pub what: String,
    /// Code of a delivery model.
    pub delivery_model: String,
    #[serde(default)]
    pub by: Option<OrganisationId>,
    #[serde(default)]
    pub outcome: Option<OutcomeId>,
    /// In a year.
    #[serde(default)]
    pub cost: Option<Money>,
}

/// Who put an option forward, or helped to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contributor {
    Users,
    Partners,
    OtherProviders,
    PresentProvider,
    Procurement,
    Staff,
    Members,
    Officers,
}

impl Contributor {
    pub const ALL: [Contributor; 8] = [
        Contributor::Users,
        Contributor::Partners,
        Contributor::OtherProviders,
        Contributor::PresentProvider,
        Contributor::Procurement,
        Contributor::Staff,
        Contributor::Members,
        Contributor::Officers,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Contributor::Users => "users",
            Contributor::Partners => "partners",
            Contributor::OtherProviders => "other_providers",
            Contributor::PresentProvider => "present_provider",
            Contributor::Procurement => "procurement",
            Contributor::Staff => "staff",
            Contributor::Members => "members",
            Contributor::Officers => "officers",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Contributor::Users => "people who use the service",
            Contributor::Partners => "partners",
            Contributor::OtherProviders => "other providers",
            Contributor::PresentProvider => "whoever provides it now",
            Contributor::Procurement => "procurement",
            Contributor::Staff => "staff",
            Contributor::Members => "elected members",
            Contributor::Officers => "officers",
        }
    }
}

/// An effect of one of the three families, stated or not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// False: nobody knows yet, and `says` is what it would take to know.
    pub is_known: bool,
    pub says: String,
    /// The line of costs and benefits that counts it; empty where no money stands for it. A line counts for one family.
    #[serde(default)]
    pub line: String,
}

/// What an option does to people who share a characteristic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EqualityRow {
    pub who: Characteristic,
    pub effect: String,
    /// What shows it; empty where no evidence is held.
    pub evidence: String,
    /// What is done about it; empty where nothing is.
    pub mitigation: String,
    pub review_on: Option<Date>,
    pub noted_on: Date,
    pub by_role: String,
}

/// The nine of the Equality Act 2010, section 4, and two that many authorities add by their own policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Characteristic {
    Age,
    Disability,
    GenderReassignment,
    Marriage,
    Pregnancy,
    Race,
    Religion,
    Sex,
    SexualOrientation,
    Carers,
    SocioEconomic,
}

impl Characteristic {
    pub const ALL: [Characteristic; 11] = [
        Characteristic::Age,
        Characteristic::Disability,
        Characteristic::GenderReassignment,
        Characteristic::Marriage,
        Characteristic::Pregnancy,
        Characteristic::Race,
        Characteristic::Religion,
        Characteristic::Sex,
        Characteristic::SexualOrientation,
        Characteristic::Carers,
        Characteristic::SocioEconomic,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Characteristic::Age => "age",
            Characteristic::Disability => "disability",
            Characteristic::GenderReassignment => "gender_reassignment",
            Characteristic::Marriage => "marriage",
            Characteristic::Pregnancy => "pregnancy",
            Characteristic::Race => "race",
            Characteristic::Religion => "religion",
            Characteristic::Sex => "sex",
            Characteristic::SexualOrientation => "sexual_orientation",
            Characteristic::Carers => "carers",
            Characteristic::SocioEconomic => "socio_economic",
        }
    }

    pub fn words(self) -> &'static str {
        match self {
            Characteristic::Age => "age",
            Characteristic::Disability => "disability",
            Characteristic::GenderReassignment => "gender reassignment",
            Characteristic::Marriage => "marriage and civil partnership",
            Characteristic::Pregnancy => "pregnancy and maternity",
            Characteristic::Race => "race",
            Characteristic::Religion => "religion or belief",
            Characteristic::Sex => "sex",
            Characteristic::SexualOrientation => "sexual orientation",
            Characteristic::Carers => "carers (by the authority’s own policy)",
            Characteristic::SocioEconomic => "people with little money (by the authority’s own policy)",
        }
    }
}

/// The kinds of option a long list has at least one of, or says why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    AsNow,
    InHouse,
    PublicPartner,
    Community,
    Market,
    OtherMeans,
}

impl Family {
    pub const ALL: [Family; 6] =
        [Family::AsNow, Family::InHouse, Family::PublicPartner, Family::Community, Family::Market, Family::OtherMeans];

    pub fn code(self) -> &'static str {
        match self {
            Family::AsNow => "as_now",
            Family::InHouse => "in_house",
            Family::PublicPartner => "public_partner",
            Family::Community => "community",
            Family::Market => "market",
            Family::OtherMeans => "other_means",
        }
    }

    pub fn parse(code: &str) -> Option<Family> {
        Family::ALL.into_iter().find(|family| family.code() == code)
    }

    pub fn words(self) -> &'static str {
        match self {
            Family::AsNow => "staying as we are",
            Family::InHouse => "in-house",
            Family::PublicPartner => "with or by a public partner",
            Family::Community => "voluntary or community",
            Family::Market => "the market",
            Family::OtherMeans => "no service, or other means",
        }
    }

    /// The family of a delivery model: what it says of itself, else by who operates under it.
    pub fn of(model: &DeliveryModel) -> Family {
        if model.code == AS_NOW {
            return Family::AsNow;
        }
        model.family.unwrap_or(match model.operated_by {
            OperatedBy::Authority => Family::InHouse,
            OperatedBy::PublicPartner | OperatedBy::Jointly => Family::PublicPartner,
            OperatedBy::Voluntary | OperatedBy::Community | OperatedBy::Staff => Family::Community,
            OperatedBy::Provider => Family::Market,
            OperatedBy::Person | OperatedBy::Nobody => Family::OtherMeans,
        })
    }
}

/// A kind of option left out of the long list, with the reason as it is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotConsidered {
    pub family: Family,
    pub reason: String,
    pub on: Date,
    pub by_role: String,
}

/// The option put forward for decision. Naming one decides nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preferred {
    /// Code of the option.
    pub option: String,
    pub because: String,
    pub on: Date,
    pub by_role: String,
}
