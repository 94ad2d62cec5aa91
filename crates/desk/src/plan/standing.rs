//! Where one known issue stands: its test period's figures, put to the evidence standard.
//!
//! The only place where our records become a question of `methods::evidence`, and its answer an answer of ours.

use std::sync::Arc;

use methods::evidence::{
    self, Arithmetic, Balancing, Case, Comparator, Earliest, Explained, Explanation, Group, Mechanism, Quality, Registration, State,
};
use methods::spc::{self, Point};
use model::finding::Finding;
use model::id::{IssueId, MeasureId, TestPeriodId};
use model::issue::{KnownIssue, Severity};
use model::measure::Measure;
use model::observation::Observation;
use model::readiness::Standing;
use model::record::Record;
use model::test_period::{Asked, TestPeriod};
use principles::{EvidenceGrade, FailingCriterion, IssueEvidence, Moved};
use quantity::period::Cadence;
use quantity::{Date, Month, Period, Unit};
use serde::{Deserialize, Serialize};
use store::Tx;
use store::observations::Span;

use crate::config::Settings;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::plan::evidence_rule;
use crate::plan::register_test::lock;
use crate::remembered::Moment;

/// Everything about one issue's evidence, for the check and for its page.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Found {
    pub evidence: IssueEvidence,
    /// The full answer; none where no test is agreed, or the question was refused.
    pub standing: Option<evidence::Standing>,
    /// The question as it was put.
    pub question: Option<Case>,
    pub test: Option<Record<TestPeriodId, TestPeriod>>,
    pub measure: Option<Record<MeasureId, Measure>>,
    /// With the old values of corrected data points: shown beside the answer, never instead of it.
    pub before_correction: Option<evidence::Standing>,
    /// The points, oldest first, baseline and test together.
    pub points: Vec<Observation>,
    /// Their control chart, its limits set again where the test begins; none where no chart fits.
    pub reading: Option<spc::Reading>,
}

/// Gathers and judges. Reads with the desk's own eyes: what an answer rests on does not depend on who asks.
pub async fn of_issue(desk: &Desk, tx: &mut Tx, settings: &Settings, issue: &Record<IssueId, KnownIssue>) -> Result<Arc<Found>, DeskError> {
    let moment = Moment::of(tx, desk.today()).await?;
    if let Some(found) = desk.memory.found.of(moment.as_ref(), &issue.id) {
        return Ok(found);
    }
    let found = Arc::new(work_out(desk, tx, settings, issue).await?);
    desk.memory.found.keep(moment, issue.id, found.clone());
    Ok(found)
}

async fn work_out(desk: &Desk, tx: &mut Tx, settings: &Settings, issue: &Record<IssueId, KnownIssue>) -> Result<Found, DeskError> {
    let scope = desk.own_scope();
    let tests = store::test_periods::by_issue(tx, &scope, issue.id).await?;
    let open = tests.iter().rev().find(|test| test.noun.voided.is_none()).cloned();
    let Some(test) = open.or_else(|| tests.last().cloned()) else {
        return not_agreed(desk, tx, settings, issue).await;
    };
    let measure = store::measures::find(tx, &scope, test.noun.rule.measure).await?;
    let rule = &test.noun.rule;
    let span = Span { from: Some(rule.baseline_from), to: None };
    let points = store::observations::series(tx, &scope, rule.measure, &rule.part, span).await?;
    let mut balancing = Vec::new();
    for id in &rule.balancing {
        let beside = store::measures::find(tx, &scope, *id).await?;
        let series = store::observations::series(tx, &scope, *id, &rule.part, span).await?;
        balancing.push((beside, series));
    }
    let comparator = match test.noun.attribution.as_ref().and_then(|note| note.comparator) {
        Some(id) => {
            let beside = store::measures::find(tx, &scope, id).await?;
            let series = store::observations::series(tx, &scope, id, "", span).await?;
            Some((beside, series))
        }
        None => None,
    };
    let replaced = replaced(tx, &scope, &test.noun).await?;
    let gathered = Gathered {
        test: &test.noun,
        measure: &measure.noun,
        points: &points,
        balancing: &balancing,
        comparator: comparator.as_ref(),
        replaced: &replaced,
        is_open: issue.noun.is_open(),
        trial_below: settings.trial_below,
    };
    let question = question(&gathered, settings, desk.today(), desk.day_of(test.noun.registered_at));
    Ok(answer(question, &gathered, test.clone(), measure.clone(), points.clone(), issue.noun.severity, desk.today()))
}

/// The question a test would put if it were locked now, with the figures there are: for what is said before it opens.
pub(crate) async fn foreseen(desk: &Desk, tx: &mut Tx, settings: &Settings, test: &TestPeriod) -> Result<Case, DeskError> {
    let scope = desk.own_scope();
    let rule = &test.rule;
    let measure = store::measures::find(tx, &scope, rule.measure).await?;
    let span = Span { from: Some(rule.baseline_from), to: None };
    let points = store::observations::series(tx, &scope, rule.measure, &rule.part, span).await?;
    let (measure, points) = (&measure.noun, &points[..]);
    let gathered = Gathered {
        test,
        measure,
        points,
        balancing: &[],
        comparator: None,
        replaced: &[],
        is_open: true,
        trial_below: settings.trial_below,
    };
    Ok(question(&gathered, settings, desk.today(), desk.today()))
}

/// The data points of a test as they were before they were corrected, the first value of each period.
async fn replaced(tx: &mut Tx, scope: &model::audience::Scope, test: &TestPeriod) -> Result<Vec<Observation>, DeskError> {
    let mut replaced: Vec<Observation> = Vec::new();
    for kept in &test.corrections {
        if replaced.iter().any(|old| old.period == kept.period) {
            continue;
        }
        let history = store::observations::history(tx, scope, test.rule.measure, &test.rule.part, kept.period).await?;
        replaced.extend(history.into_iter().rev().find(|old| !old.current && old.value == kept.old_value));
    }
    Ok(replaced)
}

async fn not_agreed(desk: &Desk, tx: &mut Tx, settings: &Settings, issue: &Record<IssueId, KnownIssue>) -> Result<Found, DeskError> {
    let scope = desk.own_scope();
    let measure = match issue.noun.measure {
        Some(id) => Some(store::measures::find(tx, &scope, id).await?),
        None => None,
    };
    let statement = match &measure {
        Some(measure) => format!("Nobody has agreed what would show that it is fixed. “{}” would be its measure.", measure.noun.name),
        None => "Nobody has agreed what would show that it is fixed, or how it would be measured.".to_owned(),
    };
    // The full rule takes its months from the day a test is agreed: agreed today, it begins with next month.
    let whole_test = Month::of(desk.today()).plus(i32::try_from(settings.fewest_periods(Cadence::Month)).unwrap_or(i32::MAX));
    let earliest = issue.noun.is_material().then_some(whole_test);
    let evidence = IssueEvidence { earliest, earliest_unexplained: earliest, ..IssueEvidence::unknown(statement) };
    Ok(Found { evidence, standing: None, question: None, test: None, measure, before_correction: None, points: Vec::new(), reading: None })
}

type Beside = (Record<MeasureId, Measure>, Vec<Observation>);

/// What the records hold of one test, before it becomes a question.
struct Gathered<'a> {
    test: &'a TestPeriod,
    measure: &'a Measure,
    points: &'a [Observation],
    balancing: &'a [Beside],
    comparator: Option<&'a Beside>,
    /// Corrected data points as they were.
    replaced: &'a [Observation],
    /// The issue is open: a change of what its test was registered under makes it void.
    is_open: bool,
    /// Under so many values the limits of its chart are trial limits.
    trial_below: u32,
}

fn question(gathered: &Gathered, settings: &Settings, today: Date, registered_on: Date) -> Case {
    let Gathered { test, measure, .. } = *gathered;
    let rule = &test.rule;
    let (baseline, window) = split(gathered.points, rule.baseline_to, rule.starts);
    Case {
        kind: measure.kind,
        better: measure.direction,
        target: Some(rule.target),
        floor: rule.floor,
        tolerable: rule.tolerable_rate,
        baseline,
        window,
        start: Some(rule.starts),
        registration: registration(gathered, settings, registered_on),
        explanations: explanations(test, gathered.points),
        comparator: gathered.comparator.map(|(beside, series)| {
            let (before, after) = split(series, rule.baseline_to, rule.starts);
            Comparator { name: beside.noun.name.clone(), before, after }
        }),
        mechanism: test.attribution.as_ref().map(|note| Mechanism { note: note.mechanism.clone(), by_role: note.by_role.clone() }),
        balancing: gathered
            .balancing
            .iter()
            .map(|(beside, series)| {
                let (before, after) = split(series, rule.baseline_to, rule.starts);
                let confirmed = test.displacement.iter().find(|word| word.measure == beside.id).map(|word| word.moved);
                Balancing { name: beside.noun.name.clone(), better: beside.noun.direction, before, after, confirmed }
            })
            .collect(),
        quality: Some(Quality {
            same_definition: Some(
                reason_redefined(gathered).is_none() && test.data_check.as_ref().is_none_or(|check| check.same_definition),
            ),
            checked_outside: test.data_check.as_ref().map(|_| true),
        }),
        people: people(test),
        rule: evidence_rule::judged_by(settings, rule),
        asked_on: Some(today),
    }
}

/// Points of the baseline, and of the test from its start on.
fn split(points: &[Observation], baseline_to: Period, starts: Period) -> (Vec<Point>, Vec<Point>) {
    let before = points.iter().filter(|point| point.period <= baseline_to).map(point).collect();
    let after = points.iter().filter(|point| point.period >= starts).map(point).collect();
    (before, after)
}

pub(crate) fn point(observed: &Observation) -> Point {
    let whole = |count: Option<i64>| count.and_then(|n| u64::try_from(n).ok());
    Point {
        period: observed.period,
        value: observed.value.filter(|_| observed.missing.is_none()),
        numerator: whole(observed.numerator),
        denominator: whole(observed.denominator),
        provisional: observed.provisional,
    }
}

/// A test locked by the end of its first period was locked before any of its figures was known.
fn registration(gathered: &Gathered, settings: &Settings, registered_on: Date) -> Registration {
    let test = gathered.test;
    if let Some(voided) = &test.voided {
        return Registration::Void { reason: voided.why.trim_end_matches('.').to_owned() };
    }
    if lock(&test.rule) != test.lock {
        return Registration::Void { reason: "the rule is not the one that was locked".into() };
    }
    if gathered.measure.definition != test.rule.definition {
        return Registration::Void { reason: "the measure’s definition changed after it was locked".into() };
    }
    if gathered.is_open && !evidence_rule::is_as_registered(settings, test) {
        return Registration::Void { reason: "the settings it was registered under are no longer those in force".into() };
    }
    if registered_on <= test.rule.starts.last_day() {
        return Registration::Locked { on: registered_on };
    }
    match &test.late {
        Some(late) => {
            Registration::Late { document: late.document.clone(), dated: late.dated, confirmed_outside: true, locked_on: registered_on }
        }
        None => Registration::Late { document: String::new(), dated: registered_on, confirmed_outside: false, locked_on: registered_on },
    }
}

/// The definition changed between the baseline's first figure and the last: from when, and how.
fn reason_redefined(gathered: &Gathered) -> Option<String> {
    let rule = &gathered.test.rule;
    let last = gathered.points.last()?.period;
    let touches = |part: &str| part.is_empty() || part == rule.part;
    let change = gathered
        .measure
        .redefined
        .iter()
        .find(|change| touches(&change.part) && change.from > rule.baseline_from && change.from <= last)?;
    Some(format!("from {} it is counted another way ({}; before: {})", change.from.in_words(), change.becomes, change.was))
}

/// Accepted ones. A period with a figure has its signal explained; one without, its absence.
fn explanations(test: &TestPeriod, points: &[Observation]) -> Vec<Explanation> {
    test.explanations
        .iter()
        .filter_map(|given| {
            let accepted = given.accepted.as_ref()?;
            let has_figure = points.iter().any(|point| point.period == given.period && point.value.is_some());
            let of = if has_figure { Explained::Signal } else { Explained::Missing };
            Some(Explanation { period: given.period, of, evidence: given.evidence.clone(), accepted_by: accepted.by_role.clone() })
        })
        .collect()
}

/// The latest asking of each group.
fn people(test: &TestPeriod) -> Vec<Group> {
    [(Asked::Users, "people who use the service"), (Asked::Staff, "front-line staff"), (Asked::Partners, "partners")]
        .into_iter()
        .filter_map(|(who, words)| {
            let last = test.asked.iter().filter(|asked| asked.who == who).max_by_key(|asked| asked.on)?;
            Some(Group {
                who: words.to_owned(),
                could_be_asked: last.could_be_asked,
                asked: last.could_be_asked,
                answered: last.answered,
                agree: last.agree,
                dissent_answered: !last.answer_to_others.is_empty(),
            })
        })
        .collect()
}

fn answer(
    question: Case,
    gathered: &Gathered,
    test: Record<TestPeriodId, TestPeriod>,
    measure: Record<MeasureId, Measure>,
    points: Vec<Observation>,
    severity: Severity,
    today: Date,
) -> Found {
    let judged = evidence::judge(&question);
    let before_correction = before_correction(&question, gathered.replaced);
    let (evidence, standing) = match judged {
        Ok(standing) => (summed_up(&standing, gathered, &question.registration, severity, today), Some(standing)),
        Err(refusal) => (IssueEvidence::unknown(refusal.to_string()), None),
    };
    let reading = chart(&question, gathered, &points);
    Found { evidence, standing, question: Some(question), test: Some(test), measure: Some(measure), before_correction, points, reading }
}

/// Baseline and test on one chart, as the measure's own settings draw it.
fn chart(question: &Case, gathered: &Gathered, points: &[Observation]) -> Option<spc::Reading> {
    let Gathered { test, measure, trial_below, .. } = *gathered;
    let settings = if measure.chart_preset == "r_package" { spc::Settings::R_PACKAGE } else { spc::Settings::NHS_EXCEL };
    let ask = spc::Ask::new(question.kind, question.better)
        .with_settings(spc::Settings { trial_below, ..settings })
        .with_target(test.rule.target);
    let ask = ask.rebased(test.rule.starts.first_day(), "The test period begins: limits set again because the work changed");
    let points: Vec<Point> = points.iter().map(point).collect();
    spc::read(&points, &ask).ok()
}

/// The same question with every corrected data point as it was, of the baseline and of the test.
fn before_correction(question: &Case, replaced: &[Observation]) -> Option<evidence::Standing> {
    if replaced.is_empty() {
        return None;
    }
    let mut old = question.clone();
    for was in replaced {
        if let Some(now) = old.baseline.iter_mut().chain(&mut old.window).find(|now| now.period == was.period) {
            *now = point(was);
        }
    }
    evidence::judge(&old).ok()
}

fn summed_up(
    standing: &evidence::Standing,
    gathered: &Gathered,
    registration: &Registration,
    severity: Severity,
    today: Date,
) -> IssueEvidence {
    let voided = match registration {
        Registration::Void { reason } => Some(reason.clone()),
        _ => None,
    };
    let statement = match &voided {
        Some(why) => format!("The test period is void: {why}. A new one has to be registered before anything can be shown."),
        None => statement(standing, gathered.measure, severity),
    };
    let measure = gathered.measure;
    let show = |value: f64| measure.unit.shown(value, usize::from(measure.places));
    let (earliest, earliest_unexplained) = months(standing, today);
    let failing = standing
        .failing()
        .map(|criterion| FailingCriterion {
            code: criterion.code.as_str().to_owned(),
            sentence: sentence(criterion, &show, gathered),
            who: who_mends(criterion.code, measure),
            earliest: None,
        })
        .collect();
    IssueEvidence {
        standing: ours(standing),
        grade: match standing.grade {
            evidence::Grade::None => None,
            evidence::Grade::Indicative => Some(EvidenceGrade::Indicative),
            evidence::Grade::Likely => Some(EvidenceGrade::Likely),
            evidence::Grade::Shown => Some(EvidenceGrade::Shown),
        },
        failing,
        to_explain: standing.explain.clone(),
        earliest,
        earliest_unexplained,
        shown_on: (standing.state == State::Shown).then_some(today),
        last_period: gathered.points.iter().rev().find(|point| point.value.is_some()).map(|point| point.period),
        bad_signal: None,
        voided,
        moved: moved(standing, gathered),
        statement,
        result: None,
    }
}

/// A changed definition is told with its date, since “the definition changed” alone mends nothing.
fn sentence(criterion: &evidence::Criterion, show: &dyn Fn(f64) -> String, gathered: &Gathered) -> String {
    let said = criterion.sentence(show);
    match (criterion.code, reason_redefined(gathered)) {
        (evidence::Code::C9, Some(reason)) => format!("The figures are not comparable: {reason}. {said}"),
        _ => said,
    }
}

pub(crate) fn ours(standing: &evidence::Standing) -> Standing {
    match standing.state {
        State::Shown => Standing::Shown,
        State::NotYet => Standing::NotYet,
        State::Explain => Standing::Explain,
        State::OtherWay if standing.other_way == [evidence::OtherWay::MovedElsewhere] => Standing::MovedElsewhere,
        State::OtherWay => Standing::PointsTheOtherWay,
        State::Unknown => Standing::Unknown,
    }
}

/// The earliest month in which it could be shown, never one that is over: once explained and accepted, and if it stays
/// unexplained. Where the evidence points the other way nothing but a test begun afresh shows it.
fn months(standing: &evidence::Standing, today: Date) -> (Option<Month>, Option<Month>) {
    let month = |period: Option<Period>| period.map(|period| Month::of(period.last_day()).max(Month::of(today)));
    match &standing.earliest {
        None => (None, None),
        Some(Earliest { by_length, if_steady, if_begun_again, .. }) => {
            let afresh = month(*if_begun_again);
            let explained = if standing.state == State::OtherWay { afresh } else { month((*if_steady).max(*by_length)) };
            (explained, afresh.or(explained))
        }
    }
}

fn moved(standing: &evidence::Standing, gathered: &Gathered) -> Vec<Moved> {
    let Some(evidence::Facts::Displacement { measures }) = standing.criterion(evidence::Code::C8).map(|criterion| &criterion.facts) else {
        return Vec::new();
    };
    measures
        .iter()
        .filter(|reading| reading.alarm)
        .filter_map(|reading| {
            let (beside, _) = gathered.balancing.iter().find(|(beside, _)| beside.noun.name == reading.name)?;
            let show = |value: Option<f64>| {
                value.map_or_else(|| "not known".into(), |v| beside.noun.unit.shown(v, usize::from(beside.noun.places)))
            };
            let word = gathered.test.displacement.iter().find(|word| word.measure == beside.id && word.moved);
            Some(Moved {
                measure: beside.id,
                says: format!("{} went from {} to {} on average.", beside.noun.name, show(reading.mean_before), show(reading.mean_after)),
                since: reading.past_limit.first().copied(),
                confirmed_by: word.map(|word| word.word.by_role.clone()),
            })
        })
        .collect()
}

/// Who could mend a criterion, where it is always the same role.
fn who_mends(code: evidence::Code, measure: &Measure) -> Option<String> {
    use evidence::Code;
    match code {
        Code::C8 | Code::C9 => Some("someone outside the service".to_owned()),
        _ if measure.owner_role.is_empty() => None,
        _ => Some(measure.owner_role.clone()),
    }
}

/// One whole sentence for lists and for the check.
fn statement(standing: &evidence::Standing, measure: &Measure, severity: Severity) -> String {
    let show = |value: Option<f64>| value.map_or_else(|| "not known".to_owned(), |v| measure.unit.shown(v, usize::from(measure.places)));
    let average = show(standing.figures.mean.map(|mean| shown_in(measure, mean)));
    let name = &measure.name;
    let periods = standing.figures.n;
    match standing.state {
        State::Unknown => format!("No figures of “{name}” have come in for the test yet."),
        State::Shown => format!("“{name}” has been {average} on average over {periods} periods, steady and as agreed beforehand."),
        State::Explain => {
            let which: Vec<String> = standing.explain.iter().map(|period| period.in_words()).collect();
            format!(
                "“{name}” is {average} on average over {periods} periods; {} has to be explained before anything is concluded.",
                which.join(" and ")
            )
        }
        State::OtherWay => match standing.worse_since {
            Some(since) => format!("“{name}” has been getting worse since {}.", since.in_words()),
            None if standing.other_way == [evidence::OtherWay::MovedElsewhere] => {
                format!("“{name}” is better, but something named beforehand got worse instead.")
            }
            None => format!("“{name}” is {average} on average over {periods} periods, and that is not the level agreed."),
        },
        State::NotYet => {
            let first = standing.failing().map(|criterion| criterion.code.title().to_lowercase()).next().unwrap_or_default();
            let bar = if severity >= Severity::High { ", at the bar for a severe issue" } else { "" };
            format!("“{name}” is {average} on average over {periods} periods{bar}; not yet: {first}.")
        }
    }
}

/// Rates of counts with exposure are worked per unit; everything else is in the measure's own unit.
fn shown_in(measure: &Measure, worked: f64) -> f64 {
    match &measure.unit {
        Unit::Per { per, .. } if measure.kind == quantity::MeasureKind::Count => worked * f64::from(*per),
        _ => worked,
    }
}

/// What is kept of the answer, exactly as the calculator would print it.
pub fn finding(found: &Found, issue: IssueId, desk: &Desk) -> Option<Finding> {
    let standing = found.standing.as_ref()?;
    let question = found.question.as_ref()?;
    let inputs = serde_json::to_string(question).ok()?;
    let parameters = serde_json::to_value(&question.rule).ok()?;
    let mut sources: Vec<_> = found.points.iter().filter_map(|point| point.at.as_ref().map(|at| at.source)).collect();
    sources.sort_unstable();
    sources.dedup();
    Some(Finding {
        about_noun: "known issue".into(),
        about_id: issue.uuid(),
        part: found.test.as_ref().map(|test| test.noun.rule.part.clone()).unwrap_or_default(),
        method: evidence::METHOD.code.into(),
        edition: u32::from(evidence::METHOD.edition),
        parameters,
        inputs: store::files::digest(inputs.as_bytes()),
        statement: found.evidence.statement.clone(),
        figures: serde_json::to_value(standing).ok()?,
        sources,
        made_at: desk.now(),
    })
}

/// Is this arithmetic one whose test needs clear periods, said before it opens?
pub fn is_rare(question: &Case) -> bool {
    question.arithmetic() == Arithmetic::Rare
}
