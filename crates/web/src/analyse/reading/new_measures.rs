//! Measures of the file that are not held yet: how they will be made, guessed from the file, to be put right before accepting.

use desk::analyse::load_performance::{NewMeasure, Proposed, UploadView};
use quantity::{MeasureKind, Unit};
use report::words::count;

use crate::analyse::measure_forms::{DIRECTIONS, UNITS, unit};
use crate::components::field::Fieldset;
use crate::components::markup::Markup;
use crate::components::notice::Details;
use crate::components::typed::{Input, Select};
use crate::form::Form;
use crate::house::form_page::paragraph;

/// Most asked about at once; the rest are asked next, for whoever wants to be asked.
const MOST: usize = 20;

/// `new-3-unit`.
fn field(at: usize, name: &str) -> String {
    format!("new-{at}-{name}")
}

/// A group of fields for each: those not answered yet first.
pub(super) fn asked(new: &[Proposed], form: &Form) -> Vec<Markup> {
    let mut now: Vec<(usize, &Proposed)> = new.iter().enumerate().collect();
    now.sort_by_key(|(at, proposed)| (proposed.said, *at));
    now.truncate(MOST);
    now.into_iter().map(|(at, proposed)| one(at, proposed, form)).collect()
}

/// How many of those beyond the ones asked about here nobody has answered yet.
pub(super) fn still_to_ask(new: &[Proposed]) -> usize {
    new.iter().filter(|proposed| !proposed.said).count().saturating_sub(MOST)
}

/// What becomes of those.
pub(super) fn further(more: usize) -> String {
    if more == 0 {
        return String::new();
    }
    format!(
        "{} more of the file {} not asked about here. Go on to the next, and what you said here is kept; accept now, and the rest are made as the figures tell, each to be put right on its own page.",
        count::sentence(&count::of_things(more as u64, "measure", "measures")),
        if more == 1 { "is" } else { "are" }
    )
}

fn one(at: usize, proposed: &Proposed, form: &Form) -> Markup {
    let measure = &proposed.measure;
    let (unit_code, things, per, of) = match &measure.unit {
        Unit::Count(things) => ("count".to_owned(), things.clone(), String::new(), String::new()),
        Unit::Per { things, per, of } => ("per".to_owned(), things.clone(), per.to_string(), of.clone()),
        plain => (plain.code(), String::new(), String::new(), String::new()),
    };
    let kinds =
        MeasureKind::ALL.iter().fold(select(at, "kind", "What kind of figure is it?", measure.kind.code(), form), |select, kind| {
            select.offer(kind.code(), kind.words())
        });
    // Figures read as percentages are held as shares; those that were not cannot become so by a word.
    let units = UNITS.iter().filter(|(code, _)| (*code == "percent") == proposed.is_share);
    let units = units.fold(select(at, "unit", "Unit", &unit_code, form), |select, (code, words)| select.offer(*code, *words));
    let way = DIRECTIONS.iter().find(|(.., direction)| *direction == measure.direction).map_or("neither", |(code, ..)| *code);
    let ways = select(at, "direction", "Which way is good?", way, form).offer("high", "Good is high").offer("low", "Good is low");
    let ways = ways.offer("neither", "Neither, or not said yet");
    let mut fields = paragraph(&because(proposed))
        .and(Markup::trusted(format!(r#"<input type="hidden" name="{}" value="{}">"#, field(at, "text"), Markup::text(&measure.text))))
        .and(kinds)
        .and(units);
    if !proposed.is_share {
        let rate = Markup::from(input(at, "per", "Per how many", &per, form).hint("1,000").width(10).keyboard("numeric"))
            .and(input(at, "of", "Of what", &of, form).hint("bed days").width(20));
        let wrong = ["per", "of"].iter().any(|name| form.error(&field(at, name)).is_some());
        let rate = Details { open: wrong || unit_code == "per", ..Details::new("Only for so many per so many others", rate) };
        fields = fields
            .and(
                input(at, "things", "What is counted, in the plural", &things, form)
                    .hint("For counts and rates: packages, falls")
                    .width(20),
            )
            .and(rate);
    }
    let defined = input(at, "definition", "How is it counted?", &measure.definition, form)
        .hint("Of whom, from when to when, and what is left out. It can be written down later");
    Fieldset { html: fields.and(ways).and(defined), ..Fieldset::new(ww_legend(&proposed.name)) }.into()
}

fn ww_legend(name: &str) -> Markup {
    Markup::trusted(format!("<span class=\"govuk-heading-s\">{}</span>", Markup::text(name)))
}

/// Where what is shown comes from.
fn because(proposed: &Proposed) -> String {
    if proposed.said { "As you said.".to_owned() } else { format!("A guess: {}. Which way is good is for you to say.", proposed.because) }
}

/// Filled in with what was typed, else with what is proposed.
fn select(at: usize, name: &str, label: &str, proposed: &str, form: &Form) -> Select {
    let name = field(at, name);
    let select = form.select(&name, label);
    if form.fields().text(&name).is_none() { select.value(proposed) } else { select }
}

fn input(at: usize, name: &str, label: &str, proposed: &str, form: &Form) -> Input {
    let name = field(at, name);
    let input = form.input(&name, label);
    if form.fields().text(&name).is_none() { input.value(proposed) } else { input }
}

/// What was typed of the measures asked about; one that the form does not name stays as it is proposed.
pub(super) fn said(new: &[Proposed], form: &mut Form) -> Vec<NewMeasure> {
    let mut said = Vec::new();
    for (at, proposed) in new.iter().enumerate() {
        // Not asked about this time, or the file may read otherwise since the form was shown: an answer is to the measure it was asked of.
        if form.fields().text(&field(at, "text")) != Some(proposed.measure.text.as_str()) {
            continue;
        }
        let kind = MeasureKind::parse(form.value(&field(at, "kind")));
        if kind.is_none() {
            form.add_error(field(at, "kind"), "Choose what kind of figure it is");
        }
        let unit = unit(form, &format!("new-{at}-"));
        let ways: Vec<_> = DIRECTIONS.iter().map(|(code, _, direction)| (*code, *direction)).collect();
        let direction = form.choice(&field(at, "direction"), "Say which way is good, or that it is not said yet", &ways);
        let definition = form.optional_text(&field(at, "definition")).unwrap_or_default();
        if kind == Some(MeasureKind::Proportion) && unit.as_ref().is_some_and(|unit| *unit != Unit::Percent) {
            form.add_error(field(at, "kind"), "A share of people is held in per cent, and these figures were not read as percentages");
        }
        if unit.as_ref().is_some_and(|unit| (*unit == Unit::Percent) != proposed.is_share) {
            form.add_error(field(at, "unit"), "Choose a unit from the list: it goes with how the figures were read");
        }
        if let (Some(kind), Some(unit), Some(direction)) = (kind, unit, direction) {
            said.push(NewMeasure { text: proposed.measure.text.clone(), kind, unit, direction, definition });
        }
    }
    said
}

pub(super) fn licence(view: &UploadView, form: &Form) -> Input {
    let input = form
        .input("licence", "Licence of the file")
        .hint("As the sender states it, such as Open Government Licence v3.0. Leave it empty where it was sent to you alone.");
    if form.fields().text("licence").is_none() { input.value(&view.asked.licence) } else { input }
}
