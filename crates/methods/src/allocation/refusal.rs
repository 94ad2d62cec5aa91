//! What an allocation refuses, by name, with the mend.

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There is nothing to choose from: give at least one service with a version.")]
    NothingToChoose,
    #[error("{0} versions is more than an allocation takes ({most}). Group small versions of one service, or ask in parts.", most = super::check::MOST_VERSIONS)]
    TooMany(usize),
    #[error("The plan has to cover 1 to 100 years; this one has {0}.")]
    Years(usize),
    #[error("“{0}” is the name of two {1}. Give each its own.")]
    Twice(String, &'static str),
    #[error("“{0}” has no version. Give it one, or leave the service out.")]
    NoVersion(String),
    #[error("“{version}” names {what} “{name}”, which is not in the question. Add it, or mend the name.")]
    Unknown { version: String, what: &'static str, name: String },
    #[error("“{0}” has a cost below zero ({1}). A saving is a cheaper version or a benefit, not a negative cost.")]
    NegativeCost(String, i64),
    #[error("“{0}” has {1} below zero ({2}). Give 0 or more.")]
    Negative(String, &'static str, i64),
    #[error("“{0}” has the amount {1}: is it in pence where the others are in thousands? Amounts go up to {most}.", most = super::check::LARGEST)]
    TooLarge(String, i64),
    #[error("“{0}” has a cost in year {1}, but the plan has years 0 to {2}. Move the cost, or lengthen the plan.")]
    YearOutside(String, usize, usize),
    #[error("The budget “{0}” has {1} amounts for {2} years. Give one for each year, or a single one for all years together.")]
    YearMissing(String, usize, usize),
    #[error("The budget “{0}” is one amount for all years together, so nothing is carried forward. Leave out “carry_at_most”.")]
    NothingToCarry(String),
    #[error("No budget limits the costs of “{0}” in year {1} ({2}): the plan would be unbounded. Add a budget that pays for them.")]
    Unbounded(String, usize, String),
    #[error("“{version}” spends money of “{budget}”, which may only pay for {}. Take the cost from another fund, or the version out.", .only.join(", "))]
    GrantCondition { version: String, budget: String, only: Vec<String> },
    #[error("“{0}” cannot need itself.")]
    NeedsItself(String),
    #[error("{0} names fewer than {1} services.")]
    TooFewServices(&'static str, usize),
    #[error("Today's plan has two versions of “{0}”. Keep one.")]
    TodayTwice(String),
    #[error(
        "The {0} of a service in parts: each part has to cost and be worth something, and no part may be worth more for its money than the one before. Part {1} of “{2}” breaks that. Give versions instead."
    )]
    NotConcave(&'static str, usize, String),
    #[error("{0}")]
    Figures(String),
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NothingToChoose => "nothing_to_choose",
            Refusal::TooMany(_) => "too_many",
            Refusal::Years(_) => "years",
            Refusal::Twice(..) => "named_twice",
            Refusal::NoVersion(_) => "no_version",
            Refusal::Unknown { .. } => "unknown_name",
            Refusal::NegativeCost(..) => "negative_cost",
            Refusal::Negative(..) => "negative",
            Refusal::TooLarge(..) => "too_large",
            Refusal::YearOutside(..) => "year_outside",
            Refusal::YearMissing(..) => "year_missing",
            Refusal::NothingToCarry(_) => "nothing_to_carry",
            Refusal::Unbounded(..) => "unbounded",
            Refusal::GrantCondition { .. } => "grant_condition",
            Refusal::NeedsItself(_) => "needs_itself",
            Refusal::TooFewServices(..) => "too_few_services",
            Refusal::TodayTwice(_) => "today_twice",
            Refusal::NotConcave(..) => "not_concave",
            Refusal::Figures(_) => "figures",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}
