//! Parts of a paper that come from records alone: outcomes, alternatives, evidence, money, what is expected.

use desk::plan::paper::told_options::LedgerTold;
use desk::plan::paper::view::PaperView;
use quantity::Money;
use report::chart::frame::Room;
use report::page::{Block, Document, Figure, Level, Text};
use report::table::{Cell, Column, Table};
use report::words::{count, evidence as said, readiness};

use crate::plan::paper_document::is_proposed;
use crate::plan::{issue_chart, reference_of, stands_behind};

const NOT_KNOWN: &str = "Unknown";

pub(super) fn outcomes(page: &mut Document, view: &PaperView) {
    let case = &view.case.noun;
    let or = |text: &str| Text::plain(if text.trim().is_empty() { NOT_KNOWN } else { text.trim() });
    page.push(Block::Facts(vec![
        ("What should be different".into(), or(&case.difference)),
        ("For whom".into(), or(&case.people)),
        ("With whom".into(), or(&case.with_whom)),
    ]));
    if view.outcomes.is_empty() {
        return;
    }
    let columns = ["Outcome", "For whom", "By when"].map(Column::words).to_vec();
    let rows = view.outcomes.iter().map(|outcome| {
        let by = outcome.noun.by.map_or_else(|| NOT_KNOWN.to_owned(), count::plain_date);
        vec![Cell::words(outcome.noun.statement.clone()), Cell::words(outcome.noun.people.clone()), Cell::words(by)]
    });
    page.push(Block::Table(Table::new("Outcomes", columns, rows.collect())));
}

pub(super) fn alternatives(page: &mut Document, view: &PaperView) {
    let columns = vec![
        Column::words("Choice"),
        Column::words("What it brings"),
        Column::words("Cost in a year"),
        Column::words("Who is affected"),
        Column::words("How sure"),
    ];
    let or = |text: &str| if text.trim().is_empty() { Cell::Missing(NOT_KNOWN.into()) } else { Cell::words(text.trim()) };
    let cost = |cost: Option<Money>| cost.map_or_else(|| Cell::Missing(NOT_KNOWN.into()), |cost| Cell::words(count::money(cost)));
    let mut rows = vec![vec![
        Cell::words("Stay as we are"),
        Cell::words("As it is today, carried on"),
        cost(view.service.noun.annual_cost),
        Cell::words("Nobody is moved"),
        Cell::words("Known from today’s figures"),
    ]];
    let choices = view.case.noun.choices.iter().filter(|choice| choice.service == view.service.id && choice.ruled_out.is_none());
    for choice in choices.filter(|choice| choice.delivery_model != "as_now") {
        let title = if is_proposed(view, choice) { format!("{} (recommended)", choice.title) } else { choice.title.clone() };
        rows.push(vec![Cell::words(title), or(&choice.outcome), cost(choice.cost), or(&choice.affects), or(&choice.how_sure)]);
    }
    page.push(Block::Table(Table::new("The choices", columns, rows)));
    stands_behind::options_not_chosen(page, view);
}

/// Each known issue: where it stands, and its chart where one fits.
pub(super) fn evidence(page: &mut Document, view: &PaperView) {
    if view.issues.is_empty() {
        page.paragraph("Unknown: no issue of this service is on record that this paper may show.");
        return;
    }
    let columns = ["Known issue", "Stands at", "Why"].map(Column::words).to_vec();
    let rows = view.issues.iter().map(|(issue, found)| {
        let stands = if issue.noun.is_open() { said::summed(found.evidence.standing).word } else { "Closed".to_owned() };
        let name = format!("{} {}", reference_of(&issue.reference), issue.noun.title);
        vec![Cell::words(name.trim().to_owned()), Cell::words(stands), Cell::words(found.evidence.statement.clone())]
    });
    page.push(Block::Table(Table::new("Known issues", columns, rows.collect())));
    for (at, (_, found)) in view.issues.iter().enumerate() {
        let (Some(chart), Some(measure)) = (issue_chart::chart(found, &format!("paper-{at}"), Room::Page), &found.measure) else {
            continue;
        };
        let from: Vec<_> = found.points.iter().filter_map(|point| point.at.as_ref().map(|at| at.source)).collect();
        let mut sources: Vec<String> =
            view.sources.iter().filter(|source| from.contains(&source.id)).map(|source| source.noun.title.clone()).collect();
        sources.sort();
        let edition = found.reading.as_ref().map(|reading| format!("{}, edition {}", reading.method().code, reading.method().edition));
        page.push(Block::Figure(Box::new(Figure {
            chart,
            unit: measure.noun.unit.words(),
            source: if sources.is_empty() { "entered by hand".to_owned() } else { sources.join(", ") },
            edition: edition.unwrap_or_default(),
            csv_at: None,
            level: Level::Three,
        })));
    }
}

/// What each option is worth, who pays and who gains, and what the choice turns on: where it was worked out.
pub(super) fn worth(page: &mut Document, view: &PaperView) {
    let told = &view.options;
    if told.is_empty() {
        page.paragraph(
            "What the options are worth over their years is unknown: none has been costed where this paper may show it, and none weighed.",
        );
        return;
    }
    told.said.iter().for_each(|said| {
        page.paragraph(said.clone());
    });
    let amount = |amount: Money| Cell::number(amount.pounds(), amount.in_full());
    if !told.worth.is_empty() {
        let rows = told.worth.iter().map(|worth| {
            let mark = if worth.is_proposed {
                " (recommended)"
            } else if worth.is_ruled_out {
                " (ruled out)"
            } else {
                ""
            };
            let value = worth.net_present_value.map_or_else(|| Cell::Missing(NOT_KNOWN.into()), amount);
            vec![Cell::words(format!("{}{mark}", worth.title)), value]
        });
        let columns = vec![Column::words("Option"), Column::number("Net present value", "£")];
        page.push(Block::Table(Table::new("What each option is worth", columns, rows.collect())));
    }
    if !told.ledger.is_empty() {
        let total = |of: fn(&LedgerTold) -> Money| told.ledger.iter().map(of).fold(Money::ZERO, |sum, each| sum + each);
        let mut rows: Vec<Vec<Cell>> = told
            .ledger
            .iter()
            .map(|line| vec![Cell::words(line.who.clone()), amount(line.pays), amount(line.gains), amount(line.net)])
            .collect();
        rows.push(vec![
            Cell::words("Total"),
            amount(total(|line| line.pays)),
            amount(total(|line| line.gains)),
            amount(total(|line| line.net)),
        ]);
        let columns = vec![
            Column::words("Organisation"),
            Column::number("Pays", "£"),
            Column::number("Gains", "£"),
            Column::number("Gains less what it pays", "£"),
        ];
        page.push(Block::Table(Table::new("Who pays and who gains, under what is recommended, in present values", columns, rows)));
    }
    if !told.turns_on.is_empty() {
        page.push(Block::Heading { level: Level::Three, text: "What the choice turns on".into() });
        page.push(Block::List { numbered: false, items: told.turns_on.iter().map(|said| Text::plain(said.clone())).collect() });
    }
    if !told.methods.is_empty() {
        page.paragraph(format!("Methods: {}.", told.methods.join("; ")));
    }
}

/// What the service costs now, what is proposed, and what is counted already.
pub(super) fn money(page: &mut Document, view: &PaperView) {
    let proposed = view.case.noun.choices.iter().find(|choice| is_proposed(view, choice)).and_then(|choice| choice.cost);
    let now = view.service.noun.annual_cost;
    let row = |name: &str, amount: Option<Money>| {
        let cell = amount.map_or_else(|| Cell::Missing(NOT_KNOWN.into()), |amount| Cell::number(amount.pounds(), amount.in_full()));
        vec![Cell::words(name), cell]
    };
    let difference = proposed.zip(now).map(|(proposed, now)| Money::from_pence(proposed.pence().saturating_sub(now.pence())));
    let mut rows = vec![row("The service now", now), row("What is proposed", proposed), row("Difference", difference)];
    if view.case.noun.saving_counted.is_some() {
        rows.push(row("Saving already counted in the budget plan", view.case.noun.saving_counted));
    }
    let columns = vec![Column::words("In a year"), Column::number("Amount", "£")];
    page.push(Block::Table(Table::new("What it costs in a year", columns, rows)));
    if !view.options.saving.is_empty() {
        page.push(Block::Heading { level: Level::Three, text: "What it is promised to save, and the plan it answers".into() });
        page.push(Block::List { numbered: false, items: view.options.saving.iter().map(|said| Text::plain(said.clone())).collect() });
    }
}

pub(super) fn expected(page: &mut Document, view: &PaperView) {
    let own = view.decision.as_ref().map(|decision| decision.id);
    let promises: Vec<_> =
        view.promises.iter().filter(|promise| own.is_none() || promise.noun.decision == own || promise.noun.decision.is_none()).collect();
    if promises.is_empty() {
        page.paragraph("Unknown: nothing is expected by a date yet.");
    } else {
        let columns = ["What we expect", "By"].map(Column::words).to_vec();
        let rows =
            promises.iter().map(|promise| vec![Cell::words(promise.noun.what.clone()), Cell::words(count::plain_date(promise.noun.due))]);
        page.push(Block::Table(Table::new("Promises", columns, rows.collect())));
    }
    if let Some(decision) = &view.decision {
        page.push(Block::Facts(vec![
            ("The smallest thing that would show this was wrong".into(), Text::plain(decision.noun.smallest_test.clone())),
            ("Looked at again".into(), Text::plain(count::plain_date(decision.noun.review_on))),
        ]));
    } else if let Some(check) = &view.check {
        let earliest: Vec<String> = check.noun.earliest.iter().map(readiness::earliest_said).collect();
        if !earliest.is_empty() {
            page.paragraph(format!("Earliest it could be called ready: {}.", earliest.join("; ")));
        }
    }
}
