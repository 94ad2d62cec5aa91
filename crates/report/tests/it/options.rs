//! Charts of options: drawn from answers of the methods, each with its words, its table and its data.

use methods::appraisal::{self, Ask, CostedOption, Flow, Kind, Range, Schedule, Settings, Shape, Simulation};
use methods::smaa;
use report::chart::options_charts::{acceptability_chart, pays_and_gains_chart, spread_chart, tornado_chart};
use report::chart::{Chart, ink};

fn flow(kind: Kind, name: &str, whose: &str, a_year: f64) -> Flow {
    let range = Some(Range { low: 0.5, high: 1.5, shape: Shape::Triangular });
    Flow { name: name.into(), kind, organisation: whose.into(), a_year: Some(a_year), start: Some(0), range, ..Flow::default() }
}

fn answer() -> appraisal::Appraisal {
    let flows = vec![
        flow(Kind::Cost, "Classes <all>", "Council", 400.0),
        flow(Kind::Benefit, "Fewer falls", "NHS", 609.0),
        flow(Kind::Benefit, "Less care", "Council", 105.0),
    ];
    let options = vec![
        CostedOption { id: "A".into(), flows, ..CostedOption::default() },
        CostedOption { id: "now".into(), ..CostedOption::default() },
    ];
    let settings = Settings {
        years: 5,
        discount_schedule: Schedule::flat(0.035),
        simulation: Some(Simulation { draws: 500, seed: 1, latin_hypercube: true }),
        ..Settings::default()
    };
    appraisal::appraise(&Ask { options, business_as_usual: Some("now".into()) }, &settings).expect("an answer")
}

fn values<'a>(svg: &'a str, attribute: &str) -> Vec<&'a str> {
    svg.split(&format!(" {attribute}=\"")).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn is_whole(chart: &Chart, rows: usize) {
    for colour in values(&chart.svg, "fill").into_iter().chain(values(&chart.svg, "stroke")) {
        assert!(colour == "none" || ink::PALETTE.contains(&colour), "{colour} is not in the palette");
    }
    assert_eq!(chart.svg.matches("role=\"img\"").count(), 2, "one drawing for each width");
    assert!(!chart.svg.contains("NaN") && !chart.svg.contains("<all>"), "{}", chart.svg);
    let words = &chart.words;
    assert!(!words.headline.is_empty() && !words.subtitle.is_empty() && !words.title.is_empty() && !words.description.is_empty());
    assert!(words.settings.contains("edition") && !chart.key.is_empty());
    assert_eq!((chart.table.rows.len(), chart.csv.lines().count()), (rows, rows + 1));
}

#[test]
fn every_chart_of_options_has_its_words_its_table_and_its_data() {
    let answer = answer();
    let option = &answer.options["A"];
    let tornado = tornado_chart("t", "A", option.figures.net_present_value, &option.tornado, "over five years");
    is_whole(&tornado, 3);
    assert!(tornado.words.headline.contains("Fewer falls"), "{}", tornado.words.headline);
    let drawn = option.simulation.as_ref().expect("draws");
    is_whole(&spread_chart("s", &[("A".into(), drawn)], "over five years", 500), 1);
    let sides = pays_and_gains_chart("p", "A", option);
    is_whole(&sides, 2);
    assert_eq!(sides.words.headline, "Council pays 100%, NHS gains 85%");
}

#[test]
fn ranks_are_drawn_as_shares_of_the_draws_and_the_first_comes_first() {
    let reading = smaa::read(&[vec![0.0, 0.5], vec![1.0, 0.0]], &smaa::Ask::default()).expect("a reading");
    let chart = acceptability_chart("a", &["B".into(), "A".into()], &reading, "whatever the weights");
    is_whole(&chart, 2);
    // Analytic: A is first where the first weight is above a third.
    assert_eq!(chart.words.headline, "“A” comes first in 67 of 100 draws");
    assert_eq!(chart.table.rows[0][0].shown(), "A");
}
