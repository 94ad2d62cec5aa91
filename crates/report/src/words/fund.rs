//! A fund in words: who puts in what and on which basis, how an overspend would fall, and a partner's own break point.

use model::fund::{Fund, MoneyKind, MoneyTerm, Sharing};
use quantity::rounding::shown;
use quantity::{Money, Period, Share};

use super::count;
use crate::page::{Block, Document, Text};
use crate::table::{Cell, Column, Table};

/// What a page of one fund takes; names are of partners in the order of `Fund::partners`.
pub struct Told<'a> {
    pub fund: &'a Fund,
    pub contributions: Vec<Contributed>,
    pub partners: Vec<String>,
    pub lead: Option<String>,
    pub host: Option<String>,
    /// The share over, the amount, and each partner's part: none where it has not shared what it puts in.
    pub stress: Vec<(Share, Money, Vec<Option<Money>>)>,
    pub not_worked: Option<&'a str>,
    /// The reader's own organisation, what it could bear, and the overspend at which that is reached: none where no overspend falls on
    /// it, else why it is not known.
    pub own: Option<(String, Money, Result<Option<Money>, String>)>,
    /// Titles and addresses of the legal bases in use: what each says, its source, and whether that was checked.
    pub bases: Vec<String>,
}

pub struct Contributed {
    pub partner: String,
    pub basis: String,
    pub amount: Option<Money>,
    pub term: MoneyTerm,
    pub kind: MoneyKind,
    pub conditions: String,
    pub carry_at_most: Option<Money>,
}

fn money(amount: Money) -> Cell {
    Cell::number(amount.pounds(), amount.in_full())
}

fn known(amount: Option<Money>) -> Cell {
    amount.map_or_else(|| Cell::Missing("Not shared".to_owned()), money)
}

/// Whether parts leave somebody out, who has not shared what it puts in and would bear a part too.
fn is_among_known(fund: &Fund) -> bool {
    !matches!(fund.sharing, Sharing::OwnMoney { .. }) && fund.partners().iter().any(|(_, amount)| amount.is_none())
}

/// The answer in one to three sentences.
pub fn lead(told: &Told<'_>) -> String {
    let partners = told.fund.partners();
    let silent = partners.iter().filter(|(_, amount)| amount.is_none()).count();
    let year = Period::FinancialYear(told.fund.year).in_words();
    let who = count::sentence(&count::of_things(partners.len() as u64, "partner puts", "partners put"));
    match (partners.len(), silent) {
        (0, _) => format!("Nobody puts anything in yet for {year}."),
        (_, 0) => format!(
            "{who} {} to one purpose in {year}. It is not a body of its own: every pound stays in its partner’s accounts.",
            told.fund.total().in_full()
        ),
        (_, silent) => format!(
            "{who} money to one purpose in {year}: {} that is known, and {} not shared.",
            told.fund.total().in_full(),
            count::of_things(silent as u64, "figure", "figures")
        ),
    }
}

/// The whole page but its heading.
pub fn document(told: &Told<'_>) -> Document {
    let mut page = Document::new(told.fund.name.clone(), lead(told));
    page.paragraph(told.fund.purpose.clone());
    if !told.contributions.is_empty() {
        page.heading("Who puts in what");
        let columns = vec![
            Column::words("Partner"),
            Column::words("On which basis"),
            Column::number("In the year", "£"),
            Column::words("Kind"),
            Column::words("Conditions"),
            Column::words("May be carried forward"),
        ];
        let rows = told.contributions.iter().map(|c| {
            vec![
                Cell::words(c.partner.clone()),
                Cell::words(c.basis.clone()),
                known(c.amount),
                Cell::words(kind(c.term, c.kind)),
                Cell::words(if c.conditions.is_empty() { "None" } else { c.conditions.as_str() }),
                Cell::words(c.carry_at_most.map_or_else(|| "Nothing".to_owned(), |most| format!("At most {}", most.in_full()))),
            ]
        });
        page.push(Block::Table(Table::new("Who puts in what", columns, rows.collect())));
    }
    page.heading("Who runs it, and what happens if it goes over");
    let mut facts = vec![
        ("Run by".to_owned(), Text::plain(told.fund.manager.clone())),
        ("Host".to_owned(), Text::plain(told.host.clone().unwrap_or_else(|| "None: every partner spends its own".to_owned()))),
        ("Over or under".to_owned(), Text::plain(rule(told))),
    ];
    if let Some(on) = told.fund.review_on {
        facts.push(("Looked at again".to_owned(), Text::plain(count::plain_date(on))));
    }
    page.push(Block::Facts(facts));
    stress(&mut page, told);
    own(&mut page, told);
    if !told.bases.is_empty() {
        page.push(Block::Folded {
            title: "What each legal basis says, and who says so".to_owned(),
            blocks: told.bases.iter().map(|said| Block::Paragraph(Text::plain(said.clone()))).collect(),
        });
    }
    let method = methods::allocation::METHOD.with_edition();
    page.foot.push(format!("Method: {method}. Source: what the partners entered; each change is in the audit trail."));
    page
}

fn kind(term: MoneyTerm, kind: MoneyKind) -> &'static str {
    match (term, kind) {
        (MoneyTerm::Recurrent, MoneyKind::Revenue) => "Recurrent revenue",
        (MoneyTerm::OneOff, MoneyKind::Revenue) => "One-off revenue",
        (MoneyTerm::Recurrent, MoneyKind::Capital) => "Capital every year",
        (MoneyTerm::OneOff, MoneyKind::Capital) => "Capital, once",
    }
}

fn rule(told: &Told<'_>) -> String {
    let lead = told.lead.clone().unwrap_or_else(|| "the lead".to_owned());
    match &told.fund.sharing {
        Sharing::Contribution => "Shared by what each puts in.".to_owned(),
        Sharing::LeadFirst { share_of_own, .. } => {
            format!(
                "{lead} bears the first part, up to {}% of its own contribution; the rest is shared by what each puts in.",
                shown(share_of_own.percent(), 1)
            )
        }
        Sharing::OwnMoney { .. } => format!("Each answers for its own money: what is over stays with {lead}."),
    }
}

fn stress(page: &mut Document, told: &Told<'_>) {
    if let Some(why) = told.not_worked {
        page.push(Block::Note(Text::plain(format!("How an overspend would fall cannot be worked out yet. {why}"))));
        return;
    }
    if told.stress.is_empty() {
        return;
    }
    page.heading("The stress test everyone agreed to");
    let mut columns = vec![Column::words("If it goes over by"), Column::number("Together", "£")];
    columns.extend(told.partners.iter().map(|name| Column::number(name.clone(), "£")));
    let rows = told.stress.iter().map(|(over, amount, parts)| {
        let first = [Cell::words(format!("{}%", shown(over.percent(), 1))), money(*amount)];
        first.into_iter().chain(parts.iter().map(|part| known(*part))).collect()
    });
    page.push(Block::Table(Table::new("How an overspend would fall on each partner", columns, rows.collect())));
    page.paragraph("Parts are whole pence and sum to the whole. An underspend is shared by the same rule.");
    if is_among_known(told.fund) {
        page.paragraph("They are parts among the figures that are known: whoever has not shared its own would bear one too.");
    }
}

fn own(page: &mut Document, told: &Told<'_>) {
    let Some((name, bears, point)) = &told.own else { return };
    page.heading("Your own break point");
    let bears = bears.in_full();
    let reached = match point {
        Ok(Some(point)) if is_among_known(told.fund) => {
            format!("Among the figures that are known, that is reached when the fund is {} over.", point.in_full())
        }
        Ok(Some(point)) => format!("That is reached when the fund is {} over.", point.in_full()),
        Ok(None) => "By this rule no overspend falls on it.".to_owned(),
        Err(why) => format!("At what overspend that is reached cannot be worked out yet. {why}"),
    };
    page.paragraph(format!("{name} said it could bear {bears}. {reached} Only your own organisation is shown this."));
}
