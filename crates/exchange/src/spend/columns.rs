//! Which row holds the headings, and which column is taken for what: by the words of the heading and what stands under it.

use std::collections::{BTreeMap, BTreeSet};

use model::spend::ProvidedBy;

use super::classes::{Class, class, parted, says_held, year};
use crate::heading::words;
use crate::note::{NoteKind, Notes, Odd};
use crate::number::{Figure, of_cell};
use crate::table::{Place, Row, Sheet, column_letter};

/// How far down headings are looked for.
const TITLE_ROWS: usize = 60;

#[derive(Debug, Clone, PartialEq)]
pub struct Columns {
    /// The row of headings.
    pub heading: u32,
    pub shape: Shape,
    /// Columns that name the service, from the left.
    pub services: Vec<u32>,
    pub year: Option<u32>,
    /// The column whose cells say who provides, and which of its groups of words does: `Gross total cost`.
    pub kind: Option<(u32, String)>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A row for each service, a column for each kind of provider.
    ByProvider { authority: Option<u32>, parts: Vec<(u32, ProvidedBy)>, total: Option<u32> },
    /// A row for each service and kind, one column of figures.
    Long { authority: Option<u32>, amount: u32 },
    /// A row for each service and kind, a column for each authority.
    Across { authorities: Vec<u32> },
    /// A row for each authority, a column for each service.
    ByService { authority: u32, services: Vec<u32> },
}

/// What stands under a heading.
struct Under {
    column: u32,
    words: Vec<String>,
    figures: usize,
    texts: usize,
}

impl Under {
    fn is_figures(&self) -> bool {
        self.figures > 0 && self.figures >= self.texts
    }

    fn is_text(&self) -> bool {
        self.texts > 0 && !self.is_figures()
    }

    fn says(&self, some: &[&str]) -> bool {
        self.words.iter().any(|word| some.contains(&word.as_str()))
    }
}

fn is_figure(row: &Row, column: u32) -> bool {
    matches!(of_cell(row.cell(column)).0, Figure::Number(number) if !number.percent)
}

fn has_figures(row: &Row) -> bool {
    row.filled() > 1 && (1..=row.cells.len() as u32).any(|column| is_figure(row, column))
}

/// None where the sheet is no table of spending.
pub fn find(sheet: &Sheet) -> Option<Columns> {
    let rows = sheet.rows.get(..sheet.rows.len().min(TITLE_ROWS)).unwrap_or_default();
    let heads = rows.windows(2).find_map(|pair| match pair {
        [above, row] if has_figures(row) && !has_figures(above) && above.filled() > 1 => Some(above),
        _ => None,
    })?;
    let body: Vec<&Row> = sheet.rows.iter().filter(|row| row.number > heads.number && has_figures(row)).collect();
    let under: Vec<Under> = (1..=sheet.width()).map(|column| look_under(heads, &body, column)).collect();
    let year = under.iter().find(|u| u.says(&["year", "period"]) && most(&body, u.column, |text| year(text).is_some())).map(|u| u.column);
    let authority = authority(&under).filter(|column| Some(*column) != year);
    let free = |u: &&Under| Some(u.column) != year && Some(u.column) != authority;
    let texts: Vec<u32> = under.iter().filter(|u| u.is_text()).filter(free).map(|u| u.column).collect();
    let figures: Vec<&Under> = under.iter().filter(|u| u.is_figures()).filter(free).collect();
    let heading = heads.number;
    let name = |column: u32| heads.cell(column).shown().into_owned();
    let parts: Vec<(u32, ProvidedBy)> = figures
        .iter()
        .filter_map(|u| match class(&name(u.column)) {
            Some(Class::By(kind)) => Some((u.column, kind)),
            _ => None,
        })
        .collect();
    if parts.len() >= 2 {
        let sums: Vec<&&Under> = figures.iter().filter(|u| class(&name(u.column)) == Some(Class::All)).collect();
        let spent = sums.iter().find(|u| u.says(&["expenditure", "spend", "spending", "cost", "gross"])).or(sums.first());
        let total = spent.map(|u| u.column);
        let services = naming(&body, authority, year, &texts)?;
        return Some(Columns { heading, shape: Shape::ByProvider { authority, parts, total }, services, year, kind: None });
    }
    if let Some((column, group)) = texts.iter().find_map(|column| Some((*column, kinds(&body, *column)?))) {
        let services: Vec<u32> = texts.into_iter().filter(|text| *text != column).collect();
        let spent = figures.iter().find(|u| u.says(&["expenditure", "spend", "spending", "cost", "amount", "outturn", "value", "£"]));
        let shape = match (authority, figures.as_slice()) {
            (Some(_), _) | (None, [_]) => Shape::Long { authority, amount: spent.or(figures.first())?.column },
            (None, [_, _, ..]) => {
                let named = figures.iter().filter(|u| !u.words.is_empty()).map(|u| u.column);
                Shape::Across { authorities: named.collect() }
            }
            (None, []) => return None,
        };
        let there = !services.is_empty();
        return there.then_some(Columns { heading, shape, services, year, kind: Some((column, group)) });
    }
    let is_service = |u: &&&Under| !u.words.is_empty() && !says_held(&name(u.column)) && year_heading(&name(u.column)).is_none();
    let services: Vec<u32> = figures.iter().filter(is_service).filter(|u| !u.says(&["code"])).map(|u| u.column).collect();
    let shape = Shape::ByService { authority: authority?, services: Some(services).filter(|all| all.len() >= 2)? };
    Some(Columns { heading, shape, services: Vec::new(), year, kind: None })
}

fn year_heading(text: &str) -> Option<i16> {
    year(text).map(|(year, _)| year)
}

fn look_under(heads: &Row, body: &[&Row], column: u32) -> Under {
    let figures = body.iter().filter(|row| is_figure(row, column)).count();
    let texts = body.iter().filter(|row| of_cell(row.cell(column)).0 == Figure::NotANumber).count();
    Under { column, words: words(&heads.cell(column).shown()), figures, texts }
}

fn most(body: &[&Row], column: u32, holds: impl Fn(&str) -> bool) -> bool {
    body.iter().filter(|row| holds(&row.cell(column).shown())).count() * 10 >= body.len() * 9
}

/// The column that names authorities: `Local authority`, `LA Name`.
fn authority(under: &[Under]) -> Option<u32> {
    let score = |u: &Under| {
        let of_place = u.says(&["authority", "authorities", "council", "la", "geography", "lad", "utla", "localauthority"]);
        let other = u.says(&["code", "type", "class", "id"]);
        (u.is_text() && of_place && !other).then(|| 1 + i32::from(u.says(&["name"])))
    };
    under.iter().rev().filter_map(|u| Some((score(u)?, u.column))).max_by_key(|(score, _)| *score).map(|(_, column)| column)
}

/// The text column that alone tells the services of an authority apart, else all of them; none where there is no text.
fn naming(body: &[&Row], authority: Option<u32>, year: Option<u32>, texts: &[u32]) -> Option<Vec<u32>> {
    let text = |row: &Row, column: Option<u32>| column.map(|column| row.cell(column).shown().into_owned()).unwrap_or_default();
    let tells = |column: &&u32| {
        let mut seen = BTreeSet::new();
        body.iter().all(|row| seen.insert((text(row, authority), text(row, year), row.cell(**column).shown().into_owned())))
    };
    match texts.iter().find(tells) {
        Some(one) => Some(vec![*one]),
        // Where a service stands twice, the column with most names is the service's.
        None => {
            let names = |column: &&u32| body.iter().map(|row| row.cell(**column).shown()).collect::<BTreeSet<_>>().len();
            texts.iter().max_by_key(names).map(|column| vec![*column])
        }
    }
}

/// The group of words of a column that tells most kinds of provider; none where no group tells two.
fn kinds(body: &[&Row], column: u32) -> Option<String> {
    let mut groups: BTreeMap<String, BTreeSet<ProvidedBy>> = BTreeMap::new();
    for row in body {
        let text = row.cell(column).shown();
        let (group, rest) = parted(&text);
        if let Some(Class::By(kind)) = class(rest) {
            groups.entry(group.to_owned()).or_default().insert(kind);
        }
    }
    groups.into_iter().filter(|(_, kinds)| kinds.len() >= 2).max_by_key(|(_, kinds)| kinds.len()).map(|(group, _)| group)
}

impl Columns {
    /// The rows of the table.
    pub fn body<'s>(&self, sheet: &'s Sheet) -> impl Iterator<Item = &'s Row> {
        let heading = self.heading;
        sheet.rows.iter().filter(move |row| row.number > heading && row.filled() > 1)
    }

    pub fn name(&self, sheet: &Sheet, column: u32) -> String {
        sheet.row(self.heading).map(|row| row.cell(column).shown().split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    /// The column that names authorities, where they stand in one.
    pub fn authority(&self) -> Option<u32> {
        match self.shape {
            Shape::ByProvider { authority, .. } | Shape::Long { authority, .. } => authority,
            Shape::ByService { authority, .. } => Some(authority),
            Shape::Across { .. } => None,
        }
    }

    /// Each authority once, as the file names it, in its order.
    pub fn authorities(&self, sheet: &Sheet) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let named: Vec<String> = match (&self.shape, self.authority()) {
            (Shape::Across { authorities }, _) => authorities.iter().map(|column| self.name(sheet, *column)).collect(),
            (_, Some(column)) => self.body(sheet).filter(|row| has_figures(row)).map(|row| row.cell(column).shown().into_owned()).collect(),
            (_, None) => Vec::new(),
        };
        named.into_iter().filter(|name| !name.is_empty() && seen.insert(name.clone())).collect()
    }

    fn used(&self) -> Vec<(u32, String)> {
        let mut used: Vec<(u32, String)> = Vec::new();
        let mut is = |column: Option<u32>, what: &str| used.extend(column.map(|column| (column, what.to_owned())));
        is(self.authority(), "the authority");
        is(self.year, "the year");
        self.services.iter().for_each(|column| is(Some(*column), "the service"));
        is(self.kind.as_ref().map(|(column, _)| *column), "who provides it");
        match &self.shape {
            Shape::ByProvider { parts, total, .. } => {
                parts.iter().for_each(|(column, kind)| is(Some(*column), by_in_words(*kind)));
                is(*total, "all together");
            }
            Shape::Long { amount, .. } => is(Some(*amount), "what was spent"),
            Shape::ByService { services, .. } => services.iter().for_each(|column| is(Some(*column), "a service")),
            Shape::Across { authorities } => authorities.iter().for_each(|column| is(Some(*column), "an authority")),
        }
        used
    }

    /// `Column F, ‘OwnProvision’: in-house`; columns of services or authorities together.
    pub fn in_words(&self, sheet: &Sheet) -> Vec<String> {
        let (many, single): (Vec<_>, Vec<_>) =
            self.used().into_iter().partition(|(_, what)| matches!(what.as_str(), "a service" | "an authority"));
        let one = |(column, what): &(u32, String)| format!("Column {}, ‘{}’: {what}.", column_letter(*column), self.name(sheet, *column));
        let mut said: Vec<String> = single.iter().map(one).collect();
        if let (Some((first, what)), Some((last, _))) = (many.first(), many.last()) {
            said.push(format!("Columns {} to {}: {what} each, {} in all.", column_letter(*first), column_letter(*last), many.len()));
        }
        said
    }

    /// What makes two files alike: their shape and the headings that are read, not the authorities.
    pub fn signature(&self, sheet: &Sheet) -> String {
        let of_authorities = matches!(self.shape, Shape::Across { .. });
        let read = self.used().into_iter().filter(|(_, what)| !(of_authorities && what == "an authority"));
        read.map(|(column, what)| format!("{what}={}", crate::heading::bare(&self.name(sheet, column)))).collect::<Vec<_>>().join("|")
    }

    /// Says what of the table is not read, and why.
    pub fn note_unread(&self, sheet: &Sheet, notes: &mut Notes) {
        let used = self.used();
        for column in (1..=sheet.width()).filter(|column| used.iter().all(|(known, _)| known != column)) {
            let name = self.name(sheet, column);
            if name.is_empty() {
                continue;
            }
            let (about, read_as) = match says_held(&name) {
                true => ("held", "Not read: it is money held on a day, not spent in a year."),
                false => ("column", "Not read: it says neither what was spent on a service nor who provides it."),
            };
            let at = Place::new(&sheet.name, self.heading, column);
            notes.add(&Odd { kind: NoteKind::NotSpending, about, seen: &name, read_as }, at);
        }
        let Some((column, group)) = &self.kind else { return };
        for row in self.body(sheet).filter(|row| has_figures(row)) {
            let text = row.cell(*column).shown();
            let (of, rest) = parted(&text);
            if of != group || class(rest).is_none() {
                let read_as = if group.is_empty() {
                    "Not read: it does not say who provides.".to_owned()
                } else {
                    format!(
                        "Not read: spending is taken from ‘{group}’ alone, and income, net figures and charges beside it would count it twice."
                    )
                };
                let at = Place::new(&sheet.name, row.number, *column);
                notes.add(&Odd { kind: NoteKind::NotSpending, about: of, seen: &text, read_as: &read_as }, at);
            }
        }
    }
}

pub fn by_in_words(kind: ProvidedBy) -> &'static str {
    match kind {
        ProvidedBy::InHouse => "in-house",
        ProvidedBy::OtherPublic => "another public body",
        ProvidedBy::Private => "private",
        ProvidedBy::Voluntary => "voluntary or community",
        ProvidedBy::Others => "others, of a kind not told",
        ProvidedBy::NotClassified => "not classified",
    }
}
