//! An allocation in words: the plan, who pays and gains, more or less money, what is in every good plan, both rankings, what changes.

use methods::allocation::conflict::Conflict;
use methods::allocation::frontier::Frontier;
use methods::allocation::margin::{Eased, Margin};
use methods::allocation::moves::Moves;
use methods::allocation::near::Nearness;
use methods::allocation::second_pass::Ranked;
use methods::allocation::solver::NONE_FOUND;
use methods::allocation::{Answer, METHOD, Program};
use model::allocation::{Allocation, Candidate, DutyForecast};
use model::fund::{MoneyKind, MoneyTerm};
use quantity::rounding::shown;
use quantity::{Money, Period, Share};

use super::allocation_choices::{changes, nearly, rankings};
use super::allocation_limits::{conflicts, limits};
use super::best_value_line::{at, line};
use super::{count, members_priorities};
use crate::chart::frontier_chart::LinePoint;
use crate::page::{Block, Document, Text};
use crate::table::{Cell, Column, Table};

/// What a page of one allocation takes. `answer` and `program` are of the plan shown; the rest of the whole money.
pub struct Told<'a> {
    pub allocation: &'a Allocation,
    /// Thousandths of the money the plan shown may spend, and the amount that was asked about where one was.
    pub thousandths: u32,
    pub asked: Option<Money>,
    pub total: Money,
    pub program: &'a Program,
    pub answer: &'a Answer,
    pub chosen: &'a [String],
    pub conflict: Option<&'a Conflict>,
    pub any_pound: Option<(i64, &'a [String])>,
    pub line: Vec<LinePoint>,
    pub margins: &'a [Margin],
    /// What floors and capacities hold back; empty where they are too many to be asked one by one.
    pub eased: &'a [Eased],
    /// Codes by option of `whole`, beside the places of the nearly best.
    pub near: Option<&'a Nearness>,
    pub whole: &'a Program,
    /// Points of the best plan known of the whole money.
    pub best: Option<i64>,
    pub rankings: &'a [Ranked],
    pub triangles: Option<&'a Frontier>,
    pub today: Option<(i64, &'a [String], &'a Moves)>,
    /// Else why what the plan costs cannot be shared out.
    pub partners: Result<Vec<PartnerSaid>, String>,
    pub misaligned: Option<f64>,
    /// What the plan shown takes from named funds and grants.
    pub from_funds: Vec<(String, Money)>,
    pub csv_at: String,
    /// Where the plan without what members set is shown.
    pub without_members_at: String,
}

pub struct PartnerSaid {
    pub name: String,
    /// None where it has not shared what it puts in.
    pub pays: Option<Money>,
    pub pays_share: Option<Share>,
    pub gains: i64,
    pub gains_share: Option<Share>,
}

pub(super) fn points(count: i64) -> String {
    match count {
        1 => "1 point".to_owned(),
        _ => format!("{} points", figure(count)),
    }
}

pub(super) fn figure(count: i64) -> String {
    let digits = quantity::money::group_thousands(count.unsigned_abs());
    if count < 0 { format!("−{digits}") } else { digits }
}

pub(super) fn cell(count: i64) -> Cell {
    Cell::number(count as f64, figure(count))
}

pub(super) fn money(amount: Money) -> Cell {
    Cell::number(amount.pounds(), amount.in_full())
}

/// Names in a sentence, by code.
pub(super) fn titles(allocation: &Allocation, codes: &[String]) -> String {
    let title = |code: &String| allocation.candidates.iter().find(|c| c.code == *code).map_or_else(|| code.clone(), |c| c.title.clone());
    count::list(&codes.iter().map(title).collect::<Vec<_>>())
}

pub(super) fn title<'a>(allocation: &'a Allocation, code: &'a str) -> &'a str {
    allocation.candidates.iter().find(|c| c.code == code).map_or(code, |c| c.title.as_str())
}

pub(super) fn year(allocation: &Allocation, after: usize) -> String {
    let after = i16::try_from(after).unwrap_or(0);
    Period::FinancialYear(allocation.year.saturating_add(after)).in_words()
}

/// The answer in one to three sentences.
pub fn lead(told: &Told<'_>) -> String {
    let Some(plan) = &told.answer.plan else {
        return match told.conflict {
            Some(_) => "No plan keeps every limit. Below are the fewest that cannot hold together.".to_owned(),
            None if told.answer.infeasible => "No plan keeps every limit.".to_owned(),
            None => NONE_FOUND.to_owned(),
        };
    };
    let cost: i64 = done(told).iter().map(|c| c.cost().pence()).sum();
    let said = format!(
        "{} for {}: {}.",
        count::sentence(&count::of_things(told.chosen.len() as u64, "thing to do", "things to do")),
        Money::from_pence(cost).in_full(),
        points(plan.outcome)
    );
    if told.answer.optimal() {
        return format!("{said} No plan within these limits is worth more.");
    }
    let gap = told.answer.gap().map(|gap| format!(" ({}%)", shown(gap * 100.0, 2))).unwrap_or_default();
    format!("{said} No plan is worth more than {}{gap}: this one may not be the very best.", points(told.answer.bound))
}

fn done<'a>(told: &Told<'a>) -> Vec<&'a Candidate> {
    told.allocation.candidates.iter().filter(|c| told.chosen.contains(&c.code)).collect()
}

/// The whole page but its heading.
pub fn document(told: &Told<'_>) -> Document {
    let mut page = Document::new(told.allocation.title.clone(), lead(told));
    asked(&mut page, told);
    if let Some(note) = members_priorities::note(told.allocation, &told.without_members_at) {
        page.push(Block::Note(note));
    }
    if told.answer.plan.is_some() {
        plan(&mut page, told);
    }
    if let Some(conflict) = told.conflict {
        conflicts(&mut page, told, conflict);
    }
    duties(&mut page, told);
    partners(&mut page, told);
    limits(&mut page, told);
    line(&mut page, told);
    nearly(&mut page, told);
    rankings(&mut page, told);
    changes(&mut page, told);
    working(&mut page, told);
    page
}

/// Which amount of money the plan is of, where it is not the whole, or not quite what was asked about.
fn asked(page: &mut Document, told: &Told<'_>) {
    let used = at(told.total, told.thousandths);
    let near =
        told.asked.filter(|asked| *asked != used).map(|asked| format!(" That is the nearest tenth of a per cent to {}.", asked.in_full()));
    let near = near.unwrap_or_default();
    if told.thousandths != 1_000 {
        let share = shown(f64::from(told.thousandths) / 10.0, 1);
        page.push(Block::Note(Text::plain(format!(
            "This is the plan with {share}% of the money, {}, every limit on money in the same proportion.{near} What follows “More or less money” is of the whole {}.",
            used.in_full(),
            told.total.in_full()
        ))));
    } else if !near.is_empty() {
        page.push(Block::Note(Text::plain(format!("This is the plan with the whole {}.{near}", used.in_full()))));
    }
}

fn plan(page: &mut Document, told: &Told<'_>) {
    page.heading("The plan");
    let columns = vec![
        Column::words("What"),
        Column::words("Money"),
        Column::number("Cost", "£"),
        Column::number("Points", ""),
        Column::number("Points for each £100,000", ""),
    ];
    let rows = done(told).into_iter().map(|c| {
        let slope = c.points as f64 / (c.cost().pounds() / 100_000.0);
        vec![
            Cell::words(format!("{} ({})", c.title, c.code)),
            Cell::words(kinds(c)),
            money(c.cost()),
            cell(c.points),
            if slope.is_finite() { Cell::number(slope, shown(slope, 1)) } else { Cell::Missing("Costs nothing".to_owned()) },
        ]
    });
    page.push(Block::Table(Table::new("The plan", columns, rows.collect())));
    for (fund, amount) in &told.from_funds {
        page.paragraph(format!("{} of the plan is paid from “{fund}”, and from nothing that partners put in here.", amount.in_full()));
    }
    let ending: Vec<String> =
        done(told).into_iter().filter(|c| ends_early(c, told.allocation.years)).map(|c| format!("{} ({})", c.title, c.code)).collect();
    if !ending.is_empty() {
        page.push(Block::Note(Text::plain(format!(
            "Recurrent, with no cost entered for the last years of the plan, which count as £0: {}. Say what they cost, or write 0.",
            count::list(&ending)
        ))));
    }
    page.paragraph(format!("{} {} answers for what counts as value.", sentence(&told.allocation.points_mean), told.allocation.accountable));
    if let Some((most, codes)) = told.any_pound.filter(|_| told.thousandths == 1_000)
        && let Some(plan) = &told.answer.plan
        && most > plan.outcome
    {
        let out: Vec<String> = codes.iter().filter(|c| !told.chosen.contains(c)).cloned().collect();
        let into: Vec<String> = told.chosen.iter().filter(|c| !codes.contains(c)).cloned().collect();
        page.push(Block::Note(Text::plain(format!(
            "If any pound could pay for anything, the best plan would be worth {}. Money has kinds, and that costs {}: {} cannot be done, and {} can.",
            points(most),
            points(most - plan.outcome),
            titles(told.allocation, &out),
            titles(told.allocation, &into)
        ))));
    }
}

/// Money that goes on costs something in the last year too, unless somebody says that it does not.
fn ends_early(candidate: &Candidate, years: u8) -> bool {
    let recurrent = || candidate.money.iter().filter(|line| line.term == MoneyTerm::Recurrent);
    recurrent().any(|line| line.amount > Money::ZERO) && recurrent().all(|line| line.year.saturating_add(1) < years)
}

/// What duties are forecast to cost, beside what the plan shown has for them.
fn duties(page: &mut Document, told: &Told<'_>) {
    if told.allocation.duties.is_empty() {
        return;
    }
    page.heading("What duties are forecast to cost");
    let columns = vec![
        Column::words("Duty"),
        Column::number("Lowest", "£"),
        Column::number("Most likely", "£"),
        Column::number("Highest", "£"),
        Column::number("In the plan", "£"),
        Column::words("What that means"),
        Column::words("Forecast"),
    ];
    let rows = told.allocation.duties.iter().map(|one| {
        let has = done(told).into_iter().filter(|c| one.met_by.contains(&c.code)).map(|c| c.cost().pence()).sum();
        let has = Money::from_pence(has);
        vec![
            Cell::words(format!("{} ({})", one.duty, one.source)),
            money(one.low),
            money(one.central),
            money(one.high),
            if told.answer.plan.is_some() { money(has) } else { Cell::Missing("No plan".to_owned()) },
            Cell::words(if told.answer.plan.is_some() { against(one, has) } else { "Nothing, without a plan".to_owned() }),
            Cell::words(format!("{}, {}", one.signed_by, count::plain_date(one.made_on))),
        ]
    });
    page.push(Block::Table(Table::new("What duties are forecast to cost", columns, rows.collect())));
    page.paragraph(
        "A duty can be met in more than one way, so no law sets a least amount: each forecast is a range under somebody’s name.",
    );
}

fn against(one: &DutyForecast, has: Money) -> String {
    if has < one.low {
        return format!("{} under the lowest forecast: say how the duty is met besides", (one.low - has).in_full());
    }
    if has < one.central {
        return "Within the range, under what is most likely".to_owned();
    }
    if has <= one.high {
        return "Within the range, and no less than is most likely".to_owned();
    }
    format!("{} over the highest forecast", (has - one.high).in_full())
}

/// A sentence that ends.
pub(super) fn sentence(text: &str) -> String {
    let text = count::sentence(text.trim());
    if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
}

fn kinds(candidate: &Candidate) -> String {
    let mut found: Vec<&str> = Vec::new();
    for line in &candidate.money {
        let word = match (line.term, line.kind) {
            (MoneyTerm::Recurrent, MoneyKind::Revenue) => "recurrent",
            (MoneyTerm::OneOff, MoneyKind::Revenue) => "one-off",
            (MoneyTerm::Recurrent, MoneyKind::Capital) => "capital every year",
            (MoneyTerm::OneOff, MoneyKind::Capital) => "capital, once",
        };
        if !found.contains(&word) {
            found.push(word);
        }
    }
    count::sentence(&count::list(&found.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()))
}

fn partners(page: &mut Document, told: &Told<'_>) {
    let partners = match &told.partners {
        Ok(partners) if partners.is_empty() => return,
        Ok(partners) => partners,
        Err(why) => {
            page.heading("What each partner pays and gains");
            page.push(Block::Note(Text::plain(format!("What each partner pays cannot be worked out yet. {why}"))));
            return;
        }
    };
    page.heading("What each partner pays and gains");
    let columns = vec![
        Column::words("Partner"),
        Column::number("Pays", "£"),
        Column::number("Share of the cost", "%"),
        Column::number("Points for its outcomes", ""),
        Column::number("Share of the gain", "%"),
    ];
    let share = |share: Option<Share>, missing: &str| match share {
        Some(share) => Cell::number(share.percent(), format!("{}%", shown(share.percent(), 0))),
        None => Cell::Missing(missing.to_owned()),
    };
    let (unshared, nothing) = ("Not shared", "Nothing to share");
    let rows = partners.iter().map(|p| {
        let pays = p.pays.map_or_else(|| Cell::Missing(unshared.to_owned()), money);
        let pays_share = share(p.pays_share, if p.pays.is_none() { unshared } else { nothing });
        vec![Cell::words(p.name.clone()), pays, pays_share, cell(p.gains), share(p.gains_share, nothing)]
    });
    page.push(Block::Table(Table::new("What each partner pays and gains", columns, rows.collect())));
    page.paragraph(
        "Recurrent costs fall on recurrent money; one-off costs on one-off money first, then on recurrent. Each partner pays in proportion to what it put in.",
    );
    if partners.iter().any(|p| p.pays.is_none()) {
        page.paragraph("What falls on each is among the figures that are known: whoever has not shared its own would pay a part too.");
    }
    if let Some(apart) = told.misaligned {
        page.paragraph(format!(
            "Shares paid and shares gained are {} apart on a scale from 0 (each pays as it gains) to 1.",
            shown(apart, 2)
        ));
    }
}

fn working(page: &mut Document, told: &Told<'_>) {
    let work = &told.answer.work;
    let mut said = vec![Text::plain(format!(
        "Every plan that keeps all limits is a candidate; the best of them is looked for, and a bound is worked out that none can pass. Found by {} in {} steps, seed {}.",
        work.by,
        figure(i64::from(work.passes)),
        work.seed
    ))];
    if let Some(left_out) = work.left_out.as_ref().filter(|_| !told.answer.optimal()) {
        said.push(Text::plain(left_out.clone()));
    }
    said.push(
        Text::plain("The bound follows from prices on the limits: anybody can work it out again from them.")
            .and(" ")
            .link("How this is worked out", "/library/methods/allocation"),
    );
    page.push(Block::Folded { title: "How this was worked out".to_owned(), blocks: said.into_iter().map(Block::Paragraph).collect() });
    page.foot.push(format!("Method: {}. Source: what was entered here; each change is in the audit trail.", METHOD.with_edition()));
}
