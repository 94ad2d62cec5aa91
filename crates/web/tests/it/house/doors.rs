//! Every door × every role × every organisation, from the same table that guards them; and nobody at all.

use axum::http::StatusCode;
use web::router::{Asks, Door};

use crate::browser::{Place, location};

/// An address to try: places in a path are filled with something that is nobody's.
fn address(door: &Door) -> String {
    let parts = door.path.split('/').map(|part| if part.starts_with('{') { "C-999999" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

fn doors() -> Vec<Door> {
    // The library's own routes are added by the stack.
    web::router::routes().and(web::library::routes()).doors
}

/// Signing out, alone or everywhere, would end the very session this walk round the doors is made with.
fn ends_the_session(door: &Door) -> bool {
    door.path.contains("sign-out")
}

#[tokio::test]
async fn every_door_opens_to_those_it_should_and_to_nobody_else() {
    let place = Place::sample().await;
    let (mut tried, mut opened) = (0, 0);
    for organisation in [place.desk.authority, place.partner, place.provider] {
        for role in place.roles().await {
            let mut browser = place.browser_as(&role, organisation).await;
            let roles = desk::house::roles::list_roles(&place.desk).await.expect("roles");
            let held = roles.iter().find(|known| known.noun.code == role).map(|known| known.noun.permissions.clone()).expect("the role");
            for door in doors().iter().filter(|door| !ends_the_session(door)) {
                let path = address(door);
                let answer = match door.method {
                    "GET" => browser.get(&path).await,
                    _ => {
                        browser.get("/account").await;
                        browser.post(&path, &[]).await
                    }
                };
                let what = format!("{} {} as {role} of {organisation}: {}", door.method, door.path, answer.status);
                assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{what}");
                assert_ne!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{what}");
                assert_ne!(answer.status, StatusCode::UNAUTHORIZED, "{what}");
                let may = match door.asks {
                    Asks::Nothing | Asks::SignIn => true,
                    Asks::May(permission) => held.contains(&permission),
                };
                if may {
                    opened += 1;
                } else {
                    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
                    assert!(answer.text.contains("Your role does not include this"), "{what}");
                    assert!(answer.text.contains("<a class=\"govuk-link\" href=\"/\">"), "no way on: {what}");
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 500 && opened > 200, "{tried} tried, {opened} opened");
}

#[tokio::test]
async fn nobody_signed_in_is_sent_to_sign_in_and_back() {
    let place = Place::sample().await;
    for door in doors().iter().filter(|door| door.asks != Asks::Nothing) {
        let mut browser = place.browser();
        browser.get("/sign-in").await;
        let path = address(door);
        if door.method == "GET" {
            let answer = browser.get(&path).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}");
            let back = if path == "/" { "/sign-in".to_owned() } else { format!("/sign-in?then={path}") };
            assert_eq!(location(&answer), back, "{path}");
        } else {
            let answer = browser.post(&path, &[]).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{path}");
            assert!(answer.text.contains("href=\"/sign-in\""), "{path}");
        }
    }
}

#[tokio::test]
async fn an_address_that_is_none_is_a_page_with_a_way_on_for_whoever_asks() {
    let place = Place::sample().await;
    let mut nobody = place.browser();
    assert_eq!(nobody.get("/no/such/page").await.status, StatusCode::NOT_FOUND);
    let mut somebody = place.browser_as("analyst", place.desk.authority).await;
    let answer = somebody.get("/no/such/page").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains("Page not found") && answer.text.contains("Sign out"), "{}", answer.text);
}

#[tokio::test]
async fn every_route_written_down_in_the_source_is_in_the_table() {
    let listed: Vec<&str> = doors().iter().map(|door| door.path).collect();
    let mut found = 0;
    for file in sources(std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"))) {
        let text = std::fs::read_to_string(&file).expect("a source file");
        for part in text.split(".route(\"").skip(1) {
            let path = part.split('"').next().unwrap_or_default();
            assert!(path.starts_with("/assets/") || listed.contains(&path), "{path} in {} is not in the table", file.display());
            found += 1;
        }
    }
    assert!(found >= 1, "the assets at least");
}

fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}
