//! One case and its market: would anybody come, what could raise it, every lawful way, how mature the market is, whether there is time, what
//! its outcomes rest on, and where what is known came from.

use axum::extract::{Path, State};
use desk::analyse::response::plan_way::Caution;
use desk::analyse::response::read_response::{ResponseView, read_response};
use model::market_response::{BidAdvice, MarketResponse};
use model::role::Permission::{ReadCases, WriteCases};
use model::way_to_market::{GoingOn, LearnedKind};
use quantity::period;
use report::page::{Answer, Block, Document, Look};
use report::words::{count, market_response as words, supply};

use super::ways::{by_regime, raises};
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::icon::StateLabel;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::{body, links};
use crate::plan::lists::{Part, PartsPage};
use crate::plan::{reference_of, state_of};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/market/response/{case}", May(ReadCases), "A case and its market: would anybody come?", show)
}

pub(super) async fn view_of(app: &App, signed: &Signed, case: &str) -> Result<ResponseView, PageError> {
    Ok(read_response(&app.desk, &signed.actor, &case.parse().map_err(|_| PageError::NotFound)?).await?)
}

pub(super) fn address(view: &ResponseView) -> String {
    format!("/market/response/{}", reference_of(&view.case.reference))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(case): Path<String>) -> Result<PartsPage, PageError> {
    let view = view_of(&app, &signed, &case).await?;
    let at = address(&view);
    let may_write = frame.may(WriteCases);
    let develop_first = view.maturity.as_ref().is_some_and(|reading| matches!(words::maturity(reading).look, Look::Away | Look::Unknown));
    let layout = Layout::new(frame, "Would anybody come?")
        .in_section(Section::Analyse)
        .crumb(view.case.noun.question.clone(), format!("/cases/{}", reference_of(&view.case.reference)))
        .lead(lead(&view))
        .audit("/audit?noun=test+of+the+market");
    let part = |id: &str, title: &str, body: Markup| Part { id: id.into(), title: title.into(), body };
    let mut parts = vec![part("bids", "How many would bid", bids(&view, &at, may_write))];
    if !view.cautions.is_empty() {
        parts.push(part("cautions", "What advises against going on as planned", cautions(&view, &at, may_write)));
    }
    if view.advice() != Some(BidAdvice::Advised) {
        parts.push(part("raise", "What could bring more bids", raises(&view.raises)));
    }
    parts.push(part("ways", "Every lawful way, and the ground it needs", by_regime(&view.ways, develop_first)));
    parts.push(part("maturity", "How mature the market is", maturity(&view, &at, may_write)));
    parts.push(part("time", "Whether there is time", time(&view, &at, may_write)));
    parts.push(part("supply", "What its outcomes rest on", outcomes(&view)));
    parts.push(part("outward", "Where what is known comes from", outward(&view, &at, may_write)));
    Ok(PartsPage { layout, before: Markup::default(), parts })
}

fn lead(view: &ResponseView) -> String {
    let short = view.supply.iter().find(|told| supply::look(told.state) == Look::Away);
    let first = match view.open() {
        Some(test) => words::answer(&test.noun).say,
        None if view.sealed > 0 => "What is predicted is sealed until award.".to_owned(),
        None if view.tests.is_empty() => "Nobody has tested yet whether anybody would come.".to_owned(),
        None => "What was predicted stands beside what came.".to_owned(),
    };
    match short {
        Some(told) => format!("{first} {}: {}", told.title, told.says),
        None => first,
    }
}

fn bids(view: &ResponseView, at: &str, may_write: bool) -> Markup {
    let mut out = Markup::default();
    if view.sealed > 0 {
        let (tests, are) = if view.sealed == 1 { ("One prediction", "is") } else { ("Predictions", "are") };
        let said = format!(
            "{tests} of how many would bid {are} sealed until award: from every provider, every organisation with a provider arm in this market, and those who would bid in-house."
        );
        out = out.and(InsetText::new(said));
    }
    for test in view.tests.iter().rev() {
        out = out.and(one(&test.noun, &reference_of(&test.reference), at, may_write));
    }
    if view.tests.is_empty() && view.sealed == 0 {
        out = out.and(paragraph("Nobody has asked: who is able, who would want to, who has room. Until then a competition is a guess."));
    }
    let mut ways = vec![("Predictions, and what came", "/market/predictions".to_owned())];
    if view.may_predict {
        ways.insert(0, ("Test how the market would respond", format!("{at}/test")));
    }
    out.and(links(&ways))
}

/// One test: the answer, who was looked at, what came.
fn one(test: &MarketResponse, reference: &str, at: &str, may_write: bool) -> Markup {
    let mut page = Document::default();
    page.push(Block::Heading { level: report::page::Level::Three, text: format!("{reference}: {}", test.title) });
    if let Some(beside) = words::beside(test) {
        page.push(Block::Note(beside.into()));
    }
    let before = body(&page).and(answered(&words::answer(test), reference));
    let mut page = Document::default();
    let prices = test.prices.as_ref().map_or_else(|| "Not said".to_owned(), words::prices);
    let mut facts = vec![("Price expected".to_owned(), prices.into())];
    if !test.in_house_roles.is_empty() {
        facts.push(("Kept from those who would bid in-house".to_owned(), count::list(&test.in_house_roles).into()));
    }
    page.push(Block::Facts(facts));
    let mut blocks = vec![Block::Table(words::providers(test))];
    if test.past.is_empty() {
        blocks.push(Block::Paragraph("No earlier tender was held against it: the reckoning stands alone.".into()));
    } else {
        let items = test.past.iter().map(|past| format!("{}: {} reckoned, {} came", past.what, past.reckoned, past.bids).into()).collect();
        blocks.push(Block::List { numbered: false, items });
    }
    let method = report::page::Text::plain(format!(
        "{}, {}, by {}. Unit: bids. Source: what each provider or its market said, as named above. ",
        test.predicted.method,
        count::plain_date(test.predicted.on),
        test.predicted.by_role
    ));
    blocks.push(Block::Paragraph(method.link("How this is worked out", "/library/methods/predicted-bids")));
    page.push(Block::Folded { title: format!("Show working of {reference}"), blocks });
    let link = if may_write && test.came.is_none() {
        links(&[(format!("Write down what came of {reference}").as_str(), format!("{at}/came?test={reference}"))])
    } else {
        Markup::default()
    };
    before.and(body(&page)).and(link)
}

fn cautions(view: &ResponseView, at: &str, may_write: bool) -> Markup {
    let mut out = paragraph(
        "It is advice. Going on all the same needs a named person’s reason, which stands here for everybody who may see the case.",
    );
    for (caution, going) in &view.cautions {
        out = out.and(InsetText::new(said(caution, going.as_ref())));
        if going.is_none() && may_write {
            let words = format!("Say why it goes on although {}", caution.although.words());
            out = out.and(links(&[(words.as_str(), format!("{at}/go-on?although={}", caution.although.code()))]));
        }
    }
    out
}

fn said(caution: &Caution, going: Option<&GoingOn>) -> String {
    match going {
        Some(going) => format!(
            "{} It goes on all the same: “{}” {} answers for that, {}.",
            caution.says,
            going.reason.trim(),
            going.who,
            period::in_words(going.on)
        ),
        None => format!("{} Nobody has said why it would go on all the same.", caution.says),
    }
}

/// Several stand on the page: each has a name of its own.
fn answered(answer: &Answer, of: &str) -> Markup {
    Markup::trusted(report::html::answer(answer, &format!("answer-{}", of.to_lowercase())))
}

fn maturity(view: &ResponseView, at: &str, may_write: bool) -> Markup {
    let mut out = match &view.maturity {
        Some(reading) => answered(&words::maturity(reading), "maturity"),
        None => paragraph("Nobody has rated it yet. It is not taken to be mature."),
    };
    let answers = view.way.as_ref().map(|way| way.noun.maturity.as_slice()).unwrap_or_default();
    if !answers.is_empty() {
        let table = CardTable::new("What it is read from").column("Item").figures("0 to 4").column("What shows it");
        let table = answers.iter().fold(table, |table, answer| {
            table.row([Words::from(answer.item.words()), Words::from(answer.points.to_string()), Words::from(answer.because.clone())])
        });
        out = out.and(table);
    }
    let mut ways = vec![("How this is worked out", "/library/methods/market-maturity".to_owned())];
    if may_write {
        ways.insert(0, ("Rate the market", format!("{at}/maturity")));
    }
    out.and(links(&ways))
}

fn time(view: &ResponseView, at: &str, may_write: bool) -> Markup {
    let plan = view.way.as_ref().and_then(|way| way.noun.plan.as_ref());
    let mut out = match plan {
        None => paragraph("No way to the market is planned yet."),
        Some(plan) => {
            let way = view.all_ways.way(&plan.way).map_or_else(|| plan.way.clone(), |way| way.title.clone());
            let usual = view.usual.iter().find(|usual| usual.code == plan.complexity).map(|usual| {
                format!(
                    " A service like this usually takes about {} days of talking with the market, {} of working things out with it, and {} to bid.",
                    usual.engagement_days,
                    usual.development_days,
                    usual.bid_days
                )
            });
            let late = view.days.first().filter(|day| day.is_past);
            let late = late.map_or_else(String::new, |day| {
                format!(" To begin in time, the first step had to begin on {}: that day has passed.", count::plain_date(day.on))
            });
            paragraph(&format!("{way}.{late}{}", usual.unwrap_or_default()))
        }
    };
    if !view.days.is_empty() {
        let table = CardTable::new("Counted back from the first day").column("Step").column("Begins").figures("Days");
        let table = view.days.iter().fold(table, |table, day| {
            let on = count::plain_date(day.on);
            let on = if day.is_past { format!("{on} (has passed)") } else { on };
            table.row([
                Words::from(day.what),
                Words::from(on),
                Words::from(if day.days == 0 { "–".to_owned() } else { day.days.to_string() }),
            ])
        });
        out = out.and(table);
    }
    if may_write {
        out = out.and(links(&[("Plan the way to the market", format!("{at}/way"))]));
    }
    out
}

fn outcomes(view: &ResponseView) -> Markup {
    if view.supply.is_empty() {
        let said = paragraph("No outcome of this case is said to rest on anybody’s room. Until then too little of it shows nowhere.");
        return said.and(links(&[("Capacity against need", super::capacity::AT.to_owned())]));
    }
    let table = CardTable::new("What its outcomes rest on")
        .caption_hidden()
        .column("Outcome")
        .column("Rests on")
        .column("How it stands")
        .column("In figures");
    view.supply
        .iter()
        .fold(table, |table, told| {
            let label = StateLabel::new(state_of(supply::look(told.state)), count::sentence(supply::state_words(told.state)));
            table.row([
                Words::from(told.statement.clone()),
                Words::from(ww::link(&told.title, &format!("{}/{}", super::capacity::AT, told.reference))),
                Words::from(Markup::from(label)),
                Words::from(told.says.clone()),
            ])
        })
        .into()
}

fn outward(view: &ResponseView, at: &str, may_write: bool) -> Markup {
    let told = &view.outward;
    let label = if told.looks_inward { ww::away("It looks inward") } else { ww::shown("It looks outward") };
    let mut out = paragraph_of(Markup::from(label).and(Markup::text(format!(" {}", told.says))));
    let learned = view.way.as_ref().map(|way| way.noun.learned_from.as_slice()).unwrap_or_default();
    if !learned.is_empty() {
        let table = CardTable::new("What was learned, and from whom").column("From").column("Who").column("What").column("When");
        let table = learned.iter().rev().fold(table, |table, one| {
            table.row([
                Words::from(count::sentence(one.kind.words())),
                Words::from(one.from.clone()),
                Words::from(one.what.clone()),
                Words::from(count::plain_date(one.on)),
            ])
        });
        out = out.and(table);
    }
    let missing: Vec<String> = told
        .counts
        .iter()
        .filter(|(kind, count)| *count == 0 && *kind != LearnedKind::Own)
        .map(|(kind, _)| kind.words().to_owned())
        .collect();
    if !missing.is_empty() {
        out = out.and(paragraph(&format!("Nothing yet from: {}.", missing.join("; "))));
    }
    if may_write { out.and(links(&[("Write down what was learned, and from whom", format!("{at}/learned"))])) } else { out }
}
