//! Who a place's peers are: every published list that holds it, a group of one's own, and our own distance with its working.

use axum::extract::{Path, Query, State};
use desk::analyse::places::read_peers::{ListLine, MOST_FEATURES, PeersView, read_peers};
use desk::analyse::places::worked_by::{NEIGHBOURS, Nearest};
use model::role::Permission::ReadCases;
use quantity::rounding::shown;
use report::words::count;

use super::{Asked, area, asking, first, select};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::Working;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

/// Nearest places shown of our own distance.
const NEAREST: usize = 20;

pub fn routes() -> Routes {
    Routes::new().get("/places/{code}/peers", May(ReadCases), "Who a place’s peers are, and why", show)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<PartsPage, PageError> {
    let code = area(&code)?;
    let twice = first(&asked, "twice");
    let features: Vec<(String, f64)> = asked
        .iter()
        .filter(|(name, value)| name == "on" && !value.is_empty())
        .map(|(_, value)| (value.clone(), if value == twice { 2.0 } else { 1.0 }))
        .collect();
    let view = read_peers(&app.desk, &signed.actor, &code, &features).await?;
    let at = format!("/places/{code}");
    let lead = match view.lists.len() {
        0 => format!("No published list that is loaded holds {}. Make a group of your own, or load a list.", view.name),
        n => format!(
            "{} {} {}. Children’s services, adult social care and whole councils are alike in different ways, so each measure takes the list that suits it.",
            count::sentence(&count::of_things(n as u64, "published list", "published lists")),
            if n == 1 { "holds" } else { "hold" },
            view.name
        ),
    };
    let layout = Layout::new(frame, "Who its peers are, and why")
        .in_section(Section::Analyse)
        .crumb("Places", "/places")
        .crumb(view.name.clone(), at.clone())
        .caption(view.name.clone())
        .lead(lead);
    let mut parts: Vec<Part> = view
        .lists
        .iter()
        .enumerate()
        .map(|(nth, line)| Part { id: format!("list-{nth}"), title: line.list.title.clone(), body: list(line, &at) })
        .collect();
    parts.push(Part { id: "nearest".to_owned(), title: "Nearest on what you choose".to_owned(), body: own_distance(&view, &at) });
    parts.push(Part { id: "own".to_owned(), title: "A group of your own".to_owned(), body: own_group(&view, &at) });
    Ok(PartsPage { layout, before: Markup::default(), parts })
}

fn list(line: &ListLine, at: &str) -> Markup {
    let group = if line.group.is_empty() { String::new() } else { format!("Its group is {}. ", line.group) };
    let order =
        if line.list.is_ordered { "The nearest stands first, as published." } else { "A group whose members are alike; it has no order." };
    let shared = match line.shared {
        0 => " None of them stands on another list.".to_owned(),
        n => format!(
            " {} of them {} on another list too.",
            count::sentence(&count::number(n as u64)),
            if n == 1 { "stands" } else { "stand" }
        ),
    };
    let has_words = line.peers.iter().any(|(_, _, word)| !word.is_empty());
    let mut table = CardTable::new(line.list.title.clone()).caption_hidden().column("Place").column("Code");
    if has_words {
        table = table.column("How near, says its publisher");
    }
    for (code, name, word) in &line.peers {
        let mut cells = vec![Words::from(ww::link(name, &format!("/places/{code}"))), Words::from(ww::cell(code.as_str()))];
        if has_words {
            cells.push(Words::from(if word.is_empty() { "Not said".to_owned() } else { word.clone() }));
        }
        table = table.row(cells);
    }
    let way = ww::link("Set every measure beside these", &format!("{at}?list={}", in_query(&line.list.code)));
    paragraph(&format!("{group}{order}{shared}")).and(Markup::from(table)).and(paragraph_of(way))
}

fn own_distance(view: &PeersView, at: &str) -> Markup {
    if view.features.is_empty() {
        return paragraph("A distance is worked on measures of which this place has a figure for everyone. None is loaded yet.");
    }
    let mut boxes = String::from(
        "<div class=\"govuk-form-group\"><fieldset class=\"govuk-fieldset\"><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">Compare places on</legend><div class=\"govuk-checkboxes govuk-checkboxes--small\" data-module=\"govuk-checkboxes\">",
    );
    for (nth, measure) in view.features.iter().enumerate() {
        let id = format!("on-{nth}");
        boxes.push_str(&tick(
            &id,
            "on",
            &measure.code,
            &format!("{} ({})", measure.title, measure.source),
            view.chosen.contains(&measure.code),
        ));
    }
    boxes.push_str("</div></fieldset></div>");
    let mut doubled = vec![(String::new(), "None".to_owned())];
    doubled.extend(view.features.iter().map(|measure| (measure.code.clone(), measure.title.clone())));
    let twice = view.doubled.as_deref().unwrap_or_default();
    let inside = Markup::trusted(boxes).and(select("twice", "One of them that counts double", &doubled, twice));
    let form = asking(&format!("{at}/peers#nearest"), &inside, "Find the nearest");
    let said = paragraph(&format!(
        "Each measure is put in standard deviations of the places compared, and each counts alike unless one counts double; at most {MOST_FEATURES} are taken. Do not choose by what you want to compare: peers chosen for the same outcome hide it."
    ));
    let answer = match &view.own {
        None => Markup::default(),
        Some(Err(why)) => paragraph(why),
        Some(Ok(reading)) => nearest(view, reading, at),
    };
    said.and(form).and(answer)
}

fn tick(id: &str, name: &str, value: &str, words: &str, is_ticked: bool) -> String {
    format!(
        "<div class=\"govuk-checkboxes__item\"><input class=\"govuk-checkboxes__input\" id=\"{id}\" name=\"{name}\" type=\"checkbox\" value=\"{}\"{}><label class=\"govuk-label govuk-checkboxes__label\" for=\"{id}\">{}</label></div>",
        Markup::text(value),
        if is_ticked { " checked" } else { "" },
        Markup::text(words)
    )
}

fn nearest(view: &PeersView, reading: &Nearest, at: &str) -> Markup {
    let feature = |nth: usize| reading.features.get(nth).map_or("", |f| f.name.as_str());
    let mut table = CardTable::new("Nearest places")
        .caption_hidden()
        .column("Place")
        .figures("Distance")
        .column("Most alike in")
        .column("Kept apart by");
    let mut codes = Vec::new();
    for neighbour in reading.nearest.iter().take(NEAREST) {
        let code = view.alike.iter().find(|place| place.name == neighbour.name).map(|place| place.code.clone());
        let name =
            code.as_ref().map_or_else(|| Markup::text(&neighbour.name), |code| ww::link(&neighbour.name, &format!("/places/{code}")));
        codes.extend(code);
        let (most, least) = neighbour.most_and_least_alike().map_or(("", ""), |(most, least)| (feature(most), feature(least)));
        table = table.row([Words::from(name), Words::from(shown(neighbour.distance, 2)), Words::from(most), Words::from(least)]);
    }
    let with: Vec<String> = codes.iter().map(|code| format!("with={code}")).collect();
    let way = ww::link("Set every measure beside these", &format!("{at}?{}", with.join("&")));
    let left = match reading.left_out.len() {
        0 => String::new(),
        n => format!(
            "{} left out, because a figure is missing: {}.",
            count::sentence(&count::of_things(n as u64, "place is", "places are")),
            reading.left_out.iter().take(NEAREST).map(|(place, feature)| format!("{place} ({feature})")).collect::<Vec<_>>().join(", ")
        ),
    };
    let mut short = reading.clone();
    short.nearest.truncate(NEAREST);
    let tables = short.working().tables.iter().map(|t| report::html::table(&report::working::table(t))).collect::<String>();
    let working = Markup::from(Working::new(Markup::trusted(tables)));
    let method = paragraph_of(
        Markup::text("Distance in standard deviations: 0 is alike in everything. Method: ")
            .and(ww::link(&NEIGHBOURS.with_edition(), &format!("/library/methods/{}", NEIGHBOURS.code)))
            .and("."),
    );
    Markup::from(table)
        .and(paragraph_of(way))
        .and(if left.is_empty() { Markup::default() } else { paragraph(&left) })
        .and(working)
        .and(method)
}

fn own_group(view: &PeersView, at: &str) -> Markup {
    if view.alike.is_empty() {
        return paragraph("No other place of its kind is known yet.");
    }
    let mut boxes = String::from(
        "<div class=\"govuk-form-group\"><fieldset class=\"govuk-fieldset\"><legend class=\"govuk-fieldset__legend govuk-fieldset__legend--s\">Which places?</legend><div class=\"govuk-checkboxes govuk-checkboxes--small\" data-module=\"govuk-checkboxes\">",
    );
    for (nth, place) in view.alike.iter().enumerate() {
        boxes.push_str(&tick(&format!("with-{nth}"), "with", place.code.as_str(), &place.name, false));
    }
    boxes.push_str("</div></fieldset></div>");
    paragraph("Any places of its kind. The address of the page that follows holds your group: keep it, or send it on.").and(asking(
        at,
        &Markup::trusted(boxes),
        "Set every measure beside these",
    ))
}
