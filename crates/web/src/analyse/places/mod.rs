//! Places beside their peers: choosing one, its profile, one measure, its peers, and where somebody should look.

pub mod list;
pub mod measure;
pub mod notices;
pub mod peers;
pub mod profile;
pub mod spend_beside;

use desk::analyse::places::Choice;
use quantity::code::AreaCode;

use crate::components::markup::Markup;
use crate::error::PageError;
use crate::router::{Routes, in_query};

pub fn routes() -> Routes {
    list::routes().and(profile::routes()).and(measure::routes()).and(peers::routes()).and(notices::routes()).and(spend_beside::routes())
}

/// A query as it was sent, names repeated where boxes were ticked.
pub(crate) type Asked = Vec<(String, String)>;

pub(crate) fn first<'q>(asked: &'q Asked, name: &str) -> &'q str {
    asked.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value.trim())
}

/// The area of an address. What is no code is no page.
pub(crate) fn area(code: &str) -> Result<AreaCode, PageError> {
    AreaCode::parse(code).map_err(|_| PageError::NotFound)
}

/// Which peers the reader asked for: `?list=global`, or `?with=E08000001&with=…` for a group of one's own. What is no code is left out.
pub(crate) fn choice(asked: &Asked) -> Choice {
    let list = Some(first(asked, "list").to_owned()).filter(|list| !list.is_empty());
    let own = asked.iter().filter(|(name, _)| name == "with").filter_map(|(_, value)| AreaCode::parse(value).ok()).collect();
    Choice { list, own }
}

/// The same choice, for links: empty, or beginning with `?`.
pub(crate) fn kept(choice: &Choice, more: &[(&str, &str)]) -> String {
    let mut parts: Vec<String> = choice.list.iter().map(|list| format!("list={}", in_query(list))).collect();
    parts.extend(choice.own.iter().map(|code| format!("with={code}")));
    parts.extend(more.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", in_query(value))));
    if parts.is_empty() { String::new() } else { format!("?{}", parts.join("&")) }
}

/// One choice of a list that is sent by GET: a label and a select, with what is chosen.
pub(crate) fn select(id: &str, label: &str, options: &[(String, String)], chosen: &str) -> Markup {
    let mut out = format!(
        "<div class=\"govuk-form-group\"><label class=\"govuk-label\" for=\"{id}\">{}</label><select class=\"govuk-select\" id=\"{id}\" name=\"{id}\">",
        Markup::text(label)
    );
    for (value, words) in options {
        let selected = if value == chosen { " selected" } else { "" };
        out.push_str(&format!("<option value=\"{}\"{selected}>{}</option>", Markup::text(value), Markup::text(words)));
    }
    Markup::trusted(format!("{out}</select></div>"))
}

/// A form sent by GET: what it asks, and its button.
pub(crate) fn asking(at: &str, inside: &Markup, button: &str) -> Markup {
    Markup::trusted(format!(
        "<form method=\"get\" action=\"{}\" novalidate>{inside}<button type=\"submit\" class=\"govuk-button govuk-button--secondary\" data-module=\"govuk-button\">{}</button></form>",
        Markup::text(at),
        Markup::text(button)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_of_peers_is_carried_from_page_to_page_and_what_is_no_code_is_left_out() {
        let asked: Asked = [("with", "E08000001"), ("with", "<b>"), ("list", ""), ("with", "e08000002 ")]
            .map(|(n, v)| (n.to_owned(), v.to_owned()))
            .into();
        let chosen = choice(&asked);
        assert_eq!(chosen.own.len(), 2);
        assert_eq!(kept(&chosen, &[("group", "women & men"), ("theme", "")]), "?with=E08000001&with=E08000002&group=women%20%26%20men");
        assert_eq!(kept(&Choice::default(), &[]), "");
    }
}
