//! Shared money: the funds there are, and one fund with who puts in what, how an overspend would fall, and the reader's own break point.

use axum::extract::{Path, State};
use desk::plan::money::read_fund::{FundView, list_funds, read_fund};
use model::fund::Sharing;
use model::role::Permission::{ReadCases, WriteCases};
use report::page::Document;
use report::words::{count, fund};

use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::house::form_page::paragraph_of;
use crate::layout::{Frame, Layout, Section};
use crate::plan::lists::PartsPage;
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/funds", May(ReadCases), "Shared money: pooled funds and aligned budgets", list).get(
        "/funds/{reference}",
        May(ReadCases),
        "One fund: who puts in what, and how an overspend would fall",
        show,
    )
}

/// Blocks of a document, without its heading and lead, which the layout has.
pub(crate) fn body(document: &Document) -> Markup {
    let mut out: String = document.blocks.iter().map(report::html::block).collect();
    for line in &document.foot {
        out.push_str(&format!("<p class=\"govuk-body-s ww-quiet\">{}</p>", Markup::text(line)));
    }
    Markup::trusted(out)
}

/// Links beside one another.
pub(crate) fn links(all: &[(&str, String)]) -> Markup {
    let mut out = Markup::default();
    for (at, (words, href)) in all.iter().enumerate() {
        out = if at == 0 { ww::link(words, href) } else { out.and(Markup::trusted(" &ensp; ")).and(ww::link(words, href)) };
    }
    paragraph_of(out)
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let funds = list_funds(&app.desk, &signed.actor).await?;
    let mut ways = vec![
        ("Putting money where it does most", "/allocations".to_owned()),
        ("Changes of several budget lines", "/budget-changes".to_owned()),
        ("What is spent today", "/spend".to_owned()),
    ];
    if frame.may(WriteCases) {
        ways.insert(0, ("Set up a fund", "/funds/add".to_owned()));
    }
    let mut table = CardTable::new("Shared money")
        .caption_hidden()
        .column("Fund")
        .column("For")
        .column("Year")
        .figures("Known to be put in")
        .column("Run by");
    for fund in &funds {
        let noun = &fund.noun;
        table = table.row([
            Words::from(ww::link(&noun.name, &format!("/funds/{}", reference_of(&fund.reference)))),
            Words::from(noun.purpose.as_str()),
            Words::from(quantity::Period::FinancialYear(noun.year).in_words()),
            Words::from(count::money(noun.total())),
            Words::from(noun.manager.as_str()),
        ]);
    }
    let list = if funds.is_empty() {
        Markup::from(EmptyState::new(
            "No fund yet",
            "Here each pooled fund or aligned budget stands with who puts in what, on which legal basis, and how an overspend would fall.",
            ww::link("See how shared money is put where it does most", "/library/methods/allocation"),
        ))
    } else {
        Markup::from(table)
    };
    let lead = match funds.len() {
        0 => "No money is shared with partners yet.".to_owned(),
        some => format!(
            "{}. A fund is an arrangement between partners, not a body of its own.",
            count::sentence(&count::of_things(some as u64, "fund", "funds"))
        ),
    };
    let layout = Layout::new(frame, "Shared money").in_section(Section::Plan).crumb("Plan", "/plan").lead(lead).audit("/audit?noun=fund");
    Ok(PartsPage::whole(layout, list.and(links(&ways))))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_fund(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let told = told(&view, &signed);
    let document = fund::document(&told);
    let at = format!("/funds/{}", reference_of(&view.fund.reference));
    let mut ways = Vec::new();
    if frame.may(WriteCases) {
        ways.push(("Put money in", format!("{at}/contribute")));
    }
    if view.may_say {
        ways.push(("Say what your organisation could bear", format!("{at}/limit")));
    }
    for allocation in &view.allocations {
        ways.push((allocation.noun.title.as_str(), format!("/allocations/{}", reference_of(&allocation.reference))));
    }
    let layout = Layout::new(frame, document.title.clone())
        .in_section(Section::Plan)
        .crumb("Shared money", "/funds")
        .lead(document.lead.clone())
        .audit(format!("/audit?record={}", view.fund.id));
    let ways = if ways.is_empty() { Markup::default() } else { links(&ways) };
    Ok(PartsPage::whole(layout, body(&document).and(ways)))
}

fn told<'a>(view: &'a FundView, signed: &Signed) -> fund::Told<'a> {
    let noun = &view.fund.noun;
    let basis = |code: &str| view.bases.iter().find(|basis| basis.code == code);
    let contributed = |c: &model::fund::Contribution| fund::Contributed {
        partner: view.name(c.partner),
        basis: basis(&c.basis).map_or_else(|| c.basis.clone(), |b| b.title.clone()),
        amount: c.amount,
        term: c.term,
        kind: c.kind,
        conditions: c.conditions.clone(),
        carry_at_most: c.carry_at_most,
    };
    let lead = match &noun.sharing {
        Sharing::LeadFirst { lead, .. } | Sharing::OwnMoney { lead } => Some(view.name(*lead)),
        Sharing::Contribution => None,
    };
    let used = view.bases.iter().filter(|basis| noun.contributions.iter().any(|c| c.basis == basis.code));
    let bases = used.map(|basis| {
        let checked = match basis.checked.verified_on {
            Some(on) => format!("checked on {}", count::plain_date(on)),
            None => "still to be checked at its source".to_owned(),
        };
        format!("{}: {} {}, {} ({checked}).", basis.title, basis.says, basis.source, basis.jurisdiction)
    });
    fund::Told {
        fund: noun,
        contributions: noun.contributions.iter().map(contributed).collect(),
        partners: noun.partners().into_iter().map(|(partner, _)| view.name(partner)).collect(),
        lead,
        host: noun.host.map(|host| view.name(host)),
        stress: view.stress.iter().map(|s| (s.over, s.amount, s.parts.clone())).collect(),
        not_worked: view.not_worked.as_deref(),
        own: view.own.as_ref().map(|(limit, point)| (view.name(signed.actor.organisation), limit.noun.can_bear, point.clone())),
        bases: bases.collect(),
    }
}
