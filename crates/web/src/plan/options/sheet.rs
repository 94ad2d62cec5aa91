//! The sheet of one option: its parts, who put it forward, what it does to whom.

use axum::extract::{Path, State};
use desk::plan::options::name_strengths::strengths_for_options;
use desk::plan::options::start_costing::SEALED;
use desk::plan::read_options::{CaseOptions, OptionView};
use model::case::{Choice, NOW};
use model::costing::Costing;
use model::id::StrengthId;
use model::option_sheet::Effect;
use model::record::Record;
use model::role::Permission::{ReadCases, WriteCases};
use model::strength::Strength;
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::options::board::{contributors, equality, letter};
use crate::plan::options::{layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, in_query};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/cases/{reference}/options/{code}", May(ReadCases), "The sheet of an option", show)
}

async fn show(
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path((reference, code)): Path<(String, String)>,
) -> Result<PartsPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let option = options.option(&code).ok_or(PageError::NotFound)?;
    let may_write = signed.actor.can(WriteCases);
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let here = format!("{at}/options/{code}");
    let layout = layout_of(frame, &options.case, option.title.clone()).crumb("Options", format!("{at}/options")).caption(caption(option));
    let Some(choice) = &option.choice else {
        let says = "Nobody has written yet how things go if nothing is decided. Project it: what grows, what falls, what it costs. It is compared with the rest in any case.";
        let link = if may_write {
            paragraph_of(ww::link("Write how staying as we are would go", &format!("{at}/options/now/write")))
        } else {
            Markup::default()
        };
        return Ok(PartsPage { layout: layout.lead(says), before: link, parts: Vec::new() });
    };
    let lead = match &choice.ruled_out {
        Some(reason) => format!("Ruled out: {reason}"),
        None if choice.outcome.trim().is_empty() => "Nobody has written yet what it would bring.".to_owned(),
        None => choice.outcome.clone(),
    };
    let strengths = strengths_for_options(&app.desk, &signed.actor).await?;
    let parts = vec![
        Part { id: "known".into(), title: "What is known of it".into(), body: known(option, choice, &here, may_write) },
        Part { id: "uses".into(), title: "What is good here that it uses".into(), body: uses(choice, &strengths, &here, may_write) },
        Part {
            id: "parts".into(),
            title: "Parts that go different ways".into(),
            body: components(&options, option, choice, &here, may_write),
        },
        Part {
            id: "impact".into(),
            title: "Social, economic and environmental impact".into(),
            body: impact(&options, option, choice, &here, may_write),
        },
        Part { id: "means".into(), title: "By what means".into(), body: means(choice) },
        Part { id: "equality".into(), title: "Equality".into(), body: rows(choice, &here, may_write) },
        Part {
            id: "money".into(),
            title: "What it costs and brings".into(),
            body: money(&options, option, &at).and(paragraph_of(ww::link("Its social return", &format!("{here}/social-return")))),
        },
    ];
    Ok(PartsPage { layout: layout.lead(lead), before: Markup::default(), parts })
}

fn caption(option: &OptionView) -> String {
    let model = option.model.as_ref().map_or_else(|| "delivery model not known".to_owned(), |model| model.title.to_lowercase());
    format!("{} · {model}", letter(&option.code))
}

fn known(option: &OptionView, choice: &Choice, here: &str, may_write: bool) -> Markup {
    let sheet = &choice.sheet;
    let none = |text: &str| if text.trim().is_empty() { "Not written yet".to_owned() } else { text.to_owned() };
    let facts = [
        ("Who is affected", none(&choice.affects)),
        ("How sure", none(&choice.how_sure)),
        ("Cost in a year", choice.cost.map_or_else(|| "Not known".to_owned(), count::money)),
        ("Worth", option.worth.map_or_else(|| "Neither costed nor estimated".to_owned(), count::money)),
        ("Put forward by", contributors(sheet)),
        (
            "Like for like?",
            match sheet.like_for_like {
                Some(true) => "Yes: the same service by other hands".into(),
                Some(false) => "No: it is another way of reaching the outcome".into(),
                None => "Nobody has said".into(),
            },
        ),
        ("Builds on", none(&sheet.builds_on)),
        ("If not this one, why not", none(&sheet.why_not)),
    ];
    let rows: String = facts
        .iter()
        .map(|(name, fact)| {
            format!("<div class=\"govuk-summary-list__row\"><dt class=\"govuk-summary-list__key\">{name}</dt><dd class=\"govuk-summary-list__value\">{}</dd></div>", Markup::text(fact))
        })
        .collect();
    let list = Markup::trusted(format!("<dl class=\"govuk-summary-list\">{rows}</dl>"));
    let asks = option.model.as_ref().map(|model| model.checks.clone()).unwrap_or_default();
    let asks: String = asks.iter().map(|ask| format!("<li>{}</li>", Markup::text(ask))).collect();
    let asks = if asks.is_empty() {
        Markup::default()
    } else {
        Markup::trusted(format!(
            "<h3 class=\"govuk-heading-s\">What this delivery model has to answer</h3><ul class=\"govuk-list govuk-list--bullet\">{asks}</ul>"
        ))
    };
    let link = if may_write { paragraph_of(ww::link("Write what is known of it", &format!("{here}/write"))) } else { Markup::default() };
    list.and(link).and(asks)
}

fn uses(choice: &Choice, strengths: &[Record<StrengthId, Strength>], here: &str, may_write: bool) -> Markup {
    let link = if may_write { paragraph_of(ww::link("Name what it uses", &format!("{here}/strengths"))) } else { Markup::default() };
    let used: Vec<_> = strengths.iter().filter(|strength| choice.sheet.uses.contains(&strength.id)).collect();
    if used.is_empty() {
        return paragraph("It names no strength of the place as a means.").and(link);
    }
    let item = |one: &&Record<StrengthId, Strength>| ww::link(&one.noun.name, &format!("/strengths/{}", reference_of(&one.reference)));
    let items: String = used.iter().map(|one| format!("<li>{}: {}</li>", item(one), Markup::text(&one.noun.what))).collect();
    Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>")).and(link)
}

fn components(options: &CaseOptions, option: &OptionView, choice: &Choice, here: &str, may_write: bool) -> Markup {
    let link = if may_write { paragraph_of(ww::link("Add a part, or change one", &format!("{here}/part"))) } else { Markup::default() };
    let components = &choice.sheet.components;
    if components.is_empty() {
        return paragraph(
            "All of it goes one way. A service may be split into parts with delivery models of their own that serve one outcome together.",
        )
        .and(link);
    }
    let mut table = CardTable::new("Parts")
        .caption_hidden()
        .column("Part")
        .column("Delivery model")
        .column("By whom")
        .column("Outcome")
        .figures("Cost in a year")
        .column("Readiness");
    let case = reference_of(&options.case.reference);
    for component in components {
        let model = options.models.iter().find(|model| model.noun.code == component.delivery_model);
        let by = component.by.and_then(|id| options.names.get(&id).cloned()).unwrap_or_else(|| "Nobody named".into());
        let outcome = component.outcome.and_then(|id| options.outcomes.iter().find(|outcome| outcome.id == id));
        let asked = format!("/cases/{case}/readiness?change={}&part={}", in_query(&component.delivery_model), in_query(&component.what));
        let is_change = option.code != NOW && component.delivery_model != model::delivery_model::AS_NOW;
        table = table.row([
            Words::from(component.what.clone()),
            Words::from(model.map_or_else(|| component.delivery_model.clone(), |model| model.noun.title.clone())),
            Words::from(by),
            Words::from(outcome.map_or_else(|| "Not linked".to_owned(), |outcome| outcome.noun.statement.clone())),
            Words::from(component.cost.map_or_else(|| "Not known".to_owned(), count::money)),
            Words::from(if is_change { ww::link(&format!("Ask of {}", component.what), &asked) } else { Markup::text("No change") }),
        ]);
    }
    Markup::from(table).and(link)
}

fn impact(options: &CaseOptions, option: &OptionView, choice: &Choice, here: &str, may_write: bool) -> Markup {
    let sheet = &choice.sheet;
    let mut table =
        CardTable::new("Impact").caption_hidden().column("Kind").column("Known?").column("What it does").column("Counted in money as");
    // A line it names may have been taken out since, or named otherwise.
    let is_there = |line: &str| {
        let counts = |costing: &Costing| costing.lines.iter().any(|kept| kept.option == option.code && kept.name == line);
        options.costing.as_ref().is_none_or(|costing| counts(&costing.noun))
    };
    for (name, effect) in [("Social", &sheet.social), ("Economic", &sheet.economic), ("Environmental", &sheet.environmental)] {
        let known = match effect {
            Some(Effect { is_known: true, .. }) => ww::shown("Stated"),
            Some(_) => ww::unknown("Not known"),
            None => ww::not_yet("Not stated yet"),
        };
        let says = effect.as_ref().map_or_else(|| "Nobody has said".to_owned(), |effect| effect.says.clone());
        let line = effect
            .as_ref()
            .filter(|effect| !effect.line.is_empty() && is_there(&effect.line))
            .map_or_else(|| "Not counted in money".to_owned(), |effect| effect.line.clone());
        table = table.row([Words::from(name), Words::from(Markup::from(known)), Words::from(says), Words::from(line)]);
    }
    let link = if may_write { paragraph_of(ww::link("State its impact", &format!("{here}/impact"))) } else { Markup::default() };
    Markup::from(table).and(link)
}

/// What it does it by, worked out elsewhere and kept as it stood.
fn means(choice: &Choice) -> Markup {
    let all = &choice.sheet.means;
    if all.is_empty() {
        return paragraph("No threshold moved and no way of managing demand is kept here yet.").and(paragraph_of(
            ww::link("Who may have what", "/eligibility").and(Markup::trusted(" &ensp; ")).and(ww::link("Demand", "/demand")),
        ));
    }
    let mut table = CardTable::new("By what means")
        .caption_hidden()
        .column("Means")
        .column("What it does")
        .figures("Saves in a year")
        .column("Worked out");
    for one in all {
        let how = format!("{}, on {}, by {}", one.method, count::plain_date(one.kept_on), one.by_role);
        table = table.row([
            Words::from(ww::link(&one.title, &one.from)),
            Words::from(one.says.clone()),
            Words::from(one.saves.map_or_else(|| "Withheld".to_owned(), count::money)),
            Words::from(how),
        ]);
    }
    Markup::from(table)
}

fn rows(choice: &Choice, here: &str, may_write: bool) -> Markup {
    let link =
        if may_write { paragraph_of(ww::link("Note what it does to somebody", &format!("{here}/equality"))) } else { Markup::default() };
    equality(&choice.sheet.equality, "Nobody has written down yet what it does to people who share a characteristic.").and(link)
}

fn money(options: &CaseOptions, option: &OptionView, at: &str) -> Markup {
    if options.costing_is_sealed {
        return paragraph(SEALED);
    }
    let lines = options.costing.iter().flat_map(|costing| &costing.noun.lines).filter(|line| line.option == option.code).count() as u64;
    if lines == 0 {
        return paragraph("Nothing is written down of what it costs and brings.")
            .and(paragraph_of(ww::link("Costs and benefits of every option", &format!("{at}/appraisal"))));
    }
    let says =
        count::sentence(&count::of_things(lines, "line of cost or benefit is written down", "lines of cost and benefit are written down"));
    let links = ww::link("Costs and benefits of every option", &format!("{at}/appraisal"))
        .and(Markup::trusted("<br>"))
        .and(ww::link("Who pays and who gains under this one", &format!("{at}/options/{}/ledger", option.code)))
        .and(Markup::trusted("<br>"))
        .and(ww::link("What is promised to be saved, and where it comes from", &format!("{at}/options/{}/saving", option.code)));
    paragraph(&format!("{says}.")).and(paragraph_of(links))
}
