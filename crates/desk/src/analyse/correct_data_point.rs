//! Correcting or withdrawing one data point, with the reason. The old value stays behind the new.

use jiff::Timestamp;
use model::audience::Audience;
use model::id::{MeasureId, ObservationId, SourceId};
use model::measure::Measure;
use model::observation::{CellRef, Observation};
use model::record::Record;
use model::reference::Reference;
use model::role::Permission;
use model::source::{Source, SourceKind};
use quantity::{Date, Unit};

use crate::actor::Actor;
use crate::analyse::tests_touched;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::review::read_measure::as_shown;
use crate::typed::{LINE, TEXT, Typed};

/// The sheet of a cell that is in no file: a correction typed here.
pub const TYPED_HERE: &str = "Typed here";

pub struct CorrectDataPoint {
    pub point: ObservationId,
    /// In the measure's unit; shares for per cent.
    pub value: Option<f64>,
    pub numerator: Option<i64>,
    pub denominator: Option<i64>,
    pub reason: String,
    /// The document the right figure stands in: “Letter of 12 November 2026 from Oak Care”.
    pub document: String,
    pub dated: Option<Date>,
}

/// What a change of a data point did.
#[derive(Debug, Clone, PartialEq)]
pub struct Changed {
    pub point: Observation,
    /// Test periods that are void now.
    pub voided: Vec<Reference>,
}

/// The correction has its own source. A registered test that rests on the data point is void until somebody outside the
/// service has checked the correction (`tests_touched::check_correction`).
pub async fn correct_data_point(desk: &Desk, actor: &Actor, ask: CorrectDataPoint) -> Result<Changed, DeskError> {
    actor.may(Permission::CorrectPerformance)?;
    let mut typed = Typed::new();
    let reason = typed.text("reason", &ask.reason, TEXT, "Say what was wrong, and how it was found");
    let document = typed.text("document", &ask.document, LINE, "Name where the right figure stands: “Letter of 12 November from Oak Care”");
    typed.ask("dated", ask.dated.is_none_or(|dated| dated <= desk.today()), "Use a date that is today or earlier");
    let mut write = desk.write(actor).await?;
    let old = store::observations::find(&mut write.tx, &actor.scope, ask.point).await?;
    if !old.current {
        return Err(DeskError::Stale);
    }
    let measure = store::measures::find(&mut write.tx, &actor.scope, old.measure).await?;
    let figures = figures(&mut typed, &ask, &measure.noun);
    typed.ask(
        "value",
        (figures.0, figures.1, figures.2) != (old.value, old.numerator, old.denominator),
        "This is the figure that is there already",
    );
    typed.done()?;
    let source = store::sources::save(&mut write.tx, &source(desk, actor, &measure, document, ask.dated)).await?;
    let point = Observation {
        id: desk.new_id(),
        value: figures.0,
        numerator: figures.1,
        denominator: figures.2,
        missing: None,
        at: Some(CellRef { source: source.id, sheet: TYPED_HERE.into(), row: 1, column: 1 }),
        loaded_at: desk.now(),
        ..old.clone()
    };
    store::observations::save_many(&mut write.tx, std::slice::from_ref(&point)).await?;
    let voided = tests_touched::void_until_checked(desk, &mut write.tx, old.measure).await?;
    let shown =
        |value: Option<f64>| value.map_or_else(|| "no figure".to_owned(), |v| measure.noun.unit.shown(v, usize::from(measure.noun.places)));
    let line = format!(
        "“{}”, {}: {} was corrected to {}. {reason} {}",
        measure.noun.name,
        old.period.in_words(),
        shown(old.value),
        shown(point.value),
        tests_touched::voided_in_words(&voided)
    );
    write.commit("correct_data_point", "measure", Some(old.measure.uuid()), line.trim_end()).await?;
    let mut tx = desk.read().await?;
    let point = store::observations::find(&mut tx, &actor.scope, point.id).await?;
    Ok(Changed { point, voided })
}

/// The value from its two numbers where both are given; else as typed.
fn figures(typed: &mut Typed, ask: &CorrectDataPoint, measure: &Measure) -> (Option<f64>, Option<i64>, Option<i64>) {
    let counts = ask.numerator.zip(ask.denominator);
    typed.ask(
        "denominator",
        ask.numerator.is_some() == ask.denominator.is_some() || measure.unit != Unit::Percent,
        "Give both numbers, or neither",
    );
    if let Some((part, whole)) = counts {
        typed.ask(
            "numerator",
            part >= 0 && (measure.unit != Unit::Percent || part <= whole),
            "This cannot be more than the whole, or less than nothing",
        );
        typed.ask("denominator", whole > 0, "Use a number above nothing");
    }
    let value = match counts {
        Some((part, whole)) if measure.unit == Unit::Percent && whole > 0 => Some(part as f64 / whole as f64),
        _ => ask.value,
    };
    typed.ask("value", value.is_some_and(f64::is_finite), "Write the right figure; to take a figure back without another, withdraw it");
    typed.ask("value", measure.unit != Unit::Percent || value.is_none_or(|v| (0.0..=1.0).contains(&v)), "Write a percentage from 0 to 100");
    (value, ask.numerator, ask.denominator)
}

fn source(
    desk: &Desk,
    actor: &Actor,
    measure: &Record<MeasureId, Measure>,
    title: String,
    dated: Option<Date>,
) -> Record<SourceId, Source> {
    let noun = Source {
        title,
        kind: SourceKind::Document,
        digest: None,
        received_digest: None,
        file_name: String::new(),
        bytes: 0,
        licence: String::new(),
        dated,
        received_at: desk.now(),
        received_by: actor.role.clone(),
    };
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = measure.about;
    record
}

pub struct WithdrawDataPoint {
    pub point: ObservationId,
    pub reason: String,
}

/// Takes a data point back. It stays readable in the history, and a registered test that rests on it is void.
pub async fn withdraw_data_point(desk: &Desk, actor: &Actor, ask: WithdrawDataPoint) -> Result<Vec<Reference>, DeskError> {
    actor.may(Permission::CorrectPerformance)?;
    let mut typed = Typed::new();
    let reason = typed.text("reason", &ask.reason, TEXT, "Say why it is taken back");
    typed.done()?;
    let mut write = desk.write(actor).await?;
    let point = store::observations::find(&mut write.tx, &actor.scope, ask.point).await?;
    if !point.current {
        return Err(DeskError::Stale);
    }
    let measure = store::measures::find(&mut write.tx, &actor.scope, point.measure).await?;
    store::observations::withdraw(&mut write.tx, point.id, &reason).await?;
    let why = format!("the figure of {} was withdrawn", point.period.in_words());
    let voided = tests_touched::void(desk, &mut write.tx, point.measure, &point.part, point.period, &why).await?;
    let line =
        format!("“{}”, {}: withdrawn. {reason} {}", measure.noun.name, point.period.in_words(), tests_touched::voided_in_words(&voided));
    write.commit("withdraw_data_point", "measure", Some(point.measure.uuid()), line.trim_end()).await?;
    Ok(voided)
}

/// One data point with its measure and every revision, for the form that corrects it.
#[derive(Debug, Clone)]
pub struct PointView {
    pub point: Observation,
    pub measure: Record<MeasureId, Measure>,
    /// The first loaded first.
    pub history: Vec<Observation>,
    /// Standing tests that rest on it.
    pub tests: Vec<Reference>,
    /// Issues whose test is void until somebody outside the service has checked the correction of this data point.
    pub to_check: Vec<Reference>,
    pub read_at: Timestamp,
}

pub async fn read_data_point(desk: &Desk, actor: &Actor, point: ObservationId) -> Result<PointView, DeskError> {
    actor.may(Permission::ReadPerformance)?;
    let mut tx = desk.read().await?;
    let point = store::observations::find(&mut tx, &actor.scope, point).await?;
    let measure = store::measures::find(&mut tx, &actor.scope, point.measure).await?;
    let history = store::observations::history(&mut tx, &actor.scope, point.measure, &point.part, point.period).await?;
    let (point, history) = match actor.can(Permission::CorrectPerformance) {
        // Whoever may correct it has to see what stands there.
        true => (point, history),
        false => {
            let one = as_shown(desk, &mut tx, &actor.scope, &measure, vec![point]).await?.pop().ok_or(DeskError::NotFound)?;
            (one, as_shown(desk, &mut tx, &actor.scope, &measure, history).await?)
        }
    };
    let tests = tests_touched::resting_on(&mut tx, desk, point.measure, &point.part, point.period).await?;
    let to_check = tests_touched::waiting_for_a_check(desk, &mut tx, &actor.scope, &tests, point.period).await?;
    let tests = tests.into_iter().filter(|test| test.noun.voided.is_none()).filter_map(|test| test.reference).collect();
    Ok(PointView { point, measure, history, tests, to_check, read_at: desk.now() })
}
