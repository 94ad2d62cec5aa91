//! The options that a paper does not recommend: what each is worth as far as anybody knows, and why it is not the one.

use model::case::{Choice, NOW};
use model::delivery_model::AS_NOW;
use quantity::Money;

use crate::plan::paper::told_options::Worth;
use crate::plan::paper::view::PaperView;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotChosen {
    pub title: String,
    pub is_ruled_out: bool,
    /// None: unknown.
    pub value: Option<Value>,
    /// Worth more than what is recommended, by this much; none where it is not, where either is unknown, or where one is costed and the
    /// other estimated.
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

const STAYING: &str = "Stay as we are";

/// Each of them that is of the paper's own service, staying as we are first: it is always among the options.
pub fn not_chosen(view: &PaperView) -> Vec<NotChosen> {
    let case = &view.case.noun;
    let own: Vec<(String, &Choice)> = (case.choices.iter().enumerate())
        .filter(|(_, choice)| choice.service == view.service.id)
        .map(|(at, choice)| (case.code(at), choice))
        .collect();
    let is_chosen = |choice: &Choice| choice.delivery_model == view.model.code && choice.part == view.part;
    // Where another service of the case lists staying as it is, what that is worth is not of this one.
    let is_elsewhere = case.choices.iter().any(|choice| choice.delivery_model == AS_NOW);
    let staying = if is_elsewhere { None } else { value(view, NOW, None) };
    let recommended = match own.iter().find(|(_, choice)| is_chosen(choice)) {
        Some((code, choice)) => value(view, code, Some(*choice)),
        None if view.model.code == AS_NOW => staying,
        None => None,
    };
    // What was costed and what somebody estimated are not held against each other.
    let more = |value: Option<Value>| {
        let (value, than) = value.zip(recommended)?;
        let is_more = value.is_costed == than.is_costed && value.amount > than.amount;
        is_more.then(|| Money::from_pence(value.amount.pence().saturating_sub(than.amount.pence())))
    };
    let others = own.iter().filter(|(_, choice)| !is_chosen(choice)).map(|(code, choice)| {
        let value = value(view, code, Some(*choice));
        let why = choice.ruled_out.clone().unwrap_or_else(|| choice.sheet.why_not.clone());
        let one = NotChosen { title: choice.title.clone(), is_ruled_out: choice.ruled_out.is_some(), value, more: more(value), why };
        (choice.delivery_model != AS_NOW, one)
    });
    let mut others: Vec<(bool, NotChosen)> = others.collect();
    if view.model.code != AS_NOW && !own.iter().any(|(_, choice)| choice.delivery_model == AS_NOW) {
        let one = NotChosen { title: STAYING.into(), is_ruled_out: false, value: staying, more: more(staying), why: String::new() };
        others.push((false, one));
    }
    others.sort_by_key(|(is_change, _)| *is_change);
    others.into_iter().map(|(_, one)| one).collect()
}

fn value(view: &PaperView, code: &str, choice: Option<&Choice>) -> Option<Value> {
    let title = choice.map_or(STAYING, |choice| choice.title.as_str());
    // What was frozen before codes were kept is known by its title.
    let is_it = |worth: &&Worth| if worth.code.is_empty() { worth.title == title } else { worth.code == code };
    let costed = view.options.worth.iter().find(is_it).and_then(|worth| worth.net_present_value);
    let estimated = choice.and_then(|choice| choice.sheet.estimated_value);
    costed.map(|amount| Value { amount, is_costed: true }).or_else(|| estimated.map(|amount| Value { amount, is_costed: false }))
}
