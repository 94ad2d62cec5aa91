//! A table of eligibility in words: its rules as sentences, whose each threshold is to move, and what moving one does to whom.

use methods::disclosure::Cell as Count;
use model::eligibility::{EligibilityCondition, EligibilityTable, EligibilityTest, Threshold, ThresholdKind};
use quantity::{Money, Unit, money::group_thousands, rounding::shown};

use super::count;
use crate::chart::Chart;
use crate::chart::bar_chart::{BarPart, BarRow, BarsOf, bar_chart, described, key, words};
use crate::chart::ink::{BLUE, ORANGE};
use crate::page::{Block, Document, Figure, Level, Text};
use crate::table::{Cell, Column, Table};

/// What a page of one table takes.
pub struct Told<'a> {
    pub table: &'a EligibilityTable,
    pub reference: String,
    pub service: Option<String>,
    /// What each invented person gets as it is, and with the thresholds moved.
    pub samples: &'a [(String, Result<(String, String), String>)],
    /// Thresholds moved, with where to.
    pub moved: Vec<(&'a Threshold, f64)>,
    pub trial: Option<Trial<'a>>,
    /// `population.csv, of 2026, loaded on 12 November 2026`.
    pub source: String,
    pub method: String,
    /// Address of the figures as CSV.
    pub csv_at: String,
}

/// What may be shown of a trial on a population.
pub struct Trial<'a> {
    pub people: u64,
    pub before: &'a [Count],
    pub after: &'a [Count],
    pub moves: &'a [Vec<Count>],
    pub gain: Count,
    pub lose: Count,
    /// A year, after less before; none where it would give a withheld count away.
    pub cost: Option<Money>,
    pub outcome: Option<f64>,
    pub groups: Vec<GroupTold<'a>>,
    pub smallest: u64,
}

pub struct GroupTold<'a> {
    pub of: &'a str,
    pub name: &'a str,
    pub people: Count,
    pub gain: Count,
    pub lose: Count,
}

pub fn value(value: f64) -> String {
    shown(value, if value.fract() == 0.0 { 0 } else { 2 })
}

/// Whose a threshold is to move.
pub fn whose(kind: ThresholdKind) -> &'static str {
    match kind {
        ThresholdKind::National => "National: set by law, not ours to move",
        ThresholdKind::LocalPolicy => "Local policy: ours to move, within our duty",
        ThresholdKind::Discretionary => "Discretionary: ours to move",
        ThresholdKind::Charging => "Charging: ours to move, within the power to charge",
    }
}

/// `vehicles a day is at least 3,000 vehicles`.
fn condition(condition: &EligibilityCondition, table: &EligibilityTable) -> String {
    let against = table.thresholds.iter().find(|one| one.code == condition.against);
    let figure = against.map_or_else(|| condition.against.clone(), |one| format!("{} {}", value(one.value), one.unit));
    match condition.test {
        EligibilityTest::AtLeast => format!("{} is at least {figure}", condition.fact),
        EligibilityTest::Below => format!("{} is below {figure}", condition.fact),
        EligibilityTest::Is => format!("{} is “{}”", condition.fact, condition.against),
    }
}

/// The table as rows people read from the top.
pub fn rules(table: &EligibilityTable) -> Table {
    let mut rows: Vec<Vec<Cell>> = table
        .rules
        .iter()
        .enumerate()
        .map(|(at, rule)| {
            let when: Vec<String> = rule.when.iter().map(|one| condition(one, table)).collect();
            vec![Cell::words((at + 1).to_string()), Cell::words(count::sentence(&count::list(&when))), Cell::words(rule.then.clone())]
        })
        .collect();
    let last = table.results.last().map(|one| one.name.clone()).unwrap_or_default();
    rows.push(vec![Cell::words("Else"), Cell::words("Whoever meets none of these"), Cell::words(last)]);
    Table::new("Who gets what", vec![Column::words("Row"), Column::words("Where"), Column::words("People get")], rows)
}

pub fn thresholds(table: &EligibilityTable) -> Table {
    let row = |one: &Threshold| {
        vec![
            Cell::words(one.name.clone()),
            Cell::words(format!("{} {}", value(one.value), one.unit)),
            Cell::words(whose(one.kind)),
            Cell::words(one.source.clone()),
        ]
    };
    let columns = ["Threshold", "It stands at", "Whose it is", "Where it is written"].map(Column::words);
    Table::new("Thresholds", columns.to_vec(), table.thresholds.iter().map(row).collect())
}

fn people(of: Count, smallest: u64) -> String {
    match of {
        Count::Shown(count) => group_thousands(count),
        Count::Withheld(methods::disclosure::table::Withheld::Small) => format!("fewer than {smallest}"),
        Count::Withheld(methods::disclosure::table::Withheld::Protecting) => "withheld".to_owned(),
    }
}

fn cell(of: Count, smallest: u64) -> Cell {
    match of {
        Count::Shown(count) => Cell::Whole(count),
        Count::Withheld(_) => Cell::Missing(people(of, smallest)),
    }
}

/// The answer in two or three sentences.
pub fn lead(told: &Told<'_>) -> String {
    let table = told.table;
    let Some(trial) = &told.trial else {
        return format!("{}. No population has been loaded to try it on.", count::sentence(&rows_in_words(table)));
    };
    if told.moved.is_empty() {
        return format!(
            "Tried on {} people as it stands. Move a threshold below: on paper, before it is moved on people.",
            group_thousands(trial.people)
        );
    }
    let moves: Vec<String> =
        told.moved.iter().map(|(one, to)| format!("{} from {} to {}", one.name.to_lowercase(), value(one.value), value(*to))).collect();
    let cost = match trial.cost {
        Some(cost) if cost < Money::ZERO => format!("It saves {} a year.", (-cost).in_short()),
        Some(cost) => format!("It costs {} more a year.", cost.in_short()),
        None => "What it costs is withheld: it would give a small count away.".to_owned(),
    };
    format!(
        "With {}, {} people get less and {} get more. {cost}",
        count::list(&moves),
        people(trial.lose, trial.smallest),
        people(trial.gain, trial.smallest)
    )
}

fn rows_in_words(table: &EligibilityTable) -> String {
    count::of_things(table.rules.len() as u64, "row decides", "rows decide")
}

/// From what to what, and how many.
fn moves(told: &Told<'_>, trial: &Trial<'_>) -> Table {
    let name = |at: usize| told.table.results.get(at).map(|one| one.name.clone()).unwrap_or_default();
    let mut rows = Vec::new();
    for (from, row) in trial.moves.iter().enumerate() {
        for (to, count) in row.iter().enumerate() {
            if from == to || *count == Count::Shown(0) {
                continue;
            }
            let which = if to < from { "More" } else { "Less" };
            rows.push(vec![Cell::words(name(from)), Cell::words(name(to)), Cell::words(which), cell(*count, trial.smallest)]);
        }
    }
    let columns =
        vec![Column::words("Get now"), Column::words("Would get"), Column::words("More or less help"), Column::number("People", "people")];
    Table::new("Whose result changes", columns, rows)
}

/// Everybody by what they get; the change sums to nothing.
fn results(told: &Told<'_>, trial: &Trial<'_>) -> Table {
    let change = |before: Count, after: Count| match (before, after) {
        (Count::Shown(before), Count::Shown(after)) => {
            let change = after as f64 - before as f64;
            Cell::number(change, signed(change))
        }
        _ => Cell::Missing("withheld".into()),
    };
    let row = |at: usize, name: &str| {
        let (before, after) =
            (trial.before.get(at).copied().unwrap_or(Count::Shown(0)), trial.after.get(at).copied().unwrap_or(Count::Shown(0)));
        vec![Cell::words(name), cell(before, trial.smallest), cell(after, trial.smallest), change(before, after)]
    };
    let rows = told.table.results.iter().enumerate().map(|(at, one)| row(at, &one.name)).collect();
    let columns = vec![
        Column::words("People get"),
        Column::number("As it is", "people"),
        Column::number("With thresholds moved", "people"),
        Column::number("Change", "people"),
    ];
    Table::new("Everybody, by what they get", columns, rows)
}

fn signed(change: f64) -> String {
    if change > 0.0 { format!("+{}", shown(change, 0)) } else { shown(change, 0) }
}

/// Who gains and who loses, group by group, as bars to either side of nought.
pub fn groups_chart(told: &Told<'_>, trial: &Trial<'_>) -> Chart {
    let shown_people = |of: Count| match of {
        Count::Shown(count) => count as f64,
        Count::Withheld(_) => 0.0,
    };
    let rows: Vec<BarRow> = trial
        .groups
        .iter()
        .map(|group| {
            let (lose, gain) = (shown_people(group.lose), shown_people(group.gain));
            let mut parts = Vec::new();
            if lose > 0.0 {
                parts.push(BarPart { from: -lose, to: 0.0, fill: ORANGE, label: shown(lose, 0) });
            }
            if gain > 0.0 {
                parts.push(BarPart { from: 0.0, to: gain, fill: BLUE, label: shown(gain, 0) });
            }
            BarRow { label: format!("{} ({})", group.name, group.of), parts, mark: None }
        })
        .collect();
    let said = |group: &GroupTold<'_>| {
        format!(
            "{} get less and {} get more, of {}",
            people(group.lose, trial.smallest),
            people(group.gain, trial.smallest),
            people(group.people, trial.smallest)
        )
    };
    let labels: Vec<(String, String)> = trial.groups.iter().map(|group| (format!("{} ({})", group.name, group.of), said(group))).collect();
    let most = trial.groups.iter().max_by_key(|group| match group.lose {
        Count::Shown(count) => count,
        Count::Withheld(_) => 0,
    });
    let headline = match most.filter(|group| matches!(group.lose, Count::Shown(count) if count > 0)) {
        Some(group) => format!("Most of those who get less are in {}: {} people", group.name, people(group.lose, trial.smallest)),
        None if told.moved.is_empty() => "Nobody’s result changes while no threshold is moved".to_owned(),
        None => "Nobody is shown to get less".to_owned(),
    };
    let table = Table::new(
        "Who gets more and who gets less, by group",
        vec![
            Column::words("Groups by"),
            Column::words("Group"),
            Column::number("People", "people"),
            Column::number("Get more", "people"),
            Column::number("Get less", "people"),
        ],
        trial
            .groups
            .iter()
            .map(|group| {
                vec![
                    Cell::words(group.of),
                    Cell::words(group.name),
                    cell(group.people, trial.smallest),
                    cell(group.gain, trial.smallest),
                    cell(group.lose, trial.smallest),
                ]
            })
            .collect(),
    );
    let mut said = words(
        headline,
        "People by age and by group: those who get less to the left of nought, those who get more to the right.".to_owned(),
        format!("{}: who gains and who loses", told.table.title),
        described(labels.iter().map(|(label, said)| (label.as_str(), said.clone()))),
        format!("Method: {}.", told.method),
    );
    if trial.groups.iter().any(|group| matches!(group.lose, Count::Withheld(_)) || matches!(group.gain, Count::Withheld(_))) {
        said.notes.push(format!(
            "Counts of fewer than {} people, and those that would give them away, are withheld and not drawn.",
            trial.smallest
        ));
    }
    let of = BarsOf {
        id: "groups".to_owned(),
        unit: Unit::Count("people".to_owned()),
        words: said,
        table,
        key: vec![key(ORANGE, "Get less"), key(BLUE, "Get more")],
        most: 24,
    };
    bar_chart(&rows, of)
}

/// The part of the page that shows what moving does; nothing without a population.
pub fn trial(told: &Told<'_>) -> Document {
    let mut page = Document::default();
    let Some(trial) = &told.trial else { return page };
    if !told.moved.is_empty() {
        page.heading("Who gains and who loses");
        page.push(Block::Table(moves(told, trial)));
        if let Some(outcome) = trial.outcome {
            page.paragraph(format!("Outcome: {} {}.", signed(outcome), told.table.outcome_unit));
        }
        page.push(Block::Figure(Box::new(Figure {
            chart: groups_chart(told, trial),
            unit: "people".to_owned(),
            source: told.source.clone(),
            edition: told.method.clone(),
            csv_at: Some(told.csv_at.clone()),
            level: Level::Three,
        })));
    }
    page.heading("Everybody, by what they get");
    page.push(Block::Table(results(told, trial)));
    page.push(Block::Folded {
        title: "Show working".to_owned(),
        blocks: vec![
            Block::Paragraph(Text::plain(
                "Each row of the population is tried on the rules from the top, first with the thresholds as they stand, then as they are moved. Whoever gets something further up the list of results gains; whoever gets something further down loses. Cost is people, or what the result is counted by, times its cost.",
            )),
            Block::Table(costs(told.table)),
            Block::Paragraph(Text::plain(format!("{}. Source: {}. Costs are of {}.", told.method, told.source, told.table.year)).link(
                "How this is worked out",
                "/library/methods/eligibility-threshold",
            )),
        ],
    });
    page
}

fn costs(table: &EligibilityTable) -> Table {
    let columns = vec![
        Column::words("People get"),
        Column::number("Cost a year", "£"),
        Column::words("For each"),
        Column::number("What it does for each person", table.outcome_unit.clone()),
    ];
    let row = |one: &model::eligibility::EligibilityResult| {
        vec![
            Cell::words(one.name.clone()),
            Cell::number(one.cost.pounds(), one.cost.in_full()),
            Cell::words(if one.per.is_empty() { "person" } else { one.per.as_str() }),
            Cell::number(one.outcome, value(one.outcome)),
        ]
    };
    Table::new("What each result costs and does", columns, table.results.iter().map(row).collect())
}

/// Invented people, and what each gets.
pub fn samples(told: &Told<'_>) -> Table {
    let row = |(name, gets): &(String, Result<(String, String), String>)| {
        let (before, after) = match gets {
            Ok((before, after)) => (before.clone(), if before == after { "The same".to_owned() } else { after.clone() }),
            Err(why) => (why.clone(), why.clone()),
        };
        vec![Cell::words(name.clone()), Cell::words(before), Cell::words(after)]
    };
    let columns = ["Somebody invented", "Gets now", "With thresholds moved"].map(Column::words);
    Table::new("Tried on invented people", columns.to_vec(), told.samples.iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    pub(crate) fn table() -> EligibilityTable {
        serde_json::from_value(json!({
            "title": "Roads <b>", "service": null, "year": 2026, "outcome_unit": "nights",
            "results": [{ "name": "Treated", "cost": 60571, "per": "km", "outcome": 58.0 }, { "name": "Nothing", "cost": 0, "outcome": 0.0 }],
            "thresholds": [{ "code": "vehicles", "name": "Vehicles a day", "unit": "vehicles", "value": 3000.0, "kind": "local_policy", "source": "Plan" }],
            "rules": [{ "when": [{ "fact": "traffic", "test": "at_least", "against": "vehicles" }, { "fact": "need level", "test": "is", "against": "rural" }], "then": "Treated" }],
        }))
        .expect("a table")
    }

    #[test]
    fn the_page_reads_as_sentences_and_withholds_what_it_must() {
        use methods::disclosure::table::Withheld;
        let table = table();
        let moves = vec![vec![Count::Shown(9), Count::Withheld(Withheld::Small)], vec![Count::Shown(0), Count::Shown(80)]];
        let group = GroupTold { of: "age band", name: "85 <i>", people: Count::Shown(40), gain: Count::Shown(0), lose: Count::Shown(30) };
        let trial_told = Trial {
            people: 92,
            before: &[Count::Shown(12), Count::Shown(80)],
            after: &[Count::Shown(9), Count::Shown(83)],
            moves: &moves,
            gain: Count::Shown(0),
            lose: Count::Withheld(Withheld::Small),
            cost: None,
            outcome: None,
            groups: vec![group],
            smallest: 5,
        };
        let told = Told {
            table: &table,
            reference: "EL-1".into(),
            service: None,
            samples: &[],
            moved: vec![(&table.thresholds[0], 4_000.0)],
            trial: Some(trial_told),
            source: "population.csv".into(),
            method: "eligibility-threshold, edition 1".into(),
            csv_at: "/eligibility/EL-1/groups.csv".into(),
        };
        assert_eq!(
            lead(&told),
            "With vehicles a day from 3,000 to 4,000, fewer than 5 people get less and 0 get more. What it costs is withheld: it would give a small count away."
        );
        let html = crate::html::document(&trial(&told));
        assert!(html.contains("fewer than 5") && html.contains("<svg") && html.contains("groups.csv") && !html.contains("<i>"), "{html}");
        assert_eq!(rules(&table).rows[0][1].shown(), "Traffic is at least 3,000 vehicles and need level is “rural”");
        assert_eq!(rules(&table).rows.len(), 2);
    }
}
