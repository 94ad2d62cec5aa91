//! A place beside its peers, from the files to every page; and what cannot be compared says so.

use axum::http::StatusCode;
use desk::Actor;
use desk::analyse::data_sets::accept_data_set::accept_data_set;
use desk::analyse::data_sets::read_data_set::{ReadDataSet, read_data_set};
use desk::house::set_up::operator;
use model::data_set::DataSetKind;
use model::role::Permission;

use crate::browser::{Place, words};

const HOME: &str = "made-up:still-at-home-b";

async fn load(place: &Place, kind: DataSetKind, name: &str, text: String, about: Option<&str>) {
    let actor = Actor { permissions: Permission::ALL.iter().copied().collect(), ..operator(&place.desk) };
    let ask = ReadDataSet {
        publisher: "Made up".into(),
        licence: "OGL v3.0".into(),
        edition: "2026".into(),
        about: about.map(|text| ("about.csv".to_owned(), text.as_bytes().to_vec())),
        ..ReadDataSet::of(kind, name, text.into_bytes())
    };
    let read = read_data_set(&place.desk, &actor, ask, Box::new(|_, _| {})).await.expect("is read");
    accept_data_set(&place.desk, &actor, read.id, read.version).await.expect("is accepted");
}

async fn loaded(place: &Place) {
    let mut register = String::from("local-authority-code,nice-name,gss-code,local-authority-type-name,end-date,replaced-by\n");
    let mut peers = String::from("AREACD,1,2,3,4,5,6,7,8,9,10,11\nE08000101");
    let mut table = String::from("area_code,period,indicator,unit,value,count,denominator\n");
    for at in 1..=12 {
        register.push_str(&format!("A{at},Place <i>{at},E080001{at:02},County,,\n"));
        if at > 1 {
            peers.push_str(&format!(",E080001{at:02}"));
        }
        for year in 2019..=2024 {
            let part = if at == 1 { 330 - (year - 2019) * 14 } else { 322 + at * 2 };
            let share = f64::from(part) / 4.0;
            table.push_str(&format!("E080001{at:02},{year}/{:02},Still at home <b>,%,{share},{part},400\n", (year + 1) % 100));
            table.push_str(&format!("E080001{at:02},{year}/{:02},Cost a head,£,{},,\n", (year + 1) % 100, 500 + at * 3));
        }
    }
    register.push_str("A13,Gone,E08000113,County,2015-03-31,A2\n");
    let about = "Indicator,Polarity,Unit,Theme,Definition\nStill at home <b>,High,%,Adults,Of all who left hospital.\nCost a head,-,£,Adults,Net spending.\n";
    load(place, DataSetKind::Areas, "areas.csv", register, None).await;
    load(place, DataSetKind::Neighbours, "global-neighbours.csv", peers + "\n", None).await;
    load(place, DataSetKind::Indicators, "figures.csv", table, Some(about)).await;
}

#[tokio::test]
async fn a_place_is_found_set_beside_its_peers_and_looked_at_measure_by_measure() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    assert!(words(&browser.get("/places").await.text).contains("No public figures are loaded yet"));
    loaded(&place).await;

    let list = browser.get("/places?find=place").await;
    assert!(list.text.contains("href=\"/places/E08000101\"") && !list.text.contains("Place <i>"), "{}", list.text);
    let gone = words(&browser.get("/places/E08000113").await.text);
    assert!(gone.contains("Gone was abolished on 31 March 2015.") && gone.contains("governs its ground since"), "{gone}");

    let profile = browser.get("/places/E08000101").await;
    let said = words(&profile.text);
    for wanted in [
        "Good is high.",
        "Neither high nor low is good by itself.",
        "Worse than the middle",
        "in the lowest quarter of its peers",
        "Getting worse",
        "There is no overall score",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(
        profile.text.contains("<svg class=\"ww-strip\"") && !profile.text.contains("home <b>") && !said.to_lowercase().contains("rank")
    );

    let at = format!("/places/E08000101/measures/{HOME}");
    let measure = browser.get(&at).await;
    assert_eq!(measure.status, StatusCode::OK, "{}", words(&measure.text));
    let said = words(&measure.text);
    for wanted in [
        "worse than the middle of its peers",
        "It has become worse over six figures",
        "is below the lines",
        "Of all who left hospital.",
        "Show working",
        "Wilson",
        "Source: Made up, edition 2026, from data set DS-3",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    for data in ["peers", "series", "funnel"] {
        let csv = browser.get(&format!("{at}/{data}.csv")).await;
        assert!(csv.status == StatusCode::OK && csv.text.lines().count() > 6, "{data}: {}", csv.text);
    }
    assert_eq!(browser.get(&format!("{at}/other.csv")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/places/E08000101/measures/made-up:none").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/places/here").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn peers_are_shown_with_why_and_a_group_of_ones_own_is_kept_in_the_address() {
    let place = Place::sample().await;
    loaded(&place).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let peers = browser.get("/places/E08000101/peers").await;
    let said = words(&peers.text);
    assert!(said.contains("The nearest stands first, as published.") && said.contains("A group of your own"), "{said}");
    let on = browser.get(&format!("/places/E08000101/peers?on={HOME}&on=made-up:cost-a-head")).await;
    let said = words(&on.text);
    assert!(
        said.contains("Most alike in") && said.contains("nearest-neighbours, edition 1") && said.contains("standard deviation"),
        "{said}"
    );
    let alone = words(&browser.get("/places/E08000101?with=E08000102&with=E08000103").await.text);
    assert!(alone.contains("Choose a wider group"), "two are too few: {alone}");
    let own = browser.get("/places/E08000101?with=E08000102&with=E08000103&with=E08000104").await;
    assert!(words(&own.text).contains("among too few to speak of quarters") && own.text.contains("notices?with=E08000102"), "{}", own.text);

    let notices = words(&browser.get("/places/E08000101/notices").await.text);
    assert!(notices.contains("Of two measures, one is far from the peers"), "{notices}");
    assert!(notices.contains("Below the lines") && notices.contains("No outcome names it"), "{notices}");
    let quiet = words(&browser.get("/places/E08000107/notices").await.text);
    assert!(quiet.contains("could not be compared"), "a place on no list: {quiet}");
}
