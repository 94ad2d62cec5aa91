//! The one list on the page of priorities: every input with its own order, what the order is without one, what was kept before and after
//! costs, what members set apart, and where partners and groups differ.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;
use desk::plan::thread::differences::Differences;
use desk::plan::thread::one_list::InputOrder;
use desk::plan::thread::read_thread::{ThreadView, read_thread};
use model::case::Case;
use model::id::{CaseId, PriorityId};
use model::priority::{Input, Pass, Priority};
use model::record::Record;
use quantity::rounding::shown;
use report::chart::Chart;
use report::chart::places_chart::places_chart;
use report::words::{count, differences, priorities as said};
use report::{html, page};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::choices::Checkboxes;
use crate::components::markup::Markup;
use crate::download;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::plan::reference_of;
use crate::session::Signed;
use crate::ww;

/// What the address asks to leave out: `without=voices&without=trend`. What it does not know it passes over.
pub(super) fn left_out(query: Option<&str>) -> BTreeSet<Input> {
    query.unwrap_or_default().split('&').filter_map(|pair| Input::parse(pair.strip_prefix("without=")?)).collect()
}

fn place(place: f64) -> String {
    shown(place, if place.fract() == 0.0 { 0 } else { 1 })
}

pub(super) fn order(view: &ThreadView, left_out: &BTreeSet<Input>, may_write: bool) -> Markup {
    let (with, everything) = (view.one_list(left_out), view.one_list(&BTreeSet::new()));
    let Some(everything) = everything else {
        let body = paragraph(
            "Nothing is known yet to put priorities in order from: no need with its source, nothing that people said, no partner’s list.",
        );
        return if may_write { body.and(inputs(view, may_write)) } else { body };
    };
    let Some(list) = with else {
        return paragraph("Everything is left out, so there is no order. Put at least one thing back in.")
            .and(choose(&everything.inputs, left_out));
    };
    let mut table = CardTable::new("Priorities in order").caption_hidden().tight().column("Priority").figures("Place");
    if !left_out.is_empty() {
        table = table.figures("With everything in");
    }
    for one in &list.inputs {
        let out = if left_out.contains(&one.input) { " (left out)" } else { "" };
        table = table.figures(format!("{}{out}", said::input(one.input)));
    }
    for (rank, (id, _)) in list.order.iter().enumerate() {
        let mut row = vec![Words::from(view.title(*id)), Words::from((rank + 1).to_string())];
        if !left_out.is_empty() {
            row.push(everything.place(*id).map_or_else(|| "None".to_owned(), |place| place.to_string()).into());
        }
        let at = view.priorities.iter().position(|record| record.id == *id);
        for one in &list.inputs {
            let own = at.and_then(|at| one.places.get(at).copied().flatten());
            row.push(own.map_or_else(|| "Not known".to_owned(), place).into());
        }
        table = table.row(row);
    }
    let ignored: Vec<Input> = left_out.iter().copied().collect();
    paragraph(&said::how_counted())
        .and(choose(&list.inputs, left_out))
        .and(paragraph(&said::left_out(&ignored)))
        .and(table)
        .and(inputs(view, may_write))
}

/// A form by GET: what is left out stands in the address.
fn choose(inputs: &[InputOrder], left_out: &BTreeSet<Input>) -> Markup {
    let mut boxes = Checkboxes::new("without", "What is left out of the order?").values(left_out.iter().map(|input| input.code()));
    for one in inputs {
        let known = match one.known() {
            0 => "nothing is known of it".to_owned(),
            many => format!("known of {} of {}", many, one.places.len()),
        };
        boxes = boxes.offer(one.input.code(), format!("{} ({known})", said::input(one.input)));
    }
    Markup::trusted("<form method=\"get\" action=\"/priorities#order\" novalidate>")
        .and(Markup::from(boxes))
        .and(Markup::from(Button::new("Show the order").secondary()))
        .and(Markup::trusted("</form>"))
}

/// Every input with its source and day.
fn inputs(view: &ThreadView, may_write: bool) -> Markup {
    let mut table =
        CardTable::new("What the order rests on").column("Priority").column("What is known of the need").column("What people say");
    if may_write {
        table = table.column("Change");
    }
    for record in &view.priorities {
        let noun = &record.noun;
        let need = noun.evidence.as_ref().map_or_else(
            || "Not known".to_owned(),
            |known| format!("{}. Source: {}.", said::known(known), said::from_where(&known.source, known.on)),
        );
        let voices: Vec<String> = said::voices(&noun.voices, view.smallest_count)
            .iter()
            .zip(&noun.voices)
            .map(|(said, voice)| format!("{said}. Source: {}.", said::from_where(&voice.source, voice.on)))
            .collect();
        let mut row = vec![
            Words::from(noun.title.as_str()),
            Words::from(need),
            Words::from(if voices.is_empty() { "Not known".to_owned() } else { voices.join(" ") }),
        ];
        if may_write {
            row.push(ways(record).into());
        }
        table = table.row(row);
    }
    table.into()
}

fn ways(record: &Record<PriorityId, Priority>) -> Markup {
    let at = format!("/priorities/{}", reference_of(&record.reference));
    ww::link("The need", &format!("{at}/need"))
        .and(Markup::trusted("<br>"))
        .and(ww::link("What people say", &format!("{at}/voice")))
        .and(Markup::trusted("<br>"))
        .and(ww::link("What members set", &format!("{at}/members")))
}

/// What was kept before costs and after, side by side, and why each was moved.
pub(super) fn passes(view: &ThreadView, may_write: bool) -> Markup {
    let kept: &[Pass] = view.of_place().map_or(&[], |list| list.record.noun.passes.as_slice());
    let last = |after: bool| kept.iter().rev().find(|pass| pass.after_costs == after);
    let (before, after) = (last(false), last(true));
    let mut body = Markup::default();
    match before {
        None => {
            body = body.and(paragraph(
                "No order is kept yet. The first is kept before anybody looks at costs; what costs change is then seen against it.",
            ))
        }
        Some(before) => {
            let shown_passes: Vec<&Pass> = [Some(before), after].into_iter().flatten().collect();
            let mut table = CardTable::new("Orders that were kept").caption_hidden().column("Place");
            for pass in &shown_passes {
                table = table.column(said::pass_name(pass));
            }
            let longest = shown_passes.iter().map(|pass| pass.order.len()).max().unwrap_or(0);
            for at in 0..longest {
                let cell = |pass: &&Pass| pass.order.get(at).map_or_else(|| "None".to_owned(), |id| view.title(*id).to_owned());
                table = table.row(std::iter::once((at + 1).to_string()).chain(shown_passes.iter().map(cell)));
            }
            body = body.and(table);
            for pass in &shown_passes {
                body = body.and(why(view, pass));
            }
            if after.is_none() {
                body = body.and(paragraph("No order is kept yet from after costs."));
            }
            if kept.len() > shown_passes.len() {
                let earlier = (kept.len() - shown_passes.len()) as u64;
                let line =
                    format!("{} kept too; the audit trail has them.", count::of_things(earlier, "earlier order is", "earlier orders are"));
                body = body.and(paragraph(&count::sentence(&line)));
            }
        }
    }
    if !may_write {
        return body;
    }
    let mut links = ww::link("Keep the order before costs", "/priorities/pass/before");
    if before.is_some() {
        links = links.and(Markup::trusted("<br>")).and(ww::link("Keep the order after costs", "/priorities/pass/after"));
    }
    body.and(paragraph_of(links))
}

fn why(view: &ThreadView, pass: &Pass) -> Markup {
    let name = said::pass_name(pass);
    let from = if pass.after_costs { "the order before costs" } else { "the order of evidence, voices and partners" };
    let left = if pass.left_out.is_empty() { String::new() } else { format!(" {}", said::left_out(&pass.left_out)) };
    if pass.moved.is_empty() {
        return paragraph(&format!("{name}: nothing was moved from {from}.{left}"));
    }
    let lines: Vec<String> = (pass.moved.iter())
        .map(|moved| {
            let to = pass.order.iter().position(|id| *id == moved.priority).map_or(0, |at| at + 1);
            said::moved(view.title(moved.priority), to, moved)
        })
        .collect();
    paragraph(&format!("{name}: what people moved from {from}, and why.{left}")).and(ww::bullets(&lines))
}

/// What members set, apart from every order.
pub(super) fn by_members(view: &ThreadView) -> Markup {
    let set: Vec<String> = (view.priorities.iter())
        .filter_map(|record| record.noun.set_by_members.as_ref().map(|set| (record, set)))
        .map(|(record, set)| {
            format!("“{}”: {} Entered on the authority of {}, {}.", record.noun.title, set.says, set.set_by, count::plain_date(set.on))
        })
        .collect();
    let body = paragraph("A policy priority set by members stands apart from evidence and changes no place in the order above.");
    if set.is_empty() { body.and(paragraph("None is set.")) } else { body.and(ww::bullets(&set)) }
}

fn charts(view: &ThreadView) -> Vec<(&'static str, Chart, &Differences)> {
    let both = [
        ("partners", "Priorities as each partner’s own list has them", view.partners.as_ref()),
        ("groups", "Priorities by the share of each group that put them among their first", view.groups.as_ref()),
    ];
    let drawn = |(id, what, found): (&'static str, &str, Option<_>)| {
        let found: &Differences = found?;
        Some((id, places_chart(&format!("map-{id}"), what, &found.lists, &found.map), found))
    };
    both.into_iter().filter_map(drawn).collect()
}

/// The map of where partners, and groups, differ.
pub(super) fn map(view: &ThreadView) -> Markup {
    let mut body = Markup::default();
    for (id, chart, found) in charts(view) {
        let source = if id == "partners" { "partners’ own lists" } else { "what people say, group by group, with its sources above" };
        let figure = page::Figure {
            edition: differences::settings(),
            chart,
            unit: "place, 1 the first".into(),
            source: source.into(),
            csv_at: Some(format!("/priorities/differences-{id}.csv")),
            level: page::Level::Three,
        };
        let pairs: Vec<String> = found.map.pairs.iter().map(|pair| differences::pair(&found.lists, pair)).collect();
        body = body
            .and(Markup::trusted(html::figure(&figure)))
            .and(paragraph(&differences::overall(&found.map)))
            .and(paragraph("Two by two, from −1 (opposite) to 1 (the same):"))
            .and(ww::bullets(&pairs))
            .and(paragraph(&differences::suits_everybody(&found.lists)));
    }
    if body.is_empty() {
        return paragraph("There are no two lists yet that put the same priorities in order, so nobody can be said to differ.");
    }
    let serving =
        |case: &&Record<CaseId, Case>| view.outcomes.iter().any(|line| line.case.id == case.id && line.outcome.noun.priority.is_some());
    let options = view.cases.iter().filter(serving).fold(Markup::default(), |links, case| {
        let at = format!("/cases/{}/criteria", reference_of(&case.reference));
        links.and(ww::link(&case.noun.question, &at)).and(Markup::trusted("<br>"))
    });
    if options.is_empty() {
        return body;
    }
    body.and(paragraph("Which options suit every group is said case by case, under each group’s weights:")).and(paragraph_of(options))
}

pub(super) async fn partners_csv(State(app): State<App>, signed: Signed) -> Result<Response, PageError> {
    csv(&app, &signed, "partners").await
}

pub(super) async fn groups_csv(State(app): State<App>, signed: Signed) -> Result<Response, PageError> {
    csv(&app, &signed, "groups").await
}

async fn csv(app: &App, signed: &Signed, which: &str) -> Result<Response, PageError> {
    let view = read_thread(&app.desk, &signed.actor).await?;
    let (id, chart, _) = charts(&view).into_iter().find(|(id, ..)| *id == which).ok_or(PageError::NotFound)?;
    Ok(download::csv(&chart.csv, &format!("priorities-differences-{id}")))
}
