//! Keeping what was worked out about the options of a case: method, edition, parameters, digest of the inputs, sentence and figures. A
//! result is never worked again in place: where anything it rests on has changed, a new one is kept beside it.

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
use crate::plan::options::money_question::Question;
use crate::plan::options::{criteria_question, money_words};
use crate::plan::read_options::{Worked, work};

/// Keeps every result that can be worked out of the case's options as they stand. Those that are the same as the last kept are not
/// kept twice.
pub async fn keep_results(desk: &Desk, actor: &Actor, case: CaseId) -> Result<Vec<Record<FindingId, Finding>>, DeskError> {
    actor.may(Permission::WriteCases)?;
    let mut write = desk.write(actor).await?;
    let seen = store::cases::find(&mut write.tx, &actor.scope, case).await?;
    let worked = work(desk, &mut write.tx, case).await?;
    if let Some(Err(refusal)) = worked.money.as_ref().map(|money| &money.answer) {
        return Err(DeskError::refused("cannot_be_worked_out", refusal.clone()));
    }
    let mut results = Vec::new();
    for noun in findings(desk, case, &worked) {
        let last = store::findings::latest(&mut write.tx, &desk.own_scope(), case.uuid(), &noun.method, &noun.part).await?;
        if let Some(last) = last
            && (&last.noun.inputs, last.noun.edition) == (&noun.inputs, noun.edition)
        {
            results.push(last);
            continue;
        }
        let mut record = kept(desk, desk.new_id(), seen.audience.clone(), noun);
        record.sealed = worked.is_sealed;
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

/// Every result of the options as they stand.
pub fn findings(desk: &Desk, case: CaseId, worked: &Worked) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(money) = &worked.money
        && let Ok(answer) = &money.answer
    {
        findings.extend(of_money(desk, case, &money.question, &money_words::lead(&money.question, answer)));
    }
    if let Some(weighed) = worked.criteria.as_ref().and_then(|criteria| criteria.as_ref().ok()) {
        let (method, figures) = (methods::criteria::METHOD, methods::calc::mcda::answer(&weighed.reading, &weighed.case));
        let statement = weighed.reading.in_words(&weighed.case).join(" ");
        findings.push(finding(
            desk,
            case,
            (method.code, method.edition),
            json!(weighed.case),
            json!({ "method": "additive" }),
            statement,
            figures,
        ));
        let (file, method) = (criteria_question::file(weighed), methods::smaa::METHOD);
        if let Ok(figures) = methods::calc::smaa(&file.to_string()) {
            let parameters = file.get("options").cloned().unwrap_or_default();
            let said = criteria_question::smaa_said(weighed);
            findings.push(finding(desk, case, (method.code, method.edition), file, parameters, said, figures));
        }
    }
    findings
}

fn of_money(desk: &Desk, case: CaseId, question: &Question, statement: &str) -> Option<Finding> {
    let (file, method) = (question.file(), methods::appraisal::METHOD);
    let figures = methods::calc::cba(&file.to_string()).ok()?;
    let parameters = file.get("options").cloned().unwrap_or_default();
    Some(finding(desk, case, (method.code, method.edition), file, parameters, statement.to_owned(), figures))
}

fn finding(desk: &Desk, case: CaseId, method: (&str, u16), inputs: Value, parameters: Value, statement: String, figures: Value) -> Finding {
    Finding {
        about_noun: "case".into(),
        about_id: case.uuid(),
        part: String::new(),
        method: method.0.into(),
        edition: u32::from(method.1),
        parameters,
        inputs: store::files::digest(inputs.to_string().as_bytes()),
        statement,
        figures,
        sources: Vec::new(),
        made_at: desk.now(),
    }
}

/// The result of a method about a case as its records stand now; none where it can no longer be worked out.
pub(crate) async fn again(desk: &Desk, tx: &mut Tx, case: CaseId, method: &str) -> Result<Option<Finding>, DeskError> {
    let worked = work(desk, tx, case).await?;
    Ok(findings(desk, case, &worked).into_iter().find(|finding| finding.method == method))
}
