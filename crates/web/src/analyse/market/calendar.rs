//! The calendar of contracts: what ends when, and when to begin with what follows.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use desk::analyse::market::read_calendar::{CalendarView, ContractLine, Standing, read_calendar};
use desk::config::modification::{Headroom, ModificationRule};
use model::role::Permission::{ManageSettings, ReadAudit, ReadCases};
use quantity::{Date, Unit};
use report::chart::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, words};
use report::chart::ink::BLUE;
use report::page::{Block, Figure, Level};
use report::table::{Cell, Column, Table};
use report::words::count;

use super::grid::{At, Grid, cells, query};
use super::{Offers, again, choice, csv, faults, form, kept, layout, nothing_yet, place_buys_nothing, regime, rooms, sources, supplier_at};
use crate::analyse::places::{Asked, first};
use crate::app::App;
use crate::components::markup::Markup;
use crate::components::working::Working;
use crate::download;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

const TITLE: &str = "Calendar of contracts";
const AT: &str = "/market/calendar";

pub fn routes() -> Routes {
    Routes::new()
        .get("/market/calendar", May(ReadCases), "Calendar of contracts: what lapses, and when to begin with what follows", show)
        .get("/market/calendar/{file}", May(ReadCases), "The calendar of contracts as CSV, or for a calendar program", data)
}

async fn data(State(app): State<App>, signed: Signed, Path(file): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let choice = choice(&asked).map_err(desk::DeskError::Faults)?;
    let view = read_calendar(&app.desk, &signed.actor, &choice).await?;
    if file == "contracts.ics" {
        return Ok(download::file(icalendar(&view), "text/calendar; charset=utf-8", "contracts.ics"));
    }
    csv(&[contracts_grid(&these(&view, &asked), &asked), months_grid(&view)], &asked, &file)
}

/// Those that the address asks for: `?show=past`; those that lapse and those past their end, where it asks for none.
fn these(view: &CalendarView, asked: &Asked) -> Vec<ContractLine> {
    let wanted = first(asked, "show");
    let holds = |line: &&ContractLine| match Standing::parse(wanted) {
        Some(standing) => line.standing == standing,
        None if wanted == "all" => true,
        None => matches!(line.standing, Standing::PastItsEnd | Standing::Lapses),
    };
    view.lines.iter().filter(holds).cloned().collect()
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    let read = match choice(&asked) {
        Ok(choice) => read_calendar(&app.desk, &signed.actor, &choice).await,
        Err(faults) => Err(desk::DeskError::Faults(faults)),
    };
    let view = match read {
        Ok(view) => view,
        Err(error) => return Ok(again(frame, TITLE, &asked, Offers::ALL, AT, &faults(error)?)),
    };
    let top = form(&asked, Some(&view.asked), Offers::ALL, AT, &[])
        .and(rooms(&asked, AT, frame.may(ReadAudit)))
        .and(place_buys_nothing(&view.asked));
    if view.lines.is_empty() {
        let body = if view.sets.is_empty() {
            nothing_yet(
                &frame,
                "No contract is loaded yet",
                "Here every contract stands with its last day, what may still be changed in it, and the day on which preparing what follows has to begin.",
                "Load a register of contracts, or notices",
            )
        } else {
            top.and(paragraph("No contract of this choice is among the records that are loaded."))
        };
        return Ok(PartsPage::whole(layout(frame, TITLE, &view.asked, "No contract is known.".to_owned()), body).into_response());
    }
    let may_set = frame.may(ManageSettings);
    let mut parts = vec![Part { id: "months".to_owned(), title: "Month by month".to_owned(), body: chart(&view, &asked) }];
    let lines = these(&view, &asked);
    let ways = standings(&view, &asked);
    let list = if lines.is_empty() { paragraph("None of this kind.") } else { contracts_grid(&lines, &asked).shown(&asked, At::one(AT)) };
    let calendar =
        paragraph_of(ww::link("Put these days into a calendar program (iCalendar)", &format!("{AT}/contracts.ics{}", kept(&asked))));
    parts.push(Part { id: "contracts-list".to_owned(), title: "Contracts".to_owned(), body: ways.and(list).and(calendar) });
    parts.push(Part { id: "timetable".to_owned(), title: "How days are counted back".to_owned(), body: timetable(&view, may_set) });
    parts.push(Part { id: "change".to_owned(), title: "What may still be changed".to_owned(), body: rules(&view.rules) });
    parts.push(Part { id: "from".to_owned(), title: "Where this is from".to_owned(), body: sources(&view.sets) });
    Ok(PartsPage { layout: layout(frame, TITLE, &view.asked, lead(&view)), before: top, parts }.into_response())
}

fn lead(view: &CalendarView) -> String {
    let one = &view.lapsing;
    let mut said = vec![format!(
        "{} within {} months{}.",
        count::sentence(&count::of_things(one.lapse, "contract ends", "contracts end")),
        one.months,
        match one.lapse_valued {
            0 => String::new(),
            all if all == one.lapse => format!(", worth {}", count::money(one.lapse_total)),
            some => format!(", {} of them worth {}", count::number(some), count::money(one.lapse_total)),
        }
    )];
    if one.late > 0 {
        said.push(format!("For {} preparing what follows should have begun.", count::number(one.late)));
    }
    if one.past > 0 {
        said.push(format!(
            "{} past the last day, extensions and all, and still on a register.",
            count::sentence(&count::of_them(one.past, "is", "are"))
        ));
    }
    said.join(" ")
}

fn standing_words(standing: Standing) -> &'static str {
    match standing {
        Standing::PastItsEnd => "Past its end",
        Standing::Lapses => "Lapses",
        Standing::Later => "Later",
        Standing::NoEnd => "No end told",
    }
}

fn standings(view: &CalendarView, asked: &Asked) -> Markup {
    let now = first(asked, "show");
    let all = [
        ("", "Lapsing and past their end"),
        ("past", "Past their end"),
        ("lapses", "Lapsing"),
        ("later", "Later"),
        ("no-end", "No end told"),
        ("all", "All"),
    ];
    let mut out = Markup::text("Show: ");
    for (nth, (code, words)) in all.into_iter().enumerate() {
        let count = match Standing::parse(code) {
            Some(standing) => view.lines.iter().filter(|line| line.standing == standing).count(),
            None if code == "all" => view.lines.len(),
            None => view.lines.iter().filter(|line| matches!(line.standing, Standing::PastItsEnd | Standing::Lapses)).count(),
        };
        let words = format!("{words} ({count})");
        let link = if code == now {
            ww::bold(&words)
        } else {
            ww::link(&words, &format!("{AT}{}#contracts-list", query(asked, &[("show", code)])))
        };
        out = out.and(Markup::trusted(if nth == 0 { "" } else { " · " })).and(link);
    }
    paragraph_of(out)
}

fn headroom(told: Option<&Headroom>) -> String {
    let Some(told) = told else { return "Rules cannot be told".to_owned() };
    if told.freely {
        return "Freely, within reason".to_owned();
    }
    let value = told.value.map(count::money);
    let days = told.days.map(|days| format!("{days} days"));
    match (value, days) {
        (None, None) => "Not told: no value".to_owned(),
        (value, days) => value.into_iter().chain(days).collect::<Vec<_>>().join(" · "),
    }
}

pub(super) fn contracts_grid(lines: &[ContractLine], asked: &Asked) -> Grid {
    let columns = vec![
        Column::words("Contract"),
        Column::words("Buyer"),
        Column::words("Supplier"),
        Column::words("What it is"),
        Column::words("Let under"),
        Column::number("Value", "£"),
        Column::words("Last day"),
        Column::words("Could be extended to"),
        Column::words("Stands"),
        Column::words("Prepare from"),
        Column::words("Publish by"),
        Column::words("Award by"),
        Column::words("May still be changed by"),
        Column::number("Paid after the last day", "£"),
    ];
    let mut grid = Grid::new("contracts", "Contracts", columns);
    let kept = kept(asked);
    for line in lines {
        let ends = match (line.ends, line.ends_text.is_empty()) {
            (Some(ends), _) => cells::day(Some(ends)),
            (None, false) => Cell::Missing(format!("“{}”", line.ends_text)),
            (None, true) => Cell::Missing("Not told".to_owned()),
        };
        let extended = match (line.ends_extended, line.extensions.is_empty()) {
            (Some(day), _) => cells::day(Some(day)),
            (None, false) => Cell::words(line.extensions.clone()),
            (None, true) => Cell::Missing("Not told".to_owned()),
        };
        let planned = |day: fn(&desk::analyse::market::read_calendar::Timetable) -> Date| {
            line.timetable.as_ref().map_or_else(|| Cell::Missing("Not counted".to_owned()), |table| cells::day(Some(day(table))))
        };
        let title = if line.title.is_empty() { line.contract.clone() } else { line.title.clone() };
        grid.push(
            vec![
                cells::words(&title),
                cells::words(&line.buyer),
                cells::words(&line.supplier),
                Cell::words(super::kind(&line.kind)),
                Cell::words(regime(&line.regime)),
                cells::money(line.amount),
                ends,
                extended,
                Cell::words(standing_words(line.standing)),
                planned(|table| table.prepare_from),
                planned(|table| table.publish_by),
                planned(|table| table.award_by),
                Cell::words(headroom(line.headroom.as_ref())),
                cells::money_if_any(line.paid_after),
            ],
            (!line.supplier_key.is_empty()).then(|| format!("{}{kept}", supplier_at(&line.supplier_key))),
        );
    }
    grid
}

fn months_grid(view: &CalendarView) -> Grid {
    let columns = vec![Column::words("Month"), Column::number("Contracts", ""), Column::number("Value told", "£")];
    let mut grid = Grid::new("months", "Contracts by the month they end in", columns);
    for month in &view.months {
        grid.push(vec![Cell::words(month.month.clone()), Cell::Whole(month.contracts), cells::money(Some(month.total))], None);
    }
    grid
}

fn chart(view: &CalendarView, asked: &Asked) -> Markup {
    let rows: Vec<BarRow> = view
        .months
        .iter()
        .map(|month| BarRow {
            label: month.month.clone(),
            parts: vec![BarPart { from: 0.0, to: month.contracts as f64, fill: BLUE, label: month.contracts.to_string() }],
            mark: None,
        })
        .collect();
    let columns = vec![Column::words("Month"), Column::number("Contracts", ""), Column::number("Value told", "£")];
    let cells = view
        .months
        .iter()
        .map(|month| vec![Cell::words(month.month.clone()), Cell::Whole(month.contracts), cells::money(Some(month.total))]);
    let most = view.months.iter().max_by_key(|month| month.contracts).filter(|month| month.contracts > 0);
    let headline = most.map_or_else(
        || format!("No contract ends within {} months", view.lapse_months),
        |month| format!("Most contracts, {}, end in {}", month.contracts, month.month),
    );
    let of = BarsOf {
        id: "calendar-months".to_owned(),
        unit: Unit::Count("contracts".to_owned()),
        words: words(
            headline,
            format!("Contracts by the month of their last day, from this month for {} months. Bars begin at nought.", view.lapse_months),
            "Contracts by the month they end in".to_owned(),
            described(view.months.iter().map(|month| (month.month.as_str(), count::of_things(month.contracts, "contract", "contracts")))),
            String::new(),
        ),
        table: Table::new("Contracts by the month they end in", columns, cells.collect()),
        key: vec![key(BLUE, "Contracts that end")],
        most: view.months.len(),
    };
    let figure = Figure {
        chart: bar_chart(&rows, of),
        unit: "contracts".to_owned(),
        source: "the registers and notices named below".to_owned(),
        edition: "counted by month".to_owned(),
        csv_at: Some(format!("{AT}/months.csv{}", kept(asked))),
        level: Level::Three,
    };
    Markup::trusted(report::html::block(&Block::Figure(Box::new(figure))))
}

fn timetable(view: &CalendarView, may_set: bool) -> Markup {
    let lead = view.lead;
    let change = if may_set { ww::link("Change the weeks", "/settings").and(Markup::text(" · ")) } else { Markup::default() };
    paragraph_of(
        Markup::text(format!(
            "From the last day back: award {} weeks before, the last day for bids {} weeks before that, the notice {} weeks before that, and preparing from {} weeks before that. These are settings of this place and no law; the least the law asks for is on the page of how a market is judged. Health care under the Provider Selection Regime, grants and direct awards have timetables of their own. ",
            lead.mobilise, lead.decide, lead.bid, lead.prepare
        ))
        .and(change)
        .and(ww::link("How a market is judged", "/library/market")),
    )
}

fn rules(rules: &[ModificationRule]) -> Markup {
    let mut body = String::new();
    for rule in rules {
        body.push_str(&format!(
            "<li><b>{}</b>, from {}: {} {} Checked on {}: {} <a class=\"govuk-link\" href=\"{}\">{}</a>.</li>",
            Markup::text(&rule.title),
            Markup::text(count::plain_date(rule.begins)),
            Markup::text(&rule.says),
            "",
            Markup::text(count::plain_date(rule.verified_on)),
            Markup::text(&rule.remark),
            Markup::text(&rule.seen_at),
            Markup::text(&rule.source),
        ));
    }
    paragraph("Headroom is told by the rules each contract was let under, as though nothing had been changed yet: changes already made use it up, and no record here tells of them.")
        .and(Working::new(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{body}</ul>"))).summary("The rules, dated, with their sources").id("rules"))
}

/// Days as events of a whole day each, for a calendar program (RFC 5545): the last day, and the days counted back from it.
fn icalendar(view: &CalendarView) -> String {
    let mut out = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Wherewithal//Calendar of contracts//EN\r\n");
    for (nth, line) in view.lines.iter().enumerate().filter(|(_, line)| line.standing == Standing::Lapses) {
        let title = if line.title.is_empty() { &line.contract } else { &line.title };
        let counted = line.timetable.as_ref();
        let days = [
            ("ends", line.ends, "Contract ends"),
            ("prepare", counted.map(|table| table.prepare_from), "Begin to prepare what follows"),
            ("publish", counted.map(|table| table.publish_by), "Publish by"),
            ("award", counted.map(|table| table.award_by), "Award by"),
        ];
        for (code, day, words) in days {
            let Some(day) = day else { continue };
            let stamp = |day: Date| format!("{:04}{:02}{:02}", day.year(), day.month(), day.day());
            for row in [
                "BEGIN:VEVENT".to_owned(),
                format!("UID:{nth}-{code}-{}@wherewithal", stamp(day)),
                format!("DTSTAMP:{}T000000Z", stamp(view.today)),
                format!("DTSTART;VALUE=DATE:{}", stamp(day)),
                format!("SUMMARY:{}", escaped(&format!("{words}: {title}"))),
                format!(
                    "DESCRIPTION:{}",
                    escaped(&format!("{}. Supplier: {}. Buyer: {}.", regime(&line.regime), line.supplier, line.buyer))
                ),
                "END:VEVENT".to_owned(),
            ] {
                out.push_str(&folded(&row));
            }
        }
    }
    out.push_str("END:VCALENDAR\r\n");
    out
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace(['\r', '\n'], " ")
}

/// Lines of at most 75 octets, what follows begun with a space.
fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut room = 75;
    for letter in line.chars() {
        if letter.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        room -= letter.len_utf8();
        out.push(letter);
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_a_calendar_is_folded_at_75_octets_and_its_marks_are_escaped() {
        let long = folded(&format!("SUMMARY:{}", "é".repeat(60)));
        assert!(long.trim_end().split("\r\n").all(|line| line.len() <= 75), "{long}");
        assert_eq!(long.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "é".repeat(60)));
        assert_eq!(escaped("a;b,c\\d\ne"), "a\\;b\\,c\\\\d e");
    }
}
