//! Skills that plans need against skills that roles hold, here, at partners and at providers.

use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use desk::house::skills::{HoldSkill, Reading, SkillsView, hold_skill, read_skills};
use model::role::Permission::ReadCases;
use model::skill::ComesFrom;
use quantity::rounding::shown;
use report::words::count;
use serde::Deserialize;

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::{EmptyState, Working};
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::form_page::{FormPage, again, paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, to};
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    const HOLD: &str = "Say which role holds a skill, or will";
    Routes::new()
        .get("/skills", May(ReadCases), "Skills that plans need, and who holds them", show)
        .get("/skills/hold", May(ReadCases), HOLD, hold_blank)
        .post("/skills/hold", May(ReadCases), HOLD, hold_send)
}

/// Two decimals at most, as little as is needed.
fn amount(value: f64) -> String {
    let text = shown(value, 2);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let view = read_skills(&app.desk, &signed.actor).await?;
    let layout = Layout::new(frame, "Skills we need and hold")
        .in_section(Section::Partners)
        .crumb("Partners", "/partners")
        .lead(lead(&view))
        .source("What cases need, and what each organisation says it holds; each change is in the audit trail.")
        .audit("/audit?noun=skill");
    let hold = if view.may_write_for.is_empty() {
        Markup::default()
    } else {
        links(&[("Say which role holds a skill, or will", "/skills/hold".to_owned())])
    };
    let Some(reading) = &view.reading else {
        let empty = EmptyState::new(
            "No skill is needed or held yet",
            "Here stands what plans need, what is held across partners and providers, and what rests on one role.",
            ww::link("How this is worked", "/library/methods/skills-gap"),
        );
        return Ok(PartsPage::whole(layout, Markup::from(empty).and(hold)));
    };
    let part = |id: &str, title: &str, body: Markup| Part { id: id.into(), title: title.into(), body };
    let parts = vec![
        part("gap", "Needed against held", gap(&view, reading)),
        part("holders", "Who holds what, and what is coming", holders(&view, app.desk.today()).and(hold)),
        part("plans", "Which plans need it", plans(&view)),
    ];
    let said: String = view.sentences.iter().map(|said| format!("<li>{}</li>", Markup::text(said))).collect();
    let before = if said.is_empty() {
        Markup::default()
    } else {
        Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{said}</ul>"))
    };
    Ok(PartsPage { layout, before, parts })
}

fn lead(view: &SkillsView) -> String {
    let Some(reading) = &view.reading else { return "Nobody has written down yet which skills are needed, or held.".to_owned() };
    let short: Vec<_> = reading.skills.iter().filter(|skill| skill.gap > 1e-9).collect();
    let needed = reading.skills.iter().filter(|skill| skill.needed > 0.0).count() as u64;
    let gap: f64 = short.iter().map(|skill| skill.gap).sum();
    let alone: usize = reading.alone.iter().map(|alone| alone.skills.len()).sum();
    format!(
        "{} needed; {} short, by {} full-time equivalent together. {} on one role alone.",
        count::sentence(&count::of_things(needed, "skill is", "skills are")),
        count::of_them(short.len() as u64, "is", "are"),
        amount(gap),
        count::sentence(&count::of_things(alone as u64, "skill rests", "skills rest"))
    )
}

fn gap(view: &SkillsView, reading: &Reading) -> Markup {
    let mut table = CardTable::new("Skills needed against skills held, in full-time equivalents")
        .column("Skill")
        .figures("Needed")
        .figures("Held")
        .figures("Short")
        .figures("Coming")
        .figures("Short after that")
        .column("Held by");
    for skill in &reading.skills {
        let by: Vec<String> = skill.by_organisation.iter().map(|(name, held)| format!("{name} ({})", amount(*held))).collect();
        let mut held = if by.is_empty() { "Nobody".to_owned() } else { by.join("; ") };
        if skill.rests_on_one() {
            held.push_str(": one role alone");
        }
        table = table.row([
            Words::from(skill.skill.as_str()),
            Words::from(if skill.needed > 0.0 { amount(skill.needed) } else { "Nobody asks for it".to_owned() }),
            Words::from(amount(skill.held)),
            Words::from(amount(skill.gap)),
            Words::from(amount(skill.coming)),
            Words::from(amount(skill.gap_after)),
            Words::from(held),
        ]);
    }
    let working = format!(
        "Needed less held, never under nought; what is over in one skill fills no other. Days become full-time equivalents of a year by {} working days. {} A provider’s skill counts once it is written down where its interest lies. Method: {}.",
        amount(view.rule.days_a_year),
        view.rule.because,
        view.edition
    );
    Markup::from(table)
        .and(Working::new(Markup::text(working)))
        .and(paragraph_of(ww::link("How this is worked, and how it misleads", "/library/methods/skills-gap")))
}

fn holders(view: &SkillsView, today: quantity::Date) -> Markup {
    if view.supplies.is_empty() {
        return paragraph("No organisation has said yet which skills it holds. Whoever a case names as lending one is counted above.");
    }
    let mut table = CardTable::new("Who holds what")
        .caption_hidden()
        .column("Skill")
        .column("Role")
        .figures("Full-time equivalent")
        .column("Comes from")
        .column("When")
        .column("Interest, of a provider");
    for kept in &view.supplies {
        let noun = &kept.noun;
        let from = count::plain_date(noun.from);
        let when = match noun.until {
            Some(until) if until < today => format!("Ended on {}", count::plain_date(until)),
            Some(until) => format!("From {from} to {}", count::plain_date(until)),
            None => format!("From {from}"),
        };
        let name = view.names.get(&noun.organisation).map_or("an organisation you cannot see", String::as_str);
        table = table.row([
            Words::from(noun.skill.as_str()),
            Words::from(format!("{}, {name}", noun.role)),
            Words::from(amount(noun.full_time)),
            Words::from(count::sentence(noun.comes_from.words())),
            Words::from(when),
            Words::from(if noun.interest.is_empty() { "Not written down" } else { noun.interest.as_str() }),
        ]);
    }
    table.into()
}

fn plans(view: &SkillsView) -> Markup {
    if view.needs.is_empty() {
        return paragraph("No plan says which skills it needs.");
    }
    let mut table = CardTable::new("Which plans need it")
        .caption_hidden()
        .column("Case")
        .column("Skill")
        .figures("Full-time equivalent")
        .column("By")
        .column("Lent by");
    for (case, need, full_time) in &view.needs {
        let lender = need.lender.as_ref().map_or_else(
            || "Nobody yet".to_owned(),
            |lender| {
                format!(
                    "{}, {}",
                    lender.role,
                    view.names.get(&lender.organisation).map_or("an organisation you cannot see", String::as_str)
                )
            },
        );
        table = table.row([
            Words::from(ww::link(&case.noun.question, &format!("/cases/{}#chose", reference_of(&case.reference)))),
            Words::from(need.skill.as_str()),
            Words::from(amount(*full_time)),
            Words::from(count::plain_date(need.by)),
            Words::from(lender),
        ]);
    }
    table.into()
}

/// `?skill=…`: what a link fills in.
#[derive(Deserialize, Default)]
#[serde(default)]
struct FilledIn {
    skill: String,
}

async fn hold_blank(State(app): State<App>, frame: Frame, signed: Signed, Query(filled): Query<FilledIn>) -> Result<FormPage, PageError> {
    let view = read_skills(&app.desk, &signed.actor).await?;
    Ok(hold_page(frame, &view, &Form::blank().with("skill", filled.skill)))
}

fn hold_page(frame: Frame, view: &SkillsView, form: &Form) -> FormPage {
    let layout = Layout::new(frame, "Which role holds a skill, or will?")
        .in_section(Section::Partners)
        .crumb("Skills", "/skills")
        .lead("Written again for the same skill, organisation and role, it takes the place of what was there.")
        .with_errors(form.errors());
    let mut bodies = form.select("organisation", "Which organisation?").offer("", "Choose one");
    for (id, name) in &view.may_write_for {
        bodies = bodies.offer(id.to_string(), name.clone());
    }
    let mut from = form.radios("comes_from", "Where does it come from?");
    for known in ComesFrom::ALL {
        from = from.offer(known.code(), count::sentence(known.words()));
    }
    FormPage::new(layout, "/skills/hold", Button::new("Save"))
        .part(form.input("skill", "Which skill?").hint("Named as those who need it name it"))
        .part(bodies)
        .part(form.input("role", "Which role?").hint("A role, never a name"))
        .part(
            form.input("full_time", "How much of it is free for shared work?")
                .hint("In full-time equivalents: 0.2 is a day a week")
                .width(5),
        )
        .part(from)
        .part(form.date_input("from", "From when is it there?"))
        .part(form.date_input("until", "Until when? (not required)"))
        .part(
            form.textarea("interest", "Of a provider: where does its interest lie, and how is that kept apart?")
                .hint("A provider’s skill counts once this is written down")
                .rows(3),
        )
}

async fn hold_send(State(app): State<App>, frame: Frame, signed: Signed, fields: Fields) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let view = read_skills(&app.desk, &signed.actor).await?;
    let full_time = form.number("full_time", "Say how much, in full-time equivalents from 0.01", 0.01..=10_000.0);
    let offered = ComesFrom::ALL.map(|from| (from.code(), from));
    let comes_from = form.choice("comes_from", "Choose where it comes from", &offered);
    let (from, until) = (form.date("from", "Say from when it is there"), form.optional_date("until"));
    let organisation = form.value("organisation").parse().ok();
    if organisation.is_none() {
        form.add_error("organisation", "Choose the organisation");
    }
    let (Some(organisation), false) = (organisation, form.has_errors()) else { return Ok(hold_page(frame, &view, &form).into_response()) };
    let text = |name: &str| form.value(name).to_owned();
    let ask = HoldSkill {
        skill: text("skill"),
        organisation,
        role: text("role"),
        full_time,
        comes_from,
        from,
        until,
        interest: text("interest"),
    };
    match hold_skill(&app.desk, &signed.actor, ask).await {
        Ok(_) => Ok(to("/skills#holders")),
        Err(error) => again(error, form, |form| hold_page(frame, &view, form)),
    }
}
