//! Options by the forms: listed, costed, weighed; bad input comes back as it was typed, with the mend.

use axum::http::StatusCode;

use super::support::{Support, done, support};
use crate::browser::{Browser, location, words};

pub async fn choice(support: &Support, lead: &mut Browser, title: &str, model: &str) {
    lead.get("/cases/C-1/choice").await;
    let (version, service) = (support.case_version().await.to_string(), support.service.to_string());
    let fields = [
        ("version", version.as_str()),
        ("title", title),
        ("service", service.as_str()),
        ("delivery_model", model),
        ("outcome", "A home sooner"),
    ];
    let answer = lead.post("/cases/C-1/choice", &fields).await;
    // Whatever is proposed is asked at once: are we solving it, or moving it?
    assert!(location(&answer).starts_with("/cases/C-1/readiness?"), "{}", words(&answer.text));
}

pub async fn costed(lead: &mut Browser) {
    lead.get("/cases/C-1/costing").await;
    let fields = [("version", "0"), ("first_year", "2027"), ("years", "10"), ("short_until", "2"), ("seed", "7")];
    done(lead.post("/cases/C-1/costing", &fields).await, "/cases/C-1/appraisal");
}

pub async fn line(lead: &mut Browser, version: &str, fields: &[(&str, &str)]) -> crate::ask::Answer {
    lead.get("/cases/C-1/costing/line").await;
    lead.post("/cases/C-1/costing/line", &[&[("version", version), ("option", "A")], fields].concat()).await
}

#[tokio::test]
async fn the_board_says_which_kinds_of_option_are_missing_and_an_option_is_put_forward_once_they_are_answered_for() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    let board = words(&lead.get("/cases/C-1/options").await.text);
    assert!(board.contains("Staying as we are is always on it and cannot be taken off"), "{board}");
    assert!(board.contains("no reason why not: in-house; with or by a public partner; the market; no service, or other means"), "{board}");
    lead.get("/cases/C-1/prefer").await;
    let version = support.case_version().await.to_string();
    let refused = lead.post("/cases/C-1/prefer", &[("version", version.as_str()), ("option", "A"), ("because", "It does most.")]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.text.contains("It does most.") && words(&refused.text).contains("Add one of each, or write the reason"),
        "{}",
        words(&refused.text)
    );
    for family in ["in_house", "public_partner", "market", "other_means"] {
        lead.get("/cases/C-1/leave-out").await;
        let version = support.case_version().await.to_string();
        let fields = [("version", version.as_str()), ("family", family), ("reason", "Looked at in March; the paper says why not.")];
        done(lead.post("/cases/C-1/leave-out", &fields).await, "/cases/C-1/options");
    }
    lead.get("/cases/C-1/options/A/impact").await;
    let version = support.case_version().await.to_string();
    let half = lead
        .post("/cases/C-1/options/A/impact", &[("version", version.as_str()), ("social_known", "yes"), ("social", "A home sooner.")])
        .await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.text.contains("A home sooner.") && half.text.contains("not known is an answer"), "{}", words(&half.text));
    let fields = [
        ("version", version.as_str()),
        ("social_known", "yes"),
        ("social", "A home sooner."),
        ("economic_known", "no"),
        ("economic", "A count of people in work."),
        ("environmental_known", "no"),
        ("environmental", "A count of journeys."),
    ];
    done(lead.post("/cases/C-1/options/A/impact", &fields).await, "/cases/C-1/options/A");
    lead.get("/cases/C-1/prefer").await;
    let version = support.case_version().await.to_string();
    done(
        lead.post("/cases/C-1/prefer", &[("version", version.as_str()), ("option", "A"), ("because", "It does most.")]).await,
        "/cases/C-1/options",
    );
    let board = words(&lead.get("/cases/C-1/options").await.text);
    assert!(board.contains("“A scheme run with the trust” is put forward: It does most."), "{board}");
    assert!(board.contains("Nobody is named as having put an option forward"), "{board}");
    // No recommendation stands without how sure it is: what nobody has written is said to be unknown, and then as it was written.
    let in_one_line = |text: &str| words(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let board = in_one_line(&lead.get("/cases/C-1/options").await.text);
    assert!(board.contains("What is put forward, and how sure that is"), "{board}");
    assert!(board.contains("How sure Unknown: nobody has written it What would change it Unknown: nobody has written it"), "{board}");
    lead.get("/cases/C-1/options/A/write").await;
    let version = support.case_version().await.to_string();
    let fields = [("version", version.as_str()), ("outcome", "A home sooner"), ("how_sure", "Fairly: one scheme has tried it.")];
    done(lead.post("/cases/C-1/options/A/write", &fields).await, "/cases/C-1/options/A");
    let board = in_one_line(&lead.get("/cases/C-1/options").await.text);
    assert!(board.contains("Why It does most. How sure Fairly: one scheme has tried it."), "{board}");
}

#[tokio::test]
async fn an_option_has_parts_who_put_it_forward_and_what_it_does_to_whom_and_staying_is_projected() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    assert_eq!(lead.get("/cases/C-1/options/Q").await.status, StatusCode::NOT_FOUND);
    let now = words(&lead.get("/cases/C-1/options/now").await.text);
    assert!(now.contains("Project it: what grows, what falls, what it costs."), "{now}");
    lead.get("/cases/C-1/options/now/write").await;
    let version = support.case_version().await.to_string();
    let fields = [("version", version.as_str()), ("outcome", "Waits grow by two weeks a year."), ("cost", "£3.4m")];
    done(lead.post("/cases/C-1/options/now/write", &fields).await, "/cases/C-1/options/now");
    assert!(words(&lead.get("/cases/C-1/options/now").await.text).contains("Waits grow by two weeks a year."));
    lead.get("/cases/C-1/options/A/part").await;
    let version = support.case_version().await.to_string();
    let fields = [("version", version.as_str()), ("what", "Outreach"), ("delivery_model", "grant"), ("cost", "80k")];
    done(lead.post("/cases/C-1/options/A/part", &fields).await, "/cases/C-1/options/A");
    lead.get("/cases/C-1/options/A/equality").await;
    let version = support.case_version().await.to_string();
    let fields = [
        ("version", version.as_str()),
        ("who", "disability"),
        ("effect", "Two flats have no step-free way in."),
        ("review_on-day", "1"),
        ("review_on-month", "6"),
        ("review_on-year", "2027"),
    ];
    done(lead.post("/cases/C-1/options/A/equality", &fields).await, "/cases/C-1/options/A");
    let sheet = words(&lead.get("/cases/C-1/options/A").await.text);
    for said in ["Outreach", "Grant", "£80,000", "Ask of Outreach", "Disability", "None is held", "Not stated yet"] {
        assert!(sheet.contains(said), "“{said}” is missing: {sheet}");
    }
    assert_eq!(lead.get("/cases/C-1/readiness?change=grant&part=Outreach").await.status, StatusCode::OK);
}

#[tokio::test]
async fn costs_and_benefits_are_typed_in_worked_alike_kept_and_a_bad_line_comes_back_as_it_was_typed() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    let empty = words(&lead.get("/cases/C-1/appraisal").await.text);
    assert!(empty.contains("Nothing is costed yet"), "{empty}");
    costed(&mut lead).await;
    let (council, icb) = (support.place.desk.authority.to_string(), support.place.partner.to_string());
    let bad = line(
        &mut lead,
        "1",
        &[("name", "Less care later"), ("kind", "benefit"), ("organisation", &icb), ("a_year", "-£5"), ("ramp", "25, fifty")],
    )
    .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.text.contains("value=\"25, fifty\"") && bad.text.contains("is not a percentage"), "{}", words(&bad.text));
    let bad = line(&mut lead, "1", &[("name", "Less care later"), ("kind", "benefit"), ("organisation", &icb), ("a_year", "100000")]).await;
    assert!(bad.text.contains("value=\"100000\"") && bad.text.contains("a benefit without a start is not counted"), "{}", words(&bad.text));
    let years = line(&mut lead, "1", &[("name", "Staff"), ("kind", "cost"), ("organisation", &council), ("by_year", "1\n2\n3")]).await;
    assert!(years.text.contains("There are 3 amounts and 10 years"), "{}", words(&years.text));
    let fields =
        [("name", "Staff"), ("kind", "cost"), ("organisation", council.as_str()), ("a_year", "£60,000"), ("low", "90"), ("high", "130")];
    done(line(&mut lead, "1", &fields).await, "/cases/C-1/appraisal");
    let fields = [
        ("name", "Less care later"),
        ("kind", "benefit"),
        ("organisation", icb.as_str()),
        ("a_year", "100000"),
        ("start", "1"),
        ("cashable", "15"),
    ];
    done(line(&mut lead, "2", &fields).await, "/cases/C-1/appraisal");
    let stale = line(&mut lead, "1", &[("name", "Mine, typed at length"), ("kind", "cost"), ("a_year", "1")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Mine, typed at length") && stale.text.contains("Somebody else changed this"), "{}", words(&stale.text));

    let page = lead.get("/cases/C-1/appraisal").await;
    let said = words(&page.text);
    // 100,000 × 7.6077 (years 1 to 9) less 60,000 × 8.6077 (years 0 to 9): 244,308.
    for wanted in [
        "Over 10 years “A scheme run with the trust (option A)” is worth most: £244k more than it costs, in prices of 2027/28.",
        "HM Treasury, Discounting: Green Book supplementary guidance, February 2026",
        "A delivery model changes no figure here",
        "appraisal-cba, edition 1",
        "nobody answers for it",
    ] {
        assert!(said.contains(wanted), "“{wanted}” is missing: {said}");
    }
    assert!(page.text.contains("role=\"img\"") && page.text.contains("How each option may turn out"));
    let csv = lead.get("/cases/C-1/appraisal.csv").await.text;
    assert!(csv.contains("Net present value (£)") && csv.lines().count() == 3, "{csv}");
    let ledger = lead.get("/cases/C-1/options/A/ledger").await;
    let said = words(&ledger.text);
    assert!(said.contains("on a scale from 0") || said.contains("On a scale from 0"), "{said}");
    assert!(said.contains("Northvale Integrated Care Board") && said.contains("2028/29"), "{said}");
    assert!(lead.get("/cases/C-1/options/A/ledger.csv").await.text.contains("Northvale County Council,Pays,60000"));

    lead.get("/cases/C-1/appraisal").await;
    done(lead.post("/cases/C-1/results", &[]).await, "/cases/C-1/appraisal#kept");
    let kept = words(&lead.get("/cases/C-1/appraisal").await.text);
    assert!(kept.contains("It still comes out the same."), "{kept}");
    // A costing that was sealed is never shown to a provider.
    lead.get("/cases/C-1/costing").await;
    let fields = [("version", "3"), ("first_year", "2027"), ("years", "10"), ("short_until", "2"), ("seed", "7"), ("sealed", "yes")];
    done(lead.post("/cases/C-1/costing", &fields).await, "/cases/C-1/appraisal");
    let mut provider = support.place.browser_as("provider", support.place.provider).await;
    assert!(!provider.get("/cases/C-1/appraisal").await.text.contains("60,000"));
    // Whoever may not see what is sealed is told so, and not that nothing is there.
    let mut analyst = support.place.browser_as("analyst", support.place.desk.authority).await;
    for page in ["appraisal", "options/A", "options/A/ledger", "options/A/social-return"] {
        let said = words(&analyst.get(&format!("/cases/C-1/{page}")).await.text);
        assert!(said.contains("What these options cost is sealed from you") && !said.contains("60,000"), "{page}: {said}");
    }
}

#[tokio::test]
async fn criteria_have_ranges_weights_stand_side_by_side_and_options_are_letters_until_all_are_scored() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    assert!(words(&lead.get("/cases/C-1/criteria").await.text).contains("No workshop is held yet"));
    lead.get("/cases/C-1/criteria/criterion").await;
    let bad = lead.post("/cases/C-1/criteria/criterion", &[("version", "0"), ("name", "Weeks to move on"), ("best", "4")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.text.contains("value=\"Weeks to move on\"") && bad.text.contains("a weight without a range means nothing"),
        "{}",
        words(&bad.text)
    );
    let bad =
        lead.post("/cases/C-1/criteria/criterion", &[("version", "0"), ("name", "Is it in-house?"), ("worst", "0"), ("best", "1")]).await;
    assert!(words(&bad.text).contains("give the reason why the delivery model itself counts"), "{}", words(&bad.text));
    for (version, name, worst, best) in [("0", "Weeks to move on", "52", "4"), ("1", "Cost", "700", "0")] {
        lead.get("/cases/C-1/criteria/criterion").await;
        let fields = [("version", version), ("name", name), ("worst", worst), ("best", best)];
        done(lead.post("/cases/C-1/criteria/criterion", &fields).await, "/cases/C-1/criteria");
    }
    for (version, group, first, second) in [("2", "residents", "100", "20"), ("3", "officers", "30", "100")] {
        lead.get("/cases/C-1/criteria/weights").await;
        let fields = [("version", version), ("whose", "one"), ("group", group), ("swing-0", first), ("swing-1", second)];
        done(lead.post("/cases/C-1/criteria/weights", &fields).await, "/cases/C-1/criteria");
    }
    let form = lead.get("/cases/C-1/criteria/scores/A").await;
    assert!(!form.text.contains("A scheme run with the trust</") && words(&form.text).contains("Score option A"), "{}", words(&form.text));
    let outside = lead.post("/cases/C-1/criteria/scores/A", &[("version", "4"), ("score-0", "60"), ("score-1", "500")]).await;
    assert!(outside.text.contains("value=\"60\"") && words(&outside.text).contains("runs from 52 to 4"), "{}", words(&outside.text));
    for (version, option, weeks, cost) in [("4", "A", "20", "500"), ("5", "now", "34", "100")] {
        lead.get(&format!("/cases/C-1/criteria/scores/{option}")).await;
        let fields = [("version", version), ("score-0", weeks), ("score-1", cost)];
        done(lead.post(&format!("/cases/C-1/criteria/scores/{option}"), &fields).await, "/cases/C-1/criteria#scores");
    }
    let blind = words(&lead.get("/cases/C-1/criteria").await.text);
    assert!(blind.contains("Score option A") && blind.contains("Score option 0"), "{blind}");
    assert!(blind.contains("Options are letters here") && !blind.contains("A scheme run with the trust"), "{blind}");
    done(lead.post("/cases/C-1/criteria/reveal", &[("version", "6")]).await, "/cases/C-1/criteria#scores");
    let page = lead.get("/cases/C-1/criteria").await;
    let said = words(&page.text);
    for wanted in [
        "A scheme run with the trust",
        "The groups’ weights do not put the same option first",
        "PROMETHEE II",
        "smaa, edition 1",
        "farthest apart",
    ] {
        assert!(said.contains(wanted), "“{wanted}” is missing: {said}");
    }
    assert!(
        page.text.contains("How often each option has each rank")
            && lead.get("/cases/C-1/criteria.csv").await.text.contains("Rank by TOPSIS")
    );
}

#[tokio::test]
async fn priorities_lists_and_outcomes_hang_together_and_the_money_that_traces_to_none_is_said() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    let page = words(&lead.get("/priorities").await.text);
    assert!(page.contains("No vision is written down yet") && page.contains("traces to no priority"), "{page}");
    for title in ["A home in time", "Nobody alone"] {
        lead.get("/priorities/new").await;
        let fields = [("title", title), ("people", "Single homeless adults"), ("because", "They told us.")];
        done(lead.post("/priorities/new", &fields).await, "/priorities");
    }
    lead.get("/priorities/list").await;
    let twice =
        lead.post("/priorities/list", &[("version", "0"), ("vision", "Everyone at home."), ("place-PR-1", "1"), ("place-PR-2", "1")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.text.contains("Place 1 is given twice") && twice.text.contains("Everyone at home."), "{}", words(&twice.text));
    done(
        lead.post("/priorities/list", &[("version", "0"), ("vision", "Everyone at home."), ("place-PR-1", "2"), ("place-PR-2", "1")]).await,
        "/priorities#lists",
    );
    for (body, first, second) in [(support.place.desk.authority, "1", "2"), (support.place.partner, "2", "1")] {
        lead.get(&format!("/priorities/list?of={body}")).await;
        let whose = body.to_string();
        let fields = [("version", "0"), ("whose", whose.as_str()), ("place-PR-1", first), ("place-PR-2", second)];
        done(lead.post("/priorities/list", &fields).await, "/priorities#lists");
    }
    lead.get("/cases/C-1/outcome").await;
    let fields = [("statement", "People leave within 26 weeks."), ("people", "Single homeless adults")];
    done(lead.post("/cases/C-1/outcome", &fields).await, "/cases/C-1#want");
    let page = lead.get("/outcomes/O-1/priority").await;
    let priority =
        page.text.split("A home in time").next().and_then(|text| text.rsplit("value=\"").next()).and_then(|text| text.split('"').next());
    let priority = priority.expect("the priority's option").to_owned();
    done(lead.post("/outcomes/O-1/priority", &[("version", "1"), ("priority", &priority), ("kind", "outcome")]).await, "/priorities");
    let page = words(&lead.get("/priorities").await.text);
    for wanted in [
        "Everyone at home.",
        "1. Nobody alone",
        "Nothing serves it yet: an end without means.",
        "People leave within 26 weeks.",
        "−1 (opposite)",
        "£0 of",
    ] {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
}

#[tokio::test]
async fn a_social_return_is_typed_in_and_says_what_it_turns_on() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "Grants to halls", "grant").await;
    assert!(words(&lead.get("/cases/C-1/options/A/social-return").await.text).contains("No social return is worked out yet"));
    costed(&mut lead).await;
    lead.get("/cases/C-1/options/A/change").await;
    let given = [
        ("version", "1"),
        ("what", "Company every week"),
        ("people", "People aged 65 and over"),
        ("measured_by", "Asked before and after"),
        ("quantity", "100"),
        ("value_each", "£500"),
        ("value_source", "What a class costs elsewhere"),
        ("displacement", "5"),
        ("attribution", "10"),
        ("drop_off", "25"),
        ("years", "5"),
        ("people_asked", "30"),
    ];
    let bad = lead.post("/cases/C-1/options/A/change", &given).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.text.contains("value=\"Company every week\"") && bad.text.contains("would have happened anyway: 0 is an answer"),
        "{}",
        words(&bad.text)
    );
    let at = "/cases/C-1/options/A/social-return";
    done(lead.post("/cases/C-1/options/A/change", &[&given[..], &[("deadweight", "20")]].concat()).await, at);
    lead.get("/cases/C-1/options/A/input").await;
    done(lead.post("/cases/C-1/options/A/input", &[("version", "2"), ("what", "The grant"), ("amount", "50,000")]).await, at);
    let page = words(&lead.get(at).await.text);
    for wanted in [
        "For every £1 put in, £1.92",
        "sroi, edition 1",
        "A pound put in would bring back just a pound",
        "Put in: The grant £50,000.",
        "never added to the costs and benefits",
    ] {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
}

#[tokio::test]
async fn the_costed_options_of_a_case_are_taken_into_an_allocation_with_who_pays_and_points_are_asked() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    lead.get("/allocations/add").await;
    let fields = [
        ("title", "Homes sooner"),
        ("purpose", "Less waiting"),
        ("year", "2028"),
        ("limit", "100,000"),
        ("points_mean", "Agreed by nine people."),
        ("accountable", "Cllr Ruth Ashby"),
    ];
    done(lead.post("/allocations/add", &fields).await, "/allocations/AL-1");
    let which = words(&lead.get("/allocations/AL-1/options").await.text);
    assert!(which.contains("C-1: "), "{which}");
    let none = words(&lead.get("/allocations/AL-1/options?case=C-1").await.text);
    assert!(none.contains("not costed yet") && !none.contains("Take these"), "{none}");
    costed(&mut lead).await;
    let (council, icb) = (support.place.desk.authority.to_string(), support.place.partner.to_string());
    for (version, name, whose, pounds) in [("1", "Staff", &council, "£60,000"), ("2", "Checks", &icb, "£20,000")] {
        let fields = [("name", name), ("kind", "cost"), ("organisation", whose.as_str()), ("a_year", pounds)];
        done(line(&mut lead, version, &fields).await, "/cases/C-1/appraisal");
    }
    let page = words(&lead.get("/allocations/AL-1/options?case=C-1").await.text);
    for wanted in [
        "2028/29: £60,000 recurrent, Northvale County Council",
        "2028/29: £20,000 recurrent, Northvale Integrated Care Board",
        "Source: costs and benefits of case C-1, as written on",
        "One costed option",
    ] {
        assert!(page.contains(wanted), "{wanted}: {page}");
    }
    for (points, mend) in [("many", "Write a whole number of points"), ("", "Say the points of one option at least")] {
        let bad = lead.post("/allocations/AL-1/options", &[("version", "1"), ("case", "C-1"), ("points-A", points)]).await;
        assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(bad.text.contains(mend) && bad.text.contains(&format!("value=\"{points}\"")) != points.is_empty(), "{}", words(&bad.text));
        lead.get("/allocations/AL-1/options?case=C-1").await;
    }
    let fields = [("version", "1"), ("case", "C-1"), ("points-A", "40")];
    done(lead.post("/allocations/AL-1/options", &fields).await, "/allocations/AL-1");
    let plan = words(&lead.get("/allocations/AL-1").await.text);
    assert!(plan.contains("One thing to do for £80,000: 40 points.") && plan.contains("A scheme run with the trust"), "{plan}");
    let again = words(&lead.get("/allocations/AL-1/options?case=C-1").await.text);
    assert!(again.contains("No costed option of") && again.contains("in the allocation already, at this cost"), "{again}");
}
