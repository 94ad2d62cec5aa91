//! A neighbourhood that commissions, from the delegation to the authority's agreement; and a partner who signs a need.

use axum::http::StatusCode;
use desk::house::add_organisation::{AddOrganisation, add_organisation};
use desk::house::set_up::operator;
use model::id::OrganisationId;
use model::organisation::OrganisationKind;

use super::support::done;
use crate::browser::{Place, words};

async fn partner(place: &Place, name: &str, kind: OrganisationKind) -> OrganisationId {
    let ask =
        AddOrganisation { name: name.into(), kind, also_called: vec![], provides: false, is_partner: true, ended: None, followed_by: None };
    add_organisation(&place.desk, &operator(&place.desk), ask).await.expect("a body")
}

#[tokio::test]
async fn what_costs_more_than_the_limit_waits_on_the_page_until_the_authority_agrees() {
    let place = Place::sample().await;
    let parishes = partner(&place, "Fenwold Parish Cluster", OrganisationKind::Community).await.to_string();
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    assert!(words(&lead.get("/neighbourhoods").await.text).contains("No neighbourhood yet"));
    lead.get("/neighbourhoods/new").await;
    let fields = |limit| {
        [
            ("commissioner", parishes.as_str()),
            ("place", "Fenwold"),
            ("year", "2026"),
            ("budget", "£180,000"),
            ("limit", limit),
            ("delegated_in", "Constitution, part 3"),
        ]
    };
    let bad = lead.post("/neighbourhoods/new", &fields("£190,000")).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(words(&bad.text).contains("The limit of one project is more than the whole budget") && bad.text.contains("£190,000"));
    lead.get("/neighbourhoods/new").await;
    done(lead.post("/neighbourhoods/new", &fields("£50,000")).await, "/neighbourhoods/NB-1");
    lead.get("/neighbourhoods/NB-1/project").await;
    let project = [("version", "1"), ("title", "Repair the hall roof"), ("cost", "62,000"), ("how_chosen", "412 ballots")];
    done(lead.post("/neighbourhoods/NB-1/project", &project).await, "/neighbourhoods/NB-1");
    lead.get("/neighbourhoods/NB-1/decide").await;
    let word = |version| [("version", version), ("project", "0"), ("yes", "yes"), ("note", "Minutes")];
    done(lead.post("/neighbourhoods/NB-1/decide", &word("2")).await, "/neighbourhoods/NB-1");
    let page = words(&lead.get("/neighbourhoods/NB-1").await.text);
    assert!(page.contains("Chosen; above the limit, waits for the authority") && page.contains("£118,000 is left."), "{page}");
    lead.get("/neighbourhoods/NB-1/agree").await;
    assert_eq!(lead.post("/neighbourhoods/NB-1/agree", &word("2")).await.status, StatusCode::CONFLICT, "somebody was faster");
    lead.get("/neighbourhoods/NB-1/agree").await;
    done(lead.post("/neighbourhoods/NB-1/agree", &word("3")).await, "/neighbourhoods/NB-1");
    let all = words(&lead.get("/neighbourhoods").await.text);
    assert!(all.contains("£62,000 goes ahead; £0 waits for the authority’s agreement."), "{all}");
}

#[tokio::test]
async fn a_partner_signs_for_its_own_body_and_what_is_written_after_that_asks_again() {
    let place = Place::sample().await;
    let icb = partner(&place, "The ICB", OrganisationKind::Nhs).await;
    let id = icb.to_string();
    let mut lead = place.browser_as("head_of_commissioning", place.desk.authority).await;
    lead.get("/needs/new").await;
    let fields = [
        ("title", "Help before a crisis"),
        ("people", "Adults in crisis"),
        ("definition", "Adults who called three services in a month"),
        ("reason", "As the police count"),
        ("came_from", "partners"),
        ("strengths", "They look out for each other"),
        ("capabilities", "Eleven support others"),
        ("level", "strategic"),
        ("refresh_months", "12"),
        ("shared_with", id.as_str()),
    ];
    done(lead.post("/needs/new", &fields).await, "/needs/N-1");
    let mut amara = place.browser_as("partner_commissioner", icb).await;
    assert!(words(&amara.get("/needs/N-1").await.text).contains("Not shared: The ICB has not signed edition 1."));
    amara.get("/needs/N-1/sign").await;
    let unchosen = amara.post("/needs/N-1/sign", &[("version", "1"), ("edition", "1")]).await;
    assert!(words(&unchosen.text).contains("Choose whose signature it is"));
    amara.get("/needs/N-1/sign").await;
    done(amara.post("/needs/N-1/sign", &[("version", "1"), ("edition", "1"), ("organisation", id.as_str())]).await, "/needs/N-1");
    assert!(words(&lead.get("/needs/N-1").await.text).contains("Shared: one partner has signed edition 1."));
    lead.get("/needs/N-1/evidence").await;
    let evidence = [
        ("version", "2"),
        ("says", "Logs of three services agree"),
        ("grade", "strong"),
        ("dated-day", "1"),
        ("dated-month", "3"),
        ("dated-year", "2021"),
        ("source", "Crisis review"),
    ];
    done(lead.post("/needs/N-1/evidence", &evidence).await, "/needs/N-1");
    let said = words(&lead.get("/needs/N-1").await.text);
    assert!(said.contains("Not shared: The ICB has not signed edition 2.") && said.contains("older than 36 months"), "{said}");
    assert_eq!(amara.get("/needs/N-1/change").await.status, StatusCode::FORBIDDEN, "a partner signs, and changes nothing");
}
