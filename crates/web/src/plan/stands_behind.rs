//! What stands behind a choice, as blocks of a document: what each group said of it, the skills it takes, the shared money it rests on,
//! and the options that were not chosen. The same blocks on the case, the decision and the paper.

use desk::analyse::involvement::read_involvement::RoundOfCase;
use desk::house::case::read_case::CaseView;
use desk::house::case::told_buy_in::{BuyInTold, Row, Said};
use desk::house::case::told_skills::SkillsTold;
use desk::plan::old_needs::NeedTold;
use desk::plan::paper::not_chosen::{NotChosen, Value, not_chosen};
use desk::plan::paper::told_allocation::AllocationTold;
use desk::plan::paper::view::PaperView;
use model::buy_in::Group;
use model::involvement::WhatChanged;
use report::html;
use report::page::{Block, Document, Level, Text};
use report::table::{Cell, Column, Table};
use report::words::count;
use report::words::needs::confidence;

use crate::components::markup::Markup;
use crate::plan::reference_of;
use crate::router::in_query;

const WITHHELD: &str = "Withheld: a small number";
const ALL_WITHHELD: &str = "Withheld to protect small numbers";

/// The blocks as a page shows them.
pub(crate) fn markup(draw: impl FnOnce(&mut Document)) -> Markup {
    let mut page = Document::default();
    draw(&mut page);
    page.blocks.iter().map(|block| Markup::trusted(html::block(block))).fold(Markup::default(), Markup::and)
}

fn list(page: &mut Document, items: Vec<Text>) {
    if !items.is_empty() {
        page.push(Block::List { numbered: false, items });
    }
}

/// The needs it answers, how sure each is, and who lets it rest on old evidence; nothing where its outcomes name none.
pub(crate) fn needs(page: &mut Document, told: &[NeedTold]) {
    if told.is_empty() {
        return;
    }
    page.heading("The needs it answers");
    let rows = told.iter().map(|need| {
        let whose = if need.people.is_empty() { String::new() } else { format!(" ({})", need.people) };
        let newest = need.newest.map_or_else(|| "there is none".to_owned(), count::plain_date);
        let old = if need.is_old { ", older than the setting allows" } else { "" };
        let shared = if need.is_shared { "Shared by every partner asked" } else { "Not shared" };
        vec![
            Cell::words(format!("{}{whose}", need.title)),
            Cell::words(count::sentence(confidence(need.confidence))),
            Cell::words(format!("{newest}{old}")),
            Cell::words(shared),
        ]
    });
    let columns = ["Need", "How sure", "Newest evidence", "Shared"].map(Column::words).to_vec();
    page.push(Block::Table(Table::new("The needs it answers", columns, rows.collect())));
    for need in told {
        if let Some(waived) = &need.waived {
            page.push(Block::Note(Text::plain(format!(
                "{}: the decision rests on its old evidence until {}. {}: {} Meanwhile: {}",
                need.title,
                count::plain_date(waived.until),
                waived.by,
                waived.reason,
                waived.meanwhile
            ))));
        }
    }
}

/// How people were asked: each round with the four tests of a fair consultation, and what changed because of it.
pub(crate) fn rounds(page: &mut Document, told: &[RoundOfCase]) {
    for round in told {
        let title = match &round.reference {
            Some(reference) => format!("{} ({reference})", round.title),
            None => round.title.clone(),
        };
        page.push(Block::Heading { level: Level::Three, text: title.clone() });
        page.paragraph(format!("People could take part from {} to {}.", count::plain_date(round.opens), count::plain_date(round.closes)));
        let rows = round.tests.iter().map(|test| [test.test.words(), test.standing.words(), &test.says].map(Cell::words).to_vec());
        let columns = ["Test of a fair consultation", "Now", "Why"].map(Column::words).to_vec();
        page.push(Block::Table(Table::new(format!("The four tests: {title}"), columns, rows.collect())));
        if round.changed.is_empty() {
            page.paragraph("What changed because of it: nothing is written down yet.");
        }
        let changed = |what: &WhatChanged| Text::default().strong(what.said.clone()).and(format!(" {}", what.done));
        list(page, round.changed.iter().map(changed).collect());
    }
}

/// Group by group, side by side: no figure is of two groups together.
pub(crate) fn buy_in(page: &mut Document, told: &BuyInTold) {
    if told.rows.is_empty() {
        page.paragraph("Unknown: this was written before groups were asked apart.");
        return;
    }
    page.paragraph("Each group stands for itself, and nothing is averaged. Where nobody asked, or too few answered, it is unknown.");
    let columns = vec![
        Column::words("Who was asked"),
        Column::words("Answered"),
        Column::number("For it", "people"),
        Column::number("With doubts", "people"),
        Column::number("Against", "people"),
        Column::words("In their words"),
        Column::words("When, how, and where it is kept"),
    ];
    page.push(Block::Table(Table::new("What each group said when it was asked", columns, told.rows.iter().map(row).collect())));
    list(page, told.notices.iter().map(|notice| Text::plain(notice.clone())).collect());
}

fn row(row: &Row) -> Vec<Cell> {
    let Some(said) = &row.said else {
        let unknown = || Cell::Missing("Unknown".to_owned());
        let nobody = Cell::Missing("Unknown: nobody has asked".to_owned());
        return vec![Cell::words(row.group.clone()), nobody, unknown(), unknown(), unknown(), unknown(), unknown()];
    };
    let side = |count: Option<u32>| match count {
        Some(count) => Cell::Whole(u64::from(count)),
        None if said.is_withheld() => Cell::Missing(ALL_WITHHELD.to_owned()),
        None if said.unknown.is_empty() => Cell::Missing(WITHHELD.to_owned()),
        None => Cell::Missing(said.unknown.clone()),
    };
    let counts = &said.counts;
    let words = match said.words.as_str() {
        _ if said.is_withheld() => Cell::Missing(ALL_WITHHELD.to_owned()),
        "" => Cell::Missing("Nothing is written down".to_owned()),
        words => Cell::words(words),
    };
    vec![
        Cell::words(row.group.clone()),
        Cell::words(said.answered_in_words()),
        side(counts.support),
        side(counts.doubts),
        side(counts.oppose),
        words,
        Cell::words(when(said)),
    ]
}

/// A link to the form of each asking that is kept, to mend it or to take it away.
pub(crate) fn askings_to_mend(page: &mut Document, view: &CaseView) {
    let at = format!("/cases/{}/buy-in", reference_of(&view.case.reference));
    let items = view.case.noun.buy_in.iter().map(|kept| {
        let (group, query) = match kept.group {
            Group::Staff => ("Staff".to_owned(), "group=staff".to_owned()),
            Group::Partner { organisation, level } => {
                let known = view.partners.iter().find(|partner| partner.id == organisation);
                let name = known.map_or("A partner", |partner| partner.noun.name.as_str());
                (format!("{name}, {}", level.words()), format!("group=partner&partner={organisation}&level={}", level.code()))
            }
            Group::Political { leads: true } => ("Members".to_owned(), "group=political_leads".to_owned()),
            Group::Political { leads: false } => ("Members".to_owned(), "group=political_other".to_owned()),
        };
        let named = if kept.who.is_empty() { group } else { format!("{group}, {}", kept.who) };
        let words = format!("Change or take away: {named}, {}", count::plain_date(kept.on));
        Text::default().link(words, format!("{at}?{query}&who={}&on={}", in_query(&kept.who), kept.on))
    });
    list(page, items.collect());
}

/// The same of each skill.
pub(crate) fn skills_to_mend(page: &mut Document, view: &CaseView) {
    let at = format!("/cases/{}/skill", reference_of(&view.case.reference));
    let case = &view.case.noun;
    let items = case.skills.iter().map(|kept| {
        let option = case.choice_of(&kept.option).map_or_else(String::new, |(_, choice)| format!(", for {}", choice.title));
        let query = format!("skill={}&option={}", in_query(&kept.skill), in_query(&kept.option));
        Text::default().link(format!("Change or take away: {}{option}", kept.skill), format!("{at}?{query}"))
    });
    list(page, items.collect());
}

fn when(said: &Said) -> String {
    let asked = format!("{}, {}. {}.", count::plain_date(said.on), said.how.trim_end_matches('.'), said.source.trim_end_matches('.'));
    if said.before.is_empty() { asked } else { format!("{asked} {}", said.before) }
}

/// In a line each, for two pages.
pub(crate) fn buy_in_briefly(page: &mut Document, told: &BuyInTold) {
    list(page, told.rows.iter().map(|row| Text::plain(row.in_words())).collect());
}

/// The skills it takes, and who lends each.
pub(crate) fn skills(page: &mut Document, told: &SkillsTold) {
    if told.rows.is_empty() {
        page.paragraph("Unknown: nobody has written down which skills it takes.");
        return;
    }
    let columns = ["Skill", "For", "How much", "By", "Lent by"].map(Column::words).to_vec();
    let rows = told.rows.iter().map(|row| {
        let option = if row.option.is_empty() { "Whichever is chosen" } else { &row.option };
        let lender = row.lender.clone().map_or_else(|| Cell::Missing("Nobody yet".to_owned()), Cell::words);
        vec![
            Cell::words(row.skill.clone()),
            Cell::words(option),
            Cell::words(row.amount.clone()),
            Cell::words(count::plain_date(row.by)),
            lender,
        ]
    });
    page.push(Block::Table(Table::new("Skills it takes, and who lends them", columns, rows.collect())));
    skills_missing(page, told);
    list(page, told.notices.iter().map(|notice| Text::plain(notice.clone())).collect());
}

pub(crate) fn skills_missing(page: &mut Document, told: &SkillsTold) {
    if let Some(gap) = told.gap() {
        page.push(Block::Note(Text::plain(format!("{gap}."))));
    }
}

/// Plans of shared money, each in a sentence with what is done under it.
pub(crate) fn shared_money(page: &mut Document, allocations: &[AllocationTold]) {
    for told in allocations {
        let name = format!("{} {}", told.reference, told.title);
        match &told.plan {
            Some((statement, on)) => {
                let frozen = if told.worked.is_some() { "; the decision freezes it with what shows that it holds" } else { "" };
                page.paragraph(format!("{}: {statement} Kept on {}{frozen}. {}", name.trim(), count::plain_date(*on), told.points_mean));
                list(page, told.done.iter().map(|title| Text::plain(title.clone())).collect());
            }
            None => {
                page.paragraph(format!("{}: no plan is kept of it as its question stands now.", name.trim()));
            }
        }
    }
}

/// Each option that is not the one: what it is worth as far as is known, and why not.
pub(crate) fn options_not_chosen(page: &mut Document, view: &PaperView) {
    let others = not_chosen(view);
    let left_out = view.case.noun.not_considered.iter();
    if !others.is_empty() {
        let columns = ["Option", "Estimated value over the years", "Why it is not the one"].map(Column::words).to_vec();
        page.push(Block::Table(Table::new("Options not chosen", columns, others.iter().map(other).collect())));
    } else if left_out.len() == 0 {
        page.paragraph("Unknown: no other way is on record.");
    } else {
        page.paragraph("No other way is on record. Why not is written down:");
    }
    list(
        page,
        left_out.map(|kept| Text::default().strong(format!("No option {}: ", kept.family.words())).and(kept.reason.clone())).collect(),
    );
}

fn other(other: &NotChosen) -> Vec<Cell> {
    let value = other.value.map_or_else(|| Cell::Missing("Unknown".to_owned()), |value| Cell::words(valued(value, other)));
    let why = match (other.why.trim(), other.is_ruled_out) {
        ("", true) => Cell::words("Ruled out"),
        ("", false) => Cell::Missing("Unknown: nobody has written why".to_owned()),
        (why, true) => Cell::words(format!("Ruled out: {why}")),
        (why, false) => Cell::words(why),
    };
    vec![Cell::words(other.title.clone()), value, why]
}

fn valued(value: Value, other: &NotChosen) -> String {
    let how = if value.is_costed { "net present value" } else { "as somebody estimated it" };
    let more = other.more.map_or_else(String::new, |more| format!(". Worth {} more than what is recommended", more.in_full()));
    format!("{}, {how}{more}", value.amount.in_full())
}
