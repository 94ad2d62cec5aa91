//! What came of it: the count in two ways side by side, who gets what, what changed, and the answers to count again.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use desk::analyse::involvement::count::{BudgetCount, Counted, CountedChoice, Way};
use desk::analyse::involvement::published::{As, published_ballots};
use desk::analyse::involvement::read_public::{PublicResult, read_public_result};
use model::ballot::{Vote, VoteKind};
use model::involvement::{NotUp, WhatChanged};
use quantity::rounding::shown;
use report::words::{count, say};

use super::{address, answer, around, counted, when};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::download;
use crate::error::PageError;
use crate::house::form_page::paragraph;
use crate::layout::{Frame, Layout};
use crate::page;
use crate::router::Asks::Nothing;
use crate::router::Routes;
use crate::ww;

#[derive(Template)]
#[template(path = "analyse/say_result.html")]
struct SayResultPage {
    layout: Layout,
    at: String,
    when: String,
    answer: String,
    count: Markup,
    groups: Markup,
    counted: Vec<String>,
    changed: Vec<WhatChanged>,
    not_up: Vec<NotUp>,
    has_ballots: bool,
    has_pabulib: bool,
}

page!(SayResultPage);

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/having-your-say/{reference}/result", Nothing, "What came of it", show)
        .get("/having-your-say/{reference}/ballots.pb", Nothing, "All answers as Pabulib", pabulib)
        .get("/having-your-say/{reference}/ballots.csv", Nothing, "All answers as CSV", csv)
}

async fn show(State(app): State<App>, frame: Frame, Path(reference): Path<String>) -> Result<SayResultPage, PageError> {
    let PublicResult { of, counted: found } = read_public_result(&app.desk, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let noun = &of.noun;
    let mut layout = around(frame, noun.title.clone());
    let mut count = Markup::default();
    let mut groups = Markup::default();
    let (mut has_ballots, mut has_pabulib) = (false, false);
    if let (Some(vote), Some((method, told))) = (&noun.vote, &found) {
        layout = layout.lead(lead(vote, told));
        count = if let Some(budget) = &told.budget { side_by_side(vote, told, budget) } else { ordered(vote, told) };
        groups = who_gets_what(told);
        has_ballots = true;
        has_pabulib = vote.kind == VoteKind::Approval && vote.budget.is_some();
        let page = method.split(',').next().unwrap_or_default();
        layout = layout.source(
            Markup::text(format!("From {} answers, counted by ", told.people))
                .and(ww::link(method, &format!("/library/methods/{page}")))
                .and(Markup::text(".")),
        );
    } else {
        layout = layout.lead("This has closed. No votes were counted here.");
    }
    Ok(SayResultPage {
        at: address(&of),
        when: when(noun, app.desk.today()),
        answer: answer(noun),
        count,
        groups,
        counted: if has_ballots { noun.vote.as_ref().map(counted).unwrap_or_default() } else { Vec::new() },
        changed: noun.changed.clone(),
        not_up: noun.not_up.clone(),
        has_ballots,
        has_pabulib,
        layout,
    })
}

fn title(vote: &Vote, code: &str) -> String {
    vote.choice(code).map_or_else(|| code.to_owned(), |choice| choice.title.clone())
}

pub(crate) fn lead(vote: &Vote, told: &Counted) -> String {
    if let Some(refused) = &told.refused {
        return format!("{} people took part. {refused}", told.people);
    }
    if let Some(budget) = &told.budget {
        let names = |way: &Way| way.funded.iter().map(|one| title(vote, &one.code)).collect::<Vec<_>>();
        let (most, equal) = (names(&budget.most_votes), names(&budget.equal_shares));
        return say::money_came_out(told.people, (&most, budget.most_votes.cost), (&equal, budget.equal_shares.cost));
    }
    let first = told.choices.iter().find(|choice| choice.place == Some(1)).map(|choice| title(vote, &choice.code));
    say::order_came_out(told.people, first.as_deref())
}

/// The same answers counted both ways.
pub(crate) fn side_by_side(vote: &Vote, told: &Counted, budget: &BudgetCount) -> Markup {
    let mut order: Vec<_> = told.choices.iter().collect();
    order.sort_by_key(|choice| std::cmp::Reverse(choice.votes));
    let said = |way: &Way, code: &str| match way.funded.iter().find(|one| one.code == code) {
        None => Words::from("No"),
        Some(one) if one.from_left_over => Words::from(Markup::from(ww::shown("Yes, from what was left"))),
        Some(_) => Words::from(Markup::from(ww::shown("Yes"))),
    };
    let mut table = CardTable::new("What each way of counting pays for")
        .column("What")
        .figures("Cost")
        .figures("People who picked it")
        .column("Most picks first")
        .column("Equal shares");
    for choice in order {
        let cost = vote.choice(&choice.code).and_then(|choice| choice.cost).map(|cost| cost.in_full()).unwrap_or_default();
        table = table.row([
            Words::from(title(vote, &choice.code)),
            Words::from(cost),
            Words::from(quantity::money::group_thousands(choice.votes)),
            said(&budget.most_votes, &choice.code),
            said(&budget.equal_shares, &choice.code),
        ]);
    }
    let table = table.sum([
        Words::from("Together"),
        Words::from(format!("of {}", budget.budget.in_full())),
        Words::from(quantity::money::group_thousands(told.people)),
        Words::from(budget.most_votes.cost.in_full()),
        Words::from(budget.equal_shares.cost.in_full()),
    ]);
    let ties = [&budget.most_votes, &budget.equal_shares].into_iter().flat_map(|way| &way.funded).filter(|one| !one.tied_with.is_empty());
    let mut told: Vec<String> = ties
        .map(|one| {
            let others: Vec<String> = one.tied_with.iter().map(|code| title(vote, code)).collect();
            format!(
                "{} came out the same as {}. It comes first in the alphabet of short names, so it won.",
                title(vote, &one.code),
                count::list(&others)
            )
        })
        .collect();
    told.sort();
    told.dedup();
    told.iter().fold(Markup::from(table), |out, line| out.and(paragraph(line)))
}

/// First comes first.
pub(crate) fn ordered(vote: &Vote, told: &Counted) -> Markup {
    let (votes, score) = match vote.kind {
        VoteKind::Ranking => ("Times it came first", "Place on average"),
        VoteKind::Pairs => ("Times it was chosen", "Strength, with its error"),
        _ => ("Points", ""),
    };
    let order = in_order(told);
    let mut table = CardTable::new("What came first").figures("Place").column("What").figures(votes);
    if !score.is_empty() {
        table = table.figures(score);
    }
    for (_, choice) in order {
        let mut row = vec![
            Words::from(place(choice.place)),
            Words::from(title(vote, &choice.code)),
            Words::from(quantity::money::group_thousands(choice.votes)),
        ];
        if !score.is_empty() {
            let told = match (choice.score, choice.standard_error) {
                (Some(score), Some(error)) => format!("{} (± {})", shown(score, 2), shown(error, 2)),
                (Some(score), None) => shown(score, 2),
                (None, _) => "Not known".to_owned(),
            };
            row.push(Words::from(told));
        }
        table = table.row(row);
    }
    Markup::from(table).and(by_group(vote, told))
}

/// With where each stands in the vote.
fn in_order(told: &Counted) -> Vec<(usize, &CountedChoice)> {
    let mut order: Vec<_> = told.choices.iter().enumerate().collect();
    order.sort_by_key(|(_, choice)| (choice.place.unwrap_or(u32::MAX), choice.code.clone()));
    order
}

fn place(place: Option<u32>) -> String {
    place.map_or_else(|| "No place".to_owned(), |place| place.to_string())
}

/// Where each group alone would put each thing, beside where everybody put it.
fn by_group(vote: &Vote, told: &Counted) -> Markup {
    let groups: Vec<_> = told.groups.iter().filter(|group| group.places.len() == told.choices.len() && !group.places.is_empty()).collect();
    if groups.is_empty() {
        return Markup::default();
    }
    let mut table = CardTable::new("The place each group alone would give it").column("What").figures("Everybody");
    for group in &groups {
        table = table.figures(format!("{} ({})", count::sentence(&group.name), quantity::money::group_thousands(group.people)));
    }
    for (at, choice) in in_order(told) {
        let of_groups = groups.iter().map(|group| Words::from(place(group.places.get(at).copied().flatten())));
        table = table.row([Words::from(title(vote, &choice.code)), Words::from(place(choice.place))].into_iter().chain(of_groups));
    }
    Markup::from(paragraph(&say::groups_differ(groups.len(), &differing(told)))).and(table)
}

/// Groups whose first is not everybody's first.
fn differing(told: &Counted) -> Vec<String> {
    let Some(first) = told.choices.iter().position(|choice| choice.place == Some(1)) else { return Vec::new() };
    let other = told.groups.iter().filter(|group| group.places.get(first).is_some_and(|place| *place != Some(1)));
    other.map(|group| group.name.clone()).collect()
}

/// Each group's part of the people, and of the money by each way.
pub(crate) fn who_gets_what(told: &Counted) -> Markup {
    let named = told.groups.iter().filter(|group| !group.name.is_empty());
    let mut out = Markup::default();
    if named.clone().next().is_some() {
        let mut table = CardTable::new("Who took part, and who gets what").column("Group").figures("People");
        if told.budget.is_some() {
            table = table
                .figures("Part of all people")
                .figures("Part of the money: most picks first")
                .figures("Part of the money: equal shares")
                .figures("Get something: most picks first")
                .figures("Get something: equal shares");
        }
        for group in named {
            let mut row = vec![Words::from(count::sentence(&group.name)), Words::from(quantity::money::group_thousands(group.people))];
            if let Some(budget) = &told.budget {
                let of = |way: &Way| way.groups.iter().find(|gets| gets.name == group.name).cloned();
                let (most, equal) = (of(&budget.most_votes), of(&budget.equal_shares));
                let something = |gets: &Option<desk::analyse::involvement::count::GroupGets>| {
                    let said = gets.as_ref().and_then(|gets| gets.with_something).map(quantity::money::group_thousands);
                    Words::from(said.unwrap_or_else(|| "Too few to show".to_owned()))
                };
                row.push(Words::from(most.as_ref().map(|gets| say::share(gets.of_people)).unwrap_or_default()));
                row.push(Words::from(most.as_ref().map(|gets| say::share(gets.of_budget)).unwrap_or_default()));
                row.push(Words::from(equal.as_ref().map(|gets| say::share(gets.of_budget)).unwrap_or_default()));
                row.push(something(&most));
                row.push(something(&equal));
            }
            table = table.row(row);
        }
        out = out.and(table);
    }
    let hidden = told.withheld.iter().filter(|name| !name.is_empty()).count();
    if hidden > 0 { out.and(paragraph(&say::too_few(hidden))) } else { out }
}

async fn pabulib(State(app): State<App>, Path(reference): Path<String>) -> Result<Response, PageError> {
    let reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let text = published_ballots(&app.desk, &reference, As::Pabulib).await?;
    Ok(download::file(text, "text/plain; charset=utf-8", &format!("{reference}.pb")))
}

async fn csv(State(app): State<App>, Path(reference): Path<String>) -> Result<Response, PageError> {
    let reference = reference.parse().map_err(|_| PageError::NotFound)?;
    let text = published_ballots(&app.desk, &reference, As::Csv).await?;
    Ok(download::csv(&text, &format!("{reference}-answers")))
}
