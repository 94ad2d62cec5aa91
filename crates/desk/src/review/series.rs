//! A measure's series as a question to a control chart: the only place where our records become one, and its answer ours.

use methods::numeric::special::{Z95, wilson};
use methods::spc::{self, Ask, Reading, Refusal, Settings as ChartSettings};
use model::measure::Measure;
use model::observation::Observation;
use quantity::{Interval, MeasureKind, Share};

use crate::plan::standing::point;

/// What is asked of a series of this measure and part. Limits are set again where the work changed with a reason, and where
/// the definition changed: figures on either side are not joined.
///
/// `trial_below`: under so many values limits are called trial limits (`chart.trial_below`).
pub fn ask(measure: &Measure, part: &str, points: &[Observation], trial_below: u32) -> Ask {
    let settings = if measure.chart_preset == "r_package" { ChartSettings::R_PACKAGE } else { ChartSettings::NHS_EXCEL };
    let mut ask = Ask::new(measure.kind, measure.direction).with_settings(ChartSettings { trial_below, ..settings });
    // An aim of a running total is not one of the periods it is taken apart into.
    ask.target = measure.target.filter(|_| measure.kind != MeasureKind::YearToDate);
    let mut breaks: Vec<_> = measure.rebases.iter().map(|rebase| (rebase.from, rebase.reason.clone())).collect();
    let touching = measure.redefined.iter().filter(|change| change.part.is_empty() || change.part == part);
    breaks.extend(touching.map(|change| (change.from, format!("Counted another way: {}", change.becomes))));
    breaks.sort_by_key(|(from, _)| *from);
    let (first, last) = (points.first().map(|p| p.period), points.last().map(|p| p.period));
    for (from, reason) in breaks {
        // A break begins with the first data point on or after it; beyond the series there is nothing to break.
        let Some(at) = points.iter().map(|point| point.period).find(|period| *period >= from) else { continue };
        if first.is_some_and(|first| at > first) && last.is_some_and(|last| at <= last) && !reason.trim().is_empty() {
            ask = ask.rebased(at.first_day(), reason);
        }
    }
    ask
}

/// The control chart of a series, or the reason by name why there is none.
pub fn read(measure: &Measure, part: &str, points: &[Observation], trial_below: u32) -> Result<(Reading, Ask), Refusal> {
    let ask = ask(measure, part, points, trial_below);
    let series: Vec<_> = points.iter().map(point).collect();
    Ok((spc::read(&series, &ask)?, ask))
}

/// Wilson's 95% range of a share of people asked; none of nobody. For figures a control chart does not fit.
pub fn range(part: u64, whole: u64) -> Option<Interval> {
    let (low, high) = wilson(part, whole, Z95)?;
    Interval::new(low, high, Share::new(0.95).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use model::id::{MeasureId, ObservationId, ServiceId};
    use model::measure::Redefined;
    use quantity::Period;
    use testkit::nouns;
    use uuid::Uuid;

    #[test]
    fn a_changed_definition_sets_the_limits_again_and_a_rolling_figure_is_refused_by_name() {
        let id = MeasureId(Uuid::from_u128(1));
        let mut measure = nouns::measure(ServiceId(Uuid::from_u128(2)), "Visits on time");
        let first = Period::month(2025, 1).expect("a month");
        let points: Vec<_> = (0..14u32)
            .map(|at| {
                nouns::point(
                    ObservationId(Uuid::from_u128(u128::from(at) + 9)),
                    id,
                    &first.plus(at).to_string(),
                    f64::from(at % 3) + 20.0,
                    Timestamp::UNIX_EPOCH,
                )
            })
            .collect();
        measure.redefined.push(Redefined {
            from: Period::month(2025, 4).expect("a month"),
            part: "Oak Care".into(),
            was: "within 15 minutes".into(),
            becomes: "within 30 minutes".into(),
            on: jiff::civil::date(2025, 5, 1),
            by_role: "Analyst".into(),
        });
        let segments = |part: &str| read(&measure, part, &points, 12).expect("a chart").0.segments.len();
        assert_eq!((segments("Oak Care"), segments("Elm Care")), (2, 1));
        let trial = |below| read(&measure, "Elm Care", &points, below).expect("a chart").0.trial;
        assert!(!trial(12) && trial(15), "fourteen points: firm or not as the setting says");
        measure.kind = MeasureKind::Rolling;
        assert!(matches!(read(&measure, "", &points, 12), Err(Refusal::WrongKind(MeasureKind::Rolling))));
    }
}
