//! A place's profile: its measures by theme, each beside the peers that suit it. No overall score.

use axum::extract::{Path, Query, State};
use desk::analyse::places::read_place::{PlaceView, Theme, read_place};
use desk::analyse::places::worked_by::{BENCHMARK, Standing};
use desk::analyse::places::{Choice, Compared, Peers};
use model::role::Permission::ReadCases;
use report::chart::strip_chart::small_strip;
use report::words::{count, places};

use super::{Asked, area, asking, choice, first, kept, select};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

/// With more lines than this, one theme is shown at a time.
const MOST: usize = 60;

pub fn routes() -> Routes {
    Routes::new().get("/places/{code}", May(ReadCases), "A place beside its peers, measure by measure", show)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<PartsPage, PageError> {
    let code = area(&code)?;
    let chosen = choice(&asked);
    let view = read_place(&app.desk, &signed.actor, &code, &chosen).await?;
    let all: usize = view.themes.iter().map(|theme| theme.lines.len()).sum();
    let at = format!("/places/{code}");
    let theme = first(&asked, "theme");
    let shown: Vec<&Theme> = if all <= MOST {
        view.themes.iter().collect()
    } else {
        let one = view.themes.iter().find(|t| t.title == theme).or(view.themes.first());
        one.into_iter().collect()
    };
    let mut layout = Layout::new(frame, view.name.clone())
        .in_section(Section::Analyse)
        .crumb("Places", "/places")
        .caption(caption(&view))
        .lead(lead(&view, all));
    if !view.sources.is_empty() {
        let method = ww::link(&BENCHMARK.with_edition(), &format!("/library/methods/{}", BENCHMARK.code));
        layout = layout.source(Markup::text(format!("Source: {}. Method: ", view.sources.join("; "))).and(method).and("."));
    }
    let before = before(&view, &chosen, &at, all, theme);
    let parts = shown.into_iter().enumerate().map(|(nth, theme)| Part {
        id: format!("theme-{nth}"),
        title: theme.title.clone(),
        body: table(theme, &at, &chosen),
    });
    Ok(PartsPage { layout, before, parts: parts.collect() })
}

fn caption(view: &PlaceView) -> String {
    let of =
        view.area.iter().flat_map(|area| [area.kind.clone(), area.region.clone(), area.nation.clone()]).filter(|part| !part.is_empty());
    std::iter::once(view.code.to_string()).chain(of).collect::<Vec<_>>().join(" · ")
}

fn lead(view: &PlaceView, all: usize) -> String {
    if let Some(ended) = view.area.as_ref().and_then(|area| area.ends) {
        let since: Vec<String> = view.since.iter().map(|(_, name)| name.clone()).collect();
        let since = if since.is_empty() { String::new() } else { format!(" {} governs its ground since.", count::list(&since)) };
        return format!("{} was abolished on {}.{since} Figures of one are not figures of the other.", view.name, count::plain_date(ended));
    }
    let lines = || view.themes.iter().flat_map(|theme| &theme.lines);
    let notable = lines().filter(|(one, _)| one.is_notable()).count();
    match (all, notable) {
        (0, _) => format!("No figure of {} is loaded yet.", view.name),
        (all, 0) => format!("{} {} beside its peers; none is far from them.", view.name, stands(all)),
        (all, n) => format!(
            "{} {} beside its peers; {} far from them. There is no overall score: measures are not added up.",
            view.name,
            stands(all),
            count::of_them(n as u64, "is", "are")
        ),
    }
}

fn stands(all: usize) -> String {
    format!("stands with {}", count::of_things(all as u64, "measure", "measures"))
}

fn before(view: &PlaceView, chosen: &Choice, at: &str, all: usize, theme: &str) -> Markup {
    if all == 0 {
        let since = view.since.first();
        let way = match since {
            Some((code, name)) => ww::link(&format!("See {name}"), &format!("/places/{code}")),
            None => ww::link("Choose another place", "/places"),
        };
        return EmptyState::new("No measure of this place yet", "Its measures stand here once a file that holds them is loaded.", way)
            .into();
    }
    let suffix = kept(chosen, &[]);
    let ways = ww::link("Where somebody should look", &format!("{at}/notices{suffix}"))
        .and(Markup::trusted(" &ensp; "))
        .and(ww::link("Spend beside outcome", &format!("{at}/spend{suffix}")))
        .and(Markup::trusted(" &ensp; "))
        .and(ww::link("Who its peers are, and why", &format!("{at}/peers")));
    let mut said = paragraph_of(ways);
    for (title, codes) in &view.two_definitions {
        said = said.and(paragraph(&format!(
            "“{title}” is the name of two measures that count differently ({}). Each is shown by itself: see its definition before the two are compared.",
            codes.join(" and ")
        )));
    }
    if all > MOST {
        let links = view.themes.iter().enumerate().map(|(nth, one)| {
            let is_here = one.title == theme || (nth == 0 && !view.themes.iter().any(|t| t.title == theme));
            let words = format!("{} ({})", one.title, one.lines.len());
            let link =
                if is_here { ww::bold(&words) } else { ww::link(&words, &format!("{at}{}", kept(chosen, &[("theme", &one.title)]))) };
            Markup::trusted(format!("<li>{link}</li>"))
        });
        said = said
            .and(Markup::trusted("<ul class=\"govuk-list\">"))
            .and(links.fold(Markup::default(), Markup::and))
            .and(Markup::trusted("</ul>"));
    }
    said.and(peers_form(view, chosen, at))
}

/// Which list every measure is set beside.
fn peers_form(view: &PlaceView, chosen: &Choice, at: &str) -> Markup {
    let mut lists: Vec<(String, String)> = vec![(String::new(), "The list that suits each measure".to_owned())];
    for (_, peers) in view.themes.iter().flat_map(|theme| &theme.lines) {
        if let Some(code) = &peers.list
            && !lists.iter().any(|(found, _)| found == code)
        {
            lists.push((code.clone(), peers.title.clone()));
        }
    }
    if lists.len() < 3 && chosen.list.is_none() && chosen.own.is_empty() {
        return Markup::default();
    }
    asking(at, &select("list", "Set every measure beside", &lists, chosen.list.as_deref().unwrap_or_default()), "Compare")
}

fn table(theme: &Theme, at: &str, chosen: &Choice) -> Markup {
    let mut table = CardTable::new(theme.title.clone())
        .caption_hidden()
        .column("Measure")
        .figures("Figure, and its range")
        .column("Among its peers")
        .column("Against their middle")
        .figures("Usual distances off")
        .column("Over the years");
    for (one, peers) in &theme.lines {
        table = table.row(row(one, peers, at, chosen));
    }
    table.into()
}

fn row(one: &Compared, peers: &Peers, at: &str, chosen: &Choice) -> [Words; 6] {
    let unit = &one.measure.unit;
    let say = |value: f64| count::label(unit, value, one.places());
    let here = format!("{at}/measures/{}{}", in_query(&one.measure.code), kept(chosen, &[("group", &one.of.words())]));
    let title = ww::link(&one.title(), &here).and(Markup::trusted(format!(
        "<br><span class=\"ww-small ww-quiet\">{}. {}</span>",
        Markup::text(&one.period.text),
        Markup::text(places::direction(one.measure.polarity, one.measure.aim.map(|aim| (aim, unit, one.places()))))
    )));
    let own = count::amount(unit, one.value, one.places());
    let range = match one.reading.as_ref().ok().and_then(|r| r.own.range) {
        Some((low, high)) => format!("{own}, {} to {}", say(low), say(high)),
        None => own,
    };
    let odd = if one.odd.is_empty() { Markup::default() } else { Markup::trusted("<br>").and(Markup::text(one.odd.join(" "))) };
    match &one.reading {
        Err(why) => [
            Words::from(title),
            Words::from(range),
            Words::from(Markup::text(why).and(odd)),
            Words::from("Not compared"),
            Words::from("Not told"),
            Words::from(trend(one)),
        ],
        Ok(reading) => {
            let words = format!(
                "{} {} from {} to {}, their middle {}; it is {}.",
                count::sentence(&count::number(reading.spread.count as u64)),
                if peers.list.is_some() { "neighbours" } else { "places" },
                say(reading.spread.least),
                say(reading.spread.most),
                say(reading.spread.median),
                places::quarters(reading.quarters)
            );
            let strip = Markup::trusted(small_strip(reading, &one.peers)).and(Markup::trusted("<br>")).and(Markup::text(words)).and(odd);
            [
                Words::from(title),
                Words::from(range),
                Words::from(strip),
                Words::from(standing(reading.standing)),
                Words::from(reading.distance.map_or_else(|| "Not told".to_owned(), |d| quantity::rounding::shown(d, 1))),
                Words::from(trend(one)),
            ]
        }
    }
}

fn standing(found: Standing) -> Markup {
    let words = places::standing(found);
    match found {
        Standing::Better => ww::shown(words).into(),
        Standing::Worse => ww::not_yet(words).into(),
        _ => Markup::text(words),
    }
}

fn trend(one: &Compared) -> String {
    match &one.trend {
        Ok(found) => places::trend_word(found).to_owned(),
        Err(why) => why.split('.').next().unwrap_or_default().to_owned(),
    }
}
