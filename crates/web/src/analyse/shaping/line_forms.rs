//! Forms of a line of the pipeline: written or changed, published, taken back.

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::shaping::cancel_line::{CancelLine, cancel_line};
use desk::analyse::shaping::pipeline::{LineView, read_line};
use desk::analyse::shaping::publish_line::{PublishLine, publish_line};
use desk::analyse::shaping::write_line::{OfferTyped, WriteLine, write_line};
use model::id::PipelineLineId;
use model::pipeline_line::{PolicyGround, PolicyLaw, PolicyParties};
use model::role::Permission::WriteCases;
use quantity::Money;

use super::pipeline::{LIST, offer, policy};
use super::{Services, below, of_service, offered, version};
use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const NEW: &str = "Write a line of the pipeline";
    const CHANGE: &str = "Change a line of the pipeline";
    const PUBLISH: &str = "Publish a line of the pipeline";
    const CANCEL: &str = "Say that a line of the pipeline will not come";
    Routes::new()
        .get("/market/pipeline/new", May(WriteCases), NEW, new_blank)
        .post("/market/pipeline/new", May(WriteCases), NEW, new_send)
        .get("/market/pipeline/{reference}/change", May(WriteCases), CHANGE, change_blank)
        .post("/market/pipeline/{reference}/change", May(WriteCases), CHANGE, change_send)
        .get("/market/pipeline/{reference}/publish", May(WriteCases), PUBLISH, publish_blank)
        .post("/market/pipeline/{reference}/publish", May(WriteCases), PUBLISH, publish_send)
        .get("/market/pipeline/{reference}/cancel", May(WriteCases), CANCEL, cancel_blank)
        .post("/market/pipeline/{reference}/cancel", May(WriteCases), CANCEL, cancel_send)
}

fn heading(words: &str) -> Markup {
    Markup::trusted(format!("<h2 class=\"govuk-heading-m ww-h2\">{}</h2>", Markup::text(words)))
}

fn page(frame: Frame, services: &Services, of: Option<&LineView>, form: &Form) -> FormPage {
    let (title, action) = match of {
        None => ("Write a line of the pipeline", "/market/pipeline/new".to_owned()),
        Some(view) => ("Change a line of the pipeline", format!("/market/pipeline/{}/change", view.reference)),
    };
    let layout = below(frame, title, LIST).with_errors(form.errors());
    let mut law = form.select("law", "What is the strongest text behind it?").offer("", "Nobody has looked");
    for one in PolicyLaw::ALL {
        law = law.offer(one.code(), one.words());
    }
    let mut parties = form.select("parties", "Who stands behind it?").offer("", "Nobody has looked");
    for one in PolicyParties::ALL {
        parties = parties.offer(one.code(), one.words());
    }
    let mut evidence = form.select("evidence", "How good is the best evidence that it works?").offer("", "Nobody has looked");
    for (grade, words) in GRADES {
        evidence = evidence.offer(grade, words);
    }
    let mut page = FormPage::new(layout, action, Button::new("Save"))
        .part(form.input("what", "What is coming?"))
        .part(of_service(form, services))
        .part(form.input("volume", "How much?").hint("With its unit, for example 9,400 hours a week"))
        .part(form.input("value", "What is it worth over its whole length?").prefix("£").width(10))
        .part(form.date_input("expected", "When is the market to be asked?"))
        .part(form.input("months", "For how many months does it run?").width(4).keyboard("numeric"))
        .part(form.input("place", "Where?"))
        .part(form.input("way", "Which way is thought of?").hint("For example: open procedure, framework, grant, not yet known"))
        .part(form.input("contact", "Whom can providers ask?").hint("A role, and an address that is public"))
        .part(form.input("cpv", "Which code of the common procurement vocabulary? (not required)").width(10))
        .part(heading("How long may the policy behind it be relied on?"))
        .part(law)
        .part(form.date_input("funded_until", "Until when is there money for it? (leave empty where nobody has looked)"))
        .part(parties)
        .part(evidence)
        .part(form.input("reversals", "How often was it turned round in the last ten years? (not required)").width(3).keyboard("numeric"))
        .part(form.textarea("ground_source", "Where is that from?").rows(2))
        .part(heading("What are suppliers asked to invest, and what are they offered?"))
        .part(form.input("investment", "What has one supplier to invest? (leave empty where nothing is asked)").prefix("£").width(10))
        .part(form.input("funding", "Of it, how much does the authority pay?").prefix("£").width(10))
        .part(form.input("reusable", "Of it, how much is of use elsewhere afterwards?").prefix("£").width(10))
        .part(form.input("income", "What would one supplier be paid in a year, if everything came?").prefix("£").width(10))
        .part(form.input("guaranteed", "How much of that is promised whatever comes?").suffix("%").width(5))
        .part(
            form.input("margin", "How much of its income is left to pay it back with? (leave empty where nobody knows)")
                .suffix("%")
                .width(5),
        )
        .part(form.input("offer_months", "How many months are certain?").width(4).keyboard("numeric"))
        .part(form.input("more_months", "How many may be added?").width(4).keyboard("numeric"))
        .part(form.input("offer_source", "Where are these figures from?"));
    if let Some(view) = of {
        page = page.carrying("version", &version(form, view.line.version));
        if view.line.noun.is_published() {
            let hint = "The market was told of this line. The change and its reason are public, and stay so.";
            page = page.part(form.textarea("reason", "Why does it change?").hint(hint).rows(3));
        }
    }
    page
}

const GRADES: [(&str, &str); 7] = [
    ("0", "0: somebody says so"),
    ("1", "1: a description or a case"),
    ("2", "2: figures before and after"),
    ("3", "3: beside others like it"),
    ("4", "4: a comparison by chance or as good"),
    ("5", "5: several such comparisons"),
    ("6", "6: a systematic review"),
];

fn ask(form: &mut Form, line: Option<PipelineLineId>) -> WriteLine {
    let value = form.money("value", "Say what it is worth over its whole length");
    let expected = form.date("expected", "Say when the market is to be asked");
    let months = form.whole_number("months", "Say for how many months it runs", 1..=600);
    let funded_until = form.optional_date("funded_until");
    let reversals = form.optional_number("reversals", 0.0..=100.0).map(|times| times as u32);
    let investment = form.optional_money("investment").filter(|money| *money != Money::ZERO);
    let offer = OfferTyped {
        investment: investment.unwrap_or(Money::ZERO),
        funding: form.optional_money("funding"),
        reusable: form.optional_money("reusable"),
        income: form.optional_money("income"),
        guaranteed: form.optional_share("guaranteed"),
        margin: form.optional_share("margin"),
        months: form.optional_number("offer_months", 1.0..=600.0).map(|months| months as u32),
        more_months: form.optional_number("more_months", 0.0..=600.0).map(|months| months as u32),
        source: form.value("offer_source").to_owned(),
    };
    let text = |name: &str| form.value(name).to_owned();
    WriteLine {
        line: line.map(|id| (id, form.version())),
        service: form.value("service").parse().ok(),
        what: text("what"),
        volume: text("volume"),
        value,
        expected,
        months: months.and_then(|months| u16::try_from(months).ok()),
        place: text("place"),
        way: text("way"),
        contact: text("contact"),
        cpv: text("cpv"),
        rests_on: PolicyGround {
            law: PolicyLaw::parse(form.value("law")),
            funded_until,
            parties: PolicyParties::parse(form.value("parties")),
            evidence: form.value("evidence").parse().ok(),
            reversals,
            source: text("ground_source"),
        },
        offer: investment.map(|_| offer),
        reason: text("reason"),
    }
}

fn filled(view: &LineView) -> Form {
    let noun = &view.line.noun;
    let of = &noun.facts;
    let pounds = |money: Money| money.in_full().replace('£', "");
    let mut form = Form::blank()
        .with("what", of.what.clone())
        .with("volume", of.volume.clone())
        .with("value", pounds(of.value))
        .with_date("expected", of.expected)
        .with("months", of.months.to_string())
        .with("place", of.place.clone())
        .with("way", of.way.clone())
        .with("contact", of.contact.clone())
        .with("cpv", of.cpv.clone())
        .with("ground_source", noun.rests_on.source.clone())
        .with("service", noun.service.map(|id| id.to_string()).unwrap_or_default())
        .with("law", noun.rests_on.law.map_or("", PolicyLaw::code))
        .with("parties", noun.rests_on.parties.map_or("", PolicyParties::code))
        .with("evidence", noun.rests_on.evidence.map(|grade| grade.to_string()).unwrap_or_default())
        .with("reversals", noun.rests_on.reversals.map(|times| times.to_string()).unwrap_or_default());
    if let Some(until) = noun.rests_on.funded_until {
        form = form.with_date("funded_until", until);
    }
    let Some(offer) = &noun.offer else { return form };
    form.with("investment", pounds(offer.investment))
        .with("funding", pounds(offer.funding))
        .with("reusable", pounds(offer.reusable))
        .with("income", pounds(offer.income))
        .with("guaranteed", offer.guaranteed.percent().to_string())
        .with("margin", offer.margin.map(|margin| margin.percent().to_string()).unwrap_or_default())
        .with("offer_months", offer.months.to_string())
        .with("more_months", offer.more_months.to_string())
        .with("offer_source", offer.source.clone())
}

async fn new_blank(State(app): State<App>, frame: Frame, signed: Signed) -> Result<FormPage, PageError> {
    Ok(page(frame, &offered(&app, &signed).await?, None, &Form::blank()))
}

async fn new_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let services = offered(&app, &signed).await?;
    let ask = ask(&mut form, None);
    if form.has_errors() {
        return Ok(page(frame, &services, None, &form).into_response());
    }
    match write_line(&app.desk, &signed.actor, ask).await {
        Ok(record) => Ok(to(&format!("/market/pipeline/{}", crate::plan::reference_of(&record.reference)))),
        Err(error) => again(error, form, |form| page(frame, &services, None, form)),
    }
}

async fn read(app: &App, signed: &Signed, reference: &str) -> Result<LineView, PageError> {
    Ok(read_line(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn change_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    let view = read(&app, &signed, &reference).await?;
    Ok(page(frame, &offered(&app, &signed).await?, Some(&view), &filled(&view)))
}

async fn change_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read(&app, &signed, &reference).await?;
    let services = offered(&app, &signed).await?;
    let ask = ask(&mut form, Some(view.line.id));
    if form.has_errors() {
        return Ok(page(frame, &services, Some(&view), &form).into_response());
    }
    match write_line(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/market/pipeline/{}", view.reference))),
        Err(error) => again(error, form, |form| page(frame, &services, Some(&view), form)),
    }
}

fn publish_page(frame: Frame, view: &LineView, form: &Form) -> FormPage {
    let at = format!("/market/pipeline/{}", view.reference);
    let layout = below(frame, "Publish this line?", LIST)
        .crumb(view.line.noun.facts.what.clone(), at.clone())
        .lead("Everybody can read it then, without an account. Whatever changes later is told too, with its reason, and nothing is taken back.")
        .with_errors(form.errors());
    let page = FormPage::new(layout, format!("{at}/publish"), Button::new("Publish it"))
        .carrying("version", &version(form, view.line.version))
        .before(
            heading("How long the policy may be relied on")
                .and(policy(view))
                .and(heading("What is offered to whoever invests"))
                .and(offer(view)),
        );
    let impossible = matches!(&view.payback, Some(Ok(payback)) if payback.is_impossible);
    if impossible {
        let hint = "No supplier can earn back what is asked of it on what is promised. The reason is public.";
        return page.part(form.textarea("all_the_same", "Why is it published all the same?").hint(hint).rows(3));
    }
    page
}

async fn publish_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(publish_page(frame, &read(&app, &signed, &reference).await?, &Form::blank()))
}

async fn publish_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = read(&app, &signed, &reference).await?;
    let ask = PublishLine { line: view.line.id, version: form.version(), all_the_same: form.value("all_the_same").to_owned() };
    match publish_line(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/market/pipeline/{}", view.reference))),
        Err(error) => again(error, form, |form| publish_page(frame, &view, form)),
    }
}

fn cancel_page(frame: Frame, view: &LineView, form: &Form) -> FormPage {
    let at = format!("/market/pipeline/{}", view.reference);
    let layout = below(frame, "This will not come", LIST).crumb(view.line.noun.facts.what.clone(), at.clone()).with_errors(form.errors());
    FormPage::new(layout, format!("{at}/cancel"), Button::new("Tell the market"))
        .before(paragraph("The line stays where it is, with its story, and counts against how steady the pipeline is."))
        .carrying("version", &version(form, view.line.version))
        .part(form.textarea("reason", "Why will it not come?").hint("The reason is public").rows(3))
}

async fn cancel_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    Ok(cancel_page(frame, &read(&app, &signed, &reference).await?, &Form::blank()))
}

async fn cancel_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = read(&app, &signed, &reference).await?;
    let ask = CancelLine { line: view.line.id, version: form.version(), reason: form.value("reason").to_owned() };
    match cancel_line(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/market/pipeline/{}", view.reference))),
        Err(error) => again(error, form, |form| cancel_page(frame, &view, form)),
    }
}
