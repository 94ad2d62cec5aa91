//! Which column is what: guessed from headings and from what stands below them, and said in a sentence.

use quantity::code::AreaCode;

use super::columns::{Column, Columns};
use super::publisher::Publisher;
use super::stretch::{self, YearKind};
use super::{NotIndicators, Told};
use crate::heading::bare;
use crate::note::{NoteKind, Notes, Odd};
use crate::number::{self, Figure};
use crate::table::column_letter;
use crate::tables::Text;

/// Columns that name a row, and columns that hold figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    pub publisher: Publisher,
    pub code: Option<usize>,
    pub name: Option<usize>,
    /// A second name, where one indicator is told by several measures.
    pub within: Option<usize>,
    pub area_code: Option<usize>,
    pub area_name: Option<usize>,
    pub area_kind: Option<usize>,
    pub period: Option<usize>,
    pub sex: Option<usize>,
    pub age: Option<usize>,
    pub category_type: Option<usize>,
    pub category: Option<usize>,
    pub unit: Option<usize>,
    pub status: Option<usize>,
    pub polarity: Option<usize>,
    pub figures: Vec<Figures>,
}

/// A column of values, with what belongs to it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Figures {
    pub value: usize,
    pub lower: Option<usize>,
    pub upper: Option<usize>,
    pub count: Option<usize>,
    pub denominator: Option<usize>,
    /// The measure the whole column is of.
    pub measure: Option<Text>,
    /// The period the whole column is of.
    pub period: Option<Text>,
    /// The area the whole column is of, where it is another than the row's.
    pub area: Option<AreaCode>,
}

const CODE: [&str; 7] = ["indicatorid", "indicatorcode", "measurecode", "metriccode", "metrictypeid", "metricid", "shortdesc"];
const NAME: [&str; 8] = ["indicatorname", "indicator", "dataitem", "measure", "measurename", "metric", "metrictype", "metrictypelabel"];
const AREA_CODE: [&str; 8] = ["areacode", "areacd", "gsscode", "localauthoritycode", "lacode", "ladcode", "onscode", "geographycode"];
const AREA_NAME: [&str; 9] =
    ["areaname", "areanm", "localauthorityname", "laandregions", "localauthority", "laname", "area", "authority", "council"];
const PERIOD: [&str; 10] =
    ["timeperiod", "period", "years", "year", "financialyear", "academicyear", "time", "date", "reportingperiod", "quarter"];
const VALUE: [&str; 7] = ["value", "values", "observation", "obsvalue", "figure", "outturn", "indicatorcashla"];
const LOWER: [&str; 6] = ["lowerci950limit", "lci95", "lowerci95", "lowerlimit", "lowerci", "lci"];
const UPPER: [&str; 6] = ["upperci950limit", "uci95", "upperci95", "upperlimit", "upperci", "uci"];
const COUNT: [&str; 3] = ["count", "numerator", "numeratorcashla"];
const DENOMINATOR: [&str; 3] = ["denominator", "denominatorcashla", "denom"];
const STATUS: [&str; 5] = ["status", "valuenote", "datastatus", "obsstatus", "flag"];
const KIND: [&str; 5] = ["areatype", "geography", "geographytype", "areakind", "entityname"];
const BESIDE: [&str; 10] = ["sex", "gender", "age", "agegroup", "categorytype", "category", "inequality", "unit", "units", "unitofmeasure"];
/// Told by their publisher for the row's own group; none of them is a figure of the row's area.
const NOT_A_VALUE: [&str; 6] = ["lanumber", "region", "rank", "notes", "note", "label"];

/// Headings by which a table of indicators is known among rows of titles and notes.
pub fn is_known(heading: &str) -> bool {
    let heading = bare(heading);
    let lists: [&[&str]; 8] = [&CODE, &NAME, &AREA_CODE, &AREA_NAME, &PERIOD, &VALUE, &KIND, &BESIDE];
    lists.iter().any(|list| list.contains(&heading.as_str())) || is_area_code(&heading)
}

/// `ltla21_code`, `utla20_code`, `LAD23CD`: a code with the level and year of its boundaries.
fn is_area_code(heading: &str) -> bool {
    boundary(heading).is_some_and(|rest| matches!(rest, "code" | "cd"))
}

fn is_area_name(heading: &str) -> bool {
    boundary(heading).is_some_and(|rest| matches!(rest, "name" | "nm"))
}

fn boundary(heading: &str) -> Option<&str> {
    let levels = ["ltla", "utla", "ctyua", "lad", "la", "rgn", "cauth", "wd", "ward", "lsoa", "msoa", "icb", "area", "geography"];
    let rest = levels.iter().find_map(|level| heading.strip_prefix(level))?;
    Some(rest.trim_start_matches(|c: char| c.is_ascii_digit()))
}

impl Plan {
    pub fn of(table: &Columns, told: &Told<'_>, notes: &mut Notes) -> Result<Plan, NotIndicators> {
        let mut plan = Plan::named_only(table)?;
        plan.figures = plan.figures_of(table, told, notes);
        if plan.figures.is_empty() {
            return Err(NotIndicators::NoTable);
        }
        if plan.period.is_none() && told.period.is_none() && plan.figures.iter().any(|figures| figures.period.is_none()) {
            return Err(NotIndicators::NoPeriod);
        }
        plan.note_unread(table, notes);
        Ok(plan)
    }

    /// The columns that name a row, and no figures yet.
    pub fn named_only(table: &Columns) -> Result<Plan, NotIndicators> {
        let publisher = Publisher::of(table);
        let by = |is: fn(&str) -> bool| table.columns.iter().position(|column| is(&bare(&column.heading)));
        let area_code = table.find(&AREA_CODE).or_else(|| by(is_area_code));
        let area_name = table.find(&AREA_NAME).or_else(|| by(is_area_name)).filter(|at| Some(*at) != area_code);
        if area_code.is_none() && area_name.is_none() {
            return Err(NotIndicators::NoTable);
        }
        let name = table.find(&NAME);
        let code = table.find(&CODE).or_else(|| table.find(&["code"]).filter(|_| name.is_some()));
        // `indicator` beside `measure`: the second says how the first is counted.
        let within = table.find(&["measure"]).filter(|at| Some(*at) != name && name.is_some());
        Ok(Plan {
            publisher,
            code,
            name,
            within,
            area_code,
            area_name,
            area_kind: table.find(&KIND),
            period: table.find(&PERIOD),
            sex: table.find(&["sex", "gender"]),
            age: table.find(&["age", "agegroup", "ageband"]),
            category_type: table.find(&["categorytype"]),
            category: table.find(&["category", "inequality"]),
            unit: table.find(&["unit", "units", "unitofmeasure"]),
            status: table.find(&STATUS),
            polarity: table.find(&["rankorder", "polarity"]),
            figures: Vec::new(),
        })
    }

    fn figures_of(&self, table: &Columns, told: &Told<'_>, notes: &mut Notes) -> Vec<Figures> {
        if let Some(value) = table.find(&VALUE) {
            let own = Figures {
                value,
                lower: table.find(&LOWER),
                upper: table.find(&UPPER),
                count: table.find(&COUNT),
                denominator: table.find(&DENOMINATOR),
                measure: (self.name.is_none() && self.code.is_none()).then(|| told.title.into()),
                ..Figures::default()
            };
            // The Scottish framework tells the nation's figure beside each council's.
            let nation = table.find(&["indicatorcashscotland"]).map(|value| Figures {
                value,
                count: table.find(&["numeratorcashscotland"]),
                denominator: table.find(&["denominatorcashscotland"]),
                area: AreaCode::parse("S92000003").ok(),
                ..Figures::default()
            });
            return std::iter::once(own).chain(nation).collect();
        }
        let named = self.named();
        let numeric: Vec<usize> = (0..table.columns.len())
            .filter(|at| !named.contains(at))
            .filter(|at| table.get(*at).is_some_and(|column| !column.heading.is_empty() && holds_figures(column)))
            .filter(|at| !NOT_A_VALUE.contains(&table.get(*at).map(|column| bare(&column.heading)).unwrap_or_default().as_str()))
            .collect();
        let periods: Vec<Option<Text>> = numeric.iter().map(|at| period_of(table.get(*at))).collect();
        if periods.iter().filter(|period| period.is_some()).count() * 2 > numeric.len() && self.period.is_none() {
            let of_measure = |at: &usize, period: &Option<Text>| Figures {
                value: *at,
                measure: (self.name.is_none() && self.code.is_none()).then(|| measure_of(table.get(*at), told.title)),
                period: period.clone(),
                ..Figures::default()
            };
            let both = numeric.iter().zip(&periods);
            for (at, _) in both.clone().filter(|(_, period)| period.is_none()) {
                unread(table, *at, "it names no period, as the columns beside it do", notes);
            }
            return both.filter(|(_, period)| period.is_some()).map(|(at, period)| of_measure(at, period)).collect();
        }
        let heading = |at: usize| table.get(at).map(|column| column.heading.replace('_', " ")).unwrap_or_default();
        numeric.into_iter().map(|value| Figures { value, measure: Some(heading(value).into()), ..Figures::default() }).collect()
    }

    /// Columns that name a row.
    fn named(&self) -> Vec<usize> {
        let all = [
            self.code,
            self.name,
            self.within,
            self.area_code,
            self.area_name,
            self.area_kind,
            self.period,
            self.sex,
            self.age,
            self.category_type,
            self.category,
            self.unit,
            self.status,
            self.polarity,
        ];
        all.into_iter().flatten().collect()
    }

    fn note_unread(&self, table: &Columns, notes: &mut Notes) {
        let mut used = self.named();
        for figures in &self.figures {
            used.push(figures.value);
            used.extend([figures.lower, figures.upper, figures.count, figures.denominator].into_iter().flatten());
        }
        for at in (0..table.columns.len()).filter(|at| !used.contains(at)) {
            let Some(column) = table.get(at).filter(|column| !column.heading.is_empty()) else { continue };
            // What says nothing beyond an empty cell is no loss.
            if column.words.iter().all(|word| word.is_empty()) {
                continue;
            }
            unread(table, at, "it names neither the row nor a figure of its area", notes);
        }
    }

    /// `A table of Fingertips with a row for each figure: …`.
    pub fn in_words(&self, table: &Columns) -> String {
        let kind = match self.publisher {
            Publisher::Other => "A table".to_owned(),
            known => format!("A table of {}", known.name()),
        };
        let column = |at: usize| {
            let heading = table.get(at).map(|column| column.heading.as_str()).unwrap_or_default();
            format!("column {} (‘{heading}’)", column_letter(u32::try_from(at).unwrap_or(0) + 1))
        };
        let mut parts = Vec::new();
        let mut is = |at: Option<usize>, what: &str| parts.extend(at.map(|at| format!("{what} in {}", column(at))));
        is(self.area_code.or(self.area_name), "areas");
        is(self.period, "periods");
        is(self.name.or(self.code), "measures");
        is(self.polarity, "directions of good");
        let rows = match self.figures.as_slice() {
            [one, ..] if one.measure.is_none() && one.period.is_none() || self.figures.len() == 1 => {
                is(Some(one.value), "values");
                is(one.lower, "limits from");
                is(one.denominator, "denominators");
                "with a row for each figure"
            }
            [first, ..] if first.period.is_some() => "with a column for each period",
            _ => "with a column for each measure",
        };
        if let (true, [first, .., last]) = (rows.ends_with("period") || rows.ends_with("measure"), self.figures.as_slice()) {
            parts.push(format!("figures from {} to {}", column(first.value), column(last.value)));
        }
        format!("{kind} of {} rows {rows}: {}.", quantity::money::group_thousands(table.len() as u64), parts.join(", "))
    }
}

fn unread(table: &Columns, at: usize, why: &str, notes: &mut Notes) {
    let heading = table.get(at).map(|column| column.heading.clone()).unwrap_or_default();
    let read_as = format!("Not read: {why}.");
    notes.add(&Odd { kind: NoteKind::ColumnUnread, about: &heading, seen: &heading, read_as: &read_as }, table.heading_place(at));
}

/// At least half of what stands there are figures, and one is.
fn holds_figures(column: &Column) -> bool {
    let (mut figures, mut others) = (0usize, 0usize);
    for word in column.words.iter().filter(|word| !word.is_empty()).take(400) {
        match number::of_text(word).0 {
            Figure::Number(_) => figures += 1,
            Figure::Missing(_) => {}
            Figure::Blank | Figure::NotANumber => others += 1,
        }
    }
    figures > 0 && figures >= others
}

/// The period a heading names, alone or at its end: `2021/22`, `Rate, 2021/22`, `Rate (2021/22)`.
fn period_of(column: Option<&Column>) -> Option<Text> {
    let heading = column?.heading.trim();
    let whole: Text = heading.into();
    if stretch::read(&whole, YearKind::AsWritten).is_some() {
        return Some(whole);
    }
    let (_, tail) = parted(heading)?;
    let tail: Text = tail.into();
    stretch::read(&tail, YearKind::AsWritten).map(|_| tail)
}

/// What stands before and in a closing bracket, or before and after the last comma or bar.
fn parted(heading: &str) -> Option<(&str, &str)> {
    let inside = heading.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    let (before, tail) = inside.or_else(|| heading.rsplit_once(['|', ',']))?;
    Some((before.trim(), tail.trim()))
}

fn measure_of(column: Option<&Column>, title: &str) -> Text {
    let heading = column.map(|column| column.heading.trim()).unwrap_or_default();
    let whole: Text = heading.into();
    match parted(heading).filter(|_| stretch::read(&whole, YearKind::AsWritten).is_none()) {
        Some((before, _)) if !before.is_empty() => before.into(),
        _ => title.into(),
    }
}
