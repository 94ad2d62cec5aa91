//! Who may do what: every address of the product beside every role, made from the same table that the guard at each door reads, and
//! from the roles as this place has them.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::house::roles::{ChangeRole, change_role, list_roles};
use model::id::RoleId;
use model::record::Record;
use model::role::{Permission, Role};

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::house::stale;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::Asks::{self, May, SignIn};
use crate::router::{Door, Routes, to};
use crate::session::Signed;

#[derive(Template)]
#[template(path = "house/permissions.html")]
struct PermissionsPage {
    layout: Layout,
    roles: Vec<Record<RoleId, Role>>,
    permissions: Vec<PermissionRow>,
    pages: Vec<PageRow>,
    may_change: bool,
}

/// One permission beside every role.
struct PermissionRow {
    words: &'static str,
    held: Vec<bool>,
}

/// One page, or one thing that can be done, beside every role.
struct PageRow {
    words: &'static str,
    address: &'static str,
    /// A form that is sent, rather than a page to look at.
    changes: bool,
    asks: &'static str,
    open: Vec<bool>,
}

page!(PermissionsPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/permissions", SignIn, "Who may do what", show)
        .get("/permissions/{code}", May(Permission::ManagePeople), "Change what a role includes", ask)
        .post("/permissions/{code}", May(Permission::ManagePeople), "Change what a role includes", save)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PermissionsPage, PageError> {
    let roles = list_roles(&app.desk).await?;
    let permissions = Permission::ALL
        .iter()
        .map(|permission| PermissionRow {
            words: permission.words(),
            held: roles.iter().map(|role| role.noun.permissions.contains(permission)).collect(),
        })
        .collect();
    let pages = page_rows(&app.doors, &roles);
    let layout = Layout::new(frame, "Who may do what")
        .crumb("My cases", "/")
        .lead(format!(
            "{} roles, {} permissions, {} pages and forms. This page is made from the list that guards every address, so it cannot say anything else.",
            roles.len(),
            Permission::ALL.len(),
            app.doors.len()
        ))
        .audit("/audit?noun=role");
    Ok(PermissionsPage { layout, roles, permissions, pages, may_change: signed.actor.can(Permission::ManagePeople) })
}

/// Each page once, in the order of its address; looking before changing.
fn page_rows(doors: &[Door], roles: &[Record<RoleId, Role>]) -> Vec<PageRow> {
    let mut rows: BTreeMap<(&str, bool), PageRow> = BTreeMap::new();
    for door in doors {
        let changes = door.method != "GET";
        let (asks, open): (&str, Vec<bool>) = match door.asks {
            Asks::Nothing => ("Open to everybody", roles.iter().map(|_| true).collect()),
            Asks::SignIn => ("Signed in", roles.iter().map(|_| true).collect()),
            Asks::May(permission) => (permission.words(), roles.iter().map(|role| role.noun.permissions.contains(&permission)).collect()),
        };
        rows.insert((door.path, changes), PageRow { words: door.words, address: door.path, changes, asks, open });
    }
    rows.into_values().collect()
}

async fn ask(State(app): State<App>, frame: Frame, Path(code): Path<String>) -> Result<FormPage, PageError> {
    let role = find(&app, &code).await?;
    let mut form = Form::blank().with("title", role.noun.title.clone()).with("version", role.version.to_string());
    if role.noun.accountable {
        form = form.with("accountable", "yes");
    }
    let held: Vec<String> = role.noun.permissions.iter().map(|permission| permission.code().to_owned()).collect();
    Ok(role_page(frame, form, &role.noun, held))
}

async fn find(app: &App, code: &str) -> Result<Record<RoleId, Role>, PageError> {
    list_roles(&app.desk).await?.into_iter().find(|role| role.noun.code == code).ok_or(PageError::NotFound)
}

fn role_page(frame: Frame, form: Form, role: &Role, held: Vec<String>) -> FormPage {
    let layout = Layout::new(frame, format!("Change the role: {}", role.title))
        .crumb("My cases", "/")
        .crumb("Who may do what", "/permissions")
        .lead("The change counts for everybody who has this role, from their next page on.")
        .with_errors(form.errors());
    let mut boxes = form.checkboxes("permissions", "What does it include?").small().values(held);
    for permission in Permission::ALL {
        boxes = boxes.offer(permission.code(), permission.words());
    }
    let accountable = form.checkboxes("accountable", "Accountable?").small().offer_with_hint(
        "yes",
        "May proceed by exception",
        "Where the scheme of delegation names this role as well",
    );
    FormPage::new(layout, format!("/permissions/{}", role.code), Button::new("Save the role"))
        .carrying("version", form.value("version"))
        .part(form.input("title", "Title"))
        .part(boxes)
        .part(accountable)
        .part(form.input("reason", "Why?").hint("Kept with the change, and shown in who changed what"))
}

async fn save(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(code): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let sent: Vec<String> = form.fields().all("permissions").map(str::to_owned).collect();
    let ask = ChangeRole {
        code: code.clone(),
        version: form.value("version").parse().unwrap_or(-1),
        title: form.value("title").to_owned(),
        permissions: Permission::ALL.iter().copied().filter(|known| sent.iter().any(|code| code == known.code())).collect(),
        accountable: form.ticked("accountable"),
        reason: form.value("reason").to_owned(),
    };
    match change_role(&app.desk, &signed.actor, ask).await {
        Ok(()) => Ok(to("/permissions")),
        Err(DeskError::Stale) => {
            let now = find(&app, &code).await?;
            let yes_no = |yes: bool| if yes { "Yes" } else { "No" };
            let words = |held: &dyn Fn(&Permission) -> bool| {
                Permission::ALL.iter().filter(|one| held(one)).map(|one| one.words()).collect::<Vec<_>>().join("; ")
            };
            let both = stale::both(&[
                ("Title", &now.noun.title, form.value("title")),
                (
                    "What it includes",
                    &words(&|one| now.noun.permissions.contains(one)),
                    &words(&|one| sent.iter().any(|code| code == one.code())),
                ),
                ("May proceed by exception", &yes_no(now.noun.accountable).to_owned(), yes_no(form.ticked("accountable"))),
            ]);
            let form = form.with("version", now.version.to_string());
            Ok((StatusCode::CONFLICT, role_page(frame, form, &now.noun, sent).before(both)).into_response())
        }
        Err(error) => {
            form.refused(error)?;
            let role = find(&app, &code).await?;
            Ok(role_page(frame, form, &role.noun, sent).into_response())
        }
    }
}
