//! What an appraisal refuses, by name, with the mend.

/// A refusal is a result a page can print.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error("There are no options to appraise. Give at least one, and how things go if nothing is decided.")]
    NoOptions,
    #[error("There are {0} options. Appraise at most 500 at once: rule some out first, each with its reason.")]
    TooManyOptions(usize),
    #[error("There are {0} lines of money. At most 20,000 are worked at once: bring small ones together.")]
    TooManyFlows(usize),
    #[error("The option “{0}” is given twice. Give each its own id.")]
    OptionTwice(String),
    #[error("An option has no id. Give each a short name of its own.")]
    OptionWithoutName,
    #[error("Business as usual is “{0}”, but no such option is given. It can never be left out: project it, do not freeze it.")]
    NoBusinessAsUsual(String),
    #[error("The number of years is {0}. Give 1 to 500, year 0 among them.")]
    Years(u32),
    #[error("“{flow}” of “{option}” has no name or no organisation. Say what it is, and who pays or gains.")]
    FlowIncomplete { option: String, flow: String },
    #[error("“{flow}” is given twice in “{option}” for the same organisation and kind. Add the two up, or name them apart.")]
    FlowTwice { option: String, flow: String },
    #[error("“{flow}” of “{option}” has to be given one way: “amounts” for every year, or “a_year” or “people” with “start”.")]
    AmountsUnclear { option: String, flow: String },
    #[error("The {kind} “{flow}” of “{option}” is negative in year {year} ({amount}). {}", mend_of(kind))]
    Negative { option: String, flow: String, kind: &'static str, year: usize, amount: f64 },
    #[error("“{flow}” of “{option}” has no amount for year {year}. Write 0 if it is nothing; a gap is never guessed.")]
    YearMissing { option: String, flow: String, year: usize },
    #[error("“{flow}” of “{option}” has {have} amounts, and the appraisal has {want} years, year 0 among them. Give one for each.")]
    YearsDiffer { option: String, flow: String, have: usize, want: usize },
    #[error("“{flow}” of “{option}”: {what} is not a usable number.")]
    NotANumber { option: String, flow: String, what: &'static str },
    #[error("The benefit “{flow}” of “{option}” does not say when it starts. Give “start”, the year from 0 in which it begins.")]
    BenefitWithoutStart { option: String, flow: String },
    #[error(
        "“{flow}” of “{option}” starts in year {start} and ends in year {until}. The end has to come after the start, within the {years} years."
    )]
    StartAfterEnd { option: String, flow: String, start: u32, until: u32, years: u32 },
    #[error("“{flow}” of “{option}”: {what} is {value}. It has to be a share from 0 to 1; 35% is written 0.35.")]
    Share { option: String, flow: String, what: &'static str, value: f64 },
    #[error("The transfer “{flow}” of “{option}” does not say who receives it. Give “to”.")]
    TransferToNobody { option: String, flow: String },
    #[error("“{flow}” of “{option}” is in {flow_unit}, the appraisal in {unit}. Write all amounts in one unit.")]
    UnitsMixed { option: String, flow: String, flow_unit: &'static str, unit: &'static str },
    #[error(
        "“{flow}” is about a thousand times larger in “{larger}” than in “{smaller}”: pounds mixed with thousands? Correct it, or give the unit of the appraisal to say that both are meant."
    )]
    ThousandsMixed { flow: String, larger: String, smaller: String },
    #[error("There is no discount schedule. Give the dated one in force, as steps of years and rates.")]
    NoSchedule,
    #[error("The discount schedule has no rate for year {from}{}. Close the gap.", to.map(|to| format!(" to {to}")).unwrap_or_default())]
    ScheduleHole { from: u32, to: Option<u32> },
    #[error("The discount schedule gives year {0} two rates. Let each step begin where the one before it ends.")]
    ScheduleOverlap(u32),
    #[error("{0} is not a discount rate. Write 3.5% as 0.035.")]
    Rate(f64),
    #[error("“{flow}” of “{option}” asks for the discount schedule “{schedule}”, which is not given.")]
    UnknownSchedule { option: String, flow: String, schedule: String },
    #[error(
        "“{flow}” of “{option}” is in prices of each year, but no price index is given. Give “deflators” and “base_year”, or real amounts."
    )]
    NoDeflators { option: String, flow: String },
    #[error("The price index has no value for {0}. Give one for every year of the appraisal.")]
    DeflatorMissing(i32),
    #[error("The price index for {0} is not above zero.")]
    Deflator(i32),
    #[error("“{flow}” of “{option}” is corrected twice: by its grade of confidence and by optimism bias. Keep one.")]
    BiasTwice { option: String, flow: String },
    #[error("Optimism bias for {0} is asked for, but no evidence for it is given: past forecasts against outturn, or a dated table.")]
    BiasMissing(&'static str),
    #[error("Optimism bias for {thing}: {what}")]
    Bias { thing: &'static str, what: &'static str },
    #[error("“{flow}” is corrected by {one} in “{first}” and by {other} in “{second}”. Correct it alike in every delivery model.")]
    BiasNotAlike { flow: String, first: String, one: f64, second: String, other: f64 },
    #[error("No correction is given for confidence grade {0}. Grades are 1 to 6.")]
    Grade(u8),
    #[error("“{option}” does not say what it pays for {parts}. Give the amount, or why it costs nothing: the same parts for every option.")]
    CostPartMissing { option: String, parts: String },
    #[error("“{option}” says that {part} costs nothing, but not why. Give the reason.")]
    NoCostWithoutReason { option: String, part: &'static str },
    #[error("“{option}” says that {part} costs nothing, and also gives an amount for it. Keep one.")]
    NoCostWithCost { option: String, part: &'static str },
    #[error("“{option}” says that nobody knows what {part} costs, and also what it costs. Keep one.")]
    NotKnownWithAnswer { option: String, part: &'static str },
    #[error("The income group “{0}” is not among those of “distribution”. Give its income.")]
    UnknownGroup(String),
    #[error("Distributional weights: {0}")]
    Distribution(&'static str),
    #[error("The horizon {0} is not a year of the appraisal, from 0 to its last.")]
    Horizon(u32),
    #[error("The driver “{driver}” moves “{flow}”, but no option has such a flow. Use the flow's own name.")]
    DriverWithoutFlow { driver: String, flow: String },
    #[error("The driver “{0}”: its value must be above 0 and between low and high.")]
    Driver(String),
    #[error(
        "“{flow}” of “{option}”: the range has to go from a low of 0 or more and at most 1 to a high of at least 1, as multiples; log-normal needs a low above 0."
    )]
    Range { option: String, flow: String },
    #[error("The scenario “{scenario}” changes “{what}”, which is not among the drivers and flows.")]
    Scenario { scenario: String, what: String },
    #[error("The simulation needs 100 to 200,000 draws.")]
    Draws,
    #[error("Nothing is uncertain: give at least one flow a range, or a driver its low and high.")]
    NothingUncertain,
    #[error("The saving of “{option}” is {total}, but its mechanisms add up to {sum}: {apart} apart. Say where the rest comes from.")]
    MechanismsDoNotAddUp { option: String, total: String, sum: String, apart: String },
    #[error(
        "“{option}” calls a cut with falling outcomes efficiency ({outcome} falls). Name it as less service, or show that outcomes hold."
    )]
    CutCalledEfficiency { option: String, outcome: String },
    #[error(
        "“{option}”: {claimed} posts are counted as redundant, but of {leaving} that leave, {transferred} transfer with the service and {vacant} are vacant. People who transfer are not redundancies."
    )]
    TransferredNotRedundant { option: String, claimed: u32, leaving: u32, transferred: u32, vacant: u32 },
    #[error("The saving of “{option}” has no mechanisms. Say what it comes from: price, need avoided, pay, less service.")]
    SavingWithoutMechanism { option: String },
}

fn mend_of(kind: &str) -> &'static str {
    match kind {
        "cost" => "A cost that falls is a benefit: enter it as one.",
        "benefit" => "A benefit that turns to harm is a disbenefit: enter it as one.",
        _ => "Enter the other direction as a line of its own.",
    }
}

impl Refusal {
    /// Lasting code of the refusal, as `calc` prints it.
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::NoOptions => "no_options",
            Refusal::TooManyOptions(_) => "too_many_options",
            Refusal::TooManyFlows(_) => "too_many_flows",
            Refusal::OptionTwice(_) => "option_twice",
            Refusal::OptionWithoutName => "option_without_name",
            Refusal::NoBusinessAsUsual(_) => "no_business_as_usual",
            Refusal::Years(_) => "years",
            Refusal::FlowIncomplete { .. } => "flow_incomplete",
            Refusal::FlowTwice { .. } => "flow_twice",
            Refusal::AmountsUnclear { .. } => "amounts_unclear",
            Refusal::Negative { kind: "cost", .. } => "negative_cost",
            Refusal::Negative { .. } => "negative_amount",
            Refusal::YearMissing { .. } => "year_missing",
            Refusal::YearsDiffer { .. } => "years_differ",
            Refusal::NotANumber { .. } => "not_a_number",
            Refusal::BenefitWithoutStart { .. } => "benefit_without_start",
            Refusal::StartAfterEnd { .. } => "start_after_end",
            Refusal::Share { .. } => "share_out_of_range",
            Refusal::TransferToNobody { .. } => "transfer_to_nobody",
            Refusal::UnitsMixed { .. } => "units_mixed",
            Refusal::ThousandsMixed { .. } => "thousands_mixed",
            Refusal::NoSchedule => "no_discount_schedule",
            Refusal::ScheduleHole { .. } => "discount_schedule_hole",
            Refusal::ScheduleOverlap(_) => "discount_schedule_overlap",
            Refusal::Rate(_) => "discount_rate",
            Refusal::UnknownSchedule { .. } => "unknown_schedule",
            Refusal::NoDeflators { .. } => "no_deflators",
            Refusal::DeflatorMissing(_) => "deflator_missing",
            Refusal::Deflator(_) => "deflator_not_positive",
            Refusal::BiasTwice { .. } => "bias_twice",
            Refusal::BiasMissing(_) => "bias_missing",
            Refusal::Bias { .. } => "bias_evidence",
            Refusal::BiasNotAlike { .. } => "bias_not_alike",
            Refusal::Grade(_) => "confidence_grade",
            Refusal::CostPartMissing { .. } => "cost_part_missing",
            Refusal::NoCostWithoutReason { .. } => "no_cost_without_reason",
            Refusal::NoCostWithCost { .. } => "no_cost_with_cost",
            Refusal::NotKnownWithAnswer { .. } => "not_known_with_answer",
            Refusal::UnknownGroup(_) => "unknown_group",
            Refusal::Distribution(_) => "distribution",
            Refusal::Horizon(_) => "horizon",
            Refusal::DriverWithoutFlow { .. } => "driver_without_flow",
            Refusal::Driver(_) => "driver",
            Refusal::Range { .. } => "range",
            Refusal::Scenario { .. } => "scenario",
            Refusal::Draws => "draws",
            Refusal::NothingUncertain => "nothing_uncertain",
            Refusal::MechanismsDoNotAddUp { .. } => "mechanisms_do_not_add_up",
            Refusal::CutCalledEfficiency { .. } => "cut_called_efficiency",
            Refusal::TransferredNotRedundant { .. } => "transferred_not_redundant",
            Refusal::SavingWithoutMechanism { .. } => "saving_without_mechanism",
        }
    }

    /// One sentence for a person: what is wrong, and the mend.
    pub fn message(&self) -> String {
        self.to_string()
    }
}
