//! A file of public figures, from the form to what was noticed, and into use when it is accepted.

use axum::http::StatusCode;

use crate::browser::{Place, location, version, words};

const REGISTER: &str = "nice-name,gss-code,end-date,replaced-by\nAldermoor,E08000051,,\nOldvale,E10000053,2019-03-31,E08000051\n";
const TABLE: &str = "area_code,area_name,period,indicator,measure,unit,value\n\
                     E08000051,Aldermoor,2022/23,Pupils <b>absent,Percentage,Pupils,112\n\
                     E10000053,Oldvale,2017/18,Pupils <b>absent,Percentage,Pupils,c\n";

fn fields<'a>(kind: &'a str, period: &'a str) -> [(&'a str, &'a str); 10] {
    [
        ("kind", kind),
        ("percentages", "as_they_suggest"),
        ("title", "Absence"),
        ("publisher", "Schools of the north"),
        ("licence", "Open Government Licence v3.0"),
        ("edition", "May"),
        ("period", period),
        ("area", ""),
        ("model", ""),
        ("why", ""),
    ]
}

#[tokio::test]
async fn a_file_is_shown_with_what_was_noticed_and_comes_into_use_when_it_is_accepted() {
    let place = Place::sample().await;
    let mut analyst = place.browser_as("analyst", place.desk.authority).await;
    let empty = words(&analyst.get("/data-sets").await.text);
    assert!(empty.contains("No public figures yet") && empty.contains("Load a file of public figures"), "{empty}");
    for (fields, text, said) in [
        (fields("indicators", "soon"), TABLE, "Write a year or a day, for example 2020"),
        (fields("", ""), TABLE, "Choose what is in the file"),
        (fields("neighbours", ""), TABLE, "Say whose peers these are"),
        (fields("areas", ""), "a,b\n1,2\n", "No register of areas was found"),
    ] {
        analyst.get("/data-sets/load").await;
        let bad = analyst.post_file("/data-sets/load", &fields, ("file", "absence.csv", text.as_bytes())).await;
        let shown = words(&bad.text);
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}: {shown}");
        assert!(shown.contains(said) && bad.text.contains("value=\"Schools of the north\""), "{said}: {shown}");
    }
    for (kind, name, text) in [("areas", "areas.csv", REGISTER), ("indicators", "absence.csv", TABLE)] {
        analyst.get("/data-sets/load").await;
        let sent = analyst.post_file("/data-sets/load", &fields(kind, ""), ("file", name, text.as_bytes())).await;
        let at = location(&sent).to_owned();
        let page = analyst.get(&at).await;
        let said = words(&page.text);
        assert!(said.contains("Nothing of it is in use yet."), "{said}");
        let accepted = analyst.post(&format!("{at}/accept"), &[("version", &version(&page.text))]).await;
        assert_eq!(location(&accepted), at);
    }
    let page = analyst.get("/data-sets/DS-2").await;
    let said = words(&page.text);
    for wanted in [
        "2 figures of 1 measure in 2 areas: 2 new.",
        "In use since 21 November 2026",
        "A table of 2 rows with a row for each figure",
        "Cell G2: seen ‘112’. More than 100%",
        "Oldvale was abolished on 31 March 2019. Its figures stay under its own code. Its ground is now governed by Aldermoor",
        "Read as saying a number held back by its publisher",
        "schools-of-the-north:pupils-b-absent",
        "Everybody: it was published under a licence",
        "1 April 2017 to 31 March 2023",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(!page.text.contains("Pupils <b>absent"));
    let csv = analyst.get("/data-sets/DS-2/measures.csv").await;
    assert!(csv.text.contains("code,title,unit") && csv.text.contains("\"not said\""), "{}", csv.text);
    let listed = words(&analyst.get("/data-sets").await.text);
    assert!(
        listed.contains("data sets, each with its source, licence and edition.") && listed.contains("Schools of the north"),
        "{listed}"
    );
    let mut reader = place.browser_as("cabinet", place.desk.authority).await;
    assert!(reader.get("/data-sets/load").await.status == StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_waits_can_be_set_aside_with_a_reason() {
    let place = Place::sample().await;
    let mut analyst = place.browser_as("analyst", place.desk.authority).await;
    analyst.get("/data-sets/load").await;
    let sent = analyst.post_file("/data-sets/load", &fields("indicators", ""), ("file", "absence.csv", TABLE.as_bytes())).await;
    assert_eq!(location(&sent), "/data-sets/DS-1");
    let form = analyst.get("/data-sets/DS-1/set-aside").await;
    let at = version(&form.text);
    let bad = analyst.post("/data-sets/DS-1/set-aside", &[("version", &at), ("why", "")]).await;
    assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && words(&bad.text).contains("Say why it is set aside"));
    let done = analyst.post("/data-sets/DS-1/set-aside", &[("version", &at), ("why", "Last year’s file")]).await;
    assert_eq!(location(&done), "/data-sets");
    assert!(words(&analyst.get("/data-sets/DS-1").await.text).contains("Last year’s file"));
}

const PAYMENTS: &str = "Supplier,Paid Date,Net Amount\nAcorn <b>Care Ltd,2026-04-01,\"£1,200.50\"\nBirch Homes,2026-04-02,(200.50)\nCedar Ltd,2026-04-03,=TBC\n";

#[tokio::test]
async fn payments_are_shown_with_their_sum_their_days_and_every_line_that_could_not_be_read() {
    let place = Place::sample().await;
    let mut analyst = place.browser_as("analyst", place.desk.authority).await;
    analyst.get("/data-sets/load?kind=payments").await;
    let bad = analyst.post_file("/data-sets/load", &fields("payments", ""), ("file", "april.csv", PAYMENTS.as_bytes())).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&bad.text).contains("The file does not say whose it is") && bad.text.contains("value=\"Schools of the north\""));
    analyst.get("/data-sets/load").await;
    let said = [&fields("payments", "")[..], &[("buyer", "Northvale County Council")]].concat();
    let sent = analyst.post_file("/data-sets/load", &said, ("file", "april.csv", PAYMENTS.as_bytes())).await;
    let at = location(&sent).to_owned();
    let page = analyst.get(&at).await;
    let shown = words(&page.text);
    for wanted in [
        "Nothing of it is in use yet.",
        "Payments to suppliers",
        "£1,000",
        "1 April 2026 to 2 April 2026",
        "Northvale County Council",
        "the amount from column C ‘Net Amount’",
        "Cell C3: seen ‘(200.50)’. An amount in brackets: read as less than nothing.",
        "3 records (1 could not be read and is not kept)",
        "Write it in digits, for example 1234.50.",
    ] {
        assert!(shown.contains(wanted), "{wanted}: {shown}");
    }
    assert!(!page.text.contains("Acorn <b>"));
    let csv = analyst.get(&format!("{at}/unread.csv")).await;
    assert!(csv.text.contains("line,seen,why\r\n4,\"'=TBC\","), "{}", csv.text);
    let accepted = analyst.post(&format!("{at}/accept"), &[("version", &version(&page.text))]).await;
    assert_eq!(location(&accepted), at);
    let shown = words(&analyst.get(&at).await.text);
    assert!(shown.contains("3 records (1 could not be read and is not kept); parties: 3 new; payments: 2 new."), "{shown}");
    assert!(shown.contains("Organisations, as the file names them") && shown.contains("In use since"), "{shown}");
    assert!(analyst.get("/data-sets/DS-99/unread.csv").await.status == StatusCode::NOT_FOUND);
}
