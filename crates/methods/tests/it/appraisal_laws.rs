//! Laws of costs and benefits that hold for every question.

use methods::appraisal::{Appraisal, Ask, Cashable, CostedOption, Flow, Kind, Range, Schedule, Settings, Shape, Simulation, appraise};
use proptest::prelude::*;

const YEARS: usize = 6;

fn flow() -> impl Strategy<Value = Flow> {
    let kind = prop_oneof![Just(Kind::Cost), Just(Kind::Benefit), Just(Kind::Disbenefit), Just(Kind::Transfer)];
    let who = prop_oneof![Just("council"), Just("nhs"), Just("district")];
    let amounts = prop::collection::vec(0u32..1_000_000, YEARS);
    (kind, who, amounts, 0u32..50, 0u32..=4, prop::bool::ANY).prop_map(|(kind, who, amounts, bias, cashable, is_sunk)| {
        let amounts: Vec<f64> = amounts.into_iter().map(f64::from).collect();
        Flow {
            to: (kind == Kind::Transfer).then(|| "police".to_owned()),
            optimism_bias: Some(f64::from(bias) / 100.0),
            cashable: Cashable::Share(f64::from(cashable) / 4.0),
            sunk: is_sunk && bias == 0,
            range: Some(Range { low: 0.8, high: 1.3, shape: Shape::Triangular }),
            ..Flow::of(kind, "", who, &amounts)
        }
    })
}

fn option(id: &'static str) -> impl Strategy<Value = CostedOption> {
    prop::collection::vec(flow(), 1..7).prop_map(move |flows| {
        let named = |(at, flow): (usize, Flow)| Flow { name: format!("line {at}"), ..flow };
        CostedOption { id: id.into(), flows: flows.into_iter().enumerate().map(named).collect(), ..CostedOption::default() }
    })
}

fn settings() -> Settings {
    let simulation = Some(Simulation { draws: 100, seed: 3, latin_hypercube: false });
    let schedule = Schedule::of(&[(Some(2), 0.035), (None, 0.03)]);
    Settings {
        years: YEARS as u32,
        discount_schedule: schedule,
        unit: Some(methods::appraisal::Unit::Pounds),
        simulation,
        ..Settings::default()
    }
}

fn worked(options: Vec<CostedOption>) -> Appraisal {
    let plain = Settings { simulation: None, ..settings() };
    let ask = Ask { options, business_as_usual: None };
    // Where nothing uncertain is left, the draws are left away.
    appraise(&ask, &settings()).or_else(|_| appraise(&ask, &plain)).expect("an appraisal")
}

fn near(a: f64, b: f64, size: f64) -> bool {
    (a - b).abs() <= 1e-9 * size.max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_ledger_sums_to_the_total_each_year_and_in_all(option in option("a")) {
        let appraisal = worked(vec![option]);
        let a = &appraisal.options["a"];
        let f = &a.figures;
        let sum = |of: fn(&methods::appraisal::ledger::LedgerLine) -> f64| a.ledger.values().map(of).sum::<f64>();
        // What is added up has transfers among it, which may be all there is.
        let size = f.present_value_costs.abs() + f.present_value_benefits.abs() + sum(|l| l.transfers_in.abs());
        prop_assert!(near(sum(|l| l.pays), f.present_value_costs, size));
        prop_assert!(near(sum(|l| l.gains), f.present_value_benefits, size));
        prop_assert!(near(sum(|l| l.net), f.net_present_value, size * 4.0));
        prop_assert!(near(sum(|l| l.transfers_in), sum(|l| l.transfers_out), size));
        for line in a.ledger.values() {
            let discounted: f64 = line.by_year.pays.iter().zip(&appraisal.discount_factors).map(|(amount, factor)| amount * factor).sum();
            prop_assert!(near(discounted, line.pays, size));
            prop_assert!(line.gains_cashable.abs() <= line.by_year.gains.iter().map(|g| g.abs()).sum::<f64>() + 1e12);
        }
    }

    #[test]
    fn equal_flows_give_equal_figures_whichever_the_delivery_model(option in option("a")) {
        let as_model = |id: &str, model: &str| CostedOption { id: id.into(), delivery_model: Some(model.into()), ..option.clone() };
        let models = ["in_house", "competitive_contract", "grant", "company"];
        let appraisal = worked(models.iter().map(|model| as_model(model, model)).collect());
        let figures = |id: &str| {
            let one = &appraisal.options[id];
            format!("{:?} {:?} {:?} {:?} {:?}", one.figures, one.ledger, one.switching_values, one.tornado,
                one.simulation.as_ref().map(|s| (s.mean, s.percentile_5, s.chance_of_loss, s.chance_highest)))
        };
        for model in models {
            prop_assert_eq!(figures(model), figures("in_house"));
        }
        prop_assert!(appraisal.corrected_unlike.is_empty());
    }

    #[test]
    fn relabelling_and_reordering_options_changes_no_figure(a in option("a"), b in option("b")) {
        let plain = worked(vec![a.clone(), b.clone()]);
        let swapped = worked(vec![CostedOption { id: "x".into(), ..b }, CostedOption { id: "y".into(), ..a }]);
        for (was, is) in [("a", "y"), ("b", "x")] {
            prop_assert_eq!(&plain.options[was].figures, &swapped.options[is].figures);
            prop_assert_eq!(&plain.options[was].ledger, &swapped.options[is].ledger);
            let draws = |appraisal: &Appraisal, id: &str| appraisal.options[id].simulation.as_ref().map(|s| (s.mean, s.percentile_95));
            prop_assert_eq!(draws(&plain, was), draws(&swapped, is));
        }
    }

    #[test]
    fn at_its_switching_value_the_net_present_value_is_nothing(option in option("a")) {
        let appraisal = worked(vec![option.clone()]);
        let a = &appraisal.options["a"];
        let size = a.figures.present_value_costs + a.figures.present_value_benefits.abs();
        for switch in a.switching_values.iter().filter(|s| s.change.is_some_and(|c| c < 1e6)) {
            let times = 1.0 + switch.change.expect("a change");
            let mut changed = option.clone();
            for flow in changed.flows.iter_mut().filter(|f| f.name == switch.what) {
                flow.amounts.iter_mut().flatten().flatten().for_each(|amount| *amount *= times);
            }
            let net = worked(vec![changed]).options["a"].figures.net_present_value;
            prop_assert!(near(net, 0.0, size * times.max(1.0) * 10.0), "{net} by {switch:?}");
        }
    }

    #[test]
    fn twice_the_money_is_twice_the_figures_and_the_same_ratio(option in option("a")) {
        let mut doubled = option.clone();
        doubled.flows.iter_mut().flat_map(|f| f.amounts.iter_mut().flatten().flatten()).for_each(|amount| *amount *= 2.0);
        let (once, twice) = (worked(vec![option]), worked(vec![doubled]));
        let (once, twice) = (&once.options["a"].figures, &twice.options["a"].figures);
        prop_assert_eq!(2.0 * once.net_present_value, twice.net_present_value);
        prop_assert_eq!(once.benefit_cost_ratio, twice.benefit_cost_ratio);
        prop_assert_eq!(once.payback_year, twice.payback_year);
    }

    #[test]
    fn the_transfer_that_aligns_does_align(option in option("a")) {
        let appraisal = worked(vec![option.clone()]);
        let Some(aligned) = &appraisal.options["a"].alignment else { return Ok(()) };
        let mut settled = option;
        for (at, transfer) in aligned.aligned_by_transfer.iter().enumerate() {
            let mut amounts = [0.0; YEARS];
            amounts[0] = transfer.present_value;
            let flow = Flow::of(Kind::Transfer, &format!("alignment {at}"), &transfer.from, &amounts);
            settled.flows.push(Flow { to: Some(transfer.to.clone()), ..flow });
        }
        let after = worked(vec![settled]);
        let after = &after.options["a"];
        let misalignment = after.alignment.as_ref().expect("still there").misalignment;
        prop_assert!(misalignment < 1e-8, "{misalignment}");
        prop_assert_eq!(&appraisal.options["a"].figures, &after.figures, "a transfer changes no figure");
    }
}
