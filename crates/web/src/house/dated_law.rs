//! Dated law and official figures: what each says, from when, where it comes from, and when somebody last held it against its source.
//! Open to everybody, as the methods are.

use axum::extract::State;
use desk::config::checked::Checked;
use desk::config::deciding::{Deciding, deciding};
use desk::config::discount::{self, Effects};
use desk::config::{distribution, full_cost, fund_bases, law, optimism_bias, public_interest_test, thresholds, ways};
use model::law::Law;
use quantity::Date;
use report::words::count;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::router::{Asks, Routes};

pub fn routes() -> Routes {
    Routes::new().get("/library/law", Asks::Nothing, "Law and official figures, with their dates", show)
}

/// What stands in the list and is no law.
struct Figure {
    title: String,
    says: String,
    when: String,
    source: String,
    checked: Checked,
}

async fn show(State(app): State<App>, frame: Frame) -> Result<PartsPage, PageError> {
    let faulty = |error: desk::config::ConfigError| PageError::Refused(error.to_string());
    let law = law::defaults().map_err(faulty)?;
    let figures = figures(&law, deciding()?).map_err(faulty)?;
    let (country, today) = (app.desk.place.country.as_str(), app.desk.today());
    let (here, in_force) = (law.of(country), law.in_force(country, today));
    let elsewhere: Vec<&Law> = law.laws.iter().filter(|law| !here.iter().any(|known| known.code == law.code)).collect();
    let checks = law.laws.iter().map(|law| law.verified_on).chain(figures.iter().map(|figure| figure.checked.verified_on));
    let open = checks.clone().filter(Option::is_none).count();
    let layout = Layout::new(frame, "Law and official figures")
        .with_navigation()
        .in_section(Section::Library)
        .crumb("Library", "/library")
        .lead(lead(checks.count(), open));
    let (runs, not_now): (Vec<&Law>, Vec<&Law>) = here.iter().partition(|known| in_force.iter().any(|law| law.code == known.code));
    let titled = [
        ("in-force", format!("In force in {country} today"), runs),
        ("not-in-force", format!("Not in force in {country} today: to come, ended, or of a day nobody knows"), not_now),
        ("elsewhere", "What speaks of other nations only".to_owned(), elsewhere),
    ];
    let mut parts: Vec<Part> = titled
        .into_iter()
        .filter(|(_, _, laws)| !laws.is_empty())
        .map(|(id, title, laws)| Part { id: id.to_owned(), title, body: law_table(&laws, today).into() })
        .collect();
    parts.push(Part { id: "figures".to_owned(), title: "Tests, rates, tables and days".to_owned(), body: figure_table(&figures).into() });
    Ok(PartsPage { layout, before: Markup::default(), parts })
}

fn lead(all: usize, open: usize) -> String {
    let said = "Each has its dates and its source, and says what was read and when.";
    match open {
        0 => format!("{all} items. {said} All of them have been checked."),
        1 => format!("{all} items. {said} One still has to be checked."),
        _ => format!("{all} items. {said} {open} still have to be checked."),
    }
}

fn law_table(laws: &[&Law], today: Date) -> CardTable {
    let empty = CardTable::new("Law").caption_hidden().column("Law").column("What it asks").column("Where and when");
    laws.iter().fold(empty.column("Source").column("Checked"), |table, law| {
        let checked = Checked { verified_on: law.verified_on, seen_at: law.seen_at.clone(), remark: law.remark.clone() };
        table.row([
            // Other pages lead to one law by its code.
            Words::from(Markup::trusted(format!("<span id=\"{}\">{}</span>", Markup::text(&law.code), Markup::text(&law.title)))),
            Words::from(law.says.clone()),
            Words::from(format!("{}. {}", law.jurisdiction, when(law.in_force, law.ends, today))),
            Words::from(law.source.clone()),
            Words::from(how_checked(&law.title, &checked)),
        ])
    })
}

fn figure_table(figures: &[Figure]) -> CardTable {
    let empty = CardTable::new("Tests, rates, tables and days").caption_hidden().column("What").column("What it says").column("When");
    figures.iter().fold(empty.column("Source").column("Checked"), |table, figure| {
        table.row([
            Words::from(figure.title.clone()),
            Words::from(figure.says.clone()),
            Words::from(figure.when.clone()),
            Words::from(figure.source.clone()),
            Words::from(how_checked(&figure.title, &figure.checked)),
        ])
    })
}

/// From when to when, seen from today.
fn when(from: Option<Date>, ends: Option<Date>, today: Date) -> String {
    match (from, ends) {
        (None, None) => "The day it begins is not known.".to_owned(),
        (None, Some(ends)) => format!("Until {}.", count::plain_date(ends)),
        (Some(from), Some(ends)) => format!("{} to {}.", count::plain_date(from), count::plain_date(ends)),
        (Some(from), None) if from <= today => format!("Since {}.", count::plain_date(from)),
        (Some(from), None) => format!("From {}.", count::plain_date(from)),
    }
}

pub(crate) fn how_checked(of: &str, checked: &Checked) -> Markup {
    let day = match checked.verified_on {
        Some(on) => format!("On {}.", count::plain_date(on)),
        None => "Not yet.".to_owned(),
    };
    let said = checked.remark.iter().fold(day, |day, remark| format!("{day} {remark}"));
    let Some(at) = &checked.seen_at else { return Markup::text(said) };
    let link = format!(
        " <a class=\"govuk-link\" href=\"{}\">What was read<span class=\"govuk-visually-hidden\"> of {}</span></a>",
        Markup::text(at),
        Markup::text(of)
    );
    Markup::text(said).and(Markup::trusted(link))
}

fn figures(law: &law::DatedLaw, deciding: &Deciding) -> Result<Vec<Figure>, desk::config::ConfigError> {
    let (test, rates, bias) = (public_interest_test::defaults()?, discount::defaults()?, optimism_bias::defaults()?);
    let open = test.still_to_check.iter().map(|what| format!("Still to be checked: {what}."));
    let remark: Vec<String> = test.checked.remark.into_iter().chain(open).collect();
    let mut figures = vec![Figure {
        title: test.title.clone(),
        says: format!("{}: {}.", test.applies_to, test.over.in_full()),
        when: format!("Published {}.", count::plain_date(test.dated)),
        source: test.source.clone(),
        checked: Checked { remark: (!remark.is_empty()).then(|| remark.join(" ")), ..test.checked },
    }];
    figures.extend(rates.schedules.into_iter().map(|schedule| Figure {
        title: match schedule.effects {
            Effects::Money => format!("Discount rate: {}", schedule.title),
            Effects::Health => format!("Discount rate for effects on health: {}", schedule.title),
        },
        says: schedule.in_words(),
        when: format!("From {}.", count::plain_date(schedule.in_force)),
        source: schedule.source,
        checked: schedule.checked,
    }));
    figures.push(Figure {
        title: "Optimism bias".to_owned(),
        says: format!(
            "Bounds for {}, used where an authority has too few forecasts of its own.",
            count::of_things(bias.kind.len() as u64, "kind of work", "kinds of work")
        ),
        when: format!("Published in {}.", bias.published.year()),
        source: bias.source,
        checked: bias.checked,
    });
    figures.push(Figure {
        title: "Grades of confidence in a benefit".to_owned(),
        says: format!("{} and what each takes off.", count::sentence(&count::of_things(bias.grade.len() as u64, "grade", "grades"))),
        when: "Not dated.".to_owned(),
        source: bias.grades.source,
        checked: bias.grades.checked,
    });
    let incomes = distribution::defaults()?;
    figures.push(Figure {
        title: "Incomes by which gains are weighed".to_owned(),
        says: format!(
            "Median {} a year, {} named. Elasticity {}: {}.",
            count::money(quantity::Money::nearest_pound(incomes.median_income)),
            count::of_things(incomes.group.len() as u64, "group", "groups"),
            quantity::rounding::shown(incomes.eta, 1),
            incomes.eta_source
        ),
        when: format!("Published {}.", count::plain_date(incomes.published)),
        source: incomes.source,
        checked: incomes.checked,
    });
    let days = law.bank_holidays.iter().map(|day| day.on);
    figures.push(Figure {
        title: "Bank holidays".to_owned(),
        says: "Days that are not working days, nation by nation.".to_owned(),
        when: match (days.clone().min(), days.max()) {
            (Some(first), Some(last)) => format!("{} to {}.", first.year(), last.year()),
            _ => "None are known.".to_owned(),
        },
        source: law.holidays_from.source.clone(),
        checked: law.holidays_from.checked.clone(),
    });
    figures.extend(days_of_deciding(deciding));
    figures.extend(full_cost::defaults()?.rule.into_iter().filter(|rule| rule.law.is_none()).map(|rule| Figure {
        title: format!("Full cost: {}", rule.title),
        says: rule.says,
        when: match rule.in_force {
            Some(from) => format!("{}. From {}.", rule.jurisdiction, count::plain_date(from)),
            None => format!("{}. Not dated.", rule.jurisdiction),
        },
        source: rule.source,
        checked: rule.checked,
    }));
    let national = thresholds::defaults()?;
    figures.extend(national.threshold.into_iter().map(|one| Figure {
        title: format!("National threshold: {}, {} {}", one.title.to_lowercase(), one.value, one.unit),
        says: one.says,
        when: format!("{}. Not dated.", one.jurisdiction),
        source: one.source,
        checked: one.checked,
    }));
    figures.extend(national.power.into_iter().map(|one| Figure {
        title: format!("Power to charge: {}", one.title.to_lowercase()),
        says: one.says,
        when: format!("{}. Not dated.", one.jurisdiction),
        source: one.source,
        checked: one.checked,
    }));
    figures.extend(ways::defaults()?.way.into_iter().map(|way| Figure {
        title: format!("Way to the market: {}", way.title),
        says: format!("{} {}", way.says, way.ground),
        when: format!("{}. Not dated.", way.jurisdiction),
        source: way.source,
        checked: way.checked,
    }));
    figures.extend(fund_bases::defaults()?.into_iter().map(|basis| Figure {
        title: format!("Shared money: {}", basis.title),
        says: basis.says,
        when: format!("{}. Not dated.", basis.jurisdiction),
        source: basis.source,
        checked: basis.checked,
    }));
    Ok(figures)
}

/// The days before and after a decision by members.
fn days_of_deciding(days: &Deciding) -> [Figure; 3] {
    let figure = |title: &str, says: String, source: &str, checked: &Checked| Figure {
        title: title.to_owned(),
        says,
        when: "Not dated.".to_owned(),
        source: source.to_owned(),
        checked: checked.clone(),
    };
    let (plan, agenda, call_in) = (&days.forward_plan, &days.agenda, &days.call_in);
    [
        figure("Forward plan", format!("{} clear days. {}", plan.clear_days, plan.reason), &plan.source, &plan.checked),
        figure(
            "Papers of a meeting",
            format!("{} clear working days. {}", agenda.clear_working_days, agenda.reason),
            &agenda.source,
            &agenda.checked,
        ),
        figure(
            "Call-in",
            format!(
                "Published within {} working days, open to call-in for {}. {}",
                call_in.published_within_working_days, call_in.working_days, call_in.reason
            ),
            &call_in.source,
            &call_in.checked,
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn when_law_runs_is_seen_from_today() {
        let (day, today) = (date(2026, 4, 1), date(2026, 11, 22));
        assert_eq!(when(Some(day), None, today), "Since 1 April 2026.");
        assert_eq!(when(Some(day), None, date(2026, 3, 31)), "From 1 April 2026.");
        assert_eq!(when(None, None, today), "The day it begins is not known.");
    }

    #[test]
    fn what_nobody_checked_says_so_and_an_address_is_a_link_with_a_name_of_its_own() {
        let none = Checked { remark: Some("Looked for <it>.".to_owned()), ..Checked::default() };
        assert_eq!(how_checked("A", &none).to_string(), "Not yet. Looked for &#60;it&#62;.");
        let read = Checked { verified_on: Some(date(2026, 11, 22)), seen_at: Some("https://a.example/?b&c".to_owned()), remark: None };
        let html = how_checked("Provider failure", &read).to_string();
        assert!(
            html.starts_with("On 22 November 2026.") && html.contains("/?b&#38;c\"") && html.contains(" of Provider failure</span>"),
            "{html}"
        );
    }
}
