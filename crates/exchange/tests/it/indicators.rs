//! Indicator files, one fault each with the note it must give; and laws that hold of any file.

use exchange::areas::Gazetteer;
use exchange::indicators::about::About;
use exchange::indicators::{self, NotIndicators, Read, Told, columns_of, population};
use exchange::note::{Note, Notes};
use exchange::tables::IndicatorValue;
use exchange::{Limits, areas};
use proptest::prelude::*;
use quantity::{Direction, Unit};

const REGISTER: &str = "local-authority-code,nice-name,gss-code,end-date,replaced-by,former-gss-codes\n\
                        ALD,Aldermoor,E08000051,,,E08000041\nBIR,Birchen,E08000052,,,\nOLD,Oldvale,E10000053,2019-03-31,BIR,\n";

fn gazetteer() -> Gazetteer {
    Gazetteer::of(areas::register(REGISTER.as_bytes(), &Limits::default()).expect("a register").rows)
}

fn try_read(text: &str, about: &About, told: Told<'_>) -> Result<Read, NotIndicators> {
    let mut notes = Notes::default();
    let table = columns_of(text.as_bytes(), &Limits::default(), &mut notes, &mut |_, _| {})?;
    indicators::read(&table, about, &gazetteer(), &told, notes)
}

fn read(text: &str) -> Read {
    try_read(text, &About::default(), Told::default()).expect("indicators")
}

fn said(read: &Read) -> String {
    read.notes.iter().map(Note::sentence).collect::<Vec<_>>().join("\n")
}

fn figures(read: &Read) -> Vec<(String, String, Option<f64>)> {
    let one = |value: &IndicatorValue| (value.area.to_string(), value.period.start.to_string(), value.value);
    read.table.values.iter().map(one).collect()
}

#[test]
fn a_table_of_fingertips_keeps_its_groups_limits_and_ages() {
    let text = "Indicator ID,Indicator Name,Parent Code,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,Time period,Value,\
                Lower CI 95.0 limit,Upper CI 95.0 limit,Lower CI 99.8 limit,Upper CI 99.8 limit,Count,Denominator,Value note\n\
                90366,Life expectancy at birth,E12,E08000051,Aldermoor,UA,Male,All ages,,,2020 - 22,78.5,78,79,77.5,79.5,,1200,\n\
                90366,Life expectancy at birth,E12,E08000051,Aldermoor,UA,Male,65 yrs,,,2020 - 22,18.5,18,19,17.5,19.5,,1200,\n\
                90366,Life expectancy at birth,E12,E08000052,Birchen,UA,Female,All ages,Deprivation,Most deprived,2020 - 22,,,,,,,,Value suppressed for disclosure control\n";
    let made = read(text);
    let codes: Vec<&str> = made.table.measures.iter().map(|measure| measure.code.as_str()).collect();
    assert_eq!(codes, ["fingertips:90366", "fingertips:90366:65-yrs"]);
    let first = &made.table.values[0];
    assert_eq!((first.lower, first.upper, first.denominator, &*first.of.sex), (Some(78.0), Some(79.0), Some(1200.0), "Male"));
    assert_eq!((first.period.start.to_string(), first.period.end.to_string()), ("2020-01-01".into(), "2022-12-31".into()));
    let last = &made.table.values[2];
    assert_eq!((last.missing, &*last.of.category), (Some(model::observation::Missing::Suppressed), "Deprivation: Most deprived"));
    assert_eq!(made.publisher, "Fingertips");
}

#[test]
fn each_fault_is_told_with_its_cell_and_nothing_is_guessed_in_silence() {
    let head = "area_code,area_name,period,indicator,measure,unit,value,lci_95,uci_95,denominator\n";
    for (row, told) in [
        ("E08000041,Aldermoor,2022/23,Absence,Percentage,Pupils,12,,,\n", "The code E08000041 is now E08000051, Aldermoor"),
        ("E10000053,Oldvale,2022/23,Absence,Percentage,Pupils,12,,,\n", "of which they are no figures"),
        (
            "E08000099,New,2022/23,Absence,Percentage,Pupils,12,,,\nnowhere,Nowhere,2022/23,Absence,Percentage,Pupils,12,,,\n",
            "Cell A3: seen ‘Nowhere’. Left out",
        ),
        ("E08000051,A,2022/23,Absence,Percentage,Pupils,112,,,\n", "Cell G2: seen ‘112’. More than 100% of ‘Absence’"),
        ("E08000051,A,2022/23,Admissions,\"Rate per 100,000\",Persons,512,,,\n", "the file does not say of how many people"),
        ("E08000051,A,2022/23,Absence,Percentage,Pupils,c,,,\n", "Cell G2: seen ‘c’. Read as saying a number held back"),
        (
            "E08000051,A,soon,Absence,Percentage,Pupils,3,,,\nE08000051,A,2022,Absence,Percentage,Pupils,3,,,\n",
            "Cell C2: seen ‘soon’. Left out",
        ),
        ("E08000051,A,2022,Absence,Percentage,Pupils,30,40,20,\n", "Its lower limit is above its upper one"),
        ("E08000051,A,2022,Absence,Percentage,Pupils,50,20,40,\n", "It lies outside its own limits"),
        ("E08000051,A,2022,Absence,Percentage,Pupils,50,,,-3\n", "said to be of less than none"),
        (
            "E08000051,A,2022,Absence,Percentage,Pupils,0.5,,,\nE08000052,B,2022,Absence,Percentage,Pupils,0.7,,,\n",
            "They are read as shares",
        ),
        ("E08000051,A,2022,Wellness,Wellness,,50,,,\n", "Nothing says what its figures count"),
        ("E08000051,A,2022,Absence,Percentage,Pupils,50,,,\nE08000051,A,2022,Absence,Percentage,Pupils,60,,,\n", "The first is kept"),
        (
            "E08000051,A,2022,Absence,Percentage,Pupils,50,,,\nE08000051,A,2022,Absence,Number,Pupils,60,,,\n",
            "It is counted in several ways, ‘Number’ and ‘Percentage’",
        ),
        ("E08000051,A,2022,Absence,Percentage,Pupils,many,,,\n", "neither a number nor a known way"),
    ] {
        let made = read(&format!("{head}{row}"));
        assert!(said(&made).contains(told), "{row}\n{}", said(&made));
    }
}

#[test]
fn one_code_for_two_definitions_and_one_name_for_two_measures_are_kept_apart() {
    let text = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n\
                Susp,Suspensions all,2022/23,Aldermoor,5.1,301,North\n\
                Susp,Suspensions secondary,2022/23,Aldermoor,9.1,301,North\n\
                A1,Absence,2022/23,Aldermoor,3,301,North\nA2,Absence,2022/23,Birchen,4,302,North\n";
    let made = read(text);
    let codes: Vec<&str> = made.table.measures.iter().map(|measure| measure.code.as_str()).collect();
    assert_eq!(codes, ["lait:Susp:suspensions-all", "lait:Susp:suspensions-secondary", "lait:A1", "lait:A2"]);
    assert!(said(&made).contains("One code stands for several definitions") && said(&made).contains("with the codes ‘A1’ and ‘A2’"));
    assert_eq!(made.shape.split(" of 4 rows").next(), Some("A table of Department for Education, Local Authority Interactive Tool"));
}

#[test]
fn wide_tables_are_read_by_period_and_by_measure() {
    let by_period = "Area,Metric,2021/22,2022/23 (prov),Notes\nAldermoor,% absent,10,12.5,x\nBirchen,% absent,,13,\n";
    let made = read(by_period);
    assert_eq!(
        figures(&made),
        [
            ("E08000051".into(), "2021-04-01".into(), Some(0.1)),
            ("E08000051".into(), "2022-04-01".into(), Some(0.125)),
            ("E08000052".into(), "2022-04-01".into(), Some(0.13))
        ]
    );
    assert!(made.table.values[1].provisional && made.shape.contains("with a column for each period"));
    let by_measure = "ltla24_code,Income_Proportion,Score\nE08000051,0.25,31.5\nE08000052,0.125,12\n";
    let told = Told { publisher: "Index makers", period: Some(quantity::Period::CalendarYear(2025)), ..Told::default() };
    assert_eq!(try_read(by_measure, &About::default(), Told::default()), Err(NotIndicators::NoPeriod));
    let made = try_read(by_measure, &About::default(), told).expect("indicators");
    assert_eq!(figures(&made).iter().map(|(.., value)| *value).collect::<Vec<_>>(), [Some(0.25), Some(31.5), Some(0.125), Some(12.0)]);
    assert_eq!(
        made.table.measures.iter().map(|measure| measure.code.as_str()).collect::<Vec<_>>(),
        ["index-makers:income-proportion", "index-makers:score"]
    );
    let in_headings = "Area,\"Homes built (2021/22)\",\"Homes built (2022/23)\"\nAldermoor,120,130\n";
    let made = read(in_headings);
    assert_eq!((made.table.measures.len(), made.table.measures[0].title.as_str()), (1, "Homes built"));
}

#[test]
fn a_dictionary_tells_direction_years_and_unit() {
    let about = "Measure_short,Measure,Chart_title,Polarity,y_axis_name,Year_Type,dps\n\
                 Abs,Absence,Sessions missed,Low,% half days missed,Academic Year,1\n\
                 Con,Conceptions,Conceptions under 18,-,Rate per 1000 girls,Calendar Year,NA\n";
    let about = About::read(about.as_bytes(), &Limits::default()).expect("a dictionary");
    let text = "Short Desc,Data item,Years,LA and Regions,Values,LA Number,Region\n\
                Abs,Absence,2023,Aldermoor,0.4,301,North\nCon,Conceptions,2023,Aldermoor,12,301,North\n";
    let made = try_read(text, &about, Told::default()).expect("indicators");
    let [absence, conceptions] = made.table.measures.as_slice() else { panic!("two measures") };
    assert_eq!((absence.polarity, &absence.unit, absence.places), (Some(Direction::Low), &Unit::Percent, Some(1)));
    assert_eq!((conceptions.polarity, conceptions.unit.words()), (Some(Direction::Neither), "per 1,000 girls".into()));
    // Its publisher writes 0.4% as 0.4, and its school year of one number ends in that year.
    assert_eq!(figures(&made)[0], ("E08000051".into(), "2022-09-01".into(), Some(0.004)));
    assert_eq!(figures(&made)[1].1, "2023-01-01");
    assert!(said(&made).contains("Years of one number are read as school years"));
}

#[test]
fn a_nation_told_in_every_row_is_counted_once() {
    let text = ",LocalAuthority,IndicatorCode,Year,IndicatorCash_LA,NumeratorCash_LA,DenominatorCash_LA,IndicatorCash_Scotland,NumeratorCash_Scotland,DenominatorCash_Scotland,IndicatorCash_FG,FamilyGroup\n\
                0,Aldermoor,SW02,2021-22,0.25,5,20,0.5,50,100,0.3,2\n1,Birchen,SW02,2021-22,0.75,15,20,0.5,50,100,0.3,2\n";
    let made = read(text);
    assert_eq!(
        figures(&made).iter().map(|(area, _, value)| (area.as_str(), *value)).collect::<Vec<_>>(),
        [("E08000051", Some(0.25)), ("S92000003", Some(0.5)), ("E08000052", Some(0.75))]
    );
    assert_eq!(figures(&made)[0].1, "2021-04-01");
    assert!(!said(&made).contains("counted once"));
}

#[test]
fn names_nobody_knows_are_a_refusal_that_says_the_mend() {
    let refused = try_read("area,period,value\nAtlantis,2020,3\nLyonesse,2020,4\n", &About::default(), Told::default());
    assert_eq!(refused, Err(NotIndicators::NoAreas(2, "Atlantis".into())));
    let told = refused.map(|_| ()).expect_err("refused").to_string();
    assert!(told.contains("Load a register of areas first"), "{told}");
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[ -~]{0,12}",
        "\\PC{0,6}",
        Just("E08000051".to_owned()),
        Just("2021/22".to_owned()),
        Just("2022-01-01/P3Y".to_owned()),
        Just("12.5".to_owned()),
        Just("-1e308".to_owned()),
        Just("c".to_owned()),
        Just("Aldermoor".to_owned()),
    ]
}

fn heading() -> impl Strategy<Value = String> {
    let known = [
        "area_code",
        "area_name",
        "period",
        "Year",
        "value",
        "lci_95",
        "uci_95",
        "denominator",
        "indicator",
        "measure",
        "Sex",
        "Age",
        "unit",
        "status",
        "Polarity",
        "2021/22",
        "7",
        "90+",
        "AREACD",
        "1",
        "2",
        "3",
        "SN1",
        "SNP",
        "gss-code",
        "nice-name",
        "Family_Group",
        "IndicatorCash_LA",
        "LocalAuthority",
        "IndicatorCash_Scotland",
        "Indicator ID",
        "Time period",
        "Short Desc",
        "Data item",
        "Years",
    ];
    prop_oneof![3 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => cell()]
}

fn table() -> impl Strategy<Value = String> {
    let rows = proptest::collection::vec(proptest::collection::vec(cell(), 1..8), 0..8);
    (proptest::collection::vec(heading(), 1..8), rows).prop_map(|(headings, rows)| {
        let line = |cells: &[String]| cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(",");
        std::iter::once(line(&headings)).chain(rows.iter().map(|row| line(row))).collect::<Vec<_>>().join("\n")
    })
}

proptest! {
    #[test]
    fn no_table_makes_a_reader_panic_and_no_figure_is_told_twice(text in table()) {
        let told = Told { period: Some(quantity::Period::CalendarYear(2020)), ..Told::default() };
        if let Ok(made) = try_read(&text, &About::default(), told) {
            let mut keys: Vec<_> = made.table.values.iter().map(|v| (v.measure.clone(), v.area.clone(), v.period.start, v.period.end, v.of.clone())).collect();
            let all = keys.len();
            keys.sort();
            keys.dedup();
            prop_assert_eq!(keys.len(), all);
            prop_assert!(made.table.values.iter().all(|v| v.value.is_none_or(f64::is_finite) && (v.value.is_some() || v.missing.is_some())));
        }
        let mut notes = Notes::default();
        if let Ok(columns) = columns_of(text.as_bytes(), &Limits::default(), &mut notes, &mut |_, _| {}) {
            let _ = population::read(&columns, &gazetteer(), &told, notes);
        }
        let _ = About::read(text.as_bytes(), &Limits::default());
        let _ = areas::register(text.as_bytes(), &Limits::default());
        let _ = areas::peer_lists(text.as_bytes(), areas::Told { model: "m", area: "Aldermoor", ..areas::Told::default() }, &gazetteer(), &Limits::default());
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let mut notes = Notes::default();
        let _ = columns_of(&bytes, &Limits::default(), &mut notes, &mut |_, _| {});
        let _ = About::read(&bytes, &Limits::default());
        let _ = areas::register(&bytes, &Limits::default());
    }
}
