//! Measures as they are reviewed: what is withheld, and what whoever runs a service replies.

use axum::http::StatusCode;
use desk::house::set_up::{kept, operator};
use model::audience::Audience;
use model::id::{MeasureId, OrganisationId, ServiceId};
use model::observation::Observation;
use quantity::{MeasureKind, Period, Unit};
use store::observations::Span;
use testkit::nouns;

use crate::browser::{Place, location, words};

/// A measure of a service run by this body: its name, its unit, and its figures by part, the same in each of fourteen months.
async fn measured(place: &Place, operator_of: OrganisationId, name: &str, unit: Unit, figures: &[(&str, f64)]) {
    let (desk, actor) = (&place.desk, operator(&place.desk));
    let (service, measure): (ServiceId, MeasureId) = (desk.new_id(), desk.new_id());
    let mut write = desk.write(&actor).await.expect("writes");
    let noun = nouns::service(&format!("Service of {name}"), operator_of);
    let mut record = kept(desk, service, Audience::Partners, noun);
    record.about = Some(operator_of);
    store::services::save(&mut write.tx, &record).await.expect("a service");
    let mut noun = nouns::measure(service, name);
    (noun.unit, noun.kind, noun.definition, noun.places) = (unit, MeasureKind::Count, String::new(), 0);
    (noun.target, noun.floor) = (None, None);
    let mut record = kept(desk, measure, Audience::Partners, noun);
    record.about = Some(operator_of);
    store::measures::save(&mut write.tx, &record).await.expect("a measure");
    let first = Period::month(2025, 9).expect("a month");
    let mut points = Vec::new();
    for at in 0..14u32 {
        for (part, value) in figures {
            let point = nouns::point(desk.new_id(), measure, &first.plus(at).to_string(), value + f64::from(at % 3) * 10.0, desk.now());
            points.push(Observation { part: (*part).to_owned(), ..point });
        }
    }
    store::observations::save_many(&mut write.tx, &points).await.expect("points");
    write.commit("prepare", "test", None, "A measure with its figures.").await.expect("commits");
}

#[tokio::test]
async fn two_filters_whose_difference_is_one_child_do_not_both_show_their_figures() {
    let place = Place::sample().await;
    let children = Unit::Count("children".into());
    // A third district's one child is in the whole and in no part.
    measured(&place, place.desk.authority, "Children placed", children, &[("", 160.0), ("Fenwold", 119.0), ("Stourbeck", 40.0)]).await;
    let mut browser = place.browser_as("analyst", place.desk.authority).await;
    let mut figures = Vec::new();
    for query in ["", "?part=Fenwold", "?part=Stourbeck"] {
        let csv = browser.get(&format!("/measures/M-1.csv{query}")).await.text;
        let page = words(&browser.get(&format!("/measures/M-1{query}")).await.text);
        let line = csv.lines().find(|line| line.starts_with("2025-09,")).unwrap_or_else(|| panic!("{csv}")).to_owned();
        let figure = line.split(',').nth(1).and_then(|cell| cell.parse::<f64>().ok());
        assert_eq!(figure.is_none(), page.contains("Withheld: fewer than 5, or it would give one away"), "page and file agree: {page}");
        figures.push(figure);
    }
    assert_eq!(figures, [Some(160.0), Some(119.0), None], "the whole less both parts would be one child");
    // Nor where the figures are met away from that page: all taken away together, or one data point by itself.
    let taken = browser.get("/take-away/data-points.csv").await.text;
    let rows: Vec<&str> = taken.lines().filter(|line| line.contains(",2025-09,")).collect();
    let row = |part: &str| *rows.iter().find(|row| row.contains(&format!(",{part},"))).unwrap_or_else(|| panic!("{taken}"));
    assert!(row("Fenwold").contains("119") && !row("Stourbeck").contains("40"), "{rows:?}");
    let scope = operator(&place.desk).scope;
    let mut reader = place.browser_as("finance_business_partner", place.desk.authority).await;
    for (part, figure) in [("Fenwold", "119"), ("Stourbeck", "40")] {
        let mut tx = place.desk.read().await.expect("reads");
        let id = store::measures::list(&mut tx, &scope).await.expect("measures")[0].id;
        let series = store::observations::series(&mut tx, &scope, id, part, Span::ALL).await.expect("points");
        drop(tx);
        let page = words(&reader.get(&format!("/points/{}", series[0].id)).await.text);
        assert_eq!(page.contains(figure), part == "Fenwold", "{page}");
    }
}

#[tokio::test]
async fn a_provider_replies_on_the_page_of_its_own_measure_and_the_reply_travels_with_it() {
    let place = Place::sample().await;
    measured(&place, place.provider, "Flats empty at month end", Unit::Count("flats".into()), &[("", 24.0)]).await;
    measured(&place, place.desk.authority, "Hours of care handed back", Unit::Count("hours".into()), &[("", 90.0)]).await;
    let mut provider = place.browser_as("provider", place.provider).await;
    let page = provider.get("/measures/M-1").await;
    assert!(page.text.contains("href=\"/measures/M-1/reply\""), "{}", words(&page.text));
    let form = provider.get("/measures/M-1/reply").await;
    let said = words(&form.text);
    assert!(said.contains("# Your reply") && said.contains("October 2026"), "{said}");
    for (period, text, mend) in [("", " ", "reply"), ("soon", "We found the homes sooner.", "Choose a period from the list")] {
        let bad = provider.post("/measures/M-1/reply", &[("period", period), ("text", text)]).await;
        let said = words(&bad.text);
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(said.contains(mend) && bad.text.contains(text.trim()), "{said}");
    }
    let fields = [("period", "2026-10"), ("text", "Two flats flooded in October; both are let again.")];
    let sent = provider.post("/measures/M-1/reply", &fields).await;
    assert_eq!((sent.status, location(&sent)), (StatusCode::SEE_OTHER, "/measures/M-1"), "{}", words(&sent.text));
    let mut analyst = place.browser_as("analyst", place.desk.authority).await;
    let read = words(&analyst.get("/measures/M-1").await.text);
    assert!(read.contains("Two flats flooded in October; both are let again.") && read.contains("Lindle Tenancy Trust"), "{read}");
    // Of what others run it sees nothing, and replies to nothing.
    assert_eq!(provider.get("/measures/M-2").await.status, StatusCode::NOT_FOUND);
    assert_eq!(provider.get("/measures/M-2/reply").await.status, StatusCode::NOT_FOUND);
}
