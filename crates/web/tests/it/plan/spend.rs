//! What an authority spends, from its file to the page, the cell and the start of an allocation.

use axum::http::StatusCode;

use super::support::done;
use crate::browser::{Place, words};

const TEXT: &str = "Local authority,Service,In house,Private,Total (£)\nFenwick,Fostering <b>,600000,300000,1000000\nFenwick,Adoption,50000,50000,100000\nFenwick,Total,650000,350000,1100000\n";

fn fields<'a>(authority: &'a str, year: &'a str, unit: &'a str) -> [(&'a str, &'a str); 4] {
    [("authority", authority), ("year", year), ("unit", unit), ("licence", "Our own")]
}

#[tokio::test]
async fn spending_is_loaded_shown_with_what_cannot_be_told_and_every_figure_leads_to_its_cell() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let empty = words(&lead.get("/spend").await.text);
    assert!(empty.contains("No spending yet") && empty.contains("Load what an authority spent"), "{empty}");
    assert!(lead.get("/spend/load").await.text.contains("enctype=\"multipart/form-data\""));
    for (fields, said) in [
        (fields("", "2024-25", "as_told"), "Name the authority. The file holds “Fenwick”"),
        (fields("Fenwick", "soon", "as_told"), "Write the financial year of the figures"),
        (fields("Fenwick", "2024-25", ""), "Choose what its figures count"),
    ] {
        lead.get("/spend/load").await;
        let bad = lead.post_file("/spend/load", &fields, ("file", "spend.csv", TEXT.as_bytes())).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        let typed = format!("value=\"{}\"", fields[1].1);
        assert!(
            words(&bad.text).contains(said) && bad.text.contains(&typed) && bad.text.contains("value=\"Our own\""),
            "{said}: {}",
            words(&bad.text)
        );
    }
    lead.get("/spend/load").await;
    done(
        lead.post_file("/spend/load", &fields("Fenwick", "2024-25", "as_told"), ("file", "spend.csv", TEXT.as_bytes())).await,
        "/spend/SP-1",
    );
    let page = lead.get("/spend/SP-1").await;
    let said = words(&page.text);
    for wanted in [
        "What Fenwick spent in 2024/25",
        "£1.10m on two services in 2024/25. 31.8% (£350,000)",
        "For 9.1% (£100,000) it cannot be told.",
        "Its figures count pounds, as it says itself.",
        "Left out: it is a sum of lines that are read themselves.",
        "spend.csv, loaded on 21 November 2026, Our own",
        "Not classified: the total beyond its parts",
        "Not classified",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(page.text.contains("<svg class=\"ww-wide\"") && page.text.contains("services.csv") && !page.text.contains("Fostering <b>"));
    let cell = page.text.split("href=\"").find(|part| part.starts_with("/sources/") && part.contains("row=2") && part.contains("column=5"));
    let cell = cell.and_then(|part| part.split('"').next()).expect("a way to the cell").replace("&amp;", "&").replace("&#38;", "&");
    let shown = words(&lead.get(&cell).await.text);
    assert!(
        shown.contains("‘1000000’ stands there.") && shown.contains("What Fenwick spent in 2024/25") && shown.contains("£100,000"),
        "{shown}"
    );
    let source = words(&lead.get(cell.split("/cell").next().expect("a source")).await.text);
    assert!(source.contains("Five figures of spending rest on it."), "{source}");
    let csv = lead.get("/spend/SP-1/services.csv").await.text;
    assert!(csv.contains("All services,650000,350000,100000,1100000"), "{csv}");
    let listed = words(&lead.get("/spend").await.text);
    assert!(listed.contains("Fenwick") && listed.contains("31.8%") && listed.contains("9.1%"), "{listed}");
    // A correction stays beside what it corrects.
    lead.get("/spend/load").await;
    let later = TEXT.replace("600000,300000,1000000", "700000,300000,1000000");
    done(
        lead.post_file("/spend/load", &fields("Fenwick", "2024-25", "as_told"), ("file", "later.csv", later.as_bytes())).await,
        "/spend/SP-2",
    );
    let old = words(&lead.get("/spend/SP-1").await.text);
    assert!(old.contains("A later file corrected this: SP-2."), "{old}");
    // A file that tells of no provider has no share that is nought.
    lead.get("/spend/load").await;
    let untold = "Local authority,Fostering (£),Adoption (£)\nCoaldale,500,300\n";
    done(
        lead.post_file("/spend/load", &fields("Coaldale", "2024-25", "pounds"), ("file", "all.csv", untold.as_bytes())).await,
        "/spend/SP-3",
    );
    let listed = words(&lead.get("/spend").await.text);
    let row = listed.lines().find(|line| line.contains("Coaldale") && line.starts_with('|')).unwrap_or_else(|| panic!("{listed}"));
    assert!(row.contains("Unknown") && row.contains("100.0%") && !row.contains("| 0.0%"), "{row}");
    let mut provider = place.browser_as("provider", place.provider).await;
    assert_eq!(provider.get("/spend/SP-1").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_allocation_starts_from_today_s_spend_and_asks_for_what_each_service_does() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    lead.get("/allocations/add").await;
    let opened = [
        ("title", "Children in care"),
        ("purpose", "A stable home"),
        ("year", "2027"),
        ("limit", "1,000,000"),
        ("points_mean", "Agreed by eleven people."),
        ("accountable", "Cllr Ruth Ashby"),
    ];
    done(lead.post("/allocations/add", &opened).await, "/allocations/AL-1");
    let nothing = words(&lead.get("/allocations/AL-1/today").await.text);
    assert!(
        nothing.contains("Nothing is known here of what is spent today.") && nothing.contains("Load what an authority spent"),
        "{nothing}"
    );
    lead.get("/spend/load").await;
    done(
        lead.post_file("/spend/load", &fields("Fenwick", "2024-25", "as_told"), ("file", "spend.csv", TEXT.as_bytes())).await,
        "/spend/SP-1",
    );
    let asked = words(&lead.get("/allocations/AL-1/today").await.text);
    for wanted in [
        "two services for £1.10m in 2024/25 are not in the allocation yet: how much each does towards the outcomes is missing",
        "Adoption: £100,000",
        "prices of 2024/25",
    ] {
        assert!(asked.contains(wanted), "{wanted}: {asked}");
    }
    for (points, said) in [("2.5", "Write a whole number of points"), ("", "Say the points of one service at least")] {
        lead.get("/allocations/AL-1/today").await;
        let bad = lead.post("/allocations/AL-1/today", &[("version", "1"), ("from", "SP-1"), ("points-2", points)]).await;
        assert!(bad.status == StatusCode::UNPROCESSABLE_ENTITY && words(&bad.text).contains(said), "{said}: {}", words(&bad.text));
    }
    lead.get("/allocations/AL-1/today").await;
    let fields = [("version", "1"), ("from", "SP-1"), ("points-1", "60"), ("points-2", "20")];
    assert_eq!(lead.post("/allocations/AL-1/today", &[&fields[1..], &[("version", "9")]].concat()).await.status, StatusCode::CONFLICT);
    lead.get("/allocations/AL-1/today").await;
    done(lead.post("/allocations/AL-1/today", &fields).await, "/allocations/AL-1");
    let plan = words(&lead.get("/allocations/AL-1").await.text);
    assert!(plan.contains("Fostering <b>, as in 2024/25 (SP-1)") || plan.contains("Fostering &lt;b&gt;, as in 2024/25 (SP-1)"), "{plan}");
    let all = words(&lead.get("/allocations/AL-1/today").await.text);
    assert!(all.contains("Every service that costs something is in the allocation already."), "{all}");
}
