//! Ten more indicators of the counties that Northvale is set beside, over seven years, and two lists of which of them are alike: for children's
//! services and for adult social care. Every figure is invented; the shapes are those that publishers use.

use std::fmt::Write as _;

use super::public_figures::COUNTIES;

pub const FIGURES: &str = "ten-indicators-2025-26.csv";
pub const ABOUT: &str = "ten-indicators-described.csv";
pub const PUBLISHER: &str = "Invented Office of Figures";

/// Two lists: their file, the model they are by, how many peers each county has, and by what step the counties are gone through.
pub const LISTS: [(&str, &str, usize, usize); 2] =
    [("childrens-neighbours.csv", "Children’s services", 6, 4), ("adult-neighbours.csv", "Adult social care", 8, 2)];

/// How an indicator's figures are made and told.
enum Told {
    /// Part of a whole, both told; the whole is scaled by the county's size.
    Share { whole: f64 },
    /// Events for each so many of the whole, both told; scaled alike.
    Rate { whole: f64, per: f64 },
    /// A figure with the publisher's own range, and no counts.
    WithRange { half: f64 },
    /// A figure alone.
    Alone,
}

struct Indicator {
    name: &'static str,
    unit: &'static str,
    polarity: &'static str,
    theme: &'static str,
    definition: &'static str,
    told: Told,
    /// The middle of all places, how far they lie from it, and where Northvale lies, in 2025/26.
    middle: f64,
    spread: f64,
    own: f64,
    /// Northvale's change a year.
    step: f64,
}

const fn indicator(name: &'static str, unit: &'static str, polarity: &'static str, theme: &'static str, told: Told) -> Indicator {
    Indicator { name, unit, polarity, theme, definition: "", told, middle: 0.0, spread: 0.0, own: 0.0, step: 0.0 }
}

const ADULTS: &str = "Adult social care";
const CHILDREN: &str = "Children and young people";
const PLACE: &str = "People and place";

const INDICATORS: [Indicator; 10] = [
    Indicator {
        definition: "People aged 65 and over who are at home 91 days after they left hospital with reablement, of all who did.",
        middle: 0.82,
        spread: 0.02,
        own: 0.9,
        step: 0.012,
        ..indicator("Still at home after 91 days", "%", "High", ADULTS, Told::Share { whole: 420.0 })
    },
    Indicator {
        definition: "Permanent admissions of people aged 65 and over to care homes in a year.",
        middle: 560.0,
        spread: 45.0,
        own: 690.0,
        step: 14.0,
        ..indicator(
            "Admissions to care homes",
            "per 100,000 people aged 65 and over",
            "Low",
            ADULTS,
            Told::Rate { whole: 125_000.0, per: 100_000.0 },
        )
    },
    Indicator {
        definition: "Days that people ready to leave hospital stayed in it, for each 1,000 people aged 65 and over.",
        middle: 9.1,
        spread: 0.9,
        own: 14.6,
        step: 1.1,
        ..indicator("Days of delayed discharge", "per 1,000 people aged 65 and over", "Low", ADULTS, Told::WithRange { half: 0.9 })
    },
    Indicator {
        definition: "Mean score of eight questions about one’s own life. No range is published.",
        middle: 18.9,
        spread: 0.3,
        own: 18.8,
        step: 0.02,
        ..indicator("Quality of life of people who use social care", "score out of 24", "High", ADULTS, Told::Alone)
    },
    Indicator {
        definition: "Net spending on adult social care for each adult. More is not better, and less is not better.",
        middle: 512.0,
        spread: 38.0,
        own: 548.0,
        step: 16.0,
        ..indicator("Spending on adult social care, each adult", "£", "-", ADULTS, Told::Alone)
    },
    Indicator {
        definition: "Children in need on 31 March. A high rate may be much need, or need that is found.",
        middle: 330.0,
        spread: 32.0,
        own: 318.0,
        step: 2.0,
        ..indicator("Children in need", "per 10,000 children", "-", CHILDREN, Told::Rate { whole: 112_000.0, per: 10_000.0 })
    },
    Indicator {
        definition: "Pupils who missed one session in ten or more.",
        middle: 0.195,
        spread: 0.012,
        own: 0.228,
        step: 0.006,
        ..indicator("Pupils persistently absent", "%", "Low", CHILDREN, Told::Share { whole: 71_000.0 })
    },
    Indicator {
        definition: "Care leavers aged 19 to 21 in education, employment or training. Counts under five are withheld.",
        middle: 0.54,
        spread: 0.05,
        own: 0.47,
        step: -0.004,
        ..indicator("Care leavers in education, employment or training", "%", "High", CHILDREN, Told::Share { whole: 62.0 })
    },
    Indicator {
        definition: "Years lived in good health, at the rates of these three years.",
        middle: 63.4,
        spread: 1.1,
        own: 62.9,
        step: -0.1,
        ..indicator("Healthy life expectancy at birth", "years", "High", PLACE, Told::WithRange { half: 1.2 })
    },
    Indicator {
        definition: "People aged 65 and over who live alone, of all of that age. Neither many nor few is good by itself.",
        middle: 0.312,
        spread: 0.011,
        own: 0.311,
        step: 0.001,
        ..indicator("People aged 65 and over living alone", "%", "-", PLACE, Told::Share { whole: 125_000.0 })
    },
];

/// The first and the last financial year told.
const YEARS: [i16; 2] = [2019, 2025];

/// Where a place lies about the middle, −1.6 to 1.6 spreads: the same each time, and no two alike on one indicator.
fn lies(indicator: usize, place: usize) -> f64 {
    let turned = (place * (2 + 2 * (indicator % 4)) + 5 * indicator) % 9;
    (turned as f64 - 4.0) * 0.4
}

/// One list: the others of each county, gone through by a step of its own.
pub fn neighbours(most: usize, step: usize) -> Vec<u8> {
    let heads: Vec<String> = (1..=most).map(|nth| nth.to_string()).collect();
    let mut text = format!("AREACD,{}\r\n", heads.join(","));
    for (at, (code, ..)) in COUNTIES.iter().enumerate() {
        let others = (1..COUNTIES.len()).filter_map(|nth| COUNTIES.get((at + nth * step) % COUNTIES.len())).take(most);
        let codes: Vec<&str> = others.map(|county| county.0).collect();
        let _ = write!(text, "{code},{}\r\n", codes.join(","));
    }
    text.into_bytes()
}

pub fn described() -> Vec<u8> {
    let mut text = String::from("Indicator,Polarity,Unit,Theme,Definition,Source,Edition\r\n");
    for told in &INDICATORS {
        let _ = write!(
            text,
            "{},{},{},{},\"{}\",{PUBLISHER},November 2026\r\n",
            quoted(told.name),
            told.polarity,
            quoted(told.unit),
            told.theme,
            told.definition
        );
    }
    text.into_bytes()
}

fn quoted(text: &str) -> String {
    if text.contains(',') { format!("\"{text}\"") } else { text.to_owned() }
}

/// Every indicator of every council and year, with limits, counts and what is withheld.
pub fn figures() -> Vec<u8> {
    let mut text = String::from(
        "Area code,Area name,Indicator,Unit,Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note\r\n",
    );
    for (nth, told) in INDICATORS.iter().enumerate() {
        for (at, (code, name, _)) in COUNTIES.iter().enumerate() {
            for year in YEARS[0]..=YEARS[1] {
                let period = format!("{year}/{:02}", (year + 1) % 100);
                let cells = cells(told, nth, at, f64::from(year - YEARS[1]));
                let _ = write!(text, "{code},{name},{},{},{period},{cells}\r\n", quoted(told.name), quoted(told.unit));
            }
        }
    }
    text.into_bytes()
}

/// Value, both limits, count, denominator and note of one place and year; `back` is years from the last, nought or less.
fn cells(told: &Indicator, nth: usize, at: usize, back: f64) -> String {
    // Years wobble a little, each place by its own rule.
    let wobble = told.spread * 0.12 * (((at * 7 + nth * 3) as f64 - back * 5.0) % 4.0 - 1.5);
    let figure = if at == 0 { told.own + told.step * back + wobble * 0.3 } else { told.middle + told.spread * lies(nth, at) + wobble };
    // Places differ in size as their place in the register has it.
    let size = 0.4 + 0.19 * ((at * 5 + 6) % 9) as f64;
    match told.told {
        Told::Share { whole } => {
            let whole = (whole * size).round();
            let part = (whole * figure.clamp(0.0, 1.0)).round();
            // The smallest place has too few care leavers in most years.
            if whole < 30.0 && (at + (-back) as usize).is_multiple_of(2) {
                return "c,,,,,Withheld: fewer than five".to_owned();
            }
            format!("{:.2},,,{part},{whole},", 100.0 * part / whole)
        }
        Told::Rate { whole, per } => {
            let whole = (whole * size).round();
            let events = (whole * figure / per).round();
            format!("{:.3},,,{events},{whole},", events / whole * per)
        }
        Told::WithRange { half } => format!("{figure:.2},{:.2},{:.2},,,", figure - half, figure + half),
        Told::Alone => format!("{figure:.2},,,,,"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_indicators_of_nine_counties_have_a_row_for_each_year_and_some_counts_withheld() {
        let text = String::from_utf8(figures()).expect("text");
        let rows: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(rows.len(), 10 * 9 * 7);
        let withheld = rows.iter().filter(|row| row.ends_with("Withheld: fewer than five")).count();
        assert!((2..30).contains(&withheld), "{withheld}");
    }

    #[test]
    fn each_county_has_its_peers_and_is_not_one_of_them() {
        for (_, _, most, step) in LISTS {
            let text = String::from_utf8(neighbours(most, step)).expect("text");
            for row in text.lines().skip(1) {
                let mut codes: Vec<&str> = row.split(',').collect();
                assert_eq!(codes.len(), most + 1);
                codes.sort_unstable();
                codes.dedup();
                assert_eq!(codes.len(), most + 1, "{row}");
            }
        }
    }
}
