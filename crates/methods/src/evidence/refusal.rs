//! What the evidence standard refuses, by name.

use quantity::{MeasureKind, Period};

use crate::spc;

#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Refusal {
    #[error(transparent)]
    Chart(#[from] spc::Refusal),
    #[error(
        "Neither direction is good for this measure, so nothing can be shown to be fixed by it. Choose a measure with a good direction."
    )]
    NoDirection,
    #[error("The floor is better than the target. The floor is where the issue begins; the target is where it is good enough.")]
    FloorOnTheWrongSide,
    #[error("The {0} is not a number.")]
    LineNotANumber(&'static str),
    #[error("The setting “{0}” is outside its range.")]
    SettingOutOfRange(&'static str),
    #[error("The test period begins in {}, but the months before the fix run to {}. Let the one end before the other begins.", .window.in_words(), .baseline.in_words())]
    WindowBeforeBaseline { window: Period, baseline: Period },
    #[error("{0} balancing measures are named. Keep to three: with more, chance alone would raise an alarm.")]
    TooManyBalancing(usize),
    #[error("The explanation for {} needs its evidence and the role that accepted it.", .0.in_words())]
    ExplanationIncomplete(Period),
    #[error("The numbers for “{0}” do not add up: no more can agree than answered, answer than were asked, or be asked than there are.")]
    PeopleDoNotAddUp(String),
    #[error("The tolerable rate has to lie above 0 and below 1 for each period.")]
    TolerableOutOfRange,
    #[error("A tolerable rate of rare events fits counts only; this is {}.", .0.words())]
    RareNeedsCounts(MeasureKind),
    #[error("The simulation cannot be run: {0}")]
    CannotSimulate(&'static str),
}

impl Refusal {
    pub fn code(&self) -> &'static str {
        match self {
            Refusal::Chart(refusal) => refusal.code(),
            Refusal::NoDirection => "no_direction",
            Refusal::FloorOnTheWrongSide => "floor_on_the_wrong_side",
            Refusal::LineNotANumber(_) => "line_not_a_number",
            Refusal::SettingOutOfRange(_) => "setting_out_of_range",
            Refusal::WindowBeforeBaseline { .. } => "window_before_baseline",
            Refusal::TooManyBalancing(_) => "too_many_balancing",
            Refusal::ExplanationIncomplete(_) => "explanation_incomplete",
            Refusal::PeopleDoNotAddUp(_) => "people_do_not_add_up",
            Refusal::TolerableOutOfRange => "tolerable_out_of_range",
            Refusal::RareNeedsCounts(_) => "rare_needs_counts",
            Refusal::CannotSimulate(_) => "cannot_simulate",
        }
    }

    pub fn message(&self) -> String {
        self.to_string()
    }
}
