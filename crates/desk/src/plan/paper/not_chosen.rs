//! The options that a paper does not recommend: what each is worth as far as anybody knows, and why it is not the one.

use model::case::{Case, Choice, NOW};
use model::delivery_model::AS_NOW;
use quantity::Money;

use crate::plan::paper::view::PaperView;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotChosen {
    pub title: String,
    pub is_ruled_out: bool,
    /// None: unknown.
    pub value: Option<Value>,
    /// Worth more than what is recommended, by this much; none where it is not, or where either is unknown.
    pub more: Option<Money>,
    /// A whole sentence; empty where nobody wrote why.
    pub why: String,
}

/// Over the years, beyond its cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Value {
    pub amount: Money,
    /// Worked out from its lines of money; else as somebody estimated it.
    pub is_costed: bool,
}

/// Each of them, staying as we are first: it is always among the options.
pub fn not_chosen(view: &PaperView) -> Vec<NotChosen> {
    let case = &view.case.noun;
    let is_chosen =
        |choice: &Choice| choice.service == view.service.id && choice.delivery_model == view.model.code && choice.part == view.part;
    let chosen = case.choices.iter().enumerate().find(|(_, choice)| is_chosen(choice));
    let own = match chosen {
        Some((at, choice)) => value(view, &case.code(at), Some(choice)),
        None if view.model.code == AS_NOW => value(view, NOW, None),
        None => None,
    };
    let more = |value: Option<Value>| {
        let (value, own) = value.zip(own)?;
        (value.amount > own.amount).then(|| Money::from_pence(value.amount.pence().saturating_sub(own.amount.pence())))
    };
    let mut others: Vec<(String, NotChosen)> = (case.choices.iter().enumerate())
        .filter(|(_, choice)| !is_chosen(choice))
        .map(|(at, choice)| {
            let code = case.code(at);
            let value = value(view, &code, Some(choice));
            let why = choice.ruled_out.clone().unwrap_or_else(|| choice.sheet.why_not.clone());
            let one = NotChosen { title: choice.title.clone(), is_ruled_out: choice.ruled_out.is_some(), value, more: more(value), why };
            (code, one)
        })
        .collect();
    if !is_listed(case) && view.model.code != AS_NOW {
        let value = value(view, NOW, None);
        let staying = NotChosen { title: "Stay as we are".into(), is_ruled_out: false, value, more: more(value), why: String::new() };
        others.push((NOW.to_owned(), staying));
    }
    others.sort_by_key(|(code, _)| code != NOW);
    others.into_iter().map(|(_, one)| one).collect()
}

fn is_listed(case: &Case) -> bool {
    case.choices.iter().any(|choice| choice.delivery_model == AS_NOW)
}

fn value(view: &PaperView, code: &str, choice: Option<&Choice>) -> Option<Value> {
    let costed = view.options.worth.iter().find(|worth| worth.code == code).and_then(|worth| worth.net_present_value);
    let estimated = choice.and_then(|choice| choice.sheet.estimated_value);
    costed.map(|amount| Value { amount, is_costed: true }).or_else(|| estimated.map(|amount| Value { amount, is_costed: false }))
}
