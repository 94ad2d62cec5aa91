//! What a costing and a weighing are told beside their lines and scores: full cost, savings, prices, incomes, past forecasts, ranges.

use jiff::civil::date;
use model::costing::{Costing, LineKind};
use model::id::CaseId;
use model::record::Record;
use model::workshop::Workshop;
use quantity::{Money, Share};
use testkit::nouns;

use crate::error::DeskError;
use crate::house::check_now::check_now;
use crate::house::set_up::kept;
use crate::plan::options::hold_workshop::{AddCriterion, add_criterion};
use crate::plan::options::keep_results::keep_results;
use crate::plan::options::money_words;
use crate::plan::options::quoted::Quoted;
use crate::plan::options::score::{GiveScores, Given, give_scores};
use crate::plan::options::start_costing::{StartCosting, start_costing};
use crate::plan::options::story::place;
use crate::plan::options::weigh::{Weigh, weigh};
use crate::plan::options::write_line::{WriteLine, write_line};
use crate::plan::paper::pack::Worked;
use crate::plan::read_options::read_options;

#[tokio::test]
async fn every_option_is_asked_for_the_same_parts_of_its_cost_and_is_not_full_cost_until_each_is_answered() {
    use crate::plan::options::full_cost::{Answer, AnswerFullCost, Answered, answer_full_cost, answered, hosts, open_parts};
    use crate::plan::options::money_question::PARTS;
    use model::delivery_model::OperatedBy;
    let place = place().await;
    let (desk, lead, case, council) = (&place.bench.desk, &place.lead, place.case, place.bench.desk.authority);
    place.choice("Contract it out", "contract").await;
    place.start().await;
    place.write("A", "Fee", LineKind::Cost, council, 100_000).await;
    place.write("now", "Staff", LineKind::Cost, council, 120_000).await;
    let answer = async |option: &str, said: [(Option<Answer>, &str); 8]| {
        let version = place.costing().await.expect("a costing").version;
        let answers = said.map(|(answer, because)| (answer, because.to_owned()));
        answer_full_cost(desk, lead, AnswerFullCost { case, version, option: option.into(), answers }).await
    };
    let lead_of = async || {
        let options = place.options().await;
        let (question, appraisal) = options.appraisal().expect("an answer");
        money_words::lead(question, appraisal)
    };
    assert!(lead_of().await.contains("It is not full cost yet for any of them"), "{}", lead_of().await);

    let nothing = (Some(Answer::Nothing), "It is so small that nobody bills it.");
    let Err(DeskError::Faults(faults)) = answer("now", [(Some(Answer::Nothing), ""); 8]).await else { panic!("no reasons") };
    assert_eq!((faults.len(), faults[3].field), (8, "vat_because"));
    let Err(DeskError::Faults(faults)) = answer("now", [(None, "for a reason"); 8]).await else { panic!("a reason for nothing") };
    assert_eq!(faults[2].field, "pensions");
    assert!(matches!(answer("Q", [nothing; 8]).await, Err(DeskError::Faults(faults)) if faults[0].field == "option"));
    answer("now", [nothing; 8]).await.expect("answered");
    let mut said = [nothing; 8];
    said[2] = (Some(Answer::NotKnown), "An actuary’s letter");
    answer("A", said).await.expect("answered");
    let costing = place.costing().await.expect("a costing").noun;
    assert_eq!((open_parts(&costing, "now"), open_parts(&costing, "A")), (0, 1));
    assert_eq!(answered(&costing, "A", "pensions"), Answered::NotKnown("An actuary’s letter"));
    let options = place.options().await;
    assert_eq!(options.ledger("A").expect("an answer").full_cost.open().len(), 1, "the method counts the same");
    assert!(
        lead_of()
            .await
            .ends_with("It is not full cost yet for “Contract it out (option A)”: parts nobody has answered for may change the order.")
    );
    assert_eq!(hosts(options.option("A").expect("an option"), &options.models), [OperatedBy::Provider]);
    assert_eq!(hosts(options.option("now").expect("an option"), &options.models), []);

    // An amount takes the place of the answer, and cannot be said away again.
    let version = place.costing().await.expect("a costing").version;
    let bond = WriteLine { part: "pensions".into(), ..place.line("A", "A bond", LineKind::Cost, council, 4_000, version) };
    write_line(desk, lead, bond).await.expect("a line");
    let costing = place.costing().await.expect("a costing").noun;
    assert!(matches!(answered(&costing, "A", "pensions"), Answered::Stated(lines) if lines[0].name == "A bond"));
    assert_eq!((open_parts(&costing, "A"), costing.not_known.len()), (0, 1), "what was written stays, should the line go again");
    assert!(!lead_of().await.contains("full cost"), "{}", lead_of().await);
    let Err(DeskError::Faults(faults)) = answer("A", [nothing; 8]).await else { panic!("a line states it") };
    assert_eq!((faults[0].field, faults.len()), ("pensions", 1));
    assert!(PARTS.iter().all(|(code, _)| *code != "option"));
}

#[tokio::test]
async fn a_saving_adds_up_to_the_penny_and_a_cut_is_not_called_efficiency_nor_a_transfer_redundancy() {
    use crate::plan::options::take_apart::{MECHANISMS, TakeApart, apart, take_apart};
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Contract it out", "contract").await;
    place.start().await;
    place.write("A", "Fee", LineKind::Cost, desk.authority, 2_720_000).await;
    let promise = async |total: i64, parts: &[(&str, i64, &str)], posts: [Option<i64>; 4], taken_up_by: &str| {
        let version = place.costing().await.expect("a costing").version;
        let parts = MECHANISMS.map(|(code, ..)| {
            let part = parts.iter().find(|(mechanism, ..)| *mechanism == code);
            (part.map(|(_, pounds, _)| Money::from_pounds(*pounds)), part.map_or_else(String::new, |(.., worse)| (*worse).to_owned()))
        });
        let total = Some(Money::from_pounds(total));
        let (option, taken_up_by, line, counts) = ("A".into(), taken_up_by.into(), None, Vec::new());
        take_apart(desk, lead, TakeApart { case, version, option, total, parts, taken_up_by, posts, line, counts }).await
    };
    let fault = |answer: Result<Record<model::id::CostingId, Costing>, DeskError>| match answer {
        Err(DeskError::Faults(faults)) => (faults[0].field, faults[0].message.clone()),
        other => panic!("{other:?}"),
    };
    let none = [None; 4];
    let (field, said) = fault(promise(680_000, &[("price", 500_000, "")], none, "").await);
    assert!(field == "total" && said.contains("£180,000") && said.contains("Say where the rest comes from"), "{field}: {said}");
    let worse = "A home within 26 weeks";
    let (field, said) = fault(promise(680_000, &[("efficiency", 680_000, worse)], none, "").await);
    assert!(field == "efficiency" && said.contains(worse), "{field}: {said}");
    let parts = [("less_service", 280_000, worse), ("redundancy", 400_000, "")];
    let (field, said) = fault(promise(680_000, &parts, [Some(62), Some(62), None, None], "").await);
    assert!(field == "redundant" && said.contains("People who transfer are not redundancies"), "{field}: {said}");
    assert_eq!(fault(promise(680_000, &[("shifted_to_others", 680_000, "")], none, "").await).0, "taken_up_by");
    assert_eq!(fault(promise(680_000, &[], none, "").await).0, "total");
    assert_eq!(fault(promise(10, &[("price", -5, ""), ("income", 15, "")], none, "").await).0, "price");
    assert_eq!(fault(promise(10, &[("price", 10, "")], [Some(5), Some(6), None, None], "").await).0, "leaving");
    assert!(place.costing().await.expect("a costing").noun.savings.is_empty(), "what is refused is not kept");

    let parts = [("less_service", 280_000, worse), ("pay_and_conditions", 300_000, ""), ("shifted_to_others", 100_000, "")];
    promise(680_000, &parts, [Some(62), Some(62), None, None], "district councils").await.expect("taken apart");
    let kept = place.costing().await.expect("a costing").noun.savings;
    let taken = apart(&kept[0]).expect("adds up");
    assert_eq!(taken.to_the_public_purse_pence, Money::from_pounds(580_000));
    let options = place.options().await;
    let found = options.ledger("A").and_then(|option| option.saving.as_ref()).expect("the question carries it");
    assert_eq!((found, found.plan_line.as_deref()), (&taken, None));
    promise(680_000, &[("price", 680_000, "")], none, "").await.expect("taken apart otherwise");
    assert_eq!(place.costing().await.expect("a costing").noun.savings.len(), 1, "one an option");
}

#[tokio::test]
async fn people_give_ranges_of_their_own_and_what_comes_first_within_them_is_asked_of_each_group_and_of_all() {
    let place = place().await;
    let (desk, lead, case) = (&place.bench.desk, &place.lead, place.case);
    place.choice("Pay for it together", "section_75").await;
    for (name, worst, best) in [("Falls avoided", 0.0, 100.0), ("Cost", 100.0, 0.0)] {
        let version = place.workshop().await.map_or(0, |record| record.version);
        let ask = AddCriterion {
            case,
            version,
            name: name.into(),
            unit: String::new(),
            worst: Some(worst),
            best: Some(best),
            half: None,
            about_delivery_model: false,
            published_reason: String::new(),
            ask_again: false,
        };
        add_criterion(desk, lead, ask).await.expect("a criterion");
    }
    // The vector of the method: A = (1, 0), B = (0, 0.5), A first where the first weight is above a third.
    for (option, scores) in [("A", [100.0, 100.0]), ("now", [0.0, 50.0])] {
        let version = place.workshop().await.expect("a workshop").version;
        let scores = scores.map(|figure| Given { figure: Some(figure), low: None, high: None }).into();
        give_scores(desk, lead, GiveScores { case, version, option: option.into(), scores, reason: String::new() }).await.expect("scored");
    }
    let share = |percent: f64| Share::from_percent(percent).ok();
    let say = async |group: &str, is_agreed: bool, swings: [f64; 2], ranges: [(Option<f64>, Option<f64>); 2]| {
        let version = place.workshop().await.expect("a workshop").version;
        let swings = swings.map(Some).into();
        let ranges = ranges.iter().map(|(least, most)| (least.and_then(share), most.and_then(share))).collect();
        weigh(desk, lead, Weigh { case, version, group: group.into(), is_agreed, swings, ranges }).await
    };
    let fault = |answer: Result<Record<model::id::WorkshopId, Workshop>, DeskError>| match answer {
        Err(DeskError::Faults(faults)) => (faults[0].field, faults[0].message.clone()),
        other => panic!("{other:?}"),
    };
    let wide = [(None, None); 2];
    let (field, said) = fault(say("residents", false, [40.0, 60.0], [(Some(50.0), Some(30.0)), (None, None)]).await);
    assert!(field == "ranges" && said.contains("“Falls avoided” runs from 50.0% to 30.0%"), "{field}: {said}");
    let (_, said) = fault(say("residents", false, [40.0, 60.0], [(Some(50.0), None), (Some(60.0), None)]).await);
    assert!(said.contains("come to 110.0% of the weight already"), "{said}");
    let (_, said) = fault(say("residents", false, [40.0, 60.0], [(None, Some(40.0)), (None, Some(50.0))]).await);
    assert!(said.contains("come to 90.0% of the weight. Raise some"), "{said}");
    let (_, said) = fault(say("residents", false, [80.0, 20.0], [(Some(20.0), Some(50.0)), (None, None)]).await);
    assert!(said.contains("“Falls avoided” has 80.0% of the weight, outside its range"), "{said}");
    assert_eq!(fault(say("", true, [50.0, 50.0], [(Some(20.0), None), (None, None)]).await).0, "ranges");
    assert!(place.workshop().await.expect("a workshop").noun.voices.is_empty(), "what is refused is not kept");

    say("residents", false, [30.0, 70.0], [(Some(20.0), Some(60.0)), (None, None)]).await.expect("weighed");
    say("officers", false, [50.0, 50.0], wide).await.expect("weighed without ranges");
    let options = place.options().await;
    let weighed = options.criteria.as_ref().expect("asked").as_ref().expect("weighed");
    let (first, reading) = &weighed.within_groups[0];
    assert_eq!((first.as_str(), weighed.within_groups.len()), ("residents", 1), "who gave none has none");
    // Evenly from 20% to 60%: above a third in 26.7 of 40.
    let at = weighed.codes.iter().position(|code| code == "A").expect("A");
    assert!((reading.ranks.first()[at] - (0.6 - 1.0 / 3.0) / 0.4).abs() < 0.015, "{:?}", reading.ranks.first());
    assert_eq!(weighed.within_all.as_ref().map(|all| all.ranks.first()), Some(reading.ranks.first()), "one gave ranges");

    say("officers", false, [70.0, 30.0], [(Some(65.0), None), (None, None)]).await.expect("weighed");
    let options = place.options().await;
    let weighed = options.criteria.as_ref().expect("asked").as_ref().expect("weighed");
    assert!(weighed.within_all.is_none() && weighed.within_groups.len() == 2);
    let common = weighed.reading.voices.as_ref().and_then(|voices| voices.common.as_ref()).expect("ranges");
    assert_eq!((common.people, common.apart.len()), (2, 1), "5 points apart on what both spoke of");
    assert!(weighed.within_groups[1].1.ranks.first()[at] > 0.999, "within theirs A is always first");
    let kept = keep_results(desk, lead, case).await.expect("kept");
    assert!(kept.iter().any(|one| one.noun.figures["voices"]["common"]["holds"] == serde_json::json!(false)), "the disagreement is kept");
    assert_eq!(check_now(desk, lead).await.expect("checked").results.same, 2);
}

#[tokio::test]
async fn our_own_past_forecasts_come_first_those_of_other_cases_among_them_and_never_from_a_sealed_one() {
    use crate::plan::options::money_question::{own_bias, past_forecasts};
    use crate::plan::options::start_costing::{RecordForecast, record_forecast};
    use methods::appraisal::bias::Basis;
    let place = place().await;
    let (desk, lead, council) = (&place.bench.desk, &place.lead, place.bench.desk.authority);
    place.choice("Run it ourselves", "in_house").await;
    place.start().await;
    let version = place.costing().await.expect("a costing").version;
    let line = WriteLine { thing: "operating_cost".into(), ..place.line("A", "Staff", LineKind::Cost, council, 100_000, version) };
    write_line(desk, lead, line).await.expect("a line");
    let used = async || {
        let options = place.options().await;
        options.appraisal().expect("an answer").1.optimism_bias[0].clone()
    };
    let bias = used().await;
    assert!(matches!(&bias.basis, Basis::Table { own_forecasts: 0, sample, .. } if sample.contains("50 projects")), "{bias:?}");
    let forecast = async |case, version, what: &str| {
        let ask = RecordForecast {
            case,
            version,
            what: what.into(),
            thing: "operating_cost".into(),
            forecast: Some(Money::from_pounds(100_000)),
            outturn: Some(Money::from_pounds(106_000)),
        };
        record_forecast(desk, lead, ask).await.expect("written").version
    };
    let mut version = place.costing().await.expect("a costing").version;
    for year in ["2021", "2022", "2023"] {
        version = forecast(place.case, version, &format!("Home care, {year}")).await;
    }
    assert!(matches!(used().await.basis, Basis::Table { own_forecasts: 3, .. }));

    // Two more, and one of the same name, with another case of the same authority.
    let other: CaseId = desk.new_id();
    let mut write = desk.write(lead).await.expect("writes");
    let noun = nouns::case("Where do people go next?", vec![place.service]);
    store::cases::save(&mut write.tx, &kept(desk, other, model::audience::Audience::Partners, noun)).await.expect("a case");
    write.commit("prepare", "test", None, "Another case.").await.expect("commits");
    let start = |version, sealed| StartCosting {
        case: other,
        version,
        first_year: 2027,
        years: 5,
        short_until: 2,
        works_kind: String::new(),
        correct_by_grade: false,
        seed: 1,
        sealed,
    };
    let mut version = start_costing(desk, lead, start(0, false)).await.expect("a costing").version;
    for what in ["Libraries, 2022", "Winter, 2024", "Home care, 2023"] {
        version = forecast(other, version, what).await;
    }
    let bias = used().await;
    assert!(matches!(bias.basis, Basis::OwnForecasts { count: 5, few: false, .. }) && (bias.share - 0.06).abs() < 1e-12, "{bias:?}");
    let options = place.options().await;
    let past = past_forecasts(&options.costing.as_ref().expect("a costing").noun, &options.elsewhere);
    assert_eq!((past.len(), own_bias(&past).len()), (5, 1));
    // What was kept with them is sealed with them, and so is what a pack told of it.
    let quoting = keep_results(desk, lead, place.case).await.expect("kept");
    let mut reader = lead.clone();
    reader.scope.sees_sealed = false;
    let sees = async || read_options(desk, &reader, place.case).await.expect("options").kept.len();
    let file = options.money.as_ref().expect("asked").question.file();
    let method = quoting[0].noun.method.clone();
    let worked = vec![Worked { of: "Costs".into(), issue: None, method, edition: 1, question: file, answer: serde_json::Value::Null }];
    let pack_is_sealed = async |worked: &[Worked]| {
        let mut tx = desk.read().await.expect("reads");
        Quoted::of(desk, &mut tx).await.expect("reads").seals(place.case, worked)
    };
    assert_eq!((quoting[0].sealed, sees().await, pack_is_sealed(&worked).await), (false, 1, false));
    start_costing(desk, lead, start(version, true)).await.expect("sealed");
    assert_eq!((sees().await, pack_is_sealed(&worked).await), (0, true));
    assert!(!keep_results(desk, lead, place.case).await.expect("kept")[0].sealed, "worked out again without them, it is open");
    assert!(matches!(used().await.basis, Basis::Table { own_forecasts: 3, .. }), "what is sealed speaks only where it stands");
}

#[tokio::test]
async fn amounts_in_prices_of_another_year_are_brought_to_year_0_by_a_written_index_and_cash_stands_beside() {
    use crate::plan::options::price_index::{SetPriceIndex, set_price_index, times};
    let place = place().await;
    let (desk, lead, case, council) = (&place.bench.desk, &place.lead, place.case, place.bench.desk.authority);
    place.choice("Run it ourselves", "in_house").await;
    place.start().await;
    let version = async || place.costing().await.expect("a costing").version;
    let of_2024 = WriteLine { prices_of: Some(2024), ..place.line("A", "Staff", LineKind::Cost, council, 100_000, version().await) };
    let Err(DeskError::Faults(faults)) = write_line(desk, lead, of_2024).await else { panic!("no index yet") };
    assert!(faults[0].field == "prices_of" && faults[0].message.contains("2024/25"), "{faults:?}");
    let index = async |years: &[(i64, f64)], later: Option<f64>| {
        let years = years.to_vec();
        let published = Some(date(2026, 9, 30));
        let ask =
            SetPriceIndex { case, version: version().await, source: "An index, made up for this test".into(), published, years, later };
        set_price_index(desk, lead, ask).await
    };
    let fault = |answer: Result<Record<model::id::CostingId, Costing>, DeskError>| match answer {
        Err(DeskError::Faults(faults)) => (faults[0].field, faults[0].message.clone()),
        other => panic!("{other:?}"),
    };
    let (field, said) = fault(index(&[(2024, 100.0), (2026, 104.0)], Some(0.02)).await);
    assert!(field == "years" && said.contains("After 2024 comes 2025"), "{field}: {said}");
    assert_eq!(fault(index(&[(2024, 100.0), (2025, -3.0)], Some(0.02)).await).0, "years");
    assert_eq!(fault(index(&[(2024, 100.0), (2025, 103.0)], None).await).0, "later");
    let (_, said) = fault(index(&[(2028, 100.0), (2029, 103.0)], Some(0.02)).await);
    assert!(said.contains("2027/28 is not in it"), "{said}");
    index(&[(2024, 100.0), (2025, 103.0), (2026, 105.0), (2027, 110.0)], Some(0.02)).await.expect("written");

    let of_2024 = WriteLine { prices_of: Some(2024), ..place.line("A", "Staff", LineKind::Cost, council, 100_000, version().await) };
    write_line(desk, lead, of_2024).await.expect("a line");
    let same = WriteLine { prices_of: Some(2027), ..place.line("A", "Rent", LineKind::Cost, council, 10_000, version().await) };
    write_line(desk, lead, same).await.expect("a line");
    let options = place.options().await;
    let totals = options.ledger("A").expect("an answer").totals.expect("an index");
    // Ten years of 110,000 and 10,000; in cash each year is 2% dearer than the one before: (1.02¹⁰ − 1) ÷ 0.02 = 10.94972.
    assert!((totals.real_costs - 1_200_000.0).abs() < 1e-6, "{totals:?}");
    assert!((totals.nominal_costs - 120_000.0 * 10.949_721).abs() < 1.0, "{totals:?}");
    let costing = options.costing.as_ref().expect("a costing").noun.clone();
    assert_eq!(costing.lines[1].prices_of, Some(2027), "the year typed stays, whatever year 0 becomes");
    let factor = times(costing.price_index.as_ref().expect("an index"), &costing, 2024);
    assert!(factor.is_some_and(|factor| (factor - 1.1).abs() < 1e-12), "{factor:?}");
    let (_, said) = fault(index(&[(2025, 103.0), (2026, 105.0), (2027, 110.0)], Some(0.02)).await);
    assert!(said.contains("2024/25 is not in it"), "a line is in its prices: {said}");
    let kept = keep_results(desk, lead, case).await.expect("kept");
    assert_eq!(kept.len(), 1);
    assert_eq!(check_now(desk, lead).await.expect("checked").results.same, 1);
}

#[tokio::test]
async fn what_falls_on_people_is_weighed_by_their_income_beside_the_plain_figures_and_never_in_their_place() {
    let place = place().await;
    let (desk, lead, council) = (&place.bench.desk, &place.lead, place.bench.desk.authority);
    place.choice("Run it ourselves", "in_house").await;
    place.start().await;
    place.write("A", "Staff", LineKind::Cost, council, 100_000).await;
    let plain = place.options().await.ledger("A").expect("an answer").clone();
    assert!(plain.weighted.is_none(), "off until a line says on whom it falls");
    let version = place.costing().await.expect("a costing").version;
    let gain = |falls_on: &str, organisation| WriteLine {
        falls_on: falls_on.into(),
        organisation,
        ..place.line("A", "Less spent on fares", LineKind::Benefit, council, 50_000, version)
    };
    for (falls_on, organisation, field) in [("poorest_fifth", Some(council), "falls_on"), ("nobody_known", None, "falls_on")] {
        let Err(DeskError::Faults(faults)) = write_line(desk, lead, gain(falls_on, organisation)).await else { panic!("{falls_on}") };
        assert_eq!(faults[0].field, field);
    }
    write_line(desk, lead, gain("poorest_fifth", None)).await.expect("a line");
    let options = place.options().await;
    let option = options.ledger("A").expect("an answer");
    let weighted = option.weighted.as_ref().expect("weighed");
    let (benefit, cost) = (option.figures.present_value_benefits, option.figures.present_value_costs);
    assert!((option.figures.net_present_value - (benefit - cost)).abs() < 1e-6, "the plain figure stands");
    let weight = (32_400.0_f64 / 14_700.0).powf(1.3);
    assert!((weighted.net_present_value - (weight * benefit - cost)).abs() < 1e-6, "{weighted:?}");
    assert_eq!(weighted.tested.iter().map(|(eta, _)| *eta).collect::<Vec<_>>(), [1.0, 1.3, 1.5]);
}
