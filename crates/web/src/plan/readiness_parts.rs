//! The parts of the readiness check's page, each made from the answer and nothing else.

use desk::Desk;
use desk::config::settings::{SettingEntry, SettingValue};
use desk::plan::gather::{AS_NOW, Fit, Gathered, State as Standing, Weight};
use desk::plan::read_readiness::{Of, ReadinessView};
use model::control::ControlOf;
use model::id::{CheckId, ExceptionId, IssueId, ReplyId};
use model::issue::KnownIssue;
use model::readiness::{Answer, ReadinessCheck};
use model::record::Record;
use model::reply::Reply;
use model::terms::Way;
use quantity::Date;
use report::html;
use report::words::{count, evidence, readiness};

use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::notice::Details;
use crate::components::working::{Exception, Gaps};
use crate::house::case::answer_label;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::plan::readiness::link_cell;
use crate::plan::readiness_document::{EDITION, brief, change_in_words, lower_first};
use crate::plan::{issue_chart, readiness_document, reference_of};
use crate::router::in_query;
use crate::ww;

/// The answer as a check: the kept one where it still stands.
pub fn as_check(found: &Gathered, kept: Option<&Record<CheckId, ReadinessCheck>>) -> ReadinessCheck {
    kept.map_or_else(|| found.as_check(found.service.changed_at, String::new()), |kept| kept.noun.clone())
}

/// The foot: from which records, by which method.
pub fn source(view: &ReadinessView, today: Date) -> Markup {
    let last = view.found.issues.iter().filter_map(|(_, found)| found.evidence.last_period).max_by_key(|period| period.last_day());
    let figures = last.map_or_else(|| "no figures yet".to_owned(), |period| format!("figures to {}", period.in_words()));
    Markup::text(format!("Worked out on {} from {figures}. Method: ", count::plain_date(today)))
        .and(ww::link(EDITION, "/library/principles#solving-or-moving"))
        .and(Markup::text(format!(". Digest {}.", brief(&view.found.inputs))))
}

/// Exceptions of this change in this case, for ever.
pub fn stamps(view: &ReadinessView, desk: &Desk) -> Vec<Exception> {
    let found = &view.found;
    let case = found.case.as_ref().map(|case| case.id);
    let of_this = view
        .exceptions
        .iter()
        .filter(|kept| Some(kept.noun.case) == case && kept.noun.change == found.proposal.model.code && kept.noun.part == found.part());
    of_this.map(|kept| stamp(kept, &view.checks, desk)).collect()
}

/// An exception as it stands wherever it is shown.
pub fn stamp(kept: &Record<ExceptionId, model::decision::Exception>, checks: &[Record<CheckId, ReadinessCheck>], desk: &Desk) -> Exception {
    let answer = checks.iter().find(|check| check.id == kept.noun.check).map_or("not ready", |check| check.noun.answer.words());
    Exception {
        since: count::plain_date(desk.day_of(kept.noun.recorded_at)),
        answer: answer.to_lowercase(),
        reason: kept.noun.reason.clone(),
        role: format!("{}, {}", kept.noun.name, lower_first(&kept.noun.role)),
        review_by: count::date_seen_from(desk.today(), kept.noun.review_on),
        record: format!("/exceptions/{}", reference_of(&kept.reference)),
    }
}

/// Whose issue it is, where several services would become one; of one service alone nobody has to be told.
pub fn service_of<'a>(found: &'a Gathered, issue: &Record<IssueId, KnownIssue>) -> Option<&'a str> {
    if found.merged_with.is_empty() {
        return None;
    }
    let all = std::iter::once(&found.service).chain(&found.merged_with);
    all.into_iter().find(|service| service.id == issue.noun.service).map(|service| service.noun.name.as_str())
}

pub fn issues_lead(view: &ReadinessView) -> String {
    let issues = &view.found.readiness.issues;
    let waiting = issues.iter().filter(|issue| issue.state == Standing::WaitingForTriage).count() as u64;
    let material = u64::from(view.found.readiness.material);
    let settings = &view.found.settings.readiness;
    let first = match (issues.len(), material) {
        (0, _) => {
            let affirmed = view.found.service.noun.none_known.as_ref();
            return affirmed.map_or_else(
                || "No issue is known, and nobody outside the service has said that there is none. That never reads as fine.".to_owned(),
                |word| {
                    format!(
                        "No issue is known. {} said so from outside the service on {}: {}",
                        word.by_role,
                        count::plain_date(word.on),
                        word.note
                    )
                },
            );
        }
        (_, 0) => format!(
            "Nobody has named the {} to {} that matter most yet.",
            count::number(u64::from(settings.fewest_material)),
            count::number(u64::from(settings.most_material))
        ),
        (_, 1) => "One of them matters most: the lead named it, and somebody outside the service confirmed it.".to_owned(),
        (_, n) => format!(
            "{} of them matter most: the lead named them, and somebody outside the service confirmed them.",
            count::sentence(&count::number(n))
        ),
    };
    match waiting {
        0 => first,
        n => format!(
            "{first} {} for triage.",
            count::sentence(&if n == 1 { "one is waiting".to_owned() } else { format!("{} are waiting", count::number(n)) })
        ),
    }
}

/// Every check and every number of every issue that has a test, and how often the check is wrong for it.
pub fn every_check(view: &ReadinessView) -> Markup {
    let mut body = Markup::default();
    for (issue, found) in &view.found.issues {
        let (Some(standing), Some(shown)) = (&found.standing, issue_chart::shown(found)) else { continue };
        let title = service_of(&view.found, issue).map_or_else(|| issue.noun.title.clone(), |of| format!("{of}: {}", issue.noun.title));
        body = body.and(Markup::trusted(format!("<h3 class=\"govuk-heading-s\">{}</h3>", Markup::text(&title))));
        body = body.and(Markup::trusted(html::table(&evidence::every_check(standing, &shown))));
        if let Some((_, rates)) = view.error_rates.iter().find(|(id, _)| *id == issue.id) {
            body = body.and(how_often_wrong(&evidence::error_rates(rates, &shown)));
        }
    }
    if body.is_empty() {
        body = paragraph("Nobody has agreed a test for any of these issues, so there is no number to show yet.");
    }
    let conventions = "The bars, the months and the points in a row are conventions that this authority sets in advance. ";
    body = body.and(paragraph_of(Markup::text(conventions).and(ww::link("See the settings", "/settings")).and(Markup::text("."))));
    Details::new("Every check and every number, and how often this check is wrong", body).into()
}

pub fn how_often_wrong(lines: &[String]) -> Markup {
    let (first, rest) = match lines {
        [] => return Markup::default(),
        [first, rest @ ..] => (first, rest),
    };
    let said = ww::bold("How often is it wrong here?").and(Markup::text(format!(" {first} {}", rest.join(" "))));
    paragraph_of(said)
}

/// The same question, asked of every choice.
pub fn choices(view: &ReadinessView, at: &str) -> Markup {
    let mut table =
        CardTable::new("Readiness of each choice").caption_hidden().column("Choice").column("Answer").column("Why").column("Earliest");
    for choice in view.choices.iter() {
        let is_this = choice.proposal.model.code == view.found.proposal.model.code && choice.part() == view.found.part();
        let title = choice_title(choice);
        let service = reference_of(&choice.service.reference);
        let href = format!("{at}?service={service}&change={}&part={}", in_query(&choice.proposal.model.code), in_query(&choice.part()));
        let name = if is_this { Words::from(ww::bold(&title).and(Markup::text(" (this page)"))) } else { link_cell(&title, &href) };
        let earliest: Vec<String> = choice
            .readiness
            .earliest
            .iter()
            .map(|earliest| readiness::earliest(earliest))
            .map(|(condition, month)| if condition == "Earliest" { month } else { format!("{condition}: {month}") })
            .collect();
        let earliest = if earliest.is_empty() { "Now".to_owned() } else { earliest.join(". ") };
        table =
            table.row([name, answer_cell(choice.readiness.answer), Words::from(choice.readiness.sentence.clone()), Words::from(earliest)]);
    }
    table.into()
}

/// An answer in a cell: its two words stay together in a narrow column.
pub fn answer_cell(answer: Answer) -> Words {
    let label = Markup::from(answer_label(answer));
    if answer == Answer::PointsTheOtherWay {
        return label.into();
    }
    Words::from(Markup::trusted("<span class=\"ww-nowrap\">").and(label).and(Markup::trusted("</span>")))
}

/// As the case calls it, else as the delivery model is called.
pub fn choice_title(choice: &Gathered) -> String {
    if choice.proposal.model.code == AS_NOW {
        return "Stay as we are".to_owned();
    }
    let named = choice.case.iter().flat_map(|case| &case.noun.choices).find(|named| {
        named.service == choice.service.id && named.delivery_model == choice.proposal.model.code && named.part == choice.part()
    });
    named.map_or_else(|| count::sentence(&change_in_words(choice)), |named| named.title.clone())
}

/// What whoever runs the service replied to the answer; it travels with it.
pub fn replies(replies: &[Record<ReplyId, Reply>]) -> Markup {
    replies
        .iter()
        .map(|kept| paragraph(&format!("“{}” {}, {}.", kept.noun.text.trim(), kept.noun.by_role, count::plain_date(kept.noun.on))))
        .fold(Markup::default(), Markup::and)
}

/// Fixes under way that need control the change would give away.
pub fn conflicts(found: &Gathered) -> Markup {
    let conflicts = &found.readiness.conflicts;
    if conflicts.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("Fixes and the control they need")
        .caption_hidden()
        .column("Fix still under way")
        .column("Needs control of")
        .column("You would keep")
        .column("Given away");
    for conflict in conflicts {
        let kept: Vec<ControlOf> = conflict.needs.iter().copied().filter(|need| !conflict.given_away.contains(need)).collect();
        let given = if conflict.given_away.is_empty() {
            Words::from("Nothing")
        } else {
            Words::from(Markup::from(ww::away(in_words(&conflict.given_away))))
        };
        let kept = if kept.is_empty() { "Nothing".to_owned() } else { in_words(&kept) };
        table = table.row([Words::from(conflict.what.clone()), Words::from(in_words(&conflict.needs)), Words::from(kept), given]);
    }
    table.into()
}

fn in_words(of: &[ControlOf]) -> String {
    count::sentence(&count::list(&of.iter().map(|one| one.words().to_owned()).collect::<Vec<_>>()))
}

pub fn missing(found: &Gathered, today: Date) -> Markup {
    let table = readiness::missing(&found.readiness.reasons, today);
    if table.rows.is_empty() { Markup::default() } else { Markup::trusted(html::table(&table)) }
}

/// The date somebody has to choose by, where the case has one still to come.
pub fn choose_by(found: &Gathered, today: Date) -> Option<Date> {
    found.case.as_ref().and_then(|case| case.noun.next.as_ref()).map(|next| next.by).filter(|by| *by >= today)
}

pub struct WayShown {
    pub title: String,
    pub href: String,
    pub what: String,
    pub needs: Markup,
    /// Words and address of the form on which more is said of it.
    pub note_at: Option<(&'static str, String)>,
}

/// The five, each with its way on: words and no link to those who may not go it. `case_at`: the case, for those who may write down
/// what each takes.
pub fn ways(view: &ReadinessView, of: &Of, case_at: Option<&str>, may_write: bool) -> Vec<WayShown> {
    let found = &view.found;
    let service = format!("/services/{}", reference_of(&found.service.reference));
    let open = found.readiness.issues.iter().find(|issue| issue.weight != Weight::Settled);
    let issue = open
        .and_then(|open| found.issues.iter().find(|(issue, _)| issue.id == open.issue))
        .map(|(issue, _)| format!("/issues/{}", reference_of(&issue.reference)));
    let (choose, stay) = match of {
        Of::Case(reference) => (
            format!("/cases/{reference}/choice"),
            format!("/cases/{reference}/readiness?service={}&change={AS_NOW}", reference_of(&found.service.reference)),
        ),
        Of::Service(_) => ("/cases/new".to_owned(), format!("{service}/readiness?change={AS_NOW}")),
    };
    readiness_document::ways(found)
        .into_iter()
        .map(|way| {
            let href = match way.way {
                Way::FixFirst => issue.clone().unwrap_or_else(|| format!("{service}/issues/new")),
                Way::StayAndImprove => stay.clone(),
                Way::TestSmall | Way::TransferPart | Way::TransferToFix if !may_write => String::new(),
                Way::TestSmall | Way::TransferPart | Way::TransferToFix => choose.clone(),
            };
            let needs = Markup::trusted(html::text(&readiness::way_needs(&way)));
            let note_at = case_at.map(|at| match (way.way, found.is_proposed) {
                (Way::TransferToFix, true) => ("Set its terms", format!("{at}/terms?choice={}", in_query(&choice_title(found)))),
                (Way::TransferPart, true) if found.proposal.part.is_some() => {
                    ("Name what stays behind", format!("{at}/stays?choice={}", in_query(&choice_title(found))))
                }
                (other, _) => ("Say what it takes", format!("{at}/way?way={}", other.code())),
            });
            WayShown { title: way.title, href, what: way.what, needs, note_at }
        })
        .collect()
}

/// The right manner and the right circumstances are two answers, never averaged.
pub fn context(found: &Gathered) -> SummaryList {
    let said = |fit: Fit, says: &str| {
        let label = match fit {
            Fit::Met => ww::shown("Met"),
            Fit::NotMet => ww::not_yet("Not met"),
            Fit::NotKnown => ww::unknown("Not known"),
        };
        Words::from(Markup::from(label).and(Markup::trusted("<br>")).and(Markup::text(says)))
    };
    let answer = &found.readiness;
    SummaryList::new()
        .row("The right manner: is it gone about rightly?", said(answer.manner.fit, &answer.manner.says))
        .row("The right circumstances: does the context fit?", said(answer.circumstances.fit, &answer.circumstances.says))
}

pub fn looked(found: &Gathered) -> Gaps {
    let looks = &found.readiness.looks;
    let mut gaps = Gaps::default();
    for at in &looks.taken {
        let late = if looks.after_the_proposal.contains(at) { ", only after it was proposed" } else { "" };
        gaps = gaps.done(format!("{}{late}", count::sentence(at.words())));
    }
    for at in &looks.missing {
        gaps = gaps.gap(format!("Nobody has looked at {}", at.words()));
    }
    gaps
}

/// How long anybody looked before it was proposed.
pub fn looked_for(found: &Gathered) -> String {
    let proposed = if found.proposal.proposed_on.is_some() { "it was proposed" } else { "today; it has no date of proposal" };
    match found.readiness.looks.days_of_analysis {
        None => "Nobody has recorded a look yet.".to_owned(),
        Some(days) if days < 0 => {
            format!("It was proposed {} before anybody looked.", count::of_things(days.unsigned_abs(), "day", "days"))
        }
        Some(0) => format!("The first look was on the very day {proposed}."),
        Some(days) => format!(
            "{} went by from the first look until {proposed}.",
            count::sentence(&count::of_things(days.unsigned_abs(), "day", "days"))
        ),
    }
}

pub fn steps(found: &Gathered) -> Gaps {
    let mut gaps = Gaps::default();
    for step in &found.robustness.steps {
        gaps = if step.met { gaps.done(step.says.clone()) } else { gaps.gap(step.says.clone()) };
    }
    gaps
}

pub fn steps_lead(found: &Gathered) -> String {
    let robust = &found.robustness;
    let said = if robust.is_robust {
        "That is a robust process, as this authority sets it."
    } else {
        "That is not yet what this authority asks of a robust process."
    };
    format!("{} of {} steps {} on record. {said}", robust.met, robust.of, if robust.met == 1 { "is" } else { "are" })
}

/// The last answer kept to this very question.
pub struct Kept {
    pub words: String,
    pub href: String,
    pub affirmed: String,
    pub is_out_of_date: bool,
}

pub fn kept(check: &Record<CheckId, ReadinessCheck>, desk: &Desk, found: &Gathered) -> Kept {
    let noun = &check.noun;
    let affirmed = noun.affirmed.as_ref().map_or_else(
        || "Nobody has put their name to it yet.".to_owned(),
        |affirmed| {
            format!(
                "Affirmed by {}, {}, on {}: {}",
                affirmed.name,
                lower_first(&affirmed.role),
                count::plain_date(desk.day_of(affirmed.at)),
                affirmed.note
            )
        },
    );
    Kept {
        words: format!(
            "“{}”, kept on {} by {}",
            noun.answer.words(),
            count::plain_date(desk.day_of(noun.asked_at)),
            lower_first(&noun.asked_by)
        ),
        href: format!("/readiness/{}", reference_of(&check.reference)),
        affirmed,
        is_out_of_date: noun.inputs != found.inputs,
    }
}

/// Who says so, how far to believe it, and what its undefined terms mean here in numbers (S0.42).
pub fn rule(view: &ReadinessView) -> Markup {
    let card = view.card;
    let table = terms(&view.terms);
    let said = paragraph(&format!("“{}.” This is {}. {}", card.title, card.grade.words(), card.interest))
        .and(paragraph("Its source says neither what “solved” means nor for how long. Here is what the words mean in this authority, in numbers, each with the date it was set."))
        .and(table)
        .and(paragraph_of(ww::link("All settings, with reasons", "/settings").and(Markup::text(" · ")).and(ww::link("All the rules, with their sources", "/library/principles"))));
    Details::new("Who says so, and what the words mean here in numbers", said).into()
}

/// Settings in words: what each means, its number, and since when.
pub fn terms(terms: &[SettingEntry]) -> Markup {
    let mut table =
        CardTable::new("What the words mean here").caption_hidden().tight().column("What it means").column("In force").column("Since");
    for entry in terms {
        let since = entry.changed.as_ref().map_or_else(
            || "As delivered, unchanged".to_owned(),
            |(role, on)| format!("{}, {}", count::plain_date(*on), lower_first(role)),
        );
        table = table.row([
            link_cell(entry.meaning.trim_end_matches('.'), &format!("/settings/{}", entry.key)),
            Words::from(value(entry)),
            Words::from(since),
        ]);
    }
    table.into()
}

fn value(entry: &SettingEntry) -> String {
    match &entry.value {
        SettingValue::Share(share) => format!("{}%", quantity::rounding::shown(share * 100.0, 1).trim_end_matches(".0")),
        SettingValue::Whole(1) if !entry.unit.is_empty() => format!("1 {}", entry.unit.trim_end_matches('s')),
        SettingValue::Whole(n) if !entry.unit.is_empty() => format!("{n} {}", entry.unit),
        other => count::sentence(&other.text().replace('_', " ")),
    }
}
