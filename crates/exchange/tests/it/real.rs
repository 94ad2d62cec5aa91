//! Real public files, read as they are, where they are at hand. Nothing of them is in this project.

use exchange::reading::Reading;
use exchange::{Answers, Known, Limits, performance};
use quantity::Period;

use crate::ground::today;

fn shared(path: &str) -> Option<Reading> {
    let whole = format!("{}/../../../shared/data/{path}", env!("CARGO_MANIFEST_DIR"));
    let Ok(bytes) = std::fs::read(&whole) else {
        println!("skipped: ../shared is not here");
        return None;
    };
    let name = path.rsplit('/').next().unwrap_or(path);
    let read = performance::read(name, &bytes, &Known::default(), &Answers::default(), &Limits::default(), today());
    Some(read.unwrap_or_else(|error| panic!("{path}: {error}")))
}

#[test]
fn attendances_of_every_trust_are_read() {
    let Some(read) = shared("spc_series/ae_attendances.csv") else { return };
    let s = &read.summary;
    assert_eq!((s.rows, s.points, s.measures, s.organisations, s.periods), (12_765, 38_295, 3, 274, 36));
    assert_eq!((s.first, s.last), (Period::month(2016, 4), Period::month(2019, 3)));
    assert_eq!(read.measures.iter().map(|m| m.text.as_str()).collect::<Vec<_>>(), ["attendances", "breaches", "admissions"]);
    assert_eq!((read.personal.len(), read.waiting()), (0, 0));
    let point =
        read.points.iter().find(|p| read.part(p) == "RF4 · 1" && p.period == Period::month(2017, 3).expect("a month")).expect("a point");
    assert_eq!((point.value, point.at.row, point.at.column), (Some(21_289.0), 2, 4));
}

#[test]
fn delayed_discharge_is_read_by_age_and_reason() {
    for (file, rows, organisations) in
        [("scotland_delayed_discharge_hb.csv", 24_750, 15), ("scotland_delayed_discharge_ltla.csv", 56_100, 34)]
    {
        let Some(read) = shared(&format!("spc_series/{file}")) else { return };
        assert_eq!((read.summary.rows, read.summary.measures, read.waiting(), read.personal.len()), (rows, 2, 0, 0), "{file}");
        assert_eq!(read.summary.organisations, organisations, "{file}");
        assert_eq!(read.summary.points, rows * 2, "{file}");
    }
}

#[test]
fn outcomes_for_adults_are_read() {
    let Some(read) = shared("outcomes_adults_asc/oflog/ASC_data.csv") else { return };
    assert_eq!(
        (read.summary.rows, read.summary.measures, read.summary.first, read.summary.last),
        (6_078, 7, Some(Period::FinancialYear(2015)), Some(Period::FinancialYear(2022)))
    );
    assert_eq!(read.personal, []);
    for file in
        ["admissions_care_homes_65p", "care_homes_rating", "healthy_life_expectancy", "overweight_adult", "social_care_satisfaction"]
    {
        let Some(read) = shared(&format!("outcomes_adults_asc/trafford/{file}.csv")) else { return };
        assert_eq!(read.summary.points, read.summary.rows, "{file}: every row is one data point");
        assert!(read.summary.rows > 100 && read.personal.is_empty() && read.summary.measures == 1, "{file}");
    }
}

#[test]
fn the_scottish_framework_is_read_with_its_counts() {
    let Some(read) = shared("performance_lgbf_scotland/LGBF_ScotDataCash_ISSpatialHub.csv") else { return };
    assert_eq!((read.summary.rows, read.summary.organisations, read.personal.len()), (33_912, 32, 0));
    assert_eq!(read.summary.first, Some(Period::FinancialYear(2010)));
    let first = &read.points[0];
    assert_eq!(
        (read.part(first), first.value, first.numerator, first.denominator),
        ("Aberdeen City", Some(0.33), Some(637), Some(1_922_292))
    );
}

#[test]
fn a_real_workbook_of_council_budgets_is_read() {
    let Some(read) = shared("budgets_revenue_outturn/bbc/RS_2017-18_data_by_LA.xlsx") else { return };
    let sheet = read.sheets.iter().find(|s| s.name == "RS LA Data 2017-18").expect("the sheet");
    assert!(sheet.read && sheet.heading_rows == [7], "{sheet:?}");
    let cambridgeshire = read
        .points
        .iter()
        .find(|p| read.part(p) == "Cambridgeshire" && read.measure(p).is_some_and(|m| m.text == "Education services"))
        .expect("a point");
    assert_eq!((cambridgeshire.value, cambridgeshire.period, cambridgeshire.at.row), (Some(278_639.0), Period::FinancialYear(2017), 8));
    assert!(read.summary.organisations > 400 && read.summary.points > 30_000);
    let Some(read) = shared("budgets_revenue_outturn/bbc/roall.csv") else { return };
    assert_eq!((read.summary.rows, read.summary.organisations, read.summary.periods), (304, 152, 2));
    let Some(read) = shared("budgets_revenue_outturn/spendingpower/SpendingMillions.csv") else { return };
    assert_eq!(read.summary.periods, 10);
}

#[test]
fn a_hundred_thousand_data_points_are_read_well_within_the_time() {
    let mut text = String::from("Agency,Month,Visits on time,Visits,%\n");
    for agency in 0..1_000u32 {
        for month in 0..100u32 {
            let (made, on_time) = (300 + agency % 90, 240 + (agency * 7 + month * 13) % 60);
            text += &format!(
                "Agency {agency} Homecare,{}-{:02}-01,{on_time},{made},{:.1}\n",
                2018 + month / 12,
                month % 12 + 1,
                f64::from(on_time * 100) / f64::from(made)
            );
        }
    }
    let started = std::time::Instant::now();
    let read = performance::read("big.csv", text.as_bytes(), &Known::default(), &Answers::default(), &Limits::default(), today())
        .expect("readable");
    let took = started.elapsed();
    println!("100,000 data points read and checked in {took:?}");
    assert_eq!(read.summary.points, 100_000);
    // Four times the time it should take, so that a busy machine does not fail it; `make bench` says the figure.
    assert!(took.as_secs_f64() < 6.0, "{took:?}");
}
