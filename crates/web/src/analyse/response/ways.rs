//! The lawful ways by regime, each with the ground it needs, and what could raise the number of bids.

use desk::config::ways::{MarketWay, REGIMES, Raise};

use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::markup::Markup;
use crate::house::dated_law::how_checked;
use crate::house::form_page::paragraph;

/// What could raise it, each with where it comes from, and a way to plan it.
pub(super) fn raises(all: &[Raise]) -> Markup {
    let items: String = all
        .iter()
        .map(|one| {
            format!(
                "<li><b>{}.</b> {} <span class=\"ww-quiet\">{}</span></li>",
                Markup::text(&one.title),
                Markup::text(&one.says),
                Markup::text(&one.source)
            )
        })
        .collect();
    Markup::trusted(format!("<ul class=\"govuk-list govuk-list--bullet\">{items}</ul>"))
        .and(crate::plan::funds::links(&[("Put what you will do into the plan that develops the market", "/market/shaping".to_owned())]))
}

/// Every way by regime. A market that is not mature has those that develop it first at the top.
pub(super) fn by_regime(ways: &[MarketWay], develop_first: bool) -> Markup {
    let mut out = Markup::default();
    if develop_first {
        out = out.and(paragraph(
            "The market is not mature: the ways that work out with it what is needed, before a price is asked for, stand first.",
        ));
    }
    for (code, title) in REGIMES {
        let mut of: Vec<&MarketWay> = ways.iter().filter(|way| way.regime == code).collect();
        if of.is_empty() {
            continue;
        }
        if develop_first {
            of.sort_by_key(|way| !way.develops_first);
        }
        let table = CardTable::new(title).column("Way").column("The ground it needs").column("Bids?").column("Source").column("Checked");
        let table = of.into_iter().fold(table, |table, way| {
            let develops = if way.develops_first { "; develops the market first" } else { "" };
            table.row([
                Words::from(format!("{}. {}", way.title, way.says)),
                Words::from(way.ground.clone()),
                Words::from(format!("{}{develops}", if way.competes { "Rests on several" } else { "Needs none" })),
                Words::from(format!("{} ({})", way.source, way.jurisdiction)),
                Words::from(how_checked(&way.title, &way.checked)),
            ])
        });
        out = out.and(table);
    }
    out
}
