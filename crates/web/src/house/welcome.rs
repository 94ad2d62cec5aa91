//! One-time links: the first administrator's, and those by which a person chooses a password.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::house::choose_password::{choose_password, look_at_link};
use desk::house::claim_administrator::{ClaimAdministrator, claim_administrator, look_at_offer};
use desk::house::password;
use desk::house::token::Token;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, paragraph};
use crate::house::sign_in::welcome;
use crate::layout::{Frame, Layout};
use crate::router::{Asks, Routes};

pub fn routes() -> Routes {
    Routes::new()
        .get("/welcome/{token}", Asks::Nothing, "Become the first administrator, by the link made at the machine", offer)
        .post("/welcome/{token}", Asks::Nothing, "Become the first administrator, by the link made at the machine", claim)
        .get("/choose-password/{token}", Asks::Nothing, "Choose a password, by a one-time link", ask)
        .post("/choose-password/{token}", Asks::Nothing, "Choose a password, by a one-time link", chosen)
}

async fn offer(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<FormPage, PageError> {
    look_at_offer(&app.desk, &read(&token)?).await?;
    let advice = password::advice(password::fewest(&app.desk).await?);
    Ok(offer_page(&app, frame, Form::blank(), &token, advice))
}

fn offer_page(app: &App, frame: Frame, form: Form, token: &str, advice: String) -> FormPage {
    let form = form.with("password", "");
    let layout = Layout::new(frame, format!("Welcome to the workbench of {}", app.desk.place.name))
        .lead("You will be its first administrator: you add the other people and give them their roles.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("/welcome/{token}"), Button::new("Become the administrator"))
        .part(form.input("name", "Your name").autocomplete("name"))
        .part(form.input("job", "What you do").hint("As shown beside your name, for example systems lead"))
        .part(form.input("email", "E-mail address").hint("You sign in with it").kind("email").autocomplete("username"))
        .part(form.input("password", "Password").hint(advice).kind("password").autocomplete("new-password"))
        .after(paragraph("This link works once. It was made by whoever runs this machine."))
}

async fn claim(State(app): State<App>, frame: Frame, Path(token): Path<String>, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let typed = |name: &str| form.value(name).to_owned();
    let ask = ClaimAdministrator {
        token: read(&token)?,
        name: typed("name"),
        email: typed("email"),
        job: typed("job"),
        password: typed("password"),
    };
    match claim_administrator(&app.desk, ask).await {
        Ok(begun) => Ok(welcome(&app, &begun, "/people")),
        Err(error) => {
            form.refused(error)?;
            let advice = password::advice(password::fewest(&app.desk).await?);
            Ok(offer_page(&app, frame, form, &token, advice).into_response())
        }
    }
}

async fn ask(State(app): State<App>, frame: Frame, Path(token): Path<String>) -> Result<FormPage, PageError> {
    let (name, email) = look_at_link(&app.desk, &read(&token)?).await?;
    let advice = password::advice(password::fewest(&app.desk).await?);
    Ok(password_page(frame, Form::blank(), &token, (&name, &email), advice))
}

fn password_page(frame: Frame, form: Form, token: &str, (name, email): (&str, &str), advice: String) -> FormPage {
    let form = form.with("new", "");
    let layout = Layout::new(frame, "Choose a password").lead(format!("For {name}, who signs in as {email}.")).with_errors(form.errors());
    FormPage::new(layout, format!("/choose-password/{token}"), Button::new("Keep it and sign in"))
        // For the browser's own password keeper.
        .part(crate::components::markup::Markup::trusted(format!(
            r#"<input type="hidden" name="username" autocomplete="username" value="{}">"#,
            crate::components::markup::Markup::text(email)
        )))
        .part(form.input("new", "New password").hint(advice).kind("password").autocomplete("new-password"))
}

async fn chosen(State(app): State<App>, frame: Frame, Path(token): Path<String>, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let secret = read(&token)?;
    let (name, email) = look_at_link(&app.desk, &secret).await?;
    match choose_password(&app.desk, &secret, form.value("new")).await {
        Ok(begun) => Ok(welcome(&app, &begun, "/")),
        Err(error) => {
            form.refused(error)?;
            let advice = password::advice(password::fewest(&app.desk).await?);
            Ok(password_page(frame, form, &token, (&name, &email), advice).into_response())
        }
    }
}

/// A link that was cut or mistyped on its way here is nothing at all.
fn read(token: &str) -> Result<Token, PageError> {
    Token::read(token).ok_or(PageError::NotFound)
}
