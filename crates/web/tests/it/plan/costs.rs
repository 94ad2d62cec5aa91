//! Full cost, savings, prices, incomes and ranges by the forms; bad input comes back as it was typed, with the mend.

use axum::http::StatusCode;

use super::options::{choice, costed, line};
use super::support::{done, support};
use crate::browser::words;

#[tokio::test]
async fn the_full_cost_is_asked_alike_of_every_option_and_who_would_host_it_decides_what_else_is_asked() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    assert!(words(&lead.get("/cases/C-1/full-cost").await.text).contains("Nothing is costed yet"));
    costed(&mut lead).await;
    let council = support.place.desk.authority.to_string();
    done(
        line(&mut lead, "1", &[("name", "Staff"), ("kind", "cost"), ("organisation", &council), ("a_year", "60000"), ("part", "delivery")])
            .await,
        "/cases/C-1/appraisal",
    );
    let page = words(&lead.get("/cases/C-1/full-cost").await.text);
    for wanted in [
        "Not full cost yet for any of two options",
        "Not full cost yet: 7 of 8 parts open",
        "Staff: £60,000 a year",
        "Pensions of council staff who move",
        "Best Value Authorities Staff Transfers (Pensions) Direction 2007",
        "VAT, run by a charity",
        "No rule written down here depends on who would run it",
    ] {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
    let appraisal = words(&lead.get("/cases/C-1/appraisal").await.text);
    assert!(
        appraisal.contains("Not full cost yet: 7 of 8 parts open") && appraisal.contains("It is not full cost yet for any of them"),
        "{appraisal}"
    );

    assert!(words(&lead.get("/cases/C-1/options").await.text).contains(", not full cost yet"), "the board compares nothing in silence");
    let form = words(&lead.get("/cases/C-1/options/A/full-cost").await.text);
    assert!(form.contains("Delivery: stated by “Staff”.") && form.contains("Who gives the bond or guarantee"), "{form}");
    let bad =
        lead.post("/cases/C-1/options/A/full-cost", &[("version", "2"), ("vat", "nothing"), ("exit_because", "Six months’ notice")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&bad.text);
    assert!(bad.text.contains("value=\"Six months’ notice\"") && said.contains("Say why it costs nothing here"), "{said}");
    assert!(said.contains("Choose whether exit costs nothing or is not known yet"), "{said}");
    lead.get("/cases/C-1/options/A/full-cost").await;
    let fields = [
        ("version", "2"),
        ("vat", "not_known"),
        ("vat_because", "The trust’s accountant"),
        ("exit", "nothing"),
        ("exit_because", "Six months’ notice, and no penalty"),
        ("pensions", "open"),
    ];
    done(lead.post("/cases/C-1/options/A/full-cost", &fields).await, "/cases/C-1/full-cost#option-a");
    let page = words(&lead.get("/cases/C-1/full-cost").await.text);
    assert!(
        page.contains("Not known. To know: The trust’s accountant") && page.contains("Nothing: Six months’ notice, and no penalty"),
        "{page}"
    );
    assert!(page.contains("Not full cost yet: 6 of 8 parts open"), "{page}");
    let again = lead.get("/cases/C-1/options/A/full-cost").await.text;
    assert!(again.contains("value=\"The trust’s accountant\""), "what was answered is filled in");
    let stale = lead.post("/cases/C-1/options/A/full-cost", &[("version", "2"), ("vat", "nothing"), ("vat_because", "Mine")]).await;
    assert!(stale.status == StatusCode::CONFLICT && stale.text.contains("value=\"Mine\""));
    assert_eq!(lead.get("/cases/C-1/options/Q/full-cost").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_saving_is_taken_apart_by_the_form_and_one_that_does_not_add_up_comes_back_as_it_was_typed() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    costed(&mut lead).await;
    assert!(words(&lead.get("/cases/C-1/options/A/saving").await.text).contains("No saving is promised yet"));
    lead.get("/cases/C-1/options/A/saving/parts").await;
    let apart = [("version", "1"), ("total", "£680,000"), ("price", "500k"), ("leaving", "62"), ("transferred", "62")];
    let refused = lead.post("/cases/C-1/options/A/saving/parts", &apart).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = words(&refused.text);
    assert!(
        refused.text.contains("value=\"500k\"") && said.contains("£180,000") && said.contains("Say where the rest comes from"),
        "{said}"
    );
    let called = [("efficiency", "180k"), ("efficiency_worse", "A home within 26 weeks")];
    let refused = lead.post("/cases/C-1/options/A/saving/parts", &[&apart[..], &called].concat()).await;
    assert!(words(&refused.text).contains("calls a cut with falling outcomes efficiency"), "{}", words(&refused.text));
    let called = [("redundancy", "180k")];
    let refused = lead.post("/cases/C-1/options/A/saving/parts", &[&apart[..], &called].concat()).await;
    assert!(words(&refused.text).contains("People who transfer are not redundancies"), "{}", words(&refused.text));
    let line = super::financial_plan::line(&support, "saving", "Adults 7", "2027/28; 600,000").await;
    let named = [("shifted_to_others", "180k"), ("taken_up_by", "the district councils"), ("line", line.as_str()), ("counts", "soon")];
    let refused = lead.post("/cases/C-1/options/A/saving/parts", &[&apart[..], &named].concat()).await;
    assert!(refused.text.contains("two parts are wanted") && refused.text.contains(">soon</textarea>"), "{}", words(&refused.text));
    let named = [("shifted_to_others", "180k"), ("taken_up_by", "the district councils"), ("line", line.as_str())];
    done(lead.post("/cases/C-1/options/A/saving/parts", &[&apart[..], &named].concat()).await, "/cases/C-1/options/A/saving");
    let page = words(&lead.get("/cases/C-1/options/A/saving").await.text);
    for wanted in [
        "£680k a year is promised. To the public purse it is £500k: the rest is a cost that others take up.",
        "Taken up by the district councils",
        "62 transfer with the service: those people are paid by somebody else then, and are no redundancies.",
        "All of it answers the line “Adults 7” (FP-1) of the medium-term financial plan of Northvale County Council",
        "In 2027/28 £680,000 of it begins: £80,000 more than the £600,000 the line counts on.",
        "appraisal-cba, edition 1",
    ] {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
    assert!(lead.get("/cases/C-1/options/A/saving/parts").await.text.contains("value=\"the district councils\""));
    // Sealed with the costing: nobody who may not see it is told the saving.
    lead.get("/cases/C-1/costing").await;
    let fields = [("version", "2"), ("first_year", "2027"), ("years", "10"), ("short_until", "2"), ("seed", "7"), ("sealed", "yes")];
    done(lead.post("/cases/C-1/costing", &fields).await, "/cases/C-1/appraisal");
    let mut analyst = support.place.browser_as("analyst", support.place.desk.authority).await;
    for page in ["options/A/saving", "full-cost"] {
        let said = words(&analyst.get(&format!("/cases/C-1/{page}")).await.text);
        assert!(said.contains("What these options cost is sealed from you") && !said.contains("680"), "{page}: {said}");
    }
}

#[tokio::test]
async fn a_person_gives_ranges_by_the_form_and_those_that_cannot_be_come_back_as_they_were_typed() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    for (version, name, worst, best) in [("0", "Weeks to move on", "52", "4"), ("1", "Cost", "700", "0")] {
        lead.get("/cases/C-1/criteria/criterion").await;
        let fields = [("version", version), ("name", name), ("worst", worst), ("best", best)];
        done(lead.post("/cases/C-1/criteria/criterion", &fields).await, "/cases/C-1/criteria");
    }
    let form = words(&lead.get("/cases/C-1/criteria/weights").await.text);
    assert!(form.contains("Cost: at the least, of the whole weight (not required)"), "{form}");
    let person = [("version", "2"), ("whose", "one"), ("group", "residents"), ("swing-0", "100"), ("swing-1", "25")];
    let crossed = lead.post("/cases/C-1/criteria/weights", &[&person[..], &[("least-0", "90"), ("most-0", "60")]].concat()).await;
    assert_eq!(crossed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        crossed.text.contains("value=\"90\"") && words(&crossed.text).contains("Its lower end comes first"),
        "{}",
        words(&crossed.text)
    );
    let short = lead.post("/cases/C-1/criteria/weights", &[&person[..], &[("most-0", "60"), ("most-1", "30")]].concat()).await;
    assert!(words(&short.text).contains("At the most the ranges come to 90.0% of the weight"), "{}", words(&short.text));
    let no_share = lead.post("/cases/C-1/criteria/weights", &[&person[..], &[("most-1", "lots")]].concat()).await;
    assert!(no_share.text.contains("value=\"lots\"") && no_share.status == StatusCode::UNPROCESSABLE_ENTITY);
    let ranges = [("least-0", "60"), ("most-0", "90")];
    done(lead.post("/cases/C-1/criteria/weights", &[&person[..], &ranges].concat()).await, "/cases/C-1/criteria");
    lead.get("/cases/C-1/criteria/weights").await;
    let other = [("version", "3"), ("whose", "one"), ("group", "officers"), ("swing-0", "30"), ("swing-1", "100"), ("most-0", "40")];
    done(lead.post("/cases/C-1/criteria/weights", &other).await, "/cases/C-1/criteria");
    for (version, option, weeks, cost) in [("4", "A", "20", "500"), ("5", "now", "34", "100")] {
        lead.get(&format!("/cases/C-1/criteria/scores/{option}")).await;
        let fields = [("version", version), ("score-0", weeks), ("score-1", cost)];
        done(lead.post(&format!("/cases/C-1/criteria/scores/{option}"), &fields).await, "/cases/C-1/criteria#scores");
    }
    let page = words(&lead.get("/cases/C-1/criteria").await.text);
    for wanted in [
        "60% to 90%",
        "No weights lie within the ranges of all two people who gave them. They are apart on “Weeks to move on” by 20 points of the weight: that is what to talk about",
        "every set of weights within it is as likely as any other. Method: smaa, edition 1, 10,000 draws from seed 1.",
    ] {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
}

#[tokio::test]
async fn prices_of_another_year_past_forecasts_and_weights_by_income_are_typed_in_and_stand_beside_the_plain_figures() {
    let support = support(&[]).await;
    let mut lead = support.lead().await;
    choice(&support, &mut lead, "A scheme run with the trust", "transfer_voluntary").await;
    costed(&mut lead).await;
    let council = support.place.desk.authority.to_string();
    let staff = [("name", "Staff"), ("kind", "cost"), ("organisation", council.as_str()), ("a_year", "100,000"), ("prices_of", "2025")];
    let early = line(&mut lead, "1", &staff).await;
    assert!(
        early.text.contains("value=\"2025\"") && words(&early.text).contains("No price index here reaches 2025/26"),
        "{}",
        words(&early.text)
    );
    lead.get("/cases/C-1/costing/price-index").await;
    let index = [
        ("version", "1"),
        ("source", "An index, made up for this test"),
        ("published-day", "30"),
        ("published-month", "9"),
        ("published-year", "2026"),
        ("later", "2"),
    ];
    let bad = lead.post("/cases/C-1/costing/price-index", &[&index[..], &[("years", "2025/26 100")]].concat()).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        bad.text.contains("2025/26 100</textarea>") && words(&bad.text).contains("is not a year and its index"),
        "{}",
        words(&bad.text)
    );
    done(
        lead.post("/cases/C-1/costing/price-index", &[&index[..], &[("years", "2025 100\n2026 104\n2027 108")]].concat()).await,
        "/cases/C-1/appraisal",
    );
    assert!(lead.get("/cases/C-1/costing/price-index").await.text.contains("2026 104"));
    done(line(&mut lead, "2", &staff).await, "/cases/C-1/appraisal");
    let fares = [("name", "Lower fares"), ("kind", "benefit"), ("a_year", "50,000"), ("start", "0"), ("falls_on", "poorest_fifth")];
    let theirs = line(&mut lead, "3", &[&fares[..], &[("organisation", council.as_str())]].concat()).await;
    assert!(words(&theirs.text).contains("Only what residents gain or bear is weighed by income"), "{}", words(&theirs.text));
    done(line(&mut lead, "3", &fares).await, "/cases/C-1/appraisal");
    lead.get("/cases/C-1/costing/forecast").await;
    let past =
        [("version", "4"), ("what", "The hostel, 2022"), ("thing", "operating_cost"), ("forecast", "200,000"), ("outturn", "£230,000")];
    done(lead.post("/cases/C-1/costing/forecast", &past).await, "/cases/C-1/appraisal");
    let page = words(&lead.get("/cases/C-1/appraisal").await.text);
    for wanted in [
        "Prices by: An index, made up for this test, published 30 September 2026. After 2027/28 they are taken to rise 2.0% a year: that is assumed, not published.",
        "“Staff” is written in prices of 2025/26 and was multiplied by 1.0800 to be in prices of 2027/28.",
        "Costs in each year’s own prices",
        "£1.08m | | £1.18m",
        "Weighed by income, beside the plain figures",
        "Office for National Statistics, Average household income",
        "15.0% more",
        "Operating cost: one forecast came in 15.0% above what was forecast, on average. Fewer than five",
    ] {
        assert!(page.contains(wanted), "“{wanted}” is missing: {page}");
    }
    let csv = lead.get("/cases/C-1/appraisal.csv").await.text;
    assert!(csv.contains("weighted by income") && csv.contains("Parts of the full cost still open"), "{csv}");
    let law = words(&lead.get("/library/law").await.text);
    assert!(
        law.contains("Incomes by which gains are weighed") && law.contains("Full cost: Staff who move with the service (TUPE)"),
        "{law}"
    );
}
