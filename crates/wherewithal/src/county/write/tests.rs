//! The county as the desk has it, held against what the county file says.

use desk::Actor;
use desk::analyse::load_performance::{AcceptUpload, AnswerUpload, ReadUpload, accept_upload, answer_upload, read_upload};
use desk::analyse::read_source::read_cell;
use desk::house::actors::actor_by_email;
use desk::house::audit::{ListAudit, list_audit, verify_audit};
use desk::house::case::read_case::list_cases;
use desk::house::case::read_home::read_home;
use desk::house::sign_in_sample::sample_people;
use desk::plan::ask_readiness::{AskReadiness, read_every_choice, read_readiness};
use desk::plan::gather::Gathered;
use desk::plan::list_readiness::list_readiness;
use desk::plan::read_issue::read_issue;
use desk::review::read_measure::read_measure;
use desk::review::read_service::read_services;
use model::readiness::{Answer, Standing};
use model::upload::UploadState;
use principles::p_outsourcing_a_problem::issue_state::State;

use super::*;
use crate::county::people::{DAN, GRACE, HELEN};

struct Place {
    desk: Desk,
    folder: tempfile::TempDir,
}

async fn northvale(today: Date) -> Place {
    let folder = tempfile::tempdir().expect("a folder");
    let address = format!("sqlite:{}", folder.path().join("records.db").display());
    match write(&address, folder.path(), today).await {
        Ok(desk) => Place { desk, folder },
        Err(error) => panic!("{error:#}"),
    }
}

impl Place {
    async fn person(&self, email: &str) -> Actor {
        actor_by_email(&self.desk, email).await.expect("a person")
    }

    /// What the check answers of a change of a service, by its name.
    async fn asked(&self, service: &str, change: &str) -> Gathered {
        let helen = self.person(HELEN).await;
        let cases = list_cases(&self.desk, &helen).await.expect("cases");
        let services = read_services(&self.desk, &helen).await.expect("services");
        let service = services.iter().find(|row| row.service.noun.name == service).expect("the service").service.id;
        let case = cases.iter().find(|case| case.noun.services.contains(&service)).map(|case| case.id);
        let ask = AskReadiness { case, service, change: change.into(), part: String::new() };
        read_readiness(&self.desk, &helen, &ask).await.expect("an answer")
    }
}

fn states(found: &Gathered) -> Vec<(&str, State)> {
    found.readiness.issues.iter().map(|issue| (issue.title.as_str(), issue.state)).collect()
}

fn earliest(found: &Gathered, condition: &str) -> Option<String> {
    let earliest = found.readiness.earliest.iter().find(|earliest| earliest.condition.contains(condition))?;
    earliest.month.map(|month| month.in_words())
}

#[tokio::test]
async fn northvale_answers_as_the_county_file_says() {
    let place = northvale(TODAY).await;

    let housing = place.asked("Housing-related support", "transfer_voluntary").await;
    assert_eq!(housing.readiness.answer, Answer::NotReady);
    assert_eq!(
        states(&housing),
        [
            ("People stay too long before moving on", State::Explain),
            ("Flats stand empty too long", State::NotYet),
            ("Too many posts are empty", State::WaitingForTriage),
        ]
    );
    assert_eq!(earliest(&housing, "explained and accepted").as_deref(), Some("March 2027"));
    assert_eq!(earliest(&housing, "stays unexplained").as_deref(), Some("October 2027"));
    assert!(
        housing.readiness.conflicts.iter().any(|conflict| conflict.what.contains("Repairs within ten days")),
        "the repairs budget would go"
    );
    assert_eq!((housing.readiness.material, housing.readiness.shown), (2, 0));

    let reablement = place.asked("Reablement at home", "section_75").await;
    assert_eq!(reablement.readiness.answer, Answer::Ready, "{:#?}", reablement.readiness.reasons);
    assert!(states(&reablement).iter().all(|(_, state)| *state == State::Shown));

    let home_care = place.asked("Home care", "as_now").await;
    assert_eq!((home_care.readiness.answer, states(&home_care)), (Answer::NotReady, vec![("Visits come late", State::NotYet)]));
    assert!(home_care.readiness.reasons.iter().any(|reason| reason.code == "C5"), "{:#?}", home_care.readiness.reasons);
    assert!(!home_care.readiness.reasons.iter().any(|reason| reason.code == "C4"), "its level is met");

    let transport = place.asked("School transport for children with special needs", "as_now").await;
    assert_eq!(transport.readiness.answer, Answer::PointsTheOtherWay);
    assert!(transport.readiness.issues[0].says.contains("since March 2026"), "{}", transport.readiness.issues[0].says);

    assert_eq!(earliest(&transport, "").as_deref(), Some("October 2027"), "only a test begun afresh shows it");

    let hospital = place.asked("Leaving hospital", "as_now").await;
    assert_eq!(states(&hospital), [("People wait too long to leave hospital", State::MovedElsewhere)]);

    let living = place.asked("Complex supported living", "as_now").await;
    assert_eq!(states(&living), [("Reviews come late", State::NotYet)], "one person of fourteen is not worse");

    let placements = place.asked("Children's homes and placements", "as_now").await;
    assert_eq!(states(&placements), [("Placements break down", State::NotYet)]);
    assert!(
        placements.readiness.reasons.iter().any(|reason| reason.code == "C1" && reason.text.contains("6 of 8")),
        "{:#?}",
        placements.readiness.reasons
    );
}

#[tokio::test]
async fn no_answer_names_a_day_that_is_over() {
    let place = northvale(TODAY).await;
    let helen = place.person(HELEN).await;
    let lines = list_readiness(&place.desk, &helen).await.expect("lines");
    assert!(lines.len() >= 15, "{}", lines.len());
    for line in lines {
        let (service, answer) = (&line.found.service.noun.name, &line.found.readiness);
        for earliest in answer.earliest.iter().filter_map(|earliest| earliest.month) {
            assert!(earliest.last_day() >= TODAY, "{service}: {earliest:?}");
        }
        for day in answer.reasons.iter().filter_map(|reason| reason.mend.as_ref()?.earliest) {
            assert!(day >= TODAY, "{service}: {day}");
        }
    }
}

#[tokio::test]
async fn the_same_question_of_every_choice_finds_outreach_ready() {
    let place = northvale(TODAY).await;
    let helen = place.person(HELEN).await;
    let cases = list_cases(&place.desk, &helen).await.expect("cases");
    let housing = cases.iter().find(|case| case.noun.question.starts_with("Housing")).expect("the case");
    let answers = read_every_choice(&place.desk, &helen, Some(housing.id), housing.noun.services[0]).await.expect("answers");
    let answer = |code: &str, part: &str| {
        let same = |found: &&Gathered| {
            found.proposal.model.code == code && found.proposal.part.as_ref().map(|p| p.what.as_str()).unwrap_or_default() == part
        };
        answers.iter().find(same).map(|found| found.readiness.answer)
    };
    assert_eq!(answers.len(), 8, "staying, and the seven not ruled out");
    assert_eq!(answer("as_now", ""), Some(Answer::NotReady));
    assert_eq!(answer("transfer_voluntary", ""), Some(Answer::NotReady));
    assert_eq!(answer("transfer_voluntary", "Outreach"), Some(Answer::Ready), "none of the issues is in outreach");
    assert_eq!(answer("shared_service", ""), Some(Answer::NotReady));

    let home = read_home(&place.desk, &helen, place.desk.now()).await.expect("home");
    let first: Vec<_> = home.cases.iter().take(3).filter_map(|line| line.case.noun.next.as_ref()).map(|next| next.by.to_string()).collect();
    assert_eq!((home.cases.len(), first), (11, vec!["2026-12-01".into(), "2026-12-08".into(), "2026-12-15".to_string()]));
    assert_eq!(home.good.len(), 2, "both of reablement");
    assert!(!home.due.is_empty());
}

#[tokio::test]
async fn the_newer_states_are_in_the_county_each_as_its_people_left_it() {
    let place = northvale(TODAY).await;
    let helen = place.person(HELEN).await;
    let issues = |found: &Gathered| found.issues.iter().map(|(issue, _)| issue.reference.clone().expect("a reference")).collect::<Vec<_>>();

    // A test given up before it began stands beside the one that took its place.
    let housing = place.asked("Housing-related support", "transfer_voluntary").await;
    let mut given_up = Vec::new();
    for reference in issues(&housing) {
        let tests = read_issue(&place.desk, &helen, &reference).await.expect("the issue").tests;
        given_up.extend(tests.into_iter().filter_map(|test| test.noun.voided).map(|voided| (voided.by_role, voided.why)));
    }
    let [(by, why)] = given_up.as_slice() else { panic!("{given_up:?}") };
    assert!(by == "Head of commissioning" && why.contains("could not begin before April"), "{by}: {why}");

    // A corrected figure, checked from outside: the test stands, and the answer with the old figure is beside it.
    let reablement = place.asked("Reablement at home", "section_75").await;
    let (_, corrected) = reablement.issues.iter().find(|(issue, _)| issue.noun.title == "The first visit comes too late").expect("it");
    assert_eq!(corrected.evidence.standing, Standing::Shown);
    let kept = &corrected.test.as_ref().expect("a test").noun.corrections;
    assert_eq!(kept.iter().map(|kept| (kept.period.to_string(), kept.old_value)).collect::<Vec<_>>(), [("2026-09".into(), Some(9.6))]);
    let before = corrected.before_correction.as_ref().expect("the answer with the old figure");
    assert_ne!(before.state, methods::evidence::State::Shown, "{before:?}");

    // The record of a Public Interest Test: answered but for one question, and approved.
    let cases = list_cases(&place.desk, &helen).await.expect("cases");
    let light = cases.iter().find(|case| case.noun.size == model::case::Size::Light).expect("a light case");
    assert!(light.noun.question.contains("warm room") && light.noun.annual_cost.is_some_and(|cost| cost.pounds() < 100_000.0));
    let case = cases.iter().find(|case| case.noun.question.starts_with("Housing")).expect("the case");
    let mut tx = place.desk.read().await.expect("reads");
    let checks = store::readiness_checks::by_case(&mut tx, &helen.scope, case.id).await.expect("checks");
    let records: Vec<_> = checks.iter().filter_map(|check| check.noun.public_interest.as_ref()).collect();
    let [record] = records.as_slice() else { panic!("{} records", records.len()) };
    assert_eq!((record.version, record.answers.len()), (1, 7));
    assert_eq!(record.approved.as_ref().map(|by| by.role.as_str()), Some("Executive director, adults and housing"));
}

#[tokio::test]
async fn its_people_its_trail_and_the_cell_behind_october() {
    let place = northvale(TODAY).await;
    let people: Vec<String> = sample_people(&place.desk).await.expect("people").into_iter().map(|person| person.name).collect();
    assert_eq!(people, crate::county::people::INHABITANTS.map(|person| person.name.to_owned()));
    assert!(place.desk.place.is_sample);
    assert_eq!(place.desk.today(), TODAY);

    let helen = place.person(HELEN).await;
    assert!(format!("{:?}", verify_audit(&place.desk).await.expect("verified")).contains("Whole"), "the trail is whole");
    let checked = desk::house::check_now::check_now(&place.desk, &helen).await.expect("checks");
    assert!(checked.is_well() && checked.answers.same >= 5 && checked.results.same >= 30, "{checked:#?}");
    let trail = list_audit(&place.desk, &helen, ListAudit::default()).await.expect("a trail");
    assert!(!trail.rows.is_empty());

    let (sheet, row, column) = crate::county::files::MEDIAN_CELL;
    let services = read_services(&place.desk, &helen).await.expect("services");
    assert_eq!(services.len(), 16);
    let dan = place.person(DAN).await;
    let weeks = measure(&place, &dan, "Median weeks before a planned move on").await;
    assert_eq!(weeks.points.len(), 36);
    let october = weeks.points.last().expect("October");
    let at = october.at.clone().expect("a cell");
    assert_eq!(
        (october.value, october.denominator.is_some(), at.sheet.as_str(), at.row, at.column),
        (Some(32.0), true, sheet, row, column)
    );
    let cell = read_cell(&place.desk, &dan, at.source, sheet, row, column).await.expect("the cell");
    assert!(cell.rows.iter().any(|(number, cells)| *number == row && cells.iter().any(|text| text.starts_with("32"))), "{:?}", cell.rows);
    assert_eq!(weeks.replies.len(), 1, "what the service says");
    assert_eq!(weeks.measure.noun.rebases.len(), 1);

    let grace = place.person(GRACE).await;
    let seen: Vec<String> =
        read_services(&place.desk, &grace).await.expect("services").into_iter().map(|row| row.service.noun.name).collect();
    assert_eq!(seen, ["Tenancy help in Lindle Vale"], "a provider sees its own");
}

async fn measure(place: &Place, actor: &Actor, name: &str) -> desk::review::read_measure::MeasureView {
    for row in read_services(&place.desk, actor).await.expect("services") {
        let reference = row.service.reference.expect("a reference");
        let view = desk::review::read_service::read_service(&place.desk, actor, &reference).await.expect("a service");
        for row in view.measures {
            if row.measure.noun.name == name {
                let reference = row.measure.reference.expect("a reference");
                return read_measure(&place.desk, actor, &reference, None).await.expect("a measure");
            }
        }
    }
    panic!("no measure {name}")
}

#[tokio::test]
async fn after_eleven_months_it_was_not_yet_and_nothing_later_had_happened() {
    let place = northvale(date(2026, 10, 30)).await;
    let housing = place.asked("Housing-related support", "transfer_voluntary").await;
    assert_eq!(states(&housing), [("People stay too long before moving on", State::NotYet), ("Flats stand empty too long", State::NotYet)]);
    assert_eq!(place.desk.today(), date(2026, 10, 30));
    assert!(write("sqlite::memory:", place.folder.path(), date(2024, 1, 1)).await.is_err(), "before the county began");
}

#[tokio::test]
async fn the_county_is_the_same_every_time() {
    let (once, again) = (northvale(TODAY).await, northvale(TODAY).await);
    let helen = once.person(HELEN).await;
    let head = list_audit(&once.desk, &helen, ListAudit::default()).await.expect("a trail").head;
    let helen = again.person(HELEN).await;
    let other = list_audit(&again.desk, &helen, ListAudit::default()).await.expect("a trail").head;
    assert_eq!(format!("{head:?}"), format!("{other:?}"));
}

#[tokio::test]
async fn a_visitor_loads_the_messy_return_and_no_name_is_kept() {
    let place = northvale(TODAY).await;
    let dan = place.person(DAN).await;
    let bytes = std::fs::read(place.folder.path().join("examples/home-care-q2-final-v3.xlsx")).expect("an example");
    let home_care = read_services(&place.desk, &dan).await.expect("services");
    let service = home_care.iter().find(|row| row.service.noun.name == "Home care").expect("home care").service.id;
    let ask = ReadUpload { file_name: "home-care-q2-final-v3.xlsx".into(), bytes, service: Some(service) };
    let upload = read_upload(&place.desk, &dan, ask).await.expect("read");
    assert_eq!(upload.noun.state, UploadState::PersonalDetails);
    let reference = upload.reference.clone().expect("a reference");
    let view = desk::analyse::load_performance::read_waiting(&place.desk, &dan, &reference).await.expect("the upload");
    let reading = view.reading.expect("a reading");
    let ended = reading.notes.iter().find(|note| note.seen == "NV09").expect("a note of the district that is no more");
    assert_eq!((ended.count, ended.place().as_str()), (4, "Cell B53 and 3 like it"));
    assert!(ended.read_as.starts_with("‘Mere Vale District Council’ was no more from 1 April 2019"), "{}", ended.read_as);
    assert!(ended.read_as.contains("‘Stourbeck District Council’ took its place."), "{}", ended.read_as);
    let ask = AnswerUpload { upload: Some(upload.id), version: upload.version, ..AnswerUpload::default() };
    let upload = answer_upload(&place.desk, &dan, ask).await.expect("left out");
    let ask = AcceptUpload { upload: upload.id, version: upload.version, new_measures: Vec::new(), licence: String::new(), dated: None };
    let done = accept_upload(&place.desk, &dan, ask).await.expect("accepted");
    assert_eq!(done.saved.corrected, 1, "March 2026 of one agency, sent again");
    assert!(done.saved.new >= 13 && done.voided.is_empty(), "{:?}", done.saved);
}

#[tokio::test]
async fn shared_money_comes_to_what_the_county_file_says() {
    use crate::county::people::AMARA;
    use desk::plan::money::read_allocation::{list_allocations, read_allocation};
    use desk::plan::money::read_budget_change::{list_budget_changes, read_budget_change};
    use desk::plan::money::read_fund::{list_funds, read_fund};
    use desk::plan::money::read_members_priorities::read_members_priorities;
    use quantity::Money;

    let place = northvale(TODAY).await;
    let (helen, amara) = (place.person(HELEN).await, place.person(AMARA).await);

    let allocation = list_allocations(&place.desk, &helen).await.expect("allocations").remove(0);
    let view = read_allocation(&place.desk, &helen, &allocation.reference.expect("a reference"), None).await.expect("a page");
    let worked = view.worked.as_ref().expect("worked");
    let plan = worked.planned.answer.plan.as_ref().expect("a plan");
    assert_eq!((plan.outcome, worked.planned.answer.bound, worked.planned.chosen.join("")), (217, 217, "ABCFJK".to_owned()));
    assert_eq!(worked.any_pound.as_ref().map(|(points, codes)| (*points, codes.join(""))), Some((236, "ABDHIJK".to_owned())));
    let partners = view.partners.as_ref().expect("what each pays");
    assert_eq!(partners.iter().filter_map(|p| p.pays).map(Money::pence).sum::<i64>(), Money::from_pounds(1_200_000).pence());
    assert_eq!(partners.iter().map(|p| p.gains).sum::<i64>(), 217);
    let (.., moves) = worked.today.as_ref().expect("today");
    assert!(!moves.releases.is_empty() && moves.groups_that_lose().count() > 0);

    // Over three years, with a grant, a floor and too few people: what the cabinet put first costs seven points, and is said to.
    let places: model::reference::Reference = "AL-2".parse().expect("a reference");
    let both = read_members_priorities(&place.desk, &helen, &places).await.expect("both plans");
    let of = |side: &Result<std::sync::Arc<desk::plan::money::worked::Planned>, String>| {
        let planned = side.as_ref().expect("a plan");
        (planned.chosen.join(" "), planned.answer.plan.as_ref().map(|plan| plan.outcome))
    };
    assert_eq!(of(&both.with), ("A B C E".to_owned(), Some(176)));
    assert_eq!(of(&both.without), ("A B C D E2".to_owned(), Some(183)));

    let funds = list_funds(&place.desk, &helen).await.expect("funds");
    let crisis = funds.iter().find(|fund| fund.noun.name == "Adults in crisis").expect("the fund").reference.clone().expect("a reference");
    let (ours, theirs) =
        (read_fund(&place.desk, &helen, &crisis).await.expect("a fund"), read_fund(&place.desk, &amara, &crisis).await.expect("a fund"));
    // A tenth of £2.4m over: £100,000, £90,000 and £50,000; what falls on whoever has not shared its figure is not known.
    let parts = [100_000, 90_000, 50_000].map(|pounds| Some(Money::from_pounds(pounds)));
    assert_eq!(ours.stress[1].parts, parts.into_iter().chain([None]).collect::<Vec<_>>());
    let point = |view: &desk::plan::money::read_fund::FundView| view.own.as_ref().and_then(|(_, point)| point.clone().ok().flatten());
    assert_eq!((point(&ours), point(&theirs)), (Some(Money::from_pounds(192_000)), Some(Money::from_pounds(160_000))));

    let change = list_budget_changes(&place.desk, &helen).await.expect("changes").remove(0);
    let view = read_budget_change(&place.desk, &helen, &change.reference.expect("a reference")).await.expect("a page");
    assert!(view.cut.as_ref().is_ok_and(|cut| cut.near_uniform));
    assert_eq!((view.saved, view.points_lost), (Money::from_pounds(1_458_000), 74));
    let best = view.best.expect("a better use");
    assert_eq!((best.points_lost, best.shown), (31, true));
    assert!(best.saved >= view.saved);
}

#[tokio::test]
async fn steady_on_your_feet_shows_who_pays_and_who_gains_and_the_best_answer_of_stourbeck_is_not_a_contract() {
    use desk::plan::options::money_words;
    use desk::plan::read_options::read_options;
    use desk::plan::thread::read_thread::read_thread;

    let place = northvale(TODAY).await;
    let helen = place.person(HELEN).await;
    let cases = list_cases(&place.desk, &helen).await.expect("cases");
    let of = |start: &str| cases.iter().find(|case| case.noun.question.starts_with(start)).expect("the case").id;
    let falls = read_options(&place.desk, &helen, of("Steady")).await.expect("options");
    let (question, appraisal) = falls.appraisal().expect("an answer");
    assert_eq!(appraisal.choice.as_ref().map(|choice| choice.highest.as_str()), Some("A"));
    assert!(money_words::lead(question, appraisal).contains("It turns on “People who finish the classes, of 100”"));
    let option = falls.ledger("A").expect("a ledger");
    let alignment = option.alignment.as_ref().expect("an alignment");
    assert!((alignment.misalignment - 0.70).abs() < 0.005, "{}", alignment.misalignment);
    let (_, rows) = money_words::aligned_in_a_year(option).expect("rows");
    let thousands: Vec<i64> = rows.iter().map(|(_, _, aligned)| (aligned.pounds() / 1e3).round() as i64).collect();
    assert_eq!(thousands, [444, 76, 0], "the ICB, the county, Aldermere");
    assert!(money_words::gain_for_gain(option).is_some_and(|said| said.ends_with("gains £5.80.")));
    // £714,000 of gains for £520,000: £1.37 for each pound, whatever the discount rate.
    assert!(option.figures.benefit_cost_ratio.is_some_and(|ratio| (ratio - 714.0 / 520.0).abs() < 1e-9));
    let fewer = appraisal.scenarios.first().expect("a scenario");
    assert!(fewer.net_present_value.get("A").is_some_and(|value| *value < 0.0), "below 45 of 100 it costs more than it brings");
    let open =
        |options: &desk::plan::read_options::CaseOptions, code: &str| options.ledger(code).map(|option| option.full_cost.open().len());
    assert_eq!(["now", "A", "B", "D", "E"].map(|code| open(&falls, code)), [0, 1, 0, 1, 0].map(Some));
    assert!(money_words::lead(question, appraisal).contains("It is not full cost yet for 2 of the 5"));
    let weighed = falls.criteria.as_ref().expect("asked").as_ref().expect("weighed");
    let common = weighed.reading.voices.as_ref().and_then(|voices| voices.common.as_ref()).expect("ranges");
    assert_eq!((common.people, common.apart.first().map(|(at, _)| *at), weighed.within_groups.len()), (4, Some(1), 3), "apart on nearness");
    assert!(falls.notices.is_empty(), "{:?}", falls.notices);
    assert!(falls.kept.iter().all(|kept| !kept.changed_since) && falls.kept.len() == 3, "{:?}", falls.kept.len());

    // Acceptance scenario 6, up to the ledger: chosen, and nothing bought anywhere.
    let leisure = read_options(&place.desk, &helen, of("Stourbeck")).await.expect("options");
    let (_, appraisal) = leisure.appraisal().expect("an answer");
    assert_eq!(appraisal.choice.as_ref().map(|choice| choice.highest.as_str()), Some("A"));
    let saving = appraisal.options["A"].saving.as_ref().expect("what it saves: £940k less £610k");
    assert_eq!(saving.total_pence, quantity::Money::from_pounds(940_000 - 610_000));
    assert_eq!(saving.to_the_public_purse_pence, quantity::Money::from_pounds(285_000), "what halls take up is no saving");
    let preferred = leisure.option("A").expect("the option");
    let choice = preferred.choice.as_ref().expect("a choice");
    assert!(preferred.is_preferred && choice.sheet.components.len() == 4);
    let bought = choice.sheet.components.iter().map(|part| part.delivery_model.as_str()).chain([choice.delivery_model.as_str()]);
    let market = |code: &str| {
        let model = leisure.models.iter().find(|model| model.noun.code == code).expect("a model");
        model_family(&model.noun) == model::option_sheet::Family::Market
    };
    assert!(!bought.into_iter().any(market), "no part of it is bought");
    let roof = appraisal.optimism_bias.first().expect("the roof is corrected");
    assert!((roof.share - 0.24).abs() < 1e-9, "alike in both options that repair it");
    let weighed = leisure.criteria.as_ref().expect("asked").as_ref().expect("weighed");
    assert_eq!(weighed.reading.first().and_then(|at| weighed.codes.get(at)).map(String::as_str), Some("A"));

    let thread = read_thread(&place.desk, &helen).await.expect("the thread");
    let partners = &thread.partners.as_ref().expect("lists that can be compared").map;
    assert_eq!(partners.pairs.iter().map(|pair| (100.0 * pair.tau.expect("a tau")).round()).collect::<Vec<_>>(), [21.0, -36.0, -43.0]);
    let list = thread.one_list(&std::collections::BTreeSet::new()).expect("an order");
    assert!(list.inputs.iter().all(|input| input.counts), "{:?}", list.inputs);
    let without_voices = thread.one_list(&std::collections::BTreeSet::from([model::priority::Input::Voices])).expect("an order");
    assert_ne!(list.order[0].0, without_voices.order[0].0, "what people say changes what comes first");
    let passes = &thread.of_place().expect("a list of the place").record.noun.passes;
    assert_eq!(passes.iter().map(|pass| (pass.after_costs, pass.moved.is_empty())).collect::<Vec<_>>(), [(false, false), (true, false)]);
    assert!(thread.priorities.iter().any(|priority| priority.noun.set_by_members.is_some()), "what members set stands apart");
    assert!(thread.groups.is_some(), "groups that were asked are set beside each other");
    assert!(thread.of_place().is_some_and(|list| list.record.noun.order.is_empty()), "one list is not agreed, and the record says so");
    assert!(thread.untraced > quantity::Money::ZERO && thread.untraced < thread.spent);
}

#[tokio::test]
async fn steady_on_your_feet_shows_who_is_for_it_each_apart_the_skills_nobody_lends_and_the_plan_its_paper_rests_on() {
    use desk::plan::paper::not_chosen::not_chosen;
    use desk::plan::paper::read_paper::read_paper;

    let place = northvale(TODAY).await;
    let helen = place.person(HELEN).await;
    let paper = read_paper(&place.desk, &helen, &"DP-3".parse().expect("a reference")).await.expect("a paper");
    let said: Vec<String> = paper.buy_in.rows.iter().map(|row| row.in_words()).collect();
    for wanted in [
        "Staff, public health and adult care: 19 of 26 answered (73%); 14 for it, 5 with doubts, 0 against.",
        "Northvale Fire and Rescue, leaders: how many were asked is withheld to protect small numbers; what they said is withheld to protect small numbers.",
        "NHS Northvale and Mereside Integrated Care Board, front line, physiotherapists: 15 of 48 answered (31%); unknown: too few answered.",
        "High Tarrow District Council: unknown, nobody has asked.",
        "Members, the Vale Alliance: 22 of 24 answered (92%); 22 for it, 0 with doubts, 0 against.",
        "Members, the Civic group: 9 of 9 answered (100%); 0 for it, 0 with doubts, 9 against.",
    ] {
        assert!(said.iter().any(|row| row == wanted), "“{wanted}” is missing: {said:#?}");
    }
    assert_eq!(paper.buy_in.not_asked, ["High Tarrow District Council"]);
    assert!(paper.buy_in.notices.iter().any(|notice| notice.contains("Aldermere District Council only leaders were asked")));
    assert_eq!(
        paper.skills.missing(),
        [
            "Teaching people to lead strength classes (0.5 full-time equivalent, by 1 March 2027)",
            "Sharing records between NHS and council lawfully (8 days, by 1 February 2027)",
        ]
    );
    let plan = paper.allocations.first().expect("it rests on the £1.2m");
    assert!(plan.plan.as_ref().is_some_and(|(said, _)| said.starts_with("The plan is worth 217 points, and no plan is worth more.")));
    assert!(plan.worked.is_some() && plan.done.iter().any(|title| title == "Village-hall strength classes"), "{:?}", plan.done);
    let others = not_chosen(&paper);
    assert_eq!(others.len(), 5, "staying as we are and four others");
    assert!(others.iter().all(|other| other.value.is_some() && !other.why.is_empty() && other.more.is_none()), "{others:#?}");
}

fn model_family(model: &model::delivery_model::DeliveryModel) -> model::option_sheet::Family {
    model::option_sheet::Family::of(model)
}

#[tokio::test]
async fn last_year_s_spending_is_the_twelve_services_and_some_of_it_nobody_classified() {
    use desk::analyse::read_spend::list_spends;
    use model::spend::ProvidedBy;
    use quantity::Money;

    let place = northvale(TODAY).await;
    let spends = list_spends(&place.desk, &place.person(HELEN).await).await.expect("spending");
    let spend = &spends[0].noun;
    assert_eq!((spend.year, spend.services().len(), spend.total()), (2025, 12, Money::from_pounds(190_380_000)));
    assert_eq!(spend.through(|kind| kind == ProvidedBy::NotClassified), Money::from_pounds(4_020_000));
    assert_eq!(spend.through(|kind| kind == ProvidedBy::InHouse), Money::from_pounds(26_460_000));
    assert!(spend.unit_in_file && spend.noticed.iter().any(|said| said.contains("Left out: it is a sum")), "{:?}", spend.noticed);
}

#[tokio::test]
async fn the_financial_plan_has_the_gap_of_the_county_file_and_savings_that_no_decision_delivers() {
    use desk::plan::financial_plan::read_financial_plan::read_financial_plan;
    use desk::plan::financial_plan::words::{counted_before, lead, put_forward, standing};

    let place = northvale(TODAY).await;
    let view = read_financial_plan(&place.desk, &place.person(HELEN).await).await.expect("the plan");
    assert_eq!(
        lead(&view),
        "Northvale County Council has a gap of £38.4m to close from 2027/28 to 2029/30. Its plan counts on savings of £3.82m (one more not known); decisions promise £90,000."
    );
    let of = |title: &str| view.lines().find(|line| line.record.noun.title.starts_with(title)).expect("the line");
    assert_eq!(standing(of("Housing-related support")), "No decision delivers any of it.");
    assert_eq!(standing(of("Reablement")), "£30,000 short in 2027/28.");
    let counted =
        view.counted_before.iter().find(|case| case.lines == [of("Housing-related support").record.id]).expect("it is counted on");
    assert_eq!(counted_before(counted), "C-1 counts on £680,000 although nobody has decided yet.");
    let leisure = of("Leisure");
    let forward = view.put_forward.iter().find(|option| option.line == leisure.record.id).expect("an option is put forward");
    assert!(
        put_forward(forward, &leisure.record.noun).ends_with("it would bring £330,000 in 2027/28, £30,000 more than the line counts on.")
    );
}

#[tokio::test]
async fn eight_needs_stand_beside_what_is_good_two_are_old_two_the_icb_has_not_signed_and_fenwold_commissions_within_its_limit() {
    use desk::analyse::needs::picture::read_public_picture;
    use desk::analyse::needs::read_needs::{Filter, Only, read_need, read_picture};
    use desk::plan::neighbourhood::read_neighbourhoods::read_neighbourhoods;
    use quantity::Money;

    let place = northvale(TODAY).await;
    let helen = place.person(HELEN).await;
    let titles = async |filter: Filter| -> Vec<String> {
        let view = read_picture(&place.desk, &helen, &filter).await.expect("a picture");
        view.needs.into_iter().map(|line| line.record.noun.title).collect()
    };
    let whole = read_picture(&place.desk, &helen, &Filter::default()).await.expect("a picture");
    assert_eq!((whole.needs.len(), whole.strengths.len()), (8, 17));
    let only = |only| Filter { only: Some(only), ..Filter::default() };
    assert_eq!(titles(only(Only::Old)).await, ["Help before a crisis", "Getting about without a car"]);
    assert_eq!(titles(only(Only::NotShared)).await, ["Help before a crisis", "Somebody to talk to"]);
    assert_eq!(titles(Filter { words: "step-down".into(), ..Filter::default() }).await, ["Somewhere to move on to"]);
    let unsigned: Vec<&String> = whole.needs.iter().flat_map(|line| &line.not_signed).collect();
    assert!(unsigned.len() == 2 && unsigned.iter().all(|name| name.contains("Integrated Care Board")), "{unsigned:?}");
    let bare: Vec<&str> =
        whole.needs.iter().filter(|line| line.record.noun.has_only_deficits()).map(|line| line.record.noun.title.as_str()).collect();
    assert_eq!(bare, ["Somebody to talk to"]);

    // The plan to move on: what people chose adds up, and nobody can tell who the three are who stay.
    let home = read_need(&place.desk, &helen, &"N-1".parse().expect("a reference")).await.expect("a need");
    assert_eq!((home.rolled.people, home.rolled.budgets), (Some(48), Some(Money::from_pounds(210_600))));
    assert_eq!(home.rolled.rows.iter().filter(|row| row.people.is_none()).count(), 2);
    let public = read_public_picture(&place.desk, &Filter::default()).await.expect("a picture");
    assert_eq!(public.needs.len(), 7, "one is kept among partners");

    let all = read_neighbourhoods(&place.desk, &helen).await.expect("all");
    let [fenwold] = all.all.as_slice() else { panic!("one neighbourhood") };
    assert_eq!((all.goes_ahead, all.waiting), (Money::from_pounds(118_000), Money::from_pounds(62_000)));
    assert_eq!(fenwold.noun.left(), Money::ZERO);
}

/// Acceptance scenario 5, as the county tells it.
#[tokio::test]
async fn adults_in_crisis_pull_apart_and_the_record_says_that_one_list_is_not_agreed() {
    use crate::county::people::AMARA;
    use desk::house::change_plans::list_change_plans;
    use desk::house::partnership::read_partnership::{list_partnerships, read_partnership};
    use desk::house::partnership::told_joint::InRecords;
    use desk::house::partnership::told_rounds::Standing;
    use desk::house::roles_of_bodies::{Apart, read_roles_and_bodies};
    use desk::house::skills::read_skills;
    use model::partnership::Asks;
    use quantity::Money;

    let place = northvale(TODAY).await;
    let (helen, amara) = (place.person(HELEN).await, place.person(AMARA).await);
    let all = list_partnerships(&place.desk, &helen).await.expect("partnerships");
    assert_eq!(all.len(), 1);
    let reference = all[0].reference.clone().expect("a reference");
    let view = read_partnership(&place.desk, &amara, &reference).await.expect("a partner reads it");
    let round = |value: f64, places: i32| (value * 10f64.powi(places)).round() / 10f64.powi(places);

    let told = view.newest(Asks::Order).and_then(|round| round.orders()).expect("orders");
    let agreement = told.agreement.as_ref().expect("agreement");
    assert_eq!(agreement.pairs.iter().map(|(.., tau)| round(*tau, 2)).collect::<Vec<_>>(), [0.21, -0.36, -0.43]);
    assert_eq!(round(agreement.overall, 3), 0.175, "of 1: 66 × 12 / (9 × 504)");
    assert!(view.one_list.contains("One list is not agreed") && view.one_list.contains("Thursday 10 December 2026"), "{}", view.one_list);

    let incentive = &view.incentives[0];
    let paid: Vec<f64> = incentive.rows.iter().filter_map(|row| row.share_paid).map(|share| round(share * 100.0, 0)).collect();
    let gained: Vec<f64> = incentive.rows.iter().map(|row| round(row.share_gained * 100.0, 0)).collect();
    assert_eq!((paid, gained), (vec![42.0, 38.0, 21.0], vec![15.0, 55.0, 30.0]));
    assert_eq!(incentive.misaligned.map(|apart| round(apart, 2)), Some(0.27));
    let fund = view.fund.as_ref().expect("the fund");
    let over = fund.stress.iter().find(|over| over.amount == Money::from_pounds(240_000)).expect("a tenth over");
    assert_eq!(&over.parts[..3], [100_000, 90_000, 50_000].map(|pounds| Some(Money::from_pounds(pounds))));

    let check = view.newest(Asks::Check).and_then(|round| round.check()).expect("the check");
    let standings: Vec<Standing> = check.principles.iter().map(|principle| principle.standing).collect();
    use Standing::{Apart as SeenApart, NotKnown};
    assert_eq!(standings, [NotKnown, SeenApart, SeenApart, SeenApart, NotKnown, NotKnown], "the alliance has not answered");
    let seen = |code: &str| view.joint.iter().find(|point| point.question.code == code).map(|point| point.seen);
    assert_eq!(
        (seen("same_order"), seen("direction"), seen("changed")),
        (Some(InRecords::NotSeen), Some(InRecords::NotSeen), Some(InRecords::Seen))
    );
    let said = view.meetings.sentences.join(" ");
    assert!(said.contains("Northvale and Mereside Police was missing from the last 2 meetings"), "{said}");
    assert!(said.contains("between 27 April 2026 and 6 July 2026"), "a meeting that did not happen: {said}");
    assert!(view.worth.as_ref().is_some_and(|worth| worth.sentence.contains("£1.22") && worth.sentence.contains("carrying on")));
    assert_eq!(view.structure_only.len(), 1);

    let skills = read_skills(&place.desk, &helen).await.expect("skills");
    let said = skills.sentences.join(" ");
    assert!(
        said.contains("“Sharing records between NHS and council lawfully” is short, and nobody plans where it is to come from"),
        "{said}"
    );
    assert!(said.contains("Vale Community and Mental Health NHS Trust provides services here"), "{said}");
    assert!(said.contains("Head of legal services at NHS Northvale and Mereside Integrated Care Board alone holds"), "{said}");
    let roles = read_roles_and_bodies(&place.desk, &helen).await.expect("roles and bodies");
    let county = roles.bodies.iter().find(|row| row.body.id == place.desk.authority).expect("the county");
    assert!(matches!(county.apart, Apart::InForce(_)) && !county.provides.is_empty());
    let plan = &list_change_plans(&place.desk, &helen).await.expect("plans")[0];
    assert!(plan.sentences.iter().any(|said| said.contains("“Teach the brokers.” was due by 13 November 2026")), "{:?}", plan.sentences);
}

#[tokio::test]
async fn northvale_stands_beside_counties_like_it_and_what_is_far_bears_on_what_it_wants() {
    use desk::analyse::places::Choice;
    use desk::analyse::places::read_notices::read_notices;
    use desk::analyse::places::read_place::read_place;

    let place = northvale(TODAY).await;
    let helen = place.person(HELEN).await;
    let code = quantity::code::AreaCode::parse("E10000901").expect("a code");
    let view = read_place(&place.desk, &helen, &code, &Choice::default()).await.expect("a profile");
    let lines: Vec<_> = view.themes.iter().flat_map(|theme| &theme.lines).collect();
    assert!(lines.len() >= 12 && lines.iter().all(|(one, _)| one.reading.is_ok()), "{} lines", lines.len());
    let lists: std::collections::BTreeSet<_> = lines.iter().filter_map(|(_, peers)| peers.list.clone()).collect();
    assert!(lists.len() >= 3, "each service takes its own list: {lists:?}");
    let notices = read_notices(&place.desk, &helen, &code, &Choice::default()).await.expect("notices");
    let bearing = notices.notices.first().expect("a notice");
    assert_eq!((bearing.compared.measure.title.as_str(), bearing.bears_on.len()), ("Still at home after 91 days", 1));
    assert!(notices.notices.len() < lines.len() / 2, "most measures are not far from the peers");
}

/// Acceptance scenario 4: £5m of insurance and three years of accounts shut out four of six; and what the market is told of the rest.
#[tokio::test]
async fn two_rules_shut_out_four_of_six_and_what_the_market_was_told_stays_told() {
    use desk::analyse::shaping::barriers::{list_barriers, read_barriers};
    use desk::analyse::shaping::pipeline::read_public_pipeline;
    use desk::analyse::shaping::plans::{list_plans, read_meetings, together};
    use desk::analyse::shaping::statements::read_public_statement;
    use quantity::Money;

    let place = northvale(TODAY).await;
    let helen = place.person(HELEN).await;
    let lot_c = read_barriers(&place.desk, &helen, &"BA-1".parse().expect("a reference")).await.expect("an audit");
    let reading = lot_c.reading.expect("worked out");
    assert_eq!((reading.shut_out.len(), reading.able.len(), reading.small_shut_out), (4, 2, 4));
    let both = &reading.together[0];
    assert_eq!((both.names[0].as_str(), both.names[1].as_str()), ("Insurance cover of £5,000,000", "Accounts of 3 years"));
    assert_eq!(both.come_in.len(), 4, "if both go, all of them come in");
    let thirds = lot_c.lots.expect("lots").lots.remove(0).splits.into_iter().find(|split| split.parts == 3).expect("three lots");
    assert!(thirds.come_in.contains(&"Harrowdene Support".to_owned()) && thirds.small_able >= 3, "{thirds:?}");
    let grace = place.person(GRACE).await;
    assert!(list_barriers(&place.desk, &grace).await.expect("lists").is_empty(), "sealed from every provider");

    let told = read_public_pipeline(&place.desk).await.expect("a pipeline");
    let score = told.stability.expect("a score");
    assert_eq!((told.lines.len(), score.cancelled, score.slipped, score.stability.percent()), (4, 1, 1, 50.0));
    let impossible: Vec<&str> = told
        .lines
        .iter()
        .filter(|one| matches!(&one.payback, Some(Ok(payback)) if payback.is_impossible))
        .map(|one| one.reference.as_str())
        .collect();
    assert_eq!(impossible, ["PL-2"]);
    let meetings = read_meetings(&place.desk, &helen).await.expect("meetings");
    assert_eq!((meetings.all[0].noun.changed(), meetings.all[0].noun.unanswered()), (1, 1));
    let plans = list_plans(&place.desk, &helen).await.expect("plans");
    assert_eq!((together(&plans).planned, together(&plans).without_money), (Money::from_pounds(45_000), 1));
    assert_eq!(plans[0].noun.entered_once().len(), 1);
    let (statement, editions) = read_public_statement(&place.desk, "MS-1", None).await.expect("published");
    assert_eq!((editions.len(), statement.demand.len(), statement.pipeline.len()), (1, 2, 1));
}

#[tokio::test]
async fn the_records_of_the_market_are_in_use_whole_and_to_the_penny() {
    use desk::analyse::data_sets::list_data_sets::list_data_sets;
    use model::data_set::{DataSetKind, Holds, RecordsHeld};

    let place = northvale(TODAY).await;
    let dan = place.person(DAN).await;
    let sets = list_data_sets(&place.desk, &dan).await.expect("data sets");
    let held = |kind: DataSetKind| -> RecordsHeld {
        let found = sets.iter().find(|set| set.noun.kind == kind && set.noun.is_accepted()).unwrap_or_else(|| panic!("no {kind:?} in use"));
        let Holds::Records(held) = &found.noun.holds else { panic!("{kind:?} holds other things") };
        assert_eq!(held.unreadable, 0, "{:?}", found.noun.noticed);
        held.clone()
    };
    let rows = |held: &RecordsHeld, table: &str| held.tables.iter().find(|one| one.table == table).map_or(0, |one| one.rows + one.same);
    let payments = held(DataSetKind::Payments);
    assert_eq!(payments.amounts, [("GBP".to_owned(), 29_600_000_000)]);
    assert_eq!(rows(&payments, "parties"), 601, "600 suppliers and the council");
    assert_eq!(rows(&held(DataSetKind::Contracts), "contracts"), 140);
    assert_eq!(rows(&held(DataSetKind::Grants), "grants"), 46);
    assert_eq!(rows(&held(DataSetKind::Providers), "providers"), 84);
    assert_eq!(rows(&held(DataSetKind::Placements), "placements"), 6 * 150 + 812 + 24);
    let notices = held(DataSetKind::Notices);
    assert_eq!(rows(&notices, "processes"), 138, "all but what is placed one at a time, and the grants");
    assert!(rows(&notices, "lots") > 20 && rows(&notices, "bids") > 20, "{:?}", notices.tables);
}
