//! Keeping what was worked out about the options of a case: method, edition, parameters, digest of the inputs, sentence and figures. A
//! result is never worked again in place: where anything it rests on has changed, a new one is kept beside it.

use methods::Method;
use model::finding::Finding;
use model::id::{CaseId, FindingId};
use model::record::Record;
use model::role::Permission;
use serde_json::{Value, json};
use store::Tx;

use crate::actor::Actor;
use crate::desk::Desk;
use crate::error::DeskError;
use crate::house::set_up::kept;
use crate::plan::options::quoted::Quoted;
use crate::plan::options::{criteria_question, money_words, social_question};
use crate::plan::read_options::{Worked, remembered};

/// Methods whose results rest on the costing, and are sealed with it.
pub(crate) const OF_THE_COSTING: [&str; 2] = [methods::appraisal::METHOD.code, methods::sroi::METHOD.code];

/// Keeps every result that can be worked out of the case's options as they stand and as the actor may see them. Those that are the same
/// as the last kept are not kept twice.
pub async fn keep_results(desk: &Desk, actor: &Actor, case: CaseId) -> Result<Vec<Record<FindingId, Finding>>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut tx = desk.read().await?;
    let seen = store::cases::find(&mut tx, &actor.scope, case).await?;
    let before = versions(&mut tx, actor, case).await?;
    let [_, costing, workshop] = before;
    let worked = Worked::clone(&*remembered(desk, &mut tx, case).await?).seen(costing.is_some(), workshop.is_some());
    drop(tx);
    if let Some(Err(refusal)) = worked.money.as_ref().map(|money| &money.answer) {
        return Err(DeskError::refused("cannot_be_worked_out", refusal.clone()));
    }
    let found = findings(desk, case, &worked);
    // It takes a while: nobody else waits for it, and what has changed meanwhile is not passed over.
    let mut write = desk.write(actor).await?;
    if versions(&mut write.tx, actor, case).await? != before {
        return Err(DeskError::Stale);
    }
    let mut results = Vec::new();
    for noun in found {
        let sealed = worked.is_sealed && OF_THE_COSTING.contains(&noun.method.as_str());
        let last = store::findings::latest(&mut write.tx, &desk.own_scope(), case.uuid(), &noun.method, &noun.part).await?;
        if let Some(last) = last
            && (&last.noun.inputs, last.noun.edition, last.sealed) == (&noun.inputs, noun.edition, sealed)
        {
            results.push(last);
            continue;
        }
        let mut record = kept(desk, desk.new_id(), seen.audience.clone(), noun);
        record.sealed = sealed;
        results.push(store::findings::save(&mut write.tx, &record).await?);
    }
    if results.is_empty() {
        return Err(DeskError::refused(
            "nothing_to_keep",
            "Nothing can be worked out yet: cost at least one option, or weigh the criteria and score the options.",
        ));
    }
    let line = format!("What was worked out about the options of “{}” was kept.", seen.noun.question);
    write.commit("keep_results", "case", Some(case.uuid()), line).await?;
    Ok(results)
}

/// Of the case, its costing and its workshop.
async fn versions(tx: &mut Tx, actor: &Actor, case: CaseId) -> Result<[Option<i64>; 3], DeskError> {
    let costing = store::costings::of_case(tx, &actor.scope, case).await?.map(|record| record.version);
    let workshop = store::workshops::of_case(tx, &actor.scope, case).await?.map(|record| record.version);
    Ok([Some(store::cases::find(tx, &actor.scope, case).await?.version), costing, workshop])
}

/// Seals every result kept of a case that rests on its costing, once that is sealed; and those of other cases that were worked out with its
/// past forecasts.
pub(super) async fn seal(desk: &Desk, tx: &mut Tx, case: CaseId) -> Result<(), DeskError> {
    let quoted = Quoted::of(desk, tx).await?;
    let kept = store::findings::list(tx, &desk.own_scope()).await?;
    let rests_on_it = |noun: &Finding| {
        OF_THE_COSTING.contains(&noun.method.as_str())
            && (noun.about_id == case.uuid() || quoted.from_what_is_sealed(CaseId(noun.about_id), &noun.parameters))
    };
    for mut record in kept.into_iter().filter(|kept| !kept.sealed && rests_on_it(&kept.noun)) {
        record.sealed = true;
        record.changed_at = desk.now();
        store::findings::save(tx, &record).await?;
    }
    Ok(())
}

/// A method put to the options as they stand: what it is asked, and by which digest that is known.
pub struct Put {
    pub method: Method,
    /// Code of the option, where it is put to one alone.
    pub part: String,
    pub digest: String,
    question: Value,
}

/// Every method that can be asked of the options as they stand. Nothing is worked out for it.
pub fn puts(worked: &Worked) -> Vec<Put> {
    let put = |method: Method, question: Value| put_of(method, "", question);
    let mut puts = Vec::new();
    if let Some(money) = worked.money.as_ref().filter(|money| money.answer.is_ok()) {
        puts.push(put(methods::appraisal::METHOD, money.question.file()));
    }
    if let Some(Ok(weighed)) = &worked.criteria {
        puts.push(put(methods::criteria::METHOD, json!(weighed.case)));
        puts.push(put(methods::smaa::METHOD, criteria_question::file(weighed)));
    }
    let answered = worked.returns.iter().filter(|returned| returned.answer.is_ok());
    puts.extend(answered.map(|returned| put_of(methods::sroi::METHOD, &returned.option, social_question::file(returned))));
    puts
}

fn put_of(method: Method, part: &str, question: Value) -> Put {
    Put { method, part: part.to_owned(), digest: store::files::digest(question.to_string().as_bytes()), question }
}

/// Every result of the options as they stand.
pub fn findings(desk: &Desk, case: CaseId, worked: &Worked) -> Vec<Finding> {
    puts(worked).into_iter().filter_map(|put| finding(desk, case, worked, put)).collect()
}

fn finding(desk: &Desk, case: CaseId, worked: &Worked, put: Put) -> Option<Finding> {
    let asked = put.question.get("options").cloned();
    let weighed = worked.criteria.as_ref().and_then(|criteria| criteria.as_ref().ok());
    let returned = worked.returns.iter().find(|returned| returned.option == put.part);
    let (parameters, statement, figures) = match (put.method.code, &worked.money, weighed) {
        (code, ..) if code == methods::sroi::METHOD.code => {
            let statement = social_question::lead(returned?.answer.as_ref().ok()?);
            (asked?, statement, methods::calc::sroi(&put.question.to_string()).ok()?)
        }
        (code, Some(money), _) if code == methods::appraisal::METHOD.code => {
            let statement = money_words::lead(&money.question, money.answer.as_ref().ok()?);
            (asked?, statement, methods::calc::cba(&put.question.to_string()).ok()?)
        }
        (code, _, Some(weighed)) if code == methods::criteria::METHOD.code => {
            let statement = weighed.reading.in_words(&weighed.case).join(" ");
            (json!({ "method": "additive" }), statement, methods::calc::mcda::answer(&weighed.reading, &weighed.case))
        }
        (_, _, Some(weighed)) => (asked?, criteria_question::smaa_said(weighed), methods::calc::smaa(&put.question.to_string()).ok()?),
        _ => return None,
    };
    Some(Finding {
        about_noun: "case".into(),
        about_id: case.uuid(),
        part: put.part,
        method: put.method.code.into(),
        edition: u32::from(put.method.edition),
        parameters,
        inputs: put.digest,
        statement,
        figures,
        sources: Vec::new(),
        made_at: desk.now(),
    })
}

/// The result of a method about a case as its records stand now; none where it can no longer be worked out.
pub(crate) async fn again(desk: &Desk, tx: &mut Tx, case: CaseId, kept: &Finding) -> Result<Option<Finding>, DeskError> {
    let worked = remembered(desk, tx, case).await?;
    let put = puts(&worked).into_iter().find(|put| (put.method.code, put.part.as_str()) == (kept.method.as_str(), kept.part.as_str()));
    Ok(put.and_then(|put| finding(desk, case, &worked, put)))
}
