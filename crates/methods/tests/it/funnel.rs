//! Lines of funnels against published vectors.

use methods::funnel::{Ask, DataType, Group, Lines, Transform, read};

use crate::benchmark::shared;
use crate::close;

/// Three places whose average is `target`, so that lines can be asked at any denominator.
fn average(target: f64) -> Vec<Group> {
    let group = |name: &str| Group { name: name.into(), numerator: 1_000.0 * target, denominator: 1_000.0 };
    vec![group("a"), group("b"), group("c")]
}

#[test]
fn exact_lines_agree_with_the_worked_vectors_of_the_binomial_and_the_poisson() {
    let ask = Ask { lines: Lines::Exact, adjust: false, ..Ask::of(DataType::Proportion) };
    let reading = read(&average(0.1), &ask).expect("a funnel");
    for (n, low_998, high_998, low_95, high_95) in [
        (100.0, 0.01418, 0.19836, 0.04038, 0.15772),
        (500.0, 0.05999, 0.14269, 0.07345, 0.12601),
        (50.0, 0.0, f64::NAN, f64::NAN, f64::NAN),
    ] {
        let lines = reading.lines_at(n).expect("lines");
        for (got, want) in [(lines.low_998, low_998), (lines.high_998, high_998), (lines.low_95, low_95), (lines.high_95, high_95)] {
            assert!(want.is_nan() || close(got, want, 6e-6), "{n}: {got} {want}");
        }
    }
    let ask = Ask { lines: Lines::Exact, adjust: false, ..Ask::of(DataType::Ratio(Transform::Cqc)) };
    let reading = read(&average(1.0), &ask).expect("a funnel");
    for (expected, low_998, high_998, low_95, high_95) in
        [(10.0, 0.12205, 2.06620, 0.37752, 1.61600), (100.0, 0.70065, 1.31805, 0.80366, 1.19581)]
    {
        let lines = reading.lines_at(expected).expect("lines");
        for (got, want) in [(lines.low_998, low_998), (lines.high_998, high_998), (lines.low_95, low_95), (lines.high_95, high_95)] {
            assert!(close(got, want, 6e-6), "{expected}: {got} {want}");
        }
    }
}

#[test]
fn public_health_lines_and_what_lies_beyond_them_agree_with_its_workbook() {
    let Some(folder) = shared("public_health_stats_expected") else { return };
    let rows = |name: &str| {
        let mut table = csv::Reader::from_path(folder.join(name)).expect("a table");
        table.records().map(|r| r.expect("a row").iter().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>()
    };
    let inputs = rows("testdata_funnel_prop_inputs.csv");
    let number = |text: &str| text.parse::<f64>().expect("a number");
    let groups: Vec<Group> =
        inputs.iter().map(|r| Group { name: r[0].clone(), numerator: number(&r[1]), denominator: number(&r[2]) }).collect();
    let ask = Ask { lines: Lines::Wilson, adjust: false, multiplier: 100.0, ..Ask::of(DataType::Proportion) };
    let reading = read(&groups, &ask).expect("a funnel");
    let mut held = 0;
    for row in rows("testdata_funnel_prop_outputs.csv") {
        let lines = reading.lines_at(number(&row[0])).expect("lines");
        let got = [lines.low_95, lines.high_95, lines.low_998, lines.high_998, reading.target];
        for (got, want) in got.into_iter().zip(&row[1..]) {
            assert!(close(got, number(want), 1e-4), "{row:?}: {got}");
            held += 1;
        }
    }
    assert!(held > 400, "{held}");
    for (row, group) in inputs.iter().zip(&reading.groups) {
        let (low, high) = (group.plain.low_95, group.plain.high_95);
        let word = match (group.side, group.figure > high, group.figure < low) {
            (1, ..) => "High (0.001)",
            (-1, ..) => "Low (0.001)",
            (_, true, _) => "High (0.025)",
            (_, _, true) => "Low (0.025)",
            _ => "Not significant",
        };
        assert_eq!(word, row[3], "{}", row[0]);
    }
}
