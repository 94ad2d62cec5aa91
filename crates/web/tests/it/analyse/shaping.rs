//! Making a market that can answer, from the form to the page everybody reads.

use axum::http::StatusCode;

use crate::browser::{Place, version, words};
use crate::plan::support::done;

const AUDIT: [(&str, &str); 8] = [
    ("title", "Home care, High Tarrow"),
    ("service", ""),
    ("place", "High Tarrow"),
    ("lots", "High Tarrow; £2,400,000"),
    ("asks", "turnover; £5m; twice the value\ninsurance; £10m\ntime to bid; 60"),
    (
        "providers",
        "Tarrow Care; small; turnover = £600,000; insurance = £10m; hours = 80; source = accounts\nLindle Trust; small; voluntary; turnover = £900,000; insurance = £5m; hours = 20; source = accounts\nFell Homes; large; turnover = £9m; insurance = £10m; hours = 200; source = accounts",
    ),
    ("cost_an_hour", "30"),
    ("days_to_bid", "30"),
];

#[tokio::test]
async fn who_is_shut_out_is_seen_by_commissioners_and_by_no_provider_and_a_barrier_that_goes_lets_one_in() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    assert!(words(&lead.get("/market/barriers").await.text).contains("No audit yet"));
    lead.get("/market/barriers/new").await;
    let mut wrong = AUDIT.to_vec();
    wrong[4].1 = "colour; 3";
    let bad = lead.post("/market/barriers/new", &wrong).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&bad.text);
    assert!(said.contains("Line 1: “colour” is no kind of barrier") && bad.text.contains("Lindle Trust; small; voluntary"), "{said}");
    lead.get("/market/barriers/new").await;
    done(lead.post("/market/barriers/new", &AUDIT).await, "/market/barriers/BA-1");
    let page = lead.get("/market/barriers/BA-1").await.text;
    let said = words(&page);
    for holds in [
        "Two of three providers are shut out, two of them small or medium. If “Turnover of £5,000,000 a year” goes, one more comes in.",
        "One bid costs about £1,800",
        "Nobody has considered it yet",
        "Reserve it for public service mutuals",
        "sealed from every provider",
    ] {
        assert!(said.contains(holds), "{holds}: {said}");
    }
    assert!(page.contains("<svg") && page.contains("/market/barriers/BA-1/barriers.csv"), "a picture, with its figures as a file");
    let csv = lead.get("/market/barriers/BA-1/barriers.csv").await;
    assert!(csv.text.contains("\"Turnover of £5,000,000 a year\",2,1,1,Tarrow Care,0"), "{}", csv.text);
    // The turnover goes.
    let form = lead.get("/market/barriers/BA-1/change").await.text;
    let mut without = AUDIT.to_vec();
    without[4].1 = "insurance; £10m\ntime to bid; 60";
    let number = version(&form);
    without.push(("version", &number));
    done(lead.post("/market/barriers/BA-1/change", &without).await, "/market/barriers/BA-1");
    assert!(words(&lead.get("/market/barriers/BA-1").await.text).contains("One of three providers is shut out"));
    let form = lead.get("/market/barriers/BA-1/answer").await.text;
    let number = version(&form);
    let answer = [("version", number.as_str()), ("barrier", "insurance"), ("done", "lowered"), ("reason", "Held at award is enough")];
    done(lead.post("/market/barriers/BA-1/answer", &answer).await, "/market/barriers/BA-1#done");
    lead.get("/market/barriers/BA-1/answer").await;
    assert_eq!(lead.post("/market/barriers/BA-1/answer", &answer).await.status, StatusCode::CONFLICT, "somebody was faster");

    let mut provider = place.browser_as("provider", place.provider).await;
    assert_eq!(provider.get("/market/barriers/BA-1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(provider.get("/market/barriers/BA-1/barriers.csv").await.status, StatusCode::NOT_FOUND);
    assert!(!provider.get("/market/barriers").await.text.contains("Home care, High Tarrow"));
    assert_eq!(provider.get("/market/barriers/new").await.status, StatusCode::FORBIDDEN);
    let mut analyst = place.browser_as("analyst", place.desk.authority).await;
    assert_eq!(analyst.get("/market/barriers/BA-1").await.status, StatusCode::NOT_FOUND, "not everybody sees what is sealed");
    analyst.get("/market/barriers/new").await;
    let refused = analyst.post("/market/barriers/new", &AUDIT).await;
    assert!(words(&refused.text).contains("only commissioners whose role sees what is sealed can write it"), "and what was typed is kept");
}

fn line<'a>(version: &'a str, expected_month: &'a str, reason: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("version", version),
        ("what", "Home care in High Tarrow"),
        ("volume", "1,900 hours a week"),
        ("value", "9.6m"),
        ("expected-day", "1"),
        ("expected-month", expected_month),
        ("expected-year", "2027"),
        ("months", "48"),
        ("place", "High Tarrow"),
        ("way", "Open procedure, two lots"),
        ("contact", "Commissioning, care@northvale.example"),
        ("law", "act"),
        ("ground_source", "Care Act 2014"),
        ("investment", "400,000"),
        ("funding", "0"),
        ("income", "1,200,000"),
        ("guaranteed", "0"),
        ("margin", "12"),
        ("offer_months", "48"),
        ("offer_source", "Open book, 2025"),
        ("reason", reason),
    ]
}

#[tokio::test]
async fn the_market_is_told_what_is_coming_and_of_every_change_and_reads_it_without_an_account() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let mut anybody = place.browser();
    assert!(words(&anybody.get("/statements/pipeline").await.text).contains("Nothing is published yet"));
    lead.get("/market/pipeline/new").await;
    done(lead.post("/market/pipeline/new", &line("0", "2", "")).await, "/market/pipeline/PL-1");
    assert!(!anybody.get("/statements/pipeline").await.text.contains("Home care in High Tarrow"), "nothing is told before it is published");
    let asks = words(&lead.get("/market/pipeline/PL-1/publish").await.text);
    assert!(asks.contains("Payback is impossible on what is promised") && asks.contains("It would take"), "{asks}");
    let bad = lead.post("/market/pipeline/PL-1/publish", &[("version", "1")]).await;
    assert!(words(&bad.text).contains("say why it is published all the same"), "{}", bad.status);
    lead.get("/market/pipeline/PL-1/publish").await;
    let why = [("version", "1"), ("all_the_same", "We ask what terms you need")];
    done(lead.post("/market/pipeline/PL-1/publish", &why).await, "/market/pipeline/PL-1");
    lead.get("/market/pipeline/PL-1/change").await;
    let silent = lead.post("/market/pipeline/PL-1/change", &line("2", "6", "")).await;
    assert!(words(&silent.text).contains("say why it changes. The reason is public"), "{}", silent.status);
    lead.get("/market/pipeline/PL-1/change").await;
    done(lead.post("/market/pipeline/PL-1/change", &line("2", "6", "Two agencies asked for longer")).await, "/market/pipeline/PL-1");
    let said = words(&anybody.get("/statements/pipeline").await.text);
    for holds in [
        "Of one line published in the last 24 months, one more than 90 days later than first said: a stability of 0%.",
        "from 1 February 2027 to 1 June 2027, 120 days later. Because: Two agencies asked for longer",
        "Because: We ask what terms you need",
        "Payback is impossible on what is promised",
    ] {
        assert!(said.contains(holds), "{holds}: {said}");
    }
    lead.get("/market/pipeline/PL-1/cancel").await;
    done(lead.post("/market/pipeline/PL-1/cancel", &[("version", "3"), ("reason", "The money went")]).await, "/market/pipeline/PL-1");
    let said = words(&anybody.get("/statements/pipeline").await.text);
    assert!(said.contains("will not come. Because: The money went") && said.contains("1 June 2027"), "{said}");
    let csv = anybody.get("/statements/pipeline/lines.csv").await;
    assert!(csv.text.contains("PL-1,Home care in High Tarrow,") && csv.text.contains("will not come"), "{}", csv.text);
}

#[tokio::test]
async fn a_statement_lacks_until_it_is_whole_is_approved_and_is_read_by_everybody_as_a_page_and_in_word() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    let mut anybody = place.browser();
    lead.get("/market/statements/new").await;
    done(lead.post("/market/statements/new", &[("market", "Home care")]).await, "/market/statements/MS-1");
    let lacks = words(&lead.get("/market/statements/MS-1").await.text);
    assert!(
        lacks.contains("It cannot be published yet: ten things are missing.") && lacks.contains("The supply chapter says nothing"),
        "{lacks}"
    );
    lead.get("/market/statements/MS-1/publish").await;
    let early =
        lead.post("/market/statements/MS-1/publish", &[("version", "1"), ("approved_by", "Cabinet"), ("approved_in", "Minutes")]).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    assert!(words(&early.text).contains("No figure stands behind supply"));
    assert_eq!(anybody.get("/statements/MS-1").await.status, StatusCode::NOT_FOUND);

    // A need that was counted stands behind demand.
    lead.get("/needs/new").await;
    let need = [
        ("title", "Help at home"),
        ("people", "Older people"),
        ("definition", "Eligible under the Care Act"),
        ("reason", "Law"),
        ("came_from", "partners"),
        ("strengths", "They know their street"),
        ("capabilities", "Many help others"),
        ("level", "strategic"),
        ("refresh_months", "12"),
    ];
    done(lead.post("/needs/new", &need).await, "/needs/N-1");
    let mut tx = place.desk.read().await.expect("reads");
    let operator = desk::house::set_up::operator(&place.desk);
    let needs = store::needs::list(&mut tx, &operator.scope).await.expect("lists");
    drop(tx);
    let mut write = place.desk.write(&operator).await.expect("writes");
    let mut need = needs[0].clone();
    need.audience = model::audience::Audience::Public;
    need.noun.figures.push(
        serde_json::from_value(serde_json::json!({ "of": { "people": 1340 }, "on": "2026-09-30", "source": "register", "definition": 1, "by_role": "Analyst", "noted_on": "2026-10-01" }))
            .expect("a figure"),
    );
    let need = store::needs::save(&mut write.tx, &need).await.expect("counted");
    write.commit("prepare", "test", None, "A count.").await.expect("commits");

    let id = need.id.to_string();
    let fields = |supply| {
        vec![
            ("market", "Home care"),
            ("demand", "More people will need help at home."),
            ("needs", id.as_str()),
            ("supply", supply),
            ("figures", "Agencies that take packages; 1; call-off record"),
            ("intentions", "We mean to let two smaller lots."),
            ("models_wanted", "Small teams that know their street."),
            ("funding", "£9.6m over four years."),
            ("contact", "care@northvale.example"),
            ("dated-day", "20"),
            ("dated-month", "11"),
            ("dated-year", "2026"),
            ("good_until-day", "31"),
            ("good_until-month", "10"),
            ("good_until-year", "2027"),
        ]
    };
    let form = lead.get("/market/statements/MS-1/change").await.text;
    let number = version(&form);
    let mut first = fields("One agency takes packages in High Tarrow.");
    first.push(("version", &number));
    done(lead.post("/market/statements/MS-1/change", &first).await, "/market/statements/MS-1");
    let page = words(&lead.get("/market/statements/MS-1").await.text);
    assert!(page.contains("Nothing is missing: it can be published once it is approved."), "{page}");
    let publish =
        |number: &'static str| [("version", number), ("approved_by", "Cabinet member for adults"), ("approved_in", "18 November 2026")];
    lead.get("/market/statements/MS-1/publish").await;
    done(lead.post("/market/statements/MS-1/publish", &publish("2")).await, "/statements/MS-1");

    lead.get("/market/statements/MS-1/change").await;
    let mut second = fields("Two agencies now.");
    second.push(("version", "3"));
    done(lead.post("/market/statements/MS-1/change", &second).await, "/market/statements/MS-1");
    let said = words(&anybody.get("/statements/MS-1").await.text);
    for holds in [
        "What will be needed",
        "1,340 people",
        "Who there is to provide it",
        "One agency takes packages",
        "Approved by Cabinet member for adults",
    ] {
        assert!(said.contains(holds), "{holds}: {said}");
    }
    assert!(!said.contains("Two agencies now"), "what is being written is not told");
    lead.get("/market/statements/MS-1/publish").await;
    done(lead.post("/market/statements/MS-1/publish", &publish("4")).await, "/statements/MS-1");
    assert!(words(&anybody.get("/statements/MS-1").await.text).contains("Two agencies now"));
    let old = words(&anybody.get("/statements/MS-1?edition=1").await.text);
    assert!(old.contains("This is edition 1. Edition 2 has taken its place.") && old.contains("One agency takes packages"), "{old}");
    assert!(words(&anybody.get("/statements").await.text).contains("Home care"));
    let word = anybody.get("/statements/MS-1/file/statement.docx").await;
    assert_eq!(word.status, StatusCode::OK);
    assert_eq!(anybody.get("/statements/MS-1/file/statement.exe").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_plan_with_no_money_says_so_and_its_effect_is_measured_before_and_after() {
    let place = Place::sample().await;
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    lead.get("/market/shaping/new").await;
    let plan = [
        ("title", "Home care in High Tarrow"),
        ("because", "One agency takes packages."),
        ("budget", "0"),
        ("entrants", "Tarrow Care; local; 2026-09-01; register\nTarrow Care Ltd; local; 2026-10-01; payments"),
        ("jobs", "Tarrow Care; 40; 25%; 50%; payroll; 2026-09-30"),
    ];
    done(lead.post("/market/shaping/new", &plan).await, "/market/shaping/SH-1");
    let said = words(&lead.get("/market/shaping/SH-1").await.text);
    for holds in [
        "It has no money at all: £0 is set aside",
        "One provider came in, one based here. One was told more than once, and counted once.",
        "40.0 jobs are claimed; 15.0 are left",
    ] {
        assert!(said.contains(holds), "{holds}: {said}");
    }
    lead.get("/market/shaping/SH-1/action").await;
    let action = [
        ("version", "1"),
        ("what", "Let two smaller lots"),
        ("budget", "12,000"),
        ("owner_role", "Head of procurement"),
        ("due-day", "31"),
        ("due-month", "3"),
        ("due-year", "2027"),
        ("kind", "bids"),
        ("indicator", "agencies that bid, a lot"),
        ("before", "1"),
        ("before_on-day", "1"),
        ("before_on-month", "3"),
        ("before_on-year", "2026"),
        ("before_source", "last tender"),
        ("aim", "3"),
    ];
    done(lead.post("/market/shaping/SH-1/action", &action).await, "/market/shaping/SH-1");
    lead.get("/market/shaping/SH-1/effect").await;
    let came = [
        ("version", "2"),
        ("action", "0"),
        ("spent", "9,000"),
        ("after", "4"),
        ("after_on-day", "20"),
        ("after_on-month", "11"),
        ("after_on-year", "2026"),
        ("source", "tender of November"),
    ];
    done(lead.post("/market/shaping/SH-1/effect", &came).await, "/market/shaping/SH-1");
    let said = words(&lead.get("/market/shaping/SH-1").await.text);
    assert!(said.contains("4 on 20 November 2026 (tender of November)") && said.contains("£12,000 over that"), "{said}");
    let all = words(&lead.get("/market/shaping").await.text);
    assert!(all.contains("£0: no money at all") && all.contains("One plan has no money."), "{all}");
    assert!(lead.get("/market/shaping/SH-1/actions.csv").await.text.contains("Let two smaller lots,12000,9000"));

    lead.get("/market/meetings/new").await;
    let meeting = [
        ("title", "Open day"),
        ("kind", "open_day"),
        ("on-day", "10"),
        ("on-month", "11"),
        ("on-year", "2026"),
        ("met", "Tarrow Care\nLindle Trust"),
        ("learned", "What stops you?; Turnover of £5m is more than any of us has"),
        ("survey_question", "Would you invest?"),
        ("asked", "12"),
        ("answered", "8"),
        ("would_invest", "3"),
    ];
    done(lead.post("/market/meetings/new", &meeting).await, "/market/meetings/MK-1");
    let asks = lead.get("/market/meetings/MK-1/came-of-it?learning=0").await.text;
    assert!(asks.contains("<option value=\"0\" selected>"), "the answer is chosen already");
    let nothing = [("version", "1"), ("learning", "0"), ("is_changed", "no"), ("reason", "")];
    assert!(words(&lead.post("/market/meetings/MK-1/came-of-it", &nothing).await.text).contains("Say why nothing changes"));
    lead.get("/market/meetings/MK-1/came-of-it").await;
    let changed = [
        ("version", "1"),
        ("learning", "0"),
        ("is_changed", "yes"),
        ("changed", "Turnover from £5m to £1m"),
        ("reason", "Out of proportion"),
    ];
    done(lead.post("/market/meetings/MK-1/came-of-it", &changed).await, "/market/meetings/MK-1");
    let all = words(&lead.get("/market/meetings").await.text);
    assert!(
        all.contains("One meeting. One thing changed because of what was learned; every answer was answered for.") && all.contains("38%"),
        "{all}"
    );
    let mut provider = place.browser_as("provider", place.provider).await;
    assert_eq!(provider.get("/market/meetings/MK-1").await.status, StatusCode::NOT_FOUND, "what one supplier said is shown to no other");
}
