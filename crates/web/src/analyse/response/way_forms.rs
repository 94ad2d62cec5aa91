//! Planning the way to the market, rating how mature it is, writing down what was learned, and saying why a plan goes on all the same.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::response::go_on::{GoOn, go_on};
use desk::analyse::response::learn_from::{LearnFrom, learn_from};
use desk::analyse::response::plan_way::{PlanWay, plan_way};
use desk::analyse::response::rate_market::{RateMarket, rate_market};
use desk::analyse::response::read_response::ResponseView;
use desk::config::ways::REGIMES;
use model::role::Permission::WriteCases;
use model::way_to_market::{Although, LearnedKind, MaturityItem};
use serde::Deserialize;

use super::show::{address, view_of};
use super::test_forms::layout;
use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again};
use crate::layout::Frame;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;

pub fn routes() -> Routes {
    const WAY: &str = "Plan the way to the market";
    const MATURITY: &str = "Rate how mature a market is";
    const LEARNED: &str = "Write down what was learned of a market, and from whom";
    const GO_ON: &str = "Say why a plan goes on all the same";
    Routes::new()
        .get("/market/response/{case}/way", May(WriteCases), WAY, way_blank)
        .post("/market/response/{case}/way", May(WriteCases), WAY, way_send)
        .get("/market/response/{case}/maturity", May(WriteCases), MATURITY, maturity_blank)
        .post("/market/response/{case}/maturity", May(WriteCases), MATURITY, maturity_send)
        .get("/market/response/{case}/learned", May(WriteCases), LEARNED, learned_blank)
        .post("/market/response/{case}/learned", May(WriteCases), LEARNED, learned_send)
        .get("/market/response/{case}/go-on", May(WriteCases), GO_ON, go_on_blank)
        .post("/market/response/{case}/go-on", May(WriteCases), GO_ON, go_on_send)
}

fn version(view: &ResponseView) -> String {
    view.way.as_ref().map_or(0, |way| way.version).to_string()
}

fn page(frame: Frame, title: &str, what: &str, view: &ResponseView, lead: &str, button: &str, form: &Form) -> FormPage {
    FormPage::new(layout(frame, title, view, lead, form), format!("{}/{what}", address(view)), Button::new(button))
        .carrying("version", &version(view))
}

const DAYS: [(&str, &str); 5] = [
    ("engagement_days", "Days of talking with the market before anything is asked for"),
    ("development_days", "Days of dialogue, pilots or co-design before a price is asked for"),
    ("bid_days", "Days in which bids can be made"),
    ("assessment_days", "Days from the last bid to the award"),
    ("mobilisation_days", "Days from the award to the first day of the service"),
];

async fn way_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(case): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &case).await?;
    let form = match view.way.as_ref().and_then(|way| way.noun.plan.as_ref()) {
        Some(plan) => {
            let days = [plan.engagement_days, plan.development_days, plan.bid_days, plan.assessment_days, plan.mobilisation_days];
            let form = Form::blank()
                .with("way", plan.way.clone())
                .with("complexity", plan.complexity.clone())
                .with_date("starts_on", plan.starts_on);
            DAYS.into_iter().zip(days).fold(form, |form, ((name, _), days)| form.with(name, days.to_string()))
        }
        None => Form::blank(),
    };
    Ok(way_page(frame, &view, &form))
}

fn way_page(frame: Frame, view: &ResponseView, form: &Form) -> FormPage {
    let lead = "Which lawful way, and how much time for each step. Where something advises against it, say why it goes on all the same, and who answers for that: it stands on the page for everybody who may see the case.";
    let way = form.select("way", "Which way?").offer("", "Choose one");
    let way = REGIMES.iter().fold(way, |select, (regime, title)| {
        let of = view.ways.iter().filter(|way| way.regime == *regime);
        of.fold(select, |select, way| select.offer(way.code.clone(), format!("{} ({title})", way.title)))
    });
    let complexity = form.radios("complexity", "How complex is the service?");
    let complexity = view.usual.iter().fold(complexity, |radios, time| {
        let hint = format!(
            "Usually {} days of talking, {} of working things out, {} to bid",
            time.engagement_days, time.development_days, time.bid_days
        );
        radios.offer_with_hint(time.code, time.title, hint)
    });
    let mut out = page(frame, "Plan the way to the market", "way", view, lead, "Plan it", form)
        .part(way)
        .part(complexity)
        .part(form.date_input("starts_on", "When is the service to begin?"));
    for (name, label) in DAYS {
        out = out.part(form.input(name, label).width(4));
    }
    out.part(form.textarea("reason", "Why does it go on all the same? (only where something advises against it)").rows(3))
        .part(form.input("who", "Who answers for that? (only where something advises against it)").hint("Name and role"))
}

async fn way_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &case).await?;
    let starts_on = form.date("starts_on", "Say when the service is to begin");
    let days = DAYS.map(|(name, _)| form.whole_number(name, "Write a number of days: 0 where there are none", 0..=1825));
    if form.has_errors() {
        return Ok(way_page(frame, &view, &form).into_response());
    }
    let [engagement_days, development_days, bid_days, assessment_days, mobilisation_days] = days;
    let text = |name: &str| form.value(name).to_owned();
    let ask = PlanWay {
        case: view.case.id,
        version: form.version(),
        way: text("way"),
        complexity: text("complexity"),
        starts_on,
        engagement_days,
        development_days,
        bid_days,
        assessment_days,
        mobilisation_days,
        reason: text("reason"),
        who: text("who"),
    };
    match plan_way(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("{}#time", address(&view)))),
        Err(error) => again(error, form, |form| way_page(frame, &view, form)),
    }
}

async fn maturity_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(case): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &case).await?;
    let answers = view.way.as_ref().map(|way| way.noun.maturity.clone()).unwrap_or_default();
    let form = answers.into_iter().fold(Form::blank(), |form, answer| {
        let code = answer.item.code();
        form.with(code, answer.points.to_string()).with(&format!("{code}_because"), answer.because)
    });
    Ok(maturity_page(frame, &view, &form))
}

const POINTS: [&str; 5] = ["None of it", "A little", "Some", "Most of it", "As good as it gets"];

fn maturity_page(frame: Frame, view: &ResponseView, form: &Form) -> FormPage {
    let lead = "Five items from 0 to 4, each with what shows it. No market is mature without providers and room, however well all else is. What nobody has looked at is not known, and never helps.";
    let mut out = page(frame, "How mature is the market?", "maturity", view, lead, "Rate it", form);
    for item in MaturityItem::ALL {
        let select = form.select(item.code(), item.words()).offer("", "Nobody has looked");
        let select = POINTS
            .iter()
            .enumerate()
            .fold(select, |select, (points, words)| select.offer(points.to_string(), format!("{points}: {words}")));
        let because = format!("{}_because", item.code());
        out = out.part(select).part(form.textarea(&because, format!("What shows it? ({})", item.words().to_lowercase())).rows(2));
    }
    out
}

async fn maturity_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &case).await?;
    let answer = |item: MaturityItem| (form.value(item.code()).parse().ok(), form.value(&format!("{}_because", item.code())).to_owned());
    let ask = RateMarket { case: view.case.id, version: form.version(), answers: MaturityItem::ALL.map(answer).to_vec() };
    match rate_market(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("{}#maturity", address(&view)))),
        Err(error) => again(error, form, |form| maturity_page(frame, &view, form)),
    }
}

async fn learned_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(case): Path<String>) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &case).await?;
    Ok(learned_page(frame, &view, &Form::blank()))
}

fn learned_page(frame: Frame, view: &ResponseView, form: &Form) -> FormPage {
    let lead = "One thing that is known of the market, and who it was learned from. Write of bodies, not of people: what is written here may be asked for under Freedom of Information.";
    let kind = LearnedKind::ALL.iter().fold(form.radios("kind", "Where does it come from?"), |radios, kind| {
        radios.offer(kind.code(), report::words::count::sentence(kind.words()))
    });
    page(frame, "What was learned, and from whom?", "learned", view, lead, "Write it down", form)
        .part(kind)
        .part(form.input("from", "From whom, exactly?").hint("The publication, the provider, the authority, our own record"))
        .part(form.textarea("what", "What was learned?").rows(3))
        .part(form.date_input("on", "When?"))
}

async fn learned_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = view_of(&app, &signed, &case).await?;
    let on = form.optional_date("on");
    if form.has_errors() {
        return Ok(learned_page(frame, &view, &form).into_response());
    }
    let kind = LearnedKind::ALL.into_iter().find(|kind| kind.code() == form.value("kind"));
    let (what, from) = (form.value("what").to_owned(), form.value("from").to_owned());
    match learn_from(&app.desk, &signed.actor, LearnFrom { case: view.case.id, version: form.version(), kind, what, from, on }).await {
        Ok(_) => Ok(to(&format!("{}#outward", address(&view)))),
        Err(error) => again(error, form, |form| learned_page(frame, &view, form)),
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Filled {
    although: String,
}

async fn go_on_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(case): Path<String>,
    Query(filled): Query<Filled>,
) -> Result<FormPage, PageError> {
    let view = view_of(&app, &signed, &case).await?;
    Ok(go_on_page(frame, &view, &Form::blank().with("although", filled.although)))
}

fn go_on_page(frame: Frame, view: &ResponseView, form: &Form) -> FormPage {
    let lead = "It is advice, and a named person may go on. The reason stands on the page for everybody who may see the case, and in the record of who changed what.";
    let radios = view.cautions.iter().fold(form.radios("although", "Although what?"), |radios, (caution, _)| {
        radios.offer_with_hint(caution.although.code(), report::words::count::sentence(caution.although.words()), caution.says.clone())
    });
    page(frame, "Why does it go on all the same?", "go-on", view, lead, "Go on, openly", form)
        .part(radios)
        .part(form.textarea("reason", "Why?").rows(4))
        .part(form.input("who", "Who answers for that?").hint("Name and role"))
}

async fn go_on_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(case): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let view = view_of(&app, &signed, &case).await?;
    // Only what advises against it now can be gone on with.
    let although = Although::ALL.into_iter().find(|one| one.code() == form.value("although"));
    let although = although.filter(|one| view.cautions.iter().any(|(caution, _)| caution.although == *one));
    let (reason, who) = (form.value("reason").to_owned(), form.value("who").to_owned());
    match go_on(&app.desk, &signed.actor, GoOn { case: view.case.id, version: form.version(), although, reason, who }).await {
        Ok(_) => Ok(to(&format!("{}#cautions", address(&view)))),
        Err(error) => again(error, form, |form| go_on_page(frame, &view, form)),
    }
}
