//! The forms of a test period: agreeing it, a late one, a month explained and accepted, people asked, why it worked, whether it moved
//! elsewhere, the figures checked.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::DeskError;
use desk::plan::check_data::{CheckData, check_data};
use desk::plan::confirm_displacement::{ConfirmDisplacement, confirm_displacement};
use desk::plan::explain_period::{ExplainPeriod, explain_period};
use desk::plan::judge_explanation::{JudgeExplanation, judge_explanation};
use desk::plan::note_attribution::{NoteAttribution, note_attribution};
use desk::plan::read_issue::IssueView;
use desk::plan::record_people_asked::{RecordPeopleAsked, record_people_asked};
use desk::plan::register_test::{ConfirmLate, Foreseen, RegisterTest, confirm_late, foresee_test, register_test};
use model::role::Permission::{ConfirmFromOutside, TriageIssues};
use model::test_period::Asked;
use quantity::{Period, Unit};
use report::words::{count, evidence};
use serde::Deserialize;

use crate::app::App;
use crate::components::button::Button;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::issue::who;
use crate::plan::issue_forms::{issue_of, layout_of};
use crate::plan::readiness_parts::how_often_wrong;
use crate::plan::reference_of;
use crate::router::Asks::{May, SignIn};
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Test,
    Late,
    Explain,
    Judge,
    Asked,
    Why,
    Moved,
    Figures,
}

impl Which {
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Which::Test => ("test", "What would show that it is fixed?", "Lock this test"),
            Which::Late => ("late", "Confirm a late registration", "Put my word to it"),
            Which::Explain => ("explain", "Explain a month", "Send the explanation"),
            Which::Judge => ("judge", "Accept the explanation, or not", "Put my word to it"),
            Which::Asked => ("asked", "What did people answer?", "Save"),
            Which::Why => ("why", "Why do we think the fix did it?", "Save"),
            Which::Moved => ("moved", "Did it move elsewhere?", "Put my word to it"),
            Which::Figures => ("figures", "Were the figures checked?", "Put my word to it"),
        }
    }
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/issues/{reference}/test", May(TriageIssues), "Agree what would show that an issue is fixed", Which::Test;
        "/issues/{reference}/late", May(ConfirmFromOutside), "Confirm a test registered late, with a dated document", Which::Late;
        // Whoever triages, or whoever runs the service: the use case asks which.
        "/issues/{reference}/explain", SignIn, "Explain a month of a test", Which::Explain;
        "/issues/{reference}/judge", May(ConfirmFromOutside), "Accept an explanation from outside, or not", Which::Judge;
        "/issues/{reference}/asked", May(TriageIssues), "Record what people answered", Which::Asked;
        "/issues/{reference}/why", May(TriageIssues), "Note why we think the fix did it", Which::Why;
        "/issues/{reference}/moved", May(ConfirmFromOutside), "Say whether an issue moved elsewhere", Which::Moved;
        "/issues/{reference}/figures", May(ConfirmFromOutside), "Record a check of the figures from outside", Which::Figures;
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct FilledIn {
    period: String,
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<FilledIn>,
) -> Result<FormPage, PageError> {
    let view = issue_of(&app, &signed, &reference).await?;
    let mut form = Form::blank().with("period", filled.period);
    if which == Which::Test {
        form = form
            .with("measure", view.issue.noun.measure.map(|id| id.to_string()).unwrap_or_default())
            .with("part", view.issue.noun.part.clone());
    }
    Ok(page(which, frame, &view, &form, None))
}

fn page(which: Which, frame: Frame, view: &IssueView, form: &Form, foreseen: Option<&Foreseen>) -> FormPage {
    let (path, title, button) = which.words();
    let version = view.found.test.as_ref().map_or(0, |test| test.version);
    let mut button = Button::new(button);
    if which == Which::Test {
        // The first press says what the test would take; the second locks it.
        button = if foreseen.is_some() { button.named("lock", "yes") } else { Button::new("Say what this test would take") };
    }
    let page =
        FormPage::new(layout_of(frame, view, title, form), format!("/issues/{}/{path}", reference_of(&view.issue.reference)), button)
            .carrying("version", &version.to_string());
    match which {
        Which::Test => test(page, form, view, foreseen),
        Which::Late => page
            .before(paragraph("Work began before its test was registered here. A dated document that set the test out, older than its first period, is confirmed by somebody outside the service; two further figures are asked for."))
            .part(form.input("document", "Which document?").hint("For example: improvement plan, Cabinet paper of 14 October 2025"))
            .part(form.date_input("dated", "What date does it bear?"))
            .part(note(form)),
        Which::Explain => page
            .before(paragraph("It counts once somebody outside the service has accepted it. It then takes that month out of “steady”, and nothing else."))
            .part(period(form, view.found.evidence.to_explain.iter().copied()))
            .part(form.textarea("text", "What happened, and why will it not go on happening?"))
            .part(form.textarea("evidence", "What shows it?").hint("A repair log, a dated letter, a review of cases").rows(3)),
        Which::Judge => {
            let waiting: Vec<_> = view.found.test.iter().flat_map(|test| &test.noun.explanations).filter(|given| given.accepted.is_none() && given.refused.is_none()).collect();
            let said: Markup = waiting
                .iter()
                .map(|given| paragraph(&format!("{}: {} Evidence: {} ({}, {})", given.period.in_words(), given.text, given.evidence, given.by_role, count::plain_date(given.on))))
                .fold(Markup::default(), Markup::and);
            let said = if waiting.is_empty() { paragraph("No explanation is waiting.") } else { said };
            page.before(said)
                .part(period(form, waiting.iter().map(|given| given.period)))
                .part(form.radios("accepted", "Do you accept it?").offer("yes", "Yes").offer("no", "No"))
                .part(note(form))
        }
        Which::Asked => {
            let whom = [Asked::Users, Asked::Staff, Asked::Partners].into_iter().zip(["users", "staff", "partners"]);
            let radios = whom.fold(form.radios("who", "Who was asked?"), |radios, (asked, code)| radios.offer(code, who(asked)));
            page.before(paragraph("Count people, and name nobody. Those who see it differently are owed an answer in writing."))
                .part(radios)
                .part(form.input("could_be_asked", "How many could have been asked?").width(5).keyboard("numeric"))
                .part(form.input("answered", "How many answered?").width(5).keyboard("numeric"))
                .part(form.input("agree", "How many agree that it is fixed?").width(5).keyboard("numeric"))
                .part(form.textarea("answer_to_others", "What were those told who see it differently? (not required)").rows(3))
                .part(form.date_input("on", "When were they asked?"))
        }
        Which::Why => {
            let comparator = view.measures.iter().fold(form.select("comparator", "Which measure shows what would have happened without it? (not required)").offer("", "None"), |select, measure| {
                select.offer(measure.id.to_string(), measure.noun.name.clone())
            });
            page.part(form.textarea("mechanism", "How does the fix bring the change about, step by step?")).part(comparator)
        }
        Which::Moved => {
            let named = view.found.test.iter().flat_map(|test| &test.noun.rule.balancing);
            let named = named.filter_map(|id| view.measures.iter().find(|measure| measure.id == *id));
            let measures = named.fold(form.select("measure", "Where might it have moved?").offer("", "Choose a measure"), |select, measure| {
                select.offer(measure.id.to_string(), measure.noun.name.clone())
            });
            page.before(paragraph("Only what was named before the test began can show that. A figure alone never says so: a person does."))
                .part(measures)
                .part(form.radios("moved", "Did the issue move there?").offer("yes", "Yes, it moved there").offer("no", "No, it did not"))
                .part(note(form))
        }
        Which::Figures => page
            .part(form.input("completeness", "Of the figures due, how many are there and whole?").suffix("%").width(5))
            .part(form.radios("same_definition", "Were they counted one way throughout?").offer("yes", "Yes").offer("no", "No"))
            .part(note(form)),
    }
}

fn note(form: &Form) -> crate::components::typed::Textarea {
    form.textarea("note", "What did you look at, and what did you see?").rows(3)
}

fn period(form: &Form, offered: impl Iterator<Item = Period>) -> crate::components::typed::Select {
    offered.fold(form.select("period", "Which period?").offer("", "Choose one"), |select, period| {
        select.offer(period.to_string(), period.in_words())
    })
}

fn test(page: FormPage, form: &Form, view: &IssueView, foreseen: Option<&Foreseen>) -> FormPage {
    let able =
        view.measures.iter().filter(|measure| !matches!(measure.noun.kind, quantity::MeasureKind::Rolling | quantity::MeasureKind::Survey));
    let measures = able.clone().fold(form.select("measure", "Which measure tells?").offer("", "Choose one"), |select, measure| {
        select.offer(measure.id.to_string(), measure.noun.name.clone())
    });
    let beside = view
        .measures
        .iter()
        .fold(form.checkboxes("balancing", "What might get worse elsewhere? (at most three, named now)").small(), |boxes, measure| {
            boxes.offer(measure.id.to_string(), measure.noun.name.clone())
        });
    let page = match foreseen {
        Some(foreseen) => page.before(told(view, foreseen)),
        None => page.before(paragraph(
            "Agreed and locked before its first figure is known. A test takes at least twelve months (or eight quarters, or 26 weeks, as the settings say), and as long before it to compare with. For rare events it takes many clear months in a row: to show that something happens no more than once in ten months takes 29 of them. Before you lock it, this page says how long this very test takes and how often it would be wrong.",
        )),
    };
    page.part(measures)
        .part(form.input("part", "Of which part? (not required)"))
        .part(form.input("baseline_from", "Compared with the months from").hint("For example 2023-11, or 2023-Q3").width(10))
        .part(form.input("baseline_to", "to").width(10))
        .part(form.input("starts", "The test starts with").width(10))
        .part(
            form.input("target", "What would be good enough? (not required)")
                .hint("In the measure’s unit, percentages from 0 to 100; empty takes the measure’s own aim")
                .width(10),
        )
        .part(form.input("floor", "What must no month be worse than? (not required)").width(10))
        .part(
            form.input("tolerable_rate", "For rare events: how many in a period could be borne? (not required)")
                .hint("For example 0.1: once in ten months")
                .width(10),
        )
        .part(beside)
}

/// What this very test takes, and how often it would be wrong, against what this authority accepts.
fn told(view: &IssueView, foreseen: &Foreseen) -> Markup {
    let rule = &foreseen.rule;
    let cadence = rule.starts.cadence();
    let mut said = vec![format!(
        "This test takes at least {}: from {} to {}. Nothing can be called shown before then.",
        count::periods(u64::from(rule.fewest_periods), cadence),
        rule.starts.in_words(),
        foreseen.ends.in_words()
    )];
    match foreseen.rare {
        Some(Some(units)) => {
            said.push(format!("Its events are rare: it takes {} in a row without one.", count::periods(u64::from(units), cadence)))
        }
        Some(None) => said.push("Its events are rare: say how many in a period could be borne, or nothing can be shown.".into()),
        None => {}
    }
    if foreseen.is_late {
        said.push("Its first figure may be known already. It then needs a dated document, confirmed by somebody outside the service, and two further figures.".into());
    }
    let mut body: Markup = said.iter().map(|line| paragraph(line)).fold(Markup::default(), Markup::and);
    let measure = view.measures.iter().find(|measure| measure.id == rule.measure);
    match (&foreseen.rates, measure) {
        (Some(rates), Some(measure)) => {
            let shown = evidence::Shown { unit: measure.noun.unit.clone(), places: usize::from(measure.noun.places), cadence };
            body = body.and(how_often_wrong(&evidence::error_rates(rates, &shown)));
        }
        _ => body = body.and(paragraph("There are too few figures yet to say how often it would be wrong.")),
    }
    match foreseen.longer {
        Some(Some(periods)) => {
            body = body.and(paragraph(&format!(
                "Both are accepted here from {} on. A longer test is set in the settings.",
                count::periods(u64::from(periods), cadence)
            )))
        }
        Some(None) => {
            body = body.and(paragraph(
                "No test up to four times as long would be right often enough: choose another measure, or one of more people.",
            ))
        }
        None => {}
    }
    crate::components::notice::InsetText::new(body).into()
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
        return Ok(page(which, frame, &view, &form, None).into_response());
    }
    match answer {
        Ok(None) => Ok(to(&format!("/issues/{}", reference_of(&view.issue.reference)))),
        Ok(Some(foreseen)) => Ok(page(which, frame, &view, &form, Some(&foreseen)).into_response()),
        Err(error) => again(error, form, |form| page(which, frame, &view, form, None)),
    }
}

/// `Some` where the test was only foreseen: nothing was kept.
async fn ask(which: Which, app: &App, signed: &Signed, view: &IssueView, form: &mut Form) -> Result<Option<Foreseen>, DeskError> {
    let (desk, actor, version) = (&app.desk, &signed.actor, form.version());
    let typed = |form: &Form, name: &str| form.value(name).to_owned();
    if which == Which::Test {
        let Some(ask) = register(view, form) else { return Ok(None) };
        if form.value("lock") == "yes" {
            register_test(desk, actor, ask).await?;
            return Ok(None);
        }
        return Ok(Some(foresee_test(desk, actor, &ask).await?));
    }
    let test = view.found.test.as_ref().filter(|test| test.noun.voided.is_none());
    let Some(test) = test.map(|test| test.id) else {
        return Err(DeskError::refused("no_test", "No test of this issue stands. Agree one first: what would show that it is fixed?"));
    };
    let yes_no = [("yes", true), ("no", false)];
    match which {
        Which::Test => {}
        Which::Late => {
            let dated = form.optional_date("dated");
            if form.has_errors() {
                return Ok(None);
            }
            confirm_late(
                desk,
                actor,
                ConfirmLate { test, version, document: typed(form, "document"), dated, source: None, note: typed(form, "note") },
            )
            .await?;
        }
        Which::Explain => {
            let Some(period) = form.parsed("period", "Choose the period to explain", Period::parse) else { return Ok(None) };
            explain_period(
                desk,
                actor,
                ExplainPeriod { test, version, period, text: typed(form, "text"), evidence: typed(form, "evidence") },
            )
            .await?;
        }
        Which::Judge => {
            let period = form.parsed("period", "Choose the period that was explained", Period::parse);
            let accepted = form.choice("accepted", "Choose whether you accept it", &yes_no);
            let (Some(period), Some(accepted)) = (period, accepted) else { return Ok(None) };
            judge_explanation(desk, actor, JudgeExplanation { test, version, period, accepted, note: typed(form, "note") }).await?;
        }
        Which::Asked => {
            let who = form.choice(
                "who",
                "Choose who was asked",
                &[("users", Asked::Users), ("staff", Asked::Staff), ("partners", Asked::Partners)],
            );
            let mut whole = |name: &str, missing: &str| form.whole_number(name, missing, 0..=1_000_000).and_then(|n| u32::try_from(n).ok());
            let could = whole("could_be_asked", "Say how many could have been asked");
            let answered = whole("answered", "Say how many answered");
            let agree = whole("agree", "Say how many agree");
            let on = form.optional_date("on");
            let (Some(who), Some(could_be_asked), Some(answered), Some(agree), false) = (who, could, answered, agree, form.has_errors())
            else {
                return Ok(None);
            };
            let ask = RecordPeopleAsked {
                test,
                version,
                who,
                could_be_asked,
                answered,
                agree,
                answer_to_others: typed(form, "answer_to_others"),
                on,
            };
            record_people_asked(desk, actor, ask).await?;
        }
        Which::Why => {
            note_attribution(
                desk,
                actor,
                NoteAttribution { test, version, mechanism: typed(form, "mechanism"), comparator: form.value("comparator").parse().ok() },
            )
            .await?;
        }
        Which::Moved => {
            let moved = form.choice("moved", "Choose whether it moved there", &yes_no);
            let measure = form.value("measure").parse().ok();
            if measure.is_none() {
                form.add_error("measure", "Choose where it might have moved");
            }
            let (Some(moved), Some(measure)) = (moved, measure) else { return Ok(None) };
            confirm_displacement(desk, actor, ConfirmDisplacement { test, version, measure, moved, note: typed(form, "note") }).await?;
        }
        Which::Figures => {
            let completeness = form.share("completeness", "Say what share of the figures is there");
            let same = form.choice("same_definition", "Choose whether they were counted one way", &yes_no);
            let (Some(completeness), Some(same_definition)) = (completeness, same) else { return Ok(None) };
            check_data(desk, actor, CheckData { test, version, completeness, same_definition, note: typed(form, "note") }).await?;
        }
    }
    Ok(None)
}

fn register(view: &IssueView, form: &mut Form) -> Option<RegisterTest> {
    const NUMBERS: std::ops::RangeInclusive<f64> = -1e12..=1e12;
    let measure: Option<model::id::MeasureId> = form.value("measure").parse().ok();
    if measure.is_none() {
        form.add_error("measure", "Choose the measure that tells");
    }
    let baseline_from = form.parsed("baseline_from", "Say the first month before the fix", Period::parse);
    let baseline_to = form.parsed("baseline_to", "Say the last month before the fix", Period::parse);
    let starts = form.parsed("starts", "Say the month the test starts with", Period::parse);
    let (target, floor) = (form.optional_number("target", NUMBERS), form.optional_number("floor", NUMBERS));
    let tolerable_rate = form.optional_number("tolerable_rate", 0.0..=1e6);
    if form.has_errors() {
        return None;
    }
    let measure = measure?;
    // Percentages are typed as people say them, and kept as shares.
    let percent = view.measures.iter().any(|kept| kept.id == measure && kept.noun.unit == Unit::Percent);
    let scaled = |value: Option<f64>| value.map(|value| if percent { value / 100.0 } else { value });
    Some(RegisterTest {
        issue: view.issue.id,
        measure,
        part: form.value("part").to_owned(),
        baseline_from: baseline_from?,
        baseline_to: baseline_to?,
        starts: starts?,
        target: scaled(target),
        floor: scaled(floor),
        balancing: form.fields().all("balancing").filter_map(|id| id.parse().ok()).collect(),
        tolerable_rate,
    })
}
