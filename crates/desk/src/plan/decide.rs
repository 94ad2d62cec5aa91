//! Recording a decision: what was chosen and why, what is expected of it by when, and what would show us wrong.

use model::audience::Audience;
use model::decision::Decision;
use model::id::{CaseId, CheckId, DecisionId, ExceptionId, MeasureId, PromiseId, ServiceId};
use model::option_sheet::NotConsidered;
use model::paper::{EqualityRead, Paper};
use model::promise::Promise;
use model::readiness::{Answer, ReadinessCheck};
use model::record::Record;
use model::role::Permission;
use quantity::{Date, period};

use crate::actor::Actor;
use crate::config::deciding::{Body, deciding};
use crate::desk::Desk;
use crate::error::{DeskError, Fault};
use crate::house::set_up::kept;
use crate::plan::financial_plan::decided;
use crate::plan::gather::{self, Asked, Gathered};
use crate::plan::old_needs::{refuse_on_old, told_needs};
use crate::plan::paper::view::{PaperView, gather_view};
use crate::plan::paper::{equality_digest, for_question, goes_to_members, pack};
use crate::plan::reply_due;
use crate::plan::still_open::still_open;
use crate::typed::{LINE, TEXT, Typed};

pub struct Decide {
    pub case: CaseId,
    /// The version of the case the decision was taken from.
    pub version: i64,
    pub service: ServiceId,
    /// Code of a delivery model, or `as_now`.
    pub change: String,
    /// What goes, where only a part does; empty for the whole service.
    pub part: String,
    pub what: String,
    pub reasons: String,
    pub alternatives: String,
    pub decided_on: Option<Date>,
    /// What we expect by when; at least one.
    pub expects: Vec<Expected>,
    pub smallest_test: String,
    pub review_on: Option<Date>,
    /// The elected member answerable for what is valued here, by name and office.
    pub accountable: String,
    /// Code of who took it (`config/deciding.toml`).
    pub taken_by: String,
    /// Who did not agree, and what they said; may be empty.
    pub not_agreed: String,
    /// What is said of equality was read: the digest of the words that were read.
    pub equality_read: Option<String>,
    /// Why the long list does without some kinds of option, as it will be published; asked where it does and nobody wrote why.
    pub why_not_wider: String,
    /// What is done about the skills that nobody lends yet; asked where there are any.
    pub skills_missing: String,
}

pub struct Expected {
    pub what: String,
    pub due: Option<Date>,
    pub measure: Option<MeasureId>,
    /// In the measure's unit.
    pub value: Option<f64>,
}

/// Refused without a named accountable member; while the scheme of delegation holds it and nobody accountable has proceeded by exception, and while the check has not been
/// asked, or was answered otherwise than it would be now; while a need it answers rests on old evidence and nobody accountable has said why it may; where its paper speaks of equality and those very words were not read, or rests on a plan of shared
/// money that is not kept or does not hold; and while a kind of option, or a skill that nobody lends, goes without a word. All it rests on is frozen with it.
pub async fn decide(desk: &Desk, actor: &Actor, ask: Decide) -> Result<Record<DecisionId, Decision>, DeskError> {
    actor.may(Permission::Decide)?;
    let today = desk.today();
    let mut typed = Typed::new();
    let what = typed.text("what", &ask.what, LINE, "Say what was decided, in one sentence");
    let reasons = typed.text("reasons", &ask.reasons, TEXT, "Say why: a decision without reasons cannot be relied on");
    let alternatives = typed.text("alternatives", &ask.alternatives, TEXT, "Say what else was considered, and why not");
    let smallest_test = typed.text("smallest_test", &ask.smallest_test, TEXT, "Say the smallest thing that would show this was wrong");
    let decided_on = typed.past("decided_on", ask.decided_on, today, "Say when it was decided");
    let review_on = typed.future("review_on", ask.review_on, today, "Say when it will be looked at again");
    let accountable =
        typed.text("accountable", &ask.accountable, LINE, "Name the elected member who answers for what is valued here, with their office");
    let not_agreed = typed.optional("not_agreed", &ask.not_agreed, TEXT);
    let why_not_wider = typed.optional("why_not_wider", &ask.why_not_wider, TEXT);
    let skills_missing = typed.optional("skills_missing", &ask.skills_missing, TEXT);
    let taken_by = deciding()?.body(&ask.taken_by);
    typed.ask("taken_by", taken_by.is_some(), "Choose who took it");
    typed.ask("expects", !ask.expects.is_empty(), "Say what you expect, and by when");
    for expected in &ask.expects {
        typed.text("expects", &expected.what, LINE, "Say what you expect");
        typed.ask("expects", expected.due.is_some_and(|due| due > today), "Say by when, after today");
    }
    typed.done()?;

    let mut write = desk.write(actor).await?;
    let mut case = store::cases::find(&mut write.tx, &actor.scope, ask.case).await?;
    if case.version != ask.version {
        return Err(DeskError::Stale);
    }
    let service = store::services::find(&mut write.tx, &actor.scope, ask.service).await?;
    // Read again under the head of the chain: an issue raised a moment ago is seen.
    let found = gather::work_out(
        desk,
        &mut write.tx,
        &Asked { case: Some(ask.case), service: ask.service, change: ask.change.clone(), part: ask.part.clone() },
    )
    .await?;
    let last = latest_check(&mut write.tx, actor, &ask, &found).await?;
    let check = last.id;
    let exception = standing_exception(&mut write.tx, actor, &ask, check, today).await?;
    may_be_decided(&found, exception.is_some())?;
    refuse_on_old(&told_needs(desk, &mut write.tx, ask.case).await?)?;
    if exception.is_none() && found.readiness.never_held.is_none() {
        reply_due::refuse_until_heard(desk, &mut write.tx, &found, &last).await?;
    }

    let asked = Asked { case: Some(ask.case), service: ask.service, change: found.proposal.model.code.clone(), part: ask.part.clone() };
    let open = still_open(desk, &mut write.tx, &case, &asked).await?;
    let mut unsaid = Typed::new();
    unsaid.ask(
        "why_not_wider",
        open.kinds.is_empty() || !why_not_wider.is_empty(),
        format!("Say why no option of these kinds was looked at, in words that can be published: {}", open.kinds_in_words()),
    );
    unsaid.ask(
        "skills_missing",
        open.skills.is_none() || !skills_missing.is_empty(),
        "Say what is done about the skills that nobody lends yet",
    );
    unsaid.done()?;
    let mut left_out_line = String::new();
    if !open.kinds.is_empty() {
        left_out_line =
            format!(" Why there is no option of these kinds was written on the case: {}: {why_not_wider}", open.kinds_in_words());
        let on = today;
        let left_out = |family| NotConsidered { family, reason: why_not_wider.clone(), on, by_role: actor.role.clone() };
        case.noun.not_considered.extend(open.kinds.iter().copied().map(left_out));
        case.changed_at = desk.now();
        store::cases::save(&mut write.tx, &case).await?;
    }

    let papers = store::papers::by_case(&mut write.tx, &desk.own_scope(), ask.case).await?;
    let mut paper = for_question(&papers, ask.service, &found.proposal.model.code, &ask.part).cloned();
    let equality_read = match &paper {
        Some(paper) => may_rest_on(&paper.noun, &ask, taken_by, actor, today)?,
        None => None,
    };
    // What was decided on is for members, before it is frozen.
    let mut to_members = "";
    if let Some(paper) = &mut paper
        && goes_to_members(paper)
    {
        to_members = " Its paper is for members from now on.";
        paper.changed_at = desk.now();
        *paper = store::papers::save(&mut write.tx, paper).await?;
    }

    let noun = Decision {
        case: ask.case,
        service: ask.service,
        what,
        delivery_model: found.proposal.model.code.clone(),
        part: ask.part.clone(),
        reasons,
        alternatives,
        decided_by: actor.role.clone(),
        decided_on,
        recorded_at: desk.now(),
        check: Some(check),
        exception,
        smallest_test,
        review_on,
        start_profile: found.start_profile(),
        paper: paper.as_ref().map(|paper| paper.id),
        accountable,
        taken_by: ask.taken_by.clone(),
        not_agreed,
        equality_read,
        skills_missing: if open.skills.is_some() { skills_missing } else { String::new() },
        pack: None,
    };
    let mut view = gather_view(desk, &mut write.tx, &asked, noun.paper).await?;
    plan_is_kept(&view)?;
    let mut record = kept(desk, desk.new_id(), Audience::Members, noun);
    let promises = (ask.expects.iter()).map(|expected| {
        let promise = Promise {
            case: Some(ask.case),
            decision: Some(record.id),
            service: Some(ask.service),
            what: expected.what.trim().to_owned(),
            made_by: actor.role.clone(),
            made_on: today,
            due: expected.due.unwrap_or(review_on),
            measure: expected.measure,
            expected: expected.value,
            result: None,
        };
        kept(desk, desk.new_id(), Audience::Members, promise)
    });
    let promises: Vec<Record<PromiseId, Promise>> = promises.collect();
    // What is expected is frozen with what it is expected of.
    view.promises.extend(promises.iter().cloned());
    // Named by its digest: where the transaction fails, a file that nothing names stays behind, and nothing else.
    record.noun.pack = Some(pack::freeze(desk, &mut write.tx, &record.noun, &found, view).await?);
    let record = store::decisions::save(&mut write.tx, &record).await?;
    decided::keep(desk, &mut write.tx, &record, &case, &asked).await?;
    for promise in &promises {
        store::promises::save(&mut write.tx, promise).await?;
    }
    let by = if record.noun.exception.is_some() { ", by exception" } else { "" };
    let line = format!(
        "{}: {}{by}. To be reviewed on {}.{to_members}{left_out_line}",
        service.noun.name,
        record.noun.what,
        period::in_words(review_on)
    );
    write.commit("decide", "decision", Some(record.id.uuid()), line).await?;
    Ok(record)
}

/// A plan of shared money that the paper rests on is frozen with the decision: so it has to be kept, of the question as it stands, and to
/// hold.
fn plan_is_kept(view: &PaperView) -> Result<(), DeskError> {
    let Some(told) = view.allocations.iter().find(|told| told.is_named && told.worked.is_none()) else { return Ok(()) };
    let rests_on = format!("The paper rests on “{}” ({})", told.title, told.reference);
    Err(match &told.plan {
        None => DeskError::refused(
            "plan_not_kept",
            format!("{rests_on}, and no plan of it is kept as its question stands now. Keep its plan, then record the decision."),
        ),
        Some((statement, _)) => DeskError::refused(
            "plan_does_not_hold",
            format!("{rests_on}, whose kept plan says: {statement} Change its limits, or let the paper rest on another."),
        ),
    })
}

/// What its paper asks of a decision: a key decision is for members, and what is said of equality was read in these very words.
fn may_rest_on(
    paper: &Paper,
    ask: &Decide,
    taken_by: Option<&Body>,
    actor: &Actor,
    today: Date,
) -> Result<Option<EqualityRead>, DeskError> {
    if paper.is_key && taken_by.is_some_and(|body| !body.takes_key_decisions) {
        return Err(DeskError::refused("key_decision", "This is a key decision: it is for members who may take one, not for an officer."));
    }
    let Some(words) = equality_digest(paper) else { return Ok(None) };
    match &ask.equality_read {
        Some(read) if *read == words => Ok(Some(EqualityRead { name: actor.name.clone(), on: today, of: words })),
        Some(_) => Err(DeskError::refused(
            "equality_changed",
            "What the paper says of equality has changed since it was read. Read it again, and confirm it.",
        )),
        None => Err(DeskError::Faults(vec![Fault::new("equality_read", "Confirm that what the paper says of equality was read")])),
    }
}

/// The check this decision rests on: the last one asked of the same change, answered from the same records.
async fn latest_check(
    tx: &mut store::Tx,
    actor: &Actor,
    ask: &Decide,
    found: &Gathered,
) -> Result<Record<CheckId, ReadinessCheck>, DeskError> {
    let asked = store::readiness_checks::by_case(tx, &actor.scope, ask.case).await?;
    let same = |check: &ReadinessCheck| check.service == ask.service && check.change == found.proposal.model.code && check.part == ask.part;
    let last = asked.into_iter().rev().find(|check| same(&check.noun));
    let Some(last) = last else {
        return Err(DeskError::refused(
            "not_asked",
            "Ask first: are we solving it, or moving it? A decision about who operates a service rests on that answer.",
        ));
    };
    if last.noun.inputs != found.inputs {
        let now = found.readiness.answer.words().to_lowercase();
        return Err(DeskError::refused(
            "asked_before_a_change",
            format!("The records have changed since the check was asked; its answer is now “{now}”. Ask it again, then decide."),
        ));
    }
    if last.noun.affirmed.is_none() {
        return Err(DeskError::refused(
            "not_affirmed",
            "The answer of the readiness check has to be affirmed by a named role before a decision rests on it.",
        ));
    }
    Ok(last)
}

/// An exception recorded for this very check whose review date has not passed.
async fn standing_exception(
    tx: &mut store::Tx,
    actor: &Actor,
    ask: &Decide,
    check: CheckId,
    today: Date,
) -> Result<Option<ExceptionId>, DeskError> {
    let kept = store::exceptions::by_case(tx, &actor.scope, ask.case).await?;
    Ok(kept
        .into_iter()
        .rev()
        .find(|exception| exception.noun.check == check && exception.noun.review_on >= today)
        .map(|exception| exception.id))
}

/// What the answer and the scheme of delegation say of deciding now.
fn may_be_decided(found: &Gathered, by_exception: bool) -> Result<(), DeskError> {
    if found.readiness.answer == Answer::Ready || by_exception || found.readiness.never_held.is_some() {
        return Ok(());
    }
    match &found.readiness.exception {
        None => Ok(()),
        Some(asked) => Err(DeskError::refused(
            "held",
            format!(
                "The readiness check says {}, and the scheme of delegation holds this until an accountable person proceeds by exception: {}",
                found.readiness.answer.words().to_lowercase(),
                asked.reason
            ),
        )),
    }
}
