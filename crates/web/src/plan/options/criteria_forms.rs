//! Forms of the criteria workshop: a criterion with its range, one person's weights, the scores of one option, the reveal.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::plan::options::criteria_question::options as in_workshop;
use desk::plan::options::hold_workshop::{AddCriterion, add_criterion, reveal};
use desk::plan::options::score::{GiveScores, Given, give_scores};
use desk::plan::options::weigh::{Weigh, weigh};
use desk::plan::read_options::CaseOptions;
use model::role::Permission::WriteCases;
use model::workshop::Workshop;
use quantity::rounding::shown;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::Frame;
use crate::plan::options::criteria::to_score;
use crate::plan::options::money_forms::faults;
use crate::plan::options::{Nothing, layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Criterion,
    Weights,
}

pub fn routes() -> Routes {
    const SCORES: &str = "Score an option on the criteria";
    let forms = doors! { blank, send;
        "/cases/{reference}/criteria/criterion", May(WriteCases), "Add a criterion", Which::Criterion;
        "/cases/{reference}/criteria/weights", May(WriteCases), "Weigh the criteria", Which::Weights;
    };
    forms
        .get("/cases/{reference}/criteria/scores/{code}", May(WriteCases), SCORES, score_blank)
        .post("/cases/{reference}/criteria/scores/{code}", May(WriteCases), SCORES, score_send)
        .post("/cases/{reference}/criteria/reveal", May(WriteCases), "Show which option is whose", show_whose)
}

const NUMBERS: std::ops::RangeInclusive<f64> = -1e12..=1e12;

fn workshop(options: &CaseOptions) -> Option<&Workshop> {
    options.workshop.as_ref().map(|record| &record.noun)
}

fn version(options: &CaseOptions) -> i64 {
    options.workshop.as_ref().map_or(0, |record| record.version)
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(Nothing {}): Query<Nothing>,
) -> Result<FormPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    Ok(page(which, frame, &options, &Form::blank()))
}

fn form_of(frame: Frame, options: &CaseOptions, form: &Form, title: &str, path: &str) -> FormPage {
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let layout = layout_of(frame, &options.case, title).crumb("Criteria workshop", format!("{at}/criteria")).with_errors(form.errors());
    FormPage::new(layout, format!("{at}/criteria/{path}"), Button::new("Save")).carrying("version", &version(options).to_string())
}

fn page(which: Which, frame: Frame, options: &CaseOptions, form: &Form) -> FormPage {
    match which {
        Which::Criterion => {
            let page = form_of(frame, options, form, "A criterion, with its range", "criterion")
                .part(form.input("name", "What are options told apart by?").hint("What comes of it for people, not who provides it"))
                .part(form.input("unit", "In which unit? (not required)").hint("Falls a year, points, pounds").width(20))
                .part(form.input("worst", "What counts as worst?").width(10))
                .part(form.input("best", "What counts as best?").hint("It may be the lower figure: of a cost, for example").width(10))
                .part(
                    form.input("half", "Which figure is worth half as much as the best? (not required)")
                        .hint("Without one, value grows straight from worst to best")
                        .width(10),
                )
                .part(
                    form.checkboxes("about_delivery_model", "Does it score the delivery model itself?")
                        .offer("yes", "Yes: who provides, and not what comes of it"),
                )
                .part(
                    form.textarea("published_reason", "If so, why does that count? (not required)")
                        .hint("Published with the result")
                        .rows(2),
                );
            if workshop(options).is_some_and(|kept| !kept.voices.is_empty() || !kept.agreed.is_empty()) {
                page.part(
                    form.checkboxes("ask_again", "Weights that were given already")
                        .offer("yes", "Take them back, and ask again over all criteria"),
                )
            } else {
                page
            }
        }
        Which::Weights => {
            let page = form_of(frame, options, form, "What does each criterion count for?", "weights")
                .before(
                    paragraph("Think of an option at the worst end of every criterion. Which step from worst to best would you take first? That one is 100; say the others beside it.")
                        .and(paragraph("One person may also say between which shares of the whole weight a criterion may lie for them. Together the shares make 100%.")),
                )
                .part(form.radios("whose", "Whose weights are these?").offer("one", "One person’s").offer("agreed", "Agreed together"))
                .part(form.input("group", "If one person’s: for whom do they speak?").hint("Residents, elected members, officers; never a name").width(20));
            let each = workshop(options).into_iter().flat_map(|kept| kept.criteria.iter().enumerate());
            each.fold(page, |page, (at, kept)| {
                let label = format!("{}: from {} to {} {}", kept.name, shown(kept.worst, 1), shown(kept.best, 1), kept.unit);
                let share = |name: &str, words: &str| {
                    form.input(&format!("{name}-{at}"), format!("{}: {words} (not required)", kept.name)).suffix("%").width(5)
                };
                page.part(form.input(&format!("swing-{at}"), label).width(4).keyboard("decimal"))
                    .part(share("least", "at the least, of the whole weight"))
                    .part(share("most", "at the most, of the whole weight"))
            })
        }
    }
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
    let options = options_of(&app, &signed, &reference).await?;
    match ask(which, &app, &signed, &options, &mut form).await {
        Ok(()) => Ok(to(&format!("/cases/{}/criteria", reference_of(&options.case.reference)))),
        Err(error) => {
            let error = at_first(at_first(error, "swings", "swing-0"), "ranges", "least-0");
            again(error, form, |form| page(which, frame, &options, form))
        }
    }
}

/// A fault of the whole list stands at its first field, which the summary can link to.
fn at_first(error: DeskError, list: &str, first: &'static str) -> DeskError {
    match error {
        DeskError::Faults(faults) => {
            let moved = faults.into_iter().map(|fault| if fault.field == list { desk::Fault::new(first, fault.message) } else { fault });
            DeskError::Faults(moved.collect())
        }
        other => other,
    }
}

async fn ask(which: Which, app: &App, signed: &Signed, options: &CaseOptions, form: &mut Form) -> Result<(), DeskError> {
    let (desk, actor, case, version) = (&app.desk, &signed.actor, options.case.id, form.version());
    let typed = |form: &Form, name: &str| form.value(name).trim().to_owned();
    match which {
        Which::Criterion => {
            let (worst, best, half) =
                (form.optional_number("worst", NUMBERS), form.optional_number("best", NUMBERS), form.optional_number("half", NUMBERS));
            faults(form)?;
            let ask = AddCriterion {
                case,
                version,
                name: typed(form, "name"),
                unit: typed(form, "unit"),
                worst,
                best,
                half,
                about_delivery_model: form.ticked("about_delivery_model"),
                published_reason: typed(form, "published_reason"),
                ask_again: form.ticked("ask_again"),
            };
            add_criterion(desk, actor, ask).await.map(|_| ())
        }
        Which::Weights => {
            let whose = form.choice("whose", "Choose whose weights these are", &[("one", false), ("agreed", true)]);
            let criteria = workshop(options).map_or(0, |kept| kept.criteria.len());
            let swings: Vec<Option<f64>> = (0..criteria).map(|at| form.optional_number(&format!("swing-{at}"), 0.0..=100.0)).collect();
            let mut end = |name: &str, at: usize| form.optional_share(&format!("{name}-{at}"));
            let ranges = (0..criteria).map(|at| (end("least", at), end("most", at))).collect();
            faults(form)?;
            let ask = Weigh { case, version, group: typed(form, "group"), is_agreed: whose.unwrap_or_default(), swings, ranges };
            weigh(desk, actor, ask).await.map(|_| ())
        }
    }
}

type OfOption = Path<(String, String)>;

async fn score_blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
) -> Result<FormPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let mut form = Form::blank();
    for (at, kept) in workshop(&options).ok_or(PageError::NotFound)?.criteria.iter().enumerate() {
        if let Some(score) = workshop(&options).and_then(|workshop| workshop.score(&code, &kept.name)) {
            form = form.with(&format!("score-{at}"), score.figure.to_string());
            for (end, value) in [("low", score.low), ("high", score.high)] {
                form = form.with(&format!("{end}-{at}"), value.map(|value| value.to_string()).unwrap_or_default());
            }
        }
    }
    score_page(frame, &options, &code, &form).ok_or(PageError::NotFound)
}

/// By letter, and with what it would bring; never with whose it is until that was shown.
fn score_page(frame: Frame, options: &CaseOptions, code: &str, form: &Form) -> Option<FormPage> {
    let kept = workshop(options)?;
    let (_, name) = in_workshop(&options.case.noun, kept).into_iter().find(|(known, _)| known == code)?;
    let title = to_score(kept, code, &name);
    let brings = options
        .option(code)
        .and_then(|option| option.choice.as_ref())
        .map(|choice| choice.outcome.clone())
        .filter(|text| !text.trim().is_empty());
    let brings = brings.map_or_else(|| "What it would bring is not written yet.".to_owned(), |text| format!("What it would bring: {text}"));
    let mut page = form_of(frame, options, form, &title, &format!("scores/{code}")).before(paragraph(&brings));
    for (at, criterion) in kept.criteria.iter().enumerate() {
        let label = format!("{} (from {} to {} {})", criterion.name, shown(criterion.worst, 1), shown(criterion.best, 1), criterion.unit);
        page = page
            .part(form.input(&format!("score-{at}"), label).width(10).keyboard("decimal"))
            .part(
                form.input(&format!("low-{at}"), format!("{}: at the least, nine times in ten (not required)", criterion.name))
                    .width(10)
                    .keyboard("decimal"),
            )
            .part(
                form.input(&format!("high-{at}"), format!("{}: at the most, nine times in ten (not required)", criterion.name))
                    .width(10)
                    .keyboard("decimal"),
            );
    }
    if kept.revealed.is_some() {
        page = page.part(form.textarea("reason", "It is known whose option this is. Why does its score change?").rows(2));
    }
    Some(page)
}

async fn score_send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let options = options_of(&app, &signed, &reference).await?;
    let criteria = workshop(&options).ok_or(PageError::NotFound)?.criteria.len();
    let mut given = |at: usize| Given {
        figure: form.optional_number(&format!("score-{at}"), NUMBERS),
        low: form.optional_number(&format!("low-{at}"), NUMBERS),
        high: form.optional_number(&format!("high-{at}"), NUMBERS),
    };
    let scores: Vec<Given> = (0..criteria).map(&mut given).collect();
    let ask = GiveScores {
        case: options.case.id,
        version: form.version(),
        option: code.clone(),
        scores,
        reason: form.value("reason").to_owned(),
    };
    let asked = match faults(&form) {
        Ok(()) => give_scores(&app.desk, &signed.actor, ask).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match asked {
        Ok(()) => Ok(to(&format!("/cases/{}/criteria#scores", reference_of(&options.case.reference)))),
        Err(error) => {
            let Some(blank) = score_page(frame.clone(), &options, &code, &form) else { return Err(PageError::NotFound) };
            again(at_first(error, "scores", "score-0"), form, |form| score_page(frame, &options, &code, form).unwrap_or(blank))
        }
    }
}

async fn show_whose(State(app): State<App>, signed: Signed, Path(reference): Path<String>, fields: Fields) -> Result<Response, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    reveal(&app.desk, &signed.actor, options.case.id, Form::read(fields).version()).await?;
    Ok(to(&format!("/cases/{}/criteria#scores", reference_of(&options.case.reference))))
}
