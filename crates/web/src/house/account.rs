//! One's own account: who I am here, what I may do, my password, and signing out everywhere.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use desk::house::choose_password::{ChangePassword, change_password};
use desk::house::{password, sign_out};
use model::role::Permission;

use crate::app::App;
use crate::components::button::Button;
use crate::components::list::SummaryList;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::FormPage;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::{Asks, Routes, to};
use crate::session::{self, Signed};

#[derive(Template)]
#[template(path = "house/account.html")]
struct AccountPage {
    layout: Layout,
    about: SummaryList,
    may: Vec<&'static str>,
    manages_people: bool,
    manages_settings: bool,
    has_password: bool,
    everywhere: Button,
}

page!(AccountPage);

pub fn routes() -> Routes {
    Routes::new()
        .get("/account", Asks::SignIn, "Your account", show)
        .get("/account/password", Asks::SignIn, "Change your password", ask_password)
        .post("/account/password", Asks::SignIn, "Change your password", send_password)
        .post("/account/sign-out-everywhere", Asks::SignIn, "Sign out everywhere", leave_everywhere)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> AccountPage {
    let actor = &signed.actor;
    let about = SummaryList::new()
        .row("Name", actor.name.as_str())
        .row("E-mail address", actor.email.as_str())
        .row("Role here", actor.role.as_str());
    let may = actor.permissions.iter().map(|permission| permission.words()).collect();
    let layout =
        Layout::new(frame, "Your account").crumb("My cases", "/").lead("What you do here is recorded with your role and your name.");
    AccountPage {
        layout,
        about,
        may,
        manages_people: actor.can(Permission::ManagePeople),
        manages_settings: actor.can(Permission::ManageSettings),
        has_password: !app.desk.place.is_sample,
        everywhere: Button::new("Sign out everywhere").secondary(),
    }
}

async fn ask_password(State(app): State<App>, frame: Frame, _: Signed) -> Result<FormPage, PageError> {
    Ok(password_page(frame, Form::blank(), password::advice(password::fewest(&app.desk).await?)))
}

fn password_page(frame: Frame, form: Form, advice: String) -> FormPage {
    let form = form.with("old", "").with("new", "");
    let layout = Layout::new(frame, "Change your password")
        .crumb("My cases", "/")
        .crumb("Your account", "/account")
        .lead("Every other browser you are signed in with is signed out.")
        .with_errors(form.errors());
    FormPage::new(layout, "/account/password", Button::new("Change it"))
        .part(form.input("old", "The password you have now").kind("password").autocomplete("current-password"))
        .part(form.input("new", "New password").hint(advice).kind("password").autocomplete("new-password"))
}

async fn send_password(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let ask = ChangePassword { old: form.value("old").to_owned(), new: form.value("new").to_owned() };
    match change_password(&app.desk, &signed.actor, ask).await {
        Ok(begun) => Ok(session::begin(&app.shell, to("/account"), &begun.token, &begun.csrf)),
        Err(error) => {
            form.refused(error)?;
            Ok(password_page(frame, form, password::advice(password::fewest(&app.desk).await?)).into_response())
        }
    }
}

async fn leave_everywhere(State(app): State<App>, signed: Signed) -> Result<Response, PageError> {
    sign_out::sign_out_everywhere(&app.desk, &signed.actor).await?;
    Ok(session::end(&app.shell, to("/sign-in")))
}
