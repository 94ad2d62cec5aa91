//! Rounds of having your say, as staff and partners see them: the list, and one with its four tests, who took part and what came of it.

use axum::extract::{Path, State};
use desk::analyse::involvement::answers::in_words;
use desk::analyse::involvement::is_public;
use desk::analyse::involvement::open_involvement::missing;
use desk::analyse::involvement::read_involvement::{InvolvementView, Standing, TestRead, list_involvements, read_involvement};
use model::involvement::StepKind;
use model::role::Permission::{ReadCases, WriteCases};
use quantity::money::group_thousands;
use report::page::Block;
use report::words::{count, reach};

use crate::analyse::say::result;
use crate::app::App;
use crate::components::attributes::Words;
use crate::components::card_table::CardTable;
use crate::components::icon::StateLabel;
use crate::components::list::SummaryList;
use crate::components::markup::Markup;
use crate::components::notice::InsetText;
use crate::components::working::EmptyState;
use crate::error::PageError;
use crate::house::form_page::{paragraph, paragraph_of};
use crate::layout::{Frame, Layout, Section};
use crate::plan::funds::links;
use crate::plan::lists::{Part, PartsPage};
use crate::plan::reference_of;
use crate::router::Asks::May;
use crate::router::Routes;
use crate::session::Signed;
use crate::ww;

pub fn routes() -> Routes {
    Routes::new().get("/involvement", May(ReadCases), "Having your say: every round, with the tests it meets", list).get(
        "/involvement/{reference}",
        May(ReadCases),
        "One round of having your say",
        show,
    )
}

fn state(test: &TestRead) -> StateLabel {
    match test.standing {
        Standing::Met => ww::shown(test.standing.words()),
        Standing::NotMet => ww::away(test.standing.words()),
        Standing::NotYet => ww::not_yet(test.standing.words()),
    }
}

async fn list(State(app): State<App>, frame: Frame, signed: Signed) -> Result<PartsPage, PageError> {
    let lines = list_involvements(&app.desk, &signed.actor).await?;
    let mut table = CardTable::new("Rounds of having your say, newest first")
        .caption_hidden()
        .column("Round")
        .column("How far it reaches")
        .column("Open")
        .figures("Ballots")
        .column("Tests met");
    for line in &lines {
        let noun = &line.of.noun;
        let met = line.tests.iter().filter(|test| test.standing == Standing::Met).count();
        let not: Vec<&str> =
            line.tests.iter().filter(|test| test.standing == Standing::NotMet).filter_map(|test| test.test.words().get(..1)).collect();
        let said = match not.is_empty() {
            true => format!("{met} of 4"),
            false => format!("{met} of 4; not met: {}", not.join(", ")),
        };
        let open = match &noun.closed {
            Some(closed) => format!("Closed on {}", count::plain_date(closed.on)),
            None => format!("{} to {}", count::plain_date(noun.opens), count::plain_date(noun.closes)),
        };
        table = table.row([
            Words::from(ww::link(&noun.title, &format!("/involvement/{}", reference_of(&line.of.reference)))),
            Words::from(noun.depth.words()),
            Words::from(open),
            Words::from(if noun.vote.is_some() { group_thousands(line.ballots) } else { "No vote".to_owned() }),
            Words::from(said),
        ]);
    }
    let body = if lines.is_empty() {
        Markup::from(EmptyState::new(
            "Nobody has been asked yet",
            "Here each round stands with what is not up for decision, who took part, the four tests of a fair consultation, and what changed.",
            ww::link("See what the public sees", "/having-your-say"),
        ))
    } else {
        Markup::from(table)
    };
    let mut ways = vec![("What the public sees", "/having-your-say".to_owned())];
    if frame.may(WriteCases) {
        ways.insert(0, ("Plan a round", "/involvement/new".to_owned()));
    }
    let broken = lines.iter().filter(|line| line.tests.iter().any(|test| test.standing == Standing::NotMet)).count();
    let lead = match (lines.len(), broken) {
        (0, _) => "No round has been planned yet.".to_owned(),
        (all, 0) => {
            format!("{}. No test of a fair consultation is broken.", count::sentence(&count::of_things(all as u64, "round", "rounds")))
        }
        (all, broken) => format!(
            "{}. In {} a test of a fair consultation is not met.",
            count::sentence(&count::of_things(all as u64, "round", "rounds")),
            count::number(broken as u64)
        ),
    };
    let layout = Layout::new(frame, "Having your say")
        .in_section(Section::Analyse)
        .crumb("Analyse", "/analyse")
        .lead(lead)
        .audit("/audit?noun=involvement");
    Ok(PartsPage::whole(layout, body.and(links(&ways))))
}

async fn show(State(app): State<App>, frame: Frame, signed: Signed, Path(reference): Path<String>) -> Result<PartsPage, PageError> {
    let view = read_involvement(&app.desk, &signed.actor, &reference.parse().map_err(|_| PageError::NotFound)?).await?;
    let at = format!("/involvement/{}", reference_of(&view.of.reference));
    let noun = &view.of.noun;
    let layout = Layout::new(frame, noun.title.clone())
        .in_section(Section::Analyse)
        .crumb("Having your say", "/involvement")
        .caption(format!(
            "{} · {}",
            reference_of(&view.of.reference),
            if is_public(&view.of) { "the public can see it" } else { "not public yet" }
        ))
        .lead(lead(&view))
        .audit(format!("/audit?record={}", view.of.id));
    let part = |id: &str, title: &str, body: Markup| Part { id: id.to_owned(), title: title.to_owned(), body };
    let mut parts = vec![
        part("tests", "The four tests of a fair consultation", tests(&view)),
        part("who", "Who took part", who(&view)),
        part("what", "What it is, and what is not up for decision", what(&view)),
        part("power", "Who had what say, and what helped people to take part", power(&view)),
        part("duties", "Whom the law or guidance says to ask", duties(&view)),
    ];
    if noun.vote.is_some() {
        parts.insert(2, part("vote", "The vote", vote(&view, &at)));
    }
    parts.push(part("changed", "What changed because of it", changed(&view)));
    Ok(PartsPage { layout, before: doing(&view, &at), parts })
}

fn lead(view: &InvolvementView) -> String {
    let noun = &view.of.noun;
    let of = |standing: Standing| view.tests.iter().filter(|test| test.standing == standing).count();
    let tests = match of(Standing::NotMet) {
        0 => format!("{} of four tests met, none broken.", count::sentence(&count::number(of(Standing::Met) as u64))),
        broken => format!(
            "{} of four tests met; {} not met.",
            count::sentence(&count::number(of(Standing::Met) as u64)),
            count::number(broken as u64)
        ),
    };
    let decides = match noun.decided_on {
        Some(on) => format!("{} decides on {}.", noun.decided_by, count::plain_date(on)),
        None => format!("{} decides; no day is written down.", noun.decided_by),
    };
    format!("{tests} {decides} People are told by {}.", count::plain_date(noun.answer_by))
}

/// What somebody may do now.
fn doing(view: &InvolvementView, at: &str) -> Markup {
    let noun = &view.of.noun;
    let mut ways = Vec::new();
    if is_public(&view.of) {
        let public = format!("/having-your-say/{}", reference_of(&view.of.reference));
        ways.push(("What the public sees", if noun.closed.is_some() { format!("{public}/result") } else { public }));
    }
    let mut before = Markup::default();
    if view.may_change {
        ways.push(("Change the plan", format!("{at}/change")));
        ways.push(("Write down a step", format!("{at}/step")));
        if noun.closed.is_none() {
            if view.ballots == 0 && view.waiting.is_empty() {
                ways.push((if noun.vote.is_some() { "Change the vote" } else { "Add a vote" }, format!("{at}/vote")));
            }
            if noun.vote.is_some() {
                ways.push(("Make codes", format!("{at}/codes")));
                ways.push(("Type a ballot on paper", format!("{at}/paper")));
                ways.push(("Bring in ballots counted together", format!("{at}/bring-in")));
            }
            ways.push(("Close it", format!("{at}/close")));
        }
        ways.push(("Say what changed", format!("{at}/changed")));
        if !is_public(&view.of) {
            ways.push(("Open it to the public", format!("{at}/open")));
            let missing = missing(noun);
            if !missing.is_empty() {
                before = Markup::from(InsetText::new(format!("Before people can see it: {}.", missing.join("; "))));
            }
        }
    }
    if ways.is_empty() { before } else { before.and(links(&ways)) }
}

fn tests(view: &InvolvementView) -> Markup {
    let mut table = CardTable::new("The four tests").caption_hidden().column("Test").column("Now").column("Why");
    for test in &view.tests {
        table = table.row([Words::from(test.test.words()), Words::from(Markup::from(state(test))), Words::from(test.says.as_str())]);
    }
    let mut out = Markup::from(table);
    let mut steps: Vec<_> = view.of.noun.steps.iter().collect();
    steps.sort_by_key(|step| step.on);
    if !steps.is_empty() {
        let mut table =
            CardTable::new("Steps, with the documents that show them").column("When").column("What").column("Document").column("Note");
        for step in steps {
            let what = match step.kind {
                StepKind::SetOut => format!(
                    "{}: {}, {}",
                    step.kind.words(),
                    if step.gives_reasons { "reasons" } else { "no reasons" },
                    count::of_things(u64::from(step.alternatives), "alternative", "alternatives")
                ),
                _ => step.kind.words().to_owned(),
            };
            let note = if step.note.is_empty() { "None" } else { step.note.as_str() };
            table = table.row([
                Words::from(count::plain_date(step.on)),
                Words::from(what),
                Words::from(step.document.as_str()),
                Words::from(note),
            ]);
        }
        out = out.and(table);
    }
    let source = paragraph(
        "Source: R v Brent LBC ex p Gunning (1985) 84 LGR 168 and R (Moseley) v Haringey [2014] UKSC 56. How many days are enough is a setting of this place.",
    );
    out.and(source)
}

fn who(view: &InvolvementView) -> Markup {
    let mut out = match &view.reach {
        Ok(reading) => {
            let table = Markup::trusted(report::html::block(&Block::Table(reach::table(reading))));
            paragraph(&reach::lead(reading)).and(table)
        }
        Err(why) => paragraph(why),
    };
    let ways: Vec<String> = view
        .ways
        .iter()
        .filter(|(_, people)| *people != Some(0))
        .map(|(way, people)| match people {
            Some(people) => format!("{} {}", group_thousands(*people), way.words()),
            None => format!("too few to show {}", way.words()),
        })
        .collect();
    if !ways.is_empty() {
        out = out.and(paragraph(&format!("How they took part: {}. All of them count in the figures above.", count::list(&ways))));
    }
    out.and(Markup::trusted(format!("<p class=\"govuk-body-s ww-quiet\">{}</p>", Markup::text(reach::foot()))))
}

fn vote(view: &InvolvementView, at: &str) -> Markup {
    let Some(vote) = &view.of.noun.vote else { return Markup::default() };
    let (made, used) = view.codes;
    let mut out = paragraph(&format!(
        "{}. {} ballots counted; {} codes made, {} of them used.",
        vote.kind.words(),
        group_thousands(view.ballots),
        group_thousands(made),
        group_thousands(used)
    ));
    let mut table = CardTable::new("What can be chosen").column("Code").column("What").column("About it");
    if vote.budget.is_some() {
        table = table.figures("Cost");
    }
    for choice in &vote.choices {
        let mut row = vec![Words::from(ww::cell(&choice.code)), Words::from(choice.title.as_str()), Words::from(choice.about.as_str())];
        if vote.budget.is_some() {
            row.push(Words::from(choice.cost.map(|cost| cost.in_full()).unwrap_or_default()));
        }
        table = table.row(row);
    }
    out = out.and(table);
    if view.may_change && !view.waiting.is_empty() {
        let settle = view.waiting.iter().filter(|one| one.second.is_some());
        let (differ, once) = (settle.clone().count(), view.waiting.len() - settle.clone().count());
        out = out.and(paragraph(&format!(
            "On paper: {} typed once and waiting for a second person; {} to settle.",
            count::number(once as u64),
            count::number(differ as u64)
        )));
        for one in settle {
            let first = in_words(vote, &one.first.chosen).join(", ");
            out = out.and(paragraph_of(
                Markup::text(format!("First typed as {first}. ")).and(ww::link("Settle it", &format!("{at}/settle?paper={}", one.id))),
            ));
        }
    }
    if let Some((method, told)) = &view.counted {
        out = out.and(paragraph(&result::lead(vote, told)));
        out = out.and(match &told.budget {
            Some(budget) => result::side_by_side(vote, told, budget),
            None => result::ordered(vote, told),
        });
        out = out.and(result::who_gets_what(told));
        let page = method.split(',').next().unwrap_or_default();
        out = out.and(paragraph_of(Markup::text("Kept as a result. Method: ").and(ww::link(method, &format!("/library/methods/{page}")))));
    }
    if !view.words.is_empty() {
        let items: String = view.words.iter().map(|words| format!("<li>{}</li>", Markup::text(words))).collect();
        out = out.and(Markup::trusted(format!(
            "<h3 class=\"govuk-heading-s\">What people added in their own words</h3><ul class=\"govuk-list govuk-list--bullet\">{items}</ul>"
        )));
    }
    out
}

fn what(view: &InvolvementView) -> Markup {
    let noun = &view.of.noun;
    let mut facts = SummaryList::new()
        .row("Asked", noun.about.as_str())
        .row("Stage", noun.stage.words())
        .row("How far it reaches", noun.depth.words())
        .row("Open", format!("{} to {}", count::plain_date(noun.opens), count::plain_date(noun.closes)));
    for (title, href) in &view.about {
        facts = facts.row("About", ww::link(title, href));
    }
    for one in &noun.not_up {
        facts = facts.row("Not up for decision", format!("{}: {}", one.what, one.because));
    }
    if !noun.other_ways.is_empty() {
        facts = facts.row("Other ways to take part", noun.other_ways.as_str());
    }
    facts.into()
}

fn power(view: &InvolvementView) -> Markup {
    let noun = &view.of.noun;
    let mut out = Markup::default();
    if noun.powers.is_empty() {
        out = out.and(paragraph("Who had what say is not written down yet."));
    } else {
        let mut table = CardTable::new("Who had what say").column("Who").column("Stage").column("How far their say reached");
        for power in &noun.powers {
            table = table.row([power.who.as_str(), power.stage.words(), power.depth.words()]);
        }
        out = out.and(table);
    }
    if noun.supports.is_empty() {
        return out.and(paragraph("Nothing is written down that helped people to take part who otherwise could not."));
    }
    let mut table = CardTable::new("What helped people to take part").column("What").column("How").figures("Paid an hour");
    for one in &noun.supports {
        table = table.row([
            Words::from(one.kind.words()),
            Words::from(one.says.as_str()),
            Words::from(one.paid.map_or_else(|| "Not paid".to_owned(), |paid| paid.in_full())),
        ]);
    }
    out.and(table)
}

fn duties(view: &InvolvementView) -> Markup {
    let mut table = CardTable::new("Duties to ask somebody")
        .caption_hidden()
        .column("Duty")
        .column("When it applies")
        .column("Whom to ask")
        .column("Here");
    for duty in &view.duties {
        let done = view.of.noun.steps.iter().find(|step| step.kind == StepKind::Asked && step.duty == duty.code);
        let here = match done {
            Some(step) => Words::from(Markup::from(ww::shown(format!("Asked on {}: {}", count::plain_date(step.on), step.document)))),
            None => Words::from("Nothing is written down"),
        };
        let checked = match (&duty.checked.verified_on, &duty.checked.remark) {
            (Some(on), _) => format!("checked on {}", count::plain_date(*on)),
            (None, Some(remark)) => format!("not verified. {remark}"),
            (None, None) => "not verified".to_owned(),
        };
        let what = format!("{}. {} Source: {} ({checked}).", duty.title, duty.says, duty.source);
        table = table.row([Words::from(what), Words::from(duty.when.as_str()), Words::from(duty.ask.as_str()), here]);
    }
    paragraph("Which of these apply is for your legal officer to say: this list is a start.").and(table)
}

fn changed(view: &InvolvementView) -> Markup {
    let all = &view.of.noun.changed;
    if all.is_empty() {
        return paragraph(&format!("Nobody has told people yet. It is due by {}.", count::plain_date(view.of.noun.answer_by)));
    }
    let mut table = CardTable::new("What people said, and what was done")
        .caption_hidden()
        .column("People said")
        .column("What was done")
        .column("Changed")
        .column("Told on");
    for one in all {
        table = table.row([
            Words::from(one.said.as_str()),
            Words::from(one.done.as_str()),
            Words::from(if one.changed { "Yes" } else { "No" }),
            Words::from(count::plain_date(one.on)),
        ]);
    }
    table.into()
}
