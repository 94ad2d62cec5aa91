//! The criteria workshop: what options are weighed on, what people say it counts for, and what comes of it.

use axum::extract::{Path, State};
use axum::response::Response;
use desk::plan::options::criteria_question::{Weighed, blind_name, options as in_workshop, smaa_said};
use desk::plan::options::money_words::per_cent;
use desk::plan::read_options::{CaseOptions, weights_edition};
use model::role::Permission::{ReadCases, WriteCases};
use model::workshop::Workshop;
use quantity::rounding::shown;
use report::chart::options_charts::acceptability_chart;
use report::words::{count, differences, weights};
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
use crate::plan::options::money::{kept, tabled};
use crate::plan::options::{layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/cases/{reference}/criteria", May(ReadCases), "The criteria workshop of a case", show).get(
        "/cases/{reference}/criteria.csv",
        May(ReadCases),
        "Scores, weights and ranks, as CSV",
        figures,
    )
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let may_write = signed.actor.can(WriteCases);
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let token = Layout::new(frame.clone(), "").token();
    let layout = layout_of(frame, &options.case, "Criteria workshop").crumb("Options", format!("{at}/options"));
    let Some(record) = &options.workshop else {
        let first = if may_write {
            ww::link("Name the first criterion, with its range", &format!("{at}/criteria/criterion"))
        } else {
            Markup::text("Somebody who may change the case begins it.")
        };
        let why = "Here people say what counts, each by themself; options are scored by letter before anybody sees whose they are; and several methods say what comes first.";
        return Ok(PartsPage { layout, before: EmptyState::new("No workshop is held yet", why, first).into(), parts: Vec::new() });
    };
    let workshop = &record.noun;
    let weighed = options.criteria.as_ref().and_then(|criteria| criteria.as_ref().ok());
    let lead = match (&options.criteria, weighed) {
        (_, Some(weighed)) => weighed.reading.in_words(&weighed.case).into_iter().take(2).collect::<Vec<_>>().join(" "),
        (Some(Err(missing)), _) => format!("Not everything is there yet. {missing}"),
        _ => "Name what the options are told apart by.".to_owned(),
    };
    let mut parts = vec![
        Part { id: "criteria".into(), title: "What counts, and over which range".into(), body: criteria(workshop, &at, may_write) },
        Part { id: "weights".into(), title: "What people say it counts for".into(), body: weighing(workshop, weighed, &at, may_write) },
        Part {
            id: "scores".into(),
            title: "What each option achieves".into(),
            body: scores(&options, workshop, &at, may_write, &token, record.version),
        },
    ];
    if let Some(weighed) = weighed {
        parts.push(Part { id: "ranks".into(), title: "What comes first, asked in three ways".into(), body: ranks(weighed, &at) });
        parts.push(Part { id: "sure".into(), title: "How sure is that?".into(), body: sure(weighed) });
        parts.push(Part {
            id: "otherwise".into(),
            title: "What would have to be true for the second to win".into(),
            body: otherwise(weighed),
        });
        // Results of the money name options, which are letters here until they are scored.
        let of_these = options.kept.iter().filter(|kept| !kept.is_of_the_costing());
        parts.push(Part { id: "kept".into(), title: "Keep the result".into(), body: kept(of_these, &at, may_write, token) });
        let tables = weighed.reading.working(&weighed.case).tables;
        let body = tables.iter().map(|found| tabled(&report::working::table(found))).fold(Markup::default(), Markup::and);
        parts.push(Part { id: "working".into(), title: "How it was worked".into(), body: Working::new(body).into() });
    }
    let before = if workshop.revealed.is_none() {
        Markup::from(InsetText::new("Options are letters here until each of them is scored. Nobody is shown yet whose they are."))
    } else {
        Markup::default()
    };
    Ok(PartsPage { layout: layout.lead(lead), before, parts })
}

fn number(value: f64) -> String {
    shown(value, 2).trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn criteria(workshop: &Workshop, at: &str, may_write: bool) -> Markup {
    let mut table = CardTable::new("Criteria")
        .caption_hidden()
        .column("Criterion")
        .figures("Worst")
        .figures("Best")
        .figures("Worth half")
        .column("Unit")
        .column("About who provides?");
    for kept in &workshop.criteria {
        let about = if kept.about_delivery_model {
            format!("Yes. Published reason: {}", kept.published_reason)
        } else {
            "No: about what comes of it".to_owned()
        };
        table = table.row([
            kept.name.clone(),
            number(kept.worst),
            number(kept.best),
            kept.half.map_or_else(|| "Halfway".to_owned(), number),
            kept.unit.clone(),
            about,
        ]);
    }
    let link = if may_write { paragraph_of(ww::link("Add a criterion", &format!("{at}/criteria/criterion"))) } else { Markup::default() };
    Markup::from(table).and(link)
}

fn weighing(workshop: &Workshop, weighed: Option<&Weighed>, at: &str, may_write: bool) -> Markup {
    let mut body = paragraph(
        "The step from worst to best on each criterion, beside the largest of them, which is 100. Each person weighs by themself; groups stand side by side and are never averaged in silence.",
    );
    if workshop.voices.is_empty() && workshop.agreed.is_empty() {
        body = body.and(paragraph("Nobody has weighed them yet."));
    }
    if let Some(voices) = weighed.and_then(|weighed| weighed.reading.voices.as_ref()) {
        let mut table = CardTable::new("Weights by group").caption_hidden().column("Group").figures("People");
        for kept in &workshop.criteria {
            table = table.figures(format!("{}: share of the weight", kept.name));
        }
        table = table.column("First under these weights");
        for group in &voices.groups {
            let mut row: Vec<Words> = vec![group.name.clone().into(), group.people.to_string().into()];
            for ((weight, low), high) in group.weights.iter().zip(&group.lowest).zip(&group.highest) {
                let range = if group.people > 1 { format!(" ({} to {})", per_cent(*low), per_cent(*high)) } else { String::new() };
                row.push(format!("{}{range}", per_cent(*weight)).into());
            }
            let first = group
                .ranks
                .iter()
                .position(|rank| *rank == 1)
                .and_then(|at| weighed.and_then(|weighed| weighed.case.options.get(at).cloned()));
            row.push(first.unwrap_or_default().into());
            table = table.row(row);
        }
        body = body.and(table);
        let said = if voices.same_first {
            "Every group’s weights put the same option first."
        } else {
            "The groups’ weights do not put the same option first: that is a difference to talk about, not to average away."
        };
        body = body.and(paragraph(said));
        if let Some(weighed) = weighed.filter(|_| voices.groups.len() > 1) {
            let ranks: Vec<&[u32]> = voices.groups.iter().map(|group| group.ranks.as_slice()).collect();
            body = body.and(paragraph(&differences::options_that_suit(&weighed.case.options, &ranks)));
        }
        if let Some(agreement) = voices.agreement {
            body = body.and(paragraph(&format!(
                "Agreement on what matters more: {} on a scale from 0 (none) to 1 (one order).",
                shown(agreement, 2)
            )));
        }
        if let Some((at, gap)) = voices.most_disputed
            && let Some(kept) = workshop.criteria.get(at)
            && voices.groups.len() > 1
        {
            body = body.and(paragraph(&format!("Groups are farthest apart on “{}”, by {} of the weight.", kept.name, per_cent(gap))));
        }
        body = body.and(within(weighed, workshop));
    } else if !workshop.voices.is_empty() {
        let groups: Vec<String> = workshop.voices.iter().map(|voice| voice.group.clone()).collect();
        body = body.and(paragraph(&format!(
            "So far {} weighed them ({}). They stand side by side once every option is scored.",
            count::of_things(groups.len() as u64, "person has", "people have"),
            groups.join(", ")
        )));
    }
    if !workshop.agreed.is_empty() {
        let each: Vec<String> =
            workshop.criteria.iter().zip(&workshop.agreed).map(|(kept, swing)| format!("{} {}", kept.name, number(*swing))).collect();
        body = body.and(paragraph(&format!("Agreed together: {}.", each.join(", "))));
    }
    let link = if may_write {
        paragraph_of(ww::link("Weigh the criteria, for one person or as agreed together", &format!("{at}/criteria/weights")))
    } else {
        Markup::default()
    };
    body.and(link)
}

/// Between which shares people let each criterion lie, what comes first within them, and whether any weights suit everybody.
fn within(weighed: Option<&Weighed>, workshop: &Workshop) -> Markup {
    let found = weighed.and_then(|weighed| Some((weighed, weighed.reading.voices.as_ref()?)));
    let Some((weighed, voices, common)) = found.and_then(|(weighed, voices)| Some((weighed, voices, voices.common.as_ref()?))) else {
        return paragraph("Nobody has said yet between which shares of the weight a criterion may lie.");
    };
    let mut table = CardTable::new("Ranges of the weights, by group").column("Group").figures("People who gave ranges");
    for kept in &workshop.criteria {
        table = table.figures(format!("{}: least to most", kept.name));
    }
    table = table.column("First within them");
    for group in &voices.groups {
        let Some(ranges) = &group.ranges else { continue };
        let reading = weighed.within_groups.iter().find(|(name, _)| *name == group.name).map(|(_, reading)| reading);
        let mut row: Vec<Words> = vec![group.name.clone().into(), weights::who_gave(ranges, group.people).into()];
        row.extend(ranges.bounds.iter().map(|bounds| Words::from(weights::range(*bounds))));
        row.push(reading.map_or_else(String::new, |reading| weights::first(&weighed.case.options, reading)).into());
        table = table.row(row);
    }
    let names: Vec<&str> = workshop.criteria.iter().map(|kept| kept.name.as_str()).collect();
    let said = weights::common(common, &names, &weighed.case.options, weighed.within_all.as_ref());
    let how = format!(
        "Of a group the widest of what its people said; every set of weights within it is as likely as any other. Method: {}, {} draws from seed {}.",
        weights_edition(),
        quantity::money::group_thousands(u64::from(weighed.any_weights.draws)),
        weighed.any_weights.seed
    );
    Markup::from(table).and(paragraph(&said)).and(paragraph(&how))
}

fn scores(options: &CaseOptions, workshop: &Workshop, at: &str, may_write: bool, token: &Markup, version: i64) -> Markup {
    let mut table = CardTable::new("Scores").caption_hidden().column("Option");
    for kept in &workshop.criteria {
        let unit = if kept.unit.is_empty() { String::new() } else { format!(" ({})", kept.unit) };
        table = table.figures(format!("{}{unit}", kept.name));
    }
    table = table.column("Score");
    let mut changed = Vec::new();
    for (code, name) in in_workshop(&options.case.noun, workshop) {
        let mut row: Vec<Words> = vec![name.clone().into()];
        for kept in &workshop.criteria {
            let score = workshop.score(&code, &kept.name);
            let said = score.map_or_else(
                || "Not scored".to_owned(),
                |score| match (score.low, score.high) {
                    (Some(low), Some(high)) => format!("{} ({} to {})", number(score.figure), number(low), number(high)),
                    _ => number(score.figure),
                },
            );
            row.push(said.into());
            let blind = workshop.blind_score(&code, &kept.name);
            if let (Some(score), Some(blind)) = (score, blind)
                && !score.was_blind
                && score.figure != blind.figure
            {
                changed.push(format!(
                    "{name}, {}: {} blind, {} once its name was known. {}",
                    kept.name,
                    number(blind.figure),
                    number(score.figure),
                    score.reason
                ));
            }
        }
        let link = if may_write {
            ww::link(&to_score(workshop, &code, &name), &format!("{at}/criteria/scores/{code}"))
        } else {
            Markup::text("Only those at the workshop score")
        };
        row.push(link.into());
        table = table.row(row);
    }
    let mut body = Markup::from(table);
    match &workshop.revealed {
        Some(revealed) => {
            let said = if changed.is_empty() { "No score was changed after that." } else { "Scores changed after that, both kept:" };
            body = body.and(paragraph(&format!(
                "It was shown which option is whose on {} ({}). {said}",
                count::plain_date(revealed.on),
                revealed.by_role
            )));
            let items: String = changed.iter().map(|line| format!("<li>{}</li>", Markup::text(line))).collect();
            if !items.is_empty() {
                body = body.and(Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")));
            }
        }
        None if may_write => {
            let button = Button::new("Show which option is whose").secondary();
            body = body.and(Markup::trusted(format!("<form method=\"post\" action=\"{at}/criteria/reveal\">{token}<input type=\"hidden\" name=\"version\" value=\"{version}\">{button}</form>")));
        }
        None => {}
    }
    body
}

/// By its letter until it is shown which option is whose, then by its name.
pub(super) fn to_score(workshop: &Workshop, code: &str, name: &str) -> String {
    let who = if workshop.revealed.is_some() { format!("“{name}”") } else { blind_name(code).replacen("Option", "option", 1) };
    format!("Score {who}")
}

fn order(weighed: &Weighed) -> Vec<usize> {
    let mut order: Vec<usize> = (0..weighed.codes.len()).collect();
    order.sort_by_key(|at| weighed.reading.ranks.get(*at).copied().unwrap_or(u32::MAX));
    order
}

fn ranks(weighed: &Weighed, at: &str) -> Markup {
    let reading = &weighed.reading;
    let mut table = CardTable::new("Ranks")
        .caption_hidden()
        .column("Option")
        .figures("Value, of 100")
        .figures("Rank by value")
        .figures("Rank by distance from the best (TOPSIS)")
        .figures("Rank two by two (PROMETHEE II)");
    for at in order(weighed) {
        let rank = |ranks: &[u32]| ranks.get(at).map_or_else(String::new, u32::to_string);
        let value = reading.totals.get(at).copied().unwrap_or_default();
        table = table.row([
            weighed.case.options.get(at).cloned().unwrap_or_default(),
            shown(100.0 * value, 1),
            rank(&reading.ranks),
            rank(&reading.beside.topsis.ranks),
            rank(&reading.beside.promethee.ranks),
        ]);
    }
    let said = if reading.beside.same_first {
        "All three put the same option first."
    } else {
        "The three ways do not put the same option first. Which one fits depends on whether a good score may make up for a bad one: by value it may."
    };
    Markup::from(table)
        .and(paragraph(said))
        .and(paragraph_of(ww::link("Download scores, weights and ranks (CSV)", &format!("{at}/criteria.csv"))))
}

fn sure(weighed: &Weighed) -> Markup {
    let chart = acceptability_chart(
        "acceptability",
        &weighed.case.options,
        &weighed.ordered_weights,
        "where only the order of the weights is known",
    );
    let figure = page::Figure {
        chart,
        unit: "% of draws".into(),
        source: "the scores and weights of this workshop".into(),
        edition: weights_edition(),
        csv_at: None,
        level: page::Level::Three,
    };
    Markup::trusted(html::figure(&figure)).and(paragraph(&smaa_said(weighed)))
}

fn otherwise(weighed: &Weighed) -> Markup {
    let said = weighed.reading.flips.first().map(|flip| flip.in_words(&weighed.case.options, &weighed.case.criteria)).unwrap_or_default();
    if said.is_empty() {
        return paragraph("Nothing would: it is at least as good on everything.");
    }
    said.iter().map(|line| paragraph(line)).fold(Markup::default(), Markup::and)
}

async fn figures(State(app): State<App>, signed: Signed, Path(reference): Path<String>) -> Result<Response, PageError> {
    use table::{Cell, Column, Table};
    let options = options_of(&app, &signed, &reference).await?;
    let weighed = options.criteria.as_ref().and_then(|criteria| criteria.as_ref().ok()).ok_or(PageError::NotFound)?;
    let mut columns = vec![Column::words("Option")];
    columns.extend(weighed.case.criteria.iter().map(|kept| Column::number(kept.name.clone(), kept.unit.clone())));
    columns.extend(["Value (0 to 1)", "Rank", "Rank by TOPSIS", "Rank by PROMETHEE II"].map(|title| Column::number(title, "")));
    let cell = |value: f64| Cell::number(value, number(value));
    let row = |at: usize| {
        let rank = |ranks: &[u32]| cell(ranks.get(at).copied().map(f64::from).unwrap_or_default());
        let reading = &weighed.reading;
        let name = Cell::words(weighed.case.options.get(at).cloned().unwrap_or_default());
        let own = reading.figures.get(at).into_iter().flatten().map(|value| cell(*value));
        let last = [
            cell(reading.totals.get(at).copied().unwrap_or_default()),
            rank(&reading.ranks),
            rank(&reading.beside.topsis.ranks),
            rank(&reading.beside.promethee.ranks),
        ];
        std::iter::once(name).chain(own).chain(last).collect()
    };
    let table = Table::new("Scores, value and ranks", columns, order(weighed).into_iter().map(row).collect());
    Ok(csv(&table.to_csv(), &format!("{}-criteria", reference_of(&options.case.reference))))
}
