//! What was seen of people's details, and what to do with it: before anything else on the page.

use std::collections::BTreeMap;

use desk::analyse::load_performance::{PersonalChoice, UploadView};
use model::upload::UploadState;

use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::choices::Radios;
use crate::components::markup::Markup;
use crate::form::Form;
use crate::ww;

pub(super) fn stop_title(view: &UploadView) -> String {
    view.asked
        .personal
        .first()
        .map(|found| format!("{} looks like {}: I have not kept it", found.place(), found.looks_like()))
        .unwrap_or_default()
}

pub(super) fn stop(view: &UploadView, form: &Form) -> Markup {
    if view.asked.personal.is_empty() {
        return Markup::default();
    }
    let decided = view.upload.noun.state != UploadState::PersonalDetails;
    let mut table = CardTable::new("Where people’s details were seen")
        .caption_hidden()
        .column("Where")
        .column("What I saw")
        .column("Why I think so")
        .column("What to do");
    for (at, found) in view.asked.personal.iter().enumerate() {
        let chosen = view.asked.answers.personal.get(&found.key).copied().unwrap_or_default();
        let name = format!("people-{at}");
        let act: Markup = if decided {
            Markup::text(match chosen {
                PersonalChoice::LeaveOut => "Left out",
                PersonalChoice::CountPeople => "People counted only",
                PersonalChoice::NotPeople => "Kept: a person said these are not people",
            })
        } else {
            let typed = form.value(&name);
            Radios::new(&name, found.place())
                .legend_hidden()
                .small()
                .offer("leave_out", "Leave it out")
                .offer("count", "Count people only")
                .offer("not_people", "These are not people")
                .value(if typed.is_empty() { "leave_out" } else { typed })
                .into()
        };
        let more = if found.count > 1 { format!(" and {} more", found.count - 1) } else { String::new() };
        table = table.row([
            Words::from(found.place()),
            Words::from(ww::masked(found.masked.chars().count()).and(Markup::text(more))),
            Words::from(found.why.as_str()),
            Words::from(act),
        ]);
    }
    table.into()
}

pub(super) fn personal(view: &UploadView, form: &Form) -> BTreeMap<String, PersonalChoice> {
    let chosen = |typed: &str| match typed {
        "count" => PersonalChoice::CountPeople,
        "not_people" => PersonalChoice::NotPeople,
        _ => PersonalChoice::LeaveOut,
    };
    view.asked.personal.iter().enumerate().map(|(at, found)| (found.key.clone(), chosen(form.value(&format!("people-{at}"))))).collect()
}
