//! Acceptance scenario 4, the empty market, from the forms to the records: a good strategy, one capable supplier, fewer than two bids.

use axum::http::StatusCode;

use crate::browser::words;
use crate::plan::support::{Support, done, support};

const ORRIN: &str = "Orrin Court; able; 90%; 100%; Met on 3 November 2026\nSallow; not able; 70%; 80%; Shut out by the insurance asked for";

/// A case with an outcome, and the line of supply it rests on: 25 needed, 14 usable, one provider able.
async fn short(support: &Support) -> crate::browser::Browser {
    let mut lead = support.lead().await;
    lead.get("/cases/C-1/outcome").await;
    let outcome = [
        ("statement", "People who leave hospital have a home of their own"),
        ("people", "25 people with the most complex needs"),
        ("kind", "outcome"),
    ];
    let answer = lead.post("/cases/C-1/outcome", &outcome).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", words(&answer.text));
    let form = lead.get("/market/capacity/new").await;
    assert!(words(&form.text).contains("People who leave hospital have a home of their own"), "{}", words(&form.text));
    let outcome = {
        let mut tx = support.desk().read().await.expect("reads");
        store::outcomes::list(&mut tx, &desk::house::set_up::operator(support.desk()).scope).await.expect("lists")[0].id.to_string()
    };
    let line = [("title", "Homes with support, lot C"), ("unit", "places"), ("service", ""), ("outcomes", outcome.as_str())];
    done(lead.post("/market/capacity/new", &line).await, "/market/capacity/SL-1");
    lead.get("/market/capacity/SL-1/need").await;
    let need = |source: &'static str| {
        [
            ("version", "1"),
            ("year", "2028/29"),
            ("place", ""),
            ("lot", "C"),
            ("central", "25"),
            ("low", ""),
            ("high", ""),
            ("source", source),
        ]
    };
    let bad = lead.post("/market/capacity/SL-1/need", &need("")).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        words(&bad.text).contains("a figure without a source is not taken") && bad.text.contains("value=\"2028/29\""),
        "what was typed stays"
    );
    lead.get("/market/capacity/SL-1/need").await;
    done(lead.post("/market/capacity/SL-1/need", &need("Discharge plans, October 2026")).await, "/market/capacity/SL-1");
    for (version, provider, able, usable) in [("2", "Orrin Court", "yes", "14"), ("3", "Sallow <b>", "no", "30")] {
        lead.get("/market/capacity/SL-1/provider").await;
        let fields = [
            ("version", version),
            ("provider", provider),
            ("supplier", ""),
            ("can", "Homes for one or two"),
            ("able", able),
            ("year", "2028"),
            ("place", ""),
            ("lot", "C"),
            ("usable", usable),
            ("source", "A meeting"),
            ("on-day", "3"),
            ("on-month", "11"),
            ("on-year", "2026"),
            ("confidence", "medium"),
        ];
        done(lead.post("/market/capacity/SL-1/provider", &fields).await, "/market/capacity/SL-1");
    }
    lead
}

fn test_of<'a>(title: &'a str, providers: &'a str, in_house: &'a str) -> [(&'a str, &'a str); 8] {
    [
        ("title", title),
        ("supply", ""),
        ("providers", providers),
        ("past", ""),
        ("central", "£3,100,000"),
        ("low", ""),
        ("high", ""),
        ("in_house_roles", in_house),
    ]
}

#[tokio::test]
async fn an_empty_market_shows_on_the_outcome_asks_for_development_and_is_held_against_what_came() {
    let support = support(&[]).await;
    let mut lead = short(&support).await;
    // The shortfall is a quantity, and shows on the outcome though nobody spoke of money.
    let page = lead.get("/market/capacity/SL-1").await;
    let said = words(&page.text);
    for wanted in [
        "11 places too few in 2028/29, lot C: 25 needed, 14 usable. One provider is able.",
        "There is too little in one of one part",
        "No, not able to do what is asked",
        "A meeting, 3 November 2026; the provider said so, or a register shows it",
        "capacity-gap, edition 1",
        "Show working",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(page.text.contains("<svg") && !page.text.contains("Sallow <b>"));
    let csv = lead.get("/market/capacity/SL-1/parts.csv").await.text;
    assert!(csv.contains("\"2028/29, lot C\",25,14,1,11,"), "{csv}");
    // What a register says is a proposal: filled in, and looked at by a person before it counts.
    let proposed =
        lead.get("/market/capacity/SL-1/provider?provider=Fern%20%26%20Co&usable=8&source=Ofsted%2C%20September%202026").await.text;
    assert!(proposed.contains("value=\"Fern &#38; Co\"") && proposed.contains("Ofsted, September 2026"), "{proposed}");
    let case = words(&lead.get("/cases/C-1").await.text);
    assert!(case.contains("It rests on Homes with support, lot C: Too little 11 places too few in 2028/29"), "{case}");
    assert!(case.contains("There is too little of what “People who leave hospital have a home of their own” rests on"), "{case}");
    // Would anybody come?
    let before = words(&lead.get("/market/response/C-1").await.text);
    assert!(before.contains("Nobody has tested yet whether anybody would come."), "{before}");
    lead.get("/market/response/C-1/test").await;
    let bad = lead.post("/market/response/C-1/test", &test_of("Lot C", "Orrin Court; maybe; 90%; 100%; A call", "")).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&bad.text).contains("Line 1: “maybe” is neither “able” nor “not able”") && bad.text.contains("Orrin Court; maybe"));
    lead.get("/market/response/C-1/test").await;
    done(lead.post("/market/response/C-1/test", &test_of("Lot C let again as it is", ORRIN, "")).await, "/market/response/C-1");
    let page = words(&lead.get("/market/response/C-1").await.text);
    for wanted in [
        "A competition is not advised",
        "0.9 bids are expected for “Lot C let again as it is”; the chance of two or more is 23%. One provider is able to do it.",
        "Divide it into lots",
        "Join with a neighbour",
        "Put what you will do into the plan that develops the market",
        "Direct award process A",
        "That few would bid is not this ground.",
        "Light touch competition, with dialogue",
        "Extend as the contract allows",
        "Quotes from local suppliers only",
        "Nobody has said why it would go on all the same.",
        "11 places too few",
        "£3,100,000 a year",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    assert!(!page.to_lowercase().contains("blocked"));
    assert!(lead.get("/market/response/C-1").await.text.contains("href=\"/market/shaping\""));
    // Sealed from those who may not see it: the analyst is told that it is there, and no more.
    let mut analyst = support.place.browser_as("analyst", support.place.desk.authority).await;
    let kept = words(&analyst.get("/market/response/C-1").await.text);
    assert!(kept.contains("sealed until award") && !kept.contains("0.9") && !kept.contains("3,100,000") && !kept.contains("23%"), "{kept}");
    analyst.get("/market/response/C-1/test").await;
    let refused = analyst.post("/market/response/C-1/test", &test_of("Mine", ORRIN, "")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(words(&refused.text).contains("What is predicted is sealed until award.") && refused.text.contains("value=\"Mine\""));
    let mut provider = support.place.browser_as("provider", support.place.provider).await;
    assert_eq!(provider.get("/market/response/C-1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(provider.get("/market/capacity/SL-1").await.status, StatusCode::NOT_FOUND);
    let taken = analyst.get("/take-away/market-tests.csv").await.text;
    assert!(!taken.contains("Orrin Court"), "{taken}");
    // A market that is not mature has the ways that develop it first at the top; going on openly needs a name and a reason.
    lead.get("/market/response/C-1/maturity").await;
    let rated = [
        ("version", "0"),
        ("providers", "1"),
        ("providers_because", "One of six is able."),
        ("capacity", "0"),
        ("capacity_because", "14 of 25."),
        ("information", "4"),
        ("information_because", "Asked."),
        ("stability", "4"),
        ("stability_because", "Known."),
        ("entry", "4"),
        ("entry_because", "Tried."),
    ];
    done(lead.post("/market/response/C-1/maturity", &rated).await, "/market/response/C-1#maturity");
    let page = words(&lead.get("/market/response/C-1").await.text);
    assert!(page.contains("A market still to be made") && page.contains("no market is mature without it"), "{page}");
    let (develops, plain) = (page.find("Light touch competition, with dialogue"), page.find("Light touch competition in one step"));
    assert!(develops < plain && page.contains("stand first"), "{page}");
    let plan = |reason: &'static str, who: &'static str| {
        [
            ("version", "1"),
            ("way", "light_touch_open"),
            ("complexity", "complex"),
            ("starts_on-day", "1"),
            ("starts_on-month", "9"),
            ("starts_on-year", "2027"),
            ("engagement_days", "0"),
            ("development_days", "0"),
            ("bid_days", "25"),
            ("assessment_days", "30"),
            ("mobilisation_days", "60"),
            ("reason", reason),
            ("who", who),
        ]
    };
    lead.get("/market/response/C-1/way").await;
    let asked = lead.post("/market/response/C-1/way", &plan("", "")).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&asked.text);
    for wanted in [
        "Say why it goes on all the same",
        "Name who answers for going on",
        "asks for bids before anything is worked out with it",
        "25 days to bid is short",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    lead.get("/market/response/C-1/way").await;
    done(
        lead.post(
            "/market/response/C-1/way",
            &plan("The contract ends and nobody may be left without a home.", "Ruth Aldous, executive director"),
        )
        .await,
        "/market/response/C-1#time",
    );
    let page = words(&lead.get("/market/response/C-1").await.text);
    assert!(page.contains("It goes on all the same: “The contract ends and nobody may be left without a home.” Ruth Aldous, executive director answers for that"), "{page}");
    let trail = words(&lead.get("/audit").await.text);
    assert!(trail.contains("Ruth Aldous, executive director answers for that") && !trail.contains("0.9"), "{trail}");
    // All from inside is said.
    assert!(page.contains("It looks inward"), "{page}");
    // What came: three, once the offer was another one.
    lead.get("/market/response/C-1/test").await;
    let four = "Orrin Court; able; 90%; 100%; Met\nSallow; able; 70%; 80%; A call\nHarrowdene; able; 75%; 80%; A call\nAsh Tree; able; 60%; 90%; Met";
    done(lead.post("/market/response/C-1/test", &test_of("Three lots for seven years", four, "")).await, "/market/response/C-1");
    let page = words(&lead.get("/market/response/C-1").await.text);
    assert!(page.contains("2.6 bids are expected for “Three lots for seven years”; the chance of two or more is 73%."), "{page}");
    let came = |bids: &'static str, prices: &'static str| {
        [
            ("test", "MR-2"),
            ("version", "1"),
            ("bids", bids),
            ("prices", prices),
            ("awarded_on-day", "20"),
            ("awarded_on-month", "11"),
            ("awarded_on-year", "2026"),
            ("source", "Contract award notice"),
        ]
    };
    lead.get("/market/response/C-1/came?test=MR-2").await;
    let bad = lead.post("/market/response/C-1/came", &came("1", "£3,000,000\n£3,300,000")).await;
    assert!(words(&bad.text).contains("There are more prices than bids"), "{}", words(&bad.text));
    lead.get("/market/response/C-1/came?test=MR-2").await;
    done(lead.post("/market/response/C-1/came", &came("3", "£3,300,000\n£3,000,000")).await, "/market/response/C-1#bids");
    let past = words(&lead.get("/market/predictions").await.text);
    for wanted in [
        "and 3 came: within the range",
        "prices came from £3,000,000 to £3,300,000",
        "The Brier score of “two or more” is 0.071",
        "One prediction says nothing yet",
    ] {
        assert!(past.contains(wanted), "{wanted}: {past}");
    }
    let csv = lead.get("/market/predictions/bids.csv").await.text;
    let is_it = |line: &str| line.contains("Three lots for seven years,2026-11-21,2.") && line.ends_with(",3");
    assert!(csv.lines().any(is_it), "{csv}");
    // Awarded: it is open to whoever may see the case, on the page and on the case.
    let open = words(&analyst.get("/market/response/C-1").await.text);
    assert!(open.contains("and 3 came") && open.contains("0.9 bids are expected"), "{open}");
    let case = words(&analyst.get("/cases/C-1").await.text);
    assert!(case.contains("Bids for “Three lots for seven years”: 2.6 expected, 3 came"), "{case}");
}
