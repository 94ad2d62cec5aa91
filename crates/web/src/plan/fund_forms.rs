//! Setting up a fund, putting money into it, and saying what one's own organisation could bear.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::house::add_organisation::list_organisations;
use desk::plan::money::contribute::{Contribute, contribute};
use desk::plan::money::read_fund::{FundView, read_fund};
use desk::plan::money::say_what_we_can_bear::{SayWhatWeCanBear, say_what_we_can_bear};
use desk::plan::money::set_up_fund::{SetUpFund, set_up_fund};
use model::fund::{Contribution, MoneyKind, MoneyTerm, Sharing};
use model::id::OrganisationId;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::Share;

use crate::app::App;
use crate::components::button::Button;
use crate::components::typed::Select;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const ADD: &str = "Set up a fund";
    const PUT_IN: &str = "Put money into a fund";
    const BEAR: &str = "Say what one’s own organisation could bear";
    Routes::new()
        .get("/funds/add", May(WriteCases), ADD, add_blank)
        .post("/funds/add", May(WriteCases), ADD, add_send)
        .get("/funds/{reference}/contribute", May(WriteCases), PUT_IN, put_in_blank)
        .post("/funds/{reference}/contribute", May(WriteCases), PUT_IN, put_in_send)
        .get("/funds/{reference}/limit", May(ReadCases), BEAR, bear_blank)
        .post("/funds/{reference}/limit", May(ReadCases), BEAR, bear_send)
}

/// Organisations to choose from, as identifier and name.
type Bodies = Vec<(OrganisationId, String)>;

async fn bodies(app: &App, signed: &Signed) -> Result<Bodies, PageError> {
    let all = list_organisations(&app.desk, &signed.actor).await?;
    Ok(all.into_iter().filter(|body| body.noun.ended.is_none()).map(|body| (body.id, body.noun.name)).collect())
}

fn offer(select: Select, first: &str, bodies: &Bodies) -> Select {
    bodies.iter().fold(select.offer("", first), |select, (id, name)| select.offer(id.to_string(), name.clone()))
}

fn body_of(form: &mut Form, name: &str, mend: &str) -> Option<OrganisationId> {
    let found = form.value(name).parse().ok();
    if found.is_none() {
        form.add_error(name, mend);
    }
    found
}

async fn add_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(add_page(frame, &bodies(&app, &signed).await?, &Form::blank()))
}

fn add_page(frame: Frame, bodies: &Bodies, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Set up a fund")
        .in_section(Section::Plan)
        .crumb("Shared money", "/funds")
        .lead("What the money is for, who runs it, and what happens if it goes over. Who puts in what comes next.")
        .with_errors(form.errors());
    let sharing = form
        .radios("sharing", "How does what is over or under fall on the partners?")
        .offer("contribution", "By what each puts in")
        .offer("lead_first", "The lead bears a first part of its own, then by what each puts in")
        .offer("own_money", "Each answers for its own money: what is over stays with the lead");
    FormPage::new(layout, "/funds/add", Button::new("Set it up"))
        .part(form.input("name", "What do partners call it?"))
        .part(form.textarea("purpose", "What is the money for?"))
        .part(form.input("year", "Which financial year?").hint("The year it begins in: 2027 for 2027/28").width(5))
        .part(form.input("manager", "Who runs it for all of them?").hint("A person’s name"))
        .part(offer(form.select("host", "Whose accounts does it pass through?"), "Nobody’s: every partner spends its own", bodies))
        .part(sharing)
        .part(offer(form.select("lead", "Who is the lead, where there is one?"), "Nobody", bodies))
        .part(form.input("lead_share", "How much of its own contribution does the lead bear first?").suffix("%").width(5))
        .part(form.input("stress", "How far over has everyone agreed to try it?").hint("Percentages, for example 5, 10").width(20))
        .part(form.date_input("review_on", "When is the agreement looked at again?"))
}

async fn add_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let bodies = bodies(&app, &signed).await?;
    let year = form.whole_number("year", "Write the year it begins in, for example 2027", 2000..=2100);
    let sharing = form.choice(
        "sharing",
        "Choose how what is over falls on the partners",
        &[("contribution", 0), ("lead_first", 1), ("own_money", 2)],
    );
    let lead = match sharing {
        Some(1 | 2) => body_of(&mut form, "lead", "Choose the lead"),
        _ => None,
    };
    let first = if sharing == Some(1) { form.share("lead_share", "Say how much the lead bears first") } else { None };
    let stress = stress(&mut form);
    let review_on = form.optional_date("review_on");
    let sharing = match (sharing, lead, first) {
        (Some(0), ..) => Some(Sharing::Contribution),
        (Some(1), Some(lead), Some(share_of_own)) => Some(Sharing::LeadFirst { lead, share_of_own }),
        (Some(2), Some(lead), _) => Some(Sharing::OwnMoney { lead }),
        _ => None,
    };
    let year = year.and_then(|year| i16::try_from(year).ok());
    let (Some(year), Some(sharing), false) = (year, sharing, form.has_errors()) else {
        return Ok(add_page(frame, &bodies, &form).into_response());
    };
    let text = |name: &str| form.value(name).to_owned();
    let ask = SetUpFund {
        name: text("name"),
        purpose: text("purpose"),
        year,
        host: form.value("host").parse().ok(),
        manager: text("manager"),
        sharing,
        stress,
        review_on,
    };
    match set_up_fund(&app.desk, &signed.actor, ask).await {
        Ok(fund) => Ok(to(&format!("/funds/{}", reference_of(&fund.reference)))),
        Err(error) => again(error, form, |form| add_page(frame, &bodies, form)),
    }
}

/// “5, 10”: percentages parted by commas or spaces.
fn stress(form: &mut Form) -> Vec<Share> {
    let typed = form.value("stress").to_owned();
    let mut found = Vec::new();
    for part in typed.split([',', ';', ' ']).map(|part| part.trim().trim_end_matches('%')).filter(|part| !part.is_empty()) {
        match part.parse().ok().and_then(|percent| Share::from_percent(percent).ok()) {
            Some(share) => found.push(share),
            None => form.add_error("stress", format!("“{part}” is not a percentage from 0 to 100. Write them with commas: 5, 10")),
        }
    }
    found
}

async fn fund_of(app: &App, signed: &Signed, reference: &str) -> Result<FundView, PageError> {
    Ok(read_fund(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn put_in_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = fund_of(&app, &signed, &reference).await?;
    Ok(put_in_page(frame, &view, &bodies(&app, &signed).await?, &Form::blank()))
}

fn put_in_page(frame: Frame, view: &FundView, bodies: &Bodies, form: &Form) -> FormPage {
    let at = format!("/funds/{}", reference_of(&view.fund.reference));
    let layout = Layout::new(frame, "Who puts in what?")
        .in_section(Section::Plan)
        .crumb(view.fund.noun.name.clone(), at.clone())
        .lead("One line for each partner, legal basis and kind of money. The basis says who may join on it.")
        .with_errors(form.errors());
    let basis = form.radios("basis", "On which legal basis?");
    let basis = view.bases.iter().fold(basis, |radios, basis| radios.offer(basis.code.clone(), basis.title.clone()));
    let term =
        form.radios("term", "Does it come every year?").offer("recurrent", "Every year (recurrent)").offer("one_off", "Once (one-off)");
    let kind = form.radios("kind", "Revenue or capital?").offer("revenue", "Revenue").offer("capital", "Capital");
    FormPage::new(layout, format!("{at}/contribute"), Button::new("Put it in"))
        .carrying("version", &view.fund.version.to_string())
        .part(offer(form.select("partner", "Which partner?"), "Choose one", bodies))
        .part(basis)
        .part(
            form.input("amount", "How much in the year?").hint("Leave it empty where the partner has not shared it").prefix("£").width(10),
        )
        .part(term)
        .part(kind)
        .part(form.textarea("conditions", "What may it be spent on, where a grant or agreement says so?"))
        .part(
            form.input("carry_at_most", "How much may be carried into the next year?")
                .hint("Leave it empty where nothing may")
                .prefix("£")
                .width(10),
        )
}

async fn put_in_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = fund_of(&app, &signed, &reference).await?;
    let bodies = bodies(&app, &signed).await?;
    let partner = body_of(&mut form, "partner", "Choose the partner");
    let (amount, carry_at_most) = (form.optional_money("amount"), form.optional_money("carry_at_most"));
    let term =
        form.choice("term", "Say whether it comes every year", &[("recurrent", MoneyTerm::Recurrent), ("one_off", MoneyTerm::OneOff)]);
    let kind =
        form.choice("kind", "Say whether it is revenue or capital", &[("revenue", MoneyKind::Revenue), ("capital", MoneyKind::Capital)]);
    let (Some(partner), Some(term), Some(kind), false) = (partner, term, kind, form.has_errors()) else {
        return Ok(put_in_page(frame, &view, &bodies, &form).into_response());
    };
    let contribution = Contribution {
        partner,
        basis: form.value("basis").to_owned(),
        amount,
        term,
        kind,
        conditions: form.value("conditions").to_owned(),
        carry_at_most,
    };
    let ask = Contribute { fund: view.fund.id, version: form.version(), contribution };
    match contribute(&app.desk, &signed.actor, ask).await {
        Ok(fund) => Ok(to(&format!("/funds/{}", reference_of(&fund.reference)))),
        Err(error) => again(error, form, |form| put_in_page(frame, &view, &bodies, form)),
    }
}

async fn bear_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = fund_of(&app, &signed, &reference).await?;
    let form = match &view.own {
        Some((limit, _)) => Form::blank().with("can_bear", limit.noun.can_bear.in_full().trim_start_matches('£')),
        None => Form::blank(),
    };
    Ok(bear_page(frame, &view, &form))
}

fn bear_page(frame: Frame, view: &FundView, form: &Form) -> FormPage {
    let at = format!("/funds/{}", reference_of(&view.fund.reference));
    let layout = Layout::new(frame, "What could your organisation bear?")
        .in_section(Section::Plan)
        .crumb(view.fund.noun.name.clone(), at.clone())
        .lead("If the fund went over, how much of it could your organisation bear before it had to stop something else? Only your own organisation is shown this.")
        .with_errors(form.errors());
    FormPage::new(layout, format!("{at}/limit"), Button::new("Save"))
        .part(form.input("can_bear", "The most it could bear in the year").prefix("£").width(10))
}

async fn bear_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = fund_of(&app, &signed, &reference).await?;
    let Some(can_bear) = form.money("can_bear", "Write the most it could bear, in pounds, for example 50,000") else {
        return Ok(bear_page(frame, &view, &form).into_response());
    };
    match say_what_we_can_bear(&app.desk, &signed.actor, SayWhatWeCanBear { fund: view.fund.id, can_bear }).await {
        Ok(_) => Ok(to(&format!("/funds/{}", reference_of(&view.fund.reference)))),
        Err(error) => again(error, form, |form| bear_page(frame, &view, form)),
    }
}
