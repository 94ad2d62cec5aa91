//! A decision: what was decided, on what, what was expected, and whether its evidence still stands. Its pack is worked out again on the
//! next page.

use askama::Template;
use axum::extract::{Path, State};
use desk::DeskError;
use desk::plan::paper::read_decision::{DecisionView, SavingSaid, read_decision};
use desk::plan::paper::read_paper::read_paper;
use desk::plan::paper::verify_pack::{Came, Verified, verify_decision};
use desk::plan::paper::view::PaperView;
use desk::plan::read_check::{read_check, read_exception};
use model::role::Permission::{ReadCases, WriteCases};
use report::words::count;

use crate::app::App;
use crate::components::answer::Answer;
use crate::components::button::Button;
use crate::components::card_table::CardTable;
use crate::components::icon::State as Shape;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::error::PageError;
use crate::layout::{Frame, Layout, Section};
use crate::page;
use crate::plan::paper::{Download, downloads, opens, way_back};
use crate::plan::paper_document::sure;
use crate::plan::readiness_document::lower_first;
use crate::plan::{reference_of, stands_behind};
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

#[derive(Template)]
#[template(path = "plan/decision.html")]
struct DecisionPage {
    layout: Layout,
    changed: Vec<String>,
    facts: SummaryList,
    downloads: Vec<Download>,
    no_files: Option<String>,
    behind: Markup,
    promises: CardTable,
    has_promises: bool,
    verify: Button,
}

#[derive(Template)]
#[template(path = "plan/verified.html")]
struct VerifiedPage {
    layout: Layout,
    answer: Answer,
    refused: Option<String>,
    figures: CardTable,
    digest: String,
}

page!(DecisionPage, VerifiedPage);

pub fn routes() -> Routes {
    Routes::new().get("/decisions/{reference}", May(ReadCases), "A decision", show).get(
        "/decisions/{reference}/verify",
        May(ReadCases),
        "A decision’s evidence, worked out again",
        verified,
    )
}

async fn view_of(app: &App, signed: &Signed, reference: &str) -> Result<DecisionView, PageError> {
    Ok(read_decision(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?)
}

async fn layout_of(app: &App, frame: Frame, signed: &Signed, view: &DecisionView, title: String) -> Result<Layout, PageError> {
    way_back(app, signed, Layout::new(frame, title).in_section(Section::Plan), &view.case).await
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<DecisionPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let decision = &view.decision.noun;
    let said = reference_of(&view.decision.reference);
    let layout = layout_of(&app, frame, &signed, &view, decision.what.clone())
        .await?
        .caption(format!("{said} · {}, {}", view.service.noun.name, lower_first(&view.change)))
        .audit(format!("/audit?record={}", view.decision.id));
    // A pack that was altered takes nothing from this page but its files, and says so.
    let (downloads, no_files, behind) = match read_paper(&app.desk, &signed.actor, &said.parse().map_err(|_| PageError::NotFound)?).await {
        Ok(paper) => (downloads(&paper, &format!("/decisions/{said}")), None, behind(&paper.without_sealed().without_exempt())),
        Err(DeskError::Refused { sentence, .. }) => (Vec::new(), Some(sentence), Markup::default()),
        Err(DeskError::NotFound) => (Vec::new(), Some("Its paper rests on what you cannot see.".to_owned()), Markup::default()),
        Err(error) => return Err(error.into()),
    };
    let mut promises = CardTable::new("What was expected, by when").caption_hidden().column("We said").column("By").column("What happened");
    for promise in &view.promises {
        let happened = promise.noun.result.as_ref().map_or("Still to come", |result| result.happened.as_str());
        promises = promises.row([promise.noun.what.clone(), count::plain_date(promise.noun.due), happened.to_owned()]);
    }
    Ok(DecisionPage {
        layout,
        changed: view.changed.clone(),
        facts: facts(&view, &app, &signed).await?,
        downloads,
        no_files,
        behind,
        has_promises: !view.promises.is_empty(),
        promises,
        verify: Button::link("Work its figures out again", format!("/decisions/{said}/verify")),
    })
}

/// What stood behind it when it was taken: from its frozen evidence.
fn behind(paper: &PaperView) -> Markup {
    stands_behind::markup(|page| {
        page.heading("How sure it was, and what would change it");
        sure(page, paper);
        stands_behind::needs(page, &paper.needs);
        page.heading("Options not chosen");
        stands_behind::options_not_chosen(page, paper);
        page.heading("Who was for it, group by group");
        stands_behind::buy_in(page, &paper.buy_in);
        page.heading("The skills it takes, and who lends them");
        stands_behind::skills(page, &paper.skills);
        if !paper.allocations.is_empty() {
            page.heading("The shared money it rests on");
            stands_behind::shared_money(page, &paper.allocations);
        }
    })
}

async fn facts(view: &DecisionView, app: &App, signed: &Signed) -> Result<SummaryList, PageError> {
    let (desk, actor) = (&app.desk, &signed.actor);
    let decision = &view.decision.noun;
    let or = |text: &str| if text.trim().is_empty() { Markup::from(ww::unknown("Not recorded")) } else { Markup::text(text) };
    let taken = view
        .taken_by
        .as_ref()
        .map_or_else(|| Markup::from(ww::unknown("Not recorded")), |body| Markup::text(format!("{}. {}", body.title, body.decides)));
    let mut facts = SummaryList::new()
        .row("Decided", format!("{}, recorded by {}", count::plain_date(decision.decided_on), lower_first(&decision.decided_by)))
        .row("Taken by", taken)
        .row("Answers for what is valued here", or(&decision.accountable))
        .row("Why", or(&decision.reasons))
        .row("What else was considered", or(&decision.alternatives));
    if !decision.not_agreed.is_empty() {
        facts = facts.row("Not agreed by", decision.not_agreed.clone());
    }
    if let Some((check, reference)) = view.check.as_ref().and_then(|check| Some((check, check.reference.as_ref()?))) {
        let said = format!("{reference}: {}", check.noun.answer.words());
        let is_open = opens(read_check(desk, actor, reference).await)?;
        facts = facts.row("Readiness check", linked(is_open, &said, &format!("/readiness/{reference}")));
    }
    if let Some((exception, reference)) = view.exception.as_ref().and_then(|kept| Some((kept, kept.reference.as_ref()?))) {
        let said = format!("{}: {}", exception.noun.name, exception.noun.reason);
        let is_open = opens(read_exception(desk, actor, reference).await)?;
        facts = facts.row("By exception", linked(is_open, &said, &format!("/exceptions/{reference}")));
    }
    if let Some(paper) = &view.paper {
        let reference = reference_of(&paper.reference);
        facts = facts.row("Paper", ww::link(&format!("{reference} {}", paper.noun.title), &format!("/papers/{reference}")));
    }
    if let Some(saving) = &view.saving {
        facts = facts.row("What it promises to save", saved(saving, &reference_of(&view.decision.reference), actor.can(WriteCases)));
    }
    if let Some(read) = &decision.equality_read {
        facts = facts.row("Equality", format!("Read and confirmed by {} on {}", read.name, count::plain_date(read.on)));
    }
    if !decision.skills_missing.is_empty() {
        facts = facts.row("Skills nobody lent yet, and what is done about it", decision.skills_missing.clone());
    }
    facts = facts
        .row("The smallest thing that would show it was wrong", or(&decision.smallest_test))
        .row("Looked at again", count::date_seen_from(app.desk.today(), decision.review_on));
    Ok(match &decision.pack {
        Some(digest) => facts.row("Evidence pack, frozen by its digest", ww::cell(digest)),
        None => facts.row("Evidence pack", Markup::from(ww::unknown("Recorded before packs were kept"))),
    })
}

fn saved(saving: &SavingSaid, reference: &str, may_write: bool) -> Markup {
    let SavingSaid::Said(said) = saving else { return Markup::from(ww::unknown("Sealed from you")) };
    let said = Markup::text(said.join(" ")).and(" ").and(ww::link("The plan", "/financial-plan"));
    if may_write { said.and(" ").and(ww::link("Say what it saved", &format!("/decisions/{reference}/saved"))) } else { said }
}

/// A link where its page opens for this person, else the words alone.
fn linked(opens: bool, words: &str, at: &str) -> Markup {
    if opens { ww::link(words, at) } else { Markup::text(words) }
}

async fn verified(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<VerifiedPage, PageError> {
    let view = view_of(&app, &signed, &reference).await?;
    let said = reference_of(&view.decision.reference);
    let layout = layout_of(&app, frame, &signed, &view, "The evidence, worked out again".to_owned())
        .await?
        .crumb(view.decision.noun.what.clone(), format!("/decisions/{said}"))
        .caption(said.clone());
    let asked = said.parse().map_err(|_| PageError::NotFound)?;
    match verify_decision(&app.desk, &signed.actor, &asked).await {
        Ok(verified) => {
            Ok(VerifiedPage { layout, answer: answer(&verified), refused: None, figures: figures(&verified), digest: verified.digest })
        }
        Err(DeskError::Refused { sentence, .. }) => Ok(VerifiedPage {
            layout,
            answer: Answer::new(Shape::Away, "Nothing could be worked out again.").word("Not checked"),
            refused: Some(sentence),
            figures: CardTable::new("Figures"),
            digest: String::new(),
        }),
        Err(error) => Err(error.into()),
    }
}

fn answer(verified: &Verified) -> Answer {
    let all = verified.figures.len();
    let equal = verified.figures.iter().filter(|again| again.came.is_as_frozen()).count();
    let otherwise = verified.figures.iter().filter(|again| matches!(again.came, Came::Otherwise(_))).count();
    if verified.is_equal() {
        return Answer::new(
            Shape::Shown,
            format!("All {all} results of the pack were worked out again from its own inputs, and are equal to the last bit."),
        )
        .word("Equal");
    }
    let said = format!("{equal} of {all} results of the pack are equal to the last bit.");
    match otherwise {
        0 => Answer::new(Shape::Unknown, said).word("Not all worked out"),
        _ => Answer::new(Shape::Away, said).word("Not equal"),
    }
}

fn figures(verified: &Verified) -> CardTable {
    let mut table = CardTable::new("Each result of the pack").column("Result").column("Method").column("Worked out again");
    for again in &verified.figures {
        let came = match &again.came {
            Came::Equal => "Equal".to_owned(),
            Came::Shown => {
                "Shown by its certificate: it keeps every limit, its points sum, and no plan is worth more than is said".to_owned()
            }
            Came::Otherwise(differs) => format!("Not equal: {}", differs.join("; ")),
            Came::NotWorked(why) => format!("Not worked out: {why}"),
        };
        table = table.row([again.of.clone(), again.method.clone(), came]);
    }
    table
}
