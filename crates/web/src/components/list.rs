//! Words in rows: summary list, table, task list. For figures use `card_table`, which becomes cards on a phone.

use askama::Template;
use serde::Deserialize;

use super::attributes::{Attributes, Classes, Words};
use super::component;
use super::markup::Markup;
use super::notice::Tag;

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Said {
    #[serde(flatten)]
    pub words: Words,
    pub classes: Classes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Action {
    #[serde(flatten)]
    pub words: Words,
    pub href: String,
    pub visually_hidden_text: String,
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Actions {
    pub items: Vec<Action>,
    pub classes: Classes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SummaryRow {
    pub key: Said,
    pub value: Said,
    pub actions: Actions,
    pub classes: Classes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct CardTitle {
    #[serde(flatten)]
    pub words: Words,
    pub heading_level: String,
    pub classes: Classes,
}

impl CardTitle {
    fn level(&self) -> &str {
        if self.heading_level.is_empty() { "2" } else { &self.heading_level }
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct SummaryCard {
    pub title: Option<CardTitle>,
    pub actions: Actions,
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/summary-list/summary-list.html")]
pub struct SummaryList {
    pub rows: Vec<SummaryRow>,
    pub card: Option<SummaryCard>,
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Template)]
#[template(path = "components/summary-list/action.html")]
struct ActionLink<'a> {
    action: &'a Action,
    card_title: Option<&'a CardTitle>,
}

impl SummaryList {
    pub fn new() -> SummaryList {
        SummaryList::default()
    }

    pub fn row(mut self, key: impl Into<Words>, value: impl Into<Words>) -> SummaryList {
        let said = |words: Words| Said { words, classes: Classes::default() };
        self.rows.push(SummaryRow { key: said(key.into()), value: said(value.into()), ..SummaryRow::default() });
        self
    }

    /// A link to change the row just added; what it changes is said to ears.
    pub fn change(mut self, href: impl Into<String>, what: impl Into<String>) -> SummaryList {
        if let Some(row) = self.rows.last_mut() {
            let action = Action { words: "Change".into(), href: href.into(), visually_hidden_text: what.into(), ..Action::default() };
            row.actions.items.push(action);
        }
        self
    }

    fn any_actions(&self) -> bool {
        self.rows.iter().any(|row| !row.actions.items.is_empty())
    }

    fn link(&self, action: &Action) -> Markup {
        let card_title = self.card.as_ref().and_then(|card| card.title.as_ref());
        Markup::trusted(ActionLink { action, card_title }.to_string())
    }
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Cell {
    #[serde(flatten)]
    pub words: Words,
    /// "numeric" sets figures to the right.
    pub format: String,
    pub colspan: Option<String>,
    pub rowspan: Option<String>,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl Cell {
    fn spans(&self) -> Attributes {
        let mut spans = Attributes::default();
        for (name, span) in [("colspan", &self.colspan), ("rowspan", &self.rowspan)] {
            if let Some(span) = span {
                spans = spans.and(name, span);
            }
        }
        spans
    }
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/table/table.html")]
pub struct Table {
    pub caption: String,
    pub caption_classes: Classes,
    pub head: Option<Vec<Cell>>,
    pub rows: Vec<Vec<Cell>>,
    pub first_cell_is_header: bool,
    pub classes: Classes,
    pub attributes: Attributes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Status {
    #[serde(flatten)]
    pub words: Words,
    pub tag: Option<Tag>,
    pub classes: Classes,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Task {
    pub title: Said,
    pub hint: Option<Words>,
    pub status: Status,
    pub href: String,
    pub classes: Classes,
}

#[derive(Clone, Debug, Default, Deserialize, Template)]
#[serde(default, rename_all = "camelCase")]
#[template(path = "components/task-list/task-list.html")]
pub struct TaskList {
    pub items: Vec<Task>,
    pub id_prefix: String,
    pub classes: Classes,
    pub attributes: Attributes,
}

impl TaskList {
    pub fn new() -> TaskList {
        TaskList::default()
    }

    /// A task begins with a verb. "Completed" is plain; everything else is a tag.
    pub fn task(mut self, words: impl Into<Words>, href: impl Into<String>, status: &str) -> TaskList {
        let status = match status {
            "Completed" => Status { words: status.into(), ..Status::default() },
            _ => Status { tag: Some(Tag { words: status.into(), ..Tag::default() }), ..Status::default() },
        };
        let title = Said { words: words.into(), classes: Classes::default() };
        self.items.push(Task { title, href: href.into(), status, ..Task::default() });
        self
    }

    fn prefix(&self) -> &str {
        if self.id_prefix.is_empty() { "task-list" } else { &self.id_prefix }
    }
}

component!(SummaryList, Table, TaskList);
