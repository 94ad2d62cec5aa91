//! What charts say, word for word.

use methods::spc::{self, Ask, Settings};
use quantity::{Direction, MeasureKind, Unit};
use report::chart::{Chart, ChartOf, spc_chart};

use crate::county::{all, around, arrivals, points, weeks};

fn said(chart: &Chart) -> String {
    let mut out = format!("{}\n{}\n", chart.words.headline, chart.words.subtitle);
    for said in &chart.words.said {
        out.push_str(&format!("{} {}: {} [{}]\n", said.question, said.word, said.sentence, said.icon));
    }
    for note in &chart.words.notes {
        out.push_str(&format!("{note}\n"));
    }
    out.push_str(&format!("{}\n{}\n{}\n", chart.words.title, chart.words.description, chart.words.settings));
    let key: Vec<&str> = chart.key.iter().map(|mark| mark.words.as_str()).collect();
    out.push_str(&format!("Key: {}\n", key.join(" · ")));
    out
}

/// The letters in each drawing, in the order in which they are written.
fn letters(chart: &Chart) -> String {
    chart
        .svg
        .split("<svg ")
        .skip(1)
        .map(|drawing| {
            let class = drawing.split('"').nth(1).unwrap_or_default();
            let texts: Vec<&str> =
                drawing.split("<text").skip(1).filter_map(|t| t.split('>').nth(1)).filter_map(|t| t.split('<').next()).collect();
            format!("{class}: {}\n", texts.join(" | "))
        })
        .collect()
}

#[test]
fn charts_of_the_county_in_words() {
    let text: Vec<String> = all().iter().map(|(reading, of)| said(&spc_chart(reading, of))).collect();
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn letters_in_the_drawings() {
    let (reading, of) = weeks(12);
    insta::assert_snapshot!(letters(&spc_chart(&reading, &of)));
}

#[test]
fn the_table_of_a_false_recovery() {
    let (reading, of) = weeks(12);
    let chart = spc_chart(&reading, &of);
    let mut table = chart.table;
    table.rows.truncate(14);
    insta::assert_snapshot!(report::text::table(&table, 120));
}

#[test]
fn eleven_good_months_and_one_bad_are_said_as_they_are() {
    let (reading, of) = weeks(12);
    assert_eq!(spc_chart(&reading, &of).words.headline, "Eleven months under 26 weeks, then 32 in October. Too early to say it is fixed.");
    let (reading, of) = weeks(1);
    let one = spc_chart(&reading, &of).words.headline;
    assert_eq!(one, "One month under 26 weeks. Too early to say it is fixed.");
}

#[test]
fn a_fall_is_dated_from_where_it_began() {
    let (reading, of) = arrivals();
    let words = spc_chart(&reading, &of).words;
    assert_eq!(words.headline, "Falling since March 2026: 97% then, 88% in October 2026. The aim is 96%. Evidence points the other way.");
    assert_eq!(words.said[0].word, "Getting worse");
}

#[test]
fn reversing_the_direction_of_good_turns_better_into_worse() {
    let mut values = around(50.0);
    values.extend([60.0; 8]);
    let words = |better| {
        let reading = spc::read(&points(&values, 1.0), &Ask::new(MeasureKind::Value, better)).expect("a reading");
        let chart = spc_chart(&reading, &ChartOf::new("x", "Visits", Unit::Count("visits".into()), 0));
        chart.words.said[0].word.clone()
    };
    assert_eq!(words(Direction::High), "Getting better");
    assert_eq!(words(Direction::Low), "Getting worse");
    assert_eq!(words(Direction::Neither), "Higher than before");
}

#[test]
fn the_settings_used_are_printed() {
    let line = |settings| {
        let ask = Ask::new(MeasureKind::Value, Direction::High).with_settings(settings);
        report::words::spc::settings(&spc::read(&points(&around(50.0), 1.0), &ask).expect("a reading"))
    };
    assert_eq!(
        line(Settings::NHS_EXCEL),
        "Control chart: method spc-xmr, edition 1, as NHS England’s spreadsheet does it: a shift is 7 in a row, a trend is 6, no moving range is left out."
    );
    assert!(line(Settings::R_PACKAGE).contains(
        "as the R package NHSRplotthedots does it: a shift is 7 in a row, a trend is 7, outlying moving ranges are left out once."
    ));
    assert!(line(Settings { shift: 8, ..Settings::NHS_EXCEL }).contains("with settings of our own: a shift is 8"));
}
