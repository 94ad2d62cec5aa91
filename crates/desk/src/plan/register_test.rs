//! Registering a test period: what would show that an issue is fixed, locked before it is looked at.

use methods::evidence::rare::clear_units_needed;
use methods::evidence::simulate::length_needed;
use methods::evidence::{ErrorRates, Service as Simulated};
use model::audience::Audience;
use model::id::{IssueId, MeasureId, SourceId, TestPeriodId};
use model::issue::{KnownIssue, OutsideWord};
use model::measure::Measure;
use model::record::Record;
use model::role::Permission;
use model::test_period::{LateRegistration, Rule, TestPeriod};
use quantity::{Date, Direction, MeasureKind, Period};
use sha2::{Digest, Sha256};

use crate::actor::Actor;
use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::plan::error_rates::SEED;
use crate::plan::{evidence_rule, standing, word};
use crate::typed::{LINE, Typed};

pub struct RegisterTest {
    pub issue: IssueId,
    pub measure: MeasureId,
    pub part: String,
    pub baseline_from: Period,
    pub baseline_to: Period,
    pub starts: Period,
    /// The target and floor in the measure's unit (shares for per cent); without them, the measure's own.
    pub target: Option<f64>,
    pub floor: Option<f64>,
    pub balancing: Vec<MeasureId>,
    /// For rare events: the tolerable rate in a period.
    pub tolerable_rate: Option<f64>,
}

/// Locks the rule. Begun after its first data point, it waits for [`confirm_late`] and is at most *likely* until then.
///
/// Refused for measures no control chart can read (rolling, survey), and where a test period is open already.
pub async fn register_test(desk: &Desk, actor: &Actor, ask: RegisterTest) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut write = desk.write(actor).await?;
    let issue = store::issues::find(&mut write.tx, &actor.scope, ask.issue).await?;
    let measure = store::measures::find(&mut write.tx, &actor.scope, ask.measure).await?;
    let settings = Settings::in_force(&mut write.tx).await?;
    for balancing in &ask.balancing {
        store::measures::find(&mut write.tx, &actor.scope, *balancing).await?;
    }
    let open = store::test_periods::by_issue(&mut write.tx, &actor.scope, ask.issue).await?;
    if let Some(test) = open.iter().find(|test| test.noun.voided.is_none()) {
        let reference = test.reference.as_ref().map(ToString::to_string).unwrap_or_default();
        return Err(DeskError::refused(
            "already_registered",
            format!("Test period {reference} is open already. It has to be voided before another is registered."),
        ));
    }
    let noun = locked(desk, actor, &issue, rule(&ask, &measure.noun, &issue.noun, &settings)?, &settings);
    let mut record = kept(desk, desk.new_id(), Audience::Partners, noun);
    record.about = issue.about;
    let record = store::test_periods::save(&mut write.tx, &record).await?;
    let line = format!(
        "Test of “{}” on {} locked from {}; lock {}.",
        issue.noun.title,
        measure.noun.name,
        record.noun.rule.starts.in_words(),
        record.noun.lock.get(..12).unwrap_or(&record.noun.lock)
    );
    write.commit("register_test", "test period", Some(record.id.uuid()), line).await?;
    Ok(record)
}

fn locked(desk: &Desk, actor: &Actor, issue: &Record<IssueId, KnownIssue>, rule: Rule, settings: &Settings) -> TestPeriod {
    TestPeriod {
        issue: issue.id,
        lock: lock(&rule),
        settings: evidence_rule::digest(settings, &rule, issue.noun.severity),
        severity: Some(issue.noun.severity),
        rule,
        registered_at: desk.now(),
        registered_by: actor.role.clone(),
        late: None,
        voided: None,
        explanations: Vec::new(),
        asked: Vec::new(),
        attribution: None,
        displacement: Vec::new(),
        data_check: None,
        corrections: Vec::new(),
    }
}

/// What is said of a test before it opens.
#[derive(Debug, Clone)]
pub struct Foreseen {
    pub rule: Rule,
    /// The last period it needs at the least.
    pub ends: Period,
    /// For rare events: clear periods needed in a row for the rate that can be borne, none where nobody has said what that is.
    pub rare: Option<Option<u32>>,
    /// For this very case; none with too few figures.
    pub rates: Option<ErrorRates>,
    /// Periods at which both errors are accepted, where the fewest are not enough; none within four times as many.
    pub longer: Option<Option<u32>>,
    /// Its first figure is known already: somebody outside has to confirm a dated document.
    pub is_late: bool,
}

/// Works out what a test would take, and how often it would be wrong, without registering it.
pub async fn foresee_test(desk: &Desk, actor: &Actor, ask: &RegisterTest) -> Result<Foreseen, DeskError> {
    actor.may(Permission::TriageIssues)?;
    let mut tx = desk.read().await?;
    let issue = store::issues::find(&mut tx, &actor.scope, ask.issue).await?;
    let measure = store::measures::find(&mut tx, &actor.scope, ask.measure).await?;
    let settings = Settings::in_force(&mut tx).await?;
    let test = locked(desk, actor, &issue, rule(ask, &measure.noun, &issue.noun, &settings)?, &settings);
    let question = standing::foreseen(desk, &mut tx, &settings, &test).await?;
    drop(tx);
    let rule = test.rule;
    let simulated = Simulated::of(&question);
    let rates = desk.memory.error_rates.of(&question, &settings);
    let longer = match (&simulated, &rates) {
        (Some(service), Some(rates)) if rates.needs_longer => {
            Some(length_needed(service, &question.rule, RUNS_OF_LENGTH, SEED, rule.fewest_periods.saturating_mul(4)).unwrap_or(None))
        }
        _ => None,
    };
    let rare = standing::is_rare(&question).then(|| rule.tolerable_rate.and_then(|rate| clear_units_needed(rate, question.rule.level)));
    let is_late = desk.today() > rule.starts.last_day();
    Ok(Foreseen { ends: rule.starts.plus(rule.fewest_periods.saturating_sub(1)), rare, rates, longer, is_late, rule })
}

/// Fewer runs for each length tried: it is shown as a length, not as a rate.
const RUNS_OF_LENGTH: u32 = 600;

/// The rule as it will be locked, or the faults in what was asked.
fn rule(ask: &RegisterTest, measure: &Measure, issue: &KnownIssue, settings: &Settings) -> Result<Rule, DeskError> {
    let mut typed = Typed::new();
    let part = typed.optional("part", &ask.part, LINE);
    if matches!(measure.kind, MeasureKind::Rolling | MeasureKind::Survey) {
        typed.fault(
            "measure",
            format!(
                "“{}” is {}: it can support an answer but not carry a test. Choose a measure taken afresh each period",
                measure.name,
                measure.kind.words()
            ),
        );
    }
    typed.ask(
        "measure",
        measure.direction != Direction::Neither,
        "This measure has no good direction, so nothing would show it is fixed. Choose another",
    );
    typed.ask("baseline_to", ask.baseline_from <= ask.baseline_to, "Use a period on or after the one the baseline begins with");
    typed.ask("starts", ask.baseline_to < ask.starts, "The test starts after the baseline ends");
    let same = ask.baseline_from.cadence() == ask.starts.cadence() && ask.baseline_to.cadence() == ask.starts.cadence();
    typed.ask("starts", same, "Use the same kind of period for the baseline and the test: all months, or all quarters");
    typed.ask(
        "balancing",
        ask.balancing.len() <= settings.most_balancing as usize,
        "Name fewer measures that might get worse elsewhere: with many, one will by chance",
    );
    typed.ask("balancing", !ask.balancing.contains(&ask.measure), "A measure cannot be its own check for getting worse elsewhere");
    let target = ask.target.or(measure.target);
    let floor = ask.floor.or(measure.floor);
    typed.ask("target", target.is_some_and(f64::is_finite), "Say what would be good enough: the measure has no aim of its own");
    if let (Some(target), Some(floor)) = (target, floor) {
        let right_way = measure.direction.is_as_good(target, floor) != Some(false);
        typed.ask("floor", right_way, "The floor is the line worse than which it is an issue: it cannot be better than the aim");
    }
    typed.ask("tolerable_rate", ask.tolerable_rate.is_none_or(|rate| rate > 0.0 && rate.is_finite()), "Use a rate above nothing");
    typed.done()?;
    Ok(Rule {
        measure: ask.measure,
        part,
        definition: measure.definition.clone(),
        baseline_from: ask.baseline_from,
        baseline_to: ask.baseline_to,
        starts: ask.starts,
        fewest_periods: settings.fewest_periods(ask.starts.cadence()),
        target: target.unwrap_or_default(),
        floor,
        level: settings.level(issue.severity),
        shift: settings.shift,
        trend: settings.trend,
        balancing: ask.balancing.clone(),
        tolerable_rate: ask.tolerable_rate,
    })
}

/// Digest of a rule, hex: the same rule has the same lock, whoever works it out.
pub fn lock(rule: &Rule) -> String {
    // A struct with fixed fields always serialises; an empty text would only make every lock fail to match.
    let text = serde_json::to_string(rule).unwrap_or_default();
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

pub struct ConfirmLate {
    pub test: TestPeriodId,
    pub version: i64,
    /// The dated document that set the test out: "Improvement plan, Cabinet paper of 14 October 2025".
    pub document: String,
    pub dated: Option<Date>,
    pub source: Option<SourceId>,
    pub note: String,
}

/// Work begun before it was registered: someone outside the service confirms a dated document.
pub async fn confirm_late(desk: &Desk, actor: &Actor, ask: ConfirmLate) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    let mut typed = Typed::new();
    let document = typed.text("document", &ask.document, LINE, "Name the document: “Improvement plan, Cabinet paper of 14 October 2025”");
    let dated = typed.past("dated", ask.dated, desk.today(), "Say the date the document bears");
    typed.done()?;
    change(
        desk,
        actor,
        ask.test,
        ask.version,
        "confirm_late",
        |test, word| {
            if dated > test.rule.starts.first_day() {
                return Err(DeskError::Faults(vec![crate::error::Fault::new(
                    "dated",
                    format!(
                        "The document has to be older than the test, which starts on {}",
                        quantity::period::in_words(test.rule.starts.first_day())
                    ),
                )]));
            }
            test.late = Some(LateRegistration { document: document.clone(), dated, source: ask.source, confirmed: word });
            Ok("The late registration was confirmed with a dated document.".into())
        },
        &ask.note,
    )
    .await
}

/// A change to a test period by someone outside the service, in one transaction.
pub(crate) async fn change(
    desk: &Desk,
    actor: &Actor,
    test: TestPeriodId,
    version: i64,
    action: &str,
    apply: impl FnOnce(&mut TestPeriod, OutsideWord) -> Result<String, DeskError>,
    note: &str,
) -> Result<Record<TestPeriodId, TestPeriod>, DeskError> {
    let mut write = desk.write(actor).await?;
    let mut record = store::test_periods::find(&mut write.tx, &actor.scope, test).await?;
    if record.version != version {
        return Err(DeskError::Stale);
    }
    let issue = store::issues::find(&mut write.tx, &actor.scope, record.noun.issue).await?;
    let service = store::services::find(&mut write.tx, &actor.scope, issue.noun.service).await?;
    let word = word::outside(desk, actor, &service.noun, note)?;
    let line = apply(&mut record.noun, word)?;
    record.changed_at = desk.now();
    let record = store::test_periods::save(&mut write.tx, &record).await?;
    write.commit(action, "test period", Some(record.id.uuid()), line).await?;
    Ok(record)
}
