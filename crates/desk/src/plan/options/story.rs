//! Options told whole, on SQLite in memory: listed, costed, weighed, put forward, kept and worked out again.

use jiff::civil::date;
use model::case::Case;
use model::costing::{Costing, LineKind};
use model::id::{CaseId, OrganisationId, ServiceId};
use model::option_sheet::{Characteristic, Contributor, Family};
use model::organisation::OrganisationKind;
use model::record::Record;
use model::workshop::Workshop;
use quantity::{Money, Share};
use testkit::nouns;

use crate::actor::Actor;
use crate::clock::Clock;
use crate::error::DeskError;
use crate::house::add_organisation::{AddOrganisation, add_organisation};
use crate::house::case::add_choice::{AddChoice, RuleOutChoice, add_choice, rule_out_choice};
use crate::house::check_now::check_now;
use crate::house::set_up::{kept, operator};
use crate::plan::options::add_component::{AddComponent, add_component};
use crate::plan::options::hold_workshop::{AddCriterion, add_criterion, reveal};
use crate::plan::options::keep_results::keep_results;
use crate::plan::options::leave_out::{LeaveOut, leave_out};
use crate::plan::options::money_words;
use crate::plan::options::note_equality::{NoteEquality, note_equality};
use crate::plan::options::prefer_option::{PreferOption, prefer_option};
use crate::plan::options::score::{GiveScores, Given, give_scores};
use crate::plan::options::start_costing::{StartCosting, start_costing};
use crate::plan::options::state_impact::{Said, StateImpact, state_impact};
use crate::plan::options::uncertain::{NameDriver, NameScenario, name_driver, name_scenario};
use crate::plan::options::weigh::{Weigh, weigh};
use crate::plan::options::write_line::{WriteLine, write_line};
use crate::plan::options::write_sheet::{WriteSheet, write_sheet};
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

#[tokio::test]
async fn thousands_among_pounds_are_seen_and_nothing_typed_is_lost() {
    let place = place().await;
    place.choice("Pay for it together", "section_75").await;
    place.choice("The council alone", "in_house").await;
    place.start().await;
    place.write("A", "Classes", LineKind::Cost, place.bench.desk.authority, 400_000).await;
    place.write("B", "Classes", LineKind::Cost, place.bench.desk.authority, 400).await;
    let options = place.options().await;
    let refusal = options.money.as_ref().expect("asked").answer.as_ref().expect_err("refused");
    assert!(refusal.contains("pounds mixed with thousands?") && refusal.contains("“Classes”"), "{refusal}");
    assert_eq!(options.costing.expect("a costing").noun.lines.len(), 2);
}

#[tokio::test]
async fn a_social_return_says_what_is_taken_off_and_claims_no_chain_twice() {
    use crate::plan::options::social_question::lead;
    use crate::plan::options::value_change::{NameInput, ValueChange, name_input, value_change};
    let place = place().await;
    let (desk, lead_officer, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Grants to halls", "grant").await;
    place.start().await;
    let share = |percent: f64| Share::from_percent(percent).ok();
    let value = async |what: &str, deadweight: Option<Share>, chain: &str| {
        let version = place.costing().await.map_or(0, |record| record.version);
        let ask = ValueChange {
            case,
            version,
            option: "A".into(),
            what: what.into(),
            people: "People aged 65 and over".into(),
            measured_by: "Asked before and after".into(),
            quantity: Some(100.0),
            value_each: Some(Money::from_pounds(500)),
            value_source: "What a class costs elsewhere".into(),
            deadweight,
            displacement: share(5.0),
            attribution: share(10.0),
            drop_off: share(25.0),
            years: Some(5),
            people_asked: Some(30),
            is_harm: false,
            chain: chain.into(),
            chain_share: None,
        };
        value_change(desk, lead_officer, ask).await
    };
    let Err(DeskError::Faults(faults)) = value("Company every week", None, "").await else { panic!("nothing said") };
    assert_eq!((faults.len(), faults[0].field), (1, "deadweight"));
    value("Company every week", share(20.0), "").await.expect("valued");
    let version = place.costing().await.map_or(0, |record| record.version);
    let input = NameInput { case, version, option: "A".into(), what: "The grant".into(), amount: Some(Money::from_pounds(50_000)) };
    name_input(desk, lead_officer, input).await.expect("named");
    let options = place.options().await;
    let reading = options.returns[0].answer.as_ref().expect("an answer");
    // The worked vector of the method: 96,023.50 for 50,000.
    assert!((reading.ratio - 1.920_469_97).abs() < 1e-8, "{}", reading.ratio);
    assert!(
        lead(reading).starts_with("For every £1 put in, £1.92 of what people value comes back: £96.0k for £50.0k."),
        "{}",
        lead(reading)
    );
    let kept = keep_results(desk, lead_officer, case).await.expect("kept");
    assert_eq!((kept[0].noun.method.as_str(), kept[0].noun.part.as_str()), ("sroi", "A"));
    assert_eq!(check_now(desk, lead_officer).await.expect("checked").results.same, 1);
    value("Company every week", share(20.0), "company, health").await.expect("valued");
    value("Fewer visits to the doctor", share(20.0), "company, health").await.expect("valued");
    let refusal = place.options().await.returns[0].answer.clone().expect_err("twice");
    assert!(refusal.contains("company, health"), "{refusal}");
}

#[tokio::test]
async fn a_line_that_cannot_stand_names_its_field_and_the_mend_and_changes_nothing() {
    let place = place().await;
    place.choice("Pay for it together", "section_75").await;
    place.start().await;
    let council = place.bench.desk.authority;
    let fault = async |ask: WriteLine| match write_line(&place.bench.desk, &place.lead, ask).await {
        Err(DeskError::Faults(faults)) => (faults[0].field, faults[0].message.clone()),
        other => panic!("{other:?}"),
    };
    let line = |kind| place.line("A", "Classes", kind, council, 1_000, 1);
    let negative = WriteLine { a_year: Some(Money::from_pounds(-5)), ..line(LineKind::Cost) };
    assert!(matches!(fault(negative).await, ("a_year", said) if said.contains("a cost that falls is a benefit")));
    let no_start = WriteLine { start: None, ..line(LineKind::Benefit) };
    assert!(matches!(fault(no_start).await, ("start", said) if said.contains("without a start")));
    let year_missing =
        WriteLine { a_year: None, by_year: [vec![Some(Money::from_pounds(1)); 9], vec![None]].concat(), ..line(LineKind::Cost) };
    assert!(matches!(fault(year_missing).await, ("by_year", said) if said.contains("Year 9 has no amount")));
    let years_short = WriteLine { a_year: None, by_year: vec![Some(Money::from_pounds(1)); 3], ..line(LineKind::Cost) };
    assert!(matches!(fault(years_short).await, ("by_year", said) if said.contains("3 amounts and 10 years")));
    let nobody = WriteLine { option: "Q".into(), ..line(LineKind::Cost) };
    assert!(matches!(fault(nobody).await, ("option", _)));
    let no_receiver = WriteLine { to: None, ..line(LineKind::Transfer) };
    assert!(matches!(fault(no_receiver).await, ("to", _)));
    assert!(place.costing().await.expect("a costing").noun.lines.is_empty());
    assert!(matches!(
        write_line(&place.bench.desk, &place.lead, WriteLine { version: 9, ..line(LineKind::Cost) }).await,
        Err(DeskError::Stale)
    ));
}

#[tokio::test]
async fn what_hangs_on_a_line_goes_with_its_new_name_and_what_names_no_line_is_not_counted_in_money() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Pay for it together", "section_75").await;
    place.start().await;
    place.write("A", "Hospital", LineKind::Benefit, place.icb, 1_000).await;
    place.write("now", "Hospital", LineKind::Benefit, place.icb, 400).await;
    let version = place.costing().await.expect("a costing").version;
    let lines = vec!["Hospital".to_owned()];
    let ask = NameDriver { case, version, name: "Cost of a stay".into(), value: Some(3_500.0), low: None, high: None, lines };
    name_driver(desk, lead, ask).await.expect("a driver");
    let version = place.costing().await.expect("a costing").version;
    let ask = NameScenario { case, version, name: "A bad winter".into(), what: "Hospital".into(), to: Some(1.5) };
    name_scenario(desk, lead, ask).await.expect("a state");
    let version = place.case().await.version;
    let said = |line: &str| Said { is_known: Some(true), says: "Fewer falls.".into(), line: line.into() };
    let ask = StateImpact { case, version, option: "A".into(), social: said("Hospital"), economic: said(""), environmental: said("") };
    state_impact(desk, lead, ask).await.expect("stated");
    let unpriced = async || {
        let options = place.options().await;
        let (_, appraisal) = options.appraisal().expect("an answer");
        appraisal.options["A"].not_monetised.len()
    };
    assert_eq!(unpriced().await, 2);

    let rename = async |at: usize, option: &str| {
        let version = place.costing().await.expect("a costing").version;
        let ask = place.line(option, "Fewer stays", LineKind::Benefit, place.icb, 1_000, version);
        write_line(desk, lead, WriteLine { at: Some(at), ..ask }).await.expect("renamed").noun
    };
    // While the other line still has the old name, what hangs on it stays.
    let costing = rename(0, "A").await;
    assert_eq!((costing.drivers[0].lines.join(""), costing.scenarios[0].lines[0].0.as_str()), ("Hospital".to_owned(), "Hospital"));
    assert_eq!(unpriced().await, 2, "the effect goes with its line");
    assert_eq!(place.case().await.noun.choices[0].sheet.social.as_ref().map(|effect| effect.line.as_str()), Some("Fewer stays"));
    let costing = rename(1, "now").await;
    assert_eq!((costing.drivers[0].lines.join(""), costing.scenarios[0].lines[0].0.as_str()), ("Fewer stays".to_owned(), "Fewer stays"));
}

#[tokio::test]
async fn the_long_list_holds_every_kind_or_says_why_not_before_one_is_put_forward() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Pay for it together", "section_75").await;
    place.choice("Contract it out", "contract").await;
    let prefer = async |option: &str| {
        let version = place.case().await.version;
        prefer_option(desk, lead, PreferOption { case, version, option: option.into(), because: "It does most.".into() }).await
    };
    let Err(DeskError::Refused { code: "list_too_short", sentence }) = prefer("A").await else { panic!("it is refused") };
    assert!(sentence.contains("in-house; voluntary or community; no service, or other means"), "{sentence}");
    for family in [Family::InHouse, Family::Community, Family::OtherMeans] {
        let version = place.case().await.version;
        let ask = LeaveOut { case, version, family: Some(family), reason: "Tried in 2024; the paper of 3 March says why it ended.".into() };
        leave_out(desk, lead, ask).await.expect("a reason");
    }
    assert!(matches!(prefer("A").await, Err(DeskError::Refused { code: "impact_not_stated", .. })));
    let said = |is_known, says: &str, line: &str| Said { is_known: Some(is_known), says: says.into(), line: line.into() };
    let impact = async |line: &str| {
        let version = place.case().await.version;
        let social = said(true, "Fewer falls.", line);
        let ask = StateImpact {
            case,
            version,
            option: "A".into(),
            social,
            economic: said(true, "None.", line),
            environmental: said(false, "A count of journeys.", ""),
        };
        state_impact(desk, lead, ask).await
    };
    place.start().await;
    place.write("A", "Fewer stays in hospital", LineKind::Benefit, place.icb, 609_000).await;
    let Err(DeskError::Faults(faults)) = impact("Fewer stays in hospital").await else { panic!("counted twice") };
    assert_eq!(faults[0].field, "economic_line");
    impact("").await.expect("stated");
    prefer("A").await.expect("put forward");

    // The one put forward is not ruled out under it: another is put forward first.
    let version = place.case().await.version;
    let ask = RuleOutChoice { case, version, title: "Pay for it together".into(), reason: "Nobody signed.".into() };
    let Err(DeskError::Refused { code: "put_forward", sentence }) = rule_out_choice(desk, lead, ask).await else { panic!("put forward") };
    assert!(sentence.contains("Put another forward first"), "{sentence}");

    // Ruled out, it keeps what it was worth, and the page says where that is more than what is put forward.
    place.write("B", "Savings", LineKind::Benefit, place.icb, 900_000).await;
    let version = place.case().await.version;
    let ask = RuleOutChoice { case, version, title: "Contract it out".into(), reason: "Nobody bid in 2025.".into() };
    rule_out_choice(desk, lead, ask).await.expect("ruled out");
    let options = place.options().await;
    assert!(options.given_up["B"] > Money::from_pounds(7_000_000));
    assert!(
        options.notices.iter().any(|said| said.contains("“Contract it out” was ruled out and is worth more than “Pay for it together”")),
        "{:?}",
        options.notices
    );
}

#[tokio::test]
async fn parts_go_different_ways_and_serve_one_outcome_and_who_put_it_forward_is_on_record() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Halls, walking and one pool", "community_asset_transfer").await;
    for (what, model) in [("Village-hall classes", "grant"), ("The pool", "in_house"), ("Walking groups", "behaviour_change")] {
        let version = place.case().await.version;
        let ask = AddComponent {
            case,
            version,
            option: "A".into(),
            what: what.into(),
            delivery_model: model.into(),
            by: None,
            outcome: None,
            cost: None,
        };
        add_component(desk, lead, ask).await.expect("a part");
    }
    let version = place.case().await.version;
    let ask = WriteSheet {
        case,
        version,
        option: "A".into(),
        outcome: "More people active".into(),
        affects: String::new(),
        how_sure: String::new(),
        cost: None,
        why_not: String::new(),
        contributed_by: vec![Contributor::PresentProvider],
        like_for_like: Some(false),
        builds_on: "38 village halls".into(),
        estimated_value: None,
    };
    write_sheet(desk, lead, ask).await.expect("written");
    let version = place.case().await.version;
    let ask = NoteEquality {
        case,
        version,
        option: Some("A".into()),
        who: Some(Characteristic::Disability),
        effect: "260 disabled swimmers have farther to go".into(),
        evidence: String::new(),
        mitigation: "A transport plan".into(),
        review_on: Some(jiff::civil::date(2027, 6, 1)),
    };
    note_equality(desk, lead, ask).await.expect("noted");
    let version = place.case().await.version;
    let ask = NoteEquality {
        case,
        version,
        option: None,
        who: Some(Characteristic::Age),
        effect: "Older swimmers lose two pools at once".into(),
        evidence: String::new(),
        mitigation: String::new(),
        review_on: Some(jiff::civil::date(2027, 9, 1)),
    };
    note_equality(desk, lead, ask).await.expect("noted of all together");
    let together: Vec<_> = place.case().await.noun.equality.iter().map(|row| (row.who, row.review_on)).collect();
    assert_eq!(together, [(Characteristic::Age, Some(jiff::civil::date(2027, 9, 1)))], "the change as a whole has rows of its own");
    let options = place.options().await;
    let of = |family| options.kinds.iter().find(|kind| kind.family == family).map(|kind| kind.options.clone());
    assert_eq!([of(Family::InHouse), of(Family::Community), of(Family::OtherMeans)], [1, 1, 1].map(|_| Some(vec!["A".to_owned()])));
    assert!(options.notices.iter().any(|said| said.starts_with("Only whoever provides it now")), "{:?}", options.notices);
    assert_eq!(options.option("A").and_then(|option| option.choice.as_ref()).expect("a choice").sheet.equality.len(), 1);
}

#[tokio::test]
async fn options_are_scored_by_letter_before_their_names_are_shown_and_both_scores_are_kept() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Pay for it together", "section_75").await;
    let criterion = async |name: &str, worst, best, reason: &str| {
        let version = place.workshop().await.map_or(0, |record| record.version);
        let ask = AddCriterion {
            case,
            version,
            name: name.into(),
            unit: String::new(),
            worst,
            best,
            half: None,
            about_delivery_model: false,
            published_reason: reason.into(),
            ask_again: false,
        };
        add_criterion(desk, lead, ask).await
    };
    let Err(DeskError::Faults(faults)) = criterion("Falls avoided", None, Some(500.0), "").await else { panic!("no range") };
    assert_eq!(faults[0].field, "worst");
    let Err(DeskError::Faults(faults)) = criterion("Is it in-house?", Some(0.0), Some(1.0), "").await else { panic!("the model itself") };
    assert_eq!(faults[0].field, "published_reason");
    criterion("Falls avoided", Some(0.0), Some(500.0), "").await.expect("a criterion");
    criterion("Cost", Some(600.0), Some(0.0), "").await.expect("a criterion");
    let weight = async |group: &str, swings: [f64; 2]| {
        let version = place.workshop().await.map_or(0, |record| record.version);
        let swings = swings.iter().map(|swing| Some(*swing)).collect();
        weigh(desk, lead, Weigh { case, version, group: group.into(), is_agreed: false, swings, ranges: vec![] }).await.expect("weighed");
    };
    weight("residents", [100.0, 40.0]).await;
    weight("officers", [60.0, 100.0]).await;
    let score = async |option: &str, scores: [f64; 2], reason: &str| {
        let version = place.workshop().await.map_or(0, |record| record.version);
        let given = |figure: f64| Given { figure: Some(figure), low: None, high: None };
        let ask = GiveScores { case, version, option: option.into(), scores: scores.map(given).into(), reason: reason.into() };
        give_scores(desk, lead, ask).await
    };
    score("A", [462.0, 520.0], "").await.expect("scored");
    let version = place.workshop().await.map_or(0, |record| record.version);
    assert!(matches!(reveal(desk, lead, case, version).await, Err(DeskError::Refused { code: "scores_missing", .. })));
    score("now", [0.0, 0.0], "").await.expect("scored");
    let blind = place.options().await;
    let weighed = blind.criteria.as_ref().expect("asked").as_ref().expect("weighed");
    assert_eq!(weighed.case.options, ["Option 0", "Option A"]);
    let version = place.workshop().await.map_or(0, |record| record.version);
    reveal(desk, lead, case, version).await.expect("revealed");
    let shown = place.options().await;
    let named = shown.criteria.as_ref().expect("asked").as_ref().expect("weighed");
    assert_eq!(named.reading.totals, weighed.reading.totals, "names change no score");
    let voices = named.reading.voices.as_ref().expect("voices");
    assert!(!voices.same_first && voices.groups.len() == 2);
    assert!(matches!(score("A", [470.0, 520.0], "").await, Err(DeskError::Faults(_))));
    score("A", [470.0, 520.0], "The count was corrected.").await.expect("with a reason");
    let workshop = place.workshop().await.expect("a workshop").noun;
    assert_eq!(
        (workshop.score("A", "Falls avoided").expect("one").figure, workshop.blind_score("A", "Falls avoided").expect("one").figure),
        (470.0, 462.0)
    );
    let kept = keep_results(desk, lead, case).await.expect("kept");
    assert_eq!(kept.iter().map(|one| one.noun.method.as_str()).collect::<Vec<_>>(), ["mcda-weighted-sum", "smaa"]);
    assert_eq!(check_now(desk, lead).await.expect("checked").results.same, 2);
}
