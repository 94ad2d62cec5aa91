//! The readiness check in words; and no word anywhere that has no place on a page.

use methods::evidence::Outcome;
use model::control::ControlOf;
use model::decision::Exception;
use model::readiness::{Answer, ControlConflict, Earliest, Mend, ReadinessCheck, Reason, Standing};
use model::terms::Way;
use quantity::{Date, MeasureKind, Month};
use report::chart::{Mark, spc_chart, twelve_marks};
use report::public_interest_test::{Indication, Leaning};
use report::words::readiness::{self, Told, WaySaid};
use report::words::{evidence, spc};
use report::{html, text};
use serde_json::json;

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn id<T: serde::de::DeserializeOwned>() -> T {
    serde_json::from_value(json!("0199a0b0-0000-7000-8000-000000000001")).expect("an id")
}

fn check(answer: Answer) -> ReadinessCheck {
    let mend =
        |what: &str, who: &str, earliest: Option<&str>| Some(Mend { what: what.into(), who: who.into(), earliest: earliest.map(day) });
    ReadinessCheck {
        case: None,
        service: id(),
        change: "transfer_provider".into(),
        part: Default::default(),
        asked_at: "2026-11-21T09:14:00Z".parse().expect("a time"),
        asked_by: "Helen Marsh, head of commissioning".into(),
        answer,
        reasons: vec![
            Reason {
                code: "C3".into(),
                issue: None,
                text: "People stay too long before moving on: October has to be explained before anything is concluded.".into(),
                mend: mend(
                    "October explained, with evidence, and accepted",
                    "The service explains; internal audit accepts",
                    Some("2026-12-01"),
                ),
            },
            Reason {
                code: "C11".into(),
                issue: None,
                text: "People have not been asked yet.".into(),
                mend: mend("Residents and front-line staff asked", "Dan Iqbal", None),
            },
            Reason {
                code: "waiting_for_triage".into(),
                issue: None,
                text: "Too many posts are empty: it waits for triage.".into(),
                mend: mend("Triage of the empty-posts report", "Helen Marsh", Some("2026-11-26")),
            },
        ],
        earliest: vec![
            Earliest { condition: "If October is explained and accepted".into(), month: Month::new(2027, 3).ok(), because: String::new() },
            Earliest { condition: "If it stays unexplained".into(), month: Month::new(2027, 10).ok(), because: String::new() },
        ],
        conflicts: vec![ControlConflict {
            issue: id(),
            fix: id(),
            what: "Repairs within ten days between lettings".into(),
            needs: vec![ControlOf::Budget, ControlOf::Environment],
            given_away: vec![ControlOf::Budget, ControlOf::Environment],
        }],
        inputs: "7c1e90ab".into(),
        affirmed: None,
        public_interest: None,
    }
}

fn ways() -> Vec<WaySaid> {
    Way::ALL
        .into_iter()
        .map(|way| WaySaid {
            way,
            title: way.title().into(),
            what: "Explain October, bring empty days to 18, then ask again.".into(),
            takes: "to March 2027".into(),
            costs: String::new(),
            needs: "the repairs budget to stay with you".into(),
        })
        .collect()
}

fn exception() -> Exception {
    Exception {
        case: id(),
        service: id(),
        change: "transfer_provider".into(),
        part: Default::default(),
        check: id(),
        role: "Executive director, adults and housing".into(),
        name: "R. Example".into(),
        reason: "The lease ends in January".into(),
        review_on: day("2027-02-19"),
        recorded_at: "2026-11-21T10:00:00Z".parse().expect("a time"),
    }
}

fn told<'a>(check: &'a ReadinessCheck, ways: &'a [WaySaid], exception: Option<(&'a Exception, Date)>) -> Told<'a> {
    Told {
        check,
        service: "Housing-related support",
        change: "transfer to a provider",
        say: "A transfer now would move two issues to someone else.",
        shown: 0,
        material: 2,
        ways,
        exception,
        today: day("2026-11-21"),
        edition: "readiness, edition 1",
    }
}

#[test]
fn not_ready_reads_in_a_terminal() {
    let (check, ways, exception) = (check(Answer::NotReady), ways(), exception());
    insta::assert_snapshot!(text::document(&readiness::document(&told(&check, &ways, Some((&exception, day("2026-11-21"))))), 96));
}

#[test]
fn the_banner_never_has_more_than_three_facts() {
    for answer in [Answer::Ready, Answer::NotReady, Answer::PointsTheOtherWay, Answer::NotKnown] {
        let banner = readiness::banner(&check(answer), "", 0, 2);
        assert!((2..=3).contains(&banner.facts.len()), "{banner:?}");
        assert_eq!(banner.word, answer.words());
        assert!(banner.say.ends_with('.'));
    }
}

#[test]
fn who_may_proceed_is_said_before_the_form() {
    let roles = ["Cabinet".to_owned(), "the executive director".to_owned()];
    assert!(
        readiness::exception_offer(&roles, Answer::NotReady)
            .contains("Cabinet or the executive director may proceed while it says “not ready”.")
    );
    assert!(readiness::exception_offer(&roles[..1], Answer::NotReady).contains("Cabinet may proceed"));
    assert!(readiness::exception_offer(&[], Answer::NotReady).contains("holds this case"));
}

/// Never on a page, whoever wrote it.
const FORBIDDEN: [&str; 22] = [
    "blocked",
    "override",
    "verdict",
    "proven",
    "unequivocal",
    "contradicted",
    "captured",
    "salami",
    "leapt",
    "whistle",
    "wish",
    "lazy",
    "disguise",
    "contamination",
    "ridley",
    "dissent",
    "the house",
    "lake",
    "desk",
    "walk",
    "finding",
    "findings",
];

fn forbidden_in(text: &str) -> Option<&'static str> {
    let lower: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let words = format!(" {} ", lower.split_whitespace().collect::<Vec<_>>().join(" "));
    FORBIDDEN.into_iter().find(|bad| words.contains(&format!(" {bad} ")))
}

#[test]
fn the_net_for_forbidden_words_catches_them() {
    assert_eq!(forbidden_in("This is a Finding."), Some("finding"));
    assert_eq!(forbidden_in("all over the house, then"), Some("the house"));
    assert_eq!(forbidden_in("the household walked"), None);
}

#[test]
fn no_forbidden_word_is_ever_said() {
    let mut said: Vec<String> = Vec::new();
    for answer in [Answer::Ready, Answer::NotReady, Answer::PointsTheOtherWay, Answer::NotKnown] {
        let (check, ways, exception) = (check(answer), ways(), exception());
        let page = readiness::document(&told(&check, &ways, Some((&exception, day("2026-11-21")))));
        said.push(text::document(&page, 90));
        said.push(html::document(&page));
        said.push(readiness::exception_offer(&["Cabinet".to_owned()], answer));
        said.push(readiness::meaning(answer).to_owned());
    }
    for standing in
        [Standing::Shown, Standing::NotYet, Standing::Explain, Standing::PointsTheOtherWay, Standing::MovedElsewhere, Standing::Unknown]
    {
        said.push(evidence::summed(standing).word);
        for (reading, of) in crate::county::all() {
            let chart = spc_chart(&reading, &report::chart::ChartOf { standing: Some(standing), ..of.clone() });
            said.push(chart.words.headline.clone());
            said.push(html::chart(&chart, report::page::Level::Two));
            said.push(text::table(&chart.table, 120));
            said.push(chart.csv);
            said.extend(twelve_marks::twelve_marks(&reading, &of).map(|m| m.words));
        }
    }
    said.extend(Mark::ALL.map(|mark| spc::mark(mark).to_owned()));
    said.extend([Outcome::Met, Outcome::NotMet, Outcome::NotAsked, Outcome::Unknown].map(|o| evidence::outcome(o).to_owned()));
    said.extend(evidence::groups_of_nothing().iter().map(|g| format!("{} {}", g.title, g.word)));
    said.extend(Leaning::ALL.map(|l| l.words().to_owned()));
    said.extend(Indication::ALL.map(|i| i.words().to_owned()));
    said.extend(MeasureKind::ALL.map(|kind| kind.words().to_owned()));
    for text in &said {
        assert_eq!(forbidden_in(text), None, "{text}");
    }
}
