//! The page of dated law, from request to words.

use crate::browser::{Place, words};

#[tokio::test]
async fn law_says_where_it_holds_since_when_and_what_was_read_and_nobody_has_to_sign_in_for_it() {
    let place = Place::sample().await;
    let mut nobody = place.browser();
    let page = nobody.get("/library/law").await;
    let said = words(&page.text);
    assert!(said.contains("# Law and official figures") && said.contains("9 still have to be checked"), "{said}");
    let row = |title: &str| said.lines().find(|line| line.contains(title)).unwrap_or_else(|| panic!("no row {title}: {said}")).to_owned();
    let payments = row("Contract payments over £30,000");
    assert!(payments.contains("England. Since 1 April 2026.") && payments.contains("On 22 November 2026."), "{payments}");
    assert!(row("Public Interest Test becomes mandatory").contains("From 1 April 2027."));
    let two_tier = row("Two-tier workforce");
    assert!(two_tier.contains("The day it begins is not known.") && two_tier.contains("Not yet."), "{two_tier}");
    let (here, elsewhere) = said.split_once("## What speaks of other nations only").expect("two tables");
    let (runs, not_now) = here.split_once("## Not in force in England today").expect("what is to come stands apart");
    assert!(runs.contains("Contract payments over £30,000") && !not_now.contains("Contract payments over £30,000"), "{said}");
    assert!(
        not_now.contains("Public Interest Test becomes mandatory") && elsewhere.contains("Payments compliance notices in Wales"),
        "{said}"
    );
    assert!(row("Discount rate for effects on health: Health effects in terms of utility").contains("0.86% to year 200"));
    assert!(row("Bank holidays").contains("2024 to 2028."));
    assert!(page.text.contains("href=\"https://www.legislation.gov.uk/ukpga/2023/54/section/70\""));
    assert!(nobody.get("/library").await.text.contains("href=\"/library/law\""), "the library leads there");
}

#[tokio::test]
async fn every_threshold_of_a_market_stands_on_a_page_with_its_reason_and_its_dates() {
    let place = Place::sample().await;
    let mut nobody = place.browser();
    let page = nobody.get("/library/market").await;
    let said = words(&page.text);
    assert!(said.contains("# How a market is judged"), "{said}");
    let row = |title: &str| said.lines().find(|line| line.contains(title)).unwrap_or_else(|| panic!("no row {title}: {said}")).to_owned();
    assert!(
        row("How concentrated spending is").contains("concentrated_from 1000") && row("How concentrated spending is").contains("A screen")
    );
    let now = said.lines().find(|line| line.contains("£207,720")).expect("the threshold of today");
    assert!(now.contains("Since 1 January 2026: in force in England today."), "{now}");
    let before = said.lines().find(|line| line.contains("£214,904")).expect("the threshold before");
    assert!(before.contains("24 February 2025 to 31 December 2025."), "{before}");
    assert!(row("Suppliers write bids").contains("60"), "{said}");
    assert!(page.text.contains("href=\"/library/methods/predicted-bids\""));
    assert!(nobody.get("/library").await.text.contains("href=\"/library/market\""), "the library leads there");
}
