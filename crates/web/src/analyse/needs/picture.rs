//! The picture of the place: needs and strengths side by side, by group and by part of the place, narrowed by what is asked for.

use axum::extract::{Query, State};
use desk::analyse::needs::read_needs::{Filter, NeedLine, Only, PictureView, read_picture};
use model::id::StrengthId;
use model::need::NeedLevel;
use model::record::Record;
use model::role::Permission::{ReadCases, WriteCases};
use model::strength::Strength;
use report::chart::strengths_map::strengths_map;
use report::page::{Block, Document, Figure, Level};
use report::words::{count, needs as said};
use serde::Deserialize;

use super::{bullets, need_at};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::form::Form;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/needs", May(ReadCases), "What people need, and what is good here", show)
}

/// What is asked for, as the address carries it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    words: String,
    place: String,
    group: String,
    level: String,
    only: String,
}

const ONLY: [(&str, &str, Only); 4] = [
    ("not_shared", "Not shared by every partner", Only::NotShared),
    ("incomplete", "Incomplete", Only::Incomplete),
    ("old", "Evidence too old, or none", Only::Old),
    ("due", "Due to be looked at again", Only::Due),
];

impl Asked {
    pub fn filter(&self) -> Filter {
        Filter {
            words: self.words.trim().to_owned(),
            place: self.place.clone(),
            group: self.group.trim().to_owned(),
            level: NeedLevel::ALL.into_iter().find(|level| level.code() == self.level),
            only: ONLY.into_iter().find(|(code, ..)| *code == self.only).map(|(.., only)| only),
        }
    }

    fn form(&self) -> Form {
        Form::blank()
            .with("words", self.words.clone())
            .with("place", self.place.clone())
            .with("group", self.group.clone())
            .with("level", self.level.clone())
            .with("only", self.only.clone())
    }
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Query(asked): Query<Asked>) -> Result<PartsPage, PageError> {
    let filter = asked.filter();
    let view = read_picture(&app.desk, &signed.actor, &filter).await?;
    let may_write = signed.actor.can(WriteCases);
    let layout = Layout::new(frame, "Needs, and what is good here")
        .in_section(Section::Analyse)
        .lead(lead(&view, &filter))
        .audit("/audit?noun=need");
    let ways = ways(may_write);
    if view.all_needs == 0 && view.strengths.is_empty() && filter == Filter::default() {
        let first = if may_write {
            ww::link("Write down the first need", "/needs/new")
        } else {
            Markup::text("Somebody who may change cases writes the first.")
        };
        let says = "Here stands what people need and, beside it, what is good here: who said so, how sure one may be, and which partners share the picture.";
        return Ok(PartsPage::whole(layout, Markup::from(EmptyState::new("No need yet", says, first)).and(links(&ways))));
    }
    let mut parts = vec![
        Part { id: "needs".into(), title: "What people need".into(), body: needs(&view) },
        Part { id: "strengths".into(), title: "What is good here".into(), body: strengths(&view, &app.desk.place.name) },
        Part { id: "places".into(), title: "Side by side, by part of the place".into(), body: places(&view) },
    ];
    if !view.needs.is_empty() {
        parts.extend([
            Part { id: "groups".into(), title: "Side by side, by group".into(), body: groups(&view) },
            Part { id: "outcomes".into(), title: "Which outcome answers which need".into(), body: outcomes(&view, may_write) },
            Part { id: "levels".into(), title: "How the levels hang together".into(), body: levels(&view) },
            Part { id: "changes".into(), title: "Where changes of meaning came from".into(), body: changes(&view) },
        ]);
    }
    Ok(PartsPage { layout, before: links(&ways).and(narrow(&view, &asked)), parts })
}

fn ways(may_write: bool) -> Vec<(&'static str, String)> {
    let mut ways = Vec::new();
    if may_write {
        ways.push(("Write down a need", "/needs/new".to_owned()));
        ways.push(("Write down what is good here", "/strengths/new".to_owned()));
        ways.push(("Load a directory of services", "/strengths/load".to_owned()));
    }
    ways.push(("Different words for one thing", "/needs/words".to_owned()));
    ways.push(("Needs assessment", "/needs/assessment".to_owned()));
    ways.push(("What everybody sees", "/needs/picture".to_owned()));
    ways.push(("Neighbourhoods that commission", "/neighbourhoods".to_owned()));
    ways
}

fn lead(view: &PictureView, filter: &Filter) -> String {
    let needs = count::sentence(&count::of_things(view.needs.len() as u64, "need", "needs"));
    let strengths = count::of_things(view.strengths.len() as u64, "strength", "strengths");
    if *filter != Filter::default() {
        return format!("{needs} of {} and {strengths} are as you asked.", count::number(view.all_needs as u64));
    }
    let shared = view.needs.iter().filter(|line| line.record.noun.is_shared()).count() as u64;
    let old = view.needs.iter().filter(|line| line.is_old).count() as u64;
    let told_old = match old {
        0 => "No evidence is too old.".to_owned(),
        old => format!("For {}, the evidence is too old or missing.", count::number(old)),
    };
    format!(
        "{needs} and {strengths}. {} shared by every partner asked. {told_old}",
        count::sentence(&count::of_things(shared, "need is", "needs are"))
    )
}

fn narrow(view: &PictureView, asked: &Asked) -> Markup {
    let form = asked.form();
    let mut place = form.select("place", "Part of the place").offer("", "Everywhere");
    for one in &view.places {
        place = place.offer(one.place.clone(), one.place.clone());
    }
    let level = NeedLevel::ALL
        .into_iter()
        .fold(form.select("level", "Level").offer("", "Every level"), |select, level| select.offer(level.code(), said::level(level)));
    let only =
        ONLY.into_iter().fold(form.select("only", "Only").offer("", "All of them"), |select, (code, words, _)| select.offer(code, words));
    let parts = [
        Markup::from(form.input("words", "Words").hint("Every profession’s word finds what others call otherwise")),
        form.input("group", "Whose").hint("Part of the name of a group").into(),
        place.into(),
        level.into(),
        only.into(),
    ];
    let inside = parts.into_iter().fold(Markup::default(), Markup::and);
    Markup::trusted(format!(
        "<details class=\"ww-working\"><summary>Narrow this down</summary><div class=\"ww-working__body\"><form class=\"ww-measure\" method=\"get\" action=\"/needs\" novalidate>{inside}{}</form></div></details>",
        Markup::from(Button::new("Show these"))
    ))
}

fn needs(view: &PictureView) -> Markup {
    if view.needs.is_empty() {
        return paragraph("None of the needs written down is as you asked.");
    }
    let mut table =
        CardTable::new("Needs").caption_hidden().column("Need").column("How many").column("How sure").column("Shared").column("Next look");
    for line in &view.needs {
        table = table.row(row(line, view));
    }
    table.into()
}

fn row(line: &NeedLine, view: &PictureView) -> [Words; 5] {
    let need = &line.record.noun;
    let name = ww::link(&need.title, &need_at(&line.record)).and(Markup::text(format!(" ({})", need.people)));
    let name = if line.lacks.is_empty() { name } else { name.and(Markup::trusted(" ")).and(Markup::from(ww::not_yet("Incomplete"))) };
    let sure = count::sentence(said::confidence(line.confidence));
    let sure = if line.is_old { Markup::from(ww::not_yet(format!("{sure}; too old"))) } else { Markup::text(sure) };
    let shared = if need.is_shared() { Markup::from(ww::shown("Shared")) } else { Markup::from(ww::unknown("Not shared")) };
    let next = match line.next_look {
        Some(day) if line.is_due => Markup::from(ww::not_yet(format!("Due since {}", count::plain_date(day)))),
        Some(day) => Markup::text(count::plain_date(day)),
        None => Markup::text("Not known"),
    };
    let many =
        need.people_now().map_or_else(|| "Not known".to_owned(), |(found, _)| count::sentence(&said::people(found, view.smallest_count)));
    [Words::from(name), Words::from(many), Words::from(sure), Words::from(shared), Words::from(next)]
}

fn strengths(view: &PictureView, place: &str) -> Markup {
    if view.strengths.is_empty() {
        return paragraph(
            "Nothing is written down yet of what is good here. A picture of needs alone is half a picture: ask what people are proud of, and add it.",
        );
    }
    let nouns: Vec<&Strength> = view.strengths.iter().map(|strength| &strength.noun).collect();
    let map = strengths_map(&nouns, place).map_or_else(Markup::default, |chart| {
        let figure = Figure {
            chart,
            unit: "places".to_owned(),
            source: "what is written down as good here, with the coordinates it came with".to_owned(),
            edition: said::EDITION.to_owned(),
            csv_at: Some("/strengths.csv".to_owned()),
            level: Level::Three,
        };
        body(&Document { blocks: vec![Block::Figure(Box::new(figure))], ..Document::default() })
    });
    map.and(strengths_table(&view.strengths)).and(paragraph_of(ww::link("All of it, by sort", "/strengths")))
}

pub(super) fn strengths_table(all: &[Record<StrengthId, Strength>]) -> Markup {
    let mut table = CardTable::new("What is good here").caption_hidden().column("What").column("Sort").column("For whom").column("Where");
    let or = |text: &str, none: &str| if text.trim().is_empty() { none.to_owned() } else { text.to_owned() };
    for one in all {
        let name = ww::link(&one.noun.name, &format!("/strengths/{}", reference_of(&one.reference)));
        table = table.row([
            Words::from(name),
            Words::from(count::sentence(one.noun.kind.words())),
            Words::from(or(&one.noun.for_whom, "Anybody")),
            Words::from(or(&one.noun.place, "Everywhere")),
        ]);
    }
    table.into()
}

fn groups(view: &PictureView) -> Markup {
    let mut groups: Vec<&str> = view.needs.iter().map(|line| line.record.noun.people.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut table = CardTable::new("Needs and strengths by group")
        .caption_hidden()
        .column("Group")
        .column("What they need")
        .column("What is good about them");
    for group in groups {
        let of: Vec<_> = view.needs.iter().filter(|line| line.record.noun.people == group).collect();
        let titles: Vec<String> = of.iter().map(|line| line.record.noun.title.clone()).collect();
        let good: Vec<String> = of
            .iter()
            .flat_map(|line| [&line.record.noun.strengths, &line.record.noun.capabilities])
            .filter(|text| !text.trim().is_empty())
            .cloned()
            .collect();
        let good = if good.is_empty() {
            Markup::from(ww::not_yet("Nobody has written what is good about them: only needs stand here"))
        } else {
            Markup::text(good.join(" "))
        };
        table = table.row([Words::from(group), Words::from(titles.join("; ")), Words::from(good)]);
    }
    table.into()
}

fn places(view: &PictureView) -> Markup {
    if view.places.is_empty() {
        return paragraph("Neither a need nor a strength names a part of the place yet.");
    }
    let mut out = Markup::default();
    for one in view.places.iter().filter(|one| one.has_only_deficits()) {
        out = out.and(Markup::from(InsetText::new(said::only_deficits(&one.place))));
    }
    let mut table = CardTable::new("Needs and strengths by part of the place")
        .caption_hidden()
        .column("Part of the place")
        .figures("Needs")
        .figures("Strengths");
    for one in &view.places {
        let at = format!("/needs?place={}", crate::router::in_query(&one.place));
        table =
            table.row([Words::from(ww::link(&one.place, &at)), Words::from(one.needs.to_string()), Words::from(one.strengths.to_string())]);
    }
    out.and(table).and(paragraph("A need that names no part of the place is of all of it, and is not counted here."))
}

/// Every need with the outcomes that answer it, or that none does.
fn outcomes(view: &PictureView, may_write: bool) -> Markup {
    let mut table = CardTable::new("Needs and the outcomes that answer them").caption_hidden().column("Need").column("Answered by");
    for line in &view.needs {
        let answers: Vec<Markup> = view
            .outcomes
            .iter()
            .filter(|outcome| outcome.noun.needs.contains(&line.record.id))
            .map(|outcome| {
                let words = &outcome.noun.statement;
                if may_write {
                    ww::link(words, &format!("/outcomes/{}/needs", reference_of(&outcome.reference)))
                } else {
                    Markup::text(words)
                }
            })
            .collect();
        let said = answers.into_iter().reduce(|all, one| all.and(Markup::trusted("<br>")).and(one));
        let said = said.unwrap_or_else(|| Markup::from(ww::unknown("Not covered: no outcome answers it")));
        table = table.row([Words::from(line.record.noun.title.as_str()), Words::from(said)]);
    }
    let loose: Vec<Markup> = view
        .outcomes
        .iter()
        .filter(|outcome| outcome.noun.needs.is_empty())
        .map(|outcome| {
            let words = &outcome.noun.statement;
            let at = format!("/outcomes/{}/needs", reference_of(&outcome.reference));
            Markup::trusted(format!("<li>{}</li>", if may_write { ww::link(words, &at) } else { Markup::text(words) }))
        })
        .collect();
    let mut out = Markup::from(table);
    if !loose.is_empty() {
        let items = loose.into_iter().fold(Markup::default(), Markup::and);
        out = out
            .and(paragraph("Outcomes that answer no need written down here:"))
            .and(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")));
    }
    out
}

/// Strategic needs with what is part of them, each level indented below the one above.
fn levels(view: &PictureView) -> Markup {
    let tops = view.needs.iter().filter(|line| !view.needs.iter().any(|other| Some(other.record.id) == line.record.noun.part_of));
    let items = tops.map(|line| branch(view, line)).fold(Markup::default(), Markup::and);
    paragraph("Choices and budgets of people one by one add up to the need of a service, and those to the need of the whole place.")
        .and(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")))
}

fn branch(view: &PictureView, line: &NeedLine) -> Markup {
    let below = view.needs.iter().filter(|other| other.record.noun.part_of == Some(line.record.id));
    let inside = below.map(|other| branch(view, other)).fold(Markup::default(), Markup::and);
    let inside =
        if inside.is_empty() { inside } else { Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{inside}</ul>")) };
    let words = Markup::text(format!(" ({})", line.record.noun.level.words()));
    Markup::trusted(format!("<li>{}{words}{inside}</li>", ww::link(&line.record.noun.title, &need_at(&line.record))))
}

fn changes(view: &PictureView) -> Markup {
    if view.changes_from.is_empty() {
        return paragraph("What is meant by a need has not changed yet.");
    }
    let said: Vec<String> = view
        .changes_from
        .iter()
        .map(|(who, times)| format!("{}: {}", count::sentence(who.words()), count::of_things(*times as u64, "change", "changes")))
        .collect();
    bullets(&said)
}
