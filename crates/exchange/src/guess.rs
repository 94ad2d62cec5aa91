//! Guessing what each column of a sheet means, with the reason of each guess.

use std::collections::{BTreeMap, HashMap};

use crate::calendar::{Serials, resolve};
use crate::heading::{Hint, is_generic, says_percent, words};
use crate::known::{Answers, Known};
use crate::layout::{Layout, heading_period};
use crate::mapping::{ColumnMeaning, Confidence, Mapping, Role, signature};
use crate::marks;
use crate::period::{Form, YearTold};
use crate::personal::leave_out::LEFT_OUT;
use crate::reading::Shape;
use crate::spelling::Register;
use crate::survey::{Surveyed, pair, ratio, survey};
use crate::table::{Sheet, column_letter};

/// What was made of a sheet's columns.
#[derive(Debug, Clone)]
pub struct Guessed {
    pub mapping: Mapping,
    pub shape: Shape,
    /// Columns that are of one period by their heading: its text, and the rest of the heading.
    pub across: BTreeMap<u32, (String, String)>,
    pub columns: Vec<Surveyed>,
}

/// What the guess leans on besides the sheet.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub known: &'a Known,
    pub measures: &'a Register,
    pub parts: &'a Register,
    pub answers: &'a Answers,
    pub told: YearTold,
}

struct Board<'a> {
    columns: &'a [Surveyed],
    roles: BTreeMap<u32, (Role, Confidence, String)>,
}

impl Board<'_> {
    fn set(&mut self, column: u32, role: Role, confidence: Confidence, reason: impl Into<String>) {
        self.roles.entry(column).or_insert((role, confidence, reason.into()));
    }

    fn open(&self) -> Vec<&Surveyed> {
        self.columns.iter().filter(|c| !self.roles.contains_key(&c.column())).collect()
    }

    fn has(&self, role: Role) -> bool {
        self.roles.values().any(|(held, ..)| *held == role)
    }

    fn of(&self, role: Role) -> Vec<&Surveyed> {
        self.columns.iter().filter(|c| self.roles.get(&c.column()).is_some_and(|(held, ..)| *held == role)).collect()
    }
}

pub fn guess(sheet: &Sheet, layout: &Layout, ground: &Ground<'_>) -> Guessed {
    let mut columns = survey(sheet, layout);
    // What is held here by this very name is a figure, whatever its words may hint at.
    for column in columns.iter_mut().filter(|c| matches!(c.hint, Some(Hint::Comparator | Hint::Code | Hint::Group | Hint::Unit))) {
        if ground.measures.find(&column.heading.text()).is_some() {
            column.hint = None;
        }
    }
    let across = across(&columns, ground.told);
    let signature = signature(
        columns.iter().filter(|c| c.filled > 0 || !c.text.is_empty()).map(|c| (c.text.as_str(), across.contains_key(&c.column()))),
    );
    let remembered = ground.answers.remembered.iter().find(|m| m.signature == signature);
    let mut board = Board { columns: &columns, roles: BTreeMap::new() };
    for column in &columns {
        if column.text == LEFT_OUT {
            board.set(column.column(), Role::Ignore, Confidence::Sure, "people’s details, not kept");
        } else if column.filled == 0 {
            board.set(column.column(), Role::Ignore, Confidence::Sure, "nothing in it");
        }
    }
    let across = if across_wins(&columns, &across) { across } else { BTreeMap::new() };
    for (column, (period, rest)) in &across {
        let role = match crate::heading::hint(rest) {
            Some(Hint::Role(role @ (Role::Numerator | Role::Denominator | Role::Target | Role::LowerLimit | Role::UpperLimit))) => role,
            Some(Hint::Comparator) => Role::Ignore,
            _ => Role::Value,
        };
        board.set(*column, role, Confidence::Sure, format!("figures for {period}, by its heading"));
    }
    if across.is_empty() {
        periods_down(&mut board, ground);
        ratio_roles(&mut board, ground);
    } else {
        for column in board.open().iter().filter(|c| c.hint == Some(Hint::Role(Role::Period))).map(|c| c.column()).collect::<Vec<_>>() {
            board.set(column, Role::Ignore, Confidence::Guess, "the headings say the periods");
        }
    }
    measures(&mut board, ground);
    figures(&mut board, !across.is_empty());
    words_columns(&mut board, ground);
    let has_period = !across.is_empty() || board.has(Role::Period);
    let any_figures = board.has(Role::Value) || (board.has(Role::Numerator) && board.has(Role::Denominator));
    let shape = match (any_figures, across.is_empty(), has_period) {
        (false, ..) => Shape::NotATable,
        (true, false, _) => Shape::PeriodsAcross,
        (true, true, true) => Shape::PeriodsDown,
        // A form without headings is no table: figures stand beside words there, not under them.
        (true, true, false) if layout.heading_rows.is_empty() => Shape::NotATable,
        (true, true, false) => Shape::OnePeriod,
    };
    let roles = board.roles;
    let mut meanings: Vec<ColumnMeaning> = columns
        .iter()
        .filter(|c| c.filled > 0 || !c.text.is_empty())
        .map(|c| {
            let (role, confidence, reason) =
                roles.get(&c.column()).cloned().unwrap_or((Role::Ignore, Confidence::Guess, "not needed to tell figures apart".into()));
            ColumnMeaning {
                column: c.column(),
                heading: c.text.clone(),
                example: c.example.clone(),
                role,
                confidence,
                reason,
                answered: false,
            }
        })
        .collect();
    if let Some(remembered) = remembered {
        recall(&mut meanings, remembered, &across);
    }
    for answer in ground.answers.columns.iter().filter(|answer| answer.sheet == sheet.name) {
        if let Some(meaning) = meanings.iter_mut().find(|meaning| meaning.column == answer.column) {
            (meaning.role, meaning.confidence, meaning.reason, meaning.answered) =
                (answer.role, Confidence::Sure, "as you said".into(), true);
        }
    }
    let mapping = Mapping {
        sheet: sheet.name.clone(),
        signature,
        columns: meanings,
        spellings: remembered.map(|m| m.spellings.clone()).unwrap_or_default(),
        remembered: remembered.is_some(),
    };
    Guessed { mapping, shape, across, columns }
}

/// Roles as they were for the same headings before. Period columns may have moved on: they go by the rest of the heading.
fn recall(meanings: &mut [ColumnMeaning], remembered: &Mapping, across: &BTreeMap<u32, (String, String)>) {
    let bare = crate::heading::bare;
    let mut fixed = remembered.columns.iter();
    for meaning in meanings.iter_mut().filter(|m| !across.contains_key(&m.column)) {
        let same = fixed.clone().position(|old| bare(&old.heading) == bare(&meaning.heading));
        if let Some(old) = same.and_then(|at| fixed.nth(at)) {
            (meaning.role, meaning.confidence, meaning.reason, meaning.answered) =
                (old.role, Confidence::Sure, "as in the file before".into(), true);
        }
    }
}

/// Columns whose heading holds a period and which hold figures.
fn across(columns: &[Surveyed], told: YearTold) -> BTreeMap<u32, (String, String)> {
    let found = columns
        .iter()
        .filter(|c| c.is_numeric() || c.filled == 0)
        .filter_map(|c| heading_period(&c.heading, told).map(|found| (c.column(), found)));
    found.collect()
}

fn across_wins(columns: &[Surveyed], across: &BTreeMap<u32, (String, String)>) -> bool {
    let numeric = columns.iter().filter(|c| c.is_numeric()).count();
    let with_figures = across.keys().filter(|column| columns.iter().any(|c| c.column() == **column && c.filled > 0)).count();
    let down = columns.iter().any(|c| {
        c.hint == Some(Hint::Role(Role::Period))
            && c.filled > 0
            && !across.contains_key(&c.column())
            && reads_as_periods(c, YearTold::default()) > 0.7
    });
    match with_figures {
        0 => false,
        1 => !down && numeric == 1,
        many => many * 2 >= numeric && !(down && many < 3),
    }
}

/// The share of a column's texts that are periods. Bare numbers count only under a heading that asks for them.
fn reads_as_periods(column: &Surveyed, told: YearTold) -> f64 {
    let asked = column.hint == Some(Hint::Role(Role::Period));
    let serials = if asked { Serials::Allowed } else { Serials::Refused };
    let calendar = resolve(column.distinct.iter().map(String::as_str), told, serials, None);
    let numbers_only = calendar
        .forms
        .keys()
        .all(|form| matches!(form, Form::Year | Form::YearMonthRun | Form::FinancialYearRun | Form::Serial | Form::DayRun));
    if numbers_only && !asked {
        return 0.0;
    }
    let (read, all) = calendar.share_read();
    if all == 0 { 0.0 } else { read as f64 / all as f64 }
}

fn periods_down(board: &mut Board<'_>, ground: &Ground<'_>) {
    let any = YearTold { financial: Some(2024), calendar: None };
    let scored: Vec<(u32, f64, bool, bool)> = board
        .open()
        .iter()
        .map(|c| (c.column(), reads_as_periods(c, ground.told), c.hint == Some(Hint::Role(Role::Period)), reads_as_periods(c, any) >= 0.7))
        .collect();
    let whole = scored
        .iter()
        .filter(|(_, share, ..)| *share >= 0.7)
        .max_by(|a, b| (a.2, a.1).partial_cmp(&(b.2, b.1)).unwrap_or(std::cmp::Ordering::Equal).then(b.0.cmp(&a.0)));
    // `Year` beside `Month` or `Quarter`: neither says it alone.
    let part = scored
        .iter()
        .find(|(column, share, asked, with_year)| *asked && *with_year && *share < 0.7 && whole.is_none_or(|w| w.0 != *column));
    match (whole, part) {
        (Some((year, ..)), Some((month, ..))) if board.columns.iter().find(|c| c.column() == *year).is_some_and(years_only) => {
            board.set(*year, Role::Period, Confidence::Sure, format!("the year of column {}", column_letter(*month)));
            board.set(*month, Role::Period, Confidence::Sure, format!("months of the year in column {}", column_letter(*year)));
        }
        (Some((column, share, asked, _)), _) => {
            let confidence = if *asked && *share >= 0.95 { Confidence::Sure } else { Confidence::Likely };
            let styles = styles(board.columns, *column, ground.told);
            board.set(*column, Role::Period, confidence, styles);
        }
        (None, Some((column, ..))) => board.set(*column, Role::Period, Confidence::Likely, "months without their year"),
        (None, None) => {
            // Words under a period's heading, some of them readable: still the best there is.
            if let Some((column, ..)) = scored.iter().find(|(_, share, asked, _)| *asked && *share > 0.2) {
                board.set(*column, Role::Period, Confidence::Guess, "some of it reads as dates");
            }
        }
    }
}

fn years_only(column: &Surveyed) -> bool {
    let calendar = resolve(column.distinct.iter().map(String::as_str), YearTold::default(), Serials::Refused, None);
    calendar.forms.keys().all(|form| matches!(form, Form::Year | Form::FinancialYear | Form::FinancialYearRun | Form::YearEnd))
}

fn styles(columns: &[Surveyed], column: u32, told: YearTold) -> String {
    let Some(found) = columns.iter().find(|c| c.column() == column) else { return String::new() };
    let calendar = resolve(found.distinct.iter().map(String::as_str), told, Serials::Allowed, None);
    match calendar.forms.len() {
        0 | 1 => "one date style".to_owned(),
        2 => "two date styles".to_owned(),
        3 => "three date styles".to_owned(),
        many => format!("{many} date styles"),
    }
}

fn ratio_roles(board: &mut Board<'_>, ground: &Ground<'_>) {
    let told = |role| board.open().iter().any(|c| c.hint == Some(Hint::Role(role)));
    let by_heading = told(Role::Numerator) && told(Role::Denominator);
    let three = ratio(&board.open()).map(|(above, below, ratio)| (above, below, Some(ratio)));
    let two =
        || if by_heading { None } else { pair(&board.open(), &|c| names_a_share(c, ground)).map(|(above, below)| (above, below, None)) };
    if let Some((above, below, ratio)) = three.or_else(two) {
        let (a, b) = (column_letter(above), column_letter(below));
        let once = board
            .columns
            .iter()
            .find(|c| c.column() == above)
            .zip(board.columns.iter().find(|c| c.column() == below))
            .map_or(0, |(x, y)| x.values.iter().zip(&y.values).filter(|(x, y)| matches!((x, y), (Some(x), Some(y)) if x > y)).count());
        let never = match once {
            0 => format!("{a} is never above {b}"),
            1 => format!("{a} is never above {b}, but once"),
            many => format!("{a} is above {b} in {many} rows only"),
        };
        board.set(above, Role::Numerator, Confidence::Sure, never.clone());
        board.set(below, Role::Denominator, Confidence::Sure, never);
        if let Some(ratio) = ratio {
            board.set(ratio, Role::Value, Confidence::Sure, format!("it is {a} over {b}, and is checked against them"));
        }
    }
}

/// A heading that names a percentage held here, or says that something was met: its whole numbers count a part of others.
fn names_a_share(column: &Surveyed, ground: &Ground<'_>) -> bool {
    const MET: [&str; 9] = ["ontime", "intime", "met", "achieved", "kept", "numberontime", "withintarget", "visitsontime", "callsontime"];
    let known =
        [column.heading.own.as_str(), column.heading.top.as_str()].into_iter().filter(|text| !text.is_empty()).find_map(
            |text| match ground.measures.find(text) {
                Some(crate::spelling::Matched::Same(at) | crate::spelling::Matched::OtherSpelling(at)) => ground.known.measures.get(at),
                None => None,
            },
        );
    let says = MET.contains(&crate::heading::bare(&column.heading.own).as_str());
    says || known.is_some_and(|measure| measure.unit == quantity::Unit::Percent)
}

fn measures(board: &mut Board<'_>, ground: &Ground<'_>) {
    let rank = |c: &Surveyed| {
        let words = words(&c.text);
        let says = |word: &str| words.iter().any(|w| w == word);
        match () {
            () if c.is_numeric() || c.hint != Some(Hint::Role(Role::Measure)) => None,
            () if says("code") || says("id") => Some(2),
            () if says("indicator") || says("kpi") || says("kpis") => Some(0),
            () => Some(1),
        }
    };
    let best = board.open().iter().filter_map(|c| rank(c).map(|rank| (rank, c.column()))).min();
    if let Some((_, column)) = best {
        let Some(found) = board.columns.iter().find(|c| c.column() == column) else { return };
        let (known, all) = (found.distinct.iter().filter(|text| ground.measures.find(text).is_some()).count(), found.distinct.len());
        match known {
            0 => board.set(column, Role::Measure, Confidence::Likely, "by its heading"),
            _ => board.set(column, Role::Measure, Confidence::Sure, format!("{known} of {all} names known")),
        }
        return;
    }
    let by_names = board.open().iter().filter(|c| !c.is_numeric()).find_map(|c| {
        let known = c.distinct.iter().filter(|text| ground.measures.find(text).is_some()).count();
        (known > 0 && known * 2 >= c.distinct.len()).then(|| (c.column(), known, c.distinct.len()))
    });
    if let Some((column, known, all)) = by_names {
        board.set(column, Role::Measure, Confidence::Sure, format!("{known} of {all} names known"));
    }
}

fn figures(board: &mut Board<'_>, periods_across: bool) {
    let numeric: Vec<Surveyed> = board.open().iter().filter(|c| c.is_numeric()).map(|c| (*c).clone()).collect();
    let has_measure = board.has(Role::Measure);
    for column in &numeric {
        let number = column.column();
        let mixed_group = column.hint == Some(Hint::Group) && column.is_grouping();
        match column.hint {
            _ if counts_rows(column) => board.set(number, Role::Ignore, Confidence::Sure, "it counts the rows"),
            _ if mixed_group => {}
            Some(Hint::Code) => board.set(number, Role::Ignore, Confidence::Likely, "a code, by its heading"),
            Some(Hint::Comparator) => {
                board.set(number, Role::Ignore, Confidence::Likely, "others’ figures or a comparison, by its heading")
            }
            Some(Hint::Role(Role::Period)) => board.set(number, Role::Ignore, Confidence::Guess, "another column says the period"),
            Some(Hint::Role(role @ (Role::Numerator | Role::Denominator | Role::Target | Role::Floor))) if board.has(role) => {
                board.set(number, Role::Ignore, Confidence::Guess, format!("another column is the {}", role.words().to_lowercase()));
            }
            Some(Hint::Role(
                role @ (Role::Numerator | Role::Denominator | Role::Target | Role::Floor | Role::LowerLimit | Role::UpperLimit),
            )) => {
                board.set(number, role, Confidence::Likely, "by its heading");
            }
            Some(Hint::Role(Role::Comment)) => board.set(number, Role::Comment, Confidence::Likely, "by its heading"),
            _ => {}
        }
    }
    if periods_across {
        for column in board.open().iter().filter(|c| c.is_numeric()).map(|c| c.column()).collect::<Vec<_>>() {
            board.set(column, Role::Ignore, Confidence::Guess, "of no period by its heading");
        }
        return;
    }
    let left: Vec<Surveyed> = board
        .open()
        .iter()
        .filter(|c| c.is_numeric() && !(c.hint == Some(Hint::Group) && c.is_grouping()) && !mixed(c))
        .map(|c| (*c).clone())
        .collect();
    if has_measure {
        let strong = left.iter().find(|c| c.hint == Some(Hint::Role(Role::Value)));
        let named = left.iter().find(|c| c.hint == Some(Hint::Role(Role::Measure)));
        let chosen = strong.or(named).or(left.first()).map(Surveyed::column).filter(|_| !board.has(Role::Value));
        for column in &left {
            if Some(column.column()) == chosen {
                let confidence = if strong.is_some() || named.is_some() { Confidence::Sure } else { Confidence::Likely };
                board.set(column.column(), Role::Value, confidence, "the figure of the measure named in its row");
            } else {
                board.set(column.column(), Role::Ignore, Confidence::Guess, "another figure beside the one of the measure");
            }
        }
        return;
    }
    // A count and the count it is of, told by nothing but their headings.
    for column in &left {
        let reason = match column.percents > 0 || says_percent(&column.text) {
            true => "per cent".to_owned(),
            false if is_generic(&column.text) => "figures, by its heading".to_owned(),
            false => "figures; the heading names the measure".to_owned(),
        };
        let confidence = if column.figures == column.filled { Confidence::Sure } else { Confidence::Likely };
        board.set(column.column(), Role::Value, confidence, reason);
    }
}

/// Numbers and words side by side, and few of each: a kind of thing (`1`, `2`, `other`).
fn mixed(column: &Surveyed) -> bool {
    column.is_grouping() && column.filled > column.figures && column.distinct.len() <= 12
}

fn counts_rows(column: &Surveyed) -> bool {
    let values: Vec<f64> = column.values.iter().flatten().copied().collect();
    let heading_says =
        column.text.is_empty() || matches!(words(&column.text).join(" ").as_str(), "no" | "row" | "id" | "index" | "s no" | "line");
    // It may start again in the middle, where files were joined.
    let steps = values.windows(2).filter(|pair| matches!(pair, [a, b] if b - a == 1.0)).count();
    heading_says && values.len() >= 3 && values.len() == column.filled && (steps + 1) * 20 >= values.len() * 19
}

fn words_columns(board: &mut Board<'_>, ground: &Ground<'_>) {
    for column in board.open().into_iter().cloned().collect::<Vec<_>>() {
        let number = column.column();
        let says = column
            .distinct
            .iter()
            .filter(|text| text.len() <= 20)
            .filter(|text| marks::said(text) != marks::Marks::default() || matches!(text.to_lowercase().as_str(), "final" | "f" | "actual"))
            .count();
        match column.hint {
            Some(Hint::Role(Role::Status)) if says * 2 >= column.distinct.len() => {
                board.set(number, Role::Status, Confidence::Sure, "says which figures are provisional")
            }
            Some(Hint::Role(Role::Comment)) => board.set(number, Role::Comment, Confidence::Sure, "by its heading"),
            Some(Hint::Unit) => board.set(number, Role::Ignore, Confidence::Likely, "the unit"),
            Some(Hint::Comparator) => board.set(number, Role::Ignore, Confidence::Likely, "a comparison, by its heading"),
            Some(Hint::Role(
                Role::Target | Role::Floor | Role::LowerLimit | Role::UpperLimit | Role::Numerator | Role::Denominator | Role::Value,
            )) if !column.is_grouping() => {
                board.set(number, Role::Ignore, Confidence::Guess, "words where figures were expected");
            }
            _ if column.mean_length() > 28 && column.distinct.len() * 3 > column.filled && column.hint.is_none() => {
                board.set(number, Role::Comment, Confidence::Guess, "long texts, nearly all different")
            }
            _ => {}
        }
    }
    let left: Vec<Surveyed> = board.open().into_iter().cloned().collect();
    let known = |c: &Surveyed| c.distinct.iter().filter(|text| ground.parts.find(text).is_some()).count();
    let score = |c: &Surveyed| {
        let names = known(c);
        let hinted = match c.hint {
            Some(Hint::Role(Role::Part)) => 3,
            Some(Hint::Code) => 2,
            None if !c.text.is_empty() => 1,
            _ => 0,
        };
        (usize::from(names > 0 && names * 2 >= c.distinct.len()), hinted, c.distinct.len().min(2), std::cmp::Reverse(c.column()))
    };
    let main = left
        .iter()
        .filter(|c| c.distinct.len() > 1 || matches!(c.hint, Some(Hint::Role(Role::Part))))
        .filter(|c| score(c).1 > 0 || score(c).0 > 0)
        .max_by_key(|c| score(c))
        .cloned();
    if let Some(main) = &main {
        let (names, all) = (known(main), main.distinct.len());
        match names {
            0 if matches!(main.hint, Some(Hint::Role(Role::Part) | Hint::Code)) => {
                board.set(main.column(), Role::Part, Confidence::Likely, "by its heading")
            }
            0 => board.set(main.column(), Role::Part, Confidence::Guess, "names that repeat"),
            _ => board.set(main.column(), Role::Part, Confidence::Sure, format!("{names} of {all} names known")),
        }
    }
    let rest: Vec<Surveyed> = board.open().into_iter().cloned().collect();
    for column in &rest {
        let by = |role: Role| board.of(role).into_iter().find(|c| c.decides(column)).map(|c| (role, c.column()));
        if column.distinct.len() == 1 {
            board.set(column.column(), Role::Ignore, Confidence::Likely, "the same on every row");
        } else if let Some((role, other)) = [Role::Part, Role::Measure].into_iter().find_map(by) {
            let what = if role == Role::Part { "name" } else { "measure" };
            board.set(
                column.column(),
                Role::Ignore,
                Confidence::Likely,
                format!("it goes with the {what} in column {}", column_letter(other)),
            );
        }
    }
    tell_apart(board);
}

/// Adds columns to the name of the part as long as the same period comes twice without them.
fn tell_apart(board: &mut Board<'_>) {
    let key: Vec<Surveyed> = [Role::Period, Role::Measure, Role::Part].into_iter().flat_map(|role| board.of(role)).cloned().collect();
    let rows: Vec<usize> = {
        let figures = board.of(Role::Value).into_iter().chain(board.of(Role::Denominator)).cloned().collect::<Vec<_>>();
        let count = board.columns.iter().map(|c| c.ids.len()).max().unwrap_or(0);
        (0..count).filter(|row| figures.iter().any(|c| c.ids.get(*row).is_some_and(|id| *id > 0))).collect()
    };
    let repeats = |key: &[Surveyed]| -> usize {
        let mut seen: HashMap<Vec<u32>, ()> = HashMap::new();
        rows.iter().filter(|row| seen.insert(key.iter().map(|c| c.ids.get(**row).copied().unwrap_or(0)).collect(), ()).is_some()).count()
    };
    let before = repeats(&key);
    if before * 50 <= rows.len() {
        return;
    }
    let mut candidates: Vec<Surveyed> = board.open().into_iter().filter(|c| c.distinct.len() > 1).cloned().collect();
    candidates.sort_by_key(|c| (c.hint != Some(Hint::Group), c.hint != Some(Hint::Role(Role::Measure)), c.column()));
    let with = |some: &[Surveyed]| repeats(&key.iter().chain(some).cloned().collect::<Vec<_>>());
    let all = with(&candidates);
    if candidates.is_empty() || all * 10 > before * 5 {
        return;
    }
    // Those that are not needed go again, the least likely first.
    let mut at = candidates.len();
    while at > 0 {
        at -= 1;
        let mut fewer = candidates.clone();
        fewer.remove(at);
        if with(&fewer) <= all + rows.len() / 100 {
            candidates = fewer;
        }
    }
    for column in candidates {
        let role = if column.hint == Some(Hint::Role(Role::Measure)) { Role::Measure } else { Role::Part };
        board.set(column.column(), role, Confidence::Likely, "the same period comes more than once without it");
    }
}
