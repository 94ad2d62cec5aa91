//! Forecasts held against another program's (../shared/parity/forecast), and what they must always do.

use methods::calc;
use methods::demand::forecast::{Ask, Candidate, Refusal, choose, read, read_values};
use proptest::prelude::*;
use quantity::Period;
use serde_json::Value;

use crate::parity::{folder, questions};

#[test]
fn the_form_chosen_is_as_likely_as_the_reference_s_and_the_season_before_is_the_same() {
    let Some(folder) = folder("forecast") else { return };
    let mut held = 0;
    for (name, text) in questions(&folder) {
        let question: Value = serde_json::from_str(&text).expect("a question");
        let answer = calc::forecast(&text).unwrap_or_else(|refusal| panic!("{name}: {refusal}"));
        let expected = &question["expected"];
        let aicc = |of: &Value| of["aicc"].as_f64().expect("a number");
        assert!(aicc(&answer) <= aicc(expected) + 2.0, "{name}: {} against {}", aicc(&answer), aicc(expected));
        let numbers = |of: &Value| of.as_array().expect("a list").iter().map(|n| n.as_f64().expect("a number")).collect::<Vec<f64>>();
        assert_eq!(numbers(&answer["seasonal_naive"]), numbers(&expected["seasonal_naive"]), "{name}");
        // Where the same form was chosen, what it says and its range are the same to a hundredth of the range.
        if answer["chosen"] == expected["chosen"] {
            let widest = numbers(&expected["hi-95"]).iter().zip(numbers(&expected["lo-95"])).map(|(hi, lo)| hi - lo).fold(0.0, f64::max);
            for part in ["mean", "lo-80", "hi-80", "lo-95", "hi-95"] {
                for (got, want) in numbers(&answer[part]).iter().zip(numbers(&expected[part])) {
                    assert!((got - want).abs() <= 0.01 * widest, "{name} {part}: {got} against {want}");
                }
            }
        }
        held += 1;
    }
    assert!(held >= 6, "{held}");
}

fn seasonal(count: usize, noise: &[f64]) -> Vec<f64> {
    (0..count)
        .map(|at| 300.0 + 1.5 * at as f64 + 40.0 * (at as f64 * std::f64::consts::TAU / 12.0).sin() + noise[at % noise.len()])
        .collect()
}

#[test]
fn a_season_and_a_trend_are_found_and_beat_the_year_before_on_what_was_kept_back() {
    let reading = read_values(&seasonal(60, &[1.0, -2.0, 0.5, 1.5, -1.0]), &Ask::default()).expect("a forecast");
    assert!(reading.ets.form.has_season() && reading.ets.form.has_trend(), "{}", reading.ets.form.code());
    assert_eq!(reading.tried.len(), 3, "long enough to take season and trend apart");
    assert_ne!(reading.better, Candidate::SeasonalNaive);
    let naive = reading.of(Candidate::SeasonalNaive).expect("is always beside").held_out_error.expect("an error");
    assert!(reading.best().and_then(|best| best.held_out_error).expect("an error") < naive);
    assert_eq!((reading.held_out, reading.forms.len()), (12, 15));
}

#[test]
fn what_cannot_be_carried_on_is_refused_by_name() {
    let ask = Ask::default();
    let refused = |values: &[f64]| read_values(values, &ask).expect_err("is refused");
    assert_eq!(refused(&[1.0, 2.0, 3.0]), Refusal::TooShort { have: 3, need: 24 });
    assert_eq!(refused(&[5.0; 36]).code(), "constant");
    let mut values: Vec<Option<f64>> = seasonal(36, &[1.0]).into_iter().map(Some).collect();
    values[3] = None;
    let first = Period::month(2023, 11).expect("a month");
    let periods: Vec<Period> = (0..36).map(|at| first.plus(if at < 20 { at } else { at + 1 })).collect();
    let Err(Refusal::Missing(gaps)) = read(&periods, &values, &ask) else { panic!("is refused") };
    assert_eq!(gaps, ["February 2024", "July 2025"]);
    assert_eq!(read_values(&seasonal(36, &[1.0]), &Ask { horizon: 0, ..ask.clone() }).expect_err("refused").code(), "horizon");
    assert_eq!(read_values(&seasonal(36, &[1.0]), &Ask { season_lengths: vec![0], ..ask }).expect_err("refused").code(), "season");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// A series in other units is forecast in those units.
    #[test]
    fn a_change_of_unit_changes_the_forecast_by_it(noise in proptest::collection::vec(-20.0..20.0f64, 36), scale in 0.1..50.0f64) {
        let values = seasonal(36, &noise);
        let scaled: Vec<f64> = values.iter().map(|value| value * scale).collect();
        let (one, other) = (choose(&values, 12).expect("fits"), choose(&scaled, 12).expect("fits"));
        // Twice the logarithm of the scale for each value; the search may stop a little apart.
        let shift = 2.0 * 36.0 * scale.ln();
        prop_assert!((other.0.aicc - one.0.aicc - shift).abs() < 0.5, "{} {}", one.0.aicc + shift, other.0.aicc);
        let ask = Ask::default();
        let (a, b) = (read_values(&values, &ask).expect("reads"), read_values(&scaled, &ask).expect("reads"));
        let naive = |r: &methods::demand::forecast::Reading| r.of(Candidate::SeasonalNaive).expect("there").ahead.mean.clone();
        prop_assert!(naive(&a).iter().zip(naive(&b)).all(|(x, y)| (x * scale - y).abs() < 1e-9 * y.abs().max(1.0)));
    }

    /// The range of 95 holds that of 80, and that holds the middle; neither narrows where the season before is repeated.
    #[test]
    fn ranges_hold_one_another(noise in proptest::collection::vec(-30.0..30.0f64, 30..50)) {
        let reading = read_values(&seasonal(noise.len(), &noise), &Ask::default()).expect("reads");
        for tried in &reading.tried {
            let of = &tried.ahead;
            for h in 0..of.mean.len() {
                prop_assert!(of.low_95[h] <= of.low_80[h] && of.low_80[h] <= of.mean[h] + 1.0 && of.mean[h] <= of.high_80[h] + 1.0 && of.high_80[h] <= of.high_95[h]);
            }
        }
    }
}
