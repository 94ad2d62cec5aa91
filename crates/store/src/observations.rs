//! Observations (data points, on pages): thousands at a time, each correction beside the value it replaced.
//!
//! An observation is seen by whoever may see its measure.

use std::collections::{HashMap, HashSet};

use model::audience::Scope;
use model::id::{MeasureId, ObservationId, SourceId};
use model::observation::{CellRef, Missing, Observation};
use quantity::{Date, Period};

use crate::tx::{Value, row};
use crate::{StoreError, Tx, dialect, moment, sight};

/// What a load did, in data points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Saved {
    pub new: u64,
    /// The value (or its parts, or its being provisional) differs from the one kept, which stays behind the new one.
    pub corrected: u64,
    /// The same as what is kept, or as what was withdrawn last: nothing was written.
    pub unchanged: u64,
}

/// A stretch of time, both ends included; an end left open has no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    pub from: Option<Period>,
    pub to: Option<Period>,
}

impl Span {
    pub const ALL: Span = Span { from: None, to: None };

    fn days(&self) -> (Date, Date) {
        (self.from.map_or(FIRST_DAY, Period::first_day), self.to.map_or(Date::MAX, Period::last_day))
    }
}

/// No period begins before year 1.
const FIRST_DAY: Date = jiff::civil::date(1, 1, 1);

const COLUMNS: &str = "id, measure_id, part, period, value, numerator, denominator, missing, provisional, revision, is_current, \
                       withdrawn, source_id, sheet, sheet_row, sheet_column, loaded_at";
const WRITTEN: [&str; 18] = [
    "id",
    "measure_id",
    "part",
    "period",
    "first_day",
    "last_day",
    "value",
    "numerator",
    "denominator",
    "missing",
    "provisional",
    "revision",
    "is_current",
    "source_id",
    "sheet",
    "sheet_row",
    "sheet_column",
    "loaded_at",
];
/// 18 values a row keep a statement well under SQLite's 32,766 and PostgreSQL's 65,535 values.
const ROWS_A_STATEMENT: usize = 1000;

row! {
    /// What of a kept data point decides whether another says the same.
    struct KeptPoint {
        id: String,
        part: String,
        period: String,
        value: Option<f64>,
        numerator: Option<i64>,
        denominator: Option<i64>,
        missing: Option<String>,
        provisional: bool,
        revision: i64,
        is_current: bool,
    }
}

impl KeptPoint {
    fn says_the_same(&self, point: &Observation) -> bool {
        self.value == point.value
            && (self.numerator, self.denominator, self.provisional) == (point.numerator, point.denominator, point.provisional)
            && self.missing.as_deref() == point.missing.map(missing_code)
    }
}

/// Keeps a load. `revision`, `current` and `withdrawn` of what is given are set here: they are the store's to say.
///
/// For each measure, part and period: new, or a correction that leaves the old value behind it, or nothing. Loading the same
/// file twice changes nothing; a value that was withdrawn does not come back by being sent again.
pub async fn save_many(tx: &mut Tx, points: &[Observation]) -> Result<Saved, StoreError> {
    let points = once_each(points)?;
    let mut kept = kept_beside(tx, &points).await?;
    let mut saved = Saved::default();
    let mut replaced = Vec::new();
    let mut written = Vec::new();
    for (point, period) in points {
        let before = kept.get_mut(&point.measure).and_then(|of| of.remove(&(point.part.clone(), period.clone())));
        let revision = match &before {
            None => {
                saved.new += 1;
                1
            }
            Some(before) if before.says_the_same(point) => {
                saved.unchanged += 1;
                continue;
            }
            Some(before) => {
                saved.corrected += 1;
                if before.is_current {
                    replaced.push(before.id.clone());
                }
                before.revision + 1
            }
        };
        written.push((point, period, revision));
    }
    for some in replaced.chunks(ROWS_A_STATEMENT) {
        let places = dialect::places(tx.is_postgres(), 1, some.len());
        let sql = format!("update observations set is_current = false where id in {places}");
        tx.run(sql, some.iter().map(Value::text).collect()).await?;
    }
    for some in written.chunks(ROWS_A_STATEMENT) {
        let values = some.iter().flat_map(|(point, period, revision)| values(point, period, *revision)).collect();
        let places = dialect::places(tx.is_postgres(), some.len(), WRITTEN.len());
        tx.run(format!("insert into observations ({}) values {places}", WRITTEN.join(", ")), values).await?;
    }
    Ok(saved)
}

/// Each measure, part and period once; the same value twice is one, two values are refused.
fn once_each(points: &[Observation]) -> Result<Vec<(&Observation, String)>, StoreError> {
    let mut met: HashMap<(MeasureId, &str, Period), &Observation> = HashMap::with_capacity(points.len());
    let mut once = Vec::with_capacity(points.len());
    for point in points {
        if point.value.is_some_and(|value| !value.is_finite()) {
            return Err(StoreError::NotANumber { period: point.period.to_string() });
        }
        match met.insert((point.measure, &point.part, point.period), point) {
            None => once.push((point, point.period.to_string())),
            Some(before) if (before.value, before.numerator, before.denominator) == (point.value, point.numerator, point.denominator) => {}
            Some(_) => return Err(StoreError::TwiceInOneLoad { part: point.part.clone(), period: point.period.in_words() }),
        }
    }
    Ok(once)
}

type Beside = HashMap<MeasureId, HashMap<(String, String), KeptPoint>>;

/// The newest kept revision of every part and period in the stretch each measure's load covers.
async fn kept_beside(tx: &mut Tx, points: &[(&Observation, String)]) -> Result<Beside, StoreError> {
    let mut spans: HashMap<MeasureId, (Date, Date)> = HashMap::new();
    for (point, _) in points {
        let (first, last) = (point.period.first_day(), point.period.first_day());
        spans.entry(point.measure).and_modify(|span| *span = (span.0.min(first), span.1.max(last))).or_insert((first, last));
    }
    let mut beside = Beside::with_capacity(spans.len());
    for (measure, (first, last)) in spans {
        let sql = "select id, part, period, value, numerator, denominator, missing, provisional, revision, is_current from observations \
                   where measure_id = $1 and first_day between $2 and $3 and (is_current or withdrawn is not null)";
        let mut newest: HashMap<(String, String), KeptPoint> = HashMap::new();
        for kept in tx.rows::<KeptPoint>(sql, vec![Value::text(measure), Value::day(first), Value::day(last)]).await? {
            let key = (kept.part.clone(), kept.period.clone());
            if newest.get(&key).is_none_or(|other| other.revision < kept.revision) {
                newest.insert(key, kept);
            }
        }
        beside.insert(measure, newest);
    }
    Ok(beside)
}

fn values(point: &Observation, period: &str, revision: i64) -> [Value; WRITTEN.len()] {
    let at = point.at.as_ref();
    [
        Value::text(point.id),
        Value::text(point.measure),
        Value::text(&point.part),
        Value::text(period),
        Value::day(point.period.first_day()),
        Value::day(point.period.last_day()),
        Value::Real(point.value),
        Value::Number(point.numerator),
        Value::Number(point.denominator),
        Value::maybe_text(point.missing.map(missing_code)),
        Value::Truth(point.provisional),
        Value::number(revision),
        Value::Truth(true),
        Value::maybe_text(at.map(|at| at.source)),
        Value::maybe_text(at.map(|at| &at.sheet)),
        Value::Number(at.map(|at| i64::from(at.row))),
        Value::Number(at.map(|at| i64::from(at.column))),
        Value::text(moment::written(point.loaded_at)),
    ]
}

/// The current values of a measure's part in a span, in time's order.
pub async fn series(tx: &mut Tx, scope: &Scope, measure: MeasureId, part: &str, span: Span) -> Result<Vec<Observation>, StoreError> {
    let (from, to) = span.days();
    let values = vec![Value::text(measure), Value::text(part), Value::day(from), Value::day(to)];
    those(tx, scope, "measure_id = $3 and part = $4 and is_current and first_day >= $5 and last_day <= $6", values).await
}

/// The current values of every part of a measure in a span, in time's order.
pub async fn of_measure(tx: &mut Tx, scope: &Scope, measure: MeasureId, span: Span) -> Result<Vec<Observation>, StoreError> {
    let (from, to) = span.days();
    let values = vec![Value::text(measure), Value::day(from), Value::day(to)];
    those(tx, scope, "measure_id = $3 and is_current and first_day >= $4 and last_day <= $5", values).await
}

/// Every revision of one data point, the first loaded first, withdrawn ones too.
pub async fn history(tx: &mut Tx, scope: &Scope, measure: MeasureId, part: &str, period: Period) -> Result<Vec<Observation>, StoreError> {
    let values = vec![Value::text(measure), Value::text(part), Value::text(period)];
    those(tx, scope, "measure_id = $3 and part = $4 and period = $5", values).await
}

/// Every data point that came with a source, replaced ones too.
pub async fn by_source(tx: &mut Tx, scope: &Scope, source: SourceId) -> Result<Vec<Observation>, StoreError> {
    those(tx, scope, "source_id = $3", vec![Value::text(source)]).await
}

/// One data point, current or not.
pub async fn find(tx: &mut Tx, scope: &Scope, id: ObservationId) -> Result<Observation, StoreError> {
    let found = those(tx, scope, "id = $3", vec![Value::text(id)]).await?.into_iter().next();
    found.ok_or(StoreError::NotFound { noun: "data point" })
}

/// The parts a measure has current values for, sorted; the whole is the empty one.
pub async fn parts(tx: &mut Tx, scope: &Scope, measure: MeasureId) -> Result<Vec<String>, StoreError> {
    let sight = sight::rule(scope, "m");
    let sql = format!(
        "select distinct o.part from observations o join measures m on m.id = o.measure_id where {sight} and o.measure_id = $3 and o.is_current"
    );
    let rows: Vec<(String,)> = tx.rows(sql, [sight::values(scope), vec![Value::text(measure)]].concat()).await?;
    let mut parts: Vec<String> = rows.into_iter().map(|(part,)| part).collect();
    parts.sort();
    Ok(parts)
}

/// How many current data points each measure has, for lists; one with none is not in it.
pub async fn counts(tx: &mut Tx, scope: &Scope) -> Result<HashMap<MeasureId, i64>, StoreError> {
    let sight = sight::rule(scope, "m");
    let sql = format!(
        "select o.measure_id, count(*) from observations o join measures m on m.id = o.measure_id where {sight} and o.is_current group by o.measure_id"
    );
    let rows: Vec<(String, i64)> = tx.rows(sql, sight::values(scope)).await?;
    rows.into_iter().map(|(id, count)| Ok((id.parse().map_err(|_| StoreError::damaged(NOUN, &id))?, count))).collect()
}

/// Takes a current data point back, with the reason. It stays readable in the history.
pub async fn withdraw(tx: &mut Tx, id: ObservationId, reason: &str) -> Result<(), StoreError> {
    let sql = "update observations set is_current = false, withdrawn = $2 where id = $1 and is_current";
    match tx.run(sql, vec![Value::text(id), Value::text(reason)]).await? {
        0 => Err(StoreError::NotFound { noun: NOUN }),
        _ => Ok(()),
    }
}

const NOUN: &str = "data point";

row! {
    struct PointRow {
        id: String,
        measure_id: String,
        part: String,
        period: String,
        value: Option<f64>,
        numerator: Option<i64>,
        denominator: Option<i64>,
        missing: Option<String>,
        provisional: bool,
        revision: i64,
        is_current: bool,
        withdrawn: Option<String>,
        source_id: Option<String>,
        sheet: Option<String>,
        sheet_row: Option<i64>,
        sheet_column: Option<i64>,
        loaded_at: String,
    }
}

async fn those(tx: &mut Tx, scope: &Scope, condition: &str, values: Vec<Value>) -> Result<Vec<Observation>, StoreError> {
    let sight = sight::rule(scope, "measures");
    let sql = format!(
        "select {COLUMNS} from observations where {condition} and measure_id in (select id from measures where {sight}) \
         order by first_day, last_day, part, revision"
    );
    let mut points: Vec<Observation> = Vec::new();
    let mut seen = HashSet::new();
    for row in tx.rows::<PointRow>(sql, [sight::values(scope), values].concat()).await? {
        let point = point(row)?;
        seen.insert(point.part.clone());
        points.push(point);
    }
    if seen.len() > 1 {
        // Sorted here: the two engines do not order text alike.
        points.sort_by(|a, b| (a.period, &a.part, a.revision).cmp(&(b.period, &b.part, b.revision)));
    }
    Ok(points)
}

fn point(row: PointRow) -> Result<Observation, StoreError> {
    let damaged = |what: &str| StoreError::damaged(NOUN, format!("{what} of {}", row.id));
    let cell = |number: Option<i64>| number.and_then(|number| u32::try_from(number).ok());
    let at = match (&row.source_id, &row.sheet, cell(row.sheet_row), cell(row.sheet_column)) {
        (Some(source), Some(sheet), Some(line), Some(column)) => {
            Some(CellRef { source: source.parse().map_err(|_| damaged("source"))?, sheet: sheet.clone(), row: line, column })
        }
        (None, ..) => None,
        _ => return Err(damaged("cell")),
    };
    Ok(Observation {
        id: row.id.parse().map_err(|_| damaged("id"))?,
        measure: row.measure_id.parse().map_err(|_| damaged("measure"))?,
        period: Period::parse(&row.period).map_err(|_| damaged("period"))?,
        missing: row.missing.as_deref().map(|code| missing(code).ok_or_else(|| damaged("reason for a gap"))).transpose()?,
        loaded_at: moment::read(NOUN, &row.loaded_at)?,
        at,
        part: row.part,
        value: row.value,
        numerator: row.numerator,
        denominator: row.denominator,
        provisional: row.provisional,
        revision: row.revision,
        current: row.is_current,
        withdrawn: row.withdrawn,
    })
}

const MISSING: [(Missing, &str); 4] = [
    (Missing::Suppressed, "suppressed"),
    (Missing::NotApplicable, "not_applicable"),
    (Missing::NotAvailable, "not_available"),
    (Missing::Unreadable, "unreadable"),
];

fn missing_code(why: Missing) -> &'static str {
    MISSING.iter().find(|(known, _)| *known == why).map_or("unreadable", |(_, code)| code)
}

fn missing(code: &str) -> Option<Missing> {
    MISSING.iter().find(|(_, known)| *known == code).map(|(why, _)| *why)
}
