//! Who pays and who gains under an option: each body, each year, and what would bring paying and gaining together.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::plan::options::money_question::{Question, RESIDENTS};
use desk::plan::options::money_words;
use desk::plan::options::start_costing::SEALED;
use desk::plan::read_options::{LedgerLine, OptionAppraisal, Transfer, money_edition};
use model::role::Permission::ReadCases;
use report::chart::options_charts::pays_and_gains_chart;
use report::words::count;
use report::{html, page};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::download::csv;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::options::money::source;
use crate::plan::options::{layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/cases/{reference}/options/{code}/ledger", May(ReadCases), "Who pays and who gains under an option", show).get(
        "/cases/{reference}/options/{code}/ledger.csv",
        May(ReadCases),
        "Who pays and who gains, year by year, as CSV",
        figures,
    )
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): Path<(String, String)>,
) -> Result<PartsPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let title = options.option(&code).ok_or(PageError::NotFound)?.title.clone();
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let layout = layout_of(frame, &options.case, "Who pays, and who gains")
        .crumb("Options", format!("{at}/options"))
        .crumb(title.clone(), format!("{at}/options/{code}"));
    let Some(((question, _), option)) = options.appraisal().zip(options.ledger(&code)) else {
        let says = if options.costing_is_sealed { SEALED } else { "Nothing can be worked out for this option yet." };
        let back = paragraph_of(ww::link("Costs and benefits of every option", &format!("{at}/appraisal")));
        return Ok(PartsPage { layout: layout.lead(says), before: back, parts: Vec::new() });
    };
    let chart = page::Figure {
        chart: pays_and_gains_chart("ledger", &title, option),
        unit: "pounds in present value, and shares".into(),
        source: source(&options),
        edition: money_edition(),
        csv_at: Some(format!("{at}/options/{code}/ledger.csv")),
        level: page::Level::Two,
    };
    let gain = money_words::gain_for_gain(option).map(|said| paragraph(&said)).unwrap_or_default();
    let council = app.desk.place.name.clone();
    let parts = vec![
        Part { id: "align".into(), title: "What would bring paying and gaining together".into(), body: aligned(question, option) },
        Part {
            id: "sides".into(),
            title: "The council’s case beside the public purse’s".into(),
            body: sides(&options.names, app.desk.authority, option, &council),
        },
        Part { id: "years".into(), title: "Each body, each year".into(), body: years(question, option) },
        Part { id: "working".into(), title: "How it was worked".into(), body: working(question, &at) },
    ];
    Ok(PartsPage { layout: layout.lead(money_words::ledger_lead(option)), before: Markup::trusted(html::figure(&chart)).and(gain), parts })
}

fn year_of(question: &Question, year: usize) -> String {
    let after = u32::try_from(year).unwrap_or_default();
    question.first_year().map_or_else(|| format!("Year {year}"), |first| first.plus(after).in_words())
}

fn aligned(question: &Question, option: &OptionAppraisal) -> Markup {
    let (Some((year, rows)), Some(alignment)) = (money_words::aligned_in_a_year(option), option.alignment.as_ref()) else {
        return paragraph("Nothing can be aligned: nobody who can be asked to pay both pays and gains.");
    };
    let mut table = CardTable::new("Aligned")
        .caption_hidden()
        .column("Body")
        .figures("Pays now")
        .figures("Would pay if it paid as it gains")
        .figures("Change");
    let (mut now, mut then) = (quantity::Money::ZERO, quantity::Money::ZERO);
    for (name, pays, aligned) in &rows {
        (now, then) = (now + *pays, then + *aligned);
        table = table.row([name.clone(), count::money(*pays), count::money(*aligned), count::money(*aligned - *pays)]);
    }
    table = table.sum(["Together".to_owned(), count::money(now), count::money(then), String::new()]);
    let said = |transfers: &[Transfer], how: &str| {
        let each: Vec<String> = transfers
            .iter()
            .map(|transfer| {
                let share = transfer
                    .share_of_gains
                    .map(|share| format!(" ({} of what it gains)", money_words::per_cent(share)))
                    .unwrap_or_default();
                format!("{} to {} {}{share}", transfer.from, transfer.to, money_words::money(transfer.present_value).in_short())
            })
            .collect();
        if each.is_empty() {
            format!("{how}: nothing has to change hands.")
        } else {
            format!("{how}, over all the years in present value: {}.", each.join("; "))
        }
    };
    paragraph(&format!("In {}, the year in which most is paid:", year_of(question, year)))
        .and(table)
        .and(paragraph(&said(&alignment.aligned_by_transfer, "By a transfer")))
        .and(paragraph(&said(&alignment.aligned_by_gain_share, "Or by handing on a share of the gains, payments left as they are")))
}

fn sides(
    names: &std::collections::BTreeMap<model::id::OrganisationId, String>,
    authority: model::id::OrganisationId,
    option: &OptionAppraisal,
    place: &str,
) -> Markup {
    let own = names.get(&authority).and_then(|name| option.ledger.get(name).map(|line| (name.clone(), line.clone())));
    let all = option.ledger.values();
    let sum = |of: &dyn Fn(&LedgerLine) -> f64| all.clone().map(of).sum::<f64>();
    let purse = option.ledger.iter().filter(|(name, _)| *name != RESIDENTS).map(|(_, line)| line);
    let purse_net = purse.clone().map(|line| line.net).sum::<f64>();
    let purse_cash = purse.map(|line| line.net_cashable).sum::<f64>();
    let said = |value: f64| count::money(money_words::money(value));
    let mut table = CardTable::new("Sides")
        .caption_hidden()
        .column("Whose case")
        .figures("Gains less what it pays")
        .figures("The same, of money alone");
    if let Some((name, line)) = own {
        table = table.row([name, said(line.net), said(line.net_cashable)]);
    }
    table = table.row([format!("The public purse of {place}, all bodies"), said(purse_net), said(purse_cash)]);
    table = table.row(["Everybody, residents too".to_owned(), said(sum(&|line| line.net)), "Not money alone".to_owned()]);
    Markup::from(table)
}

/// Rows of body and kind, a column a year.
fn yearly(question: &Question, option: &OptionAppraisal) -> report::table::Table {
    use report::table::{Cell, Column, Table};
    let years = question.settings.years as usize;
    let mut columns = vec![Column::words("Body"), Column::words("What")];
    columns.extend((0..years).map(|year| Column::number(year_of(question, year), "£")));
    let mut rows = Vec::new();
    for (name, line) in &option.ledger {
        let by = &line.by_year;
        let kinds = [
            ("Pays", &by.pays),
            ("Gains", &by.gains),
            ("Of the gains, money", &by.gains_cashable),
            ("Hands over", &by.transfers_out),
            ("Receives", &by.transfers_in),
        ];
        for (what, amounts) in kinds.into_iter().filter(|(_, amounts)| amounts.iter().any(|amount| *amount != 0.0)) {
            let cell = |amount: &f64| Cell::number(*amount, count::money(money_words::money(*amount)));
            rows.push([Cell::words(name.clone()), Cell::words(what)].into_iter().chain(amounts.iter().map(cell)).collect());
        }
    }
    Table::new("Each body, each year", columns, rows)
}

fn years(question: &Question, option: &OptionAppraisal) -> Markup {
    let table = yearly(question, option);
    let mut card = CardTable { scrolls: true, ..CardTable::new("Each body, each year").caption_hidden() };
    for column in &table.columns {
        card = if column.is_number { card.figures(column.title.clone()) } else { card.column(column.title.clone()) };
    }
    for row in &table.rows {
        card = card.row(row.iter().map(|cell| Words::from(cell.shown())));
    }
    paragraph("In real prices, not discounted.").and(Markup::trusted(format!(
        "<div class=\"ww-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Each body, each year\">{card}</div>"
    )))
}

fn working(question: &Question, at: &str) -> Markup {
    let edition = question.settings.green_book_edition.clone().unwrap_or_else(|| "no schedule".into());
    paragraph(&format!(
        "Discounted by: {edition}. Misalignment is half the sum of the differences between the share each pays and the share it gains."
    ))
    .and(paragraph_of(ww::link("Every line, every year, every factor", &format!("{at}/appraisal#working"))))
}

async fn figures(State(app): State<App>, signed: Signed, Path((reference, code)): Path<(String, String)>) -> Result<Response, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let ((question, _), option) = options.appraisal().zip(options.ledger(&code)).ok_or(PageError::NotFound)?;
    Ok(csv(&yearly(question, option).to_csv(), &format!("{}-option-{code}-who-pays-and-gains", reference_of(&options.case.reference))))
}
