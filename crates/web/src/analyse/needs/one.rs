//! One need: who, how many, what shows it, who voiced it, what is good about them, who shares it, what it is part of and what answers it.

use axum::extract::{Path, State};
use desk::analyse::needs::read_needs::{NeedView, read_need};
use model::need::{FigureOf, Need, Series, VoiceOf};
use model::role::Permission::{ProceedByException, ReadCases, ReadPerformance, SignNeeds, WriteCases};
use report::page::Block;
use report::words::{count, needs as said};

use super::picture::strengths_table;
use super::{bullets, need_at, parsed};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/needs/{reference}", May(ReadCases), "One need, with what is good about those concerned", show)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_need(&app.desk, &signed.actor, &parsed(&reference)?).await?;
    let need = &view.line.record.noun;
    let at = need_at(&view.line.record);
    let may_write = signed.actor.can(WriteCases);
    let lead = format!("{}. {}", said::how_many(need, view.smallest_count), said::shared(need, &view.line.not_signed));
    let layout = Layout::new(frame, need.title.clone())
        .in_section(Section::Analyse)
        .crumb("Needs, and what is good here", "/needs")
        .caption(format!("{} · {} · edition {}", reference_of(&view.line.record.reference), need.level.words(), need.edition))
        .lead(lead)
        .audit(format!("/audit?record={}", view.line.record.id));
    let mut parts = vec![
        part("who", "Who, and how many", who(&view, signed.actor.can(ReadPerformance))),
        part("good", "What is good about them, and could help", good(&view)),
        part("evidence", "What shows it, and how sure this is", evidence(&view)),
        part("voices", "Who voiced it", voices(&view)),
        part("shared", "Who shares this picture", shared(&view)),
        part("meaning", "What is meant by it", meaning(need).and(words(&view))),
        part("levels", "What it is part of, and what adds up to it", levels(&view)),
        part("answers", "What answers it", answers(&view)),
    ];
    if !need.waivers.is_empty() {
        parts.push(part("waivers", "Decisions that rest on old evidence of it", waivers(&view)));
    }
    let mut ways = Vec::new();
    if may_write {
        ways.push(("Change it", format!("{at}/change")));
        ways.push(("Add how many, or what share is unmet", format!("{at}/figure")));
        ways.push(("Add what shows it", format!("{at}/evidence")));
        ways.push(("Add who voiced it", format!("{at}/voice")));
        ways.push(("Define it anew", format!("{at}/redefine")));
        ways.push(("Count what people chose", format!("{at}/choice")));
    }
    if signed.actor.can(SignNeeds) {
        ways.push(("Sign it for a partner", format!("{at}/sign")));
    }
    if signed.actor.can(ProceedByException) && view.line.is_old {
        ways.push(("Let a decision rest on its old evidence", format!("{at}/waive")));
    }
    let mut before = Markup::default();
    if need.has_only_deficits() {
        before = before.and(InsetText::new("Only what these people lack is written here. An entry that does not say what is good about them, and what they can do, is incomplete."));
    } else if let Some(lacks) = said::incomplete(&view.line.lacks) {
        before = before.and(InsetText::new(lacks));
    }
    if view.line.is_due
        && let Some(day) = view.line.next_look
    {
        before = before.and(paragraph(&format!("It was to be looked at again by {}.", count::plain_date(day))));
    }
    Ok(PartsPage { layout, before: if ways.is_empty() { before } else { before.and(links(&ways)) }, parts })
}

fn part(id: &str, title: &str, body: Markup) -> Part {
    Part { id: id.into(), title: title.into(), body }
}

fn facts(all: Vec<(&str, Markup)>) -> Markup {
    let rows: String = all
        .into_iter()
        .map(|(name, fact)| format!("<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">{name}</dt><dd class=\"govuk-summary-list__value\">{fact}</dd></div>"))
        .collect();
    Markup::trusted(format!("<dl class=\"govuk-summary-list\">{rows}</dl>"))
}

fn who(view: &NeedView, may_see_measures: bool) -> Markup {
    let need = &view.line.record.noun;
    let places = if need.places.is_empty() { "Everywhere".to_owned() } else { count::list(&need.places) };
    let priority = match &view.priority {
        Some(priority) => ww::link(&priority.noun.title, "/priorities"),
        None => Markup::text("None: no priority is named for it"),
    };
    let measure = match (&view.measure, need.indicator.is_empty()) {
        (Some(measure), _) if !may_see_measures => Markup::text(measure.noun.name.as_str()),
        (Some(measure), _) => ww::link(&measure.noun.name, &format!("/measures/{}", reference_of(&measure.reference))),
        (None, false) => Markup::text(format!("Published indicator: {}", need.indicator)),
        (None, true) => Markup::text("No measure tells of it"),
    };
    let known = facts(vec![
        ("Whose", Markup::text(&need.people)),
        ("How many", Markup::text(said::how_many(need, view.smallest_count))),
        ("Of it unmet", Markup::text(said::unmet(need, view.smallest_count))),
        ("Which way it goes", Markup::text(said::which_way(need, view.smallest_count))),
        ("Where", Markup::text(places)),
        ("Priority it serves", priority),
        ("Told by", measure),
    ]);
    if need.figures.is_empty() {
        return known;
    }
    let mut table = CardTable::new("Every figure of it").column("Figure").column("Of which day").column("Source").figures("Definition");
    let mut all: Vec<_> = need.figures.iter().collect();
    all.sort_by_key(|figure| std::cmp::Reverse(figure.on));
    for figure in all {
        let shown = match figure.of {
            FigureOf::Unmet(_) => format!("Unmet: {}", said::figure(need, figure, view.smallest_count)),
            FigureOf::People(_) | FigureOf::Trend(_) => said::figure(need, figure, view.smallest_count),
        };
        table = table.row([
            Words::from(shown),
            Words::from(count::plain_date(figure.on)),
            Words::from(figure.source.as_str()),
            Words::from(figure.definition.to_string()),
        ]);
    }
    known.and(table).and(paragraph("The last column is the number of the definition it was found under."))
}

fn good(view: &NeedView) -> Markup {
    let need = &view.line.record.noun;
    let or = |text: &str| {
        if text.trim().is_empty() { Markup::from(ww::not_yet("Nobody has written this yet")) } else { Markup::text(text) }
    };
    let mut out = facts(vec![
        ("What is good about them", or(&need.strengths)),
        ("What they can do", or(&need.capabilities)),
        ("What they hope for", or(&need.hopes)),
    ]);
    if !view.strengths.is_empty() {
        out = out.and(paragraph("Named as a means here:")).and(strengths_table(&view.strengths));
    }
    if !view.beside.is_empty() {
        out = out.and(paragraph("Good in the same parts of the place, and not named as a means yet:")).and(strengths_table(&view.beside));
    }
    if view.strengths.is_empty() && view.beside.is_empty() {
        out = out.and(paragraph("Nothing good of the place is named as a means here."));
    }
    out
}

fn evidence(view: &NeedView) -> Markup {
    let need = &view.line.record.noun;
    let sure = said::sure(need, view.line.is_old, view.line.confidence, view.oldest_months);
    let sure = if view.line.is_old { Markup::from(InsetText::new(sure)) } else { paragraph(&sure) };
    if need.evidence.is_empty() { sure } else { sure.and(Markup::trusted(report::html::block(&Block::Table(said::evidence(need))))) }
}

fn voices(view: &NeedView) -> Markup {
    let need = &view.line.record.noun;
    if need.voices.is_empty() {
        return paragraph("Nobody is on record who voiced it. A need that only officers see may not be one.");
    }
    let mut table = CardTable::new("Who voiced it")
        .caption_hidden()
        .column("Who")
        .column("Spoke of")
        .column("In their words")
        .column("When")
        .column("Where to read it");
    for voice in &need.voices {
        let through = voice.organisation.and_then(|id| view.bodies.get(&id)).map_or_else(String::new, |name| format!(", through {name}"));
        let of = match voice.of {
            VoiceOf::Need => "What they lack",
            VoiceOf::Hope => "What they hope for",
        };
        table = table.row([
            Words::from(format!("{} ({}{through})", voice.group, voice.kind.words())),
            Words::from(of),
            Words::from(voice.says.as_str()),
            Words::from(count::plain_date(voice.on)),
            Words::from(voice.source.as_str()),
        ]);
    }
    table.into()
}

fn shared(view: &NeedView) -> Markup {
    let need = &view.line.record.noun;
    let lead = paragraph(&said::shared(need, &view.line.not_signed));
    if need.shared_with.is_empty() {
        return lead;
    }
    let mut table =
        CardTable::new("Partners who are asked to sign").caption_hidden().column("Partner").column("Signed").column("When, and by whom");
    for partner in &need.shared_with {
        let name = view.bodies.get(partner).cloned().unwrap_or_else(|| "A body you cannot see".to_owned());
        let newest = need.signatures.iter().rev().find(|signed| signed.organisation == *partner);
        let (state, when) = match newest {
            Some(signed) if signed.edition == need.edition => {
                (Markup::from(ww::shown(format!("Edition {}", signed.edition))), Some(signed))
            }
            Some(signed) => (Markup::from(ww::not_yet(format!("Not shared: edition {} was signed", signed.edition))), Some(signed)),
            None => (Markup::from(ww::unknown("Not shared: never signed")), None),
        };
        let when = when.map_or_else(String::new, |signed| {
            let written = if signed.written_in.is_empty() { String::new() } else { format!(", {}", signed.written_in) };
            format!("{}, {}{written}", count::plain_date(signed.on), signed.by_role.to_lowercase())
        });
        table = table.row([Words::from(name), Words::from(state), Words::from(when)]);
    }
    let next = view.line.next_look.map_or_else(String::new, |day| {
        format!(
            " It is looked at again every {}, next by {}.",
            count::of_things(u64::from(need.refresh_months), "month", "months"),
            count::plain_date(day)
        )
    });
    lead.and(table).and(paragraph(&format!("What is written anew is a new edition, and every partner is asked again.{next}")))
}

fn meaning(need: &Need) -> Markup {
    let mut table = CardTable::new("Definitions, newest first")
        .caption_hidden()
        .column("Number")
        .column("What is meant")
        .column("From")
        .column("Why")
        .column("Counts before it");
    for (number, definition) in need.definitions.iter().enumerate().rev() {
        let series = match definition.series {
            Series::First => "The first".to_owned(),
            Series::Broken => "Not compared: the series is broken here".to_owned(),
            Series::Bridged(factor) => format!("Bridged: times {}", quantity::rounding::shown(factor, 2)),
        };
        table = table.row([
            Words::from((number + 1).to_string()),
            Words::from(definition.says.as_str()),
            Words::from(format!("{}, from {}", count::plain_date(definition.on), definition.came_from.words())),
            Words::from(definition.reason.as_str()),
            Words::from(series),
        ]);
    }
    table.into()
}

fn levels(view: &NeedView) -> Markup {
    let above = match &view.above {
        Some(above) => {
            paragraph_of(Markup::text("It is part of ").and(ww::link(&above.noun.title, &need_at(above))).and(Markup::text(".")))
        }
        None => paragraph("It is part of no other need."),
    };
    let below: Vec<Markup> =
        view.below.iter().map(|one| Markup::trusted(format!("<li>{}</li>", ww::link(&one.noun.title, &need_at(one))))).collect();
    let mut out = above;
    if !below.is_empty() {
        let items = below.into_iter().fold(Markup::default(), |all, one| all.and(one));
        out = out.and(paragraph("Part of it:")).and(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")));
    }
    if view.rolled.rows.is_empty() {
        return out.and(paragraph("Nobody has counted what people chose, or what their own budgets come to."));
    }
    let withheld = || format!("Withheld: small, or would give a small number away (fewer than {})", view.smallest_count);
    let mut table = CardTable::new("What people chose, and their own budgets in a year")
        .column("What people chose")
        .column("Of which need")
        .figures("People")
        .figures("Budgets")
        .column("More for themselves")
        .column("Counted");
    for row in &view.rolled.rows {
        table = table.row([
            Words::from(row.choice.what.as_str()),
            Words::from(row.of.as_str()),
            Words::from(row.people.map_or_else(withheld, |people| quantity::money::group_thousands(people))),
            Words::from(row.budgets.map_or_else(withheld, count::money)),
            Words::from(if row.choice.is_independence { "Yes" } else { "No" }),
            Words::from(format!("{} ({})", count::plain_date(row.choice.on), row.choice.source)),
        ]);
    }
    table = table.sum([
        Words::from("Together"),
        Words::from(""),
        Words::from(view.rolled.people.map_or_else(withheld, |people| quantity::money::group_thousands(people))),
        Words::from(view.rolled.budgets.map_or_else(withheld, count::money)),
        Words::from(""),
        Words::from(""),
    ]);
    out.and(table)
}

fn answers(view: &NeedView) -> Markup {
    let mut said: Vec<Markup> = Vec::new();
    for (outcome, case) in &view.outcomes {
        let of = case.as_ref().map_or_else(Markup::default, |case| {
            Markup::text(" in ").and(ww::link(&case.noun.question, &format!("/cases/{}", reference_of(&case.reference))))
        });
        said.push(Markup::text(&outcome.noun.statement).and(of));
    }
    if said.is_empty() {
        return paragraph("Not covered: no outcome answers it yet.");
    }
    let items = said.into_iter().fold(String::new(), |all, one| format!("{all}<li>{one}</li>"));
    Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>"))
}

fn words(view: &NeedView) -> Markup {
    let said: Vec<String> = view
        .words
        .iter()
        .map(|one| one.noun.words.iter().map(|of| format!("“{}” ({})", of.word, of.said_by)).collect::<Vec<_>>().join(" is "))
        .collect();
    if said.is_empty() { Markup::default() } else { paragraph("Different words for one thing:").and(bullets(&said)) }
}

fn waivers(view: &NeedView) -> Markup {
    let mut table = CardTable::new("Decisions that rest on old evidence")
        .caption_hidden()
        .column("Case")
        .column("Why")
        .column("Meanwhile")
        .column("Until")
        .column("Who answers for it");
    for waiver in &view.line.record.noun.waivers {
        table = table.row([
            Words::from(view.cases.get(&waiver.case).cloned().unwrap_or_else(|| "A case you cannot see".to_owned())),
            Words::from(waiver.reason.as_str()),
            Words::from(waiver.meanwhile.as_str()),
            Words::from(count::plain_date(waiver.until)),
            Words::from(format!("{}, {}, on {}", waiver.name, waiver.by_role.to_lowercase(), count::plain_date(waiver.on))),
        ]);
    }
    table.into()
}
