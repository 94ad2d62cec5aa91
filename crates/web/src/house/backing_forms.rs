//! Forms of what stands behind a choice: what a group said when it was asked, a skill the plan needs and who lends it.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use desk::DeskError;
use desk::house::case::need_skill::{NeedSkill, need_skill};
use desk::house::case::read_case::{Offers, offers};
use desk::house::case::record_buy_in::{RecordBuyIn, record_buy_in};
use model::buy_in::{BuyIn, Group, Level};
use model::case::Case;
use model::id::{CaseId, OrganisationId};
use model::record::Record;
use model::role::Permission::WriteCases;
use model::skill::{SkillNeeded, SkillUnit};
use quantity::Date;
use serde::Deserialize;

use crate::app::App;
use crate::components::button::Button;
use crate::error::PageError;
use crate::form::{Fields, Form};
use crate::house::case_forms::case_of;
use crate::house::form_page::{FormPage, again, paragraph};
use crate::layout::{Frame, Layout, Section};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::{Routes, doors, to};
use crate::session::Signed;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    BuyIn,
    Skill,
}

impl Which {
    /// Last step of the address, heading.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Which::BuyIn => ("buy-in", "What did they say when they were asked?"),
            Which::Skill => ("skill", "A skill the plan needs"),
        }
    }
}

pub fn routes() -> Routes {
    doors! { blank, send;
        "/cases/{reference}/buy-in", May(WriteCases), "Record what a group said when it was asked", Which::BuyIn;
        "/cases/{reference}/skill", May(WriteCases), "Write down a skill the plan needs, and who lends it", Which::Skill;
    }
}

/// What a link may fill in: an asking or a skill that is written down already, by what it is known by.
#[derive(Deserialize, Default)]
#[serde(default)]
struct FilledIn {
    group: String,
    partner: String,
    level: String,
    who: String,
    on: String,
    skill: String,
    option: String,
}

async fn blank(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    Query(filled): Query<FilledIn>,
) -> Result<FormPage, PageError> {
    let case = case_of(&app, &signed, &reference).await?;
    let offers = offers(&app.desk, &signed.actor).await?;
    Ok(page(which, frame, &case, &offers, &filled_in(which, &case.noun, &filled)))
}

/// With what is known already, so that changing one thing loses nothing.
fn filled_in(which: Which, case: &Case, filled: &FilledIn) -> Form {
    match which {
        Which::BuyIn => {
            let group = group(&filled.group, &filled.partner, &filled.level);
            let kept = filled.on.parse::<Date>().ok().and_then(|on| kept_asking(case, group, &filled.who, on));
            kept.map_or_else(Form::blank, asking_filled_in)
        }
        Which::Skill => kept_skill(case, &filled.skill, &filled.option).map_or_else(Form::blank, skill_filled_in),
    }
}

fn kept_asking<'a>(case: &'a Case, group: Option<Group>, who: &str, on: Date) -> Option<&'a BuyIn> {
    let who = who.trim().to_lowercase();
    case.buy_in.iter().find(|kept| Some(kept.group) == group && kept.who.to_lowercase() == who && kept.on == on)
}

fn kept_skill<'a>(case: &'a Case, skill: &str, option: &str) -> Option<&'a SkillNeeded> {
    let skill = skill.trim().to_lowercase();
    case.skills.iter().find(|kept| kept.skill.to_lowercase() == skill && kept.option == option)
}

fn asking_filled_in(kept: &BuyIn) -> Form {
    let form = match kept.group {
        Group::Staff => Form::blank().with("group", STAFF),
        Group::Political { leads: true } => Form::blank().with("group", LEADS),
        Group::Political { leads: false } => Form::blank().with("group", OTHER),
        Group::Partner { organisation, level } => {
            Form::blank().with("group", PARTNER).with("partner", organisation.to_string()).with("level", level.code())
        }
    };
    form.with("who", kept.who.clone())
        .with("how", kept.how.clone())
        .with("asked", kept.asked.to_string())
        .with("answered", kept.answered.to_string())
        .with("support", kept.support.to_string())
        .with("doubts", kept.doubts.to_string())
        .with("oppose", kept.oppose.to_string())
        .with("words", kept.words.clone())
        .with_date("on", kept.on)
        .with("source", kept.source.clone())
}

fn skill_filled_in(kept: &SkillNeeded) -> Form {
    let form = Form::blank()
        .with("skill", kept.skill.clone())
        .with("option", kept.option.clone())
        .with("amount", kept.amount.to_string())
        .with("unit", kept.unit.code())
        .with_date("by", kept.by);
    match &kept.lender {
        Some(lender) => form.with("lender", lender.organisation.to_string()).with("role", lender.role.clone()),
        None => form,
    }
}

fn page(which: Which, frame: Frame, case: &Record<CaseId, Case>, offers: &Offers, form: &Form) -> FormPage {
    let (path, title) = which.words();
    let reference = reference_of(&case.reference);
    let layout = Layout::new(frame, title)
        .in_section(Section::Cases)
        .crumb("My cases", "/")
        .crumb(case.noun.question.clone(), format!("/cases/{reference}"))
        .with_errors(form.errors());
    let page =
        FormPage::new(layout, format!("/cases/{reference}/{path}"), Button::new("Save")).carrying("version", &case.version.to_string());
    match which {
        Which::BuyIn => buy_in(page, form, offers, &case.noun),
        Which::Skill => skill(page, form, offers, &case.noun),
    }
}

const STAFF: &str = "staff";
const PARTNER: &str = "partner";
const LEADS: &str = "political_leads";
const OTHER: &str = "political_other";

/// Offered only of what is written down already, and while it is ticked.
fn taking_away(page: FormPage, form: &Form, is_kept: bool) -> FormPage {
    if !is_kept && !form.ticked("withdraw") {
        return page;
    }
    page.part(
        form.checkboxes("withdraw", "Is it there by mistake? (not required)").offer("yes", "Take this away: it was written by mistake"),
    )
}

/// Which group was chosen; none where that cannot be told from what was sent.
fn group(code: &str, partner: &str, level: &str) -> Option<Group> {
    match code {
        STAFF => Some(Group::Staff),
        LEADS => Some(Group::Political { leads: true }),
        OTHER => Some(Group::Political { leads: false }),
        PARTNER => {
            let (partner, level) = (partner.parse::<OrganisationId>().ok(), Level::parse(level));
            partner.zip(level).map(|(organisation, level)| Group::Partner { organisation, level })
        }
        _ => None,
    }
}

fn buy_in(page: FormPage, form: &Form, offers: &Offers, case: &Case) -> FormPage {
    let chosen = group(form.value("group"), form.value("partner"), form.value("level"));
    let on = form.clone().optional_date("on");
    let is_kept = on.is_some_and(|on| kept_asking(case, chosen, form.value("who"), on).is_some());
    let group = form
        .radios("group", "Whom is it about?")
        .offer(STAFF, "Staff")
        .offer_with_hint(PARTNER, "A partner organisation", "Say which, and at which level: a leader’s yes is not its front line’s")
        .offer(LEADS, "A political group that leads the council, or takes part in leading it")
        .offer(OTHER, "Another political group, or members of none");
    let mut partners = form.select("partner", "Which partner? (only for a partner)").offer("", "None");
    for body in &offers.organisations {
        partners = partners.offer(body.id.to_string(), body.noun.name.clone());
    }
    let mut levels = form.select("level", "At which level? (only for a partner)").offer("", "None");
    for level in Level::ALL {
        levels = levels.offer(level.code(), report::words::count::sentence(level.words()));
    }
    let page = page.before(paragraph(
        "Each group is shown for itself, with how many were asked and how many answered; small numbers are withheld. What is typed here may be disclosed under Freedom of Information.",
    ))
    .part(group)
    .part(partners)
    .part(levels)
    .part(form.input("who", "Which part of it? (not required, but for a political group its name)").hint("For example therapists and support workers"))
    .part(form.input("how", "How were they asked?").hint("For example a survey by e-mail, open for two weeks"))
    .part(form.input("asked", "How many were asked?").width(5))
    .part(form.input("answered", "How many answered?").width(5))
    .part(form.input("support", "How many of them are for it?").width(5))
    .part(form.input("doubts", "How many have doubts?").width(5))
    .part(form.input("oppose", "How many are against it?").width(5))
    .part(form.textarea("words", "What did they say?").hint("In their words, naming nobody").rows(4))
    .part(form.date_input("on", "When were they asked?"))
    .part(form.input("source", "Where are the answers kept?").hint("For example the report of the survey, 20 October"));
    taking_away(page, form, is_kept)
}

fn skill(page: FormPage, form: &Form, offers: &Offers, case: &Case) -> FormPage {
    let mut options = form.select("option", "Which option needs it?").offer("", "Whichever is chosen");
    for (at, choice) in
        case.choices.iter().enumerate().filter(|(at, choice)| choice.ruled_out.is_none() || case.code(*at) == form.value("option"))
    {
        options = options.offer(case.code(at), choice.title.clone());
    }
    let units = SkillUnit::ALL
        .into_iter()
        .fold(form.radios("unit", "Of what?"), |radios, unit| radios.offer(unit.code(), report::words::count::sentence(unit.words())));
    let mut lenders = form.select("lender", "Who lends it?").offer("", "Nobody yet");
    for body in &offers.organisations {
        lenders = lenders.offer(body.id.to_string(), body.noun.name.clone());
    }
    let page = page
        .before(paragraph(
            "Save it under the same name to change it. What nobody lends yet is shown as missing, and asked about before the decision.",
        ))
        .part(form.input("skill", "Which skill?").hint("For example law of section 75 agreements"))
        .part(options)
        .part(form.input("amount", "How much of it?").width(5))
        .part(units)
        .part(form.date_input("by", "By when?"))
        .part(lenders)
        .part(form.input("role", "Which role of theirs? (not required while nobody lends it)").hint("A role, not a name alone"));
    taking_away(page, form, kept_skill(case, form.value("skill"), form.value("option")).is_some())
}

async fn send(
    which: Which,
    State(app): State<App>,
    frame: Frame,
    signed: Signed,
    Path(reference): Path<String>,
    fields: Fields,
) -> Result<Response, PageError> {
    let mut form = Form::read(fields);
    let case = case_of(&app, &signed, &reference).await?;
    let answer = match which {
        Which::BuyIn => said(&app, &signed, case.id, &mut form).await,
        Which::Skill => needed(&app, &signed, case.id, &mut form).await,
    };
    match answer {
        Ok(()) if !form.has_errors() => Ok(to(&format!("/cases/{}#chose", reference_of(&case.reference)))),
        answer => {
            let offers = offers(&app.desk, &signed.actor).await?;
            again(answer.err().unwrap_or_else(|| DeskError::Faults(Vec::new())), form, |form| page(which, frame, &case, &offers, form))
        }
    }
}

/// A count of people; what is no whole number is a fault of its field, and nothing at all is for the desk to ask about.
fn people(form: &mut Form, name: &str) -> Option<u32> {
    form.optional(name, |typed| typed.trim().replace(',', "").parse::<u32>().map_err(|_| "Write a whole number of people, 0 or more"))
}

async fn said(app: &App, signed: &Signed, case: CaseId, form: &mut Form) -> Result<(), DeskError> {
    let [asked, answered, support, doubts, oppose] = ["asked", "answered", "support", "doubts", "oppose"].map(|name| people(form, name));
    let on = form.optional_date("on");
    if form.value("group") == PARTNER {
        if form.value("partner").parse::<OrganisationId>().is_err() {
            form.add_error("partner", "Choose the partner");
        }
        if Level::parse(form.value("level")).is_none() {
            form.add_error("level", "Choose at which level they were asked");
        }
    }
    let group = group(form.value("group"), form.value("partner"), form.value("level"));
    if form.has_errors() {
        return Ok(());
    }
    let text = |name: &str| form.value(name).to_owned();
    let ask = RecordBuyIn {
        case,
        version: form.version(),
        group,
        who: text("who"),
        how: text("how"),
        asked,
        answered,
        support,
        doubts,
        oppose,
        words: text("words"),
        on,
        source: text("source"),
        withdraw: form.ticked("withdraw"),
    };
    record_buy_in(&app.desk, &signed.actor, ask).await.map(|_| ())
}

async fn needed(app: &App, signed: &Signed, case: CaseId, form: &mut Form) -> Result<(), DeskError> {
    let amount = form.optional_number("amount", 0.0..=1e6);
    let by = form.optional_date("by");
    if form.has_errors() {
        return Ok(());
    }
    let ask = NeedSkill {
        case,
        version: form.version(),
        skill: form.value("skill").to_owned(),
        option: form.value("option").to_owned(),
        amount,
        unit: SkillUnit::parse(form.value("unit")),
        by,
        lender: form.value("lender").parse().ok(),
        role: form.value("role").to_owned(),
        withdraw: form.ticked("withdraw"),
    };
    need_skill(&app.desk, &signed.actor, ask).await.map(|_| ())
}
