//! The forms of a known issue: raising it, looking at it, what is done about it, who helps, closing it and opening it again.
//!
//! Each is one page. What the rules refuse is said on the same page with what was typed; a stale form comes back on the new version.

use axum::extract::{Path, RawQuery, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::plan::assign_fix::{AssignFix, assign_fix};
use desk::plan::close_issue::{CloseIssue, ReopenIssue, close_issue, reopen_issue};
use desk::plan::engage_helper::{EngageHelper, engage_helper};
use desk::plan::raise_issue::{RaiseIssue, raise_issue};
use desk::plan::read_issue::{IssueView, read_issue, read_service_measures};
use desk::plan::triage_issue::{Said, SayOfIssue, TriageIssue, say_of_issue, triage_issue};
use model::control::{Control, Hold};
use model::issue::{ClosingEvidence, RaisedBy, Severity};
use model::measure::Measure;
use model::record::Record;
use model::role::Permission::{ConfirmFromOutside, RaiseIssues, TriageIssues};
use report::words::count;

use crate::app::App;
use crate::components::button::Button;
use crate::components::typed::Select;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::issue::evidence_words;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Triage,
    Say,
    Fix,
    Helper,
    Close,
    Reopen,
}

impl Which {
    /// Last step of the address, heading, button.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Which::Triage => ("triage", "Look at it first", "Save"),
            Which::Say => ("say", "Does it matter most?", "Put my word to it"),
            Which::Fix => ("fix", "What is being done?", "Save"),
            Which::Helper => ("helper", "Engage somebody to help", "Save"),
            Which::Close => ("close", "Close the issue", "Sign and close"),
            Which::Reopen => ("reopen", "It has come back", "Open it again"),
        }
    }
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/issues/{reference}/triage", May(TriageIssues), "Look at a raised issue: triage", Which::Triage;
        "/issues/{reference}/say", May(ConfirmFromOutside), "Say from outside whether an issue matters most", Which::Say;
        "/issues/{reference}/fix", May(TriageIssues), "Name what is being done about an issue", Which::Fix;
        "/issues/{reference}/helper", May(TriageIssues), "Engage somebody to help solve an issue", Which::Helper;
        "/issues/{reference}/close", May(ConfirmFromOutside), "Close an issue with evidence that fits", Which::Close;
        "/issues/{reference}/reopen", May(RaiseIssues), "Open an issue again", Which::Reopen;
    }
    .get("/services/{reference}/issues/new", May(RaiseIssues), "Raise a known issue", raise_blank)
    .post("/services/{reference}/issues/new", May(RaiseIssues), "Raise a known issue", raise_send)
}

pub(crate) async fn issue_of(app: &App, signed: &Signed, reference: &str) -> Result<IssueView, PageError> {
    Ok(read_issue(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

/// The frame of a form on an issue.
pub(crate) fn layout_of(frame: Frame, view: &IssueView, title: &str, form: &Form) -> Layout {
    Layout::new(frame, title)
        .in_section(Section::Plan)
        .crumb(view.service.noun.name.clone(), format!("/services/{}", reference_of(&view.service.reference)))
        .crumb(view.issue.noun.title.clone(), format!("/issues/{}", reference_of(&view.issue.reference)))
        .with_errors(form.errors())
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    _: RawQuery,
) -> Result<FormPage, PageError> {
    let view = issue_of(&app, &signed, &reference).await?;
    let issue = &view.issue.noun;
    let mut form = Form::blank();
    if which == Which::Triage {
        form = form
            .with("severity", issue.severity.code())
            .with("part", issue.part.clone())
            .with("measure", issue.measure.map(|id| id.to_string()).unwrap_or_default());
    }
    Ok(page(which, frame, &view, &form))
}

fn page(which: Which, frame: Frame, view: &IssueView, form: &Form) -> FormPage {
    let (path, title, button) = which.words();
    let page = FormPage::new(
        layout_of(frame, view, title, form),
        format!("/issues/{}/{path}", reference_of(&view.issue.reference)),
        Button::new(button),
    )
    .carrying("version", &view.issue.version.to_string());
    match which {
        Which::Triage => page
            .before(paragraph(&format!("“{}” Raised by {} on {}. {}", view.issue.noun.title, view.issue.noun.raised_by.words(), count::plain_date(view.issue.noun.raised_on), view.issue.noun.describes)))
            .part(severities(form))
            .part(measures(form, &view.measures))
            .part(form.input("part", "Of which part? (not required)").hint("An agency, a district, a scheme; empty for the whole"))
            .part(form.textarea("note", "What was looked at, and what happens next?")),
        Which::Say => page
            .before(paragraph("The lead names the one to three issues that matter most; somebody outside the service confirms it. The full rule is asked of those."))
            .part(say(form, view))
            .part(form.textarea("note", "What did you look at, and what did you see?")),
        Which::Fix => fix(page, form, view),
        Which::Helper => helper(page, form, view),
        Which::Close => {
            let mut evidence = form.radios("evidence", "What shows that it is over?");
            for kind in ClosingEvidence::ALL {
                evidence = evidence.offer(kind.code(), count::sentence(evidence_words(kind)));
            }
            page.before(paragraph("What is claimed of its figures is worked out, not taken on trust. A change of who runs the service never closes an issue."))
                .part(evidence)
                .part(form.textarea("note", "What did you look at, and what did you see?"))
        }
        Which::Reopen => page.part(form.textarea("why", "What has come back, and how do you know?")),
    }
}

/// What somebody outside the service may say of it; of a lower severity only where the lead proposes one.
fn say(form: &Form, view: &IssueView) -> crate::components::choices::Radios {
    let radios = form
        .radios("said", "What do you say?")
        .offer("material", "It is one of those that matter most")
        .offer("not_material", "It is an issue of the service, but not one of those that matter most")
        .offer_with_hint("set_aside", "It is not an issue of this service", "It then holds nothing; your reason is shown");
    let issue = &view.issue.noun;
    match issue.triage.as_ref().and_then(|triage| triage.lower_to) {
        None => radios,
        Some(lower) => radios
            .offer_with_hint(
                "lower",
                format!("It is only of {} severity", lower.code()),
                format!("The lead proposes so; it counts as {} until somebody outside the service agrees", issue.severity.code()),
            )
            .offer("as_severe", format!("It is still of {} severity", issue.severity.code())),
    }
}

fn severities(form: &Form) -> crate::components::choices::Radios {
    let hints = ["A nuisance", "It harms the outcome for some", "It harms many, or some badly", "Somebody is at risk of harm"];
    let asked =
        form.radios("severity", "How severe is it?").hint(
        "A higher severity than now counts at once, and makes void an open test that was locked at a lower bar. A lower one counts once somebody outside the service agrees",
    );
    Severity::ALL
        .into_iter()
        .zip(hints)
        .fold(asked, |radios, (severity, hint)| radios.offer_with_hint(severity.code(), count::sentence(severity.code()), hint))
}

pub(crate) fn measures(form: &Form, measures: &[Record<model::id::MeasureId, Measure>]) -> Select {
    measures.iter().fold(form.select("measure", "Which measure tells? (not required)").offer("", "None yet"), |select, measure| {
        select.offer(measure.id.to_string(), measure.noun.name.clone())
    })
}

fn fix(page: FormPage, form: &Form, view: &IssueView) -> FormPage {
    let mut which = form.select("fix", "Which?").offer("", "Something new");
    for fix in &view.issue.noun.fixes {
        which = which.offer(fix.id.to_string(), fix.what.clone());
    }
    let mut helped = form.select("helped_by", "Does somebody engaged help with it? (not required)").offer("", "Nobody");
    for kept in &view.engagements {
        helped = helped.offer(kept.id.to_string(), kept.noun.scope.clone());
    }
    let control = |name: &str, of: &str| {
        form.radios(name, format!("How much control of {of} does it need?"))
            .offer("none", "None")
            .offer("part", "Some")
            .offer("full", "All")
            .inline()
    };
    let page = if view.issue.noun.fixes.is_empty() { page } else { page.part(which) };
    let page = page
        .part(form.input("what", "What is being done?").hint("For example: repairs within ten days between lettings"))
        .part(form.input("owner_role", "Which role answers for it?"))
        .part(form.date_input("started", "When did it start? (not required)"))
        .part(form.date_input("finished", "When was it finished? (not required)"))
        .part(control("people", "people"))
        .part(control("budget", "the budget"))
        .part(control("environment", "buildings, systems and rules"))
        .part(
            form.input("needs_words", "In words: what control is that?")
                .hint("For example: the repairs budget. It is compared with what each choice would give away"),
        );
    if view.engagements.is_empty() { page } else { page.part(helped) }
}

fn helper(page: FormPage, form: &Form, view: &IssueView) -> FormPage {
    let mut helpers = form.select("helper", "Who?").offer("", "Choose an organisation");
    for organisation in &view.organisations {
        helpers = helpers.offer(organisation.id.to_string(), organisation.noun.name.clone());
    }
    page.before(paragraph("Whoever helps to solve an issue does not run the service, and is not paid from the contract’s line."))
        .part(helpers)
        .part(form.textarea("scope", "What are they asked to help solve?").rows(3))
        .part(form.input("fee", "What is the fee? (not required)").prefix("£").width(10))
        .part(
            form.input("budget_line", "Which budget line pays?")
                .hint("Not the line of the contract: solving and commissioning are kept apart"),
        )
        .part(form.date_input("from", "From when?"))
        .part(form.date_input("until", "Until when?"))
        .part(form.textarea("passes_on_knowledge", "What do they leave behind when they go?").rows(3))
}

async fn send(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = issue_of(&app, &signed, &reference).await?;
    let answer = ask(which, &app, &signed, &view, &mut form).await;
    if form.has_errors() {
        return Ok(page(which, frame, &view, &form).into_response());
    }
    match answer {
        Ok(()) => Ok(to(&format!("/issues/{}", reference_of(&view.issue.reference)))),
        Err(error) => again(error, form, |form| page(which, frame, &view, form)),
    }
}

async fn ask(which: Which, app: &App, signed: &Signed, view: &IssueView, form: &mut Form) -> Result<(), DeskError> {
    let (desk, actor, issue, version) = (&app.desk, &signed.actor, view.issue.id, form.version());
    let typed = |form: &Form, name: &str| form.value(name).to_owned();
    match which {
        Which::Triage => {
            let severity = Severity::parse(form.value("severity"));
            let Some(severity) = severity else {
                form.add_error("severity", "Choose how severe it is");
                return Ok(());
            };
            let ask = TriageIssue {
                issue,
                version,
                severity,
                note: typed(form, "note"),
                measure: form.value("measure").parse().ok(),
                part: typed(form, "part"),
            };
            triage_issue(desk, actor, ask).await?;
        }
        Which::Say => {
            let offered = [
                ("material", Said::Material),
                ("not_material", Said::NotMaterial),
                ("set_aside", Said::SetAside),
                ("lower", Said::Lower),
                ("as_severe", Said::AsSevere),
            ];
            let Some(said) = form.choice("said", "Choose what you say of it", &offered) else { return Ok(()) };
            say_of_issue(desk, actor, SayOfIssue { issue, version, said, note: typed(form, "note") }).await?;
        }
        Which::Fix => {
            let (started, finished) = (form.optional_date("started"), form.optional_date("finished"));
            let holds = [("none", Hold::None), ("part", Hold::Part), ("full", Hold::Full)];
            let mut hold = |name: &str| form.choice(name, "Choose how much control it needs", &holds);
            let (people, budget, environment) = (hold("people"), hold("budget"), hold("environment"));
            let (Some(people), Some(budget), Some(environment)) = (people, budget, environment) else { return Ok(()) };
            if form.has_errors() {
                return Ok(());
            }
            let ask = AssignFix {
                issue,
                version,
                fix: form.value("fix").parse().ok(),
                what: typed(form, "what"),
                owner_role: typed(form, "owner_role"),
                started,
                finished,
                needs: Control { people, budget, environment },
                needs_words: typed(form, "needs_words"),
                helped_by: form.value("helped_by").parse().ok(),
            };
            assign_fix(desk, actor, ask).await?;
        }
        Which::Helper => {
            let fee = form.optional_money("fee");
            let (from, until) = (form.optional_date("from"), form.optional_date("until"));
            let Ok(helper) = form.value("helper").parse() else {
                form.add_error("helper", "Choose who helps");
                return Ok(());
            };
            if form.has_errors() {
                return Ok(());
            }
            let ask = EngageHelper {
                issue,
                helper,
                scope: typed(form, "scope"),
                fee,
                budget_line: typed(form, "budget_line"),
                from,
                until,
                passes_on_knowledge: typed(form, "passes_on_knowledge"),
            };
            engage_helper(desk, actor, ask).await?;
        }
        Which::Close => {
            let Some(evidence) = ClosingEvidence::parse(form.value("evidence")) else {
                form.add_error("evidence", "Choose what shows that it is over");
                return Ok(());
            };
            close_issue(desk, actor, CloseIssue { issue, version, evidence, note: typed(form, "note"), source: None }).await?;
        }
        Which::Reopen => {
            reopen_issue(desk, actor, ReopenIssue { issue, version, why: typed(form, "why") }).await?;
        }
    }
    Ok(())
}

const FOI: &str = "What you write may be asked for under Freedom of Information. Write it so that you would be glad to see it published, and name nobody who uses the service.";

async fn raise_blank(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<FormPage, PageError> {
    raise_page(&app, frame, &signed, &reference, &Form::blank()).await
}

async fn raise_page(app: &App, frame: Frame, signed: &Signed, reference: &str, form: &Form) -> Result<FormPage, PageError> {
    let (service, of_service) =
        read_service_measures(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let at = format!("/services/{}", reference_of(&service.reference));
    let layout = Layout::new(frame, "Raise an issue")
        .in_section(Section::Plan)
        .crumb("Services", "/services")
        .crumb(service.noun.name.clone(), at.clone())
        .lead("Anybody who works with the service may, at any time. An issue raised late opens the readiness check again.")
        .with_errors(form.errors());
    let by = RaisedBy::ALL
        .into_iter()
        .fold(form.radios("raised_by", "Who raises it?"), |radios, by| radios.offer(by.code(), count::sentence(by.words())));
    Ok(FormPage::new(layout, format!("{at}/issues/new"), Button::new("Raise it"))
        .saying(FOI)
        .part(form.input("title", "What is the issue?").hint("As people would say it: flats stand empty too long"))
        .part(form.textarea("describes", "What happens, to whom and how often?"))
        .part(severities(form))
        .part(by)
        .part(measures(form, &of_service))
        .part(form.input("part", "Of which part? (not required)").hint("An agency, a district, a scheme; empty for the whole")))
}

async fn raise_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let (service, _) = read_service_measures(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let (severity, raised_by) = (Severity::parse(form.value("severity")), RaisedBy::parse(form.value("raised_by")));
    if severity.is_none() {
        form.add_error("severity", "Choose how severe it is");
    }
    if raised_by.is_none() {
        form.add_error("raised_by", "Choose who raises it");
    }
    form.text("title", "Say what the issue is, as people would say it");
    form.text("describes", "Say what happens, to whom and how often");
    let (Some(severity), Some(raised_by), false) = (severity, raised_by, form.has_errors()) else {
        return Ok(raise_page(&app, frame, &signed, &reference, &form).await?.into_response());
    };
    let typed = |name: &str| form.value(name).to_owned();
    let ask = RaiseIssue {
        service: service.id,
        title: typed("title"),
        describes: typed("describes"),
        severity,
        raised_by,
        measure: form.value("measure").parse().ok(),
        part: typed("part"),
    };
    match raise_issue(&app.desk, &signed.actor, ask).await {
        Ok(issue) => Ok(to(&format!("/issues/{}", reference_of(&issue.reference)))),
        Err(error) => {
            form.refused(error)?;
            Ok(raise_page(&app, frame, &signed, &reference, &form).await?.into_response())
        }
    }
}
