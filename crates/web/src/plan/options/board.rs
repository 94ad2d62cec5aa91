//! The options of a case on one board: the long list held to its kinds, what was ruled out and what it was worth, what is put forward.

use axum::extract::{Path, State};
use desk::plan::options::money_words;
use desk::plan::read_options::{CaseOptions, OptionView};
use model::option_sheet::{EqualityRow, Family};
use model::role::Permission::{ReadCases, WriteCases};
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::Frame;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::options::{layout_of, options_of};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/cases/{reference}/options", May(ReadCases), "The options of a case", show)
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let options = options_of(&app, &signed, &reference).await?;
    let may_write = signed.actor.can(WriteCases);
    let at = format!("/cases/{}", reference_of(&options.case.reference));
    let layout = layout_of(frame, &options.case, "Options").lead(lead(&options));
    let mut before = Markup::default();
    for said in &options.notices {
        before = before.and(InsetText::new(said.clone()));
    }
    let mut parts = vec![
        Part { id: "list".into(), title: "The options".into(), body: listed(&options, &at, may_write) },
        Part { id: "kinds".into(), title: "Is the list wide enough?".into(), body: kinds(&options, &at, may_write) },
        Part { id: "given-up".into(), title: "Ruled out, and what each was worth".into(), body: ruled_out(&options, &at, may_write) },
    ];
    if let Some(option) = options.options.iter().find(|option| option.is_preferred) {
        parts.insert(
            1,
            Part {
                id: "put-forward".into(),
                title: "What is put forward, and how sure that is".into(),
                body: put_forward(&options, option),
            },
        );
    }
    parts.push(Part { id: "means".into(), title: "Hopes, and what is good here".into(), body: means(&options) });
    let package = equality(
        &options.case.noun.equality,
        "Nobody has written down yet what the change as a whole does to people who share a characteristic.",
    );
    let note = if may_write {
        paragraph_of(ww::link("Note what the change as a whole does to somebody", &format!("{at}/equality")))
    } else {
        Markup::default()
    };
    parts.push(Part { id: "equality".into(), title: "Equality: all of it together".into(), body: package.and(note) });
    parts.push(Part { id: "next".into(), title: "Set beside each other".into(), body: onward(&options, &at, may_write) });
    Ok(PartsPage { layout, before, parts })
}

fn lead(options: &CaseOptions) -> String {
    let open = options.options.iter().filter(|option| is_open(option)).count() as u64;
    let out = options.options.len() as u64 - open;
    let put = options.options.iter().find(|option| option.is_preferred).map_or_else(
        || "None is put forward yet.".to_owned(),
        |option| {
            let because = options.case.noun.preferred.as_ref().map_or("", |preferred| preferred.because.as_str());
            format!("“{}” is put forward: {because}", option.title)
        },
    );
    format!(
        "{} still in, staying as we are among them; {} ruled out. {put}",
        count::sentence(&count::of_things(open, "option is", "options are")),
        count::number(out)
    )
}

/// No recommendation stands without how sure it is and what would change it.
fn put_forward(options: &CaseOptions, option: &OptionView) -> Markup {
    let unknown = |text: &str| match text.trim() {
        "" => Markup::from(ww::unknown("Unknown: nobody has written it")),
        text => Markup::text(text),
    };
    let switches = options.ledger(&option.code).into_iter().flat_map(|ledger| &ledger.switching_values);
    let turns: Vec<String> = switches.filter(|switch| switch.change.is_some()).take(3).map(money_words::switching).collect();
    let because = options.case.noun.preferred.as_ref().map_or("", |preferred| preferred.because.as_str());
    SummaryList::new()
        .row("Put forward", option.title.clone())
        .row("Why", unknown(because))
        .row("How sure", unknown(option.choice.as_ref().map_or("", |choice| choice.how_sure.as_str())))
        .row("What would change it", unknown(&turns.join("; ")))
        .into()
}

pub(super) fn is_open(option: &OptionView) -> bool {
    option.choice.as_ref().is_none_or(|choice| choice.ruled_out.is_none())
}

/// `Staying as we are`, or `Option A`.
pub(super) fn letter(code: &str) -> String {
    if code == model::case::NOW { "As now".to_owned() } else { format!("Option {code}") }
}

fn listed(options: &CaseOptions, at: &str, may_write: bool) -> Markup {
    let mut table = CardTable::new("The options").caption_hidden().column("Option").column("Delivery model").column("What it brings");
    table = table.column("Who put it forward").figures("Cost in a year").figures("Worth over the years").column("Impact stated");
    for option in options.options.iter().filter(|option| is_open(option)) {
        let choice = option.choice.as_ref();
        let sheet = choice.map(|choice| &choice.sheet);
        let stated = sheet.map_or(0, |sheet| [&sheet.social, &sheet.economic, &sheet.environmental].into_iter().flatten().count());
        let parts = sheet.map_or(0, |sheet| sheet.components.len());
        let model = option.model.as_ref().map_or_else(|| "Not known".to_owned(), |model| model.title.clone());
        let model =
            if parts == 0 { model } else { format!("{model}; {} of several models", count::of_things(parts as u64, "part", "parts")) };
        let name =
            Markup::text(format!("{}: ", letter(&option.code))).and(ww::link(&option.title, &format!("{at}/options/{}", option.code)));
        let put = if option.is_preferred { name.and(Markup::trusted("<br>")).and(ww::bold("Put forward")) } else { name };
        table = table.row([
            Words::from(put),
            Words::from(model),
            Words::from(said(choice.map(|choice| choice.outcome.as_str()))),
            Words::from(sheet.map(contributors).unwrap_or_else(|| "Always among them".to_owned())),
            Words::from(choice.and_then(|choice| choice.cost).map_or_else(|| "Not known".to_owned(), count::money)),
            Words::from(option.worth.map_or_else(|| "Not costed".to_owned(), |worth| priced(options, &option.code, worth))),
            Words::from(if stated == 3 {
                Markup::from(ww::shown("All three"))
            } else {
                Markup::from(ww::unknown(format!("{stated} of 3")))
            }),
        ]);
    }
    let mut body = Markup::from(table);
    if may_write {
        body = body.and(paragraph_of(
            ww::link("Add an option", &format!("{at}/choice"))
                .and(Markup::trusted(" · "))
                .and(ww::link("Rule one out", &format!("{at}/rule-out"))),
        ));
        if !options.options.is_empty() {
            body = body.and(paragraph_of(ww::link("Put one forward for decision", &format!("{at}/prefer"))));
        }
    }
    body
}

/// What it is worth, and whether its cost is full: no two are set side by side in silence.
fn priced(options: &CaseOptions, code: &str, worth: quantity::Money) -> String {
    let is_open = options.ledger(code).is_some_and(|option| !option.full_cost.open().is_empty());
    if is_open { format!("{}, not full cost yet", count::money(worth)) } else { count::money(worth) }
}

fn said(text: Option<&str>) -> String {
    match text.map(str::trim) {
        Some(text) if !text.is_empty() => text.to_owned(),
        _ => "Not written yet".to_owned(),
    }
}

/// Who put an option forward, in words.
pub(super) fn contributors(sheet: &model::option_sheet::OptionSheet) -> String {
    let names: Vec<String> = sheet.contributed_by.iter().map(|who| who.words().to_owned()).collect();
    if names.is_empty() { "Nobody named".to_owned() } else { count::sentence(&count::list(&names)) }
}

fn kinds(options: &CaseOptions, at: &str, may_write: bool) -> Markup {
    let mut table = CardTable::new("Kinds of option").caption_hidden().column("Kind").column("On the list").column("Why not, as published");
    for kind in &options.kinds {
        let letters: Vec<String> = kind.options.iter().map(|code| letter(code)).collect();
        let there = if letters.is_empty() { Markup::from(ww::unknown("None")) } else { Markup::from(ww::shown(letters.join(", "))) };
        let reason = match (&kind.reason, letters.is_empty()) {
            (Some(reason), _) => reason.clone(),
            (None, true) => "No reason is written".to_owned(),
            (None, false) => "There is one".to_owned(),
        };
        table = table.row([Words::from(count::sentence(kind.family.words())), Words::from(there), Words::from(reason)]);
    }
    let says = "A long list holds at least one option of every kind, or says in public why not. Staying as we are is always on it and cannot be taken off.";
    let link = if may_write && options.kinds.iter().any(|kind| kind.family != Family::AsNow) {
        paragraph_of(ww::link("Write why the list does without a kind", &format!("{at}/leave-out")))
    } else {
        Markup::default()
    };
    paragraph(says).and(table).and(link)
}

fn ruled_out(options: &CaseOptions, at: &str, may_write: bool) -> Markup {
    let out: Vec<&OptionView> = options.options.iter().filter(|option| !is_open(option)).collect();
    if out.is_empty() {
        return paragraph("Nothing is ruled out. What is ruled out later stays here with its reason and with what it was worth.");
    }
    let mut table =
        CardTable::new("Ruled out").caption_hidden().column("Option").column("Why").figures("Worth, as far as it was worked out");
    for option in out {
        let reason = option.choice.as_ref().and_then(|choice| choice.ruled_out.clone()).unwrap_or_default();
        let name =
            Markup::text(format!("{}: ", letter(&option.code))).and(ww::link(&option.title, &format!("{at}/options/{}", option.code)));
        let back = if may_write {
            name.and(Markup::trusted("<br>"))
                .and(ww::link(&format!("Rule option {} in again", option.code), &format!("{at}/options/{}/rule-in", option.code)))
        } else {
            name
        };
        table = table.row([
            Words::from(back),
            Words::from(reason),
            Words::from(option.worth.map_or_else(|| "Not known".to_owned(), count::money)),
        ]);
    }
    Markup::from(table)
}

fn means(options: &CaseOptions) -> Markup {
    let case = &options.case.noun;
    let none = |text: &str, missing: &str| if text.trim().is_empty() { missing.to_owned() } else { text.to_owned() };
    let mut body =
        paragraph_of(ww::bold("What people hope for: ").and(Markup::text(none(&case.aspirations, "nobody has written it down yet."))));
    body =
        body.and(paragraph_of(ww::bold("What is good here: ").and(Markup::text(none(&case.strengths, "nobody has written it down yet.")))));
    let used = options.options.iter().filter_map(|option| Some((option, option.choice.as_ref()?)));
    for (option, choice) in used.filter(|(_, choice)| !choice.sheet.builds_on.trim().is_empty()) {
        body = body.and(paragraph(&format!("{} builds on it: {}", letter(&option.code), choice.sheet.builds_on)));
    }
    body
}

/// Rows of equality, each saying where no evidence is held.
pub(super) fn equality(rows: &[EqualityRow], none: &str) -> Markup {
    if rows.is_empty() {
        return paragraph(none);
    }
    let mut table = CardTable::new("Equality")
        .caption_hidden()
        .column("Who")
        .column("What it does")
        .column("Evidence")
        .column("What is done about it")
        .column("Looked at again");
    for row in rows {
        let evidence = if row.evidence.is_empty() { Markup::from(ww::unknown("None is held")) } else { Markup::text(&row.evidence) };
        table = table.row([
            Words::from(count::sentence(row.who.words())),
            Words::from(row.effect.clone()),
            Words::from(evidence),
            Words::from(said(Some(&row.mitigation))),
            Words::from(row.review_on.map_or_else(|| "No date".to_owned(), count::plain_date)),
        ]);
    }
    Markup::from(table)
}

fn onward(options: &CaseOptions, at: &str, may_write: bool) -> Markup {
    let mut links = vec![("Costs and benefits of every option, worked alike".to_owned(), format!("{at}/appraisal"))];
    if options.costing.is_none() && !options.costing_is_sealed && may_write {
        links = vec![("Begin to cost the options".to_owned(), format!("{at}/costing"))];
    }
    links.push(("Criteria workshop: what the options are weighed on, and by whom".to_owned(), format!("{at}/criteria")));
    links.push(("Are we solving it, or moving it? Asked of every change of who operates".to_owned(), format!("{at}/readiness")));
    let items: String = links.iter().map(|(words, href)| format!("<li>{}</li>", ww::link(words, href))).collect();
    Markup::trusted(format!("<ul class=\"govuk-list\">{items}</ul>"))
}
