//! What stands beside the plain figures: gains weighed by income, and totals in prices of one year and of each.

use desk::plan::options::money_question::Question;
use desk::plan::options::money_words;
use desk::plan::options::price_index::times;
use desk::plan::read_options::{Appraisal, CaseOptions};
use quantity::Period;
use quantity::rounding::shown;
use report::words::prices as words_of_prices;

use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::house::form_page::paragraph;
use crate::plan::options::money::{ordered, said};

/// With a pound to those with less counting for more, beside the plain figures; where a line says on whom it falls.
pub(super) fn weighed(options: &CaseOptions, question: &Question, answer: &Appraisal) -> Markup {
    let Some(incomes) = &question.settings.distribution else { return Markup::default() };
    let mut table = CardTable::new("Weighed by income, beside the plain figures").column("Option").figures("Worth, unweighted");
    table = table.figures(format!("Worth, weighted (elasticity {})", shown(incomes.eta, 1)));
    let rows: Vec<_> = ordered(options, question, answer)
        .into_iter()
        .filter_map(|(_, title, option)| Some((title, option, option.weighted.as_ref()?)))
        .collect();
    for (eta, _) in rows.first().iter().flat_map(|(.., weighted)| &weighted.tested).filter(|(eta, _)| *eta != incomes.eta) {
        table = table.figures(format!("At {}", shown(*eta, 1)));
    }
    for (title, option, weighted) in rows {
        let mut row = vec![title, said(option.figures.net_present_value), said(weighted.net_present_value)];
        row.extend(weighted.tested.iter().filter(|(eta, _)| *eta != incomes.eta).map(|(_, value)| said(*value)));
        table = table.row(row);
    }
    let median = money_words::money(incomes.median_income);
    Markup::from(table).and(paragraph(&words_of_prices::weighted(median, incomes.source.as_deref().unwrap_or_default())))
}

/// The totals in prices of year 0 and in each year's own, and which lines were brought to year 0 by which index.
pub(super) fn prices(options: &CaseOptions, question: &Question, answer: &Appraisal) -> Markup {
    let costing = options.costing.as_ref().map(|record| &record.noun);
    let Some((costing, index)) = costing.and_then(|costing| Some((costing, costing.price_index.as_ref()?))) else {
        return paragraph(
            "No price index is written down, so every amount is taken as one in prices of year 0, and what it comes to in each year’s own prices is not known.",
        );
    };
    let year = question.first_year().map_or_else(String::new, |year| year.in_words());
    let mut table = CardTable::new(format!("Real and nominal, over {} years, not discounted", question.settings.years))
        .column("Option")
        .figures(format!("Costs in prices of {year}"))
        .figures("Costs in each year’s own prices")
        .figures(format!("Benefits in prices of {year}"))
        .figures("Benefits in each year’s own prices");
    for (_, title, option) in ordered(options, question, answer) {
        let Some(totals) = option.totals else { continue };
        let sums = [totals.real_costs, totals.nominal_costs, totals.real_benefits, totals.nominal_benefits];
        table = table.row(std::iter::once(title).chain(sums.map(said)));
    }
    let last = index.years.last().map_or_else(String::new, |(year, _)| Period::FinancialYear(*year).in_words());
    let beside = paragraph("Corrected for optimism. Not every benefit is cash, and money that only changes hands is left out.");
    let mut body =
        Markup::from(table).and(beside).and(paragraph(&words_of_prices::index(&index.source, index.published, &last, index.later)));
    let mut brought: Vec<String> = (costing.lines.iter())
        .filter_map(|line| {
            let from = line.prices_of.filter(|year| *year != costing.first_year)?;
            let times = times(index, costing, from)?;
            Some(words_of_prices::brought(&line.name, Period::FinancialYear(from), &year, times))
        })
        .collect();
    brought.sort();
    brought.dedup();
    for line in brought {
        body = body.and(paragraph(&line));
    }
    body
}
