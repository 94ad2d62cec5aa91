//! A service with figures from before and after a fix, in a case about who should run it.

use desk::house::actors::actor_by_email;
use desk::house::set_up::{kept, operator};
use desk::{Clock, Desk};
use jiff::civil::date;
use jiff::tz::TimeZone;
use model::audience::Audience;
use model::case::{Case, Size};
use model::id::{CaseId, MeasureId, OrganisationId, ServiceId};
use quantity::{Date, Direction, Money, Period, Unit};
use testkit::nouns;
use web::app::{App, Shell};

use crate::browser::{Browser, Place, words};

/// Weeks before a planned move-on, November 2023 to October 2025.
pub const BEFORE: [f64; 24] = [
    33.1, 36.4, 31.8, 35.0, 37.2, 32.6, 34.9, 30.9, 36.1, 33.7, 35.5, 32.2, 34.4, 37.0, 31.5, 33.9, 35.8, 32.8, 34.6, 36.6, 31.9, 33.4,
    35.2, 34.1,
];
/// Eleven good months, then October 2026.
pub const FALSE_RECOVERY: [f64; 12] = [22.8, 24.9, 23.1, 21.6, 24.2, 25.0, 22.4, 23.7, 21.9, 24.4, 22.6, 32.0];
pub const RECOVERY: [f64; 12] = [22.8, 24.9, 23.1, 21.6, 24.2, 25.0, 22.4, 23.7, 21.9, 24.4, 22.6, 23.5];
/// Under its aim of 26 on average, and scattered so widely that a bad month could pass the floor of 30.
pub const WIDE: [f64; 12] = [20.0, 27.5, 19.5, 28.0, 21.0, 27.0, 19.0, 28.5, 20.5, 27.5, 19.5, 28.0];

pub struct Support {
    pub place: Place,
    pub service: ServiceId,
    pub case: CaseId,
    pub measure: MeasureId,
    /// Would get worse if the issue had only moved.
    pub beside: MeasureId,
}

impl Support {
    pub fn desk(&self) -> &Desk {
        &self.place.desk
    }

    /// Somebody of this role, signed in on this day.
    pub async fn at(&self, day: Date, role: &str) -> Browser {
        somebody(&self.on(day), role).await
    }

    /// The number of the last entry of the audit trail.
    pub async fn trail(&self) -> i64 {
        let mut tx = self.desk().read().await.expect("reads");
        store::audit::head(&mut tx).await.expect("a head").sequence
    }

    /// The same place on another day.
    pub fn on(&self, day: Date) -> Place {
        let desk = self.desk().at(Clock::still_on(day, &TimeZone::get("Europe/London").expect("a zone")));
        let app = web::router::product(App::new(desk.clone(), Shell::of(&desk)));
        Place { app, desk, partner: self.place.partner, provider: self.place.provider }
    }

    pub async fn lead(&self) -> Browser {
        somebody(&self.place, "head_of_commissioning").await
    }

    pub async fn director(&self) -> Browser {
        somebody(&self.place, "executive_director").await
    }

    pub async fn auditor(&self) -> Browser {
        somebody(&self.place, "internal_audit").await
    }

    /// The known issue, named as one that matters most, and its test locked in October 2025 before its first figure, all by the forms.
    pub async fn tested(&self) {
        let then = self.on(date(2025, 10, 20));
        let mut lead = somebody(&then, "head_of_commissioning").await;
        let mut auditor = somebody(&then, "internal_audit").await;
        raise(&mut lead, "People stay too long before moving on", "medium", &self.measure.to_string()).await;
        triage(&mut lead, &mut auditor, "I-1", 1, "medium", &self.measure.to_string()).await;
        lead.get("/issues/I-1/test").await;
        let (measure, beside) = (self.measure.to_string(), self.beside.to_string());
        let fields = [
            ("measure", measure.as_str()),
            ("baseline_from", "2023-11"),
            ("baseline_to", "2025-10"),
            ("starts", "2025-11"),
            ("balancing", beside.as_str()),
        ];
        let told = lead.post("/issues/I-1/test", &fields).await;
        let said = words(&told.text);
        assert!(said.contains("This test takes at least twelve months: from November 2025 to October 2026"), "{said}");
        assert!(said.contains("How often is it wrong here?") && said.contains("Lock this test"), "{said}");
        done(lead.post("/issues/I-1/test", &[&fields[..], &[("lock", "yes")]].concat()).await, "/issues/I-1");
    }

    /// Everything beside the figures, each by whoever may.
    pub async fn confirmed(&self) {
        let (mut lead, mut auditor) = (self.lead().await, self.auditor().await);
        for (version, who, of, agree) in [("1", "users", "38", "33"), ("2", "staff", "32", "30")] {
            lead.get("/issues/I-1/asked").await;
            let fields = [
                ("version", version),
                ("who", who),
                ("could_be_asked", of),
                ("answered", of),
                ("agree", agree),
                ("answer_to_others", "Each was answered in writing."),
                ("on-day", "10"),
                ("on-month", "11"),
                ("on-year", "2026"),
            ];
            done(lead.post("/issues/I-1/asked", &fields).await, "/issues/I-1");
        }
        lead.get("/issues/I-1/why").await;
        done(lead.post("/issues/I-1/why", &[("version", "3"), ("mechanism", "A worker finds the home sooner.")]).await, "/issues/I-1");
        auditor.get("/issues/I-1/figures").await;
        let fields = [("version", "4"), ("completeness", "100"), ("same_definition", "yes"), ("note", "Compared with the returns.")];
        done(auditor.post("/issues/I-1/figures", &fields).await, "/issues/I-1");
    }

    /// Every look a change of operator asks for.
    pub async fn looked_everywhere(&self) {
        let mut lead = self.lead().await;
        for (number, at) in ["need", "performance", "options", "market", "skills", "relationships"].into_iter().enumerate() {
            let version = self.case_version().await.to_string();
            lead.get("/cases/C-1/look").await;
            let fields =
                [("version", version.as_str()), ("at", at), ("note", "Seen."), ("on-day", "1"), ("on-month", "9"), ("on-year", "2026")];
            let answer = lead.post("/cases/C-1/look", &fields).await;
            assert_eq!(answer.status, 303, "look {number}: {}", words(&answer.text));
        }
    }

    pub async fn case_version(&self) -> i64 {
        let mut tx = self.desk().read().await.expect("reads");
        store::cases::find(&mut tx, &operator(self.desk()).scope, self.case).await.expect("the case").version
    }
}

/// The one person of the authority in this role, signed in: added the first time.
async fn somebody(place: &Place, role: &str) -> Browser {
    let email = format!("{}.{}@northvale.example", role.replace('_', "-"), place.desk.authority);
    match actor_by_email(&place.desk, &email).await {
        Ok(actor) => {
            let mut browser = place.browser();
            browser.choose(actor.person.expect("a person")).await;
            browser
        }
        Err(_) => place.browser_as(role, place.desk.authority).await,
    }
}

/// The answer sends the browser there; else what the page says instead.
#[track_caller]
pub fn done(answer: crate::ask::Answer, way: &str) {
    assert_eq!(crate::browser::location(&answer), way, "{} {}", answer.status, words(&answer.text));
}

pub async fn raise(browser: &mut Browser, title: &str, severity: &str, measure: &str) {
    browser.get("/services/S-1/issues/new").await;
    let fields = [
        ("title", title),
        ("describes", "The median is 34 weeks, and nobody is told why."),
        ("severity", severity),
        ("raised_by", "users"),
        ("measure", measure),
    ];
    let answer = browser.post("/services/S-1/issues/new", &fields).await;
    assert_eq!(answer.status, 303, "{}", words(&answer.text));
}

/// Engages the provider to help solve the first issue, for three months.
pub async fn engage(lead: &mut Browser, helper: OrganisationId, budget_line: &str) {
    lead.get("/issues/I-1/helper").await;
    let helper = helper.to_string();
    let fields = [
        ("version", "1"),
        ("helper", helper.as_str()),
        ("scope", "Repairs between lettings"),
        ("fee", "£12,000"),
        ("budget_line", budget_line),
        ("from-day", "1"),
        ("from-month", "11"),
        ("from-year", "2026"),
        ("until-day", "31"),
        ("until-month", "1"),
        ("until-year", "2027"),
        ("passes_on_knowledge", "The method in writing."),
    ];
    done(lead.post("/issues/I-1/helper", &fields).await, "/issues/I-1");
}

pub async fn triage(lead: &mut Browser, auditor: &mut Browser, issue: &str, version: i64, severity: &str, measure: &str) {
    let at = format!("/issues/{issue}");
    lead.get(&format!("{at}/triage")).await;
    let (first, second) = (version.to_string(), (version + 1).to_string());
    let fields = [("version", first.as_str()), ("severity", severity), ("measure", measure), ("note", "Looked at with the districts.")];
    done(lead.post(&format!("{at}/triage"), &fields).await, &at);
    auditor.get(&format!("{at}/say")).await;
    let fields = [("version", second.as_str()), ("said", "material"), ("note", "It is the one people name.")];
    done(auditor.post(&format!("{at}/say"), &fields).await, &at);
}

pub async fn support(after: &[f64]) -> Support {
    let place = Place::sample().await;
    let desk = place.desk.clone();
    let operator = operator(&desk);
    let (service, case): (ServiceId, CaseId) = (desk.new_id(), desk.new_id());
    let (measure, beside): (MeasureId, MeasureId) = (desk.new_id(), desk.new_id());
    let mut write = desk.write(&operator).await.expect("writes");
    store::services::save(
        &mut write.tx,
        &kept(&desk, service, Audience::Partners, nouns::service("Housing-related support", desk.authority)),
    )
    .await
    .expect("a service");
    let mut noun: Case = nouns::case("How should people in our flats find a home of their own?", vec![service]);
    noun.size = Size::Major;
    noun.saving_counted = Some(Money::from_pounds(680_000));
    store::cases::save(&mut write.tx, &kept(&desk, case, Audience::Partners, noun)).await.expect("a case");
    let mut noun = nouns::measure(service, "Median weeks before a planned move-on");
    noun.unit = Unit::Weeks;
    noun.direction = Direction::Low;
    noun.target = Some(26.0);
    noun.floor = Some(30.0);
    noun.places = 1;
    store::measures::save(&mut write.tx, &kept(&desk, measure, Audience::Partners, noun)).await.expect("a measure");
    let mut noun = nouns::measure(service, "Tenancies lost within six months");
    noun.direction = Direction::Low;
    store::measures::save(&mut write.tx, &kept(&desk, beside, Audience::Partners, noun)).await.expect("a measure");
    let first = Period::month(2023, 11).expect("a month");
    let mut points: Vec<_> = BEFORE
        .iter()
        .chain(after)
        .enumerate()
        .map(|(at, value)| nouns::point(desk.new_id(), measure, &first.plus(at as u32).to_string(), *value, desk.now()))
        .collect();
    for at in 0..36u32 {
        let steady = [4.0, 6.0, 5.0, 5.5, 4.5][at as usize % 5];
        points.push(nouns::point(desk.new_id(), beside, &first.plus(at).to_string(), steady, desk.now()));
    }
    store::observations::save_many(&mut write.tx, &points).await.expect("points");
    write.commit("prepare", "test", None, "A service with its figures.").await.expect("commits");
    Support { place, service, case, measure, beside }
}

/// The fields of a decision to let it by contract.
pub fn decision(version: &str) -> Vec<(&str, &str)> {
    vec![
        ("version", version),
        ("service", "S-1"),
        ("change", "contract"),
        ("part", ""),
        ("what", "Let the service to a provider"),
        ("reasons", "It keeps its homes and costs less."),
        ("alternatives", "Staying as we are; a mutual."),
        ("decided_on-day", "20"),
        ("decided_on-month", "11"),
        ("decided_on-year", "2026"),
        ("expects", "Still under 26 weeks"),
        ("expects_due-day", "30"),
        ("expects_due-month", "11"),
        ("expects_due-year", "2027"),
        ("smallest_test", "Two months running over 26 weeks."),
        ("review_on-day", "31"),
        ("review_on-month", "5"),
        ("review_on-year", "2027"),
        ("accountable", "Cllr Ruth Aldous, cabinet member for adults"),
        ("taken_by", "cabinet"),
        ("why_not_wider", "Nobody else in the county does this; asked in September."),
    ]
}
