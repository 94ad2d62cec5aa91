//! Published and worked vectors (methods, sections 4.1, 4.3 and 8.3), and the rules of a chart as a table.

use methods::evidence::attribution::{difference, interrupted};
use methods::spc::{Ask, Assurance, Chart, PointType, Rule, Settings, Variation, read};
use quantity::{Direction, MeasureKind, Period};

use crate::{close, months};

fn ask() -> Ask {
    Ask::new(MeasureKind::Value, Direction::High)
}

const BEFORE: [f64; 12] = [82.0, 79.0, 84.0, 80.0, 77.0, 83.0, 81.0, 78.0, 85.0, 80.0, 79.0, 82.0];
const AFTER: [f64; 12] = [88.0, 90.0, 91.0, 89.0, 92.0, 93.0, 90.0, 92.0, 91.0, 94.0, 92.0, 93.0];

#[test]
fn the_screened_and_the_unscreened_limits_of_the_vignette() {
    let series = [1.0, 2.0, 1.0, 2.0, 10.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0];
    let points = months("2024-01", &series);
    for (settings, amr, lower, upper) in [(Settings::NHS_EXCEL, 1.8824, -3.06, 6.95), (Settings::R_PACKAGE, 1.0, -0.72, 4.60)] {
        let reading = read(&points, &ask().with_settings(settings)).expect("a reading");
        let segment = &reading.segments[0];
        assert!(close(segment.mean.expect("a mean"), 1.9444, 5e-5));
        assert!(close(segment.average_moving_range.expect("a range"), amr, 5e-5));
        assert!(close(segment.lower.expect("a limit"), lower, 6e-3) && close(segment.upper.expect("a limit"), upper, 6e-3));
    }
}

#[test]
fn the_second_vector_and_its_assurance() {
    for (series, mean, amr, lower, upper) in [(BEFORE, 80.8333, 3.8182, 70.677, 90.990), (AFTER, 91.25, 1.9091, 86.172, 96.328)] {
        let reading = read(&months("2024-01", &series), &ask()).expect("a reading");
        let segment = &reading.segments[0];
        let got = [segment.mean, segment.average_moving_range, segment.lower, segment.upper].map(|v| v.expect("a figure"));
        for (got, want) in got.into_iter().zip([mean, amr, lower, upper]) {
            assert!(close(got, want, 6e-4), "{got} {want}");
        }
    }
    for (target, answer) in [(90.0, Assurance::HitOrMiss), (85.0, Assurance::Meets), (97.0, Assurance::Misses)] {
        assert_eq!(read(&months("2024-01", &AFTER), &ask().with_target(target)).expect("a reading").assurance, answer);
    }
}

#[test]
fn the_interrupted_series_of_the_worked_vector() {
    let series = interrupted(&BEFORE, &AFTER).expect("a fit");
    assert!(close(series.level.estimate, 8.520, 5e-4) && close(series.slope.estimate, 0.3601, 5e-5));
    assert!(close(series.level_before, 80.879, 5e-4) && close(series.slope_before, -0.0070, 5e-5));
    assert!(close(series.durbin_watson.expect("a statistic"), 2.96, 5e-3));
    assert!(series.newey_west_lag.is_some(), "2.96 lies outside 1.5 to 2.5");
    assert!(series.level.is_good(Direction::High) && !series.level.is_good(Direction::Low));
    // The published errors are plain ones.
    let rows: Vec<Vec<f64>> = (1..=24)
        .map(|t| {
            let d = f64::from(u8::from(t > 12));
            vec![1.0, f64::from(t), d, (f64::from(t) - 13.0) * d]
        })
        .collect();
    let y: Vec<f64> = BEFORE.iter().chain(&AFTER).copied().collect();
    let plain = methods::numeric::regress::least_squares(&rows, &y, None).expect("a fit");
    for (got, want) in plain.standard_errors.iter().zip([1.247, 0.169, 1.663, 0.2396]) {
        assert!(close(*got, want, 5e-4), "{got} {want}");
    }
}

#[test]
fn a_comparator_that_moved_alike_takes_the_credit_away() {
    let alike = difference((&BEFORE, &AFTER), (&BEFORE, &AFTER), Direction::High).expect("a difference");
    assert!(close(alike.change.estimate, 0.0, 1e-12) && !alike.change.is_good(Direction::High));
    let still = difference((&BEFORE, &AFTER), (&BEFORE, &BEFORE), Direction::High).expect("a difference");
    assert!(still.change.is_good(Direction::High) && still.beyond_placebos && !still.placebos.is_empty());
}

#[test]
fn the_rules_as_a_table() {
    // Fifteen quiet months around 50 set the limits; what follows is judged against them.
    let quiet = [50.0, 52.0, 49.0, 51.0, 48.0, 50.0, 53.0, 49.0, 51.0, 50.0, 48.0, 52.0];
    for (then, rule, kind) in [
        (vec![70.0], Some(Rule::AboveLimit), PointType::Improvement),
        (vec![30.0], Some(Rule::BelowLimit), PointType::Concern),
        (vec![50.0, 51.0, 51.5, 52.0, 52.5, 53.0], Some(Rule::TrendRising), PointType::Improvement),
        (vec![50.0, 51.0, 51.5, 51.5, 52.0, 52.5], None, PointType::CommonCause),
        (vec![55.9, 50.5, 56.0], Some(Rule::TwoInThreeAbove), PointType::Improvement),
        (vec![55.9, 49.0, 56.0], None, PointType::CommonCause),
        (vec![48.0, 49.0, 48.0, 49.0, 48.0, 49.0, 48.0], Some(Rule::ShiftBelow), PointType::Concern),
    ] {
        let series: Vec<f64> = quiet.iter().chain(&then).copied().collect();
        let settings = Settings { fix_after: Some(12), ..Settings::NHS_EXCEL };
        let reading = read(&months("2024-01", &series), &ask().with_settings(settings)).expect("a reading");
        let last = reading.latest().expect("a last point");
        assert_eq!((last.rule, last.kind), (rule, kind), "{then:?}");
    }
}

#[test]
fn a_point_on_the_mean_breaks_a_shift_however_the_sum_is_rounded() {
    // Six below, one exactly on the mean of a series whose plain sum drifts, one more below, seven above.
    let series = [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2, 0.1, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3];
    assert_ne!(series.iter().sum::<f64>() / 15.0, 0.2, "the plain sum drifts");
    let reading = read(&months("2024-01", &series), &ask()).expect("a reading");
    assert_eq!(reading.segments[0].mean, Some(0.2));
    assert_eq!(reading.points[6].side, Some(0));
    assert!(!reading.signals.iter().any(|s| s.rule == Rule::ShiftBelow));
    assert!(reading.signals.iter().any(|s| s.rule == Rule::ShiftAbove));
}

#[test]
fn a_missing_month_breaks_a_run_whether_it_is_null_or_left_out() {
    let mut points = months("2024-01", &[50.0, 48.0, 51.0, 49.0, 50.0, 48.0, 60.0, 61.0, 60.0, 61.0, 60.0, 61.0, 60.0]);
    assert!(read(&points, &ask()).expect("a reading").signals.iter().any(|s| s.rule == Rule::ShiftAbove));
    points.remove(9);
    let reading = read(&points, &ask()).expect("a reading");
    assert_eq!(reading.points.len(), 13);
    assert_eq!((reading.points[9].value, reading.points[9].kind), (None, PointType::NotJudged));
    assert!(!reading.signals.iter().any(|s| s.rule == Rule::ShiftAbove));
}

#[test]
fn improvement_and_concern_are_both_listed() {
    let series = [50.0, 52.0, 49.0, 51.0, 48.0, 50.0, 53.0, 49.0, 51.0, 50.0, 48.0, 52.0, 75.0, 50.0, 25.0];
    let settings = Settings { fix_after: Some(12), ..Settings::NHS_EXCEL };
    let reading = read(&months("2024-01", &series), &ask().with_settings(settings)).expect("a reading");
    assert_eq!((reading.improvements().count(), reading.concerns().count()), (1, 1));
    assert_eq!(reading.variation, Variation::Concern);
    assert_eq!(reading.variation_icon(), "concern_low");
}

#[test]
fn a_provisional_point_waits() {
    let mut points = months("2024-01", &BEFORE);
    points[11] = methods::spc::Point::new(points[11].period, 300.0).provisional();
    let reading = read(&points, &ask()).expect("a reading");
    assert!(reading.trial, "eleven values judged");
    let last = reading.points.last().expect("a point");
    assert_eq!((last.value, last.kind, last.rule), (Some(300.0), PointType::NotJudged, None));
    assert!(reading.segments[0].upper.expect("a limit") < 100.0, "it is in no average");
}

#[test]
fn new_limits_use_only_their_own_points_and_need_a_reason() {
    let series: Vec<f64> = BEFORE.iter().chain(&AFTER).copied().collect();
    let points = months("2024-01", &series);
    let from = Period::parse("2025-01").expect("a month").first_day();
    let reading = read(&points, &ask().rebased(from, "one more worker in each scheme")).expect("a reading");
    assert_eq!(reading.segments.iter().map(|s| s.mean.expect("a mean").round()).collect::<Vec<_>>(), [81.0, 91.0]);
    assert_eq!(reading.segments[1].reason.as_deref(), Some("one more worker in each scheme"));
    assert_eq!(read(&points, &ask().rebased(from, " ")).map_err(|r| r.code()), Err("rebase_without_reason"));
    let elsewhere = Period::parse("2030-01").expect("a month").first_day();
    assert_eq!(read(&points, &ask().rebased(elsewhere, "why")).map_err(|r| r.code()), Err("rebase_not_a_point"));
}

#[test]
fn what_cannot_be_charted_is_refused_by_name() {
    let points = months("2024-01", &BEFORE);
    let code = |points: &[methods::spc::Point], ask: &Ask| read(points, ask).map_err(|r| r.code()).err();
    for kind in [MeasureKind::Rolling, MeasureKind::Survey] {
        assert_eq!(code(&points, &Ask::new(kind, Direction::High)), Some("wrong_kind"));
    }
    let own = |settings| ask().with_settings(settings);
    assert_eq!(code(&[], &ask()), Some("too_few_points"));
    assert_eq!(code(&points[..2], &ask()), Some("too_few_points"));
    assert_eq!(code(&points, &own(Settings { trend: 5, ..Settings::NHS_EXCEL })), Some("trend_length"));
    assert_eq!(code(&points, &own(Settings { shift: 3, ..Settings::NHS_EXCEL })), Some("shift_length"));
    assert_eq!(code(&points, &own(Settings { fix_after: Some(11), ..Settings::NHS_EXCEL })), Some("fix_too_short"));
    assert_eq!(code(&points, &ask().with_target(f64::NAN)), Some("target_not_a_number"));
    let mut twice = points.clone();
    twice[3] = twice[2];
    assert_eq!(code(&twice, &ask()), Some("repeated_period"));
    let mut odd = points.clone();
    odd[3].value = Some(f64::INFINITY);
    assert_eq!(code(&odd, &ask()), Some("not_a_number"));
    odd[3] = methods::spc::Point::new(Period::parse("2024-Q2").expect("a quarter"), 1.0);
    assert_eq!(code(&odd, &ask()), Some("mixed_periods"));
    odd[3] = methods::spc::Point::new(Period::parse("9024-04").expect("a month"), 1.0);
    assert_eq!(code(&odd, &ask()), Some("gap_too_long"));
}

#[test]
fn one_late_person_of_fourteen_is_no_signal() {
    let first = Period::parse("2025-11").expect("a month");
    let points: Vec<_> = (0..12).map(|i| methods::spc::Point::of(first.plus(i), if i == 7 { 13 } else { 14 }, 14)).collect();
    let reading = read(&points, &Ask::new(MeasureKind::Proportion, Direction::High)).expect("a reading");
    assert_eq!(reading.chart, Chart::PPrime);
    assert_eq!(reading.concerns().count(), 0);
    assert!(reading.points[7].value.expect("a share") < 0.93);
}

#[test]
fn a_running_total_is_differenced_and_charted() {
    let steady: Vec<f64> = (0..24).map(|i| f64::from(i % 12 + 1) * 10.0 + f64::from(i % 3)).collect();
    let points = months("2024-04", &steady);
    let raw = read(&points, &Ask::new(MeasureKind::Flow, Direction::High)).expect("a reading");
    assert!(raw.signals.iter().any(|s| s.rule == Rule::TrendRising), "as it stands it rises every year");
    let reading = read(&points, &Ask::new(MeasureKind::YearToDate, Direction::High)).expect("a reading");
    assert!(reading.differenced && reading.signals.is_empty(), "{:?}", reading.signals);
}

#[test]
fn a_reading_is_kept_and_read_again_unchanged() {
    let reading = read(&months("2024-01", &BEFORE), &ask().with_target(80.0)).expect("a reading");
    let kept = serde_json::to_string(&reading).expect("JSON");
    let again: methods::spc::Reading = serde_json::from_str(&kept).expect("a reading");
    assert_eq!(again, reading);
    assert_eq!(again.working(), reading.working());
    let working = serde_json::to_string(&reading.working()).expect("JSON");
    assert_eq!(serde_json::from_str::<methods::Working>(&working).expect("a working"), reading.working());
}
