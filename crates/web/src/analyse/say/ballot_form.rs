//! The fields of a ballot, for each kind of vote, and what was sent in them.

use desk::analyse::involvement::answers::{Typed, WORDS};
use model::ballot::{Vote, VoteChoice, VoteKind};
use model::involvement::Involvement;

use crate::components::choices::Choice;
use crate::components::markup::Markup;
use crate::form::Form;

/// Nobody has to say which group they are of.
const UNSAID: &str = "unsaid";

/// What stands before a choice's code in the name of its field. A pair has a full stop between its two codes.
fn prefix(kind: VoteKind) -> &'static str {
    match kind {
        VoteKind::Approval => "pick-",
        VoteKind::Ranking => "place-",
        VoteKind::Pairs => "pair-",
        VoteKind::Points => "points-",
    }
}

/// What was sent, whatever it is: what is not on the list is for the desk to refuse by name.
pub(crate) fn typed(form: &Form, vote: &Vote) -> Typed {
    let sent = form.fields().iter().filter_map(|(name, value)| {
        let code = name.strip_prefix(prefix(vote.kind))?;
        let code = if vote.kind == VoteKind::Pairs { code.replacen('.', "/", 1) } else { code.to_owned() };
        Some((code, value.to_owned()))
    });
    let group = Some(form.value("group")).filter(|group| *group != UNSAID).unwrap_or_default().to_owned();
    Typed { group, answers: sent.collect(), words: form.value("words").to_owned() }
}

/// Codes that are ticked, of those on the list.
pub(crate) fn picked(form: &Form, vote: &Vote) -> Vec<String> {
    let ticked = |choice: &&VoteChoice| form.ticked(&format!("pick-{}", choice.code));
    vote.choices.iter().filter(ticked).map(|choice| choice.code.clone()).collect()
}

pub(crate) fn choices(form: &Form, vote: &Vote) -> Markup {
    let (hint, inside) = match vote.kind {
        VoteKind::Approval => ("Pick what you would pay for. You can spend less.".to_owned(), cards(form, vote)),
        VoteKind::Ranking => (format!("Give each a number. 1 comes first, {} comes last.", vote.choices.len()), places(form, vote)),
        VoteKind::Pairs => ("There is no wrong answer. You can leave one out.".to_owned(), pairs(form, vote)),
        VoteKind::Points => {
            (format!("You have {} points. Give more to what matters more.", vote.points.unwrap_or_default()), points(form, vote))
        }
    };
    let error = form.error("choices").map(|mend| {
        format!(
            "<p id=\"choices-error\" class=\"govuk-error-message\"><span class=\"govuk-visually-hidden\">Error:</span> {}</p>",
            Markup::text(mend)
        )
    });
    let described = if error.is_some() { "choices-hint choices-error" } else { "choices-hint" };
    Markup::trusted(format!(
        "<fieldset class=\"govuk-fieldset ww-choice\" id=\"choices\" tabindex=\"-1\" aria-describedby=\"{described}\">\
         <legend class=\"govuk-fieldset__legend govuk-visually-hidden\">Your choice</legend>\
         <p id=\"choices-hint\" class=\"govuk-hint\">{}</p>{}{inside}</fieldset>",
        Markup::text(hint),
        error.unwrap_or_default()
    ))
}

fn cards(form: &Form, vote: &Vote) -> Markup {
    let mut out = String::from("<ul class=\"ww-basket\">");
    for choice in &vote.choices {
        let (code, title, about) = (Markup::text(&choice.code), Markup::text(&choice.title), Markup::text(&choice.about));
        let cost = choice.cost.map(|cost| format!(" <span>{}</span>", Markup::text(cost.in_full()))).unwrap_or_default();
        let checked = if form.ticked(&format!("pick-{}", choice.code)) { " checked" } else { "" };
        out.push_str(&format!(
            "<li><div class=\"ww-card\"><input type=\"checkbox\" id=\"pick-{code}\" name=\"pick-{code}\" value=\"yes\"{checked}>\
             <label for=\"pick-{code}\"><b>{title}{cost}</b>{about}</label></div></li>"
        ));
    }
    out.push_str("</ul>");
    Markup::trusted(out)
}

fn said(choice: &VoteChoice) -> String {
    if choice.about.is_empty() { choice.title.clone() } else { format!("{}: {}", choice.title, choice.about) }
}

fn places(form: &Form, vote: &Vote) -> Markup {
    let place = |choice: &VoteChoice| {
        let select = form.select(&format!("place-{}", choice.code), said(choice)).offer("", "Choose");
        Markup::from((1..=vote.choices.len()).fold(select, |select, place| select.offer(place.to_string(), place.to_string())))
    };
    vote.choices.iter().map(place).fold(Markup::default(), Markup::and)
}

fn points(form: &Form, vote: &Vote) -> Markup {
    let points = |choice: &VoteChoice| Markup::from(form.input(&format!("points-{}", choice.code), said(choice)).width(4));
    vote.choices.iter().map(points).fold(Markup::default(), Markup::and)
}

fn pairs(form: &Form, vote: &Vote) -> Markup {
    let all = vote.pairs();
    let of = all.len();
    let pair = |(at, (one, other)): (usize, (&VoteChoice, &VoteChoice))| {
        let choice = |choice: &VoteChoice| {
            let offered = Choice::new(choice.code.clone(), choice.title.clone());
            if choice.about.is_empty() { offered } else { offered.hint(choice.about.clone()) }
        };
        let radios = form
            .radios(&format!("pair-{}.{}", one.code, other.code), format!("Question {} of {of}", at + 1))
            .item(choice(one))
            .item(choice(other))
            .offer("same", "They matter the same")
            .offer("unsure", "I am not sure");
        Markup::from(radios)
    };
    all.into_iter().enumerate().map(pair).fold(Markup::default(), Markup::and)
}

/// The group, words of their own, and the code.
pub(crate) fn about_you(form: &Form, of: &Involvement, vote: &Vote) -> Markup {
    let mut out = Markup::default();
    if !of.groups.is_empty() {
        let radios = form
            .radios("group", "Which of these are you?")
            .hint("It helps us see if we heard from all sorts of people. You do not have to say.");
        let radios = of.groups.iter().fold(radios, |radios, group| radios.offer(group.name.clone(), capital(&group.name)));
        out = out.and(radios.offer(UNSAID, "I would rather not say"));
    }
    if vote.takes_words {
        let words = form
            .textarea("words", "Is there more you want to say?")
            .hint(format!("At most {WORDS} letters. Do not write names, phone numbers or addresses. The council may have to show it to others who ask."))
            .rows(3);
        out = out.and(words);
    }
    out.and(form.input("code", "Your code").hint("It is in your letter: 12 letters and numbers, like 7K3M-9QXT-2HWD.").width(20))
}

fn capital(text: &str) -> String {
    report::words::count::sentence(text)
}
