//! The full cost, asked alike of every option: which parts are answered, what has to be asked by who would host it, and the form.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::config::full_cost::{FullCostRules, Rule, defaults};
use desk::plan::options::full_cost::{Answer, AnswerFullCost, Answered, REASONS, answer_full_cost, answered, hosts, open_parts};
use desk::plan::options::money_question::PARTS;
use desk::plan::options::money_words;
use desk::plan::options::start_costing::SEALED;
use desk::plan::read_options::{CaseOptions, OptionView};
use model::costing::Costing;
use model::role::Permission::{ReadCases, WriteCases};
use report::words::{count, full_cost};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::dated_law::how_checked;
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::options::board::{is_open, letter};
use crate::plan::options::money::foot;
use crate::plan::options::{Nothing, layout_of, options_of, unsealed};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const ANSWER: &str = "Answer the parts of the full cost of an option";
    Routes::new()
        .get("/cases/{reference}/full-cost", May(ReadCases), "The full cost of every option", show)
        .get("/cases/{reference}/options/{code}/full-cost", May(WriteCases), ANSWER, blank)
        .post("/cases/{reference}/options/{code}/full-cost", May(WriteCases), ANSWER, send)
}

type OfOption = Path<(String, String)>;

fn rules() -> Result<FullCostRules, PageError> {
    defaults().map_err(|error| PageError::from(DeskError::refused("settings", error.to_string())))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let may_write = signed.actor.can(WriteCases);
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let layout = layout_of(frame, &options.case, "Full cost, asked alike")
        .crumb("Options", format!("{at}/options"))
        .crumb("Costs and benefits", format!("{at}/appraisal"));
    if options.costing_is_sealed {
        return Ok(PartsPage::whole(layout.lead(SEALED), Markup::default()));
    }
    let Some(costing) = options.costing.as_ref().map(|record| &record.noun) else {
        let why = "Here the same parts of cost are asked of every option, staying as we are among them: an amount, nothing with a reason, or not known yet.";
        let first = ww::link("Costs and benefits of every option", &format!("{at}/appraisal"));
        return Ok(PartsPage::whole(layout, EmptyState::new("Nothing is costed yet", why, first).into()));
    };
    let open: Vec<&OptionView> = options.options.iter().filter(|option| is_open(option)).collect();
    let full = open.iter().filter(|option| open_parts(costing, &option.code) == 0).count();
    let rules = rules()?;
    let mut parts = vec![Part { id: "beside".into(), title: "Every option beside the rest".into(), body: beside(&open, costing) }];
    for option in open.iter().copied() {
        let asked = rules.of(&hosts(option, &options.models), &app.desk.place.country);
        parts.push(Part {
            id: format!("option-{}", option.code.to_lowercase()),
            title: format!("{}: {}", letter(&option.code), option.title),
            body: one(option, costing, &asked, &rules, &at, may_write),
        });
    }
    let layout = layout.lead(full_cost::lead(full, open.len())).source(foot(&options));
    Ok(PartsPage { layout, before: Markup::default(), parts })
}

/// A row a part, a column an option.
fn beside(open: &[&OptionView], costing: &Costing) -> Markup {
    let mut table = CardTable { scrolls: true, ..CardTable::new("Parts of the full cost, by option") }.column("Part");
    for option in open {
        table = table.column(letter(&option.code));
    }
    for (code, part) in PARTS {
        let cells = open.iter().map(|option| match answered(costing, &option.code, code) {
            Answered::Stated(_) => Words::from(Markup::from(ww::shown("An amount"))),
            Answered::Nothing(_) => Words::from(Markup::from(ww::shown("Nothing, with a reason"))),
            Answered::NotKnown(_) => Words::from(Markup::from(ww::unknown("Not known"))),
            Answered::NotAnswered => Words::from(Markup::from(ww::not_yet("Not answered"))),
        });
        table = table.row(std::iter::once(Words::from(count::sentence(part.words()))).chain(cells));
    }
    Markup::trusted(format!(
        "<div class=\"ww-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Parts of the full cost, by option\">{table}</div>"
    ))
}

fn one(option: &OptionView, costing: &Costing, asked: &[&Rule], rules: &FullCostRules, at: &str, may_write: bool) -> Markup {
    let open = open_parts(costing, &option.code);
    let said = full_cost::state(open, PARTS.len());
    let state = if open == 0 { ww::shown(said) } else { ww::not_yet(said) };
    let mut table = CardTable::new(format!("Parts of {}", letter(&option.code).to_lowercase()))
        .caption_hidden()
        .column("Part")
        .column("What is asked")
        .column("Answer");
    for (code, part) in PARTS {
        let answer = match answered(costing, &option.code, code) {
            Answered::Stated(lines) => {
                let line = |line: &&model::costing::CostLine| {
                    format!("{}: {}", line.name, money_words::amount_in_words(&line.amount, costing.first_year).0)
                };
                Words::from(lines.iter().map(line).collect::<Vec<_>>().join("; "))
            }
            Answered::Nothing(reason) => Words::from(format!("Nothing: {reason}")),
            Answered::NotKnown(would_take) => Words::from(Markup::from(ww::unknown(format!("Not known. To know: {would_take}")))),
            Answered::NotAnswered => Words::from(Markup::from(ww::not_yet("Not answered"))),
        };
        let asks = rules.part.iter().find(|kept| kept.code == code).map_or_else(String::new, |kept| kept.asks.clone());
        table = table.row([Words::from(count::sentence(part.words())), Words::from(asks), answer]);
    }
    let link = if may_write {
        let words = format!("Answer the parts of {}", letter(&option.code).to_lowercase());
        paragraph_of(ww::link(&words, &format!("{at}/options/{}/full-cost", option.code)))
    } else {
        Markup::default()
    };
    Markup::trusted(format!("<p class=\"govuk-body\">{state}</p>")).and(table).and(ruled(asked)).and(link)
}

/// What has to be asked because of who would host it.
fn ruled(asked: &[&Rule]) -> Markup {
    if asked.is_empty() {
        return paragraph("No rule written down here depends on who would run it. Ask all the same about VAT, pay and pensions.");
    }
    let mut table =
        CardTable::new("By who would host it").column("Ask").column("Because").column("Since").column("Source").column("Checked");
    for rule in asked {
        table = table.row([
            Words::from(format!("{}: {}", rule.title, rule.asks)),
            Words::from(rule.says.clone()),
            Words::from(rule.in_force.map_or_else(|| "Not dated".to_owned(), count::plain_date)),
            Words::from(format!("{} ({})", rule.source, rule.jurisdiction)),
            Words::from(how_checked(&rule.title, &rule.checked)),
        ]);
    }
    Markup::from(table)
}

async fn blank(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    Query(Nothing {}): Query<Nothing>,
) -> Result<FormPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    unsealed(&options)?;
    let costing = &options.costing.as_ref().ok_or(PageError::NotFound)?.noun;
    let mut form = Form::blank();
    for ((part, _), field) in PARTS.into_iter().zip(REASONS) {
        form = match answered(costing, &code, part) {
            Answered::Nothing(reason) => form.with(part, "nothing").with(field, reason),
            Answered::NotKnown(would_take) => form.with(part, "not_known").with(field, would_take),
            Answered::NotAnswered => form.with(part, "open"),
            Answered::Stated(_) => form,
        };
    }
    page(&app, frame, &options, &code, &form)
}

fn page(app: &App, frame: Frame, options: &CaseOptions, code: &str, form: &Form) -> Result<FormPage, PageError> {
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let option = options.option(code).ok_or(PageError::NotFound)?;
    let record = options.costing.as_ref().ok_or(PageError::NotFound)?;
    let rules = rules()?;
    let asked = rules.of(&hosts(option, &options.models), &app.desk.place.country);
    let layout = layout_of(frame, &options.case, "What does it cost in full?")
        .crumb("Full cost", format!("{at}/full-cost"))
        .lead(format!("{}: {}", letter(code), option.title))
        .with_errors(form.errors());
    let mut page = FormPage::new(layout, format!("{at}/options/{code}/full-cost"), Button::new("Save"))
        .carrying("version", &record.version.to_string())
        .before(paragraph("Every option is asked the same. A part that costs money is written as a line; here say which cost nothing, and which nobody knows yet."));
    for ((part, words), field) in PARTS.into_iter().zip(REASONS) {
        let name = count::sentence(words.words());
        if let Answered::Stated(lines) = answered(&record.noun, code, part) {
            let names: Vec<String> = lines.iter().map(|line| format!("“{}”", line.name)).collect();
            page = page.part(InsetText::new(format!("{name}: stated by {}.", count::list(&names))));
            continue;
        }
        let asks = rules.part.iter().filter(|kept| kept.code == part).map(|kept| kept.asks.clone());
        let by_host = asked.iter().filter(|rule| rule.part == part).map(|rule| rule.asks.clone());
        let hint: Vec<String> = asks.chain(by_host).collect();
        page = page
            .part(
                form.radios(part, name.clone())
                    .hint(hint.join(" "))
                    .small()
                    .offer("nothing", "It costs nothing here")
                    .offer("not_known", "Nobody knows yet")
                    .offer("open", "Leave it open: not answered yet, or a line will state it"),
            )
            .part(form.input(field, format!("{name}: why nothing, or what would it take to know?")));
    }
    let line = ww::link("Write a line that states an amount", &format!("{at}/costing/line?option={code}"));
    Ok(page.after(paragraph_of(line)))
}

async fn send(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): OfOption,
    fields: Fields,
) -> Result<Response, PageError> {
    let form = Form::read(fields);
    let options = options_of(&app, &signed, &reference).await?;
    let mut shown = page(&app, frame.clone(), &options, &code, &form)?;
    let answers = std::array::from_fn(|at| {
        let part = PARTS.get(at).map_or("", |(code, _)| *code);
        let field = REASONS.get(at).copied().unwrap_or_default();
        let answer = match form.value(part) {
            "nothing" => Some(Answer::Nothing),
            "not_known" => Some(Answer::NotKnown),
            _ => None,
        };
        (answer, form.value(field).to_owned())
    });
    let ask = AnswerFullCost { case: options.case.id, version: form.version(), option: code.clone(), answers };
    match answer_full_cost(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to(&format!("/cases/{}/full-cost#option-{}", reference_of(&options.case.reference), code.to_lowercase()))),
        Err(error) => again(error, form, |form| {
            if let Ok(page) = page(&app, frame, &options, &code, form) {
                shown = page;
            }
            shown
        }),
    }
}
