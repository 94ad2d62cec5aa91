//! Registered test periods touched by a change of their data points: what is void, and what stands.
//!
//! A withdrawn data point voids the test. A corrected one voids it too until somebody outside the service has checked the
//! correction against its source; then the test stands again, and the answer with the old value is shown beside the new.

use model::audience::Scope;
use model::id::{MeasureId, TestPeriodId};
use model::record::Record;
use model::reference::Reference;
use model::test_period::{CorrectionKept, TestPeriod, Voided};
use quantity::Period;
use store::Tx;
use store::observations::Span;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::word;

type Test = Record<TestPeriodId, TestPeriod>;

/// Tests that stand and rest on this data point: of the baseline or of the test itself.
pub async fn resting_on(tx: &mut Tx, desk: &Desk, measure: MeasureId, part: &str, period: Period) -> Result<Vec<Test>, DeskError> {
    let tests = store::test_periods::by_measure(tx, &desk.own_scope(), measure).await?;
    Ok(tests.into_iter().filter(|test| rests_on(&test.noun, part, period)).collect())
}

fn rests_on(test: &TestPeriod, part: &str, period: Period) -> bool {
    let rule = &test.rule;
    let in_baseline = rule.baseline_from <= period && period <= rule.baseline_to;
    rule.part == part && (in_baseline || period >= rule.starts)
}

/// Voids every standing test that rests on this data point.
pub async fn void(
    desk: &Desk,
    tx: &mut Tx,
    measure: MeasureId,
    part: &str,
    period: Period,
    why: &str,
) -> Result<Vec<Reference>, DeskError> {
    let tests = resting_on(tx, desk, measure, part, period).await?;
    void_those(desk, tx, tests, why).await
}

/// Voids every standing test whose figures lie on both sides of a change of definition.
pub async fn void_reaching(
    desk: &Desk,
    tx: &mut Tx,
    measure: MeasureId,
    part: &str,
    from: Period,
    why: &str,
) -> Result<Vec<Reference>, DeskError> {
    let mut tests = store::test_periods::by_measure(tx, &desk.own_scope(), measure).await?;
    tests.retain(|test| (part.is_empty() || test.noun.rule.part == part) && from > test.noun.rule.baseline_from);
    void_those(desk, tx, tests, why).await
}

pub(crate) async fn void_those(desk: &Desk, tx: &mut Tx, tests: Vec<Test>, why: &str) -> Result<Vec<Reference>, DeskError> {
    let mut voided = Vec::new();
    for mut test in tests.into_iter().filter(|test| test.noun.voided.is_none()) {
        test.noun.voided = Some(Voided { on: desk.today(), why: why.to_owned(), by_role: String::new() });
        test.changed_at = desk.now();
        let test = store::test_periods::save(tx, &test).await?;
        voided.extend(test.reference);
    }
    Ok(voided)
}

/// Voids, until they are checked from outside, the tests that rest on corrected data points. Call it after the new values
/// are kept, in the same transaction.
pub async fn void_until_checked(desk: &Desk, tx: &mut Tx, measure: MeasureId) -> Result<Vec<Reference>, DeskError> {
    let tests = store::test_periods::by_measure(tx, &desk.own_scope(), measure).await?;
    let mut voided = Vec::new();
    for mut test in tests {
        let unchecked = unchecked(desk, tx, &test.noun).await?;
        let stands = test.noun.voided.as_ref().is_none_or(|voided| is_unchecked(&voided.why));
        if unchecked.is_empty() || !stands {
            continue;
        }
        let why = why_unchecked(&unchecked);
        if test.noun.voided.as_ref().is_some_and(|voided| voided.why == why) {
            continue;
        }
        test.noun.voided = Some(Voided { on: desk.today(), why, by_role: String::new() });
        test.changed_at = desk.now();
        voided.extend(store::test_periods::save(tx, &test).await?.reference);
    }
    Ok(voided)
}

/// A correction of a registered test that nobody outside the service has checked yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Unchecked {
    pub period: Period,
    pub old_value: Option<f64>,
    pub new_value: Option<f64>,
    pub source: Option<model::id::SourceId>,
}

/// Data points of the test whose judged value was replaced after it was registered, without a check from outside so far.
pub async fn unchecked(desk: &Desk, tx: &mut Tx, test: &TestPeriod) -> Result<Vec<Unchecked>, DeskError> {
    let scope = desk.own_scope();
    let rule = &test.rule;
    let span = Span { from: Some(rule.baseline_from), to: None };
    let current = store::observations::series(tx, &scope, rule.measure, &rule.part, span).await?;
    let mut found = Vec::new();
    for point in current
        .iter()
        .filter(|point| point.revision > 1 && point.loaded_at > test.registered_at && rests_on(test, &rule.part, point.period))
    {
        let history = store::observations::history(tx, &scope, rule.measure, &rule.part, point.period).await?;
        // What the test knew: the last value before, final, and not the same figure sent again as final.
        let Some(old) = history.iter().rev().find(|old| old.revision < point.revision && !old.provisional && old.value.is_some()) else {
            continue;
        };
        let checked = test.corrections.iter().any(|kept| kept.period == point.period && kept.new_value == point.value);
        if old.value != point.value && !checked {
            let source = point.at.as_ref().map(|at| at.source);
            found.push(Unchecked { period: point.period, old_value: old.value, new_value: point.value, source });
        }
    }
    Ok(found)
}

/// The issues of those tests in which a correction of this period waits for a check from outside, where the scope may see them.
pub async fn waiting_for_a_check(
    desk: &Desk,
    tx: &mut Tx,
    scope: &Scope,
    tests: &[Test],
    period: Period,
) -> Result<Vec<Reference>, DeskError> {
    let mut waiting = Vec::new();
    for test in tests {
        if unchecked(desk, tx, &test.noun).await?.iter().any(|one| one.period == period) {
            let issue = store::issues::find(tx, scope, test.noun.issue).await;
            waiting.extend(issue.ok().and_then(|issue| issue.reference));
        }
    }
    Ok(waiting)
}

const UNCHECKED: &str = ", and nobody outside the service has checked it yet";

fn why_unchecked(unchecked: &[Unchecked]) -> String {
    let periods: Vec<String> = unchecked.iter().map(|one| one.period.in_words()).collect();
    format!("{} was corrected{UNCHECKED}", periods.join(" and "))
}

fn is_unchecked(why: &str) -> bool {
    why.ends_with(UNCHECKED)
}

pub struct CheckCorrection {
    pub test: TestPeriodId,
    pub version: i64,
    pub period: Period,
    /// What was looked at, and what was seen.
    pub note: String,
}

/// Someone outside the service has checked a correction against its source: the test period stands again, once all of its
/// corrections are checked.
pub async fn check_correction(desk: &Desk, actor: &Actor, ask: CheckCorrection) -> Result<Test, DeskError> {
    let mut write = desk.write(actor).await?;
    let mut test = store::test_periods::find(&mut write.tx, &actor.scope, ask.test).await?;
    if test.version != ask.version {
        return Err(DeskError::Stale);
    }
    let issue = store::issues::find(&mut write.tx, &actor.scope, test.noun.issue).await?;
    let service = store::services::find(&mut write.tx, &actor.scope, issue.noun.service).await?;
    let word = word::outside(desk, actor, &service.noun, &ask.note)?;
    let mut waiting = unchecked(desk, &mut write.tx, &test.noun).await?;
    let Some(at) = waiting.iter().position(|one| one.period == ask.period) else {
        return Err(DeskError::refused("nothing_to_check", format!("{} has no correction waiting to be checked.", ask.period.in_words())));
    };
    let one = waiting.remove(at);
    let Some(source) = one.source else {
        return Err(DeskError::refused(
            "no_source",
            format!(
                "The correction of {} names no source, so it cannot be checked. Correct it again with its source.",
                ask.period.in_words()
            ),
        ));
    };
    test.noun.corrections.push(CorrectionKept { period: one.period, old_value: one.old_value, new_value: one.new_value, source, word });
    if test.noun.voided.as_ref().is_some_and(|voided| is_unchecked(&voided.why)) {
        test.noun.voided = (!waiting.is_empty()).then(|| Voided { on: desk.today(), why: why_unchecked(&waiting), by_role: String::new() });
    }
    test.changed_at = desk.now();
    let test = store::test_periods::save(&mut write.tx, &test).await?;
    let line = format!("The correction of {} was checked from outside the service.", ask.period.in_words());
    write.commit("check_correction", "test period", Some(test.id.uuid()), line).await?;
    Ok(test)
}

/// `Test period T-3 is void.`; empty where none is.
pub fn voided_in_words(voided: &[Reference]) -> String {
    match voided {
        [] => String::new(),
        [one] => format!("Test period {one} is void."),
        many => format!("Test periods {} are void.", many.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")),
    }
}
