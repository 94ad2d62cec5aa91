//! A browser without script: keeps cookies, follows no redirect by itself, sends forms with the token of the page it is on.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use desk::Desk;
use desk::house::actors::actor_by_email;
use desk::house::add_organisation::{AddOrganisation, add_organisation};
use desk::house::add_person::{AddPerson, add_person};
use desk::house::roles::list_roles;
use desk::house::set_up::operator;
use model::id::{OrganisationId, PersonId};
use model::organisation::OrganisationKind;
use tower::ServiceExt;
use web::app::{App, Shell};

use crate::ask::{Answer, bare_desk};

/// The product on a place in memory: a council, an NHS partner and a provider, and one person of each in every role.
pub struct Place {
    pub app: Router,
    pub desk: Desk,
    pub partner: OrganisationId,
    pub provider: OrganisationId,
}

impl Place {
    /// A sample place: anybody can be chosen, without a password.
    pub async fn sample() -> Place {
        let desk = bare_desk(true).await;
        let operator = operator(&desk);
        let add = |name: &str, kind, provides, is_partner| AddOrganisation {
            name: name.into(),
            kind,
            also_called: vec![],
            provides,
            is_partner,
            ended: None,
            followed_by: None,
        };
        let partner = add_organisation(&desk, &operator, add("Northvale Integrated Care Board", OrganisationKind::Nhs, false, true)).await;
        let provider = add_organisation(&desk, &operator, add("Lindle Tenancy Trust", OrganisationKind::Voluntary, true, false)).await;
        let app = web::router::product(App::new(desk.clone(), Shell::of(&desk)));
        Place { app, desk, partner: partner.expect("a partner"), provider: provider.expect("a provider") }
    }

    /// Codes of every role a person can have.
    pub async fn roles(&self) -> Vec<String> {
        let roles = list_roles(&self.desk).await.expect("roles");
        roles.into_iter().map(|role| role.noun.code).filter(|code| code != "operator").collect()
    }

    /// Adds somebody and opens a browser signed in as them.
    pub async fn browser_as(&self, role: &str, organisation: OrganisationId) -> Browser {
        let name = format!("{role} {organisation}");
        let email = format!("{}.{}@northvale.example", role.replace('_', "-"), organisation);
        let ask = AddPerson { name, email: email.clone(), job: role.replace('_', " "), organisation, roles: vec![role.into()] };
        let (id, _) = add_person(&self.desk, &operator(&self.desk), ask).await.expect("a person");
        let mut browser = self.browser();
        browser.choose(id).await;
        assert!(actor_by_email(&self.desk, &email).await.is_ok());
        browser
    }

    pub fn browser(&self) -> Browser {
        Browser { app: self.app.clone(), cookies: Vec::new(), page: String::new(), peer: None, forwarded: None }
    }
}

pub struct Browser {
    app: Router,
    cookies: Vec<(String, String)>,
    page: String,
    /// The other end of its connection, as the server sees it.
    pub peer: Option<std::net::SocketAddr>,
    /// What a proxy, or whoever says so, writes into `X-Forwarded-For`.
    pub forwarded: Option<&'static str>,
}

impl Browser {
    pub async fn get(&mut self, path: &str) -> Answer {
        self.send(Request::get(path), Body::empty()).await
    }

    /// Sends a form with the token of the page the browser is on.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.form_token();
        self.post_with(path, fields, &token).await
    }

    pub async fn post_with(&mut self, path: &str, fields: &[(&str, &str)], token: &str) -> Answer {
        let mut body = format!("form_token={token}");
        for (name, value) in fields {
            body.push_str(&format!("&{}={}", web::router::in_query(name), web::router::in_query(value)));
        }
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::HOST, "127.0.0.1:7400")
            .header(header::CONTENT_LENGTH, body.len());
        self.send(request, Body::from(body)).await
    }

    /// Sends a form with a file, as browsers do.
    pub async fn post_file(&mut self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Answer {
        let boundary = "----ww-boundary";
        let token = self.form_token();
        let mut body = Vec::new();
        for (name, value) in std::iter::once(&("form_token", token.as_str())).chain(fields) {
            body.extend_from_slice(
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
            );
        }
        let (field, name, bytes) = file;
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let request = Request::post(path)
            .header(header::CONTENT_TYPE, format!("multipart/form-data; boundary={boundary}"))
            .header(header::HOST, "127.0.0.1:7400")
            .header(header::CONTENT_LENGTH, body.len());
        self.send(request, Body::from(body)).await
    }

    /// Chooses one of the people of the sample county.
    pub async fn choose(&mut self, person: PersonId) {
        self.get("/sign-in").await;
        let answer = self.post("/sign-in/as", &[("person", &person.to_string())]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        self.get("/account").await;
    }

    /// The token of the first form of the page, or the cookie's where the page has no form.
    pub fn form_token(&self) -> String {
        let marker = "name=\"form_token\" value=\"";
        let on_page = self.page.split(marker).nth(1).and_then(|rest| rest.split('"').next());
        let in_cookie = self.cookies.iter().find(|(name, _)| name == "ww-form").map(|(_, value)| value.as_str());
        on_page.or(in_cookie).unwrap_or_default().to_owned()
    }

    pub fn has_session(&self) -> bool {
        self.cookies.iter().any(|(name, value)| name == "ww-session" && !value.is_empty())
    }

    async fn send(&mut self, request: axum::http::request::Builder, body: Body) -> Answer {
        let cookies = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ");
        let request = match self.forwarded {
            Some(named) => request.header("x-forwarded-for", named),
            None => request,
        };
        let mut request = request.header(header::COOKIE, cookies).body(body).expect("a request");
        if let Some(peer) = self.peer {
            request.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        }
        let answer = self.app.clone().oneshot(request).await.expect("the router answers");
        let (parts, body) = answer.into_parts();
        self.keep_cookies(&parts.headers);
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if parts.status != StatusCode::SEE_OTHER {
            self.page.clone_from(&text);
        }
        Answer { status: parts.status, headers: parts.headers, text }
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let text = cookie.to_str().expect("a cookie");
            let (pair, rest) = text.split_once(';').expect("attributes");
            let (name, value) = pair.split_once('=').expect("a value");
            self.cookies.retain(|(known, _)| known != name);
            if !rest.contains("Max-Age=0") {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// Where an answer sends the browser.
pub fn location(answer: &Answer) -> &str {
    answer.headers.get(header::LOCATION).and_then(|way| way.to_str().ok()).unwrap_or_default()
}

/// The version that the first form of a page carries.
pub fn version(page: &str) -> String {
    page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version").to_owned()
}

/// The words of a page, one line each, with its landmarks and headings named: what a snapshot holds.
pub fn words(html: &str) -> String {
    let main = html.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap_or(html);
    let main = main.split_once('>').map_or(main, |(_, rest)| rest);
    let mut said = String::new();
    let mut rest = main;
    while let Some((text, after)) = rest.split_once('<') {
        said.push_str(text);
        let Some((tag, after)) = after.split_once('>') else { break };
        let name = tag.trim_start_matches('/').split([' ', '\n']).next().unwrap_or_default();
        let opens = !tag.starts_with('/');
        match name {
            "h1" | "h2" | "h3" if opens => said.push_str(&format!("\n{} ", "#".repeat(name[1..].parse().unwrap_or(1)))),
            "svg" | "script" if opens => {
                let end = format!("</{name}>");
                rest = after.split_once(&end).map_or("", |(_, after)| after);
                continue;
            }
            "input" | "select" | "textarea" if !tag.contains("type=\"hidden\"") && opens => {
                let field = tag.split("name=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
                said.push_str(&format!("\n[{name} {field}] "));
            }
            "button" if opens => said.push_str("\n[button] "),
            "p" | "li" | "tr" | "dt" | "dd" | "form" | "table" | "ul" | "dl" | "div" | "label" | "legend" | "caption" | "h1" | "h2"
            | "h3" => {
                said.push('\n');
            }
            "td" | "th" => said.push_str(" | "),
            _ => {}
        }
        rest = after;
    }
    said.push_str(rest);
    let unescaped = said.replace("&amp;", "&").replace("&#38;", "&").replace("&#39;", "'").replace("&ensp;", " ").replace("&#34;", "\"");
    let lines = unescaped.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}
