//! The one list of priorities, from request to record: inputs with their sources, the order without one of them, orders kept before costs and
//! after, what members set, and the map of where lists differ.

use axum::http::StatusCode;

use super::support::{done, support};
use crate::browser::words;

/// Titles in the order of the table of that caption.
fn order(page: &str, titles: &[&str]) -> Vec<String> {
    let table = page.split("Priorities in order").nth(1).unwrap_or_default();
    let mut found: Vec<(usize, String)> = titles.iter().filter_map(|title| Some((table.find(title)?, (*title).to_owned()))).collect();
    found.sort();
    found.into_iter().map(|(_, title)| title).collect()
}

const TITLES: [&str; 3] = ["A home in time", "Nobody alone", "Work and company"];

#[tokio::test]
async fn each_input_of_the_one_list_is_seen_with_its_source_and_can_be_left_out_and_both_passes_stay_with_why() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    for title in TITLES {
        lead.get("/priorities/new").await;
        let fields = [("title", title), ("people", "Single homeless adults"), ("because", "They told us.")];
        done(lead.post("/priorities/new", &fields).await, "/priorities");
    }
    assert!(words(&lead.get("/priorities").await.text).contains("Nothing is known yet to put priorities in order from"));

    lead.get("/priorities/PR-1/need").await;
    let silent = lead.post("/priorities/PR-1/need", &[("version", "1"), ("unmet", "57"), ("trend", "growing")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.text.contains("Say where it is from") && silent.text.contains("value=\"57\""), "{}", words(&silent.text));
    for (at, unmet) in [("PR-1", "57"), ("PR-2", "20%"), ("PR-3", "10")] {
        lead.get(&format!("/priorities/{at}/need")).await;
        let fields = [
            ("version", "1"),
            ("unmet", unmet),
            ("source", "Needs assessment, part 2"),
            ("on-day", "30"),
            ("on-month", "9"),
            ("on-year", "2026"),
        ];
        done(lead.post(&format!("/priorities/{at}/need"), &fields).await, "/priorities#order");
    }
    let voice = async |lead: &mut crate::browser::Browser, at: &str, chose: &str| {
        lead.get(&format!("/priorities/{at}/voice")).await;
        let day = [("on-day", "28"), ("on-month", "9"), ("on-year", "2026")];
        let fields = [("version", "2"), ("chose", chose), ("answered", "100"), ("source", "Having your say")];
        lead.post(&format!("/priorities/{at}/voice"), &[&fields[..], &day[..]].concat()).await
    };
    let many = voice(&mut lead, "PR-1", "101").await;
    assert!(many.text.contains("More chose it than answered"), "{}", words(&many.text));
    for (at, chose) in [("PR-1", "10"), ("PR-2", "80"), ("PR-3", "90")] {
        done(voice(&mut lead, at, chose).await, "/priorities#order");
    }

    let page = words(&lead.get("/priorities").await.text);
    for wanted in
        ["57% unmet. Source: Needs assessment, part 2, 30 September 2026.", "80 of 100 (80%) of all who answered. Source: Having your say"]
    {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
    let without = |page: &str| order(page, &TITLES);
    let page = lead.get("/priorities?without=voices").await.text;
    assert_eq!(without(&page), ["A home in time", "Nobody alone", "Work and company"]);
    assert!(words(&page).contains("With everything in") && words(&page).contains("Left out: “what people say”"), "{}", words(&page));
    assert_eq!(without(&lead.get("/priorities?without=unmet").await.text), ["Work and company", "Nobody alone", "A home in time"]);
    let page = words(&lead.get("/priorities?without=unmet&without=voices").await.text);
    assert!(page.contains("Everything is left out, so there is no order"), "{page}");

    // Before costs, then after: nothing is moved in silence, and neither takes the place of the other.
    lead.get("/priorities/pass/after").await;
    let places = |one, two, three| [("version", "0"), ("place-PR-1", one), ("place-PR-2", two), ("place-PR-3", three)];
    let early = lead.post("/priorities/pass/after", &places("1", "2", "3")).await;
    assert_eq!(early.status, StatusCode::CONFLICT, "{}", words(&early.text));
    let form = lead.get("/priorities/pass/before?without=voices").await;
    assert!(form.text.contains("name=\"without\" value=\"voices\""), "what is left out goes with the form");
    let fields = [&places("3", "1", "2")[..], &[("without", "voices")]].concat();
    let silent = lead.post("/priorities/pass/before", &fields).await;
    assert!(silent.text.contains("Say why it is moved"), "{}", words(&silent.text));
    let fields = [&fields[..], &[("why-PR-1", "The need was counted twice")]].concat();
    done(lead.post("/priorities/pass/before", &fields).await, "/priorities#passes");
    lead.get("/priorities/pass/after").await;
    let fields =
        [&[("version", "1")][..], &places("3", "2", "1")[1..], &[("why-PR-3", "It costs least"), ("why-PR-2", "It costs most")]].concat();
    done(lead.post("/priorities/pass/after", &fields).await, "/priorities#passes");
    let page = words(&lead.get("/priorities").await.text);
    assert!(page.contains("from place 1 to place 3: The need was counted twice") && page.contains("It costs"), "{page}");

    lead.get("/priorities/PR-2/members").await;
    let fields = [("version", "3"), ("says", "Nobody is to be alone."), ("set_by", "Full Council, 14 July 2026")];
    done(lead.post("/priorities/PR-2/members", &fields).await, "/priorities#members");
    let page = words(&lead.get("/priorities").await.text);
    assert!(page.contains("Nobody is to be alone. Entered on the authority of Full Council, 14 July 2026"), "{page}");
}

#[tokio::test]
async fn the_map_names_who_differs_about_what_and_gives_its_figures_away() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    assert_eq!(lead.get("/priorities/differences-partners.csv").await.status, StatusCode::NOT_FOUND, "no two lists yet");
    for title in TITLES {
        lead.get("/priorities/new").await;
        done(lead.post("/priorities/new", &[("title", title), ("people", "Adults"), ("because", "Asked.")]).await, "/priorities");
    }
    for (body, places) in [(support.place.desk.authority, ["1", "2", "3"]), (support.place.partner, ["3", "2", "1"])] {
        lead.get(&format!("/priorities/list?of={body}")).await;
        let whose = body.to_string();
        let [one, two, three] = places;
        let fields = [("version", "0"), ("whose", whose.as_str()), ("place-PR-1", one), ("place-PR-2", two), ("place-PR-3", three)];
        done(lead.post("/priorities/list", &fields).await, "/priorities#lists");
    }
    let page = lead.get("/priorities").await.text;
    assert!(page.contains("<title id=\"map-partners-w-t\">"), "a picture with a title");
    let said = words(&page);
    for wanted in [
        "They are farthest apart on",
        "−1.00; they put more pairs the other way round than in the same order.",
        "“Nobody alone” is among the first two on every list.",
    ] {
        assert!(said.contains(wanted), "“{wanted}” is missing: {said}");
    }
    let csv = lead.get("/priorities/differences-partners.csv").await.text;
    assert!(csv.contains("A home in time,1,3,2"), "{csv}");
}
