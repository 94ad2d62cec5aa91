//! Who may have what, and how much will be needed, by the forms: tried on paper, refused by field, and kept as a means of an option.

use axum::http::StatusCode;

use super::options::choice;
use super::support::{done, support};
use crate::browser::words;

const PEOPLE: &str = "age band,group,need level,count,year,vehicles a day,km\n65 and over,High Tarrow,rural,600,2026,3400,10\nunder 65,High Tarrow,rural,900,2026,3400,12\nunder 65,Aldermere,town,5000,2026,9000,40\n65 and over,Aldermere,town,3,2026,9000,1\n";

fn table<'a>(thresholds: &'a str, rules: &'a str) -> [(&'a str, &'a str); 8] {
    [
        ("title", "Roads <b> treated"),
        ("service", ""),
        ("year", "2026"),
        ("outcome_unit", "nights with a safe way out"),
        ("results", "Road treated; £605.71; km; 58\nNothing; 0; ; 0"),
        ("thresholds", thresholds),
        ("rules", rules),
        ("samples", "A farm up a lane; vehicles a day = 3,400"),
    ]
}

const OURS: &str = "vehicles; Vehicles a day; vehicles; 3,000; local policy; Winter plan";
const RULE: &str = "vehicles a day at least vehicles; Road treated";

#[tokio::test]
async fn a_threshold_is_moved_on_paper_and_kept_as_a_means_and_a_national_one_is_refused_with_its_source() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    lead.get("/eligibility/add").await;
    let national = format!("{OURS}\noutcomes; Outcomes; outcomes; 3; national; care_outcomes");
    let bad = lead.post("/eligibility/add", &table(&national, RULE)).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&bad.text);
    assert!(said.contains("Line 2: it is set nationally at 2") && said.contains("S.I. 2015/313"), "{said}");
    assert!(bad.text.contains("value=\"2026\"") && bad.text.contains("local policy; Winter plan"), "what was typed stays");
    lead.get("/eligibility/add").await;
    let unknown = lead.post("/eligibility/add", &table(OURS, "vehicles a day at least speed; Road treated")).await;
    assert!(words(&unknown.text).contains("There is no threshold called “speed”"), "{}", words(&unknown.text));
    lead.get("/eligibility/add").await;
    let both = format!("{OURS}\noutcomes; Outcomes; outcomes; 2; national; care_outcomes");
    done(lead.post("/eligibility/add", &table(&both, RULE)).await, "/eligibility/EL-1");
    // A population of another year is said, and asked about; a file of people is not taken.
    let population = |year: &str| PEOPLE.replace(",2026,", &format!(",{year},"));
    for (file, said) in [
        (population("2024"), "The file is of 2024 and the table is of 2026"),
        (PEOPLE.replace(",600,", ",-600,"), "“-600” is not a whole number of people"),
        (PEOPLE.replace("vehicles a day", "speed"), "does not say “vehicles a day”"),
    ] {
        lead.get("/eligibility/EL-1/population").await;
        let bad = lead
            .post_file("/eligibility/EL-1/population", &[("version", "1"), ("licence", "Ours")], ("file", "people.csv", file.as_bytes()))
            .await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(words(&bad.text).contains(said) && bad.text.contains("value=\"Ours\""), "{said}: {}", words(&bad.text));
    }
    lead.get("/eligibility/EL-1/population").await;
    done(
        lead.post_file("/eligibility/EL-1/population", &[("version", "1")], ("file", "people.csv", PEOPLE.as_bytes())).await,
        "/eligibility/EL-1",
    );
    let page = lead.get("/eligibility/EL-1?vehicles=4000").await;
    let said = words(&page.text);
    for wanted in [
        "With vehicles a day from 3,000 to 4,000, 1,500 people get less and 0 get more. It saves £13.3k a year.",
        "Vehicles a day is at least 3,000 vehicles",
        "National: set by law, not ours to move",
        "Local policy: ours to move, within our duty",
        "are withheld and not drawn",
        "A farm up a lane",
        "people.csv, of 2026, loaded on",
        "Keep this as a means of an option",
    ] {
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
    assert!(
        !page.text.contains("Roads <b>") && page.text.contains("<svg") && !page.text.contains("name=\"outcomes\""),
        "a national one has no box"
    );
    let csv = lead.get("/eligibility/EL-1/groups.csv?vehicles=4000").await.text;
    assert!(csv.contains("High Tarrow,1500,0,1500"), "{csv}");
    for (query, said) in [
        ("outcomes=3", "Outcomes is set nationally and cannot be moved here: Care and Support (Eligibility Criteria) Regulations 2015"),
        ("vehicles=lots", "Vehicles a day: “lots” is not a number"),
        ("speed=3", "There is no threshold called “speed” in this table"),
    ] {
        let bad = lead.get(&format!("/eligibility/EL-1?{query}")).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(words(&bad.text).contains(said), "{said}: {}", words(&bad.text));
    }
    assert!(lead.get("/eligibility/EL-1?vehicles=lots").await.text.contains("value=\"lots\""));
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    lead.get("/eligibility/EL-1/means?vehicles=4000").await;
    let nothing = lead.post("/eligibility/EL-1/means", &[("vehicles", "4000"), ("option", "")]).await;
    assert!(words(&nothing.text).contains("Choose the option it is a means of"));
    lead.get("/eligibility/EL-1/means?vehicles=4000").await;
    done(lead.post("/eligibility/EL-1/means", &[("vehicles", "4000"), ("option", "C-1/A")]).await, "/cases/C-1/options/A#means");
    let sheet = words(&lead.get("/cases/C-1/options/A").await.text);
    assert!(sheet.contains("Vehicles a day from 3,000 to 4,000 vehicles. Of 6,503 people, 1,500 people get less and 0 people get more. It saves £13,326 a year."), "{sheet}");
    // Changing the table keeps its people, and opens with what was written.
    let change = lead.get("/eligibility/EL-1/change").await.text;
    assert!(change.contains("national; care_outcomes") && change.contains("vehicles a day at least vehicles; Road treated"), "{change}");
}

fn driver<'a>(kind: &'a str, central: &'a str, low: &'a str, source: &'a str) -> [(&'a str, &'a str); 6] {
    [("group", "85 and over"), ("kind", kind), ("central", central), ("low", low), ("high", ""), ("source", source)]
}

#[tokio::test]
async fn demand_is_built_from_sourced_drivers_managed_at_its_own_cost_and_kept_as_a_means() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    let empty = words(&lead.get("/demand").await.text);
    assert!(empty.contains("No model yet") && empty.contains("Start a model of demand"), "{empty}");
    lead.get("/demand/add").await;
    let start = [("title", "Home care"), ("service", ""), ("unit", "hours of home care"), ("first_year", "2026"), ("years", "3")];
    done(lead.post("/demand/add", &start).await, "/demand/DM-1");
    for (fields, said) in [
        (driver("rate", "34", "", "A survey"), "does not say of how many"),
        (driver("take_up", "120%", "", "A survey"), "120% is not between 0% and 100%"),
        (driver("intensity", "-5", "", "A survey"), "is below nought"),
        (driver("population", "10,000", "", ""), "a figure without a source is not taken"),
        (driver("", "10,000", "", "A survey"), "Choose which figure it is"),
    ] {
        lead.get("/demand/DM-1/driver").await;
        let bad = lead.post("/demand/DM-1/driver", &[&[("version", "1")], &fields[..]].concat()).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(
            words(&bad.text).contains(said) && bad.text.contains(&format!("value=\"{}\"", fields[2].1)),
            "{said}: {}",
            words(&bad.text)
        );
    }
    let stated = [
        driver("population", "10,000", "", "Estimate"),
        driver("growth", "2%", "1%", "Projection"),
        driver("rate", "200 per 1,000", "180 per 1,000", "A survey"),
        driver("eligible", "50%", "", "Our own"),
        driver("take_up", "80%", "", "Our own"),
        driver("intensity", "500", "", "Our own"),
    ];
    for (at, fields) in stated.iter().enumerate() {
        lead.get("/demand/DM-1/driver").await;
        let version = (at + 1).to_string();
        done(lead.post("/demand/DM-1/driver", &[&[("version", version.as_str())], &fields[..]].concat()).await, "/demand/DM-1");
    }
    let missing = words(&lead.get("/demand/DM-1").await.text);
    assert!(missing.contains("Not worked out yet. 85 and over: nobody has stated cost of a unit."), "{missing}");
    lead.get("/demand/DM-1/driver").await;
    done(
        lead.post("/demand/DM-1/driver", &[&[("version", "7")], &driver("unit_cost", "£27.10", "", "Call-offs")[..]].concat()).await,
        "/demand/DM-1",
    );
    let page = words(&lead.get("/demand/DM-1").await.text);
    assert!(page.contains("£10.8m of hours of home care in 2026/27") && page.contains("What moves it most is rate of need"), "{page}");
    let csv = lead.get("/demand/DM-1/years.csv").await.text;
    assert!(csv.contains("2026/27,800,360000,400000,400000,9756000,10840000,10840000"), "{csv}");
    // Ten in a hundred helped at the door, with half of the cost fixed.
    let way = |central: &'static str, kind: &'static str| {
        [
            ("version", "8"),
            ("title", "Help at the door"),
            ("kind", kind),
            ("central", central),
            ("fixed", "50"),
            ("cost", "100,000"),
            ("source", "A trial"),
        ]
    };
    for (fields, said) in [
        (way("110", "deflection"), "“110” is not a percentage: write a number from 0 to 100"),
        (way("10", "charging"), "Choose the law that lets the authority charge"),
    ] {
        lead.get("/demand/DM-1/way").await;
        let bad = lead.post("/demand/DM-1/way", &fields).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(words(&bad.text).contains(said) && bad.text.contains("value=\"Help at the door\""), "{said}: {}", words(&bad.text));
    }
    lead.get("/demand/DM-1/way").await;
    done(lead.post("/demand/DM-1/way", &way("10", "deflection")).await, "/demand/DM-1#ways");
    let page = words(&lead.get("/demand/DM-1").await.text);
    let says = "Help at the door: 400,000 hours of home care fall to 360,000 a year, and it saves £442,000 a year (£442,000 to £442,000). At the average cost it would look like £1,084,000: fixed costs stay. A unit costs £28.61 in place of £27.10.";
    assert!(page.contains(says), "{page}");
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    lead.get("/demand/DM-1/means?way=0").await;
    done(lead.post("/demand/DM-1/means", &[("way", "0"), ("option", "C-1/A")]).await, "/cases/C-1/options/A#means");
    let sheet = words(&lead.get("/cases/C-1/options/A").await.text);
    assert!(sheet.contains("400,000 hours of home care fall to 360,000") && sheet.contains("demand-management, edition 1"), "{sheet}");
    // A provider sees none of it.
    let mut provider = support.place.browser_as("provider", support.place.provider).await;
    for path in ["/demand/DM-1", "/demand/DM-1/driver"] {
        let status = provider.get(path).await.status;
        assert!(status == StatusCode::NOT_FOUND || status == StatusCode::FORBIDDEN, "{path}: {status}");
    }
}

#[tokio::test]
async fn a_measure_is_carried_on_beside_the_year_before_or_says_why_not() {
    let support = support(&super::support::RECOVERY).await;
    let mut lead = support.lead().await;
    let page = lead.get("/demand/forecast?measure=M-1").await;
    let said = words(&page.text);
    assert!(said.contains("On the last twelve periods, kept back, each was off: the same months of the year before by"), "{said}");
    assert!(page.text.contains("<svg") && said.contains("80 in 100") && said.contains("demand-forecast, edition 1"), "{said}");
    let csv = lead.get("/demand/forecast.csv?measure=M-1").await.text;
    assert_eq!(csv.lines().count(), 13, "{csv}");
    let other = words(&lead.get("/demand/forecast?measure=M-2").await.text);
    assert!(other.contains("is not carried on") || other.contains("On the last"), "{other}");
    assert_eq!(lead.get("/demand/forecast?measure=M-99").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_cut_on_a_map_is_a_load_elsewhere_and_a_map_that_cannot_be_is_refused_by_its_line() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    let nodes = "Reablement; 254; 260; Return\nHome care; 180; 190; Call-offs\nHospital; 900; ; Trust";
    let arrows = "Reablement; Home care; 55%; 0; Sample\nReablement; Hospital; 25%; 1; Sample\nHome care; Hospital; 40%; 1; Sample";
    for (nodes, arrows, said) in [
        (nodes, "Reablement; Home care; 155%; 0; Sample", "Line 1: “155%” is not a percentage from 0% to 100%"),
        (nodes, "Reablement; Library; 5%; 0; Sample", "There is no service called “Library” on this map"),
        ("Reablement; -254; 260; Return", "", "Line 1: “-254” is not a number of people"),
    ] {
        lead.get("/system-maps/add").await;
        let bad = lead.post("/system-maps/add", &[("title", "After <b> hospital"), ("nodes", nodes), ("arrows", arrows)]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
        assert!(words(&bad.text).contains(said) && bad.text.contains("Reablement; "), "{said}: {}", words(&bad.text));
    }
    lead.get("/system-maps/add").await;
    done(
        lead.post("/system-maps/add", &[("title", "After <b> hospital"), ("nodes", nodes), ("arrows", arrows)]).await,
        "/system-maps/SM-1",
    );
    let page = lead.get("/system-maps/SM-1?service=Reablement&percent=10").await;
    let said = words(&page.text);
    assert!(said.contains("Reablement takes 10% fewer: by the twelfth month 10 more people a month are taken by Home care."), "{said}");
    assert!(
        said.contains("people come to no service of this map") && page.text.contains("<svg") && !page.text.contains("After <b>"),
        "{said}"
    );
    let bad = lead.get("/system-maps/SM-1?service=Reablement&percent=lots").await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&bad.text).contains("“lots” is not a percentage") && bad.text.contains("value=\"lots\""));
    assert!(lead.get("/system-maps/SM-1/arrows.csv").await.text.contains("Reablement,Home care,55"), "the csv");
}
