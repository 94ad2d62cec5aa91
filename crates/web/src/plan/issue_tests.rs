//! The test periods of a known issue: what was locked, and whether it still stands.

use desk::Desk;
use desk::plan::read_issue::IssueView;
use model::test_period::TestPeriod;
use report::words::count;

use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::house::form_page::paragraph;
use crate::plan::issue::word;
use crate::plan::readiness_document::{brief, lower_first};
use crate::plan::reference_of;
use crate::ww;

/// The newest first; the void ones stay.
pub fn tests(view: &IssueView, desk: &Desk) -> Markup {
    if view.tests.is_empty() {
        return paragraph(
            "Nobody has agreed yet what would show that it is fixed. A test is agreed and locked before its first figure is known.",
        );
    }
    let mut table = CardTable::new("Test periods")
        .caption_hidden()
        .column("Test")
        .column("Runs")
        .column("What would show it")
        .column("Locked")
        .column("Stands?");
    for test in view.tests.iter().rev() {
        let rule = &test.noun.rule;
        let measure = view.measures.iter().find(|measure| measure.id == rule.measure);
        let name = measure.map_or_else(|| "its measure".to_owned(), |measure| measure.noun.name.clone());
        let say =
            |value: f64| measure.map_or_else(|| value.to_string(), |m| count::amount(&m.noun.unit, value, usize::from(m.noun.places)));
        let floor = rule.floor.map(|floor| format!(", never worse than {}", say(floor))).unwrap_or_default();
        let beside: Vec<String> =
            rule.balancing.iter().filter_map(|id| view.measures.iter().find(|m| m.id == *id)).map(|m| m.noun.name.clone()).collect();
        let beside = if beside.is_empty() {
            "Nothing was named to watch beside it.".to_owned()
        } else {
            format!("Watched beside it: {}.", count::list(&beside))
        };
        let runs = format!(
            "{} from {}, after {} to {}",
            count::sentence(&count::periods(u64::from(rule.fewest_periods), rule.starts.cadence())),
            rule.starts.in_words(),
            rule.baseline_from.in_words(),
            rule.baseline_to.in_words()
        );
        let locked = Markup::text(format!(
            "{} by {}. Digest ",
            count::plain_date(desk.day_of(test.noun.registered_at)),
            lower_first(&test.noun.registered_by)
        ))
        .and(ww::cell(&brief(&test.noun.lock)));
        table = table.row([
            Words::from(reference_of(&test.reference)),
            Words::from(runs),
            Words::from(format!("“{name}” at {} on average{floor}. {beside}", say(rule.target))),
            Words::from(locked),
            Words::from(stands(&test.noun)),
        ]);
    }
    table.into()
}

fn stands(test: &TestPeriod) -> Markup {
    match (&test.voided, &test.late) {
        (Some(void), _) => {
            let by = if void.by_role.is_empty() { String::new() } else { format!(", voided by {}", lower_first(&void.by_role)) };
            let why = void.why.trim_end_matches('.');
            Markup::from(ww::unknown("Void"))
                .and(Markup::text(format!(" since {}{by}: {why}. A new one is registered.", count::plain_date(void.on))))
        }
        (None, Some(late)) => {
            let said = format!(" “{}” of {}, confirmed by {}", late.document, count::plain_date(late.dated), word(&late.confirmed));
            Markup::from(ww::not_yet("Registered late")).and(Markup::text(said))
        }
        (None, None) => ww::shown("Stands").into(),
    }
}
