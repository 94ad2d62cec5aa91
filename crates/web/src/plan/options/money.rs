//! Costs and benefits of every option, worked alike: what is worth most, how sure that is, what it turns on, and how it was worked.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::plan::options::keep_results::keep_results;
use desk::plan::options::money_question::Question;
use desk::plan::options::money_words;
use desk::plan::options::start_costing::SEALED;
use desk::plan::read_options::{Appraisal, CaseOptions, Kept, OptionAppraisal, money_edition};
use model::costing::Costing;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::rounding::shown;
use report::chart::options_charts::{spread_chart, tornado_chart};
use report::words::count;
use report::{html, page, table};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::{EmptyState, Working};
use crate::download::csv;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::options::alike::{alike, is_full};
use crate::plan::options::board::letter;
use crate::plan::options::priced::{prices, weighed};
use crate::plan::options::{layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new()
        .get("/cases/{reference}/appraisal", May(ReadCases), "Costs and benefits of the options", show)
        .get("/cases/{reference}/appraisal.csv", May(ReadCases), "Costs and benefits of the options, as CSV", figures)
        .post("/cases/{reference}/results", May(WriteCases), "Keep what was worked out about the options", keep)
}

/// Where the lines come from: the records, and the day they last changed.
pub(super) fn source(options: &CaseOptions) -> String {
    options.written_on.map_or_else(
        || "no lines yet".to_owned(),
        |on| format!("costs and benefits of case {}, as written on {}", reference_of(&options.case.reference), count::plain_date(on)),
    )
}

/// The same at the foot of a page.
pub(super) fn foot(options: &CaseOptions) -> Markup {
    Markup::text(format!("{}.", count::sentence(&source(options))))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let may_write = signed.actor.can(WriteCases);
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let token = Layout::new(frame.clone(), "").token();
    let layout = layout_of(frame, &options.case, "Costs and benefits").crumb("Options", format!("{at}/options"));
    if options.costing_is_sealed {
        return Ok(PartsPage { layout: layout.lead(SEALED), before: Markup::default(), parts: Vec::new() });
    }
    let Some(costing) = &options.costing else {
        let first = if may_write {
            ww::link("Say over which years, and with which rules", &format!("{at}/costing"))
        } else {
            Markup::text("Somebody who may change the case begins it.")
        };
        let empty = EmptyState::new(
            "Nothing is costed yet",
            "Here every option stands beside staying as we are: what it costs, what it brings, to whom, and what that turns on.",
            first,
        );
        return Ok(PartsPage { layout, before: empty.into(), parts: Vec::new() });
    };
    let entered = Part { id: "lines".into(), title: "What is written down".into(), body: lines(&options, &costing.noun, &at, may_write) };
    let answer = options.money.as_ref().map(|costed| (&costed.question, &costed.answer));
    let (question, answer) = match answer {
        None => {
            return Ok(PartsPage { layout: layout.lead("No line is written down yet."), before: Markup::default(), parts: vec![entered] });
        }
        Some((_, Err(refusal))) => {
            let said = InsetText::new(format!("It cannot be worked out as it stands. {refusal}"));
            return Ok(PartsPage {
                layout: layout.lead("Nothing is lost: mend the line, and it is worked out again."),
                before: said.into(),
                parts: vec![entered],
            });
        }
        Some((question, Ok(answer))) => (question, answer),
    };
    let mut parts = vec![
        Part { id: "options".into(), title: "Every option beside the rest".into(), body: beside(&options, question, answer, &at) },
        Part { id: "sure".into(), title: "How it may turn out".into(), body: spread(&options, question, answer) },
        Part { id: "turns".into(), title: "What it turns on".into(), body: turns(&options, question, answer, &at) },
        Part { id: "worlds".into(), title: "In other states of the world".into(), body: scenarios(question, answer) },
        Part { id: "alike".into(), title: "Is every option treated alike?".into(), body: alike(&options, question, answer, &at) },
        entered,
        Part {
            id: "kept".into(),
            title: "Keep the result".into(),
            body: kept(options.kept.iter().filter(|kept| kept.is_of_the_costing()), &at, may_write, token),
        },
    ];
    parts.push(Part { id: "working".into(), title: "How it was worked".into(), body: working(question, answer) });
    Ok(PartsPage { layout: layout.lead(money_words::lead(question, answer)).source(foot(&options)), before: Markup::default(), parts })
}

pub(super) fn said(value: f64) -> String {
    count::money(money_words::money(value))
}

/// Options of an answer in the board's order, with their titles.
pub(super) fn ordered<'a>(options: &CaseOptions, question: &Question, answer: &'a Appraisal) -> Vec<(String, String, &'a OptionAppraisal)> {
    let of = |code: &String| Some((code.clone(), question.named(code), answer.options.get(code)?));
    options.options.iter().filter_map(|option| of(&option.code)).collect()
}

fn beside(options: &CaseOptions, question: &Question, answer: &Appraisal, at: &str) -> Markup {
    let years = question.settings.years;
    let short = question.settings.horizons.first().map(|last| last + 1);
    let mut table = CardTable::new("Options")
        .caption_hidden()
        .column("Option")
        .figures("Costs")
        .figures("Benefits")
        .figures(format!("Worth over {years} years"));
    if let Some(short) = short {
        table = table.figures(format!("Worth over {short} years"));
    }
    table = table.figures("Against staying").figures("Benefit for £1").figures("Pays back in");
    table = table.column("Full cost?");
    let mut ledgers = String::new();
    for (code, title, option) in ordered(options, question, answer) {
        let figures = &option.figures;
        let mut row: Vec<Words> = vec![
            title.into(),
            said(figures.present_value_costs).into(),
            said(figures.present_value_benefits).into(),
            said(figures.net_present_value).into(),
        ];
        if short.is_some() {
            row.push(
                option.horizons.first().map_or_else(|| "Not asked".to_owned(), |horizon| said(horizon.figures.net_present_value)).into(),
            );
        }
        row.push(option.net_present_value_against_business_as_usual.map_or_else(|| "Not known".to_owned(), said).into());
        row.push(figures.benefit_cost_ratio.map_or_else(|| "No cost".to_owned(), |ratio| format!("£{}", shown(ratio, 2))).into());
        row.push(
            figures
                .payback_year
                .map_or_else(|| "Not within these years".to_owned(), |year| count::of_things(u64::from(year), "year", "years"))
                .into(),
        );
        row.push(is_full(option).into());
        let ledger = ww::link(&format!("Who pays and who gains: {}", letter(&code)), &format!("{at}/options/{code}/ledger"));
        ledgers.push_str(&format!("<li>{ledger}</li>"));
        table = table.row(row);
    }
    let ledgers = Markup::trusted(format!("<ul class=\"govuk-list\">{ledgers}</ul>"));
    let mut body = Markup::from(table).and(ledgers).and(weighed(options, question, answer)).and(prices(options, question, answer));
    let mut notes =
        vec!["Present value in pounds of year 0. Nothing is ranked by the ratio alone: it hides how large an option is.".to_owned()];
    if let (Some(first), Some(last)) = (answer.horizons.first(), answer.horizons.last())
        && first.highest != last.highest
    {
        notes.push(format!(
            "Over {} years “{}” is worth most; over {} years “{}” is. Looking only at the shorter horizon would put another first.",
            first.last_year + 1,
            question.named(&first.highest),
            last.last_year + 1,
            question.named(&last.highest)
        ));
    }
    for code in &question.not_costed {
        let title = options.option(code).map_or_else(|| letter(code), |option| option.title.clone());
        notes.push(format!("“{title}” is not costed yet, and is not among these."));
    }
    for (_, title, option) in ordered(options, question, answer) {
        if let Some(need) = option.not_monetised_would_need.filter(|need| *need > 0.0) {
            notes.push(format!(
                "No money stands for part of what “{title}” does ({}). That part would have to be worth {} for it to equal the highest.",
                option.not_monetised.join("; "),
                said(need)
            ));
        }
    }
    for (code, worth) in &options.given_up {
        let title = options.option(code).map_or_else(|| letter(code), |option| option.title.clone());
        notes.push(format!("“{title}”, ruled out, was worth {}.", count::money(*worth)));
    }
    for note in notes {
        body = body.and(paragraph(&note));
    }
    body.and(paragraph_of(ww::link("Download these figures (CSV)", &format!("{at}/appraisal.csv"))))
}

fn over(question: &Question) -> String {
    format!("over {} years", question.settings.years)
}

fn figure(chart: report::chart::Chart, options: &CaseOptions, csv_at: Option<String>) -> Markup {
    let figure = page::Figure {
        chart,
        unit: "pounds in present value".into(),
        source: source(options),
        edition: money_edition(),
        csv_at,
        level: page::Level::Three,
    };
    Markup::trusted(html::figure(&figure))
}

fn spread(options: &CaseOptions, question: &Question, answer: &Appraisal) -> Markup {
    let Some(together) = &answer.simulation else {
        return paragraph(
            "Nothing is said to be uncertain yet. Give a line the low and high end of what it may come to, or name a figure that several lines hang on.",
        );
    };
    let drawn: Vec<(String, &_)> = ordered(options, question, answer)
        .into_iter()
        .filter_map(|(_, title, option)| Some((title, option.simulation.as_ref()?)))
        .collect();
    let chart = spread_chart("spread", &drawn, &over(question), together.draws);
    let settled = if together.is_settled {
        "another seed would move no chance by more than about one in a hundred"
    } else {
        "too few draws to settle the chances to one in a hundred"
    };
    let known = format!(
        "To know everything before choosing would be worth {}. {} draws from seed {}: {settled}.",
        said(together.value_of_perfect_information),
        quantity::money::group_thousands(u64::from(together.draws)),
        together.seed
    );
    figure(chart, options, None).and(paragraph(&known))
}

fn turns(options: &CaseOptions, question: &Question, answer: &Appraisal, at: &str) -> Markup {
    let first = answer.choice.as_ref().map(|choice| choice.highest.clone()).or_else(|| answer.options.keys().next().cloned());
    let Some((code, option)) = first.and_then(|code| answer.options.get(&code).map(|option| (code, option))) else {
        return Markup::default();
    };
    let title = question.named(&code);
    let mut body = if option.tornado.is_empty() {
        paragraph("No line has a low and a high end yet, so nothing can be drawn.")
    } else {
        figure(tornado_chart("tornado", &title, option.figures.net_present_value, &option.tornado, &over(question)), options, None)
    };
    if let Some(choice) = &answer.choice {
        let all = choice.turns_on.iter().filter(|switch| switch.change.is_some()).take(6);
        let items: String = all
            .map(|switch| {
                let of = switch.option.as_ref().map(|code| format!(" under “{}”", question.named(code))).unwrap_or_default();
                format!("<li>{}</li>", Markup::text(format!("{}{of}", money_words::switching(switch))))
            })
            .collect();
        let next = question.named(&choice.next);
        if items.is_empty() {
            body = body.and(paragraph(&format!("No one thing alone would bring “{next}” level.")));
        } else {
            body = body
                .and(paragraph(&format!("For “{next}” to be level with “{title}”, one of these would have to be so, all else as it is:")));
            body = body.and(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")));
        }
    }
    let items: String = option
        .switching_values
        .iter()
        .filter(|s| s.change.is_some())
        .take(6)
        .map(|s| format!("<li>{}</li>", Markup::text(money_words::switching(s))))
        .collect();
    if !items.is_empty() {
        body = body
            .and(paragraph(&format!("“{title}” would bring just what it costs if:")))
            .and(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")));
    }
    body.and(paragraph_of(ww::link("Who pays and who gains under it", &format!("{at}/options/{code}/ledger"))))
}

fn scenarios(question: &Question, answer: &Appraisal) -> Markup {
    if answer.scenarios.is_empty() {
        return paragraph("No other state of the world is named yet.");
    }
    let mut table = CardTable::new("States of the world").caption_hidden().column("If");
    for option in &question.ask.options {
        table = table.figures(question.named(&option.id));
    }
    table = table.column("Worth most then");
    for scenario in &answer.scenarios {
        let mut row: Vec<Words> = vec![scenario.name.clone().into()];
        row.extend(
            question
                .ask
                .options
                .iter()
                .map(|option| Words::from(scenario.net_present_value.get(&option.id).map_or_else(String::new, |value| said(*value)))),
        );
        let then = question.named(&scenario.highest);
        row.push(
            if scenario.changes_the_choice {
                Markup::from(ww::not_yet(format!("{then}: another")))
            } else {
                Markup::from(ww::shown(format!("{then}: the same")))
            }
            .into(),
        );
        table = table.row(row);
    }
    Markup::from(table)
}

fn lines(options: &CaseOptions, costing: &Costing, at: &str, may_write: bool) -> Markup {
    let mut table = CardTable::new("Lines")
        .caption_hidden()
        .column("Line")
        .column("Option")
        .column("Kind")
        .column("Whose")
        .figures("In full")
        .column("When")
        .column("How sure");
    for (number, line) in costing.lines.iter().enumerate() {
        let name = if may_write { ww::link(&line.name, &format!("{at}/costing/line?at={number}")) } else { Markup::text(&line.name) };
        let whose = line.organisation.and_then(|id| options.names.get(&id).cloned()).unwrap_or_else(|| "Residents".into());
        let (full, when) = money_words::amount_in_words(&line.amount, costing.first_year);
        let full = line
            .prices_of
            .map_or(full.clone(), |year| format!("{full}, in prices of {}", quantity::Period::FinancialYear(year).in_words()));
        let range = line.range.map(|(low, high)| format!("{} to {}", money_words::per_cent(low), money_words::per_cent(high)));
        let sure = match (line.confidence, range) {
            (Some(grade), Some(range)) => format!("Grade {grade}; {range} of it"),
            (Some(grade), None) => format!("Grade {grade}"),
            (None, Some(range)) => format!("{range} of it"),
            (None, None) => "Not said".to_owned(),
        };
        table = table.row([
            Words::from(name),
            Words::from(letter(&line.option)),
            Words::from(count::sentence(line.kind.words())),
            Words::from(whose),
            Words::from(full),
            Words::from(when),
            Words::from(sure),
        ]);
    }
    let body = if costing.lines.is_empty() {
        paragraph("Nothing yet. A line is a cost, a benefit, a harm, or money that changes hands, of one option and one body.")
    } else {
        Markup::from(table)
    };
    let drivers = costing.drivers.iter().map(|driver| {
        format!(
            "“{}” is {}: {} move with it.",
            driver.name,
            shown(driver.value, 1),
            count::of_things(driver.lines.len() as u64, "line", "lines")
        )
    });
    let body = drivers.fold(body, |body, said| body.and(paragraph(&said)));
    if !may_write {
        return body;
    }
    let links = [
        ("Write a line", "line"),
        ("Take a line out", "take-out"),
        ("Name a figure that several lines hang on", "driver"),
        ("Name another state of the world", "scenario"),
        ("Write what was forecast before, and what it came to", "forecast"),
        ("Write down how prices rise, or change it", "price-index"),
    ];
    let items: String =
        links.iter().map(|(words, path)| format!("<li>{}</li>", ww::link(words, &format!("{at}/costing/{path}")))).collect();
    let rules = ww::link("Change the years and the rules", &format!("{at}/costing"));
    let full = ww::link("Answer the parts of the full cost, alike for every option", &format!("{at}/full-cost"));
    body.and(Markup::trusted(format!("<ul class=\"govuk-list\">{items}<li>{full}</li><li>{rules}</li></ul>")))
}

/// What was kept of these options, whether it still stands, and the button that keeps it now.
pub(super) fn kept<'a>(kept: impl Iterator<Item = &'a Kept>, at: &str, may_write: bool, token: Markup) -> Markup {
    let mut body = Markup::default();
    let mut none = true;
    for result in kept {
        none = false;
        let reference = reference_of(&result.finding.reference);
        let day = count::plain_date(result.on);
        let stands = if result.changed_since {
            "What it rests on has changed since: keep a new one beside it."
        } else {
            "It still comes out the same."
        };
        body = body.and(paragraph(&format!(
            "Kept on {day} as {reference} ({}, edition {}): {} {stands}",
            result.finding.noun.method, result.finding.noun.edition, result.finding.noun.statement
        )));
    }
    if none {
        body = body.and(paragraph("Nothing is kept yet. A kept result carries its method, its settings and a digest of what it rests on; a paper rests on kept results only."));
    }
    if !may_write {
        return body;
    }
    let button = Button::new("Keep the result as it stands");
    body.and(Markup::trusted(format!("<form method=\"post\" action=\"{at}/results\">{token}{button}</form>")))
}

fn working(question: &Question, answer: &Appraisal) -> Markup {
    let settings = &question.settings;
    let edition = settings.green_book_edition.clone().unwrap_or_else(|| "none in force on that day".into());
    let mut said = vec![
        format!("Method: {}. Year 0 is not discounted; each later year is discounted whole years back to it.", money_edition()),
        format!("Discount schedule: {edition}."),
    ];
    if let Some(year) = question.older_from_year {
        said.push(format!("From year {year} the rates are those of the older schedule, because the newer one does not reach so far."));
    }
    let mut body: Markup = said.iter().map(|line| paragraph(line)).fold(Markup::default(), Markup::and);
    for found in &answer.working.tables {
        body = body.and(tabled(&report::working::table(found)));
    }
    Markup::from(Working::new(body).id("working-tables"))
}

/// A table of working, scrolled where it is wide.
pub(super) fn tabled(found: &table::Table) -> Markup {
    let mut card = CardTable { scrolls: true, ..CardTable::new(found.caption.clone()) };
    for column in &found.columns {
        card = if column.is_number { card.figures(column.heading()) } else { card.column(column.heading()) };
    }
    for row in &found.rows {
        card = card.row(row.iter().map(|cell| Words::from(cell.shown())));
    }
    let caption = Markup::text(&found.caption);
    Markup::trusted(format!("<div class=\"ww-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">{card}</div>"))
}

async fn figures(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    use table::{Cell, Column, Table};
    let options = options_of(&app, &signed, &reference).await?;
    let (question, answer) = options.appraisal().ok_or(PageError::NotFound)?;
    let columns = ["Costs", "Benefits", "Net present value", "Against staying as we are"].map(|title| Column::number(title, "£"));
    let columns = [
        vec![Column::words("Option")],
        columns.to_vec(),
        vec![
            Column::number("Benefit for £1", "£"),
            Column::number("Pays back in", "years"),
            Column::number("Parts of the full cost still open", ""),
            Column::number("Net present value, weighted by income", "£"),
        ],
    ]
    .concat();
    let number = |value: Option<f64>| value.map_or_else(|| Cell::Missing("none".into()), |value| Cell::number(value, shown(value, 2)));
    let row = |(_, title, option): &(String, String, &OptionAppraisal)| {
        let figures = &option.figures;
        vec![
            Cell::words(title.clone()),
            number(Some(figures.present_value_costs)),
            number(Some(figures.present_value_benefits)),
            number(Some(figures.net_present_value)),
            number(option.net_present_value_against_business_as_usual),
            number(figures.benefit_cost_ratio),
            number(figures.payback_year.map(f64::from)),
            Cell::number(option.full_cost.open().len() as f64, option.full_cost.open().len().to_string()),
            number(option.weighted.as_ref().map(|weighted| weighted.net_present_value)),
        ]
    };
    let rows = ordered(&options, question, answer).iter().map(row).collect();
    Ok(csv(
        &Table::new("Costs and benefits", columns, rows).to_csv(),
        &format!("{}-costs-and-benefits", reference_of(&options.case.reference)),
    ))
}

async fn keep(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    keep_results(&app.desk, &signed.actor, options.case.id).await?;
    let on = if options.costing.is_some() { "appraisal#kept" } else { "criteria#kept" };
    Ok(to(&format!("/cases/{}/{on}", reference_of(&options.case.reference))))
}
