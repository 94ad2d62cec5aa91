//! Options told whole, on SQLite in memory: costed, kept, sealed and worked out again; and the place that other stories of options begin with.

use jiff::civil::date;
use model::case::Case;
use model::costing::{Costing, LineKind};
use model::id::{CaseId, OrganisationId, ServiceId};
use model::organisation::OrganisationKind;
use model::record::Record;
use model::workshop::Workshop;
use quantity::{Money, Share};
use testkit::nouns;

use crate::actor::Actor;
use crate::clock::Clock;
use crate::error::DeskError;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::house::case::add_choice::{AddChoice, add_choice};
use crate::house::check_now::check_now;
use crate::house::set_up::{kept, operator};
use crate::plan::options::keep_results::keep_results;
use crate::plan::options::money_words;
use crate::plan::options::start_costing::{StartCosting, start_costing};
use crate::plan::options::uncertain::{NameDriver, name_driver};
use crate::plan::options::write_line::{WriteLine, write_line};
use crate::plan::read_options::{CaseOptions, read_options};
use crate::testing::{Bench, bench, may_everything};

pub(crate) struct Place {
    pub(crate) bench: Bench,
    pub(super) lead: Actor,
    pub(super) case: CaseId,
    pub(crate) service: ServiceId,
    pub(crate) icb: OrganisationId,
    district: OrganisationId,
}

pub(crate) async fn place() -> Place {
    let bench = bench(false).await;
    let desk = &bench.desk;
    let lead = may_everything(desk);
    let body = |name: &str, kind| AddOrganisation {
        name: name.into(),
        kind,
        also_called: vec![],
        provides: false,
        is_partner: true,
        ended: None,
        followed_by: None,
    };
    let icb = add_organisation(desk, &operator(desk), body("NHS Northvale", OrganisationKind::Nhs)).await.expect("a body");
    let district =
        add_organisation(desk, &operator(desk), body("Aldermere District Council", OrganisationKind::District)).await.expect("a body");
    let (service, case): (ServiceId, CaseId) = (desk.new_id(), desk.new_id());
    let mut write = desk.write(&lead).await.expect("writes");
    let noun = nouns::service("Steady on your feet", desk.authority);
    store::services::save(&mut write.tx, &kept(desk, service, model::audience::Audience::Partners, noun)).await.expect("a service");
    let noun: Case = nouns::case("Who pays, and who gains?", vec![service]);
    store::cases::save(&mut write.tx, &kept(desk, case, model::audience::Audience::Partners, noun)).await.expect("a case");
    write.commit("prepare", "test", None, "A case.").await.expect("commits");
    Place { bench, lead, case, service, icb, district }
}

impl Place {
    pub(crate) async fn case(&self) -> Record<CaseId, Case> {
        let mut tx = self.bench.desk.read().await.expect("reads");
        store::cases::find(&mut tx, &self.lead.scope, self.case).await.expect("the case")
    }

    pub(super) async fn costing(&self) -> Option<Record<model::id::CostingId, Costing>> {
        let mut tx = self.bench.desk.read().await.expect("reads");
        store::costings::of_case(&mut tx, &self.lead.scope, self.case).await.expect("reads")
    }

    pub(super) async fn workshop(&self) -> Option<Record<model::id::WorkshopId, Workshop>> {
        let mut tx = self.bench.desk.read().await.expect("reads");
        store::workshops::of_case(&mut tx, &self.lead.scope, self.case).await.expect("reads")
    }

    pub(super) async fn options(&self) -> CaseOptions {
        read_options(&self.bench.desk, &self.lead, self.case).await.expect("options")
    }

    pub(crate) async fn choice(&self, title: &str, model: &str) {
        let version = self.case().await.version;
        let ask = AddChoice {
            case: self.case,
            version,
            title: title.into(),
            delivery_model: model.into(),
            service: self.service,
            part: String::new(),
            leaves_issues: vec![],
            outcome: "Fewer falls".into(),
            cost: None,
            affects: String::new(),
            how_sure: String::new(),
            ground: None,
            transfer_to_fix: None,
        };
        add_choice(&self.bench.desk, &self.lead, ask).await.expect("a choice");
    }

    pub(crate) async fn start(&self) {
        let ask = StartCosting {
            case: self.case,
            version: 0,
            first_year: 2027,
            years: 10,
            short_until: 2,
            works_kind: String::new(),
            correct_by_grade: false,
            seed: 7,
            sealed: false,
        };
        start_costing(&self.bench.desk, &self.lead, ask).await.expect("a costing");
    }

    pub(super) fn line(
        &self,
        option: &str,
        name: &str,
        kind: LineKind,
        organisation: OrganisationId,
        pounds: i64,
        version: i64,
    ) -> WriteLine {
        WriteLine {
            case: self.case,
            version,
            at: None,
            option: option.into(),
            name: name.into(),
            kind: Some(kind),
            organisation: Some(organisation),
            to: None,
            a_year: Some(Money::from_pounds(pounds)),
            by_year: vec![],
            start: Some(0),
            until: None,
            ramp: vec![],
            drop_off: None,
            real_growth: 0.0,
            confidence: Some(3),
            owner_role: "Head of commissioning".into(),
            cashable: Some(Share::from_percent(15.0).expect("a share")),
            precondition: String::new(),
            met_by: None,
            is_sunk: false,
            thing: String::new(),
            part: String::new(),
            low: None,
            high: None,
            prices_of: None,
            falls_on: String::new(),
        }
    }

    pub(crate) async fn write(&self, option: &str, name: &str, kind: LineKind, organisation: OrganisationId, pounds: i64) {
        let version = self.costing().await.map_or(0, |record| record.version);
        let ask = self.line(option, name, kind, organisation, pounds, version);
        write_line(&self.bench.desk, &self.lead, ask).await.expect("a line");
    }

    /// The shares of the county file, section 6.
    async fn steady_on_your_feet(&self) {
        self.choice("Pay for it together", "section_75").await;
        self.start().await;
        let council = self.bench.desk.authority;
        for (name, kind, organisation, pounds) in [
            ("Classes, from the public health grant", LineKind::Cost, council, 300_000),
            ("Classes, from the council's own", LineKind::Cost, council, 100_000),
            ("Home checks", LineKind::Cost, self.icb, 80_000),
            ("Halls", LineKind::Cost, self.district, 40_000),
            ("Fewer stays in hospital", LineKind::Benefit, self.icb, 609_000),
            ("Less care after a fall", LineKind::Benefit, council, 105_000),
        ] {
            self.write("A", name, kind, organisation, pounds).await;
        }
        let version = self.costing().await.map_or(0, |record| record.version);
        let lines = vec!["Fewer stays in hospital".to_owned(), "Less care after a fall".to_owned()];
        let ask = NameDriver {
            case: self.case,
            version,
            name: "People who finish, of 100".into(),
            value: Some(62.0),
            low: Some(40.0),
            high: Some(75.0),
            lines,
        };
        name_driver(&self.bench.desk, &self.lead, ask).await.expect("a driver");
    }
}

#[tokio::test]
async fn who_pays_and_who_gains_comes_out_as_the_county_file_says_and_is_kept_and_worked_out_again() {
    let place = place().await;
    place.steady_on_your_feet().await;
    let options = place.options().await;
    let (question, appraisal) = options.appraisal().expect("an answer");
    let choice = appraisal.choice.as_ref().expect("a choice");
    assert_eq!((choice.highest.as_str(), choice.next.as_str()), ("A", "now"));
    let lead = money_words::lead(question, appraisal);
    assert!(
        lead.contains("It turns on “People who finish, of 100”: at 45.2 in place of 62.0 it is level with “Stay as we are”."),
        "{lead}"
    );
    assert!(lead.contains("Nothing is written down for staying as we are: it counts as nought"), "{lead}");
    let option = options.ledger("A").expect("a ledger");
    let alignment = option.alignment.as_ref().expect("an alignment");
    let share = |of: &std::collections::BTreeMap<String, f64>, name: &str| (100.0 * of[name]).round();
    let council = "Northvale County Council";
    assert_eq!([council, "NHS Northvale", "Aldermere District Council"].map(|n| share(&alignment.shares_paid, n)), [77.0, 15.0, 8.0]);
    assert_eq!([council, "NHS Northvale", "Aldermere District Council"].map(|n| share(&alignment.shares_gained, n)), [15.0, 85.0, 0.0]);
    assert!((alignment.misalignment - 0.70).abs() < 0.005, "{}", alignment.misalignment);
    let (_, rows) = money_words::aligned_in_a_year(option).expect("rows");
    let thousands: Vec<(&str, i64)> =
        rows.iter().map(|(name, _, aligned)| (name.as_str(), (aligned.pounds() / 1e3).round() as i64)).collect();
    assert_eq!(thousands, [("NHS Northvale", 444), (council, 76), ("Aldermere District Council", 0)]);
    let said = money_words::gain_for_gain(option).expect("a sentence");
    assert_eq!(said, "Northvale County Council pays most. For every £1 it gains, NHS Northvale gains £5.80.");

    let desk = &place.bench.desk;
    let kept = keep_results(desk, &place.lead, place.case).await.expect("kept");
    assert_eq!(kept.len(), 1);
    let again = keep_results(desk, &place.lead, place.case).await.expect("kept");
    assert_eq!(again[0].id, kept[0].id, "the same is not kept twice");
    let checked = check_now(desk, &place.lead).await.expect("checked");
    assert_eq!((checked.results.same, checked.results.otherwise.len(), checked.results.changed_since), (1, 0, 0), "{checked:?}");
    assert!(!place.options().await.kept[0].changed_since);
    place.write("A", "Fewer calls", LineKind::Benefit, place.icb, 1_000).await;
    assert!(place.options().await.kept[0].changed_since);
    assert_eq!(check_now(desk, &place.lead).await.expect("checked").results.changed_since, 1);

    place.write("A", "Far more visits", LineKind::Cost, place.icb, 90_000_000).await;
    let options = place.options().await;
    let (question, appraisal) = options.appraisal().expect("an answer");
    let lead = money_words::lead(question, appraisal);
    assert!(lead.starts_with("Over 10 years nothing that is costed is worth more than staying as we are."), "{lead}");
}

#[tokio::test]
async fn what_was_kept_of_a_costing_is_sealed_with_it_and_whoever_may_not_see_it_is_told_so_and_begins_no_second_one() {
    let place = place().await;
    place.steady_on_your_feet().await;
    let desk = &place.bench.desk;
    let mut other = place.lead.clone();
    other.scope.sees_sealed = false;
    let kept = keep_results(desk, &place.lead, place.case).await.expect("kept");
    assert!(!kept[0].sealed && read_options(desk, &other, place.case).await.expect("options").kept.len() == 1);

    let again = |version, sealed| StartCosting {
        case: place.case,
        version,
        first_year: 2027,
        years: 10,
        short_until: 2,
        works_kind: String::new(),
        correct_by_grade: false,
        seed: 7,
        sealed,
    };
    let version = place.costing().await.expect("a costing").version;
    start_costing(desk, &place.lead, again(version, true)).await.expect("sealed");
    let seen = read_options(desk, &other, place.case).await.expect("options");
    assert!(seen.costing_is_sealed && seen.costing.is_none() && seen.money.is_none() && seen.kept.is_empty());
    let whole = place.options().await;
    assert!(!whole.costing_is_sealed && whole.kept[0].finding.sealed);
    assert_eq!(keep_results(desk, &place.lead, place.case).await.expect("kept")[0].id, kept[0].id, "the same, sealed as it is");

    for refused in [
        start_costing(desk, &other, again(0, false)).await.map(|_| ()),
        write_line(desk, &other, place.line("A", "More", LineKind::Cost, place.icb, 1, 1)).await.map(|_| ()),
    ] {
        assert!(matches!(refused, Err(DeskError::Refused { code: "costing_sealed", .. })), "{refused:?}");
    }
    let nothing = keep_results(desk, &other, place.case).await;
    assert!(matches!(nothing, Err(DeskError::Refused { code: "nothing_to_keep", .. })), "{nothing:?}");
    // Once it is open again, what is kept is open too, beside the sealed one.
    let version = place.costing().await.expect("a costing").version;
    start_costing(desk, &place.lead, again(version, false)).await.expect("opened");
    let open = keep_results(desk, &place.lead, place.case).await.expect("kept");
    assert!(!open[0].sealed && open[0].id != kept[0].id);
}

#[tokio::test]
async fn a_day_is_the_day_where_the_authority_is() {
    let mut place = place().await;
    // Half past midnight on 2 July in Northvale.
    place.bench.desk = place.bench.desk.at(Clock::Still("2026-07-01T23:30:00Z".parse().expect("a moment")));
    place.steady_on_your_feet().await;
    keep_results(&place.bench.desk, &place.lead, place.case).await.expect("kept");
    let options = place.options().await;
    assert_eq!((options.written_on, options.kept[0].on), (Some(date(2026, 7, 2)), date(2026, 7, 2)));
}

#[tokio::test]
async fn a_change_of_delivery_model_alone_changes_no_figure() {
    let place = place().await;
    place.steady_on_your_feet().await;
    let before = place.options().await;
    let mut case = place.case().await;
    let mut write = place.bench.desk.write(&place.lead).await.expect("writes");
    case.noun.choices[0].delivery_model = "contract".into();
    store::cases::save(&mut write.tx, &case).await.expect("saved");
    write.commit("prepare", "test", None, "Another label.").await.expect("commits");
    let after = place.options().await;
    let figures = |options: &CaseOptions| options.ledger("A").map(|option| (option.figures.clone(), option.ledger.clone()));
    assert_eq!(figures(&before), figures(&after));
}
