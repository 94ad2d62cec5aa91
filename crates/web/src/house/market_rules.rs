//! How a market is judged here: every threshold, step and weight with its reason, and the dated law of procurement. Open to everybody.

use axum::extract::State;
use desk::config::market::{self, MarketRules, Rule};
use quantity::{Date, Direction, Money};
use report::words::count;

use super::dated_law::how_checked;
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::{Part, PartsPage};
use crate::router::{Asks, Routes};
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/library/market", Asks::Nothing, "How a market is judged: thresholds, steps and dates", show)
}

async fn show(State(app): State<App>, frame: Frame) -> Result<PartsPage, PageError> {
    let rules = market::defaults().map_err(|error| PageError::Refused(error.to_string()))?;
    let layout =
        Layout::new(frame, "How a market is judged").with_navigation().in_section(Section::Library).crumb("Library", "/library").lead(
            "Each figure of a market is held against these. They are screens that say where to look, and may be changed, with a reason.",
        );
    let (country, today) = (app.desk.place.country.as_str(), app.desk.today());
    let parts = vec![
        part("settings", "Settings of each method", settings(&rules.rules)),
        part("health", "Health of a market, sector by sector", health(&rules)),
        part("steps", "Steps of a procurement, and the days they need", steps(&rules)),
        part("least", "The least the law leaves for a step", least(&rules)),
        part("thresholds", "Thresholds, with VAT", thresholds(&rules, country, today)),
        part("regimes", "Which rules a procurement began under", regimes(&rules)),
        part("light-touch", "Light touch services, by how their CPV code begins", light_touch(&rules)),
    ];
    Ok(PartsPage { layout, before: Markup::default(), parts })
}

fn part(id: &str, title: &str, table: CardTable) -> Part {
    Part { id: id.to_owned(), title: title.to_owned(), body: table.into() }
}

fn settings(rules: &[Rule]) -> CardTable {
    let table =
        CardTable::new("Settings of each method").caption_hidden().column("Method").column("Settings").column("Why").column("Source");
    rules.iter().fold(table.column("Checked"), |table, rule| {
        let plain = rule.settings.iter().filter(|(_, value)| !is_table(value)).map(|(name, value)| format!("{name} {}", shown(value)));
        table.row([
            Words::from(ww::link(&rule.title, &format!("/library/methods/{}", rule.method))),
            Words::from(plain.collect::<Vec<_>>().join(" · ")),
            Words::from(rule.because.clone()),
            Words::from(rule.source.clone()),
            Words::from(how_checked(&rule.title, &rule.checked)),
        ])
    })
}

fn is_table(value: &toml::Value) -> bool {
    value.as_array().is_some_and(|list| list.iter().any(toml::Value::is_table))
}

/// A value as a person writes it: no brackets, no quotation marks, no needless nought.
fn shown(value: &toml::Value) -> String {
    match value {
        toml::Value::Array(list) => list.iter().map(shown).collect::<Vec<_>>().join(", "),
        toml::Value::Float(number) => number.to_string(),
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn health(rules: &MarketRules) -> CardTable {
    let table = CardTable::new("Health of a market").caption_hidden().column("Indicator").column("Unit").column("Which way is good");
    rules.health.thresholds.iter().fold(table.figures("To watch beyond").figures("Weak beyond"), |table, one| {
        let way = match one.good {
            Direction::High => "good is high",
            Direction::Low => "good is low",
            Direction::Neither => "neither",
        };
        table.row([one.title.clone(), one.unit.clone(), way.to_owned(), one.amber.to_string(), one.red.to_string()])
    })
}

fn steps(rules: &MarketRules) -> CardTable {
    let table = CardTable::new("Steps of a procurement").caption_hidden().column("Step").figures("Simple").figures("Middling");
    rules.lead_time.steps.iter().fold(table.figures("Complex").column("Counted in"), |table, step| {
        let [simple, middling, complex] = step.days.map(|days| days.to_string());
        let counted = if step.working { "working days" } else { "days" };
        table.row([step.title.clone(), simple, middling, complex, counted.to_owned()])
    })
}

fn least(rules: &MarketRules) -> CardTable {
    let table = CardTable::new("The least the law leaves").caption_hidden().column("Step").column("What it says").column("Where and when");
    rules.least.iter().fold(table.column("Source").column("Checked"), |table, one| {
        let step = rules.lead_time.steps.iter().find(|step| step.code == one.step).map_or(one.step.as_str(), |step| &step.title);
        table.row([
            Words::from(step.to_owned()),
            Words::from(one.says.clone()),
            Words::from(format!("{}. From {}.", one.jurisdiction, count::plain_date(one.in_force))),
            Words::from(one.source.clone()),
            Words::from(how_checked(step, &one.checked)),
        ])
    })
}

fn thresholds(rules: &MarketRules, country: &str, today: Date) -> CardTable {
    let table =
        CardTable::new("Thresholds").caption_hidden().column("For").figures("Value").column("When").column("Source").column("Checked");
    let now = rules.thresholds_on(country, today);
    rules.thresholds.iter().fold(table, |table, one| {
        let begins = count::plain_date(one.in_force);
        let when = match one.ends {
            Some(ends) => format!("{begins} to {}.", count::plain_date(ends)),
            None if now.contains(&one) => format!("Since {begins}: in force in {country} today."),
            None => format!("From {begins}."),
        };
        table.row([
            Words::from(one.title.clone()),
            Words::from(count::money(Money::from_pence(one.pence))),
            Words::from(when),
            Words::from(one.source.clone()),
            Words::from(how_checked(&one.title, &one.checked)),
        ])
    })
}

fn regimes(rules: &MarketRules) -> CardTable {
    let table =
        CardTable::new("Rules of procurement").caption_hidden().column("Rules").column("First notices").column("Source").column("Checked");
    rules.regimes.iter().fold(table, |table, one| {
        let begins = count::plain_date(one.from);
        let when = match one.ends {
            Some(ends) => format!("{begins} to {}.", count::plain_date(ends)),
            None => format!("Since {begins}."),
        };
        table.row([
            Words::from(one.title.clone()),
            Words::from(when),
            Words::from(one.source.clone()),
            Words::from(how_checked(&one.title, &one.checked)),
        ])
    })
}

fn light_touch(rules: &MarketRules) -> CardTable {
    let table = CardTable::new("Light touch services").caption_hidden().column("Code begins").column("Services").column("Checked");
    rules.light_touch.cpv.iter().fold(table, |table, one| {
        let checked = if one == rules.light_touch.cpv.first().unwrap_or(one) {
            how_checked(&rules.light_touch.source, &rules.light_touch.checked)
        } else {
            Markup::text("As above.".to_owned())
        };
        table.row([Words::from(one.begins.clone()), Words::from(one.title.clone()), Words::from(checked)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_shown_as_a_person_writes_it() {
        let table: toml::Table = "weights = [1.0, 0.5]\nmonths = 24\nword = \"high\"".parse().expect("toml");
        let of = |name: &str| shown(table.get(name).expect("a setting"));
        assert_eq!((of("weights"), of("months"), of("word")), ("1, 0.5".to_owned(), "24".to_owned(), "high".to_owned()));
    }
}
