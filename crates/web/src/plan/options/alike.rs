//! Whether every option is treated alike: corrections for optimism and what they rest on, the full cost, what is still to be said.

use desk::plan::options::money_question::{PARTS, Question, THINGS, own_bias, past_forecasts};
use desk::plan::options::money_words;
use desk::plan::read_options::{Appraisal, CaseOptions, OptionAppraisal};
use quantity::rounding::shown;
use report::words::{bias, count, full_cost};

use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::ww;

pub(super) fn alike(options: &CaseOptions, question: &Question, answer: &Appraisal, at: &str) -> Markup {
    let mut body = paragraph(
        "A delivery model changes no figure here: with the same lines, every option comes out the same, whoever provides. Estimates of one kind of thing are corrected alike in every option.",
    );
    if !answer.optimism_bias.is_empty() {
        let mut table =
            CardTable::new("Correction for optimism").caption_hidden().column("Of what").figures("Corrected by").column("Rests on");
        for used in &answer.optimism_bias {
            let rests = desk::plan::options::money_words::rests_on(&used.basis);
            table = table.row([count::sentence(used.thing.words()), format!("{}%", shown(100.0 * used.share, 1)), rests]);
        }
        body = body.and(table);
    } else {
        body = body.and(paragraph(
            "No line names the kind of thing it estimates, so nothing is corrected for optimism yet: what is written is taken as it is.",
        ));
    }
    body = body.and(forecasts(options));
    let whole = question.ask.options.len();
    let full = answer.options.values().filter(|option| option.full_cost.open().is_empty()).count();
    body = body
        .and(paragraph(&full_cost::lead(full, whole)))
        .and(paragraph_of(ww::link("Which parts, option by option", &format!("{at}/full-cost"))));
    let mut notes: Vec<String> = Vec::new();
    for missing in &answer.not_stated {
        let what = match (missing.owner, missing.confidence) {
            (true, true) => "nobody answers for it, and no grade says how sure it is",
            (true, false) => "nobody answers for it",
            _ => "no grade says how sure it is",
        };
        notes.push(format!("“{}” of “{}”: {what}.", missing.flow, question.named(&missing.option)));
    }
    notes.extend(answer.left_out.iter().map(|line| {
        format!("“{}” of “{}” counts in no figure: {}.", line.flow, question.named(&line.option), money_words::why_left_out(&line.why))
    }));
    if !notes.is_empty() {
        let items: String = notes.iter().map(|note| format!("<li>{}</li>", Markup::text(note))).collect();
        body = body.and(Markup::trusted(format!(
            "<h3 class=\"govuk-heading-s\">Still to be said</h3><ul class=\"govuk-list govuk-list--bullet\">{items}</ul>"
        )));
    }
    body
}

/// What the authority forecast before and what it came to, and how far out that was.
fn forecasts(options: &CaseOptions) -> Markup {
    let Some(costing) = options.costing.as_ref().map(|record| &record.noun) else { return Markup::default() };
    let past = past_forecasts(costing, &options.elsewhere);
    let heading = Markup::trusted("<h3 class=\"govuk-heading-s\">What we forecast before, and what it came to</h3>");
    if past.is_empty() {
        return heading.and(paragraph(&bias::none_yet()));
    }
    let mut table = CardTable::new("Past forecasts").caption_hidden().column("What").column("Kind");
    table = table.figures("Forecast").figures("Came to").figures("Out by").column("Written down with");
    for kept in &past {
        let kind =
            THINGS.iter().find(|(code, _)| *code == kept.thing).map_or_else(String::new, |(_, thing)| count::sentence(thing.words()));
        let here = costing.past_forecasts.iter().any(|own| std::ptr::eq(own, *kept));
        table = table.row([
            kept.what.clone(),
            kind,
            count::money(kept.forecast),
            count::money(kept.outturn),
            bias::out_by(kept.forecast, kept.outturn),
            if here { "This case".to_owned() } else { "Another case".to_owned() },
        ]);
    }
    own_bias(&past).iter().map(|own| paragraph(&bias::own(own))).fold(heading.and(table), Markup::and)
}

/// Whether every part of its full cost is answered.
pub(super) fn is_full(option: &OptionAppraisal) -> Markup {
    let open = option.full_cost.open().len();
    let said = full_cost::state(open, PARTS.len());
    if open == 0 { ww::shown(said).into() } else { ww::not_yet(said).into() }
}
