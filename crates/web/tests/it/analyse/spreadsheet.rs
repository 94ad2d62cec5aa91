//! A file is loaded, checked, accepted, charted and led back to its cell; and what goes wrong on the way.

use axum::http::StatusCode;
use quantity::Period;

use crate::browser::{Browser, Place, location, version, words};

fn file(months: u32) -> String {
    let mut text = String::from("Month,Measure,Numerator,Denominator\n");
    let first = Period::month(2025, 1).expect("a month");
    for at in 0..months {
        text.push_str(&format!("{},Visits within 30 minutes of plan,{},300\n", first.plus(at).in_words(), 268 + (at * 7) % 11));
    }
    text
}

/// A service of the council's own, added in the browser.
pub async fn service(browser: &mut Browser) -> String {
    browser.get("/services/new").await;
    let fields = [
        ("name", "Home care"),
        ("describes", "Help at home with washing, dressing and eating."),
        ("operator", ""),
        ("delivery_model", "in_house"),
        ("annual_cost", "43,800,000"),
        ("since-day", "1"),
        ("since-month", "4"),
        ("since-year", "2022"),
    ];
    let added = browser.post("/services/new", &fields).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", words(&added.text));
    location(&added).to_owned()
}

/// Loads a file and gives the address of its page.
pub async fn loaded(browser: &mut Browser, service: &str, name: &str, bytes: impl AsRef<[u8]>) -> String {
    browser.get("/upload").await;
    let said = service.rsplit('/').next().unwrap_or_default();
    let sent = browser.post_file("/upload", &[("service", said)], ("file", name, bytes.as_ref())).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent.text));
    location(&sent).to_owned()
}

#[tokio::test]
async fn a_spreadsheet_becomes_a_chart_whose_every_figure_leads_to_its_cell_in_two_clicks() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let service = service(&mut browser).await;
    let upload = loaded(&mut browser, &service, "home-care-october.csv", &file(22)).await;
    let page = browser.get(&upload).await;
    let said = words(&page.text);
    assert!(said.contains("# Check what I read") && said.contains("I read 22 rows") && said.contains("3. How it will look"), "{said}");
    assert!(said.contains("| Numerator |") || page.text.contains("value=\"numerator\" selected"), "{said}");
    let sent = browser.post(&upload, &[("version", &version(&page.text)), ("do", "accept")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent.text));
    let done = words(&browser.get(&upload).await.text);
    assert!(done.contains("# Accepted") && done.contains("22 data points"), "{done}");

    let page = browser.get(&service).await;
    let said = words(&page.text);
    assert!(said.contains("Visits within 30 minutes of plan") && said.contains("October 2026"), "{said}");
    let measure = page.text.split("href=\"/measures/").nth(1).and_then(|rest| rest.split('"').next()).expect("a measure").to_owned();
    let page = browser.get(&format!("/measures/{measure}")).await;
    let said = words(&page.text);
    assert!(page.text.contains("<svg") && said.contains("Show working") && said.contains("# Visits within 30 minutes of plan"), "{said}");
    let cell = page
        .text
        .split("/cell?")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a cell")
        .replace("&amp;", "&")
        .replace("&#38;", "&");
    let source = page.text.split("/cell?").next().and_then(|before| before.rsplit("href=\"").next()).expect("a source").to_owned();
    let page = words(&browser.get(&format!("{source}/cell?{cell}")).await.text);
    assert!(page.contains("# Cell C23") && page.contains("October 2026") && page.contains("What was read from it"), "{page}");
    let csv = browser.get(&format!("/measures/{measure}.csv")).await;
    assert!(csv.text.lines().count() >= 23 && csv.text.contains("\n2026-10,"), "{}", csv.text);
    assert_eq!(browser.get(&format!("/measures/{measure}.xlsx")).await.status, StatusCode::OK);

    // The same file again says so and changes nothing.
    assert_eq!(loaded(&mut browser, &service, "the-same.csv", &file(22)).await, upload);
}

#[tokio::test]
async fn a_file_with_peoples_names_stops_first_and_shows_none_of_them() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let service = service(&mut browser).await;
    let mut text = String::from("Month,Client,Measure,Numerator,Denominator\n");
    for (at, name) in ["Joan Pritchard", "Alan Moss", "Sarah Webb", "Ian Bell", "Ruth Hay", "Tom Rudd"].iter().enumerate() {
        text.push_str(&format!(
            "{},{name},Visits on time,{},300\n",
            Period::month(2026, 1).expect("a month").plus(at as u32).in_words(),
            270 + at
        ));
    }
    let upload = loaded(&mut browser, &service, "clients.csv", &text).await;
    let page = browser.get(&upload).await;
    let said = words(&page.text);
    assert!(said.contains("looks like people’s names: I have not kept it"), "{said}");
    assert!(!page.text.contains("Pritchard") && !page.text.contains("Rudd"), "{said}");
    // To count them the file is asked for again, since it was not kept.
    let fields = [("version", version(&page.text)), ("people-0", "count".to_owned()), ("do", "accept".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = browser.post(&upload, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&refused.text).contains("Choose the same file again"), "{}", words(&refused.text));
    let sent = browser.post(&upload, &[("version", &version(&refused.text)), ("people-0", "leave_out"), ("do", "accept")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", words(&sent.text));
    let done = words(&browser.get(&upload).await.text);
    assert!(done.contains("# Accepted") && done.contains("Six data points"), "{done}");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_what_to_do_and_keeps_the_form() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    browser.get("/upload").await;
    for (name, bytes, mend) in [("empty.csv", &b"   "[..], "empty"), ("letter.pdf", &b"%PDF-1.7 letter"[..], "PDF")] {
        let refused = browser.post_file("/upload", &[("service", "")], ("file", name, bytes)).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(words(&refused.text).contains(mend), "{name}: {}", words(&refused.text));
    }
    assert_eq!(browser.get("/uploads/U-99").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/measures/M-1.exe").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn limits_are_set_again_only_with_a_reason_and_a_figure_is_corrected_with_its_source() {
    let place = Place::sample().await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let service = service(&mut browser).await;
    let upload = loaded(&mut browser, &service, "home-care.csv", &file(22)).await;
    let page = browser.get(&upload).await;
    browser.post(&upload, &[("version", &version(&page.text)), ("do", "accept")]).await;
    let page = browser.get("/measures/M-1/rebase").await;
    let bare = browser.post("/measures/M-1/rebase", &[("version", &version(&page.text)), ("from", "2025-11")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        words(&bare.text).contains("not set again without a reason") && bare.text.contains("value=\"2025-11\" selected"),
        "{}",
        words(&bare.text)
    );
    let page = browser.get("/measures/M-1").await;
    let point = page.text.split("href=\"/points/").nth(1).and_then(|rest| rest.split('"').next()).expect("a data point").to_owned();
    browser.get(&format!("/points/{point}")).await;
    let refused = browser.post(&format!("/points/{point}/correct"), &[("numerator", "280"), ("denominator", "300")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("value=\"280\""), "what was typed stays");
    let fields = [("numerator", "280"), ("denominator", "300"), ("document", "Letter of 12 November"), ("reason", "Counted twice.")];
    let done = browser.post(&format!("/points/{point}/correct"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", words(&done.text));
    let page = words(&browser.get(location(&done)).await.text);
    assert!(page.contains("280 of 300") && page.contains("Replaced") && page.contains("In use"), "{page}");
}
